//! Where a piece of the old text has come to in the new one.

use std::ops::Range;

use super::{Alignment, count_in, whole_characters};
use crate::text::ByteSpan;
use crate::text::fold::{Folded, folded_chars};

/// How many words on either side are looked at.
const AROUND: usize = 6;

/// How much further or nearer such a word may stand than it did.
const SLACK: usize = 3;

/// The share of the words around that must stand around still: a third.
const SHARE: usize = 3;

/// How many words are gone through for the first or the last of a piece that
/// is still there.
const REACH: usize = 64;

/// How sure the place of a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same text, between the same words.
    Exact,
    /// The same words in another spelling, between the same words.
    Folded,
    /// The same words; some of those around them are others, or it has moved.
    Aligned,
    /// Some of its own words are others, or hardly any of those around it are
    /// the same.
    Doubtful,
}

/// A place in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Landing {
    /// The place: whole grapheme clusters, never empty.
    pub span: ByteSpan,
    /// How sure it is.
    pub fit: Fit,
}

/// Words of the old text, and where the first and the last of them are.
struct Words {
    old: Range<usize>,
    /// The new words in their places, `end` being one after the last.
    new: Range<usize>,
    /// Whether all are there, one after the other.
    whole: bool,
}

impl Alignment {
    /// Where a piece of the old text is in the new one; `None` where nothing
    /// is left of it.
    pub fn landing(&self, span: ByteSpan) -> Option<Landing> {
        let old = self.old_tokens.meeting(span.range());
        if old.is_empty() {
            return self.space(span, old.start);
        }
        let words = self.words(old.clone())?;
        let (first, last) = (words.old.start, words.old.end - 1);
        let (head, tail) = (words.new.start, words.new.end - 1);
        let (from, to) = (self.old_tokens.range(first), self.old_tokens.range(last));
        let new = &self.places.tokens;
        let mut same = words.whole;
        let mut part = |index: usize, there: usize, from: usize, to: usize| {
            let part = self.part_of_word(index, there, from..to);
            same &= part.as_ref().is_some_and(|part| part.1);
            part.map(|part| part.0)
        };
        let (start, end) = if first == last {
            let wanted = (span.start.0.max(from.start), span.end.0.min(to.end));
            let part = part(first, head, wanted.0, wanted.1);
            let part = part.unwrap_or(new.range(head));
            (part.start, part.end)
        } else {
            let start = part(first, head, span.start.0.max(from.start), from.end);
            let end = part(last, tail, to.start, span.end.0.min(to.end));
            // The end of the first word and the beginning of the last one, with
            // no other letters of these between.
            same &= start.as_ref().is_some_and(|it| it.end == new.end(head));
            same &= end.as_ref().is_some_and(|it| it.start == new.start(tail));
            let start = start.map_or(new.start(head), |part| part.start);
            (start, end.map_or(new.end(tail), |part| part.end))
        };
        // Space that belongs to it at its ends, where its own end is there.
        let beside = |kept: bool, from: usize, to: usize| match kept && from < to {
            true => self.old.slice(ByteSpan::new(from, to)),
            false => "",
        };
        let before = beside(first == old.start, span.start.0, from.start);
        let after = beside(last + 1 == old.end, to.end, span.end.0);
        let article = &self.places.article;
        let start = start - common_tail(before, article.text().get(..start));
        let end = end + common_head(after, article.text().get(end..));
        let (span, is_same) = whole_characters(article, ByteSpan::new(start, end));
        if span.is_empty() {
            return None;
        }
        same &= is_same;
        let fit = self.fit(&words, same);
        Some(Landing { span, fit })
    }

    /// The words at the ends of a range that are there still, in their order.
    fn words(&self, old: Range<usize>) -> Option<Words> {
        let found = |index: &usize| self.there(*index).is_some();
        let first = old.clone().take(REACH).find(found)?;
        let last = old.clone().rev().take(REACH).find(found)?;
        let (head, tail) = (self.there(first)?, self.there(last)?);
        if first > last || head > tail {
            return None;
        }
        let inside = count_in(&self.breaks, first + 1..last.max(first + 1));
        let begins = first == last || self.there(first + 1) == Some(head + 1);
        let inside_whole = inside == 0 && begins;
        Some(Words {
            whole: first == old.start && last + 1 == old.end && inside_whole,
            old: first..last + 1,
            new: head..tail + 1,
        })
    }

