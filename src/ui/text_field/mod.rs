//! A field for one line of text in any direction.
//!
//! egui's own text field takes a glyph for a character, so that its caret and
//! its Backspace go astray in Arabic. This one keeps the text's own offsets
//! and asks the typesetter's cells for every place.
//!
//! [`area`] is the field for several lines.
//!
//! Invariant: the caret does not blink, so an idle field asks for no frame.

pub mod area;
mod edit;
mod keys;
mod paint;

use std::sync::Arc;

use egui::{
    AsIdSalt, Context, CursorIcon, FontId, Id, IdSalt, PointerButton, Pos2, Rect, Response, Sense,
    TextStyle, Ui, Vec2, Widget, WidgetInfo, vec2,
};

use self::edit::LineEdit;
use super::lettering::{Lettering, SetText, Style};
use crate::typeset::analyse::first_strong_is_rtl;
use crate::typeset::{CaretPlace, PlacedLine, Weight};

/// Space between the field's edge and its text, in points.
const MARGIN: Vec2 = vec2(8.0, 4.0);

/// Width in points of a field that was not given one.
const USUAL_WIDTH: f32 = 280.0;

/// A one-line text field.
///
/// Its response says `changed()` when the text changed, and `lost_focus()`
/// with Enter pressed when it was confirmed, as egui's own does.
#[must_use = "a field is shown by `ui.add`"]
pub struct TextField<'t> {
    text: &'t mut String,
    id: Option<Id>,
    id_salt: Option<IdSalt>,
    hint: String,
    name: String,
    desired_width: Option<f32>,
    font: Option<FontId>,
    select_on_focus: bool,
    keeps_escape: bool,
}

impl<'t> TextField<'t> {
    /// A field on a text, which stays its owner's.
    pub fn new(text: &'t mut String) -> Self {
        Self {
            text,
            id: None,
            id_salt: None,
            hint: String::new(),
            name: String::new(),
            desired_width: None,
            font: None,
            select_on_focus: false,
            keeps_escape: false,
        }
    }

    /// What tells this field from others in the same place.
    pub fn id_salt(mut self, salt: impl AsIdSalt) -> Self {
        self.id_salt = Some(IdSalt::new(salt));
        self
    }

    /// The field's whole identity, so that it can be given the focus.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// What an empty field shows.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The name a screen reader says; the hint where there is none.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Width in points, if there is as much; infinite for all there is.
    pub fn desired_width(mut self, width: f32) -> Self {
        self.desired_width = Some(width);
        self
    }

    /// Size of the letters, as of a font of egui's; the family is the interface's.
    pub fn font(mut self, font: FontId) -> Self {
        self.font = Some(font);
        self
    }

    /// Selects everything when the field is reached by the keyboard.
    pub fn select_on_focus(mut self, select: bool) -> Self {
        self.select_on_focus = select;
        self
    }

    /// Leaves it to the field's owner what Escape does; otherwise it takes the
    /// focus away.
    pub fn keeps_escape(mut self, keeps: bool) -> Self {
        self.keeps_escape = keeps;
        self
    }
}

/// Selects all in the field when it is shown next, if it has the keyboard then
/// and is one that selects on focus: typing begins anew.
pub fn begin_anew(ctx: &egui::Context, id: Id) {
    ctx.data_mut(|data| {
        data.get_temp_mut_or_default::<Memory>(id).typed_in = None;
    });
}

/// Whether someone types in one of these fields, so that keys belong to it.
pub fn is_typing(ctx: &Context) -> bool {
    let last = ctx.data(|data| data.get_temp::<Id>(last_focused()));
    last.is_some() && last == ctx.memory(|memory| memory.focused())
}

/// Where the field that had the focus last is kept.
fn last_focused() -> Id {
    Id::unique("the text field that had the focus last")
}

