//! Start and end instead of left and right.
//!
//! Invariant: every place that has sides asks here, so that mirroring the whole
//! window is one decision. Until then, the start is the left.

use egui::{Align, Align2, Layout, Panel, Rect};

use crate::document::Direction;

/// A panel at the side that reading ends at.
pub fn end_panel(id: &'static str) -> Panel {
    Panel::right(id)
}

/// A row that fills from the end.
pub fn from_end() -> Layout {
    Layout::right_to_left(Align::Center)
}

/// A strip so wide (in points) at the side of `rect` where lines of a document
/// begin.
pub fn start_strip(rect: Rect, width: f32, direction: Direction) -> Rect {
    match direction {
        Direction::RightToLeft => rect.with_min_x(rect.right() - width),
        Direction::LeftToRight => rect.with_max_x(rect.left() + width),
    }
}

/// Where a line of a document begins, in the middle of its height.
pub fn line_start(direction: Direction) -> Align2 {
    match direction {
        Direction::RightToLeft => Align2::RIGHT_CENTER,
        Direction::LeftToRight => Align2::LEFT_CENTER,
    }
}

/// Cells side by side in a row, from the start, each so wide in points.
pub fn cells(row: Rect, widths: impl Iterator<Item = f32>) -> impl Iterator<Item = Rect> {
    let mut start = row.left();
    widths.map(move |width| {
        let cell = row.with_min_x(start).with_max_x(start + width);
        start += width;
        cell
    })
}
