//! Closing tabs and leaving the program without losing work by accident.
//!
//! Invariant: a tab with unsaved changes goes only after the person has said
//! so or the changes are on the disk. Leaving is a walk over such tabs that
//! any "cancel" ends with nothing closed.

use super::command::{Effect, Effects, UnsavedAnswer};
use super::labels::After;
use super::message::{Dialog, PathPurpose};
use super::state::App;
use super::tab::TabId;

impl App {
    pub(super) fn close_tab(&mut self, id: TabId) -> Effects {
        let edits_labels = self.label_editor().is_some_and(|it| it.tab == id);
        if edits_labels && !self.leave_labels(After::CloseTab(id)) {
            return Effects::none();
        }
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        let now = tab.document.save_point();
        match &tab.saving {
            None if !tab.is_modified() => {
                self.remove_tab(id);
                Effects::none()
            }
            // What its file will hold is known when that is written.
            Some(saving) if saving.point == now || !tab.is_modified() => {
                tab.close_when_saved = true;
                Effects::none()
            }
            _ => self.ask_about(id),
        }
    }

    pub(super) fn quit(&mut self) -> Effects {
        if !self.leave_labels(After::Quit) {
            return Effects::none();
        }
        self.quitting = true;
        self.continue_quitting()
    }

    /// Asks about the next unsaved tab, or closes the window where none is left.
    fn continue_quitting(&mut self) -> Effects {
        if self.may_close() {
            self.close_journals();
            return Effects::one(Effect::CloseWindow);
        }
        let open_question = self
            .tabs
            .iter()
            .find(|tab| tab.is_modified() && !tab.is_discarded() && !tab.is_saving());
        match open_question.map(|tab| tab.id) {
            Some(id) => self.ask_about(id),
            // Something is still being written: its answer comes back here.
            None => Effects::none(),
        }
    }

    fn ask_about(&mut self, id: TabId) -> Effects {
        if let Some(index) = self.tabs.iter().position(|tab| tab.id == id) {
            self.active = index;
        }
        self.show(Dialog::Unsaved { tab: id })
    }

    pub(super) fn answer_unsaved(&mut self, answer: UnsavedAnswer) -> Effects {
        let Some(&Dialog::Unsaved { tab }) = self.dialog() else {
            return Effects::none();
        };
        self.dialogs.pop_front();
        match answer {
            UnsavedAnswer::Cancel => {
                self.stop_closing(tab);
                Effects::none()
            }
            UnsavedAnswer::Discard if self.quitting => {
                if let Some(tab) = self.tab_mut(tab) {
                    tab.discarded = Some(tab.document.revision());
                }
                self.continue_quitting()
            }
            UnsavedAnswer::Discard => {
                self.remove_tab(tab);
                Effects::none()
            }
            UnsavedAnswer::Save => {
                let quitting = self.quitting;
                if let Some(tab) = self.tab_mut(tab) {
                    tab.close_when_saved = !quitting;
                }
                self.save_tab(tab)
            }
        }
    }

    /// A save has succeeded: goes on with what was waiting for it.
    pub(super) fn after_save(&mut self, id: TabId) -> Effects {
        if let Some(tab) = self.tab_mut(id)
            && !tab.is_saving()
        {
            // Edits made meanwhile keep the tab, and no later save closes it.
            let waits = std::mem::take(&mut tab.close_when_saved);
            if waits && !tab.is_modified() {
                self.remove_tab(id);
            }
        }
        if self.quitting {
            return self.continue_quitting();
        }
        Effects::none()
    }

    pub(super) fn path_cancelled(&mut self) -> Effects {
        for tab in &mut self.tabs {
            tab.close_when_saved = false;
        }
        self.stop_quitting();
        Effects::none()
    }

    /// A save has failed: its tab stays, and so does the window.
    pub(super) fn stop_closing(&mut self, id: TabId) {
        if let Some(tab) = self.tab_mut(id) {
            tab.close_when_saved = false;
        }
        self.stop_quitting();
    }

    fn stop_quitting(&mut self) {
        self.quitting = false;
        for tab in &mut self.tabs {
            tab.discarded = None;
        }
    }

    pub(super) fn close_dialog(&mut self) -> Effects {
        match self.dialogs.front() {
            Some(Dialog::Unsaved { .. }) => self.answer_unsaved(UnsavedAnswer::Cancel),
            Some(Dialog::Overwrite { .. } | Dialog::TypedPath { .. }) => {
                self.dialogs.pop_front();
                self.path_cancelled()
            }
            Some(Dialog::Merge(_)) => {
                self.merging = None;
                self.dialogs.pop_front();
                Effects::none()
            }
            Some(Dialog::Reanchoring) => self.stop_reanchoring(),
            Some(Dialog::Labels(_)) => self.close_labels(),
            Some(Dialog::MarkAll) => {
                self.mark_all = None;
                self.close_dialog_of_proposals()
            }
            _ => {
                self.dialogs.pop_front();
                Effects::none()
            }
        }
    }

    /// Takes away the question that a command for this tab has answered.
    pub(super) fn drop_dialog_about(&mut self, id: TabId) {
        self.dialogs.retain(|dialog| match dialog {
            Dialog::Overwrite { tab, .. }
            | Dialog::SaveFailed { tab, .. }
            | Dialog::ChangedOnDisk { tab, .. }
            | Dialog::Held { tab }
            | Dialog::WorkRestored { tab, .. }
            | Dialog::Merge(tab)
            | Dialog::SourceChanged { tab, .. }
            | Dialog::Review(tab)
            | Dialog::Earlier { tab, .. } => *tab != id,
            Dialog::TypedPath {
                purpose:
                    PathPurpose::SaveAs(tab) | PathPurpose::Figures(tab) | PathPurpose::Reanchor(tab),
                ..
            } => *tab != id,
            _ => true,
        });
    }

    pub(super) fn remove_tab(&mut self, id: TabId) {
        let Some(index) = self.tabs.iter().position(|tab| tab.id == id) else {
            return;
        };
        let tab = self.tabs.remove(index);
        self.close_journal(&tab);
        if index < self.active || self.active == self.tabs.len() {
            self.active = self.active.saturating_sub(1);
        }
        self.drop_dialog_about(id);
        self.forget_labels_of(id);
        if self.mark_all.take_if(|asked| asked.tab == id).is_some() {
            self.dialogs.retain(|dialog| *dialog != Dialog::MarkAll);
        }
    }
}
