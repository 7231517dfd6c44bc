//! Where words stand in a text, found by what stands around them.

use std::ops::Range;

use super::tokens::{Tokens, Vocabulary};
use super::{NONE, whole_characters};
use crate::text::{Article, ByteOffset, ByteSpan};

/// How many words of context count on either side.
const CONTEXT: usize = 8;

/// How many places of the rarest word are looked at.
const MOST_LOOKS: usize = 400;

/// Longer pieces of text are not looked for, in words: their alignment says
/// all there is to say.
const MOST_WORDS: usize = 256;

/// How many places are given at most.
const MOST_PLACES: usize = 8;

/// How many words of context must agree, or as many as there are, and by how
/// many the next best place must fall behind, for a place to be sure.
const SURE: usize = 5;
const AHEAD: usize = 3;

/// A text's words, and where each stands.
#[derive(Debug)]
pub struct Places {
    pub(super) article: Article,
    pub(super) tokens: Tokens,
    vocabulary: Vocabulary,
    /// The tokens by their numbers, of each number in order; and where each
    /// number's begin.
    postings: Vec<u32>,
    starts: Vec<u32>,
}

/// Words that are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The words.
    pub text: &'a str,
    /// What stood before and after them; as much as is known.
    pub before: &'a str,
    /// What stood after them.
    pub after: &'a str,
    /// About where they are expected, if that is known: it decides where their
    /// context does not.
    pub near: Option<ByteOffset>,
}

/// A place where wanted words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place: whole grapheme clusters.
    pub span: ByteSpan,
    /// How many words of its context are those that were wanted.
    pub agreeing: usize,
    /// Whether it is beyond doubt the one.
    pub is_sure: bool,
}

impl Places {
    /// The words of a text; `None` once `stop` says so.
    pub fn new(article: &Article, stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut vocabulary = Vocabulary::new();
        let tokens = vocabulary.tokens(article.text(), stop)?;
        Some(Self::of_tokens(article, tokens, vocabulary))
    }