    /// Part of an old word in the new word in its place, and whether its letters
    /// are the same; `None` where they are not to be found there.
    fn part_of_word(
        &self,
        index: usize,
        there: usize,
        part: Range<usize>,
    ) -> Option<(Range<usize>, bool)> {
        let new = &self.places.tokens;
        let (was, is) = (self.old_tokens.range(index), new.range(there));
        let (old_text, new_text) = (self.old.text(), self.places.article.text());
        let (word, now) = (old_text.get(was.clone())?, new_text.get(is.clone())?);
        let same_word = self.old_tokens.id(index) == new.id(there);
        if part == was && same_word {
            return Some((is, true));
        }
        if word == now {
            let inside = is.start + part.start - was.start..is.start + part.end - was.start;
            return Some((inside, true));
        }
        let folded = Folded::new(now);
        let letters = |text: &str| folded_chars(text).map(|(c, _)| c.len_utf8()).sum::<usize>();
        let begin = letters(old_text.get(was.start..part.start)?);
        let length = letters(old_text.get(part.clone())?);
        let inside = if same_word {
            begin..begin + length
        } else {
            let wanted: String = folded_chars(old_text.get(part.clone())?)
                .map(|(c, _)| c)
                .collect();
            let first = folded.text().find(&wanted).filter(|_| !wanted.is_empty())?;
            // Twice in one word: the end that it had says which.
            let at = match part.end == was.end {
                true => folded.text().rfind(&wanted).unwrap_or(first),
                false => first,
            };
            at..at + length
        };
        let span = folded.source(inside)?;
        // Marks without a letter of their own stay with the letter before.
        let rest = now.get(span.end.0..)?;
        let marks = rest
            .chars()
            .take_while(|&c| folded_chars(c.encode_utf8(&mut [0; 4])).next().is_none());
        let end = span.end.0 + marks.map(char::len_utf8).sum::<usize>();
        let own = same_word || part != was;
        Some((is.start + span.start.0..is.start + end, own))
    }

    /// How sure the place of words is; `same` where they are the same words.
    fn fit(&self, words: &Words, same: bool) -> Fit {
        if !same {
            return Fit::Doubtful;
        }
        let (first, last) = (words.old.start, words.old.end);
        let (mut stand, mut seen) = (0, 0);
        let before = (1..=AROUND)
            .filter_map(|step| Some((first.checked_sub(step)?, words.new.start.checked_sub(step))));
        let after = (0..AROUND).map(|step| (last + step, Some(words.new.end + step)));
        for (index, wanted) in
            before.chain(after.filter(|(index, _)| *index < self.old_tokens.len()))
        {
            seen += 1;
            let near = |new: usize| wanted.is_some_and(|wanted| new.abs_diff(wanted) <= SLACK);
            let is_there = self.is_same(index) && self.there(index).is_some_and(near);
            stand += usize::from(is_there);
        }
        if stand * SHARE < seen {
            return Fit::Doubtful;
        }
        let neighbours = first.saturating_sub(1)..last;
        let ends = [
            first.checked_sub(1),
            Some(last).filter(|&at| at < self.old_tokens.len()),
        ];
        let beside = ends.into_iter().flatten().all(|at| self.is_same(at));
        match (
            beside,
            count_in(&self.breaks, neighbours.clone()),
            count_in(&self.uneven, neighbours),
        ) {
            (true, _, 0) => Fit::Exact,
            (true, 0, _) => Fit::Folded,
            _ => Fit::Aligned,
        }
    }

    /// The place of white space between two words that still follow each other
    /// with the same space.
    fn space(&self, span: ByteSpan, next: usize) -> Option<Landing> {
        let old = &self.old_tokens;
        let new = &self.places.tokens;
        let (from, there) = match next.checked_sub(1) {
            Some(before) => (old.end(before), new.end(self.there(before)?)),
            None => (0, 0),
        };
        let (to, until) = match next < old.len() {
            true => (old.start(next), new.start(self.there(next)?)),
            false => (self.old.len().0, self.places.article.len().0),
        };
        let was = self.old.text().get(from..to)?;
        if self.places.article.text().get(there..until)? != was {
            return None;
        }
        let start = there + span.start.0.checked_sub(from)?;
        let span = ByteSpan::new(start, start + span.len());
        let span = self.places.article.snap_to_graphemes(span);
        let fit = Fit::Aligned;
        (!span.is_empty()).then_some(Landing { span, fit })
    }
}

