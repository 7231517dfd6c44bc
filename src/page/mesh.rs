//! The triangles of a page: vertices with a place, a texture place and a colour.
//!
//! Invariant: every index that this file writes names a vertex of the same mesh.
//! Rectangles are always six indices in one order, which the rasteriser knows and
//! draws on a short path. The file knows neither what is drawn nor which texture is meant.

use bytemuck::{Pod, Zeroable};

/// One corner of a triangle, laid out as graphics cards and egui's painters take it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pod, Zeroable)]
#[repr(C)]
pub struct Vertex {
    /// Place on the page, x rightwards and y downwards, in points (or in pixels,
    /// when the mesh is drawn at one pixel a point).
    pub pos: [f32; 2],
    /// Place in the texture: 0 to 1 from its left to its right, and from its top to its bottom.
    pub uv: [f32; 2],
    /// Red, green, blue, alpha: premultiplied, in gamma space (sRGB-encoded).
    pub color: [u8; 4],
}

/// A list of triangles over one texture, drawn in the order of the indices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// The corners.
    pub vertices: Vec<Vertex>,
    /// Three a triangle, each the place of a corner in `vertices`.
    pub indices: Vec<u32>,
}

impl Mesh {
    /// A mesh without triangles.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Forgets every triangle and keeps the memory for the next ones.
    pub fn clear(&mut self) {
        self.vertices.clear();
        self.indices.clear();
    }

    /// Adds the rectangle `[x0, y0, x1, y1]` showing the same-shaped part `uv` of the texture,
    /// with one colour (see [`Vertex::color`]). Sides may be given in either order.
    pub fn add_rect(&mut self, rect: [f32; 4], uv: [f32; 4], color: [u8; 4]) {
        let first = self.next_index();
        let [x0, y0, x1, y1] = rect;
        let [u0, v0, u1, v1] = uv;
        let corner = |x, y, u, v| Vertex {
            pos: [x, y],
            uv: [u, v],
            color,
        };
        self.vertices.extend_from_slice(&[
            corner(x0, y0, u0, v0),
            corner(x1, y0, u1, v0),
            corner(x0, y1, u0, v1),
            corner(x1, y1, u1, v1),
        ]);
        self.indices
            .extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
    }

    /// Adds the triangles of `other` above those that are here.
    pub fn append(&mut self, other: &Self) {
        let first = self.next_index();
        self.vertices.extend_from_slice(&other.vertices);
        self.indices
            .extend(other.indices.iter().map(|index| first + index));
    }

    /// The index that the next vertex gets. A page holds thousands of vertices;
    /// four thousand million would not fit into memory.
    fn next_index(&self) -> u32 {
        self.vertices.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vertex_is_packed_as_painters_take_it() {
        assert_eq!(size_of::<Vertex>(), 20);
        let vertex = Vertex {
            pos: [1.0, 2.0],
            uv: [0.5, 0.25],
            color: [1, 2, 3, 4],
        };
        assert_eq!(&bytemuck::bytes_of(&vertex)[16..], &[1, 2, 3, 4]);
    }

    #[test]
    fn a_rectangle_has_four_corners_with_their_own_texture_places() {
        let mut mesh = Mesh::new();
        mesh.add_rect([1.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [9; 4]);
        let corners: Vec<_> = mesh.vertices.iter().map(|v| (v.pos, v.uv)).collect();
        assert_eq!(
            corners,
            [
                ([1.0, 2.0], [0.1, 0.2]),
                ([3.0, 2.0], [0.3, 0.2]),
                ([1.0, 4.0], [0.1, 0.4]),
                ([3.0, 4.0], [0.3, 0.4]),
            ]
        );
        assert_eq!(mesh.indices, [0, 1, 2, 2, 1, 3]);
    }

    #[test]
    fn an_appended_mesh_keeps_its_own_corners() {
        let mut one = Mesh::new();
        one.add_rect([0.0, 0.0, 1.0, 1.0], [0.0; 4], [1; 4]);
        let mut two = Mesh::new();
        two.add_rect([5.0, 5.0, 6.0, 6.0], [0.0; 4], [2; 4]);
        one.append(&two);
        assert_eq!(one.indices[6..], [4, 5, 6, 6, 5, 7]);
        assert_eq!(one.vertices[one.indices[11] as usize].pos, [6.0, 6.0]);
        one.clear();
        assert!(one.is_empty() && one.vertices.is_empty());
    }
}
