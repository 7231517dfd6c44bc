//! What several integration tests need: the program without a screen, with a
//! disk of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hashiya::app::find::Progress;
use hashiya::app::worker::Workers;
use hashiya::app::{Action, App, Command, Effect, Effects, Safety, Tab, resolve};
use hashiya::document::Selection;
use hashiya::store::Settings;
use hashiya::text::ByteOffset;

/// An article with a repeated name, Latin letters and digits.
pub const ARTICLE: &str = "زار محمد علي القاهرة مع 560 جنديا.\nقال NATO إن محمد علي غادر.\n";

/// The state and its workers, driven as a window drives them.
pub struct Driver {
    pub app: App,
    workers: Workers,
    /// Effects that only a screen could carry out.
    pub pending: Vec<Effect>,
}

impl Driver {
    pub fn new() -> Self {
        Self {
            app: App::new(Settings::default()),
            workers: Workers::new(Arc::new(|| {}), None),
            pending: Vec::new(),
        }
    }

    /// A driver that keeps journals and earlier versions in this folder.
    pub fn keeping(folder: &Path) -> Self {
        let mut driver = Self::new();
        driver.workers = Workers::new(Arc::new(|| {}), None).keeping(Some(folder.to_owned()));
        driver
    }

    /// A driver with this article open.
    pub fn with_article(folder: &Path, text: &str) -> Self {
        let mut driver = Self::new();
        driver.open(&write(folder, "article.txt", text.as_bytes()));
        driver
    }

    /// Carries a command out and waits for the workers it sets to work.
    pub fn send(&mut self, command: Command) {
        let effects = self.app.handle(command);
        self.carry_out(effects);
    }

    /// Carries a command out, but leaves its effects undone.
    pub fn send_only(&mut self, command: Command) -> Vec<Effect> {
        self.app.handle(command).0
    }

    pub fn carry_out(&mut self, effects: Effects) {
        for effect in effects.0 {
            match effect {
                Effect::Load(source) => {
                    self.workers.load(source);
                    self.take_answer();
                }
                Effect::Save(job) => {
                    self.workers.save(job);
                    self.take_answer();
                }
                Effect::Journal(jobs) => self.workers.keep(jobs),
                Effect::FindWork => {
                    self.workers.find_work();
                    self.take_answer();
                }
                Effect::LookAtFiles(watched) => {
                    let count = watched.len();
                    self.workers.look(watched);
                    for _ in 0..count {
                        self.take_answer();
                    }
                }
                Effect::Labels(job) => {
                    self.workers.labels(job);
                    self.take_answer();
                }
                Effect::ListEarlier { tab, path } => {
                    self.workers.list_earlier(tab, path);
                    self.take_answer();
                }
                Effect::Find(job) => {
                    self.workers.find(job);
                    while *self.tab().find.progress() == Progress::Searching {
                        self.take_answer();
                    }
                }
                Effect::FindOccurrences(job) => {
                    self.workers.find_occurrences(job);
                    while self.app.mark_all().is_some_and(|asked| !asked.is_over()) {
                        self.take_answer();
                    }
                }
                Effect::ReadFigures(job) => {
                    self.workers.read_figures(job);
                    self.take_answer();
                }
                Effect::ExportFigures(job) => {
                    self.workers.export_figures(job);
                    self.take_answer();
                }
                Effect::CompareForMerge(job) => {
                    self.workers.compare_for_merge(job);
                    self.take_answer();
                }
                Effect::Reanchor(job) => {
                    self.workers.reanchor(job);
                    self.take_answer();
                }
                Effect::Propose(job) => {
                    self.workers.propose(job);
                    self.take_answer();
                }
                Effect::KeepSettings(_) => {}
                other => self.pending.push(other),
            }
        }
    }

    /// Waits for an answer of a worker; what the journal says comes in between.
    fn take_answer(&mut self) {
        loop {
            let answer = self.workers.wait_for_answer().expect("a worker answers");
            let is_of_journal = matches!(answer, Command::Kept(_) | Command::Held(..));
            self.send(answer);
            if !is_of_journal {
                return;
            }
        }
    }

    /// Waits until the journal has answered for every step of the tab shown.
    pub fn wait_for_journal(&mut self) {
        while self.tab().safety() == Safety::Writing {
            self.take_answer_of_journal();
        }
    }

    /// Takes answers of the journal until something is so.
    pub fn wait_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        while !is_so(self) {
            self.take_answer_of_journal();
        }
    }

    /// Waits for one answer of the journal.
    pub fn take_answer_of_journal(&mut self) {
        let answer = self.workers.wait_for_answer().expect("the journal answers");
        self.send(answer);
    }

    /// Waits until the claim on a file is made, or is gone.
    pub fn wait_for_claim(&self, file: &Path, is_made: bool) {
        let claim = claim_of(file);
        for _ in 0..2000 {
            if claim.is_file() == is_made {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("{}: {is_made}", claim.display());
    }

    /// Ends as a program does that is killed: nothing more is written, and the
    /// system lets go of its locks.
    pub fn end_at_once(self) {
        drop(self.workers);
    }

    /// Does what an action's key would do; panics where it is greyed out.
    pub fn act(&mut self, action: Action) {
        let command = resolve(action, &self.app);
        self.send(command.unwrap_or_else(|| panic!("{action:?} is greyed out")));
    }

    pub fn can(&self, action: Action) -> bool {
        resolve(action, &self.app).is_some()
    }

    pub fn open(&mut self, path: &Path) {
        self.send(Command::OpenPaths(vec![path.to_owned()]));
    }

    pub fn tab(&self) -> &Tab {
        self.app.active_tab().expect("a tab is open")
    }

    /// Selects the `nth` occurrence (from 0) of a piece of text.
    pub fn select(&mut self, piece: &str, nth: usize) {
        let text = self.tab().document.article().text();
        let (start, _) = text.match_indices(piece).nth(nth).expect("it is there");
        let selection = Selection {
            anchor: ByteOffset(start),
            focus: ByteOffset(start + piece.len()),
        };
        self.send(Command::SetSelection(selection));
    }

    /// The selected text.
    pub fn selected(&self) -> &str {
        let tab = self.tab();
        tab.document.article().slice(tab.selection.span())
    }

    /// All annotations as `label:text`, in reading order.
    pub fn annotations(&self) -> Vec<String> {
        let document = &self.tab().document;
        let shown = document.annotations().map(|annotation| {
            let text = document.article().slice(annotation.span());
            format!("{}:{text}", annotation.label)
        });
        shown.collect()
    }

    /// The keys of the messages shown.
    pub fn messages(&self) -> Vec<&'static str> {
        let messages = self.app.messages().iter();
        messages.map(|message| message.text.key).collect()
    }
}

/// Where the claim on an annotation file lies.
pub fn claim_of(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap().to_str().unwrap();
    file.with_file_name(format!(".~lock.{name}#"))
}

pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the folder is writable");
    path
}

pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}
