//! Lost annotations in a merge. They are told apart by their words, since the
//! same one may have been lost on each side under a number of its own.
//!
//! Invariant: no number is a lost annotation's and another's; what a lost
//! annotation has, labels, entities and values, is there; one that a side has
//! put back stays lost where that is not taken.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fields::{self, annotation_with_theirs_noted, combine_annotations};
use super::outcome::Outcome;
use super::{Choice, Field, Merge, Names, Row, Subject, Three, renamed};
use crate::document::annotation::{Annotation, AnnotationId};
use crate::document::document::Document;
use crate::document::edit::Edit;
use crate::document::label::LabelId;
use crate::document::lost::Lost;
use crate::document::spans::Spans;

/// What tells lost annotations apart whatever their numbers.
type Words<'a> = (&'a [String], &'a str, &'a str);

fn words(lost: &Lost) -> Words<'_> {
    (lost.quotes(), lost.before(), lost.after())
}

/// In what two lost annotations differ, whatever their numbers.
pub(super) fn altered(before: &Lost, now: &Lost) -> Vec<Field> {
    fields::of_annotation(before.said(), now.said())
}

/// Which lost annotations of the three documents are the same.
pub(super) fn align(
    base: Option<&Document>,
    mine: &Document,
    theirs: &Document,
) -> Vec<Three<AnnotationId>> {
    let [ours, others] = [mine, theirs].map(|it| it.lost().collect::<Vec<_>>());
    let base: Vec<_> = base.into_iter().flat_map(Document::lost).collect();
    let (of_mine, of_theirs) = (pairs(&base, &ours), pairs(&base, &others));
    let mut found: Vec<_> = base
        .iter()
        .map(|it| Three {
            base: Some(it.id()),
            mine: of_mine.get(&it.id()).copied(),
            theirs: of_theirs.get(&it.id()).copied(),
        })
        .filter(|three| three.mine.or(three.theirs).is_some())
        .collect();
    let new = |all: Vec<_>, known: &HashMap<AnnotationId, AnnotationId>| {
        let known: HashSet<_> = known.values().copied().collect();
        let new = all
            .into_iter()
            .filter(|it: &&Lost| !known.contains(&it.id()));
        new.collect::<Vec<_>>()
    };
    let (ours, others) = (new(ours, &of_mine), new(others, &of_theirs));
    let both = pairs(&ours, &others);
    found.extend(ours.iter().map(|it| Three {
        base: None,
        mine: Some(it.id()),
        theirs: both.get(&it.id()).copied(),
    }));
    let others = new(others, &both);
    found.extend(others.iter().map(|it| Three {
        base: None,
        mine: None,
        theirs: Some(it.id()),
    }));
    found
}

/// Which lost annotations have the same words: first those of one number, then
/// those of one label.
fn pairs(from: &[&Lost], to: &[&Lost]) -> HashMap<AnnotationId, AnnotationId> {
    let mut found = HashMap::new();
    let mut taken = HashSet::new();
    let label = |it: &Lost| it.said().label.clone();
    pair(from, to, Lost::id, &mut found, &mut taken);
    pair(from, to, label, &mut found, &mut taken);
    pair(from, to, |_| (), &mut found, &mut taken);
    found
}

