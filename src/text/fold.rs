//! Folding: one spelling for all the ways in which Arabic news writes a word.
//!
//! A folded text has no vowel marks, no tatweel and no invisible characters;
//! hamza, yaa, taa marbuta and kaf have one form each, digits are ASCII, and
//! Latin, Greek and Cyrillic letters are small. Two texts that a reader would
//! take for the same words are equal once they are folded.
//!
//! Each character is folded by itself: decomposed (NFKD, UAX #15, which takes
//! presentation forms and ligatures apart), stripped of its marks, mapped, and
//! made small. So a text may be folded piece by piece, and every folded
//! character knows the source character it came from.
//!
//! Invariant: folding is idempotent, and texts that are equal in NFKC fold
//! alike. Knows nothing of annotations or of who asks: search, other places of
//! a marked name, and filters all fold here and nowhere else.

use std::ops::Range;
use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

use super::offset::ByteSpan;

/// Characters below this have two bytes at most, and a row in
/// [`Table::narrow`].
const NARROW: u32 = 0x800;

/// Punctuation and presentation forms: what else is met in Arabic articles.
const WIDE: [Range<u32>; 2] = [0x2000..0x2070, 0xFB50..0xFF00];

/// Marks of the canonical combining classes from here on are dropped. Below
/// stand those that are part of a letter in other scripts: nuktas, voicing
/// marks and viramas.
const FIRST_DROPPED_CLASS: u8 = 10;

/// The folded form of a text.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (c, _) in folded_chars(text) {
        folded.push(c);
    }
    folded
}

/// The characters of a folded text, each with the bytes of the source
/// character it came from. A character that is dropped appears nowhere; one
/// that folds to several gives its span to each.
pub fn folded_chars(text: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    text.char_indices().flat_map(|(at, c)| {
        let span = at..at + c.len_utf8();
        fold_char(c).map(move |folded| (folded, span.clone()))
    })
}

/// A folded text that remembers where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each source character that left something, in order: where its
    /// folded form begins, and its source bytes.
    pieces: Vec<(u32, Range<u32>)>,
}

impl Folded {
    /// Folds a text of at most [`super::article::MAX_TEXT_BYTES`]; of a longer
    /// one the rest is left out.
    pub fn new(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(super::article::MAX_TEXT_BYTES)];
        let mut folded = Self::default();
        let mut last = None;
        for (c, span) in folded_chars(text) {
            if last != Some(span.start) {
                let at = folded.text.len() as u32;
                let source = span.start as u32..span.end as u32;
                folded.pieces.push((at, source));
                last = Some(span.start);
            }
            folded.text.push(c);
        }
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source characters that a range of the folded text came from, from
    /// the first to the last of them whole; `None` for an empty range or one
    /// that leaves the text.
    pub fn source(&self, folded: Range<usize>) -> Option<ByteSpan> {
        if folded.is_empty() || folded.end > self.text.len() {
            return None;
        }
        let (_, first) = self.piece_at(folded.start)?;
        let (_, last) = self.piece_at(folded.end - 1)?;
        Some(ByteSpan::new(first.start as usize, last.end as usize))
    }

    fn piece_at(&self, folded: usize) -> Option<&(u32, Range<u32>)> {
        let after = self
            .pieces
            .partition_point(|(start, _)| *start as usize <= folded);
        self.pieces.get(after.checked_sub(1)?)
    }
}

/// What one character folds to: nothing, one character, or several.
pub fn fold_char(c: char) -> FoldedChar {
    let table = &*TABLE;
    let inner = match table.row(c) {
        Some(row) => Inner::Row(table.text(row).chars()),
        None if folds_to_itself(c) => Inner::Same(Some(c)),
        None => Inner::Rare(fold_rare(c).into_iter()),
    };
    FoldedChar(inner)
}

/// The characters that one character folds to.
#[derive(Clone, Debug)]
pub struct FoldedChar(Inner);

#[derive(Clone, Debug)]
enum Inner {
    Row(std::str::Chars<'static>),
    Same(Option<char>),
    Rare(std::vec::IntoIter<char>),
}

impl Iterator for FoldedChar {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match &mut self.0 {
            Inner::Row(chars) => chars.next(),
            Inner::Same(c) => c.take(),
            Inner::Rare(chars) => chars.next(),
        }
    }
}

/// Appends the folded form of `text` to `folded`, as UTF-8. What [`fold`] does,
/// at the speed that a search of a long text needs.
pub(super) fn fold_into(text: &str, folded: &mut Vec<u8>) {
    let table = &*TABLE;
    let bytes = text.as_bytes();
    folded.reserve(bytes.len());
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let second = bytes.get(at + 1).copied().unwrap_or_default();
        let (row, length) = match first {
            0..0x80 => (table.narrow.get(usize::from(first)), 1),
            0x80..0xE0 => {
                let index = usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F);
                (table.narrow.get(index), 2)
            }
            _ => (None, 0),
        };
        if let Some(row) = row {
            match row.len {
                0 => {}
                1 => folded.push(row.bytes[0]),
                2 => folded.extend_from_slice(&row.bytes),
                _ => folded.extend_from_slice(table.text(*row).as_bytes()),
            }
            at += length;
        } else {
            at += fold_wide(table, &text[at..], folded);
        }
    }
}

/// Folds the first character, one of three bytes or more; says its length.
fn fold_wide(table: &Table, text: &str, folded: &mut Vec<u8>) -> usize {
    // Past the last character there is nothing to call this for.
    let Some(c) = text.chars().next() else {
        return 1;
    };
    let length = c.len_utf8();
    match table.row(c) {
        Some(row) => folded.extend_from_slice(table.text(row).as_bytes()),
        None if folds_to_itself(c) => folded.extend_from_slice(&text.as_bytes()[..length]),
        None => {
            let mut buffer = [0; 4];
            for c in fold_rare(c) {
                folded.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            }
        }
    }
    length
}

