//! Journals that another takes the place of: kept beside it, as long as they
//! may hold what is nowhere else.
//!
//! Invariant: at every moment the old journal is whole under one name at
//! least. One with work of its own stays a journal, and is found, gone on
//! with and tidied up like any other.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{EXTENSION, NEW, glance, read_all};
use crate::formats::journal as format;
use crate::store::home::sync_folder;
use crate::store::lock;

/// What the end of the name of a journal that lies beside another begins with.
const ASIDE: &str = "aside-";

/// What the end of the name of a damaged journal begins with whose work was
/// taken over.
const DAMAGED: &str = "damaged-";

/// How many of these stay.
const MAX_DAMAGED: usize = 20;

/// Keeps a journal that another with nothing of it takes the place of. One
/// that nobody wants any more was removed before.
pub(super) fn put_aside(path: &Path, old: &File) -> io::Result<()> {
    let reading = format::read(&read_all(old)?);
    let is_wanted = format::has_work(&reading.lines) || reading.damage.is_inside();
    match is_wanted {
        true => link_beside((path, old), aside),
        false => Ok(()),
    }
}

/// What the name of a journal that lies beside another ends with.
fn aside(number: u32) -> String {
    format!("{ASIDE}{number}{EXTENSION}")
}

/// Whether a journal lies beside that of the path given.
pub(super) fn is_beside(journal: &Path, path: &Path) -> bool {
    let (name, stem) = (journal.file_name(), path.file_stem());
    let (Some(name), Some(stem)) = (name, stem) else {
        return false;
    };
    let name = name.as_encoded_bytes();
    let rest = name.strip_prefix(stem.as_encoded_bytes());
    rest.and_then(|rest| rest.strip_prefix(b"."))
        .is_some_and(|rest| rest.starts_with(ASIDE.as_bytes()))
}

/// A new empty journal beside another, for this program alone.
pub(super) fn new_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    for number in 1..=u32::MAX {
        let beside = path.with_extension(aside(number));
        let mut options = File::options();
        match lock::open(&beside, options.append(true).create_new(true)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (beside, file)),
        }
    }
    Err(io::Error::other("too many journals were put aside"))
}

/// Keeps a damaged journal that a mended one takes the place of.
pub(super) fn keep_damaged(path: &Path, old: &File) -> io::Result<()> {
    link_beside((path, old), |number| format!("{DAMAGED}{number}"))
}

/// Gives a journal a second name, the first that is free or is its own already,
/// since what was to take its place could not.
fn link_beside((path, old): (&Path, &File), ending: impl Fn(u32) -> String) -> io::Result<()> {
    for number in 1..=u32::MAX {
        let beside = path.with_extension(ending(number));
        let linked = match fs::hard_link(path, &beside) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => copy(path, &beside),
            linked => linked,
        };
        match linked {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if lock::names(&beside, old)? {
                    return Ok(());
                }
            }
            other => return other,
        }
    }
    Err(io::Error::other("too many journals were put aside"))
}

/// For disks on which a file has one name.
fn copy(path: &Path, beside: &Path) -> io::Result<()> {
    let mut target = File::create_new(beside)?;
    let copied = File::open(path)
        .and_then(|mut source| io::copy(&mut source, &mut target))
        .and_then(|_| target.sync_all())
        .and_then(|()| sync_folder(path.parent().unwrap_or(path)));
    if copied.is_err() {
        let _ = fs::remove_file(beside);
    }
    copied
}

/// Removes the oldest damaged journals whose work was taken over, and those that
/// were never put in their place.
pub(super) fn tidy_damaged(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut damaged = Vec::new();
    for path in entries.map(|entry| entry.path()) {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if extension.starts_with(DAMAGED) {
            damaged.push(path);
        } else if extension == NEW
            && let Ok(Some(_held)) = lock::take(&path)
        {
            let _ = fs::remove_file(path);
        }
    }
    for path in glance::surplus(damaged, MAX_DAMAGED) {
        let _ = fs::remove_file(path);
    }
}
