//! The list of what was done to a document, to go back and forth in.
//!
//! Invariant: the rows that are seen are put into words, and no others. Going to
//! a state is undoing or redoing as often as it takes, so nothing is lost by it.

use egui::{Key, Modifiers, ScrollArea, Ui};

use crate::app::i18n::Value;
use crate::app::{App, Command, Tab};
use crate::document::{ChangeKind, HistoryEntry};

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
fn text(app: &App, entry: &HistoryEntry<'_>) -> String {
    let (words, summary) = (app.words(), entry.summary);
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
    if summary.count > 1 {
        let args = [
            ("entry", Value::Text(shown)),
            ("count", Value::Number(summary.count)),
        ];
        shown = words.tr_args("history-times", &args);
    }
    if entry.is_saved {
        shown = words.tr_args("history-saved", &[("entry", Value::Text(shown))]);
    }
    shown
}

/// A line begins with a capital where the script has such.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
