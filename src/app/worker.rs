//! The threads that read and write files, and search, while the window stays
//! awake.
//!
//! Invariant: whoever is asked answers with a command, even where a thread
//! could not be started or broke off, and then wakes whoever waits; only a
//! search that was stopped says nothing more. All writing
//! is done by one thread in the order it was asked for, and is finished before
//! the workers are dropped.

mod jobs;

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use self::jobs::{Job, target_name};
use crate::store::journal::Works;
use crate::store::{Home, SeenFiles, Settings, journal};

use super::claims::{ClaimJob, Claims, RENEW_EVERY};
use super::command::{Command, Failure, LoadFrom, Loaded, SaveJob, Watched};
use super::figures::{ExportJob, FiguresJob};
use super::find::{self, FindJob, Found, Progress};
use super::journal::{JournalJob, Keeper, KeptSteps, fault};
use super::labels::LabelJob;
use super::load::load;
use super::mark_all::{self, OccurrenceJob, Proposed};
use super::merging::{Compared, MergeJob, compare};
use super::message::Dialog;
use super::reanchor::{self, ProposeJob, ReanchorAnswer, ReanchorJob};
use super::tab::TabId;

/// Called by a worker when it has answered.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where workers leave their answers.
#[derive(Clone)]
pub struct Answers {
    sender: Sender<Command>,
    wake: Wake,
}

/// The threads and what they have answered.
pub struct Workers {
    answers: Answers,
    receiver: Receiver<Command>,
    writer: Option<Writer>,
    keeper: Option<KeeperThread>,
    claims: Option<ClaimThread>,
    settings_path: Option<PathBuf>,
    home: Option<Home>,
    /// Dropped, no alarm goes off any more.
    alarms: BTreeMap<TabId, Sender<()>>,
}

struct KeeperThread {
    jobs: Sender<Vec<JournalJob>>,
    thread: JoinHandle<()>,
}

struct ClaimThread {
    jobs: Sender<Vec<ClaimJob>>,
    thread: JoinHandle<()>,
}

/// Something that threads are still doing.
struct Settling(Vec<Receiver<()>>);

/// How long a document that is opened waits for that: a disk that does not
/// answer must not hold it up.
const SETTLING_PATIENCE: Duration = Duration::from_secs(2);

impl Settling {
    fn wait(&self) {
        for wait in &self.0 {
            // The sender is dropped when it is done.
            let _ = wait.recv_timeout(SETTLING_PATIENCE);
        }
    }
}

struct Writer {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

/// Threads for what a view wants to know of a text: long work that changes no
/// state, so that it answers to the view itself and not by a command. Whoever
/// starts it tells it when it is no longer wanted.
#[derive(Clone)]
pub struct Helpers {
    wake: Wake,
    wake_soon: Wake,
}

impl Helpers {
    /// Helpers that call `wake` when they are done. `wake_soon` is for answers
    /// that come in great number: it may let some time pass, and calls made
    /// meanwhile count as one.
    pub fn new(wake: Wake, wake_soon: Wake) -> Self {
        Self { wake, wake_soon }
    }

    /// How many can work at a time.
    pub fn count() -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }

    /// Has a piece of work done on a thread of its own; says whether one could
    /// be started. Work that breaks off is noted in the log.
    pub fn start(&self, work: impl FnOnce() + Send + 'static) -> bool {
        let wake = Arc::clone(&self.wake);
        let thread = std::thread::Builder::new().name("hashiya-help".to_owned());
        let started = thread.spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(work));
            if let Err(panic) = done {
                tracing::error!("a helper broke off: {}", panic_message(&*panic));
            }
            wake();
        });
        started.is_ok()
    }

    /// Wakes whoever waits, before long.
    pub fn wake_soon(&self) {
        (self.wake_soon)();
    }
}

impl Answers {
    /// Leaves an answer and wakes whoever waits for one. A file that was picked
    /// to be written gets its one name on the way, by which tabs know theirs:
    /// asking the disk for it is a worker's to do.
    pub fn send(&self, command: Command) {
        let command = match command {
            Command::SaveTo {
                tab,
                path,
                overwrite,
            } => Command::SaveTo {
                tab,
                path: target_name(path),
                overwrite,
            },
            other => other,
        };
        // Nobody waits any more once the window is gone.
        if self.sender.send(command).is_ok() {
            (self.wake)();
        }
    }
}

impl Workers {
    /// No thread yet. Settings go to `settings_path`, or nowhere.
    pub fn new(wake: Wake, settings_path: Option<PathBuf>) -> Self {
        let (sender, receiver) = channel();
        Self {
            answers: Answers { sender, wake },
            receiver,
            writer: None,
            keeper: None,
            claims: None,
            settings_path,
            home: None,
            alarms: BTreeMap::new(),
        }
    }

