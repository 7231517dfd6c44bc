//! The rows of the list: which annotation stands in which row, and in which row
//! an annotation stands.
//!
//! Invariant: the rows are those of the document at `revision`, in the order
//! and through the filter last asked for. After a change only the annotations
//! that it touched are moved; all are gathered anew only where that is not
//! known. Words are read when they are first needed, so many in a frame; until
//! all are read the rows stay in the order and filter of before. Whether an
//! annotation is listed is one function, [`Rows::admits`], and where, another,
//! [`Rows::bucket_of`].

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::texts::{TextId, Texts};
use crate::app::ListFilter;
use crate::app::command::ListOrder;
use crate::document::{Annotation, AnnotationId, Document, EntityId, LabelId};
use crate::text::ByteOffset;

/// So many annotations' words are read in a frame.
const READ_AT_ONCE: usize = 8192;

/// Where so many groups have grown or shrunk, all are sorted anew.
const MOST_MOVED: usize = 32;

/// An annotation whose words were not read yet.
const UNREAD: TextId = TextId::MAX;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of the group of this number.
    Group(usize),
    /// An annotation.
    Annotation(AnnotationId),
}

/// What the annotations of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupOf {
    /// Nothing: there is one group.
    All,
    /// Their label.
    Label(LabelId),
    /// What they name; `None` for nothing.
    Entity(Option<EntityId>),
    /// Their words, folded.
    Text(Arc<str>),
}

/// Where an annotation stands in its group: in reading order.
type Order = (ByteOffset, Reverse<ByteOffset>, AnnotationId);

/// An annotation, listed or not.
#[derive(Clone, Copy, Debug)]
struct Entry {
    order: Order,
    /// Its label's place in the document's set.
    label: u32,
    /// What it names: a place in `owners`.
    owner: u32,
    text: TextId,
    /// Whether it is one piece of text, so that its place tells its words.
    is_whole: bool,
}

/// The annotations of a group.
#[derive(Default)]
struct Bucket {
    /// In reading order.
    entries: Vec<Order>,
    /// The labels that they have, as places in the set, and how many have each;
    /// counted by text only.
    labels: Vec<(u32, usize)>,
    is_folded: bool,
}

impl Bucket {
    fn clear(&mut self) {
        self.entries.clear();
        self.labels.clear();
        self.is_folded = false;
    }

    fn count_label(&mut self, label: u32) {
        match self.labels.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => self.labels.push((label, 1)),
        }
    }

    fn forget_label(&mut self, label: u32) {
        if let Some((_, count)) = self.labels.iter_mut().find(|(known, _)| *known == label) {
            *count -= 1;
        }
        self.labels.retain(|&(_, count)| count > 0);
    }
}

/// All rows.
#[derive(Default)]
pub struct Rows {
    revision: Option<u64>,
    order: ListOrder,
    filter: ListFilter,
    labels: Vec<LabelId>,
    /// All annotations in reading order.
    all: Vec<Entry>,
    /// Where each stands in `all`.
    places: HashMap<AnnotationId, Order>,
    texts: Texts,
    /// Whether words were ever asked for; then those of a new entry are read at
    /// once.
    reads: bool,
    /// Words are read of all entries before this one.
    read_to: usize,
    /// What annotations name: nothing at 0, then entities as they were met.
    owners: Vec<Option<EntityId>>,
    owner_ids: HashMap<EntityId, u32>,
    /// The groups, by number: the label's, the owner's or the text's.
    buckets: Vec<Bucket>,
    /// The numbers of all groups in the order of the list.
    sorted: Vec<u32>,
    /// Those of them that are shown.
    shown: Vec<u32>,
    /// The row that each of these begins in, and the number of all rows.
    tops: Vec<usize>,
    listed: usize,
    folded: HashSet<GroupOf>,
    /// Whether the groups are to be filled anew, and their rows to be found.
    must_fill: bool,
    must_show: bool,
}

