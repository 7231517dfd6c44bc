//! The list of annotations in the real window: its orders, its filter, several
//! chosen at once, by keys and by pointer, each undone in one step.

use std::path::{Path, PathBuf};

use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use hashiya::app::command::{ListOrder, Listing};
use hashiya::app::{Action, Command};
use hashiya::document::{
    Annotation, AnnotationId, AttributeName, Document, LabelSet, Parts, SourceInfo,
};
use hashiya::formats::digest;
use hashiya::store::settings::LanguageSetting;
use hashiya::store::{self, Replace, Settings};
use hashiya::text::{Article, ByteSpan};
use hashiya::ui::Window;

use crate::lettering::whole_window::window_of;
use crate::util::driver::{ARTICLE, Driver, folder, write};
use crate::window::{app, press, send, wait, window};

type Win = Harness<'static, Option<Window>>;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::COMMAND
};

/// «Cairo, and Iraq; and Cairo (with a vowel mark) … Ali … Cairo»
const TEXT: &str = "القاهرة والعراق وقال القاهِرة ثم علي إن القاهرة 560 بعيدة.\n";

fn open(text: &str) -> (tempfile::TempDir, Win) {
    let folder = folder();
    let path = write(folder.path(), "article.txt", text.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    // High enough for all rows and all that is said of what is chosen.
    harness.set_size(egui::vec2(1100.0, 1300.0));
    harness.run();
    (folder, harness)
}

/// The article with Cairo marked three times, once as a person by mistake, and
/// three more.
fn open_marked() -> (tempfile::TempDir, Win) {
    let (folder, mut harness) = open(TEXT);
    for (piece, nth, key) in [
        ("القاهرة", 0, Key::Num2),
        ("العراق", 0, Key::Num2),
        ("القاهِرة", 0, Key::Num1),
        ("علي", 0, Key::Num1),
        ("القاهرة", 1, Key::Num2),
        ("560", 0, Key::Num3),
    ] {
        let (start, _) = TEXT.match_indices(piece).nth(nth).expect("it is there");
        let span = ByteSpan::new(start, start + piece.len());
        send(&mut harness, Command::SetSelection(span.into()));
        press(&mut harness, key, NONE);
    }
    press(&mut harness, Key::Escape, NONE);
    assert_eq!(document(&harness).count(), 6);
    (folder, harness)
}

fn document(harness: &Win) -> &Document {
    &app(harness).active_tab().expect("a tab is open").document
}

/// The numbers of all chosen annotations, ascending.
fn chosen(harness: &Win) -> Vec<u64> {
    let tab = app(harness).active_tab().expect("a tab is open");
    let all = tab.document.annotations().map(|it| it.id);
    let mut ids: Vec<_> = all.filter(|&id| tab.is_chosen(id)).map(|id| id.0).collect();
    ids.sort_unstable();
    ids
}

fn labels(harness: &Win) -> String {
    let all = document(harness).annotations().map(|it| it.label.as_str());
    all.map(|label| label.get(..2).unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What stands in the list, from top to bottom: `#` before headings.
fn listed(harness: &Win) -> Vec<String> {
    let is_row = |role| role == Role::ListItem;
    let mut rows: Vec<(f32, String)> = harness
        .query_all_by(|node| is_row(node.role()))
        .map(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            let quote = label.trim_start_matches("Go to “").trim_end_matches('”');
            (node.rect().top(), quote.to_owned())
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, text)| text).collect()
}

/// Presses a button, where something else has its words, too.
fn push(harness: &mut Win, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

fn click(harness: &mut Win, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn type_text(harness: &mut Win, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn filter(harness: &mut Win, text: &str) {
    press(harness, Key::F, CTRL_SHIFT);
    type_text(harness, text);
}

fn click_row(harness: &mut Win, quote: &str, nth: usize, modifiers: Modifiers) {
    let label = format!("Go to “{quote}”");
    let mut rows: Vec<_> = harness.query_all_by_label(&label).collect();
    rows.sort_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    rows[nth].click_modifiers(modifiers);
    drop(rows);
    // Two clicks in one place are no double click.
    harness.run_steps(30);
    harness.run();
}

fn undo(harness: &mut Win) {
    press(harness, Key::Z, CTRL);
}

#[test]
fn the_list_has_four_orders_and_a_button_that_says_which() {
    let (_folder, mut harness) = open_marked();
    harness.get_by_label("Person: 2");
    let reading = ["القاهرة", "العراق", "القاهِرة", "علي", "القاهرة", "560"];
    click(&mut harness, "Order of the List: By Label");
    click(&mut harness, "In Reading Order");
    assert_eq!(listed(&harness), reading);
    click(&mut harness, "Order of the List: In Reading Order");
    click(&mut harness, "By Words");
    // However it is written: and the most frequent first, the rest by letters.
    harness.get_by_label("القاهرة: 3");
    let by_words = ["القاهرة", "القاهِرة", "القاهرة", "560", "العراق", "علي"];
    assert_eq!(listed(&harness), by_words);
    click_row(&mut harness, "علي", 0, NONE);
    press(&mut harness, Key::E, SHIFT);
    press(&mut harness, Key::Enter, NONE);
    press(&mut harness, Key::P, CTRL_SHIFT);
    type_text(&mut harness, "By Entity");
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(app(&harness).list_order(), ListOrder::ByEntity);
    let top = |harness: &Win, label: &str| harness.get_by_label(label).rect().top();
    assert!(top(&harness, "علي: 1") < top(&harness, "No entity: 5"));
    assert_eq!(listed(&harness).first().map(String::as_str), Some("علي"));
}

#[test]
fn words_are_filtered_folded_and_one_click_shows_all() {
    let (_folder, mut harness) = open_marked();
    send(&mut harness, Command::OrderList(ListOrder::Reading));
    // Haa for taa marbuta, and no vowel mark.
    filter(&mut harness, "قاهره");
    assert_eq!(listed(&harness), ["القاهرة", "القاهِرة", "القاهرة"]);
    harness.get_by_label("3 of 6");
    assert!(
        harness
            .query_by_label("The selected annotation is left out.")
            .is_none()
    );
    // What is left out is chosen still, and the walk goes through all.
    press(&mut harness, Key::Escape, NONE);
    filter(&mut harness, "قاهره");
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(chosen(&harness), [1]);
    press(&mut harness, Key::ArrowDown, Modifiers::ALT);
    assert_eq!(chosen(&harness), [2]);
    harness.get_by_label("The selected annotation is left out.");
    click(&mut harness, "Show All");
    assert_eq!(listed(&harness).len(), 6);
    assert!(harness.query_by_label("Show All").is_none());
    filter(&mut harness, "xyz");
    harness.get_by_label("No annotation is like that.");
    harness.get_by_label("0 of 6");
    press(&mut harness, Key::Escape, NONE);
    assert_eq!(listed(&harness).len(), 6);
}

#[test]
fn checks_filter_by_label_note_entity_and_value() {
    let (_folder, mut harness) = open_marked();
    send(&mut harness, Command::OrderList(ListOrder::Reading));
    push(&mut harness, "Filter");
    // The menu stays open while one checks.
    harness
        .get_by_role_and_label(Role::CheckBox, "Person")
        .click();
    harness.run();
    assert_eq!(listed(&harness), ["القاهِرة", "علي"]);
    harness
        .get_by_role_and_label(Role::CheckBox, "Figure")
        .click();
    harness.run();
    assert_eq!(listed(&harness), ["القاهِرة", "علي", "560"]);
    press(&mut harness, Key::Escape, NONE);
    harness.get_by_label("3 of 6");
    harness.get_by_label("Person · Figure");
    click(&mut harness, "Show All");

    send(
        &mut harness,
        Command::SetNote(AnnotationId(4), "?".to_owned()),
    );
    push(&mut harness, "Filter");
    push(&mut harness, "Note");
    click(&mut harness, "with a note");
    assert_eq!(listed(&harness), ["علي"]);
    click(&mut harness, "without a note");
    assert_eq!(listed(&harness).len(), 5);
    press(&mut harness, Key::Escape, NONE);
    press(&mut harness, Key::Escape, NONE);
    send(&mut harness, Command::FilterList(Default::default()));

    send(&mut harness, Command::AcceptFigure(AnnotationId(6)));
    harness.run();
    push(&mut harness, "Filter");
    click(&mut harness, "Attributes: Figure");
    push(&mut harness, "Value");
    let role = Role::TextInput;
    harness
        .get_by_role_and_label(role, "a value, then Enter")
        .click();
    harness.run();
    // In any digits.
    type_text(&mut harness, "٥٦٠");
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(listed(&harness), ["560"]);
    harness.get_by_label("Value: 560");
}

#[test]
fn the_keyboard_goes_through_filter_and_list() {
    let (_folder, mut harness) = open_marked();
    send(&mut harness, Command::OrderList(ListOrder::Reading));
    press(&mut harness, Key::F, CTRL_SHIFT);
    press(&mut harness, Key::ArrowDown, NONE);
    assert_eq!(chosen(&harness), [1]);
    press(&mut harness, Key::ArrowDown, NONE);
    assert_eq!(chosen(&harness), [2]);
    press(&mut harness, Key::ArrowDown, SHIFT);
    press(&mut harness, Key::ArrowDown, SHIFT);
    assert_eq!(chosen(&harness), [2, 3, 4]);
    press(&mut harness, Key::ArrowUp, SHIFT);
    assert_eq!(chosen(&harness), [2, 3]);
    press(&mut harness, Key::End, SHIFT);
    assert_eq!(chosen(&harness), [2, 3, 4, 5, 6]);
    press(&mut harness, Key::Home, NONE);
    assert_eq!(chosen(&harness), [1]);
    // Ctrl goes without choosing, Space chooses one more and one less.
    for _ in 0..2 {
        press(&mut harness, Key::ArrowDown, CTRL);
    }
    press(&mut harness, Key::Space, NONE);
    assert_eq!(chosen(&harness), [1, 3]);
    press(&mut harness, Key::Space, NONE);
    assert_eq!(chosen(&harness), [1]);
    press(&mut harness, Key::A, CTRL);
    assert_eq!(chosen(&harness), [1, 2, 3, 4, 5, 6]);
    let text = app(&harness).active_tab().expect("a tab").selection;
    assert!(text.is_caret(), "Ctrl+A was the list's and not the page's");
    press(&mut harness, Key::Escape, NONE);
    assert_eq!(chosen(&harness), [0u64; 0]);
    // Enter goes back to the page, where Tab is the walk through all.
    press(&mut harness, Key::ArrowDown, NONE);
    press(&mut harness, Key::Enter, NONE);
    let here = chosen(&harness)[0];
    press(&mut harness, Key::Tab, SHIFT);
    assert_eq!(chosen(&harness), [here - 1]);
    press(&mut harness, Key::A, CTRL);
    let text = app(&harness).active_tab().expect("a tab").selection;
    assert!(!text.is_caret());
}

#[test]
fn groups_are_folded_by_key() {
    let (_folder, mut harness) = open_marked();
    press(&mut harness, Key::F, CTRL_SHIFT);
    press(&mut harness, Key::ArrowDown, NONE);
    // The first annotation of the first label; its heading is above it.
    assert_eq!(chosen(&harness), [3]);
    press(&mut harness, Key::ArrowUp, NONE);
    assert_eq!(chosen(&harness), [3]);
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(listed(&harness).len(), 4);
    press(&mut harness, Key::ArrowRight, NONE);
    assert_eq!(listed(&harness).len(), 6);
    press(&mut harness, Key::ArrowLeft, NONE);
    assert_eq!(listed(&harness).len(), 4);
    click(&mut harness, "Person: 2");
    assert_eq!(listed(&harness).len(), 6);
}

#[test]
fn several_get_another_label_or_go_in_one_step() {
    let (_folder, mut harness) = open_marked();
    send(&mut harness, Command::OrderList(ListOrder::ByText));
    harness.run();
    let before = labels(&harness);
    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "القاهِرة", 0, CTRL);
    assert_eq!(chosen(&harness), [1, 3]);
    click_row(&mut harness, "القاهرة", 1, CTRL);
    assert_eq!(chosen(&harness), [1, 3, 5]);
    click_row(&mut harness, "القاهرة", 1, CTRL);
    assert_eq!(chosen(&harness), [1, 3]);
    harness.get_by_label("2 annotations selected");
    press(&mut harness, Key::Num2, NONE);
    assert_eq!(labels(&harness), "pl pl pl pe pl fi");
    undo(&mut harness);
    assert_eq!(labels(&harness), before);
    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "القاهرة", 1, SHIFT);
    assert_eq!(chosen(&harness), [1, 3, 5]);
    harness.get_by_label("Delete the Annotations");
    press(&mut harness, Key::Delete, NONE);
    assert_eq!(document(&harness).count(), 3);
    harness.get_by_label("3 annotations removed");
    assert_eq!(chosen(&harness), [0u64; 0]);
    undo(&mut harness);
    assert_eq!((document(&harness).count(), labels(&harness)), (6, before));
}

#[test]
fn several_are_linked_noted_and_given_values_in_one_step() {
    let (_folder, mut harness) = open_marked();
    let entities = |harness: &Win| {
        let all = document(harness).annotations();
        all.filter_map(|it| it.entity).count()
    };
    send(&mut harness, Command::OrderList(ListOrder::Reading));
    harness.run();
    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "القاهِرة", 0, CTRL);
    click_row(&mut harness, "القاهرة", 1, CTRL);
    harness.get_by_label("All Name the Same");
    press(&mut harness, Key::E, NONE);
    assert_eq!(
        (document(&harness).entity_count(), entities(&harness)),
        (1, 3)
    );
    let entity = document(&harness)
        .entities()
        .next()
        .expect("one")
        .name
        .clone();
    assert_eq!(entity, "القاهرة");
    undo(&mut harness);
    assert_eq!(
        (document(&harness).entity_count(), entities(&harness)),
        (0, 0)
    );
    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "العراق", 0, SHIFT);
    press(&mut harness, Key::E, SHIFT);
    type_text(&mut harness, "عاصمة");
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(entities(&harness), 2);
    assert_eq!(chosen(&harness), [1, 2]);
    click(&mut harness, "Unlink");
    assert_eq!(entities(&harness), 0);
    undo(&mut harness);
    assert_eq!(entities(&harness), 2);
    undo(&mut harness);

    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "العراق", 0, SHIFT);
    press(&mut harness, Key::N, NONE);
    type_text(&mut harness, "check");
    press(&mut harness, Key::Enter, CTRL);
    let notes = |harness: &Win| {
        let all = document(harness).annotations();
        all.filter(|it| it.note() == Some("check")).count()
    };
    assert_eq!(notes(&harness), 2);
    undo(&mut harness);
    assert_eq!(notes(&harness), 0);

    // A value goes to those whose label can have it.
    press(&mut harness, Key::F, CTRL_SHIFT);
    press(&mut harness, Key::ArrowDown, NONE);
    press(&mut harness, Key::A, CTRL);
    let role = Role::TextInput;
    harness.get_by_role_and_label(role, "Currency").click();
    harness.run();
    type_text(&mut harness, "USD");
    press(&mut harness, Key::Enter, NONE);
    let currency = AttributeName::new("currency").expect("a name");
    let of = |harness: &Win| {
        let all = document(harness).annotations();
        all.filter(|it| it.attribute(&currency).is_some()).count()
    };
    assert_eq!(of(&harness), 1);
    undo(&mut harness);
    assert_eq!(of(&harness), 0);
}

