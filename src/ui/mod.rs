//! The window.

pub mod words;
