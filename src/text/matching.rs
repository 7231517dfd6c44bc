//! Which of many names someone means who types a few letters: best guess first.
//!
//! Names and what is typed are folded. A name that begins with the letters comes
//! before one of which a later word does, then come those that hold them
//! anywhere, then those a slip of the fingers away (optimal string alignment: a
//! letter wrong, missing, added or swapped costs one). The article and one-letter
//! words at the front of a word make no difference to where it begins.
//!
//! Knows nothing of entities: it answers with the places of the candidates.

use super::clitics::{StopKind, inner_stops};
use super::fold::folded_chars;

/// A slip is forgiven for every so many letters typed.
const LETTERS_PER_SLIP: usize = 4;

/// In a longer query no slip is forgiven: nobody types so much of a name, and
/// looking for slips takes the square of the length.
const LONGEST_WITH_SLIPS: usize = 64;

/// How well a candidate fits; the smaller the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Same,
    Prefix,
    WordPrefix,
    Inside,
    /// So many slips away.
    Near(usize),
}

/// Names that are looked for again and again: folded once.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<Name>);

#[derive(Clone, Debug)]
struct Name {
    /// Its words, folded.
    folded: String,
    /// How many code points it has as it is written.
    length: usize,
    /// Where its words begin in the folded text, and whether that is the first
    /// word.
    starts: Vec<(bool, usize)>,
    /// A bit for each letter in it; several letters share one.
    letters: u64,
}

impl Names {
    /// The names as they are written, in an order that answers go by.
    pub fn new<S: AsRef<str>>(names: &[S]) -> Self {
        Self(names.iter().map(|name| Name::new(name.as_ref())).collect())
    }

    /// The names that fit, best first, as places among all. Of those that fit
    /// alike the shorter comes first, then the earlier. Nothing typed fits every
    /// name, in the order given.
    pub fn rank(&self, query: &str) -> Vec<usize> {
        let query = words(query);
        if query.is_empty() {
            return (0..self.0.len()).collect();
        }
        let letters = letters(&query);
        let names = self.0.iter().enumerate();
        let mut fits: Vec<(Fit, usize, usize)> = names
            .filter_map(|(index, name)| Some((name.fit(&query, letters)?, name.length, index)))
            .collect();
        fits.sort_unstable();
        fits.into_iter().map(|(_, _, index)| index).collect()
    }
}

/// The candidates that fit, as [`Names::rank`] has them: for those that are
/// looked for once.
pub fn rank<S: AsRef<str>>(query: &str, candidates: &[S]) -> Vec<usize> {
    Names::new(candidates).rank(query)
}

fn letters(text: &str) -> u64 {
    text.chars()
        .fold(0, |all, c| all | 1 << (u32::from(c) % 64))
}

/// A text folded, its words divided by one space.
pub fn words(text: &str) -> String {
    spaced(text).collect()
}

/// The characters of [`words`], one by one.
fn spaced(text: &str) -> impl Iterator<Item = char> {
    let mut folded = folded_chars(text).map(|(c, _)| c).peekable();
    let mut begun = false;
    std::iter::from_fn(move || {
        let mut space = false;
        while folded.next_if(|c| c.is_whitespace()).is_some() {
            space = begun;
        }
        folded.peek()?;
        begun = true;
        if space { Some(' ') } else { folded.next() }
    })
}

/// Where the words of a name begin: what stands from each place on, and whether
/// that is the name's first word. Each word counts with and without what is
/// written onto its front.
fn starts(name: &str) -> Vec<(bool, &str)> {
    let mut rests = Vec::new();
    let mut at = 0;
    for word in name.split_whitespace() {
        let start = at + name.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = start + word.len();
        let inner = inner_stops(word)
            .into_iter()
            .filter(|stop| stop.kind != StopKind::Pronoun)
            .map(|stop| stop.at.0);
        for from in std::iter::once(0).chain(inner) {
            let rest = name.get(start + from..).unwrap_or_default();
            rests.push((rests.is_empty() || start == 0, rest));
        }
    }
    rests
}

