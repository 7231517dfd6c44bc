//! The whole of a figure: what stands before its value, the value, and what
//! stands after it.
//!
//! The value is looked for from each token on; the first place where one can be
//! read decides. Whatever else the text holds must be no number.

use rust_decimal::Decimal;

use super::lexicon::{Entry, Numeral};
use super::measures::{self, Measure};
use super::numerals::{Cardinal, cardinal, cardinal_until, exact_part, fraction};
use super::tokens::Kind;
use super::words::Words;
use super::{Figure, Modifier, Value, dates};
use crate::text::clitics::only_clitics;
use crate::text::offset::ByteSpan;

/// No figure is longer, in bytes.
const LONGEST: usize = 1_000;

pub(super) fn read(text: &str) -> Figure {
    if text.len() > LONGEST {
        return unreadable(text);
    }
    let words = Words::new(text);
    let spoiled = |at| {
        let entry = |entry| (entry == Entry::Unreadable).then_some(());
        words.find_exactly(at, entry).is_some() || spells(&words, at)
    };
    if (0..words.len()).any(spoiled) {
        return unreadable(text);
    }
    for start in 0..words.len() {
        let front = front(&words, start);
        if let Some(core) = core(&words, &front) {
            let figure = whole(&words, start, front, core);
            return figure.unwrap_or_else(|| unreadable(text));
        }
        if words.is_number(start) || front.between {
            return unreadable(text);
        }
    }
    dual(&words).unwrap_or_else(|| unreadable(text))
}

/// A spelling of two letters with full stops between them ("B.C.").
fn spells(words: &Words, at: usize) -> bool {
    let (Some(first), Some('.'), Some(second)) =
        (words.word(at), words.sign(at + 1), words.word(at + 2))
    else {
        return false;
    };
    words
        .entries(&format!("{first} {second}"))
        .contains(&Entry::Unreadable)
}

/// A figure of which nothing was understood.
fn unreadable(text: &str) -> Figure {
    let start = text.len() - text.trim_start().len();
    let trimmed = ByteSpan::new(start, start + text.trim().len());
    Figure {
        unread: (!trimmed.is_empty())
            .then_some(trimmed)
            .into_iter()
            .collect(),
        ..Figure::default()
    }
}

/// What stands before a value.
#[derive(Default)]
struct Front {
    modifier: Option<Modifier>,
    between: bool,
    /// Tokens of a second modifier.
    unread: Option<(usize, usize)>,
    end: usize,
}

fn front(words: &Words, at: usize) -> Front {
    let mut front = Front {
        end: at,
        ..Front::default()
    };
    loop {
        let found = words.find(front.end, |entry| match entry {
            Entry::Before(modifier) => Some(Some(modifier)),
            Entry::Between | Entry::Nothing => Some(None),
            _ => None,
        });
        let Some((modifier, prefix, end)) = found else {
            break;
        };
        if prefix.article {
            break;
        }
        let is_between = |entry| (entry == Entry::Between).then_some(());
        match modifier {
            None => front.between |= words.find(front.end, is_between).is_some(),
            Some(_) if front.modifier.is_none() => front.modifier = modifier,
            Some(_) if front.modifier == modifier => {}
            Some(_) => front.unread = Some((front.end, end)),
        }
        front.end = end;
    }
    // The article or a one-letter word before digits.
    let clitic = words
        .word(front.end)
        .is_some_and(|word| only_clitics(word, false));
    if clitic && words.digits(front.end + 1).is_some() {
        front.end += 1;
    }
    front
}

/// A value, what was said with it, and where it ends.
struct Core {
    value: Value,
    measure: Measure,
    /// One or two, in a word: what is counted may stand before it.
    small: bool,
    /// A noun may follow that it counts.
    counts: bool,
    end: usize,
}

impl Core {
    fn new(value: Value, end: usize) -> Self {
        let measure = Measure::default();
        Self {
            value,
            measure,
            small: false,
            counts: false,
            end,
        }
    }
}

