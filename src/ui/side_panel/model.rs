//! The rows of the list, flat, so that any of them is found by its number.
//!
//! Invariant: the rows are those of the document at `key`'s revision.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::app::{Tab, TabId};
use crate::document::AnnotationId;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a label.
    Group {
        /// The label's place in the document's set.
        label: usize,
        /// How many annotations it has.
        count: usize,
    },
    /// An annotation.
    Annotation(AnnotationId),
}

/// All rows.
#[derive(Default)]
pub struct Rows {
    rows: Vec<Row>,
    key: Option<(TabId, u64)>,
    folded: BTreeSet<usize>,
}

impl Rows {
    /// Makes the rows anew where the document is another or has changed.
    pub fn update(&mut self, tab: &Tab) {
        let key = (tab.id, tab.document.revision());
        if self.key != Some(key) {
            self.key = Some(key);
            self.rows = flatten(tab, &self.folded);
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows of these numbers.
    pub fn range(&self, range: Range<usize>) -> &[Row] {
        let end = range.end.min(self.rows.len());
        self.rows.get(range.start..end).unwrap_or_default()
    }

    /// The number of an annotation's row; `None` in a folded group.
    pub fn position(&self, id: AnnotationId) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Annotation(id))
    }

    /// Whether a label's annotations are hidden.
    pub fn is_folded(&self, label: usize) -> bool {
        self.folded.contains(&label)
    }

    /// Hides a label's annotations, or shows them again.
    pub fn fold(&mut self, label: usize) {
        if !self.folded.remove(&label) {
            self.folded.insert(label);
        }
        self.key = None;
    }
}

fn flatten(tab: &Tab, folded: &BTreeSet<usize>) -> Vec<Row> {
    let labels = tab.document.labels();
    let places: HashMap<&str, usize> = labels
        .iter()
        .enumerate()
        .map(|(place, label)| (label.id.as_str(), place))
        .collect();
    let mut groups = vec![Vec::new(); labels.len()];
    for annotation in tab.document.annotations() {
        if let Some(&place) = places.get(annotation.label.as_str()) {
            groups[place].push(Row::Annotation(annotation.id));
        }
    }
    let mut rows = Vec::with_capacity(tab.document.count() + labels.len());
    for (label, group) in groups.into_iter().enumerate() {
        let count = group.len();
        rows.push(Row::Group { label, count });
        if !folded.contains(&label) {
            rows.extend(group);
        }
    }
    rows
}
