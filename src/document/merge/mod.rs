//! Bringing together what two sides have made of one document: a person here,
//! and whoever else wrote its file meanwhile.
//!
//! Three documents are compared: the one both sides began with, if it is known,
//! mine and theirs. What only one side has changed is taken by itself; where
//! both have, the two are put together field by field. What cannot be is a
//! conflict, and its default loses nothing. Every difference between mine and
//! theirs is a [`Row`] whose [`Choice`] a person may change; [`Merge::change`]
//! makes one change of mine out of all of them.
//!
//! Invariant: with every choice the result is a valid document; with
//! [`Choice::Mine`] everywhere it is mine. Reads documents and alters none.

mod align;
mod fields;
mod lost;
mod numbers;
mod outcome;
mod unknown;

use std::cmp::Reverse;
use std::collections::HashMap;

use self::align::Aligned;
use super::annotation::{Annotation, AnnotationId};
use super::attribute::AttributeName;
use super::direction::Direction;
use super::document::Document;
use super::entity::{Entity, EntityId};
use super::label::{Label, LabelId, LabelSet};
use crate::text::ByteOffset;

/// Whose version of something is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Mine, as it is; nothing where I have nothing.
    Mine,
    /// Theirs, as it is; nothing where they have nothing.
    Theirs,
    /// Both: put together field by field, and where that is not possible one
    /// beside the other, or theirs in a note.
    Both,
}

/// Who has changed something since both began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Only I have.
    Me,
    /// Only they have.
    Them,
    /// Both have, each in another way.
    Both,
    /// What both began with is not known.
    Unknown,
}

/// The same thing in the three documents; `None` where it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Three<T> {
    /// In the document both began with.
    pub base: Option<T>,
    /// In mine.
    pub mine: Option<T>,
    /// In theirs.
    pub theirs: Option<T>,
}

/// What a difference is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A label's definition, or whether there is that label.
    Label(LabelId),
    /// The order of the labels that both have.
    LabelOrder,
    /// The direction of the document.
    Direction,
    /// The note on the article.
    ArticleNote,
    /// An entity.
    Entity(Three<EntityId>),
    /// An annotation.
    Annotation(Three<AnnotationId>),
    /// A lost annotation.
    Lost(Three<AnnotationId>),
}

/// A difference between mine and theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// Who has made it.
    pub by: By,
    /// Whether something would be lost by taking either side, so that a person
    /// should look.
    pub is_conflict: bool,
    /// Whether [`Choice::Both`] is possible.
    pub may_be_both: bool,
    /// What is taken.
    pub choice: Choice,
}

/// What one side has made of an annotation or an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It was added, or, where it is not known what was before, only this side
    /// has it.
    Added,
    /// It was removed.
    Removed,
    /// It is not there, and never was.
    Absent,
    /// It is as it was.
    Kept,
    /// These are other than before, or, where that is not known, than the other
    /// side's.
    Altered(Vec<Field>),
}

/// A part of an annotation, an entity or a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The label of an annotation, the kind of an entity.
    Label,
    /// The text it stands on.
    Spans,
    /// What is said in an attribute.
    Attribute(AttributeName),
    /// The note, or the description of a label.
    Note,
    /// Which entity it names.
    Entity,
    /// The name.
    Name,
    /// The link.
    Link,
    /// The colour.
    Color,
    /// The key that marks with it.
    Key,
    /// The label that it is a kind of.
    Parent,
    /// Which attributes it has.
    Attributes,
    /// What only other versions of the program know.
    Unknown,
}

/// The numbers that entities have in the result, by those on a side.
type Names = HashMap<EntityId, EntityId>;

/// Why two documents cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the two have different texts; annotations can only be merged on one text")]
pub struct OtherText;

/// Two documents of one text, what tells them apart, and what is taken of
/// either.
#[derive(Debug)]
pub struct Merge {
    base: Option<Document>,
    mine: Document,
    theirs: Document,
    annotations: Vec<Three<AnnotationId>>,
    entities: Vec<Three<EntityId>>,
    lost: Vec<Three<AnnotationId>>,
    /// The number that entities have in the result, by their numbers in the
    /// base and in theirs; those of mine keep theirs.
    of_base: Names,
    of_theirs: Names,
    rows: Vec<Row>,
    conflicts: usize,
}

