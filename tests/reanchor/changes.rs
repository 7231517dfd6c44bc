//! Invented Arabic text, marks on it, and another version of it whose every
//! word is known to come from one of the old or from none. Also measured in
//! `benches`.

use std::ops::Range;

const LETTERS: &[char] = &[
    'ا', 'ل', 'ي', 'م', 'و', 'ن', 'ر', 'ت', 'ب', 'ع', 'د', 'ف', 'س', 'ة', 'ق', 'ك', 'ح', 'ج', 'ش',
    'ص', 'ط', 'خ', 'ى', 'ذ', 'أ', 'إ', 'آ', 'ؤ', 'ئ', 'ض', 'ز',
];
const VOWELS: &[char] = &['\u{64E}', '\u{64F}', '\u{650}', '\u{651}', '\u{652}'];

/// A small generator of numbers (xorshift64*, S. Vigna 2016).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }
}

/// How words are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spelling {
    AsItIs,
    /// Without vowel marks and hamzas.
    Bare,
    /// Hamzas as marks of their own, as in NFD.
    Decomposed,
}

/// What is done to a text; words in ten thousand.
#[derive(Clone, Copy, Debug)]
pub struct Changes {
    pub words: usize,
    pub marks: usize,
    pub replaced: usize,
    pub inserted: usize,
    pub deleted: usize,
    /// Paragraphs in a hundred that move.
    pub moved: usize,
    pub before: Spelling,
    pub after: Spelling,
}

impl Changes {
    /// Two words in a hundred are others; nothing else.
    pub fn of_words(words: usize, marks: usize) -> Self {
        Self {
            words,
            marks,
            replaced: 70,
            inserted: 65,
            deleted: 65,
            moved: 0,
            before: Spelling::AsItIs,
            after: Spelling::AsItIs,
        }
    }
}

/// A mark on the old text, and where its words are in the new one; `None` where
/// they are not all there, one after the other.
pub struct Mark {
    pub old: Range<usize>,
    pub new: Option<Range<usize>>,
}

/// Two versions of a text.
pub struct Made {
    pub old: String,
    pub new: String,
    pub marks: Vec<Mark>,
}

#[derive(Clone)]
struct Word {
    text: String,
    after: &'static str,
    origin: Option<usize>,
}

/// Makes two versions of a text; the same numbers make the same.
pub fn make(changes: Changes, seed: u64) -> Made {
    let mut numbers = Numbers(seed | 1);
    let vocabulary: Vec<String> = (0..8000).map(|_| invent(&mut numbers)).collect();
    let mut paragraphs: Vec<Vec<Word>> = vec![Vec::new()];
    for index in 0..changes.words {
        let after = match numbers.below(60) {
            0..=3 => "، ",
            4 | 5 => ". ",
            6 => " (NATO) ",
            _ => " ",
        };
        let word = Word {
            text: pick(&vocabulary, &mut numbers),
            after,
            origin: Some(index),
        };
        let last = paragraphs.last_mut().unwrap();
        last.push(word);
        if last.len() > 40 + numbers.below(60) {
            paragraphs.push(Vec::new());
        }
    }
    let changed = change(&paragraphs, changes, &vocabulary, &mut numbers);
    let (old, old_places) = written(&paragraphs, changes.before);
    let (new, new_places) = written(&changed, changes.after);
    let words: Vec<&Word> = paragraphs.iter().flatten().collect();
    let mut there = vec![None; words.len()];
    let origins = changed.iter().flatten().map(|word| word.origin);
    for (index, origin) in origins.enumerate() {
        if let Some(origin) = origin {
            there[origin] = Some(index);
        }
    }
    let mut marks = Vec::new();
    let mut seen = std::collections::HashSet::new();
    while marks.len() < changes.marks {
        let first = numbers.below(words.len());
        let count = [1, 1, 1, 1, 1, 2, 2, 2, 3, 4][numbers.below(10)];
        let last = (first + count - 1).min(words.len() - 1);
        // Some leave a first letter out, as one that is written onto a name.
        let part = numbers.below(7) == 0;
        if !seen.insert((first, last, part)) {
            continue;
        }
        let head = |spelling| match part {
            true => spelt(first_letter(&words[first].text), spelling).len(),
            false => 0,
        };
        let span = |places: &[Range<usize>], from: usize, to: usize, spelling| {
            places[from].start + head(spelling)..places[to].end
        };
        let new = there[first]
            .filter(|from| (first..=last).all(|at| there[at] == Some(from + at - first)));
        marks.push(Mark {
            old: span(&old_places, first, last, changes.before),
            new: new.map(|from| span(&new_places, from, from + last - first, changes.after)),
        });
    }
    Made { old, new, marks }
}

