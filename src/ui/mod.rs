//! The window.

pub mod field;
pub mod words;
