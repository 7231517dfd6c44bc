//! The label editor: the labels of one document, one of them shown with all it
//! has.
//!
//! Invariant: what is typed is a draft of one field of the label that is shown.
//! It becomes a change, one step of undo, as soon as it is typed to its end; one
//! that cannot be stays where it is and says why. Nothing is done that would
//! leave a draft behind: another label is shown, and the editor closed, only
//! when none is left. What would lose anything is asked first.

pub mod field;
mod question;
mod sets;

use std::path::PathBuf;

use crate::document::{
    Attribute, AttributeKind, AttributeName, Change, ChangeKind, ChoiceOption, Document, EditError,
    Label, LabelFate, LabelId, Losses, OptionName, palette,
};
use crate::formats::label_set::NamedLabels;

use super::command::{Effects, Failure, Step};
use super::i18n::{I18n, Language, Text};
use super::message::Dialog;
use super::refusal::refusal;
use super::state::App;
use super::tab::TabId;

pub use field::{LabelField, Part};
pub use question::{After, Loss, PickLabel, Question, SetToLoad, bearers};
pub use sets::{LabelJob, SetNotSaved};

/// What the label editor is told.
#[derive(Debug)]
pub enum LabelCommand {
    /// Show the labels of the document shown.
    Open,
    /// Show another label.
    Choose(LabelId),
    /// A field of the label holds this now.
    Type(LabelField, String),
    /// A field's text is typed to its end.
    Commit(LabelField),
    /// Forget what was typed in a field.
    Drop(LabelField),
    /// Add a label.
    Add,
    /// Delete a label; asks what becomes of what has it.
    Delete(LabelId),
    /// Move a label to a place of the order, from 0.
    Move(LabelId, usize),
    /// Add, remove or move a part of the label.
    Alter(LabelPart),
    /// Take the last change back, if it was one of labels.
    Undo,
    /// Make a change of labels again that was taken back.
    Redo,
    /// Ask for a label.
    Pick(PickLabel),
    /// A label was picked, or none.
    Picked(Option<LabelId>),
    /// What becomes of the annotations of a label that goes; `None` for the
    /// label keeps or, where it is to be deleted, leaves it open.
    SetFate(LabelId, Option<LabelFate>),
    /// The answer to the question is yes.
    Confirm,
    /// Take over a set of labels that comes with the program, by its id.
    UsePreset(&'static str),
    /// Ask for a file of labels to take over.
    AskOpen,
    /// Ask for a file to write the labels to.
    AskSave,
    /// Read a file of labels for a document.
    OpenFrom(TabId, PathBuf),
    /// A worker has read a file of labels for a document.
    Read(TabId, Result<Box<NamedLabels>, Failure>),
    /// Write a document's labels to this file.
    SaveTo {
        /// The document's tab.
        tab: TabId,
        /// The file.
        path: PathBuf,
        /// Whether the person has agreed to lose what is there.
        overwrite: bool,
    },
    /// A worker has written a file of labels, or failed to.
    Saved(Result<PathBuf, SetNotSaved>),
}

/// The sets of labels that come with the program: what commands call them, and
/// the keys of their names.
pub const PRESETS: [(&str, &str); 3] = [
    ("people-places-figures", "action-labels-basic"),
    ("conll", "action-labels-conll"),
    ("fine", "action-labels-fine"),
];

/// A change of what a label consists of. Places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPart {
    /// One more attribute.
    AddAttribute,
    /// An attribute goes.
    RemoveAttribute(usize),
    /// An attribute changes places with its neighbour.
    MoveAttribute(usize, Step),
    /// One more option of a choice.
    AddOption(usize),
    /// An option of a choice goes.
    RemoveOption(usize, usize),
    /// An option of a choice changes places with its neighbour.
    MoveOption(usize, usize, Step),
}

/// What is typed in a field and not yet in the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The field.
    pub field: LabelField,
    /// What it holds.
    pub text: String,
    /// Why it cannot be, once that was tried.
    pub fault: Option<Text>,
}

/// A wish to have the keyboard in a field. A new wish has a new number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldWish {
    /// The field.
    pub field: LabelField,
    /// The number of the wish, unique while the program runs and ascending.
    pub serial: u64,
}

/// The editor while it is open.
#[derive(Debug)]
pub struct LabelEditor {
    /// The document's tab.
    pub tab: TabId,
    chosen: Option<LabelId>,
    /// Where the label that is shown stands, should its id be no more.
    at: usize,
    drafts: Vec<Draft>,
    questions: Vec<Question>,
    wish: Option<FieldWish>,
    said: Option<Text>,
    showing: u64,
}

