//! Saving: through a temporary file in the same folder, synced and renamed,
//! the folder synced too. Whenever the machine stops, the old file or the new
//! one is there, whole; what the old one held is kept as an earlier version.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use super::earlier;
use super::home::Home;
use super::stamp::Stamp;
use super::true_path;
use crate::document::Document;
use crate::formats::annotation_file;

/// What may be lost by writing a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Nothing: the file must not be there yet.
    Nothing,
    /// What the file held when it was last seen, and nothing newer.
    Unchanged(Stamp),
    /// Whatever is there.
    Anything,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file, by its one name.
    pub path: PathBuf,
    /// What it holds now.
    pub stamp: Stamp,
    /// Why what it held before could not be kept as an earlier version, where
    /// it was to be; the file is saved all the same.
    pub not_kept: Option<String>,
}

/// Why a file could not be saved; what was there before is still there.
#[derive(Debug, thiserror::Error)]
#[error("cannot save {}: {fault}; what was there before is unchanged", path.display())]
pub struct SaveError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong.
    pub fault: SaveFault,
}

/// What went wrong when a file was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveFault {
    /// There is such a file, and it was not to be replaced.
    #[error("there is such a file already")]
    Exists,
    /// The file holds something else than when it was last seen.
    #[error("another program has changed the file since it was opened or saved")]
    Changed,
    /// The folder does not exist.
    #[error("its folder does not exist; create it or choose another")]
    NoFolder,
    /// A folder has that name.
    #[error("a folder has that name; choose another")]
    Folder,
    /// Something that is no regular file has that name.
    #[error("it is not a regular file; choose another name")]
    NotAFile,
    /// The file is marked as not to be written.
    #[error("the file is read-only; choose another name, or allow writing to it")]
    ReadOnly,
    /// The person may not write there.
    #[error("you may not write there; choose another folder")]
    NotAllowed,
    /// No room is left.
    #[error("the disk is full; make room or choose another disk")]
    Full,
    /// The disk or the network folder has gone.
    #[error("the disk does not answer any more: {0}; connect it again or choose another")]
    Vanished(#[source] io::Error),
    /// Writing failed.
    #[error("writing failed: {0}")]
    Io(#[source] io::Error),
}

/// Writes a document's annotation file, whole or not at all. The caller notes
/// that the document is saved ([`Document::mark_saved`]). What the file held
/// before is kept in `home` as an earlier version; nowhere where that is
/// `None`.
///
/// # Errors
/// [`SaveFault::Exists`] or [`SaveFault::Changed`] where something would be
/// lost that `replace` does not allow; any other where writing is not possible.
/// The error names the file by its one name.
pub fn save(
    document: &Document,
    path: &Path,
    replace: Replace,
    home: Option<&Home>,
) -> Result<Saved, SaveError> {
    let path = true_path(path);
    // First, so that what is refused leaves no earlier version behind.
    if let Err(fault) = may_write(&path, replace) {
        return Err(SaveError { path, fault });
    }
    let text = annotation_file::seal(annotation_file::write(document));
    let stamp = Stamp::of(text.as_bytes());
    let kept = home.map_or(Ok(()), |home| earlier::keep(home, &path));
    // And again just before the write: the rest may have taken seconds, in
    // which another program wrote, too.
    if let Err(fault) = may_write(&path, replace) {
        return Err(SaveError { path, fault });
    }
    write_atomically(&path, text.as_bytes())?;
    Ok(Saved {
        path,
        stamp,
        not_kept: kept.err().map(|error| error.to_string()),
    })
}

/// Whether only what `replace` allows would be lost by writing a file.
pub(super) fn may_write(path: &Path, replace: Replace) -> Result<(), SaveFault> {
    let is_file = match std::fs::metadata(path) {
        // What is no file is for the writing itself to refuse, in its own words.
        Ok(metadata) => metadata.is_file(),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => false,
            _ if replace == Replace::Anything => false,
            // What cannot be looked at cannot be known to be nothing.
            _ => return Err(io_fault(error)),
        },
    };
    match replace {
        Replace::Nothing if is_file => Err(SaveFault::Exists),
        Replace::Unchanged(seen) if is_file => match seen.still_holds(path) {
            Ok(true) => Ok(()),
            // What cannot be read cannot be known to be the same.
            Ok(false) | Err(_) => Err(SaveFault::Changed),
        },
        _ => Ok(()),
    }
}

