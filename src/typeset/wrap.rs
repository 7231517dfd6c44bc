//! Stage three: where lines end, from widths alone.
//!
//! A *unit* is what stands between two places where a line may end (UAX #14).
//! Units know where on one long line they would stand, so that the end of a
//! line is found by looking ahead and not by adding up; a new width costs a
//! fraction of a millisecond for a megabyte of text.
//!
//! Invariant: widths are added up as whole numbers of 1/65536 em. So the order
//! does not matter: who counts words gets the lines of who counts letters.

use super::shape::{BlockCell, ShapedBlock};

/// How many parts of an em widths are counted in.
const PARTS: f32 = 65_536.0;

/// How much wider than the column a line may be, in parts of an em: widths
/// are rounded, and a text must fit into its own width.
const SLACK: u64 = 64;

/// No line bridges this, in parts of an em: it stands after a unit at which
/// a line must end.
const GAP: u64 = 1 << 40;

/// A width in em as a whole number of parts; none is less than nothing.
pub(super) fn fixed(em: f32) -> u64 {
    // In a double this large the last bit is one part, so adding rounds.
    const LARGE: f64 = (3_u64 << 35) as f64;
    let parts = (f64::from(em) + LARGE).to_bits() as i64 - LARGE.to_bits() as i64;
    parts.max(0) as u64
}

/// What may stand on a line of a width in em, in parts of an em. A width
/// without end, as labels have that never wrap, bridges no gap either.
fn room(width: f32) -> u64 {
    ((width * PARTS) as u64).min(GAP / 2) + SLACK
}

/// Text that lines don't break inside, unless it is wider than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it begins on the one long line, in parts of an em.
    start: u64,
    /// Its width without the white space at its end, which may hang.
    width: u32,
    /// Cell after the last.
    end: u32,
}

impl Unit {
    /// The number of the cell after its last.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Where it ends on the one long line, without white space.
    fn ink_end(&self) -> u64 {
        self.start + u64::from(self.width)
    }
}

/// Puts units together from cells and words in logical order.
pub(super) struct UnitMaker<'a> {
    units: &'a mut Vec<Unit>,
    /// Where the unit in hand begins, on the line and among the cells.
    start: u64,
    first: u32,
    /// Where it ends so far, with and without white space.
    pen: u64,
    ink_end: u64,
    end: u32,
    must_end: bool,
}

impl<'a> UnitMaker<'a> {
    /// Begins; what `units` held is dropped.
    pub fn new(units: &'a mut Vec<Unit>) -> Self {
        units.clear();
        Self {
            units,
            start: 0,
            first: 0,
            pen: 0,
            ink_end: 0,
            end: 0,
            must_end: false,
        }
    }

    /// Adds a cell.
    pub fn cell(&mut self, cell: &BlockCell) {
        self.begin(cell.breaks_before());
        self.pen += fixed(cell.advance);
        if !cell.is_space() {
            self.ink_end = self.pen;
        }
        self.end += 1;
        self.must_end = cell.must_break_after();
    }

    /// Adds the cells of a word that no line breaks inside and that has no
    /// white space.
    pub fn word(&mut self, width: u64, cells: u32, breaks_before: bool) {
        self.begin(breaks_before);
        self.pen += width;
        self.ink_end = self.pen;
        self.end += cells;
    }

    fn begin(&mut self, may_break: bool) {
        if self.end > self.first && (may_break || self.must_end) {
            self.close();
            self.pen += if self.must_end { GAP } else { 0 };
            self.must_end = false;
            (self.start, self.ink_end, self.first) = (self.pen, self.pen, self.end);
        }
    }

    fn close(&mut self) {
        self.units.push(Unit {
            start: self.start,
            width: u32::try_from(self.ink_end - self.start).unwrap_or(u32::MAX),
            end: self.end,
        });
    }

    /// Ends the last unit.
    pub fn finish(mut self) {
        if self.end > self.first {
            self.close();
        }
    }
}

/// The units of a block, in logical order; they tile its cells.
pub fn units(block: &ShapedBlock) -> Vec<Unit> {
    let mut units = Vec::with_capacity(block.cells.len() / 5 + 1);
    let mut maker = UnitMaker::new(&mut units);
    block.cells.iter().for_each(|cell| maker.cell(cell));
    maker.finish();
    units
}

