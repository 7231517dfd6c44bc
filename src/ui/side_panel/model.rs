//! The rows of the list: which annotation stands in which row, and in which row
//! an annotation stands.
//!
//! Invariant: the rows are those of the document at `key`'s revision. After a
//! change only the annotations that it touched are moved; all are gathered anew
//! only where that is not known. What decides an annotation's group and its
//! place in it is one function, [`Rows::place_of`].

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::app::command::ListOrder;
use crate::app::{Tab, TabId};
use crate::document::{Annotation, AnnotationId, Document, LabelId};
use crate::text::ByteOffset;

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

/// Where an annotation stands in its group: in reading order.
type Order = (ByteOffset, Reverse<ByteOffset>, AnnotationId);

/// All rows.
#[derive(Default)]
pub struct Rows {
    key: Option<(TabId, u64)>,
    order: ListOrder,
    /// What the groups are of.
    labels: Vec<LabelId>,
    /// The annotations of each group, in order.
    groups: Vec<Vec<Order>>,
    /// The group of each annotation and its place there.
    places: HashMap<AnnotationId, (usize, Order)>,
    folded: BTreeSet<usize>,
}

impl Rows {
    /// Brings the rows up to date where the document is another or has changed.
    pub fn update(&mut self, tab: &Tab, order: ListOrder) {
        if self.order != order {
            self.order = order;
            self.key = None;
        }
        self.bring_up_to(tab.id, &tab.document);
    }

    fn bring_up_to(&mut self, tab: TabId, document: &Document) {
        let key = (tab, document.revision());
        if self.key == Some(key) {
            return;
        }
        let before = self.key.filter(|&(before, _)| before == tab);
        let same_groups = document
            .labels()
            .iter()
            .map(|label| &label.id)
            .eq(&self.labels);
        let changed = before
            .filter(|_| same_groups)
            .and_then(|(_, revision)| document.changed_since(revision));
        match changed {
            Some(changed) => changed.for_each(|id| self.renew(document, id)),
            None => self.gather(document),
        }
        self.key = Some(key);
    }

    /// Takes an annotation from where it stood and puts it where it belongs.
    fn renew(&mut self, document: &Document, id: AnnotationId) {
        if let Some((group, order)) = self.places.remove(&id)
            && let Some(entries) = self.groups.get_mut(group)
            && let Ok(at) = entries.binary_search(&order)
        {
            entries.remove(at);
        }
        if let Some((group, order)) = document
            .annotation(id)
            .and_then(|annotation| self.place_of(document, annotation))
            && let Some(entries) = self.groups.get_mut(group)
            && let Err(at) = entries.binary_search(&order)
        {
            entries.insert(at, order);
            self.places.insert(id, (group, order));
        }
    }

    /// The group an annotation is shown in, and its place there; `None` where it
    /// is not shown.
    fn place_of(&self, document: &Document, annotation: &Annotation) -> Option<(usize, Order)> {
        let group = match self.order {
            ListOrder::ByLabel => document.labels().index_of(&annotation.label)?,
            ListOrder::Reading => 0,
        };
        let span = annotation.span();
        Some((group, (span.start, Reverse(span.end), annotation.id)))
    }

    /// The rows of a group's heading; in reading order there is one group
    /// without a heading.
    fn heading(&self) -> usize {
        match self.order {
            ListOrder::ByLabel => 1,
            ListOrder::Reading => 0,
        }
    }

