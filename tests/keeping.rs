//! Keeping work: saves that fail, files that other programs change, versions
//! kept from before.

use std::path::Path;

use hashiya::app::command::{Occupied, UnsavedAnswer};
use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command, Safety};
use hashiya::store::Stamp;
use hashiya::text::Encoding;
use hashiya::text::encoding::Finding;

use crate::util::driver::{ARTICLE, Driver, folder, write};

/// A driver with the article marked once and saved.
fn saved(folder: &Path) -> Driver {
    let mut driver = Driver::keeping(&folder.join("home"));
    driver.open(&write(folder, "article.txt", ARTICLE.as_bytes()));
    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    driver.act(Action::Save);
    driver
}

/// Another program gives the annotation another label.
fn change_outside(folder: &Path) -> Stamp {
    let path = folder.join("article.hashiya.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let theirs = text.replace("label: \"place\"", "label: \"person\"");
    std::fs::write(&path, &theirs).unwrap();
    Stamp::of(theirs.as_bytes())
}

#[test]
fn a_change_by_another_program_is_noticed_when_the_window_comes_to_the_front() {
    let folder = folder();
    let mut driver = saved(folder.path());
    driver.send(Command::Focused);
    assert!(driver.app.dialog().is_none());

    let stamp = change_outside(folder.path());
    driver.send(Command::Focused);
    let tab = driver.tab().id;
    assert_eq!(
        driver.app.dialog(),
        Some(&Dialog::ChangedOnDisk { tab, stamp })
    );
    driver.send(Command::CloseDialog);
    driver.send(Command::Focused);
    assert!(driver.app.dialog().is_none(), "it is asked about once");

    driver.send(Command::Reload(tab));
    assert_eq!(driver.annotations(), ["person:القاهرة"]);
    assert!(!driver.tab().is_modified() && driver.app.tabs().len() == 1);
    assert_eq!(driver.messages().last(), Some(&"notice-reloaded"));
    driver.act(Action::DirectionLtr);
    driver.act(Action::Save);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
}

#[test]
fn keeping_mine_writes_over_theirs_which_is_kept_as_an_earlier_version() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let stamp = change_outside(folder.path());
    driver.send(Command::Focused);
    let tab = driver.tab().id;
    driver.send(Command::KeepMine(tab, stamp));
    assert!(driver.tab().is_modified() && driver.app.dialog().is_none());
    driver.act(Action::Save);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());

    driver.act(Action::EarlierVersions);
    let Some(Dialog::Earlier { versions, .. }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    driver.send(Command::OpenEarlier(tab, versions[0].path.clone()));
    assert_eq!(driver.annotations(), ["person:القاهرة"]);
    let opened = driver.tab();
    assert_eq!((opened.path.clone(), driver.app.tabs().len()), (None, 2));
    assert_eq!(opened.name, "article.hashiya.ron");
}

#[test]
fn a_file_that_is_gone_counts_as_unsaved() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let file = folder.path().join("article.hashiya.ron");
    std::fs::remove_file(&file).unwrap();
    driver.send(Command::Focused);
    assert!(driver.tab().is_modified());
    assert_eq!(driver.messages().last(), Some(&"notice-file-gone"));
    driver.act(Action::Save);
    assert!(file.is_file() && !driver.tab().is_modified());
}

