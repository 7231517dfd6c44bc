//! What a page looks like: coloured, textured triangles and the picture they make.
//!
//! Invariant: nothing here knows a window. The same mesh goes to the graphics card
//! through the `ui` room and to a file through [`raster`], so that both show one page.

pub mod atlas;
pub mod hidden;
pub mod highlights;
pub mod image;
pub mod mesh;
mod missing;
pub mod paint;
pub mod raster;
pub mod sheet;
mod texel;
pub mod theme;
pub mod viewport;
pub mod vision;
