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

/// A column of rows that begin at the side where lines of the interface do:
/// rows made in it with `ui.horizontal` do, too.
pub fn column(right_to_left: bool) -> Layout {
    Layout::top_down(match right_to_left {
        true => Align::Max,
        false => Align::Min,
    })
}

/// A row that begins where lines of the interface do.
pub fn row_from_start(right_to_left: bool) -> Layout {
    match right_to_left {
        true => Layout::right_to_left(Align::Center),
        false => Layout::left_to_right(Align::Center),
    }
}

/// A row that fills from where lines of the interface end.
pub fn row_from_end(right_to_left: bool) -> Layout {
    row_from_start(!right_to_left)
}

/// Two parts of a rectangle beside each other: the one where lines begin, so
/// wide, and the rest after a gap, both in points.
pub fn split(rect: Rect, width: f32, gap: f32, right_to_left: bool) -> (Rect, Rect) {
    let width = width.clamp(0.0, rect.width());
    let rest = (width + gap).min(rect.width());
    match right_to_left {
        true => (
            rect.with_min_x(rect.right() - width),
            rect.with_max_x(rect.right() - rest),
        ),
        false => (
            rect.with_max_x(rect.left() + width),
            rect.with_min_x(rect.left() + rest),
        ),
    }
}

/// Where a line of the interface begins, in the middle of its height.
pub fn interface_start(right_to_left: bool) -> Align2 {
    match right_to_left {
        true => Align2::RIGHT_CENTER,
        false => Align2::LEFT_CENTER,
    }
}

/// Where a line of the interface ends, in the middle of its height.
pub fn interface_end(right_to_left: bool) -> Align2 {
    interface_start(!right_to_left)
}

/// Two columns as wide as each other with one of this width (in points) between
/// them: where reading begins, the middle, where it ends.
pub fn two_columns(rect: Rect, middle: f32, right_to_left: bool) -> [Rect; 3] {
    let side = ((rect.width() - middle) / 2.0).max(0.0);
    let left = rect.with_max_x(rect.left() + side);
    let right = rect.with_min_x(rect.right() - side);
    let between = rect.with_min_x(left.right()).with_max_x(right.left());
    match right_to_left {
        true => [right, between, left],
        false => [left, between, right],
    }
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

/// Cells side by side in a row, from where lines of the interface begin, each so
/// wide in points.
pub fn cells(
    row: Rect,
    widths: impl Iterator<Item = f32>,
    right_to_left: bool,
) -> impl Iterator<Item = Rect> {
    let mut rest = row;
    widths.map(move |width| {
        let (cell, after) = split(rest, width, 0.0, right_to_left);
        rest = after;
        cell
    })
}
