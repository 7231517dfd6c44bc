//! Keeping every step of every document, so that work outlives the program.
//!
//! Invariant: what [`Command::Kept`] says is kept is synced. Steps that could
//! not be written stay here and are tried again with the next one, when the
//! window comes to the front, and before the program ends. Has no thread of its
//! own: [`super::worker`] gives it one.
//!
//! [`Command::Kept`]: super::Command::Kept

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::i18n::Text;
use super::tab::TabId;
use crate::document::{Document, Step};
use crate::formats::journal::Entry;
use crate::store::journal::{self, About, Found, Journal};
use crate::store::{Home, Stamp};

/// How a document's journal begins.
#[derive(Debug)]
pub enum JournalStart {
    /// There is none yet: it begins at the first step, with the document as it
    /// is now.
    Fresh(About, Box<Document>),
    /// It is gone on with.
    Resume {
        /// What document it is of.
        about: About,
        /// The journal as it was read.
        found: Found,
        /// The number of its last step.
        steps: u64,
        /// Whether it says what of it is saved; else it is to be noted that
        /// all of it is.
        is_noted: bool,
    },
}

/// Something to keep.
#[derive(Debug)]
pub enum JournalJob {
    /// A document was opened.
    Open(TabId, JournalStart),
    /// A step was made.
    Step(TabId, Step),
    /// A document was saved as it was after so many steps.
    Saved {
        /// The document's tab.
        tab: TabId,
        /// The number of the step.
        through: u64,
        /// The annotation file, by its one name.
        path: PathBuf,
        /// What it holds now.
        stamp: Stamp,
    },
    /// A document was closed; its work is kept or, if the person has said so,
    /// thrown away.
    Close {
        /// The document's tab.
        tab: TabId,
        /// Whether its journal stays.
        keep: bool,
    },
    /// Try again what failed.
    Retry,
}

/// How safe the steps of a document are.
#[derive(Clone, Debug, PartialEq)]
pub struct Keeping {
    /// Where its journal lies.
    pub(super) journal: PathBuf,
    /// The number of the last step made.
    pub(super) made: u64,
    /// The number of the last step that is synced.
    pub(super) synced: u64,
    /// Why the last ones are not, where that failed.
    pub(super) fault: Option<Text>,
}

/// What has become of a document's steps.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptSteps {
    /// The document's tab.
    pub tab: TabId,
    /// The number of the last step that is synced.
    pub through: u64,
    /// Why those after it are not.
    pub fault: Option<Text>,
}

/// The journals of the open documents.
pub(super) struct Keeper {
    home: Home,
    books: BTreeMap<TabId, Book>,
}

/// The journal of one document.
struct Book {
    about: About,
    state: State,
    /// What is not written yet.
    pending: Vec<Entry>,
    /// The number of the last step given.
    steps: u64,
    /// The number of the last step synced.
    synced: u64,
    /// Whether it was saved to another file, whose place the journal takes.
    moves: bool,
}

enum State {
    Fresh(Box<Document>),
    Resumable(Found),
    Open(Journal),
}

impl Keeper {
    pub(super) fn new(home: Home) -> Self {
        let books = BTreeMap::new();
        Self { home, books }
    }

    /// Carries jobs out in order and writes what they leave, each journal with
    /// one sync however many steps came in.
    pub(super) fn take(&mut self, jobs: impl Iterator<Item = JournalJob>) -> Vec<KeptSteps> {
        let mut answers = Vec::new();
        for job in jobs {
            self.take_one(job, &mut answers);
        }
        for (&tab, book) in &mut self.books {
            if !book.pending.is_empty() {
                answers.push(book.flush(tab, &self.home));
            }
        }
        answers
    }

    fn take_one(&mut self, job: JournalJob, answers: &mut Vec<KeptSteps>) {
        match job {
            JournalJob::Open(tab, start) => {
                let mut book = Book::new(start);
                // Locks a journal that is gone on with before another program
                // may find it.
                if matches!(book.state, State::Resumable(..)) {
                    answers.push(book.flush(tab, &self.home));
                }
                self.books.insert(tab, book);
            }
            JournalJob::Step(tab, step) => {
                if let Some(book) = self.books.get_mut(&tab) {
                    book.steps += 1;
                    book.pending.push(Entry::Step(book.steps, step));
                }
            }
            JournalJob::Saved {
                tab,
                through,
                path,
                stamp,
            } => {
                if let Some(book) = self.books.get_mut(&tab) {
                    book.note_saved(through, path, stamp);
                }
            }
            JournalJob::Close { tab, keep } => {
                if let Some(book) = self.books.remove(&tab) {
                    book.close(tab, keep, &self.home);
                }
            }
            // All that waits is written after this.
            JournalJob::Retry => {}
        }
    }

    /// The tabs whose steps are not all written, for when everything fails.
    pub(super) fn tabs(&self) -> Vec<(TabId, u64)> {
        let books = self.books.iter();
        books.map(|(&tab, book)| (tab, book.synced)).collect()
    }
}

impl Book {
    fn new(start: JournalStart) -> Self {
        let mut pending = Vec::new();
        let (about, state, steps) = match start {
            JournalStart::Fresh(about, base) => (about, State::Fresh(base), 0),
            JournalStart::Resume {
                about,
                found,
                steps,
                is_noted,
            } => {
                let note = journal::saved_entry(&about, steps).filter(|_| !is_noted);
                pending.extend(note);
                (about, State::Resumable(found), steps)
            }
        };
        Self {
            about,
            state,
            pending,
            steps,
            synced: steps,
            moves: false,
        }
    }

    /// Notes that a step is saved. A journal without steps says nothing that
    /// the file does not.
    fn note_saved(&mut self, through: u64, path: PathBuf, stamp: Stamp) {
        self.moves |= self.about.file.as_ref() != Some(&path);
        self.about.key.clone_from(&path);
        self.about.file = Some(path);
        self.about.stamp = Some(stamp);
        if self.steps > 0 {
            self.pending
                .extend(journal::saved_entry(&self.about, through));
        }
    }

    /// Writes and syncs what waits.
    fn flush(&mut self, tab: TabId, home: &Home) -> KeptSteps {
        let written = self.write(home);
        if written.is_ok() {
            self.synced = self.steps;
            self.pending.clear();
        }
        KeptSteps {
            tab,
            through: self.synced,
            fault: written.err().map(|error| fault(&error)),
        }
    }

    fn write(&mut self, home: &Home) -> io::Result<()> {
        let opened = match &self.state {
            State::Fresh(base) => Some(Journal::begin(home, &self.about, base)?),
            State::Resumable(found) => Some(Journal::resume(found)?),
            State::Open(_) => None,
        };
        if let Some(journal) = opened {
            self.state = State::Open(journal);
        }
        if let State::Open(journal) = &mut self.state
            && !self.pending.is_empty()
        {
            journal.append(&self.pending)?;
            if std::mem::take(&mut self.moves) {
                journal.move_to(home, &self.about);
            }
        }
        Ok(())
    }

    fn close(mut self, tab: TabId, keep: bool, home: &Home) {
        if keep && !self.pending.is_empty() {
            self.flush(tab, home);
        }
        match self.state {
            State::Open(journal) if !keep => journal.remove(),
            _ => {}
        }
    }
}

/// Why steps are not kept, in words.
pub(super) fn fault(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::WouldBlock => Text::new("risk-in-use"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Text::new("risk-disk-full"),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Text::new("risk-not-allowed")
        }
        _ => Text::new("risk-other").with("reason", error.to_string()),
    }
}
