//! One difference: mine, theirs, and which of them is taken.

use egui::{Align2, Color32, Rect, Response, Sense, Stroke, TextStyle, Ui, WidgetInfo, vec2};

use super::super::context::Context;
use super::words::{Side, side};
use super::{MIDDLE, ROW_HEIGHT};
use crate::app::App;
use crate::document::merge::{Choice, Merge, Row};
use crate::page::theme::{HighlightState, Theme};
use crate::ui::{layout, style};

/// Room for the mark that says what is taken, in points.
const MARK_WIDTH: f32 = 28.0;
/// Height of the line of text in a row, in points.
const LINE_HEIGHT: f32 = 27.0;

/// A row as it is to be shown.
pub(super) struct RowView<'a> {
    pub app: &'a App,
    pub merge: &'a Merge,
    pub theme: &'a Theme,
    /// Whether the interface is written from right to left.
    pub rtl: bool,
    pub row: &'a Row,
    /// Its place among all rows, from 0.
    pub index: usize,
    /// Whether the keys are on it.
    pub is_current: bool,
}

impl RowView<'_> {
    /// Shows the row; says what was clicked.
    pub(super) fn show(&self, ui: &mut Ui) -> Option<Choice> {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
        let [mine, middle, theirs] = layout::two_columns(rect, MIDDLE, self.rtl);
        let choice = self.row.choice;
        let mut clicked = None;
        for (column, own, key) in [
            (mine, Choice::Mine, "merge-said-mine"),
            (theirs, Choice::Theirs, "merge-said-theirs"),
        ] {
            let side = side(self.app, self.merge, self.row, own == Choice::Mine);
            let is_taken = choice == own || choice == Choice::Both;
            let said = self.said(key, &side);
            let response = self.cell(ui, column, own, is_taken, &said);
            self.paint_side(ui, column, &side, is_taken);
            if response.clicked() {
                clicked = Some(own);
            }
        }
        if self.show_middle(ui, middle) {
            clicked = Some(Choice::Both);
        }
        let line = Stroke::new(1.0, style::color(self.theme.border));
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, line);
        if self.is_current {
            let ring = Stroke::new(2.0, style::color(self.theme.focus_ring));
            let inside = rect.shrink(1.0);
            ui.painter()
                .rect_stroke(inside, 3.0, ring, egui::StrokeKind::Inside);
        }
        clicked
    }

    fn said(&self, key: &str, side: &Side) -> String {
        let words = self.app.words();
        let about = [&side.head, &side.detail]
            .into_iter()
            .filter(|it| !it.is_empty());
        let about: Vec<_> = about.map(String::as_str).collect();
        let about = about.join(", ");
        words.tr_args(key, &[("what", about.into())])
    }

    /// A part of the row that can be clicked to be taken.
    fn cell(&self, ui: &Ui, rect: Rect, own: Choice, is_taken: bool, said: &str) -> Response {
        let id = ui.scope_id().with(("merge", self.index, own));
        let response = ui.interact(rect, id, Sense::CLICK);
        response.widget_info(|| {
            WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, is_taken, said)
        });
        let inside = rect.shrink2(vec2(2.0, 3.0));
        let fill = if is_taken {
            Some(self.theme.pressed_bg)
        } else {
            response.hovered().then_some(self.theme.hover_bg)
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(inside, 4.0, style::color(fill));
        }
        self.paint_mark(ui, rect, is_taken);
        response
    }

    /// A ring where the cell begins, filled where it is taken.
    fn paint_mark(&self, ui: &Ui, rect: Rect, is_taken: bool) {
        let (strip, _) = layout::split(rect, MARK_WIDTH, 0.0, self.rtl);
        let line = Stroke::new(1.5, style::color(self.theme.panel_text_weak));
        ui.painter().circle_stroke(strip.center(), 6.0, line);
        if is_taken {
            let fill = style::color(self.theme.accent);
            ui.painter().circle_filled(strip.center(), 3.5, fill);
        }
    }

    fn paint_side(&self, ui: &Ui, rect: Rect, side: &Side, is_taken: bool) {
        let (_, beside) = layout::split(rect, MARK_WIDTH, 0.0, self.rtl);
        let (inside, _) = layout::split(beside, beside.width() - 8.0, 0.0, self.rtl);
        let upper = inside.with_max_y(inside.top() + LINE_HEIGHT);
        let lower = inside.with_min_y(inside.top() + LINE_HEIGHT - 3.0);
        let color = match is_taken && side.is_there {
            true => style::color(self.theme.panel_text),
            false => style::color(self.theme.panel_text_weak),
        };
        match (side.place, side.color) {
            (Some(place), Some(label)) => {
                let state = HighlightState::Usual;
                let fill = style::color(self.theme.highlight(label, state));
                let article = self.merge.mine().article();
                let line = Context::of(article, place);
                line.paint(ui, upper.shrink2(vec2(0.0, 2.0)), color, fill);
            }
            _ => self.text(ui, upper, &side.head, TextStyle::Body, color),
        }
        let mut below = lower;
        if let Some(label) = side.color {
            let (strip, rest) = layout::split(lower, 12.0, 6.0, self.rtl);
            let fill = style::color(self.theme.edge(label));
            ui.painter()
                .circle_filled(strip.center(), style::DOT_RADIUS, fill);
            below = rest;
        }
        let weak = style::color(self.theme.panel_text_weak);
        self.text(ui, below, &side.detail, TextStyle::Small, weak);
    }

    /// One line of text where reading begins; what does not fit is cut off.
    fn text(&self, ui: &Ui, rect: Rect, text: &str, font: TextStyle, color: Color32) {
        let anchor = layout::interface_start(self.rtl);
        let font = font.resolve(ui.style());
        let at = anchor.pos_in_rect(&rect);
        ui.painter_at(rect).text(at, anchor, text, font, color);
    }

    /// Whether it is a conflict, and the choice of both; says whether that was
    /// clicked.
    fn show_middle(&self, ui: &Ui, rect: Rect) -> bool {
        let words = self.app.words();
        let half = rect.height() / 2.0;
        let upper = rect.with_max_y(rect.top() + half);
        let mut lower = rect.with_min_y(rect.top() + half);
        if self.row.is_conflict {
            let warning = style::color(self.theme.warning);
            let font = TextStyle::Small.resolve(ui.style());
            let text = words.tr("merge-conflict");
            let painter = ui.painter_at(rect);
            painter.text(upper.center(), Align2::CENTER_CENTER, text, font, warning);
        } else {
            lower = rect;
        }
        if !self.row.may_be_both {
            return false;
        }
        let button = lower.shrink2(vec2(6.0, 3.0));
        let button = Rect::from_center_size(button.center(), vec2(button.width(), 20.0));
        let said = words.tr("merge-both");
        let is_taken = self.row.choice == Choice::Both;
        let id = ui.scope_id().with(("merge", self.index, Choice::Both));
        let response = ui.interact(button, id, Sense::CLICK);
        response.widget_info(|| {
            WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, is_taken, &said)
        });
        let fill = match is_taken {
            true => self.theme.pressed_bg,
            false if response.hovered() => self.theme.hover_bg,
            false => self.theme.panel_bg,
        };
        let edge = match is_taken {
            true => self.theme.accent,
            false => self.theme.border,
        };
        let painter = ui.painter();
        painter.rect_filled(button, 4.0, style::color(fill));
        let line = Stroke::new(1.0, style::color(edge));
        painter.rect_stroke(button, 4.0, line, egui::StrokeKind::Inside);
        let font = TextStyle::Small.resolve(ui.style());
        let color = style::color(self.theme.panel_text);
        painter.text(button.center(), Align2::CENTER_CENTER, &said, font, color);
        response.on_hover_text(words.tr("merge-both-tip")).clicked()
    }
}