impl LabelEditor {
    fn new(tab: TabId) -> Self {
        Self {
            tab,
            chosen: None,
            at: 0,
            drafts: Vec::new(),
            questions: Vec::new(),
            wish: None,
            said: None,
            showing: 0,
        }
    }

    /// What is typed in a field.
    pub fn draft(&self, field: LabelField) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.field == field)
    }

    /// Whether nothing is typed that is not in the document.
    pub fn is_settled(&self) -> bool {
        self.drafts.is_empty()
    }

    /// The question that is to be answered first.
    pub fn question(&self) -> Option<&Question> {
        self.questions.last()
    }

    /// The field that is to have the keyboard.
    pub fn wish(&self) -> Option<FieldWish> {
        self.wish
    }

    /// A number that is another for each label that is shown, but not for one
    /// that is renamed: what a field keeps for one is not for the next.
    pub fn showing(&self) -> u64 {
        self.showing
    }

    /// What is to be told beside the labels.
    pub fn said(&self) -> Option<&Text> {
        self.said.as_ref()
    }

    fn drop_draft(&mut self, field: LabelField) {
        self.drafts.retain(|draft| draft.field != field);
    }

    fn ask(&mut self, question: Question) {
        self.questions.push(question);
    }

    /// The label that is shown of these.
    fn label<'a>(&self, document: &'a Document) -> Option<&'a Label> {
        let labels = document.labels();
        let chosen = self.chosen.as_ref().and_then(|id| labels.get(id));
        let last = labels.len().checked_sub(1)?;
        chosen.or_else(|| labels.iter().nth(self.at.min(last)))
    }
}

impl App {
    /// The label editor, while it is open.
    pub fn label_editor(&self) -> Option<&LabelEditor> {
        self.label_editor.as_ref()
    }

    /// The document whose labels are edited, and the label that is shown.
    pub fn edited_labels(&self) -> Option<(&LabelEditor, &Document, Option<&Label>)> {
        let editor = self.label_editor.as_ref()?;
        let document = &self.tab(editor.tab)?.document;
        Some((editor, document, editor.label(document)))
    }

    pub(super) fn labels(&mut self, command: LabelCommand) -> Effects {
        match command {
            LabelCommand::Open => self.open_labels(),
            LabelCommand::Choose(id) => self.choose_label(id),
            LabelCommand::Type(field, text) => self.type_label_field(field, text),
            LabelCommand::Commit(field) => {
                self.commit_label_field(field);
            }
            LabelCommand::Drop(field) => {
                if let Some(editor) = &mut self.label_editor {
                    editor.drop_draft(field);
                }
            }
            LabelCommand::Add => self.add_label(),
            LabelCommand::Delete(id) => self.delete_label(&id),
            LabelCommand::Move(id, to) => self.move_label(id, to),
            LabelCommand::Alter(part) => self.alter_label(part),
            LabelCommand::Undo => self.walk_labels(Step::Previous),
            LabelCommand::Redo => self.walk_labels(Step::Next),
            LabelCommand::Pick(what) => self.pick_label(what),
            LabelCommand::Picked(label) => self.label_picked(label),
            LabelCommand::SetFate(label, fate) => self.set_fate(label, fate),
            LabelCommand::Confirm => return self.confirm_labels(),
            LabelCommand::UsePreset(id) => self.use_preset(id),
            LabelCommand::AskOpen => return self.ask_label_set(),
            LabelCommand::AskSave => return self.ask_where_labels(),
            LabelCommand::OpenFrom(tab, path) => return self.read_label_set(tab, path),
            LabelCommand::Read(tab, read) => return self.label_set_read(tab, read),
            LabelCommand::SaveTo {
                tab,
                path,
                overwrite,
            } => return self.save_label_set(tab, path, overwrite),
            LabelCommand::Saved(saved) => return self.label_set_saved(saved),
        }
        Effects::none()
    }

    /// Shows the labels of the document shown, at first the one that the chosen
    /// annotation has.
    fn open_labels(&mut self) {
        let Some(tab) = self.active_tab() else { return };
        let (id, chosen) = (tab.id, tab.chosen);
        let label = chosen.and_then(|chosen| tab.document.annotation(chosen));
        let label = label.map(|annotation| annotation.label.clone());
        self.show_labels(id);
        if let Some(label) = label {
            self.choose_label(label);
        }
    }

