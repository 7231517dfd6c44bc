//! Tests of changes of several edits, of what is refused, and of what the
//! history says of it all.

use std::collections::BTreeMap;

use super::*;
use crate::document::attribute::AttributeKind;
use crate::document::{
    Attribute, ChoiceOption, Color, Label, LabelError, LabelSet, Losses, Number, OptionName, Parts,
    Selection, SourceInfo, ValueError,
};

const TEXT: &str = "زار محمود عباس القاهرة، وعباس في القاهرة الآن: 3.5 مليون دولار.";

fn document() -> Document {
    let article = Article::new(TEXT, false).unwrap();
    Document::new(article, SourceInfo::new("a.txt", [7; 32]))
}

fn label(id: &str) -> LabelId {
    LabelId::new(id).unwrap()
}

fn name(name: &str) -> AttributeName {
    AttributeName::new(name).unwrap()
}

/// The span of the place where `words` stand for the nth time, from 0.
fn on(words: &str, nth: usize) -> ByteSpan {
    let (start, _) = TEXT.match_indices(words).nth(nth).unwrap();
    ByteSpan::new(start, start + words.len())
}

fn end_of(words: &str) -> ByteOffset {
    on(words, 0).end
}

#[track_caller]
fn apply(document: &mut Document, change: Change) {
    document.apply(change, Selection::default()).unwrap();
}

fn mark(document: &mut Document, words: &str, id: &str) -> AnnotationId {
    let number = document.fresh_id();
    apply(document, Change::mark(number, label(id), on(words, 0)));
    number
}

/// Label and words of every annotation, in reading order.
fn marked(document: &Document) -> Vec<(String, String)> {
    let article = document.article();
    let all = document.annotations();
    all.map(|it| (it.label.to_string(), it.text(article).into_owned()))
        .collect()
}

