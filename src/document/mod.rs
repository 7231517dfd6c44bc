//! An annotated article: its labels, its annotations, their edits and the
//! history that undoes them. One document, one mutator: [`Document::apply`].
//!
//! Knows nothing of files, glyphs, colours on a screen or the person's
//! language; what it says is values that others put into words.

pub mod annotation;
mod direction;
#[allow(clippy::module_inception)]
mod document;
pub mod edit;
mod history;
pub mod label;
mod ordered;
mod recent;
mod selection;

pub use annotation::{Annotation, AnnotationId, SourceInfo};
pub use direction::Direction;
pub use document::{Document, PartsError};
pub use edit::{Applied, Change, ChangeKind, Edit, EditError, Undone};
pub use history::SavePoint;
pub use label::{Color, Label, LabelError, LabelId, LabelSet};
pub use selection::Selection;
