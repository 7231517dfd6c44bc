//! Grapheme clusters, words and sentences (UAX #29) around a place.
//!
//! Each look-up reads a neighbourhood, a wider one only where a word or a
//! sentence is longer than it, and never more than `WIDEST`, so that it costs
//! the same in a text of 50 MB and a word of a megabyte stalls nobody.

use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete, UnicodeSegmentation};

use super::article::Article;
use super::offset::{ByteOffset, ByteSpan};

/// How far, in bytes, a word or a sentence is looked for on either side at
/// first.
const REACH: usize = 1024;

/// How far it is looked for at most: what is longer ends there.
const WIDEST: usize = 64 * 1024;

/// How far, in bytes, a boundary of words is looked for on either side.
const NEAR: usize = 256;

impl Article {
    /// Whether `at` lies between two grapheme clusters (or at an end).
    pub fn is_grapheme_boundary(&self, at: ByteOffset) -> bool {
        let text = self.text();
        if !text.is_char_boundary(at.0) {
            return false;
        }
        if around(text, at.0).is_some_and(|both| both.iter().all(|&c| stands_alone(c))) {
            return true;
        }
        let mut cursor = GraphemeCursor::new(at.0, text.len(), true);
        loop {
            match cursor.is_boundary(text, 0) {
                Ok(answer) => return answer,
                Err(GraphemeIncomplete::PreContext(end)) => {
                    cursor.provide_context(&text[..end], 0);
                }
                Err(_) => return true,
            }
        }
    }

    /// The last grapheme boundary at or before `at`.
    pub fn grapheme_floor(&self, at: ByteOffset) -> ByteOffset {
        let at = ByteOffset(self.text().floor_char_boundary(at.0));
        if self.is_grapheme_boundary(at) {
            at
        } else {
            self.previous_grapheme(at)
        }
    }

    /// The first grapheme boundary at or after `at`.
    pub fn grapheme_ceil(&self, at: ByteOffset) -> ByteOffset {
        let at = ByteOffset(self.text().ceil_char_boundary(at.0));
        if self.is_grapheme_boundary(at) {
            at
        } else {
            self.next_grapheme(at)
        }
    }

    /// The boundary after the grapheme cluster that begins at or holds `at`;
    /// the end of the text stays where it is.
    pub fn next_grapheme(&self, at: ByteOffset) -> ByteOffset {
        let text = self.text();
        let at = text.floor_char_boundary(at.0);
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        loop {
            match cursor.next_boundary(text, 0) {
                Ok(next) => return ByteOffset(next.unwrap_or(text.len())),
                Err(GraphemeIncomplete::PreContext(end)) => {
                    cursor.provide_context(&text[..end], 0);
                }
                Err(_) => return ByteOffset(text.len()),
            }
        }
    }

    /// The same up to a limit, which is all that is looked at; `None` where the
    /// cluster goes on beyond it.
    pub fn next_grapheme_until(&self, at: ByteOffset, limit: ByteOffset) -> Option<ByteOffset> {
        let text = self.text();
        let at = text.floor_char_boundary(at.0);
        // What follows a boundary says that it is one.
        let end = text.ceil_char_boundary(limit.0.saturating_add(1));
        let chunk = text.get(at..end)?;
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        loop {
            match cursor.next_boundary(chunk, at) {
                Ok(next) => return next.map(ByteOffset).filter(|&next| next <= limit),
                Err(GraphemeIncomplete::PreContext(end)) => {
                    cursor.provide_context(&text[..end], 0);
                }
                Err(_) => return None,
            }
        }
    }

    /// The boundary before the grapheme cluster that ends at or holds `at`;
    /// the start of the text stays where it is.
    pub fn previous_grapheme(&self, at: ByteOffset) -> ByteOffset {
        let text = self.text();
        let at = text.ceil_char_boundary(at.0);
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        loop {
            match cursor.prev_boundary(text, 0) {
                Ok(previous) => return ByteOffset(previous.unwrap_or(0)),
                Err(GraphemeIncomplete::PreContext(end)) => {
                    cursor.provide_context(&text[..end], 0);
                }
                Err(_) => return ByteOffset(0),
            }
        }
    }

