//! Setting Arabic and everything that stands beside it.
//!
//! One file a stage, as the data flows: [`blocks`] cuts the text where
//! cutting changes nothing, [`analyse`] finds levels, clusters and runs,
//! [`shape`] turns runs into glyphs and cells, [`wrap`] ends lines,
//! [`place`] puts every glyph and cell at its place, [`hit`] answers for
//! pointer and caret, and [`mod@column`] keeps what is visible of a whole text.
//! [`count`] counts lines of what is not visible.
//! Nothing here knows of annotations, colours or screens.

pub mod analyse;
mod apart;
pub mod blocks;
pub mod column;
pub mod count;
pub mod drag;
mod engine;
pub mod font;
mod heights;
pub mod hit;
pub mod motion;
pub mod place;
mod safe;
pub mod shape;
mod simple;
mod stretches;
mod words;
pub mod wrap;

pub use analyse::Base;
pub use count::LineCounter;
pub use font::{Face, FaceId, Family, FontStack, Fonts, LineRoom, Weight};
pub use hit::CaretPlace;
pub use place::{Cell, Measure, PlacedGlyph, PlacedLine};
pub use shape::{ShapedBlock, Shaper};
