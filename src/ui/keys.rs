//! From egui's key presses to actions.
//!
//! Invariant: a key that stands for nothing possible now is left to others, and
//! no key is taken from a field in which someone types, but those that find.

use egui::{Context, Event, Modifiers};

use crate::app::{self, Action, App, Command, Key, Shortcut, resolve};

/// Takes the key presses that stand for actions, and says what they ask for.
/// Whether the page has the keyboard is `on_page`: elsewhere, Tab and Enter are
/// for whoever has it.
pub fn take_commands(ctx: &Context, app: &App, on_page: bool) -> Vec<Command> {
    let typing = super::text_field::is_typing(ctx);
    let in_find_bar = super::find_bar::has_focus(ctx);
    let in_list = super::side_panel::has_keys(ctx);
    let popup_open = egui::Popup::is_any_open(ctx);
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            // One event at a time: what it does may make the next impossible.
            if !commands.is_empty() {
                return true;
            }
            let Some((action, plain)) = action_of(event) else {
                return true;
            };
            if typing && !works_while_typing(action, plain, in_find_bar) {
                return true;
            }
            if in_list && is_of_list(action) {
                return true;
            }
            if plain && popup_open {
                return true;
            }
            if plain && !on_page && moves_focus(event) {
                return true;
            }
            let command = resolve(action, app);
            let eaten = command.is_some();
            commands.extend(command);
            !eaten
        });
    });
    commands
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

/// Whether an action's key is no field's. A hit is selected while its words are
/// still being typed, so that it can be marked from there.
fn works_while_typing(action: Action, plain: bool, in_find_bar: bool) -> bool {
    match action {
        Action::Find | Action::FindNext | Action::FindPrevious => true,
        Action::FilterList | Action::Palette => true,
        Action::Mark(_) => in_find_bar && !plain,
        _ => false,
    }
}

/// The action of a key press, and whether no Ctrl or Alt is held with it.
fn action_of(event: &Event) -> Option<(Action, bool)> {
    match event {
        Event::Copy => Some((Action::Copy, false)),
        Event::Key {
            key,
            physical_key,
            pressed: true,
            modifiers,
            ..
        } => candidates(*key, *physical_key).find_map(|key| {
            let shortcut = shortcut(key, *modifiers);
            let action = shortcut.action()?;
            Some((action, !shortcut.ctrl && !shortcut.alt))
        }),
        _ => None,
    }
}

/// The keys a press may stand for, the likelier first. Digits and the like are
/// taken by their place on the keyboard, whatever the layout prints there. So
/// are letters, unless the layout has Latin letters of its own: there Ctrl+Z is
/// where it says Z.
fn candidates(key: egui::Key, physical: Option<egui::Key>) -> impl Iterator<Item = app::Key> {
    let logical = translate(key);
    let physical = physical.and_then(translate);
    let both = match logical {
        Some(Key::Letter(_)) => [logical, None],
        _ => [physical, logical],
    };
    both.into_iter().flatten()
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
    fn a_latin_layout_keeps_its_letters() {
        use egui::Key as E;
        // On a French keyboard, Z is where W is on a US one.
        assert_eq!(press(E::Z, E::W, Modifiers::COMMAND), Some(Action::Undo));
        // egui reports the physical letter where the layout has no Latin one.
        assert_eq!(press(E::Z, E::Z, Modifiers::COMMAND), Some(Action::Undo));
    }
}