    /// The smallest span of whole grapheme clusters that holds `span`.
    pub fn snap_to_graphemes(&self, span: ByteSpan) -> ByteSpan {
        ByteSpan {
            start: self.grapheme_floor(span.start),
            end: self.grapheme_ceil(span.end),
        }
    }

    /// Whether `at` lies between two words (UAX #29), or between a word and
    /// what is none; the ends of the text do.
    pub fn is_word_boundary(&self, at: ByteOffset) -> bool {
        let text = self.text();
        if !text.is_char_boundary(at.0) {
            return false;
        }
        let Some(both) = around(text, at.0) else {
            return true;
        };
        if both.iter().all(|&c| is_plain_letter(c)) {
            return false;
        }
        // After a space there is a boundary, so the words around may be found
        // from there.
        let before = text.floor_char_boundary(at.0.saturating_sub(1));
        let back = text.floor_char_boundary(before.saturating_sub(NEAR));
        let space = text[back..before].rfind(' ');
        let from = space.map_or(back, |space| back + space + 1);
        let to = text.ceil_char_boundary((at.0 + NEAR).min(text.len()));
        text[from..to]
            .split_word_bound_indices()
            .map(|(start, _)| from + start)
            .find(|&start| start >= at.0)
            .is_some_and(|start| start == at.0)
    }

    /// The word (UAX #29) at a place: the run of letters, digits or, between
    /// words, of white space or punctuation that holds the character after
    /// `at`. Empty only in an empty paragraph.
    pub fn word_at(&self, at: ByteOffset) -> ByteSpan {
        self.piece_at(at, |text| text.split_word_bound_indices())
    }

    /// The word at a place as [`Self::word_at`] answers it, cut at punctuation
    /// that joins letters only because a space was lost, as in a crawled text
    /// after a full stop. Between Latin letters or digits it belongs to the
    /// word.
    pub fn plain_word_at(&self, at: ByteOffset) -> ByteSpan {
        let word = self.word_at(at);
        let text = self.slice(word);
        let (mut start, mut end) = (word.start.0, word.end.0);
        for (place, sign) in text.match_indices(parts_words) {
            let latin = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
            let before = text.get(..place).and_then(|text| text.chars().next_back());
            let next = place + sign.len();
            let after = text.get(next..).and_then(|text| text.chars().next());
            if latin(before) && latin(after) || is_digit(before) && is_digit(after) {
                continue;
            }
            let (place, next) = (word.start.0 + place, word.start.0 + next);
            if next <= at.0 {
                start = next;
            } else if place > at.0 {
                end = place;
                break;
            } else {
                return ByteSpan::new(place, next);
            }
        }
        let cut = ByteSpan::new(start, end);
        if self.is_grapheme_boundary(cut.start) && self.is_grapheme_boundary(cut.end) {
            cut
        } else {
            word
        }
    }

    /// The end of the word at `at`, or of the next one where no word goes on
    /// there (white space and punctuation skipped); the end of the text.
    pub fn next_word_end(&self, at: ByteOffset) -> ByteOffset {
        let here = self.word_at(at);
        let goes_on = self.slice(here).contains(char::is_alphanumeric);
        if goes_on && here.end > at {
            return here.end;
        }
        let start = self.next_word(at);
        self.word_at(start).end.max(at)
    }

    /// The end of the last word that ends before `at`; the start of the text
    /// where there is none.
    pub fn previous_word_end(&self, at: ByteOffset) -> ByteOffset {
        let mut place = at;
        while place > ByteOffset(0) {
            let start = self.previous_word(place);
            let word = self.word_at(start);
            if word.end < at && self.starts_word(start) {
                return word.end;
            }
            if start >= place {
                break;
            }
            place = start;
        }
        ByteOffset(0)
    }

