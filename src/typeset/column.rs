//! A whole text in one column, of which only what is looked at is set.
//!
//! All lines are equally high, so places are counted in lines. Blocks that
//! have been set or counted know their number of lines; for the others it is
//! estimated from their bytes, and the estimate is replaced when they come into
//! view or when somebody has counted them ([`Column::counted`]). A place is
//! therefore kept as a block and a line in it, never as a distance from the
//! top. Setting a block again for a new width or size only wraps.

mod edited;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::analyse::Base;
use super::blocks::Blocks;
use super::font::{FontStack, LineRoom};
use super::heights::Heights;
use super::hit::CaretPlace;
use super::place::{Measure, PlacedLine, place};
use super::shape::{ShapedBlock, Shaper};
use super::wrap::{Unit, units, wrap};
pub use edited::Splice;

use crate::text::{Article, ByteOffset, ByteSpan, Tiling};

/// Extra space after a paragraph, in lines.
pub const PARAGRAPH_GAP: f64 = 0.35;

/// How much memory shaped blocks may hold, in bytes, before the ones not
/// looked at longest are forgotten.
const CACHE_BYTES: usize = 24 << 20;

/// Texts up to this many bytes are set whole when they are opened.
const SET_WHOLE: usize = 64 * 1024;

/// One line of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId {
    /// Number of the block.
    pub block: usize,
    /// Number of the line in the block.
    pub line: usize,
}

/// A block that is set: shaped once, wrapped for the present width.
struct SetBlock {
    shaped: ShapedBlock,
    units: Vec<Unit>,
    /// Ends of the lines, as cells.
    ends: Vec<u32>,
    width_em: f32,
    used: u64,
    /// What it counts for in [`Column::set_bytes`].
    bytes: usize,
}

impl SetBlock {
    fn line_cells(&self, line: usize) -> (usize, usize) {
        let end = |i: usize| self.ends.get(i).map_or(0, |&e| e as usize);
        let start = if line == 0 { 0 } else { end(line - 1) };
        (start, end(line).max(start))
    }

    fn memory(&self) -> usize {
        self.shaped.memory()
            + self.units.capacity() * std::mem::size_of::<Unit>()
            + self.ends.capacity() * 4
    }
}

/// A text set in one column.
pub struct Column {
    article: Article,
    stack: Arc<FontStack>,
    blocks: Arc<Blocks>,
    measure: Measure,
    /// What a line needs above and below its baseline, in em.
    room: LineRoom,
    shaper: Shaper,
    set: HashMap<usize, SetBlock>,
    set_bytes: usize,
    clock: u64,
    shaped: u64,
    heights: Heights,
}

impl Column {
    /// Prepares a column; nothing but a short text is set yet.
    pub fn new(article: Article, base: Base, stack: Arc<FontStack>, measure: Measure) -> Self {
        let blocks = Arc::new(Blocks::new(&article, base));
        Self::with_blocks(article, blocks, stack, measure)
    }

    /// Prepares a column of a text that is cut into blocks already.
    pub fn with_blocks(
        article: Article,
        blocks: Arc<Blocks>,
        stack: Arc<FontStack>,
        measure: Measure,
    ) -> Self {
        let room = LineRoom::of(stack.family(), article.vowelling());
        let mut column = Self {
            room,
            heights: Heights::new(Arc::clone(&blocks), measure.width_em()),
            article,
            stack,
            blocks,
            measure,
            shaper: Shaper::default(),
            set: HashMap::new(),
            set_bytes: 0,
            clock: 0,
            shaped: 0,
        };
        if column.article.len().0 <= SET_WHOLE {
            for block in 0..column.blocks.count() {
                column.set_block(block);
            }
        }
        column
    }

    /// The text.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The faces it is set in.
    pub fn stack(&self) -> &Arc<FontStack> {
        &self.stack
    }

    /// The blocks the text is cut into.
    pub fn blocks(&self) -> &Tiling {
        self.blocks.tiling()
    }

    /// The blocks with all that is known of them, to be shared.
    pub fn shared_blocks(&self) -> &Arc<Blocks> {
        &self.blocks
    }

