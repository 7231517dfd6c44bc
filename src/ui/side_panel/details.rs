//! What is said of the chosen annotation: label, values, entity, note; where
//! none is chosen, the note on the article.
//!
//! Invariant: shows the document and sends commands; only what is being typed
//! is kept, in [`Drafts`].

use egui::accesskit::Role;
use egui::{Button, Label, Response, RichText, Ui, WidgetInfo};

use crate::app::i18n::Value;
use crate::app::{Action, App, Command, Language, Tab, resolve};
use crate::document::figure::Proposal;
use crate::document::{Annotation, Attribute, AttributeKind, AttributeValue, Entity, EntityId};
use crate::page::theme::Theme;

use super::super::draft::{Drafts, Subject};
use super::super::words::{attribute_name, value_text};
use super::super::{style, words};
use super::paint;

/// The width of the column with the names of fields, in points.
const NAME_WIDTH: f32 = 78.0;

/// The height of a field, so that its name stands at its middle, in points.
const FIELD_HEIGHT: f32 = 30.0;

/// Shows the details; `to_note` puts the keyboard where the note is written.
pub fn show(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    theme: &Theme,
    (drafts, to_note): (&mut Drafts, bool),
    commands: &mut Vec<Command>,
) {
    let annotation = tab.chosen.and_then(|id| tab.document.annotation(id));
    let note = match annotation {
        Some(annotation) => {
            heading(ui, app, tab, theme, annotation, commands);
            proposal(ui, app, tab, annotation, commands);
            values(ui, app, tab, drafts, annotation, commands);
            let note = annotation.note().unwrap_or_default();
            let subject = Subject::Note(annotation.id);
            note_row(ui, app, tab, drafts, (subject, note))
        }
        None => {
            ui.label(RichText::new(app.words().tr("details-article")).strong());
            let note = tab.document.note().unwrap_or_default();
            let subject = Subject::ArticleNote;
            note_row(ui, app, tab, drafts, (subject, note))
        }
    };
    if to_note {
        note.request_focus();
        note.scroll_to_me(None);
    }
    match annotation {
        Some(annotation) => entity_row(ui, app, tab, annotation, commands),
        None => {
            let hint = RichText::new(app.words().tr("details-hint")).weak();
            ui.add(Label::new(hint).wrap());
        }
    }
}

/// Shows what is said of the chosen entity.
pub fn entity(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    drafts: &mut Drafts,
    id: EntityId,
    commands: &mut Vec<Command>,
) {
    let Some(entity) = tab.document.entity(id) else {
        return;
    };
    let name = (Subject::EntityName(id), entity.name.as_str());
    text_row(ui, app, tab, drafts, "entity-name", name);
    kind_row(ui, app, tab, entity, commands);
    let note = (
        Subject::EntityNote(id),
        entity.note.as_deref().unwrap_or_default(),
    );
    note_row(ui, app, tab, drafts, note);
    let link = entity.link.as_ref().map_or("", |link| link.as_str());
    text_row(
        ui,
        app,
        tab,
        drafts,
        "entity-link",
        (Subject::EntityLink(id), link),
    );
    ui.horizontal_wrapped(|ui| {
        let buttons = [
            Action::MergeEntity,
            Action::SplitMention,
            Action::RemoveEntity,
        ];
        for action in buttons {
            action_button(ui, app, action, commands);
        }
    });
}

fn heading(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    theme: &Theme,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let Some(label) = tab.document.labels().get(&annotation.label) else {
        return;
    };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 20.0), egui::Sense::hover());
        let fill = style::color(theme.edge(label.color.0));
        ui.painter()
            .circle_filled(rect.center(), style::DOT_RADIUS + 1.0, fill);
        let name = app.label_name(label);
        let named = named(app, &app.words().tr("details-label"), &name);
        choice(ui, &name, &named, |ui| {
            for other in tab.document.labels() {
                let same = other.id == label.id;
                if ui.selectable_label(same, app.label_name(other)).clicked() {
                    commands.push(Command::Relabel(annotation.id, other.id.clone()));
                    ui.close();
                }
            }
        });
        let quote = paint::snippet(&annotation.text(tab.document.article()));
        ui.add(Label::new(RichText::new(quote).strong()).truncate());
    });
}

/// A row for each attribute that the label has.
fn values(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    drafts: &mut Drafts,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let label = tab.document.labels().get(&annotation.label);
    for attribute in label.into_iter().flat_map(|label| &label.attributes) {
        let name = attribute_name(app, attribute);
        let value = annotation.attribute(&attribute.name);
        match &attribute.kind {
            AttributeKind::Text | AttributeKind::Number => {
                let shown =
                    value.map_or_else(String::new, |value| value_text(app, attribute, value));
                let subject = Subject::Attribute(annotation.id, attribute.name.clone());
                row(ui, &name, |ui| {
                    drafts.field(ui, tab, subject, &shown, &name);
                });
            }
            AttributeKind::YesNo => {
                let options = [true, false].map(AttributeValue::YesNo);
                options_row(ui, app, annotation, attribute, &options, commands);
            }
            AttributeKind::Choice(options) => {
                let options: Vec<_> = options
                    .iter()
                    .map(|option| AttributeValue::Choice(option.name.clone()))
                    .collect();
                options_row(ui, app, annotation, attribute, &options, commands);
            }
        }
    }
}

