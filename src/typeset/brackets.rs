//! Which brackets are open at a place of a text: rule BD16 of UAX #9, as far
//! as it says which bracket closes which.
//!
//! Knows nothing of directions: whether brackets may pair across a control is
//! for the caller to say.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};

/// How many open brackets rule BD16 keeps.
const MOST: usize = 63;

/// The brackets that are open.
#[derive(Debug, Default)]
pub(super) struct OpenBrackets {
    /// Closing brackets awaited, the innermost last.
    awaited: Vec<char>,
    /// A 64th was opened: from there on nothing pairs.
    gave_up: bool,
}

/// What a character did to the open brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noted {
    /// It opened one, closed none, or is no bracket.
    Nothing,
    /// It closed one; so many are still open.
    Closed(usize),
    /// It is one more than the rule keeps.
    GaveUp,
}

impl OpenBrackets {
    /// Takes note of a character.
    pub fn note(&mut self, c: char) -> Noted {
        if self.gave_up {
            return Noted::Nothing;
        }
        let data = const { CodePointMapData::<BidiMirroringGlyph>::new() }.get(c);
        match data.paired_bracket_type {
            BidiPairedBracketType::Open if self.awaited.len() >= MOST => {
                self.gave_up = true;
                return Noted::GaveUp;
            }
            BidiPairedBracketType::Open => {
                let closing = canonical(data.mirroring_glyph.unwrap_or(c));
                self.awaited.push(closing);
            }
            BidiPairedBracketType::Close => {
                let closing = canonical(c);
                if let Some(open) = self.awaited.iter().rposition(|&b| b == closing) {
                    self.awaited.truncate(open);
                    return Noted::Closed(open);
                }
            }
            _ => {}
        }
        Noted::Nothing
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.awaited.len()
    }

    /// Whether more were opened than the rule keeps.
    pub fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// Begins anew, with none open.
    pub fn clear(&mut self) {
        self.awaited.clear();
        self.gave_up = false;
    }
}

/// BD16: U+232A and U+3009 are canonically equivalent.
fn canonical(c: char) -> char {
    if c == '\u{232A}' { '\u{3009}' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_closes_the_last_of_its_kind_and_all_inside_it() {
        let mut open = OpenBrackets::default();
        for c in "([\u{2329}a".chars() {
            assert_eq!(open.note(c), Noted::Nothing);
        }
        assert_eq!(open.note('}'), Noted::Nothing);
        assert_eq!(open.note('\u{3009}'), Noted::Closed(2));
        assert_eq!(open.note(')'), Noted::Closed(0));
        assert_eq!(open.note(']'), Noted::Nothing);
    }

    #[test]
    fn the_sixty_fourth_open_bracket_ends_all_pairing() {
        let mut open = OpenBrackets::default();
        for _ in 0..63 {
            assert_eq!(open.note('('), Noted::Nothing);
        }
        assert_eq!(open.note('('), Noted::GaveUp);
        assert_eq!(open.note(')'), Noted::Nothing);
        assert!(open.gave_up() && open.count() == 63);
        open.clear();
        assert!(!open.gave_up() && open.count() == 0);
    }
}
