//! What a file held when it was last seen, to notice that it holds something
//! else now.
//!
//! Invariant: two stamps are equal where the bytes are. Knows no times of
//! change, which clocks and copies get wrong.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

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
