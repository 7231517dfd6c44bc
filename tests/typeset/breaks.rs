//! Unicode's own tests of grapheme clusters, words, sentences and lines,
//! through the functions that the program asks.
//!
//! What we do otherwise on purpose is named here, and each such place is
//! tested to be otherwise.

use hashiya::text::{Article, ByteOffset};
use hashiya::typeset::{Base, Shaper, wrap};

/// A text of a test file, and the bytes before which it breaks, ends included.
struct Case<'a> {
    line: &'a str,
    text: String,
    breaks: Vec<usize>,
}

fn cases(data: &str) -> Vec<Case<'_>> {
    let parse = |line| {
        let mut text = String::new();
        let mut breaks = Vec::new();
        for word in str::split_whitespace(line) {
            match word {
                "\u{F7}" => breaks.push(text.len()),
                "\u{D7}" => {}
                hex => text.push_str(&super::from_hex(hex)),
            }
        }
        Case { line, text, breaks }
    };
    super::data_lines(data).map(parse).collect()
}

fn article(text: &str) -> Article {
    Article::new(text, false).unwrap()
}

fn char_starts(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(at, _)| at)
}

/// The piece of a case that holds a byte.
fn piece(breaks: &[usize], at: usize) -> (usize, usize) {
    let next = breaks.partition_point(|&b| b <= at);
    (breaks[next - 1], breaks[next])
}

#[test]
fn grapheme_clusters_are_unicodes_however_they_are_asked_for() {
    let data = super::unpack(include_bytes!(
        "../fixtures/unicode/GraphemeBreakTest.txt.gz"
    ));
    let cases = cases(&data);
    assert_eq!(cases.len(), 766);
    let stack = super::naskh();
    let mut shaper = Shaper::default();
    for case in &cases {
        let article = article(&case.text);
        let places = char_starts(&case.text).chain([case.text.len()]);
        let ours: Vec<usize> = places
            .filter(|&at| article.is_grapheme_boundary(ByteOffset(at)))
            .collect();
        assert_eq!(ours, case.breaks, "{}", case.line);
        for at in char_starts(&case.text) {
            let (start, end) = piece(&case.breaks, at);
            assert_eq!(
                article.next_grapheme(ByteOffset(at)).0,
                end,
                "{}",
                case.line
            );
            let after = ByteOffset(at + 1);
            assert_eq!(article.previous_grapheme(after).0, start, "{}", case.line);
        }
        // The typesetter has its own, from another library.
        let cells = article.paragraphs().spans().flat_map(|span| {
            let block = shaper.shape(article.slice(span), Base::RightToLeft, &stack);
            let starts = block.cells.into_iter().filter(|c| c.is_grapheme_start());
            starts.map(move |cell| span.start.0 + cell.start as usize)
        });
        let starts: Vec<usize> = cells.collect();
        assert_eq!(
            starts,
            case.breaks[..case.breaks.len() - 1],
            "{}",
            case.line
        );
    }
}

#[test]
fn a_word_is_unicodes_wherever_in_it_one_points() {
    let data = super::unpack(include_bytes!("../fixtures/unicode/WordBreakTest.txt.gz"));
    let cases = cases(&data);
    assert_eq!(cases.len(), 1944);
    for case in &cases {
        let article = article(&case.text);
        for at in char_starts(&case.text) {
            let word = article.word_at(ByteOffset(at));
            let ours = (word.start.0, word.end.0);
            assert_eq!(ours, piece(&case.breaks, at), "{} at {at}", case.line);
        }
    }
}

#[test]
fn a_sentence_is_unicodes_without_the_space_after_it() {
    let data = super::unpack(include_bytes!(
        "../fixtures/unicode/SentenceBreakTest.txt.gz"
    ));
    let cases = cases(&data);
    assert_eq!(cases.len(), 512);
    for case in &cases {
        let article = article(&case.text);
        for at in char_starts(&case.text) {
            let sentence = article.sentence_at(ByteOffset(at));
            let ours = (sentence.start.0, sentence.end.0);
            let (start, end) = piece(&case.breaks, at);
            let trimmed = case.text[start..end].trim_end().len();
            assert_eq!(ours, (start, start + trimmed), "{} at {at}", case.line);
        }
    }
}

/// Where lines may end or must, as the wrapper has it: paragraphs, and the
/// units in each.
fn line_breaks(article: &Article, shaper: &mut Shaper) -> Vec<usize> {
    let stack = super::naskh();
    let mut breaks = Vec::new();
    for span in article.paragraphs().spans().filter(|span| !span.is_empty()) {
        let block = shaper.shape(article.slice(span), Base::RightToLeft, &stack);
        for unit in wrap::units(&block) {
            let last = unit.end() as usize - 1;
            breaks.push(span.start.0 + block.cell_end(last) as usize);
        }
    }
    breaks
}

/// A kind of place at which our lines may end and Unicode's may not, or the
/// other way round.
struct Deviation {
    why: &'static str,
    /// Whether we break there.
    breaks: bool,
    before: fn(char) -> bool,
    after: fn(char) -> bool,
}

fn any(_: char) -> bool {
    true
}

/// Letters and marks of scripts whose words are found with a dictionary.
fn is_complex(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E4E}' | '\u{1000}'..='\u{109F}')
}

