//! One file, two windows or two machines: who edits it, and what the other may
//! do.

use std::path::Path;
use std::process::Stdio;

use hashiya::app::command::UnsavedAnswer;
use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command};

use crate::util::driver::{ARTICLE, Driver, claim_of, folder, write};

/// Two windows with one article; the first edits it.
fn two(folder: &Path) -> (Driver, Driver) {
    let article = write(folder, "article.txt", ARTICLE.as_bytes());
    let home = folder.join("home");
    let mut first = Driver::keeping(&home);
    first.open(&article);
    first.wait_for_claim(&folder.join("article.hashiya.ron"), true);
    let mut second = Driver::keeping(&home);
    second.open(&article);
    (first, second)
}

fn mark(driver: &mut Driver, piece: &str) {
    driver.select(piece, 0);
    driver.act(Action::Mark(2));
}

#[test]
fn the_second_window_reads_and_is_asked_when_it_would_change_something() {
    let folder = folder();
    let (mut first, mut second) = two(folder.path());
    assert!(!first.tab().is_read_only() && second.tab().is_read_only());
    assert_eq!(second.messages(), ["notice-held"]);
    assert!(!first.can(Action::TakeOver) && second.can(Action::TakeOver));
    let tab = second.tab().id;
    mark(&mut second, "NATO");
    assert_eq!(second.app.dialog(), Some(&Dialog::Held { tab }));
    assert!(second.annotations().is_empty() && !second.tab().is_modified());
    second.send(Command::CloseDialog);
    for action in [
        Action::TakeOver,
        Action::LabelsConll,
        Action::EditLabels,
        Action::DirectionLtr,
    ] {
        second.act(action);
        assert_eq!(
            second.app.dialog(),
            Some(&Dialog::Held { tab }),
            "{action:?}"
        );
        second.send(Command::CloseDialog);
        assert!(!second.tab().is_modified(), "{action:?}");
    }
    second.act(Action::TakeOver);
    second.send(Command::CloseDialog);
    second.act(Action::Save);
    assert_eq!(second.app.dialog(), Some(&Dialog::Held { tab }));
    second.send(Command::CloseDialog);

    // The first goes on, saves and closes; then the second may edit.
    mark(&mut first, "NATO");
    first.act(Action::Save);
    first.act(Action::Close);
    first.wait_for_claim(&folder.path().join("article.hashiya.ron"), false);
    second.send(Command::Focused);
    second.wait_until(|it| !it.tab().is_read_only());
    assert!(second.messages().contains(&"notice-free"));
    mark(&mut second, "القاهرة");
    assert_eq!(second.annotations(), ["place:القاهرة"]);
}

