//! Which keys stand for which action.
//!
//! Invariant: no two actions share a shortcut; a test of [`super::keymap`]
//! holds this table to it. Keys are named by their place.

use super::action::Action;
use super::keymap::{Key, Shortcut};

impl Action {
    /// The shortcuts of the action, the one to show first.
    pub fn shortcuts(self) -> &'static [Shortcut] {
        match self {
            Self::Open => const { &[Shortcut::ctrl(Key::Letter('O'))] },
            Self::OpenPath => const { &[Shortcut::ctrl_shift(Key::Letter('O'))] },
            Self::Save => const { &[Shortcut::ctrl(Key::Letter('S'))] },
            Self::SaveAs => const { &[Shortcut::ctrl_shift(Key::Letter('S'))] },
            Self::Close => const { &[Shortcut::ctrl(Key::Letter('W'))] },
            Self::Quit => const { &[Shortcut::ctrl(Key::Letter('Q'))] },
            Self::Undo => const { &[Shortcut::ctrl(Key::Letter('Z'))] },
            Self::Redo => const { &REDO },
            Self::History => const { &[Shortcut::ctrl(Key::Letter('H'))] },
            Self::Copy => const { &[Shortcut::ctrl(Key::Letter('C'))] },
            Self::SelectWord => const { &[Shortcut::plain(Key::Enter)] },
            Self::SelectAll => const { &[Shortcut::ctrl(Key::Letter('A'))] },
            Self::ClearSelection => const { &[Shortcut::plain(Key::Escape)] },
            Self::Find => const { &[Shortcut::ctrl(Key::Letter('F'))] },
            Self::FindNext => const { &[Shortcut::plain(Key::Function(3))] },
            Self::FindPrevious => const { &[Shortcut::shift(Key::Function(3))] },
            Self::Mark(digit) => of_digit(&MARK, digit),
            Self::Edge(edge) => edge.shortcuts(),
            Self::Paint(digit) => of_digit(&PAINT, digit),
            Self::Duplicate(digit) => of_digit(&DUPLICATE, digit),
            Self::Split => const { &[Shortcut::ctrl(Key::Letter('D'))] },
            Self::JoinNext => const { &[Shortcut::ctrl(Key::Letter('J'))] },
            Self::JoinPrevious => const { &[Shortcut::ctrl_shift(Key::Letter('J'))] },
            Self::MarkAll => const { &[Shortcut::ctrl(Key::Letter('M'))] },
            Self::UnmarkAll => const { &[Shortcut::ctrl_shift(Key::Letter('M'))] },
            Self::ContextMenu => const { &CONTEXT_MENU },
            Self::Delete => const { &DELETE },
            Self::AcceptFigure => const { &[Shortcut::plain(Key::Letter('V'))] },
            Self::AcceptFigures => const { &[Shortcut::shift(Key::Letter('V'))] },
            Self::EditNote => const { &[Shortcut::plain(Key::Letter('N'))] },
            Self::JoinEntity => const { &[Shortcut::plain(Key::Letter('E'))] },
            Self::ChooseEntity => const { &[Shortcut::shift(Key::Letter('E'))] },
            Self::EditLabels => const { &[Shortcut::ctrl(Key::Letter('L'))] },
            Self::NextAnnotation => const { &NEXT },
            Self::PreviousAnnotation => const { &PREVIOUS },
            Self::TextBigger => const { &BIGGER },
            Self::TextSmaller => const { &[Shortcut::ctrl(Key::Minus)] },
            Self::TextReset => const { &[Shortcut::ctrl(Key::Digit(0))] },
            Self::ToggleHidden => const { &[Shortcut::ctrl_shift(Key::Digit(8))] },
            Self::NextControl => const { &[Shortcut::plain(Key::Function(8))] },
            Self::ToggleFigures => const { &[Shortcut::plain(Key::Function(7))] },
            Self::TogglePanel => const { &[Shortcut::plain(Key::Function(9))] },
            Self::ListAnnotations => const { &[Shortcut::ctrl_shift(Key::Letter('A'))] },
            Self::ListLost => const { &[Shortcut::ctrl_shift(Key::Letter('L'))] },
            Self::PutBack => const { &[Shortcut::ctrl_shift(Key::Letter('B'))] },
            Self::ListEntities => const { &[Shortcut::ctrl_shift(Key::Letter('E'))] },
            Self::FilterList => const { &[Shortcut::ctrl_shift(Key::Letter('F'))] },
            Self::NextPane => const { &[Shortcut::plain(Key::Function(6))] },
            Self::NextDocument => const { &[Shortcut::ctrl(Key::Tab)] },
            Self::PreviousDocument => const { &[Shortcut::ctrl_shift(Key::Tab)] },
            Self::Palette => const { &[Shortcut::ctrl_shift(Key::Letter('P'))] },
            Self::Shortcuts => const { &SHORTCUTS },
            _ => &[],
        }
    }
}

const REDO: [Shortcut; 2] = [
    Shortcut::ctrl_shift(Key::Letter('Z')),
    Shortcut::ctrl(Key::Letter('Y')),
];

const DELETE: [Shortcut; 2] = [
    Shortcut::plain(Key::Delete),
    Shortcut::plain(Key::Backspace),
];

const SHORTCUTS: [Shortcut; 2] = [
    Shortcut::plain(Key::Function(1)),
    Shortcut::shift(Key::Slash),
];

const CONTEXT_MENU: [Shortcut; 2] = [
    Shortcut::shift(Key::Function(10)),
    Shortcut::plain(Key::Menu),
];

const NEXT: [Shortcut; 2] = [Shortcut::plain(Key::Tab), Shortcut::alt(Key::ArrowDown)];

const PREVIOUS: [Shortcut; 2] = [Shortcut::shift(Key::Tab), Shortcut::alt(Key::ArrowUp)];

/// With and without Shift, since many keyboards print `+` above `=`.
const BIGGER: [Shortcut; 3] = [
    Shortcut::ctrl(Key::Equals),
    Shortcut::ctrl_shift(Key::Equals),
    Shortcut::ctrl(Key::Plus),
];

/// The digit keys that mark: alone, and with Ctrl, which also marks while
/// someone types in the field of the find bar.
static MARK: [[Shortcut; 2]; 9] = on_digits([
    Shortcut::plain(Key::Digit(1)),
    Shortcut::ctrl(Key::Digit(1)),
]);

/// The digit keys that mark all that is taken from then on.
static PAINT: [[Shortcut; 1]; 9] = on_digits([Shortcut::shift(Key::Digit(1))]);

/// The digit keys that give one more label.
static DUPLICATE: [[Shortcut; 1]; 9] = on_digits([Shortcut::alt(Key::Digit(1))]);

/// The shortcuts of the first digit, on every digit from 1 to 9.
const fn on_digits<const N: usize>(first: [Shortcut; N]) -> [[Shortcut; N]; 9] {
    let mut all = [first; 9];
    let mut digit = 0;
    while digit < 9 {
        let mut index = 0;
        while index < N {
            all[digit][index].key = Key::Digit(digit as u8 + 1);
            index += 1;
        }
        digit += 1;
    }
    all
}

/// The shortcuts on a digit; none for 0 and for what is no digit.
fn of_digit<const N: usize>(all: &'static [[Shortcut; N]; 9], digit: u8) -> &'static [Shortcut] {
    let index = digit.checked_sub(1).map(usize::from);
    index
        .and_then(|index| all.get(index))
        .map_or(&[], |keys| keys)
}
