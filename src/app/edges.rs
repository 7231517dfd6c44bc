//! Moving an end of the chosen annotation, a little at a time.
//!
//! The two edges are called first and last, as the text is read: in Arabic the
//! first one is at the right. Invariant: each move is one change and one step
//! of undo; a piece that is shrunk to nothing goes, and the last one never
//! does. Knows no keyboard beyond the shortcuts.

use crate::document::{AnnotationId, Change, Selection, Spans};
use crate::text::clitics::{self, Edge};
use crate::text::{Article, ByteOffset, ByteSpan};

use super::command::Effects;
use super::i18n::Text;
use super::keymap::{Key, Shortcut};
use super::message::Severity;
use super::state::App;

/// One move of one edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeMove {
    /// Which edge.
    pub side: Side,
    /// Whether the annotation gets longer or shorter.
    pub way: Way,
    /// How far.
    pub unit: Unit,
}

/// An edge, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Where the annotation begins to be read.
    First,
    /// Where it ends.
    Last,
}

/// Outwards or inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// The annotation gets longer.
    Grow,
    /// The annotation gets shorter.
    Shrink,
}

/// How far an edge is moved at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// To the next boundary of grapheme clusters: by a letter with its marks.
    Letter,
    /// To the next place where a clitic may be cut off, or a word ends.
    Clitic,
    /// To the next boundary of words.
    Word,
}

impl EdgeMove {
    /// Every move, in the order of the menu.
    pub const ALL: [Self; 12] = {
        use {Side::*, Unit::*, Way::*};
        [
            Self::new(First, Grow, Letter),
            Self::new(First, Shrink, Letter),
            Self::new(First, Grow, Clitic),
            Self::new(First, Shrink, Clitic),
            Self::new(First, Grow, Word),
            Self::new(First, Shrink, Word),
            Self::new(Last, Grow, Letter),
            Self::new(Last, Shrink, Letter),
            Self::new(Last, Grow, Clitic),
            Self::new(Last, Shrink, Clitic),
            Self::new(Last, Grow, Word),
            Self::new(Last, Shrink, Word),
        ]
    };

    const fn new(side: Side, way: Way, unit: Unit) -> Self {
        Self { side, way, unit }
    }

    /// The key of its name in the translations.
    pub fn title_key(self) -> &'static str {
        match (self.side, self.way, self.unit) {
            (Side::First, Way::Grow, Unit::Letter) => "action-edge-first-grow-letter",
            (Side::First, Way::Shrink, Unit::Letter) => "action-edge-first-shrink-letter",
            (Side::First, Way::Grow, Unit::Clitic) => "action-edge-first-grow-clitic",
            (Side::First, Way::Shrink, Unit::Clitic) => "action-edge-first-shrink-clitic",
            (Side::First, Way::Grow, Unit::Word) => "action-edge-first-grow-word",
            (Side::First, Way::Shrink, Unit::Word) => "action-edge-first-shrink-word",
            (Side::Last, Way::Grow, Unit::Letter) => "action-edge-last-grow-letter",
            (Side::Last, Way::Shrink, Unit::Letter) => "action-edge-last-shrink-letter",
            (Side::Last, Way::Grow, Unit::Clitic) => "action-edge-last-grow-clitic",
            (Side::Last, Way::Shrink, Unit::Clitic) => "action-edge-last-shrink-clitic",
            (Side::Last, Way::Grow, Unit::Word) => "action-edge-last-grow-word",
            (Side::Last, Way::Shrink, Unit::Word) => "action-edge-last-shrink-word",
        }
    }

    /// Its shortcut. One pair of keys moves the first edge and the pair below
    /// it the last one; in Arabic each key points where the edge goes. Alt is
    /// for clitics and Ctrl for words, as with the arrows.
    pub fn shortcuts(self) -> &'static [Shortcut] {
        static KEYS: [[Shortcut; 1]; 12] = {
            let mut keys = [[Shortcut::plain(Key::Comma)]; 12];
            let mut index = 0;
            while index < keys.len() {
                keys[index] = [EdgeMove::ALL[index].shortcut()];
                index += 1;
            }
            keys
        };
        let index = Self::ALL.iter().position(|it| *it == self);
        index
            .and_then(|index| KEYS.get(index))
            .map_or(&[], |keys| keys)
    }

    const fn shortcut(self) -> Shortcut {
        let key = match (self.side, self.way) {
            (Side::First, Way::Grow) => Key::CloseBracket,
            (Side::First, Way::Shrink) => Key::OpenBracket,
            (Side::Last, Way::Grow) => Key::Comma,
            (Side::Last, Way::Shrink) => Key::Period,
        };
        match self.unit {
            Unit::Letter => Shortcut::plain(key),
            Unit::Clitic => Shortcut::alt(key),
            Unit::Word => Shortcut::ctrl(key),
        }
    }

    /// Where the edge of a text goes that stands at `at`; there where the
    /// article ends.
    fn from(self, article: &Article, at: ByteOffset) -> ByteOffset {
        let forward = (self.side == Side::First) == (self.way == Way::Shrink);
        let edge = match self.side {
            Side::First => Edge::Start,
            Side::Last => Edge::End,
        };
        match (self.unit, forward) {
            (Unit::Letter, true) => article.next_grapheme(at),
            (Unit::Letter, false) => article.previous_grapheme(at),
            (Unit::Clitic, true) => clitics::next_stop(article, at, edge),
            (Unit::Clitic, false) => clitics::previous_stop(article, at, edge),
            (Unit::Word, true) if self.side == Side::First => article.next_word(at),
            (Unit::Word, false) if self.side == Side::First => article.previous_word(at),
            (Unit::Word, true) => article.next_word_end(at),
            (Unit::Word, false) => article.previous_word_end(at),
        }
    }

    /// The text with the edge moved, and where the edge is then. Empty where
    /// nothing is left.
    fn apply(self, article: &Article, spans: &Spans) -> (Spans, ByteOffset) {
        let hull = spans.hull();
        let at = match self.side {
            Side::First => hull.start,
            Side::Last => hull.end,
        };
        let to = self.from(article, at);
        let between = ByteSpan {
            start: at.min(to),
            end: at.max(to),
        };
        let moved = match self.way {
            Way::Grow => spans.with(between),
            Way::Shrink => spans.without(between),
        };
        (moved, to)
    }
}

