//! Start and end instead of left and right.
//!
//! Invariant: every place that has sides asks here, so that mirroring the whole
//! window is one decision. Until then, the start is the left.

use egui::{Align, Align2, Layout, Panel};

use crate::document::Direction;

/// A panel at the side that reading ends at.
pub fn end_panel(id: &'static str) -> Panel {
    Panel::right(id)
}

/// A row that fills from the end.
pub fn from_end() -> Layout {
    Layout::right_to_left(Align::Center)
}

/// Where a line of a document begins, in the middle of its height.
pub fn line_start(direction: Direction) -> Align2 {
    match direction {
        Direction::RightToLeft => Align2::RIGHT_CENTER,
        Direction::LeftToRight => Align2::LEFT_CENTER,
    }
}
