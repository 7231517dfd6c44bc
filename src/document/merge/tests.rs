//! Tests of merging: what must hold of any three documents, and cases thought
//! out by hand.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::document::extra::{Extra, ExtraField};
use crate::document::{
    Attribute, AttributeKind, AttributeValue, Change, ChangeKind, Color, Edit, Label, Number,
    Parts, Selection, SourceInfo, Spans,
};
use crate::text::{Article, ByteSpan};

const TEXT: &str = "زار محمود عباس القاهرة وقال عباس في القاهرة إن 560 جنديا غادروا عمان أمس.";

fn document() -> Document {
    let article = Article::new(TEXT, false).unwrap();
    Document::new(article, SourceInfo::new("a.txt", [7; 32]))
}

fn label(id: &str) -> LabelId {
    LabelId::new(id).unwrap()
}

fn value_name() -> AttributeName {
    AttributeName::new("value").unwrap()
}

/// From one word to another of the text, by their places from 0.
fn words(from: usize, to: usize) -> Spans {
    let at = |n: usize| TEXT.split(' ').take(n).map(|word| word.len() + 1).sum();
    let start: usize = at(from);
    let end: usize = at(to + 1);
    ByteSpan::new(start, end - 1).into()
}

fn apply(document: &mut Document, change: Change) {
    let applied = document.apply(change, Selection::default());
    applied.unwrap_or_else(|error| panic!("{error}"));
}

fn mark(document: &mut Document, word: usize, id: &str) -> AnnotationId {
    let number = document.fresh_id();
    apply(document, Change::mark(number, label(id), words(word, word)));
    number
}

/// Everything that a document says, whatever the numbers in it.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    annotations: Vec<String>,
    lost: Vec<String>,
    entities: Vec<String>,
    labels: LabelSet,
    whole: (Direction, Option<String>),
}

fn said(document: &Document) -> Said {
    let entity = |id: Option<EntityId>| {
        let entity = id.and_then(|id| document.entity(id)).cloned();
        entity.map(|entity| Entity {
            id: EntityId(1),
            ..entity
        })
    };
    let shown = |it: &Annotation| {
        let values: Vec<_> = it.attributes().collect();
        let (spans, names) = (&it.spans, entity(it.entity));
        format!(
            "{} {spans:?} {:?} {values:?} {names:?}",
            it.label,
            it.note()
        )
    };
    let mut annotations: Vec<_> = document.annotations().map(shown).collect();
    let mut entities: Vec<_> = document
        .entities()
        .map(|it| format!("{:?}", entity(Some(it.id))))
        .collect();
    let mut lost: Vec<_> = document
        .lost()
        .map(|it| format!("{} {}", it.quote(), shown(it.said())))
        .collect();
    annotations.sort();
    entities.sort();
    lost.sort();
    Said {
        annotations,
        lost,
        entities,
        labels: document.labels().clone(),
        whole: (document.direction(), document.note().map(str::to_owned)),
    }
}

/// Fails unless a document keeps its invariant.
fn check(document: &Document) {
    let parts = Parts {
        article: document.article().clone(),
        source: document.source().clone(),
        labels: LabelSet::new(document.labels().iter().cloned().collect()).unwrap(),
        direction: document.direction(),
        note: document.note.clone(),
        entities: document.entities().cloned().collect(),
        annotations: document.annotations().cloned().collect(),
        extra: document.extra().clone(),
        lost: document.lost().cloned().collect(),
    };
    let again = Document::from_parts(parts).unwrap();
    assert!(again.same_content(document));
    for label in document.labels() {
        assert_eq!(again.count_of(&label.id), document.count_of(&label.id));
    }
}

/// Merges, undoes the merge and makes it again; the result is valid.
fn merged(merge: &Merge) -> Document {
    let mut result = merge.mine().snapshot();
    apply(&mut result, merge.change());
    check(&result);
    if result.can_undo() {
        result.undo();
        assert!(result.same_content(merge.mine()));
        result.redo();
    }
    result
}

