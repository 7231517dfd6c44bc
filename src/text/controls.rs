//! Direction controls that make a text read other than it is stored: the
//! trick known as Trojan Source.
//!
//! UAX #9 ends every embedding, override and isolate with its paragraph, so
//! none of them reaches a neighbour. Inside a paragraph they may still show
//! words in an order that nobody wrote; what is honestly meant is closed
//! where it ends, and does not override letters.

use std::borrow::Cow;

use super::offset::ByteOffset;
use super::paragraphs::is_separator;
use super::tiling::Tiling;

/// So many places are kept; beyond them controls are only counted.
const MOST_PLACES: usize = 1 << 16;

/// The suspicious direction controls of a text: every override (LRO, RLO),
/// every embedding or isolate that its paragraph does not close, and every
/// PDF or PDI that closes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectionControls {
    places: Vec<ByteOffset>,
    count: usize,
}

impl DirectionControls {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Where the first 65,536 are, ascending.
    pub fn places(&self) -> &[ByteOffset] {
        &self.places
    }

    /// The first place after `at`, or the first of all where none follows.
    pub fn next_after(&self, at: ByteOffset) -> Option<ByteOffset> {
        let next = self.places.partition_point(|&place| place <= at);
        self.places.get(next).or(self.places.first()).copied()
    }

    fn add(&mut self, found: &mut Vec<ByteOffset>) {
        self.count += found.len();
        let room = MOST_PLACES - self.places.len();
        self.places.extend(found.iter().take(room));
        found.clear();
    }
}

/// What opened a stretch of another direction, and where.
enum Opened {
    /// LRE, RLE, LRO or RLO.
    Embedding(ByteOffset),
    /// LRI, RLI or FSI.
    Isolate(ByteOffset),
}

/// One paragraph in hand.
#[derive(Default)]
struct Paragraph {
    open: Vec<Opened>,
    isolates: usize,
    found: Vec<ByteOffset>,
}

impl Paragraph {
    fn take(&mut self, control: u8, at: ByteOffset) {
        match control {
            LRE | RLE => self.open.push(Opened::Embedding(at)),
            LRO | RLO => {
                self.found.push(at);
                self.open.push(Opened::Embedding(at));
            }
            PDF => match self.open.last() {
                Some(Opened::Embedding(_)) => drop(self.open.pop()),
                _ => self.found.push(at),
            },
            PDI if self.isolates == 0 => self.found.push(at),
            PDI => self.close_isolate(),
            _ => {
                self.isolates += 1;
                self.open.push(Opened::Isolate(at));
            }
        }
    }

    /// A PDI closes what is open in its isolate as well (UAX #9, X6a).
    fn close_isolate(&mut self) {
        while let Some(opened) = self.open.pop() {
            match opened {
                Opened::Embedding(at) => self.found.push(at),
                Opened::Isolate(_) => break,
            }
        }
        self.isolates -= 1;
    }

    /// Ends the paragraph: what is left open is found, too.
    fn end(&mut self) {
        let left = self.open.drain(..).map(|opened| match opened {
            Opened::Embedding(at) | Opened::Isolate(at) => at,
        });
        self.found.extend(left);
        self.isolates = 0;
        self.found.sort_unstable();
        self.found.dedup();
    }
}

// The last byte of each control's UTF-8; those of isolates follow E2 81, the
// others E2 80.
const LRE: u8 = 0xAA;
const RLE: u8 = 0xAB;
const PDF: u8 = 0xAC;
const LRO: u8 = 0xAD;
const RLO: u8 = 0xAE;
const PDI: u8 = 0xA9;

/// Looks through a text, once and in linear time: bytes that begin no
/// control are passed over by the vector.
pub(super) fn find(text: &str, paragraphs: &Tiling) -> DirectionControls {
    let bytes = text.as_bytes();
    let mut controls = DirectionControls::default();
    let mut paragraph = Paragraph::default();
    let mut end = 0;
    for (at, control) in controls_in(bytes) {
        if at >= end {
            paragraph.end();
            controls.add(&mut paragraph.found);
            let index = paragraphs.at(ByteOffset(at));
            end = paragraphs.span(index).map_or(bytes.len(), |s| s.end.0);
        }
        paragraph.take(control, ByteOffset(at));
    }
    paragraph.end();
    controls.add(&mut paragraph.found);
    controls
}

