//! Stage two: from runs to glyphs and cells, in font units and in em, so that
//! neither a new width nor a new size ever comes back here.
//!
//! A *cell* is what the eye and the pointer take for one character: a grapheme
//! cluster, or its part inside one run. Cells tile the text; where a font
//! joins several into one glyph (lam-alef), each gets its share of the width.

use icu_properties::PropertyNamesShort;
use icu_properties::props::Script;

use super::analyse::{
    AnalyseScratch, Base, CharFacts, ItemRun, is_invisible, is_l1_separator, is_l1_space,
};
use super::blocks::Around;
use super::engine::{Context, Engine, Setting};
use super::font::{FaceId, FontStack};
use super::simple::Kind;
use super::words::{BlockText, Words};
use super::wrap::{Unit, UnitMaker};

/// A glyph of a run: what HarfBuzz's buffer holds, in the face's font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Byte, from the block's start, at which the glyph's shaping cluster begins.
    pub cluster: u32,
    /// Glyph number in its face.
    pub id: u16,
    /// How far the pen moves on, in font units.
    pub x_advance: i32,
    /// Shift to the right before drawing, in font units.
    pub x_offset: i32,
    /// Shift upwards before drawing, in font units.
    pub y_offset: i32,
}

/// Glyphs of one face, one level and one script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// First byte in the block.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Embedding level (UAX #9); odd runs right to left.
    pub level: u8,
    /// ISO 15924 tag of the script it was shaped in, as in `Arab`.
    pub script: [u8; 4],
    /// Whose glyphs these are.
    pub face: FaceId,
    /// Indexes into [`ShapedBlock::glyphs`], in visual order.
    pub glyphs: std::ops::Range<u32>,
    /// Indexes into [`ShapedBlock::cells`], in logical order.
    pub cells: std::ops::Range<u32>,
}

impl Run {
    /// Whether the glyphs run from right to left.
    pub fn is_rtl(&self) -> bool {
        self.level % 2 == 1
    }
}

/// A grapheme cluster's place in a block, in logical order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockCell {
    /// First byte in the block.
    pub start: u32,
    /// Width in em.
    pub advance: f32,
    flags: u8,
}

const GRAPHEME_START: u8 = 1;
const CLUSTER_START: u8 = 2;
const SPACE: u8 = 4;
const BREAK_BEFORE: u8 = 8;
const MANDATORY_AFTER: u8 = 16;

impl BlockCell {
    /// The cell of a character that is a cluster of its own.
    pub(super) fn alone(fact: &CharFacts, advance: f32) -> Self {
        Self {
            start: fact.at,
            advance,
            flags: cell_flags(fact, true),
        }
    }

    /// A cell with flags that another had.
    pub(super) fn new(start: u32, advance: f32, flags: u8) -> Self {
        Self {
            start,
            advance,
            flags,
        }
    }

    /// What is to be said of it besides its place and width, with or without
    /// a line's leave to end before it.
    pub(super) fn flags_for(self, may_break: bool) -> u8 {
        if may_break {
            self.flags
        } else {
            self.flags & !BREAK_BEFORE
        }
    }

    /// Whether it neither hangs nor ends a line.
    pub(super) fn is_solid(self) -> bool {
        !self.has(SPACE) && !self.has(MANDATORY_AFTER)
    }

    /// Lets a line end before the cell.
    pub(super) fn let_break_before(&mut self) {
        self.flags |= BREAK_BEFORE;
    }

    fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether a grapheme cluster begins here: false only where a level or a
    /// face changes inside one.
    pub fn is_grapheme_start(self) -> bool {
        self.has(GRAPHEME_START)
    }

    /// Whether a line may be broken before the cell in an emergency: never
    /// inside a ligature.
    pub fn is_cluster_start(self) -> bool {
        self.has(CLUSTER_START)
    }

    /// Whether the cell hangs at the end of a line and takes the paragraph's
    /// level there (UAX #9, L1).
    pub fn is_space(self) -> bool {
        self.has(SPACE)
    }

    /// Whether a line may end before the cell (UAX #14).
    pub fn breaks_before(self) -> bool {
        self.has(BREAK_BEFORE) && self.has(CLUSTER_START)
    }

    /// Whether a line must end after the cell (UAX #14, LB4 and LB5).
    pub fn must_break_after(self) -> bool {
        self.has(MANDATORY_AFTER)
    }
}

