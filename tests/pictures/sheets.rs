//! What `hashiya render` draws: the sample in both themes, and a text made to
//! be hard in a face of many forms.

use std::path::Path;
use std::sync::Arc;

use hashiya::page::sheet::Sheet;
use hashiya::page::theme::Theme;
use hashiya::store;
use hashiya::typeset::{Family, FontStack, Fonts, Weight};
use image::RgbaImage;

use super::compare::is_the_kept_one;

fn draw(file: &str, theme: &Theme, family: Family, width: u32, size: f32) -> RgbaImage {
    draw_flagged(file, theme, family, width, size, false)
}

fn draw_flagged(
    file: &str,
    theme: &Theme,
    family: Family,
    width: u32,
    size: f32,
    hidden: bool,
) -> RgbaImage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let document = store::open(&path).unwrap().document;
    let stack = FontStack::new(Fonts::bundled().unwrap(), family, Weight::Regular);
    let sheet = Sheet {
        document: &document,
        theme,
        stack: Arc::new(stack),
        width,
        size,
        hidden,
    };
    let png = sheet.draw(20_000).unwrap().to_png().unwrap();
    image::load_from_memory(&png).unwrap().into_rgba8()
}

#[test]
fn the_sample_in_the_light_theme() {
    let sample = "assets/sample/sample.hashiya.ron";
    let picture = draw(sample, &Theme::light(), Family::NotoNaskh, 640, 18.0);
    is_the_kept_one("sample-light-naskh", &picture);
}

#[test]
fn the_sample_in_the_dark_theme() {
    let sample = "assets/sample/sample.hashiya.ron";
    let picture = draw(sample, &Theme::dark(), Family::Amiri, 640, 18.0);
    is_the_kept_one("sample-dark-amiri", &picture);
}

#[test]
fn a_hard_text() {
    let hard = "tests/fixtures/shaping/hard.txt";
    let picture = draw(hard, &Theme::light(), Family::Scheherazade, 640, 20.0);
    is_the_kept_one("hard-light-scheherazade", &picture);
}

#[test]
fn overlapping_annotations_in_both_themes() {
    let overlaps = "tests/fixtures/looks/overlaps.hashiya.ron";
    let picture = draw(overlaps, &Theme::dark(), Family::NotoNaskh, 720, 22.0);
    is_the_kept_one("overlaps-dark-naskh", &picture);
    let picture = draw(overlaps, &Theme::light(), Family::Scheherazade, 720, 22.0);
    is_the_kept_one("overlaps-light-scheherazade", &picture);
}

/// Scripts and signs beside Arabic, emoji sequences, characters that no face
/// has, and flags on what draws nothing.
#[test]
fn characters_of_every_kind_in_both_themes() {
    let hard = "tests/fixtures/looks/hard.hashiya.ron";
    let picture = draw_flagged(hard, &Theme::light(), Family::NotoNaskh, 900, 20.0, true);
    is_the_kept_one("characters-light-naskh", &picture);
    let picture = draw_flagged(hard, &Theme::dark(), Family::Amiri, 900, 20.0, true);
    is_the_kept_one("characters-dark-amiri", &picture);
}

#[test]
fn a_legend_that_needs_several_lines_is_not_cut_off() {
    let sample = "assets/sample/sample.hashiya.ron";
    let picture = draw(sample, &Theme::light(), Family::NotoNaskh, 300, 40.0);
    let paper = *picture.get_pixel(0, 0);
    let margin = 48;
    let (width, height) = (picture.width(), picture.height());
    let empty =
        (height - margin..height).all(|y| (0..width).all(|x| *picture.get_pixel(x, y) == paper));
    assert!(empty, "there is paper below the legend");
}
