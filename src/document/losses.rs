//! What a change would lose, told before it is made, so that a person can be
//! asked.
//!
//! Invariant: nothing is changed by looking; the count is that of the document
//! the change was composed for.

use std::collections::HashMap;

use super::annotation::AnnotationId;
use super::document::Document;
use super::edit::{Change, Edit};
use super::label::{Label, LabelId};

/// What would be gone after a change of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Annotations that would be removed.
    pub annotations: usize,
    /// Annotations that would stay and lose values.
    pub values: usize,
    /// Entities that would have no kind any more.
    pub kinds: usize,
    /// Labels that would stay and lose their key.
    pub keys: usize,
}

impl Losses {
    /// What a change that was composed for this document would lose. Costs the
    /// number of its edits.
    pub fn of(document: &Document, change: &Change) -> Self {
        let mut losses = Self::default();
        let mut definitions: HashMap<&LabelId, Option<&Label>> = HashMap::new();
        let mut values: HashMap<AnnotationId, isize> = HashMap::new();
        for edit in &change.edits {
            match edit {
                Edit::Remove(_) | Edit::RemoveLost(_) => losses.annotations += 1,
                Edit::SetAttribute { id, value, .. } => {
                    *values.entry(*id).or_default() += if value.is_some() { -1 } else { 1 };
                }
                Edit::SetLabel { id, label } => {
                    let known = definitions.get(label).copied().flatten();
                    let known = known.or_else(|| document.labels().get(label));
                    *values.entry(*id).or_default() += unfit(document, *id, known);
                }
                Edit::AddLabel { label, .. } => {
                    definitions.insert(&label.id, Some(label));
                }
                Edit::EditLabel { id, label } => {
                    definitions.insert(id, Some(label));
                    definitions.insert(&label.id, Some(label));
                }
                Edit::RemoveLabel(id) => {
                    definitions.insert(id, None);
                }
                Edit::ReplaceLost(lost) => {
                    let before = document.lost_of(lost.id());
                    let before = before.map_or(0, |it| it.said().attributes().count());
                    let now = lost.said().attributes().count();
                    values.insert(lost.id(), isize::from(now < before));
                }
                Edit::EditEntity(entity) if entity.label.is_none() => {
                    let before = document.entity(entity.id);
                    losses.kinds += usize::from(before.is_some_and(|it| it.label.is_some()));
                }
                _ => {}
            }
        }
        losses.values = values.values().filter(|lost| **lost > 0).count();
        let keyed = document.labels().iter().filter(|label| label.key.is_some());
        let now = keyed.filter_map(|label| *definitions.get(&label.id)?);
        losses.keys = now.filter(|label| label.key.is_none()).count();
        losses
    }

    /// Whether nothing that a person marked or said would be gone; a key that
    /// goes to another label is not asked about.
    pub fn is_none(&self) -> bool {
        self.annotations + self.values + self.kinds == 0
    }
}

/// How many of an annotation's values do not fit a label.
fn unfit(document: &Document, id: AnnotationId, label: Option<&Label>) -> isize {
    let Some(annotation) = document.annotation(id) else {
        return 0;
    };
    let kept = |name, value| label.is_some_and(|label| label.accepts(name, value));
    let lost = annotation
        .attributes()
        .filter(|&(name, value)| !kept(name, value));
    isize::try_from(lost.count()).unwrap_or(isize::MAX)
}
