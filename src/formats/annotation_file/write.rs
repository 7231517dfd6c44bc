//! Writes an annotation file: always the same bytes for the same document, one
//! annotation a line in reading order, so that version control shows a changed
//! annotation as a changed line.

use std::fmt::Write;

use super::escape::push_quoted;
use super::{FORMAT, UNIT, VERSION};
use crate::document::extra::{Extra, ExtraField};
use crate::document::{
    Annotation, Attribute, AttributeKind, AttributeValue, Document, Entity, Label, Lost, SourceInfo,
};
use crate::formats::digest;
use crate::text::{Article, ByteSpan};

/// The text of a document's annotation file with LF at line ends, not yet
/// [sealed](super::seal()).
pub fn write(document: &Document) -> String {
    let mut out = String::with_capacity(document.article().text().len() + 4096);
    out.push_str("(\n");
    push_header(&mut out, document);
    out.push_str("    labels: [\n");
    for label in document.labels() {
        push_label(&mut out, label);
    }
    out.push_str("    ],\n");
    push_lines(&mut out, document.extra(), "labels");
    if document.entity_count() > 0 {
        out.push_str("    entities: [\n");
        for entity in document.entities() {
            push_entity(&mut out, entity);
        }
        out.push_str("    ],\n");
    }
    push_lines(&mut out, document.extra(), "entities");
    out.push_str("    annotations: [\n");
    for annotation in document.annotations() {
        push_annotation(&mut out, document, annotation);
    }
    out.push_str("    ],\n");
    push_lines(&mut out, document.extra(), "annotations");
    if document.lost_count() > 0 {
        out.push_str("    lost: [\n");
        for lost in document.lost() {
            push_lost(&mut out, document, lost);
        }
        out.push_str("    ],\n");
    }
    push_lines(&mut out, document.extra(), "lost");
    out.push_str("    text: ");
    push_quoted(&mut out, document.article().text());
    out.push_str(",\n");
    push_lines(&mut out, document.extra(), "text");
    out.push_str(")\n");
    out
}

/// Appends the unknown fields of the file that stand after a known one, a line
/// each.
fn push_lines(out: &mut String, extra: &Extra, known: &str) {
    for ExtraField { name, value, .. } in extra.after(known) {
        line(out, format_args!("    {name}: {value},\n"));
    }
}

/// Appends the unknown fields of a record that stand before all known ones.
fn push_first(out: &mut String, extra: &Extra) {
    for ExtraField { name, value, .. } in extra.after("") {
        line(out, format_args!("{name}: {value}, "));
    }
}

/// Appends the unknown fields of a record that stand after a known one.
fn push_extra(out: &mut String, extra: &Extra, known: &str) {
    for ExtraField { name, value, .. } in extra.after(known) {
        line(out, format_args!(", {name}: {value}"));
    }
}

fn push_header(out: &mut String, document: &Document) {
    let (source, extra) = (document.source(), document.extra());
    line(out, format_args!("    format: \"{FORMAT}\",\n"));
    line(out, format_args!("    version: {VERSION},\n"));
    // Those two stand first, since they tell what the rest is.
    for known in ["", "format", "version"] {
        push_lines(out, extra, known);
    }
    line(out, format_args!("    unit: \"{UNIT}\",\n"));
    push_lines(out, extra, "unit");
    out.push_str("    source: (");
    push_source(out, source, document.article().has_bom());
    out.push_str("),\n");
    push_lines(out, extra, "source");
    let direction = document.direction().as_str();
    line(out, format_args!("    direction: \"{direction}\",\n"));
    push_lines(out, extra, "direction");
    if let Some(note) = document.note() {
        out.push_str("    note: ");
        push_quoted(out, note);
        out.push_str(",\n");
    }
    push_lines(out, extra, "note");
}

fn push_source(out: &mut String, source: &SourceInfo, bom: bool) {
    let extra = &source.extra;
    push_first(out, extra);
    out.push_str("name: ");
    push_quoted(out, &source.name);
    push_extra(out, extra, "name");
    push_text(out, "sha256", &digest::to_hex(&source.sha256));
    push_extra(out, extra, "sha256");
    line(out, format_args!(", bom: {bom}"));
    push_extra(out, extra, "bom");
    if let Some(encoding) = &source.encoding {
        push_text(out, "encoding", encoding);
    }
    push_extra(out, extra, "encoding");
    let digest = source.file_sha256.as_ref();
    if let Some(digest) = digest.filter(|_| source.encoding.is_some()) {
        push_text(out, "file_sha256", &digest::to_hex(digest));
    }
    push_extra(out, extra, "file_sha256");
}

/// Appends a label as a line of a list.
pub(super) fn push_label(out: &mut String, label: &Label) {
    let extra = &label.extra;
    out.push_str("        (");
    push_first(out, extra);
    line(out, format_args!("id: \"{}\"", label.id));
    push_extra(out, extra, "id");
    for (field, text) in [
        ("name_ar", &label.name_ar),
        ("name_en", &label.name_en),
        ("short_ar", &label.short_ar),
        ("short_en", &label.short_en),
    ] {
        push_text(out, field, text);
        push_extra(out, extra, field);
    }
    line(out, format_args!(", color: \"{}\"", label.color));
    push_extra(out, extra, "color");
    if let Some(key) = label.key {
        line(out, format_args!(", key: \"{key}\""));
    }
    push_extra(out, extra, "key");
    if !label.description.is_empty() {
        push_text(out, "description", &label.description);
    }
    push_extra(out, extra, "description");
    if let Some(parent) = &label.parent {
        line(out, format_args!(", parent: \"{parent}\""));
    }
    push_extra(out, extra, "parent");
    if !label.attributes.is_empty() {
        out.push_str(", attributes: [");
        push_list(out, &label.attributes, push_attribute);
        out.push(']');
    }
    push_extra(out, extra, "attributes");
    out.push_str("),\n");
}

