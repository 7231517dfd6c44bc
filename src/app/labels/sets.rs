//! Sets of labels: taking one over, from a file or from those that come with
//! the program, and saving the labels of a document as one.
//!
//! Invariant: a set that would lose something is taken over only after the
//! person has said so; so is one from the editor that lacks labels in use.

use std::path::{Path, PathBuf};

use crate::app::command::{Effect, Effects, Failure};
use crate::app::files::file_name;
use crate::app::i18n::Text;
use crate::app::message::{Dialog, PathPurpose, Severity};
use crate::app::state::App;
use crate::app::tab::{Tab, TabId};
use crate::formats::label_set::{NamedLabels, Preset};
use crate::store::{self, Replace, SaveFault, label_set_path_for};

use super::{LabelCommand, Question, SetToLoad};

/// A file of labels for a worker to read or to write.
#[derive(Debug)]
pub enum LabelJob {
    /// Reads a file for a document; the answer is [`LabelCommand::Read`].
    Read(TabId, PathBuf),
    /// Writes a file; the answer is [`LabelCommand::Saved`].
    Write {
        /// The labels.
        labels: Box<NamedLabels>,
        /// The file.
        path: PathBuf,
        /// What may be lost by it.
        replace: Replace,
    },
}

/// Why a file of labels was not written.
#[derive(Debug)]
pub enum SetNotSaved {
    /// There is such a file.
    Exists(PathBuf),
    /// It was not possible.
    Failed(Failure),
}

impl LabelJob {
    /// Reads or writes the file, on whichever thread calls.
    pub(crate) fn run(self) -> LabelCommand {
        match self {
            Self::Read(tab, path) => {
                let read = store::open_labels(&path).map(Box::new);
                LabelCommand::Read(tab, read.map_err(|error| Failure::opening(&error)))
            }
            Self::Write {
                labels,
                path,
                replace,
            } => {
                let saved = store::save_labels(&labels, &path, replace);
                LabelCommand::Saved(saved.map_err(|error| match error.fault {
                    SaveFault::Exists => SetNotSaved::Exists(error.path),
                    _ => SetNotSaved::Failed(Failure::saving(&error)),
                }))
            }
        }
    }

    /// The answer where it could not even be tried.
    pub(crate) fn refuse(self, reason: &str) -> LabelCommand {
        let failure = Failure::broken(reason);
        match self {
            Self::Read(tab, _) => LabelCommand::Read(tab, Err(failure)),
            Self::Write { .. } => LabelCommand::Saved(Err(SetNotSaved::Failed(failure))),
        }
    }
}

impl App {
    /// Takes over a set that comes with the program, from the menu: labels that
    /// are used and not in it stay.
    pub(in crate::app) fn load_preset(&mut self, id: &str) -> Effects {
        let tab = self.active_tab().map(|tab| tab.id);
        if let (Some(tab), Some(Ok(set))) = (tab, Preset::named(id).map(Preset::read)) {
            self.offer_label_set(tab, set, false);
        }
        Effects::none()
    }

    /// The same from the editor, which asks about labels that the set lacks.
    pub(super) fn use_preset(&mut self, id: &str) {
        let tab = self.tab_of_labels();
        if self.settle_labels()
            && let (Some(tab), Some(Ok(set))) = (tab, Preset::named(id).map(Preset::read))
        {
            self.offer_label_set(tab, set, true);
        }
    }

    /// The document whose labels are read or written.
    fn tab_of_labels(&self) -> Option<TabId> {
        let edited = self.label_editor.as_ref().map(|editor| editor.tab);
        edited.or_else(|| self.active_tab().map(|tab| tab.id))
    }

    /// Takes a set over, or asks first.
    fn offer_label_set(&mut self, id: TabId, set: NamedLabels, asks: bool) {
        if !self.may_change_in(id) {
            return;
        }
        let Some(tab) = self.tab(id) else { return };
        let load = SetToLoad::new(&tab.document, set);
        if load.losses.is_none() && (!asks || load.missing.is_empty()) {
            self.take_over_set(id, &load);
            return;
        }
        self.show_labels(id);
        if let Some(editor) = &mut self.label_editor {
            editor.ask(Question::Load(load));
        }
    }

    /// Takes a set over as one change.
    pub(super) fn take_over_set(&mut self, id: TabId, load: &SetToLoad) {
        let Some(tab) = self.tab_mut(id) else { return };
        let change = load.change(&tab.document);
        if let Err(error) = tab.apply(change) {
            let why = crate::app::refusal::refusal(self, &error);
            self.tell_of_labels(Severity::Warning, why);
            return;
        }
        let english = self.words().language() == crate::app::Language::English;
        let name = match english {
            true => load.set.name_en.as_str(),
            false => load.set.name_ar.as_str(),
        };
        let text = Text::new("notice-labels-loaded")
            .with("name", name)
            .with("count", load.set.labels.len());
        if let Some(editor) = self.label_editor.as_mut().filter(|it| it.tab == id) {
            (editor.chosen, editor.at) = (None, 0);
            editor.said = Some(text);
            editor.showing += 1;
        }
        self.note_place_of_label();
    }

