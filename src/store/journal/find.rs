//! Finding what a journal has kept: of a document that is being opened, or of
//! any, when the program starts.
//!
//! Invariant: finding changes nothing. What was found is told with how much it
//! is, from when, and what is wrong with it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::aside::{is_beside, tidy_damaged};
use super::glance::{Holds, glance, surplus};
use super::{About, EXTENSION, Journal, now_ms, read_all, seal, stamp_of, text};
use crate::document::{ChangeKind, Document};
use crate::formats::annotation_file;
use crate::formats::journal::{self as format, Begin, Damage, Entry, Line, Reading, ReplayError};
use crate::store::home::Home;
use crate::store::lock;
use crate::store::open::{MAX_ANNOTATION_FILE_BYTES, read as read_file};
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
    /// Nothing that is not saved, but the file is not what was saved last.
    Changed,
    /// Work that is in no file.
    Work(Box<Work>),
    /// Another program has the document open and writes its journal.
    InUse,
    /// A journal is there and cannot be used.
    Unusable(Unusable),
}

/// What earlier runs have left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Works {
    /// Work that is in no file.
    pub works: Vec<WorkSummary>,
    /// Journals that may have work and cannot be used.
    pub unusable: Vec<Unusable>,
}

/// What a journal makes of a document.
#[derive(Debug)]
pub struct Work {
    /// The document with its history.
    pub document: Document,
    /// The journal, to go on with it.
    pub found: Found,
    /// The number of its last step.
    pub steps: u64,
    /// Whether the journal says itself what of it is saved.
    pub is_noted: bool,
    /// The annotation file it belongs to.
    pub file: Option<PathBuf>,
    /// The article's file, where it is known.
    pub article: Option<PathBuf>,
    /// What the annotation file was last known to hold; `None` where there was
    /// none.
    pub stamp: Option<Stamp>,
    /// How much it is, for people.
    pub summary: WorkSummary,
}

/// A journal as it was read, to go on with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The journal.
    pub journal: PathBuf,
    /// What the file held.
    pub(super) held: Stamp,
    /// Its bytes up to the end of the last whole line.
    pub(super) whole_bytes: u64,
    /// Whether anything but its end is damaged.
    pub(super) is_damaged: bool,
    /// Its lines, without those that no use could be made of.
    pub(super) lines: Vec<Line>,
}

/// A journal that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The journal.
    pub journal: PathBuf,
    /// Why.
    pub reason: String,
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
    let kept = look_at(&path, about, opened);
    if !matches!(kept, Kept::Nothing | Kept::History(_) | Kept::Changed) {
        return kept;
    }
    // Of what was put aside, or kept beside it, the latest.
    let beside = free_journals(home, |journal| is_beside(journal, &path))
        .filter(|(_, holds)| *holds == Holds::Work)
        .filter_map(|(journal, _)| match look_at(&journal, about, opened) {
            Kept::Work(work) => Some(work),
            _ => None,
        });
    let latest = beside.min_by_key(|work| work.summary.age_seconds);
    latest.map_or(kept, Kept::Work)
}

fn look_at(path: &Path, about: &About, opened: &Document) -> Kept {
    let mut read = match Read::of(path) {
        Ok(Some(read)) => read,
        Ok(None) => return Kept::InUse,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Kept::Nothing,
        Err(error) => return unusable(path, &error),
    };
    if !read.reading.lines.is_empty() {
        // What the file held then cannot be known any more.
        let seal = None;
        read.reading.give_beginning(Begin {
            seal,
            ..about.begin()
        });
    }
    let on_disk = about.stamp.map(|stamp| (stamp, opened));
    let work = match read.work(Some(opened.snapshot()), on_disk) {
        Ok(work) => work,
        Err(error) => return unusable(path, &error),
    };
    let is_work = work.document.is_modified() || work.summary.damage.is_inside();
    match is_work {
        true => Kept::Work(Box::new(work)),
        false if work.document.same_content(opened) => Kept::History(Box::new(work)),
        false if work.summary.file_changed => Kept::Changed,
        false => Kept::Nothing,
    }
}

