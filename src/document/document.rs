//! The document: an article with its labels, its annotations and the entities
//! they name.
//!
//! Invariant: every annotation stands on non-empty text of whole grapheme
//! clusters inside the article, has a label of the document's set, values that
//! fit the label's attributes and a number of its own, names an entity of the
//! document or none, and no two say the same of the same text.
//! [`Document::apply`] is the only way to change any of it: a change is made
//! whole or not at all.

use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId, SourceInfo};
use super::direction::Direction;
use super::edit::{Applied, Change, ChangeKind, Edit, Step, Undone};
use super::entity::{Entities, Entity, EntityId};
use super::error::EditError;
use super::extra::Extra;
use super::history::{History, HistoryEntry, Record, SavePoint};
use super::label::{LabelId, LabelSet};
use super::lost::{AllLost, Lost};
use super::numbers::Numbers;
use super::ordered::OrderedAnnotations;
use super::parts::Parts;
use super::recent::Recent;
use super::selection::{Selection, Standing};
use super::spans::Spans;
use super::summary::summarise;
use crate::text::{Article, ByteOffset, ByteSpan};

/// An annotated article and its history.
#[derive(Debug)]
pub struct Document {
    pub(super) article: Article,
    source: SourceInfo,
    extra: Extra,
    pub(super) labels: LabelSet,
    pub(super) direction: Direction,
    /// Never an empty one.
    pub(super) note: Option<Arc<str>>,
    pub(super) annotations: OrderedAnnotations,
    pub(super) entities: Entities,
    pub(super) lost: AllLost,
    /// How many annotations each label has, in the order of `labels`.
    pub(super) counts: Vec<usize>,
    pub(super) numbers: Numbers,
    entity_numbers: Numbers,
    revision: u64,
    recent: Recent,
    history: History,
    /// What was done since it was last asked for, where anybody asks.
    steps: Option<Vec<Step>>,
}

impl Document {
    /// A document without annotations, with the starter labels, its direction
    /// decided by its text.
    pub fn new(article: Article, source: SourceInfo) -> Self {
        let labels = LabelSet::starter();
        let counts = vec![0; labels.len()];
        let parts = Parts::new(article, source, labels);
        Self::of_checked(
            parts,
            OrderedAnnotations::default(),
            Entities::default(),
            AllLost::default(),
            counts,
            0,
        )
    }

    /// A document of parts that were found to fit, whose annotations and
    /// entities have been taken out; `highest` is the highest number of an
    /// annotation, 0 where there is none.
    pub(super) fn of_checked(
        parts: Parts,
        annotations: OrderedAnnotations,
        entities: Entities,
        lost: AllLost,
        counts: Vec<usize>,
        highest: u64,
    ) -> Self {
        let is_annotation =
            |id| annotations.contains(AnnotationId(id)) || lost.contains_key(&AnnotationId(id));
        let is_entity = |id| entities.get(EntityId(id)).is_some();
        Self {
            numbers: Numbers::above(highest, is_annotation),
            entity_numbers: Numbers::above(entities.highest(), is_entity),
            article: parts.article,
            source: parts.source,
            extra: parts.extra,
            labels: parts.labels,
            direction: parts.direction,
            note: parts.note,
            annotations,
            entities,
            lost,
            counts,
            revision: 0,
            recent: Recent::default(),
            history: History::new(),
            steps: None,
        }
    }

    /// The text.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The file the text came from.
    pub fn source(&self) -> &SourceInfo {
        &self.source
    }

    /// What a newer version said of the document besides.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// The labels that annotations can have.
    pub fn labels(&self) -> &LabelSet {
        &self.labels
    }

