//! Glyph pictures, side by side in one texture.
//!
//! Invariant: a picture never moves while [`Atlas::generation`] stays the same,
//! so a mesh built from it stays right. Glyphs are drawn unhinted, at four
//! sub-pixel places along the line and on whole pixels across it.

use std::collections::HashMap;

use etagere::{AtlasAllocator, size2};
use swash::scale::{Render, ScaleContext, Source, image::Image as SwashImage};
use swash::zeno::{Format, Vector};

use super::image::Image;
use super::missing;
use crate::typeset::{FaceId, Fonts};

/// Width of the texture in pixels; its height grows from [`FIRST_HEIGHT`].
const WIDTH: u32 = 1024;
const FIRST_HEIGHT: u32 = 512;
/// What every OpenGL machine still takes.
const LARGEST_HEIGHT: u32 = 4096;

/// How many sub-pixel places along the line a glyph is drawn at.
pub const BINS: u8 = 4;

/// Which picture: a glyph of a face at a size and a sub-pixel place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GlyphKey {
    /// The face.
    pub face: FaceId,
    /// The glyph in it.
    pub id: u16,
    /// Size in 64ths of a pixel to the em.
    pub size_64: u32,
    /// Sub-pixel place, `0..BINS`.
    pub bin: u8,
    /// Whether light text will stand on a dark page, where coverage is raised
    /// to keep strokes as strong as dark ones look.
    pub light_on_dark: bool,
}

/// Where a glyph's picture lies in the texture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlyphPicture {
    /// Left edge in the texture.
    pub x: u32,
    /// Top edge in the texture.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// From the pen to the picture's left edge, rightwards.
    pub left: i32,
    /// From the baseline to the picture's top edge, upwards.
    pub top: i32,
}

/// What was drawn of an outline, and where it lies from the pen.
pub(super) struct Drawing {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// From the pen to its left edge, rightwards.
    pub left: i32,
    /// From the baseline to its top edge, upwards.
    pub top: i32,
    /// How much of each pixel is covered, row by row.
    pub coverage: Vec<u8>,
}

/// A growing texture of glyph pictures. Texels are premultiplied white.
pub struct Atlas {
    image: Image,
    allocator: AtlasAllocator,
    pictures: HashMap<GlyphKey, Option<GlyphPicture>>,
    context: ScaleContext,
    scratch: SwashImage,
    font_ids: HashMap<FaceId, swash::CacheKey>,
    /// First and last changed row of pixels, the last exclusive.
    changed: Option<(u32, u32)>,
    generation: u64,
}

impl Default for Atlas {
    fn default() -> Self {
        Self::new()
    }
}

impl Atlas {
    /// An atlas with nothing but a white spot for plain rectangles.
    pub fn new() -> Self {
        let mut atlas = Self {
            image: Image::new(WIDTH, FIRST_HEIGHT, [0; 4]),
            allocator: AtlasAllocator::new(size2(WIDTH as i32, FIRST_HEIGHT as i32)),
            pictures: HashMap::new(),
            context: ScaleContext::new(),
            scratch: SwashImage::new(),
            font_ids: HashMap::new(),
            changed: Some((0, FIRST_HEIGHT)),
            generation: 0,
        };
        atlas.place_white();
        atlas
    }

    /// The texture.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// Changes when pictures have moved and every mesh must be built again.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The rows of pixels, end exclusive, that changed since the last call.
    pub fn take_changed(&mut self) -> Option<(u32, u32)> {
        self.changed.take()
    }

    fn note_changed(&mut self, top: u32, bottom: u32) {
        let (first, last) = self.changed.unwrap_or((top, bottom));
        self.changed = Some((first.min(top), last.max(bottom)));
    }

    /// The middle of the white spot, as texture coordinates from 0 to 1.
    pub fn white_uv(&self) -> [f32; 2] {
        [1.0 / WIDTH as f32, 1.0 / self.image.height() as f32]
    }

    /// Texture coordinates of a rectangle given in pixels.
    pub fn uv(&self, x: f32, y: f32) -> [f32; 2] {
        [x / WIDTH as f32, y / self.image.height() as f32]
    }

    /// The picture of a glyph, drawn at first use; `None` where it is blank.
    pub fn picture(&mut self, key: GlyphKey, fonts: &Fonts) -> Option<GlyphPicture> {
        if let Some(known) = self.pictures.get(&key) {
            return *known;
        }
        let picture = self.draw(key, fonts);
        self.pictures.insert(key, picture);
        picture
    }

    fn draw(&mut self, key: GlyphKey, fonts: &Fonts) -> Option<GlyphPicture> {
        let size = key.size_64 as f32 / 64.0;
        if let Some(c) = key.face.missing_char(key.id) {
            let (face, _) = fonts.notes();
            let drawn = missing::draw(c, size, fonts, |id, size, shift| {
                self.outline(face, id, size, shift, fonts)
            })?;
            return self.keep(drawn, key.light_on_dark);
        }
        let shift = f32::from(key.bin) / f32::from(BINS);
        let drawn = self.outline(key.face, key.id, size, shift, fonts)?;
        self.keep(drawn, key.light_on_dark)
    }

