//! Where paragraphs begin and end (UAX #9, rule P1).
//!
//! A paragraph ends after a character of bidi class B: LF, CR (with a
//! following LF one separator), U+001C–U+001E, NEL and U+2029.

use super::tiling::Tiling;

/// The paragraphs of a text, each with its separator. A text that ends with a
/// separator has an empty last one, as an editor shows it.
pub(super) fn paragraphs(text: &str) -> Tiling {
    let bytes = text.as_bytes();
    let is_pair = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    let rare = memchr::memchr3(0x1C, 0x1D, 0x1E, bytes).is_some()
        || memchr::memmem::find(bytes, "\u{85}".as_bytes()).is_some()
        || memchr::memmem::find(bytes, "\u{2029}".as_bytes()).is_some();
    let mut starts = vec![0];
    if rare {
        let separators = text.char_indices().filter(|&(_, c)| is_separator(c));
        starts.extend(
            separators
                .filter(|&(at, _)| !is_pair(at))
                .map(|(at, c)| (at + c.len_utf8()) as u32),
        );
    } else {
        let separators = memchr::memchr2_iter(b'\n', b'\r', bytes);
        starts.extend(
            separators
                .filter(|&at| !is_pair(at))
                .map(|at| at as u32 + 1),
        );
    }
    Tiling::new(starts, text.len())
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
    use crate::text::ByteOffset;

    fn pieces(text: &str) -> Vec<&str> {
        let spans = paragraphs(text);
        spans.spans().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn every_separator_ends_a_paragraph_and_stays_in_it() {
        assert_eq!(pieces(""), [""]);
        assert_eq!(pieces("a"), ["a"]);
        assert_eq!(pieces("a\r\nb\rc\n"), ["a\r\n", "b\r", "c\n", ""]);
        assert_eq!(
            pieces("a\u{2029}\r\nb\u{85}c"),
            ["a\u{2029}", "\r\n", "b\u{85}", "c"]
        );
    }

    #[test]
    fn a_place_belongs_to_the_paragraph_that_holds_it() {
        let index = paragraphs("ab\ncd");
        let at = |offset| index.at(ByteOffset(offset));
        assert_eq!([at(0), at(2), at(3), at(5), at(99)], [0, 0, 1, 1, 1]);
    }
}
