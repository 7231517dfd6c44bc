//! What several integration tests share.

#[cfg(feature = "gui")]
pub mod cpu_renderer;
pub mod driver;
