//! Where a long paragraph may be cut without anything changing.
//!
//! A place is *safe* where the two sides can be analysed apart: it stands
//! between two strong letters of one direction, be it the paragraph's own or
//! the other, with nothing but one space, and before it a sentence's mark,
//! between them; no explicit directional control is in force; and no bracket
//! is open that is closed later. A strong letter ends every look-back of
//! rules W1 to W7 and N0 to N2 of UAX #9, and every look-ahead of N1, so that
//! only the neutrals between the two letters could differ, and of those it is
//! known that they take the letters' direction (N1).
//!
//! Whether a bracket is closed later is not known when a place is met. Places
//! therefore remember how many brackets were open, and are taken back when one
//! of those is closed. Where rule BD16 gives up (a 64th open bracket), the
//! brackets that follow pair no longer, which no later part could know: all
//! places since the first of those brackets are taken back, and none follow.
//!
//! This is linear in the text, whatever it holds.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, JoiningType, Script};
use unicode_segmentation::GraphemeCursor;

use super::analyse::bidi_class;
use super::brackets::{Noted, OpenBrackets};

/// How far back from a space its letter is looked for, in characters: a
/// letter may carry marks, and a sentence may end with more than one sign.
const MARKS: usize = 8;

/// How good a place is to end a line at, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Between two letters that may be joined.
    Joined,
    /// Between two letters of which the first joins no letter after it.
    Apart,
    /// After a space.
    Spaced,
    /// After the space that follows a sentence.
    Sentence,
}

/// A place where a paragraph may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The byte, from the paragraph's start, at which the next part begins.
    pub at: usize,
    pub kind: Kind,
    /// How many brackets are open there.
    open: usize,
}

/// The safe places of a paragraph: one or two after every `step` bytes, looked
/// for over `reach` bytes.
pub(super) fn safe_places(text: &str, step: usize, reach: usize) -> Vec<Place> {
    let mut scan = Scan {
        text,
        places: Vec::new(),
        sealed: 0,
        controls: Vec::new(),
        brackets: OpenBrackets::default(),
        kept_inside: false,
    };
    let mut at = 0;
    while at < text.len() {
        at = scan.pass(at, at + step);
        at = scan.look(at, at + reach);
    }
    scan.places
}

/// What was opened and not yet closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    Embedding,
    Isolate,
}

struct Scan<'a> {
    text: &'a str,
    places: Vec<Place>,
    /// Places before this index can no longer be taken back.
    sealed: usize,
    controls: Vec<Control>,
    /// Brackets that are open at the paragraph's own level.
    brackets: OpenBrackets,
    /// Whether something that rule X9 keeps stands in the embedding that is
    /// open: then the paragraph's own level is another sequence after it
    /// (BD13), and brackets do not pair across it.
    kept_inside: bool,
}

