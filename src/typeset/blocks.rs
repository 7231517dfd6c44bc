//! Where a text may be cut so that no paragraph is ever too long to set.
//!
//! A crawled article is often one paragraph without a newline, and may be of
//! any length. A *block* is a paragraph, or a part of one. A long paragraph is
//! cut at safe places, where neither levels nor shaping change (`safe`
//! says which they are), after the end of a sentence if one is near. A line
//! ends with its block.
//!
//! Where no safe place comes for long (all of it stands in one pair of
//! brackets or under one directional control, or it has no letters), the levels
//! of that stretch are resolved once, whole, and kept; then it can be cut
//! anywhere, since its blocks are told their levels. So levels never depend on
//! where a text was cut. What may differ at such a cut, and at one between two
//! letters of a text without spaces, is bounded: the glyphs that a font would
//! have joined or kerned across it. Letters keep their joined forms.

use std::ops::Range;

use super::analyse::{Base, LevelScratch, first_strong_is_rtl};
use super::safe::{Kind, Place, safe_places};
use crate::text::{Article, ByteOffset, ByteSpan, Tiling};

/// Sizes that decide where cuts come, in bytes.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// A block is cut at the first good place after this many.
    target: usize,
    /// A block is no longer than this, unless one grapheme cluster is.
    longest: usize,
    /// Safe places are looked for at these distances,
    step: usize,
    /// each time over so many.
    reach: usize,
}

const LIMITS: Limits = Limits {
    target: 16 * 1024,
    longest: 128 * 1024,
    step: 8 * 1024,
    reach: 1024,
};

/// How much of a paragraph around a block the shaper is shown, in bytes: it
/// looks at five characters.
pub(super) const CONTEXT: usize = 40;

/// The level of text whose block finds its levels by itself.
const UNRESOLVED: u8 = u8::MAX;

/// A text cut into blocks, for one base direction of its paragraphs.
#[derive(Clone, Debug)]
pub struct Blocks {
    tiling: Tiling,
    base: Base,
    /// Numbers of the blocks that begin inside a paragraph, ascending.
    inside: Vec<u32>,
    /// Levels of stretches that could not be cut safely: from which byte on
    /// which level, ascending.
    level_starts: Vec<u32>,
    levels: Vec<u8>,
    /// From which block on paragraphs run which way, ascending, where they do
    /// not all run as `base` says.
    turns: Vec<(u32, Base)>,
}

/// What a block is a part of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The end of the text before it in its paragraph.
    pub before: &'a str,
    /// The beginning of the text after it in its paragraph.
    pub after: &'a str,
    /// Its levels, where they are known: from which byte of the article on
    /// which level, the first at or before the block's start.
    pub levels: Option<Levels<'a>>,
}

/// Levels of a stretch of text.
#[derive(Clone, Copy, Debug)]
pub struct Levels<'a> {
    /// Where the block begins in the article.
    block_start: u32,
    starts: &'a [u32],
    levels: &'a [u8],
}

impl Levels<'_> {
    /// The level of each place asked for, counted in bytes from the block's
    /// start; the places ascend.
    pub fn at(self, places: impl Iterator<Item = u32>) -> impl Iterator<Item = u8> {
        let mut run = 0;
        places.map(move |place| {
            let at = self.block_start + place;
            while self.starts.get(run + 1).is_some_and(|&next| next <= at) {
                run += 1;
            }
            self.levels.get(run).copied().unwrap_or(0)
        })
    }
}

impl Blocks {
    /// Cuts a text, whose paragraphs all have the given base direction, into
    /// blocks. Linear in the text: 50 MB take some tens of milliseconds, unless
    /// stretches of it cannot be cut safely.
    pub fn new(article: &Article, base: Base) -> Self {
        Self::cut(article, base, LIMITS)
    }

    /// Cuts a text into blocks whose paragraphs run each as its first strong
    /// character says (UAX #9, P2 and P3); those without one as `otherwise`.
    pub fn by_paragraph(article: &Article, otherwise: Base) -> Self {
        let mut cutter = Cutter::new(article, otherwise, LIMITS);
        for span in article.paragraphs().spans() {
            let rtl = first_strong_is_rtl(article.slice(span));
            cutter.turn(rtl.map_or(otherwise, Base::of_rtl));
            cutter.paragraph(span);
        }
        cutter.finish()
    }

