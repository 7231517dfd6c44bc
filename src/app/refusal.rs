//! Why a change of a document was refused, in the words of the interface.
//!
//! Invariant: every refusal that a person can meet has a sentence in both
//! languages.

use crate::document::{EditError, LabelError, LabelId, ValueError};
use crate::document::{annotation, entity, label, spans};

use super::i18n::Text;
use super::state::App;

/// Why a change was refused.
pub fn refusal(app: &App, error: &EditError) -> Text {
    match error {
        EditError::EmptySpan => Text::new("error-edit-empty-span"),
        EditError::OutsideText => Text::new("error-edit-outside"),
        EditError::SplitsGrapheme => Text::new("error-edit-grapheme"),
        EditError::PiecesMeet => Text::new("error-edit-pieces"),
        EditError::BadLost(_) => Text::new("error-edit-lost-words"),
        EditError::TooManyPieces => {
            Text::new("error-edit-too-many-pieces").with("limit", spans::MAX_PIECES)
        }
        EditError::UnknownLabel(label) => {
            Text::new("error-edit-label").with("label", label.as_str())
        }
        EditError::UnknownAnnotation(id) => {
            Text::new("error-edit-annotation").with("id", id.to_string())
        }
        EditError::IdTaken(id) | EditError::BadId(id) => {
            Text::new("error-edit-id-used").with("id", id.to_string())
        }
        EditError::TooManyAnnotations => {
            Text::new("error-edit-too-many-annotations").with("limit", annotation::MAX_ANNOTATIONS)
        }
        EditError::Duplicate { label, .. } => {
            Text::new("notice-already-marked").with("label", name(app, label))
        }
        EditError::UnknownAttribute { label, attribute } => Text::new("error-edit-attribute")
            .with("label", name(app, label))
            .with("attribute", attribute.as_str()),
        EditError::BadValue(error) => {
            Text::new("error-edit-value").with("attribute", attribute_of(error))
        }
        EditError::NoteTooLong => Text::new("error-edit-note-too-long"),
        EditError::Label(error) => label_refusal(app, error),
        EditError::LabelInUse { label, .. } => {
            Text::new("error-edit-label-in-use").with("label", name(app, label))
        }
        EditError::AttributeInUse {
            annotation,
            attribute,
        } => Text::new("error-edit-attribute-in-use")
            .with("id", annotation.to_string())
            .with("attribute", attribute.as_str()),
        EditError::UnknownEntity(id) => Text::new("error-edit-entity").with("id", id.to_string()),
        EditError::EntityIdTaken(id) | EditError::BadEntityId(id) => {
            Text::new("error-edit-id-used").with("id", id.to_string())
        }
        EditError::BadEntityName => Text::new("error-edit-entity-name"),
        EditError::EntityInUse { .. } => Text::new("error-edit-entity-in-use"),
        EditError::TooManyEntities => {
            Text::new("error-edit-too-many-entities").with("limit", entity::MAX_ENTITIES)
        }
        EditError::NoSuchPlace(_) | EditError::Nothing => Text::new("error-edit-nothing"),
    }
}

/// Why a label was refused.
pub fn label_refusal(app: &App, error: &LabelError) -> Text {
    match error {
        LabelError::BadId(id) => Text::new("error-edit-label-id").with("id", id.as_str()),
        LabelError::BadColor(color) => {
            Text::new("error-edit-label-color").with("color", color.as_str())
        }
        LabelError::BadKey(key) => Text::new("error-edit-label-key").with("key", key.as_str()),
        LabelError::DuplicateId(label) => {
            Text::new("error-edit-label-id-taken").with("label", label.as_str())
        }
        LabelError::DuplicateKey { key, taken_by } => Text::new("error-edit-label-key-taken")
            .with("key", key.to_string())
            .with("label", name(app, taken_by)),
        LabelError::TooMany => {
            Text::new("error-edit-too-many-labels").with("limit", label::MAX_LABELS)
        }
        LabelError::UnknownParent { parent, .. } => {
            Text::new("error-edit-label").with("label", parent.as_str())
        }
        LabelError::CyclicParents(_) => Text::new("error-edit-label-parent"),
        LabelError::DescriptionTooLong(label) => {
            Text::new("error-edit-label-description").with("label", name(app, label))
        }
        LabelError::TooManyAttributes(_)
        | LabelError::DuplicateAttribute { .. }
        | LabelError::BadOptionCount(_)
        | LabelError::DuplicateOption { .. } => {
            Text::new("error-edit-label-attributes").with("reason", error.to_string())
        }
    }
}

/// A label's name in the language of the interface, or its id where there is
/// no such label in the document shown.
fn name(app: &App, label: &LabelId) -> String {
    let known = app
        .active_tab()
        .and_then(|tab| tab.document.labels().get(label));
    known.map_or_else(|| label.to_string(), |label| app.label_name(label))
}

fn attribute_of(error: &ValueError) -> &str {
    match error {
        ValueError::WrongKind { name, .. }
        | ValueError::UnknownOption { name, .. }
        | ValueError::EmptyText { name }
        | ValueError::TextTooLong { name } => name.as_str(),
    }
}
