//! Stage one: from text to characters that know their level, their place in a
//! grapheme cluster and where a line may break; then to runs of one level,
//! one script and one face.
//!
//! Levels come from `parley_engine`'s Analyzer (UAX #9 up to I2); rule L1 is
//! applied here as far as it does not depend on where lines end. Where a
//! right-to-left text is nothing but Arabic words, `stretches` knows
//! the answers without asking.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, Script};
use parley_engine::{Analysis, AnalysisOptions, Analyzer, BaseDirection};

use super::blocks::Around;
use super::font::{FaceId, FontStack};
use super::simple::{Kind, kind};
use super::stretches::{Island, Stretches};

/// Which way a paragraph runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Base {
    /// Right to left: embedding level 1.
    #[default]
    RightToLeft,
    /// Left to right: embedding level 0.
    LeftToRight,
    /// As its first strong character says (UAX #9, P2 and P3).
    FirstStrong,
}

impl Base {
    /// Right to left, or left to right.
    pub fn of_rtl(rtl: bool) -> Self {
        match rtl {
            true => Self::RightToLeft,
            false => Self::LeftToRight,
        }
    }
}

/// What is known of one character before it is shaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CharFacts {
    pub at: u32,
    pub c: char,
    pub kind: Kind,
    /// Resolved embedding level.
    pub level: u8,
    pub script: Script,
    pub grapheme_start: bool,
    /// A line may end before this character.
    pub break_before: bool,
}

/// A stretch of text set with one face, at one level, in one script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ItemRun {
    /// Index of the first character.
    pub first: usize,
    /// Index after the last character.
    pub end: usize,
    pub level: u8,
    pub script: Script,
    pub face: FaceId,
    /// Control characters have cells but no glyphs: they are not shaped.
    pub control: bool,
}

/// Scratch space for analysis, to be used again for every text.
#[derive(Default)]
pub(super) struct AnalyseScratch {
    analyzer: Analyzer,
    analysis: Analysis,
    stretches: Stretches,
    /// The texts of all islands, one after another.
    joined: String,
    pub facts: Vec<CharFacts>,
    pub runs: Vec<ItemRun>,
    pub base_level: u8,
}

impl AnalyseScratch {
    /// Analyses one block of text, of which something is known by what it was
    /// cut out of; the results are left in `self`.
    pub fn analyse(&mut self, text: &str, base: Base, around: Around<'_>, stack: &FontStack) {
        if base == Base::RightToLeft {
            self.collect_by_stretches(text);
        } else {
            self.collect_whole(text, base);
        }
        self.take_levels(around);
        self.itemise(stack);
    }

    /// The same without [`super::stretches`], to compare with.
    #[cfg(test)]
    pub fn analyse_whole(&mut self, text: &str, base: Base, stack: &FontStack) {
        self.collect_whole(text, base);
        self.itemise(stack);
    }

    /// Asks the Analyzer about the whole text.
    fn collect_whole(&mut self, text: &str, base: Base) {
        self.ask(text, base);
        self.base_level = self.analysis.paragraph_level().to_u8();
        self.facts.clear();
        let chars = text.char_indices().enumerate();
        let facts = chars.map(|(index, (at, c))| fact_of(&self.analysis, index, at, c));
        self.facts.extend(facts);
        finish_levels(&mut self.facts, self.base_level);
    }

    /// Asks the Analyzer about the islands of a right-to-left text only. They
    /// are put together into one text: each ends where a cut changes nothing,
    /// so they do not change each other either.
    fn collect_by_stretches(&mut self, text: &str) {
        self.base_level = 1;
        self.facts.clear();
        self.stretches.collect(text, &mut self.facts);
        let islands = std::mem::take(&mut self.stretches.islands);
        match islands.as_slice() {
            [] => {}
            [all] if all.bytes == (0..text.len()) => {
                self.ask(text, Base::RightToLeft);
                self.land(all, 0);
            }
            several => {
                let mut joined = std::mem::take(&mut self.joined);
                joined.clear();
                several
                    .iter()
                    .for_each(|i| joined.push_str(&text[i.bytes.clone()]));
                self.ask(&joined, Base::RightToLeft);
                self.joined = joined;
                let mut from = 0;
                for island in several {
                    self.land(island, from);
                    from += island.facts.len();
                }
            }
        }
        self.stretches.islands = islands;
    }

    /// Takes an island's facts from the analysis, in which it begins at the
    /// character `from`.
    fn land(&mut self, island: &Island, from: usize) {
        let start = island.facts.start;
        for (index, fact) in self.facts[island.facts.clone()].iter_mut().enumerate() {
            *fact = fact_of(&self.analysis, from + index, fact.at as usize, fact.c);
        }
        // An island begins after a space with a letter: a line may end there.
        if let Some(first) = self.facts.get_mut(start) {
            first.grapheme_start = true;
            first.break_before = start > 0;
        }
        // Separators are on islands, with all the white space before them.
        finish_levels(&mut self.facts[island.facts.clone()], self.base_level);
    }

    fn ask(&mut self, text: &str, base: Base) {
        self.analyzer
            .analyze(text, &options(base), &mut self.analysis);
    }