/// The ends of a block's lines, as indexes after their last cells, for a
/// width in em; at least one, so that an empty block has an empty line.
pub fn wrap(block: &ShapedBlock, units: &[Unit], width: f32) -> Vec<u32> {
    let mut ends = Vec::with_capacity(units.len() / 8 + 1);
    lines(units, width, |line| {
        match line {
            Line::To(end) => ends.push(end),
            Line::Inside(unit, first, limit) => {
                return break_inside(block, first, unit, limit, &mut ends);
            }
        }
        0
    });
    if ends.is_empty() {
        ends.push(0);
    }
    ends
}

/// How many lines [`wrap`] gives, where no unit is wider than a line.
pub(super) fn count(units: &[Unit], width: f32) -> Option<usize> {
    let mut count = 0;
    let mut narrow = true;
    lines(units, width, |line| {
        match line {
            Line::To(_) => count += 1,
            Line::Inside(..) => narrow = false,
        }
        0
    });
    narrow.then_some(count.max(1))
}

/// What [`lines`] finds.
enum Line<'a> {
    /// A line that ends after this cell.
    To(u32),
    /// A unit wider than a line, its first cell, and the width of a line.
    Inside(&'a Unit, u32, u64),
}

/// Finds the lines. For a unit that is wider than a line `found` answers how
/// much of its width stands on lines before its last.
fn lines<'a>(units: &'a [Unit], width: f32, mut found: impl FnMut(Line<'a>) -> u64) {
    let width = room(width);
    let mut line_start = 0_u64;
    let mut at = 0;
    let mut ahead = 8;
    // Whether something stands on the line before the unit `at`.
    let mut begun = false;
    while at < units.len() {
        let next = first_beyond(units, at, ahead, line_start.saturating_add(width));
        let cells = next.checked_sub(1).and_then(|last| units.get(last));
        let cells = cells.map_or(0, |last| last.end);
        let Some(unit) = units.get(next) else {
            found(Line::To(cells));
            return;
        };
        ahead = next - at;
        if begun || next > at {
            found(Line::To(cells));
        }
        line_start = unit.start;
        (at, begun) = (next, false);
        if u64::from(unit.width) > width {
            line_start += found(Line::Inside(unit, cells, width));
            (at, begun) = (next + 1, true);
        }
    }
    if begun && let Some(last) = units.last() {
        found(Line::To(last.end));
    }
}

/// The first unit from `at` on that ends beyond `limit`, looked for from
/// `ahead` units ahead.
fn first_beyond(units: &[Unit], at: usize, ahead: usize, limit: u64) -> usize {
    let beyond = |index: usize| units.get(index).is_none_or(|unit| unit.ink_end() > limit);
    let mut next = (at + ahead).min(units.len());
    if beyond(next) {
        while next > at && beyond(next - 1) {
            next -= 1;
        }
    } else {
        while !beyond(next) {
            next += 1;
        }
    }
    next
}

