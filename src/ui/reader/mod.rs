//! The reading view. A stand-in that shows the text in a label.

use crate::app::{Command, ScrollRequest, TabId};
use crate::document::{AnnotationId, Document, Selection};
use crate::page::theme::Theme;

/// What the reading view shows.
pub struct ReaderInput<'a> {
    /// Which tab it is: what is kept between frames is kept for each.
    pub tab: TabId,
    /// The document.
    pub document: &'a Document,
    /// The selected text, or the caret.
    pub selection: Selection,
    /// The chosen annotation.
    pub chosen: Option<AnnotationId>,
    /// The colours.
    pub theme: &'a Theme,
    /// The face's name, as settings hold it.
    pub font: &'a str,
    /// The size of the text, in points.
    pub text_size_pts: f32,
    /// A place to be brought into view; followed once for each number.
    pub scroll: Option<ScrollRequest>,
    /// What assistive technology calls the view.
    pub name: &'a str,
    /// Whether keys are meant for the view: false under a dialog.
    pub takes_keys: bool,
}

/// What the reading view keeps between frames.
#[derive(Default)]
pub struct Reader {}

impl Reader {
    /// Shows the view in what is left of `ui`, and sends what the person does.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        input: ReaderInput<'_>,
        _commands: &mut Vec<Command>,
    ) {
        egui::ScrollArea::vertical()
            .id_salt(("reader", input.tab.0))
            .show(ui, |ui| {
                ui.label(input.document.article().text());
            });
    }
}
