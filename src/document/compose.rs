//! Changes of several edits, made for a document as it is: what takes one
//! gesture of a person but more than one step. They are read-only here; only
//! [`Document::apply`] carries them out.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId};
use super::attribute::{AttributeName, AttributeValue, OptionName};
use super::document::Document;
use super::edit::{Change, ChangeKind, Edit};
use super::entity::{Entity, EntityId};
use super::error::EditError;
use super::extra::Extra;
use super::label::{Label, LabelId, LabelSet};
use super::lost::Lost;
use super::numbers::Numbers;
use super::spans::Spans;
use crate::text::{Article, ByteOffset, ByteSpan};

/// What becomes of the text between annotations that are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// It becomes part of the annotation.
    Cover,
    /// It stays out: the annotation has several pieces.
    Keep,
}

/// What becomes of the annotations of a label that is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelFate {
    /// They are deleted with it.
    Delete,
    /// They get another label. Those that would then say what another says of
    /// the same text are deleted.
    Relabel(LabelId),
}

impl LabelFate {
    /// The label that they get.
    pub fn heir(&self) -> Option<&LabelId> {
        match self {
            Self::Delete => None,
            Self::Relabel(label) => Some(label),
        }
    }
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

    /// Alters a label. Where its id is another, its annotations, its children
    /// and its entities come along. `renamed` says which attributes only have
    /// another name now: their values come along, too. Values that fit no
    /// attribute any more are dropped. Where attributes get the name of
    /// another, the value of the one that had the name before is kept, then
    /// that of the first by name.
    pub fn edit_label(
        document: &Document,
        id: &LabelId,
        label: Label,
        renamed: &[(AttributeName, AttributeName)],
    ) -> Self {
        let mut maker = Maker::new(document);
        let moved = |name: &AttributeName| {
            let pair = renamed.iter().find(|(from, _)| from == name);
            pair.map_or_else(|| name.clone(), |(_, to)| to.clone())
        };
        let mut brought_back = Vec::new();
        let before = document.labels().get(id);
        let other = before.is_some_and(|it| it.attributes != label.attributes);
        let asked = other && document.count_of(id) > 0;
        let all = asked.then(|| document.annotations());
        let with_values = all.into_iter().flatten().filter(|it| it.has_attributes());
        for annotation in with_values.filter(|it| it.label == *id) {
            let values: Vec<_> = annotation
                .attributes()
                .map(|(name, value)| (name, moved(name), value))
                .map(|(name, to, value)| {
                    (name, Some(to).filter(|to| label.accepts(to, value)), value)
                })
                .collect();
            let stays = |(name, to, _): &&(&AttributeName, Option<AttributeName>, _)| {
                to.as_ref() == Some(*name)
            };
            let mut given: HashSet<_> =
                values.iter().filter(stays).map(|it| it.0.clone()).collect();
            for (name, to, value) in values.iter().filter(|it| !stays(it)) {
                let set = |name: &AttributeName, value| Edit::SetAttribute {
                    id: annotation.id,
                    name: name.clone(),
                    value,
                };
                maker.edits.push(set(name, None));
                if let Some(to) = to
                    && given.insert(to.clone())
                {
                    brought_back.push(set(to, Some((*value).clone())));
                }
            }
        }
        let old = document.labels().get(id);
        let label = old.map_or(label.clone(), |old| {
            label.keeping_extra(old, |name| {
                let pair = renamed.iter().find(|(_, to)| to == name);
                pair.map_or_else(|| name.clone(), |(from, _)| from.clone())
            })
        });
        for lost in document.lost().filter(|it| it.said().label == *id) {
            brought_back.extend(maker.move_values(lost, &label, moved));
        }
        let id = id.clone();
        let label = Arc::new(label);
        maker.edits.push(Edit::EditLabel { id, label });
        maker.edits.extend(brought_back);
        maker.change(ChangeKind::EditLabel)
    }

