//! The label editor through the real window: by accessible names, by keys and
//! by pointer, each edit with its undo; sets of labels from document to document.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use hashiya::app::labels::{LabelCommand, LabelField};
use hashiya::app::message::Dialog;
use hashiya::app::{Command, TabId};
use hashiya::document::{
    AttributeKind, AttributeName, AttributeValue, Color, Document, Label, LabelId, LabelSet,
    OptionName,
};
use hashiya::formats::label_set::{self, NamedLabels};
use hashiya::store::settings::LanguageSetting;
use hashiya::ui::Window;

use crate::util::driver::{ARTICLE, Driver, folder, write};
use crate::window::{app, press, select, send, wait, window};

type Win = Harness<'static, Option<Window>>;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

fn open_in(language: LanguageSetting) -> (tempfile::TempDir, Win) {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let harness = window(language, &[&path]);
    (folder, harness)
}

/// The article with «القاهرة» and «NATO» marked as places, and the editor open
/// at the label place.
fn open() -> (tempfile::TempDir, Win) {
    let (folder, mut harness) = open_in(LanguageSetting::English);
    for piece in ["القاهرة", "NATO"] {
        mark(&mut harness, piece, Key::Num2);
    }
    press(&mut harness, Key::L, CTRL);
    (folder, harness)
}

fn mark(harness: &mut Win, piece: &str, key: Key) {
    select(harness, piece);
    press(harness, key, NONE);
}

fn document(harness: &Win) -> &Document {
    &app(harness).active_tab().expect("a tab is open").document
}

fn id(id: &str) -> LabelId {
    LabelId::new(id).expect("an id")
}

fn label<'a>(harness: &'a Win, of: &str) -> &'a Label {
    document(harness)
        .labels()
        .get(&id(of))
        .unwrap_or_else(|| panic!("there is no label {of}"))
}

fn ids(harness: &Win) -> Vec<&str> {
    let labels = document(harness).labels().iter();
    labels.map(|label| label.id.as_str()).collect()
}

/// How many annotations each label has.
fn counts(harness: &Win) -> Vec<(&str, usize)> {
    let document = document(harness);
    let labels = document.labels().iter();
    labels
        .map(|label| (label.id.as_str(), document.count_of(&label.id)))
        .collect()
}

/// Brings something into view, should it be in a part that is scrolled, and
/// clicks it.
fn click(harness: &mut Win, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run();
    harness.get_by_label(label).click();
    harness.run();
}

fn field_text(harness: &Win, name: &str) -> String {
    let field = harness.get_by_role_and_label(Role::TextInput, name);
    field.accesskit_node().value().unwrap_or_default()
}

fn click_field(harness: &mut Win, name: &str) {
    let field = |harness: &mut Win, act: fn(&egui_kittest::Node<'_>)| {
        act(&harness.get_by_role_and_label(Role::TextInput, name));
        harness.run();
    };
    field(harness, |field| field.scroll_to_me());
    field(harness, |field| field.click());
}

