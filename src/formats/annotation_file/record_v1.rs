//! The shape of version 1, field by field: what it did not know is refused in
//! its files. Read into the records of the present version.

use ron::value::RawValue;
use serde::Deserialize;

use super::list::{Annotations, Labels, List};
use super::record;

/// The whole file.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct File<'a> {
    #[serde(borrow, rename = "format")]
    _format: &'a RawValue,
    #[serde(borrow, rename = "version")]
    _version: &'a RawValue,
    #[serde(borrow)]
    unit: &'a RawValue,
    #[serde(borrow)]
    source: &'a RawValue,
    #[serde(borrow)]
    direction: &'a RawValue,
    #[serde(borrow)]
    labels: Labels<'a>,
    #[serde(borrow)]
    annotations: Annotations<'a>,
    #[serde(borrow)]
    text: &'a RawValue,
}

/// Where the text came from.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct Source<'a> {
    #[serde(borrow)]
    name: &'a RawValue,
    #[serde(borrow)]
    sha256: &'a RawValue,
    #[serde(borrow)]
    bom: &'a RawValue,
}

/// One label; only `key` may be left out.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct LabelRecord<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    name_ar: &'a RawValue,
    #[serde(borrow)]
    name_en: &'a RawValue,
    #[serde(borrow)]
    short_ar: &'a RawValue,
    #[serde(borrow)]
    short_en: &'a RawValue,
    #[serde(borrow)]
    color: &'a RawValue,
    #[serde(borrow, default)]
    key: Option<&'a RawValue>,
}

/// One annotation.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct AnnotationRecord<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    label: &'a RawValue,
    #[serde(borrow)]
    span: &'a RawValue,
    #[serde(borrow)]
    quote: &'a RawValue,
}

impl<'a> From<File<'a>> for record::File<'a> {
    fn from(old: File<'a>) -> Self {
        Self {
            unit: old.unit,
            source: old.source,
            direction: old.direction,
            note: None,
            labels: old.labels,
            entities: List::default(),
            annotations: old.annotations,
            lost: List::default(),
            text: old.text,
            _format: old._format,
            _version: old._version,
        }
    }
}

impl<'a> From<Source<'a>> for record::Source<'a> {
    fn from(old: Source<'a>) -> Self {
        Self {
            name: old.name,
            sha256: old.sha256,
            bom: old.bom,
            encoding: None,
            file_sha256: None,
        }
    }
}

impl<'a> From<LabelRecord<'a>> for record::LabelRecord<'a> {
    fn from(old: LabelRecord<'a>) -> Self {
        Self {
            id: old.id,
            name_ar: old.name_ar,
            name_en: old.name_en,
            short_ar: old.short_ar,
            short_en: old.short_en,
            color: old.color,
            key: old.key,
            description: None,
            parent: None,
            attributes: List::default(),
        }
    }
}

impl<'a> From<AnnotationRecord<'a>> for record::AnnotationRecord<'a> {
    fn from(old: AnnotationRecord<'a>) -> Self {
        Self {
            id: old.id,
            label: old.label,
            span: Some(old.span),
            spans: None,
            quote: Some(old.quote),
            quotes: None,
            entity: None,
            attributes: None,
            note: None,
        }
    }
}
