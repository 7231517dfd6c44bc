//! Edits as values: what can be done to a document, and what came of it. Every
//! edit has an inverse of the same type, so one record is the undo step, and
//! will do as a line of a journal or a test case.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotation::{Annotation, AnnotationId};
use super::attribute::{AttributeName, AttributeValue};
use super::direction::Direction;
use super::entity::{Entity, EntityId};
use super::label::{Label, LabelId};
use super::lost::Lost;
use super::selection::{Selection, Standing};
use super::spans::Spans;
use super::summary::Summary;
use crate::text::ByteOffset;

/// One step of a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Puts a new annotation in; its id must be free
    /// ([`super::Document::fresh_id`]).
    Add(Annotation),
    /// Takes an annotation away.
    Remove(AnnotationId),
    /// Puts an annotation in the place of the one of its number.
    Replace(Annotation),
    /// Gives an annotation another label. Attributes that do not fit it are
    /// dropped; the inverse brings them back.
    SetLabel {
        /// Which annotation.
        id: AnnotationId,
        /// Its new label.
        label: LabelId,
    },
    /// Moves an annotation to other text.
    SetSpans {
        /// Which annotation.
        id: AnnotationId,
        /// Its new text.
        spans: Spans,
    },
    /// Gives an annotation a value of an attribute.
    SetAttribute {
        /// Which annotation.
        id: AnnotationId,
        /// Which attribute of its label.
        name: AttributeName,
        /// The value; `None` takes it away.
        value: Option<AttributeValue>,
    },
    /// Gives an annotation a note.
    SetNote {
        /// Which annotation.
        id: AnnotationId,
        /// The note; `None` or an empty one takes it away.
        #[serde(with = "super::shared::optional_text")]
        note: Option<Arc<str>>,
    },
    /// Says which entity an annotation names.
    Link {
        /// Which annotation.
        id: AnnotationId,
        /// The entity; `None` for none.
        entity: Option<EntityId>,
    },
    /// Puts a label in.
    AddLabel {
        /// Its place in the order, from 0; beyond the end is the end.
        index: usize,
        /// The label.
        #[serde(with = "super::shared::value")]
        label: Arc<Label>,
    },
    /// Takes a label away that nothing uses.
    RemoveLabel(LabelId),
    /// Puts another definition in the place of a label's. Where its id is
    /// another, all that had the old one get the new one.
    EditLabel {
        /// Which label.
        id: LabelId,
        /// What it is to be.
        #[serde(with = "super::shared::value")]
        label: Arc<Label>,
    },
    /// Moves a label in the order.
    MoveLabel {
        /// Which label.
        id: LabelId,
        /// Its new place, from 0.
        to: usize,
    },
    /// Puts an entity in; its id must be free
    /// ([`super::Document::fresh_entity_id`]).
    AddEntity(#[serde(with = "super::shared::value")] Arc<Entity>),
    /// Takes an entity away that nothing mentions.
    RemoveEntity(EntityId),
    /// Puts an entity in the place of the one of its number; its mentions stay.
    EditEntity(#[serde(with = "super::shared::value")] Arc<Entity>),
    /// Puts an annotation among the lost; its number must be free.
    AddLost(#[serde(with = "super::shared::value")] Arc<Lost>),
    /// Takes an annotation from among the lost.
    RemoveLost(AnnotationId),
    /// Puts a lost annotation in the place of the one of its number.
    ReplaceLost(#[serde(with = "super::shared::value")] Arc<Lost>),
    /// Gives the article a note; `None` or an empty one takes it away.
    SetArticleNote(#[serde(with = "super::shared::optional_text")] Option<Arc<str>>),
    /// Turns the whole document.
    SetDirection(Direction),
}

/// What a change is called, for a menu or a list to put into words together
/// with its [`Summary`].
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
    /// An annotation was made two.
    Split,
    /// Several annotations were made one.
    Join,
    /// Text was given one more label.
    Duplicate,
    /// An attribute got another value, or lost it.
    SetAttribute,
    /// An annotation's note was altered.
    SetNote,
    /// Annotations were said to name an entity.
    Link,
    /// Annotations were said to name no entity.
    Unlink,
    /// An entity was made.
    AddEntity,
    /// An entity's name, kind, note or link was altered.
    EditEntity,
    /// An entity was removed; its mentions stayed.
    RemoveEntity,
    /// Several entities were made one.
    MergeEntities,
    /// Some mentions of an entity were given one of their own.
    SplitEntity,
    /// A label was made.
    AddLabel,
    /// A label was altered.
    EditLabel,
    /// A label was removed.
    RemoveLabel,
    /// A label was moved in the order.
    MoveLabel,
    /// A set of labels was taken over.
    LoadLabels,
    /// The annotations of another version of the text were taken over.
    Reanchor,
    /// An annotation was taken from its text and kept as lost.
    Lose,
    /// Lost annotations were put onto text.
    PutBack,
    /// Lost annotations were deleted.
    Forget,
    /// The note on the article was altered.
    SetArticleNote,
    /// The document was turned.
    SetDirection,
    /// What another had made of the document was taken in.
    Merge,
}

/// One gesture of a person: made whole, and undone in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is called.
    pub kind: ChangeKind,
    /// Its steps; each sees the document as the ones before it left it.
    pub edits: Vec<Edit>,
}

/// Something that was done to a document: a line of its journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A change was made, the selection before it being this.
    Apply(Change, Selection),
    /// The last change was taken back.
    Undo,
    /// The change last taken back was made again.
    Redo,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// What the change is called.
    pub kind: ChangeKind,
    /// The annotations that were added, removed or altered, ascending.
    pub affected: Vec<AnnotationId>,
    /// Whether anything is other than before; if not, the history has no new
    /// step.
    pub changed: bool,
}

/// What came of an undo or a redo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What the change is called that was undone or made again.
    pub kind: ChangeKind,
    /// What it was about.
    pub summary: Arc<Summary>,
    /// The annotations that were added, removed or altered, ascending.
    pub affected: Vec<AnnotationId>,
    /// Where the person stood when the document was last as it is now: before
    /// the change was first made, or, once it is made again, after it. What
    /// was chosen then may be gone, or unknown.
    pub standing: Standing,
    /// Where in the text it is seen, in bytes: of several annotations at the
    /// one nearest to the selection, at the end that has moved if only that
    /// has. `None` for what concerns no annotation.
    pub place: Option<ByteOffset>,
}

