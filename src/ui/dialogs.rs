//! Questions and sheets over the window.
//!
//! Invariant: while one is open nothing behind it reacts; Escape answers with
//! what loses nothing, and the button that has the keyboard is the safe one.

use std::path::Path;

use egui::{Button, Context, Id, Key, Modal, Response, RichText, ScrollArea, Ui};

use crate::app::command::{Failure, Occupied, UnsavedAnswer};
use crate::app::i18n::Value;
use crate::app::message::{Dialog, PathPurpose, PickFor};
use crate::app::{Action, App, Command, Group, TabId};

use self::encoding::EncodingChoice;
use self::labels::Labels;
use self::merge::MergeSheet;
use self::occurrences::Occurrences;
use self::palette::Palette;
use self::review::Review;
use self::safety::Safety;
use super::text_field::TextField;
use super::{layout, lettering, style, words};

mod context;
mod encoding;
mod entity;
mod history;
mod labels;
mod merge;
mod occurrences;
mod palette;
mod review;
mod safety;

/// The width of a dialog, in points.
const WIDTH: f32 = 440.0;

/// The mouse and the keys of the reading view, which are no actions.
const READING_KEYS: [&str; 17] = [
    "shortcuts-drag",
    "shortcuts-double-click",
    "shortcuts-double-click-again",
    "shortcuts-triple-click",
    "shortcuts-shift-click",
    "shortcuts-click-highlight",
    "shortcuts-click-again",
    "shortcuts-ctrl-drag",
    "shortcuts-drag-end",
    "shortcuts-arrows",
    "shortcuts-ctrl-arrows",
    "shortcuts-shift-arrows",
    "shortcuts-ctrl-shift-arrows",
    "shortcuts-alt-arrows",
    "shortcuts-page",
    "shortcuts-ends",
    "shortcuts-zoom",
];

/// The keys of the list of annotations, which are no actions.
const LIST_KEYS: [&str; 7] = [
    "shortcuts-list-down",
    "shortcuts-list-arrows",
    "shortcuts-list-shift",
    "shortcuts-list-one",
    "shortcuts-list-all",
    "shortcuts-list-fold",
    "shortcuts-list-enter",
];

/// What is kept between frames.
#[derive(Default)]
pub struct Dialogs {
    /// The dialog shown in the frame before.
    shown: Option<Dialog>,
    path: String,
    picker: entity::Picker,
    history: history::States,
    labels: Labels,
    occurrences: Occurrences,
    merge: MergeSheet,
    review: Review,
    palette: Palette,
    encoding: EncodingChoice,
}

impl Dialogs {
    /// Shows the dialog in front, if there is one.
    pub fn show(&mut self, ctx: &Context, app: &App, commands: &mut Vec<Command>) {
        let Some(dialog) = app.dialog() else {
            self.shown = None;
            return;
        };
        let is_new = self.shown.as_ref() != Some(dialog);
        if is_new {
            self.shown = Some(dialog.clone());
            self.picker.start();
            if let Dialog::TypedPath { initial, .. } = dialog {
                self.path.clone_from(initial);
            }
            if let Dialog::Encoding(question) = dialog {
                self.encoding = EncodingChoice::new(question);
            }
        }
        let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20);
        // Each kind remembers its own size.
        let id = Id::unique("dialog").with(std::mem::discriminant(dialog));
        let modal = Modal::new(id).frame(frame);
        let modal = modal.show(ctx, |ui| {
            // These are as wide as they need.
            if !matches!(
                dialog,
                Dialog::MarkAll | Dialog::Labels(_) | Dialog::Merge(_) | Dialog::Review(_)
            ) {
                ui.set_width(WIDTH);
            }
            self.content(ui, app, dialog, is_new, commands);
        });
        let is_labels = matches!(dialog, Dialog::Labels(_));
        let looks = (frame, modal.response.layer_id);
        if is_labels && self.labels.show_question(ctx, app, looks, commands) {
            return;
        }
        if modal.should_close() {
            // What was typed till now is told before the editor is closed.
            if commands.is_empty() || is_labels {
                commands.push(Command::CloseDialog);
            }
        }
    }

    fn content(
        &mut self,
        ui: &mut Ui,
        app: &App,
        dialog: &Dialog,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        match dialog {
            Dialog::Unsaved { tab } => unsaved(ui, app, *tab, is_new, commands),
            Dialog::Overwrite {
                tab,
                path,
                occupied,
            } => overwrite(ui, app, (*tab, path, *occupied), is_new, commands),
            Dialog::TypedPath { purpose, .. } => {
                typed_path(ui, app, *purpose, &mut self.path, is_new, commands);
            }
            Dialog::Encoding(question) => {
                self.encoding.show(ui, app, question, is_new, commands);
            }
            Dialog::SaveFailed { tab, failure } => {
                let safety = Safety { ui, app, is_new };
                safety.save_failed(*tab, failure, commands);
            }
            Dialog::ChangedOnDisk { tab, stamp } => {
                let safety = Safety { ui, app, is_new };
                safety.changed_on_disk(*tab, *stamp, commands);
            }
            Dialog::Held { tab } => {
                let safety = Safety { ui, app, is_new };
                safety.held(*tab, commands);
            }
            Dialog::WorkRestored { tab, work } => {
                let safety = Safety { ui, app, is_new };
                safety.work_restored(*tab, work, commands);
            }
            Dialog::Earlier { tab, versions } => {
                let safety = Safety { ui, app, is_new };
                safety.earlier(*tab, versions, commands);
            }
            Dialog::Error(failure) => error(ui, app, failure, is_new, commands),
            Dialog::PickEntity(tab, purpose) => {
                self.pick_entity(ui, app, (*tab, *purpose), is_new, commands);
            }
            Dialog::Labels(_) => self.labels.show(ui, app, is_new, commands),
            Dialog::History(tab) => {
                history_of(ui, app, (*tab, &mut self.history), is_new, commands);
            }
            Dialog::SourceChanged { tab, article } => {
                let safety = Safety { ui, app, is_new };
                safety.source_changed(*tab, article, commands);
            }
            Dialog::Reanchoring => reanchoring(ui, app, is_new, commands),
            Dialog::Review(tab) => self.review.show(ui, app, *tab, is_new, commands),
            Dialog::MarkAll => self.occurrences.show(ui, app, is_new, commands),
            Dialog::Merge(_) => self.merge.show(ui, app, is_new, commands),
            Dialog::Palette => self.palette.show(ui, app, is_new, commands),
            Dialog::Shortcuts => shortcuts(ui, app, is_new, commands),
            Dialog::About => about(ui, app, is_new, commands),
        }
    }
}

