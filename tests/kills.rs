//! `hashiya apply` killed at any moment: what it has answered for is there, and
//! nothing else. `HASHIYA_KILLS` asks for more kills.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hashiya::document::Document;
use hashiya::formats::annotation_file;
use hashiya::store::{Home, journal};
use serde_json::{Value, json};

use crate::util::driver::{folder, write};

/// Letters enough for every edit to have words of its own.
const WORDS: usize = 400;

fn text() -> String {
    let words = (0..WORDS).map(|number| format!("w{number:03} "));
    words.collect()
}

/// Annotations by number, as a plain list that knows nothing of documents.
type State = BTreeMap<u64, (String, usize, usize)>;

/// What the edits must come to: every state of the history, and where it is.
#[derive(Clone)]
struct Model {
    states: Vec<State>,
    at: usize,
    next_id: u64,
}

impl Model {
    fn new() -> Self {
        Self {
            states: vec![State::new()],
            at: 0,
            next_id: 1,
        }
    }

    fn state(&self) -> &State {
        &self.states[self.at]
    }

    /// The next edit, chosen by chance, with the model as it is then.
    fn edit(&self, chance: &mut Chance) -> (Value, Self) {
        let mut next = self.clone();
        let what = chance.below(10);
        let known: Vec<u64> = self.state().keys().copied().collect();
        let edit = match what {
            0 if self.at > 0 => {
                next.at -= 1;
                json!({"op": "undo"})
            }
            1 if self.at + 1 < self.states.len() => {
                next.at += 1;
                json!({"op": "redo"})
            }
            2 if !known.is_empty() => {
                let id = known[chance.below(known.len())];
                next.push(|state| drop(state.remove(&id)));
                json!({"op": "remove", "id": id})
            }
            _ => {
                let id = self.next_id;
                let word = usize::try_from(id).unwrap() % WORDS;
                let label = ["person", "place", "figure"][chance.below(3)];
                let (start, end) = (word * 5, word * 5 + 4);
                let what = (label.to_owned(), start, end);
                next.push(|state| drop(state.insert(id, what)));
                next.next_id += 1;
                json!({"op": "add", "id": id, "label": label, "start": start, "end": end})
            }
        };
        (edit, next)
    }

    fn push(&mut self, change: impl FnOnce(&mut State)) {
        let mut state = self.state().clone();
        change(&mut state);
        self.states.truncate(self.at + 1);
        self.states.push(state);
        self.at += 1;
    }
}

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn state_of(document: &Document) -> State {
    let of = |it: &hashiya::document::Annotation| {
        let span = document.article().char_span(it.span());
        (it.id.0, (it.label.to_string(), span.start.0, span.end.0))
    };
    document.annotations().map(of).collect()
}

fn hashiya(folder: &Path, command: &str) -> Command {
    let mut it = Command::new(env!("CARGO_BIN_EXE_hashiya"));
    it.arg(command).arg("a.txt").current_dir(folder);
    it.env("XDG_DATA_HOME", folder.join("data"));
    it
}

/// Gives edits until it is killed; answers the models after each edit that was
/// given, and how many were answered for.
fn killed(folder: &Path, start: &Model, chance: &mut Chance, may_end: bool) -> (Vec<Model>, usize) {
    let mut child = hashiya(folder, "apply")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let answered = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&answered);
    let output = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let Ok(answer) = serde_json::from_str::<Value>(&line) else {
                // The last line of a program that is killed may be torn.
                break;
            };
            assert_eq!(answer["ok"], json!(true), "{line}");
            assert_eq!(answer.get("kept"), None, "{line}");
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let wanted = chance.below(40);
    let mut models = vec![start.clone()];
    while models.len() <= wanted || answered.load(Ordering::SeqCst) == 0 {
        let burst = 1 + chance.below(8);
        let mut lines = Vec::new();
        for _ in 0..burst {
            let (edit, next) = models[models.len() - 1].edit(chance);
            lines.extend(format!("{edit}\n").into_bytes());
            models.push(next);
        }
        if input.write_all(&lines).is_err() {
            break;
        }
        if chance.below(3) > 0 {
            std::thread::sleep(Duration::from_micros(chance.below(3000) as u64));
        }
    }
    // Sometimes the end of the input comes first, and it is killed as it saves.
    if may_end && chance.below(3) == 0 {
        drop(input);
    }
    std::thread::sleep(Duration::from_micros(chance.below(6000) as u64));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    let answered = answered.load(Ordering::SeqCst);
    (models, answered)
}

