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
    lines
        .map(|line| undoubled(line, taken_for).unwrap_or_else(|| line.to_owned()))
        .collect()
}

/// A line before it was doubled; `None` where it was not.
fn undoubled(line: &str, taken_for: &'static Encoding) -> Option<String> {
    let (bytes, _, unmappable) = taken_for.encode(line);
    if unmappable || line.is_ascii() {
        return None;
    }
    let text = String::from_utf8_lossy(&bytes);
    let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|c| !c.is_ascii()).count();
    (lost * 2 <= letters).then(|| text.into_owned())
}

/// Whether a sample of a text is Arabic that was doubled by way of this
/// encoding: only the lines that were doubled speak for it, and they must
/// outweigh the Arabic of those that were not.
pub(super) fn is_doubled(sample: &str, taken_for: &'static Encoding) -> bool {
    let arabic = |text: &str| text.chars().filter(|&c| is_arabic(c)).count();
    let (mut brought_out, mut lost, mut plain) = (0, 0, 0);
    for line in sample.split_inclusive('\n') {
        match undoubled(line, taken_for) {
            Some(text) => {
                brought_out += arabic(&text);
                lost += text.matches(char::REPLACEMENT_CHARACTER).count();
            }
            None => plain += arabic(line),
        }
    }
    brought_out >= LEAST_LETTERS && lost * 10 <= brought_out && brought_out > plain
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{652}')
}