fn merge_of(base: Option<&Document>, mine: &Document, theirs: &Document) -> Merge {
    let base = base.map(Document::snapshot);
    Merge::new(base, mine.snapshot(), theirs.snapshot()).unwrap()
}

/// A gesture by four numbers; what is not possible changes nothing.
type Gesture = (u8, u8, u8, u8);

fn make(document: &mut Document, (kind, a, b, c): Gesture) {
    let labels = document.labels();
    if labels.is_empty() {
        return;
    }
    let label = &labels.labels[usize::from(b) % labels.len()];
    let (label_id, definition) = (label.id.clone(), Label::clone(label));
    let nth = usize::from(a) % document.count().max(1);
    let annotation = document.annotations().nth(nth).cloned();
    let id = annotation.as_ref().map_or(AnnotationId(0), |it| it.id);
    let nth = usize::from(a) % document.entity_count().max(1);
    let entity = document.entities().nth(nth).cloned();
    let from = usize::from(b) % 13;
    let spans = words(from, (from + usize::from(c) % 3).min(12));
    let change = match kind {
        0 | 1 => Ok(Change::mark(document.fresh_id(), label_id, spans)),
        2 => Ok(Change::unmark(id)),
        3 => Ok(Change::set_note(id, ["", "one", "two"][usize::from(c) % 3])),
        4 => {
            let names: Vec<_> = definition.attributes.iter().map(|it| &it.name).collect();
            let name = names.first().map_or(value_name(), |name| (*name).clone());
            let value = AttributeValue::Number(Number::from(i64::from(c % 3)));
            Ok(Change::set_attribute(id, name, (c > 40).then_some(value)))
        }
        // A number that another side may give to something else.
        5 => {
            let id = AnnotationId(1 + u64::from(c % 12));
            Ok(Change::mark(id, label_id, spans))
        }
        6 => Ok(Change::relabel(id, label_id)),
        7 => Ok(Change::respan(id, spans)),
        8 => {
            let name = ["محمود عباس", "عباس", "القاهرة"][usize::from(b) % 3];
            let mut entity = Entity::new(document.fresh_entity_id(), name);
            entity.label = (c % 2 == 0).then_some(label_id);
            Ok(Change::add_entity(entity, &[id]))
        }
        9 => {
            let mut entity = entity.unwrap_or(Entity::new(EntityId(9999), "x"));
            match c % 3 {
                0 => entity.name = format!("{}{b}", entity.name),
                1 => entity.link = Some("urn:x:y".parse().unwrap()),
                _ => entity.note = Some(format!("{b}").into()),
            }
            Ok(Change::edit_entity(entity))
        }
        10 => Ok(Change::link(&[id], entity.map(|it| it.id))),
        11 => {
            let id = entity.map_or(EntityId(9999), |it| it.id);
            Ok(Change::remove_entity(document, id))
        }
        12 => {
            let id = LabelId::new(["org", "city", "date"][usize::from(a) % 3]).unwrap();
            let mut label = Label::new(id, "جهة", "Thing", Color([a, b, c]));
            label.key = char::from_digit(u32::from(b % 9) + 1, 10);
            label.parent = (c % 2 == 0).then_some(label_id);
            Ok(Change::add_label(usize::from(c) % 5, label))
        }
        13 => Ok(Change::move_label(label_id, usize::from(c) % labels.len())),
        14 => {
            let fate = super::super::LabelFate::Delete;
            Change::delete_label(document, &label_id, &fate)
        }
        15 => {
            let mut label = definition;
            match c % 4 {
                0 => label.name_ar.push('x'),
                1 => label.attributes.retain(|it| it.name.as_str() != "value"),
                2 => {
                    let name = AttributeName::new(["one", "two"][usize::from(a) % 2]).unwrap();
                    let attribute = Attribute::new(name, "", "", AttributeKind::Number);
                    label.attributes.push(attribute);
                }
                _ => label.key = char::from_digit(u32::from(a % 9) + 1, 10),
            }
            Ok(Change::edit_label(document, &label_id, label, &[]))
        }
        16 => Ok(Change::set_article_note(["", "a", "b"][usize::from(a) % 3])),
        18 => Change::lose(document, id),
        19 => {
            let lost = document
                .lost()
                .nth(usize::from(a) % document.lost_count().max(1));
            let id = lost.map_or(AnnotationId(0), |lost| lost.id());
            Change::put_back(document, [(id, spans)])
        }
        20 => {
            let lost = document
                .lost()
                .nth(usize::from(a) % document.lost_count().max(1));
            Ok(Change::forget(lost.map(|lost| lost.id())))
        }
        _ => Ok(Change::set_direction(document.direction().opposite())),
    };
    if let Ok(change) = change {
        let _ = document.apply(change, Selection::default());
    }
}

