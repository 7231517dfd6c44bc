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
        // Nothing goes unseen, however far the view has been scrolled.
        if let (Some(tab), Some(place)) = (self.active_mut(), place) {
            tab.scroll_to(place);
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
        self.step_history(Document::undo)
    }

    pub(super) fn redo(&mut self) -> Effects {
        self.step_history(Document::redo)
    }

    /// Undoes or redoes until so many changes are done.
    pub(super) fn go_to_history(&mut self, position: usize) -> Effects {
        self.step_history(|document| document.go_to(position))
    }

    fn step_history(&mut self, step: impl FnOnce(&mut Document) -> Option<Undone>) -> Effects {
        if self.may_change()
            && let Some(tab) = self.active_mut()
            && let Some(undone) = step(&mut tab.document)
        {
            come_back(tab, &undone);
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
        match tab.apply(change) {
            Ok(_) => true,
            Err(error) => {
                self.refuse(&error);
                false
            }
        }
    }

    /// Makes a change that is composed for the document shown, or says why
    /// there is none to be made; says whether it was made.
    pub(super) fn make(
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

/// After an undo or a redo: selects and chooses what was selected and chosen
/// when the document was last so, and brings into view what has changed. Where
/// nothing was chosen, or it is not known, what has come back is.
fn come_back(tab: &mut Tab, undone: &Undone) {
    // What is about labels, entities or the whole article has no place.
    let Some(place) = undone.place else {
        tab.forget_gone();
        return;
    };
    tab.select(undone.standing.selection);
    let document = &tab.document;
    let touched = undone.affected.iter();
    let there = touched.filter_map(|&id| document.annotation(id));
    let at_place = there.min_by_key(|it| it.span().start.0.abs_diff(place.0));
    let before = undone.standing.chosen;
    let before = before.filter(|&id| document.annotation(id).is_some());
    let chosen = before.or(at_place.map(|it| it.id));
    tab.choose_only(chosen);
    tab.scroll_to(place);
    tab.forget_gone();
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::Command;
    use super::super::edges::EdgeMove;
    use super::super::tab::TabId;
    use super::*;
    use crate::document::{SourceInfo, Spans};
    use crate::store::Settings;
    use crate::text::{Article, ByteOffset, ByteSpan};

    const TEXT: &str = "one two three. four five six, seven eight nine ten; eleven twelve";

    fn open() -> App {
        let article = Article::new(TEXT, false).unwrap();
        let document = Document::new(article, SourceInfo::new("a.txt", [0; 32]));
        let mut app = App::new(Settings::default());
        app.tabs
            .push(Tab::new(TabId(1), "a.txt".to_owned(), document));
        app
    }

    /// What stands where, what is selected and chosen, and the last wish to
    /// scroll.
    #[derive(Clone, Debug, PartialEq)]
    struct Seen {
        marks: BTreeMap<AnnotationId, (LabelId, Spans)>,
        selection: Selection,
        chosen: Option<AnnotationId>,
    }

    fn seen(app: &App) -> Seen {
        let tab = app.active_tab().unwrap();
        let marks = tab.document.annotations();
        Seen {
            marks: marks
                .map(|it| (it.id, (it.label.clone(), it.spans.clone())))
                .collect(),
            selection: tab.selection,
            chosen: tab.chosen,
        }
    }

    /// From the first to the last byte of all that is otherwise.
    fn changed(a: &Seen, b: &Seen) -> Option<ByteSpan> {
        let differ = |id: &&AnnotationId| a.marks.get(id) != b.marks.get(id);
        let ids = a.marks.keys().chain(b.marks.keys()).filter(differ);
        let spans = ids.flat_map(|id| [a.marks.get(id), b.marks.get(id)]);
        let hulls = spans.flatten().map(|(_, spans)| spans.hull());
        hulls.reduce(|x, y| ByteSpan {
            start: x.start.min(y.start),
            end: x.end.max(y.end),
        })
    }

    /// What does something to annotations, or only looks elsewhere.
    fn commands(app: &App, (what, from, to): (usize, usize, usize)) -> Vec<Command> {
        let labels = app.tabs[0].document.labels();
        let label = labels.iter().nth(from % 3).unwrap().id.clone();
        let chosen = app.tabs[0].chosen;
        let select = Command::SetSelection(Selection {
            anchor: ByteOffset(from),
            focus: ByteOffset(to),
        });
        match (what, chosen) {
            (0, _) => vec![select],
            (1 | 2, _) => vec![select, Command::Mark(label)],
            (3, Some(id)) => vec![Command::Relabel(id, label)],
            (4, Some(_)) => vec![Command::MoveEdge(EdgeMove::ALL[from % 12])],
            (5, Some(id)) => vec![Command::Remove(id)],
            (6, Some(id)) => vec![Command::Duplicate(id, label)],
            (7, Some(id)) => vec![Command::Split(id, ByteOffset(to))],
            (8, Some(id)) => vec![Command::UnmarkAll(id)],
            (9, _) => vec![Command::SetArticleNote(format!("{to}"))],
            (10, _) => vec![Command::ClearSelection],
            (11, Some(id)) => vec![Command::SetSpans(
                id,
                ByteSpan::between(ByteOffset(from), ByteOffset(to)).into(),
            )],
            _ => vec![Command::StepAnnotation(Step::Next)],
        }
    }

    proptest! {
        #[test]
        fn undo_and_redo_come_back_to_what_was_selected_and_chosen_and_show_what_changes(
            acts in prop::collection::vec((0usize..13, 0usize..60, 0usize..60), 1..25),
        ) {
            let mut app = open();
            let mut steps = Vec::new();
            for each in acts {
                for command in commands(&app, each) {
                    let before = seen(&app);
                    let position = app.tabs[0].document.history_position();
                    let _ = app.handle(command);
                    match app.tabs[0].document.history_position() - position {
                        0 => {}
                        1 => steps.push((before, seen(&app))),
                        more => prop_assert!(false, "{more} steps"),
                    }
                }
            }
            let check = |app: &App, was: &Seen, earlier: &Seen, wished: u64| {
                let now = seen(app);
                prop_assert_eq!(&now.marks, &was.marks);
                let wish = app.tabs[0].scroll;
                let Some(place) = changed(earlier, was) else {
                    prop_assert_eq!(wish.map_or(0, |wish| wish.serial), wished);
                    return Ok(());
                };
                prop_assert_eq!(now.selection, was.selection);
                if was.chosen.is_some() {
                    prop_assert_eq!(now.chosen, was.chosen);
                }
                let wish = wish.unwrap();
                prop_assert!(wish.serial > wished);
                prop_assert!(place.start <= wish.at && wish.at <= place.end);
                Ok(())
            };
            let wished = |app: &App| app.tabs[0].scroll.map_or(0, |wish| wish.serial);
            for (before, after) in steps.iter().rev() {
                let serial = wished(&app);
                let _ = app.handle(Command::Undo);
                check(&app, before, after, serial)?;
            }
            for (before, after) in &steps {
                let serial = wished(&app);
                let _ = app.handle(Command::Redo);
                check(&app, after, before, serial)?;
            }
        }
    }
}
