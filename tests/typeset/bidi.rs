//! Unicode's own test of the bidirectional algorithm, through our lines.

use std::io::Read;

use hashiya::typeset::{Base, Measure, PlacedLine, Shaper, place::place};

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
            let holds = |c: &&hashiya::typeset::Cell| c.start <= at as u32 && (at as u32) < c.end;
            line.cells.iter().find(holds).map_or(u8::MAX, |c| c.level)
        })
        .collect()
}

#[test]
fn every_case_of_unicodes_bidi_character_test_comes_out_of_our_lines() {
    let packed: &[u8] = include_bytes!("../fixtures/unicode/BidiCharacterTest.txt.gz");
    let mut data = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut data)
        .unwrap();
    let stack = super::naskh();
    let mut shaper = Shaper::default();
    let measure = Measure {
        width: 100_000.0,
        size: 16.0,
    };
    let mut cases = 0;
    let mut wrong = Vec::new();
    for line in data
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        let fields: Vec<&str> = line.split(';').collect();
        let text: String = fields[0]
            .split(' ')
            .map(|hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap())
            .collect();
        let base = match fields[1] {
            "0" => Base::LeftToRight,
            "1" => Base::RightToLeft,
            _ => Base::FirstStrong,
        };
        let block = shaper.shape(&text, base, &stack);
        let placed = place(&block, stack.fonts(), 0, block.cells.len(), measure);
        let expected_levels: Vec<&str> = fields[3].split(' ').collect();
        let kept = |index: &usize| expected_levels[*index] != "x";
        let order: Vec<usize> = visual_order(&placed, &text)
            .into_iter()
            .filter(kept)
            .collect();
        let expected: Vec<usize> = fields[4]
            .split(' ')
            .filter(|f| !f.is_empty())
            .map(|n| n.parse().unwrap())
            .collect();
        let same_levels = levels(&placed, &text)
            .iter()
            .zip(&expected_levels)
            .all(|(ours, theirs)| *theirs == "x" || ours.to_string() == *theirs);
        cases += 1;
        if order != expected || !same_levels || block.base_level.to_string() != fields[2] {
            wrong.push(format!("{line}\n   ours: {order:?}"));
        }
    }
    assert_eq!(cases, 91_707);
    assert!(
        wrong.is_empty(),
        "{} wrong, first: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
}
