//! Changes of several edits, made for a document as it is: what takes one
//! gesture of a person but more than one step. They are read-only here; only
//! [`Document::apply`] carries them out.

mod labels;

use std::collections::HashSet;
use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId};
use super::attribute::{AttributeName, AttributeValue};
use super::document::Document;
use super::edit::{Change, ChangeKind, Edit};
use super::entity::{Entity, EntityId};
use super::error::EditError;
use super::extra::Extra;
use super::label::LabelId;
use super::numbers::Numbers;
use super::spans::Spans;
use crate::text::{Article, ByteOffset, ByteSpan};

pub use labels::LabelFate;

/// What becomes of the text between annotations that are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// It becomes part of the annotation.
    Cover,
    /// It stays out: the annotation has several pieces.
    Keep,
}

/// The edits of a change that is being made for a document, and the numbers
/// it has given to what is new.
struct Maker<'a> {
    document: &'a Document,
    edits: Vec<Edit>,
    numbers: Numbers,
    /// Which text has been given which label.
    given: HashSet<(LabelId, &'a Spans)>,
}

impl Change {
    /// Makes an annotation two at a place in its text. White space beside the
    /// place belongs to neither. The first keeps number, note and attributes;
    /// the second has the same label and entity.
    ///
    /// # Errors
    /// [`EditError::EmptySpan`] where one of the two would have no text;
    /// [`EditError::SplitsGrapheme`] inside a grapheme cluster.
    pub fn split(document: &Document, id: AnnotationId, at: ByteOffset) -> Result<Self, EditError> {
        let annotation = existing(document, id)?;
        let article = document.article();
        if !article.is_grapheme_boundary(at) {
            return Err(EditError::SplitsGrapheme);
        }
        let end = article.len().max(at);
        let head = annotation.spans.without(ByteSpan { start: at, end });
        let start = ByteOffset(0);
        let tail = annotation.spans.without(ByteSpan { start, end: at });
        let (head, tail) = (trim_end(article, &head), trim_start(article, &tail));
        if head.is_empty() || tail.is_empty() {
            return Err(EditError::EmptySpan);
        }
        let mut maker = Maker::new(document);
        maker.edits.push(Edit::SetSpans { id, spans: head });
        let second = Annotation::new(maker.fresh(), annotation.label.clone(), tail);
        let second = second.with_entity(annotation.entity);
        maker.edits.push(Edit::Add(second));
        Ok(maker.change(ChangeKind::Split))
    }