/// Whether a character is an explicit direction control: an embedding, an
/// override or an isolate, or what ends one (UAX #9, 2).
pub fn is_explicit(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The direction controls in order: where each begins, and its last byte.
fn controls_in(bytes: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    memchr::memchr_iter(0xE2, bytes).filter_map(|at| match bytes.get(at + 1..at + 3) {
        Some(&[0x80, last @ 0xAA..=0xAE]) => Some((at, last)),
        Some(&[0x81, last @ 0xA6..=0xA9]) => Some((at, last)),
        _ => None,
    })
}

/// A name, a note or the like as it may stand among other words: every
/// suspicious direction control, which could reorder them, is shown by its
/// abbreviation, such as `RLO` in angle quotation marks.
pub fn flagged(text: &str) -> Cow<'_, str> {
    if controls_in(text.as_bytes()).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut paragraph = Paragraph::default();
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive(is_separator) {
        for (at, control) in controls_in(line.as_bytes()) {
            paragraph.take(control, ByteOffset(at));
        }
        paragraph.end();
        let mut from = 0;
        for at in paragraph.found.drain(..) {
            shown.push_str(line.get(from..at.0).unwrap_or_default());
            from = at.0 + '\u{202E}'.len_utf8();
            let name = line.get(at.0..from).map_or("", abbreviation);
            shown.extend(["\u{2039}", name, "\u{203A}"]);
        }
        shown.push_str(line.get(from..).unwrap_or_default());
    }
    Cow::Owned(shown)
}

fn abbreviation(control: &str) -> &'static str {
    match control {
        "\u{202A}" => "LRE",
        "\u{202B}" => "RLE",
        "\u{202C}" => "PDF",
        "\u{202D}" => "LRO",
        "\u{202E}" => "RLO",
        "\u{2066}" => "LRI",
        "\u{2067}" => "RLI",
        "\u{2068}" => "FSI",
        _ => "PDI",
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Article, ByteOffset};

    fn places(text: &str) -> Vec<usize> {
        let article = Article::new(text, false).unwrap();
        let controls = article.direction_controls();
        assert_eq!(controls.count(), controls.places().len());
        controls.places().iter().map(|at| at.0).collect()
    }

    #[test]
    fn what_is_closed_in_its_paragraph_is_honest() {
        assert!(places("a \u{2067}\u{5D0}\u{2069} b \u{202B}\u{5D0}\u{202C}").is_empty());
        assert!(places("\u{2068}\u{202A}a\u{202C}\u{2069} \u{200E}\u{200F}\u{61C}").is_empty());
        assert!(places("\u{201C}a\u{201D} \u{2026} \u{2060}").is_empty());
    }

    #[test]
    fn among_other_words_what_could_reorder_them_is_flagged() {
        for honest in [
            "\u{5D0} a",
            "a \u{2067}\u{5D0}\u{2069} b",
            "\u{201C}a\u{201D}\u{200F}",
        ] {
            assert_eq!(super::flagged(honest), honest);
        }
        for (text, shown) in [
            ("a\u{202E}b", "a\u{2039}RLO\u{203A}b"),
            (
                "\u{2069}a\u{2067}",
                "\u{2039}PDI\u{203A}a\u{2039}RLI\u{203A}",
            ),
            (
                "\u{2067}a\n\u{2069}b",
                "\u{2039}RLI\u{203A}a\n\u{2039}PDI\u{203A}b",
            ),
            (
                "\u{2066}\u{202A}a\u{2069}",
                "\u{2066}\u{2039}LRE\u{203A}a\u{2069}",
            ),
        ] {
            assert_eq!(super::flagged(text), shown);
            assert!(places(shown).is_empty());
        }
    }

    #[test]
    fn overrides_are_found_even_where_they_are_closed() {
        assert_eq!(places("a\u{202E}b\u{202C}c\u{202D}d\u{202C}"), [1, 9]);
    }

    #[test]
    fn what_its_paragraph_does_not_close_is_found() {
        assert_eq!(places("\u{2067}a\nb\u{2069}"), [0, 6]);
        assert_eq!(places("\u{202B}a\u{2029}\u{202C}"), [0, 7]);
        // A PDI closes an embedding inside its isolate, which is then unclosed.
        assert_eq!(places("\u{2066}\u{202A}a\u{2069}"), [3]);
        // A PDF does not reach out of an isolate.
        assert_eq!(places("\u{202A}\u{2066}\u{202C}\u{2069}\u{202C}"), [6]);
    }

    #[test]
    fn the_next_place_is_found_around_the_end() {
        let article = Article::new("\u{202E}a\u{202E}b", false).unwrap();
        let next = |at| article.direction_controls().next_after(ByteOffset(at));
        assert_eq!(next(0), Some(ByteOffset(4)));
        assert_eq!(next(4), Some(ByteOffset(0)));
        let plain = Article::new("a", false).unwrap();
        assert_eq!(plain.direction_controls().next_after(ByteOffset(0)), None);
    }

    #[test]
    fn a_million_of_them_are_counted_in_linear_time() {
        let text = "\u{2067}\u{202E}".repeat(500_000) + &"\u{2069}".repeat(500_000);
        let article = Article::new(text, false).unwrap();
        let controls = article.direction_controls();
        assert_eq!(controls.count(), 500_000);
        assert_eq!(controls.places().len(), super::MOST_PLACES);
    }
}
