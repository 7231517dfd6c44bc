//! A value of a file as the slice it was read from.
//!
//! As `ron::value::RawValue`, which goes through each value a second time to
//! make sure of what the reader has just made sure of: a file of a million
//! annotations would take twice as long, three times over for what is nested.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// The name by which a deserializer of ron is asked for a slice. It is ron's
/// own; should it ever be another, nothing can be read at all, and every test
/// says so.
const ASKED_BY: &str = "$ron::private::RawValue";

/// A value in RON, right in its syntax.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a>(&'a str);

impl<'a> Raw<'a> {
    /// The value as it stands in the file.
    pub(super) fn ron(self) -> &'a str {
        self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Slice;

        impl<'de> Visitor<'de> for Slice {
            type Value = &'de str;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_borrowed_str<E: Error>(self, ron: &'de str) -> Result<&'de str, E> {
                Ok(ron)
            }
        }

        let slice = deserializer.deserialize_newtype_struct(ASKED_BY, Slice)?;
        Ok(Self(slice))
    }
}
