//! Hashiya: reading Arabic articles and marking what they name.
//!
//! The library is divided into rooms. What a room may look at stands to the
//! left of it:
//!
//! ```text
//! text ← document ← formats ← store ← app ← ui ← main
//! text ← typeset  ← page ← ui               (page looks at document, too)
//! all but app and ui ← cli ← main
//! ```
//!
//! - [`text`]: an article's immutable text and the places in it
//! - [`document`]: labels, annotations, edits and their history
//! - [`formats`]: bytes to documents and back
//! - [`store`]: the only room that touches a disk
//! - [`app`]: what is open and what can be asked for; knows no screen
//! - [`typeset`]: text to glyphs and cells at their places
//! - [`page`]: what a page looks like, in a window or in a picture
//! - `ui`: the window, in egui; only with the feature `gui`
//! - [`cli`]: the commands that need no screen
//!
//! Offsets are bytes inside the program and code points in files. A test reads
//! the sources and holds them to this map; `ARCHITECTURE.md` has the reasons.

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