    /// The sentence (UAX #29) at a place, without the white space after it.
    pub fn sentence_at(&self, at: ByteOffset) -> ByteSpan {
        let span = self.piece_at(at, |text| text.split_sentence_bound_indices());
        let trimmed = self.slice(span).trim_end().len();
        ByteSpan::new(span.start.0, span.start.0 + trimmed)
    }

    /// The start of the next word after `at` (white space and punctuation
    /// skipped), or the end of the text.
    pub fn next_word(&self, at: ByteOffset) -> ByteOffset {
        let mut place = self.word_at(at).end;
        while place < self.len() && !self.starts_word(place) {
            // What is no word is passed piece by piece, but read only once.
            let to = self.text().ceil_char_boundary(place.0 + REACH);
            let window = ByteSpan::new(place.0, to.max(self.next_grapheme(place).0));
            let mut pieces = self.slice(window).split_word_bound_indices().skip(1);
            let starts = |piece: &str| piece.starts_with(char::is_alphanumeric);
            place = match pieces.find(|(_, piece)| starts(piece)) {
                Some((start, _)) => self.grapheme_ceil(ByteOffset(place.0 + start)),
                None => self.grapheme_ceil(window.end),
            };
        }
        place
    }

    /// The start of the word before `at`, or the start of the text.
    pub fn previous_word(&self, at: ByteOffset) -> ByteOffset {
        let mut place = at;
        while place > ByteOffset(0) {
            place = self.word_at(self.previous_grapheme(place)).start;
            if self.starts_word(place) {
                break;
            }
            // Back over what is no word, a neighbourhood at a time.
            let from = self.grapheme_floor(ByteOffset(place.0.saturating_sub(REACH)));
            let between = self.slice(ByteSpan::between(from, place));
            let word = between.rfind(char::is_alphanumeric);
            place = match word {
                Some(last) => self.next_grapheme(ByteOffset(from.0 + last)).min(place),
                None => from,
            };
        }
        place
    }

    fn starts_word(&self, at: ByteOffset) -> bool {
        self.text()[at.0..]
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric)
    }

    fn piece_at<'a, I>(&'a self, at: ByteOffset, split: impl Fn(&'a str) -> I) -> ByteSpan
    where
        I: Iterator<Item = (usize, &'a str)>,
    {
        let paragraph = self
            .paragraphs()
            .span(self.paragraphs().at(at))
            .unwrap_or_default();
        let at = at.0.clamp(paragraph.start.0, paragraph.end.0);
        let text = self.text();
        let mut reach = REACH;
        loop {
            let from = floor_space(text, at.saturating_sub(reach).max(paragraph.start.0));
            let from = self
                .grapheme_floor(ByteOffset(from))
                .0
                .max(paragraph.start.0);
            let to = self
                .text()
                .ceil_char_boundary((at + reach).min(paragraph.end.0));
            let mut found = ByteSpan::new(at, at);
            for (start, piece) in split(&text[from..to]) {
                let start = from + start;
                if start > at {
                    break;
                }
                found = ByteSpan::new(start, start + piece.len());
            }
            let starts = found.start.0 > from || from == paragraph.start.0;
            let ends = found.end.0 < to || to == paragraph.end.0;
            if starts && ends {
                return found;
            }
            if reach >= WIDEST {
                return self.snap_to_graphemes(found);
            }
            reach *= 4;
        }
    }
}

/// Whether a character inside a word (UAX #29) is a sign that sets words apart.
fn parts_words(c: char) -> bool {
    matches!(
        c,
        '.' | ':'
            | ','
            | ';'
            | '_'
            | '\u{B7}'
            | '\u{60C}'
            | '\u{61B}'
            | '\u{387}'
            | '\u{2024}'
            | '\u{2027}'
    )
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(char::is_numeric)
}

/// The characters on both sides of a place; `None` at an end of the text.
fn around(text: &str, at: usize) -> Option<[char; 2]> {
    let before = text.get(..at)?.chars().next_back()?;
    Some([before, text.get(at..)?.chars().next()?])
}

/// Whether a character is of those that join no cluster but by a mark after
/// them: the commonest, for which the tables need not be asked.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~') || is_plain_letter(c)
}