impl Name {
    fn new(name: &str) -> Self {
        let folded = words(name);
        // What stands from a word's beginning on is folded as the name's end is.
        let starts = starts(name.trim_start()).into_iter();
        let starts = starts.map(|(first, rest)| {
            let length = spaced(rest).map(char::len_utf8).sum::<usize>();
            (first, folded.len().saturating_sub(length))
        });
        Self {
            starts: starts.collect(),
            length: name.chars().count(),
            letters: letters(&folded),
            folded,
        }
    }

    fn rests(&self) -> impl Iterator<Item = (bool, &str)> {
        let starts = self.starts.iter();
        starts.map(|&(first, from)| (first, self.folded.get(from..).unwrap_or_default()))
    }

    fn fit(&self, query: &str, letters: u64) -> Option<Fit> {
        if self.folded == query {
            return Some(Fit::Same);
        }
        if self.folded.contains(query) {
            let begins = self.rests().find(|(_, rest)| rest.starts_with(query));
            return Some(match begins {
                Some((true, _)) => Fit::Prefix,
                Some((false, _)) => Fit::WordPrefix,
                None => Fit::Inside,
            });
        }
        let length = query.chars().count();
        if length > LONGEST_WITH_SLIPS {
            return None;
        }
        let allowed = length / LETTERS_PER_SLIP;
        // Each letter that the name does not have takes a slip.
        if (letters & !self.letters).count_ones() as usize > allowed {
            return None;
        }
        let slips = self.rests().filter_map(|(_, rest)| {
            let rest: Vec<char> = rest.chars().take(length + 1).collect();
            // As many letters as were typed, one less and one more; a letter too
            // few or too many is a slip.
            let ends = length.saturating_sub(1)..=length + 1;
            let fronts = ends.map(|end| rest.get(..end).unwrap_or(&rest));
            fronts
                .filter(|front| front.len().abs_diff(length) <= allowed)
                .map(|front| strsim::osa_distance(query, &front.iter().collect::<String>()))
                .min()
        });
        let slips = slips.min().filter(|&slips| slips <= allowed)?;
        Some(Fit::Near(slips))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = include_str!("../../tests/fixtures/text/names.tsv");

    fn best(query: &str, candidates: &[&str]) -> Vec<String> {
        let found = rank(query, candidates);
        found
            .into_iter()
            .map(|at| candidates[at].to_owned())
            .collect()
    }

    #[test]
    fn each_query_of_the_table_finds_its_names_best_first() {
        for row in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let (query, names) = row.split_once('\t').unwrap();
            let (candidates, expected) = names.split_once('\t').unwrap();
            let candidates: Vec<&str> = candidates.split('|').collect();
            let expected: Vec<&str> = expected.split('|').filter(|s| !s.is_empty()).collect();
            assert_eq!(best(query, &candidates), expected, "{query}");
        }
    }

    #[test]
    fn nothing_typed_leaves_the_order_alone() {
        assert_eq!(rank(" ", &["b", "a"]), [0, 1]);
        assert_eq!(rank("x", &["b", "a"]), Vec::<usize>::new());
    }

    /// Looking for slips in the last of these would take an hour.
    #[test]
    fn in_a_query_longer_than_names_are_no_slip_is_forgiven() {
        for (length, found) in [(64, true), (65, false), (400_000, false)] {
            let query = "na".repeat(length).split_off(length);
            let wrong = query.replacen("na", "no", 1);
            assert_eq!(rank(&query, &[query.as_str()]), [0], "{length}");
            assert_eq!(!rank(&wrong, &[query]).is_empty(), found, "{length}");
        }
    }

    #[test]
    fn the_shorter_and_then_the_earlier_name_comes_first() {
        assert_eq!(rank("na", &["nato pact", "NATO", "nata"]), [1, 2, 0]);
    }
}
