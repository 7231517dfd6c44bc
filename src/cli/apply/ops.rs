//! From a line to a change of the document, and what came of it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::labels;
use super::request::{self, Answer, Head, Match};
use crate::document::{
    Annotation, AnnotationId, Attribute, AttributeKind, AttributeName, AttributeValue, Change,
    Direction, Document, Edit, Entity, EntityId, Gap, LabelId, Link, OptionName, Selection, Spans,
};
use crate::text::occurrences::{self, Place};
use crate::text::{Article, ByteOffset, ByteSpan, CharOffset};

/// What a line is answered with, or why it was refused.
pub(super) type Made = Result<Answer, String>;

/// Makes the edit that a line asks for.
pub(super) fn apply(document: &mut Document, line: &str) -> Made {
    // A list would be read as the fields in their order.
    if !line.trim_start().starts_with('{') {
        return Err("a line is one JSON object, such as {\"op\":\"undo\"}".to_owned());
    }
    let head: Head<'_> = parse(line)?;
    match &*head.op {
        "add" => add(document, parse(line)?),
        "remove" => remove(document, parse(line)?),
        "lose" => lose(document, parse(line)?),
        "put-back" => put_back(document, parse(line)?),
        "forget" => forget(document, parse(line)?),
        "set-span" => set_span(document, parse(line)?),
        "set-label" => set_label(document, parse(line)?),
        "set-attribute" => set_attribute(document, parse(line)?),
        "note" => note(document, parse(line)?),
        "link" => link(document, parse(line)?),
        "split" => split(document, parse(line)?),
        "join" => join(document, parse(line)?),
        "duplicate" => duplicate(document, parse(line)?),
        "mark-all" => mark_all(document, parse(line)?),
        "unmark-all" => unmark_all(document, parse(line)?),
        "add-entity" => add_entity(document, parse(line)?),
        "set-entity" => set_entity(document, parse(line)?),
        "remove-entity" => {
            let request: request::RemoveEntity = parse(line)?;
            let change = Change::remove_entity(document, EntityId(request.entity));
            make_many(document, change)
        }
        "merge-entities" => merge_entities(document, parse(line)?),
        "split-entity" => split_entity(document, parse(line)?),
        "add-label" => labels::add(document, parse(line)?),
        "edit-label" => labels::edit(document, parse(line)?),
        "remove-label" => labels::remove(document, parse(line)?),
        "move-label" => labels::shift(document, parse(line)?),
        "load-labels" => labels::load(document, parse(line)?),
        "direction" => set_direction(document, parse(line)?),
        "undo" => {
            let _: request::Bare = parse(line)?;
            let undone = document.undo();
            walked(document, undone.ok_or("there is nothing to undo")?.affected)
        }
        "redo" => {
            let _: request::Bare = parse(line)?;
            let redone = document.redo();
            walked(document, redone.ok_or("there is nothing to redo")?.affected)
        }
        "go-to" => go_to(document, parse(line)?),
        other => {
            let shown: String = other.chars().take(80).collect();
            Err(format!("there is no op {shown:?}"))
        }
    }
}

/// Reads a line; an error says at which column of it.
fn parse<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = message.strip_suffix(&place).unwrap_or(&message);
        format!("{reason} (column {})", error.column())
    })
}

/// An error in words.
pub(super) fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn answer(document: &Document) -> Answer {
    Answer {
        ok: true,
        revision: document.revision(),
        ..Answer::default()
    }
}

/// Makes a change that is about one annotation.
fn make_one(document: &mut Document, change: Change, id: AnnotationId) -> Made {
    document.apply(change, Selection::default()).map_err(said)?;
    Ok(Answer {
        id: Some(id.0),
        ..answer(document)
    })
}

/// Makes a change and names the annotations it was about.
pub(super) fn make_many(document: &mut Document, change: Change) -> Made {
    let applied = document.apply(change, Selection::default());
    let affected = applied.map_err(said)?.affected;
    Ok(Answer {
        ids: Some(numbers(&affected)),
        ..answer(document)
    })
}

/// Makes a change that is about an entity.
fn make_entity(document: &mut Document, change: Change, entity: EntityId) -> Made {
    document.apply(change, Selection::default()).map_err(said)?;
    Ok(Answer {
        entity: Some(entity.0),
        ..answer(document)
    })
}

