//! Long runs: random edits with saves, reopenings and crashes between them,
//! against a plain list that knows nothing of documents; and every byte of what
//! is kept, changed. `HASHIYA_SOAK=100000` asks for so many edits.

use std::path::Path;

use hashiya::app::command::UnsavedAnswer;
use hashiya::app::{Action, Command};
use hashiya::document::{AnnotationId, Document, LabelId, Selection};
use hashiya::formats::annotation_file::{self, Seal, seal_of};
use hashiya::formats::journal;
use hashiya::text::ByteOffset;

use crate::util::driver::{Driver, folder, write};

const LABELS: [&str; 3] = ["person", "place", "figure"];

/// How many edits are made to one article: its journal grows with them.
const EDITS: usize = 250;

const WORDS: usize = 40;

/// Words of one length, of Arabic letters and Latin ones.
fn article() -> String {
    let words = (0..WORDS).map(|number| match number % 3 {
        0 => format!("w{number:02}. "),
        1 => format!("ك{number:02}، "),
        _ => format!("بـ{number:02} "),
    });
    words.collect()
}

/// The bytes of every word.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        spans.push((at, at + word.len() - 1));
        at += word.len();
    }
    spans
}

/// Annotations: the word and the label of each, in no order but their own.
type State = Vec<(usize, usize)>;

/// What must be: every state of the history, each with a number of its own.
struct Model {
    states: Vec<(u64, State)>,
    at: usize,
    /// The number of the state that is in the file.
    saved: Option<u64>,
    /// What the file holds.
    file: Option<State>,
    last: u64,
}

impl Model {
    fn new() -> Self {
        Self {
            states: vec![(0, State::new())],
            at: 0,
            saved: Some(0),
            file: None,
            last: 0,
        }
    }

    fn state(&self) -> &State {
        &self.states[self.at].1
    }

    fn is_modified(&self) -> bool {
        self.saved != Some(self.states[self.at].0)
    }

    fn push(&mut self, change: impl FnOnce(&mut State)) {
        let mut state = self.state().clone();
        change(&mut state);
        state.sort_unstable();
        self.states.truncate(self.at + 1);
        self.last += 1;
        self.states.push((self.last, state));
        self.at += 1;
    }

    fn save(&mut self) {
        self.saved = Some(self.states[self.at].0);
        self.file = Some(self.state().clone());
    }

    /// Opened as the file has it, without a history.
    fn forget(&mut self) {
        let state = self.file.clone().unwrap_or_default();
        self.last += 1;
        self.states = vec![(self.last, state)];
        self.at = 0;
        self.saved = Some(self.last);
    }
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit
    }
}

struct Soak<'a> {
    folder: &'a Path,
    driver: Driver,
    model: Model,
    spans: Vec<(usize, usize)>,
    chance: Chance,
    counts: [usize; 4],
}

