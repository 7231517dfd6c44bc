//! How a field looks: frame, selection, letters, caret.

use egui::epaint::{RectShape, StrokeKind};
use egui::output::IMEOutput;
use egui::{Color32, IMEPurpose, Rect, Response, Ui, pos2};

use super::{Memory, Sheet, TextField, with_lettering};
use crate::typeset::Weight;
use crate::ui::lettering::{SetText, Style};

impl TextField<'_> {
    pub(super) fn paint(&self, ui: &Ui, response: &Response, sheet: &Sheet, memory: &Memory) {
        if !ui.is_rect_visible(response.rect) {
            return;
        }
        let focused = response.has_focus();
        frame(ui, response, focused);
        let page = Page {
            ui,
            sheet,
            left: sheet.room.left() * sheet.scale + memory.shift,
            baseline: baseline(ui, sheet),
            // Letters may stand out of their cells a little.
            painter: ui.painter_at(sheet.room.expand2(egui::vec2(3.0, 4.0))),
        };
        if focused {
            page.selection(memory);
        }
        if self.text.is_empty() {
            page.hint(&self.hint);
        } else {
            page.letters(&sheet.set, page.left, text_color(ui));
        }
        page.composition(memory);
        if focused {
            let caret = page.caret(memory);
            report_caret(ui, response, caret);
        }
    }
}

pub(super) fn frame(ui: &Ui, response: &Response, focused: bool) {
    let visuals = ui.style().interact(response);
    let stroke = if focused {
        ui.visuals().selection.stroke
    } else if visuals.bg_stroke.is_empty() {
        // A field at rest must be seen on paper of nearly its own colour.
        ui.visuals().widgets.noninteractive.bg_stroke
    } else {
        visuals.bg_stroke
    };
    let shape = RectShape::new(
        response.rect,
        visuals.corner_radius,
        ui.visuals().text_edit_bg_color(),
        stroke,
        StrokeKind::Inside,
    );
    ui.painter().add(shape);
}

pub(super) fn text_color(ui: &Ui) -> Color32 {
    let visuals = ui.visuals();
    visuals
        .override_text_color
        .unwrap_or_else(|| visuals.widgets.inactive.text_color())
}

/// The baseline on which the face stands in the middle of the room, in pixels.
fn baseline(ui: &Ui, sheet: &Sheet) -> f32 {
    let (ascent, descent) = with_lettering(ui, |lettering| lettering.ascent_and_descent());
    (sheet.room.center().y * sheet.scale + (ascent - descent) / 2.0 * sheet.size).round()
}

struct Page<'a> {
    ui: &'a Ui,
    sheet: &'a Sheet,
    /// Where the line's pixel 0 stands, in pixels.
    left: f32,
    /// In pixels.
    baseline: f32,
    painter: egui::Painter,
}

impl Page<'_> {
    fn selection(&self, memory: &Memory) {
        let selected = memory.edit.selected();
        let color = self.ui.visuals().selection.bg_fill;
        for rect in self.stretches(selected) {
            self.painter.rect_filled(rect, 0.0, color);
        }
    }

    /// What an input method is composing has a line under it.
    fn composition(&self, memory: &Memory) {
        let Some(range) = memory.edit.composing() else {
            return;
        };
        for rect in self.stretches(range) {
            let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
            self.painter.rect_filled(line, 0.0, text_color(self.ui));
        }
    }

    /// The rectangles, in points, on which a stretch of the text stands.
    fn stretches(&self, range: std::ops::Range<usize>) -> Vec<Rect> {
        let Some(line) = self.sheet.line() else {
            return Vec::new();
        };
        let rect = |(x0, x1): (f32, f32)| {
            let x = |x: f32| (self.left + x).round() / self.sheet.scale;
            let room = self.sheet.room;
            Rect::from_min_max(pos2(x(x0), room.top()), pos2(x(x1), room.bottom()))
        };
        let stretches = line.stretches(range.start as u32, range.end as u32);
        stretches.into_iter().map(rect).collect()
    }

    fn letters(&self, set: &std::sync::Arc<SetText>, left: f32, color: Color32) {
        let at = pos2(left, self.baseline) / self.sheet.scale;
        let size = self.sheet.size;
        let slip = with_lettering(self.ui, |lettering| {
            Some(lettering.slip(set, size, at, color))
        });
        if let Some(slip) = slip {
            self.painter.add(slip);
        }
    }

    fn hint(&self, hint: &str) {
        let style = Style::one_line(self.sheet.size, Weight::Regular);
        let set = with_lettering(self.ui, |lettering| lettering.set(hint, style));
        let (x0, x1) = set.lines.first().map_or((0.0, 0.0), |line| line.extent());
        let room = self.sheet.room;
        let left = if self.sheet.rtl {
            room.right() * self.sheet.scale - x1
        } else {
            room.left() * self.sheet.scale - x0
        };
        self.letters(&set, left, self.ui.visuals().weak_text_color());
    }

    /// Draws the caret and says where it is, in points.
    fn caret(&self, memory: &Memory) -> Rect {
        let x = (self.left + self.sheet.caret_x(memory.caret())).round() / self.sheet.scale;
        let stroke = self.ui.visuals().text_cursor.stroke;
        let room = self.sheet.room;
        let rect = Rect::from_min_max(pos2(x, room.top()), pos2(x + stroke.width, room.bottom()));
        if self.ui.input(|input| input.focused) {
            self.painter.rect_filled(rect, 0.0, stroke.color);
        }
        rect
    }
}

/// Tells the input method where its window may stand.
pub(super) fn report_caret(ui: &Ui, response: &Response, caret: Rect) {
    let to_screen = ui
        .ctx()
        .layer_transform_to_global(ui.layer_id())
        .unwrap_or_default();
    ui.output_mut(|output| {
        output.mutable_text_under_cursor = response.hovered();
        output.ime = Some(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: to_screen * response.rect,
            cursor_rect: to_screen * caret,
            should_interrupt_composition: false,
        });
    });
}
