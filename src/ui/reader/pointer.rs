//! The pointer on the page: selecting, choosing annotations, scrolling.

use egui::{CursorIcon, Response, Ui};

use super::ReaderInput;
use super::view::{Place, View};
use crate::app::Command;
use crate::document::{AnnotationId, Selection};
use crate::page::hidden::{HiddenMark, MOST_NAMED, describe, flag_height};
use crate::text::{ByteOffset, ByteSpan};
use crate::typeset::drag::{DragStart, Point};
use crate::typeset::motion::ColumnCaret;

/// A selection being dragged out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drag {
    start: DragStart,
}

/// How far beyond the page's edge, in points, the fastest scrolling begins.
const FAST_EDGE: f32 = 80.0;

/// How near a flag's stem the pointer must be for its name, in points.
const NEAR_STEM: f32 = 3.0;

/// Wheel movement that makes one step of zoom.
const ZOOM_STEP: f32 = 0.1;

/// What is under a point of the page.
#[derive(Clone, Copy)]
struct Under {
    point: Point,
    caret: ColumnCaret,
    /// The start of the character under the point, if there is one.
    character: Option<ByteOffset>,
}

impl View {
    pub fn pointer(
        &mut self,
        ui: &mut Ui,
        input: &ReaderInput<'_>,
        response: &Response,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        self.hover(input, response, place);
        self.name_hidden(input, response, place);
        if response.drag_started_by(egui::PointerButton::Primary) {
            response.request_focus();
            let origin = ui.input(|i| i.pointer.press_origin());
            self.begin_drag(ui, input, origin, place);
        }
        if let Some(drag) = self.drag {
            if response.dragged() {
                self.drag_on(ui, response, drag, place, commands);
            } else {
                self.drag = None;
            }
        }
        let under = response
            .interact_pointer_pos()
            .and_then(|at| self.under(at, place));
        let Some(under) = under else { return };
        if response.clicked() || response.secondary_clicked() {
            response.request_focus();
        }
        if response.triple_clicked() {
            let sentence = input.document.article().sentence_at(under.here());
            self.take(sentence, place, commands);
        } else if response.double_clicked() {
            let word = input.document.article().word_at(under.here());
            self.take(word, place, commands);
        } else if response.clicked() {
            self.click(ui, input, under, place, commands);
        }
    }

    /// One click puts the caret and chooses what is marked there; with Shift
    /// it extends the selection.
    fn click(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        under: Under,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        self.goal_x = None;
        self.after_previous = under.caret.after_previous;
        let extend = ui.input(|i| i.modifiers.shift);
        let anchor = if extend {
            input.selection.anchor
        } else {
            under.caret.offset
        };
        let selection = Selection {
            anchor,
            focus: under.caret.offset,
        };
        self.select(selection, place, commands);
        if !extend {
            commands.push(Command::ChooseAnnotation(innermost(input, under.character)));
        }
    }

    fn take(&mut self, span: ByteSpan, place: Place, commands: &mut Vec<Command>) {
        self.goal_x = None;
        self.after_previous = true;
        let selection = Selection {
            anchor: span.start,
            focus: span.end,
        };
        self.select(selection, place, commands);
    }

    fn begin_drag(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        origin: Option<egui::Pos2>,
        place: Place,
    ) {
        let extend = ui.input(|i| i.modifiers.shift);
        let start = if extend {
            Some(DragStart::Offset(input.selection.anchor))
        } else {
            let under = origin.and_then(|at| self.under(at, place));
            under.map(|under| DragStart::Point(under.point))
        };
        self.goal_x = None;
        self.drag = start.map(|start| Drag { start });
    }

    fn drag_on(
        &mut self,
        ui: &Ui,
        response: &Response,
        drag: Drag,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        self.scroll_at_edge(ui, at, place);
        if let Some(under) = self.under(at, place)
            && let Some(set) = &mut self.set
        {
            let (anchor, focus) = set.column.dragged(drag.start, under.point);
            self.after_previous = focus.after_previous;
            commands.push(Command::SetSelection(Selection {
                anchor,
                focus: focus.offset,
            }));
        }
    }