fn unusable(journal: &Path, reason: &dyn std::fmt::Display) -> Kept {
    let (journal, reason) = (journal.to_owned(), reason.to_string());
    Kept::Unusable(Unusable { journal, reason })
}

/// A journal that was read, and that no program was writing then.
struct Read {
    journal: PathBuf,
    held: Stamp,
    reading: Reading,
}

impl Read {
    /// Reads a journal; `None` where another program writes it.
    fn of(path: &Path) -> io::Result<Option<Self>> {
        let file = File::open(path)?;
        if lock::is_locked(path) {
            return Ok(None);
        }
        let bytes = read_all(&file)?;
        Ok(Some(Self {
            journal: path.to_owned(),
            held: Stamp::of(&bytes),
            reading: format::read(&bytes),
        }))
    }

    /// The annotation file of its document.
    fn file(&self) -> Option<&str> {
        let lines = &self.reading.lines;
        let saved = lines.iter().rev().find_map(|line| match &line.entry {
            Entry::Saved { file, .. } => file.as_deref(),
            _ => None,
        });
        saved.or(format::beginning(lines).and_then(|begin| begin.file.as_deref()))
    }

    /// Whether it is of the document that has this file or this article.
    fn is_of(&self, path: &Path) -> bool {
        let begin = format::beginning(&self.reading.lines);
        let article = begin.and_then(|begin| begin.article.as_deref());
        let mut own = [self.file(), article].into_iter().flatten();
        own.any(|own| Path::new(own) == path)
    }

    /// The work with what its annotation file holds now.
    fn work_with_file(self) -> Result<Work, ReplayError> {
        let file = self.file().map(Path::new);
        let bytes = file.and_then(|file| read_file(file, MAX_ANNOTATION_FILE_BYTES).ok());
        let stamp = bytes.as_deref().map(Stamp::of);
        let document = bytes.and_then(|bytes| annotation_file::read(&bytes).ok());
        // Where the journal has lost its beginning, the file may still have it.
        let base = document.as_ref().map(Document::snapshot);
        self.work(base, stamp.zip(document.as_ref()))
    }

    /// The work; `base` is for where the journal has lost the document before
    /// the first step, and `on_disk` is what the annotation file holds.
    fn work(
        self,
        base: Option<Document>,
        on_disk: Option<(Stamp, &Document)>,
    ) -> Result<Work, ReplayError> {
        let whole_bytes = self.reading.whole_bytes as u64;
        let replay = format::replay(self.reading, base)?;
        let mut document = replay.document;
        let mut stamp = replay.seal.as_ref().and_then(stamp_of);
        let file_changed = on_disk.is_some_and(|(found, _)| Some(found) != stamp);
        let same = on_disk.filter(|(_, on_disk)| document.same_content(on_disk));
        // The file was written, and the program stopped before it noted that.
        let unnoted = same.filter(|_| document.is_modified());
        if let Some((found, _)) = unnoted {
            document.mark_saved();
            stamp = Some(found);
        }
        let file = replay.file.map(PathBuf::from);
        let summary = WorkSummary {
            journal: self.journal.clone(),
            name: replay.begin.name,
            file: file.clone(),
            steps: replay.unsaved,
            last: document.undo_description(),
            age_seconds: now_ms().saturating_sub(replay.last_at) / 1000,
            damage: replay.damage,
            file_changed: file_changed && unnoted.is_none(),
        };
        Ok(Work {
            document,
            found: Found {
                journal: self.journal,
                held: self.held,
                whole_bytes,
                is_damaged: replay.damage.is_inside(),
                lines: replay.lines,
            },
            steps: replay.steps,
            is_noted: unnoted.is_none(),
            file,
            article: replay.begin.article.map(PathBuf::from),
            stamp,
            summary,
        })
    }
}

