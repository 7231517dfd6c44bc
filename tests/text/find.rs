//! Finding: every place is found, once, whole, and however the text is cut.

use hashiya::text::find::{Hit, Query, Search};
use hashiya::text::fold::{Folded, fold};
use hashiya::text::{Article, ByteOffset, ByteSpan};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::any_text;
use crate::typeset::properties::cases;

fn query(text: &str, folded: bool, whole_words: bool) -> Query {
    Query {
        text: text.to_owned(),
        folded,
        whole_words,
    }
}

/// All hits of a search that goes so many bytes at a time.
fn search(article: &Article, query: &Query, piece: usize) -> Vec<ByteSpan> {
    let mut hits = Vec::new();
    if let Some(mut search) = Search::new(article.clone(), query) {
        while !search.is_done() {
            search.advance(piece, &mut hits);
        }
    }
    hits.into_iter().map(Hit::span).collect()
}

fn found<'t>(text: &'t str, query: &Query) -> Vec<&'t str> {
    let article = Article::new(text, false).unwrap();
    let hits = search(&article, query, usize::MAX);
    hits.into_iter().map(|hit| &text[hit.range()]).collect()
}

#[test]
fn a_folded_search_finds_every_spelling_with_its_marks() {
    // Amman with marks, with tatweel, in presentation forms, and inside a word.
    let text = "\u{639}\u{64E}\u{645}\u{651}\u{627}\u{646} \u{639}\u{645}\u{640}\u{627}\u{646}\u{64F} \
                \u{FECB}\u{FEE4}\u{FE8E}\u{FEE5} \u{644}\u{639}\u{645}\u{627}\u{646}\u{64A}";
    let words: Vec<&str> = text.split(' ').collect();
    let amman = "\u{639}\u{645}\u{627}\u{646}";
    let hits = found(text, &query(amman, true, false));
    assert_eq!(hits, [words[0], words[1], words[2], amman]);
    assert_eq!(found(text, &query(amman, false, false)), [amman]);
    assert_eq!(found(text, &query(amman, true, true)), words[..3]);
}

#[test]
fn digits_of_every_kind_and_capital_letters_are_found() {
    let text = "560 \u{665}\u{666}\u{660} \u{6F5}\u{6F6}\u{6F0} 1560 NATO Nato nato";
    assert_eq!(found(text, &query("560", true, true)).len(), 3);
    assert_eq!(found(text, &query("\u{6F5}\u{666}0", true, false)).len(), 4);
    assert_eq!(found(text, &query("Nato", true, false)).len(), 3);
    assert_eq!(found(text, &query("Nato", false, false)), ["Nato"]);
}

#[test]
fn a_vowel_mark_alone_finds_itself() {
    let text = "\u{628}\u{651} \u{628} \u{62A}\u{651}";
    let hits = found(text, &query("\u{651}", true, false));
    assert_eq!(hits, ["\u{628}\u{651}", "\u{62A}\u{651}"]);
    assert!(found(text, &query("", true, false)).is_empty());
}

#[test]
fn a_hit_is_found_across_any_number_of_invisible_characters() {
    let text = format!("\u{628}{}\u{62A} x", "\u{200B}\u{64B}".repeat(40_000));
    let hits = found(&text, &query("\u{628}\u{62A}", true, false));
    assert_eq!(hits, [text.trim_end_matches(" x")]);
}

/// Each hit would have to find the ends of the cluster anew.
#[test]
fn a_cluster_as_long_as_the_text_is_gone_through_once() {
    let marks = "\u{651}".repeat(500_000);
    let text = format!("a\u{628}{marks}b \u{651}");
    let hits = found(&text, &query("\u{651}", false, false));
    assert_eq!(hits, [&text[1..3 + marks.len()], " \u{651}"]);
    assert!(found(&text, &query("\u{651}\u{651}", false, true)).is_empty());
    let family = "\u{1F468}\u{200D}".repeat(200_000) + "\u{1F467}";
    assert_eq!(found(&family, &query("\u{1F468}", true, true)), [&family]);
}

#[test]
fn part_of_a_family_stands_for_the_whole() {
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}";
    let text = format!("a{family}b");
    assert_eq!(found(&text, &query("\u{1F469}", true, false)), [family]);
    assert_eq!(found(&text, &query("\u{1F469}", false, false)), [family]);
}

#[test]
fn a_failed_whole_word_does_not_hide_one_that_overlaps_it() {
    assert_eq!(found("xa a a", &query("a a", false, true)), ["a a"]);
    assert_eq!(found("xa a a", &query("A A", true, true)), ["a a"]);
}

#[test]
fn hits_that_meet_a_span_are_found_by_their_place() {
    let hits: Vec<Hit> = [(0, 2), (4, 6), (6, 9), (20, 21)]
        .map(|(start, end)| Hit::from(ByteSpan::new(start, end)))
        .into();
    let met = |start, end| Hit::meeting(&hits, ByteSpan::new(start, end)).len();
    assert_eq!(
        [met(0, 100), met(5, 7), met(2, 4), met(9, 20), met(8, 21)],
        [4, 2, 0, 0, 2]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn every_place_is_found_once_and_whole_however_the_text_is_cut(
        text in any_text(),
        at in any::<prop::sample::Index>(),
        length in 1usize..6,
        repeats in 1usize..4,
        folded in any::<bool>(),
        whole_words in any::<bool>(),
        piece in 1usize..40,
    ) {
        // What is looked for comes from the text, so that there is something to find.
        let chars: Vec<char> = text.chars().collect();
        let from = at.index(chars.len() + 1);
        let needle: String = chars.iter().skip(from).take(length).collect();
        let text = text.repeat(repeats);
        let query = query(&needle, folded, whole_words);
        let article = Article::new(text.as_str(), false).unwrap();
        let hits = search(&article, &query, usize::MAX);
        prop_assert_eq!(&search(&article, &query, piece), &hits);

        let folded = folded && !fold(&needle).is_empty();
        let form = |text: &str| if folded { fold(text) } else { text.to_owned() };
        let mut end = ByteOffset(0);
        for hit in &hits {
            prop_assert!(end <= hit.start && !hit.is_empty());
            end = hit.end;
            prop_assert_eq!(article.snap_to_graphemes(*hit), *hit);
            prop_assert!(form(article.slice(*hit)).contains(&form(&needle)));
        }

        let mut bounds: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
        bounds.push(text.len());
        let is_word = |span: ByteSpan| [span.start.0, span.end.0].iter().all(|at| bounds.contains(at));
        if whole_words {
            prop_assert!(hits.iter().all(|&hit| is_word(hit)));
        }
        for place in places(&text, &form(&needle), folded) {
            let span = article.snap_to_graphemes(place);
            let wanted = !whole_words || is_word(span);
            let covered = hits.iter().any(|hit| hit.intersects(span));
            prop_assert!(!wanted || needle.is_empty() || covered, "{:?} {:?}", needle, place);
        }
    }
}

/// Every place of the needle, found the slow way, overlapping ones too.
fn places(text: &str, needle: &str, folded: bool) -> Vec<ByteSpan> {
    let copy = Folded::new(text);
    let whole = if folded { copy.text() } else { text };
    let starts = (0..whole.len()).filter(|&at| whole.is_char_boundary(at));
    starts
        .filter(|&at| !needle.is_empty() && whole[at..].starts_with(needle))
        .filter_map(|at| match folded {
            true => copy.source(at..at + needle.len()),
            false => Some(ByteSpan::new(at, at + needle.len())),
        })
        .collect()
}