/// What a field remembers from frame to frame.
#[derive(Clone, Debug, Default)]
struct Memory {
    edit: LineEdit,
    /// Whether the caret leans on the text before it.
    after_previous: bool,
    /// From the room's left edge to the line's pixel 0, in pixels.
    shift: f32,
    /// The last pass in which the field had the keyboard, by egui's count.
    typed_in: Option<u64>,
}

/// The text as it is set now, and where its letters go.
struct Sheet {
    set: Arc<SetText>,
    /// Pixels in an em.
    size: f32,
    /// Physical pixels in a point.
    scale: f32,
    /// Where the text is seen, in points.
    room: Rect,
    /// Whether the field's text runs from right to left; of an empty one, its hint's.
    rtl: bool,
}

impl Sheet {
    fn line(&self) -> Option<&PlacedLine> {
        self.set.lines.first().map(|line| &line.line)
    }

    fn caret_x(&self, place: CaretPlace) -> f32 {
        self.line()
            .and_then(|line| line.caret_x(place))
            .unwrap_or(0.0)
    }
}

impl Memory {
    fn caret(&self) -> CaretPlace {
        CaretPlace {
            offset: self.edit.focus() as u32,
            after_previous: self.after_previous,
        }
    }

    fn go(&mut self, text: &str, place: CaretPlace, extend: bool) {
        self.edit.place(text, place.offset as usize, extend);
        self.after_previous = place.after_previous;
    }

    /// Moves the text so that the caret is seen, and no room is left empty
    /// while text is hidden.
    fn scroll(&mut self, sheet: &Sheet) {
        let room = sheet.room.width() * sheet.scale;
        // The caret needs a little room of its own.
        let caret_room = 2.0 * sheet.scale;
        let (x0, x1) = sheet
            .set
            .lines
            .first()
            .map_or((0.0, 0.0), |line| line.extent());
        let at_left = -x0;
        let at_right = room - caret_room - x1;
        if x1 - x0 + caret_room <= room {
            self.shift = if sheet.rtl { at_right } else { at_left };
            return;
        }
        let caret = sheet.caret_x(self.caret());
        let shift = self.shift.clamp(-caret, room - caret_room - caret);
        self.shift = shift.clamp(at_right.min(at_left), at_left.max(at_right));
    }
}

impl Widget for TextField<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let font = self.font.clone();
        let font = font.unwrap_or_else(|| TextStyle::Body.resolve(ui.style()));
        let (ascent, descent) = with_lettering(ui, |lettering| lettering.ascent_and_descent());
        let height = ((ascent + descent) * font.size + 2.0 * MARGIN.y)
            .max(ui.spacing().interact_size.y)
            .round();
        let wanted = self.desired_width.unwrap_or(USUAL_WIDTH);
        let width = wanted.min(ui.available_width()).max(24.0);
        let (auto_id, rect) = ui.allocate_space(vec2(width, height));
        let id = match (self.id, self.id_salt) {
            (Some(id), _) => id,
            (None, Some(salt)) => ui.make_persistent_id(salt),
            (None, None) => auto_id,
        };
        let sense = if ui.is_enabled() {
            Sense::click_and_drag()
        } else {
            Sense::hover()
        };
        let response = ui.interact(rect, id, sense);
        self.show(ui, response, font.size)
    }
}

