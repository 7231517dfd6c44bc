//! Numbers: digits, words, and both together ("3 million and 500 thousand").
//!
//! The grammar of Arabic cardinals (W. Wright, "A Grammar of the Arabic
//! Language", I, sections 318-325), as far as written words tell the cases:
//!
//! ```text
//! number   = group { "and" group } [ "and" fraction [ scale ] ]
//! group    = ( digits | hundreds ) [ scale ] | fraction scale | scale
//! hundreds = ( hundred | unit hundred ) [ "and" tens ] | tens
//! tens     = unit "ten" | unit [ "and" ten ] | ten
//! ```
//!
//! Scales descend from group to group. Both genders and all cases are one to
//! this reader: papers mix them. Values are exact decimals; a sum that does not
//! fit is not read.

use rust_decimal::Decimal;

use super::lexicon::Numeral;
use super::words::Words;

/// A number, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cardinal {
    pub value: Decimal,
    /// The scale it ends with, if a word says one.
    pub scale: Option<Decimal>,
    /// The token after it.
    pub end: usize,
    /// In digits that are only a decimal if something says so.
    pub unsure: bool,
    /// Digits alone, or a word below eleven: may be a day, or name one thing.
    pub plain: bool,
}

/// The number that begins at a token, as long as it goes. A first "and" or
/// preposition on its front is passed over.
pub(super) fn cardinal(words: &Words, at: usize) -> Option<Cardinal> {
    let (first, _) = group(words, at)?;
    sum(words, first)
}

/// As [`cardinal`], but at most `groups` groups and up to a token: for texts in
/// which "and" may also stand between two numbers.
pub(super) fn cardinal_until(words: &Words, at: usize, end: usize) -> Option<Cardinal> {
    let whole = cardinal(words, at)?;
    if whole.end == end {
        return Some(whole);
    }
    let (first, _) = group(words, at)?;
    if first.end == end {
        return Some(first);
    }
    let small = tens(words, at, end).filter(|&(_, stop)| stop == end);
    let small = small.or_else(|| below_thousand(words, at, end).filter(|&(_, stop)| stop == end));
    small.map(|(value, end)| Cardinal {
        value: value.into(),
        scale: None,
        end,
        unsure: false,
        plain: false,
    })
}

fn sum(words: &Words, first: Cardinal) -> Option<Cardinal> {
    let mut all = first;
    loop {
        let Some(next) = words.after_and(all.end) else {
            return Some(all);
        };
        if let Some((part, end)) = fraction_of(words, next, all.scale) {
            // Half of a hundred, or a half more: only digits and units tell.
            if all.scale.is_none() && !all.plain {
                return None;
            }
            all.value = all.value.checked_add(part)?;
            all.end = end;
            all.plain = false;
            return Some(all);
        }
        let Some(limit) = all.scale else {
            return Some(all);
        };
        let Some((more, _)) = group(words, next) else {
            return Some(all);
        };
        if more.value >= limit || more.unsure || more.scale.is_some_and(|scale| scale >= limit) {
            return Some(all);
        }
        all.value = all.value.checked_add(more.value)?;
        all.scale = more.scale;
        all.end = more.end;
        all.plain = false;
    }
}

/// One group, and whether it is in digits.
fn group(words: &Words, at: usize) -> Option<(Cardinal, bool)> {
    if let Some(digits) = words.digits(at) {
        let number = Cardinal {
            value: digits.value,
            scale: None,
            end: at + 1,
            unsure: digits.unsure,
            plain: true,
        };
        return Some((scaled(words, number)?, true));
    }
    let numeral = words.numeral(at)?.0;
    let alone = |value: Decimal, scale: u64| Cardinal {
        value,
        scale: Some(scale.into()),
        end: at + 1,
        unsure: false,
        plain: false,
    };
    let number = match numeral {
        Numeral::Scale(scale) => larger(words, alone(scale.into(), scale))?,
        Numeral::Dual(scale) | Numeral::Open(scale) => {
            alone(Decimal::from(scale).checked_mul(Decimal::TWO)?, scale)
        }
        Numeral::Fraction(..) => {
            let (value, end) = fraction_of_scale(words, at)?;
            let scale = scale_at(words, end.checked_sub(1)?)?;
            let number = alone(value, scale);
            Cardinal { end, ..number }
        }
        Numeral::Parts(_) => return None,
        _ => {
            let (value, end) = below_thousand(words, at, usize::MAX)?;
            if let Some(parts) = parts_of_scale(words, value, end) {
                return Some((parts, false));
            }
            let number = Cardinal {
                value: value.into(),
                scale: None,
                end,
                unsure: false,
                plain: value <= 10,
            };
            scaled(words, number)?
        }
    };
    Some((number, false))
}

/// A number with the scales after it.
fn scaled(words: &Words, number: Cardinal) -> Option<Cardinal> {
    let Some(scale) = scale_at(words, number.end) else {
        return Some(number);
    };
    let number = Cardinal {
        value: number.value.checked_mul(scale.into())?,
        scale: Some(scale.into()),
        end: number.end + 1,
        unsure: false,
        plain: false,
    };
    larger(words, number)
}

