//! Reads the annotations of an annotation file, and finds out what is wrong
//! with a span whose quote is another.

use std::collections::{HashMap, HashSet};

use super::list::{Pairs, Pieces};
use super::problem::{Fault, QuoteHint, Shown, SpanText};
use super::raw::Raw;
use super::reader::Reader;
use super::record::{AnnotationRecord, LostRecord};
use super::record_v1;
use crate::document::annotation::{MAX_ANNOTATION_ID, MAX_NOTE_BYTES};
use crate::document::attribute::MAX_TEXT_VALUE_BYTES;
use crate::document::{
    Annotation, AnnotationId, Attribute, AttributeKind, AttributeName, AttributeValue, Entity,
    EntityId, Label, LabelId, LabelSet, OptionName, Spans,
};
use crate::text::{Article, ByteSpan, CharSpan};

/// How far from a wrong span its quote is looked for, in bytes either way.
const LOOK_FOR_QUOTE: usize = 64 * 1024;

/// What annotations refer to; `None` where it is wrong itself.
pub(super) struct Known<'a> {
    pub(super) article: &'a Article,
    pub(super) labels: Option<&'a LabelSet>,
    pub(super) entities: Option<&'a [Entity]>,
}

pub(super) fn read_annotations<'a>(
    reader: &mut Reader<'a>,
    raws: &[Raw<'a>],
    known: &Known<'_>,
) -> Vec<Annotation> {
    let mut annotations = Vec::with_capacity(raws.len());
    let mut numbers = HashSet::with_capacity(raws.len());
    let mut meanings = HashMap::with_capacity(raws.len());
    let entities = known.entities.unwrap_or_default().iter();
    let entities: HashSet<EntityId> = entities.map(|entity| entity.id).collect();
    for &raw in raws {
        if reader.has_enough() {
            break;
        }
        let record = reader.record::<record_v1::AnnotationRecord<'a>, AnnotationRecord<'a>>(raw);
        let Some(record) = record else {
            continue;
        };
        let id = read_id(reader, record.id);
        let label = read_label_of(reader, record.label, known.labels);
        let spans = read_spans(reader, raw, &record, known.article);
        let entity = record.entity.and_then(|raw| {
            let id = EntityId(reader.value(raw)?);
            let there = known.entities.is_none() || entities.contains(&id);
            reader.accept(raw, there.then_some(id).ok_or(Fault::UnknownEntity(id)))
        });
        let note = record.note.and_then(|raw| reader.text(raw, MAX_NOTE_BYTES));
        let extra = reader.extra_beside(
            &record.unknown,
            AnnotationRecord::FIELDS,
            LostRecord::FIELDS,
        );
        if let Some(id) = id
            && !numbers.insert(id)
        {
            reader.note(record.id, Fault::DuplicateId(id));
        }
        let definition = label.as_ref().and_then(|id| known.labels?.get(id));
        let values = match (record.attributes, definition) {
            (Some(raw), Some(label)) => read_values(reader, raw, label),
            _ => Vec::new(),
        };
        let (Some(id), Some(label), Some(spans)) = (id, label, spans) else {
            continue;
        };
        if let Some(&existing) = meanings.get(&(spans.clone(), label.clone())) {
            let label = label.clone();
            reader.note(raw, Fault::DuplicateAnnotation { existing, label });
        }
        meanings.insert((spans.clone(), label.clone()), id);
        let bare = Annotation::new(id, label, spans).with_entity(entity);
        let noted = bare.with_note(note.map(Into::into));
        let noted = noted.with_extra(extra.unwrap_or_default());
        annotations.push(values.into_iter().fold(noted, |annotation, (name, value)| {
            annotation.with_attribute(name, Some(value))
        }));
    }
    annotations
}

pub(super) fn read_id<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<AnnotationId> {
    let id = AnnotationId(reader.value(raw)?);
    let good = (1..=MAX_ANNOTATION_ID).contains(&id.0);
    reader.accept(raw, good.then_some(id).ok_or(Fault::BadId(id)))
}

