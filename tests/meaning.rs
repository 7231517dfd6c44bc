//! What is said of annotations besides their labels, through the real window:
//! values of figures, notes and entities, by keys and by pointer, each undone.

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hashiya::app::Command;
use hashiya::document::{AnnotationId, AttributeName, AttributeValue, Entity};
use hashiya::store::settings::LanguageSetting;
use hashiya::ui::Window;

use crate::reading;
use crate::util::driver::{ARTICLE, folder, write};
use crate::window::{app, press, select, send, wait, window};

type Win = Harness<'static, Option<Window>>;

fn open() -> (tempfile::TempDir, Win) {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let harness = window(LanguageSetting::English, &[&path]);
    (folder, harness)
}

fn document(harness: &Win) -> &hashiya::document::Document {
    &app(harness).active_tab().expect("a tab is open").document
}

fn chosen(harness: &Win) -> AnnotationId {
    let tab = app(harness).active_tab().expect("a tab is open");
    tab.chosen.expect("an annotation is chosen")
}

fn value(harness: &Win, name: &str) -> Option<String> {
    let name = AttributeName::new(name).expect("a name");
    let annotation = document(harness).annotation(chosen(harness))?;
    Some(match annotation.attribute(&name)? {
        AttributeValue::Choice(option) => option.to_string(),
        AttributeValue::YesNo(yes) => yes.to_string(),
        AttributeValue::Text(text) => text.to_string(),
        AttributeValue::Number(number) => number.to_string(),
    })
}

fn note(harness: &Win) -> Option<&str> {
    document(harness).annotation(chosen(harness))?.note()
}

fn entity(harness: &Win) -> Option<&Entity> {
    let annotation = document(harness).annotation(chosen(harness))?;
    document(harness).entity(annotation.entity?)
}

fn mark(harness: &mut Win, piece: &str, key: Key) {
    select(harness, piece);
    press(harness, key, Modifiers::NONE);
}

fn type_text(harness: &mut Win, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn click(harness: &mut Win, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn click_field(harness: &mut Win, name: &str) {
    let role = egui::accesskit::Role::TextInput;
    harness.get_by_role_and_label(role, name).click();
    harness.run();
}

fn undo(harness: &mut Win) {
    press(harness, Key::Z, Modifiers::COMMAND);
}

/// Marks the two places where one name stands.
fn mark_both(harness: &mut Win) {
    let name = "محمد علي";
    let places: Vec<_> = ARTICLE.match_indices(name).map(|(at, _)| at).collect();
    for at in places {
        let selection = hashiya::document::Selection {
            anchor: hashiya::text::ByteOffset(at),
            focus: hashiya::text::ByteOffset(at + name.len()),
        };
        send(harness, Command::SetSelection(selection));
        press(harness, Key::Num1, Modifiers::NONE);
    }
}

#[test]
fn a_figure_is_read_and_accepted_by_one_key() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "560 جنديا", Key::Num3);
    harness.get_by_label("Read: Value: 560 · Unit: جنديا");
    assert_eq!(value(&harness, "value"), None);
    press(&mut harness, Key::V, Modifiers::NONE);
    assert_eq!(value(&harness, "value").as_deref(), Some("560"));
    assert_eq!(value(&harness, "unit").as_deref(), Some("جنديا"));
    assert!(harness.query_by_label("Accept the Figure").is_none());
    undo(&mut harness);
    assert_eq!(value(&harness, "value"), None);
    assert_eq!(value(&harness, "unit"), None);
    click(&mut harness, "Accept the Figure");
    assert_eq!(value(&harness, "value").as_deref(), Some("560"));
}

#[test]
fn what_cannot_be_read_stays_empty_and_is_filled_in_by_hand() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "جنديا", Key::Num3);
    harness.get_by_label("No figure can be read here for certain; you can fill in the values.");
    press(&mut harness, Key::V, Modifiers::NONE);
    assert_eq!(value(&harness, "value"), None);
    click_field(&mut harness, "Value");
    type_text(&mut harness, "٣٫٥");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(value(&harness, "value").as_deref(), Some("3.5"));
    click(&mut harness, "Modifier: none");
    click(&mut harness, "about");
    assert_eq!(value(&harness, "modifier").as_deref(), Some("about"));
    click(&mut harness, "Percent: none");
    click(&mut harness, "yes");
    assert_eq!(value(&harness, "percent").as_deref(), Some("true"));
    for (gone, stays) in [("percent", "modifier"), ("modifier", "value")] {
        undo(&mut harness);
        assert_eq!(value(&harness, gone), None);
        assert!(value(&harness, stays).is_some());
    }
    undo(&mut harness);
    assert_eq!(value(&harness, "value"), None);
}