#[test]
fn a_text_for_several_is_kept_when_others_are_chosen() {
    let (_folder, mut harness) = open_marked();
    send(&mut harness, Command::OrderList(ListOrder::Reading));
    harness.run();
    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "العراق", 0, SHIFT);
    press(&mut harness, Key::N, NONE);
    type_text(&mut harness, "kept");
    click_row(&mut harness, "علي", 0, NONE);
    let noted = document(&harness)
        .annotations()
        .filter(|it| it.note().is_some());
    let noted: Vec<_> = noted.map(|it| it.id.0).collect();
    assert_eq!((noted, chosen(&harness)), (vec![1, 2], vec![4]));
}

#[test]
fn the_second_button_opens_a_menu_for_what_is_chosen() {
    let (_folder, mut harness) = open_marked();
    send(&mut harness, Command::OrderList(ListOrder::Reading));
    harness.run();
    click_row(&mut harness, "القاهرة", 0, NONE);
    click_row(&mut harness, "العراق", 0, SHIFT);
    // On one that is chosen: for all of them.
    harness.get_by_label("Go to “العراق”").click_secondary();
    harness.run();
    assert_eq!(chosen(&harness), [1, 2]);
    let entries = |harness: &Win| {
        let entries = harness.query_all_by_label_contains("Split at the Caret");
        entries.count()
    };
    assert_eq!(entries(&harness), 1);
    press(&mut harness, Key::Escape, NONE);
    // On another: for that one.
    harness.get_by_label("Go to “علي”").click_secondary();
    harness.run();
    assert_eq!(chosen(&harness), [4]);
    press(&mut harness, Key::Escape, NONE);
    assert_eq!(entries(&harness), 0);
    press(&mut harness, Key::F10, SHIFT);
    assert_eq!(entries(&harness), 1);
}

