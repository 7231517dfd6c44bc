//! The integration tests, one binary: what the library promises to others.

mod formats;