/// The label of an annotation; where the labels themselves are wrong, nothing
/// more is said of it.
pub(super) fn read_label_of<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    labels: Option<&LabelSet>,
) -> Option<LabelId> {
    let label: String = reader.value(raw)?;
    let labels = labels?;
    let known = labels.iter().find(|known| known.id.as_str() == label);
    let found = known.map(|known| known.id.clone());
    let made = found.ok_or_else(|| {
        let ids: Vec<_> = labels.iter().map(|known| known.id.as_str()).collect();
        let known = ids.join(", ");
        Fault::UnknownLabel { label, known }
    });
    reader.accept(raw, made)
}

/// The text of an annotation: `span` with `quote`, or `spans` with `quotes`.
fn read_spans<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    record: &AnnotationRecord<'a>,
    article: &Article,
) -> Option<Spans> {
    let one = record.span.or(record.quote);
    if let (Some(_), Some(several)) = (one, record.spans.or(record.quotes)) {
        return reader.accept(several, Err(Fault::SpanAndSpans));
    }
    let missing = match (record.span, record.quote, record.spans, record.quotes) {
        (Some(span), Some(quote), ..) => {
            return read_span(reader, span, quote, article).map(Spans::from);
        }
        (.., Some(spans), Some(quotes)) => {
            return read_pieces(reader, spans, quotes, article);
        }
        (Some(_), ..) => "quote",
        (.., Some(_), None) => "quotes",
        (.., Some(_)) => "spans",
        _ => "span",
    };
    reader.accept(raw, Err(Fault::MissingField(missing.to_owned())))
}

fn read_pieces<'a>(
    reader: &mut Reader<'a>,
    spans: Raw<'a>,
    quotes: Raw<'a>,
    article: &Article,
) -> Option<Spans> {
    let pieces: Option<Pieces<'a>> = reader.value(spans);
    let words: Option<Pieces<'a>> = reader.value(quotes);
    let (pieces, words) = (pieces?.0, words?.0);
    if pieces.len() < 2 {
        return reader.accept(spans, Err(Fault::OnePiece));
    }
    if pieces.len() != words.len() {
        return reader.accept(quotes, Err(Fault::QuoteCount));
    }
    let mut made: Vec<ByteSpan> = Vec::with_capacity(pieces.len());
    for (span, quote) in pieces.into_iter().zip(words) {
        let piece = read_span(reader, span, quote, article)?;
        if made.last().is_some_and(|last| piece.start <= last.end) {
            return reader.accept(span, Err(Fault::PiecesMeet));
        }
        made.push(piece);
    }
    Some(Spans::from_pieces(&made))
}

fn read_span<'a>(
    reader: &mut Reader<'a>,
    span_raw: Raw<'a>,
    quote_raw: Raw<'a>,
    article: &Article,
) -> Option<ByteSpan> {
    let span: Option<(u64, u64)> = reader.value(span_raw);
    let quote: Option<String> = reader.value(quote_raw);
    let ((start, end), quote) = (span?, quote?);
    let made = check_span(article, SpanText { start, end }, &quote);
    let at = match made {
        Err(Fault::QuoteDiffers { .. }) => quote_raw,
        _ => span_raw,
    };
    reader.accept(at, made)
}

/// The values of an annotation's attributes; what is wrong is noted.
pub(super) fn read_values<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    label: &Label,
) -> Vec<(AttributeName, AttributeValue)> {
    let Some(pairs) = reader.value::<Pairs<'a>>(raw) else {
        return Vec::new();
    };
    let mut values: Vec<(AttributeName, AttributeValue)> = Vec::new();
    for (key, raw) in pairs.0 {
        let Some(name) = reader.value::<String>(key) else {
            continue;
        };
        let known = label.attributes.iter().find(|it| it.name.as_str() == name);
        let Some(attribute) = known else {
            let known: Vec<_> = label.attributes.iter().map(|it| it.name.as_str()).collect();
            let fault = Fault::UnknownAttribute {
                label: label.id.clone(),
                name,
                known: known.join(", "),
            };
            reader.note(key, fault);
            continue;
        };
        if values.iter().any(|(before, _)| *before == attribute.name) {
            reader.note(key, Fault::RepeatedField(name));
            continue;
        }
        if let Some(value) = read_value(reader, raw, attribute) {
            values.push((attribute.name.clone(), value));
        }
    }
    values
}