impl Merge {
    /// Compares two documents; `base` is what both began with. Costs about as
    /// much as reading them: for a worker where they are large.
    ///
    /// # Errors
    /// Where their texts differ.
    pub fn new(
        base: Option<Document>,
        mine: Document,
        theirs: Document,
    ) -> Result<Self, OtherText> {
        if !same_text(&mine, &theirs) {
            return Err(OtherText);
        }
        let base = base.filter(|base| same_text(base, &mine));
        let Aligned {
            annotations,
            entities,
            of_base,
            of_theirs,
        } = align::align(base.as_ref(), &mine, &theirs);
        let lost = lost::align(base.as_ref(), &mine, &theirs);
        let mut merge = Self {
            base,
            mine,
            theirs,
            annotations,
            entities,
            lost,
            of_base,
            of_theirs,
            rows: Vec::new(),
            conflicts: 0,
        };
        merge.rows = merge.compare();
        merge.conflicts = merge.rows.iter().filter(|row| row.is_conflict).count();
        Ok(merge)
    }

    /// What both began with, if it is known.
    pub fn base(&self) -> Option<&Document> {
        self.base.as_ref()
    }

    /// The document that is changed.
    pub fn mine(&self) -> &Document {
        &self.mine
    }

    /// The document whose changes are taken in.
    pub fn theirs(&self) -> &Document {
        &self.theirs
    }

    /// Theirs, when the merge is over.
    pub fn into_theirs(self) -> Document {
        self.theirs
    }

    /// The differences: labels, what concerns the whole article, entities,
    /// annotations in reading order, then those that are lost.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many differences are conflicts, whatever was chosen.
    pub fn conflicts(&self) -> usize {
        self.conflicts
    }

    /// Chooses what is taken in a row, counted from 0. What is not possible
    /// there changes nothing.
    pub fn choose(&mut self, row: usize, choice: Choice) {
        if let Some(row) = self.rows.get_mut(row)
            && (choice != Choice::Both || row.may_be_both)
        {
            row.choice = choice;
        }
    }

    /// Chooses the same in all rows, or in the conflicts alone.
    pub fn choose_all(&mut self, choice: Choice, conflicts_only: bool) {
        for index in 0..self.rows.len() {
            let is_meant = |row: &Row| row.is_conflict || !conflicts_only;
            if self.rows.get(index).is_some_and(is_meant) {
                self.choose(index, choice);
            }
        }
    }

    /// What this side has made of what a row is about; of labels and entities
    /// as well, `None` of what concerns the whole article.
    pub fn deed(&self, subject: &Subject, mine: bool) -> Option<Deed> {
        Some(match subject {
            Subject::Annotation(three) => {
                let [base, ours, other] = self.annotation_states(three);
                let (own, other) = if mine { (ours, other) } else { (other, ours) };
                self.deed_of(base, own, other, fields::of_annotation)
            }
            Subject::Lost(three) => {
                let [base, ours, other] = self.lost_states(three);
                let (own, other) = if mine { (ours, other) } else { (other, ours) };
                self.deed_of(base, own, other, lost::altered)
            }
            Subject::Entity(three) => {
                let [base, ours, other] = self.entity_states(three);
                let (own, other) = if mine { (ours, other) } else { (other, ours) };
                self.deed_of(base, own, other, fields::of_entity)
            }
            Subject::Label(id) => {
                let base = self.base.as_ref().and_then(|it| it.labels.get(id));
                let (ours, other) = (self.mine.labels.get(id), self.theirs.labels.get(id));
                let (own, other) = if mine { (ours, other) } else { (other, ours) };
                self.deed_of(base, own, other, fields::of_label)
            }
            Subject::LabelOrder | Subject::Direction | Subject::ArticleNote => return None,
        })
    }

    fn deed_of<T>(
        &self,
        base: Option<T>,
        own: Option<T>,
        other: Option<T>,
        altered: impl Fn(&T, &T) -> Vec<Field>,
    ) -> Deed {
        // Where nothing is known of before, the other side takes its place.
        let before = match (&base, &self.base) {
            (Some(base), _) => Some(base),
            (None, None) => other.as_ref(),
            (None, Some(_)) => other.as_ref().filter(|_| own.is_some()),
        };
        match (before, &own) {
            (None, None) => Deed::Absent,
            (None, Some(_)) => Deed::Added,
            (Some(_), None) if base.is_none() => Deed::Absent,
            (Some(_), None) => Deed::Removed,
            (Some(before), Some(own)) => match altered(before, own) {
                none if none.is_empty() => Deed::Kept,
                fields => Deed::Altered(fields),
            },
        }
    }

