//! `hashiya export`: the annotations of a file for other programs.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::document::Document;
use crate::formats::{csv, json};
use crate::store;
use crate::text::Encoding;

/// Write the annotations of a file in another format.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// An annotation file (NAME.hashiya.ron) or an article
    pub file: PathBuf,
    /// The article's encoding, such as windows-1256, where it is not UTF-8
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    pub encoding: Option<Encoding>,
    /// The format to write
    #[arg(long, value_enum)]
    pub to: ExportFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// A table with a row for each annotation, for spreadsheet programs
    Csv,
    /// Text, labels and annotations, for programs
    Json,
}

/// Writes to standard output or, whole or not at all, to a file.
pub fn run(args: ExportArgs) -> anyhow::Result<ExitCode> {
    let document = super::open(&args.file, args.encoding)?;
    let lost = document.lost_count();
    if lost > 0 {
        let name = args.file.display();
        eprintln!(
            "hashiya: {name}: {lost} lost annotations have no place in the text, and are not in the export"
        );
    }
    let bytes = encode(&document, args.to)?;
    match &args.out {
        Some(path) => store::write_atomically(path, &bytes)?,
        None => super::write_out(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The bytes of an export.
pub fn encode(document: &Document, format: ExportFormat) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        ExportFormat::Csv => csv::write(document)?,
        ExportFormat::Json => json::write(document)?,
    })
}