/// The work of a journal found by [`works`], whatever its file holds now.
///
/// # Errors
/// A sentence that says why there is none.
pub fn open_work(journal: &Path) -> Result<Work, String> {
    match Read::of(journal) {
        Ok(Some(read)) => read.work_with_file().map_err(|error| error.to_string()),
        Ok(None) => Err("another program is writing it".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Every journal with work that is in no file and that no program is writing,
/// the latest first, of each file the latest only; and those that may have
/// work and cannot be used.
pub fn works(home: &Home) -> Works {
    let (mut works, mut unusable) = (Vec::new(), Vec::new());
    for (path, holds) in free_journals(home, |_| true) {
        if holds == Holds::History {
            continue;
        }
        match open_work(&path) {
            Ok(work) if work.document.is_modified() => works.push(work.summary),
            Ok(_) => {}
            // Another program may have begun to write it just now.
            Err(_) if lock::is_locked(&path) => {}
            Err(reason) => unusable.push(Unusable {
                journal: path,
                reason,
            }),
        }
    }
    works.sort_by_key(|work| work.age_seconds);
    // An older one was put aside; it comes when the later one is saved.
    let mut files = HashSet::new();
    works.retain(|work| work.file.clone().is_none_or(|file| files.insert(file)));
    Works { works, unusable }
}

/// The latest work on a document, named by its annotation file or its article,
/// which may be gone.
pub fn work_on(home: &Home, path: &Path) -> Option<Work> {
    let path = true_path(path);
    let found = free_journals(home, |_| true)
        .filter(|(_, holds)| *holds == Holds::Work)
        .filter_map(|(journal, _)| Read::of(&journal).ok()?)
        .filter(|read| read.is_of(&path))
        .filter_map(|read| {
            let journal = read.journal.clone();
            match read.work_with_file() {
                Ok(work) => work.document.is_modified().then_some(work),
                Err(error) => {
                    tracing::warn!("{}: {error}", journal.display());
                    None
                }
            }
        });
    found.min_by_key(|work| work.summary.age_seconds)
}

/// Those of the journals wanted that no program is writing, with what they seem
/// to hold.
fn free_journals(
    home: &Home,
    is_wanted: impl Fn(&Path) -> bool,
) -> impl Iterator<Item = (PathBuf, Holds)> {
    let entries = fs::read_dir(home.journals())
        .into_iter()
        .flatten()
        .flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.to_string_lossy().ends_with(EXTENSION))
        .filter(move |path| is_wanted(path))
        .filter(|path| !lock::is_locked(path))
        .map(|path| {
            let holds = File::open(&path).and_then(|file| glance(&file));
            let holds = holds.unwrap_or(Holds::Unreadable);
            (path, holds)
        })
}

/// What is needed to note in a journal that its work is saved.
#[derive(Debug)]
pub struct Leftover {
    found: Found,
    steps: u64,
    file: Option<PathBuf>,
}

impl Work {
    /// The document, and what is needed to note that it is saved.
    pub fn into_parts(self) -> (Document, Leftover) {
        let leftover = Leftover {
            found: self.found,
            steps: self.steps,
            file: self.file,
        };
        (self.document, leftover)
    }
}

impl Leftover {
    /// Notes in the journal that the work, or what was made of it, is saved.
    ///
    /// # Errors
    /// Where the journal cannot be written.
    pub fn note_saved(&self, stamp: Stamp) -> io::Result<()> {
        let mut journal = Journal::resume(&self.found)?;
        journal.append(&[Entry::Saved {
            through: self.steps,
            file: self.file.as_deref().and_then(text),
            seal: seal(stamp),
        }])
    }
}

/// Removes the journals of saved documents that were not used for longest, and
/// the oldest that are kept only because they are damaged.
pub fn tidy(home: &Home) {
    let saved = free_journals(home, |_| true).filter(|(_, holds)| *holds == Holds::History);
    let saved = saved.map(|(path, _)| path).collect();
    for path in surplus(saved, MAX_HISTORIES) {
        if let Err(error) = remove_history(&path) {
            tracing::info!("{}: {error}", path.display());
        }
    }
    tidy_damaged(&home.journals());
}

/// Removes a journal, unless a program has taken or changed it meanwhile.
fn remove_history(path: &Path) -> io::Result<()> {
    match lock::take(path)? {
        Some(held) if glance(&held)? == Holds::History => fs::remove_file(path),
        _ => Ok(()),
    }
}
