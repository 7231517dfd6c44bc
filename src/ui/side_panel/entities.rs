//! The list of entities, in the order in which they were made, the chosen one
//! with its mentions under it.
//!
//! Invariant: only the rows that are seen are made; of the others they are
//! counted, which is a walk over numbers.

use egui::{ScrollArea, Ui};

use crate::app::{App, Command, Tab};
use crate::document::{AnnotationId, Document, EntityId};
use crate::page::theme::Theme;

use super::super::style::ROW_HEIGHT;
use super::paint;

/// Shows the list.
pub fn show(ui: &mut Ui, app: &App, tab: &Tab, theme: &Theme, commands: &mut Vec<Command>) {
    let document = &tab.document;
    if document.entity_count() == 0 {
        ui.add_space(12.0);
        ui.label(app.words().tr("entities-empty-title"));
        ui.weak(app.words().tr("entities-empty-body"));
        return;
    }
    let open = Open::of(document, tab.chosen_entity);
    let count = document.entity_count() + open.count;
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical()
        .id_salt(("entities", tab.id.0))
        .auto_shrink(false);
    area.show_rows(ui, ROW_HEIGHT, count, |ui, range| {
        let before = range.start..range.end.min(open.first);
        entities(ui, app, tab, theme, before, commands);
        let inside = |at: usize| at.saturating_sub(open.first).min(open.count);
        let (from, to) = (inside(range.start), inside(range.end));
        if let Some(id) = open.entity.filter(|_| from < to) {
            for mention in document.mentions(id).skip(from).take(to - from) {
                self::mention(ui, app, tab, theme, mention, commands);
            }
        }
        let after = open.first + open.count;
        let rest = range.start.max(after) - open.count..range.end.max(after) - open.count;
        entities(ui, app, tab, theme, rest, commands);
    });
}

/// The rows of mentions among those of entities.
struct Open {
    entity: Option<EntityId>,
    /// The row of the first mention; after all entities where none is chosen.
    first: usize,
    count: usize,
}

impl Open {
    fn of(document: &Document, chosen: Option<EntityId>) -> Self {
        let place = chosen.and_then(|id| document.entities().position(|it| it.id == id));
        match (chosen, place) {
            (Some(id), Some(place)) => Self {
                entity: Some(id),
                first: place + 1,
                count: document.mention_count(id),
            },
            _ => Self {
                entity: None,
                first: document.entity_count(),
                count: 0,
            },
        }
    }
}

fn entities(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    theme: &Theme,
    range: std::ops::Range<usize>,
    commands: &mut Vec<Command>,
) {
    for entity in tab.document.entities().skip(range.start).take(range.len()) {
        if paint::entity(ui, app, tab, theme, entity) {
            let chosen = (tab.chosen_entity != Some(entity.id)).then_some(entity.id);
            commands.push(Command::ChooseEntity(chosen));
        }
    }
}

fn mention(
    ui: &mut Ui,
    app: &App,
    tab: &Tab,
    theme: &Theme,
    id: AnnotationId,
    commands: &mut Vec<Command>,
) {
    if paint::annotation(ui, app, tab, theme, id) {
        commands.push(Command::GoToAnnotation(id));
    }
}
