//! How high every block of a column is, counted in lines, with running sums.
//!
//! Invariant: what was set or counted is exact, the rest an estimate from the
//! number of bytes; the sums are those of what is known now. Memory is four
//! bytes a block and a little, since a text may have as many paragraphs as
//! bytes.

use std::ops::Range;
use std::sync::Arc;

use super::blocks::Blocks;
use super::column::PARAGRAPH_GAP;
use super::shape::ShapedBlock;

/// First guess of a text's width: em for each byte of UTF-8.
const EM_PER_BYTE: f64 = 0.24;

/// So many blocks share one entry of the sums.
const GROUP: usize = 64;

/// Marks a number of lines as exact.
const EXACT: u32 = 1 << 31;

/// Heights of blocks with their running sums: a Fenwick tree over groups of
/// blocks.
pub(super) struct Heights {
    blocks: Arc<Blocks>,
    /// Lines of each block, [`EXACT`] or not.
    lines: Vec<u32>,
    tree: Vec<f64>,
    /// How many blocks are exact.
    exact: usize,
    em_per_byte: f64,
}

impl Heights {
    pub fn new(blocks: Arc<Blocks>, width_em: f32) -> Self {
        Self::with_guess(blocks, width_em, EM_PER_BYTE)
    }

    /// Estimates by what another column's blocks have taught of the text.
    pub fn with_guess(blocks: Arc<Blocks>, width_em: f32, em_per_byte: f64) -> Self {
        let mut heights = Self {
            blocks,
            lines: Vec::new(),
            tree: Vec::new(),
            exact: 0,
            em_per_byte,
        };
        heights.estimate_all(width_em);
        heights
    }

    /// Estimates all blocks for another width; nothing is exact any more.
    pub fn estimate_all(&mut self, width_em: f32) {
        let lines_per_byte = self.em_per_byte / f64::from(width_em).max(1.0) * 1.03;
        let estimate = |bytes: usize| (bytes as f64 * lines_per_byte).ceil().max(1.0) as u32;
        self.lines.clear();
        let spans = self.blocks.tiling().spans();
        self.lines.extend(spans.map(|span| estimate(span.len())));
        self.exact = 0;
        self.sum_up();
    }

    fn sum_up(&mut self) {
        let groups = self.lines.len().div_ceil(GROUP);
        self.tree = vec![0.0; groups + 1];
        for group in 0..groups {
            let first = group * GROUP;
            let blocks = first..(first + GROUP).min(self.lines.len());
            let node = group + 1;
            self.tree[node] += self.height_of(blocks);
            let parent = node + lowest_bit(node);
            if parent <= groups {
                self.tree[parent] += self.tree[node];
            }
        }
    }

    /// Estimates made from now on go by the block set last, if that is long
    /// enough to tell.
    pub fn learn_width(&mut self, shaped: &ShapedBlock) {
        if shaped.text_len > 512 {
            let em: f64 = shaped.cells.iter().map(|c| f64::from(c.advance)).sum();
            self.em_per_byte = em / f64::from(shaped.text_len);
        }
    }

    /// How wide a byte of the text is thought to be, in em.
    pub fn em_per_byte(&self) -> f64 {
        self.em_per_byte
    }

    /// Whether every block is exact.
    pub fn is_exact(&self) -> bool {
        self.exact == self.lines.len()
    }

    /// The lines of blocks of these numbers, gaps left out.
    pub fn lines_in(&self, blocks: Range<usize>) -> u64 {
        let blocks = blocks.start..blocks.end.min(self.lines.len());
        let lines = self.lines.get(blocks).unwrap_or_default();
        lines.iter().map(|lines| u64::from(lines & !EXACT)).sum()
    }

    fn height_of(&self, blocks: Range<usize>) -> f64 {
        let gaps = self.blocks.paragraph_ends(blocks.clone());
        self.lines_in(blocks) as f64 + gaps as f64 * PARAGRAPH_GAP
    }

    /// Height of a block in lines, with the gap after its paragraph.
    pub fn of(&self, block: usize) -> f64 {
        self.lines.get(block).map_or(0.0, |&lines| {
            let gap = match self.blocks.ends_paragraph(block) {
                true => PARAGRAPH_GAP,
                false => 0.0,
            };
            f64::from(lines & !EXACT) + gap
        })
    }

    /// The exact number of a block's lines.
    pub fn set(&mut self, block: usize, exact: u32) {
        let Some(lines) = self.lines.get_mut(block) else {
            return;
        };
        let before = std::mem::replace(lines, exact | EXACT);
        self.exact += usize::from(before & EXACT == 0);
        let change = f64::from(exact) - f64::from(before & !EXACT);
        if change == 0.0 {
            return;
        }
        let mut node = block / GROUP + 1;
        while let Some(sum) = self.tree.get_mut(node) {
            *sum += change;
            node += lowest_bit(node);
        }
    }

    /// Height of all blocks before one.
    pub fn before(&self, block: usize) -> f64 {
        let block = block.min(self.lines.len());
        let group = block / GROUP;
        let mut node = group;
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree.get(node).copied().unwrap_or(0.0);
            node -= lowest_bit(node);
        }
        sum + self.height_of(group * GROUP..block)
    }

    /// Height of all blocks.
    pub fn total(&self) -> f64 {
        self.before(self.lines.len())
    }

    /// The block at a distance from the top, and the distance inside it.
    pub fn find(&self, lines: f64) -> (usize, f64) {
        let mut group = 0;
        let mut left = lines.max(0.0);
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            if let Some(&sum) = self.tree.get(group + step)
                && sum <= left
            {
                left -= sum;
                group += step;
            }
            step /= 2;
        }
        let last = self.lines.len().saturating_sub(1);
        let mut block = (group * GROUP).min(last);
        while block < last && self.of(block) <= left {
            left -= self.of(block);
            block += 1;
        }
        (block, left.min(self.of(block)))
    }
}

fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Article;
    use crate::typeset::Base;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn running_sums_agree_with_adding_up(
            count in 1usize..300,
            changes in prop::collection::vec((0usize..300, 0u32..50), 0..60),
            probe in 0.0f64..6000.0,
        ) {
            let article = Article::new("\n".repeat(count - 1), false).unwrap();
            let blocks = Arc::new(Blocks::new(&article, Base::RightToLeft));
            let mut heights = Heights::new(blocks, 30.0);
            let mut plain = vec![1.0 + PARAGRAPH_GAP; count];
            for (at, lines) in changes {
                heights.set(at, lines);
                if let Some(height) = plain.get_mut(at) {
                    *height = f64::from(lines) + PARAGRAPH_GAP;
                }
            }
            let total: f64 = plain.iter().sum();
            prop_assert!((heights.total() - total).abs() < 1e-6);
            let (block, inside) = heights.find(probe);
            let before: f64 = plain[..block].iter().sum();
            prop_assert!((heights.before(block) - before).abs() < 1e-6);
            if probe < total - 1e-6 {
                prop_assert!((before + inside - probe).abs() < 1e-6);
                prop_assert!(inside < plain[block] + 1e-6);
            } else {
                prop_assert_eq!(block, plain.len() - 1);
            }
        }
    }
}