fn numbers(ids: &[AnnotationId]) -> Vec<u64> {
    ids.iter().map(|id| id.0).collect()
}

fn ids(numbers: &[u64]) -> Vec<AnnotationId> {
    numbers.iter().copied().map(AnnotationId).collect()
}

/// The annotations of a line that has `id` or `ids`.
fn some_ids(id: Option<u64>, several: Option<Vec<u64>>) -> Result<Vec<AnnotationId>, String> {
    match (id, several) {
        (Some(id), None) => Ok(vec![AnnotationId(id)]),
        (None, Some(several)) => Ok(ids(&several)),
        (None, None) => Err("the field id (or ids) is missing".to_owned()),
        (Some(_), Some(_)) => Err("a line has either id or ids".to_owned()),
    }
}

pub(super) fn label_id(id: &str) -> Result<LabelId, String> {
    LabelId::new(id).map_err(said)
}

fn existing(document: &Document, id: AnnotationId) -> Result<&Annotation, String> {
    let annotation = document.annotation(id);
    annotation.ok_or_else(|| format!("there is no annotation {id}"))
}

/// Text given by places in code points: one piece, or several.
fn spans(
    article: &Article,
    start: Option<usize>,
    end: Option<usize>,
    several: Option<Vec<(usize, usize)>>,
) -> Result<Spans, String> {
    let pieces = match (start, end, several) {
        (Some(start), Some(end), None) => vec![(start, end)],
        (None, None, Some(several)) => several,
        (None, None, None) => {
            return Err("the fields start and end (or spans) are missing".to_owned());
        }
        (.., Some(_)) => return Err("a line has either start and end or spans".to_owned()),
        (None, ..) => return Err("the field start is missing".to_owned()),
        (_, None, _) => return Err("the field end is missing".to_owned()),
    };
    let pieces: Result<Vec<_>, _> = pieces
        .into_iter()
        .map(|piece| span(article, piece))
        .collect();
    Ok(Spans::from_pieces(&pieces?))
}

fn span(article: &Article, (start, end): (usize, usize)) -> Result<ByteSpan, String> {
    let beyond = || {
        let length = article.char_len();
        format!("the span {start}..{end} leaves the text, which has {length} code points")
    };
    if start >= end {
        return Err(format!(
            "the span {start}..{end} is empty: its end must be greater than its start"
        ));
    }
    let byte = |at| article.byte_offset(CharOffset(at)).ok_or_else(beyond);
    Ok(ByteSpan {
        start: byte(start)?,
        end: byte(end)?,
    })
}

fn add(document: &mut Document, request: request::Add<'_>) -> Made {
    let article = document.article();
    let spans = spans(article, request.start, request.end, request.spans)?;
    let label = label_id(&request.label)?;
    let id = request.id.map_or_else(|| document.fresh_id(), AnnotationId);
    let mut annotation = Annotation::new(id, label, spans)
        .with_entity(request.entity.map(EntityId))
        .with_note(request.note.map(Into::into));
    for (name, value) in values(document, &annotation.label, &request.attributes)? {
        annotation = annotation.with_attribute(name, value);
    }
    make_one(document, Change::add(annotation), id)
}

type Values = Vec<(AttributeName, Option<AttributeValue>)>;

fn values(
    document: &Document,
    label: &LabelId,
    given: &request::Pairs<&RawValue>,
) -> Result<Values, String> {
    let read = |(name, raw): &(String, &RawValue)| {
        let attribute = attribute(document, label, name)?;
        Ok((attribute.name.clone(), value(attribute, raw)?))
    };
    given.0.iter().map(read).collect()
}

fn attribute<'a>(
    document: &'a Document,
    label: &LabelId,
    name: &str,
) -> Result<&'a Attribute, String> {
    let definition = document.labels().get(label);
    let definition = definition.ok_or_else(|| format!("there is no label {label}"))?;
    let mut attributes = definition.attributes.iter();
    let found = attributes.find(|attribute| attribute.name.as_str() == name);
    found.ok_or_else(|| format!("the label {label} has no attribute {name:?}"))
}

