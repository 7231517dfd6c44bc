//! Where an Arabic word may be cut: the one-letter words written onto the next
//! word, the article, the pronouns written onto the end, and lost spaces.
//!
//! A noun is written as `[CONJ+ [PREP+ [AL+ BASE +PRON]]]` (N. Habash and F.
//! Sadat, "Arabic Preprocessing Schemes for Statistical Machine Translation",
//! 2006): a conjunction (waw, fa), a preposition (ba, lam, kaf), the article, the
//! word, a pronoun. Lam and the article contract to two lams.
//!
//! Spelling alone does not say whether a first letter is a clitic or a part of
//! the name: most names that begin with such a letter are bare. So a cut is
//! only ever an offer with a [`Rank`], never a decision. The article belongs to
//! the name; what stands before it does not.
//!
//! Invariant: every stop lies inside its word, on a grapheme boundary. Marks
//! and tatweel stay with the letter they follow. Knows no dictionary.

use unicode_segmentation::GraphemeCursor;

use super::article::Article;
use super::fold::folded_chars;
use super::offset::{ByteOffset, ByteSpan};

/// Alef without a hamza, the only one the article is written with.
pub(super) const ALEF: char = '\u{627}';
const ALEF_WASLA: char = '\u{671}';
pub(super) const LAM: char = '\u{644}';
pub(super) const WAW: char = '\u{648}';
/// Waw and fa.
pub(super) const CONJUNCTIONS: [char; 2] = [WAW, '\u{641}'];
/// Ba, lam and kaf.
pub(super) const PREPOSITIONS: [char; 3] = ['\u{628}', LAM, '\u{643}'];
/// Taa marbuta and alef maqsura: letters that only end words.
pub(super) const FINAL_LETTERS: [char; 2] = ['\u{629}', '\u{649}'];
/// Pronouns written onto a noun, the longest first. The one-letter ones for
/// "my" and "your" are left out: they end too many names.
const PRONOUNS: [&str; 9] = [
    "\u{647}\u{645}\u{627}",
    "\u{643}\u{645}\u{627}",
    "\u{647}\u{645}",
    "\u{647}\u{646}",
    "\u{647}\u{627}",
    "\u{643}\u{645}",
    "\u{643}\u{646}",
    "\u{646}\u{627}",
    "\u{647}",
];

/// Fewest letters that may be left of a name when a clitic is taken off.
const SHORTEST_STEM: usize = 3;
/// Fewest letters after two lams, which are hardly ever anything but clitics.
const SHORTEST_AFTER_LAMS: usize = 2;
/// A word glued on without a conjunction: fewest letters before its article,
/// and after it. Shorter ones are mostly plurals.
const GLUED_ARTICLE: (usize, usize) = (5, 4);
/// No Arabic word has more letters; what is longer is not looked into further.
pub(super) const LONGEST_WORD: usize = 64;

/// A place inside a word where an annotation's edge may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The place in the text, in bytes.
    pub at: ByteOffset,
    /// What is cut there.
    pub kind: StopKind,
    /// How far spelling speaks for it.
    pub rank: Rank,
}

/// What a stop cuts off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopKind {
    /// After "and".
    Conjunction,
    /// After "in", "to" or "like".
    Preposition,
    /// After the article (or the lam that is left of it).
    Article,
    /// Before an attached pronoun.
    Pronoun,
    /// Between two words whose space was lost.
    Glued,
}

/// How far spelling speaks for a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The article follows, or is what is cut off.
    Likely,
    /// The letters allow it, and allow a bare name as well.
    Possible,
    /// Allowed, but words that go on like this are mostly bare.
    Doubtful,
}

/// Which edge of an annotation is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its first byte: stops before names and after what is written onto them.
    Start,
    /// Its last: stops after names and before pronouns.
    End,
}

/// The stops inside a word, in order; `word` is as [`Article::word_at`]
/// answers it. What holds no letter has none.
pub fn stops(article: &Article, word: ByteSpan) -> Vec<Stop> {
    let mut found = inner_stops(article.slice(word));
    for stop in &mut found {
        stop.at.0 += word.start.0;
    }
    found
}

