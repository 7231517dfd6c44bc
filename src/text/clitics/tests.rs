//! Real words, cut by hand in `tests/fixtures/text/clitics.tsv`.

use proptest::prelude::*;

use super::*;

const WORDS: &str = include_str!("../../../tests/fixtures/text/clitics.tsv");

fn article(text: &str) -> Article {
    Article::new(text, false).unwrap()
}

fn whole(article: &Article) -> ByteSpan {
    ByteSpan {
        start: ByteOffset(0),
        end: article.len(),
    }
}

/// The word with a sign at each stop.
fn cut(word: &str) -> String {
    let article = article(word);
    let mut cut = String::new();
    let mut from = 0;
    for stop in stops(&article, whole(&article)) {
        cut.push_str(&word[from..stop.at.0]);
        cut.push(match (stop.kind, stop.rank) {
            (StopKind::Glued, _) => '|',
            (StopKind::Pronoun, _) => '=',
            (_, Rank::Likely) => '+',
            (_, Rank::Possible) => '-',
            (_, Rank::Doubtful) => '?',
        });
        from = stop.at.0;
    }
    cut + &word[from..]
}

#[test]
fn every_word_of_the_table_is_cut_as_it_says() {
    let mut wrong = Vec::new();
    let rows = WORDS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    for row in rows {
        let (expected, bare) = row.split_once('\t').unwrap();
        let word = expected.replace(['+', '-', '?', '|', '='], "");
        let found = cut(&word);
        if found != expected {
            wrong.push(format!("{found}, expected {expected}"));
        }
        let article = article(&word);
        let toggled = without_clitics(&article, whole(&article));
        let toggled = toggled.map_or("", |span| article.slice(span));
        if toggled != bare {
            wrong.push(format!("{word} steps to {toggled:?}, expected {bare:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_word_and_its_name_are_stepped_between() {
    let article =
        article("\u{641}\u{64A} \u{648}\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}\u{60C}");
    let word = article.word_at(ByteOffset(5));
    let name = toggle_clitics(&article, word).unwrap();
    assert_eq!(name, ByteSpan::new(7, word.end.0));
    assert_eq!(toggle_clitics(&article, name), Some(word));
    let other = ByteSpan::new(9, word.end.0);
    assert_eq!(toggle_clitics(&article, other), None);
    let preposition = article.word_at(ByteOffset(0));
    assert_eq!(toggle_clitics(&article, preposition), None);
}

#[test]
fn steps_visit_each_stop_and_word_start_and_come_back() {
    // "fi wa|al|iraq, Baghdad": starts of words, and the stops inside them.
    let text = "\u{641}\u{64A} \u{648}\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}\u{60C} \u{645}\u{635}\u{631}";
    let article = article(text);
    let walk = |edge| {
        let mut at = ByteOffset(0);
        let mut places = vec![at.0];
        while at < article.len() {
            at = next_stop(&article, at, edge);
            places.push(at.0);
        }
        let mut back = vec![at.0];
        while at > ByteOffset(0) {
            at = previous_stop(&article, at, edge);
            back.push(at.0);
        }
        back.reverse();
        assert_eq!(places, back);
        places
    };
    assert_eq!(walk(Edge::Start), [0, 5, 7, 11, 22, 28]);
    assert_eq!(walk(Edge::End), [0, 4, 19, 28]);
}

#[test]
fn only_clitics_stand_before_a_name_or_something_else_does() {
    let waw = "\u{648}";
    let fa = "\u{641}";
    let ba = "\u{628}";
    let lam = "\u{644}";
    let al = "\u{627}\u{644}";
    let yes = [
        "".to_owned(),
        waw.into(),
        fa.into(),
        ba.into(),
        lam.into(),
        format!("{waw}{ba}"),
        format!("{fa}{lam}"),
        format!("{waw}\u{64E}{ba}\u{650}"),
        format!("{ba}\u{640}"),
    ];
    for before in &yes {
        assert!(only_clitics(before, true), "{before}");
        assert!(only_clitics(before, false), "{before}");
    }
    let only_without_article = [
        al.to_owned(),
        format!("{waw}{al}"),
        format!("{ba}{al}"),
        format!("{waw}{ba}{al}"),
        format!("{lam}{lam}"),
        format!("{waw}{lam}{lam}"),
    ];
    for before in &only_without_article {
        assert!(!only_clitics(before, true), "{before}");
        assert!(only_clitics(before, false), "{before}");
    }
    let no = [
        format!("{waw}{fa}"),
        format!("{ba}{waw}"),
        format!("{al}{waw}"),
        format!("{ba}{ba}"),
        "\u{633}\u{648}\u{631}\u{64A}\u{627}\u{648}".into(),
        "\u{627}".into(),
        "a".into(),
        "\u{623}\u{644}".into(),
    ];
    for before in &no {
        assert!(!only_clitics(before, true), "{before}");
        assert!(!only_clitics(before, false), "{before}");
    }
}

#[test]
fn a_hamza_written_as_a_mark_is_still_no_article() {
    let composed = "\u{623}\u{644}\u{645}\u{627}\u{646}\u{64A}\u{627}";
    let decomposed = "\u{627}\u{654}\u{644}\u{645}\u{627}\u{646}\u{64A}\u{627}";
    assert!(!begins_with_article(composed));
    assert!(!begins_with_article(decomposed));
    assert!(begins_with_article(
        "\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}"
    ));
}

/// Looked at piece by piece these would take minutes.
#[test]
fn long_runs_of_what_is_no_word_are_passed_at_once() {
    for between in [" ", ". ", "\u{A0}\u{60C}", "\u{1F600}"] {
        let middle = between.repeat(4_000_000 / between.len());
        let article = article(&format!("ab{middle}cd\u{64E}{middle}"));
        let (first, second) = (ByteOffset(2), ByteOffset(2 + middle.len()));
        let end = ByteOffset(second.0 + 4);
        assert_eq!(next_stop(&article, first, Edge::Start), second);
        assert_eq!(next_stop(&article, first, Edge::End), end);
        assert_eq!(next_stop(&article, end, Edge::Start), article.len());
        assert_eq!(previous_stop(&article, article.len(), Edge::End), end);
        assert_eq!(previous_stop(&article, article.len(), Edge::Start), second);
        assert_eq!(previous_stop(&article, second, Edge::Start), ByteOffset(0));
        assert_eq!(previous_stop(&article, second, Edge::End), first);
        assert_eq!(previous_stop(&article, first, Edge::End), ByteOffset(0));
    }
}

proptest! {
    #[test]
    fn stops_ascend_inside_the_word_between_clusters(
        word in "[\u{648}\u{641}\u{628}\u{644}\u{643}\u{627}\u{629}\u{649}\u{645}\u{647}\u{64E}\u{640}\u{FEFB}\u{600}a1\u{200D}\u{200F}]{0,12}"
    ) {
        let article = article(&word);
        let found = inner_stops(&word);
        prop_assert!(found.windows(2).all(|pair| pair[0].at < pair[1].at));
        for stop in found {
            prop_assert!(stop.at > ByteOffset(0) && stop.at < article.len());
            prop_assert!(article.is_grapheme_boundary(stop.at));
        }
    }

    #[test]
    fn stepping_always_ends(text in "\\PC{0,40}", at in 0usize..200) {
        let article = article(&text);
        for edge in [Edge::Start, Edge::End] {
            let start = article.grapheme_floor(ByteOffset(at));
            let next = next_stop(&article, start, edge);
            prop_assert!(next > start || start == article.len());
            prop_assert!(article.is_grapheme_boundary(next));
            let previous = previous_stop(&article, start, edge);
            prop_assert!(previous < start || start == ByteOffset(0));
            prop_assert!(article.is_grapheme_boundary(previous));
        }
    }
}
