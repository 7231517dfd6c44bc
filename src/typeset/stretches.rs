//! Which parts of a right-to-left text need the Unicode algorithms at all.
//!
//! A *stretch* of nothing but Arabic letters, marks on them, spaces and their
//! simple punctuation has one level, and where lines may end in it is plain.
//! What else there is (digits, Latin, brackets, controls) lies on *islands*.
//! An island begins and ends where a cut changes nothing: before an Arabic
//! letter that follows a space, with no bracket open and no explicit control
//! before it in the text.
//!
//! Why such a cut changes nothing in a paragraph whose base direction is
//! right-to-left: the letter is strong, so rules W1–W7 and N0–N2 never look
//! back beyond it; whatever stands before the cut meets an R there with the
//! cut (the end of the sequence, of the base direction) as without it (the
//! letter); brackets are paired within an island or not at all. A grapheme
//! cluster never reaches over a space to a letter (UAX #29, GB999). A line
//! may end there, and what follows sees a letter at its start, which ends
//! every look-back of UAX #14, given that the space does not follow opening
//! punctuation or a quotation mark (LB14, LB15a).

use std::ops::Range;

use super::analyse::CharFacts;
use super::brackets::{Noted, OpenBrackets};
use super::simple::{Kind, breaks_between, kind, script_of};
use crate::text::controls::is_explicit;

/// Part of a text that must be analysed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Island {
    /// Its characters, by number.
    pub facts: Range<usize>,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// Finds stretches and islands. Holds scratch space, to be used again.
#[derive(Default)]
pub(super) struct Stretches {
    /// The islands of the text, in order.
    pub islands: Vec<Island>,
    /// Brackets that are open.
    brackets: OpenBrackets,
    /// From here on the text cannot be cut.
    endless: bool,
}

/// Where the text was last cut, and what was met since.
#[derive(Default)]
struct Cut {
    fact: usize,
    byte: usize,
    /// Whether there was something that no stretch may hold.
    rough: bool,
}

impl Stretches {
    /// Appends the facts of every character of a right-to-left text. Those of
    /// the islands are not right yet: only place and character are.
    pub fn collect(&mut self, text: &str, facts: &mut Vec<CharFacts>) {
        self.islands.clear();
        self.brackets.clear();
        self.endless = false;
        facts.reserve(text.len());
        let mut cut = Cut::default();
        // The last character that was no mark on a letter.
        let mut before = Kind::Other;
        // Whether the last character that was no space lets a line end after
        // the spaces that follow it, and no bracket or control is open.
        let (mut calm, mut free) = (true, true);
        for (at, c) in text.char_indices() {
            let kind = kind(c);
            let break_before = breaks_between(before, kind);
            match kind {
                Kind::Mark if before == Kind::Letter => {}
                Kind::Letter => {
                    if before == Kind::Space && calm && free {
                        self.cut(&mut cut, facts.len(), at);
                    }
                    (before, calm) = (kind, true);
                }
                Kind::Space => before = kind,
                Kind::Stop | Kind::Point => (before, calm) = (kind, true),
                _ => {
                    cut.rough = true;
                    self.note(c, kind);
                    free = self.brackets.count() == 0 && !self.endless;
                    (before, calm) = (kind, is_calm(c, kind));
                }
            }
            facts.push(CharFacts {
                at: at as u32,
                c,
                kind,
                level: 1,
                script: script_of(c, kind),
                grapheme_start: kind != Kind::Mark,
                break_before,
            });
        }
        self.cut(&mut cut, facts.len(), text.len());
    }

    fn cut(&mut self, cut: &mut Cut, fact: usize, byte: usize) {
        if cut.rough {
            self.islands.push(Island {
                facts: cut.fact..fact,
                bytes: cut.byte..byte,
            });
        }
        *cut = Cut {
            fact,
            byte,
            rough: false,
        };
    }

    /// Takes note of what may keep the text from being cut.
    fn note(&mut self, c: char, kind: Kind) {
        match c {
            c if is_explicit(c) => self.endless = true,
            _ if matches!(kind, Kind::Other | Kind::Sign) => {
                self.endless |= self.brackets.note(c) == Noted::GaveUp;
            }
            _ => {}
        }
    }
}

