//! The sheet that shows what tells a document from its file, side by side, to
//! choose whose version is taken.
//!
//! Invariant: a frame costs the rows that are seen, however many differences
//! there are. What is chosen is the state's; here is only where the keys are
//! and which rows are listed. Mine stands where reading begins.

mod row;
mod words;

use egui::{Button, Key, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use self::row::RowView;
use crate::app::i18n::Value;
use crate::app::merging::{Merging, Which};
use crate::app::{App, Command};
use crate::document::merge::{Choice, Merge, Row};
use crate::page::theme::Theme;
use crate::ui::layout;

use super::{button, buttons, title};

/// The sheet's width, in points, where the window has room.
const WIDTH: f32 = 1080.0;
/// Height of the list, in points, where the window has room.
const LIST_HEIGHT: f32 = 420.0;
/// Height of a row, in points: a line of the article, and one of what was done.
const ROW_HEIGHT: f32 = 50.0;
/// Width between the columns, in points.
const MIDDLE: f32 = 96.0;

/// What the sheet keeps between frames.
#[derive(Default)]
pub struct MergeSheet {
    /// The place in `listed` that the keys are on.
    row: usize,
    /// Whether that row is to be brought into view.
    follows: bool,
    conflicts_only: bool,
    /// The rows that are listed, and of which merge and filter they are.
    listed: Vec<usize>,
    made_for: Option<(u64, bool)>,
    theme: Option<Theme>,
}

impl MergeSheet {
    /// Shows the sheet's content.
    pub fn show(&mut self, ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
        let Some(merging) = app.merging() else {
            commands.push(Command::CloseDialog);
            return;
        };
        if is_new {
            *self = Self::default();
        }
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
        let rtl = app.words().language().is_right_to_left();
        ui.with_layout(layout::column(rtl), |ui| {
            self.content(ui, app, (merging, rtl), is_new, commands);
        });
    }

    fn content(
        &mut self,
        ui: &mut Ui,
        app: &App,
        (merging, rtl): (&Merging, bool),
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        let name = [("name", Value::Text(merging.file_name()))];
        title(ui, app.words().tr_args("merge-title", &name));
        let Some(merge) = merging.merge() else {
            waiting(ui, app, is_new, commands);
            return;
        };
        // The list takes the keyboard as soon as there is one.
        let is_filled = self.made_for.is_none();
        self.list_rows(merging, merge);
        explain(ui, app, merge);
        self.options(ui, app, merge, commands);
        headings(ui, app, rtl);
        self.list(ui, app, (merge, rtl), is_filled, commands);
        ui.weak(app.words().tr("merge-hint"));
        ui.add_space(4.0);
        ui.with_layout(layout::row_from_end(rtl), |ui| {
            let merge = Button::new(app.words().tr("button-merge-do"));
            if ui.add(merge).clicked() {
                commands.push(Command::CarryOutMerge);
            }
            if button(ui, app, "button-cancel").clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    }

    fn list_rows(&mut self, merging: &Merging, merge: &Merge) {
        let wanted = (merging.number(), self.conflicts_only);
        if self.made_for != Some(wanted) {
            self.made_for = Some(wanted);
            let is_listed = |row: &Row| row.is_conflict || !self.conflicts_only;
            let rows = merge.rows().iter().enumerate();
            let listed = rows.filter(|(_, row)| is_listed(row));
            self.listed = listed.map(|(index, _)| index).collect();
            self.row = 0;
        }
        self.row = self.row.min(self.listed.len().saturating_sub(1));
    }

    fn options(&mut self, ui: &mut Ui, app: &App, merge: &Merge, commands: &mut Vec<Command>) {
        let words = app.words();
        ui.horizontal(|ui| {
            let which = match self.conflicts_only {
                true => Which::Conflicts,
                false => Which::All,
            };
            for (key, choice) in [
                ("merge-all-mine", Choice::Mine),
                ("merge-all-theirs", Choice::Theirs),
            ] {
                if ui.button(words.tr(key)).clicked() {
                    commands.push(Command::ChooseInMerge(which, choice));
                }
            }
            if merge.conflicts() > 0 {
                ui.checkbox(&mut self.conflicts_only, words.tr("merge-conflicts-only"));
            }
        });
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        app: &App,
        (merge, rtl): (&Merge, bool),
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        let room = ui.ctx().content_rect().height() - 290.0;
        let height = LIST_HEIGHT.min(room.max(2.0 * ROW_HEIGHT));
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let list = ui.interact(rect, ui.scope_id().with("differences"), Sense::click());
        let name = app.words().tr("merge-list");
        list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::List, true, &name));
        if is_new {
            list.request_focus();
        }
        if list.has_focus() {
            self.keys(ui, &list, (merge, rtl), commands);
        }
        let visuals = ui.visuals();
        let stroke = visuals.widgets.noninteractive.bg_stroke;
        ui.painter()
            .rect_filled(rect, 4.0, visuals.extreme_bg_color);
        ui.painter()
            .rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
        let dark = ui.visuals().dark_mode;
        let is_right = |theme: &Theme| theme.dark_mode == dark;
        if !self.theme.as_ref().is_some_and(is_right) {
            self.theme = Some(Theme::of(dark));
        }
        let follows = std::mem::take(&mut self.follows);
        let mut clicked = None;
        let builder = egui::UiBuilder::new().max_rect(rect.shrink(2.0));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().auto_shrink(false);
            area.show_rows(ui, ROW_HEIGHT, self.listed.len(), |ui, range| {
                if follows {
                    bring_into_view(ui, self.row, range.start);
                }
                let shown = self.listed.get(range.clone()).unwrap_or_default();
                for (place, &index) in range.zip(shown) {
                    let (Some(row), Some(theme)) = (merge.rows().get(index), &self.theme) else {
                        continue;
                    };
                    let view = RowView {
                        app,
                        merge,
                        theme,
                        rtl,
                        row,
                        index,
                        is_current: list.has_focus() && place == self.row,
                    };
                    if let Some(choice) = view.show(ui) {
                        clicked = Some((place, index, choice));
                    }
                }
            });
        });
        if let Some((place, index, choice)) = clicked {
            self.row = place;
            list.request_focus();
            commands.push(Command::ChooseInMerge(Which::One(index), choice));
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        list: &Response,
        (merge, rtl): (&Merge, bool),
        commands: &mut Vec<Command>,
    ) {
        let filter = egui::EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let count = self.listed.len();
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let page = (list.rect.height() / ROW_HEIGHT) as isize;
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::Home, isize::MIN / 2),
            (Key::End, isize::MAX / 2),
        ];
        for (key, step) in steps {
            if pressed(key) && count > 0 {
                self.row = self.row.saturating_add_signed(step).min(count - 1);
                self.follows = true;
                ui.ctx().request_repaint();
            }
        }
        let (start, end) = match rtl {
            false => (Key::ArrowLeft, Key::ArrowRight),
            true => (Key::ArrowRight, Key::ArrowLeft),
        };
        let row = self.listed.get(self.row).copied();
        if let Some((index, row)) = row.and_then(|index| Some((index, merge.rows().get(index)?))) {
            let chosen = if pressed(start) {
                Some(Choice::Mine)
            } else if pressed(end) {
                Some(Choice::Theirs)
            } else {
                pressed(Key::Space).then(|| next_choice(row))
            };
            let which = Which::One(index);
            commands.extend(chosen.map(|choice| Command::ChooseInMerge(which, choice)));
        }
        if pressed(Key::Enter) {
            commands.push(Command::CarryOutMerge);
        }
    }
}

