//! The reading view in the real window, driven by pointer and keys.

use std::path::Path;

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hashiya::app::Command;
use hashiya::document::LabelId;
use hashiya::store::settings::LanguageSetting;
use hashiya::text::ByteSpan;
use hashiya::ui::Window;

use crate::util::driver::{folder, write};
use crate::window::{app, count, press, send, window};

pub type Driven = Harness<'static, Option<Window>>;

/// «Washington sent 560 additional soldiers to Cairo. Peter (NATO) said …»
const TEXT: &str =
    "أرسلت واشنطن 560 جنديا إضافيا بالقاهرة. قال بيتر (NATO) ثانية.\nسطر ثان فيه العراقوسوريا.";

pub fn open(text: &str) -> (Driven, tempfile::TempDir) {
    let folder = folder();
    let path = write(folder.path(), "article.txt", text.as_bytes());
    let harness = window(LanguageSetting::English, &[Path::new(&path)]);
    (harness, folder)
}

pub fn span_of(harness: &Driven, piece: &str) -> ByteSpan {
    let text = app(harness).active_tab().unwrap().document.article().text();
    let start = text.find(piece).unwrap();
    ByteSpan::new(start, start + piece.len())
}

/// A point in a piece of the text: 0 is where it begins to be read on its
/// first stretch, 1 where the stretch ends.
pub fn point(harness: &Driven, piece: &str, part: f32) -> Pos2 {
    let tab = app(harness).active_tab().unwrap().id;
    let reader = harness.state().as_ref().unwrap().reader();
    let rects = reader.rects_of(tab, span_of(harness, piece));
    let rect = *rects.first().expect("it is in view");
    let rtl = piece.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
    let share = if rtl { 1.0 - part } else { part };
    Pos2::new(rect.left() + rect.width() * share, rect.center().y)
}

pub fn press_event(at: Pos2, pressed: bool, modifiers: Modifiers) -> Event {
    Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    }
}

pub fn button(harness: &mut Driven, at: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(press_event(at, pressed, modifiers));
    harness.step();
}

pub fn click(harness: &mut Driven, at: Pos2, times: usize) {
    harness.event(Event::PointerMoved(at));
    harness.step();
    // The harness gives an event queued the usual way a quarter of a second of
    // its own, which is too slow for clicks to count as one.
    let input = harness.input_mut();
    for _ in 0..times {
        input.events.push(press_event(at, true, Modifiers::NONE));
        input.events.push(press_event(at, false, Modifiers::NONE));
    }
    harness.step();
    harness.run();
}

pub fn drag(harness: &mut Driven, from: Pos2, to: Pos2) {
    harness.event(Event::PointerMoved(from));
    harness.step();
    button(harness, from, true, Modifiers::NONE);
    for step in 1..=8 {
        let at = from + (to - from) * (step as f32 / 8.0);
        harness.event(Event::PointerMoved(at));
        harness.step();
    }
    button(harness, to, false, Modifiers::NONE);
    harness.run();
}

pub fn selected(harness: &Driven) -> String {
    let tab = app(harness).active_tab().unwrap();
    let article = tab.document.article();
    article.slice(tab.selection.span()).to_owned()
}

pub fn marked(harness: &Driven) -> Vec<String> {
    let document = &app(harness).active_tab().unwrap().document;
    document
        .annotations()
        .map(|a| format!("{}: {}", a.label, document.article().slice(a.span())))
        .collect()
}

#[test]
fn a_double_click_takes_the_word_and_a_triple_click_the_sentence() {
    let (mut harness, _folder) = open(TEXT);
    let at = point(&harness, "واشنطن", 0.5);
    click(&mut harness, at, 2);
    assert_eq!(selected(&harness), "واشنطن");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    assert_eq!(marked(&harness), ["place: واشنطن"]);
    // egui counts clicks in time; the next ones are a new series.
    harness.run_steps(30);
    let at = point(&harness, "بيتر", 0.5);
    click(&mut harness, at, 3);
    assert_eq!(selected(&harness), "قال بيتر (NATO) ثانية.");
}

#[test]
fn a_drag_takes_what_it_crosses_in_both_directions() {
    let (mut harness, _folder) = open(TEXT);
    let figure = "560 جنديا إضافيا";
    let (start, end) = (
        point(&harness, "560", 0.97),
        point(&harness, "إضافيا", 0.99),
    );
    drag(&mut harness, start, end);
    assert_eq!(selected(&harness), figure);
    press(&mut harness, Key::Num3, Modifiers::NONE);
    assert_eq!(marked(&harness), [format!("figure: {figure}")]);
    // What is marked is chosen, and would be dragged by its ends.
    press(&mut harness, Key::Escape, Modifiers::NONE);
    drag(&mut harness, end, start);
    assert_eq!(selected(&harness), figure);
}

