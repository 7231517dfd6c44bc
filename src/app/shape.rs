//! Splitting, joining and doubling annotations, and giving them more pieces.
//!
//! Invariant: each is one change made by `document::compose` or by a new span,
//! and so one step of undo; what comes of it is chosen.

use crate::document::{AnnotationId, Change, Gap, LabelId};
use crate::text::{ByteOffset, ByteSpan};

use super::command::{Effects, Step};
use super::state::App;
use super::tab::Tab;

impl App {
    /// Makes an annotation two at a place.
    pub(super) fn split(&mut self, id: AnnotationId, at: ByteOffset) -> Effects {
        self.make(|document| Change::split(document, id, at));
        Effects::none()
    }

    /// Makes one of an annotation and its neighbour, what lies between them
    /// included.
    pub(super) fn join(&mut self, id: AnnotationId, step: Step) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let Some(other) = neighbour_of(tab, id, step) else {
            return Effects::none();
        };
        let (first, second) = match step {
            Step::Next => (id, other),
            Step::Previous => (other, id),
        };
        if self.make(|document| Change::join(document, &[first, second], Gap::Cover))
            && let Some(tab) = self.active_mut()
        {
            tab.choose_only(Some(first));
        }
        Effects::none()
    }

    /// Gives the text of an annotation one more label.
    pub(super) fn duplicate(&mut self, id: AnnotationId, label: &LabelId) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let copy = tab.document.fresh_id();
        if self.make(|document| Change::duplicate(document, id, label))
            && let Some(tab) = self.active_mut()
        {
            tab.choose_only(Some(copy));
        }
        Effects::none()
    }

    /// Adds a piece of text to an annotation.
    pub(super) fn add_piece(&mut self, id: AnnotationId, span: ByteSpan) -> Effects {
        let spans = self.active_tab().and_then(|tab| {
            let span = tab.document.article().snap_to_graphemes(span);
            Some(tab.document.annotation(id)?.spans.with(span))
        });
        match spans {
            Some(spans) => self.set_spans(id, spans),
            None => Effects::none(),
        }
    }
}

/// The annotation that follows another in reading order, or precedes it.
pub(super) fn neighbour_of(tab: &Tab, id: AnnotationId, step: Step) -> Option<AnnotationId> {
    let found = match step {
        Step::Next => tab.document.annotation_after(id),
        Step::Previous => tab.document.annotation_before(id),
    };
    found.map(|annotation| annotation.id)
}
