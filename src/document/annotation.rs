//! What is stored of one annotation, and of the file an article came from.

use std::cmp::Reverse;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::label::LabelId;
use crate::text::{ByteOffset, ByteSpan};

/// The highest number an annotation may have: 2^53 − 1, the highest whole
/// number that readers of the JSON export are sure to keep.
pub const MAX_ANNOTATION_ID: u64 = (1 << 53) - 1;

/// The number of an annotation, from 1 to [`MAX_ANNOTATION_ID`]: unique in its
/// document, and while the document is open never given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AnnotationId(pub u64);

/// A label on a piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Annotation {
    /// Its number.
    pub id: AnnotationId,
    /// Its label, one of its document's.
    pub label: LabelId,
    /// The text it stands on, in bytes; never empty, of whole grapheme
    /// clusters.
    pub span: ByteSpan,
}

/// Where an article's text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// The name of the file, without the folder.
    pub name: String,
    /// SHA-256 of the file's bytes, a byte-order mark included.
    pub sha256: [u8; 32],
}

/// What annotations are ordered by: start, then the longer first, then id.
pub(super) type ReadingKey = (ByteOffset, Reverse<ByteOffset>, AnnotationId);

impl Annotation {
    /// The place in reading order: by start, of two with the same start the
    /// longer first (it encloses the other), of two on one span the older.
    pub(super) fn reading_key(&self) -> ReadingKey {
        reading_key(self.id, self.span)
    }
}

/// The place in reading order of an annotation with this id and span.
pub(super) fn reading_key(id: AnnotationId, span: ByteSpan) -> ReadingKey {
    (span.start, Reverse(span.end), id)
}

impl fmt::Display for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