fn type_text(harness: &mut Win, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

/// Puts a text in the place of a field's, and leaves the field with Enter.
fn fill(harness: &mut Win, name: &str, text: &str) {
    click_field(harness, name);
    press(harness, Key::A, CTRL);
    match text {
        "" => press(harness, Key::Backspace, NONE),
        text => type_text(harness, text),
    }
    press(harness, Key::Enter, NONE);
}

fn undo(harness: &mut Win) {
    let label = harness.get_all_by_role(Role::Button).find_map(|node| {
        let label = node.accesskit_node().label()?;
        label.starts_with("Undo: ").then_some(label)
    });
    click(harness, &label.expect("something can be undone"));
}

fn is_open(harness: &Win) -> bool {
    matches!(app(harness).dialog(), Some(Dialog::Labels(_)))
}

#[test]
fn a_renamed_id_carries_the_annotations_over_and_is_told() {
    let (_folder, mut harness) = open();
    assert_eq!(field_text(&harness, "Id in files"), "place");
    fill(&mut harness, "Id in files", "location");
    assert_eq!(
        counts(&harness),
        [("person", 0), ("location", 2), ("figure", 0)]
    );
    harness.get_by_label("Renamed label place to location, 2 annotations");
    assert_eq!(field_text(&harness, "Id in files"), "location");
    undo(&mut harness);
    assert_eq!(counts(&harness)[1], ("place", 2));
    assert_eq!(field_text(&harness, "Id in files"), "place");
    click(&mut harness, "Redo: edit label");
    assert_eq!(counts(&harness)[1], ("location", 2));
}

#[test]
fn a_label_is_added_and_named_by_keys_alone_and_marks_at_once() {
    let (_folder, mut harness) = open();
    press(&mut harness, Key::Insert, NONE);
    assert_eq!(ids(&harness), ["person", "place", "figure", "label-1"]);
    // The name in the interface's language has the keyboard, all selected.
    type_text(&mut harness, "Weapon");
    press(&mut harness, Key::Tab, NONE);
    assert_eq!(label(&harness, "label-1").name_en, "Weapon");
    press(&mut harness, Key::A, CTRL);
    type_text(&mut harness, "weapon");
    press(&mut harness, Key::Enter, NONE);
    let made = label(&harness, "weapon").clone();
    assert_eq!((made.name_en.as_str(), made.key), ("Weapon", Some('4')));
    assert_eq!(made.name_ar, "تصنيف جديد");
    let others = LabelSet::starter();
    assert!(others.iter().all(|other| other.color != made.color));
    press(&mut harness, Key::Escape, NONE);
    assert!(!is_open(&harness));
    mark(&mut harness, "560", Key::Num4);
    assert_eq!(counts(&harness)[3], ("weapon", 1));
    // Each edit is a step: the mark, the id, the name, the label.
    for left in [
        &["person", "place", "figure", "weapon"][..],
        &["person", "place", "figure", "label-1"],
        &["person", "place", "figure", "label-1"],
        &["person", "place", "figure"],
    ] {
        press(&mut harness, Key::Z, CTRL);
        assert_eq!(ids(&harness), left);
    }
    press(&mut harness, Key::H, CTRL);
    harness.get_by_label("Added label “New label”");
    harness.get_by_label("Called label “New label” now “Weapon”");
    harness.get_by_label("Renamed label label-1 to weapon");
}

#[test]
fn what_cannot_be_is_said_beside_its_field_and_changes_nothing() {
    let (_folder, mut harness) = open();
    let before = document(&harness).labels().clone();
    let cases = [
        (
            "Id in files",
            "مكان",
            "“مكان” cannot be an id: it takes a Latin letter, then up to 63 Latin letters, digits, “_” or “-”.",
        ),
        (
            "Id in files",
            "person",
            "There is a label “person” already.",
        ),
        ("English name", "", "A name is needed here."),
        ("Arabic name", "  ", "A name is needed here."),
        (
            "Colour",
            "green",
            "“#green” is not a colour: it takes # and six hexadecimal digits.",
        ),
    ];
    for (field, text, said) in cases {
        fill(&mut harness, field, text);
        let fault = harness.get_by_label(said).rect();
        let place = harness.get_by_role_and_label(Role::TextInput, field).rect();
        assert!(
            fault.top() >= place.bottom() - 1.0,
            "{said}: below its field"
        );
        assert!(fault.top() < place.bottom() + 30.0, "{said}: and near it");
        assert_eq!(document(&harness).labels(), &before);
        // What was typed is still there, and Escape gives the old text back.
        assert_eq!(field_text(&harness, field).trim(), text.trim());
        press(&mut harness, Key::Escape, NONE);
        assert!(harness.query_by_label(said).is_none(), "{said}");
        assert!(is_open(&harness));
    }
    // A mistake that is put right is said no longer.
    fill(&mut harness, "Id in files", "person");
    type_text(&mut harness, "s");
    assert!(harness.query_by_label(cases[1].2).is_none());
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(ids(&harness), ["person", "persons", "figure"]);
}

#[test]
fn a_key_is_pressed_and_one_that_is_taken_refused() {
    let (_folder, mut harness) = open();
    click(&mut harness, "Key: 2");
    // The keys that are taken say whose they are.
    harness.get_by_label("1: Person");
    click(&mut harness, "7");
    assert_eq!(label(&harness, "place").key, Some('7'));
    harness.get_by_label("Key: 7").focus();
    harness.run();
    press(&mut harness, Key::Num3, NONE);
    assert_eq!(label(&harness, "place").key, Some('7'));
    harness.get_by_label("The key 3 belongs to the label “Figure” already.");
    press(&mut harness, Key::Num9, NONE);
    assert_eq!(label(&harness, "place").key, Some('9'));
    press(&mut harness, Key::Delete, NONE);
    assert_eq!(label(&harness, "place").key, None);
    for key in [Some('9'), Some('7'), Some('2')] {
        undo(&mut harness);
        assert_eq!(label(&harness, "place").key, key);
    }
}

#[test]
fn a_parent_is_picked_by_typing_and_a_circle_is_refused() {
    let (_folder, mut harness) = open();
    click(&mut harness, "Kind of: none");
    type_text(&mut harness, "شخص");
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(label(&harness, "place").parent, Some(id("person")));
    click(&mut harness, "Person (person): no annotations");
    click(&mut harness, "Kind of: none");
    type_text(&mut harness, "place");
    press(&mut harness, Key::Enter, NONE);
    harness.get_by_label("A label cannot be its own parent or ancestor.");
    assert_eq!(label(&harness, "person").parent, None);
    click(&mut harness, "Drop");
    click(&mut harness, "Place (place): 2 annotations");
    click(&mut harness, "Kind of: Person");
    // None of them stands first.
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(label(&harness, "place").parent, None);
    undo(&mut harness);
    assert_eq!(label(&harness, "place").parent, Some(id("person")));
}

#[test]
fn deleting_a_label_asks_what_becomes_of_its_annotations() {
    let (_folder, mut harness) = open();
    click(&mut harness, "Delete");
    harness.get_by_label("2 annotations have it. What becomes of them?");
    // Without an answer nothing happens, and Escape loses nothing.
    click(&mut harness, "Delete Label");
    press(&mut harness, Key::Escape, NONE);
    assert!(is_open(&harness));
    assert_eq!(counts(&harness)[1], ("place", 2));

    press(&mut harness, Key::Delete, NONE);
    click(&mut harness, "Delete 2 annotations with it");
    harness.get_by_label("2 annotations will be removed.");
    click(&mut harness, "Delete Label");
    assert_eq!(counts(&harness), [("person", 0), ("figure", 0)]);
    harness.get_by_label("Deleted label “Place” and 2 annotations");
    undo(&mut harness);
    assert_eq!(counts(&harness)[1], ("place", 2));

    click(&mut harness, "Delete");
    click(&mut harness, "Give them another label…");
    type_text(&mut harness, "pers");
    press(&mut harness, Key::Enter, NONE);
    harness.get_by_label("Give them the label “Person”");
    click(&mut harness, "Delete Label");
    assert_eq!(counts(&harness), [("person", 2), ("figure", 0)]);
    harness.get_by_label("Deleted label “Place”, 2 annotations are now “Person”");
    undo(&mut harness);
    assert_eq!(counts(&harness)[1], ("place", 2));
    // What nothing uses goes without a question.
    click(&mut harness, "Figure (figure): no annotations");
    click(&mut harness, "Delete");
    assert_eq!(ids(&harness), ["person", "place"]);
    undo(&mut harness);
    assert_eq!(ids(&harness), ["person", "place", "figure"]);
}

#[test]
fn labels_are_moved_by_keys_buttons_and_drag() {
    let (_folder, mut harness) = open();
    let before = ["person", "place", "figure"];
    press(&mut harness, Key::ArrowDown, ALT);
    assert_eq!(ids(&harness), ["person", "figure", "place"]);
    press(&mut harness, Key::Z, CTRL);
    assert_eq!(ids(&harness), before);
    press(&mut harness, Key::ArrowUp, ALT);
    assert_eq!(ids(&harness), ["place", "person", "figure"]);
    undo(&mut harness);
    click(&mut harness, "Down");
    assert_eq!(ids(&harness), ["person", "figure", "place"]);
    click(&mut harness, "Up");
    assert_eq!(ids(&harness), before);

    let row = |harness: &Win, name: &str| harness.get_by_label(name).rect().center();
    let from = row(&harness, "Figure (figure): no annotations");
    let to = row(&harness, "Person (person): no annotations") - egui::vec2(0.0, 10.0);
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    for part in [0.3, 0.7, 1.0] {
        harness.hover_at(from + (to - from) * part);
        harness.run();
    }
    harness.event(Event::PointerButton {
        pos: to,
        button: PointerButton::Primary,
        pressed: false,
        modifiers: NONE,
    });
    harness.run();
    assert_eq!(ids(&harness), ["figure", "person", "place"]);
    undo(&mut harness);
    assert_eq!(ids(&harness), before);
}

/// Gives «560» the label figure and the modifier about, and opens the editor at
/// figure.
fn open_figure() -> (tempfile::TempDir, Win) {
    let (folder, mut harness) = open_in(LanguageSetting::English);
    mark(&mut harness, "560", Key::Num3);
    let tab = app(&harness).active_tab().expect("a tab is open");
    let chosen = tab.chosen.expect("it is chosen");
    let about = OptionName::new("about").expect("a name");
    let value = Some(AttributeValue::Choice(about));
    let name = AttributeName::new("modifier").expect("a name");
    send(&mut harness, Command::SetAttribute(chosen, name, value));
    harness.run();
    press(&mut harness, Key::L, CTRL);
    (folder, harness)
}

fn modifier(harness: &Win) -> Option<String> {
    let annotation = document(harness).annotations().next()?;
    annotation.attributes().next().map(|(name, value)| {
        let AttributeValue::Choice(option) = value else {
            panic!("a choice");
        };
        format!("{name}={option}")
    })
}

#[test]
fn attributes_are_added_renamed_and_removed_and_values_follow() {
    let (_folder, mut harness) = open_figure();
    fill(&mut harness, "modifier: Id in files", "precision");
    assert_eq!(modifier(&harness).as_deref(), Some("precision=about"));
    click(&mut harness, "precision: Show 7 options");
    fill(&mut harness, "precision: about: Id in files", "roughly");
    assert_eq!(modifier(&harness).as_deref(), Some("precision=roughly"));
    harness.get_by_label("Changed the attributes of label “Figure”");

    // An option that is chosen somewhere is not removed without a word.
    click(&mut harness, "Remove: precision: roughly");
    harness.get_by_label("1 annotation will lose values that do not fit any more.");
    click(&mut harness, "Cancel");
    assert_eq!(modifier(&harness).as_deref(), Some("precision=roughly"));
    click(&mut harness, "Remove: precision: roughly");
    click(&mut harness, "Do It All the Same");
    assert_eq!(modifier(&harness), None);
    undo(&mut harness);
    assert_eq!(modifier(&harness).as_deref(), Some("precision=roughly"));
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(modifier(&harness).as_deref(), Some("modifier=about"));
}

#[test]
fn an_attribute_gets_a_kind_and_options_of_its_own() {
    let (_folder, mut harness) = open();
    click(&mut harness, "Add an Attribute");
    // Its id has the keyboard, all selected.
    type_text(&mut harness, "size");
    press(&mut harness, Key::Enter, NONE);
    fill(&mut harness, "size: English name", "Size");
    fill(&mut harness, "size: Arabic name", "الحجم");
    click(&mut harness, "size: text");
    click(&mut harness, "one of several");
    // What was made last is unfolded.
    harness.get_by_label("size: Hide the options");
    click(&mut harness, "Add an option: size");
    type_text(&mut harness, "option-1");
    press(&mut harness, Key::Enter, NONE);
    harness.get_by_label("“option-1” is there already.");
    press(&mut harness, Key::A, CTRL);
    type_text(&mut harness, "large");
    press(&mut harness, Key::Enter, NONE);
    click(&mut harness, "Move up: size: large");
    let attribute = &label(&harness, "place").attributes[0];
    let AttributeKind::Choice(options) = &attribute.kind else {
        panic!("a choice");
    };
    let names: Vec<_> = options.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["large", "option-1"]);
    assert_eq!(
        (
            attribute.name.as_str(),
            attribute.name_ar.as_str(),
            attribute.name_en.as_str()
        ),
        ("size", "الحجم", "Size")
    );
    for _ in 0..8 {
        undo(&mut harness);
    }
    assert!(label(&harness, "place").attributes.is_empty());
}

