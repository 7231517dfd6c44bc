//! The handles at the ends of the chosen annotation, and dragging one.
//!
//! Invariant: a drag changes nothing until it is let go; then it is one
//! command, and Escape before that leaves all as it was. An end stays where
//! the eye has it: what lies between the piece's other end, as it is seen, and
//! the pointer is what the piece would cover, whatever the directions. Only
//! drags are taken: a click on a handle is a click on the text.

use egui::{Event, Key, Pos2, Response, Ui, Vec2, vec2};

use super::ReaderInput;
use super::view::{Place, View};
use crate::app::Command;
use crate::app::edges::{PieceEnd, Side, Unit, dragged};
use crate::document::{Annotation, AnnotationId, Spans};
use crate::page::paint::{VisibleLine, knob};
use crate::text::{Article, ByteSpan};
use crate::typeset::drag::{DragStart, Point};

/// How near to an end's upright the pointer must be, in points, where the
/// annotation is, and beside it, where the next word is near.
const NEAR_INSIDE: f32 = 5.0;
const NEAR_OUTSIDE: f32 = 2.0;
/// How near to the middle of a knob, in points.
const NEAR_KNOB: f32 = 8.0;

/// An end being dragged.
pub(super) struct Held {
    id: AnnotationId,
    end: PieceEnd,
    before: Spans,
    /// What the annotation would stand on if it were let go now.
    pub spans: Spans,
    /// From where it was taken to the middle of the end, in points.
    grip: Vec2,
}

/// A handle in view.
struct Handle {
    end: PieceEnd,
    /// The middle of the end's upright, in points of the window.
    middle: Pos2,
    /// Whether the annotation is at its left and at its right.
    inside: [bool; 2],
}