fn made(from: &Document, gestures: &[Gesture]) -> Document {
    let mut document = from.snapshot();
    for gesture in gestures {
        make(&mut document, *gesture);
    }
    document.snapshot()
}

fn gestures(kinds: u8, count: usize) -> impl Strategy<Value = Vec<Gesture>> {
    let gesture = (0..kinds, any::<u8>(), any::<u8>(), any::<u8>());
    prop::collection::vec(gesture, 0..count)
}

fn three(kinds: u8) -> impl Strategy<Value = (Document, Document, Document)> {
    let all = (
        gestures(kinds, 14),
        gestures(kinds, 10),
        gestures(kinds, 10),
    );
    all.prop_map(|(base, mine, theirs)| {
        let base = made(&document(), &base);
        let (mine, theirs) = (made(&base, &mine), made(&base, &theirs));
        (base, mine, theirs)
    })
}

/// Where annotations stand and what label they have.
fn places(document: &Document) -> BTreeSet<(Vec<ByteSpan>, String)> {
    let place = |it: &Annotation| (it.pieces().to_vec(), it.label.to_string());
    document.annotations().map(place).collect()
}

fn notes(document: &Document) -> Vec<String> {
    let notes = document.annotations().filter_map(Annotation::note);
    notes.map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn what_one_side_left_as_it_was_is_the_other_side((base, one, _) in three(21)) {
        let merge = merge_of(Some(&base), &one, &base);
        prop_assert!(merge.change().edits.is_empty() && merge.conflicts() == 0);
        prop_assert!(merged(&merge).same_content(&one));

        let merge = merge_of(Some(&base), &base, &one);
        prop_assert_eq!(merge.conflicts(), 0);
        prop_assert_eq!(said(&merged(&merge)), said(&one));
    }

    #[test]
    fn what_both_made_alike_stays((base, one, _) in three(21)) {
        for base in [Some(&base), None] {
            let merge = merge_of(base, &one, &one);
            prop_assert!(merge.rows().is_empty() && merge.change().edits.is_empty());
        }
    }

    #[test]
    fn whatever_is_chosen_the_result_is_valid_and_undone(
        (base, mine, theirs) in three(21),
        choices in prop::collection::vec(0..4_u8, 40),
        has_base: bool,
    ) {
        let mut merge = merge_of(has_base.then_some(&base), &mine, &theirs);
        merged(&merge);
        for (row, choice) in choices.into_iter().enumerate() {
            match choice {
                0 => merge.choose(row, Choice::Mine),
                1 => merge.choose(row, Choice::Theirs),
                2 => merge.choose(row, Choice::Both),
                _ => {}
            }
        }
        merged(&merge);
        merge.choose_all(Choice::Mine, false);
        prop_assert!(merge.change().edits.is_empty());
        merge.choose_all(Choice::Theirs, false);
        let all_theirs = merged(&merge);
        prop_assert_eq!(places(&all_theirs), places(&theirs));
        prop_assert_eq!(said(&all_theirs).lost.len(), said(&theirs).lost.len());
    }

    #[test]
    fn what_is_lost_is_nowhere_only_where_a_side_deleted_it(
        (base, mine, theirs) in three(21),
        choices in prop::collection::vec(any::<bool>(), 40),
    ) {
        let mut merge = merge_of(Some(&base), &mine, &theirs);
        for (row, is_mine) in choices.into_iter().enumerate() {
            merge.choose(row, if is_mine { Choice::Mine } else { Choice::Theirs });
        }
        let result = merged(&merge);
        for lost in base.lost() {
            let (id, label) = (lost.id(), &lost.said().label);
            let is_left = |side: &Document| side.lost_of(id).is_some_and(|it| it.said().label == *label);
            let is_back = |side: &Document| side.annotation(id).is_some_and(|it| it.label == *label);
            let (a, b) = (is_left(&mine) && is_back(&theirs), is_left(&theirs) && is_back(&mine));
            if a || b {
                let by = if a { &theirs } else { &mine };
                let place = by.annotation(id).unwrap();
                let there = places(&result);
                let there = there.contains(&(place.pieces().to_vec(), label.to_string()));
                let words = |it: &&super::super::Lost| it.quotes() == lost.quotes();
                prop_assert!(there || result.annotation(id).is_some() || result.lost().any(|it| words(&it)));
            }
        }
    }

    #[test]
    fn nothing_is_lost_that_the_other_side_did_not_remove(
        (base, mine, theirs) in three(6),
        has_base: bool,
    ) {
        let merge = merge_of(has_base.then_some(&base), &mine, &theirs);
        let result = merged(&merge);
        let [old, ours, other, all] = [&base, &mine, &theirs, &result].map(places);
        for place in ours.union(&other) {
            let is_new = !has_base || !old.contains(place);
            let in_both = ours.contains(place) && other.contains(place);
            prop_assert!(!(is_new || in_both) || all.contains(place), "{place:?} is lost");
        }
        // A number that is taken away and given again looks like one annotation
        // that has moved or changed its label: both may have happened to it.
        let known: BTreeSet<_> = ours.union(&other).collect();
        for (pieces, label) in &all {
            prop_assert!(known.iter().any(|(others, _)| others == pieces));
            prop_assert!(known.iter().any(|(_, other)| other == label));
        }
        for side in [&mine, &theirs] {
            let new = notes(side).into_iter().filter(|note| !notes(&base).contains(note));
            for note in new {
                prop_assert!(notes(&result).iter().any(|it| it.contains(&note)), "{note}");
            }
        }
    }

    #[test]
    fn what_a_side_has_altered_is_found_in_the_result((base, mine, theirs) in three(12)) {
        let result = merged(&merge_of(Some(&base), &mine, &theirs));
        let (old, all) = (places(&base), places(&result));
        for side in [&mine, &theirs] {
            for (pieces, label) in places(side).difference(&old) {
                let like = |(others, other): &(Vec<ByteSpan>, String)| others == pieces || other == label;
                prop_assert!(all.iter().any(like), "{label} on {pieces:?}");
            }
        }
    }
}