/// Breaks a unit that is wider than a line between shaping clusters; at least
/// one cluster stays on each line. Answers how much of its width stands on
/// lines before its last.
fn break_inside(
    block: &ShapedBlock,
    first: u32,
    unit: &Unit,
    width: u64,
    ends: &mut Vec<u32>,
) -> u64 {
    let mut line_start = first;
    // Start of the cluster in hand, and where it and its line begin.
    let mut cluster = first;
    let mut cluster_pen = 0;
    let mut line_pen = 0;
    let mut pen = 0;
    for index in first..unit.end {
        let Some(cell) = block.cells.get(index as usize) else {
            break;
        };
        if cell.is_cluster_start() {
            cluster = index;
            cluster_pen = pen;
        }
        pen += fixed(cell.advance);
        if pen - line_pen > width && cluster > line_start && !cell.is_space() {
            ends.push(cluster);
            line_start = cluster;
            line_pen = cluster_pen;
        }
    }
    line_pen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Base, Family, FontStack, Fonts, LineCounter, Shaper, Weight};
    use proptest::prelude::*;

    /// The ends of lines, found by adding up unit after unit.
    fn plainly(block: &ShapedBlock, width: f32) -> Vec<u32> {
        let width = room(width);
        let cells = &block.cells;
        let wide = |from: usize, to: usize| -> u64 {
            cells[from..to].iter().map(|c| fixed(c.advance)).sum()
        };
        let ink = |from: usize, to: usize| {
            let last = cells[from..to].iter().rposition(|cell| !cell.is_space());
            wide(from, last.map_or(from, |last| from + last + 1))
        };
        let must = |at: usize| cells[at - 1].must_break_after();
        let may = |&at: &usize| at == cells.len() || cells[at].breaks_before() || must(at);
        let (mut ends, mut line, mut from) = (Vec::new(), 0, 0);
        while from < cells.len() {
            let to = (from + 1..=cells.len()).find(may).unwrap();
            if from > line && wide(line, from) + ink(from, to) > width {
                ends.push(from as u32);
                line = from;
            }
            if ink(from, to) > width {
                let mut cluster = from;
                for (at, cell) in cells.iter().enumerate().take(to).skip(from) {
                    if cell.is_cluster_start() {
                        cluster = at;
                    }
                    let beyond = !cell.is_space() && wide(line, at + 1) > width;
                    if beyond && cluster > line {
                        ends.push(cluster as u32);
                        line = cluster;
                    }
                }
            }
            from = to;
            if to == cells.len() || must(to) {
                ends.push(to as u32);
                line = to;
            }
        }
        if ends.is_empty() {
            ends.push(0);
        }
        ends
    }

    const PIECES: &[&str] = &[
        "\u{643}\u{644}",
        "\u{628}\u{64E}",
        "\u{645}\u{62F}\u{631}\u{633}\u{629}",
        " ",
        " ",
        " ",
        "  ",
        "\u{60C}",
        "\u{61F}",
        ".",
        "(",
        ")",
        "NATO",
        "12.5%",
        "\u{200B}",
        "\u{AD}",
        "\u{2028}",
        "\u{B}",
        "\t",
        "-",
        "\u{A0}",
        "\u{1F468}\u{200D}\u{1F469}",
        "\u{FDFA}",
        LONG,
    ];

    /// A word of 32 characters after which a line may end without a space.
    const LONG: &str = "\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\
        \u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\
        \u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{643}\u{61F}";

    #[test]
    fn a_line_may_end_far_inside_a_word_that_is_counted() {
        let word = "\u{643}\u{644}\u{645}\u{629}";
        let text = format!("{word} {LONG}{word} {word} {word} {word} {word}");
        TOOLS.with_borrow_mut(|(shaper, counter, stack)| {
            let block = shaper.shape(&text, Base::RightToLeft, stack);
            for step in 0..200 {
                let width = step as f32 / 4.0;
                let ends = wrap(&block, &units(&block), width);
                let count = counter.lines(&text, Base::RightToLeft, stack, width);
                assert_eq!(ends.len(), count, "{width}: {ends:?}");
            }
        });
    }

    #[test]
    fn a_width_without_end_still_ends_lines_where_they_must() {
        let fonts = Fonts::bundled().unwrap();
        let stack = FontStack::new(fonts, Family::NotoNaskh, Weight::Regular);
        let text = "\u{628}\u{62A} \u{628}\u{2028}\u{62B} \u{62C}";
        let block = Shaper::default().shape(text, Base::RightToLeft, &stack);
        for width in [f32::INFINITY, f32::MAX, 1e9, 40.0] {
            assert_eq!(wrap(&block, &units(&block), width), [5, 8], "{width}");
        }
        let none = wrap(&block, &units(&block), f32::NAN);
        assert_eq!(none, wrap(&block, &units(&block), 0.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn lines_end_where_adding_up_plainly_ends_them(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
            width in prop_oneof![0.0f32..4.0, 2.0f32..40.0],
        ) {
            let text = pieces.concat();
            let (block, count) = TOOLS.with_borrow_mut(|(shaper, counter, stack)| {
                let block = shaper.shape(&text, Base::RightToLeft, stack);
                (block, counter.lines(&text, Base::RightToLeft, stack, width))
            });
            let ends = wrap(&block, &units(&block), width);
            prop_assert_eq!(ends.len(), count);
            prop_assert_eq!(ends, plainly(&block, width));
        }
    }

    thread_local! {
        static TOOLS: std::cell::RefCell<(Shaper, LineCounter, FontStack)> = {
            let fonts = Fonts::bundled().unwrap();
            let stack = FontStack::new(fonts, Family::NotoNaskh, Weight::Regular);
            (Shaper::default(), LineCounter::default(), stack).into()
        };
    }
}
