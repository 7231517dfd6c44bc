//! Words that were shaped before, so that each is shaped once.
//!
//! A run is a row of *pieces*: spaces, and what stands between them. In a face
//! whose words stand apart ([`super::apart`]) a piece has the same glyphs
//! wherever it stands, so they are kept and copied; those of a block that are
//! met for the first time are shaped together, as one run. In other faces only
//! a run without a space is a piece. A run is shaped whole after all where a piece might join
//! to what stands beyond the run, or where a cluster reaches over a space.
//!
//! Invariant: glyphs and cells are those of shaping every run whole. Memory is
//! bounded: past [`KEPT_BYTES`] everything is forgotten.

use std::collections::HashMap;

use ahash::RandomState;
use icu_properties::props::Script;

use super::analyse::{CharFacts, ItemRun};
use super::blocks::Around;
use super::engine::{Context, Engine, Setting};
use super::font::FontStack;
use super::shape::{BlockCell, Glyph, ShapedBlock, gather_clusters, lay_cells, setting};
use super::simple::{Kind, kind};
use super::wrap::{UnitMaker, fixed};

/// About how much memory words may hold before they are forgotten.
const KEPT_BYTES: usize = 8 << 20;

/// Longer pieces are shaped each time: they hardly ever come back.
const LONGEST_KEPT: usize = 32;

/// The longest piece, in bytes, that is not shaped with its whole run.
const LONGEST: usize = 255;

/// Part of a run: a space or what stands between spaces.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its characters, by number in the block.
    first: u32,
    end: u32,
    /// Its word; [`SPACE`] for a space.
    word: u32,
}

const SPACE: u32 = u32::MAX;

/// A glyph and a cell of a word, side by side because they are wanted
/// together; a word has as many parts as it has of the more. `cluster` and
/// `start` count from the word's start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Part {
    id: u16,
    x_advance: i16,
    x_offset: i16,
    y_offset: i16,
    cluster: u8,
    start: u8,
    flags: u8,
    advance: f32,
}

impl Part {
    fn set_glyph(&mut self, glyph: &Glyph, word_start: u32) -> Option<()> {
        self.id = glyph.id;
        self.x_advance = glyph.x_advance.try_into().ok()?;
        self.x_offset = glyph.x_offset.try_into().ok()?;
        self.y_offset = glyph.y_offset.try_into().ok()?;
        self.cluster = glyph.cluster.checked_sub(word_start)?.try_into().ok()?;
        Some(())
    }

    /// Whether a line may end before the word is no part of it.
    fn set_cell(&mut self, cell: BlockCell, word_start: u32) -> Option<()> {
        self.start = cell.start.checked_sub(word_start)?.try_into().ok()?;
        self.flags = cell.flags_for(self.start > 0);
        self.advance = cell.advance;
        Some(())
    }

    fn glyph(&self, word_start: u32) -> Glyph {
        Glyph {
            cluster: word_start + u32::from(self.cluster),
            id: self.id,
            x_advance: self.x_advance.into(),
            x_offset: self.x_offset.into(),
            y_offset: self.y_offset.into(),
        }
    }

    fn cell(&self, word_start: u32) -> BlockCell {
        BlockCell::new(word_start + u32::from(self.start), self.advance, self.flags)
    }
}

/// What is known of a word: where its text and its parts are in the arenas.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    text: u32,
    parts: u32,
    /// Before which characters a line may end inside: bit `n % 32` for the
    /// `n`th, counted from 0.
    breaks: u32,
    /// Width in the units of [`fixed`].
    width: u32,
    text_len: u8,
    glyph_count: u8,
    cell_count: u8,
    /// Number of the manner it is set in.
    manner: u8,
    /// Whether lines neither break inside it nor lose white space of it.
    solid: bool,
}

/// A way to set words, and what the block in hand lacks in it.
struct Manner {
    setting: Setting,
    /// What a space looks like; `None` where words do not stand apart.
    space: Option<Glyph>,
    missing: Vec<Piece>,
    /// Words of the block in hand did not come apart: its runs are set whole.
    failed: bool,
}

