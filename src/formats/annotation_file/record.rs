//! The shape of version 2, field by field.
//!
//! Every value is kept as the slice of the file it was read from and parsed
//! on its own later: so what is wrong with its meaning has a place too.

use ron::value::RawValue;
use serde::Deserialize;

use super::list::{Annotations, Attributes, Entities, Labels, Options};

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
    #[serde(borrow, default)]
    pub(super) note: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) labels: Labels<'a>,
    #[serde(borrow, default)]
    pub(super) entities: Entities<'a>,
    #[serde(borrow)]
    pub(super) annotations: Annotations<'a>,
    #[serde(borrow, default)]
    pub(super) lost: Annotations<'a>,
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
    #[serde(borrow, default)]
    pub(super) encoding: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) file_sha256: Option<&'a RawValue>,
}

/// One label.
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
    #[serde(borrow, default)]
    pub(super) description: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) parent: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) attributes: Attributes<'a>,
}

/// One attribute that a label's annotations can have.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct AttributeRecord<'a> {
    #[serde(borrow)]
    pub(super) name: &'a RawValue,
    #[serde(borrow)]
    pub(super) name_ar: &'a RawValue,
    #[serde(borrow)]
    pub(super) name_en: &'a RawValue,
    #[serde(borrow, rename = "type")]
    pub(super) kind: &'a RawValue,
    #[serde(borrow, default)]
    pub(super) options: Option<Options<'a>>,
}

/// One option of a choice.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct OptionRecord<'a> {
    #[serde(borrow)]
    pub(super) name: &'a RawValue,
    #[serde(borrow)]
    pub(super) name_ar: &'a RawValue,
    #[serde(borrow)]
    pub(super) name_en: &'a RawValue,
}

/// One entity.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct EntityRecord<'a> {
    #[serde(borrow)]
    pub(super) id: &'a RawValue,
    #[serde(borrow)]
    pub(super) name: &'a RawValue,
    #[serde(borrow, default)]
    pub(super) label: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) note: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) link: Option<&'a RawValue>,
}

/// One annotation: with `span` and `quote`, or with `spans` and `quotes`.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct AnnotationRecord<'a> {
    #[serde(borrow)]
    pub(super) id: &'a RawValue,
    #[serde(borrow)]
    pub(super) label: &'a RawValue,
    #[serde(borrow, default)]
    pub(super) span: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) spans: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) quote: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) quotes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) entity: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) attributes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) note: Option<&'a RawValue>,
}

/// One annotation whose text is not there: with `quote`, or with `quotes`.
#[derive(Deserialize)]
#[serde(rename = "", deny_unknown_fields)]
pub(super) struct LostRecord<'a> {
    #[serde(borrow)]
    pub(super) id: &'a RawValue,
    #[serde(borrow)]
    pub(super) label: &'a RawValue,
    #[serde(borrow, default)]
    pub(super) quote: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) quotes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) before: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) after: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) entity: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) attributes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) note: Option<&'a RawValue>,
}

impl<'a> AttributeRecord<'a> {
    /// Where what is wrong with the options is best shown: at the first of
    /// them, or at the type that needs some.
    pub(super) fn options_or_kind(&self) -> &'a RawValue {
        let options = self.options.as_ref();
        let first = options.and_then(|options| options.0.first());
        first.copied().unwrap_or(self.kind)
    }
}
