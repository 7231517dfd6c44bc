//! A text being written, of any length: caret, selection, insertion, deletion,
//! undo.
//!
//! Invariant: caret and anchor always stand on boundaries of `char`s inside the
//! text, and whatever changes it is told by [`Writing::take_splice`]. Steps to be
//! undone hold what they changed and not the text. Nothing here knows of glyphs,
//! keys or egui.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::paragraphs::{is_separator, trim_separator};
use crate::text::{Article, ByteOffset};
use crate::typeset::column::Splice;
use crate::typeset::motion::ColumnCaret;

use super::super::edit::Deletion;

/// Steps that can be undone, and the bytes that they may hold together.
const MOST_STEPS: usize = 200;
const MOST_BYTES: usize = 64 << 20;

/// A change, and where caret and anchor stood before it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    at: usize,
    removed: String,
    inserted: String,
    anchor: ByteOffset,
    focus: ByteOffset,
}

impl Step {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    fn is_nothing(&self) -> bool {
        self.removed == self.inserted
    }
}

/// A text with its caret, selection and history. All places are bytes of it.
#[derive(Clone, Debug)]
pub struct Writing {
    article: Article,
    caret: ColumnCaret,
    anchor: ByteOffset,
    past: Vec<Step>,
    future: Vec<Step>,
    /// Where the caret stands after typing: more typed there is the same step.
    typing_at: Option<ByteOffset>,
    /// Whether the last step is what an input method shows but has not yet
    /// written.
    composing: bool,
    changed: Option<Splice>,
    /// The most bytes that the text may have.
    limit: usize,
}

impl Writing {
    /// A text with the caret at its end. What goes beyond `limit` bytes is not
    /// taken; nothing at all where no text may be so long.
    pub fn new(text: &str, limit: usize) -> Option<Self> {
        let article = Article::new(text, false).ok()?;
        let end = article.len();
        Some(Self {
            caret: ColumnCaret {
                offset: end,
                after_previous: end.0 > 0,
            },
            anchor: end,
            article,
            past: Vec::new(),
            future: Vec::new(),
            typing_at: None,
            composing: false,
            changed: None,
            limit,
        })
    }

    /// The text.
    pub fn article(&self) -> &Article {
        &self.article
    }

    fn text(&self) -> &str {
        self.article.text()
    }

    /// The caret.
    pub fn caret(&self) -> ColumnCaret {
        self.caret
    }

    /// Where a selection began that the caret ends.
    pub fn anchor(&self) -> ByteOffset {
        self.anchor
    }

    /// The selected bytes, empty where nothing is selected.
    pub fn selected(&self) -> Range<usize> {
        let (anchor, focus) = (self.anchor.0, self.caret.offset.0);
        anchor.min(focus)..anchor.max(focus)
    }

    /// The selected text.
    pub fn selected_text(&self) -> &str {
        self.text().get(self.selected()).unwrap_or_default()
    }

    /// What an input method is composing.
    pub fn composing(&self) -> Option<Range<usize>> {
        let step = self.past.last().filter(|_| self.composing)?;
        Some(step.at..step.at + step.inserted.len())
    }

    /// Where the text differs from what it was when this was last asked.
    pub fn take_splice(&mut self) -> Option<Splice> {
        self.changed.take()
    }

    /// Puts the caret at a place; with `extend` the anchor stays where it is.
    pub fn go(&mut self, caret: ColumnCaret, extend: bool) {
        let hold = |at: ByteOffset| ByteOffset(self.text().floor_char_boundary(at.0));
        self.caret = ColumnCaret {
            offset: hold(caret.offset),
            ..caret
        };
        if !extend {
            self.anchor = self.caret.offset;
        }
        self.typing_at = None;
        self.composing = false;
    }

    /// Selects a stretch, the caret at its end.
    pub fn select(&mut self, range: Range<usize>) {
        self.go(ColumnCaret::before(ByteOffset(range.start)), false);
        let end = ColumnCaret {
            offset: ByteOffset(range.end),
            after_previous: true,
        };
        self.go(end, true);
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.select(0..self.text().len());
    }

