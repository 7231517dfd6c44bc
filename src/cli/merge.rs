//! `hashiya merge`: two annotation files of one text made one, annotation by
//! annotation, with the one both began with if it is given.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::recover;
use crate::document::merge::{Choice, Deed, Field, Merge, Row, Subject, Three};
use crate::document::{AnnotationId, Document, Lost, Selection};
use crate::formats::annotation_file;
use crate::store::{self, Opened, Replace};

/// Status where nothing is left to be decided.
const MERGED: u8 = 0;
/// Status where conflicts are left; the result was written with both sides.
const CONFLICTS: u8 = 1;
/// Status where nothing was written.
const NOT_WRITTEN: u8 = 2;

/// How many characters of an annotation's words are shown.
const EXCERPT_CHARS: usize = 60;

/// Merge two annotation files of the same text.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
What only one side has changed is taken, and different parts of one annotation
that each side has changed are put together. Where both have changed the same,
or one has removed what the other has changed, that is a conflict: it is listed
on standard error, and the result keeps both sides (as two annotations, or
theirs in a note; what one side removed stays). --prefer decides them all.

Without --base nothing counts as removed, since it cannot be told from what the
other side has added.

Exit status: 0 if nothing is left to be decided, 1 if there are conflicts (the
result is written), 2 if nothing was written.

As a merge driver of git: hashiya merge %A %B --base %O -o %A")]
pub struct MergeArgs {
    /// The annotation file that changes are taken into
    pub mine: PathBuf,
    /// The annotation file whose changes are taken
    pub theirs: PathBuf,
    /// The annotation file that both began with
    #[arg(long, value_name = "BASE")]
    pub base: Option<PathBuf>,
    /// Write to this file, which may be MINE or THEIRS, instead of standard
    /// output
    #[arg(long, short, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// Decide conflicts for this side
    #[arg(long, value_enum)]
    pub prefer: Option<Prefer>,
}

/// A side to decide for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Prefer {
    /// The first file
    Mine,
    /// The second file
    Theirs,
}

/// Merges; the status says how it went.
pub fn run(args: MergeArgs) -> anyhow::Result<ExitCode> {
    let status = run_inner(&args).unwrap_or_else(|error| {
        eprintln!("hashiya: {error:#}");
        NOT_WRITTEN
    });
    Ok(ExitCode::from(status))
}

fn run_inner(args: &MergeArgs) -> anyhow::Result<u8> {
    let mine = open(&args.mine)?;
    let theirs = open(&args.theirs)?;
    let base = args.base.as_deref().map(open).transpose()?;
    let stamps = [&mine, &theirs].map(|it| (it.path.clone(), it.stamp));
    let base = base.map(|base| base.document);
    let merge = Merge::new(base, mine.document, theirs.document);
    let mut merge = merge.with_context(|| {
        let (mine, theirs) = (args.mine.display(), args.theirs.display());
        format!("{mine} and {theirs}")
    })?;
    if args.base.is_some() && merge.base().is_none() {
        eprintln!("hashiya: the base has another text and is not used");
    }
    match args.prefer {
        Some(Prefer::Mine) => merge.choose_all(Choice::Mine, true),
        Some(Prefer::Theirs) => merge.choose_all(Choice::Theirs, true),
        None => {}
    }
    let mut merged = merge.mine().snapshot();
    merged.apply(merge.change(), Selection::default())?;
    match &args.out {
        Some(out) => {
            let path = store::true_path(out);
            let own = stamps.iter().find(|(own, _)| *own == path);
            let replace = own.map_or(Replace::Nothing, |(_, it)| Replace::Unchanged(*it));
            let home = recover::home();
            store::save(&merged, out, replace, home.as_ref())?;
        }
        None => {
            let file = annotation_file::seal(annotation_file::write(&merged));
            super::write_out(file.as_bytes())?;
        }
    }
    if args.prefer.is_some() || merge.conflicts() == 0 {
        return Ok(MERGED);
    }
    for row in merge.rows().iter().filter(|row| row.is_conflict) {
        eprintln!("hashiya: conflict: {}", told(&merge, row));
    }
    Ok(CONFLICTS)
}

