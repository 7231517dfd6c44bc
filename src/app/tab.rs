//! One open document with what belongs to looking at it.
//!
//! Invariant: the selection lies on code points of the text, and the chosen
//! annotation exists. What is here besides the document is never saved.

use std::path::{Path, PathBuf};

use super::autosave::Autosave;
use super::claim::Holder;
use super::i18n::Text;
use super::journal::Keeping;
use super::merging::Merged;
use crate::document::reanchor::Proposals;
use crate::document::{
    AnnotationId, Applied, Change, Document, EditError, EntityId, SavePoint, Selection, Standing,
};
use crate::store::{Replace, Stamp, annotation_path_for};
use crate::text::clitics::toggle_clitics;
use crate::text::{ByteOffset, ByteSpan};

use super::choice::Several;
use super::find::Find;
use super::listing::ListFilter;

/// The number of a tab, unique while the program runs; a document asked for
/// later has a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId(pub u64);

/// A wish to see a place of the text. A new wish has a new number, so that a
/// view can tell whether it has followed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScrollRequest {
    /// The place, in bytes.
    pub at: ByteOffset,
    /// The number of the wish, from 1.
    pub serial: u64,
}

/// One open document.
#[derive(Debug)]
pub struct Tab {
    /// Its number.
    pub id: TabId,
    /// What its tab shows.
    pub name: String,
    /// The document.
    pub document: Document,
    /// The annotation file it is saved to, by its one name; `None` as long as there is none.
    pub path: Option<PathBuf>,
    /// What that file held when it was last read or written.
    pub(super) stamp: Option<Stamp>,
    /// What that file was last found to hold instead, and the person was asked
    /// about.
    pub(super) asked_about: Option<Stamp>,
    /// What was merged from that file and is not saved yet.
    pub(super) merged: Option<Merged>,
    /// How safe its changes are; `None` where no journal is kept.
    pub(super) keeping: Option<Keeping>,
    /// Who edits its file elsewhere, so that it may only be read here.
    pub(super) holder: Option<Holder>,
    /// How it is saved by itself.
    pub(super) autosave: Autosave,
    /// The article's file, where it is known.
    pub source_path: Option<PathBuf>,
    /// The selected text, or the caret.
    pub selection: Selection,
    /// The chosen annotation; of several the one that is looked at.
    pub chosen: Option<AnnotationId>,
    /// Those that were last chosen together; they count as long as the chosen
    /// one is one of them.
    pub(super) together: Option<Several>,
    /// The entity chosen in the list of them.
    pub chosen_entity: Option<EntityId>,
    /// The lost annotation chosen in the list of them.
    pub chosen_lost: Option<AnnotationId>,
    /// Where lost annotations may belong, once that is known.
    pub proposals: Option<Proposals>,
    /// The tab whose document was taken over onto this one's text.
    pub(super) reanchored_from: Option<TabId>,
    /// What the list of its annotations shows.
    pub filter: ListFilter,
    /// The number of the last wish to filter that list; 0 before the first. A
    /// later wish of the program, here or in another tab, has a higher one.
    pub filter_wish: u64,
    /// The number of the last wish to write a note, likewise.
    pub note_wish: u64,
    /// The place to be brought into view.
    pub scroll: Option<ScrollRequest>,
    /// What was chosen before the change that a command has made.
    pub(super) chosen_before: Option<Option<AnnotationId>>,
    /// What is looked for in it.
    pub find: Find,
    /// What is on its way to the disk.
    pub(super) saving: Option<Saving>,
    /// What is to be written as soon as that is done.
    pub(super) next_save: Option<NextSave>,
    /// Whether to close as soon as it is saved.
    pub(super) close_when_saved: bool,
    /// The revision of which the person has said, while leaving the program,
    /// that its changes may be lost.
    pub(super) discarded: Option<u64>,
}

/// A save that is on its way to the disk.
#[derive(Debug)]
pub(super) struct Saving {
    /// The place of the history.
    pub(super) point: SavePoint,
    /// The number of the last step that is in it.
    pub(super) step: u64,
    /// The file.
    pub(super) path: PathBuf,
}

