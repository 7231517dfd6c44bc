//! The pointer on the page: selecting, choosing annotations, scrolling.

use egui::{CursorIcon, Response, Ui};

use super::ReaderInput;
use super::view::{Place, View};
use crate::app::Command;
use crate::document::{AnnotationId, LabelId, Selection};
use crate::page::hidden::{HiddenMark, MOST_NAMED, describe, flag_height};
use crate::text::clitics::toggle_clitics;
use crate::text::{Article, ByteOffset, ByteSpan};
use crate::typeset::drag::{DragStart, Point};
use crate::typeset::motion::ColumnCaret;

/// A selection being dragged out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drag {
    start: DragStart,
    /// The annotation that what is dragged over becomes a piece of.
    piece_of: Option<AnnotationId>,
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
            if !self.take_handle(ui, input, origin, place) {
                self.begin_drag(ui, input, origin, place);
            }
        }
        self.drag_end(ui, input, response, place, commands);
        if let Some(drag) = self.drag {
            if response.dragged() {
                self.drag_on(ui, input, response, drag, place, commands);
            } else {
                self.drag = None;
                let selection = input.selection;
                if let Some(id) = drag.piece_of.filter(|_| !selection.is_caret()) {
                    commands.push(Command::AddPiece(id, selection.span()));
                    let caret = Selection::caret(selection.focus);
                    commands.push(Command::SetSelection(caret));
                } else if let Some(label) = input.paint.filter(|_| !selection.is_caret()) {
                    commands.push(Command::Mark(label.clone()));
                }
            }
        }
        let under = response
            .interact_pointer_pos()
            .and_then(|at| self.under(at, place));
        let Some(under) = under else { return };
        if response.clicked() || response.secondary_clicked() {
            response.request_focus();
        }
        if response.secondary_clicked() {
            self.choose_for_menu(input, under, place, commands);
        }
        if response.triple_clicked() {
            let sentence = input.document.article().sentence_at(under.here());
            self.take(sentence, place, commands);
            self.taken_word = None;
        } else if response.double_clicked() {
            let before = self.taken_word;
            let word = self.word_to_take(input.document.article(), under.here());
            self.take(word, place, commands);
            self.taken_word = Some(word);
            if let Some(label) = input.paint {
                commands.push(paint_word(input, label, before, word));
            }
        } else if response.clicked() {
            self.click(ui, input, under, place, commands);
        }
    }

    /// The word that a double click takes; where it is taken already, what is
    /// left of it without its clitics, and the other way round.
    fn word_to_take(&self, article: &Article, at: ByteOffset) -> ByteSpan {
        let word = article.plain_word_at(at);
        let again = self.taken_word.filter(|taken| taken.intersects(word));
        again
            .and_then(|taken| toggle_clitics(article, taken))
            .unwrap_or(word)
    }

    /// One click puts the caret and chooses what is marked there; with Shift
    /// it extends the selection, with Ctrl it chooses one more or one less.
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
        let (extend, command) = ui.input(|i| (i.modifiers.shift, i.modifiers.command));
        let besides = innermost(input, under.character).filter(|_| command && !extend);
        if let Some(id) = besides {
            commands.push(Command::ToggleChosen(id));
            return;
        }
        let word = input.document.article().plain_word_at(under.here());
        self.taken_word
            .take_if(|taken| extend || !taken.intersects(word));
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
            let before = input.chosen.filter(|&id| self.clicked == Some(id));
            self.clicked = next_out(input, under.character, before);
            commands.push(Command::ChooseAnnotation(self.clicked));
        }
    }

    /// Chooses what the menu is for, unless it is for the selected text or what
    /// is chosen is under the pointer.
    fn choose_for_menu(
        &mut self,
        input: &ReaderInput<'_>,
        under: Under,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        let here = under.here();
        if !input.selection.is_caret() && input.selection.span().contains(here) {
            return;
        }
        self.after_previous = under.caret.after_previous;
        self.select(Selection::caret(under.caret.offset), place, commands);
        let mut there = input.document.annotations_at(here);
        if !there.any(|annotation| input.chosen == Some(annotation.id)) {
            let chosen = innermost(input, under.character);
            commands.push(Command::ChooseAnnotation(chosen));
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
        let (extend, command) = ui.input(|i| (i.modifiers.shift, i.modifiers.command));
        let piece_of = input.chosen.filter(|_| command && !extend);
        let start = if extend {
            Some(DragStart::Offset(input.selection.anchor))
        } else {
            let under = origin.and_then(|at| self.under(at, place));
            under.map(|under| DragStart::Point(under.point))
        };
        self.goal_x = None;
        self.taken_word = None;
        self.drag = start.map(|start| Drag { start, piece_of });
    }

    fn drag_on(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
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
            let selection = Selection {
                anchor,
                focus: focus.offset,
            };
            // A pointer at rest asks for no frame.
            if selection != input.selection {
                commands.push(Command::SetSelection(selection));
            }
        }
    }

    /// A drag beyond the page's edge scrolls, the faster the further.
    pub fn scroll_at_edge(&mut self, ui: &Ui, at: egui::Pos2, place: Place) {
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
        let rests = self.drag.is_none() && self.held.is_none();
        let at = response.hover_pos().filter(|_| rests);
        let under = at.and_then(|at| self.under(at, place));
        self.hovered = under.and_then(|under| innermost(input, under.character));
        if response.hovered() || !rests {
            let icon = if self.held.is_some() || self.is_over_handle(input, at, place) {
                CursorIcon::ResizeHorizontal
            } else if self.hovered.is_some() {
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

    /// The point of the column under a point of the window.
    pub fn point_of(&mut self, at: egui::Pos2, place: Place) -> Option<Point> {
        self.under(at, place).map(|under| under.point)
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

/// What a double click does that paints: it marks the word; where the word was
/// taken before, its annotation gets the word without its clitics, and back.
fn paint_word(
    input: &ReaderInput<'_>,
    label: &LabelId,
    before: Option<ByteSpan>,
    word: ByteSpan,
) -> Command {
    let chosen = input.chosen.and_then(|id| input.document.annotation(id));
    let same = chosen.filter(|it| {
        it.label == *label && before.is_some_and(|b| it.pieces() == [b] && b.intersects(word))
    });
    match same {
        Some(annotation) if before != Some(word) => Command::SetSpans(annotation.id, word.into()),
        _ => Command::Mark(label.clone()),
    }
}

/// The annotation around the one that the last click chose, on the same
/// character; the innermost where there is none.
fn next_out(
    input: &ReaderInput<'_>,
    character: Option<ByteOffset>,
    before: Option<AnnotationId>,
) -> Option<AnnotationId> {
    let there = input.document.annotations_at(character?);
    let mut there: Vec<_> = there.map(|it| (it.spans.len(), it.id)).collect();
    there.sort_unstable();
    let place = there.iter().position(|&(_, id)| Some(id) == before);
    let next = place.map_or(0, |place| (place + 1) % there.len());
    there.get(next).map(|&(_, id)| id)
}

/// The innermost annotation on a character: the shortest.
fn innermost(input: &ReaderInput<'_>, character: Option<ByteOffset>) -> Option<AnnotationId> {
    input
        .document
        .annotations_at(character?)
        .min_by_key(|annotation| annotation.spans.len())
        .map(|annotation| annotation.id)
}