impl Scan<'_> {
    /// Takes note of brackets and controls up to `until`; returns where the
    /// next character begins.
    fn pass(&mut self, from: usize, until: usize) -> usize {
        const CHUNK: usize = 64;
        let bytes = self.text.as_bytes();
        let until = until.min(bytes.len());
        let mut at = from;
        while at < until {
            let end = (at + CHUNK).min(until);
            let plain = self.controls.is_empty()
                && bytes.get(at..end).is_some_and(|chunk| !has_special(chunk));
            if plain {
                at = end;
                continue;
            }
            while at < end {
                at = self.note_at(at);
            }
        }
        // A chunk without anything special may end inside a character.
        self.text.ceil_char_boundary(at)
    }

    /// Takes note of the character at or after `at`; returns where it ends.
    fn note_at(&mut self, at: usize) -> usize {
        let at = self.text.ceil_char_boundary(at);
        let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else {
            return self.text.len();
        };
        if !self.controls.is_empty() {
            self.kept_inside |= !is_removed(c);
        }
        if c as u32 >= 0x800 || is_ascii_bracket(c) {
            self.note(c);
        }
        at + c.len_utf8()
    }

    /// Looks for a safe place after a space between `from` and `until`: the
    /// first, and the first after a sentence; failing that, for one between two
    /// letters. Returns how far it has read.
    fn look(&mut self, from: usize, until: usize) -> usize {
        let text = self.text;
        let until = text.ceil_char_boundary(until.min(text.len()));
        let mut found = false;
        let mut at = from;
        while let Some(space) = find_space(text, at, until) {
            at = self.pass(at, space + 1);
            let wanted = !found || text[..space].ends_with(ends_sentence);
            if !wanted || !self.is_free() {
                continue;
            }
            match self.kind_after_space(space) {
                Some(Kind::Sentence) => {
                    self.propose(at, Kind::Sentence);
                    return at;
                }
                Some(kind) if !found => {
                    found = true;
                    self.propose(at, kind);
                }
                _ => {}
            }
        }
        if found {
            return at;
        }
        self.look_between_letters(at, until)
    }

    fn look_between_letters(&mut self, from: usize, until: usize) -> usize {
        let mut found = false;
        let mut at = from;
        while at < until {
            at = self.note_at(at);
            if !self.is_free() {
                continue;
            }
            match self.kind_between_letters(at) {
                Some(Kind::Apart) => {
                    self.propose(at, Kind::Apart);
                    return at;
                }
                Some(kind) if !found => {
                    found = true;
                    self.propose(at, kind);
                }
                _ => {}
            }
        }
        at
    }

    /// Whether nothing holds the text together here but what
    /// [`Self::take_back`] knows of.
    fn is_free(&self) -> bool {
        self.controls.is_empty() && !self.brackets.gave_up()
    }

    fn propose(&mut self, at: usize, kind: Kind) {
        let open = self.brackets.count();
        self.places.push(Place { at, kind, open });
    }

    fn kind_after_space(&self, space: usize) -> Option<Kind> {
        let (before, after) = (self.text.get(..space)?, self.text.get(space + 1..)?);
        let next = after.chars().next()?;
        let rtl = letter_is_rtl(next)?;
        let words = before.trim_end_matches(ends_sentence);
        let marks = &before[words.len()..];
        if has_no_script(next) || !self.is_boundary(space + 1) {
            return None;
        }
        // The Arabic question mark and semicolon are letters to UAX #9.
        let fits = |mark: char| rtl || bidi_class(mark) != BidiClass::ArabicLetter;
        let last = last_letter(words)?;
        if letter_is_rtl(last)? != rtl || !marks.chars().all(fits) {
            return None;
        }
        Some(match marks.contains(|mark| !is_quote(mark)) {
            true => Kind::Sentence,
            false => Kind::Spaced,
        })
    }

    fn kind_between_letters(&self, at: usize) -> Option<Kind> {
        let (before, after) = self.text.split_at_checked(at)?;
        let next = after.chars().next()?;
        let last = last_letter(before)?;
        let alike = letter_is_rtl(next)? == letter_is_rtl(last)?;
        if !alike || has_no_script(next) || !self.is_boundary(at) {
            return None;
        }
        Some(match joins_next(last) {
            true => Kind::Joined,
            false => Kind::Apart,
        })
    }

    /// Whether a grapheme cluster begins at `at`.
    fn is_boundary(&self, at: usize) -> bool {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        cursor.is_boundary(self.text, 0).unwrap_or(false)
    }

    fn note(&mut self, c: char) {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => self.open(Control::Embedding),
            '\u{2066}'..='\u{2068}' => self.open(Control::Isolate),
            '\u{202C}' if self.controls.last() == Some(&Control::Embedding) => {
                self.close_down_to(self.controls.len() - 1);
            }
            '\u{2069}' => {
                let isolate = self.controls.iter().rposition(|&o| o == Control::Isolate);
                if let Some(isolate) = isolate {
                    self.close_down_to(isolate);
                }
            }
            _ if self.controls.is_empty() => self.note_bracket(c),
            _ => {}
        }
    }

    fn open(&mut self, control: Control) {
        if self.controls.is_empty() {
            self.kept_inside = false;
        }
        self.controls.push(control);
    }

    fn close_down_to(&mut self, depth: usize) {
        let bottom = self.controls.first().copied();
        self.controls.truncate(depth);
        // What was open before an embedding pairs with nothing after it.
        if depth == 0 && bottom == Some(Control::Embedding) && self.kept_inside {
            self.brackets.clear();
            self.sealed = self.places.len();
        }
    }

    fn note_bracket(&mut self, c: char) {
        match self.brackets.note(c) {
            Noted::Nothing => {}
            Noted::Closed(open) => self.take_back(open),
            Noted::GaveUp => self.take_back(0),
        }
    }

    /// Takes back the places at which more than so many brackets were open.
    fn take_back(&mut self, open: usize) {
        while self.places.len() > self.sealed
            && self.places.last().is_some_and(|place| place.open > open)
        {
            self.places.pop();
        }
    }
}

