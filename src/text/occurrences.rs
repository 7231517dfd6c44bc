//! Every place in an article where a name stands.
//!
//! A name is found folded, with one-letter words before it, and between words
//! whose space was lost. An occurrence is the part of the word that belongs to
//! the name: in "and to Iraq", one word in Arabic, it is "Iraq". After lam the
//! article loses its alef; what is left of it, a lam, still belongs to the name.
//!
//! A longer word that begins or ends with the name's letters is another word: it
//! is answered as [`Place::Inside`], which nobody should mark unasked.
//!
//! The search goes through the text piece by piece, so that a worker can be
//! stopped, in time linear in the text. Invariant: occurrences are in order, do
//! not overlap, and are whole grapheme clusters. Knows nothing of annotations.

use super::article::Article;
use super::clitics::{self, ALEF, FINAL_LETTERS, LAM, LONGEST_WORD, StopKind, WAW};
use super::find::{Hit, Query, Search};
use super::fold::{fold, fold_char, folded_chars};
use super::offset::{ByteOffset, ByteSpan};

/// Fewest letters of another word that was glued to a name.
const SHORTEST_NEIGHBOUR: usize = 3;

/// A place where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The bytes that belong to the name.
    pub span: ByteSpan,
    /// Whether it is written as the name was given.
    pub spelling: Spelling,
    /// What stands around it in the same word.
    pub place: Place,
}

/// How an occurrence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Letter for letter as the name was given.
    Same,
    /// With other marks, another hamza, other white space and the like.
    Folded,
}

/// What stands around an occurrence in the same word; later ones are less sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Nothing.
    Alone,
    /// Only clitics before it.
    AfterClitics,
    /// Another word that seems to have lost its space, or the name's own space
    /// is lost: doubtful.
    Glued,
    /// Letters that make it another, longer word.
    Inside,
}

/// A search for a name on its way through an article.
#[derive(Debug)]
pub struct Occurrences {
    article: Article,
    name: Name,
    searches: Vec<(Form, Search)>,
    hits: Vec<Hit>,
}

/// How the first word of a name is written in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Whole,
    /// After the preposition lam, which the needle begins with, without the
    /// article's alef.
    Contracted,
}

/// A name to look for.
#[derive(Debug)]
struct Name {
    text: String,
    /// Its words, folded; the first is never empty.
    first: String,
    others: Vec<String>,
    has_article: bool,
}

impl Occurrences {
    /// A search that has not begun. `None` for a name without a letter, digit or
    /// sign.
    pub fn new(article: Article, name: &str) -> Option<Self> {
        let name = Name::new(name)?;
        let mut needles = vec![(Form::Whole, name.first.clone())];
        needles.extend(name.contracted().map(|needle| (Form::Contracted, needle)));
        let searches = needles
            .into_iter()
            .filter_map(|(form, text)| {
                let query = Query {
                    text,
                    folded: true,
                    whole_words: false,
                };
                Some((form, Search::new(article.clone(), &query)?))
            })
            .collect();
        Some(Self {
            article,
            name,
            searches,
            hits: Vec::new(),
        })
    }

    /// Whether the whole text has been gone through.
    pub fn is_done(&self) -> bool {
        self.searches.iter().all(|(_, search)| search.is_done())
    }

    /// Goes through the next `bytes` bytes and puts what stands there into
    /// `found`, in order.
    pub fn advance(&mut self, bytes: usize, found: &mut Vec<Occurrence>) {
        for (form, search) in &mut self.searches {
            if search.is_done() {
                continue;
            }
            self.hits.clear();
            search.advance(bytes, &mut self.hits);
            for hit in &self.hits {
                if let Some(occurrence) = self.name.at(&self.article, hit.span(), *form) {
                    insert(found, occurrence);
                }
            }
        }
    }
}

/// All places where a name stands, in order, those inside longer words
/// included.
pub fn occurrences(article: &Article, name: &str) -> Vec<Occurrence> {
    let mut found = Vec::new();
    if let Some(mut search) = Occurrences::new(article.clone(), name) {
        while !search.is_done() {
            search.advance(1 << 20, &mut found);
        }
    }
    found
}

