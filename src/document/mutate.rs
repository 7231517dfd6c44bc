//! The edits of a document, one by one, each checked before it is made and
//! answered with the edit that undoes it. Only [`Document::apply`], undo and
//! redo call them.
//!
//! Invariant: after each, counts and mentions are those of the annotations.

use std::sync::Arc;

use super::annotation::{
    Annotation, AnnotationId, MAX_ANNOTATION_ID, MAX_ANNOTATIONS, MAX_NOTE_BYTES,
};
use super::document::Document;
use super::edit::Edit;
use super::entity::{Entities, Entity, EntityId, MAX_ENTITIES, MAX_ENTITY_NAME_BYTES};
use super::error::EditError;
use super::label::{Label, LabelId, LabelSet};
use super::lost::Lost;
use super::spans::{MAX_PIECES, Spans};
use crate::text::{Article, ByteSpan};

/// An edit's inverse; `None` where it changed nothing.
type Inverse = Result<Option<Edit>, EditError>;

impl Document {
    /// Makes one edit.
    pub(super) fn apply_edit(&mut self, edit: &Edit) -> Inverse {
        match edit {
            Edit::Add(annotation) => self.add(annotation.clone()).map(Some),
            Edit::Remove(id) => self.remove(*id).map(Some),
            Edit::Replace(annotation) => self.replace(annotation.clone()),
            Edit::SetLabel { id, label } => self.set_label(*id, label),
            Edit::SetSpans { id, spans } => self.set_spans(*id, spans),
            Edit::SetAttribute { id, name, value } => {
                let mut altered = self.existing(*id)?.clone();
                let before = altered.attribute(name).cloned();
                altered.set_attribute(name.clone(), value.clone());
                let inverse = Edit::SetAttribute {
                    id: *id,
                    name: name.clone(),
                    value: before,
                };
                self.alter(altered, inverse)
            }
            Edit::SetNote { id, note } => {
                let mut altered = self.existing(*id)?.clone();
                let before = altered.shared_note();
                altered.set_note(note.clone());
                let inverse = Edit::SetNote {
                    id: *id,
                    note: before,
                };
                self.alter(altered, inverse)
            }
            Edit::Link { id, entity } => {
                let mut altered = self.existing(*id)?.clone();
                let before = std::mem::replace(&mut altered.entity, *entity);
                let inverse = Edit::Link {
                    id: *id,
                    entity: before,
                };
                self.alter(altered, inverse)
            }
            Edit::AddLabel { index, label } => self.add_label(*index, label).map(Some),
            Edit::RemoveLabel(id) => self.remove_label(id).map(Some),
            Edit::EditLabel { id, label } => self.edit_label(id, label),
            Edit::MoveLabel { id, to } => self.move_label(id, *to),
            Edit::AddEntity(entity) => self.add_entity(entity).map(Some),
            Edit::RemoveEntity(id) => self.remove_entity(*id).map(Some),
            Edit::EditEntity(entity) => self.edit_entity(entity),
            Edit::AddLost(lost) => self.add_lost(lost).map(Some),
            Edit::RemoveLost(id) => {
                let removed = self.lost.remove(id);
                let removed = removed.ok_or(EditError::UnknownAnnotation(*id))?;
                Ok(Some(Edit::AddLost(removed)))
            }
            Edit::ReplaceLost(lost) => self.replace_lost(lost),
            Edit::SetArticleNote(note) => {
                check_note(note.as_deref())?;
                let note = note.clone().filter(|note| !note.is_empty());
                let before = std::mem::replace(&mut self.note, note);
                Ok((before != self.note).then_some(Edit::SetArticleNote(before)))
            }
            Edit::SetDirection(direction) => {
                let before = std::mem::replace(&mut self.direction, *direction);
                Ok((before != *direction).then_some(Edit::SetDirection(before)))
            }
        }
    }

    fn add(&mut self, annotation: Annotation) -> Result<Edit, EditError> {
        self.check(&annotation)?;
        if self.is_taken(annotation.id) {
            return Err(EditError::IdTaken(annotation.id));
        }
        check_room(self.annotations.len() + self.lost.len())?;
        self.check_duplicate(&annotation)?;
        let inverse = Edit::Remove(annotation.id);
        self.put(annotation);
        Ok(inverse)
    }

    /// Whether an annotation, be it lost, has a number.
    pub(super) fn is_taken(&self, id: AnnotationId) -> bool {
        self.annotations.contains(id) || self.lost.contains_key(&id)
    }