    fn gather(&mut self, document: &Document) {
        let labels = document.labels();
        self.labels = labels.iter().map(|label| label.id.clone()).collect();
        let groups = match self.order {
            ListOrder::ByLabel => labels.len(),
            ListOrder::Reading => 1,
        };
        self.groups = vec![Vec::new(); groups];
        self.places = HashMap::with_capacity(document.count());
        for annotation in document.annotations() {
            if let Some((group, order)) = self.place_of(document, annotation)
                && let Some(entries) = self.groups.get_mut(group)
            {
                entries.push(order);
                self.places.insert(annotation.id, (group, order));
            }
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        (0..self.groups.len()).map(|group| self.height(group)).sum()
    }

    /// Rows that a group takes: its heading, and its annotations unless it is
    /// folded.
    fn height(&self, group: usize) -> usize {
        let entries = self.groups.get(group).map_or(0, Vec::len);
        self.heading() + if self.is_folded(group) { 0 } else { entries }
    }

    /// The rows of these numbers.
    pub fn range(&self, range: Range<usize>) -> Vec<Row> {
        let mut found = Vec::with_capacity(range.len());
        let mut top = 0;
        for (label, entries) in self.groups.iter().enumerate() {
            let end = top + self.height(label);
            let (from, to) = (range.start.max(top), range.end.min(end));
            if from < to {
                let first = top + self.heading();
                if from < first {
                    let count = entries.len();
                    found.push(Row::Group { label, count });
                }
                let seen = from.max(first) - first..to.max(first) - first;
                let seen = entries.get(seen).unwrap_or_default();
                found.extend(seen.iter().map(|&(.., id)| Row::Annotation(id)));
            }
            top = end;
        }
        found
    }

    /// The number of an annotation's row; `None` in a folded group.
    pub fn position(&self, id: AnnotationId) -> Option<usize> {
        let (group, order) = self.places.get(&id)?;
        if self.is_folded(*group) {
            return None;
        }
        let above: usize = (0..*group).map(|group| self.height(group)).sum();
        let inside = self.groups.get(*group)?.binary_search(order).ok()?;
        Some(above + self.heading() + inside)
    }

    /// Whether a label's annotations are hidden.
    pub fn is_folded(&self, label: usize) -> bool {
        self.order == ListOrder::ByLabel && self.folded.contains(&label)
    }

    /// Hides a label's annotations, or shows them again.
    pub fn fold(&mut self, label: usize) {
        if !self.folded.remove(&label) {
            self.folded.insert(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, LabelSet, Selection, SourceInfo};
    use crate::text::{Article, ByteSpan};
    use proptest::prelude::*;

    fn all(rows: &Rows) -> Vec<Row> {
        rows.range(0..rows.len())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Following the changes gives what gathering all anew gives.
        #[test]
        fn rows_follow_whatever_is_done(
            steps in prop::collection::vec((0u8..6, 0usize..40, 1usize..9, 0usize..3), 1..120),
            looks in 1usize..90,
            by_label: bool,
        ) {
            let article = Article::new("abcdefgh".repeat(8), false).unwrap();
            let source = SourceInfo::new("a", [0; 32]);
            let mut document = Document::new(article, source);
            let labels: Vec<_> = LabelSet::starter().iter().map(|l| l.id.clone()).collect();
            let order = if by_label { ListOrder::ByLabel } else { ListOrder::Reading };
            let mut rows = Rows { order, ..Rows::default() };
            for (number, (what, start, length, label)) in steps.into_iter().enumerate() {
                let span = ByteSpan::new(start, start + length);
                let some = document.annotations().nth(start % document.count().max(1)).map(|a| a.id);
                let change = match (what, some) {
                    (0 | 1, _) => Change::mark(document.fresh_id(), labels[label].clone(), span),
                    (2, Some(id)) => Change::unmark(id),
                    (3, Some(id)) => Change::relabel(id, labels[label].clone()),
                    (4, Some(id)) => Change::respan(id, span),
                    _ => { document.undo(); continue; }
                };
                let _ = document.apply(change, Selection::default());
                if number % looks == 0 {
                    rows.bring_up_to(TabId(1), &document);
                }
            }
            rows.bring_up_to(TabId(1), &document);
            let mut fresh = Rows { order, ..Rows::default() };
            fresh.bring_up_to(TabId(1), &document);
            prop_assert_eq!(all(&rows), all(&fresh));
            for fold in [false, true] {
                if fold {
                    rows.fold(0);
                }
                for (number, row) in all(&rows).into_iter().enumerate() {
                    prop_assert_eq!(rows.range(number..number + 1), vec![row]);
                    if let Row::Annotation(id) = row {
                        prop_assert_eq!(rows.position(id), Some(number));
                    }
                }
            }
        }
    }
}
