//! The colour of a label: typed, or taken from palettes for all eyes; how it
//! looks on both themes, how readable text on it is, and which other label it is
//! most like.
//!
//! Invariant: all colours are compared when one of them is another, not in
//! every frame.

use egui::accesskit::Role;
use egui::{Align2, FontId, Rect, RichText, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::labels::LabelField;
use crate::document::{Color, Label, LabelId, palette};
use crate::page::theme::{Rgba, Theme, contrast, highlight_color};
use crate::page::vision::{CLEAR_DIFFERENCE, Vision, least_difference, over};
use crate::ui::style;

use super::super::isolated;
use super::form::Form;

/// The side of a colour that can be taken, in points.
const SWATCH: f32 = 22.0;

/// The size of a highlight's picture, in points.
const PREVIEW: egui::Vec2 = vec2(170.0, 46.0);

/// The size of the words on it, in points.
const PREVIEW_SIZE: f32 = 20.0;

/// The label that another is most like, kept as long as nothing changes.
#[derive(Default)]
pub struct Neighbour {
    made_for: Option<(u64, LabelId, Color)>,
    found: Option<(LabelId, f64, Vision)>,
}

impl Neighbour {
    /// The label with the least difference of highlights for any eyes in any
    /// theme.
    fn of(
        &mut self,
        form: &Form<'_>,
        color: Color,
        themes: &[Theme; 2],
    ) -> Option<&(LabelId, f64, Vision)> {
        let id = &form.label.id;
        let made_for = (form.document.revision(), id.clone(), color);
        if self.made_for.as_ref() != Some(&made_for) {
            let others = form.document.labels().iter();
            let others = others.filter(|other| other.id != *id);
            let all = others.map(|other| {
                let (least, vision) = difference(themes, color, other);
                (other.id.clone(), least, vision)
            });
            self.found = all.min_by(|a, b| a.1.total_cmp(&b.1));
            self.made_for = Some(made_for);
        }
        self.found.as_ref()
    }
}

fn difference(themes: &[Theme; 2], color: Color, other: &Label) -> (f64, Vision) {
    let [light, dark] = themes.each_ref().map(|theme| {
        let a = on_page(theme, color);
        least_difference(a, on_page(theme, other.color))
    });
    if dark.0 < light.0 { dark } else { light }
}

/// A label's highlight as it is seen on the page.
fn on_page(theme: &Theme, color: Color) -> Rgba {
    over(theme.page_bg, highlight_color(color.0, theme))
}

impl Form<'_> {
    /// The colour with all that is to be known about it.
    pub fn color(&mut self, ui: &mut Ui, themes: &[Theme; 2], neighbour: &mut Neighbour) {
        let field = LabelField::Color;
        let name = self.app.words().tr("labels-color");
        let typed = self.value(field);
        let color = typed.trim().parse().unwrap_or(self.label.color);
        self.named(ui, &name, |form, ui| {
            form.text(ui, field, &name, 96.0);
            for theme in themes {
                form.preview(ui, theme, color);
            }
        });
        self.fault(ui, &[field]);
        let palettes = [
            ("labels-palette-okabe-ito", &palette::OKABE_ITO[..]),
            ("labels-palette-tol", &palette::TOL_MUTED[..]),
        ];
        for (key, colors) in palettes {
            let name = self.app.words().tr(key);
            self.named(ui, &name, |form, ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                for &swatch in colors {
                    form.swatch(ui, swatch, swatch == color);
                }
            });
        }
        self.likeness(ui, color, themes, neighbour);
    }

    /// A colour that can be taken.
    fn swatch(&mut self, ui: &mut Ui, swatch: Color, chosen: bool) {
        let (rect, response) = ui.allocate_exact_size(vec2(SWATCH, SWATCH), Sense::click());
        let color = [("color", Value::Text(swatch.to_string()))];
        let mut said = self.app.words().tr_args("labels-swatch", &color);
        let owner = self.document.labels().iter();
        let owner = owner.clone().find(|label| label.color == swatch);
        if let Some(owner) = owner {
            let owner = isolated(&self.app.label_name(owner));
            said = self.said(&said, &owner);
        }
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &said));
        let [r, g, b] = swatch.0;
        let fill = style::color([r, g, b, 255]);
        let visuals = ui.visuals();
        let width = match chosen || response.has_focus() || response.hovered() {
            true => 2.0,
            false => 1.0,
        };
        let line = match response.has_focus() {
            true => visuals.widgets.hovered.bg_stroke.color,
            false => visuals.text_color(),
        };
        let stroke = egui::Stroke::new(width, line);
        ui.painter()
            .rect(rect, 4.0, fill, stroke, StrokeKind::Inside);
        if chosen {
            // A ring of its own, seen on every colour.
            let inner = egui::Stroke::new(2.0, visuals.extreme_bg_color);
            let rect = rect.shrink(2.0);
            ui.painter()
                .rect_stroke(rect, 3.0, inner, StrokeKind::Inside);
        }
        if response.on_hover_text(said).clicked() {
            self.set(LabelField::Color, swatch.to_string());
        }
    }

    /// A word with the highlight on a theme's page, and the contrast of both.
    fn preview(&self, ui: &mut Ui, theme: &Theme, color: Color) {
        let (rect, response) = ui.allocate_exact_size(PREVIEW, Sense::HOVER);
        let name = match theme.dark_mode {
            true => self.app.words().tr("labels-theme-dark"),
            false => self.app.words().tr("labels-theme-light"),
        };
        let readable = contrast(theme.page_text, on_page(theme, color));
        let args = [
            ("theme", Value::Text(name.clone())),
            ("contrast", Value::Text(format!("{readable:.1}"))),
        ];
        let said = self.app.words().tr_args("labels-contrast", &args);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
        response.on_hover_text(self.app.words().tr("labels-contrast-tip"));
        paint_preview(
            ui,
            rect,
            theme,
            color,
            &self.app.words().tr("labels-sample"),
        );
        let painter = ui.painter_at(rect);
        let small = FontId::proportional(11.0);
        let shown = format!("{readable:.1}");
        let at = rect.right_bottom() - vec2(6.0, 3.0);
        let weak = style::color(theme.page_text_secondary);
        painter.text(at, Align2::RIGHT_BOTTOM, shown, small, weak);
    }

    /// Which label it is most like, if it is hard to tell apart from one.
    fn likeness(&self, ui: &mut Ui, color: Color, themes: &[Theme; 2], neighbour: &mut Neighbour) {
        let Some((id, least, vision)) = neighbour.of(self, color, themes) else {
            return;
        };
        let Some(other) = self.document.labels().get(id) else {
            return;
        };
        let eyes = match vision {
            Vision::Usual => "labels-eyes-usual",
            Vision::Protanopia => "labels-eyes-protanopia",
            Vision::Deuteranopia => "labels-eyes-deuteranopia",
            Vision::Tritanopia => "labels-eyes-tritanopia",
        };
        let args = [
            ("label", Value::Text(isolated(&self.app.label_name(other)))),
            ("eyes", Value::Text(self.app.words().tr(eyes))),
            ("difference", Value::Text(format!("{least:.1}"))),
        ];
        let is_clear = *least >= CLEAR_DIFFERENCE;
        let key = match is_clear {
            true => "labels-clear",
            false => "labels-alike",
        };
        let text = RichText::new(self.app.words().tr_args(key, &args));
        let visuals = ui.visuals();
        let color = match is_clear {
            true => visuals.weak_text_color(),
            false => visuals.warn_fg_color,
        };
        self.below(ui, text.color(color));
    }
}

/// The word as a page of this theme would show it.
fn paint_preview(ui: &Ui, rect: Rect, theme: &Theme, color: Color, word: &str) {
    let painter = ui.painter_at(rect);
    let border = egui::Stroke::new(1.0, style::color(theme.border));
    let page = style::color(theme.page_bg);
    painter.rect(rect, 4.0, page, border, StrokeKind::Inside);
    let font = FontId::proportional(PREVIEW_SIZE);
    let text = style::color(theme.page_text);
    let galley = painter.layout_no_wrap(word.to_owned(), font, text);
    let center = rect.center() - vec2(0.0, 4.0);
    let marked = Rect::from_center_size(center, galley.size() + vec2(8.0, 0.0));
    let fill = style::color(highlight_color(color.0, theme));
    painter.rect_filled(marked, 2.0, fill);
    let edge = egui::Stroke::new(2.0, style::color(theme.edge(color.0)));
    painter.hline(marked.x_range(), marked.bottom(), edge);
    painter.galley(center - galley.size() / 2.0, galley, text);
}
