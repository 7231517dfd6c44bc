//! The window, driven through its widgets and keys, without a renderer.

use std::path::Path;

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hashiya::app::{Action, Command, Language};
use hashiya::document::{
    Annotation, AnnotationId, Document, LabelId, LabelSet, Parts, Selection, SourceInfo,
};
use hashiya::formats::digest;
use hashiya::store::settings::LanguageSetting;
use hashiya::store::{self, Replace, Settings};
use hashiya::text::{Article, ByteOffset, ByteSpan};
use hashiya::ui::Window;

use crate::util::driver::{ARTICLE, folder, write};

/// A window of one language with these files open.
pub fn window(language: LanguageSetting, files: &[&Path]) -> Harness<'static, Option<Window>> {
    window_keeping(language, files, None)
}

/// The same, with journals in this folder, if it is given.
pub fn window_keeping(
    language: LanguageSetting,
    files: &[&Path],
    home: Option<&Path>,
) -> Harness<'static, Option<Window>> {
    let home = home.map(Path::to_path_buf);
    let mut harness = Harness::builder()
        .with_size([1100.0, 760.0])
        .with_max_steps(64)
        .build_ui_state(
            move |ui, state: &mut Option<Window>| {
                let window = state.get_or_insert_with(|| {
                    let settings = Settings {
                        language,
                        ..Settings::default()
                    };
                    Window::new(ui.ctx(), settings, None)
                        .without_file_dialogs()
                        .keeping(home.clone())
                });
                window.logic(ui.ctx());
                if ui.ctx().cumulative_pass_nr() > 0 {
                    window.show(ui);
                }
            },
            None,
        );
    for path in files {
        send(&mut harness, Command::OpenPaths(vec![path.to_path_buf()]));
        wait(&mut harness);
    }
    harness.run();
    harness
}

pub fn send(harness: &mut Harness<'_, Option<Window>>, command: Command) {
    let ctx = harness.ctx.clone();
    let window = harness.state_mut().as_mut().expect("the window is there");
    window.send(&ctx, command);
}

/// Waits until workers have read all they were asked to read.
pub fn wait(harness: &mut Harness<'_, Option<Window>>) {
    for _ in 0..2000 {
        harness.run();
        if app(harness).loading().is_empty() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("a worker does not answer");
}

pub fn app<'a>(harness: &'a Harness<'_, Option<Window>>) -> &'a hashiya::app::App {
    harness.state().as_ref().expect("the window is there").app()
}

pub fn select(harness: &mut Harness<'_, Option<Window>>, piece: &str) {
    let tab = app(harness).active_tab().expect("a tab is open");
    let start = tab
        .document
        .article()
        .text()
        .find(piece)
        .expect("it is there");
    let selection = Selection {
        anchor: ByteOffset(start),
        focus: ByteOffset(start + piece.len()),
    };
    send(harness, Command::SetSelection(selection));
    harness.run();
}

/// Presses a key as an Arabic layout reports it: no logical key but what egui
/// makes of the place on the keyboard.
pub fn press(harness: &mut Harness<'_, Option<Window>>, key: Key, modifiers: Modifiers) {
    for pressed in [true, false] {
        harness.event(Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers,
        });
    }
    harness.run();
}

pub fn count(harness: &Harness<'_, Option<Window>>) -> usize {
    app(harness)
        .active_tab()
        .map_or(0, |tab| tab.document.count())
}

#[test]
fn keys_mark_and_the_list_shows_it() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    for (piece, key) in [
        ("محمد علي", Key::Num1),
        ("القاهرة", Key::Num2),
        ("560", Key::Num3),
    ] {
        select(&mut harness, piece);
        press(&mut harness, key, Modifiers::NONE);
    }
    assert_eq!(count(&harness), 3);
    for label in ["Person: 1", "Place: 1", "Figure: 1", "Go to “القاهرة”"] {
        harness.get_by_label(label);
    }
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!(count(&harness), 2);
    harness.get_by_label("Figure: 0");
    press(&mut harness, Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(count(&harness), 3);
}

#[test]
fn a_digit_key_marks_whatever_the_layout_prints_on_it() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    select(&mut harness, "NATO");
    harness.event(Event::Key {
        key: Key::Exclamationmark,
        physical_key: Some(Key::Num2),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    harness.event(Event::Text("٢".to_owned()));
    harness.run();
    let tab = app(&harness).active_tab().expect("a tab is open");
    let label = tab
        .document
        .annotations()
        .next()
        .map(|it| it.label.to_string());
    assert_eq!(label.as_deref(), Some("place"));
}

#[test]
fn a_click_in_the_list_chooses_and_goes_there() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    select(&mut harness, "NATO");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(app(&harness).active_tab().and_then(|tab| tab.chosen), None);
    harness.get_by_label("Go to “NATO”").click();
    harness.run();
    let tab = app(&harness).active_tab().expect("a tab is open");
    assert!(tab.chosen.is_some() && tab.scroll.is_some());
}

