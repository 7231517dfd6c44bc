//! The glyph pictures as a texture of egui's.
//!
//! Invariant: what changed in the pictures is part of the same output as the
//! meshes that show them, so that nothing is ever drawn a frame too late.

use egui::epaint::{ColorImage, ImageData, ImageDelta, TextureId};
use egui::{Context, FullOutput, TextureOptions};

use crate::page::atlas::Atlas;

/// Makes the texture, with what the atlas holds now.
pub fn allocate(ctx: &Context, atlas: &mut Atlas) -> TextureId {
    let _ = atlas.take_changed();
    let image = rows(atlas, 0, atlas.image().height());
    let manager = ctx.tex_manager();
    let mut manager = manager.write();
    manager.alloc("lettering".to_owned(), image, TextureOptions::NEAREST)
}

/// Adds to the output what changed since the last call: a band of the texture,
/// or all of it where its size changed.
pub fn send_changes(
    ctx: &Context,
    atlas: &mut Atlas,
    id: TextureId,
    generation_sent: &mut u64,
    output: &mut FullOutput,
) {
    let Some((top, bottom)) = atlas.take_changed() else {
        return;
    };
    let height = atlas.image().height();
    let options = TextureOptions::NEAREST;
    let delta = if *generation_sent == atlas.generation() {
        let bottom = bottom.min(height);
        let part = rows(atlas, top, bottom);
        ImageDelta::partial([0, top as usize], part, options)
    } else {
        *generation_sent = atlas.generation();
        ImageDelta::full(rows(atlas, 0, height), options)
    };
    let manager = ctx.tex_manager();
    let mut manager = manager.write();
    manager.set(id, delta);
    // egui has already taken the changes of this pass: ours would wait for the next.
    output.textures_delta.append(manager.take_delta());
}

#[allow(
    clippy::disallowed_methods,
    reason = "pixels that were drawn, not colours that are chosen"
)]
fn rows(atlas: &Atlas, top: u32, bottom: u32) -> ImageData {
    let width = atlas.image().width() as usize;
    let (from, to) = (top as usize * width, bottom as usize * width);
    let pixels = atlas.image().pixels().get(from..to).unwrap_or_default();
    let size = [width, pixels.len() / width.max(1)];
    let image = ColorImage::from_rgba_premultiplied(size, pixels.as_flattened());
    ImageData::Color(image.into())
}
