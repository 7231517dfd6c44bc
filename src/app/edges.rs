//! Moving an end of the chosen annotation, a little at a time or by a drag.
//!
//! The two edges are called first and last, as the text is read: in Arabic the
//! first one is at the right. Invariant: each move is one change and one step
//! of undo; a piece that is shrunk to nothing by keys goes, and the last one
//! never does; one that is dragged keeps a letter, and never passes its
//! neighbours. Knows no keyboard beyond the shortcuts.

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
        match (self.side == Side::First) == (self.way == Way::Shrink) {
            true => self.unit.after(article, at, self.side),
            false => self.unit.before(article, at, self.side),
        }
    }

    /// What is said where it cannot go: which end of the article is there.
    fn limit_key(self) -> &'static str {
        match self.side {
            Side::First => "notice-edge-limit-first",
            Side::Last => "notice-edge-limit-last",
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

impl Unit {
    /// The nearest place after `at` where such an edge may stand; the end of
    /// the article where there is none.
    fn after(self, article: &Article, at: ByteOffset, side: Side) -> ByteOffset {
        match (self, side) {
            (Self::Letter, _) => article.next_grapheme(at),
            (Self::Clitic, side) => clitics::next_stop(article, at, side.into()),
            (Self::Word, Side::First) => article.next_word(at),
            (Self::Word, Side::Last) => article.next_word_end(at),
        }
    }

    /// The nearest place before `at` where such an edge may stand; the start of
    /// the article where there is none.
    fn before(self, article: &Article, at: ByteOffset, side: Side) -> ByteOffset {
        match (self, side) {
            (Self::Letter, _) => article.previous_grapheme(at),
            (Self::Clitic, side) => clitics::previous_stop(article, at, side.into()),
            (Self::Word, Side::First) => article.previous_word(at),
            (Self::Word, Side::Last) => article.previous_word_end(at),
        }
    }

    /// The place nearest to `at` where such an edge may stand between two
    /// others; `None` where there is none.
    fn nearest(
        self,
        article: &Article,
        at: ByteOffset,
        side: Side,
        (least, most): (ByteOffset, ByteOffset),
    ) -> Option<ByteOffset> {
        let before = self.before(article, article.next_grapheme(at), side);
        let after = self.after(article, article.previous_grapheme(at), side);
        let places = [before, after].into_iter();
        places
            .filter(|place| (least..=most).contains(place))
            .min_by_key(|place| place.0.abs_diff(at.0))
    }
}

impl From<Side> for Edge {
    fn from(side: Side) -> Self {
        match side {
            Side::First => Self::Start,
            Side::Last => Self::End,
        }
    }
}

/// An end of one of an annotation's pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PieceEnd {
    /// The number of the piece, from 0.
    pub piece: usize,
    /// Which end of it.
    pub side: Side,
}

