//! Start and end instead of left and right.
//!
//! Invariant: every place that has sides asks here, so that mirroring the whole
//! window is one decision. Until then, the start is the left.

use egui::{Align, Align2, Layout, Panel, Rect};

use crate::app::Language;
use crate::document::Direction;

/// A panel at the side that reading ends at.
pub fn end_panel(id: &'static str) -> Panel {
    Panel::right(id)
}

/// A row that fills from the end.
pub fn from_end() -> Layout {
    Layout::right_to_left(Align::Center)
}

/// Two columns as wide as each other with one of this width (in points) between
/// them: where reading begins, the middle, where it ends.
pub fn two_columns(rect: Rect, middle: f32, direction: Direction) -> [Rect; 3] {
    let side = ((rect.width() - middle) / 2.0).max(0.0);
    let left = rect.with_max_x(rect.left() + side);
    let right = rect.with_min_x(rect.right() - side);
    let between = rect.with_min_x(left.right()).with_max_x(right.left());
    match direction {
        Direction::RightToLeft => [right, between, left],
        Direction::LeftToRight => [left, between, right],
    }
}

/// The direction in which the interface is read.
pub fn of_language(language: Language) -> Direction {
    match language.is_right_to_left() {
        true => Direction::RightToLeft,
        false => Direction::LeftToRight,
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