#[test]
fn the_page_shows_all_that_are_chosen() {
    let settings = Settings {
        language: LanguageSetting::English,
        ..Settings::default()
    };
    let mut harness = window_of(settings, 1.0);
    let tab = app(&harness).active_tab().expect("a tab");
    let mut places = tab.document.annotations().map(|it| (it.id, it.span()));
    let (first, _) = places.next().expect("one");
    let (second, span) = places.next().expect("two");
    let id = tab.id;
    drop(places);
    send(&mut harness, Command::GoToAnnotation(first));
    harness.run();
    let reader = harness.state().as_ref().expect("a window").reader();
    let rect = reader.rects_of(id, span)[0].shrink(2.0);
    let look = |harness: &mut Win| {
        let picture = harness.render().expect("a picture");
        let (x, y) = (rect.left() as u32, rect.top() as u32);
        let (width, height) = (rect.width() as u32, rect.height() as u32);
        image::imageops::crop_imm(&picture, x, y, width, height).to_image()
    };
    let alone = look(&mut harness);
    send(&mut harness, Command::ToggleChosen(second));
    harness.run();
    let together = look(&mut harness);
    assert!(alone != together);
    send(&mut harness, Command::ToggleChosen(second));
    send(&mut harness, Command::GoToAnnotation(first));
    harness.run();
    assert!(look(&mut harness) == alone);
}

