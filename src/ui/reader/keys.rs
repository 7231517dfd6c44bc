//! Moving through the text with the keyboard.
//!
//! Keys that move have no letters, so any keyboard layout has them. Keys that
//! do something to the document are the window's, not the view's.

use egui::{Event, Key, Modifiers, Ui};

use super::ReaderInput;
use super::view::{Place, View};
use crate::app::Command;
use crate::document::Selection;
use crate::typeset::motion::{ColumnCaret, Motion};

impl View {
    pub fn keys(
        &mut self,
        ui: &mut Ui,
        input: &ReaderInput<'_>,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        let page = (self.view_lines(place) - 1.0).max(1.0) as isize;
        let mut motions = Vec::new();
        ui.input_mut(|state| {
            state.events.retain(|event| {
                let Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } = event
                else {
                    return true;
                };
                match motion(*key, *modifiers, page) {
                    Some(motion) => {
                        motions.push((motion, modifiers.shift));
                        false
                    }
                    None => true,
                }
            });
        });
        let mut selection = input.selection;
        for (motion, extend) in motions {
            selection = self.go(selection, motion, extend, place, commands);
        }
    }

    fn go(
        &mut self,
        selection: Selection,
        motion: Motion,
        extend: bool,
        place: Place,
        commands: &mut Vec<Command>,
    ) -> Selection {
        let Some(set) = &mut self.set else {
            return selection;
        };
        let caret = ColumnCaret {
            offset: selection.focus,
            after_previous: self.after_previous,
        };
        let vertical = matches!(motion, Motion::Lines(_));
        let goal = match self.goal_x.filter(|_| vertical) {
            Some(goal) => goal,
            None => set.column.caret_x(caret),
        };
        let moved = set.column.moved(caret, motion, goal);
        self.goal_x = vertical.then_some(goal);
        self.after_previous = moved.after_previous;
        let selection = Selection {
            anchor: if extend {
                selection.anchor
            } else {
                moved.offset
            },
            focus: moved.offset,
        };
        self.select(selection, place, commands);
        selection
    }
}

fn motion(key: Key, modifiers: Modifiers, page: isize) -> Option<Motion> {
    if modifiers.alt {
        return None;
    }
    let far = modifiers.command || modifiers.ctrl;
    Some(match (key, far) {
        (Key::ArrowLeft, false) => Motion::Left,
        (Key::ArrowRight, false) => Motion::Right,
        (Key::ArrowLeft, true) => Motion::WordLeft,
        (Key::ArrowRight, true) => Motion::WordRight,
        (Key::ArrowUp, false) => Motion::Lines(-1),
        (Key::ArrowDown, false) => Motion::Lines(1),
        (Key::PageUp, false) => Motion::Lines(-page),
        (Key::PageDown, false) => Motion::Lines(page),
        (Key::Home, false) => Motion::LineStart,
        (Key::End, false) => Motion::LineEnd,
        (Key::Home, true) => Motion::TextStart,
        (Key::End, true) => Motion::TextEnd,
        _ => return None,
    })
}
