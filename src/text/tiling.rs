//! A text cut into pieces that lie side by side: paragraphs, or the blocks a
//! typesetter takes.

use std::sync::Arc;

use super::offset::{ByteOffset, ByteSpan};

/// Pieces of a text, in order: each begins where the one before it ends. There
/// is always at least one. Cloning shares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiling {
    /// First byte of each piece, ascending, the first 0.
    starts: Arc<Vec<u32>>,
    text_len: u32,
}

impl Tiling {
    /// Pieces that begin at `starts`, ascending from 0, in a text of `text_len`
    /// bytes. Without a start the whole text is one piece.
    pub fn new(mut starts: Vec<u32>, text_len: usize) -> Self {
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        starts.shrink_to_fit();
        Self {
            starts: Arc::new(starts),
            text_len: text_len as u32,
        }
    }

    /// How many pieces there are: at least 1.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of piece `index`; `None` past the last.
    pub fn span(&self, index: usize) -> Option<ByteSpan> {
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).copied();
        let end = end.unwrap_or(self.text_len);
        Some(ByteSpan::new(start as usize, end as usize))
    }

    /// The pieces' bytes, in order.
    pub fn spans(&self) -> impl Iterator<Item = ByteSpan> {
        (0..self.count()).filter_map(|index| self.span(index))
    }

    /// The piece that holds the byte at `offset`; the last one for the end of
    /// the text and beyond.
    pub fn at(&self, offset: ByteOffset) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset.0)
            .saturating_sub(1)
    }
}
