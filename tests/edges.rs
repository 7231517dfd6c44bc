//! The handles at the ends of the chosen annotation, dragged by the pointer in
//! the real window, in lines of either direction and of both.

use egui::{CursorIcon, Event, Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::Queryable;
use hashiya::app::Command;
use hashiya::app::edges::Side;
use hashiya::document::Spans;

use crate::reading::{Driven, button, click, drag, marked, open, point, selected, span_of};
use crate::window::{app, press, select, send};

/// «… and in Baghdad, and Peter said; in Cairo and for Iraq.»
const TEXT: &str = "زار وبغداد، وقال بيتر؛ وبالقاهرة وللعراق. قال العراق.";
/// «Washington sent 560 soldiers to NATO today.»
const MIXED: &str = "أرسلت واشنطن 560 جنديا إلى NATO اليوم.";
const LATIN: &str = "Peter went to Cairo and Baghdad today.";

const NONE: Modifiers = Modifiers::NONE;

/// Where a piece of the text stands, line by line.
fn rects(harness: &Driven, piece: &str) -> Vec<Rect> {
    let tab = app(harness).active_tab().unwrap().id;
    let reader = harness.state().as_ref().unwrap().reader();
    reader.rects_of(tab, span_of(harness, piece))
}

/// The middle of an end of a piece that reads from right to left, or from left
/// to right.
fn end_of(harness: &Driven, piece: &str, side: Side, rtl: bool) -> Pos2 {
    let rects = rects(harness, piece);
    let rect = match side {
        Side::First => rects.first().unwrap(),
        Side::Last => rects.last().unwrap(),
    };
    match rtl == (side == Side::First) {
        true => rect.right_center(),
        false => rect.left_center(),
    }
}

fn take(harness: &mut Driven, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.step();
    button(harness, at, true, NONE);
}

fn pull(harness: &mut Driven, from: Pos2, to: Pos2) {
    for step in 1..=6 {
        let at = from + (to - from) * (step as f32 / 6.0);
        harness.event(Event::PointerMoved(at));
        harness.step();
    }
}

fn let_go(harness: &mut Driven, at: Pos2) {
    button(harness, at, false, NONE);
    harness.run();
}

fn hold(harness: &mut Driven, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    harness.step();
}

fn mark(harness: &mut Driven, piece: &str) {
    select(harness, piece);
    press(harness, Key::Num2, NONE);
}

fn icon_at(harness: &mut Driven, at: Pos2) -> CursorIcon {
    harness.event(Event::PointerMoved(at));
    harness.step();
    harness.step();
    harness.output().platform_output.cursor_icon
}

#[test]
fn an_end_follows_the_pointer_and_letting_go_is_one_step() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "القاهرة");
    let from = end_of(&harness, "القاهرة", Side::First, true);
    let to = end_of(&harness, "بالقاهرة", Side::First, true);
    take(&mut harness, from);
    pull(&mut harness, from, from + vec2(60.0, 0.0));
    pull(&mut harness, from, to);
    // It is seen, and nothing is done yet.
    harness.get_by_label("Place: بالقاهرة");
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: بالقاهرة"]);
    assert!(app(&harness).active_tab().unwrap().chosen.is_some());

    let from = end_of(&harness, "بالقاهرة", Side::Last, true);
    let to = end_of(&harness, "بالقاهر", Side::Last, true);
    take(&mut harness, from);
    pull(&mut harness, from, from + vec2(30.0, 0.0));
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: بالقاهر"]);
    for left in ["place: بالقاهرة", "place: القاهرة"] {
        press(&mut harness, Key::Z, Modifiers::COMMAND);
        assert_eq!(marked(&harness), [left]);
    }
}

#[test]
fn a_mark_of_vowels_stays_with_its_letter() {
    let (mut harness, _folder) = open("زار العِراقُ اليوم");
    mark(&mut harness, "العِرا");
    let from = end_of(&harness, "العِرا", Side::Last, true);
    let to = end_of(&harness, "العِراقُ", Side::Last, true);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: العِراقُ"]);
}

#[test]
fn an_end_never_passes_the_other_one() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "القاهرة");
    let from = end_of(&harness, "القاهرة", Side::First, true);
    let to = point(&harness, "وللعراق", 0.5);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: ة"]);
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!(marked(&harness), ["place: القاهرة"]);
}