    /// Opens the editor of a tab, if it is not.
    fn show_labels(&mut self, tab: TabId) {
        if !self.may_change_in(tab) {
            return;
        }
        if self.label_editor.as_ref().is_none_or(|it| it.tab != tab) {
            self.label_editor = Some(LabelEditor::new(tab));
            self.dialogs
                .retain(|dialog| !matches!(dialog, Dialog::Labels(_)));
        }
        let _ = self.show(Dialog::Labels(tab));
    }

    fn choose_label(&mut self, id: LabelId) {
        if !self.settle_labels() {
            return;
        }
        let index = self.edited_labels().and_then(|(_, document, _)| {
            let labels = document.labels();
            labels.index_of(&id)
        });
        if let (Some(index), Some(editor)) = (index, &mut self.label_editor) {
            if editor.chosen.as_ref() != Some(&id) {
                editor.showing += 1;
            }
            (editor.chosen, editor.at) = (Some(id), index);
            editor.said = None;
        }
    }

    fn type_label_field(&mut self, field: LabelField, text: String) {
        let Some((editor, document, Some(label))) = self.edited_labels() else {
            return;
        };
        let was_wrong = editor.draft(field).is_some_and(|it| it.fault.is_some());
        let is_same = field.text(label) == text;
        let checked = (was_wrong && !is_same).then(|| field.checked(document, label, &text));
        let fault = checked.and_then(Result::err).map(|why| why.text(self));
        let Some(editor) = &mut self.label_editor else {
            return;
        };
        editor.said = None;
        editor.drop_draft(field);
        if !is_same {
            editor.drafts.push(Draft { field, text, fault });
        }
    }

    /// Makes a change of what is typed in a field; says whether nothing is left
    /// of it.
    fn commit_label_field(&mut self, field: LabelField) -> bool {
        let Some((editor, document, label)) = self.edited_labels() else {
            return true;
        };
        let Some(draft) = editor.draft(field) else {
            return true;
        };
        let Some(label) = label else {
            self.drop_label_draft(field);
            return true;
        };
        let edited = field.checked(document, label, &draft.text);
        let made = edited.map(|edited| {
            let chosen = edited.label.id.clone();
            (edited.change(document, &label.id), chosen)
        });
        match made {
            Ok((change, chosen)) => self.make_label_change(change, Some(chosen), Some(field)),
            Err(why) => {
                let fault = why.text(self);
                self.fault_label_field(field, fault);
                false
            }
        }
    }

    fn wish_for_label_field(&mut self, field: LabelField) {
        let serial = self.next_number();
        if let Some(editor) = &mut self.label_editor {
            editor.wish = Some(FieldWish { field, serial });
        }
    }

    fn drop_label_draft(&mut self, field: LabelField) {
        if let Some(editor) = &mut self.label_editor {
            editor.drop_draft(field);
        }
    }

    fn fault_label_field(&mut self, field: LabelField, fault: Text) {
        let drafts = self.label_editor.iter_mut().flat_map(|it| &mut it.drafts);
        for draft in drafts.filter(|draft| draft.field == field) {
            draft.fault = Some(fault.clone());
        }
    }

    /// Makes a change for the field it comes from, or asks first where it would
    /// lose something; says whether it is made.
    fn make_label_change(
        &mut self,
        change: Change,
        chosen: Option<LabelId>,
        field: Option<LabelField>,
    ) -> bool {
        let Some((_, document, _)) = self.edited_labels() else {
            return false;
        };
        let losses = Losses::of(document, &change);
        if losses.is_none() {
            return self.apply_label_change(change, chosen, field);
        }
        if let Some(editor) = &mut self.label_editor {
            editor.ask(Question::Losses(Loss {
                change,
                losses,
                chosen,
                field,
            }));
        }
        false
    }

    /// Makes a change, or says beside its field why not; says whether it is
    /// made.
    fn apply_label_change(
        &mut self,
        change: Change,
        chosen: Option<LabelId>,
        field: Option<LabelField>,
    ) -> bool {
        let shown = self.edited_labels().and_then(|(_, _, label)| label);
        let before = shown.map(|label| label.id.clone());
        let applied = self.apply_to_labels(change);
        if let Err(error) = applied {
            let why = refusal(self, &error);
            match field {
                Some(field) => self.fault_label_field(field, why),
                None => self.say_of_labels(why),
            }
            return false;
        }
        if before.is_some() && self.paint == before {
            self.paint.clone_from(&chosen);
        }
        if let Some(editor) = &mut self.label_editor {
            if let Some(field) = field {
                editor.drop_draft(field);
            }
            if field.is_none() {
                editor.showing += 1;
            }
            editor.chosen = chosen.or(before);
            editor.said = None;
        }
        self.note_place_of_label();
        true
    }

