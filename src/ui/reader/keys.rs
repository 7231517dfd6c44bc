//! Moving through the text with the keyboard.
//!
//! Keys that do something to the document are the window's, not the view's.

use egui::{Event, Key, Modifiers, Ui};

use super::ReaderInput;
use super::view::{Place, View};
use crate::app::Command;
use crate::document::{Direction, Selection};
use crate::text::clitics::{Edge, next_stop, previous_stop};
use crate::typeset::motion::{ColumnCaret, Motion};
use crate::ui::motion::motion;

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
                match go(*key, *modifiers, page) {
                    Some(motion) => {
                        motions.push((motion, modifiers.shift));
                        false
                    }
                    None => true,
                }
            });
        });
        let mut selection = input.selection;
        for (go, extend) in motions {
            selection = match go {
                Go::Walk(motion) => self.walk(selection, motion, extend, place, commands),
                Go::Stop(left) => self.stop(input, selection, left, extend, place, commands),
            };
        }
    }

    /// Goes to the next place where a word may be cut: where the selection
    /// ends or begins there, whichever is on the move.
    fn stop(
        &mut self,
        input: &ReaderInput<'_>,
        selection: Selection,
        left: bool,
        extend: bool,
        place: Place,
        commands: &mut Vec<Command>,
    ) -> Selection {
        let article = input.document.article();
        let at = selection.focus;
        let forward = left == (input.document.direction() == Direction::RightToLeft);
        let is_end = match extend && at != selection.anchor {
            true => at > selection.anchor,
            false => forward && extend,
        };
        let edge = if is_end { Edge::End } else { Edge::Start };
        let to = match forward {
            true => next_stop(article, at, edge),
            false => previous_stop(article, at, edge),
        };
        self.goal_x = None;
        self.taken_word = None;
        self.after_previous = is_end;
        let selection = Selection {
            anchor: if extend { selection.anchor } else { to },
            focus: to,
        };
        self.select(selection, place, commands);
        selection
    }

    fn walk(
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
        self.taken_word = None;
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

/// What a key asks for.
enum Go {
    Walk(Motion),
    /// To the next place where a word may be cut, to the left if true.
    Stop(bool),
}

fn go(key: Key, modifiers: Modifiers, page: isize) -> Option<Go> {
    match (modifiers.alt, key) {
        (false, _) => motion(key, modifiers, page).map(Go::Walk),
        (true, Key::ArrowLeft) => Some(Go::Stop(true)),
        (true, Key::ArrowRight) => Some(Go::Stop(false)),
        _ => None,
    }
}
