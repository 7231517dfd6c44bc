//! Vertical metrics: no mark and no tail leaves its line, in any family at
//! any zoom.

use std::collections::HashMap;

use hashiya::typeset::{FaceId, Family};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use super::{column, drawn, lines};

/// From the highest to the lowest point of each glyph of a face, in em.
type Bounds = HashMap<(FaceId, u16), (f32, f32)>;

/// Letters of Arabic.
const ARABIC: &str = "\u{622}\u{623}\u{624}\u{625}\u{626}\u{627}\u{628}\u{629}\u{62A}\u{62B}\u{62C}\u{62D}\u{62E}\
    \u{62F}\u{630}\u{631}\u{632}\u{633}\u{634}\u{635}\u{636}\u{637}\u{638}\u{639}\u{63A}\u{641}\u{642}\u{643}\u{644}\
    \u{645}\u{646}\u{647}\u{648}\u{649}\u{64A}";
/// Letters that Persian, Urdu and Uyghur add.
const FURTHER: &str = "\u{671}\u{679}\u{67E}\u{686}\u{688}\u{691}\u{698}\u{6A9}\u{6AD}\u{6AF}\u{6BA}\u{6BE}\u{6C0}\
    \u{6C1}\u{6C3}\u{6C6}\u{6C7}\u{6C8}\u{6CB}\u{6CC}\u{6D0}\u{6D2}\u{6D3}\u{6D5}";
/// Letters that bear no shadda.
const NO_SHADDA: &str = "\u{622}\u{623}\u{624}\u{625}\u{626}\u{627}\u{629}";

/// Every letter with every stack of marks, in every position of a word.
fn words(letters: &str, stacks: &[&str]) -> String {
    let (beh, lam) = ('\u{628}', '\u{644}');
    let mut text = String::new();
    for letter in letters.chars() {
        for stack in stacks {
            let it = format!("{letter}{stack}");
            text += &format!(
                "{it} {beh}{it} {it}{beh} {beh}{it}{beh} {lam}{it} \u{62D}\u{650}\u{62C}{it} "
            );
        }
        text.push('\n');
    }
    text
}

/// The same without the kasra that the last position has.
fn plain_words(letters: &str, stacks: &[&str]) -> String {
    words(letters, stacks).replace('\u{650}', "")
}

/// What newspapers hold: bare letters, tanwin fath, Latin, digits, signs.
fn plain() -> String {
    let letters = format!("{ARABIC}{FURTHER}");
    plain_words(&letters, &["", "\u{64B}"])
        + "\u{C5}\u{C9}\u{1E52}g\u{FE}Qjy (|) [/] {\u{160}} \u{5DC}\u{5E7}\u{5DF} 0123\u{660}\u{6F5} \u{FDFA} \u{FDF2}\n\
           \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{1F1EA}\u{1F1EC} 1\u{FE0F}\u{20E3} \u{25CF}\u{2192}\u{2713} \u{4E2D}\u{10FFFD}\n"
}

/// Vowel marks, shadda with a vowel mark, superscript alef.
fn vowelled() -> String {
    let vowels = [
        "\u{64B}", "\u{64C}", "\u{64D}", "\u{64E}", "\u{64F}", "\u{650}", "\u{652}",
    ];
    let with_shadda = vowels.map(|vowel| format!("\u{651}{vowel}"));
    let with_shadda: Vec<&str> = with_shadda[..6].iter().map(String::as_str).collect();
    let shadda: String = ARABIC.chars().filter(|&c| !NO_SHADDA.contains(c)).collect();
    let alefs = ["\u{670}", "\u{64E}\u{670}", "\u{651}\u{64E}\u{670}"];
    words(ARABIC, &vowels)
        + &words(FURTHER, &["\u{64E}", "\u{64F}", "\u{650}", "\u{652}"])
        + &words(&shadda, &with_shadda)
        + &words(&shadda, &alefs)
        + &words("\u{623}\u{624}\u{626}", &["\u{651}\u{64E}"])
}

/// The Quran's signs, alone and over a vowel mark.
fn quranic() -> String {
    let letters: String = ARABIC
        .chars()
        .filter(|&c| !"\u{622}\u{623}\u{625}".contains(c))
        .collect();
    let pauses = [
        "\u{6D6}", "\u{6D7}", "\u{6D8}", "\u{6D9}", "\u{6DA}", "\u{6DB}",
    ];
    let over_vowels: Vec<String> = pauses
        .iter()
        .flat_map(|pause| {
            ["\u{64E}", "\u{64F}", "\u{650}", "\u{64D}"].map(|v| format!("{v}{pause}"))
        })
        .collect();
    let over_vowels: Vec<&str> = over_vowels.iter().map(String::as_str).collect();
    let small = [
        "\u{6DC}",
        "\u{6DF}",
        "\u{6E0}",
        "\u{6E1}",
        "\u{64F}\u{6E2}",
        "\u{64E}\u{6E2}",
        "\u{650}\u{6ED}",
    ];
    let madda = [
        "\u{6E4}",
        "\u{653}",
        "\u{64E}\u{6E4}",
        "\u{650}\u{6E4}",
        "\u{64F}\u{6E4}",
    ];
    words(&letters, &over_vowels)
        + &words(&letters, &pauses)
        + &words(&letters, &small)
        + &words("\u{627}\u{648}\u{64A}\u{649}\u{647}\u{644}", &madda)
}

