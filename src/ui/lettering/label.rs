//! One of egui's laid-out texts, set again in right order at the same place.
//!
//! egui has already made room for the text, and its measures are close: words
//! are joined and as wide as ours, only their order and the breaks beside them
//! are wrong. So the rows keep their height and their baseline, and what is
//! set anew stands in the room of what was.

use std::sync::Arc;

use egui::epaint::text::{Glyph, LayoutSection, PlacedRow};
use egui::epaint::{Galley, TextShape};
use egui::{Align, Color32, FontFamily, Rect, Stroke, emath::GuiRounding as _};

use super::pen::Pen;
use super::setting::{SetLine, SetText, Setter, Style};
use crate::typeset::Weight;

/// By how much, as a share of the width, a text may be wider than its label
/// rather than take more rows than egui made room for.
const STRETCHES: [f32; 4] = [1.0, 1.01, 1.02, 1.04];

/// Sets the text of a galley again; `None` where it has no size to be set in.
pub fn set(galley: &Galley, setter: &mut Setter) -> Option<Arc<SetText>> {
    let job = &galley.job;
    let format = &job.sections.first()?.format;
    let size = format.font_id.size * galley.pixels_per_point;
    if !size.is_normal() || size < 0.0 {
        return None;
    }
    let room = job.effective_wrap_width() * galley.pixels_per_point;
    let one_row = galley.rows.len() <= 1;
    let style = Style {
        paragraphs: job.break_on_newline,
        ellipsis: job.wrap.overflow_character,
        ..Style::one_line(size, weight(&format.font_id.family))
    };
    if galley.elided {
        let max_lines = job.wrap.max_rows;
        return Some(setter.set(
            &job.text,
            Style {
                width: room,
                max_lines,
                ..style
            },
        ));
    }
    if one_row {
        return Some(setter.set(&job.text, style));
    }
    // Best is to stay inside what egui filled, then inside what it had to fill.
    let filled = galley.rect.width() * galley.pixels_per_point;
    let widths = STRETCHES.map(|stretch| room * stretch);
    let set = std::iter::once(filled)
        .chain(widths)
        .map(|width| setter.set(&job.text, Style { width, ..style }))
        .find(|set| set.lines.len() <= galley.rows.len());
    Some(set.unwrap_or_else(|| {
        setter.set(
            &job.text,
            Style {
                width: room,
                ..style
            },
        )
    }))
}

/// Families of egui's are named by the program: one whose name says bold is.
fn weight(family: &FontFamily) -> Weight {
    match family {
        FontFamily::Name(name) if name.to_lowercase().contains("bold") => Weight::Bold,
        _ => Weight::Regular,
    }
}

/// Draws what [`set`] made of a text where egui would have drawn it.
pub fn draw(shape: &TextShape, set: &SetText, pen: &mut Pen<'_>) {
    let Some(rows) = Rows::of(shape, pen.pixels_per_point) else {
        return;
    };
    for (index, line) in set.lines.iter().enumerate() {
        let placed = PlacedLabelLine {
            shape,
            line,
            left: rows.left(set, line),
            baseline: rows.baseline(index),
            rows: &rows,
        };
        placed.backgrounds(pen);
        placed.letters(pen);
        placed.rules(pen);
    }
    pen.rotate(shape.angle, rows.origin);
}

/// Where egui's rows are, in pixels unless said otherwise.
struct Rows<'a> {
    galley: &'a Galley,
    /// The galley's place in points, on a whole pixel.
    origin: egui::Pos2,
    scale: f32,
    size: f32,
    /// From a row's top to its baseline.
    ascent: f32,
    /// From a row's baseline to the bottom of its font.
    descent: f32,
    /// From the top of a row's font to its baseline.
    rise: f32,
}

impl<'a> Rows<'a> {
    fn of(shape: &'a TextShape, scale: f32) -> Option<Self> {
        let galley = &*shape.galley;
        let glyph = galley.rows.iter().find_map(baseline_glyph)?;
        Some(Self {
            galley,
            origin: shape.pos.round_to_pixels(scale),
            scale,
            size: galley.job.sections.first()?.format.font_id.size * scale,
            ascent: glyph.pos.y * scale,
            descent: (glyph.font_height - glyph.font_ascent) * scale,
            rise: glyph.font_ascent * scale,
        })
    }

    fn baseline(&self, index: usize) -> f32 {
        let rows = &self.galley.rows;
        let last = rows.last().map_or(0.0, |row| row.pos.y);
        let pitch = rows.first().map_or(0.0, |row| row.size.y);
        let top = rows.get(index).map_or_else(
            || last + pitch * (index + 1 - rows.len().min(index + 1)) as f32,
            |row| row.pos.y,
        );
        ((self.origin.y + top) * self.scale + self.ascent).round()
    }

    /// Where a line's pixel 0 stands.
    fn left(&self, set: &SetText, line: &SetLine) -> f32 {
        let origin = self.origin.x * self.scale;
        let (left, right) = match self.galley.rows.as_slice() {
            [row] if !self.galley.elided => {
                let (from, to) = self.row_room(row);
                let (x0, x1) = self.line_extent(line);
                return origin + centred(from, to, x1 - x0) - x0;
            }
            _ => (
                self.galley.rect.left() * self.scale,
                self.galley.rect.right() * self.scale,
            ),
        };
        let width = line.width();
        let x = match self.galley.job.halign {
            Align::Center => centred(left, right, width),
            Align::Max => right - width,
            Align::Min if set.rtl => right.max(left + set.width()) - width,
            Align::Min => left,
        };
        origin + x - line.line.x0
    }