    fn add_lost(&mut self, lost: &Arc<Lost>) -> Result<Edit, EditError> {
        check_lost(&self.labels, &self.entities, lost)?;
        if self.is_taken(lost.id()) {
            return Err(EditError::IdTaken(lost.id()));
        }
        check_room(self.annotations.len() + self.lost.len())?;
        self.lost.insert(lost.id(), Arc::clone(lost));
        Ok(Edit::RemoveLost(lost.id()))
    }

    fn replace_lost(&mut self, lost: &Arc<Lost>) -> Inverse {
        check_lost(&self.labels, &self.entities, lost)?;
        let unknown = EditError::UnknownAnnotation(lost.id());
        let place = self.lost.get_mut(&lost.id()).ok_or(unknown)?;
        let before = std::mem::replace(place, Arc::clone(lost));
        Ok((before != *lost).then_some(Edit::ReplaceLost(before)))
    }

    fn remove(&mut self, id: AnnotationId) -> Result<Edit, EditError> {
        let removed = self.take(id).ok_or(EditError::UnknownAnnotation(id))?;
        Ok(Edit::Add(removed))
    }

    fn replace(&mut self, annotation: Annotation) -> Inverse {
        let before = self.existing(annotation.id)?.clone();
        self.alter(annotation, Edit::Replace(before))
    }

    fn set_label(&mut self, id: AnnotationId, label: &LabelId) -> Inverse {
        let before = self.existing(id)?;
        let definition = self.labels.get(label);
        let definition = definition.ok_or_else(|| EditError::UnknownLabel(label.clone()))?;
        if before.label == *label {
            return Ok(None);
        }
        let mut altered = before.clone();
        altered.label = definition.id.clone();
        altered.retain_attributes(|name, value| definition.accepts(name, value));
        let inverse = if altered.attributes().eq(before.attributes()) {
            let label = before.label.clone();
            Edit::SetLabel { id, label }
        } else {
            Edit::Replace(before.clone())
        };
        self.alter(altered, inverse)
    }

    fn set_spans(&mut self, id: AnnotationId, spans: &Spans) -> Inverse {
        let mut altered = self.existing(id)?.clone();
        let before = std::mem::replace(&mut altered.spans, spans.clone());
        self.alter(altered, Edit::SetSpans { id, spans: before })
    }

    /// Puts an altered annotation in the place of the one of its number.
    fn alter(&mut self, altered: Annotation, inverse: Edit) -> Inverse {
        self.check(&altered)?;
        if *self.existing(altered.id)? == altered {
            return Ok(None);
        }
        self.check_duplicate(&altered)?;
        self.take(altered.id);
        self.put(altered);
        Ok(Some(inverse))
    }

    fn put(&mut self, mut annotation: Annotation) {
        // Many annotations share the text of one label's id.
        if let Some(label) = self.labels.get(&annotation.label) {
            annotation.label = label.id.clone();
        }
        self.entities.note(&annotation);
        self.count_label(&annotation.label, |n| n + 1);
        self.annotations.insert(annotation);
    }

    fn take(&mut self, id: AnnotationId) -> Option<Annotation> {
        let taken = self.annotations.remove(id)?;
        self.entities.forget(&taken);
        self.count_label(&taken.label, |n| n - 1);
        Some(taken)
    }

    fn count_label(&mut self, label: &LabelId, step: fn(usize) -> usize) {
        let index = self.labels.index_of(label);
        if let Some(count) = index.and_then(|index| self.counts.get_mut(index)) {
            *count = step(*count);
        }
    }

    fn existing(&self, id: AnnotationId) -> Result<&Annotation, EditError> {
        self.annotation(id).ok_or(EditError::UnknownAnnotation(id))
    }

    fn check(&self, annotation: &Annotation) -> Result<(), EditError> {
        check_alone(&self.article, &self.labels, &self.entities, annotation).map(|_| ())
    }

    /// Refuses a second annotation with the same text and label.
    fn check_duplicate(&self, annotation: &Annotation) -> Result<(), EditError> {
        let mut others = self.annotations.on_span(annotation.span());
        let same = |other: &&Annotation| {
            other.spans == annotation.spans
                && other.label == annotation.label
                && other.id != annotation.id
        };
        match others.find(same) {
            Some(other) => Err(EditError::Duplicate {
                existing: other.id,
                label: other.label.clone(),
            }),
            None => Ok(()),
        }
    }

