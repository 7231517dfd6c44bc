//! The sheet that goes through the lost annotations: each with its old text,
//! and beside it the place in the new text where it may belong.
//!
//! Invariant: a frame costs what is seen; putting back is a change of the
//! document like any other, and leaving one lost changes nothing but what is
//! proposed.

use egui::{Button, Key, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::{App, Command, Tab, TabId};
use crate::document::{AnnotationId, Lost, Spans};
use crate::ui::{layout, style};

use super::context::{CONTEXT_CHARS, Context};

/// The sheet's width, in points, where the window has room.
const WIDTH: f32 = 820.0;
/// The heights of the two texts and of the list of places, in points.
const TEXT_HEIGHT: f32 = 44.0;
const LIST_HEIGHT: f32 = 5.0 * style::ROW_HEIGHT + 4.0;
/// How much of an annotation's words is shown, in characters.
const QUOTE_CHARS: usize = 200;

/// What the sheet keeps between frames.
#[derive(Default)]
pub struct Review {
    /// What `order` was made of: the tab, its revision, how many have places.
    key: Option<(TabId, u64, usize)>,
    /// The lost annotations, those with a proposed place first.
    order: Vec<AnnotationId>,
    /// How many of them have one.
    open: usize,
    /// The one that is shown, and the place that is chosen for it.
    at: usize,
    place: usize,
}

impl Review {
    /// Shows the sheet's content.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        id: TabId,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        // A sheet stays for its own document only.
        let Some(tab) = app.active_tab().filter(|tab| tab.id == id) else {
            commands.push(Command::CloseDialog);
            return;
        };
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
        if is_new {
            *self = Self::default();
        }
        self.update(tab);
        let lost = self
            .order
            .get(self.at)
            .and_then(|&id| tab.document.lost_of(id));
        let (Some(lost), true) = (lost, tab.proposals.is_some()) else {
            let key = match tab.proposals {
                None => "review-searching",
                Some(_) => "review-nothing",
            };
            ui.heading(app.words().tr("review-title-plain"));
            ui.label(app.words().tr(key));
            super::close_button(ui, app, true, commands);
            return;
        };
        let counts = [
            ("number", Value::Number(self.at + 1)),
            ("count", Value::Number(self.order.len())),
        ];
        ui.heading(app.words().tr_args("review-title", &counts));
        said(ui, app, tab, lost);
        let places = places_of(tab, lost);
        self.place = self.place.min(places.len().saturating_sub(1));
        both_texts(ui, app, tab, lost, places.get(self.place));
        ui.add_space(6.0);
        self.list(ui, app, tab, lost, (places, is_new), commands);
        ui.weak(app.words().tr("review-hint"));
        self.buttons(ui, app, lost, places, commands);
    }

    /// Follows what was put back, left and deleted.
    fn update(&mut self, tab: &Tab) {
        let known = tab.proposals.as_ref().map_or(0, |all| all.len());
        let key = (tab.id, tab.document.revision(), known);
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        let has_place = |id: &AnnotationId| {
            let all = tab.proposals.as_ref();
            all.is_some_and(|all| all.contains_key(id))
        };
        let ids = tab.document.lost().map(Lost::id);
        let (open, closed): (Vec<_>, Vec<_>) = ids.partition(has_place);
        self.open = open.len();
        self.order = open.into_iter().chain(closed).collect();
        self.at = self.at.min(self.order.len().saturating_sub(1));
        self.place = 0;
    }

    fn go(&mut self, step: isize) {
        let last = self.order.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(step).min(last);
        self.place = 0;
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        lost: &Lost,
        (places, is_new): (&[Spans], bool),
        commands: &mut Vec<Command>,
    ) {
        let height = LIST_HEIGHT.min((ui.ctx().content_rect().height() - 360.0).max(64.0));
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let list = ui.interact(rect, ui.scope_id().with("places"), Sense::click());
        let name = app.words().tr("review-list");
        list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::List, true, &name));
        if is_new {
            list.request_focus();
        }
        if list.has_focus() {
            self.keys(ui, &list, lost, places, commands);
        }
        let visuals = ui.visuals();
        let stroke = visuals.widgets.noninteractive.bg_stroke;
        let fill = visuals.extreme_bg_color;
        ui.painter().rect_filled(rect, 4.0, fill);
        ui.painter()
            .rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
        let builder = egui::UiBuilder::new().max_rect(rect.shrink(2.0));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if places.is_empty() {
                ui.add_space(8.0);
                ui.vertical_centered(|ui| ui.weak(app.words().tr("review-no-place")));
                return;
            }
            let area = ScrollArea::vertical().auto_shrink(false);
            area.show_rows(ui, style::ROW_HEIGHT, places.len(), |ui, range| {
                for index in range {
                    let Some(place) = places.get(index) else {
                        continue;
                    };
                    if show_place(ui, tab, index, place, index == self.place) {
                        self.place = index;
                        list.request_focus();
                    }
                }
            });
        });
    }

    fn keys(
        &mut self,
        ui: &Ui,
        list: &Response,
        lost: &Lost,
        places: &[Spans],
        commands: &mut Vec<Command>,
    ) {
        let filter = egui::EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let last = places.len().saturating_sub(1);
        if pressed(Key::ArrowDown) {
            self.place = (self.place + 1).min(last);
            ui.ctx().request_repaint();
        }
        if pressed(Key::ArrowUp) {
            self.place = self.place.saturating_sub(1);
            ui.ctx().request_repaint();
        }
        for (key, step) in [(Key::PageDown, 1), (Key::PageUp, -1)] {
            if pressed(key) {
                self.go(step);
                ui.ctx().request_repaint();
            }
        }
        if pressed(Key::Enter)
            && let Some(place) = places.get(self.place)
        {
            commands.push(Command::PutBack(lost.id(), place.clone()));
        }
        if pressed(Key::Delete) && !places.is_empty() {
            commands.push(Command::LeaveLost(lost.id()));
        }
    }

    fn buttons(
        &mut self,
        ui: &mut Ui,
        app: &App,
        lost: &Lost,
        places: &[Spans],
        commands: &mut Vec<Command>,
    ) {
        let words = app.words();
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            let previous = Button::new(words.tr("review-previous"));
            if ui.add_enabled(self.at > 0, previous).clicked() {
                self.go(-1);
            }
            let next = Button::new(words.tr("review-next"));
            let more = self.at + 1 < self.order.len();
            if ui.add_enabled(more, next).clicked() {
                self.go(1);
            }
            let count = [("count", Value::Number(self.open))];
            let all = Button::new(words.tr_args("review-put-all-back", &count));
            let all = ui.add_enabled(self.open > 0, all);
            if all
                .on_hover_text(words.tr("review-put-all-back-tip"))
                .clicked()
            {
                commands.push(Command::PutAllBack);
            }
        });
        ui.with_layout(layout::from_end(), |ui| {
            let accept = Button::new(words.tr("review-accept"));
            let place = places.get(self.place);
            if ui.add_enabled(place.is_some(), accept).clicked()
                && let Some(place) = place
            {
                commands.push(Command::PutBack(lost.id(), place.clone()));
            }
            let leave = Button::new(words.tr("review-leave"));
            if ui.add_enabled(place.is_some(), leave).clicked() {
                commands.push(Command::LeaveLost(lost.id()));
            }
            if ui.button(words.tr("review-by-hand")).clicked() {
                commands.push(Command::PlaceByHand(lost.id()));
            }
            if ui.button(words.tr("button-close")).clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    }
}