    /// The annotations of a row, the entities they name by their numbers in the
    /// result.
    fn annotation_states(&self, three: &Three<AnnotationId>) -> [Option<Annotation>; 3] {
        let named = |annotation: &Annotation, numbers: &Names| {
            annotation
                .clone()
                .with_entity(renamed(annotation.entity, numbers))
        };
        let base = self.base.as_ref().zip(three.base);
        let base = base.and_then(|(base, id)| base.annotation(id));
        let mine = three.mine.and_then(|id| self.mine.annotation(id));
        let theirs = three.theirs.and_then(|id| self.theirs.annotation(id));
        [
            base.map(|it| named(it, &self.of_base)),
            mine.cloned(),
            theirs.map(|it| named(it, &self.of_theirs)),
        ]
    }

    fn entity_states(&self, three: &Three<EntityId>) -> [Option<&Entity>; 3] {
        let base = self.base.as_ref().zip(three.base);
        [
            base.and_then(|(base, id)| base.entity(id)),
            three.mine.and_then(|id| self.mine.entity(id)),
            three.theirs.and_then(|id| self.theirs.entity(id)),
        ]
    }

    fn compare(&self) -> Vec<Row> {
        let mut rows = self.compare_labels();
        rows.extend(self.compare_whole());
        rows.extend(
            self.entities
                .iter()
                .filter_map(|it| self.compare_entity(it)),
        );
        let annotations = self.annotations.iter();
        let rows_of_annotations = annotations.filter_map(|it| self.compare_annotation(it));
        let mut placed: Vec<_> = rows_of_annotations
            .map(|row| (self.place(&row), row))
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        rows.extend(placed.into_iter().map(|(_, row)| row));
        rows.extend(self.lost.iter().filter_map(|it| self.compare_lost(it)));
        rows
    }

    /// Where a row about an annotation stands among others.
    fn place(&self, row: &Row) -> (ByteOffset, Reverse<ByteOffset>) {
        let span = self.shown(row).map(Annotation::span).unwrap_or_default();
        (span.start, Reverse(span.end))
    }

    /// The annotation that a row is about as it is to be found in the text: mine,
    /// else theirs.
    pub fn shown(&self, row: &Row) -> Option<&Annotation> {
        let Subject::Annotation(three) = &row.subject else {
            return None;
        };
        let mine = three.mine.and_then(|id| self.mine.annotation(id));
        let theirs = || three.theirs.and_then(|id| self.theirs.annotation(id));
        mine.or_else(theirs)
    }

    fn compare_annotation(&self, three: &Three<AnnotationId>) -> Option<Row> {
        let [base, mine, theirs] = self.annotation_states(three);
        let same = |a: &Annotation, b: &Annotation| fields::of_annotation(a, b).is_empty();
        let open = |base: Option<&Annotation>, a: &Annotation, b: &Annotation| {
            fields::combine_annotations(base, a, b).is_open
        };
        let subject = Subject::Annotation(*three);
        self.row(
            subject,
            [base.as_ref(), mine.as_ref(), theirs.as_ref()],
            same,
            open,
        )
    }

    fn compare_entity(&self, three: &Three<EntityId>) -> Option<Row> {
        let states = self.entity_states(three);
        let same = |a: &Entity, b: &Entity| fields::of_entity(&a, &b).is_empty();
        let open = |base: Option<&Entity>, a: &Entity, b: &Entity| {
            fields::combine_entities(base, a, b).is_open
        };
        let subject = Subject::Entity(*three);
        if let Some(row) = self.row(subject.clone(), states, same, open) {
            return Some(row);
        }
        // Two that each side has made by itself are taken for one by their name
        // alone, which a person should see.
        let both_made_it = three.base.is_none()
            && three.theirs.is_some()
            && three.mine.is_some_and(|mine| Some(mine) != three.theirs);
        both_made_it.then_some(Row {
            subject,
            by: if self.base.is_some() {
                By::Both
            } else {
                By::Unknown
            },
            is_conflict: false,
            may_be_both: true,
            choice: Choice::Both,
        })
    }

