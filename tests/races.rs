//! What comes late: answers of workers that find another state than the one
//! they were asked in, and commands that come while something is on its way.

use std::path::{Path, PathBuf};

use hashiya::app::command::UnsavedAnswer;
use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command, Effect, Effects, TabId};
use hashiya::document::{Annotation, Document};
use hashiya::store::{self, Replace};

use crate::merging::{alter, apply, mark};
use crate::util::driver::{ARTICLE, Driver, folder, write};

/// An article with a mark that is saved beside it.
fn saved(folder: &Path) -> Driver {
    let mut driver = Driver::keeping(&folder.join("home"));
    driver.open(&write(folder, "article.txt", ARTICLE.as_bytes()));
    mark_here(&mut driver, "محمد علي");
    driver.act(Action::Save);
    driver
}

fn mark_here(driver: &mut Driver, piece: &str) {
    driver.select(piece, 0);
    driver.act(Action::Mark(1));
}

fn file(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap().join("article.hashiya.ron")
}

fn other(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap().join("other.hashiya.ron")
}

fn marks(path: &Path) -> Vec<String> {
    let document = store::open(path).unwrap().document;
    let shown = |it: &Annotation| it.text(document.article()).into_owned();
    document.annotations().map(shown).collect()
}

fn save_to(tab: TabId, path: PathBuf) -> Command {
    Command::SaveTo {
        tab,
        path,
        overwrite: true,
    }
}

fn closes(driver: &Driver) -> bool {
    let closes = |effect: &Effect| matches!(effect, Effect::CloseWindow);
    driver.pending.iter().any(closes)
}

#[test]
fn a_save_that_waits_for_save_as_goes_to_the_new_file_and_leaves_the_old_one() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let before = std::fs::read(file(folder.path())).unwrap();
    let tab = driver.tab().id;
    let effects = driver.send_only(save_to(tab, other(folder.path())));
    mark_here(&mut driver, "NATO");
    driver.send(Command::Save);
    driver.carry_out(Effects(effects));
    assert_eq!(std::fs::read(file(folder.path())).unwrap(), before);
    assert_eq!(marks(&other(folder.path())), ["محمد علي", "NATO"]);
    assert_eq!(driver.tab().path, Some(other(folder.path())));
    assert!(!driver.tab().is_modified() && !driver.tab().is_saving());
}

#[test]
fn a_save_that_waits_for_a_save_as_that_fails_writes_nothing() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let before = std::fs::read(file(folder.path())).unwrap();
    let tab = driver.tab().id;
    let nowhere = folder.path().join("no/other.hashiya.ron");
    let effects = driver.send_only(save_to(tab, nowhere));
    mark_here(&mut driver, "NATO");
    driver.send(Command::Save);
    driver.carry_out(Effects(effects));
    let failed = |it: &Dialog| matches!(it, Dialog::SaveFailed { .. });
    assert!(driver.app.dialog().is_some_and(failed));
    assert_eq!(std::fs::read(file(folder.path())).unwrap(), before);
    assert!(driver.tab().is_modified() && !driver.tab().is_saving());
}

#[test]
fn what_is_done_while_a_file_is_read_again_is_not_lost() {
    let folder = folder();
    let mut driver = saved(folder.path());
    alter(&file(folder.path()), |theirs| {
        mark(theirs, "غادر", "person");
    });
    driver.send(Command::Focused);
    let tab = driver.tab().id;
    let effects = driver.send_only(Command::Reload(tab));
    mark_here(&mut driver, "NATO");
    driver.carry_out(Effects(effects));
    assert!(driver.annotations().contains(&"person:NATO".to_owned()));
    assert!(driver.tab().is_modified());
    // It is asked again, knowing what is there now.
    let asked = |it: &Dialog| matches!(it, Dialog::ChangedOnDisk { .. });
    assert!(driver.app.dialog().is_some_and(asked));
    driver.send(Command::Reload(tab));
    assert_eq!(driver.annotations(), ["person:محمد علي", "person:غادر"]);
    assert!(driver.app.dialog().is_none() && !driver.tab().is_modified());
}