    fn label_index(&self, id: &LabelId) -> Result<usize, EditError> {
        let index = self.labels.index_of(id);
        index.ok_or_else(|| EditError::UnknownLabel(id.clone()))
    }

    fn add_label(&mut self, index: usize, label: &Arc<Label>) -> Result<Edit, EditError> {
        let index = index.min(self.labels.len());
        self.labels.insert(index, Label::clone(label))?;
        self.counts.insert(index, 0);
        Ok(Edit::RemoveLabel(label.id.clone()))
    }

    fn remove_label(&mut self, id: &LabelId) -> Result<Edit, EditError> {
        let index = self.label_index(id)?;
        let annotations = self.counts.get(index).copied().unwrap_or(0);
        let entities = self.entities.iter();
        let others = self.labels.children(id).count()
            + entities.filter(|it| it.label.as_ref() == Some(id)).count()
            + self.lost().filter(|it| it.said().label == *id).count();
        if annotations + others > 0 {
            return Err(EditError::LabelInUse {
                label: id.clone(),
                annotations,
                others,
            });
        }
        let label = self.labels.remove(index);
        let label = label.ok_or_else(|| EditError::UnknownLabel(id.clone()))?;
        self.counts.remove(index);
        Ok(Edit::AddLabel { index, label })
    }

    fn edit_label(&mut self, id: &LabelId, label: &Arc<Label>) -> Inverse {
        let index = self.label_index(id)?;
        let before = self.labels.get(id);
        if before == Some(&**label) {
            return Ok(None);
        }
        if before.is_some_and(|before| before.attributes != label.attributes) {
            self.check_values(id, label)?;
        }
        let before = self.labels.replace(index, Label::clone(label))?;
        if before.id != label.id {
            let new = self.labels.get(&label.id).map_or(&label.id, |it| &it.id);
            let new = new.clone();
            self.entities.rename_label(id, &new);
            for lost in self.lost.values_mut().filter(|it| it.said().label == *id) {
                *lost = lost.saying(|said| said.label = new.clone());
            }
            self.annotations.for_each_mut(|annotation| {
                if annotation.label == *id {
                    annotation.label = new.clone();
                }
            });
        }
        Ok(Some(Edit::EditLabel {
            id: label.id.clone(),
            label: before,
        }))
    }

    /// Refuses attributes that the values of a label's annotations do not fit.
    fn check_values(&self, id: &LabelId, label: &Label) -> Result<(), EditError> {
        let lost = self.lost().map(Lost::said);
        let all = self.annotations.iter().chain(lost);
        let mut all = all.filter(|it| it.label == *id);
        let unfit = all.find_map(|annotation| {
            let mut attributes = annotation.attributes();
            attributes
                .find(|(name, value)| !label.accepts(name, value))
                .map(|(name, _)| (annotation.id, name.clone()))
        });
        match unfit {
            Some((annotation, attribute)) => Err(EditError::AttributeInUse {
                annotation,
                attribute,
            }),
            None => Ok(()),
        }
    }

    fn move_label(&mut self, id: &LabelId, to: usize) -> Inverse {
        let from = self.label_index(id)?;
        if to >= self.labels.len() {
            return Err(EditError::NoSuchPlace(to));
        }
        if from == to {
            return Ok(None);
        }
        self.labels.shift(from, to);
        let count = self.counts.remove(from);
        self.counts.insert(to, count);
        Ok(Some(Edit::MoveLabel {
            id: id.clone(),
            to: from,
        }))
    }

    fn add_entity(&mut self, entity: &Arc<Entity>) -> Result<Edit, EditError> {
        check_entity(&self.labels, entity)?;
        if self.entities.get(entity.id).is_some() {
            return Err(EditError::EntityIdTaken(entity.id));
        }
        if self.entities.len() >= MAX_ENTITIES {
            return Err(EditError::TooManyEntities);
        }
        self.entities.set(Entity::tidied(entity));
        Ok(Edit::RemoveEntity(entity.id))
    }

    fn remove_entity(&mut self, id: EntityId) -> Result<Edit, EditError> {
        let lost = self.lost().filter(|it| it.said().entity == Some(id));
        let mentions = self.entities.mention_count(id) + lost.count();
        if mentions > 0 {
            let entity = id;
            return Err(EditError::EntityInUse { entity, mentions });
        }
        let removed = self.entities.remove(id);
        let removed = removed.ok_or(EditError::UnknownEntity(id))?;
        Ok(Edit::AddEntity(removed))
    }