proptest! {
    /// Whatever is undone, made again and done anew since, what was saved can be
    /// made of the document.
    #[test]
    fn what_was_saved_is_found_again_from_anywhere(
        gestures in prop::collection::vec((0..26_u8, any::<u8>(), any::<u8>(), any::<u8>()), 0..60),
    ) {
        let mut document = document();
        let mut saved = document.snapshot();
        for (kind, a, b, c) in gestures {
            match kind {
                18..=20 => drop(document.undo()),
                21 | 22 => drop(document.redo()),
                23 => {
                    document.mark_saved();
                    saved = document.snapshot();
                }
                24 => document.mark_unsaved(),
                25 => drop(document.go_to(usize::from(a) % 8)),
                _ => make(&mut document, (kind, a, b, c)),
            }
            let way = document.way_to_saved();
            let found = document.snapshot().after(&way);
            prop_assert!(found.is_some_and(|found| found.same_content(&saved)));
        }
    }
}

#[test]
fn a_step_counts_as_done_until_it_is_undone() {
    let mut document = document();
    mark(&mut document, 2, "person");
    let point = document.save_point();
    mark(&mut document, 3, "place");
    assert!(document.contains(point));
    document.undo();
    document.undo();
    assert!(!document.contains(point));
    mark(&mut document, 4, "place");
    assert!(!document.contains(point), "another step is in its place");
}

