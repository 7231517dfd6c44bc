//! Reads an annotation file: the version first, then the whole, then every
//! value. Nothing is opened by halves: either all of it is right, or the
//! reader says everything that is wrong.

use std::collections::HashMap;

use ron::value::RawValue;

use super::position::skip_comments;
use super::problem::{Fault, Problem, QuoteHint, ReadError, Shown, SpanText};
use super::reader::Reader;
use super::record::{AnnotationRecord, File, LabelRecord, Probe, Source};
use super::{FORMAT, UNIT, VERSION};
use crate::document::annotation::MAX_ANNOTATION_ID;
use crate::document::{
    Annotation, AnnotationId, Direction, Document, Label, LabelError, LabelId, LabelSet, SourceInfo,
};
use crate::formats::digest;
use crate::text::{Article, ByteSpan, CharSpan};

/// How far from a wrong span its quote is looked for, in bytes either way.
const LOOK_FOR_QUOTE: usize = 64 * 1024;

/// How much of a file [`looks_like_one`] looks at, in bytes.
const SNIFF: usize = 4096;

/// Whether bytes begin as an annotation file does, right or wrong, so that one
/// is known under any name. Looks at the first 4 KiB only.
pub fn looks_like_one(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..SNIFF).unwrap_or(bytes));
    let head = skip_comments(head.trim_start_matches('\u{FEFF}'));
    let compact: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    compact.starts_with('(') && compact.contains(&format!("format:\"{FORMAT}\""))
}

/// Reads an annotation file's bytes. The document is unmodified and has no
/// history. On failure names all problems, or the first hundred or so.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let text = decode(bytes)?;
    let mut reader = Reader::new(text);
    match read_text(&mut reader, text) {
        Some(document) if !reader.has_problems() => Ok(document),
        _ => Err(reader.into_error()),
    }
}

fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    let error = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => error,
    };
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let good = String::from_utf8_lossy(good);
    let last_line = good.rsplit('\n').next().unwrap_or_default();
    let problem = Problem {
        line: good.matches('\n').count() + 1,
        column: last_line.trim_start_matches('\u{FEFF}').chars().count() + 1,
        fault: Fault::NotUtf8,
    };
    Err(ReadError {
        problems: vec![problem],
        complete: false,
    })
}

fn read_text<'a>(reader: &mut Reader<'a>, text: &'a str) -> Option<Document> {
    check_version(reader, text)?;
    let file: File<'a> = reader.parse(text)?;
    check_unit(reader, file.unit);
    let direction = read_direction(reader, file.direction);
    let labels = read_labels(reader, &file.labels);
    let known = labels.as_ref();
    let (article, source) = read_source(reader, file.source, file.text)?;
    let annotations = read_annotations(reader, &file.annotations, &article, known);
    if reader.has_problems() {
        return None;
    }
    match Document::from_parts(article, source?, labels?, direction?, annotations) {
        Ok(document) => Some(document),
        Err(refused) => {
            let raw = file.annotations.get(refused.index)?;
            reader.note(raw, Fault::NotRon(refused.error.to_string()));
            None
        }
    }
}

/// Reads no further than needed to say whose the file is and how new, so that
/// a newer version's file is named as such and not called broken.
fn check_version<'a>(reader: &mut Reader<'a>, text: &'a str) -> Option<()> {
    let probe: Probe<'a> = reader.parse(text)?;
    let format = probe.format.map(RawValue::get_ron);
    let format = format.and_then(|ron| ron::from_str::<String>(ron).ok());
    if format.as_deref() != Some(FORMAT) {
        match probe.format {
            Some(raw) => reader.note(raw, Fault::NotOurs),
            None => reader.note_at_start(Fault::NotOurs),
        }
        return None;
    }
    let Some(raw) = probe.version else {
        reader.note_at_start(Fault::MissingField("version".to_owned()));
        return None;
    };
    match reader.value(raw)? {
        1..=VERSION => Some(()),
        0 => reader.accept(raw, Err(Fault::NoSuchVersion(0))),
        newer => reader.accept(raw, Err(Fault::NewerVersion(newer))),
    }
}

fn check_unit<'a>(reader: &mut Reader<'a>, raw: &'a RawValue) {
    match reader.value::<String>(raw) {
        Some(unit) if unit != UNIT => reader.note(raw, Fault::WrongUnit(unit)),
        _ => {}
    }
}

fn read_direction<'a>(reader: &mut Reader<'a>, raw: &'a RawValue) -> Option<Direction> {
    let direction: String = reader.value(raw)?;
    let known = [Direction::RightToLeft, Direction::LeftToRight];
    let found = known.into_iter().find(|known| known.as_str() == direction);
    reader.accept(raw, found.ok_or(Fault::UnknownDirection(direction)))
}

/// The text, and where it came from if the digest is the text's.
fn read_source<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    text: &'a RawValue,
) -> Option<(Article, Option<SourceInfo>)> {
    let source: Option<Source<'a>> = reader.value(raw);
    let string: Option<String> = reader.value(text);
    let source = source?;
    let name: Option<String> = reader.value(source.name);
    let bom: Option<bool> = reader.value(source.bom);
    let article = Article::new(string?, bom?);
    let article = reader.accept(text, article.map_err(Fault::Text))?;
    let sha256 = read_sha256(reader, source.sha256, &article);
    let source = name
        .zip(sha256)
        .map(|(name, sha256)| SourceInfo { name, sha256 });
    Some((article, source))
}

