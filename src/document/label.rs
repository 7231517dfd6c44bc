//! Labels: what an annotation can say about a piece of text.
//!
//! Invariant: a [`LabelId`] is an ASCII identifier that every exchange format
//! can hold, and a [`LabelSet`] holds each id and each key once. Names are
//! carried in both languages; which one is shown is not known here.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The longest label id, in bytes (they are ASCII, so in characters too).
pub const MAX_LABEL_ID_LEN: usize = 64;

/// The most labels a set may have: far more than a person can tell apart.
pub const MAX_LABELS: usize = 1024;

/// Identifies a label in files: an ASCII letter, then up to 63 ASCII letters,
/// digits, `_` or `-`. Cloning is cheap: the text is shared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LabelId(Arc<str>);

/// A colour without transparency: red, green and blue of sRGB, shown as
/// `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub [u8; 3]);

/// One label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What files call it.
    pub id: LabelId,
    /// Its name in Arabic.
    pub name_ar: String,
    /// Its name in English.
    pub name_en: String,
    /// A letter or two for tight places, in Arabic.
    pub short_ar: String,
    /// A letter or two for tight places, in English.
    pub short_en: String,
    /// The colour its highlights are made from; a theme may shade it.
    pub color: Color,
    /// The digit key that marks with it, `'1'` to `'9'`.
    pub key: Option<char>,
}

/// The labels of a document, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSet {
    labels: Vec<Label>,
}

/// Why something is not a label, a colour or a set of labels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// The text is not an id.
    #[error(
        "{0:?} is not a label id: it takes an ASCII letter, then up to 63 ASCII letters, digits, \"_\" or \"-\""
    )]
    BadId(String),
    /// The text is not a colour.
    #[error("{0:?} is not a colour: write it as \"#rrggbb\", six hexadecimal digits")]
    BadColor(String),
    /// The key is none of the digits 1 to 9.
    #[error("{0:?} is not a key for a label: use one of the digits 1 to 9, or leave the key out")]
    BadKey(String),
    /// Two labels have the same id.
    #[error("the label {0} is there twice: every label needs an id of its own")]
    DuplicateId(LabelId),
    /// Two labels have the same key.
    #[error("the key {key} belongs to the label {taken_by} already: every key can have one label")]
    DuplicateKey {
        /// The key in question.
        key: char,
        /// The label that has it.
        taken_by: LabelId,
    },
    /// More than [`MAX_LABELS`].
    #[error("a document can have {MAX_LABELS} labels at most")]
    TooMany,
}

impl LabelId {
    /// Checks the rule above; [`LabelError::BadId`] where it is broken.
    pub fn new(id: &str) -> Result<Self, LabelError> {
        let rest_is_good = id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let starts_well = id.starts_with(|c: char| c.is_ascii_alphabetic());
        if starts_well && rest_is_good && id.len() <= MAX_LABEL_ID_LEN {
            Ok(Self(id.into()))
        } else {
            Err(LabelError::BadId(id.chars().take(80).collect()))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LabelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for LabelId {
    type Error = LabelError;

    fn try_from(id: String) -> Result<Self, LabelError> {
        Self::new(&id)
    }
}

impl From<LabelId> for String {
    fn from(id: LabelId) -> Self {
        id.as_str().to_owned()
    }
}

impl FromStr for LabelId {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        Self::new(text)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl FromStr for Color {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        text.strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .map(|value| {
                let [_, r, g, b] = value.to_be_bytes();
                Self([r, g, b])
            })
            .ok_or_else(|| LabelError::BadColor(text.chars().take(80).collect()))
    }
}

impl LabelSet {
    /// A set of the given labels in this order. Refuses an id or a key that is
    /// there twice, a key that is no digit from 1 to 9, and more than
    /// [`MAX_LABELS`].
    pub fn new(labels: Vec<Label>) -> Result<Self, LabelError> {
        let mut set = Self::default();
        for label in labels {
            set.push(label)?;
        }
        Ok(set)
    }

    /// Adds a label at the end, by the rules of [`LabelSet::new`].
    pub fn push(&mut self, label: Label) -> Result<(), LabelError> {
        if self.labels.len() >= MAX_LABELS {
            return Err(LabelError::TooMany);
        }
        if self.get(&label.id).is_some() {
            return Err(LabelError::DuplicateId(label.id));
        }
        if let Some(key) = label.key {
            if !('1'..='9').contains(&key) {
                return Err(LabelError::BadKey(key.to_string()));
            }
            if let Some(taken) = self.by_key(key) {
                let taken_by = taken.id.clone();
                return Err(LabelError::DuplicateKey { key, taken_by });
            }
        }
        self.labels.push(label);
        Ok(())
    }

    /// The three labels a new document begins with: person, place, figure.
    /// The colours are those of Okabe and Ito, which colour-blind readers can
    /// tell apart.
    pub fn starter() -> Self {
        // The Arabic names read shakhs, makan and raqm; each short form is
        // the first letter.
        let labels = [
            (
                "person",
                "\u{634}\u{62E}\u{635}",
                "Person",
                [0x00, 0x72, 0xB2],
                '1',
            ),
            (
                "place",
                "\u{645}\u{643}\u{627}\u{646}",
                "Place",
                [0x00, 0x9E, 0x73],
                '2',
            ),
            (
                "figure",
                "\u{631}\u{642}\u{645}",
                "Figure",
                [0xE6, 0x9F, 0x00],
                '3',
            ),
        ]
        .map(|(id, name_ar, name_en, color, key)| Label {
            id: LabelId(id.into()),
            name_ar: name_ar.to_owned(),
            name_en: name_en.to_owned(),
            short_ar: name_ar.chars().take(1).collect(),
            short_en: name_en.chars().take(2).collect(),
            color: Color(color),
            key: Some(key),
        });
        Self {
            labels: labels.into(),
        }
    }

    /// The label of that id.
    pub fn get(&self, id: &LabelId) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == *id)
    }

    /// The label that the digit `key` marks with.
    pub fn by_key(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == Some(key))
    }