#[test]
fn a_save_that_fails_offers_another_place_and_loses_nothing() {
    let folder = folder();
    let away = folder.path().join("away");
    std::fs::create_dir(&away).unwrap();
    let mut driver = Driver::with_article(&away, ARTICLE);
    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    std::fs::rename(&away, folder.path().join("gone")).unwrap();
    driver.act(Action::Save);
    let Some(Dialog::SaveFailed { tab, failure }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!(failure.lines[0].key, "error-folder-missing");
    assert!(driver.tab().is_modified() && driver.annotations().len() == 1);
    driver.send(Command::CloseDialog);
    let path = folder.path().join("elsewhere.hashiya.ron");
    driver.send(Command::SaveTo {
        tab,
        path: path.clone(),
        overwrite: false,
    });
    assert!(path.is_file() && !driver.tab().is_modified());
}

/// A driver of the same folder as one that was killed.
fn again(folder: &Path) -> Driver {
    let mut driver = Driver::keeping(&folder.join("home"));
    driver.open(&folder.join("article.txt"));
    driver
}

/// Marks three pieces, takes one back, and is killed.
fn killed(folder: &Path) {
    let mut driver = Driver::keeping(&folder.join("home"));
    driver.open(&write(folder, "article.txt", ARTICLE.as_bytes()));
    assert_eq!(driver.tab().safety(), Safety::Kept);
    for (piece, label) in [("محمد علي", 1), ("القاهرة", 2), ("NATO", 2)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(label));
    }
    driver.act(Action::Undo);
    assert_eq!(driver.tab().safety(), Safety::Writing);
    driver.wait_for_journal();
    assert_eq!(driver.tab().safety(), Safety::Kept);
    driver.end_at_once();
}

#[test]
fn work_comes_back_with_its_history_after_a_crash_and_touches_no_file() {
    let folder = folder();
    killed(folder.path());
    let mut driver = again(folder.path());
    let Some(Dialog::WorkRestored { work, .. }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!((work.steps, work.damage.is_any()), (4, false));
    assert_eq!(driver.annotations(), ["person:محمد علي", "place:القاهرة"]);
    assert!(driver.tab().is_modified() && driver.tab().path.is_none());
    assert!(!folder.path().join("article.hashiya.ron").exists());
    driver.send(Command::CloseDialog);
    driver.act(Action::Redo);
    assert_eq!(driver.annotations().len(), 3);
    driver.act(Action::Undo);
    driver.act(Action::Undo);
    driver.act(Action::Save);
    driver.wait_for_journal();
    driver.end_at_once();

    // Saved, and the history is still there.
    let mut driver = again(folder.path());
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    driver.act(Action::Redo);
    assert_eq!(driver.annotations(), ["person:محمد علي", "place:القاهرة"]);
    assert!(driver.tab().is_modified());
    driver.act(Action::Undo);
    assert!(!driver.tab().is_modified());
}

#[test]
fn the_next_start_opens_what_was_left_even_where_its_files_are_gone() {
    let folder = folder();
    killed(folder.path());
    std::fs::remove_file(folder.path().join("article.txt")).unwrap();
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.send(Command::Start(Vec::new()));
    assert_eq!(driver.app.tabs().len(), 1, "the sample need not be shown");
    assert_eq!(driver.annotations().len(), 2);
    assert_eq!(driver.tab().name, "article.txt");
    driver.send(Command::CloseDialog);
    driver.act(Action::Save);
    assert!(folder.path().join("article.hashiya.ron").is_file());
    driver.wait_for_journal();
    driver.end_at_once();
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.send(Command::Start(Vec::new()));
    assert!(driver.app.dialog().is_none());
    assert_eq!(driver.tab().name, "sample.txt");
}

#[test]
fn work_is_thrown_away_only_if_the_person_says_so() {
    let folder = folder();
    killed(folder.path());
    let mut driver = again(folder.path());
    let tab = driver.tab().id;
    driver.send(Command::Reload(tab));
    assert!(driver.annotations().is_empty() && !driver.tab().is_modified());
    driver.select("NATO", 0);
    driver.act(Action::Mark(1));
    driver.wait_for_journal();
    driver.act(Action::Close);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Cancel));
    driver.end_at_once();

    let mut driver = again(folder.path());
    assert_eq!(driver.annotations(), ["person:NATO"]);
    driver.send(Command::CloseDialog);
    driver.act(Action::Quit);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
    driver.end_at_once();
    let driver = again(folder.path());
    assert!(driver.annotations().is_empty() && driver.app.dialog().is_none());
}

