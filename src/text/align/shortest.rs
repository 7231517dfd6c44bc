//! A shortest way from one row of words to another, as long as it is short:
//! Myers' greedy comparison (1986), with a bound on the differences and on the
//! steps.

/// The most differences that are looked for between two stretches, and how
/// many steps that may take for each of their words.
const MOST_EDITS: usize = 2000;
const STEPS_A_WORD: usize = 48;

/// Equal words on both sides, and where they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) len: usize,
}

/// The equal words of two stretches on a shortest way from one to the other;
/// nothing where that takes more than its budget.
pub(super) fn greedy(old: &[u32], new: &[u32]) -> Vec<Run> {
    let (n, m) = (old.len() as isize, new.len() as isize);
    let mut budget = (old.len() + new.len()).saturating_mul(STEPS_A_WORD);
    let most = MOST_EDITS.min(old.len() + new.len());
    // How far each diagonal has come, by its number plus `most` plus 1.
    let mut reach = vec![0isize; 2 * most + 3];
    let at = |k: isize| (k + most as isize + 1).unsigned_abs();
    let mut ways: Vec<Vec<isize>> = Vec::new();
    for edits in 0..=most as isize {
        let mut way = Vec::with_capacity(edits.unsigned_abs() + 1);
        for k in (-edits..=edits).step_by(2) {
            let (below, above) = (at(k - 1), at(k + 1));
            let (below, above) = (reach.get(below).copied(), reach.get(above).copied());
            let (below, above) = (below.unwrap_or(0), above.unwrap_or(0));
            let down = k == -edits || (k != edits && below < above);
            let mut x = if down { above } else { below + 1 };
            let mut y = x - k;
            while x < n && y < m && old.get(x.unsigned_abs()) == new.get(y.unsigned_abs()) {
                (x, y) = (x + 1, y + 1);
                budget = budget.saturating_sub(1);
            }
            budget = budget.saturating_sub(1);
            if let Some(place) = reach.get_mut(at(k)) {
                *place = x;
            }
            way.push(x);
            if x >= n && y >= m {
                ways.push(way);
                return runs_of(&ways, n, m);
            }
        }
        if budget == 0 {
            return Vec::new();
        }
        ways.push(way);
    }
    Vec::new()
}

/// Walks a shortest way back; `ways` has how far each diagonal had come after
/// each number of edits, every second diagonal from the lowest.
fn runs_of(ways: &[Vec<isize>], n: isize, m: isize) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut x, mut y) = (n, m);
    for edits in (0..ways.len() as isize).rev() {
        let k = x - y;
        let (start, next) = if edits == 0 {
            (0, None)
        } else {
            let before = ways.get((edits - 1).unsigned_abs());
            let reach = |k: isize| {
                let place = usize::try_from((k + edits - 1) / 2).ok()?;
                let known = -(edits - 1) <= k && k < edits;
                before?.get(place).copied().filter(|_| known)
            };
            let (below, above) = (reach(k - 1), reach(k + 1));
            let down = k == -edits || (k != edits && below < above);
            match down {
                true => (above.unwrap_or(0), Some((above.unwrap_or(0), k + 1))),
                false => (below.unwrap_or(0) + 1, Some((below.unwrap_or(0), k - 1))),
            }
        };
        if x > start {
            let (old, new) = (start.unsigned_abs(), (start - k).unsigned_abs());
            runs.push(Run {
                old,
                new,
                len: (x - start).unsigned_abs(),
            });
        }
        let Some((before, k)) = next else { break };
        (x, y) = (before, before - k);
    }
    runs.reverse();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shortest_way_is_walked() {
        let runs = greedy(&[1, 2, 3, 1, 2, 2, 1], &[3, 2, 1, 2, 1, 3]);
        let words: usize = runs.iter().map(|run| run.len).sum();
        assert_eq!(words, 4);
        let unlike: Vec<u32> = (0..20_000).collect();
        let other: Vec<u32> = (20_000..40_000).collect();
        assert_eq!(greedy(&unlike, &other), []);
    }

    proptest! {
        #[test]
        fn the_way_is_true(old in "[a-e]{0,60}", new in "[a-e]{0,60}") {
            let ids = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
            let (old, new) = (ids(&old), ids(&new));
            let (mut from, mut to) = (0, 0);
            for run in greedy(&old, &new) {
                prop_assert!(run.old >= from && run.new >= to && run.len > 0);
                prop_assert_eq!(&old[run.old..run.old + run.len], &new[run.new..run.new + run.len]);
                (from, to) = (run.old + run.len, run.new + run.len);
            }
        }
    }
}
