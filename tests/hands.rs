//! Fast hands: edges, words and all else that is done to annotations on the
//! page, by pointer and keys in the real window, each with its undo.

use egui::{Event, Key, Modifiers};
use hashiya::document::AnnotationId;

use crate::reading::{Driven, click, marked, open, point, selected};
use crate::window::{app, press, select};

/// «… and in Baghdad, and Peter said; in Cairo and for Iraq.»
const TEXT: &str = "زار وبغداد، وقال بيتر؛ وبالقاهرة وللعراق. قال العراق.وأضاف";

const NONE: Modifiers = Modifiers::NONE;
const ALT: Modifiers = Modifiers::ALT;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// Presses a key as an Arabic layout does: it prints a letter there.
fn arabic_press(harness: &mut Driven, key: Key, printed: &str, modifiers: Modifiers) {
    harness.event(Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers,
    });
    harness.event(Event::Text(printed.to_owned()));
    harness.run();
}

fn chosen(harness: &Driven) -> Option<AnnotationId> {
    app(harness).active_tab().and_then(|tab| tab.chosen)
}

fn undo(harness: &mut Driven) {
    press(harness, Key::Z, CTRL);
}

/// Clicks that egui does not count together with those before.
fn double_click_afresh(harness: &mut Driven, piece: &str, part: f32) {
    harness.run_steps(30);
    let at = point(harness, piece, part);
    click(harness, at, 2);
}

#[test]
fn each_edge_moves_by_letters_clitics_and_words_with_one_key() {
    let (mut harness, _folder) = open(TEXT);
    select(&mut harness, "وبالقاهرة");
    press(&mut harness, Key::Num2, NONE);
    let steps: &[(Key, &str, Modifiers, &str)] = &[
        (Key::OpenBracket, "ج", ALT, "بالقاهرة"),
        (Key::OpenBracket, "ج", ALT, "القاهرة"),
        (Key::CloseBracket, "د", ALT, "بالقاهرة"),
        (Key::CloseBracket, "د", NONE, "وبالقاهرة"),
        (Key::Comma, "و", CTRL, "وبالقاهرة وللعراق"),
        (Key::Period, "ز", NONE, "وبالقاهرة وللعرا"),
        (Key::Period, "ز", CTRL, "وبالقاهرة"),
        (Key::CloseBracket, "د", CTRL, "بيتر؛ وبالقاهرة"),
        (Key::OpenBracket, "ج", CTRL, "وبالقاهرة"),
        (Key::Comma, "و", ALT, "وبالقاهرة وللعراق"),
        (Key::Period, "ز", ALT, "وبالقاهرة"),
        (Key::OpenBracket, "ج", NONE, "بالقاهرة"),
        (Key::Comma, "و", NONE, "بالقاهرة "),
    ];
    for &(key, printed, modifiers, left) in steps {
        arabic_press(&mut harness, key, printed, modifiers);
        assert_eq!(marked(&harness), [format!("place: {left}")], "{key:?}");
        assert!(chosen(&harness).is_some());
    }
    let before = steps.iter().rev().skip(1).map(|step| step.3);
    for left in before.chain(["وبالقاهرة"]) {
        undo(&mut harness);
        assert_eq!(marked(&harness), [format!("place: {left}")]);
    }
    undo(&mut harness);
    assert!(marked(&harness).is_empty());
}

#[test]
fn an_edge_that_would_leave_nothing_or_say_the_same_twice_stays_and_says_why() {
    let (mut harness, _folder) = open(TEXT);
    select(&mut harness, "بغداد");
    press(&mut harness, Key::Num2, NONE);
    press(&mut harness, Key::OpenBracket, CTRL);
    assert_eq!(marked(&harness), ["place: بغداد"]);
    select(&mut harness, "وبغداد");
    press(&mut harness, Key::Num2, NONE);
    press(&mut harness, Key::OpenBracket, ALT);
    assert_eq!(marked(&harness), ["place: وبغداد", "place: بغداد"]);
    let said: Vec<_> = app(&harness)
        .messages()
        .iter()
        .map(|m| m.text.key)
        .collect();
    assert_eq!(said, ["notice-edge-empty", "notice-already-marked"]);
}

#[test]
fn a_second_double_click_takes_the_word_without_its_clitics_and_back() {
    let (mut harness, _folder) = open(TEXT);
    for taken in ["وبالقاهرة", "القاهرة", "وبالقاهرة"] {
        double_click_afresh(&mut harness, "القاهرة", 0.5);
        assert_eq!(selected(&harness), taken);
    }
    // A word that only looks as if it began with one.
    double_click_afresh(&mut harness, "بيتر", 0.5);
    assert_eq!(selected(&harness), "بيتر");
    // A word after a full stop without a space.
    double_click_afresh(&mut harness, "العراق.وأضاف", 0.2);
    assert_eq!(selected(&harness), "العراق");
    double_click_afresh(&mut harness, "وبالقاهرة", 0.5);
    assert_eq!(selected(&harness), "وبالقاهرة");
}

#[test]
fn enter_takes_the_word_at_the_caret_as_a_double_click_does() {
    let (mut harness, _folder) = open(TEXT);
    let at = point(&harness, "القاهرة", 0.5);
    click(&mut harness, at, 1);
    for taken in ["وبالقاهرة", "القاهرة", "وبالقاهرة", "القاهرة"] {
        press(&mut harness, Key::Enter, NONE);
        assert_eq!(selected(&harness), taken);
    }
    press(&mut harness, Key::Num2, NONE);
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    undo(&mut harness);
    assert_eq!(selected(&harness), "القاهرة");
}

#[test]
fn the_selection_grows_by_clitics_with_alt() {
    let (mut harness, _folder) = open(TEXT);
    let at = point(&harness, "وللعراق", 0.0);
    click(&mut harness, at, 1);
    press(&mut harness, Key::ArrowLeft, ALT);
    press(&mut harness, Key::ArrowLeft, ALT);
    press(&mut harness, Key::ArrowLeft, CTRL | SHIFT | ALT);
    assert_eq!(selected(&harness), "لعراق");
    press(&mut harness, Key::ArrowLeft, CTRL | SHIFT);
    press(&mut harness, Key::ArrowRight, SHIFT | ALT);
    assert_eq!(selected(&harness), "لعراق");
}

#[test]
fn tab_walks_the_annotations_and_f6_leaves_the_page() {
    let (mut harness, _folder) = open(TEXT);
    for piece in ["بغداد", "بيتر", "القاهرة"] {
        select(&mut harness, piece);
        press(&mut harness, Key::Num2, NONE);
    }
    press(&mut harness, Key::Home, CTRL);
    press(&mut harness, Key::Escape, NONE);
    let mut seen = Vec::new();
    for modifiers in [NONE, NONE, NONE, SHIFT] {
        press(&mut harness, Key::Tab, modifiers);
        seen.push(chosen(&harness).map(|id| id.0));
    }
    assert_eq!(seen, [Some(1), Some(2), Some(3), Some(2)]);
    press(&mut harness, Key::F6, NONE);
    let focused = |harness: &Driven| harness.ctx.memory(|memory| memory.focused());
    let bar = focused(&harness);
    press(&mut harness, Key::Tab, NONE);
    assert_eq!(chosen(&harness).map(|id| id.0), Some(2));
    assert_ne!(focused(&harness), bar);
    press(&mut harness, Key::F6, NONE);
    press(&mut harness, Key::Tab, NONE);
    assert_eq!(chosen(&harness).map(|id| id.0), Some(3));
    press(&mut harness, Key::Escape, NONE);
    assert_eq!(chosen(&harness), None);
}