    fn apply_to_labels(&mut self, change: Change) -> Result<(), EditError> {
        let tab = self.label_editor.as_ref().map(|editor| editor.tab);
        let tab = tab.filter(|&tab| self.may_change_in(tab));
        let Some(tab) = tab.and_then(|tab| self.tab_mut(tab)) else {
            return Err(EditError::Nothing);
        };
        tab.apply(change).map(|_| ())
    }

    fn note_place_of_label(&mut self) {
        let place = self.edited_labels().and_then(|(_, document, label)| {
            let id = label?.id.clone();
            Some((document.labels().index_of(&id)?, id))
        });
        if let (Some((at, id)), Some(editor)) = (place, &mut self.label_editor) {
            (editor.at, editor.chosen) = (at, Some(id));
        }
    }

    /// Makes changes of all that is typed; says whether nothing is left. Where
    /// something is, its field gets the keyboard.
    fn settle_labels(&mut self) -> bool {
        let drafts = self.label_editor.iter().flat_map(|it| &it.drafts);
        let fields: Vec<_> = drafts.map(|draft| draft.field).collect();
        for field in fields {
            if !self.commit_label_field(field) {
                self.wish_for_label_field(field);
                return false;
            }
        }
        true
    }

    /// Closes the editor, unless something typed can be no change: then it is
    /// asked what becomes of it. Says whether the editor is closed.
    pub(super) fn leave_labels(&mut self, after: After) -> bool {
        if self.label_editor.is_none() {
            return true;
        }
        if self.settle_labels() {
            self.forget_labels();
            return true;
        }
        if let Some(editor) = &mut self.label_editor
            && editor.questions.is_empty()
            && let Some(draft) = editor.drafts.iter().find(|it| it.fault.is_some())
        {
            let field = draft.field;
            editor.ask(Question::Unfinished { field, after });
        }
        // Asked where it is seen.
        if let Some(index) = self.dialogs.iter().position(is_labels)
            && let Some(dialog) = self.dialogs.remove(index)
        {
            self.dialogs.push_front(dialog);
        }
        false
    }

    /// Closes the editor with all that is in it.
    pub(super) fn forget_labels(&mut self) {
        self.label_editor = None;
        self.dialogs.retain(|dialog| !is_labels(dialog));
    }

    /// Closes the editor of a document that is no more.
    pub(super) fn forget_labels_of(&mut self, id: TabId) {
        if self.label_editor.as_ref().is_some_and(|it| it.tab == id) {
            self.forget_labels();
        }
    }

    fn say_of_labels(&mut self, text: Text) {
        if let Some(editor) = &mut self.label_editor {
            editor.said = Some(text);
        }
    }

    fn add_label(&mut self) {
        if !self.settle_labels() {
            return;
        }
        let Some((_, document, _)) = self.edited_labels() else {
            return;
        };
        let labels = document.labels();
        let name = free_name("label", |name| {
            LabelId::new(name).is_ok_and(|id| labels.get(&id).is_some())
        });
        let Ok(id) = LabelId::new(&name) else { return };
        let [ar, en] = in_both("labels-new-label");
        let mut label = Label::new(id.clone(), &ar, &en, palette::next_color(labels));
        label.key = ('1'..='9').find(|key| labels.by_key(*key).is_none());
        let change = Change::add_label(labels.len(), label);
        if self.apply_label_change(change, Some(id), None) {
            let field = match self.words().language() {
                Language::Arabic => LabelField::NameAr,
                Language::English => LabelField::NameEn,
            };
            self.wish_for_label_field(field);
        }
    }

    fn move_label(&mut self, id: LabelId, to: usize) {
        if self.settle_labels() {
            self.apply_label_change(Change::move_label(id.clone(), to), Some(id), None);
        }
    }

    fn alter_label(&mut self, part: LabelPart) {
        if !self.settle_labels() {
            return;
        }
        let Some((_, document, Some(label))) = self.edited_labels() else {
            return;
        };
        let mut altered = label.clone();
        let wish = alter(&mut altered, part);
        let id = label.id.clone();
        let change = Change::edit_label(document, &id, altered, &[]);
        let is_made = self.make_label_change(change, Some(id), None);
        if let (true, Some(field)) = (is_made, wish) {
            self.wish_for_label_field(field);
        }
    }

