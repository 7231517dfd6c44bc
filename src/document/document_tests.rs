//! Tests of the document as a whole: a plain model beside it, and long random
//! scripts of edits.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::document::annotation::{MAX_ANNOTATION_ID, MAX_ANNOTATIONS};
use crate::document::mutate::check_room;
use crate::document::{Label, Part, PartsError};

/// Marks that join the letter before, an emoji of several code points, CRLF
/// and both directions: many places where a span must not end.
const TEXT: &str =
    "قالَ محمودٌ (Mahmoud) 👨\u{200D}👩\u{200D}👧 في القاهِرة:\r\n«٢٥٪» من 3.5 e\u{301}te\u{300}.\r\n";

fn document() -> Document {
    let source = SourceInfo::new("article.txt", [7; 32]);
    Document::new(Article::new(TEXT, false).unwrap(), source)
}

fn label(id: &str) -> LabelId {
    LabelId::new(id).unwrap()
}

/// The span of the first place where `words` stand in the text.
fn on(words: &str) -> ByteSpan {
    let start = TEXT.find(words).unwrap();
    ByteSpan::new(start, start + words.len())
}

fn mark(document: &mut Document, words: &str, id: &str) -> Result<AnnotationId, EditError> {
    let number = document.fresh_id();
    let change = Change::mark(number, label(id), on(words));
    document.apply(change, Selection::from(on(words)))?;
    Ok(number)
}

fn marked(document: &Document) -> Vec<(u64, &str, &str)> {
    document
        .annotations()
        .map(|a| {
            (
                a.id.0,
                document.labels().get(&a.label).unwrap().id.as_str(),
                &TEXT[a.span().range()],
            )
        })
        .collect()
}

#[test]
fn annotations_nest_and_overlap_and_come_in_reading_order() {
    let mut document = document();
    mark(&mut document, "القاهِرة", "place").unwrap();
    mark(&mut document, "محمودٌ", "person").unwrap();
    mark(&mut document, "محمودٌ (Mahmoud)", "person").unwrap();
    mark(&mut document, "Mahmoud", "person").unwrap();
    mark(&mut document, "محمودٌ", "place").unwrap();
    let all = [
        (3, "person", "محمودٌ (Mahmoud)"),
        (2, "person", "محمودٌ"),
        (5, "place", "محمودٌ"),
        (4, "person", "Mahmoud"),
        (1, "place", "القاهِرة"),
    ];
    assert_eq!(marked(&document), all);
    let inside = document.annotations_at(on("Mahmoud").start);
    assert_eq!(inside.map(|a| a.id.0).collect::<Vec<_>>(), [3, 4]);
    let after = document.annotations_at(on("Mahmoud").end);
    assert_eq!(after.map(|a| a.id.0).collect::<Vec<_>>(), [3]);
    assert_eq!(document.count_of(&label("person")), 3);
    assert_eq!(document.count_of(&label("figure")), 0);
    assert_eq!(document.count_of(&label("nobody")), 0);
}

#[test]
fn every_bad_edit_is_refused_and_says_why() {
    let mut document = document();
    let taken = mark(&mut document, "Mahmoud", "person").unwrap();
    let before = marked(&document).len();
    let revision = document.revision();
    let fresh = document.fresh_id();
    let inside_cluster = on("e\u{301}").start.0 + 1;
    let inside_crlf = TEXT.find('\n').unwrap();
    let family = on("👨\u{200D}👩\u{200D}👧");
    let add = |id: u64, name: &str, start: usize, end: usize| {
        let span = ByteSpan {
            start: ByteOffset(start),
            end: ByteOffset(end),
        };
        Change::mark(AnnotationId(id), label(name), span)
    };
    let (f, end) = (fresh.0, TEXT.len());
    let cases = [
        (add(f, "person", 4, 4), EditError::EmptySpan),
        (add(f, "person", 8, 4), EditError::EmptySpan),
        (add(f, "person", 0, end + 1), EditError::OutsideText),
        (
            add(f, "person", usize::MAX - 1, usize::MAX),
            EditError::OutsideText,
        ),
        (
            add(f, "person", 0, inside_cluster),
            EditError::SplitsGrapheme,
        ),
        (
            add(f, "person", inside_cluster, end),
            EditError::SplitsGrapheme,
        ),
        (
            add(f, "person", inside_crlf, end),
            EditError::SplitsGrapheme,
        ),
        (add(f, "person", 0, 1), EditError::SplitsGrapheme),
        (
            add(f, "person", family.start.0, family.start.0 + 4),
            EditError::SplitsGrapheme,
        ),
        (add(f, "org", 0, 2), EditError::UnknownLabel(label("org"))),
        (add(taken.0, "person", 0, end), EditError::IdTaken(taken)),
        (add(0, "person", 0, end), EditError::BadId(AnnotationId(0))),
        (
            add(1 << 53, "person", 0, end),
            EditError::BadId(AnnotationId(1 << 53)),
        ),
        (
            Change::mark(fresh, label("person"), on("Mahmoud")),
            EditError::Duplicate {
                existing: taken,
                label: label("person"),
            },
        ),
        (Change::unmark(fresh), EditError::UnknownAnnotation(fresh)),
        (
            Change::relabel(fresh, label("place")),
            EditError::UnknownAnnotation(fresh),
        ),
        (
            Change::respan(fresh, on("Mahmoud")),
            EditError::UnknownAnnotation(fresh),
        ),
        (
            Change::relabel(taken, label("org")),
            EditError::UnknownLabel(label("org")),
        ),
        (
            Change::respan(taken, ByteSpan::new(4, 4)),
            EditError::EmptySpan,
        ),
    ];
    for (change, error) in cases {
        let what = format!("{change:?}");
        assert_eq!(
            document.apply(change, Selection::default()),
            Err(error),
            "{what}"
        );
        assert_eq!(
            (marked(&document).len(), document.revision()),
            (before, revision),
            "{what}"
        );
    }
    assert_eq!(document.undo_description(), Some(ChangeKind::Mark));
}