/// Pairs what is not paired yet and has the same words and the same `key`, in
/// order.
fn pair<'a, K: Eq + std::hash::Hash>(
    from: &[&'a Lost],
    to: &[&'a Lost],
    key: impl Fn(&Lost) -> K,
    found: &mut HashMap<AnnotationId, AnnotationId>,
    taken: &mut HashSet<AnnotationId>,
) {
    let mut free: HashMap<(Words<'a>, K), Vec<AnnotationId>> = HashMap::new();
    for one in to.iter().rev().filter(|it| !taken.contains(&it.id())) {
        free.entry((words(one), key(one)))
            .or_default()
            .push(one.id());
    }
    for one in from {
        if found.contains_key(&one.id()) {
            continue;
        }
        let like = free.get_mut(&(words(one), key(one)));
        if let Some(like) = like.and_then(Vec::pop) {
            taken.insert(like);
            found.insert(one.id(), like);
        }
    }
}

impl Merge {
    /// The lost annotations of a row, the entities they name by their numbers in
    /// the result.
    pub(super) fn lost_states(&self, three: &Three<AnnotationId>) -> [Option<Lost>; 3] {
        let named = |lost: &Lost, numbers: &Names| {
            let entity = renamed(lost.said().entity, numbers);
            Arc::unwrap_or_clone(lost.saying(|said| said.entity = entity))
        };
        let base = self.base.as_ref().zip(three.base);
        let base = base.and_then(|(base, id)| base.lost_of(id));
        let mine = three.mine.and_then(|id| self.mine.lost_of(id));
        let theirs = three.theirs.and_then(|id| self.theirs.lost_of(id));
        [
            base.map(|it| named(it, &self.of_base)),
            mine.cloned(),
            theirs.map(|it| named(it, &self.of_theirs)),
        ]
    }

    pub(super) fn compare_lost(&self, three: &Three<AnnotationId>) -> Option<Row> {
        let [base, mine, theirs] = self.lost_states(three);
        let same = |a: &Lost, b: &Lost| altered(a, b).is_empty();
        let open = |base: Option<&Lost>, a: &Lost, b: &Lost| {
            combine_annotations(base.map(Lost::said), a.said(), b.said()).is_open
        };
        let states = [base.as_ref(), mine.as_ref(), theirs.as_ref()];
        self.row(Subject::Lost(*three), states, same, open)
    }
}

impl Outcome<'_> {
    /// Puts together what was chosen of what the sides have lost.
    pub(super) fn choose_lost(&mut self) {
        let merge = self.merge;
        let mine = merge.mine.lost().map(|lost| (lost.id(), lost.clone()));
        self.lost = mine.collect();
        for row in &merge.rows {
            let Subject::Lost(three) = &row.subject else {
                continue;
            };
            if let Some(mine) = three.mine {
                self.lost.remove(&mine);
            }
            for lost in self.lost_of(row.choice, three).into_iter().flatten() {
                let id = match self.lost.contains_key(&lost.id()) {
                    true => self.numbers.annotation(),
                    false => lost.id(),
                };
                let lost = lost.saying(|said| said.id = id);
                self.lost.insert(id, Arc::unwrap_or_clone(lost));
            }
        }
    }

    /// What a row comes to: none, one or two lost annotations, mine first.
    fn lost_of(&mut self, choice: Choice, three: &Three<AnnotationId>) -> [Option<Lost>; 2] {
        let merge = self.merge;
        let [base, mine, theirs] = merge.lost_states(three);
        let theirs = theirs.map(|it| self.of_theirs(it, mine.as_ref(), three));
        match (choice, mine, theirs) {
            (Choice::Both, Some(mine), Some(theirs)) => {
                let base = base.as_ref().map(Lost::said);
                let both = combine_annotations(base, mine.said(), theirs.said());
                if both.is_open && mine.said().label != theirs.said().label {
                    return [Some(mine), Some(theirs)];
                }
                let said = match both.is_open {
                    true => {
                        let entity = theirs.said().entity.and_then(|id| self.entity(id));
                        annotation_with_theirs_noted(both, entity.map(|it| it.name.as_str()))
                    }
                    false => both.mine,
                };
                let one = mine.saying(|own| *own = said);
                [Some(Arc::unwrap_or_clone(one)), None]
            }
            (Choice::Theirs, _, theirs) => [theirs, None],
            (_, mine, _) => [mine, None],
        }
    }

    /// A lost annotation of theirs under a number that it may have here, and
    /// with the entity that stays apart from mine.
    fn of_theirs(&mut self, lost: Lost, mine: Option<&Lost>, three: &Three<AnnotationId>) -> Lost {
        let merge = self.merge;
        let is_free = |id: AnnotationId| {
            let base = merge.base.as_ref();
            !merge.mine.is_taken(id) && base.is_none_or(|base| base.annotation(id).is_none())
        };
        let id = match mine {
            Some(mine) => mine.id(),
            None if is_free(lost.id()) => lost.id(),
            None => self.numbers.annotation(),
        };
        let raw = three.theirs.and_then(|id| merge.theirs.lost_of(id));
        let raw = raw.and_then(|it| it.said().entity);
        let apart = raw.and_then(|id| self.apart.get(&id)).copied();
        let is_mine = mine.is_some_and(|mine| mine.said().entity == lost.said().entity);
        let entity = apart.filter(|_| !is_mine).or(lost.said().entity);
        Arc::unwrap_or_clone(lost.saying(|said| (said.id, said.entity) = (id, entity)))
    }

    /// Keeps among the lost what a side has put back, if that was not taken: it
    /// would be nowhere.
    pub(super) fn keep_what_is_not_put_back(&mut self) {
        let merge = self.merge;
        let Some(base) = &merge.base else { return };
        let rows = merge.rows.iter().filter_map(|row| match &row.subject {
            Subject::Lost(three) => Some((row.choice, three)),
            _ => None,
        });
        let gone: Vec<_> = rows
            .filter_map(|(choice, three)| match (choice, three) {
                (Choice::Mine | Choice::Both, Three { mine: None, .. }) => {
                    Some((&merge.mine, three))
                }
                (Choice::Theirs, Three { theirs: None, .. }) => Some((&merge.theirs, three)),
                _ => None,
            })
            .filter_map(|(by, three)| {
                let was = base.lost_of(three.base?)?;
                // It keeps its number where it is put back.
                Some((by.annotation(was.id())?, three))
            })
            .collect();
        if gone.is_empty() {
            return;
        }
        let place = |it: &Annotation| (it.spans.clone(), it.label.clone());
        let there: HashSet<(Spans, LabelId)> = self.all().map(place).collect();
        for (put_back, three) in gone {
            let altered = self.annotations.get(&put_back.id);
            let is_there = there.contains(&place(put_back)) || altered.is_some_and(Option::is_some);
            let [_, mine, theirs] = merge.lost_states(three);
            if let Some(lost) = mine.or(theirs).filter(|_| !is_there) {
                let own = lost.id();
                let id = match self.lost.contains_key(&own) || self.is_there(own) {
                    true => self.numbers.annotation(),
                    false => own,
                };
                let lost = lost.saying(|said| said.id = id);
                self.lost.insert(id, Arc::unwrap_or_clone(lost));
            }
        }
    }

    /// Whether an annotation of the outcome has a number.
    fn is_there(&self, id: AnnotationId) -> bool {
        match self.annotations.get(&id) {
            Some(altered) => altered.is_some(),
            None => self.merge.mine.annotation(id).is_some(),
        }
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
    use crate::document::merge::{Choice, Merge, Subject};
    use crate::document::{
        AnnotationId, Change, ChangeKind, Document, Edit, LabelId, Selection, SourceInfo,
    };
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

    /// A document with "man" lost, and one where it is put back onto "came".
    fn put_back() -> (Document, Document) {
        let base = document(true);
        let id = base.lost().next().unwrap().id();
        let mut after = base.snapshot();
        let spans = ByteSpan::new(6, 10).into();
        let back = Change::put_back(&after, [(id, spans)]).unwrap();
        apply(&mut after, back);
        (base, after)
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
        let (base, theirs) = put_back();
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

    /// Two that differ in their lost annotations only.
    fn in_their_lists() -> (Document, Document, Document) {
        let base = document(true);
        let id = base.lost().next().unwrap().id();
        let (mut mine, mut theirs) = (base.snapshot(), base.snapshot());
        for (document, note) in [(&mut mine, "mine"), (&mut theirs, "theirs")] {
            let lost = document.lost_of(id).unwrap();
            let lost = lost.saying(|said| said.set_note(Some(note.into())));
            let edits = vec![Edit::ReplaceLost(lost)];
            let kind = ChangeKind::SetNote;
            apply(document, Change { kind, edits });
        }
        (base, mine, theirs)
    }

    fn notes(document: &Document) -> Vec<Option<String>> {
        let lost = document.lost();
        lost.map(|it| it.said().note().map(str::to_owned)).collect()
    }

    #[test]
    fn what_is_said_of_lost_ones_is_chosen_and_never_lost_unseen() {
        let (base, mine, theirs) = in_their_lists();
        let of = |base: Option<&Document>, mine: &Document, theirs: &Document| {
            let base = base.map(Document::snapshot);
            Merge::new(base, mine.snapshot(), theirs.snapshot()).unwrap()
        };
        let made = |merge: &Merge| {
            let mut result = merge.mine().snapshot();
            apply(&mut result, merge.change());
            result
        };
        let note = |text: &str| vec![Some(text.to_owned())];
        // Only they, only I, both.
        let merge = of(Some(&base), &base, &theirs);
        assert_eq!((merge.rows().len(), merge.conflicts()), (1, 0));
        assert_eq!(notes(&made(&merge)), note("theirs"));
        let merge = of(Some(&base), &mine, &base);
        assert_eq!(notes(&made(&merge)), note("mine"));
        for base in [Some(&base), None] {
            let mut merge = of(base, &mine, &theirs);
            assert_eq!(merge.rows().len(), 1);
            assert_eq!(notes(&made(&merge)), note("mine\ntheirs"));
            merge.choose_all(Choice::Theirs, false);
            assert_eq!(notes(&made(&merge)), note("theirs"));
            merge.choose_all(Choice::Mine, false);
            assert!(merge.change().edits.is_empty());
        }
    }

    #[test]
    fn lost_ones_that_only_one_has_are_rows_to_choose_from() {
        let one = document(true);
        let id = one.lost().next().unwrap().id();
        let mut bare = one.snapshot();
        apply(&mut bare, Change::forget([id]));
        for (mine, theirs) in [(&one, &bare), (&bare, &one)] {
            let mut merge = Merge::new(None, mine.snapshot(), theirs.snapshot()).unwrap();
            assert_eq!(merge.rows().len(), 1);
            for (choice, left) in [
                (Choice::Mine, mine.lost_count()),
                (Choice::Theirs, theirs.lost_count()),
            ] {
                merge.choose_all(choice, false);
                let mut result = mine.snapshot();
                apply(&mut result, merge.change());
                assert_eq!(result.lost_count(), left);
            }
        }
        // Deleted by them alone: that is taken; altered by me, it is asked.
        let merge = Merge::new(Some(one.snapshot()), one.snapshot(), bare.snapshot()).unwrap();
        assert_eq!(merge.rows()[0].choice, Choice::Theirs);
        let (base, mine, _) = in_their_lists();
        let merge = Merge::new(Some(base), mine.snapshot(), bare).unwrap();
        assert_eq!(merge.conflicts(), 1);
        let mut result = mine.snapshot();
        apply(&mut result, merge.change());
        assert_eq!(notes(&result), [Some("mine".to_owned())]);
    }

    #[test]
    fn what_is_put_back_and_not_taken_stays_lost() {
        let (base, theirs) = put_back();
        for (mine, theirs, choice) in [
            (&base, &theirs, Choice::Mine),
            (&theirs, &base, Choice::Theirs),
        ] {
            let mut merge =
                Merge::new(Some(base.snapshot()), mine.snapshot(), theirs.snapshot()).unwrap();
            let rows = merge.rows().iter();
            let row = rows
                .enumerate()
                .find(|(_, row)| matches!(row.subject, Subject::Annotation(_)));
            let row = row.unwrap().0;
            merge.choose(row, choice);
            let mut result = mine.snapshot();
            apply(&mut result, merge.change());
            assert_eq!((result.count(), result.lost_count()), (0, 1));
        }
    }

    #[test]
    fn like_words_that_are_lost_twice_stay_two() {
        let one = document(true);
        let id = one.lost().next().unwrap().id();
        let mut two = one.snapshot();
        let again = one.lost_of(id).unwrap();
        let again = again.saying(|said| said.id = AnnotationId(50));
        let edits = vec![Edit::AddLost(again)];
        let kind = ChangeKind::Lose;
        apply(&mut two, Change { kind, edits });
        for base in [Some(&one), None] {
            for (mine, theirs) in [(&one, &two), (&two, &one)] {
                assert_eq!(merged(base, mine, theirs).lost_count(), 2);
            }
        }
    }
}
