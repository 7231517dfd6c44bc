//! The reading view: an article on its page, set by our own typesetter.
//!
//! It reads the state and sends commands; what it keeps between frames is only
//! what looking needs: the column, the place being read, a drag in progress,
//! and the mesh last drawn. A frame in which nothing changed hands that mesh
//! on again; one in which something did costs what is visible.
//!
//! What takes longer than a frame in a long text, cutting it into blocks and
//! counting the lines of all of them, helpers do beside the window.
//!
//! Frame order: sync the column with what is asked for, follow a wish to
//! scroll, take keys, take the pointer, set what is visible, draw it, tell
//! assistive technology.

mod access;
mod background;
mod draw;
mod glyphs;
mod handles;
mod keys;
mod pointer;
mod scroll_bar;
mod ticks;
mod view;

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::worker::Helpers;
use crate::app::{Command, ScrollRequest, Several, TabId};
use crate::document::{AnnotationId, Document, LabelId, Selection};
use crate::page::paint::Lit;
use crate::page::theme::Theme;
use crate::text::ByteSpan;
use crate::typeset::column::Column;
use crate::typeset::{Family, FontStack, Fonts, Weight};

use glyphs::GlyphTexture;
use view::View;

/// What the reading view shows.
pub struct ReaderInput<'a> {
    /// Which tab it is: what is kept between frames is kept for each.
    pub tab: TabId,
    /// The document.
    pub document: &'a Document,
    /// The selected text, or the caret.
    pub selection: Selection,
    /// The chosen annotation.
    pub chosen: Option<AnnotationId>,
    /// All chosen ones, where they are several.
    pub several: Option<&'a Several>,
    /// The label that all text taken by the pointer is marked with.
    pub paint: Option<&'a LabelId>,
    /// The colours.
    pub theme: &'a Theme,
    /// The face's name, as settings hold it.
    pub font: &'a str,
    /// The size of the text, in points.
    pub text_size_pts: f32,
    /// Whether characters that draw nothing are flagged.
    pub show_hidden: bool,
    /// A place to be brought into view; followed once for each number.
    pub scroll: Option<ScrollRequest>,
    /// What was found, and is lit.
    pub found: Lit<'a>,
    /// What assistive technology calls the view.
    pub name: &'a str,
    /// Whether labels are named in Arabic.
    pub arabic: bool,
    /// Whether keys are meant for the view: false under a dialog.
    pub takes_keys: bool,
}

/// What the reading views keep between frames.
///
/// Without helpers, as by default, everything is done at once, and heights stay
/// estimates where nobody looks.
#[derive(Default)]
pub struct Reader {
    helpers: Option<Helpers>,
    glyphs: GlyphTexture,
    stacks: HashMap<Family, Arc<FontStack>>,
    views: HashMap<TabId, View>,
}

impl Reader {
    /// Views whose long work these helpers do.
    pub fn new(helpers: Helpers) -> Self {
        Self {
            helpers: Some(helpers),
            ..Self::default()
        }
    }

    /// Shows the view in what is left of `ui`, and sends what the person does;
    /// answers with what became of the page.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        input: ReaderInput<'_>,
        commands: &mut Vec<Command>,
    ) -> Option<egui::Response> {
        let family = Family::from_name(input.font).unwrap_or_default();
        let stack = match self.stack(family) {
            Ok(stack) => stack,
            Err(error) => {
                ui.label(error.to_string());
                return None;
            }
        };
        let view = self.views.entry(input.tab).or_default();
        let helpers = self.helpers.as_ref();
        let page = view.show(ui, &input, stack, helpers, &mut self.glyphs, commands);
        Some(page)
    }

    /// Forgets the views of all tabs but these.
    pub fn keep_only(&mut self, tabs: &[TabId]) {
        self.views.retain(|tab, _| tabs.contains(tab));
    }

    /// Whether keys are meant for the page of a tab: it has the focus, or
    /// nobody has.
    pub fn has_keys(&self, ctx: &egui::Context, tab: Option<TabId>) -> bool {
        let page = self.page_id(tab);
        ctx.memory(|memory| memory.focused().is_none_or(|it| Some(it) == page))
    }

    /// Gives the keyboard from the page to what is around it, or back.
    pub fn cycle_focus(&self, ctx: &egui::Context, tab: Option<TabId>) {
        let leaves = self.has_keys(ctx, tab);
        let page = self.page_id(tab);
        ctx.memory_mut(|memory| match page {
            Some(page) if !leaves => memory.request_focus(page),
            page => {
                if let Some(page) = page {
                    memory.surrender_focus(page);
                }
                memory.move_focus(egui::FocusDirection::Next);
            }
        });
    }

    /// Whether an end of an annotation is being dragged on a tab's page; keys
    /// are then for that alone, and Escape ends it.
    pub fn holds_end(&mut self, ctx: &egui::Context, tab: Option<TabId>) -> bool {
        let view = tab.and_then(|tab| self.views.get_mut(&tab));
        view.is_some_and(|view| view.holds_end(ctx))
    }

    fn page_id(&self, tab: Option<TabId>) -> Option<egui::Id> {
        self.views.get(&tab?)?.page_id
    }

    /// Where a span of a tab's text stood in the last frame, as far as it was
    /// in view: rectangles in points of the window, in reading order.
    pub fn rects_of(&self, tab: TabId, span: ByteSpan) -> Vec<egui::Rect> {
        let view = self.views.get(&tab);
        view.and_then(|view| Some(view.stretches(span, view.place?)))
            .unwrap_or_default()
    }

    /// The column of a tab, as it is now: for what wants to know how a text is
    /// set, or how much of it.
    pub fn column_of(&self, tab: TabId) -> Option<&Column> {
        let view = self.views.get(&tab)?;
        view.set.as_ref().map(|set| &set.column)
    }

    /// The bytes of a tab's text that were in view in the last frame.
    pub fn visible_span(&self, tab: TabId) -> Option<ByteSpan> {
        self.views.get(&tab).map(View::visible_span)
    }

    /// Where a tab's page stood in the last frame, the scroll bar left out, in
    /// points of the window.
    pub fn page_of(&self, tab: TabId) -> Option<egui::Rect> {
        self.views.get(&tab)?.place.map(|place| place.rect)
    }

    fn stack(&mut self, family: Family) -> Result<Arc<FontStack>, crate::typeset::font::FontError> {
        if let Some(stack) = self.stacks.get(&family) {
            return Ok(Arc::clone(stack));
        }
        let stack = Arc::new(FontStack::new(Fonts::bundled()?, family, Weight::Regular));
        self.stacks.insert(family, Arc::clone(&stack));
        Ok(stack)
    }
}
