//! Which marks an Arabic text bears, since marks decide how far its lines
//! must stand apart.
//!
//! Read once for a text, from its bytes, in a loop that compilers turn into
//! vector instructions.

/// How richly a text is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vowelling {
    /// Letters, with a tanwin fath at most, as newspapers are written.
    #[default]
    Plain,
    /// Vowel marks, shadda, superscript alef (U+064C–U+065F, U+0670).
    Vowelled,
    /// The signs of the Quran (U+0610–U+061A, U+06D6–U+06ED, U+08C0–U+08FF).
    Quranic,
}

const VOWELLED: u8 = 1;
const QURANIC: u8 = 2;

/// So many bytes are read before it is asked whether more can be learned.
const STEP: usize = 1 << 14;

impl Vowelling {
    /// The vowelling of a text. Linear in its bytes.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut found = 0;
        let mut from = 0;
        while from < bytes.len() && found & QURANIC == 0 {
            let end = (from + STEP).min(bytes.len());
            // A pair may begin in this step and end in the next.
            let seconds = &bytes[(from + 1).min(bytes.len())..(end + 1).min(bytes.len())];
            found |= marks(&bytes[from..end], seconds);
            from = end;
        }
        match found {
            0 => Self::Plain,
            VOWELLED => Self::Vowelled,
            _ => Self::Quranic,
        }
    }
}

/// Which marks have their first byte in `firsts`, each byte of `seconds`
/// following the one at its place there.
fn marks(firsts: &[u8], seconds: &[u8]) -> u8 {
    firsts.iter().zip(seconds).fold(0, |found, (&a, &b)| {
        let vowel = (a == 0xD9) & ((b.wrapping_sub(0x8C) < 0x14) | (b == 0xB0));
        let quranic = ((a == 0xD8) & (b.wrapping_sub(0x90) < 0x0B))
            | ((a == 0xDB) & (b.wrapping_sub(0x96) < 0x18))
            | ((a == 0xE0) & (b == 0xA3));
        found | (u8::from(vowel) * VOWELLED) | (u8::from(quranic) * QURANIC)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slowly(text: &str) -> Vowelling {
        let of_char = |c| match c {
            '\u{610}'..='\u{61A}' | '\u{6D6}'..='\u{6ED}' | '\u{8C0}'..='\u{8FF}' => {
                Vowelling::Quranic
            }
            '\u{64C}'..='\u{65F}' | '\u{670}' => Vowelling::Vowelled,
            _ => Vowelling::Plain,
        };
        text.chars().map(of_char).max().unwrap_or_default()
    }

    #[test]
    fn every_character_alone_and_at_a_step_s_edge() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let text = c.to_string();
            assert_eq!(Vowelling::of(&text), slowly(&text), "{c:?}");
        }
        for length in STEP - 3..STEP + 2 {
            let text = "a".repeat(length) + "\u{651}";
            assert_eq!(Vowelling::of(&text), Vowelling::Vowelled);
        }
    }

    proptest! {
        #[test]
        fn a_text_is_as_marked_as_its_most_marked_character(text in "[\u{640}-\u{6F0} \u{64B}a]{0,40}") {
            prop_assert_eq!(Vowelling::of(&text), slowly(&text));
        }
    }
}
