//! Changes of one edit each. Those that take several are in [`super::compose`].

use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId};
use super::attribute::{AttributeName, AttributeValue};
use super::direction::Direction;
use super::edit::{Change, ChangeKind, Edit};
use super::entity::{Entity, EntityId};
use super::label::{Label, LabelId};
use super::spans::Spans;

impl Change {
    /// A change of one edit.
    pub(super) fn one(kind: ChangeKind, edit: Edit) -> Self {
        let edits = vec![edit];
        Self { kind, edits }
    }

    /// Marks text with a label.
    pub fn mark(id: AnnotationId, label: LabelId, spans: impl Into<Spans>) -> Self {
        Self::add(Annotation::new(id, label, spans))
    }

    /// Puts a new annotation in, with all that is said of it.
    pub fn add(annotation: Annotation) -> Self {
        Self::one(ChangeKind::Mark, Edit::Add(annotation))
    }

    /// Removes an annotation.
    pub fn unmark(id: AnnotationId) -> Self {
        Self::one(ChangeKind::Unmark, Edit::Remove(id))
    }

    /// Gives an annotation another label, and drops its attributes that do not
    /// fit it.
    pub fn relabel(id: AnnotationId, label: LabelId) -> Self {
        Self::one(ChangeKind::Relabel, Edit::SetLabel { id, label })
    }

    /// Moves an annotation to other text.
    pub fn respan(id: AnnotationId, spans: impl Into<Spans>) -> Self {
        let spans = spans.into();
        Self::one(ChangeKind::Respan, Edit::SetSpans { id, spans })
    }

    /// Gives an annotation a value of one of its label's attributes, or takes
    /// it away.
    pub fn set_attribute(
        id: AnnotationId,
        name: AttributeName,
        value: Option<AttributeValue>,
    ) -> Self {
        let edit = Edit::SetAttribute { id, name, value };
        Self::one(ChangeKind::SetAttribute, edit)
    }

    /// Gives an annotation values of several of its label's attributes at once.
    pub fn set_attributes(
        id: AnnotationId,
        values: impl IntoIterator<Item = (AttributeName, AttributeValue)>,
    ) -> Self {
        let edits = values.into_iter().map(|(name, value)| Edit::SetAttribute {
            id,
            name,
            value: Some(value),
        });
        Self {
            kind: ChangeKind::SetAttribute,
            edits: edits.collect(),
        }
    }

    /// Gives several annotations values of their labels' attributes.
    pub fn set_attributes_of(
        all: impl IntoIterator<Item = (AnnotationId, Vec<(AttributeName, AttributeValue)>)>,
    ) -> Self {
        let all = all.into_iter();
        let edits = all.flat_map(|(id, values)| Self::set_attributes(id, values).edits);
        Self {
            kind: ChangeKind::SetAttribute,
            edits: edits.collect(),
        }
    }

    /// Gives an annotation a note, or, if it is empty, takes it away.
    pub fn set_note(id: AnnotationId, note: impl Into<Arc<str>>) -> Self {
        let note = Some(note.into());
        Self::one(ChangeKind::SetNote, Edit::SetNote { id, note })
    }

    /// Gives annotations a note, or, if it is empty, takes theirs away.
    pub fn set_notes(ids: &[AnnotationId], note: &str) -> Self {
        let note: Arc<str> = note.into();
        let edits = ids.iter().map(|&id| Edit::SetNote {
            id,
            note: Some(Arc::clone(&note)),
        });
        Self {
            kind: ChangeKind::SetNote,
            edits: edits.collect(),
        }
    }

    /// Says which entity annotations name; `None` for none.
    pub fn link(ids: &[AnnotationId], entity: Option<EntityId>) -> Self {
        let kind = match entity {
            Some(_) => ChangeKind::Link,
            None => ChangeKind::Unlink,
        };
        let edits = ids.iter().map(|&id| Edit::Link { id, entity });
        Self {
            kind,
            edits: edits.collect(),
        }
    }

    /// Alters an entity's name, kind, note or link.
    pub fn edit_entity(entity: Entity) -> Self {
        Self::one(ChangeKind::EditEntity, Edit::EditEntity(Arc::new(entity)))
    }

    /// Puts a label in at a place of the order, from 0; beyond the end is the
    /// end.
    pub fn add_label(index: usize, label: Label) -> Self {
        let label = Arc::new(label);
        Self::one(ChangeKind::AddLabel, Edit::AddLabel { index, label })
    }

    /// Moves a label to another place of the order, from 0.
    pub fn move_label(id: LabelId, to: usize) -> Self {
        Self::one(ChangeKind::MoveLabel, Edit::MoveLabel { id, to })
    }

    /// Gives the article a note, or, if it is empty, takes it away.
    pub fn set_article_note(note: impl Into<Arc<str>>) -> Self {
        let edit = Edit::SetArticleNote(Some(note.into()));
        Self::one(ChangeKind::SetArticleNote, edit)
    }

    /// Turns the document.
    pub fn set_direction(direction: Direction) -> Self {
        Self::one(ChangeKind::SetDirection, Edit::SetDirection(direction))
    }
}
