//! What is so right now: saved or not, how much is selected, how many
//! annotations, which direction.
//!
//! Invariant: costs nothing when nothing changes; words are counted once for
//! each selection, and not at all in a very long one.

use egui::Ui;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::command::LoadFrom;
use crate::app::i18n::Value;
use crate::app::{Action, App, Command, Safety, Tab, TabId, resolve};
use crate::document::Direction;
use crate::store::Settings;
use crate::text::ByteSpan;

use super::{layout, words};

/// The longest selection whose words are counted, in bytes.
const MAX_COUNTED_BYTES: usize = 1 << 20;

/// What the bar keeps between frames.
#[derive(Default)]
pub struct StatusBar {
    counted: Option<((TabId, ByteSpan), usize)>,
}

impl StatusBar {
    /// Shows the bar.
    pub fn show(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        ui.horizontal(|ui| {
            for (_, source) in app.loading() {
                let name = match source {
                    LoadFrom::File(path) => path.file_name().unwrap_or_default().to_string_lossy(),
                    LoadFrom::As { path, .. }
                    | LoadFrom::Beginning(path)
                    | LoadFrom::Again { path, .. } => {
                        path.file_name().unwrap_or_default().to_string_lossy()
                    }
                    LoadFrom::Copy { name, .. } | LoadFrom::Work { name, .. } => name.into(),
                    LoadFrom::Sample => "…".into(),
                };
                let name = Value::Text(name.into_owned());
                ui.weak(app.words().tr_args("status-loading", &[("name", name)]));
            }
            if let Some(tab) = app.active_tab() {
                self.show_tab(ui, app, tab, commands);
            }
        });
    }

    fn show_tab(&mut self, ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
        if let Some(label) = app.paint() {
            ui.strong(app.tr_label("status-paint", label));
            ui.separator();
        }
        read_only_button(ui, app, tab, commands);
        let state = egui::RichText::new(save_state(app, tab));
        let at_risk = tab.is_modified() && matches!(tab.safety(), Safety::AtRisk(_));
        let tip = match tab.safety() {
            _ if !tab.is_modified() => None,
            Safety::Kept => Some("status-unsaved-kept-tip"),
            Safety::AtRisk(_) => Some("status-at-risk-tip"),
            _ => None,
        };
        let state = match at_risk {
            true => state.color(ui.visuals().error_fg_color).strong(),
            false => state,
        };
        let shown = ui.label(state);
        if let Some(tip) = tip {
            shown.on_hover_text(app.words().tr(tip));
        }
        if let Some(why) = tab.autosave_fault().filter(|_| tab.is_modified()) {
            ui.separator();
            let text = egui::RichText::new(app.words().tr("status-autosave-failed"));
            let label = ui.label(text.color(ui.visuals().warn_fg_color));
            label.on_hover_text(app.words().text(why));
        }
        ui.separator();
        let count = Value::Number(tab.document.count());
        ui.label(
            app.words()
                .tr_args("status-annotations", &[("count", count)]),
        );
        if let Some(span) = tab.selected_span() {
            ui.separator();
            ui.label(self.selection(app, tab, span));
        }
        ui.with_layout(layout::from_end(), |ui| {
            let percent = app.settings().text_size / Settings::default().text_size * 100.0;
            let percent = Value::Number(percent.round() as usize);
            ui.label(
                app.words()
                    .tr_args("status-text-size", &[("percent", percent)]),
            );
            ui.separator();
            direction_button(ui, app, tab, commands);
            controls_button(ui, app, tab, commands);
        });
    }

    fn selection(&mut self, app: &App, tab: &Tab, span: ByteSpan) -> String {
        let characters = Value::Number(tab.document.article().char_span(span).len());
        if span.len() > MAX_COUNTED_BYTES {
            let args = [("characters", characters)];
            return app.words().tr_args("status-selection-long", &args);
        }
        let key = (tab.id, span);
        let words = match self.counted {
            Some((known, words)) if known == key => words,
            _ => {
                let text = tab.document.article().slice(span);
                let words = text.unicode_words().count();
                self.counted = Some((key, words));
                words
            }
        };
        let args = [("characters", characters), ("words", Value::Number(words))];
        app.words().tr_args("status-selection", &args)
    }
}

fn save_state(app: &App, tab: &Tab) -> String {
    let words = app.words();
    if tab.is_saving() {
        let name = Value::Text(tab.name.clone());
        words.tr_args("status-saving", &[("name", name)])
    } else if tab.is_modified() {
        match tab.safety() {
            Safety::Unkept => words.tr("status-unsaved"),
            Safety::Writing => words.tr("status-unsaved-writing"),
            Safety::Kept => words.tr("status-unsaved-kept"),
            Safety::AtRisk(why) => {
                let why = Value::Text(words.text(why));
                words.tr_args("status-at-risk", &[("why", why)])
            }
        }
    } else if tab.saved_itself() {
        words.tr("status-saved-itself")
    } else if tab.path.is_none() {
        words.tr("status-new")
    } else {
        words.tr("status-saved")
    }
}

/// Says that the document may only be read; a click asks whether to take it
/// over.
fn read_only_button(ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
    let Some(holder) = tab.holder() else { return };
    let (user, host) = (holder.user.clone(), holder.host.clone());
    let words = match user.is_empty() && host.is_empty() {
        true => app.words().tr("status-read-only-unknown"),
        false => {
            let who = [("user", Value::Text(user)), ("host", Value::Text(host))];
            app.words().tr_args("status-read-only", &who)
        }
    };
    let text = egui::RichText::new(words).color(ui.visuals().warn_fg_color);
    let button = egui::Button::new(text).frame_when_inactive(false);
    let command = resolve(Action::TakeOver, app);
    let response = ui.add_enabled(command.is_some(), button);
    let tip = words::tooltip(app, Action::TakeOver);
    if response.on_hover_text(tip).clicked() {
        commands.extend(command);
    }
    ui.separator();
}

/// Warns of direction controls that make the text read other than it is
/// stored; a click goes to the next of them.
fn controls_button(ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
    let count = tab.document.article().direction_controls().count();
    if count == 0 {
        return;
    }
    ui.separator();
    let count = Value::Number(count);
    let words = app.words().tr_args("status-controls", &[("count", count)]);
    let text = egui::RichText::new(words).color(ui.visuals().warn_fg_color);
    let button = egui::Button::new(text).frame_when_inactive(false);
    let command = resolve(Action::NextControl, app);
    let response = ui.add_enabled(command.is_some(), button);
    let tip = words::tooltip(app, Action::NextControl);
    if response.on_hover_text(tip).clicked() {
        commands.extend(command);
    }
}

/// Says the direction; a click switches it.
fn direction_button(ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
    let (key, other) = match tab.document.direction() {
        Direction::RightToLeft => ("status-direction-rtl", Action::DirectionLtr),
        Direction::LeftToRight => ("status-direction-ltr", Action::DirectionRtl),
    };
    let button = egui::Button::new(app.words().tr(key)).frame_when_inactive(false);
    let command = resolve(other, app);
    let response = ui.add_enabled(command.is_some(), button);
    if response.on_hover_text(words::tooltip(app, other)).clicked() {
        commands.extend(command);
    }
}