/// What a file holds; work that was never saved to it is told, not used.
fn open(path: &Path) -> anyhow::Result<Opened> {
    recover::tell_work(path);
    let opened = store::open(path)?;
    super::tell_broken_seal(&opened);
    Ok(opened)
}

/// A conflict on one line.
fn told(merge: &Merge, row: &Row) -> String {
    let taken = match row.choice {
        Choice::Mine => "mine",
        Choice::Theirs => "theirs",
        Choice::Both => "both",
    };
    let [mine, theirs] = [true, false].map(|mine| merge.deed(&row.subject, mine));
    let what = subject(merge, row);
    match mine.zip(theirs) {
        Some((mine, theirs)) => {
            let (mine, theirs) = (done(&mine), done(&theirs));
            format!("{what}: mine {mine}, theirs {theirs}; {taken} kept")
        }
        None => format!("{what}: both changed it; {taken} kept"),
    }
}

fn subject(merge: &Merge, row: &Row) -> String {
    match &row.subject {
        Subject::Label(id) => format!("label {id}"),
        Subject::LabelOrder => "the order of the labels".to_owned(),
        Subject::Direction => "the direction".to_owned(),
        Subject::ArticleNote => "the note on the article".to_owned(),
        Subject::Entity(three) => {
            let entity = |id, document: &Document| document.entity(id).map(|it| it.name.clone());
            let mine = three.mine.and_then(|id| entity(id, merge.mine()));
            let theirs = || three.theirs.and_then(|id| entity(id, merge.theirs()));
            let name = mine.or_else(theirs).unwrap_or_default();
            format!("entity \"{}\"", one_line(&name))
        }
        Subject::Lost(three) => lost(merge, three),
        Subject::Annotation(_) => {
            let article = merge.mine().article();
            let Some(annotation) = merge.shown(row) else {
                return "an annotation".to_owned();
            };
            let span = article.char_span(annotation.span());
            let (id, words) = (annotation.id, annotation.text(article));
            let (start, end) = (span.start.0, span.end.0);
            format!("annotation {id} on {start}-{end} \"{}\"", one_line(&words))
        }
    }
}

/// A lost annotation, by mine or else theirs.
fn lost(merge: &Merge, three: &Three<AnnotationId>) -> String {
    let mine = three.mine.and_then(|id| merge.mine().lost_of(id));
    let theirs = || three.theirs.and_then(|id| merge.theirs().lost_of(id));
    let lost = mine.or_else(theirs);
    let words = lost.map_or_else(String::new, Lost::quote);
    format!("lost annotation \"{}\"", one_line(&words))
}

fn one_line(text: &str) -> String {
    let cut: String = text.chars().take(EXCERPT_CHARS).collect();
    cut.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn done(deed: &Deed) -> String {
    match deed {
        Deed::Added => "added it".to_owned(),
        Deed::Removed => "removed it".to_owned(),
        Deed::Absent => "has none".to_owned(),
        Deed::Kept => "left it as it was".to_owned(),
        Deed::Altered(fields) => {
            let names: Vec<_> = fields.iter().map(field).collect();
            format!("changed {}", names.join(", "))
        }
    }
}

fn field(field: &Field) -> String {
    match field {
        Field::Label => "the label".to_owned(),
        Field::Spans => "the text".to_owned(),
        Field::Attribute(name) => format!("the attribute {name}"),
        Field::Note => "the note".to_owned(),
        Field::Entity => "the entity".to_owned(),
        Field::Name => "the name".to_owned(),
        Field::Link => "the link".to_owned(),
        Field::Color => "the colour".to_owned(),
        Field::Key => "the key".to_owned(),
        Field::Parent => "the parent".to_owned(),
        Field::Attributes => "the attributes".to_owned(),
        Field::Unknown => "what only other versions know".to_owned(),
    }
}