    /// The paragraph at a place, without what ends it.
    pub fn paragraph_at(&self, at: ByteOffset) -> Range<usize> {
        let paragraphs = self.article.paragraphs();
        let span = paragraphs.span(paragraphs.at(at)).unwrap_or_default();
        let text = trim_separator(self.article.slice(span));
        span.start.0..span.start.0 + text.len()
    }

    /// Puts a text in place of what is selected, or of what is being composed.
    /// Every line break becomes a line feed; other control characters go, tabs
    /// stay.
    pub fn insert(&mut self, new: &str) {
        let new = in_lines(new);
        if self.composing {
            self.amend(&new);
            self.composing = false;
            self.typing_at = Some(self.caret.offset);
            return;
        }
        let new = self.that_fits(&new, self.selected().len());
        if new.is_empty() {
            return;
        }
        let goes_on = self.typing_at == Some(self.caret.offset)
            && self.selected().is_empty()
            && !new.starts_with(char::is_whitespace);
        match self.past.last_mut().filter(|_| goes_on) {
            Some(step) => {
                step.inserted.push_str(new);
                let at = self.caret.offset.0;
                self.splice(at..at, new);
            }
            None => self.step(self.selected(), new),
        }
        self.typing_at = Some(self.caret.offset);
    }

    /// Deletes what is selected, or else what is asked for.
    pub fn delete(&mut self, what: Deletion) {
        let mut range = self.selected();
        if range.is_empty() {
            let at = self.caret.offset;
            let text = self.text();
            let before = || {
                text.get(..at.0)
                    .and_then(|text| text.char_indices().next_back())
            };
            range = match what {
                Deletion::CharBefore => before().map_or(0, |(start, _)| start)..at.0,
                Deletion::ClusterAfter => at.0..self.article.next_grapheme(at).0,
                Deletion::WordBefore => self.article.previous_word(at).0..at.0,
                Deletion::WordAfter => at.0..self.article.next_word(at).0,
            };
        }
        self.composing = false;
        if !range.is_empty() {
            self.step(range, "");
        }
    }

    /// Deletes so many code points before and after the selection, as input
    /// methods ask for it.
    pub fn delete_around(&mut self, before: usize, after: usize) {
        let range = self.selected();
        let text = self.text();
        let head = text.get(..range.start).unwrap_or_default();
        let tail = text.get(range.end..).unwrap_or_default();
        let chars = |part: &mut dyn Iterator<Item = char>| part.map(char::len_utf8).sum::<usize>();
        let start = range.start - chars(&mut head.chars().rev().take(before));
        let end = range.end + chars(&mut tail.chars().take(after));
        if start == range.start && end == range.end {
            return;
        }
        let kept = self.selected_text().to_owned();
        let (anchor, focus) = (self.anchor.0, self.caret.offset.0);
        self.step(start..end, &kept);
        let shift = range.start - start;
        self.anchor = ByteOffset(anchor - shift);
        self.caret.offset = ByteOffset(focus - shift);
    }

    /// Shows what an input method is composing, in place of what it showed
    /// before; an empty text ends the composition.
    pub fn compose(&mut self, new: &str) {
        let new = in_lines(new);
        if self.composing {
            self.amend(&new);
        } else if !new.is_empty() {
            let new = self.that_fits(&new, self.selected().len());
            self.step(self.selected(), new);
        }
        self.composing = !new.is_empty();
        if !self.composing && self.past.last().is_some_and(Step::is_nothing) {
            self.past.pop();
        }
    }

    /// Takes back the last step.
    pub fn undo(&mut self) {
        let Some(step) = self.past.pop() else { return };
        self.splice(step.at..step.at + step.inserted.len(), &step.removed);
        self.caret.offset = step.focus;
        self.anchor = step.anchor;
        self.future.push(step);
    }

    /// Takes back the last undo.
    pub fn redo(&mut self) {
        let Some(step) = self.future.pop() else {
            return;
        };
        self.splice(step.at..step.at + step.removed.len(), &step.inserted);
        self.past.push(step);
    }

