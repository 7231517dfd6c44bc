//! Ticks beside the scroll bar: where in the whole text annotations lie, in
//! their labels' colours, and where something was found.
//!
//! Invariant: what they cost depends on the bar's height in pixels and not on
//! how much there is: for each row of pixels it is asked whether a hit or an
//! annotation begins in the text there. They are made when hits, annotations,
//! heights or the bar are others, and handed on in every other frame.

use std::sync::Arc;

use egui::{Mesh, Rect, Shape, pos2};

use super::ReaderInput;
use super::view::{Place, View};
use crate::document::Document;
use crate::page::viewport::{BOTTOM_MARGIN, TOP_MARGIN};
use crate::text::ByteOffset;
use crate::text::find::Hit;
use crate::typeset::column::Column;
use crate::ui::style::color;

/// Width of a tick in points: beside it the bar's moving part stays seen, were
/// there ticks everywhere.
const WIDTH: f32 = 6.0;

/// Width of an annotation's tick in points, at the bar's other side.
const ANNOTATION_WIDTH: f32 = 4.0;

/// Least height of a tick, in pixels.
const LEAST_HEIGHT: usize = 2;

/// The ticks, and what they were made for.
pub(super) struct Ticks {
    key: Key,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Copy, PartialEq)]
struct Key {
    serial: u64,
    /// Of the annotations.
    revision: u64,
    blocks: usize,
    total_lines: f64,
    dark: bool,
    bar: Rect,
    pixels_per_point: f32,
}

impl View {
    /// Draws the ticks over the bar.
    pub fn ticks(&mut self, ui: &egui::Ui, input: &ReaderInput<'_>, bar: Rect, place: Place) {
        let view_lines = self.view_lines(place);
        let Some(set) = &self.set else { return };
        if input.found.hits.is_empty() && input.document.count() == 0 {
            self.ticks = None;
            return;
        }
        let key = Key {
            serial: input.found.serial,
            revision: input.document.revision(),
            blocks: set.column.blocks().count(),
            total_lines: set.column.total_lines(),
            dark: input.theme.dark_mode,
            bar,
            pixels_per_point: place.pixels_per_point,
        };
        if self.ticks.as_ref().is_none_or(|ticks| ticks.key != key) {
            let count = (bar.height() * place.pixels_per_point).round().max(1.0) as usize;
            let mut mesh = Mesh::default();
            let y = |row: usize| bar.top() + row as f32 / place.pixels_per_point;
            let marked = marked_rows(&set.column, input.document, count, view_lines);
            for (from, to, label) in marked {
                let left = (bar.right() - ANNOTATION_WIDTH).max(bar.left());
                let tick = Rect::from_min_max(pos2(left, y(from)), pos2(bar.right(), y(to)));
                mesh.add_colored_rect(tick, color(input.theme.edge(label)));
            }
            let rows = ticked_rows(&set.column, input.found.hits, count, view_lines);
            for (from, to) in rows {
                let right = bar.left() + WIDTH.min(bar.width());
                let tick = Rect::from_min_max(pos2(bar.left(), y(from)), pos2(right, y(to)));
                mesh.add_colored_rect(tick, color(input.theme.hit_edge));
            }
            let mesh = Arc::new(mesh);
            self.ticks = Some(Ticks { key, mesh });
        }
        if let Some(ticks) = &self.ticks {
            ui.painter().add(Shape::Mesh(Arc::clone(&ticks.mesh)));
        }
    }
}

/// The stretches of `count` rows in which an annotation begins, each with the
/// colour of the first label there. Each row asks for the first annotation from
/// where its text begins, whatever their number.
fn marked_rows(
    column: &Column,
    document: &Document,
    count: usize,
    view_lines: f64,
) -> Vec<(usize, usize, [u8; 3])> {
    let length = (column.total_lines() + TOP_MARGIN + BOTTOM_MARGIN).max(view_lines);
    let top_of = |row: usize| row as f64 / count as f64 * length - TOP_MARGIN;
    let mut found: Vec<(usize, usize, [u8; 3])> = Vec::new();
    let mut start = ByteOffset(0);
    for row in 0..count {
        let end = offset_at(column, top_of(row + 1));
        let here = document.first_from(start);
        let here = here.filter(|annotation| annotation.span().start < end);
        start = end.max(start);
        let label = here.and_then(|annotation| document.labels().get(&annotation.label));
        let Some(label) = label else { continue };
        let (to, color) = ((row + LEAST_HEIGHT).min(count), label.color.0);
        match found.last_mut() {
            Some(last) if last.1 >= row && last.2 == color => last.1 = to,
            // What begins in this row hides no more of the one above.
            Some(last) if last.1 > row => {
                last.1 = row;
                found.push((row, to, color));
            }
            _ => found.push((row, to, color)),
        }
    }
    found
}

