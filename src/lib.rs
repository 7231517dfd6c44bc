//! Hashiya: reading and annotating Arabic articles.

pub mod page;
pub mod text;
pub mod typeset;