/// The name that is marked at a span, as it is written by itself. What follows
/// the preposition lam may have lost the article's alef; the rest of the article
/// tells: the form that stands there by itself more often is the name.
pub fn name_at(article: &Article, span: ByteSpan) -> String {
    let written = article.slice(span);
    let word = article.word_at(span.start);
    let before = article.slice(ByteSpan::between(word.start.min(span.start), span.start));
    let after_lam = fold(before).ends_with(LAM) && clitics::only_clitics(before, true);
    let Some(rest) = written.strip_prefix(LAM).filter(|_| after_lam) else {
        return written.to_owned();
    };
    let count = |name: &str| {
        let found = occurrences(article, name);
        let plain = |occurrence: &&Occurrence| {
            let start = article.slice(occurrence.span).chars().next();
            occurrence.place <= Place::AfterClitics
                && start == name.chars().next()
                && occurrence.span.start != span.start
                && article.word_at(occurrence.span.start).start == occurrence.span.start
        };
        found.iter().filter(plain).count()
    };
    let mut best = (count(written), written.to_owned());
    for name in [
        format!("{ALEF}{LAM}{rest}"),
        format!("{ALEF}{LAM}{written}"),
    ] {
        let count = count(&name);
        if count > best.0 {
            best = (count, name);
        }
    }
    best.1
}

/// Puts an occurrence in its place, unless it meets one that is there.
fn insert(found: &mut Vec<Occurrence>, occurrence: Occurrence) {
    let at = found.partition_point(|other| other.span.start < occurrence.span.start);
    let neighbours = found.iter().skip(at.saturating_sub(1)).take(2);
    if neighbours
        .clone()
        .all(|other| !other.span.intersects(occurrence.span))
    {
        found.insert(at, occurrence);
    }
}

impl Name {
    fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            // A space that the name itself has lost.
            let mut from = 0;
            for stop in clitics::inner_stops(word) {
                if stop.kind == StopKind::Glued {
                    words.push(fold(word.get(from..stop.at.0)?));
                    from = stop.at.0;
                }
            }
            words.push(fold(word.get(from..)?));
        }
        words.retain(|word| !word.is_empty());
        let mut words = words.into_iter();
        Some(Self {
            text: text.to_owned(),
            first: words.next()?,
            others: words.collect(),
            has_article: clitics::begins_with_article(text),
        })
    }

    /// What lam and the name's first word become together: two lams, of which
    /// the second is the article's or the name's own.
    fn contracted(&self) -> Option<String> {
        let article = [ALEF, LAM];
        let stem = self
            .first
            .strip_prefix(article[0])?
            .strip_prefix(article[1])?;
        if !self.has_article {
            return None;
        }
        let article = if stem.starts_with(LAM) { "" } else { "\u{644}" };
        Some(format!("{LAM}{article}{stem}"))
    }

    /// The occurrence whose first word is at `hit`.
    fn at(&self, article: &Article, hit: ByteSpan, form: Form) -> Option<Occurrence> {
        let text = article.text();
        let start = match form {
            Form::Whole => {
                // A ligature may hold more than the word.
                if fold(article.slice(hit)) != self.first {
                    return None;
                }
                hit.start
            }
            Form::Contracted => {
                let (_, second) = folded_chars(article.slice(hit)).nth(1)?;
                ByteOffset(hit.start.0 + second.start)
            }
        };
        let (end, lost_space) = self.end(text, hit.end.0)?;
        let end = article.grapheme_ceil(ByteOffset(end));
        let span = ByteSpan { start, end };
        if span.is_empty() || !article.is_grapheme_boundary(start) {
            return None;
        }
        let own = article.slice(span);
        let mut place = self
            .place_before(text, start.0)
            .max(place_after(text, end.0, own));
        // A name given without its space is written as it was given.
        if lost_space && own != self.text {
            place = place.max(Place::Glued);
        }
        let spelling = if own == self.text {
            Spelling::Same
        } else {
            Spelling::Folded
        };
        Some(Occurrence {
            span,
            spelling,
            place,
        })
    }

    /// Where the name's other words end that follow `at`, and whether a space
    /// between them is lost.
    fn end(&self, text: &str, mut at: usize) -> Option<(usize, bool)> {
        let mut lost_space = false;
        for word in &self.others {
            let rest = text.get(at..)?;
            // Tatweel and the like may stand before the space.
            let visible = rest
                .trim_start_matches(|c: char| c.is_whitespace() || fold_char(c).next().is_none());
            let between = rest.get(..rest.len() - visible.len())?;
            lost_space |= !between.contains(char::is_whitespace);
            let start = at + between.len();
            let mut wanted = word.chars();
            let mut end = start;
            let mut next = wanted.next();
            for (c, source) in folded_chars(visible) {
                let Some(expected) = next else { break };
                if c != expected {
                    return None;
                }
                end = start + source.end;
                next = wanted.next();
            }
            if next.is_some() {
                return None;
            }
            at = end;
        }
        Some((at, lost_space))
    }

    /// What the letters before a name make of it.
    fn place_before(&self, text: &str, start: usize) -> Place {
        let before = text.get(..start).unwrap_or_default();
        let digit = self.first.starts_with(|c: char| c.is_ascii_digit());
        if digit && continues_number(before.chars().rev()) {
            return Place::Inside;
        }
        let Some(letters) = run(before.chars().rev()) else {
            return Place::Inside;
        };
        let before = before.get(start - letters..).unwrap_or_default();
        let folded = fold(before);
        if folded.is_empty() {
            Place::Alone
        } else if clitics::only_clitics(before, self.has_article) {
            Place::AfterClitics
        } else if self.has_article || follows_word(before, &folded) {
            Place::Glued
        } else {
            Place::Inside
        }
    }
}