    /// As much of a text as may stand in place of so many bytes.
    fn that_fits<'t>(&self, new: &'t str, instead_of: usize) -> &'t str {
        let free = (self.limit + instead_of).saturating_sub(self.text().len());
        new.get(..new.floor_char_boundary(free)).unwrap_or_default()
    }

    /// Makes a change that is a step of its own.
    fn step(&mut self, range: Range<usize>, new: &str) {
        let removed = self.text().get(range.clone()).unwrap_or_default();
        let step = Step {
            at: range.start,
            removed: removed.to_owned(),
            inserted: new.to_owned(),
            anchor: self.anchor,
            focus: self.caret.offset,
        };
        self.future.clear();
        self.past.push(step);
        self.forget_old();
        self.splice(range, new);
    }

    /// Puts another text in place of what the last step has inserted.
    fn amend(&mut self, new: &str) {
        let Some(range) = self.composing() else {
            return;
        };
        let new = self.that_fits(new, range.len());
        if let Some(step) = self.past.last_mut() {
            step.inserted = new.to_owned();
        }
        self.splice(range, new);
    }

    /// Changes the text; the caret then leans on what it has just passed.
    fn splice(&mut self, range: Range<usize>, new: &str) {
        let text = self.text();
        let (Some(head), Some(tail)) = (text.get(..range.start), text.get(range.end..)) else {
            return;
        };
        let Ok(article) = Article::new([head, new, tail].concat(), false) else {
            return;
        };
        let splice = Splice {
            at: range.start,
            removed: range.len(),
            inserted: new.len(),
        };
        self.changed = Some(self.changed.map_or(splice, |before| before.and(splice)));
        self.article = article;
        let end = ByteOffset(range.start + new.len());
        self.caret = ColumnCaret {
            offset: end,
            after_previous: end.0 > 0,
        };
        self.anchor = end;
        self.typing_at = None;
        self.composing = false;
    }

    fn forget_old(&mut self) {
        let mut bytes = 0;
        let newest = self.past.iter().rev();
        let kept = newest
            .take(MOST_STEPS)
            .take_while(|step| {
                bytes += step.bytes();
                bytes <= MOST_BYTES
            })
            .count();
        self.past.drain(..self.past.len() - kept.max(1));
    }
}