/// The names of the columns.
fn headings(ui: &mut Ui, app: &App, rtl: bool) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 20.0));
    let [mine, _, theirs] = layout::two_columns(rect, MIDDLE, rtl);
    for (column, key) in [(mine, "merge-mine"), (theirs, "merge-theirs")] {
        let anchor = layout::interface_start(rtl);
        let font = egui::TextStyle::Body.resolve(ui.style());
        let at = anchor.pos_in_rect(&column.shrink2(vec2(8.0, 0.0)));
        let color = ui.visuals().text_color();
        let name = app.words().tr(key);
        ui.painter().text(at, anchor, name, font, color);
    }
}

/// The choice after the one made, around.
fn next_choice(row: &Row) -> Choice {
    match row.choice {
        Choice::Mine => Choice::Theirs,
        Choice::Theirs if row.may_be_both => Choice::Both,
        Choice::Theirs | Choice::Both => Choice::Mine,
    }
}

/// Scrolls to a row; `first` is the first row that is shown.
fn bring_into_view(ui: &Ui, row: usize, first: usize) {
    let top = ui.max_rect().top() + (row as f32 - first as f32) * ROW_HEIGHT;
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let rect = Rect::from_min_size(egui::pos2(ui.max_rect().left(), top), size);
    ui.scroll_to_rect(rect, None);
}

/// How much there is to choose, and what is taken by itself.
fn explain(ui: &mut Ui, app: &App, merge: &Merge) {
    let words = app.words();
    let counted = |key, count| words.tr_args(key, &[("count", Value::Number(count))]);
    let differences = counted("merge-differences", merge.rows().len());
    let conflicts = counted("merge-conflicts", merge.conflicts());
    ui.label(format!("{differences} {conflicts}"));
    if merge.base().is_none() {
        ui.label(words.tr("merge-no-base"));
    }
    ui.add_space(4.0);
}

fn waiting(ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
    ui.label(app.words().tr("merge-comparing"));
    buttons(ui, is_new, |ui| {
        let cancel = button(ui, app, "button-cancel");
        if cancel.clicked() {
            commands.push(Command::CloseDialog);
        }
        cancel
    });
}