    /// Deletes a label and says what becomes of its annotations. Its children
    /// become its parent's; entities of its kind get the other label or none.
    pub fn delete_label(
        document: &Document,
        id: &LabelId,
        fate: &LabelFate,
    ) -> Result<Self, EditError> {
        let labels = document.labels();
        let gone = labels.get(id);
        let gone = gone.ok_or_else(|| EditError::UnknownLabel(id.clone()))?;
        if fate.heir() == Some(id) {
            return Err(EditError::UnknownLabel(id.clone()));
        }
        let mut maker = Maker::new(document);
        let unknown = |heir: &LabelId| EditError::UnknownLabel(heir.clone());
        let heir = fate
            .heir()
            .map(|heir| labels.get(heir).ok_or_else(|| unknown(heir)));
        maker.hand_over(id, heir.transpose()?);
        for child in labels.children(id) {
            let mut label = child.clone();
            label.parent = gone.parent.clone();
            let (id, label) = (child.id.clone(), Arc::new(label));
            maker.edits.push(Edit::EditLabel { id, label });
        }
        maker.edits.push(Edit::RemoveLabel(id.clone()));
        Ok(maker.change(ChangeKind::RemoveLabel))
    }

    /// Gives an option of a choice another name, which the values that are this
    /// option get, too.
    pub fn rename_option(
        document: &Document,
        id: &LabelId,
        label: Label,
        attribute: &AttributeName,
        (from, to): (&OptionName, OptionName),
    ) -> Self {
        let mut maker = Maker::new(document);
        let before = AttributeValue::Choice(from.clone());
        let all = document.annotations().filter(|it| it.label == *id);
        let ids = all.filter(|it| it.attribute(attribute) == Some(&before));
        let ids: Vec<_> = ids.map(|it| it.id).collect();
        let set = |value: Option<AttributeValue>| {
            let ids = ids.clone().into_iter();
            ids.map(move |id| Edit::SetAttribute {
                id,
                name: attribute.clone(),
                value: value.clone(),
            })
        };
        let lost = document.lost().filter(|it| it.said().label == *id);
        let lost = lost.filter(|it| it.said().attribute(attribute) == Some(&before));
        let saying = |value: Option<AttributeValue>| {
            lost.clone().map(move |lost| {
                Edit::ReplaceLost(lost.saying(|said| {
                    said.set_attribute(attribute.clone(), value.clone());
                }))
            })
        };
        maker.edits.extend(set(None));
        maker.edits.extend(saying(None));
        let (id, label) = (id.clone(), Arc::new(label));
        maker.edits.push(Edit::EditLabel { id, label });
        let after = Some(AttributeValue::Choice(to));
        maker.edits.extend(set(after.clone()));
        maker.edits.extend(saying(after));
        maker.change(ChangeKind::EditLabel)
    }