    /// Where in the order the label of that id stands, from 0.
    pub fn index_of(&self, id: &LabelId) -> Option<usize> {
        self.labels.iter().position(|label| label.id == *id)
    }

    /// The labels in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Label> {
        self.labels.iter()
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

impl<'a> IntoIterator for &'a LabelSet {
    type Item = &'a Label;
    type IntoIter = std::slice::Iter<'a, Label>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_an_ascii_identifier_of_64_characters_at_most() {
        let long = "a".repeat(64);
        for good in ["a", "Person", "num-2_x", &long] {
            assert_eq!(LabelId::new(good).unwrap().as_str(), good);
        }
        let too_long = "a".repeat(65);
        for bad in ["", "1a", "-a", "a b", "شخص", "a\u{0}", "é", &too_long] {
            assert!(LabelId::new(bad).is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!("#0072B2".parse(), Ok(Color([0x00, 0x72, 0xB2])));
        assert_eq!(Color([0x00, 0x72, 0xB2]).to_string(), "#0072b2");
        for bad in ["", "0072b2", "#0072b", "#0072b2f", "#+072b2", "#0072بb"] {
            assert!(bad.parse::<Color>().is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn a_set_holds_each_id_and_each_key_once() {
        let starter = LabelSet::starter();
        let ids: Vec<_> = starter.iter().map(|l| (l.id.as_str(), l.key)).collect();
        assert_eq!(
            ids,
            [
                ("person", Some('1')),
                ("place", Some('2')),
                ("figure", Some('3'))
            ]
        );
        assert_eq!(
            starter
                .iter()
                .map(|l| l.name_ar.as_str())
                .collect::<Vec<_>>(),
            ["شخص", "مكان", "رقم"]
        );

        let person = starter.by_key('1').unwrap().clone();
        let mut set = starter.clone();
        let twice = set.push(person.clone());
        assert_eq!(twice, Err(LabelError::DuplicateId(person.id.clone())));
        let same_key = Label {
            id: LabelId::new("org").unwrap(),
            ..person.clone()
        };
        let taken_by = person.id.clone();
        assert_eq!(
            set.push(same_key.clone()),
            Err(LabelError::DuplicateKey { key: '1', taken_by })
        );
        let no_digit = Label {
            key: Some('x'),
            ..same_key.clone()
        };
        assert_eq!(set.push(no_digit), Err(LabelError::BadKey("x".into())));
        assert_eq!(set, starter, "a refused label leaves the set alone");
        set.push(Label {
            key: None,
            ..same_key
        })
        .unwrap();
        assert_eq!(set.index_of(&LabelId::new("org").unwrap()), Some(3));
    }
}
