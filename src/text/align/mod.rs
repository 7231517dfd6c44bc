//! Where the words of a text are in another version of it.
//!
//! Two versions are compared as rows of words and signs (`tokens`) in their
//! folded forms, so that hamza, vowel marks, digits and the forms of Unicode
//! make no difference; `diff` says which word has become which, and follows
//! stretches that have moved. From that comes the place of any piece of the
//! old text (`landing`), and of words that are sought by what stands around
//! them (`places`).
//!
//! Time and memory grow as the texts do, whatever they hold, but for sorting;
//! everything can be stopped. Knows nothing of annotations.

mod diff;
mod landing;
mod places;
mod shortest;
mod tokens;

pub use landing::{Fit, Landing};
pub use places::{Place, Places, Wanted};

use self::diff::Diff;
use self::tokens::{Tokens, Vocabulary};
use super::fold::fold;
use super::{Article, ByteOffset, ByteSpan};

/// The number of no word.
const NONE: u32 = u32::MAX;

/// Two versions of a text, word by word.
#[derive(Debug)]
pub struct Alignment {
    old: Article,
    old_tokens: Tokens,
    places: Places,
    /// For each old word the new one in its place, or [`NONE`].
    new_of: Vec<u32>,
    /// The old words that are not followed in the new text by what follows
    /// them in the old, or are not the same word there; ascending.
    breaks: Vec<u32>,
    /// The old words that are not byte for byte the same there, or the space
    /// after which is not; ascending.
    uneven: Vec<u32>,
}

impl Alignment {
    /// Compares two versions of a text; `None` once `stop` says so, which is
    /// asked every few milliseconds or, in long texts, some tens of them.
    pub fn new(old: &Article, new: &Article, stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut vocabulary = Vocabulary::new();
        let old_tokens = vocabulary.tokens(old.text(), stop)?;
        let new_tokens = vocabulary.tokens(new.text(), stop)?;
        let mut diff = Diff::new(&old_tokens.ids, &new_tokens.ids, &vocabulary, stop)?;
        diff.settle(
            |index| begins_line(old, &old_tokens, index),
            |index| begins_line(new, &new_tokens, index),
        );
        let new_of = diff.new_of;
        let mut alignment = Self {
            old: old.clone(),
            old_tokens,
            places: Places::of_tokens(new, new_tokens, vocabulary),
            new_of,
            breaks: Vec::new(),
            uneven: Vec::new(),
        };
        alignment.note_breaks();
        (!stop()).then_some(alignment)
    }

    /// The places of the new text's words.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// About where a place of the old text is in the new one, in bytes.
    pub fn near(&self, at: ByteOffset) -> ByteOffset {
        const REACH: usize = 256;
        let index = self.old_tokens.meeting(at.0..at.0 + 1).start;
        let mut before = (index.saturating_sub(REACH)..index).rev();
        let length = self.places.article.len();
        let beside = before.find_map(|index| self.there(index));
        match (beside, index.saturating_sub(REACH)) {
            (Some(new), _) => ByteOffset(self.places.tokens.end(new)),
            (None, 0) => ByteOffset(0),
            (None, _) => {
                let share = at.0 as f64 / self.old.len().0.max(1) as f64;
                ByteOffset((share * length.0 as f64) as usize).min(length)
            }
        }
    }

    /// The new word in the place of an old one.
    fn there(&self, index: usize) -> Option<usize> {
        let new = *self.new_of.get(index)?;
        (new != NONE).then_some(new as usize)
    }

    /// Whether an old word is the same in the new text, but for its spelling.
    fn is_same(&self, index: usize) -> bool {
        let new = self.there(index);
        new.is_some_and(|new| self.old_tokens.id(index) == self.places.tokens.id(new))
    }

    fn note_breaks(&mut self) {
        for index in 0..self.old_tokens.len() {
            let next = match index + 1 < self.old_tokens.len() {
                true => self.there(index + 1),
                false => Some(self.places.tokens.len()),
            };
            let there = self.there(index).zip(next);
            let follows = there.is_some_and(|(here, next)| here + 1 == next);
            if !follows || !self.is_same(index) {
                self.breaks.push(index as u32);
            }
            if !follows || !self.is_even(index) {
                self.uneven.push(index as u32);
            }
        }
    }

    /// Whether a word and the space after it are byte for byte the same.
    fn is_even(&self, index: usize) -> bool {
        let Some(new) = self.there(index) else {
            return false;
        };
        let reach = |article: &Article, tokens: &Tokens, index: usize| {
            let end = match index + 1 < tokens.len() {
                true => tokens.start(index + 1),
                false => article.len().0,
            };
            tokens.start(index)..end
        };
        let old = self
            .old
            .text()
            .get(reach(&self.old, &self.old_tokens, index));
        let places = &self.places;
        old == places
            .article
            .text()
            .get(reach(&places.article, &places.tokens, new))
    }
}

/// Whether a line begins before a token.
fn begins_line(article: &Article, tokens: &Tokens, index: usize) -> bool {
    let before = match index.checked_sub(1) {
        Some(before) => tokens.end(before)..tokens.start(index),
        None => return true,
    };
    let space = article.text().get(before);
    space.is_some_and(|space| space.contains(super::paragraphs::is_separator))
}

/// A place of words as whole grapheme clusters, and whether these say nothing
/// else: a character may hold on to the next one, as U+0600 does, and one that is
/// joined of several may hold what is sought among others.
fn whole_characters(article: &Article, words: ByteSpan) -> (ByteSpan, bool) {
    let whole = article.snap_to_graphemes(words);
    let folded = |span| fold(article.slice(span));
    (whole, whole == words || folded(whole) == folded(words))
}

/// How many of ascending numbers are in a range.
fn count_in(numbers: &[u32], range: std::ops::Range<usize>) -> usize {
    let below = |limit: usize| numbers.partition_point(|&number| (number as usize) < limit);
    below(range.end).saturating_sub(below(range.start))
}
