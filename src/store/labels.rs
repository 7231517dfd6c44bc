//! Files of labels alone: opening one, and saving one whole or not at all.

use std::path::{Path, PathBuf};

use super::open::read;
use super::save::may_write;
use super::{OpenError, OpenFault, Replace, SaveError, file_name, true_path, write_atomically};
use crate::formats::label_set::{self, EXTENSION, NamedLabels};

/// The longest file of labels that is read, in bytes (64 MiB): as many labels
/// as there may be, each with a long guideline.
const MAX_LABEL_FILE_BYTES: u64 = 64 << 20;

/// Where a set of labels belongs that is to be saved under this name:
/// `NAME.labels.ron`.
pub fn label_set_path_for(path: &Path) -> PathBuf {
    let name = file_name(path);
    if name.ends_with(EXTENSION) && name.len() > EXTENSION.len() {
        return path.to_owned();
    }
    let stem = name.strip_suffix(".ron").unwrap_or(&name);
    let stem = stem.strip_suffix(".labels").unwrap_or(stem);
    path.with_file_name(format!("{stem}{EXTENSION}"))
}

/// Opens a file of labels.
///
/// # Errors
/// Names the file and what is wrong with it; of a file that is not right, each
/// problem with its line and column.
pub fn open_labels(path: &Path) -> Result<NamedLabels, OpenError> {
    let bytes = read(path, MAX_LABEL_FILE_BYTES);
    let labels = bytes.and_then(|bytes| label_set::read(&bytes).map_err(OpenFault::LabelFile));
    labels.map_err(|fault| OpenError {
        path: path.to_owned(),
        fault,
    })
}

/// Saves a set of labels, whole or not at all; returns the file's one name.
///
/// # Errors
/// [`super::SaveFault::Exists`] where `replace` does not allow what is there to
/// be lost; any other where writing is not possible.
pub fn save_labels(
    labels: &NamedLabels,
    path: &Path,
    replace: Replace,
) -> Result<PathBuf, SaveError> {
    let path = true_path(path);
    if let Err(fault) = may_write(&path, replace) {
        return Err(SaveError { path, fault });
    }
    write_atomically(&path, label_set::write(labels).as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::LabelSet;
    use crate::store::SaveFault;

    #[test]
    fn sets_of_labels_are_named_so() {
        let cases = [
            ("a", "a.labels.ron"),
            ("b/news.ron", "b/news.labels.ron"),
            ("news.labels", "news.labels.ron"),
            ("news.labels.ron", "news.labels.ron"),
            ("v1.2", "v1.2.labels.ron"),
        ];
        for (path, expected) in cases {
            assert_eq!(label_set_path_for(Path::new(path)), Path::new(expected));
        }
    }

    #[test]
    fn a_set_is_saved_and_opened_and_replaces_only_what_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.labels.ron");
        let named = NamedLabels {
            name_ar: "\u{627}".to_owned(),
            name_en: "A".to_owned(),
            labels: LabelSet::starter(),
        };
        save_labels(&named, &path, Replace::Nothing).unwrap();
        assert_eq!(open_labels(&path).unwrap(), named);
        let empty = NamedLabels {
            labels: LabelSet::default(),
            ..named.clone()
        };
        let refused = save_labels(&empty, &path, Replace::Nothing).unwrap_err();
        assert!(matches!(refused.fault, SaveFault::Exists), "{refused}");
        assert_eq!(open_labels(&path).unwrap(), named);
        save_labels(&empty, &path, Replace::Anything).unwrap();
        assert_eq!(open_labels(&path).unwrap(), empty);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.labels.ron");
        let missing = open_labels(&path).unwrap_err().to_string();
        assert!(missing.contains("there is no such file"), "{missing}");
        let file = label_set::presets()[0].file;
        std::fs::write(&path, file.replace("#009e73", "green")).unwrap();
        let said = open_labels(&path).unwrap_err().to_string();
        assert!(said.contains("a.labels.ron"), "{said}");
        // The line of the label place.
        assert!(said.contains("\n8:") && said.contains("green"), "{said}");
    }
}
