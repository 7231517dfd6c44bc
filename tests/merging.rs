//! Merging with a file that somebody else has changed: two real files, the
//! application by commands, the sheet by pointer and keys, and the command
//! without a window.

use std::path::{Path, PathBuf};

use hashiya::app::command::Occupied;
use hashiya::app::merging::Which;
use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command};
use hashiya::document::merge::{By, Choice};
use hashiya::document::{Annotation, AnnotationId, Change, Document, LabelId, Selection};
use hashiya::store::{self, Replace};
use hashiya::text::ByteSpan;

use crate::util::driver::{ARTICLE, Driver, folder, write};

/// The program's own folder, and the article with three marks saved beside it.
fn saved(folder: &Path) -> Driver {
    let mut driver = Driver::keeping(&folder.join("home"));
    driver.open(&write(folder, "article.txt", ARTICLE.as_bytes()));
    for (piece, label) in [("محمد علي", 1), ("القاهرة", 2), ("560", 3)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(label));
    }
    driver.act(Action::Save);
    driver
}

fn file(folder: &Path) -> PathBuf {
    folder.join("article.hashiya.ron")
}

fn read(path: &Path) -> Document {
    store::open(path).unwrap().document
}

/// Another program changes a file.
pub fn alter(path: &Path, alter: impl FnOnce(&mut Document)) {
    let mut document = read(path);
    alter(&mut document);
    store::save(&document, path, Replace::Anything, None).unwrap();
}

pub fn apply(document: &mut Document, change: Change) {
    document.apply(change, Selection::default()).unwrap();
}

/// Marks a piece of text where it stands first.
pub fn mark(document: &mut Document, piece: &str, label: &str) -> AnnotationId {
    let start = document.article().text().find(piece).unwrap();
    let span = ByteSpan::new(start, start + piece.len());
    let id = document.fresh_id();
    let label = LabelId::new(label).unwrap();
    apply(document, Change::mark(id, label, span));
    id
}

fn label(id: &str) -> LabelId {
    LabelId::new(id).unwrap()
}

fn marks(document: &Document) -> Vec<String> {
    let shown = |it: &Annotation| format!("{}:{}", it.label, it.text(document.article()));
    document.annotations().map(shown).collect()
}

/// The window comes to the front, and the person asks to merge.
fn notice_and_merge(driver: &mut Driver, folder: &Path) {
    driver.send(Command::Focused);
    let Some(&Dialog::ChangedOnDisk { tab, .. }) = driver.app.dialog() else {
        panic!("{:?}", driver.app.dialog());
    };
    driver.send(Command::AskMerge(tab, file(folder)));
}

const MERGED: [&str; 4] = [
    "person:محمد علي",
    "place:القاهرة",
    "place:NATO",
    "person:غادر",
];

/// I mark NATO; they mark another word, by the same number, and unmark the
/// figure.
fn both_at_work(folder: &Path) -> Driver {
    let mut driver = saved(folder);
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    alter(&file(folder), |theirs| {
        mark(theirs, "غادر", "person");
        apply(theirs, Change::unmark(AnnotationId(3)));
    });
    driver
}

#[test]
fn a_file_that_was_changed_meanwhile_is_merged_as_one_step_and_saved_over() {
    let folder = folder();
    let mut driver = both_at_work(folder.path());
    let mine = driver.annotations();
    notice_and_merge(&mut driver, folder.path());
    assert!(matches!(driver.app.dialog(), Some(Dialog::Merge(_))));
    let merge = driver.app.merging().unwrap().merge().unwrap();
    let by: Vec<_> = merge.rows().iter().map(|row| row.by).collect();
    assert_eq!(by, [By::Them, By::Me, By::Them]);
    driver.send(Command::CarryOutMerge);
    assert!(driver.app.dialog().is_none() && driver.app.merging().is_none());
    assert_eq!(driver.annotations(), MERGED);
    assert!(driver.tab().is_modified());
    assert_eq!(driver.messages().last(), Some(&"notice-merged"));
    driver.act(Action::Undo);
    assert_eq!(driver.annotations(), mine);
    driver.act(Action::Redo);
    assert_eq!(driver.annotations(), MERGED);
    driver.act(Action::Save);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    assert_eq!(marks(&read(&file(folder.path()))), MERGED);
}