/// The stretches of `count` rows, from one row to before another, in which
/// something is found; the rows stand for the whole text with its margins.
fn ticked_rows(
    column: &Column,
    hits: &[Hit],
    count: usize,
    view_lines: f64,
) -> Vec<(usize, usize)> {
    let length = (column.total_lines() + TOP_MARGIN + BOTTOM_MARGIN).max(view_lines);
    let top_of = |row: usize| row as f64 / count as f64 * length - TOP_MARGIN;
    let mut rest = hits;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for row in 0..count {
        let end = offset_at(column, top_of(row + 1));
        let here = rest.partition_point(|hit| hit.span().start < end);
        if here == 0 {
            continue;
        }
        rest = &rest[here..];
        let to = (row + LEAST_HEIGHT).min(count);
        match found.last_mut() {
            Some(last) if last.1 >= row => last.1 = to,
            _ => found.push((row, to)),
        }
    }
    // What stands on the last line is above its end.
    if !rest.is_empty() && found.is_empty() {
        found.push((count.saturating_sub(LEAST_HEIGHT), count));
    }
    found
}

/// The text at a distance from the top, in lines: exact for the beginning of a
/// block, and by its share of the block for what is inside.
fn offset_at(column: &Column, lines: f64) -> ByteOffset {
    if lines <= 0.0 {
        return ByteOffset(0);
    }
    if lines >= column.total_lines() {
        return ByteOffset(usize::MAX);
    }
    let (block, skip) = column.place_at(lines);
    let span = column.blocks().span(block).unwrap_or_default();
    let share = (skip / column.block_height(block).max(1e-9)).clamp(0.0, 1.0);
    ByteOffset(span.start.0 + (span.len() as f64 * share) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, Selection, SourceInfo};
    use crate::text::{Article, ByteSpan};
    use crate::typeset::{Base, Family, FontStack, Fonts, Measure, Weight};

    fn rows(text: &str, needle: &str, count: usize) -> Vec<(usize, usize)> {
        let stack = FontStack::new(
            Fonts::bundled().unwrap(),
            Family::NotoNaskh,
            Weight::Regular,
        );
        let article = Article::new(text, false).unwrap();
        let measure = Measure {
            width: 600.0,
            size: 16.0,
        };
        let column = Column::new(article, Base::RightToLeft, Arc::new(stack), measure);
        let hits: Vec<Hit> = text
            .match_indices(needle)
            .map(|(at, found)| ByteSpan::new(at, at + found.len()).into())
            .collect();
        ticked_rows(&column, &hits, count, 10.0)
    }

    #[test]
    fn each_hit_has_a_tick_at_its_share_of_the_text() {
        let text: String = (0..1000).map(|n| format!("{n:04}\n")).collect();
        for (needle, share) in [("0000", 0.0), ("0500", 0.5), ("0999", 1.0)] {
            let rows = rows(&text, needle, 500);
            let [(from, to)] = rows[..] else {
                panic!("{rows:?}")
            };
            assert_eq!(to - from, LEAST_HEIGHT.min(500 - from));
            assert!((from as f64 / 500.0 - share).abs() < 0.02, "{rows:?}");
        }
        assert!(rows(&text, "none", 500).is_empty());
    }

    #[test]
    fn an_annotation_is_ticked_in_the_colour_of_its_label() {
        let text: String = (0..1000).map(|n| format!("{n:04}\n")).collect();
        let article = Article::new(text.as_str(), false).unwrap();
        let stack = FontStack::new(
            Fonts::bundled().unwrap(),
            Family::NotoNaskh,
            Weight::Regular,
        );
        let measure = Measure {
            width: 600.0,
            size: 16.0,
        };
        let column = Column::new(article.clone(), Base::RightToLeft, Arc::new(stack), measure);
        let mut document = Document::new(article, SourceInfo::new("a", [0; 32]));
        let labels: Vec<_> = document.labels().iter().cloned().collect();
        // One near the start, one in the middle, and a hundred of one label at
        // the end.
        let last = (900..1000).map(|line| (line, 2));
        for (line, label) in [(10, 0), (500, 1)].into_iter().chain(last) {
            let span = ByteSpan::new(line * 5, line * 5 + 4);
            let id = document.fresh_id();
            let mark = Change::mark(id, labels[label].id.clone(), span);
            document.apply(mark, Selection::default()).unwrap();
        }
        let rows = marked_rows(&column, &document, 500, 10.0);
        let colors: Vec<_> = rows.iter().map(|(.., color)| *color).collect();
        let [person, place, figure] = [0, 1, 2].map(|at: usize| labels[at].color.0);
        assert_eq!(&colors[..2], &[person, place]);
        assert!(colors[2..].iter().all(|color| *color == figure));
        assert!((rows[1].0 as f64 / 500.0 - 0.5).abs() < 0.02, "{rows:?}");
        assert!(rows.len() <= 60 && rows.is_sorted_by_key(|row| row.0));
    }

    #[test]
    fn many_hits_are_no_more_ticks_than_there_are_rows() {
        let text = "\u{628} ".repeat(100_000);
        let rows = rows(&text, "\u{628}", 300);
        assert!(rows.len() <= 2, "{rows:?}");
        let ticked: usize = rows.iter().map(|(from, to)| to - from).sum();
        assert!(ticked > 290, "{rows:?}");
    }
}
