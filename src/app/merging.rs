//! Merging what another program has written to a document's file with what is
//! shown, difference by difference.
//!
//! A worker reads the file and compares; the person sees every difference and
//! chooses; what is chosen is made as one step of undo. Invariant: nothing is
//! written by a merge. The next save replaces the file that was merged and no
//! other, and as soon as the merge is undone not even that.

use std::path::{Path, PathBuf};

use super::command::{Effect, Effects, Failure};
use super::files::file_name;
use super::i18n::Text;
use super::message::{Dialog, Severity};
use super::state::App;
use super::tab::{Tab, TabId};
use crate::document::merge::{Choice, Merge};
use crate::document::{Document, Edit, SavePoint};
use crate::store::{self, Stamp};

/// A file to be compared with a document, for a worker.
#[derive(Debug)]
pub struct MergeJob {
    /// The number of the merge, unique while the program runs.
    pub number: u64,
    /// The annotation file.
    pub path: PathBuf,
    /// The document as it is.
    pub mine: Box<Document>,
    /// What it and the file began with.
    pub base: MergeBase,
}

/// What both sides of a merge began with.
#[derive(Debug)]
pub enum MergeBase {
    /// What these edits make of mine.
    Way(Vec<Edit>),
    /// What was merged before.
    Held(Box<Document>),
    /// What that is is not known.
    Unknown,
}

/// The answer to a [`MergeJob`].
#[derive(Debug)]
pub struct Compared {
    /// The number of the merge.
    pub number: u64,
    /// What tells the two apart, and what the file held; or why that is not
    /// known.
    pub outcome: Result<(Box<Merge>, Stamp), Failure>,
}

/// Which differences a choice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One, by its place from 0.
    One(usize),
    /// The conflicts.
    Conflicts,
    /// All.
    All,
}

/// A merge that a person is looking at.
#[derive(Debug)]
pub struct Merging {
    /// The document's tab.
    pub tab: TabId,
    number: u64,
    path: PathBuf,
    /// The document's revision that was compared.
    revision: u64,
    /// The differences and what the file held; `None` while a worker compares.
    found: Option<(Box<Merge>, Stamp)>,
}

/// What was merged into a document and is in no file yet.
#[derive(Debug)]
pub(super) struct Merged {
    /// The place in the history after it.
    point: SavePoint,
    /// What was merged: what the document and its file now have in common.
    theirs: Box<Document>,
    /// What the file was known to hold before.
    pub(super) before: Option<Stamp>,
}

impl Merging {
    /// The differences; `None` while a worker looks for them.
    pub fn merge(&self) -> Option<&Merge> {
        self.found.as_ref().map(|(merge, _)| &**merge)
    }

    /// The number of the merge, unique while the program runs.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What the file is called.
    pub fn file_name(&self) -> String {
        file_name(&self.path)
    }
}

impl Tab {
    /// What the document's file is known to hold, so that it may be lost by a
    /// save: what was merged counts only as long as the merge is not undone.
    pub(super) fn known_stamp(&self) -> Option<Stamp> {
        match &self.merged {
            Some(merged) if !self.document.contains(merged.point) => merged.before,
            _ => self.stamp,
        }
    }

    /// What the document and a file have in common: of any but its own nobody
    /// knows whether it began with the same.
    fn merge_base(&self, path: &Path) -> MergeBase {
        if self.default_path().as_deref() != Some(path) {
            return MergeBase::Unknown;
        }
        match &self.merged {
            Some(merged) if self.document.contains(merged.point) => {
                MergeBase::Held(Box::new(merged.theirs.snapshot()))
            }
            _ => MergeBase::Way(self.document.way_to_saved()),
        }
    }
}

impl App {
    /// What is being merged, while it is shown.
    pub fn merging(&self) -> Option<&Merging> {
        self.merging.as_ref()
    }

    /// Has a file compared with a document, and shows what tells them apart.
    pub(super) fn ask_merge(&mut self, id: TabId, path: PathBuf) -> Effects {
        self.drop_dialog_about(id);
        self.stop_closing(id);
        let number = self.next_number();
        let Some(index) = self.tabs.iter().position(|tab| tab.id == id) else {
            return Effects::none();
        };
        self.active = index;
        if !self.may_change_in(id) {
            return Effects::none();
        }
        // It may be merged into the document that has it, and no other.
        let mut tabs = self.tabs.iter();
        let other = tabs.find(|tab| tab.id != id && tab.shows(&path));
        if let Some(name) = other.map(|tab| tab.name.clone()) {
            let text = Text::new("notice-already-open").with("name", name);
            self.tell(Severity::Warning, text);
            return Effects::none();
        }
        let tab = &self.tabs[index];
        let job = MergeJob {
            number,
            path: path.clone(),
            mine: Box::new(tab.document.snapshot()),
            base: tab.merge_base(&path),
        };
        self.merging = Some(Merging {
            tab: id,
            number,
            path,
            revision: tab.document.revision(),
            found: None,
        });
        let shown = self.show(Dialog::Merge(id));
        shown.and(Effects::one(Effect::CompareForMerge(job)))
    }