    /// The same, keeping earlier versions and journals in this folder.
    pub fn keeping(mut self, folder: Option<PathBuf>) -> Self {
        self.home = folder.map(Home::new);
        self
    }

    /// The next answer that has come in; never waits.
    pub fn next_answer(&self) -> Option<Command> {
        self.receiver.try_recv().ok()
    }

    /// Waits for the next answer; for tests, and for nothing on the screen.
    pub fn wait_for_answer(&self) -> Option<Command> {
        let patience = std::time::Duration::from_secs(30);
        self.receiver.recv_timeout(patience).ok()
    }

    /// Where other workers, such as a file dialog's, leave their answers.
    pub fn answers(&self) -> Answers {
        self.answers.clone()
    }

    /// Has a piece of work done on a thread of its own, which leaves its answers
    /// itself. Where it breaks off, or no thread can be had, `failed` is the
    /// answer.
    fn start(
        &self,
        name: &str,
        work: impl FnOnce(&Answers) + Send + 'static,
        failed: impl Fn(String) -> Command + Clone + Send + 'static,
    ) {
        let (answers, refused) = (self.answers(), failed.clone());
        let work = move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&answers))) {
                answers.send(failed(panic_message(&*panic)));
            }
        };
        let thread = std::thread::Builder::new().name(format!("hashiya-{name}"));
        if let Err(error) = thread.spawn(work) {
            self.answers.send(refused(error.to_string()));
        }
    }

    /// Reads a document.
    pub fn load(&self, asked: LoadFrom) {
        let (for_failure, home) = (asked.clone(), self.home.clone());
        let failed = move |reason: String| {
            Command::Loaded(Loaded {
                asked: for_failure.clone(),
                outcome: Err(Failure::broken(&reason).into()),
            })
        };
        let settled = self.settling();
        let work = move |answers: &Answers| {
            settled.wait();
            let outcome = load(&asked, home.as_ref());
            answers.send(Command::Loaded(Loaded { asked, outcome }));
        };
        self.start("load", work, failed);
    }

    /// Looks for words, and answers with what it finds as it goes. Who stops it
    /// waits for nothing more.
    pub fn find(&self, job: FindJob) {
        let (tab, number) = (job.tab, job.number);
        let failed = move |reason| {
            Command::Found(Found {
                tab,
                number,
                hits: Vec::new(),
                progress: Progress::Failed(reason),
            })
        };
        let work = move |answers: &Answers| {
            find::search(&job, |found| answers.send(Command::Found(found)));
        };
        self.start("find", work, failed);
    }

    /// Looks for a name, and answers with where it stands as it goes. Who stops it
    /// waits for nothing more.
    pub fn find_occurrences(&self, job: OccurrenceJob) {
        let number = job.number;
        let failed = move |reason| {
            Command::Proposed(Proposed {
                number,
                places: Vec::new(),
                progress: Progress::Failed(reason),
            })
        };
        let work = move |answers: &Answers| {
            mark_all::search(&job, |proposed| answers.send(Command::Proposed(proposed)));
        };
        self.start("occurrences", work, failed);
    }

    /// Reads figures.
    pub fn read_figures(&self, job: FiguresJob) {
        let failed = |reason: String| {
            let failure = Failure::broken(&reason);
            Command::ShowDialog(Dialog::Error(failure))
        };
        let work = move |answers: &Answers| {
            let certain = job.certain();
            answers.send(Command::FiguresRead(job.tab, job.revision, certain));
        };
        self.start("figures", work, failed);
    }

    /// Writes a table of figures after everything that was to be written before.
    pub fn export_figures(&mut self, job: ExportJob) {
        self.write(Job::Export(job));
    }

    /// Compares a document with a file.
    pub fn compare_for_merge(&self, job: MergeJob) {
        let number = job.number;
        let failed = move |reason: String| {
            Command::Compared(Compared {
                number,
                outcome: Err(Failure::broken(&reason)),
            })
        };
        let work = move |answers: &Answers| answers.send(Command::Compared(compare(job)));
        self.start("merge", work, failed);
    }

    /// Takes a document over onto another version of its text. Who stops it waits
    /// for nothing more.
    pub fn reanchor(&self, job: ReanchorJob) {
        let (number, home) = (job.number, self.home.clone());
        let failed = move |reason: String| {
            let outcome = Err(Failure::broken(&reason).into());
            Command::Reanchored(Box::new(ReanchorAnswer { number, outcome }))
        };
        let work = move |answers: &Answers| {
            if let Some(answer) = reanchor::compare(&job, home.as_ref()) {
                answers.send(Command::Reanchored(Box::new(answer)));
            }
        };
        self.start("reanchor", work, failed);
    }

    /// Looks where lost annotations may belong.
    pub fn propose(&self, job: ProposeJob) {
        let tab = job.tab;
        let failed = move |_| Command::LostProposed(tab, Default::default());
        let work = move |answers: &Answers| {
            let found = reanchor::propose(&job);
            answers.send(Command::LostProposed(tab, found));
        };
        self.start("propose", work, failed);
    }

    /// Writes a snapshot after everything that was to be written before.
    pub fn save(&mut self, job: SaveJob) {
        self.write(Job::Save(job));
    }

    /// Answers [`Command::SaveByItself`] after a time. Where no thread can be
    /// started, it answers at once.
    pub fn save_soon(&mut self, tab: TabId, after: Duration) {
        let answers = self.answers();
        let (stop, stopped) = channel::<()>();
        self.alarms.insert(tab, stop);
        let wait = move || {
            if stopped.recv_timeout(after) == Err(RecvTimeoutError::Timeout) {
                answers.send(Command::SaveByItself(tab));
            }
        };
        let thread = std::thread::Builder::new().name("hashiya-alarm".to_owned());
        if thread.spawn(wait).is_err() {
            self.answers.send(Command::SaveByItself(tab));
        }
    }

    /// Keeps the settings; where that fails, the log says so.
    pub fn keep_settings(&mut self, settings: Settings) {
        if let Some(path) = self.settings_path.clone() {
            self.write(Job::Settings(settings, path));
        }
    }

    /// Looks whether files hold what they held.
    pub fn look(&mut self, watched: Vec<Watched>) {
        self.write(Job::Look(watched));
    }

    /// Lists the earlier versions of a file.
    pub fn list_earlier(&mut self, tab: TabId, path: PathBuf) {
        self.write(Job::Earlier(tab, path));
    }

    /// Reads or writes a file of labels.
    pub fn labels(&mut self, job: LabelJob) {
        self.write(Job::Labels(job));
    }

    /// Looks for work that an earlier run has left.
    pub fn find_work(&self) {
        let Some(home) = self.home.clone() else {
            self.answers.send(Command::WorkFound(Works::default()));
            return;
        };
        let failed = |_| Command::WorkFound(Works::default());
        let work = move |answers: &Answers| {
            answers.send(Command::WorkFound(journal::works(&home)));
            let _ = catch_unwind(AssertUnwindSafe(|| journal::tidy(&home)));
        };
        self.start("find-work", work, failed);
    }

    /// Keeps what was done, on a thread that does nothing else: a save to a
    /// slow disk must not hold it up.
    pub fn keep(&mut self, jobs: Vec<JournalJob>) {
        let Some(home) = self.home.clone() else {
            return;
        };
        self.claim(jobs.iter().filter_map(ClaimJob::of).collect());
        if self.keeper.is_none() {
            match KeeperThread::start(self.answers.clone(), home) {
                Ok(keeper) => self.keeper = Some(keeper),
                Err(error) => refuse_jobs(&jobs, &error, &self.answers),
            }
        }
        if let Some(keeper) = &self.keeper {
            // It answers its own panics, and ends only with the workers.
            let _ = keeper.jobs.send(jobs);
        }
    }

    /// What was asked of the journal and of the claims until now. Whoever looks
    /// at them waits for it, or finds held what this program is about to let
    /// go of.
    fn settling(&self) -> Settling {
        let mut waits = Vec::new();
        if let Some(keeper) = &self.keeper {
            let (done, wait) = channel();
            let _ = keeper.jobs.send(vec![JournalJob::Done(done)]);
            waits.push(wait);
        }
        if let Some(claims) = &self.claims {
            let (done, wait) = channel();
            let _ = claims.jobs.send(vec![ClaimJob::Done(done)]);
            waits.push(wait);
        }
        Settling(waits)
    }

    /// Claims files, or lets go of them; without a thread to be had, nobody is
    /// told who edits what.
    fn claim(&mut self, jobs: Vec<ClaimJob>) {
        if jobs.is_empty() {
            return;
        }
        if self.claims.is_none() {
            self.claims = ClaimThread::start(self.answers.clone()).ok();
        }
        if let Some(claims) = &self.claims {
            let _ = claims.jobs.send(jobs);
        }
    }

    fn write(&mut self, job: Job) {
        let job = match &self.writer {
            Some(writer) => match writer.jobs.send(job) {
                Ok(()) => return,
                Err(refused) => refused.0,
            },
            None => job,
        };
        match Writer::start(self.answers(), self.home.clone()) {
            Ok(writer) => {
                // A thread that has just started takes its first job.
                let _ = writer.jobs.send(job);
                self.writer = Some(writer);
            }
            Err(error) => job.refuse(&self.answers, &error.to_string()),
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            drop(writer.jobs);
            // It answers its own panics; there is nothing left to say.
            let _ = writer.thread.join();
        }
        if let Some(keeper) = self.keeper.take() {
            drop(keeper.jobs);
            let _ = keeper.thread.join();
        }
        if let Some(claims) = self.claims.take() {
            drop(claims.jobs);
            let _ = claims.thread.join();
        }
    }
}

