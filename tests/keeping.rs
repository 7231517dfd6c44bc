//! Keeping work: saves that fail, files that other programs change, versions
//! kept from before.

use std::path::Path;

use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command};
use hashiya::store::Stamp;

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
