//! A selection in a text: a plain value, kept in the history so that undo can
//! put it back. How it moves is not known here.

use serde::{Deserialize, Serialize};

use super::annotation::AnnotationId;
use crate::text::{ByteOffset, ByteSpan};

/// A selected piece of text, or a caret where both ends are one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// The end that stays while the selection is extended, in bytes.
    pub anchor: ByteOffset,
    /// The end that moves, where the caret stands, in bytes.
    pub focus: ByteOffset,
}

impl Selection {
    /// A caret at a place in bytes, with nothing selected.
    pub fn caret(at: ByteOffset) -> Self {
        Self {
            anchor: at,
            focus: at,
        }
    }

    /// The selected bytes, whichever end was set first.
    pub fn span(self) -> ByteSpan {
        ByteSpan::between(self.anchor, self.focus)
    }

    /// Whether nothing is selected.
    pub fn is_caret(self) -> bool {
        self.anchor == self.focus
    }
}

/// Where a person stands in a document: what undo and redo come back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The selected text, or the caret.
    pub selection: Selection,
    /// The chosen annotation.
    pub chosen: Option<AnnotationId>,
}

impl From<ByteSpan> for Selection {
    /// Selects a span, with the caret at its end.
    fn from(span: ByteSpan) -> Self {
        Self {
            anchor: span.start,
            focus: span.end,
        }
    }
}
