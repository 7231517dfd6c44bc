//! The base direction of a whole document.
//!
//! It is decided once for the document and not for each paragraph (as UAX #9
//! would by rules P2 and P3), so that a paragraph that begins with a Latin
//! name stays right-to-left among its neighbours.

use serde::{Deserialize, Serialize};

/// Which way the lines of a document run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// From right to left.
    RightToLeft,
    /// From left to right.
    LeftToRight,
}

/// How much of a text is looked at, in bytes.
const LOOK_AT: usize = 64 * 1024;

/// How many times as many left-to-right letters a text must have to be
/// left-to-right although it has right-to-left letters too.
const FOREIGN_FACTOR: usize = 4;

impl Direction {
    /// The direction of a text: right-to-left unless its first 64 KiB have
    /// more than four times as many left-to-right letters as right-to-left
    /// ones. A text without letters is right-to-left.
    pub fn of_text(text: &str) -> Self {
        let head = &text[..text.floor_char_boundary(LOOK_AT)];
        let letters = head.chars().filter(|c| c.is_alphabetic());
        let (rtl, ltr) = letters.fold((0, 0), |(rtl, ltr), c| match is_in_rtl_block(c) {
            true => (rtl + 1, ltr),
            false => (rtl, ltr + 1),
        });
        if ltr > FOREIGN_FACTOR * rtl {
            Self::LeftToRight
        } else {
            Self::RightToLeft
        }
    }

    /// What files call it: `"rtl"` or `"ltr"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RightToLeft => "rtl",
            Self::LeftToRight => "ltr",
        }
    }

    /// The other direction.
    pub fn opposite(self) -> Self {
        match self {
            Self::RightToLeft => Self::LeftToRight,
            Self::LeftToRight => Self::RightToLeft,
        }
    }
}

/// Whether a character is in a block whose unassigned code points are of bidi
/// class R or AL by default (the header of Unicode's DerivedBidiClass.txt):
/// letters there are right-to-left, letters elsewhere left-to-right.
fn is_in_rtl_block(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_right_to_left_unless_its_letters_say_otherwise() {
        let rtl = ["", "560 (2%)", "NATO و", "قال محمود عباس", "שלום", "abcd ب"];
        let ltr = ["a", "560 soldiers", "abcde ب"];
        for text in rtl {
            assert_eq!(Direction::of_text(text), Direction::RightToLeft, "{text}");
        }
        for text in ltr {
            assert_eq!(Direction::of_text(text), Direction::LeftToRight, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_judged_by_its_beginning_and_cut_between_characters() {
        let text = format!("a{}", "ب".repeat(100_000));
        assert_eq!(Direction::of_text(&text), Direction::RightToLeft);
        let text = format!("{}{}", "a ".repeat(40_000), "ب".repeat(100_000));
        assert_eq!(Direction::of_text(&text), Direction::LeftToRight);
    }
}
