//! What must hold for every text, tried with random strings: the checks are in
//! [`super::checks`].

use std::sync::Arc;

use hashiya::typeset::{Base, FontStack, Measure};
use proptest::prelude::*;

use super::checks::{Case, check, check_drag, check_walk_through};

/// Characters that have tripped typesetters: letters of both directions,
/// digits of three kinds, marks, joiners, brackets, controls, separators.
pub const TRICKY: &[char] = &[
    '\u{627}',
    '\u{644}',
    '\u{628}',
    '\u{645}',
    '\u{647}',
    '\u{6A9}',
    '\u{64E}',
    '\u{651}',
    '\u{64B}',
    '\u{640}',
    '\u{621}',
    '\u{60C}',
    '\u{61F}',
    '\u{FDFA}',
    '\u{FEFB}',
    '\u{600}',
    '\u{5D0}',
    '\u{5B7}',
    'a',
    'Z',
    'e',
    '\u{301}',
    '0',
    '5',
    '\u{661}',
    '\u{6F5}',
    '%',
    '\u{66A}',
    '.',
    ',',
    '+',
    '-',
    '(',
    ')',
    '[',
    ']',
    '\u{AB}',
    '\u{BB}',
    '"',
    ' ',
    ' ',
    ' ',
    '\u{A0}',
    '\t',
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{200E}',
    '\u{200F}',
    '\u{202A}',
    '\u{202B}',
    '\u{202C}',
    '\u{202D}',
    '\u{202E}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{2028}',
    '\u{1D}',
    '\n',
    '\u{1F600}',
    '\u{1F1EA}',
    '\u{1F1EC}',
    '\u{1F468}',
    '\u{FE0F}',
    '\u{10FFFD}',
    '\u{3042}',
    '\u{AD}',
];

pub fn tricky_text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TRICKY), 0..longest)
        .prop_map(|chars| chars.into_iter().collect())
}

/// A text, a direction, a width, and where to point and what to select.
#[derive(Clone, Debug)]
struct Tried {
    text: String,
    base: Base,
    width_em: f32,
    probe: f32,
    select: (u32, u32),
}

impl Tried {
    fn case(&self) -> Case<'_> {
        Case {
            text: &self.text,
            base: self.base,
            measure: Measure {
                width: self.width_em * 16.0,
                size: 16.0,
            },
            stack: STACK.with(Arc::clone),
            probe: self.probe,
            select: self.select,
        }
    }
}

fn tried(longest: usize) -> impl Strategy<Value = Tried> {
    let base = prop::sample::select(vec![
        Base::RightToLeft,
        Base::RightToLeft,
        Base::LeftToRight,
        Base::FirstStrong,
    ]);
    let bytes = 2 * longest as u32;
    (
        tricky_text(longest),
        base,
        1.0f32..20.0,
        0.0f32..1.0,
        (0..bytes, 0..bytes),
    )
        .prop_map(|(text, base, width_em, probe, select)| Tried {
            text,
            base,
            width_em,
            probe,
            select,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn cells_tile_lines_and_places_and_offsets_answer_each_other(tried in tried(60)) {
        check(&tried.case());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases() / 10))]

    #[test]
    fn the_arrow_keys_lead_through_the_whole_text_and_back(tried in tried(30)) {
        check_walk_through(&tried.case());
    }

    #[test]
    fn a_drag_never_takes_a_part_of_a_character(
        tried in tried(60),
        from in (0usize..8, 0.0f32..1.0),
        to in (0usize..8, 0.0f32..1.0),
    ) {
        check_drag(&tried.case(), from, to);
    }
}

thread_local! {
    static STACK: Arc<FontStack> = super::naskh();
}

/// A hundred thousand, or as many as `HASHIYA_CASES` says.
pub fn cases() -> u32 {
    std::env::var("HASHIYA_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000)
}
