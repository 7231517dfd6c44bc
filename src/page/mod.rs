//! What a page looks like, free of egui.

pub mod theme;