/// A document with one person, one place and one figure, and its two copies.
fn copies() -> (Document, Document, Document) {
    let mut base = document();
    mark(&mut base, 2, "person");
    mark(&mut base, 3, "place");
    mark(&mut base, 9, "figure");
    (base.snapshot(), base.snapshot(), base)
}

fn only_row(merge: &Merge) -> &Row {
    assert_eq!(merge.rows().len(), 1, "{:?}", merge.rows());
    &merge.rows()[0]
}

#[test]
fn what_only_they_did_is_taken_and_told() {
    let (base, mine, mut theirs) = copies();
    apply(
        &mut theirs,
        Change::relabel(AnnotationId(2), label("person")),
    );
    apply(&mut theirs, Change::unmark(AnnotationId(1)));
    mark(&mut theirs, 12, "place");
    let merge = merge_of(Some(&base), &mine, &theirs);
    let deeds: Vec<_> = merge
        .rows()
        .iter()
        .map(|row| (row.by, row.choice, merge.deed(&row.subject, false).unwrap()))
        .collect();
    let by = |deed| (By::Them, Choice::Theirs, deed);
    let expected = [
        by(Deed::Removed),
        by(Deed::Altered(vec![Field::Label])),
        by(Deed::Added),
    ];
    assert_eq!(deeds, expected);
    let mine = merge
        .rows()
        .iter()
        .map(|row| merge.deed(&row.subject, true));
    let mine: Vec<_> = mine.map(Option::unwrap).collect();
    assert_eq!(mine, [Deed::Kept, Deed::Kept, Deed::Absent]);
    assert!(merged(&merge).same_content(&theirs));
}

#[test]
fn two_labels_for_one_mark_are_a_conflict_and_both_stay() {
    let (base, mut mine, mut theirs) = copies();
    apply(&mut mine, Change::relabel(AnnotationId(1), label("place")));
    apply(&mut mine, Change::set_note(AnnotationId(1), "mine"));
    apply(
        &mut theirs,
        Change::relabel(AnnotationId(1), label("figure")),
    );
    let mut merge = merge_of(Some(&base), &mine, &theirs);
    let row = only_row(&merge);
    assert_eq!(
        (row.by, row.is_conflict, row.choice),
        (By::Both, true, Choice::Both)
    );
    let result = merged(&merge);
    let on_it: Vec<_> = result
        .annotations_on(&words(2, 2))
        .iter()
        .map(|it| (it.id.0, it.label.as_str(), it.note()))
        .collect();
    assert_eq!(
        on_it,
        [(1, "place", Some("mine")), (4, "figure", Some("mine"))]
    );
    merge.choose(0, Choice::Theirs);
    assert!(merged(&merge).same_content(&theirs));
}

#[test]
fn fields_that_each_side_altered_are_put_together() {
    let (base, mut mine, mut theirs) = copies();
    apply(&mut mine, Change::respan(AnnotationId(1), words(1, 2)));
    apply(&mut theirs, Change::set_note(AnnotationId(1), "theirs"));
    let value = AttributeValue::Number(Number::from(560));
    let id = AnnotationId(3);
    apply(
        &mut mine,
        Change::set_attribute(id, value_name(), Some(value)),
    );
    let unit = AttributeName::new("unit").unwrap();
    let soldier = AttributeValue::Text("جندي".into());
    apply(
        &mut theirs,
        Change::set_attribute(id, unit.clone(), Some(soldier)),
    );
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!((merge.rows().len(), merge.conflicts()), (2, 0));
    let result = merged(&merge);
    let first = result.annotation(AnnotationId(1)).unwrap();
    assert_eq!((&first.spans, first.note()), (&words(1, 2), Some("theirs")));
    let figure = result.annotation(id).unwrap();
    assert_eq!(figure.attributes().count(), 2);
}

