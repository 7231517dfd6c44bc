//! Disks as they really fail: full, read-only, gone. The real ones are mounted
//! where the system permits that, and a test says so where it does not.

use std::path::{Path, PathBuf};
use std::process::Command as Program;

use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command, Safety};

use crate::util::driver::{ARTICLE, Driver, claim_of, folder, write};

/// A small disk of its own, as long as this lives.
struct Disk(PathBuf);

impl Disk {
    /// A disk of so many KiB at a folder; `None` where none can be mounted.
    fn mount(folder: &Path, kib: usize) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let size = format!("size={kib}k");
        let arguments = ["-t", "tmpfs", "-o", &size, "tmpfs"];
        let mounted = mount(&arguments, folder);
        if !mounted {
            eprintln!("skipped: no disk can be mounted here");
        }
        mounted.then(|| Self(folder.to_owned()))
    }

    /// Takes up all that is left.
    fn fill(&self) {
        use std::io::Write;
        let mut file = std::fs::File::create(self.0.join("filler")).unwrap();
        while file.write_all(&[0; 512]).is_ok() {}
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("filler")).unwrap();
    }

    fn set_read_only(&self, on: bool) {
        let how = if on { "remount,ro" } else { "remount,rw" };
        assert!(mount(&["-o", how], &self.0));
    }

    fn take_away(&self) {
        let gone = Program::new("umount").arg("-l").arg(&self.0).status();
        assert!(gone.unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Program::new("umount").arg("-l").arg(&self.0).output();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    let mut program = Program::new("mount");
    let output = program.args(arguments).arg(folder).output();
    output.is_ok_and(|output| output.status.success())
}

/// A driver with an article on a disk, marked and saved once, and marked again.
fn at_work(home: &Path, disk: &Path) -> Driver {
    let mut driver = Driver::keeping(home);
    driver.open(&write(disk, "article.txt", ARTICLE.as_bytes()));
    for piece in ["القاهرة", "NATO"] {
        driver.select(piece, 0);
        driver.act(Action::Mark(2));
        if piece == "القاهرة" {
            driver.act(Action::Save);
        }
    }
    driver.wait_for_journal();
    driver
}

/// The save fails with these words and another place is offered; it works, and
/// the old file, where there is one, is what it was.
fn fails_and_is_saved_elsewhere(mut driver: Driver, key: &str, old: Option<(&Path, &[u8])>) {
    driver.act(Action::Save);
    let Some(Dialog::SaveFailed { tab, failure }) = driver.app.dialog().cloned() else {
        panic!("{:?}", driver.app.dialog());
    };
    assert_eq!(failure.lines[0].key, key);
    assert!(driver.tab().is_modified());
    assert_eq!(driver.tab().safety(), Safety::Kept);
    if let Some((file, bytes)) = old {
        assert_eq!(std::fs::read(file).unwrap(), bytes);
    }
    driver.send(Command::CloseDialog);
    let elsewhere = folder();
    let path = elsewhere.path().join("elsewhere.hashiya.ron");
    driver.send(Command::SaveTo {
        tab,
        path: path.clone(),
        overwrite: false,
    });
    assert!(path.is_file() && !driver.tab().is_modified());
    driver.end_at_once();
    let mut again = Driver::new();
    again.open(&path);
    assert_eq!(again.annotations(), ["place:القاهرة", "place:NATO"]);
}

#[test]
fn a_full_disk_is_told_and_costs_nothing() {
    let folder = folder();
    let Some(disk) = Disk::mount(&folder.path().join("disk"), 64) else {
        return;
    };
    let driver = at_work(&folder.path().join("home"), &disk.0);
    let file = disk.0.join("article.hashiya.ron");
    let old = std::fs::read(&file).unwrap();
    disk.fill();
    let before = names(&disk.0);
    fails_and_is_saved_elsewhere(driver, "error-disk-full", Some((&file, &old)));
    assert_eq!(names(&disk.0), before, "nothing is left beside it");
}

fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| !name.to_string_lossy().starts_with(".~lock."))
        .collect();
    names.sort();
    names
}

/// The journal's own disk is full: told, tried again, and kept at last.
#[test]
fn a_full_disk_under_the_journal_is_told_and_tried_again() {
    let folder = folder();
    let Some(disk) = Disk::mount(&folder.path().join("home"), 64) else {
        return;
    };
    let mut driver = at_work(&disk.0, folder.path());
    disk.fill();
    let word = "محمد علي";
    driver.select(word, 0);
    for _ in 0..40 {
        driver.act(Action::Mark(1));
        driver.wait_for_journal();
        if matches!(driver.tab().safety(), Safety::AtRisk(_)) {
            break;
        }
        driver.act(Action::Undo);
        driver.act(Action::Redo);
        driver.select(word, 1);
    }
    let Safety::AtRisk(why) = driver.tab().safety() else {
        panic!("{:?}", driver.tab().safety());
    };
    assert_eq!(why.key, "risk-disk-full");
    let expected = driver.annotations();
    disk.make_room();
    driver.send(Command::Focused);
    while matches!(driver.tab().safety(), Safety::AtRisk(_)) {
        driver.take_answer_of_journal();
    }
    assert_eq!(driver.tab().safety(), Safety::Kept);
    driver.end_at_once();
    let mut again = Driver::keeping(&disk.0);
    again.open(&folder.path().join("article.txt"));
    assert_eq!(again.annotations(), expected);
}

#[test]
fn a_read_only_disk_is_told_and_costs_nothing() {
    let folder = folder();
    let Some(disk) = Disk::mount(&folder.path().join("disk"), 64) else {
        return;
    };
    let file = disk.0.join("article.hashiya.ron");
    // A disk with a file that is being written cannot be made read-only.
    std::fs::create_dir(claim_of(&file)).unwrap();
    let driver = at_work(&folder.path().join("home"), &disk.0);
    let old = std::fs::read(&file).unwrap();
    disk.set_read_only(true);
    fails_and_is_saved_elsewhere(driver, "error-file-forbidden-write", Some((&file, &old)));

    // Opened there, it may be read and edited: no claim can be made.
    let mut driver = Driver::keeping(&folder.path().join("home-2"));
    driver.open(&file);
    assert!(!driver.tab().is_read_only());
    driver.select("NATO", 0);
    driver.act(Action::Mark(2));
    driver.wait_for_journal();
    assert_eq!(driver.tab().safety(), Safety::Kept);
    disk.set_read_only(false);
}

/// A network folder or a stick that is taken away: an empty folder is left.
#[test]
fn a_disk_that_is_taken_away_is_told_and_costs_nothing() {
    let folder = folder();
    let place = folder.path().join("disk");
    let Some(disk) = Disk::mount(&place, 64) else {
        return;
    };
    let inner = disk.0.join("inner");
    std::fs::create_dir(&inner).unwrap();
    let driver = at_work(&folder.path().join("home"), &inner);
    disk.take_away();
    fails_and_is_saved_elsewhere(driver, "error-folder-missing", None);
    assert!(names(&place).is_empty(), "nothing is made in its place");
}
