//! What bytes are: text in some encoding, or something else.

use super::{Encoding, doubled};

/// How much of a file is looked at, in bytes, from its first that is not
/// ASCII.
const LOOK_AT: usize = 64 * 1024;

/// What a file's bytes were found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Text in this encoding, beyond doubt.
    Certain(Encoding),
    /// Text, most likely in this encoding.
    Guess(Encoding),
    /// Something is wrong with it; the encoding is the likeliest all the same.
    Trouble(Trouble, Encoding),
}

/// What is wrong with bytes that should be text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// UTF-8 or marked UTF-16 that ends in the middle of a character, at this
    /// byte.
    Truncated(usize),
    /// UTF-8 or marked UTF-16 with bytes in it that do not belong, the first at
    /// this one.
    Damaged(usize),
    /// No text, but what another program keeps its work in.
    Foreign(Foreign),
    /// NUL bytes, the first at this one: no text has them.
    Nul(usize),
    /// Arabic that was encoded twice.
    Doubled,
}

/// What is no text, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A PDF file.
    Pdf,
    /// A document of a word processor.
    WordProcessor,
    /// A picture.
    Picture,
    /// Compressed files.
    Archive,
}

/// Finds out what a file's bytes are.
pub fn examine(bytes: &[u8]) -> Finding {
    if let Some(foreign) = foreign(bytes) {
        return Finding::Trouble(Trouble::Foreign(foreign), Encoding::Utf8);
    }
    // With two more NUL bytes it is the mark of UTF-32, which is none of ours.
    let is_utf32 = bytes.starts_with(b"\xFF\xFE\0\0");
    if bytes.starts_with(b"\xFF\xFE") && !is_utf32 {
        return marked_utf16(bytes, Encoding::Utf16Le, u16::from_le_bytes);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return marked_utf16(bytes, Encoding::Utf16Be, u16::from_be_bytes);
    }
    // Arabic in UTF-16 is UTF-8, too: of control characters.
    if let Some(encoding) = utf16(bytes) {
        return Finding::Guess(encoding);
    }
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => examine_utf8(text),
        Err(error) => {
            let at = error.valid_up_to();
            let is_cut = error.error_len().is_none() && has_multibyte(&bytes[..at]);
            not_utf8(bytes, at, is_cut)
        }
    }
}

/// What bytes are that begin with a mark of UTF-16: that, whole or not.
fn marked_utf16(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Finding {
    let (units, rest) = bytes.as_chunks();
    let mut at = 0;
    for decoded in char::decode_utf16(units.iter().map(|&pair| unit(pair))) {
        match decoded {
            Ok(c) => at += 2 * c.len_utf16(),
            // A pair that has begun with the last whole unit.
            Err(half) if at + 2 == 2 * units.len() && half.unpaired_surrogate() < 0xDC00 => {
                return Finding::Trouble(Trouble::Truncated(at), encoding);
            }
            Err(_) => return Finding::Trouble(Trouble::Damaged(at), encoding),
        }
    }
    match rest {
        [] => Finding::Certain(encoding),
        _ => Finding::Trouble(Trouble::Truncated(at), encoding),
    }
}

fn examine_utf8(text: &str) -> Finding {
    if let Some(at) = memchr::memchr(0, head(text.as_bytes())) {
        return Finding::Trouble(Trouble::Nul(at), Encoding::Utf8);
    }
    let start = first_beyond_ascii(text.as_bytes());
    let sample = text
        .get(text.floor_char_boundary(start)..)
        .unwrap_or_default();
    // A line begun is a line judged by half of it: whole ones will do.
    let sample = &sample[..sample.floor_char_boundary(4096)];
    for other in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1256] {
        if doubled::is_doubled(sample, other) {
            return Finding::Trouble(Trouble::Doubled, Encoding::Doubled(other));
        }
    }
    Finding::Certain(Encoding::Utf8)
}

/// What bytes are that are not UTF-8 from the byte `at`.
fn not_utf8(bytes: &[u8], at: usize, is_cut: bool) -> Finding {
    if is_cut {
        return Finding::Trouble(Trouble::Truncated(at), Encoding::Utf8);
    }
    if is_mostly_utf8(bytes, at) {
        return Finding::Trouble(Trouble::Damaged(at), Encoding::Utf8);
    }
    if let Some(at) = memchr::memchr(0, head(bytes)) {
        return Finding::Trouble(Trouble::Nul(at), Encoding::Utf8);
    }
    Finding::Guess(single_byte(bytes))
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(LOOK_AT)]
}

