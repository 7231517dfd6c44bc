//! The claims on the files of open documents.
//!
//! Invariant: a document has one claim at most, on the file it is saved to.
//! Has no thread of its own: [`super::worker`] gives it one, since a network
//! folder that does not answer must hold up neither a save nor the journal.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::command::Command;
use super::journal::JournalJob;
use super::tab::TabId;
use crate::store::claim::{self, Claim, Claimed, Holder, Standing};

/// How often [`Claims::take`] wants to be called.
pub(super) const RENEW_EVERY: std::time::Duration = claim::RENEW_EVERY;

/// Something to do about a claim.
#[derive(Debug)]
pub(super) enum ClaimJob {
    /// A document was opened, whose file, as far as is known, somebody edits.
    Open(TabId, Option<PathBuf>, Option<Holder>),
    /// A document was saved to this file.
    Saved(TabId, PathBuf),
    /// A document was closed.
    Close(TabId),
    /// Look who edits what, and keep the claims up.
    Look,
    /// Take a document's file over.
    TakeOver(TabId),
    /// Drop this when all that came before is done.
    Done(Sender<()>),
}

impl ClaimJob {
    /// What a job for the journal means for the claims.
    pub(super) fn of(job: &JournalJob) -> Option<Self> {
        Some(match job {
            JournalJob::Open { tab, start, holder } => {
                Self::Open(*tab, start.about().file.clone(), holder.clone())
            }
            JournalJob::Saved { tab, path, .. } => Self::Saved(*tab, path.clone()),
            JournalJob::Close(tab, _) => Self::Close(*tab),
            JournalJob::Retry => Self::Look,
            JournalJob::TakeOver(tab) => Self::TakeOver(*tab),
            JournalJob::Step(..) | JournalJob::Unsaved(..) | JournalJob::Done(_) => return None,
        })
    }
}

/// The claims on the files of the open documents.
#[derive(Default)]
pub(super) struct Claims(BTreeMap<TabId, Held>);

/// The file of one document.
#[derive(Default)]
struct Held {
    file: Option<PathBuf>,
    /// It is this program's to edit.
    claim: Option<Claim>,
    /// Who edits it instead.
    holder: Option<Holder>,
    /// Whether it was last said that somebody does.
    was_held: bool,
    /// Whether to say who does in any case.
    is_asked: bool,
}

impl Claims {
    /// Carries jobs out in order; says who edits what, where that is not what
    /// was said last.
    pub(super) fn take(&mut self, jobs: impl Iterator<Item = ClaimJob>) -> Vec<Command> {
        for job in jobs {
            self.take_one(job);
        }
        let held = self.0.iter_mut();
        held.filter_map(|(&tab, held)| held.answer(tab)).collect()
    }

    fn take_one(&mut self, job: ClaimJob) {
        match job {
            ClaimJob::Open(tab, file, holder) => {
                let held = self.0.entry(tab).or_default();
                held.was_held = holder.is_some();
                held.file = file;
                held.check(false);
            }
            ClaimJob::Saved(tab, file) => {
                if let Some(held) = self.0.get_mut(&tab) {
                    held.file = Some(file);
                    held.check(false);
                }
            }
            ClaimJob::Close(tab) => drop(self.0.remove(&tab)),
            ClaimJob::Done(done) => drop(done),
            ClaimJob::Look => self.0.values_mut().for_each(|held| held.check(false)),
            ClaimJob::TakeOver(tab) => {
                if let Some(held) = self.0.get_mut(&tab) {
                    held.check(true);
                    held.is_asked = true;
                }
            }
        }
    }
}

impl Held {
    /// Claims the file, or looks whether that still holds.
    fn check(&mut self, take_over: bool) {
        let Some(file) = &self.file else { return };
        // The claim on another file goes with this.
        let kept = self.claim.take().filter(|claim| claim.target() == file);
        let claimed = match kept {
            Some(mut claim) => match claim.check() {
                Standing::Mine => Claimed::Mine(claim),
                Standing::Lost(_) if take_over => claim::claim(file, true),
                Standing::Lost(holder) => Claimed::Theirs(holder),
                Standing::Gone => Claimed::Impossible,
            },
            None => claim::claim(file, take_over),
        };
        (self.claim, self.holder) = match claimed {
            Claimed::Mine(claim) => (Some(claim), None),
            Claimed::Theirs(holder) => (None, Some(holder)),
            Claimed::Impossible => (None, None),
        };
    }

    fn answer(&mut self, tab: TabId) -> Option<Command> {
        let is_held = self.holder.is_some();
        let is_news = is_held != std::mem::replace(&mut self.was_held, is_held);
        let is_asked = std::mem::take(&mut self.is_asked);
        (is_news || is_asked).then(|| Command::Held(tab, self.holder.clone()))
    }
}
