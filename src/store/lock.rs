//! Taking a file of the program's own for this program alone, by the system's
//! lock, which is gone with its owner however that ends.
//!
//! Invariant: a lock counts only for the file that the path names. Whoever
//! gives a path to another file holds the old one's lock while doing so, and
//! whoever has taken a lock asks whether the path still names that file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// How often a lock is tried that nobody holds for long: others take one for
/// an instant to see whether it is taken.
const TRIES: usize = 1000;

/// Opens a file and takes it for this program alone.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] where another program has it; what the disk
/// says.
pub(super) fn open(path: &Path, options: &OpenOptions) -> io::Result<File> {
    for _ in 0..TRIES {
        let file = options.open(path)?;
        lock(&file)?;
        if names(path, &file)? {
            return Ok(file);
        }
    }
    Err(in_use())
}

/// Takes a file that something else is to be put in the place of; `None`
/// where there is none.
///
/// # Errors
/// As with [`open`].
pub(super) fn take(path: &Path) -> io::Result<Option<File>> {
    match open(path, OpenOptions::new().read(true)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a program has taken this file.
pub(super) fn is_locked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| is_taken(&file))
}

/// Takes a file that is open; does nothing on a disk that knows no locks.
///
/// # Errors
/// As with [`open`].
pub(super) fn lock(file: &File) -> io::Result<()> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if is_taken(file) => return Err(in_use()),
            Err(TryLockError::WouldBlock) => {}
            // A disk that knows no locks must not cost anybody a journal.
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Err(in_use())
}

/// Whether a disk knows no locks; a network folder whose server does not answer
/// for them says that none are left (`ENOLCK`).
fn has_no_locks(error: &io::Error) -> bool {
    const ENOLCK: i32 = if cfg!(target_os = "linux") { 37 } else { 77 };
    let none_left = cfg!(unix) && error.raw_os_error() == Some(ENOLCK);
    none_left || error.kind() == io::ErrorKind::Unsupported
}

/// Whether somebody has the file alone, and does not just look at it.
fn is_taken(file: &File) -> bool {
    taken(file) == Some(true)
}

/// The same; `None` on a disk that does not say.
pub(super) fn taken(file: &File) -> Option<bool> {
    match file.try_lock_shared() {
        Ok(()) => {
            let _ = file.unlock();
            Some(false)
        }
        Err(TryLockError::WouldBlock) => Some(true),
        Err(TryLockError::Error(_)) => None,
    }
}

/// Whether a path still names the file that was opened there.
///
/// # Errors
/// What the disk says.
pub(super) fn names(path: &Path, file: &File) -> io::Result<bool> {
    // A link that was put there names another file.
    match fs::symlink_metadata(path) {
        Ok(named) => Ok(is_same(&named, &file.metadata()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Where files have no number that can be asked for, by what else tells them
/// apart.
#[cfg(not(unix))]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    let looks = |of: &fs::Metadata| (of.len(), of.created().ok(), of.modified().ok());
    looks(one) == looks(other)
}

fn in_use() -> io::Error {
    io::Error::from(io::ErrorKind::WouldBlock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_without_locks_is_known_by_what_it_says() {
        let said = |number| has_no_locks(&io::Error::from_raw_os_error(number));
        let (enolck, eopnotsupp, eio, eacces) = (37, 95, 5, 13);
        assert!(said(enolck) && said(eopnotsupp));
        assert!(!said(eio) && !said(eacces));
    }
}
