//! Selecting, choosing and marking in the document shown.
//!
//! Invariant: every change of a document goes through [`Document::apply`], with
//! the selection as it was before, so that undo can give it back. A refused
//! change leaves all as it was and says why in a message.
//!
//! [`Document::apply`]: crate::document::Document::apply

use crate::document::{
    AnnotationId, Change, Direction, Document, EditError, LabelId, Selection, Undone,
};

use super::command::{Effect, Effects, Step};
use super::i18n::Text;
use super::message::Severity;
use super::refusal::refusal;
use super::state::App;
use super::tab::Tab;

impl App {
    pub(super) fn set_selection(&mut self, selection: Selection) -> Effects {
        if let Some(tab) = self.active_mut() {
            tab.select(selection);
        }
        Effects::none()
    }

    pub(super) fn choose(&mut self, id: Option<AnnotationId>) -> Effects {
        if let Some(tab) = self.active_mut() {
            tab.choose_only(id);
        }
        Effects::none()
    }

    pub(super) fn go_to(&mut self, id: AnnotationId) -> Effects {
        if let Some(tab) = self.active_mut() {
            show_annotation(tab, id);
        }
        Effects::none()
    }

    /// Goes to the neighbour of the chosen annotation, or to the one nearest
    /// to the caret.
    pub(super) fn step_annotation(&mut self, step: Step) -> Effects {
        if let Some(tab) = self.active_mut()
            && let Some(id) = neighbour(tab, step)
        {
            show_annotation(tab, id);
        }
        Effects::none()
    }

    /// Puts the caret before the next direction control that may mislead, and
    /// has hidden characters shown, since there is nothing to see otherwise.
    pub(super) fn go_to_next_control(&mut self) -> Effects {
        if let Some(tab) = self.active_mut() {
            let controls = tab.document.article().direction_controls();
            if let Some(at) = controls.next_after(tab.selection.focus) {
                tab.select(Selection::caret(at));
                tab.scroll_to(at);
            }
        }
        if self.settings().show_hidden {
            return Effects::none();
        }
        self.set(|settings| settings.show_hidden = true)
    }

    pub(super) fn clear_selection(&mut self) -> Effects {
        if let Some(tab) = self.active_mut() {
            tab.choose_only(None);
            tab.selection = Selection::caret(tab.selection.focus);
        }
        Effects::none()
    }

