//! One pixel's arithmetic: reading a texture, and mixing a source colour with what is there.
//!
//! Invariant: everything from the rounding of a texture place on is whole-number arithmetic,
//! in steps of 1/256 of a texel and of a colour step, so that it gives one answer everywhere.
//! The file knows no geometry.

use super::image::{Filter, Texture};

/// Full intensity in colour steps of 1/256.
const FULL: u64 = 255 * 256;
/// `FULL` squared: what both an opaque texel and an opaque vertex make together.
const FULL_SQUARED: u64 = FULL * FULL;

/// Where along one axis the texture is read: two texels and the weight of the second, in 1/256.
#[derive(Clone, Copy)]
pub(super) struct Tap {
    pub(super) first: u32,
    second: u32,
    pub(super) weight: u32,
}

impl Tap {
    /// `texels` counts from the texture's edge; it is rounded to 1/256 before anything else,
    /// so that a place meant to lie on a texel's edge or centre does.
    pub(super) fn new(texels: f64, size: u32, filter: Filter) -> Self {
        let end = f64::from(size) + 1.0;
        let steps = ((texels.max(-1.0).min(end) + 1.0) * 256.0 + 0.5) as i64 - 256;
        let inside = |texel: i64| texel.clamp(0, i64::from(size) - 1) as u32;
        match filter {
            Filter::Nearest => Self {
                first: inside(steps.div_euclid(256)),
                second: inside(steps.div_euclid(256)),
                weight: 0,
            },
            Filter::Linear => Self {
                first: inside((steps - 128).div_euclid(256)),
                second: inside((steps - 128).div_euclid(256) + 1),
                weight: (steps - 128).rem_euclid(256) as u32,
            },
        }
    }
}

/// The texture's colour, in steps of 1/256.
pub(super) fn sample(texture: &Texture, column: Tap, row: Tap) -> [u64; 4] {
    let width = texture.image.width() as usize;
    let pixels = texture.image.pixels();
    let texel = |x: u32, y: u32| pixels[y as usize * width + x as usize];
    if column.weight == 0 && row.weight == 0 {
        return texel(column.first, row.first).map(|c| u64::from(c) * 256);
    }
    let (upper, lower) = (row.first, row.second);
    let corners = [
        texel(column.first, upper),
        texel(column.second, upper),
        texel(column.first, lower),
        texel(column.second, lower),
    ];
    let (right, down) = (u64::from(column.weight), u64::from(row.weight));
    let weights = [
        (256 - right) * (256 - down),
        right * (256 - down),
        (256 - right) * down,
        right * down,
    ];
    std::array::from_fn(|i| {
        let sum: u64 = (0..4).map(|k| u64::from(corners[k][i]) * weights[k]).sum();
        (sum + 128) >> 8
    })
}

/// What one source colour does to a pixel: adds `add` and keeps `keep`, both of `FULL_SQUARED`.
#[derive(Clone, Copy)]
pub(super) struct Source {
    add: [u64; 4],
    keep: u64,
}

impl Source {
    /// From the texture's and the vertices' colour, both in steps of 1/256.
    pub(super) fn new(texel: [u64; 4], color: [u64; 4]) -> Self {
        Self {
            add: std::array::from_fn(|i| texel[i] * color[i] * 255 + FULL_SQUARED / 2),
            keep: FULL_SQUARED - texel[3] * color[3],
        }
    }

    /// Whether nothing of what was there before remains.
    pub(super) fn is_opaque(&self) -> bool {
        self.keep == 0
    }

    /// `source + destination * (1 - alpha)`, rounded to the nearest step, at most 255.
    pub(super) fn over(&self, under: [u8; 4]) -> [u8; 4] {
        std::array::from_fn(|i| {
            let mixed = (self.add[i] + u64::from(under[i]) * self.keep) / FULL_SQUARED;
            mixed.min(255) as u8
        })
    }
}

/// `texel` times `color` over `under`: the same numbers as [`Source`] gives for whole steps,
/// in whole steps. Most texels of a glyph's rectangle are empty or full, and need no sums.
#[inline]
pub(super) fn over(under: [u8; 4], texel: [u8; 4], color: [u8; 4]) -> [u8; 4] {
    if texel == [0; 4] {
        return under;
    }
    if texel == [255; 4] && color[3] == 255 {
        return color;
    }
    let keep = 255 * 255 - u32::from(texel[3]) * u32::from(color[3]);
    std::array::from_fn(|i| {
        let add = u32::from(texel[i]) * u32::from(color[i]) * 255;
        let mixed = (add + u32::from(under[i]) * keep + 255 * 255 / 2) / (255 * 255);
        mixed.min(255) as u8
    })
}

/// An interpolated colour component (0 to 255) in whole steps of 1/256.
pub(super) fn steps(component: f64) -> u64 {
    (component.clamp(0.0, 255.0) * 256.0 + 0.5) as u64
}
