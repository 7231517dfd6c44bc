//! The words that figures are written with, from `assets/text/figures.tsv`.
//!
//! Read once, then shared and never changed. Every spelling is folded, so that
//! a folded word of a text is found as it is.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Calendar, Modifier};
use crate::text::fold;

const SOURCE: &str = include_str!("../../../assets/text/figures.tsv");

/// Most words in one spelling.
pub(super) const LONGEST_PHRASE: usize = 4;

/// What a spelling may be. One spelling may be several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Numeral(Numeral),
    Ordinal(u32),
    BoundOrdinal(u32),
    DualNoun,
    Before(Modifier),
    After(Modifier),
    Nothing,
    Between,
    Percent,
    Unreadable,
    Month(Calendar, u8),
    WeakMonth,
    Weekday,
    MonthWord,
    YearWord,
    YearsWord,
    Era(Calendar),
    /// A currency's name, and its code where none need be added.
    Currency(Option<&'static str>),
    /// A currency's name with its country's adjective.
    Money(&'static str),
    Sign(&'static str),
    Code(&'static str),
}

/// A word that is a number, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 0 to 10.
    Unit(u32),
    /// 1 or 2 as written before "ten" or "and twenty".
    Bound(u32),
    /// 20 to 90.
    Ten(u32),
    /// 100, which takes a unit before it.
    Hundred,
    /// 200 to 900 in one word.
    Hundreds(u32),
    /// A thousand and its powers.
    Scale(u64),
    /// Two of a scale in one word.
    Dual(u64),
    /// After a number the scale, alone two of it.
    Open(u64),
    /// One or two parts of a whole: numerator and denominator.
    Fraction(u32, u32),
    /// The plural of a part: its denominator.
    Parts(u32),
}

/// All spellings.
pub(super) struct Lexicon {
    phrases: HashMap<String, Vec<Entry>>,
}

impl Lexicon {
    /// The one of the program.
    pub(super) fn shared() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(SOURCE).0);
        &LEXICON
    }

    /// What a folded spelling may be; words are divided by one space.
    pub(super) fn entries(&self, phrase: &str) -> &[Entry] {
        self.phrases.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// The lexicon, and the lines that are none of it.
    fn read(source: &'static str) -> (Self, Vec<&'static str>) {
        let mut phrases: HashMap<String, Vec<Entry>> = HashMap::new();
        let mut unread = Vec::new();
        let lines = source
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let mut columns = line.split('\t');
            let kind = columns.next().unwrap_or_default();
            let value = columns.next().unwrap_or_default();
            for spelling in columns.next().unwrap_or_default().split('|') {
                match entry(kind, value, spelling) {
                    Some(entry) => {
                        let phrase = phrases.entry(fold::fold(spelling)).or_default();
                        phrase.push(entry);
                    }
                    None => unread.push(line),
                }
            }
        }
        (Self { phrases }, unread)
    }
}

fn entry(kind: &str, value: &'static str, spelling: &'static str) -> Option<Entry> {
    let number = || value.parse().ok();
    let scale = || value.parse().ok();
    let numeral = match kind {
        "unit" => Numeral::Unit(number()?),
        "bound" => Numeral::Bound(number()?),
        "ten" => Numeral::Ten(number()?),
        "hundred" => Numeral::Hundred,
        "hundreds" => Numeral::Hundreds(number()?),
        "scale" => Numeral::Scale(scale()?),
        "dual" => Numeral::Dual(scale()?),
        "open" => Numeral::Open(scale()?),
        "fraction" => {
            let (part, whole) = value.split_once('/')?;
            Numeral::Fraction(part.parse().ok()?, whole.parse().ok()?)
        }
        "parts" => Numeral::Parts(number()?),
        _ => return other_entry(kind, value, spelling),
    };
    Some(Entry::Numeral(numeral))
}

fn other_entry(kind: &str, value: &'static str, spelling: &'static str) -> Option<Entry> {
    Some(match kind {
        "ordinal" => Entry::Ordinal(value.parse().ok()?),
        "bound-ordinal" => Entry::BoundOrdinal(value.parse().ok()?),
        "dual-noun" => Entry::DualNoun,
        "before" => Entry::Before(Modifier::from_name(value)?),
        "after" => Entry::After(Modifier::from_name(value)?),
        "nothing" => Entry::Nothing,
        "between" => Entry::Between,
        "percent" => Entry::Percent,
        "unreadable" => Entry::Unreadable,
        "month" => Entry::Month(Calendar::Gregorian, value.parse().ok()?),
        "hijri" => Entry::Month(Calendar::Hijri, value.parse().ok()?),
        "weak" => Entry::WeakMonth,
        "weekday" => Entry::Weekday,
        "month-word" => Entry::MonthWord,
        "year-word" => Entry::YearWord,
        "years-word" => Entry::YearsWord,
        "era" if value == "hijri" => Entry::Era(Calendar::Hijri),
        "era" => Entry::Era(Calendar::Gregorian),
        "currency" => Entry::Currency((value != "-").then_some(value)),
        "money" => Entry::Money(value),
        "sign" => Entry::Sign(value),
        "code" => Entry::Code(spelling),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_word_list_is_read() {
        let (lexicon, unread) = Lexicon::read(SOURCE);
        assert!(unread.is_empty(), "{unread:?}");
        let too_long = |phrase: &&String| phrase.split(' ').count() > LONGEST_PHRASE;
        assert_eq!(lexicon.phrases.keys().find(too_long), None);
    }
}