fn read_sha256<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    article: &Article,
) -> Option<[u8; 32]> {
    let digits: String = reader.value(raw)?;
    let stated = reader.accept(raw, digest::from_hex(&digits).ok_or(Fault::NotSha256))?;
    let found = digest::sha256_of_source(article);
    if stated == found {
        return Some(found);
    }
    let found = digest::to_hex(&found);
    reader.accept(raw, Err(Fault::WrongSha256 { found }))
}

/// The labels; `None` where one of them is wrong.
fn read_labels<'a>(reader: &mut Reader<'a>, raws: &[&'a RawValue]) -> Option<LabelSet> {
    let mut labels = LabelSet::default();
    let mut complete = true;
    for raw in raws {
        if reader.has_enough() {
            break;
        }
        let record: Option<LabelRecord<'a>> = reader.value(raw);
        let pushed = record.and_then(|record| push_label(reader, &mut labels, &record));
        complete &= pushed.is_some();
    }
    complete.then_some(labels)
}

fn push_label<'a>(
    reader: &mut Reader<'a>,
    labels: &mut LabelSet,
    record: &LabelRecord<'a>,
) -> Option<()> {
    let label = read_label(reader, record)?;
    let pushed = labels.push(label);
    let at = match (&pushed, record.key) {
        (Err(LabelError::DuplicateKey { .. }), Some(key)) => key,
        _ => record.id,
    };
    reader.accept(at, pushed.map_err(Fault::Label))
}

fn read_label<'a>(reader: &mut Reader<'a>, record: &LabelRecord<'a>) -> Option<Label> {
    let id: Option<String> = reader.value(record.id);
    let id = id.and_then(|id| reader.accept(record.id, LabelId::new(&id).map_err(Fault::Label)));
    let color: Option<String> = reader.value(record.color);
    let color = color.and_then(|c| reader.accept(record.color, c.parse().map_err(Fault::Label)));
    let key = match record.key {
        Some(raw) => read_key(reader, raw).map(Some),
        None => Some(None),
    };
    let mut text = |raw| reader.value::<String>(raw);
    let (name_ar, name_en) = (text(record.name_ar), text(record.name_en));
    let (short_ar, short_en) = (text(record.short_ar), text(record.short_en));
    Some(Label {
        id: id?,
        name_ar: name_ar?,
        name_en: name_en?,
        short_ar: short_ar?,
        short_en: short_en?,
        color: color?,
        key: key?,
    })
}

fn read_key<'a>(reader: &mut Reader<'a>, raw: &'a RawValue) -> Option<char> {
    let key: String = reader.value(raw)?;
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(digit @ '1'..='9'), None) => Some(digit),
        _ => reader.accept(raw, Err(Fault::Label(LabelError::BadKey(key)))),
    }
}

fn read_annotations<'a>(
    reader: &mut Reader<'a>,
    raws: &[&'a RawValue],
    article: &Article,
    labels: Option<&LabelSet>,
) -> Vec<Annotation> {
    let mut annotations = Vec::with_capacity(raws.len());
    let mut numbers = HashMap::with_capacity(raws.len());
    let mut meanings = HashMap::with_capacity(raws.len());
    for raw in raws {
        if reader.has_enough() {
            break;
        }
        let Some(record) = reader.value::<AnnotationRecord<'a>>(raw) else {
            continue;
        };
        let id = read_id(reader, record.id);
        let label = read_label_of(reader, record.label, labels);
        let span = read_span(reader, &record, article);
        if let Some(id) = id
            && numbers.insert(id, ()).is_some()
        {
            reader.note(record.id, Fault::DuplicateId(id));
        }
        let (Some(id), Some(label), Some(span)) = (id, label, span) else {
            continue;
        };
        if let Some(&existing) = meanings.get(&(span, label.clone())) {
            let label = label.clone();
            reader.note(raw, Fault::DuplicateAnnotation { existing, label });
        }
        meanings.insert((span, label.clone()), id);
        annotations.push(Annotation { id, label, span });
    }
    annotations
}

fn read_id<'a>(reader: &mut Reader<'a>, raw: &'a RawValue) -> Option<AnnotationId> {
    let id = AnnotationId(reader.value(raw)?);
    let good = (1..=MAX_ANNOTATION_ID).contains(&id.0);
    reader.accept(raw, good.then_some(id).ok_or(Fault::BadId(id)))
}

/// The label of an annotation; where the labels themselves are wrong, nothing
/// more is said of it.
fn read_label_of<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
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

fn read_span<'a>(
    reader: &mut Reader<'a>,
    record: &AnnotationRecord<'a>,
    article: &Article,
) -> Option<ByteSpan> {
    let span: Option<(u64, u64)> = reader.value(record.span);
    let quote: Option<String> = reader.value(record.quote);
    let ((start, end), quote) = (span?, quote?);
    let made = check_span(article, SpanText { start, end }, &quote);
    let at = match made {
        Err(Fault::QuoteDiffers { .. }) => record.quote,
        _ => record.span,
    };
    reader.accept(at, made)
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
    memchr::memmem::find_iter(&text.as_bytes()[from..to], quote)
        .map(|found| from + found)
        .min_by_key(|found| found.abs_diff(bytes.start.0))
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