#[test]
fn a_document_is_not_saved_by_itself_while_its_work_is_thrown_away() {
    let folder = folder();
    let mut driver = saved(folder.path());
    driver.send(Command::SetAutosave(1));
    mark_here(&mut driver, "NATO");
    let before = std::fs::read(file(folder.path())).unwrap();
    let tab = driver.tab().id;
    let effects = driver.send_only(Command::Reload(tab));
    driver.send(Command::SaveByItself(tab));
    driver.carry_out(Effects(effects));
    assert_eq!(std::fs::read(file(folder.path())).unwrap(), before);
    assert_eq!(driver.annotations(), ["person:محمد علي"]);
}

#[test]
fn a_tab_does_not_close_on_what_is_not_what_its_file_will_hold() {
    let folder = folder();
    let mut driver = saved(folder.path());
    mark_here(&mut driver, "NATO");
    let effects = driver.send_only(Command::Save);
    driver.act(Action::Undo);
    driver.act(Action::Close);
    driver.carry_out(Effects(effects));
    assert_eq!(marks(&file(folder.path())), ["محمد علي", "NATO"]);
    assert_eq!(driver.app.tabs().len(), 1, "what was undone is in the file");
    assert!(driver.tab().is_modified());
}

#[test]
fn changes_that_may_be_lost_are_those_that_were_there_when_that_was_said() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let first = driver.tab().id;
    mark_here(&mut driver, "NATO");
    driver.open(&write(folder.path(), "second.txt", ARTICLE.as_bytes()));
    mark_here(&mut driver, "NATO");
    driver.act(Action::Quit);
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
    let effects = driver.send_only(Command::AnswerUnsaved(UnsavedAnswer::Save));
    driver.send(Command::ActivateTab(first));
    mark_here(&mut driver, "غادر");
    driver.carry_out(Effects(effects));
    assert!(!closes(&driver), "the last mark was never spoken of");
    assert_eq!(driver.app.dialog(), Some(&Dialog::Unsaved { tab: first }));
    driver.send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
    assert!(closes(&driver));
}

#[test]
fn a_file_that_is_being_written_is_not_opened_a_second_time() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let tab = driver.tab().id;
    std::fs::copy(file(folder.path()), other(folder.path())).unwrap();
    let saving = driver.send_only(save_to(tab, other(folder.path())));
    // Asked for before the save is asked for, and read before it is over.
    driver.open(&other(folder.path()));
    driver.carry_out(Effects(saving));
    assert_eq!(driver.app.tabs().len(), 1);
    assert_eq!(driver.tab().path, Some(other(folder.path())));
}

#[test]
fn two_documents_are_not_written_to_one_file() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let first = driver.tab().id;
    let saving = driver.send_only(save_to(first, other(folder.path())));
    driver.act(Action::OpenSample);
    let second = driver.tab().id;
    driver.send(save_to(second, other(folder.path())));
    assert!(driver.messages().contains(&"notice-already-open"));
    driver.carry_out(Effects(saving));
    assert_eq!(marks(&other(folder.path())), ["محمد علي"]);
    assert_eq!(driver.app.tab(second).unwrap().path, None);
}

/// Another file of the same text, which has nothing of mine.
fn anothers(driver: &Driver, path: &Path) {
    let document = &driver.tab().document;
    let article = document.article().clone();
    let mut theirs = Document::new(article, document.source().clone());
    mark(&mut theirs, "القاهرة", "place");
    store::save(&theirs, path, Replace::Anything, None).unwrap();
}