    /// How many blocks have been shaped so far: the work that was done.
    pub fn shaped_blocks(&self) -> u64 {
        self.shaped
    }

    /// Width and size in pixels.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Height of every line in pixels, a whole number, so that lines stand
    /// evenly at any zoom.
    pub fn line_height(&self) -> f32 {
        self.baseline() + pixels(self.room.below, self.measure.size)
    }

    /// From a line's top to its baseline, in pixels, a whole number.
    pub fn baseline(&self) -> f32 {
        pixels(self.room.above, self.measure.size)
    }

    /// Another width or size. Nothing is shaped again; lines end elsewhere
    /// only if the width in em changed.
    pub fn set_measure(&mut self, measure: Measure) {
        let rewrap = measure.width_em() != self.measure.width_em();
        self.measure = measure;
        if rewrap {
            self.heights.estimate_all(measure.width_em());
            let set: Vec<usize> = self.set.keys().copied().collect();
            if self.article.len().0 <= SET_WHOLE {
                for block in set {
                    self.set_block(block);
                }
            }
        }
    }

    /// Height of the whole text in lines, estimated where nothing was set or
    /// counted yet.
    pub fn total_lines(&self) -> f64 {
        self.heights.total()
    }

    /// Whether the height of the whole text is exact.
    pub fn is_exact(&self) -> bool {
        self.heights.is_exact()
    }

    /// Takes note of lines that were counted elsewhere, for the present width
    /// and these faces, of blocks from `first` on. Moves no place that is kept
    /// as a block and a line.
    pub fn counted(&mut self, first: usize, lines: &[u32]) {
        for (block, &lines) in (first..).zip(lines) {
            self.heights.set(block, lines);
        }
    }

    /// The number of lines that blocks of these numbers are thought to have.
    pub fn lines_in(&self, blocks: Range<usize>) -> u64 {
        self.heights.lines_in(blocks)
    }

    /// Where a block begins, in lines from the top of the text.
    pub fn top_of_block(&self, block: usize) -> f64 {
        self.heights.before(block)
    }

    /// Height of a block in lines, with the gap after its paragraph.
    pub fn block_height(&self, block: usize) -> f64 {
        self.heights.of(block)
    }

    /// The block, and the place in it in lines, at a distance from the top.
    pub fn place_at(&self, lines_from_top: f64) -> (usize, f64) {
        self.heights.find(lines_from_top)
    }

    /// Number of lines of a block, which is set for it.
    pub fn line_count(&mut self, block: usize) -> usize {
        self.set_block(block).map_or(0, |set| set.ends.len())
    }

    /// The bytes of the article on a line.
    pub fn line_span(&mut self, id: LineId) -> ByteSpan {
        let start = self.blocks().span(id.block).unwrap_or_default().start.0;
        let Some(set) = self.set_block(id.block) else {
            return ByteSpan::new(start, start);
        };
        let (from, to) = set.line_cells(id.line);
        let byte = |cell: usize| {
            set.shaped
                .cells
                .get(cell)
                .map_or(set.shaped.text_len, |c| c.start)
        };
        ByteSpan::new(start + byte(from) as usize, start + byte(to) as usize)
    }

    /// Places one line. Offsets in it count from its block's start.
    pub fn place_line(&mut self, id: LineId) -> PlacedLine {
        let measure = self.measure;
        let stack = Arc::clone(&self.stack);
        match self.set_block(id.block) {
            Some(set) => {
                let (from, to) = set.line_cells(id.line);
                place(&set.shaped, stack.fonts(), from, to, measure)
            }
            None => PlacedLine::default(),
        }
    }

