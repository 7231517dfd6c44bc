//! `hashiya recover`: writes work that a program which ended early has left in
//! its journal into the annotation file, and says what it did.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use crate::store::claim::{self, Claimed};
use crate::store::journal::{self, Leftover, Work, WorkSummary};
use crate::store::settings::data_folder;
use crate::store::{self, Home, Opened, Replace, SaveFault, Stamp};

/// Write work that was never saved into its annotation file.
#[derive(Debug, clap::Args)]
pub struct RecoverArgs {
    /// An annotation file (NAME.hashiya.ron) or an article, which may be gone
    pub file: PathBuf,
    /// Write to this annotation file instead, and leave the journal as it is
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Replace what another program has written there since, or is editing; an
    /// earlier version of it is kept
    #[arg(long)]
    pub force: bool,
}

/// Exit status 1 where there is nothing to recover.
pub fn run(args: RecoverArgs) -> anyhow::Result<ExitCode> {
    let name = args.file.display();
    let home = home();
    let found = home
        .as_ref()
        .and_then(|home| Some((home, journal::work_on(home, &args.file)?)));
    let Some((home, work)) = found else {
        super::write_out(format!("{name}: there is nothing to recover\n").as_bytes())?;
        return Ok(ExitCode::from(1));
    };
    let told = told(&work.summary).join("; ");
    let target = match (&args.out, &work.file) {
        (Some(path), _) | (None, Some(path)) => path.clone(),
        (None, None) => bail!("{name}: {told}; it has no file yet, name one with --out"),
    };
    let claimed = claim::claim(&store::true_path(&target), args.force);
    if let Claimed::Theirs(holder) = &claimed {
        bail!(
            "{} is being edited by {holder}; close it there, or take it over with --force",
            target.display()
        );
    }
    let replace = match (args.force, &args.out, work.stamp) {
        (true, ..) => Replace::Anything,
        (false, None, Some(stamp)) => Replace::Unchanged(stamp),
        (false, ..) => Replace::Nothing,
    };
    let (document, leftover) = work.into_parts();
    let saved = match store::save(&document, &target, replace, Some(home)) {
        Ok(saved) => saved,
        Err(error) if matches!(error.fault, SaveFault::Exists | SaveFault::Changed) => bail!(
            "{error}; --out writes to another file, --force replaces this one and keeps a copy"
        ),
        Err(error) => return Err(error.into()),
    };
    if args.out.is_none() {
        note_saved(&leftover, saved.stamp);
    }
    let written = saved.path.display();
    super::write_out(format!("{written}: written; {told}\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Notes in the journal that its work is saved. Where that fails the file is
/// saved all the same, and the work is only offered once more.
fn note_saved(leftover: &Leftover, stamp: Stamp) {
    if let Err(error) = leftover.note_saved(stamp) {
        eprintln!("hashiya: saved, but the journal could not be told: {error}");
    }
}

/// How much work was found, from when, and what is wrong with it.
fn told(work: &WorkSummary) -> Vec<String> {
    let plural = |count: u64, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    let mut parts = vec![format!(
        "{} brought back, the last made {}",
        plural(work.steps, "unsaved change", "unsaved changes"),
        ago(work.age_seconds)
    )];
    let damage = &work.damage;
    if damage.torn_bytes > 0 {
        parts.push("one more was being written when the program ended, and is lost".to_owned());
    }
    let lost = damage.missing_lines.max(damage.bad_lines as u64) + damage.newer_lines as u64;
    if lost > 0 {
        let entries = plural(lost, "entry", "entries");
        parts.push(format!(
            "the journal is damaged: {entries} could not be read"
        ));
    }
    if damage.unfit_steps > 0 {
        let changes = plural(damage.unfit_steps as u64, "later change", "later changes");
        parts.push(format!("{changes} no longer fitted, left out"));
    }
    if work.file_changed {
        parts.push("the file has been changed by another program since".to_owned());
    }
    parts
}

fn ago(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s ago"),
        120..7200 => format!("{} min ago", seconds / 60),
        7200..172_800 => format!("{} h ago", seconds / 3600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}

/// The work that was never saved to a file: the command goes on with it, and
/// standard error says so.
pub(super) fn work_for(opened: &Opened) -> Option<Work> {
    let work = journal::work_on(&home()?, &opened.path)?;
    let told = told(&work.summary).join("; ");
    let name = opened.path.display();
    let is_used = fits(&work, opened);
    if is_used {
        eprintln!("hashiya: {name}: {told}. `hashiya recover` writes it to the file.");
    } else {
        eprintln!("hashiya: {name}: {told}. It is not used here; `hashiya recover` writes it.");
    }
    is_used.then_some(work)
}

/// The program's own folder.
pub(super) fn home() -> Option<Home> {
    data_folder().map(Home::new)
}

/// Whether the work began with what was opened.
fn fits(work: &Work, opened: &Opened) -> bool {
    let same_text = work.document.source().sha256 == opened.document.source().sha256;
    let same_file = match work.stamp {
        Some(stamp) => stamp == opened.stamp,
        None => opened.annotations_beside.is_none(),
    };
    same_text && same_file
}

/// Says of a file that is only looked at that it has work.
pub(super) fn tell_work(path: &Path) {
    if let Some(work) = home().and_then(|home| journal::work_on(&home, path)) {
        let told = told(&work.summary).join("; ");
        eprintln!(
            "hashiya: {}: {told}. `hashiya recover` writes it.",
            path.display()
        );
    }
}
