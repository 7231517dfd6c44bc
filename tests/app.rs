//! The main job without a screen: open, mark, undo, save, close, open again,
//! and every question on the way.

use hashiya::app::command::{Occupied, UnsavedAnswer};
use hashiya::app::message::{Dialog, PathPurpose};
use hashiya::app::{Action, Command, Effect};
use hashiya::document::Direction;

use crate::util::driver::{ARTICLE, Driver, folder, write};

#[test]
fn what_was_marked_is_there_after_saving_and_opening_again() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("محمد علي", 0);
    driver.act(Action::Mark(1));
    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    driver.select("560 جنديا", 0);
    driver.act(Action::Mark(3));
    driver.act(Action::Save);
    let saved = folder.path().join("article.hashiya.ron");
    assert!(saved.is_file() && !driver.tab().is_modified());

    let mut again = Driver::new();
    again.open(&saved);
    assert!(again.tab().document.same_content(&driver.tab().document));
    let expected = ["person:محمد علي", "place:القاهرة", "figure:560 جنديا"];
    assert_eq!(again.annotations(), expected);
    again.act(Action::DirectionLtr);
    again.act(Action::Save);
    assert!(!again.tab().is_modified());
}

#[test]
fn an_article_opens_the_annotations_beside_it_and_says_so() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.act(Action::Save);

    let mut again = Driver::new();
    again.open(&folder.path().join("article.txt"));
    assert_eq!(again.annotations(), ["place:NATO"]);
    assert_eq!(again.messages(), ["notice-opened-annotations"]);

    write(folder.path(), "article.txt", "نص آخر".as_bytes());
    let mut changed = Driver::new();
    changed.open(&folder.path().join("article.txt"));
    let asked = |it: &Dialog| matches!(it, Dialog::SourceChanged { .. });
    assert!(changed.app.dialog().is_some_and(asked));
    assert_eq!(changed.annotations(), ["place:NATO"]);
}

#[test]
fn the_same_file_opens_once() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    let other = write(folder.path(), "other.txt", b"other");
    driver.open(&other);
    assert_eq!(driver.tab().name, "other.txt");
    driver.open(&folder.path().join("article.txt"));
    assert_eq!(
        (driver.app.tabs().len(), driver.tab().name.as_str()),
        (2, "article.txt")
    );
    assert_eq!(driver.messages(), ["notice-already-open"]);
    driver.act(Action::NextDocument);
    assert_eq!(driver.tab().name, "other.txt");
}

#[test]
fn a_file_named_in_two_ways_opens_once() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.act(Action::DirectionLtr);
    driver.act(Action::Save);
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    for name in ["inner/../article.hashiya.ron", "inner/../article.txt"] {
        driver.open(&folder.path().join(name));
        assert_eq!(driver.app.tabs().len(), 1, "{name}");
    }
    assert!(driver.messages().contains(&"notice-already-open"));

    driver.act(Action::OpenSample);
    let tab = driver.tab().id;
    driver.send(Command::SaveTo {
        tab,
        path: folder.path().join("inner/../article.hashiya.ron"),
        overwrite: false,
    });
    let Some(Dialog::Overwrite { path, .. }) = driver.app.dialog() else {
        panic!("{:?}", driver.app.dialog());
    };
    let path = path.clone();
    let before = std::fs::read(&path).unwrap();
    driver.send(Command::SaveTo {
        tab,
        path: path.clone(),
        overwrite: true,
    });
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "another tab has it open"
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_an_open_annotation_file_shows_its_tab() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.act(Action::DirectionLtr);
    driver.act(Action::Save);
    let link = folder.path().join("link.hashiya.ron");
    std::os::unix::fs::symlink("article.hashiya.ron", &link).unwrap();
    driver.open(&link);
    assert_eq!(driver.app.tabs().len(), 1);

    // A link to an article has annotations of its own, beside itself.
    let link = folder.path().join("link.txt");
    std::os::unix::fs::symlink("article.txt", &link).unwrap();
    let mut again = Driver::new();
    again.open(&link);
    assert_eq!(
        again.tab().path,
        Some(
            folder
                .path()
                .join("link.hashiya.ron")
                .canonicalize()
                .unwrap()
        )
    );
}

#[test]
fn tabs_stand_in_the_order_asked_for() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    let names = ["a.txt", "b.txt", "c.txt"];
    let paths = names.map(|name| write(folder.path(), name, name.as_bytes()));
    let mut effects = driver.send_only(Command::OpenPaths(paths.to_vec()));
    effects.rotate_left(1);
    effects.reverse();
    // The first is read first, then the last, then the middle one.
    driver.carry_out(hashiya::app::Effects(effects));
    let shown: Vec<_> = driver
        .app
        .tabs()
        .iter()
        .map(|tab| tab.name.as_str())
        .collect();
    assert_eq!(shown, ["article.txt", "a.txt", "b.txt", "c.txt"]);
    assert_eq!(
        driver.tab().name,
        "c.txt",
        "the last one asked for is shown"
    );
}

