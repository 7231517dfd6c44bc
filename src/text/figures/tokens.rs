//! A figure's text cut into numbers in digits, words and signs.
//!
//! Digits are those of three systems (ASCII, Arabic-Indic, Persian), never mixed
//! in one number. Which separator is the decimal one:
//!
//! - U+066B always, U+066C never, whatever folding makes of them;
//! - of a comma and a full stop the one that comes last, if it comes once;
//! - one that comes more than once divides thousands;
//! - a comma before exactly three digits divides thousands, unless the number
//!   begins with 0, any other is decimal; the Arabic comma counts as a comma;
//! - a full stop is decimal; but before exactly three digits some papers mean
//!   thousands, so that such a number is read only where its surroundings
//!   decide ([`Digits::unsure`]).
//!
//! Groups of thousands have three digits, else nothing is read.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::fold::{fold_char, folded_chars};

/// The signs that say what they divide. They fold to a full stop and a comma,
/// which do not.
const DECIMAL: char = '\u{66B}';
const THOUSANDS: char = '\u{66C}';

/// Stands for a digit that is none of the three systems.
const FOREIGN: char = char::REPLACEMENT_CHARACTER;

/// A piece of a figure's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Digits(Digits),
    /// A number in digits that is none, such as `1,23,4` or `007`.
    Broken,
    /// Letters, folded.
    Word(String),
    /// Anything else but white space, folded.
    Sign(char),
}

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Digits {
    pub value: Decimal,
    /// Without separators, sign or leading zero: can be a day or a year.
    pub plain: bool,
    /// A full stop before three digits: decimal only if something says so.
    pub unsure: bool,
}

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    // Digits that are folded from something else (fractions, exponents).
    let foreign = |c: char, span: &Range<usize>| {
        let written = text.get(span.clone()).and_then(|text| text.chars().next());
        c.is_ascii_digit() && !written.is_some_and(is_digit)
    };
    let chars: Vec<(char, Range<usize>)> = folded_chars(text)
        .map(|(c, span)| (if foreign(c, &span) { FOREIGN } else { c }, span))
        .collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some((c, span)) = chars.get(at) {
        let start = span.start;
        let length = if c.is_ascii_digit() {
            digits_len(&chars[at..])
        } else if c.is_alphabetic() {
            let letters = chars[at..].iter().take_while(|(c, _)| c.is_alphabetic());
            letters.count()
        } else {
            1
        };
        let piece = &chars[at..at + length];
        let end = with_marks(text, piece.last().map_or(span.end, |(_, span)| span.end));
        let kind = if c.is_ascii_digit() {
            number(text, piece).map_or(Kind::Broken, Kind::Digits)
        } else if c.is_alphabetic() {
            Kind::Word(piece.iter().map(|(c, _)| c).collect())
        } else if *c == FOREIGN {
            Kind::Broken
        } else {
            Kind::Sign(*c)
        };
        if !c.is_whitespace() {
            let span = start..end;
            tokens.push(Token { kind, span });
        }
        at += length;
    }
    spaced_thousands(text, tokens)
}

/// The end of a piece with the marks and tatweel after it, but not with what
/// is invisible.
fn with_marks(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let dropped = |c: &char| {
        let invisible = matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}');
        !invisible && fold_char(*c).next().is_none()
    };
    end + rest
        .chars()
        .take_while(dropped)
        .map(char::len_utf8)
        .sum::<usize>()
}