fn core(words: &Words, front: &Front) -> Option<Core> {
    let at = front.end;
    if front.between {
        if let Some((from, to, end)) = dates::years(words, at) {
            return Some(Core::new(Value::Dates(from, to), end));
        }
        return between(words, at);
    }
    if let Some((date, end)) = dates::date(words, at) {
        return Some(Core::new(Value::Date(date), end));
    }
    if let Some((place, end)) = ordinal(words, at) {
        return Some(Core::new(Value::Ordinal(place), end));
    }
    if let Some((part, whole, end)) = fraction(words, at)
        && !matches!(
            words.bare_numeral(end),
            Some(Numeral::Scale(_) | Numeral::Open(_))
        )
    {
        let value = match exact_part(Decimal::ONE, part, whole) {
            Some(value) => Value::Number(value),
            None => Value::Fraction(part, whole),
        };
        let core = Core::new(value, end);
        return Some(Core {
            counts: true,
            ..core
        });
    }
    let low = quantity(words, at)?;
    if let Some(next) = range_sign(words, low.end)
        && let Some(high) = quantity(words, next)
    {
        return range(&low, &high);
    }
    low.sure().then_some(Core {
        value: Value::Number(low.value()),
        measure: low.measure,
        small: low.number.plain && low.number.value <= Decimal::TWO && words.digits(at).is_none(),
        counts: true,
        end: low.end,
    })
}

/// A number with its measure.
#[derive(Clone, Copy)]
struct Quantity {
    number: Cardinal,
    negative: bool,
    measure: Measure,
    end: usize,
}

impl Quantity {
    fn value(&self) -> Decimal {
        if self.negative {
            -self.number.value
        } else {
            self.number.value
        }
    }

    fn sure(&self) -> bool {
        !self.number.unsure || self.measure.percent
    }
}

fn quantity(words: &Words, at: usize) -> Option<Quantity> {
    let before = measures::before(words, at);
    let mut start = before.map_or(at, |measure| measure.end);
    let minus = matches!(words.sign(start), Some('-' | '\u{2212}')) && words.is_attached(start + 1);
    let negative = minus && (start == 0 || !words.is_attached(start) || before.is_some());
    start += usize::from(negative);
    let number = cardinal(words, start)?;
    if negative && words.digits(start).is_none() {
        return None;
    }
    Some(measured(words, number, before, negative))
}

fn measured(words: &Words, number: Cardinal, before: Option<Measure>, negative: bool) -> Quantity {
    let after = measures::after(words, number.end);
    let measure = match before {
        // One sign is enough; a second one is not made anything of.
        Some(before) if after.currency.is_none() && !after.percent => Measure {
            end: number.end,
            ..before
        },
        Some(before) if before.currency == after.currency && before.percent == after.percent => {
            after
        }
        Some(before) => Measure {
            end: number.end,
            ..before
        },
        None => after,
    };
    Quantity {
        number,
        negative,
        measure,
        end: measure.end,
    }
}

/// "10 and 15 thousand" after "between": every "and" is tried, and one reading
/// alone must be possible.
fn between(words: &Words, at: usize) -> Option<Core> {
    let mut found: Option<Core> = None;
    for middle in at + 1..words.len() {
        let Some(next) = words
            .after_and(middle)
            .or_else(|| range_sign(words, middle))
        else {
            continue;
        };
        let low = match cardinal_until(words, at, middle) {
            Some(number) => measured(words, number, None, false),
            None => match quantity(words, at) {
                Some(low) if low.end == middle => low,
                _ => continue,
            },
        };
        let Some(high) = quantity(words, next) else {
            continue;
        };
        if low.end != middle || (high.end..words.len()).any(|at| words.is_number(at)) {
            continue;
        }
        if let Some(core) = range(&low, &high) {
            if found.is_some() {
                return None;
            }
            found = Some(core);
        }
    }
    found
}

