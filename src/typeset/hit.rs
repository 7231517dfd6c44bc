//! Places on a line: from a point to the text and from the text to points.
//!
//! Everything is answered from the line's cells. Offsets here are bytes from
//! the block's start.

use super::place::{Cell, PlacedLine};

/// A place for the caret: an offset, and which neighbour it leans on where
/// directions meet and one offset has two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaretPlace {
    /// Bytes from the block's start.
    pub offset: u32,
    /// Whether the caret stands at the end of the text before the offset
    /// (true) or at the start of the text after it.
    pub after_previous: bool,
}

impl PlacedLine {
    /// The caret nearest to `x` (pixels from the column's left edge): the
    /// nearer side of the cell there, or of the first or last cell.
    pub fn hit(&self, x: f32) -> CaretPlace {
        let Some(cell) = self.index_near(x) else {
            return CaretPlace {
                offset: self.start,
                after_previous: false,
            };
        };
        let (x0, x1) = self.extent(cell);
        self.beside(cell, x > (x0 + x1) / 2.0)
    }

    /// The caret at the right or left side of the grapheme cluster that the
    /// cell of a number belongs to.
    pub(super) fn beside(&self, index: usize, right: bool) -> CaretPlace {
        let at_end = right != self.cells[index].is_rtl();
        CaretPlace {
            offset: if at_end {
                self.cells[self.last_of_grapheme(index)].end
            } else {
                self.cells[self.first_of_grapheme(index)].start
            },
            after_previous: at_end,
        }
    }

    /// The edges of the grapheme cluster that the cell of a number belongs to,
    /// as far as it has the cell's level.
    pub(super) fn extent(&self, index: usize) -> (f32, f32) {
        let cell = &self.cells[index];
        let (mut x0, mut x1) = (cell.x0, cell.x1);
        let ends = (self.first_of_grapheme(index), self.last_of_grapheme(index));
        if ends != (index, index) {
            let (first, last) = (&self.cells[ends.0], &self.cells[ends.1]);
            let part = |c: &&Cell| c.start >= first.start && c.end <= last.end;
            for other in self.cells.iter().filter(part) {
                if other.level == cell.level {
                    x0 = x0.min(other.x0);
                    x1 = x1.max(other.x1);
                }
            }
        }
        (x0, x1)
    }

    /// The number of the cell under `x`, or of the nearest that has a width.
    pub(super) fn index_near(&self, x: f32) -> Option<usize> {
        let after = self.cells.partition_point(|cell| cell.x1 <= x);
        let wide = |index: &usize| self.cells[*index].x1 > self.cells[*index].x0;
        (after..self.cells.len())
            .find(wide)
            .or_else(|| (0..after).rev().find(wide))
            .or_else(|| (!self.cells.is_empty()).then_some(0))
    }

    /// Where the caret stands for an offset, in pixels; `None` where the
    /// offset is not on this line.
    pub fn caret_x(&self, place: CaretPlace) -> Option<f32> {
        let starts = || {
            self.cells
                .iter()
                .find(|c| c.start == place.offset)
                .map(start_edge)
        };
        let ends = || {
            self.cells
                .iter()
                .find(|c| c.end == place.offset)
                .map(end_edge)
        };
        let inside = || {
            let holds = |c: &&Cell| c.start < place.offset && place.offset < c.end;
            self.cells.iter().find(holds).map(start_edge)
        };
        let edge = if place.after_previous {
            ends().or_else(starts)
        } else {
            starts().or_else(ends)
        };
        let empty = (self.cells.is_empty() && place.offset == self.start).then_some(self.x1);
        edge.or_else(inside).or(empty)
    }

    /// Where else the caret could stand for the same offset, in pixels: where
    /// directions meet, the text before an offset ends at one place and the
    /// text after it begins at another. At an end of the line what lies beyond
    /// runs in the paragraph's direction. `None` where both are one place.
    pub fn second_caret_x(&self, place: CaretPlace) -> Option<f32> {
        let x = self.caret_x(place)?;
        let rtl = self.base_level % 2 == 1;
        let before = self.cells.iter().find(|c| c.end == place.offset);
        let after = self.cells.iter().find(|c| c.start == place.offset);
        let (ends, starts) = match (before, after) {
            (Some(before), Some(after)) => (end_edge(before), start_edge(after)),
            (None, Some(after)) if after.is_rtl() != rtl => {
                let line_start = if rtl { self.x1 } else { self.x0 };
                (line_start, start_edge(after))
            }
            (Some(before), None) if before.is_rtl() != rtl => {
                let line_end = if rtl { self.x0 } else { self.x1 };
                (end_edge(before), line_end)
            }
            _ => return None,
        };
        let other = if (starts - x).abs() > (ends - x).abs() {
            starts
        } else {
            ends
        };
        ((other - x).abs() > EDGE).then_some(other)
    }

