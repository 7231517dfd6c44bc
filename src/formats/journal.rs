//! The journal: what was done to a document since it was opened, one line for
//! each step, so that work outlives the program.
//!
//! A line is sixteen hexadecimal digits, a space, and a JSON object; the digits
//! are the beginning of the object's SHA-256. JSON has no newline in it, so a
//! damaged line spoils no other. Lines are numbered, so a lost one is noticed.
//! The first line says what document it is, the second holds it as it was (an
//! annotation file), and each that follows is a step that [`Document::apply`],
//! `undo` and `redo` make again, or says that a step is saved.
//!
//! Invariant: [`read`] and [`replay`] take any bytes, never break off, and say
//! of everything they leave out that they did. Knows no disk and no clock.

use serde::{Deserialize, Serialize};

use super::{annotation_file, digest};
use crate::document::{Document, SavePoint, Step};

/// The version of the journal's format that this program writes and reads.
pub const VERSION: u64 = 1;

/// The digits before each line's object.
const DIGITS: usize = 16;

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 0 without a gap.
    pub n: u64,
    /// When it was written, in milliseconds since 1970.
    pub at: u64,
    /// What it says.
    pub entry: Entry,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// What document the journal is of.
    Begin(Begin),
    /// The document before the first step, as an annotation file.
    Base(String),
    /// A step, and its number from 1.
    Step(u64, Step),
    /// The document was saved as it was after a step (0: before any).
    Saved {
        /// The step.
        through: u64,
        /// The annotation file.
        file: Option<String>,
        /// What it held then.
        seal: Seal,
    },
    /// No file holds the document any more: its file is gone, or holds what
    /// another program wrote, which the next save may replace.
    Unsaved {
        /// What the file holds that may be replaced; `None` where it is gone.
        seal: Option<Seal>,
    },
}

/// What document a journal is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// The version of the format.
    pub version: u64,
    /// The annotation file, where it has one or would be saved to one.
    pub file: Option<String>,
    /// The article's file, where it is known.
    pub article: Option<String>,
    /// What the document is called.
    pub name: String,
    /// What the file that was opened held; `None` where it is none of the
    /// person's.
    pub seal: Option<Seal>,
}

/// The length and the SHA-256 of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// In bytes.
    pub length: u64,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// What a journal's bytes hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The lines that could be read, in order.
    pub lines: Vec<Line>,
    /// What could not.
    pub damage: Damage,
    /// The bytes up to the end of the last whole line: what follows is a torn
    /// end, and may be cut off.
    pub whole_bytes: usize,
}

impl Reading {
    /// Puts a first line where the journal has lost it.
    pub fn give_beginning(&mut self, begin: Begin) {
        if beginning(&self.lines).is_none() {
            let entry = Entry::Begin(begin);
            self.lines.insert(0, Line { n: 0, at: 0, entry });
        }
    }
}

/// What is wrong with a journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// The bytes of a last line that was not written to its end.
    pub torn_bytes: usize,
    /// Lines that are not what was written.
    pub bad_lines: usize,
    /// Lines that are missing by their numbers.
    pub missing_lines: u64,
    /// Lines that a newer version of the program wrote.
    pub newer_lines: usize,
    /// Steps that could be read but no longer fit, since others before them
    /// are lost.
    pub unfit_steps: usize,
}

impl Damage {
    /// Whether anything but an unfinished last line is wrong.
    pub fn is_inside(&self) -> bool {
        self.bad_lines > 0 || self.missing_lines > 0 || self.newer_lines > 0 || self.unfit_steps > 0
    }

    /// Whether anything is wrong at all.
    pub fn is_any(&self) -> bool {
        self.torn_bytes > 0 || self.is_inside()
    }
}

/// What a journal makes of a document.
#[derive(Debug)]
pub struct Replay {
    /// What document it is of.
    pub begin: Begin,
    /// The document as it was after the last step, with its history. It counts
    /// as modified where not all of it is saved.
    pub document: Document,
    /// The last step's number; 0 where there is none.
    pub steps: u64,
    /// How many steps were made after the last save; all, where what was saved
    /// is in no file any more.
    pub unsaved: u64,
    /// When the last step was made, in milliseconds since 1970; 0 where there
    /// is none.
    pub last_at: u64,
    /// The annotation file it was last saved to, or would be.
    pub file: Option<String>,
    /// What that file was last known to hold.
    pub seal: Option<Seal>,
    /// What is wrong with the journal.
    pub damage: Damage,
    /// The lines that led here, numbered anew without a gap: a journal without
    /// the damage.
    pub lines: Vec<Line>,
}

