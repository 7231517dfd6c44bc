//! The program: arguments to a window or to a headless command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use hashiya::cli::Command;

/// Read and annotate Arabic articles.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,

    /// Articles (.txt) and annotation files (.hashiya.ron) to open; the sample
    /// where there are none
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    start_log();
    let args = Args::parse();
    let result = match args.command {
        Some(command) => command.run(),
        None => open_window(args.files).map(|()| ExitCode::SUCCESS),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hashiya: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "gui")]
fn open_window(files: Vec<PathBuf>) -> anyhow::Result<()> {
    hashiya::ui::launch::run(files)
}

#[cfg(not(feature = "gui"))]
fn open_window(_files: Vec<PathBuf>) -> anyhow::Result<()> {
    anyhow::bail!(
        "this hashiya was built without a window; `hashiya render FILE --out page.png` draws an article, `hashiya --help` tells the rest"
    )
}

/// Warnings go to standard error; `HASHIYA_LOG` asks for more or less.
fn start_log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("HASHIYA_LOG");
    let filter = filter.unwrap_or_else(|_| EnvFilter::new("warn,winit=error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
