//! The menu bar, made from the list of actions.
//!
//! Invariant: holds no action of its own.

use egui::{MenuBar, Ui};

use crate::app::{App, Command, Group};

use super::menu_entries;

/// Shows the menus.
pub fn show(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    MenuBar::new().ui(ui, |ui| {
        for group in Group::ALL {
            ui.menu_button(app.words().tr(group.title_key()), |ui| {
                menu_entries::show(ui, app, group.entries(), commands);
            });
        }
    });
}
