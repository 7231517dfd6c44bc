//! The shape of version 1, field by field: what it did not know is refused in
//! its files. Read into the records of the present version.

use serde::Deserialize;

use super::list::{Annotations, Labels, List};
use super::raw::Raw;
use super::record::{self, Unknown};

/// The whole file.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct File<'a> {
    #[serde(borrow, rename = "format")]
    _format: Raw<'a>,
    #[serde(borrow, rename = "version")]
    _version: Raw<'a>,
    #[serde(borrow)]
    unit: Raw<'a>,
    #[serde(borrow)]
    source: Raw<'a>,
    #[serde(borrow)]
    direction: Raw<'a>,
    #[serde(borrow)]
    labels: Labels<'a>,
    #[serde(borrow)]
    annotations: Annotations<'a>,
    #[serde(borrow)]
    text: Raw<'a>,
}

/// Where the text came from.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct Source<'a> {
    #[serde(borrow)]
    name: Raw<'a>,
    #[serde(borrow)]
    sha256: Raw<'a>,
    #[serde(borrow)]
    bom: Raw<'a>,
}

/// One label; only `key` may be left out.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct LabelRecord<'a> {
    #[serde(borrow)]
    id: Raw<'a>,
    #[serde(borrow)]
    name_ar: Raw<'a>,
    #[serde(borrow)]
    name_en: Raw<'a>,
    #[serde(borrow)]
    short_ar: Raw<'a>,
    #[serde(borrow)]
    short_en: Raw<'a>,
    #[serde(borrow)]
    color: Raw<'a>,
    #[serde(borrow, default)]
    key: Option<Raw<'a>>,
}

/// One annotation.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct AnnotationRecord<'a> {
    #[serde(borrow)]
    id: Raw<'a>,
    #[serde(borrow)]
    label: Raw<'a>,
    #[serde(borrow)]
    span: Raw<'a>,
    #[serde(borrow)]
    quote: Raw<'a>,
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
            unknown: Unknown::default(),
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
            unknown: Unknown::default(),
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
            unknown: Unknown::default(),
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
            unknown: Unknown::default(),
        }
    }
}
