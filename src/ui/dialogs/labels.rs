//! The label editor: all labels of a document at one side, the one that is
//! chosen with all its fields at the other.
//!
//! Invariant: shows the state and sends commands; what is typed is the state's
//! drafts. A frame costs the labels that are seen, however many there are.

mod attributes;
mod color;
mod form;
mod list;
mod pick;
mod questions;

use egui::accesskit::Role;
use egui::{Button, Context, Key, Modal, Modifiers, Rect, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::labels::{FieldWish, LabelCommand, LabelField, PRESETS, Question, about_labels};
use crate::app::{App, Command};
use crate::document::{ChangeKind, Document};
use crate::page::theme::Theme;
use crate::ui::words::change_key;
use crate::ui::{layout, text_field};

use self::color::Neighbour;
use self::form::Guideline;
use self::list::List;
use self::pick::Picker;
use super::{button, history};

/// The editor's width and the height of its middle, in points, where the window
/// has room.
const SIZE: egui::Vec2 = vec2(980.0, 640.0);

/// The width of the list, in points.
const LIST_WIDTH: f32 = 280.0;

/// The width of a question, in points.
const QUESTION_WIDTH: f32 = 560.0;

/// Space between list and form, in points.
const GAP: f32 = 16.0;

/// What the editor keeps between frames.
pub struct Labels {
    list: List,
    picker: Picker,
    /// The light and the dark theme, to show a colour in both.
    themes: [Theme; 2],
    neighbour: Neighbour,
    /// The wish that was followed last.
    followed: u64,
    guideline: Guideline,
    /// The attribute whose options are shown.
    unfolded: Option<usize>,
    /// The question shown in the frame before.
    asked: Option<Question>,
    /// Whether the list is to have the keyboard again.
    returns: bool,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            list: List::default(),
            picker: Picker::default(),
            themes: [Theme::light(), Theme::dark()],
            neighbour: Neighbour::default(),
            followed: 0,
            guideline: Guideline::default(),
            unfolded: None,
            asked: None,
            returns: false,
        }
    }
}

/// Whether the interface is written from right to left.
fn is_rtl(app: &App) -> bool {
    app.words().language().is_right_to_left()
}

impl Labels {
    /// Shows the editor's content.
    pub fn show(&mut self, ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
        let Some((editor, document, label)) = app.edited_labels() else {
            commands.push(Command::CloseDialog);
            return;
        };
        if is_new {
            self.unfolded = None;
        }
        let room = ui.ctx().content_rect().size();
        let width = SIZE.x.min(room.x - 80.0);
        ui.set_width(width);
        undo_keys(ui, document, commands);
        let to_list = std::mem::take(&mut self.returns) || is_new;
        let wish = editor.wish().filter(|wish| wish.serial > self.followed);
        self.followed = wish.map_or(self.followed, |wish| wish.serial);
        self.unfold_for(wish);
        ui.with_layout(layout::column(is_rtl(app)), |ui| {
            heading(ui, app);
            let height = SIZE.y.min(room.y - 190.0).max(160.0);
            let (_, whole) = ui.allocate_space(vec2(width, height));
            let (list, form) = layout::split(whole, LIST_WIDTH, GAP, is_rtl(app));
            within(ui, app, list, |ui| {
                self.list.show(ui, app, document, label, to_list, commands);
            });
            within(ui, app, form, |ui| match label {
                Some(label) => self.form(ui, app, label, wish, commands),
                None => {
                    ui.weak(app.words().tr("labels-none"));
                }
            });
            footer(ui, app, document, commands);
        });
    }

    fn form(
        &mut self,
        ui: &mut Ui,
        app: &App,
        label: &crate::document::Label,
        wish: Option<FieldWish>,
        commands: &mut Vec<Command>,
    ) {
        let Some((editor, document, _)) = app.edited_labels() else {
            return;
        };
        let mut form = form::Form {
            app,
            editor,
            document,
            label,
            wish: wish.map(|wish| wish.field),
            commands,
        };
        let area = egui::ScrollArea::vertical()
            .id_salt(("label", editor.showing()))
            .auto_shrink(false);
        area.show(ui, |ui| {
            // Room for the scroll bar, which floats.
            ui.set_width(ui.available_width() - 12.0);
            ui.with_layout(layout::column(is_rtl(app)), |ui| {
                form.names(ui);
                form.color(ui, &self.themes, &mut self.neighbour);
                form.meaning(ui, &mut self.guideline);
                form.attributes(ui, &mut self.unfolded);
            });
        });
    }

    /// Shows the options that a field to be filled in is one of.
    fn unfold_for(&mut self, wish: Option<FieldWish>) {
        if let Some(
            LabelField::Option(at, ..) | LabelField::Attribute(at, _) | LabelField::Kind(at),
        ) = wish.map(|wish| wish.field)
        {
            self.unfolded = Some(at);
        }
    }