/// The text of an annotation with one end of a piece dragged, so that the
/// piece would cover `to`. The letter at the piece's other end stays covered,
/// and the pieces beside it are not entered; one that is reached is joined.
/// What has moved goes to the nearest place for it by `unit`.
pub fn dragged(article: &Article, spans: &Spans, end: PieceEnd, to: ByteSpan, unit: Unit) -> Spans {
    let pieces = spans.pieces();
    let Some(&own) = pieces.get(end.piece) else {
        return spans.clone();
    };
    let kept = match end.side {
        Side::First => ByteSpan {
            start: article.previous_grapheme(own.end),
            end: own.end,
        },
        Side::Last => ByteSpan {
            start: own.start,
            end: article.next_grapheme(own.start),
        },
    };
    let before = end.piece.checked_sub(1).and_then(|index| pieces.get(index));
    let after = pieces.get(end.piece + 1);
    let room = ByteSpan {
        start: before.map_or(ByteOffset(0), |piece| piece.end),
        end: after.map_or(article.len(), |piece| piece.start),
    };
    let to = article.snap_to_graphemes(to).intersection(room);
    let mut to = to.filter(|to| to.encloses(kept)).unwrap_or(kept);
    if unit != Unit::Letter && to.start != own.start {
        let between = (room.start, kept.start);
        let place = unit.nearest(article, to.start, Side::First, between);
        to.start = place.unwrap_or(own.start);
    }
    if unit != Unit::Letter && to.end != own.end {
        let between = (kept.end, room.end);
        let place = unit.nearest(article, to.end, Side::Last, between);
        to.end = place.unwrap_or(own.end);
    }
    let others = pieces.iter().enumerate();
    let others = others.filter(|&(index, _)| index != end.piece);
    Spans::covering(others.map(|(_, &piece)| piece).chain([to]))
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
            self.tell(Severity::Info, Text::new(edge.limit_key()));
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
    use proptest::prelude::*;

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

    /// The pieces of a text between bars, as they are once an end was dragged
    /// until its piece would cover `to`.
    fn pulled(text: &str, end: (usize, Side), to: &str, unit: Unit) -> String {
        let mut bars = text.match_indices('|').map(|(at, _)| at);
        let mut pieces = Vec::new();
        while let (Some(start), Some(end)) = (bars.next(), bars.next()) {
            let passed = 2 * pieces.len();
            pieces.push(ByteSpan::new(start - passed, end - passed - 1));
        }
        let article = article(&text.replace('|', ""));
        let start = article.text().find(to).expect("it is there");
        let to = ByteSpan::new(start, start + to.len());
        let end = PieceEnd {
            piece: end.0,
            side: end.1,
        };
        let spans = dragged(&article, &Spans::from_pieces(&pieces), end, to, unit);
        let pieces = spans.pieces().iter().map(|&span| article.slice(span));
        pieces.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_dragged_end_goes_to_letters_clitics_or_words() {
        use {Side::*, Unit::*};
        let pull = |to, unit| pulled("one |two| three", (0, Last), to, unit);
        assert_eq!(pull("two th", Letter), "two th");
        assert_eq!(pull("two th", Word), "two");
        assert_eq!(pull("two thr", Word), "two three");
        assert_eq!(pull("t", Letter), "t");
        assert_eq!(pull("t", Word), "two");
        let pull = |to, unit| pulled("one |two| three", (0, First), to, unit);
        assert_eq!(pull("ne two", Letter), "ne two");
        assert_eq!(pull("ne two", Word), "one two");
        assert_eq!(pull("o", Letter), "o", "what is crossed leaves a letter");
        // «and in Cairo»: the nearest clitic before the name.
        let text = "\u{648}\u{628}|\u{627}\u{644}\u{642}\u{627}\u{647}\u{631}\u{629}|";
        let whole = text.replace('|', "");
        assert_eq!(pulled(text, (0, First), &whole, Clitic), whole);
        assert_eq!(pulled(text, (0, First), &whole[2..], Clitic), whole[2..]);
        assert_eq!(pulled(text, (0, First), &whole[6..], Clitic), whole[4..]);
    }

    #[test]
    fn a_dragged_piece_reaches_its_neighbours_and_never_enters_them() {
        use {Side::*, Unit::*};
        let text = "|one| two |three| four |five|";
        assert_eq!(
            pulled(text, (1, First), "two three", Letter),
            "one|two three|five"
        );
        assert_eq!(
            pulled(text, (1, First), "ne two three", Letter),
            "one two three|five"
        );
        assert_eq!(
            pulled(text, (1, Last), "three four fi", Word),
            "one|three four|five"
        );
        assert_eq!(
            pulled(text, (0, Last), "one two", Word),
            "one two|three|five"
        );
        assert_eq!(pulled(text, (0, Last), "five", Letter), "o|three|five");
    }

    proptest! {
        #[test]
        fn a_dragged_annotation_is_whole_clusters_and_keeps_a_letter_of_each_piece(
            text in "[a\u{628}\u{64E}\u{627}\u{644}\u{648} .1\u{300}\u{1F468}\u{200D}]{1,40}",
            cuts in prop::collection::btree_set(0usize..40, 2..7),
            piece in 0usize..3,
            first in any::<bool>(),
            (from, to) in (0usize..120, 0usize..120),
            unit in prop::sample::select(vec![Unit::Letter, Unit::Clitic, Unit::Word]),
        ) {
            let article = article(&text);
            let clusters: Vec<_> = std::iter::successors(Some(ByteOffset(0)), |&at| {
                (at < article.len()).then(|| article.next_grapheme(at))
            }).collect();
            let places: Vec<_> = cuts.iter().filter_map(|&cut| clusters.get(cut)).collect();
            let pieces: Vec<_> = places.chunks_exact(2).map(|p| ByteSpan { start: *p[0], end: *p[1] }).collect();
            prop_assume!(!pieces.is_empty());
            let spans = Spans::from_pieces(&pieces);
            let end = PieceEnd {
                piece: piece % pieces.len(),
                side: if first { Side::First } else { Side::Last },
            };
            let hold = |at: usize| text.floor_char_boundary(at.min(text.len()));
            let wanted = ByteSpan::between(ByteOffset(hold(from)), ByteOffset(hold(to)));
            let moved = dragged(&article, &spans, end, wanted, unit);
            for piece in moved.pieces() {
                prop_assert!(!piece.is_empty());
                prop_assert!(article.is_grapheme_boundary(piece.start));
                prop_assert!(article.is_grapheme_boundary(piece.end));
            }
            for (index, piece) in pieces.iter().enumerate() {
                // The others stay as they are; of this one an end does.
                let stays = match (index == end.piece, end.side) {
                    (false, _) => *piece,
                    (true, Side::First) => ByteSpan { start: article.previous_grapheme(piece.end), end: piece.end },
                    (true, Side::Last) => ByteSpan { start: piece.start, end: article.next_grapheme(piece.start) },
                };
                prop_assert!(moved.pieces().iter().any(|it| it.encloses(stays)));
            }
        }
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
    fn what_is_said_at_a_limit_is_which_end_of_the_article_is_there() {
        use {Side::*, Unit::*, Way::*};
        assert_eq!(
            EdgeMove::new(First, Grow, Word).limit_key(),
            "notice-edge-limit-first"
        );
        assert_eq!(
            EdgeMove::new(Last, Grow, Letter).limit_key(),
            "notice-edge-limit-last"
        );
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