/// A block whose characters are known.
#[derive(Clone, Copy)]
pub(super) struct BlockText<'a> {
    pub text: &'a str,
    pub facts: &'a [CharFacts],
    pub around: Around<'a>,
    pub stack: &'a FontStack,
}

impl BlockText<'_> {
    /// First byte of a character.
    fn byte(&self, fact: u32) -> u32 {
        self.facts
            .get(fact as usize)
            .map_or(self.text.len() as u32, |fact| fact.at)
    }
}

/// A run of the block in hand.
#[derive(Clone, Copy)]
struct RunPieces {
    manner: usize,
    from: usize,
    to: usize,
}

/// Words shaped before, and the pieces of the block in hand.
#[derive(Default)]
pub(super) struct Words {
    manners: Vec<Manner>,
    hasher: RandomState,
    /// By a hash of manner and text; the word says whether it is the one.
    known: HashMap<u64, u32, RandomState>,
    words: Vec<Word>,
    texts: String,
    parts: Vec<Part>,
    pieces: Vec<Piece>,
    /// The runs in order; `None` for those that are shaped whole.
    runs: Vec<Option<RunPieces>>,
    fresh: Vec<Glyph>,
    clusters: Vec<(u32, i64)>,
    laid: Vec<BlockCell>,
}

impl Words {
    /// Takes the runs of a block apart and shapes what was never met.
    pub fn find(&mut self, block: BlockText<'_>, runs: &[ItemRun], engine: &mut Engine) {
        self.tidy();
        self.pieces.clear();
        self.runs.clear();
        for &item in runs {
            let from = self.pieces.len();
            let free = !item.control
                && !item.face.is_missing()
                && matches!(item.script, Script::Arabic | Script::Latin)
                && edges_are_free(block, item);
            let manner = free.then(|| self.manner_of(item, block, engine));
            let apart = manner.filter(|&manner| self.take_apart(block, item, manner));
            self.runs.push(apart.map(|manner| RunPieces {
                manner,
                from,
                to: self.pieces.len(),
            }));
        }
        for manner in 0..self.manners.len() {
            self.shape_missing(block, manner, engine);
        }
    }

    /// Forgets everything if it is too much.
    fn tidy(&mut self) {
        if self.bytes() > KEPT_BYTES {
            self.known.clear();
            self.words.clear();
            self.texts.clear();
            self.parts.clear();
        }
    }

    /// About how much memory the words hold.
    fn bytes(&self) -> usize {
        // A word and its place in the table.
        self.words.len() * (size_of::<Word>() + 32)
            + self.texts.len()
            + self.parts.len() * size_of::<Part>()
    }

    fn manner_of(&mut self, item: ItemRun, block: BlockText<'_>, engine: &mut Engine) -> usize {
        let setting = setting(item);
        let known = self.manners.iter().position(|m| m.setting == setting);
        if let Some(index) = known {
            return index;
        }
        let fonts = block.stack.fonts();
        // Against a script's own direction HarfBuzz looks at the whole run: are
        // there digits and no letters?
        let native = setting.rtl == (item.script == Script::Arabic);
        let apart = native && fonts.face(setting.face).words_apart();
        let space = apart.then(|| {
            self.fresh.clear();
            let chars = std::iter::once((' ', 0));
            engine.shape(setting, fonts, Context::default(), chars, &mut self.fresh);
            match self.fresh.as_slice() {
                [glyph] => Some(*glyph),
                _ => None,
            }
        });
        self.manners.push(Manner {
            setting,
            space: space.flatten(),
            missing: Vec::new(),
            failed: false,
        });
        self.manners.len() - 1
    }