/// Writes a file that is no annotation file, whole or not at all.
///
/// # Errors
/// Where there is such a file and it is not to be replaced, or writing fails.
pub fn write_export(path: &Path, bytes: &[u8], replace: bool) -> Result<(), SaveError> {
    if !replace && path.exists() {
        return Err(SaveError {
            path: path.to_owned(),
            fault: SaveFault::Exists,
        });
    }
    write_atomically(path, bytes)
}

/// Writes a file, whole or not at all, with the permissions of the file it
/// replaces. Where `path` is a symbolic link, the file it leads to is replaced
/// and the link stays.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    write_in_steps(path, bytes, &mut |_| Ok(())).map_err(|fault| SaveError {
        path: path.to_owned(),
        fault,
    })
}

/// One step of writing a file, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A temporary file is made in the folder.
    Create,
    /// The first half of the bytes is written there.
    FirstHalf,
    /// The other half.
    SecondHalf,
    /// The temporary file is synced, renamed, and its folder synced.
    Commit,
}

/// Writes a file; `before` is told of each step and may refuse it, which is
/// how tests learn what a fault there leaves behind.
fn write_in_steps(
    path: &Path,
    bytes: &[u8],
    before: &mut dyn FnMut(Step) -> io::Result<()>,
) -> Result<(), SaveFault> {
    // A rename would replace a link, and succeeds on a read-only file too.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(metadata) = std::fs::metadata(&target) {
        if metadata.is_dir() {
            return Err(SaveFault::Folder);
        }
        if !metadata.is_file() {
            return Err(SaveFault::NotAFile);
        }
        if metadata.permissions().readonly() {
            return Err(SaveFault::ReadOnly);
        }
    }
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let mut write = || {
        before(Step::Create)?;
        let mut file = AtomicWriteFile::open(&target)?;
        before(Step::FirstHalf)?;
        file.write_all(first)?;
        before(Step::SecondHalf)?;
        file.write_all(second)?;
        before(Step::Commit)?;
        file.commit()
    };
    write().map_err(io_fault)
}