impl Rows {
    /// Brings the rows up to date; says whether they are, or words are still to
    /// be read.
    pub fn update(&mut self, document: &Document, order: ListOrder, filter: &ListFilter) -> bool {
        self.follow(document);
        if (order == ListOrder::ByText || filter.has_text()) && !self.read(document) {
            // What was listed before is listed still.
            if self.order != ListOrder::ByText && !self.filter.has_text() {
                self.refresh(document);
            }
            return false;
        }
        let other_text = self.filter.text != filter.text;
        let other_order = self.order != order;
        self.must_fill |= other_order || !self.filter.has_checks_of(filter);
        // By text, groups are shown or left out whole.
        self.must_fill |= other_text && order != ListOrder::ByText;
        self.must_show |= other_text;
        self.order = order;
        if self.filter != *filter {
            self.filter = filter.clone();
        }
        if other_text {
            self.texts.look_for(&self.filter.text);
        }
        self.refresh(document);
        true
    }

    fn refresh(&mut self, document: &Document) {
        if std::mem::take(&mut self.must_fill) {
            self.fill(document);
            self.must_show = true;
        }
        if std::mem::take(&mut self.must_show) {
            self.show();
        }
    }

    /// Follows the changes of the document.
    fn follow(&mut self, document: &Document) {
        let before = self.revision.replace(document.revision());
        if before == self.revision {
            return;
        }
        self.must_show = true;
        let labels = document.labels().iter().map(|label| &label.id);
        let same_labels = labels.eq(&self.labels);
        let changed = before
            .filter(|_| same_labels)
            .and_then(|revision| document.changed_since(revision));
        let Some(changed) = changed else {
            self.must_fill = true;
            return self.gather(document);
        };
        let mut touched = BTreeSet::new();
        changed.for_each(|id| self.renew(document, id, &mut touched));
        self.settle(&touched);
    }

    /// Takes an annotation from where it stood and puts it where it belongs.
    fn renew(&mut self, document: &Document, id: AnnotationId, touched: &mut BTreeSet<u32>) {
        if let Some(order) = self.places.remove(&id)
            && let Ok(at) = self.all.binary_search_by_key(&order, |entry| entry.order)
        {
            let entry = self.all.remove(at);
            self.read_to -= usize::from(at < self.read_to);
            let number = self.bucket_of(&entry);
            if let Some(bucket) = self.buckets.get_mut(number as usize)
                && let Ok(at) = bucket.entries.binary_search(&order)
            {
                bucket.entries.remove(at);
                bucket.forget_label(entry.label);
                touched.insert(number);
            }
        }
        let Some(annotation) = document.annotation(id) else {
            return;
        };
        let Some(mut entry) = self.entry_of(document, annotation) else {
            return;
        };
        if self.reads {
            entry.text = self.texts.meet(&annotation.text(document.article()));
        }
        self.places.insert(id, entry.order);
        let at = self.all.partition_point(|other| other.order < entry.order);
        self.all.insert(at, entry);
        self.read_to += usize::from(at < self.read_to);
        if !self.admits(annotation, &entry) {
            return;
        }
        let number = self.bucket_of(&entry);
        self.make_room(number);
        if let Some(bucket) = self.buckets.get_mut(number as usize)
            && let Err(at) = bucket.entries.binary_search(&entry.order)
        {
            bucket.entries.insert(at, entry.order);
            if self.order == ListOrder::ByText {
                bucket.count_label(entry.label);
            }
            touched.insert(number);
        }
    }

    /// Sees to it that there is a bucket of this number, in its place.
    fn make_room(&mut self, number: u32) {
        while self.buckets.len() <= number as usize {
            let new = self.buckets.len() as u32;
            self.buckets.push(Bucket::default());
            let place = self
                .sorted
                .partition_point(|&other| self.precedes(other, new));
            self.sorted.insert(place, new);
            let is_folded = self.folded.contains(&self.of(new as usize));
            if let Some(bucket) = self.buckets.get_mut(new as usize) {
                bucket.is_folded = is_folded;
            }
        }
    }

    /// Puts groups that have grown or shrunk in their places.
    fn settle(&mut self, touched: &BTreeSet<u32>) {
        if self.order != ListOrder::ByText || touched.is_empty() {
            return;
        }
        if touched.len() > MOST_MOVED {
            self.sort();
            return;
        }
        self.sorted.retain(|number| !touched.contains(number));
        for &number in touched {
            let place = self
                .sorted
                .partition_point(|&other| self.precedes(other, number));
            self.sorted.insert(place, number);
        }
    }

