//! What must hold for every text, every width and every direction: asserted
//! here, tried by the property tests with random strings and by `fuzz/` with
//! whatever its fuzzer comes upon. Hence nothing but `hashiya` is named here.

use std::sync::Arc;

use hashiya::text::{Article, ByteOffset};
use hashiya::typeset::column::{Column, LineId};
use hashiya::typeset::drag::{DragStart, Point};
use hashiya::typeset::motion::{ColumnCaret, Motion};
use hashiya::typeset::{Base, CaretPlace, Cell, FontStack, Measure, PlacedLine};

/// Two places nearer than this, in pixels, are the same.
const NEAR: f32 = 0.02;

/// A text, and how it is set.
pub struct Case<'a> {
    pub text: &'a str,
    pub base: Base,
    pub measure: Measure,
    pub stack: Arc<FontStack>,
    /// Somewhere on a line, as a part of its width, and a stretch of text in
    /// bytes of its block.
    pub probe: f32,
    pub select: (u32, u32),
}

/// Sets the text and checks all of its lines.
pub fn check(case: &Case<'_>) {
    let Ok(article) = Article::new(case.text, false) else {
        return;
    };
    let stack = Arc::clone(&case.stack);
    let mut column = Column::new(article.clone(), case.base, stack, case.measure);
    let mut at = ByteOffset(0);
    let mut id = Some(LineId::default());
    let mut glyphs = (0, 0);
    while let Some(line_id) = id {
        let line = column.place_line(line_id);
        let span = column.line_span(line_id);
        let from = column.offset_in(line_id.block, 0).0;
        assert_eq!(span.start, at, "lines follow each other");
        assert_eq!(from + line.start as usize, span.start.0);
        assert_eq!(from + line.end as usize, span.end.0);
        at = span.end;
        assert!(article.is_grapheme_boundary(span.start), "a cluster is cut");
        tiling(&line);
        glyph_places(&line);
        places(&line, case.text, from);
        nearest(&line, case.probe);
        stretches(&line, case.select);
        walk(&line, true);
        walk(&line, false);
        carets(&mut column, line_id, &line, from);
        glyphs.0 += line.glyphs.len();
        if line_id.line == 0 {
            glyphs.1 += column.shaped(line_id.block).map_or(0, |b| b.glyphs.len());
        }
        id = column.next_line(line_id);
    }
    assert_eq!(at, article.len(), "the lines hold the whole text");
    assert_eq!(glyphs.0, glyphs.1, "each glyph stands on one line");
}

/// Cells tile the line, in the text and on the page.
fn tiling(line: &PlacedLine) {
    let mut logical: Vec<(u32, u32)> = line.cells.iter().map(|c| (c.start, c.end)).collect();
    logical.sort_unstable();
    let mut at = line.start;
    for (start, end) in logical {
        assert_eq!(start, at);
        assert!(end > start);
        at = end;
    }
    assert_eq!(at, line.end);
    for pair in line.cells.windows(2) {
        assert_eq!(pair[0].x1, pair[1].x0);
    }
    assert!(line.cells.iter().all(|c| c.x1 >= c.x0));
}

/// A glyph's shaping cluster is on its line, and glyphs take no more room than
/// the cells.
fn glyph_places(line: &PlacedLine) {
    for glyph in &line.glyphs {
        assert!(line.start <= glyph.cluster && glyph.cluster < line.end);
        assert!(glyph.x.is_finite() && glyph.y.is_finite());
    }
    let advance: f32 = line.glyphs.iter().map(|g| g.advance).sum();
    let first = line.cells.first().map_or(0.0, |c| c.x0);
    let last = line.cells.last().map_or(0.0, |c| c.x1);
    assert!(advance <= last - first + 0.05 + advance.abs() * 1e-5);
}

/// Every offset has a place, and every place an offset.
fn places(line: &PlacedLine, text: &str, from: usize) {
    for cell in &line.cells {
        for offset in [cell.start, cell.end] {
            for after_previous in [false, true] {
                let place = CaretPlace {
                    offset,
                    after_previous,
                };
                assert!(line.caret_x(place).is_some_and(f32::is_finite));
            }
        }
    }
    for grapheme in graphemes(line) {
        let (x0, x1) = (grapheme.x0, grapheme.x1);
        if x1 - x0 > NEAR {
            let inner = |part: f32| line.hit(x0 + (x1 - x0) * part).offset;
            let ends = if grapheme.rtl {
                (grapheme.end, grapheme.start)
            } else {
                (grapheme.start, grapheme.end)
            };
            assert_eq!((inner(0.25), inner(0.75)), ends);
        }
    }
    for x in [-50.0, line.x0, line.x1, 1e6] {
        let offset = line.hit(x).offset;
        assert!(line.start <= offset && offset <= line.end);
        assert!(text.is_char_boundary(from + offset as usize));
        let inside = |c: &Cell| !c.grapheme_start && c.start == offset;
        assert!(!line.cells.iter().any(inside), "a caret inside a character");
    }
}