fn io_fault(error: io::Error) -> SaveFault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SaveFault::NoFolder,
        io::ErrorKind::IsADirectory => SaveFault::Folder,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            SaveFault::NotAllowed
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SaveFault::Full,
        io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::NotConnected
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::TimedOut => SaveFault::Vanished(error),
        _ => SaveFault::Io(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        let sha256 = crate::formats::digest::sha256(text.as_bytes());
        let source = crate::document::SourceInfo::new("a.txt", sha256);
        Document::new(
            crate::text::Article::new(text.to_owned(), false).unwrap(),
            source,
        )
    }

    #[test]
    fn only_what_may_be_lost_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        let (first, second) = (document("a"), document("b"));
        let written = save(&first, &path, Replace::Nothing, None).unwrap();
        assert_eq!(written.stamp, Stamp::of(&std::fs::read(&path).unwrap()));
        let error = save(&second, &path, Replace::Nothing, None).unwrap_err();
        assert!(matches!(error.fault, SaveFault::Exists), "{error}");

        let seen = Replace::Unchanged(written.stamp);
        let theirs = std::fs::read_to_string(&path)
            .unwrap()
            .replace("a.txt", "b.txt");
        std::fs::write(&path, &theirs).unwrap();
        let error = save(&second, &path, seen, None).unwrap_err();
        assert!(matches!(error.fault, SaveFault::Changed), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs);

        let again = save(&second, &path, Replace::Anything, None).unwrap();
        save(&first, &path, Replace::Unchanged(again.stamp), None).unwrap();
        assert_eq!(Stamp::of(&std::fs::read(&path).unwrap()), written.stamp);
        std::fs::remove_file(&path).unwrap();
        save(&second, &path, seen, None).expect("a file that is gone loses nothing");
    }

    #[test]
    fn nothing_but_the_file_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        for content in ["first, longer", "second"] {
            write_atomically(&path, content.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        let mode = std::fs::Permissions::from_mode(0o640);
        std::fs::set_permissions(&file, mode).unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn what_cannot_be_saved_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let locked = folder.path().join("locked");
        std::fs::write(&locked, "old").unwrap();
        let mut permissions = locked.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&locked, permissions).unwrap();
        let cases = [
            (folder.path().join("no/file"), "its folder does not exist"),
            (locked.join("file"), "its folder does not exist"),
            (folder.path().to_owned(), "a folder has that name"),
            (locked.clone(), "read-only"),
        ];
        for (path, reason) in cases {
            let message = write_atomically(&path, b"new").unwrap_err().to_string();
            assert!(message.contains(reason), "{message}");
            assert!(message.contains(&path.display().to_string()), "{message}");
        }
        assert_eq!(std::fs::read_to_string(&locked).unwrap(), "old");
    }

    #[test]
    fn a_fault_at_any_step_leaves_the_old_file_whole_and_nothing_beside_it() {
        use io::ErrorKind::{Interrupted, Other, PermissionDenied, StorageFull};
        let steps = [
            Step::Create,
            Step::FirstHalf,
            Step::SecondHalf,
            Step::Commit,
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        for old in [None, Some("the old one")] {
            for failing in steps {
                for kind in [Other, StorageFull, PermissionDenied, Interrupted] {
                    if let Some(old) = old {
                        std::fs::write(&path, old).unwrap();
                    }
                    let mut refuse = |step| match step == failing {
                        true => Err(io::Error::from(kind)),
                        false => Ok(()),
                    };
                    write_in_steps(&path, b"the new one", &mut refuse).unwrap_err();
                    assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), old);
                    let left = std::fs::read_dir(folder.path()).unwrap().count();
                    assert_eq!(left, usize::from(old.is_some()), "{failing:?} {kind:?}");
                }
            }
        }
    }

    #[test]
    fn a_refused_save_leaves_the_file_and_no_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        let home = Home::new(folder.path().join("home"));
        std::fs::write(&path, "theirs").unwrap();
        let seen = Replace::Unchanged(Stamp::of(b"ours"));
        let refused = save(&document("a"), &path, seen, Some(&home)).unwrap_err();
        assert!(matches!(refused.fault, SaveFault::Changed));
        assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
        assert!(super::super::earlier_versions(&home, &path).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_looked_at_is_not_taken_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        std::os::unix::fs::symlink("a.hashiya.ron", &path).unwrap();
        for replace in [Replace::Nothing, Replace::Unchanged(Stamp::of(b"ours"))] {
            save(&document("a"), &path, replace, None).unwrap_err();
            assert!(path.symlink_metadata().unwrap().is_symlink());
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_neither_read_nor_replaced() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let home = Home::new(folder.path().join("home"));
        for replace in [Replace::Anything, Replace::Nothing] {
            let refused = save(&document("a"), &path, replace, Some(&home)).unwrap_err();
            assert!(matches!(refused.fault, SaveFault::NotAFile), "{refused}");
            assert!(path.metadata().unwrap().file_type().is_socket());
        }
        assert!(matches!(
            write_export(&path, b"x", true).unwrap_err().fault,
            SaveFault::NotAFile
        ));
    }

    #[test]
    fn what_a_file_held_is_kept_and_its_loss_is_told_but_stops_no_save() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        let home = Home::new(folder.path().join("home"));
        let (first, second) = (document("a"), document("b"));
        save(&first, &path, Replace::Nothing, Some(&home)).unwrap();
        let before = std::fs::read(&path).unwrap();
        let saved = save(&second, &path, Replace::Anything, Some(&home)).unwrap();
        assert_eq!(saved.not_kept, None);
        let kept = super::super::earlier_versions(&home, &path);
        assert_eq!(std::fs::read(&kept[0].path).unwrap(), before);

        // A home that cannot be made: its place is taken by a file.
        let taken = folder.path().join("taken");
        std::fs::write(&taken, "").unwrap();
        let saved = save(&first, &path, Replace::Anything, Some(&Home::new(taken))).unwrap();
        assert!(saved.not_kept.is_some());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
