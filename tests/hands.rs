//! Fast hands: edges, words and all else that is done to annotations on the
//! page, by pointer and keys in the real window, each with its undo.

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;
use hashiya::document::AnnotationId;

use crate::reading::{Driven, button, click, marked, open, point, selected};
use crate::window::{app, press, select, send};

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
fn at_the_articles_ends_an_edge_says_which_one_is_there() {
    let (mut harness, _folder) = open(TEXT);
    for (piece, key, said) in [
        ("زار", Key::CloseBracket, "notice-edge-limit-first"),
        ("العراق.وأضاف", Key::Comma, "notice-edge-limit-last"),
    ] {
        select(&mut harness, piece);
        press(&mut harness, Key::Num2, NONE);
        press(&mut harness, key, CTRL);
        let messages = app(&harness).messages();
        assert_eq!(messages.last().map(|it| it.text.key), Some(said));
    }
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

/// One name in many shapes: bare, after clitics, with other marks, glued, inside
/// a longer word, and where something else is marked already.
const NAMES: &str = "زار العراق. ثم والعراق وبالعراق وللعراق، والعِراق أيضا؛ سورياوالعراق. \
                     العراقيون في جمهورية العراق.";

/// Waits until the search for a name is over.
fn wait_for_places(harness: &mut Driven) {
    for _ in 0..2000 {
        harness.run();
        if app(harness).mark_all().is_some_and(|asked| asked.is_over()) {
            harness.run();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("the worker does not answer");
}

fn open_names() -> (Driven, tempfile::TempDir) {
    let (mut harness, folder) = open(NAMES);
    select(&mut harness, "جمهورية العراق");
    press(&mut harness, Key::Num1, NONE);
    select(&mut harness, "العراق");
    press(&mut harness, Key::Num2, NONE);
    (harness, folder)
}

const SURE: [&str; 4] = ["العراق", "العراق", "لعراق", "العِراق"];

#[test]
fn every_occurrence_is_proposed_and_the_sure_ones_are_marked_as_one_step() {
    let (mut harness, _folder) = open_names();
    let before = marked(&harness);
    press(&mut harness, Key::M, CTRL);
    wait_for_places(&mut harness);
    harness.get_by_label("Mark every “العراق” as Place");
    harness.get_by_label("1 place is marked already");
    harness.get_by_label("Mark 4 Places");
    let asked = app(&harness).mark_all().unwrap();
    let unchecked = asked.places().iter().filter(|it| !it.checked);
    assert_eq!((asked.places().len(), unchecked.count()), (6, 2));
    press(&mut harness, Key::Enter, NONE);
    assert!(app(&harness).dialog().is_none());
    let places: Vec<_> = marked(&harness);
    let places = places.iter().filter_map(|it| it.strip_prefix("place: "));
    assert_eq!(places.skip(1).collect::<Vec<_>>(), SURE);
    undo(&mut harness);
    assert_eq!(marked(&harness), before);
    press(&mut harness, Key::Z, CTRL | SHIFT);
    assert_eq!(marked(&harness).len(), before.len() + SURE.len());
}

#[test]
fn places_are_checked_by_pointer_and_keys_and_searched_exactly() {
    let (mut harness, _folder) = open_names();
    press(&mut harness, Key::M, CTRL);
    wait_for_places(&mut harness);
    press(&mut harness, Key::Space, NONE);
    harness.get_by_label("Mark 3 Places");
    press(&mut harness, Key::ArrowDown, NONE);
    press(&mut harness, Key::Space, NONE);
    harness.get_by_label("Mark 2 Places");
    harness.get_by_label("Check all").click();
    harness.run();
    harness.get_by_label("Mark 6 Places");
    harness.get_by_label("Check none").click();
    harness.run();
    let rows = harness.query_all_by_role(egui::accesskit::Role::CheckBox);
    assert_eq!(rows.count(), 7, "six places and the option");
    harness.get_by_label("Only the same letters").click();
    wait_for_places(&mut harness);
    // Only the one in the longer name is left, and it is not checked.
    let asked = app(&harness).mark_all().unwrap();
    assert_eq!((asked.places().len(), asked.checked()), (1, 0));
    harness.get_by_label_contains("(overlaps)").click();
    harness.run();
    harness.get_by_label("Mark 1 Place").click();
    harness.run();
    assert_eq!(marked(&harness).len(), 3);
    undo(&mut harness);
    assert_eq!(marked(&harness).len(), 2);
}

#[test]
fn escape_proposes_no_more_and_changes_nothing() {
    let (mut harness, _folder) = open_names();
    let before = marked(&harness);
    press(&mut harness, Key::M, CTRL);
    wait_for_places(&mut harness);
    press(&mut harness, Key::Escape, NONE);
    assert!(app(&harness).dialog().is_none() && app(&harness).mark_all().is_none());
    assert_eq!(marked(&harness), before);
}

#[test]
fn every_occurrence_is_unmarked_as_one_step() {
    let (mut harness, _folder) = open_names();
    press(&mut harness, Key::M, CTRL);
    wait_for_places(&mut harness);
    press(&mut harness, Key::Enter, NONE);
    let full = marked(&harness);
    press(&mut harness, Key::M, CTRL | SHIFT);
    // What is left of the article after lam is spelt otherwise.
    assert_eq!(marked(&harness), ["place: لعراق", "person: جمهورية العراق"]);
    undo(&mut harness);
    assert_eq!(marked(&harness), full);
}

#[test]
fn clicking_again_chooses_the_next_out_and_comes_round() {
    let (mut harness, _folder) = open(TEXT);
    for (piece, key) in [
        ("وبالقاهرة", Key::Num1),
        ("القاهرة", Key::Num2),
        ("قاهرة", Key::Num3),
    ] {
        select(&mut harness, piece);
        press(&mut harness, key, NONE);
    }
    press(&mut harness, Key::Escape, NONE);
    let mut seen = Vec::new();
    for _ in 0..4 {
        harness.run_steps(30);
        let at = point(&harness, "اهرة", 0.5);
        click(&mut harness, at, 1);
        seen.push(chosen(&harness).map(|id| id.0));
    }
    assert_eq!(seen, [Some(3), Some(2), Some(1), Some(3)]);
}

#[test]
fn a_drag_with_ctrl_adds_a_piece() {
    let (mut harness, _folder) = open(TEXT);
    select(&mut harness, "بغداد");
    press(&mut harness, Key::Num2, NONE);
    let (from, to) = (point(&harness, "بيتر", 0.0), point(&harness, "بيتر", 1.0));
    harness.event(Event::ModifiersChanged(CTRL));
    harness.event(Event::PointerMoved(from));
    harness.step();
    button(&mut harness, from, true, CTRL);
    for step in 1..=6 {
        harness.event(Event::PointerMoved(
            from + (to - from) * (step as f32 / 6.0),
        ));
        harness.step();
    }
    button(&mut harness, to, false, CTRL);
    harness.event(Event::ModifiersChanged(NONE));
    harness.run();
    let tab = app(&harness).active_tab().unwrap();
    let only = tab.document.annotations().next().unwrap();
    assert_eq!(only.text(tab.document.article()), "بغداد بيتر");
    assert!(tab.selection.is_caret());
    undo(&mut harness);
    assert_eq!(marked(&harness), ["place: بغداد"]);
}

#[test]
fn annotations_are_split_joined_and_doubled_by_key() {
    let (mut harness, _folder) = open(TEXT);
    select(&mut harness, "وبالقاهرة وللعراق");
    press(&mut harness, Key::Num2, NONE);
    let at = point(&harness, "وللعراق", 0.0);
    click(&mut harness, at, 1);
    press(&mut harness, Key::D, CTRL);
    assert_eq!(marked(&harness), ["place: وبالقاهرة", "place: وللعراق"]);
    press(&mut harness, Key::J, CTRL);
    assert_eq!(marked(&harness), ["place: وبالقاهرة وللعراق"]);
    undo(&mut harness);
    press(&mut harness, Key::Num1, ALT);
    assert_eq!(marked(&harness).len(), 3);
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(marked(&harness), ["place: وبالقاهرة وللعراق"]);
}

fn right_click(harness: &mut Driven, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.step();
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: NONE,
        });
        harness.step();
    }
    harness.run();
}