/// A save that waits for another to end.
#[derive(Debug)]
pub(super) enum NextSave {
    /// To the document's own file, which is the other save's once that is over.
    Own,
    /// To this file, and what may be lost there.
    To(PathBuf, Replace),
}

/// How safe the changes of a document are that are in no file yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Safety<'a> {
    /// No journal is kept: they end with the program.
    Unkept,
    /// They are on their way to the disk.
    Writing,
    /// They are on the disk and survive the program.
    Kept,
    /// They could not be written, and why.
    AtRisk(&'a Text),
}

impl Tab {
    pub(super) fn new(id: TabId, name: String, document: Document) -> Self {
        Self {
            id,
            name,
            document,
            path: None,
            stamp: None,
            asked_about: None,
            merged: None,
            keeping: None,
            holder: None,
            autosave: Autosave::default(),
            source_path: None,
            selection: Selection::default(),
            chosen: None,
            together: None,
            chosen_entity: None,
            chosen_lost: None,
            proposals: None,
            reanchored_from: None,
            filter: ListFilter::default(),
            filter_wish: 0,
            note_wish: 0,
            scroll: None,
            chosen_before: None,
            find: Find::default(),
            saving: None,
            next_save: None,
            close_when_saved: false,
            discarded: None,
        }
    }

    /// Whether there are changes that are on no disk.
    pub fn is_modified(&self) -> bool {
        self.document.is_modified()
    }

    /// The article's file, where its text may be read anew in another encoding
    /// because nothing stands on it yet.
    pub fn article_to_read_anew(&self) -> Option<PathBuf> {
        let is_bare = self.path.is_none()
            && !self.is_modified()
            && !self.is_saving()
            && self.document.count() == 0;
        self.source_path.clone().filter(|_| is_bare)
    }

