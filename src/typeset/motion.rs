//! The caret's walk through a column: pure functions from place to place.
//!
//! Arrow keys go where the eye expects, whatever the direction of the text;
//! word jumps follow the paragraph's direction.

use super::column::{Column, LineId};
use super::hit::CaretPlace;
use super::place::PlacedLine;
use crate::text::ByteOffset;

/// A caret in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnCaret {
    /// The place in the article.
    pub offset: ByteOffset,
    /// Whether it leans on the text before it: at the end of a wrapped line,
    /// and where directions meet.
    pub after_previous: bool,
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme cluster to the left, as the eye sees it.
    Left,
    /// One grapheme cluster to the right, as the eye sees it.
    Right,
    /// One word to the left.
    WordLeft,
    /// One word to the right.
    WordRight,
    /// So many lines down; up if negative.
    Lines(isize),
    /// To where the line begins to be read.
    LineStart,
    /// To where the line ends, before the space it may end with.
    LineEnd,
    /// To the beginning of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl ColumnCaret {
    /// A caret before the text at an offset.
    pub fn before(offset: ByteOffset) -> Self {
        Self {
            offset,
            after_previous: false,
        }
    }
}

impl Column {
    /// The line a caret stands on.
    pub fn line_of_caret(&mut self, caret: ColumnCaret) -> LineId {
        self.line_of(caret.offset, caret.after_previous)
    }

    /// Where a caret stands on its line: pixels from the column's left edge.
    pub fn caret_x(&mut self, caret: ColumnCaret) -> f32 {
        let id = self.line_of_caret(caret);
        let line = self.place_line(id);
        let place = self.caret_in(id, caret.offset, caret.after_previous);
        line.caret_x(place).unwrap_or(line.x1)
    }

    /// The caret nearest to `x` (pixels from the column's left edge) on a line.
    pub fn caret_at(&mut self, id: LineId, x: f32) -> ColumnCaret {
        let line = self.place_line(id);
        let hit = line.hit(x.clamp(line.x0, line.x1.max(line.x0)));
        self.in_article(id, hit)
    }

    /// The caret after a motion. `goal_x` is where vertical motions aim, in
    /// pixels from the column's left edge.
    pub fn moved(&mut self, caret: ColumnCaret, motion: Motion, goal_x: f32) -> ColumnCaret {
        match motion {
            Motion::Left => self.step(caret, false),
            Motion::Right => self.step(caret, true),
            Motion::WordLeft => self.word(caret, false),
            Motion::WordRight => self.word(caret, true),
            Motion::Lines(count) => self.lines(caret, count, goal_x),
            Motion::LineStart => {
                let id = self.line_of_caret(caret);
                ColumnCaret::before(self.line_span(id).start)
            }
            Motion::LineEnd => self.line_end(caret),
            Motion::TextStart => ColumnCaret::default(),
            Motion::TextEnd => ColumnCaret {
                offset: self.article().len(),
                after_previous: true,
            },
        }
    }

    fn step(&mut self, caret: ColumnCaret, right: bool) -> ColumnCaret {
        let id = self.line_of_caret(caret);
        let line = self.place_line(id);
        let place = self.caret_in(id, caret.offset, caret.after_previous);
        let rtl = line.base_level % 2 == 1;
        let forward = right != rtl;
        match line.step(place, right) {
            // The end of a wrapped line is the start of the next: one stop, not two.
            Some(next) if forward && next.offset == line.end => match self.next_line(id) {
                Some(below) => ColumnCaret::before(self.line_span(below).start),
                None => self.in_article(id, next),
            },
            Some(next) => self.in_article(id, next),
            None if forward => match self.next_line(id) {
                Some(below) => ColumnCaret::before(self.line_span(below).start),
                None => caret,
            },
            None => match self.previous_line(id) {
                Some(above) => {
                    let start = ColumnCaret::before(self.line_span(above).start);
                    self.last_stop(above, start)
                }
                None => caret,
            },
        }
    }

    /// The last place on a line that is not the start of the next one.
    fn last_stop(&mut self, id: LineId, otherwise: ColumnCaret) -> ColumnCaret {
        let span = self.line_span(id);
        let article = self.article().clone();
        if span.end == article.len() && !ends_with_separator(article.slice(span)) {
            return ColumnCaret {
                offset: span.end,
                after_previous: true,
            };
        }
        if span.is_empty() {
            return otherwise;
        }
        let last = article.previous_grapheme(span.end).max(span.start);
        ColumnCaret::before(last)
    }

    fn word(&mut self, caret: ColumnCaret, right: bool) -> ColumnCaret {
        let id = self.line_of_caret(caret);
        let rtl = self.place_line(id).base_level % 2 == 1;
        let article = self.article();
        ColumnCaret::before(if right != rtl {
            article.next_word(caret.offset)
        } else {
            article.previous_word(caret.offset)
        })
    }

    fn lines(&mut self, caret: ColumnCaret, count: isize, goal_x: f32) -> ColumnCaret {
        let mut id = self.line_of_caret(caret);
        for _ in 0..count.unsigned_abs() {
            let next = if count > 0 {
                self.next_line(id)
            } else {
                self.previous_line(id)
            };
            match next {
                Some(next) => id = next,
                None if count > 0 => return self.moved(caret, Motion::TextEnd, goal_x),
                None => return ColumnCaret::default(),
            }
        }
        self.caret_at(id, goal_x)
    }

    fn line_end(&mut self, caret: ColumnCaret) -> ColumnCaret {
        let id = self.line_of_caret(caret);
        let span = self.line_span(id);
        // Not every separator of paragraphs is white space.
        let text = crate::text::paragraphs::trim_separator(self.article().slice(span));
        let visible = text.trim_end().len();
        let end = if visible == 0 { text.len() } else { visible };
        let offset = self
            .article()
            .grapheme_floor(ByteOffset(span.start.0 + end));
        ColumnCaret {
            offset,
            after_previous: offset > span.start,
        }
    }

    fn in_article(&self, id: LineId, place: CaretPlace) -> ColumnCaret {
        ColumnCaret {
            offset: self.offset_in(id.block, place.offset),
            after_previous: place.after_previous,
        }
    }
}

fn ends_with_separator(text: &str) -> bool {
    text.ends_with(crate::text::paragraphs::is_separator)
}

impl PlacedLine {
    /// The bytes of the cell under `x`, from the block's start.
    pub fn cell_start_at(&self, x: f32) -> Option<u32> {
        self.cells
            .iter()
            .find(|cell| cell.x0 <= x && x < cell.x1)
            .map(|cell| cell.start)
    }
}