    /// Where the text `start..end`, cut to this line, is seen to begin or to
    /// end, in pixels from the column's left edge: of the two places that the
    /// caret has where directions meet, the one at which a stretch of that
    /// text meets other text; its own side where both do, or neither. The
    /// caller knows that it begins or ends on this line at all.
    pub fn border_x(&self, start: u32, end: u32, at_end: bool) -> Option<f32> {
        let place = CaretPlace {
            offset: if at_end { end } else { start },
            after_previous: at_end,
        };
        let own = self.caret_x(place)?;
        let stretches = self.stretches(start, end);
        let borders = |x: f32| {
            let near = |edge: f32| (edge - x).abs() < EDGE;
            stretches.iter().any(|&(x0, x1)| near(x0) || near(x1))
        };
        let other = self.second_caret_x(place);
        let other = other.filter(|&x| !borders(own) && borders(x));
        Some(other.unwrap_or(own).min(self.x1).max(self.x0))
    }

    /// The stretches of the line, from left to right and each as wide as
    /// possible, on which the text `start..end` stands: several where
    /// directions mix. Pixels from the column's left edge.
    pub fn stretches(&self, start: u32, end: u32) -> Vec<(f32, f32)> {
        let mut found: Vec<(f32, f32)> = Vec::new();
        let mut open = false;
        for cell in &self.cells {
            let inside = cell.start < end && start < cell.end;
            match found.last_mut() {
                Some(last) if inside && open => last.1 = cell.x1,
                _ if inside => found.push((cell.x0, cell.x1)),
                _ => {}
            }
            open = inside || (open && cell.x0 == cell.x1);
        }
        found.retain(|(x0, x1)| x1 > x0);
        found
    }

    /// The caret one grapheme cluster to the left or right of `from` as the
    /// eye sees it; `None` at the line's edge. Where two places share an edge,
    /// the caret stays with the text it has just passed.
    pub fn step(&self, from: CaretPlace, right: bool) -> Option<CaretPlace> {
        let x = self.caret_x(from)?;
        let ahead = |edge: f32| if right { edge - x } else { x - edge };
        let mut best: Option<(f32, bool, CaretPlace)> = None;
        for (edge, place, cell) in self.caret_edges() {
            let distance = ahead(edge);
            let passed = if right {
                cell.x1 == edge
            } else {
                cell.x0 == edge
            };
            let better = best.is_none_or(|(least, was_passed, _)| {
                distance < least - EDGE || (distance < least + EDGE && passed && !was_passed)
            });
            if distance > EDGE && better {
                best = Some((distance, passed, place));
            }
        }
        best.map(|(_, _, place)| place)
    }

    /// Both edges of every grapheme cluster.
    fn caret_edges(&self) -> impl Iterator<Item = (f32, CaretPlace, &Cell)> {
        let cells = self.cells.iter().enumerate();
        cells
            .filter(|(_, cell)| cell.grapheme_start)
            .flat_map(|(index, first)| {
                let last = &self.cells[self.last_of_grapheme(index)];
                let place = |offset, after_previous| CaretPlace {
                    offset,
                    after_previous,
                };
                [
                    (start_edge(first), place(first.start, false), first),
                    (end_edge(last), place(last.end, true), last),
                ]
            })
    }

    /// The number of the first cell of the grapheme cluster that holds one.
    fn first_of_grapheme(&self, index: usize) -> usize {
        let mut first = index;
        while !self.cells[first].grapheme_start {
            let start = self.cells[first].start;
            let Some(before) = self.near(first, |cell| cell.end == start) else {
                break;
            };
            first = before;
        }
        first
    }

    /// The number of the last cell of the grapheme cluster that holds one:
    /// another one where a level, a script or a face changes inside it.
    fn last_of_grapheme(&self, index: usize) -> usize {
        let mut last = index;
        while self.cells[last].end < self.end {
            let end = self.cells[last].end;
            let after = self.near(last, |cell| cell.start == end);
            let Some(more) = after.filter(|&more| !self.cells[more].grapheme_start) else {
                break;
            };
            last = more;
        }
        last
    }

    /// The number of the one cell of a kind, which stands beside another as a
    /// rule: the next in the text, or the one before.
    fn near(&self, index: usize, is_it: impl Fn(&Cell) -> bool) -> Option<usize> {
        let beside = [Some(index + 1), index.checked_sub(1)];
        let found = beside.into_iter().flatten();
        let mut found = found.filter(|&at| self.cells.get(at).is_some_and(&is_it));
        found.next().or_else(|| self.cells.iter().position(is_it))
    }
}

/// Two carets nearer to each other than this, in pixels, are one place.
const EDGE: f32 = 0.01;

/// Where text begins to be read in a cell.
fn start_edge(cell: &Cell) -> f32 {
    if cell.is_rtl() { cell.x1 } else { cell.x0 }
}

/// Where text ends to be read in a cell.
fn end_edge(cell: &Cell) -> f32 {
    if cell.is_rtl() { cell.x0 } else { cell.x1 }
}
