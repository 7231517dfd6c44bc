//! Where a text may be cut so that no paragraph is ever too long to set.
//!
//! A crawled article is often one paragraph without a newline, and may be of
//! any length. A *block* is a paragraph, or a part of one that ends after a
//! space between two letters of the paragraph's own direction, where no
//! explicit directional control is in force and no bracket is open. There the
//! levels of UAX #9 are the same with and without the cut: a strong letter of
//! the paragraph's direction ends every look-back of rules W1–W7 and N0–N2,
//! and the space gets the paragraph's level either way. A line ends with its
//! block.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, BidiMirroringGlyph, BidiPairedBracketType};

use super::analyse::{Base, bidi_class};
use crate::text::{Article, ByteOffset, ByteSpan, Tiling};

/// A block is cut at the first safe place after this many bytes.
const TARGET: usize = 16 * 1024;

/// Where no safe place comes, a block is cut after this many bytes at a space
/// or, failing that, between grapheme clusters. Levels may then differ from
/// the uncut paragraph's, within the brackets or controls that are open.
const LONGEST: usize = 128 * 1024;

/// How many open brackets rule BD16 keeps.
const BRACKETS: usize = 63;

/// Cuts a text, whose paragraphs all have the given base direction, into
/// blocks.
pub fn blocks(article: &Article, base: Base) -> Tiling {
    cut_into(article, base, TARGET, LONGEST)
}

fn cut_into(article: &Article, base: Base, target: usize, longest: usize) -> Tiling {
    let paragraphs = article.paragraphs();
    let mut starts = Vec::with_capacity(paragraphs.count());
    for span in paragraphs.spans() {
        starts.push(span.start.0 as u32);
        if span.len() > target + target / 2 {
            Cutter::new(article, span, base, target, longest).cut(&mut starts);
        }
    }
    Tiling::new(starts, article.len().0)
}

/// What was opened and not yet closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Embedding,
    Isolate,
}

struct Cutter<'a> {
    article: &'a Article,
    span: ByteSpan,
    base: Base,
    target: usize,
    longest: usize,
    controls: Vec<Open>,
    /// Closing brackets awaited.
    brackets: Vec<char>,
    /// BD16 gave up: brackets no longer pair in this paragraph.
    overflow: bool,
}

impl<'a> Cutter<'a> {
    fn new(
        article: &'a Article,
        span: ByteSpan,
        base: Base,
        target: usize,
        longest: usize,
    ) -> Self {
        Self {
            article,
            span,
            base,
            target,
            longest,
            controls: Vec::new(),
            brackets: Vec::new(),
            overflow: false,
        }
    }

    fn cut(mut self, starts: &mut Vec<u32>) {
        let text = &self.article.text()[..self.span.end.0];
        let bytes = text.as_bytes();
        let mut block = self.span.start.0;
        let mut at = block;
        // The rest of a paragraph shorter than half a block stays with it.
        let last = self.span.end.0.saturating_sub(self.target / 2);
        while at < last {
            let byte = bytes[at];
            if SPECIAL[usize::from(byte)]
                && let Some(c) = text[at..].chars().next()
            {
                self.note(c);
            }
            let length = at - block;
            let safe = byte == b' ' && length >= self.target && self.is_safe(text, at);
            let cut = if safe {
                Some(at + 1)
            } else if length >= self.longest {
                Some(self.forced(text, block, at))
            } else {
                None
            };
            if let Some(cut) = cut.filter(|&cut| cut > block && cut < self.span.end.0) {
                starts.push(cut as u32);
                block = cut;
                self.forget_if_forced(safe);
                at = at.max(cut);
            } else {
                at += 1;
            }
        }
    }

    /// After a forced cut the blocks are analysed apart, so that what was
    /// open before it is open no longer.
    fn forget_if_forced(&mut self, safe: bool) {
        if !safe {
            self.controls.clear();
            self.brackets.clear();
            self.overflow = false;
        }
    }

    fn is_safe(&self, text: &str, space: usize) -> bool {
        self.controls.is_empty()
            && self.brackets.is_empty()
            && text[..space]
                .chars()
                .next_back()
                .is_some_and(|c| self.is_own(c))
            && text[space + 1..]
                .chars()
                .next()
                .is_some_and(|c| self.is_own(c))
    }

    /// Whether a character is a letter of the paragraph's own direction.
    fn is_own(&self, c: char) -> bool {
        match bidi_class(c) {
            BidiClass::RightToLeft | BidiClass::ArabicLetter => self.base == Base::RightToLeft,
            BidiClass::LeftToRight => self.base == Base::LeftToRight,
            _ => false,
        }
    }

    /// The last space of the block, or the grapheme boundary nearest to its end.
    fn forced(&self, text: &str, block: usize, at: usize) -> usize {
        let end = text.floor_char_boundary(at);
        if let Some(space) = memchr::memrchr(b' ', &text.as_bytes()[block + self.target..end]) {
            return block + self.target + space + 1;
        }
        let boundary = self.article.grapheme_floor(ByteOffset(end)).0;
        if boundary > block { boundary } else { end }
    }

