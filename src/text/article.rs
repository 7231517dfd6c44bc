//! An article: immutable text, and the indexes that make places in it cheap.
//!
//! Invariant: the text never changes after it was read, so every index is
//! built once. A byte-order mark is an encoding's signature and not text: it
//! is remembered, so that the source's bytes can be rebuilt, but offsets begin
//! after it. The article knows nothing of labels, layout or files.

use std::sync::{Arc, OnceLock};

use super::chars::CharIndex;
use super::controls::{self, DirectionControls};
use super::offset::{ByteOffset, ByteSpan, CharOffset, CharSpan};
use super::paragraphs::paragraphs;
use super::tiling::Tiling;
use super::vowelling::Vowelling;

/// UTF-8's byte-order mark.
pub const BOM: &[u8; 3] = b"\xEF\xBB\xBF";

/// The longest text an article may have, in bytes (1 GiB): offsets inside the
/// typesetter are 32 bits wide.
pub const MAX_TEXT_BYTES: usize = 1 << 30;

/// Why bytes are not an article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are not UTF-8; `offset` is the first bad byte, from 0.
    #[error(
        "not UTF-8: the byte at offset {offset} (line {line}) does not belong there; convert the file to UTF-8 and open it again"
    )]
    NotUtf8 {
        /// Offset in bytes of the first byte that is not UTF-8.
        offset: usize,
        /// The line it is on, from 1.
        line: usize,
    },
    /// Longer than [`MAX_TEXT_BYTES`].
    #[error("{bytes} bytes are more than an article may have ({MAX_TEXT_BYTES})")]
    TooLong {
        /// The length of the text in bytes.
        bytes: usize,
    },
}

/// An immutable article. Cloning is cheap: the text and its indexes are shared.
#[derive(Clone, Debug)]
pub struct Article {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    text: Box<str>,
    has_bom: bool,
    paragraphs: Tiling,
    chars: CharIndex,
    /// Asked for by those who show the text, and then kept.
    controls: OnceLock<DirectionControls>,
    vowelling: OnceLock<Vowelling>,
}

impl Article {
    /// Reads an article from a file's bytes (UTF-8, with or without a
    /// byte-order mark), without copying them where there is none.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let has_bom = bytes.starts_with(BOM);
        if has_bom {
            bytes.drain(..BOM.len());
        }
        // Checked once: a faster check would have to be followed by this one,
        // which alone makes a string of the bytes without `unsafe`.
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let before = &error.as_bytes()[..good];
            DecodeError::NotUtf8 {
                offset: good + if has_bom { BOM.len() } else { 0 },
                line: 1 + memchr::memchr_iter(b'\n', before).count(),
            }
        })?;
        Self::new(text, has_bom)
    }

    /// An article of the given text; `has_bom` says whether its source began
    /// with a byte-order mark, which is not part of `text`.
    pub fn new(text: impl Into<Box<str>>, has_bom: bool) -> Result<Self, DecodeError> {
        let text = text.into();
        if text.len() > MAX_TEXT_BYTES {
            return Err(DecodeError::TooLong { bytes: text.len() });
        }
        let paragraphs = paragraphs(&text);
        let chars = CharIndex::new(&text);
        Ok(Self {
            inner: Arc::new(Inner {
                text,
                has_bom,
                paragraphs,
                chars,
                controls: OnceLock::new(),
                vowelling: OnceLock::new(),
            }),
        })
    }

    /// The whole text, in logical order, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// Whether the source began with a byte-order mark.
    pub fn has_bom(&self) -> bool {
        self.inner.has_bom
    }

    /// Length of the text in bytes.
    pub fn len(&self) -> ByteOffset {
        ByteOffset(self.text().len())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Length of the text in code points.
    pub fn char_len(&self) -> CharOffset {
        self.inner.chars.len()
    }

    /// The text of a span; empty where the span leaves the text or cuts a
    /// code point.
    pub fn slice(&self, span: ByteSpan) -> &str {
        self.text().get(span.range()).unwrap_or_default()
    }

    /// The paragraphs (UAX #9 rule P1), in order.
    pub fn paragraphs(&self) -> &Tiling {
        &self.inner.paragraphs
    }

    /// The direction controls that make a text read other than it is stored;
    /// looked for at the first call (some 5 ms in 50 MB).
    pub fn direction_controls(&self) -> &DirectionControls {
        let find = || controls::find(self.text(), self.paragraphs());
        self.inner.controls.get_or_init(find)
    }

    /// Which marks the text bears; looked for at the first call (some 10 ms
    /// in 50 MB).
    pub fn vowelling(&self) -> Vowelling {
        let find = || Vowelling::of(self.text());
        *self.inner.vowelling.get_or_init(find)
    }

    /// The offset in code points of a place given in bytes; a place inside a
    /// code point counts as its start, one past the end as the end.
    pub fn char_offset(&self, at: ByteOffset) -> CharOffset {
        self.inner.chars.char_offset(self.text(), at)
    }

    /// The offset in bytes of a place given in code points; `None` past the
    /// end of the text.
    pub fn byte_offset(&self, at: CharOffset) -> Option<ByteOffset> {
        self.inner.chars.byte_offset(self.text(), at)
    }

    /// A span in code points.
    pub fn char_span(&self, span: ByteSpan) -> CharSpan {
        CharSpan {
            start: self.char_offset(span.start),
            end: self.char_offset(span.end),
        }
    }

    /// A span in bytes; `None` where it leaves the text.
    pub fn byte_span(&self, span: CharSpan) -> Option<ByteSpan> {
        Some(ByteSpan {
            start: self.byte_offset(span.start)?,
            end: self.byte_offset(span.end)?,
        })
    }
}
