//! The pieces of a figure's text, and what the word list says of them.

use super::lexicon::{Entry, LONGEST_PHRASE, Lexicon, Numeral};
use super::tokens::{Digits, Kind, Token, tokens};
use crate::text::clitics::{CONJUNCTIONS, LAM, PREPOSITIONS, WAW};

/// A text as the readers of numbers, dates and measures look at it.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    lexicon: &'static Lexicon,
}

/// What was taken off the front of a word before it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefix {
    /// "And": waw.
    pub and: bool,
    pub preposition: bool,
    pub article: bool,
}

/// "One", and "and one" without its hamza.
const ONE: &str = "\u{648}\u{627}\u{62D}\u{62F}";
const AL: &str = "\u{627}\u{644}";

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            tokens: tokens(text),
            lexicon: Lexicon::shared(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn word(&self, at: usize) -> Option<&str> {
        match &self.tokens.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn digits(&self, at: usize) -> Option<Digits> {
        match self.tokens.get(at)?.kind {
            Kind::Digits(digits) => Some(digits),
            _ => None,
        }
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Nothing stands between this token and the one before it.
    pub(super) fn is_attached(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let here = self.tokens.get(at);
        matches!((before, here), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// A spelling of the list that begins at this token, the longest of those
    /// that `wanted` makes something of, and the token after it. One-letter words
    /// and the article may stand on its front.
    pub(super) fn find<T>(
        &self,
        at: usize,
        wanted: impl Fn(Entry) -> Option<T>,
    ) -> Option<(T, Prefix, usize)> {
        let first = self.word(at)?;
        for (prefix, stem) in fronts(first) {
            for count in (1..=LONGEST_PHRASE).rev() {
                let Some(phrase) = self.phrase(stem, at, count) else {
                    continue;
                };
                let mut found = self.lexicon.entries(&phrase).iter();
                if let Some(found) = found.find_map(|&entry| wanted(entry)) {
                    return Some((found, prefix, at + count));
                }
            }
        }
        None
    }

    /// As [`Words::find`], with nothing on the front.
    pub(super) fn find_exactly<T>(
        &self,
        at: usize,
        wanted: impl Fn(Entry) -> Option<T>,
    ) -> Option<(T, usize)> {
        let (found, prefix, end) = self.find(at, wanted)?;
        (prefix == Prefix::default()).then_some((found, end))
    }

    fn phrase(&self, stem: &str, at: usize, count: usize) -> Option<String> {
        let mut phrase = stem.to_owned();
        for next in at + 1..at + count {
            phrase.push(' ');
            phrase.push_str(self.word(next)?);
        }
        Some(phrase)
    }

    /// What the list has for a phrase of folded words.
    pub(super) fn entries(&self, phrase: &str) -> &'static [Entry] {
        self.lexicon.entries(phrase)
    }

    /// The numeral at this token, and what stood on its front.
    pub(super) fn numeral(&self, at: usize) -> Option<(Numeral, Prefix)> {
        if self.is_and_one(at) {
            let and = Prefix {
                and: true,
                ..Prefix::default()
            };
            return Some((Numeral::Bound(1), and));
        }
        let (numeral, prefix, _) = self.find(at, |entry| match entry {
            Entry::Numeral(numeral) => Some(numeral),
            _ => None,
        })?;
        // The accusative's mark tells it from the dual.
        let marked = self.text.get(self.tokens.get(at)?.span.clone());
        let numeral = match numeral {
            Numeral::Open(scale) if marked.is_some_and(|word| word.contains('\u{64B}')) => {
                Numeral::Scale(scale)
            }
            other => other,
        };
        Some((numeral, prefix))
    }

    /// "And one" before ten or twenty, which folds to the same letters as "one"
    /// by itself: its hamza tells, or a "ten" after it.
    fn is_and_one(&self, at: usize) -> bool {
        if self.word(at) != Some(ONE) {
            return false;
        }
        let written = self
            .tokens
            .get(at)
            .and_then(|token| self.text.get(token.span.clone()));
        written.is_some_and(|word| word.contains('\u{623}'))
            || self.bare_numeral(at + 1) == Some(Numeral::Unit(10))
    }

    /// A numeral that "and" does not join to what stands before it.
    pub(super) fn bare_numeral(&self, at: usize) -> Option<Numeral> {
        let (numeral, prefix) = self.numeral(at)?;
        (!prefix.and && !prefix.preposition).then_some(numeral)
    }

    /// Past an "and" before this token, written onto it or by itself: the place
    /// of the token it joins.
    pub(super) fn after_and(&self, at: usize) -> Option<usize> {
        if self
            .word(at)
            .is_some_and(|word| word.len() == WAW.len_utf8() && word.starts_with(WAW))
        {
            return Some(at + 1);
        }
        self.numeral(at)
            .is_some_and(|(_, prefix)| prefix.and)
            .then_some(at)
    }

    /// The numeral at a place that [`Words::after_and`] answered.
    pub(super) fn joined_numeral(&self, at: usize) -> Option<Numeral> {
        let (numeral, prefix) = self.numeral(at)?;
        (!prefix.preposition).then_some(numeral)
    }

    /// A number stands here, in digits or as a word.
    pub(super) fn is_number(&self, at: usize) -> bool {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Digits(_) | Kind::Broken) => true,
            Some(Kind::Word(_)) => self
                .numeral(at)
                .is_some_and(|(numeral, _)| !matches!(numeral, Numeral::Bound(_))),
            _ => false,
        }
    }
}

/// A folded word with what may stand on its front taken off, the least first.
fn fronts(word: &str) -> Vec<(Prefix, &str)> {
    let mut fronts = Vec::new();
    let mut starts = vec![(Prefix::default(), word)];
    if let Some(rest) = word.strip_prefix(CONJUNCTIONS) {
        let and = word.starts_with(WAW);
        starts.push((
            Prefix {
                and,
                ..Prefix::default()
            },
            rest,
        ));
    }
    for (prefix, rest) in starts {
        let article = Prefix {
            article: true,
            ..prefix
        };
        let preposition = Prefix {
            preposition: true,
            ..prefix
        };
        let both = Prefix {
            preposition: true,
            ..article
        };
        fronts.push((prefix, rest));
        if let Some(stem) = rest.strip_prefix(AL) {
            fronts.push((article, stem));
        }
        if let Some(stem) = rest.strip_prefix(PREPOSITIONS) {
            fronts.push((preposition, stem));
            if let Some(stem) = stem.strip_prefix(AL) {
                fronts.push((both, stem));
            } else if rest.starts_with(LAM)
                && let Some(stem) = stem.strip_prefix(LAM)
            {
                fronts.push((both, stem));
            }
        }
    }
    fronts.retain(|(_, stem)| !stem.is_empty());
    fronts
}
