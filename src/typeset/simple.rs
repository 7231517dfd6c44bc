//! What most of an Arabic text is made of: letters, vowel marks, spaces and
//! the punctuation between them. Of these characters a small table says all
//! that the Unicode annexes say of them, so that no algorithm need be run.
//!
//! Invariant: the table agrees with Unicode's data; a test compares every
//! entry. A character that is not in it is `Other`, which promises nothing.

use icu_properties::props::Script;

/// What a character is to the quick ways through analysis and shaping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// Anything that is not said below.
    Other,
    /// An Arabic letter: bidi class AL, line break class AL, a grapheme
    /// cluster of its own.
    Letter,
    /// An Arabic mark: bidi class NSM, line break class CM, extends a cluster.
    Mark,
    /// The space U+0020.
    Space,
    /// Punctuation of line break class EX, as the Arabic question mark.
    Stop,
    /// Punctuation of line break class IS, as the comma and the full stop.
    Point,
    /// An ASCII digit.
    Digit,
    /// An ASCII letter.
    Latin,
    /// Any other character of ASCII that is seen.
    Sign,
}

impl Kind {
    /// Whether the character neither joins to Arabic letters nor is passed
    /// over where they join.
    pub fn stops_joining(self) -> bool {
        !matches!(self, Kind::Other | Kind::Letter | Kind::Mark)
    }
}

/// The kind of a character.
pub(super) fn kind(c: char) -> Kind {
    KINDS.get(c as usize).copied().unwrap_or(Kind::Other)
}

/// The script of a character of Arabic text; `Common` for what takes that of
/// the text around it.
pub(super) fn script_of(c: char, kind: Kind) -> Script {
    match (kind, c) {
        // The tatweel and the common vowel marks belong to many scripts.
        (_, '\u{640}' | '\u{64B}'..='\u{655}' | '\u{670}') => Script::Common,
        (Kind::Letter | Kind::Mark, _) | (_, '\u{6D4}') => Script::Arabic,
        _ => Script::Common,
    }
}

/// Whether a line may end between two characters of Arabic text, the first
/// given without the marks on it (UAX #14: LB7, LB9, LB13, LB18, LB28, LB29
/// and, after class EX, LB31).
pub(super) fn breaks_between(before: Kind, after: Kind) -> bool {
    matches!(before, Kind::Space | Kind::Stop) && after == Kind::Letter
}

/// As many as two bytes of UTF-8 can say, less what follows the Arabic blocks.
const KINDS: [Kind; 0x780] = {
    let mut table = [Kind::Other; 0x780];
    let ranges = [
        (0x21, 0x7E, Kind::Sign),
        (0x30, 0x39, Kind::Digit),
        (0x41, 0x5A, Kind::Latin),
        (0x61, 0x7A, Kind::Latin),
        (0x20, 0x20, Kind::Space),
        (0x21, 0x21, Kind::Stop),
        (0x3F, 0x3F, Kind::Stop),
        (0x2C, 0x2C, Kind::Point),
        (0x2E, 0x2E, Kind::Point),
        (0x3A, 0x3B, Kind::Point),
        (0x60C, 0x60C, Kind::Point),
        (0x61B, 0x61B, Kind::Stop),
        (0x61F, 0x61F, Kind::Stop),
        (0x6D4, 0x6D4, Kind::Stop),
        (0x610, 0x61A, Kind::Mark),
        (0x620, 0x64A, Kind::Letter),
        (0x64B, 0x65F, Kind::Mark),
        (0x66E, 0x66F, Kind::Letter),
        (0x670, 0x670, Kind::Mark),
        (0x671, 0x6D3, Kind::Letter),
        (0x6D5, 0x6D5, Kind::Letter),
        (0x6D6, 0x6DC, Kind::Mark),
        (0x6DF, 0x6E4, Kind::Mark),
        (0x6E7, 0x6E8, Kind::Mark),
        (0x6EA, 0x6ED, Kind::Mark),
        (0x6EE, 0x6EF, Kind::Letter),
        (0x6FA, 0x6FC, Kind::Letter),
        (0x6FF, 0x6FF, Kind::Letter),
        (0x750, 0x77F, Kind::Letter),
    ];
    let mut range = 0;
    while range < ranges.len() {
        let (first, last, kind) = ranges[range];
        let mut code = first;
        while code <= last {
            table[code] = kind;
            code += 1;
        }
        range += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::CodePointMapData;
    use icu_properties::props::{BidiClass, GraphemeClusterBreak, JoiningType, LineBreak};

    #[test]
    fn the_table_says_what_unicode_says() {
        for c in '\0'..='\u{800}' {
            let bidi = CodePointMapData::<BidiClass>::new().get(c);
            let line = CodePointMapData::<LineBreak>::new().get(c);
            let cluster = CodePointMapData::<GraphemeClusterBreak>::new().get(c);
            let script = CodePointMapData::<Script>::new().get(c);
            let joining = CodePointMapData::<JoiningType>::new().get(c);
            let own = if script == Script::Inherited {
                script_of(c, kind(c)) == Script::Common
            } else {
                script_of(c, kind(c)) == script
            };
            let neutral = matches!(
                bidi,
                BidiClass::ArabicLetter | BidiClass::CommonSeparator | BidiClass::OtherNeutral
            );
            let alone = cluster == GraphemeClusterBreak::Other;
            let holds = match kind(c) {
                Kind::Other => true,
                Kind::Letter => {
                    bidi == BidiClass::ArabicLetter && line == LineBreak::Alphabetic && own && alone
                }
                Kind::Mark => {
                    bidi == BidiClass::NonspacingMark
                        && line == LineBreak::CombiningMark
                        && cluster == GraphemeClusterBreak::Extend
                        && own
                        && joining == JoiningType::Transparent
                }
                Kind::Space => c == ' ',
                Kind::Stop => line == LineBreak::Exclamation && neutral && own && alone,
                Kind::Point => line == LineBreak::InfixNumeric && neutral && own && alone,
                Kind::Digit => c.is_ascii_digit(),
                Kind::Latin => c.is_ascii_alphabetic(),
                Kind::Sign => c.is_ascii_punctuation() && alone,
            };
            assert!(
                holds,
                "{:04X} is {:?}: {bidi:?} {line:?} {cluster:?}",
                c as u32,
                kind(c)
            );
            assert!(
                !kind(c).stops_joining() || joining == JoiningType::NonJoining,
                "{:04X}",
                c as u32
            );
        }
    }
}