    /// Levels that were resolved before the text was cut, and the level that
    /// the end of the block has because of what follows it.
    fn take_levels(&mut self, around: Around<'_>) {
        if let Some(levels) = around.levels {
            let known = levels.at(self.facts.iter().map(|fact| fact.at));
            let known: Vec<u8> = known.collect();
            for (fact, level) in self.facts.iter_mut().zip(known) {
                fact.level = level;
            }
            keep_joiners(&mut self.facts);
        } else if !around.after.is_empty() {
            let levels = self.facts.iter_mut().map(|fact| (fact.c, &mut fact.level));
            carry_last_level(levels);
            keep_joiners(&mut self.facts);
        }
    }

    /// Resolves scripts (UAX #24: a character of no script of its own takes
    /// that of the text before it, or at the start that of the text after it),
    /// chooses faces, and cuts the text into runs.
    fn itemise(&mut self, stack: &FontStack) {
        self.runs.clear();
        let own = |script| {
            script != Script::Common && script != Script::Inherited && script != Script::Unknown
        };
        let first = self.facts.iter().map(|f| f.script).find(|&s| own(s));
        let mut script = first.unwrap_or(Script::Common);
        let mut face = stack.primary();
        // Whether the character in hand is a grapheme cluster.
        let mut alone = true;
        let mut run: Option<ItemRun> = None;
        let facts = self.facts.as_mut_slice();
        for index in 0..facts.len() {
            let fact = facts[index];
            if fact.grapheme_start {
                let end = grapheme_end(facts, index);
                alone = end == index + 1;
                face = if alone && fact.kind != Kind::Other {
                    face_of(&fact, face, stack)
                } else {
                    let rest = facts[index + 1..end].iter().map(|fact| fact.c);
                    stack.face_of_cluster(fact.c, rest, face)
                };
            }
            if own(fact.script) {
                script = fact.script;
            }
            facts[index].script = script;
            let next = ItemRun {
                first: index,
                end: index,
                level: fact.level,
                script,
                face: if alone {
                    face
                } else {
                    stack.face_in_cluster(face, fact.c)
                },
                control: is_control(&fact),
            };
            if !run.is_some_and(|run| next.continues(&run)) {
                self.runs
                    .extend(run.map(|run| ItemRun { end: index, ..run }));
                run = Some(next);
            }
        }
        let end = facts.len();
        self.runs.extend(run.map(|run| ItemRun { end, ..run }));
    }
}

impl ItemRun {
    /// Whether it can be one run with the run before it.
    fn continues(&self, before: &ItemRun) -> bool {
        self.level == before.level
            && self.script == before.script
            && self.face == before.face
            && self.control == before.control
    }
}

/// What is done to the levels of every text, whatever it was cut out of.
fn finish_levels(facts: &mut [CharFacts], base_level: u8) {
    let levels = facts.iter_mut().map(|fact| (fact.c, &mut fact.level));
    apply_l1(levels, base_level);
    keep_joiners(facts);
}

/// Gives what rule X9 removes the level of the character before it where both
/// are one grapheme cluster: a letter and its joiner are one cell.
fn keep_joiners(facts: &mut [CharFacts]) {
    for index in 1..facts.len() {
        let before = facts[index - 1].level;
        let fact = &mut facts[index];
        if fact.level != before
            && !fact.grapheme_start
            && bidi_class(fact.c) == BidiClass::BoundaryNeutral
        {
            fact.level = before;
        }
    }
}

/// Levels alone, of a text of any length.
#[derive(Default)]
pub(super) struct LevelScratch {
    analyzer: Analyzer,
    analysis: Analysis,
}

impl LevelScratch {
    /// The level of each character, as [`AnalyseScratch::analyse`] finds them.
    /// `continues` says that the paragraph goes on after the text, which was
    /// cut off at a safe place.
    pub fn resolve(&mut self, text: &str, base: Base, continues: bool) -> Vec<u8> {
        self.analyzer
            .analyze(text, &options(base), &mut self.analysis);
        let base = self.analysis.paragraph_level().to_u8();
        let levels = self.analysis.bidi_levels();
        let mut levels: Vec<u8> = levels.iter().map(|level| level.to_u8()).collect();
        let count = text.chars().count();
        levels.resize(count, 0);
        let mut pairs: Vec<(char, &mut u8)> = text.chars().zip(&mut levels).collect();
        apply_l1(pairs.iter_mut().map(|(c, level)| (*c, &mut **level)), base);
        if continues {
            carry_last_level(pairs.iter_mut().map(|(c, level)| (*c, &mut **level)));
        }
        levels
    }
}

fn options(base: Base) -> AnalysisOptions<'static> {
    AnalysisOptions {
        base_direction: match base {
            Base::RightToLeft => BaseDirection::Rtl,
            Base::LeftToRight => BaseDirection::Ltr,
            Base::FirstStrong => BaseDirection::Auto,
        },
        ..AnalysisOptions::default()
    }
}

