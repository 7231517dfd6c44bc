//! What the label editor asks before it does something: what becomes of
//! annotations, whether values may be lost, and which label is meant.
//!
//! Invariant: until a question is answered nothing is changed, and no answer
//! changes nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::app::command::Effects;
use crate::app::state::App;
use crate::app::tab::TabId;
use crate::document::{Change, Document, Entity, Label, LabelFate, LabelId, Losses};
use crate::formats::label_set::NamedLabels;

use super::LabelField;

/// How many annotations have a label, those whose text is lost among them.
/// Costs the number of those.
pub fn bearers(document: &Document, id: &LabelId) -> usize {
    let lost = document.lost().filter(|it| it.said().label == *id);
    document.count_of(id) + lost.count()
}

/// A question of the label editor.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Whether a change may be made though something is lost by it.
    Losses(Loss),
    /// What becomes of the annotations of a label that is to be deleted.
    Delete {
        /// The label.
        label: LabelId,
        /// What was answered so far.
        fate: Option<LabelFate>,
        /// What would be lost by that.
        losses: Losses,
    },
    /// What becomes of the labels that a set lacks.
    Load(SetToLoad),
    /// Whether what is typed in a field and cannot be may be forgotten.
    Unfinished {
        /// The field.
        field: LabelField,
        /// What was to be done.
        after: After,
    },
    /// Whether a file of labels that is already there may be replaced.
    Replace(PathBuf),
    /// Which label is meant.
    Pick(PickLabel),
}

/// A change that would lose something.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// The change.
    pub(super) change: Change,
    /// What would be lost.
    pub losses: Losses,
    /// The label to be shown afterwards.
    pub(super) chosen: Option<LabelId>,
    /// The field that it comes from.
    pub(super) field: Option<LabelField>,
}

/// A set of labels that is to be taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct SetToLoad {
    /// The set.
    pub set: NamedLabels,
    /// The labels of the document that it lacks and that something has.
    pub missing: Vec<LabelId>,
    /// What becomes of the annotations of those that go; the others stay.
    pub fates: BTreeMap<LabelId, LabelFate>,
    /// What would be lost by it.
    pub losses: Losses,
}

/// What is done once nothing typed is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// The editor is closed.
    Close,
    /// A document is closed.
    CloseTab(TabId),
    /// The program is left.
    Quit,
}

/// What a label is picked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickLabel {
    /// To be the parent of the one shown.
    Parent,
    /// To be given to the annotations of this one.
    Heir(LabelId),
}

impl SetToLoad {
    pub(super) fn new(document: &Document, set: NamedLabels) -> Self {
        let kinds = document.entities().filter_map(|it| it.label.as_ref());
        let kinds = kinds.chain(document.lost().map(|it| &it.said().label));
        let kinds: std::collections::HashSet<_> = kinds.collect();
        let used = |label: &Label| document.count_of(&label.id) > 0 || kinds.contains(&label.id);
        let labels = document.labels().iter();
        let missing = labels.filter(|it| set.labels.get(&it.id).is_none() && used(it));
        let missing = missing.map(|label| label.id.clone()).collect();
        let mut made = Self {
            set,
            missing,
            fates: BTreeMap::new(),
            losses: Losses::default(),
        };
        made.losses = Losses::of(document, &made.change(document));
        made
    }

    pub(super) fn change(&self, document: &Document) -> Change {
        Change::load_labels(document, &self.set.labels, &self.fates)
    }
}

impl App {
    /// The labels to pick one of.
    pub fn labels_to_pick(&self, what: &PickLabel) -> Vec<&Label> {
        let Some((editor, document, shown)) = self.edited_labels() else {
            return Vec::new();
        };
        let before = editor.questions.iter().rev().nth(1);
        match (what, before) {
            (PickLabel::Heir(_), Some(Question::Load(load))) => load.set.labels.iter().collect(),
            (PickLabel::Heir(gone), _) => {
                let all = document.labels().iter();
                all.filter(|label| label.id != *gone).collect()
            }
            (PickLabel::Parent, _) => {
                let all = document.labels().iter();
                all.filter(|label| shown.is_none_or(|it| it.id != label.id))
                    .collect()
            }
        }
    }

    pub(super) fn pick_label(&mut self, what: PickLabel) {
        let settled = what != PickLabel::Parent || self.settle_labels();
        if let (true, Some(editor)) = (settled, &mut self.label_editor) {
            editor.ask(Question::Pick(what));
        }
    }

