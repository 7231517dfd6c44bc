//! Stage four: where everything on one line stands.
//!
//! Rules L1 (its last part) and L2 of UAX #9 are applied here, line by line;
//! the result serves painting, hit-testing, the caret, selection and
//! highlights alike, so that they can never disagree.

use super::font::{FaceId, Fonts};
use super::shape::{Run, ShapedBlock};

/// A glyph at its place on a line, in pixels at the size asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedGlyph {
    /// The face it is from.
    pub face: FaceId,
    /// Its number in that face.
    pub id: u16,
    /// First byte, from the block's start, of its shaping cluster.
    pub cluster: u32,
    /// Pen position: pixels from the column's left edge.
    pub x: f32,
    /// Pixels below the baseline (negative above it).
    pub y: f32,
    /// How far the pen moves on, in pixels.
    pub advance: f32,
}

/// A grapheme cluster (or its part of one level) at its place on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// First byte from the block's start.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Left edge in pixels from the column's left edge.
    pub x0: f32,
    /// Right edge in pixels; never left of `x0`.
    pub x1: f32,
    /// Embedding level after rule L1; odd runs right to left.
    pub level: u8,
    /// Whether a caret may stand before it in the text.
    pub grapheme_start: bool,
}

impl Cell {
    /// Whether the text of the cell runs from right to left.
    pub fn is_rtl(&self) -> bool {
        self.level % 2 == 1
    }
}

/// One line, placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedLine {
    /// First byte from the block's start.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The paragraph's embedding level.
    pub base_level: u8,
    /// Left edge of the text in pixels, hanging white space not counted.
    pub x0: f32,
    /// Right edge of the text in pixels, hanging white space not counted.
    pub x1: f32,
    /// Glyphs from left to right.
    pub glyphs: Vec<PlacedGlyph>,
    /// Cells from left to right; each begins where the one before it ends.
    pub cells: Vec<Cell>,
}

/// The width of a column and the size of the type in it, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Width of the column in pixels.
    pub width: f32,
    /// Pixels in an em.
    pub size: f32,
}

impl Measure {
    /// The column's width in em: what decides where lines end.
    pub fn width_em(self) -> f32 {
        self.width / self.size
    }
}

/// Part of a run on a line.
struct Segment<'a> {
    run: &'a Run,
    /// Cells of the block, in logical order.
    cells: std::ops::Range<usize>,
    /// Level by which the line orders it: the run's, or the paragraph's for
    /// white space at the line's end.
    level: u8,
}

/// Places the cells `from..to` of a block as one line.
///
/// A line of a right-to-left paragraph stands at the column's right edge, of
/// a left-to-right one at its left; white space at its end hangs beyond.
pub fn place(
    block: &ShapedBlock,
    fonts: &Fonts,
    from: usize,
    to: usize,
    measure: Measure,
) -> PlacedLine {
    let to = to.min(block.cells.len());
    let from = from.min(to);
    let text_end = to
        - block.cells[from..to]
            .iter()
            .rev()
            .take_while(|c| c.is_space())
            .count();
    let width = |cells: std::ops::Range<usize>| -> f32 {
        block.cells[cells].iter().map(|c| c.advance).sum::<f32>() * measure.size
    };
    let text_width = width(from..text_end);
    let hanging = width(text_end..to);
    let rtl = block.base_level % 2 == 1;
    let x0 = if rtl { measure.width - text_width } else { 0.0 };
    let mut line = PlacedLine {
        start: block.cells.get(from).map_or(block.text_len, |c| c.start),
        end: if to > from {
            block.cell_end(to - 1)
        } else {
            block.text_len
        },
        base_level: block.base_level,
        x0,
        x1: x0 + text_width,
        glyphs: Vec::new(),
        cells: Vec::with_capacity(to - from),
    };
    let mut pen = if rtl { x0 - hanging } else { x0 };
    for segment in visual_order(segments(block, from, text_end, to)) {
        pen = place_segment(block, fonts, &segment, measure.size, pen, &mut line);
    }
    line
}