#[test]
fn with_ctrl_an_end_goes_by_words_and_with_alt_by_clitics() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "القاهرة");
    let from = end_of(&harness, "القاهرة", Side::Last, true);
    // A little into the next word, then beyond its middle.
    let (near, far) = (
        point(&harness, "وللعراق", 0.2),
        point(&harness, "وللعراق", 0.7),
    );
    take(&mut harness, from);
    pull(&mut harness, from, near);
    hold(&mut harness, Modifiers::COMMAND);
    harness.get_by_label("Place: القاهرة");
    pull(&mut harness, near, far);
    harness.get_by_label("Place: القاهرة وللعراق");
    hold(&mut harness, NONE);
    assert!(harness.query_by_label("Place: القاهرة وللعراق").is_none());
    hold(&mut harness, Modifiers::COMMAND);
    let_go(&mut harness, far);
    hold(&mut harness, NONE);
    assert_eq!(marked(&harness), ["place: القاهرة وللعراق"]);

    let from = end_of(&harness, "القاهرة", Side::First, true);
    let to = point(&harness, "وبالقاهرة", 0.02);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let letter = point(&harness, "بالقاهرة", 0.05);
    pull(&mut harness, to, letter);
    hold(&mut harness, Modifiers::ALT);
    let_go(&mut harness, letter);
    hold(&mut harness, NONE);
    assert_eq!(marked(&harness), ["place: بالقاهرة وللعراق"]);
}

#[test]
fn escape_leaves_all_as_it_was_also_with_the_find_bar_open() {
    let (mut harness, _folder) = open(TEXT);
    press(&mut harness, Key::F, Modifiers::COMMAND);
    press(&mut harness, Key::F6, NONE);
    mark(&mut harness, "القاهرة");
    let from = end_of(&harness, "القاهرة", Side::Last, true);
    let to = point(&harness, "وللعراق", 0.7);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    // No key is for anything else meanwhile.
    press(&mut harness, Key::Delete, NONE);
    press(&mut harness, Key::Escape, NONE);
    harness.get_by_label("Place: القاهرة");
    pull(&mut harness, to, from + vec2(100.0, 0.0));
    let_go(&mut harness, from + vec2(100.0, 0.0));
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    let tab = app(&harness).active_tab().unwrap();
    assert!(tab.chosen.is_some() && tab.find.is_open());
    assert!(tab.selection.is_caret());
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert!(marked(&harness).is_empty(), "the drag left no step behind");
}

#[test]
fn in_a_latin_text_the_ends_are_at_the_other_sides() {
    let (mut harness, _folder) = open(LATIN);
    mark(&mut harness, "Cairo");
    let from = end_of(&harness, "Cairo", Side::Last, false);
    let to = end_of(&harness, "Cairo and Baghdad", Side::Last, false);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: Cairo and Baghdad"]);
    let from = end_of(&harness, "Cairo and Baghdad", Side::First, false);
    let to = end_of(&harness, "iro and", Side::First, false);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: iro and Baghdad"]);
}

#[test]
fn where_directions_meet_the_handle_is_where_the_colour_ends() {
    let (mut harness, _folder) = open(MIXED);
    mark(&mut harness, "560 جنديا");
    // The number is at the right of what is marked, and reads to the right.
    let from = end_of(&harness, "560 جنديا", Side::First, true);
    assert_eq!(icon_at(&mut harness, from), CursorIcon::ResizeHorizontal);
    let inside = end_of(&harness, "560", Side::First, false);
    assert_eq!(icon_at(&mut harness, inside), CursorIcon::PointingHand);
    let to = end_of(&harness, "واشنطن", Side::First, true);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: واشنطن 560 جنديا"]);
    // And a number alone grows to the word at its left.
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    mark(&mut harness, "560");
    let from = rects(&harness, "560")[0].left_center();
    let to = end_of(&harness, "جنديا", Side::Last, true);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: 560 جنديا"]);
}

#[test]
fn a_click_on_an_end_and_a_drag_elsewhere_are_for_the_text() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "القاهرة");
    let (left, right) = (
        end_of(&harness, "القاهرة", Side::Last, true),
        end_of(&harness, "القاهرة", Side::First, true),
    );
    click(&mut harness, left - vec2(2.0, 0.0), 1);
    let tab = app(&harness).active_tab().unwrap();
    let end = span_of(&harness, "القاهرة").end;
    assert_eq!(tab.selection.focus, end);
    send(
        &mut harness,
        Command::StepAnnotation(hashiya::app::command::Step::Previous),
    );
    harness.run_steps(30);
    let middle = point(&harness, "القاهرة", 0.4);
    assert_eq!(icon_at(&mut harness, middle), CursorIcon::PointingHand);
    let to = point(&harness, "القاهرة", 0.99);
    drag(&mut harness, middle, to);
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    assert!(!selected(&harness).is_empty());
    // Beside an end, at the letters' height.
    press(&mut harness, Key::Escape, NONE);
    send(
        &mut harness,
        Command::StepAnnotation(hashiya::app::command::Step::Previous),
    );
    harness.run_steps(30);
    drag(
        &mut harness,
        right + vec2(6.0, 0.0),
        right + vec2(60.0, 0.0),
    );
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    assert!(!selected(&harness).is_empty());
    // With Shift a drag extends the selection also from an end.
    assert_eq!(icon_at(&mut harness, left), CursorIcon::ResizeHorizontal);
}

