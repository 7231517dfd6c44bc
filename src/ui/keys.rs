//! From egui's key presses to actions.
//!
//! Invariant: a key that stands for nothing possible now is left to others, and
//! no key is taken from a field in which someone types but those that no field
//! knows: what they ask for is done once what was typed so far counts.

use egui::{Context, Event, Modifiers};

use crate::app::{self, Action, App, Command, Key, Shortcut, resolve};

/// What keys ask for.
#[derive(Debug)]
pub enum Asked {
    /// Something to be done now.
    Now(Command),
    /// Something asked for by someone who types, to be done as soon as what is
    /// typed is part of the document.
    AfterTyping(Action),
}

/// Takes the key presses that stand for an action, and says what they ask for.
/// Whether the page has the keyboard is `on_page`: elsewhere, Tab and Enter are
/// for whoever has it.
pub fn take(ctx: &Context, app: &App, on_page: bool) -> Option<Asked> {
    let in_list = super::side_panel::has_keys(ctx);
    let in_figures = super::figures::has_focus(ctx);
    let field = match super::text_field::is_typing(ctx) {
        false => Field::None,
        true if super::find_bar::has_focus(ctx) => Field::Find,
        true => Field::Other,
    };
    let popup_open = egui::Popup::is_any_open(ctx);
    let mut asked = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            // One event at a time: what it does may make the next impossible.
            if asked.is_some() {
                return true;
            }
            let Some((action, shortcut)) = action_of(event) else {
                return true;
            };
            let plain = !shortcut.ctrl && !shortcut.alt;
            if plain && (popup_open || !on_page && moves_focus(event)) {
                return true;
            }
            if in_list && is_of_list(action) {
                return true;
            }
            if in_figures && matches!(action, Action::Copy | Action::SelectAll) {
                return true;
            }
            asked = match field.leaves(action, shortcut) {
                Some(When::Now) => resolve(action, app).map(Asked::Now),
                // Whether it is possible depends on what is typed.
                Some(When::AfterTyping) if app.dialog().is_none() => {
                    Some(Asked::AfterTyping(action))
                }
                _ => None,
            };
            asked.is_none()
        });
    });
    asked
}

/// The field in which someone types.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    None,
    Find,
    Other,
}

/// When an action is done that a field leaves to others.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Now,
    AfterTyping,
}

impl Field {
    /// When a key's action is done; `None` where the key is the field's. A hit
    /// is selected while its words are still being typed, so that it can be
    /// marked from there, and those words count as they are typed.
    fn leaves(self, action: Action, shortcut: Shortcut) -> Option<When> {
        use Action as A;
        if self == Self::None {
            return Some(When::Now);
        }
        match action {
            A::Find | A::FindNext | A::FindPrevious => return Some(When::Now),
            A::FilterList | A::Palette => return Some(When::Now),
            A::Mark(_) if self == Self::Find && shortcut.ctrl => return Some(When::Now),
            // Its other shortcut is a question mark.
            A::Shortcuts if !matches!(shortcut.key, Key::Function(_)) => return None,
            A::Open | A::OpenPath | A::Save | A::SaveAs | A::Close | A::Quit => {}
            A::History | A::TogglePanel | A::ToggleFigures => {}
            A::NextPane | A::Shortcuts => {}
            A::NextDocument | A::PreviousDocument => {}
            A::TextBigger | A::TextSmaller | A::TextReset => {}
            _ => return None,
        }
        Some(match self {
            Self::Other => When::AfterTyping,
            _ => When::Now,
        })
    }
}

/// Whether a key goes through buttons and presses them, where they have the
/// keyboard.
fn moves_focus(event: &Event) -> bool {
    let Event::Key { key, .. } = event else {
        return false;
    };
    matches!(key, egui::Key::Tab | egui::Key::Enter)
}

/// Whether the list of annotations, where it has the keyboard, takes the key of
/// an action as its own: for all its rows, and beside them.
fn is_of_list(action: Action) -> bool {
    matches!(action, Action::SelectAll | Action::ContextMenu)
}

/// The action of a key press, and the shortcut that stands for it.
fn action_of(event: &Event) -> Option<(Action, Shortcut)> {
    match event {
        Event::Copy => Some((Action::Copy, Shortcut::ctrl(Key::Letter('C')))),
        Event::Key {
            key,
            physical_key,
            pressed: true,
            modifiers,
            ..
        } => candidates(*key, *physical_key).find_map(|key| {
            let shortcut = shortcut(key, *modifiers);
            Some((shortcut.action()?, shortcut))
        }),
        _ => None,
    }
}

/// The keys a press may stand for, the likelier first. Digits and the like are
/// taken by their place on the keyboard, whatever the layout prints there. So
/// are letters, unless the layout has Latin letters of its own: there Ctrl+Z is
/// where it says Z. Plus, minus and equals are where they are printed, since
/// that is what one looks for, and a sign we know is no letter, wherever it is.
fn candidates(key: egui::Key, physical: Option<egui::Key>) -> impl Iterator<Item = app::Key> {
    let logical = translate(key);
    let physical = physical.and_then(translate);
    let both = match (logical, physical) {
        (Some(Key::Letter(_)), _) => [logical, None],
        (Some(sign), Some(Key::Letter(_))) if is_sign(sign) => [logical, None],
        (Some(Key::Plus | Key::Minus | Key::Equals), _) => [logical, physical],
        _ => [physical, logical],
    };
    both.into_iter().flatten()
}

