//! Hashiya: reading and annotating Arabic articles.

pub mod document;
pub mod formats;
pub mod text;