/// Whether a line may end after spaces that follow a character which is no
/// Arabic text: it is neither opening punctuation nor a quotation mark.
fn is_calm(c: char, kind: Kind) -> bool {
    match kind {
        Kind::Digit | Kind::Latin => true,
        Kind::Sign => !matches!(c, '(' | '[' | '{' | '"' | '\''),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::analyse::AnalyseScratch;
    use crate::typeset::blocks::Around;
    use crate::typeset::{Base, Family, FontStack, Fonts, Weight};
    use proptest::prelude::*;

    thread_local! {
        static STACK: FontStack = FontStack::new(
            Fonts::bundled().unwrap(),
            Family::NotoNaskh,
            Weight::Regular,
        );
    }

    /// The analysis by stretches beside that of the whole text at once.
    fn both(text: &str) -> [AnalyseScratch; 2] {
        let mut quick = AnalyseScratch::default();
        let mut whole = AnalyseScratch::default();
        STACK.with(|stack| {
            quick.analyse(text, Base::RightToLeft, Around::default(), stack);
            whole.analyse_whole(text, Base::RightToLeft, stack);
        });
        [quick, whole]
    }

    fn agrees(text: &str) -> bool {
        let [quick, whole] = both(text);
        quick.facts == whole.facts
            && quick.runs == whole.runs
            && quick.base_level == whole.base_level
    }

    /// One character, or few, of every class that has a say in levels,
    /// clusters or line breaks.
    const PIECES: &[&str] = &[
        "\u{643}",
        "\u{644}\u{627}",
        "\u{640}",
        "\u{621}",
        "\u{6CC}",
        "\u{64E}",
        "\u{651}",
        "\u{656}",
        "\u{670}",
        "\u{6DD}",
        "\u{600}",
        "\u{61C}",
        " ",
        " ",
        " ",
        "  ",
        "\u{60C}",
        "\u{61B}",
        "\u{61F}",
        "\u{6D4}",
        "\u{66A}",
        "\u{66B}",
        "\u{66C}",
        ".",
        ",",
        ":",
        ";",
        "!",
        "?",
        "1",
        "25",
        "\u{661}",
        "\u{6F3}",
        "a",
        "bC",
        "\u{E9}",
        "e\u{301}",
        "\u{5D0}",
        "\u{5D1}",
        "\u{5B8}",
        "\u{5F3}",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\u{27E8}",
        "\u{27E9}",
        "\u{2329}",
        "\u{3009}",
        "\u{FD3E}",
        "\u{FD3F}",
        "\u{AB}",
        "\u{BB}",
        "\u{201C}",
        "\u{201D}",
        "\u{2018}",
        "\"",
        "'",
        "-",
        "\u{2010}",
        "\u{2013}",
        "\u{2014}",
        "\u{2E3A}",
        "/",
        "\\",
        "%",
        "$",
        "\u{20AC}",
        "+",
        "#",
        "@",
        "&",
        "*",
        "=",
        "\u{B0}",
        "\u{BF}",
        "\u{A1}",
        "\u{2026}",
        "\u{2024}",
        "\u{A0}",
        "\u{202F}",
        "\u{2060}",
        "\u{FEFF}",
        "\u{200B}",
        "\u{200C}",
        "\u{200D}",
        "\u{200E}",
        "\u{200F}",
        "\u{AD}",
        "\u{34F}",
        "\u{202A}",
        "\u{202B}",
        "\u{202C}",
        "\u{202D}",
        "\u{202E}",
        "\u{2066}",
        "\u{2067}",
        "\u{2068}",
        "\u{2069}",
        "\t",
        "\n",
        "\r\n",
        "\u{B}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{1F}",
        "\u{0}",
        "\u{1F600}",
        "\u{1F1EA}",
        "\u{1F1EC}",
        "\u{1F468}\u{200D}\u{1F469}",
        "\u{FE0F}",
        "\u{20E3}",
        "\u{3042}",
        "\u{30FC}",
        "\u{4E00}",
        "\u{3000}",
        "\u{FF08}",
        "\u{AC00}",
        "\u{1100}",
        "\u{915}\u{94D}\u{937}",
        "\u{FDFA}",
        "\u{FEFB}",
        "\u{FE8E}",
        "\u{10FFFD}",
        "\u{FFFC}",
        "\u{1E900}",
        "\u{10A00}",
        "\u{1806}",
        "\u{F0B}",
    ];

    /// Most of a real text is simple.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            2 => prop::sample::select(&PIECES[..22]),
            1 => prop::sample::select(PIECES),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        #[test]
        fn stretches_and_islands_say_what_the_whole_analysis_says(text in text()) {
            let [quick, whole] = both(&text);
            prop_assert_eq!(&quick.facts, &whole.facts);
            prop_assert_eq!(&quick.runs, &whole.runs);
            prop_assert_eq!(quick.base_level, whole.base_level);
        }
    }

    #[test]
    fn every_short_text_of_simple_characters_and_one_that_is_not_agrees() {
        let letters = ["\u{643}", "\u{64E}", " ", "\u{61F}", ".", "\u{640}"];
        let others = [
            "5", "a", "(", ")", "\u{AB}", "-", "\u{200D}", "\u{A0}", "\n", "\u{2067}",
        ];
        for other in others {
            let alphabet = [&letters[..], &[other]].concat();
            for number in 0..alphabet.len().pow(5) {
                let mut rest = number;
                let mut text = String::new();
                for _ in 0..5 {
                    text.push_str(alphabet[rest % alphabet.len()]);
                    rest /= alphabet.len();
                }
                assert!(agrees(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn arabic_words_alone_are_never_an_island_and_a_number_makes_a_small_one() {
        let mut stretches = Stretches::default();
        let words = "\u{643}\u{644}\u{64E}\u{651} \u{634}\u{64A}\u{621}\u{60C} ".repeat(100);
        stretches.collect(&words, &mut Vec::new());
        assert_eq!(stretches.islands, []);
        let text = format!("{words}\u{639}\u{627}\u{645} (2026) {words}");
        stretches.collect(&text, &mut Vec::new());
        let [island] = stretches.islands.as_slice() else {
            panic!("{:?}", stretches.islands);
        };
        assert_eq!(&text[island.bytes.clone()], "\u{639}\u{627}\u{645} (2026) ");
    }
}
