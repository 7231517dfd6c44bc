//! What keys, the clipboard and input methods do in a field of several lines.

use egui::{Event, Id, ImeEvent, Key, Modifiers, Ui};

use super::super::edit::Deletion;
use super::Area;
use crate::text::ByteOffset;
use crate::typeset::motion::{ColumnCaret, Motion};
use crate::ui::motion::motion;

impl Area {
    /// Does what an event asks for; `page` is how many lines the field shows.
    /// Says whether it may have moved the caret.
    pub(super) fn act(&mut self, ui: &Ui, id: Id, event: &Event, page: isize) -> bool {
        match event {
            Event::Text(new) if !matches!(new.as_str(), "\n" | "\r") => self.writing.insert(new),
            Event::Paste(new) => self.writing.insert(new),
            Event::Copy => {
                self.copy(ui);
                return false;
            }
            Event::Cut => {
                self.copy(ui);
                if !self.writing.selected().is_empty() {
                    self.writing.delete(Deletion::CharBefore);
                }
            }
            Event::Ime(event) => self.compose(event),
            Event::Key {
                key: Key::Enter,
                pressed: true,
                modifiers,
                ..
            } => match modifiers.command || modifiers.ctrl {
                true => ui.memory_mut(|memory| memory.surrender_focus(id)),
                false => self.writing.insert("\n"),
            },
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => return self.press(*key, *modifiers, page),
            _ => return false,
        }
        self.goal_x = None;
        true
    }

    fn copy(&self, ui: &Ui) {
        let selected = self.writing.selected_text();
        if !selected.is_empty() {
            ui.copy_text(selected.to_owned());
        }
    }

    fn compose(&mut self, event: &ImeEvent) {
        match event {
            ImeEvent::Preedit { text, .. } => self.writing.compose(text),
            ImeEvent::Commit(written) if written.is_empty() => self.writing.compose(""),
            ImeEvent::Commit(written) => self.writing.insert(written),
            ImeEvent::DeleteSurrounding {
                before_chars,
                after_chars,
            } => self.writing.delete_around(*before_chars, *after_chars),
            _ => {}
        }
    }

    fn press(&mut self, key: Key, held: Modifiers, page: isize) -> bool {
        let by_word = held.ctrl || held.alt;
        match key {
            Key::Backspace if by_word => self.writing.delete(Deletion::WordBefore),
            Key::Backspace => self.writing.delete(Deletion::CharBefore),
            Key::Delete if by_word => self.writing.delete(Deletion::WordAfter),
            Key::Delete => self.writing.delete(Deletion::ClusterAfter),
            Key::A if held.command => self.writing.select_all(),
            Key::Z if held.command && held.shift => self.writing.redo(),
            Key::Y if held.command => self.writing.redo(),
            Key::Z if held.command => self.writing.undo(),
            _ => {
                let held = Modifiers {
                    ctrl: by_word,
                    ..held
                };
                let Some(motion) = motion(key, held, page) else {
                    return false;
                };
                self.walk(motion, held.shift);
                return true;
            }
        }
        self.goal_x = None;
        true
    }

    fn walk(&mut self, motion: Motion, extend: bool) {
        let Some(column) = &mut self.column else {
            return;
        };
        let caret = self.writing.caret();
        let selected = self.writing.selected();
        if let Motion::Left | Motion::Right = motion
            && !extend
            && !selected.is_empty()
        {
            // A selection that is given up leaves the caret at its edge.
            let line = column.line_of_caret(caret);
            let rtl = column.place_line(line).base_level % 2 == 1;
            let edge = match (motion == Motion::Right) != rtl {
                true => ColumnCaret {
                    offset: ByteOffset(selected.end),
                    after_previous: true,
                },
                false => ColumnCaret::before(ByteOffset(selected.start)),
            };
            self.goal_x = None;
            self.writing.go(edge, false);
            return;
        }
        let vertical = matches!(motion, Motion::Lines(_));
        let goal = match self.goal_x.filter(|_| vertical) {
            Some(goal) => goal,
            None => column.caret_x(caret),
        };
        let moved = column.moved(caret, motion, goal);
        self.goal_x = vertical.then_some(goal);
        self.writing.go(moved, extend);
    }
}
