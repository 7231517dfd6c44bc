//! The list of lost annotations, and what is known of the chosen one.
//!
//! Invariant: only the rows that are seen are made.

use egui::{Label, RichText, ScrollArea, Ui};

use crate::app::i18n::Value;
use crate::app::{Action, App, Command, Tab};
use crate::document::Lost;
use crate::page::theme::Theme;

use super::super::style::ROW_HEIGHT;
use super::{details, paint};

/// How much of an annotation's words is shown, in characters.
const QUOTE_CHARS: usize = 500;

/// Shows the list.
pub fn show(ui: &mut Ui, app: &App, tab: &Tab, theme: &Theme, commands: &mut Vec<Command>) {
    let count = tab.document.lost_count();
    if count == 0 {
        ui.add_space(12.0);
        ui.label(app.words().tr("lost-empty-title"));
        ui.weak(app.words().tr("lost-empty-body"));
        return;
    }
    details::action_button(ui, app, Action::ReviewLost, commands);
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical()
        .id_salt(("lost", tab.id.0))
        .auto_shrink(false);
    area.show_rows(ui, ROW_HEIGHT, count, |ui, range| {
        for lost in tab.document.lost().skip(range.start).take(range.len()) {
            if paint::lost(ui, tab, theme, lost) {
                let chosen = (tab.chosen_lost != Some(lost.id())).then_some(lost.id());
                commands.push(Command::ChooseLost(chosen));
            }
        }
    });
}

/// Shows what is known of a lost annotation, and what can be done with it.
pub fn details(ui: &mut Ui, app: &App, tab: &Tab, lost: &Lost, commands: &mut Vec<Command>) {
    let said = lost.said();
    let label = tab.document.labels().get(&said.label);
    let name = label.map_or_else(String::new, |label| app.label_name(label));
    ui.label(RichText::new(name).strong());
    let quote: String = lost.quote().chars().take(QUOTE_CHARS).collect();
    let mut line = |text: RichText| ui.add(Label::new(text).wrap());
    if !lost.before().is_empty() {
        line(RichText::new(format!("\u{2026}{}", lost.before().trim())).weak());
    }
    line(RichText::new(quote.trim()).strong());
    if !lost.after().is_empty() {
        line(RichText::new(format!("{}\u{2026}", lost.after().trim())).weak());
    }
    if let Some(note) = said.note() {
        let note = [(
            "note",
            Value::Text(note.chars().take(QUOTE_CHARS).collect()),
        )];
        line(RichText::new(app.words().tr_args("lost-note", &note)));
    }
    if let Some(entity) = said.entity.and_then(|id| tab.document.entity(id)) {
        let entity = [("name", Value::Text(entity.name.clone()))];
        line(RichText::new(app.words().tr_args("lost-entity", &entity)));
    }
    ui.horizontal_wrapped(|ui| {
        for action in [Action::PutBack, Action::ForgetLost] {
            details::action_button(ui, app, action, commands);
        }
    });
    let hint = RichText::new(app.words().tr("lost-hint")).weak();
    ui.add(Label::new(hint).wrap());
}
