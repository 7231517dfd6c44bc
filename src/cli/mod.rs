//! The commands that need neither a display nor a graphics driver.
//!
//! Results go to standard output and problems to standard error, so that
//! either can be sent on; only `check`, whose result is the problems, prints
//! them to standard output.

pub mod check;
pub mod export;

use std::process::ExitCode;

pub use check::CheckArgs;
pub use export::ExportArgs;

/// The headless commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Check files: one line for each problem, exit status 1 if there is any
    Check(CheckArgs),
    /// Write the annotations of a file as CSV or JSON
    Export(ExportArgs),
}

impl Command {
    /// Runs the command; an error is for `main` to print.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check(args) => check::run(args),
            Self::Export(args) => export::run(args),
        }
    }
}