/// A value as the attribute wants it; null is none.
fn value(attribute: &Attribute, raw: &RawValue) -> Result<Option<AttributeValue>, String> {
    let text = raw.get();
    if text == "null" {
        return Ok(None);
    }
    let wrong = |expected| move |_| format!("the attribute {} takes {expected}", attribute.name);
    Ok(Some(match &attribute.kind {
        AttributeKind::Choice(_) => {
            let name: String = serde_json::from_str(text).map_err(wrong("an option's name"))?;
            AttributeValue::Choice(OptionName::new(&name).map_err(said)?)
        }
        AttributeKind::YesNo => {
            AttributeValue::YesNo(serde_json::from_str(text).map_err(wrong("true or false"))?)
        }
        AttributeKind::Text => {
            let text: String = serde_json::from_str(text).map_err(wrong("a text"))?;
            AttributeValue::Text(text.into())
        }
        AttributeKind::Number => AttributeValue::Number(
            text.parse()
                .map_err(|error| format!("the attribute {}: {error}", attribute.name))?,
        ),
    }))
}

fn remove(document: &mut Document, request: request::Which) -> Made {
    if let (Some(id), None) = (request.id, &request.ids) {
        let id = AnnotationId(id);
        return make_one(document, Change::unmark(id), id);
    }
    let ids = some_ids(request.id, request.ids)?;
    let change = Change::unmark_all(document, &ids).map_err(said)?;
    make_many(document, change)
}

fn lose(document: &mut Document, request: request::One) -> Made {
    let id = AnnotationId(request.id);
    let change = Change::lose(document, id).map_err(said)?;
    make_one(document, change, id)
}

fn put_back(document: &mut Document, request: request::SetSpan) -> Made {
    let id = AnnotationId(request.id);
    let article = document.article();
    let spans = spans(article, request.start, request.end, request.spans)?;
    let change = Change::put_back(document, [(id, spans)]).map_err(said)?;
    make_one(document, change, id)
}

fn forget(document: &mut Document, request: request::Which) -> Made {
    let ids = some_ids(request.id, request.ids)?;
    let change = Change::forget(ids.iter().copied());
    document.apply(change, Selection::default()).map_err(said)?;
    let mut answer = answer(document);
    answer.ids = Some(numbers(&ids));
    Ok(answer)
}

fn set_span(document: &mut Document, request: request::SetSpan) -> Made {
    let id = AnnotationId(request.id);
    let article = document.article();
    let spans = spans(article, request.start, request.end, request.spans)?;
    make_one(document, Change::respan(id, spans), id)
}

fn set_label(document: &mut Document, request: request::SetLabel) -> Made {
    let label = label_id(&request.label)?;
    if let (Some(id), None) = (request.id, &request.ids) {
        let id = AnnotationId(id);
        return make_one(document, Change::relabel(id, label), id);
    }
    let ids = some_ids(request.id, request.ids)?;
    let change = Change::relabel_all(document, &ids, &label).map_err(said)?;
    make_many(document, change)
}

fn set_attribute(document: &mut Document, request: request::SetAttribute<'_>) -> Made {
    let id = AnnotationId(request.id);
    let label = &existing(document, id)?.label;
    let attribute = attribute(document, label, &request.name)?;
    let value = value(attribute, request.value)?;
    let change = Change::set_attribute(id, attribute.name.clone(), value);
    make_one(document, change, id)
}

fn note(document: &mut Document, request: request::Note) -> Made {
    let text = request.text;
    let text = text.ok_or("the field text is missing: null or \"\" takes the note away")?;
    let text = text.unwrap_or_default();
    match request.id.map(AnnotationId) {
        Some(id) => make_one(document, Change::set_note(id, text), id),
        None => {
            let change = Change::set_article_note(text);
            document.apply(change, Selection::default()).map_err(said)?;
            Ok(answer(document))
        }
    }
}

fn link(document: &mut Document, request: request::Link) -> Made {
    let ids = some_ids(request.id, request.ids)?;
    let entity = request.entity.flatten().map(EntityId);
    let change = Change::link(&ids, entity);
    match ids.as_slice() {
        [id] => make_one(document, change, *id),
        _ => make_many(document, change),
    }
}

