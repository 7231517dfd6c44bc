//! Which words of one text are which words of another.
//!
//! First the stretches that stand once in either text; the heaviest row of them
//! that keeps its order is the frame, the others have moved. Then what lies
//! between, with shorter stretches, with Myers' greedy comparison (1986) as
//! long as that is cheap, and at last word by word by likeness.
//!
//! Invariant: pairs are one to one. The time is that of sorting the words and
//! else grows as the texts do: every comparison has a budget in proportion to
//! what it compares, and what does not fit it stays unpaired.

use std::ops::Range;

use super::NONE;
use super::shortest::{Run, greedy};
use super::tokens::Vocabulary;

/// Words of a stretch that is looked for, in the whole texts and then between
/// the stretches that were found.
const WHOLE: usize = 5;
const BETWEEN: [usize; 2] = [3, 1];

/// About as many stretches of a text are looked for at most: in a longer text
/// only some, which are then grown.
const MOST_GRAMS: usize = 1 << 20;

/// The fewest words that move together. Fewer are found by their context.
const MOVED_LEAST: usize = 4;

/// Up to so many pairs of words are compared by likeness.
const SMALL: usize = 2048;

/// How far an insertion or a deletion is moved to begin where a line does.
const SLIDE: usize = 200;

/// Two rows of numbers, and which belong together.
pub(super) struct Diff<'a> {
    old: &'a [u32],
    new: &'a [u32],
    vocabulary: &'a Vocabulary,
    stop: &'a dyn Fn() -> bool,
    /// For each old word its new one, or [`NONE`]; and the other way round.
    pub(super) new_of: Vec<u32>,
    pub(super) old_of: Vec<u32>,
}

