//! The program's own folder: what it keeps for a person without being asked,
//! beside the settings. Journals and earlier versions lie there, and not next
//! to the articles, whose folders are shared, synced and under version control.
//!
//! Invariant: nothing here is needed to open a file, and everything here may
//! be deleted while the program does not run.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::in_true_folder;
use crate::formats::digest;

/// The folder in which a program keeps what is nobody's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home(PathBuf);

/// How many bytes of a file's name stay in the name of its place, so that a
/// person can tell places apart.
const NAME_BYTES: usize = 60;

impl Home {
    /// A folder, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Where journals lie.
    pub(super) fn journals(&self) -> PathBuf {
        self.0.join("journal")
    }

    /// Where the earlier versions of a file lie.
    pub(super) fn earlier(&self, file: &Path) -> PathBuf {
        let file = in_true_folder(file);
        self.0.join("earlier").join(place_name(&file, &[]))
    }
}

/// A folder name for what is kept of a file: the beginning of the file's name
/// and a hash of its path and of `more`.
pub(super) fn place_name(file: &Path, more: &[u8]) -> OsString {
    let mut key = file.as_os_str().as_encoded_bytes().to_vec();
    key.push(0);
    key.extend_from_slice(more);
    let hash = digest::to_hex(&digest::sha256(&key));
    let name = super::file_name(file);
    let name = &name[..name.floor_char_boundary(NAME_BYTES)];
    // Some systems refuse these in names, and the name is only for people.
    let name = name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_");
    let hash = hash.get(..16).unwrap_or_default();
    OsString::from(format!("{name}-{hash}"))
}

/// Makes a folder and those it lies in, each to last.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent)?;
        match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            made => made?,
        }
        sync_folder(parent)?;
    }
    Ok(())
}

/// Makes a new name in a folder last, where the system can.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_place_of_its_own_with_a_name_people_know() {
        let (a, b) = (Path::new("/x/a.hashiya.ron"), Path::new("/y/a.hashiya.ron"));
        let name = |path, more: &[u8]| place_name(path, more).into_string().unwrap();
        assert!(name(a, &[]).starts_with("a.hashiya.ron-"));
        assert_ne!(name(a, &[]), name(b, &[]));
        assert_ne!(name(a, &[1]), name(a, &[2]));
        assert_eq!(name(a, &[1]), name(a, &[1]));
        let long = PathBuf::from("م".repeat(120));
        assert!(name(&long, &[]).len() < 90);
    }
}
