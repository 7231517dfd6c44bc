//! Attributes: what a label lets its annotations say besides the label itself,
//! such as the value of a figure.
//!
//! Invariant: names of attributes and options are ASCII identifiers that every
//! exchange format can hold. A value fits an attribute or is refused; nothing
//! is converted.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::extra::Extra;
use super::label::LabelError;
use super::name::ascii_name;
use super::number::Number;

/// The most attributes a label may have.
pub const MAX_ATTRIBUTES: usize = 64;

/// The most options a choice may have.
pub const MAX_OPTIONS: usize = 256;

/// The longest text that an attribute may hold, in bytes (64 KiB).
pub const MAX_TEXT_VALUE_BYTES: usize = 64 << 10;

ascii_name! {
    /// What files call an attribute: an ASCII letter, then up to 63 ASCII
    /// letters, digits, `_` or `-`. Cloning is cheap: the text is shared.
    AttributeName
}

ascii_name! {
    /// What files call an option of a choice: an ASCII letter, then up to 63
    /// ASCII letters, digits, `_` or `-`. Cloning is cheap: the text is shared.
    OptionName
}

/// An attribute that the annotations of a label can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// What files call it; unique in its label.
    pub name: AttributeName,
    /// What people call it, in Arabic.
    pub name_ar: String,
    /// What people call it, in English.
    pub name_en: String,
    /// Which values it can have.
    pub kind: AttributeKind,
    /// What a newer version said of it besides.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// Which values an attribute can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttributeKind {
    /// One of these; at least one, each once.
    Choice(Vec<ChoiceOption>),
    /// Yes or no.
    YesNo,
    /// Any text.
    Text,
    /// A decimal number.
    Number,
}

/// One of the values of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// What files call it; unique in its choice.
    pub name: OptionName,
    /// What people call it, in Arabic.
    pub name_ar: String,
    /// What people call it, in English.
    pub name_en: String,
    /// What a newer version said of it besides.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// The value of an attribute. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AttributeValue {
    /// One of the options.
    Choice(OptionName),
    /// Yes or no.
    YesNo(bool),
    /// A text, never empty.
    Text(#[serde(with = "super::shared::text")] Arc<str>),
    /// A number.
    Number(Number),
}

/// Why a name is none of an [`AttributeKind`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KindError {
    /// There is no such kind.
    #[error(
        "{0:?} is not a type of attribute: there are \"choice\", \"yes-no\", \"text\" and \"number\""
    )]
    Unknown(String),
    /// An attribute that is no choice has options.
    #[error("only an attribute of the type \"choice\" has options: remove them or change the type")]
    OptionsWithoutChoice,
}

/// Why a value does not fit an attribute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The value is of another kind.
    #[error("the attribute {name} takes {expected}")]
    WrongKind {
        /// The attribute.
        name: AttributeName,
        /// What it takes: `an option`, `yes or no`, `a text` or `a number`.
        expected: &'static str,
    },
    /// The choice has no such option.
    #[error("the attribute {name} has no option {option}; it has {known}")]
    UnknownOption {
        /// The attribute.
        name: AttributeName,
        /// What it does not have.
        option: OptionName,
        /// What it has.
        known: String,
    },
    /// A text that is empty: leave the value out instead.
    #[error("the attribute {name} cannot hold an empty text: take its value away instead")]
    EmptyText {
        /// The attribute.
        name: AttributeName,
    },
    /// A text longer than [`MAX_TEXT_VALUE_BYTES`].
    #[error(
        "the text of the attribute {name} is too long: {MAX_TEXT_VALUE_BYTES} bytes are the most"
    )]
    TextTooLong {
        /// The attribute.
        name: AttributeName,
    },
}