    /// A worker has compared.
    pub(super) fn compared(&mut self, compared: Compared) -> Effects {
        let Some(merging) = &mut self.merging else {
            return Effects::none();
        };
        if merging.number != compared.number {
            return Effects::none();
        }
        match compared.outcome {
            Ok(found) if found.0.rows().is_empty() => {
                merging.found = Some(found);
                self.carry_out_merge()
            }
            Ok(found) => {
                merging.found = Some(found);
                Effects::none()
            }
            Err(failure) => {
                let tab = merging.tab;
                self.merging = None;
                self.drop_dialog_about(tab);
                self.show(Dialog::Error(failure))
            }
        }
    }

    /// Chooses whose version is taken.
    pub(super) fn choose_in_merge(&mut self, which: Which, choice: Choice) -> Effects {
        let found = self.merging.as_mut().and_then(|it| it.found.as_mut());
        if let Some((merge, _)) = found {
            match which {
                Which::One(row) => merge.choose(row, choice),
                Which::Conflicts => merge.choose_all(choice, true),
                Which::All => merge.choose_all(choice, false),
            }
        }
        Effects::none()
    }

    /// Makes what was chosen, as one change.
    pub(super) fn carry_out_merge(&mut self) -> Effects {
        let Some(mut merging) = self.merging.take_if(|merging| merging.found.is_some()) else {
            return Effects::none();
        };
        let Some((merge, stamp)) = merging.found.take() else {
            return Effects::none();
        };
        self.drop_dialog_about(merging.tab);
        if !self.may_change_in(merging.tab) {
            return Effects::none();
        }
        let Some(tab) = self.tab_mut(merging.tab) else {
            return Effects::none();
        };
        if tab.document.revision() != merging.revision {
            return self.ask_merge(merging.tab, merging.path);
        }
        let nothing_to_choose = merge.rows().is_empty();
        let applied = match tab.apply(merge.change()) {
            Ok(applied) => applied,
            Err(error) => {
                self.refuse(&error);
                return Effects::none();
            }
        };
        let count = applied.affected.len();
        tab.note_merged(merge.into_theirs(), stamp, &merging.path);
        let name = tab.name.clone();
        let text = match nothing_to_choose {
            true => Text::new("notice-merge-nothing"),
            false => Text::new("notice-merged").with("count", count),
        };
        self.tell(Severity::Info, text.with("name", name));
        self.set(|settings| settings.note_recent(&merging.path))
    }
}

impl Tab {
    /// Notes that what a file holds is in the document, which from now on is
    /// saved there: where that was another than its own, its own stays as it is.
    fn note_merged(&mut self, theirs: Document, stamp: Stamp, path: &Path) {
        let is_own = self.path.as_deref() == Some(path);
        let before = self.known_stamp().filter(|_| is_own);
        if self.document.same_content(&theirs) {
            self.document.mark_saved();
            self.merged = None;
        } else {
            self.document.mark_unsaved();
            self.merged = Some(Merged {
                point: self.document.save_point(),
                theirs: Box::new(theirs),
                before,
            });
        }
        self.stamp = Some(stamp);
        self.asked_about = None;
        // Where the others' lost ones may belong was not looked for.
        self.proposals = None;
        // What somebody else wrote is kept as an earlier version.
        self.autosave.forget();
        if !is_own {
            self.path = Some(path.to_owned());
            self.name = file_name(path);
        }
    }
}

/// Reads a file and compares it with a document.
pub(super) fn compare(job: MergeJob) -> Compared {
    let number = job.number;
    let compared = || {
        let opened = store::open(&job.path).map_err(|error| Failure::opening(&error))?;
        let base = match job.base {
            MergeBase::Way(edits) => job.mine.snapshot().after(&edits),
            MergeBase::Held(document) => Some(*document),
            MergeBase::Unknown => None,
        };
        let merge = Merge::new(base, *job.mine, opened.document);
        let merge = merge.map_err(|_| Failure::other_text(&job.path))?;
        Ok((Box::new(merge), opened.stamp))
    };
    Compared {
        number,
        outcome: compared(),
    }
}
