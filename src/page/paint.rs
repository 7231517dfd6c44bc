//! Lines, highlights, selection and caret as one mesh over one texture.
//!
//! Everything is measured in physical pixels. What is drawn is decided by the
//! caller; where, only by the cells of the lines, so that a highlight stands
//! exactly on its characters.

use super::atlas::{Atlas, BINS, GlyphKey};
use super::mesh::Mesh;
use crate::text::find::Hit;
use crate::text::{ByteOffset, ByteSpan};
use crate::typeset::column::{Column, LineId};
use crate::typeset::{Fonts, PlacedLine};

/// Colours of a page: red, green, blue, alpha, premultiplied, gamma-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageColors {
    /// Letters.
    pub text: [u8; 4],
    /// Behind selected text.
    pub selection: [u8; 4],
    /// The caret.
    pub caret: [u8; 4],
    /// Behind found words.
    pub hit: [u8; 4],
    /// Behind the found words last gone to.
    pub hit_current: [u8; 4],
    /// Around found words.
    pub hit_edge: [u8; 4],
    /// Whether the letters are lighter than the page.
    pub light_on_dark: bool,
}

/// A marked stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// What is marked, in bytes of the article.
    pub span: ByteSpan,
    /// Colour behind the letters, premultiplied.
    pub fill: [u8; 4],
    /// Colour of the line under it and around the chosen one, premultiplied.
    pub edge: [u8; 4],
    /// How many others of those drawn it lies in.
    pub depth: u8,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// Found words, to be lit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lit<'a> {
    /// Where they stand, in order; only those on the page's lines are looked at.
    pub hits: &'a [Hit],
    /// The one last gone to.
    pub current: Option<Hit>,
    /// Another number whenever `hits` are others.
    pub serial: u64,
}

/// A line on the page.
#[derive(Clone, Debug)]
pub struct VisibleLine {
    /// Which one.
    pub id: LineId,
    /// Where its block begins in the article.
    pub block_start: ByteOffset,
    /// Its top edge on the page, in pixels.
    pub top: f32,
    /// What stands on it; x from the column's left edge.
    pub line: PlacedLine,
}

impl VisibleLine {
    /// The bytes of the article on the line.
    pub fn span(&self) -> ByteSpan {
        let start = self.block_start.0;
        ByteSpan::new(
            start + self.line.start as usize,
            start + self.line.end as usize,
        )
    }

    /// A span of the article as offsets of this line's block, cut to it.
    pub fn local(&self, span: ByteSpan) -> Option<(u32, u32)> {
        let inside = span.intersection(self.span())?;
        let local = |at: ByteOffset| (at.0 - self.block_start.0) as u32;
        Some((local(inside.start), local(inside.end)))
    }
}

/// Where a caret stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    /// The line.
    pub line: LineId,
    /// The place in the article.
    pub offset: ByteOffset,
    /// Whether it leans on the text before it.
    pub after_previous: bool,
}

/// All that one picture of a column shows.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The lines, from top to bottom.
    pub lines: &'a [VisibleLine],
    /// Left edge of the column, in pixels.
    pub left: f32,
    /// Height of a line in pixels.
    pub line_height: f32,
    /// From a line's top to its baseline, in pixels.
    pub baseline: f32,
    /// Pixels in an em.
    pub size: f32,
    /// Colours.
    pub colors: PageColors,
    /// Marked stretches that meet the lines, in reading order.
    pub highlights: &'a [Highlight],
    /// Found words.
    pub found: Lit<'a>,
    /// Selected text.
    pub selection: Option<ByteSpan>,
    /// The caret, if it is shown.
    pub caret: Option<Caret>,
}

/// The lines of a column that meet `height` pixels from a place given as a
/// block and lines into it.
pub fn visible_lines(
    column: &mut Column,
    block: usize,
    skip: f64,
    height: f32,
) -> Vec<VisibleLine> {
    let line_height = column.line_height();
    let mut top = (-skip * f64::from(line_height)) as f32;
    let mut found = Vec::new();
    let mut block = block;
    while top < height && block < column.blocks().count() {
        let block_start = column.offset_in(block, 0);
        let count = column.line_count(block);
        let hidden = (-top / line_height).floor().max(0.0) as usize;
        for line in hidden..count {
            let line_top = top + line as f32 * line_height;
            if line_top >= height {
                break;
            }
            let id = LineId { block, line };
            found.push(VisibleLine {
                id,
                block_start,
                top: line_top,
                line: column.place_line(id),
            });
        }
        top += (column.block_height(block) * f64::from(line_height)) as f32;
        block += 1;
    }
    found
}