#[test]
fn a_name_is_marked_inside_a_word_with_its_preposition() {
    let (mut harness, _folder) = open(TEXT);
    let (start, end) = (
        point(&harness, "القاهرة", 0.01),
        point(&harness, "القاهرة", 0.99),
    );
    drag(&mut harness, start, end);
    press(&mut harness, Key::Num2, Modifiers::NONE);
    let (start, end) = (
        point(&harness, "سوريا", 0.01),
        point(&harness, "سوريا", 0.99),
    );
    drag(&mut harness, start, end);
    press(&mut harness, Key::Num2, Modifiers::NONE);
    assert_eq!(marked(&harness), ["place: القاهرة", "place: سوريا"]);
}

#[test]
fn a_drag_across_paragraphs_takes_all_between() {
    let (mut harness, _folder) = open(TEXT);
    let (start, end) = (point(&harness, "قال", 0.02), point(&harness, "سطر", 0.98));
    drag(&mut harness, start, end);
    assert_eq!(selected(&harness), "قال بيتر (NATO) ثانية.\nسطر");
}

#[test]
fn a_click_on_a_highlight_chooses_the_innermost_and_elsewhere_none() {
    let (mut harness, _folder) = open(TEXT);
    for (label, piece) in [("figure", "560 جنديا إضافيا"), ("person", "جنديا")] {
        let span = span_of(&harness, piece);
        send(&mut harness, Command::SetSelection(span.into()));
        send(&mut harness, Command::Mark(LabelId::new(label).unwrap()));
    }
    harness.run();
    let chosen = |harness: &Driven| {
        let tab = app(harness).active_tab().unwrap();
        let annotation = tab.document.annotation(tab.chosen?)?;
        Some(annotation.label.to_string())
    };
    let at = point(&harness, "جنديا", 0.5);
    click(&mut harness, at, 1);
    assert_eq!(chosen(&harness).as_deref(), Some("person"));
    let at = point(&harness, "إضافيا", 0.5);
    click(&mut harness, at, 1);
    assert_eq!(chosen(&harness).as_deref(), Some("figure"));
    press(&mut harness, Key::Delete, Modifiers::NONE);
    assert_eq!(marked(&harness), ["person: جنديا"]);
    let at = point(&harness, "سطر", 0.5);
    click(&mut harness, at, 1);
    assert_eq!(chosen(&harness), None);
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!(count(&harness), 2);
}

#[test]
fn arrows_go_where_the_eye_expects_and_shift_selects() {
    let (mut harness, _folder) = open(TEXT);
    let at = point(&harness, "واشنطن", 0.0);
    click(&mut harness, at, 1);
    for _ in 0..3 {
        press(&mut harness, Key::ArrowLeft, Modifiers::SHIFT);
    }
    assert_eq!(selected(&harness), "واش");
    press(&mut harness, Key::ArrowRight, Modifiers::SHIFT);
    assert_eq!(selected(&harness), "وا");
    press(&mut harness, Key::Home, Modifiers::NONE);
    press(
        &mut harness,
        Key::ArrowLeft,
        Modifiers::COMMAND | Modifiers::SHIFT,
    );
    assert_eq!(selected(&harness), "أرسلت ");
    press(&mut harness, Key::End, Modifiers::COMMAND);
    press(&mut harness, Key::Home, Modifiers::SHIFT);
    assert_eq!(selected(&harness), "سطر ثان فيه العراقوسوريا.");
}

#[test]
fn assistive_technology_is_told_the_text_and_its_marks() {
    let (mut harness, _folder) = open(TEXT);
    let span = span_of(&harness, "واشنطن");
    send(&mut harness, Command::SetSelection(span.into()));
    send(&mut harness, Command::Mark(LabelId::new("place").unwrap()));
    harness.run();
    let mark = harness.get_by_label("Place: واشنطن");
    let rect = mark.rect();
    let middle = point(&harness, "واشنطن", 0.5);
    assert!(rect.contains(middle), "{rect:?} {middle:?}");
}

#[test]
fn a_long_article_scrolls_to_its_end_and_back() {
    let long: String = (0..3000)
        .map(|n| format!("فقرة رقم {n} من نص طويل.\n"))
        .collect();
    let (mut harness, _folder) = open(&long);
    press(&mut harness, Key::End, Modifiers::COMMAND);
    let tab = app(&harness).active_tab().unwrap().id;
    let visible = |harness: &Driven, piece: &str| {
        let reader = harness.state().as_ref().unwrap().reader();
        !reader.rects_of(tab, span_of(harness, piece)).is_empty()
    };
    assert!(visible(&harness, "رقم 2999 "));
    assert!(!visible(&harness, "رقم 0 "));
    press(&mut harness, Key::Home, Modifiers::COMMAND);
    assert!(visible(&harness, "رقم 0 "));
    let at = point(&harness, "رقم 0 ", 0.5);
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -600.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(60);
    assert!(!visible(&harness, "رقم 0 "));
    assert!(visible(&harness, "رقم 20 "));
}
