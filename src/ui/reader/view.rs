//! One tab's view: the column, the place being read, and the frame's order.

use std::sync::Arc;

use egui::{Rect, Sense, Ui};

use super::ReaderInput;
use super::draw::Drawn;
use super::glyphs::GlyphTexture;
use super::pointer::Drag;
use super::scroll_bar;
use super::ticks::Ticks;
use crate::app::Command;
use crate::document::{AnnotationId, Selection};
use crate::page::hidden::HiddenMark;
use crate::page::paint::{VisibleLine, visible_lines};
use crate::page::sheet::base_of;
use crate::page::viewport::Viewport;
use crate::text::{ByteOffset, ByteSpan};
use crate::typeset::column::Column;
use crate::typeset::{Base, FontStack, Measure};

/// The widest column, in em: longer lines tire the eye.
const WIDEST_EM: f32 = 36.0;
/// Least space beside the column, in em.
const LEAST_MARGIN_EM: f32 = 1.6;

/// What is kept of one tab between frames.
#[derive(Default)]
pub(super) struct View {
    pub set: Option<Set>,
    pub viewport: Viewport,
    pub drag: Option<Drag>,
    /// Whether the caret leans on the text before it.
    pub after_previous: bool,
    /// Where vertical motion aims: pixels from the column's left edge.
    pub goal_x: Option<f32>,
    pub hovered: Option<AnnotationId>,
    pub drawn: Option<Drawn>,
    /// The flags of hidden characters in the mesh last drawn.
    pub flags: Vec<HiddenMark>,
    pub lines: Option<Lines>,
    /// Where things were in the last frame.
    pub place: Option<Place>,
    followed: u64,
    /// Wheel movement towards the next step of zoom.
    pub zoom_rest: f32,
    pub ticks: Option<Ticks>,
}

/// The column, and what it was set for.
pub(super) struct Set {
    pub column: Column,
    base: Base,
    stack: Arc<FontStack>,
}

/// The lines last set for the screen, and what they were set for.
pub(super) struct Lines {
    key: (Viewport, Measure, u32),
    pub lines: Vec<VisibleLine>,
    /// Changes whenever the lines do.
    pub serial: u64,
}

/// Where things are this frame.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The page without the scroll bar, in points.
    pub rect: Rect,
    /// Physical pixels in a point.
    pub pixels_per_point: f32,
    /// The column's left edge, in pixels from the page's.
    pub left: f32,
    /// Height of the page in pixels.
    pub height: f32,
}

impl Place {
    /// Pixels from the page's top left corner.
    pub fn pixels(&self, at: egui::Pos2) -> egui::Vec2 {
        (at - self.rect.min) * self.pixels_per_point
    }

    /// A rectangle given in pixels from the page's corner, in points.
    pub fn points(&self, x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        let point = |x: f32, y: f32| self.rect.min + egui::vec2(x, y) / self.pixels_per_point;
        Rect::from_min_max(point(x0, y0), point(x1, y1))
    }
}

impl View {
    pub fn show(
        &mut self,
        ui: &mut Ui,
        input: &ReaderInput<'_>,
        stack: Arc<FontStack>,
        glyphs: &mut GlyphTexture,
        commands: &mut Vec<Command>,
    ) {
        let whole = ui.available_rect_before_wrap();
        let bar = scroll_bar::rect(whole);
        let page = Rect::from_min_max(whole.min, egui::pos2(bar.left(), whole.bottom()));
        ui.advance_cursor_after_rect(whole);
        let place = self.sync(ui, input, stack, page);
        self.hold_still(place);
        self.follow_wish(input, place);

        let response = ui.interact(
            page,
            ui.scope_id().with(("page", input.tab.0)),
            Sense::click_and_drag(),
        );
        let keyboard = input.takes_keys
            && (response.has_focus() || ui.memory(|memory| memory.focused().is_none()));
        if keyboard {
            self.keys(ui, input, place, commands);
        }
        self.pointer(ui, input, &response, place, commands);
        self.wheel(ui, &response, place, commands);
        self.scroll_bar(ui, input, bar, place);
        self.ticks(ui, input, bar, place);

        self.set_lines(place);
        self.place = Some(place);
        self.draw(ui, input, place, glyphs, keyboard);
        self.tell(ui, input, &response, place);
    }

    /// Height of the page in lines.
    pub fn view_lines(&self, place: Place) -> f64 {
        let line_height = self.set.as_ref().map_or(1.0, |s| s.column.line_height());
        f64::from(place.height / line_height)
    }