    /// A drag beyond the page's edge scrolls, the faster the further.
    fn scroll_at_edge(&mut self, ui: &Ui, at: egui::Pos2, place: Place) {
        let beyond = if at.y < place.rect.top() {
            at.y - place.rect.top()
        } else if at.y > place.rect.bottom() {
            at.y - place.rect.bottom()
        } else {
            return;
        };
        let part = (beyond / FAST_EDGE).clamp(-1.0, 1.0);
        let pixels = part * place.height * ui.input(|i| i.stable_dt.min(0.1)) * 3.0;
        self.scroll_pixels(pixels, place);
        ui.ctx().request_repaint();
    }

    fn hover(&mut self, input: &ReaderInput<'_>, response: &Response, place: Place) {
        let under = response
            .hover_pos()
            .filter(|_| self.drag.is_none())
            .and_then(|at| self.under(at, place));
        self.hovered = under.and_then(|under| innermost(input, under.character));
        if response.hovered() || self.drag.is_some() {
            let icon = if self.hovered.is_some() {
                CursorIcon::PointingHand
            } else {
                CursorIcon::Text
            };
            response.ctx.set_cursor_icon(icon);
        }
    }

    /// Names the hidden characters whose flag or stem is under the pointer.
    fn name_hidden(&self, input: &ReaderInput<'_>, response: &Response, place: Place) {
        let (Some(at), Some(set)) = (response.hover_pos(), &self.set) else {
            return;
        };
        if !input.show_hidden || self.drag.is_some() {
            return;
        }
        let pixels = place.pixels(at);
        let (x, near) = (pixels.x - place.left, NEAR_STEM * place.pixels_per_point);
        let size = set.column.measure().size;
        let under = |mark: &&HiddenMark| {
            let y = pixels.y - mark.line_top;
            let on_stem = (mark.stem - x).abs() <= near;
            let on_flag = mark.flag.is_some_and(|(x0, x1)| x0 <= x && x < x1);
            let on_flag = on_flag && y < flag_height(size);
            (0.0..set.column.line_height()).contains(&y) && (on_stem || on_flag)
        };
        let names: Vec<String> = self
            .flags
            .iter()
            .filter(under)
            .flat_map(|mark| mark.chars.iter().map(|&c| describe(c)))
            .take(MOST_NAMED)
            .collect();
        if !names.is_empty() {
            response.clone().on_hover_text_at_pointer(names.join("\n"));
        }
    }

    pub fn wheel(
        &mut self,
        ui: &Ui,
        response: &Response,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        if !response.contains_pointer() {
            return;
        }
        let (scrolled, zoomed) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
        if zoomed != 1.0 {
            self.zoom_rest += zoomed.ln();
            let steps = (self.zoom_rest / ZOOM_STEP) as i32;
            self.zoom_rest -= steps as f32 * ZOOM_STEP;
            if steps != 0 {
                commands.push(Command::Zoom(steps));
            }
        } else if scrolled != 0.0 {
            self.scroll_pixels(-scrolled * place.pixels_per_point, place);
        }
    }

    /// What is under a point given in points of the window.
    fn under(&mut self, at: egui::Pos2, place: Place) -> Option<Under> {
        let pixels = place.pixels(at);
        let set = self.set.as_mut()?;
        let line_height = set.column.line_height();
        let lines = &self.lines.as_ref()?.lines;
        // The gap after a paragraph belongs to the line above it.
        let line = lines
            .iter()
            .rev()
            .find(|line| line.top <= pixels.y)
            .or_else(|| lines.first())?;
        let x = pixels.x - place.left;
        let within = line.top <= pixels.y && pixels.y < line.top + line_height;
        let character = line
            .line
            .cell_start_at(x)
            .filter(|_| within)
            .map(|local| set.column.offset_in(line.id.block, local));
        let id = line.id;
        let below_text = pixels.y >= line.top + 2.0 * line_height;
        let x = match (below_text, line.line.base_level % 2 == 1) {
            (false, _) => x,
            (true, true) => f32::MIN,
            (true, false) => f32::MAX,
        };
        Some(Under {
            point: Point { line: id, x },
            caret: set.column.caret_at(id, x),
            character,
        })
    }
}

impl Under {
    /// The character under the point, or the caret's place beside the text.
    fn here(&self) -> ByteOffset {
        self.character.unwrap_or(self.caret.offset)
    }
}

/// The innermost annotation on a character: the shortest.
fn innermost(input: &ReaderInput<'_>, character: Option<ByteOffset>) -> Option<AnnotationId> {
    input
        .document
        .annotations_at(character?)
        .min_by_key(|annotation| annotation.spans.len())
        .map(|annotation| annotation.id)
}
