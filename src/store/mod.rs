//! The only room that touches a disk: opening, saving whole or not at all, what
//! is kept besides, and the settings. What bytes mean is the formats' business; what is on the
//! screen is nobody's here.

pub mod claim;
mod earlier;
mod home;
pub mod journal;
mod labels;
mod lock;
mod open;
mod save;
pub mod settings;
mod stamp;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use earlier::{Earlier, MAX_EARLIER, earlier_versions};
pub use home::Home;
pub use labels::{label_set_path_for, open_labels, save_labels};
pub use open::{
    FileKind, OpenError, OpenFault, Opened, Undecided, annotations_beside, ask_encoding,
    changed_article, open, open_as, open_stream,
};
pub use save::{Replace, SaveError, SaveFault, Saved, save, write_atomically, write_export};
pub use settings::Settings;
pub use stamp::{SeenFiles, Stamp};

use crate::formats::annotation_file::EXTENSION;

/// Where the annotations of an article belong: `NAME.hashiya.ron` beside it,
/// NAME being the article's without its extension. An annotation file's own
/// path stays as it is.
pub fn annotation_path_for(article_path: &Path) -> PathBuf {
    if has_annotation_extension(article_path) {
        return article_path.to_owned();
    }
    let stem = article_path.file_stem().unwrap_or_default();
    let mut name = OsString::from(stem);
    name.push(EXTENSION);
    article_path.with_file_name(name)
}

/// The one name of a file, whatever links and `..` it was named through: two
/// paths that writing would follow to one file have the same. A file that does
/// not exist yet has its folder's true name; what cannot be found out stays as
/// it was named.
pub fn true_path(path: &Path) -> PathBuf {
    dunce::canonicalize(path).unwrap_or_else(|_| in_true_folder(path))
}

/// A path whose folder has its one name, and whose own name stays though it be
/// a link's: so the annotations of an article lie beside what was opened, and
/// not where a link leads to.
fn in_true_folder(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return absolute;
    };
    match dunce::canonicalize(folder) {
        Ok(folder) => folder.join(name),
        Err(_) => absolute,
    }
}

/// Whether a path is named as annotation files are.
fn has_annotation_extension(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().ends_with(EXTENSION.as_bytes()) && name.len() > EXTENSION.len()
}

/// The name of a file without its folder, for people and for the source field.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_belong_beside_their_article() {
        let cases = [
            ("sample.txt", "sample.hashiya.ron"),
            ("a/b.c/مقال.txt", "a/b.c/مقال.hashiya.ron"),
            ("a/no-extension", "a/no-extension.hashiya.ron"),
            ("two.dots.txt", "two.dots.hashiya.ron"),
            ("sample.hashiya.ron", "sample.hashiya.ron"),
            (".hidden", ".hidden.hashiya.ron"),
            ("other.ron", "other.hashiya.ron"),
        ];
        for (article, annotations) in cases {
            assert_eq!(
                annotation_path_for(Path::new(article)),
                Path::new(annotations)
            );
        }
    }
}
