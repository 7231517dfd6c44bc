//! How a field of several lines looks: frame, selection, letters, caret, bar.

use std::sync::Arc;

use egui::{Color32, Painter, Rect, Response, Ui, pos2};

use super::super::paint::{frame, report_caret, text_color};
use super::super::with_lettering;
use super::{Area, Room};
use crate::page::paint::VisibleLine;
use crate::text::ByteSpan;
use crate::text::paragraphs::is_separator;
use crate::ui::lettering::{SetLine, SetText};

/// How much a selected line break shows, in em.
const BREAK_EM: f32 = 0.3;

struct Sheet<'a> {
    ui: &'a Ui,
    painter: Painter,
    room: Room,
    /// Height of a line and from its top to its baseline, in pixels.
    line_height: f32,
    baseline: f32,
    /// Pixels in an em.
    size: f32,
}

impl Area {
    pub(super) fn paint(&mut self, ui: &Ui, response: &Response, room: Room) {
        if !ui.is_rect_visible(response.rect) {
            return;
        }
        let focused = response.has_focus();
        frame(ui, response, focused);
        let seen = self.seen(room);
        let Some(column) = &mut self.column else {
            return;
        };
        let sheet = Sheet {
            ui,
            painter: ui.painter_at(room.rect.expand2(egui::vec2(3.0, 2.0))),
            room,
            line_height: column.line_height(),
            baseline: column.baseline(),
            size: column.measure().size,
        };
        let span = |range: std::ops::Range<usize>| ByteSpan::new(range.start, range.end);
        if focused {
            let selected = span(self.writing.selected());
            sheet.selection(&seen, selected, self.writing.article().text());
        }
        sheet.letters(&seen, text_color(ui));
        if let Some(range) = self.writing.composing() {
            sheet.composition(&seen, span(range));
        }
        if focused {
            let caret = self.writing.caret();
            let line = column.line_of_caret(caret);
            let x = column.caret_x(caret);
            let top = seen.iter().find(|it| it.id == line).map(|it| it.top);
            let caret = sheet.caret(x, top);
            report_caret(ui, response, caret);
        }
        if let Some((_, thumb, _)) = self.thumb(response.rect, room) {
            let fill = ui.visuals().weak_text_color().gamma_multiply(0.6);
            ui.painter().rect_filled(thumb, 2.0, fill);
        }
    }
}

impl Sheet<'_> {
    /// A rectangle on a line, given in pixels from the column's edge, in points.
    fn on_line(&self, top: f32, x0: f32, x1: f32) -> Rect {
        let (rect, scale) = (self.room.rect, self.room.scale);
        let x = |x: f32| (rect.left() * scale + x).round() / scale;
        let y = |y: f32| ((rect.top() * scale).round() + y.round()) / scale;
        Rect::from_min_max(pos2(x(x0), y(top)), pos2(x(x1), y(top + self.line_height)))
    }

    fn selection(&self, seen: &[VisibleLine], selected: ByteSpan, text: &str) {
        let color = self.ui.visuals().selection.bg_fill;
        for line in seen {
            let Some((start, end)) = line.local(selected) else {
                continue;
            };
            for (x0, x1) in line.line.stretches(start, end) {
                let rect = self.on_line(line.top, x0, x1);
                self.painter.rect_filled(rect, 0.0, color);
            }
            let span = line.span();
            let words = text.get(span.start.0..span.end.0).unwrap_or_default();
            if words.ends_with(is_separator) && selected.end >= span.end {
                let width = BREAK_EM * self.size;
                let (x0, x1) = match line.line.base_level % 2 {
                    1 => (line.line.x0 - width, line.line.x0),
                    _ => (line.line.x1, line.line.x1 + width),
                };
                let rect = self.on_line(line.top, x0, x1);
                self.painter.rect_filled(rect, 0.0, color);
            }
        }
    }

    fn letters(&self, seen: &[VisibleLine], color: Color32) {
        let (rect, scale) = (self.room.rect, self.room.scale);
        for line in seen {
            let set = SetText {
                rtl: line.line.base_level % 2 == 1,
                lines: vec![SetLine {
                    end: line.line.end as usize,
                    line: line.line.clone(),
                    start: 0,
                }],
            };
            let baseline = (rect.top() * scale).round() + line.top.round() + self.baseline;
            let at = pos2(rect.left() * scale, baseline) / scale;
            let slip = with_lettering(self.ui, |lettering| {
                Some(lettering.slip(&Arc::new(set), self.size, at, color))
            });
            self.painter.extend(slip);
        }
    }

    /// What an input method is composing has a line under it.
    fn composition(&self, seen: &[VisibleLine], composing: ByteSpan) {
        for line in seen {
            let Some((start, end)) = line.local(composing) else {
                continue;
            };
            for (x0, x1) in line.line.stretches(start, end) {
                let rect = self.on_line(line.top, x0, x1);
                let under = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
                self.painter.rect_filled(under, 0.0, text_color(self.ui));
            }
        }
    }

    /// Draws the caret, if it is seen, and says where it is, in points.
    fn caret(&self, x: f32, top: Option<f32>) -> Rect {
        let stroke = self.ui.visuals().text_cursor.stroke;
        let line = self.on_line(top.unwrap_or_default(), x, x);
        let width = egui::vec2(stroke.width, line.height());
        let rect = Rect::from_min_size(line.min, width);
        if top.is_some() && self.ui.input(|input| input.focused) {
            self.painter.rect_filled(rect, 0.0, stroke.color);
        }
        rect
    }
}
