//! A whole text in one column, of which only what is looked at is set.
//!
//! All lines are equally high, so places are counted in lines. Blocks that
//! have been set know their number of lines; for the others it is estimated
//! from their bytes, and the estimate is replaced when they come into view.
//! A place is therefore kept as a block and a line in it, never as a distance
//! from the top. Setting a block again for a new width or size only wraps.

use std::collections::HashMap;
use std::sync::Arc;

use super::analyse::Base;
use super::blocks::blocks;
use super::font::{FontStack, LineRoom};
use super::hit::CaretPlace;
use super::place::{Measure, PlacedLine, place};
use super::shape::{ShapedBlock, Shaper};
use super::wrap::{Unit, units, wrap};
use crate::text::{Article, ByteOffset, ByteSpan, Tiling};

/// Extra space after a paragraph, in lines.
pub const PARAGRAPH_GAP: f64 = 0.35;

/// How much memory shaped blocks may hold, in bytes, before the ones not
/// looked at longest are forgotten.
const CACHE_BYTES: usize = 24 << 20;

/// First guess of a text's width: em for each byte of UTF-8.
const EM_PER_BYTE: f64 = 0.24;

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
    base: Base,
    stack: Arc<FontStack>,
    blocks: Arc<Tiling>,
    measure: Measure,
    /// What a line needs above and below its baseline, in em.
    room: LineRoom,
    shaper: Shaper,
    set: HashMap<usize, SetBlock>,
    set_bytes: usize,
    clock: u64,
    heights: Heights,
    em_per_byte: f64,
}

