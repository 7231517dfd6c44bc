//! The history of a document: records of what was done, and how far back the
//! person has gone. Without limit: edits are small.
//!
//! Invariant: `records[..position]` lead from the first state to the present
//! one, `records[position..]` on to the last state that was undone.

use std::sync::Arc;

use super::annotation::AnnotationId;
use super::edit::{ChangeKind, Edit};
use super::selection::Standing;
use super::summary::Summary;

/// One change that was made.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) kind: ChangeKind,
    pub(super) edits: Vec<Edit>,
    /// What undoes `edits`, in the order in which it is to be applied.
    pub(super) inverse: Vec<Edit>,
    pub(super) before: Standing,
    /// Where the person stood after it; `None` where nobody said.
    pub(super) after: Option<Standing>,
    pub(super) summary: Arc<Summary>,
}

/// One change in the list of what was done to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry<'a> {
    /// The place in the history after it, from 1: going there makes it the
    /// last change done.
    pub position: usize,
    /// What it is called.
    pub kind: ChangeKind,
    /// What it was about.
    pub summary: &'a Summary,
    /// Whether it is done; if not, it was undone and can be made again.
    pub is_done: bool,
    /// Whether the document was last saved, or opened, just after it.
    pub is_saved: bool,
}

#[derive(Debug)]
pub(super) struct History {
    records: Vec<Record>,
    position: usize,
    /// The position that was last saved; `None` when it can't be reached any
    /// more.
    saved: Option<usize>,
    /// The number of the record before each position but the first: a
    /// position alone does not say which branch it lies on.
    serials: Vec<u64>,
    last_serial: u64,
    known: Known,
}

/// Where the history was when it was last saved or opened, and how to get there
/// though that lies on a branch that is gone: the way from the present leads
/// along the records to `position` and then through `beyond`.
#[derive(Debug, Default)]
struct Known {
    position: usize,
    beyond: Vec<Record>,
}

/// A place in a document's history, which stays the same place while the
/// person goes on editing: what a save that takes time has saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavePoint {
    position: usize,
    /// The number of the record before it; 0 at the beginning.
    serial: u64,
}

impl History {
    pub(super) fn new() -> Self {
        Self {
            records: Vec::new(),
            position: 0,
            saved: Some(0),
            serials: Vec::new(),
            last_serial: 0,
            known: Known::default(),
        }
    }

    /// Notes a change that was just made; what was undone before it is gone.
    pub(super) fn push(&mut self, record: Record) {
        if self.saved.is_some_and(|saved| saved > self.position) {
            self.saved = None;
        }
        if self.known.position > self.position {
            let end = self.known.position.min(self.records.len());
            let left = self.records.drain(self.position..end);
            self.known.beyond.splice(..0, left);
            self.known.position = self.position;
        }
        self.records.truncate(self.position);
        self.records.push(record);
        self.serials.truncate(self.position);
        self.last_serial += 1;
        self.serials.push(self.last_serial);
        self.position += 1;
    }

    /// All changes, the first first.
    pub(super) fn entries(
        &self,
    ) -> impl DoubleEndedIterator<Item = HistoryEntry<'_>> + ExactSizeIterator {
        self.records
            .iter()
            .enumerate()
            .map(|(index, record)| HistoryEntry {
                position: index + 1,
                kind: record.kind,
                summary: &record.summary,
                is_done: index < self.position,
                is_saved: self.saved == Some(index + 1),
            })
    }

    /// How many changes are done.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The change that undo would take back.
    pub(super) fn last_done(&self) -> Option<&Record> {
        self.records.get(self.position.checked_sub(1)?)
    }

    /// Notes where the person stood around the change last done: what was
    /// chosen before it, and all of it after.
    pub(super) fn note_standing(&mut self, chosen: Option<AnnotationId>, after: Standing) {
        let last = self.position.checked_sub(1);
        if let Some(record) = last.and_then(|last| self.records.get_mut(last)) {
            record.before.chosen = chosen;
            record.after = Some(after);
        }
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
        self.know(self.position);
    }

    fn know(&mut self, position: usize) {
        self.known = Known {
            position,
            beyond: Vec::new(),
        };
    }

    /// The edits that lead from the present state to the one that was last
    /// saved or opened. Where a save was of a place that nothing leads to any
    /// more, to the one before that.
    pub(super) fn way_to_saved(&self) -> Vec<Edit> {
        let (now, known) = (self.position, self.known.position);
        let back = self
            .records
            .get(known..now)
            .unwrap_or_default()
            .iter()
            .rev();
        let forth = self.records.get(now..known).unwrap_or_default();
        let back = back.flat_map(|record| &record.inverse);
        let forth = forth.iter().chain(&self.known.beyond);
        let forth = forth.flat_map(|record| &record.edits);
        back.chain(forth).cloned().collect()
    }

    /// Whether what was done at a place is done now.
    pub(super) fn contains(&self, point: SavePoint) -> bool {
        point.position <= self.position && self.serial_before(point.position) == point.serial
    }

    /// Notes that no place of the history is saved.
    pub(super) fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    /// The present place.
    pub(super) fn save_point(&self) -> SavePoint {
        SavePoint {
            position: self.position,
            serial: self.serial_before(self.position),
        }
    }

    /// Notes that the document was saved as it is or was at this place. Where
    /// undo and redo no longer lead there, it stays modified.
    pub(super) fn mark_saved_at(&mut self, point: SavePoint) {
        let reachable = point.position <= self.records.len()
            && self.serial_before(point.position) == point.serial;
        self.saved = reachable.then_some(point.position);
        if reachable {
            self.know(point.position);
        }
    }

    fn serial_before(&self, position: usize) -> u64 {
        let before = position.checked_sub(1);
        before
            .and_then(|index| self.serials.get(index))
            .copied()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            kind: ChangeKind::Mark,
            edits: Vec::new(),
            inverse: Vec::new(),
            before: Standing::default(),
            after: None,
            summary: Arc::default(),
        }
    }

    #[test]
    fn a_late_save_counts_for_the_place_it_was_taken_at() {
        let mut history = History::new();
        history.push(record());
        let point = history.save_point();
        history.push(record());
        history.mark_saved_at(point);
        assert!(history.is_modified());
        history.step_back();
        assert!(!history.is_modified());
    }

    #[test]
    fn a_save_of_a_branch_that_is_gone_leaves_the_document_modified() {
        let mut history = History::new();
        history.push(record());
        let point = history.save_point();
        history.step_back();
        history.push(record());
        history.mark_saved_at(point);
        assert!(history.is_modified());
        history.step_back();
        assert!(history.is_modified());
    }
}
