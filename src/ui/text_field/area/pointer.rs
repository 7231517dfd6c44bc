//! The pointer in a field of several lines: placing the caret, selecting,
//! scrolling.

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Sense, Ui, pos2, vec2};

use super::{Area, Room};
use crate::typeset::column::Column;
use crate::typeset::drag::{DragStart, Point};
use crate::typeset::motion::ColumnCaret;

/// Width of the bar that shows where the view is, and its least height, in
/// points.
const BAR_WIDTH: f32 = 5.0;
const LEAST_THUMB: f32 = 14.0;

impl Area {
    /// Clicks and drags; says whether the caret was moved.
    pub(super) fn point(&mut self, ui: &Ui, response: &Response, room: Room) -> bool {
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::Text);
        }
        let Some(pointer) = response.interact_pointer_pos() else {
            self.drag = None;
            return false;
        };
        let primary = PointerButton::Primary;
        let (pressed, held, shift) = ui.input(|i| {
            let pointer = &i.pointer;
            (
                pointer.button_pressed(primary),
                pointer.button_down(primary),
                i.modifiers.shift,
            )
        });
        if response.clicked() || pressed {
            response.request_focus();
        }
        let Some(point) = self.point_at(pointer, room) else {
            return false;
        };
        if response.triple_clicked() {
            let at = self.caret_at(point).offset;
            self.writing.select(self.writing.paragraph_at(at));
        } else if response.double_clicked() {
            let at = self.caret_at(point);
            self.writing.select(self.word_at(at));
        } else if response.clicked() || (response.is_pointer_button_down_on() && pressed) {
            // A quick click is pressed and let go in one frame.
            self.drag = Some(match shift {
                true => DragStart::Offset(self.writing.anchor()),
                false => DragStart::Point(point),
            });
            let caret = self.caret_at(point);
            self.writing.go(caret, shift);
        } else if response.dragged()
            && held
            && let (Some(drag), Some(column)) = (self.drag, &mut self.column)
        {
            let (anchor, focus) = column.dragged(drag, point);
            self.writing.go(ColumnCaret::before(anchor), false);
            self.writing.go(focus, true);
            if !room.rect.y_range().contains(pointer.y) {
                // Beyond an edge, the view goes on.
                ui.ctx().request_repaint();
            }
        } else {
            return false;
        }
        self.goal_x = None;
        true
    }

    fn caret_at(&mut self, point: Point) -> ColumnCaret {
        let column = self.column.as_mut();
        column.map_or_else(ColumnCaret::default, |column| {
            column.caret_at(point.line, point.x)
        })
    }

    /// The word under a click: at its end, the one before.
    fn word_at(&self, caret: ColumnCaret) -> std::ops::Range<usize> {
        let article = self.writing.article();
        let at = match caret.after_previous {
            true => article.previous_grapheme(caret.offset),
            false => caret.offset,
        };
        let word = article.plain_word_at(at);
        word.start.0..word.end.0
    }

    /// The point of the column under the pointer; beyond an edge, on the line
    /// that comes next there.
    fn point_at(&mut self, pointer: Pos2, room: Room) -> Option<Point> {
        let at = (pointer - room.rect.min) * room.scale;
        let seen = self.seen(room);
        let under = seen.iter().rev().find(|line| line.top <= at.y);
        let line = under.or(seen.first())?;
        let column = self.column.as_mut()?;
        let beyond = match at.y {
            y if y < 0.0 => column.previous_line(line.id),
            y if y > room.rect.height() * room.scale => column.next_line(line.id),
            _ => None,
        };
        let below_text = beyond.is_none() && at.y >= line.top + 2.0 * column.line_height();
        let x = match (below_text, line.line.base_level % 2 == 1) {
            (false, _) => at.x,
            (true, true) => f32::MIN,
            (true, false) => f32::MAX,
        };
        Some(Point {
            line: beyond.unwrap_or(line.id),
            x,
        })
    }

    /// Follows the wheel and the bar, and keeps the text in view.
    pub(super) fn scroll(&mut self, ui: &Ui, response: &Response, room: Room) {
        let bar = self.bar(ui, response, room);
        let Some(column) = &mut self.column else {
            return;
        };
        let view = &mut self.viewport;
        view.scroll(column, 0.0, room.lines);
        if let Some(position) = bar {
            view.go_to(column, position, room.lines);
        }
        let turned = ui.input(|input| input.smooth_scroll_delta().y);
        if turned != 0.0 && response.contains_pointer() {
            let before = *view;
            let lines = -turned * room.scale / column.line_height();
            view.scroll(column, f64::from(lines), room.lines);
            if *view != before {
                // What is around the field stays.
                ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
            }
        }
    }

    /// Shows where the view is in a text that is not wholly seen; gives where
    /// a drag of the bar leads, in lines from the top.
    fn bar(&mut self, ui: &Ui, response: &Response, room: Room) -> Option<f64> {
        let (track, thumb, lowest) = self.thumb(response.rect, room)?;
        let sense = Sense::click_and_drag();
        let bar = ui.interact(track, response.id.with("bar"), sense);
        let free = f64::from(track.height() - thumb.height());
        let pointer = bar.interact_pointer_pos()?;
        let top = f64::from(pointer.y - track.top() - thumb.height() / 2.0);
        Some((top / free.max(1.0)).clamp(0.0, 1.0) * lowest)
    }

    /// The bar, the part of it that stands for what is seen, and how far down
    /// the view may go, in lines.
    pub(super) fn thumb(&self, field: Rect, room: Room) -> Option<(Rect, Rect, f64)> {
        let column: &Column = self.column.as_ref()?;
        let lowest = self.viewport.lowest(column, room.lines);
        if lowest < 0.01 {
            return None;
        }
        let track = Rect::from_min_max(
            pos2(field.right() - BAR_WIDTH - 1.0, room.rect.top()),
            pos2(field.right() - 1.0, room.rect.bottom()),
        );
        let part = (room.lines / (room.lines + lowest)) as f32;
        let height = (track.height() * part).max(LEAST_THUMB).min(track.height());
        let share = (self.viewport.position(column) / lowest).clamp(0.0, 1.0) as f32;
        let top = track.top() + (track.height() - height) * share;
        let thumb = Rect::from_min_size(pos2(track.left(), top), vec2(BAR_WIDTH, height));
        Some((track, thumb, lowest))
    }
}
