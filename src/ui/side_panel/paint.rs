//! One row of the list: drawn, clicked and named for assistive technology.
//!
//! Invariant: a row is exactly as high as the list expects, whatever it holds.

use egui::{Rect, Response, Sense, TextStyle, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::{App, Tab};
use crate::document::{AnnotationId, Entity, Lost};
use crate::page::theme::Theme;

use super::super::{layout, style};
use super::model::Rows;

/// How many code points of an annotation are shown; the row clips the rest.
const SNIPPET_CHARS: usize = 60;

/// Shows a label's heading; says whether it was clicked.
pub fn group(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    theme: &Theme,
    label: usize,
    count: usize,
    rows: &Rows,
) -> bool {
    let Some(label_shown) = tab.document.labels().iter().nth(label) else {
        return false;
    };
    let (rect, response) = row(ui, ("group", label));
    let name = app.label_name(label_shown);
    let text = app.words().tr_args(
        "panel-group",
        &[
            ("label", Value::Text(name)),
            ("count", Value::Number(count)),
        ],
    );
    let folded = rows.is_folded(label);
    let key = if folded {
        "panel-group-expand"
    } else {
        "panel-group-collapse"
    };
    background(ui, theme, rect, &response, false);
    let painter = ui.painter_at(rect);
    let arrow = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), vec2(8.0, 8.0));
    painter.add(arrow_shape(
        arrow,
        folded,
        style::color(theme.panel_text_weak),
    ));
    dot(ui, theme, rect, 26.0, label_shown.color.0);
    let at = rect.left_center() + vec2(38.0, 0.0);
    let color = style::color(theme.panel_text);
    let font = TextStyle::Body.resolve(ui.style());
    painter.text(at, egui::Align2::LEFT_CENTER, &text, font, color);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &text));
    response
        .on_hover_text(app.tr_label(key, label_shown))
        .clicked()
}

/// Shows an annotation; says whether it was clicked.
pub fn annotation(ui: &mut Ui, app: &App, tab: &Tab, theme: &Theme, id: AnnotationId) -> bool {
    let Some(annotation) = tab.document.annotation(id) else {
        return false;
    };
    let (rect, response) = row(ui, ("annotation", id.0));
    let chosen = tab.chosen == Some(id);
    let color = tab
        .document
        .labels()
        .get(&annotation.label)
        .map(|label| label.color.0);
    background(ui, theme, rect, &response, chosen);
    if let Some(color) = color {
        let inside = rect.shrink2(vec2(10.0, 5.0));
        let bar = layout::start_strip(inside, 3.0, tab.document.direction());
        ui.painter()
            .rect_filled(bar, 1.0, style::color(theme.edge(color)));
    }
    let quote = snippet(&annotation.text(tab.document.article()));
    let inside = rect.shrink2(vec2(20.0, 0.0));
    let anchor = layout::line_start(tab.document.direction());
    let font = TextStyle::Body.resolve(ui.style());
    let text_color = style::color(theme.panel_text);
    ui.painter_at(inside).text(
        anchor.pos_in_rect(&inside),
        anchor,
        &quote,
        font,
        text_color,
    );
    let said = app
        .words()
        .tr_args("panel-go", &[("quote", Value::Text(quote))]);
    response
        .widget_info(|| WidgetInfo::selected(egui::accesskit::Role::ListItem, true, chosen, &said));
    response.clicked()
}