impl Soak<'_> {
    fn word_of(&self, start: usize) -> usize {
        self.spans.iter().position(|span| span.0 == start).unwrap()
    }

    fn of(&self, document: &Document) -> State {
        let mut state: State = document
            .annotations()
            .map(|it| {
                let word = self.word_of(it.span().start.0);
                assert_eq!(it.span().end.0, self.spans[word].1);
                let label = LABELS.iter().position(|label| it.label.as_str() == *label);
                (word, label.unwrap())
            })
            .collect();
        state.sort_unstable();
        state
    }

    fn id(&self, (word, label): (usize, usize)) -> AnnotationId {
        let document = &self.driver.tab().document;
        let found = document.annotations().find(|it| {
            it.span().start.0 == self.spans[word].0 && it.label.as_str() == LABELS[label]
        });
        found.unwrap().id
    }

    /// One thing that a person does, or that happens to the program.
    fn step(&mut self) {
        match self.chance.below(100) {
            0..45 => self.mark(),
            45..55 => self.relabel(),
            55..65 => self.remove(),
            65..78 => self.undo(),
            78..86 => self.redo(),
            86..91 => {
                if self.driver.can(Action::Save) {
                    self.driver.act(Action::Save);
                    self.model.save();
                    self.counts[0] += 1;
                }
            }
            91..94 => self.close(),
            _ => self.crash(),
        }
        self.check();
    }

    fn mark(&mut self) {
        let what = (self.chance.below(WORDS), self.chance.below(3));
        let (start, end) = self.spans[what.0];
        self.driver.send(Command::SetSelection(Selection {
            anchor: ByteOffset(start),
            focus: ByteOffset(end),
        }));
        let label = LabelId::new(LABELS[what.1]).unwrap();
        self.driver.send(Command::Mark(label));
        if !self.model.state().contains(&what) {
            self.model.push(|state| state.push(what));
        }
    }

    fn any(&mut self) -> Option<(usize, usize)> {
        let count = self.model.state().len();
        (count > 0).then(|| self.model.state()[self.chance.below(count)])
    }

    fn relabel(&mut self) {
        let Some(what) = self.any() else { return };
        let to = (what.0, self.chance.below(3));
        let label = LabelId::new(LABELS[to.1]).unwrap();
        let id = self.id(what);
        self.driver.send(Command::Relabel(id, label));
        if to != what && !self.model.state().contains(&to) {
            self.model.push(|state| {
                state.retain(|it| *it != what);
                state.push(to);
            });
        }
    }

    fn remove(&mut self) {
        let Some(what) = self.any() else { return };
        let id = self.id(what);
        self.driver.send(Command::Remove(id));
        self.model.push(|state| state.retain(|it| *it != what));
    }

    fn undo(&mut self) {
        assert_eq!(self.driver.can(Action::Undo), self.model.at > 0);
        if self.model.at > 0 {
            self.driver.act(Action::Undo);
            self.model.at -= 1;
        }
    }

    fn redo(&mut self) {
        let can = self.model.at + 1 < self.model.states.len();
        assert_eq!(self.driver.can(Action::Redo), can);
        if can {
            self.driver.act(Action::Redo);
            self.model.at += 1;
        }
    }

    /// Closed as a person closes it, saved or not, and opened again.
    fn close(&mut self) {
        self.counts[1] += 1;
        self.driver.act(Action::Close);
        if self.model.is_modified() {
            let saves = self.chance.below(2) == 0;
            if saves {
                self.driver
                    .send(Command::AnswerUnsaved(UnsavedAnswer::Save));
                self.model.save();
            } else {
                self.driver
                    .send(Command::AnswerUnsaved(UnsavedAnswer::Discard));
                self.model.forget();
            }
        } else if self.model.file.is_none() {
            self.model.forget();
        }
        assert!(self.driver.app.tabs().is_empty());
        self.start_again();
    }

    /// The program ends at once, and is started again.
    fn crash(&mut self) {
        self.counts[2] += 1;
        self.start_again();
    }

    fn start_again(&mut self) {
        let driver = std::mem::replace(&mut self.driver, Driver::new());
        driver.end_at_once();
        self.driver = Driver::keeping(&self.folder.join("home"));
        self.driver.open(&self.folder.join("article.txt"));
        let file = std::fs::read(self.folder.join("article.hashiya.ron")).ok();
        let file = file.map(|bytes| annotation_file::read(&bytes).unwrap());
        if file.is_some_and(|file| file.same_content(&self.driver.tab().document)) {
            // The file has it all, though it came about in another way.
            self.model.saved = Some(self.model.states[self.model.at].0);
        }
        let restored = self.driver.app.dialog().is_some();
        assert_eq!(
            restored,
            self.model.is_modified(),
            "{:?}",
            self.driver.app.dialog()
        );
        if restored {
            self.driver.send(Command::CloseDialog);
        }
    }

    fn check(&mut self) {
        self.counts[3] += 1;
        let tab = self.driver.tab();
        assert_eq!(self.of(&tab.document), *self.model.state());
        assert_eq!(tab.is_modified(), self.model.is_modified());
        let file = std::fs::read(self.folder.join("article.hashiya.ron")).ok();
        let file = file.map(|bytes| self.of(&annotation_file::read(&bytes).unwrap()));
        assert_eq!(file, self.model.file);
    }
}

#[test]
fn random_work_with_saves_and_crashes_is_never_lost() {
    let edits = std::env::var("HASHIYA_SOAK").ok();
    let edits: usize = edits.and_then(|n| n.parse().ok()).unwrap_or(1000);
    let text = article();
    let mut counts = [0; 4];
    let mut round = 0;
    while counts[3] < edits {
        round += 1;
        let folder = folder();
        let path = write(folder.path(), "article.txt", text.as_bytes());
        let mut soak = Soak {
            folder: folder.path(),
            driver: Driver::keeping(&folder.path().join("home")),
            model: Model::new(),
            spans: spans(&text),
            chance: Chance(0x9E37_79B9_7F4A_7C15 ^ round),
            counts,
        };
        soak.driver.open(&path);
        for _ in 0..EDITS.min(edits - counts[3]) {
            soak.step();
        }
        counts = soak.counts;
        soak.driver.end_at_once();
        assert_eq!(std::fs::read(&path).unwrap(), text.as_bytes());
    }
    let [saves, closed, crashes, steps] = counts;
    println!("{steps} steps, {saves} saves, closed {closed} times, {crashes} crashes");
}

