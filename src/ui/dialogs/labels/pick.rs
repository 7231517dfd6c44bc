//! Which label is meant: typed, the best guess first.
//!
//! Invariant: names and ids are compared folded, as everywhere, when what is
//! typed changes; the rows that are seen are shown, and no others.

use egui::{Id, Key, Modifiers, ScrollArea, Ui};

use crate::app::labels::{LabelCommand, PickLabel};
use crate::app::{App, Command};
use crate::document::{Label, LabelId};
use crate::text::matching::rank;
use crate::ui::layout;
use crate::ui::style::ROW_HEIGHT;
use crate::ui::text_field::TextField;

use super::super::{button, list_row, title};
use super::is_rtl;

/// How high the list is, in rows.
const ROWS_SHOWN: f32 = 10.0;

/// What is kept while the question is open.
#[derive(Default)]
pub struct Picker {
    typed: String,
    /// The row that Enter takes.
    at: usize,
    /// The labels that fit, best first; `None` is for none of them.
    choices: Vec<Option<LabelId>>,
    /// What the choices were made for.
    made_for: Option<String>,
}

impl Picker {
    /// Shows the field and the choices.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        what: &PickLabel,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        if is_new {
            *self = Self::default();
        }
        let key = match what {
            PickLabel::Parent => "labels-pick-parent",
            PickLabel::Heir(_) => "labels-pick-heir",
        };
        title(ui, app.words().tr(key));
        let (moved, enter) = self.keys(ui);
        let name = app.words().tr("labels-pick-field");
        let field = TextField::new(&mut self.typed)
            .id(Id::unique("which label"))
            .name(&name)
            .hint(&name)
            .keeps_escape(true)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        if is_new {
            response.request_focus();
        }
        let all = app.labels_to_pick(what);
        self.rank(&all, what);
        ui.add_space(6.0);
        let picked = self.list(ui, app, &all, moved);
        let picked = picked.or(enter.then_some(self.at));
        if let Some(choice) = picked.and_then(|at| self.choices.get(at)) {
            let choice = choice.clone();
            commands.push(Command::Labels(LabelCommand::Picked(choice)));
        }
        ui.add_space(10.0);
        ui.with_layout(layout::row_from_end(is_rtl(app)), |ui| {
            if button(ui, app, "button-cancel").clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    }

    /// Takes the keys that go through the list: whether another row is picked,
    /// and whether it is taken.
    fn keys(&mut self, ui: &Ui) -> (bool, bool) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let before = self.at;
        if pressed(Key::ArrowDown) && self.at + 1 < self.choices.len() {
            self.at += 1;
        }
        if pressed(Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        }
        (self.at != before, pressed(Key::Enter))
    }

    fn rank(&mut self, all: &[&Label], what: &PickLabel) {
        if self.made_for.as_ref() == Some(&self.typed) {
            return;
        }
        let names = all
            .iter()
            .flat_map(|label| [&*label.name_ar, &*label.name_en, label.id.as_str()]);
        let names: Vec<_> = names.collect();
        let mut seen = std::collections::HashSet::new();
        self.choices.clear();
        if *what == PickLabel::Parent && self.typed.trim().is_empty() {
            self.choices.push(None);
        }
        for index in rank(&self.typed, &names) {
            let label = all.get(index / 3).filter(|label| seen.insert(&label.id));
            self.choices
                .extend(label.map(|label| Some(label.id.clone())));
        }
        self.at = 0;
        self.made_for = Some(self.typed.clone());
    }

    fn list(&self, ui: &mut Ui, app: &App, all: &[&Label], follows: bool) -> Option<usize> {
        let mut clicked = None;
        let mut area = ScrollArea::vertical()
            .id_salt("labels to pick")
            .max_height(ROWS_SHOWN * ROW_HEIGHT)
            .auto_shrink([false, true]);
        if follows {
            let middle = self.at as f32 - ROWS_SHOWN / 2.0;
            area = area.vertical_scroll_offset((middle * ROW_HEIGHT).max(0.0));
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            area.show_rows(ui, ROW_HEIGHT, self.choices.len(), |ui, range| {
                for index in range {
                    let Some(choice) = self.choices.get(index) else {
                        continue;
                    };
                    let text = text(app, all, choice.as_ref());
                    if list_row(ui, index, index == self.at, true, &text).clicked() {
                        clicked = Some(index);
                    }
                }
            });
        });
        clicked
    }
}

fn text(app: &App, all: &[&Label], choice: Option<&LabelId>) -> String {
    let label = choice.and_then(|id| all.iter().find(|label| label.id == *id));
    match label {
        Some(label) => {
            format!("{} ({})", app.label_name(label), label.id)
        }
        None => app.words().tr("details-none"),
    }
}
