//! Which texts egui can't set, and which way a text runs.
//!
//! Both answers come from Unicode's bidi classes; nothing here lays anything out.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

/// Whether any character has a say in the order of the text that egui, which
/// sets everything from left to right, would not hear: right-to-left letters,
/// Arabic digits and the controls of UAX #9.
pub fn needs_ordering(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(orders)
}

fn orders(c: char) -> bool {
    if c < '\u{590}' {
        return false;
    }
    // The left-to-right mark and the Persian digits have left-to-right classes.
    matches!(c, '\u{200E}' | '\u{6F0}'..='\u{6F9}')
        || matches!(
            class(c),
            BidiClass::RightToLeft
                | BidiClass::ArabicLetter
                | BidiClass::ArabicNumber
                | BidiClass::LeftToRightEmbedding
                | BidiClass::LeftToRightOverride
                | BidiClass::RightToLeftEmbedding
                | BidiClass::RightToLeftOverride
                | BidiClass::PopDirectionalFormat
                | BidiClass::LeftToRightIsolate
                | BidiClass::RightToLeftIsolate
                | BidiClass::FirstStrongIsolate
                | BidiClass::PopDirectionalIsolate
        )
}

/// The direction of the first strong character, what stands in isolates not
/// counted (UAX #9, P2); `None` where no character is strong.
pub fn first_strong_is_rtl(text: &str) -> Option<bool> {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match class(c) {
            BidiClass::LeftToRightIsolate
            | BidiClass::RightToLeftIsolate
            | BidiClass::FirstStrongIsolate => isolates += 1,
            BidiClass::PopDirectionalIsolate => isolates = isolates.saturating_sub(1),
            BidiClass::LeftToRight if isolates == 0 => return Some(false),
            BidiClass::RightToLeft | BidiClass::ArabicLetter if isolates == 0 => return Some(true),
            _ => {}
        }
    }
    None
}

fn class(c: char) -> BidiClass {
    const { CodePointMapData::<BidiClass>::new() }.get(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_egui_would_get_wrong_is_taken_from_it() {
        for plain in ["", "Open (Esc)", "caf\u{e9} — 12.5 % …", "Кириллица"] {
            assert!(!needs_ordering(plain), "{plain}");
        }
        for ordered in [
            "حفظ",
            "שלום",
            "Save حفظ",
            "\u{661}\u{662}",
            "\u{6F1}",
            "\u{FEDF}",
            "a\u{2068}b\u{2069}",
            "\u{200F}!",
            "\u{200E}!",
        ] {
            assert!(needs_ordering(ordered), "{ordered:?}");
        }
    }

    #[test]
    fn an_isolated_name_does_not_turn_its_sentence() {
        assert_eq!(first_strong_is_rtl("حفظ NAME"), Some(true));
        assert_eq!(first_strong_is_rtl("NAME حفظ"), Some(false));
        assert_eq!(
            first_strong_is_rtl("\u{2068}NAME\u{2069} محفوظ"),
            Some(true)
        );
        assert_eq!(first_strong_is_rtl("(560)"), None);
    }
}