impl Dialogs {
    fn pick_entity(
        &mut self,
        ui: &mut Ui,
        app: &App,
        (id, purpose): (TabId, PickFor),
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        // Another document that has just been opened has other entities.
        let Some(tab) = app.active_tab().filter(|tab| tab.id == id) else {
            commands.push(Command::CloseDialog);
            return;
        };
        let key = match purpose {
            PickFor::Mention(_) | PickFor::Chosen => "pick-entity-title",
            PickFor::Merge(_) => "pick-entity-merge-title",
        };
        title(ui, app.words().tr(key));
        ui.label(app.words().tr("pick-entity-body"));
        self.picker.show(ui, app, tab, purpose, is_new, commands);
        buttons(ui, false, |ui| {
            let cancel = button(ui, app, "button-cancel");
            if cancel.clicked() {
                commands.push(Command::CloseDialog);
            }
            cancel
        });
    }
}

/// Scrolls to a row of a list of which `first` is the first row that is made.
fn bring_into_view(ui: &Ui, row: usize, first: usize) {
    let top = ui.max_rect().top() + (row as f32 - first as f32) * style::ROW_HEIGHT;
    let size = egui::vec2(ui.available_width(), style::ROW_HEIGHT);
    let corner = egui::pos2(ui.max_rect().left(), top);
    ui.scroll_to_rect(egui::Rect::from_min_size(corner, size), None);
}

fn history_of(
    ui: &mut Ui,
    app: &App,
    (id, states): (TabId, &mut history::States),
    is_new: bool,
    commands: &mut Vec<Command>,
) {
    let Some(tab) = app.active_tab().filter(|tab| tab.id == id) else {
        commands.push(Command::CloseDialog);
        return;
    };
    title(ui, app.words().tr("history-title"));
    ui.label(app.words().tr("history-body"));
    ui.add_space(4.0);
    states.show(ui, app, tab, is_new, commands);
    close_button(ui, app, is_new, commands);
}

/// A line of a list to choose from, as wide as the list; `key` tells it from the
/// others.
fn list_row(ui: &mut Ui, key: usize, chosen: bool, strong: bool, text: &str) -> Response {
    let size = egui::vec2(ui.available_width(), style::ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let id = ui.make_persistent_id(egui::IdSalt::new(("row", key)));
    let response = ui.interact(rect, id, egui::Sense::click());
    let looks = ui.style().interact_selectable(&response, chosen);
    if chosen || response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, looks.corner_radius, looks.weak_bg_fill);
    }
    let color = match strong {
        true => ui.visuals().text_color(),
        false => ui.visuals().weak_text_color(),
    };
    let inside = rect.shrink2(egui::vec2(8.0, 0.0));
    let at = inside.left_center();
    let font = egui::TextStyle::Body.resolve(ui.style());
    let painter = ui.painter_at(inside);
    painter.text(at, egui::Align2::LEFT_CENTER, text, font, color);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::ListItem, true, chosen, text)
    });
    response
}

