//! The list of entities, in the order in which they were made, the chosen one
//! with its mentions under it.
//!
//! Invariant: a frame costs the rows that are seen. Which entities there are is
//! noted anew when the document is another or has changed, and not in between.

use std::ops::Range;

use egui::{ScrollArea, Ui};

use crate::app::{App, Command, Tab, TabId};
use crate::document::{AnnotationId, EntityId};
use crate::page::theme::Theme;

use super::super::style::ROW_HEIGHT;
use super::paint::{self, Looks};

/// What the list keeps between frames.
#[derive(Default)]
pub struct Entities {
    /// What the rows are of: the tab, its document's revision and the entity
    /// whose mentions are shown.
    key: Option<(TabId, u64, Option<EntityId>)>,
    ids: Vec<EntityId>,
    mentions: Vec<AnnotationId>,
    /// The row of the first mention; after all entities where there is none.
    first_mention: usize,
    /// The entity that was last brought into view.
    followed: Option<(TabId, EntityId)>,
}

impl Entities {
    /// Shows the list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        commands: &mut Vec<Command>,
    ) {
        if tab.document.entity_count() == 0 {
            ui.add_space(12.0);
            ui.label(app.words().tr("entities-empty-title"));
            ui.weak(app.words().tr("entities-empty-body"));
            return;
        }
        self.update(tab);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical()
            .id_salt(("entities", tab.id.0))
            .auto_shrink(false);
        let wanted = self.row_to_follow(tab);
        let count = self.ids.len() + self.mentions.len();
        area.show_rows(ui, ROW_HEIGHT, count, |ui, range| {
            if let Some(row) = wanted {
                bring_into_view(ui, row, range.start);
            }
            self.rows(ui, (app, tab, theme), range, commands);
        });
    }

    fn update(&mut self, tab: &Tab) {
        let document = &tab.document;
        let key = Some((tab.id, document.revision(), tab.chosen_entity));
        if self.key == key {
            return;
        }
        self.key = key;
        self.ids = document.entities().map(|entity| entity.id).collect();
        let chosen = tab.chosen_entity.and_then(|id| self.place_of(id));
        self.first_mention = chosen.map_or(self.ids.len(), |place| place + 1);
        self.mentions = match tab.chosen_entity.filter(|_| chosen.is_some()) {
            Some(id) => document.mentions(id).collect(),
            None => Vec::new(),
        };
    }

    /// The row of an entity: they stand by number, the mentions after the
    /// chosen one.
    fn place_of(&self, id: EntityId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// The row of an entity that was chosen a moment ago.
    fn row_to_follow(&mut self, tab: &Tab) -> Option<usize> {
        let chosen = tab.chosen_entity.map(|id| (tab.id, id));
        if self.followed == chosen {
            return None;
        }
        self.followed = chosen;
        self.place_of(chosen?.1)
    }

    fn rows(
        &self,
        ui: &mut Ui,
        all: (&App, &Tab, &Theme),
        range: Range<usize>,
        commands: &mut Vec<Command>,
    ) {
        let count = self.mentions.len();
        for row in range {
            let mention = row.checked_sub(self.first_mention).filter(|&at| at < count);
            match mention {
                Some(at) => self.mention(ui, all, at, commands),
                None if row < self.first_mention => self.entity(ui, all, row, commands),
                None => self.entity(ui, all, row - count, commands),
            }
        }
    }

    fn entity(&self, ui: &mut Ui, all: (&App, &Tab, &Theme), at: usize, to: &mut Vec<Command>) {
        let (_, tab, _) = all;
        let Some(entity) = self.ids.get(at).and_then(|&id| tab.document.entity(id)) else {
            return;
        };
        if paint::entity(ui, all, entity) {
            let chosen = (tab.chosen_entity != Some(entity.id)).then_some(entity.id);
            to.push(Command::ChooseEntity(chosen));
        }
    }

    fn mention(&self, ui: &mut Ui, all: (&App, &Tab, &Theme), at: usize, to: &mut Vec<Command>) {
        let Some(&id) = self.mentions.get(at) else {
            return;
        };
        let looks = Looks {
            takes_focus: true,
            ..Looks::default()
        };
        let shown = paint::annotation(ui, all, id, looks);
        if shown.is_some_and(|row| row.clicked()) {
            to.push(Command::GoToAnnotation(id));
        }
    }
}

/// Scrolls to a row; `first` is the first row that is shown.
fn bring_into_view(ui: &Ui, row: usize, first: usize) {
    let top = ui.max_rect().top() + (row as f32 - first as f32) * ROW_HEIGHT;
    let size = egui::vec2(ui.available_width(), ROW_HEIGHT);
    let rect = egui::Rect::from_min_size(egui::pos2(ui.max_rect().left(), top), size);
    ui.scroll_to_rect(rect, None);
}