/// The length in bytes of what a character folds to.
pub(super) fn folded_len(c: char) -> usize {
    let table = &*TABLE;
    match table.row(c) {
        Some(row) => usize::from(row.len),
        None if folds_to_itself(c) => c.len_utf8(),
        None => fold_rare(c).into_iter().map(char::len_utf8).sum(),
    }
}

/// What is known beforehand, since computing it costs a hundred times as much.
/// Made when the first text is folded, and the same ever after.
static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

struct Table {
    narrow: Vec<Row>,
    wide: [Vec<Row>; 2],
    /// The folded forms, one after the other.
    pool: String,
}

/// What a character folds to.
#[derive(Clone, Copy, Default)]
struct Row {
    /// Where the form begins in the pool.
    at: u16,
    /// Its length in bytes.
    len: u8,
    /// The form itself where it has two bytes at most.
    bytes: [u8; 2],
}

impl Table {
    fn new() -> Self {
        let mut pool = String::new();
        let mut rows = |range: Range<u32>| -> Vec<Row> {
            let chars = range.map(char::from_u32);
            chars
                .map(|c| c.map_or(Row::default(), |c| Row::new(c, &mut pool)))
                .collect()
        };
        let narrow = rows(0..NARROW);
        let wide = WIDE.map(&mut rows);
        Self { narrow, wide, pool }
    }

    fn row(&self, c: char) -> Option<Row> {
        let code = u32::from(c);
        if code < NARROW {
            return self.narrow.get(code as usize).copied();
        }
        let mut wide = WIDE.iter().zip(&self.wide);
        let (range, rows) = wide.find(|(range, _)| range.contains(&code))?;
        rows.get((code - range.start) as usize).copied()
    }

    fn text(&self, row: Row) -> &str {
        let start = usize::from(row.at);
        self.pool
            .get(start..start + usize::from(row.len))
            .unwrap_or_default()
    }
}

impl Row {
    fn new(c: char, pool: &mut String) -> Self {
        let at = pool.len();
        pool.extend(fold_rare(c));
        let form = &pool.as_bytes()[at..];
        let byte = |index: usize| form.get(index).copied().unwrap_or_default();
        Self {
            at: at as u16,
            len: form.len() as u8,
            bytes: [byte(0), byte(1)],
        }
    }
}

/// Whether a character is of one of the great blocks in which nothing is
/// folded: Han, and pictures.
fn folds_to_itself(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{1F300}'..='\u{1FAFF}'
            | '\u{20000}'..='\u{2A6DF}'
    )
}

/// The rule itself, for one character.
fn fold_rare(c: char) -> Vec<char> {
    const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
    NFKD.normalize_iter(std::iter::once(c))
        .filter(|&c| !is_dropped(c))
        .map(one_form)
        // Small, capital, small: so that \u{1E9E} and \u{DF} meet in "ss", and
        // the two small sigmas in one.
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Marks, tatweel, Quranic signs, and what is not seen: zero-width characters,
/// bidi controls and variation selectors.
fn is_dropped(c: char) -> bool {
    const CLASSES: CanonicalCombiningClassMapBorrowed<'static> =
        CanonicalCombiningClassMapBorrowed::new();
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    matches!(c, '\u{640}' | '\u{6D6}'..='\u{6ED}')
        || CLASSES.get_u8(c) >= FIRST_DROPPED_CLASS
        || ignorable.contains(c)
}

/// One form for the letters and digits of Arabic script that stand for each
/// other. Hamza over or under a letter is a mark once it is decomposed.
fn one_form(c: char) -> char {
    match c {
        // alef wasla
        '\u{671}' => '\u{627}',
        // alef maksura and Persian yeh to yeh
        '\u{649}' | '\u{6CC}' => '\u{64A}',
        // teh marbuta, and that of Urdu, to heh
        '\u{629}' | '\u{6C3}' => '\u{647}',
        // keheh and swash kaf to kaf
        '\u{6A9}' | '\u{6AA}' => '\u{643}',
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6F0}'..='\u{6F9}' => digit(c, '\u{6F0}'),
        // percent sign, decimal and thousands separator
        '\u{66A}' => '%',
        '\u{66B}' => '.',
        '\u{66C}' => ',',
        _ => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_chars() -> impl Iterator<Item = char> {
        (0..=u32::from(char::MAX)).filter_map(char::from_u32)
    }

    #[test]
    fn the_fast_ways_fold_like_the_rule() {
        let mut folded = Vec::new();
        for c in all_chars() {
            let rule: String = fold_rare(c).into_iter().collect();
            let slow: String = fold_char(c).collect();
            assert_eq!(slow, rule, "U+{:04X}", u32::from(c));
            folded.clear();
            fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
            assert_eq!(folded, rule.as_bytes(), "U+{:04X}", u32::from(c));
            assert_eq!(folded_len(c), rule.len(), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn folding_a_folded_character_changes_nothing() {
        for c in all_chars() {
            let once: String = fold_char(c).collect();
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn a_ligature_is_found_from_each_of_its_letters() {
        let folded = Folded::new("\u{FEFB}\u{64E}x");
        assert_eq!(folded.text(), "\u{644}\u{627}x");
        let ligature = Some(ByteSpan::new(0, 3));
        assert_eq!(folded.source(0..2), ligature);
        assert_eq!(folded.source(2..4), ligature);
        assert_eq!(folded.source(2..5), Some(ByteSpan::new(0, 6)));
        assert_eq!(folded.source(4..5), Some(ByteSpan::new(5, 6)));
        assert_eq!(folded.source(0..0), None);
        assert_eq!(folded.source(0..6), None);
    }
}
