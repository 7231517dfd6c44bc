//! Which part of a column is looked at.
//!
//! The place is kept as a block and lines into it, so that it stays put while
//! the heights of blocks elsewhere become exact.

use crate::text::ByteOffset;
use crate::typeset::column::{Column, LineId, PARAGRAPH_GAP};

/// Empty space above the text, in lines.
pub const TOP_MARGIN: f64 = 1.2;
/// Empty space below the text, in lines.
pub const BOTTOM_MARGIN: f64 = 2.0;

/// The top edge of what is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The block at the top edge.
    pub block: usize,
    /// Lines of it above the top edge; negative where there is space above it.
    pub skip: f64,
    /// Empty space above and below the text, in lines.
    margins: (f64, f64),
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            block: 0,
            skip: -TOP_MARGIN,
            margins: (TOP_MARGIN, BOTTOM_MARGIN),
        }
    }
}

/// What stays put while lines end elsewhere: the text at the top edge, and how
/// far its line stands above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// The first character in view.
    pub offset: ByteOffset,
    /// Lines from its line's top down to the top edge; negative where there is
    /// space above it.
    pub above: f64,
}

impl Viewport {
    /// The top of a text without space above it, nor below its last line.
    pub fn bare() -> Self {
        Self {
            block: 0,
            skip: 0.0,
            margins: (0.0, -PARAGRAPH_GAP),
        }
    }

    /// Distance from the top of the text, in lines (estimated above).
    pub fn position(&self, column: &Column) -> f64 {
        column.top_of_block(self.block) + self.skip
    }

    /// The lowest position that makes sense for a view of so many lines.
    pub fn lowest(&self, column: &Column, view_lines: f64) -> f64 {
        let (above, below) = self.margins;
        (column.total_lines() + below - view_lines).max(-above)
    }

    /// Moves down by so many lines (up if negative), within the text.
    pub fn scroll(&mut self, column: &mut Column, lines: f64, view_lines: f64) {
        self.skip += lines;
        self.normalise(column);
        self.hold_inside(column, view_lines);
    }

    /// Goes to a distance from the top of the text, in lines.
    pub fn go_to(&mut self, column: &mut Column, position: f64, view_lines: f64) {
        let (block, skip) = column.place_at(position);
        *self = Self {
            block,
            skip: if position < 0.0 { position } else { skip },
            ..*self
        };
        // Now that the block is about to be set, its height may differ.
        column.line_count(block);
        self.skip = self.skip.min(column.block_height(block));
        self.hold_inside(column, view_lines);
    }

    /// Brings an offset to a third of the view's height, unless it is well
    /// inside the view already.
    pub fn reveal(&mut self, column: &mut Column, at: ByteOffset, view_lines: f64) {
        let line = column.line_of(at, false);
        let from_top = self.line_from_top(column, line, view_lines);
        if from_top.is_some_and(|y| y >= 0.5 && y + 1.5 <= view_lines) {
            return;
        }
        self.put_line_at(column, line, (view_lines / 3.0).floor(), view_lines);
    }

    /// Moves as little as possible for a line to be wholly in view.
    pub fn follow(&mut self, column: &mut Column, line: LineId, view_lines: f64) {
        match self.line_from_top(column, line, 2.0 * view_lines) {
            Some(y) if y < 0.0 => self.scroll(column, y, view_lines),
            Some(y) if y + 1.0 > view_lines => {
                self.scroll(column, y + 1.0 - view_lines, view_lines)
            }
            Some(_) => {}
            None => self.put_line_at(column, line, (view_lines / 3.0).floor(), view_lines),
        }
    }

    /// Puts a line at a distance from the top of the view, in lines.
    pub fn put_line_at(
        &mut self,
        column: &mut Column,
        line: LineId,
        from_top: f64,
        view_lines: f64,
    ) {
        *self = Self {
            block: line.block,
            skip: line.line as f64 - from_top,
            ..*self
        };
        self.normalise(column);
        self.hold_inside(column, view_lines);
    }

    /// What is to stay put when lines end elsewhere; `None` at the top of the
    /// text, where the margin above it is what stays.
    pub fn anchor(&self, column: &mut Column) -> Option<Anchor> {
        if self.block == 0 && self.skip <= 0.0 {
            return None;
        }
        let count = column.line_count(self.block);
        let line = (self.skip.max(0.0).floor() as usize).min(count.saturating_sub(1));
        let id = LineId {
            block: self.block,
            line,
        };
        Some(Anchor {
            offset: column.line_span(id).start,
            above: self.skip - line as f64,
        })
    }

    /// The place at which an anchor is where it was.
    pub fn at_anchor(column: &mut Column, anchor: Option<Anchor>, view_lines: f64) -> Self {
        let mut viewport = Self::default();
        if let Some(anchor) = anchor {
            let line = column.line_of(anchor.offset, false);
            viewport.put_line_at(column, line, -anchor.above, view_lines);
        }
        viewport
    }

    /// From the top of the view to a line's top, in lines, for lines no further
    /// away than `reach` lines: what lies between is set for it.
    fn line_from_top(&self, column: &mut Column, line: LineId, reach: f64) -> Option<f64> {
        let mut distance = line.line as f64 - self.skip;
        if line.block >= self.block {
            for block in self.block..line.block {
                column.line_count(block);
                distance += column.block_height(block);
                if distance > reach {
                    return None;
                }
            }
        } else {
            for block in (line.block..self.block).rev() {
                column.line_count(block);
                distance -= column.block_height(block);
                if distance < -reach {
                    return None;
                }
            }
        }
        Some(distance)
    }

    fn normalise(&mut self, column: &mut Column) {
        column.line_count(self.block);
        while self.skip < 0.0 && self.block > 0 {
            self.block -= 1;
            column.line_count(self.block);
            self.skip += column.block_height(self.block);
        }
        while self.skip >= column.block_height(self.block)
            && self.block + 1 < column.blocks().count()
        {
            self.skip -= column.block_height(self.block);
            self.block += 1;
            column.line_count(self.block);
        }
    }

    /// Keeps the text in the view: nothing but the margins above and below.
    fn hold_inside(&mut self, column: &mut Column, view_lines: f64) {
        let (above, under) = self.margins;
        if self.block == 0 {
            self.skip = self.skip.max(-above);
        }
        // What is in view is set, so that the last page is exact.
        let mut below = -self.skip;
        let mut block = self.block;
        while below < view_lines && block < column.blocks().count() {
            column.line_count(block);
            below += column.block_height(block);
            block += 1;
        }
        if block == column.blocks().count() && below + under < view_lines {
            self.skip -= view_lines - below - under;
            self.normalise(column);
            if self.block == 0 {
                self.skip = self.skip.max(-above);
            }
        }
    }
}
