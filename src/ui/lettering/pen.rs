//! Placed lines as coloured, textured rectangles.
//!
//! Invariant: everything goes in and is put on whole pixels; only the last
//! step turns pixels into egui's points.

use egui::emath::Rot2;
use egui::epaint::{Mesh, TextureId, Vertex};
use egui::{Color32, Pos2, pos2};

use crate::page::atlas::{Atlas, BINS, GlyphKey};
use crate::typeset::{Fonts, PlacedLine};

/// What is needed to draw glyphs.
pub struct Pen<'a> {
    /// Their pictures.
    pub atlas: &'a mut Atlas,
    /// Their faces.
    pub fonts: &'a Fonts,
    /// The mesh that is drawn into.
    pub mesh: Mesh,
    /// Physical pixels in a point.
    pub pixels_per_point: f32,
    /// Whether light text stands on a dark ground.
    pub light_on_dark: bool,
}

impl<'a> Pen<'a> {
    /// A pen with an empty mesh on a texture.
    pub fn new(
        atlas: &'a mut Atlas,
        fonts: &'a Fonts,
        texture: TextureId,
        pixels_per_point: f32,
        light_on_dark: bool,
    ) -> Self {
        Self {
            atlas,
            fonts,
            mesh: Mesh::with_texture(texture),
            pixels_per_point,
            light_on_dark,
        }
    }

    /// Draws a line's glyphs, its pixel 0 at `left` and its baseline at
    /// `baseline`, both in pixels; `size` is in pixels to the em. The colour
    /// of a glyph is asked for by its cluster's byte.
    pub fn line(
        &mut self,
        line: &PlacedLine,
        left: f32,
        baseline: f32,
        size: f32,
        mut color: impl FnMut(u32) -> Color32,
    ) {
        let baseline = baseline.round();
        let size_64 = (size * 64.0).round() as u32;
        for glyph in &line.glyphs {
            // The glyph's place in quarters of a pixel, then whole pixels and rest.
            let quarters = ((left + glyph.x) * f32::from(BINS)).round() as i32;
            let key = GlyphKey {
                face: glyph.face,
                id: glyph.id,
                size_64,
                bin: quarters.rem_euclid(i32::from(BINS)) as u8,
                light_on_dark: self.light_on_dark,
            };
            let Some(picture) = self.atlas.picture(key, self.fonts) else {
                continue;
            };
            let x = (quarters.div_euclid(i32::from(BINS)) + picture.left) as f32;
            let y = baseline + glyph.y.round() - picture.top as f32;
            let (u, v) = (picture.x as f32, picture.y as f32);
            let (w, h) = (picture.width as f32, picture.height as f32);
            let uv = [self.atlas.uv(u, v), self.atlas.uv(u + w, v + h)];
            self.add([x, y, x + w, y + h], uv, color(glyph.cluster));
        }
    }

    /// Fills a rectangle given in pixels.
    pub fn rect(&mut self, rect: [f32; 4], color: Color32) {
        let uv = self.atlas.white_uv();
        self.add(rect, [uv, uv], color);
    }

    fn add(&mut self, [x0, y0, x1, y1]: [f32; 4], uv: [[f32; 2]; 2], color: Color32) {
        let first = self.mesh.vertices.len() as u32;
        let [[u0, v0], [u1, v1]] = uv;
        let corner = |x: f32, y: f32, u, v| Vertex {
            pos: pos2(x / self.pixels_per_point, y / self.pixels_per_point),
            uv: pos2(u, v),
            color,
        };
        let corners = [
            corner(x0, y0, u0, v0),
            corner(x1, y0, u1, v0),
            corner(x0, y1, u0, v1),
            corner(x1, y1, u1, v1),
        ];
        self.mesh.vertices.extend_from_slice(&corners);
        self.mesh
            .indices
            .extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
    }

    /// Turns everything drawn so far by `angle` radians clockwise around a
    /// point given in points.
    pub fn rotate(&mut self, angle: f32, around: Pos2) {
        if angle != 0.0 {
            self.mesh.rotate(Rot2::from_angle(angle), around);
        }
    }
}
