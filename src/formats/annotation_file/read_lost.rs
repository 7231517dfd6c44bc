//! Reads the annotations of a file whose text is not in it.

use std::collections::HashSet;

use super::list::Pieces;
use super::problem::Fault;
use super::raw::Raw;
use super::read_annotations::{Known, read_id, read_label_of, read_values};
use super::read_labels::optional;
use super::reader::Reader;
use super::record::{AnnotationRecord, LostRecord};
use crate::document::annotation::MAX_NOTE_BYTES;
use crate::document::lost::{MAX_CONTEXT_BYTES, MAX_QUOTE_BYTES};
use crate::document::{Annotation, AnnotationId, EntityId, Lost};
use crate::text::ByteSpan;

/// The lost annotations; what is wrong is noted.
pub(super) fn read_lost<'a>(
    reader: &mut Reader<'a>,
    raws: &[Raw<'a>],
    known: &Known<'_>,
    annotations: &[Annotation],
) -> Vec<Lost> {
    let mut all = Vec::with_capacity(raws.len());
    if raws.is_empty() {
        return all;
    }
    let mut numbers: HashSet<AnnotationId> = annotations.iter().map(|it| it.id).collect();
    let entities = known.entities.unwrap_or_default().iter();
    let entities: HashSet<EntityId> = entities.map(|entity| entity.id).collect();
    for &raw in raws {
        if reader.has_enough() {
            break;
        }
        all.extend(read_one(reader, raw, known, &entities, &mut numbers));
    }
    all
}

fn read_one<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    known: &Known<'_>,
    entities: &HashSet<EntityId>,
    numbers: &mut HashSet<AnnotationId>,
) -> Option<Lost> {
    let record: LostRecord<'a> = reader.value(raw)?;
    let id = read_id(reader, record.id).and_then(|id| {
        let free = numbers.insert(id).then_some(id);
        reader.accept(record.id, free.ok_or(Fault::DuplicateId(id)))
    });
    let label = read_label_of(reader, record.label, known.labels);
    let quotes = read_quotes(reader, raw, &record);
    let mut context = |raw| optional(raw, |raw| reader.text(raw, MAX_CONTEXT_BYTES));
    let (before, after) = (context(record.before), context(record.after));
    let entity = optional(record.entity, |raw| {
        let id = EntityId(reader.value(raw)?);
        let there = known.entities.is_none() || entities.contains(&id);
        reader.accept(raw, there.then_some(id).ok_or(Fault::UnknownEntity(id)))
    });
    let note = optional(record.note, |raw| reader.text(raw, MAX_NOTE_BYTES));
    let definition = label.as_ref().and_then(|id| known.labels?.get(id));
    let values = match (record.attributes, definition) {
        (Some(raw), Some(label)) => read_values(reader, raw, label),
        _ => Vec::new(),
    };
    let extra = reader.extra_beside(
        &record.unknown,
        LostRecord::FIELDS,
        AnnotationRecord::FIELDS,
    );
    let bare = Annotation::new(id?, label?, ByteSpan::default()).with_entity(entity?);
    let noted = bare.with_note(note?.map(Into::into)).with_extra(extra?);
    let said = values.into_iter().fold(noted, |said, (name, value)| {
        said.with_attribute(name, Some(value))
    });
    let (before, after) = (before?.unwrap_or_default(), after?.unwrap_or_default());
    Some(Lost::new(said, quotes?, before, after))
}

/// The words: `quote`, or `quotes` of several pieces.
fn read_quotes<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    record: &LostRecord<'a>,
) -> Option<Vec<String>> {
    let raws = match (record.quote, record.quotes) {
        (Some(_), Some(several)) => return reader.accept(several, Err(Fault::SpanAndSpans)),
        (Some(quote), None) => vec![quote],
        (None, Some(several)) => {
            let pieces: Pieces<'a> = reader.value(several)?;
            if pieces.0.len() < 2 {
                return reader.accept(several, Err(Fault::OnePiece));
            }
            pieces.0
        }
        (None, None) => {
            let missing = Fault::MissingField("quote".to_owned());
            return reader.accept(raw, Err(missing));
        }
    };
    let mut quotes = Vec::with_capacity(raws.len());
    for raw in raws {
        let quote = reader.text(raw, MAX_QUOTE_BYTES)?;
        let some = (!quote.is_empty()).then_some(quote);
        quotes.push(reader.accept(raw, some.ok_or(Fault::NoQuote))?);
    }
    Some(quotes)
}
