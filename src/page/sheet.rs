//! A whole document as one picture: its text with its highlights, and under it
//! a legend of its labels. What `hashiya render` writes.

use std::sync::Arc;

use super::atlas::Atlas;
use super::hidden::flags;
use super::highlights::{Attention, highlights, page_colors, premultiplied};
use super::image::{Filter, Image, Texture};
use super::mesh::Mesh;
use super::paint::{Lit, Page, VisibleLine, paint, visible_lines};
use super::raster;
use super::theme::Theme;
use crate::document::{Direction, Document};
use crate::text::{Article, ByteSpan};
use crate::typeset::column::Column;
use crate::typeset::{Base, FontStack, Measure};

/// Pictures are drawn in strips of this many pixels, so that a long one needs
/// little besides its own pixels.
const STRIP: u32 = 2048;

/// How a document is to be drawn.
pub struct Sheet<'a> {
    /// What is drawn.
    pub document: &'a Document,
    /// In which colours.
    pub theme: &'a Theme,
    /// In which faces.
    pub stack: Arc<FontStack>,
    /// Width of the picture in pixels.
    pub width: u32,
    /// Pixels in an em.
    pub size: f32,
    /// Whether characters that draw nothing are flagged.
    pub hidden: bool,
}

/// The picture would be too high.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the picture would be {height} pixels high, more than {limit}; raise --max-height, or make it wider or the type smaller"
)]
pub struct TooHigh {
    /// Pixels it would take, at least.
    pub height: u64,
    /// Pixels allowed.
    pub limit: u32,
}

/// The base direction of a document's paragraphs.
pub fn base_of(document: &Document) -> Base {
    match document.direction() {
        Direction::RightToLeft => Base::RightToLeft,
        Direction::LeftToRight => Base::LeftToRight,
    }
}

/// Margin beside the column for a page of some width: a tenth, within reason.
pub fn margin(width: f32, size: f32) -> f32 {
    (width * 0.1).clamp(size * 1.2, size * 6.0).round()
}

impl Sheet<'_> {
    /// Draws the document, if it is at most `max_height` pixels high.
    pub fn draw(&self, max_height: u32) -> Result<Image, TooHigh> {
        let margin = margin(self.width as f32, self.size);
        let measure = Measure {
            width: (self.width as f32 - 2.0 * margin).max(self.size),
            size: self.size,
        };
        let mut column = Column::new(
            self.document.article().clone(),
            base_of(self.document),
            Arc::clone(&self.stack),
            measure,
        );
        let line_height = f64::from(column.line_height());
        let legend = self.legend(measure);
        let legend_lines = legend
            .as_ref()
            .map_or(0.0, |(column, _)| column.total_lines());
        // An empty line, then the legend.
        let legend_height = (1.0 + legend_lines) * line_height;
        let limit = f64::from(max_height);
        let mut lines = 0.0;
        let too_high = |height: f64| TooHigh {
            height: height as u64,
            limit: max_height,
        };
        for block in 0..column.blocks().count() {
            column.line_count(block);
            lines += column.block_height(block);
            let so_far = lines * line_height + 2.0 * f64::from(margin) + legend_height;
            if so_far > limit {
                return Err(too_high(so_far.max(column.total_lines() * line_height)));
            }
        }
        let text_height = lines * line_height;
        let height = text_height + 2.0 * f64::from(margin) + legend_height;
        let mut image = Image::new(self.width, height.ceil() as u32, self.theme.page_bg);
        let mut atlas = Atlas::new();
        self.draw_text(
            &mut column,
            &mut atlas,
            &mut image,
            margin,
            text_height as f32,
        );
        let legend_top = margin + text_height as f32 + line_height as f32;
        self.draw_legend(legend, &mut atlas, &mut image, margin, legend_top);
        Ok(image)
    }

    fn draw_text(
        &self,
        column: &mut Column,
        atlas: &mut Atlas,
        image: &mut Image,
        margin: f32,
        text_height: f32,
    ) {
        let mut top = 0.0;
        while top < text_height {
            let (block, skip) = column.place_at(f64::from(top) / f64::from(column.line_height()));
            let mut lines = visible_lines(column, block, skip, STRIP as f32);
            lines.iter_mut().for_each(|line| line.top += margin + top);
            // Lines across a strip's edge belong to the strip they begin in.
            lines.retain(|line| line.top >= margin + top - 0.5 || top == 0.0);
            let Some(last) = lines.last() else { break };
            let next = last.top - margin + column.line_height();
            let visible = ByteSpan::between(lines[0].span().start, last.span().end);
            let marks = highlights(self.document, self.theme, visible, Attention::default());
            self.draw_lines(column, &lines, &marks, atlas, image, margin);
            top = next;
        }
    }

    fn draw_lines(
        &self,
        column: &Column,
        lines: &[VisibleLine],
        marks: &[super::paint::Highlight],
        atlas: &mut Atlas,
        image: &mut Image,
        left: f32,
    ) {
        let (_, face) = self.stack.fonts().notes();
        let shown = match self.hidden {
            true => flags(lines, column.article().text(), face, self.size),
            false => Vec::new(),
        };
        let page = Page {
            lines,
            left,
            line_height: column.line_height(),
            baseline: column.baseline(),
            size: self.size,
            colors: page_colors(self.theme),
            highlights: marks,
            found: Lit::default(),
            selection: None,
            caret: None,
            hidden: &shown,
        };
        let mut mesh = Mesh::new();
        paint(&page, atlas, self.stack.fonts(), &mut mesh);
        let texture = Texture {
            image: atlas.image().clone(),
            filter: Filter::Nearest,
        };
        let clip = [0, 0, image.width() as i32, image.height() as i32];
        raster::draw(image, &mesh.vertices, &mesh.indices, &texture, clip, 1.0);
    }

    /// One line with the name of every label, each marked in its own colour.
    fn legend(&self, measure: Measure) -> Option<(Column, Vec<super::paint::Highlight>)> {
        let rtl = self.document.direction() == Direction::RightToLeft;
        let mut text = String::new();
        let mut marks = Vec::new();
        for label in self.document.labels().iter() {
            let count = self.document.count_of(&label.id);
            let name = if rtl { &label.name_ar } else { &label.name_en };
            let start = text.len();
            text.push_str(name);
            marks.push(super::paint::Highlight {
                span: ByteSpan::new(start, text.len()),
                fill: premultiplied(super::theme::highlight_color(label.color.0, self.theme)),
                edge: premultiplied(self.theme.edge(label.color.0)),
                lane: 0,
                chosen: false,
                handles: false,
            });
            text.push_str(&format!(" {count}     "));
        }
        let article = Article::new(text, false).ok()?;
        let stack = Arc::clone(&self.stack);
        Some((
            Column::new(article, base_of(self.document), stack, measure),
            marks,
        ))
    }

    fn draw_legend(
        &self,
        legend: Option<(Column, Vec<super::paint::Highlight>)>,
        atlas: &mut Atlas,
        image: &mut Image,
        margin: f32,
        top: f32,
    ) {
        let Some((mut column, marks)) = legend else {
            return;
        };
        let mut lines = visible_lines(&mut column, 0, 0.0, f32::MAX);
        lines.iter_mut().for_each(|line| line.top += top);
        self.draw_lines(&column, &lines, &marks, atlas, image, margin);
    }
}
