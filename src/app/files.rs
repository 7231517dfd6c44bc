//! Opening and saving, as far as they can be thought through without a disk.
//!
//! Invariant: one file is open in one tab at most. What is written is a
//! snapshot, and only the place of the history it was taken at counts as saved;
//! nothing is overwritten that the person has not agreed to lose.

use std::path::{Path, PathBuf};

use super::claim::held_text;
use super::command::{
    Effect, Effects, LoadFrom, Loaded, LoadedDocument, NotLoaded, SaveJob, SaveOutcome,
};
use super::i18n::Text;
use super::journal::JournalJob;
use super::labels::LabelCommand;
use super::message::{Dialog, PathPurpose, Severity};
use super::state::App;
use super::tab::{NextSave, Saving, Tab, TabId};
use crate::document::SavePoint;
use crate::store::{Replace, Stamp, annotation_path_for};

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
            LoadFrom::As { .. }
            | LoadFrom::Beginning(_)
            | LoadFrom::Again { .. }
            | LoadFrom::Work { .. }
            | LoadFrom::Copy { .. }
            | LoadFrom::Sample => None,
        };
        if let Some(tab) = shown {
            self.show_again(tab);
            return Effects::none();
        }
        if self.loading.iter().any(|(_, other)| *other == source) {
            return Effects::none();
        }
        let id = TabId(self.next_number());
        self.loading.push((id, source.clone()));
        Effects::one(Effect::Load(source))
    }

    pub(super) fn loaded(&mut self, loaded: Loaded) -> Effects {
        let place = self
            .loading
            .iter()
            .position(|(_, source)| *source == loaded.asked);
        let id = match place {
            Some(place) => self.loading.remove(place).0,
            None => TabId(self.next_number()),
        };
        match loaded.outcome {
            Ok(document) => match loaded.asked {
                LoadFrom::Again { tab, revision, .. } => match self.tab(tab) {
                    Some(shown) if shown.document.revision() != revision => {
                        self.changed_while_read(tab, &document)
                    }
                    _ => self.show_anew(tab, id, *document),
                },
                asked => self.open_loaded(id, &asked, *document),
            },
            Err(NotLoaded::Failed(failure)) => self.show(Dialog::Error(failure)),
            Err(NotLoaded::AskEncoding(question)) => self.show(Dialog::Encoding(question)),
        }
    }

    fn open_loaded(&mut self, id: TabId, asked: &LoadFrom, loaded: LoadedDocument) -> Effects {
        if let LoadFrom::As { .. } = asked
            && let Some(old) = self.tab_to_replace(&loaded)
        {
            return self.show_anew(old, id, loaded);
        }
        // The worker knows the files' true names, which two paths may share.
        let annotations = loaded.annotations.as_ref().map(|(path, _)| path);
        let files = [annotations, loaded.article.as_ref()];
        let shown = match asked {
            // Work on another file of an article that is open is not shown.
            LoadFrom::Work { .. } => self.tab_saving_to(&loaded),
            _ => files
                .into_iter()
                .flatten()
                .find_map(|path| self.tab_showing(path)),
        };
        let shown = shown.or_else(|| self.tab_kept_in(loaded.journal.as_ref()?.0.as_path()));
        if let Some(tab) = shown {
            self.show_again(tab);
            return Effects::none();
        }
        self.say_what_opened(&loaded);
        self.say_what_is_kept(&loaded);
        let changed = loaded.changed_article.clone();
        let own_name = &loaded.document.source().name;
        let file = annotations.or(loaded.article.as_ref());
        let copied = match asked {
            LoadFrom::Copy { name, .. } | LoadFrom::Work { name, .. } => Some(name.clone()),
            _ => None,
        };
        let name = file.map_or_else(|| own_name.clone(), |path| file_name(path));
        let name = copied.unwrap_or(name);
        let mut tab = Tab::new(id, name, *loaded.document);
        (tab.path, tab.stamp) = loaded.annotations.unzip();
        tab.source_path = loaded.article;
        tab.holder = loaded.holder;
        self.begin_keeping(&mut tab, loaded.journal);
        self.insert(tab);
        if let Some(work) = loaded.work {
            let restored = self.show(Dialog::WorkRestored { tab: id, work });
            return restored;
        }
        let offered = match changed {
            Some(article) => self.show(Dialog::SourceChanged { tab: id, article }),
            None => Effects::none(),
        };
        let noted = match asked {
            LoadFrom::File(path) | LoadFrom::As { path, .. } => {
                self.set(|settings| settings.note_recent(path))
            }
            _ => Effects::none(),
        };
        offered.and(noted)
    }

    /// Puts a document that was read again in the place of the one shown. It
    /// gets a number of its own, since nothing kept for the old one fits it.
    fn show_anew(&mut self, old: TabId, new: TabId, loaded: LoadedDocument) -> Effects {
        let Some(place) = self.tabs.iter().position(|tab| tab.id == old) else {
            return Effects::none();
        };
        self.drop_dialog_about(old);
        self.forget_labels_of(old);
        if loaded.replaced > 0 {
            let text = Text::new("notice-replaced").with("count", loaded.replaced);
            self.tell(Severity::Warning, text);
        }
        self.say_what_is_kept(&loaded);
        let before = &self.tabs[place];
        let mut tab = Tab::new(new, before.name.clone(), *loaded.document);
        tab.source_path.clone_from(&before.source_path);
        tab.holder.clone_from(&before.holder);
        (tab.path, tab.stamp) = loaded.annotations.unzip();
        tab.select(before.selection);
        tab.scroll_to(tab.selection.focus);
        self.throw_away_journal(old);
        self.begin_keeping(&mut tab, loaded.journal);
        let text = Text::new("notice-reloaded").with("name", tab.name.as_str());
        self.tabs[place] = tab;
        self.tell(Severity::Info, text);
        match loaded.work {
            Some(work) => self.show(Dialog::WorkRestored { tab: new, work }),
            None => Effects::none(),
        }
    }

    /// Puts a tab where its number belongs, whichever file was read first, and
    /// shows it unless one that was asked for later is shown.
    pub(super) fn insert(&mut self, tab: Tab) {
        let later = self.active_tab().is_some_and(|shown| shown.id > tab.id);
        let place = self.tabs.partition_point(|other| other.id < tab.id);
        self.tabs.insert(place, tab);
        self.active = if later { self.active + 1 } else { place };
    }

    /// Tells the person where an article's annotations were opened instead.
    fn say_what_opened(&mut self, loaded: &LoadedDocument) {
        if loaded.replaced > 0 {
            let text = Text::new("notice-replaced").with("count", loaded.replaced);
            self.tell(Severity::Warning, text);
        }
        if let (Some((annotations, _)), Some(article)) = (&loaded.annotations, &loaded.article) {
            let text = Text::new("notice-opened-annotations")
                .with("name", file_name(annotations))
                .with("article", file_name(article));
            self.tell(Severity::Info, text);
        }
    }

    /// Tells the person what stands in the way of keeping a document's steps.
    fn say_what_is_kept(&mut self, loaded: &LoadedDocument) {
        if let Some(holder) = &loaded.holder {
            let name = loaded.document.source().name.as_str();
            self.tell(Severity::Warning, held_text(holder).with("name", name));
        } else if loaded.in_use {
            let name = loaded.document.source().name.as_str();
            let text = Text::new("notice-in-use").with("name", name);
            self.tell(Severity::Warning, text);
        }
        if let Some(unusable) = &loaded.unusable {
            self.tell_unusable(unusable);
        }
        let name = loaded.document.source().name.as_str();
        if loaded.is_altered {
            let text = Text::new("notice-altered").with("name", name);
            self.tell(Severity::Warning, text);
        } else if loaded.changed_since {
            let text = Text::new("notice-changed-since").with("name", name);
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

    /// The tab that is saved where work that was loaded would be.
    fn tab_saving_to(&self, loaded: &LoadedDocument) -> Option<usize> {
        let own = loaded.annotations.as_ref().map(|(path, _)| path.clone());
        let beside = || loaded.article.as_deref().map(annotation_path_for);
        let path = own.or_else(beside)?;
        let saves_there = |tab: &Tab| tab.default_path().as_ref() == Some(&path);
        self.tabs.iter().position(saves_there)
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
        if tab.is_read_only() {
            self.stop_closing(id);
            return self.show(Dialog::Held { tab: id });
        }
        if tab.is_saving() {
            // Which file is its own may be another when that is over.
            return self.save_next(id, NextSave::Own);
        }
        match tab.default_path() {
            Some(path) => {
                let replace = tab.may_replace();
                self.start_saving(id, path, replace)
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
        // What was asked about is what is written, whatever it is called.
        let agreed = self.dialogs.iter().any(
            |dialog| matches!(dialog, Dialog::Overwrite { tab, path: asked, .. } if *tab == id && *asked == path),
        );
        self.drop_dialog_about(id);
        let absolute = std::path::absolute(&path).unwrap_or(path);
        let path = if agreed {
            absolute.clone()
        } else {
            annotation_path_for(&absolute)
        };
        // A name the person has not seen cannot have been agreed to.
        let replace = if overwrite && path == absolute {
            Replace::Anything
        } else {
            Replace::Nothing
        };
        let mut tabs = self.tabs.iter();
        let other = tabs.position(|tab| tab.id != id && tab.shows(&path));
        if let Some(other) = other.filter(|&other| !self.gives_way(other, id, overwrite)) {
            let name = self.tabs[other].name.clone();
            self.stop_closing(id);
            let text = Text::new("notice-already-open").with("name", name);
            self.tell(Severity::Warning, text);
            return Effects::none();
        }
        self.start_saving(id, path, replace)
    }

    /// Whether a document may be written over the file of the one that it was
    /// taken over from, which is then closed; that file is kept as an earlier
    /// version.
    fn gives_way(&mut self, other: usize, id: TabId, overwrite: bool) -> bool {
        let from = self.tab(id).and_then(|tab| tab.reanchored_from);
        let before = self.tabs.get(other).map(|tab| {
            let is_clean = !tab.is_modified() && !tab.is_saving();
            (tab.id, is_clean)
        });
        match before {
            Some((before, true)) if from == Some(before) => {
                if overwrite {
                    self.remove_tab(before);
                }
                true
            }
            _ => false,
        }
    }

    pub(super) fn start_saving(&mut self, id: TabId, path: PathBuf, replace: Replace) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        if tab.is_saving() {
            return self.save_next(id, NextSave::To(path, replace));
        }
        let point = tab.document.save_point();
        tab.saving = Some(Saving {
            point,
            step: tab.steps_made(),
            path: path.clone(),
        });
        let keeps_earlier = tab.autosave.begins();
        Effects::one(Effect::Save(SaveJob {
            tab: id,
            path,
            document: Box::new(tab.document.snapshot()),
            point,
            replace,
            keeps_earlier,
        }))
    }

    /// One writer at a time: this save waits until the other has answered.
    fn save_next(&mut self, id: TabId, next: NextSave) -> Effects {
        if let Some(tab) = self.tab_mut(id) {
            tab.next_save = Some(next);
        }
        Effects::none()
    }

    /// Starts the save that has waited for another to end. To the same file it
    /// goes on from what was just written there.
    pub(super) fn start_next_save(&mut self, id: TabId, written: Option<&Path>) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        match tab.next_save.take() {
            Some(NextSave::To(path, replace)) if Some(path.as_path()) != written => {
                self.start_saving(id, path, replace)
            }
            Some(_) if tab.is_modified() || written.is_none() => self.save_tab(id),
            _ => Effects::none(),
        }
    }

    pub(super) fn saved(&mut self, id: TabId, path: PathBuf, outcome: SaveOutcome) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        let step = tab.saving.take().map_or(0, |saving| saving.step);
        if tab.autosave.is_saving() {
            return self.saved_by_itself(id, (&path, step), outcome);
        }
        match outcome {
            SaveOutcome::Written {
                point,
                stamp,
                not_kept,
            } => {
                tab.autosave.forget();
                self.note_written(id, (&path, step), point, stamp);
                let text = Text::new("notice-saved").with("path", path.display().to_string());
                self.tell(Severity::Info, text);
                if let Some(reason) = not_kept {
                    let text = Text::new("notice-not-kept").with("reason", reason);
                    self.tell(Severity::Warning, text);
                }
                let kept = self.set(|settings| settings.note_recent(&path));
                let next = self.start_next_save(id, Some(&path));
                kept.and(next).and(self.after_save(id))
            }
            SaveOutcome::Occupied(occupied) => {
                self.drop_next_save(id, &path);
                let question = Dialog::Overwrite {
                    tab: id,
                    path,
                    occupied,
                };
                let asked = self.show(question);
                asked.and(self.start_next_save(id, None))
            }
            SaveOutcome::Failed(failure) => {
                self.drop_next_save(id, &path);
                self.stop_closing(id);
                let shown = self.show(Dialog::SaveFailed { tab: id, failure });
                shown.and(self.start_next_save(id, None))
            }
        }
    }

    /// A file holds a document as it was at a place of its history, after a step.
    pub(super) fn note_written(
        &mut self,
        id: TabId,
        (path, through): (&Path, u64),
        point: SavePoint,
        stamp: Stamp,
    ) {
        let Some(tab) = self.tab_mut(id) else { return };
        tab.document.mark_saved_at(point);
        tab.stamp = Some(stamp);
        tab.asked_about = None;
        tab.merged = None;
        tab.name = file_name(path);
        tab.path = Some(path.to_owned());
        if tab.keeping.is_some() {
            self.journal.push(JournalJob::Saved {
                tab: id,
                through,
                path: path.to_owned(),
                stamp,
            });
        }
    }

    /// What stood in the way of one save to a file stands in the next one's;
    /// and whoever wanted the document elsewhere does not want it where it was.
    fn drop_next_save(&mut self, id: TabId, path: &Path) {
        if let Some(tab) = self.tab_mut(id) {
            tab.next_save.take_if(|next| match next {
                NextSave::Own => true,
                NextSave::To(next, _) => next == path,
            });
        }
    }

    pub(super) fn ask_typed_path(&mut self, purpose: PathPurpose) -> Effects {
        let initial = match purpose {
            PathPurpose::Open => String::new(),
            PathPurpose::Reanchor(id) => match self.tab(id) {
                Some(tab) => {
                    let known = tab.source_path.as_deref().or(tab.path.as_deref());
                    known.map_or_else(String::new, |path| path.display().to_string())
                }
                None => return Effects::none(),
            },
            PathPurpose::SaveAs(id) => match self.tab(id) {
                Some(tab) => {
                    let suggested = suggested_path(tab);
                    let absolute = std::path::absolute(&suggested).unwrap_or(suggested);
                    absolute.display().to_string()
                }
                None => return Effects::none(),
            },
            PathPurpose::Figures(id) => return self.type_table_path(id),
            PathPurpose::OpenLabels(id) | PathPurpose::SaveLabels(id) => {
                self.ask_typed_label_path(id, purpose);
                return Effects::none();
            }
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
            PathPurpose::Figures(tab) => self.export_figures(tab, path, false),
            PathPurpose::Reanchor(tab) => self.reanchor_onto(tab, path, None),
            PathPurpose::OpenLabels(tab) => self.labels(LabelCommand::OpenFrom(tab, path)),
            PathPurpose::SaveLabels(tab) => self.labels(LabelCommand::SaveTo {
                tab,
                path,
                overwrite: false,
            }),
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
