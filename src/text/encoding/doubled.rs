//! Text that was encoded twice: its UTF-8 was taken for an encoding of one
//! byte, and what that gave was written as UTF-8 again.
//!
//! Undone line by line: a line that was not doubled, as where somebody has
//! added one later, stays as it is.

use encoding_rs::Encoding;

/// The least Arabic letters that make a sample believable.
const LEAST_LETTERS: usize = 8;

/// The text before it was doubled.
pub(super) fn decode(bytes: &[u8], taken_for: &'static Encoding) -> String {
    let doubled = String::from_utf8_lossy(bytes);
    let lines = doubled.split_inclusive('\n');
    lines.map(|line| undoubled(line, taken_for)).collect()
}

fn undoubled(line: &str, taken_for: &'static Encoding) -> String {
    let (bytes, _, unmappable) = taken_for.encode(line);
    if unmappable || line.is_ascii() {
        return line.to_owned();
    }
    let text = String::from_utf8_lossy(&bytes);
    let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|c| !c.is_ascii()).count();
    match lost * 2 > letters {
        true => line.to_owned(),
        false => text.into_owned(),
    }
}

/// Whether a sample of a text is Arabic that was doubled by way of this
/// encoding.
pub(super) fn is_doubled(sample: &str, taken_for: &'static Encoding) -> bool {
    let before = decode(sample.as_bytes(), taken_for);
    let lost = before.matches(char::REPLACEMENT_CHARACTER).count();
    let arabic = |text: &str| text.chars().filter(|&c| is_arabic(c)).count();
    let now = arabic(&before);
    // Real Arabic gives no UTF-8 and stays as it is.
    before != sample && now >= LEAST_LETTERS && lost * 10 <= now
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{652}')
}