    /// Finds the pieces of a run. False where a space is bound to what is
    /// beside it, or a piece is too long.
    fn take_apart(&mut self, block: BlockText<'_>, item: ItemRun, manner: usize) -> bool {
        let spaced = self.manners.get(manner).is_some_and(|m| m.space.is_some());
        let facts = &block.facts[..item.end];
        let mut index = item.first;
        while let Some(fact) = facts.get(index) {
            let first = index;
            if !fact.grapheme_start {
                return false;
            }
            if fact.kind == Kind::Space {
                if !spaced {
                    return false;
                }
                index += 1;
                self.pieces.push(Piece {
                    first: first as u32,
                    end: index as u32,
                    word: SPACE,
                });
                continue;
            }
            let mut breaks = 0_u32;
            let mut keep = true;
            while let Some(fact) = facts.get(index)
                && fact.kind != Kind::Space
            {
                // Whether a line may end before the piece is no part of it.
                // Of a piece too long to be kept it only matters whether lines
                // break inside at all.
                if index > first {
                    breaks |= u32::from(fact.break_before) << ((index - first) & 31);
                }
                keep &= fact.kind != Kind::Other || may_be_kept(fact.c);
                index += 1;
            }
            keep &= index - first <= LONGEST_KEPT;
            let piece = Piece {
                first: first as u32,
                end: index as u32,
                word: SPACE,
            };
            if !self.name(block, piece, manner, breaks, keep) {
                return false;
            }
        }
        true
    }

    /// Says which word a piece is: a known one or one that is missing.
    fn name(
        &mut self,
        block: BlockText<'_>,
        piece: Piece,
        manner: usize,
        breaks: u32,
        keep: bool,
    ) -> bool {
        let (start, end) = (block.byte(piece.first), block.byte(piece.end));
        if (end - start) as usize > LONGEST {
            return false;
        }
        let text = &block.text[start as usize..end as usize];
        let hash = if keep {
            self.hasher.hash_one((manner as u8, text))
        } else {
            0
        };
        let known = keep.then(|| self.known.get(&hash).copied()).flatten();
        let same = known.filter(|&word| {
            let word = self.words.get(word as usize).copied().unwrap_or_default();
            let from = word.text as usize;
            let known = self.texts.get(from..from + usize::from(word.text_len));
            known == Some(text) && usize::from(word.manner) == manner && word.breaks == breaks
        });
        let word = same.unwrap_or(self.words.len() as u32);
        let piece = Piece { word, ..piece };
        self.pieces.push(piece);
        if same.is_none() {
            self.words.push(Word {
                text: self.texts.len() as u32,
                text_len: text.len() as u8,
                manner: manner as u8,
                breaks,
                ..Word::default()
            });
            self.texts.push_str(text);
            if keep {
                self.known.insert(hash, word);
            }
            if let Some(manner) = self.manners.get_mut(manner) {
                manner.missing.push(piece);
            }
        }
        true
    }

    /// Shapes a manner's missing pieces as one run, with a space after each
    /// but the last. If they do not come apart again, its runs in this block
    /// are to be shaped whole.
    fn shape_missing(&mut self, block: BlockText<'_>, index: usize, engine: &mut Engine) {
        let Some(manner) = self.manners.get_mut(index) else {
            return;
        };
        manner.failed = false;
        let (setting, spaced) = (manner.setting, manner.space.is_some());
        let missing = std::mem::take(&mut manner.missing);
        let mut fresh = std::mem::take(&mut self.fresh);
        // Without spaces between them every piece is a run.
        let together = if spaced { missing.len().max(1) } else { 1 };
        let mut came_apart = true;
        for pieces in missing.chunks(together) {
            fresh.clear();
            let mut next = 0;
            let chars = pieces.iter().enumerate().flat_map(|(number, piece)| {
                let facts = &block.facts[piece.first as usize..piece.end as usize];
                let (from, start) = (block.byte(piece.first), next);
                next += block.byte(piece.end) - from + 1;
                let space = (number + 1 < pieces.len()).then_some((' ', next - 1));
                let own = facts
                    .iter()
                    .map(move |fact| (fact.c, start + fact.at - from));
                own.chain(space)
            });
            let (fonts, context) = (block.stack.fonts(), Context::default());
            engine.shape(setting, fonts, context, chars, &mut fresh);
            came_apart &= self.part(block, index, pieces, &fresh).is_some();
        }
        if !came_apart {
            for piece in &missing {
                let (start, end) = (block.byte(piece.first), block.byte(piece.end));
                let text = &block.text[start as usize..end as usize];
                self.known
                    .remove(&self.hasher.hash_one((index as u8, text)));
            }
        }
        self.fresh = fresh;
        if let Some(manner) = self.manners.get_mut(index) {
            manner.failed = !came_apart;
            manner.missing = missing;
            manner.missing.clear();
        }
    }

