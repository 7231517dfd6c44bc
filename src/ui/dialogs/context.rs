//! Words in their line of text, set as a whole so that their letters stay
//! joined, the words in the middle.

use egui::{Color32, Rect, Ui, vec2};

use crate::text::{Article, ByteOffset, ByteSpan};
use crate::typeset::Weight;
use crate::ui::lettering::{Lettering, Style};

/// Characters of context on either side; what is painted clips the rest.
pub(super) const CONTEXT_CHARS: usize = 60;

/// A place with some text before and after it, on one line.
pub(super) struct Context {
    /// The whole line.
    pub text: String,
    /// Where the place is in `text`, in bytes.
    name: (usize, usize),
}

impl Context {
    /// A place of an article.
    pub fn of(article: &Article, span: ByteSpan) -> Self {
        let text = article.text();
        let before = text.get(..span.start.0).unwrap_or_default();
        let after = text.get(span.end.0..).unwrap_or_default();
        let start = before.char_indices().rev().take(CONTEXT_CHARS).last();
        let start = start.map_or(span.start, |(at, _)| ByteOffset(at));
        let end = after.char_indices().nth(CONTEXT_CHARS);
        let end = end.map_or(text.len(), |(at, _)| span.end.0 + at);
        let piece = |start: ByteOffset, end: ByteOffset| article.slice(ByteSpan { start, end });
        let before = piece(start, span.start);
        let name = piece(span.start, span.end);
        Self::new(before, name, piece(span.end, ByteOffset(end)))
    }

    /// Words and what stands around them.
    pub fn new(before: &str, name: &str, after: &str) -> Self {
        let one_line = |text: &str| {
            let blank = |c: char| c.is_whitespace() || c.is_control();
            let chars = text.chars().map(|c| if blank(c) { ' ' } else { c });
            chars.collect::<String>()
        };
        let (before, name) = (one_line(before), one_line(name));
        let from = before.len();
        let to = from + name.len();
        Self {
            text: before + &name + &one_line(after),
            name: (from, to),
        }
    }

    /// Paints the line with the place in the middle of a rectangle, and `fill`
    /// behind it.
    pub fn paint(&self, ui: &Ui, rect: Rect, color: Color32, fill: Color32) {
        let scale = ui.pixels_per_point();
        let size = egui::TextStyle::Body.resolve(ui.style()).size * scale;
        let lettering = ui.ctx().with_plugin::<Lettering, _>(|lettering| {
            let set = lettering.set(&self.text, Style::one_line(size, Weight::Regular));
            (set, lettering.ascent_and_descent())
        });
        let Some((set, (ascent, descent))) = lettering else {
            return;
        };
        let Some(line) = set.lines.first() else {
            return;
        };
        let local = |at: usize| at.saturating_sub(line.start) as u32;
        let stretches = line.line.stretches(local(self.name.0), local(self.name.1));
        let left = stretches.iter().map(|it| it.0).fold(f32::MAX, f32::min);
        let right = stretches.iter().map(|it| it.1).fold(f32::MIN, f32::max);
        if left > right {
            return;
        }
        let origin = rect.center().x - (left + right) / 2.0 / scale;
        let painter = ui.painter_at(rect);
        for (x0, x1) in stretches {
            let x = (origin + x0 / scale)..=(origin + x1 / scale);
            let behind = Rect::from_x_y_ranges(x, rect.shrink2(vec2(0.0, 2.0)).y_range());
            painter.rect_filled(behind, 2.0, fill);
        }
        let baseline = rect.center().y + (ascent - descent) / 2.0 * size / scale;
        let at = egui::pos2(origin, baseline);
        let slip = ui
            .ctx()
            .with_plugin::<Lettering, _>(|lettering| lettering.slip(&set, size, at, color));
        if let Some(slip) = slip {
            painter.add(slip);
        }
    }
}
