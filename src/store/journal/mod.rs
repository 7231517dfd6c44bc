//! The journal on the disk: each open document that was edited has one in the
//! program's own folder, and every step is synced there before it counts as
//! kept.
//!
//! Invariant: what [`Journal::append`] has answered for survives the program,
//! the machine's stop included; what it has refused is cut off again, so that
//! a journal ends with a whole line. A journal is written by one program at a
//! time: it is locked by the system, which lets go of it when the program
//! ends, however it ends.

mod aside;
mod book;
mod find;
mod glance;
mod medium;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

pub use book::{Book, Fate, Start};
pub use find::{
    Found, Kept, Leftover, Unusable, Work, WorkSummary, Works, look, open_work, tidy, work_on,
    works,
};
pub use medium::Medium;

use super::annotation_path_for;
use super::home::{Home, make_folder, place_name, sync_folder};
use super::lock;
use super::stamp::Stamp;
use crate::document::Document;
use crate::formats::annotation_file;
use crate::formats::digest;
use crate::formats::journal::{self as format, Begin, Entry, Line, Seal};

/// How the name of a journal ends.
const EXTENSION: &str = ".journal";

/// How the name of a journal ends that is not in its place yet.
const NEW: &str = "new";

/// The longest journal that is read, in bytes (8 GiB).
const MAX_BYTES: u64 = 8 << 30;

/// What document a journal is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What tells it from others, together with the source: the annotation
    /// file it has or would have, or what else it came from.
    pub key: PathBuf,
    /// SHA-256 of the article's source.
    pub source_sha256: [u8; 32],
    /// The annotation file it has or would have.
    pub file: Option<PathBuf>,
    /// The article's file, where it is known.
    pub article: Option<PathBuf>,
    /// What it is called.
    pub name: String,
    /// What the annotation file held when it was opened; `None` where there is
    /// none yet.
    pub stamp: Option<Stamp>,
}

impl About {
    /// What a document that was opened is kept as: `annotations` is its file
    /// and what that held, `article` the article's file, and `origin` stands
    /// for a file where there is neither.
    pub fn of(
        document: &Document,
        annotations: Option<(&Path, Stamp)>,
        article: Option<&Path>,
        origin: &Path,
    ) -> Self {
        let own = annotations.map(|(path, _)| path.to_owned());
        let file = own.or_else(|| article.map(annotation_path_for));
        let source = document.source();
        Self {
            key: file.clone().unwrap_or_else(|| origin.to_owned()),
            source_sha256: source.sha256,
            file,
            article: article.map(Path::to_owned),
            name: source.name.clone(),
            stamp: annotations.map(|(_, stamp)| stamp),
        }
    }

    /// Where the journal lies, or would.
    pub fn path(&self, home: &Home) -> PathBuf {
        let mut name = place_name(&self.key, &self.source_sha256);
        name.push(EXTENSION);
        home.journals().join(name)
    }

    fn begin(&self) -> Begin {
        Begin {
            version: format::VERSION,
            file: self.file.as_deref().and_then(text),
            article: self.article.as_deref().and_then(text),
            name: self.name.clone(),
            seal: self.stamp.map(seal),
        }
    }
}

/// A path as it stands in a journal; one that is no text is left out.
fn text(path: &Path) -> Option<String> {
    path.to_str().map(str::to_owned)
}

/// A stamp as it stands in a journal.
fn seal(stamp: Stamp) -> Seal {
    Seal {
        length: stamp.length,
        sha256: digest::to_hex(&stamp.sha256),
    }
}

/// The stamp that stands in a journal.
fn stamp_of(seal: &Seal) -> Option<Stamp> {
    Some(Stamp {
        length: seal.length,
        sha256: digest::from_hex(&seal.sha256)?,
    })
}

/// A journal that is being written.
pub struct Journal {
    path: PathBuf,
    medium: Box<dyn Medium>,
    /// The number of the next line.
    next: u64,
    /// The bytes up to the end of the last line that counts.
    length: u64,
    /// Whether more than that may be in the file.
    is_ragged: bool,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal")
            .field("path", &self.path)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

impl Journal {
    /// A new journal in the place of an older one, with the document as it is
    /// before the first step. It is synced when this returns. Where another
    /// program writes the older one just now, the new one lies beside it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(home: &Home, about: &About, base: &Document) -> io::Result<Self> {
        let path = about.path(home);
        let base = Entry::Base(annotation_file::write(base));
        make_folder(path.parent().unwrap_or(&path))?;
        let lines = lines(0, vec![Entry::Begin(about.begin()), base]);
        let old = match lock::take(&path) {
            Err(error) if is_in_use(&error) => return Self::put_beside(&path, &lines),
            taken => taken?,
        };
        if let Some(old) = &old {
            aside::put_aside(&path, old)?;
        }
        Self::put_in_place(&path, old, &lines)
    }

    /// Writes a whole journal beside one that another program writes.
    fn put_beside(path: &Path, lines: &[Line]) -> io::Result<Self> {
        let (beside, free) = aside::new_beside(path)?;
        Self::put_in_place(&beside, Some(free), lines)
    }

