//! What is done is kept: every step of every document goes to its journal, and
//! work that an earlier run has left comes back.
//!
//! Invariant: whatever a command did to a document is among its effects as a
//! job for the journal; work is thrown away only if the person says so.

use std::path::{Path, PathBuf};

use super::command::{Effect, Effects, LoadFrom};
use super::i18n::Text;
use super::journal::{JournalJob, Keeping, KeptSteps};
use super::message::Severity;
use super::state::App;
use super::tab::{Tab, TabId};
use crate::store::Stamp;
use crate::store::journal::{Fate, Start, Unusable, Works};

impl App {
    /// What the command has done to documents, for their journals.
    pub(super) fn keep_steps(&mut self) -> Effects {
        let mut jobs = std::mem::take(&mut self.journal);
        for tab in &mut self.tabs {
            let steps = tab.document.take_steps();
            if let Some(keeping) = &mut tab.keeping {
                keeping.made = keeping.made.saturating_add(steps.len() as u64);
                jobs.extend(steps.into_iter().map(|step| JournalJob::Step(tab.id, step)));
            }
        }
        match jobs.is_empty() {
            true => Effects::none(),
            false => Effects::one(Effect::Journal(jobs)),
        }
    }

    pub(super) fn steps_kept(&mut self, kept: KeptSteps) -> Effects {
        if let Some(tab) = self.tab_mut(kept.tab)
            && let Some(keeping) = &mut tab.keeping
        {
            keeping.synced = kept.through;
            if let Some(journal) = kept.journal {
                keeping.journal = journal;
            }
            keeping.fault = kept.fault;
        }
        Effects::none()
    }

    /// Tries again to keep what could not be kept, and looks who edits what.
    pub(super) fn retry_keeping(&self) -> Effects {
        match self.tabs.iter().any(|tab| tab.keeping.is_some()) {
            true => Effects::one(Effect::Journal(vec![JournalJob::Retry])),
            false => Effects::none(),
        }
    }

    /// Begins or goes on with a document's journal.
    pub(super) fn begin_keeping(&mut self, tab: &mut Tab, journal: Option<(PathBuf, Start)>) {
        let Some((journal, start)) = journal else {
            return;
        };
        let made = start.steps();
        tab.document.remember_steps();
        tab.keeping = Some(Keeping {
            journal,
            made,
            synced: made,
            fault: None,
        });
        self.journal.push(JournalJob::Open {
            tab: tab.id,
            start: Box::new(start),
            holder: tab.holder.clone(),
        });
    }

    /// The tab whose steps this journal keeps.
    pub(super) fn tab_kept_in(&self, journal: &Path) -> Option<usize> {
        let keeps = |tab: &Tab| tab.keeping.as_ref().is_some_and(|it| it.journal == journal);
        self.tabs.iter().position(keeps)
    }

    /// A tab is gone: what is in no file was given up by the person.
    pub(super) fn close_journal(&mut self, tab: &Tab) {
        if tab.keeping.is_some() {
            let fate = match tab.is_modified() {
                true => Fate::ThrowAway,
                false => Fate::Settled,
            };
            self.journal.push(JournalJob::Close(tab.id, fate));
        }
    }

    /// The window closes: the person has said what may be lost.
    pub(super) fn close_journals(&mut self) {
        let tabs = std::mem::take(&mut self.tabs);
        for tab in &tabs {
            self.close_journal(tab);
        }
        self.tabs = tabs;
    }

    /// The person does not want what a document's journal has.
    pub(super) fn throw_away_journal(&mut self, id: TabId) {
        if let Some(tab) = self.tab_mut(id)
            && tab.keeping.take().is_some()
        {
            self.journal.push(JournalJob::Close(id, Fate::ThrowAway));
        }
    }

    /// Opens the work that was left first, so that files on the command line
    /// find it open.
    pub(super) fn start(&mut self, files: Vec<PathBuf>) -> Effects {
        self.to_open = Some(files);
        Effects::one(Effect::FindWork)
    }

    pub(super) fn work_found(&mut self, found: Works) -> Effects {
        let files = self.to_open.take();
        for unusable in &found.unusable {
            self.tell_unusable(unusable);
        }
        let found_none = found.works.is_empty();
        let works = found
            .works
            .into_iter()
            .rev()
            .fold(Effects::none(), |effects, work| {
                let opened = self.open_from(LoadFrom::Work {
                    journal: work.journal,
                    name: work.name,
                });
                effects.and(opened)
            });
        let opened = match files {
            Some(files) if !files.is_empty() => self.open_paths(files),
            Some(_) if found_none => self.open_from(LoadFrom::Sample),
            _ => Effects::none(),
        };
        works.and(opened)
    }
}

impl App {
    /// No file holds a document any more but what another program wrote, of
    /// this stamp, or nothing: it is to be saved again.
    pub(super) fn mark_unsaved(&mut self, id: TabId, stamp: Option<Stamp>) {
        if let Some(tab) = self.tab_mut(id) {
            tab.stamp = stamp;
            tab.document.mark_unsaved();
            if tab.keeping.is_some() {
                self.journal.push(JournalJob::Unsaved(id, stamp));
            }
        }
    }

    /// Says of a journal that it could not be used.
    pub(super) fn tell_unusable(&mut self, unusable: &Unusable) {
        let text = Text::new("notice-journal-unusable")
            .with("path", unusable.journal.display().to_string())
            .with("reason", unusable.reason.as_str());
        self.tell(Severity::Warning, text);
    }
}

impl Tab {
    /// The number of the last step made.
    pub(super) fn steps_made(&self) -> u64 {
        self.keeping.as_ref().map_or(0, |keeping| keeping.made)
    }
}
