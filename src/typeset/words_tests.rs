//! Tests of copied words: they are those of runs shaped whole.

use crate::typeset::{Base, Family, FontStack, Fonts, Shaper, Weight};
use proptest::prelude::*;

const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\u{627}",
    "\u{644}",
    "\u{628}",
    "\u{645}",
    "\u{647}",
    "\u{643}",
    "\u{6CC}",
    "\u{6AF}",
    "\u{640}",
    "\u{621}",
    "\u{644}\u{627}",
    "\u{627}\u{644}\u{644}\u{647}",
    "\u{64E}",
    "\u{651}\u{64B}",
    "\u{670}",
    "\u{654}",
    "\u{6DD}",
    "\u{6E5}",
    "\u{60C}",
    "\u{61F}",
    ".",
    ":",
    "!",
    "-",
    "/",
    "(",
    ")",
    "[",
    "\u{AB}",
    "\u{BB}",
    "12",
    "\u{661}\u{662}",
    "%",
    "NATO",
    "fi",
    "AV",
    "e\u{301}",
    "\u{E9}",
    "\u{5D0}\u{5B7}",
    "\u{200C}",
    "\u{200D}",
    "\u{200B}",
    "\u{200F}",
    "\u{2067}",
    "\u{2069}",
    "\u{A0}",
    "\u{AD}",
    "\u{FE0F}",
    "\u{34F}",
    "\u{FDFA}",
    "\u{FEFB}",
    "\u{2044}",
    "\u{1F600}",
    "\t",
    "\u{2028}",
    "\u{643}\u{62A}\u{627}\u{628} ",
    "\u{648}\u{627}\u{644}\u{639}\u{631}\u{628} ",
    "\u{642}\u{627}\u{644}\u{60C} ",
    "\u{631}\u{648}\u{633}\u{64A}\u{627} ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30_000))]

    #[test]
    fn copied_words_are_those_of_runs_shaped_whole(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        base in prop::sample::select(&[Base::RightToLeft, Base::LeftToRight]),
    ) {
        let text = pieces.concat();
        TOOLS.with_borrow_mut(|(shaper, stacks)| -> Result<(), TestCaseError> {
            for stack in stacks {
                let whole = shaper.shape_without_words(&text, base, stack);
                prop_assert_eq!(&shaper.shape(&text, base, stack), &whole);
                // Once more, with every word known.
                prop_assert_eq!(&shaper.shape(&text, base, stack), &whole);
            }
            Ok(())
        })?;
    }
}

thread_local! {
    static TOOLS: std::cell::RefCell<(Shaper, Vec<FontStack>)> = {
        let fonts = Fonts::bundled().unwrap();
        let stacks = Family::ALL.into_iter().map(|family| {
            FontStack::new(fonts.clone(), family, Weight::Regular)
        });
        let bold = FontStack::new(fonts.clone(), Family::NotoNaskh, Weight::Bold);
        (Shaper::default(), stacks.chain([bold]).collect()).into()
    };
}

#[test]
fn memory_for_words_is_bounded() {
    let fonts = Fonts::bundled().unwrap();
    let stack = FontStack::new(fonts, Family::NotoNaskh, Weight::Regular);
    let mut shaper = Shaper::default();
    let letters: Vec<char> = ('\u{628}'..='\u{63A}').collect();
    let letter = |n: usize| letters[n % letters.len()];
    let mut most = 0;
    for number in 0..120_000_usize {
        let word: String = (0..6)
            .map(|i| letter(number / letters.len().pow(i)))
            .collect();
        shaper.shape(&word, Base::RightToLeft, &stack);
        most = most.max(shaper.words.bytes());
    }
    assert!(most > super::KEPT_BYTES / 2);
    assert!(most < super::KEPT_BYTES + 4096);
}

#[test]
fn a_shaper_can_be_given_to_a_thread() {
    fn given<T: Send>() {}
    given::<Shaper>();
    given::<crate::typeset::LineCounter>();
}
