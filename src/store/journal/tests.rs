//! Tests of the journal on a disk, and on one that fails.

use std::sync::{Arc, Mutex};

use super::*;
use crate::document::{Change, LabelId, Selection, SourceInfo, Step};
use crate::text::{Article, ByteSpan};

const TEXT: &str = "one two three four five six seven";

fn base() -> Document {
    let source = SourceInfo::new("a.txt", digest::sha256(TEXT.as_bytes()));
    Document::new(Article::new(TEXT.to_owned(), false).unwrap(), source)
}

fn about(folder: &Path) -> About {
    let file = folder.join("a.hashiya.ron");
    About {
        key: file.clone(),
        source_sha256: base().source().sha256,
        file: Some(file),
        article: Some(folder.join("a.txt")),
        name: "a.txt".to_owned(),
        stamp: None,
    }
}

/// Marks a stretch of the document and gives the entry that says so.
fn step(document: &mut Document, number: u64) -> Entry {
    let start = usize::try_from(number).unwrap() * 2 % 20;
    let label = LabelId::new("person").unwrap();
    let change = Change::mark(
        document.fresh_id(),
        label,
        ByteSpan::new(start, start + 1 + start / 3),
    );
    let selection = Selection::default();
    document.apply(change.clone(), selection).unwrap();
    Entry::Step(number, Step::Apply(change, selection))
}

fn work(home: &Home, about: &About) -> Work {
    match look(home, about, &base()) {
        Kept::Work(work) => *work,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_appended_is_found_again_and_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let (home, about) = (Home::new(folder.path().join("home")), about(folder.path()));
    assert!(matches!(look(&home, &about, &base()), Kept::Nothing));
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    let entries = [step(&mut document, 1), step(&mut document, 2)];
    journal.append(&entries).unwrap();
    assert!(matches!(look(&home, &about, &base()), Kept::InUse));
    assert!(works(&home).works.is_empty(), "it is in use");
    let beside = Journal::begin(&home, &about, &document).unwrap();
    assert_ne!(beside.path, journal.path);
    beside.remove();
    drop(journal);

    let found = work(&home, &about);
    assert!(found.document.same_content(&document) && found.document.can_undo());
    assert_eq!((found.steps, found.summary.steps), (2, 2));
    assert_eq!(works(&home).works, std::slice::from_ref(&found.summary));
    let mut journal = Journal::resume(&found.found).unwrap();
    journal.append(&[step(&mut document, 3)]).unwrap();
    drop(journal);
    assert!(work(&home, &about).document.same_content(&document));
}

#[test]
fn after_a_save_there_is_a_history_and_no_work() {
    let folder = tempfile::tempdir().unwrap();
    let (home, mut about) = (Home::new(folder.path().join("home")), about(folder.path()));
    let file = about.file.clone().unwrap();
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    journal.append(&[step(&mut document, 1)]).unwrap();
    let saved = super::super::save(&document, &file, super::super::Replace::Nothing, None);
    let stamp = saved.unwrap().stamp;
    about.stamp = Some(stamp);
    drop(journal);
    // The program stopped between the save and its note.
    let Kept::History(history) = look(&home, &about, &document) else {
        panic!("it is all saved");
    };
    assert!(!history.document.is_modified());
    let mut journal = Journal::resume(&history.found).unwrap();
    let noted = Entry::Saved {
        through: 1,
        file: text(&file),
        seal: seal(stamp),
    };
    journal.append(&[noted]).unwrap();
    drop(journal);
    let Kept::History(mut history) = look(&home, &about, &document) else {
        panic!("it is all saved");
    };
    assert!(history.document.undo().is_some() && works(&home).works.is_empty());
    // Another program has changed the file: its content counts.
    about.stamp = Some(Stamp::of(b"other"));
    assert!(matches!(look(&home, &about, &base()), Kept::Changed));
}

/// A disk in memory that fails at the call it is told to.
#[derive(Clone, Default)]
struct Faulty {
    held: Arc<Mutex<Vec<u8>>>,
    /// The call that fails, counted from 0, and how much of a write it leaves.
    fails: Arc<Mutex<Option<(usize, usize)>>>,
    calls: Arc<Mutex<usize>>,
}

impl Faulty {
    fn call(&self) -> Option<usize> {
        let mut calls = self.calls.lock().unwrap();
        let fails = *self.fails.lock().unwrap();
        *calls += 1;
        fails
            .filter(|(at, _)| at + 1 == *calls)
            .map(|(_, left)| left)
    }
}

impl Medium for Faulty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let fault = self.call();
        let part = fault.map_or(bytes.len(), |left| left.min(bytes.len()));
        self.held.lock().unwrap().extend(&bytes[..part]);
        fault.map_or(Ok(()), |_| Err(io::ErrorKind::StorageFull.into()))
    }

    fn sync(&mut self) -> io::Result<()> {
        let fault = self.call();
        fault.map_or(Ok(()), |_| Err(io::Error::other("EIO")))
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        if self.call().is_some() {
            return Err(io::Error::other("EIO"));
        }
        self.held
            .lock()
            .unwrap()
            .truncate(usize::try_from(length).unwrap());
        Ok(())
    }
}