/// UAX #9, L1, parts 1 to 3: separators and the white space before them take
/// the paragraph's level.
fn apply_l1<'a>(levels: impl DoubleEndedIterator<Item = (char, &'a mut u8)>, base: u8) {
    let mut reset = false;
    for (c, level) in levels.rev() {
        if is_l1_separator(c) {
            reset = true;
        } else if reset && !is_l1_space(c) {
            reset = false;
        }
        if reset {
            *level = base;
        }
    }
}

/// Where a text was cut off at a safe place, what stands after its last letter
/// takes that letter's level: the next letter runs the same way (UAX #9, N1).
fn carry_last_level<'a>(levels: impl DoubleEndedIterator<Item = (char, &'a mut u8)>) {
    let mut after = Vec::new();
    for (c, level) in levels.rev() {
        let carries = matches!(
            bidi_class(c),
            BidiClass::LeftToRight
                | BidiClass::RightToLeft
                | BidiClass::ArabicLetter
                | BidiClass::NonspacingMark
        );
        if carries {
            let level = *level;
            after.into_iter().for_each(|other: &mut u8| *other = level);
            return;
        }
        after.push(level);
    }
}

fn is_control(fact: &CharFacts) -> bool {
    fact.kind == Kind::Other && (fact.c.is_control() || matches!(fact.c, '\u{2028}' | '\u{2029}'))
}

/// What the Analyzer says of its character `index`.
fn fact_of(analysis: &Analysis, index: usize, at: usize, c: char) -> CharFacts {
    let info = analysis.char_info().get(index);
    CharFacts {
        at: at as u32,
        c,
        kind: kind(c),
        level: analysis
            .bidi_levels()
            .get(index)
            .map_or(0, |level| level.to_u8()),
        script: info.map_or(Script::Unknown, |info| info.script),
        grapheme_start: index == 0 || info.is_none_or(|info| info.is_grapheme_start()),
        break_before: info.is_some_and(|info| info.is_soft_wrap_opportunity()),
    }
}

fn grapheme_end(facts: &[CharFacts], from: usize) -> usize {
    let mut end = from + 1;
    while facts.get(end).is_some_and(|fact| !fact.grapheme_start) {
        end += 1;
    }
    end
}

/// The face of a character of known kind that is a grapheme cluster: what
/// [`FontStack::face_of_cluster`] says, only sooner.
#[inline]
fn face_of(fact: &CharFacts, previous: FaceId, stack: &FontStack) -> FaceId {
    if fact.kind != Kind::Space {
        let face = stack.face_for(fact.c);
        return face.unwrap_or_else(|| FaceId::missing(fact.c));
    }
    if previous == stack.primary() {
        return previous;
    }
    stack.face_of_cluster(fact.c, std::iter::empty(), previous)
}

/// Characters that draw nothing whatever the face: default ignorables.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Bidi classes B and S: what rule L1 calls separators.
pub(super) fn is_l1_separator(c: char) -> bool {
    matches!(c, '\t' | '\u{B}' | '\u{1F}') || crate::text::paragraphs::is_separator(c)
}

/// Whether rule L1 gives a character before a separator or at a line's end
/// the paragraph's level: white space, isolate controls, and what rule X9
/// removes (UAX #9, section 5.2).
pub(super) fn is_l1_space(c: char) -> bool {
    if c == ' ' {
        return true;
    }
    if c.is_alphanumeric() {
        return false;
    }
    matches!(
        bidi_class(c),
        BidiClass::WhiteSpace
            | BidiClass::BoundaryNeutral
            | BidiClass::FirstStrongIsolate
            | BidiClass::LeftToRightIsolate
            | BidiClass::RightToLeftIsolate
            | BidiClass::PopDirectionalIsolate
            | BidiClass::LeftToRightEmbedding
            | BidiClass::RightToLeftEmbedding
            | BidiClass::LeftToRightOverride
            | BidiClass::RightToLeftOverride
            | BidiClass::PopDirectionalFormat
    )
}

/// The direction of the first strong character, what stands in isolates not
/// counted (UAX #9, P2); `None` where no character is strong.
pub fn first_strong_is_rtl(text: &str) -> Option<bool> {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::LeftToRightIsolate
            | BidiClass::RightToLeftIsolate
            | BidiClass::FirstStrongIsolate => isolates += 1,
            BidiClass::PopDirectionalIsolate => isolates = isolates.saturating_sub(1),
            BidiClass::LeftToRight if isolates == 0 => return Some(false),
            BidiClass::RightToLeft | BidiClass::ArabicLetter if isolates == 0 => return Some(true),
            _ => {}
        }
    }
    None
}

/// The bidi class of a character (Unicode's DerivedBidiClass).
pub(super) fn bidi_class(c: char) -> BidiClass {
    const { CodePointMapData::<BidiClass>::new() }.get(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isolated_name_does_not_turn_its_sentence() {
        assert_eq!(first_strong_is_rtl("حفظ NAME"), Some(true));
        assert_eq!(first_strong_is_rtl("NAME حفظ"), Some(false));
        assert_eq!(
            first_strong_is_rtl("\u{2068}NAME\u{2069} محفوظ"),
            Some(true)
        );
        assert_eq!(first_strong_is_rtl("(560)"), None);
    }
}
