//! Drawing the page: one mesh, built only when something it shows changed.

use std::sync::Arc;

use egui::{Shape, Ui};

use super::ReaderInput;
use super::glyphs::{GlyphTexture, egui_mesh};
use super::handles::has_handles;
use super::view::{Place, View};
use crate::app::Several;
use crate::document::{AnnotationId, Selection, Spans};
use crate::page::hidden::flags;
use crate::page::highlights::{Attention, highlights, page_colors};
use crate::page::mesh::Mesh;
use crate::page::paint::{Caret, Page, paint};
use crate::text::find::Hit;
use crate::ui::style::color;

/// The mesh last drawn, and all it depends on.
pub(super) struct Drawn {
    key: Key,
    mesh: Arc<egui::Mesh>,
}

#[derive(Clone, PartialEq)]
struct Key {
    lines: u64,
    found: u64,
    current_hit: Option<Hit>,
    revision: u64,
    selection: Selection,
    after_previous: bool,
    chosen: Option<AnnotationId>,
    several: Option<Several>,
    hovered: Option<AnnotationId>,
    held: Option<Spans>,
    handles: bool,
    dark: bool,
    focused: bool,
    hidden: bool,
    generation: u64,
    origin: egui::Pos2,
    left: f32,
    pixels_per_point: f32,
}

impl View {
    pub fn draw(
        &mut self,
        ui: &Ui,
        input: &ReaderInput<'_>,
        place: Place,
        glyphs: &mut GlyphTexture,
        focused: bool,
    ) {
        let painter = ui.painter().with_clip_rect(place.rect);
        painter.rect_filled(place.rect, 0.0, color(input.theme.page_bg));
        let key = self.key(input, place, glyphs.atlas.generation(), focused);
        if self.drawn.as_ref().is_none_or(|drawn| drawn.key != key) {
            let mut mesh = Mesh::new();
            self.build(input, place, glyphs, focused, &mut mesh);
            let texture = glyphs.texture(ui.ctx());
            // Building may have started the atlas anew.
            let key = self.key(input, place, glyphs.atlas.generation(), focused);
            let mesh = egui_mesh(&mesh, texture, place.rect.min, place.pixels_per_point);
            self.drawn = Some(Drawn {
                key,
                mesh: Arc::new(mesh),
            });
        }
        if let Some(drawn) = &self.drawn {
            painter.add(Shape::Mesh(Arc::clone(&drawn.mesh)));
        }
    }

    fn key(&self, input: &ReaderInput<'_>, place: Place, generation: u64, focused: bool) -> Key {
        Key {
            lines: self.lines.as_ref().map_or(0, |lines| lines.serial),
            found: input.found.serial,
            current_hit: input.found.current,
            revision: input.document.revision(),
            selection: input.selection,
            after_previous: self.after_previous,
            chosen: input.chosen,
            several: input.several.cloned(),
            hovered: self.hovered,
            held: self.held.as_ref().map(|held| held.spans.clone()),
            handles: has_handles(input),
            dark: input.theme.dark_mode,
            focused,
            hidden: input.show_hidden,
            generation,
            origin: place.rect.min,
            left: place.left,
            pixels_per_point: place.pixels_per_point,
        }
    }

    fn build(
        &mut self,
        input: &ReaderInput<'_>,
        place: Place,
        glyphs: &mut GlyphTexture,
        focused: bool,
        mesh: &mut Mesh,
    ) {
        let visible = self.visible_span();
        let (Some(set), Some(lines)) = (&mut self.set, &self.lines) else {
            return;
        };
        let attention = Attention {
            chosen: input.chosen,
            with: input.several.map(Several::as_set),
            hovered: self.hovered,
            handles: has_handles(input),
            held: self.held.as_ref().map(|held| &held.spans),
        };
        let marks = highlights(input.document, input.theme, visible, attention);
        let focus = input.selection.focus;
        let caret = focused.then(|| Caret {
            line: set.column.line_of(focus, self.after_previous),
            offset: focus,
            after_previous: self.after_previous,
        });
        self.flags = match input.show_hidden {
            true => {
                let text = set.column.article().text();
                let (_, face) = set.column.stack().fonts().notes();
                flags(&lines.lines, text, face, set.column.measure().size)
            }
            false => Vec::new(),
        };
        let page = Page {
            lines: &lines.lines,
            left: place.left,
            line_height: set.column.line_height(),
            baseline: set.column.baseline(),
            size: set.column.measure().size,
            colors: page_colors(input.theme),
            highlights: &marks,
            found: input.found,
            selection: (!input.selection.is_caret()).then(|| input.selection.span()),
            caret,
            hidden: &self.flags,
        };
        paint(&page, &mut glyphs.atlas, set.column.stack().fonts(), mesh);
    }
}
