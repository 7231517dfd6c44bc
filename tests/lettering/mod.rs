//! The interface's words: what egui would set in the wrong order is set anew.

use std::sync::Arc;

use egui::{Color32, Shape, TextStyle, vec2};
use egui_kittest::Harness;
use hashiya::typeset::{Family, FontStack, Fonts, Weight};
use hashiya::ui::lettering;
use image::RgbaImage;

use crate::util::cpu_renderer::CpuRenderer;

mod areas;
mod fields;
mod labels;
pub mod whole_window;

/// The interface's fonts, as the window sets them, and its words in order.
pub fn set_up(ctx: &egui::Context) {
    let bytes = include_bytes!("../../fonts/vazirmatn/Vazirmatn-Regular.ttf");
    let mut fonts = egui::FontDefinitions::empty();
    let font = Arc::new(egui::FontData::from_static(bytes));
    fonts.font_data.insert("vazirmatn".to_owned(), font);
    for family in fonts.families.values_mut() {
        family.push("vazirmatn".to_owned());
    }
    ctx.set_fonts(fonts);
    ctx.all_styles_mut(|style| {
        for (name, font) in &mut style.text_styles {
            font.size = if *name == TextStyle::Heading {
                22.0
            } else {
                15.0
            };
        }
    });
    lettering::install(ctx).unwrap();
}

/// A harness of a fixed size that draws without a graphics card.
pub fn harness<'a>(
    size: [f32; 2],
    scale: f32,
    theme: egui::Theme,
    contents: impl FnMut(&mut egui::Ui) + 'a,
) -> Harness<'a> {
    Harness::builder()
        .with_size(vec2(size[0], size[1]))
        .with_pixels_per_point(scale)
        .with_theme(theme)
        .with_context_setup(set_up)
        .renderer(CpuRenderer::default())
        .build_ui(contents)
}

/// Paints the paper, which a bare harness has none of.
pub fn paper(ui: &egui::Ui) {
    let everything = ui.ctx().content_rect();
    ui.painter()
        .rect_filled(everything, 0.0, ui.visuals().panel_fill);
}

/// Keeps a picture where it can be looked at, if a folder is asked for.
pub fn keep(name: &str, picture: &RgbaImage) {
    if let Some(folder) = std::env::var_os("HASHIYA_KEEP_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        picture.save(path).unwrap();
    }
}

/// The faces in which the interface's words are set.
pub fn stack() -> FontStack {
    FontStack::new(
        Fonts::bundled().unwrap(),
        Family::Vazirmatn,
        Weight::Regular,
    )
}

/// All texts that are still egui's, in the order of painting.
pub fn texts_of_egui(shapes: &[egui::epaint::ClippedShape]) -> Vec<String> {
    fn collect(shape: &Shape, found: &mut Vec<String>) {
        match shape {
            Shape::Text(text) => found.push(text.galley.job.text.clone()),
            Shape::Vec(shapes) => shapes.iter().for_each(|s| collect(s, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    shapes.iter().for_each(|s| collect(&s.shape, &mut found));
    found
}

/// The meshes that are painted with a texture of our own: rectangles as
/// `[left, top, right, bottom]` in points and their colour.
pub fn drawn_words(shapes: &[egui::epaint::ClippedShape]) -> Vec<Vec<([f32; 4], Color32)>> {
    fn collect(shape: &Shape, found: &mut Vec<Vec<([f32; 4], Color32)>>) {
        match shape {
            Shape::Mesh(mesh) if mesh.texture_id != egui::TextureId::default() => {
                let quads = mesh.vertices.chunks(4);
                found.push(
                    quads
                        .map(|q| ([q[0].pos.x, q[0].pos.y, q[3].pos.x, q[3].pos.y], q[0].color))
                        .collect(),
                );
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|s| collect(s, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    shapes.iter().for_each(|s| collect(&s.shape, &mut found));
    found
}
