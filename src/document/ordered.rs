//! The annotations of a document in reading order, so kept that a hundred
//! thousand of them are added to, taken from and asked for in microseconds.
//!
//! A sorted vector in chunks: a change moves the entries of one chunk only,
//! and each chunk knows the furthest end in it, so that a look-up for a span
//! skips every chunk that ends before it. A chunk that is read although its
//! start lies before the span holds at least one annotation around it, so a
//! look-up costs the number of chunks plus a chunk for each of those at worst.
//!
//! Invariant: chunks are never empty, all entries ascend by reading key, and
//! `spans` knows the hull of every entry. Validity is [`super::Document`]'s.

use std::collections::HashMap;

use super::annotation::{Annotation, AnnotationId, ReadingKey, reading_key};
use crate::text::{ByteOffset, ByteSpan};

/// A chunk that grows longer than this is split in two.
const MAX_CHUNK: usize = 256;

/// Two neighbours that together are no longer than this are made one.
const MERGE_BELOW: usize = MAX_CHUNK / 2;

#[derive(Clone, Debug, Default)]
pub(super) struct OrderedAnnotations {
    chunks: Vec<Chunk>,
    spans: HashMap<AnnotationId, ByteSpan>,
}

#[derive(Clone, Debug)]
struct Chunk {
    entries: Vec<Annotation>,
    max_end: ByteOffset,
}

impl OrderedAnnotations {
    /// Stores annotations of distinct ids, given in any order.
    pub(super) fn new(mut annotations: Vec<Annotation>) -> Self {
        annotations.sort_unstable_by_key(Annotation::reading_key);
        let spans = annotations.iter().map(|a| (a.id, a.span())).collect();
        let mut chunks = Vec::with_capacity(annotations.len() / MERGE_BELOW + 1);
        let mut rest = annotations.into_iter();
        loop {
            let entries: Vec<_> = rest.by_ref().take(MERGE_BELOW).collect();
            if entries.is_empty() {
                return Self { chunks, spans };
            }
            chunks.push(Chunk::new(entries));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn contains(&self, id: AnnotationId) -> bool {
        self.spans.contains_key(&id)
    }

    pub(super) fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        let (chunk, entry) = self.place_of(id)?;
        self.chunks.get(chunk)?.entries.get(entry)
    }

    /// All annotations in reading order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> + Clone {
        self.chunks.iter().flat_map(|chunk| chunk.entries.iter())
    }

    /// The annotation after another in reading order.
    pub(super) fn after(&self, id: AnnotationId) -> Option<&Annotation> {
        let (chunk, entry) = self.place_of(id)?;
        self.onward_from(chunk, entry + 1)
    }

    /// The annotation before another in reading order.
    pub(super) fn before(&self, id: AnnotationId) -> Option<&Annotation> {
        let (chunk, entry) = self.place_of(id)?;
        self.before_place(chunk, entry)
    }

    /// All annotations before another in reading order, the nearest first.
    pub(super) fn all_before(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let (chunk, entry) = self.place_of(id).unwrap_or_default();
        let here = self
            .chunks
            .get(chunk)
            .and_then(|it| it.entries.get(..entry));
        let earlier = self.chunks.get(..chunk).unwrap_or_default();
        let earlier = earlier.iter().rev().flat_map(|it| it.entries.iter().rev());
        here.unwrap_or_default().iter().rev().chain(earlier)
    }

    /// The first that begins at `at` or after it.
    pub(super) fn first_from(&self, at: ByteOffset) -> Option<&Annotation> {
        let (chunk, entry) = self.place_from(at);
        self.onward_from(chunk, entry)
    }

    /// The last that begins before `at`.
    pub(super) fn last_before(&self, at: ByteOffset) -> Option<&Annotation> {
        let (chunk, entry) = self.place_from(at);
        self.before_place(chunk, entry)
    }

    /// Where the annotations that begin at `at` or after it begin: in the last
    /// chunk that begins before it, or at the very start.
    fn place_from(&self, at: ByteOffset) -> (usize, usize) {
        let after = self.chunks.partition_point(|c| c.first_start() < at);
        let Some(chunk) = after.checked_sub(1) else {
            return (0, 0);
        };
        let entries = self.chunks.get(chunk).map(|chunk| &chunk.entries);
        let entry = entries.map_or(0, |it| it.partition_point(|a| a.span().start < at));
        (chunk, entry)
    }

    /// The entry at a place, which may be one past the end of its chunk.
    fn onward_from(&self, chunk: usize, entry: usize) -> Option<&Annotation> {
        let here = self.chunks.get(chunk)?.entries.get(entry);
        here.or_else(|| self.chunks.get(chunk + 1)?.entries.first())
    }

