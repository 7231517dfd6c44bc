//! Strings of the annotation file.
//!
//! RON's own escape would write an Arabic vowel mark as `\u{64e}` wherever it
//! begins a string. Ours leaves every letter and mark as it is, and escapes
//! only what RON requires and what a reader of the file could not see.

use std::fmt::Write;

/// Appends a text to `out` as a quoted RON string on one line.
pub(super) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(needs_escape) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = tail.chars();
        if let Some(c) = chars.next() {
            push_escape(out, c);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn push_escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a String cannot fail.
        c => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
    }
}

/// Whether a character is written as an escape: `"`, `\`, control characters
/// (general category Cc), line and paragraph separators, bidi controls (the
/// property Bidi_Control), and what has no width and is no mark: soft hyphen,
/// zero-width space, joiners, invisible operators, byte-order mark, and
/// Unicode's deprecated format and tag characters.
fn needs_escape(c: char) -> bool {
    matches!(c,
        '"' | '\\'
        | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}'
        | '\u{61C}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        push_quoted(&mut out, text);
        out
    }

    #[test]
    fn letters_and_marks_stay_as_they_are() {
        for text in [
            "قَالَ محمودٌ",
            "\u{64E}\u{651}",
            "e\u{301}",
            "😀 ﷺ ـ ٢٥٪ «»",
            "\u{6DD}",
        ] {
            assert_eq!(quoted(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn what_cannot_be_seen_or_would_end_the_string_is_escaped() {
        assert_eq!(quoted("a\"b\\c\r\n\td"), r#""a\"b\\c\r\n\td""#);
        assert_eq!(quoted("\0\u{1B}\u{85}"), r#""\u{0}\u{1b}\u{85}""#);
        assert_eq!(
            quoted("\u{202B}ب\u{200F}\u{61C}\u{2068}"),
            "\"\\u{202b}ب\\u{200f}\\u{61c}\\u{2068}\""
        );
        assert_eq!(
            quoted("می\u{200C}رود\u{FEFF}"),
            "\"می\\u{200c}رود\\u{feff}\""
        );
    }

    #[test]
    fn ron_reads_every_character_back() {
        let all: String = (0..=0x10FFFF).filter_map(char::from_u32).collect();
        let read: String = ron::from_str(&quoted(&all)).unwrap();
        assert!(read == all);
        assert!(!quoted(&all).contains('\n'));
    }
}