#[test]
fn a_colour_is_typed_or_taken_and_its_likeness_told() {
    let (_folder, mut harness) = open();
    // Contrast and difference of the starter colours, as the theme has them.
    harness.get_by_label("Contrast of text on the highlight, light theme: 11.7");
    click(&mut harness, "Colour #d55e00");
    assert_eq!(label(&harness, "place").color, Color([0xD5, 0x5E, 0x00]));
    fill(&mut harness, "Colour", "0072b3");
    assert_eq!(label(&harness, "place").color, Color([0x00, 0x72, 0xB3]));
    let alike = harness.get_all_by_role(Role::Label).any(|node| {
        let text = node.accesskit_node().value().unwrap_or_default();
        text.starts_with("Hard to tell apart from “Person”")
    });
    assert!(alike);
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(label(&harness, "place").color, Color([0x00, 0x9E, 0x73]));
}

#[test]
fn what_is_typed_is_kept_when_the_editor_closes_and_asked_about_when_it_cannot_be() {
    let (_folder, mut harness) = open();
    harness
        .get_by_role_and_label(Role::MultilineTextInput, "Guideline")
        .click();
    harness.run();
    type_text(&mut harness, "first");
    press(&mut harness, Key::Enter, NONE);
    type_text(&mut harness, "second");
    click(&mut harness, "Close");
    assert!(!is_open(&harness));
    assert_eq!(label(&harness, "place").description, "first\nsecond");

    press(&mut harness, Key::L, CTRL);
    click(&mut harness, "Place (place): 2 annotations");
    click_field(&mut harness, "Id in files");
    press(&mut harness, Key::End, NONE);
    type_text(&mut harness, " x");
    // Another label is shown only once this is settled.
    click(&mut harness, "Person (person): no annotations");
    assert_eq!(field_text(&harness, "Id in files"), "place x");
    click(&mut harness, "Close");
    harness.get_by_label("What was typed cannot be kept: place x");
    click(&mut harness, "Cancel");
    assert_eq!(field_text(&harness, "Id in files"), "place x");
    click(&mut harness, "Close");
    click(&mut harness, "Drop It");
    assert!(!is_open(&harness));
    assert_eq!(counts(&harness)[1], ("place", 2));
}

