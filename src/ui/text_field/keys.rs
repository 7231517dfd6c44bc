//! What keys, the clipboard and input methods do in a field.

use egui::{Event, EventFilter, Id, ImeEvent, Key, Modifiers, Ui};

use super::edit::{Deletion, LineEdit, next_word, previous_word};
use super::{Memory, Sheet};
use crate::typeset::CaretPlace;

/// The keys that stay in a field which has the focus.
const FILTER: EventFilter = EventFilter {
    tab: false,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: false,
};

/// Keeps the arrow keys, and Escape if the field's owner wants it, from moving
/// the focus away.
pub fn keep_focus(ui: &Ui, id: Id, escape: bool) {
    let filter = EventFilter { escape, ..FILTER };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// What happened and is for the field.
pub fn events(ui: &Ui) -> Vec<Event> {
    ui.input(|input| input.filtered_events(&FILTER))
}

/// Does what an event asks for.
pub fn act(ui: &Ui, id: Id, event: &Event, text: &mut String, memory: &mut Memory, sheet: &Sheet) {
    match event {
        Event::Text(new) if !matches!(new.as_str(), "\n" | "\r") => {
            write(memory, text, |edit, text| edit.insert(text, new));
        }
        Event::Paste(new) => write(memory, text, |edit, text| edit.insert(text, new)),
        Event::Copy => copy(ui, text, memory),
        Event::Cut => {
            copy(ui, text, memory);
            if !memory.edit.selected().is_empty() {
                write(memory, text, |edit, text| {
                    edit.delete(text, Deletion::CharBefore);
                });
            }
        }
        Event::Ime(event) => compose(event, text, memory),
        Event::Key {
            key: Key::Enter,
            pressed: true,
            ..
        } => ui.memory_mut(|memory| memory.surrender_focus(id)),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => {
            press(*key, *modifiers, text, memory, sheet);
        }
        _ => {}
    }
}

/// Changes the text; afterwards the caret leans on what it has just passed.
fn write(memory: &mut Memory, text: &mut String, change: impl FnOnce(&mut LineEdit, &mut String)) {
    change(&mut memory.edit, text);
    memory.after_previous = memory.edit.focus() > 0;
}

fn copy(ui: &Ui, text: &str, memory: &Memory) {
    match text.get(memory.edit.selected()) {
        Some("") | None => {}
        Some(selected) => ui.copy_text(selected.to_owned()),
    }
}

fn compose(event: &ImeEvent, text: &mut String, memory: &mut Memory) {
    match event {
        ImeEvent::Preedit { text: shown, .. } => {
            write(memory, text, |edit, text| edit.compose(text, shown));
        }
        ImeEvent::Commit(written) => write(memory, text, |edit, text| {
            if written.is_empty() {
                edit.compose(text, "");
            } else {
                edit.insert(text, written);
            }
        }),
        ImeEvent::DeleteSurrounding {
            before_chars,
            after_chars,
        } => write(memory, text, |edit, text| {
            edit.delete_around(text, *before_chars, *after_chars);
        }),
        _ => {}
    }
}

fn press(key: Key, held: Modifiers, text: &mut String, memory: &mut Memory, sheet: &Sheet) {
    let by_word = held.ctrl || held.alt;
    match key {
        Key::ArrowLeft | Key::ArrowRight => {
            let right = key == Key::ArrowRight;
            let place = match by_word {
                true => word_away(text, memory, right != sheet.rtl),
                false => step(memory, sheet, right, held.shift),
            };
            memory.go(text, place, held.shift);
        }
        Key::Home => memory.go(text, before(0), held.shift),
        Key::End => memory.go(text, after(text.len()), held.shift),
        Key::Backspace if by_word => delete(memory, text, Deletion::WordBefore),
        Key::Backspace => delete(memory, text, Deletion::CharBefore),
        Key::Delete if by_word => delete(memory, text, Deletion::WordAfter),
        Key::Delete => delete(memory, text, Deletion::ClusterAfter),
        Key::A if held.command => {
            memory.edit.select_all(text);
            memory.after_previous = true;
        }
        Key::Z if held.command && held.shift => redo(memory, text),
        Key::Y if held.command => redo(memory, text),
        Key::Z if held.command => write(memory, text, |edit, text| {
            edit.undo(text);
        }),
        _ => {}
    }
}

fn redo(memory: &mut Memory, text: &mut String) {
    write(memory, text, |edit, text| {
        edit.redo(text);
    });
}

fn delete(memory: &mut Memory, text: &mut String, what: Deletion) {
    write(memory, text, |edit, text| {
        edit.delete(text, what);
    });
}

fn word_away(text: &str, memory: &Memory, forward: bool) -> CaretPlace {
    let at = memory.edit.focus();
    if forward {
        after(next_word(text, at))
    } else {
        before(previous_word(text, at))
    }
}

/// One step as the eye sees it. From a selection that is given up, the caret
/// goes to the selection's edge on that side.
fn step(memory: &Memory, sheet: &Sheet, right: bool, extend: bool) -> CaretPlace {
    let caret = memory.caret();
    let selected = memory.edit.selected();
    if extend || selected.is_empty() {
        let next = sheet.line().and_then(|line| line.step(caret, right));
        return next.unwrap_or(caret);
    }
    let edges = [before(selected.start), after(selected.end)];
    let [start, end] = edges.map(|edge| sheet.caret_x(edge));
    match (start < end) == right {
        true => edges[1],
        false => edges[0],
    }
}

fn before(offset: usize) -> CaretPlace {
    CaretPlace {
        offset: offset as u32,
        after_previous: false,
    }
}

fn after(offset: usize) -> CaretPlace {
    CaretPlace {
        offset: offset as u32,
        after_previous: true,
    }
}
