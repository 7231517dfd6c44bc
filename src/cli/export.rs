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
    let left_out = left_out(&document, args.to);
    if !left_out.is_empty() {
        eprintln!("hashiya: not exported: {}", left_out.join(", "));
    }
    match &args.out {
        Some(path) => store::write_atomically(path, &bytes)?,
        None => super::write_out(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What a format has no place for, each with how many there are.
fn left_out(document: &Document, format: ExportFormat) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => told.push(format!("1 {one}")),
        count => told.push(format!("{count} {many}")),
    };
    if format == ExportFormat::Csv {
        let entities = || document.entities();
        let unnamed = entities().filter(|it| document.mention_count(it.id) == 0);
        let noted = entities().filter(|it| it.note.is_some());
        let labels = document.labels().iter();
        let described = labels.filter(|it| !it.description.is_empty());
        let note = usize::from(document.note().is_some());
        tell(note, "note on the article", "");
        tell(noted.count(), "note on an entity", "notes on entities");
        let unnamed = unnamed.count();
        tell(
            unnamed,
            "entity that nothing names",
            "entities that nothing names",
        );
        tell(
            described.count(),
            "description of a label",
            "descriptions of labels",
        );
    }
    let lost = document.lost_count();
    tell(
        lost,
        "annotation whose text is lost",
        "annotations whose text is lost",
    );
    let unknown = document.unknown_fields().count();
    tell(
        unknown,
        "field that is not known here",
        "fields that are not known here",
    );
    told
}

/// The bytes of an export.
pub fn encode(document: &Document, format: ExportFormat) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        ExportFormat::Csv => csv::write(document)?,
        ExportFormat::Json => json::write(document)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation_file;

    #[test]
    fn what_has_no_place_in_an_export_is_told() {
        let file = include_str!("../../tests/fixtures/v2.hashiya.ron");
        let document = annotation_file::read(file.as_bytes()).unwrap();
        let told = left_out(&document, ExportFormat::Csv);
        let expected = [
            "1 note on the article",
            "1 note on an entity",
            "1 entity that nothing names",
            "1 description of a label",
        ];
        assert_eq!(told, expected);
        assert!(left_out(&document, ExportFormat::Json).is_empty());
        let more = file.replace("(id: 1,", "(x: 1, y: 2, id: 1,");
        let document = annotation_file::read(more.as_bytes()).unwrap();
        let told = left_out(&document, ExportFormat::Json);
        assert_eq!(told, ["4 fields that are not known here"]);
    }
}
