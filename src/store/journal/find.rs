//! Finding what a journal has kept: of a document that is being opened, or of
//! any, when the program starts.
//!
//! Invariant: finding changes nothing. What was found is told with how much it
//! is, from when, and what is wrong with it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{About, EXTENSION, Journal, is_locked, now_ms, read_all, seal, stamp_of, text};
use crate::document::{ChangeKind, Document};
use crate::formats::annotation_file;
use crate::formats::journal::{self as format, Damage, Entry, Line, Replay};
use crate::store::home::Home;
use crate::store::stamp::Stamp;
use crate::store::true_path;

/// How many journals of saved documents stay, for their histories.
const MAX_HISTORIES: usize = 50;

/// What a journal has kept of a document that was opened.
#[derive(Debug)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// Nothing that is not saved, but how it came about.
    History(Box<Work>),
    /// Work that is in no file.
    Work(Box<Work>),
    /// Another program has the document open and writes its journal.
    InUse,
    /// A journal is there and cannot be used.
    Unusable {
        /// The journal.
        journal: PathBuf,
        /// Why.
        reason: String,
    },
}

/// What a journal makes of a document.
#[derive(Debug)]
pub struct Work {
    /// The document with its history.
    pub document: Document,
    /// The journal, to go on with it.
    pub journal: PathBuf,
    /// The number of its last step.
    pub steps: u64,
    /// The annotation file it belongs to.
    pub file: Option<PathBuf>,
    /// The article's file, where it is known.
    pub article: Option<PathBuf>,
    /// What the annotation file was last known to hold; `None` where there was
    /// none.
    pub stamp: Option<Stamp>,
    /// The lines to write the journal anew with, where it is damaged.
    pub mended: Vec<Line>,
    /// How much it is, for people.
    pub summary: WorkSummary,
}

/// How much work was found, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkSummary {
    /// The journal.
    pub journal: PathBuf,
    /// What the document is called.
    pub name: String,
    /// The annotation file it belongs to.
    pub file: Option<PathBuf>,
    /// How many steps are in no file.
    pub steps: u64,
    /// What the last change is called that the document now has.
    pub last: Option<ChangeKind>,
    /// How long ago the last step was made, in seconds.
    pub age_seconds: u64,
    /// What is wrong with the journal.
    pub damage: Damage,
    /// Whether the file has been changed by another program since.
    pub file_changed: bool,
}

/// What is kept of a document that was just opened: `opened` is what its file
/// gave, and `about.stamp` what that held.
pub fn look(home: &Home, about: &About, opened: &Document) -> Kept {
    let path = about.path(home);
    let bytes = match read_free(&path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Kept::InUse,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Kept::Nothing,
        Err(error) => return unusable(path, &error),
    };
    let base = Some(opened.snapshot());
    let replay = match format::replay(format::read(&bytes), base) {
        Ok(replay) => replay,
        Err(error) => return unusable(path, &error),
    };
    let mut work = work_of(path, replay, about.stamp);
    if work.document.is_modified() && work.document.same_content(opened) && about.file_is_opened() {
        // The file was written, and the program stopped before it noted that.
        work.document.mark_saved();
        work.summary.file_changed = false;
    }
    let is_work = work.document.is_modified() || work.summary.damage.is_inside();
    match is_work {
        true => Kept::Work(Box::new(work)),
        false if work.document.same_content(opened) => Kept::History(Box::new(work)),
        // Another program has changed the file, and nothing of ours is lost.
        false => Kept::Nothing,
    }
}

impl About {
    /// Whether what was opened is the annotation file itself.
    fn file_is_opened(&self) -> bool {
        self.file.as_ref().is_some_and(|file| file.is_file())
    }
}

fn unusable(journal: PathBuf, reason: &dyn std::fmt::Display) -> Kept {
    Kept::Unusable {
        journal,
        reason: reason.to_string(),
    }
}

/// A journal's bytes; `None` where another program writes it.
fn read_free(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    match is_locked(path) {
        true => Ok(None),
        false => read_all(&file).map(Some),
    }
}

/// The work of a journal found by [`works`], whatever its file holds now.
///
/// # Errors
/// A sentence that says why there is none.
pub fn open_work(journal: &Path) -> Result<Work, String> {
    let bytes = match read_free(journal) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err("another program is writing it".to_owned()),
        Err(error) => return Err(error.to_string()),
    };
    let reading = format::read(&bytes);
    let file = format::beginning(&reading.lines).and_then(|begin| begin.file.clone());
    // Where the journal has lost its beginning, the file may still have it.
    let on_disk = file.as_deref().and_then(|file| fs::read(file).ok());
    let stamp = on_disk.as_deref().map(Stamp::of);
    let base = on_disk.and_then(|bytes| annotation_file::read(&bytes).ok());
    let replay = format::replay(reading, base).map_err(|error| error.to_string())?;
    Ok(work_of(journal.to_owned(), replay, stamp))
}