#[test]
fn one_more_is_chosen_on_the_page_with_ctrl() {
    let (_folder, mut harness) = open_marked();
    let click_page = |harness: &mut Win, label: &str, modifiers: Modifiers| {
        harness.get_by_label(label).click_modifiers(modifiers);
        harness.run_steps(30);
        harness.run();
    };
    click_page(&mut harness, "Place: العراق", NONE);
    assert_eq!(chosen(&harness), [2]);
    click_page(&mut harness, "Person: علي", CTRL);
    assert_eq!(chosen(&harness), [2, 4]);
    harness.get_by_label("2 annotations selected");
    click_page(&mut harness, "Place: العراق", CTRL);
    assert_eq!(chosen(&harness), [4]);
    click_page(&mut harness, "Place: العراق", CTRL);
    click_page(&mut harness, "Figure: 560", NONE);
    assert_eq!(chosen(&harness), [6]);
}

#[test]
fn several_are_copied_in_reading_order() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    for (piece, digit) in [("NATO", 1), ("القاهرة", 2), ("560", 3)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(digit));
    }
    let ids = [1, 2].map(AnnotationId);
    driver.send(Command::ChooseSeveral(ids.to_vec(), ids[0]));
    driver.act(Action::Copy);
    let copied = driver.pending.last().map(|effect| format!("{effect:?}"));
    assert_eq!(
        copied.as_deref(),
        Some("WriteClipboard(\"القاهرة\\nNATO\")")
    );
    // One that is no more is no longer among them.
    driver.send(Command::Remove(ids[1]));
    assert!(driver.tab().several().is_none());
    assert_eq!(driver.tab().chosen, Some(ids[0]));
}

