//! The scroll bar: the whole text's length, and where the view is in it.

use egui::{Rect, Sense, Ui};

use super::ReaderInput;
use super::view::{Place, View};
use crate::page::viewport::TOP_MARGIN;
use crate::ui::style::color;

/// Width of the bar in points.
const WIDTH: f32 = 14.0;
/// Least height of the part that moves, in points.
const LEAST_THUMB: f32 = 28.0;

/// Where the bar is, beside the page.
pub(super) fn rect(whole: Rect) -> Rect {
    Rect::from_min_max(
        egui::pos2((whole.right() - WIDTH).max(whole.left()), whole.top()),
        whole.max,
    )
}

impl View {
    /// Shows the bar and follows a drag or a click on it.
    pub fn scroll_bar(&mut self, ui: &mut Ui, input: &ReaderInput<'_>, bar: Rect, place: Place) {
        let view_lines = self.view_lines(place);
        let Some(set) = &mut self.set else { return };
        let response = ui.interact(
            bar,
            ui.scope_id().with(("scroll bar", input.tab.0)),
            Sense::click_and_drag(),
        );
        let lowest = self.viewport.lowest(&set.column, view_lines);
        let length = lowest + TOP_MARGIN + view_lines;
        let part = (view_lines / length).min(1.0) as f32;
        let thumb_height = (bar.height() * part).max(LEAST_THUMB).min(bar.height());
        let room = bar.height() - thumb_height;
        if let Some(at) = response.interact_pointer_pos().filter(|_| room > 0.0) {
            let share = f64::from(((at.y - bar.top() - thumb_height / 2.0) / room).clamp(0.0, 1.0));
            let position = share * (lowest + TOP_MARGIN) - TOP_MARGIN;
            self.viewport.go_to(&mut set.column, position, view_lines);
        }
        let position = self.viewport.position(&set.column) + TOP_MARGIN;
        let share = (position / (lowest + TOP_MARGIN).max(1e-9)).clamp(0.0, 1.0) as f32;
        let painter = ui.painter();
        painter.rect_filled(bar, 0.0, color(input.theme.scroll_track));
        if part < 1.0 {
            let top = bar.top() + room * share;
            let thumb = Rect::from_min_size(
                egui::pos2(bar.left() + 3.0, top),
                egui::vec2(bar.width() - 6.0, thumb_height),
            );
            let strong = response.hovered() || response.dragged();
            let fill = if strong {
                input.theme.page_text_secondary
            } else {
                input.theme.scroll_thumb
            };
            painter.rect_filled(thumb, 4.0, color(fill));
        }
    }
}