    pub(super) fn of_tokens(article: &Article, tokens: Tokens, vocabulary: Vocabulary) -> Self {
        let highest = tokens.ids.iter().max().map_or(0, |&id| id as usize + 1);
        let mut starts = vec![0u32; highest + 1];
        for &id in &tokens.ids {
            if let Some(count) = starts.get_mut(id as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut postings = vec![0; tokens.len()];
        for (index, &id) in tokens.ids.iter().enumerate() {
            if let Some(at) = free.get_mut(id as usize) {
                if let Some(place) = postings.get_mut(*at as usize) {
                    *place = index as u32;
                }
                *at += 1;
            }
        }
        Self {
            article: article.clone(),
            tokens,
            vocabulary,
            postings,
            starts,
        }
    }

    /// The text.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Where words stand, the likeliest place first. Looks at some hundreds of
    /// places at most, the nearest to where they are expected.
    pub fn find(&self, wanted: Wanted<'_>) -> Vec<Place> {
        let words = self.vocabulary.known(wanted.text);
        let count = words.len();
        if count == 0 || count > MOST_WORDS || words.ids.contains(&NONE) {
            return Vec::new();
        }
        let before = self.context(last_words(wanted.before));
        let after = self.context(first_words(wanted.after));
        let mut found: Vec<(usize, usize)> = Vec::new();
        let (candidates, is_all) = self.candidates(&words.ids, wanted.near);
        for first in candidates {
            if self.tokens.ids.get(first..first + count) == Some(words.ids.as_slice()) {
                let score = self.agreeing(&before, &after, first..first + count);
                found.push((score, first));
            }
        }
        let near = wanted.near.map_or(0, |near| self.token_from(near));
        found.sort_by_key(|&(score, first)| (std::cmp::Reverse(score), first.abs_diff(near)));
        let enough = SURE.min((before.len() + after.len()).div_ceil(2));
        // Of places that were not looked at one may be as good; but hardly where
        // all that stood around is just where it is expected.
        let whole = before.len().min(CONTEXT) + after.len().min(CONTEXT);
        let beyond = |agreeing| is_all || (wanted.near.is_some() && agreeing == whole);
        let second = found.get(1).map_or(0, |second| second.0);
        found.truncate(MOST_PLACES);
        let place = |(rank, (agreeing, first)): (usize, (usize, usize))| {
            let hull = ByteSpan::new(self.tokens.start(first), self.tokens.end(first + count - 1));
            let alone = found.len() == 1 || agreeing >= second + AHEAD;
            let (span, is_same) = whole_characters(&self.article, hull);
            Place {
                span,
                agreeing,
                is_sure: is_same
                    && rank == 0
                    && agreeing > 0
                    && agreeing >= enough
                    && alone
                    && beyond(agreeing),
            }
        };
        found.iter().copied().enumerate().map(place).collect()
    }

    /// The numbers of some words.
    fn context(&self, text: &str) -> Vec<u32> {
        self.vocabulary.known(text).ids
    }

    /// The tokens at which words may begin, going by their rarest, and whether
    /// there are no others.
    fn candidates(
        &self,
        words: &[u32],
        near: Option<ByteOffset>,
    ) -> (impl Iterator<Item = usize>, bool) {
        let places = words.iter().map(|&id| self.places_of(id)).enumerate();
        let (offset, places) = places.min_by_key(|(_, all)| all.len()).unwrap_or((0, &[]));
        let from = match near {
            Some(near) if places.len() > MOST_LOOKS => {
                let token = self.token_from(near);
                let middle = places.partition_point(|&place| (place as usize) < token);
                let first = middle.saturating_sub(MOST_LOOKS / 2);
                first.min(places.len() - MOST_LOOKS)
            }
            _ => 0,
        };
        let seen = places.iter().skip(from).take(MOST_LOOKS);
        let first = seen.filter_map(move |&place| (place as usize).checked_sub(offset));
        (first, places.len() <= MOST_LOOKS)
    }

    /// The first token that ends after a place.
    fn token_from(&self, at: ByteOffset) -> usize {
        self.tokens.meeting(at.0..at.0 + 1).start
    }

    fn places_of(&self, id: u32) -> &[u32] {
        let at = |id: usize| self.starts.get(id).map_or(0, |&at| at as usize);
        let id = id as usize;
        self.postings.get(at(id)..at(id + 1)).unwrap_or_default()
    }

    /// How many words of a context stand where they should.
    fn agreeing(&self, before: &[u32], after: &[u32], place: Range<usize>) -> usize {
        let ahead = self.tokens.ids.get(place.end..).unwrap_or_default();
        let behind = self.tokens.ids.get(..place.start).unwrap_or_default();
        let ahead = in_order(after.iter(), ahead.iter());
        ahead + in_order(before.iter().rev(), behind.iter().rev())
    }
}

/// How many words come in the same order, where now and then one of either
/// side may be missing; the first of `CONTEXT`.
fn in_order<'a>(
    wanted: impl Iterator<Item = &'a u32>,
    there: impl Iterator<Item = &'a u32>,
) -> usize {
    let wanted: Vec<_> = wanted.take(CONTEXT).collect();
    let there: Vec<_> = there.take(CONTEXT + 2).collect();
    let (mut at, mut count) = (0, 0);
    for (index, word) in wanted.into_iter().enumerate() {
        // Not further away than a word or two were put in.
        let last = there.len().min((index + 3).max(at));
        let rest = there.get(at..last).unwrap_or_default();
        if let Some(step) = rest.iter().position(|other| *other == word) {
            at += step + 1;
            count += 1;
        }
    }
    count
}

/// The part of a text that has its last words of context, and a little more.
fn last_words(text: &str) -> &str {
    let cut = text.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let start = cut.map(|(at, _)| at).nth(CONTEXT + 2);
    text.get(start.unwrap_or(0)..).unwrap_or_default()
}

/// The part of a text that has its first words of context, and a little more.
fn first_words(text: &str) -> &str {
    let cut = text.char_indices().filter(|(_, c)| c.is_whitespace());
    let end = cut.map(|(at, _)| at).nth(CONTEXT + 2);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Places {
        let article = Article::new(text, false).unwrap();
        Places::new(&article, &|| false).unwrap()
    }

    #[test]
    fn of_repeated_words_the_context_says_which() {
        let places = places("the old man went home. the old man met a king and left.");
        let wanted = Wanted {
            text: "Old man",
            before: "where the ",
            after: " met a queen and",
            near: None,
        };
        let found = places.find(wanted);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].span, ByteSpan::new(27, 34));
        assert!(found[0].is_sure && !found[1].is_sure);
        let blind = Wanted {
            before: "",
            after: "",
            near: Some(ByteOffset(30)),
            ..wanted
        };
        assert_eq!(places.find(blind)[0].span, ByteSpan::new(27, 34));
        assert!(!places.find(blind)[0].is_sure);
    }

    #[test]
    fn where_not_all_was_looked_at_nothing_is_sure() {
        let mut text = String::new();
        for index in 0..2 * MOST_LOOKS {
            match index {
                // Most of the context, and far away all of it.
                10 => text.push_str("b1 b2 b3 w c1 c2 no no "),
                700 => text.push_str("b1 b2 b3 w c1 c2 c3 c4 "),
                _ => text.push_str(&format!("x{index} w y{index} ")),
            }
        }
        let places = places(&text);
        let wanted = Wanted {
            text: "w",
            before: "b1 b2 b3",
            after: "c1 c2 c3 c4",
            near: None,
        };
        let right = text.find("w c1 c2 c3").unwrap();
        let found = places.find(wanted);
        let is_wrong = |place: &&Place| place.is_sure && place.span.start.0 != right;
        assert_eq!(found.iter().find(is_wrong), None);
    }

    /// A family of two among a family of three: the same signs, and another
    /// character; found by fuzzing.
    #[test]
    fn what_is_part_of_a_character_is_not_sure() {
        let two = "\u{1F469}\u{200D}\u{1F467}";
        let wanted = |text| Wanted {
            text,
            before: "a1 a2 a3",
            after: "b1 b2 b3",
            near: None,
        };
        let three = format!("\u{1F468}\u{200D}{two}");
        let others = places(&format!("a1 a2 a3 {three} b1 b2 b3"));
        for place in others.find(wanted(two)) {
            assert!(!place.is_sure, "{place:?}");
        }
        let same = places(&format!("a1 a2 a3 {two} b1 b2 b3"));
        assert!(same.find(wanted(two))[0].is_sure);
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let places = places("the old man");
        let wanted = |text| Wanted {
            text,
            before: "",
            after: "",
            near: None,
        };
        assert!(places.find(wanted("new man")).is_empty());
        assert!(places.find(wanted("")).is_empty());
        assert!(places.find(wanted("man the")).is_empty());
        assert_eq!(places.find(wanted("man"))[0].span, ByteSpan::new(8, 11));
    }

    #[test]
    fn a_word_that_is_everywhere_is_looked_for_near_its_place() {
        let text = "x ".repeat(100_000);
        let places = places(&text);
        let wanted = Wanted {
            text: "x",
            before: "x x x",
            after: "x x x",
            near: Some(ByteOffset(100_000)),
        };
        let found = places.find(wanted);
        assert_eq!(
            (found.len(), found[0].span),
            (MOST_PLACES, ByteSpan::new(100_000, 100_001))
        );
        assert!(!found[0].is_sure);
    }
}