impl KeeperThread {
    fn start(answers: Answers, home: Home) -> std::io::Result<Self> {
        let (jobs, queue) = channel::<Vec<JournalJob>>();
        let thread = std::thread::Builder::new()
            .name("hashiya-journal".to_owned())
            .spawn(move || {
                let mut keeper = Keeper::new(home);
                while let Ok(first) = queue.recv() {
                    // What came in meanwhile shares one sync.
                    let jobs = std::iter::once(first).chain(queue.try_iter()).flatten();
                    let kept = catch_unwind(AssertUnwindSafe(|| keeper.take(jobs)));
                    let kept = kept.unwrap_or_else(|panic| {
                        let reason = std::io::Error::other(panic_message(&*panic));
                        let tabs = keeper.tabs().into_iter();
                        tabs.map(|(tab, through)| {
                            Command::Kept(KeptSteps {
                                tab,
                                journal: None,
                                through,
                                fault: Some(fault(&reason)),
                            })
                        })
                        .collect()
                    });
                    for answer in kept {
                        answers.send(answer);
                    }
                }
            })?;
        Ok(Self { jobs, thread })
    }
}

impl ClaimThread {
    fn start(answers: Answers) -> std::io::Result<Self> {
        let (jobs, queue) = channel::<Vec<ClaimJob>>();
        let thread = std::thread::Builder::new()
            .name("hashiya-claim".to_owned())
            .spawn(move || {
                let mut claims = Claims::default();
                loop {
                    let jobs = match queue.recv_timeout(RENEW_EVERY) {
                        Ok(jobs) => jobs,
                        Err(RecvTimeoutError::Timeout) => vec![ClaimJob::Look],
                        Err(RecvTimeoutError::Disconnected) => break,
                    };
                    let taken = catch_unwind(AssertUnwindSafe(|| claims.take(jobs.into_iter())));
                    // Who edits what is then as it was.
                    for answer in taken.unwrap_or_default() {
                        answers.send(answer);
                    }
                }
            })?;
        Ok(Self { jobs, thread })
    }
}

