//! Folding against Unicode's data: what is equal in NFKC, or but for its case,
//! folds alike; and the map back is whole, whatever the text.

use std::io::Read;

use hashiya::text::fold::{Folded, fold, fold_char, folded_chars};
use proptest::prelude::*;

use crate::typeset::properties::{cases, tricky_text};

fn unpacked(packed: &[u8]) -> String {
    let mut data = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut data)
        .unwrap();
    data
}

/// The text that a field of Unicode's files gives in hexadecimal.
fn chars(field: &str) -> String {
    field
        .split_whitespace()
        .map(|hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap())
        .collect()
}

/// `NormalizationTest.txt` without the Hangul syllables.
#[test]
fn texts_that_unicode_calls_compatible_fold_alike() {
    let data = unpacked(include_bytes!(
        "../fixtures/unicode/NormalizationTest.txt.gz"
    ));
    let mut cases = 0;
    for line in data.lines().filter(|line| !line.starts_with(['#', '@'])) {
        let forms: Vec<String> = line.split(';').take(5).map(chars).collect();
        if forms.len() < 5 {
            continue;
        }
        // Nuktas and viramas are kept as they stand; in which order a text
        // has two of them on one letter is not unified.
        let folded: Vec<String> = forms.iter().map(|form| sorted(&fold(form))).collect();
        assert!(
            folded.iter().all(|it| *it == folded[0]),
            "{line}: {folded:?}"
        );
        cases += 1;
    }
    assert!(cases > 8_000, "{cases}");
}

/// The characters of a text in one order, for texts of which only the order of
/// marks may differ.
fn sorted(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

#[test]
fn texts_that_differ_in_case_fold_alike() {
    let data = unpacked(include_bytes!("../fixtures/unicode/CaseFolding.txt.gz"));
    let mut cases = 0;
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        let &[from, kind, to, ..] = fields.as_slice() else {
            continue;
        };
        let (from, to) = (chars(from), chars(to));
        // Turkish has rules of its own; a Greek iota that stands under its
        // letter is a mark here, and letters' marks are dropped.
        let iota = fold(&from) != fold(&to) && to.ends_with('\u{3B9}');
        if matches!(kind, "C" | "F") && !iota {
            assert_eq!(fold(&from), fold(&to), "{line}");
            cases += 1;
        }
    }
    assert!(cases > 1_400, "{cases}");
}

#[test]
fn what_arabic_writers_spell_differently_folds_alike() {
    for (one, other) in [
        // vowel marks, shadda, superscript alef, tatweel
        (
            "\u{639}\u{64E}\u{645}\u{651}\u{64E}\u{627}\u{646}",
            "\u{639}\u{645}\u{627}\u{646}",
        ),
        ("\u{647}\u{670}\u{630}\u{627}", "\u{647}\u{630}\u{627}"),
        ("\u{645}\u{640}\u{640}\u{62F}", "\u{645}\u{62F}"),
        // hamza on alef, alef with madda, alef wasla
        (
            "\u{623}\u{625}\u{622}\u{671}",
            "\u{627}\u{627}\u{627}\u{627}",
        ),
        // waw and yeh with hamza, alef maksura, Persian yeh and kaf, teh marbuta
        (
            "\u{624}\u{626}\u{649}\u{6CC}\u{6A9}\u{629}",
            "\u{648}\u{64A}\u{64A}\u{64A}\u{643}\u{647}",
        ),
        // digits, decimal and thousands separators, percent sign
        (
            "\u{661}\u{66C}\u{662}\u{663}\u{66B}\u{665}\u{66A}",
            "1,23.5%",
        ),
        ("\u{6F0}\u{6F9}", "09"),
        // presentation forms, lam-alef, the ligature of Allah
        ("\u{FEF7}\u{FEE3}", "\u{644}\u{627}\u{645}"),
        ("\u{FDF2}", "\u{627}\u{644}\u{644}\u{647}"),
        // Quranic signs, bidi and zero-width controls
        ("\u{644}\u{6D6}\u{6DD}\u{6ED}", "\u{644}"),
        (
            "\u{202B}\u{645}\u{200C}\u{646}\u{200F}\u{2067}\u{61C}\u{FEFF}",
            "\u{645}\u{646}",
        ),
        // Latin, Greek
        ("NATO Stra\u{DF}e \u{C9}", "nato strasse e"),
        ("\u{3A3}\u{3C2}", "\u{3C3}\u{3C3}"),
    ] {
        assert_eq!(fold(one), fold(other), "{one:?} {other:?}");
    }
    let other_letters = [
        "\u{62D}", "\u{62E}", "\u{62C}", "\u{6D2}", "\u{621}", "\u{6BE}",
    ];
    for letter in other_letters {
        assert_eq!(fold(letter), letter);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn folding_is_idempotent_and_its_map_goes_back(text in any_text()) {
        let folded = Folded::new(&text);
        prop_assert_eq!(folded.text(), fold(&text));
        prop_assert_eq!(fold(folded.text()), folded.text());

        // The spans are in order, on characters, and hold what folds to this.
        let mut before = 0..0;
        for (c, span) in folded_chars(&text) {
            prop_assert!(span == before || span.start >= before.end, "{:?} {:?}", before, span);
            prop_assert!(fold(&text[span.clone()]).contains(c));
            before = span;
        }

        // Each place of the folded text leads to source characters that fold
        // to what is there, and all between two places is between their sources.
        let bounds: Vec<usize> = (0..=folded.text().len())
            .filter(|&at| folded.text().is_char_boundary(at))
            .collect();
        let mut last_start = 0;
        for pair in bounds.windows(2) {
            let source = folded.source(pair[0]..pair[1]).unwrap();
            prop_assert!(source.start.0 >= last_start);
            last_start = source.start.0;
            prop_assert!(fold(&text[source.range()]).contains(&folded.text()[pair[0]..pair[1]]));
            let rest = folded.source(pair[0]..folded.text().len()).unwrap();
            prop_assert!(fold(&text[rest.range()]).ends_with(&folded.text()[pair[0]..]));
        }

        // What the map leaves out folds to nothing.
        let mut at = 0;
        for (_, span) in folded_chars(&text) {
            if span.start > at {
                prop_assert_eq!(fold(&text[at..span.start]), "");
            }
            at = at.max(span.end);
        }
        prop_assert_eq!(fold(&text[at..]), "");
    }

    #[test]
    fn what_is_dropped_changes_nothing_wherever_it_stands(
        text in any_text(),
        at in any::<prop::sample::Index>(),
        dropped in prop::sample::select(
            vec!['\u{64B}', '\u{65F}', '\u{670}', '\u{640}', '\u{6DD}', '\u{200D}', '\u{202E}', '\u{2069}', '\u{FE0F}'],
        ),
    ) {
        prop_assert_eq!(fold_char(dropped).count(), 0);
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        let (before, after) = text.split_at(at);
        prop_assert_eq!(fold(&format!("{before}{dropped}{after}")), fold(&text));
    }
}

/// Arabic, Latin, marks and controls mixed, or any characters at all.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => tricky_text(40), 1 => "\\PC{0,20}"]
}
