//! What a file held when it was last seen, to notice that it holds something
//! else now.
//!
//! Invariant: two stamps are equal where the bytes are. Times of change, which
//! clocks and copies get wrong, decide nothing but whether to look again.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::formats::digest;

/// The length and the SHA-256 of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The length in bytes.
    pub length: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl Stamp {
    /// The stamp of a file that holds these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            length: bytes.len() as u64,
            sha256: digest::sha256(bytes),
        }
    }

    /// Whether a file still holds what it held.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn still_holds(&self, path: &Path) -> io::Result<bool> {
        if std::fs::metadata(path)?.len() != self.length {
            return Ok(false);
        }
        // The file may grow while it is read.
        let mut file = File::open(path)?.take(self.length + 1);
        Ok(digest::sha256_of_reader(&mut file)? == self.sha256)
    }
}

impl Stamp {
    /// The stamp of a file as it is now, read in pieces.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn of_file(path: &Path) -> io::Result<Self> {
        Self::of_opened(&File::open(path)?)
    }

    /// The same of a file that is open.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn of_opened(mut file: &File) -> io::Result<Self> {
        file.rewind()?;
        let length = file.metadata()?.len();
        let sha256 = digest::sha256_of_reader(&mut file)?;
        Ok(Self { length, sha256 })
    }
}

/// How long a file must have been left alone when it was read, so that what it
/// looks like from outside says whether it has changed since: disks tell times
/// to two seconds at worst.
const SETTLED_AFTER: Duration = Duration::from_secs(3);

/// What is known of files without reading them: as long as a file that was left
/// alone when it was last read looks from outside as it did, it is not read
/// again. So looking after many large files costs a question each.
#[derive(Debug, Default)]
pub struct SeenFiles {
    seen: HashMap<PathBuf, (Stamp, Outside)>,
}

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outside {
    length: u64,
    modified: Option<SystemTime>,
    /// Which file it is, and when anything of it was changed, even that time, in
    /// seconds and their parts; 0 where the system does not say.
    inside: (u64, i64, i64),
}

impl Outside {
    fn of(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            inside: inside(metadata),
        }
    }

    /// Whether nothing has come to it lately.
    fn is_settled(&self) -> bool {
        let (_, seconds, _) = self.inside;
        let changed = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        let changed = SystemTime::UNIX_EPOCH.checked_add(changed);
        let last = self.modified.max(changed);
        // A clock that is behind the disk's says nothing.
        let age = last.and_then(|at| SystemTime::now().duration_since(at).ok());
        self.modified.is_some() && age.is_some_and(|age| age >= SETTLED_AFTER)
    }
}

#[cfg(unix)]
fn inside(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn inside(_metadata: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

impl SeenFiles {
    /// What a file holds now.
    ///
    /// # Errors
    /// Where it cannot be read; [`io::ErrorKind::NotFound`] where it is gone.
    pub fn look(&mut self, path: &Path) -> io::Result<Stamp> {
        let outside = Outside::of(&std::fs::metadata(path)?);
        if let Some((stamp, before)) = self.seen.get(path)
            && *before == outside
        {
            return Ok(*stamp);
        }
        let stamp = Stamp::of_file(path)?;
        match outside.is_settled() {
            true => self.seen.insert(path.to_owned(), (stamp, outside)),
            false => self.seen.remove(path),
        };
        Ok(stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_seen_and_a_file_that_is_gone_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut files = SeenFiles::default();
        for content in ["one", "three", "other", "other"] {
            std::fs::write(&path, content).unwrap();
            assert_eq!(files.look(&path).unwrap(), Stamp::of(content.as_bytes()));
        }
        assert_eq!(files.look(&path).unwrap(), Stamp::of(b"other"));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(
            files.look(&path).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }

    /// What was changed just now, by either time, may be changed again within
    /// what the disk's clock tells apart; so may what says it is from tomorrow.
    #[test]
    fn what_was_changed_lately_is_read_again() {
        let now = SystemTime::now();
        let ago = |seconds: u64| now - Duration::from_secs(seconds);
        let settled = |modified: Option<SystemTime>, changed: SystemTime| {
            let changed = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap();
            let inside = (1, changed.as_secs().cast_signed(), 0);
            let length = 3;
            Outside {
                length,
                modified,
                inside,
            }
            .is_settled()
        };
        assert!(settled(Some(ago(60)), ago(60)));
        assert!(!settled(Some(ago(60)), ago(1)));
        assert!(!settled(Some(ago(1)), ago(60)));
        assert!(!settled(Some(now + Duration::from_secs(86_400)), ago(60)));
        assert!(!settled(None, ago(60)));
    }

    #[test]
    fn a_change_of_the_same_length_is_seen_though_the_time_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut files = SeenFiles::default();
        for age in [0, 3600] {
            let at = SystemTime::now() - Duration::from_secs(age);
            for content in ["one", "two", "six"] {
                std::fs::write(&path, content).unwrap();
                let file = File::options().write(true).open(&path).unwrap();
                file.set_modified(at).unwrap();
                assert_eq!(files.look(&path).unwrap(), Stamp::of(content.as_bytes()));
            }
        }
    }
}
