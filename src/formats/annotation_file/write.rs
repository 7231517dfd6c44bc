//! Writes an annotation file: always the same bytes for the same document, one
//! annotation a line in reading order, so that version control shows a changed
//! annotation as a changed line.

use std::fmt::Write;

use super::escape::push_quoted;
use super::{FORMAT, UNIT, VERSION};
use crate::document::{
    Annotation, Attribute, AttributeKind, AttributeValue, Document, Entity, Label, Lost,
};
use crate::formats::digest;
use crate::text::{Article, ByteSpan};

/// The bytes of a document's annotation file, as UTF-8 with LF at line ends.
pub fn write(document: &Document) -> String {
    let mut out = String::with_capacity(document.article().text().len() + 4096);
    out.push_str("(\n");
    push_header(&mut out, document);
    out.push_str("    labels: [\n");
    for label in document.labels() {
        push_label(&mut out, label);
    }
    if document.entity_count() > 0 {
        out.push_str("    ],\n    entities: [\n");
        for entity in document.entities() {
            push_entity(&mut out, entity);
        }
    }
    out.push_str("    ],\n    annotations: [\n");
    for annotation in document.annotations() {
        push_annotation(&mut out, document, annotation);
    }
    if document.lost_count() > 0 {
        out.push_str("    ],\n    lost: [\n");
        for lost in document.lost() {
            push_lost(&mut out, document, lost);
        }
    }
    out.push_str("    ],\n    text: ");
    push_quoted(&mut out, document.article().text());
    out.push_str(",\n)\n");
    out
}

fn push_header(out: &mut String, document: &Document) {
    let source = document.source();
    line(out, format_args!("    format: \"{FORMAT}\",\n"));
    line(out, format_args!("    version: {VERSION},\n"));
    line(out, format_args!("    unit: \"{UNIT}\",\n"));
    out.push_str("    source: (name: ");
    push_quoted(out, &source.name);
    let sha256 = digest::to_hex(&source.sha256);
    let bom = document.article().has_bom();
    line(out, format_args!(", sha256: \"{sha256}\", bom: {bom}"));
    if let Some(encoding) = &source.encoding {
        push_text(out, "encoding", encoding);
        if let Some(digest) = &source.file_sha256 {
            push_text(out, "file_sha256", &digest::to_hex(digest));
        }
    }
    out.push_str("),\n");
    let direction = document.direction().as_str();
    line(out, format_args!("    direction: \"{direction}\",\n"));
    if let Some(note) = document.note() {
        out.push_str("    note: ");
        push_quoted(out, note);
        out.push_str(",\n");
    }
}

/// Appends a label as a line of a list.
pub(super) fn push_label(out: &mut String, label: &Label) {
    line(out, format_args!("        (id: \"{}\"", label.id));
    push_text(out, "name_ar", &label.name_ar);
    push_text(out, "name_en", &label.name_en);
    push_text(out, "short_ar", &label.short_ar);
    push_text(out, "short_en", &label.short_en);
    line(out, format_args!(", color: \"{}\"", label.color));
    if let Some(key) = label.key {
        line(out, format_args!(", key: \"{key}\""));
    }
    if !label.description.is_empty() {
        push_text(out, "description", &label.description);
    }
    if let Some(parent) = &label.parent {
        line(out, format_args!(", parent: \"{parent}\""));
    }
    if !label.attributes.is_empty() {
        out.push_str(", attributes: [");
        push_list(out, &label.attributes, push_attribute);
        out.push(']');
    }
    out.push_str("),\n");
}

fn push_attribute(out: &mut String, attribute: &Attribute) {
    line(out, format_args!("(name: \"{}\"", attribute.name));
    push_text(out, "name_ar", &attribute.name_ar);
    push_text(out, "name_en", &attribute.name_en);
    let kind = attribute.kind.as_str();
    line(out, format_args!(", type: \"{kind}\""));
    if let AttributeKind::Choice(options) = &attribute.kind {
        out.push_str(", options: [");
        push_list(out, options, |out, option| {
            line(out, format_args!("(name: \"{}\"", option.name));
            push_text(out, "name_ar", &option.name_ar);
            push_text(out, "name_en", &option.name_en);
            out.push(')');
        });
        out.push(']');
    }
    out.push(')');
}

