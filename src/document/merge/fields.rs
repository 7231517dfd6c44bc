//! Two versions of one thing, field by field: what tells them apart, and one
//! version out of both.
//!
//! Invariant: what only one side has changed is taken; a value that only one
//! side has is taken where nothing is known of before; all else is open, and
//! the version of either side has its own value there.

use super::{Field, unknown};
use crate::document::annotation::Annotation;
use crate::document::attribute::{Attribute, AttributeName, AttributeValue};
use crate::document::compose::all_notes;
use crate::document::entity::Entity;
use crate::document::label::Label;

/// Two versions made one.
pub(super) struct Combined<T> {
    /// With my values where it is open.
    pub mine: T,
    /// With theirs where it is open.
    pub theirs: T,
    /// Whether something is open.
    pub is_open: bool,
}

/// Whose value of a field is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Mine,
    Theirs,
    Open,
}

fn taken<T: PartialEq>(base: Option<&T>, mine: &T, theirs: &T) -> Taken {
    match base {
        _ if mine == theirs => Taken::Mine,
        Some(base) if base == mine => Taken::Theirs,
        Some(base) if base == theirs => Taken::Mine,
        _ => Taken::Open,
    }
}

/// The same for a value that may be missing.
pub(super) fn taken_if_any<T: PartialEq>(
    base: Option<&Option<T>>,
    mine: &Option<T>,
    theirs: &Option<T>,
) -> Taken {
    match (base, mine, theirs) {
        (None, None, _) => Taken::Theirs,
        (None, _, None) => Taken::Mine,
        _ => taken(base, mine, theirs),
    }
}

/// Gives two versions a field of the side that is taken, or each its own.
fn settle<V, T>(both: &mut Combined<V>, taken: Taken, mine: T, theirs: T, set: impl Fn(&mut V, T))
where
    T: Clone,
{
    let (one, two) = match taken {
        Taken::Mine => (mine.clone(), mine),
        Taken::Theirs => (theirs.clone(), theirs),
        Taken::Open => (mine, theirs),
    };
    both.is_open |= taken == Taken::Open;
    set(&mut both.mine, one);
    set(&mut both.theirs, two);
}

fn changed<T: PartialEq>(field: Field, before: &T, now: &T) -> Option<Field> {
    (before != now).then_some(field)
}

/// In what two annotations differ, whatever their numbers.
pub(super) fn of_annotation(before: &Annotation, now: &Annotation) -> Vec<Field> {
    let mut fields: Vec<_> = [
        changed(Field::Label, &before.label, &now.label),
        changed(Field::Spans, &before.spans, &now.spans),
        changed(Field::Entity, &before.entity, &now.entity),
        changed(Field::Note, &before.note(), &now.note()),
        changed(Field::Unknown, before.extra(), now.extra()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let names = attribute_names(before, now);
    let altered = names.filter(|name| before.attribute(name) != now.attribute(name));
    fields.extend(altered.map(|name| Field::Attribute(name.clone())));
    fields
}

/// The names of the attributes that either of two annotations has.
fn attribute_names<'a>(
    one: &'a Annotation,
    two: &'a Annotation,
) -> impl Iterator<Item = &'a AttributeName> {
    let more = two.attributes().map(|(name, _)| name);
    let first = one.attributes().map(|(name, _)| name);
    first.chain(more.filter(|name| one.attribute(name).is_none()))
}

/// In what two entities differ, whatever their numbers.
pub(super) fn of_entity(before: &&Entity, now: &&Entity) -> Vec<Field> {
    let all = [
        changed(Field::Name, &before.name, &now.name),
        changed(Field::Label, &before.label, &now.label),
        changed(Field::Link, &before.link, &now.link),
        changed(Field::Note, &before.note, &now.note),
        changed(Field::Unknown, &before.extra, &now.extra),
    ];
    all.into_iter().flatten().collect()
}

/// In what two definitions of a label differ.
pub(super) fn of_label(before: &&Label, now: &&Label) -> Vec<Field> {
    let names = |label: &Label| {
        [
            label.name_ar.clone(),
            label.name_en.clone(),
            label.short_ar.clone(),
            label.short_en.clone(),
        ]
    };
    let all = [
        changed(Field::Name, &names(before), &names(now)),
        changed(Field::Color, &before.color, &now.color),
        changed(Field::Key, &before.key, &now.key),
        changed(Field::Note, &before.description, &now.description),
        changed(Field::Parent, &before.parent, &now.parent),
        changed(Field::Attributes, &before.attributes, &now.attributes),
        changed(Field::Unknown, &before.extra, &now.extra),
    ];
    all.into_iter().flatten().collect()
}

/// Whether two annotations say the same of the same text, so that a document
/// can hold only one of them.
pub(super) fn same_place(one: &Annotation, two: &Annotation) -> bool {
    one.label == two.label && one.spans == two.spans
}