    /// Brings the column to the width, size, face and direction asked for;
    /// the line being read stays where it is.
    fn sync(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        stack: Arc<FontStack>,
        rect: Rect,
    ) -> Place {
        let pixels_per_point = ui.pixels_per_point();
        let size = input.text_size_pts * pixels_per_point;
        let page_width = (rect.width() * pixels_per_point).floor();
        let room = page_width - 2.0 * LEAST_MARGIN_EM * size;
        let width = room.min(WIDEST_EM * size).max(4.0 * size).round();
        let measure = Measure { width, size };
        let base = base_of(input.document);
        let fits = self.set.as_ref().is_some_and(|set| {
            set.base == base
                && Arc::ptr_eq(&set.stack, &stack)
                && std::ptr::eq(set.column.article().text(), input.document.article().text())
        });
        if !fits {
            self.set_anew(input, base, stack, measure);
        } else if let Some(set) = &mut self.set
            && set.column.measure() != measure
        {
            let reading = self.viewport.first_offset(&mut set.column);
            let at_top = self.viewport == Viewport::default();
            set.column.set_measure(measure);
            if !at_top {
                self.viewport = Viewport::default();
                let line = set.column.line_of(reading, false);
                let lines = f64::from(rect.height() * pixels_per_point / set.column.line_height());
                self.viewport.put_line_at(&mut set.column, line, 0.0, lines);
            }
        }
        Place {
            rect,
            pixels_per_point,
            left: ((page_width - width) / 2.0).round(),
            height: (rect.height() * pixels_per_point).ceil().max(1.0),
        }
    }

    /// Keeps the text where it is on the screen when the page begins lower or
    /// higher than before, as it does when a bar comes or goes above it.
    fn hold_still(&mut self, place: Place) {
        let Some(before) = self
            .place
            .filter(|before| before.rect.x_range() == place.rect.x_range())
        else {
            return;
        };
        let moved = (place.rect.top() - before.rect.top()) * place.pixels_per_point;
        if moved != 0.0 {
            self.scroll_pixels(moved, place);
        }
    }

    fn set_anew(
        &mut self,
        input: &ReaderInput<'_>,
        base: Base,
        stack: Arc<FontStack>,
        measure: Measure,
    ) {
        let article = input.document.article();
        // Another face or direction of the same text keeps the place.
        let reading = self
            .set
            .as_mut()
            .filter(|set| std::ptr::eq(set.column.article().text(), article.text()))
            .map(|set| self.viewport.first_offset(&mut set.column))
            .filter(|_| self.viewport != Viewport::default());
        let mut column = Column::new(article.clone(), base, Arc::clone(&stack), measure);
        self.viewport = Viewport::default();
        if let Some(reading) = reading {
            let line = column.line_of(reading, false);
            self.viewport.put_line_at(&mut column, line, 0.0, 1.0);
        }
        self.set = Some(Set {
            column,
            base,
            stack,
        });
        self.lines = None;
        self.drawn = None;
    }

    fn follow_wish(&mut self, input: &ReaderInput<'_>, place: Place) {
        let view_lines = self.view_lines(place);
        if let (Some(wish), Some(set)) = (input.scroll, &mut self.set)
            && wish.serial != self.followed
        {
            self.followed = wish.serial;
            self.viewport.reveal(&mut set.column, wish.at, view_lines);
        }
    }

    /// Scrolls as little as possible for an offset to be in view.
    pub fn follow(&mut self, at: ByteOffset, place: Place) {
        let view_lines = self.view_lines(place);
        let after_previous = self.after_previous;
        if let Some(set) = &mut self.set {
            let line = set.column.line_of(at, after_previous);
            self.viewport.follow(&mut set.column, line, view_lines);
        }
    }

    /// Scrolls by pixels, downwards.
    pub fn scroll_pixels(&mut self, pixels: f32, place: Place) {
        let view_lines = self.view_lines(place);
        if let Some(set) = &mut self.set {
            let lines = f64::from(pixels / set.column.line_height());
            self.viewport.scroll(&mut set.column, lines, view_lines);
        }
    }

    fn set_lines(&mut self, place: Place) {
        let Some(set) = &mut self.set else { return };
        let key = (self.viewport, set.column.measure(), place.height as u32);
        if self.lines.as_ref().is_some_and(|lines| lines.key == key) {
            return;
        }
        let serial = self.lines.as_ref().map_or(0, |lines| lines.serial) + 1;
        let lines = visible_lines(
            &mut set.column,
            self.viewport.block,
            self.viewport.skip,
            place.height,
        );
        self.lines = Some(Lines { key, lines, serial });
    }

    /// The bytes of the article that are in view.
    pub fn visible_span(&self) -> ByteSpan {
        let lines = self.lines.as_ref().map_or(&[][..], |l| &l.lines);
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => ByteSpan::between(first.span().start, last.span().end),
            _ => ByteSpan::default(),
        }
    }

    /// Selects, and keeps the focus of the selection in view.
    pub fn select(&mut self, selection: Selection, place: Place, commands: &mut Vec<Command>) {
        commands.push(Command::SetSelection(selection));
        self.follow(selection.focus, place);
    }
}