/// An attribute that is one of several values, or none of them.
fn options_row(
    ui: &mut Ui,
    app: &App,
    annotation: &Annotation,
    attribute: &Attribute,
    options: &[AttributeValue],
    commands: &mut Vec<Command>,
) {
    let name = attribute_name(app, attribute);
    let value = annotation.attribute(&attribute.name);
    let none = app.words().tr("details-none");
    let shown = value.map_or_else(|| none.clone(), |value| value_text(app, attribute, value));
    let every = std::iter::once(None).chain(options.iter().map(Some));
    row(ui, &name, |ui| {
        choice(ui, &shown, &named(app, &name, &shown), |ui| {
            for option in every {
                let text = option.map_or_else(|| none.clone(), |it| value_text(app, attribute, it));
                if ui.selectable_label(option == value, text).clicked() {
                    let (id, name) = (annotation.id, attribute.name.clone());
                    commands.push(Command::SetAttribute(id, name, option.cloned()));
                    ui.close();
                }
            }
        });
    });
}

/// What is read of a figure and not yet among its values.
fn proposal(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let Some(proposal) = Proposal::of(&tab.document, annotation) else {
        return;
    };
    let weak = |ui: &mut Ui, text: String| ui.add(Label::new(RichText::new(text).weak()).wrap());
    if proposal.values.is_empty() {
        if !annotation.has_attributes() {
            weak(ui, app.words().tr("details-unreadable"));
        }
        return;
    }
    if proposal.is_accepted(annotation) {
        return;
    }
    let Some(label) = tab.document.labels().get(&annotation.label) else {
        return;
    };
    let read = proposal.values.iter().filter_map(|(name, value)| {
        let attribute = label.attribute(name)?;
        let value = value_text(app, attribute, value);
        Some(named(app, &attribute_name(app, attribute), &value))
    });
    let read: Vec<_> = read.collect();
    let read = [("values", Value::Text(read.join(" \u{B7} ")))];
    ui.add(Label::new(app.words().tr_args("details-read", &read)).wrap());
    if !proposal.unread.is_empty() {
        let rest = [("text", Value::Text(proposal.unread.join(" \u{2026} ")))];
        weak(ui, app.words().tr_args("details-unread", &rest));
    }
    action_button(ui, app, Action::AcceptFigure, commands);
}

fn entity_row(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let entity = annotation.entity.and_then(|id| tab.document.entity(id));
    let name = app.words().tr("details-entity");
    row(ui, &name, |ui| match entity {
        Some(entity) => {
            let shown = named(app, &name, &entity.name);
            let button = ui.add(Button::new(&entity.name).truncate());
            let button = button.on_hover_text(app.words().tr("details-entity-tip"));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &shown));
            if button.clicked() {
                commands.push(Command::ChooseEntity(Some(entity.id)));
                commands.push(Command::ShowList(crate::app::command::Listing::Entities));
            }
        }
        None => {
            ui.weak(app.words().tr("details-none"));
        }
    });
    ui.horizontal_wrapped(|ui| {
        action_button(ui, app, Action::JoinEntity, commands);
        action_button(ui, app, Action::ChooseEntity, commands);
        if entity.is_some() {
            action_button(ui, app, Action::UnlinkEntity, commands);
        }
    });
}

/// Of which kind an entity is.
fn kind_row(ui: &mut Ui, app: &App, tab: &Tab, entity: &Entity, commands: &mut Vec<Command>) {
    let labels = tab.document.labels();
    let name = app.words().tr("details-label");
    let none = app.words().tr("details-none");
    let known = entity.label.as_ref().and_then(|id| labels.get(id));
    let shown = known.map_or_else(|| none.clone(), |label| app.label_name(label));
    let every = std::iter::once(None).chain(labels.iter().map(Some));
    row(ui, &name, |ui| {
        choice(ui, &shown, &named(app, &name, &shown), |ui| {
            for label in every {
                let text = label.map_or_else(|| none.clone(), |label| app.label_name(label));
                let id = label.map(|label| label.id.clone());
                if ui.selectable_label(id == entity.label, text).clicked() {
                    let entity = Entity {
                        label: id,
                        ..entity.clone()
                    };
                    commands.push(Command::EditEntity(entity));
                    ui.close();
                }
            }
        });
    });
}

/// A field for a text, with its name before it; gives the field.
fn text_row(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    drafts: &mut Drafts,
    key: &str,
    (subject, value): (Subject, &str),
) -> Response {
    let name = app.words().tr(key);
    row(ui, &name, |ui| drafts.field(ui, tab, subject, value, &name))
}

/// A field for a note, with its name before it; gives the field.
fn note_row(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    drafts: &mut Drafts,
    (subject, value): (Subject, &str),
) -> Response {
    let name = app.words().tr("details-note");
    let rtl = app.words().language() == Language::Arabic;
    row(ui, &name, |ui| {
        drafts.sheet(ui, tab, subject, value, (&name, rtl))
    })
}

pub(super) fn row<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let size = egui::vec2(NAME_WIDTH, FIELD_HEIGHT);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_width(NAME_WIDTH);
            ui.add(Label::new(RichText::new(name).weak()).truncate());
        });
        add(ui)
    })
    .inner
}

/// A button that shows a value and opens a menu of others; `said` is its name
/// for those who do not see what stands before it.
pub(super) fn choice(ui: &mut Ui, shown: &str, said: &str, menu: impl FnOnce(&mut Ui)) {
    let button = ui.menu_button(shown, menu).response;
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
}

pub(super) fn action_button(ui: &mut Ui, app: &App, action: Action, commands: &mut Vec<Command>) {
    let command = resolve(action, app);
    let button = Button::new(words::plain_title(app, action));
    let response = ui.add_enabled(command.is_some(), button);
    if response
        .on_hover_text(words::tooltip(app, action))
        .clicked()
    {
        commands.extend(command);
    }
}

pub(super) fn named(app: &App, name: &str, value: &str) -> String {
    let args = [
        ("name", Value::Text(name.to_owned())),
        ("value", Value::Text(value.to_owned())),
    ];
    app.words().tr_args("details-named", &args)
}