/// Makes one annotation of two versions; both get my number.
pub(super) fn combine_annotations(
    base: Option<&Annotation>,
    mine: &Annotation,
    theirs: &Annotation,
) -> Combined<Annotation> {
    let mut other = theirs.clone();
    other.id = mine.id;
    let mut both = Combined {
        mine: mine.clone(),
        theirs: other,
        is_open: false,
    };
    if base.is_none() && !same_place(mine, theirs) {
        // Two things that only stand near each other.
        both.is_open = true;
        return both;
    }
    let side = taken(base.map(|it| &it.spans), &mine.spans, &theirs.spans);
    settle(
        &mut both,
        side,
        mine.spans.clone(),
        theirs.spans.clone(),
        |it, spans| it.spans = spans,
    );
    let notes = (mine.shared_note(), theirs.shared_note());
    let before = base.map(Annotation::shared_note);
    let side = taken_if_any(before.as_ref(), &notes.0, &notes.1);
    settle(&mut both, side, notes.0, notes.1, Annotation::set_note);
    let side = taken_if_any(base.map(|it| &it.entity), &mine.entity, &theirs.entity);
    settle(&mut both, side, mine.entity, theirs.entity, |it, entity| {
        it.entity = entity;
    });
    let fields = unknown::combine(base.map(Annotation::extra), mine.extra(), theirs.extra());
    both.is_open |= fields.is_open;
    both.mine = both.mine.with_extra(fields.mine);
    both.theirs = both.theirs.with_extra(fields.theirs);
    if mine.label == theirs.label {
        combine_values(&mut both, base, mine, theirs);
    } else {
        // Values mean something under their own label only.
        let before = base.map(meaning);
        let side = taken(before.as_ref(), &meaning(mine), &meaning(theirs));
        settle(&mut both, side, mine, theirs, give_meaning);
    }
    both
}

fn combine_values(
    both: &mut Combined<Annotation>,
    base: Option<&Annotation>,
    mine: &Annotation,
    theirs: &Annotation,
) {
    let base = base.filter(|base| base.label == mine.label);
    let names: Vec<_> = attribute_names(mine, theirs).cloned().collect();
    for name in names {
        let value = |it: &Annotation| it.attribute(&name).cloned();
        let (ours, other) = (value(mine), value(theirs));
        let side = taken_if_any(base.map(value).as_ref(), &ours, &other);
        settle(both, side, ours, other, |it, value| {
            it.set_attribute(name.clone(), value);
        });
    }
}

type Meaning = (
    crate::document::LabelId,
    Vec<(AttributeName, AttributeValue)>,
);

fn meaning(annotation: &Annotation) -> Meaning {
    let values = annotation.attributes();
    let values = values.map(|(name, value)| (name.clone(), value.clone()));
    (annotation.label.clone(), values.collect())
}

fn give_meaning(to: &mut Annotation, from: &Annotation) {
    let (label, values) = meaning(from);
    to.label = label;
    to.retain_attributes(|_, _| false);
    for (name, value) in values {
        to.set_attribute(name, Some(value));
    }
}

/// My version, with what is theirs and could not be put beside it in its note.
/// `entity` is what their entity is called.
pub(super) fn annotation_with_theirs_noted(
    both: Combined<Annotation>,
    entity: Option<&str>,
) -> Annotation {
    let (mut mine, theirs) = (both.mine, both.theirs);
    let note = all_notes([mine.note(), theirs.note()]);
    mine.set_note(note);
    for (name, value) in theirs.attributes() {
        if mine.attribute(name) != Some(value) {
            add_to_note(&mut mine, &format!("{name}: {}", value_text(value)));
        }
    }
    if let Some(name) = entity.filter(|_| mine.entity != theirs.entity) {
        add_to_note(&mut mine, name);
    }
    for line in unknown::lines(mine.extra(), theirs.extra()) {
        add_to_note(&mut mine, &line);
    }
    mine
}

/// Puts a line at the end of an annotation's note.
pub(super) fn add_to_note(annotation: &mut Annotation, line: &str) {
    let note = all_notes([annotation.note(), Some(line)]);
    annotation.set_note(note);
}

/// A value as it stands in a note: as files write it.
pub(super) fn value_text(value: &AttributeValue) -> String {
    match value {
        AttributeValue::Choice(option) => option.to_string(),
        AttributeValue::YesNo(yes) => yes.to_string(),
        AttributeValue::Text(text) => text.to_string(),
        AttributeValue::Number(number) => number.to_string(),
    }
}