#[test]
fn a_change_with_one_bad_edit_leaves_nothing_behind() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let fresh = document.fresh_id();
    let add = Annotation::new(fresh, label("place"), on("القاهِرة"));
    let edits = vec![
        Edit::Add(add),
        Edit::SetLabel {
            id: first,
            label: label("figure"),
        },
        Edit::SetSpans {
            id: first,
            spans: on("(Mahmoud)").into(),
        },
        Edit::SetDirection(Direction::LeftToRight),
        Edit::Remove(first),
        Edit::SetLabel {
            id: first,
            label: label("place"),
        },
    ];
    let change = Change {
        kind: ChangeKind::Relabel,
        edits,
    };
    let refused = document.apply(change, Selection::default());
    assert_eq!(refused, Err(EditError::UnknownAnnotation(first)));
    assert_eq!(marked(&document), [(1, "person", "Mahmoud")]);
    assert_eq!(document.direction(), Direction::RightToLeft);
    assert_eq!(document.count_of(&label("person")), 1);
    assert_eq!(document.count_of(&label("place")), 0);
    assert_eq!(document.fresh_id(), fresh);
}

#[test]
fn one_change_is_one_step_and_brings_its_selection_back() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let selection = Selection {
        anchor: ByteOffset(8),
        focus: ByteOffset(0),
    };
    let edits = vec![
        Edit::SetLabel {
            id: first,
            label: label("place"),
        },
        Edit::SetSpans {
            id: first,
            spans: on("(Mahmoud)").into(),
        },
    ];
    let change = Change {
        kind: ChangeKind::Respan,
        edits,
    };
    let applied = document.apply(change, selection).unwrap();
    assert_eq!(
        applied,
        Applied {
            kind: ChangeKind::Respan,
            affected: vec![first],
            changed: true,
        }
    );
    assert_eq!(marked(&document), [(1, "place", "(Mahmoud)")]);
    let expected = Undone {
        kind: ChangeKind::Respan,
        affected: vec![first],
        standing: Standing {
            selection,
            chosen: None,
        },
        place: Some(on("Mahmoud").start),
        summary: Arc::new(document.history().next_back().unwrap().summary.clone()),
    };
    assert_eq!(document.undo(), Some(expected.clone()));
    assert_eq!(marked(&document), [(1, "person", "Mahmoud")]);
    let redone = document.redo().unwrap();
    assert_eq!(redone.place, Some(on("(Mahmoud)").start));
    assert_eq!(redone.standing.selection, Selection::caret(selection.focus));
    assert_eq!(marked(&document), [(1, "place", "(Mahmoud)")]);
    assert_eq!(document.redo(), None);
}

