//! Unicode's own tests of the bidirectional algorithm, through our lines.

use std::sync::Arc;

use hashiya::typeset::{
    Base, Cell, FontStack, Measure, PlacedLine, ShapedBlock, Shaper, place::place,
};

/// What must come out of one text, as Unicode's files have it.
struct Expected<'a> {
    /// The level of each character; `x` where rule X9 removes it.
    levels: &'a [&'a str],
    /// Characters from left to right, as indexes, without those removed.
    order: &'a [usize],
}

struct Setter {
    stack: Arc<FontStack>,
    shaper: Shaper,
}

impl Setter {
    fn new() -> Self {
        Self {
            stack: super::naskh(),
            shaper: Shaper::default(),
        }
    }

    fn line(&mut self, text: &str, base: Base) -> (ShapedBlock, PlacedLine) {
        let measure = Measure {
            width: 100_000.0,
            size: 16.0,
        };
        let block = self.shaper.shape(text, base, &self.stack);
        let placed = place(&block, self.stack.fonts(), 0, block.cells.len(), measure);
        (block, placed)
    }
}

/// What differs on a line from what is expected, if anything does.
fn difference(line: &PlacedLine, text: &str, expected: &Expected<'_>) -> Option<String> {
    let kept = |index: &usize| expected.levels[*index] != "x";
    let order: Vec<usize> = visual_order(line, text).into_iter().filter(kept).collect();
    if order != expected.order {
        return Some(format!("order {order:?}"));
    }
    let levels = levels(line, text);
    let same = levels.iter().zip(expected.levels);
    same.clone()
        .any(|(ours, theirs)| *theirs != "x" && ours.to_string() != *theirs)
        .then(|| format!("levels {levels:?}"))
}

/// Characters of a line from left to right, as indexes into its text.
///
/// A cell of an odd level holds its characters from right to left.
fn visual_order(line: &PlacedLine, text: &str) -> Vec<usize> {
    let index_of = |byte: u32| text[..byte as usize].chars().count();
    let mut order = Vec::new();
    for cell in &line.cells {
        let chars = index_of(cell.start)..index_of(cell.end);
        if cell.is_rtl() {
            order.extend(chars.rev());
        } else {
            order.extend(chars);
        }
    }
    order
}

/// The level each character of a line has, by its cell.
fn levels(line: &PlacedLine, text: &str) -> Vec<u8> {
    text.char_indices()
        .map(|(at, _)| {
            let holds = |c: &&Cell| c.start <= at as u32 && (at as u32) < c.end;
            line.cells.iter().find(holds).map_or(u8::MAX, |c| c.level)
        })
        .collect()
}

fn numbers(field: &str) -> Vec<usize> {
    let words = field.split_whitespace();
    words.map(|n| n.parse().unwrap()).collect()
}

fn assert_none(wrong: &[String]) {
    let some = &wrong[..wrong.len().min(5)];
    assert!(wrong.is_empty(), "{} wrong, first: {some:#?}", wrong.len());
}

#[test]
fn every_case_of_unicodes_bidi_character_test_comes_out_of_our_lines() {
    let packed = include_bytes!("../fixtures/unicode/BidiCharacterTest.txt.gz");
    let data = super::unpack(packed);
    let mut setter = Setter::new();
    let mut cases = 0;
    let mut wrong = Vec::new();
    for line in super::data_lines(&data) {
        let fields: Vec<&str> = line.split(';').collect();
        let text = super::from_hex(fields[0]);
        let base = match fields[1] {
            "0" => Base::LeftToRight,
            "1" => Base::RightToLeft,
            _ => Base::FirstStrong,
        };
        let (block, placed) = setter.line(&text, base);
        let expected = Expected {
            levels: &fields[3].split(' ').collect::<Vec<_>>(),
            order: &numbers(fields[4]),
        };
        cases += 1;
        if block.base_level.to_string() != fields[2] {
            wrong.push(format!("{line}\n   base {}", block.base_level));
        } else if let Some(difference) = difference(&placed, &text, &expected) {
            wrong.push(format!("{line}\n   {difference}"));
        }
    }
    assert_eq!(cases, 91_707);
    assert_none(&wrong);
}

