//! Opening and saving, as far as they can be thought through without a disk.
//!
//! Invariant: one file is open in one tab at most. What is written is a
//! snapshot, and only the place of the history it was taken at counts as saved;
//! nothing is overwritten that the person has not agreed to lose.

use std::path::{Path, PathBuf};

use super::command::{Effect, Effects, LoadFrom, Loaded, LoadedDocument, SaveJob, SaveOutcome};
use super::i18n::Text;
use super::message::{Dialog, PathPurpose, Severity};
use super::state::App;
use super::tab::{Tab, TabId};
use crate::store::annotation_path_for;

impl App {
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) -> Effects {
        let sources = paths.into_iter().map(|path| {
            let absolute = std::path::absolute(&path);
            LoadFrom::File(absolute.unwrap_or(path))
        });
        sources.fold(Effects::none(), |effects, source| {
            let more = self.open_from(source);
            effects.and(more)
        })
    }

    pub(super) fn open_from(&mut self, source: LoadFrom) -> Effects {
        let shown = match &source {
            LoadFrom::File(path) => self.tab_showing(path),
            LoadFrom::Sample => None,
        };
        if let Some(tab) = shown {
            self.show_again(tab);
            return Effects::none();
        }
        if self.loading.contains(&source) {
            return Effects::none();
        }
        self.loading.push(source.clone());
        Effects::one(Effect::Load(source))
    }

    pub(super) fn loaded(&mut self, loaded: Loaded) -> Effects {
        self.loading.retain(|source| *source != loaded.asked);
        match loaded.outcome {
            Ok(document) => self.open_loaded(&loaded.asked, document),
            Err(failure) => self.show(Dialog::Error(failure)),
        }
    }

    fn open_loaded(&mut self, asked: &LoadFrom, loaded: LoadedDocument) -> Effects {
        // The worker knows the files' true names, which two paths may share.
        let files = [&loaded.annotations, &loaded.article];
        let shown = files
            .into_iter()
            .flatten()
            .find_map(|path| self.tab_showing(path));
        if let Some(tab) = shown {
            self.show_again(tab);
            return Effects::none();
        }
        self.say_what_opened(asked, &loaded);
        let own_name = &loaded.document.source().name;
        let file = loaded.annotations.as_deref().or(loaded.article.as_deref());
        let name = file.map_or_else(|| own_name.clone(), file_name);
        let id = TabId(self.next_number());
        let mut tab = Tab::new(id, name, *loaded.document);
        tab.path = loaded.annotations;
        tab.source_path = loaded.article;
        self.tabs.push(tab);
        self.active = self.tabs.len() - 1;
        match asked {
            LoadFrom::File(path) => self.set(|settings| settings.note_recent(path)),
            LoadFrom::Sample => Effects::none(),
        }
    }

    /// Tells the person where an article's annotations were opened instead.
    fn say_what_opened(&mut self, asked: &LoadFrom, loaded: &LoadedDocument) {
        if loaded.source_changed {
            let name = loaded.document.source().name.as_str();
            let text = Text::new("notice-source-changed").with("name", name);
            self.tell(Severity::Warning, text);
        }
        if let LoadFrom::File(asked) = asked
            && let Some(annotations) = &loaded.annotations
            && loaded.article.as_deref() == Some(asked)
        {
            let text = Text::new("notice-opened-annotations")
                .with("name", file_name(annotations))
                .with("article", file_name(asked));
            self.tell(Severity::Info, text);
        }
    }

    fn show_again(&mut self, index: usize) {
        self.active = index;
        if let Some(tab) = self.active_tab() {
            let text = Text::new("notice-already-open").with("name", tab.name.as_str());
            self.tell(Severity::Info, text);
        }
    }

    fn tab_showing(&self, path: &Path) -> Option<usize> {
        self.tabs.iter().position(|tab| tab.shows(path))
    }

    pub(super) fn save(&mut self) -> Effects {
        match self.active_tab() {
            Some(tab) => self.save_tab(tab.id),
            None => Effects::none(),
        }
    }

    /// Writes a tab's document where it belongs, or asks where that is.
    pub(super) fn save_tab(&mut self, id: TabId) -> Effects {
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        match tab.default_path() {
            Some(path) => {
                let overwrite = tab.path.as_deref() == Some(&path);
                self.start_saving(id, path, overwrite)
            }
            None => self.ask_where(id),
        }
    }

    pub(super) fn ask_save_as(&mut self) -> Effects {
        match self.active_tab() {
            Some(tab) => self.ask_where(tab.id),
            None => Effects::none(),
        }
    }

    fn ask_where(&mut self, id: TabId) -> Effects {
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        let suggested = suggested_path(tab);
        Effects::one(Effect::SaveFileDialog { tab: id, suggested })
    }

    pub(super) fn save_to(&mut self, id: TabId, path: PathBuf, overwrite: bool) -> Effects {
        self.drop_dialog_about(id);
        let absolute = std::path::absolute(&path).unwrap_or(path);
        let path = annotation_path_for(&absolute);
        // A name the person has not seen cannot have been agreed to.
        let overwrite = overwrite && path == absolute;
        let other = self
            .tab_showing(&path)
            .filter(|&index| self.tabs[index].id != id);
        if let Some(other) = other {
            let name = self.tabs[other].name.clone();
            self.stop_closing(id);
            let text = Text::new("notice-already-open").with("name", name);
            self.tell(Severity::Warning, text);
            return Effects::none();
        }
        self.start_saving(id, path, overwrite)
    }

    fn start_saving(&mut self, id: TabId, path: PathBuf, overwrite: bool) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        let point = tab.document.save_point();
        if tab.saving.is_some() {
            // One writer at a time; the person can save again when it is done.
            return Effects::none();
        }
        tab.saving = Some(point);
        Effects::one(Effect::Save(SaveJob {
            tab: id,
            path,
            document: Box::new(tab.document.snapshot()),
            point,
            overwrite,
        }))
    }

    pub(super) fn saved(&mut self, id: TabId, path: PathBuf, outcome: SaveOutcome) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        tab.saving = None;
        match outcome {
            SaveOutcome::Written { point } => {
                tab.document.mark_saved_at(point);
                tab.name = file_name(&path);
                let text = Text::new("notice-saved").with("path", path.display().to_string());
                tab.path = Some(path.clone());
                self.tell(Severity::Info, text);
                let kept = self.set(|settings| settings.note_recent(&path));
                kept.and(self.after_save(id))
            }
            SaveOutcome::Exists => self.show(Dialog::Overwrite { tab: id, path }),
            SaveOutcome::Failed(failure) => {
                self.stop_closing(id);
                self.show(Dialog::Error(failure))
            }
        }
    }

    pub(super) fn ask_typed_path(&mut self, purpose: PathPurpose) -> Effects {
        let initial = match purpose {
            PathPurpose::Open => String::new(),
            PathPurpose::SaveAs(id) => match self.tab(id) {
                Some(tab) => {
                    let suggested = suggested_path(tab);
                    let absolute = std::path::absolute(&suggested).unwrap_or(suggested);
                    absolute.display().to_string()
                }
                None => return Effects::none(),
            },
        };
        self.show(Dialog::TypedPath { purpose, initial })
    }

    pub(super) fn path_typed(&mut self, purpose: PathPurpose, path: &str) -> Effects {
        self.dialogs
            .retain(|dialog| !matches!(dialog, Dialog::TypedPath { .. }));
        let path = PathBuf::from(path.trim());
        match purpose {
            _ if path.as_os_str().is_empty() => self.path_cancelled(),
            PathPurpose::Open => self.open_paths(vec![path]),
            PathPurpose::SaveAs(tab) => self.save_to(tab, path, false),
        }
    }
}

/// Where a save dialog begins: the file itself, the article's folder, or the
/// article's name alone.
fn suggested_path(tab: &Tab) -> PathBuf {
    let from_name = || annotation_path_for(Path::new(&tab.document.source().name));
    tab.default_path().unwrap_or_else(from_name)
}

/// A path's last part, for people.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