fn segments(block: &ShapedBlock, from: usize, text_end: usize, to: usize) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let first = block
        .runs
        .partition_point(|run| run.cells.end as usize <= from);
    for run in &block.runs[first..] {
        let (start, end) = (run.cells.start as usize, run.cells.end as usize);
        if start >= to {
            break;
        }
        let text = start.max(from)..end.min(text_end);
        let space = start.max(text_end)..end.min(to);
        for (cells, level) in [(text, run.level), (space, block.base_level)] {
            if !cells.is_empty() {
                segments.push(Segment { run, cells, level });
            }
        }
    }
    segments
}

/// UAX #9, L2: from the highest level down to the lowest odd one, every
/// sequence at that level or higher is reversed.
fn visual_order<'a>(mut segments: Vec<Segment<'a>>) -> Vec<Segment<'a>> {
    let highest = segments.iter().map(|s| s.level).max().unwrap_or(0);
    let lowest_odd = segments
        .iter()
        .map(|s| s.level)
        .filter(|l| l % 2 == 1)
        .min();
    for level in (lowest_odd.unwrap_or(u8::MAX)..=highest).rev() {
        let mut from = 0;
        while from < segments.len() {
            let run = segments[from..]
                .iter()
                .take_while(|s| s.level >= level)
                .count();
            segments[from..from + run].reverse();
            from += run.max(1);
        }
    }
    segments
}

fn place_segment(
    block: &ShapedBlock,
    fonts: &Fonts,
    segment: &Segment<'_>,
    size: f32,
    pen: f32,
    line: &mut PlacedLine,
) -> f32 {
    let mut x = pen;
    let mut push_cell = |index: usize| {
        let cell = &block.cells[index];
        let next = x + cell.advance * size;
        line.cells.push(Cell {
            start: cell.start,
            end: block.cell_end(index),
            x0: x,
            x1: next,
            level: segment.level,
            grapheme_start: cell.is_grapheme_start(),
        });
        x = next;
    };
    if segment.level % 2 == 1 {
        segment.cells.clone().rev().for_each(&mut push_cell);
    } else {
        segment.cells.clone().for_each(&mut push_cell);
    }
    place_glyphs(block, fonts, segment, size, pen, &mut line.glyphs);
    x
}

fn place_glyphs(
    block: &ShapedBlock,
    fonts: &Fonts,
    segment: &Segment<'_>,
    size: f32,
    pen: f32,
    out: &mut Vec<PlacedGlyph>,
) {
    let run = segment.run;
    let glyphs = &block.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
    let start = block.cells[segment.cells.start].start;
    let end = block.cell_end(segment.cells.end - 1);
    let (first, last) = if run.is_rtl() {
        (
            glyphs.partition_point(|g| g.cluster >= end),
            glyphs.partition_point(|g| g.cluster >= start),
        )
    } else {
        (
            glyphs.partition_point(|g| g.cluster < start),
            glyphs.partition_point(|g| g.cluster < end),
        )
    };
    let scale = fonts.face(run.face).em_per_unit() * size;
    let mut x = pen;
    let mut push = |glyph: &super::shape::Glyph| {
        let advance = glyph.x_advance as f32 * scale;
        out.push(PlacedGlyph {
            face: run.face,
            id: glyph.id,
            cluster: glyph.cluster,
            x: x + glyph.x_offset as f32 * scale,
            y: -(glyph.y_offset as f32) * scale,
            advance,
        });
        x += advance;
    };
    // White space at a line's end may run against its own run's direction.
    if (segment.level % 2 == 1) == run.is_rtl() {
        glyphs[first..last].iter().for_each(&mut push);
    } else {
        glyphs[first..last].iter().rev().for_each(&mut push);
    }
}
