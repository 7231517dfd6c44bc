//! An article's text: immutable, indexed, and measured in units that cannot
//! be mixed up. Knows nothing of annotations, glyphs, files or the screen.

pub mod article;
mod chars;
pub mod encoding;
pub mod offset;
pub mod paragraphs;
pub mod segment;
pub mod tiling;

pub use article::{Article, DecodeError};
pub use encoding::Encoding;
pub use offset::{ByteOffset, ByteSpan, CharOffset, CharSpan};
pub use tiling::Tiling;
