//! The rows of the list against a list that is made anew and the plain way.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::document::{Change, Entity, LabelSet, Selection, SourceInfo};
use crate::text::matching::words;
use crate::text::{Article, ByteSpan};

const ORDERS: [ListOrder; 4] = [
    ListOrder::Reading,
    ListOrder::ByLabel,
    ListOrder::ByEntity,
    ListOrder::ByText,
];

fn document(text: String) -> Document {
    let article = Article::new(text, false).unwrap();
    let mut document = Document::new(article, SourceInfo::new("a", [0; 32]));
    for name in ["one", "two"] {
        let entity = Entity::new(document.fresh_entity_id(), name);
        let change = Change::add_entity(entity, &[]);
        document.apply(change, Selection::default()).unwrap();
    }
    document
}

fn up_to_date(rows: &mut Rows, document: &Document, order: ListOrder, filter: &ListFilter) {
    while !rows.update(document, order, filter) {}
}

/// All groups that are listed, with their annotations.
fn groups(rows: &Rows) -> Vec<(GroupOf, Vec<AnnotationId>)> {
    let mut found = Vec::new();
    if rows.order() == ListOrder::Reading {
        found.push((GroupOf::All, Vec::new()));
    }
    for row in rows.range(0..rows.len()) {
        match row {
            Row::Group(group) => found.push((rows.of(group), Vec::new())),
            Row::Annotation(id) => found.last_mut().unwrap().1.push(id),
        }
    }
    found
}

/// The same, made the plain way.
fn plainly(
    document: &Document,
    order: ListOrder,
    filter: &ListFilter,
) -> Vec<(GroupOf, Vec<AnnotationId>)> {
    let text = |annotation: &Annotation| words(&annotation.text(document.article()));
    let listed = document.annotations().filter(|annotation| {
        filter.admits(annotation) && text(annotation).contains(&words(&filter.text))
    });
    let mut found: Vec<(GroupOf, Vec<AnnotationId>)> = Vec::new();
    match order {
        ListOrder::Reading => found.push((GroupOf::All, listed.map(|it| it.id).collect())),
        ListOrder::ByLabel => {
            let listed: Vec<_> = listed.collect();
            for label in document.labels() {
                let own = listed.iter().filter(|it| it.label == label.id);
                let own: Vec<_> = own.map(|it| it.id).collect();
                if !own.is_empty() || filter.is_empty() {
                    found.push((GroupOf::Label(label.id.clone()), own));
                }
            }
        }
        ListOrder::ByEntity => {
            let mut by: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for it in listed {
                let key = (it.entity.is_none(), it.entity);
                by.entry(key).or_default().push(it.id);
            }
            found.extend(
                by.into_iter()
                    .map(|((_, of), ids)| (GroupOf::Entity(of), ids)),
            );
        }
        ListOrder::ByText => {
            let mut by: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for it in listed {
                by.entry(text(it)).or_default().push(it.id);
            }
            let mut by: Vec<_> = by.into_iter().collect();
            by.sort_by_key(|(_, ids)| Reverse(ids.len()));
            found.extend(
                by.into_iter()
                    .map(|(of, ids)| (GroupOf::Text(of.into()), ids)),
            );
        }
    }
    found
}