#[test]
fn two_values_of_one_attribute_are_a_conflict_and_theirs_is_noted() {
    let (base, mut mine, mut theirs) = copies();
    let id = AnnotationId(3);
    let set = |number| {
        let value = AttributeValue::Number(Number::from(number));
        Change::set_attribute(id, value_name(), Some(value))
    };
    apply(&mut mine, set(560));
    apply(&mut theirs, set(650));
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert!(only_row(&merge).is_conflict);
    let result = merged(&merge);
    let figure = result.annotation(id).unwrap();
    let value = AttributeValue::Number(Number::from(560));
    assert_eq!(figure.attribute(&value_name()), Some(&value));
    assert_eq!(figure.note(), Some("value: 650"));
}

#[test]
fn what_one_removed_and_the_other_altered_is_kept_until_decided() {
    let (base, mut mine, mut theirs) = copies();
    apply(&mut mine, Change::unmark(AnnotationId(1)));
    apply(&mut theirs, Change::set_note(AnnotationId(1), "theirs"));
    apply(&mut mine, Change::relabel(AnnotationId(2), label("person")));
    apply(&mut theirs, Change::unmark(AnnotationId(2)));
    let mut merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!((merge.rows().len(), merge.conflicts()), (2, 2));
    assert!(merge.rows().iter().all(|row| !row.may_be_both));
    assert_eq!(merged(&merge).count(), 3);
    merge.choose_all(Choice::Mine, true);
    assert!(merged(&merge).same_content(&mine));
    merge.choose_all(Choice::Theirs, true);
    assert!(merged(&merge).same_content(&theirs));
}

#[test]
fn a_number_that_both_gave_to_something_else_is_given_anew() {
    let (base, mut mine, mut theirs) = copies();
    assert_eq!(mark(&mut mine, 5, "person"), mark(&mut theirs, 12, "place"));
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!((merge.rows().len(), merge.conflicts()), (2, 0));
    let result = merged(&merge);
    assert_eq!(result.annotations_on(&words(5, 5))[0].id, AnnotationId(4));
    assert_eq!(result.annotations_on(&words(12, 12))[0].id, AnnotationId(5));
}

#[test]
fn a_file_with_other_numbers_is_recognised_by_what_it_says() {
    let (base, mut mine, theirs) = copies();
    let renumbered = theirs.annotations().map(|it| {
        let mut annotation = it.clone();
        annotation.id = AnnotationId(it.id.0 + 10);
        annotation
    });
    let parts = Parts {
        annotations: renumbered.collect(),
        ..Parts::new(
            theirs.article().clone(),
            theirs.source().clone(),
            theirs.labels().clone(),
        )
    };
    let theirs = Document::from_parts(parts).unwrap();
    apply(&mut mine, Change::set_note(AnnotationId(1), "mine"));
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!(only_row(&merge).by, By::Me);
    assert!(merged(&merge).same_content(&mine));
}

#[test]
fn entities_of_one_name_become_one_with_both_their_mentions() {
    let (base, mut mine, mut theirs) = copies();
    // Their number stands for another thing here.
    let other = Entity::new(EntityId(1), "القاهرة");
    apply(&mut mine, Change::add_entity(other, &[AnnotationId(2)]));
    let entity = |id, name: &str| Entity::new(EntityId(id), name);
    apply(&mut mine, Change::add_entity(entity(2, "محمود عباس"), &[]));
    let id = mark(&mut theirs, 5, "person");
    let mut named = entity(1, "محمود عبّاس");
    named.link = Some("urn:x:abbas".parse().unwrap());
    apply(
        &mut theirs,
        Change::add_entity(named, &[AnnotationId(1), id]),
    );
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!(merge.conflicts(), 0);
    let result = merged(&merge);
    assert_eq!(result.entity_count(), 2);
    let abbas = result.entity(EntityId(2)).unwrap();
    assert_eq!(abbas.name, "محمود عباس");
    assert!(abbas.link.is_some());
    assert_eq!(result.mention_count(EntityId(2)), 2);
    assert_eq!(result.mention_count(EntityId(1)), 1);
}

