//! An article's text: immutable, indexed, and measured in units that cannot
//! be mixed up. Knows nothing of annotations, glyphs, files or the screen.

pub mod align;
pub mod article;
mod chars;
pub mod clitics;
pub mod controls;
pub mod encoding;
pub mod figures;
pub mod find;
pub mod fold;
pub mod matching;
pub mod occurrences;
pub mod offset;
pub mod paragraphs;
pub mod segment;
pub mod tiling;
pub mod vowelling;

pub use article::{Article, DecodeError};
pub use controls::{DirectionControls, flagged};
pub use encoding::Encoding;
pub use fold::{Folded, fold};
pub use offset::{ByteOffset, ByteSpan, CharOffset, CharSpan};
pub use tiling::Tiling;
pub use vowelling::Vowelling;