fn bounds_of(bounds: &mut Bounds, face: FaceId, data: &[u8], id: u16) -> (f32, f32) {
    *bounds.entry((face, id)).or_insert_with(|| {
        let font = skrifa::FontRef::new(data).unwrap();
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(metrics.units_per_em);
        let found = glyphs.bounds(skrifa::GlyphId::new(id.into()));
        found.map_or((0.0, 0.0), |b| (b.y_max / em, b.y_min / em))
    })
}

/// How far the highest and the lowest ink of a text reach beyond its lines'
/// bands, in pixels at some size; negative where all ink stays inside.
fn beyond(text: &str, family: Family, size: f32, bounds: &mut Bounds) -> (f32, f32) {
    let mut column = column(text, family, size);
    let (height, baseline) = (column.line_height(), column.baseline());
    assert_eq!((height.fract(), baseline.fract()), (0.0, 0.0));
    let fonts = column.stack().fonts().clone();
    let (mut above, mut below) = (f32::MIN, f32::MIN);
    for line in lines(&mut column) {
        for glyph in &line.line.glyphs {
            if glyph.face.is_missing() {
                continue;
            }
            let data = fonts.face(glyph.face).data;
            let (top, bottom) = bounds_of(bounds, glyph.face, data, glyph.id);
            // Whole rows of pixels, as the atlas draws them and paint puts them.
            let top = glyph.y.round() - (top * size).ceil();
            let bottom = glyph.y.round() - (bottom * size).floor();
            above = above.max(-top - baseline);
            below = below.max(bottom - (height - baseline));
        }
    }
    (above, below)
}

#[test]
fn all_ink_stays_in_its_line_in_every_family_at_every_zoom() {
    let texts = [
        ("plain", plain()),
        ("vowelled", vowelled()),
        ("quranic", quranic()),
    ];
    let mut wrong = Vec::new();
    for family in Family::ALL {
        let mut bounds = Bounds::new();
        for size in [
            8.0, 9.3, 11.0, 13.3, 16.0, 20.0, 22.5, 27.0, 40.0, 63.0, 96.0,
        ] {
            for (name, text) in &texts {
                let (above, below) = beyond(text, family, size, &mut bounds);
                // What stays inside has no more room than it needs, either.
                let slack = 0.15 * size + 2.0;
                if above > 0.0 || below > 0.0 || above < -slack || below < -slack {
                    wrong.push(format!(
                        "{family:?} {name} {size}: {above} above, {below} below"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_without_vowel_marks_has_closer_lines_than_one_with_them() {
    for family in Family::ALL {
        let height = |text: &str| column(text, family, 20.0).line_height();
        let (plain, vowelled) = (height("\u{639}\u{64B}"), height("\u{639}\u{64F}"));
        let quranic = height("\u{639}\u{6D6}");
        assert!(plain <= vowelled && vowelled <= quranic, "{family:?}");
    }
    assert_eq!(
        column("\u{639}", Family::NotoNaskh, 20.0).line_height(),
        37.0
    );
}

/// A stack that no line could hold is cut off at the edges of its own line.
#[test]
fn an_absurd_stack_of_marks_is_cut_at_its_line_and_covers_no_other() {
    let text = format!(
        "\u{628}\n\u{628}{}{}\n\u{628}",
        "\u{651}\u{64E}".repeat(25),
        "\u{650}".repeat(25)
    );
    let mut column = column(&text, Family::Amiri, 20.0);
    let height = column.line_height();
    let bands: Vec<(f32, f32)> = lines(&mut column)
        .iter()
        .map(|line| (line.top.round(), line.top.round() + height))
        .collect();
    let mesh = drawn(&mut column, &[], false);
    let mut used = [false; 3];
    for quad in mesh.vertices.chunks(4) {
        let (top, bottom) = (quad[0].pos[1], quad[3].pos[1]);
        let line = bands.iter().position(|b| b.0 <= top && bottom <= b.1);
        used[line.unwrap_or_else(|| panic!("{top} to {bottom} in no line of {bands:?}"))] = true;
    }
    assert_eq!(used, [true; 3]);
}
