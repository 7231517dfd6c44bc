//! The list of what was done to a document, to go back and forth in.
//!
//! Invariant: the rows that are seen are put into words, and no others. Going to
//! a state is undoing or redoing as often as it takes, so nothing is lost by it.

use egui::{Key, Modifiers, ScrollArea, Ui};

use crate::app::i18n::Value;
use crate::app::{App, Command, Tab};
use crate::document::{ChangeKind, HistoryEntry, Label};

use super::super::style::ROW_HEIGHT;
use super::super::words;
use super::{bring_into_view, isolated, list_row};

/// How high the list is, in rows.
const ROWS_SHOWN: f32 = 12.0;

/// The list of states.
#[derive(Default)]
pub struct States {
    /// The state that was last brought into view.
    followed: Option<usize>,
}

impl States {
    /// Shows the states, the last first and the document as it was opened at
    /// the end; the present one is in view.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        let now = Some(tab.document.history_position());
        let follows = is_new || self.followed != now;
        self.followed = now;
        show(ui, app, tab, follows, commands);
    }
}

fn show(ui: &mut Ui, app: &App, tab: &Tab, follows: bool, commands: &mut Vec<Command>) {
    let document = &tab.document;
    let (last, now) = (document.history().len(), document.history_position());
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowUp) && now < last {
        commands.push(Command::GoToHistory(now + 1));
    }
    if pressed(Key::ArrowDown) && now > 0 {
        commands.push(Command::GoToHistory(now - 1));
    }
    let area = ScrollArea::vertical()
        .id_salt("history")
        .max_height(ROWS_SHOWN * ROW_HEIGHT)
        .auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = ROW_HEIGHT;
    area.show_rows(ui, ROW_HEIGHT, last + 1, |ui, range| {
        if follows {
            bring_into_view(ui, last - now.min(last), range.start);
        }
        let seen = document.history().rev();
        for entry in seen.skip(range.start).take(range.len()) {
            let (text, is_now) = (text(app, &entry), entry.position == now);
            if list_row(ui, entry.position, is_now, entry.is_done, &text).clicked() {
                commands.push(Command::GoToHistory(entry.position));
            }
        }
        if range.end > last {
            let opened = app.words().tr("history-opened");
            if list_row(ui, 0, now == 0, true, &opened).clicked() {
                commands.push(Command::GoToHistory(0));
            }
        }
    });
}

/// A change in words, as things were named when it was made.
pub fn text(app: &App, entry: &HistoryEntry<'_>) -> String {
    let (words, summary) = (app.words(), entry.summary);
    if let Some(said) = of_label(app, entry) {
        return with_saved(app, entry, said);
    }
    let label = summary.label.as_ref().map(|label| app.label_name(label));
    let quote = summary.excerpt.as_ref().map(|excerpt| {
        let one_line: Vec<_> = excerpt.split_whitespace().collect();
        let cut = if summary.cut { "\u{2026}" } else { "" };
        isolated(&format!("{}{cut}", one_line.join(" ")))
    });
    let key = match entry.kind {
        ChangeKind::Mark => "history-mark",
        ChangeKind::Unmark => "history-unmark",
        ChangeKind::Relabel => "history-relabel",
        _ => "",
    };
    let said = match (key, &quote, &label) {
        ("", ..) | (_, None, _) | (_, _, None) => {
            let change = capitalised(&words.tr(words::change_key(entry.kind)));
            let entity = summary.entity.as_ref().map(|name| isolated(name));
            let about: Vec<_> = [quote, label, entity].into_iter().flatten().collect();
            let args = [
                ("change", Value::Text(change)),
                ("about", Value::Text(about.join(" \u{B7} "))),
            ];
            match about.is_empty() {
                true => words.tr_args("history-plain", &args[..1]),
                false => words.tr_args("history-other", &args),
            }
        }
        (key, Some(quote), Some(label)) => {
            let args = [
                ("quote", Value::Text(quote.clone())),
                ("label", Value::Text(label.clone())),
            ];
            words.tr_args(key, &args)
        }
    };
    let mut shown = said;
    if entry.kind == ChangeKind::Merge {
        let count = [("count", Value::Number(summary.count))];
        shown = words.tr_args("history-merge", &count);
    } else if summary.count > 1 {
        let args = [
            ("entry", Value::Text(shown)),
            ("count", Value::Number(summary.count)),
        ];
        shown = words.tr_args("history-times", &args);
    }
    with_saved(app, entry, shown)
}