#[test]
fn a_value_that_does_not_fit_is_refused_whole() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "560", Key::Num3);
    click_field(&mut harness, "Value");
    type_text(&mut harness, "abc");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(value(&harness, "value"), None);
    harness.get_by_label("This value does not fit the attribute “value”.");
}

#[test]
fn escape_drops_what_is_typed_and_keeps_the_choice() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "560", Key::Num3);
    click_field(&mut harness, "Unit");
    type_text(&mut harness, "abc");
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(value(&harness, "unit"), None);
    chosen(&harness);
}

#[test]
fn a_note_is_written_by_key_and_kept_when_the_pointer_goes_elsewhere() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "NATO", Key::Num2);
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "first");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    type_text(&mut harness, "second");
    assert_eq!(note(&harness), None);
    press(&mut harness, Key::Enter, Modifiers::COMMAND);
    assert_eq!(note(&harness), Some("first\nsecond"));
    undo(&mut harness);
    assert_eq!(note(&harness), None);
    let id = chosen(&harness);
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "kept");
    // Another is chosen while the field has the keyboard.
    send(&mut harness, Command::ChooseAnnotation(None));
    harness.run();
    let kept = document(&harness).annotation(id).and_then(|it| it.note());
    assert_eq!(kept, Some("kept"));
}

/// Two documents with an annotation each, of one number; a note on that of the
/// one shown is being typed.
fn typing_in_the_second_of_two() -> (tempfile::TempDir, Win) {
    let folder = folder();
    let paths = ["first.txt", "second.txt"];
    let paths = paths.map(|name| write(folder.path(), name, ARTICLE.as_bytes()));
    let mut harness = window(LanguageSetting::English, &[&paths[0]]);
    mark(&mut harness, "NATO", Key::Num2);
    send(&mut harness, Command::OpenPaths(vec![paths[1].clone()]));
    wait(&mut harness);
    mark(&mut harness, "NATO", Key::Num2);
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "seen twice");
    assert_eq!(notes(&harness), [None, None]);
    (folder, harness)
}

/// The notes on the first annotations of all documents.
fn notes(harness: &Win) -> Vec<Option<&str>> {
    let first = AnnotationId(1);
    let tabs = app(harness).tabs().iter();
    tabs.map(|tab| tab.document.annotation(first)?.note())
        .collect()
}

/// Presses and lets go of the pointer's first button on a widget, in one frame.
fn point_at(harness: &mut Win, label: &str) {
    let at = harness.get_by_label(label).rect().center();
    reading::click(harness, at, 1);
}

#[test]
fn a_note_stays_in_its_document_when_another_tab_is_clicked() {
    let (_folder, mut harness) = typing_in_the_second_of_two();
    point_at(&mut harness, "first.txt has unsaved changes");
    let shown = app(&harness).active_tab().map(|tab| tab.name.clone());
    assert_eq!(shown.as_deref(), Some("first.txt"));
    assert_eq!(notes(&harness), [None, Some("seen twice")]);
}

#[test]
fn a_note_is_kept_when_another_document_comes_to_the_front_by_itself() {
    let (folder, mut harness) = typing_in_the_second_of_two();
    let third = write(folder.path(), "third.txt", ARTICLE.as_bytes());
    send(&mut harness, Command::OpenPaths(vec![third]));
    wait(&mut harness);
    harness.run();
    assert_eq!(notes(&harness), [None, Some("seen twice"), None]);
}

#[test]
fn a_note_is_kept_when_the_panel_goes() {
    let (_folder, mut harness) = typing_in_the_second_of_two();
    send(&mut harness, Command::ShowSidePanel(false));
    harness.run();
    assert_eq!(notes(&harness), [None, Some("seen twice")]);
}

#[test]
fn the_undo_button_takes_back_the_note_that_was_just_typed() {
    let (_folder, mut harness) = typing_in_the_second_of_two();
    point_at(&mut harness, "Undo");
    assert_eq!(notes(&harness), [None, None]);
    assert_eq!(document(&harness).count(), 1);
    point_at(&mut harness, "Redo");
    assert_eq!(notes(&harness), [None, Some("seen twice")]);
}

#[test]
fn closing_the_window_keeps_the_note_and_asks() {
    let (_folder, mut harness) = open();
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "to be checked");
    assert!(!app(&harness).tabs()[0].is_modified());
    let viewports = &mut harness.input_mut().viewports;
    let root = viewports.get_mut(&egui::ViewportId::ROOT);
    let root = root.expect("there is a window");
    root.events.push(egui::ViewportEvent::Close);
    harness.run();
    assert_eq!(document(&harness).note(), Some("to be checked"));
    harness.get_by_label("Don't Save");
}