impl Edit {
    /// The annotation the edit is about; `None` for what concerns a lost one, a
    /// label, an entity or the whole document.
    pub fn annotation(&self) -> Option<AnnotationId> {
        match self {
            Self::Add(annotation) | Self::Replace(annotation) => Some(annotation.id),
            Self::Remove(id)
            | Self::SetLabel { id, .. }
            | Self::SetSpans { id, .. }
            | Self::SetAttribute { id, .. }
            | Self::SetNote { id, .. }
            | Self::Link { id, .. } => Some(*id),
            Self::AddLabel { .. }
            | Self::RemoveLabel(_)
            | Self::EditLabel { .. }
            | Self::MoveLabel { .. }
            | Self::AddEntity(_)
            | Self::RemoveEntity(_)
            | Self::EditEntity(_)
            | Self::AddLost(_)
            | Self::RemoveLost(_)
            | Self::ReplaceLost(_)
            | Self::SetArticleNote(_)
            | Self::SetDirection(_) => None,
        }
    }

    /// Whether the edit is about a label, and so about all that may have it.
    pub(super) fn is_about_labels(&self) -> bool {
        matches!(
            self,
            Self::AddLabel { .. }
                | Self::RemoveLabel(_)
                | Self::EditLabel { .. }
                | Self::MoveLabel { .. }
        )
    }
}
