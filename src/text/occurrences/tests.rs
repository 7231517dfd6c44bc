//! Occurrences drawn inside their texts, in
//! `tests/fixtures/text/occurrences.tsv`.

use proptest::prelude::*;

use super::*;

const TABLE: &str = include_str!("../../../tests/fixtures/text/occurrences.tsv");

fn article(text: &str) -> Article {
    Article::new(text, false).unwrap()
}

/// The text with its occurrences in the table's brackets.
fn drawn(name: &str, text: &str) -> String {
    let mut drawn = String::new();
    let mut at = 0;
    for found in occurrences(&article(text), name) {
        let [open, close] = match found.place {
            Place::Alone => ["[", "]"],
            Place::AfterClitics => ["{", "}"],
            Place::Glued => ["<", ">"],
            Place::Inside => ["(", ")"],
        };
        drawn.push_str(&text[at..found.span.start.0]);
        drawn.push_str(open);
        if found.spelling == Spelling::Same {
            drawn.push('!');
        }
        drawn.push_str(&text[found.span.range()]);
        drawn.push_str(close);
        at = found.span.end.0;
    }
    drawn + &text[at..]
}

#[test]
fn every_occurrence_of_the_table_is_found_and_named() {
    let mut wrong = Vec::new();
    for row in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let (name, expected) = row.split_once('\t').unwrap();
        let text = expected.replace(['[', ']', '{', '}', '<', '>', '(', ')', '!'], "");
        let found = drawn(name, &text);
        if found != expected {
            wrong.push(format!("{name}: {found}\nexpected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// "Alliance" and "Lebanon", with and without what may stand before them.
const ALLIANCE: &str = "\u{62A}\u{62D}\u{627}\u{644}\u{641}";
const LEBANON: &str = "\u{644}\u{628}\u{646}\u{627}\u{646}";

#[test]
fn a_name_after_two_lams_is_known_by_its_other_places() {
    let name = |text: &str, marked: &str| {
        let start = text.find(marked).unwrap();
        name_at(&article(text), ByteSpan::new(start, start + marked.len()))
    };
    let lost = format!("\u{644}{ALLIANCE}");
    let whole = format!("\u{627}\u{644}{ALLIANCE}");
    assert_eq!(name(&format!("\u{644}{lost} {whole}"), &lost), whole);
    assert_eq!(name(&format!("\u{644}{lost}"), &lost), lost);
    let marked = format!("\u{644}{LEBANON} \u{648}{LEBANON} {LEBANON}");
    assert_eq!(name(&marked, LEBANON), LEBANON);
    assert_eq!(name(&whole, &whole), whole);
}

#[test]
fn a_name_of_nothing_is_nowhere() {
    for name in ["", "  ", "\u{64B}", "\u{640}"] {
        assert!(occurrences(&article("a \u{64B} b"), name).is_empty());
    }
}

#[test]
fn one_endless_word_takes_no_longer_than_a_text() {
    let text = "\u{628}".repeat(30_000);
    let found = occurrences(&article(&text), "\u{628}\u{628}");
    assert!(found.iter().all(|one| one.place == Place::Inside));
}

proptest! {
    #[test]
    fn occurrences_ascend_whole_and_apart_however_the_text_is_cut(
        text in "[\u{627}\u{644}\u{648}\u{628}\u{629}\u{64E}\u{640}\u{FEFB} a1.,\u{600}\u{200F}]{0,60}",
        name in "[\u{627}\u{644}\u{648}\u{628}\u{629}\u{64E} a1]{1,5}",
        step in 1_usize..40,
    ) {
        let article = article(&text);
        let found = occurrences(&article, &name);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for one in &found {
            prop_assert!(!one.span.is_empty());
            prop_assert!(article.is_grapheme_boundary(one.span.start));
            prop_assert!(article.is_grapheme_boundary(one.span.end));
            if one.spelling == Spelling::Same {
                prop_assert_eq!(article.slice(one.span), name.trim());
            }
        }
        if let Some(mut search) = Occurrences::new(article, &name) {
            let mut cut = Vec::new();
            while !search.is_done() {
                search.advance(step, &mut cut);
            }
            prop_assert_eq!(cut, found);
        }
    }

    #[test]
    fn a_name_put_into_a_text_is_found_there(
        before in "[\u{627}\u{62D}\u{645} ]{0,20}",
        after in "[\u{627}\u{62D}\u{645} ]{0,20}",
        clitic in prop::sample::select(vec!["", "\u{648}", "\u{628}", "\u{648}\u{628}", "\u{641}"]),
    ) {
        let name = "\u{628}\u{63A}\u{62F}\u{627}\u{62F}";
        let text = format!("{before} {clitic}{name} {after}");
        let found = occurrences(&article(&text), name);
        let start = before.len() + 1 + clitic.len();
        let place = if clitic.is_empty() { Place::Alone } else { Place::AfterClitics };
        let expected = Occurrence {
            span: ByteSpan::new(start, start + name.len()),
            spelling: Spelling::Same,
            place,
        };
        prop_assert_eq!(found, vec![expected]);
    }
}