/// How many bytes two texts end alike, in whole characters.
fn common_tail(a: &str, b: Option<&str>) -> usize {
    let pairs = a.chars().rev().zip(b.unwrap_or_default().chars().rev());
    let same = pairs.take_while(|(a, b)| a == b);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// How many bytes two texts begin alike, in whole characters.
fn common_head(a: &str, b: Option<&str>) -> usize {
    let pairs = a.chars().zip(b.unwrap_or_default().chars());
    let same = pairs.take_while(|(a, b)| a == b);
    same.map(|(c, _)| c.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Article;

    fn article(text: &str) -> Article {
        Article::new(text, false).unwrap()
    }

    /// What a piece of the old text is in the new one, and how sure.
    fn lands(old: &str, new: &str, piece: &str) -> Option<(String, Fit)> {
        let (old, new) = (article(old), article(new));
        let alignment = Alignment::new(&old, &new, &|| false).unwrap();
        let start = old.text().find(piece).unwrap();
        let landing = alignment.landing(ByteSpan::new(start, start + piece.len()))?;
        assert!(new.is_grapheme_boundary(landing.span.start));
        assert!(new.is_grapheme_boundary(landing.span.end));
        Some((new.slice(landing.span).to_owned(), landing.fit))
    }

    fn sure(piece: &str, fit: Fit) -> Option<(String, Fit)> {
        Some((piece.to_owned(), fit))
    }

    // "he visited Ahmad in Cairo yesterday and returned quickly"
    const OLD: &str = "زار أحمد علي في بالقاهرة أمس ثم عاد سريعا";

    #[test]
    fn what_did_not_change_is_where_it_was() {
        let new = format!("خبر عاجل جدا اليوم: {OLD}");
        assert_eq!(lands(OLD, &new, "أحمد علي"), sure("أحمد علي", Fit::Exact));
        assert_eq!(lands(OLD, &new, "القاهرة"), sure("القاهرة", Fit::Exact));
        assert_eq!(lands(OLD, OLD, OLD), sure(OLD, Fit::Exact));
        assert_eq!(lands(OLD, OLD, " أحمد "), sure(" أحمد ", Fit::Exact));
    }

    #[test]
    fn another_spelling_is_the_same_word() {
        let new = "زارَ احمد علىّ في بِالقاهِرةِ أمس ثم عاد سريعا";
        assert_eq!(lands(OLD, new, "أحمد علي"), sure("احمد علىّ", Fit::Folded));
        assert_eq!(lands(OLD, new, "القاهرة"), sure("القاهِرةِ", Fit::Folded));
    }

    #[test]
    fn other_words_around_leave_it_sure() {
        let new = "زار أحمد علي يوم الأحد في القاهرة أمس ثم عاد سريعا";
        assert_eq!(lands(OLD, new, "أحمد علي"), sure("أحمد علي", Fit::Aligned));
        // The preposition is gone, what was marked is not.
        assert_eq!(lands(OLD, new, "القاهرة"), sure("القاهرة", Fit::Aligned));
    }

    #[test]
    fn other_words_of_its_own_are_doubtful() {
        let new = "زار محمود علي في بالإسكندرية أمس ثم عاد سريعا";
        assert_eq!(
            lands(OLD, new, "أحمد علي"),
            sure("محمود علي", Fit::Doubtful)
        );
        assert_eq!(
            lands(OLD, new, "القاهرة").map(|it| it.1),
            Some(Fit::Doubtful)
        );
        let longer = "زار أحمد السيد علي في بالقاهرة أمس ثم عاد سريعا";
        assert_eq!(
            lands(OLD, longer, "أحمد علي"),
            sure("أحمد السيد علي", Fit::Doubtful)
        );
        let shorter = "زار علي في بالقاهرة أمس ثم عاد سريعا";
        assert_eq!(lands(OLD, shorter, "أحمد علي"), sure("علي", Fit::Doubtful));
        assert_eq!(lands(OLD, shorter, "أحمد"), None);
    }

    /// "the Greater Cairo" without the article of its first word, which then
    /// gets more letters; found by fuzzing.
    #[test]
    fn more_letters_in_a_word_at_its_end_are_doubtful() {
        let old = "زار أحمد في القاهرة الكبرى أمس ثم عاد سريعا";
        let new = "زار أحمد في القاهرةية الكبرى أمس ثم عاد سريعا";
        let there = lands(old, new, "قاهرة الكبرى");
        assert_eq!(there, sure("قاهرةية الكبرى", Fit::Doubtful));
        let new = "زار أحمد في القاهرة والكبرى أمس ثم عاد سريعا";
        let there = lands(old, new, "القاهرة الكبر");
        assert_eq!(there, sure("القاهرة والكبر", Fit::Doubtful));
        // The same where the words only have another spelling.
        let new = "زار أحمد في القَاهِرةِ الكبرى أمس ثم عاد سريعا";
        let there = lands(old, new, "قاهرة الكبر");
        assert_eq!(there, sure("قَاهِرةِ الكبر", Fit::Folded));
    }

    /// U+0600, the number sign, is one cluster with what it stands before; found
    /// by fuzzing.
    #[test]
    fn a_sign_that_is_one_character_with_its_word_makes_it_doubtful() {
        let (old, new) = ("بلغ عدد \u{2022} كلها", "بلغ عدد \u{600}\u{2022} كلها");
        let there = lands(old, new, "\u{2022}");
        assert_eq!(there, sure("\u{600}\u{2022}", Fit::Doubtful));
        let there = lands(old, old, "\u{2022}");
        assert_eq!(there, sure("\u{2022}", Fit::Exact));
    }

    #[test]
    fn space_stays_between_its_words() {
        let (old, new) = ("a b  c d", "x a b  c d");
        assert_eq!(lands(old, new, "  "), sure("  ", Fit::Aligned));
        assert_eq!(lands(old, "a b c d", "  "), None);
    }

    #[test]
    fn forms_of_unicode_and_joined_signs_are_kept_whole() {
        let composed = "le café du 👨\u{200D}👩\u{200D}👧 noir est ici";
        let decomposed = "le cafe\u{301} du 👨\u{200D}👩\u{200D}👧 noir est ici";
        let there = lands(composed, decomposed, "café");
        assert_eq!(there, sure("cafe\u{301}", Fit::Folded));
        let back = lands(decomposed, composed, "cafe\u{301}");
        assert_eq!(back, sure("café", Fit::Folded));
        let family = "👨\u{200D}👩\u{200D}👧";
        assert_eq!(lands(composed, decomposed, family).unwrap().0, family);
    }
}
