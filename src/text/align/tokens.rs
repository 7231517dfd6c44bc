//! A text as a row of words and signs, each known by a number: two words that
//! a reader would take for the same have the same.
//!
//! Invariant: tokens ascend and do not overlap; what no token holds is white
//! space, controls, and marks that stand on nothing.

use std::collections::HashMap;
use std::ops::Range;

use ahash::RandomState;

use super::NONE;
use crate::text::fold::fold_char;

/// How many tokens are made between two looks at whether to stop.
const BETWEEN_LOOKS: usize = 1 << 16;

/// The folded forms of all words met, each with a number.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pool: String,
    /// Where each form ends in the pool.
    ends: Vec<u32>,
    /// By a form's hash, or, where two forms share one, by the next free.
    numbers: HashMap<u64, u32, RandomState>,
    hasher: RandomState,
}

/// The tokens of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) ids: Vec<u32>,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        // One key is enough: what a text can force is found by comparing.
        let hasher = RandomState::new();
        Self {
            pool: String::new(),
            ends: Vec::new(),
            numbers: HashMap::with_hasher(hasher.clone()),
            hasher,
        }
    }

    /// The folded form of a number.
    pub(super) fn form(&self, id: u32) -> &str {
        let at = id as usize;
        let start = match at {
            0 => 0,
            _ => self.ends.get(at - 1).copied().unwrap_or_default() as usize,
        };
        let end = self.ends.get(at).copied().unwrap_or_default() as usize;
        self.pool.get(start..end).unwrap_or_default()
    }

    /// The number of a form; `None` where it was never met.
    fn find(&self, form: &str) -> Result<u32, u64> {
        let mut key = self.hasher.hash_one(form);
        while let Some(&id) = self.numbers.get(&key) {
            if self.form(id) == form {
                return Ok(id);
            }
            key = key.wrapping_add(1);
        }
        Err(key)
    }

    fn number(&mut self, form: &str) -> u32 {
        match self.find(form) {
            Ok(id) => id,
            Err(key) => {
                let id = self.ends.len() as u32;
                self.pool.push_str(form);
                self.ends.push(self.pool.len() as u32);
                self.numbers.insert(key, id);
                id
            }
        }
    }

    /// The tokens of a text, whose forms are noted; `None` once `stop` says so.
    pub(super) fn tokens(&mut self, text: &str, stop: &dyn Fn() -> bool) -> Option<Tokens> {
        cut(text, |form| self.number(form), stop)
    }

    /// The tokens of a short text; forms that were never met have the number
    /// [`NONE`].
    pub(super) fn known(&self, text: &str) -> Tokens {
        cut(text, |form| self.find(form).unwrap_or(NONE), &|| false).unwrap_or_default()
    }
}

/// Cuts a text into tokens.
fn cut(text: &str, mut number: impl FnMut(&str) -> u32, stop: &dyn Fn() -> bool) -> Option<Tokens> {
    let mut tokens = Tokens::default();
    let mut form = String::new();
    // Whether the last token is a word that goes on with a letter.
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let end = (at + c.len_utf8()) as u32;
        let at = at as u32;
        let touches = tokens.ends.last() == Some(&at);
        let before = form.len();
        if c.is_whitespace() || c.is_control() {
            in_word = false;
            continue;
        }
        form.extend(fold_char(c));
        if form.len() == before {
            // A mark belongs to the letter before it.
            if touches && let Some(last) = tokens.ends.last_mut() {
                *last = end;
            }
            continue;
        }
        let is_letter = c.is_alphanumeric();
        if in_word && is_letter && touches {
            if let Some(last) = tokens.ends.last_mut() {
                *last = end;
            }
            continue;
        }
        if !tokens.starts.is_empty() {
            let own: String = form.drain(..before).collect();
            tokens.ids.push(number(&own));
            if tokens.ids.len().is_multiple_of(BETWEEN_LOOKS) && stop() {
                return None;
            }
        }
        tokens.starts.push(at);
        tokens.ends.push(end);
        in_word = is_letter;
    }
    if !tokens.starts.is_empty() {
        tokens.ids.push(number(&form));
    }
    Some(tokens)
}

impl Tokens {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The bytes of a token.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        let at = |all: &[u32]| all.get(index).map_or(0, |&at| at as usize);
        at(&self.starts)..at(&self.ends)
    }

    pub(super) fn start(&self, index: usize) -> usize {
        self.range(index).start
    }

    pub(super) fn end(&self, index: usize) -> usize {
        self.range(index).end
    }

    pub(super) fn id(&self, index: usize) -> u32 {
        self.ids.get(index).copied().unwrap_or(NONE)
    }

    /// The tokens that share a byte with a range.
    pub(super) fn meeting(&self, range: Range<usize>) -> Range<usize> {
        let first = self
            .ends
            .partition_point(|&end| end as usize <= range.start);
        let end = self
            .starts
            .partition_point(|&start| (start as usize) < range.end);
        first..end.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::new();
        let tokens = vocabulary.tokens(text, &|| false).unwrap();
        (0..tokens.len())
            .map(|index| {
                let stands = &text[tokens.range(index)];
                format!("{stands}={}", vocabulary.form(tokens.id(index)))
            })
            .collect()
    }

    #[test]
    fn words_and_signs_are_cut_and_folded() {
        // "Ahmad, (NATO) 3.5": a hamza, a mark, a tatweel, an Arabic comma.
        let text = "\u{623}\u{64E}\u{62D}\u{645}\u{640}\u{62F}\u{60C} (NATO) \u{663}.5\n";
        let found = words(text);
        let expected = [
            "\u{623}\u{64E}\u{62D}\u{645}\u{640}\u{62F}=\u{627}\u{62D}\u{645}\u{62F}",
            "\u{60C}=\u{60C}",
            "(=(",
            "NATO=nato",
            ")=)",
            "\u{663}=3",
            ".=.",
            "5=5",
        ];
        assert_eq!(found, expected);
        assert!(words(" \u{64E}\n\u{200F}").is_empty());
    }

    #[test]
    fn what_was_never_met_has_no_number() {
        let mut vocabulary = Vocabulary::new();
        let tokens = vocabulary.tokens("a b A", &|| false).unwrap();
        assert_eq!(tokens.ids, [0, 1, 0]);
        assert_eq!(vocabulary.known("B c").ids, [1, NONE]);
        assert_eq!(tokens.meeting(1..3), 1..2);
        assert_eq!(tokens.meeting(1..2), 1..1);
        assert_eq!(tokens.meeting(0..5), 0..3);
        assert!(
            vocabulary
                .tokens(&"x ".repeat(BETWEEN_LOOKS + 2), &|| true)
                .is_none()
        );
    }
}