fn split(document: &mut Document, request: request::Split) -> Made {
    let article = document.article();
    let at: Option<ByteOffset> = article.byte_offset(CharOffset(request.at));
    let at = at.ok_or_else(|| format!("the place {} is not in the text", request.at))?;
    let change = Change::split(document, AnnotationId(request.id), at).map_err(said)?;
    make_many(document, change)
}

fn join(document: &mut Document, request: request::Join) -> Made {
    let gap = match request.keep_gap {
        true => Gap::Keep,
        false => Gap::Cover,
    };
    let change = Change::join(document, &ids(&request.ids), gap).map_err(said)?;
    let kept = change.edits.iter().find_map(|edit| match edit {
        Edit::Replace(joined) => Some(joined.id),
        _ => None,
    });
    make_one(document, change, kept.unwrap_or(AnnotationId(0)))
}

fn duplicate(document: &mut Document, request: request::Duplicate) -> Made {
    let label = label_id(&request.label)?;
    let id = document.fresh_id();
    let change = Change::duplicate(document, AnnotationId(request.id), &label).map_err(said)?;
    make_one(document, change, id)
}

fn mark_all(document: &mut Document, request: request::MarkAll) -> Made {
    let label = label_id(&request.label)?;
    let entity = request.entity.map(EntityId);
    let how = request.how.unwrap_or_default();
    let text = match (how, request.id.filter(|_| request.text.is_none())) {
        // The name itself, where it is written otherwise after a clitic.
        (Match::Folded | Match::Doubtful, Some(id)) => {
            let annotation = existing(document, AnnotationId(id))?;
            match annotation.pieces() {
                [one] => occurrences::name_at(document.article(), *one),
                _ => annotation.text(document.article()).into_owned(),
            }
        }
        _ => wanted_text(document, request.text, request.id)?,
    };
    let found = places(document.article(), &text, how);
    if found.is_empty() {
        return Err("the text is found nowhere".to_owned());
    }
    let change = Change::mark_all(document, &label, entity, found);
    let change = change.map_err(|_| "every place has this label already".to_owned())?;
    make_many(document, change)
}

/// The text that a line names: itself, or as that of an annotation.
fn wanted_text(
    document: &Document,
    text: Option<String>,
    id: Option<u64>,
) -> Result<String, String> {
    let text = match (text, id) {
        (Some(text), None) => text,
        (None, Some(id)) => {
            let annotation = existing(document, AnnotationId(id))?;
            annotation.text(document.article()).into_owned()
        }
        _ => return Err("a line has either text or id".to_owned()),
    };
    match text.trim().is_empty() {
        true => Err("the text is empty".to_owned()),
        false => Ok(text),
    }
}

/// Where a text stands in an article, in whole grapheme clusters, from the
/// start on, none overlapping another.
fn places(article: &Article, wanted: &str, how: Match) -> Vec<ByteSpan> {
    let doubtful = match how {
        Match::Folded => Place::AfterClitics,
        Match::Doubtful => Place::Glued,
        Match::Exact | Match::Inside => return literal_places(article, wanted, how),
    };
    let found = occurrences::occurrences(article, wanted).into_iter();
    found
        .filter(|it| it.place <= doubtful)
        .map(|it| it.span)
        .collect()
}

/// Where the same characters stand.
fn literal_places(article: &Article, wanted: &str, how: Match) -> Vec<ByteSpan> {
    let text = article.text();
    let is_in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let fits = |span: &ByteSpan| {
        let before = text
            .get(..span.start.0)
            .and_then(|it| it.chars().next_back());
        let after = text.get(span.end.0..).and_then(|it| it.chars().next());
        (how == Match::Inside || !is_in_word(before) && !is_in_word(after))
            && article.is_grapheme_boundary(span.start)
            && article.is_grapheme_boundary(span.end)
    };
    let finder = memchr::memmem::Finder::new(wanted);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.as_bytes().get(from..)
        && let Some(at) = finder.find(rest)
    {
        let span = ByteSpan::new(from + at, from + at + wanted.len());
        // One that does not count hides none that begins inside it.
        if fits(&span) {
            from = span.end.0;
            found.push(span);
        } else {
            from = span.start.0 + 1;
        }
    }
    found
}