impl View {
    /// Whether an end is being dragged. Escape lets it go as it was; until
    /// then, no key is for anything else.
    pub fn holds_end(&mut self, ctx: &egui::Context) -> bool {
        if self.held.is_none() {
            return false;
        }
        let mut gives_up = false;
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, pressed, .. } = event else {
                    return true;
                };
                gives_up |= *pressed && *key == Key::Escape;
                false
            });
        });
        if gives_up {
            self.held = None;
        }
        true
    }

    /// Takes the handle under a point, if there is one; says so.
    pub fn take_handle(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        at: Option<Pos2>,
        place: Place,
    ) -> bool {
        self.held = None;
        let chosen = chosen(input).filter(|_| !ui.input(|input| input.modifiers.shift));
        let (Some(annotation), Some(at)) = (chosen, at) else {
            return false;
        };
        let Some(handle) = self.handle_at(input, at, place) else {
            return false;
        };
        self.taken_word = None;
        self.held = Some(Held {
            id: annotation.id,
            end: handle.end,
            before: annotation.spans.clone(),
            spans: annotation.spans.clone(),
            grip: handle.middle - at,
        });
        true
    }

    /// Follows the pointer with the end that is held, and lets it go.
    pub fn drag_end(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        response: &Response,
        place: Place,
        commands: &mut Vec<Command>,
    ) {
        let is_stale = |held: &Held| {
            let annotation = chosen(input);
            annotation.is_none_or(|it| it.id != held.id || it.spans != held.before)
        };
        let ends = response.drag_stopped();
        if self.held.as_ref().is_some_and(is_stale) || !(ends || response.dragged()) {
            self.held = None;
        }
        if self.held.is_none() {
            return;
        }
        if let Some(at) = response.interact_pointer_pos() {
            if !ends {
                self.scroll_at_edge(ui, at, place);
            }
            let unit = unit_of(ui.input(|input| input.modifiers));
            self.pull(at, unit, input.document.article(), place);
        }
        if ends
            && let Some(held) = self.held.take()
            && held.spans != held.before
        {
            commands.push(Command::SetSpans(held.id, held.spans));
        }
    }

    fn pull(&mut self, at: Pos2, unit: Unit, article: &Article, place: Place) -> Option<()> {
        let held = self.held.as_ref()?;
        let (end, grip) = (held.end, held.grip);
        let piece = *held.before.pieces().get(end.piece)?;
        let pointer = self.point_of(at + grip, place)?;
        let other = self.border(piece, end.side == Side::First)?;
        let set = self.set.as_mut()?;
        let (anchor, focus) = set.column.dragged(DragStart::Point(other), pointer);
        let covered = ByteSpan::between(anchor, focus.offset);
        let held = self.held.as_mut()?;
        held.spans = dragged(article, &held.before, end, covered, unit);
        Some(())
    }

    /// The point of the column where a span is seen to begin or to end.
    fn border(&mut self, span: ByteSpan, at_end: bool) -> Option<Point> {
        let column = &mut self.set.as_mut()?.column;
        let at = if at_end { span.end } else { span.start };
        let id = column.line_of(at, at_end);
        let line = VisibleLine {
            id,
            block_start: column.offset_in(id.block, 0),
            top: 0.0,
            line: column.place_line(id),
        };
        let x = line.border_x(span, at_end)?;
        Some(Point { line: id, x })
    }

    /// Whether a handle of the chosen annotation is under a point.
    pub fn is_over_handle(&self, input: &ReaderInput<'_>, at: Option<Pos2>, place: Place) -> bool {
        at.is_some_and(|at| self.handle_at(input, at, place).is_some())
    }

    /// The handle under a point of the window: a knob first, then an upright.
    fn handle_at(&self, input: &ReaderInput<'_>, at: Pos2, place: Place) -> Option<Handle> {
        let set = self.set.as_ref()?;
        let annotation = chosen(input)?;
        let height = set.column.line_height() / place.pixels_per_point;
        let size = set.column.measure().size / place.pixels_per_point;
        let nearness = |handle: &Handle| {
            let away = at - handle.middle;
            let (knob, _) = knob(size, height, handle.end.side == Side::Last);
            let from_knob = away - vec2(0.0, knob - height / 2.0);
            if from_knob.length() <= NEAR_KNOB {
                Some((false, from_knob.length()))
            } else if away.x.abs() <= handle.reach(away.x) && away.y.abs() <= height / 2.0 {
                Some((true, away.x.abs()))
            } else {
                None
            }
        };
        let handles = self.handles(annotation.pieces(), at, place).into_iter();
        handles
            .filter_map(|handle| Some((nearness(&handle)?, handle)))
            .min_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .map(|(_, handle)| handle)
    }

    /// The handles on the lines around a point.
    fn handles(&self, pieces: &[ByteSpan], at: Pos2, place: Place) -> Vec<Handle> {
        let (Some(set), Some(lines)) = (&self.set, &self.lines) else {
            return Vec::new();
        };
        let height = set.column.line_height();
        let y = place.pixels(at).y;
        let near = |line: &&VisibleLine| (line.top + height / 2.0 - y).abs() < 1.5 * height;
        let mut found = Vec::new();
        for line in lines.lines.iter().filter(near) {
            let span = line.span();
            let first = pieces.partition_point(|piece| piece.end <= span.start);
            let here = pieces.iter().enumerate().skip(first);
            for (index, &piece) in here.take_while(|(_, piece)| piece.start < span.end) {
                for side in [Side::First, Side::Last] {
                    if let Some(x) = line.border_x(piece, side == Side::Last) {
                        let middle = line.top + height / 2.0;
                        let at = place.left + x;
                        found.push(Handle {
                            end: PieceEnd { piece: index, side },
                            middle: place.points(at, middle, at, middle).min,
                            inside: [x - 0.5, x + 0.5].map(|x| is_inside(line, piece, x)),
                        });
                    }
                }
            }
        }
        found
    }

    /// An annotation as it is shown: with the ends that it would have now.
    pub fn shown<'a>(&self, annotation: &'a Annotation) -> std::borrow::Cow<'a, Annotation> {
        match self.held.as_ref().filter(|held| held.id == annotation.id) {
            Some(held) => {
                let mut shown = annotation.clone();
                shown.spans = held.spans.clone();
                std::borrow::Cow::Owned(shown)
            }
            None => std::borrow::Cow::Borrowed(annotation),
        }
    }
}

impl Handle {
    /// How far from the upright the pointer may be, on the side that it is.
    fn reach(&self, away: f32) -> f32 {
        let [left, right] = self.inside;
        match if away < 0.0 { left } else { right } {
            true => NEAR_INSIDE,
            false => NEAR_OUTSIDE,
        }
    }
}

/// Whether a span stands at a place of a line, in pixels from the column's left
/// edge.
fn is_inside(line: &VisibleLine, span: ByteSpan, x: f32) -> bool {
    let local = line.local(span);
    let stretches = local.map(|(start, end)| line.line.stretches(start, end));
    let mut stretches = stretches.into_iter().flatten();
    stretches.any(|(x0, x1)| x0 <= x && x < x1)
}

/// The chosen annotation, where it has handles: not while a label is held,
/// when a drag marks.
fn chosen<'a>(input: &ReaderInput<'a>) -> Option<&'a Annotation> {
    let id = input.chosen.filter(|_| has_handles(input))?;
    input.document.annotation(id)
}

/// Whether the chosen annotation has handles.
pub(super) fn has_handles(input: &ReaderInput<'_>) -> bool {
    input.paint.is_none()
}

/// How far an end goes at once, with the keys that do so for its own keys.
fn unit_of(held: egui::Modifiers) -> Unit {
    if held.command || held.ctrl {
        Unit::Word
    } else if held.alt {
        Unit::Clitic
    } else {
        Unit::Letter
    }
}
