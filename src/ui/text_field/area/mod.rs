//! A field for a text of several lines, of any length and in any direction.
//!
//! Each paragraph runs as its first strong letter says. The field grows with its
//! text to some lines and then scrolls. Lines, places and the caret's walk are
//! those of a [`Column`], as on the page.
//!
//! Invariant: a frame costs the lines that are seen; a letter typed also costs a
//! look over the text, but sets only the block it is typed in.

mod keys;
mod paint;
mod pointer;
mod writing;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, vec2};

use self::writing::Writing;
use super::{MARGIN, last_focused, with_lettering};
use crate::page::paint::{VisibleLine, visible_lines};
use crate::page::viewport::Viewport;
use crate::typeset::analyse::first_strong_is_rtl;
use crate::typeset::blocks::Blocks;
use crate::typeset::column::{Column, PARAGRAPH_GAP};
use crate::typeset::drag::DragStart;
use crate::typeset::{Base, Measure};

/// How many lines a field has at least, and at most before it scrolls.
const LEAST_LINES: f64 = 1.0;
const MOST_LINES: f64 = 7.0;

/// A text up to so many bytes is told assistive technology as a whole, a longer
/// one as far as it is seen.
const TOLD_WHOLE: usize = 64 << 10;

/// A text of several lines that is shown and may be written on. Kept by its
/// owner from frame to frame.
pub struct Area {
    writing: Writing,
    column: Option<Column>,
    /// Whether paragraphs without letters run from right to left, by wish.
    rtl: bool,
    viewport: Viewport,
    /// Where vertical motion aims: pixels from the column's left edge.
    goal_x: Option<f32>,
    drag: Option<DragStart>,
}

/// Where a field's text is seen.
#[derive(Clone, Copy)]
struct Room {
    /// In points.
    rect: Rect,
    /// Physical pixels in a point.
    scale: f32,
    /// Height in lines.
    lines: f64,
}

impl Area {
    /// A field with a text, which may grow to `limit` bytes; `None` where no
    /// text may be so long.
    pub fn new(text: &str, limit: usize) -> Option<Self> {
        Some(Self {
            writing: Writing::new(text, limit)?,
            column: None,
            rtl: false,
            viewport: Viewport::bare(),
            goal_x: None,
            drag: None,
        })
    }

    /// What is written.
    pub fn text(&self) -> &str {
        self.writing.article().text()
    }

    /// Shows the field as wide as there is room; `rtl` is the direction of what
    /// has no letters. The response says `changed()` when the text changed.
    /// Ctrl+Enter gives the keyboard away; what Escape does is the owner's.
    pub fn show(&mut self, ui: &mut Ui, id: Id, name: &str, rtl: bool) -> Response {
        let size = TextStyle::Body.resolve(ui.style()).size;
        let scale = ui.pixels_per_point();
        let width = ui.available_width().max(40.0);
        let measure = Measure {
            width: ((width - 2.0 * MARGIN.x) * scale).floor(),
            size: size * scale,
        };
        self.set(ui, measure, rtl);
        let lines = self.wanted_lines();
        let line_height = self.line_height() / scale;
        let height = (lines as f32 * line_height + 2.0 * MARGIN.y)
            .max(ui.spacing().interact_size.y)
            .round();
        let (_, rect) = ui.allocate_space(vec2(width, height));
        let sense = match ui.is_enabled() {
            true => Sense::click_and_drag(),
            false => Sense::hover(),
        };
        let mut response = ui.interact(rect, id, sense);
        let inner = rect.shrink2(MARGIN);
        let room = Room {
            rect: inner,
            scale,
            lines: f64::from(inner.height() / line_height),
        };
        let is_moved = self.point(ui, &response, room);
        let (is_typed, is_changed) = self.type_in(ui, id, room, measure);
        if is_changed {
            response.mark_changed();
        }
        if is_moved || is_typed {
            self.follow(room);
        }
        self.scroll(ui, &response, room);
        self.paint(ui, &response, room);
        self.describe(ui, &response, name, room);
        response
    }

    /// Does what is typed; says whether anything was, and whether the text
    /// changed.
    fn type_in(&mut self, ui: &Ui, id: Id, room: Room, measure: Measure) -> (bool, bool) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return (false, false);
        }
        super::keys::keep_focus(ui, id, true);
        ui.data_mut(|data| data.insert_temp(last_focused(), id));
        let page = (room.lines - 1.0).max(1.0) as isize;
        let before = self.writing.article().clone();
        let mut is_typed = false;
        for event in super::keys::events(ui) {
            is_typed |= self.act(ui, id, &event, page);
            // The next key may move the caret by the lines of the new text.
            self.set(ui, measure, self.rtl);
        }
        let is_changed = !std::ptr::eq(before.text(), self.text());
        if is_changed {
            // The field may have grown.
            ui.ctx().request_repaint();
        }
        (is_typed, is_changed)
    }

    /// Sets the text as it is now, in a column of a width.
    fn set(&mut self, ui: &Ui, measure: Measure, rtl: bool) {
        let splice = self.writing.take_splice();
        if std::mem::replace(&mut self.rtl, rtl) != rtl {
            self.column = None;
        }
        let article = self.writing.article();
        let cut = || {
            let rtl = first_strong_is_rtl(article.text()).unwrap_or(rtl);
            Blocks::by_paragraph(article, Base::of_rtl(rtl))
        };
        match (&mut self.column, splice) {
            (Some(column), Some(splice)) => column.edit(article.clone(), cut(), splice),
            (Some(_), None) => {}
            (None, _) => {
                let stack = with_lettering(ui, |lettering| Some(lettering.stack()));
                self.column = stack.map(|stack| {
                    Column::with_blocks(article.clone(), Arc::new(cut()), stack, measure)
                });
            }
        }
        if let Some(column) = &mut self.column
            && column.measure() != measure
        {
            column.set_measure(measure);
        }
    }

    fn line_height(&self) -> f32 {
        self.column.as_ref().map_or(20.0, Column::line_height)
    }

    fn wanted_lines(&self) -> f64 {
        let lines = self.column.as_ref().map_or(1.0, Column::total_lines);
        (lines - PARAGRAPH_GAP).clamp(LEAST_LINES, MOST_LINES)
    }

    /// Moves as little as possible for the caret to be seen.
    fn follow(&mut self, room: Room) {
        if let Some(column) = &mut self.column {
            let line = column.line_of_caret(self.writing.caret());
            self.viewport.follow(column, line, room.lines);
        }
    }

    /// The lines that are seen.
    fn seen(&mut self, room: Room) -> Vec<VisibleLine> {
        let Viewport { block, skip, .. } = self.viewport;
        let height = room.rect.height() * room.scale;
        let column = self.column.as_mut();
        column.map_or_else(Vec::new, |column| {
            visible_lines(column, block, skip, height)
        })
    }

    fn describe(&mut self, ui: &Ui, response: &Response, name: &str, room: Room) {
        let seen = self.seen(room);
        let text = self.text();
        let told = match (seen.first(), seen.last()) {
            (Some(first), Some(last)) if text.len() > TOLD_WHOLE => {
                text.get(first.span().start.0..last.span().end.0)
            }
            _ => text.get(..text.floor_char_boundary(TOLD_WHOLE)),
        };
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::MultilineTextInput, ui.is_enabled(), name);
            info.current_text_value = told.map(str::to_owned);
            info
        });
    }
}