/// A block of text, analysed and shaped: all that wrapping and placing need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShapedBlock {
    /// Length of the text in bytes.
    pub text_len: u32,
    /// The paragraph's embedding level.
    pub base_level: u8,
    /// Runs in logical order; they tile the text.
    pub runs: Vec<Run>,
    /// Glyphs, run by run.
    pub glyphs: Vec<Glyph>,
    /// Cells in logical order; they tile the text.
    pub cells: Vec<BlockCell>,
}

impl ShapedBlock {
    /// Byte after a cell.
    pub fn cell_end(&self, index: usize) -> u32 {
        self.cells
            .get(index + 1)
            .map_or(self.text_len, |next| next.start)
    }

    /// Bytes of memory it holds.
    pub fn memory(&self) -> usize {
        std::mem::size_of::<Self>()
            + self.runs.capacity() * std::mem::size_of::<Run>()
            + self.glyphs.capacity() * std::mem::size_of::<Glyph>()
            + self.cells.capacity() * std::mem::size_of::<BlockCell>()
    }
}

/// Width of a tab in em: wide enough to part columns, never a line of its own.
const TAB_EM: f32 = 2.0;

/// Shapes blocks of text. Holds scratch space, shape plans and words, so keep
/// one for each thread.
#[derive(Default)]
pub struct Shaper {
    scratch: AnalyseScratch,
    engine: Engine,
    pub(super) words: Words,
    /// Shaping clusters of the run in hand, in logical order: first byte and
    /// width in font units.
    clusters: Vec<(u32, i64)>,
    /// Glyphs and cells that nobody wants to keep.
    spare: ShapedBlock,
    #[cfg(test)]
    whole: bool,
}

impl Shaper {
    /// Analyses and shapes a paragraph.
    pub fn shape(&mut self, text: &str, base: Base, stack: &FontStack) -> ShapedBlock {
        self.shape_part(text, base, Around::default(), stack)
    }

    /// Analyses and shapes one block: a paragraph or a part of one.
    pub fn shape_part(
        &mut self,
        text: &str,
        base: Base,
        around: Around<'_>,
        stack: &FontStack,
    ) -> ShapedBlock {
        self.prepare(text, base, around, stack);
        let mut out = ShapedBlock {
            text_len: text.len() as u32,
            base_level: self.scratch.base_level,
            runs: Vec::with_capacity(self.scratch.runs.len()),
            glyphs: Vec::with_capacity(self.scratch.facts.len()),
            cells: Vec::with_capacity(self.scratch.facts.len()),
        };
        for index in 0..self.scratch.runs.len() {
            let item = self.scratch.runs[index];
            let glyphs = out.glyphs.len() as u32;
            let cells = out.cells.len() as u32;
            let block = self.block(text, around, stack);
            if !self.words.copy(block, index, &mut out) {
                self.shape_whole(text, around, item, stack, &mut out);
            }
            out.runs.push(Run {
                start: self.byte_at(item.first, text),
                end: self.byte_at(item.end, text),
                level: item.level,
                script: script_tag(item.script),
                face: item.face,
                glyphs: glyphs..out.glyphs.len() as u32,
                cells: cells..out.cells.len() as u32,
            });
        }
        out
    }

    /// The units of a block as [`super::wrap::units`] has them, without
    /// keeping its glyphs.
    pub(super) fn units(
        &mut self,
        text: &str,
        base: Base,
        around: Around<'_>,
        stack: &FontStack,
        out: &mut Vec<Unit>,
    ) {
        self.prepare(text, base, around, stack);
        let mut units = UnitMaker::new(out);
        for index in 0..self.scratch.runs.len() {
            let item = self.scratch.runs[index];
            let block = self.block(text, around, stack);
            if !self.words.measure(block, index, &mut units) {
                let mut spare = std::mem::take(&mut self.spare);
                self.shape_whole(text, around, item, stack, &mut spare);
                spare.cells.iter().for_each(|cell| units.cell(cell));
                spare.glyphs.clear();
                spare.cells.clear();
                self.spare = spare;
            }
        }
        units.finish();
    }

    /// Analyses a block and finds its words.
    fn prepare(&mut self, text: &str, base: Base, around: Around<'_>, stack: &FontStack) {
        self.scratch.analyse(text, base, around, stack);
        let runs = self.scratch.runs.as_slice();
        #[cfg(test)]
        let runs = if self.whole { &[] } else { runs };
        let block = BlockText {
            text,
            facts: &self.scratch.facts,
            around,
            stack,
        };
        self.words.find(block, runs, &mut self.engine);
    }

