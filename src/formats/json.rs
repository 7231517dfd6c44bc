//! A document as JSON, for programs: the same facts as the annotation file,
//! under the same names. Only written, never read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::annotation_file::{FORMAT, UNIT, VERSION};
use super::digest;
use crate::document::{Annotation, Attribute, AttributeValue, Document, Entity, Label};
use crate::text::Article;

#[derive(Serialize)]
struct Export<'a> {
    format: &'a str,
    version: u64,
    unit: &'a str,
    source: Source<'a>,
    direction: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    labels: Vec<LabelView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<EntityView<'a>>,
    annotations: Vec<AnnotationView<'a>>,
    text: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    sha256: String,
    bom: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_sha256: Option<String>,
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
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<AttributeView<'a>>,
}

#[derive(Serialize)]
struct AttributeView<'a> {
    name: &'a str,
    name_ar: &'a str,
    name_en: &'a str,
    r#type: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<OptionView<'a>>,
}

#[derive(Serialize)]
struct OptionView<'a> {
    name: &'a str,
    name_ar: &'a str,
    name_en: &'a str,
}

#[derive(Serialize)]
struct EntityView<'a> {
    id: u64,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct AnnotationView<'a> {
    id: u64,
    label: &'a str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<(usize, usize)>,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'a str, ValueView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueView<'a> {
    Text(&'a str),
    YesNo(bool),
    /// To the digit, as JSON allows and not every reader keeps.
    Number(Box<RawValue>),
}

/// A document as indented JSON in UTF-8, the annotations in reading order,
/// spans in code points, end exclusive. Fails only where memory does.
pub fn write(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    let article = document.article();
    let source = document.source();
    let annotations = document.annotations();
    let annotations = annotations.map(|annotation| annotation_view(article, annotation));
    let export = Export {
        format: FORMAT,
        version: VERSION,
        unit: UNIT,
        source: Source {
            name: &source.name,
            sha256: digest::to_hex(&source.sha256),
            bom: article.has_bom(),
            encoding: source.encoding.as_deref(),
            file_sha256: source.file_sha256.as_ref().map(digest::to_hex),
        },
        direction: document.direction().as_str(),
        note: document.note(),
        labels: document.labels().iter().map(label_view).collect(),
        entities: document.entities().map(entity_view).collect(),
        annotations: annotations.collect::<Result<_, _>>()?,
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
        description: &label.description,
        parent: label.parent.as_ref().map(|parent| parent.as_str()),
        attributes: label.attributes.iter().map(attribute_view).collect(),
    }
}

fn attribute_view(attribute: &Attribute) -> AttributeView<'_> {
    let options = attribute.kind.options().iter().map(|option| OptionView {
        name: option.name.as_str(),
        name_ar: &option.name_ar,
        name_en: &option.name_en,
    });
    AttributeView {
        name: attribute.name.as_str(),
        name_ar: &attribute.name_ar,
        name_en: &attribute.name_en,
        r#type: attribute.kind.as_str(),
        options: options.collect(),
    }
}

fn entity_view(entity: &Entity) -> EntityView<'_> {
    EntityView {
        id: entity.id.0,
        name: &entity.name,
        label: entity.label.as_ref().map(|label| label.as_str()),
        note: entity.note.as_deref(),
        link: entity.link.as_ref().map(|link| link.as_str()),
    }
}

fn annotation_view<'a>(
    article: &'a Article,
    annotation: &'a Annotation,
) -> Result<AnnotationView<'a>, serde_json::Error> {
    let span = article.char_span(annotation.span());
    let pieces = annotation.pieces().iter().map(|piece| {
        let span = article.char_span(*piece);
        (span.start.0, span.end.0)
    });
    let several = annotation.spans.is_discontinuous();
    let values = annotation.attributes();
    let values = values.map(|(name, value)| Ok((name.as_str(), value_view(value)?)));
    Ok(AnnotationView {
        id: annotation.id.0,
        label: annotation.label.as_str(),
        start: span.start.0,
        end: span.end.0,
        spans: pieces.filter(|_| several).collect(),
        text: annotation.text(article),
        entity: annotation.entity.map(|id| id.0),
        attributes: values.collect::<Result<_, _>>()?,
        note: annotation.note(),
    })
}

fn value_view(value: &AttributeValue) -> Result<ValueView<'_>, serde_json::Error> {
    Ok(match value {
        AttributeValue::Choice(option) => ValueView::Text(option.as_str()),
        AttributeValue::YesNo(yes) => ValueView::YesNo(*yes),
        AttributeValue::Text(text) => ValueView::Text(text),
        AttributeValue::Number(number) => {
            ValueView::Number(RawValue::from_string(number.to_string())?)
        }
    })
}
