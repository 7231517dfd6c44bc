//! Keys by their place on the keyboard, and which action each one stands for.
//!
//! Invariant: a shortcut names physical keys, so it works the same under an
//! Arabic, a Persian or a Latin layout; no two actions share one. Does not
//! know how a window reports a key press: the screen translates its own key
//! codes into [`Key`].

use std::fmt;

use super::action::Action;

/// A key, named by what a US keyboard prints on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A letter key, `'A'..='Z'`.
    Letter(char),
    /// A digit key of the main row or the number pad, `0..=9`.
    Digit(u8),
    /// A function key, `1..=12`.
    Function(u8),
    /// The key that deletes what follows.
    Delete,
    /// The key that deletes what precedes.
    Backspace,
    /// The escape key.
    Escape,
    /// The tabulator key.
    Tab,
    /// The key that ends a line.
    Enter,
    /// The arrow up.
    ArrowUp,
    /// The arrow down.
    ArrowDown,
    /// The minus key.
    Minus,
    /// The key of `=`, and of `+` with Shift.
    Equals,
    /// The plus key of the number pad.
    Plus,
    /// The key that shows a menu.
    Menu,
    /// The key of `[`.
    OpenBracket,
    /// The key of `]`.
    CloseBracket,
    /// The key of `,`.
    Comma,
    /// The key of `.`.
    Period,
    /// The key of `/`, and of `?` with Shift.
    Slash,
}

/// A key with the modifiers held while it is pressed. `ctrl` stands for the
/// command key where the platform has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shortcut {
    /// Whether Ctrl (Command on macOS) is held.
    pub ctrl: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// The key itself.
    pub key: Key,
}

impl Shortcut {
    /// A key alone.
    pub const fn plain(key: Key) -> Self {
        Self {
            ctrl: false,
            shift: false,
            alt: false,
            key,
        }
    }

    /// A key with Ctrl.
    pub const fn ctrl(key: Key) -> Self {
        Self {
            ctrl: true,
            ..Self::plain(key)
        }
    }

    /// A key with Shift.
    pub const fn shift(key: Key) -> Self {
        Self {
            shift: true,
            ..Self::plain(key)
        }
    }

    /// A key with Alt.
    pub const fn alt(key: Key) -> Self {
        Self {
            alt: true,
            ..Self::plain(key)
        }
    }

    /// A key with Ctrl and Shift.
    pub const fn ctrl_shift(key: Key) -> Self {
        Self {
            shift: true,
            ..Self::ctrl(key)
        }
    }

    /// The action this shortcut stands for.
    pub fn action(self) -> Option<Action> {
        Action::all().find(|action| action.shortcuts().contains(&self))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(letter) => write!(f, "{letter}"),
            Self::Digit(digit) => write!(f, "{digit}"),
            Self::Function(number) => write!(f, "F{number}"),
            Self::Delete => f.write_str("Del"),
            Self::Backspace => f.write_str("Backspace"),
            Self::Escape => f.write_str("Esc"),
            Self::Tab => f.write_str("Tab"),
            Self::Enter => f.write_str("Enter"),
            Self::ArrowUp => f.write_str("Up"),
            Self::ArrowDown => f.write_str("Down"),
            Self::Minus => f.write_str("-"),
            Self::Equals => f.write_str("="),
            Self::Plus => f.write_str("+"),
            Self::Menu => f.write_str("Menu"),
            Self::OpenBracket => f.write_str("["),
            Self::CloseBracket => f.write_str("]"),
            Self::Comma => f.write_str(","),
            Self::Slash => f.write_str("/"),
            Self::Period => f.write_str("."),
        }
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        self.key.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut() {
        let mut seen = BTreeMap::new();
        for action in Action::all() {
            for &shortcut in action.shortcuts() {
                let before = seen.insert(shortcut, action);
                assert_eq!(before, None, "{shortcut} is also {action:?}");
            }
        }
    }

    #[test]
    fn a_shortcut_finds_its_action_and_nothing_else_does() {
        assert_eq!(
            Shortcut::ctrl(Key::Letter('S')).action(),
            Some(Action::Save)
        );
        assert_eq!(
            Shortcut::plain(Key::Digit(2)).action(),
            Some(Action::Mark(2))
        );
        assert_eq!(Shortcut::plain(Key::Letter('S')).action(), None);
    }

    #[test]
    fn a_shortcut_is_written_with_its_modifiers_first() {
        assert_eq!(
            Shortcut::ctrl_shift(Key::Letter('Z')).to_string(),
            "Ctrl+Shift+Z"
        );
        assert_eq!(Shortcut::plain(Key::Function(1)).to_string(), "F1");
    }
}
