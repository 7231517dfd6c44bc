//! The document: an article with its labels and annotations.
//!
//! Invariant: every annotation stands on a non-empty span of whole grapheme
//! clusters inside the text, has a label of the document's set and a number of
//! its own, and no two say the same of the same text. [`Document::apply`] is
//! the only way to change it: a change is made whole or not at all.

use std::collections::HashSet;

use super::annotation::{Annotation, AnnotationId, MAX_ANNOTATION_ID, SourceInfo};
use super::direction::Direction;
use super::edit::{Applied, Change, ChangeKind, Edit, EditError, Undone};
use super::history::{History, Record, SavePoint};
use super::label::{LabelId, LabelSet};
use super::ordered::OrderedAnnotations;
use super::selection::Selection;
use crate::text::{Article, ByteOffset, ByteSpan};

/// An annotated article and its history.
#[derive(Debug)]
pub struct Document {
    article: Article,
    source: SourceInfo,
    labels: LabelSet,
    direction: Direction,
    annotations: OrderedAnnotations,
    /// How many annotations each label has, in the order of `labels`.
    counts: Vec<usize>,
    next_id: u64,
    revision: u64,
    history: History,
}

/// Which of the given annotations can't be part of a document, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("annotation {index} (from 0): {error}")]
pub struct PartsError {
    /// Its place among those given, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub error: EditError,
}

impl Document {
    /// A document without annotations, with the starter labels, its direction
    /// decided by its text.
    pub fn new(article: Article, source: SourceInfo) -> Self {
        let direction = Direction::of_text(article.text());
        let store = OrderedAnnotations::default();
        Self::assemble(article, source, LabelSet::starter(), direction, store)
    }

    /// A document of the given parts, unmodified and without history; the
    /// annotations may come in any order. Refuses the first annotation that
    /// breaks the document's invariant.
    pub fn from_parts(
        article: Article,
        source: SourceInfo,
        labels: LabelSet,
        direction: Direction,
        mut annotations: Vec<Annotation>,
    ) -> Result<Self, PartsError> {
        let mut ids = HashSet::with_capacity(annotations.len());
        let mut meanings = HashSet::with_capacity(annotations.len());
        for index in 0..annotations.len() {
            let annotation = &annotations[index];
            let refuse = |error| PartsError { index, error };
            let label = check_alone(&article, &labels, annotation).map_err(refuse)?;
            if !ids.insert(annotation.id) {
                return Err(refuse(EditError::IdTaken(annotation.id)));
            }
            if !meanings.insert((annotation.span, label)) {
                return Err(refuse(duplicate(annotation, &annotations[..index])));
            }
            share_label(&labels, &mut annotations[index]);
        }
        let store = OrderedAnnotations::new(annotations);
        Ok(Self::assemble(article, source, labels, direction, store))
    }

