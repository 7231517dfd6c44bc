//! Writes an annotation file: always the same bytes for the same document, one
//! annotation a line in reading order, so that version control shows a changed
//! annotation as a changed line.

use std::fmt::Write;

use super::escape::push_quoted;
use super::{FORMAT, UNIT, VERSION};
use crate::document::{Annotation, Document, Label};
use crate::formats::digest;
use crate::text::Article;

/// The bytes of a document's annotation file, as UTF-8 with LF at line ends.
pub fn write(document: &Document) -> String {
    let mut out = String::with_capacity(document.article().text().len() + 4096);
    out.push_str("(\n");
    push_header(&mut out, document);
    out.push_str("    labels: [\n");
    for label in document.labels() {
        push_label(&mut out, label);
    }
    out.push_str("    ],\n    annotations: [\n");
    for annotation in document.annotations() {
        push_annotation(&mut out, document.article(), annotation);
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
    line(out, format_args!(", sha256: \"{sha256}\", bom: {bom}),\n"));
    let direction = document.direction().as_str();
    line(out, format_args!("    direction: \"{direction}\",\n"));
}

fn push_label(out: &mut String, label: &Label) {
    line(
        out,
        format_args!("        (id: \"{}\", name_ar: ", label.id),
    );
    push_quoted(out, &label.name_ar);
    out.push_str(", name_en: ");
    push_quoted(out, &label.name_en);
    out.push_str(", short_ar: ");
    push_quoted(out, &label.short_ar);
    out.push_str(", short_en: ");
    push_quoted(out, &label.short_en);
    line(out, format_args!(", color: \"{}\"", label.color));
    if let Some(key) = label.key {
        line(out, format_args!(", key: \"{key}\""));
    }
    out.push_str("),\n");
}

fn push_annotation(out: &mut String, article: &Article, annotation: &Annotation) {
    let span = article.char_span(annotation.span);
    line(
        out,
        format_args!(
            "        (id: {}, label: \"{}\", span: ({}, {}), quote: ",
            annotation.id, annotation.label, span.start, span.end
        ),
    );
    push_quoted(out, article.slice(annotation.span));
    out.push_str("),\n");
}

/// Writing to a String cannot fail.
fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}