/// The range between two quantities. A scale said once belongs to both, unless
/// only without it the first is the smaller.
fn range(low: &Quantity, high: &Quantity) -> Option<Core> {
    let measures = [low.measure, high.measure];
    let agree = low
        .measure
        .currency
        .is_none_or(|code| high.measure.currency == Some(code))
        && (!low.measure.percent || high.measure.percent);
    if !agree || !high.sure() || (low.number.unsure && !measures[1].percent) {
        return None;
    }
    let (first, last) = (low.value(), high.value());
    let shared = match (low.number.scale, high.number.scale) {
        (None, Some(scale)) => first.checked_mul(scale),
        _ => None,
    };
    let first = shared.filter(|shared| *shared < last).unwrap_or(first);
    (first < last).then_some(Core {
        value: Value::Range(first, last),
        measure: high.measure,
        small: false,
        counts: true,
        end: high.end,
    })
}

/// Past a sign or word between the ends of a range: a dash, or "to".
pub(super) fn range_sign(words: &Words, at: usize) -> Option<usize> {
    let dash = matches!(words.sign(at), Some('-' | '\u{2013}' | '\u{2014}'));
    let to = words.word(at) == Some("\u{627}\u{644}\u{64A}");
    (dash || to).then_some(at + 1)
}

/// An ordinal with its article, and where it ends.
pub(super) fn ordinal(words: &Words, at: usize) -> Option<(u32, usize)> {
    let entry = |entry| match entry {
        Entry::Ordinal(place) => Some((place, false)),
        Entry::BoundOrdinal(place) => Some((place, true)),
        _ => None,
    };
    let ((place, bound), prefix, end) = words.find(at, entry)?;
    if !prefix.article {
        return None;
    }
    if place < 10 && words.bare_numeral(end) == Some(Numeral::Unit(10)) {
        return Some((place + 10, end + 1));
    }
    if place < 10
        && let Some(next) = words.after_and(end)
        && let Some((Numeral::Ten(ten), prefix)) = words.numeral(next)
        && prefix.article
    {
        return Some((place + ten, next + 1));
    }
    (!bound).then_some((place, end))
}

/// Puts the figure together; `None` where the rest of the text spoils it.
fn whole(words: &Words, start: usize, front: Front, core: Core) -> Option<Figure> {
    if start > 0 && is_part_of_name(words, start) {
        return None;
    }
    let mut figure = Figure {
        value: Some(core.value),
        modifier: front.modifier,
        currency: core.measure.currency,
        percent: core.measure.percent,
        ..Figure::default()
    };
    if front.between {
        figure.modifier = figure.modifier.or(Some(Modifier::Between));
    }
    let mut unread = Vec::new();
    let mut lead = start;
    let is_range = matches!(core.value, Value::Range(..));
    let from = "\u{645}\u{646}";
    if is_range && lead > 0 && words.word(lead - 1) == Some(from) {
        lead -= 1;
    }
    let tail = Tail::of(words, &core)?;
    let noun_before =
        (core.small && tail.unit.is_none()) || matches!(core.value, Value::Ordinal(_));
    if noun_before && lead > 0 && words.word(lead - 1).is_some() {
        lead -= 1;
        figure.unit = span_of(words, lead, lead + 1);
    }
    unread.extend(pieces(words, 0, lead));
    if let Some((from, to)) = front.unread {
        unread.extend(span_of(words, from, to));
    }
    if let Some((from, to)) = tail.unit {
        if core.counts {
            figure.unit = span_of(words, from, to);
        } else {
            unread.extend(pieces(words, from, to));
        }
    }
    if let (Some(more), Value::Number(value)) = (tail.more, core.value) {
        figure.value = Some(Value::Number(value.checked_add(more)?));
    }
    let mut rest = tail.end;
    if let Some((modifier, from, to)) = tail.modifier {
        rest = to;
        match figure.modifier {
            None => figure.modifier = modifier,
            own if own == modifier || modifier.is_none() => {}
            Some(_) => unread.extend(span_of(words, from, to)),
        }
    }
    unread.extend(pieces(words, rest, words.len()));
    figure.unread = unread;
    Some(figure)
}