fn unmark_all(document: &mut Document, request: request::UnmarkAll) -> Made {
    let label = request.label.as_deref().map(label_id).transpose()?;
    let has_label = |it: &&Annotation| label.as_ref().is_none_or(|label| it.label == *label);
    let found: Vec<_> = match request.ids {
        Some(_) if request.text.is_some() || request.id.is_some() => {
            return Err("a line has either text, id or ids".to_owned());
        }
        Some(several) => {
            let several = ids(&several).into_iter();
            let named: Result<Vec<_>, _> = several.map(|id| existing(document, id)).collect();
            named?
                .into_iter()
                .filter(has_label)
                .map(|it| it.id)
                .collect()
        }
        None => {
            let text = wanted_text(document, request.text, request.id)?;
            let article = document.article();
            let has_text = |it: &&Annotation| it.text(article) == text.as_str();
            let all = document.annotations().filter(has_label);
            all.filter(has_text).map(|it| it.id).collect()
        }
    };
    let change = Change::unmark_all(document, &found);
    let change = change.map_err(|_| "no annotation has this text and label".to_owned())?;
    make_many(document, change)
}

fn entity_link(link: &str) -> Result<Link, String> {
    link.parse().map_err(said)
}

fn add_entity(document: &mut Document, request: request::AddEntity) -> Made {
    let mentions = ids(&request.mentions);
    let name = match (request.name, mentions.first()) {
        (Some(name), _) => name,
        (None, Some(&first)) => {
            let annotation = existing(document, first)?;
            annotation.text(document.article()).into_owned()
        }
        (None, None) => return Err("the field name is missing".to_owned()),
    };
    let mut entity = Entity::new(document.fresh_entity_id(), name);
    entity.label = request.label.as_deref().map(label_id).transpose()?;
    entity.note = request.note.filter(|note| !note.is_empty()).map(Into::into);
    entity.link = request.link.as_deref().map(entity_link).transpose()?;
    let id = entity.id;
    make_entity(document, Change::add_entity(entity, &mentions), id)
}

fn set_entity(document: &mut Document, request: request::SetEntity) -> Made {
    let id = EntityId(request.entity);
    let entity = document.entity(id);
    let mut entity = entity
        .ok_or_else(|| format!("there is no entity {id}"))?
        .clone();
    entity.name = request.name.unwrap_or(entity.name);
    if let Some(label) = request.label {
        entity.label = label.as_deref().map(label_id).transpose()?;
    }
    if let Some(note) = request.note {
        entity.note = note.filter(|note| !note.is_empty()).map(Into::into);
    }
    if let Some(link) = request.link {
        entity.link = link.as_deref().map(entity_link).transpose()?;
    }
    make_entity(document, Change::edit_entity(entity), id)
}

fn merge_entities(document: &mut Document, request: request::MergeEntities) -> Made {
    let into = EntityId(request.into);
    let others: Vec<_> = request.entities.into_iter().map(EntityId).collect();
    let change = Change::merge_entities(document, into, &others).map_err(said)?;
    make_entity(document, change, into)
}

fn split_entity(document: &mut Document, request: request::SplitEntity) -> Made {
    let new = document.fresh_entity_id();
    let from = EntityId(request.entity);
    let mentions = ids(&request.mentions);
    let change = Change::split_entity(document, from, &mentions, &request.name);
    make_entity(document, change.map_err(said)?, new)
}

fn set_direction(document: &mut Document, request: request::SetDirection) -> Made {
    let known = [Direction::RightToLeft, Direction::LeftToRight];
    let mut known = known.into_iter();
    let direction = known.find(|known| known.as_str() == request.direction);
    let direction = direction.ok_or("the direction is \"rtl\" or \"ltr\"")?;
    let change = Change::set_direction(direction);
    document.apply(change, Selection::default()).map_err(said)?;
    Ok(answer(document))
}

fn go_to(document: &mut Document, request: request::GoTo) -> Made {
    let length = document.history().len();
    if request.position > length {
        return Err(format!("the history has {length} changes"));
    }
    let walked_to = document.go_to(request.position);
    walked(
        document,
        walked_to.map(|it| it.affected).unwrap_or_default(),
    )
}

fn walked(document: &Document, affected: Vec<AnnotationId>) -> Made {
    Ok(Answer {
        ids: Some(numbers(&affected)),
        position: Some(document.history_position()),
        ..answer(document)
    })
}
