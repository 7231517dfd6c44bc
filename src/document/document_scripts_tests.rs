//! Long random scripts of edits, with a plain model beside the document.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

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