#[test]
fn buttons_mark_and_say_what_they_do() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    select(&mut harness, "NATO");
    harness.get_by_label("Mark as Place").click();
    harness.run();
    assert_eq!(count(&harness), 1);
    harness.get_by_label("Undo").click();
    harness.run();
    assert_eq!(count(&harness), 0);
}

#[test]
fn closing_asks_and_every_answer_does_what_it_says() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    select(&mut harness, "NATO");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    harness.get_by_label("Close article.txt").click();
    harness.run();
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(app(&harness).tabs().len(), 1);
    press(&mut harness, Key::W, Modifiers::COMMAND);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(app(&harness).tabs().len(), 1);
    press(&mut harness, Key::W, Modifiers::COMMAND);
    harness.get_by_label("Don't Save").click();
    harness.run();
    assert_eq!(app(&harness).tabs().len(), 0);
    harness.get_by_label("No article is open");
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[]);
    press(&mut harness, Key::O, Modifiers::COMMAND);
    let typed = path.display().to_string();
    harness.event(Event::Text(typed));
    harness.run();
    press(&mut harness, Key::Enter, Modifiers::NONE);
    wait(&mut harness);
    assert_eq!(app(&harness).tabs().len(), 1);
    assert!(app(&harness).dialog().is_none());
}

#[test]
fn the_interface_speaks_both_languages() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::Arabic, &[&path]);
    assert_eq!(app(&harness).words().language(), Language::Arabic);
    harness.get_by_label("ملف");
    send(&mut harness, Command::SetLanguage(LanguageSetting::English));
    harness.run();
    harness.get_by_label("File");
    assert!(harness.query_by_label("ملف").is_none());
}

#[test]
fn sheets_open_by_key_and_close_by_escape() {
    let mut harness = window(LanguageSetting::English, &[]);
    press(&mut harness, Key::F1, Modifiers::NONE);
    harness.get_by_label("Select a word");
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(harness.query_by_label("Select a word").is_none());
}

#[test]
fn a_window_in_which_nothing_happens_draws_nothing() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    select(&mut harness, "NATO");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    harness.run();
    harness.step();
    assert!(!harness.ctx.has_requested_repaint());
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the program reads files itself".to_owned())
    }
}

#[test]
fn a_dropped_file_opens() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[]);
    let dropped = std::sync::Arc::new(Dropped(path));
    harness.input_mut().dropped_files.push(dropped);
    wait(&mut harness);
    let tab = app(&harness).active_tab().expect("a tab is open");
    assert_eq!(tab.name, "article.txt");
}

#[test]
fn a_long_list_costs_the_rows_that_are_seen() {
    let folder = folder();
    let count = 20_000;
    let article = Article::new("كلمة ".repeat(count), false).expect("an article");
    let person = LabelId::new("person").expect("an id");
    let annotations = (0..count).map(|place| {
        let span = ByteSpan::new(place * 9, place * 9 + 8);
        Annotation::new(AnnotationId(place as u64 + 1), person.clone(), span)
    });
    let sha256 = digest::sha256(article.text().as_bytes());
    let source = SourceInfo::new("long.txt", sha256);
    let document = Document::from_parts(Parts {
        annotations: annotations.collect(),
        ..Parts::new(article, source, LabelSet::starter())
    });
    let path = folder.path().join("long.hashiya.ron");
    store::save(
        &document.expect("a document"),
        &path,
        Replace::Nothing,
        None,
    )
    .expect("it is written");

    let mut harness = window(LanguageSetting::English, &[&path]);
    harness.get_by_label("Person: 20000");
    let rows = harness.query_all_by_label("Go to “كلمة”").count();
    assert!((5..60).contains(&rows), "{rows}");
    let last = AnnotationId(count as u64);
    send(&mut harness, Command::GoToAnnotation(last));
    harness.run();
    harness.get_by_label("Place: 0");
}

/// An article of so many numbered paragraphs.
fn long_article(folder: &Path, paragraphs: usize) -> std::path::PathBuf {
    let text: String = (0..paragraphs)
        .map(|number| format!("فقرة رقم {number} من نص طويل.\n"))
        .collect();
    write(folder, "long.txt", text.as_bytes())
}

fn is_in_view(harness: &Harness<'_, Option<Window>>, piece: &str) -> bool {
    let window = harness.state().as_ref().expect("the window is there");
    let tab = app(harness).active_tab().expect("a tab is open");
    let text = tab.document.article().text();
    let start = text.find(piece).expect("it is there");
    let span = ByteSpan::new(start, start + piece.len());
    !window.reader().rects_of(tab.id, span).is_empty()
}

