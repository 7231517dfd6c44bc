//! One tab's view: the column, the place being read, and the frame's order.

use std::sync::Arc;

use egui::{EventFilter, Rect, Response, Sense, Ui};

use super::ReaderInput;
use super::background::{Counting, Cutting};
use super::draw::Drawn;
use super::glyphs::GlyphTexture;
use super::handles::Held;
use super::pointer::Drag;
use super::scroll_bar;
use super::ticks::Ticks;
use crate::app::Command;
use crate::app::worker::Helpers;
use crate::document::{AnnotationId, Selection};
use crate::page::hidden::HiddenMark;
use crate::page::paint::{VisibleLine, visible_lines};
use crate::page::sheet::base_of;
use crate::page::viewport::{Anchor, Viewport};
use crate::text::{ByteOffset, ByteSpan};
use crate::typeset::blocks::Blocks;
use crate::typeset::column::Column;
use crate::typeset::{FontStack, Measure};

/// The widest column, in em: longer lines tire the eye.
const WIDEST_EM: f32 = 36.0;
/// Least space beside the column, in em.
const LEAST_MARGIN_EM: f32 = 1.6;
/// So long, in seconds, the width must have stayed the same before all lines
/// are counted for it: a window's edge may be on the move.
const SETTLED: f64 = 0.15;

/// What is kept of one tab between frames.
#[derive(Default)]
pub(super) struct View {
    pub set: Option<Set>,
    pub viewport: Viewport,
    pub drag: Option<Drag>,
    pub held: Option<Held>,
    /// The word that the last double click took, as long as nothing else was
    /// done to the selection.
    pub taken_word: Option<ByteSpan>,
    /// What egui calls the page.
    pub page_id: Option<egui::Id>,
    /// Whether the caret leans on the text before it.
    pub after_previous: bool,
    /// Where vertical motion aims: pixels from the column's left edge.
    pub goal_x: Option<f32>,
    pub hovered: Option<AnnotationId>,
    /// The annotation that the last click chose.
    pub clicked: Option<AnnotationId>,
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
    cutting: Option<Cutting>,
    counting: Option<Counting>,
    /// When the column was last set for another width, in egui's seconds.
    changed_at: f64,
    /// What stayed put when lines last ended elsewhere, and the place that was
    /// found for it: as long as nobody scrolls it is what stays put again.
    anchored: Option<(Viewport, Option<Anchor>)>,
}

