//! Finding words in an article: as they are written, or folded.
//!
//! A search goes through the text piece by piece, so that it can be cut short
//! and its hits shown as they come. In memory it needs a folded copy of one
//! piece, whatever the text's length, and for each hit eight bytes.
//!
//! Invariant: hits are in order, do not overlap, and are whole grapheme
//! clusters: a hit on a letter has the letter's marks. They do not depend on
//! how the text was cut into pieces. Knows nothing of annotations, threads or
//! the screen.

use std::ops::Range;

use memchr::memmem;

use super::article::Article;
use super::fold::{fold, fold_into, folded_len};
use super::offset::{ByteOffset, ByteSpan};

/// After so many bytes of source text it is noted how far the folded copy has
/// come; from there on the way back is walked.
const STRIDE: usize = 256;

/// What is looked for, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The words, as they were typed.
    pub text: String,
    /// Whether vowel marks, spellings of hamza and the like, kinds of digits
    /// and capital letters make no difference (see [`mod@super::fold`]).
    pub folded: bool,
    /// Whether only whole words (UAX #29) are hits.
    pub whole_words: bool,
}

/// A place where the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    start: u32,
    end: u32,
}

impl Hit {
    /// The bytes of the article.
    pub fn span(self) -> ByteSpan {
        ByteSpan::new(self.start as usize, self.end as usize)
    }

    /// The hits, of those given in order, that meet a span.
    pub fn meeting(hits: &[Self], span: ByteSpan) -> &[Self] {
        let first = hits.partition_point(|hit| hit.span().end <= span.start);
        let met = hits[first..].partition_point(|hit| hit.span().start < span.end);
        &hits[first..first + met]
    }
}

impl From<ByteSpan> for Hit {
    /// A text's offsets fit: an article has at most 1 GiB.
    fn from(span: ByteSpan) -> Self {
        Self {
            start: span.start.0 as u32,
            end: span.end.0 as u32,
        }
    }
}

/// A search on its way through an article.
#[derive(Debug)]
pub struct Search {
    article: Article,
    needle: Needle,
    /// How far it has come: all hits that begin before this are found.
    at: usize,
    /// Where the last hit ends.
    taken: usize,
    /// The last cluster of several characters that was met: one may be as long
    /// as the text, and hold as many hits.
    cluster: ByteSpan,
    copy: Copied,
}

#[derive(Debug)]
struct Needle {
    finder: memmem::Finder<'static>,
    is_folded: bool,
    whole_words: bool,
}

/// The folded copy of the piece in hand.
#[derive(Debug, Default)]
struct Copied {
    bytes: Vec<u8>,
    /// Places of the source and how much was folded before them.
    strides: Vec<Place>,
}

/// A place in the source, and the same place in the folded copy.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    source: usize,
    folded: usize,
}

impl Search {
    /// A search that has not begun; `None` if nothing is looked for.
    pub fn new(article: Article, query: &Query) -> Option<Self> {
        let folded = fold(&query.text);
        // Who looks for a vowel mark alone means that mark.
        let is_folded = query.folded && !folded.is_empty();
        let bytes = if is_folded { &folded } else { &query.text };
        if bytes.is_empty() {
            return None;
        }
        let needle = Needle {
            finder: memmem::Finder::new(bytes).into_owned(),
            is_folded,
            whole_words: query.whole_words,
        };
        Some(Self {
            article,
            needle,
            at: 0,
            taken: 0,
            cluster: ByteSpan::default(),
            copy: Copied::default(),
        })
    }

    /// Whether the whole text has been gone through.
    pub fn is_done(&self) -> bool {
        self.at >= self.article.len().0
    }

    /// Goes through the next `bytes` bytes, and appends the hits that begin
    /// there.
    pub fn advance(&mut self, bytes: usize, hits: &mut Vec<Hit>) {
        let text = self.article.text();
        let to = text.ceil_char_boundary(self.at.saturating_add(bytes.max(1)).min(text.len()));
        if self.needle.is_folded {
            self.copy.fill(text, self.at, to, self.needle.len());
            self.folded_piece(to, hits);
        } else {
            self.literal_piece(to, hits);
        }
        self.at = to.max(self.taken);
    }

    /// Finds the hits that begin before `to`.
    fn literal_piece(&mut self, to: usize, hits: &mut Vec<Hit>) {
        let article = self.article.clone();
        let text = article.text().as_bytes();
        let length = self.needle.len();
        let mut at = self.at;
        let end = (to + length - 1).min(text.len());
        while let Some(piece) = text.get(at..end)
            && let Some(found) = self.needle.finder.find(piece)
        {
            let start = at + found;
            let hit = self.accept(ByteSpan::new(start, start + length), hits);
            at = hit.map_or(start + 1, |hit| hit.end.0);
        }
    }

