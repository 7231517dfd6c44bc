//! The open documents, each a tab with its unsaved mark and a button to close
//! it.
//!
//! Invariant: a tab's width does not depend on whether it is saved, so that
//! saving moves nothing.

use egui::{Button, Sense, Ui, vec2};

use crate::app::i18n::Value;
use crate::app::{App, Command, Tab};
use crate::page::theme::Theme;

use super::style;

/// Shows the tabs.
pub fn show(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    egui::ScrollArea::horizontal()
        .id_salt("tabs")
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                for tab in app.tabs() {
                    ui.push_id(tab.id.0, |ui| show_tab(ui, app, theme, tab, commands));
                }
            });
        });
}

fn show_tab(ui: &mut Ui, app: &App, theme: &Theme, tab: &Tab, commands: &mut Vec<Command>) {
    let active = app.active_tab().is_some_and(|shown| shown.id == tab.id);
    let name = || [("name", Value::Text(tab.name.clone()))];
    ui.spacing_mut().item_spacing.x = 2.0;
    unsaved_dot(ui, theme, tab.is_modified());
    let shown = match tab.is_read_only() {
        true => app.words().tr_args("tab-read-only", &name()),
        false => tab.name.clone(),
    };
    let response = ui.add(Button::selectable(active, shown.as_str()));
    let said = if tab.is_modified() {
        app.words().tr_args("tab-unsaved", &name())
    } else {
        shown
    };
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, active, &said)
    });
    if active {
        let rect = response.rect;
        let accent = egui::Stroke::new(2.0, style::color(theme.accent));
        ui.painter().hline(rect.x_range(), rect.bottom(), accent);
    }
    if response.clicked() {
        commands.push(Command::ActivateTab(tab.id));
    }
    if response.middle_clicked() {
        commands.push(Command::CloseTab(tab.id));
    }
    let close = ui.add(Button::new("×").frame_when_inactive(false));
    let said = app.words().tr_args("tab-close", &name());
    close.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &said));
    if close.on_hover_text(&said).clicked() {
        commands.push(Command::CloseTab(tab.id));
    }
    ui.add_space(6.0);
}

fn unsaved_dot(ui: &mut Ui, theme: &Theme, modified: bool) {
    let size = vec2(2.0 * style::DOT_RADIUS + 4.0, ui.spacing().interact_size.y);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    if modified {
        let accent = style::color(theme.accent);
        ui.painter()
            .circle_filled(rect.center(), style::DOT_RADIUS, accent);
    }
}
