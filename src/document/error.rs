//! Why an edit was refused.

use super::annotation::{AnnotationId, MAX_ANNOTATION_ID, MAX_ANNOTATIONS, MAX_NOTE_BYTES};
use super::attribute::{AttributeName, ValueError};
use super::entity::{EntityId, MAX_ENTITIES, MAX_ENTITY_NAME_BYTES};
use super::label::{LabelError, LabelId};
use super::spans::MAX_PIECES;

/// Why an edit was refused; the document is as it was before the whole change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// An annotation needs at least one grapheme cluster of text, and so does
    /// each of its pieces.
    #[error("the span is empty")]
    EmptySpan,
    /// The span ends after the text.
    #[error("the span leaves the text")]
    OutsideText,
    /// An end of the span lies inside a grapheme cluster.
    #[error("the span begins or ends between a letter and its mark")]
    SplitsGrapheme,
    /// The pieces do not ascend, or two of them overlap or touch.
    #[error("the pieces must ascend with text between them")]
    PiecesMeet,
    /// More than [`MAX_PIECES`].
    #[error("an annotation can have {MAX_PIECES} pieces at most")]
    TooManyPieces,
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
    /// More than [`MAX_ANNOTATIONS`].
    #[error("a document can have {MAX_ANNOTATIONS} annotations at most")]
    TooManyAnnotations,
    /// The same text has the same label already.
    #[error("the same text has the label {label} already, by annotation {existing}")]
    Duplicate {
        /// The annotation that is there.
        existing: AnnotationId,
        /// The label of both.
        label: LabelId,
    },
    /// A lost annotation needs words, and these and what stood around them are
    /// bounded.
    #[error("the words of the lost annotation {0} are none, or too long")]
    BadLost(AnnotationId),
    /// The label defines no such attribute.
    #[error("the label {label} has no attribute {attribute}")]
    UnknownAttribute {
        /// The annotation's label.
        label: LabelId,
        /// What it does not define.
        attribute: AttributeName,
    },
    /// The value does not fit the attribute.
    #[error("{0}")]
    BadValue(#[from] ValueError),
    /// Longer than [`MAX_NOTE_BYTES`].
    #[error("the note is too long: {MAX_NOTE_BYTES} bytes are the most")]
    NoteTooLong,
    /// The label cannot be so.
    #[error("{0}")]
    Label(#[from] LabelError),
    /// The label is still used.
    #[error(
        "the label {label} is still used, by {annotations} annotations and {others} entities and labels"
    )]
    LabelInUse {
        /// The label.
        label: LabelId,
        /// How many annotations have it.
        annotations: usize,
        /// How many entities and other labels name it.
        others: usize,
    },
    /// Annotations have values that would not fit the label any more.
    #[error(
        "annotation {annotation} has a value of the attribute {attribute} that would not fit any more"
    )]
    AttributeInUse {
        /// One of those annotations.
        annotation: AnnotationId,
        /// The attribute.
        attribute: AttributeName,
    },
    /// There is no such place in the order of the labels.
    #[error("there is no place {0} among the labels (they count from 0)")]
    NoSuchPlace(usize),
    /// No such entity in this document.
    #[error("there is no entity {0}")]
    UnknownEntity(EntityId),
    /// Another entity has this number.
    #[error("the number {0} belongs to another entity")]
    EntityIdTaken(EntityId),
    /// The number is 0 or more than [`MAX_ANNOTATION_ID`].
    #[error("{0} cannot be the number of an entity: it takes 1 to {MAX_ANNOTATION_ID}")]
    BadEntityId(EntityId),
    /// An entity needs a name of 1 to [`MAX_ENTITY_NAME_BYTES`] bytes.
    #[error("an entity needs a name, of {MAX_ENTITY_NAME_BYTES} bytes at most")]
    BadEntityName,
    /// The entity is still mentioned.
    #[error("the entity {entity} is still mentioned, by {mentions} annotations")]
    EntityInUse {
        /// The entity.
        entity: EntityId,
        /// How many annotations name it.
        mentions: usize,
    },
    /// More than [`MAX_ENTITIES`].
    #[error("a document can have {MAX_ENTITIES} entities at most")]
    TooManyEntities,
    /// What was asked for concerns nothing.
    #[error("there is nothing to do this with")]
    Nothing,
}
