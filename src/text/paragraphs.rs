//! Where paragraphs begin and end (UAX #9, rule P1).
//!
//! A paragraph ends after a character of bidi class B: LF, CR (with a
//! following LF one separator), U+001C–U+001E, NEL and U+2029.

use super::offset::{ByteOffset, ByteSpan};

/// The paragraphs of a text, in order. There is always at least one; a text
/// that ends with a separator has an empty last one, as an editor shows it.
#[derive(Debug)]
pub struct ParagraphIndex {
    /// First byte of each paragraph, ascending, the first 0.
    starts: Vec<u32>,
    text_len: u32,
}

impl ParagraphIndex {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let rare = bytes.iter().any(|b| matches!(b, 0x1C..=0x1E))
            || memchr::memmem::find(bytes, "\u{85}".as_bytes()).is_some()
            || memchr::memmem::find(bytes, "\u{2029}".as_bytes()).is_some();
        if rare {
            starts.extend(
                text.char_indices()
                    .filter(|&(at, c)| {
                        is_separator(c) && !(c == '\r' && bytes.get(at + 1) == Some(&b'\n'))
                    })
                    .map(|(at, c)| (at + c.len_utf8()) as u32),
            );
        } else {
            starts.extend(
                memchr::memchr2_iter(b'\n', b'\r', bytes)
                    .filter(|&at| !(bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n')))
                    .map(|at| at as u32 + 1),
            );
        }
        starts.shrink_to_fit();
        Self {
            starts,
            text_len: text.len() as u32,
        }
    }

    /// How many paragraphs there are: at least 1.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of paragraph `index`, its separator included; `None` past
    /// the last.
    pub fn span(&self, index: usize) -> Option<ByteSpan> {
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).copied().unwrap_or(self.text_len);
        Some(ByteSpan::new(start as usize, end as usize))
    }

    /// The paragraph that holds the byte at `offset`; the last one for the end
    /// of the text and beyond.
    pub fn at(&self, offset: ByteOffset) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset.0)
            - 1
    }
}

/// Whether a character separates paragraphs (bidi class B).
pub fn is_separator(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2029}')
}

/// The text of a paragraph without the separator at its end.
pub fn trim_separator(paragraph: &str) -> &str {
    paragraph
        .strip_suffix("\r\n")
        .or_else(|| paragraph.strip_suffix(is_separator))
        .unwrap_or(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        let index = ParagraphIndex::new(text);
        (0..index.count())
            .filter_map(|i| index.span(i))
            .map(|span| &text[span.range()])
            .collect()
    }

    #[test]
    fn every_separator_ends_a_paragraph_and_stays_in_it() {
        assert_eq!(paragraphs(""), [""]);
        assert_eq!(paragraphs("a"), ["a"]);
        assert_eq!(paragraphs("a\r\nb\rc\n"), ["a\r\n", "b\r", "c\n", ""]);
        assert_eq!(
            paragraphs("a\u{2029}\r\nb\u{85}c"),
            ["a\u{2029}", "\r\n", "b\u{85}", "c"]
        );
    }

    #[test]
    fn a_place_belongs_to_the_paragraph_that_holds_it() {
        let index = ParagraphIndex::new("ab\ncd");
        let at = |offset| index.at(ByteOffset(offset));
        assert_eq!([at(0), at(2), at(3), at(5), at(99)], [0, 0, 1, 1, 1]);
    }
}
