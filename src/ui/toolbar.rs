//! The labels as buttons, and what is done most often beside them.
//!
//! Invariant: a button does what its action's menu entry does, and is greyed
//! out when that is. Labels without a key have a button too.

use egui::{Button, RichText, Ui};

use crate::app::{Action, App, Command, resolve};
use crate::document::Label;
use crate::page::theme::{HighlightState, Theme};

use super::{layout, style, words};

/// What is done most often to annotations.
const ACTIONS: [Action; 3] = [Action::Delete, Action::Undo, Action::Redo];

/// How many rows of labels leave the page its room; more are scrolled.
const MOST_ROWS: f32 = 4.0;

/// Shows the toolbar: one row, or, where the labels are too many for that,
/// rows of labels and the rest below.
pub fn show(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    if fits_in_a_row(ui, app) {
        ui.horizontal(|ui| {
            ui.set_min_height(style::BAR_HEIGHT);
            if app.active_tab().is_some() {
                label_buttons(ui, app, theme, commands);
                ui.separator();
            }
            action_buttons(ui, app, commands);
        });
        return;
    }
    let rows = egui::ScrollArea::vertical()
        .id_salt("labels")
        .max_height(MOST_ROWS * style::BAR_HEIGHT)
        .auto_shrink([false, true]);
    rows.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| label_buttons(ui, app, theme, commands));
    });
    ui.horizontal(|ui| {
        ui.set_min_height(style::BAR_HEIGHT);
        action_buttons(ui, app, commands);
    });
}

fn label_buttons(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    for label in app
        .active_tab()
        .iter()
        .flat_map(|tab| tab.document.labels().iter())
    {
        label_button(ui, app, theme, label, commands);
    }
}

fn action_buttons(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    for action in ACTIONS {
        action_button(ui, app, action, commands);
    }
    ui.with_layout(layout::from_end(), |ui| {
        action_button(ui, app, Action::TogglePanel, commands);
    });
}

/// Whether all buttons stand beside each other, by the widths of their words.
fn fits_in_a_row(ui: &Ui, app: &App) -> bool {
    let spacing = ui.spacing();
    let button = 2.0 * spacing.button_padding.x + spacing.item_spacing.x;
    let width = |words: String| {
        let font = egui::TextStyle::Button.resolve(ui.style());
        let galley = ui
            .painter()
            .layout_no_wrap(words, font, ui.visuals().text_color());
        galley.size().x + button
    };
    let labels = app.active_tab().map(|tab| tab.document.labels());
    let labels = labels.iter().flat_map(|labels| labels.iter()).map(|label| {
        let key = label.key.map_or(0.0, |key| width(key.to_string()) - button);
        width(app.label_name(label)) + key + 2.0 * spacing.icon_spacing
    });
    let actions = ACTIONS.into_iter().chain([Action::TogglePanel]);
    let actions = actions.map(|action| width(app.words().tr(action.title_key())));
    labels.chain(actions).sum::<f32>() + 4.0 * spacing.item_spacing.x <= ui.available_width()
}

fn label_button(ui: &mut Ui, app: &App, theme: &Theme, label: &Label, commands: &mut Vec<Command>) {
    let possible = app.dialog().is_none()
        && app
            .active_tab()
            .is_some_and(|tab| !tab.selection.is_caret() || tab.chosen.is_some());
    let name = app.label_name(label);
    let fill = style::color(theme.highlight(label.color.0, HighlightState::Usual));
    let paints = app.paint().is_some_and(|it| it.id == label.id);
    let mut button = Button::new(RichText::new(&name).color(style::color(theme.page_text)))
        .fill(fill)
        .stroke(egui::Stroke::new(
            if paints { 3.0 } else { 1.0 },
            style::color(theme.edge(label.color.0)),
        ));
    if let Some(key) = label.key {
        button = button.right_text(
            RichText::new(key.to_string())
                .small()
                .color(style::color(theme.page_text_secondary)),
        );
    }
    let response = ui
        .push_id(label.id.as_str(), |ui| ui.add_enabled(possible, button))
        .inner;
    let marks = app.tr_label("action-mark", label);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, possible, &marks));
    // With nothing to mark the button is greyed out, but can be held down.
    let held = match possible || app.dialog().is_some() {
        true => response.clone(),
        false => ui.interact(response.rect, response.id.with("hold"), egui::Sense::CLICK),
    };
    let shift = ui.input(|input| input.modifiers.shift);
    let tip = app.tr_label("action-mark-tip", label);
    let tip = format!("{tip}\n{}", app.tr_label("toolbar-hold-tip", label));
    let clicked = response.on_hover_text(tip).clicked();
    if held.double_clicked() || held.clicked() && (shift || paints) {
        let other = (!paints).then(|| label.id.clone());
        commands.push(Command::Paint(other));
    } else if clicked {
        commands.push(Command::Mark(label.id.clone()));
    }
}

fn action_button(ui: &mut Ui, app: &App, action: Action, commands: &mut Vec<Command>) {
    let command = resolve(action, app);
    // The menu names the change that undo would take back; a button whose
    // width depended on that would move its neighbours.
    let button = Button::new(app.words().tr(action.title_key()));
    let response = ui.add_enabled(command.is_some(), button);
    if response
        .on_hover_text(words::tooltip(app, action))
        .clicked()
    {
        commands.extend(command);
    }
}