    /// The same in the folded copy, which reaches a little beyond `to`.
    fn folded_piece(&mut self, to: usize, hits: &mut Vec<Hit>) {
        let article = self.article.clone();
        let copy = std::mem::take(&mut self.copy);
        let mut walk = copy.walk(article.text());
        let mut at = 0;
        while let Some(piece) = copy.bytes.get(at..)
            && let Some(found) = self.needle.finder.find(piece)
        {
            let first = at + found;
            let last = first + self.needle.len() - 1;
            let start = walk.character_at(first).start;
            if start >= to {
                break;
            }
            let mut ahead = walk.clone();
            let span = ByteSpan::new(start, ahead.character_at(last).end);
            at = match self.accept(span, hits) {
                Some(_) => last + 1,
                None => first + 1,
            };
        }
        self.copy = copy;
    }

    /// Notes the clusters that hold a span as a hit, unless the hit before has
    /// them, or they are not the words that are looked for.
    fn accept(&mut self, span: ByteSpan, hits: &mut Vec<Hit>) -> Option<ByteSpan> {
        if span.start.0 < self.taken {
            return None;
        }
        let span = ByteSpan {
            start: self.cluster_at(span.start).start,
            end: self.cluster_at(span.end).end,
        };
        let ends = [span.start, span.end];
        let mut at_words = ends.iter().map(|&at| self.article.is_word_boundary(at));
        if self.needle.whole_words && !at_words.all(|at_word| at_word) {
            return None;
        }
        self.taken = span.end.0;
        hits.push(span.into());
        Some(span)
    }

    /// The grapheme cluster that has a place inside it; nothing, there, for a
    /// place between two.
    fn cluster_at(&mut self, at: ByteOffset) -> ByteSpan {
        if self.cluster.start < at && at < self.cluster.end {
            return self.cluster;
        }
        if self.article.is_grapheme_boundary(at) {
            return ByteSpan { start: at, end: at };
        }
        self.cluster = ByteSpan {
            start: self.article.grapheme_floor(at),
            end: self.article.grapheme_ceil(at),
        };
        self.cluster
    }
}

impl Needle {
    /// Length in bytes, at least 1.
    fn len(&self) -> usize {
        self.finder.needle().len()
    }
}

impl Copied {
    /// Folds the piece `from..to`, and after it as much as a word that begins
    /// in it may need.
    fn fill(&mut self, text: &str, from: usize, to: usize, needle: usize) {
        self.bytes.clear();
        self.strides.clear();
        let mut at = from;
        let mut wanted = usize::MAX;
        while at < text.len() && self.bytes.len() < wanted {
            let limit = if at < to { to } else { text.len() };
            let end = text.ceil_char_boundary((at + STRIDE).min(limit));
            self.strides.push(Place {
                source: at,
                folded: self.bytes.len(),
            });
            fold_into(&text[at..end], &mut self.bytes);
            at = end;
            if at == to {
                // Where nothing is left nothing begins; so a long stretch of
                // marks is not gone through again for each piece of it.
                wanted = match self.bytes.len() {
                    0 => 0,
                    inside => inside + needle - 1,
                };
            }
        }
    }

    /// From places of the copy back to the source, in order.
    fn walk<'a>(&'a self, text: &'a str) -> Walk<'a> {
        let (first, later) = self.strides.split_first().map_or_else(
            || (Place::default(), &[][..]),
            |(first, later)| (*first, later),
        );
        Walk {
            text,
            later,
            place: first,
        }
    }
}

#[derive(Clone)]
struct Walk<'a> {
    text: &'a str,
    /// The strides after the one that `place` is in.
    later: &'a [Place],
    place: Place,
}

impl Walk<'_> {
    /// The source character of a byte of the copy; each call asks for the same
    /// byte or one further on.
    fn character_at(&mut self, folded: usize) -> Range<usize> {
        let is_passed = |stride: &Place| stride.folded <= folded;
        if self.later.first().is_some_and(is_passed) {
            let passed = self.later.partition_point(is_passed);
            let (before, later) = self.later.split_at(passed);
            self.place = before.last().copied().unwrap_or(self.place);
            self.later = later;
        }
        let rest = self.text.get(self.place.source..).unwrap_or_default();
        for c in rest.chars() {
            let (source, length) = (self.place.source, folded_len(c));
            if self.place.folded + length > folded {
                return source..source + c.len_utf8();
            }
            self.place.source += c.len_utf8();
            self.place.folded += length;
        }
        self.text.len()..self.text.len()
    }
}