    fn note(&mut self, c: char) {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => {
                self.controls.push(Open::Embedding)
            }
            '\u{2066}'..='\u{2068}' => self.controls.push(Open::Isolate),
            '\u{202C}' => {
                if self.controls.last() == Some(&Open::Embedding) {
                    self.controls.pop();
                }
            }
            '\u{2069}' => {
                if let Some(isolate) = self.controls.iter().rposition(|&o| o == Open::Isolate) {
                    self.controls.truncate(isolate);
                }
            }
            _ => self.note_bracket(c),
        }
    }

    fn note_bracket(&mut self, c: char) {
        let data = const { CodePointMapData::<BidiMirroringGlyph>::new() }.get(c);
        match data.paired_bracket_type {
            BidiPairedBracketType::Open => {
                if self.brackets.len() >= BRACKETS {
                    self.overflow = true;
                }
                if !self.overflow {
                    self.brackets
                        .push(canonical(data.mirroring_glyph.unwrap_or(c)));
                }
            }
            BidiPairedBracketType::Close => {
                let closing = canonical(c);
                if let Some(open) = self.brackets.iter().rposition(|&b| b == closing) {
                    self.brackets.truncate(open);
                }
            }
            _ => {}
        }
    }
}

/// BD16: U+232A and U+3009 are canonically equivalent.
fn canonical(c: char) -> char {
    if c == '\u{232A}' { '\u{3009}' } else { c }
}

/// Bytes at which a bracket or a directional control may begin: the six ASCII
/// brackets, and every character of three bytes and more.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0xE0;
    while byte < 0x100 {
        table[byte] = true;
        byte += 1;
    }
    let ascii = b"()[]{}";
    let mut i = 0;
    while i < ascii.len() {
        table[ascii[i] as usize] = true;
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::analyse::AnalyseScratch;
    use crate::typeset::{Family, FontStack, Fonts, Weight};
    use proptest::prelude::*;

    fn tiles(article: &Article, blocks: &Tiling) {
        let mut end = 0;
        for i in 0..blocks.count() {
            let span = blocks.span(i).unwrap();
            assert_eq!(span.start.0, end);
            assert!(article.text().is_char_boundary(span.end.0));
            end = span.end.0;
        }
        assert_eq!(end, article.len().0);
    }

    #[test]
    fn a_long_paragraph_is_cut_between_arabic_words_only() {
        let words =
            "\u{642}\u{627}\u{644} NATO (\u{625}\u{646} 5) \u{643}\u{644} \u{634}\u{64A}\u{621} ";
        let article = Article::new(words.repeat(4000), false).unwrap();
        let blocks = blocks(&article, Base::RightToLeft);
        tiles(&article, &blocks);
        assert!(blocks.count() > 5);
        for i in 1..blocks.count() {
            let at = blocks.span(i).unwrap().start.0;
            let (before, after) = article.text().split_at(at);
            let strong = |c: char| ('\u{620}'..='\u{64A}').contains(&c);
            assert!(strong(before[..at - 1].chars().next_back().unwrap()) && before.ends_with(' '));
            assert!(strong(after.chars().next().unwrap()));
        }
    }

    #[test]
    fn an_open_bracket_or_control_holds_the_block_together() {
        for open in ["(", "\u{2067}", "\u{202B}"] {
            let text = format!("{open}{}", "\u{643}\u{644} ".repeat(6_000));
            let article = Article::new(text, false).unwrap();
            let blocks = blocks(&article, Base::RightToLeft);
            assert_eq!(blocks.count(), 1, "{open:?}");
        }
    }

    #[test]
    fn even_text_without_a_space_is_cut_in_the_end() {
        let article = Article::new("\u{628}\u{64E}".repeat(200_000), false).unwrap();
        let blocks = blocks(&article, Base::RightToLeft);
        tiles(&article, &blocks);
        assert!(blocks.count() >= 5);
        for i in 0..blocks.count() {
            let span = blocks.span(i).unwrap();
            assert!(article.is_grapheme_boundary(span.start));
            assert!(span.len() <= LONGEST + TARGET);
        }
    }

    /// Everything that has a say in levels but forced cuts: letters of both
    /// directions, digits of both kinds, brackets, controls, marks, neutrals.
    const PIECES: &[&str] = &[
        "\u{642}\u{644} ",
        "\u{646} \u{643}",
        " \u{634}",
        "\u{5D0} ",
        "ab ",
        " c",
        "12",
        "\u{661}",
        "(",
        ")",
        "[",
        "]",
        "\u{AB}",
        ",",
        "%",
        "+",
        " ",
        "\u{64E}",
        "\u{200F}",
        "\u{202B}",
        "\u{202D}",
        "\u{202C}",
        "\u{2067}",
        "\u{2068}",
        "\u{2069}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn cutting_changes_no_level(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
            rtl in any::<bool>(),
        ) {
            let text = pieces.concat();
            let base = if rtl { Base::RightToLeft } else { Base::LeftToRight };
            let article = Article::new(text.clone(), false).unwrap();
            let blocks = cut_into(&article, base, 4, usize::MAX);
            let levels = |text: &str| {
                let mut scratch = AnalyseScratch::default();
                STACK.with(|stack| scratch.analyse(text, base, stack));
                scratch.facts.iter().map(|fact| fact.level).collect::<Vec<_>>()
            };
            let cut: Vec<u8> = blocks.spans().flat_map(|span| levels(article.slice(span))).collect();
            prop_assert_eq!(cut, levels(&text), "{:?}", blocks);
        }
    }

    thread_local! {
        static STACK: FontStack = FontStack::new(
            Fonts::bundled().unwrap(),
            Family::NotoNaskh,
            Weight::Regular,
        );
    }
}