/// The letters end with another word: with one of the letters that only end
/// words, or with "and" (and the article) after enough letters.
fn follows_word(before: &str, folded: &str) -> bool {
    let last = before.chars().rev().find(|c| c.is_alphabetic());
    if last.is_some_and(|c| FINAL_LETTERS.contains(&c)) {
        return true;
    }
    let article = [ALEF, LAM];
    let without = folded.strip_suffix("\u{627}\u{644}").unwrap_or(folded);
    let Some(word) = without.strip_suffix(WAW) else {
        return false;
    };
    let stem = word
        .strip_prefix(article[0])
        .and_then(|word| word.strip_prefix(article[1]));
    stem.unwrap_or(word).chars().count() >= SHORTEST_NEIGHBOUR
}

/// What the letters after a name make of it.
fn place_after(text: &str, end: usize, own: &str) -> Place {
    let after = text.get(end..).unwrap_or_default();
    let digit = |c: char| matches!(fold_char(c).next(), Some('0'..='9'));
    if own.ends_with(digit) {
        // Letters after digits are another word: a unit.
        return if continues_number(after.chars()) {
            Place::Inside
        } else {
            Place::Alone
        };
    }
    let Some(letters) = run(after.chars()) else {
        return Place::Inside;
    };
    let after = fold(after.get(..letters).unwrap_or_default());
    if after.is_empty() {
        return Place::Alone;
    }
    let last = own.chars().rev().find(|c| c.is_alphabetic());
    let ends = last.is_some_and(|c| FINAL_LETTERS.contains(&c));
    let stem = after
        .strip_prefix(WAW)
        .or_else(|| after.strip_prefix("\u{627}\u{644}"))
        .or_else(|| after.strip_prefix("\u{628}\u{627}\u{644}"))
        .or_else(|| after.strip_prefix("\u{644}\u{644}"));
    let new_word = stem.is_some_and(|stem| stem.chars().count() >= SHORTEST_NEIGHBOUR);
    if ends || new_word {
        Place::Glued
    } else {
        Place::Inside
    }
}

/// How many bytes of letters, marks and tatweel there are; `None` for more than
/// any word has.
fn run(chars: impl Iterator<Item = char>) -> Option<usize> {
    let mut bytes = 0;
    for (count, c) in chars.enumerate() {
        let inside = c.is_alphabetic() || fold_char(c).next().is_none();
        if !inside {
            break;
        }
        if count >= LONGEST_WORD {
            return None;
        }
        bytes += c.len_utf8();
    }
    Some(bytes)
}

/// A digit is next, or a separator and a digit.
fn continues_number(mut chars: impl Iterator<Item = char>) -> bool {
    let digit = |c: char| matches!(fold_char(c).next(), Some('0'..='9'));
    match chars.next() {
        Some(c) if digit(c) => true,
        Some('.' | ',' | '\u{66B}' | '\u{66C}' | '\u{60C}') => chars.next().is_some_and(digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