impl Column {
    /// Prepares a column; nothing but a short text is set yet.
    pub fn new(article: Article, base: Base, stack: Arc<FontStack>, measure: Measure) -> Self {
        let blocks = Arc::new(blocks(&article, base));
        let room = LineRoom::of(stack.family(), article.vowelling());
        let mut column = Self {
            room,
            heights: Heights::default(),
            article,
            base,
            stack,
            blocks,
            measure,
            shaper: Shaper::default(),
            set: HashMap::new(),
            set_bytes: 0,
            clock: 0,
            em_per_byte: EM_PER_BYTE,
        };
        column.estimate_all();
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
        &self.blocks
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
            self.estimate_all();
            let set: Vec<usize> = self.set.keys().copied().collect();
            if self.article.len().0 <= SET_WHOLE {
                for block in set {
                    self.set_block(block);
                }
            }
        }
    }

    /// Height of the whole text in lines, estimated where it is not yet set.
    pub fn total_lines(&self) -> f64 {
        self.heights.total()
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
        let start = self.blocks.span(id.block).unwrap_or_default().start.0;
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
        let mut block = self.blocks.at(at);
        let mut start = self.blocks.span(block).unwrap_or_default().start;
        if after_previous && at == start && block > 0 && !self.ends_paragraph(block - 1) {
            block -= 1;
            start = self.blocks.span(block).unwrap_or_default().start;
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
        let start = self.blocks.span(id.block).unwrap_or_default().start;
        CaretPlace {
            offset: at.0.saturating_sub(start.0) as u32,
            after_previous,
        }
    }

    /// The offset in the article of a place counted from a block's start.
    pub fn offset_in(&self, block: usize, local: u32) -> ByteOffset {
        let start = self.blocks.span(block).unwrap_or_default().start;
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

    fn ends_paragraph(&self, block: usize) -> bool {
        let Some(next) = self.blocks.span(block + 1) else {
            return true;
        };
        let paragraphs = self.article.paragraphs();
        paragraphs
            .span(paragraphs.at(next.start))
            .is_none_or(|paragraph| paragraph.start == next.start)
    }

    fn gap_after(&self, block: usize) -> f64 {
        if self.ends_paragraph(block) {
            PARAGRAPH_GAP
        } else {
            0.0
        }
    }

    fn set_block(&mut self, block: usize) -> Option<&SetBlock> {
        let span = self.blocks.span(block)?;
        self.clock += 1;
        let width_em = self.measure.width_em();
        if !self.set.contains_key(&block) {
            let shaped = self
                .shaper
                .shape(self.article.slice(span), self.base, &self.stack);
            let units = units(&shaped);
            let set = SetBlock {
                shaped,
                units,
                ends: Vec::new(),
                width_em: f32::NAN,
                used: self.clock,
                bytes: 0,
            };
            self.learn_width(&set.shaped);
            self.set.insert(block, set);
            self.forget_old(block);
        }
        let gap = self.gap_after(block);
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
        self.heights.set(block, set.ends.len() as f64 + gap);
        Some(set)
    }

    /// Estimates get better with every block set.
    fn learn_width(&mut self, shaped: &ShapedBlock) {
        if shaped.text_len > 512 {
            let em: f64 = shaped.cells.iter().map(|c| f64::from(c.advance)).sum();
            self.em_per_byte = em / f64::from(shaped.text_len);
        }
    }

    fn forget_old(&mut self, keep: usize) {
        while self.set_bytes > CACHE_BYTES && self.set.len() > 8 {
            let oldest = self
                .set
                .iter()
                .filter(|(block, _)| **block != keep)
                .min_by_key(|(_, set)| set.used)
                .map(|(&block, _)| block);
            match oldest.and_then(|block| self.set.remove(&block)) {
                Some(old) => self.set_bytes -= old.bytes,
                None => return,
            }
        }
    }

    fn estimate_all(&mut self) {
        let width = f64::from(self.measure.width_em()).max(1.0);
        let estimates = (0..self.blocks.count())
            .map(|block| {
                let bytes = self.blocks.span(block).unwrap_or_default().len() as f64;
                let lines = (bytes * self.em_per_byte / width * 1.03).ceil().max(1.0);
                lines + self.gap_after(block)
            })
            .collect();
        self.heights = Heights::new(estimates);
    }
}

/// Whole pixels for a height in em, with half a pixel for the soft edge that
/// drawing gives an outline.
fn pixels(em: f32, size: f32) -> f32 {
    (em * size + 0.5).ceil()
}

/// Heights of blocks, in lines, with their running sums (a Fenwick tree).
#[derive(Default)]
struct Heights {
    each: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    fn new(each: Vec<f64>) -> Self {
        let mut tree = vec![0.0; each.len() + 1];
        for (index, height) in each.iter().enumerate() {
            tree[index + 1] += height;
            let parent = (index + 1) + lowest_bit(index + 1);
            if parent < tree.len() {
                tree[parent] += tree[index + 1];
            }
        }
        Self {
            each: each.into_iter().map(|h| h as f32).collect(),
            tree,
        }
    }

    fn of(&self, block: usize) -> f64 {
        self.each.get(block).map_or(0.0, |&h| f64::from(h))
    }

    fn set(&mut self, block: usize, height: f64) {
        let Some(old) = self.each.get_mut(block) else {
            return;
        };
        let change = height - f64::from(*old);
        if change.abs() < 1e-4 {
            return;
        }
        *old = height as f32;
        let mut node = block + 1;
        while node < self.tree.len() {
            self.tree[node] += change;
            node += lowest_bit(node);
        }
    }

    fn before(&self, block: usize) -> f64 {
        let mut node = block.min(self.each.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree[node];
            node -= lowest_bit(node);
        }
        sum
    }

    fn total(&self) -> f64 {
        self.before(self.each.len())
    }

    /// The block at a distance from the top, and the distance inside it.
    fn find(&self, lines: f64) -> (usize, f64) {
        let mut node = 0;
        let mut left = lines.max(0.0);
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            let next = node + step;
            if next < self.tree.len() && self.tree[next] <= left {
                left -= self.tree[next];
                node = next;
            }
            step /= 2;
        }
        let last = self.each.len().saturating_sub(1);
        if node > last {
            return (last, self.of(last));
        }
        (node, left)
    }
}

fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn running_sums_agree_with_adding_up(
            each in prop::collection::vec(1u32..50, 1..80),
            changes in prop::collection::vec((0usize..80, 1u32..50), 0..40),
            probe in 0.0f64..3000.0,
        ) {
            let mut plain: Vec<f64> = each.iter().map(|&n| f64::from(n)).collect();
            let mut heights = Heights::new(plain.clone());
            for (at, height) in changes {
                if at < plain.len() {
                    plain[at] = f64::from(height);
                    heights.set(at, f64::from(height));
                }
            }
            let total: f64 = plain.iter().sum();
            prop_assert!((heights.total() - total).abs() < 1e-6);
            let (block, inside) = heights.find(probe);
            let before: f64 = plain[..block].iter().sum();
            prop_assert!((heights.before(block) - before).abs() < 1e-6);
            if probe < total {
                prop_assert!((before + inside - probe).abs() < 1e-6);
                prop_assert!(inside < plain[block] + 1e-6);
            } else {
                prop_assert_eq!(block, plain.len() - 1);
            }
        }
    }
}