/// How many characters belong to the number that begins here: separators
/// only where a digit follows.
fn digits_len(chars: &[(char, Range<usize>)]) -> usize {
    let digit = |at: usize| chars.get(at).is_some_and(|(c, _)| c.is_ascii_digit());
    let mut at = 1;
    while digit(at) || (chars.get(at).is_some_and(|(c, _)| is_separator(*c)) && digit(at + 1)) {
        at += 1;
    }
    at
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{60C}')
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// The system of a digit: its zero.
fn system(c: char) -> char {
    match c {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        _ => '0',
    }
}

/// The value of a number in digits; `None` where its separators or digits
/// cannot be one.
fn number(text: &str, chars: &[(char, Range<usize>)]) -> Option<Digits> {
    let written = |span: &Range<usize>| text.get(span.clone())?.chars().next();
    let mut systems = chars
        .iter()
        .filter(|(c, _)| c.is_ascii_digit())
        .filter_map(|(_, span)| written(span))
        .map(system);
    let first = systems.next();
    if systems.any(|other| Some(other) != first) {
        return None;
    }
    let plain: String = chars
        .iter()
        .map(|(c, span)| match written(span) {
            Some(sign @ (DECIMAL | THOUSANDS)) => sign,
            Some('\u{60C}') => ',',
            _ => *c,
        })
        .collect();
    let separators: Vec<char> = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    let leading_zero =
        plain.starts_with('0') && plain.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    if leading_zero {
        return None;
    }
    let (decimal, unsure) = decimal_separator(&plain, &separators)?;
    let (whole, part) = match decimal {
        Some(separator) => plain.split_once(separator)?,
        None => (plain.as_str(), ""),
    };
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let grouped = groups.len() == 1
        || (groups
            .first()
            .is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3)
            && !whole.starts_with('0'));
    if !grouped || part.contains(|c: char| !c.is_ascii_digit()) {
        return None;
    }
    let ascii = if part.is_empty() {
        groups.concat()
    } else {
        format!("{}.{part}", groups.concat())
    };
    Some(Digits {
        value: Decimal::from_str_exact(&ascii).ok()?,
        plain: separators.is_empty(),
        unsure,
    })
}

/// Which separator is the decimal one, if any, and whether that is unsure.
fn decimal_separator(plain: &str, separators: &[char]) -> Option<(Option<char>, bool)> {
    let Some((&last, before)) = separators.split_last() else {
        return Some((None, false));
    };
    if before.contains(&DECIMAL) {
        return None;
    }
    if before.iter().any(|&c| c != last) {
        // One other kind, which divides the thousands.
        let same = before.iter().all(|c| before.first() == Some(c));
        return (same && last != THOUSANDS).then_some((Some(last), false));
    }
    match last {
        DECIMAL => Some((Some(last), false)),
        THOUSANDS => Some((None, false)),
        _ if !before.is_empty() => Some((None, false)),
        _ => {
            let (whole, part) = plain.split_once(last)?;
            let thousands = part.len() == 3 && whole.len() <= 3 && whole != "0";
            match (thousands, last) {
                (true, ',') => Some((None, false)),
                (true, _) => Some((Some(last), true)),
                (false, _) => Some((Some(last), false)),
            }
        }
    }
}

/// Joins thousands divided by spaces: by unbreakable ones always, by plain ones
/// from a million on, since two numbers may stand side by side.
fn spaced_thousands(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut joined = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while let Some(first) = rest.first() {
        let groups = 1 + rest
            .windows(2)
            .take_while(|pair| is_group(text, &pair[0], &pair[1]))
            .count();
        let (run, after) = rest.split_at(groups);
        rest = after;
        match spaced_number(text, run) {
            Some(token) => joined.push(token),
            None if groups > 1 => joined.extend(run.iter().cloned()),
            None => joined.push(first.clone()),
        }
    }
    joined
}

/// A group of three digits follows a number after one space.
fn is_group(text: &str, before: &Token, group: &Token) -> bool {
    let between = text.get(before.span.end..group.span.start);
    let digits = text.get(group.span.clone()).unwrap_or_default();
    let number = matches!(&before.kind, Kind::Digits(digits) if digits.plain)
        || matches!(before.kind, Kind::Broken);
    number
        && between.is_some_and(|space| [" ", "\u{A0}", "\u{202F}", "\u{2009}"].contains(&space))
        && digits.chars().count() == 3
        && digits.chars().all(char::is_numeric)
}

fn spaced_number(text: &str, run: &[Token]) -> Option<Token> {
    let (first, last) = (run.first()?, run.last()?);
    let span = first.span.start..last.span.end;
    let written = text.get(span.clone())?;
    let digits = text.get(first.span.clone())?.chars().count();
    let enough = run.len() > 2 || (run.len() == 2 && !written.contains(' '));
    let begins = matches!(&first.kind, Kind::Digits(digits) if digits.plain);
    if !enough || !begins || digits > 3 {
        return None;
    }
    let chars: Vec<_> = folded_chars(written)
        .filter(|(c, _)| c.is_ascii_digit())
        .collect();
    let value = number(written, &chars)?;
    let kind = Kind::Digits(Digits {
        plain: false,
        ..value
    });
    Some(Token { kind, span })
}
