//! Lines, highlights, selection and caret as one mesh over one texture.
//!
//! Everything is measured in physical pixels. What is drawn is decided by the
//! caller; where, only by the cells of the lines, so that a highlight stands
//! exactly on its characters.

use super::atlas::{Atlas, BINS, GlyphKey};
use super::hidden::{HiddenKind, HiddenMark, flag_edge, flag_height, flag_size};
use super::mesh::Mesh;
use crate::text::find::Hit;
use crate::text::{ByteOffset, ByteSpan};
use crate::typeset::column::{Column, LineId};
use crate::typeset::{CaretPlace, FaceId, Fonts, PlacedLine};

/// Height of the second caret where directions meet, as a part of the line's.
const SECOND_CARET: f32 = 0.35;

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
    /// The page itself, within and around what stands on it.
    pub ground: [u8; 4],
    /// Flags of direction controls.
    pub flag_direction: [u8; 4],
    /// Flags of other hidden characters.
    pub flag_other: [u8; 4],
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
    /// Which of the lanes side by side it keeps to: none that overlaps it is
    /// in the same one.
    pub lane: u8,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// Whether its ends can be dragged, and so have handles.
    pub handles: bool,
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

    /// Whether a span shares a byte with the line.
    pub fn touches(&self, span: ByteSpan) -> bool {
        self.span().intersects(span)
    }

    /// A span of the article as offsets of this line's block, cut to it.
    pub fn local(&self, span: ByteSpan) -> Option<(u32, u32)> {
        let inside = span.intersection(self.span())?;
        let local = |at: ByteOffset| (at.0 - self.block_start.0) as u32;
        Some((local(inside.start), local(inside.end)))
    }

    /// Where a span is seen to begin on this line, or to end, in pixels from
    /// the column's left edge; `None` where it does so on another line.
    pub fn border_x(&self, span: ByteSpan, at_end: bool) -> Option<f32> {
        let here = self.span();
        let inside = match at_end {
            true => here.start < span.end && span.end <= here.end,
            false => here.start <= span.start && span.start < here.end,
        };
        let (start, end) = self.local(span).filter(|_| inside)?;
        self.line.border_x(start, end, at_end)
    }
}

