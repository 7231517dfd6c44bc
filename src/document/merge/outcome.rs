//! What the choices of a merge come to, and the change that makes it of mine.
//!
//! Invariant: the outcome is a valid document whatever was chosen. A label or an
//! entity that something of the outcome has stays; two annotations that would
//! say the same of the same text become one; a value that its label cannot have
//! any more goes into the annotation's note.

mod labels;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use self::labels::{finish_labels, prepare_labels};
use super::fields::{self, Combined};
use super::numbers::Numbers;
use super::{Choice, Merge, Row, Subject, Three};
use crate::document::annotation::{Annotation, AnnotationId};
use crate::document::compose::all_notes;
use crate::document::edit::{Change, ChangeKind, Edit};
use crate::document::entity::{Entity, EntityId};
use crate::document::label::{Label, LabelId};
use crate::document::lost::Lost;
use crate::document::spans::Spans;

/// What the outcome has otherwise than mine.
pub(super) struct Outcome<'a> {
    pub(super) merge: &'a Merge,
    pub(super) numbers: Numbers<'a>,
    /// In the order of the outcome.
    labels: Vec<Label>,
    /// `None` for what is removed.
    entities: BTreeMap<EntityId, Option<Entity>>,
    /// The numbers of entities of theirs that stay apart from mine, by those
    /// they have in theirs.
    pub(super) apart: HashMap<EntityId, EntityId>,
    /// `None` for what is removed.
    pub(super) annotations: BTreeMap<AnnotationId, Option<Annotation>>,
    /// All that is lost.
    pub(super) lost: BTreeMap<AnnotationId, Lost>,
}

impl Merge {
    /// The change that takes in what was chosen; to be made in mine. It has no
    /// edits where nothing of theirs was chosen.
    pub fn change(&self) -> Change {
        let mut outcome = Outcome {
            merge: self,
            numbers: Numbers::beside(self.base.as_ref(), &self.mine, &self.theirs),
            labels: Vec::new(),
            entities: BTreeMap::new(),
            apart: HashMap::new(),
            annotations: BTreeMap::new(),
            lost: BTreeMap::new(),
        };
        outcome.choose_labels();
        outcome.choose_entities();
        outcome.choose_lost();
        outcome.choose_annotations();
        outcome.make_one_of_same();
        outcome.keep_what_is_not_put_back();
        outcome.keep_what_is_used();
        outcome.fit_values();
        outcome.settle_labels();
        Change {
            kind: ChangeKind::Merge,
            edits: outcome.edits(),
        }
    }

    fn choice_of(&self, wanted: impl Fn(&Subject) -> bool) -> Option<Choice> {
        let row = self.rows.iter().find(|row| wanted(&row.subject));
        row.map(|row| row.choice)
    }
}

impl<'a> Outcome<'a> {
    fn choose_entities(&mut self) {
        let merge = self.merge;
        for row in &merge.rows {
            let Subject::Entity(three) = &row.subject else {
                continue;
            };
            let [base, mine, theirs] = merge.entity_states(three);
            let Some(id) = self.entity_number(three) else {
                continue;
            };
            let numbered = |entity: &Entity| Entity {
                id,
                ..entity.clone()
            };
            let entity = match (row.choice, mine, theirs) {
                (Choice::Both, Some(mine), Some(theirs)) => {
                    let both = fields::combine_entities(base, mine, theirs);
                    if both.is_open && base.is_none() {
                        let number = self.numbers.entity();
                        self.apart.insert(theirs.id, number);
                        let other = Entity {
                            id: number,
                            ..theirs.clone()
                        };
                        self.entities.insert(number, Some(other));
                        Some(mine.clone())
                    } else {
                        Some(fields::entity_with_theirs_noted(both))
                    }
                }
                (Choice::Theirs, _, theirs) => theirs.map(numbered),
                (_, mine, _) => mine.map(numbered),
            };
            if entity.as_ref() != mine {
                self.entities.insert(id, entity);
            }
        }
    }

    fn entity_number(&self, three: &Three<EntityId>) -> Option<EntityId> {
        let theirs = three.theirs.and_then(|id| self.merge.of_theirs.get(&id));
        three.mine.or_else(|| theirs.copied())
    }

    fn choose_annotations(&mut self) {
        let merge = self.merge;
        for row in &merge.rows {
            let Subject::Annotation(three) = &row.subject else {
                continue;
            };
            let [first, second] = self.annotations_of(row, three);
            if first != three.mine.and_then(|id| merge.mine.annotation(id).cloned())
                && let Some(id) = three.mine.or(first.as_ref().map(|it| it.id))
            {
                self.annotations.insert(id, first);
            }
            if let Some(second) = second {
                self.annotations.insert(second.id, Some(second));
            }
        }
    }