/// The next place after `at` for this edge: a clitic's, or the start or the end
/// of a word. The end of the text where there is none.
pub fn next_stop(article: &Article, at: ByteOffset, edge: Edge) -> ByteOffset {
    let mut word = article.word_at(at);
    loop {
        let places = places_in(article, word, edge);
        if let Some(place) = places.into_iter().find(|&place| place > at) {
            return place;
        }
        // What is no word may be as long as the text.
        let rest = article.text().get(word.end.0..).unwrap_or_default();
        let Some(letter) = first_of_word(rest) else {
            return article.len();
        };
        let next = article.word_at(ByteOffset(word.end.0 + letter));
        if next.start <= word.start {
            return article.len();
        }
        word = next;
    }
}

/// The place before `at` for this edge; the start of the text where there is
/// none.
pub fn previous_stop(article: &Article, at: ByteOffset, edge: Edge) -> ByteOffset {
    let mut end = at;
    while end > ByteOffset(0) {
        let word = article.word_at(article.previous_grapheme(end));
        let places = places_in(article, word, edge);
        if let Some(place) = places.into_iter().rev().find(|&place| place < at) {
            return place;
        }
        let before = article.text().get(..word.start.0.min(end.0));
        let Some(letter_end) = before.and_then(end_of_last_word) else {
            break;
        };
        end = ByteOffset(letter_end);
    }
    ByteOffset(0)
}