#[test]
fn an_entity_that_is_not_shown_is_not_touched() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    for (piece, digit) in [("القاهرة", 2), ("NATO", 1)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(digit));
        let id = driver.tab().chosen.expect("it is chosen");
        driver.send(Command::NewEntity(id, piece.to_owned()));
    }
    let first = driver.tab().document.entities().next().expect("one").id;
    driver.send(Command::ShowList(Listing::Entities));
    driver.send(Command::ChooseEntity(Some(first)));
    assert!(driver.can(Action::MergeEntity) && driver.can(Action::RemoveEntity));
    driver.send(Command::ShowList(Listing::Annotations));
    assert!(!driver.can(Action::MergeEntity) && !driver.can(Action::RemoveEntity));
    driver.send(Command::ShowList(Listing::Entities));
    driver.send(Command::ShowSidePanel(false));
    assert!(!driver.can(Action::MergeEntity) && !driver.can(Action::RemoveEntity));
    // Nor is a mention of another split off from beside it.
    driver.send(Command::ShowSidePanel(true));
    let mentions: Vec<_> = driver
        .tab()
        .document
        .annotations()
        .map(|it| it.id)
        .collect();
    let second = driver
        .tab()
        .document
        .annotation(mentions[1])
        .and_then(|it| it.entity);
    driver.send(Command::LinkEntity(mentions[0], second));
    driver.send(Command::ChooseAnnotation(Some(mentions[0])));
    assert!(!driver.can(Action::SplitMention));
    driver.send(Command::ChooseEntity(second));
    assert!(driver.can(Action::SplitMention));
}