#[test]
fn a_draft_stays_with_its_document_and_leaving_keeps_or_asks() {
    let folder = folder();
    let first = write(folder.path(), "a.txt", ARTICLE.as_bytes());
    let second = write(folder.path(), "b.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&second, &first]);
    let tabs: Vec<TabId> = app(&harness).tabs().iter().map(|tab| tab.id).collect();
    press(&mut harness, Key::L, CTRL);
    let typed = |text: &str| {
        let text = text.to_owned();
        Command::Labels(LabelCommand::Type(LabelField::NameEn, text))
    };
    send(&mut harness, typed("Human"));
    assert!(!app(&harness).may_close(), "what is typed would be lost");
    // Another document comes to the front: what is typed stays this one's.
    send(&mut harness, Command::ActivateTab(tabs[0]));
    harness.run();
    send(&mut harness, Command::Quit);
    let of = |harness: &Win, tab: TabId| {
        let labels = app(harness).tab(tab).expect("it is open").document.labels();
        labels
            .get(&id("person"))
            .expect("it is there")
            .name_en
            .clone()
    };
    assert_eq!(of(&harness, tabs[1]), "Human");
    assert_eq!(of(&harness, tabs[0]), "Person");
    // It is a change now, and asked about as any other.
    assert!(matches!(
        app(&harness).dialog(),
        Some(Dialog::Unsaved { .. })
    ));
    send(&mut harness, Command::CloseDialog);

    send(&mut harness, Command::ActivateTab(tabs[1]));
    harness.run();
    press(&mut harness, Key::L, CTRL);
    send(&mut harness, typed(" "));
    send(&mut harness, Command::CloseTab(tabs[1]));
    harness.run();
    harness.get_by_label("Something is not finished");
    assert_eq!(app(&harness).tabs().len(), 2);
    click(&mut harness, "Drop It");
    assert!(matches!(
        app(&harness).dialog(),
        Some(Dialog::Unsaved { .. })
    ));
}

/// Answers the sheet on which a path is typed.
fn type_path(harness: &mut Win, path: &std::path::Path) {
    fill(harness, "Path of the file", path.to_str().expect("a path"));
    // The worker's answer.
    for _ in 0..400 {
        harness.run();
        let asks = matches!(app(harness).dialog(), Some(Dialog::TypedPath { .. }));
        let said = app(harness)
            .label_editor()
            .is_none_or(|it| it.said().is_some() || it.question().is_some());
        let failed = matches!(app(harness).dialog(), Some(Dialog::Error(_)));
        if !asks && (said || failed) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("a worker does not answer");
}

#[test]
fn a_set_is_saved_and_taken_over_by_another_document() {
    let (folder, mut harness) = open();
    fill(&mut harness, "Id in files", "location");
    click(&mut harness, "Save Set…");
    let path = folder.path().join("news");
    type_path(&mut harness, &path);
    let file = folder.path().join("news.labels.ron");
    harness.get_by_label(&format!("The labels were saved to {}", file.display()));
    let read = label_set::read(&std::fs::read(&file).expect("it is there"));
    let read = read.expect("it is one");
    assert_eq!(&read.labels, document(&harness).labels());
    assert_eq!(read.name_en, "news");
    // Once more: it asks before it replaces.
    fill(&mut harness, "English name", "Location");
    click(&mut harness, "Save Set…");
    type_path(&mut harness, &path);
    harness.get_by_label("Replace “news.labels.ron”?");
    let before = std::fs::read(&file).expect("it is there");
    click(&mut harness, "Cancel");
    assert_eq!(std::fs::read(&file).expect("it is there"), before);
    click(&mut harness, "Close");

    let other = write(folder.path(), "other.txt", ARTICLE.as_bytes());
    send(&mut harness, Command::OpenPaths(vec![other]));
    wait(&mut harness);
    mark(&mut harness, "محمد علي", Key::Num1);
    mark(&mut harness, "القاهرة", Key::Num2);
    press(&mut harness, Key::L, CTRL);
    click(&mut harness, "Open Set…");
    type_path(&mut harness, &file);
    harness.get_by_label("The set lacks a label that is in use. What becomes of it?");
    assert_eq!(ids(&harness), ["person", "place", "figure"]);
    // The first answer is to keep it.
    click(&mut harness, "Use the Set");
    assert_eq!(
        counts(&harness),
        [("person", 1), ("location", 0), ("figure", 0), ("place", 1)]
    );
    harness.get_by_label("The set “news” is in use: 3 labels");
    undo(&mut harness);
    assert_eq!(counts(&harness)[1], ("place", 1));

    click(&mut harness, "Open Set…");
    type_path(&mut harness, &file);
    click(&mut harness, "Place: Another label…");
    type_text(&mut harness, "location");
    press(&mut harness, Key::Enter, NONE);
    click(&mut harness, "Use the Set");
    harness.get_by_label("The set “news” is in use: 3 labels");
    assert_eq!(
        counts(&harness),
        [("person", 1), ("location", 1), ("figure", 0)]
    );
    undo(&mut harness);

    click(&mut harness, "Open Set…");
    type_path(&mut harness, &file);
    click(&mut harness, "Place: Delete");
    harness.get_by_label("1 annotation will be removed.");
    click(&mut harness, "Use the Set");
    assert_eq!(
        counts(&harness),
        [("person", 1), ("location", 0), ("figure", 0)]
    );
    undo(&mut harness);
    assert_eq!(document(&harness).count(), 2);
}

#[test]
fn a_bad_set_says_where_and_what_and_changes_nothing() {
    let (folder, mut harness) = open();
    let before = document(&harness).labels().clone();
    let starter = NamedLabels {
        name_ar: "ا".to_owned(),
        name_en: "a".to_owned(),
        labels: before.clone(),
    };
    let bad = label_set::write(&starter).replace("\"#009e73\"", "\"green\"");
    let bad = write(folder.path(), "bad.labels.ron", bad.as_bytes());
    click(&mut harness, "Open Set…");
    type_path(&mut harness, &bad);
    harness.get_by_label("“bad.labels.ron” could not be opened");
    harness.get_by_label("Line 8, column 96");
    click(&mut harness, "OK");
    assert!(is_open(&harness));
    let article = folder.path().join("article.txt");
    click(&mut harness, "Open Set…");
    type_path(&mut harness, &article);
    harness.get_by_label("“article.txt” could not be opened");
    click(&mut harness, "OK");
    assert_eq!(document(&harness).labels(), &before);
}

#[test]
fn the_sets_of_the_program_are_offered() {
    let (_folder, mut harness) = open();
    for (name, count) in [
        ("People, Places, Figures", 3),
        ("The Four of CoNLL", 4),
        ("Fine-Grained", 13),
    ] {
        click(&mut harness, "Use Labels");
        click(&mut harness, name);
        if app(&harness)
            .label_editor()
            .is_some_and(|it| it.question().is_some())
        {
            click(&mut harness, "Use the Set");
        }
        let labels = document(&harness).labels();
        // Places that are used stay beside a set that has none.
        let kept = usize::from(name.contains("CoNLL"));
        assert_eq!(labels.len(), count + kept, "{name}");
        assert_eq!(document(&harness).count(), 2);
    }
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(document(&harness).labels(), &LabelSet::starter());
}

/// A label set of the menu that would lose values asks first.
#[test]
fn a_set_from_the_menu_loses_no_value_without_a_word() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.send(Command::LoadPreset("fine"));
    driver.select("محمد علي", 0);
    driver.send(Command::Mark(id("person")));
    let chosen = driver.tab().chosen.expect("it is chosen");
    let role = AttributeName::new("role").expect("a name");
    let value = Some(AttributeValue::Text("قائد".into()));
    driver.send(Command::SetAttribute(chosen, role, value));
    let revision = driver.tab().document.revision();
    driver.send(Command::LoadPreset("people-places-figures"));
    assert_eq!(driver.tab().document.revision(), revision);
    assert!(matches!(driver.app.dialog(), Some(Dialog::Labels(_))));
    driver.send(Command::Labels(LabelCommand::Confirm));
    assert_eq!(driver.tab().document.labels().len(), 3);
    assert_eq!(driver.annotations(), ["person:محمد علي"]);
}

fn thousand() -> LabelSet {
    let labels = (0..1024).map(|n| {
        let name = format!("Label {n}");
        let color = Color([n as u8, (n / 4) as u8, 99]);
        let mut label = Label::new(id(&format!("l-{n}")), "تصنيف", &name, color);
        label.parent = (n > 0).then(|| id(&format!("l-{}", (n - 1) / 2)));
        label
    });
    LabelSet::new(labels.collect()).expect("they are right")
}

#[test]
fn a_thousand_labels_are_walked_and_only_those_in_view_are_shown() {
    let (folder, mut harness) = open_in(LanguageSetting::English);
    let named = NamedLabels {
        name_ar: "ا".to_owned(),
        name_en: "a".to_owned(),
        labels: thousand(),
    };
    let file = label_set::write(&named);
    let file = write(folder.path(), "many.labels.ron", file.as_bytes());
    press(&mut harness, Key::L, CTRL);
    click(&mut harness, "Open Set…");
    type_path(&mut harness, &file);
    assert_eq!(document(&harness).labels().len(), 1024);
    let rows = |harness: &Win| harness.get_all_by_role(Role::ListItem).count();
    assert!(rows(&harness) < 60, "{}", rows(&harness));
    harness.get_by_label("List of labels").focus();
    harness.run();
    press(&mut harness, Key::End, NONE);
    harness.get_by_label("Label 1023 (l-1023): no annotations");
    assert_eq!(field_text(&harness, "Id in files"), "l-1023");
    press(&mut harness, Key::PageUp, NONE);
    press(&mut harness, Key::ArrowUp, ALT);
    undo(&mut harness);
    assert!(rows(&harness) < 60, "{}", rows(&harness));
    // One more is too many, and that is said.
    click(&mut harness, "Add");
    harness.get_by_label("There can be 1024 labels at most.");
    // A parent is found among them by typing.
    harness.get_by_label("List of labels").focus();
    harness.run();
    press(&mut harness, Key::Home, NONE);
    click(&mut harness, "Kind of: none");
    type_text(&mut harness, "l-777");
    press(&mut harness, Key::Enter, NONE);
    harness.get_by_label("A label cannot be its own parent or ancestor.");
}

#[test]
fn the_editor_is_mirrored_in_arabic() {
    let (_folder, mut harness) = open_in(LanguageSetting::Arabic);
    press(&mut harness, Key::L, CTRL);
    let list = harness.get_by_label("قائمة التصنيفات").rect();
    let field = harness
        .get_by_role_and_label(Role::TextInput, "الاسم العربي")
        .rect();
    assert!(list.left() > field.right(), "{list:?} {field:?}");
    fill(&mut harness, "الاسم العربي", "إنسان");
    assert_eq!(label(&harness, "person").name_ar, "إنسان");
    harness.get_by_label("تغيير اسم التصنيف «\u{2068}شخص\u{2069}» إلى «\u{2068}إنسان\u{2069}»");
}

/// Undo in the editor takes back what is about labels and nothing else.
#[test]
fn undo_in_the_editor_leaves_annotations_alone() {
    let (_folder, mut harness) = open();
    press(&mut harness, Key::Z, CTRL);
    assert_eq!(document(&harness).count(), 2);
    fill(&mut harness, "English name", "Spot");
    // Nobody types: the list has the keyboard.
    click(&mut harness, "Spot (place): 2 annotations");
    for _ in 0..2 {
        press(&mut harness, Key::Z, CTRL);
        assert_eq!(document(&harness).count(), 2);
    }
    assert_eq!(label(&harness, "place").name_en, "Place");
}
