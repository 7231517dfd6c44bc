//! What assistive technology is told: the text in view in its logical order,
//! and every annotation in view as a mark with its label and its words.

use egui::{Rect, Response, Role, Ui, UiBuilder};

use super::ReaderInput;
use super::view::{Place, View};
use crate::text::ByteSpan;

/// So many marks are told at most: a page holds a few hundred.
const MOST_MARKS: usize = 500;
/// So much of a mark's words is told at most: it may stand on the whole text.
const MOST_BYTES: usize = 1000;

impl View {
    pub fn tell(&self, ui: &mut Ui, input: &ReaderInput<'_>, response: &Response, place: Place) {
        let visible = self.visible_span();
        let told = ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Document);
            node.set_label(input.name);
            node.set_value(input.document.article().slice(visible));
        });
        if told.is_none() {
            return;
        }
        for annotation in input.document.annotations_in(visible).take(MOST_MARKS) {
            let Some(label) = input.document.labels().get(&annotation.label) else {
                continue;
            };
            let annotation = self.shown(annotation);
            let Some(rect) = self.first_stretch(annotation.pieces(), place) else {
                continue;
            };
            let name = if input.arabic {
                &label.name_ar
            } else {
                &label.name_en
            };
            let words = annotation.text(input.document.article());
            let words = &words[..words.floor_char_boundary(MOST_BYTES)];
            let builder = UiBuilder::new()
                .id_salt(("mark", annotation.id.0))
                .max_rect(rect)
                .accessibility_parent(response.id);
            let child = ui.new_child(builder);
            ui.ctx().accesskit_node_builder(child.unique_id(), |node| {
                node.set_role(Role::Mark);
                node.set_label(format!("{name}: {words}"));
                node.set_bounds(bounds(rect));
            });
        }
    }

    /// Where an annotation first stands on the page, in points.
    fn first_stretch(&self, pieces: &[ByteSpan], place: Place) -> Option<Rect> {
        pieces
            .iter()
            .find_map(|&piece| self.stretches(piece, place).into_iter().next())
    }

    /// Where a span stands on the page as far as it is in view: a rectangle
    /// for each stretch, line by line and in each line from where it begins
    /// to be read, in points.
    pub fn stretches(&self, span: ByteSpan, place: Place) -> Vec<Rect> {
        let Some(set) = &self.set else {
            return Vec::new();
        };
        let height = set.column.line_height();
        let mut found = Vec::new();
        for line in self.lines.iter().flat_map(|lines| &lines.lines) {
            let Some((start, end)) = line.local(span) else {
                continue;
            };
            let mut stretches = line.line.stretches(start, end);
            if line.line.base_level % 2 == 1 {
                stretches.reverse();
            }
            found.extend(stretches.into_iter().map(|(x0, x1)| {
                let (x0, x1) = (place.left + x0, place.left + x1);
                place.points(x0, line.top, x1, line.top + height)
            }));
        }
        found
    }
}

fn bounds(rect: Rect) -> egui::accesskit::Rect {
    egui::accesskit::Rect {
        x0: rect.left().into(),
        y0: rect.top().into(),
        x1: rect.right().into(),
        y1: rect.bottom().into(),
    }
}
