//! All integration tests, in one binary, since linking is most of what a test binary costs.

mod util;

mod annotating;
mod app;
mod formats;
#[cfg(feature = "gui")]
mod lettering;
#[cfg(feature = "gui")]
mod pictures;
#[cfg(feature = "gui")]
mod reading;
mod typeset;
#[cfg(feature = "gui")]
mod window;
