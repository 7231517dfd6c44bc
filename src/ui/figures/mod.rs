//! The table of figures, under the page: what each says, sorted, filtered,
//! accepted, corrected, copied.
//!
//! The row that the keys are on is the chosen annotation's, so whatever acts on
//! that acts on the row. Invariant: a frame costs the rows that are seen; values
//! are the document's, and only what is being typed is kept here.

mod cells;
mod model;
mod summary;

use std::collections::{HashMap, HashSet};

use egui::{
    Button, Context, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use crate::app::i18n::Value;
use crate::app::worker::Helpers;
use crate::app::{Action, App, Command, Tab, TabId, resolve};
use crate::document::AnnotationId;
use crate::page::theme::Theme;

use self::cells::{Click, Pen};
use self::model::{Column, Filter, Table, View};
use self::summary::{Summary, grouped};
use super::draft::Drafts;
use super::{layout, style, words};

/// The panel.
pub struct Figures {
    helpers: Helpers,
    sheets: HashMap<TabId, Sheet>,
    drafts: Drafts,
    /// Whether it was shown in the frame before.
    was_shown: bool,
}

/// What is kept of one document's table.
#[derive(Default)]
struct Sheet {
    table: Table,
    view: View,
    selected: HashSet<AnnotationId>,
    /// Where a selection that is extended begins.
    anchor: Option<AnnotationId>,
    /// The annotation that was last brought into view.
    followed: Option<AnnotationId>,
    /// Whether the rows are to get the keyboard.
    wants_keys: bool,
    /// The cell that is being typed in.
    editing: Option<(AnnotationId, Column)>,
    /// What the selected figures come to, and for which rows and how often the
    /// selection had changed then.
    summary: Option<((u64, u64), Summary)>,
    selections: u64,
}

/// Whether the rows have the keyboard.
pub fn has_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(list_id()))
}

fn list_id() -> Id {
    Id::unique("the table of figures")
}

impl Figures {
    /// A panel that has long work done beside the window.
    pub fn new(helpers: Helpers) -> Self {
        Self {
            helpers,
            sheets: HashMap::new(),
            drafts: Drafts::of_place("figures"),
            was_shown: false,
        }
    }

    /// Notes that the panel is not shown; the page gets the keyboard back.
    pub fn hide(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.was_shown) {
            ctx.memory_mut(|memory| memory.surrender_focus(list_id()));
        }
    }

    /// What follows from values that were typed to their end. To be asked once a
    /// frame, and to be carried out before what else was asked for in it.
    pub fn finished(&mut self, app: &App) -> Vec<Command> {
        self.drafts.finished(app)
    }

    /// What follows from what has been typed so far.
    pub fn typed(&mut self, app: &App) -> Vec<Command> {
        self.drafts.typed(app)
    }

    /// The selected rows of the document shown, or all of them if there are not
    /// several, as text with tabs and the names of the columns.
    pub fn table(&self, app: &App) -> Option<String> {
        let sheet = self.sheets.get(&app.active_tab()?.id)?;
        let several = sheet.selected.len() > 1;
        Some(sheet.copied(app, |id| !several || sheet.selected.contains(&id)))
    }

    /// Shows the table of the document shown.
    pub fn show(&mut self, ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
        let Some(tab) = app.active_tab() else { return };
        self.sheets.retain(|&id, _| app.tab(id).is_some());
        let is_new = !std::mem::replace(&mut self.was_shown, true);
        if app.dialog().is_some() {
            ui.disable();
        }
        let sheet = self.sheets.entry(tab.id).or_default();
        sheet.table.update(&tab.document, sheet.view, &self.helpers);
        sheet.keep_selection();
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(3.0);
        sheet.bar(ui, app, commands);
        if !tab.has_figures() {
            ui.add_space(8.0);
            ui.label(app.words().tr("figures-empty-title"));
            ui.weak(app.words().tr("figures-empty-body"));
            return;
        }
        sheet.header(ui, app, tab);
        sheet.list(ui, app, tab, theme, (&mut self.drafts, is_new), commands);
    }
}

impl Sheet {
    /// Drops from the selection what is no longer shown.
    fn keep_selection(&mut self) {
        let serial = self.table.serial();
        if self
            .summary
            .as_ref()
            .is_none_or(|((of, _), _)| *of != serial)
        {
            let table = &self.table;
            self.selected.retain(|&id| table.is_shown(id));
            self.editing.take_if(|(id, _)| !table.is_shown(*id));
        }
    }

    fn select(&mut self, ids: impl IntoIterator<Item = AnnotationId>) {
        self.selected = ids.into_iter().collect();
        self.selections += 1;
    }