    /// Makes several annotations one: the first in reading order, which keeps
    /// its number and its label. Of attributes and entities the first that has
    /// one decides; notes are put one after the other, each once.
    ///
    /// # Errors
    /// [`EditError::Nothing`] for fewer than two annotations.
    pub fn join(document: &Document, ids: &[AnnotationId], gap: Gap) -> Result<Self, EditError> {
        let all = in_reading_order(document, ids)?;
        let Some((first, rest)) = all.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Err(EditError::Nothing);
        };
        let mut joined = Annotation::clone(first);
        let pieces = all.iter().flat_map(|it| it.pieces().iter().copied());
        joined.spans = Spans::covering(pieces);
        if gap == Gap::Cover {
            joined.spans = joined.spans.hull().into();
        }
        let label = document.labels().get(&first.label);
        for other in rest {
            joined.entity = joined.entity.or(other.entity);
            for (name, value) in other.attributes() {
                let fits = label.is_some_and(|label| label.accepts(name, value));
                if fits && joined.attribute(name).is_none() {
                    joined.set_attribute(name.clone(), Some(value.clone()));
                }
            }
        }
        joined.set_note(all_notes(all.iter().map(|it| it.note())));
        let mut maker = Maker::new(document);
        maker.remove_all(rest.iter().map(|it| it.id));
        maker.edits.push(Edit::Replace(joined));
        Ok(maker.change(ChangeKind::Join))
    }

    /// Gives the text of an annotation one more label. Entity, note and the
    /// attributes that fit the other label come along; what is not known stays
    /// with the one it was said of.
    pub fn duplicate(
        document: &Document,
        id: AnnotationId,
        label: &LabelId,
    ) -> Result<Self, EditError> {
        let definition = document.labels().get(label);
        let definition = definition.ok_or_else(|| EditError::UnknownLabel(label.clone()))?;
        let mut copy = existing(document, id)?.clone();
        copy.id = document.fresh_id();
        copy.label = label.clone();
        copy = copy.with_extra(Extra::default());
        copy.retain_attributes(|name, value| definition.accepts(name, value));
        Ok(Self::one(ChangeKind::Duplicate, Edit::Add(copy)))
    }

    /// Marks many pieces of text with a label, each an annotation of its own,
    /// and links them to an entity if there is one. Text that has the label
    /// already is left out, and so is what is given twice.
    ///
    /// # Errors
    /// [`EditError::Nothing`] where nothing is left to be marked.
    pub fn mark_all(
        document: &Document,
        label: &LabelId,
        entity: Option<EntityId>,
        spans: impl IntoIterator<Item = ByteSpan>,
    ) -> Result<Self, EditError> {
        let mut maker = Maker::new(document);
        let mut seen = HashSet::new();
        for span in spans {
            let taken = document.annotations_on(&span.into());
            if seen.insert(span) && !taken.into_iter().any(|it| it.label == *label) {
                let new = Annotation::new(maker.fresh(), label.clone(), span);
                maker.edits.push(Edit::Add(new.with_entity(entity)));
            }
        }
        maker.change_of_something(ChangeKind::Mark)
    }

    /// Removes many annotations.
    ///
    /// # Errors
    /// [`EditError::Nothing`] where none is given.
    pub fn unmark_all(document: &Document, ids: &[AnnotationId]) -> Result<Self, EditError> {
        let all = in_reading_order(document, ids)?;
        let mut maker = Maker::new(document);
        maker.remove_all(all.iter().map(|it| it.id));
        maker.change_of_something(ChangeKind::Unmark)
    }

    /// Gives many annotations another label. Those that would then say what
    /// another says of the same text are removed.
    ///
    /// # Errors
    /// [`EditError::Nothing`] where none is given.
    pub fn relabel_all(
        document: &Document,
        ids: &[AnnotationId],
        label: &LabelId,
    ) -> Result<Self, EditError> {
        let all = in_reading_order(document, ids)?;
        let mut maker = Maker::new(document);
        maker.relabel(&all, label);
        maker.change_of_something(ChangeKind::Relabel)
    }

    /// Gives those of many annotations whose label has an attribute a value of
    /// it, or takes it away; labels that cannot have the value are left out.
    ///
    /// # Errors
    /// [`EditError::Nothing`] where no label can have it.
    pub fn set_attribute_of_all(
        document: &Document,
        ids: &[AnnotationId],
        name: &AttributeName,
        value: Option<&AttributeValue>,
    ) -> Result<Self, EditError> {
        let all = in_reading_order(document, ids)?;
        let mut maker = Maker::new(document);
        for annotation in all {
            let label = document.labels().get(&annotation.label);
            let known = label.and_then(|label| label.attribute(name));
            let fits = |value| known.is_some_and(|known| known.check_value(value).is_ok());
            if value.map_or(known.is_some(), fits) {
                maker.edits.push(Edit::SetAttribute {
                    id: annotation.id,
                    name: name.clone(),
                    value: value.cloned(),
                });
            }
        }
        maker.change_of_something(ChangeKind::SetAttribute)
    }

    /// Makes an entity and says that annotations name it. Its number is to be
    /// [`Document::fresh_entity_id`].
    pub fn add_entity(entity: Entity, mentions: &[AnnotationId]) -> Self {
        let id = entity.id;
        let links = mentions.iter().map(|&mention| Edit::Link {
            id: mention,
            entity: Some(id),
        });
        let added = Edit::AddEntity(Arc::new(entity.clone()));
        Self {
            kind: ChangeKind::AddEntity,
            edits: std::iter::once(added).chain(links).collect(),
        }
    }

    /// Removes an entity. Its mentions stay and name none.
    pub fn remove_entity(document: &Document, id: EntityId) -> Self {
        let mut maker = Maker::new(document);
        maker.link_all(document.mentions(id), None);
        maker.link_lost(id, None);
        maker.edits.push(Edit::RemoveEntity(id));
        maker.change(ChangeKind::RemoveEntity)
    }

    /// Makes several entities one: the others' mentions come to `into`, whose
    /// name it keeps. Of kinds and links the first that has one decides; notes
    /// are put one after the other, each once.
    ///
    /// # Errors
    /// [`EditError::Nothing`] where there is no other entity.
    pub fn merge_entities(
        document: &Document,
        into: EntityId,
        others: &[EntityId],
    ) -> Result<Self, EditError> {
        let unknown = |id| move || EditError::UnknownEntity(id);
        let mut merged = document.entity(into).ok_or_else(unknown(into))?.clone();
        let mut maker = Maker::new(document);
        let mut notes = vec![document.entity(into).and_then(|it| it.note.as_deref())];
        let mut seen = HashSet::from([into]);
        for &id in others {
            let other = document.entity(id).ok_or_else(unknown(id))?;
            if !seen.insert(id) {
                continue;
            }
            merged.label = merged.label.or_else(|| other.label.clone());
            merged.link = merged.link.or_else(|| other.link.clone());
            notes.push(other.note.as_deref());
            maker.link_all(document.mentions(id), Some(into));
            maker.link_lost(id, Some(into));
            maker.edits.push(Edit::RemoveEntity(id));
        }
        if seen.len() < 2 {
            return Err(EditError::Nothing);
        }
        merged.note = all_notes(notes);
        maker.edits.insert(0, Edit::EditEntity(Arc::new(merged)));
        Ok(maker.change(ChangeKind::MergeEntities))
    }

    /// Makes an entity of its own for some mentions of another, of the same
    /// kind.
    ///
    /// # Errors
    /// [`EditError::Nothing`] where none of the annotations names `from`.
    pub fn split_entity(
        document: &Document,
        from: EntityId,
        mentions: &[AnnotationId],
        name: &str,
    ) -> Result<Self, EditError> {
        let whole = document.entity(from);
        let whole = whole.ok_or(EditError::UnknownEntity(from))?;
        let mut part = Entity::new(document.fresh_entity_id(), name);
        part.label = whole.label.clone();
        let of_it = |id: &AnnotationId| {
            let annotation = document.annotation(*id);
            annotation.is_some_and(|annotation| annotation.entity == Some(from))
        };
        let mentions: Vec<_> = mentions.iter().copied().filter(of_it).collect();
        if mentions.is_empty() {
            return Err(EditError::Nothing);
        }
        let change = Self::add_entity(part, &mentions);
        Ok(Self {
            kind: ChangeKind::SplitEntity,
            ..change
        })
    }
}

