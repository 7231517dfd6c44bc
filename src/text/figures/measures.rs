//! What stands after a number: percent, a currency, a counted noun.

use super::lexicon::Entry;
use super::words::{Prefix, Words};

/// A measure, and the token after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Measure {
    pub percent: bool,
    pub currency: Option<&'static str>,
    pub end: usize,
}

/// A sign or a code before a number: `$30`, `USD 30`, and the percent sign that
/// some type before the number.
pub(super) fn before(words: &Words, at: usize) -> Option<Measure> {
    percent_sign(words, at)
        .or_else(|| sign(words, at))
        .or_else(|| code(words, at))
}

/// Percent or a currency after a number; nothing where neither stands there.
pub(super) fn after(words: &Words, at: usize) -> Measure {
    percent_sign(words, at)
        .or_else(|| percent_words(words, at))
        .or_else(|| sign(words, at))
        .or_else(|| code(words, at))
        .or_else(|| money(words, at))
        .unwrap_or(Measure {
            end: at,
            ..Measure::default()
        })
}

fn percent_sign(words: &Words, at: usize) -> Option<Measure> {
    matches!(words.sign(at), Some('%' | '\u{66A}')).then_some(Measure {
        percent: true,
        currency: None,
        end: at + 1,
    })
}

fn percent_words(words: &Words, at: usize) -> Option<Measure> {
    let percent = |entry| (entry == Entry::Percent).then_some(());
    let ((), end) = words.find_exactly(at, percent)?;
    Some(Measure {
        percent: true,
        currency: None,
        end,
    })
}

/// A currency's sign; `US$` counts as one.
fn sign(words: &Words, at: usize) -> Option<Measure> {
    let united_states = words.word(at) == Some("us") && words.sign(at + 1) == Some('$');
    let place = at + usize::from(united_states);
    let mut buffer = [0; 4];
    let sign = words.sign(place)?.encode_utf8(&mut buffer);
    let currency = words.entries(sign).iter().find_map(|entry| match entry {
        Entry::Sign(code) => Some(*code),
        _ => None,
    })?;
    Some(Measure {
        percent: false,
        currency: Some(currency),
        end: place + 1,
    })
}

fn code(words: &Words, at: usize) -> Option<Measure> {
    let found = words.entries(words.word(at)?);
    let currency = found.iter().find_map(|entry| match entry {
        Entry::Code(code) => Some(*code),
        _ => None,
    })?;
    // A code is written in capitals.
    let span = words.tokens.get(at)?.span.clone();
    (words.text.get(span) == Some(currency)).then_some(Measure {
        percent: false,
        currency: Some(currency),
        end: at + 1,
    })
}

/// A currency by name, with its country's adjective where one follows. A name
/// that several countries have, alone, is a noun like any other.
fn money(words: &Words, at: usize) -> Option<Measure> {
    let (noun, alone) = currency_noun(words, at)?;
    for count in [2, 1] {
        let mut country = String::new();
        for next in at + 1..at + 1 + count {
            let Some(word) = words.word(next) else { break };
            country.push(' ');
            country.push_str(adjective(word));
        }
        let phrase = format!("{noun}{country}");
        let found = words.entries(&phrase).iter().find_map(|entry| match entry {
            Entry::Money(code) => Some(*code),
            _ => None,
        });
        if found.is_some() {
            return Some(Measure {
                percent: false,
                currency: found,
                end: at + 1 + count,
            });
        }
    }
    Some(Measure {
        percent: false,
        currency: Some(alone?),
        end: at + 1,
    })
}