/// At every single call that can fail, and every length of a write that stops
/// short: what was answered for is there, what was refused is not, and giving
/// it again brings it.
#[test]
fn a_fault_at_any_call_loses_nothing_that_was_answered_for() {
    for at in 0..8 {
        for left in [0, 1, 20, 100, 10_000] {
            let disk = Faulty::default();
            let mut document = base();
            let begin = about(Path::new("/x")).begin();
            let first = [
                Entry::Begin(begin),
                Entry::Base(annotation_file::write(&document)),
            ];
            let bytes = bytes_of(&lines(0, first.to_vec())).unwrap();
            disk.held.lock().unwrap().extend(&bytes);
            let mut journal = Journal {
                path: PathBuf::from("/x"),
                medium: Box::new(disk.clone()),
                next: 2,
                length: bytes.len() as u64,
                is_ragged: false,
            };
            *disk.fails.lock().unwrap() = Some((at, left));
            let mut pending = Vec::new();
            let mut answered = 0;
            for number in 1..=4 {
                pending.push(step(&mut document, number));
                if journal.append(&pending).is_ok() {
                    answered = number;
                    pending.clear();
                }
                let held = disk.held.lock().unwrap().clone();
                let replay = format::replay(format::read(&held), None).unwrap();
                assert!(replay.steps >= answered, "call {at}, {left} bytes left");
                assert!(!replay.damage.is_inside());
            }
            if !pending.is_empty() {
                journal.append(&pending).expect("the fault has passed");
            }
            let held = disk.held.lock().unwrap().clone();
            let replay = format::replay(format::read(&held), None).unwrap();
            assert!(replay.document.same_content(&document) && !replay.damage.is_any());
        }
    }
}

#[test]
fn a_journal_damaged_inside_is_put_aside_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let (home, about) = (Home::new(folder.path().join("home")), about(folder.path()));
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    for number in 1..=4 {
        journal.append(&[step(&mut document, number)]).unwrap();
    }
    let path = journal.path.clone();
    drop(journal);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() - 500;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();

    let found = work(&home, &about);
    assert_eq!(found.summary.damage.bad_lines, 1);
    assert_eq!(found.document.count(), 3);
    let journal = Journal::resume(&found.found).unwrap();
    assert_eq!(fs::read(path.with_extension("damaged-1")).unwrap(), bytes);
    drop(journal);
    let again = work(&home, &about);
    assert!(!again.summary.damage.is_any());
    assert!(again.document.same_content(&found.document));
}

/// Two programs that have read the same journal: the second to go on with it
/// writes none of its steps after the first one's, and the work of both stays.
#[test]
fn a_journal_that_another_program_went_on_with_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let (home, about) = (Home::new(folder.path().join("home")), about(folder.path()));
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    journal.append(&[step(&mut document, 1)]).unwrap();
    drop(journal);
    let (first, second) = (work(&home, &about), work(&home, &about));
    let (mut one, mut other) = (document.snapshot(), document.snapshot());

    let mut journal = Journal::resume(&first.found).unwrap();
    let beside = Journal::resume(&second.found).unwrap();
    assert_ne!(beside.path, journal.path, "it is in use");
    beside.remove();
    journal.append(&[step(&mut one, 2)]).unwrap();
    drop(journal);
    let mut journal = Journal::resume(&second.found).unwrap();
    journal.append(&[step(&mut other, 3)]).unwrap();
    let path = journal.path.clone();
    drop(journal);

    assert!(work(&home, &about).document.same_content(&other));
    let aside = open_work(&path.with_extension("aside-1.journal")).unwrap();
    assert!(aside.document.same_content(&one));

    // What lies beside is found where the journal itself has nothing.
    let (_, leftover) = work(&home, &about).into_parts();
    let saved = super::super::save(
        &other,
        &folder.path().join("x"),
        super::super::Replace::Nothing,
        None,
    );
    leftover.note_saved(saved.unwrap().stamp).unwrap();
    assert!(work(&home, &about).document.same_content(&one));
    fs::remove_file(path.with_extension("aside-1.journal")).unwrap();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    journal.append(&[step(&mut other, 5)]).unwrap();
    drop(journal);
    let other = work(&home, &about).document;

    // Removed meanwhile: what was read becomes a journal again.
    let found = work(&home, &about).found;
    fs::remove_file(&path).unwrap();
    drop(Journal::resume(&found).unwrap());
    assert!(work(&home, &about).document.same_content(&other));
}