fn read_value<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    attribute: &Attribute,
) -> Option<AttributeValue> {
    let value = match &attribute.kind {
        AttributeKind::YesNo => AttributeValue::YesNo(reader.value(raw)?),
        AttributeKind::Text => AttributeValue::Text(reader.text(raw, MAX_TEXT_VALUE_BYTES)?.into()),
        AttributeKind::Choice(_) => {
            let name: String = reader.value(raw)?;
            let made = OptionName::new(&name).map_err(|_| Fault::BadName(name));
            AttributeValue::Choice(reader.accept(raw, made)?)
        }
        AttributeKind::Number => {
            let made = reader.number_text(raw).parse().map_err(Fault::Number);
            AttributeValue::Number(reader.accept(raw, made)?)
        }
    };
    let fits = attribute.check_value(&value).map_err(Fault::Value);
    reader.accept(raw, fits.map(|()| value))
}

/// The bytes of a span, if it is one in this text and has the quote.
fn check_span(article: &Article, span: SpanText, quote: &str) -> Result<ByteSpan, Fault> {
    if span.start >= span.end {
        return Err(Fault::EmptySpan(span));
    }
    let length = article.char_len().0;
    let (Ok(start), Ok(end)) = (usize::try_from(span.start), usize::try_from(span.end)) else {
        return Err(Fault::OutsideText { span, length });
    };
    let chars = CharSpan::new(start, end);
    let Some(bytes) = article.byte_span(chars) else {
        return Err(Fault::OutsideText { span, length });
    };
    let found = article.slice(bytes);
    if found != quote {
        return Err(Fault::QuoteDiffers {
            span,
            quote: Shown::new(quote),
            found: Shown::new(found),
            hint: find_quote(article, chars, bytes, quote),
        });
    }
    match [bytes.start, bytes.end]
        .into_iter()
        .find(|&at| !article.is_grapheme_boundary(at))
    {
        None => Ok(bytes),
        Some(at) => {
            let whole = ByteSpan {
                start: article.grapheme_floor(at),
                end: article.grapheme_ceil(at),
            };
            Err(Fault::SplitsGrapheme {
                span,
                at: article.char_offset(at).0,
                whole: article.char_span(whole),
            })
        }
    }
}

/// Where a quote is that is not at its span: a file made by another program
/// may count other units, an edited one may be off by a little.
fn find_quote(article: &Article, chars: CharSpan, bytes: ByteSpan, quote: &str) -> QuoteHint {
    let text = article.text();
    let at = |start: usize| article.char_span(ByteSpan::new(start, start + quote.len()));
    if quote.is_empty() {
        return QuoteHint::Nowhere;
    }
    let start = utf16_to_bytes(text, chars.start.0);
    if start.is_some_and(|start| text[start..].starts_with(quote))
        && quote.encode_utf16().count() == chars.len()
    {
        return QuoteHint::Utf16(at(start.unwrap_or_default()));
    }
    if text.get(chars.start.0..chars.end.0) == Some(quote) {
        return QuoteHint::Bytes(at(chars.start.0));
    }
    let from = text.floor_char_boundary(bytes.start.0.saturating_sub(LOOK_FOR_QUOTE));
    let to = text.ceil_char_boundary((bytes.end.0 + LOOK_FOR_QUOTE).min(text.len()));
    let here = bytes.start.0;
    let before = &text.as_bytes()[from..(here + quote.len() - 1).min(to)];
    let after = &text.as_bytes()[here..to];
    let before = memchr::memmem::rfind(before, quote.as_bytes()).map(|found| from + found);
    let after = memchr::memmem::find(after, quote.as_bytes()).map(|found| here + found);
    [before, after]
        .into_iter()
        .flatten()
        .min_by_key(|found| found.abs_diff(here))
        .map_or(QuoteHint::Nowhere, |found| QuoteHint::Nearest(at(found)))
}

/// The byte at an offset in UTF-16 code units; `None` past the end or inside a
/// surrogate pair.
fn utf16_to_bytes(text: &str, units: usize) -> Option<usize> {
    let mut left = units;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}
