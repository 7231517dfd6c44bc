//! Saving without being asked, for those who want it: a while after a change,
//! to the document's own file.
//!
//! Invariant: nothing is replaced that this tab has not read or written itself,
//! no file is made, and no question is put over the work; what stands in the
//! way is told beside it, and the person's own save asks.

use std::path::Path;
use std::time::Duration;

use super::command::{Effect, Effects, Occupied, SaveOutcome};
use super::i18n::Text;
use super::message::{Dialog, Severity};
use super::state::App;
use super::tab::{Tab, TabId};

/// How a document is saved by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Autosave {
    /// Whether [`super::Command::SaveByItself`] will come.
    is_planned: bool,
    /// Whether the save that is on its way was asked for by nobody.
    is_saving: bool,
    /// Whether what the file holds was saved by itself.
    was_last: bool,
    /// Why the last try failed.
    fault: Option<Text>,
}

impl Autosave {
    /// A save begins; says whether what the file holds is kept as an earlier
    /// version. What was saved by itself is not, or a quarter of an hour would
    /// push out all that the person has saved.
    pub(super) fn begins(&self) -> bool {
        !(self.is_saving && self.was_last)
    }

    /// Whether the save that is on its way was asked for by nobody.
    pub(super) fn is_saving(&self) -> bool {
        self.is_saving
    }

    /// The person has saved.
    pub(super) fn forget(&mut self) {
        self.was_last = false;
        self.fault = None;
    }
}

impl Tab {
    /// Whether what its file holds was saved by itself.
    pub fn saved_itself(&self) -> bool {
        self.autosave.was_last
    }

    /// Why it could not be saved by itself.
    pub fn autosave_fault(&self) -> Option<&Text> {
        self.autosave.fault.as_ref()
    }
}

impl App {
    /// Asks to be told when it is time to save what was changed.
    pub(super) fn plan_autosaves(&mut self) -> Effects {
        let minutes = self.settings().autosave_minutes;
        if minutes == 0 {
            return Effects::none();
        }
        let after = Duration::from_secs(u64::from(minutes) * 60);
        let mut effects = Effects::none();
        for tab in &mut self.tabs {
            let wants = tab.is_modified() && tab.path.is_some() && !tab.is_read_only();
            if wants && !tab.autosave.is_planned {
                tab.autosave.is_planned = true;
                effects = effects.and(Effects::one(Effect::SaveSoon(tab.id, after)));
            }
        }
        effects
    }

    /// The time has come. What cannot be saved now is planned anew.
    pub(super) fn save_by_itself(&mut self, id: TabId) -> Effects {
        let is_wanted = self.settings().autosave_minutes > 0;
        let is_asked_about = |dialog: &Dialog| match dialog {
            Dialog::ChangedOnDisk { tab, .. }
            | Dialog::Overwrite { tab, .. }
            | Dialog::WorkRestored { tab, .. }
            | Dialog::Merge(tab)
            | Dialog::Unsaved { tab } => *tab == id,
            _ => false,
        };
        let is_asked = self.dialogs.iter().any(is_asked_about) || self.is_read_again(id);
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        tab.autosave.is_planned = false;
        let may = is_wanted
            && !is_asked
            && tab.is_modified()
            && !tab.is_read_only()
            && !tab.is_saving()
            && tab.stamp.is_some()
            && tab.asked_about.is_none();
        match tab.path.clone().filter(|_| may) {
            Some(path) => {
                tab.autosave.is_saving = true;
                let replace = tab.may_replace();
                self.start_saving(id, path, replace)
            }
            None => Effects::none(),
        }
    }

    /// What became of that.
    pub(super) fn saved_by_itself(
        &mut self,
        id: TabId,
        (path, step): (&Path, u64),
        outcome: SaveOutcome,
    ) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        tab.autosave.is_saving = false;
        let name = tab.name.clone();
        let fault = match outcome {
            SaveOutcome::Written { point, stamp, .. } => {
                tab.autosave.was_last = true;
                tab.autosave.fault = None;
                self.note_written(id, (path, step), point, stamp);
                let next = self.start_next_save(id, Some(path));
                return next.and(self.after_save(id));
            }
            SaveOutcome::Occupied(Occupied::Changed) => Text::new("autosave-changed"),
            SaveOutcome::Occupied(Occupied::Exists) => Text::new("autosave-exists"),
            SaveOutcome::Failed(failure) => {
                failure.lines.into_iter().next().unwrap_or(failure.title)
            }
        };
        let is_known = tab.autosave.fault.as_ref() == Some(&fault);
        tab.autosave.fault = Some(fault);
        if !is_known {
            let text = Text::new("notice-autosave-failed").with("name", name);
            self.tell(Severity::Warning, text);
        }
        // A save that the person has asked for meanwhile asks, too.
        let next = self.start_next_save(id, None);
        next.and(self.after_save(id))
    }
}
