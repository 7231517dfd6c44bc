//! Every integration test, in one binary: linking is what costs.

mod typeset;
mod util;

#[cfg(feature = "gui")]
mod lettering;
#[cfg(feature = "gui")]
mod pictures;