    pub(super) fn label_picked(&mut self, label: Option<LabelId>) {
        let Some(editor) = &mut self.label_editor else {
            return;
        };
        let Some(Question::Pick(what)) = editor.question().cloned() else {
            return;
        };
        editor.questions.pop();
        match what {
            PickLabel::Heir(gone) => self.set_fate(gone, label.map(LabelFate::Relabel)),
            PickLabel::Parent => {
                let id = label.map_or_else(String::new, |id| id.to_string());
                self.type_label_field(LabelField::Parent, id);
                self.commit_label_field(LabelField::Parent);
            }
        }
    }

    /// Asks what becomes of all that has a label; where nothing has it, it goes
    /// at once.
    pub(super) fn delete_label(&mut self, id: &LabelId) {
        if !self.settle_labels() {
            return;
        }
        let Some((_, document, _)) = self.edited_labels() else {
            return;
        };
        let named = |entity: &Entity| entity.label.as_ref() == Some(id);
        let used = bearers(document, id) > 0 || document.entities().any(named);
        let change = Change::delete_label(document, id, &LabelFate::Delete);
        if used {
            if let Some(editor) = &mut self.label_editor {
                editor.ask(Question::Delete {
                    label: id.clone(),
                    fate: None,
                    losses: Losses::default(),
                });
            }
        } else if let Ok(change) = change {
            self.apply_label_change(change, None, None);
        }
    }

    pub(super) fn set_fate(&mut self, of: LabelId, answer: Option<LabelFate>) {
        let Some((editor, document, _)) = self.edited_labels() else {
            return;
        };
        let new = match editor.question().cloned() {
            Some(Question::Delete { label, .. }) if label == of => {
                let change = answer
                    .as_ref()
                    .and_then(|fate| Change::delete_label(document, &label, fate).ok());
                let losses = change.map(|change| Losses::of(document, &change));
                Question::Delete {
                    label,
                    fate: answer,
                    losses: losses.unwrap_or_default(),
                }
            }
            Some(Question::Load(mut load)) => {
                match answer {
                    Some(fate) => load.fates.insert(of, fate),
                    None => load.fates.remove(&of),
                };
                load.losses = Losses::of(document, &load.change(document));
                Question::Load(load)
            }
            _ => return,
        };
        if let Some(editor) = &mut self.label_editor {
            editor.questions.pop();
            editor.ask(new);
        }
    }

    /// Does what was asked about.
    pub(super) fn confirm_labels(&mut self) -> Effects {
        let question = self
            .label_editor
            .as_mut()
            .and_then(|editor| editor.questions.pop());
        match question {
            Some(Question::Losses(loss)) => {
                self.apply_label_change(loss.change, loss.chosen, loss.field);
            }
            Some(Question::Delete {
                label,
                fate: Some(fate),
                ..
            }) => {
                let change = self.edited_labels().and_then(|(_, document, _)| {
                    Change::delete_label(document, &label, &fate).ok()
                });
                if let Some(change) = change {
                    self.apply_label_change(change, None, None);
                }
            }
            Some(Question::Load(load)) => {
                if let Some(tab) = self.label_editor.as_ref().map(|editor| editor.tab) {
                    self.take_over_set(tab, &load);
                }
            }
            Some(Question::Unfinished { after, .. }) => {
                self.forget_labels();
                return match after {
                    After::Close => Effects::none(),
                    After::CloseTab(id) => self.close_tab(id),
                    After::Quit => self.quit(),
                };
            }
            Some(Question::Replace(path)) => return self.replace_label_set(path),
            // Not yet answered.
            Some(open @ (Question::Delete { .. } | Question::Pick(_))) => {
                if let Some(editor) = &mut self.label_editor {
                    editor.ask(open);
                }
            }
            None => {}
        }
        Effects::none()
    }

    /// Answers no to the question, or closes the editor where there is none.
    pub(in crate::app) fn close_labels(&mut self) -> Effects {
        let question = self
            .label_editor
            .as_mut()
            .and_then(|editor| editor.questions.pop());
        match question {
            Some(Question::Losses(loss)) => {
                if let Some(field) = loss.field {
                    self.drop_label_draft(field);
                    self.wish_for_label_field(field);
                }
            }
            Some(Question::Unfinished { field, .. }) => self.wish_for_label_field(field),
            Some(_) => {}
            None => {
                self.leave_labels(After::Close);
            }
        }
        Effects::none()
    }
}