    fn block<'a>(
        &'a self,
        text: &'a str,
        around: Around<'a>,
        stack: &'a FontStack,
    ) -> BlockText<'a> {
        BlockText {
            text,
            facts: &self.scratch.facts,
            around,
            stack,
        }
    }

    /// The same block with every run shaped whole, to compare with.
    #[cfg(test)]
    pub(super) fn shape_without_words(
        &mut self,
        text: &str,
        base: Base,
        stack: &FontStack,
    ) -> ShapedBlock {
        self.whole = true;
        let block = self.shape(text, base, stack);
        self.whole = false;
        block
    }

    /// Shapes a run with all that stands around it.
    fn shape_whole(
        &mut self,
        text: &str,
        around: Around<'_>,
        item: ItemRun,
        stack: &FontStack,
        out: &mut ShapedBlock,
    ) {
        let end = self.byte_at(item.end, text);
        let setting = setting(item);
        let (glyphs, cells) = (out.glyphs.len(), out.cells.len());
        self.clusters.clear();
        if item.control {
            let facts = &self.scratch.facts[item.first..item.end];
            self.clusters.extend(facts.iter().map(|fact| (fact.at, 0)));
        } else {
            if item.face.is_missing() {
                self.missing_glyphs(item, stack, out);
            } else {
                self.shape_glyphs(text, around, item, stack, out);
            }
            gather_clusters(&out.glyphs[glyphs..], setting.rtl, &mut self.clusters);
        }
        let facts = &self.scratch.facts[item.first..item.end];
        let em = stack.fonts().face(item.face).em_per_unit();
        lay_cells(facts, &self.clusters, end, em, &mut out.cells);
        if item.control {
            widen_tabs(facts, &mut out.cells[cells..]);
        }
    }

    fn shape_glyphs(
        &mut self,
        text: &str,
        around: Around<'_>,
        item: ItemRun,
        stack: &FontStack,
        out: &mut ShapedBlock,
    ) {
        let start = self.byte_at(item.first, text) as usize;
        let end = self.byte_at(item.end, text) as usize;
        // What stands on either side of the run, as far as it decides joining.
        let before = if start > 0 {
            &text[..start]
        } else {
            around.before
        };
        let after = if end < text.len() {
            &text[end..]
        } else {
            around.after
        };
        let context = Context {
            before,
            after,
            starts_text: before.is_empty(),
            ends_text: after.is_empty(),
        };
        let facts = &self.scratch.facts[item.first..item.end];
        let chars = facts.iter().map(|fact| (fact.c, fact.at));
        let (setting, fonts) = (setting(item), stack.fonts());
        self.engine
            .shape(setting, fonts, context, chars, &mut out.glyphs);
    }

    /// One glyph for each grapheme cluster of characters that no face has: an
    /// em wide, its number the low half of the code point it stands for.
    fn missing_glyphs(&self, item: ItemRun, stack: &FontStack, out: &mut ShapedBlock) {
        let em = stack.fonts().face(item.face).units_per_em;
        let facts = self.scratch.facts[item.first..item.end].iter().enumerate();
        let from = out.glyphs.len();
        out.glyphs.extend(
            facts
                .filter(|(index, fact)| *index == 0 || fact.grapheme_start)
                .map(|(_, fact)| Glyph {
                    cluster: fact.at,
                    id: u32::from(fact.c) as u16,
                    x_advance: i32::from(em),
                    x_offset: 0,
                    y_offset: 0,
                }),
        );
        if item.level % 2 == 1 {
            out.glyphs[from..].reverse();
        }
    }

    fn byte_at(&self, index: usize, text: &str) -> u32 {
        self.scratch
            .facts
            .get(index)
            .map_or(text.len() as u32, |fact| fact.at)
    }
}

/// How the characters of a run are shaped.
pub(super) fn setting(item: ItemRun) -> Setting {
    Setting {
        face: item.face,
        rtl: item.level % 2 == 1,
        script: script_tag(item.script),
    }
}

