//! The program without its screen: what is open, what can be asked for, and
//! what follows. Knows no egui, no pixels and no clock.
//!
//! Invariant: state changes in [`App::handle`] and nowhere else. A gesture
//! becomes an [`Action`], [`resolve()`] turns it into a [`Command`] or says that
//! it is not possible now, and the answer to a command is a list of
//! [`Effect`]s for the screen to carry out.

pub mod action;
mod autosave;
pub mod choice;
pub mod claim;
mod claims;
pub mod close;
pub mod command;
pub mod disk;
pub mod edges;
pub mod edit;
pub mod explain;
pub mod figures;
pub mod files;
pub mod find;
pub mod font;
pub mod i18n;
pub mod journal;
mod keeping;
pub mod keymap;
pub mod labels;
pub mod listing;
mod load;
pub mod mark_all;
pub mod meaning;
pub mod merging;
pub mod message;
pub mod reanchor;
pub mod refusal;
pub mod resolve;
pub mod shape;
mod shortcuts;
pub mod state;
pub mod tab;
pub mod worker;

pub use action::{Action, Group};
pub use choice::Several;
pub use command::{Command, Effect, Effects};
pub use edges::EdgeMove;
pub use find::Find;
pub use font::ReadingFont;
pub use i18n::{I18n, Language, Text};
pub use keymap::{Key, Shortcut};
pub use listing::ListFilter;
pub use meaning::typed_value;
pub use message::{Message, Severity};
pub use resolve::{is_checked, resolve};
pub use state::App;
pub use tab::{Safety, ScrollRequest, Tab, TabId};
