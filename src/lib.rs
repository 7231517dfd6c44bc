//! Hashiya: reading and annotating Arabic articles.

pub mod app;
pub mod cli;
pub mod document;
pub mod formats;
pub mod page;
pub mod store;
pub mod text;
pub mod typeset;
#[cfg(feature = "gui")]
pub mod ui;
