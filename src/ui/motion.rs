//! Keys that move a caret through lines of text, on the page and in fields.
//!
//! They have no letters, so any keyboard layout has them.

use egui::{Key, Modifiers};

use crate::typeset::motion::Motion;

/// Where a key leads; `page` is how many lines a page has.
pub fn motion(key: Key, modifiers: Modifiers, page: isize) -> Option<Motion> {
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
