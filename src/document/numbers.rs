//! Which number is free for something new: above all that were ever given while
//! the document is open, and, where a file has the highest number of all, the
//! lowest that was not given yet.
//!
//! Invariant: as long as every number that is given is noted, no number is
//! given twice, and finding all of them costs one look at each that is taken.

use super::annotation::MAX_ANNOTATION_ID;

/// The numbers that are left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    /// Above all that were given; more than the highest where that is.
    next: u64,
    /// The lowest that was not given yet. Only looked for once `next` is used
    /// up.
    low: u64,
}

impl Numbers {
    /// What is left where `highest` is the highest that is taken, 0 for none.
    pub(super) fn above(highest: u64, is_taken: impl Fn(u64) -> bool) -> Self {
        let mut numbers = Self { next: 1, low: 1 };
        numbers.note(highest, is_taken);
        numbers
    }

    /// A number for something new. The highest of all where none is left, so
    /// that it is refused as taken.
    pub(super) fn fresh(&self) -> u64 {
        match self.next <= MAX_ANNOTATION_ID {
            true => self.next,
            false => self.low.min(MAX_ANNOTATION_ID),
        }
    }

    /// Notes that a number is given.
    pub(super) fn note(&mut self, number: u64, is_taken: impl Fn(u64) -> bool) {
        self.next = self.next.max(number.saturating_add(1));
        if self.next <= MAX_ANNOTATION_ID {
            return;
        }
        while self.low <= MAX_ANNOTATION_ID && (self.low == number || is_taken(self.low)) {
            self.low += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_up_and_past_the_highest_the_free_ones_are_given_each_once() {
        let none = |_| false;
        let mut numbers = Numbers::above(0, none);
        assert_eq!(numbers.fresh(), 1);
        numbers.note(7, none);
        assert_eq!(numbers.fresh(), 8);
        numbers.note(MAX_ANNOTATION_ID - 1, none);
        assert_eq!(numbers.fresh(), MAX_ANNOTATION_ID);
        let taken = |number| [1, 2, 4, MAX_ANNOTATION_ID].contains(&number);
        numbers.note(MAX_ANNOTATION_ID, taken);
        let mut given = Vec::new();
        for _ in 0..3 {
            given.push(numbers.fresh());
            // Given away again at once, and still not given twice.
            numbers.note(numbers.fresh(), taken);
        }
        assert_eq!(given, [3, 5, 6]);
    }
}