    /// A block for each paragraph, however long.
    pub fn uncut(article: &Article, base: Base) -> Self {
        Self {
            tiling: article.paragraphs().clone(),
            base,
            inside: Vec::new(),
            level_starts: Vec::new(),
            levels: Vec::new(),
            turns: Vec::new(),
        }
    }

    fn cut(article: &Article, base: Base, limits: Limits) -> Self {
        let mut cutter = Cutter::new(article, base, limits);
        let paragraphs = article.paragraphs();
        if paragraphs.spans().any(|span| cutter.is_long(span)) {
            cutter.starts.reserve(paragraphs.count());
            paragraphs.spans().for_each(|span| cutter.paragraph(span));
            return cutter.finish();
        }
        cutter.blocks
    }

    /// The blocks as pieces of the text.
    pub fn tiling(&self) -> &Tiling {
        &self.tiling
    }

    /// The direction of every paragraph that has none of its own.
    pub fn base(&self) -> Base {
        self.base
    }

    /// The direction of the paragraph that a block is of.
    pub fn base_of(&self, block: usize) -> Base {
        let turns = self.turns.as_slice();
        let after = turns.partition_point(|&(from, _)| from as usize <= block);
        let last = after.checked_sub(1).and_then(|index| turns.get(index));
        last.map_or(self.base, |&(_, base)| base)
    }

    /// How many blocks there are: at least 1.
    pub fn count(&self) -> usize {
        self.tiling.count()
    }

    /// Whether a paragraph ends with a block.
    pub fn ends_paragraph(&self, block: usize) -> bool {
        self.inside.binary_search(&(block as u32 + 1)).is_err()
    }

    /// How many paragraphs end with blocks of these numbers.
    pub fn paragraph_ends(&self, blocks: Range<usize>) -> usize {
        let before = |block: usize| self.inside.partition_point(|&b| (b as usize) <= block);
        blocks.len() - (before(blocks.end) - before(blocks.start))
    }

    /// What is around a block.
    pub fn around<'a>(&'a self, article: &'a Article, block: usize) -> Around<'a> {
        let span = self.tiling.span(block).unwrap_or_default();
        let text = article.text();
        let mut around = Around {
            levels: self.levels_of(span),
            ..Around::default()
        };
        if self.inside.is_empty() {
            return around;
        }
        if block > 0 && !self.ends_paragraph(block - 1) {
            let from = self.tiling.span(block - 1).unwrap_or_default().start.0;
            let from = from.max(span.start.0.saturating_sub(CONTEXT));
            around.before = &text[text.ceil_char_boundary(from)..span.start.0];
        }
        if !self.ends_paragraph(block) {
            let to = self.tiling.span(block + 1).unwrap_or_default().end.0;
            let to = to.min(span.end.0 + CONTEXT);
            around.after = &text[span.end.0..text.floor_char_boundary(to)];
        }
        around
    }

    /// Whether a block is told its levels, since its paragraph could not be cut
    /// safely there.
    pub(super) fn has_levels(&self, block: usize) -> bool {
        let span = self.tiling.span(block).unwrap_or_default();
        self.levels_of(span).is_some()
    }

    fn levels_of(&self, span: ByteSpan) -> Option<Levels<'_>> {
        let start = span.start.0 as u32;
        let after = self.level_starts.partition_point(|&at| at <= start);
        let first = after.checked_sub(1)?;
        if self.levels.get(first) == Some(&UNRESOLVED) {
            return None;
        }
        Some(Levels {
            block_start: start,
            starts: self.level_starts.get(first..)?,
            levels: self.levels.get(first..)?,
        })
    }
}

struct Cutter<'a> {
    article: &'a Article,
    base: Base,
    limits: Limits,
    blocks: Blocks,
    starts: Vec<u32>,
}

impl<'a> Cutter<'a> {
    fn new(article: &'a Article, base: Base, limits: Limits) -> Self {
        Self {
            article,
            base,
            limits,
            blocks: Blocks::uncut(article, base),
            starts: Vec::new(),
        }
    }

    /// Whether a paragraph is to be cut. Without a direction of the whole a
    /// part would choose its own.
    fn is_long(&self, paragraph: ByteSpan) -> bool {
        let target = self.limits.target;
        self.base != Base::FirstStrong && paragraph.len() > target + target / 2
    }