#[test]
fn taking_over_leaves_the_first_to_read_and_costs_neither_its_work() {
    let folder = folder();
    let (mut first, mut second) = two(folder.path());
    let file = folder.path().join("article.hashiya.ron");
    mark(&mut first, "القاهرة");
    first.act(Action::Save);
    mark(&mut first, "محمد علي");
    first.wait_for_journal();

    let tab = second.tab().id;
    mark(&mut second, "NATO");
    second.send(Command::TakeOver(tab));
    assert!(second.app.dialog().is_none());
    second.wait_until(|it| !it.tab().is_read_only());
    mark(&mut second, "NATO");
    second.wait_for_journal();
    assert_eq!(second.annotations(), ["place:NATO"]);
    // The first has saved since the second was opened: nothing is replaced
    // unasked.
    second.act(Action::Save);
    assert!(matches!(
        second.app.dialog(),
        Some(Dialog::Overwrite { .. })
    ));
    second.send(Command::CloseDialog);

    first.send(Command::Focused);
    first.wait_until(|it| it.tab().is_read_only());
    let tab = first.tab().id;
    first.act(Action::Undo);
    assert_eq!(first.app.dialog(), Some(&Dialog::Held { tab }));
    first.send(Command::CloseDialog);
    assert_eq!(first.annotations().len(), 2);
    // Its way out: a file of its own.
    let other = folder.path().join("mine.hashiya.ron");
    first.send(Command::SaveTo {
        tab,
        path: other.clone(),
        overwrite: false,
    });
    first.wait_until(|it| !it.tab().is_read_only());
    assert!(claim_of(&other).is_file() && !first.tab().is_modified());
    first.act(Action::Undo);
    assert_eq!(first.annotations(), ["place:القاهرة"]);
    first.end_at_once();
    assert!(!claim_of(&other).exists());
    assert!(claim_of(&file).is_file(), "it is the second one's");
    second.end_at_once();
    assert!(!claim_of(&file).exists());

    // Both are found again.
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.send(Command::Start(Vec::new()));
    let names: Vec<_> = driver.app.tabs().iter().map(|tab| &tab.name).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

/// A document that is closed and opened again at once finds its own file free,
/// and its journal.
#[test]
fn what_is_closed_is_opened_again_at_once() {
    let folder = folder();
    let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.open(&article);
    mark(&mut driver, "NATO");
    driver.act(Action::Save);
    let mut found = 0;
    for _ in 0..30 {
        driver.act(Action::Close);
        driver.open(&article);
        let told = driver.messages();
        assert!(!driver.tab().is_read_only(), "{told:?}");
        assert!(!told.contains(&"notice-held"));
        found += usize::from(driver.can(Action::Undo));
    }
    // A child that another test starts shares the journal's lock until it runs
    // its own program.
    assert!(found > 20, "its history is found: {found}");
}

/// Closing a window that only reads asks nothing and takes nothing along.
#[test]
fn reading_leaves_the_claim_and_the_journal_alone() {
    let folder = folder();
    let (mut first, mut second) = two(folder.path());
    mark(&mut first, "NATO");
    first.wait_for_journal();
    second.act(Action::Close);
    assert!(second.app.dialog().is_none());
    second.end_at_once();
    assert!(claim_of(&folder.path().join("article.hashiya.ron")).is_file());
    first.act(Action::Close);
    first.send(Command::AnswerUnsaved(UnsavedAnswer::Save));
    assert!(first.app.tabs().is_empty());
    let mut again = Driver::keeping(&folder.path().join("home"));
    again.open(&folder.path().join("article.txt"));
    assert_eq!(again.annotations(), ["place:NATO"]);
}

/// What another machine says through a shared folder.
fn claim_elsewhere(file: &Path, user: &str) {
    let record = serde_json::json!({
        "program": "hashiya", "user": user, "host": "newsdesk-7",
        "machine": "m", "boot": "b", "pid": "1", "since": 0,
    });
    std::fs::write(claim_of(file), record.to_string()).unwrap();
}

#[test]
fn another_machine_is_seen_through_the_folder_and_its_names_are_made_harmless() {
    let folder = folder();
    let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let file = folder.path().join("article.hashiya.ron");
    claim_elsewhere(&file, "\u{202E}سارة\n");
    let home = folder.path().join("home");
    let mut driver = Driver::keeping(&home);
    driver.open(&article);
    let holder = driver.tab().holder().cloned().unwrap();
    assert_eq!(
        (holder.user.as_str(), holder.host.as_str()),
        ("سارة", "newsdesk-7")
    );
    driver.end_at_once();
    assert!(claim_of(&file).is_file(), "it is not ours to remove");

    // Not renewed for long: it locks nobody out.
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let lying = std::fs::File::options().write(true).open(claim_of(&file));
    lying.unwrap().set_modified(old).unwrap();
    let mut driver = Driver::keeping(&home);
    driver.open(&article);
    assert!(!driver.tab().is_read_only());
    driver.wait_for_claim(&file, true);
    mark(&mut driver, "NATO");
    driver.act(Action::Save);
    driver.end_at_once();
    assert!(!claim_of(&file).exists() && file.is_file());
}

#[test]
fn a_script_does_not_edit_what_a_window_edits_unless_it_is_told_to() {
    let folder = folder();
    let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let file = folder.path().join("article.hashiya.ron");
    let edits = write(
        folder.path(),
        "edits.jsonl",
        b"{\"op\":\"add\",\"label\":\"place\",\"start\":0,\"end\":3}\n",
    );
    let run = |more: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .arg("apply")
            .arg(&article)
            .arg("--edits")
            .arg(&edits)
            .args(more)
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.open(&article);
    driver.wait_for_claim(&file, true);
    let (status, said) = run(&[]);
    assert_eq!(status, Some(2), "{said}");
    assert!(
        said.contains("is being edited by") && said.contains("--take-over"),
        "{said}"
    );
    assert!(!file.exists());
    let (status, said) = run(&["--take-over"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(file.is_file() && !claim_of(&file).exists());
    driver.end_at_once();
    let (status, said) = run(&[]);
    assert_eq!(status, Some(1), "it is marked already: {said}");
}