/// What is there of a document: in its journal, or else in its file.
fn found(folder: &Path) -> State {
    let home = Home::new(folder.join("data/hashiya"));
    let file = folder.join("a.hashiya.ron");
    match journal::work_on(&home, &folder.join("a.txt")) {
        Some(work) => {
            assert!(!work.summary.damage.is_inside(), "{:?}", work.summary);
            state_of(&work.document)
        }
        None => match std::fs::read(file) {
            Ok(bytes) => state_of(&annotation_file::read(&bytes).unwrap()),
            Err(_) => State::new(),
        },
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_apply_has_answered_for_survives_any_kill() {
    let kills = std::env::var("HASHIYA_KILLS").ok();
    let kills: usize = kills.and_then(|n| n.parse().ok()).unwrap_or(8);
    let mut done = 0;
    let mut chance = Chance(7);
    let mut edits = 0;
    while done < kills {
        let folder = folder();
        let folder = folder.path();
        let article = write(folder, "a.txt", text().as_bytes());
        let mut model = Model::new();
        // Killed up to three times before anybody recovers anything.
        for _ in 0..=chance.below(3) {
            let (models, answered) = killed(folder, &model, &mut chance, true);
            done += 1;
            edits += answered;
            let found = found(folder);
            let fits = (answered..models.len()).find(|&at| *models[at].state() == found);
            let at = fits.unwrap_or_else(|| {
                panic!(
                    "kill {done}: {answered} of {} answered: {found:?}",
                    models.len() - 1
                )
            });
            model = models[at].clone();
            // A file that was written has no history before it.
            let saved = std::fs::read(folder.join("a.hashiya.ron"));
            if let Ok(bytes) = saved {
                annotation_file::read(&bytes).expect("a file is whole or not there");
            }
            let home = Home::new(folder.join("data/hashiya"));
            if journal::work_on(&home, &article).is_none() {
                model = Model {
                    states: vec![found],
                    at: 0,
                    ..model
                };
            }
        }
        let recovered = hashiya(folder, "recover").output().unwrap();
        assert!(
            matches!(recovered.status.code(), Some(0 | 1)),
            "{recovered:?}"
        );
        let bytes = std::fs::read(folder.join("a.hashiya.ron")).unwrap_or_else(|error| {
            panic!("{error}: {recovered:?}");
        });
        assert_eq!(
            state_of(&annotation_file::read(&bytes).unwrap()),
            *model.state()
        );
        assert_eq!(std::fs::read(&article).unwrap(), text().as_bytes());
        let again = hashiya(folder, "recover").output().unwrap();
        assert_eq!(again.status.code(), Some(1), "nothing is left: {again:?}");
    }
    println!("{done} kills, {edits} edits answered for, none lost");
}

#[cfg(target_os = "linux")]
#[test]
fn apply_says_that_it_goes_on_with_work_and_recovers_it_by_saving() {
    let folder = folder();
    let folder = folder.path();
    write(folder, "a.txt", text().as_bytes());
    let mut chance = Chance(1);
    let mut model = Model::new();
    while found(folder).is_empty() {
        let (models, _) = killed(folder, &model, &mut chance, false);
        let found = found(folder);
        model = models.into_iter().rfind(|it| *it.state() == found).unwrap();
    }
    let before = found(folder).len();
    let mut child = hashiya(folder, "apply")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let edit = json!({"op": "add", "id": 9000, "label": "place", "start": 0, "end": 4});
    let mut input = child.stdin.take().unwrap();
    input.write_all(format!("{edit}\n").as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("brought back"), "{said}");
    let saved = std::fs::read(folder.join("a.hashiya.ron")).unwrap();
    let saved = state_of(&annotation_file::read(&saved).unwrap());
    assert_eq!(saved.len(), before + 1);
    assert_eq!(
        hashiya(folder, "recover").output().unwrap().status.code(),
        Some(1)
    );
}