/// Whether a character is an Arabic or Latin letter of the commonest, between
/// two of which there is never a boundary of words.
fn is_plain_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64A}' | 'a'..='z' | 'A'..='Z')
}

/// A `char` boundary at or a little before `at`, after a space where one is
/// near, so that a neighbourhood does not begin inside a word.
fn floor_space(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == 0 {
        return 0;
    }
    let back = text.floor_char_boundary(at.saturating_sub(256));
    text[back..at]
        .rfind(' ')
        .map_or(at, |space| back + space + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article::new(text, false).unwrap()
    }

    fn word(text: &str, at: usize) -> String {
        let article = article(text);
        article.slice(article.word_at(ByteOffset(at))).to_owned()
    }

    #[test]
    fn a_word_has_no_punctuation_and_a_number_keeps_its_own() {
        assert_eq!(word("في واشنطن، اليوم", 8), "واشنطن");
        assert_eq!(word("نحو 12,400 أسرة", 8), "12,400");
        assert_eq!(word("عَمّان", 4), "عَمّان");
        assert_eq!(word("", 0), "");
        assert_eq!(word("كل", 99), "كل");
    }

    #[test]
    fn a_boundary_is_found_up_to_a_limit_and_not_beyond() {
        let text = "a\u{300}\u{301}\u{628}\u{64E}\u{1F468}\u{200D}\u{1F469}b";
        let article = article(text);
        for at in (0..=text.len()).map(ByteOffset) {
            let next = article.next_grapheme(at);
            for limit in (0..=text.len() + 2).map(ByteOffset) {
                let within = Some(next).filter(|_| next <= limit && at < article.len());
                let found = article.next_grapheme_until(at, limit);
                assert_eq!(
                    found.filter(|_| at < article.len()),
                    within,
                    "{at:?} {limit:?}"
                );
            }
        }
    }

    #[test]
    fn boundaries_of_words_are_those_of_the_pieces() {
        let text = "\u{641}\u{64A} (12,400) \u{639}\u{64E}\u{645}\u{640}\u{651}\u{627}\u{646}\u{60C}\u{200F} can't 5.";
        let article = article(text);
        let mut expected: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
        expected.push(text.len());
        let found = (0..=text.len()).filter(|&at| article.is_word_boundary(ByteOffset(at)));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_are_found_far_into_one_endless_paragraph() {
        let text = "كلمة ".repeat(20_000);
        assert_eq!(word(&text, 90_003), "كلمة");
    }

    #[test]
    fn a_sentence_ends_with_its_stop_and_before_the_space() {
        let article = article("قال نعم. ثم ذهب؟ وعاد.");
        let at = ByteOffset("قال نعم. ث".len());
        assert_eq!(article.slice(article.sentence_at(at)), "ثم ذهب؟");
    }

    #[test]
    fn word_jumps_skip_what_stands_between_words() {
        let text = "قال: (نعم) ثم";
        let article = article(text);
        let mut at = ByteOffset(0);
        let mut stops = Vec::new();
        while at < article.len() {
            at = article.next_word(at);
            stops.push(&text[at.0..]);
        }
        assert_eq!(stops, ["نعم) ثم", "ثم", ""]);
        let mut back = Vec::new();
        while at > ByteOffset(0) {
            at = article.previous_word(at);
            back.push(&text[at.0..]);
        }
        assert_eq!(back, ["ثم", "نعم) ثم", text]);
    }

    #[test]
    fn a_letter_is_never_parted_from_its_marks() {
        let text = "بّ👨\u{200D}👩\u{200D}👧ك";
        let article = article(text);
        let boundaries: Vec<usize> = (0..=text.len())
            .filter(|&at| article.is_grapheme_boundary(ByteOffset(at)))
            .collect();
        let family = text.len() - "ك".len();
        assert_eq!(boundaries, [0, "بّ".len(), family, text.len()]);
        let cut = ByteSpan::new(1, "بّ👨".len());
        assert_eq!(article.snap_to_graphemes(cut), ByteSpan::new(0, family));
    }
}
