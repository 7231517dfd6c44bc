//! Dates: years, months and days of both calendars.
//!
//! ```text
//! date = [ weekday ] [ day ] [ "of" ] month [ "/" month ] [ year ]
//!      | year-word year | year era | d/m/y | y/m/d | y-m-d
//! ```
//!
//! Months have their Levantine and their borrowed names, and papers often write
//! both ("July/Tammuz"): they must agree. A day the month does not have is no
//! date.

use std::fmt;

use rust_decimal::prelude::ToPrimitive;

use super::Calendar;
use super::lexicon::Entry;
use super::numerals::cardinal;
use super::reader::{ordinal, range_sign};
use super::words::Words;

/// A day, a month or a year, as far as the text names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// Which calendar it is of.
    pub calendar: Calendar,
    /// The year, from 1.
    pub year: Option<u16>,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31.
    pub day: Option<u8>,
}

/// `2016-07-20`, `2016-07`, `2016`, `--07-20`, `--07` (ISO 8601; what stands
/// without a year as in ISO 8601:2000), and `AH` after a Hijri date.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => write!(f, "-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        match self.calendar {
            Calendar::Gregorian => Ok(()),
            Calendar::Hijri => write!(f, " AH"),
        }
    }
}

impl Date {
    /// Only a year.
    fn of_year(year: u16, calendar: Calendar) -> Self {
        Self {
            calendar,
            year: Some(year),
            ..Self::default()
        }
    }

