//! The labels as buttons, and what is done most often beside them.
//!
//! Invariant: a button does what its action's menu entry does, and is greyed
//! out when that is. Labels without a key have a button too.

use std::sync::Arc;

use egui::{Button, RichText, ScrollArea, Ui};

use crate::app::{Action, App, Command, Language, resolve};
use crate::document::{Label, LabelSet};
use crate::page::theme::{HighlightState, Theme};

use super::{layout, style, words};

/// What is done most often to annotations.
const ACTIONS: [Action; 3] = [Action::Delete, Action::Undo, Action::Redo];

/// How many rows of labels leave the page its room; more are scrolled.
const MOST_ROWS: f32 = 4.0;

/// Shows the toolbar: one row, or, where the labels are too many for that,
/// rows of labels and the rest below.
pub fn show(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let tab = app.active_tab();
    let labels = tab.map(|tab| tab.document.labels());
    if fits_in_a_row(ui, app, labels) {
        ui.horizontal(|ui| {
            ui.set_min_height(style::BAR_HEIGHT);
            if let Some(labels) = labels {
                for label in labels {
                    label_button(ui, app, theme, label, commands);
                }
                ui.separator();
            }
            action_buttons(ui, app, commands);
        });
        return;
    }
    if let Some(labels) = labels {
        label_rows(ui, app, theme, labels, commands);
    }
    ui.horizontal(|ui| {
        ui.set_min_height(style::BAR_HEIGHT);
        action_buttons(ui, app, commands);
    });
}

/// How labels stand in rows, kept as long as nothing changes.
struct Rows {
    labels: LabelSet,
    language: Language,
    /// Room and pixels in a point.
    width: (f32, f32),
    /// Where each row begins in the order of the labels, and where the last
    /// one ends.
    starts: Vec<usize>,
}

/// The labels in rows, of which those that are seen are shown.
fn label_rows(
    ui: &mut Ui,
    app: &App,
    theme: &Theme,
    labels: &LabelSet,
    commands: &mut Vec<Command>,
) {
    let rows = rows(ui, app, labels);
    let height = ui.spacing().interact_size.y;
    let area = ScrollArea::vertical()
        .id_salt("labels")
        .max_height(MOST_ROWS * style::BAR_HEIGHT)
        .auto_shrink([false, true]);
    let count = rows.starts.len().saturating_sub(1);
    area.show_rows(ui, height, count, |ui, range| {
        let seen = rows.starts.windows(2).skip(range.start).take(range.len());
        for row in seen {
            let &[start, end] = row else { continue };
            ui.horizontal(|ui| {
                for label in labels.iter().skip(start).take(end - start) {
                    label_button(ui, app, theme, label, commands);
                }
            });
        }
    });
}

fn rows(ui: &Ui, app: &App, labels: &LabelSet) -> Arc<Rows> {
    let id = egui::Id::unique("rows of labels");
    let width = (ui.available_width(), ui.pixels_per_point());
    let language = app.words().language();
    let known = ui.data(|data| data.get_temp::<Arc<Rows>>(id));
    let known =
        known.filter(|it| it.width == width && it.language == language && it.labels == *labels);
    known.unwrap_or_else(|| {
        let mut starts = vec![0];
        let mut used = 0.0;
        for (index, label) in labels.iter().enumerate() {
            let wide = label_width(ui, app, label);
            if used > 0.0 && used + wide > width.0 {
                starts.push(index);
                used = 0.0;
            }
            used += wide;
        }
        starts.push(labels.len());
        let rows = Arc::new(Rows {
            labels: labels.clone(),
            language,
            width,
            starts,
        });
        ui.data_mut(|data| data.insert_temp(id, Arc::clone(&rows)));
        rows
    })
}

fn action_buttons(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    for action in ACTIONS {
        action_button(ui, app, action, commands);
    }
    ui.with_layout(layout::from_end(), |ui| {
        action_button(ui, app, Action::TogglePanel, commands);
    });
}

/// Whether all buttons stand beside each other, by the widths of their words;
/// looks at no more labels than fit.
fn fits_in_a_row(ui: &Ui, app: &App, labels: Option<&LabelSet>) -> bool {
    let actions = ACTIONS.into_iter().chain([Action::TogglePanel]);
    let actions = actions.map(|action| button_width(ui, app.words().tr(action.title_key())));
    let gaps = 4.0 * ui.spacing().item_spacing.x;
    let mut room = ui.available_width() - gaps - actions.sum::<f32>();
    let mut labels = labels.into_iter().flatten();
    labels.all(|label| {
        room -= label_width(ui, app, label);
        room >= 0.0
    })
}

/// The width of a label's button with the space after it, in points.
fn label_width(ui: &Ui, app: &App, label: &Label) -> f32 {
    let key = label.key.map_or(0.0, |key| text_width(ui, key.to_string()));
    button_width(ui, app.label_name(label)) + key + 2.0 * ui.spacing().icon_spacing
}

fn button_width(ui: &Ui, words: String) -> f32 {
    let spacing = ui.spacing();
    text_width(ui, words) + 2.0 * spacing.button_padding.x + spacing.item_spacing.x
}

fn text_width(ui: &Ui, words: String) -> f32 {
    let font = egui::TextStyle::Button.resolve(ui.style());
    let galley = ui
        .painter()
        .layout_no_wrap(words, font, ui.visuals().text_color());
    galley.size().x
}

fn label_button(ui: &mut Ui, app: &App, theme: &Theme, label: &Label, commands: &mut Vec<Command>) {
    let possible = app.dialog().is_none()
        && app
            .active_tab()
            .is_some_and(|tab| !tab.selection.is_caret() || tab.chosen.is_some());
    let name = app.label_name(label);
    let fill = style::color(theme.highlight(label.color.0, HighlightState::Usual));
    let edge = style::color(theme.edge(label.color.0));
    let paints = app.paint().is_some_and(|it| it.id == label.id);
    let mut button = Button::new(RichText::new(&name).color(style::color(theme.page_text)))
        .fill(fill)
        .stroke(egui::Stroke::new(1.0, edge));
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
    if paints {
        // Inside, so that neither its neighbours nor the page move.
        let corners = ui.visuals().widgets.inactive.corner_radius;
        let stroke = egui::Stroke::new(3.0, edge);
        ui.painter()
            .rect_stroke(response.rect, corners, stroke, egui::StrokeKind::Inside);
    }
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
    let clicked = response.clicked();
    let held = held.on_hover_text(tip);
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
