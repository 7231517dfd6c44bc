//! The text that one annotation stands on: one piece as a rule, several where
//! what is said of them is one thing.
//!
//! Several pieces ascend and leave text between them, so that one set of text
//! has one form. What is asked of pieces is checked by [`super::Document`],
//! which knows the text; here any spans can be held.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{ByteOffset, ByteSpan};

/// The most pieces one annotation may have.
pub const MAX_PIECES: usize = 1000;

/// One or more pieces of text, in bytes. One piece, the common case, is held
/// without an allocation; cloning is cheap either way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<ByteSpan>", into = "Vec<ByteSpan>")]
pub struct Spans(Repr);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Repr {
    One(ByteSpan),
    /// Two or more.
    Many(Arc<[ByteSpan]>),
}

impl From<Vec<ByteSpan>> for Spans {
    fn from(pieces: Vec<ByteSpan>) -> Self {
        Self::from_pieces(&pieces)
    }
}

impl From<Spans> for Vec<ByteSpan> {
    fn from(spans: Spans) -> Self {
        spans.pieces().to_vec()
    }
}

impl Spans {
    /// The pieces as they are given. Whether they ascend, leave text between
    /// them and are text at all is found out where they are used; no pieces
    /// are one empty one.
    pub fn from_pieces(pieces: &[ByteSpan]) -> Self {
        Self(match pieces {
            [] => Repr::One(ByteSpan::default()),
            [one] => Repr::One(*one),
            many => Repr::Many(many.into()),
        })
    }

    /// The same text as the given pieces, which may come in any order, touch,
    /// overlap and be empty, in its one form.
    pub fn covering(pieces: impl IntoIterator<Item = ByteSpan>) -> Self {
        let mut sorted: Vec<_> = pieces.into_iter().filter(|p| p.start < p.end).collect();
        sorted.sort_unstable();
        let mut joined: Vec<ByteSpan> = Vec::with_capacity(sorted.len());
        for piece in sorted {
            match joined.last_mut() {
                Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
                _ => joined.push(piece),
            }
        }
        Self::from_pieces(&joined)
    }

    /// The pieces, ascending.
    pub fn pieces(&self) -> &[ByteSpan] {
        match &self.0 {
            Repr::One(one) => std::slice::from_ref(one),
            Repr::Many(many) => many,
        }
    }

    /// From the start of the first piece to the end of the last.
    pub fn hull(&self) -> ByteSpan {
        match &self.0 {
            Repr::One(one) => *one,
            Repr::Many(many) => ByteSpan {
                start: many.first().map_or(ByteOffset(0), |piece| piece.start),
                end: many.last().map_or(ByteOffset(0), |piece| piece.end),
            },
        }
    }

    /// Whether there are several pieces.
    pub fn is_discontinuous(&self) -> bool {
        matches!(self.0, Repr::Many(_))
    }

    /// How many bytes the pieces have together.
    pub fn len(&self) -> usize {
        self.pieces().iter().map(|piece| piece.len()).sum()
    }

    /// Whether there is no text in any piece.
    pub fn is_empty(&self) -> bool {
        self.pieces().iter().all(|piece| piece.is_empty())
    }

    /// Whether a piece shares a byte with `span`.
    pub fn intersects(&self, span: ByteSpan) -> bool {
        self.pieces().iter().any(|piece| piece.intersects(span))
    }

    /// Whether the byte at `at` is in a piece.
    pub fn contains(&self, at: ByteOffset) -> bool {
        self.pieces().iter().any(|piece| piece.contains(at))
    }

    /// The same text and that of `span`.
    pub fn with(&self, span: ByteSpan) -> Self {
        Self::covering(self.pieces().iter().copied().chain([span]))
    }

    /// The same text without that of `span`; empty where nothing is left.
    pub fn without(&self, span: ByteSpan) -> Self {
        let around = self.pieces().iter().flat_map(|piece| {
            let before = ByteSpan {
                start: piece.start,
                end: piece.end.min(span.start.max(piece.start)),
            };
            let after = ByteSpan {
                start: piece.start.max(span.end.min(piece.end)),
                end: piece.end,
            };
            [before, after]
        });
        Self::covering(around)
    }
}

impl From<ByteSpan> for Spans {
    fn from(span: ByteSpan) -> Self {
        Self(Repr::One(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pieces: &[(usize, usize)]) -> Vec<ByteSpan> {
        let made = pieces.iter().map(|&(a, b)| ByteSpan::new(a, b));
        made.collect()
    }

    #[test]
    fn pieces_that_touch_or_overlap_are_one() {
        let made = Spans::covering(spans(&[(8, 9), (0, 2), (2, 4), (3, 5), (7, 7)]));
        assert_eq!(made.pieces(), spans(&[(0, 5), (8, 9)]));
        assert_eq!((made.hull(), made.len()), (ByteSpan::new(0, 9), 6));
        assert_eq!(
            Spans::covering([ByteSpan::new(1, 3)]),
            ByteSpan::new(1, 3).into()
        );
        assert!(Spans::covering([]).is_empty());
    }

    #[test]
    fn a_piece_is_added_and_taken_away() {
        let one = Spans::from(ByteSpan::new(2, 10));
        let two = one.without(ByteSpan::new(4, 6));
        assert_eq!(two.pieces(), spans(&[(2, 4), (6, 10)]));
        assert!(two.is_discontinuous() && !two.contains(ByteOffset(4)));
        assert!(!two.intersects(ByteSpan::new(4, 6)));
        assert_eq!(two.with(ByteSpan::new(4, 6)), one);
        assert!(one.without(ByteSpan::new(0, 99)).is_empty());
        assert_eq!(one.without(ByteSpan::new(20, 30)), one);
        assert_eq!(one.without(ByteSpan::new(0, 3)).pieces(), spans(&[(3, 10)]));
    }

    #[test]
    fn one_piece_takes_no_room_of_its_own() {
        assert!(size_of::<Spans>() <= 24);
    }
}