/// The singular of a currency's name at a token, and the code it stands for
/// alone.
fn currency_noun(words: &Words, at: usize) -> Option<(String, Option<&'static str>)> {
    let named = |word: &str| {
        words.entries(word).iter().find_map(|entry| match entry {
            Entry::Currency(code) => Some(*code),
            _ => None,
        })
    };
    let (stem, code) = words
        .find(at, |entry| match entry {
            Entry::Currency(code) => Some(code),
            _ => None,
        })
        .filter(|(_, prefix, _)| !prefix.and && !prefix.preposition)
        .and_then(|(code, prefix, _)| Some((without_article(words.word(at)?, prefix), code)))
        .or_else(|| {
            let word = words.word(at)?;
            let dual = dual_stem(word).filter(|stem| named(stem).is_some());
            // The accusative, and the dual before its country.
            let ending = || {
                word.strip_suffix('\u{627}')
                    .filter(|stem| named(stem).is_some())
            };
            let stem = dual.or_else(|| ending().map(str::to_owned))?;
            let code = named(&stem)?;
            Some((stem, code))
        })?;
    Some((singular(words, stem), code))
}

fn without_article(word: &str, prefix: Prefix) -> String {
    let article = "\u{627}\u{644}";
    let stem = word.strip_prefix(article).filter(|_| prefix.article);
    stem.unwrap_or(word).to_owned()
}

/// The singular that a currency's plural stands beside in the list.
fn singular(words: &Words, noun: String) -> String {
    const PLURALS: [(&str, &str); 3] = [
        // broken plurals of dinar, dirham and shekel
        (
            "\u{62F}\u{646}\u{627}\u{646}\u{64A}\u{631}",
            "\u{62F}\u{64A}\u{646}\u{627}\u{631}",
        ),
        (
            "\u{62F}\u{631}\u{627}\u{647}\u{645}",
            "\u{62F}\u{631}\u{647}\u{645}",
        ),
        (
            "\u{634}\u{648}\u{627}\u{643}\u{644}",
            "\u{634}\u{64A}\u{643}\u{644}",
        ),
    ];
    if let Some((_, singular)) = PLURALS.iter().find(|(plural, _)| *plural == noun) {
        return (*singular).to_owned();
    }
    let Some(stem) = noun.strip_suffix("\u{627}\u{62A}") else {
        return noun;
    };
    let feminine = format!("{stem}\u{647}");
    let is_currency = |word: &str| {
        let mut found = words.entries(word).iter();
        found.any(|entry| matches!(entry, Entry::Currency(_)))
    };
    if is_currency(&feminine) {
        feminine
    } else if is_currency(stem) {
        stem.to_owned()
    } else {
        noun
    }
}

/// A folded adjective without the ending of gender and case.
fn adjective(word: &str) -> &str {
    let dual = word
        .strip_suffix("\u{627}\u{646}")
        .or(word.strip_suffix("\u{64A}\u{646}"));
    let stem = dual.unwrap_or(word);
    let stem = stem
        .strip_suffix("\u{62A}")
        .filter(|_| dual.is_some())
        .unwrap_or(stem);
    stem.strip_suffix(['\u{647}', '\u{627}']).unwrap_or(stem)
}

/// The folded singular of a dual noun by its spelling: -an, -ayn, or with the
/// feminine's ta, before which it ends with taa marbuta (ha once folded).
pub(super) fn dual_stem(word: &str) -> Option<String> {
    let stem = word
        .strip_suffix("\u{627}\u{646}")
        .or_else(|| word.strip_suffix("\u{64A}\u{646}"))?;
    match stem.strip_suffix('\u{62A}') {
        Some(feminine) => Some(format!("{feminine}\u{647}")),
        None => Some(stem.to_owned()),
    }
}

/// A noun that says two by its ending: feminine ones by spelling (but not the
/// names of countries in -stan), masculine ones by the list.
pub(super) fn is_dual_noun(words: &Words, at: usize) -> bool {
    let Some(word) = words.word(at) else {
        return false;
    };
    let Some(stem) = dual_stem(word) else {
        return false;
    };
    let listed = |stem: &str| words.entries(stem).contains(&Entry::DualNoun);
    let feminine =
        stem.ends_with('\u{647}') && stem.chars().count() >= 4 && !stem.ends_with("\u{633}\u{647}");
    feminine || listed(&stem) || currency_noun(words, at).is_some()
}