#[test]
fn undo_and_redo_tell_where_the_person_stood_and_what_is_seen_where() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let stood = Selection::from(on("Mahmoud"));
    let longer = ByteSpan {
        end: on("Mahmoud").end.max(on("(Mahmoud)").end),
        ..on("Mahmoud")
    };
    document
        .apply(Change::respan(first, longer), stood)
        .unwrap();
    let after = Standing {
        selection: Selection::caret(longer.end),
        chosen: Some(first),
    };
    document.note_standing(Some(first), after);
    document.apply(Change::unmark(first), stood).unwrap();
    // Nobody has said where the person stood after that.
    let undone = document.undo().unwrap();
    assert_eq!(
        (undone.standing.chosen, undone.place),
        (None, Some(longer.start))
    );
    // Only its end has moved, and so that is seen.
    let undone = document.undo().unwrap();
    let before = Standing {
        selection: stood,
        chosen: Some(first),
    };
    assert_eq!(
        (undone.standing, undone.place),
        (before, Some(on("Mahmoud").end))
    );
    let redone = document.redo().unwrap();
    assert_eq!((redone.standing, redone.place), (after, Some(longer.end)));
    // What goes is seen where it was.
    assert_eq!(document.redo().unwrap().place, Some(longer.start));
    // What is about the article has no place, but what was passed has.
    let turned = Change::set_direction(Direction::LeftToRight);
    document.apply(turned, stood).unwrap();
    assert_eq!(document.undo().unwrap().place, None);
    document.redo();
    assert_eq!(document.go_to(2).unwrap().place, Some(longer.start));
    document.go_to(3);
    assert_eq!(document.go_to(4).unwrap().place, None);
}

#[test]
fn a_change_that_changes_nothing_leaves_no_step_in_the_history() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let revision = document.revision();
    for change in [
        Change::relabel(first, label("person")),
        Change::respan(first, on("Mahmoud")),
        Change::set_direction(Direction::RightToLeft),
        Change {
            kind: ChangeKind::Unmark,
            edits: vec![],
        },
    ] {
        let applied = document.apply(change, Selection::default()).unwrap();
        assert_eq!((applied.affected, document.revision()), (vec![], revision));
    }
    document.undo();
    assert!(!document.can_undo());
}

#[test]
fn modified_means_other_than_what_was_saved() {
    let mut document = document();
    assert!(!document.is_modified());
    mark(&mut document, "Mahmoud", "person").unwrap();
    assert!(document.is_modified());
    document.undo();
    assert!(!document.is_modified(), "undone to what was opened");
    document.redo();
    document.mark_saved();
    assert!(!document.is_modified());
    document.undo();
    assert!(document.is_modified());
    mark(&mut document, "القاهِرة", "place").unwrap();
    assert!(
        document.is_modified(),
        "as many steps as were saved, but others"
    );
    document.undo();
    assert!(
        document.is_modified(),
        "what was saved can't be reached any more"
    );
    assert!(document.can_redo());
}

#[test]
fn a_number_is_never_given_twice() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    document.undo();
    let second = mark(&mut document, "Mahmoud", "person").unwrap();
    assert!(second > first);
    document
        .apply(Change::unmark(second), Selection::default())
        .unwrap();
    assert!(document.fresh_id() > second);
}

#[test]
fn the_highest_number_does_not_end_marking() {
    let highest = Annotation::new(
        AnnotationId(MAX_ANNOTATION_ID),
        label("person"),
        on("Mahmoud"),
    );
    let mut document = rebuilt(&document(), vec![highest]).unwrap();
    assert_eq!(mark(&mut document, "القاهِرة", "place"), Ok(AnnotationId(1)));
    let taken = Annotation::new(AnnotationId(3), label("place"), on("Mahmoud"));
    let both = document.annotations().cloned().chain([taken]).collect();
    document = rebuilt(&document, both).unwrap();
    let spans = ["محمودٌ", "في", "قالَ"].map(on);
    let all = Change::mark_all(&document, &label("person"), None, spans).unwrap();
    let made = document.apply(all, Selection::default()).unwrap();
    assert_eq!(made.affected, [2, 4, 5].map(AnnotationId));
    document.undo();
    assert_eq!(mark(&mut document, "قالَ", "place"), Ok(AnnotationId(6)));
}

#[test]
fn no_more_annotations_are_made_than_are_read() {
    assert_eq!(check_room(MAX_ANNOTATIONS - 1), Ok(()));
    let refused = Err(EditError::TooManyAnnotations);
    assert_eq!(check_room(MAX_ANNOTATIONS), refused);
}

fn rebuilt(like: &Document, annotations: Vec<Annotation>) -> Result<Document, PartsError> {
    Document::from_parts(Parts {
        annotations,
        direction: like.direction(),
        ..Parts::new(
            like.article().clone(),
            like.source().clone(),
            like.labels().clone(),
        )
    })
}

