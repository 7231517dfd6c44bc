//! Editing one line of text: caret, selection, insertion, deletion, undo.
//!
//! Invariant: caret and anchor always stand on boundaries of `char`s inside
//! the text, whatever was done to it here or elsewhere. Nothing here knows of
//! glyphs, keys or egui.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// Steps that can be undone; a text field needs no more.
const LONGEST_HISTORY: usize = 200;

/// A text as it was, with its caret.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Moment {
    text: String,
    anchor: usize,
    focus: usize,
}

/// Caret, selection and history of a line whose text is kept by its owner.
/// All places are bytes of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    anchor: usize,
    focus: usize,
    past: Vec<Moment>,
    future: Vec<Moment>,
    /// Where the caret stands after typing: more typed there is the same step.
    typing_at: Option<usize>,
    /// What an input method shows but has not yet written.
    composing: Option<(usize, usize)>,
}

/// Which way a deletion goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The code point before the caret: one mark or one letter.
    CharBefore,
    /// The grapheme cluster after the caret.
    ClusterAfter,
    /// Back to the start of a word.
    WordBefore,
    /// On to the end of a word.
    WordAfter,
}

impl LineEdit {
    /// The caret.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// The selected bytes, empty where nothing is selected.
    pub fn selected(&self) -> std::ops::Range<usize> {
        self.anchor.min(self.focus)..self.anchor.max(self.focus)
    }

    /// What an input method is composing.
    pub fn composing(&self) -> Option<std::ops::Range<usize>> {
        self.composing.map(|(start, end)| start..end)
    }

    /// Brings caret and anchor back onto a text that was changed elsewhere.
    pub fn fit(&mut self, text: &str) {
        self.focus = text.floor_char_boundary(self.focus);
        self.anchor = text.floor_char_boundary(self.anchor);
        let whole = |&(start, end): &(usize, usize)| text.get(start..end).is_some();
        self.composing = self.composing.filter(whole);
    }

    /// Puts the caret at a place; with `extend` the anchor stays where it is.
    pub fn place(&mut self, text: &str, at: usize, extend: bool) {
        self.focus = text.floor_char_boundary(at);
        if !extend {
            self.anchor = self.focus;
        }
        self.typing_at = None;
    }

    /// Selects a stretch, the caret at its end.
    pub fn select(&mut self, text: &str, range: std::ops::Range<usize>) {
        self.place(text, range.start, false);
        self.place(text, range.end, true);
    }

    /// Selects everything.
    pub fn select_all(&mut self, text: &str) {
        self.select(text, 0..text.len());
    }

    /// Puts a text in place of what is selected. It is made one line first:
    /// line breaks and tabs become spaces, other control characters go.
    pub fn insert(&mut self, text: &mut String, new: &str) {
        self.drop_composition(text);
        let new = one_line(new);
        if new.is_empty() {
            return;
        }
        let goes_on = self.typing_at == Some(self.focus)
            && self.selected().is_empty()
            && !new.starts_with(char::is_whitespace);
        if !goes_on {
            self.remember(text);
        }
        self.replace(text, &new);
        self.typing_at = Some(self.focus);
    }

    /// Deletes what is selected, or else what is asked for; true if anything went.
    pub fn delete(&mut self, text: &mut String, what: Deletion) -> bool {
        self.fit(text);
        let mut range = self.selected();
        if range.is_empty() {
            let at = self.focus;
            range = match what {
                Deletion::CharBefore => char_before(text, at)..at,
                Deletion::ClusterAfter => at..next_grapheme(text, at),
                Deletion::WordBefore => previous_word(text, at)..at,
                Deletion::WordAfter => at..next_word(text, at),
            };
        }
        if range.is_empty() {
            return false;
        }
        self.remember(text);
        self.select(text, range);
        self.replace(text, "");
        self.composing = None;
        true
    }

    /// Deletes so many code points before and after the selection, as input
    /// methods ask for it.
    pub fn delete_around(&mut self, text: &mut String, before: usize, after: usize) {
        self.fit(text);
        let range = self.selected();
        let head = text.get(..range.start).unwrap_or_default();
        let tail = text.get(range.end..).unwrap_or_default();
        let chars = |part: &mut dyn Iterator<Item = char>| part.map(char::len_utf8).sum::<usize>();
        let start = range.start - chars(&mut head.chars().rev().take(before));
        let end = range.end + chars(&mut tail.chars().take(after));
        if start == range.start && end == range.end {
            return;
        }
        self.remember(text);
        text.replace_range(range.end..end, "");
        text.replace_range(start..range.start, "");
        let shift = range.start - start;
        self.anchor -= shift;
        self.focus -= shift;
        self.composing = None;
    }

