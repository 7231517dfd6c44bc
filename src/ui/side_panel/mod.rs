//! The list of annotations, in one of several orders and through a filter; or
//! the list of entities, the chosen one with its mentions. Below it, what is
//! said of what is chosen.
//!
//! Invariant: a frame costs the rows that are seen, and a change what it has
//! touched, however long the list is.

mod details;
mod entities;
mod filter;
mod list;
mod lost;
mod model;
mod paint;
mod several;
mod texts;

use std::collections::HashMap;

use egui::{Button, Panel, ScrollArea, Ui};

use crate::app::command::Listing;
use crate::app::{Action, App, Command, Tab, TabId, is_checked, resolve};
use crate::page::theme::Theme;

use super::draft::Drafts;
use super::{layout, words};
use entities::Entities;
use filter::FilterRow;
use list::List;
use several::SeveralDetails;

pub use list::has_keys;

/// The height of the details at first, in points, and the share of the panel
/// that they take at most.
const DETAILS_HEIGHT: f32 = 270.0;
const DETAILS_SHARE: f32 = 0.6;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct SidePanel {
    /// The list of each tab that was shown.
    lists: HashMap<TabId, List>,
    entities: Entities,
    filter: FilterRow,
    /// What is being typed.
    drafts: Drafts,
    several: SeveralDetails,
    /// The wishes to write a note and to filter the list that were last
    /// followed: an older one, of a tab one comes back to, is not followed
    /// again.
    note_followed: u64,
    filter_followed: u64,
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
            Listing::Entities => self.entities.show(ui, app, tab, theme, commands),
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
        self.lists.retain(|&id, _| app.tab(id).is_some());
        let list = self.lists.entry(tab.id).or_default();
        let to_filter = tab.filter_wish > self.filter_followed;
        self.filter_followed = self.filter_followed.max(tab.filter_wish);
        if tab.document.count() == 0 && tab.filter.is_empty() {
            ui.add_space(12.0);
            ui.label(app.words().tr("panel-empty-title"));
            ui.weak(app.words().tr("panel-empty-body"));
            return;
        }
        let to_list = self.filter.show(ui, app, tab, to_filter, commands);
        list.update(ui, app, tab);
        filter::state(ui, app, tab, list.rows(), commands);
        ui.add_space(2.0);
        list.show(ui, app, tab, theme, to_list, commands);
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
        let panel = Panel::bottom("details")
            .resizable(true)
            .default_size((height * DETAILS_SHARE).min(DETAILS_HEIGHT))
            .size_range(80.0..=(height - 100.0).max(80.0));
        panel.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            if app.dialog().is_some() {
                ui.disable();
            }
            let area = ScrollArea::vertical().id_salt("details").auto_shrink(false);
            let chosen = tab.chosen_lost.filter(|_| app.listing() == Listing::Lost);
            let lost = chosen.and_then(|id| tab.document.lost_of(id));
            area.show(ui, |ui| {
                if let Some(lost) = lost {
                    lost::details(ui, app, tab, lost, commands);
                    return;
                }
                if let Some(id) = tab.chosen_entity.filter(|_| app.shows_entities()) {
                    details::entity(ui, app, tab, &mut self.drafts, id, commands);
                    return;
                }
                let to_note = tab.note_wish > self.note_followed;
                self.note_followed = self.note_followed.max(tab.note_wish);
                if let Some(several) = tab.several() {
                    let writing = (&mut self.drafts, to_note);
                    self.several.show(ui, app, tab, several, writing, commands);
                } else {
                    let writing = (&mut self.drafts, to_note);
                    details::show(ui, app, tab, theme, writing, commands);
                }
            });
        });
    }
}

/// The buttons that say what is listed, and in which order.
fn listings(ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
    // Most documents have lost nothing, and need not be told of it.
    let has_lost = tab.document.lost_count() > 0 || app.listing() == Listing::Lost;
    let lost = has_lost.then_some(Action::ListLost);
    ui.horizontal_wrapped(|ui| {
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
        if app.listing() == Listing::Annotations {
            match lost {
                // There is no room left beside it.
                Some(_) => filter::order(ui, app, commands),
                None => {
                    ui.with_layout(layout::from_end(), |ui| filter::order(ui, app, commands));
                }
            }
        }
    });
}