    /// What a row comes to: none, one or two annotations, those of mine first.
    fn annotations_of(
        &mut self,
        row: &Row,
        three: &Three<AnnotationId>,
    ) -> [Option<Annotation>; 2] {
        let [base, mine, theirs] = self.merge.annotation_states(three);
        let raw = three.theirs.and_then(|id| self.merge.theirs.annotation(id));
        let their_entity = raw.and_then(|it| it.entity);
        let my_entity = mine.as_ref().and_then(|it| it.entity);
        let shared = theirs.as_ref().and_then(|it| it.entity);
        let apart = their_entity.and_then(|id| self.apart.get(&id)).copied();
        let named = |mut annotation: Annotation| {
            if apart.is_some() && annotation.entity == shared && my_entity != shared {
                annotation.entity = apart;
            }
            annotation
        };
        let outcome = match (row.choice, mine, theirs) {
            (Choice::Both, Some(mine), Some(theirs)) => {
                let both = fields::combine_annotations(base.as_ref(), &mine, &theirs);
                if both.is_open && !fields::same_place(&both.mine, &both.theirs) {
                    let mut second = both.theirs;
                    second.id = self.new_number(three);
                    [Some(both.mine), Some(second)]
                } else {
                    [Some(self.noted(both, their_entity)), None]
                }
            }
            (Choice::Theirs, mine, Some(mut theirs)) => {
                theirs.id = match mine {
                    Some(mine) => mine.id,
                    None => self.new_number(three),
                };
                [Some(theirs), None]
            }
            (Choice::Theirs, _, None) => [None, None],
            (_, mine, _) => [mine, None],
        };
        outcome.map(|annotation| annotation.map(named))
    }

    fn noted(&self, both: Combined<Annotation>, their_entity: Option<EntityId>) -> Annotation {
        if !both.is_open {
            return both.mine;
        }
        let entity = their_entity.and_then(|id| self.merge.theirs.entity(id));
        let name = entity.map(|entity| entity.name.as_str());
        fields::annotation_with_theirs_noted(both, name)
    }

    /// The number of an annotation of theirs that is put beside mine: its own,
    /// unless another has it.
    fn new_number(&mut self, three: &Three<AnnotationId>) -> AnnotationId {
        let merge = self.merge;
        let in_mine =
            |id: AnnotationId| merge.mine.annotation(id).is_some() || self.lost.contains_key(&id);
        let in_base = |id| {
            merge
                .base
                .as_ref()
                .is_some_and(|it| it.annotation(id).is_some())
        };
        let before = three.base.filter(|&id| !in_mine(id));
        let own = three.theirs.filter(|&id| !in_mine(id) && !in_base(id));
        before
            .or(own)
            .filter(|id| !self.annotations.contains_key(id))
            .unwrap_or_else(|| self.numbers.annotation())
    }

    /// Makes one of annotations that would say the same of the same text.
    fn make_one_of_same(&mut self) {
        let merge = self.merge;
        let mut places: HashMap<(Spans, LabelId), AnnotationId> = HashMap::new();
        let ids: Vec<_> = self.annotations.keys().copied().collect();
        for id in ids {
            let Some(Some(annotation)) = self.annotations.get(&id) else {
                continue;
            };
            let on_it = merge.mine.annotations_on(&annotation.spans);
            let unaltered = on_it
                .into_iter()
                .find(|it| it.label == annotation.label && !self.annotations.contains_key(&it.id));
            let place = (annotation.spans.clone(), annotation.label.clone());
            let other = match unaltered {
                Some(other) => other.clone(),
                None => {
                    let taken = *places.entry(place).or_insert(id);
                    match self.annotations.get(&taken) {
                        Some(Some(other)) if taken != id => other.clone(),
                        _ => continue,
                    }
                }
            };
            let both = fields::combine_annotations(None, &other, annotation);
            let entity = annotation.entity.and_then(|id| self.entity(id));
            let name = entity.map(|entity| entity.name.clone());
            let one = match both.is_open {
                true => fields::annotation_with_theirs_noted(both, name.as_deref()),
                false => both.mine,
            };
            if one != other || self.annotations.contains_key(&other.id) {
                self.annotations.insert(other.id, Some(one));
            }
            match merge.mine.annotation(id) {
                Some(_) => self.annotations.insert(id, None),
                None => self.annotations.remove(&id),
            };
        }
    }

    /// The entity of that number, as the outcome has it or else a side.
    pub(super) fn entity(&self, id: EntityId) -> Option<&Entity> {
        match self.entities.get(&id) {
            Some(Some(entity)) => Some(entity),
            _ => self.merge.mine.entity(id),
        }
    }

