//! Edits as values: what can be done to a document, what came of it, and why
//! it was refused. Every edit has an inverse of the same type, so one record
//! is the undo step, and will do as a line of a journal or a test case.

use serde::{Deserialize, Serialize};

use super::annotation::{Annotation, AnnotationId, MAX_ANNOTATION_ID};
use super::direction::Direction;
use super::label::LabelId;
use super::selection::Selection;
use crate::text::ByteSpan;

/// One step of a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Puts a new annotation in; its id must be free
    /// ([`super::Document::fresh_id`]).
    Add(Annotation),
    /// Takes an annotation away.
    Remove(AnnotationId),
    /// Gives an annotation another label.
    SetLabel {
        /// Which annotation.
        id: AnnotationId,
        /// Its new label.
        label: LabelId,
    },
    /// Moves an annotation to other text.
    SetSpan {
        /// Which annotation.
        id: AnnotationId,
        /// Its new span, in bytes.
        span: ByteSpan,
    },
    /// Turns the whole document.
    SetDirection(Direction),
}

/// What a change is called, for a menu to put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChangeKind {
    /// Text was marked with a label.
    Mark,
    /// Annotations were removed.
    Unmark,
    /// Annotations got another label.
    Relabel,
    /// Annotations were moved, grown or shrunk.
    Respan,
    /// The document was turned.
    SetDirection,
}

/// One gesture of a person: made whole, and undone in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is called.
    pub kind: ChangeKind,
    /// Its steps; each sees the document as the ones before it left it.
    pub edits: Vec<Edit>,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// What the change is called.
    pub kind: ChangeKind,
    /// The annotations that were added, removed or altered, ascending. Where
    /// this is empty and the direction is as before, nothing changed and the
    /// history has no new step.
    pub affected: Vec<AnnotationId>,
}

/// What came of an undo or a redo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What the change is called that was undone or made again.
    pub kind: ChangeKind,
    /// The annotations that were added, removed or altered, ascending.
    pub affected: Vec<AnnotationId>,
    /// The selection as it was before the change was first made.
    pub selection: Selection,
}

/// Why an edit was refused; the document is as it was before the whole change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// An annotation needs at least one grapheme cluster of text.
    #[error("the span is empty")]
    EmptySpan,
    /// The span ends after the text.
    #[error("the span leaves the text")]
    OutsideText,
    /// An end of the span lies inside a grapheme cluster.
    #[error("the span begins or ends between a letter and its mark")]
    SplitsGrapheme,
    /// No such label in this document.
    #[error("there is no label {0}")]
    UnknownLabel(LabelId),
    /// No such annotation in this document.
    #[error("there is no annotation {0}")]
    UnknownAnnotation(AnnotationId),
    /// Another annotation has this number.
    #[error("the number {0} belongs to another annotation")]
    IdTaken(AnnotationId),
    /// The number is 0 or more than [`MAX_ANNOTATION_ID`].
    #[error("{0} cannot be the number of an annotation: it takes 1 to {MAX_ANNOTATION_ID}")]
    BadId(AnnotationId),
    /// The same text has the same label already.
    #[error("the same text has the label {label} already, by annotation {existing}")]
    Duplicate {
        /// The annotation that is there.
        existing: AnnotationId,
        /// The label of both.
        label: LabelId,
    },
}

impl Edit {
    /// The annotation the edit is about; `None` for the whole document.
    pub fn annotation(&self) -> Option<AnnotationId> {
        match self {
            Self::Add(annotation) => Some(annotation.id),
            Self::Remove(id) | Self::SetLabel { id, .. } | Self::SetSpan { id, .. } => Some(*id),
            Self::SetDirection(_) => None,
        }
    }
}

impl Change {
    /// Marks a piece of text with a label.
    pub fn mark(id: AnnotationId, label: LabelId, span: ByteSpan) -> Self {
        Self {
            kind: ChangeKind::Mark,
            edits: vec![Edit::Add(Annotation { id, label, span })],
        }
    }

    /// Removes an annotation.
    pub fn unmark(id: AnnotationId) -> Self {
        Self {
            kind: ChangeKind::Unmark,
            edits: vec![Edit::Remove(id)],
        }
    }

    /// Gives an annotation another label.
    pub fn relabel(id: AnnotationId, label: LabelId) -> Self {
        Self {
            kind: ChangeKind::Relabel,
            edits: vec![Edit::SetLabel { id, label }],
        }
    }

    /// Moves an annotation to another span, in bytes.
    pub fn respan(id: AnnotationId, span: ByteSpan) -> Self {
        Self {
            kind: ChangeKind::Respan,
            edits: vec![Edit::SetSpan { id, span }],
        }
    }

    /// Turns the document.
    pub fn set_direction(direction: Direction) -> Self {
        Self {
            kind: ChangeKind::SetDirection,
            edits: vec![Edit::SetDirection(direction)],
        }
    }
}
