//! The window.

pub mod lettering;
pub mod text_field;
