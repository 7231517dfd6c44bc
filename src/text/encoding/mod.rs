//! From a file's bytes to text: which encoding they are in, and what they are
//! where they are no text.
//!
//! Strict UTF-8 comes first, then signs of UTF-16, then what tells the Arabic
//! encodings of one byte apart, then chardetng's guess. Nothing but UTF-8 and
//! a byte-order mark is taken without asking the person.
//!
//! Invariant: any bytes are examined and decoded without breaking off. Only the
//! checks for UTF-8 and for UTF-16 with a mark look at all of a long file;
//! everything else looks at its beginning.

mod detect;
mod doubled;
mod mac_arabic;

pub use detect::{Finding, Foreign, Trouble, examine};

use super::article::BOM;

/// A way in which bytes stand for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, the lower byte first, with or without a byte-order mark.
    Utf16Le,
    /// UTF-16, the higher byte first, with or without a byte-order mark.
    Utf16Be,
    /// Apple's MacArabic.
    MacArabic,
    /// One of the others in the WHATWG's Encoding Standard.
    Standard(&'static encoding_rs::Encoding),
    /// UTF-8 that was once taken for this encoding, and was written again as
    /// UTF-8: each letter became two.
    Doubled(&'static encoding_rs::Encoding),
}

/// What decoding has given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// Whether there was a byte-order mark.
    pub has_bom: bool,
    /// How many U+FFFD stand for bytes that are no text in this encoding; what
    /// UTF-8 or UTF-16 says itself is none.
    pub replaced: usize,
}

/// What files call MacArabic, which the Encoding Standard does not have.
const MAC_ARABIC: &str = "x-mac-arabic";

/// What files call a doubled encoding, before the name of the other one.
const DOUBLED: &str = "x-utf-8-as-";

impl Encoding {
    /// Those that are offered to choose from, the likeliest first.
    pub const OFFERED: [Self; 12] = [
        Self::Utf8,
        Self::Standard(encoding_rs::WINDOWS_1256),
        Self::Standard(encoding_rs::ISO_8859_6),
        Self::MacArabic,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Standard(encoding_rs::WINDOWS_1252),
        Self::Standard(encoding_rs::WINDOWS_1255),
        Self::Standard(encoding_rs::WINDOWS_1251),
        Self::Standard(encoding_rs::WINDOWS_1254),
        Self::Doubled(encoding_rs::WINDOWS_1252),
        Self::Doubled(encoding_rs::WINDOWS_1256),
    ];

    /// What files and people call it, such as `windows-1256`.
    pub fn name(self) -> String {
        match self {
            Self::Utf8 => "UTF-8".to_owned(),
            Self::Utf16Le => "UTF-16LE".to_owned(),
            Self::Utf16Be => "UTF-16BE".to_owned(),
            Self::MacArabic => MAC_ARABIC.to_owned(),
            Self::Standard(encoding) => encoding.name().to_owned(),
            Self::Doubled(encoding) => format!("{DOUBLED}{}", encoding.name()),
        }
    }

    /// The encoding of a name, as the Encoding Standard knows them (`cp1256`,
    /// `arabic`, `utf-16` …); `None` where nothing is called so.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        if matches!(name.as_str(), "macarabic" | "mac-arabic" | MAC_ARABIC) {
            return Some(Self::MacArabic);
        }
        if let Some(other) = name.strip_prefix(DOUBLED) {
            return encoding_rs::Encoding::for_label(other.as_bytes()).map(Self::Doubled);
        }
        let known = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes())?;
        Some(if known == encoding_rs::UTF_8 {
            Self::Utf8
        } else if known == encoding_rs::UTF_16LE {
            Self::Utf16Le
        } else if known == encoding_rs::UTF_16BE {
            Self::Utf16Be
        } else {
            Self::Standard(known)
        })
    }

    /// The text that bytes stand for. What is none in this encoding becomes
    /// U+FFFD and is counted.
    pub fn decode(self, bytes: &[u8]) -> Decoded {
        let (bytes, has_bom) = self.without_bom(bytes);
        let text = match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::MacArabic => mac_arabic::decode(bytes),
            Self::Doubled(other) => doubled::decode(bytes, other),
            Self::Utf16Le => decoded(encoding_rs::UTF_16LE, bytes),
            Self::Utf16Be => decoded(encoding_rs::UTF_16BE, bytes),
            Self::Standard(encoding) => decoded(encoding, bytes),
        };
        let marks = memchr::memmem::find_iter(text.as_bytes(), REPLACEMENT).count();
        Decoded {
            text,
            has_bom,
            replaced: marks.saturating_sub(self.own_marks(bytes)),
        }
    }

    /// How many U+FFFD are in the bytes themselves, in the encodings that can
    /// say it with certainty.
    fn own_marks(self, bytes: &[u8]) -> usize {
        let units = |mark: [u8; 2]| bytes.as_chunks().0.iter().filter(|&&it| it == mark).count();
        match self {
            Self::Utf8 => memchr::memmem::find_iter(bytes, REPLACEMENT).count(),
            Self::Utf16Le => units(0xFFFD_u16.to_le_bytes()),
            Self::Utf16Be => units(0xFFFD_u16.to_be_bytes()),
            Self::MacArabic | Self::Standard(_) | Self::Doubled(_) => 0,
        }
    }

    fn without_bom(self, bytes: &[u8]) -> (&[u8], bool) {
        let mark: &[u8] = match self {
            Self::Utf8 | Self::Doubled(_) => BOM,
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
            Self::MacArabic | Self::Standard(_) => return (bytes, false),
        };
        match bytes.strip_prefix(mark) {
            Some(rest) => (rest, true),
            None => (bytes, false),
        }
    }
}

/// U+FFFD in UTF-8.
const REPLACEMENT: &[u8] = b"\xEF\xBF\xBD";

fn decoded(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.into_owned()
}

#[cfg(test)]
mod tests;