/// Words of an article that keep their own order inside a sentence of the
/// interface. What has no letter from right to left needs nothing.
fn isolated(words: &str) -> String {
    match lettering::needs_ordering(words) {
        true => format!("\u{2068}{words}\u{2069}"),
        false => words.to_owned(),
    }
}

fn title(ui: &mut Ui, text: String) {
    ui.heading(text);
    ui.add_space(4.0);
}

/// A row of buttons at the end of a dialog; `add` gives the safe one, which
/// gets the keyboard.
fn buttons(ui: &mut Ui, is_new: bool, add: impl FnOnce(&mut Ui) -> Response) {
    ui.add_space(10.0);
    ui.with_layout(layout::from_end(), |ui| {
        let safe = add(ui);
        if is_new {
            safe.request_focus();
        }
    });
}

fn button(ui: &mut Ui, app: &App, key: &str) -> Response {
    ui.button(app.words().tr(key))
}

fn unsaved(ui: &mut Ui, app: &App, tab: TabId, is_new: bool, commands: &mut Vec<Command>) {
    let name = app
        .tab(tab)
        .map_or_else(String::new, |tab| tab.name.clone());
    let name = [("name", Value::Text(name))];
    title(ui, app.words().tr_args("dialog-unsaved-title", &name));
    ui.label(app.words().tr("dialog-unsaved-body"));
    buttons(ui, is_new, |ui| {
        let save = button(ui, app, "button-save");
        let discard = button(ui, app, "button-dont-save");
        let cancel = button(ui, app, "button-cancel");
        let answers = [
            (&save, UnsavedAnswer::Save),
            (&discard, UnsavedAnswer::Discard),
            (&cancel, UnsavedAnswer::Cancel),
        ];
        for (response, answer) in answers {
            if response.clicked() {
                commands.push(Command::AnswerUnsaved(answer));
            }
        }
        save
    });
}

fn overwrite(
    ui: &mut Ui,
    app: &App,
    (tab, path, occupied): (TabId, &Path, Occupied),
    is_new: bool,
    commands: &mut Vec<Command>,
) {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = [("name", Value::Text(name.to_string_lossy().into_owned()))];
    title(ui, app.words().tr_args("dialog-replace-title", &name));
    let body = match occupied {
        Occupied::Exists => "dialog-replace-body",
        Occupied::Changed => "dialog-replace-changed-body",
    };
    ui.label(app.words().tr(body));
    let elsewhere = |commands: &mut Vec<Command>, command| {
        commands.push(Command::CloseDialog);
        commands.push(Command::ActivateTab(tab));
        commands.push(command);
    };
    buttons(ui, is_new, |ui| {
        let cancel = button(ui, app, "button-cancel");
        if cancel.clicked() {
            commands.push(Command::CloseDialog);
        }
        if button(ui, app, "button-replace").clicked() {
            commands.push(Command::SaveTo {
                tab,
                path: path.to_owned(),
                overwrite: true,
            });
        }
        if button(ui, app, "button-merge").clicked() {
            commands.push(Command::AskMerge(tab, path.to_owned()));
        }
        if occupied == Occupied::Changed {
            if button(ui, app, "button-save-as").clicked() {
                elsewhere(commands, Command::AskSaveAs);
            }
            if button(ui, app, "button-reload").clicked() {
                elsewhere(commands, Command::Reload(tab));
            }
        }
        cancel
    });
}