#[test]
fn what_is_typed_while_another_takes_the_file_waits_until_it_is_free() {
    use hashiya::app::message::Dialog;

    let (_folder, mut harness) = open();
    let tab = app(&harness).tabs()[0].id;
    let holder = hashiya::app::claim::Holder {
        user: "zeinab".to_owned(),
        host: "elsewhere".to_owned(),
        age_seconds: 1,
    };
    mark(&mut harness, "محمد علي", Key::Num1);
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "to be checked");
    send(&mut harness, Command::Held(tab, Some(holder)));
    press(&mut harness, Key::F6, Modifiers::NONE);
    harness.run();
    assert_eq!(app(&harness).dialog(), Some(&Dialog::Held { tab }));
    send(&mut harness, Command::CloseDialog);
    harness.run();
    assert_eq!(app(&harness).dialog(), None);
    assert_eq!(note(&harness), None);
    // Its field goes away meanwhile.
    let id = chosen(&harness);
    send(&mut harness, Command::ChooseAnnotation(None));
    harness.run();
    send(&mut harness, Command::Held(tab, None));
    harness.run();
    let note = document(&harness).annotation(id).unwrap().note();
    assert_eq!(note, Some("to be checked"));
}

#[test]
fn the_article_has_a_note_of_its_own() {
    let (_folder, mut harness) = open();
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "to be checked");
    press(&mut harness, Key::Enter, Modifiers::COMMAND);
    assert_eq!(document(&harness).note(), Some("to be checked"));
    undo(&mut harness);
    assert_eq!(document(&harness).note(), None);
}

#[test]
fn one_key_says_that_two_annotations_name_the_same() {
    let (_folder, mut harness) = open();
    mark_both(&mut harness);
    press(&mut harness, Key::E, Modifiers::NONE);
    let made = entity(&harness).expect("an entity").clone();
    assert_eq!(made.name, "محمد علي");
    assert_eq!(document(&harness).mention_count(made.id), 2);
    undo(&mut harness);
    assert_eq!(document(&harness).entity_count(), 0);
    // The first of its label has none before it.
    mark(&mut harness, "القاهرة", Key::Num2);
    press(&mut harness, Key::E, Modifiers::NONE);
    harness.get_by_label("No annotation before this one has the same label");
}

#[test]
fn an_entity_is_made_and_chosen_by_typing() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "القاهرة", Key::Num2);
    press(&mut harness, Key::E, Modifiers::SHIFT);
    harness.get_by_label("New entity “\u{2068}القاهرة\u{2069}”");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(entity(&harness).map(|it| it.name.as_str()), Some("القاهرة"));
    mark(&mut harness, "NATO", Key::Num2);
    press(&mut harness, Key::E, Modifiers::SHIFT);
    // Taa marbuta or haa: names are compared folded.
    type_text(&mut harness, "قاهره");
    harness.get_by_label("\u{2068}القاهرة\u{2069}: 1");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(entity(&harness).map(|it| it.name.as_str()), Some("القاهرة"));
    undo(&mut harness);
    assert_eq!(entity(&harness), None);
    press(&mut harness, Key::E, Modifiers::SHIFT);
    click(&mut harness, "New entity “NATO”");
    assert_eq!(document(&harness).entity_count(), 2);
    press(&mut harness, Key::E, Modifiers::SHIFT);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(app(&harness).dialog().is_none());
}

#[test]
fn entities_are_listed_renamed_linked_split_merged_and_deleted() {
    let (_folder, mut harness) = open();
    mark_both(&mut harness);
    press(&mut harness, Key::E, Modifiers::NONE);
    press(&mut harness, Key::E, Modifiers::COMMAND | Modifiers::SHIFT);
    click(&mut harness, "محمد علي: 2");
    assert_eq!(harness.query_all_by_label("Go to “محمد علي”").count(), 2);

    click_field(&mut harness, "Link");
    type_text(&mut harness, "not a link");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    harness.get_by_label(
        "This is no link: it begins with a scheme, such as https:, and has no spaces.",
    );
    click_field(&mut harness, "Link");
    type_text(&mut harness, "https://www.wikidata.org/entity/Q1");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    let link = |harness: &Win| entity(harness).and_then(|it| it.link.clone());
    assert!(link(&harness).is_some());
    undo(&mut harness);
    assert_eq!(link(&harness), None);

    click_field(&mut harness, "Name");
    type_text(&mut harness, " باشا");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    harness.get_by_label("محمد علي باشا: 2");

    click(&mut harness, "Split Off the Mention");
    assert_eq!(document(&harness).entity_count(), 2);
    harness.get_by_label("محمد علي باشا: 1");
    harness.get_by_label("محمد علي: 1");
    undo(&mut harness);
    assert_eq!(document(&harness).entity_count(), 1);
    press(&mut harness, Key::Y, Modifiers::COMMAND);

    click(&mut harness, "Merge With…");
    harness.get_by_label("Which entity is the same?");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(document(&harness).entity_count(), 1);
    harness.get_by_label("محمد علي باشا: 2");
    undo(&mut harness);
    assert_eq!(document(&harness).entity_count(), 2);
    press(&mut harness, Key::Y, Modifiers::COMMAND);

    click(&mut harness, "Delete Entity");
    assert_eq!(document(&harness).entity_count(), 0);
    assert_eq!(document(&harness).count(), 2);
    undo(&mut harness);
    harness.get_by_label("محمد علي باشا: 2");
}

