//! Bytes to documents and back, and nothing else: no disk, no clock.
//!
//! [`annotation_file`] is what the program keeps its work in and the only
//! format it reads; [`csv`] and [`json`] carry the result to other programs.
//! All of them count in code points, end exclusive.

pub mod annotation_file;
pub mod csv;
pub mod digest;
pub mod figures_csv;
pub mod journal;
pub mod json;

pub use annotation_file::label_set;