#[test]
fn coming_back_to_a_document_takes_no_keyboard() {
    let (folder, mut harness) = open_marked();
    press(&mut harness, Key::F, CTRL);
    press(&mut harness, Key::Escape, NONE);
    send(
        &mut harness,
        Command::ChooseAnnotation(Some(AnnotationId(4))),
    );
    press(&mut harness, Key::N, NONE);
    press(&mut harness, Key::Escape, NONE);
    press(&mut harness, Key::F, CTRL_SHIFT);
    press(&mut harness, Key::Escape, NONE);
    let other = write(folder.path(), "other.txt", ARTICLE.as_bytes());
    send(&mut harness, Command::OpenPaths(vec![other]));
    wait(&mut harness);
    press(&mut harness, Key::F, CTRL);
    let first = app(&harness).tabs()[0].id;
    send(&mut harness, Command::ActivateTab(first));
    harness.run();
    let name = &app(&harness).active_tab().expect("a tab").name;
    assert_eq!(name, "article.txt");
    // Typed on the page, this gives a label; typed in a field it would not.
    assert_eq!(chosen(&harness), [4]);
    press(&mut harness, Key::Num2, NONE);
    assert_eq!(labels(&harness), "pl pl pe pl pl fi");
}

#[test]
fn lists_show_the_row_that_is_chosen() {
    let (_folder, mut harness) = open(&"كلمة ".repeat(60));
    for nth in 0..40 {
        let span = ByteSpan::new(nth * 9, nth * 9 + 8);
        send(&mut harness, Command::SetSelection(span.into()));
        press(&mut harness, Key::Num1, NONE);
        press(&mut harness, Key::E, SHIFT);
        type_text(&mut harness, &format!("n{nth:02}"));
        press(&mut harness, Key::Enter, NONE);
    }
    // The history: forty steps back of eighty.
    send(&mut harness, Command::GoToHistory(40));
    press(&mut harness, Key::H, CTRL);
    let seen = |harness: &Win, label: &str| harness.query_by_label(label).is_some();
    let rows = harness.query_all_by(|node| node.role() == Role::ListItem);
    let rows: Vec<_> = rows
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(rows.iter().any(|row| row.contains("n19")), "{rows:?}");
    press(&mut harness, Key::Escape, NONE);
    send(&mut harness, Command::GoToHistory(80));
    // The list of entities.
    let last = document(&harness).entities().last().expect("many").id;
    send(&mut harness, Command::ShowList(Listing::Entities));
    harness.run();
    assert!(!seen(&harness, "n39: 1"));
    send(&mut harness, Command::ChooseEntity(Some(last)));
    harness.run();
    assert!(seen(&harness, "n39: 1"));
    // The question which one.
    press(&mut harness, Key::E, SHIFT);
    type_text(&mut harness, "n");
    for _ in 0..25 {
        press(&mut harness, Key::ArrowDown, NONE);
    }
    let picked = harness.query_all_by(|node| {
        node.role() == Role::ListItem && node.toggled() == Some(Toggled::True)
    });
    let picked: Vec<_> = picked
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(
        picked.iter().any(|row| row.starts_with("n25")),
        "{picked:?}"
    );
}

