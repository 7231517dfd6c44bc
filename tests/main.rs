//! All integration tests, in one binary, since linking is most of what a test binary costs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and chooses its own colours"
)]

mod util;

mod annotating;
mod app;
mod apply;
mod autosave;
mod claims;
mod commands;
#[cfg(feature = "gui")]
mod craft;
mod disks;
#[cfg(feature = "gui")]
mod edges;
#[cfg(feature = "gui")]
mod figures;
mod finding;
mod formats;
#[cfg(feature = "gui")]
mod hands;
mod house;
mod keeping;
mod kills;
#[cfg(feature = "gui")]
mod labelling;
#[cfg(feature = "gui")]
mod length;
#[cfg(feature = "gui")]
mod lettering;
#[cfg(feature = "gui")]
mod listing;
mod looks;
#[cfg(feature = "gui")]
mod meaning;
mod merging;
#[cfg(feature = "gui")]
mod pictures;
mod races;
#[cfg(feature = "gui")]
mod reading;
mod reanchor;
mod sample;
mod scripts;
mod sealed;
mod soak;
mod text;
mod typeset;
#[cfg(feature = "gui")]
mod window;
