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
use super::wrap::{Unit, units, wrap};
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
        let block = self.shaper.shape(text, base, stack);
        self.units.clear();
        self.units.extend(units(&block));
        wrap(&block, &self.units, width_em).len()
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
        if stands_alone(text, around) {
            return self.lines(text, blocks.base(), stack, width_em);
        }
        let block = self.shaper.shape_part(text, blocks.base(), around, stack);
        wrap(&block, &units(&block), width_em).len()
    }
}

/// Whether a block's lines do not depend on what is around it: between words
/// nothing does but the level of the space that hangs at its end.
fn stands_alone(text: &str, around: Around<'_>) -> bool {
    let starts = around.before.is_empty() || around.before.ends_with(' ');
    let ends = around.after.is_empty() || text.ends_with(' ');
    around.levels.is_none() && starts && ends
}
