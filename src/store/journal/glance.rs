//! Whether a journal has work, without reading all of it: its end says so.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use super::read_all;
use crate::formats::journal as format;

/// How much of the beginning and, at first, of the end is read, in bytes.
const BLOCK: u64 = 64 << 10;

/// What a journal seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Steps that are in no file.
    Work,
    /// Nothing that is in no file.
    History,
    /// What this program cannot read.
    Unreadable,
}

/// Looks at the first line of a journal, and at as much of its end as it takes
/// to know.
pub(super) fn glance(file: &File) -> io::Result<Holds> {
    if is_newer(file)? {
        return Ok(Holds::Unreadable);
    }
    let length = file.metadata()?.len();
    let mut back = BLOCK;
    loop {
        let is_whole = back >= length;
        let bytes = match is_whole {
            true => read_all(file)?,
            false => end_of(file, length - back)?,
        };
        let lines = format::read(&bytes).lines;
        match format::tells_work(&lines) {
            Some(true) => return Ok(Holds::Work),
            Some(false) => return Ok(Holds::History),
            None if is_whole && lines.is_empty() => return Ok(Holds::Unreadable),
            None if is_whole => return Ok(Holds::History),
            None => back = back.saturating_mul(8),
        }
    }
}

/// The lines of a journal that begin after a place.
fn end_of(mut file: &File, from: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let first = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
    bytes.drain(..first);
    Ok(bytes)
}

/// Whether a newer version of the program has written it.
fn is_newer(mut file: &File) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.take(BLOCK).read_to_end(&mut bytes)?;
    let first = memchr::memchr(b'\n', &bytes).map_or(0, |at| at + 1);
    let lines = format::read(&bytes[..first]).lines;
    Ok(format::beginning(&lines).is_some_and(|begin| begin.version > format::VERSION))
}

/// All but the latest of some files, the oldest first.
pub(super) fn surplus(mut paths: Vec<PathBuf>, stay: usize) -> Vec<PathBuf> {
    let changed = |path: &PathBuf| {
        let metadata = fs::metadata(path);
        metadata.and_then(|metadata| metadata.modified()).ok()
    };
    paths.sort_by_cached_key(changed);
    paths.truncate(paths.len().saturating_sub(stay));
    paths
}
