//! The test renderer itself: what egui is told to paint must be there, pixel by pixel.

use std::sync::Arc;

use egui::{Color32, Rect, TextureOptions, pos2, vec2};
use egui_kittest::Harness;
use image::RgbaImage;

use crate::util::cpu_renderer::CpuRenderer;

const SIZE: egui::Vec2 = vec2(240.0, 160.0);
const TEAL: Color32 = Color32::from_rgb(0, 128, 128);
/// A rectangle of whole points with room around it.
const BOX: Rect = Rect::from_min_max(pos2(40.0, 90.0), pos2(120.0, 140.0));

/// The one font that egui's own text needs here, since it brings none along.
fn set_font(ctx: &egui::Context) {
    let bytes = include_bytes!("../../fonts/noto-sans/NotoSans-Regular.ttf");
    let mut fonts = egui::FontDefinitions::empty();
    let font = Arc::new(egui::FontData::from_static(bytes));
    fonts.font_data.insert("sans".to_owned(), font);
    for family in fonts.families.values_mut() {
        family.push("sans".to_owned());
    }
    ctx.set_fonts(fonts);
}

fn rendered(scale: f32, contents: impl FnMut(&mut egui::Ui)) -> RgbaImage {
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_pixels_per_point(scale)
        .with_theme(egui::Theme::Light)
        .with_context_setup(set_font)
        .renderer(CpuRenderer::default())
        .build_ui(contents);
    harness.run();
    harness.render().expect("a picture")
}

fn small_page(ui: &mut egui::Ui) {
    let everything = ui.ctx().content_rect();
    ui.painter().rect_filled(everything, 0.0, Color32::WHITE);
    ui.painter().rect_filled(BOX, 0.0, TEAL);
    ui.label("A label");
    let _ = ui.button("A button");
}

fn color(image: &RgbaImage, x: u32, y: u32) -> [u8; 4] {
    image.get_pixel(x, y).0
}

#[test]
fn a_filled_rectangle_is_filled_to_its_edges_and_no_further() {
    for scale in [1.0, 2.0] {
        let image = rendered(scale, small_page);
        let at = |x: f32, y: f32| color(&image, (x * scale) as u32, (y * scale) as u32);
        let paper = [255; 4];
        assert_eq!(at(80.0, 115.0), TEAL.to_array());
        for (inside, outside) in [
            (pos2(40.0, 100.0), pos2(39.0, 100.0)),
            (pos2(119.0, 100.0), pos2(120.0, 100.0)),
            (pos2(60.0, 90.0), pos2(60.0, 89.0)),
            (pos2(60.0, 139.0), pos2(60.0, 140.0)),
        ] {
            assert_eq!(
                at(inside.x, inside.y),
                TEAL.to_array(),
                "{inside:?} at {scale}"
            );
            assert_eq!(at(outside.x, outside.y), paper, "{outside:?} at {scale}");
        }
    }
}

#[test]
fn text_is_dark_on_paper_and_in_the_place_of_its_label() {
    let image = rendered(1.0, small_page);
    let dark = |x: std::ops::Range<u32>, y: std::ops::Range<u32>| {
        let places = y.flat_map(|y| x.clone().map(move |x| (x, y)));
        places
            .filter(|(x, y)| color(&image, *x, *y)[1] < 110)
            .count()
    };
    let label = dark(0..60, 0..22);
    assert!((30..300).contains(&label), "{label} dark pixels");
    assert_eq!(dark(150..240, 0..80), 0);
}

#[test]
fn two_renderings_are_the_same_to_the_byte() {
    let one = rendered(1.5, small_page);
    let other = rendered(1.5, small_page);
    assert_eq!(one.dimensions(), (360, 240));
    assert!(one == other);
}

#[derive(PartialEq)]
enum Step {
    Show,
    Change,
    Free,
}

#[test]
fn a_picture_of_our_own_can_be_changed_in_parts_and_freed() {
    let whole = egui::ColorImage::filled([4, 4], Color32::RED);
    let part = egui::ColorImage::filled([2, 4], Color32::BLUE);
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    let nearest = TextureOptions::NEAREST;
    let mut texture: Option<egui::TextureHandle> = None;
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_context_setup(set_font)
        .renderer(CpuRenderer::default())
        .build_ui_state(
            move |ui, step: &mut Step| {
                let load = || ui.ctx().load_texture("own", whole.clone(), nearest);
                let handle = texture.get_or_insert_with(load);
                if *step == Step::Change {
                    handle.set_partial([2, 0], part.clone(), nearest);
                }
                ui.painter().image(handle.id(), BOX, uv, Color32::WHITE);
                if *step == Step::Free {
                    // In the very frame that still shows it.
                    texture = None;
                }
            },
            Step::Show,
        );
    let halves = |image: &RgbaImage| (color(image, 60, 115), color(image, 100, 115));
    let (red, blue) = (Color32::RED.to_array(), Color32::BLUE.to_array());
    assert_eq!(halves(&harness.render().unwrap()), (red, red));
    *harness.state_mut() = Step::Change;
    harness.step();
    assert_eq!(halves(&harness.render().unwrap()), (red, blue));
    *harness.state_mut() = Step::Free;
    harness.step();
    assert_eq!(halves(&harness.render().unwrap()), (red, blue));
}