    /// Whether a group stands before another in the list.
    fn precedes(&self, one: u32, other: u32) -> bool {
        let count = |number: u32| {
            self.buckets
                .get(number as usize)
                .map_or(0, |b| b.entries.len())
        };
        match self.order {
            ListOrder::Reading | ListOrder::ByLabel => one < other,
            ListOrder::ByEntity => self.owner_order(one) < self.owner_order(other),
            ListOrder::ByText => {
                let key = |number| (Reverse(count(number)), self.texts.name(number));
                key(one) < key(other)
            }
        }
    }

    /// Entities in the order in which they were made, nothing at the end.
    fn owner_order(&self, number: u32) -> (bool, Option<EntityId>) {
        let owner = self.owners.get(number as usize).copied().flatten();
        (owner.is_none(), owner)
    }

    fn sort(&mut self) {
        let mut sorted: Vec<u32> = (0..self.buckets.len() as u32).collect();
        match self.order {
            ListOrder::Reading | ListOrder::ByLabel => {}
            ListOrder::ByEntity => sorted.sort_unstable_by_key(|&it| self.owner_order(it)),
            ListOrder::ByText => {
                let ranks = self.texts.ranks();
                sorted.sort_unstable_by_key(|&number| {
                    let bucket = self.buckets.get(number as usize);
                    let count = bucket.map_or(0, |bucket| bucket.entries.len());
                    (Reverse(count), ranks.get(number as usize).copied())
                });
            }
        }
        self.sorted = sorted;
    }

    /// An annotation as it is kept here, its words unread; `None` where it has
    /// no label of the set, which no document has.
    fn entry_of(&mut self, document: &Document, annotation: &Annotation) -> Option<Entry> {
        let label = document.labels().index_of(&annotation.label)? as u32;
        let owner = annotation.entity.map_or(0, |id| self.meet_owner(id));
        let span = annotation.span();
        Some(Entry {
            order: (span.start, Reverse(span.end), annotation.id),
            label,
            owner,
            text: UNREAD,
            is_whole: !annotation.spans.is_discontinuous(),
        })
    }

    fn meet_owner(&mut self, id: EntityId) -> u32 {
        let next = self.owners.len() as u32;
        let number = *self.owner_ids.entry(id).or_insert(next);
        if number == next {
            self.owners.push(Some(id));
        }
        number
    }

    /// The number of the group that an annotation belongs to.
    fn bucket_of(&self, entry: &Entry) -> u32 {
        match self.order {
            ListOrder::Reading => 0,
            ListOrder::ByLabel => entry.label,
            ListOrder::ByEntity => entry.owner,
            ListOrder::ByText => entry.text,
        }
    }

    /// Whether an annotation is in its group. By text, groups whose words are
    /// not looked for are left out whole.
    fn admits(&self, annotation: &Annotation, entry: &Entry) -> bool {
        self.filter.admits(annotation) && self.fits(entry)
    }

    fn fits(&self, entry: &Entry) -> bool {
        self.order == ListOrder::ByText || !self.filter.has_text() || self.texts.fits(entry.text)
    }

    /// Notes all annotations. Words that were read before are known still.
    fn gather(&mut self, document: &Document) {
        let labels = document.labels().iter();
        self.labels = labels.map(|label| label.id.clone()).collect();
        if self.owners.is_empty() {
            self.owners.push(None);
        }
        let before = std::mem::take(&mut self.all);
        let mut before = before.into_iter().peekable();
        self.places = HashMap::with_capacity(document.count());
        self.all.reserve(document.count());
        for annotation in document.annotations() {
            let Some(mut entry) = self.entry_of(document, annotation) else {
                continue;
            };
            while before.next_if(|old| old.order < entry.order).is_some() {}
            let same = |old: &&Entry| old.order == entry.order && old.is_whole && entry.is_whole;
            if let Some(old) = before.peek().filter(same) {
                entry.text = old.text;
            }
            self.places.insert(annotation.id, entry.order);
            self.all.push(entry);
        }
        self.read_to = 0;
    }

    /// Reads words that were not read yet, so many at a time; says whether all
    /// are read.
    fn read(&mut self, document: &Document) -> bool {
        self.reads = true;
        let mut left = READ_AT_ONCE;
        while let Some(entry) = self.all.get_mut(self.read_to) {
            if entry.text == UNREAD {
                if left == 0 {
                    return false;
                }
                left -= 1;
                let annotation = document.annotation(entry.order.2);
                let text = annotation.map(|it| it.text(document.article()));
                entry.text = self.texts.meet(&text.unwrap_or_default());
            }
            self.read_to += 1;
        }
        true
    }