/// The next space from `at` on, before `until`.
fn find_space(text: &str, at: usize, until: usize) -> Option<usize> {
    let within = text.as_bytes().get(at..until)?;
    Some(at + memchr::memchr(b' ', within)?)
}

/// Which way a letter runs; `None` for anything but a letter.
fn letter_is_rtl(c: char) -> Option<bool> {
    match bidi_class(c) {
        BidiClass::RightToLeft | BidiClass::ArabicLetter if c.is_alphabetic() => Some(true),
        BidiClass::LeftToRight if c.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// The last character that is no mark, within reach.
fn last_letter(text: &str) -> Option<char> {
    let mut back = text.chars().rev().take(MARKS);
    back.find(|&c| bidi_class(c) != BidiClass::NonspacingMark)
}

/// Whether a character takes its script from the text before it.
fn has_no_script(c: char) -> bool {
    matches!(
        const { CodePointMapData::<Script>::new() }.get(c),
        Script::Common | Script::Inherited | Script::Unknown
    )
}

fn joins_next(c: char) -> bool {
    matches!(
        const { CodePointMapData::<JoiningType>::new() }.get(c),
        JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::JoinCausing
    )
}

fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | ':' | '\u{2026}' | '\u{61F}' | '\u{61B}'
    ) || is_quote(c)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{BB}' | '\u{201D}')
}

/// What rule X9 takes out: boundary neutrals and embedding controls.
fn is_removed(c: char) -> bool {
    matches!(
        bidi_class(c),
        BidiClass::BoundaryNeutral
            | BidiClass::LeftToRightEmbedding
            | BidiClass::RightToLeftEmbedding
            | BidiClass::LeftToRightOverride
            | BidiClass::RightToLeftOverride
            | BidiClass::PopDirectionalFormat
    )
}

fn is_ascii_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '{' | '}')
}

/// Whether bytes may hold a bracket or a directional control: an ASCII bracket
/// or a character of three bytes and more. A few letters pass for one, so that
/// the compiler can look at many bytes at a time.
fn has_special(bytes: &[u8]) -> bool {
    let special = |&byte: &u8| byte >= 0xE0 || byte & 0xFE == 0x28 || byte | 0x26 == 0x7F;
    bytes
        .iter()
        .fold(false, |found, byte| found | special(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};

    #[test]
    fn every_bracket_and_control_is_special() {
        let brackets = const { CodePointMapData::<BidiMirroringGlyph>::new() };
        for c in '\0'..=char::MAX {
            let bracket = brackets.get(c).paired_bracket_type != BidiPairedBracketType::None;
            let control = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            if bracket || control {
                let mut bytes = [0; 4];
                assert!(has_special(c.encode_utf8(&mut bytes).as_bytes()), "{c:?}");
                assert!(c as u32 >= 0x800 || is_ascii_bracket(c), "{c:?}");
            }
        }
    }

    fn at(text: &str) -> Vec<(usize, Kind)> {
        let places = safe_places(text, 1, text.len());
        places
            .into_iter()
            .map(|place| (place.at, place.kind))
            .collect()
    }

    #[test]
    fn a_bracket_holds_the_text_together_only_if_it_is_closed() {
        assert_eq!(at("ab (cd ef"), [(7, Kind::Spaced)]);
        assert_eq!(at("ab (cd ef) gh"), []);
    }

    #[test]
    fn the_end_of_a_sentence_is_preferred() {
        assert_eq!(at("a b cd. ef"), [(2, Kind::Spaced), (8, Kind::Sentence)]);
        // Arabic signs are letters of their own direction.
        assert_eq!(at("ab\u{61F} cd"), [(6, Kind::Apart)]);
    }
}