#[test]
fn undo_and_redo_show_what_changes_however_far_away_and_select_what_was_selected() {
    let folder = folder();
    let path = long_article(folder.path(), 600);
    let mut harness = window(LanguageSetting::English, &[&path]);
    let selected = |harness: &Harness<'_, Option<Window>>| {
        let tab = app(harness).active_tab().expect("a tab is open");
        tab.document
            .article()
            .slice(tab.selection.span())
            .to_owned()
    };
    select(&mut harness, "رقم 3 ");
    press(&mut harness, Key::Num1, Modifiers::NONE);
    press(&mut harness, Key::End, Modifiers::COMMAND);
    select(&mut harness, "رقم 599 ");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    let last = app(&harness).active_tab().and_then(|tab| tab.chosen);
    press(&mut harness, Key::Home, Modifiers::COMMAND);
    assert!(!is_in_view(&harness, "رقم 599 "));

    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert!(is_in_view(&harness, "رقم 599 "));
    assert_eq!(selected(&harness), "رقم 599 ");
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert!(is_in_view(&harness, "رقم 3 "));
    assert_eq!(selected(&harness), "رقم 3 ");
    press(&mut harness, Key::Y, Modifiers::COMMAND);
    assert!(is_in_view(&harness, "رقم 3 "));
    assert_eq!(selected(&harness), "");
    press(&mut harness, Key::Y, Modifiers::COMMAND);
    assert!(is_in_view(&harness, "رقم 599 "));
    assert_eq!(app(&harness).active_tab().and_then(|tab| tab.chosen), last);

    // What is made again by taking away is seen where it was.
    press(&mut harness, Key::Delete, Modifiers::NONE);
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    press(&mut harness, Key::Home, Modifiers::COMMAND);
    press(&mut harness, Key::Y, Modifiers::COMMAND);
    assert_eq!(count(&harness), 1);
    assert!(is_in_view(&harness, "رقم 599 "));

    // What is already in view stays where it is.
    press(&mut harness, Key::PageUp, Modifiers::NONE);
    let top = |harness: &Harness<'_, Option<Window>>| {
        let window = harness.state().as_ref().expect("the window is there");
        let tab = app(harness).active_tab().expect("a tab is open").id;
        window.reader().visible_span(tab)
    };
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    let before = top(&harness);
    press(&mut harness, Key::Y, Modifiers::COMMAND);
    assert_eq!(top(&harness), before);
}

#[test]
fn whoever_types_saves_shows_and_hides_without_losing_a_letter() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    let type_text = |harness: &mut Harness<'_, Option<Window>>, text: &str| {
        harness.event(Event::Text(text.to_owned()));
        harness.run();
    };
    let note = |harness: &Harness<'_, Option<Window>>| {
        let tab = app(harness).active_tab().expect("a tab is open");
        tab.document.note().map(str::to_owned)
    };
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "a note");
    press(&mut harness, Key::S, Modifiers::COMMAND);
    for _ in 0..2000 {
        harness.run();
        if app(&harness)
            .active_tab()
            .is_some_and(|tab| tab.path.is_some())
        {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert_eq!(note(&harness).as_deref(), Some("a note"));
    let saved = std::fs::read_to_string(folder.path().join("article.hashiya.ron"));
    assert!(saved.expect("it was written").contains("a note"));
    assert!(
        !app(&harness)
            .active_tab()
            .expect("a tab is open")
            .is_modified()
    );

    // The keyboard is still there, the caret behind what was typed.
    type_text(&mut harness, " on 12");
    press(&mut harness, Key::F1, Modifiers::NONE);
    harness.get_by_label("Select a word");
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(note(&harness).as_deref(), Some("a note on 12"));
    assert_eq!(count(&harness), 0);

    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "!");
    press(&mut harness, Key::F9, Modifiers::NONE);
    assert!(!app(&harness).side_panel());
    press(&mut harness, Key::F9, Modifiers::NONE);
    assert_eq!(note(&harness).as_deref(), Some("a note on 12!"));
    press(&mut harness, Key::N, Modifiers::NONE);
    type_text(&mut harness, "?");
    press(&mut harness, Key::F6, Modifiers::NONE);
    assert_eq!(note(&harness).as_deref(), Some("a note on 12!?"));
    press(&mut harness, Key::ArrowLeft, Modifiers::NONE);
    let caret = app(&harness).active_tab().map(|tab| tab.selection.focus);
    assert_ne!(caret, Some(ByteOffset(0)), "the page has the keyboard");
    press(&mut harness, Key::N, Modifiers::NONE);
    press(&mut harness, Key::W, Modifiers::COMMAND);
    assert!(app(&harness).dialog().is_some(), "it has unsaved changes");
}

#[test]
fn a_question_mark_in_a_field_is_a_question_mark() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut harness = window(LanguageSetting::English, &[&path]);
    press(&mut harness, Key::N, Modifiers::NONE);
    press(&mut harness, Key::Slash, Modifiers::SHIFT);
    assert!(app(&harness).dialog().is_none());
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    press(&mut harness, Key::Num1, Modifiers::NONE);
    assert_eq!(count(&harness), 0);
}

#[test]
fn what_finding_heeds_is_set_only_where_it_is_seen() {
    let folder = folder();
    let path = long_article(folder.path(), 300);
    let mut harness = window(LanguageSetting::English, &[&path]);
    let options = [Action::FindFolded, Action::FindWholeWords];
    let possible = |harness: &Harness<'_, Option<Window>>| {
        options.map(|option| hashiya::app::resolve(option, app(harness)).is_some())
    };
    press(&mut harness, Key::F, Modifiers::COMMAND);
    assert_eq!(possible(&harness), [true, true]);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(possible(&harness), [false, false]);
}