#[test]
fn entities_of_one_name_that_contradict_each_other_stay_two() {
    let (base, mut mine, mut theirs) = copies();
    let entity = |link: &str| {
        let mut entity = Entity::new(EntityId(1), "محمد علي");
        entity.link = Some(link.parse().unwrap());
        entity
    };
    let first = AnnotationId(1);
    apply(
        &mut mine,
        Change::add_entity(entity("urn:x:pasha"), &[first]),
    );
    let id = mark(&mut theirs, 5, "person");
    apply(&mut theirs, Change::add_entity(entity("urn:x:clay"), &[id]));
    let mut merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!(merge.conflicts(), 1);
    let result = merged(&merge);
    assert_eq!(result.entity_count(), 2);
    let named = |place: &Spans| {
        let entity = result.annotations_on(place)[0].entity.unwrap();
        result
            .entity(entity)
            .unwrap()
            .link
            .clone()
            .unwrap()
            .to_string()
    };
    assert_eq!(named(&words(2, 2)), "urn:x:pasha");
    assert_eq!(named(&words(5, 5)), "urn:x:clay");
    merge.choose(0, Choice::Mine);
    let result = merged(&merge);
    assert_eq!(
        (result.entity_count(), result.mention_count(EntityId(1))),
        (1, 2)
    );
}

#[test]
fn a_label_that_one_removed_stays_where_the_other_has_marked_with_it() {
    let (base, mut mine, mut theirs) = copies();
    mark(&mut mine, 12, "place");
    let gone = label("place");
    let fate = super::super::LabelFate::Relabel(label("person"));
    let change = Change::delete_label(&theirs, &gone, &fate).unwrap();
    apply(&mut theirs, change);
    let result = merged(&merge_of(Some(&base), &mine, &theirs));
    assert!(result.labels().get(&gone).is_some());
    assert_eq!(result.count_of(&gone), 1);
    assert_eq!(result.count_of(&label("person")), 2);
}

#[test]
fn a_value_that_its_label_lost_brings_the_attribute_back() {
    let (base, mut mine, mut theirs) = copies();
    let id = AnnotationId(3);
    let value = AttributeValue::Number(Number::from(560));
    apply(
        &mut mine,
        Change::set_attribute(id, value_name(), Some(value.clone())),
    );
    let mut figure = theirs.labels().get(&label("figure")).unwrap().clone();
    figure.attributes.retain(|it| it.name != value_name());
    let change = Change::edit_label(&theirs, &label("figure"), figure, &[]);
    apply(&mut theirs, change);
    let result = merged(&merge_of(Some(&base), &mine, &theirs));
    let kept = result.annotation(id).unwrap();
    assert_eq!(kept.attribute(&value_name()), Some(&value));
}

#[test]
fn a_mark_that_both_moved_to_one_place_is_one_there() {
    let (base, mut mine, mut theirs) = copies();
    apply(&mut mine, Change::respan(AnnotationId(1), words(1, 2)));
    apply(&mut mine, Change::set_note(AnnotationId(1), "mine"));
    let id = theirs.fresh_id();
    apply(&mut theirs, Change::mark(id, label("person"), words(1, 2)));
    apply(&mut theirs, Change::set_note(id, "theirs"));
    let result = merged(&merge_of(Some(&base), &mine, &theirs));
    let there = result.annotations_on(&words(1, 2));
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].note(), Some("mine\ntheirs"));
}

#[test]
fn without_what_both_began_with_nothing_counts_as_removed() {
    let (_, mut mine, mut theirs) = copies();
    apply(&mut mine, Change::unmark(AnnotationId(1)));
    apply(&mut theirs, Change::unmark(AnnotationId(2)));
    let merge = merge_of(None, &mine, &theirs);
    assert!(merge.rows().iter().all(|row| row.by == By::Unknown));
    assert_eq!(merge.conflicts(), 0);
    assert_eq!(merged(&merge).count(), 3);
}

#[test]
fn documents_of_two_texts_are_not_merged() {
    let (base, mine, _) = copies();
    let article = Article::new(format!("{TEXT} "), false).unwrap();
    let theirs = Document::new(article, SourceInfo::new("a.txt", [7; 32]));
    let refused = Merge::new(Some(base), mine, theirs).unwrap_err();
    assert_eq!(refused, OtherText);
}