    fn assemble(
        article: Article,
        source: SourceInfo,
        labels: LabelSet,
        direction: Direction,
        annotations: OrderedAnnotations,
    ) -> Self {
        let mut counts = vec![0; labels.len()];
        let mut highest = 0;
        for annotation in annotations.iter() {
            highest = highest.max(annotation.id.0);
            count(&labels, &mut counts, &annotation.label, |n| n + 1);
        }
        Self {
            article,
            source,
            labels,
            direction,
            annotations,
            counts,
            next_id: highest + 1,
            revision: 0,
            history: History::new(),
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

    /// The labels that annotations can have.
    pub fn labels(&self) -> &LabelSet {
        &self.labels
    }

    /// The direction of every paragraph.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The annotation of that number.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id)
    }

    /// All annotations in reading order: by start, of two with one start the
    /// longer first, of two on one span the one with the lower number.
    pub fn annotations(&self) -> impl DoubleEndedIterator<Item = &Annotation> + Clone {
        self.annotations.iter()
    }

    /// The annotations that share a byte with `span`, in reading order. Costs
    /// their number and about the square root of all annotations'.
    pub fn annotations_in(&self, span: ByteSpan) -> impl Iterator<Item = &Annotation> + Clone {
        self.annotations.intersecting(span)
    }

    /// The annotations on the character at a place in bytes, in reading order.
    pub fn annotations_at(&self, at: ByteOffset) -> impl Iterator<Item = &Annotation> + Clone {
        let byte = ByteSpan::new(at.0, at.0.saturating_add(1));
        self.annotations.intersecting(byte)
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

    /// The same content without the history, to be written while the person
    /// goes on. Shares the text; copies the annotations.
    pub fn snapshot(&self) -> Self {
        Self {
            article: self.article.clone(),
            source: self.source.clone(),
            labels: self.labels.clone(),
            direction: self.direction,
            annotations: self.annotations.clone(),
            counts: self.counts.clone(),
            next_id: self.next_id,
            revision: self.revision,
            history: History::new(),
        }
    }

    /// A number for a new annotation: no annotation has or had it since the
    /// document was opened.
    pub fn fresh_id(&self) -> AnnotationId {
        if self.next_id <= MAX_ANNOTATION_ID {
            return AnnotationId(self.next_id);
        }
        // Only a file that uses the highest number of all leads here.
        let free = (1..=MAX_ANNOTATION_ID)
            .map(AnnotationId)
            .find(|&id| !self.annotations.contains(id));
        free.unwrap_or(AnnotationId(MAX_ANNOTATION_ID))
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
    /// labels, direction and annotations. Histories are not compared.
    pub fn same_content(&self, other: &Self) -> bool {
        self.article.text() == other.article.text()
            && self.article.has_bom() == other.article.has_bom()
            && self.source == other.source
            && self.labels == other.labels
            && self.direction == other.direction
            && self.annotations().eq(other.annotations())
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
        if !inverse.is_empty() {
            self.note_ids(&change.edits);
            self.revision += 1;
            self.history.push(Record {
                kind,
                edits: change.edits,
                inverse,
                selection_before: selection,
            });
        }
        Ok(Applied { kind, affected })
    }

    /// Takes the last change back; `None` where there is none.
    pub fn undo(&mut self) -> Option<Undone> {
        let record = self.history.last_done()?;
        let (undone, edits) = (undone(record), record.inverse.clone());
        self.replay(&edits);
        self.history.step_back();
        Some(undone)
    }

    /// Makes the change again that was last taken back; `None` where there is
    /// none.
    pub fn redo(&mut self) -> Option<Undone> {
        let record = self.history.next_undone()?;
        let (undone, edits) = (undone(record), record.edits.clone());
        self.replay(&edits);
        self.history.step_forward();
        Some(undone)
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

    /// Undoes the first edits of a change whose next one was refused.
    fn take_back(&mut self, inverse: Vec<Edit>) {
        for edit in inverse.iter().rev() {
            let result = self.apply_edit(edit);
            debug_assert!(result.is_ok(), "an inverse was refused: {result:?}");
        }
    }

    fn note_ids(&mut self, edits: &[Edit]) {
        for edit in edits {
            if let Edit::Add(annotation) = edit {
                self.next_id = self.next_id.max(annotation.id.0 + 1);
            }
        }
    }

    /// Makes one edit; returns the edit that undoes it, or `None` where it
    /// changed nothing.
    fn apply_edit(&mut self, edit: &Edit) -> Result<Option<Edit>, EditError> {
        match edit {
            Edit::Add(annotation) => self.add(annotation.clone()).map(Some),
            Edit::Remove(id) => self.remove(*id).map(Some),
            Edit::SetLabel { id, label } => self.set_label(*id, label),
            Edit::SetSpan { id, span } => self.set_span(*id, *span),
            Edit::SetDirection(direction) => {
                let before = std::mem::replace(&mut self.direction, *direction);
                Ok((before != *direction).then_some(Edit::SetDirection(before)))
            }
        }
    }

    fn add(&mut self, mut annotation: Annotation) -> Result<Edit, EditError> {
        check_alone(&self.article, &self.labels, &annotation)?;
        if self.annotations.contains(annotation.id) {
            return Err(EditError::IdTaken(annotation.id));
        }
        self.check_duplicate(&annotation)?;
        share_label(&self.labels, &mut annotation);
        count(&self.labels, &mut self.counts, &annotation.label, |n| n + 1);
        let inverse = Edit::Remove(annotation.id);
        self.annotations.insert(annotation);
        Ok(inverse)
    }

    fn remove(&mut self, id: AnnotationId) -> Result<Edit, EditError> {
        let removed = self.annotations.remove(id);
        let removed = removed.ok_or(EditError::UnknownAnnotation(id))?;
        count(&self.labels, &mut self.counts, &removed.label, |n| n - 1);
        Ok(Edit::Add(removed))
    }

    fn set_label(&mut self, id: AnnotationId, label: &LabelId) -> Result<Option<Edit>, EditError> {
        let mut altered = self.existing(id)?.clone();
        let before = std::mem::replace(&mut altered.label, label.clone());
        check_alone(&self.article, &self.labels, &altered)?;
        if before == *label {
            return Ok(None);
        }
        self.check_duplicate(&altered)?;
        share_label(&self.labels, &mut altered);
        count(&self.labels, &mut self.counts, &before, |n| n - 1);
        count(&self.labels, &mut self.counts, label, |n| n + 1);
        if let Some(entry) = self.annotations.get_mut(id) {
            entry.label = altered.label;
        }
        Ok(Some(Edit::SetLabel { id, label: before }))
    }

    fn set_span(&mut self, id: AnnotationId, span: ByteSpan) -> Result<Option<Edit>, EditError> {
        let mut altered = self.existing(id)?.clone();
        let before = std::mem::replace(&mut altered.span, span);
        check_alone(&self.article, &self.labels, &altered)?;
        if before == span {
            return Ok(None);
        }
        self.check_duplicate(&altered)?;
        self.annotations.remove(id);
        self.annotations.insert(altered);
        Ok(Some(Edit::SetSpan { id, span: before }))
    }

    fn existing(&self, id: AnnotationId) -> Result<&Annotation, EditError> {
        self.annotation(id).ok_or(EditError::UnknownAnnotation(id))
    }

    /// Refuses a second annotation with the same span and label.
    fn check_duplicate(&self, annotation: &Annotation) -> Result<(), EditError> {
        let mut others = self.annotations.on_span(annotation.span);
        match others.find(|other| other.label == annotation.label && other.id != annotation.id) {
            Some(other) => Err(EditError::Duplicate {
                existing: other.id,
                label: other.label.clone(),
            }),
            None => Ok(()),
        }
    }
}

/// Checks all of an annotation that does not depend on others; returns where
/// its label stands in the set.
fn check_alone(
    article: &Article,
    labels: &LabelSet,
    annotation: &Annotation,
) -> Result<usize, EditError> {
    let ByteSpan { start, end } = annotation.span;
    if !(1..=MAX_ANNOTATION_ID).contains(&annotation.id.0) {
        return Err(EditError::BadId(annotation.id));
    }
    if start >= end {
        return Err(EditError::EmptySpan);
    }
    if end > article.len() {
        return Err(EditError::OutsideText);
    }
    if !article.is_grapheme_boundary(start) || !article.is_grapheme_boundary(end) {
        return Err(EditError::SplitsGrapheme);
    }
    labels
        .index_of(&annotation.label)
        .ok_or_else(|| EditError::UnknownLabel(annotation.label.clone()))
}

/// Lets an annotation share the text of its label's id with the label set, so
/// that many annotations hold one text.
fn share_label(labels: &LabelSet, annotation: &mut Annotation) {
    if let Some(label) = labels.get(&annotation.label) {
        annotation.label = label.id.clone();
    }
}

fn count(labels: &LabelSet, counts: &mut [usize], label: &LabelId, step: fn(usize) -> usize) {
    if let Some(count) = labels.index_of(label).and_then(|i| counts.get_mut(i)) {
        *count = step(*count);
    }
}

fn duplicate(annotation: &Annotation, earlier: &[Annotation]) -> EditError {
    let same =
        |other: &&Annotation| other.span == annotation.span && other.label == annotation.label;
    EditError::Duplicate {
        existing: earlier.iter().find(same).map_or(annotation.id, |a| a.id),
        label: annotation.label.clone(),
    }
}

fn affected(edits: &[Edit]) -> Vec<AnnotationId> {
    let mut ids: Vec<_> = edits.iter().filter_map(Edit::annotation).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn undone(record: &Record) -> Undone {
    Undone {
        kind: record.kind,
        affected: affected(&record.inverse),
        selection: record.selection_before,
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