#[test]
fn work_on_a_file_that_another_program_changed_asks_before_it_replaces_that() {
    let folder = folder();
    let mut driver = saved(folder.path());
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.wait_for_journal();
    driver.end_at_once();
    change_outside(folder.path());
    let mut driver = again(folder.path());
    let Some(Dialog::WorkRestored { work, .. }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert!(work.file_changed);
    assert_eq!(driver.annotations(), ["place:القاهرة", "place:NATO"]);
    driver.send(Command::CloseDialog);
    driver.act(Action::Save);
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::Overwrite {
            occupied: Occupied::Changed,
            ..
        })
    ));
}

#[test]
fn work_saved_under_another_name_is_at_home_there() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let tab = driver.tab().id;
    let other = folder.path().join("other.hashiya.ron");
    driver.send(Command::SaveTo {
        tab,
        path: other.clone(),
        overwrite: false,
    });
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.wait_for_journal();
    driver.end_at_once();
    let mut driver = again(folder.path());
    assert!(driver.app.dialog().is_none());
    assert_eq!(driver.annotations(), ["place:القاهرة"]);
    driver.open(&other);
    assert_eq!(driver.annotations(), ["place:القاهرة", "place:NATO"]);
}

/// What is in no file is work, though nobody has made a step: it comes back
/// after a crash, and what the person has agreed to lose is not asked about
/// again.
#[test]
fn keeping_mine_and_a_file_that_is_gone_survive_the_program() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let stamp = change_outside(folder.path());
    driver.send(Command::Focused);
    let tab = driver.tab().id;
    driver.send(Command::KeepMine(tab, stamp));
    driver.end_at_once();
    let mut driver = again(folder.path());
    assert!(matches!(
        driver.app.dialog(),
        Some(Dialog::WorkRestored { .. })
    ));
    assert_eq!(driver.annotations(), ["place:القاهرة"]);
    driver.send(Command::CloseDialog);
    driver.act(Action::Save);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
    driver.end_at_once();

    let mut driver = again(folder.path());
    assert!(driver.app.dialog().is_none(), "it is all saved");
    std::fs::remove_file(folder.path().join("article.hashiya.ron")).unwrap();
    driver.send(Command::Focused);
    driver.end_at_once();
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.send(Command::Start(Vec::new()));
    assert_eq!(driver.annotations(), ["place:القاهرة"]);
    assert!(driver.tab().is_modified());
}

/// A journal's place follows a "save as", so the file that was left can be
/// opened beside the copy.
#[test]
fn the_file_left_behind_by_save_as_opens_beside_the_copy() {
    let folder = folder();
    let mut driver = saved(folder.path());
    driver.act(Action::Close);
    driver.open(&folder.path().join("article.hashiya.ron"));
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.wait_for_journal();
    let tab = driver.tab().id;
    driver.send(Command::SaveTo {
        tab,
        path: folder.path().join("other.hashiya.ron"),
        overwrite: false,
    });
    driver.take_answer_of_journal();
    driver.open(&folder.path().join("article.hashiya.ron"));
    assert_eq!(driver.app.tabs().len(), 2, "{:?}", driver.messages());
    assert_eq!(driver.annotations(), ["place:القاهرة"]);
}

