//! Figures as values: what a marked number says, exactly, or nothing.
//!
//! `read` takes the text of one figure, such as «more than 30 states» or «3.5
//! million dollars», and answers its value, what stands before it (more than,
//! about), what is counted, the currency, and the pieces it made nothing of. A
//! figure it cannot read has no value: it never guesses. A second number in the
//! text makes it unreadable, since one figure has one value.
//!
//! Numbers are exact decimals. Numeric dates are day first or year first, as
//! the Unicode CLDR has them for Arabic (`d/M/y`). The words are those of
//! `assets/text/figures.tsv`.
//!
//! Knows nothing of annotations: spans count bytes from the start of the text
//! it was given.

use std::fmt;

use rust_decimal::Decimal;

use super::offset::ByteSpan;

mod dates;
mod lexicon;
mod measures;
mod numerals;
mod reader;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

pub use dates::Date;

/// What was understood of a figure, and what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// The value; `None` where none was understood for certain.
    pub value: Option<Value>,
    /// What is said of the value; `None` where nothing is.
    pub modifier: Option<Modifier>,
    /// The noun that is counted or the unit, with all that is said of it, as
    /// written.
    pub unit: Option<ByteSpan>,
    /// The currency's code in ISO 4217.
    pub currency: Option<&'static str>,
    /// The value counts hundredths of something.
    pub percent: bool,
    /// The pieces that nothing was made of, in order. Without a value that is
    /// the whole text.
    pub unread: Vec<ByteSpan>,
}

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// From the first to the second, which is larger.
    Range(Decimal, Decimal),
    /// A part of a whole that no decimal is: numerator and denominator.
    Fraction(u32, u32),
    /// A place in a row, from 1.
    Ordinal(u32),
    /// A day, a month or a year.
    Date(Date),
    /// From one date to a later one.
    Dates(Date, Date),
}

/// What is said of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// More than the value.
    MoreThan,
    /// Less than the value.
    LessThan,
    /// Near the value.
    About,
    /// Somewhere in a range.
    Between,
    /// The value or more.
    AtLeast,
    /// The value or less.
    AtMost,
    /// The very value.
    Exactly,
}

impl Modifier {
    /// Every modifier, with the name that files have for it.
    pub const ALL: [(Modifier, &'static str); 7] = [
        (Modifier::MoreThan, "more"),
        (Modifier::LessThan, "less"),
        (Modifier::About, "about"),
        (Modifier::Between, "between"),
        (Modifier::AtLeast, "least"),
        (Modifier::AtMost, "most"),
        (Modifier::Exactly, "exactly"),
    ];

    /// The name that files have for it.
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(modifier, _)| *modifier == self);
        found.map_or("", |(_, name)| name)
    }

    /// The modifier of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, own)| *own == name);
        found.map(|(modifier, _)| *modifier)
    }
}

/// Which calendar a date is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The civil calendar.
    #[default]
    Gregorian,
    /// The Islamic one, of years since the Hijra.
    Hijri,
}

/// Numbers without needless zeros, ranges as `10..15`, fractions as `1/3`,
/// ordinals as `4.`, dates as [`Date`] writes them.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => number.normalize().fmt(f),
            Value::Range(low, high) => write!(f, "{}..{}", low.normalize(), high.normalize()),
            Value::Fraction(part, whole) => write!(f, "{part}/{whole}"),
            Value::Ordinal(place) => write!(f, "{place}."),
            Value::Date(date) => date.fmt(f),
            Value::Dates(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

/// Reads the text of a figure. Takes time in the order of its length for texts
/// of a line; of one longer than 1,000 bytes nothing is read, since no figure
/// is so long.
pub fn read(text: &str) -> Figure {
    reader::read(text)
}