#[test]
fn a_merge_is_one_step_that_says_what_it_was() {
    let (base, mine, mut theirs) = copies();
    mark(&mut theirs, 12, "place");
    mark(&mut theirs, 5, "person");
    let merge = merge_of(Some(&base), &mine, &theirs);
    let mut result = mine.snapshot();
    apply(&mut result, merge.change());
    let history: Vec<_> = result.history().collect();
    assert_eq!((history.len(), history[0].kind), (1, ChangeKind::Merge));
    assert_eq!(history[0].summary.count, 2);
    let change = merge.change();
    let all_added = change.edits.iter().all(|edit| matches!(edit, Edit::Add(_)));
    assert!(all_added, "nothing of mine is touched");
}

fn unknown(name: &str, value: &str) -> Extra {
    let field = ExtraField {
        after: "id".into(),
        name: name.into(),
        value: value.into(),
    };
    vec![field].into()
}

fn with_unknown(document: &mut Document, id: AnnotationId, extra: Extra) {
    let annotation = document.annotation(id).unwrap().clone();
    let edit = Edit::Replace(annotation.with_extra(extra));
    let kind = ChangeKind::SetNote;
    let edits = vec![edit];
    apply(document, Change { kind, edits });
}

#[test]
fn what_only_newer_versions_know_is_taken_as_all_else() {
    let (base, mut mine, mut theirs) = copies();
    let id = AnnotationId(1);
    with_unknown(&mut theirs, id, unknown("later", "1"));
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!((merge.rows().len(), merge.conflicts()), (1, 0));
    assert!(merged(&merge).same_content(&theirs));

    apply(&mut mine, Change::set_note(id, "mine"));
    let result = merged(&merge_of(Some(&base), &mine, &theirs));
    let one = result.annotation(id).unwrap();
    assert_eq!(
        (one.note(), one.extra()),
        (Some("mine"), &unknown("later", "1"))
    );

    with_unknown(&mut mine, id, unknown("other", "2"));
    let result = merged(&merge_of(Some(&base), &mine, &theirs));
    assert_eq!(result.annotation(id).unwrap().extra().fields().len(), 2);

    with_unknown(&mut mine, id, unknown("later", "2"));
    let merge = merge_of(Some(&base), &mine, &theirs);
    assert_eq!(merge.conflicts(), 1);
    let result = merged(&merge);
    let one = result.annotation(id).unwrap();
    assert_eq!(one.extra(), &unknown("later", "2"));
    assert_eq!(one.note(), Some("mine\nlater: 1"));
}

#[test]
fn what_only_newer_versions_know_of_entities_and_labels_is_taken_too() {
    let (base, mut mine, mut theirs) = copies();
    let mut entity = Entity::new(theirs.fresh_entity_id(), "x");
    apply(&mut mine, Change::add_entity(entity.clone(), &[]));
    let base_with = mine.snapshot();
    entity.extra = unknown("later", "1");
    apply(&mut theirs, Change::add_entity(entity.clone(), &[]));
    let mut person = theirs.labels().get(&label("person")).unwrap().clone();
    person.extra = unknown("later", "1");
    let change = Change::edit_label(&theirs, &label("person"), person, &[]);
    apply(&mut theirs, change);
    let mut note = mine.entity(entity.id).unwrap().clone();
    note.note = Some("mine".into());
    apply(&mut mine, Change::edit_entity(note));
    let mut named = mine.labels().get(&label("person")).unwrap().clone();
    named.name_en = "Human".to_owned();
    let change = Change::edit_label(&mine, &label("person"), named, &[]);
    apply(&mut mine, change);
    for base in [Some(&base_with), Some(&base), None] {
        let result = merged(&merge_of(base, &mine, &theirs));
        let one = result.entity(entity.id).unwrap();
        assert_eq!(one.extra, entity.extra);
        assert_eq!(one.note.as_deref(), Some("mine"));
        let person = result.labels().get(&label("person")).unwrap();
        assert_eq!(person.extra, entity.extra);
    }
}
