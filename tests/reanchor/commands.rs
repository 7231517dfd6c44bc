//! Re-anchoring by commands, as the window and a shell give them.

use std::process::Command as Program;

use hashiya::app::command::Listing;
use hashiya::app::message::{Dialog, PathPurpose};
use hashiya::app::{Action, Command, Effect};
use hashiya::document::{AnnotationId, ChangeKind};
use hashiya::store;
use hashiya::text::Encoding;

use crate::util::driver::{Driver, folder, write};

const OLD: &str = "زار محمد علي القاهرة مع جنوده.\nوقال إن النيل جميل جدا.\n";
/// One name is another, one sentence begins otherwise, one place is gone.
const NEW: &str = "خبر: زار محمد سعيد القاهرة مع جنوده.\nوقال إنه جميل جدا.\n";

/// A driver with an annotated article that is saved, and the new text beside it.
fn annotated() -> (Driver, tempfile::TempDir, std::path::PathBuf) {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), OLD);
    for (words, label) in [("محمد علي", 1), ("القاهرة", 2), ("النيل", 2)] {
        driver.select(words, 0);
        driver.act(Action::Mark(label));
    }
    driver.act(Action::Save);
    let new = write(folder.path(), "corrected.txt", NEW.as_bytes());
    (driver, folder, new)
}

fn reanchor(driver: &mut Driver, new: &std::path::Path) {
    let tab = driver.tab().id;
    driver.send(Command::ReanchorOnto(tab, new.to_owned(), None));
}

fn lost(driver: &Driver) -> Vec<String> {
    driver.tab().document.lost().map(|it| it.quote()).collect()
}

#[test]
fn a_new_document_is_made_and_the_old_one_stays() {
    let (mut driver, folder, new) = annotated();
    let old_file = std::fs::read(folder.path().join("article.hashiya.ron")).unwrap();
    reanchor(&mut driver, &new);
    assert_eq!(driver.app.tabs().len(), 2);
    assert_eq!(driver.annotations(), ["place:القاهرة"]);
    assert_eq!(lost(&driver), ["محمد علي", "النيل"]);
    assert_eq!(
        driver.messages(),
        [
            "notice-saved",
            "notice-reanchored",
            "notice-reanchored-left"
        ]
    );
    assert_eq!(driver.app.listing(), Listing::Lost);
    let tab = driver.tab();
    assert_eq!(
        (tab.name.as_str(), tab.is_modified()),
        ("corrected.hashiya.ron", true)
    );
    assert_eq!(driver.app.dialog(), Some(&Dialog::Review(tab.id)));
    let kinds: Vec<_> = tab.document.history().map(|it| it.kind).collect();
    assert_eq!(kinds, [ChangeKind::Reanchor]);
    driver.send(Command::CloseDialog);
    driver.act(Action::Save);
    let written = folder.path().join("corrected.hashiya.ron");
    let again = store::open(&written).unwrap().document;
    assert!(again.same_content(&driver.tab().document));
    assert_eq!(again.lost_count(), 2);
    assert_eq!(
        std::fs::read(folder.path().join("article.hashiya.ron")).unwrap(),
        old_file
    );
    assert_eq!(driver.app.tabs()[0].document.count(), 3);
}

#[test]
fn lost_ones_are_put_back_left_and_deleted_and_all_is_undone() {
    let (mut driver, _folder, new) = annotated();
    reanchor(&mut driver, &new);
    let person = AnnotationId(1);
    let places = driver.tab().proposals.clone().unwrap();
    let place = places[&person][0].clone();
    let article = driver.tab().document.article().clone();
    assert_eq!(article.slice(place.hull()), "محمد سعيد");
    driver.send(Command::PutBack(person, place));
    assert_eq!(driver.annotations(), ["person:محمد سعيد", "place:القاهرة"]);
    assert_eq!(
        (driver.tab().chosen, lost(&driver)),
        (Some(person), vec!["النيل".to_owned()])
    );
    driver.send(Command::CloseDialog);
    driver.act(Action::Undo);
    assert_eq!(lost(&driver), ["محمد علي", "النيل"]);
    // All that have a place at once, then by hand what has none.
    driver.act(Action::ReviewLost);
    driver.send(Command::PutAllBack);
    driver.send(Command::CloseDialog);
    assert_eq!(lost(&driver), ["النيل"]);
    assert!(!driver.can(Action::PutBack));
    driver.send(Command::ChooseLost(Some(AnnotationId(3))));
    driver.select("جميل", 0);
    driver.act(Action::PutBack);
    assert_eq!(
        driver.annotations(),
        ["person:محمد سعيد", "place:القاهرة", "place:جميل"]
    );
    assert!(driver.tab().chosen_lost.is_none() && lost(&driver).is_empty());
    driver.act(Action::Undo);
    driver.send(Command::ChooseLost(Some(AnnotationId(3))));
    driver.act(Action::ForgetLost);
    assert!(lost(&driver).is_empty());
    driver.act(Action::Undo);
    assert_eq!(lost(&driver), ["النيل"]);
    driver.act(Action::Undo);
    driver.send(Command::LeaveLost(person));
    assert_eq!(
        driver.tab().proposals.as_ref().unwrap().len(),
        places.len() - 1
    );
    assert_eq!(lost(&driver), ["محمد علي", "النيل"]);
}