    /// Every annotation of the outcome.
    pub(super) fn all(&self) -> impl Iterator<Item = &Annotation> {
        let mine = self.merge.mine.annotations();
        let unaltered = mine.filter(|it| !self.annotations.contains_key(&it.id));
        unaltered.chain(self.annotations.values().flatten())
    }

    /// Brings back entities and labels that were not chosen, but that something
    /// that was chosen has.
    fn keep_what_is_used(&mut self) {
        let merge = self.merge;
        let lost = self.lost.values().map(Lost::said);
        let used: HashSet<EntityId> = self.all().chain(lost).filter_map(|it| it.entity).collect();
        let there = |id: &EntityId| match self.entities.get(id) {
            Some(entity) => entity.is_some(),
            None => merge.mine.entity(*id).is_some(),
        };
        let lost: Vec<_> = used.into_iter().filter(|id| !there(id)).collect();
        let numbers = merge.of_theirs.iter();
        let in_theirs: HashMap<EntityId, EntityId> = numbers.map(|(&id, &of)| (of, id)).collect();
        for id in lost {
            match merge.mine.entity(id) {
                // It is as it was.
                Some(_) => self.entities.remove(&id),
                None => {
                    let theirs = in_theirs.get(&id).and_then(|id| merge.theirs.entity(*id));
                    let entity = theirs.map(|entity| Entity {
                        id,
                        ..entity.clone()
                    });
                    self.entities.insert(id, entity)
                }
            };
        }
        let lost = self.lost.values().map(Lost::said);
        let used = self.all().chain(lost).map(|it| it.label.clone());
        let mut used: HashSet<LabelId> = used.collect();
        let unaltered = merge.mine.entities();
        let unaltered = unaltered.filter(|it| !self.entities.contains_key(&it.id));
        let entities = unaltered.chain(self.entities.values().flatten());
        used.extend(entities.filter_map(|it| it.label.clone()));
        for label in &self.labels {
            used.remove(&label.id);
        }
        let order = self.label_order();
        let back = order
            .iter()
            .filter(|id| used.contains(*id))
            .filter_map(|id| {
                let mine = merge.mine.labels.get(id);
                mine.or_else(|| merge.theirs.labels.get(id)).cloned()
            });
        let back: Vec<_> = back.collect();
        if !back.is_empty() {
            self.labels.extend(back);
            let place = |label: &Label| order.iter().position(|id| *id == label.id);
            self.labels.sort_by_key(place);
        }
    }

    fn edits(self) -> Vec<Edit> {
        let merge = self.merge;
        let mut edits = self.take_lost();
        let put_lost = self.put_lost();
        let in_mine = |id: &AnnotationId| merge.mine.annotation(*id).is_some();
        let altered = self.annotations.keys().copied();
        edits.extend(altered.filter(in_mine).map(Edit::Remove));
        let gone = self.entities.iter().filter(|(_, entity)| entity.is_none());
        let gone = gone.filter(|(id, _)| merge.mine.entity(**id).is_some());
        edits.extend(gone.map(|(&id, _)| Edit::RemoveEntity(id)));
        let old = &merge.mine.labels;
        let labels_differ = !old.iter().eq(&self.labels);
        if labels_differ {
            prepare_labels(old, &self.labels, &mut edits);
        }
        for entity in self.entities.into_values().flatten() {
            let is_new = merge.mine.entity(entity.id).is_none();
            let entity = Arc::new(entity);
            edits.push(match is_new {
                true => Edit::AddEntity(entity),
                false => Edit::EditEntity(entity),
            });
        }
        if labels_differ {
            finish_labels(old, &self.labels, &mut edits);
        }
        edits.extend(self.annotations.into_values().flatten().map(Edit::Add));
        edits.extend(put_lost);
        edits.extend(whole_edits(merge));
        edits
    }
}

/// What is chosen of what concerns the whole article.
fn whole_edits(merge: &Merge) -> Vec<Edit> {
    let (mine, theirs) = (&merge.mine, &merge.theirs);
    let mut edits = Vec::new();
    for row in &merge.rows {
        match (&row.subject, row.choice) {
            (Subject::Direction, Choice::Theirs) => {
                edits.push(Edit::SetDirection(theirs.direction));
            }
            (Subject::ArticleNote, Choice::Theirs) => {
                edits.push(Edit::SetArticleNote(theirs.note.clone()));
            }
            (Subject::ArticleNote, Choice::Both) => {
                let both = all_notes([mine.note.as_deref(), theirs.note.as_deref()]);
                edits.push(Edit::SetArticleNote(both));
            }
            _ => {}
        }
    }
    edits
}