    fn before_place(&self, chunk: usize, entry: usize) -> Option<&Annotation> {
        match entry.checked_sub(1) {
            Some(entry) => self.chunks.get(chunk)?.entries.get(entry),
            None => self.chunks.get(chunk.checked_sub(1)?)?.entries.last(),
        }
    }

    /// Those with a piece that shares a byte with `span`, in reading order.
    pub(super) fn intersecting(&self, span: ByteSpan) -> impl Iterator<Item = &Annotation> + Clone {
        self.around(span)
            .filter(move |annotation| annotation.spans.intersects(span))
    }

    /// The annotations of which a byte of `span` lies between first and last
    /// byte, in reading order.
    pub(super) fn around(&self, span: ByteSpan) -> impl Iterator<Item = &Annotation> + Clone {
        let until = self.chunks.partition_point(|c| c.first_start() < span.end);
        self.chunks[..until]
            .iter()
            .filter(move |chunk| chunk.max_end > span.start)
            .flat_map(move |chunk| {
                let starts_before = |a: &Annotation| a.span().start < span.end;
                let until = chunk.entries.partition_point(starts_before);
                chunk.entries[..until].iter()
            })
            .filter(move |annotation| annotation.span().intersects(span))
    }

    /// Those that reach from the start of this span to its end, by id.
    pub(super) fn on_span(&self, span: ByteSpan) -> impl Iterator<Item = &Annotation> {
        let from = reading_key(AnnotationId(0), span);
        let first = self.chunk_for(from);
        self.chunks[first..]
            .iter()
            .flat_map(move |chunk| {
                let skip = chunk.entries.partition_point(|a| a.reading_key() < from);
                chunk.entries[skip..].iter()
            })
            .take_while(move |annotation| annotation.span() == span)
    }

    /// Stores an annotation whose id is not in the store yet.
    pub(super) fn insert(&mut self, annotation: Annotation) {
        self.spans.insert(annotation.id, annotation.span());
        let key = annotation.reading_key();
        let at = self.chunk_for(key);
        let Some(chunk) = self.chunks.get_mut(at) else {
            self.chunks.push(Chunk::new(vec![annotation]));
            return;
        };
        let place = chunk.entries.partition_point(|a| a.reading_key() < key);
        chunk.max_end = chunk.max_end.max(annotation.span().end);
        chunk.entries.insert(place, annotation);
        if chunk.entries.len() > MAX_CHUNK {
            let tail = chunk.entries.split_off(MAX_CHUNK / 2);
            chunk.measure();
            self.chunks.insert(at + 1, Chunk::new(tail));
        }
    }

    pub(super) fn remove(&mut self, id: AnnotationId) -> Option<Annotation> {
        let (at, entry) = self.place_of(id)?;
        let chunk = self.chunks.get_mut(at)?;
        let removed = chunk.entries.remove(entry);
        chunk.measure();
        self.spans.remove(&id);
        self.tidy(at);
        Some(removed)
    }

    /// Alters every entry; what they are ordered by must stay.
    pub(super) fn for_each_mut(&mut self, change: impl FnMut(&mut Annotation)) {
        let entries = self.chunks.iter_mut().flat_map(|chunk| &mut chunk.entries);
        entries.for_each(change);
    }

    /// The chunk that holds `key` or would: the last that begins at or before
    /// it, or the first.
    fn chunk_for(&self, key: ReadingKey) -> usize {
        self.chunks
            .partition_point(|chunk| chunk.first_key().is_some_and(|first| first <= key))
            .saturating_sub(1)
    }

    fn place_of(&self, id: AnnotationId) -> Option<(usize, usize)> {
        let key = reading_key(id, *self.spans.get(&id)?);
        let at = self.chunk_for(key);
        let entries = &self.chunks.get(at)?.entries;
        let entry = entries.binary_search_by_key(&key, Annotation::reading_key);
        Some((at, entry.ok()?))
    }

    /// Removes chunk `at` if it is empty, joins it with a neighbour if both
    /// are small.
    fn tidy(&mut self, at: usize) {
        let len = |at: usize| self.chunks.get(at).map(|chunk| chunk.entries.len());
        let Some(here) = len(at) else { return };
        let left = at
            .checked_sub(1)
            .filter(|&left| len(left).is_some_and(|left| left + here <= MERGE_BELOW));
        let joins_right = len(at + 1).is_some_and(|right| right + here <= MERGE_BELOW);
        if here == 0 {
            self.chunks.remove(at);
        } else if let Some(left) = left {
            self.join_next(left);
        } else if joins_right {
            self.join_next(at);
        }
    }

    fn join_next(&mut self, at: usize) {
        let next = self.chunks.remove(at + 1);
        if let Some(chunk) = self.chunks.get_mut(at) {
            chunk.max_end = chunk.max_end.max(next.max_end);
            chunk.entries.extend(next.entries);
        }
    }
}