/// A document closed as it is in its file leaves no work, however it came to be
/// as it is; one that has no file leaves no journal.
#[test]
fn what_was_taken_back_before_closing_is_no_work() {
    let folder = folder();
    let mut driver = saved(folder.path());
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.act(Action::Undo);
    driver.act(Action::Close);
    driver.end_at_once();
    let journals = folder.path().join("home/journal");
    let journals: Vec<_> = std::fs::read_dir(journals).unwrap().collect();
    let [Ok(journal)] = &journals[..] else {
        panic!("{journals:?}");
    };
    let lines = hashiya::formats::journal::read(&std::fs::read(journal.path()).unwrap()).lines;
    assert!(!hashiya::formats::journal::has_work(&lines));
    let mut driver = again(folder.path());
    driver.act(Action::Redo);
    assert_eq!(driver.annotations(), ["place:القاهرة", "place:NATO"]);
    driver.act(Action::Undo);
    driver.open(&write(folder.path(), "second.txt", ARTICLE.as_bytes()));
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.act(Action::Undo);
    driver.act(Action::Close);
    driver.end_at_once();
    let count = std::fs::read_dir(folder.path().join("home/journal")).unwrap();
    assert_eq!(count.count(), 1, "the second has no file and no work");
}

/// A journal that could not be gone on with at first is taken as soon as that
/// is possible.
#[test]
fn a_journal_that_could_not_be_taken_is_tried_again() {
    let folder = folder();
    killed(folder.path());
    let journals = folder.path().join("home/journal");
    let journal = std::fs::read_dir(&journals).unwrap().next().unwrap();
    let journal = journal.unwrap().path();
    // Its lines are damaged, so that it is written anew, and that fails.
    let mut bytes = std::fs::read(&journal).unwrap();
    let at = bytes.len() - 20;
    bytes[at] ^= 1;
    std::fs::write(&journal, bytes).unwrap();
    let blocker = journal.with_extension("new");
    std::fs::create_dir(&blocker).unwrap();
    let mut driver = again(folder.path());
    driver.send(Command::CloseDialog);
    driver.take_answer_of_journal();
    assert!(matches!(driver.tab().safety(), Safety::AtRisk(_)));
    std::fs::remove_dir(&blocker).unwrap();
    driver.send(Command::Focused);
    driver.take_answer_of_journal();
    assert_eq!(driver.tab().safety(), Safety::Kept);
}

#[test]
fn a_journal_that_cannot_be_read_is_told_at_the_start() {
    let folder = folder();
    killed(folder.path());
    let journals = folder.path().join("home/journal");
    let journal = std::fs::read_dir(&journals).unwrap().next().unwrap();
    std::fs::write(journal.unwrap().path(), b"junk").unwrap();
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.send(Command::Start(Vec::new()));
    assert!(driver.messages().contains(&"notice-journal-unusable"));
}

#[test]
fn a_journal_that_cannot_be_written_is_told_and_tried_again() {
    let folder = folder();
    let home = folder.path().join("home");
    write(
        folder.path(),
        "home",
        b"a file is where the folder should be",
    );
    let mut driver = Driver::keeping(&home);
    driver.open(&write(folder.path(), "article.txt", ARTICLE.as_bytes()));
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.wait_for_journal();
    assert!(matches!(driver.tab().safety(), Safety::AtRisk(_)));
    std::fs::remove_file(&home).unwrap();
    driver.send(Command::Focused);
    while matches!(driver.tab().safety(), Safety::AtRisk(_)) {
        driver.take_answer_of_journal();
    }
    assert_eq!(driver.tab().safety(), Safety::Kept);
    driver.end_at_once();
    assert_eq!(again(folder.path()).annotations(), ["place:NATO"]);
}

/// What a person does at step `number`; the same in every run.
fn edit(driver: &mut Driver, number: usize) {
    let words: Vec<_> = driver
        .tab()
        .document
        .article()
        .text()
        .to_owned()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    match number * 7 % 10 {
        3 if driver.can(Action::Undo) => driver.act(Action::Undo),
        9 if driver.can(Action::Redo) => driver.act(Action::Redo),
        _ => {
            let word = &words[number * 5 % words.len()];
            driver.select(word, 0);
            driver.act(Action::Mark(1 + u8::try_from(number % 3).unwrap()));
        }
    }
}