/// Words of three letters and more, some with vowels; a few are frequent.
fn invent(numbers: &mut Numbers) -> String {
    let mut word = String::new();
    for _ in 0..3 + numbers.below(3) + numbers.below(3) {
        word.push(LETTERS[numbers.below(LETTERS.len())]);
        if numbers.below(5) == 0 {
            word.push(VOWELS[numbers.below(VOWELS.len())]);
        }
    }
    word
}

fn pick(vocabulary: &[String], numbers: &mut Numbers) -> String {
    // The product of two even numbers leans to the small ones, as words do.
    let size = vocabulary.len();
    vocabulary[numbers.below(size) * numbers.below(size) / size].clone()
}

fn change(
    paragraphs: &[Vec<Word>],
    changes: Changes,
    vocabulary: &[String],
    numbers: &mut Numbers,
) -> Vec<Vec<Word>> {
    let mut changed: Vec<Vec<Word>> = Vec::new();
    for paragraph in paragraphs {
        let mut words = Vec::new();
        for word in paragraph {
            let other = |numbers: &mut Numbers| Word {
                text: pick(vocabulary, numbers),
                after: word.after,
                origin: None,
            };
            let lot = numbers.below(10_000);
            let (replaced, deleted) = (changes.replaced, changes.replaced + changes.deleted);
            if lot < replaced {
                words.push(other(numbers));
            } else if lot >= deleted {
                words.push(word.clone());
            }
            if (deleted..deleted + changes.inserted).contains(&lot) {
                words.push(other(numbers));
            }
        }
        changed.push(words);
    }
    for _ in 0..changed.len() * changes.moved / 100 {
        let paragraph = changed.remove(numbers.below(changed.len()));
        changed.insert(numbers.below(changed.len() + 1), paragraph);
    }
    changed
}

/// The text, and where each word stands in it.
fn written(paragraphs: &[Vec<Word>], spelling: Spelling) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for paragraph in paragraphs {
        for word in paragraph {
            let start = text.len();
            text.push_str(&spelt(&word.text, spelling));
            places.push(start..text.len());
            text.push_str(word.after);
        }
        text.push('\n');
    }
    (text, places)
}

/// The first letter of a word with its marks.
fn first_letter(word: &str) -> &str {
    let next = word
        .char_indices()
        .skip(1)
        .find(|(_, c)| !VOWELS.contains(c));
    &word[..next.map_or(word.len(), |(at, _)| at)]
}

fn spelt(word: &str, spelling: Spelling) -> String {
    let mut made = String::new();
    for c in word.chars() {
        match (spelling, c) {
            (Spelling::AsItIs, c) => made.push(c),
            (Spelling::Bare, c) if VOWELS.contains(&c) => {}
            (Spelling::Bare, 'أ' | 'إ' | 'آ') => made.push('ا'),
            (Spelling::Bare, c) => made.push(c),
            (Spelling::Decomposed, 'أ') => made.push_str("ا\u{654}"),
            (Spelling::Decomposed, 'إ') => made.push_str("ا\u{655}"),
            (Spelling::Decomposed, 'آ') => made.push_str("ا\u{653}"),
            (Spelling::Decomposed, 'ؤ') => made.push_str("و\u{654}"),
            (Spelling::Decomposed, 'ئ') => made.push_str("ي\u{654}"),
            (Spelling::Decomposed, c) => made.push(c),
        }
    }
    made
}
