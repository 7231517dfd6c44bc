//! Why something failed, in the words of the interface.
//!
//! Invariant: every error a person can meet has a sentence in both languages
//! wherever its cause is known; what only the system knows is quoted.

use std::path::Path;

use crate::formats::annotation_file::{self, Fault, Problem};
use crate::store::{OpenError, OpenFault, SaveError, SaveFault};
use crate::text::DecodeError;

use super::command::Failure;
use super::files::file_name;
use super::i18n::Text;

/// How many problems of one file are shown.
const MAX_PROBLEMS: usize = 5;

impl Failure {
    /// A file could not be opened.
    pub fn opening(error: &OpenError) -> Self {
        let mut lines = open_fault(&error.path, &error.fault);
        lines.push(Text::new("error-nothing-opened"));
        Self {
            title: title("error-open-title", &error.path),
            lines,
        }
    }

    /// A file could not be written.
    pub fn saving(error: &SaveError) -> Self {
        Self {
            title: title("error-save-title", &error.path),
            lines: vec![
                save_fault(&error.path, &error.fault),
                Text::new("error-nothing-lost"),
            ],
        }
    }

    /// A file is of another text, and so cannot be merged.
    pub fn other_text(path: &Path) -> Self {
        Self {
            title: title("error-merge-title", path),
            lines: vec![
                Text::new("error-merge-other-text"),
                Text::new("error-nothing-lost"),
            ],
        }
    }

    /// A journal's work could not be brought back; the journal stays.
    pub fn restoring(name: &str, journal: &Path, reason: &str) -> Self {
        Self {
            title: Text::new("error-restore-title").with("name", name),
            lines: vec![
                quoted(reason),
                Text::new("error-restore-kept").with("path", journal.display().to_string()),
            ],
        }
    }

    /// A worker broke off, which only a mistake of ours can cause.
    pub fn broken(reason: &str) -> Self {
        Self {
            title: Text::new("error-title"),
            lines: vec![quoted(reason)],
        }
    }
}

fn title(key: &'static str, path: &Path) -> Text {
    Text::new(key).with("name", file_name(path))
}

/// What the system or a library says, as it says it.
fn quoted(reason: &str) -> Text {
    Text::new("error-file-other").with("reason", reason)
}

fn at(key: &'static str, path: &Path) -> Text {
    Text::new(key).with("path", path.display().to_string())
}

fn open_fault(path: &Path, fault: &OpenFault) -> Vec<Text> {
    vec![match fault {
        OpenFault::Missing => at("error-file-missing", path),
        OpenFault::Folder => at("error-file-is-folder", path),
        OpenFault::NotAFile => Text::new("error-file-type").with("name", file_name(path)),
        OpenFault::NotAllowed => at("error-file-forbidden", path),
        OpenFault::TooLarge { bytes, limit } => Text::new("error-file-too-big")
            .with("size", megabytes(*bytes))
            .with("limit", megabytes(*limit)),
        OpenFault::Io(error) => quoted(&error.to_string()),
        OpenFault::Text(error) => decode_error(error),
        OpenFault::Undecided(undecided) => quoted(&undecided.to_string()),
        OpenFault::AnnotationFile(error) | OpenFault::LabelFile(error) => {
            let shown = error.problems.iter().take(MAX_PROBLEMS);
            return shown.flat_map(problem).collect();
        }
    }]
}

fn megabytes(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(1_000_000)).unwrap_or(usize::MAX)
}

fn decode_error(error: &DecodeError) -> Text {
    match error {
        DecodeError::NotUtf8 { offset, .. } => Text::new("error-not-utf8").with("byte", *offset),
        DecodeError::TooLong { bytes } => Text::new("error-file-too-big")
            .with("size", megabytes(*bytes as u64))
            .with(
                "limit",
                megabytes(crate::text::article::MAX_TEXT_BYTES as u64),
            ),
    }
}

fn save_fault(path: &Path, fault: &SaveFault) -> Text {
    match fault {
        SaveFault::NoFolder => at("error-folder-missing", path.parent().unwrap_or(path)),
        SaveFault::Folder => at("error-file-is-folder", path),
        SaveFault::NotAFile => at("error-file-not-regular", path),
        SaveFault::ReadOnly | SaveFault::NotAllowed => at("error-file-forbidden-write", path),
        SaveFault::Full => Text::new("error-disk-full"),
        SaveFault::Vanished(_) => at("error-disk-gone", path),
        SaveFault::Exists | SaveFault::Changed => quoted(&fault.to_string()),
        SaveFault::Io(error) => quoted(&error.to_string()),
    }
}

/// Where in the file, and what.
fn problem(problem: &Problem) -> [Text; 2] {
    let place = Text::new("error-at")
        .with("line", problem.line)
        .with("column", problem.column);
    [place, fault(&problem.fault)]
}

fn fault(fault: &Fault) -> Text {
    match fault {
        Fault::NotOurs => Text::new("error-ron-no-format"),
        Fault::NotLabels => Text::new("error-ron-no-labels"),
        Fault::NotRon(reason) => Text::new("error-ron-syntax").with("reason", reason.as_str()),
        Fault::UnknownField { found, .. } => {
            Text::new("error-ron-unknown-field").with("field", found.as_str())
        }
        Fault::MissingField(field) => {
            Text::new("error-ron-missing-field").with("field", field.as_str())
        }
        Fault::RepeatedField(field) => {
            Text::new("error-ron-repeated-field").with("field", field.as_str())
        }
        Fault::NewerVersion { found, newest } => Text::new("error-ron-version-newer")
            .with("found", found.to_string())
            .with("supported", newest.to_string()),
        Fault::NoSuchVersion(found) => {
            Text::new("error-ron-version-unknown").with("found", found.to_string())
        }
        Fault::WrongUnit(found) => Text::new("error-ron-unit")
            .with("found", found.as_str())
            .with("expected", annotation_file::UNIT),
        Fault::UnknownDirection(found) => {
            Text::new("error-ron-direction").with("found", found.as_str())
        }
        Fault::NotSha256 => Text::new("error-ron-sha256"),
        Fault::Text(error) => decode_error(error),
        // The room's own sentence names the annotation, the place and a way
        // out, which no shorter text of ours does as well.
        other => quoted(&other.to_string()),
    }
}