    /// Takes a change of labels back, or makes one again; what was done to
    /// annotations is left to the window behind.
    fn walk_labels(&mut self, step: Step) {
        if !self.settle_labels() {
            return;
        }
        let tab = self.label_editor.as_ref().map(|editor| editor.tab);
        let tab = tab.filter(|&tab| self.may_change_in(tab));
        let Some(tab) = tab.and_then(|tab| self.tab_mut(tab)) else {
            return;
        };
        let document = &mut tab.document;
        let walked = match step {
            Step::Previous if about_labels(document.undo_description()) => document.undo(),
            Step::Next if about_labels(document.redo_description()) => document.redo(),
            _ => None,
        };
        let about = walked.and_then(|walked| {
            let (label, other) = (&walked.summary.label, &walked.summary.other);
            let both = [label, other].into_iter().flatten();
            let mut ids = both.map(|label| label.id.clone());
            ids.find(|id| document.labels().get(id).is_some())
        });
        tab.forget_gone();
        if let Some(editor) = &mut self.label_editor {
            editor.chosen = about.or(editor.chosen.take());
            editor.said = None;
            editor.showing += 1;
        }
        self.note_place_of_label();
    }
}

fn is_labels(dialog: &Dialog) -> bool {
    matches!(dialog, Dialog::Labels(_))
}

/// Whether a change is one that the editor takes back.
pub fn about_labels(kind: Option<ChangeKind>) -> bool {
    use ChangeKind::{AddLabel, EditLabel, LoadLabels, MoveLabel, RemoveLabel};
    kind.is_some_and(|kind| {
        matches!(
            kind,
            AddLabel | EditLabel | RemoveLabel | MoveLabel | LoadLabels
        )
    })
}

/// The words of a key in Arabic and in English, for what has a name in both.
fn in_both(key: &str) -> [String; 2] {
    [Language::Arabic, Language::English].map(|language| I18n::new(language).tr(key))
}

/// The first of `stem-1`, `stem-2` and so on that is not taken.
fn free_name(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut names = (1..).map(|number| format!("{stem}-{number}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// Alters what a label consists of; what is not there is left alone. Returns
/// the field that is to be filled in next.
fn alter(label: &mut Label, part: LabelPart) -> Option<LabelField> {
    let options = |label: &mut Label, at: usize| {
        let attribute = label.attributes.get_mut(at)?;
        match &mut attribute.kind {
            AttributeKind::Choice(options) => Some(std::mem::take(options)),
            _ => None,
        }
    };
    let put_back = |label: &mut Label, at: usize, options| {
        if let Some(attribute) = label.attributes.get_mut(at) {
            attribute.kind = AttributeKind::Choice(options);
        }
    };
    match part {
        LabelPart::AddAttribute => {
            let taken = |name: &str| label.attributes.iter().any(|it| it.name.as_str() == name);
            let name = AttributeName::new(&free_name("attribute", taken)).ok()?;
            let [name_ar, name_en] = in_both("labels-new-attribute");
            let attribute = Attribute::new(name, name_ar, name_en, AttributeKind::Text);
            label.attributes.push(attribute);
            let last = label.attributes.len() - 1;
            return Some(LabelField::Attribute(last, Part::Name));
        }
        LabelPart::RemoveAttribute(at) if at < label.attributes.len() => {
            label.attributes.remove(at);
        }
        LabelPart::MoveAttribute(at, step) => swap(&mut label.attributes, at, step),
        LabelPart::AddOption(at) => {
            let mut all = options(label, at)?;
            all.push(new_option(&all)?);
            let last = all.len() - 1;
            put_back(label, at, all);
            return Some(LabelField::Option(at, last, Part::Name));
        }
        LabelPart::RemoveOption(at, option) => {
            let mut all = options(label, at)?;
            if option < all.len() {
                all.remove(option);
            }
            put_back(label, at, all);
        }
        LabelPart::MoveOption(at, option, step) => {
            let mut all = options(label, at)?;
            swap(&mut all, option, step);
            put_back(label, at, all);
        }
        LabelPart::RemoveAttribute(_) => {}
    }
    None
}

fn new_option(all: &[ChoiceOption]) -> Option<ChoiceOption> {
    let taken = |name: &str| all.iter().any(|it| it.name.as_str() == name);
    let name = OptionName::new(&free_name("option", taken)).ok()?;
    let [name_ar, name_en] = in_both("labels-new-option");
    Some(ChoiceOption::new(name, name_ar, name_en))
}

fn swap<T>(all: &mut [T], at: usize, step: Step) {
    let other = match step {
        Step::Next => at.checked_add(1),
        Step::Previous => at.checked_sub(1),
    };
    if let Some(other) = other.filter(|&other| other < all.len() && at < all.len()) {
        all.swap(at, other);
    }
}
