//! Positions in an article's text, each unit its own type.
//!
//! Mixing bytes with code points is the commonest bug of annotation tools, so
//! the two never share a type: [`ByteOffset`] is what the program computes
//! with, [`CharOffset`] what its files hold. Only [`super::Article`] converts.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A position in bytes of UTF-8 from the start of an article's text.
///
/// Always on a `char` boundary where it denotes a place in a text.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct ByteOffset(pub usize);

/// A position in Unicode code points (scalar values) from the start of an
/// article's text: what every file of ours holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(pub usize);

/// A half-open range of bytes, `start <= end`, end exclusive.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct ByteSpan {
    /// First byte inside the span.
    pub start: ByteOffset,
    /// First byte after the span.
    pub end: ByteOffset,
}

/// A half-open range of code points, `start <= end`, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    /// First code point inside the span.
    pub start: CharOffset,
    /// First code point after the span.
    pub end: CharOffset,
}

impl ByteSpan {
    /// The span between two offsets in bytes, given in either order.
    pub fn between(a: ByteOffset, b: ByteOffset) -> Self {
        Self {
            start: a.min(b),
            end: a.max(b),
        }
    }

    /// The span `start..end` in bytes, given in either order.
    pub fn new(start: usize, end: usize) -> Self {
        Self::between(ByteOffset(start), ByteOffset(end))
    }

    /// The same span as a range to index a `str` with.
    pub fn range(self) -> Range<usize> {
        self.start.0..self.end.0
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.0 - self.start.0
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` is inside.
    pub fn contains(self, offset: ByteOffset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside (equal spans do).
    pub fn encloses(self, other: ByteSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn intersects(self, other: ByteSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes both spans hold; `None` where they share none.
    pub fn intersection(self, other: ByteSpan) -> Option<ByteSpan> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Self { start, end })
    }
}

impl CharSpan {
    /// The span `start..end` in code points, given in either order.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: CharOffset(start.min(end)),
            end: CharOffset(start.max(end)),
        }
    }

    /// Length in code points.
    pub fn len(self) -> usize {
        self.end.0 - self.start.0
    }

    /// Whether the span holds no code point.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl fmt::Display for CharOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for CharSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