/// Says of every document among the jobs that its steps are not kept.
fn refuse_jobs(jobs: &[JournalJob], error: &std::io::Error, answers: &Answers) {
    for job in jobs {
        if let JournalJob::Open { tab, .. } | JournalJob::Step(tab, _) = job {
            answers.send(Command::Kept(KeptSteps {
                tab: *tab,
                journal: None,
                through: 0,
                fault: Some(fault(error)),
            }));
        }
    }
}

impl Writer {
    fn start(answers: Answers, home: Option<Home>) -> std::io::Result<Self> {
        let (jobs, queue) = channel::<Job>();
        let thread = std::thread::Builder::new()
            .name("hashiya-write".to_owned())
            .spawn(move || {
                let mut files = SeenFiles::default();
                for job in queue {
                    // Saves answer their own panics; none may end what waits.
                    let run = || job.run(&answers, home.as_ref(), &mut files);
                    if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
                        tracing::error!("the writer broke off: {}", panic_message(&*panic));
                    }
                }
            })?;
        Ok(Self { jobs, thread })
    }
}

/// Says on standard error, should the program break off, that the work is not
/// lost. A worker that breaks off is caught, and says what failed itself.
pub fn tell_where_work_is(message: String) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        before(panic);
        let thread = std::thread::current();
        if !thread
            .name()
            .is_some_and(|name| name.starts_with("hashiya-"))
        {
            eprintln!("hashiya: {message}");
        }
    }));
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let owned = || panic.downcast_ref::<String>().cloned();
    text.or_else(owned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tab::TabId;

    #[test]
    fn an_alarm_goes_off_once_and_not_after_the_workers_have_gone() {
        let mut workers = Workers::new(Arc::new(|| {}), None);
        workers.save_soon(TabId(1), Duration::from_millis(5));
        let answer = workers.wait_for_answer();
        assert!(matches!(answer, Some(Command::SaveByItself(TabId(1)))));
        workers.save_soon(TabId(2), Duration::from_secs(3600));
        let answers = workers.answers();
        drop(workers);
        drop(answers);
    }

    #[test]
    fn a_file_picked_for_writing_gets_its_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        let workers = Workers::new(Arc::new(|| {}), None);
        workers.answers().send(Command::SaveTo {
            tab: TabId(1),
            path: inner.join("../a.hashiya.ron"),
            overwrite: true,
        });
        let Some(Command::SaveTo { path, .. }) = workers.next_answer() else {
            panic!("what was sent comes back");
        };
        let folder = folder.path().canonicalize().unwrap();
        assert_eq!(path, folder.join("a.hashiya.ron"));
    }
}
