//! The shape of version 2, field by field.
//!
//! Every value is kept as the slice of the file it was read from and parsed
//! on its own later: so what is wrong with its meaning has a place too. Fields
//! that are not known are kept as well, with the known one they stand after.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::list::{Annotations, Attributes, Entities, Labels, Options, too_many};
use super::raw::Raw;
use crate::document::extra::MAX_EXTRA_FIELDS;

/// How the complaint about an unknown field that is there twice begins.
pub(super) const TWICE: &str = "there twice: ";

/// What is read before anything else: whether the file is ours, and how new.
/// Other fields may be there, since a newer version may have others.
#[derive(Deserialize)]
#[serde(rename = "")]
pub(super) struct Probe<'a> {
    #[serde(borrow, default)]
    pub(super) format: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) version: Option<Raw<'a>>,
}

/// The fields of a record that are not known, in their order.
#[derive(Default)]
pub(super) struct Unknown<'a>(pub(super) Vec<UnknownField<'a>>);

/// One of them.
pub(super) struct UnknownField<'a> {
    /// The known field it stands after; empty where it is the first.
    pub(super) after: &'static str,
    pub(super) name: &'a str,
    pub(super) value: Raw<'a>,
}

/// A field's name: one of those known, or another.
enum Name<'a> {
    Known(&'static str),
    Other(&'a str),
}

/// Looks a name up among those known.
struct Names(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Name<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Names {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        let known = self.0.iter().find(|known| **known == name);
        Ok(known.map_or(Name::Other(name), |known| Name::Known(known)))
    }
}

impl<'a> Unknown<'a> {
    fn push<E: Error>(&mut self, field: UnknownField<'a>) -> Result<(), E> {
        if self.0.len() >= MAX_EXTRA_FIELDS {
            return Err(too_many(MAX_EXTRA_FIELDS));
        }
        self.0.push(field);
        Ok(())
    }

    fn check_name<E: Error>(&self, name: &str) -> Result<(), E> {
        match self.0.iter().any(|field| field.name == name) {
            true => Err(E::custom(format_args!("{TWICE}{name}"))),
            false => Ok(()),
        }
    }
}

/// How a field is held that must be there, that may be left out, or that then
/// holds nothing.
macro_rules! field {
    (type required $kind:ty) => { $kind };
    (type optional $kind:ty) => { Option<$kind> };
    (type defaulted $kind:ty) => { $kind };
    (value required $field:ident $wire:literal) => {
        $field.ok_or_else(|| A::Error::missing_field($wire))?
    };
    (value optional $field:ident $wire:literal) => { $field.flatten() };
    (value defaulted $field:ident $wire:literal) => { $field.unwrap_or_default() };
}

/// Defines a record of these fields, in the order in which they are written.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident<$life:lifetime> {
        $($how:ident $field:ident as $wire:literal: $kind:ty,)*
    }) => {
        $(#[$doc])*
        pub(super) struct $name<$life> {
            $(pub(super) $field: field!(type $how $kind),)*
            pub(super) unknown: Unknown<$life>,
        }

        impl $name<'_> {
            /// The names that are known, in the order in which they are written.
            pub(super) const FIELDS: &'static [&'static str] = &[$($wire),*];
        }

        impl<'de: $life, $life> Deserialize<'de> for $name<$life> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields<$life>(PhantomData<&$life ()>);

                impl<'de: $life, $life> Visitor<'de> for Fields<$life> {
                    type Value = $name<$life>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a record")
                    }

                    fn visit_map<A: MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<Self::Value, A::Error> {
                        $(let mut $field: Option<field!(type $how $kind)> = None;)*
                        let mut unknown = Unknown::default();
                        let mut after = "";
                        while let Some(name) = map.next_key_seed(Names($name::FIELDS))? {
                            match name {
                                $(Name::Known($wire) => {
                                    if $field.is_some() {
                                        return Err(A::Error::duplicate_field($wire));
                                    }
                                    after = $wire;
                                    $field = Some(map.next_value()?);
                                })*
                                // Those are all that are known.
                                Name::Known(name) | Name::Other(name) => {
                                    unknown.check_name(name)?;
                                    let value = map.next_value()?;
                                    unknown.push(UnknownField { after, name, value })?;
                                }
                            }
                        }
                        Ok($name {
                            $($field: field!(value $how $field $wire),)*
                            unknown,
                        })
                    }
                }

                deserializer.deserialize_struct("", Self::FIELDS, Fields(PhantomData))
            }
        }
    };
}

