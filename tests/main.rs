//! Every integration test, in one binary: linking is what costs.

mod typeset;
