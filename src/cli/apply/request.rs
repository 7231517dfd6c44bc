//! What a line can ask for, field by field. An unknown field is a mistake and
//! not passed over: a script that misspells one should hear of it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What every line begins to be read as: its other fields depend on `op`.
#[derive(Deserialize)]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    pub(super) op: Cow<'a, str>,
}

/// The answer to an edit that was made.
#[derive(Debug, Default, Serialize)]
pub(super) struct Answer {
    pub(super) ok: bool,
    pub(super) revision: u64,
    /// The annotation that was added or altered, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u64>,
    /// The annotations that were added, altered or removed, where they may be
    /// several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ids: Option<Vec<u64>>,
    /// The entity that was made or altered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entity: Option<u64>,
    /// `false` where the edit could not be synced to the journal yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kept: Option<bool>,
    /// The place in the history after undo, redo and go-to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) position: Option<usize>,
}

/// Defines a line with these fields besides `op`.
macro_rules! request {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)? { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name $(<$life>)? {
            #[serde(rename = "op")]
            _op: IgnoredAny,
            $($(#[$attribute])* pub(super) $field: $type,)*
        }
    };
}

/// A field that may be left out (`None`) or taken away with null (`Some(None)`).
pub(super) type OrNull<T> = Option<Option<T>>;

fn or_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<OrNull<T>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// An object of names and values, each name once.
pub(super) struct Pairs<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut names = HashSet::new();
                let mut pairs = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, T>()? {
                    if !names.insert(name.clone()) {
                        return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                    }
                    pairs.push((name, value));
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Entries(PhantomData))
    }
}

request! {
    /// Undo and redo, which need nothing more.
    Bare {}
}

request! {
    Add<'a> {
        label: String,
        start: Option<usize>,
        end: Option<usize>,
        spans: Option<Vec<(usize, usize)>>,
        id: Option<u64>,
        entity: Option<u64>,
        note: Option<String>,
        #[serde(borrow, default)]
        attributes: Pairs<&'a RawValue>,
    }
}

request! {
    /// Remove and unlink: some annotations.
    Which {
        id: Option<u64>,
        ids: Option<Vec<u64>>,
    }
}

request! {
    /// Lose: one annotation.
    One {
        id: u64,
    }
}

request! {
    SetSpan {
        id: u64,
        start: Option<usize>,
        end: Option<usize>,
        spans: Option<Vec<(usize, usize)>>,
    }
}

request! {
    SetLabel {
        id: Option<u64>,
        ids: Option<Vec<u64>>,
        label: String,
    }
}

request! {
    SetAttribute<'a> {
        id: u64,
        name: String,
        #[serde(borrow)]
        value: &'a RawValue,
    }
}

request! {
    Note {
        id: Option<u64>,
        #[serde(default, deserialize_with = "or_null")]
        text: OrNull<String>,
    }
}

request! {
    Link {
        id: Option<u64>,
        ids: Option<Vec<u64>>,
        #[serde(deserialize_with = "or_null")]
        entity: OrNull<u64>,
    }
}

request! {
    Split {
        id: u64,
        at: usize,
    }
}

request! {
    Join {
        ids: Vec<u64>,
        #[serde(default)]
        keep_gap: bool,
    }
}

request! {
    Duplicate {
        id: u64,
        label: String,
    }
}

request! {
    MarkAll {
        label: String,
        text: Option<String>,
        id: Option<u64>,
        entity: Option<u64>,
        #[serde(rename = "match")]
        how: Option<Match>,
    }
}

/// Which places count as occurrences of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Match {
    /// The same characters as whole words.
    #[default]
    Exact,
    /// The same name, whatever its marks and hamzas and after clitics; only
    /// the name itself is marked.
    Folded,
    /// Those, and where a space between words seems to have been lost.
    Doubtful,
    /// The same characters anywhere, inside words too.
    Inside,
}

request! {
    UnmarkAll {
        label: Option<String>,
        text: Option<String>,
        id: Option<u64>,
        ids: Option<Vec<u64>>,
    }
}

request! {
    AddEntity {
        name: Option<String>,
        label: Option<String>,
        note: Option<String>,
        link: Option<String>,
        #[serde(default)]
        mentions: Vec<u64>,
    }
}

request! {
    SetEntity {
        entity: u64,
        name: Option<String>,
        #[serde(default, deserialize_with = "or_null")]
        label: OrNull<String>,
        #[serde(default, deserialize_with = "or_null")]
        note: OrNull<String>,
        #[serde(default, deserialize_with = "or_null")]
        link: OrNull<String>,
    }
}

request! {
    RemoveEntity {
        entity: u64,
    }
}

request! {
    MergeEntities {
        into: u64,
        entities: Vec<u64>,
    }
}

request! {
    SplitEntity {
        entity: u64,
        mentions: Vec<u64>,
        name: String,
    }
}

request! {
    AddLabel {
        label: LabelFields,
        index: Option<usize>,
    }
}

request! {
    EditLabel {
        id: String,
        label: LabelFields,
        #[serde(default)]
        renamed: Pairs<String>,
    }
}

/// The fields of a label, as in the JSON export; those left out stay as they
/// are, or as they are for a label that says nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelFields {
    pub(super) id: Option<String>,
    pub(super) name_ar: Option<String>,
    pub(super) name_en: Option<String>,
    pub(super) short_ar: Option<String>,
    pub(super) short_en: Option<String>,
    pub(super) color: Option<String>,
    #[serde(default, deserialize_with = "or_null")]
    pub(super) key: OrNull<String>,
    pub(super) description: Option<String>,
    #[serde(default, deserialize_with = "or_null")]
    pub(super) parent: OrNull<String>,
    pub(super) attributes: Option<Vec<AttributeFields>>,
}

/// The fields of an attribute's definition.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttributeFields {
    pub(super) name: String,
    pub(super) name_ar: Option<String>,
    pub(super) name_en: Option<String>,
    pub(super) r#type: String,
    pub(super) options: Option<Vec<OptionFields>>,
}

/// The fields of an option.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionFields {
    pub(super) name: String,
    pub(super) name_ar: Option<String>,
    pub(super) name_en: Option<String>,
}

request! {
    RemoveLabel {
        label: String,
        relabel: Option<String>,
        #[serde(default)]
        delete_annotations: bool,
    }
}

request! {
    MoveLabel {
        label: String,
        index: usize,
    }
}

request! {
    LoadLabels {
        preset: String,
    }
}

request! {
    SetDirection {
        direction: String,
    }
}

request! {
    GoTo {
        position: usize,
    }
}