#[test]
fn a_file_changed_again_is_noticed_again_and_merged_with_what_was_merged() {
    let folder = folder();
    let mut driver = both_at_work(folder.path());
    notice_and_merge(&mut driver, folder.path());
    driver.send(Command::CarryOutMerge);
    // They take back what they had marked, which I now have from them.
    alter(&file(folder.path()), |theirs| {
        apply(theirs, Change::unmark(AnnotationId(4)));
    });
    driver.act(Action::Save);
    let Some(Dialog::Overwrite {
        tab,
        path,
        occupied: Occupied::Changed,
    }) = driver.app.dialog().cloned()
    else {
        panic!("{:?}", driver.app.dialog());
    };
    driver.send(Command::AskMerge(tab, path));
    assert_eq!(
        driver.app.merging().unwrap().merge().unwrap().conflicts(),
        0
    );
    driver.send(Command::CarryOutMerge);
    assert_eq!(driver.annotations(), MERGED[..3]);
    driver.act(Action::Save);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
}

#[test]
fn a_merge_that_is_undone_lets_no_save_replace_theirs_unasked() {
    let folder = folder();
    let mut driver = both_at_work(folder.path());
    notice_and_merge(&mut driver, folder.path());
    driver.send(Command::CarryOutMerge);
    driver.act(Action::Undo);
    driver.act(Action::Save);
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::Overwrite {
            occupied: Occupied::Changed,
            ..
        })
    ));
    assert!(marks(&read(&file(folder.path()))).contains(&MERGED[3].to_owned()));
    // It can be merged again, as if it had not been.
    let tab = driver.tab().id;
    driver.send(Command::AskMerge(tab, file(folder.path())));
    driver.send(Command::CarryOutMerge);
    assert_eq!(driver.annotations(), MERGED);
}

#[test]
fn a_conflict_keeps_both_until_one_is_chosen() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let id = AnnotationId(2);
    driver.send(Command::Relabel(id, label("person")));
    alter(&file(folder.path()), |theirs| {
        apply(theirs, Change::relabel(id, label("figure")));
    });
    notice_and_merge(&mut driver, folder.path());
    let merge = driver.app.merging().unwrap().merge().unwrap();
    assert_eq!((merge.rows().len(), merge.conflicts()), (1, 1));
    driver.send(Command::CarryOutMerge);
    let both = ["person:القاهرة".to_owned(), "figure:القاهرة".to_owned()];
    assert!(both.iter().all(|it| driver.annotations().contains(it)));
    driver.act(Action::Undo);
    driver.act(Action::MergeFile);
    driver.send(Command::ChooseInMerge(Which::Conflicts, Choice::Theirs));
    driver.send(Command::CarryOutMerge);
    assert_eq!(driver.annotations(), marks(&read(&file(folder.path()))));
    assert!(!driver.tab().is_modified(), "it is what the file holds");
}

#[test]
fn a_merge_that_is_cancelled_changes_nothing() {
    let folder = folder();
    let mut driver = both_at_work(folder.path());
    let mine = driver.annotations();
    notice_and_merge(&mut driver, folder.path());
    driver.send(Command::CloseDialog);
    assert!(driver.app.merging().is_none() && driver.app.dialog().is_none());
    assert_eq!(driver.annotations(), mine);
    driver.act(Action::Save);
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::Overwrite { .. })
    ));
}

#[test]
fn a_file_of_another_text_is_not_merged_and_nothing_is_lost() {
    let folder = folder();
    let mut driver = both_at_work(folder.path());
    let mine = driver.annotations();
    let other = write(folder.path(), "other.txt", "قال محمد علي.".as_bytes());
    let document = read(&other);
    store::save(&document, &file(folder.path()), Replace::Anything, None).unwrap();
    notice_and_merge(&mut driver, folder.path());
    let Some(Dialog::Error(failure)) = driver.app.dialog() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!(failure.title.key, "error-merge-title");
    assert_eq!(failure.lines[0].key, "error-merge-other-text");
    assert_eq!(driver.annotations(), mine);
}

