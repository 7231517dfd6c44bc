//! The typesetter against Unicode, HarfBuzz and its own promises.

mod bidi;
mod breaks;
mod checks;
mod conformance;
mod contexts;
mod harfbuzz;
mod lines;
pub mod properties;

use std::io::Read;
use std::sync::Arc;

use hashiya::typeset::{Family, FontStack, Fonts, Weight};

/// The faces an article is read in.
pub fn naskh() -> Arc<FontStack> {
    let fonts = Fonts::bundled().unwrap();
    Arc::new(FontStack::new(fonts, Family::NotoNaskh, Weight::Regular))
}

/// A text compressed with gzip.
fn unpack(packed: &[u8]) -> String {
    let mut data = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut data)
        .unwrap();
    data
}

/// The lines of one of Unicode's files that are no comment.
fn data_lines(data: &str) -> impl Iterator<Item = &str> {
    let lines = data.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A text from code points in hexadecimal with spaces between them.
fn from_hex(codes: &str) -> String {
    let code = |hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
    codes.split_whitespace().map(code).collect()
}