#[test]
fn parts_that_do_not_fit_are_refused_with_their_place() {
    let good = |id| Annotation::new(AnnotationId(id), label("person"), on("Mahmoud"));
    let document = document();
    let refused = |annotations| rebuilt(&document, annotations).unwrap_err();
    let place = Annotation::new(AnnotationId(1), label("place"), on("Mahmoud"));
    let error = EditError::IdTaken(AnnotationId(1));
    assert_eq!(
        refused(vec![good(1), place.clone()]),
        PartsError {
            part: Part::Annotation(1),
            error
        }
    );
    let error = EditError::Duplicate {
        existing: AnnotationId(9),
        label: label("person"),
    };
    assert_eq!(
        refused(vec![place.clone(), good(9), good(2)]),
        PartsError {
            part: Part::Annotation(2),
            error
        }
    );
    let beyond = ByteSpan::new(0, TEXT.len() + 1);
    let outside = Annotation::new(AnnotationId(2), label("person"), beyond);
    let error = EditError::OutsideText;
    assert_eq!(
        refused(vec![place, outside]),
        PartsError {
            part: Part::Annotation(1),
            error
        }
    );
}

/// One random gesture; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Gesture {
    Do(Vec<Step>),
    Undo,
    Redo,
}

#[derive(Clone, Debug)]
enum Step {
    Add {
        start: Index,
        end: Index,
        label: Index,
        snap: bool,
    },
    Remove(Index),
    SetLabel(Index, Index),
    SetSpan(Index, Index, Index),
    Turn(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let i = any::<Index>;
    prop_oneof![
        6 => (i(), i(), i(), prop::bool::weighted(0.9))
            .prop_map(|(start, end, label, snap)| Step::Add { start, end, label, snap }),
        2 => i().prop_map(Step::Remove),
        2 => (i(), i()).prop_map(|(a, b)| Step::SetLabel(a, b)),
        2 => (i(), i(), i()).prop_map(|(a, b, c)| Step::SetSpan(a, b, c)),
        1 => any::<bool>().prop_map(Step::Turn),
    ]
}

fn gestures() -> impl Strategy<Value = Vec<Gesture>> {
    let gesture = prop_oneof![
        8 => prop::collection::vec(step(), 1..4).prop_map(Gesture::Do),
        2 => Just(Gesture::Undo),
        1 => Just(Gesture::Redo),
    ];
    prop::collection::vec(gesture, 1..120)
}

fn edits(document: &Document, steps: &[Step]) -> Vec<Edit> {
    let ids: Vec<_> = document.annotations().map(|a| a.id).collect();
    let labels: Vec<_> = document.labels().iter().map(|l| l.id.clone()).collect();
    let some_id = |i: &Index| match ids.is_empty() {
        true => AnnotationId(1),
        false => ids[i.index(ids.len())],
    };
    let span = |a: &Index, b: &Index, snap: bool| {
        let size = TEXT.len() + 1;
        let span = ByteSpan::new(a.index(size), b.index(size));
        if snap {
            document.article().snap_to_graphemes(span)
        } else {
            span
        }
    };
    let mut fresh = document.fresh_id();
    let mut edit = |step: &Step| match step {
        Step::Add {
            start,
            end,
            label,
            snap,
        } => {
            let id = fresh;
            fresh.0 += 1;
            let label = labels[label.index(labels.len())].clone();
            Edit::Add(Annotation::new(id, label, span(start, end, *snap)))
        }
        Step::Remove(id) => Edit::Remove(some_id(id)),
        Step::SetLabel(id, label) => Edit::SetLabel {
            id: some_id(id),
            label: labels[label.index(labels.len())].clone(),
        },
        Step::SetSpan(id, a, b) => Edit::SetSpans {
            id: some_id(id),
            spans: span(a, b, true).into(),
        },
        Step::Turn(true) => Edit::SetDirection(Direction::RightToLeft),
        Step::Turn(false) => Edit::SetDirection(Direction::LeftToRight),
    };
    steps.iter().map(&mut edit).collect()
}

/// What a document holds, in a form that shares nothing with it.
type State = (BTreeMap<u64, (String, usize, usize)>, Direction);

fn state(document: &Document) -> State {
    let entry = |a: &Annotation| {
        (
            a.id.0,
            (a.label.to_string(), a.span().start.0, a.span().end.0),
        )
    };
    (
        document.annotations().map(entry).collect(),
        document.direction(),
    )
}

/// What a whole change should make of a state.
fn expected(mut state: State, edits: &[Edit]) -> State {
    for edit in edits {
        match edit {
            Edit::Add(a) => {
                let entry = (a.label.to_string(), a.span().start.0, a.span().end.0);
                assert!(state.0.insert(a.id.0, entry).is_none());
            }
            Edit::Remove(id) => assert!(state.0.remove(&id.0).is_some()),
            Edit::SetLabel { id, label } => state.0.get_mut(&id.0).unwrap().0 = label.to_string(),
            Edit::SetSpans { id, spans } => {
                let entry = state.0.get_mut(&id.0).unwrap();
                let span = spans.hull();
                (entry.1, entry.2) = (span.start.0, span.end.0);
            }
            Edit::SetDirection(direction) => state.1 = *direction,
            other => panic!("no such step: {other:?}"),
        }
    }
    state
}

fn check_look_ups(document: &Document, asked: ByteSpan) {
    let all: Vec<_> = document.annotations().collect();
    let order = |a: &&Annotation| (a.span().start, std::cmp::Reverse(a.span().end), a.id);
    assert!(all.is_sorted_by_key(order));
    let naive: Vec<_> = all
        .iter()
        .copied()
        .filter(|a| a.span().intersects(asked))
        .collect();
    assert_eq!(document.annotations_in(asked).collect::<Vec<_>>(), naive);
    let naive: Vec<_> = all
        .iter()
        .copied()
        .filter(|a| a.span().contains(asked.start))
        .collect();
    assert_eq!(
        document.annotations_at(asked.start).collect::<Vec<_>>(),
        naive
    );
    assert_eq!(document.count(), all.len());
    for label in document.labels() {
        let count = all.iter().filter(|a| a.label == label.id).count();
        assert_eq!(document.count_of(&label.id), count);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn undo_leads_to_the_first_state_and_redo_to_the_last(
        gestures in gestures(),
        asked in (0..TEXT.len(), 0..60usize),
    ) {
        let initial = document();
        let mut document = document();
        // The states that undo must lead back to, and those that redo must.
        let mut past = vec![state(&document)];
        let mut future = Vec::new();
        for gesture in gestures {
            let before = state(&document);
            match gesture {
                Gesture::Do(steps) => {
                    let edits = edits(&document, &steps);
                    let change = Change { kind: ChangeKind::Mark, edits: edits.clone() };
                    let revision = document.revision();
                    match document.apply(change, Selection::default()) {
                        Err(_) => prop_assert_eq!(&state(&document), &before),
                        Ok(_) if document.revision() == revision => {
                            prop_assert_eq!(&state(&document), &before)
                        }
                        Ok(_) => {
                            prop_assert_eq!(state(&document), expected(before, &edits));
                            past.push(state(&document));
                            future.clear();
                        }
                    }
                }
                Gesture::Undo => match document.undo() {
                    Some(_) => future.extend(past.pop()),
                    None => prop_assert_eq!(past.len(), 1),
                },
                Gesture::Redo => match document.redo() {
                    Some(_) => past.extend(future.pop()),
                    None => prop_assert!(future.is_empty()),
                },
            }
            let now = state(&document);
            prop_assert_eq!(Some(&now), past.last());
            let asked = ByteSpan::new(asked.0, asked.0 + asked.1);
            check_look_ups(&document, asked);
        }
        while document.redo().is_some() {}
        let last = future.first().or(past.last()).cloned();
        prop_assert_eq!(Some(state(&document)), last.clone());
        let copy = rebuilt(&document, document.annotations().cloned().collect()).unwrap();
        prop_assert!(copy.same_content(&document));
        while document.undo().is_some() {}
        prop_assert!(document.same_content(&initial));
        prop_assert!(!document.is_modified());
        while document.redo().is_some() {}
        prop_assert!(document.same_content(&copy));
    }
}

#[test]
fn the_same_content_is_told_from_another() {
    let base = document();
    let mut other = document();
    assert!(base.same_content(&other));
    mark(&mut other, "Mahmoud", "person").unwrap();
    assert!(!base.same_content(&other));
    other.undo();
    assert!(base.same_content(&other));
    other
        .apply(
            Change::set_direction(Direction::LeftToRight),
            Selection::default(),
        )
        .unwrap();
    assert!(!base.same_content(&other));
    let mut labels: Vec<Label> = base.labels().iter().cloned().collect();
    labels.pop();
    let labels = LabelSet::new(labels).unwrap();
    let parts = Parts::new(base.article().clone(), base.source().clone(), labels);
    let fewer = Document::from_parts(parts).unwrap();
    assert!(!base.same_content(&fewer));
}