/// The same, where it is also what was saved last.
fn with_saved(app: &App, entry: &HistoryEntry<'_>, said: String) -> String {
    match entry.is_saved {
        true => {
            let said = [("entry", Value::Text(said))];
            app.words().tr_args("history-saved", &said)
        }
        false => said,
    }
}

/// A change of one label in words.
fn of_label(app: &App, entry: &HistoryEntry<'_>) -> Option<String> {
    let summary = entry.summary;
    let label = summary.label.as_deref()?;
    let name = |label: &Label| Value::Text(isolated(&app.label_name(label)));
    let count = ("count", Value::Number(summary.count));
    let other = summary.other.as_deref();
    let (key, args) = match (entry.kind, other) {
        (ChangeKind::AddLabel, _) => ("history-label-add", vec![("label", name(label))]),
        (ChangeKind::MoveLabel, _) => ("history-label-move", vec![("label", name(label))]),
        (ChangeKind::RemoveLabel, Some(heir)) => (
            "history-label-handed",
            vec![("label", name(label)), ("other", name(heir)), count],
        ),
        (ChangeKind::RemoveLabel, None) => {
            ("history-label-remove", vec![("label", name(label)), count])
        }
        (ChangeKind::EditLabel, Some(before)) if before.id != label.id => {
            let id = |label: &Label| Value::Text(label.id.to_string());
            let ids = vec![("before", id(before)), ("after", id(label)), count];
            ("history-label-id", ids)
        }
        (ChangeKind::EditLabel, Some(before)) => match altered(before, label) {
            key @ "history-label-names" => {
                let [before, after] = names(app, before, label);
                (key, vec![("before", before), ("after", after)])
            }
            key => (key, vec![("label", name(label))]),
        },
        _ => return None,
    };
    Some(app.words().tr_args(key, &args))
}

/// Two names of a label in a language in which they differ, the interface's if
/// that is one.
fn names(app: &App, before: &Label, after: &Label) -> [Value; 2] {
    let both = [before, after];
    let own = both.map(|label| app.label_name(label));
    let shown = match before.name_ar != after.name_ar {
        _ if own[0] != own[1] => own,
        true => both.map(|label| label.name_ar.clone()),
        false => both.map(|label| label.name_en.clone()),
    };
    shown.map(|name| Value::Text(isolated(&name)))
}

/// What a label has otherwise than before, if it is one thing.
fn altered(before: &Label, after: &Label) -> &'static str {
    let shorts = |label: &Label| (label.short_ar.clone(), label.short_en.clone());
    let names = before.name_ar != after.name_ar || before.name_en != after.name_en;
    let parts = [
        (names, "history-label-names"),
        (shorts(before) != shorts(after), "history-label-short"),
        (before.color != after.color, "history-label-color"),
        (before.key != after.key, "history-label-key"),
        (before.parent != after.parent, "history-label-parent"),
        (
            before.description != after.description,
            "history-label-description",
        ),
        (
            before.attributes != after.attributes,
            "history-label-attributes",
        ),
    ];
    let mut differ = parts.into_iter().filter(|(differs, _)| *differs);
    match (differ.next(), differ.next()) {
        (Some((_, key)), None) => key,
        _ => "history-label-edit",
    }
}

/// A line begins with a capital where the script has such.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