    /// Gives each of some missing words its glyphs and cells.
    fn part(
        &mut self,
        block: BlockText<'_>,
        manner: usize,
        pieces: &[Piece],
        fresh: &[Glyph],
    ) -> Option<()> {
        let manner = self.manners.get(manner)?;
        let rtl = manner.setting.rtl;
        let em = block.stack.fonts().face(manner.setting.face).em_per_unit();
        let mut rest = fresh;
        let mut start = 0;
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 {
                let glyph = take(&mut rest, rtl, 1).first()?;
                let space = manner.space.map(|space| space_at(space, start - 1));
                (Some(*glyph) == space).then_some(())?;
            }
            let (from, end) = (block.byte(piece.first), block.byte(piece.end));
            let own = |glyph: &&Glyph| (start..start + end - from).contains(&glyph.cluster);
            let count = if rtl {
                rest.iter().rev().take_while(own).count()
            } else {
                rest.iter().take_while(own).count()
            };
            let glyphs = take(&mut rest, rtl, count);
            self.clusters.clear();
            gather_clusters(glyphs, rtl, &mut self.clusters);
            for (cluster, _) in &mut self.clusters {
                *cluster = *cluster - start + from;
            }
            let facts = &block.facts[piece.first as usize..piece.end as usize];
            self.laid.clear();
            lay_cells(facts, &self.clusters, end, em, &mut self.laid);
            let word = self.words.get_mut(piece.word as usize)?;
            word.parts = self.parts.len() as u32;
            word.glyph_count = count.try_into().ok()?;
            word.cell_count = self.laid.len().try_into().ok()?;
            word.solid = word.breaks == 0 && self.laid.iter().all(|cell| cell.is_solid());
            let width: u64 = self.laid.iter().map(|cell| fixed(cell.advance)).sum();
            word.width = width.try_into().ok()?;
            for index in 0..count.max(self.laid.len()) {
                let mut part = Part::default();
                if let Some(glyph) = glyphs.get(index) {
                    part.set_glyph(glyph, start)?;
                }
                if let Some(cell) = self.laid.get(index) {
                    part.set_cell(*cell, from)?;
                }
                self.parts.push(part);
            }
            start += end - from + 1;
        }
        rest.is_empty().then_some(())
    }

    /// The pieces of a run, the number of the run in its block given, and its
    /// manner; `None` where it must be shaped whole.
    fn pieces_of(&self, run: usize) -> Option<(&[Piece], &Manner)> {
        let run = self.runs.get(run).copied().flatten()?;
        let manner = self.manners.get(run.manner)?;
        let pieces = self.pieces.get(run.from..run.to)?;
        (!manner.failed).then_some((pieces, manner))
    }

    /// Appends glyphs and cells of a run; false where it must be shaped whole.
    pub fn copy(&self, block: BlockText<'_>, run: usize, out: &mut ShapedBlock) -> bool {
        let Some((pieces, manner)) = self.pieces_of(run) else {
            return false;
        };
        let em = block.stack.fonts().face(manner.setting.face).em_per_unit();
        let space = manner.space.unwrap_or(NO_GLYPH);
        let space_em = space.x_advance as f32 * em;
        for piece in pieces {
            let first = &block.facts[piece.first as usize];
            let Some(word) = self.words.get(piece.word as usize) else {
                out.cells.push(BlockCell::alone(first, space_em));
                continue;
            };
            let from = out.cells.len();
            let parts = self.parts_of(word, word.cell_count);
            out.cells
                .extend(parts.iter().map(|part| part.cell(first.at)));
            if first.break_before
                && let Some(cell) = out.cells.get_mut(from)
            {
                cell.let_break_before();
            }
        }
        let mut push = |piece: &Piece| {
            let start = block.facts[piece.first as usize].at;
            match self.words.get(piece.word as usize) {
                None => out.glyphs.push(space_at(space, start)),
                Some(word) => {
                    let parts = self.parts_of(word, word.glyph_count);
                    out.glyphs
                        .extend(parts.iter().map(|part| part.glyph(start)));
                }
            }
        };
        if manner.setting.rtl {
            pieces.iter().rev().for_each(&mut push);
        } else {
            pieces.iter().for_each(&mut push);
        }
        true
    }

    fn parts_of(&self, word: &Word, count: u8) -> &[Part] {
        let from = word.parts as usize;
        let parts = self.parts.get(from..from + usize::from(count));
        parts.unwrap_or_default()
    }

    /// Adds a run to units of text, without its glyphs; false where it must
    /// be shaped whole.
    pub fn measure(&self, block: BlockText<'_>, run: usize, units: &mut UnitMaker<'_>) -> bool {
        let Some((pieces, manner)) = self.pieces_of(run) else {
            return false;
        };
        let em = block.stack.fonts().face(manner.setting.face).em_per_unit();
        let space_em = manner.space.unwrap_or(NO_GLYPH).x_advance as f32 * em;
        for piece in pieces {
            let first = &block.facts[piece.first as usize];
            match self.words.get(piece.word as usize) {
                None => units.cell(&BlockCell::alone(first, space_em)),
                Some(word) if word.solid => {
                    units.word(
                        word.width.into(),
                        word.cell_count.into(),
                        first.break_before,
                    );
                }
                Some(word) => {
                    let parts = self.parts_of(word, word.cell_count);
                    for (index, part) in parts.iter().enumerate() {
                        let mut cell = part.cell(first.at);
                        if index == 0 && first.break_before {
                            cell.let_break_before();
                        }
                        units.cell(&cell);
                    }
                }
            }
        }
        true
    }
}

