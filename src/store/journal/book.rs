//! The journal of one open document: when it begins, what waits to be written,
//! how far it is synced.
//!
//! Invariant: nothing is written before there is something to say. What could
//! not be written waits and is written, in order, with what comes after it.

use std::io;
use std::path::{Path, PathBuf};

use super::{About, Found, Journal, Work, saved_entry, seal};
use crate::document::{Document, Step};
use crate::formats::journal::Entry;
use crate::store::home::Home;
use crate::store::stamp::Stamp;

/// How a document's journal begins.
#[derive(Debug)]
pub enum Start {
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
        /// The number of the last step it says is saved.
        saved: u64,
        /// Whether all of it is saved, and it does not say so.
        is_unnoted: bool,
    },
}

impl Start {
    /// The number of the last step made before.
    pub fn steps(&self) -> u64 {
        match self {
            Self::Fresh(..) => 0,
            Self::Resume { steps, .. } => *steps,
        }
    }

    /// What document it is of.
    pub fn about(&self) -> &About {
        match self {
            Self::Fresh(about, _) | Self::Resume { about, .. } => about,
        }
    }

    /// Where the journal lies, or would.
    pub fn place(&self, home: &Home) -> PathBuf {
        match self {
            Self::Fresh(about, _) => about.path(home),
            Self::Resume { found, .. } => found.journal.clone(),
        }
    }
}

impl Work {
    /// The document, and how its journal is gone on with.
    pub fn go_on(self, about: About) -> (Document, Start) {
        let start = Start::Resume {
            // What the person has not seen of a file does not count as saved.
            about: About {
                stamp: self.stamp,
                ..about
            },
            found: self.found,
            steps: self.steps,
            saved: self.steps.saturating_sub(self.summary.steps),
            is_unnoted: !self.is_noted,
        };
        (self.document, start)
    }
}

/// What becomes of a journal whose document is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is: its work is to be found again.
    Keep,
    /// The document is as it is in its file: the journal stays for the
    /// history, or goes where there is no file.
    Settled,
    /// It goes: the person does not want its work.
    ThrowAway,
}

/// The journal of one document.
#[derive(Debug)]
pub struct Book {
    about: About,
    state: State,
    /// What is not written yet.
    pending: Vec<Entry>,
    /// The number of the last step given.
    steps: u64,
    /// The number of the last step synced.
    synced: u64,
    /// The number of the last step noted as saved.
    saved: u64,
    /// Whether it was saved to another file, whose place the journal takes.
    moves: bool,
}

#[derive(Debug)]
enum State {
    Fresh(Box<Document>),
    Resumable(Found),
    Open(Journal),
}

impl Book {
    /// A book that has written nothing yet.
    pub fn new(start: Start) -> Self {
        match start {
            Start::Fresh(about, base) => Self::of(about, State::Fresh(base), 0, 0),
            Start::Resume {
                about,
                found,
                steps,
                saved,
                is_unnoted,
            } => {
                let mut book = Self::of(about, State::Resumable(found), steps, saved);
                if is_unnoted {
                    book.push_saved(steps);
                }
                book
            }
        }
    }

    fn of(about: About, state: State, steps: u64, saved: u64) -> Self {
        Self {
            about,
            state,
            pending: Vec::new(),
            steps,
            synced: steps,
            saved,
            moves: false,
        }
    }

    /// The number of the last step that is synced.
    pub fn synced(&self) -> u64 {
        self.synced
    }

    /// Where the journal lies, or would.
    pub fn place(&self, home: &Home) -> PathBuf {
        match &self.state {
            State::Fresh(_) => self.about.path(home),
            State::Resumable(found) => found.journal.clone(),
            State::Open(journal) => journal.path().to_owned(),
        }
    }

    /// Whether there is something to write, or a journal to be taken before
    /// another program does.
    pub fn waits(&self) -> bool {
        !self.pending.is_empty() || matches!(self.state, State::Resumable(_))
    }

    /// A step was made.
    pub fn note_step(&mut self, step: Step) {
        // A journal that was tampered with may have used up the numbers.
        self.steps = self.steps.saturating_add(1);
        self.pending.push(Entry::Step(self.steps, step));
    }

    /// The document was saved as it was after a step. A journal without steps
    /// says nothing that the file does not.
    pub fn note_saved(&mut self, through: u64, path: &Path, stamp: Stamp) {
        self.moves |= self.about.file.as_deref() != Some(path);
        self.about.key = path.to_owned();
        self.about.file = Some(path.to_owned());
        self.about.stamp = Some(stamp);
        let is_begun = !matches!(self.state, State::Fresh(_)) || !self.pending.is_empty();
        if is_begun {
            self.push_saved(through);
        }
    }

    fn push_saved(&mut self, through: u64) {
        if let Some(entry) = saved_entry(&self.about, through) {
            self.saved = through;
            self.pending.push(entry);
        }
    }

    /// No file holds the document any more; `stamp` is what another program
    /// has put in its place.
    pub fn note_unsaved(&mut self, stamp: Option<Stamp>) {
        self.about.stamp = stamp;
        let seal = stamp.map(seal);
        self.pending.push(Entry::Unsaved { seal });
    }

    /// Writes and syncs what waits.
    ///
    /// # Errors
    /// Where that failed: it waits still.
    pub fn flush(&mut self, home: &Home) -> io::Result<()> {
        let opened = match &self.state {
            State::Fresh(base) if !self.pending.is_empty() => {
                Some(Journal::begin(home, &self.about, base)?)
            }
            State::Resumable(found) => Some(Journal::resume(found)?),
            State::Fresh(_) | State::Open(_) => None,
        };
        if let Some(journal) = opened {
            self.state = State::Open(journal);
        }
        if let State::Open(journal) = &mut self.state {
            if !self.pending.is_empty() {
                journal.append(&self.pending)?;
            }
            if std::mem::take(&mut self.moves) {
                journal.move_to(home, &self.about);
            }
        }
        self.pending.clear();
        self.synced = self.steps;
        Ok(())
    }

    /// Ends the book.
    pub fn close(mut self, fate: Fate, home: &Home) {
        let fate = match fate {
            Fate::Settled if self.about.stamp.is_none() => Fate::ThrowAway,
            other => other,
        };
        if fate == Fate::Settled && self.saved != self.steps {
            self.push_saved(self.steps);
        }
        // A journal is taken before it is removed: it may be another's by now.
        let writes = match fate {
            Fate::Keep | Fate::Settled => self.waits(),
            Fate::ThrowAway => matches!(self.state, State::Resumable(_)),
        };
        if writes && let Err(error) = self.flush(home) {
            tracing::warn!("{}: {error}", self.place(home).display());
        }
        match self.state {
            State::Open(journal) if fate == Fate::ThrowAway => journal.remove(),
            _ => {}
        }
    }
}
