//! What is edited, where it is saved, and how every step of it is kept.
//!
//! Invariant: only one program edits a file, and steps go to the same journal
//! as the window's, so that work left by either is found by the other.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::super::recover;
use crate::document::Document;
use crate::store::claim::{self, Claim, Claimed};
use crate::store::journal::{About, Book, Fate, Start};
use crate::store::{self, FileKind, Home, Opened, Replace};
use crate::text::Encoding;

/// What is being edited, and where it is saved.
pub(super) struct Target {
    pub(super) document: Document,
    path: PathBuf,
    replace: Replace,
    /// Whether there is no such file yet, so that it is written even if there
    /// is nothing to change.
    is_new: bool,
    /// The journal and where it lies; `None` where the system has no place for
    /// one.
    kept: Option<(Book, Home)>,
    /// Dropped, the file is free again.
    claim: Option<Claim>,
    /// How many steps were made, those of an earlier run included.
    steps: u64,
    /// Whether it was told that steps could not be kept.
    is_told: bool,
}

impl Target {
    /// Opens an annotation file, or the one beside an article, or starts that.
    pub(super) fn open(
        path: &Path,
        encoding: Option<Encoding>,
        take_over: bool,
    ) -> anyhow::Result<Self> {
        let opened = store::open_as(path, encoding)?;
        if opened.kind == FileKind::AnnotationFile {
            return Self::existing(opened, None, take_over);
        }
        let Some(beside) = opened.annotations_beside.clone() else {
            return Self::new(opened, take_over);
        };
        let annotated = store::open(&beside)?;
        let (ours, theirs) = (opened.document.article(), annotated.document.article());
        if ours.text() != theirs.text() || ours.has_bom() != theirs.has_bom() {
            bail!(
                "{} belongs to another text than {}: name the annotation file itself to edit it, or move it away",
                beside.display(),
                path.display()
            );
        }
        Self::existing(annotated, Some(&opened.path), take_over)
    }

    /// An article that has no annotations yet.
    fn new(opened: Opened, take_over: bool) -> anyhow::Result<Self> {
        let path = store::annotation_path_for(&opened.path);
        let article = opened.path.clone();
        let about = About::of(&opened.document, None, Some(&article), &path);
        Self::of(opened, about, path, Replace::Nothing, take_over)
    }

    /// An annotation file, with the work that was never saved to it.
    fn existing(opened: Opened, article: Option<&Path>, take_over: bool) -> anyhow::Result<Self> {
        crate::cli::tell_broken_seal(&opened);
        let (path, stamp) = (opened.path.clone(), opened.stamp);
        let about = About::of(&opened.document, Some((&path, stamp)), article, &path);
        Self::of(opened, about, path, Replace::Unchanged(stamp), take_over)
    }

    fn of(
        opened: Opened,
        about: About,
        path: PathBuf,
        replace: Replace,
        take_over: bool,
    ) -> anyhow::Result<Self> {
        let claim = match claim::claim(&path, take_over) {
            Claimed::Mine(claim) => Some(claim),
            Claimed::Impossible => None,
            Claimed::Theirs(holder) => bail!(
                "{} is being edited by {holder}; close it there, or take it over with --take-over",
                path.display()
            ),
        };
        let (mut document, start) = match recover::work_for(&opened) {
            Some(work) => work.go_on(about),
            None => {
                let base = Box::new(opened.document.snapshot());
                (opened.document, Start::Fresh(about, base))
            }
        };
        let steps = start.steps();
        let kept = recover::home().map(|home| (Book::new(start), home));
        document.remember_steps();
        Ok(Self {
            document,
            path,
            is_new: replace == Replace::Nothing,
            replace,
            kept,
            claim,
            steps,
            is_told: false,
        })
    }

    /// Keeps the steps made since; says whether all are on the disk.
    pub(super) fn keep(&mut self) -> bool {
        if let Some(claim) = &mut self.claim {
            // Who takes it over is not told here, but the save sees to it.
            claim.check();
        }
        let steps = self.document.take_steps();
        self.steps = self.steps.saturating_add(steps.len() as u64);
        let fault = match &mut self.kept {
            None => Some("this system has no place for a journal".to_owned()),
            Some((book, home)) => {
                steps.into_iter().for_each(|step| book.note_step(step));
                let written = book.flush(home);
                written.err().map(|error| error.to_string())
            }
        };
        if let Some(fault) = &fault
            && !std::mem::replace(&mut self.is_told, true)
        {
            eprintln!("hashiya: the edits are not kept until they are saved: {fault}");
        }
        fault.is_none()
    }

    /// Saves the document, if there is anything to save.
    pub(super) fn save(mut self) -> anyhow::Result<()> {
        self.keep();
        let saved = match self.is_new || self.document.is_modified() {
            false => None,
            true => {
                let home = self.kept.as_ref().map(|(_, home)| home);
                let saved = store::save(&self.document, &self.path, self.replace, home);
                let way = "what was made is kept: `hashiya recover` writes it";
                Some(match self.steps {
                    0 => saved?,
                    _ => saved.context(way)?,
                })
            }
        };
        if let Some((mut book, home)) = self.kept {
            if let Some(saved) = &saved {
                book.note_saved(self.steps, &saved.path, saved.stamp);
            }
            let fate = match self.document.is_modified() && saved.is_none() {
                true => Fate::Keep,
                false => Fate::Settled,
            };
            book.close(fate, &home);
        }
        Ok(())
    }
}