    /// The filters and what is done with the whole table.
    fn bar(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let words = app.words();
        let counts = self.table.counts();
        let counted = |key: &str, count| words.tr_args(key, &[("count", Value::Number(count))]);
        let rtl = cells::is_right_to_left(app);
        let size = vec2(ui.available_width(), style::BAR_HEIGHT);
        ui.allocate_ui_with_layout(size, layout::row_from_start(rtl), |ui| {
            ui.strong(words.tr("figures-title"));
            let filters = [
                (Filter::All, "figures-filter-all", counts.all),
                (Filter::Open, "figures-filter-open", counts.open),
                (Filter::Unread, "figures-filter-unread", counts.unread),
            ];
            for (filter, key, count) in filters {
                let button = Button::new(counted(key, count)).selected(self.view.filter == filter);
                if ui.add(button).clicked() {
                    self.view.filter = filter;
                    self.wants_keys = true;
                }
            }
            let accept = counted("figures-accept-all", counts.certain);
            ui.add_enabled_ui(counts.certain > 0, |ui| {
                action(ui, app, Action::AcceptFigures, &accept, commands);
            });
            ui.with_layout(layout::row_from_end(rtl), |ui| {
                let close = ui.button("\u{D7}");
                let name = words.tr("figures-close");
                close.widget_info(|| {
                    WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name)
                });
                if close.on_hover_text(&name).clicked() {
                    commands.push(Command::ShowFigures(false));
                }
                let names = [
                    (Action::ExportFigures, "figures-export"),
                    (Action::CopyFigures, "figures-copy"),
                ];
                for (it, key) in names {
                    action(ui, app, it, &words.tr(key), commands);
                }
                if self.table.is_reading() {
                    ui.weak(words.tr("figures-reading"));
                }
            });
        });
    }

    /// The names of the columns: buttons that sort.
    fn header(&mut self, ui: &mut Ui, app: &App, tab: &Tab) {
        let size = vec2(ui.available_width(), style::ROW_HEIGHT);
        let (_, rect) = ui.allocate_space(size);
        let rtl = cells::is_right_to_left(app);
        for (column, cell) in cells::of_row(rect, rtl) {
            let name = app.words().tr(cells::name_key(column));
            let response =
                ui.interact(cell, ui.scope_id().with(("column", column)), Sense::click());
            let sorted = self.view.sort.filter(|&(by, _)| by == column);
            let said = match sorted {
                None => name.clone(),
                Some((_, largest_first)) => {
                    let key = match largest_first {
                        false => "figures-sorted-up",
                        true => "figures-sorted-down",
                    };
                    let name = Value::Text(name.clone());
                    app.words().tr_args(key, &[("column", name)])
                }
            };
            response.widget_info(|| {
                WidgetInfo::labeled(egui::accesskit::Role::ColumnHeader, true, &said)
            });
            let down = sorted.map(|(_, down)| down);
            let anchor = cells::anchor(column, app, tab);
            cells::header(ui, cell, &response, (&name, down), anchor);
            let tip = app.words().tr("figures-sort-tip");
            if response.on_hover_text(tip).clicked() {
                self.view.sort_by(column);
                self.followed = None;
                self.wants_keys = true;
            }
        }
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        (drafts, is_new): (&mut Drafts, bool),
        commands: &mut Vec<Command>,
    ) {
        let height = (ui.available_height() - style::ROW_HEIGHT).max(style::ROW_HEIGHT);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let list = ui.interact(rect, list_id(), Sense::click());
        let name = app.words().tr("figures-list");
        list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Table, true, &name));
        // What was clicked above has put the rows in another order.
        let wants_keys = std::mem::take(&mut self.wants_keys);
        if is_new || wants_keys || list.clicked() {
            list.request_focus();
        }
        if wants_keys {
            ui.ctx().request_repaint();
        }
        if list.has_focus() {
            self.keys(ui, &list, app, tab, drafts, commands);
        }
        let visuals = ui.visuals();
        ui.painter()
            .rect_filled(rect, 3.0, visuals.extreme_bg_color);
        if self.table.len() == 0 && !self.table.is_reading() {
            let at = rect.center_top() + vec2(0.0, style::ROW_HEIGHT);
            let font = egui::TextStyle::Body.resolve(ui.style());
            let text = app.words().tr("figures-none-shown");
            let color = ui.visuals().weak_text_color();
            ui.painter()
                .text(at, egui::Align2::CENTER_CENTER, text, font, color);
        }
        let wanted = self.row_to_follow(tab);
        let builder = egui::UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, 1.0)));
        let clicked = ui
            .scope_builder(builder, |ui| {
                self.rows(ui, app, tab, theme, (drafts, &list, wanted))
            })
            .inner;
        if let Some((index, click)) = clicked {
            list.request_focus();
            self.click(ui, tab, index, click, drafts, commands);
        }
        self.footer(ui, app);
    }

    fn rows(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        (drafts, list, wanted): (&mut Drafts, &Response, Option<usize>),
    ) -> Option<(usize, Click)> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        let area = ScrollArea::vertical()
            .id_salt(("figures", tab.id.0))
            .auto_shrink(false);
        area.show_rows(ui, style::ROW_HEIGHT, self.table.len(), |ui, range| {
            if let Some(row) = wanted {
                bring_into_view(ui, row, range.start);
            }
            for index in range {
                let Some(row) = self.table.get(index) else {
                    break;
                };
                let pen = Pen {
                    app,
                    tab,
                    theme,
                    row,
                    is_chosen: tab.chosen == Some(row.id),
                    is_selected: self.selected.contains(&row.id),
                    has_keys: list.has_focus(),
                };
                let id = row.id;
                let editing = self.editing.filter(|(edited, _)| *edited == id);
                let editing = editing.map(|(_, column)| column);
                let shown = pen.show(ui, index, editing, drafts);
                if shown.is_over {
                    self.editing = None;
                    // Enter and Escape give the keyboard back to the rows.
                    if ui.memory(|memory| memory.focused().is_none()) {
                        list.request_focus();
                    }
                }
                if let Some(click) = shown.click {
                    clicked = Some((index, click));
                }
            }
        });
        clicked
    }

    /// The row of an annotation that was chosen elsewhere a moment ago.
    fn row_to_follow(&mut self, tab: &Tab) -> Option<usize> {
        if self.followed == tab.chosen {
            return None;
        }
        let row = self.table.position(tab.chosen?);
        if row.is_some() || !self.table.is_reading() {
            self.followed = tab.chosen;
        }
        row
    }

    fn click(
        &mut self,
        ui: &Ui,
        tab: &Tab,
        index: usize,
        click: Click,
        drafts: &Drafts,
        commands: &mut Vec<Command>,
    ) {
        let Some(id) = self.table.get(index).map(|row| row.id) else {
            return;
        };
        match click {
            Click::Edit(column) => self.edit(ui, tab, id, column, drafts),
            Click::Accept => commands.push(Command::AcceptFigure(id)),
            Click::Set(command) => commands.push(*command),
            Click::Row => {
                let held = ui.input(|input| input.modifiers);
                if held.command {
                    if !self.selected.remove(&id) {
                        self.selected.insert(id);
                    }
                    self.anchor = Some(id);
                    self.selections += 1;
                } else {
                    self.go_to(tab, index, held.shift);
                }
                self.followed = Some(id);
                commands.push(Command::GoToAnnotation(id));
            }
        }
    }

    /// Selects a row, or with `extend` all from where the selection began.
    fn go_to(&mut self, tab: &Tab, index: usize, extend: bool) {
        let Some(id) = self.table.get(index).map(|row| row.id) else {
            return;
        };
        let from = self.anchor.or(tab.chosen).filter(|_| extend);
        let from = from.and_then(|from| self.table.position(from));
        match from {
            Some(from) => {
                let range = from.min(index)..=from.max(index);
                let ids: Vec<_> = range
                    .filter_map(|at| Some(self.table.get(at)?.id))
                    .collect();
                self.anchor = self.table.get(from).map(|row| row.id);
                self.select(ids);
            }
            None => {
                self.anchor = Some(id);
                self.select([id]);
            }
        }
    }

    fn edit(&mut self, ui: &Ui, tab: &Tab, id: AnnotationId, column: Column, drafts: &Drafts) {
        if let Some(subject) = cells::subject(tab, id, column) {
            self.editing = Some((id, column));
            let field = drafts.field_id(tab.id, &subject);
            ui.memory_mut(|memory| memory.request_focus(field));
            ui.ctx().request_repaint();
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        list: &Response,
        app: &App,
        tab: &Tab,
        drafts: &Drafts,
        commands: &mut Vec<Command>,
    ) {
        let filter = egui::EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            escape: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let events = ui.input(|input| input.events.clone());
        for event in events {
            match event {
                egui::Event::Copy => {
                    let chosen = |id| self.selected.contains(&id) || tab.chosen == Some(id);
                    ui.copy_text(self.copied(app, chosen));
                }
                egui::Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } => self.press(ui, (key, modifiers), tab, list, drafts, commands),
                _ => {}
            }
        }
    }

    fn press(
        &mut self,
        ui: &Ui,
        (key, held): (Key, Modifiers),
        tab: &Tab,
        list: &Response,
        drafts: &Drafts,
        commands: &mut Vec<Command>,
    ) {
        let page = (list.rect.height() / style::ROW_HEIGHT) as isize;
        let step = match key {
            Key::ArrowDown => 1,
            Key::ArrowUp => -1,
            Key::PageDown => page,
            Key::PageUp => -page,
            Key::Home => isize::MIN / 2,
            Key::End => isize::MAX / 2,
            _ => 0,
        };
        let last = self.table.len().saturating_sub(1);
        let now = tab.chosen.and_then(|id| self.table.position(id));
        match key {
            _ if step != 0 && !held.alt => {
                let to = match now {
                    Some(now) => now.saturating_add_signed(step).min(last),
                    None if matches!(key, Key::End | Key::ArrowUp) => last,
                    None => 0,
                };
                self.go_to(tab, to, held.shift);
                let to = self.table.get(to).map(|row| row.id);
                commands.extend(to.map(Command::GoToAnnotation));
            }
            Key::A if held.command => {
                let all: Vec<_> = self.table.rows().map(|row| row.id).collect();
                self.select(all);
            }
            Key::F2 => {
                let columns = [Column::Value, Column::Date];
                let is_typed = |id, column| cells::subject(tab, id, column).is_some();
                let first = tab
                    .chosen
                    .and_then(|id| Some((id, columns.into_iter().find(|&it| is_typed(id, it))?)));
                if let Some((id, column)) = first {
                    self.followed = None;
                    self.edit(ui, tab, id, column, drafts);
                }
            }
            Key::Enter | Key::Escape => {
                if key == Key::Enter {
                    commands.extend(tab.chosen.map(Command::GoToAnnotation));
                }
                // The page takes the keyboard when nobody has it.
                ui.memory_mut(|memory| memory.surrender_focus(list.id));
            }
            _ => {}
        }
    }

    /// Rows as text with tabs, after the names of the columns.
    fn copied(&self, app: &App, is_copied: impl Fn(AnnotationId) -> bool) -> String {
        let names = Column::ALL.map(|column| app.words().tr(cells::name_key(column)));
        let mut text = names.join("\t");
        for row in self.table.rows().filter(|row| is_copied(row.id)) {
            text.push('\n');
            text.push_str(&cells::raw(app, row).join("\t"));
        }
        text.push('\n');
        text
    }

    /// What the selected figures come to.
    fn footer(&mut self, ui: &mut Ui, app: &App) {
        let key = (self.table.serial(), self.selections);
        if self.summary.as_ref().is_none_or(|(of, _)| *of != key) {
            let rows = self.selected.iter().filter_map(|&id| self.table.row(id));
            let summary = Summary::of(rows.map(|row| &**row));
            self.summary = Some((key, summary));
        }
        let Some((_, summary)) = &self.summary else {
            return;
        };
        let words = app.words();
        let size = vec2(ui.available_width(), style::ROW_HEIGHT);
        let layout = layout::row_from_start(cells::is_right_to_left(app));
        ui.allocate_ui_with_layout(size, layout, |ui| {
            if summary.count < 2 {
                ui.weak(words.tr("figures-hint"));
                return;
            }
            let count = [("count", Value::Number(summary.count))];
            let mut said = vec![words.tr_args("figures-selected", &count)];
            let measure = cells::measure(
                summary.unit.as_deref(),
                summary.currency.as_deref(),
                summary.percent,
            );
            let mut say = |key: &str, value: String| {
                said.push(words.tr_args(key, &[("value", Value::Text(value))]));
            };
            if let Some(sum) = summary.sum {
                say("figures-sum", measure(&grouped(sum)));
            }
            if let Some((least, most)) = summary.ends {
                say("figures-least", measure(&grouped(least)));
                say("figures-most", measure(&grouped(most)));
            }
            if let Some((first, last)) = &summary.dates {
                say("figures-first", first.to_string());
                say("figures-last", last.to_string());
            }
            if !summary.is_alike {
                said.push(words.tr("figures-unlike"));
            }
            let response = ui.label(said.join("  \u{B7}  "));
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
        });
    }
}

/// A button of an action under another, shorter name.
fn action(ui: &mut Ui, app: &App, action: Action, name: &str, commands: &mut Vec<Command>) {
    let command = resolve(action, app);
    let response = ui.add_enabled(command.is_some(), Button::new(name));
    if response
        .on_hover_text(words::tooltip(app, action))
        .clicked()
    {
        commands.extend(command);
    }
}

/// Scrolls to a row; `first` is the first row that is shown.
fn bring_into_view(ui: &Ui, row: usize, first: usize) {
    let top = ui.max_rect().top() + (row as f32 - first as f32) * style::ROW_HEIGHT;
    let size = vec2(ui.available_width(), style::ROW_HEIGHT);
    let rect = Rect::from_min_size(egui::pos2(ui.max_rect().left(), top), size);
    ui.scroll_to_rect(rect, None);
}