/// A character of each bidi class that stands alone: no mark, no part of a
/// ligature, no bracket.
const REPRESENTATIVES: [(&str, char); 23] = [
    ("L", 'a'),
    ("R", '\u{5D0}'),
    ("AL", '\u{62F}'),
    ("EN", '1'),
    ("ES", '+'),
    ("ET", '$'),
    ("AN", '\u{661}'),
    ("CS", ','),
    ("NSM", '\u{64E}'),
    ("BN", '\u{AD}'),
    ("B", '\u{2029}'),
    ("S", '\t'),
    ("WS", ' '),
    ("ON", '!'),
    ("LRE", '\u{202A}'),
    ("RLE", '\u{202B}'),
    ("LRO", '\u{202D}'),
    ("RLO", '\u{202E}'),
    ("PDF", '\u{202C}'),
    ("LRI", '\u{2066}'),
    ("RLI", '\u{2067}'),
    ("FSI", '\u{2068}'),
    ("PDI", '\u{2069}'),
];

/// One line of BidiTest: classes, directions, and what stands above it.
struct ClassCase<'a> {
    line: &'a str,
    levels: &'a str,
    order: &'a str,
}

/// Sets a line's characters in each direction it asks for; how many there
/// were, and what was wrong.
fn check_classes(case: &ClassCase<'_>, setter: &mut Setter, wrong: &mut Vec<String>) -> usize {
    let (classes, directions) = case.line.split_once(';').unwrap();
    let character = |class: &str| {
        let found = REPRESENTATIVES.iter().find(|(name, _)| *name == class);
        found.unwrap().1
    };
    let text: String = classes.split_whitespace().map(character).collect();
    let expected = Expected {
        levels: &case.levels.split_whitespace().collect::<Vec<_>>(),
        order: &numbers(case.order),
    };
    let directions = u8::from_str_radix(directions.trim(), 16).unwrap();
    let asked = [
        (1, Base::FirstStrong),
        (2, Base::LeftToRight),
        (4, Base::RightToLeft),
    ];
    let mut count = 0;
    for (bit, base) in asked {
        if directions & bit != 0 {
            count += 1;
            let (_, placed) = setter.line(&text, base);
            if let Some(difference) = difference(&placed, &text, &expected) {
                wrong.push(format!("{} {base:?}\n   {difference}", case.line));
            }
        }
    }
    count
}

#[test]
fn every_case_of_unicodes_bidi_test_comes_out_of_our_lines() {
    let data = super::unpack(include_bytes!("../fixtures/unicode/BidiTest.txt.gz"));
    let (mut levels, mut order) = ("", "");
    let mut cases = Vec::new();
    for line in super::data_lines(&data) {
        if let Some(rest) = line.strip_prefix("@Levels:") {
            levels = rest;
        } else if let Some(rest) = line.strip_prefix("@Reorder:") {
            order = rest;
        } else {
            cases.push(ClassCase {
                line,
                levels,
                order,
            });
        }
    }
    assert_eq!(cases.len(), 490_846);
    let check = |cases: &[ClassCase<'_>]| {
        let mut setter = Setter::new();
        let mut wrong = Vec::new();
        let each = cases.iter();
        let count: usize = each
            .map(|case| check_classes(case, &mut setter, &mut wrong))
            .sum();
        (count, wrong)
    };
    let (first, second) = cases.split_at(cases.len() / 2);
    let (count, wrong) = std::thread::scope(|scope| {
        let other = scope.spawn(|| check(second));
        let (mut count, mut wrong) = check(first);
        let (more, more_wrong) = other.join().unwrap();
        count += more;
        wrong.extend(more_wrong);
        (count, wrong)
    });
    assert_eq!(count, 770_241);
    assert_none(&wrong);
}
