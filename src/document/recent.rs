//! Which annotations the last changes touched, so that whoever keeps
//! something for each annotation can bring it up to date at the cost of what
//! changed.
//!
//! Invariant: changes are noted in the order of their revisions, without a
//! gap; the oldest are forgotten.

use std::collections::VecDeque;

use super::annotation::AnnotationId;

/// So many changes are remembered: one is made in a frame, or a few.
const MOST: usize = 64;

/// A change that touches more is not worth following one by one.
const MOST_IDS: usize = 4096;

/// The last changes.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The revision that the newest of them led to.
    newest: u64,
    /// What each touched, the oldest first.
    changes: VecDeque<Vec<AnnotationId>>,
}

impl Recent {
    /// Notes what the change to `revision` touched.
    pub fn note(&mut self, revision: u64, touched: &[AnnotationId]) {
        if touched.len() > MOST_IDS || revision != self.newest + 1 {
            self.changes.clear();
        }
        self.newest = revision;
        if touched.len() <= MOST_IDS {
            self.changes.push_back(touched.to_vec());
        }
        if self.changes.len() > MOST {
            self.changes.pop_front();
        }
    }

    /// Notes that the change to `revision` may have touched all there is.
    pub fn note_all(&mut self, revision: u64) {
        self.changes.clear();
        self.newest = revision;
    }

    /// What was touched since a revision; `None` where that is too long ago.
    pub fn since(&self, revision: u64, now: u64) -> Option<impl Iterator<Item = AnnotationId>> {
        let count = usize::try_from(now.checked_sub(revision)?).ok()?;
        let known = now == self.newest && count <= self.changes.len();
        let skip = self.changes.len().checked_sub(count)?;
        known.then(|| self.changes.iter().skip(skip).flatten().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn since(recent: &Recent, revision: u64, now: u64) -> Option<Vec<u64>> {
        let ids = recent.since(revision, now)?;
        Some(ids.map(|id| id.0).collect())
    }

    #[test]
    fn what_was_touched_is_known_for_a_while() {
        let mut recent = Recent::default();
        for revision in 1..=100 {
            recent.note(revision, &[AnnotationId(revision)]);
        }
        assert_eq!(since(&recent, 100, 100), Some(vec![]));
        assert_eq!(since(&recent, 98, 100), Some(vec![99, 100]));
        assert_eq!(since(&recent, 36, 100).map(|ids| ids.len()), Some(64));
        assert_eq!(since(&recent, 35, 100), None);
        assert_eq!(since(&recent, 98, 101), None);
    }

    #[test]
    fn a_change_of_very_many_is_not_followed() {
        let mut recent = Recent::default();
        recent.note(1, &[AnnotationId(1)]);
        recent.note(2, &vec![AnnotationId(2); MOST_IDS + 1]);
        recent.note(3, &[AnnotationId(3)]);
        assert_eq!(since(&recent, 1, 3), None);
        assert_eq!(since(&recent, 2, 3), Some(vec![3]));
    }
}