    /// Draws an outline `shift` pixels to the right of a whole pixel.
    fn outline(
        &mut self,
        face: FaceId,
        id: u16,
        size: f32,
        shift: f32,
        fonts: &Fonts,
    ) -> Option<Drawing> {
        let font = swash::FontRef::from_index(fonts.face(face).data, 0)?;
        let cache_key = *self.font_ids.entry(face).or_insert(font.key);
        let font = swash::FontRef {
            key: cache_key,
            ..font
        };
        let mut scaler = self.context.builder(font).size(size).hint(false).build();
        self.scratch.clear();
        let drawn = Render::new(&[Source::Outline])
            .format(Format::Alpha)
            .offset(Vector::new(shift, 0.0))
            .render_into(&mut scaler, id, &mut self.scratch);
        let placement = self.scratch.placement;
        if !drawn || placement.width == 0 || placement.height == 0 {
            return None;
        }
        Some(Drawing {
            size: (placement.width, placement.height),
            left: placement.left,
            top: placement.top,
            coverage: std::mem::take(&mut self.scratch.data),
        })
    }

    fn keep(&mut self, drawing: Drawing, light_on_dark: bool) -> Option<GlyphPicture> {
        let (width, height) = drawing.size;
        let (x, y) = self.allocate(width, height)?;
        let pixels = drawing
            .coverage
            .iter()
            .map(|&coverage| [strengthened(coverage, light_on_dark); 4])
            .collect();
        let part = Image::from_pixels(width, height, pixels)?;
        self.image.replace(x, y, &part);
        self.note_changed(y, y + height);
        Some(GlyphPicture {
            x,
            y,
            width,
            height,
            left: drawing.left,
            top: drawing.top,
        })
    }

    /// A free place, with a pixel of air right and below. Grows the texture,
    /// or empties it when it is as large as it may be.
    fn allocate(&mut self, width: u32, height: u32) -> Option<(u32, u32)> {
        let size = size2(width as i32 + 1, height as i32 + 1);
        loop {
            if let Some(found) = self.allocator.allocate(size) {
                let at = found.rectangle.min;
                return Some((at.x as u32, at.y as u32));
            }
            // A glyph that would fill the texture alone is not drawn at all.
            if width >= WIDTH / 2 || height >= LARGEST_HEIGHT / 4 {
                return None;
            }
            self.make_room();
        }
    }

    /// Starts again with a texture twice as high, or as high as it may be:
    /// what is still looked at is drawn again within a millisecond or two.
    fn make_room(&mut self) {
        self.generation += 1;
        let height = (self.image.height() * 2).min(LARGEST_HEIGHT);
        self.image = Image::new(WIDTH, height, [0; 4]);
        self.allocator = AtlasAllocator::new(size2(WIDTH as i32, height as i32));
        self.pictures.clear();
        self.place_white();
        self.note_changed(0, height);
    }

    fn place_white(&mut self) {
        // The first allocation of an empty atlas lies at its corner.
        if let Some(found) = self.allocator.allocate(size2(4, 4)) {
            let at = found.rectangle.min;
            self.image
                .replace(at.x as u32, at.y as u32, &Image::new(2, 2, [255; 4]));
        }
    }
}

/// How much light text is strengthened, in 255ths: [`strengthened`].
const STRENGTHENED: u32 = 72;

/// Coverage for blending in gamma space: as it is for dark on light; for
/// light on dark, whose strokes would look thinner, a little more,
/// `a + 0.28 a (1 - a)`. So does Chromium, within a hundredth.
fn strengthened(coverage: u8, light_on_dark: bool) -> u8 {
    if !light_on_dark {
        return coverage;
    }
    let a = u32::from(coverage);
    let more = (a * (255 - a) * STRENGTHENED + 255 * 255 / 2) / (255 * 255);
    (a + more).min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measured: Noto Naskh Arabic in Chromium 156, coverage of the same
    /// pixels in the dark theme's colours over that in the light theme's.
    #[test]
    fn light_text_is_as_strong_as_in_chromium() {
        let measured = [
            (0.1, 0.136),
            (0.2, 0.254),
            (0.3, 0.361),
            (0.4, 0.461),
            (0.5, 0.562),
            (0.6, 0.662),
            (0.7, 0.755),
            (0.8, 0.845),
            (0.9, 0.929),
        ];
        for (coverage, theirs) in measured {
            let ours = f64::from(strengthened((coverage * 255.0_f64).round() as u8, true)) / 255.0;
            assert!((ours - theirs).abs() < 0.015, "{coverage}: {ours} {theirs}");
        }
        assert_eq!((strengthened(0, true), strengthened(255, true)), (0, 255));
        assert_eq!(strengthened(100, false), 100);
    }
}
