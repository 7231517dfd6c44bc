//! An annotated article: its labels, its annotations, the entities they name,
//! their edits and the history that undoes them. One document, one mutator:
//! [`Document::apply`].
//!
//! Knows nothing of files, glyphs, colours on a screen or the person's
//! language; what it says is values that others put into words.

pub mod annotation;
pub mod attribute;
mod change;
pub mod compose;
mod direction;
#[allow(clippy::module_inception)]
mod document;
pub mod edit;
pub mod entity;
mod error;
pub mod extra;
pub mod figure;
pub mod figure_row;
mod history;
pub mod label;
mod losses;
pub mod lost;
pub mod merge;
mod mutate;
mod name;
pub mod number;
mod numbers;
mod ordered;
pub mod palette;
mod parts;
pub mod reanchor;
mod recent;
mod selection;
mod shared;
pub mod spans;
mod starter;
mod summary;

pub use annotation::{Annotation, AnnotationId, SourceInfo};
pub use attribute::{
    Attribute, AttributeKind, AttributeName, AttributeValue, ChoiceOption, KindError, OptionName,
    ValueError,
};
pub use compose::{Gap, LabelFate};
pub use direction::Direction;
pub use document::Document;
pub use edit::{Applied, Change, ChangeKind, Edit, Step, Undone};
pub use entity::{Entity, EntityId, Link, LinkError};
pub use error::EditError;
pub use extra::{Extra, ExtraField};
pub use history::{HistoryEntry, SavePoint};
pub use label::{Color, Label, LabelError, LabelId, LabelSet};
pub use losses::Losses;
pub use lost::Lost;
pub use number::{Number, NumberError};
pub use parts::{Part, Parts, PartsError};
pub use reanchor::{ReanchorError, Reanchored, Tally, reanchor};
pub use selection::{Selection, Standing};
pub use spans::Spans;
pub use summary::Summary;