fn push_entity(out: &mut String, entity: &Entity) {
    line(out, format_args!("        (id: {}", entity.id));
    push_text(out, "name", &entity.name);
    if let Some(label) = &entity.label {
        line(out, format_args!(", label: \"{label}\""));
    }
    if let Some(note) = &entity.note {
        push_text(out, "note", note);
    }
    if let Some(link) = &entity.link {
        push_text(out, "link", link.as_str());
    }
    out.push_str("),\n");
}

fn push_annotation(out: &mut String, document: &Document, annotation: &Annotation) {
    let (id, label) = (annotation.id, &annotation.label);
    line(out, format_args!("        (id: {id}, label: \"{label}\""));
    push_spans(out, document.article(), annotation.pieces());
    push_said(out, document, annotation);
}

fn push_lost(out: &mut String, document: &Document, lost: &Lost) {
    let (id, label) = (lost.id(), &lost.said().label);
    line(out, format_args!("        (id: {id}, label: \"{label}\""));
    match lost.quotes() {
        [quote] => push_text(out, "quote", quote),
        quotes => {
            out.push_str(", quotes: [");
            push_list(out, quotes, |out, quote| push_quoted(out, quote));
            out.push(']');
        }
    }
    for (field, text) in [("before", lost.before()), ("after", lost.after())] {
        if !text.is_empty() {
            push_text(out, field, text);
        }
    }
    push_said(out, document, lost.said());
}

/// Appends what is said of an annotation, and ends its line.
fn push_said(out: &mut String, document: &Document, annotation: &Annotation) {
    if let Some(entity) = annotation.entity {
        line(out, format_args!(", entity: {entity}"));
    }
    if annotation.has_attributes() {
        push_values(out, document.labels().get(&annotation.label), annotation);
    }
    if let Some(note) = annotation.note() {
        push_text(out, "note", note);
    }
    out.push_str("),\n");
}

fn push_spans(out: &mut String, article: &Article, pieces: &[ByteSpan]) {
    let push_span = |out: &mut String, piece: &ByteSpan| {
        let span = article.char_span(*piece);
        line(out, format_args!("({}, {})", span.start, span.end));
    };
    if let [piece] = pieces {
        out.push_str(", span: ");
        push_span(out, piece);
        push_text(out, "quote", article.slice(*piece));
    } else {
        out.push_str(", spans: [");
        push_list(out, pieces, push_span);
        out.push_str("], quotes: [");
        push_list(out, pieces, |out, piece| {
            push_quoted(out, article.slice(*piece));
        });
        out.push(']');
    }
}

/// The values in the order in which the label defines its attributes.
fn push_values(out: &mut String, label: Option<&Label>, annotation: &Annotation) {
    out.push_str(", attributes: {");
    let attributes = label.map(|label| label.attributes.as_slice());
    let values = attributes
        .unwrap_or_default()
        .iter()
        .filter_map(|attribute| {
            let value = annotation.attribute(&attribute.name)?;
            Some((&attribute.name, value))
        });
    let values: Vec<_> = values.collect();
    push_list(out, &values, |out, (name, value)| {
        line(out, format_args!("\"{name}\": "));
        match value {
            AttributeValue::Choice(option) => line(out, format_args!("\"{option}\"")),
            AttributeValue::YesNo(yes) => line(out, format_args!("{yes}")),
            AttributeValue::Text(text) => push_quoted(out, text),
            AttributeValue::Number(number) => line(out, format_args!("{number}")),
        }
    });
    out.push('}');
}

fn push_list<T>(out: &mut String, list: &[T], mut push: impl FnMut(&mut String, &T)) {
    for (index, item) in list.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        push(out, item);
    }
}

/// Appends one more field that holds a text.
fn push_text(out: &mut String, field: &str, text: &str) {
    line(out, format_args!(", {field}: "));
    push_quoted(out, text);
}

/// Writing to a String cannot fail.
pub(super) fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}
