//! The picture of a character that no bundled face has: a box with its code
//! point in it, in hexadecimal, four to six digits in two rows.
//!
//! Invariant: the picture stands on whole pixels and within the em that the
//! typesetter gave the character. It does not know why a face is missing.

use super::atlas::Drawing;
use crate::typeset::Fonts;

/// Height of a digit of the face of notes, in em.
const DIGIT_HEIGHT: f32 = 0.714;

/// How far the box reaches above the baseline, in em.
const ABOVE: f32 = 0.8;
/// How far it reaches below, in em.
const BELOW: f32 = 0.2;

/// Draws the box of a character at so many pixels to the em. `digit` draws a
/// glyph of the face of notes at a size and a part of a pixel.
pub(super) fn draw(
    c: char,
    em: f32,
    fonts: &Fonts,
    mut digit: impl FnMut(u16, f32, f32) -> Option<Drawing>,
) -> Option<Drawing> {
    let code = format!("{:04X}", u32::from(c));
    let columns = code.len().div_ceil(2);
    let line = (em / 20.0).round().max(1.0) as u32;
    let left = (em * 0.05).round() as i32;
    let width = ((em * 0.9).round() as u32).max(2 * line + 3);
    let top = (em * ABOVE).round() as i32;
    let bottom = (em * BELOW).round() as i32;
    let height = ((top + bottom).max(0) as u32).max(2 * line + 3);
    let mut drawn = Drawing {
        size: (width, height),
        left,
        top,
        coverage: vec![0; width as usize * height as usize],
    };
    drawn.frame(line);
    let (_, face) = fonts.notes();
    // Digits of one width, as large as their columns and the two rows allow.
    let (_, advance) = face.glyph('0')?;
    let inner = (width - 2 * line, height - 2 * line);
    let by_width = inner.0 as f32 * 0.92 / (advance * columns as f32);
    let by_height = inner.1 as f32 * 0.38 / DIGIT_HEIGHT;
    let size = by_width.min(by_height);
    let row_height = inner.1 as f32 / 2.0;
    for (row, digits) in split(&code).into_iter().enumerate() {
        let digit_height = DIGIT_HEIGHT * size;
        let free = row_height - digit_height;
        // The outer gaps are as large as the one between the rows.
        let shift = if row == 0 { free / 6.0 } else { -free / 6.0 };
        let base = line as f32 + row_height * row as f32 + free / 2.0 + digit_height + shift;
        let span = advance * size * digits.len() as f32;
        let mut x = (width as f32 - span) / 2.0;
        for c in digits.chars() {
            let (glyph, own) = face.glyph(c)?;
            // Letters among the digits are centred in a digit's width.
            let at = x + (advance - own) * size / 2.0;
            if let Some(picture) = digit(glyph, size, at.rem_euclid(1.0)) {
                drawn.put(&picture, at.floor() as i32, base.round() as i32);
            }
            x += advance * size;
        }
    }
    Some(drawn)
}

/// Two rows, the upper one the longer.
fn split(code: &str) -> [&str; 2] {
    let (upper, lower) = code.split_at(code.len().div_ceil(2));
    [upper, lower]
}

impl Drawing {
    fn frame(&mut self, line: u32) {
        let (width, height) = self.size;
        for y in 0..height {
            for x in 0..width {
                let inside = x >= line && x + line < width && y >= line && y + line < height;
                if !inside && let Some(pixel) = self.pixel(x as i32, y as i32) {
                    *pixel = 255;
                }
            }
        }
    }

    /// Adds a digit whose pen stands at `x` and whose baseline at `y`.
    fn put(&mut self, digit: &Drawing, x: i32, y: i32) {
        let width = digit.size.0.max(1) as usize;
        for (index, &coverage) in digit.coverage.iter().enumerate() {
            let column = (index % width) as i32;
            let row = (index / width) as i32;
            let place = (x + digit.left + column, y - digit.top + row);
            if let Some(pixel) = self.pixel(place.0, place.1) {
                *pixel = coverage.max(*pixel);
            }
        }
    }

    fn pixel(&mut self, x: i32, y: i32) -> Option<&mut u8> {
        let (width, height) = (self.size.0 as i32, self.size.1 as i32);
        let inside = (0..width).contains(&x) && (0..height).contains(&y);
        self.coverage.get_mut(if inside {
            (y * width + x) as usize
        } else {
            usize::MAX
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vowelling;
    use crate::typeset::{Family, LineRoom};

    #[test]
    fn a_code_point_stands_in_two_rows() {
        assert_eq!(split("4E2D"), ["4E", "2D"]);
        assert_eq!(split("1F9FF"), ["1F9", "FF"]);
        assert_eq!(split("10FFFD"), ["10F", "FFD"]);
    }

    #[test]
    fn a_box_is_within_its_em_and_its_line() {
        for family in Family::ALL {
            let room = LineRoom::of(family, Vowelling::Plain);
            assert!(room.above >= ABOVE && room.below >= BELOW);
        }
        let fonts = Fonts::bundled().unwrap();
        for em in [8.0, 13.3, 20.0, 96.0] {
            let drawn = draw('\u{10FFFD}', em, &fonts, |_, _, _| None).unwrap();
            assert!(drawn.left >= 0 && drawn.left as f32 + drawn.size.0 as f32 <= em + 1.0);
            assert_eq!(drawn.coverage[0], 255);
        }
    }
}