fn work_of(journal: PathBuf, replay: Replay, found: Option<Stamp>) -> Work {
    let file = replay.file.map(PathBuf::from);
    let known = replay.seal.as_ref().and_then(stamp_of);
    let summary = WorkSummary {
        journal: journal.clone(),
        name: replay.begin.name,
        file: file.clone(),
        steps: replay.unsaved,
        last: replay.document.undo_description(),
        age_seconds: now_ms().saturating_sub(replay.last_at) / 1000,
        damage: replay.damage,
        file_changed: found.is_some() && found != known,
    };
    let mended = match replay.damage.is_inside() {
        true => replay.lines,
        false => Vec::new(),
    };
    Work {
        document: replay.document,
        journal,
        steps: replay.steps,
        file,
        article: replay.begin.article.map(PathBuf::from),
        stamp: known,
        mended,
        summary,
    }
}

/// Every journal with work that is in no file and that no program is writing,
/// the latest first.
pub fn works(home: &Home) -> Vec<WorkSummary> {
    let works = free_journals(home).filter_map(|(path, lines)| work_in(&path, &lines));
    let mut found: Vec<_> = works.map(|work| work.summary).collect();
    found.sort_by_key(|work| work.age_seconds);
    found
}

/// The latest work on a document, named by its annotation file or its article,
/// which may be gone.
pub fn work_on(home: &Home, path: &Path) -> Option<Work> {
    let path = true_path(path);
    let found = free_journals(home)
        .filter(|(_, lines)| is_of(lines, &path))
        .filter_map(|(journal, lines)| work_in(&journal, &lines));
    found.min_by_key(|work| work.summary.age_seconds)
}

/// Whether a journal is of the document that has this file or this article.
fn is_of(lines: &[Line], path: &Path) -> bool {
    let begin = format::beginning(lines);
    let saved = lines.iter().rev().find_map(|line| match &line.entry {
        Entry::Saved { file, .. } => file.as_deref(),
        _ => None,
    });
    let file = saved.or(begin.and_then(|begin| begin.file.as_deref()));
    let article = begin.and_then(|begin| begin.article.as_deref());
    let mut own = [file, article].into_iter().flatten();
    own.any(|own| Path::new(own) == path)
}

/// The journals that no program is writing, with what can be read of them.
fn free_journals(home: &Home) -> impl Iterator<Item = (PathBuf, Vec<Line>)> {
    let entries = fs::read_dir(home.journals())
        .into_iter()
        .flatten()
        .flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.to_string_lossy().ends_with(EXTENSION))
        .filter_map(|path| {
            let bytes = read_free(&path).ok()??;
            Some((path, format::read(&bytes).lines))
        })
}

/// The work of a journal; `None` where all of it is saved.
fn work_in(path: &Path, lines: &[Line]) -> Option<Work> {
    if !format::has_work(lines) {
        return None;
    }
    match open_work(path) {
        Ok(work) => work.document.is_modified().then_some(work),
        Err(reason) => {
            tracing::warn!("{}: {reason}", path.display());
            None
        }
    }
}

/// What is needed to note in a journal that its work is saved.
#[derive(Clone, Debug)]
pub struct Leftover {
    journal: PathBuf,
    mended: Vec<Line>,
    steps: u64,
    file: Option<PathBuf>,
}

impl Work {
    /// What is needed to note that this work is saved.
    pub fn leftover(&self) -> Leftover {
        Leftover {
            journal: self.journal.clone(),
            mended: self.mended.clone(),
            steps: self.steps,
            file: self.file.clone(),
        }
    }
}

impl Leftover {
    /// Notes in the journal that the work, or what was made of it, is saved.
    ///
    /// # Errors
    /// Where the journal cannot be written.
    pub fn note_saved(&self, stamp: Stamp) -> io::Result<()> {
        let mut journal = Journal::resume(&self.journal, &self.mended)?;
        journal.append(&[Entry::Saved {
            through: self.steps,
            file: self.file.as_deref().and_then(text),
            seal: seal(stamp),
        }])
    }
}

/// Removes the journals of saved documents that were not used for longest.
pub fn tidy(home: &Home) {
    let saved = free_journals(home).filter(|(_, lines)| !format::has_work(lines));
    let mut histories: Vec<_> = saved.map(|(path, _)| path).collect();
    let changed = |path: &PathBuf| {
        let metadata = fs::metadata(path);
        metadata.and_then(|metadata| metadata.modified()).ok()
    };
    histories.sort_by_key(changed);
    let surplus = histories.len().saturating_sub(MAX_HISTORIES);
    for path in histories.iter().take(surplus) {
        let _ = fs::remove_file(path);
    }
}