impl TextField<'_> {
    fn show(self, ui: &mut Ui, mut response: Response, size: f32) -> Response {
        let id = response.id;
        let before = self.text.clone();
        let mut memory = ui
            .data_mut(|data| data.remove_temp::<Memory>(id))
            .unwrap_or_default();
        memory.edit.fit(self.text);

        let room = response.rect.shrink2(MARGIN);
        let mut sheet = self.set(ui, room, size);
        self.point(ui, &response, &sheet, &mut memory);
        if ui.memory(|m| m.has_focus(id)) {
            let pass = ui.ctx().cumulative_pass_nr();
            // egui forgets by the next pass that a widget was given the focus
            // after it was shown.
            let is_new = memory.typed_in.is_none_or(|last| last + 1 < pass);
            if is_new && self.select_on_focus && !response.is_pointer_button_down_on() {
                memory.edit.select_all(self.text);
            }
            memory.typed_in = Some(pass);
            keys::keep_focus(ui, id, self.keeps_escape);
            ui.data_mut(|data| data.insert_temp(last_focused(), id));
            for event in keys::events(ui) {
                keys::act(ui, id, &event, self.text, &mut memory, &sheet);
                // The next key may move the caret by the cells of the new text.
                sheet = self.set(ui, room, size);
            }
        }
        memory.scroll(&sheet);
        if *self.text != before {
            response.mark_changed();
        }
        self.paint(ui, &response, &sheet, &memory);
        self.describe(ui, &response, &before);
        ui.data_mut(|data| data.insert_temp(id, memory));
        response
    }

    /// Sets the text, or the hint in an empty field's place of direction.
    fn set(&self, ui: &Ui, room: Rect, size: f32) -> Sheet {
        let scale = ui.ctx().pixels_per_point();
        let style = Style::one_line(size * scale, Weight::Regular);
        let speaking = if self.text.is_empty() {
            &self.hint
        } else {
            &*self.text
        };
        Sheet {
            set: with_lettering(ui, |lettering| lettering.set(self.text, style)),
            size: style.size,
            scale,
            room,
            rtl: first_strong_is_rtl(speaking).unwrap_or(false),
        }
    }

    /// Clicks and drags.
    fn point(&self, ui: &Ui, response: &Response, sheet: &Sheet, memory: &mut Memory) {
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::Text);
        }
        let Some(pointer) = response.interact_pointer_pos() else {
            return;
        };
        let id = response.id;
        let pressed = ui.input(|i| i.pointer.button_pressed(PointerButton::Primary));
        let held = ui.input(|i| i.pointer.button_down(PointerButton::Primary));
        if response.triple_clicked() {
            memory.edit.select_all(self.text);
        } else if response.double_clicked() {
            let place = place_at(sheet, memory, pointer);
            let word = self.word_at(place);
            memory.edit.select(self.text, word);
            memory.after_previous = true;
        } else if response.is_pointer_button_down_on() && held {
            if pressed {
                response.request_focus();
            }
            let place = place_at(sheet, memory, pointer);
            let extend = !pressed || ui.input(|i| i.modifiers.shift);
            if pressed || response.dragged() {
                memory.go(self.text, place, extend);
            }
        }
        if response.clicked() {
            ui.memory_mut(|m| m.request_focus(id));
        }
    }

    /// The word under a click: at its end, the one before.
    fn word_at(&self, place: CaretPlace) -> std::ops::Range<usize> {
        let at = place.offset as usize;
        let inside = if place.after_previous {
            at.saturating_sub(1)
        } else {
            at
        };
        edit::piece_at(self.text, self.text.floor_char_boundary(inside))
    }

    fn describe(&self, ui: &Ui, response: &Response, before: &str) {
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(
                ui.is_enabled(),
                before,
                self.text.as_str(),
                self.hint.as_str(),
            );
            let name = if self.name.is_empty() {
                &self.hint
            } else {
                &self.name
            };
            info.label = Some(name.clone());
            info
        });
    }
}

/// The caret nearest to a point.
fn place_at(sheet: &Sheet, memory: &Memory, pointer: Pos2) -> CaretPlace {
    let x = (pointer.x - sheet.room.left()) * sheet.scale - memory.shift;
    sheet.line().map_or(
        CaretPlace {
            offset: 0,
            after_previous: false,
        },
        |line| line.hit(x),
    )
}

/// Asks the lettering, which is installed here if nobody did before.
fn with_lettering<R: Default>(ui: &Ui, ask: impl FnOnce(&mut Lettering) -> R) -> R {
    let ctx = ui.ctx();
    if let Err(error) = super::lettering::install(ctx) {
        tracing::error!(%error, "no text can be set");
    }
    ctx.with_plugin::<Lettering, _>(ask).unwrap_or_default()
}