/// Why a journal makes no document.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// Not one line could be read.
    #[error("nothing in it can be read")]
    Nothing,
    /// A newer version of the program has written it.
    #[error("a newer version of the program has written it (journal version {0})")]
    Newer(u64),
    /// The document before the first step is lost, and no file has it.
    #[error("the document before the first change is lost from it, and no file holds that")]
    NoBase,
    /// The document before the first step is no annotation file.
    #[error("the document before the first change cannot be read: {0}")]
    BadBase(#[source] annotation_file::ReadError),
}

/// A line as bytes, with the newline.
///
/// # Errors
/// Where the entry cannot be written as JSON, which no entry of ours is.
pub fn write(line: &Line) -> Result<String, serde_json::Error> {
    let object = serde_json::to_string(line)?;
    Ok(format!("{} {object}\n", checksum(object.as_bytes())))
}

fn checksum(object: &[u8]) -> String {
    let mut digits = digest::to_hex(&digest::sha256(object));
    digits.truncate(DIGITS);
    digits
}

/// Reads a journal. Whatever the bytes are, every whole line is found.
pub fn read(bytes: &[u8]) -> Reading {
    let whole_bytes = memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    let (whole, torn) = bytes.split_at(whole_bytes);
    let mut reading = Reading {
        whole_bytes,
        ..Reading::default()
    };
    reading.damage.torn_bytes = torn.len();
    let mut next = 0;
    for line in whole.split(|&byte| byte == b'\n') {
        if line.is_empty() {
            continue;
        }
        match read_line(line) {
            Some(Some(line)) if line.n >= next => {
                reading.damage.missing_lines += line.n - next;
                next = line.n.saturating_add(1);
                reading.lines.push(line);
            }
            // A number again is a line that does not belong there.
            Some(Some(_)) | None => reading.damage.bad_lines += 1,
            Some(None) => reading.damage.newer_lines += 1,
        }
    }
    // Each line that cannot be read leaves its number missing, too, unless it
    // is one of the last.
    let unread = (reading.damage.bad_lines + reading.damage.newer_lines) as u64;
    reading.damage.missing_lines = reading.damage.missing_lines.saturating_sub(unread);
    reading
}

/// A line's content; `Some(None)` where it is whole, but says what this
/// program does not know, and `None` where it is not what was written.
fn read_line(line: &[u8]) -> Option<Option<Line>> {
    let (digits, rest) = line.split_at_checked(DIGITS)?;
    let object = rest.strip_prefix(b" ")?;
    if checksum(object).as_bytes() != digits {
        return None;
    }
    Some(serde_json::from_slice(object).ok())
}

/// What document the lines are of, where that can be read.
pub fn beginning(lines: &[Line]) -> Option<&Begin> {
    match lines.first() {
        Some(Line {
            n: 0,
            entry: Entry::Begin(begin),
            ..
        }) => Some(begin),
        _ => None,
    }
}

/// Whether a step follows the last save, or what was saved is in no file any
/// more. Costs no document; where the person has gone back to what is saved,
/// [`replay`] knows better.
pub fn has_work(lines: &[Line]) -> bool {
    tells_work(lines).unwrap_or(false)
}

/// The same of a journal's last lines; `None` where it takes more of them to
/// know.
pub fn tells_work(lines: &[Line]) -> Option<bool> {
    let mut saved = None;
    for line in lines.iter().rev() {
        match line.entry {
            Entry::Step(number, _) => return Some(saved.is_none_or(|saved| number > saved)),
            Entry::Saved { through, .. } => {
                saved.get_or_insert(through);
            }
            Entry::Unsaved { .. } if saved.is_none() => return Some(true),
            Entry::Unsaved { .. } | Entry::Begin(_) | Entry::Base(_) => {}
        }
    }
    None
}

/// Makes the steps again. `base` is the document before the first one, for
/// where the journal has lost it. Where it has lost what document it is of,
/// the document itself says what it is called, and later lines may say which
/// file it has.
///
/// # Errors
/// Where there is nothing to make steps on.
pub fn replay(mut reading: Reading, base: Option<Document>) -> Result<Replay, ReplayError> {
    if reading.lines.is_empty() {
        return Err(ReplayError::Nothing);
    }
    reading.give_beginning(Begin {
        version: VERSION,
        ..Begin::default()
    });
    let mut begin = beginning(&reading.lines).cloned().unwrap_or_default();
    if begin.version > VERSION {
        return Err(ReplayError::Newer(begin.version));
    }
    let own = reading.lines.iter().find_map(|line| match &line.entry {
        Entry::Base(text) => Some(annotation_file::read(text.as_bytes())),
        _ => None,
    });
    let mut lines = reading.lines;
    let document = match (own, base) {
        (Some(Ok(document)), _) => document,
        (_, Some(document)) => {
            put_base(&mut lines, &document);
            document
        }
        (Some(Err(error)), None) => return Err(ReplayError::BadBase(error)),
        (None, None) => return Err(ReplayError::NoBase),
    };
    if begin.name.is_empty() {
        begin.name.clone_from(&document.source().name);
    }
    let mut player = Player::new(document, &begin, reading.damage);
    for line in lines {
        player.take(line);
    }
    Ok(player.finish(begin))
}