/// A grapheme cluster of one level on a line.
struct Grapheme {
    start: u32,
    end: u32,
    x0: f32,
    x1: f32,
    rtl: bool,
}

/// The line's grapheme clusters, but for those inside which the level changes:
/// a number sign with a letter.
fn graphemes(line: &PlacedLine) -> Vec<Grapheme> {
    let mut logical: Vec<&Cell> = line.cells.iter().collect();
    logical.sort_unstable_by_key(|cell| cell.start);
    let clusters = logical.chunk_by(|_, next| !next.grapheme_start);
    clusters
        .filter(|cells| cells.iter().all(|cell| cell.level == cells[0].level))
        .map(|cells| Grapheme {
            start: cells[0].start,
            end: cells[cells.len() - 1].end,
            x0: cells.iter().map(|c| c.x0).fold(f32::MAX, f32::min),
            x1: cells.iter().map(|c| c.x1).fold(f32::MIN, f32::max),
            rtl: cells[0].is_rtl(),
        })
        .collect()
}

/// Whether the level changes inside a grapheme cluster of the line, so that
/// not every cell has a place for a caret at both sides.
fn has_split_grapheme(line: &PlacedLine) -> bool {
    let starts = line.cells.iter().filter(|cell| cell.grapheme_start);
    graphemes(line).len() != starts.count()
}

fn wide(cell: &&Cell) -> bool {
    cell.x1 > cell.x0
}

/// A click goes to the nearest edge of the cell that is under it or nearest.
fn nearest(line: &PlacedLine, probe: f32) {
    let (Some(first), Some(last)) = (line.cells.first(), line.cells.last()) else {
        return;
    };
    let x = first.x0 - 5.0 + (last.x1 - first.x0 + 10.0) * probe;
    let graphemes = graphemes(line);
    let edges = graphemes.iter().filter(|g| g.x1 > g.x0);
    let edges = edges.flat_map(|g| [g.x0, g.x1]);
    let least = edges.map(|edge| (edge - x).abs()).fold(f32::MAX, f32::min);
    if least < f32::MAX && !has_split_grapheme(line) {
        let caret = line.caret_x(line.hit(x)).unwrap_or(f32::NAN);
        assert!(((caret - x).abs() - least).abs() < NEAR, "{caret} for {x}");
    }
}

/// Selected stretches are the union of the selected cells: each of those lies
/// in one stretch, and no other does.
fn stretches(line: &PlacedLine, (start, end): (u32, u32)) {
    let stretches = line.stretches(start, end);
    for pair in stretches.windows(2) {
        assert!(pair[0].1 <= pair[1].0);
    }
    for cell in line.cells.iter().filter(wide) {
        let selected = cell.start < end && start < cell.end;
        let holds = |(x0, x1): &&(f32, f32)| *x0 <= cell.x0 && cell.x1 <= *x1;
        let meets = |(x0, x1): &&(f32, f32)| *x0 < cell.x1 && cell.x0 < *x1;
        let holding = stretches.iter().filter(holds).count();
        let meeting = stretches.iter().filter(meets).count();
        assert_eq!((holding, meeting), if selected { (1, 1) } else { (0, 0) });
    }
}

/// Walking with an arrow key crosses the line from one edge to the other and
/// never stands still.
fn walk(line: &PlacedLine, right: bool) {
    let mut place = line.hit(if right { -1e6 } else { 1e6 });
    let mut x = line.caret_x(place).unwrap_or(line.x0);
    let mut steps = 0;
    while let Some(next) = line.step(place, right) {
        let next_x = line.caret_x(next).unwrap_or(f32::NAN);
        let ahead = if right { next_x > x } else { next_x < x };
        assert!(ahead, "{place:?} {next:?}");
        x = next_x;
        place = next;
        steps += 1;
        assert!(steps <= 2 * line.cells.len());
    }
    let edges = line.cells.iter().filter(wide).flat_map(|c| [c.x0, c.x1]);
    let beyond = |edge: f32| {
        if right {
            edge > x + 1.0
        } else {
            edge < x - 1.0
        }
    };
    let early = edges.into_iter().any(beyond);
    assert!(!early || has_split_grapheme(line), "the walk ends early");
}