/// Whether a key prints a sign: no letter, and not what digits have above them.
fn is_sign(key: Key) -> bool {
    use Key as K;
    matches!(
        key,
        K::Minus
            | K::Equals
            | K::Plus
            | K::OpenBracket
            | K::CloseBracket
            | K::Comma
            | K::Period
            | K::Slash
    )
}

fn shortcut(key: Key, modifiers: Modifiers) -> Shortcut {
    Shortcut {
        ctrl: modifiers.command || modifiers.ctrl,
        shift: modifiers.shift,
        alt: modifiers.alt,
        key,
    }
}

fn translate(key: egui::Key) -> Option<Key> {
    use egui::Key as E;
    Some(match key {
        E::Delete => Key::Delete,
        E::Backspace => Key::Backspace,
        E::Escape => Key::Escape,
        E::Tab => Key::Tab,
        E::Enter => Key::Enter,
        E::Menu => Key::Menu,
        E::OpenBracket => Key::OpenBracket,
        E::CloseBracket => Key::CloseBracket,
        E::Comma => Key::Comma,
        E::Period => Key::Period,
        E::Slash | E::Questionmark => Key::Slash,
        E::Minus => Key::Minus,
        E::Equals => Key::Equals,
        E::Plus => Key::Plus,
        E::ArrowUp => Key::ArrowUp,
        E::ArrowDown => Key::ArrowDown,
        other => return named(other.name()),
    })
}

/// Letters, digits and function keys, which egui calls `A`, `1` and `F1`.
fn named(name: &str) -> Option<Key> {
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (letter @ 'A'..='Z', "") => Some(Key::Letter(letter)),
        (digit @ '0'..='9', "") => Some(Key::Digit(digit as u8 - b'0')),
        ('F', number) => number.parse().ok().map(Key::Function),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: egui::Key, physical: egui::Key, modifiers: Modifiers) -> Option<Action> {
        let event = Event::Key {
            key,
            physical_key: Some(physical),
            pressed: true,
            repeat: false,
            modifiers,
        };
        action_of(&event).map(|(action, _)| action)
    }

    #[test]
    fn digits_are_taken_by_their_place() {
        use egui::Key as E;
        let none = Modifiers::NONE;
        assert_eq!(press(E::Num2, E::Num2, none), Some(Action::Mark(2)));
        // A French keyboard prints "!" and the like on the digit row.
        assert_eq!(
            press(E::Exclamationmark, E::Num1, none),
            Some(Action::Mark(1))
        );
        let painted = press(E::Num2, E::Num2, Modifiers::SHIFT);
        assert_eq!(painted, Some(Action::Paint(2)));
    }

    #[test]
    fn plus_minus_and_equals_are_where_they_are_printed() {
        use egui::Key as E;
        let ctrl = Modifiers::COMMAND;
        // On a German keyboard, + is where ] is on a US one, and - where / is.
        assert_eq!(
            press(E::Plus, E::CloseBracket, ctrl),
            Some(Action::TextBigger)
        );
        assert_eq!(press(E::Minus, E::Slash, ctrl), Some(Action::TextSmaller));
        // On a French one, - is below 6 and = where it is on a US one.
        assert_eq!(press(E::Minus, E::Num6, ctrl), Some(Action::TextSmaller));
        assert_eq!(
            press(E::Minus, E::Num6, Modifiers::NONE),
            Some(Action::Mark(6))
        );
        assert_eq!(press(E::Equals, E::Equals, ctrl), Some(Action::TextBigger));
        let shifted = press(E::Plus, E::Equals, ctrl | Modifiers::SHIFT);
        assert_eq!(shifted, Some(Action::TextBigger));
        // Without Ctrl, the edges' keys stay where they are.
        let plain = press(E::Plus, E::CloseBracket, Modifiers::NONE);
        assert_eq!(
            plain,
            press(E::CloseBracket, E::CloseBracket, Modifiers::NONE)
        );
        assert!(matches!(plain, Some(Action::Edge(_))));
    }

    #[test]
    fn a_sign_where_others_have_a_letter_is_no_letter() {
        use egui::Key as E;
        let ctrl = Modifiers::COMMAND;
        // On a French keyboard, a comma is where M is on a US one.
        let comma = press(E::Comma, E::Comma, ctrl);
        assert_eq!(press(E::Comma, E::M, ctrl), comma);
        assert!(matches!(comma, Some(Action::Edge(_))));
        // An Arabic one prints no sign that egui knows there.
        assert_eq!(press(E::M, E::M, ctrl), Some(Action::MarkAll));
    }

    #[test]
    fn a_latin_layout_keeps_its_letters() {
        use egui::Key as E;
        // On a French keyboard, Z is where W is on a US one.
        assert_eq!(press(E::Z, E::W, Modifiers::COMMAND), Some(Action::Undo));
        // egui reports the physical letter where the layout has no Latin one.
        assert_eq!(press(E::Z, E::Z, Modifiers::COMMAND), Some(Action::Undo));
    }
}