    fn edit_entity(&mut self, entity: &Arc<Entity>) -> Inverse {
        check_entity(&self.labels, entity)?;
        let before = self.entities.get(entity.id);
        let before = before.ok_or(EditError::UnknownEntity(entity.id))?.clone();
        let entity = Entity::tidied(entity);
        if before == entity {
            return Ok(None);
        }
        self.entities.set(entity);
        Ok(Some(Edit::EditEntity(before)))
    }
}

/// Checks all of an annotation that does not depend on other annotations;
/// returns where its label stands in the set.
pub(super) fn check_alone(
    article: &Article,
    labels: &LabelSet,
    entities: &Entities,
    annotation: &Annotation,
) -> Result<usize, EditError> {
    if !(1..=MAX_ANNOTATION_ID).contains(&annotation.id.0) {
        return Err(EditError::BadId(annotation.id));
    }
    check_pieces(article, annotation.pieces())?;
    check_said(labels, entities, annotation)
}

/// Checks all of a lost annotation that does not depend on others.
pub(super) fn check_lost(
    labels: &LabelSet,
    entities: &Entities,
    lost: &Lost,
) -> Result<(), EditError> {
    if !(1..=MAX_ANNOTATION_ID).contains(&lost.id().0) {
        return Err(EditError::BadId(lost.id()));
    }
    lost.check_words()?;
    check_said(labels, entities, lost.said()).map(|_| ())
}

/// Checks what is said of an annotation, wherever it stands; returns where its
/// label stands in the set.
fn check_said(
    labels: &LabelSet,
    entities: &Entities,
    annotation: &Annotation,
) -> Result<usize, EditError> {
    let index = labels.index_of(&annotation.label);
    let index = index.ok_or_else(|| EditError::UnknownLabel(annotation.label.clone()))?;
    if let Some(entity) = annotation.entity.filter(|&id| entities.get(id).is_none()) {
        return Err(EditError::UnknownEntity(entity));
    }
    check_note(annotation.note())?;
    for (name, value) in annotation.attributes() {
        let label = labels.get(&annotation.label);
        let known = label.and_then(|label| label.attribute(name));
        let known = known.ok_or_else(|| EditError::UnknownAttribute {
            label: annotation.label.clone(),
            attribute: name.clone(),
        })?;
        known.check_value(value)?;
    }
    Ok(index)
}

fn check_pieces(article: &Article, pieces: &[ByteSpan]) -> Result<(), EditError> {
    if pieces.len() > MAX_PIECES {
        return Err(EditError::TooManyPieces);
    }
    let mut before = None;
    for &ByteSpan { start, end } in pieces {
        if start >= end {
            return Err(EditError::EmptySpan);
        }
        if end > article.len() {
            return Err(EditError::OutsideText);
        }
        if before.is_some_and(|before| start <= before) {
            return Err(EditError::PiecesMeet);
        }
        if !article.is_grapheme_boundary(start) || !article.is_grapheme_boundary(end) {
            return Err(EditError::SplitsGrapheme);
        }
        before = Some(end);
    }
    Ok(())
}

/// Checks all of an entity that does not depend on other entities.
pub(super) fn check_entity(labels: &LabelSet, entity: &Entity) -> Result<(), EditError> {
    if !(1..=MAX_ANNOTATION_ID).contains(&entity.id.0) {
        return Err(EditError::BadEntityId(entity.id));
    }
    if entity.name.trim().is_empty() || entity.name.len() > MAX_ENTITY_NAME_BYTES {
        return Err(EditError::BadEntityName);
    }
    if let Some(label) = entity.label.as_ref().filter(|id| labels.get(id).is_none()) {
        return Err(EditError::UnknownLabel(label.clone()));
    }
    check_note(entity.note.as_deref())
}

/// Whether there is room for one more beside so many annotations.
pub(super) fn check_room(annotations: usize) -> Result<(), EditError> {
    match annotations < MAX_ANNOTATIONS {
        true => Ok(()),
        false => Err(EditError::TooManyAnnotations),
    }
}

pub(super) fn check_note(note: Option<&str>) -> Result<(), EditError> {
    match note {
        Some(note) if note.len() > MAX_NOTE_BYTES => Err(EditError::NoteTooLong),
        _ => Ok(()),
    }
}
