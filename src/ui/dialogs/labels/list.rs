//! The list of labels: chosen by click or arrows, moved by drag or Alt+arrows.
//!
//! Invariant: only the rows that are seen are looked at.

use egui::accesskit::Role;
use egui::{
    Align2, CursorIcon, EventFilter, Key, Modifiers, Rect, Response, ScrollArea, Sense, TextStyle,
    Ui, WidgetInfo, pos2, vec2,
};

use crate::app::i18n::Value;
use crate::app::labels::LabelCommand;
use crate::app::{App, Command};
use crate::document::{Document, Label, LabelId};
use crate::ui::layout;
use crate::ui::style::{self, ROW_HEIGHT};

use super::super::isolated;
use super::is_rtl;

/// Height of the buttons below the list, in points.
const BUTTONS_HEIGHT: f32 = 36.0;

/// How much further in a label is shown than its parent, in points, and how
/// often at most.
const INDENT: f32 = 12.0;
const MOST_INDENTS: usize = 4;

/// How near to an edge a drag scrolls, and by how much a frame, in points.
const EDGE: f32 = 24.0;
const SCROLL_STEP: f32 = 8.0;

/// What the list keeps between frames.
#[derive(Default)]
pub struct List {
    /// The label that was shown in the frame before: another is brought into
    /// view.
    shown: Option<LabelId>,
    /// The label that is dragged.
    dragged: Option<LabelId>,
}

impl List {
    /// Shows the list, which has the keyboard if it is to take it, and the
    /// buttons below it.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        document: &Document,
        chosen: Option<&Label>,
        takes_keys: bool,
        commands: &mut Vec<Command>,
    ) {
        let size = vec2(ui.available_width(), ui.available_height() - BUTTONS_HEIGHT);
        let (_, rect) = ui.allocate_space(size);
        let list = ui.interact(rect, ui.scope_id().with("labels"), Sense::click());
        let name = app.words().tr("labels-list");
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
        if takes_keys {
            list.request_focus();
        }
        let at = chosen.and_then(|label| document.labels().index_of(&label.id));
        if list.has_focus() {
            keys(ui, &list, document, at, commands);
        }
        self.frame(ui, &list);
        let follows = self.shown.as_ref() != chosen.map(|label| &label.id);
        self.shown = chosen.map(|label| label.id.clone());
        let builder = egui::UiBuilder::new().max_rect(rect.shrink(2.0));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().id_salt("labels").auto_shrink(false);
            let count = document.labels().len();
            area.show_rows(ui, ROW_HEIGHT, count, |ui, range| {
                let first = range.start;
                if let Some(at) = at.filter(|_| follows) {
                    ui.scroll_to_rect(row_rect(ui, at, first), None);
                }
                let shown = document.labels().iter().enumerate();
                for (index, label) in shown.skip(first).take(range.len()) {
                    let rect = row_rect(ui, index, first);
                    let row = show_row(ui, app, document, label, rect, at == Some(index));
                    if row.clicked() {
                        list.request_focus();
                    }
                    if row.clicked() || row.drag_started() {
                        choose(&label.id, commands);
                    }
                    if row.drag_started() {
                        self.dragged = Some(label.id.clone());
                    }
                }
                self.drag(ui, document, first, rect, commands);
            });
        });
        buttons(ui, app, document, at, commands);
    }

    fn frame(&self, ui: &Ui, list: &Response) {
        let visuals = ui.visuals();
        let stroke = match list.has_focus() {
            true => visuals.widgets.hovered.bg_stroke,
            false => visuals.widgets.noninteractive.bg_stroke,
        };
        let fill = visuals.extreme_bg_color;
        ui.painter()
            .rect(list.rect, 4.0, fill, stroke, egui::StrokeKind::Inside);
    }

    /// Shows where the dragged label would go, and moves it there when it is let
    /// go of.
    fn drag(
        &mut self,
        ui: &Ui,
        document: &Document,
        first: usize,
        view: Rect,
        commands: &mut Vec<Command>,
    ) {
        let Some(from) = self
            .dragged
            .as_ref()
            .and_then(|id| document.labels().index_of(id))
        else {
            self.dragged = None;
            return;
        };
        let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else {
            return;
        };
        let count = document.labels().len();
        let top = ui.max_rect().top();
        let rows = ((pointer.y - top) / ROW_HEIGHT).round();
        let gap = (rows + first as f32).clamp(0.0, count as f32) as usize;
        if ui.input(|input| input.pointer.any_down()) {
            ui.set_cursor_icon(CursorIcon::Grabbing);
            let y = top + (gap as f32 - first as f32) * ROW_HEIGHT;
            let line = ui.visuals().widgets.hovered.bg_stroke;
            let line = egui::Stroke::new(2.0, line.color);
            ui.painter().hline(view.shrink(4.0).x_range(), y, line);
            // As long as there is more to be seen on that side.
            let begin = top - first as f32 * ROW_HEIGHT;
            let more_above = begin < view.top();
            let more_below = begin + count as f32 * ROW_HEIGHT > view.bottom();
            let step = match pointer.y {
                y if y < view.top() + EDGE && more_above => SCROLL_STEP,
                y if y > view.bottom() - EDGE && more_below => -SCROLL_STEP,
                _ => return,
            };
            ui.scroll_with_delta(vec2(0.0, step));
            ui.ctx().request_repaint();
            return;
        }
        let to = if gap > from { gap - 1 } else { gap };
        if let Some(id) = self.dragged.take().filter(|_| to != from) {
            commands.push(Command::Labels(LabelCommand::Move(id, to)));
        }
    }
}