/// A text in which every line break is a line feed, without other control
/// characters but tabs.
fn in_lines(text: &str) -> Cow<'_, str> {
    let is_break = |c: char| is_separator(c) || matches!(c, '\u{B}' | '\u{C}' | '\u{2028}');
    let stays = |c: char| matches!(c, '\n' | '\t') || !(is_break(c) || c.is_control());
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let broken = text.chars().map(|c| if is_break(c) { '\n' } else { c });
    Cow::Owned(broken.filter(|&c| stays(c)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Act {
        Insert(String),
        Delete(Deletion),
        DeleteAround(usize, usize),
        Go(usize, bool),
        All,
        Compose(String),
        Undo,
        Redo,
    }

    fn texts() -> impl Strategy<Value = String> {
        let pieces = [
            "\u{628}\u{64E}",
            "\u{644}\u{627}",
            " ",
            "\n",
            "\r\n",
            "\u{2029}",
            "a",
            "e\u{301}",
            "\u{1F469}\u{200D}\u{1F467}",
            "\t",
            "\u{7}",
            "",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..6)
            .prop_map(|pieces| pieces.concat())
    }

    fn acts() -> impl Strategy<Value = Act> {
        let deletion = prop::sample::select(vec![
            Deletion::CharBefore,
            Deletion::ClusterAfter,
            Deletion::WordBefore,
            Deletion::WordAfter,
        ]);
        prop_oneof![
            4 => texts().prop_map(Act::Insert),
            3 => deletion.prop_map(Act::Delete),
            3 => (0..60_usize, any::<bool>()).prop_map(|(at, extend)| Act::Go(at, extend)),
            1 => Just(Act::All),
            1 => (0..4_usize, 0..4_usize).prop_map(|(b, a)| Act::DeleteAround(b, a)),
            2 => texts().prop_map(Act::Compose),
            2 => Just(Act::Undo),
            1 => Just(Act::Redo),
        ]
    }

    fn act(writing: &mut Writing, act: Act) {
        match act {
            Act::Insert(new) => writing.insert(&new),
            Act::Delete(what) => writing.delete(what),
            Act::DeleteAround(before, after) => writing.delete_around(before, after),
            Act::Go(at, extend) => {
                let at = at.min(writing.text().len());
                writing.go(ColumnCaret::before(ByteOffset(at)), extend);
            }
            Act::All => writing.select_all(),
            Act::Compose(new) => writing.compose(&new),
            Act::Undo => writing.undo(),
            Act::Redo => writing.redo(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_caret_never_leaves_the_text_and_every_change_is_told(
            all in prop::collection::vec(acts(), 0..30),
        ) {
            let mut writing = Writing::new("\u{628}\n\u{62A}", 60).unwrap();
            for it in all {
                let before = writing.text().to_owned();
                act(&mut writing, it);
                let text = writing.text();
                prop_assert!(text.is_char_boundary(writing.anchor.0));
                prop_assert!(text.is_char_boundary(writing.caret.offset.0));
                prop_assert!(text.len() <= 60);
                let is_clean = !text.contains(['\r', '\u{2029}', '\u{7}']);
                prop_assert!(is_clean);
                let composing = writing.composing();
                prop_assert!(composing.is_none_or(|range| text.get(range).is_some()));
                let text = text.to_owned();
                match writing.take_splice() {
                    None => prop_assert_eq!(&text, &before),
                    Some(Splice { at, removed, inserted }) => {
                        prop_assert_eq!(&text[..at], &before[..at]);
                        prop_assert_eq!(&text[at + inserted..], &before[at + removed..]);
                    }
                }
            }
        }

        #[test]
        fn undo_of_everything_restores_the_text_and_redo_brings_it_back(
            all in prop::collection::vec(acts(), 0..30),
        ) {
            let start = "\u{628}\n\u{62A}";
            let mut writing = Writing::new(start, 1000).unwrap();
            for it in all {
                if !matches!(it, Act::Undo | Act::Redo) {
                    act(&mut writing, it);
                }
            }
            let end = writing.text().to_owned();
            (0..60).for_each(|_| writing.undo());
            prop_assert_eq!(writing.text(), start);
            (0..60).for_each(|_| writing.redo());
            prop_assert_eq!(writing.text(), &end);
        }
    }

    #[test]
    fn words_typed_without_moving_are_one_step_each_and_so_is_a_line_break() {
        let mut writing = Writing::new("", 1000).unwrap();
        for c in ["a", "b", " ", "c", "\n", "d"] {
            writing.insert(c);
        }
        let mut seen = vec![writing.text().to_owned()];
        for _ in 0..3 {
            writing.undo();
            seen.push(writing.text().to_owned());
        }
        assert_eq!(seen, ["ab c\nd", "ab c", "ab", ""]);
    }

    #[test]
    fn what_is_pasted_keeps_its_lines_and_tabs() {
        let mut writing = Writing::new("", 1000).unwrap();
        writing.insert("a\r\nb\rc\u{2028}d\te\u{0}\n");
        assert_eq!(writing.text(), "a\nb\nc\nd\te\n");
        assert_eq!(writing.paragraph_at(ByteOffset(2)), 2..3);
    }

    #[test]
    fn a_composition_is_shown_replaced_and_written_as_one_step() {
        let mut writing = Writing::new("ab", 1000).unwrap();
        writing.compose("x");
        writing.compose("xyz");
        assert_eq!((writing.text(), writing.composing()), ("abxyz", Some(2..5)));
        writing.insert("\u{633}");
        assert_eq!((writing.text(), writing.composing()), ("ab\u{633}", None));
        writing.undo();
        assert_eq!(writing.text(), "ab");
        writing.compose("x");
        writing.compose("");
        writing.undo();
        assert_eq!(writing.text(), "ab");
    }
}
