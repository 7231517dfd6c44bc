//! What must hold for every text: cells tile each line exactly, and every
//! offset has a place and every place an offset.

use hashiya::text::{Article, ByteOffset};
use hashiya::typeset::column::{Column, LineId};
use hashiya::typeset::{Base, CaretPlace, Measure, PlacedLine};
use proptest::prelude::*;

/// Characters that have tripped typesetters: letters of both directions,
/// digits of three kinds, marks, joiners, brackets, controls, separators.
pub const TRICKY: &[char] = &[
    '\u{627}',
    '\u{644}',
    '\u{628}',
    '\u{645}',
    '\u{647}',
    '\u{6A9}',
    '\u{64E}',
    '\u{651}',
    '\u{64B}',
    '\u{640}',
    '\u{621}',
    '\u{60C}',
    '\u{61F}',
    '\u{FDFA}',
    '\u{FEFB}',
    '\u{600}',
    '\u{5D0}',
    '\u{5B7}',
    'a',
    'Z',
    'e',
    '\u{301}',
    '0',
    '5',
    '\u{661}',
    '\u{6F5}',
    '%',
    '\u{66A}',
    '.',
    ',',
    '+',
    '-',
    '(',
    ')',
    '[',
    ']',
    '\u{AB}',
    '\u{BB}',
    '"',
    ' ',
    ' ',
    ' ',
    '\u{A0}',
    '\t',
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{200E}',
    '\u{200F}',
    '\u{202A}',
    '\u{202B}',
    '\u{202C}',
    '\u{202D}',
    '\u{202E}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{2028}',
    '\u{1F600}',
    '\u{1F1EA}',
    '\u{1F1EC}',
    '\u{1F468}',
    '\u{FE0F}',
    '\u{10FFFD}',
    '\u{3042}',
    '\u{AD}',
];

pub fn tricky_text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TRICKY), 0..longest)
        .prop_map(|chars| chars.into_iter().collect())
}

fn lines(column: &mut Column) -> Vec<(LineId, PlacedLine)> {
    let mut lines = Vec::new();
    let mut id = Some(LineId::default());
    while let Some(at) = id {
        lines.push((at, column.place_line(at)));
        id = column.next_line(at);
    }
    lines
}

fn check_tiling(line: &PlacedLine) -> Result<(), TestCaseError> {
    let mut logical: Vec<(u32, u32)> = line.cells.iter().map(|c| (c.start, c.end)).collect();
    logical.sort_unstable();
    let mut at = line.start;
    for (start, end) in logical {
        prop_assert_eq!(start, at);
        prop_assert!(end > start);
        at = end;
    }
    prop_assert_eq!(at, line.end);
    for pair in line.cells.windows(2) {
        prop_assert_eq!(pair[0].x1, pair[1].x0);
    }
    prop_assert!(line.cells.iter().all(|c| c.x1 >= c.x0));
    let glyphs: f32 = line.glyphs.iter().map(|g| g.advance).sum();
    let tabs_apart =
        line.cells.last().map_or(0.0, |c| c.x1) - line.cells.first().map_or(0.0, |c| c.x0);
    prop_assert!(glyphs <= tabs_apart + 0.05);
    Ok(())
}

fn check_places(line: &PlacedLine, text: &str, from: usize) -> Result<(), TestCaseError> {
    for cell in &line.cells {
        for offset in [cell.start, cell.end] {
            for after_previous in [false, true] {
                let x = line.caret_x(CaretPlace {
                    offset,
                    after_previous,
                });
                prop_assert!(x.is_some_and(f32::is_finite));
            }
        }
        if cell.x1 > cell.x0 {
            let inner = |part: f32| line.hit(cell.x0 + (cell.x1 - cell.x0) * part).offset;
            let ends = if cell.is_rtl() {
                (cell.end, cell.start)
            } else {
                (cell.start, cell.end)
            };
            prop_assert_eq!((inner(0.25), inner(0.75)), ends);
        }
    }
    for x in [-50.0, line.x0, line.x1, 1e6] {
        let offset = line.hit(x).offset;
        prop_assert!(line.start <= offset && offset <= line.end);
        prop_assert!(text.is_char_boundary(from + offset as usize));
    }
    Ok(())
}

/// Selected stretches have, together, the width of the selected cells.
fn check_stretches(line: &PlacedLine, start: u32, end: u32) -> Result<(), TestCaseError> {
    let stretches = line.stretches(start, end);
    let wide: f32 = stretches.iter().map(|(x0, x1)| x1 - x0).sum();
    let cells: f32 = line
        .cells
        .iter()
        .filter(|c| c.start < end && start < c.end)
        .map(|c| c.x1 - c.x0)
        .sum();
    prop_assert!((wide - cells).abs() < 0.01, "{wide} {cells}");
    for pair in stretches.windows(2) {
        prop_assert!(pair[0].1 <= pair[1].0);
    }
    Ok(())
}

/// Walking with the arrow key crosses the line from one edge to the other and
/// never stands still.
fn check_walk(line: &PlacedLine) -> Result<(), TestCaseError> {
    let mut place = line.hit(-1e6);
    let mut x = line.caret_x(place).unwrap_or(line.x0);
    let mut steps = 0;
    while let Some(next) = line.step(place, true) {
        let next_x = line.caret_x(next);
        prop_assert!(next_x.is_some_and(|n| n > x), "{place:?} {next:?}");
        x = next_x.unwrap_or(x);
        place = next;
        steps += 1;
        prop_assert!(steps <= line.cells.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn cells_tile_lines_and_places_and_offsets_answer_each_other(
        text in tricky_text(60),
        width_em in 1.0f32..20.0,
        rtl in any::<bool>(),
        select in (0usize..60, 0usize..60),
    ) {
        let base = if rtl { Base::RightToLeft } else { Base::LeftToRight };
        let article = Article::new(text.clone(), false).unwrap();
        let measure = Measure { width: width_em * 16.0, size: 16.0 };
        let mut column = Column::new(article.clone(), base, STACK.with(|s| s.clone()), measure);
        let mut at = ByteOffset(0);
        for (id, line) in lines(&mut column) {
            let span = column.line_span(id);
            prop_assert_eq!(span.start, at);
            at = span.end;
            let from = column.offset_in(id.block, 0).0;
            prop_assert_eq!((from + line.start as usize, from + line.end as usize), (span.start.0, span.end.0));
            check_tiling(&line)?;
            check_places(&line, &text, from)?;
            check_stretches(&line, select.0 as u32, select.1 as u32)?;
            check_walk(&line)?;
            for cell in &line.cells {
                prop_assert!(!cell.grapheme_start
                    || article.is_grapheme_boundary(ByteOffset(from + cell.start as usize)));
                let offset = ByteOffset(from + cell.start as usize);
                prop_assert_eq!(column.line_of(offset, false), id);
            }
        }
        prop_assert_eq!(at, article.len());
    }
}

thread_local! {
    static STACK: std::sync::Arc<hashiya::typeset::FontStack> = super::naskh();
}

/// A hundred thousand, or as many as `HASHIYA_CASES` says.
pub fn cases() -> u32 {
    std::env::var("HASHIYA_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000)
}