impl App {
    /// Moves an edge of the chosen annotation.
    pub(super) fn move_edge(&mut self, edge: EdgeMove) -> Effects {
        let chosen = self.active_tab().and_then(|tab| {
            let annotation = tab.document.annotation(tab.chosen?)?;
            let moved = edge.apply(tab.document.article(), &annotation.spans);
            Some((annotation.id, annotation.spans == moved.0, moved))
        });
        let Some((id, is_same, (spans, at))) = chosen else {
            return Effects::none();
        };
        if spans.is_empty() {
            self.tell(Severity::Info, Text::new("notice-edge-empty"));
        } else if is_same {
            self.tell(Severity::Info, Text::new("notice-edge-limit"));
        } else if self.change(Change::respan(id, spans)) {
            self.show_place(at);
        }
        Effects::none()
    }

    /// Gives an annotation these edges, as a drag has left them.
    pub(super) fn set_spans(&mut self, id: AnnotationId, spans: Spans) -> Effects {
        if spans.is_empty() {
            self.tell(Severity::Info, Text::new("notice-edge-empty"));
        } else if self.change(Change::respan(id, spans))
            && let Some(tab) = self.active_mut()
        {
            tab.choose_only(Some(id));
            tab.selection = Selection::caret(tab.selection.focus);
        }
        Effects::none()
    }

    fn show_place(&mut self, at: ByteOffset) {
        if let Some(tab) = self.active_mut() {
            tab.scroll_to(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article::new(text, false).expect("an article")
    }

    fn moved(text: &str, piece: &str, keys: &[EdgeMove]) -> String {
        let article = article(text);
        let start = text.find(piece).expect("it is there");
        let mut spans = Spans::from(ByteSpan::new(start, start + piece.len()));
        for key in keys {
            spans = key.apply(&article, &spans).0;
        }
        let pieces = spans.pieces().iter().map(|&span| article.slice(span));
        pieces.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_are_taken_with_their_ends_and_not_with_what_lies_between() {
        use {Side::*, Unit::Word, Way::*};
        let text = "one, (two) three. four";
        let grow_first = EdgeMove::new(First, Grow, Word);
        let grow_last = EdgeMove::new(Last, Grow, Word);
        let shrink_first = EdgeMove::new(First, Shrink, Word);
        let shrink_last = EdgeMove::new(Last, Shrink, Word);
        assert_eq!(moved(text, "two", &[grow_first]), "one, (two");
        assert_eq!(moved(text, "two", &[grow_last]), "two) three");
        assert_eq!(moved(text, "tw", &[grow_last]), "two");
        let both = [grow_first, grow_last, shrink_first, shrink_last];
        assert_eq!(moved(text, "two", &both), "two");
        assert_eq!(moved(text, "two", &[shrink_last]), "");
        assert_eq!(moved(text, "four", &[grow_last]), "four");
    }

    #[test]
    fn a_mark_stays_with_its_letter() {
        use {Side::*, Unit::Letter, Way::*};
        let text = "\u{628}\u{64E}\u{62A}\u{64F}";
        let shrink = EdgeMove::new(First, Shrink, Letter);
        assert_eq!(moved(text, text, &[shrink]), "\u{62A}\u{64F}");
        let shrink = EdgeMove::new(Last, Shrink, Letter);
        assert_eq!(moved(text, text, &[shrink]), "\u{628}\u{64E}");
    }

    #[test]
    fn a_piece_that_is_shrunk_to_nothing_goes() {
        use {Side::*, Unit::Word, Way::*};
        let article = article("one two three");
        let pieces = [ByteSpan::new(0, 3), ByteSpan::new(8, 13)];
        let spans = Spans::from_pieces(&pieces);
        let shrink = EdgeMove::new(First, Shrink, Word);
        assert_eq!(shrink.apply(&article, &spans).0.pieces(), &pieces[1..]);
    }
}
