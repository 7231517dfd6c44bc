//! The atlas of glyph pictures as one of egui's textures.

use egui::{Color32, ColorImage, TextureHandle, TextureOptions};

use crate::page::atlas::Atlas;
use crate::page::mesh::Mesh;

/// An atlas, and the texture that shows it.
#[derive(Default)]
pub(super) struct GlyphTexture {
    pub atlas: Atlas,
    texture: Option<(TextureHandle, u32)>,
}

impl GlyphTexture {
    /// The texture, brought up to date: only rows that changed are sent.
    pub fn texture(&mut self, ctx: &egui::Context) -> egui::TextureId {
        let changed = self.atlas.take_changed();
        let height = self.atlas.image().height();
        match &mut self.texture {
            Some((handle, known)) if *known == height => {
                if let Some((top, bottom)) = changed {
                    let part = rows(&self.atlas, top, bottom);
                    handle.set_partial([0, top as usize], part, TextureOptions::NEAREST);
                }
                handle.id()
            }
            other => {
                let whole = rows(&self.atlas, 0, height);
                let handle = ctx.load_texture("glyphs", whole, TextureOptions::NEAREST);
                let id = handle.id();
                *other = Some((handle, height));
                id
            }
        }
    }
}

fn rows(atlas: &Atlas, top: u32, bottom: u32) -> ColorImage {
    let image = atlas.image();
    let width = image.width() as usize;
    let pixels = image
        .pixels()
        .get(top as usize * width..bottom as usize * width)
        .unwrap_or_default()
        .iter()
        .map(|&[r, g, b, a]| Color32::from_rgba_premultiplied(r, g, b, a))
        .collect();
    ColorImage::new([width, (bottom - top) as usize], pixels)
}

/// A page's mesh, in pixels from `origin`, as egui draws it, in points.
pub(super) fn egui_mesh(
    mesh: &Mesh,
    texture: egui::TextureId,
    origin: egui::Pos2,
    pixels_per_point: f32,
) -> egui::Mesh {
    let scale = 1.0 / pixels_per_point;
    egui::Mesh {
        indices: mesh.indices.clone(),
        vertices: mesh
            .vertices
            .iter()
            .map(|vertex| {
                let [r, g, b, a] = vertex.color;
                egui::epaint::Vertex {
                    pos: origin + egui::vec2(vertex.pos[0], vertex.pos[1]) * scale,
                    uv: vertex.uv.into(),
                    color: Color32::from_rgba_premultiplied(r, g, b, a),
                }
            })
            .collect(),
        texture_id: texture,
    }
}