/// Edits until it is killed, and says after which step each is kept. Runs only
/// as a child of the next test.
#[test]
#[ignore = "it is a part of the next test, which kills it"]
fn child_that_edits() {
    let Some(folder) = std::env::var_os("HASHIYA_TEST_CHILD") else {
        return;
    };
    let mut driver = again(Path::new(&folder));
    for number in 0.. {
        edit(&mut driver, number);
        // Some steps share a sync, as those of a quick person do.
        if number % 4 != 1 {
            driver.wait_for_journal();
            println!("kept {number}");
        }
    }
}

/// The states of a document by the number of edits made.
fn states(folder: &Path, count: usize) -> Vec<Vec<String>> {
    let mut model = Driver::with_article(folder, ARTICLE);
    let mut states = vec![model.annotations()];
    for number in 0..count {
        edit(&mut model, number);
        states.push(model.annotations());
    }
    states
}

/// Killed at any moment, a program loses nothing that it has said is kept.
/// `HASHIYA_KILLS` asks for more runs.
#[test]
fn kept_is_kept_when_the_program_end_at_once() {
    let kills = std::env::var("HASHIYA_KILLS").ok();
    let kills: u64 = kills.and_then(|n| n.parse().ok()).unwrap_or(8);
    for round in 0..kills {
        let folder = folder();
        write(folder.path(), "article.txt", ARTICLE.as_bytes());
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--ignored",
                "--nocapture",
                "--exact",
                "keeping::child_that_edits",
            ])
            .env("HASHIYA_TEST_CHILD", folder.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let reader = std::io::BufReader::new(child.stdout.take().unwrap());
        let wanted = 1 + round as usize * 37 % 60;
        let mut kept = None;
        for line in std::io::BufRead::lines(reader).map_while(Result::ok) {
            let Some(number) = line.strip_prefix("kept ") else {
                continue;
            };
            kept = number.parse::<usize>().ok();
            if kept >= Some(wanted) {
                // Somewhere in the middle of the steps that follow.
                std::thread::sleep(std::time::Duration::from_micros(round * 613 % 4000));
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let kept = kept.expect("it has kept something");
        let driver = again(folder.path());
        let model = tempfile::tempdir().unwrap();
        let states = states(model.path(), kept + 40);
        let found = driver.annotations();
        let fits = states.iter().skip(kept + 1).any(|state| *state == found);
        assert!(fits, "round {round}, kept {kept}: {found:?}");
        let left = std::fs::read(folder.path().join("article.txt")).unwrap();
        assert_eq!(left, ARTICLE.as_bytes());
    }
}

/// Three sentences in windows-1256, as Python's codec writes them.
fn windows_1256(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1256.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

#[test]
fn an_article_in_another_encoding_is_asked_about_and_read_again() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", &windows_1256(ARTICLE));
    let mut driver = Driver::keeping(&folder.path().join("home"));
    driver.open(&path);
    let Some(Dialog::Encoding(question)) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    let guess = Encoding::Standard(encoding_rs::WINDOWS_1256);
    assert_eq!(question.finding, Finding::Guess(guess));
    // The wrong one first: it is changed as long as nothing is marked.
    let wrong = Encoding::Standard(encoding_rs::ISO_8859_6);
    driver.send(Command::OpenAs(path.clone(), wrong));
    assert_ne!(driver.tab().document.article().text(), ARTICLE);
    assert_eq!(driver.messages(), ["notice-replaced"]);
    driver.act(Action::ReadEncoding);
    assert!(matches!(driver.app.dialog(), Some(Dialog::Encoding(_))));
    driver.send(Command::OpenAs(path.clone(), guess));
    assert_eq!(driver.tab().document.article().text(), ARTICLE);
    assert_eq!(driver.app.tabs().len(), 1);

    driver.select("القاهرة", 0);
    driver.act(Action::Mark(2));
    assert!(
        !driver.can(Action::ReadEncoding),
        "an annotation stands on it"
    );
    driver.act(Action::Save);
    let mut again = Driver::new();
    again.open(&path);
    assert!(
        again.app.dialog().is_none(),
        "the annotations have the text"
    );
    assert_eq!(again.messages(), ["notice-opened-annotations"]);
    assert_eq!(again.annotations(), ["place:القاهرة"]);
    let source = again.tab().document.source().clone();
    assert_eq!(source.encoding.as_deref(), Some("windows-1256"));
    let own = hashiya::formats::digest::sha256(&windows_1256(ARTICLE));
    assert_eq!(source.file_sha256, Some(own));
    assert_eq!(std::fs::read(&path).unwrap(), windows_1256(ARTICLE));
}

#[test]
fn commands_take_an_encoding_and_say_which_it_may_be() {
    let folder = folder();
    let path = write(folder.path(), "article.txt", &windows_1256(ARTICLE));
    let run = |arguments: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(arguments)
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .output()
            .unwrap()
    };
    let name = path.to_str().unwrap();
    let plain = run(&["export", name, "--to", "json"]);
    let said = String::from_utf8_lossy(&plain.stderr).into_owned();
    assert!(
        !plain.status.success() && said.contains("--encoding windows-1256"),
        "{said}"
    );
    let named = run(&["export", name, "--to", "json", "--encoding", "cp1256"]);
    let json = String::from_utf8_lossy(&named.stdout).into_owned();
    assert!(named.status.success() && json.contains("القاهرة"), "{json}");
    let wrong = run(&["check", name, "--encoding", "klingon"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("windows-1256"));
}

#[cfg(target_os = "linux")]
#[test]
fn recover_writes_what_was_left_and_other_commands_go_on_with_it() {
    let folder = folder();
    let data = folder.path().join("data");
    // Where the program's own folder lies on Linux.
    let home = data.join("hashiya");
    let mut driver = Driver::keeping(&home);
    driver.open(&write(folder.path(), "article.txt", ARTICLE.as_bytes()));
    for (piece, label) in [("القاهرة", 2), ("NATO", 2)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(label));
    }
    driver.wait_for_journal();
    driver.end_at_once();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(arguments)
            .env("XDG_DATA_HOME", &data)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (_, table, said) = run(&["export", "article.txt", "--to", "csv"]);
    assert!(table.contains("NATO"), "{table}");
    assert!(said.contains("2 unsaved changes"), "{said}");
    assert!(!folder.path().join("article.hashiya.ron").exists());
    let (status, told, said) = run(&["recover", "article.txt"]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    assert!(told.contains("2 unsaved changes"), "{told}");
    let mut again = Driver::keeping(&home);
    again.open(&folder.path().join("article.txt"));
    assert_eq!(again.annotations(), ["place:القاهرة", "place:NATO"]);
    assert!(again.app.dialog().is_none() && !again.tab().is_modified());
    drop(again);
    assert_eq!(run(&["recover", "article.txt"]).0, Some(1));
}

/// A window that its frame closes says of its documents what one does that is
/// left by the menu.
#[cfg(feature = "gui")]
#[test]
fn a_window_closed_by_its_frame_leaves_no_journal_of_what_was_taken_back() {
    use egui::{Key, Modifiers, ViewportEvent, ViewportId};

    let folder = folder();
    let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let home = folder.path().join("home");
    let english = hashiya::store::settings::LanguageSetting::English;
    let mut harness = crate::window::window_keeping(english, &[&article], Some(&home));
    crate::window::select(&mut harness, "NATO");
    crate::window::press(&mut harness, Key::Num2, Modifiers::NONE);
    crate::window::press(&mut harness, Key::Z, Modifiers::COMMAND);
    let journals = home.join("journal");
    let count = || std::fs::read_dir(&journals).map_or(0, Iterator::count);
    while count() == 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let viewports = &mut harness.input_mut().viewports;
    let root = viewports.get_mut(&ViewportId::ROOT).unwrap();
    root.events.push(ViewportEvent::Close);
    harness.run();
    drop(harness);
    assert_eq!(count(), 0);
}
