//! How many lines a block takes in a column, without keeping a glyph of it:
//! for the exact height of a text that nobody looks at yet.
//!
//! Invariant: the answer is the length of what [`wrap`] gives for the shaped
//! block at the same width. A counter starts no thread and shares nothing;
//! whoever counts on several threads gives each a counter of its own.

use super::analyse::Base;
use super::blocks::{Around, Blocks};
use super::font::FontStack;
use super::shape::Shaper;
use super::wrap::{Unit, count, units, wrap};
use crate::text::Article;

/// Counts lines of blocks. Holds scratch space and the widths of words it has
/// met, so keep one for each thread.
#[derive(Default)]
pub struct LineCounter {
    shaper: Shaper,
    units: Vec<Unit>,
}

impl LineCounter {
    /// The number of lines of one block in a column `width_em` wide; at least
    /// one, as an empty block has an empty line.
    pub fn lines(&mut self, text: &str, base: Base, stack: &FontStack, width_em: f32) -> usize {
        self.lines_of_part(text, base, Around::default(), stack, width_em)
    }

    /// The number of lines of a block of an article.
    pub fn lines_of_block(
        &mut self,
        article: &Article,
        blocks: &Blocks,
        block: usize,
        stack: &FontStack,
        width_em: f32,
    ) -> usize {
        let text = article.slice(blocks.tiling().span(block).unwrap_or_default());
        let around = blocks.around(article, block);
        self.lines_of_part(text, blocks.base_of(block), around, stack, width_em)
    }

    fn lines_of_part(
        &mut self,
        text: &str,
        base: Base,
        around: Around<'_>,
        stack: &FontStack,
        width_em: f32,
    ) -> usize {
        self.shaper
            .units(text, base, around, stack, &mut self.units);
        // Where a unit is broken inside depends on its cells.
        count(&self.units, width_em).unwrap_or_else(|| {
            let block = self.shaper.shape_part(text, base, around, stack);
            wrap(&block, &units(&block), width_em).len()
        })
    }
}
