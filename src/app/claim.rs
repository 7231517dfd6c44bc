//! One file, several windows or machines: who edits it, and who reads.
//!
//! Invariant: a document whose file another edits is not changed here. Whoever
//! tries is asked whether to take it over, and told from whom.

use super::command::{Effect, Effects, Watched};
use super::i18n::Text;
use super::journal::JournalJob;
use super::message::{Dialog, Severity};
use super::state::App;
use super::tab::{Tab, TabId};

/// Who edits a document's file elsewhere.
pub type Holder = crate::store::claim::Holder;

impl App {
    /// Whether the document shown may be changed; where it may not, the person
    /// is asked about that.
    pub(super) fn may_change(&mut self) -> bool {
        let shown = self.active_tab().map(|tab| tab.id);
        shown.is_none_or(|id| self.may_change_in(id))
    }

    /// The same of any document.
    pub(super) fn may_change_in(&mut self, id: TabId) -> bool {
        let is_held = self.tab(id).is_some_and(Tab::is_read_only);
        if is_held {
            let _shown = self.show(Dialog::Held { tab: id });
        }
        !is_held
    }

    /// The person takes a file over.
    pub(super) fn take_file_over(&mut self, id: TabId) -> Effects {
        self.drop_dialog_about(id);
        Effects::one(Effect::Journal(vec![JournalJob::TakeOver(id)]))
    }

    /// Somebody else edits a document's file, or nobody any more.
    pub(super) fn held(&mut self, id: TabId, holder: Option<Holder>) -> Effects {
        let Some(tab) = self.tab_mut(id) else {
            return Effects::none();
        };
        let was_held = tab.is_read_only();
        let name = tab.name.clone();
        tab.holder.clone_from(&holder);
        match holder {
            Some(holder) => {
                let text = held_text(&holder).with("name", name);
                self.tell(Severity::Warning, text);
                Effects::none()
            }
            None if was_held => {
                self.drop_dialog_about(id);
                let text = Text::new("notice-free").with("name", name);
                self.tell(Severity::Info, text);
                // What the other has saved meanwhile is not what is shown.
                self.watched(id).map_or_else(Effects::none, |watched| {
                    Effects::one(Effect::LookAtFiles(vec![watched]))
                })
            }
            None => Effects::none(),
        }
    }

    /// A document's file, to be looked at.
    pub(super) fn watched(&self, id: TabId) -> Option<Watched> {
        let tab = self.tab(id).filter(|tab| !tab.is_saving())?;
        Some(Watched {
            tab: tab.id,
            path: tab.path.clone()?,
            seen: tab.known_stamp()?,
        })
    }
}

/// Who edits a document; `$name` is still to be put in.
pub(super) fn held_text(holder: &Holder) -> Text {
    match holder.user.is_empty() && holder.host.is_empty() {
        true => Text::new("notice-held-unknown"),
        false => Text::new("notice-held")
            .with("user", holder.user.as_str())
            .with("host", holder.host.as_str()),
    }
}

impl Tab {
    /// Whether it may only be read, since its file is edited elsewhere.
    pub fn is_read_only(&self) -> bool {
        self.holder.is_some()
    }

    /// Who edits its file elsewhere.
    pub fn holder(&self) -> Option<&Holder> {
        self.holder.as_ref()
    }
}
