//! Which texts egui can't set: Unicode's bidi classes say so.

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
}
