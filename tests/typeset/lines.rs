//! Where lines end in Arabic text: punctuation stays with its word, and space
//! at a line's end takes no room.

use hashiya::text::Article;
use hashiya::typeset::column::{Column, LineId};
use hashiya::typeset::{Base, Measure};
use proptest::prelude::*;

const SIZE: f32 = 16.0;

/// The lines of a text in a column of some width in em.
fn lines(text: &str, width_em: f32) -> Vec<String> {
    let article = Article::new(text, false).unwrap();
    let measure = Measure {
        width: width_em * SIZE,
        size: SIZE,
    };
    let mut column = Column::new(article.clone(), Base::RightToLeft, super::naskh(), measure);
    let mut lines = Vec::new();
    let mut id = Some(LineId::default());
    while let Some(at) = id {
        lines.push(article.slice(column.line_span(at)).to_owned());
        id = column.next_line(at);
    }
    lines
}

fn width_em(text: &str) -> f32 {
    let article = Article::new(text, false).unwrap();
    let measure = Measure {
        width: 1e6,
        size: SIZE,
    };
    let mut column = Column::new(article, Base::RightToLeft, super::naskh(), measure);
    let line = column.place_line(LineId::default());
    (line.x1 - line.x0) / SIZE
}

/// «He said»: a word to stand beside others.
const WORD: &str = "\u{642}\u{627}\u{644}";

/// The lines of a text that is a little too wide for one.
fn broken(text: &str) -> Vec<String> {
    lines(text, width_em(text) - 0.05)
}

#[test]
fn arabic_punctuation_stays_with_its_word() {
    let marks = [
        "\u{60C}", "\u{61B}", "\u{61F}", "\u{6D4}", ".", ",", "!", ":", ")", "]", "\u{BB}",
        "\u{201D}", "%", "\u{66A}", "\u{2026}",
    ];
    for mark in marks {
        let text = format!("{WORD} {WORD}{mark}");
        let last = format!("{WORD}{mark}");
        assert_eq!(broken(&text), [format!("{WORD} "), last], "{mark}");
    }
}

#[test]
fn a_comma_after_a_stray_space_does_not_begin_a_line() {
    for mark in ["\u{60C}", "\u{61B}", "\u{61F}", ".", "!", ")", "\u{BB}"] {
        let text = format!("{WORD} {WORD} {mark}");
        let lines = broken(&text);
        assert!(!lines[1].starts_with(mark), "{mark}: {lines:?}");
    }
}

#[test]
fn an_opening_quote_or_bracket_stays_with_the_word_after_it() {
    for mark in ["(", "[", "\u{AB}", "\u{201C}", "\u{2018}", "\u{2039}"] {
        let text = format!("{WORD} {mark}{WORD}");
        assert_eq!(broken(&text), [format!("{WORD} "), format!("{mark}{WORD}")]);
    }
}

#[test]
fn straight_quotes_stay_with_what_they_quote() {
    let text = format!("{WORD} \"{WORD}\" {WORD}");
    let narrow = lines(&text, width_em(&format!("\"{WORD}\"")) + 0.05);
    let [first, second, third] = [format!("{WORD} "), format!("\"{WORD}\" "), WORD.to_owned()];
    assert_eq!(narrow, [first, second, third]);
}

#[test]
fn numbers_keep_their_signs_and_their_parts() {
    for number in [
        "12,400",
        "98.4",
        "-3.2%",
        "$41.7",
        "\u{661}\u{66C}\u{662}\u{663}\u{664}",
        "10:30",
    ] {
        let text = format!("{WORD} {number}");
        assert_eq!(broken(&text), [format!("{WORD} "), number.to_owned()]);
    }
}

#[test]
fn no_break_spaces_and_word_joiners_hold_and_a_zero_width_space_parts() {
    for glue in ["\u{A0}", "\u{2060}", "\u{202F}", "\u{FEFF}"] {
        let pair = format!("{WORD}{glue}{WORD}");
        let text = format!("{WORD} {pair}");
        assert_eq!(broken(&text), [format!("{WORD} "), pair]);
    }
    let text = format!("{WORD} {WORD}\u{200B}{WORD}");
    let first = format!("{WORD} {WORD}\u{200B}");
    assert_eq!(broken(&text), [first, WORD.to_owned()]);
}

#[test]
fn space_at_the_end_of_a_line_hangs() {
    let two = format!("{WORD} {WORD}");
    let width = width_em(&two) + 0.01;
    let text = format!("{two}{}{WORD}", " ".repeat(30));
    let lines = lines(&text, width);
    assert_eq!(lines, [format!("{two}{}", " ".repeat(30)), WORD.to_owned()]);
}

fn word() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        '\u{628}', '\u{627}', '\u{644}', '\u{645}', '\u{647}', '\u{5D0}', 'a', 'N', '7', '\u{663}',
    ]);
    let before = prop::sample::select(vec!["", "", "", "(", "\u{AB}", "[", "\u{201C}"]);
    let after = prop::sample::select(vec![
        "",
        "",
        "",
        "\u{60C}",
        ".",
        ")",
        "\u{BB}",
        "\u{61F}",
        "!\u{BB}",
        "\u{61B}",
        "]",
        "\u{201D}\u{60C}",
    ]);
    (before, prop::collection::vec(letters, 1..7), after).prop_map(|(before, letters, after)| {
        let letters: String = letters.into_iter().collect();
        format!("{before}{letters}{after}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::properties::cases() / 50))]

    #[test]
    fn no_line_begins_with_closing_or_ends_with_opening_punctuation(
        words in prop::collection::vec(word(), 1..14),
        more in 0.01f32..12.0,
    ) {
        let text = words.join(" ");
        let longest = words.iter().map(|word| width_em(word)).fold(0.0, f32::max);
        let lines = lines(&text, longest + more);
        let mut at = 0;
        for line in &lines {
            // Words are narrower than the line, so it ends between them.
            at += line.len();
            prop_assert!(at == text.len() || line.ends_with(' '), "{:?}", lines);
            let first = line.chars().next().unwrap_or('a');
            prop_assert!(!".,!:;)]\u{BB}\u{201D}\u{60C}\u{61B}\u{61F}".contains(first), "{:?}", lines);
            let last = line.trim_end().chars().next_back().unwrap_or('a');
            prop_assert!(!"([\u{AB}\u{201C}".contains(last), "{:?}", lines);
        }
    }
}
