//! Hashiya: reading and annotating Arabic articles.

pub mod app;
pub mod document;
pub mod page;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