fn typed_path(
    ui: &mut Ui,
    app: &App,
    purpose: PathPurpose,
    path: &mut String,
    is_new: bool,
    commands: &mut Vec<Command>,
) {
    let (title_key, confirm) = match purpose {
        PathPurpose::Open => ("dialog-path-open-title", "button-open"),
        PathPurpose::SaveAs(_) => ("dialog-path-save-title", "button-save"),
        PathPurpose::Figures(_) => ("dialog-path-figures-title", "button-save"),
        PathPurpose::Reanchor(_) => ("dialog-path-reanchor-title", "button-reanchor"),
        PathPurpose::OpenLabels(_) => ("dialog-path-labels-open-title", "button-open"),
        PathPurpose::SaveLabels(_) => ("dialog-path-labels-save-title", "button-save"),
    };
    title(ui, app.words().tr(title_key));
    if !super::file_dialog::is_available() {
        ui.label(app.words().tr("dialog-path-unavailable"));
        ui.add_space(4.0);
    }
    let name = app.words().tr("dialog-path-label");
    ui.label(&name);
    let example = [("example", Value::from("/home/name/article.txt"))];
    let hint = app.words().tr_args("dialog-path-hint", &example);
    let id = Id::unique("typed path");
    let response = ui.add(
        TextField::new(path)
            .id(id)
            .name(&name)
            .hint(&hint)
            .desired_width(f32::INFINITY),
    );
    if is_new {
        response.request_focus();
    }
    let confirmed = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let ready = !path.trim().is_empty();
    buttons(ui, false, |ui| {
        let text = app.words().tr(confirm);
        let ok = ui.add_enabled(ready, Button::new(text));
        if ready && (ok.clicked() || confirmed) {
            commands.push(Command::PathTyped(purpose, path.clone()));
        }
        if button(ui, app, "button-cancel").clicked() {
            commands.push(Command::CloseDialog);
        }
        ok
    });
}

fn reanchoring(ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
    title(ui, app.words().tr("reanchoring-title"));
    ui.label(app.words().tr("reanchoring-body"));
    buttons(ui, is_new, |ui| {
        let cancel = button(ui, app, "button-cancel");
        if cancel.clicked() {
            commands.push(Command::CloseDialog);
        }
        cancel
    });
}

fn error(ui: &mut Ui, app: &App, failure: &Failure, is_new: bool, commands: &mut Vec<Command>) {
    let heading = app.words().text(&failure.title);
    let lines: Vec<_> = failure
        .lines
        .iter()
        .map(|line| app.words().text(line))
        .collect();
    title(ui, heading.clone());
    ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
        for line in &lines {
            ui.label(line);
        }
    });
    buttons(ui, is_new, |ui| {
        let ok = button(ui, app, "button-ok");
        if ok.clicked() {
            commands.push(Command::CloseDialog);
        }
        if button(ui, app, "button-copy-details").clicked() {
            ui.ctx()
                .copy_text(format!("{heading}\n{}", lines.join("\n")));
        }
        ok
    });
}

fn shortcuts(ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
    title(ui, app.words().tr("shortcuts-title"));
    let height = (ui.ctx().content_rect().height() - 200.0).max(120.0);
    let area = ScrollArea::vertical()
        .max_height(height)
        .auto_shrink([false, true]);
    area.show(ui, |ui| {
        for group in Group::ALL {
            let actions = group.actions().filter(|action| is_listed(app, *action));
            let rows: Vec<_> = actions.map(|action| shortcut_row(app, action)).collect();
            section(ui, &app.words().tr(group.title_key()), &rows);
        }
        let row = |key: &&str| {
            let keys = app.words().tr(&format!("{key}-keys"));
            (keys, app.words().tr(key))
        };
        let reading: Vec<_> = READING_KEYS.iter().map(row).collect();
        section(ui, &app.words().tr("shortcuts-group-reading"), &reading);
        let list: Vec<_> = LIST_KEYS.iter().map(row).collect();
        section(ui, &app.words().tr("shortcuts-group-list"), &list);
    });
    close_button(ui, app, is_new, commands);
}

fn is_listed(app: &App, action: Action) -> bool {
    !action.shortcuts().is_empty() && !words::has_no_label(app, action)
}

fn shortcut_row(app: &App, action: Action) -> (String, String) {
    let keys: Vec<_> = action.shortcuts().iter().map(ToString::to_string).collect();
    (keys.join(", "), words::plain_title(app, action))
}

fn section(ui: &mut Ui, heading: &str, rows: &[(String, String)]) {
    if rows.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.label(RichText::new(heading).strong());
    egui::Grid::new(("shortcuts", heading))
        .num_columns(2)
        .min_col_width(170.0)
        .show(ui, |ui| {
            for (keys, meaning) in rows {
                ui.weak(keys);
                ui.label(meaning);
                ui.end_row();
            }
        });
}

fn about(ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
    title(ui, app.words().tr("about-title"));
    let version = [("version", Value::from(env!("CARGO_PKG_VERSION")))];
    ui.label(app.words().tr_args("about-version", &version));
    for key in ["about-body", "about-licence", "about-fonts"] {
        ui.add_space(4.0);
        ui.label(app.words().tr(key));
    }
    close_button(ui, app, is_new, commands);
}

fn close_button(ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
    buttons(ui, is_new, |ui| {
        let close = button(ui, app, "button-close");
        if close.clicked() {
            commands.push(Command::CloseDialog);
        }
        close
    });
}