    /// Says which way paragraphs run from now on.
    fn turn(&mut self, base: Base) {
        if base != self.base {
            self.base = base;
            self.blocks.turns.push((self.starts.len() as u32, base));
        }
    }

    fn paragraph(&mut self, span: ByteSpan) {
        self.starts.push(span.start.0 as u32);
        if self.is_long(span) {
            self.cut_paragraph(span);
        }
    }

    fn finish(mut self) -> Blocks {
        self.blocks.tiling = Tiling::new(self.starts, self.article.len().0);
        self.blocks
    }

    fn cut_paragraph(&mut self, span: ByteSpan) {
        let text = self.article.slice(span);
        let places = safe_places(text, self.limits.step, self.limits.reach);
        let mut rest = places.as_slice();
        let mut start = 0;
        // What is shorter than half a block stays with the one before it.
        while text.len() - start > self.limits.target + self.limits.target / 2 {
            let wanted = start + self.limits.target;
            let skip = rest.partition_point(|place| place.at < wanted);
            rest = &rest[skip..];
            let place = self.choose(rest, start);
            let end = place.map_or(text.len(), |place| place.at);
            if end - start > self.limits.longest {
                self.cut_resolved(text, span.start.0, start..end);
            }
            if end == text.len() {
                return;
            }
            self.push(span.start.0 + end);
            start = end;
        }
    }

    /// The place at which the block that begins at `start` had best end: after
    /// a sentence if one ends soon, after a word if one ends within the longest
    /// block, and only failing that inside a word.
    fn choose<'p>(&self, places: &'p [Place], start: usize) -> Option<&'p Place> {
        let soon = start + self.limits.target + 2 * self.limits.step;
        let late = start + self.limits.longest;
        let until = |at: usize| places.iter().take_while(move |place| place.at <= at);
        let spaced = |place: &&Place| place.kind >= Kind::Spaced;
        until(soon)
            .find(|place| place.kind == Kind::Sentence)
            .or_else(|| until(late).find(spaced))
            .or_else(|| until(late).find(|place| place.kind == Kind::Apart))
            .or_else(|| places.first())
    }

    fn push(&mut self, at: usize) {
        self.blocks.inside.push(self.starts.len() as u32);
        self.starts.push(at as u32);
    }

    /// Resolves the levels of a stretch between safe places and cuts it
    /// without regard to them.
    fn cut_resolved(&mut self, paragraph: &str, offset: usize, stretch: Range<usize>) {
        let text = &paragraph[stretch.clone()];
        let mut scratch = LevelScratch::default();
        let mut last = UNRESOLVED;
        let continues = stretch.end < paragraph.len();
        let levels = scratch.resolve(text, self.base, continues);
        for ((at, _), level) in text.char_indices().zip(levels) {
            if level != last {
                last = level;
                self.blocks
                    .level_starts
                    .push((offset + stretch.start + at) as u32);
                self.blocks.levels.push(level);
            }
        }
        self.blocks.level_starts.push((offset + stretch.end) as u32);
        self.blocks.levels.push(UNRESOLVED);
        let mut start = stretch.start;
        while stretch.end - start > self.limits.target + self.limits.target / 2 {
            let cut = self.forced(paragraph, offset, start..stretch.end);
            if cut >= stretch.end {
                return;
            }
            self.push(offset + cut);
            start = cut;
        }
    }

    /// Where a block had best end whose levels are known: after a space and
    /// before a letter, between letters that do not join, or between grapheme
    /// clusters; only a cluster longer than the longest block is cut itself.
    fn forced(&self, paragraph: &str, offset: usize, rest: Range<usize>) -> usize {
        let from = paragraph.ceil_char_boundary(rest.start + self.limits.target);
        let to = paragraph
            .floor_char_boundary(from + self.limits.target)
            .min(rest.end);
        let window = &paragraph[from..to];
        let after_space = window
            .match_indices(' ')
            .map(|(at, _)| from + at + 1)
            .find(|&at| paragraph[at..].starts_with(char::is_alphanumeric) && at < to);
        if let Some(at) = after_space {
            return at;
        }
        let longest = rest.start + self.limits.longest;
        let [from, most] = [from, longest].map(|at| ByteOffset(offset + at));
        match self.article.next_grapheme_until(from, most) {
            Some(boundary) => boundary.0 - offset,
            None => paragraph.floor_char_boundary(longest),
        }
    }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