#[test]
fn an_opened_file_finds_places_for_what_it_lost() {
    let (mut driver, folder, _) = annotated();
    let short = write(
        folder.path(),
        "short.txt",
        "وقال إن النهر جميل جدا.\n".as_bytes(),
    );
    reanchor(&mut driver, &short);
    driver.send(Command::CloseDialog);
    driver.act(Action::Save);
    let mut again = Driver::new();
    again.open(&folder.path().join("short.hashiya.ron"));
    assert_eq!(
        (
            again.tab().document.lost_count(),
            again.tab().proposals.is_some()
        ),
        (3, false)
    );
    again.act(Action::ReviewLost);
    assert!(again.tab().proposals.is_some());
    again.send(Command::CloseDialog);
    // Its sentence comes back, and so does it.
    let whole = write(folder.path(), "whole.txt", OLD.as_bytes());
    reanchor(&mut again, &whole);
    assert_eq!(
        again.annotations(),
        ["person:محمد علي", "place:القاهرة", "place:النيل"]
    );
}

#[test]
fn an_article_that_changed_in_its_place_is_offered_and_its_file_taken_over() {
    let (driver, folder, _) = annotated();
    drop(driver);
    let article = write(folder.path(), "article.txt", NEW.as_bytes());
    let file = folder.path().join("article.hashiya.ron");
    // By the name of the article, or of the annotations.
    for opened in [&article, &file] {
        let mut driver = Driver::new();
        driver.open(opened);
        let tab = driver.tab().id;
        let canonical = article.canonicalize().unwrap();
        let Some(Dialog::SourceChanged {
            tab: asked,
            article,
        }) = driver.app.dialog()
        else {
            panic!("{:?}", driver.app.dialog());
        };
        assert_eq!((*asked, article), (tab, &canonical));
        driver.send(Command::CloseDialog);
        assert_eq!(driver.annotations().len(), 3);
    }
    let mut driver = Driver::new();
    driver.open(&file);
    reanchor(&mut driver, &article);
    driver.send(Command::CloseDialog);
    driver.act(Action::Save);
    let Some(Dialog::Overwrite { tab, path, .. }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!(store::open(&file).unwrap().document.count(), 3);
    driver.send(Command::SaveTo {
        tab,
        path,
        overwrite: true,
    });
    assert_eq!((driver.app.tabs().len(), driver.tab().id), (1, tab));
    assert!(!driver.tab().is_modified());
    let saved = store::open(&file).unwrap().document;
    assert_eq!((saved.count(), saved.lost_count()), (1, 2));
    let mut again = Driver::new();
    again.open(&article);
    assert_eq!(again.app.dialog(), None);
}

#[test]
fn unsaved_work_on_the_old_file_does_not_give_way() {
    let (mut driver, folder, _) = annotated();
    let article = write(folder.path(), "article.txt", NEW.as_bytes());
    reanchor(&mut driver, &article);
    driver.send(Command::CloseDialog);
    let (old, new) = (driver.app.tabs()[0].id, driver.tab().id);
    driver.send(Command::ActivateTab(old));
    driver.act(Action::Undo);
    let path = folder
        .path()
        .canonicalize()
        .unwrap()
        .join("article.hashiya.ron");
    driver.send(Command::SaveTo {
        tab: new,
        path,
        overwrite: true,
    });
    assert_eq!(driver.app.tabs().len(), 2);
    assert!(driver.messages().contains(&"notice-already-open"));
}

#[test]
fn the_encoding_is_asked_for_where_it_is_not_certain() {
    let (mut driver, folder, _) = annotated();
    let name = "windows-1256";
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(NEW);
    let article = write(folder.path(), "arabic.txt", &bytes);
    reanchor(&mut driver, &article);
    let tab = driver.tab().id;
    let Some(Dialog::Encoding(question)) = driver.app.dialog() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!(question.reanchor, Some(tab));
    let encoding = Encoding::of_name(name);
    driver.send(Command::ReanchorOnto(tab, article, encoding));
    assert_eq!(driver.annotations(), ["place:القاهرة"]);
    assert_eq!(
        driver.tab().document.source().encoding.as_deref(),
        Some(name)
    );
    assert_eq!(driver.app.dialog(), Some(&Dialog::Review(driver.tab().id)));
}

#[test]
fn a_comparison_is_stopped_by_closing_its_sheet() {
    let (mut driver, _folder, new) = annotated();
    let tab = driver.tab().id;
    let effects = driver.send_only(Command::ReanchorOnto(tab, new, None));
    let Some(Effect::Reanchor(job)) = effects.into_iter().next() else {
        panic!("a worker is asked");
    };
    assert!(!job.stop.is_set());
    assert_eq!(driver.app.dialog(), Some(&Dialog::Reanchoring));
    driver.send(Command::CloseDialog);
    assert!(job.stop.is_set());
    assert_eq!((driver.app.dialog(), driver.app.tabs().len()), (None, 1));
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_made() {
    let (mut driver, folder, _) = annotated();
    driver.act(Action::Reanchor);
    assert!(matches!(
        driver.pending.last(),
        Some(Effect::ReanchorFileDialog { .. })
    ));
    let tab = driver.tab().id;
    let missing = folder.path().join("missing.txt").display().to_string();
    driver.send(Command::NoFileDialog(PathPurpose::Reanchor(tab)));
    driver.send(Command::PathTyped(PathPurpose::Reanchor(tab), missing));
    assert!(matches!(driver.app.dialog(), Some(Dialog::Error(_))));
    assert_eq!(driver.app.tabs().len(), 1);
}

#[test]
fn what_was_taken_over_survives_the_program() {
    let (driver, folder, new) = annotated();
    drop(driver);
    let home = folder.path().join("home");
    let mut driver = Driver::keeping(&home);
    driver.open(&folder.path().join("article.hashiya.ron"));
    reanchor(&mut driver, &new);
    driver.wait_for_journal();
    let kept = driver.tab().document.snapshot();
    driver.end_at_once();
    let mut again = Driver::keeping(&home);
    again.send(Command::Start(Vec::new()));
    assert!(again.tab().document.same_content(&kept));
    assert!(again.tab().is_modified() && again.tab().document.can_undo());
    again.send(Command::CloseDialog);
    again.act(Action::Save);
    assert!(folder.path().join("corrected.hashiya.ron").is_file());
}

fn run(arguments: &[&std::ffi::OsStr]) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().unwrap();
    let output = Program::new(env!("CARGO_BIN_EXE_hashiya"))
        .args(arguments)
        .env("XDG_DATA_HOME", home.path())
        .env("HOME", home.path())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_command_writes_a_file_and_says_what_is_lost() {
    let (driver, folder, new) = annotated();
    drop(driver);
    let file = folder.path().join("article.hashiya.ron");
    let out = folder.path().join("out.hashiya.ron");
    let before = std::fs::read(&file).unwrap();
    let arguments = [
        "reanchor".as_ref(),
        file.as_os_str(),
        new.as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
    ];
    let (code, said, complained) = run(&arguments);
    assert_eq!((code, &*complained), (Some(1), ""));
    assert!(
        said.contains("1 annotations taken over") && said.contains("1 doubtful, 1 lost"),
        "{said}"
    );
    assert!(said.contains("lost: 3 place: النيل"), "{said}");
    let made = store::open(&out).unwrap().document;
    assert_eq!((made.count(), made.lost_count()), (1, 2));
    assert_eq!(std::fs::read(&file).unwrap(), before);
    // What is there is not replaced unless that is asked for.
    let (code, _, complained) = run(&arguments);
    assert!(
        code == Some(1) && complained.contains("--force"),
        "{complained}"
    );
    let more = [&arguments[..], &["--force".as_ref(), "--accept".as_ref()]].concat();
    let (code, said, _) = run(&more);
    assert!(
        code == Some(1) && said.contains("1 of the doubtful put"),
        "{said}"
    );
    assert_eq!(store::open(&out).unwrap().document.lost_count(), 1);
    // An export says that it does not have them.
    let export = [
        "export".as_ref(),
        out.as_os_str(),
        "--to".as_ref(),
        "csv".as_ref(),
    ];
    let (code, table, complained) = run(&export);
    assert_eq!((code, table.lines().count()), (Some(0), 3));
    assert!(complained.contains("1 lost annotations"), "{complained}");
    // Onto the same text nothing changes.
    let same = write(folder.path(), "same.txt", OLD.as_bytes());
    let (code, said, _) = run(&["reanchor".as_ref(), file.as_os_str(), same.as_os_str()]);
    assert!(
        code == Some(0) && said.contains("3 on the same text"),
        "{said}"
    );
}