/// Where the first letter or digit of a text begins.
fn first_of_word(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let mut bytes = text.as_bytes().get(at..)?.iter();
        at += bytes.position(may_be_of_word)?;
        let c = text.get(at..)?.chars().next()?;
        if c.is_alphanumeric() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// Where the last letter or digit of a text ends.
fn end_of_last_word(text: &str) -> Option<usize> {
    let mut end = text.len();
    loop {
        let mut bytes = text.as_bytes().get(..end)?.iter();
        end = bytes.rposition(may_be_of_word)? + 1;
        let c = text.get(..end)?.chars().next_back()?;
        if c.is_alphanumeric() {
            return Some(end);
        }
        end -= c.len_utf8();
    }
}

/// Whether a byte may belong to a letter or a digit: most that do not, spaces
/// above all, are passed without a look at the tables.
fn may_be_of_word(byte: &u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_alphanumeric()
}

/// The word without the conjunction and preposition before it, article and all;
/// `None` where nothing speaks for one. What a second double-click selects.
pub fn without_clitics(article: &Article, word: ByteSpan) -> Option<ByteSpan> {
    let mut stops = stops(article, word);
    let first_word = stops.iter().position(|stop| stop.kind == StopKind::Glued);
    stops.truncate(first_word.unwrap_or(stops.len()));
    let before_name =
        |stop: &&Stop| matches!(stop.kind, StopKind::Conjunction | StopKind::Preposition);
    let likely = stops.iter().filter(before_name);
    let start = likely
        .take_while(|stop| stop.rank == Rank::Likely)
        .last()
        .or_else(|| {
            let mut others = stops.iter().filter(before_name);
            others.find(|stop| stop.rank == Rank::Possible)
        })?;
    Some(ByteSpan {
        start: start.at,
        end: word.end,
    })
}

/// The word for a span that is [`without_clitics`], and the other way round;
/// `None` for every other span.
pub fn toggle_clitics(article: &Article, span: ByteSpan) -> Option<ByteSpan> {
    let word = article.word_at(span.start);
    let bare = without_clitics(article, word)?;
    if span == word {
        Some(bare)
    } else if span == bare {
        Some(word)
    } else {
        None
    }
}

/// Whether `before`, the letters of a word that stand before a name in it, are
/// nothing but clitics: none, or a conjunction, a preposition and the article in
/// this order. Before a name that begins with its own article no second one
/// counts.
pub fn only_clitics(before: &str, name_has_article: bool) -> bool {
    let letters = letters(before);
    let chain = Chain::of(&letters);
    let end = match chain.article {
        Some(end) if !name_has_article => end,
        _ => chain.before_article(),
    };
    end == letters.len()
}

/// Whether a text begins with the article: alef without hamza, then lam, and
/// enough letters after them to be a name.
pub fn begins_with_article(text: &str) -> bool {
    let letters = letters(text);
    article_at(&letters, 0) && letters.len() >= 2 + SHORTEST_AFTER_LAMS
}

/// A letter of a word as the rules look at it.
#[derive(Clone, Copy, Debug)]
struct Letter {
    folded: char,
    /// As written, without its marks.
    written: char,
    /// A hamza or madda is written as a mark of its own after it.
    has_hamza: bool,
    /// Where its source character begins.
    start: usize,
}

/// The first letters of a word. Marks, tatweel and invisible characters belong
/// to the letter before them.
fn letters(word: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (folded, source) in folded_chars(word).take(LONGEST_WORD) {
        if let Some(last) = letters.last_mut()
            && source.start > last.start
        {
            let between = word.get(last.start..source.start).unwrap_or_default();
            last.has_hamza = between.contains(['\u{653}', '\u{654}', '\u{655}']);
        }
        let same_source = letters
            .last()
            .is_some_and(|last| last.start == source.start);
        let written = word
            .get(source.clone())
            .and_then(|text| text.chars().next());
        letters.push(Letter {
            folded,
            // A ligature's letters are as they fold.
            written: written.filter(|_| !same_source).unwrap_or(folded),
            has_hamza: false,
            start: source.start,
        });
    }
    letters
}

/// The article stands at letter `at`.
fn article_at(letters: &[Letter], at: usize) -> bool {
    let bare = |letter: &Letter| {
        let plain = !matches!(letter.written, '\u{622}' | '\u{623}' | '\u{625}');
        letter.folded == ALEF && plain && !letter.has_hamza
    };
    letters.get(at).is_some_and(bare) && letters.get(at + 1).is_some_and(|l| l.folded == LAM)
}

/// The clitics that the first letters of a word may be: how many letters there
/// are up to the end of each.
#[derive(Clone, Copy, Debug, Default)]
struct Chain {
    conjunction: Option<usize>,
    preposition: Option<usize>,
    article: Option<usize>,
    /// The article is the second of two lams.
    contracted: bool,
}

impl Chain {
    fn of(letters: &[Letter]) -> Self {
        let mut chain = Self::default();
        let mut at = 0;
        let folded = |at: usize| letters.get(at).map(|letter| letter.folded);
        if folded(at).is_some_and(|c| CONJUNCTIONS.contains(&c)) {
            at += 1;
            chain.conjunction = Some(at);
        }
        let preposition = folded(at).filter(|c| PREPOSITIONS.contains(c));
        if preposition.is_some() {
            at += 1;
            chain.preposition = Some(at);
        }
        if article_at(letters, at) {
            chain.article = Some(at + 2);
        } else if preposition == Some(LAM) && folded(at) == Some(LAM) {
            chain.article = Some(at + 1);
            chain.contracted = true;
        }
        chain
    }

    fn before_article(self) -> usize {
        self.preposition.or(self.conjunction).unwrap_or(0)
    }

    /// The stops of the chain that leave enough of the word.
    fn stops(self, letters: &[Letter]) -> Vec<(usize, StopKind, Rank)> {
        let left = |end: usize| letters.len().saturating_sub(end);
        let shortest = if self.contracted {
            SHORTEST_AFTER_LAMS
        } else {
            SHORTEST_STEM
        };
        let article = self.article.filter(|&end| left(end) >= shortest);
        if self.article.is_some() && article.is_none() && !self.contracted {
            return Vec::new();
        }
        let sure = article.is_some() || self.contracted;
        let rank = |end: usize| match letters.get(end).map(|letter| letter.written) {
            _ if sure => Rank::Likely,
            Some(ALEF | ALEF_WASLA) => Rank::Doubtful,
            _ => Rank::Possible,
        };
        let own = [
            (self.conjunction, StopKind::Conjunction),
            (self.preposition, StopKind::Preposition),
        ];
        let mut stops: Vec<_> = own
            .into_iter()
            .filter_map(|(end, kind)| Some((end?, kind)))
            .filter(|&(end, _)| left(end) >= shortest)
            .map(|(end, kind)| (end, kind, rank(end)))
            .collect();
        if let Some(end) = article {
            // The second lam may be the name's own first letter.
            let rank = if self.contracted {
                Rank::Possible
            } else {
                Rank::Likely
            };
            stops.push((end, StopKind::Article, rank));
        }
        stops
    }
}

/// The stops inside a word, from its start.
pub(super) fn inner_stops(word: &str) -> Vec<Stop> {
    let letters = letters(word);
    let mut found: Vec<(usize, StopKind, Rank)> = Vec::new();
    let mut part = 0;
    loop {
        let rest = letters.get(part..).unwrap_or_default();
        let chain = Chain::of(rest);
        let own = chain.stops(rest);
        let stem = own.last().map_or(0, |stop| stop.0);
        found.extend(
            own.iter()
                .map(|&(end, kind, rank)| (part + end, kind, rank)),
        );
        let Some(next) = glued_word(rest) else {
            if chain.article.is_none()
                && let Some(at) = pronoun(rest, stem)
            {
                found.push((part + at, StopKind::Pronoun, Rank::Possible));
            }
            break;
        };
        // Stops of a first word do not reach into the second.
        found.retain(|stop| stop.0 < part + next);
        part += next;
        found.push((part, StopKind::Glued, Rank::Possible));
    }
    let place = |(at, kind, rank): (usize, StopKind, Rank)| {
        let start = letters.get(at)?.start;
        let previous = letters.get(at.checked_sub(1)?)?.start;
        let mut cursor = GraphemeCursor::new(start, word.len(), true);
        let whole = previous < start && cursor.is_boundary(word, 0).unwrap_or(false);
        whole.then_some(Stop {
            at: ByteOffset(start),
            kind,
            rank,
        })
    };
    found.into_iter().filter_map(place).collect()
}

/// Where, in letters, a second word begins that lost the space before it: after
/// a letter that only ends words, or where waw and the article stand inside a
/// long word, or a second article.
fn glued_word(letters: &[Letter]) -> Option<usize> {
    (SHORTEST_STEM..letters.len()).find(|&at| {
        let left = |clitic: usize| letters.len().saturating_sub(at + clitic);
        let after_final = FINAL_LETTERS.contains(&letters[at - 1].written) && left(0) > 1;
        let and = letters[at].folded == WAW && article_at(letters, at + 1);
        let second = article_at(letters, at) && article_at(letters, 0);
        after_final
            || (and && left(3) >= SHORTEST_STEM)
            || (second && at >= GLUED_ARTICLE.0 && left(2) >= GLUED_ARTICLE.1)
    })
}

/// Where, in letters, a pronoun may begin that leaves enough after `stem`.
fn pronoun(letters: &[Letter], stem: usize) -> Option<usize> {
    let fits = |pronoun: &&&str| {
        let length = pronoun.chars().count();
        let end = letters.iter().rev().take(length).map(|l| l.written).rev();
        letters.len() >= stem + SHORTEST_STEM + length && end.eq(pronoun.chars())
    };
    let found = PRONOUNS.iter().find(fits)?;
    Some(letters.len() - found.chars().count())
}

/// The places in a word where this edge may stop, in order.
fn places_in(article: &Article, word: ByteSpan, edge: Edge) -> Vec<ByteOffset> {
    if !article.slice(word).contains(char::is_alphanumeric) {
        return Vec::new();
    }
    let mut places: Vec<_> = stops(article, word)
        .into_iter()
        .filter(|stop| match edge {
            Edge::Start => stop.kind != StopKind::Pronoun,
            Edge::End => matches!(stop.kind, StopKind::Pronoun | StopKind::Glued),
        })
        .map(|stop| stop.at)
        .collect();
    match edge {
        Edge::Start => places.insert(0, word.start),
        Edge::End => places.push(word.end),
    }
    // A word may begin inside a cluster, after a prepended sign.
    places.retain(|&place| article.is_grapheme_boundary(place));
    places
}

#[cfg(test)]
mod tests;