/// The places proposed for a lost annotation.
fn places_of<'a>(tab: &'a Tab, lost: &Lost) -> &'a [Spans] {
    let all = tab.proposals.as_ref();
    all.and_then(|all| all.get(&lost.id()))
        .map_or(&[], |places| places)
}

/// The label, and the note, of a lost annotation.
fn said(ui: &mut Ui, app: &App, tab: &Tab, lost: &Lost) {
    let label = tab.document.labels().get(&lost.said().label);
    let label = label.map_or_else(String::new, |label| app.label_name(label));
    let quote: String = lost.quote().chars().take(CONTEXT_CHARS).collect();
    let args = [
        ("label", Value::Text(label)),
        ("quote", Value::Text(super::isolated(&quote))),
    ];
    ui.label(app.words().tr_args("review-said", &args));
    ui.add_space(6.0);
}

/// The old text and the new one, side by side.
fn both_texts(ui: &mut Ui, app: &App, tab: &Tab, lost: &Lost, place: Option<&Spans>) {
    let before = lost.before();
    let from = before.char_indices().rev().take(CONTEXT_CHARS).last();
    let before = before
        .get(from.map_or(0, |(at, _)| at)..)
        .unwrap_or_default();
    let quote: String = lost.quote().chars().take(QUOTE_CHARS).collect();
    let old = Context::new(before, &quote, lost.after());
    let new = place.map(|place| Context::of(tab.document.article(), place.hull()));
    let width = (ui.available_width() - 12.0) / 2.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for (key, context) in [("review-old", Some(&old)), ("review-new", new.as_ref())] {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.label(egui::RichText::new(app.words().tr(key)).strong());
                text_box(ui, width, context);
            });
        }
    });
}

fn text_box(ui: &mut Ui, width: f32, context: Option<&Context>) {
    let (_, rect) = ui.allocate_space(vec2(width, TEXT_HEIGHT));
    let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
    let fill = ui.visuals().extreme_bg_color;
    ui.painter().rect_filled(rect, 4.0, fill);
    ui.painter()
        .rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    if let Some(context) = context {
        let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
        response
            .widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Label, true, &context.text));
        let color = ui.visuals().text_color();
        let fill = ui.visuals().selection.bg_fill;
        context.paint(ui, rect.shrink2(vec2(8.0, 6.0)), color, fill);
    }
}

/// Shows a place in its line of text; says whether it was clicked.
fn show_place(ui: &mut Ui, tab: &Tab, index: usize, place: &Spans, chosen: bool) -> bool {
    let size = vec2(ui.available_width(), style::ROW_HEIGHT);
    let (_, rect): (_, Rect) = ui.allocate_space(size);
    let response = ui.interact(rect, ui.scope_id().with(("place", index)), Sense::CLICK);
    let context = Context::of(tab.document.article(), place.hull());
    response.widget_info(|| {
        WidgetInfo::selected(egui::accesskit::Role::ListItem, true, chosen, &context.text)
    });
    let visuals = ui.visuals();
    if chosen || response.hovered() {
        let fill = visuals.widgets.hovered.weak_bg_fill;
        ui.painter().rect_filled(rect, 3.0, fill);
    }
    let color = match chosen {
        true => visuals.text_color(),
        false => visuals.weak_text_color(),
    };
    let fill = ui.visuals().selection.bg_fill;
    context.paint(ui, rect.shrink2(vec2(8.0, 0.0)), color, fill);
    response.clicked()
}