/// The column, and what it was set for.
pub(super) struct Set {
    pub column: Column,
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
        helpers: Option<&Helpers>,
        glyphs: &mut GlyphTexture,
        commands: &mut Vec<Command>,
    ) -> Response {
        let whole = ui.available_rect_before_wrap();
        let bar = scroll_bar::rect(whole);
        let page = Rect::from_min_max(whole.min, egui::pos2(bar.left(), whole.bottom()));
        ui.advance_cursor_after_rect(whole);
        let place = self.sync(ui, input, stack, helpers, page);
        self.hold_still(place);
        self.count_lines(ui, helpers);
        self.follow_wish(input, place);

        let response = ui.interact(
            page,
            ui.scope_id().with(("page", input.tab.0)),
            Sense::click_and_drag(),
        );
        self.page_id = Some(response.id);
        let keyboard = self.take_keyboard(ui, input, &response);
        // In an open menu the arrows go from entry to entry.
        if keyboard && !egui::Popup::is_any_open(ui.ctx()) {
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
        response
    }

    /// Gives the page the keyboard when nobody has it, and keeps the keys that
    /// would lead away from it; says whether it has it.
    fn take_keyboard(&self, ui: &Ui, input: &ReaderInput<'_>, response: &Response) -> bool {
        let free = ui.memory(|memory| memory.focused().is_none());
        if !input.takes_keys || !(free || response.has_focus()) {
            return false;
        }
        // In an open menu the keys go from entry to entry.
        let keeps = !egui::Popup::is_any_open(ui.ctx());
        let filter = EventFilter {
            tab: keeps,
            horizontal_arrows: keeps,
            vertical_arrows: keeps,
            escape: keeps,
        };
        if free && keeps {
            response.request_focus();
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        true
    }

    /// Height of the page in lines.
    pub fn view_lines(&self, place: Place) -> f64 {
        let line_height = self.set.as_ref().map_or(1.0, |s| s.column.line_height());
        f64::from(place.height / line_height)
    }

    /// Brings the column to the width, size, face and direction asked for;
    /// the line being read stays where it is. As long as a long text is being
    /// cut for another direction, the page stays as it was.
    fn sync(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        stack: Arc<FontStack>,
        helpers: Option<&Helpers>,
        rect: Rect,
    ) -> Place {
        let pixels_per_point = ui.pixels_per_point();
        let size = input.text_size_pts * pixels_per_point;
        let page_width = (rect.width() * pixels_per_point).floor();
        let room = page_width - 2.0 * LEAST_MARGIN_EM * size;
        let width = room.min(WIDEST_EM * size).max(4.0 * size).round();
        let measure = Measure { width, size };
        let place = Place {
            rect,
            pixels_per_point,
            left: ((page_width - width) / 2.0).round(),
            height: (rect.height() * pixels_per_point).ceil().max(1.0),
        };
        let before = self.set.as_ref().map(|set| set.column.measure().width_em());
        self.set_for(input, &stack, helpers, measure, place);
        let width_em = self.set.as_ref().map(|set| set.column.measure().width_em());
        if before.is_some() && before != width_em {
            self.changed_at = ui.input(|input| input.time);
        }
        place
    }

    fn set_for(
        &mut self,
        input: &ReaderInput<'_>,
        stack: &Arc<FontStack>,
        helpers: Option<&Helpers>,
        measure: Measure,
        place: Place,
    ) {
        let article = input.document.article();
        let base = base_of(input.document);
        let same_text = |set: &&Set| std::ptr::eq(set.column.article().text(), article.text());
        let blocks = self.set.as_ref().filter(same_text).map(|set| {
            let blocks = set.column.shared_blocks();
            (Arc::clone(blocks), Arc::ptr_eq(set.column.stack(), stack))
        });
        match blocks {
            Some((blocks, true)) if blocks.base() == base => {
                self.cutting = None;
                self.set_measure(measure, place);
            }
            // Another face of the same text.
            Some((blocks, false)) if blocks.base() == base => {
                self.set_anew(input, blocks, stack, measure, place);
            }
            same_text => {
                let cut = Cutting::blocks(&mut self.cutting, article, base, helpers);
                match cut {
                    Some(blocks) => self.set_anew(input, blocks, stack, measure, place),
                    None if same_text.is_some() => {
                        self.set_measure(measure, place);
                    }
                    None => self.set = None,
                }
            }
        }
    }

    /// Sets the column for another measure, if it is another.
    fn set_measure(&mut self, measure: Measure, place: Place) {
        if self
            .set
            .as_ref()
            .is_none_or(|set| set.column.measure() == measure)
        {
            return;
        }
        let anchor = self.anchor();
        if let Some(set) = &mut self.set {
            set.column.set_measure(measure);
        }
        self.put_back(anchor, place);
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
        blocks: Arc<Blocks>,
        stack: &Arc<FontStack>,
        measure: Measure,
        place: Place,
    ) {
        let article = input.document.article();
        let same_text = |set: &Set| std::ptr::eq(set.column.article().text(), article.text());
        let anchor = match self.set.as_ref().is_some_and(same_text) {
            true => self.anchor(),
            false => None,
        };
        let stack = Arc::clone(stack);
        let column = Column::with_blocks(article.clone(), blocks, stack, measure);
        self.set = Some(Set { column });
        self.put_back(anchor, place);
        self.lines = None;
        self.drawn = None;
    }

    /// What is to stay put.
    fn anchor(&mut self) -> Option<Anchor> {
        if let Some((viewport, anchor)) = self.anchored
            && viewport == self.viewport
        {
            return anchor;
        }
        let set = self.set.as_mut()?;
        self.viewport.anchor(&mut set.column)
    }

    fn put_back(&mut self, anchor: Option<Anchor>, place: Place) {
        let view_lines = self.view_lines(place);
        if let Some(set) = &mut self.set {
            self.viewport = Viewport::at_anchor(&mut set.column, anchor, view_lines);
            self.anchored = Some((self.viewport, anchor));
        }
    }

    /// Has helpers count the lines of all blocks, so that the scroll bar tells
    /// the text's true length; takes what they have counted so far.
    fn count_lines(&mut self, ui: &Ui, helpers: Option<&Helpers>) {
        let (Some(set), Some(helpers)) = (&mut self.set, helpers) else {
            self.counting = None;
            return;
        };
        self.counting
            .take_if(|counting| !counting.fits(&set.column));
        if let Some(counting) = &self.counting {
            counting.hand_over(&mut set.column);
        }
        if set.column.is_exact() {
            self.counting = None;
        } else if self.counting.is_none() {
            let since = ui.input(|input| input.time) - self.changed_at;
            if self.changed_at > 0.0 && since < SETTLED {
                let rest = std::time::Duration::from_secs_f64(SETTLED - since);
                ui.ctx().request_repaint_after(rest);
                return;
            }
            self.counting = Some(Counting::start(&set.column, self.viewport.block, helpers));
        }
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
