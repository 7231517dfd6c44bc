//! Hashiya: reading and annotating Arabic articles.

pub mod text;
pub mod typeset;