    /// The line on which a caret stands: of two at a line's end, the earlier
    /// one if the caret leans on the text before it.
    pub fn line_of(&mut self, at: ByteOffset, after_previous: bool) -> LineId {
        let mut block = self.blocks().at(at);
        let mut start = self.blocks().span(block).unwrap_or_default().start;
        if after_previous && at == start && block > 0 && !self.blocks.ends_paragraph(block - 1) {
            block -= 1;
            start = self.blocks().span(block).unwrap_or_default().start;
        }
        let local = (at.0 - start.0) as u32;
        let line = self.set_block(block).map_or(0, |set| {
            let ends_before = |&end: &u32| {
                let byte = set
                    .shaped
                    .cells
                    .get(end as usize)
                    .map_or(set.shaped.text_len, |c| c.start);
                byte < local || (byte == local && !after_previous)
            };
            set.ends
                .partition_point(ends_before)
                .min(set.ends.len().saturating_sub(1))
        });
        LineId { block, line }
    }

    /// A caret place of a line, from an offset in the article.
    pub fn caret_in(&self, id: LineId, at: ByteOffset, after_previous: bool) -> CaretPlace {
        let start = self.blocks().span(id.block).unwrap_or_default().start;
        CaretPlace {
            offset: at.0.saturating_sub(start.0) as u32,
            after_previous,
        }
    }

    /// The offset in the article of a place counted from a block's start.
    pub fn offset_in(&self, block: usize, local: u32) -> ByteOffset {
        let start = self.blocks().span(block).unwrap_or_default().start;
        ByteOffset(start.0 + local as usize)
    }

    /// The line after another, or `None` at the end of the text.
    pub fn next_line(&mut self, id: LineId) -> Option<LineId> {
        if id.line + 1 < self.line_count(id.block) {
            return Some(LineId {
                line: id.line + 1,
                ..id
            });
        }
        (id.block + 1 < self.blocks.count()).then_some(LineId {
            block: id.block + 1,
            line: 0,
        })
    }

    /// The line before another, or `None` at the start of the text.
    pub fn previous_line(&mut self, id: LineId) -> Option<LineId> {
        if id.line > 0 {
            return Some(LineId {
                line: id.line - 1,
                ..id
            });
        }
        let block = id.block.checked_sub(1)?;
        Some(LineId {
            block,
            line: self.line_count(block).saturating_sub(1),
        })
    }

    /// The shaped form of a block, for inspection.
    pub fn shaped(&mut self, block: usize) -> Option<&ShapedBlock> {
        self.set_block(block).map(|set| &set.shaped)
    }

    fn set_block(&mut self, block: usize) -> Option<&SetBlock> {
        let span = self.blocks().span(block)?;
        self.clock += 1;
        let width_em = self.measure.width_em();
        if !self.set.contains_key(&block) {
            let text = self.article.slice(span);
            let around = self.blocks.around(&self.article, block);
            let base = self.blocks.base_of(block);
            let shaped = self.shaper.shape_part(text, base, around, &self.stack);
            self.shaped += 1;
            let set = SetBlock {
                units: units(&shaped),
                shaped,
                ends: Vec::new(),
                width_em: f32::NAN,
                used: self.clock,
                bytes: 0,
            };
            self.heights.learn_width(&set.shaped);
            self.set.insert(block, set);
            self.forget_old();
        }
        let clock = self.clock;
        let set = self.set.get_mut(&block)?;
        set.used = clock;
        if set.width_em != width_em {
            set.ends = wrap(&set.shaped, &set.units, width_em);
            set.width_em = width_em;
            let bytes = set.memory();
            self.set_bytes = self.set_bytes + bytes - set.bytes;
            set.bytes = bytes;
        }
        self.heights.set(block, set.ends.len() as u32);
        Some(set)
    }

    /// Forgets the half of the blocks that was not looked at for longest, so
    /// that each block forgotten costs the same however many there are.
    fn forget_old(&mut self) {
        if self.set_bytes <= CACHE_BYTES || self.set.len() <= 8 {
            return;
        }
        let mut used: Vec<u64> = self.set.values().map(|set| set.used).collect();
        let middle = used.len() / 2;
        let (_, &mut since, _) = used.select_nth_unstable(middle);
        self.set.retain(|_, set| set.used >= since);
        self.set_bytes = self.set.values().map(|set| set.bytes).sum();
    }
}

/// Whole pixels for a height in em, with half a pixel for the soft edge that
/// drawing gives an outline.
fn pixels(em: f32, size: f32) -> f32 {
    (em * size + 0.5).ceil()
}
