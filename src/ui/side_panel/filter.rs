//! What the list of annotations shows: words typed in a field, and a menu of
//! checks. While anything is left out, a line says what, and how much is left.
//!
//! Invariant: the filter is the state's; only what is being typed as a value is
//! kept here.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, Id, Key, Label, Modifiers, PopupCloseBehavior, RichText, ScrollArea, Ui};
use egui::{Context, WidgetInfo};

use super::super::text_field::TextField;
use super::super::words::{attribute_name, value_text};
use super::super::{layout, words};
use super::details::named;
use super::model::Rows;
use crate::app::action::{Entry, ORDERS};
use crate::app::i18n::Value;
use crate::app::listing::{AttributeFilter, ListFilter, Wanted};
use crate::app::{Action, App, Command, Tab, is_checked, resolve, typed_value};
use crate::document::{Attribute, AttributeKind, AttributeValue, Label as TextLabel};

/// Room beside the field for the button of the menu, in points.
const BUTTON_ROOM: f32 = 84.0;

/// The most labels shown in the menu without scrolling, in points.
const LABELS_HEIGHT: f32 = 260.0;

/// What is kept between frames.
#[derive(Default)]
pub struct FilterRow {
    /// A value being typed.
    typed: String,
}

fn field_id() -> Id {
    Id::unique("what the list is filtered by")
}

/// Whether a filter is being typed.
pub fn has_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(field_id()))
}

impl FilterRow {
    /// Shows the field and the menu; `to_field` puts the keyboard there. Says
    /// whether the list is to have it.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        to_field: bool,
        commands: &mut Vec<Command>,
    ) -> bool {
        let mut filter = tab.filter.clone();
        let keys = take_keys(ui, &mut filter);
        ui.horizontal(|ui| {
            let room = (ui.available_width() - BUTTON_ROOM).max(60.0);
            let field = TextField::new(&mut filter.text)
                .id(field_id())
                .name(app.words().tr("filter-name"))
                .hint(app.words().tr("filter-hint"))
                .select_on_focus(true)
                .keeps_escape(true)
                .desired_width(room);
            let field = ui.add_enabled(app.dialog().is_none(), field);
            if to_field {
                field.request_focus();
            }
            self.menu(ui, app, tab, &mut filter);
        });
        if filter != tab.filter {
            commands.push(Command::FilterList(filter));
        }
        keys == Some(Leaves::ToList)
    }

    /// The menu of checks, which stays open while one checks.
    fn menu(&mut self, ui: &mut Ui, app: &App, tab: &Tab, filter: &mut ListFilter) {
        let button = Button::new(app.words().tr("filter-menu")).selected(filter.has_checks());
        let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let button = MenuButton::from_button(button).config(config);
        button.ui(ui, |ui| {
            let area = ScrollArea::vertical().max_height(LABELS_HEIGHT);
            area.show(ui, |ui| labels(ui, app, tab, filter));
            ui.separator();
            let words = app.words();
            let note = ["filter-note", "filter-with-note", "filter-without-note"];
            one_of(ui, app, note.map(|key| words.tr(key)), &mut filter.note);
            let entity = [
                "filter-entity",
                "filter-with-entity",
                "filter-without-entity",
            ];
            one_of(ui, app, entity.map(|key| words.tr(key)), &mut filter.entity);
            self.attributes(ui, app, tab, filter);
        });
    }

    /// A menu for each label that has attributes.
    fn attributes(&mut self, ui: &mut Ui, app: &App, tab: &Tab, filter: &mut ListFilter) {
        let labels = tab.document.labels().iter();
        for label in labels.filter(|label| !label.attributes.is_empty()) {
            let name = [("label", Value::Text(app.label_name(label)))];
            ui.menu_button(app.words().tr_args("filter-attributes", &name), |ui| {
                for attribute in &label.attributes {
                    ui.menu_button(attribute_name(app, attribute), |ui| {
                        self.values(ui, app, (label, attribute), filter);
                    });
                }
            });
        }
    }

    fn values(
        &mut self,
        ui: &mut Ui,
        app: &App,
        (label, attribute): (&TextLabel, &Attribute),
        filter: &mut ListFilter,
    ) {
        let make = |value| AttributeFilter {
            label: label.id.clone(),
            name: attribute.name.clone(),
            value,
        };
        let mut asked = filter.attribute.clone();
        let mut offer = |ui: &mut Ui, text: String, value: Wanted| {
            let wanted = Some(make(value));
            let is_asked = asked == wanted;
            if ui.radio(is_asked, text).clicked() {
                asked = wanted.filter(|_| !is_asked);
            }
        };
        offer(ui, app.words().tr("filter-any-value"), Wanted::Some);
        offer(ui, app.words().tr("filter-no-value"), Wanted::None);
        match &attribute.kind {
            AttributeKind::YesNo => {
                for value in [true, false].map(AttributeValue::YesNo) {
                    offer(ui, value_text(app, attribute, &value), Wanted::Is(value));
                }
            }
            AttributeKind::Choice(options) => {
                for option in options {
                    let value = AttributeValue::Choice(option.name.clone());
                    offer(ui, value_text(app, attribute, &value), Wanted::Is(value));
                }
            }
            kind @ (AttributeKind::Text | AttributeKind::Number) => {
                let name = app.words().tr("filter-value");
                let field = TextField::new(&mut self.typed)
                    .id_salt("value")
                    .name(&name)
                    .hint(&name)
                    .desired_width(140.0);
                let field = ui.add(field);
                let enter = ui.input(|input| input.key_pressed(Key::Enter));
                if field.lost_focus() && enter {
                    let value = typed_value(kind, self.typed.trim());
                    asked = value.map(|value| make(Wanted::Is(value)));
                }
            }
        }
        filter.attribute = asked;
    }
}

