//! The system's file dialogs, asked on a thread of their own.
//!
//! Invariant: the window never waits for a dialog, and a system without one is
//! recognised before it is asked: a dialog that cannot be shown looks just like
//! one that was cancelled.
//!
//! On Linux a dialog comes from the desktop portal, or from `zenity` where
//! there is no portal; elsewhere the system always has one.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::app::command::Failure;
use crate::app::labels::LabelCommand;
use crate::app::message::{Dialog, PathPurpose};
use crate::app::worker::Answers;
use crate::app::{App, Command, TabId};

/// What a dialog is asked, in the words of the interface.
pub struct Question {
    title: String,
    filters: Vec<(String, Vec<&'static str>)>,
    purpose: PathPurpose,
    suggested: Option<PathBuf>,
}

impl Question {
    /// Asks for files to open, beginning beside the document shown.
    pub fn open(app: &App) -> Self {
        let words = app.words();
        let shown = app.active_tab().and_then(|tab| {
            let path = tab.path.as_ref().or(tab.source_path.as_ref());
            path.cloned()
        });
        Self {
            title: words.tr("filedialog-open-title"),
            filters: vec![
                (words.tr("filedialog-filter-all-known"), vec!["txt", "ron"]),
                (words.tr("filedialog-filter-text"), vec!["txt"]),
                (words.tr("filedialog-filter-annotations"), vec!["ron"]),
                (words.tr("filedialog-filter-any"), vec!["*"]),
            ],
            purpose: PathPurpose::Open,
            suggested: shown,
        }
    }

    /// Asks for another version of a document's article.
    pub fn reanchor(app: &App, tab: TabId) -> Self {
        Self {
            title: app.words().tr("filedialog-reanchor-title"),
            purpose: PathPurpose::Reanchor(tab),
            ..Self::open(app)
        }
    }

    /// Asks where to write a document.
    pub fn save(app: &App, tab: TabId, suggested: PathBuf) -> Self {
        let words = app.words();
        Self {
            title: words.tr("filedialog-save-title"),
            filters: vec![(words.tr("filedialog-filter-annotations"), vec!["ron"])],
            purpose: PathPurpose::SaveAs(tab),
            suggested: Some(suggested),
        }
    }

    /// Asks where to write the table of a document's figures.
    pub fn figures(app: &App, tab: TabId, suggested: PathBuf) -> Self {
        let words = app.words();
        Self {
            title: words.tr("filedialog-figures-title"),
            filters: vec![(words.tr("filedialog-filter-csv"), vec!["csv"])],
            purpose: PathPurpose::Figures(tab),
            suggested: Some(suggested),
        }
    }

    /// Asks for a file of labels to read or to write.
    pub fn labels(app: &App, purpose: PathPurpose, suggested: PathBuf) -> Self {
        let words = app.words();
        let key = match purpose {
            PathPurpose::SaveLabels(_) => "filedialog-labels-save-title",
            _ => "filedialog-labels-open-title",
        };
        Self {
            title: words.tr(key),
            filters: vec![
                (words.tr("filedialog-filter-labels"), vec!["ron"]),
                (words.tr("filedialog-filter-any"), vec!["*"]),
            ],
            purpose,
            suggested: Some(suggested),
        }
    }

    /// What comes back where no dialog answers.
    pub fn unanswered(&self) -> Command {
        Command::NoFileDialog(self.purpose)
    }

    /// Asks on a thread of its own, which leaves the answer as a command.
    pub fn ask(self, answers: Answers) {
        let for_thread = answers.clone();
        let thread = std::thread::Builder::new().name("hashiya-file-dialog".to_owned());
        let started = thread.spawn(move || {
            let command = if is_available() {
                self.answer()
            } else {
                self.unanswered()
            };
            for_thread.send(command);
        });
        if let Err(error) = started {
            let failure = Failure::broken(&error.to_string());
            answers.send(Command::ShowDialog(Dialog::Error(failure)));
        }
    }

    fn answer(self) -> Command {
        let mut dialog = rfd::AsyncFileDialog::new().set_title(self.title);
        for (name, extensions) in &self.filters {
            dialog = dialog.add_filter(name, extensions);
        }
        let folder = self.suggested.as_deref().and_then(Path::parent);
        if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            dialog = dialog.set_directory(folder);
        }
        match self.purpose {
            PathPurpose::Open => {
                let picked = pollster::block_on(dialog.pick_files()).unwrap_or_default();
                let paths: Vec<_> = picked.iter().map(|file| file.path().to_owned()).collect();
                if paths.is_empty() {
                    return Command::PathCancelled;
                }
                Command::OpenPaths(paths)
            }
            PathPurpose::Reanchor(tab) => match pollster::block_on(dialog.pick_file()) {
                Some(file) => Command::ReanchorOnto(tab, file.path().to_owned(), None),
                None => Command::PathCancelled,
            },
            PathPurpose::OpenLabels(tab) => match pollster::block_on(dialog.pick_file()) {
                Some(file) => {
                    let path = file.path().to_owned();
                    Command::Labels(LabelCommand::OpenFrom(tab, path))
                }
                None => Command::PathCancelled,
            },
            PathPurpose::SaveAs(tab) | PathPurpose::SaveLabels(tab) | PathPurpose::Figures(tab) => {
                if let Some(name) = self.suggested.as_deref().and_then(Path::file_name) {
                    dialog = dialog.set_file_name(name.to_string_lossy());
                }
                let Some(file) = pollster::block_on(dialog.save_file()) else {
                    return Command::PathCancelled;
                };
                let (path, overwrite) = (file.path().to_owned(), true);
                match self.purpose {
                    PathPurpose::SaveLabels(_) => Command::Labels(LabelCommand::SaveTo {
                        tab,
                        path,
                        overwrite,
                    }),
                    PathPurpose::Figures(_) => Command::ExportFigures {
                        tab,
                        path,
                        overwrite,
                    },
                    _ => Command::SaveTo {
                        tab,
                        path,
                        overwrite,
                    },
                }
            }
        }
    }
}

/// Whether this system can show a file dialog. Found out once, which may take a
/// moment the first time: ask on a worker first.
pub fn is_available() -> bool {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    *AVAILABLE.get_or_init(|| {
        let available = service_answers();
        if !available {
            tracing::info!("neither a desktop portal nor zenity can show a file dialog");
        }
        available
    })
}

#[cfg(not(target_os = "linux"))]
fn service_answers() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn service_answers() -> bool {
    portal_answers() || zenity_is_installed()
}

/// Whether the portal has a file chooser: it then tells its version.
#[cfg(target_os = "linux")]
fn portal_answers() -> bool {
    let asked = pollster::block_on(async {
        let bus = zbus::connection::Builder::session()?
            .method_timeout(std::time::Duration::from_secs(5))
            .build()
            .await?;
        let reply = bus
            .call_method(
                Some("org.freedesktop.portal.Desktop"),
                "/org/freedesktop/portal/desktop",
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &("org.freedesktop.portal.FileChooser", "version"),
            )
            .await?;
        zbus::Result::Ok(reply)
    });
    asked.is_ok()
}

#[cfg(target_os = "linux")]
fn zenity_is_installed() -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join("zenity").is_file())
}