fn first_beyond_ascii(bytes: &[u8]) -> usize {
    encoding_rs::Encoding::ascii_valid_up_to(bytes)
}

fn has_multibyte(bytes: &[u8]) -> bool {
    first_beyond_ascii(bytes) < bytes.len()
}

/// Whether of what is not ASCII around the first bad byte nearly all is UTF-8.
fn is_mostly_utf8(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(LOOK_AT / 2);
    let sample = &bytes[from..bytes.len().min(at + LOOK_AT / 2)];
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 8 * bad
}

/// The encoding of UTF-16 without a mark: every other byte is one of few.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = head(bytes);
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    // The higher bytes of ASCII, Arabic, and general punctuation.
    let is_high = |byte: &&u8| matches!(byte, 0x00 | 0x06 | 0x20 | 0xFB | 0xFE);
    let (even, odd) = (sample.iter().step_by(2), sample.iter().skip(1).step_by(2));
    let count = sample.len() / 2;
    let (even_high, odd_high) = (even.filter(is_high).count(), odd.filter(is_high).count());
    // What tells the halves apart are bytes that no other text has.
    let controls = |skip: usize| {
        let half = sample.iter().skip(skip).step_by(2);
        half.filter(|byte| matches!(byte, 0x00 | 0x06)).count()
    };
    if odd_high * 10 >= count * 9 && controls(1) * 2 > count && controls(0) * 4 < count {
        Some(Encoding::Utf16Le)
    } else if even_high * 10 >= count * 9 && controls(0) * 2 > count && controls(1) * 4 < count {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    const SIGNS: [(&[u8], Foreign); 9] = [
        (b"%PDF-", Foreign::Pdf),
        (b"{\\rtf", Foreign::WordProcessor),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::WordProcessor),
        (b"\x89PNG\r\n", Foreign::Picture),
        (b"\xFF\xD8\xFF", Foreign::Picture),
        (b"GIF8", Foreign::Picture),
        (b"\x1F\x8B\x08", Foreign::Archive),
        (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
        (b"Rar!\x1A\x07", Foreign::Archive),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        // Word processors zip their documents; these are the first names in.
        let beginning = &bytes[..bytes.len().min(4096)];
        let has = |name: &[u8]| memchr::memmem::find(beginning, name).is_some();
        let document = has(b"[Content_Types].xml") || has(b"mimetype") || has(b"word/");
        return Some(match document {
            true => Foreign::WordProcessor,
            false => Foreign::Archive,
        });
    }
    let sign = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign));
    sign.map(|(_, foreign)| *foreign)
}

/// The likeliest encoding of one byte a character.
fn single_byte(bytes: &[u8]) -> Encoding {
    let start = first_beyond_ascii(bytes);
    let sample = &bytes[start..bytes.len().min(start + LOOK_AT)];
    // The article al-, which begins every other Arabic word, tells the
    // families apart; chardetng does not know MacArabic.
    let windows = memchr::memmem::find_iter(sample, b"\xC7\xE1").count();
    let iso = memchr::memmem::find_iter(sample, b"\xC7\xE4").count();
    if iso >= 2 && iso > 4 * windows {
        return match sample.iter().any(|&byte| is_undefined_in_iso(byte)) {
            true => Encoding::MacArabic,
            false => Encoding::Standard(encoding_rs::ISO_8859_6),
        };
    }
    if windows >= 2 && windows > 4 * iso {
        return Encoding::Standard(encoding_rs::WINDOWS_1256);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"eg"), chardetng::Utf8Detection::Deny);
    Encoding::of_name(guess.name()).unwrap_or(Encoding::Standard(encoding_rs::WINDOWS_1256))
}

/// Whether ISO-8859-6 has no character for a byte, or only a control.
fn is_undefined_in_iso(byte: u8) -> bool {
    matches!(byte, 0x80..=0x9F | 0xA1..=0xA3 | 0xA5..=0xAB | 0xAE..=0xBA | 0xBC..=0xBE | 0xC0
        | 0xDB..=0xDF | 0xF3..=0xFF)
}