impl<'a> Diff<'a> {
    /// Pairs the words of two texts; `None` once `stop` says so.
    pub(super) fn new(
        old: &'a [u32],
        new: &'a [u32],
        vocabulary: &'a Vocabulary,
        stop: &'a dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut diff = Self {
            old,
            new,
            vocabulary,
            stop,
            new_of: vec![NONE; old.len()],
            old_of: vec![NONE; new.len()],
        };
        diff.frame()?;
        diff.fill_gaps()?;
        Some(diff)
    }

    fn go_on(&self) -> Option<()> {
        (!(self.stop)()).then_some(())
    }

    fn pair(&mut self, old: usize, new: usize) {
        if let (Some(to), Some(from)) = (self.new_of.get_mut(old), self.old_of.get_mut(new))
            && *to == NONE
            && *from == NONE
        {
            (*to, *from) = (new as u32, old as u32);
        }
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.new_of.get(old) == Some(&NONE) && self.old_of.get(new) == Some(&NONE)
    }

    /// Pairs the long stretches: those in order, then those that have moved.
    fn frame(&mut self) -> Option<()> {
        let runs = common_runs(self.old, self.new, WHOLE);
        self.go_on()?;
        let mut moved = vec![true; runs.len()];
        for index in heaviest_row(&runs) {
            if let (Some(run), Some(moved)) = (runs.get(index), moved.get_mut(index)) {
                self.accept(*run, 1);
                *moved = false;
            }
        }
        let mut rest: Vec<_> = runs.iter().zip(moved).filter(|(_, moved)| *moved).collect();
        rest.sort_by_key(|(run, _)| std::cmp::Reverse(run.len));
        for (run, _) in rest {
            self.accept(*run, MOVED_LEAST);
        }
        self.go_on()
    }

    /// Pairs the words of a run that are free, if there are enough.
    fn accept(&mut self, run: Run, least: usize) {
        let places = (0..run.len).map(|at| (run.old + at, run.new + at));
        let free: Vec<_> = places
            .filter(|&(old, new)| self.is_free(old, new))
            .collect();
        if free.len() >= least {
            for (old, new) in free {
                self.pair(old, new);
            }
        }
    }

    /// Goes through the old words without a pair, and looks for them beside the
    /// pairs of their neighbours.
    fn fill_gaps(&mut self) -> Option<()> {
        let mut at = 0;
        while at < self.old.len() {
            if self.new_of.get(at) != Some(&NONE) {
                at += 1;
                continue;
            }
            let end = at + free_from(&self.new_of, at);
            let after = match at {
                0 => Some(0),
                _ => self.new_of.get(at - 1).map(|&new| new as usize + 1),
            };
            if let Some(from) = after {
                let to = from + free_from(&self.old_of, from);
                self.fill(at..end, from..to, 0)?;
            }
            let before = match self.new_of.get(end) {
                Some(&new) => new as usize,
                None => self.new.len(),
            };
            let from = before - free_before(&self.old_of, before);
            let left = free_before(&self.new_of, end).min(end - at);
            self.fill(end - left..end, from..before, 0)?;
            at = end;
        }
        Some(())
    }

    /// Pairs words of two stretches in which none has a pair.
    fn fill(&mut self, old: Range<usize>, new: Range<usize>, depth: usize) -> Option<()> {
        let (old, new) = self.trim(old, new);
        if old.is_empty() || new.is_empty() {
            return Some(());
        }
        self.go_on()?;
        if old.len().saturating_mul(new.len()) <= SMALL {
            self.by_likeness(old, new);
            return Some(());
        }
        let (Some(olds), Some(news)) = (self.old.get(old.clone()), self.new.get(new.clone()))
        else {
            return Some(());
        };
        let runs = match BETWEEN.get(depth) {
            Some(&words) => {
                let runs = common_runs(olds, news, words);
                let row = heaviest_row(&runs);
                row.into_iter()
                    .filter_map(|at| runs.get(at).copied())
                    .collect()
            }
            None => greedy(olds, news),
        };
        if runs.is_empty() {
            return match depth < BETWEEN.len() {
                true => self.fill(old, new, depth + 1),
                false => Some(()),
            };
        }
        let (mut from, mut start) = (old.start, new.start);
        let end = Run {
            old: olds.len(),
            new: news.len(),
            len: 0,
        };
        for run in runs.into_iter().chain([end]) {
            let run = Run {
                old: old.start + run.old,
                new: new.start + run.new,
                ..run
            };
            // Runs of a row may overlap in the new text: the first has it.
            let cut = start
                .saturating_sub(run.new)
                .max(from.saturating_sub(run.old));
            if cut > 0 && cut >= run.len {
                continue;
            }
            let run = Run {
                old: run.old + cut,
                new: run.new + cut,
                len: run.len - cut,
            };
            for at in 0..run.len {
                self.pair(run.old + at, run.new + at);
            }
            let deeper = depth + 1;
            match depth <= BETWEEN.len() {
                true => self.fill(from..run.old, start..run.new, deeper)?,
                false => {
                    self.trim(from..run.old, start..run.new);
                }
            }
            (from, start) = (run.old + run.len, run.new + run.len);
        }
        Some(())
    }

    /// Pairs equal words at both ends; gives what is left.
    fn trim(
        &mut self,
        mut old: Range<usize>,
        mut new: Range<usize>,
    ) -> (Range<usize>, Range<usize>) {
        while !old.is_empty()
            && !new.is_empty()
            && self.old.get(old.start) == self.new.get(new.start)
        {
            self.pair(old.start, new.start);
            (old.start, new.start) = (old.start + 1, new.start + 1);
        }
        while !old.is_empty()
            && !new.is_empty()
            && self.old.get(old.end - 1) == self.new.get(new.end - 1)
        {
            (old.end, new.end) = (old.end - 1, new.end - 1);
            self.pair(old.end, new.end);
        }
        (old, new)
    }

    /// Pairs the words of two short stretches so that the pairs are as like as
    /// can be.
    fn by_likeness(&mut self, old: Range<usize>, new: Range<usize>) {
        /// What a word costs that has no pair; a pair costs less than two.
        const ALONE: u32 = 100;
        let width = new.len() + 1;
        let mut costs = vec![0u32; (old.len() + 1) * width];
        let cost = |costs: &[u32], i: usize, j: usize| {
            costs.get(i * width + j).copied().unwrap_or(u32::MAX / 2)
        };
        let unlike = |i: usize, j: usize| {
            let ids = self.old.get(old.start + i).zip(self.new.get(new.start + j));
            ids.map_or(2 * ALONE, |(&a, &b)| unlikeness(self.vocabulary, a, b))
        };
        for i in 0..=old.len() {
            for j in 0..=new.len() {
                let least = match (i, j) {
                    (0, 0) => 0,
                    (0, _) => cost(&costs, 0, j - 1) + ALONE,
                    (_, 0) => cost(&costs, i - 1, 0) + ALONE,
                    _ => {
                        let alone = cost(&costs, i - 1, j).min(cost(&costs, i, j - 1)) + ALONE;
                        alone.min(cost(&costs, i - 1, j - 1) + unlike(i - 1, j - 1))
                    }
                };
                if let Some(place) = costs.get_mut(i * width + j) {
                    *place = least;
                }
            }
        }
        let mut pairs = Vec::new();
        let (mut i, mut j) = (old.len(), new.len());
        while i > 0 && j > 0 {
            let here = cost(&costs, i, j);
            if here == cost(&costs, i - 1, j - 1) + unlike(i - 1, j - 1) {
                (i, j) = (i - 1, j - 1);
                pairs.push((old.start + i, new.start + j));
            } else if here == cost(&costs, i - 1, j) + ALONE {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        for (old, new) in pairs {
            self.pair(old, new);
        }
    }

    /// Moves insertions and deletions that could as well stand a little before,
    /// to where a line begins: a paragraph goes or comes as a whole.
    pub(super) fn settle(
        &mut self,
        old_line: impl Fn(usize) -> bool,
        new_line: impl Fn(usize) -> bool,
    ) {
        slide(self.old, &mut self.new_of, &mut self.old_of, old_line);
        slide(self.new, &mut self.old_of, &mut self.new_of, new_line);
    }
}

/// Moves stretches without pairs in the text `ids`, whose pairs are `to`, with
/// `back` the other way round.
fn slide(ids: &[u32], to: &mut [u32], back: &mut [u32], begins_line: impl Fn(usize) -> bool) {
    let mut at = 0;
    while at < ids.len() {
        if to.get(at) != Some(&NONE) {
            at += 1;
            continue;
        }
        let (start, end) = (at, at + free_from(to, at));
        at = end;
        // Only what lies between two neighbours of the other text can slide.
        let next = to.get(end).copied().unwrap_or(back.len() as u32);
        let Some(&before) = start.checked_sub(1).and_then(|before| to.get(before)) else {
            continue;
        };
        if before.checked_add(1) != Some(next) || begins_line(start) {
            continue;
        }
        let mut steps = 0;
        let found = loop {
            let (Some(first), Some(last)) =
                (start.checked_sub(steps + 1), end.checked_sub(steps + 1))
            else {
                break None;
            };
            let in_step = before.checked_sub(steps as u32);
            let fits = ids.get(first) == ids.get(last)
                && in_step.is_some_and(|there| to.get(first) == Some(&there));
            if !fits || steps >= SLIDE {
                break None;
            }
            steps += 1;
            if begins_line(first) {
                break Some(steps);
            }
        };
        for step in 1..=found.unwrap_or(0) {
            let (from, onto) = (start - step, end - step);
            let there = to.get(from).copied().unwrap_or(NONE);
            if let Some(place) = to.get_mut(onto) {
                *place = there;
            }
            if let Some(place) = to.get_mut(from) {
                *place = NONE;
            }
            if let Some(place) = back.get_mut(there as usize) {
                *place = onto as u32;
            }
        }
    }
}

/// How many places from `at` on have no pair.
fn free_from(pairs: &[u32], at: usize) -> usize {
    let rest = pairs.get(at..).unwrap_or_default();
    rest.iter().take_while(|&&pair| pair == NONE).count()
}

/// How many places just before `at` have no pair.
fn free_before(pairs: &[u32], at: usize) -> usize {
    let rest = pairs.get(..at).unwrap_or_default();
    rest.iter().rev().take_while(|&&pair| pair == NONE).count()
}

/// How unlike two words are: 0 the same, 190 without anything in common.
fn unlikeness(vocabulary: &Vocabulary, a: u32, b: u32) -> u32 {
    if a == b {
        return 0;
    }
    let (a, b) = (vocabulary.form(a).as_bytes(), vocabulary.form(b).as_bytes());
    let longer = a.len().max(b.len()).max(1);
    let shorter = a.len().min(b.len());
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tails = a.iter().rev().zip(b.iter().rev());
    let tail = tails
        .take_while(|(a, b)| a == b)
        .count()
        .min(shorter - head);
    let unlike = longer - head - tail;
    10 + (180 * unlike / longer) as u32
}

/// The stretches of `words` words that stand once in either text, grown as far
/// as the words are equal, in the old text's order and not overlapping there.
fn common_runs(old: &[u32], new: &[u32], words: usize) -> Vec<Run> {
    let mut met = Vec::new();
    let (olds, news) = (grams(old, words), grams(new, words));
    let (mut olds, mut news) = (once(&olds).peekable(), once(&news).peekable());
    while let (Some(&(a, from)), Some(&(b, to))) = (olds.peek(), news.peek()) {
        if a <= b {
            olds.next();
        }
        if b <= a {
            news.next();
        }
        if a == b {
            met.push((from as usize, to as usize));
        }
    }
    met.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for (from, to) in met {
        let floor = runs.last().map_or(0, |run| run.old + run.len);
        let same_way = |run: &Run| run.new.wrapping_sub(run.old) == to.wrapping_sub(from);
        if from < floor && runs.last().is_some_and(same_way) {
            continue;
        }
        let (before, after) = (old.get(floor..from), old.get(from..));
        let (there, beyond) = (new.get(..to), new.get(to..));
        let equal = |(a, b): &(&u32, &u32)| a == b;
        let ahead = after
            .unwrap_or_default()
            .iter()
            .zip(beyond.unwrap_or_default());
        let ahead = ahead.take_while(equal).count();
        let back = before.unwrap_or_default().iter().rev();
        let back = back.zip(there.unwrap_or_default().iter().rev());
        let back = back.take_while(equal).count();
        // Two stretches may have one hash, and then are none.
        let cut = floor.saturating_sub(from);
        if ahead >= words && ahead > cut {
            runs.push(Run {
                old: from + cut - back,
                new: to + cut - back,
                len: ahead - cut + back,
            });
        }
    }
    runs
}

/// The hash of every stretch of so many words, and where it begins, sorted.
fn grams(ids: &[u32], words: usize) -> Vec<(u64, u32)> {
    let every = (ids.len() / MOST_GRAMS + 1).next_power_of_two() as u64;
    let hashed = ids.windows(words.max(1)).zip(0..).map(|(window, at)| {
        let hash = window.iter().fold(0x9E37_79B9_7F4A_7C15, |hash: u64, &id| {
            let mixed = (hash ^ u64::from(id)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
            mixed ^ (mixed >> 32)
        });
        (hash, at)
    });
    let mut grams: Vec<_> = hashed.filter(|(hash, _)| hash & (every - 1) == 0).collect();
    grams.sort_unstable();
    grams
}

/// Of sorted grams those whose hash comes once.
fn once(grams: &[(u64, u32)]) -> impl Iterator<Item = (u64, u32)> {
    grams
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| match same {
            [one] => Some(*one),
            _ => None,
        })
}

/// The runs, by their places, of the row that keeps its order in both texts and
/// has the most words.
fn heaviest_row(runs: &[Run]) -> Vec<usize> {
    let mut starts: Vec<usize> = runs.iter().map(|run| run.new).collect();
    starts.sort_unstable();
    starts.dedup();
    // A Fenwick tree of the best row that ends before a place of the new text:
    // its words, and its last run from 1.
    let mut best = vec![(0usize, 0usize); starts.len() + 1];
    let mut before = vec![0; runs.len() + 1];
    for (index, run) in runs.iter().enumerate() {
        let rank = starts.partition_point(|&start| start < run.new);
        let mut found = (0, 0);
        let mut at = rank;
        while at > 0 {
            found = found.max(best.get(at).copied().unwrap_or_default());
            at &= at - 1;
        }
        if let Some(place) = before.get_mut(index + 1) {
            *place = found.1;
        }
        let row = (found.0 + run.len, index + 1);
        let mut at = rank + 1;
        while let Some(place) = best.get_mut(at) {
            *place = (*place).max(row);
            at += at & at.wrapping_neg();
        }
    }
    let mut last = best.iter().max().map_or(0, |row| row.1);
    let mut row = Vec::new();
    while last > 0 {
        row.push(last - 1);
        last = before.get(last).copied().unwrap_or(0);
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pairs of two texts of one-letter words, as `old>new`.
    fn paired(old: &str, new: &str) -> Vec<(usize, usize)> {
        let spaced = |text: &str| text.chars().map(|c| format!("{c} ")).collect::<String>();
        let mut vocabulary = Vocabulary::new();
        let never = || false;
        let old = vocabulary.tokens(&spaced(old), &never).unwrap();
        let new = vocabulary.tokens(&spaced(new), &never).unwrap();
        let diff = Diff::new(&old.ids, &new.ids, &vocabulary, &never).unwrap();
        for (from, &to) in diff.new_of.iter().enumerate() {
            assert!(to == NONE || diff.old_of[to as usize] as usize == from);
        }
        let pairs = diff.new_of.iter().enumerate();
        let equal = pairs.filter(|&(from, &to)| to != NONE && old.ids[from] == new.id(to as usize));
        equal.map(|(from, &to)| (from, to as usize)).collect()
    }

    #[test]
    fn a_stretch_that_moved_is_found_again() {
        let pairs = paired("abcdefghijklmnopq", "klmnopqabcdefghij");
        let moved = (10..17).map(|at| (at, at - 10));
        let expected: Vec<_> = (0..10).map(|at| (at, at + 7)).chain(moved).collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn a_paragraph_that_went_takes_its_own_first_word_along() {
        // The words of two lines, both beginning with 1: the second went.
        let (old, new) = ([1, 5, 6, 1, 7, 8, 1, 9], [1, 5, 6, 1, 9]);
        let mut to: Vec<u32> = vec![0, 1, 2, 3, NONE, NONE, NONE, 4];
        let mut back: Vec<u32> = vec![0, 1, 2, 3, 7];
        assert_eq!(new.len(), back.len());
        slide(&old, &mut to, &mut back, |at| [0, 3, 6].contains(&at));
        assert_eq!(to, [0, 1, 2, NONE, NONE, NONE, 3, 4]);
        assert_eq!(back, [0, 1, 2, 6, 7]);
    }

    proptest! {
        #[test]
        fn pairs_are_one_to_one(old in "[a-e]{0,60}", new in "[a-e]{0,60}") {
            paired(&old, &new);
        }
    }
}