/// The knob of the handle at an end of a chosen annotation: how far its middle
/// is below the line's top, and its radius, in pixels. Where the annotation
/// begins it is at the line's top and where it ends at the bottom, so that the
/// two of a single letter stay apart. `size` is the pixels in an em.
pub fn knob(size: f32, line_height: f32, at_end: bool) -> (f32, f32) {
    let radius = (size * 0.21).clamp(3.5, 10.0);
    let middle = match at_end {
        true => line_height - radius,
        false => radius,
    };
    (middle, radius)
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
    /// Flags of hidden characters, if they are shown.
    pub hidden: &'a [HiddenMark],
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

/// Builds the mesh of a page: highlights, found words and selection, the
/// highlights' edges, flags, letters and caret.
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

/// A glyph and where its pen stands, in pixels.
struct Letter {
    face: FaceId,
    id: u16,
    x: f32,
    y: f32,
}

/// Lanes that are drawn apart; further ones share theirs.
const LANES: u8 = 4;

/// A part of a highlight on one line, in whole pixels.
struct Band {
    x0: f32,
    x1: f32,
    top: f32,
    bottom: f32,
    /// Thickness of the line under it.
    thick: f32,
    /// Whether the highlight begins or ends at its left and right edge.
    caps: (bool, bool),
}

impl Painter<'_> {
    fn all(&mut self) {
        let bands = self.bands();
        for (band, highlight) in &bands {
            self.rect([band.x0, band.top, band.x1, band.bottom], highlight.fill);
        }
        for line in self.page.lines {
            self.hits(line);
            self.selection(line);
            self.current_hit(line);
        }
        // Edges stand above the selection, which would hide where they end.
        for (band, highlight) in &bands {
            self.edges(band, highlight);
        }
        self.handles();
        for mark in self.page.hidden {
            self.flag(mark);
        }
        for line in self.page.lines {
            self.letters(line);
        }
        self.caret();
    }

    /// Where the highlights stand, line by line.
    fn bands(&self) -> Vec<(Band, Highlight)> {
        let mut found = Vec::new();
        for line in self.page.lines {
            let here = self.page.highlights.iter();
            for highlight in here.filter(|h| line.touches(h.span)) {
                let Some((start, end)) = line.local(highlight.span) else {
                    continue;
                };
                for (x0, x1) in line.line.stretches(start, end) {
                    // White space that hangs beyond the column is not marked.
                    let inside = (x0.max(line.line.x0), x1.min(line.line.x1));
                    if inside.0 < inside.1 {
                        found.push((self.band(line, highlight, inside), *highlight));
                    }
                }
            }
        }
        found
    }

    /// A highlight is a band behind the letters and a line under them; in a
    /// further lane the band is lower and its line higher.
    fn band(&self, line: &VisibleLine, highlight: &Highlight, (x0, x1): (f32, f32)) -> Band {
        let unit = self.page.size / 20.0;
        let lane = f32::from(highlight.lane % LANES);
        let height = self.page.line_height;
        let thick = (1.5 * unit).round().max(1.0);
        let gap = unit.round().max(1.0);
        let edge_of = |at: Option<f32>| {
            let near = |x: f32| at.is_some_and(|at| (at - x).abs() < 0.01);
            (near(x0), near(x1))
        };
        let start = edge_of(line.border_x(highlight.span, false));
        let end = edge_of(line.border_x(highlight.span, true));
        let (left, right) = self.on_pixels(x0, x1);
        Band {
            x0: left,
            x1: right,
            top: (line.top + height * 0.06 + lane * 2.0 * unit).round(),
            bottom: (line.top + height).round() - gap - lane * (thick + gap),
            thick,
            caps: (start.0 || end.0, start.1 || end.1),
        }
    }

    /// The line under a highlight, with an upright where it begins and where
    /// it ends, and around the chosen one.
    fn edges(&mut self, band: &Band, highlight: &Highlight) {
        let Band {
            x0,
            x1,
            top,
            bottom,
            thick,
            caps,
        } = *band;
        let color = highlight.edge;
        self.rect([x0, bottom - thick, x1, bottom], color);
        let upright = if highlight.chosen {
            self.rect([x0, top, x1, top + thick], color);
            top
        } else {
            bottom - (4.0 * thick).min(bottom - top)
        };
        let wide = if highlight.chosen {
            thick
        } else {
            (thick * 0.67).round().max(1.0)
        };
        if caps.0 || highlight.chosen {
            self.rect([x0, upright, x0 + wide, bottom], color);
        }
        if caps.1 || highlight.chosen {
            self.rect([x1 - wide, upright, x1, bottom], color);
        }
    }

    /// The knobs that the ends of the chosen annotation are dragged by, each
    /// with a rim of the page's colour.
    fn handles(&mut self) {
        let page = self.page;
        let height = page.line_height;
        for highlight in page.highlights.iter().filter(|it| it.handles) {
            let lines = page.lines.iter();
            for line in lines.filter(|line| line.touches(highlight.span)) {
                for at_end in [false, true] {
                    let Some(x) = line.border_x(highlight.span, at_end) else {
                        continue;
                    };
                    let (y, radius) = knob(page.size, height, at_end);
                    let middle = [page.left + x, line.top + y];
                    let rim = (radius / 3.0).max(1.0);
                    self.disc(middle, radius + rim, page.colors.ground);
                    self.disc(middle, radius, highlight.edge);
                }
            }
        }
    }

    /// A disc, smooth at its edge: whole pixels row by row, and beside them
    /// those that it covers in part.
    fn disc(&mut self, [x, y]: [f32; 2], radius: f32, color: [u8; 4]) {
        let (top, bottom) = ((y - radius).floor() as i32, (y + radius).ceil() as i32);
        let (left, right) = ((x - radius).floor() as i32, (x + radius).ceil() as i32);
        for row in top..bottom {
            let middle_y = row as f32 + 0.5;
            let mut whole: Option<(f32, f32)> = None;
            for column in left..right {
                let middle_x = column as f32 + 0.5;
                let distance = (middle_x - x).hypot(middle_y - y);
                let cover = (radius + 0.5 - distance).clamp(0.0, 1.0);
                let (x0, x1) = (column as f32, column as f32 + 1.0);
                if cover >= 1.0 {
                    whole = Some((whole.map_or(x0, |whole| whole.0), x1));
                } else if cover > 0.0 {
                    let part = color.map(|c| (f32::from(c) * cover).round() as u8);
                    self.rect([x0, row as f32, x1, row as f32 + 1.0], part);
                }
            }
            if let Some((x0, x1)) = whole {
                self.rect([x0, row as f32, x1, row as f32 + 1.0], color);
            }
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

    /// The letters of a line, cut off where they would leave it: no stack of
    /// marks, however high, is drawn over another line. What is written in
    /// earnest fits (see [`crate::typeset::LineRoom`]).
    fn letters(&mut self, line: &VisibleLine) {
        let top = line.top.round();
        let band = (top, top + self.page.line_height);
        let baseline = (line.top + self.page.baseline).round();
        for glyph in &line.line.glyphs {
            let glyph = Letter {
                face: glyph.face,
                id: glyph.id,
                x: self.page.left + glyph.x,
                y: baseline + glyph.y.round(),
            };
            self.letter(&glyph, self.page.size, self.page.colors.text, band);
        }
    }

    /// One glyph, as far as it lies in a band from top to bottom.
    fn letter(&mut self, letter: &Letter, size: f32, color: [u8; 4], band: (f32, f32)) {
        // The glyph's place in quarters of a pixel, then whole pixels and rest.
        let quarters = (letter.x * f32::from(BINS)).round() as i32;
        let key = GlyphKey {
            face: letter.face,
            id: letter.id,
            size_64: (size * 64.0).round() as u32,
            bin: quarters.rem_euclid(i32::from(BINS)) as u8,
            light_on_dark: self.page.colors.light_on_dark,
        };
        let Some(picture) = self.atlas.picture(key, self.fonts) else {
            return;
        };
        let x = (quarters.div_euclid(i32::from(BINS)) + picture.left) as f32;
        let y = letter.y - picture.top as f32;
        let (w, h) = (picture.width as f32, picture.height as f32);
        let (from, to) = (y.max(band.0), (y + h).min(band.1));
        if from >= to {
            return;
        }
        let (u, v) = (picture.x as f32, picture.y as f32 - y);
        let [u0, v0] = self.atlas.uv(u, v + from);
        let [u1, v1] = self.atlas.uv(u + w, v + to);
        self.mesh
            .add_rect([x, from, x + w, to], [u0, v0, u1, v1], color);
    }

    /// The flag of a hidden character on its stem, behind the letters.
    fn flag(&mut self, mark: &HiddenMark) {
        let size = self.page.size;
        let (edge, height) = (flag_edge(size), flag_height(size));
        let color = match mark.kind {
            HiddenKind::Direction => self.page.colors.flag_direction,
            HiddenKind::Other => self.page.colors.flag_other,
        };
        let top = mark.line_top.round();
        let bottom = top + self.page.line_height;
        let stem = (self.page.left + mark.stem - edge / 2.0).round();
        self.rect([stem, top + height, stem + edge, bottom - edge], color);
        let Some((x0, x1)) = mark.flag else { return };
        let (x0, x1) = self.on_pixels(x0, x1);
        self.rect([x0, top, x1 - edge, top + height], color);
        let inner = [x0 + edge, top + edge, x1 - 2.0 * edge, top + height - edge];
        self.rect(inner, self.page.colors.ground);
        let (face, notes) = self.fonts.notes();
        let mut x = x0 + 1.5 * edge;
        let y = top + height - 2.0 * edge;
        for c in mark.text.chars() {
            if let Some((id, advance)) = notes.glyph(c) {
                let letter = Letter { face, id, x, y };
                self.letter(&letter, flag_size(size), color, (top, bottom));
                x += advance * flag_size(size);
            }
        }
    }

    fn caret(&mut self) {
        let Some(caret) = self.page.caret else { return };
        let Some(line) = self.page.lines.iter().find(|l| l.id == caret.line) else {
            return;
        };
        let place = CaretPlace {
            offset: caret.offset.0.saturating_sub(line.block_start.0) as u32,
            after_previous: caret.after_previous,
        };
        if let Some(x) = line.line.caret_x(place) {
            self.caret_at(line, x, 1.0);
        }
        if let Some(x) = line.line.second_caret_x(place) {
            self.caret_at(line, x, SECOND_CARET);
        }
    }

    /// A caret that takes a part of the line's height, from its top.
    fn caret_at(&mut self, line: &VisibleLine, x: f32, part: f32) {
        let thick = (self.page.size / 12.0).round().max(1.0);
        let x = (self.page.left + x - thick / 2.0).round();
        let top = line.top.round();
        let bottom = (line.top + self.page.line_height * part).round();
        self.rect([x, top, x + thick, bottom], self.page.colors.caret);
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
