//! What the thread that writes is asked to do, and how it answers.
//!
//! Invariant: a job is answered whatever becomes of it, be it refused since no
//! thread could be started.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::{Answers, panic_message};
use crate::app::command::{Command, Failure, Occupied, OnDisk, SaveJob, SaveOutcome, Watched};
use crate::app::figures::ExportJob;
use crate::app::labels::LabelJob;
use crate::app::tab::TabId;
use crate::store::{self, Home, SaveFault, Saved, SeenFiles, Settings};

/// Something to read or write, one after the other.
pub(super) enum Job {
    Save(SaveJob),
    Settings(Settings, PathBuf),
    Export(ExportJob),
    Look(Vec<Watched>),
    Earlier(TabId, PathBuf),
    Labels(LabelJob),
}

impl Job {
    /// Does it, and answers.
    pub(super) fn run(self, answers: &Answers, home: Option<&Home>, files: &mut SeenFiles) {
        match self {
            Self::Save(job) => {
                let (tab, asked) = (job.tab, job.path.clone());
                let (path, outcome) = catch_unwind(AssertUnwindSafe(|| save(&job, home)))
                    .unwrap_or_else(|panic| {
                        let failure = Failure::broken(&panic_message(&*panic));
                        (asked, SaveOutcome::Failed(failure))
                    });
                answers.send(Command::Saved { tab, path, outcome });
            }
            Self::Settings(settings, path) => {
                if let Err(error) = settings.save(&path) {
                    tracing::warn!("the settings were not kept: {error}");
                }
            }
            Self::Export(job) => {
                let outcome = catch_unwind(AssertUnwindSafe(|| job.run()));
                let outcome =
                    outcome.unwrap_or_else(|panic| Err(Failure::broken(&panic_message(&*panic))));
                answers.send(Command::FiguresExported(job.path, outcome));
            }
            Self::Look(watched) => look(watched, files, answers),
            Self::Labels(job) => answers.send(Command::Labels(job.run())),
            Self::Earlier(tab, path) => {
                let versions =
                    home.map_or_else(Vec::new, |home| store::earlier_versions(home, &path));
                answers.send(Command::EarlierListed(tab, versions));
            }
        }
    }

    /// Answers that it could not be done.
    pub(super) fn refuse(self, answers: &Answers, reason: &str) {
        match self {
            Self::Save(SaveJob { tab, path, .. }) => answers.send(Command::Saved {
                tab,
                path,
                outcome: SaveOutcome::Failed(Failure::broken(reason)),
            }),
            Self::Settings(..) => tracing::warn!("the settings were not kept: {reason}"),
            Self::Export(job) => answers.send(Command::FiguresExported(
                job.path,
                Err(Failure::broken(reason)),
            )),
            Self::Labels(job) => answers.send(Command::Labels(job.refuse(reason))),
            Self::Look(_) => tracing::warn!("the files were not looked at: {reason}"),
            Self::Earlier(tab, _) => answers.send(Command::EarlierListed(tab, Vec::new())),
        }
    }
}

/// Answers for every file that could be looked at. One that cannot be read just
/// now may be on a disk that is waking up, and is no reason to disturb anyone.
fn look(watched: Vec<Watched>, files: &mut SeenFiles, answers: &Answers) {
    for watched in watched {
        let found = match files.look(&watched.path) {
            Ok(stamp) => OnDisk::Holds(stamp),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => OnDisk::Gone,
            Err(error) => {
                tracing::info!("{}: {error}", watched.path.display());
                continue;
            }
        };
        answers.send(Command::SeenOnDisk(watched, found));
    }
}

/// The one name of a file to write to, as long as it is one that annotation
/// files may have.
pub(super) fn target_name(path: PathBuf) -> PathBuf {
    let name = store::true_path(&path);
    match store::annotation_path_for(&name) == name {
        true => name,
        false => path,
    }
}

/// The file's one name, and what became of it.
fn save(job: &SaveJob, home: Option<&Home>) -> (PathBuf, SaveOutcome) {
    let home = home.filter(|_| job.keeps_earlier);
    match store::save(&job.document, &job.path, job.replace, home) {
        Ok(Saved {
            path,
            stamp,
            not_kept,
        }) => {
            let point = job.point;
            let written = SaveOutcome::Written {
                point,
                stamp,
                not_kept,
            };
            (path, written)
        }
        Err(error) => {
            let outcome = match error.fault {
                SaveFault::Exists => SaveOutcome::Occupied(Occupied::Exists),
                SaveFault::Changed => SaveOutcome::Occupied(Occupied::Changed),
                _ => SaveOutcome::Failed(Failure::saving(&error)),
            };
            (error.path, outcome)
        }
    }
}
