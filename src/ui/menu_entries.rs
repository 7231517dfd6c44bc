//! What stands in menus, be it the bar's or the one beside an annotation.
//!
//! Invariant: holds no action of its own; an action that is not possible now is
//! greyed out, and one for a label that is not there is left out.

use std::path::Path;

use egui::{Button, Ui};

use crate::app::action::Entry;
use crate::app::{Action, App, Command, is_checked, resolve};

use super::words;

/// Shows the entries of a menu.
pub fn show(ui: &mut Ui, app: &App, entries: &[Entry], commands: &mut Vec<Command>) {
    for entry in entries {
        show_entry(ui, app, entry, commands);
    }
}

fn show_entry(ui: &mut Ui, app: &App, entry: &Entry, commands: &mut Vec<Command>) {
    match *entry {
        Entry::Act(action) => show_action(ui, app, action, commands),
        Entry::Sub(title, actions) => {
            ui.menu_button(app.words().tr(title), |ui| {
                for &action in actions {
                    show_action(ui, app, action, commands);
                }
            });
        }
        Entry::Recent => show_recent(ui, app, commands),
        Entry::Line => {
            ui.separator();
        }
    }
}

fn show_action(ui: &mut Ui, app: &App, action: Action, commands: &mut Vec<Command>) {
    if words::has_no_label(app, action) {
        return;
    }
    let command = resolve(action, app);
    let mut button = Button::new(words::title(app, action));
    if let Some(shortcut) = action.shortcuts().first() {
        button = button.shortcut_text(shortcut.to_string());
    }
    if let Some(checked) = is_checked(action, app) {
        button = button.selected(checked);
    }
    if ui.add_enabled(command.is_some(), button).clicked() {
        commands.extend(command);
        ui.close();
    }
}

fn show_recent(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let recent = &app.settings().recent;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button(app.words().tr("menu-recent"), |ui| {
            for path in recent {
                let name = path.file_name().unwrap_or(path.as_os_str());
                let response = ui
                    .push_id(path, |ui| ui.button(name.to_string_lossy()))
                    .inner;
                if response.on_hover_text(shown(path)).clicked() {
                    commands.push(Command::OpenPaths(vec![path.clone()]));
                    ui.close();
                }
            }
        });
    });
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
