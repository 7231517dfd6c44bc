//! What the label editor asks before it does something.
//!
//! Invariant: the button that has the keyboard at first is the one that loses
//! nothing; how many annotations are concerned is told before the answer.

use egui::accesskit::Role;
use egui::{Button, Response, ScrollArea, Ui, WidgetInfo};

use crate::app::i18n::Value;
use crate::app::labels::{LabelCommand, Loss, PickLabel, Question, SetToLoad, bearers};
use crate::app::{App, Command};
use crate::document::{Document, LabelFate, LabelId, Losses};
use crate::ui::layout;
use crate::ui::style::ROW_HEIGHT;

use super::super::{button, isolated, title};
use super::is_rtl;

/// How high the list of labels that a set lacks is, in rows.
const ROWS_SHOWN: f32 = 8.0;

/// Shows a question that is not which label is meant.
pub fn show(
    ui: &mut Ui,
    app: &App,
    question: &Question,
    is_new: bool,
    commands: &mut Vec<Command>,
) {
    let Some((_, document, _)) = app.edited_labels() else {
        return;
    };
    match question {
        Question::Losses(Loss { losses, .. }) => {
            title(ui, app.words().tr("labels-lose-title"));
            told(ui, app, losses);
            answers(ui, app, ("labels-lose-do", true), is_new, commands);
        }
        Question::Delete {
            label,
            fate,
            losses,
        } => {
            let asked = (label, fate.as_ref(), losses);
            delete(ui, app, document, asked, commands);
            let ready = fate.is_some();
            answers(ui, app, ("labels-delete-do", ready), is_new, commands);
        }
        Question::Load(load) => {
            load_set(ui, app, document, load, commands);
            answers(ui, app, ("labels-load-do", true), is_new, commands);
        }
        Question::Unfinished { field, .. } => {
            title(ui, app.words().tr("labels-unfinished-title"));
            let draft = app.label_editor().and_then(|editor| editor.draft(*field));
            if let Some(draft) = draft {
                let typed = [("text", Value::Text(isolated(&draft.text)))];
                ui.label(app.words().tr_args("labels-unfinished-body", &typed));
                if let Some(fault) = &draft.fault {
                    ui.label(app.words().text(fault));
                }
            }
            answers(ui, app, ("labels-unfinished-do", true), is_new, commands);
        }
        Question::Replace(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            let name = [("name", Value::Text(name.to_string_lossy().into_owned()))];
            title(ui, app.words().tr_args("dialog-replace-title", &name));
            ui.label(app.words().tr("dialog-replace-body"));
            answers(ui, app, ("button-replace", true), is_new, commands);
        }
        Question::Pick(_) => {}
    }
}

/// Yes and no; no has the keyboard at first.
fn answers(
    ui: &mut Ui,
    app: &App,
    (key, ready): (&str, bool),
    is_new: bool,
    commands: &mut Vec<Command>,
) {
    ui.add_space(10.0);
    ui.with_layout(layout::row_from_end(is_rtl(app)), |ui| {
        let cancel = button(ui, app, "button-cancel");
        if is_new {
            cancel.request_focus();
        }
        if cancel.clicked() {
            commands.push(Command::CloseDialog);
        }
        let yes = ui.add_enabled(ready, Button::new(app.words().tr(key)));
        if yes.clicked() {
            commands.push(Command::Labels(LabelCommand::Confirm));
        }
    });
}

/// What would be lost, a line each.
fn told(ui: &mut Ui, app: &App, losses: &Losses) {
    let lines = [
        ("labels-lose-annotations", losses.annotations),
        ("labels-lose-values", losses.values),
        ("labels-lose-kinds", losses.kinds),
        ("labels-lose-keys", losses.keys),
    ];
    for (key, count) in lines.into_iter().filter(|(_, count)| *count > 0) {
        let count = [("count", Value::Number(count))];
        let text = app.words().tr_args(key, &count);
        let color = ui.visuals().warn_fg_color;
        ui.add(egui::Label::new(egui::RichText::new(text).color(color)).wrap());
    }
}

fn name_of(app: &App, document: &Document, id: &LabelId) -> String {
    let label = document.labels().get(id);
    isolated(&label.map_or_else(|| id.to_string(), |label| app.label_name(label)))
}

fn set_fate(of: &LabelId, fate: Option<LabelFate>) -> Command {
    Command::Labels(LabelCommand::SetFate(of.clone(), fate))
}

