//! egui's pictures without a graphics card: a renderer for `egui_kittest` on top of the
//! program's own rasteriser, so that picture tests need no driver and give the same bytes
//! on every machine.
//!
//! Textures are taken to be clamped at their edges; nothing in the program repeats one.

use std::collections::HashMap;

use egui::epaint::{self, ImageData, ImageDelta, Primitive};
use egui::{TextureFilter, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use hashiya::page::image::{Filter, Image, Texture};
use hashiya::page::mesh::Vertex;
use hashiya::page::raster;

/// Draws what a harness shows. Pass it to `Harness::builder().renderer(…)`.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
    /// Freed by the frame that was last handed over, which may still be painted with them.
    freed: Vec<TextureId>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in &changes {
                self.change(id, change);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let mut image = Image::new(size.x.round() as u32, size.y.round() as u32, [0; 4]);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let clip = pixels(clipped.clip_rect, scale);
            match clipped.primitive {
                Primitive::Mesh(mesh) => self.draw(&mut image, &mesh, clip, scale)?,
                Primitive::Callback(_) => return Err("paint callbacks need a graphics card".into()),
            }
        }
        let bytes = image.pixels().as_flattened().to_vec();
        image::RgbaImage::from_raw(image.width(), image.height(), bytes)
            .ok_or_else(|| "the picture has not the size it says".into())
    }
}

impl CpuRenderer {
    /// Sets a texture, or a part of it.
    fn change(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(source) = &change.image;
        let [width, height] = source.size.map(|side| side as u32);
        let texels = source.pixels.iter().map(egui::Color32::to_array).collect();
        let image = Image::from_pixels(width, height, texels).expect("as many texels as it says");
        let filter = match change.options.magnification {
            TextureFilter::Nearest => Filter::Nearest,
            TextureFilter::Linear => Filter::Linear,
        };
        match change.pos.map(|pos| pos.map(|side| side as u32)) {
            None => drop(self.textures.insert(id, Texture { image, filter })),
            Some([x, y]) => {
                let texture = self
                    .textures
                    .get_mut(&id)
                    .expect("a part follows its whole");
                texture.image.replace(x, y, &image);
                texture.filter = filter;
            }
        }
    }

    fn draw(
        &self,
        image: &mut Image,
        mesh: &epaint::Mesh,
        clip: [i32; 4],
        scale: f32,
    ) -> Result<(), String> {
        let id = mesh.texture_id;
        let texture = self
            .textures
            .get(&id)
            .ok_or_else(|| format!("a mesh is drawn with texture {id:?}, which is not there"))?;
        let vertices: Vec<Vertex> = mesh.vertices.iter().map(vertex).collect();
        raster::draw(image, &vertices, &mesh.indices, texture, clip, scale);
        Ok(())
    }
}

fn vertex(vertex: &epaint::Vertex) -> Vertex {
    Vertex {
        pos: vertex.pos.into(),
        uv: vertex.uv.into(),
        color: vertex.color.to_array(),
    }
}

/// The clip in whole pixels, rounded as egui's painters round it.
fn pixels(clip: egui::Rect, scale: f32) -> [i32; 4] {
    let sides = [clip.min.x, clip.min.y, clip.max.x, clip.max.y];
    sides.map(|side| (side * scale).round() as i32)
}