    /// Says something in the editor, or as a message where it is closed.
    fn tell_of_labels(&mut self, severity: Severity, text: Text) {
        match self.label_editor {
            Some(_) => self.say_of_labels(text),
            None => self.tell(severity, text),
        }
    }

    pub(super) fn ask_label_set(&mut self) -> Effects {
        self.ask_label_file(PathPurpose::OpenLabels)
    }

    pub(super) fn ask_where_labels(&mut self) -> Effects {
        self.ask_label_file(PathPurpose::SaveLabels)
    }

    fn ask_label_file(&mut self, purpose: fn(TabId) -> PathPurpose) -> Effects {
        let tab = self.tab_of_labels().filter(|_| self.settle_labels());
        match tab.and_then(|tab| self.tab(tab)) {
            Some(tab) => Effects::one(Effect::LabelFileDialog(purpose(tab.id), label_file(tab))),
            None => Effects::none(),
        }
    }

    /// Asks for a path of a file of labels to be typed, over the editor.
    pub(in crate::app) fn ask_typed_label_path(&mut self, id: TabId, purpose: PathPurpose) {
        let Some(tab) = self.tab(id) else { return };
        let suggested = label_file(tab);
        let absolute = std::path::absolute(&suggested).unwrap_or(suggested);
        let initial = match purpose {
            PathPurpose::OpenLabels(_) => String::new(),
            _ => absolute.display().to_string(),
        };
        self.dialogs
            .push_front(Dialog::TypedPath { purpose, initial });
    }

    pub(super) fn read_label_set(&mut self, tab: TabId, path: PathBuf) -> Effects {
        let path = std::path::absolute(&path).unwrap_or(path);
        Effects::one(Effect::Labels(LabelJob::Read(tab, path)))
    }

    pub(super) fn label_set_read(
        &mut self,
        tab: TabId,
        read: Result<Box<NamedLabels>, Failure>,
    ) -> Effects {
        match read {
            Ok(set) if self.label_editor.is_none() || self.settle_labels() => {
                self.offer_label_set(tab, *set, true);
            }
            Ok(_) => {}
            Err(failure) => self.dialogs.push_front(Dialog::Error(failure)),
        }
        Effects::none()
    }

    pub(super) fn save_label_set(&mut self, tab: TabId, path: PathBuf, overwrite: bool) -> Effects {
        let Some(tab) = self.tab(tab) else {
            return Effects::none();
        };
        let absolute = std::path::absolute(&path).unwrap_or(path);
        let path = label_set_path_for(&absolute);
        // A name the person has not seen cannot have been agreed to.
        let replace = match overwrite && path == absolute {
            true => Replace::Anything,
            false => Replace::Nothing,
        };
        write(tab, path, replace)
    }

    /// Writes the labels where the person has agreed to lose what is there.
    pub(super) fn replace_label_set(&mut self, path: PathBuf) -> Effects {
        match self.tab_of_labels().and_then(|tab| self.tab(tab)) {
            Some(tab) => write(tab, path, Replace::Anything),
            None => Effects::none(),
        }
    }

    pub(super) fn label_set_saved(&mut self, saved: Result<PathBuf, SetNotSaved>) -> Effects {
        match saved {
            Ok(path) => {
                let text = Text::new("notice-labels-saved");
                let text = text.with("path", path.display().to_string());
                self.tell_of_labels(Severity::Info, text);
            }
            Err(SetNotSaved::Exists(path)) => {
                if let Some(tab) = self.tab_of_labels() {
                    self.show_labels(tab);
                }
                if let Some(editor) = &mut self.label_editor {
                    editor.ask(Question::Replace(path));
                }
            }
            Err(SetNotSaved::Failed(failure)) => {
                self.dialogs.push_front(Dialog::Error(failure));
            }
        }
        Effects::none()
    }
}

/// The labels of a document as a set that is called as its file.
fn write(tab: &Tab, path: PathBuf, replace: Replace) -> Effects {
    let name = file_name(&path);
    let name = name.split('.').next().unwrap_or_default().to_owned();
    let labels = Box::new(NamedLabels {
        name_ar: name.clone(),
        name_en: name,
        labels: tab.document.labels().clone(),
    });
    Effects::one(Effect::Labels(LabelJob::Write {
        labels,
        path,
        replace,
    }))
}

/// Where a document's labels would lie as a file of their own.
fn label_file(tab: &Tab) -> PathBuf {
    let source = PathBuf::from(&tab.document.source().name);
    let stem = source.file_stem().unwrap_or(source.as_os_str());
    let beside = tab.default_path().unwrap_or_default();
    let folder = beside.parent().unwrap_or(Path::new(""));
    label_set_path_for(&folder.join(stem))
}