/// Where the keyboard goes from the field.
#[derive(Clone, Copy, PartialEq)]
enum Leaves {
    ToList,
}

/// Takes the keys that lead away from the field: down and Enter to the list,
/// Escape to the page once nothing is typed.
fn take_keys(ui: &Ui, filter: &mut ListFilter) -> Option<Leaves> {
    if !has_focus(ui.ctx()) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        if filter.text.is_empty() {
            ui.memory_mut(|memory| memory.surrender_focus(field_id()));
        }
        filter.text.clear();
    }
    (pressed(Key::ArrowDown) || pressed(Key::Enter)).then_some(Leaves::ToList)
}

/// A check for each label.
fn labels(ui: &mut Ui, app: &App, tab: &Tab, filter: &mut ListFilter) {
    for label in tab.document.labels() {
        let mut on = filter.labels.contains(&label.id);
        if ui.checkbox(&mut on, app.label_name(label)).clicked() {
            match on {
                true => filter.labels.insert(label.id.clone()),
                false => filter.labels.remove(&label.id),
            };
        }
    }
}

/// A menu of a question that is answered by yes or no, or not asked.
fn one_of(ui: &mut Ui, app: &App, [title, yes, no]: [String; 3], asked: &mut Option<bool>) {
    ui.menu_button(title, |ui| {
        let any = app.words().tr("filter-any");
        for (text, answer) in [(any, None), (yes, Some(true)), (no, Some(false))] {
            if ui.radio(*asked == answer, text).clicked() {
                *asked = answer;
            }
        }
    });
}

/// The button that says in which order the list is, and changes it.
pub fn order(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let now = ORDERS
        .iter()
        .copied()
        .find(|it| is_checked(*it, app) == Some(true));
    let now = now.map(|action| words::plain_title(app, action));
    let title = app.words().tr("menu-list-order");
    let said = named(app, &title, &now.unwrap_or_default());
    ui.add_enabled_ui(app.dialog().is_none(), |ui| {
        let button = ui.menu_button(app.words().tr("panel-order"), |ui| {
            let entries: Vec<_> = ORDERS.iter().map(|&it| Entry::Act(it)).collect();
            super::super::menu_entries::show(ui, app, &entries, commands);
        });
        let button = button.response.on_hover_text(&said);
        button.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &said));
    });
}

/// While something is left out: how much is left, what is asked for, and a
/// button that lists all again.
pub fn state(ui: &mut Ui, app: &App, tab: &Tab, rows: &Rows, commands: &mut Vec<Command>) {
    if tab.filter.is_empty() {
        return;
    }
    let words = app.words();
    ui.horizontal(|ui| {
        ui.with_layout(layout::from_end(), |ui| {
            let clear = resolve(Action::ClearFilter, app);
            let button = Button::new(words.tr("filter-clear"));
            let button = ui.add_enabled(clear.is_some(), button);
            let tip = words::tooltip(app, Action::ClearFilter);
            if button.on_hover_text(tip).clicked() {
                commands.extend(clear);
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let counts = [
                    ("count", Value::Number(rows.listed())),
                    ("total", Value::Number(tab.document.count())),
                ];
                let count = ui.label(words.tr_args("filter-count", &counts));
                // Who does not see the list is told, too.
                ui.ctx().accesskit_node_builder(count.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
                let asked = asked(app, tab);
                if !asked.is_empty() {
                    let asked = RichText::new(asked.join(" \u{B7} ")).weak();
                    ui.add(Label::new(asked).wrap());
                }
            });
        });
    });
    if tab.chosen.is_some_and(|id| !rows.lists(id)) {
        let hidden = RichText::new(words.tr("filter-hides-chosen")).weak();
        ui.add(Label::new(hidden).wrap());
    }
}

/// What is asked for besides words, in words.
fn asked(app: &App, tab: &Tab) -> Vec<String> {
    let (words, filter, labels) = (app.words(), &tab.filter, tab.document.labels());
    let known = labels
        .iter()
        .filter(|label| filter.labels.contains(&label.id));
    let mut asked: Vec<_> = known.map(|label| app.label_name(label)).collect();
    let unknown = filter.labels.iter().filter(|id| labels.get(id).is_none());
    asked.extend(unknown.map(|id| id.to_string()));
    let yes_no = |wanted: Option<bool>, yes: &str, no: &str| {
        wanted.map(|wanted| words.tr(if wanted { yes } else { no }))
    };
    asked.extend(yes_no(
        filter.note,
        "filter-with-note",
        "filter-without-note",
    ));
    asked.extend(yes_no(
        filter.entity,
        "filter-with-entity",
        "filter-without-entity",
    ));
    if let Some(wanted) = &filter.attribute {
        let label = labels.get(&wanted.label);
        let attribute = label.and_then(|label| label.attribute(&wanted.name));
        let name = attribute.map_or_else(|| wanted.name.to_string(), |it| attribute_name(app, it));
        let value = match &wanted.value {
            Wanted::Some => words.tr("filter-any-value"),
            Wanted::None => words.tr("filter-no-value"),
            Wanted::Is(value) => {
                attribute.map_or_else(String::new, |attribute| value_text(app, attribute, value))
            }
        };
        asked.push(named(app, &name, &value));
    }
    asked
}