#[test]
fn delete_never_removes_what_the_selection_has_left() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    for (piece, label) in [("NATO", 2), ("محمد علي", 1), ("محمد علي", 3)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(label));
    }
    driver.act(Action::PreviousAnnotation);
    let person = driver.tab().chosen;
    for elsewhere in ["القاهرة", "محمد", "علي القاهرة"] {
        driver.select(elsewhere, 0);
        assert!(!driver.can(Action::Delete), "{elsewhere}");
        assert!(driver.can(Action::Respan) && driver.tab().chosen == person);
    }
    driver.act(Action::SelectAll);
    assert!(!driver.can(Action::Delete));

    driver.select("محمد علي", 0);
    driver.act(Action::Delete);
    assert_eq!(driver.annotations(), ["figure:محمد علي", "place:NATO"]);
    driver.select("NATO", 0);
    driver.act(Action::Delete);
    assert_eq!(driver.annotations(), ["figure:محمد علي"]);
    let nato = driver.tab().selection.anchor;
    assert_eq!(driver.tab().scroll.map(|wish| wish.at), Some(nato));
}

#[test]
fn another_key_corrects_what_was_just_marked() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    assert!(!driver.can(Action::Mark(1)));
    driver.select("محمد علي", 1);
    driver.act(Action::Mark(3));
    driver.act(Action::Mark(1));
    assert_eq!(driver.annotations(), ["person:محمد علي"]);
    assert!(
        !driver.can(Action::Mark(9)),
        "there is no label with the key 9"
    );
    driver.act(Action::Delete);
    assert_eq!(driver.annotations(), [""; 0]);
    assert!(!driver.can(Action::Delete));
}

#[test]
fn marking_the_same_twice_is_said_and_changes_nothing() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    for _ in 0..2 {
        driver.select("القاهرة", 0);
        driver.act(Action::Mark(2));
    }
    assert_eq!(driver.annotations().len(), 1);
    assert_eq!(driver.messages(), ["notice-already-marked"]);
    assert!(driver.app.dialog().is_none());
    assert_eq!(driver.selected(), "القاهرة", "the selection is still there");
}

#[test]
fn undo_brings_the_selection_back_and_goes_there() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("محمد علي", 0);
    driver.act(Action::Mark(1));
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    let mark = driver.tab().chosen;
    driver.act(Action::Delete);

    driver.act(Action::Undo);
    assert_eq!((driver.annotations().len(), driver.tab().chosen), (2, mark));
    driver.act(Action::Undo);
    assert_eq!(driver.selected(), "NATO");
    let nato = driver.tab().selection.anchor;
    assert_eq!(driver.tab().scroll.map(|wish| wish.at), Some(nato));
    driver.act(Action::Undo);
    assert_eq!(driver.selected(), "محمد علي");
    assert!(!driver.can(Action::Undo) && !driver.tab().is_modified());

    for _ in 0..3 {
        driver.act(Action::Redo);
    }
    assert_eq!(driver.annotations(), ["person:محمد علي"]);
    assert!(!driver.can(Action::Redo));
}

#[test]
fn marks_are_snapped_to_whole_letters() {
    let folder = folder();
    // The vowel mark belongs to the letter before it.
    let mut driver = Driver::with_article(folder.path(), "كَتب");
    driver.select("ك", 0);
    driver.select("\u{64E}تب", 0);
    driver.act(Action::Mark(1));
    assert_eq!(driver.annotations(), ["person:كَتب"]);
}

#[test]
fn unsaved_changes_are_asked_about_before_a_tab_closes() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));

    driver.act(Action::Close);
    assert!(matches!(driver.app.dialog(), Some(Dialog::Unsaved { .. })));
    assert!(
        !driver.can(Action::Undo),
        "nothing behind a question reacts"
    );
    driver.send(Command::CloseDialog);
    assert_eq!(driver.app.tabs().len(), 1);

    driver.act(Action::Close);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Save));
    assert!(driver.app.tabs().is_empty());
    assert!(folder.path().join("article.hashiya.ron").is_file());

    driver.open(&folder.path().join("article.txt"));
    driver.act(Action::DirectionLtr);
    driver.act(Action::Close);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
    assert!(driver.app.tabs().is_empty());
    driver.open(&folder.path().join("article.txt"));
    assert_eq!(driver.tab().document.direction(), Direction::RightToLeft);
}