#[track_caller]
fn assert_marked(document: &Document, expected: &[(&str, &str)]) {
    let found = marked(document);
    let found: Vec<_> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_split_leaves_the_space_to_neither_and_a_join_takes_it_back() {
    let mut document = document();
    let whole = mark(&mut document, "محمود عباس", "person");
    let entity = Entity::new(document.fresh_entity_id(), "x");
    apply(&mut document, Change::add_entity(entity, &[whole]));
    for at in [end_of("محمود"), on("عباس", 0).start] {
        let split = Change::split(&document, whole, at).unwrap();
        apply(&mut document, split);
        assert_marked(&document, &[("person", "محمود"), ("person", "عباس")]);
        assert!(
            document
                .annotations()
                .all(|it| it.entity == Some(EntityId(1)))
        );
        document.undo();
    }
    let split = Change::split(&document, whole, end_of("محمود")).unwrap();
    apply(&mut document, split);
    let ids: Vec<_> = document.annotations().map(|it| it.id).rev().collect();
    let kept = Change::join(&document, &ids, Gap::Keep).unwrap();
    apply(&mut document, kept);
    assert_eq!(document.annotation(whole).unwrap().pieces().len(), 2);
    document.undo();
    let covered = Change::join(&document, &ids, Gap::Cover).unwrap();
    apply(&mut document, covered);
    assert_marked(&document, &[("person", "محمود عباس")]);
    let refused = Change::split(&document, whole, end_of("زار"));
    assert_eq!(refused, Err(EditError::EmptySpan));
    assert_eq!(
        Change::join(&document, &[whole, whole], Gap::Keep),
        Err(EditError::Nothing)
    );
}

#[test]
fn marking_all_leaves_out_what_is_marked() {
    let mut document = document();
    mark(&mut document, "القاهرة", "place");
    let spans = [on("القاهرة", 0), on("القاهرة", 1), on("القاهرة", 1)];
    let change = Change::mark_all(&document, &label("place"), None, spans).unwrap();
    assert_eq!(change.edits.len(), 1);
    apply(&mut document, change);
    assert_marked(&document, &[("place", "القاهرة"), ("place", "القاهرة")]);
    let again = Change::mark_all(&document, &label("place"), None, spans);
    assert_eq!(again, Err(EditError::Nothing));
    let ids: Vec<_> = document.annotations().map(|it| it.id).collect();
    let gone = Change::unmark_all(&document, &ids).unwrap();
    apply(&mut document, gone);
    assert_eq!(document.count(), 0);
}

#[test]
fn relabelling_many_leaves_no_two_that_say_the_same() {
    let mut document = document();
    let first = mark(&mut document, "القاهرة", "person");
    mark(&mut document, "القاهرة", "place");
    let other = mark(&mut document, "عباس", "person");
    let relabel = Change::relabel_all(&document, &[first, other], &label("place"));
    apply(&mut document, relabel.unwrap());
    assert_marked(&document, &[("place", "عباس"), ("place", "القاهرة")]);
    document.undo();
    assert_eq!(document.count_of(&label("person")), 2);
}

fn figure(document: &mut Document) -> AnnotationId {
    let id = mark(document, "3.5 مليون دولار", "figure");
    let value = Some(AttributeValue::Number(Number::from(3_500_000)));
    apply(document, Change::set_attribute(id, name("value"), value));
    let unit = Some(AttributeValue::Text("دولار".into()));
    apply(document, Change::set_attribute(id, name("unit"), unit));
    id
}

#[test]
fn another_label_drops_the_attributes_it_has_not_and_undo_brings_them_back() {
    let mut document = document();
    let id = figure(&mut document);
    let before = document.annotation(id).unwrap().clone();
    apply(&mut document, Change::relabel(id, label("place")));
    assert!(!document.annotation(id).unwrap().has_attributes());
    document.undo();
    assert_eq!(document.annotation(id), Some(&before));
    document.redo();
    assert_eq!(document.count_of(&label("place")), 1);
}

#[test]
fn a_value_for_many_goes_where_it_fits() {
    let mut document = document();
    let figure = figure(&mut document);
    let place = mark(
        &mut document,
        "\u{627}\u{644}\u{642}\u{627}\u{647}\u{631}\u{629}",
        "place",
    );
    let all = [place, figure];
    let unit = AttributeValue::Text("x".into());
    let set = |document: &Document, name: &str, value: Option<&AttributeValue>| {
        Change::set_attribute_of_all(document, &all, &self::name(name), value)
    };
    let change = set(&document, "unit", Some(&unit)).unwrap();
    apply(&mut document, change);
    let values = |document: &Document| {
        let of = |id| {
            document
                .annotation(id)
                .unwrap()
                .attribute(&name("unit"))
                .cloned()
        };
        all.map(of)
    };
    assert_eq!(values(&document), [None, Some(unit.clone())]);
    let change = set(&document, "unit", None).unwrap();
    apply(&mut document, change);
    assert_eq!(values(&document), [None, None]);
    // A text is no number, and nobody has ever heard of a colour.
    assert_eq!(
        set(&document, "value", Some(&unit)),
        Err(EditError::Nothing)
    );
    assert_eq!(set(&document, "colour", None), Err(EditError::Nothing));
}

#[test]
fn values_follow_a_renamed_attribute_and_go_with_one_that_is_gone() {
    let mut document = document();
    let id = figure(&mut document);
    let before = document.annotation(id).unwrap().clone();
    let mut changed = document.labels().get(&label("figure")).unwrap().clone();
    changed.id = label("amount");
    changed.attributes.retain(|it| it.name != name("unit"));
    changed.attributes[0].name = name("amount");

    let alone = Edit::EditLabel {
        id: label("figure"),
        label: Arc::new(changed.clone()),
    };
    let refused = document.apply(
        Change::one(ChangeKind::EditLabel, alone),
        Selection::default(),
    );
    assert!(
        matches!(refused, Err(EditError::AttributeInUse { .. })),
        "{refused:?}"
    );

    let renamed = [(name("value"), name("amount"))];
    let change = Change::edit_label(&document, &label("figure"), changed, &renamed);
    apply(&mut document, change);
    let altered = document.annotation(id).unwrap();
    assert_eq!(altered.label, label("amount"));
    let values: Vec<_> = altered
        .attributes()
        .map(|(name, _)| name.to_string())
        .collect();
    assert_eq!(values, ["amount"]);
    document.undo();
    assert_eq!(document.annotation(id), Some(&before));
}

fn org(id: &str, parent: Option<&str>) -> Label {
    Label {
        parent: parent.map(label),
        ..Label::new(label(id), "", "", Color([9; 3]))
    }
}

#[test]
fn deleting_a_label_says_what_becomes_of_all_that_used_it() {
    let mut document = document();
    apply(&mut document, Change::add_label(9, org("org", None)));
    apply(
        &mut document,
        Change::add_label(0, org("body", Some("org"))),
    );
    apply(
        &mut document,
        Change::add_label(1, org("party", Some("body"))),
    );
    mark(&mut document, "عباس", "body");
    mark(&mut document, "القاهرة", "body");
    mark(&mut document, "القاهرة", "place");
    let mut entity = Entity::new(document.fresh_entity_id(), "x");
    entity.label = Some(label("body"));
    apply(&mut document, Change::add_entity(entity, &[]));

    let bare = Change::one(ChangeKind::RemoveLabel, Edit::RemoveLabel(label("body")));
    let refused = EditError::LabelInUse {
        label: label("body"),
        annotations: 2,
        others: 2,
    };
    assert_eq!(document.apply(bare, Selection::default()), Err(refused));

    let before = document.snapshot();
    let gone = Change::delete_label(&document, &label("body"), &LabelFate::Delete).unwrap();
    apply(&mut document, gone);
    assert_marked(&document, &[("place", "القاهرة")]);
    assert_eq!(
        document.labels().get(&label("party")).unwrap().parent,
        Some(label("org"))
    );
    assert_eq!(document.entity(EntityId(1)).unwrap().label, None);
    document.undo();
    assert!(document.same_content(&before));

    let fate = LabelFate::Relabel(label("place"));
    let moved = Change::delete_label(&document, &label("body"), &fate).unwrap();
    apply(&mut document, moved);
    assert_marked(&document, &[("place", "عباس"), ("place", "القاهرة")]);
    let place = Some(label("place"));
    assert_eq!(document.entity(EntityId(1)).unwrap().label, place);
    let last = document.history().next_back().unwrap();
    assert_eq!(last.summary.label.as_ref().unwrap().id, label("body"));
    assert_eq!(last.summary.other.as_ref().unwrap().id, label("place"));
    document.undo();
    assert!(document.same_content(&before));
}

#[test]
fn a_loaded_set_keeps_the_labels_that_are_used() {
    let mut document = document();
    let used = mark(&mut document, "عباس", "person");
    let set = LabelSet::new(vec![
        Label {
            key: Some('1'),
            ..org("org", Some("place"))
        },
        org("place", None),
    ]);
    let set = set.unwrap();
    let before = document.snapshot();
    let change = Change::load_labels(&document, &set, &BTreeMap::new());
    apply(&mut document, change);
    let labels = document.labels().iter();
    let found: Vec<_> = labels.map(|it| (it.id.as_str(), it.key)).collect();
    assert_eq!(
        found,
        [("org", Some('1')), ("place", None), ("person", None)]
    );
    assert_eq!(document.annotation(used).unwrap().label, label("person"));
    document.undo();
    assert!(document.same_content(&before));
    let same = Change::load_labels(&document, document.labels(), &BTreeMap::new());
    assert!(!document.apply(same, Selection::default()).unwrap().changed);
    // Nor where what is kept stands beside the set already.
    document.redo();
    let again = Change::load_labels(&document, &set, &BTreeMap::new());
    assert!(!document.apply(again, Selection::default()).unwrap().changed);
    assert_eq!(document.history().len(), 2);
}

/// A document of so many words, each an annotation with a value and a note of
/// its own.
fn long(words: usize) -> Document {
    let article = Article::new("ب ".repeat(words), false).unwrap();
    let source = SourceInfo::new("a.txt", [7; 32]);
    let annotations = (0..words).map(|n| {
        let span = ByteSpan::new(3 * n, 3 * n + 2);
        Annotation::new(AnnotationId(n as u64 + 1), label("figure"), span)
            .with_attribute(name("percent"), Some(AttributeValue::YesNo(true)))
            .with_note(Some(format!("{n:0300}").into()))
    });
    Document::from_parts(Parts {
        annotations: annotations.collect(),
        ..Parts::new(article, source, LabelSet::starter())
    })
    .unwrap()
}

/// Where each of these looked through all others, it would take minutes.
#[test]
fn a_change_of_very_many_takes_time_in_the_order_of_their_number() {
    let mut document = long(50_000);
    let ids: Vec<_> = document.annotations().map(|it| it.id).collect();
    let joined = Change::join(&document, &ids, Gap::Cover).unwrap();
    apply(&mut document, joined);
    let note = document.annotations().next().unwrap().note().unwrap();
    assert_eq!(note.len(), 50_000 * 301 - 1);
    document.undo();

    let mut figure = document.labels().get(&label("figure")).unwrap().clone();
    figure.attributes.clear();
    let altered = Change::edit_label(&document, &label("figure"), figure, &[]);
    apply(&mut document, altered);
    assert!(document.annotations().all(|it| !it.has_attributes()));
    let last = document.history().next_back().unwrap();
    assert_eq!(last.summary.label.as_ref().unwrap().id, label("figure"));
}

#[test]
fn of_attributes_that_become_one_the_value_is_kept_that_had_the_name() {
    let mut document = document();
    let id = figure(&mut document);
    let currency = Some(AttributeValue::Text("USD".into()));
    apply(
        &mut document,
        Change::set_attribute(id, name("currency"), currency.clone()),
    );
    let before = document.snapshot();
    let old = document.labels().get(&label("figure")).unwrap().clone();
    let mut values = |to: &str, left: &str| {
        let mut new = old.clone();
        new.attributes.retain(|it| it.name == name(left));
        new.attributes[0].name = name(to);
        let renamed = [(name("unit"), name(to)), (name("currency"), name(to))];
        let change = Change::edit_label(&document, &label("figure"), new, &renamed);
        apply(&mut document, change);
        let value = document
            .annotation(id)
            .unwrap()
            .attribute(&name(to))
            .cloned();
        document.undo();
        assert!(document.same_content(&before));
        value
    };
    let unit = Some(AttributeValue::Text("دولار".into()));
    assert_eq!(values("unit", "unit"), unit);
    assert_eq!(values("currency", "currency"), currency);
    assert_eq!(values("measure", "unit"), currency, "the first by name");
}

#[test]
fn a_loaded_set_hands_over_what_it_lacks_and_tells_what_is_lost() {
    let mut document = document();
    let id = figure(&mut document);
    mark(&mut document, "عباس", "person");
    mark(&mut document, "عباس", "place");
    let mut entity = Entity::new(document.fresh_entity_id(), "x");
    entity.label = Some(label("place"));
    apply(&mut document, Change::add_entity(entity, &[]));
    let before = document.snapshot();
    let set = LabelSet::new(vec![org("name", None)]).unwrap();
    let heir = LabelFate::Relabel(label("name"));
    let fates = [
        (label("person"), heir.clone()),
        (label("place"), heir),
        (label("figure"), LabelFate::Delete),
    ];
    let change = Change::load_labels(&document, &set, &fates.into());
    // One of two that would say the same, and the figure.
    let expected = Losses {
        annotations: 2,
        ..Losses::default()
    };
    assert_eq!(Losses::of(&document, &change), expected);
    apply(&mut document, change);
    assert_marked(&document, &[("name", "عباس")]);
    assert_eq!(document.labels(), &set);
    assert_eq!(
        document.entity(EntityId(1)).unwrap().label,
        Some(label("name"))
    );
    document.undo();
    assert!(document.same_content(&before));

    // A label of the same id that has other attributes, and one that stays.
    let set = LabelSet::new(vec![Label {
        key: Some('1'),
        ..org("figure", None)
    }]);
    let change = Change::load_labels(&document, &set.unwrap(), &BTreeMap::new());
    let expected = Losses {
        values: 1,
        keys: 1,
        ..Losses::default()
    };
    assert_eq!(Losses::of(&document, &change), expected);
    apply(&mut document, change);
    assert!(!document.annotation(id).unwrap().has_attributes());
    let person = document.labels().get(&label("person")).unwrap();
    assert_eq!(person.key, None);
}

#[test]
fn a_renamed_option_and_a_renamed_label_carry_what_is_said_along() {
    let mut document = document();
    let id = figure(&mut document);
    let about = OptionName::new("about").unwrap();
    let chosen = Some(AttributeValue::Choice(about.clone()));
    apply(
        &mut document,
        Change::set_attribute(id, name("modifier"), chosen),
    );
    let before = document.snapshot();
    let mut changed = document.labels().get(&label("figure")).unwrap().clone();
    let modifier = changed.attributes.iter_mut();
    let modifier = modifier.filter(|it| it.name == name("modifier"));
    let roughly = OptionName::new("roughly").unwrap();
    for attribute in modifier {
        let AttributeKind::Choice(options) = &mut attribute.kind else {
            panic!("the modifier is a choice");
        };
        let option = options.iter_mut().find(|it| it.name == about).unwrap();
        option.name = roughly.clone();
    }
    let lossy = Change::edit_label(&document, &label("figure"), changed.clone(), &[]);
    assert_eq!(Losses::of(&document, &lossy).values, 1);
    let change = Change::rename_option(
        &document,
        &label("figure"),
        changed,
        &name("modifier"),
        (&about, roughly.clone()),
    );
    assert!(Losses::of(&document, &change).is_none());
    apply(&mut document, change);
    let value = document
        .annotation(id)
        .unwrap()
        .attribute(&name("modifier"));
    assert_eq!(value, Some(&AttributeValue::Choice(roughly)));
    document.undo();
    assert!(document.same_content(&before));

    let renamed = Label {
        id: label("amount"),
        ..document.labels().get(&label("figure")).unwrap().clone()
    };
    let change = Change::edit_label(&document, &label("figure"), renamed, &[]);
    assert!(Losses::of(&document, &change).is_none());
    apply(&mut document, change);
    let last = document.history().next_back().unwrap().summary;
    let ids = [&last.other, &last.label].map(|it| it.as_ref().unwrap().id.as_str());
    assert_eq!((ids, last.count), (["figure", "amount"], 1));
}

#[test]
fn entities_are_merged_split_and_removed_and_their_mentions_stay() {
    let mut document = document();
    let first = mark(&mut document, "محمود عباس", "person");
    let second = document.fresh_id();
    apply(
        &mut document,
        Change::mark(second, label("person"), on("عباس", 1)),
    );
    for (words, mention) in [("محمود عباس", first), ("عباس", second)] {
        let mut entity = Entity::new(document.fresh_entity_id(), words);
        entity.note = Some(words.into());
        apply(&mut document, Change::add_entity(entity, &[mention]));
    }
    let (one, two) = (EntityId(1), EntityId(2));
    let merge = Change::merge_entities(&document, one, &[two, two, one]).unwrap();
    apply(&mut document, merge);
    assert!(document.mentions(one).eq([first, second]));
    assert_eq!(document.entity(two), None);
    let note = document.entity(one).unwrap().note.as_deref();
    assert_eq!(note, Some("محمود عباس\nعباس"));

    let split = Change::split_entity(&document, one, &[second], "أبو مازن").unwrap();
    apply(&mut document, split);
    assert_eq!(
        document.mention_count(EntityId(3)),
        1,
        "no number is given twice"
    );
    let refused = Change::split_entity(&document, one, &[second], "x");
    assert_eq!(refused, Err(EditError::Nothing));

    let bare = Change::one(ChangeKind::RemoveEntity, Edit::RemoveEntity(one));
    let in_use = EditError::EntityInUse {
        entity: one,
        mentions: 1,
    };
    assert_eq!(document.apply(bare, Selection::default()), Err(in_use));
    let gone = Change::remove_entity(&document, one);
    apply(&mut document, gone);
    assert_eq!(document.annotation(first).unwrap().entity, None);
    assert_eq!(document.count(), 2);
    let nothing = Change::merge_entities(&document, EntityId(3), &[EntityId(3)]);
    assert_eq!(nothing, Err(EditError::Nothing));
}

#[test]
fn what_breaks_the_rules_is_refused_and_says_why() {
    let mut document = document();
    let id = figure(&mut document);
    let revision = document.revision();
    let set = |name_: &str, value| Change::set_attribute(id, name(name_), Some(value));
    let pieces = |pieces: &[ByteSpan]| Change::respan(id, Spans::from_pieces(pieces));
    let (a, b) = (on("محمود", 0), on("عباس", 0));
    let add_entity = |id, name: &str| Change::add_entity(Entity::new(EntityId(id), name), &[]);
    let mut choice = org("x", None);
    let option = ChoiceOption::new(OptionName::new("a").unwrap(), "", "");
    let twice = AttributeKind::Choice(vec![option.clone(), option.clone()]);
    choice.attributes = vec![Attribute::new(name("kind"), "", "", twice)];
    let long: Arc<str> = "م".repeat(9 << 20).into();
    let wordy = Label {
        description: long.to_string(),
        ..org("x", None)
    };
    let figure = label("figure");
    let cases = [
        (pieces(&[]), EditError::EmptySpan),
        (
            pieces(&[a, ByteSpan::new(b.start.0, b.start.0)]),
            EditError::EmptySpan,
        ),
        (pieces(&[b, a]), EditError::PiecesMeet),
        (
            pieces(&[a, ByteSpan { start: a.end, ..b }]),
            EditError::PiecesMeet,
        ),
        (pieces(&vec![a; 1001]), EditError::TooManyPieces),
        (
            set("size", AttributeValue::YesNo(true)),
            EditError::UnknownAttribute {
                label: figure.clone(),
                attribute: name("size"),
            },
        ),
        (
            set("value", AttributeValue::YesNo(true)),
            EditError::BadValue(ValueError::WrongKind {
                name: name("value"),
                expected: "a number",
            }),
        ),
        (
            set("unit", AttributeValue::Text("".into())),
            EditError::BadValue(ValueError::EmptyText { name: name("unit") }),
        ),
        (
            set("unit", AttributeValue::Text("a".repeat(70_000).into())),
            EditError::BadValue(ValueError::TextTooLong { name: name("unit") }),
        ),
        (Change::set_note(id, long.clone()), EditError::NoteTooLong),
        (Change::set_article_note(long), EditError::NoteTooLong),
        (
            Change::link(&[id], Some(EntityId(4))),
            EditError::UnknownEntity(EntityId(4)),
        ),
        (add_entity(0, "x"), EditError::BadEntityId(EntityId(0))),
        (add_entity(1, " \n"), EditError::BadEntityName),
        (add_entity(1, &"x".repeat(10_001)), EditError::BadEntityName),
        (
            Change::edit_entity(Entity::new(EntityId(1), "x")),
            EditError::UnknownEntity(EntityId(1)),
        ),
        (
            Change::add_label(0, org("person", None)),
            EditError::Label(LabelError::DuplicateId(label("person"))),
        ),
        (
            Change::add_label(0, org("x", Some("y"))),
            EditError::Label(LabelError::UnknownParent {
                label: label("x"),
                parent: label("y"),
            }),
        ),
        (
            Change::add_label(0, org("x", Some("x"))),
            EditError::Label(LabelError::CyclicParents(label("x"))),
        ),
        (
            Change::add_label(0, wordy),
            EditError::Label(LabelError::DescriptionTooLong(label("x"))),
        ),
        (
            Change::add_label(0, choice),
            EditError::Label(LabelError::DuplicateOption {
                attribute: name("kind"),
                option: option.name,
            }),
        ),
        (Change::move_label(figure, 3), EditError::NoSuchPlace(3)),
        (
            Change::move_label(label("x"), 0),
            EditError::UnknownLabel(label("x")),
        ),
    ];
    for (change, error) in cases {
        let refused = document.apply(change, Selection::default());
        assert_eq!(refused, Err(error));
        assert_eq!(document.revision(), revision);
    }
}

#[test]
fn the_history_can_be_listed_and_walked_and_says_what_was_done() {
    let mut document = document();
    let spans = [on("القاهرة", 0), on("القاهرة", 1)];
    let marking = Change::mark_all(&document, &label("place"), None, spans).unwrap();
    apply(&mut document, marking);
    let renamed = Label {
        name_en: "Town".to_owned(),
        ..document.labels().get(&label("place")).unwrap().clone()
    };
    let renaming = Change::edit_label(&document, &label("place"), renamed, &[]);
    apply(&mut document, renaming);
    let person = mark(&mut document, "محمود عباس", "person");
    let entity = Entity::new(document.fresh_entity_id(), "عباس");
    apply(&mut document, Change::add_entity(entity, &[person]));
    apply(&mut document, Change::unmark(person));
    document.mark_saved();
    document.undo();

    let told: Vec<_> = document
        .history()
        .map(|it| {
            let summary = it.summary;
            let label = summary.label.as_ref().map(|label| label.name_en.as_str());
            let words = summary.excerpt.as_deref();
            (
                it.kind,
                summary.count,
                words,
                label,
                summary.entity.as_deref(),
            )
        })
        .collect();
    use ChangeKind::{AddEntity, EditLabel, Mark, Unmark};
    let (cairo, abbas) = (Some("القاهرة"), Some("محمود عباس"));
    let expected = [
        (Mark, 2, cairo, Some("Place"), None),
        (EditLabel, 0, None, Some("Town"), None),
        (Mark, 1, abbas, Some("Person"), None),
        (AddEntity, 1, abbas, Some("Person"), Some("عباس")),
        (Unmark, 1, abbas, Some("Person"), None),
    ];
    assert_eq!(told, expected);
    let places = document
        .history()
        .map(|it| (it.position, it.is_done, it.is_saved));
    let expected = (1..=5).map(|n| (n, n < 5, n == 5));
    assert!(places.eq(expected));

    let latest = document.snapshot();
    assert_eq!(document.go_to(4), None);
    let walked = document.go_to(1).unwrap();
    assert_eq!((walked.kind, walked.affected), (EditLabel, vec![person]));
    assert_eq!((document.history_position(), document.count()), (1, 2));
    assert_eq!(document.history().len(), 5, "nothing is lost by walking");
    document.go_to(4);
    assert!(document.same_content(&latest));
    document.go_to(2);
    mark(&mut document, "زار", "person");
    assert_eq!(document.history().len(), 3, "until something new is done");
    assert!(document.is_modified());
}

#[test]
fn an_excerpt_is_cut_and_says_so() {
    let mut document = document();
    let whole = ByteSpan::new(0, TEXT.len());
    let id = document.fresh_id();
    apply(&mut document, Change::mark(id, label("person"), whole));
    let summary = document.history().next().unwrap().summary.clone();
    assert_eq!(summary.excerpt.unwrap().chars().count(), 60);
    assert!(summary.cut);
}
