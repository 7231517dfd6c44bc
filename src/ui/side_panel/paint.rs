//! One row of the list: drawn, clicked and named for assistive technology.
//!
//! Invariant: a row is exactly as high as the list expects, whatever it holds.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::{App, Tab};
use crate::document::{Annotation, AnnotationId, Entity, LabelId, Lost};
use crate::page::theme::Theme;
use crate::text::ByteOffset;

use super::super::{layout, style};
use super::model::{GroupOf, Rows};

/// How many code points of an annotation are shown; the row clips the rest.
const SNIPPET_CHARS: usize = 60;

/// And so many of what stands before it at most, in whole words where they are
/// no longer, and after it.
const BEFORE_CHARS: usize = 18;
const AFTER_CHARS: usize = 50;

/// Room for a label's dot, in points, and the most that a heading has.
const DOT_ROOM: f32 = 12.0;
const MOST_DOTS: usize = 5;

/// How a row looks.
#[derive(Clone, Copy, Default)]
pub struct Looks {
    /// Whether the keys are on it.
    pub cursor: bool,
    /// Whether an annotation is shown with the words around it.
    pub in_context: bool,
    /// Whether the keyboard goes from row to row, there being no list that has
    /// it.
    pub takes_focus: bool,
}

/// Shows a group's heading.
pub fn group(
    ui: &mut Ui,
    (app, tab, theme): (&App, &Tab, &Theme),
    rows: &Rows,
    group: usize,
    looks: Looks,
) -> Response {
    let of = rows.of(group);
    let (rect, response) = row(ui, ("group", &of), Sense::CLICK);
    let (name, dots) = heading(app, tab, rows, (group, &of));
    let text = app.words().tr_args(
        "panel-group",
        &[
            ("label", Value::Text(name)),
            ("count", Value::Number(rows.count(group))),
        ],
    );
    let folded = rows.is_folded(group);
    let key = if folded {
        "panel-group-expand"
    } else {
        "panel-group-collapse"
    };
    background(ui, theme, rect, &response, (false, looks.cursor));
    let painter = ui.painter_at(rect);
    let arrow = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), vec2(8.0, 8.0));
    painter.add(arrow_shape(
        arrow,
        folded,
        style::color(theme.panel_text_weak),
    ));
    let mut x = 26.0;
    for color in dots {
        dot(ui, theme, rect, x, color);
        x += DOT_ROOM;
    }
    let color = style::color(theme.panel_text);
    let font = TextStyle::Body.resolve(ui.style());
    let at = rect.left_center() + vec2(x, 0.0);
    painter.text(at, Align2::LEFT_CENTER, &text, font, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    response.on_hover_text(app.words().tr(key))
}

/// What a group is called, and the colours of the labels it is about.
fn heading(
    app: &App,
    tab: &Tab,
    rows: &Rows,
    (group, of): (usize, &GroupOf),
) -> (String, Vec<[u8; 3]>) {
    let labels = tab.document.labels();
    let color_of = |id: Option<&LabelId>| {
        let label = id.and_then(|id| labels.get(id));
        label.map(|label| label.color.0).into_iter().collect()
    };
    match of {
        GroupOf::All => Default::default(),
        GroupOf::Label(id) => {
            let name = labels.get(id).map(|label| app.label_name(label));
            (name.unwrap_or_default(), color_of(Some(id)))
        }
        GroupOf::Entity(None) => (app.words().tr("panel-no-entity"), Vec::new()),
        GroupOf::Entity(Some(id)) => {
            let entity = tab.document.entity(*id);
            let name = entity.map(|entity| snippet(&entity.name));
            let label = entity.and_then(|entity| entity.label.as_ref());
            (name.unwrap_or_default(), color_of(label))
        }
        GroupOf::Text(folded) => {
            let first = rows.first(group).and_then(|id| tab.document.annotation(id));
            let name = first.map(|it| snippet(&it.text(tab.document.article())));
            let all = rows.labels(group).take(MOST_DOTS);
            let colors = all.filter_map(|place| Some(labels.iter().nth(place)?.color.0));
            (name.unwrap_or_else(|| folded.to_string()), colors.collect())
        }
    }
}

