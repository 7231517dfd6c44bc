//! How actions are named on buttons and in menus, and attributes and their
//! values wherever they are read.
//!
//! Invariant: one name for a thing wherever it is shown.

use crate::app::i18n::Value;
use crate::app::{Action, App, Language};
use crate::document::{Attribute, AttributeKind, AttributeValue, ChangeKind, ChoiceOption, Label};

/// The label that a digit key marks with in the document shown.
pub fn label_of(app: &App, digit: u8) -> Option<&Label> {
    let key = char::from_digit(digit.into(), 10)?;
    app.active_tab()?.document.labels().by_key(key)
}

/// Whether an action is for a label that the document shown does not have.
pub fn has_no_label(app: &App, action: Action) -> bool {
    match action {
        Action::Mark(digit) | Action::Paint(digit) | Action::Duplicate(digit) => {
            label_of(app, digit).is_none()
        }
        _ => false,
    }
}

/// An action's name, as it would act now: what undo would take back, whether a
/// label would be given or changed.
pub fn title(app: &App, action: Action) -> String {
    let words = app.words();
    let document = app.active_tab().map(|tab| &tab.document);
    let change = match action {
        Action::Undo => document.and_then(|document| document.undo_description()),
        Action::Redo => document.and_then(|document| document.redo_description()),
        _ => None,
    };
    match change {
        Some(change) => {
            let change = Value::Text(words.tr(change_key(change)));
            let key = format!("{}-change", action.title_key());
            words.tr_args(&key, &[("change", change)])
        }
        None => named(app, action, "", relabels(app)),
    }
}

/// An action's name, whatever is open.
pub fn plain_title(app: &App, action: Action) -> String {
    named(app, action, "", false)
}

/// The sentence that explains an action, with its shortcut.
pub fn tooltip(app: &App, action: Action) -> String {
    let sentence = named(app, action, "-tip", relabels(app));
    match action.shortcuts().first() {
        Some(shortcut) => format!("{sentence} ({shortcut})"),
        None => sentence,
    }
}

/// Whether a label's key would change the chosen annotation's label.
fn relabels(app: &App) -> bool {
    app.active_tab()
        .is_some_and(|tab| tab.chosen.is_some() && tab.selection.is_caret())
}

/// Whether an action would be done to several annotations.
fn acts_on_several(app: &App) -> bool {
    app.active_tab()
        .is_some_and(|tab| tab.several().is_some() && tab.selection.is_caret())
}

fn named(app: &App, action: Action, suffix: &str, relabels: bool) -> String {
    let (digit, key) = match action {
        Action::Mark(digit) if relabels => (digit, "action-relabel"),
        Action::Mark(digit) | Action::Paint(digit) | Action::Duplicate(digit) => {
            (digit, action.title_key())
        }
        Action::JoinEntity if acts_on_several(app) => {
            return app.words().tr(&format!("action-join-all{suffix}"));
        }
        Action::Delete if acts_on_several(app) => {
            return app.words().tr(&format!("action-delete-all{suffix}"));
        }
        _ => return app.words().tr(&format!("{}{suffix}", action.title_key())),
    };
    let key = format!("{key}{suffix}");
    match label_of(app, digit) {
        Some(label) => app.tr_label(&key, label),
        None => {
            let unknown = Value::Text(digit.to_string());
            app.words().tr_args(&key, &[("label", unknown)])
        }
    }
}

/// The key of a change's name.
pub fn change_key(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Mark => "change-mark",
        ChangeKind::Unmark => "change-unmark",
        ChangeKind::Relabel => "change-relabel",
        ChangeKind::Respan => "change-respan",
        ChangeKind::SetDirection => "change-direction",
        ChangeKind::Split => "change-split",
        ChangeKind::Join => "change-join",
        ChangeKind::Duplicate => "change-duplicate",
        ChangeKind::SetAttribute => "change-attribute",
        ChangeKind::SetNote => "change-note",
        ChangeKind::Link => "change-link",
        ChangeKind::Unlink => "change-unlink",
        ChangeKind::AddEntity => "change-entity-add",
        ChangeKind::EditEntity => "change-entity-edit",
        ChangeKind::RemoveEntity => "change-entity-remove",
        ChangeKind::MergeEntities => "change-entity-merge",
        ChangeKind::SplitEntity => "change-entity-split",
        ChangeKind::AddLabel => "change-label-add",
        ChangeKind::EditLabel => "change-label-edit",
        ChangeKind::RemoveLabel => "change-label-remove",
        ChangeKind::MoveLabel => "change-label-move",
        ChangeKind::LoadLabels => "change-labels-load",
        ChangeKind::Reanchor => "change-reanchor",
        ChangeKind::Lose => "change-lose",
        ChangeKind::PutBack => "change-put-back",
        ChangeKind::Forget => "change-forget",
        ChangeKind::SetArticleNote => "change-article-note",
        ChangeKind::Merge => "change-merge",
    }
}

/// What an attribute is called in the language of the interface.
pub fn attribute_name(app: &App, attribute: &Attribute) -> String {
    match app.words().language() {
        Language::Arabic => attribute.name_ar.clone(),
        Language::English => attribute.name_en.clone(),
    }
}

/// A value of an attribute in the language of the interface.
pub fn value_text(app: &App, attribute: &Attribute, value: &AttributeValue) -> String {
    match value {
        AttributeValue::Text(text) => text.to_string(),
        AttributeValue::Number(number) => number.to_string(),
        AttributeValue::YesNo(true) => app.words().tr("details-yes"),
        AttributeValue::YesNo(false) => app.words().tr("details-no"),
        AttributeValue::Choice(name) => {
            let AttributeKind::Choice(options) = &attribute.kind else {
                return name.to_string();
            };
            let known = options.iter().find(|option| option.name == *name);
            known.map_or_else(|| name.to_string(), |option| option_name(app, option))
        }
    }
}

/// What an option is called in the language of the interface.
fn option_name(app: &App, option: &ChoiceOption) -> String {
    match app.words().language() {
        Language::Arabic => option.name_ar.clone(),
        Language::English => option.name_en.clone(),
    }
}