/// Carets stand on the line they say they stand on, Home and End stay on it,
/// and a split caret is one only where directions meet.
fn carets(column: &mut Column, id: LineId, line: &PlacedLine, from: usize) {
    let both = line
        .cells
        .iter()
        .any(|c| c.is_rtl() != (line.base_level % 2 == 1));
    for cell in line.cells.iter().filter(|c| c.grapheme_start) {
        let caret = ColumnCaret::before(ByteOffset(from + cell.start as usize));
        assert_eq!(column.line_of_caret(caret), id);
        let home = column.moved(caret, Motion::LineStart, 0.0);
        assert_eq!(home.offset.0, from + line.start as usize);
        let end = column.moved(caret, Motion::LineEnd, 0.0);
        assert_eq!(column.line_of_caret(end), id, "End leaves the line");
        let place = column.caret_in(id, caret.offset, false);
        assert!(both || line.second_caret_x(place).is_none());
    }
}

/// Going on by the arrow key that leads forward reaches the end of the text,
/// and going back its beginning; no stop comes twice.
pub fn check_walk_through(case: &Case<'_>) {
    let Ok(article) = Article::new(case.text, false) else {
        return;
    };
    // Paragraphs that each have their own direction are each led through by
    // another key.
    if case.base == Base::FirstStrong && article.paragraphs().count() > 1 {
        return;
    }
    let stack = Arc::clone(&case.stack);
    let mut column = Column::new(article.clone(), case.base, stack, case.measure);
    let most = 4 * article.char_len().0 + 8;
    let mut caret = ColumnCaret::default();
    let line = column.line_of_caret(caret);
    let rtl = column.place_line(line).base_level % 2 == 1;
    for (motion, forward) in [
        (if rtl { Motion::Left } else { Motion::Right }, true),
        (if rtl { Motion::Right } else { Motion::Left }, false),
    ] {
        let mut steps = 0;
        loop {
            let next = column.moved(caret, motion, 0.0);
            if next == caret {
                break;
            }
            let here = column.line_of_caret(caret);
            let there = column.line_of_caret(next);
            if here == there {
                let ahead = column.caret_x(next) - column.caret_x(caret);
                assert!((ahead > 0.0) == (forward != rtl), "{caret:?} {next:?}");
            } else {
                assert_eq!(there > here, forward, "{caret:?} {next:?}");
            }
            caret = next;
            steps += 1;
            assert!(steps <= most, "the caret goes round in circles");
        }
        let last = column.line_of_caret(caret);
        let on = if forward {
            column.next_line(last)
        } else {
            column.previous_line(last)
        };
        assert_eq!(on, None, "the caret gets stuck at {caret:?}");
    }
}

/// A drag between any two points selects whole grapheme clusters.
pub fn check_drag(case: &Case<'_>, from: (usize, f32), to: (usize, f32)) {
    let Ok(article) = Article::new(case.text, false) else {
        return;
    };
    let stack = Arc::clone(&case.stack);
    let mut column = Column::new(article.clone(), case.base, stack, case.measure);
    let mut point = |(lines, part): (usize, f32)| {
        let mut line = LineId::default();
        for _ in 0..lines {
            line = column.next_line(line).unwrap_or(line);
        }
        let placed = column.place_line(line);
        let x = placed.x0 - 5.0 + (placed.x1 - placed.x0 + 10.0) * part;
        Point { line, x }
    };
    let (from, to) = (point(from), point(to));
    let (anchor, focus) = column.dragged(DragStart::Point(from), to);
    for end in [anchor, focus.offset] {
        assert!(end <= article.len());
        let snapped = article.grapheme_floor(end);
        let cell_edge = column.line_of(end, false);
        let cells = column.place_line(cell_edge).cells;
        let start = column.offset_in(cell_edge.block, 0).0;
        let inside =
            |c: &Cell| start + (c.start as usize) < end.0 && end.0 < start + (c.end as usize);
        assert!(snapped == end || !cells.iter().any(inside));
    }
}
