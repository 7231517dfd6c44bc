//! Hashiya: reading and annotating Arabic articles.

pub mod document;
pub mod text;