impl AttributeKind {
    /// The kind of this name, with the options of a choice.
    ///
    /// # Errors
    /// Where there is no such kind, or where options are given for one that is
    /// no choice. How many options a choice has is for [`Attribute::check`] to
    /// say.
    pub fn named(kind: &str, options: Option<Vec<ChoiceOption>>) -> Result<Self, KindError> {
        let plain = match kind {
            "choice" => return Ok(Self::Choice(options.unwrap_or_default())),
            "yes-no" => Self::YesNo,
            "text" => Self::Text,
            "number" => Self::Number,
            _ => return Err(KindError::Unknown(kind.chars().take(80).collect())),
        };
        match options {
            None => Ok(plain),
            Some(_) => Err(KindError::OptionsWithoutChoice),
        }
    }

    /// The options of a choice; none for what is no choice.
    pub fn options(&self) -> &[ChoiceOption] {
        match self {
            Self::Choice(options) => options,
            _ => &[],
        }
    }

    /// The same, to be altered.
    pub(super) fn options_mut(&mut self) -> &mut [ChoiceOption] {
        match self {
            Self::Choice(options) => options,
            _ => &mut [],
        }
    }

    /// What files call the kind: `choice`, `yes-no`, `text` or `number`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
            Self::YesNo => "yes-no",
            Self::Text => "text",
            Self::Number => "number",
        }
    }
}

impl ChoiceOption {
    /// An option of these names.
    pub fn new(name: OptionName, name_ar: impl Into<String>, name_en: impl Into<String>) -> Self {
        Self {
            name,
            name_ar: name_ar.into(),
            name_en: name_en.into(),
            extra: Extra::default(),
        }
    }
}

impl Attribute {
    /// An attribute of these names and this kind.
    pub fn new(
        name: AttributeName,
        name_ar: impl Into<String>,
        name_en: impl Into<String>,
        kind: AttributeKind,
    ) -> Self {
        Self {
            name,
            name_ar: name_ar.into(),
            name_en: name_en.into(),
            kind,
            extra: Extra::default(),
        }
    }

    /// Checks the definition itself.
    pub fn check(&self) -> Result<(), LabelError> {
        let AttributeKind::Choice(options) = &self.kind else {
            return Ok(());
        };
        if options.is_empty() || options.len() > MAX_OPTIONS {
            return Err(LabelError::BadOptionCount(self.name.clone()));
        }
        let mut names: Vec<_> = options.iter().map(|option| &option.name).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(LabelError::DuplicateOption {
                attribute: self.name.clone(),
                option: pair[0].clone(),
            }),
            None => Ok(()),
        }
    }

    /// Whether a value fits.
    pub fn check_value(&self, value: &AttributeValue) -> Result<(), ValueError> {
        let name = || self.name.clone();
        let wrong = |expected| ValueError::WrongKind {
            name: name(),
            expected,
        };
        match (&self.kind, value) {
            (AttributeKind::Choice(options), AttributeValue::Choice(chosen)) => {
                if options.iter().any(|option| option.name == *chosen) {
                    return Ok(());
                }
                let known: Vec<_> = options.iter().map(|option| option.name.as_str()).collect();
                Err(ValueError::UnknownOption {
                    name: name(),
                    option: chosen.clone(),
                    known: known.join(", "),
                })
            }
            (AttributeKind::Text, AttributeValue::Text(text)) => {
                if text.is_empty() {
                    Err(ValueError::EmptyText { name: name() })
                } else if text.len() > MAX_TEXT_VALUE_BYTES {
                    Err(ValueError::TextTooLong { name: name() })
                } else {
                    Ok(())
                }
            }
            (AttributeKind::YesNo, AttributeValue::YesNo(_))
            | (AttributeKind::Number, AttributeValue::Number(_)) => Ok(()),
            (AttributeKind::Choice(_), _) => Err(wrong("an option")),
            (AttributeKind::YesNo, _) => Err(wrong("yes or no")),
            (AttributeKind::Text, _) => Err(wrong("a text")),
            (AttributeKind::Number, _) => Err(wrong("a number")),
        }
    }
}
