//! Files of labels alone, `NAME.labels.ron`: to use the same labels in many
//! documents. The labels are written and read as in annotation files.
//!
//! Three such sets are compiled into the program ([`presets`]).

use super::escape::push_quoted;
use super::problem::ReadError;
use super::read::{check_version, decode};
use super::read_labels::read_labels;
use super::reader::Reader;
use super::record::LabelsFile;
use super::write::{line, push_label};
use crate::document::LabelSet;

/// What the field `format` holds.
pub const FORMAT: &str = "hashiya labels";

/// The version this program writes, and the newest it reads.
pub const VERSION: u64 = 1;

/// How the name of a file of labels ends.
pub const EXTENSION: &str = ".labels.ron";

/// The longest name of a set, in bytes.
const MAX_NAME_BYTES: usize = 10_000;

/// Labels with a name for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLabels {
    /// The set's name in Arabic.
    pub name_ar: String,
    /// The set's name in English.
    pub name_en: String,
    /// The labels.
    pub labels: LabelSet,
}

/// A set of labels that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// What commands call it.
    pub id: &'static str,
    /// Its file.
    pub file: &'static str,
}

const PRESETS: [Preset; 3] = [
    Preset {
        id: "people-places-figures",
        file: include_str!("../../../assets/labels/people-places-figures.labels.ron"),
    },
    Preset {
        id: "conll",
        file: include_str!("../../../assets/labels/conll.labels.ron"),
    },
    Preset {
        id: "fine",
        file: include_str!("../../../assets/labels/fine.labels.ron"),
    },
];

/// The sets of labels that come with the program; the first is the one that
/// new documents begin with.
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

impl Preset {
    /// The preset of this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// Its labels.
    ///
    /// # Errors
    /// None; a test reads all presets.
    pub fn read(&self) -> Result<NamedLabels, ReadError> {
        read(self.file.as_bytes())
    }
}

/// Reads a file of labels. On failure names all problems, or the first hundred
/// or so.
pub fn read(bytes: &[u8]) -> Result<NamedLabels, ReadError> {
    let text = decode(bytes)?;
    let mut reader = Reader::new(text);
    match read_text(&mut reader, text) {
        Some(labels) if !reader.has_problems() => Ok(labels),
        _ => Err(reader.into_error()),
    }
}

fn read_text<'a>(reader: &mut Reader<'a>, text: &'a str) -> Option<NamedLabels> {
    check_version(reader, text, FORMAT, VERSION)?;
    let file: LabelsFile<'a> = reader.parse(text)?;
    // A set is taken over and never saved back; what its labels have is kept.
    reader.extra(&file.unknown, LabelsFile::FIELDS)?;
    let name_ar = reader.text(file.name_ar, MAX_NAME_BYTES);
    let name_en = reader.text(file.name_en, MAX_NAME_BYTES);
    let labels = read_labels(reader, &file.labels.0);
    Some(NamedLabels {
        name_ar: name_ar?,
        name_en: name_en?,
        labels: labels?,
    })
}

/// The bytes of a file of labels, as UTF-8 with LF at line ends: one label a
/// line.
pub fn write(named: &NamedLabels) -> String {
    let mut out = String::from("(\n");
    line(&mut out, format_args!("    format: \"{FORMAT}\",\n"));
    line(&mut out, format_args!("    version: {VERSION},\n"));
    for (field, name) in [("name_ar", &named.name_ar), ("name_en", &named.name_en)] {
        line(&mut out, format_args!("    {field}: "));
        push_quoted(&mut out, name);
        out.push_str(",\n");
    }
    out.push_str("    labels: [\n");
    for label in &named.labels {
        push_label(&mut out, label);
    }
    out.push_str("    ],\n)\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_read_and_written_as_it_stands() {
        for preset in presets() {
            let read = preset
                .read()
                .unwrap_or_else(|error| panic!("{}: {error}", preset.id));
            assert_eq!(write(&read), preset.file, "{}", preset.id);
            assert!(!read.name_ar.is_empty() && !read.name_en.is_empty());
            for label in &read.labels {
                assert!(
                    !label.name_ar.is_empty() && !label.name_en.is_empty(),
                    "{}",
                    label.id
                );
            }
        }
    }

    #[test]
    fn new_documents_begin_with_the_first_preset() {
        let first = presets()[0].read().unwrap();
        assert_eq!(first.labels, LabelSet::starter());
    }

    #[test]
    fn what_is_no_file_of_labels_is_refused() {
        let problem = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert!(problem("(format: \"hashiya\", version: 2)").contains("not a file of labels"));
        let newer = format!("(format: \"{FORMAT}\", version: 9)");
        assert!(problem(&newer).contains("up to 1"), "{}", problem(&newer));
        let twice = presets()[0].file.replace("id: \"place\"", "id: \"person\"");
        assert!(problem(&twice).contains("the label person is there twice"));
    }
}
