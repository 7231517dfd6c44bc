//! The sheet that shows where a name stands, before it is marked there.
//!
//! Invariant: a frame costs the rows that are seen, however many places there
//! are; each is shown in its line of text, set as a whole so that its letters
//! stay joined, the name in the middle. What is checked is the state's.

use super::bring_into_view;
use egui::{Button, Key, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::app::find::Progress;
use crate::app::i18n::Value;
use crate::app::mark_all::{Doubt, MAX_PROPOSALS, MarkAll, Proposal};
use crate::app::{App, Command, Tab};
use crate::ui::{layout, style};

use super::context::{CONTEXT_CHARS, Context};

/// The sheet's width, in points, where the window has room.
const WIDTH: f32 = 760.0;
/// Height of the list of places, in points.
const LIST_HEIGHT: f32 = 340.0;
/// Room for the check box and for what speaks against a place, in points.
const BOX_WIDTH: f32 = 30.0;
const NOTE_WIDTH: f32 = 130.0;

/// What the sheet keeps between frames.
#[derive(Default)]
pub struct Occurrences {
    /// The row that the keys are on.
    row: usize,
    /// Whether that row is to be brought into view.
    follows: bool,
}

impl Occurrences {
    /// Shows the sheet's content.
    pub fn show(&mut self, ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
        let Some(asked) = app.mark_all() else { return };
        let Some(tab) = app.tab(asked.tab) else {
            return;
        };
        if is_new {
            *self = Self::default();
        }
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
        heading(ui, app, tab, asked);
        options(ui, app, asked, commands);
        self.row = self.row.min(asked.places().len().saturating_sub(1));
        self.list(ui, app, tab, asked, is_new, commands);
        ui.weak(app.words().tr("mark-all-hint"));
        buttons(ui, app, asked, commands);
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        asked: &MarkAll,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        let height = LIST_HEIGHT.min((ui.ctx().content_rect().height() - 320.0).max(120.0));
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let list = ui.interact(rect, ui.scope_id().with("places"), Sense::click());
        let name = app.words().tr("mark-all-list");
        list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::List, true, &name));
        if is_new {
            list.request_focus();
        }
        if list.has_focus() {
            self.keys(ui, &list, asked, commands);
        }
        let visuals = ui.visuals();
        let stroke = visuals.widgets.noninteractive.bg_stroke;
        ui.painter()
            .rect_filled(rect, 4.0, visuals.extreme_bg_color);
        ui.painter()
            .rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
        let follows = std::mem::take(&mut self.follows);
        let row = self.row;
        let builder = egui::UiBuilder::new().max_rect(rect.shrink(2.0));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().auto_shrink(false);
            let count = asked.places().len();
            area.show_rows(ui, style::ROW_HEIGHT, count, |ui, range| {
                if follows {
                    bring_into_view(ui, row, range.start);
                }
                let shown = asked.places().get(range.clone()).unwrap_or_default();
                for (index, &place) in range.zip(shown) {
                    let current = list.has_focus() && index == row;
                    if show_place(ui, app, tab, index, place, current) {
                        commands.push(Command::CheckProposals(Some(index), !place.checked));
                        self.row = index;
                        list.request_focus();
                    }
                }
            });
        });
    }

    fn keys(&mut self, ui: &Ui, list: &Response, asked: &MarkAll, commands: &mut Vec<Command>) {
        let filter = egui::EventFilter {
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let count = asked.places().len();
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let page = (list.rect.height() / style::ROW_HEIGHT) as usize;
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page as isize),
            (Key::PageUp, -(page as isize)),
            (Key::Home, isize::MIN / 2),
            (Key::End, isize::MAX / 2),
        ];
        for (key, step) in steps {
            if pressed(key) && count > 0 {
                self.row = self.row.saturating_add_signed(step).min(count - 1);
                self.follows = true;
                ui.ctx().request_repaint();
            }
        }
        if pressed(Key::Space)
            && let Some(place) = asked.places().get(self.row)
        {
            commands.push(Command::CheckProposals(Some(self.row), !place.checked));
        }
        if pressed(Key::Enter) {
            commands.push(Command::MarkProposed);
        }
    }
}

fn heading(ui: &mut Ui, app: &App, tab: &Tab, asked: &MarkAll) {
    let label = tab.document.labels().get(&asked.label);
    let label = label.map_or_else(String::new, |label| app.label_name(label));
    let text: String = asked.text.chars().take(CONTEXT_CHARS).collect();
    let args = [("text", Value::Text(text)), ("label", Value::Text(label))];
    ui.heading(app.words().tr_args("mark-all-title", &args));
    ui.add_space(4.0);
}