    pub(super) fn copy(&mut self) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let chosen = match tab.several() {
            Some(several) => several.in_order(&tab.document),
            None => {
                let chosen = tab.chosen.and_then(|id| tab.document.annotation(id));
                chosen.into_iter().collect()
            }
        };
        let article = tab.document.article();
        let text = match tab.selected_span() {
            Some(span) => article.slice(span).to_owned(),
            None if chosen.is_empty() => return Effects::none(),
            None => {
                let texts: Vec<_> = chosen.iter().map(|it| it.text(article)).collect();
                texts.join("\n")
            }
        };
        Effects::one(Effect::WriteClipboard(text))
    }

    pub(super) fn mark(&mut self, label: LabelId) -> Effects {
        let Some(tab) = self.active_mut() else {
            return Effects::none();
        };
        let Some(span) = tab.selected_span() else {
            return match (tab.several().cloned(), tab.chosen) {
                (Some(several), _) => self.relabel_all(&several, &label),
                (None, Some(id)) => self.relabel(id, label),
                (None, None) => {
                    self.tell(Severity::Info, Text::new("notice-nothing-selected"));
                    Effects::none()
                }
            };
        };
        let id = tab.document.fresh_id();
        if self.change(Change::mark(id, label, span))
            && let Some(tab) = self.active_mut()
        {
            // The caret alone stays, so that another label's key corrects this
            // one instead of marking the same words twice.
            tab.choose_only(Some(id));
            tab.selection = Selection::caret(tab.selection.focus);
        }
        Effects::none()
    }

    pub(super) fn relabel(&mut self, id: AnnotationId, label: LabelId) -> Effects {
        self.change(Change::relabel(id, label));
        Effects::none()
    }

    pub(super) fn respan(&mut self, id: AnnotationId) -> Effects {
        let span = self.active_tab().and_then(Tab::selected_span);
        if let Some(span) = span
            && self.change(Change::respan(id, span))
            && let Some(tab) = self.active_mut()
        {
            tab.choose_only(Some(id));
            tab.selection = Selection::caret(tab.selection.focus);
        }
        Effects::none()
    }

    pub(super) fn remove(&mut self, id: AnnotationId) -> Effects {
        let place = self
            .active_tab()
            .and_then(|tab| tab.document.annotation(id))
            .map(|annotation| annotation.span().start);
        self.change(Change::unmark(id));
        if let Some(tab) = self.active_mut() {
            tab.forget_gone();
            // Nothing goes unseen, however far the view has been scrolled.
            if let Some(place) = place {
                tab.scroll_to(place);
            }
        }
        Effects::none()
    }

    pub(super) fn set_direction(&mut self, direction: Direction) -> Effects {
        if self
            .active_tab()
            .is_some_and(|tab| tab.document.direction() != direction)
        {
            self.change(Change::set_direction(direction));
        }
        Effects::none()
    }

    pub(super) fn undo(&mut self) -> Effects {
        if self.may_change()
            && let Some(tab) = self.active_mut()
            && let Some(undone) = tab.document.undo()
        {
            tab.select(undone.selection);
            show_affected(tab, &undone);
            tab.forget_gone();
        }
        Effects::none()
    }

    pub(super) fn redo(&mut self) -> Effects {
        if self.may_change()
            && let Some(tab) = self.active_mut()
            && let Some(redone) = tab.document.redo()
        {
            tab.select(Selection::caret(redone.selection.focus));
            show_affected(tab, &redone);
            tab.forget_gone();
        }
        Effects::none()
    }

    /// Undoes or redoes until so many changes are done.
    pub(super) fn go_to_history(&mut self, position: usize) -> Effects {
        if self.may_change()
            && let Some(tab) = self.active_mut()
        {
            let goes_back = position < tab.document.history_position();
            if let Some(last) = tab.document.go_to(position) {
                let selection = match goes_back {
                    true => last.selection,
                    false => Selection::caret(last.selection.focus),
                };
                tab.select(selection);
                show_affected(tab, &last);
                tab.forget_gone();
            }
        }
        Effects::none()
    }

    /// Makes a change in the document shown; says whether it was made.
    pub(super) fn change(&mut self, change: Change) -> bool {
        if !self.may_change() {
            return false;
        }
        let Some(tab) = self.active_mut() else {
            return false;
        };
        match tab.document.apply(change, tab.selection) {
            Ok(_) => true,
            Err(error) => {
                self.refuse(&error);
                false
            }
        }
    }

    /// Makes a change that is composed for the document shown, if it can be.
    pub(super) fn change_composed(
        &mut self,
        compose: impl FnOnce(&Document) -> Result<Change, EditError>,
    ) -> bool {
        match self.active_tab().map(|tab| compose(&tab.document)) {
            Some(Ok(change)) => self.change(change),
            Some(Err(error)) => {
                self.refuse(&error);
                false
            }
            None => false,
        }
    }

    /// Says why a change was not made.
    pub(super) fn refuse(&mut self, error: &EditError) {
        let text = refusal(self, error);
        self.tell(Severity::Warning, text);
    }
}

/// Chooses an annotation, puts the caret before it and brings it into view.
fn show_annotation(tab: &mut Tab, id: AnnotationId) {
    if tab.document.annotation(id).is_some() {
        tab.choose_only(Some(id));
        tab.look_at_chosen();
    }
}

/// Chooses what an undo or a redo has touched and brings it into view; where it
/// has taken something away, its place.
fn show_affected(tab: &mut Tab, undone: &Undone) {
    // What is about labels, entities or the whole article has no place.
    if undone.affected.is_empty() {
        return;
    }
    let there = undone
        .affected
        .iter()
        .find_map(|&id| tab.document.annotation(id));
    let chosen = there.map(|annotation| annotation.id);
    let place = there.map_or(undone.selection.span().start, |it| it.span().start);
    tab.choose_only(chosen);
    tab.scroll_to(place);
}

fn neighbour(tab: &Tab, step: Step) -> Option<AnnotationId> {
    let document = &tab.document;
    let caret = tab.selection.focus;
    let found = match (tab.chosen, step) {
        (Some(chosen), Step::Next) => document.annotation_after(chosen),
        (Some(chosen), Step::Previous) => document.annotation_before(chosen),
        (None, Step::Next) => document.first_from(caret),
        (None, Step::Previous) => document.last_before(caret),
    };
    found.map(|annotation| annotation.id)
}
