//! Stage one: from text to characters that know their level, their place in a
//! grapheme cluster and where a line may break; then to runs of one level,
//! one script and one face.
//!
//! Levels come from `parley_engine`'s Analyzer (UAX #9 up to I2); rule L1 is
//! applied here as far as it does not depend on where lines end.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, Script};
use parley_engine::{Analysis, AnalysisOptions, Analyzer, BaseDirection};

use super::blocks::Around;
use super::font::{FaceId, FontStack};

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

/// What is known of one character before it is shaped.
#[derive(Clone, Copy, Debug)]
pub(super) struct CharFacts {
    pub at: u32,
    pub c: char,
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
    pub facts: Vec<CharFacts>,
    pub runs: Vec<ItemRun>,
    pub base_level: u8,
}

impl AnalyseScratch {
    /// Analyses one block of text, of which something is known by what it was
    /// cut out of; the results are left in `self`.
    pub fn analyse(&mut self, text: &str, base: Base, around: Around<'_>, stack: &FontStack) {
        self.analyzer
            .analyze(text, &options(base), &mut self.analysis);
        self.base_level = self.analysis.paragraph_level().to_u8();
        self.collect_facts(text);
        self.apply_l1();
        self.take_levels(around);
        self.keep_joiners();
        self.resolve_scripts();
        self.itemise(stack);
    }

    fn collect_facts(&mut self, text: &str) {
        let infos = self.analysis.char_info();
        let levels = self.analysis.bidi_levels();
        self.facts.clear();
        self.facts
            .extend(
                text.char_indices()
                    .zip(infos)
                    .enumerate()
                    .map(|(index, ((at, c), info))| CharFacts {
                        at: at as u32,
                        c,
                        level: levels.get(index).map_or(0, |level| level.to_u8()),
                        script: info.script,
                        grapheme_start: index == 0 || info.is_grapheme_start(),
                        break_before: info.is_soft_wrap_opportunity(),
                    }),
            );
    }

    fn apply_l1(&mut self) {
        let levels = self.facts.iter_mut().map(|fact| (fact.c, &mut fact.level));
        apply_l1(levels, self.base_level);
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
        } else if !around.after.is_empty() {
            let levels = self.facts.iter_mut().map(|fact| (fact.c, &mut fact.level));
            carry_last_level(levels);
        }
    }

    /// Gives what rule X9 removes the level of the character before it where
    /// both are one grapheme cluster: a letter and its joiner are one cell.
    fn keep_joiners(&mut self) {
        for index in 1..self.facts.len() {
            let before = self.facts[index - 1].level;
            let fact = &mut self.facts[index];
            if fact.level != before
                && !fact.grapheme_start
                && bidi_class(fact.c) == BidiClass::BoundaryNeutral
            {
                fact.level = before;
            }
        }
    }

    /// UAX #24: a character of no script of its own takes that of the text
    /// before it, or at the start that of the text after it.
    fn resolve_scripts(&mut self) {
        let common = |s| s == Script::Common || s == Script::Inherited || s == Script::Unknown;
        let first = self.facts.iter().map(|f| f.script).find(|&s| !common(s));
        let mut current = first.unwrap_or(Script::Common);
        for fact in &mut self.facts {
            if common(fact.script) {
                fact.script = current;
            } else {
                current = fact.script;
            }
        }
    }

    fn itemise(&mut self, stack: &FontStack) {
        self.runs.clear();
        let mut face = stack.primary();
        let mut from = 0;
        while from < self.facts.len() {
            let to = grapheme_end(&self.facts, from);
            let cluster = &self.facts[from..to];
            face = choose_face(cluster, face, stack);
            for index in from..to {
                let fact = self.facts[index];
                let run = ItemRun {
                    first: index,
                    end: index + 1,
                    level: fact.level,
                    script: fact.script,
                    face: if to - from == 1 {
                        face
                    } else {
                        stack.face_in_cluster(face, fact.c)
                    },
                    control: fact.c.is_control() || matches!(fact.c, '\u{2028}' | '\u{2029}'),
                };
                self.push(run);
            }
            from = to;
        }
    }

    fn push(&mut self, run: ItemRun) {
        if let Some(last) = self.runs.last_mut() {
            let same = ItemRun {
                first: last.first,
                end: last.end,
                ..run
            };
            if *last == same {
                last.end = run.end;
                return;
            }
        }
        self.runs.push(run);
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

fn grapheme_end(facts: &[CharFacts], from: usize) -> usize {
    facts[from + 1..]
        .iter()
        .position(|fact| fact.grapheme_start)
        .map_or(facts.len(), |more| from + 1 + more)
}

/// The face of a grapheme cluster: marks stay with their base, white space
/// and invisible characters with the text before them.
fn choose_face(cluster: &[CharFacts], previous: FaceId, stack: &FontStack) -> FaceId {
    let rest = cluster[1..].iter().map(|fact| fact.c);
    stack.face_of_cluster(cluster[0].c, rest, previous)
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

/// The bidi class of a character (Unicode's DerivedBidiClass).
pub(super) fn bidi_class(c: char) -> BidiClass {
    const { CodePointMapData::<BidiClass>::new() }.get(c)
}