#[test]
fn the_history_is_readable_and_leads_to_every_state() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "القاهرة", Key::Num2);
    mark(&mut harness, "NATO", Key::Num1);
    press(&mut harness, Key::Num2, Modifiers::NONE);
    press(&mut harness, Key::H, Modifiers::COMMAND);
    harness.get_by_label("Marked “\u{2068}القاهرة\u{2069}” as Place");
    harness.get_by_label("Made “NATO” Place");
    click(&mut harness, "Marked “\u{2068}القاهرة\u{2069}” as Place");
    assert_eq!(document(&harness).count(), 1);
    click(&mut harness, "As it was opened");
    assert_eq!(document(&harness).count(), 0);
    for (key, count) in [
        (Key::ArrowUp, 1),
        (Key::ArrowUp, 2),
        (Key::ArrowUp, 2),
        (Key::ArrowDown, 2),
        (Key::ArrowDown, 1),
    ] {
        press(&mut harness, key, Modifiers::NONE);
        assert_eq!(document(&harness).count(), count);
    }
    // Nothing that was undone is lost by walking.
    click(&mut harness, "Made “NATO” Place");
    assert_eq!(document(&harness).count(), 2);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(app(&harness).dialog().is_none());
    press(&mut harness, Key::H, Modifiers::COMMAND);
    click(&mut harness, "Close");
    assert!(app(&harness).dialog().is_none());
}

#[test]
fn the_list_is_by_label_or_in_reading_order() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "NATO", Key::Num2);
    mark(&mut harness, "560", Key::Num3);
    let top = |harness: &Win, label: &str| harness.get_by_label(label).rect().top();
    let before = |harness: &Win| {
        top(harness, "Go to \u{201C}560\u{201D}") < top(harness, "Go to \u{201C}NATO\u{201D}")
    };
    assert!(!before(&harness));
    click(&mut harness, "View");
    click(&mut harness, "Order of the List");
    click(&mut harness, "In Reading Order");
    assert!(before(&harness));
    assert!(harness.query_by_label("Place: 1").is_none());
    mark(&mut harness, "القاهرة", Key::Num2);
    harness.get_by_label("Go to \u{201C}القاهرة\u{201D}");
    click(&mut harness, "View");
    click(&mut harness, "Order of the List");
    click(&mut harness, "By Label");
    harness.get_by_label("Place: 2");
}

#[test]
fn a_set_of_labels_is_taken_over_and_given_back() {
    let (_folder, mut harness) = open();
    mark(&mut harness, "560", Key::Num3);
    click(&mut harness, "Annotate");
    click(&mut harness, "Labels");
    click(&mut harness, "Fine-Grained");
    harness.get_by_label("Money: 0");
    // What is used stays.
    harness.get_by_label("Label: Figure");
    assert!(document(&harness).labels().len() > 3);
    undo(&mut harness);
    assert!(harness.query_by_label("Money: 0").is_none());
    assert_eq!(document(&harness).labels().len(), 3);
}

#[test]
fn many_labels_take_rows_of_their_own_in_the_toolbar() {
    let (_folder, mut harness) = open();
    let bottom = |harness: &Win| harness.get_by_label("Undo").rect().bottom();
    let one_row = bottom(&harness);
    send(&mut harness, Command::LoadPreset("fine"));
    harness.run();
    assert!(bottom(&harness) > one_row);
    let panel = harness.get_by_label("Side Panel").rect();
    for name in ["Mark as Event", "Redo", "Undo", "Delete Annotation"] {
        assert!(
            !harness.get_by_label(name).rect().intersects(panel),
            "{name}"
        );
    }
    undo(&mut harness);
    assert_eq!(bottom(&harness), one_row);
}
