//! The list of annotations: by label, in reading order, with counts.
//!
//! Invariant: a frame costs the rows that are seen, and a change what it has
//! touched, however long the list is.

mod model;
mod paint;

use std::collections::HashMap;

use egui::{ScrollArea, Ui};

use crate::app::{App, Command, Tab, TabId};
use crate::page::theme::Theme;

use super::style::ROW_HEIGHT;
use model::{Row, Rows};

/// What the panel keeps between frames.
#[derive(Default)]
pub struct SidePanel {
    /// The rows of each tab that was shown.
    rows: HashMap<TabId, Rows>,
    /// The annotation that was last brought into view.
    followed: Option<crate::document::AnnotationId>,
}

impl SidePanel {
    /// Shows the list of the document shown.
    pub fn show(&mut self, ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
        ui.add_space(6.0);
        ui.heading(app.words().tr("panel-title"));
        let Some(tab) = app.active_tab() else {
            return;
        };
        if tab.document.count() == 0 {
            ui.add_space(12.0);
            ui.label(app.words().tr("panel-empty-title"));
            ui.weak(app.words().tr("panel-empty-body"));
            return;
        }
        self.rows.retain(|&id, _| app.tab(id).is_some());
        self.rows.entry(tab.id).or_default().update(tab);
        let wanted = self.row_to_follow(tab);
        self.show_rows(ui, app, tab, theme, wanted, commands);
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

/// The scroll offset that shows a row; `None` where it is in view already.
fn offset_to_see(ui: &Ui, id: egui::Id, row: usize) -> Option<f32> {
    let top = row as f32 * ROW_HEIGHT;
    let height = ui.available_height();
    let now =
        egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
    let seen = now <= top && top + ROW_HEIGHT <= now + height;
    (!seen).then(|| (top - height / 3.0).max(0.0))
}
