//! How actions are named on buttons and in menus.
//!
//! Invariant: one name for an action wherever it is shown.

use crate::app::i18n::Value;
use crate::app::{Action, App};
use crate::document::{ChangeKind, Label};

/// The label that a digit key marks with in the document shown.
pub fn label_of(app: &App, digit: u8) -> Option<&Label> {
    let key = char::from_digit(digit.into(), 10)?;
    app.active_tab()?.document.labels().by_key(key)
}

/// An action's name.
pub fn title(app: &App, action: Action) -> String {
    named(app, action, "")
}

/// The sentence that explains an action, with its shortcut.
pub fn tooltip(app: &App, action: Action) -> String {
    let sentence = named(app, action, "-tip");
    match action.shortcuts().first() {
        Some(shortcut) => format!("{sentence} ({shortcut})"),
        None => sentence,
    }
}

fn named(app: &App, action: Action, suffix: &str) -> String {
    let words = app.words();
    let tab = app.active_tab();
    let change = match action {
        Action::Undo => tab.and_then(|tab| tab.document.undo_description()),
        Action::Redo => tab.and_then(|tab| tab.document.redo_description()),
        _ => None,
    };
    if let (Some(change), "") = (change, suffix) {
        let change = Value::Text(words.tr(change_key(change)));
        let key = format!("{}-change", action.title_key());
        return words.tr_args(&key, &[("change", change)]);
    }
    let Action::Mark(digit) = action else {
        return words.tr(&format!("{}{suffix}", action.title_key()));
    };
    let relabels = tab.is_some_and(|tab| tab.chosen.is_some() && tab.selection.is_caret());
    let key = if relabels {
        "action-relabel"
    } else {
        "action-mark"
    };
    match label_of(app, digit) {
        Some(label) => app.tr_label(&format!("{key}{suffix}"), label),
        None => {
            let unknown = Value::Text(digit.to_string());
            words.tr_args(&format!("{key}{suffix}"), &[("label", unknown)])
        }
    }
}

fn change_key(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Mark => "change-mark",
        ChangeKind::Unmark => "change-unmark",
        ChangeKind::Relabel => "change-relabel",
        ChangeKind::Respan => "change-respan",
        ChangeKind::SetDirection => "change-direction",
    }
}
