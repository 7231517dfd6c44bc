//! The list of annotations: by label with counts, or in reading order; or the
//! list of entities, the chosen one with its mentions. Below it, what is said
//! of the chosen one.
//!
//! Invariant: a frame costs the rows that are seen, and a change what it has
//! touched, however long the list is.

mod details;
mod entities;
mod lost;
mod model;
mod paint;

use std::collections::HashMap;

use egui::{Button, Panel, ScrollArea, Ui};

use crate::app::command::{ListOrder, Listing};
use crate::app::{Action, App, Command, Tab, TabId, is_checked, resolve};
use crate::page::theme::Theme;

use super::draft::Drafts;
use super::style::ROW_HEIGHT;
use super::words;
use model::{Row, Rows};

/// The height of the details at first, in points, and the share of the panel
/// that they take at most.
const DETAILS_HEIGHT: f32 = 270.0;
const DETAILS_SHARE: f32 = 0.6;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct SidePanel {
    /// The rows of each tab that was shown.
    rows: HashMap<TabId, Rows>,
    /// The annotation that was last brought into view.
    followed: Option<crate::document::AnnotationId>,
    /// The order in which annotations were last listed.
    order: ListOrder,
    /// What is being typed.
    drafts: Drafts,
    /// The wish to write a note that was last followed.
    note_followed: Option<(TabId, u64)>,
}

impl SidePanel {
    /// Shows the list of the document shown.
    pub fn show(&mut self, ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
        let Some(tab) = app.active_tab() else {
            return;
        };
        ui.add_space(6.0);
        listings(ui, app, tab, commands);
        ui.add_space(2.0);
        self.show_details(ui, app, tab, theme, commands);
        match app.listing() {
            Listing::Annotations => self.show_annotations(ui, app, tab, theme, commands),
            Listing::Entities => entities::show(ui, app, tab, theme, commands),
            Listing::Lost => lost::show(ui, app, tab, theme, commands),
        }
    }

    /// What follows from texts that were typed to their end. To be asked once a
    /// frame, whether the panel is shown or not, and to be carried out before
    /// what else was asked for in it.
    pub fn finished(&mut self, app: &App) -> Vec<Command> {
        self.drafts.finished(app)
    }

    /// What follows from what has been typed so far, in a field that may go on.
    pub fn typed(&mut self, app: &App) -> Vec<Command> {
        self.drafts.typed(app)
    }

    fn show_annotations(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        commands: &mut Vec<Command>,
    ) {
        if tab.document.count() == 0 {
            ui.add_space(12.0);
            ui.label(app.words().tr("panel-empty-title"));
            ui.weak(app.words().tr("panel-empty-body"));
            return;
        }
        self.rows.retain(|&id, _| app.tab(id).is_some());
        self.rows
            .entry(tab.id)
            .or_default()
            .update(tab, app.list_order());
        if self.order != app.list_order() {
            self.order = app.list_order();
            self.followed = None;
        }
        let wanted = self.row_to_follow(tab);
        self.show_rows(ui, app, tab, theme, wanted, commands);
    }

    /// Shows what is said of the chosen annotation or entity, under the list.
    fn show_details(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        commands: &mut Vec<Command>,
    ) {
        let height = ui.available_height();
        let drafts = &mut self.drafts;
        let panel = Panel::bottom("details")
            .resizable(true)
            .default_size((height * DETAILS_SHARE).min(DETAILS_HEIGHT))
            .size_range(80.0..=(height - 100.0).max(80.0));
        let wish = Some((tab.id, tab.note_wish)).filter(|&(_, wish)| wish > 0);
        let to_note = wish.is_some() && self.note_followed != wish;
        panel.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            if app.dialog().is_some() {
                ui.disable();
            }
            let area = ScrollArea::vertical().id_salt("details").auto_shrink(false);
            let chosen = tab.chosen_lost.filter(|_| app.listing() == Listing::Lost);
            let lost = chosen.and_then(|id| tab.document.lost_of(id));
            area.show(ui, |ui| match (app.listing(), tab.chosen_entity) {
                (Listing::Lost, _) if lost.is_some() => {
                    if let Some(lost) = lost {
                        lost::details(ui, app, tab, lost, commands);
                    }
                }
                (Listing::Entities, Some(id)) => {
                    details::entity(ui, app, tab, drafts, id, commands);
                }
                _ => {
                    details::show(ui, app, tab, theme, (drafts, to_note), commands);
                    self.note_followed = wish;
                }
            });
        });
    }

    /// The row of an annotation that was chosen elsewhere a moment ago.
    fn row_to_follow(&mut self, tab: &Tab) -> Option<usize> {
        if self.followed == tab.chosen {
            return None;
        }
        self.followed = tab.chosen;
        self.rows.get(&tab.id)?.position(tab.chosen?)
    }

    fn show_rows(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        wanted: Option<usize>,
        commands: &mut Vec<Command>,
    ) {
        let Some(rows) = self.rows.get_mut(&tab.id) else {
            return;
        };
        let mut folded = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt(("annotations", tab.id.0))
            .auto_shrink(false);
        let id = ui.make_persistent_id(egui::IdSalt::new(("annotations", tab.id.0)));
        if let Some(row) = wanted
            && let Some(offset) = offset_to_see(ui, id, row)
        {
            area = area.vertical_scroll_offset(offset);
        }
        area.show_rows(ui, ROW_HEIGHT, rows.len(), |ui, range| {
            for row in rows.range(range) {
                match row {
                    Row::Group { label, count } => {
                        if paint::group(ui, app, tab, theme, label, count, rows) {
                            folded = Some(label);
                        }
                    }
                    Row::Annotation(id) => {
                        if paint::annotation(ui, app, tab, theme, id) {
                            self.followed = Some(id);
                            commands.push(Command::GoToAnnotation(id));
                        }
                    }
                }
            }
        });
        if let Some(label) = folded {
            rows.fold(label);
            ui.ctx().request_repaint();
        }
    }
}

/// The buttons that say what is listed.
fn listings(ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
    // Most documents have lost nothing, and need not be told of it.
    let has_lost = tab.document.lost_count() > 0 || app.listing() == Listing::Lost;
    let lost = has_lost.then_some(Action::ListLost);
    ui.horizontal(|ui| {
        for action in [Action::ListAnnotations, Action::ListEntities]
            .into_iter()
            .chain(lost)
        {
            let command = resolve(action, app);
            let button = Button::new(words::plain_title(app, action))
                .selected(is_checked(action, app).unwrap_or(false));
            let response = ui.add_enabled(command.is_some(), button);
            if response
                .on_hover_text(words::tooltip(app, action))
                .clicked()
            {
                commands.extend(command);
            }
        }
    });
}

/// The scroll offset that shows a row; `None` where it is in view already.
fn offset_to_see(ui: &Ui, id: egui::Id, row: usize) -> Option<f32> {
    let top = row as f32 * ROW_HEIGHT;
    let height = ui.available_height();
    let now =
        egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
    let seen = now <= top && top + ROW_HEIGHT <= now + height;
    (!seen).then(|| (top - height / 3.0).max(0.0))
}