#[test]
fn nothing_to_merge_is_said_and_a_broken_file_too() {
    let folder = folder();
    let mut driver = saved(folder.path());
    driver.act(Action::MergeFile);
    assert!(driver.app.dialog().is_none());
    assert_eq!(driver.messages().last(), Some(&"notice-merge-nothing"));
    assert!(!driver.tab().is_modified());
    std::fs::write(file(folder.path()), "(\n  version: 1").unwrap();
    driver.act(Action::MergeFile);
    assert!(matches!(driver.app.dialog(), Some(Dialog::Error(_))));
    assert!(driver.app.merging().is_none());
}

#[test]
fn a_file_that_somebody_else_has_made_meanwhile_is_merged_too() {
    let folder = folder();
    let mut driver = Driver::keeping(&folder.path().join("home"));
    let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    driver.open(&article);
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    let mut theirs = read(&article);
    mark(&mut theirs, "القاهرة", "place");
    store::save(&theirs, &file(folder.path()), Replace::Nothing, None).unwrap();
    driver.act(Action::Save);
    let Some(Dialog::Overwrite { tab, path, .. }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    driver.send(Command::AskMerge(tab, path));
    driver.send(Command::CarryOutMerge);
    assert_eq!(driver.annotations(), ["place:القاهرة", "place:NATO"]);
    driver.act(Action::Save);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    assert_eq!(read(&file(folder.path())).count(), 2);
}

#[test]
fn a_merge_survives_the_program_with_its_undo() {
    let folder = folder();
    let mut driver = both_at_work(folder.path());
    let mine = driver.annotations();
    notice_and_merge(&mut driver, folder.path());
    driver.send(Command::CarryOutMerge);
    driver.wait_for_journal();
    driver.end_at_once();
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.open(&folder.path().join("article.txt"));
    assert_eq!(driver.annotations(), MERGED);
    driver.send(Command::CloseDialog);
    driver.act(Action::Undo);
    assert_eq!(driver.annotations(), mine);
}

/// Runs the command; answers the status, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"))
        .arg("merge")
        .args(arguments)
        .env("XDG_DATA_HOME", folder.join("data"))
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// `base`, `mine` and `theirs`, which agree but for what is done here.
fn three(folder: &Path, mine: impl FnOnce(&mut Document), theirs: impl FnOnce(&mut Document)) {
    let mut document = read(&write(folder, "article.txt", ARTICLE.as_bytes()));
    mark(&mut document, "محمد علي", "person");
    mark(&mut document, "القاهرة", "place");
    for name in ["base.hashiya.ron", "mine.hashiya.ron", "theirs.hashiya.ron"] {
        store::save(&document, &folder.join(name), Replace::Nothing, None).unwrap();
    }
    alter(&folder.join("mine.hashiya.ron"), mine);
    alter(&folder.join("theirs.hashiya.ron"), theirs);
}

const FILES: [&str; 4] = [
    "mine.hashiya.ron",
    "theirs.hashiya.ron",
    "--base",
    "base.hashiya.ron",
];

#[test]
fn the_command_merges_what_does_not_conflict() {
    let folder = folder();
    three(
        folder.path(),
        |mine| {
            mark(mine, "NATO", "place");
        },
        |theirs| apply(theirs, Change::unmark(AnnotationId(1))),
    );
    let (status, out, said) = run(folder.path(), &FILES);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    let result = write(folder.path(), "result.hashiya.ron", out.as_bytes());
    assert_eq!(marks(&read(&result)), ["place:القاهرة", "place:NATO"]);
    // Without the base what they removed cannot be told from what I added.
    let (status, _, said) = run(
        folder.path(),
        &[FILES[0], FILES[1], "-o", "mine.hashiya.ron"],
    );
    assert_eq!((status, said.as_str()), (Some(0), ""));
    let mine = marks(&read(&folder.path().join("mine.hashiya.ron")));
    assert_eq!(mine, ["person:محمد علي", "place:القاهرة", "place:NATO"]);
}

#[test]
fn the_command_lists_conflicts_and_decides_them_if_told_to() {
    let folder = folder();
    three(
        folder.path(),
        |mine| apply(mine, Change::relabel(AnnotationId(2), label("person"))),
        |theirs| apply(theirs, Change::unmark(AnnotationId(2))),
    );
    let (status, out, said) = run(folder.path(), &FILES);
    assert_eq!(status, Some(1));
    assert_eq!(
        said,
        "hashiya: conflict: annotation 2 on 13-20 \"القاهرة\": mine changed the label, \
         theirs removed it; mine kept\n"
    );
    assert!(out.contains("القاهرة"));
    for (side, count) in [("mine", 2), ("theirs", 1)] {
        let mut arguments = FILES.to_vec();
        arguments.extend(["--prefer", side]);
        let (status, out, said) = run(folder.path(), &arguments);
        assert_eq!((status, said.as_str()), (Some(0), ""));
        let result = write(folder.path(), "result.hashiya.ron", out.as_bytes());
        assert_eq!(read(&result).count(), count, "{side}");
    }
}

#[test]
fn the_command_writes_nothing_where_it_may_not() {
    let folder = folder();
    three(folder.path(), |_| {}, |_| {});
    let other = write(folder.path(), "other.txt", "قال محمد علي.".as_bytes());
    let document = read(&other);
    let path = folder.path().join("other.hashiya.ron");
    store::save(&document, &path, Replace::Nothing, None).unwrap();
    let (status, out, said) = run(folder.path(), &[FILES[0], "other.hashiya.ron"]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(said.contains("different texts"), "{said}");
    let before = std::fs::read(&path).unwrap();
    let (status, _, said) = run(
        folder.path(),
        &[FILES[0], FILES[1], "-o", "other.hashiya.ron"],
    );
    assert_eq!(status, Some(2), "{said}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let (status, _, said) = run(folder.path(), &[FILES[0], "none.hashiya.ron"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("there is no such file"), "{said}");
}

#[cfg(feature = "gui")]
pub mod sheet {
    //! The sheet in the real window.

    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;
    use hashiya::store::settings::LanguageSetting;

    use super::*;
    use crate::reading::{Driven, marked};
    use crate::window::{app, press, select, send, wait, window};

    const NONE: Modifiers = Modifiers::NONE;

    /// Waits until something is so.
    pub fn until(harness: &mut Driven, is_so: impl Fn(&hashiya::app::App) -> bool) {
        for _ in 0..2000 {
            harness.run();
            if is_so(app(harness)) {
                harness.run();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("a worker does not answer");
    }

    /// A window with an article of which one word is marked and saved, then
    /// changed by me, and its file by them.
    fn opened(
        language: LanguageSetting,
        theirs: impl FnOnce(&mut Document),
    ) -> (Driven, tempfile::TempDir) {
        let folder = folder();
        let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
        let mut harness = window(language, &[&article]);
        select(&mut harness, "القاهرة");
        press(&mut harness, Key::Num2, NONE);
        press(&mut harness, Key::S, Modifiers::COMMAND);
        until(&mut harness, |app| !app.active_tab().unwrap().is_modified());
        select(&mut harness, "NATO");
        press(&mut harness, Key::Num2, NONE);
        alter(&file(folder.path()), theirs);
        send(&mut harness, Command::Focused);
        until(&mut harness, |app| app.dialog().is_some());
        (harness, folder)
    }

    /// They marked a name, and made a figure of my place.
    fn their_work(theirs: &mut Document) {
        mark(theirs, "محمد علي", "person");
        apply(theirs, Change::relabel(AnnotationId(1), label("figure")));
    }

    fn is_compared(app: &hashiya::app::App) -> bool {
        app.merging().is_some_and(|it| it.merge().is_some())
    }

    fn english() -> (Driven, tempfile::TempDir) {
        let (mut harness, folder) = opened(LanguageSetting::English, their_work);
        for answer in ["Reload", "Keep Mine", "Decide Later"] {
            harness.get_by_label(answer);
        }
        harness.get_by_label("Merge…").click();
        until(&mut harness, is_compared);
        (harness, folder)
    }

    #[test]
    fn the_differences_are_told_side_by_side_and_merged_by_enter() {
        let (mut harness, _folder) = english();
        harness.get_by_label("Merge with “article.hashiya.ron”");
        for said in [
            "Mine: not there",
            "Theirs: \u{2068}محمد علي\u{2069}, Person · added",
            "Mine: \u{2068}القاهرة\u{2069}, Place · as it was",
            "Theirs: \u{2068}القاهرة\u{2069}, Figure · was Place",
            "Mine: NATO, Place · added",
            "Theirs: not there",
        ] {
            harness.get_by_label(said);
        }
        let mine = harness
            .get_by_label_contains("Mine: \u{2068}القاهرة")
            .rect();
        let theirs = harness
            .get_by_label_contains("Theirs: \u{2068}القاهرة")
            .rect();
        assert!(mine.right() < theirs.left() && mine.y_range() == theirs.y_range());
        press(&mut harness, Key::Enter, NONE);
        assert!(app(&harness).dialog().is_none());
        let merged = ["person: محمد علي", "figure: القاهرة", "place: NATO"];
        assert_eq!(marked(&harness), merged);
        press(&mut harness, Key::Z, Modifiers::COMMAND);
        assert_eq!(marked(&harness), ["place: القاهرة", "place: NATO"]);
        press(&mut harness, Key::H, Modifiers::COMMAND);
        harness.get_by_label("Merged with the file, 2 annotations changed");
    }

    #[test]
    fn a_lost_annotation_is_a_row_in_both_languages() {
        for (language, merge, said) in [
            (
                LanguageSetting::English,
                "Merge…",
                "Theirs: \u{2068}القاهرة\u{2069}, Lost annotation · Place · added",
            ),
            (
                LanguageSetting::Arabic,
                "دمج…",
                "نسختهم: \u{2068}القاهرة\u{2069}, وسم مفقود · مكان · مضاف",
            ),
        ] {
            let (mut harness, _folder) = opened(language, |theirs| {
                let lost = Change::lose(theirs, AnnotationId(1)).unwrap();
                apply(theirs, lost);
            });
            harness.get_by_label(merge).click();
            until(&mut harness, is_compared);
            harness.get_by_label(said);
            press(&mut harness, Key::Enter, NONE);
            let document = &app(&harness).active_tab().unwrap().document;
            assert_eq!((document.count(), document.lost_count()), (1, 1));
        }
    }

    #[test]
    fn a_side_is_chosen_by_keys_and_by_pointer() {
        let (mut harness, _folder) = english();
        let choices = |harness: &Driven| -> Vec<Choice> {
            let merge = app(harness).merging().unwrap().merge().unwrap();
            merge.rows().iter().map(|row| row.choice).collect()
        };
        use Choice::{Mine, Theirs};
        assert_eq!(choices(&harness), [Theirs, Theirs, Mine]);
        press(&mut harness, Key::ArrowLeft, NONE);
        press(&mut harness, Key::ArrowDown, NONE);
        press(&mut harness, Key::Space, NONE);
        assert_eq!(choices(&harness), [Mine, Mine, Mine]);
        press(&mut harness, Key::ArrowUp, NONE);
        press(&mut harness, Key::ArrowRight, NONE);
        assert_eq!(choices(&harness), [Theirs, Mine, Mine]);
        harness
            .get_by_label_contains("Theirs: \u{2068}القاهرة")
            .click();
        harness.run();
        assert_eq!(choices(&harness), [Theirs, Theirs, Mine]);
        harness.get_by_label("All Theirs").click();
        harness.run();
        assert_eq!(choices(&harness), [Theirs, Theirs, Theirs]);
        harness.get_by_label("All Mine").click();
        harness.run();
        assert_eq!(choices(&harness), [Mine, Mine, Mine]);
        press(&mut harness, Key::Escape, NONE);
        assert!(app(&harness).merging().is_none());
        assert_eq!(marked(&harness), ["place: القاهرة", "place: NATO"]);
    }

    #[test]
    fn conflicts_can_be_listed_alone_and_both_be_kept() {
        let (mut harness, folder) = opened(LanguageSetting::English, |theirs| {
            apply(theirs, Change::relabel(AnnotationId(1), label("figure")));
            mark(theirs, "محمد علي", "person");
        });
        press(&mut harness, Key::Escape, NONE);
        let id = AnnotationId(1);
        send(&mut harness, Command::Relabel(id, label("person")));
        let tab = app(&harness).active_tab().unwrap().id;
        send(&mut harness, Command::AskMerge(tab, file(folder.path())));
        until(&mut harness, is_compared);
        harness.get_by_label("Both");
        harness.get_by_label("Only conflicts").click();
        harness.run();
        assert!(harness.query_by_label_contains("محمد علي").is_none());
        harness.get_by_label("All Theirs").click();
        harness.run();
        let merge = app(&harness).merging().unwrap().merge().unwrap();
        let theirs = merge.rows().iter().filter(|it| it.choice == Choice::Theirs);
        assert_eq!(theirs.count(), 2, "the conflict, and what only they did");
        harness.get_by_label("Both").click();
        harness.run();
        harness.get_by_label("Merge").click();
        harness.run();
        let marked = marked(&harness);
        for mark in ["person: القاهرة", "figure: القاهرة", "person: محمد علي"]
        {
            assert!(marked.iter().any(|it| it == mark), "{mark}");
        }
    }

    #[test]
    fn mine_stands_at_the_right_in_arabic_and_the_arrows_follow() {
        let (mut harness, _folder) = opened(LanguageSetting::Arabic, their_work);
        harness.get_by_label("دمج…").click();
        until(&mut harness, is_compared);
        let mine = harness
            .get_by_label_contains("نسختي: \u{2068}القاهرة")
            .rect();
        let theirs = harness
            .get_by_label_contains("نسختهم: \u{2068}القاهرة")
            .rect();
        assert!(theirs.right() < mine.left());
        let first = |harness: &Driven| {
            let merge = app(harness).merging().unwrap().merge().unwrap();
            merge.rows()[0].choice
        };
        press(&mut harness, Key::ArrowRight, NONE);
        assert_eq!(first(&harness), Choice::Mine);
        press(&mut harness, Key::ArrowLeft, NONE);
        assert_eq!(first(&harness), Choice::Theirs);
    }

    #[test]
    fn a_frame_shows_the_rows_that_are_seen_and_no_others() {
        let folder = folder();
        let text = "قال محمد علي. ".repeat(3000);
        let article = write(folder.path(), "article.txt", text.as_bytes());
        let mut harness = window(LanguageSetting::English, &[&article]);
        let mut theirs = read(&article);
        let spans = theirs.article().text().match_indices("محمد");
        let spans: Vec<_> = spans
            .map(|(at, it)| ByteSpan::new(at, at + it.len()))
            .collect();
        let change = Change::mark_all(&theirs, &label("person"), None, spans).unwrap();
        apply(&mut theirs, change);
        store::save(&theirs, &file(folder.path()), Replace::Nothing, None).unwrap();
        let tab = app(&harness).active_tab().unwrap().id;
        send(&mut harness, Command::AskMerge(tab, file(folder.path())));
        until(&mut harness, is_compared);
        let merge = app(&harness).merging().unwrap().merge().unwrap();
        assert_eq!(merge.rows().len(), 3000);
        let cells = |harness: &Driven| {
            harness
                .query_all_by_role(egui::accesskit::Role::RadioButton)
                .count()
        };
        assert!((2..60).contains(&cells(&harness)), "{}", cells(&harness));
        press(&mut harness, Key::End, NONE);
        harness.run();
        assert!((2..60).contains(&cells(&harness)), "{}", cells(&harness));
        press(&mut harness, Key::Space, NONE);
        let merge = app(&harness).merging().unwrap().merge().unwrap();
        assert_eq!(merge.rows()[2999].choice, Choice::Mine);
        press(&mut harness, Key::Enter, NONE);
        assert_eq!(marked(&harness).len(), 2999);
        wait(&mut harness);
    }
}
