//! Saving by itself: off at first, never over what is not this tab's own, never
//! with a question.

use std::path::Path;
use std::time::Duration;

use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command, Effect, TabId};
use hashiya::store::{Home, earlier_versions};

use crate::util::driver::{ARTICLE, Driver, folder, write};

fn saved(folder: &Path) -> Driver {
    saved_in(folder, &folder.join("home"))
}

fn saved_in(folder: &Path, home: &Path) -> Driver {
    let mut driver = Driver::keeping(home);
    driver.open(&write(folder, "article.txt", ARTICLE.as_bytes()));
    mark(&mut driver, "القاهرة");
    driver.act(Action::Save);
    driver
}

fn mark(driver: &mut Driver, piece: &str) {
    driver.select(piece, 0);
    driver.act(Action::Mark(2));
}

/// The alarms asked for since this was last asked.
fn alarms(driver: &mut Driver) -> Vec<(TabId, Duration)> {
    let pending = std::mem::take(&mut driver.pending).into_iter();
    let alarms = pending.filter_map(|effect| match effect {
        Effect::SaveSoon(tab, after) => Some((tab, after)),
        _ => None,
    });
    alarms.collect()
}

#[test]
fn a_changed_document_is_saved_by_itself_if_that_is_wanted() {
    let folder = folder();
    let file = folder.path().join("article.hashiya.ron");
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.open(&write(folder.path(), "article.txt", ARTICLE.as_bytes()));
    driver.act(Action::AutosaveUsual);
    mark(&mut driver, "القاهرة");
    assert!(alarms(&mut driver).is_empty(), "no file is made unasked");
    driver.act(Action::Save);
    let tab = driver.tab().id;
    mark(&mut driver, "NATO");
    assert_eq!(alarms(&mut driver), [(tab, Duration::from_secs(300))]);
    mark(&mut driver, "محمد علي");
    assert!(alarms(&mut driver).is_empty(), "one at a time");

    let told = driver.messages().len();
    driver.send(Command::SaveByItself(tab));
    assert!(!driver.tab().is_modified() && driver.tab().saved_itself());
    assert_eq!(
        driver.messages().len(),
        told,
        "it is said in the status bar"
    );
    let mut again = Driver::new();
    again.open(&file);
    assert_eq!(again.annotations().len(), 3);

    // What it wrote pushes nothing out that the person has saved.
    driver.send(Command::SaveByItself(tab));
    for _ in 0..10 {
        driver.act(Action::Undo);
        driver.send(Command::SaveByItself(tab));
        driver.act(Action::Redo);
        driver.send(Command::SaveByItself(tab));
    }
    let home = Home::new(folder.path().join("home"));
    assert_eq!(earlier_versions(&home, &file).len(), 1);
    driver.act(Action::Undo);
    driver.act(Action::Save);
    assert!(!driver.tab().saved_itself());

    driver.act(Action::AutosaveOff);
    alarms(&mut driver);
    mark(&mut driver, "560");
    assert!(alarms(&mut driver).is_empty());
    driver.send(Command::SaveByItself(tab));
    assert!(driver.tab().is_modified());
}

#[test]
fn it_never_replaces_what_another_program_wrote_and_asks_nothing() {
    let folder = folder();
    let file = folder.path().join("article.hashiya.ron");
    let mut driver = saved(folder.path());
    driver.act(Action::AutosaveOften);
    mark(&mut driver, "NATO");
    let theirs = std::fs::read_to_string(&file).unwrap() + "\n";
    std::fs::write(&file, &theirs).unwrap();
    let tab = driver.tab().id;
    alarms(&mut driver);
    for _ in 0..2 {
        driver.send(Command::SaveByItself(tab));
        assert!(driver.app.dialog().is_none() && driver.tab().is_modified());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), theirs);
        assert_eq!(
            driver.tab().autosave_fault().unwrap().key,
            "autosave-changed"
        );
        assert_eq!(alarms(&mut driver).len(), 1, "it is tried again");
    }
    let told = driver.messages();
    let told = told.iter().filter(|key| **key == "notice-autosave-failed");
    assert_eq!(told.count(), 1);
    driver.act(Action::Save);
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::Overwrite { .. })
    ));
    driver.send(Command::SaveByItself(tab));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), theirs);
    driver.send(Command::CloseDialog);

    // Where the person has put the question off, it waits for the answer.
    driver.send(Command::Focused);
    driver.send(Command::CloseDialog);
    driver.send(Command::SaveByItself(tab));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), theirs);
}

#[test]
fn a_folder_that_is_gone_is_told_once_and_tried_again() {
    let folder = folder();
    let away = folder.path().join("away");
    std::fs::create_dir(&away).unwrap();
    let mut driver = saved_in(&away, &folder.path().join("home"));
    driver.act(Action::AutosaveOften);
    mark(&mut driver, "NATO");
    let tab = driver.tab().id;
    let gone = folder.path().join("gone");
    std::fs::rename(&away, &gone).unwrap();
    driver.send(Command::SaveByItself(tab));
    assert_eq!(
        driver.tab().autosave_fault().unwrap().key,
        "error-folder-missing"
    );
    assert!(driver.app.dialog().is_none() && driver.tab().is_modified());
    std::fs::rename(&gone, &away).unwrap();
    driver.send(Command::SaveByItself(tab));
    assert!(!driver.tab().is_modified() && driver.tab().autosave_fault().is_none());
}
