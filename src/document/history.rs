//! The history of a document: records of what was done, and how far back the
//! person has gone. Without limit: edits are small.
//!
//! Invariant: `records[..position]` lead from the first state to the present
//! one, `records[position..]` on to the last state that was undone.

use super::edit::{ChangeKind, Edit};
use super::selection::Selection;

/// One change that was made.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) kind: ChangeKind,
    pub(super) edits: Vec<Edit>,
    /// What undoes `edits`, in the order in which it is to be applied.
    pub(super) inverse: Vec<Edit>,
    pub(super) selection_before: Selection,
}

#[derive(Debug)]
pub(super) struct History {
    records: Vec<Record>,
    position: usize,
    /// The position that was last saved; `None` when it can't be reached any
    /// more.
    saved: Option<usize>,
}

impl History {
    pub(super) fn new() -> Self {
        Self {
            records: Vec::new(),
            position: 0,
            saved: Some(0),
        }
    }

    /// Notes a change that was just made; what was undone before it is gone.
    pub(super) fn push(&mut self, record: Record) {
        if self.saved.is_some_and(|saved| saved > self.position) {
            self.saved = None;
        }
        self.records.truncate(self.position);
        self.records.push(record);
        self.position += 1;
    }

    /// The change that undo would take back.
    pub(super) fn last_done(&self) -> Option<&Record> {
        self.records.get(self.position.checked_sub(1)?)
    }

    /// The change that redo would make again.
    pub(super) fn next_undone(&self) -> Option<&Record> {
        self.records.get(self.position)
    }

    /// Notes that [`History::last_done`] was taken back.
    pub(super) fn step_back(&mut self) {
        self.position = self.position.saturating_sub(1);
    }

    /// Notes that [`History::next_undone`] was made again.
    pub(super) fn step_forward(&mut self) {
        self.position = self.records.len().min(self.position + 1);
    }

    pub(super) fn is_modified(&self) -> bool {
        self.saved != Some(self.position)
    }

    pub(super) fn mark_saved(&mut self) {
        self.saved = Some(self.position);
    }
}