    /// Shows what an input method is composing, in place of what it showed
    /// before; an empty text ends the composition.
    pub fn compose(&mut self, text: &mut String, new: &str) {
        let new = one_line(new);
        if new.is_empty() && self.composing.is_none() {
            return;
        }
        self.fit(text);
        match self.composing.take() {
            Some((start, end)) => self.select(text, start..end),
            None => self.remember(text),
        }
        let start = self.selected().start;
        self.replace(text, &new);
        if !new.is_empty() {
            self.composing = Some((start, start + new.len()));
        }
    }

    /// Takes back the last step; true if there was one.
    pub fn undo(&mut self, text: &mut String) -> bool {
        let Some(moment) = self.past.pop() else {
            return false;
        };
        let now = self.restore(text, moment);
        self.future.push(now);
        true
    }

    /// Takes back the last undo; true if there was one.
    pub fn redo(&mut self, text: &mut String) -> bool {
        let Some(moment) = self.future.pop() else {
            return false;
        };
        let now = self.restore(text, moment);
        self.past.push(now);
        true
    }

    fn drop_composition(&mut self, text: &mut String) {
        self.fit(text);
        if let Some((start, end)) = self.composing.take() {
            self.select(text, start..end);
            self.replace(text, "");
            // The step was remembered when the composition began.
            self.typing_at = Some(self.focus);
        }
    }

    fn replace(&mut self, text: &mut String, new: &str) {
        let range = self.selected();
        if text.get(range.clone()).is_some() {
            text.replace_range(range.clone(), new);
        }
        self.place(text, range.start + new.len(), false);
    }

    fn remember(&mut self, text: &str) {
        self.past.push(self.moment(text));
        if self.past.len() > LONGEST_HISTORY {
            self.past.remove(0);
        }
        self.future.clear();
        self.typing_at = None;
    }

    fn moment(&self, text: &str) -> Moment {
        Moment {
            text: text.to_owned(),
            anchor: self.anchor,
            focus: self.focus,
        }
    }

    /// Puts a moment in place and gives back the one that was.
    fn restore(&mut self, text: &mut String, moment: Moment) -> Moment {
        let now = self.moment(text);
        *text = moment.text;
        (self.anchor, self.focus) = (moment.anchor, moment.focus);
        self.typing_at = None;
        self.composing = None;
        self.fit(text);
        now
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
    let spaced = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c => c,
    };
    text.chars()
        .map(spaced)
        .filter(|c| !c.is_control())
        .collect()
}

fn char_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before
        .char_indices()
        .next_back()
        .map_or(0, |(start, _)| start)
}