#[test]
fn work_put_aside_is_found_and_a_hundred_times_is_not_too_often() {
    let folder = tempfile::tempdir().unwrap();
    let (home, about) = (Home::new(folder.path().join("home")), about(folder.path()));
    for number in 1..=120 {
        let mut document = base();
        let mut journal = Journal::begin(&home, &about, &document).unwrap();
        journal.append(&[step(&mut document, number)]).unwrap();
    }
    let aside = about.path(&home).with_extension("aside-119.journal");
    assert!(open_work(&aside).unwrap().document.is_modified());
    // Of one file the latest is offered; once that is saved, an older one.
    let latest = works(&home).works;
    assert_eq!(latest.len(), 1);
    open_work(&latest[0].journal)
        .unwrap()
        .into_parts()
        .1
        .note_saved(Stamp::of(b"saved"))
        .unwrap();
    let next = works(&home).works;
    assert_eq!(next.len(), 1);
    assert_ne!(next[0].journal, latest[0].journal);
}

#[test]
fn tidying_leaves_what_has_work_and_what_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("home"));
    let mut journals = Vec::new();
    for number in 0..60 {
        let mut about = about(folder.path());
        about.key = folder.path().join(format!("{number}.hashiya.ron"));
        about.stamp = Some(Stamp::of(b"saved"));
        let mut document = base();
        let mut journal = Journal::begin(&home, &about, &document).unwrap();
        journal.append(&[step(&mut document, 1)]).unwrap();
        if number != 0 {
            journal.append(&[saved_entry(&about, 1).unwrap()]).unwrap();
        }
        journals.push(journal);
    }
    let in_use: Vec<_> = journals.drain(1..4).collect();
    let with_work = journals[0].path.clone();
    drop(journals);
    tidy(&home);
    assert!(with_work.is_file());
    assert!(in_use.iter().all(|journal| journal.path.is_file()));
    assert_eq!(fs::read_dir(home.journals()).unwrap().count(), 50 + 3 + 1);
}

#[test]
fn a_glance_reads_the_end_and_tells_what_reading_all_tells() {
    let folder = tempfile::tempdir().unwrap();
    let (home, mut about) = (Home::new(folder.path().join("home")), about(folder.path()));
    about.stamp = Some(Stamp::of(b"saved"));
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    let seen = |journal: &Journal| {
        let file = File::open(&journal.path).unwrap();
        glance::glance(&file).unwrap()
    };
    assert_eq!(seen(&journal), glance::Holds::History);
    // A step longer than what is read at first.
    let note = "x".repeat(300 << 10);
    let change = Change::set_article_note(note);
    document
        .apply(change.clone(), Selection::default())
        .unwrap();
    let long = Entry::Step(1, Step::Apply(change, Selection::default()));
    journal.append(&[long]).unwrap();
    assert_eq!(seen(&journal), glance::Holds::Work);
    journal.append(&[saved_entry(&about, 1).unwrap()]).unwrap();
    assert_eq!(seen(&journal), glance::Holds::History);
    journal.append(&[step(&mut document, 2)]).unwrap();
    assert_eq!(seen(&journal), glance::Holds::Work);
    fs::write(&journal.path, b"junk").unwrap();
    assert_eq!(seen(&journal), glance::Holds::Unreadable);
    fs::write(&journal.path, b"").unwrap();
    assert_eq!(seen(&journal), glance::Holds::Unreadable);
}

/// A journal that cannot take another's place leaves that once beside it,
/// however often it is tried.
#[test]
fn what_is_put_aside_is_put_aside_once() {
    let folder = tempfile::tempdir().unwrap();
    let (home, about) = (Home::new(folder.path().join("home")), about(folder.path()));
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    journal.append(&[step(&mut document, 1)]).unwrap();
    let new = journal.path.with_extension(NEW);
    drop(journal);
    fs::create_dir(&new).unwrap();
    for _ in 0..3 {
        Journal::begin(&home, &about, &base()).unwrap_err();
    }
    let count = || fs::read_dir(home.journals()).unwrap().count();
    assert_eq!(
        count(),
        3,
        "the journal, what is in its way, and its other name"
    );
    fs::remove_dir(&new).unwrap();
    drop(Journal::begin(&home, &about, &base()).unwrap());
    assert_eq!(count(), 2);
    assert_eq!(works(&home).works.len(), 1);
}

/// Numbers that were used up, by whoever wrote the journal, end nothing.
#[test]
fn the_highest_number_of_a_step_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let (home, about) = (Home::new(folder.path().join("home")), about(folder.path()));
    let mut document = base();
    let mut journal = Journal::begin(&home, &about, &document).unwrap();
    let Entry::Step(_, first) = step(&mut document, 1) else {
        panic!("a step")
    };
    journal.append(&[Entry::Step(u64::MAX, first)]).unwrap();
    drop(journal);
    let found = work(&home, &about);
    let (mut document, start) = found.go_on(about.clone());
    let mut book = Book::new(start);
    let Entry::Step(_, second) = step(&mut document, 2) else {
        panic!("a step")
    };
    book.note_step(second);
    book.flush(&home).unwrap();
    drop(book);
    assert!(work(&home, &about).document.same_content(&document));
}