/// Digits that a name ends with, as in "F-16", are no figure.
fn is_part_of_name(words: &Words, at: usize) -> bool {
    let sign = matches!(words.sign(at - 1), Some('-' | '/' | '.' | ':' | '_'));
    let letters = words
        .word(at - 1)
        .is_some_and(|word| !only_clitics(word, false));
    words.is_attached(at) && (sign || letters)
}

/// What stands after a value.
#[derive(Default)]
struct Tail {
    /// Tokens of the counted noun.
    unit: Option<(usize, usize)>,
    /// "And a half" after the noun.
    more: Option<Decimal>,
    /// A modifier after it all, or a word that adds nothing.
    modifier: Option<(Option<Modifier>, usize, usize)>,
    end: usize,
}

impl Tail {
    /// `None` where a second number stands there.
    fn of(words: &Words, core: &Core) -> Option<Self> {
        let start = core.end;
        let modifier = (start..words.len()).find_map(|at| {
            let after = |entry| match entry {
                Entry::After(modifier) => Some(Some(modifier)),
                Entry::Nothing => Some(None),
                _ => None,
            };
            let (modifier, end) = words.find_exactly(at, after)?;
            Some((modifier, at, end))
        });
        let mut end = modifier.map_or(words.len(), |(_, at, _)| at);
        let mut tail = Self {
            modifier,
            end,
            ..Self::default()
        };
        if let Some((at, part)) = (start..end).find_map(|at| and_part(words, at)) {
            // The noun may be said again: "three hours and half an hour".
            if at == start || at + 2 < end || !core.counts {
                return None;
            }
            tail.more = Some(part);
            end = at;
        }
        if (start..end)
            .chain(tail.end..words.len())
            .any(|at| words.is_number(at))
        {
            return None;
        }
        let is_word = |at: &usize| words.word(*at).is_some();
        let first = (start..end).find(is_word);
        let last = (start..end).rev().find(is_word);
        if let (Some(first), Some(last)) = (first, last) {
            tail.unit = Some((first, last + 1));
        }
        Some(tail)
    }
}

/// "And a half" by itself.
fn and_part(words: &Words, at: usize) -> Option<(usize, Decimal)> {
    let (Numeral::Fraction(part, whole), prefix) = words.numeral(at)? else {
        return None;
    };
    let part = exact_part(Decimal::ONE, part, whole)?;
    prefix.and.then_some((at, part))
}

/// "Two states" in one word.
fn dual(words: &Words) -> Option<Figure> {
    let front = front(words, 0);
    let at = front.end;
    if !measures::is_dual_noun(words, at) {
        return None;
    }
    let measure = measures::after(words, at);
    let mut core = Core::new(Value::Number(Decimal::TWO), at);
    core.measure = measure;
    core.end = measure.end;
    core.counts = true;
    whole(words, 0, front, core)
}

fn span_of(words: &Words, from: usize, to: usize) -> Option<ByteSpan> {
    let first = words.tokens.get(from)?;
    let last = words.tokens.get(to.checked_sub(1)?)?;
    Some(ByteSpan::new(first.span.start, last.span.end))
}

/// The words and signs of meaning among some tokens, each run as one span.
fn pieces(words: &Words, from: usize, to: usize) -> Vec<ByteSpan> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for at in from..to.min(words.len()) {
        let Some(token) = words.tokens.get(at) else {
            break;
        };
        if matches!(token.kind, Kind::Sign(sign) if is_punctuation(sign)) {
            continue;
        }
        match pieces.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => pieces.push((at, at + 1)),
        }
    }
    let span = |(from, to)| span_of(words, from, to);
    pieces.into_iter().filter_map(span).collect()
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '%' | '$' | '+' | '=' | '<' | '>' | '~' | '^')
        || matches!(c, '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{AB}' | '\u{BB}')
        || matches!(c, '\u{2010}'..='\u{201F}' | '\u{2026}')
}
