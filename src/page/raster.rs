//! Triangles to pixels, on the processor alone.
//!
//! It does what egui's painters have graphics cards do: a source colour is the texture's
//! colour times the vertices' colour, component by component in gamma space, and
//! `destination = source + destination * (1 - source alpha)`. There is no anti-aliasing:
//! shapes bring their soft edges along as triangles, glyphs as coverage in their texture.
//!
//! Invariant: the same input gives the same bytes on every machine. Corners are snapped to
//! 1/256 pixel, and from there on coverage is exact whole-number arithmetic; colours are
//! interpolated in `f64` by the four basic operations (which IEEE 754 fixes), rounded to
//! 1/256 step, and mixed in whole numbers. A pixel is covered when its centre lies inside
//! a triangle, or on a left or top edge of it, so that triangles sharing an edge neither
//! overlap nor leave a gap.
//!
//! It deliberately does not know what the triangles mean.

use super::image::{Image, Texture};
use super::mesh::Vertex;
use super::texel::{Source, Tap, over, sample, steps};

/// Sub-pixels a pixel: corners are snapped to these.
const SUB: i64 = 256;
/// Corners further out than this many pixels are pulled in, so that the whole-number
/// products of [`Edge`] stay below 2^62.
const FURTHEST: f64 = (1 << 21) as f64;

/// Draws triangles (three `indices` each) with `texture` onto `image`, inside of the pixels
/// `clip = [x0, y0, x1, y1]` (ends exclusive; the image's own bounds hold too).
///
/// `scale` is in pixels per point, for vertices in points. Triangles of either winding are
/// drawn; those with indices out of range or with corners that are no numbers are left out.
pub fn draw(
    image: &mut Image,
    vertices: &[Vertex],
    indices: &[u32],
    texture: &Texture,
    clip: [i32; 4],
    scale: f32,
) {
    let clip = clipped_to(image, clip);
    if clip[0] >= clip[2] || clip[1] >= clip[3] || texture.image.pixels().is_empty() {
        return;
    }
    let mut target = Target {
        image,
        texture,
        clip,
        columns: Vec::new(),
    };
    let corner = |index: &u32| Corner::new(vertices.get(*index as usize)?, texture, scale);
    let mut rest = indices;
    while let Some((triangle, after)) = rest.split_first_chunk::<3>() {
        if let Some(([next, _, last], after_both)) = after.split_first_chunk::<3>()
            && [*next, after[1]] == [triangle[2], triangle[1]]
            && let [Some(a), Some(b), Some(c), Some(d)] =
                [&triangle[0], &triangle[1], &triangle[2], last].map(corner)
            && is_rectangle(&a, &b, &c, &d)
        {
            target.rectangle(a, d);
            rest = after_both;
            continue;
        }
        if let [Some(a), Some(b), Some(c)] = triangle.each_ref().map(corner) {
            target.triangle(a, b, c);
        }
        rest = after;
    }
}

/// `clip` where it lies inside of the image.
fn clipped_to(image: &Image, clip: [i32; 4]) -> [i64; 4] {
    let [x0, y0, x1, y1] = clip.map(i64::from);
    let (width, height) = (i64::from(image.width()), i64::from(image.height()));
    [x0.max(0), y0.max(0), x1.min(width), y1.min(height)]
}

/// A vertex made ready: its place in sub-pixels, its texture place in texels.
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
    u: f64,
    v: f64,
    color: [u8; 4],
}

impl Corner {
    /// `None` for a place that is no number.
    fn new(vertex: &Vertex, texture: &Texture, scale: f32) -> Option<Self> {
        let snap = |points: f32| {
            let pixels = f64::from(points) * f64::from(scale);
            let pixels = pixels.clamp(-FURTHEST, FURTHEST);
            (!pixels.is_nan()).then(|| (pixels * SUB as f64 + 0.5).floor() as i64)
        };
        Some(Self {
            x: snap(vertex.pos[0])?,
            y: snap(vertex.pos[1])?,
            u: f64::from(vertex.uv[0]) * f64::from(texture.image.width()),
            v: f64::from(vertex.uv[1]) * f64::from(texture.image.height()),
            color: vertex.color,
        })
    }

    /// The vertex colour in steps of 1/256.
    fn steps(&self) -> [u64; 4] {
        self.color.map(|component| u64::from(component) * 256)
    }
}

