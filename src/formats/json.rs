//! A document as JSON, for programs: the same facts as the annotation file,
//! under the same names. Only written, never read.

use serde::Serialize;

use super::annotation_file::{FORMAT, UNIT, VERSION};
use super::digest;
use crate::document::{Annotation, Document, Label};

#[derive(Serialize)]
struct Export<'a> {
    format: &'a str,
    version: u64,
    unit: &'a str,
    source: Source<'a>,
    direction: &'a str,
    labels: Vec<LabelView<'a>>,
    annotations: Vec<AnnotationView<'a>>,
    text: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    sha256: String,
    bom: bool,
}

#[derive(Serialize)]
struct LabelView<'a> {
    id: &'a str,
    name_ar: &'a str,
    name_en: &'a str,
    short_ar: &'a str,
    short_en: &'a str,
    color: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<char>,
}

#[derive(Serialize)]
struct AnnotationView<'a> {
    id: u64,
    label: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

/// A document as indented JSON in UTF-8, the annotations in reading order,
/// spans in code points, end exclusive. Fails only where memory does.
pub fn write(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    let article = document.article();
    let source = document.source();
    let span_of = |a: &Annotation| article.char_span(a.span);
    let export = Export {
        format: FORMAT,
        version: VERSION,
        unit: UNIT,
        source: Source {
            name: &source.name,
            sha256: digest::to_hex(&source.sha256),
            bom: article.has_bom(),
        },
        direction: document.direction().as_str(),
        labels: document.labels().iter().map(label_view).collect(),
        annotations: document
            .annotations()
            .map(|a| AnnotationView {
                id: a.id.0,
                label: a.label.as_str(),
                start: span_of(a).start.0,
                end: span_of(a).end.0,
                text: article.slice(a.span),
            })
            .collect(),
        text: article.text(),
    };
    let mut bytes = serde_json::to_vec_pretty(&export)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn label_view(label: &Label) -> LabelView<'_> {
    LabelView {
        id: label.id.as_str(),
        name_ar: &label.name_ar,
        name_en: &label.name_en,
        short_ar: &label.short_ar,
        short_en: &label.short_en,
        color: label.color.to_string(),
        key: label.key,
    }
}
