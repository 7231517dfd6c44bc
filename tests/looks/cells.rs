//! One cell for what the eye takes for one character, and highlights that
//! end where the caret stands.

use hashiya::page::paint::Highlight;
use hashiya::text::ByteSpan;
use hashiya::typeset::{CaretPlace, FaceId, Family};

use super::{column, drawn, lines};

const FILL: [u8; 4] = [1, 2, 3, 255];

fn highlight(start: usize, end: usize) -> Highlight {
    Highlight {
        span: ByteSpan::new(start, end),
        fill: FILL,
        edge: [4, 5, 6, 255],
        lane: 0,
        chosen: false,
        handles: false,
    }
}

/// Left and right edge of every rectangle of the fill's colour.
fn fills(vertices: &[hashiya::page::mesh::Vertex]) -> Vec<(f32, f32)> {
    let quads = vertices.chunks(4).filter(|quad| quad[0].color == FILL);
    quads.map(|q| (q[0].pos[0], q[3].pos[0])).collect()
}

#[test]
fn a_highlight_that_ends_inside_lam_alef_is_cut_at_the_caret_and_joins_stay() {
    for family in Family::ALL {
        for alef in ["\u{627}", "\u{623}", "\u{622}"] {
            // Seen, lam, alef, meem: the highlight ends after the lam.
            let text = format!("\u{633}\u{644}{alef}\u{645}");
            let mut column = column(&text, family, 40.0);
            let line = lines(&mut column).remove(0).line;
            let between = CaretPlace {
                offset: 4,
                after_previous: true,
            };
            let caret = line.caret_x(between).unwrap();
            let (lam, alef) = (line.stretches(2, 4), line.stretches(4, 6));
            assert_eq!((lam.len(), alef.len()), (1, 1), "{family:?}");
            assert!(
                lam[0].1 - lam[0].0 > 3.0 && alef[0].1 - alef[0].0 > 3.0,
                "{family:?}"
            );
            assert_eq!((alef[0].1, lam[0].0), (caret, caret));
            let plain = drawn(&mut column, &[], false);
            let marked = drawn(&mut column, &[highlight(0, 4)], false);
            let fills = fills(&marked.vertices);
            assert_eq!(fills.len(), 1);
            assert!((fills[0].0 - caret).abs() <= 0.5, "{family:?}");
            // The letters are the same ones at the same places.
            let letters = &marked.vertices[marked.vertices.len() - plain.vertices.len()..];
            assert_eq!(letters, plain.vertices);
        }
    }
}

#[test]
fn an_emoji_sequence_is_one_cell_and_one_picture() {
    let sequences = [
        // A family, a flag, a skin tone, a woman at a computer, a keycap, a heart, Scotland.
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}",
        "\u{1F1EA}\u{1F1EC}",
        "\u{1F44D}\u{1F3FD}",
        "\u{1F469}\u{1F3FD}\u{200D}\u{1F4BB}",
        "1\u{FE0F}\u{20E3}",
        "\u{2764}\u{FE0F}",
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    ];
    for family in Family::ALL {
        for sequence in sequences {
            let text = format!("\u{628} {sequence} \u{628}");
            let mut column = column(&text, family, 20.0);
            let line = lines(&mut column).remove(0).line;
            let inside = 3..3 + sequence.len() as u32;
            let cells: Vec<_> = line
                .cells
                .iter()
                .filter(|c| inside.contains(&c.start))
                .collect();
            assert_eq!(cells.len(), 1, "{sequence}");
            assert!(cells[0].grapheme_start && cells[0].end == inside.end);
            assert!(cells[0].x1 - cells[0].x0 > 10.0, "{sequence}");
            let fonts = column.stack().fonts();
            let wide = line
                .glyphs
                .iter()
                .filter(|g| inside.contains(&g.cluster) && g.advance > 0.0);
            let faces: Vec<_> = wide.map(|glyph| fonts.name_of(glyph.face)).collect();
            assert_eq!(faces, ["Noto Emoji"], "{sequence}");
        }
    }
}

#[test]
fn a_character_that_no_face_has_is_one_box_of_an_em() {
    for family in Family::ALL {
        // A Chinese character with a mark, a rare one beyond the basic plane, private use.
        let text = "\u{4E2D}\u{301}\u{2A6D6} \u{E000}";
        let mut column = column(text, family, 20.0);
        let line = lines(&mut column).remove(0).line;
        let missing: Vec<_> = line
            .glyphs
            .iter()
            .filter_map(|glyph| glyph.face.missing_char(glyph.id))
            .collect();
        assert_eq!(missing.len(), 3, "{family:?}");
        for c in ['\u{4E2D}', '\u{2A6D6}', '\u{E000}'] {
            assert!(missing.contains(&c));
        }
        for cell in line.cells.iter().filter(|cell| cell.start != 9) {
            assert_eq!(cell.x1 - cell.x0, 20.0, "{cell:?}");
        }
        // Each is drawn: three boxes beside the space, which is nothing.
        assert_eq!(drawn(&mut column, &[], false).vertices.len(), 3 * 4);
    }
}

/// The box of a mark stands beside its letter, and both are one character.
#[test]
fn a_mark_that_no_face_has_is_a_box_beside_its_letter() {
    let mut column = column("a\u{1E8D0}", Family::NotoNaskh, 20.0);
    let line = lines(&mut column).remove(0).line;
    assert_eq!(line.glyphs.len(), 2);
    assert_eq!(line.glyphs[1].face, FaceId::missing('\u{1E8D0}'));
    let starts = line.cells.iter().filter(|cell| cell.grapheme_start).count();
    assert_eq!(starts, 1);
}
