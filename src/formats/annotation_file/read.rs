//! Reads an annotation file: the version first, then the whole, then every
//! value. Nothing is opened by halves: either all of it is right, or the
//! reader says everything that is wrong.

use super::position::skip_comments;
use super::problem::{Fault, Problem, ReadError};
use super::raw::Raw;
use super::read_annotations::{Known, read_annotations};
use super::read_entities::read_entities;
use super::read_labels::read_labels;
use super::read_lost::read_lost;
use super::reader::Reader;
use super::record::{File, Probe, Source};
use super::{FORMAT, UNIT, VERSION, record_v1};
use crate::document::annotation::MAX_NOTE_BYTES;
use crate::document::{Direction, Document, Part, Parts, SourceInfo};
use crate::formats::digest;
use crate::text::Article;

/// The longest name of an encoding, in bytes.
const MAX_ENCODING_LEN: usize = 40;

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

pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
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
    let version = check_version(reader, text, FORMAT, VERSION)?;
    reader.set_version(version);
    let file = reader.parse_record::<record_v1::File<'a>, File<'a>>(text)?;
    check_unit(reader, file.unit);
    let direction = read_direction(reader, file.direction);
    let note = file.note.map(|raw| reader.text(raw, MAX_NOTE_BYTES));
    let extra = reader.extra(&file.unknown, File::FIELDS);
    let labels = read_labels(reader, &file.labels.0);
    let entities = read_entities(reader, &file.entities.0, labels.as_ref());
    let (article, source) = read_source(reader, file.source, file.text)?;
    let known = Known {
        article: &article,
        labels: labels.as_ref(),
        entities: entities.as_deref(),
    };
    let annotations = read_annotations(reader, &file.annotations.0, &known);
    let lost = read_lost(reader, &file.lost.0, &known, &annotations);
    if reader.has_problems() {
        return None;
    }
    let parts = Parts {
        article,
        source: source?,
        labels: labels?,
        direction: direction?,
        note: note.flatten().map(Into::into),
        entities: entities?,
        annotations,
        extra: extra?,
        lost,
    };
    match Document::from_parts(parts) {
        Ok(document) => Some(document),
        Err(refused) => {
            let raw = match refused.part {
                Part::Note => file.note,
                Part::Entity(index) => file.entities.0.get(index).copied(),
                Part::Annotation(index) => file.annotations.0.get(index).copied(),
                Part::Lost(index) => file.lost.0.get(index).copied(),
            };
            reader.note(raw?, Fault::Refused(refused.error.to_string()));
            None
        }
    }
}

/// The version of a file that says it is of this format. Reads no further than
/// needed for that, so that a newer version's file is named as such and not
/// called broken.
pub(super) fn check_version<'a>(
    reader: &mut Reader<'a>,
    text: &'a str,
    wanted: &str,
    newest: u64,
) -> Option<u64> {
    let probe: Probe<'a> = reader.parse(text)?;
    let format = probe.format.map(Raw::ron);
    let format = format.and_then(|ron| ron::from_str::<String>(ron).ok());
    if format.as_deref() != Some(wanted) {
        let fault = match wanted {
            FORMAT => Fault::NotOurs,
            _ => Fault::NotLabels,
        };
        match probe.format {
            Some(raw) => reader.note(raw, fault),
            None => reader.note_at_start(fault),
        }
        return None;
    }
    let Some(raw) = probe.version else {
        reader.note_at_start(Fault::MissingField("version".to_owned()));
        return None;
    };
    let found: u64 = reader.value(raw)?;
    let fault = match found {
        0 => Fault::NoSuchVersion(0),
        found if found > newest => Fault::NewerVersion { found, newest },
        found => return Some(found),
    };
    reader.accept(raw, Err(fault))
}

fn check_unit<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) {
    match reader.value::<String>(raw) {
        Some(unit) if unit != UNIT => reader.note(raw, Fault::WrongUnit(unit)),
        _ => {}
    }
}

fn read_direction<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<Direction> {
    let direction: String = reader.value(raw)?;
    let known = [Direction::RightToLeft, Direction::LeftToRight];
    let found = known.into_iter().find(|known| known.as_str() == direction);
    reader.accept(raw, found.ok_or(Fault::UnknownDirection(direction)))
}

/// The text, and where it came from if the digest is the text's.
fn read_source<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    text: Raw<'a>,
) -> Option<(Article, Option<SourceInfo>)> {
    let source = reader.record::<record_v1::Source<'a>, Source<'a>>(raw);
    let string: Option<String> = reader.value(text);
    let source = source?;
    let name: Option<String> = reader.value(source.name);
    let bom: Option<bool> = reader.value(source.bom);
    let article = Article::new(string?, bom?);
    let article = reader.accept(text, article.map_err(Fault::Text))?;
    let sha256 = read_sha256(reader, source.sha256, &article);
    let encoding = source.encoding.map(|raw| read_encoding(reader, raw));
    let file_sha256 = source.file_sha256.map(|raw| read_digest(reader, raw));
    if let (Some(file_sha256), None) = (source.file_sha256, source.encoding) {
        reader.note(file_sha256, Fault::MissingField("encoding".to_owned()));
    }
    let extra = reader.extra(&source.unknown, Source::FIELDS);
    let source = name.zip(sha256).map(|(name, sha256)| SourceInfo {
        encoding: encoding.flatten(),
        file_sha256: file_sha256.flatten(),
        extra: extra.unwrap_or_default(),
        ..SourceInfo::new(name, sha256)
    });
    Some((article, source))
}

/// The name of an encoding, which need not be one that this program knows.
fn read_encoding<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<String> {
    let name = reader.text(raw, MAX_ENCODING_LEN)?;
    let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    reader.accept(raw, good.then_some(name).ok_or(Fault::BadEncoding))
}

fn read_digest<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<[u8; 32]> {
    let digits: String = reader.value(raw)?;
    reader.accept(raw, digest::from_hex(&digits).ok_or(Fault::NotSha256))
}

fn read_sha256<'a>(reader: &mut Reader<'a>, raw: Raw<'a>, article: &Article) -> Option<[u8; 32]> {
    let stated = read_digest(reader, raw)?;
    let found = digest::sha256_of_source(article);
    if stated == found {
        return Some(found);
    }
    let found = digest::to_hex(&found);
    reader.accept(raw, Err(Fault::WrongSha256 { found }))
}