/// A small document with everything in it that a file holds, and its journal.
fn small(folder: &Path) -> (Vec<u8>, Vec<u8>) {
    let home = folder.join("home");
    let mut driver = Driver::keeping(&home);
    driver.open(&write(folder, "a.txt", "زار علي NATO.\n".as_bytes()));
    for (piece, label) in [("علي", 1), ("NATO", 2)] {
        driver.select(piece, 0);
        driver.act(Action::Mark(label));
    }
    driver.act(Action::Undo);
    driver.act(Action::Redo);
    driver.act(Action::Save);
    driver.wait_for_journal();
    driver.end_at_once();
    let file = std::fs::read(folder.join("a.hashiya.ron")).unwrap();
    let entry = std::fs::read_dir(home.join("journal")).unwrap().next();
    let journal = std::fs::read(entry.unwrap().unwrap().path()).unwrap();
    (file, journal)
}

/// How often each byte is changed, and into what.
const CHANGES: [u8; 3] = [0x01, 0x20, 0x80];

/// Every line of a journal has its checksum: whatever byte is another, what is
/// made of it is the same document, or the damage is told.
#[test]
fn no_byte_of_a_journal_can_change_unnoticed() {
    let folder = folder();
    let (_, bytes) = small(folder.path());
    let whole = journal::replay(journal::read(&bytes), None)
        .unwrap()
        .document;
    // The first two lines hold the document before the first step.
    let mut newlines = memchr::memchr_iter(b'\n', &bytes);
    let steps = newlines.nth(1).unwrap();
    let (mut same, mut told, mut refused) = (0, 0, 0);
    for at in 0..bytes.len() {
        for change in CHANGES {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            let reading = journal::read(&changed);
            assert!(reading.damage.is_any(), "byte {at} ^ {change}");
            match journal::replay(reading, None) {
                Ok(replay) if replay.document.same_content(&whole) => same += 1,
                Ok(_) => told += 1,
                Err(_) => {
                    refused += 1;
                    assert!(at <= steps, "one step does not cost the others");
                }
            }
        }
    }
    println!(
        "{} bytes: {same} same, {told} less and told, {refused} refused",
        bytes.len()
    );
}

/// Whether a program that never saw a file says that it is another than was
/// saved.
fn is_told(folder: &Path, bytes: &[u8]) -> bool {
    let file = write(folder, "a.hashiya.ron", bytes);
    let mut driver = Driver::keeping(&folder.join("elsewhere"));
    driver.open(&file);
    let told = driver.messages().contains(&"notice-altered");
    driver.end_at_once();
    told
}

/// Whatever a file says after a byte of it has changed: it is refused, or the
/// document is the same, or its seal is broken, which whoever opens it is told.
/// The text and the places are the same even then.
#[test]
fn no_byte_of_a_file_can_change_unnoticed() {
    let folder = folder();
    let (bytes, _) = small(folder.path());
    let whole = annotation_file::read(&bytes).unwrap();
    let places = |document: &Document| -> Vec<_> {
        let all = document.annotations();
        all.map(|it| (it.id, it.pieces().to_vec())).collect()
    };
    assert_eq!(seal_of(&bytes), Seal::Whole);
    let (mut same, mut refused, mut others) = (0, 0, 0);
    for at in 0..bytes.len() {
        for change in CHANGES {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            match annotation_file::read(&changed) {
                Err(_) => refused += 1,
                Ok(document) if document.same_content(&whole) => same += 1,
                Ok(document) => {
                    others += 1;
                    assert_eq!(seal_of(&changed), Seal::Broken, "byte {at} ^ {change}");
                    if others % 8 == 0 {
                        assert!(is_told(folder.path(), &changed), "byte {at} ^ {change}");
                    }
                    assert_eq!(
                        document.article().text(),
                        whole.article().text(),
                        "byte {at}"
                    );
                    let spans = |all: Vec<(AnnotationId, Vec<_>)>| -> Vec<_> {
                        all.into_iter().map(|(_, pieces)| pieces).collect()
                    };
                    assert_eq!(
                        spans(places(&document)),
                        spans(places(&whole)),
                        "byte {at}: {:?}",
                        String::from_utf8_lossy(&changed[at.saturating_sub(30)..at + 1])
                    );
                }
            }
        }
    }
    println!(
        "{} bytes: {refused} refused, {same} the same, {others} another name, label or setting, and told",
        bytes.len()
    );
    assert!(refused > others);
}