#[test]
fn a_merge_with_another_file_removes_nothing_and_goes_on_there() {
    let folder = folder();
    let mut driver = saved(folder.path());
    mark_here(&mut driver, "NATO");
    let tab = driver.tab().id;
    anothers(&driver, &other(folder.path()));
    driver.send(Command::SaveTo {
        tab,
        path: other(folder.path()),
        overwrite: false,
    });
    let asked = |it: &Dialog| matches!(it, Dialog::Overwrite { .. });
    assert!(driver.app.dialog().is_some_and(asked));
    driver.send(Command::AskMerge(tab, other(folder.path())));
    let merge = driver.app.merging().unwrap().merge().unwrap();
    assert!(merge.base().is_none(), "they did not begin with my file");
    driver.send(Command::CarryOutMerge);
    let all = ["person:محمد علي", "place:القاهرة", "person:NATO"];
    assert_eq!(driver.annotations(), all);
    driver.act(Action::Save);
    assert_eq!(driver.app.dialog(), None);
    assert_eq!(driver.tab().path, Some(other(folder.path())));
    assert_eq!(marks(&other(folder.path())).len(), 3);
    assert_eq!(marks(&file(folder.path())), ["محمد علي"]);
}

#[test]
fn a_merge_with_another_file_that_is_undone_lets_nothing_be_replaced_unasked() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let tab = driver.tab().id;
    anothers(&driver, &other(folder.path()));
    let theirs = std::fs::read(other(folder.path())).unwrap();
    driver.send(Command::AskMerge(tab, other(folder.path())));
    driver.send(Command::CarryOutMerge);
    driver.act(Action::Undo);
    driver.act(Action::Save);
    let asked = |it: &Dialog| matches!(it, Dialog::Overwrite { .. });
    assert!(driver.app.dialog().is_some_and(asked));
    assert_eq!(std::fs::read(other(folder.path())).unwrap(), theirs);
    assert_eq!(marks(&file(folder.path())), ["محمد علي"]);
}

#[test]
fn a_merge_with_a_file_that_says_the_same_is_saved_there_and_not_elsewhere() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let tab = driver.tab().id;
    mark_here(&mut driver, "NATO");
    let snapshot = driver.tab().document.snapshot();
    store::save(&snapshot, &other(folder.path()), Replace::Nothing, None).unwrap();
    driver.send(Command::AskMerge(tab, other(folder.path())));
    assert!(!driver.tab().is_modified());
    assert_eq!(driver.tab().path, Some(other(folder.path())));
}

#[test]
fn a_file_that_is_open_is_not_merged_into_another_document() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let tab = driver.tab().id;
    anothers(&driver, &other(folder.path()));
    driver.open(&other(folder.path()));
    driver.send(Command::AskMerge(tab, other(folder.path())));
    assert!(driver.app.merging().is_none() && driver.app.dialog().is_none());
    assert_eq!(driver.messages().last(), Some(&"notice-already-open"));
    alter(&other(folder.path()), |it| {
        apply(it, hashiya::document::Change::set_article_note("x"))
    });
}

#[test]
fn what_was_read_of_a_figure_is_not_kept_of_another() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), ARTICLE);
    driver.select("56", 0);
    driver.act(Action::Mark(3));
    let id = driver.tab().chosen.unwrap();
    let effects = driver.send_only(Command::AskAcceptFigures);
    driver.select("560", 0);
    driver.act(Action::Respan);
    driver.carry_out(Effects(effects));
    let figure = driver.tab().document.annotation(id).unwrap();
    assert!(!figure.has_attributes(), "{figure:?}");
    driver.send(Command::AskAcceptFigures);
    let figure = driver.tab().document.annotation(id).unwrap();
    assert!(
        figure
            .attributes()
            .any(|(_, value)| format!("{value:?}").contains("560"))
    );
}

#[test]
fn where_lost_ones_belong_is_looked_for_again_once_a_merge_has_brought_others() {
    let folder = folder();
    let mut driver = saved(folder.path());
    let tab = driver.tab().id;
    driver.send(Command::LostProposed(tab, Default::default()));
    alter(&file(folder.path()), |theirs| {
        let id = theirs.annotations().next().unwrap().id;
        let lost = hashiya::document::Change::lose(theirs, id).unwrap();
        apply(theirs, lost);
    });
    driver.send(Command::AskMerge(tab, file(folder.path())));
    driver.send(Command::CarryOutMerge);
    assert_eq!(driver.tab().document.lost_count(), 1);
    let effects = driver.send_only(Command::ReviewLost);
    let proposes = |effect: &Effect| matches!(effect, Effect::Propose(_));
    assert!(effects.iter().any(proposes));
}
