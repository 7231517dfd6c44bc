//! Annotations as a table for spreadsheet programs (RFC 4180).
//!
//! Begins with a byte-order mark, without which those programs take Arabic
//! for another encoding. Fields are the text as it is: a field that begins
//! with `=` is not altered, since what is exported must be what was marked.
//! Only written, never read.

use crate::document::{Annotation, AttributeName, AttributeValue, Document};

/// The columns that are always there, in order.
const COLUMNS: [&str; 7] = [
    "id",
    "label",
    "label_name_ar",
    "label_name_en",
    "start",
    "end",
    "text",
];

/// The columns that follow where the document has something for them.
const MORE_COLUMNS: [&str; 5] = ["spans", "entity", "entity_name", "entity_link", "note"];

/// What the name of an attribute's column begins with, so that it is none of
/// the others.
const ATTRIBUTE: &str = "attribute_";

/// The annotations in reading order, one a row, after a row with the names of
/// the columns; `start` and `end` in code points, end exclusive; lines end
/// with CRLF. Where any annotation has several pieces, an entity, a note or an
/// attribute, the columns for all of these follow. Fails only where memory
/// does.
pub fn write(document: &Document) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = writer();
    let more = document.annotations().any(says_more);
    let attributes = if more {
        attributes(document)
    } else {
        Vec::new()
    };
    let mut header: Vec<String> = COLUMNS.map(str::to_owned).into();
    if more {
        header.extend(MORE_COLUMNS.map(str::to_owned));
        header.extend(attributes.iter().map(|name| format!("{ATTRIBUTE}{name}")));
    }
    writer.write_record(&header)?;
    for annotation in document.annotations() {
        let mut row = row(document, annotation);
        if more {
            row.extend(more_of(document, annotation));
            let values = attributes.iter().map(|name| annotation.attribute(name));
            row.extend(values.map(|value| value.map(value_text).unwrap_or_default()));
        }
        writer.write_record(&row)?;
    }
    finish(writer)
}

/// A table that begins with a byte-order mark, its lines ending with CRLF.
pub(super) fn writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec())
}

/// The bytes of a table.
pub(super) fn finish(writer: ::csv::Writer<Vec<u8>>) -> Result<Vec<u8>, ::csv::Error> {
    writer
        .into_inner()
        .map_err(|error| ::csv::Error::from(std::io::Error::from(error.error().kind())))
}

fn says_more(annotation: &Annotation) -> bool {
    annotation.spans.is_discontinuous()
        || annotation.entity.is_some()
        || annotation.note().is_some()
        || annotation.has_attributes()
}

/// The names of all attributes that any label defines, in the order of labels
/// and attributes, each once.
fn attributes(document: &Document) -> Vec<AttributeName> {
    let mut names: Vec<AttributeName> = Vec::new();
    for attribute in document.labels().iter().flat_map(|label| &label.attributes) {
        if !names.contains(&attribute.name) {
            names.push(attribute.name.clone());
        }
    }
    names
}

fn row(document: &Document, annotation: &Annotation) -> Vec<String> {
    let label = document.labels().get(&annotation.label);
    let span = document.article().char_span(annotation.span());
    vec![
        annotation.id.to_string(),
        annotation.label.to_string(),
        label.map_or(String::new(), |label| label.name_ar.clone()),
        label.map_or(String::new(), |label| label.name_en.clone()),
        span.start.to_string(),
        span.end.to_string(),
        annotation.text(document.article()).into_owned(),
    ]
}

/// What belongs in [`MORE_COLUMNS`].
fn more_of(document: &Document, annotation: &Annotation) -> [String; 5] {
    let pieces = annotation.pieces().iter().map(|piece| {
        let span = document.article().char_span(*piece);
        format!("{}-{}", span.start, span.end)
    });
    let pieces: Vec<_> = pieces.collect();
    let entity = annotation.entity.and_then(|id| document.entity(id));
    let link = entity.and_then(|entity| entity.link.as_ref());
    [
        pieces.join(" "),
        entity.map_or(String::new(), |entity| entity.id.to_string()),
        entity.map_or(String::new(), |entity| entity.name.clone()),
        link.map_or(String::new(), ToString::to_string),
        annotation.note().unwrap_or_default().to_owned(),
    ]
}

fn value_text(value: &AttributeValue) -> String {
    match value {
        AttributeValue::Choice(option) => option.to_string(),
        AttributeValue::YesNo(true) => "yes".to_owned(),
        AttributeValue::YesNo(false) => "no".to_owned(),
        AttributeValue::Text(text) => text.as_ref().to_owned(),
        AttributeValue::Number(number) => number.to_string(),
    }
}