    /// Writes a whole journal in the place of an older one, which is held until
    /// that is done, so that nobody goes on with it.
    fn put_in_place(path: &Path, old: Option<File>, lines: &[Line]) -> io::Result<Self> {
        let new = path.with_extension(NEW);
        let mut options = OpenOptions::new();
        let file = lock::open(&new, options.read(true).append(true).create(true))?;
        file.set_len(0)?;
        let mut medium: Box<dyn Medium> = Box::new(file);
        let bytes = bytes_of(lines)?;
        medium.write(&bytes)?;
        medium.sync()?;
        fs::rename(&new, path)?;
        sync_folder(path.parent().unwrap_or(path))?;
        drop(old);
        Ok(Self {
            path: path.to_owned(),
            medium,
            next: lines.len() as u64,
            length: bytes.len() as u64,
            is_ragged: false,
        })
    }

    /// Goes on with a journal that was read. A torn end is cut off. One that is
    /// damaged inside is kept beside a mended one that takes its place. Where
    /// the journal is no longer what was read, since another program has gone
    /// on with it or removed it, what was read becomes a journal again, and the
    /// other's work stays beside it; where the other writes it just now, the
    /// new one does.
    ///
    /// # Errors
    /// Where it cannot be read or written.
    pub fn resume(found: &Found) -> io::Result<Self> {
        let path = &found.journal;
        let mut options = OpenOptions::new();
        let file = match lock::open(path, options.read(true).append(true)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Self::put_in_place(path, None, &found.lines);
            }
            Err(error) if is_in_use(&error) => return Self::put_beside(path, &found.lines),
            Err(error) => return Err(error),
        };
        let is_as_read = Stamp::of_opened(&file)? == found.held;
        if is_as_read && !found.is_damaged {
            let mut journal = Self {
                path: path.clone(),
                medium: Box::new(file),
                next: found.lines.len() as u64,
                length: found.whole_bytes,
                is_ragged: found.held.length > found.whole_bytes,
            };
            journal.cut()?;
            return Ok(journal);
        }
        match is_as_read {
            true => aside::keep_damaged(path, &file)?,
            false => aside::put_aside(path, &file)?,
        }
        Self::put_in_place(path, Some(file), &found.lines)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes entries, all or none of them, and syncs them.
    ///
    /// # Errors
    /// Where that failed: none of them counts, and they may be given again.
    pub fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        self.cut()?;
        let lines = lines(self.next, entries.to_vec());
        let bytes = bytes_of(&lines)?;
        self.is_ragged = true;
        let written = self.medium.write(&bytes).and_then(|()| self.medium.sync());
        if let Err(error) = written {
            // What did not reach the disk must not look as if it had.
            let _ = self.cut();
            return Err(error);
        }
        self.is_ragged = false;
        self.length += bytes.len() as u64;
        self.next += lines.len() as u64;
        Ok(())
    }

    /// Cuts off what a failed write has left.
    fn cut(&mut self) -> io::Result<()> {
        if self.is_ragged {
            self.medium.cut(self.length)?;
            self.is_ragged = false;
        }
        Ok(())
    }

    /// Gives the journal the place of another document, whose file this one
    /// was saved to; one with work that lies there stays beside it. Where that
    /// cannot be done, it stays in its own.
    pub fn move_to(&mut self, home: &Home, about: &About) {
        let path = about.path(home);
        if path == self.path {
            return;
        }
        let moved = lock::take(&path).and_then(|old| {
            if let Some(old) = &old {
                aside::put_aside(&path, old)?;
            }
            fs::rename(&self.path, &path)
        });
        match moved {
            Ok(()) => {
                self.path = path;
                let synced = sync_folder(&home.journals());
                if let Err(error) = synced {
                    tracing::warn!("{}: {error}", self.path.display());
                }
            }
            Err(error) => tracing::warn!("{}: {error}", path.display()),
        }
    }

    /// Removes the journal: its work is not wanted any more.
    pub fn remove(self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!("{}: {error}", self.path.display());
        }
    }
}

/// The entry that says that a document was saved as it was after a step.
pub fn saved_entry(about: &About, through: u64) -> Option<Entry> {
    Some(Entry::Saved {
        through,
        file: about.file.as_deref().and_then(text),
        seal: about.stamp.map(seal)?,
    })
}

/// Entries as lines of this moment, numbered from `next`.
fn lines(next: u64, entries: Vec<Entry>) -> Vec<Line> {
    let at = now_ms();
    let numbered = entries.into_iter().zip(next..);
    numbered.map(|(entry, n)| Line { n, at, entry }).collect()
}

fn bytes_of(lines: &[Line]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for line in lines {
        bytes.extend(format::write(line)?.into_bytes());
    }
    Ok(bytes)
}

/// Whether another program has the file.
fn is_in_use(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}

/// Milliseconds since 1970.
pub(super) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}

fn read_all(mut file: &File) -> io::Result<Vec<u8>> {
    file.rewind()?;
    let length = file.metadata()?.len();
    if length > MAX_BYTES {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
