//! `hashiya reanchor`: takes the annotations of a file over onto another
//! version of its article, in a file of their own.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

use crate::document::{Change, Document, Selection, Tally, reanchor};
use crate::store::{self, Replace, annotation_path_for};
use crate::text::Encoding;

/// How many code points of a lost annotation's words are printed.
const SHOWN_CHARS: usize = 60;

/// Take annotations over onto another version of the article.
#[derive(Debug, clap::Args)]
pub struct ReanchorArgs {
    /// The annotation file (NAME.hashiya.ron), which stays as it is
    pub file: PathBuf,
    /// The other version of the article
    pub article: PathBuf,
    /// Write to this annotation file; without it, to the one beside the article
    #[arg(short, long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// The new article's encoding, such as windows-1256, where it is not UTF-8
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    pub encoding: Option<Encoding>,
    /// Put the doubtful ones where they most likely belong, too
    #[arg(long)]
    pub accept: bool,
    /// Replace the file to be written where there is one; an earlier version of
    /// it is kept
    #[arg(long)]
    pub force: bool,
}

/// Exit status 1 where some annotations are kept as lost.
pub fn run(args: ReanchorArgs) -> anyhow::Result<ExitCode> {
    let old = super::open(&args.file, None)?;
    if old.count() == 0 && old.lost_count() == 0 {
        bail!("{}: there are no annotations in it", args.file.display());
    }
    let opened = store::open_as(&args.article, args.encoding)?;
    if opened.replaced > 0 {
        let (name, count) = (args.article.display(), opened.replaced);
        eprintln!("hashiya: {name}: {count} places are no text in this encoding, and U+FFFD here");
    }
    let (article, source) = (opened.document.article(), opened.document.source());
    let made = reanchor(&old, article.clone(), source.clone(), &|| false)?;
    let target = args
        .out
        .unwrap_or_else(|| annotation_path_for(&opened.path));
    let mut told = vec![summary(&made.tally)];
    let mut document = made.document;
    if args.accept {
        let before = document.lost_count();
        let places = made.proposals.iter();
        let places = places.filter_map(|(&id, all)| Some((id, all.first()?.clone())));
        if let Ok(change) = Change::put_back(&document, places) {
            document.apply(change, Selection::default())?;
        }
        let accepted = before - document.lost_count();
        told.push(format!(
            "{accepted} of the doubtful put where they most likely belong"
        ));
    }
    let replace = match args.force {
        true => Replace::Anything,
        false => Replace::Nothing,
    };
    let home = super::recover::home();
    let saved = match store::save(&document, &target, replace, home.as_ref()) {
        Ok(saved) => saved,
        Err(error) if !args.force && matches!(error.fault, store::SaveFault::Exists) => {
            bail!(
                "{error}; --out writes to another file, --force replaces this one and keeps a copy"
            )
        }
        Err(error) => return Err(error.into()),
    };
    let written = saved.path.display();
    let mut lines = format!("{written}: written; {}\n", told.join("; "));
    for line in lost_lines(&document) {
        lines.push_str(&format!("{written}: {line}\n"));
    }
    super::write_out(lines.as_bytes())?;
    Ok(match document.lost_count() {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(1),
    })
}

fn summary(tally: &Tally) -> String {
    let Tally {
        exact,
        folded,
        aligned,
        doubtful,
        lost,
    } = tally;
    let placed = tally.placed();
    format!(
        "{placed} annotations taken over ({exact} on the same text, {folded} in another spelling, {aligned} among other words); {doubtful} doubtful, {lost} lost"
    )
}

/// A line for each annotation that is kept as lost.
fn lost_lines(document: &Document) -> impl Iterator<Item = String> {
    document.lost().map(|lost| {
        let quote = lost.quote();
        let words: Vec<_> = quote.split_whitespace().collect();
        let shown: String = words.join(" ").chars().take(SHOWN_CHARS).collect();
        format!("lost: {} {}: {shown}", lost.id(), lost.said().label)
    })
}