    /// Fills all groups anew.
    fn fill(&mut self, document: &Document) {
        let count = match self.order {
            ListOrder::Reading => 1,
            ListOrder::ByLabel => self.labels.len(),
            ListOrder::ByEntity => self.owners.len(),
            ListOrder::ByText => self.texts.len(),
        };
        self.buckets.iter_mut().for_each(Bucket::clear);
        self.buckets.resize_with(count, Bucket::default);
        let mut buckets = std::mem::take(&mut self.buckets);
        let by_text = self.order == ListOrder::ByText;
        let mut put = |entry: &Entry| {
            if let Some(bucket) = buckets.get_mut(self.bucket_of(entry) as usize) {
                bucket.entries.push(entry.order);
                if by_text {
                    bucket.count_label(entry.label);
                }
            }
        };
        if self.filter.has_checks() {
            let both = document.annotations().zip(&self.all);
            let listed = both.filter(|(annotation, entry)| self.admits(annotation, entry));
            listed.for_each(|(_, entry)| put(entry));
        } else {
            self.all.iter().filter(|it| self.fits(it)).for_each(put);
        }
        self.buckets = buckets;
        let folded: Vec<_> = self
            .folded
            .iter()
            .filter_map(|of| self.number_of(of))
            .collect();
        for number in folded {
            if let Some(bucket) = self.buckets.get_mut(number as usize) {
                bucket.is_folded = true;
            }
        }
        self.sort();
    }

    /// Finds the groups that are shown, and their rows.
    fn show(&mut self) {
        self.shown.clear();
        self.tops.clear();
        self.listed = 0;
        let mut top = 0;
        for &number in &self.sorted {
            let Some(bucket) = self.buckets.get(number as usize) else {
                continue;
            };
            let is_shown = match self.order {
                ListOrder::Reading => true,
                ListOrder::ByLabel => !bucket.entries.is_empty() || self.filter.is_empty(),
                ListOrder::ByEntity => !bucket.entries.is_empty(),
                ListOrder::ByText => !bucket.entries.is_empty() && self.texts.fits(number),
            };
            if is_shown {
                self.shown.push(number);
                self.tops.push(top);
                self.listed += bucket.entries.len();
                let entries = if bucket.is_folded {
                    0
                } else {
                    bucket.entries.len()
                };
                top += self.heading() + entries;
            }
        }
        self.tops.push(top);
    }

    /// The rows of a group's heading; in reading order there is one group
    /// without a heading.
    fn heading(&self) -> usize {
        usize::from(self.order != ListOrder::Reading)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.tops.last().copied().unwrap_or(0)
    }

    /// How many annotations are listed, those of folded groups included.
    pub fn listed(&self) -> usize {
        self.listed
    }

    /// The order of the rows.
    pub fn order(&self) -> ListOrder {
        self.order
    }

    /// The rows of these numbers.
    pub fn range(&self, range: Range<usize>) -> Vec<Row> {
        let mut found = Vec::with_capacity(range.len().min(self.len()));
        let first = self.tops.partition_point(|&top| top <= range.start);
        let first = first.saturating_sub(1);
        for (place, &number) in self.shown.iter().enumerate().skip(first) {
            let top = self.tops.get(place).copied().unwrap_or(0);
            if top >= range.end {
                break;
            }
            let Some(bucket) = self.buckets.get(number as usize) else {
                continue;
            };
            let inside = top + self.heading();
            if range.start < inside && top < inside {
                found.push(Row::Group(number as usize));
            }
            let end = self.tops.get(place + 1).copied().unwrap_or(inside);
            let (from, to) = (range.start.max(inside), range.end.min(end));
            if from < to {
                let seen = bucket.entries.get(from - inside..to - inside);
                let seen = seen.unwrap_or_default().iter();
                found.extend(seen.map(|&(.., id)| Row::Annotation(id)));
            }
        }
        found
    }