fn choose(id: &LabelId, commands: &mut Vec<Command>) {
    commands.push(Command::Labels(LabelCommand::Choose(id.clone())));
}

fn row_rect(ui: &Ui, row: usize, first: usize) -> Rect {
    let area = ui.max_rect();
    let top = area.top() + (row as f32 - first as f32) * ROW_HEIGHT;
    Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), ROW_HEIGHT))
}

fn keys(
    ui: &Ui,
    list: &Response,
    document: &Document,
    at: Option<usize>,
    commands: &mut Vec<Command>,
) {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
    let labels = document.labels();
    let (Some(at), Some(last)) = (at, labels.len().checked_sub(1)) else {
        return;
    };
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let id_of = |index: usize| labels.iter().nth(index).map(|label| label.id.clone());
    let page = ((list.rect.height() / ROW_HEIGHT) as usize).max(1);
    let moves = [
        (Key::ArrowUp, at.checked_sub(1)),
        (Key::ArrowDown, Some(at + 1)),
    ];
    for (key, to) in moves {
        if pressed(Modifiers::ALT, key)
            && let (Some(id), Some(to)) = (id_of(at), to.filter(|to| *to <= last))
        {
            commands.push(Command::Labels(LabelCommand::Move(id, to)));
        }
    }
    let steps = [
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::ArrowDown, at + 1),
        (Key::PageUp, at.saturating_sub(page)),
        (Key::PageDown, at + page),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (key, to) in steps {
        if pressed(Modifiers::NONE, key)
            && let Some(id) = id_of(to.min(last)).filter(|_| to.min(last) != at)
        {
            choose(&id, commands);
        }
    }
    if pressed(Modifiers::NONE, Key::Delete)
        && let Some(id) = id_of(at)
    {
        commands.push(Command::Labels(LabelCommand::Delete(id)));
    }
    if pressed(Modifiers::NONE, Key::Insert) {
        commands.push(Command::Labels(LabelCommand::Add));
    }
}

