//! The annotation file, `NAME.hashiya.ron`, version 2: an article with its
//! labels, entities and annotations in one file that needs no other; and files
//! of labels alone.
//!
//! `docs/annotation-format.md` specifies it. Invariant: what [`write()`] writes,
//! [`read`] reads as an equal document, and writing that gives the same bytes.
//! A file is read whole or refused with every problem it has and their places.

mod escape;
mod extra;
pub mod label_set;
mod list;
mod position;
mod problem;
mod raw;
mod read;
mod read_annotations;
mod read_entities;
mod read_labels;
mod read_lost;
mod reader;
mod record;
mod record_v1;
mod seal;
mod write;

pub use extra::extras_fit;
pub use problem::{Fault, Problem, ReadError};
pub use read::{looks_like_one, read};
pub use seal::{Seal, seal, seal_of};
pub use write::write;

/// What the field `format` holds.
pub const FORMAT: &str = "hashiya";

/// The version this program writes, and the newest it reads.
pub const VERSION: u64 = 2;

/// What the field `unit` holds: how spans count.
pub const UNIT: &str = "code points, end exclusive";

/// How the name of an annotation file ends.
pub const EXTENSION: &str = ".hashiya.ron";

#[cfg(test)]
mod tests;