#[test]
fn leaving_asks_about_each_unsaved_document_and_can_be_called_off() {
    let folder = folder();
    let mut driver = Driver::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        driver.open(&write(folder.path(), name, ARTICLE.as_bytes()));
        if name != "b.txt" {
            driver.act(Action::DirectionLtr);
        }
    }
    driver.act(Action::Quit);
    assert_eq!(driver.tab().name, "a.txt");
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
    assert_eq!(driver.tab().name, "c.txt");
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Cancel));
    assert_eq!(driver.app.tabs().len(), 3, "calling off loses nothing");
    assert!(driver.pending.is_empty());

    driver.act(Action::Quit);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Save));
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
    assert!(matches!(driver.pending[..], [Effect::CloseWindow]));
    assert!(folder.path().join("a.hashiya.ron").is_file());
    assert!(!folder.path().join("c.hashiya.ron").exists());
}

#[test]
fn edits_made_during_a_save_are_not_counted_as_saved() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    let effects = driver.send_only(Command::Save);
    assert!(driver.tab().is_saving());
    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    driver.carry_out(hashiya::app::Effects(effects));

    assert!(driver.tab().is_modified() && !driver.tab().is_saving());
    let mut again = Driver::new();
    again.open(&folder.path().join("article.hashiya.ron"));
    assert_eq!(again.annotations(), ["place:NATO"]);
    driver.act(Action::Undo);
    assert!(!driver.tab().is_modified());
}

#[test]
fn save_as_an_answer_is_carried_out_though_an_older_save_is_running() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    let effects = driver.send_only(Command::Save);
    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    driver.act(Action::Close);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Save));
    assert_eq!(driver.app.tabs().len(), 1, "it waits for the older save");
    driver.carry_out(hashiya::app::Effects(effects));
    assert!(driver.app.tabs().is_empty() && driver.app.dialog().is_none());
    driver.open(&folder.path().join("article.hashiya.ron"));
    assert_eq!(driver.annotations(), ["place:القاهرة", "place:NATO"]);
}

#[test]
fn a_wish_to_close_does_not_outlive_a_save_that_failed_or_came_too_late() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.act(Action::DirectionLtr);
    let effects = driver.send_only(Command::Save);
    driver.act(Action::Close);
    driver.act(Action::DirectionRtl);
    driver.carry_out(hashiya::app::Effects(effects));
    assert!(driver.tab().is_modified(), "the tab stays with its edits");
    driver.act(Action::Save);
    assert_eq!(driver.app.tabs().len(), 1, "nobody wants it closed now");

    driver.act(Action::DirectionLtr);
    driver.act(Action::Close);
    let target = folder.path().join("article.hashiya.ron");
    std::fs::remove_file(&target).unwrap();
    std::fs::create_dir(&target).unwrap();
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Save));
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::SaveFailed { .. })
    ));
    driver.send(Command::CloseDialog);
    std::fs::remove_dir(&target).unwrap();
    driver.act(Action::Save);
    assert_eq!(
        (driver.app.tabs().len(), driver.tab().is_modified()),
        (1, false)
    );
}

#[test]
fn a_file_that_another_program_changed_is_not_overwritten_unasked() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    for direction in [Action::DirectionLtr, Action::DirectionRtl] {
        driver.act(direction);
        driver.act(Action::Save);
        assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    }
    let target = folder.path().join("article.hashiya.ron");
    let theirs = std::fs::read_to_string(&target)
        .unwrap()
        .replace("Person", "Mensch");
    std::fs::write(&target, &theirs).unwrap();
    driver.act(Action::DirectionLtr);
    driver.act(Action::Save);
    let Some(Dialog::Overwrite {
        tab,
        path,
        occupied,
    }) = driver.app.dialog().cloned()
    else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!(occupied, Occupied::Changed);
    driver.send(Command::CloseDialog);
    assert!(driver.tab().is_modified());
    assert_eq!(std::fs::read_to_string(&target).unwrap(), theirs);

    driver.act(Action::Save);
    driver.send(Command::SaveTo {
        tab,
        path,
        overwrite: true,
    });
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    driver.act(Action::DirectionRtl);
    driver.act(Action::Save);
    assert!(
        !driver.tab().is_modified(),
        "what it wrote itself is no surprise"
    );

    let mut again = Driver::new();
    again.open(&target);
    std::fs::write(&target, &theirs).unwrap();
    again.act(Action::DirectionLtr);
    again.act(Action::Save);
    assert!(matches!(again.app.dialog(), Some(Dialog::Overwrite { .. })));
}

