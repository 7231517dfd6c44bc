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
use std::sync::mpsc::Sender;

use super::command::Command;
use super::i18n::Text;
use super::tab::TabId;
use crate::document::Step;
use crate::store::claim::Holder;
use crate::store::journal::{Book, Fate, Start};
use crate::store::{Home, Stamp};

/// Something to keep.
#[derive(Debug)]
pub enum JournalJob {
    /// A document was opened.
    Open {
        /// Its tab.
        tab: TabId,
        /// How its journal begins.
        start: Box<Start>,
        /// Who is known to edit its file.
        holder: Option<Holder>,
    },
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
    /// No file holds a document any more; what another program has put in its
    /// place may be replaced.
    Unsaved(TabId, Option<Stamp>),
    /// A document was closed, and what becomes of its journal.
    Close(TabId, Fate),
    /// Try again what failed, and look who edits what.
    Retry,
    /// Take a document's file over from whoever edits it.
    TakeOver(TabId),
    /// Drop this when all that came before is done.
    Done(Sender<()>),
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
    /// Where its journal lies, or would; `None` where that is as it was.
    pub journal: Option<PathBuf>,
    /// The number of the last step that is synced.
    pub through: u64,
    /// Why those after it are not.
    pub fault: Option<Text>,
}

/// The journals of the open documents.
pub(super) struct Keeper {
    home: Home,
    books: BTreeMap<TabId, Kept>,
}

/// The journal of one document, and where it was last said to lie.
struct Kept {
    book: Book,
    place: PathBuf,
}

impl Keeper {
    pub(super) fn new(home: Home) -> Self {
        let books = BTreeMap::new();
        Self { home, books }
    }

    /// Carries jobs out in order and writes what they leave, each journal with
    /// one sync however many steps came in.
    pub(super) fn take(&mut self, jobs: impl Iterator<Item = JournalJob>) -> Vec<Command> {
        for job in jobs {
            self.take_one(job);
        }
        let books = self.books.iter_mut();
        let kept = books.filter_map(|(&tab, kept)| kept.flush(tab, &self.home));
        kept.map(Command::Kept).collect()
    }

    fn take_one(&mut self, job: JournalJob) {
        match job {
            JournalJob::Open { tab, start, .. } => {
                let place = start.place(&self.home);
                let book = Book::new(*start);
                self.books.insert(tab, Kept { book, place });
            }
            JournalJob::Step(tab, step) => self.of(tab, |book| book.note_step(step)),
            JournalJob::Saved {
                tab,
                through,
                path,
                stamp,
            } => self.of(tab, |book| book.note_saved(through, &path, stamp)),
            JournalJob::Unsaved(tab, stamp) => self.of(tab, |book| book.note_unsaved(stamp)),
            JournalJob::Close(tab, fate) => {
                if let Some(kept) = self.books.remove(&tab) {
                    kept.book.close(fate, &self.home);
                }
            }
            // All that waits is written after this; claims are not kept here.
            JournalJob::Retry | JournalJob::TakeOver(_) => {}
            JournalJob::Done(done) => drop(done),
        }
    }

    fn of(&mut self, tab: TabId, note: impl FnOnce(&mut Book)) {
        if let Some(kept) = self.books.get_mut(&tab) {
            note(&mut kept.book);
        }
    }

    /// The tabs whose steps are not all written, for when everything fails.
    pub(super) fn tabs(&self) -> Vec<(TabId, u64)> {
        let books = self.books.iter();
        books
            .map(|(&tab, kept)| (tab, kept.book.synced()))
            .collect()
    }
}

impl Kept {
    /// Writes what waits; says so, and where the journal lies now.
    fn flush(&mut self, tab: TabId, home: &Home) -> Option<KeptSteps> {
        let waits = self.book.waits();
        let written = if waits { self.book.flush(home) } else { Ok(()) };
        let place = self.book.place(home);
        let journal = (place != self.place).then(|| place.clone());
        self.place = place;
        (waits || journal.is_some()).then(|| KeptSteps {
            tab,
            journal,
            through: self.book.synced(),
            fault: written.err().map(|error| fault(&error)),
        })
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