    /// The stretch that a row's text fills.
    fn row_room(&self, row: &PlacedRow) -> (f32, f32) {
        let lead = match self.galley.job.halign {
            Align::Min => self
                .galley
                .job
                .sections
                .first()
                .map_or(0.0, |s| s.leading_space),
            Align::Center | Align::Max => 0.0,
        };
        let left = row.pos.x + lead;
        let right = row.pos.x + row.size.x;
        (left * self.scale, right.max(left) * self.scale)
    }

    /// egui counts white space at a row's end only where it aligns to the left.
    fn line_extent(&self, line: &SetLine) -> (f32, f32) {
        match self.galley.job.halign {
            Align::Min => line.extent(),
            Align::Center | Align::Max => (line.line.x0, line.line.x1),
        }
    }
}

/// Where something `width` wide begins in the middle of a stretch; at its
/// left edge if it fills it but for a pixel.
fn centred(left: f32, right: f32, width: f32) -> f32 {
    let spare = right - left - width;
    if spare.abs() < 1.0 {
        left
    } else {
        left + spare / 2.0
    }
}

/// A glyph of the row in the font that was asked for, whose baseline is not
/// shifted as a substitute's is.
fn baseline_glyph(row: &PlacedRow) -> Option<&Glyph> {
    let own = |glyph: &&Glyph| glyph.font_ascent == glyph.font_face_ascent;
    row.glyphs.iter().find(own).or_else(|| row.glyphs.first())
}

struct PlacedLabelLine<'a> {
    shape: &'a TextShape,
    line: &'a SetLine,
    left: f32,
    baseline: f32,
    rows: &'a Rows<'a>,
}

impl PlacedLabelLine<'_> {
    fn letters(&self, pen: &mut Pen<'_>) {
        let line = &self.line.line;
        pen.line(line, self.left, self.baseline, self.rows.size, |byte| {
            let color = self.shape.override_text_color;
            color.map_or_else(
                || {
                    self.paint(
                        self.section(byte)
                            .map_or(Color32::PLACEHOLDER, |s| s.format.color),
                    )
                },
                |color| self.paint(color),
            )
        });
    }

    fn backgrounds(&self, pen: &mut Pen<'_>) {
        let (top, bottom) = (
            self.baseline - self.rows.rise,
            self.baseline + self.rows.descent,
        );
        for (section, x0, x1) in self.stretches(|s| s.format.background != Color32::TRANSPARENT) {
            let grow = section.format.expand_bg * self.rows.scale;
            let rect = [x0 - grow, top - grow, x1 + grow, bottom + grow].map(f32::round);
            pen.rect(rect, self.paint(section.format.background));
        }
    }

    /// Lines under and through the text.
    fn rules(&self, pen: &mut Pen<'_>) {
        let under = self.baseline + self.rows.descent;
        let through = self.baseline + (self.rows.descent - self.rows.rise) / 2.0;
        for (section, x0, x1) in self.stretches(|s| s.format.underline != Stroke::NONE) {
            self.rule(pen, section.format.underline, under, x0, x1);
        }
        for (section, x0, x1) in self.stretches(|s| s.format.strikethrough != Stroke::NONE) {
            self.rule(pen, section.format.strikethrough, through, x0, x1);
        }
        if self.shape.underline != Stroke::NONE {
            let line = &self.line.line;
            let (x0, x1) = (self.left + line.x0, self.left + line.x1);
            self.rule(pen, self.shape.underline, under, x0, x1);
        }
    }

    fn rule(&self, pen: &mut Pen<'_>, stroke: Stroke, y: f32, x0: f32, x1: f32) {
        let thick = (stroke.width * self.rows.scale).round().max(1.0);
        let top = (y - thick).round();
        pen.rect(
            [x0.round(), top, x1.round(), top + thick],
            self.paint(stroke.color),
        );
    }

    /// The stretches, in pixels, of the sections that pass a test.
    fn stretches(
        &self,
        wanted: impl Fn(&LayoutSection) -> bool,
    ) -> impl Iterator<Item = (&LayoutSection, f32, f32)> {
        let local = |byte: usize| byte.saturating_sub(self.line.start) as u32;
        let sections = self.rows.galley.job.sections.iter();
        sections
            .filter(move |s| wanted(s))
            .flat_map(move |section| {
                let (start, end) = (section.byte_range.start.0, section.byte_range.end.0);
                let stretches = self.line.line.stretches(local(start), local(end));
                stretches
                    .into_iter()
                    .map(move |(x0, x1)| (section, self.left + x0, self.left + x1))
            })
    }

    /// The section of a byte of the line; an ellipsis goes with the text before it.
    fn section(&self, byte: u32) -> Option<&LayoutSection> {
        let last_shown = self.line.end.saturating_sub(1);
        let byte = (self.line.start + byte as usize).min(last_shown);
        let sections = &self.rows.galley.job.sections;
        let index = sections.partition_point(|s| s.byte_range.end.0 <= byte);
        sections.get(index).or_else(|| sections.last())
    }

    /// A colour as egui would paint it here.
    fn paint(&self, color: Color32) -> Color32 {
        let color = match color {
            Color32::PLACEHOLDER => self.shape.fallback_color,
            color => color,
        };
        let opacity = self.shape.opacity_factor;
        if opacity < 1.0 {
            color.gamma_multiply(opacity.max(0.0))
        } else {
            color
        }
    }
}

/// The room that a text may be drawn in, in points, with some to spare.
pub fn bounds(shape: &TextShape) -> Rect {
    let galley = &shape.galley;
    let size = galley.rows.first().map_or(0.0, |row| row.size.y);
    let rect = shape.visual_bounding_rect();
    rect.union(galley.rect.translate(shape.pos.to_vec2()))
        .expand(4.0 * size)
}