    fn compare_labels(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let labels = |document: &Document| document.labels.clone();
        let base = self.base.as_ref().map(labels);
        let (mine, theirs) = (&self.mine.labels, &self.theirs.labels);
        let only_theirs = theirs.iter().filter(|it| mine.get(&it.id).is_none());
        for id in mine.iter().chain(only_theirs).map(|label| &label.id) {
            let before = base.as_ref().and_then(|base| base.get(id));
            let states = [before, mine.get(id), theirs.get(id)];
            let open = |base: Option<&Label>, a: &Label, b: &Label| {
                fields::combine_labels(base, a, b).is_open
            };
            rows.extend(self.row(Subject::Label(id.clone()), states, PartialEq::eq, open));
        }
        let order = |set: &LabelSet| -> Vec<LabelId> {
            let common = set
                .iter()
                .filter(|it| mine.get(&it.id).is_some() && theirs.get(&it.id).is_some());
            common.map(|label| label.id.clone()).collect()
        };
        let (ours, other) = (order(mine), order(theirs));
        if ours != other {
            let before = base.as_ref().map(order);
            rows.extend(self.whole(Subject::LabelOrder, before, ours, other));
        }
        rows
    }

    fn compare_whole(&self) -> Vec<Row> {
        let base = self.base.as_ref();
        let direction = |it: &Document| -> Direction { it.direction };
        let directions = (direction(&self.mine), direction(&self.theirs));
        let turned = self.whole(
            Subject::Direction,
            base.map(direction),
            directions.0,
            directions.1,
        );
        let note = |document: &Document| document.note.clone();
        let mut noted = self.whole(
            Subject::ArticleNote,
            base.map(note),
            note(&self.mine),
            note(&self.theirs),
        );
        if let Some(row) = &mut noted {
            row.may_be_both = row.by == By::Both || row.by == By::Unknown;
            if row.may_be_both {
                row.is_conflict = self.mine.note.is_some() && self.theirs.note.is_some();
                row.choice = Choice::Both;
            }
        }
        turned.into_iter().chain(noted).collect()
    }

    /// The row of something that each side has once.
    fn whole<T: PartialEq>(
        &self,
        subject: Subject,
        base: Option<T>,
        mine: T,
        theirs: T,
    ) -> Option<Row> {
        if mine == theirs {
            return None;
        }
        let by = match &base {
            None => By::Unknown,
            Some(base) if *base == mine => By::Them,
            Some(base) if *base == theirs => By::Me,
            Some(_) => By::Both,
        };
        Some(Row {
            subject,
            by,
            is_conflict: matches!(by, By::Both | By::Unknown),
            may_be_both: false,
            choice: match by {
                By::Them => Choice::Theirs,
                _ => Choice::Mine,
            },
        })
    }

    /// The row of something that either side may lack; `None` where both say
    /// the same of it.
    fn row<T: ?Sized>(
        &self,
        subject: Subject,
        [base, mine, theirs]: [Option<&T>; 3],
        same: impl Fn(&T, &T) -> bool,
        open: impl Fn(Option<&T>, &T, &T) -> bool,
    ) -> Option<Row> {
        let like = |a: Option<&T>, b: Option<&T>| match (a, b) {
            (Some(a), Some(b)) => same(a, b),
            (None, None) => true,
            _ => false,
        };
        if like(mine, theirs) {
            return None;
        }
        let by = match self.base {
            None => By::Unknown,
            Some(_) if like(base, mine) => By::Them,
            Some(_) if like(base, theirs) => By::Me,
            Some(_) => By::Both,
        };
        let (is_conflict, may_be_both, choice) = match (by, mine, theirs) {
            (By::Them, ..) => (false, false, Choice::Theirs),
            (By::Me, ..) => (false, false, Choice::Mine),
            (_, Some(mine), Some(theirs)) => (open(base, mine, theirs), true, Choice::Both),
            // One has removed what the other has changed: what is left is kept.
            (by, Some(_), None) => (by == By::Both, false, Choice::Mine),
            (by, None, _) => (by == By::Both, false, Choice::Theirs),
        };
        Some(Row {
            subject,
            by,
            is_conflict,
            may_be_both,
            choice,
        })
    }
}

/// The number that an entity of a side has in the result.
fn renamed(entity: Option<EntityId>, numbers: &Names) -> Option<EntityId> {
    entity.and_then(|id| numbers.get(&id)).copied()
}

fn same_text(a: &Document, b: &Document) -> bool {
    let (a, b) = (&a.article, &b.article);
    a.has_bom() == b.has_bom() && a.text() == b.text()
}

#[cfg(test)]
mod tests;