#[test]
fn a_file_that_came_into_being_meanwhile_is_not_overwritten_unasked() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    let target = write(folder.path(), "article.hashiya.ron", b"someone else's");
    driver.act(Action::DirectionLtr);
    driver.act(Action::Save);
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::Overwrite { .. })
    ));
    assert_eq!(std::fs::read(&target).unwrap(), b"someone else's");
    let tab = driver.tab().id;
    driver.send(Command::SaveTo {
        tab,
        path: target.clone(),
        overwrite: true,
    });
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    assert_ne!(std::fs::read(&target).unwrap(), b"someone else's");
}

#[test]
fn annotations_never_go_over_an_article() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    let tab = driver.tab().id;
    let article = folder.path().join("article.txt");
    driver.send(Command::SaveTo {
        tab,
        path: article.clone(),
        overwrite: true,
    });
    assert_eq!(std::fs::read(article).unwrap(), ARTICLE.as_bytes());
    assert!(folder.path().join("article.hashiya.ron").is_file());
}

#[test]
fn the_sample_is_saved_where_the_person_says() {
    let folder = folder();
    let mut driver = Driver::new();
    driver.act(Action::OpenSample);
    assert!(!driver.annotations().is_empty() && !driver.tab().is_modified());
    driver.act(Action::Save);
    let [Effect::SaveFileDialog { tab, .. }] = driver.pending[..] else {
        panic!("{:?}", driver.pending);
    };
    // No dialog answers here: a path is typed instead.
    driver.send(Command::NoFileDialog(PathPurpose::SaveAs(tab)));
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::TypedPath { .. })
    ));
    let typed = folder.path().join("mine").display().to_string();
    driver.send(Command::PathTyped(PathPurpose::SaveAs(tab), typed));
    assert!(folder.path().join("mine.hashiya.ron").is_file());
    assert_eq!(driver.tab().name, "mine.hashiya.ron");
    assert!(driver.app.dialog().is_none());
}

#[test]
fn a_file_that_cannot_be_opened_is_explained_and_nothing_opens() {
    let folder = folder();
    let bad = write(
        folder.path(),
        "bad.hashiya.ron",
        b"(format: \"hashiya\", version: 9)",
    );
    let mut driver = Driver::new();
    driver.open(&bad);
    assert!(driver.app.tabs().is_empty() && driver.app.loading().is_empty());
    let Some(Dialog::Error(failure)) = driver.app.dialog() else {
        panic!("{:?}", driver.app.dialog());
    };
    let keys: Vec<_> = failure.lines.iter().map(|line| line.key).collect();
    assert_eq!(
        keys,
        [
            "error-at",
            "error-ron-version-newer",
            "error-nothing-opened"
        ]
    );
    driver.send(Command::CloseDialog);
    driver.open(&folder.path().join("missing.txt"));
    assert!(matches!(driver.app.dialog(), Some(Dialog::Error(_))));
}

#[test]
fn a_save_that_fails_keeps_the_tab_and_the_window() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.act(Action::DirectionLtr);
    driver.act(Action::Quit);
    let gone = folder.path().join("no-such-folder/a.hashiya.ron");
    let tab = driver.tab().id;
    driver.send(Command::CloseDialog);
    driver.send(Command::SaveTo {
        tab,
        path: gone,
        overwrite: false,
    });
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::SaveFailed { .. })
    ));
    assert!(driver.tab().is_modified() && driver.tab().path.is_none());
    assert!(driver.pending.is_empty());
}

#[test]
fn neighbours_are_found_from_the_choice_or_the_caret() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    for (piece, nth) in [("محمد علي", 0), ("محمد علي", 1)] {
        driver.select(piece, nth);
        driver.act(Action::Mark(1));
    }
    let second = driver.tab().chosen;
    driver.act(Action::PreviousAnnotation);
    let first = driver.tab().chosen;
    assert_ne!(first, second);
    driver.act(Action::PreviousAnnotation);
    assert_eq!(driver.tab().chosen, first, "there is none before the first");
    driver.act(Action::ClearSelection);
    driver.select("NATO", 0);
    driver.act(Action::NextAnnotation);
    assert_eq!(driver.tab().chosen, second);
}

#[test]
fn copy_gives_the_logical_text() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    assert!(!driver.can(Action::Copy));
    driver.select("قال NATO إن", 0);
    driver.act(Action::Copy);
    let [Effect::WriteClipboard(text)] = &driver.pending[..] else {
        panic!("{:?}", driver.pending);
    };
    assert_eq!(text, "قال NATO إن");
}
