//! Lost annotations in a merge: those of both sides are kept, but what either
//! has put back or deleted since both began.
//!
//! Invariant: no number is a lost annotation's and another's; what a lost
//! annotation has, labels, entities and values, is there.

use std::collections::HashSet;
use std::sync::Arc;

use super::outcome::Outcome;
use crate::document::annotation::AnnotationId;
use crate::document::document::Document;
use crate::document::edit::Edit;
use crate::document::lost::Lost;

/// What tells lost annotations apart whatever their numbers.
type Words<'a> = (&'a [String], &'a str, &'a str, &'a str);

fn words(lost: &Lost) -> Words<'_> {
    let label = lost.said().label.as_str();
    (lost.quotes(), lost.before(), lost.after(), label)
}

fn all_words(document: &Document) -> HashSet<Words<'_>> {
    document.lost().map(words).collect()
}

impl Outcome<'_> {
    /// Puts together what the sides have lost; to be asked once it is known
    /// which annotations there are.
    pub(super) fn choose_lost(&mut self) {
        let merge = self.merge;
        let [mine, theirs] = [&merge.mine, &merge.theirs].map(all_words);
        let base = merge.base.as_ref().map(all_words).unwrap_or_default();
        let ids: HashSet<AnnotationId> = self.all().map(|it| it.id).collect();
        for lost in merge.mine.lost() {
            // They have put it back or deleted it.
            let gone = base.contains(&words(lost)) && !theirs.contains(&words(lost));
            if !gone {
                self.lost.insert(lost.id(), lost.clone());
            }
        }
        for lost in merge.theirs.lost() {
            if mine.contains(&words(lost)) || base.contains(&words(lost)) {
                continue;
            }
            let id = lost.id();
            let is_free = !ids.contains(&id) && !merge.mine.is_taken(id);
            let id = match is_free && !self.lost.contains_key(&id) {
                true => id,
                false => self.numbers.annotation(),
            };
            let entity = lost.said().entity;
            let entity = entity
                .and_then(|entity| merge.of_theirs.get(&entity))
                .copied();
            let lost = lost.saying(|said| (said.id, said.entity) = (id, entity));
            self.lost.insert(id, Arc::unwrap_or_clone(lost));
        }
    }

    /// Whether one that I have lost stays so, and keeps its number.
    pub(super) fn keeps_lost(&self, id: AnnotationId) -> bool {
        let merge = self.merge;
        let has = |document: &Document, lost| document.lost().any(|it| words(it) == words(lost));
        let lost = merge.mine.lost_of(id);
        lost.is_some_and(|lost| {
            let before = merge.base.as_ref().is_some_and(|base| has(base, lost));
            !before || has(&merge.theirs, lost)
        })
    }

    /// The edits that make room for what comes: of all that is not as it was.
    pub(super) fn take_lost(&self) -> Vec<Edit> {
        let altered = |lost: &&Lost| self.lost.get(&lost.id()) != Some(*lost);
        let altered = self.merge.mine.lost().filter(altered);
        altered.map(|lost| Edit::RemoveLost(lost.id())).collect()
    }

    /// The edits that put in what is other than it was.
    pub(super) fn put_lost(&self) -> Vec<Edit> {
        let is_new = |lost: &&Lost| self.merge.mine.lost_of(lost.id()) != Some(*lost);
        let new = self.lost.values().filter(is_new);
        new.map(|lost| Edit::AddLost(Arc::new(lost.clone())))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::document::merge::{Choice, Merge};
    use crate::document::{Change, Document, LabelId, Selection, SourceInfo};
    use crate::text::{Article, ByteSpan};

    fn apply(document: &mut Document, change: Change) {
        document.apply(change, Selection::default()).unwrap();
    }

    /// A document with "man" marked, and lost if wanted.
    fn document(is_lost: bool) -> Document {
        let article = Article::new("a man came here", false).unwrap();
        let mut document = Document::new(article, SourceInfo::new("a", [0; 32]));
        let label = LabelId::new("person").unwrap();
        let id = document.fresh_id();
        apply(&mut document, Change::mark(id, label, ByteSpan::new(2, 5)));
        if is_lost {
            let change = Change::lose(&document, id).unwrap();
            apply(&mut document, change);
        }
        document
    }

    fn merged(base: Option<&Document>, mine: &Document, theirs: &Document) -> Document {
        let base = base.map(Document::snapshot);
        let mut merge = Merge::new(base, mine.snapshot(), theirs.snapshot()).unwrap();
        merge.choose_all(Choice::Both, true);
        let mut result = mine.snapshot();
        apply(&mut result, merge.change());
        result
    }

    #[test]
    fn what_one_side_has_put_back_comes_back() {
        let base = document(true);
        let id = base.lost().next().unwrap().id();
        let mut theirs = base.snapshot();
        let spans = ByteSpan::new(6, 10).into();
        let back = Change::put_back(&theirs, [(id, spans)]).unwrap();
        apply(&mut theirs, back);
        for (mine, theirs) in [(&base, &theirs), (&theirs, &base)] {
            let result = merged(Some(&base), mine, theirs);
            assert_eq!((result.count(), result.lost_count()), (1, 0));
        }
    }

    #[test]
    fn what_one_side_has_lost_is_lost_and_kept() {
        let base = document(false);
        let mut theirs = base.snapshot();
        let id = theirs.annotations().next().unwrap().id;
        let lose = Change::lose(&theirs, id).unwrap();
        apply(&mut theirs, lose);
        let result = merged(Some(&base), &base, &theirs);
        assert_eq!((result.count(), result.lost_count()), (0, 1));
        // Without a base both stay, under numbers of their own.
        let result = merged(None, &base, &theirs);
        assert_eq!((result.count(), result.lost_count()), (1, 1));
        let ids: Vec<_> = result.lost().map(|it| it.id()).collect();
        assert_ne!(ids, [id]);
    }
}