#[test]
fn the_knobs_of_one_letter_are_apart_and_wide() {
    let (mut harness, _folder) = open("قال أ ب ج اليوم");
    mark(&mut harness, "أ");
    let rect = rects(&harness, "أ")[0];
    assert!(rect.width() < 12.0, "a narrow letter: {rect:?}");
    let resizes = |harness: &mut Driven, at| icon_at(harness, at) == CursorIcon::ResizeHorizontal;
    for offset in [-6.0, 6.0] {
        let first = rect.right_top() + vec2(offset, 4.0);
        let last = rect.left_bottom() + vec2(offset, -4.0);
        assert!(resizes(&mut harness, first) && resizes(&mut harness, last));
    }
    let from = rect.left_bottom() + vec2(2.0, -4.0);
    let to = end_of(&harness, "أ ب", Side::Last, true);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(marked(&harness), ["place: أ ب"]);
}

#[test]
fn each_piece_has_ends_of_its_own() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "بغداد");
    let id = app(&harness).active_tab().unwrap().chosen.unwrap();
    let pieces = ["بغداد", "بيتر"].map(|piece| span_of(&harness, piece));
    let spans = Spans::from_pieces(&pieces);
    send(&mut harness, Command::SetSpans(id, spans));
    harness.run();
    let text = |harness: &Driven| {
        let document = &app(harness).active_tab().unwrap().document;
        let only = document.annotations().next().unwrap();
        let pieces = only.pieces().iter();
        let pieces: Vec<_> = pieces.map(|&it| document.article().slice(it)).collect();
        pieces.join("|")
    };
    let from = end_of(&harness, "بيتر", Side::First, true);
    let to = end_of(&harness, "وقال", Side::First, true);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(text(&harness), "بغداد|وقال بيتر");
    // Reaching the other piece joins them; its other end is not passed.
    let from = end_of(&harness, "وقال", Side::First, true);
    let to = point(&harness, "زار", 0.0);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    let_go(&mut harness, to);
    assert_eq!(text(&harness), "بغداد، وقال بيتر");
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!(text(&harness), "بغداد|وقال بيتر");
}

#[test]
fn a_drag_beyond_the_page_scrolls_on() {
    let long: String = (0..400).map(|n| format!("فقرة رقم {n} من نص.\n")).collect();
    let (mut harness, _folder) = open(&long);
    mark(&mut harness, "رقم 3 ");
    let tab = app(&harness).active_tab().unwrap().id;
    let page = harness
        .state()
        .as_ref()
        .unwrap()
        .reader()
        .page_of(tab)
        .unwrap();
    let from = end_of(&harness, "رقم 3 ", Side::Last, true);
    take(&mut harness, from);
    let below = Pos2::new(from.x, page.bottom() + 60.0);
    pull(&mut harness, from, below);
    for _ in 0..60 {
        harness.event(Event::PointerMoved(below));
        harness.step();
    }
    assert!(rects(&harness, "رقم 3 ").is_empty(), "it has scrolled");
    let_go(&mut harness, below);
    let document = &app(&harness).active_tab().unwrap().document;
    let only = document.annotations().next().unwrap();
    let text = document.article().slice(only.span());
    assert!(text.lines().count() > 15, "{text}");
    assert!(text.starts_with("رقم 3 "));
}

#[test]
fn there_are_no_handles_while_a_label_is_held_or_nothing_is_chosen() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "القاهرة");
    let at = end_of(&harness, "القاهرة", Side::Last, true);
    assert_eq!(icon_at(&mut harness, at), CursorIcon::ResizeHorizontal);
    press(&mut harness, Key::Num2, Modifiers::SHIFT);
    assert_ne!(icon_at(&mut harness, at), CursorIcon::ResizeHorizontal);
    let to = point(&harness, "وللعراق", 0.5);
    drag(&mut harness, at, to);
    assert_eq!(marked(&harness).len(), 2);
    press(&mut harness, Key::Escape, NONE);
    press(&mut harness, Key::Escape, NONE);
    assert_ne!(icon_at(&mut harness, at), CursorIcon::ResizeHorizontal);
}

#[test]
fn a_drag_whose_annotation_goes_meanwhile_ends_in_nothing() {
    let (mut harness, _folder) = open(TEXT);
    mark(&mut harness, "القاهرة");
    let id = app(&harness).active_tab().unwrap().chosen.unwrap();
    let from = end_of(&harness, "القاهرة", Side::Last, true);
    let to = point(&harness, "وللعراق", 0.5);
    take(&mut harness, from);
    pull(&mut harness, from, to);
    send(&mut harness, Command::Remove(id));
    let_go(&mut harness, to);
    assert!(marked(&harness).is_empty());
    assert!(app(&harness).messages().is_empty());
}