    /// The annotations in the rows of these numbers.
    pub fn annotations(&self, range: Range<usize>) -> Vec<AnnotationId> {
        let rows = self.range(range).into_iter();
        let annotation = |row| match row {
            Row::Annotation(id) => Some(id),
            Row::Group(_) => None,
        };
        rows.filter_map(annotation).collect()
    }

    /// Whether an annotation is listed, perhaps in a folded group.
    pub fn lists(&self, id: AnnotationId) -> bool {
        self.place_of(id).is_some()
    }

    /// The group an annotation is listed in, and its place there.
    fn place_of(&self, id: AnnotationId) -> Option<(u32, usize)> {
        let order = *self.places.get(&id)?;
        let at = self.all.binary_search_by_key(&order, |entry| entry.order);
        let number = self.bucket_of(self.all.get(at.ok()?)?);
        if self.order == ListOrder::ByText && !self.texts.fits(number) {
            return None;
        }
        let entries = &self.buckets.get(number as usize)?.entries;
        Some((number, entries.binary_search(&order).ok()?))
    }

    /// The number of an annotation's row; `None` where it is not listed or in a
    /// folded group.
    pub fn position(&self, id: AnnotationId) -> Option<usize> {
        let (number, inside) = self.place_of(id)?;
        if self.is_folded(number as usize) {
            return None;
        }
        Some(self.top_of(number)? + self.heading() + inside)
    }

    /// The number of the row of a group's heading.
    pub fn position_of(&self, of: &GroupOf) -> Option<usize> {
        self.top_of(self.number_of(of)?)
    }

    fn top_of(&self, number: u32) -> Option<usize> {
        let place = self.shown.iter().position(|&shown| shown == number)?;
        self.tops.get(place).copied()
    }

    /// The number of the group of something, where there may be one.
    fn number_of(&self, of: &GroupOf) -> Option<u32> {
        match (self.order, of) {
            (ListOrder::Reading, GroupOf::All) => Some(0),
            (ListOrder::ByLabel, GroupOf::Label(id)) => {
                let place = self.labels.iter().position(|label| label == id);
                place.map(|place| place as u32)
            }
            (ListOrder::ByEntity, GroupOf::Entity(None)) => Some(0),
            (ListOrder::ByEntity, GroupOf::Entity(Some(id))) => self.owner_ids.get(id).copied(),
            (ListOrder::ByText, GroupOf::Text(text)) => self.texts.of_name(text),
            _ => None,
        }
    }

    /// What a group's annotations have in common.
    pub fn of(&self, group: usize) -> GroupOf {
        match self.order {
            ListOrder::Reading => GroupOf::All,
            ListOrder::ByLabel => match self.labels.get(group) {
                Some(label) => GroupOf::Label(label.clone()),
                None => GroupOf::All,
            },
            ListOrder::ByEntity => GroupOf::Entity(self.owners.get(group).copied().flatten()),
            ListOrder::ByText => GroupOf::Text(self.texts.name(group as TextId)),
        }
    }

    /// How many annotations a group has.
    pub fn count(&self, group: usize) -> usize {
        self.buckets.get(group).map_or(0, |it| it.entries.len())
    }

    /// The first annotation of a group.
    pub fn first(&self, group: usize) -> Option<AnnotationId> {
        let &(.., id) = self.buckets.get(group)?.entries.first()?;
        Some(id)
    }

    /// The labels that the annotations with the same words have, as places in
    /// the set, each once.
    pub fn labels(&self, group: usize) -> impl Iterator<Item = usize> {
        let labels = self.buckets.get(group).map_or(&[][..], |it| &it.labels);
        labels.iter().map(|&(label, _)| label as usize)
    }

    /// Whether a group's annotations are hidden.
    pub fn is_folded(&self, group: usize) -> bool {
        self.buckets
            .get(group)
            .is_some_and(|bucket| bucket.is_folded)
    }

    /// Hides a group's annotations, or shows them again. That it is folded is
    /// remembered by what it is of.
    pub fn fold(&mut self, group: usize) {
        if self.order == ListOrder::Reading {
            return;
        }
        let of = self.of(group);
        let is_folded = !self.folded.remove(&of);
        if is_folded {
            self.folded.insert(of);
        }
        if let Some(bucket) = self.buckets.get_mut(group) {
            bucket.is_folded = is_folded;
        }
        self.show();
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