/// Shows an entity with the number of its mentions; says whether it was clicked.
pub fn entity(ui: &mut Ui, app: &App, tab: &Tab, theme: &Theme, entity: &Entity) -> bool {
    let (rect, response) = row(ui, ("entity", entity.id.0));
    let chosen = tab.chosen_entity == Some(entity.id);
    background(ui, theme, rect, &response, chosen);
    let label = entity
        .label
        .as_ref()
        .and_then(|id| tab.document.labels().get(id));
    if let Some(label) = label {
        dot(ui, theme, rect, 14.0, label.color.0);
    }
    let count = tab.document.mention_count(entity.id);
    let text = app.words().tr_args(
        "panel-group",
        &[
            ("label", Value::Text(snippet(&entity.name))),
            ("count", Value::Number(count)),
        ],
    );
    let inside = rect.with_min_x(rect.left() + 26.0);
    let font = TextStyle::Body.resolve(ui.style());
    ui.painter_at(inside).text(
        inside.left_center(),
        egui::Align2::LEFT_CENTER,
        &text,
        font,
        style::color(theme.panel_text),
    );
    response
        .widget_info(|| WidgetInfo::selected(egui::accesskit::Role::ListItem, true, chosen, &text));
    response.clicked()
}

/// Shows a lost annotation; says whether it was clicked.
pub fn lost(ui: &mut Ui, tab: &Tab, theme: &Theme, lost: &Lost) -> bool {
    let (rect, response) = row(ui, ("lost", lost.id().0));
    let chosen = tab.chosen_lost == Some(lost.id());
    background(ui, theme, rect, &response, chosen);
    if let Some(label) = tab.document.labels().get(&lost.said().label) {
        let inside = rect.shrink2(vec2(10.0, 5.0));
        let bar = layout::start_strip(inside, 3.0, tab.document.direction());
        ui.painter()
            .rect_filled(bar, 1.0, style::color(theme.edge(label.color.0)));
    }
    let quote = snippet(&lost.quote());
    let inside = rect.shrink2(vec2(20.0, 0.0));
    let anchor = layout::line_start(tab.document.direction());
    let font = TextStyle::Body.resolve(ui.style());
    let color = style::color(theme.panel_text);
    let at = anchor.pos_in_rect(&inside);
    ui.painter_at(inside).text(at, anchor, &quote, font, color);
    response.widget_info(|| {
        WidgetInfo::selected(egui::accesskit::Role::ListItem, true, chosen, &quote)
    });
    response.clicked()
}

fn row(
    ui: &mut Ui,
    salt: (&'static str, impl std::hash::Hash + std::fmt::Debug),
) -> (Rect, Response) {
    let size = vec2(ui.available_width(), style::ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let id = ui.make_persistent_id(egui::IdSalt::new(salt));
    (rect, ui.interact(rect, id, Sense::click()))
}

fn background(ui: &Ui, theme: &Theme, rect: Rect, response: &Response, chosen: bool) {
    let fill = if chosen {
        theme.pressed_bg
    } else if response.hovered() || response.has_focus() {
        theme.hover_bg
    } else {
        return;
    };
    ui.painter().rect_filled(rect, 4.0, style::color(fill));
}

fn dot(ui: &Ui, theme: &Theme, rect: Rect, x: f32, label: [u8; 3]) {
    let center = rect.left_center() + vec2(x, 0.0);
    let fill = style::color(theme.edge(label));
    ui.painter()
        .circle_filled(center, style::DOT_RADIUS + 1.0, fill);
}

fn arrow_shape(rect: Rect, folded: bool, color: egui::Color32) -> egui::Shape {
    let points = if folded {
        vec![rect.left_top(), rect.right_center(), rect.left_bottom()]
    } else {
        vec![rect.left_top(), rect.right_top(), rect.center_bottom()]
    };
    egui::Shape::convex_polygon(points, color, egui::Stroke::NONE)
}

/// The beginning of an annotation's text, on one line.
pub fn snippet(text: &str) -> String {
    let mut chars = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut shown: String = chars.by_ref().take(SNIPPET_CHARS).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_one_line_and_says_that_it_is_cut() {
        assert_eq!(snippet("a\r\nb"), "a  b");
        let long = snippet(&"a".repeat(61));
        assert_eq!((long.chars().count(), long.ends_with('…')), (61, true));
        assert!(!snippet(&"a".repeat(60)).ends_with('…'));
    }
}