impl Chunk {
    fn new(entries: Vec<Annotation>) -> Self {
        let mut chunk = Self {
            entries,
            max_end: ByteOffset(0),
        };
        chunk.measure();
        chunk
    }

    fn measure(&mut self) {
        let ends = self.entries.iter().map(|annotation| annotation.span().end);
        self.max_end = ends.max().unwrap_or_default();
    }

    fn first_key(&self) -> Option<ReadingKey> {
        self.entries.first().map(Annotation::reading_key)
    }

    fn first_start(&self) -> ByteOffset {
        self.entries
            .first()
            .map_or(ByteOffset(0), |annotation| annotation.span().start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::LabelId;
    use proptest::prelude::*;

    fn annotation(id: u64, start: usize, len: usize) -> Annotation {
        let label = LabelId::new("person").unwrap();
        Annotation::new(AnnotationId(id), label, ByteSpan::new(start, start + len))
    }

    /// Checks the invariant named at the top of this file.
    fn check(store: &OrderedAnnotations) {
        let keys: Vec<_> = store.iter().map(Annotation::reading_key).collect();
        assert!(keys.is_sorted(), "out of reading order");
        assert_eq!(keys.len(), store.spans.len());
        for chunk in &store.chunks {
            let ends = chunk.entries.iter().map(|a| a.span().end);
            assert_eq!(ends.max(), Some(chunk.max_end), "empty chunk or wrong end");
            assert!(chunk.entries.len() <= MAX_CHUNK);
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Insert(usize, usize),
        Remove(usize),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            3 => (0..500usize, 1..30usize).prop_map(|(start, len)| Step::Insert(start, len)),
            2 => any::<proptest::sample::Index>().prop_map(|i| Step::Remove(i.index(1 << 20))),
        ];
        // Long runs, so that chunks split and join; the removals at the end
        // empty the store again.
        (prop::collection::vec(step, 1..1500), 0..1500usize).prop_map(|(mut steps, removals)| {
            steps.extend((0..removals).map(|i| Step::Remove(i * 7919)));
            steps
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn answers_as_a_plain_list_does(steps in steps(), asked in (0..520usize, 0..60usize)) {
            let mut store = OrderedAnnotations::default();
            let mut list: Vec<Annotation> = Vec::new();
            for (number, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Insert(start, len) => {
                        let new = annotation(number as u64 + 1, start, len);
                        store.insert(new.clone());
                        list.push(new);
                    }
                    Step::Remove(_) if list.is_empty() => {}
                    Step::Remove(index) => {
                        let index = index % list.len();
                        let gone = list.swap_remove(index);
                        prop_assert_eq!(store.remove(gone.id), Some(gone));
                    }
                }
            }
            check(&store);
            list.sort_by_key(Annotation::reading_key);
            prop_assert_eq!(store.iter().cloned().collect::<Vec<_>>(), list.clone());
            prop_assert!(list.iter().all(|a| store.get(a.id) == Some(a)));

            let asked = ByteSpan::new(asked.0, asked.0 + asked.1);
            let hits: Vec<_> = list.iter().filter(|a| a.span().intersects(asked)).collect();
            prop_assert_eq!(store.intersecting(asked).collect::<Vec<_>>(), hits);
            if let Some(some) = list.first() {
                let same: Vec<_> = list.iter().filter(|a| a.span() == some.span()).collect();
                prop_assert_eq!(store.on_span(some.span()).collect::<Vec<_>>(), same);
            }
            for (index, some) in list.iter().enumerate() {
                prop_assert_eq!(store.after(some.id), list.get(index + 1));
                prop_assert_eq!(store.before(some.id), index.checked_sub(1).and_then(|i| list.get(i)));
            }
            if let Some(last) = list.last() {
                let before: Vec<_> = store.all_before(last.id).collect();
                let plainly: Vec<_> = list.iter().rev().skip(1).collect();
                prop_assert_eq!(before, plainly);
            }
            let from = list.iter().find(|a| a.span().start >= asked.start);
            prop_assert_eq!(store.first_from(asked.start), from);
            let last = list.iter().rfind(|a| a.span().start < asked.start);
            prop_assert_eq!(store.last_before(asked.start), last);
            let again = OrderedAnnotations::new(list.clone());
            check(&again);
            prop_assert!(again.iter().eq(list.iter()));
        }
    }

    #[test]
    fn annotations_on_one_span_are_found_across_chunks() {
        let mut store = OrderedAnnotations::default();
        for id in 1..=1000 {
            store.insert(annotation(id, 5, 3));
        }
        check(&store);
        assert_eq!(store.on_span(ByteSpan::new(5, 8)).count(), 1000);
        assert_eq!(store.on_span(ByteSpan::new(5, 9)).count(), 0);
        assert_eq!(store.on_span(ByteSpan::new(6, 8)).count(), 0);
    }
}
