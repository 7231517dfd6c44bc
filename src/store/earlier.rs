//! Earlier versions: what a file held before it was saved over, kept in the
//! program's own folder and numbered; the oldest go.
//!
//! Invariant: a version is there whole or not at all, and keeping one never
//! touches the file itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::home::{Home, make_folder};
use super::save::write_atomically;
use super::stamp::Stamp;
use crate::formats::annotation_file::EXTENSION;

/// How many earlier versions of one file are kept.
pub const MAX_EARLIER: usize = 8;

/// What a file held before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Where that is kept: an annotation file like any other.
    pub path: PathBuf,
    /// How long ago it was put there, in seconds.
    pub age_seconds: u64,
}

/// Keeps what a file holds now, unless the newest version kept is the same.
/// A file that is not there has nothing to keep.
///
/// # Errors
/// Where the file cannot be read or the version cannot be written.
pub(super) fn keep(home: &Home, file: &Path) -> io::Result<()> {
    let bytes = match fs::metadata(file).map(|metadata| metadata.is_file()) {
        Ok(true) => fs::read(file)?,
        // What is no file holds nothing, and may have to be waited for.
        Ok(false) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let folder = home.earlier(file);
    make_folder(&folder)?;
    let kept = numbered(&folder);
    let newest = kept.last();
    let stamp = Stamp::of(&bytes);
    if newest.is_some_and(|(_, path)| stamp.still_holds(path).unwrap_or(false)) {
        return Ok(());
    }
    let number = newest.map_or(1, |(number, _)| number.saturating_add(1));
    let name = format!("{number:04}{EXTENSION}");
    write_atomically(&folder.join(name), &bytes).map_err(|error| io::Error::other(error.fault))?;
    let surplus = (kept.len() + 1).saturating_sub(MAX_EARLIER);
    for (_, path) in kept.iter().take(surplus) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// The earlier versions of a file, the newest first.
pub fn earlier_versions(home: &Home, file: &Path) -> Vec<Earlier> {
    let kept = numbered(&home.earlier(file));
    let newest_first = kept.into_iter().rev();
    newest_first
        .map(|(_, path)| Earlier {
            age_seconds: age_seconds(&path),
            path,
        })
        .collect()
}

/// How long ago a file was written; 0 where that cannot be told.
fn age_seconds(path: &Path) -> u64 {
    let written = fs::metadata(path).and_then(|metadata| metadata.modified());
    let age = written.map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
    age.map_or(0, |age| age.as_secs())
}

/// The versions in a folder by their numbers, the oldest first; what is not
/// named as they are is not ours.
fn numbered(folder: &Path) -> Vec<(u32, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let number = |path: PathBuf| {
        let name = path.file_name()?.to_str()?;
        let number = name.strip_suffix(EXTENSION)?.parse().ok()?;
        Some((number, path))
    };
    let mut found: Vec<_> = entries.filter_map(|entry| number(entry.path())).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_versions_are_kept_and_none_twice() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        let file = folder.path().join("a.hashiya.ron");
        keep(&home, &file).unwrap();
        assert!(earlier_versions(&home, &file).is_empty());
        for version in 0..MAX_EARLIER + 3 {
            fs::write(&file, version.to_string()).unwrap();
            keep(&home, &file).unwrap();
            keep(&home, &file).unwrap();
        }
        let held: Vec<_> = earlier_versions(&home, &file)
            .iter()
            .map(|earlier| fs::read_to_string(&earlier.path).unwrap())
            .collect();
        assert_eq!(held.len(), MAX_EARLIER);
        assert_eq!((held[0].as_str(), held[7].as_str()), ("10", "3"));
        let other = folder.path().join("b.hashiya.ron");
        assert!(earlier_versions(&home, &other).is_empty());
    }
}