/// Whether the corners, as `Mesh::add_rect` orders them, are an upright rectangle with an
/// upright picture in one colour.
fn is_rectangle(a: &Corner, b: &Corner, c: &Corner, d: &Corner) -> bool {
    let upright = a.x == c.x && b.x == d.x && a.y == b.y && c.y == d.y;
    let picture = a.u == c.u && b.u == d.u && a.v == b.v && c.v == d.v;
    upright && picture && [b, c, d].iter().all(|other| other.color == a.color)
}

/// The first whole pixel whose centre is at or after `sub` sub-pixels.
fn first_pixel(sub: i64) -> i64 {
    (sub + SUB / 2 - 1).div_euclid(SUB)
}

/// One side of a triangle as a function of the place: not negative inside.
struct Edge {
    dx: i64,
    dy: i64,
    x: i64,
    y: i64,
    /// -1 where a centre on the edge itself belongs to the neighbour.
    bias: i64,
}

impl Edge {
    /// The edge from `a` to `b` of a triangle that runs clockwise on the screen.
    fn new(a: &Corner, b: &Corner) -> Self {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let owns_its_points = dy < 0 || (dy == 0 && dx > 0);
        Self {
            dx,
            dy,
            x: a.x,
            y: a.y,
            bias: if owns_its_points { 0 } else { -1 },
        }
    }

    /// Narrows the pixel columns `span` (end exclusive) to those on the inner side, for the
    /// row whose centres lie at `y` sub-pixels.
    fn narrow(&self, y: i64, span: &mut [i64; 2]) {
        let at_zero = self.dx * (y - self.y) - self.dy * (SUB / 2 - self.x) + self.bias;
        let per_column = self.dy.abs() * SUB;
        if self.dy > 0 {
            span[1] = span[1].min(at_zero.div_euclid(per_column) + 1);
        } else if self.dy < 0 {
            span[0] = span[0].max(-at_zero.div_euclid(per_column));
        } else if at_zero < 0 {
            span[1] = span[0];
        }
    }
}

/// A value that changes evenly over a triangle: its size at corner `a`, and its change
/// for one sub-pixel to the right and one down.
struct Plane {
    at_a: f64,
    right: f64,
    down: f64,
}

impl Plane {
    fn new([a, b, c]: [&Corner; 3], value: impl Fn(&Corner) -> f64, area: i64) -> Self {
        let (to_b, to_c) = (value(b) - value(a), value(c) - value(a));
        let slope =
            |c_side: i64, b_side: i64| (to_b * c_side as f64 - to_c * b_side as f64) / area as f64;
        Self {
            at_a: value(a),
            right: slope(c.y - a.y, b.y - a.y),
            down: -slope(c.x - a.x, b.x - a.x),
        }
    }

    fn at(&self, right: i64, down: i64) -> f64 {
        self.at_a + self.right * right as f64 + self.down * down as f64
    }
}

/// What is drawn on and with.
struct Target<'a> {
    image: &'a mut Image,
    texture: &'a Texture,
    /// Inside of the image.
    clip: [i64; 4],
    /// One tap a column of the rectangle at hand; kept for its memory only.
    columns: Vec<Tap>,
}

