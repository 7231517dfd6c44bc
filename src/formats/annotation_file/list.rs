//! Lists and maps of a file whose length is bounded while they are read: what
//! is too long is refused before it takes memory.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::raw::Raw;
use crate::document::annotation::MAX_ANNOTATIONS;
use crate::document::attribute::{MAX_ATTRIBUTES, MAX_OPTIONS};
use crate::document::entity::MAX_ENTITIES;
use crate::document::label::MAX_LABELS;
use crate::document::spans::MAX_PIECES;

/// How the complaint about a list that is too long begins.
pub(super) const TOO_MANY: &str = "there are too many here";

pub(super) type Labels<'a> = List<'a, MAX_LABELS>;
pub(super) type Entities<'a> = List<'a, MAX_ENTITIES>;
pub(super) type Annotations<'a> = List<'a, MAX_ANNOTATIONS>;
pub(super) type Attributes<'a> = List<'a, MAX_ATTRIBUTES>;
pub(super) type Options<'a> = List<'a, MAX_OPTIONS>;
pub(super) type Pieces<'a> = List<'a, MAX_PIECES>;

/// Up to `MAX` values.
pub(super) struct List<'a, const MAX: usize>(pub(super) Vec<Raw<'a>>);

/// The keys of a map and their values, as many as a label has attributes.
pub(super) struct Pairs<'a>(pub(super) Vec<(Raw<'a>, Raw<'a>)>);

impl<const MAX: usize> Default for List<'_, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

pub(super) fn too_many<E: Error>(max: usize) -> E {
    E::custom(format_args!("{TOO_MANY}: {max} are the most"))
}

impl<'de: 'a, 'a, const MAX: usize> Deserialize<'de> for List<'a, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values<'a, const MAX: usize>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a, const MAX: usize> Visitor<'de> for Values<'a, MAX> {
            type Value = List<'a, MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    if values.len() >= MAX {
                        return Err(too_many(MAX));
                    }
                    values.push(value);
                }
                Ok(List(values))
            }
        }

        deserializer.deserialize_seq(Values(PhantomData))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Entries<'a> {
            type Value = Pairs<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    if pairs.len() >= MAX_ATTRIBUTES {
                        return Err(too_many(MAX_ATTRIBUTES));
                    }
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Entries(PhantomData))
    }
}