    /// Takes a set of labels over, in its order: labels of the same id are
    /// altered as [`Change::edit_label`] does, others are added. Of labels that
    /// are not in the set those go that nothing uses, and those of which
    /// `fates` says what becomes of their annotations; the others stay at the
    /// end, without a key that the set gives to another. What the change would
    /// lose, [`super::Losses`] tells.
    pub fn load_labels(
        document: &Document,
        set: &LabelSet,
        fates: &BTreeMap<LabelId, LabelFate>,
    ) -> Self {
        let old = document.labels();
        let mut maker = Maker::new(document);
        let kinds = document.entities().filter_map(|it| it.label.as_ref());
        let lost = document.lost().map(|it| &it.said().label);
        let kinds: HashSet<_> = kinds.chain(lost).collect();
        let is_used = |id: &LabelId| document.count_of(id) > 0 || kinds.contains(id);
        let is_kept = |id: &LabelId| is_used(id) && !fates.contains_key(id);
        let stays = |id: &LabelId| set.get(id).is_some() || old.get(id).is_some() && is_kept(id);
        let gone = |label: &&Label| set.get(&label.id).is_none();
        let kept = old.iter().filter(gone).filter(|it| is_kept(&it.id));
        let kept = kept.map(|label| Label {
            key: label.key.filter(|key| set.by_key(*key).is_none()),
            parent: label.parent.clone().filter(|id| stays(id)),
            ..label.clone()
        });
        let given = set.iter().map(|label| match old.get(&label.id) {
            Some(known) => label.clone().keeping_extra(known, AttributeName::clone),
            None => label.clone(),
        });
        let wanted: Vec<Label> = given.chain(kept).collect();
        if old.iter().eq(&wanted) {
            return maker.change(ChangeKind::LoadLabels);
        }
        // Without keys and parents, so that no step on the way is refused.
        for label in old {
            let id = label.id.clone();
            let mut bare = label.clone();
            (bare.key, bare.parent) = (None, None);
            let label = Arc::new(bare);
            maker.edits.push(Edit::EditLabel { id, label });
        }
        for label in old.iter().filter(gone).filter(|it| !is_used(&it.id)) {
            maker.edits.push(Edit::RemoveLabel(label.id.clone()));
        }
        for (index, label) in wanted.iter().take(set.len()).enumerate() {
            let mut bare = label.clone();
            (bare.key, bare.parent) = (None, None);
            if old.get(&label.id).is_some() {
                let change = Self::edit_label(document, &label.id, bare, &[]);
                maker.edits.extend(change.edits);
                let id = label.id.clone();
                maker.edits.push(Edit::MoveLabel { id, to: index });
            } else {
                let label = Arc::new(bare);
                maker.edits.push(Edit::AddLabel { index, label });
            }
        }
        for label in old.iter().filter(gone).filter(|it| is_used(&it.id)) {
            let Some(fate) = fates.get(&label.id) else {
                continue;
            };
            let heir = fate
                .heir()
                .map(|heir| set.get(heir).or_else(|| old.get(heir)));
            // Who is to have it and is not there is refused with the label.
            if let Some(heir) = heir.map_or(Some(None), |heir| heir.map(Some)) {
                maker.hand_over(&label.id, heir);
            }
            maker.edits.push(Edit::RemoveLabel(label.id.clone()));
        }
        for label in wanted {
            let (id, label) = (label.id.clone(), Arc::new(label));
            maker.edits.push(Edit::EditLabel { id, label });
        }
        maker.change(ChangeKind::LoadLabels)
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

    /// Gives the lost annotations of a label another, or deletes them.
    fn relabel_lost(&mut self, from: &LabelId, definition: Option<&Label>) {
        for lost in self.document.lost().filter(|it| it.said().label == *from) {
            self.edits.push(match definition {
                None => Edit::RemoveLost(lost.id()),
                Some(label) => Edit::ReplaceLost(lost.saying(|said| {
                    said.label = label.id.clone();
                    said.retain_attributes(|name, value| label.accepts(name, value));
                })),
            });
        }
    }

    /// Takes the values that fit an altered label no more from a lost
    /// annotation; gives the edit that brings back those that only have another
    /// name.
    fn move_values(
        &mut self,
        lost: &Lost,
        label: &Label,
        moved: impl Fn(&AttributeName) -> AttributeName,
    ) -> Option<Edit> {
        let bare = lost.saying(|said| {
            said.retain_attributes(|name, value| {
                moved(name) == *name && label.accepts(name, value)
            });
        });
        if *bare == *lost {
            return None;
        }
        self.edits.push(Edit::ReplaceLost(Arc::clone(&bare)));
        let full = bare.saying(|said| {
            said.label = label.id.clone();
            for (name, value) in lost.said().attributes() {
                let name = moved(name);
                if label.accepts(&name, value) {
                    said.set_attribute(name, Some(value.clone()));
                }
            }
        });
        let some = full.said().attributes().count() > bare.said().attributes().count();
        some.then_some(Edit::ReplaceLost(full))
    }

    /// Gives what has a label another one, or removes its annotations and
    /// leaves its entities without.
    fn hand_over(&mut self, id: &LabelId, heir: Option<&Label>) {
        let definition = heir;
        let heir = heir.map(|label| &label.id);
        let all = self.document.annotations();
        let all: Vec<_> = all.filter(|it| it.label == *id).collect();
        match heir {
            Some(label) => self.relabel(&all, label),
            None => self.remove_all(all.iter().map(|it| it.id)),
        }
        let entities = self.document.entities();
        for entity in entities.filter(|it| it.label.as_ref() == Some(id)) {
            let mut entity = entity.clone();
            entity.label = heir.cloned();
            self.edits.push(Edit::EditEntity(Arc::new(entity)));
        }
        self.relabel_lost(id, definition);
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