/// A thousand million: scales that grow are multiplied.
fn larger(words: &Words, mut number: Cardinal) -> Option<Cardinal> {
    while let Some(scale) = scale_at(words, number.end) {
        if number
            .scale
            .is_some_and(|before| Decimal::from(scale) <= before)
        {
            break;
        }
        number.value = number.value.checked_mul(scale.into())?;
        number.scale = Some(
            number
                .scale
                .unwrap_or(Decimal::ONE)
                .checked_mul(scale.into())?,
        );
        number.end += 1;
    }
    Some(number)
}

/// The scale at a token that counts what stands before it.
fn scale_at(words: &Words, at: usize) -> Option<u64> {
    match words.bare_numeral(at)? {
        Numeral::Scale(scale) | Numeral::Open(scale) => Some(scale),
        _ => None,
    }
}

/// A number in words below a thousand; nothing from token `limit` on is read.
fn below_thousand(words: &Words, at: usize, limit: usize) -> Option<(u32, usize)> {
    let numeral = words.numeral(at)?.0;
    let (hundreds, end) = match numeral {
        Numeral::Hundred => (100, at + 1),
        Numeral::Hundreds(value) => (value, at + 1),
        Numeral::Unit(unit @ 3..=9) if words.bare_numeral(at + 1) == Some(Numeral::Hundred) => {
            (unit * 100, at + 2)
        }
        _ => return tens(words, at, limit),
    };
    let next = words.after_and(end).filter(|&next| next < limit);
    let more = next.and_then(|next| tens(words, next, limit));
    let (more, end) = more.unwrap_or((0, end));
    Some((hundreds + more, end))
}

/// A number in words below a hundred.
fn tens(words: &Words, at: usize, limit: usize) -> Option<(u32, usize)> {
    let ten = |at: usize| match words.joined_numeral(at) {
        Some(Numeral::Ten(ten)) if at < limit => Some(ten),
        _ => None,
    };
    let teen = || at + 1 < limit && words.bare_numeral(at + 1) == Some(Numeral::Unit(10));
    let and_ten = || {
        let next = words.after_and(at + 1)?;
        Some((ten(next)?, next + 1))
    };
    match words
        .joined_numeral(at)
        .or(words.numeral(at).map(|found| found.0))?
    {
        Numeral::Bound(unit) if teen() => Some((unit + 10, at + 2)),
        Numeral::Bound(1) => and_ten().map(|(ten, end)| (ten + 1, end)),
        Numeral::Unit(unit @ 3..=9) if teen() => Some((unit + 10, at + 2)),
        Numeral::Unit(unit @ 1..=9) => match and_ten() {
            Some((ten, end)) => Some((ten + unit, end)),
            None => Some((unit, at + 1)),
        },
        Numeral::Unit(unit) => Some((unit, at + 1)),
        Numeral::Ten(ten) => Some((ten, at + 1)),
        _ => None,
    }
}

/// "And a half [of the million]": a part of the scale before it.
fn fraction_of(words: &Words, at: usize, scale: Option<Decimal>) -> Option<(Decimal, usize)> {
    let Some(Numeral::Fraction(part, whole)) = words.joined_numeral(at) else {
        return None;
    };
    let named = scale_at(words, at + 1).map(Decimal::from);
    let end = at + 1 + usize::from(named.is_some());
    if named.is_some() && named != scale {
        return None;
    }
    let of = scale.unwrap_or(Decimal::ONE);
    Some((exact_part(of, part, whole)?, end))
}

/// "Half a million", with where it ends.
fn fraction_of_scale(words: &Words, at: usize) -> Option<(Decimal, usize)> {
    let Numeral::Fraction(part, whole) = words.numeral(at)?.0 else {
        return None;
    };
    let scale = scale_at(words, at + 1)?;
    Some((exact_part(scale.into(), part, whole)?, at + 2))
}

/// "Three quarters of a million".
fn parts_of_scale(words: &Words, part: u32, at: usize) -> Option<Cardinal> {
    let Numeral::Parts(whole) = words.bare_numeral(at)? else {
        return None;
    };
    let scale = scale_at(words, at + 1)?;
    Some(Cardinal {
        value: exact_part(scale.into(), part, whole)?,
        scale: Some(scale.into()),
        end: at + 2,
        unsure: false,
        plain: false,
    })
}

/// A fraction by itself: numerator, denominator, and where it ends.
pub(super) fn fraction(words: &Words, at: usize) -> Option<(u32, u32, usize)> {
    match words.numeral(at)?.0 {
        Numeral::Fraction(part, whole) => Some((part, whole, at + 1)),
        Numeral::Unit(part @ 2..=10) => match words.bare_numeral(at + 1)? {
            Numeral::Parts(whole) => Some((part, whole, at + 2)),
            _ => None,
        },
        _ => None,
    }
}

/// A part of a number, if it is an exact decimal.
pub(super) fn exact_part(of: Decimal, part: u32, whole: u32) -> Option<Decimal> {
    let whole = Decimal::from(whole);
    let value = of.checked_mul(part.into())?.checked_div(whole)?;
    let exact = value.checked_mul(whole)? == of.checked_mul(part.into())?;
    (exact && value.scale() <= 12).then_some(value.normalize())
}
