//! What a journal is written to: a file, or in tests something that fails as
//! disks fail.

use std::fs::File;
use std::io::{self, Write};

/// Something that bytes are added to at the end.
pub trait Medium: Send {
    /// Adds bytes at the end. A failure may leave any part of them there.
    ///
    /// # Errors
    /// What the disk says.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns when everything added is on the disk. After a failure, nothing
    /// added since the last success is sure to be.
    ///
    /// # Errors
    /// What the disk says.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts off everything after so many bytes.
    ///
    /// # Errors
    /// What the disk says.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

impl Medium for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}