impl Target<'_> {
    /// The pixels of row `y` from column `x0` up to `x1`, all inside of the clip.
    fn row(&mut self, y: i64, x0: i64, x1: i64) -> &mut [[u8; 4]] {
        let start = y as usize * self.image.width() as usize;
        &mut self.image.pixels_mut()[start + x0 as usize..start + x1 as usize]
    }

    /// The upright rectangle between two opposite corners, of `a`'s colour.
    fn rectangle(&mut self, a: Corner, d: Corner) {
        let [left, right] = if a.x <= d.x { [a, d] } else { [d, a] };
        let [top, bottom] = if a.y <= d.y { [a, d] } else { [d, a] };
        let x0 = first_pixel(left.x).max(self.clip[0]);
        let x1 = first_pixel(right.x).min(self.clip[2]);
        let y0 = first_pixel(top.y).max(self.clip[1]);
        let y1 = first_pixel(bottom.y).min(self.clip[3]);
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        let texture = self.texture;
        let (width, height) = (texture.image.width(), texture.image.height());
        let tap = |pixel: i64, start: [f64; 2], end: [f64; 2], size| {
            let along = ((pixel * SUB + SUB / 2) as f64 - start[0]) / (end[0] - start[0]);
            Tap::new(start[1] + (end[1] - start[1]) * along, size, texture.filter)
        };
        let (left, right) = ([left.x as f64, left.u], [right.x as f64, right.u]);
        let (top, bottom) = ([top.y as f64, top.v], [bottom.y as f64, bottom.v]);
        let mut columns = std::mem::take(&mut self.columns);
        columns.clear();
        columns.extend((x0..x1).map(|x| tap(x, left, right, width)));
        // A glyph shows its texels one to one, so that a row is two slices side by side.
        let follows = |pair: &[Tap]| pair[1].first == pair[0].first + 1;
        let plain = columns.iter().all(|column| column.weight == 0);
        let one_to_one = plain && columns.windows(2).all(follows);
        for y in y0..y1 {
            let row = tap(y, top, bottom, height);
            let pixels = self.row(y, x0, x1);
            if one_to_one && row.weight == 0 {
                let start = row.first as usize * width as usize + columns[0].first as usize;
                let texels = &texture.image.pixels()[start..start + pixels.len()];
                for (pixel, texel) in pixels.iter_mut().zip(texels) {
                    *pixel = over(*pixel, *texel, a.color);
                }
            } else {
                for (pixel, column) in pixels.iter_mut().zip(&columns) {
                    let texel = sample(texture, *column, row);
                    *pixel = Source::new(texel, a.steps()).over(*pixel);
                }
            }
        }
        self.columns = columns;
    }

    /// Any triangle.
    fn triangle(&mut self, a: Corner, mut b: Corner, mut c: Corner) {
        let mut area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if area == 0 {
            return;
        }
        if area < 0 {
            std::mem::swap(&mut b, &mut c);
            area = -area;
        }
        let paint = Paint::new([&a, &b, &c], area, self.texture);
        let edges = [Edge::new(&a, &b), Edge::new(&b, &c), Edge::new(&c, &a)];
        let y0 = first_pixel(a.y.min(b.y).min(c.y)).max(self.clip[1]);
        // A centre on the lowest corner's height is inside of no triangle: no edge owns it.
        let y1 = first_pixel(a.y.max(b.y).max(c.y)).min(self.clip[3]);
        for y in y0..y1 {
            let center = y * SUB + SUB / 2;
            let mut span = [self.clip[0], self.clip[2]];
            for edge in &edges {
                edge.narrow(center, &mut span);
            }
            let [x0, x1] = span;
            if x0 < x1 {
                let right = x0 * SUB + SUB / 2 - a.x;
                paint.row(self.row(y, x0, x1), right, center - a.y);
            }
        }
    }
}

/// What a triangle's pixels are painted with.
enum Paint<'a> {
    /// The same everywhere: one colour and one place in the texture, as all filled shapes have.
    Even(Source),
    /// Texture place and colour differ from pixel to pixel.
    Varied {
        texture: &'a Texture,
        uv: [Plane; 2],
        color: [Plane; 4],
    },
}

impl<'a> Paint<'a> {
    fn new(corners: [&Corner; 3], area: i64, texture: &'a Texture) -> Self {
        let a = corners[0];
        let same = |c: &&Corner| c.color == a.color && c.u == a.u && c.v == a.v;
        if corners.iter().all(same) {
            let column = Tap::new(a.u, texture.image.width(), texture.filter);
            let row = Tap::new(a.v, texture.image.height(), texture.filter);
            return Self::Even(Source::new(sample(texture, column, row), a.steps()));
        }
        let color = |i: usize| Plane::new(corners, |c| f64::from(c.color[i]), area);
        Self::Varied {
            texture,
            uv: [
                Plane::new(corners, |c| c.u, area),
                Plane::new(corners, |c| c.v, area),
            ],
            color: [color(0), color(1), color(2), color(3)],
        }
    }

    /// Paints `pixels`, the first of which has its centre `right` and `down` sub-pixels
    /// from corner `a`.
    fn row(&self, pixels: &mut [[u8; 4]], right: i64, down: i64) {
        match self {
            Self::Even(source) if source.is_opaque() => pixels.fill(source.over([0; 4])),
            Self::Even(source) => pixels.iter_mut().for_each(|p| *p = source.over(*p)),
            Self::Varied { texture, uv, color } => {
                let (width, height) = (texture.image.width(), texture.image.height());
                let centers = (right..).step_by(SUB as usize);
                for (pixel, right) in pixels.iter_mut().zip(centers) {
                    let column = Tap::new(uv[0].at(right, down), width, texture.filter);
                    let row = Tap::new(uv[1].at(right, down), height, texture.filter);
                    let color = color.each_ref().map(|plane| steps(plane.at(right, down)));
                    *pixel = Source::new(sample(texture, column, row), color).over(*pixel);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