    /// The direction of every paragraph.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The note on the article.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The entities, by number: in the order in which they were made.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = &Entity> + Clone {
        self.entities.iter()
    }

    /// How many entities there are.
    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// The entity of that number.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id).map(|entity| &**entity)
    }

    /// The annotations that name an entity, in reading order. Costs their
    /// number, whatever else there is.
    pub fn mentions(&self, id: EntityId) -> impl Iterator<Item = AnnotationId> {
        self.entities.mentions(id)
    }

    /// How many annotations name an entity.
    pub fn mention_count(&self, id: EntityId) -> usize {
        self.entities.mention_count(id)
    }

    /// The annotations whose text is not there, by number.
    pub fn lost(&self) -> impl DoubleEndedIterator<Item = &Lost> + Clone {
        self.lost.values().map(|lost| &**lost)
    }

    /// How many annotations are lost.
    pub fn lost_count(&self) -> usize {
        self.lost.len()
    }

    /// The lost annotation of that number.
    pub fn lost_of(&self, id: AnnotationId) -> Option<&Lost> {
        self.lost.get(&id).map(|lost| &**lost)
    }

    /// The annotation of that number.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id)
    }

    /// Whether there is an annotation of that number.
    pub fn has_annotation(&self, id: AnnotationId) -> bool {
        self.annotations.contains(id)
    }

    /// All annotations in reading order: by start, of two with one start the
    /// one that reaches further first, of two between the same ends the one
    /// with the lower number.
    pub fn annotations(&self) -> impl DoubleEndedIterator<Item = &Annotation> + Clone {
        self.annotations.iter()
    }

    /// The annotations of which a piece shares a byte with `span`, in reading
    /// order. Costs their number and about the square root of all
    /// annotations'.
    pub fn annotations_in(&self, span: ByteSpan) -> impl Iterator<Item = &Annotation> + Clone {
        self.annotations.intersecting(span)
    }

    /// The annotations that begin before the end of `span` and end after its
    /// start, in reading order: also those that have a gap there.
    pub fn annotations_around(&self, span: ByteSpan) -> impl Iterator<Item = &Annotation> + Clone {
        self.annotations.around(span)
    }

    /// The annotations on the character at a place in bytes, in reading order.
    pub fn annotations_at(&self, at: ByteOffset) -> impl Iterator<Item = &Annotation> + Clone {
        let byte = ByteSpan::new(at.0, at.0.saturating_add(1));
        self.annotations.intersecting(byte)
    }

    /// The annotations on exactly this text, by number.
    pub fn annotations_on<'a>(&'a self, spans: &Spans) -> Vec<&'a Annotation> {
        let between = self.annotations.on_span(spans.hull());
        between.filter(|it| it.spans == *spans).collect()
    }

    /// How many annotations there are.
    pub fn count(&self) -> usize {
        self.annotations.len()
    }

    /// How many annotations have this label.
    pub fn count_of(&self, label: &LabelId) -> usize {
        let index = self.labels.index_of(label);
        index.and_then(|i| self.counts.get(i)).copied().unwrap_or(0)
    }

    /// A number that is another after every change, undo and redo: what is
    /// kept for one number is stale at the next.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The annotations that were added, removed or altered since a revision,
    /// some perhaps more than once; `None` where that was too many changes ago,
    /// so that all may have been.
    pub fn changed_since(&self, revision: u64) -> Option<impl Iterator<Item = AnnotationId>> {
        self.recent.since(revision, self.revision)
    }

    /// The annotation that follows another in reading order.
    pub fn annotation_after(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.after(id)
    }

    /// The annotation before another in reading order.
    pub fn annotation_before(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.before(id)
    }

    /// The annotations before another in reading order, the nearest first.
    pub fn annotations_before(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        self.annotations.all_before(id)
    }

    /// The first annotation that begins at a place or after it, in bytes.
    pub fn first_from(&self, at: ByteOffset) -> Option<&Annotation> {
        self.annotations.first_from(at)
    }

    /// The last annotation that begins before a place, in bytes.
    pub fn last_before(&self, at: ByteOffset) -> Option<&Annotation> {
        self.annotations.last_before(at)
    }

    /// Whether the document differs from what was last saved or opened.
    pub fn is_modified(&self) -> bool {
        self.history.is_modified()
    }

    /// Notes that the document was saved as it is now.
    pub fn mark_saved(&mut self) {
        self.history.mark_saved();
    }

    /// Notes that what was saved is no more: the document counts as modified
    /// until it is saved again.
    pub fn mark_unsaved(&mut self) {
        self.history.mark_unsaved();
    }

    /// The present place in the history, for [`Self::mark_saved_at`].
    pub fn save_point(&self) -> SavePoint {
        self.history.save_point()
    }

    /// Notes that the document was saved as it was at this place; later
    /// changes still count as unsaved.
    pub fn mark_saved_at(&mut self, point: SavePoint) {
        self.history.mark_saved_at(point);
    }

    /// Whether what was done at this place of the history is done now, and not
    /// undone.
    pub fn contains(&self, point: SavePoint) -> bool {
        self.history.contains(point)
    }

    /// The edits that lead from the document as it is to what was last saved or
    /// opened. A snapshot to which they are made by [`Self::after`] is what the
    /// file held then: it need not be kept beside the document.
    pub fn way_to_saved(&self) -> Vec<Edit> {
        self.history.way_to_saved()
    }

    /// The document after edits that are known to fit, which the history does
    /// not note; `None` where one does not fit.
    pub fn after(mut self, edits: &[Edit]) -> Option<Self> {
        let fit = edits.iter().all(|edit| self.apply_edit(edit).is_ok());
        fit.then_some(self)
    }

    /// The same content without the history, to be written while the person
    /// goes on. Shares the text; copies the annotations.
    pub fn snapshot(&self) -> Self {
        Self {
            article: self.article.clone(),
            source: self.source.clone(),
            extra: self.extra.clone(),
            labels: self.labels.clone(),
            direction: self.direction,
            annotations: self.annotations.clone(),
            note: self.note.clone(),
            entities: self.entities.clone(),
            lost: self.lost.clone(),
            counts: self.counts.clone(),
            numbers: self.numbers,
            entity_numbers: self.entity_numbers,
            revision: self.revision,
            recent: Recent::default(),
            history: History::new(),
            steps: None,
        }
    }

    /// From now on remembers what is done, for [`Self::take_steps`]: whoever
    /// changes the document, a journal misses nothing.
    pub fn remember_steps(&mut self) {
        self.steps.get_or_insert_default();
    }

    /// What was done since this was last asked, in order; nothing unless it is
    /// remembered.
    pub fn take_steps(&mut self) -> Vec<Step> {
        self.steps.as_mut().map(std::mem::take).unwrap_or_default()
    }

    fn remember(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    /// A number for a new annotation: no annotation has or had it since the
    /// document was opened.
    pub fn fresh_id(&self) -> AnnotationId {
        AnnotationId(self.numbers.fresh())
    }

    /// A number for a new entity: no entity has or had it since the document
    /// was opened.
    pub fn fresh_entity_id(&self) -> EntityId {
        EntityId(self.entity_numbers.fresh())
    }

    /// Everything that was done since the document was opened, and what was
    /// undone and can be made again: the first change first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = HistoryEntry<'_>> + ExactSizeIterator {
        self.history.entries()
    }

    /// How many changes are done: the place in [`Self::history`], 0 being the
    /// document as it was opened.
    pub fn history_position(&self) -> usize {
        self.history.position()
    }

    /// Undoes or makes again as many changes as it takes to be at a place of
    /// the history; one beyond the end is the end. The answer is the last
    /// step's, its `affected` that of all, its `place` that of the last step
    /// that has one; `None` where no step was needed.
    pub fn go_to(&mut self, position: usize) -> Option<Undone> {
        let position = position.min(self.history.entries().len());
        let mut last: Option<Undone> = None;
        let mut affected = Vec::new();
        loop {
            let step = match self.history.position().cmp(&position) {
                std::cmp::Ordering::Greater => self.undo(),
                std::cmp::Ordering::Less => self.redo(),
                std::cmp::Ordering::Equal => None,
            };
            let Some(step) = step else { break };
            affected.extend_from_slice(&step.affected);
            let place = step.place.or(last.and_then(|last| last.place));
            last = Some(Undone { place, ..step });
        }
        affected.sort_unstable();
        affected.dedup();
        last.map(|last| Undone { affected, ..last })
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.history.last_done().is_some()
    }

    /// Whether there is something to make again.
    pub fn can_redo(&self) -> bool {
        self.history.next_undone().is_some()
    }

    /// What the change is called that undo would take back.
    pub fn undo_description(&self) -> Option<ChangeKind> {
        self.history.last_done().map(|record| record.kind)
    }

    /// What the change is called that redo would make again.
    pub fn redo_description(&self) -> Option<ChangeKind> {
        self.history.next_undone().map(|record| record.kind)
    }

    /// Whether two documents hold the same: text, byte-order mark, source,
    /// labels, direction, note, entities, annotations, the lost ones included,
    /// and what is not known. Histories are not compared.
    pub fn same_content(&self, other: &Self) -> bool {
        self.article.text() == other.article.text()
            && self.article.has_bom() == other.article.has_bom()
            && self.source == other.source
            && self.extra == other.extra
            && self.labels == other.labels
            && self.direction == other.direction
            && self.note == other.note
            && self.entities().eq(other.entities())
            && self.annotations().eq(other.annotations())
            && self.lost == other.lost
    }

    /// Makes a change, whole or not at all, and notes it in the history
    /// together with the selection before it; what was undone can't be redone
    /// afterwards. A change that changes nothing leaves no trace.
    pub fn apply(&mut self, change: Change, selection: Selection) -> Result<Applied, EditError> {
        let mut inverse = Vec::with_capacity(change.edits.len());
        for edit in &change.edits {
            match self.apply_edit(edit) {
                Ok(undoing) => inverse.extend(undoing),
                Err(error) => {
                    self.take_back(inverse);
                    return Err(error);
                }
            }
        }
        inverse.reverse();
        let kind = change.kind;
        let affected = affected(&inverse);
        let changed = !inverse.is_empty();
        if changed {
            self.note_ids(&change.edits);
            self.revision += 1;
            self.remember(|| Step::Apply(change.clone(), selection));
            let summary = summarise(self, kind, &change.edits, &inverse, &affected);
            self.note_touched(&change.edits, &affected);
            self.history.push(Record {
                kind,
                edits: change.edits,
                inverse,
                before: Standing {
                    selection,
                    chosen: None,
                },
                after: None,
                summary: Arc::new(summary),
            });
        }
        Ok(Applied {
            kind,
            affected,
            changed,
        })
    }

    /// Notes where the person stood around the change last made, for undo and
    /// redo to come back to: what was chosen before it, and all of it after.
    pub fn note_standing(&mut self, chosen_before: Option<AnnotationId>, after: Standing) {
        self.history.note_standing(chosen_before, after);
    }

    /// Takes the last change back; `None` where there is none.
    pub fn undo(&mut self) -> Option<Undone> {
        let record = self.history.last_done()?;
        let (undone, edits) = (undone(record, record.before), record.inverse.clone());
        let undone = self.replay_as(undone, &edits);
        self.history.step_back();
        self.remember(|| Step::Undo);
        Some(undone)
    }

    /// Makes the change again that was last taken back; `None` where there is
    /// none.
    pub fn redo(&mut self) -> Option<Undone> {
        let record = self.history.next_undone()?;
        // Most changes leave the caret alone where the selection was.
        let standing = record.after.unwrap_or_else(|| Standing {
            selection: Selection::caret(record.before.selection.focus),
            chosen: None,
        });
        let (redone, edits) = (undone(record, standing), record.edits.clone());
        let redone = self.replay_as(redone, &edits);
        self.history.step_forward();
        self.remember(|| Step::Redo);
        Some(redone)
    }

    /// Applies edits from the history, and finds out where that is seen.
    fn replay_as(&mut self, mut undone: Undone, edits: &[Edit]) -> Undone {
        let near = undone.standing.selection.focus;
        let nearest = |document: &Self| {
            let touched = undone.affected.iter();
            let there = touched.filter_map(|&id| document.annotation(id));
            let nearest = there.min_by_key(|it| it.span().start.0.abs_diff(near.0))?;
            Some((nearest.id, nearest.span()))
        };
        let before = nearest(self);
        self.replay(edits);
        self.note_touched(edits, &undone.affected);
        let now = |id: AnnotationId| self.annotation(id).map(Annotation::span);
        undone.place = match before.map(|(id, span)| (span, now(id))) {
            Some((before, Some(now))) if before.start == now.start && before.end != now.end => {
                Some(now.end)
            }
            Some((_, Some(now))) => Some(now.start),
            Some((before, None)) => Some(before.start),
            None => nearest(self).map(|(_, span)| span.start),
        };
        undone
    }

    /// Applies edits from the history, which fit the present state by its
    /// invariant.
    fn replay(&mut self, edits: &[Edit]) {
        for edit in edits {
            let result = self.apply_edit(edit);
            debug_assert!(result.is_ok(), "the history does not fit: {result:?}");
        }
        self.revision += 1;
    }

    fn note_touched(&mut self, edits: &[Edit], affected: &[AnnotationId]) {
        if edits.iter().any(Edit::is_about_labels) {
            self.recent.note_all(self.revision);
        } else {
            self.recent.note(self.revision, affected);
        }
    }

    /// Undoes the first edits of a change whose next one was refused.
    fn take_back(&mut self, inverse: Vec<Edit>) {
        for edit in inverse.iter().rev() {
            let result = self.apply_edit(edit);
            debug_assert!(result.is_ok(), "an inverse was refused: {result:?}");
        }
    }

    fn note_ids(&mut self, edits: &[Edit]) {
        for edit in edits {
            let given = match edit {
                Edit::Add(annotation) => Some(annotation.id),
                Edit::AddLost(lost) => Some(lost.id()),
                _ => None,
            };
            if let Some(id) = given {
                let (there, lost) = (&self.annotations, &self.lost);
                let taken =
                    |id| there.contains(AnnotationId(id)) || lost.contains_key(&AnnotationId(id));
                self.numbers.note(id.0, taken);
            }
            if let Edit::AddEntity(entity) = edit {
                let taken = |id| self.entities.get(EntityId(id)).is_some();
                self.entity_numbers.note(entity.id.0, taken);
            }
        }
    }
}

fn affected(edits: &[Edit]) -> Vec<AnnotationId> {
    let mut ids: Vec<_> = edits.iter().filter_map(Edit::annotation).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn undone(record: &Record, standing: Standing) -> Undone {
    Undone {
        kind: record.kind,
        summary: Arc::clone(&record.summary),
        affected: affected(&record.inverse),
        standing,
        place: None,
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