/// Takes glyphs from the side of the run that is read first.
fn take<'a>(rest: &mut &'a [Glyph], rtl: bool, count: usize) -> &'a [Glyph] {
    let count = count.min(rest.len());
    let taken;
    if rtl {
        (*rest, taken) = rest.split_at(rest.len() - count);
    } else {
        (taken, *rest) = rest.split_at(count);
    }
    taken
}

/// What stands for the space where there is none.
const NO_GLYPH: Glyph = Glyph {
    cluster: 0,
    id: 0,
    x_advance: 0,
    x_offset: 0,
    y_offset: 0,
};

fn space_at(space: Glyph, cluster: u32) -> Glyph {
    Glyph { cluster, ..space }
}

/// Characters besides those of known kind whose pieces may be kept: Latin
/// letters with marks, and the joiner's opposite, as Persian has it inside
/// words.
fn may_be_kept(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}')
}

/// Whether no letter of a run can join to what stands beyond it, and no mark
/// at the text's start wants a dotted circle.
fn edges_are_free(block: BlockText<'_>, item: ItemRun) -> bool {
    let kind_at = |index: usize| {
        let fact = block.facts.get(index);
        fact.map_or(Kind::Other, |fact| fact.kind)
    };
    let apart = |inside: usize, beyond: Option<char>| {
        kind_at(inside).stops_joining()
            || beyond.is_none_or(|c| kind(c).stops_joining() || c.is_control())
    };
    let (first, last) = (item.first, item.end.saturating_sub(1));
    let marked = first == 0 && matches!(kind_at(0), Kind::Mark | Kind::Other);
    let before = match first.checked_sub(1) {
        Some(before) => block.facts.get(before).map(|fact| fact.c),
        None => block.around.before.chars().next_back(),
    };
    let after = match block.facts.get(item.end) {
        Some(fact) => Some(fact.c),
        None => block.around.after.chars().next(),
    };
    !marked && apart(first, before) && apart(last, after)
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