fn delete(
    ui: &mut Ui,
    app: &App,
    document: &Document,
    (label, fate, losses): (&LabelId, Option<&LabelFate>, &Losses),
    commands: &mut Vec<Command>,
) {
    let words = app.words();
    let name = [("label", Value::Text(name_of(app, document, label)))];
    title(ui, words.tr_args("labels-delete-title", &name));
    let count = [("count", Value::Number(bearers(document, label)))];
    ui.label(words.tr_args("labels-delete-body", &count));
    ui.add_space(4.0);
    let heir = fate.and_then(LabelFate::heir);
    let text = match heir {
        Some(heir) => {
            let name = [("label", Value::Text(name_of(app, document, heir)))];
            words.tr_args("labels-fate-relabel-to", &name)
        }
        None => words.tr("labels-fate-relabel"),
    };
    if choice(ui, heir.is_some(), &text, &text).clicked() {
        let pick = LabelCommand::Pick(PickLabel::Heir(label.clone()));
        commands.push(Command::Labels(pick));
    }
    let deleted = fate == Some(&LabelFate::Delete);
    let text = words.tr_args("labels-fate-delete", &count);
    if choice(ui, deleted, &text, &text).clicked() {
        commands.push(set_fate(label, Some(LabelFate::Delete)));
    }
    told(ui, app, losses);
}

/// One of several answers; `said` is what it is called for those who do not see
/// what stands beside it.
fn choice(ui: &mut Ui, chosen: bool, shown: &str, said: &str) -> Response {
    let choice = ui.add(Button::new(shown).selected(chosen));
    choice.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, said));
    choice
}

/// What becomes of the labels that a set lacks.
fn load_set(
    ui: &mut Ui,
    app: &App,
    document: &Document,
    load: &SetToLoad,
    commands: &mut Vec<Command>,
) {
    let words = app.words();
    title(ui, words.tr("labels-load-title"));
    if !load.missing.is_empty() {
        let count = [("count", Value::Number(load.missing.len()))];
        ui.label(words.tr_args("labels-load-body", &count));
    }
    let area = ScrollArea::vertical()
        .id_salt("labels that are lacking")
        .max_height(ROWS_SHOWN * ROW_HEIGHT)
        .auto_shrink([false, true]);
    let spacing = ui.spacing().item_spacing.y;
    area.show_rows(ui, ROW_HEIGHT - spacing, load.missing.len(), |ui, range| {
        for id in load.missing.get(range).unwrap_or_default() {
            ui.horizontal(|ui| {
                ui.set_height(ROW_HEIGHT - spacing);
                lacking(ui, app, document, load, id, commands);
            });
        }
    });
    told(ui, app, &load.losses);
}

/// A label that a set lacks, and what becomes of its annotations.
fn lacking(
    ui: &mut Ui,
    app: &App,
    document: &Document,
    load: &SetToLoad,
    id: &LabelId,
    commands: &mut Vec<Command>,
) {
    let words = app.words();
    let name = name_of(app, document, id);
    let args = [
        ("name", Value::Text(name.clone())),
        ("id", Value::Text(id.to_string())),
        ("count", Value::Number(bearers(document, id))),
    ];
    let fate = load.fates.get(id);
    let heir = fate.and_then(LabelFate::heir);
    let heir = heir.and_then(|heir| load.set.labels.get(heir));
    let other = match heir {
        Some(heir) => app.label_name(heir),
        None => words.tr("labels-fate-other"),
    };
    let pick = LabelCommand::Pick(PickLabel::Heir(id.clone()));
    let deleted = fate == Some(&LabelFate::Delete);
    let choices = [
        (
            words.tr("labels-fate-keep"),
            fate.is_none(),
            set_fate(id, None),
        ),
        (other, heir.is_some(), Command::Labels(pick)),
        (
            words.tr("labels-fate-delete-short"),
            deleted,
            set_fate(id, Some(LabelFate::Delete)),
        ),
    ];
    for (shown, chosen, command) in choices {
        let named = [
            ("name", Value::Text(name.clone())),
            ("value", Value::Text(shown.clone())),
        ];
        let said = words.tr_args("details-named", &named);
        if choice(ui, chosen, &shown, &said).clicked() {
            commands.push(command);
        }
    }
    ui.add(egui::Label::new(words.tr_args("labels-row", &args)).truncate());
}