record! {
    /// The whole file.
    File<'a> {
        required _format as "format": Raw<'a>,
        required _version as "version": Raw<'a>,
        required unit as "unit": Raw<'a>,
        required source as "source": Raw<'a>,
        required direction as "direction": Raw<'a>,
        optional note as "note": Raw<'a>,
        required labels as "labels": Labels<'a>,
        defaulted entities as "entities": Entities<'a>,
        required annotations as "annotations": Annotations<'a>,
        defaulted lost as "lost": Annotations<'a>,
        required text as "text": Raw<'a>,
    }
}

record! {
    /// A file of labels alone.
    LabelsFile<'a> {
        required _format as "format": Raw<'a>,
        required _version as "version": Raw<'a>,
        required name_ar as "name_ar": Raw<'a>,
        required name_en as "name_en": Raw<'a>,
        required labels as "labels": Labels<'a>,
    }
}

record! {
    /// Where the text came from.
    Source<'a> {
        required name as "name": Raw<'a>,
        required sha256 as "sha256": Raw<'a>,
        required bom as "bom": Raw<'a>,
        optional encoding as "encoding": Raw<'a>,
        optional file_sha256 as "file_sha256": Raw<'a>,
    }
}

record! {
    /// One label.
    LabelRecord<'a> {
        required id as "id": Raw<'a>,
        required name_ar as "name_ar": Raw<'a>,
        required name_en as "name_en": Raw<'a>,
        required short_ar as "short_ar": Raw<'a>,
        required short_en as "short_en": Raw<'a>,
        required color as "color": Raw<'a>,
        optional key as "key": Raw<'a>,
        optional description as "description": Raw<'a>,
        optional parent as "parent": Raw<'a>,
        defaulted attributes as "attributes": Attributes<'a>,
    }
}

record! {
    /// One attribute that a label's annotations can have.
    AttributeRecord<'a> {
        required name as "name": Raw<'a>,
        required name_ar as "name_ar": Raw<'a>,
        required name_en as "name_en": Raw<'a>,
        required kind as "type": Raw<'a>,
        optional options as "options": Options<'a>,
    }
}

record! {
    /// One option of a choice.
    OptionRecord<'a> {
        required name as "name": Raw<'a>,
        required name_ar as "name_ar": Raw<'a>,
        required name_en as "name_en": Raw<'a>,
    }
}

record! {
    /// One entity.
    EntityRecord<'a> {
        required id as "id": Raw<'a>,
        required name as "name": Raw<'a>,
        optional label as "label": Raw<'a>,
        optional note as "note": Raw<'a>,
        optional link as "link": Raw<'a>,
    }
}

record! {
    /// One annotation: with `span` and `quote`, or with `spans` and `quotes`.
    AnnotationRecord<'a> {
        required id as "id": Raw<'a>,
        required label as "label": Raw<'a>,
        optional span as "span": Raw<'a>,
        optional spans as "spans": Raw<'a>,
        optional quote as "quote": Raw<'a>,
        optional quotes as "quotes": Raw<'a>,
        optional entity as "entity": Raw<'a>,
        optional attributes as "attributes": Raw<'a>,
        optional note as "note": Raw<'a>,
    }
}

record! {
    /// One annotation whose text is not there: with `quote`, or with `quotes`.
    LostRecord<'a> {
        required id as "id": Raw<'a>,
        required label as "label": Raw<'a>,
        optional quote as "quote": Raw<'a>,
        optional quotes as "quotes": Raw<'a>,
        optional before as "before": Raw<'a>,
        optional after as "after": Raw<'a>,
        optional entity as "entity": Raw<'a>,
        optional attributes as "attributes": Raw<'a>,
        optional note as "note": Raw<'a>,
    }
}

impl<'a> AttributeRecord<'a> {
    /// Where what is wrong with the options is best shown: at the first of
    /// them, or at the type that needs some.
    pub(super) fn options_or_kind(&self) -> Raw<'a> {
        let options = self.options.as_ref();
        let first = options.and_then(|options| options.0.first());
        first.copied().unwrap_or(self.kind)
    }
}