fn filter(number: usize) -> ListFilter {
    let label = |id: &str| LabelId::new(id).unwrap();
    let text = |text: &str| ListFilter {
        text: text.to_owned(),
        ..ListFilter::default()
    };
    match number {
        0 => text("a"),
        1 => text("ab"),
        2 => text(" "),
        3 => ListFilter {
            labels: [label("person"), label("figure")].into(),
            ..text("")
        },
        4 => ListFilter {
            entity: Some(true),
            ..text("b")
        },
        5 => ListFilter {
            note: Some(false),
            ..text("")
        },
        _ => ListFilter::default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Following changes, orders and filters gives what making the list the
    /// plain way gives.
    #[test]
    fn rows_follow_whatever_is_done(
        steps in prop::collection::vec((0u8..9, 0usize..40, 1usize..4, 0usize..3), 1..120),
        looks in 1usize..90,
        asked in prop::collection::vec((0usize..4, 0usize..9), 1..6),
    ) {
        let mut document = document("abcaBca b".repeat(6));
        let labels: Vec<_> = LabelSet::starter().iter().map(|l| l.id.clone()).collect();
        let entities: Vec<_> = document.entities().map(|it| it.id).collect();
        let mut rows = Rows::default();
        let mut asked = asked.iter().cycle().map(|&(order, with)| (ORDERS[order], filter(with)));
        for (number, (what, start, length, label)) in steps.into_iter().enumerate() {
            let span = ByteSpan::new(start, start + length);
            let some = document.annotations().nth(start % document.count().max(1)).map(|a| a.id);
            let change = match (what, some) {
                (0 | 1, _) => Change::mark(document.fresh_id(), labels[label].clone(), span),
                (2, Some(id)) => Change::unmark(id),
                (3, Some(id)) => Change::relabel(id, labels[label].clone()),
                (4, Some(id)) => Change::respan(id, span),
                (5, Some(id)) => Change::link(&[id], entities.get(label).copied()),
                (6, Some(id)) => Change::set_note(id, if label == 0 { "" } else { "note" }),
                (7, Some(id)) => {
                    let spans = document.annotation(id).unwrap().spans.with(span);
                    Change::respan(id, spans)
                }
                _ => { document.undo(); continue; }
            };
            let _ = document.apply(change, Selection::default());
            if number % looks == 0 {
                let (order, filter) = asked.next().unwrap();
                up_to_date(&mut rows, &document, order, &filter);
                prop_assert_eq!(groups(&rows), plainly(&document, order, &filter));
            }
        }
        let (order, filter) = asked.next().unwrap();
        up_to_date(&mut rows, &document, order, &filter);
        let listed = plainly(&document, order, &filter);
        prop_assert_eq!(rows.listed(), listed.iter().map(|(_, ids)| ids.len()).sum::<usize>());
        prop_assert_eq!(groups(&rows), listed);
        for fold in [false, true] {
            if fold && let Some(&Row::Group(first)) = rows.range(0..1).first() {
                rows.fold(first);
            }
            let all = rows.range(0..rows.len());
            for (number, row) in all.into_iter().enumerate() {
                prop_assert_eq!(rows.range(number..number + 1), vec![row]);
                match row {
                    Row::Annotation(id) => prop_assert_eq!(rows.position(id), Some(number)),
                    Row::Group(group) => {
                        prop_assert_eq!(rows.position_of(&rows.of(group)), Some(number));
                    }
                }
            }
        }
    }
}

fn marked(places: &[(usize, usize, &str)]) -> Document {
    let mut document = document("aa bb aa bb aa cc".to_owned());
    for &(start, end, label) in places {
        let label = LabelId::new(label).unwrap();
        let change = Change::mark(document.fresh_id(), label, ByteSpan::new(start, end));
        document.apply(change, Selection::default()).unwrap();
    }
    document
}

#[test]
fn a_group_stays_folded_by_what_it_is_of() {
    let mut document = marked(&[(0, 2, "place"), (3, 5, "person"), (6, 8, "place")]);
    let mut rows = Rows::default();
    let all = ListFilter::default();
    up_to_date(&mut rows, &document, ListOrder::ByLabel, &all);
    let place = LabelId::new("place").unwrap();
    let of_place = |rows: &Rows| rows.number_of(&GroupOf::Label(place.clone())).unwrap() as usize;
    rows.fold(of_place(&rows));
    // Another order of the labels, and back from another order of the list.
    let change = Change::move_label(place.clone(), 0);
    document.apply(change, Selection::default()).unwrap();
    for order in [ListOrder::ByText, ListOrder::ByLabel] {
        up_to_date(&mut rows, &document, order, &all);
    }
    assert_eq!(of_place(&rows), 0);
    assert!(rows.is_folded(0) && !rows.is_folded(1));
    assert_eq!(rows.annotations(0..rows.len()), [AnnotationId(2)]);
    rows.fold(0);
    assert_eq!(rows.annotations(0..rows.len()).len(), 3);
}

#[test]
fn the_same_words_with_two_labels_are_seen_at_once() {
    let mut document = marked(&[(0, 2, "place"), (6, 8, "person"), (3, 5, "place")]);
    let mut rows = Rows::default();
    let all = ListFilter::default();
    up_to_date(&mut rows, &document, ListOrder::ByText, &all);
    let labels = |rows: &Rows, text: &str| {
        let group = rows.number_of(&GroupOf::Text(text.into())).unwrap();
        let mut labels: Vec<_> = rows.labels(group as usize).collect();
        labels.sort_unstable();
        labels
    };
    assert_eq!(
        (labels(&rows, "aa"), labels(&rows, "bb")),
        (vec![0, 1], vec![1])
    );
    let change = Change::relabel(AnnotationId(2), LabelId::new("place").unwrap());
    document.apply(change, Selection::default()).unwrap();
    up_to_date(&mut rows, &document, ListOrder::ByText, &all);
    assert_eq!(labels(&rows, "aa"), [1]);
}

#[test]
fn many_words_are_read_in_several_frames_and_the_list_stays_until_then() {
    let count = 2 * READ_AT_ONCE + 10;
    let article = Article::new("ab ".repeat(count), false).unwrap();
    let person = LabelId::new("person").unwrap();
    let annotations = (0..count).map(|at| {
        let span = ByteSpan::new(at * 3, at * 3 + 2);
        Annotation::new(AnnotationId(at as u64 + 1), person.clone(), span)
    });
    let parts = crate::document::Parts {
        annotations: annotations.collect(),
        ..crate::document::Parts::new(article, SourceInfo::new("a", [0; 32]), LabelSet::starter())
    };
    let mut document = Document::from_parts(parts).unwrap();
    let mut rows = Rows::default();
    assert!(rows.update(&document, ListOrder::Reading, &ListFilter::default()));
    let wanted = ListFilter {
        text: "zz".to_owned(),
        ..ListFilter::default()
    };
    assert!(!rows.update(&document, ListOrder::Reading, &wanted));
    assert_eq!(rows.listed(), count);
    // What is done meanwhile is seen meanwhile.
    let change = Change::unmark(AnnotationId(1));
    document.apply(change, Selection::default()).unwrap();
    assert!(!rows.update(&document, ListOrder::Reading, &wanted));
    assert_eq!(rows.listed(), count - 1);
    assert!(rows.update(&document, ListOrder::Reading, &wanted));
    assert_eq!(rows.listed(), 0);
    assert!(rows.update(&document, ListOrder::ByText, &ListFilter::default()));
    assert_eq!((rows.listed(), rows.len()), (count - 1, count));
}
