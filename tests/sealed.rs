//! Files that are another than was saved: who opens one is told, by the window
//! and by the commands, and nobody is kept from editing a file by hand.

use std::path::{Path, PathBuf};
use std::process::Command;

use egui_kittest::kittest::Queryable;
use hashiya::app::Action;
use hashiya::document::{Change, Selection};
use hashiya::formats::annotation_file::{self, Seal, seal_of};
use hashiya::store::settings::LanguageSetting;
use hashiya::store::{self, Replace};
use sha2::{Digest, Sha256};

use crate::util::driver::{ARTICLE, Driver, folder, write};
use crate::window::{app, window};

/// A saved file with one annotation, and the program's own folder.
fn saved(folder: &Path) -> PathBuf {
    let mut driver = Driver::keeping(&folder.join("home"));
    driver.open(&write(folder, "article.txt", ARTICLE.as_bytes()));
    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    driver.act(Action::Save);
    folder.join("article.hashiya.ron")
}

/// What is said when a file is opened by a program with this folder of its own.
fn said(home: &Path, file: &Path) -> Vec<&'static str> {
    let mut driver = Driver::keeping(home);
    driver.open(file);
    let told = driver.messages();
    assert_eq!(driver.annotations().len(), 1);
    driver.end_at_once();
    told
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    let changed = text.replace(from, to);
    assert_ne!(changed, text);
    std::fs::write(file, changed).unwrap();
}

#[test]
fn a_file_is_saved_with_a_seal_that_another_program_can_check() {
    let folder = folder();
    let text = std::fs::read_to_string(saved(folder.path())).unwrap();
    assert_eq!(seal_of(text.as_bytes()), Seal::Whole);
    let (above, seal) = text.trim_end().rsplit_once('\n').unwrap();
    let above = format!("{above}\n");
    let document = annotation_file::read(text.as_bytes()).unwrap();
    assert_eq!(above, annotation_file::write(&document));
    let digest = Sha256::digest(above.as_bytes());
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(seal, format!("// SHA-256 of all above: {digits}"));
}

#[test]
fn an_altered_file_is_told_wherever_it_is_opened_until_it_is_saved_again() {
    let folder = folder();
    let file = saved(folder.path());
    let (own, other) = (folder.path().join("home"), folder.path().join("other"));
    assert!(said(&own, &file).is_empty() && said(&other, &file).is_empty());
    replace(&file, "Place", "Pluce");
    assert_eq!(said(&own, &file), ["notice-altered"]);
    assert_eq!(said(&other, &file), ["notice-altered"]);

    let mut driver = Driver::keeping(&other);
    driver.open(&file);
    driver.act(Action::DirectionLtr);
    driver.act(Action::Save);
    driver.end_at_once();
    assert!(said(&other, &file).is_empty());
    // Another program of ours has saved it: that alone is told to the first.
    assert_eq!(said(&own, &file), ["notice-changed-since"]);
}

#[test]
fn what_is_saved_by_another_program_of_ours_is_told_as_that() {
    let folder = folder();
    let file = saved(folder.path());
    let mut document = store::open(&file).unwrap().document;
    let note = Change::set_article_note("ملاحظة");
    document.apply(note, Selection::default()).unwrap();
    store::save(&document, &file, Replace::Anything, None).unwrap();
    let home = folder.path().join("home");
    assert_eq!(said(&home, &file), ["notice-changed-since"]);
}

#[test]
fn who_edits_by_hand_takes_the_last_line_away() {
    let folder = folder();
    let file = saved(folder.path());
    let text = std::fs::read_to_string(&file).unwrap();
    let (above, _) = text.trim_end().rsplit_once('\n').unwrap();
    std::fs::write(&file, above.replace("Place", "Town")).unwrap();
    assert!(said(&folder.path().join("other"), &file).is_empty());
}

#[test]
fn commands_say_that_a_file_was_altered_and_go_on() {
    let folder = folder();
    let file = saved(folder.path());
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(arguments)
            .arg(&file)
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let times = said.matches("changed since it was saved").count();
        (output.status.code(), times)
    };
    let ours = file.clone();
    let ours = ours.to_str().unwrap();
    let commands: [(&[&str], usize); 4] = [
        (&["check"], 1),
        (&["export", "--to", "csv"], 1),
        (&["merge", ours], 2),
        // It saves the file, so it comes last.
        (&["apply"], 1),
    ];
    for (command, _) in commands {
        assert_eq!(run(command), (Some(0), 0), "{command:?}");
    }
    replace(&file, "Place", "Pluce");
    for (command, times) in commands {
        assert_eq!(run(command), (Some(0), times), "{command:?}");
    }
}

/// The message is a long one, and the window may be a narrow one.
#[test]
fn the_message_of_an_altered_file_is_whole_in_a_narrow_window() {
    let folder = folder();
    let file = saved(folder.path());
    replace(&file, "Place", "Pluce");
    for language in [LanguageSetting::English, LanguageSetting::Arabic] {
        let mut harness = window(language, &[&file]);
        harness.set_size([760.0, 500.0].into());
        harness.run_steps(3);
        let message = &app(&harness).messages()[0];
        let text = app(&harness).words().text(&message.text);
        let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, [760.0, 500.0].into());
        let shown = harness.get_by_label(&text).rect();
        assert!(inside.contains_rect(shown), "{shown:?}");
        let close = app(&harness).words().tr("button-close");
        let close = harness.get_by_label(&close).rect();
        assert!(inside.contains_rect(close), "{close:?}");
    }
}