/// Shows an annotation.
pub fn annotation(
    ui: &mut Ui,
    (app, tab, theme): (&App, &Tab, &Theme),
    id: AnnotationId,
    looks: Looks,
) -> Option<Response> {
    let annotation = tab.document.annotation(id)?;
    let sense = match looks.takes_focus {
        true => Sense::click(),
        false => Sense::CLICK,
    };
    let (rect, response) = row(ui, ("annotation", id.0), sense);
    let chosen = tab.is_chosen(id);
    let color = tab
        .document
        .labels()
        .get(&annotation.label)
        .map(|label| label.color.0);
    background(ui, theme, rect, &response, (chosen, looks.cursor));
    if let Some(color) = color {
        let inside = rect.shrink2(vec2(10.0, 5.0));
        let bar = layout::start_strip(inside, 3.0, tab.document.direction());
        ui.painter()
            .rect_filled(bar, 1.0, style::color(theme.edge(color)));
    }
    let quote = snippet(&annotation.text(tab.document.article()));
    let inside = rect.shrink2(vec2(20.0, 0.0));
    let (before, after) = match looks.in_context {
        true => around(tab, annotation),
        false => Default::default(),
    };
    words(ui, theme, tab, inside, [&before, &quote, &after]);
    let said = app
        .words()
        .tr_args("panel-go", &[("quote", Value::Text(quote))]);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &said));
    Some(response)
}

/// Words from an article, and what stands before and after them.
fn words(ui: &Ui, theme: &Theme, tab: &Tab, inside: Rect, [before, quote, after]: [&str; 3]) {
    let font = TextStyle::Body.resolve(ui.style());
    let weak = style::color(theme.panel_text_weak);
    let strong = style::color(theme.panel_text);
    let mut job = LayoutJob::default();
    for (text, color) in [(before, weak), (quote, strong), (after, weak)] {
        if !text.is_empty() {
            job.append(text, 0.0, TextFormat::simple(font.clone(), color));
        }
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let anchor = layout::line_start(tab.document.direction());
    let place = anchor.anchor_size(anchor.pos_in_rect(&inside), galley.size());
    ui.painter_at(inside).galley(place.min, galley, strong);
}

/// What stands before an annotation and after it, on one line.
fn around(tab: &Tab, annotation: &Annotation) -> (String, String) {
    let text = tab.document.article().text();
    let span = annotation.span();
    let at = |offset: ByteOffset| offset.0.min(text.len());
    let before = text.get(..at(span.start)).unwrap_or_default();
    let after = text.get(at(span.end)..).unwrap_or_default();
    let mut head: Vec<char> = before.chars().rev().take(BEFORE_CHARS).map(plain).collect();
    head.reverse();
    if head.len() == BEFORE_CHARS
        && let Some(space) = head.iter().position(|&c| c == ' ')
    {
        head.drain(..=space);
    }
    let tail = after.chars().take(AFTER_CHARS).map(plain);
    (head.into_iter().collect(), tail.collect())
}

/// Shows an entity with the number of its mentions; says whether it was clicked.
pub fn entity(ui: &mut Ui, (app, tab, theme): (&App, &Tab, &Theme), entity: &Entity) -> bool {
    let (rect, response) = row(ui, ("entity", entity.id.0), Sense::click());
    let chosen = tab.chosen_entity == Some(entity.id);
    background(ui, theme, rect, &response, (chosen, false));
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
        Align2::LEFT_CENTER,
        &text,
        font,
        style::color(theme.panel_text),
    );
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &text));
    response.clicked()
}

/// Shows a lost annotation; says whether it was clicked.
pub fn lost(ui: &mut Ui, tab: &Tab, theme: &Theme, lost: &Lost) -> bool {
    let (rect, response) = row(ui, ("lost", lost.id().0), Sense::click());
    let chosen = tab.chosen_lost == Some(lost.id());
    background(ui, theme, rect, &response, (chosen, false));
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
    sense: Sense,
) -> (Rect, Response) {
    let size = vec2(ui.available_width(), style::ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let id = ui.make_persistent_id(egui::IdSalt::new(salt));
    (rect, ui.interact(rect, id, sense))
}

fn background(
    ui: &Ui,
    theme: &Theme,
    rect: Rect,
    response: &Response,
    (chosen, cursor): (bool, bool),
) {
    if cursor {
        let stroke = Stroke::new(1.0, style::color(theme.focus_ring));
        ui.painter()
            .rect_stroke(rect, 4.0, stroke, StrokeKind::Inside);
    }
    let fill = if chosen {
        theme.pressed_bg
    } else if response.hovered() || response.has_focus() {
        theme.hover_bg
    } else {
        return;
    };
    let inside = if cursor { rect.shrink(1.0) } else { rect };
    ui.painter().rect_filled(inside, 4.0, style::color(fill));
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
    egui::Shape::convex_polygon(points, color, Stroke::NONE)
}

/// A character on one line.
fn plain(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

/// The beginning of an annotation's text, on one line.
pub fn snippet(text: &str) -> String {
    let mut chars = text.chars().map(plain);
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