/// The end of the grapheme cluster after a place.
pub fn next_grapheme(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    // The whole text is at hand, so the cursor never lacks context.
    cursor
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// The start of the next word after a place, or the end of the text.
pub fn next_word(text: &str, at: usize) -> usize {
    let after = words(text).map(|word| word.start).find(|&start| start > at);
    after.unwrap_or(text.len())
}

/// The start of the word before a place, or the start of the text.
pub fn previous_word(text: &str, at: usize) -> usize {
    let before = words(text)
        .map(|word| word.start)
        .take_while(|&start| start < at);
    before.last().unwrap_or(0)
}

/// The word, or what stands between two, at a place (UAX #29).
pub fn piece_at(text: &str, at: usize) -> std::ops::Range<usize> {
    let mut found = 0..0;
    for (start, piece) in text.split_word_bound_indices() {
        if start > at {
            break;
        }
        found = start..start + piece.len();
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    text.unicode_word_indices()
        .map(|(start, word)| start..start + word.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Insert(String),
        Delete(Deletion),
        DeleteAround(usize, usize),
        Place(usize, bool),
        All,
        Compose(String),
        Undo,
        Redo,
        /// The owner changes the text behind the field's back.
        Meddle(String),
    }

    fn texts() -> impl Strategy<Value = String> {
        let pieces = [
            "ا",
            "ل",
            "لا",
            "بَ",
            "\u{64B}",
            "\u{200D}",
            "\u{200F}",
            " ",
            "\n",
            "\r\n",
            "a",
            "é",
            "e\u{301}",
            "12",
            "👩\u{200D}👧",
            "\t",
            "(",
            "\u{7}",
            "",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..6)
            .prop_map(|pieces| pieces.concat())
    }

    fn steps() -> impl Strategy<Value = Step> {
        let deletion = prop::sample::select(vec![
            Deletion::CharBefore,
            Deletion::ClusterAfter,
            Deletion::WordBefore,
            Deletion::WordAfter,
        ]);
        prop_oneof![
            4 => texts().prop_map(Step::Insert),
            3 => deletion.prop_map(Step::Delete),
            3 => (0..60_usize, any::<bool>()).prop_map(|(at, extend)| Step::Place(at, extend)),
            1 => Just(Step::All),
            1 => (0..4_usize, 0..4_usize).prop_map(|(b, a)| Step::DeleteAround(b, a)),
            2 => texts().prop_map(Step::Compose),
            2 => Just(Step::Undo),
            1 => Just(Step::Redo),
            1 => texts().prop_map(Step::Meddle),
        ]
    }

    fn take(step: Step, edit: &mut LineEdit, text: &mut String) {
        match step {
            Step::Insert(new) => edit.insert(text, &new),
            Step::Delete(what) => drop(edit.delete(text, what)),
            Step::DeleteAround(before, after) => edit.delete_around(text, before, after),
            Step::Place(at, extend) => edit.place(text, at, extend),
            Step::All => edit.select_all(text),
            Step::Compose(new) => edit.compose(text, &new),
            Step::Undo => drop(edit.undo(text)),
            Step::Redo => drop(edit.redo(text)),
            Step::Meddle(new) => {
                *text = new.replace(['\n', '\r', '\t', '\u{7}'], "");
                edit.fit(text);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_caret_never_leaves_the_text_nor_splits_a_character(
            all in prop::collection::vec(steps(), 0..30),
        ) {
            let (mut edit, mut text) = (LineEdit::default(), String::new());
            for step in all {
                take(step, &mut edit, &mut text);
                prop_assert!(text.is_char_boundary(edit.anchor));
                prop_assert!(text.is_char_boundary(edit.focus));
                prop_assert!(!text.contains(char::is_control));
                if let Some(range) = edit.composing() {
                    prop_assert!(text.get(range).is_some());
                }
            }
        }

        #[test]
        fn undo_of_everything_restores_the_text_and_redo_brings_it_back(
            start in texts(),
            all in prop::collection::vec(steps(), 0..30),
        ) {
            let start = one_line(&start);
            let (mut edit, mut text) = (LineEdit::default(), start.clone());
            for step in all {
                if !matches!(step, Step::Meddle(_) | Step::Undo | Step::Redo) {
                    take(step, &mut edit, &mut text);
                }
            }
            let end = text.clone();
            while edit.undo(&mut text) {}
            prop_assert_eq!(&text, &start);
            while edit.redo(&mut text) {}
            prop_assert_eq!(&text, &end);
        }

        #[test]
        fn words_are_walked_through_to_the_ends(text in texts(), at in 0..40_usize) {
            let text = one_line(&text);
            let at = text.floor_char_boundary(at);
            prop_assert!(next_word(&text, at) > at || at == text.len());
            prop_assert!(previous_word(&text, at) < at || at == 0);
            prop_assert!(text.is_char_boundary(next_grapheme(&text, at)));
        }
    }

    fn typed(text: &str) -> (LineEdit, String) {
        let (mut edit, mut line) = (LineEdit::default(), String::new());
        edit.insert(&mut line, text);
        (edit, line)
    }

    #[test]
    fn backspace_takes_a_mark_and_delete_a_whole_cluster() {
        let (mut edit, mut text) = typed("بَت");
        edit.place(&text, "بَ".len(), false);
        edit.delete(&mut text, Deletion::CharBefore);
        assert_eq!(text, "بت");
        let (mut edit, mut text) = typed("بَت");
        edit.place(&text, 0, false);
        edit.delete(&mut text, Deletion::ClusterAfter);
        assert_eq!(text, "ت");
    }

    #[test]
    fn words_typed_without_moving_are_one_step_each() {
        let (mut edit, mut text) = (LineEdit::default(), String::new());
        for c in ["م", "ن", " ", "ه", "و"] {
            edit.insert(&mut text, c);
        }
        edit.undo(&mut text);
        assert_eq!(text, "من");
        edit.undo(&mut text);
        assert_eq!(text, "");
        edit.redo(&mut text);
        edit.redo(&mut text);
        assert_eq!(text, "من هو");
    }

    #[test]
    fn what_is_pasted_becomes_one_line() {
        let (_, text) = typed("سطر\r\nثان\tثالث\u{0}\n");
        assert_eq!(text, "سطر ثان ثالث");
    }

    #[test]
    fn a_composition_is_shown_replaced_and_written_as_one_step() {
        let (mut edit, mut text) = typed("ab");
        edit.compose(&mut text, "x");
        edit.compose(&mut text, "xyz");
        assert_eq!((text.as_str(), edit.composing()), ("abxyz", Some(2..5)));
        edit.insert(&mut text, "س");
        assert_eq!((text.as_str(), edit.composing()), ("abس", None));
        edit.undo(&mut text);
        assert_eq!(text, "ab");
    }

    #[test]
    fn words_and_what_stands_between() {
        let text = "زار القاهرة، ثم";
        assert_eq!(next_word(text, 0), "زار ".len());
        assert_eq!(&text[piece_at(text, "زار ال".len())], "القاهرة");
        assert_eq!(previous_word(text, text.len()), "زار القاهرة، ".len());
        assert_eq!(piece_at("", 0), 0..0);
        assert_eq!(piece_at("ab", 2), 0..2);
    }
}