fn options(ui: &mut Ui, app: &App, asked: &MarkAll, commands: &mut Vec<Command>) {
    let words = app.words();
    ui.horizontal(|ui| {
        let mut exact = asked.exact;
        let tip = words.tr("mark-all-exact-tip");
        let option = ui.checkbox(&mut exact, words.tr("mark-all-exact"));
        if option.on_hover_text(tip).clicked() {
            commands.push(Command::SearchExactly(exact));
        }
        for (key, checked) in [("mark-all-all", true), ("mark-all-none", false)] {
            if ui.button(words.tr(key)).clicked() {
                commands.push(Command::CheckProposals(None, checked));
            }
        }
        ui.weak(state(app, asked));
    });
}

/// How far the search has come, and what is not in the list.
fn state(app: &App, asked: &MarkAll) -> String {
    let words = app.words();
    let counted = |key, count| words.tr_args(key, &[("count", Value::Number(count))]);
    match &asked.progress {
        Progress::Failed(reason) => {
            let reason = Value::Text(reason.clone());
            words.tr_args("mark-all-failed", &[("reason", reason)])
        }
        Progress::Full => counted("mark-all-full", MAX_PROPOSALS),
        Progress::Done if asked.places().is_empty() => words.tr("mark-all-nothing"),
        Progress::Done => counted("mark-all-already", asked.already),
        Progress::Searching | Progress::Idle => words.tr("mark-all-searching"),
    }
}

fn buttons(ui: &mut Ui, app: &App, asked: &MarkAll, commands: &mut Vec<Command>) {
    ui.with_layout(layout::from_end(), |ui| {
        let count = [("count", Value::Number(asked.checked()))];
        let mark = Button::new(app.words().tr_args("mark-all-do", &count));
        let ready = asked.is_over() && asked.checked() > 0;
        if ui.add_enabled(ready, mark).clicked() {
            commands.push(Command::MarkProposed);
        }
        if ui.button(app.words().tr("button-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

/// Shows a place in its line of text; says whether it was clicked.
fn show_place(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    index: usize,
    place: Proposal,
    current: bool,
) -> bool {
    let size = vec2(ui.available_width(), style::ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, ui.scope_id().with(("place", index)), Sense::CLICK);
    let note = match place.doubt {
        Some(Doubt::Overlaps) => app.words().tr("mark-all-overlaps"),
        Some(Doubt::Glued) => app.words().tr("mark-all-glued"),
        None => String::new(),
    };
    let context = Context::of(tab.document.article(), place.span);
    let said = match place.doubt {
        Some(_) => format!("{} ({note})", context.text),
        None => context.text.clone(),
    };
    response.widget_info(|| {
        WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, place.checked, &said)
    });
    let visuals = ui.visuals();
    if current || response.hovered() {
        let fill = visuals.widgets.hovered.weak_bg_fill;
        ui.painter().rect_filled(rect, 3.0, fill);
    }
    paint_box(ui, rect, place.checked);
    let color = match place.doubt {
        Some(_) => visuals.weak_text_color(),
        None => visuals.text_color(),
    };
    let mut inside = rect;
    inside.min.x += BOX_WIDTH;
    inside.max.x -= NOTE_WIDTH;
    let fill = ui.visuals().selection.bg_fill;
    context.paint(ui, inside, color, fill);
    let font = egui::TextStyle::Small.resolve(ui.style());
    let at = rect.right_center() - vec2(8.0, 0.0);
    let warning = ui.visuals().warn_fg_color;
    ui.painter()
        .text(at, egui::Align2::RIGHT_CENTER, note, font, warning);
    response.clicked()
}

fn paint_box(ui: &Ui, rect: Rect, checked: bool) {
    let square = Rect::from_center_size(rect.left_center() + vec2(15.0, 0.0), vec2(14.0, 14.0));
    let visuals = &ui.visuals().widgets.inactive;
    ui.painter().rect_filled(square, 3.0, visuals.bg_fill);
    let line = egui::Stroke::new(1.0, visuals.fg_stroke.color);
    ui.painter()
        .rect_stroke(square, 3.0, line, egui::StrokeKind::Inside);
    if checked {
        let tick = [vec2(-4.0, 0.0), vec2(-1.0, 3.5), vec2(4.5, -4.0)];
        let points = tick.map(|step| square.center() + step).to_vec();
        let line = egui::Stroke::new(2.0, visuals.fg_stroke.color);
        ui.painter().add(egui::Shape::line(points, line));
    }
}