impl<'a> Maker<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            edits: Vec::new(),
            numbers: document.numbers,
            given: HashSet::new(),
        }
    }

    /// A number for one more annotation.
    fn fresh(&mut self) -> AnnotationId {
        let id = self.numbers.fresh();
        let document = self.document;
        let taken = |id| document.is_taken(AnnotationId(id));
        self.numbers.note(id, taken);
        AnnotationId(id)
    }

    fn remove_all(&mut self, ids: impl IntoIterator<Item = AnnotationId>) {
        self.edits.extend(ids.into_iter().map(Edit::Remove));
    }

    fn link_all(&mut self, ids: impl Iterator<Item = AnnotationId>, entity: Option<EntityId>) {
        self.edits.extend(ids.map(|id| Edit::Link { id, entity }));
    }

    /// Says of lost annotations that name one entity that they name another.
    fn link_lost(&mut self, from: EntityId, to: Option<EntityId>) {
        let mentions = self.document.lost();
        let mentions = mentions.filter(|it| it.said().entity == Some(from));
        let edits = mentions.map(|it| Edit::ReplaceLost(it.saying(|said| said.entity = to)));
        self.edits.extend(edits);
    }

    /// Gives annotations another label; those that would be duplicates go.
    fn relabel(&mut self, all: &[&'a Annotation], label: &LabelId) {
        for annotation in all {
            let id = annotation.id;
            let on_it = self.document.annotations_on(&annotation.spans);
            let taken = on_it
                .into_iter()
                .any(|it| it.label == *label && it.id != id);
            if taken || !self.given.insert((label.clone(), &annotation.spans)) {
                self.edits.push(Edit::Remove(id));
            } else {
                let label = label.clone();
                self.edits.push(Edit::SetLabel { id, label });
            }
        }
    }

    fn change(self, kind: ChangeKind) -> Change {
        let edits = self.edits;
        Change { kind, edits }
    }

    fn change_of_something(self, kind: ChangeKind) -> Result<Change, EditError> {
        match self.edits.is_empty() {
            true => Err(EditError::Nothing),
            false => Ok(self.change(kind)),
        }
    }
}

fn existing(document: &Document, id: AnnotationId) -> Result<&Annotation, EditError> {
    let annotation = document.annotation(id);
    annotation.ok_or(EditError::UnknownAnnotation(id))
}

/// The annotations of these numbers, each once.
fn in_reading_order<'a>(
    document: &'a Document,
    ids: &[AnnotationId],
) -> Result<Vec<&'a Annotation>, EditError> {
    let all: Result<Vec<_>, _> = ids.iter().map(|&id| existing(document, id)).collect();
    let mut all = all?;
    all.sort_unstable_by_key(|annotation| annotation.reading_key());
    all.dedup_by_key(|annotation| annotation.id);
    Ok(all)
}

/// The notes that are there, one after the other, each once.
pub(super) fn all_notes<'a>(notes: impl IntoIterator<Item = Option<&'a str>>) -> Option<Arc<str>> {
    let mut seen = HashSet::new();
    let said = notes.into_iter().flatten();
    let said: Vec<_> = said.filter(|note| seen.insert(*note)).collect();
    (!said.is_empty()).then(|| said.join("\n").into())
}

/// The same text without white space at its end.
fn trim_end(article: &Article, spans: &Spans) -> Spans {
    let mut kept = spans.clone();
    while let Some(&last) = kept.pieces().last().filter(|last| !last.is_empty()) {
        let trimmed = article.slice(last).trim_end().len();
        let start = ByteOffset(last.start.0 + trimmed);
        let end = last.end;
        if start == end {
            break;
        }
        kept = kept.without(ByteSpan { start, end });
    }
    kept
}

/// The same text without white space at its start.
fn trim_start(article: &Article, spans: &Spans) -> Spans {
    let mut kept = spans.clone();
    while let Some(&first) = kept.pieces().first().filter(|first| !first.is_empty()) {
        let text = article.slice(first);
        let trimmed = text.len() - text.trim_start().len();
        if trimmed == 0 {
            break;
        }
        let end = ByteOffset(first.start.0 + trimmed);
        let start = first.start;
        kept = kept.without(ByteSpan { start, end });
    }
    kept
}

#[cfg(test)]
#[path = "compose_tests.rs"]
mod tests;