#[test]
fn a_menu_beside_the_annotation_does_what_the_keys_do() {
    let (mut harness, _folder) = open(TEXT);
    select(&mut harness, "القاهرة");
    press(&mut harness, Key::Num2, NONE);
    press(&mut harness, Key::Escape, NONE);
    let at = point(&harness, "القاهرة", 0.5);
    right_click(&mut harness, at);
    assert!(chosen(&harness).is_some());
    let delete = |harness: &Driven| {
        let shown = harness.query_all_by_label_contains("Delete Annotation");
        shown
            .map(|node| node.rect().center())
            .max_by(|a, b| a.y.total_cmp(&b.y))
    };
    let entry = delete(&harness).expect("the menu is open");
    click(&mut harness, entry, 1);
    assert!(marked(&harness).is_empty());
    undo(&mut harness);
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    let before = harness
        .query_all_by_label_contains("Delete Annotation")
        .count();
    press(&mut harness, Key::F10, SHIFT);
    let after = harness
        .query_all_by_label_contains("Delete Annotation")
        .count();
    assert_eq!(after, before + 1);
}

#[test]
fn the_palette_finds_an_action_by_part_of_its_name_and_does_it() {
    let (mut harness, _folder) = open(TEXT);
    select(&mut harness, "القاهرة");
    press(&mut harness, Key::P, CTRL | SHIFT);
    harness.event(Event::Text("as plac".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    assert!(app(&harness).dialog().is_none());
    assert_eq!(marked(&harness), ["place: القاهرة"]);
    undo(&mut harness);
    assert!(marked(&harness).is_empty());
    // What is not possible now is greyed out and does nothing.
    press(&mut harness, Key::P, CTRL | SHIFT);
    harness.event(Event::Text("split".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    assert!(app(&harness).dialog().is_some());
    press(&mut harness, Key::Escape, NONE);
    assert!(app(&harness).dialog().is_none());
    press(&mut harness, Key::Slash, SHIFT);
    harness.get_by_label("Select a word");
}

#[test]
fn the_palette_understands_english_under_arabic_and_ignores_marks() {
    let (mut harness, _folder) = open(TEXT);
    let arabic = hashiya::store::settings::LanguageSetting::Arabic;
    send(&mut harness, hashiya::app::Command::SetLanguage(arabic));
    for typed in ["side pan", "اللوحة الجانبي"] {
        let before = app(&harness).side_panel();
        press(&mut harness, Key::P, CTRL | SHIFT);
        harness.event(Event::Text(typed.to_owned()));
        harness.run();
        press(&mut harness, Key::Enter, NONE);
        assert_eq!(app(&harness).side_panel(), !before, "{typed}");
    }
}

fn drag_over(harness: &mut Driven, piece: &str) {
    let (from, to) = (point(harness, piece, 0.0), point(harness, piece, 1.0));
    crate::reading::drag(harness, from, to);
}

#[test]
fn while_a_label_is_held_everything_taken_is_marked_at_once() {
    let (mut harness, _folder) = open(TEXT);
    arabic_press(&mut harness, Key::Num2, "@", SHIFT);
    harness.get_by_label("Painting: Place (Esc ends)");
    double_click_afresh(&mut harness, "بيتر", 0.5);
    assert_eq!(marked(&harness), ["place: بيتر"]);
    double_click_afresh(&mut harness, "القاهرة", 0.5);
    assert_eq!(marked(&harness), ["place: بيتر", "place: وبالقاهرة"]);
    // Again on the same word: without its clitics, not one more mark.
    double_click_afresh(&mut harness, "القاهرة", 0.5);
    assert_eq!(marked(&harness), ["place: بيتر", "place: القاهرة"]);
    drag_over(&mut harness, "بغداد");
    assert_eq!(
        marked(&harness),
        ["place: بغداد", "place: بيتر", "place: القاهرة"]
    );
    press(&mut harness, Key::Escape, NONE);
    assert!(app(&harness).paint().is_none());
    double_click_afresh(&mut harness, "العراق.", 0.5);
    assert_eq!(marked(&harness).len(), 3);
    for left in [2, 2, 1, 0] {
        undo(&mut harness);
        assert_eq!(marked(&harness).len(), left);
    }
}

#[test]
fn a_label_is_held_by_a_double_click_on_its_button_or_with_shift() {
    let (mut harness, _folder) = open(TEXT);
    let at = harness.get_by_label("Mark as Person").rect().center();
    let label = |harness: &Driven| app(harness).paint().map(|label| label.id.to_string());
    click(&mut harness, at, 2);
    assert_eq!(label(&harness).as_deref(), Some("person"));
    harness.run_steps(30);
    click(&mut harness, at, 1);
    assert_eq!(label(&harness), None);
    harness.run_steps(30);
    harness.event(Event::ModifiersChanged(SHIFT));
    click(&mut harness, at, 1);
    harness.event(Event::ModifiersChanged(NONE));
    assert_eq!(label(&harness).as_deref(), Some("person"));
}

#[test]
fn the_arrows_in_an_open_menu_move_no_caret() {
    let (mut harness, _folder) = open(TEXT);
    let at = point(&harness, "القاهرة", 0.5);
    right_click(&mut harness, at);
    let caret = |harness: &Driven| app(harness).active_tab().unwrap().selection;
    let before = caret(&harness);
    for key in [Key::ArrowDown, Key::ArrowLeft, Key::End, Key::ArrowUp] {
        press(&mut harness, key, NONE);
        assert_eq!(caret(&harness), before, "{key:?}");
    }
    press(&mut harness, Key::Escape, NONE);
    press(&mut harness, Key::ArrowLeft, NONE);
    assert_ne!(caret(&harness), before);
}

#[test]
fn a_greyed_label_says_that_it_can_be_held() {
    let (mut harness, _folder) = open(TEXT);
    let button = harness.get_by_label("Mark as Person").rect().center();
    harness.event(Event::PointerMoved(button));
    harness.run_steps(60);
    harness.get_by_label_contains("Shift");
}

#[test]
fn the_places_of_a_name_are_marked_in_their_document_whatever_is_opened_meanwhile() {
    let (mut harness, folder) = open_names();
    press(&mut harness, Key::M, CTRL);
    wait_for_places(&mut harness);
    let other = crate::util::driver::write(folder.path(), "other.txt", TEXT.as_bytes());
    send(&mut harness, hashiya::app::Command::OpenPaths(vec![other]));
    crate::window::wait(&mut harness);
    assert_eq!(app(&harness).active_tab().unwrap().name, "other.txt");
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(app(&harness).active_tab().unwrap().name, "article.txt");
    assert_eq!(marked(&harness).len(), 2 + SURE.len());
}

#[test]
fn the_sheet_of_places_goes_with_its_document() {
    let (mut harness, _folder) = open_names();
    press(&mut harness, Key::M, CTRL);
    wait_for_places(&mut harness);
    let tab = app(&harness).active_tab().unwrap().id;
    send(&mut harness, hashiya::app::Command::CloseTab(tab));
    let discard = hashiya::app::command::UnsavedAnswer::Discard;
    send(&mut harness, hashiya::app::Command::CloseDialog);
    send(&mut harness, hashiya::app::Command::CloseTab(tab));
    send(&mut harness, hashiya::app::Command::AnswerUnsaved(discard));
    harness.run();
    assert!(app(&harness).tabs().is_empty() && app(&harness).dialog().is_none());
}

#[test]
fn holding_a_label_moves_neither_the_page_nor_the_buttons() {
    let (mut harness, _folder) = open(TEXT);
    let places = |harness: &Driven| {
        let tab = app(harness).active_tab().unwrap().id;
        let page = harness.state().as_ref().unwrap().reader().page_of(tab);
        (page, harness.get_by_label("Mark as Figure").rect())
    };
    let before = places(&harness);
    press(&mut harness, Key::Num2, SHIFT);
    assert!(app(&harness).paint().is_some());
    assert_eq!(places(&harness), before);
}