/// Puts a document where a journal has lost it: its line is the second.
fn put_base(lines: &mut Vec<Line>, document: &Document) {
    lines.retain(|line| !matches!(line.entry, Entry::Base(_)));
    let base = Line {
        n: 1,
        at: 0,
        entry: Entry::Base(annotation_file::write(document)),
    };
    let after = lines.iter().take_while(|line| line.n < 1).count();
    lines.insert(after, base);
}

/// The state of a replay.
struct Player {
    document: Document,
    /// The number of the line that should come next.
    next: u64,
    /// Whether lines were missing before the present one.
    broken: bool,
    /// For each change in the history since then, whether it was made here.
    done: Vec<bool>,
    undone: Vec<bool>,
    steps: u64,
    last_at: u64,
    saved: u64,
    /// The saved place, where the replay has come by it whole.
    point: Option<SavePoint>,
    points: Vec<(u64, SavePoint)>,
    file: Option<String>,
    seal: Option<Seal>,
    damage: Damage,
    lines: Vec<Line>,
}

impl Player {
    fn new(document: Document, begin: &Begin, damage: Damage) -> Self {
        let start = document.save_point();
        Self {
            document,
            next: 0,
            broken: false,
            done: Vec::new(),
            undone: Vec::new(),
            steps: 0,
            last_at: 0,
            saved: 0,
            point: Some(start),
            points: vec![(0, start)],
            file: begin.file.clone(),
            seal: begin.seal.clone(),
            damage,
            lines: Vec::new(),
        }
    }

    fn take(&mut self, line: Line) {
        if line.n != self.next {
            self.broken = true;
            // What is saved cannot be known to be what is made here.
            self.point = None;
            self.points.clear();
            self.done.clear();
            self.undone.clear();
        }
        self.next = line.n.saturating_add(1);
        let fits = match &line.entry {
            Entry::Begin(_) | Entry::Base(_) => true,
            Entry::Step(number, step) => self.step(*number, step, line.at),
            Entry::Saved {
                through,
                file,
                seal,
            } => {
                self.saved = *through;
                let known = self.points.iter().find(|(step, _)| step == through);
                self.point = known.map(|(_, point)| *point);
                // Now, since steps that follow may leave no way back there.
                if let Some(point) = self.point {
                    self.document.mark_saved_at(point);
                }
                self.file = file.clone().or(self.file.take());
                self.seal = Some(seal.clone());
                true
            }
            Entry::Unsaved { seal } => {
                self.saved = 0;
                self.point = None;
                self.seal.clone_from(seal);
                true
            }
        };
        if fits {
            let n = self.lines.len() as u64;
            self.lines.push(Line { n, ..line });
        }
    }

    fn step(&mut self, number: u64, step: &Step, at: u64) -> bool {
        self.steps = number;
        self.last_at = at;
        let fits = match step {
            Step::Apply(change, _) if !change.edits.iter().all(annotation_file::extras_fit) => {
                self.done.push(false);
                self.undone.clear();
                false
            }
            Step::Apply(change, selection) => {
                let before = self.document.revision();
                let applied = self.document.apply(change.clone(), *selection).is_ok()
                    && self.document.revision() != before;
                self.done.push(applied);
                self.undone.clear();
                applied
            }
            Step::Undo => self.go_back(),
            Step::Redo => self.go_forward(),
        };
        if fits {
            self.points.push((number, self.document.save_point()));
        } else {
            self.damage.unfit_steps += 1;
        }
        fits
    }

    /// Takes back what was made here; what was made in lines that are lost
    /// cannot be.
    fn go_back(&mut self) -> bool {
        match self.done.pop() {
            Some(made) => {
                self.undone.push(made);
                made && self.document.undo().is_some()
            }
            None => !self.broken && self.document.undo().is_some(),
        }
    }

    fn go_forward(&mut self) -> bool {
        match self.undone.pop() {
            Some(made) => {
                self.done.push(made);
                made && self.document.redo().is_some()
            }
            None => false,
        }
    }

    fn finish(mut self, begin: Begin) -> Replay {
        match self.point {
            Some(point) => self.document.mark_saved_at(point),
            None => self.document.mark_unsaved(),
        }
        Replay {
            begin,
            document: self.document,
            steps: self.steps,
            unsaved: self.steps.saturating_sub(self.saved),
            last_at: self.last_at,
            file: self.file,
            seal: self.seal,
            damage: self.damage,
            lines: self.lines,
        }
    }
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
