//! What several integration tests share.

pub mod clock;
#[cfg(feature = "gui")]
pub mod cpu_renderer;
pub mod driver;