    /// The month has such a day, in some year if none is named.
    fn is_valid(&self) -> bool {
        let Some(day) = self.day else { return true };
        let leap = self.year.is_none_or(|year| {
            (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
        });
        let length = match (self.calendar, self.month) {
            (Calendar::Hijri, _) => 30,
            (_, Some(2)) => 28 + u8::from(leap),
            (_, Some(4 | 6 | 9 | 11)) => 30,
            _ => 31,
        };
        (1..=length).contains(&day)
    }
}

/// The date that begins at a token, and the token after it.
pub(super) fn date(words: &Words, at: usize) -> Option<(Date, usize)> {
    let (date, end) = numeric(words, at)
        .or_else(|| with_month(words, at))
        .or_else(|| named_year(words, at))
        .or_else(|| year_with_era(words, at))?;
    date.is_valid().then_some((date, end))
}

/// "The years 2010 and 2014" after "between": first, last and where it ends.
pub(super) fn years(words: &Words, at: usize) -> Option<(Date, Date, usize)> {
    let named = |entry| matches!(entry, Entry::YearsWord | Entry::YearWord).then_some(());
    let ((), _, start) = words.find(at, named)?;
    let (from, end) = year(words, start)?;
    let start = range_sign(words, end).or_else(|| words.after_and(end))?;
    let (to, end) = year(words, start)?;
    (from < to).then(|| {
        let date = |year| Date::of_year(year, Calendar::Gregorian);
        (date(from), date(to), end)
    })
}

/// `20/7/2016`, `2016/7/20`, `2016-07-20`.
fn numeric(words: &Words, at: usize) -> Option<(Date, usize)> {
    let separator = words.sign(at + 1).filter(|c| matches!(c, '/' | '-'))?;
    let same = words.sign(at + 3) == Some(separator) && words.sign(at + 5) != Some(separator);
    let attached = (at + 1..at + 5).all(|at| words.is_attached(at));
    if !same || !attached {
        return None;
    }
    let mut parts = [0_u16; 3];
    let mut lengths = [0; 3];
    for (index, part) in parts.iter_mut().enumerate() {
        let token = words.tokens.get(at + 2 * index)?;
        let written = words.text.get(token.span.clone())?;
        lengths[index] = written.chars().count();
        *part = part_of_date(words, at + 2 * index)?;
    }
    let (year, month, day) = match lengths {
        [4, ..] => (parts[0], parts[1], parts[2]),
        [.., 4] => (parts[2], parts[1], parts[0]),
        _ => return None,
    };
    if year == 0 {
        return None;
    }
    let date = Date {
        calendar: if year < 1600 {
            Calendar::Hijri
        } else {
            Calendar::Gregorian
        },
        year: Some(year),
        month: u8::try_from(month)
            .ok()
            .filter(|month| (1..=12).contains(month)),
        day: u8::try_from(day).ok(),
    };
    date.month?;
    date.day?;
    Some((date, at + 5))
}

/// A number of a numeric date: one leading zero is allowed there.
fn part_of_date(words: &Words, at: usize) -> Option<u16> {
    let token = words.tokens.get(at)?;
    let written = words.text.get(token.span.clone())?;
    let folded = crate::text::fold::fold(written);
    let digits = folded.chars().all(|c| c.is_ascii_digit());
    (digits && folded.len() <= 4).then(|| folded.parse().ok())?
}

fn with_month(words: &Words, at: usize) -> Option<(Date, usize)> {
    let start = skip(words, at, Entry::Weekday);
    let start = start + usize::from(start > at && is_comma(words, start));
    let (day, after_day) = day(words, start).map_or((None, start), |(day, end)| (Some(day), end));
    let month_at = skip(words, after_day, Entry::MonthWord);
    let ((calendar, month), prefix, mut end) = words.find(month_at, month_entry)?;
    if prefix.article || (prefix != Default::default() && month_at > at) {
        return None;
    }
    if let Some((other, after)) = second_name(words, end) {
        if other != (calendar, month) {
            return None;
        }
        end = after;
    }
    let year_at = skip(words, end, Entry::YearWord);
    let year_at = year_at + usize::from(year_at == end && is_comma(words, end));
    let year = year(words, year_at);
    let weak = words.find(month_at, |entry| (entry == Entry::WeakMonth).then_some(()));
    let named = words.word(month_at.wrapping_sub(1)).is_some() && month_at > after_day;
    let alone = day.is_none() && year.is_none() && !named;
    if alone && weak.is_some() {
        return None;
    }
    let end = year.map_or(end, |(_, end)| end);
    let year = year.map(|(year, _)| year);
    let own_era = era(words, end).filter(|era| year.is_some() && era.0 == calendar);
    let date = Date {
        calendar,
        year,
        month: Some(month),
        day,
    };
    Some((date, own_era.map_or(end, |era| era.1)))
}

fn month_entry(entry: Entry) -> Option<(Calendar, u8)> {
    match entry {
        Entry::Month(calendar, month) => Some((calendar, month)),
        _ => None,
    }
}

/// A month's other name after a stroke or in brackets.
fn second_name(words: &Words, at: usize) -> Option<((Calendar, u8), usize)> {
    let open = words.sign(at)?;
    let (month, end) = words.find_exactly(at + 1, month_entry)?;
    match open {
        '/' => Some((month, end)),
        '(' if words.sign(end) == Some(')') => Some((month, end + 1)),
        _ => None,
    }
}

/// A day of the month, in digits, as a number or as an ordinal.
fn day(words: &Words, at: usize) -> Option<(u8, usize)> {
    if let Some((place, end)) = ordinal(words, at) {
        return Some((u8::try_from(place).ok()?, end));
    }
    let number = cardinal(words, at)?;
    if number.unsure || number.scale.is_some() {
        return None;
    }
    if words.digits(at).is_some_and(|digits| !digits.plain) || !number.value.is_integer() {
        return None;
    }
    let day = number.value.to_u8().filter(|day| (1..=31).contains(day))?;
    Some((day, number.end))
}

fn year(words: &Words, at: usize) -> Option<(u16, usize)> {
    let number = cardinal(words, at)?;
    let plain = words.digits(at).is_none_or(|digits| digits.plain);
    if !plain || !number.value.is_integer() || number.value.is_sign_negative() {
        return None;
    }
    let year = number
        .value
        .to_u16()
        .filter(|year| (100..=2999).contains(year))?;
    // In digits a year has no scale.
    (words.digits(at).is_none() || number.scale.is_none()).then_some((year, number.end))
}

/// "The year 2014", "the year 1435 of the Hijra".
fn named_year(words: &Words, at: usize) -> Option<(Date, usize)> {
    let named = |entry| (entry == Entry::YearWord).then_some(());
    let ((), _, start) = words.find(at, named)?;
    let (year, end) = year(words, start)?;
    let (calendar, end) = era(words, end).unwrap_or((Calendar::Gregorian, end));
    Some((Date::of_year(year, calendar), end))
}

/// "1435 AH", "2014 AD".
fn year_with_era(words: &Words, at: usize) -> Option<(Date, usize)> {
    let (year, end) = year(words, at)?;
    let (calendar, after) = era(words, end)?;
    // After a number the letter of "AD" is also that of metres.
    let letter = words
        .word(end)
        .is_some_and(|word| word.chars().count() == 1);
    let sure = calendar == Calendar::Hijri || !letter || (1000..=2100).contains(&year);
    sure.then_some((Date::of_year(year, calendar), after))
}

fn era(words: &Words, at: usize) -> Option<(Calendar, usize)> {
    let era = |entry| match entry {
        Entry::Era(calendar) => Some(calendar),
        _ => None,
    };
    let (calendar, end) = words.find_exactly(at, era)?;
    let spelled = words.word(at).is_some_and(|word| word.chars().count() > 1);
    // One letter is the era's only where no other word begins with it.
    (spelled || words.word(end).is_none()).then_some((calendar, end))
}

/// Past every word of a kind.
fn skip(words: &Words, mut at: usize, kind: Entry) -> usize {
    while let Some(((), _, end)) = words.find(at, |entry| (entry == kind).then_some(())) {
        at = end;
    }
    at
}

fn is_comma(words: &Words, at: usize) -> bool {
    matches!(words.sign(at), Some(',' | '\u{60C}'))
}