    /// How safe changes are that are in no file yet.
    pub fn safety(&self) -> Safety<'_> {
        match &self.keeping {
            None => Safety::Unkept,
            Some(Keeping {
                fault: Some(why), ..
            }) => Safety::AtRisk(why),
            Some(keeping) if keeping.synced < keeping.made => Safety::Writing,
            Some(_) => Safety::Kept,
        }
    }

    /// Whether the person has said that the changes it has now may be lost.
    pub(super) fn is_discarded(&self) -> bool {
        self.discarded == Some(self.document.revision())
    }

    /// Whether a worker is writing it just now.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// The selected text's span in whole grapheme clusters; `None` for a caret.
    pub fn selected_span(&self) -> Option<ByteSpan> {
        if self.selection.is_caret() {
            return None;
        }
        let article = self.document.article();
        Some(article.snap_to_graphemes(self.selection.span()))
    }

    /// The word at the caret, without punctuation; of a selected word what is
    /// left without its clitics, and the other way round. `None` where there
    /// is neither.
    pub fn word_to_select(&self) -> Option<ByteSpan> {
        let article = self.document.article();
        if let Some(span) = self.selected_span() {
            return toggle_clitics(article, span);
        }
        let at = self.selection.focus;
        let before = article.previous_grapheme(at);
        let words = [at, before].map(|at| article.plain_word_at(at));
        words
            .into_iter()
            .find(|&word| article.slice(word).contains(char::is_alphanumeric))
    }

    /// Where it is saved without asking: its annotation file, or the one that
    /// goes beside its article.
    pub fn default_path(&self) -> Option<PathBuf> {
        let beside = || self.source_path.as_deref().map(annotation_path_for);
        self.path.clone().or_else(beside)
    }

    /// What saving there may replace without asking: what was last seen in the
    /// document's own file.
    pub(super) fn may_replace(&self) -> Replace {
        match (&self.path, self.known_stamp()) {
            (Some(_), Some(stamp)) => Replace::Unchanged(stamp),
            _ => Replace::Nothing,
        }
    }

    /// The annotation that deleting removes: the chosen one, or, as long as
    /// text is selected, the one of exactly that text, of several the chosen
    /// one. So a choice that is no longer looked at is never what goes.
    pub fn deletable(&self) -> Option<AnnotationId> {
        let Some(span) = self.selected_span() else {
            return self.chosen;
        };
        let exact = self
            .document
            .annotations_in(span)
            .filter(|it| it.pieces() == [span]);
        exact
            .map(|it| it.id)
            .max_by_key(|&id| (self.chosen == Some(id), id))
    }

    /// Whether this tab shows the given file, be it article or annotations, or
    /// is about to: it may be on its way there.
    pub fn shows(&self, path: &Path) -> bool {
        let saving = self.saving.as_ref().map(|saving| &*saving.path);
        let next = self.next_save.as_ref().and_then(|next| match next {
            NextSave::Own => None,
            NextSave::To(path, _) => Some(&**path),
        });
        let shown = [self.path.as_deref(), self.source_path.as_deref()];
        shown.contains(&Some(path)) || [saving, next].contains(&Some(path))
    }

    /// The chosen annotations, where they are several.
    pub fn several(&self) -> Option<&Several> {
        let together = self.together.as_ref()?;
        together.contains(self.chosen?).then_some(together)
    }

    /// Whether an annotation is chosen, alone or with others.
    pub fn is_chosen(&self, id: AnnotationId) -> bool {
        self.chosen == Some(id) || self.several().is_some_and(|it| it.contains(id))
    }

    /// Chooses an annotation of the document and no other, or none.
    pub(super) fn choose_only(&mut self, id: Option<AnnotationId>) {
        self.chosen = id.filter(|&id| self.document.annotation(id).is_some());
        self.together = None;
    }

    /// Puts the caret before the chosen annotation and brings it into view.
    pub(super) fn look_at_chosen(&mut self) {
        if let Some(annotation) = self.chosen.and_then(|id| self.document.annotation(id)) {
            let start = annotation.span().start;
            self.selection = Selection::caret(start);
            self.scroll_to(start);
        }
    }

    pub(super) fn scroll_to(&mut self, at: ByteOffset) {
        let serial = self.scroll.map_or(1, |before| before.serial + 1);
        self.scroll = Some(ScrollRequest { at, serial });
    }

    /// Sets the selection, held inside the text.
    pub(super) fn select(&mut self, selection: Selection) {
        let article = self.document.article();
        let hold = |at: ByteOffset| article.grapheme_floor(at.min(article.len()));
        self.selection = Selection {
            anchor: hold(selection.anchor),
            focus: hold(selection.focus),
        };
    }

    /// Makes a change, and remembers what was chosen before it; the one way in
    /// which the application changes a document. Errors: those of
    /// [`Document::apply`], and nothing is changed then.
    pub(super) fn apply(&mut self, change: Change) -> Result<Applied, EditError> {
        let chosen = self.chosen;
        let applied = self.document.apply(change, self.selection)?;
        self.chosen_before = applied.changed.then_some(chosen);
        self.forget_gone();
        Ok(applied)
    }

    /// Tells the history where the person stands after a change, if there was
    /// one.
    pub(super) fn note_standing(&mut self) {
        if let Some(before) = self.chosen_before.take() {
            let after = Standing {
                selection: self.selection,
                chosen: self.chosen,
            };
            self.document.note_standing(before, after);
        }
    }

    /// Drops the choice of an annotation or an entity that is no more.
    pub(super) fn forget_gone(&mut self) {
        if self
            .chosen
            .is_some_and(|id| self.document.annotation(id).is_none())
        {
            self.choose_only(None);
        }
        if let Some(several) = self.several() {
            let ids: Vec<_> = several.ids().collect();
            self.together = Several::of(&self.document, ids);
        }
        if self
            .chosen_entity
            .is_some_and(|id| self.document.entity(id).is_none())
        {
            self.chosen_entity = None;
        }
        self.chosen_lost
            .take_if(|id| self.document.lost_of(*id).is_none());
    }
}
