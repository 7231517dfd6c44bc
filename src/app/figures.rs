//! The figures of a document all at once: accepting what is read for certain,
//! and writing their table to a file.
//!
//! Invariant: a worker reads the figures, since that takes longer than a frame
//! where there are many; what is accepted then is looked at again in the document
//! as it is, so that nothing a person has said meanwhile is written over.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::document::figure::is_for_figures;
use crate::document::figure_row::{FigureRow, Standing};
use crate::document::{
    Annotation, AnnotationId, AttributeName, AttributeValue, Change, Document, LabelSet,
};
use crate::formats::figures_csv;
use crate::store;
use crate::text::Article;

use super::command::{Effect, Effects, Failure};
use super::i18n::Text;
use super::message::{Dialog, PathPurpose, Severity};
use super::state::App;
use super::tab::{Tab, TabId};

/// Values to be kept of annotations.
pub type Accepted = Vec<(AnnotationId, Vec<(AttributeName, AttributeValue)>)>;

/// The figures of a document for a worker to read.
#[derive(Debug)]
pub struct FiguresJob {
    /// The document's tab.
    pub tab: TabId,
    /// The document's revision.
    pub revision: u64,
    labels: LabelSet,
    article: Article,
    annotations: Vec<Annotation>,
}

/// A table of figures on its way to the disk.
#[derive(Debug)]
pub struct ExportJob {
    /// The file.
    pub path: PathBuf,
    /// The document as it was when its table was asked for.
    pub document: Box<Document>,
    /// Whether the person has agreed to lose what is there.
    pub overwrite: bool,
}

impl ExportJob {
    /// Writes the table.
    pub(super) fn run(&self) -> Result<(), Failure> {
        let bytes = figures_csv::write(&self.document);
        let bytes = bytes.map_err(|error| Failure::broken(&error.to_string()))?;
        let written = store::write_export(&self.path, &bytes, self.overwrite);
        written.map_err(|error| Failure::saving(&error))
    }
}

impl FiguresJob {
    /// What is read for certain and not yet kept.
    pub fn certain(&self) -> Accepted {
        let rows = self.annotations.iter().filter_map(|annotation| {
            let row = FigureRow::of(&self.labels, &self.article, annotation)?;
            (row.standing == Standing::Certain).then_some((row.id, row.proposed))
        });
        rows.collect()
    }
}

/// The annotations of a document that stand on figures, in reading order.
pub fn figures(document: &Document) -> impl Iterator<Item = &Annotation> {
    let labels = document.labels().iter();
    let labels = labels.filter(|label| is_for_figures(label));
    let labels: Vec<_> = labels.map(|label| label.id.clone()).collect();
    let mut all = (!labels.is_empty()).then(|| document.annotations());
    std::iter::from_fn(move || {
        let mut all = all.as_mut()?;
        Iterator::find(&mut all, |annotation| labels.contains(&annotation.label))
    })
}

/// Whether just these values are read of an annotation for certain, and are not
/// kept.
fn is_certain(
    document: &Document,
    id: AnnotationId,
    values: &[(AttributeName, AttributeValue)],
) -> bool {
    let annotation = document.annotation(id);
    let row = annotation.and_then(|it| FigureRow::of(document.labels(), document.article(), it));
    row.is_some_and(|row| row.standing == Standing::Certain && row.proposed == values)
}

impl Tab {
    /// Whether any annotation stands on a figure.
    pub fn has_figures(&self) -> bool {
        let mut labels = self.document.labels().iter();
        labels.any(|label| is_for_figures(label) && self.document.count_of(&label.id) > 0)
    }

    /// Where a dialog for the table of figures begins: beside the annotations.
    fn suggested_table(&self) -> PathBuf {
        let beside = self.path.as_ref().or(self.source_path.as_ref());
        let folder = beside
            .and_then(|path| path.parent())
            .unwrap_or(Path::new(""));
        let name = self.name.split('.').next().unwrap_or_default();
        folder.join(format!("{name}.figures.csv"))
    }
}

impl App {
    /// Has what is certain of all figures read, to be accepted.
    pub(super) fn ask_accept_figures(&mut self) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let document = &tab.document;
        Effects::one(Effect::ReadFigures(FiguresJob {
            tab: tab.id,
            revision: document.revision(),
            labels: document.labels().clone(),
            article: document.article().clone(),
            annotations: figures(document).cloned().collect(),
        }))
    }

    /// Keeps what was read, as one step, and says how much it was.
    pub(super) fn figures_read(&mut self, id: TabId, revision: u64, accepted: Accepted) -> Effects {
        if !self.may_change_in(id) {
            return Effects::none();
        }
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        let document = &tab.document;
        // What has come to another text, or was kept, since it was read.
        let altered: Option<HashSet<_>> = document.changed_since(revision).map(Iterator::collect);
        let still_certain = accepted.into_iter().filter(|(id, values)| {
            let is_as_read = altered
                .as_ref()
                .is_some_and(|altered| !altered.contains(id));
            is_as_read || is_certain(document, *id, values)
        });
        let accepted: Accepted = still_certain.collect();
        let count = accepted.len();
        if count == 0 {
            self.tell(Severity::Info, Text::new("notice-figures-none"));
            return Effects::none();
        }
        match tab.apply(Change::set_attributes_of(accepted)) {
            Ok(_) => {
                let text = Text::new("notice-figures-accepted").with("count", count);
                self.tell(Severity::Info, text);
            }
            Err(error) => self.refuse(&error),
        }
        Effects::none()
    }

    /// Gives an annotation several values as one step.
    pub(super) fn set_values(
        &mut self,
        id: AnnotationId,
        values: Vec<(AttributeName, AttributeValue)>,
    ) -> Effects {
        self.change(Change::set_attributes(id, values));
        Effects::none()
    }

    /// Asks where to write the table of figures.
    pub(super) fn ask_export_figures(&mut self) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        Effects::one(Effect::FiguresFileDialog {
            tab: tab.id,
            suggested: tab.suggested_table(),
        })
    }

    /// Asks for a path to be typed for the table of figures.
    pub(super) fn type_table_path(&mut self, id: TabId) -> Effects {
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        let suggested = tab.suggested_table();
        let absolute = std::path::absolute(&suggested).unwrap_or(suggested);
        self.show(Dialog::TypedPath {
            purpose: PathPurpose::Figures(id),
            initial: absolute.display().to_string(),
        })
    }

    /// Writes the table of figures of a document.
    pub(super) fn export_figures(&mut self, id: TabId, path: PathBuf, overwrite: bool) -> Effects {
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        Effects::one(Effect::ExportFigures(ExportJob {
            path,
            document: Box::new(tab.document.snapshot()),
            overwrite,
        }))
    }

    /// Says what became of a table.
    pub(super) fn figures_exported(
        &mut self,
        path: &Path,
        outcome: Result<(), Failure>,
    ) -> Effects {
        match outcome {
            Ok(()) => {
                let name = super::files::file_name(path);
                let text = Text::new("notice-figures-exported").with("name", name);
                self.tell(Severity::Info, text);
                Effects::none()
            }
            Err(failure) => self.show(Dialog::Error(failure)),
        }
    }

    /// Shows or hides the table of figures.
    pub(super) fn show_figures(&mut self, shown: bool) -> Effects {
        self.figures = shown;
        Effects::none()
    }
}