/// Makes one entity of two versions; both get my number.
pub(super) fn combine_entities(
    base: Option<&Entity>,
    mine: &Entity,
    theirs: &Entity,
) -> Combined<Entity> {
    let mut other = theirs.clone();
    other.id = mine.id;
    let mut both = Combined {
        mine: mine.clone(),
        theirs: other,
        is_open: false,
    };
    let side = match base {
        Some(base) => taken(Some(&base.name), &mine.name, &theirs.name),
        // They were found to be one by their name, however it is spelt.
        None => Taken::Mine,
    };
    let names = (mine.name.clone(), theirs.name.clone());
    settle(&mut both, side, names.0, names.1, |it, name| it.name = name);
    let side = taken_if_any(base.map(|it| &it.label), &mine.label, &theirs.label);
    let labels = (mine.label.clone(), theirs.label.clone());
    settle(&mut both, side, labels.0, labels.1, |it, label| {
        it.label = label;
    });
    let side = taken_if_any(base.map(|it| &it.link), &mine.link, &theirs.link);
    let links = (mine.link.clone(), theirs.link.clone());
    settle(&mut both, side, links.0, links.1, |it, link| it.link = link);
    let notes = (mine.note.clone(), theirs.note.clone());
    match taken_if_any(base.map(|it| &it.note), &notes.0, &notes.1) {
        // Notes can always stand one after the other.
        Taken::Open => {
            let joined = all_notes([notes.0.as_deref(), notes.1.as_deref()]);
            both.mine.note.clone_from(&joined);
            both.theirs.note = joined;
        }
        side => settle(&mut both, side, notes.0, notes.1, |it, note| it.note = note),
    }
    let fields = unknown::combine(base.map(|it| &it.extra), &mine.extra, &theirs.extra);
    both.is_open |= fields.is_open;
    (both.mine.extra, both.theirs.extra) = (fields.mine, fields.theirs);
    both
}

/// My version, with what is theirs and could not be put beside it in its note.
pub(super) fn entity_with_theirs_noted(both: Combined<Entity>) -> Entity {
    let (mut mine, theirs) = (both.mine, both.theirs);
    let mut lines = Vec::new();
    if mine.name != theirs.name {
        lines.push(theirs.name.clone());
    }
    if let Some(link) = theirs.link.filter(|link| mine.link.as_ref() != Some(link)) {
        lines.push(link.to_string());
    }
    if let Some(label) = theirs.label.filter(|it| mine.label.as_ref() != Some(it)) {
        lines.push(label.to_string());
    }
    lines.extend(unknown::lines(&mine.extra, &theirs.extra));
    for line in lines {
        mine.note = all_notes([mine.note.as_deref(), Some(&line)]);
    }
    mine
}

/// Makes one definition of two versions.
pub(super) fn combine_labels(
    base: Option<&Label>,
    mine: &Label,
    theirs: &Label,
) -> Combined<Label> {
    let mut both = Combined {
        mine: mine.clone(),
        theirs: theirs.clone(),
        is_open: false,
    };
    macro_rules! settle_field {
        ($($field:ident),*) => {$(
            let side = taken(base.map(|it| &it.$field), &mine.$field, &theirs.$field);
            let values = (mine.$field.clone(), theirs.$field.clone());
            settle(&mut both, side, values.0, values.1, |it, value| it.$field = value);
        )*};
    }
    settle_field!(name_ar, name_en, short_ar, short_en, color, description);
    macro_rules! settle_optional {
        ($($field:ident),*) => {$(
            let side = taken_if_any(base.map(|it| &it.$field), &mine.$field, &theirs.$field);
            let values = (mine.$field.clone(), theirs.$field.clone());
            settle(&mut both, side, values.0, values.1, |it, value| it.$field = value);
        )*};
    }
    settle_optional!(key, parent);
    let fields = unknown::combine(base.map(|it| &it.extra), &mine.extra, &theirs.extra);
    both.is_open |= fields.is_open;
    (both.mine.extra, both.theirs.extra) = (fields.mine, fields.theirs);
    let lists = (&mine.attributes, &theirs.attributes);
    match taken(base.map(|it| &it.attributes), lists.0, lists.1) {
        Taken::Open => combine_attributes(&mut both, base, mine, theirs),
        side => settle(
            &mut both,
            side,
            lists.0.clone(),
            lists.1.clone(),
            |it, all| it.attributes = all,
        ),
    }
    both
}

/// Attributes that each side has altered: one by one, mine first.
fn combine_attributes(
    both: &mut Combined<Label>,
    base: Option<&Label>,
    mine: &Label,
    theirs: &Label,
) {
    both.mine.attributes.clear();
    both.theirs.attributes.clear();
    let more = theirs
        .attributes
        .iter()
        .filter(|it| mine.attribute(&it.name).is_none());
    for name in mine.attributes.iter().chain(more).map(|it| &it.name) {
        let of = |label: &Label| label.attribute(name).cloned();
        let (ours, other) = (of(mine), of(theirs));
        let side = taken_if_any(base.map(of).as_ref(), &ours, &other);
        settle(
            both,
            side,
            ours,
            other,
            |it: &mut Label, attribute: Option<Attribute>| {
                it.attributes.extend(attribute);
            },
        );
    }
}
