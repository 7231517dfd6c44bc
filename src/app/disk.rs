//! What other programs do to the files of open documents, and the versions
//! that were kept of them.
//!
//! Invariant: a document is read anew only if the person says so; a file that
//! has changed is asked about once for each content. Looking is done by a
//! worker, when the window comes to the front and never by a clock.

use std::path::PathBuf;

use super::command::{Effect, Effects, LoadFrom, LoadedDocument, OnDisk, Watched};
use super::files::file_name;
use super::i18n::Text;
use super::message::{Dialog, Severity};
use super::state::App;
use super::tab::{Tab, TabId};
use crate::store::{Earlier, Stamp};
use crate::text::Encoding;

/// A version that was kept of a file.
pub type KeptVersion = Earlier;
/// Work that was found in a journal.
pub type FoundWork = crate::store::journal::WorkSummary;
/// What a file was found to hold.
pub type SeenStamp = Stamp;

impl App {
    /// The window came to the front: other programs may have been at work.
    pub(super) fn look_at_files(&self) -> Effects {
        let tabs = self.tabs.iter();
        let watched: Vec<_> = tabs.filter_map(|tab| self.watched(tab.id)).collect();
        let again = self.retry_keeping();
        match watched.is_empty() {
            true => again,
            false => again.and(Effects::one(Effect::LookAtFiles(watched))),
        }
    }

    pub(super) fn seen_on_disk(&mut self, watched: Watched, found: OnDisk) -> Effects {
        let Some(tab) = self.tab_mut(watched.tab) else {
            return Effects::none();
        };
        let is_current = tab.known_stamp() == Some(watched.seen)
            && tab.path.as_ref() == Some(&watched.path)
            && !tab.is_saving();
        if !is_current {
            return Effects::none();
        }
        match found {
            OnDisk::Holds(stamp) if stamp == watched.seen || tab.asked_about == Some(stamp) => {
                Effects::none()
            }
            OnDisk::Holds(stamp) => {
                tab.asked_about = Some(stamp);
                self.show(Dialog::ChangedOnDisk {
                    tab: watched.tab,
                    stamp,
                })
            }
            OnDisk::Gone => {
                self.mark_unsaved(watched.tab, None);
                let path = watched.path.display().to_string();
                let text = Text::new("notice-file-gone").with("path", path);
                self.tell(Severity::Warning, text);
                Effects::none()
            }
        }
    }

    /// What another program wrote may be lost: the next save writes over it.
    pub(super) fn keep_mine(&mut self, id: TabId, stamp: Stamp) -> Effects {
        self.drop_dialog_about(id);
        if let Some(merged) = self.tab_mut(id).and_then(|tab| tab.merged.as_mut()) {
            merged.before = Some(stamp);
        }
        self.mark_unsaved(id, Some(stamp));
        Effects::none()
    }

    /// Reads a document's file again, in the place of what is shown.
    pub(super) fn reload(&mut self, id: TabId) -> Effects {
        self.drop_dialog_about(id);
        self.stop_closing(id);
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        match tab.path.clone().or_else(|| tab.source_path.clone()) {
            Some(path) => {
                let revision = tab.document.revision();
                self.open_from(LoadFrom::Again {
                    tab: id,
                    path,
                    revision,
                })
            }
            None => {
                // It has no file: there is nothing but the work to show.
                self.throw_away_journal(id);
                self.remove_tab(id);
                Effects::none()
            }
        }
    }

    /// Whether a document's file is being read again, in its place.
    pub(super) fn is_read_again(&self, id: TabId) -> bool {
        let is_it = |from: &LoadFrom| matches!(from, LoadFrom::Again { tab, .. } if *tab == id);
        self.loading.iter().any(|(_, from)| is_it(from))
    }

    /// A document's file was read again, but the document is not what it was
    /// when the person gave it up.
    pub(super) fn changed_while_read(&mut self, id: TabId, loaded: &LoadedDocument) -> Effects {
        let found = loaded.annotations.as_ref().map(|(_, stamp)| *stamp);
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        let text = Text::new("notice-not-reloaded").with("name", tab.name.as_str());
        let found = found.filter(|found| tab.known_stamp() != Some(*found));
        tab.asked_about = found.or(tab.asked_about);
        self.tell(Severity::Warning, text);
        match found {
            Some(stamp) => self.show(Dialog::ChangedOnDisk { tab: id, stamp }),
            None => Effects::none(),
        }
    }

    /// Opens an article in the encoding that was chosen for it.
    pub(super) fn open_as(&mut self, path: PathBuf, encoding: Encoding) -> Effects {
        self.dialogs.retain(
            |dialog| !matches!(dialog, Dialog::Encoding(question) if question.path == path),
        );
        self.open_from(LoadFrom::As { path, encoding })
    }

    /// Asks which encoding the article shown has, as long as nothing stands on
    /// its text.
    pub(super) fn ask_encoding(&mut self) -> Effects {
        match self.active_tab().and_then(Tab::article_to_read_anew) {
            Some(path) => self.open_from(LoadFrom::Beginning(path)),
            None => Effects::none(),
        }
    }

    /// The tab of an article that was read in another encoding before.
    pub(super) fn tab_to_replace(&self, loaded: &LoadedDocument) -> Option<TabId> {
        let article = loaded.article.as_ref()?;
        let shows = |tab: &&Tab| tab.article_to_read_anew().as_ref() == Some(article);
        self.tabs.iter().find(shows).map(|tab| tab.id)
    }

    pub(super) fn ask_earlier(&self) -> Effects {
        let asked = self
            .active_tab()
            .and_then(|tab| Some((tab.id, tab.path.clone()?)));
        match asked {
            Some((tab, path)) => Effects::one(Effect::ListEarlier { tab, path }),
            None => Effects::none(),
        }
    }

    pub(super) fn earlier_listed(&mut self, id: TabId, versions: Vec<Earlier>) -> Effects {
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        if versions.is_empty() {
            let text = Text::new("notice-no-earlier").with("name", tab.name.as_str());
            self.tell(Severity::Info, text);
            return Effects::none();
        }
        self.show(Dialog::Earlier { tab: id, versions })
    }

    /// Opens an earlier version as a document that has no file yet.
    pub(super) fn open_earlier(&mut self, id: TabId, version: PathBuf) -> Effects {
        self.drop_dialog_about(id);
        let file = self.tab(id).and_then(|tab| tab.path.clone());
        let name = file_name(file.as_ref().unwrap_or(&version));
        self.open_from(LoadFrom::Copy {
            path: version,
            name,
        })
    }
}
