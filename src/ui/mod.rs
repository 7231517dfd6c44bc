//! The window: egui, and nothing that could live without it.
//!
//! Invariant: a panel reads the state and sends commands; it changes nothing
//! and knows no other panel. Colours come from the theme, words from the
//! translations. Text goes through egui's labels, whose right-to-left order is
//! mended for the whole window at once.

pub mod app_window;
mod dialogs;
mod draft;
mod drop_overlay;
mod figures;
mod file_dialog;
mod find_bar;
mod fonts;
mod keys;
pub mod launch;
mod layout;
pub mod lettering;
mod menu_bar;
mod menu_entries;
mod motion;
pub mod reader;
mod side_panel;
mod status_bar;
pub mod style;
mod tab_strip;
pub mod text_field;
mod toasts;
mod toolbar;
mod words;

pub use app_window::Window;