/// An annotation file with so many annotations, of a quarter as many words.
pub fn write_long(folder: &Path, count: usize) -> PathBuf {
    let words = (0..count).map(|n| format!("كلمة{:05} ", n % (count / 4)));
    let article = Article::new(words.collect::<String>(), false).expect("an article");
    let ids: Vec<_> = LabelSet::starter().iter().map(|it| it.id.clone()).collect();
    let step = "كلمة00000 ".len();
    let annotations = (0..count).map(|n| {
        let span = ByteSpan::new(n * step, n * step + step - 1);
        let label = ids[n / 7 % ids.len()].clone();
        Annotation::new(AnnotationId(n as u64 + 1), label, span)
    });
    let sha256 = digest::sha256(article.text().as_bytes());
    let parts = Parts::new(
        article,
        SourceInfo::new("long.txt", sha256),
        LabelSet::starter(),
    );
    let document = Document::from_parts(Parts {
        annotations: annotations.collect(),
        ..parts
    });
    let document = document.expect("a document");
    let path = folder.join("long.hashiya.ron");
    store::save(&document, &path, Replace::Nothing, None).expect("it is written");
    path
}

#[test]
fn a_very_long_list_costs_the_rows_that_are_seen_in_every_order() {
    let folder = folder();
    let path = write_long(folder.path(), 100_000);
    let mut harness = window(LanguageSetting::English, &[&path]);
    for order in [
        ListOrder::Reading,
        ListOrder::ByEntity,
        ListOrder::ByText,
        ListOrder::ByLabel,
    ] {
        send(&mut harness, Command::OrderList(order));
        harness.run_steps(20);
        let rows = listed(&harness).len();
        assert!((2..40).contains(&rows), "{rows} rows, {order:?}");
    }
    send(&mut harness, Command::OrderList(ListOrder::ByLabel));
    harness.run();
    filter(&mut harness, "كلمة0012");
    harness.get_by_label("40 of 100000");
    press(&mut harness, Key::Enter, NONE);
    press(&mut harness, Key::A, CTRL);
    harness.get_by_label("40 annotations selected");
    press(&mut harness, Key::Num1, NONE);
    harness.get_by_label("Person: 40");
    undo(&mut harness);
    click(&mut harness, "Show All");
    harness.step();
    harness.run();
    assert!(!harness.ctx.has_requested_repaint());
}