/// Builds the mesh of a page: highlights, found words, selection, letters and caret.
/// If the atlas had to move its pictures meanwhile, it is built again.
pub fn paint(page: &Page<'_>, atlas: &mut Atlas, fonts: &Fonts, mesh: &mut Mesh) {
    for _ in 0..6 {
        let generation = atlas.generation();
        mesh.clear();
        let mut painter = Painter {
            page,
            atlas,
            fonts,
            mesh,
        };
        painter.all();
        if atlas.generation() == generation {
            return;
        }
    }
}

struct Painter<'a> {
    page: &'a Page<'a>,
    atlas: &'a mut Atlas,
    fonts: &'a Fonts,
    mesh: &'a mut Mesh,
}

impl Painter<'_> {
    fn all(&mut self) {
        for line in self.page.lines {
            self.highlights(line);
            self.hits(line);
            self.selection(line);
            self.current_hit(line);
        }
        for line in self.page.lines {
            self.letters(line);
        }
        self.caret();
    }

    fn highlights(&mut self, line: &VisibleLine) {
        let span = line.span();
        let first = self
            .page
            .highlights
            .iter()
            .filter(|h| h.span.intersects(span));
        for highlight in first {
            if let Some((start, end)) = line.local(highlight.span) {
                for (x0, x1) in line.line.stretches(start, end) {
                    // White space that hangs beyond the column is not marked.
                    let inside = (x0.max(line.line.x0), x1.min(line.line.x1));
                    if inside.0 < inside.1 {
                        self.highlight(line, highlight, inside);
                    }
                }
            }
        }
    }

    /// A highlight is a band behind the letters and a line under them; one
    /// inside another is a little lower than it, and its line lies above.
    fn highlight(&mut self, line: &VisibleLine, highlight: &Highlight, (x0, x1): (f32, f32)) {
        let unit = (self.page.size / 20.0).max(1.0);
        let inset = f32::from(highlight.depth.min(3)) * 2.0 * unit;
        let height = self.page.line_height;
        let top = (line.top + height * 0.07 + inset).round();
        let bottom = (line.top + height * 0.97 - inset * 1.5).round();
        let (x0, x1) = self.on_pixels(x0, x1);
        self.rect([x0, top, x1, bottom], highlight.fill);
        let thick = (1.5 * unit).round().max(1.0);
        self.rect([x0, bottom - thick, x1, bottom], highlight.edge);
        if highlight.chosen {
            self.rect([x0, top, x1, top + thick], highlight.edge);
            self.rect([x0, top, x0 + thick, bottom], highlight.edge);
            self.rect([x1 - thick, top, x1, bottom], highlight.edge);
        }
    }

    /// Found words are framed and stand a little inside the highlights that
    /// they lie on, so that both are seen.
    fn hits(&mut self, line: &VisibleLine) {
        let found = self.page.found;
        for hit in Hit::meeting(found.hits, line.span()) {
            let fill = match found.current == Some(*hit) {
                true => self.page.colors.hit_current,
                false => self.page.colors.hit,
            };
            for [x0, top, x1, bottom] in self.hit_rects(line, *hit) {
                let thick = self.hit_frame().min((x1 - x0) / 2.0);
                let edge = self.page.colors.hit_edge;
                self.rect([x0, top, x1, bottom], edge);
                self.rect([x0 + thick, top + thick, x1 - thick, bottom - thick], fill);
            }
        }
    }

    /// The hit last gone to is selected, as a rule: its frame lies over that,
    /// and is thicker outwards.
    fn current_hit(&mut self, line: &VisibleLine) {
        let Some(hit) = self.page.found.current else {
            return;
        };
        let edge = self.page.colors.hit_edge;
        for [x0, top, x1, bottom] in self.hit_rects(line, hit) {
            let thin = self.hit_frame();
            let [left, right] = [x0 - thin, x1 + thin];
            self.rect([left, top - thin, right, top + thin], edge);
            self.rect([left, bottom - thin, right, bottom + thin], edge);
            self.rect([left, top, x0 + thin, bottom], edge);
            self.rect([x1 - thin, top, right, bottom], edge);
        }
    }

    fn hit_frame(&self) -> f32 {
        (self.page.size / 20.0).round().max(1.0)
    }

    fn hit_rects(&self, line: &VisibleLine, hit: Hit) -> Vec<[f32; 4]> {
        let Some((start, end)) = line.local(hit.span()) else {
            return Vec::new();
        };
        let height = self.page.line_height;
        let top = (line.top + height * 0.16).round();
        let bottom = (line.top + height * 0.90).round();
        let stretches = line.line.stretches(start, end).into_iter();
        stretches
            .map(|(x0, x1)| {
                let (x0, x1) = self.on_pixels(x0, x1);
                [x0, top, x1, bottom]
            })
            .collect()
    }

    fn selection(&mut self, line: &VisibleLine) {
        let Some((start, end)) = self.page.selection.and_then(|s| line.local(s)) else {
            return;
        };
        let top = line.top.round();
        let bottom = (line.top + self.page.line_height).round();
        for (x0, x1) in line.line.stretches(start, end) {
            let (x0, x1) = self.on_pixels(x0, x1);
            self.rect([x0, top, x1, bottom], self.page.colors.selection);
        }
    }

    fn letters(&mut self, line: &VisibleLine) {
        let baseline = (line.top + self.page.baseline).round();
        let size_64 = (self.page.size * 64.0).round() as u32;
        for glyph in &line.line.glyphs {
            // The glyph's place in quarters of a pixel, then whole pixels and rest.
            let quarters = ((self.page.left + glyph.x) * f32::from(BINS)).round() as i32;
            let key = GlyphKey {
                face: glyph.face,
                id: glyph.id,
                size_64,
                bin: quarters.rem_euclid(i32::from(BINS)) as u8,
                light_on_dark: self.page.colors.light_on_dark,
            };
            let Some(picture) = self.atlas.picture(key, self.fonts) else {
                continue;
            };
            let x = (quarters.div_euclid(i32::from(BINS)) + picture.left) as f32;
            let y = baseline + glyph.y.round() - picture.top as f32;
            let (w, h) = (picture.width as f32, picture.height as f32);
            let [u0, v0] = self.atlas.uv(picture.x as f32, picture.y as f32);
            let [u1, v1] = self.atlas.uv(picture.x as f32 + w, picture.y as f32 + h);
            self.mesh.add_rect(
                [x, y, x + w, y + h],
                [u0, v0, u1, v1],
                self.page.colors.text,
            );
        }
    }

    fn caret(&mut self) {
        let Some(caret) = self.page.caret else { return };
        let Some(line) = self.page.lines.iter().find(|l| l.id == caret.line) else {
            return;
        };
        let place = crate::typeset::CaretPlace {
            offset: caret.offset.0.saturating_sub(line.block_start.0) as u32,
            after_previous: caret.after_previous,
        };
        if let Some(x) = line.line.caret_x(place) {
            let thick = (self.page.size / 12.0).round().max(1.0);
            let x = (self.page.left + x - thick / 2.0).round();
            let (top, bottom) = (line.top.round(), (line.top + self.page.line_height).round());
            self.rect([x, top, x + thick, bottom], self.page.colors.caret);
        }
    }

    /// A stretch of the column on whole pixels, at least one wide.
    fn on_pixels(&self, x0: f32, x1: f32) -> (f32, f32) {
        let x0 = (self.page.left + x0).round();
        (x0, (self.page.left + x1).round().max(x0 + 1.0))
    }

    fn rect(&mut self, rect: [f32; 4], color: [u8; 4]) {
        let [u, v] = self.atlas.white_uv();
        self.mesh.add_rect(rect, [u, v, u, v], color);
    }
}