fn push_attribute(out: &mut String, attribute: &Attribute) {
    let extra = &attribute.extra;
    let (name_ar, name_en) = (&attribute.name_ar, &attribute.name_en);
    push_names(out, attribute.name.as_str(), name_ar, name_en, extra);
    let kind = attribute.kind.as_str();
    line(out, format_args!(", type: \"{kind}\""));
    push_extra(out, extra, "type");
    if let AttributeKind::Choice(options) = &attribute.kind {
        out.push_str(", options: [");
        push_list(out, options, |out, option| {
            let (name_ar, name_en) = (&option.name_ar, &option.name_en);
            push_names(out, option.name.as_str(), name_ar, name_en, &option.extra);
            out.push(')');
        });
        out.push(']');
    }
    push_extra(out, extra, "options");
    out.push(')');
}

/// Appends the beginning of a record: what files and people call something.
fn push_names(out: &mut String, name: &str, name_ar: &str, name_en: &str, extra: &Extra) {
    out.push('(');
    push_first(out, extra);
    line(out, format_args!("name: \"{name}\""));
    push_extra(out, extra, "name");
    push_text(out, "name_ar", name_ar);
    push_extra(out, extra, "name_ar");
    push_text(out, "name_en", name_en);
    push_extra(out, extra, "name_en");
}

fn push_entity(out: &mut String, entity: &Entity) {
    let extra = &entity.extra;
    out.push_str("        (");
    push_first(out, extra);
    line(out, format_args!("id: {}", entity.id));
    push_extra(out, extra, "id");
    push_text(out, "name", &entity.name);
    push_extra(out, extra, "name");
    if let Some(label) = &entity.label {
        line(out, format_args!(", label: \"{label}\""));
    }
    push_extra(out, extra, "label");
    if let Some(note) = &entity.note {
        push_text(out, "note", note);
    }
    push_extra(out, extra, "note");
    if let Some(link) = &entity.link {
        push_text(out, "link", link.as_str());
    }
    push_extra(out, extra, "link");
    out.push_str("),\n");
}

fn push_annotation(out: &mut String, document: &Document, annotation: &Annotation) {
    let (id, label) = (annotation.id, &annotation.label);
    let extra = annotation.extra();
    out.push_str("        (");
    push_first(out, extra);
    line(out, format_args!("id: {id}"));
    push_extra(out, extra, "id");
    line(out, format_args!(", label: \"{label}\""));
    push_extra(out, extra, "label");
    push_spans(out, document.article(), annotation.pieces(), extra);
    // A lost one that was put back may have some there.
    push_extra(out, extra, "before");
    push_extra(out, extra, "after");
    push_said(out, document, annotation);
}

fn push_lost(out: &mut String, document: &Document, lost: &Lost) {
    let (id, label) = (lost.id(), &lost.said().label);
    let extra = lost.said().extra();
    out.push_str("        (");
    push_first(out, extra);
    line(out, format_args!("id: {id}"));
    push_extra(out, extra, "id");
    line(out, format_args!(", label: \"{label}\""));
    // Those that stood after its place stay before its words.
    for known in ["label", "span", "spans"] {
        push_extra(out, extra, known);
    }
    match lost.quotes() {
        [quote] => push_text(out, "quote", quote),
        quotes => {
            out.push_str(", quotes: [");
            push_list(out, quotes, |out, quote| push_quoted(out, quote));
            out.push(']');
        }
    }
    push_extra(out, extra, "quote");
    push_extra(out, extra, "quotes");
    for (field, text) in [("before", lost.before()), ("after", lost.after())] {
        if !text.is_empty() {
            push_text(out, field, text);
        }
        push_extra(out, extra, field);
    }
    push_said(out, document, lost.said());
}

/// Appends what is said of an annotation, and ends its line.
fn push_said(out: &mut String, document: &Document, annotation: &Annotation) {
    let extra = annotation.extra();
    if let Some(entity) = annotation.entity {
        line(out, format_args!(", entity: {entity}"));
    }
    push_extra(out, extra, "entity");
    if annotation.has_attributes() {
        push_values(out, document.labels().get(&annotation.label), annotation);
    }
    push_extra(out, extra, "attributes");
    if let Some(note) = annotation.note() {
        push_text(out, "note", note);
    }
    push_extra(out, extra, "note");
    out.push_str("),\n");
}

fn push_spans(out: &mut String, article: &Article, pieces: &[ByteSpan], extra: &Extra) {
    let push_span = |out: &mut String, piece: &ByteSpan| {
        let span = article.char_span(*piece);
        line(out, format_args!("({}, {})", span.start, span.end));
    };
    let after_span = |out: &mut String| {
        push_extra(out, extra, "span");
        push_extra(out, extra, "spans");
    };
    if let [piece] = pieces {
        out.push_str(", span: ");
        push_span(out, piece);
        after_span(out);
        push_text(out, "quote", article.slice(*piece));
    } else {
        out.push_str(", spans: [");
        push_list(out, pieces, push_span);
        out.push(']');
        after_span(out);
        out.push_str(", quotes: [");
        push_list(out, pieces, |out, piece| {
            push_quoted(out, article.slice(*piece));
        });
        out.push(']');
    }
    push_extra(out, extra, "quote");
    push_extra(out, extra, "quotes");
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