/// Lays the cells of a run over its shaping clusters: where the two agree on a
/// boundary a piece begins, and a piece's width is shared evenly among the
/// grapheme clusters in it. `end` is the byte after the run.
pub(super) fn lay_cells(
    facts: &[CharFacts],
    clusters: &[(u32, i64)],
    end: u32,
    em: f32,
    out: &mut Vec<BlockCell>,
) {
    let alike = |(fact, &(at, width)): (&CharFacts, &(u32, i64))| {
        fact.grapheme_start && fact.at == at && (width != 0 || !is_part_of_ligature(fact.c))
    };
    if facts.len() == clusters.len() && facts.iter().zip(clusters).all(alike) {
        let cells = facts.iter().zip(clusters);
        out.extend(cells.map(|(fact, &(_, width))| BlockCell::alone(fact, width as f32 * em)));
        return;
    }
    let mut clusters = clusters.iter().copied().peekable();
    let mut from = 0;
    while from < facts.len() {
        let mut width = 0_i64;
        let mut to = from;
        // A piece ends where a shaping cluster and a grapheme cluster end together.
        loop {
            to += 1;
            let here = facts.get(to).map_or(end, |fact| fact.at);
            while let Some((_, advance)) = clusters.next_if(|&(at, _)| at < here) {
                width += advance;
            }
            let boundary = facts.get(to).is_none_or(|fact| {
                let next = clusters.peek().is_some_and(|&(_, advance)| advance == 0);
                fact.grapheme_start && !(next && is_part_of_ligature(fact.c))
            }) && clusters.peek().map_or(end, |&(at, _)| at) == here;
            if to >= facts.len() || boundary {
                break;
            }
        }
        let piece = &facts[from..to];
        let count = 1 + piece[1..].iter().filter(|f| f.grapheme_start).count();
        let advance = width as f32 * em / count as f32;
        for (index, fact) in piece.iter().enumerate() {
            if index == 0 || fact.grapheme_start {
                out.push(BlockCell {
                    start: fact.at,
                    advance,
                    // Where a run ends inside a grapheme cluster, its rest
                    // begins a piece but no line.
                    flags: cell_flags(fact, index == 0 && fact.grapheme_start),
                });
            } else if let Some(cell) = out.last_mut()
                && !is_space(fact)
            {
                cell.flags &= !SPACE;
            }
        }
        from = to;
    }
}

/// Gives the tabs among control characters, which have a cell each, a width.
fn widen_tabs(facts: &[CharFacts], cells: &mut [BlockCell]) {
    let mut at = facts
        .iter()
        .filter(|fact| fact.c == '\t')
        .map(|fact| fact.at);
    let mut tab = at.next();
    for cell in cells {
        if tab == Some(cell.start) {
            cell.advance = TAB_EM;
            tab = at.next();
        }
    }
}

fn cell_flags(fact: &CharFacts, cluster_start: bool) -> u8 {
    let mandatory = fact.kind == Kind::Other && matches!(fact.c, '\u{B}' | '\u{C}' | '\u{2028}');
    let flag = |on: bool, bit: u8| if on { bit } else { 0 };
    flag(fact.grapheme_start, GRAPHEME_START)
        | flag(cluster_start, CLUSTER_START)
        | flag(is_space(fact), SPACE)
        | flag(fact.break_before, BREAK_BEFORE)
        | flag(mandatory, MANDATORY_AFTER)
}

/// Whether a character whose glyph takes no room stands on that of the text
/// before it: so Noto Naskh draws the alef of a lam-alef, and Amiri the digits
/// in a number sign. They are one form all the same and share its width.
fn is_part_of_ligature(c: char) -> bool {
    c.is_alphanumeric() && !is_invisible(c)
}

/// Whether a character hangs at the end of a line.
fn is_space(fact: &CharFacts) -> bool {
    match fact.kind {
        Kind::Space => true,
        Kind::Other => is_l1_space(fact.c) || is_l1_separator(fact.c),
        _ => false,
    }
}

/// Sums glyphs of one shaping cluster; glyphs come in visual order.
pub(super) fn gather_clusters(glyphs: &[Glyph], rtl: bool, clusters: &mut Vec<(u32, i64)>) {
    let mut add = |glyph: &Glyph| match clusters.last_mut() {
        Some((cluster, width)) if *cluster == glyph.cluster => *width += i64::from(glyph.x_advance),
        _ => clusters.push((glyph.cluster, i64::from(glyph.x_advance))),
    };
    if rtl {
        glyphs.iter().rev().for_each(&mut add);
    } else {
        glyphs.iter().for_each(&mut add);
    }
}

/// The ISO 15924 tag of a script.
fn script_tag(script: Script) -> [u8; 4] {
    match script {
        Script::Arabic => *b"Arab",
        Script::Latin => *b"Latn",
        Script::Common | Script::Inherited | Script::Unknown => *b"Zyyy",
        other => PropertyNamesShort::<Script>::new()
            .get(other)
            .and_then(|name| name.as_bytes().try_into().ok())
            .unwrap_or(*b"Zyyy"),
    }
}