/// Shows a label: its colour, its name, its key and how many annotations have
/// it.
fn show_row(
    ui: &mut Ui,
    app: &App,
    document: &Document,
    label: &Label,
    rect: Rect,
    chosen: bool,
) -> Response {
    let id = ui.scope_id().with(("label", label.id.as_str()));
    let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    let count = document.count_of(&label.id);
    let name = app.label_name(label);
    let said = app.words().tr_args(
        "labels-row",
        &[
            ("name", Value::Text(isolated(&name))),
            ("id", Value::Text(label.id.to_string())),
            ("count", Value::Number(count)),
        ],
    );
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &said));
    let visuals = ui.visuals();
    if chosen {
        let fill = visuals.selection.bg_fill;
        ui.painter().rect_filled(rect, 3.0, fill);
    } else if response.hovered() {
        let fill = visuals.widgets.hovered.weak_bg_fill;
        ui.painter().rect_filled(rect, 3.0, fill);
    }
    let rtl = is_rtl(app);
    let (start, end) = (layout::interface_start(rtl), layout::interface_end(rtl));
    let deep = document.labels().ancestors(&label.id).take(MOST_INDENTS);
    let indent = deep.count() as f32 * INDENT;
    let inside = rect.shrink2(vec2(8.0, 0.0));
    let (dot, rest) = layout::split(inside, 10.0 + indent, 6.0, rtl);
    let toward_start = if rtl { 5.0 } else { -5.0 };
    let center = end.pos_in_rect(&dot) + vec2(toward_start, 0.0);
    let [r, g, b] = label.color.0;
    let painter = ui.painter();
    let radius = style::DOT_RADIUS + 1.0;
    painter.circle_filled(center, radius, style::color([r, g, b, 255]));
    let line = visuals.widgets.noninteractive.fg_stroke.color;
    painter.circle_stroke(center, radius, egui::Stroke::new(0.5, line));
    let font = TextStyle::Body.resolve(ui.style());
    let (text, weak) = (visuals.text_color(), visuals.weak_text_color());
    let (name_room, counts) = layout::split(rest, rest.width() - 70.0, 4.0, rtl);
    let clipped = painter.with_clip_rect(name_room.intersect(painter.clip_rect()));
    clipped.text(
        start.pos_in_rect(&name_room),
        start,
        name,
        font.clone(),
        text,
    );
    painter.text(end.pos_in_rect(&counts), end, count, font, weak);
    if let Some(key) = label.key {
        let font = TextStyle::Small.resolve(ui.style());
        let at = start.pos_in_rect(&counts);
        let center = at + vec2(if rtl { -8.0 } else { 8.0 }, 0.0);
        let frame = Rect::from_center_size(center, vec2(16.0, 18.0));
        let stroke = visuals.widgets.noninteractive.bg_stroke;
        painter.rect_stroke(frame, 3.0, stroke, egui::StrokeKind::Inside);
        painter.text(center, Align2::CENTER_CENTER, key, font, weak);
    }
    response
}

/// Adding, deleting and moving.
fn buttons(
    ui: &mut Ui,
    app: &App,
    document: &Document,
    at: Option<usize>,
    commands: &mut Vec<Command>,
) {
    let last = document.labels().len().checked_sub(1);
    let chosen = at.and_then(|at| document.labels().iter().nth(at));
    ui.horizontal(|ui| {
        let add = ui.button(app.words().tr("labels-add"));
        if add
            .on_hover_text(app.words().tr("labels-add-tip"))
            .clicked()
        {
            commands.push(Command::Labels(LabelCommand::Add));
        }
        let up = at.and_then(|at| at.checked_sub(1));
        let down = at.map(|at| at + 1).filter(|at| Some(*at) <= last);
        let id = || chosen.map(|label| label.id.clone());
        let moved = |to: Option<usize>| Some(LabelCommand::Move(id()?, to?));
        let others = [
            ("labels-delete", id().map(LabelCommand::Delete)),
            ("labels-up", moved(up)),
            ("labels-down", moved(down)),
        ];
        for (key, command) in others {
            let button = egui::Button::new(app.words().tr(key));
            let response = ui.add_enabled(command.is_some(), button);
            let tip = app.words().tr(&format!("{key}-tip"));
            if response.on_hover_text(tip).clicked() {
                commands.extend(command.map(Command::Labels));
            }
        }
    });
}
