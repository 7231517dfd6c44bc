//! Pictures in memory: what the rasteriser draws on, what it takes its texels from,
//! and the PNG file made of it.
//!
//! Invariant: an [`Image`] always holds exactly `width * height` pixels. Colours are
//! premultiplied, in gamma space (sRGB-encoded), as everywhere in this room.

/// A picture: rows from top to bottom, each from left to right, without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 4]>,
}

/// How a texture answers between the centres of its texels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The nearest texel as it is.
    Nearest,
    /// The four nearest texels weighted by distance, in steps of 1/256.
    Linear,
}

/// A picture to draw with. Outside of it the texels at its edge go on for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texture {
    /// The texels.
    pub image: Image,
    /// What lies between them.
    pub filter: Filter,
}

impl Image {
    /// A picture of `width` by `height` pixels, all of one colour (premultiplied RGBA).
    /// The caller bounds the size: four bytes a pixel are taken at once.
    #[must_use]
    pub fn new(width: u32, height: u32, color: [u8; 4]) -> Self {
        let pixels = vec![color; width as usize * height as usize];
        Self {
            width,
            height,
            pixels,
        }
    }

    /// A picture of these pixels, or `None` when they are not exactly `width * height`.
    #[must_use]
    pub fn from_pixels(width: u32, height: u32, pixels: Vec<[u8; 4]>) -> Option<Self> {
        let fits = pixels.len() as u64 == u64::from(width) * u64::from(height);
        fits.then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All pixels (premultiplied RGBA), row by row.
    #[must_use]
    pub fn pixels(&self) -> &[[u8; 4]] {
        &self.pixels
    }

    /// All pixels, to draw on.
    pub(super) fn pixels_mut(&mut self) -> &mut [[u8; 4]] {
        &mut self.pixels
    }

    /// The pixel in column `x` of row `y`, or `None` outside of the picture.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        let inside = x < self.width && y < self.height;
        let place = y as usize * self.width as usize + x as usize;
        inside.then(|| self.pixels.get(place).copied()).flatten()
    }

    /// Paints everything with one colour (premultiplied RGBA).
    pub fn fill(&mut self, color: [u8; 4]) {
        self.pixels.fill(color);
    }

    /// Puts `part` here, its upper left pixel at column `x` of row `y`, in place of what was
    /// there. What would stand outside is left out.
    pub fn replace(&mut self, x: u32, y: u32, part: &Self) {
        let columns = part.width.min(self.width.saturating_sub(x)) as usize;
        if columns == 0 || self.width == 0 {
            return;
        }
        let rows = self.pixels.chunks_exact_mut(self.width as usize);
        let part_rows = part.pixels.chunks_exact(part.width as usize);
        for (row, part_row) in rows.skip(y as usize).zip(part_rows) {
            let x = x as usize;
            row[x..x + columns].copy_from_slice(&part_row[..columns]);
        }
    }

    /// The picture as a PNG file: sRGB, without alpha where nothing shines through.
    ///
    /// # Errors
    /// A picture without pixels is none that PNG could hold.
    pub fn to_png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let opaque = self.pixels.iter().all(|pixel| pixel[3] == 255);
        let bytes: Vec<u8> = if opaque {
            self.pixels
                .iter()
                .flat_map(|p| [p[0], p[1], p[2]])
                .collect()
        } else {
            self.pixels.iter().flat_map(|p| unmultiplied(*p)).collect()
        };
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_color(match opaque {
            true => png::ColorType::Rgb,
            false => png::ColorType::Rgba,
        });
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&bytes)?;
        writer.finish()?;
        Ok(file)
    }
}

/// The straight colour that `[r, g, b, a]` (premultiplied) stands for, as PNG wants it.
fn unmultiplied([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    let alpha = u32::from(a);
    let straight = |c: u8| match (u32::from(c) * 255 + alpha / 2).checked_div(alpha) {
        Some(value) => u8::try_from(value).unwrap_or(255),
        None => 0,
    };
    [straight(r), straight(g), straight(b), a]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(file: &[u8]) -> (png::ColorType, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        bytes.truncate(info.buffer_size());
        (info.color_type, bytes)
    }

    #[test]
    fn pixels_must_fill_the_picture_exactly() {
        assert!(Image::from_pixels(2, 2, vec![[0; 4]; 3]).is_none());
        assert!(Image::from_pixels(2, 2, vec![[0; 4]; 4]).is_some());
        assert!(Image::from_pixels(u32::MAX, u32::MAX, Vec::new()).is_none());
    }

    #[test]
    fn a_part_replaces_only_what_lies_inside() {
        let mut image = Image::new(3, 2, [0; 4]);
        image.replace(2, 1, &Image::new(2, 2, [7; 4]));
        image.replace(5, 0, &Image::new(2, 2, [9; 4]));
        image.replace(0, 5, &Image::new(2, 2, [9; 4]));
        let marked: Vec<_> = image.pixels().iter().map(|p| p[0]).collect();
        assert_eq!(marked, [0, 0, 0, 0, 0, 7]);
        assert_eq!(image.pixel(2, 1), Some([7; 4]));
        assert_eq!(image.pixel(3, 1), None);
        assert_eq!(image.pixel(0, 2), None);
    }

    #[test]
    fn an_opaque_picture_becomes_a_png_without_alpha() {
        let pixels = vec![[1, 2, 3, 255], [4, 5, 6, 255]];
        let file = Image::from_pixels(2, 1, pixels).unwrap().to_png().unwrap();
        assert_eq!(
            decoded(&file),
            (png::ColorType::Rgb, vec![1, 2, 3, 4, 5, 6])
        );
    }

    #[test]
    fn a_png_holds_straight_colours() {
        // 64/128 = 0.50 (127.5, rounded up), 128/128 = 1; where nothing is, no colour is.
        let pixels = vec![[64, 128, 0, 128], [0, 0, 0, 0]];
        let file = Image::from_pixels(2, 1, pixels).unwrap().to_png().unwrap();
        let straight = vec![128, 255, 0, 128, 0, 0, 0, 0];
        assert_eq!(decoded(&file), (png::ColorType::Rgba, straight));
    }

    #[test]
    fn a_picture_without_pixels_is_an_error() {
        assert!(Image::new(0, 5, [0; 4]).to_png().is_err());
    }
}