/// What the line breaker of icu_segmenter does otherwise: it follows Unicode
/// 15.1, whose rules say the following otherwise than those of 17.0.
const DEVIATIONS: &[Deviation] = &[
    Deviation {
        why: "LB1: no dictionary is asked for Thai and Burmese, so that anything is taken apart",
        breaks: true,
        before: any,
        after: is_complex,
    },
    Deviation {
        why: "LB1: and so is what follows them",
        breaks: true,
        before: is_complex,
        after: any,
    },
    Deviation {
        why: "unassigned pictographs counted as ideographs",
        breaks: true,
        before: any,
        after: |c| c == '\u{1F8FF}',
    },
    Deviation {
        why: "unassigned pictographs counted as ideographs",
        breaks: true,
        before: |c| c == '\u{1F8FF}',
        after: any,
    },
    Deviation {
        why: "LB20a: a line may end after a hyphen that begins a word",
        breaks: true,
        before: |c| matches!(c, '-' | '\u{5BE}' | '\u{5B4}'),
        after: any,
    },
    Deviation {
        why: "LB21a: no line ends after a Hebrew letter and a hyphen or a space of fixed width",
        breaks: false,
        before: |c| matches!(c, '-' | '\u{5BE}' | '\u{205F}'),
        after: |c| matches!(c, '\u{5D0}'..='\u{5EA}' | '\u{2254}'),
    },
    Deviation {
        why: "LB19a: quotes stay with East Asian letters on both sides",
        breaks: false,
        before: any,
        after: |c| matches!(c, '\u{2018}' | '\u{201C}'),
    },
    Deviation {
        why: "LB19a: quotes stay with East Asian letters on both sides",
        breaks: false,
        before: |c| matches!(c, '\u{2019}' | '\u{201D}'),
        after: any,
    },
    Deviation {
        why: "LB25: a closing bracket stays with the sign of money or the percent sign after it",
        breaks: false,
        before: |c| matches!(c, '\u{232A}' | '}' | ')' | '\u{1B50}'),
        after: |c| matches!(c, '\u{FE6A}' | '%' | '\u{20A9}' | '$'),
    },
    Deviation {
        why: "LB25: signs of money and percent signs stay with a bracket or a letter after them",
        breaks: false,
        before: |c| matches!(c, '\u{FE6A}' | '%' | '\u{20A9}' | '$' | '\\'),
        after: |c| matches!(c, '(' | '{' | '\u{2329}' | '\u{1B50}'),
    },
    Deviation {
        why: "LB25: a slash stays with a digit after it",
        breaks: false,
        before: |c| c == '/',
        after: |c| c == '0',
    },
    Deviation {
        why: "LB15c: a point stays with the space before it, though a digit follows",
        breaks: false,
        before: |c| c == ' ',
        after: |c| c == '.',
    },
    Deviation {
        why: "LB25: a line may end between a full stop and a sign of money",
        breaks: true,
        before: |c| c == '.',
        after: |c| c == '\u{20AC}',
    },
    Deviation {
        why: "LB28a: the syllables of Brahmi scripts are taken apart",
        breaks: true,
        before: |c| c == '\u{11003}',
        after: |c| c == '\u{1B50}',
    },
    Deviation {
        why: "a mark after a zero-width space is part of its shaping cluster",
        breaks: false,
        before: |c| c == '\u{200B}',
        after: |c| {
            matches!(
                c,
                '\u{200D}' | '\u{E31}' | '\u{302A}' | '\u{16FE4}' | '\u{1F3FB}'
            )
        },
    },
    Deviation {
        why: "a skin tone that follows nothing is one shaping cluster with a hand after it",
        breaks: false,
        before: |c| c == '\u{1F3FB}',
        after: |c| matches!(c, '\u{261D}' | '\u{270A}'),
    },
];

/// The characters at a place, those that rule LB9 passes over left out.
fn around(text: &str, at: usize) -> (char, char) {
    let passed_over = |c: &char| !matches!(c, '\u{308}' | '\u{200D}');
    let (before, after) = text.split_at(at);
    let base = before.chars().rev().find(passed_over);
    let before = base.or(before.chars().next()).unwrap();
    (before, after.chars().next().unwrap())
}

#[test]
fn lines_may_end_where_unicode_lets_them_but_never_inside_a_grapheme_cluster() {
    let data = super::unpack(include_bytes!("../fixtures/unicode/LineBreakTest.txt.gz"));
    let cases = cases(&data);
    assert_eq!(cases.len(), 19_338);
    let mut shaper = Shaper::default();
    let mut same = 0;
    let mut used = [0; DEVIATIONS.len()];
    let mut wrong = Vec::new();
    for case in &cases {
        let article = article(&case.text);
        let ours = line_breaks(&article, &mut shaper);
        let whole = |at: &usize| article.is_grapheme_boundary(ByteOffset(*at));
        let theirs: Vec<usize> = case.breaks.iter().copied().filter(whole).collect();
        same += usize::from(ours == theirs);
        let differing = ours.iter().chain(&theirs);
        for &at in differing.filter(|at| ours.contains(at) != theirs.contains(at)) {
            let (before, after) = around(&case.text, at);
            let named = DEVIATIONS.iter().position(|deviation| {
                deviation.breaks == ours.contains(&at)
                    && (deviation.before)(before)
                    && (deviation.after)(after)
            });
            match named {
                Some(index) => used[index] += 1,
                None => wrong.push(format!("{} at {at}, ours {ours:?}", case.line)),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (deviation, used) in DEVIATIONS.iter().zip(used) {
        assert!(used > 0, "no longer so: {}", deviation.why);
    }
    assert!(same > 19_000, "{same}");
}