    /// Shows the question that is to be answered first, over the layer of the
    /// editor; says whether there is one.
    pub fn show_question(
        &mut self,
        ctx: &Context,
        app: &App,
        (frame, editor): (egui::Frame, egui::LayerId),
        commands: &mut Vec<Command>,
    ) -> bool {
        let question = app.label_editor().and_then(|editor| editor.question());
        let Some(question) = question else {
            // What had the keyboard in the question is gone.
            if self.asked.take().is_some() {
                self.returns = true;
                ctx.request_repaint();
            }
            return false;
        };
        let is_new = self
            .asked
            .as_ref()
            .is_none_or(|asked| std::mem::discriminant(asked) != std::mem::discriminant(question));
        self.asked = Some(question.clone());
        let id = egui::Id::unique("a question about labels");
        let modal = Modal::new(id.with(std::mem::discriminant(question))).frame(frame);
        let modal = modal.show(ctx, |ui| {
            ui.set_width(QUESTION_WIDTH.min(ctx.content_rect().width() - 80.0));
            ui.with_layout(layout::column(is_rtl(app)), |ui| match question {
                Question::Pick(what) => self.picker.show(ui, app, what, is_new, commands),
                other => questions::show(ui, app, other, is_new, commands),
            });
        });
        // Where both are shown for the first time in one frame, egui leaves them
        // as they lay before.
        ctx.set_sublayer(editor, modal.response.layer_id);
        if modal.should_close() && commands.is_empty() {
            commands.push(Command::CloseDialog);
        }
        true
    }
}

/// A part of the dialog in a rectangle of its own.
fn within(ui: &mut Ui, app: &App, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let column = layout::column(is_rtl(app));
    let builder = UiBuilder::new().max_rect(rect).layout(column);
    ui.scope_builder(builder, add);
}

fn heading(ui: &mut Ui, app: &App) {
    let tab = app.label_editor().and_then(|editor| app.tab(editor.tab));
    let name = tab.map_or_else(String::new, |tab| super::isolated(&tab.name));
    let name = [("name", Value::Text(name))];
    ui.heading(app.words().tr_args("labels-title", &name));
    ui.add_space(6.0);
}

/// Ctrl+Z and its like are the editor's while nobody types.
fn undo_keys(ui: &Ui, document: &Document, commands: &mut Vec<Command>) {
    if text_field::is_typing(ui.ctx()) {
        return;
    }
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    // The one with more modifiers first: it would be taken for the other.
    let redo = pressed(shifted, Key::Z) || pressed(Modifiers::COMMAND, Key::Y);
    if redo && about_labels(document.redo_description()) {
        commands.push(Command::Labels(LabelCommand::Redo));
    } else if pressed(Modifiers::COMMAND, Key::Z) && about_labels(document.undo_description()) {
        commands.push(Command::Labels(LabelCommand::Undo));
    }
}

fn footer(ui: &mut Ui, app: &App, document: &Document, commands: &mut Vec<Command>) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let (undo, redo) = (document.undo_description(), document.redo_description());
        let walks = [
            ("action-undo", undo, LabelCommand::Undo),
            ("action-redo", redo, LabelCommand::Redo),
        ];
        for (key, kind, command) in walks {
            walk(ui, app, key, kind, command, commands);
        }
        sets(ui, app, commands);
        ui.with_layout(layout::row_from_end(is_rtl(app)), |ui| {
            if button(ui, app, "button-close").clicked() {
                commands.push(Command::CloseDialog);
            }
            let said = said(app, document);
            ui.add(egui::Label::new(egui::RichText::new(said).weak()).truncate());
        });
    });
}

/// A button that takes a change of labels back or makes it again.
fn walk(
    ui: &mut Ui,
    app: &App,
    key: &str,
    kind: Option<ChangeKind>,
    command: LabelCommand,
    commands: &mut Vec<Command>,
) {
    let words = app.words();
    let kind = kind.filter(|kind| about_labels(Some(*kind)));
    let button = ui.add_enabled(kind.is_some(), Button::new(words.tr(key)));
    // As wide as ever, and told with the change.
    let said = kind.map_or_else(String::new, |kind| {
        let change = Value::Text(words.tr(change_key(kind)));
        words.tr_args(&format!("{key}-change"), &[("change", change)])
    });
    button.widget_info(|| WidgetInfo::labeled(Role::Button, kind.is_some(), &said));
    if button.on_hover_text(&said).clicked() {
        commands.push(Command::Labels(command));
    }
}

/// What is told, or else the last change of labels.
fn said(app: &App, document: &Document) -> String {
    let told = app.label_editor().and_then(|editor| editor.said());
    if let Some(told) = told {
        return app.words().text(told);
    }
    let last = document.history_position().checked_sub(1);
    let last = last.and_then(|last| document.history().nth(last));
    let last = last.filter(|entry| about_labels(Some(entry.kind)));
    last.map_or_else(String::new, |entry| history::text(app, &entry))
}

/// Sets of labels: those that come with the program, and files.
fn sets(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let words = app.words();
    ui.menu_button(words.tr("labels-use"), |ui| {
        for (id, key) in PRESETS {
            if ui.button(words.tr(key)).clicked() {
                commands.push(Command::Labels(LabelCommand::UsePreset(id)));
                ui.close();
            }
        }
    });
    let files = [
        ("labels-open", LabelCommand::AskOpen),
        ("labels-save", LabelCommand::AskSave),
    ];
    for (key, command) in files {
        if button(ui, app, key).clicked() {
            commands.push(Command::Labels(command));
        }
    }
}
