//! The shape of version 1, field by field.
//!
//! Every value is kept as the slice of the file it was read from and parsed
//! on its own later: so what is wrong with its meaning has a place too.

use ron::value::RawValue;
use serde::Deserialize;

/// What is read before anything else: whether the file is ours, and how new.
/// Other fields may be there, since a newer version may have others.
#[derive(Deserialize)]
#[serde(rename = "")]
pub(super) struct Probe<'a> {
    #[serde(borrow, default)]
    pub(super) format: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) version: Option<&'a RawValue>,
}

/// The whole file.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct File<'a> {
    #[serde(borrow, rename = "format")]
    pub(super) _format: &'a RawValue,
    #[serde(borrow, rename = "version")]
    pub(super) _version: &'a RawValue,
    #[serde(borrow)]
    pub(super) unit: &'a RawValue,
    #[serde(borrow)]
    pub(super) source: &'a RawValue,
    #[serde(borrow)]
    pub(super) direction: &'a RawValue,
    #[serde(borrow)]
    pub(super) labels: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) annotations: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) text: &'a RawValue,
}

/// Where the text came from.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct Source<'a> {
    #[serde(borrow)]
    pub(super) name: &'a RawValue,
    #[serde(borrow)]
    pub(super) sha256: &'a RawValue,
    #[serde(borrow)]
    pub(super) bom: &'a RawValue,
}

/// One label; only `key` may be left out.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct LabelRecord<'a> {
    #[serde(borrow)]
    pub(super) id: &'a RawValue,
    #[serde(borrow)]
    pub(super) name_ar: &'a RawValue,
    #[serde(borrow)]
    pub(super) name_en: &'a RawValue,
    #[serde(borrow)]
    pub(super) short_ar: &'a RawValue,
    #[serde(borrow)]
    pub(super) short_en: &'a RawValue,
    #[serde(borrow)]
    pub(super) color: &'a RawValue,
    #[serde(borrow, default)]
    pub(super) key: Option<&'a RawValue>,
}

/// One annotation.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct AnnotationRecord<'a> {
    #[serde(borrow)]
    pub(super) id: &'a RawValue,
    #[serde(borrow)]
    pub(super) label: &'a RawValue,
    #[serde(borrow)]
    pub(super) span: &'a RawValue,
    #[serde(borrow)]
    pub(super) quote: &'a RawValue,
}
