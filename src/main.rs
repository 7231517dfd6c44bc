//! The program: arguments to a headless command.

use std::process::ExitCode;

use clap::Parser;
use hashiya::cli::Command;

/// Read and annotate Arabic articles.
#[derive(Parser)]
#[command(version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Args::parse().command.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hashiya: {error:#}");
            ExitCode::FAILURE
        }
    }
}
