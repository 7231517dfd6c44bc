//! The fields of the label that is shown.
//!
//! Invariant: a field's text is the draft's where there is one; what it is typed
//! to its end is told by the field losing the keyboard, which Enter does and
//! gives it back. What is wrong is said below its field.

use egui::accesskit::Role;
use egui::{Align, Event, Id, Key, Layout, Modifiers, Response, RichText, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::labels::{LabelCommand, LabelEditor, LabelField, PickLabel};
use crate::app::{App, Command};
use crate::document::annotation::MAX_NOTE_BYTES;
use crate::document::{Document, Label, LabelId};
use crate::ui::layout;
use crate::ui::text_field::TextField;
use crate::ui::text_field::area::Area;

use super::super::isolated;
use super::is_rtl;

/// The width of the column with the names of fields, in points.
const NAME_WIDTH: f32 = 110.0;

/// The height of a field, so that its name stands at its middle, in points.
const FIELD_HEIGHT: f32 = 30.0;

/// The width of a field that stands beside another, in points.
const HALF_WIDTH: f32 = 210.0;

/// The width of a field for a letter or two, a key or a colour, in points.
const SHORT_WIDTH: f32 = 96.0;

/// The field of the guideline, kept from frame to frame.
#[derive(Default)]
pub struct Guideline {
    of: Option<Id>,
    area: Option<Area>,
}

/// What the fields are shown with.
pub struct Form<'a> {
    pub app: &'a App,
    pub editor: &'a LabelEditor,
    pub document: &'a Document,
    pub label: &'a Label,
    /// The field that is to have the keyboard.
    pub wish: Option<LabelField>,
    pub commands: &'a mut Vec<Command>,
}

impl Form<'_> {
    /// Says something to the editor.
    pub fn tell(&mut self, command: LabelCommand) {
        self.commands.push(Command::Labels(command));
    }

    fn words(&self, key: &str) -> String {
        self.app.words().tr(key)
    }

    /// Names, short names and the id.
    pub fn names(&mut self, ui: &mut Ui) {
        self.row(ui, "labels-name-ar", LabelField::NameAr, HALF_WIDTH * 1.6);
        self.row(ui, "labels-name-en", LabelField::NameEn, HALF_WIDTH * 1.6);
        self.row(ui, "labels-id", LabelField::Id, HALF_WIDTH * 1.6);
        let name = self.words("labels-short");
        let (ar, en) = (self.words("labels-short-ar"), self.words("labels-short-en"));
        self.named(ui, &name, |form, ui| {
            form.text(ui, LabelField::ShortAr, &ar, SHORT_WIDTH);
            form.text(ui, LabelField::ShortEn, &en, SHORT_WIDTH);
        });
        self.fault(ui, &[LabelField::ShortAr, LabelField::ShortEn]);
        self.key(ui);
    }

    /// Guideline and parent.
    pub fn meaning(&mut self, ui: &mut Ui, guideline: &mut Guideline) {
        self.parent(ui);
        let name = self.words("labels-description");
        self.named(ui, &name, |form, ui| form.guideline(ui, &name, guideline));
        self.fault(ui, &[LabelField::Description]);
    }

    /// The guideline, of as many lines as it takes.
    fn guideline(&mut self, ui: &mut Ui, name: &str, kept: &mut Guideline) {
        let field = LabelField::Description;
        let id = self.id(field);
        let has_keys = ui.memory(|memory| memory.has_focus(id));
        let has_draft = self.editor.draft(field).is_some();
        let escape = |ui: &Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        if has_keys && has_draft && escape(ui) {
            self.tell(LabelCommand::Drop(field));
            kept.area = None;
            return;
        }
        let value = self.value(field);
        let is_it = kept.of == Some(id);
        let stale = |area: &mut Area| !is_it || !has_keys && area.text() != value;
        if kept.area.as_mut().is_none_or(stale) {
            kept.area = Area::new(&value, MAX_NOTE_BYTES);
            kept.of = Some(id);
        }
        let Some(area) = &mut kept.area else { return };
        let response = area.show(ui, id, name, is_rtl(self.app));
        let text = response.changed().then(|| area.text().to_owned());
        if let Some(text) = text {
            self.tell(LabelCommand::Type(field, text));
        }
        self.follow(&response, field);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.lost_focus() {
            self.tell(LabelCommand::Commit(field));
        }
    }

    /// A field with its name before it and what is wrong below it.
    fn row(&mut self, ui: &mut Ui, key: &str, field: LabelField, width: f32) {
        let name = self.words(key);
        self.named(ui, &name, |form, ui| {
            form.text(ui, field, &name, width);
        });
        self.fault(ui, &[field]);
    }

    /// A row with its name before it.
    pub fn named(&mut self, ui: &mut Ui, name: &str, add: impl FnOnce(&mut Self, &mut Ui)) {
        ui.horizontal(|ui| {
            let from_start = layout::row_from_start(is_rtl(self.app));
            let size = vec2(NAME_WIDTH, FIELD_HEIGHT);
            ui.allocate_ui_with_layout(size, from_start, |ui| {
                ui.set_min_width(NAME_WIDTH);
                ui.add(egui::Label::new(RichText::new(name).weak()).truncate());
            });
            add(self, ui);
        });
    }

    /// Something below a field.
    pub fn below(&self, ui: &mut Ui, text: RichText) {
        ui.horizontal(|ui| {
            ui.add_space(NAME_WIDTH + ui.spacing().item_spacing.x);
            let align = match is_rtl(self.app) {
                true => Align::Max,
                false => Align::Min,
            };
            ui.with_layout(Layout::top_down(align), |ui| {
                ui.add(egui::Label::new(text).wrap());
            });
        });
    }

    /// What is wrong with fields of one row.
    pub fn fault(&self, ui: &mut Ui, fields: &[LabelField]) {
        let drafts = fields.iter().filter_map(|field| self.editor.draft(*field));
        for fault in drafts.filter_map(|draft| draft.fault.as_ref()) {
            let text = self.app.words().text(fault);
            let color = ui.visuals().error_fg_color;
            self.below(ui, RichText::new(text).color(color));
        }
    }

    /// What a field holds now.
    pub fn value(&self, field: LabelField) -> String {
        let draft = self.editor.draft(field);
        draft.map_or_else(|| field.text(self.label), |draft| draft.text.clone())
    }

    fn id(&self, field: LabelField) -> Id {
        let editor = self.editor;
        Id::unique("a field of a label").with((editor.tab, editor.showing(), field))
    }

    /// A field of text; `name` is what it is called for those who do not see
    /// what stands before it.
    pub fn text(&mut self, ui: &mut Ui, field: LabelField, name: &str, width: f32) -> Response {
        let draft = self.editor.draft(field);
        let mut text = self.value(field);
        let id = self.id(field);
        let has_keys = ui.memory(|memory| memory.has_focus(id));
        let escape = |ui: &Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        if has_keys && draft.is_some() && escape(ui) {
            self.tell(LabelCommand::Drop(field));
            text = field.text(self.label);
        }
        let is_wrong = draft.is_some_and(|draft| draft.fault.is_some());
        let shown = TextField::new(&mut text)
            .id(id)
            .name(name)
            .select_on_focus(true)
            .keeps_escape(draft.is_some())
            .desired_width(width);
        let response = ui.add(shown);
        if is_wrong {
            let stroke = egui::Stroke::new(1.5, ui.visuals().error_fg_color);
            let inside = egui::StrokeKind::Inside;
            ui.painter().rect_stroke(response.rect, 4.0, stroke, inside);
        }
        if response.changed() {
            self.tell(LabelCommand::Type(field, text));
        }
        self.follow(&response, field);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.lost_focus() {
            self.tell(LabelCommand::Commit(field));
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                response.request_focus();
            }
        }
        response
    }

    /// Gives a field the keyboard, if it is to have it.
    fn follow(&self, response: &Response, field: LabelField) {
        if self.wish == Some(field) {
            response.request_focus();
            response.scroll_to_me(None);
        }
    }

    /// Sets a field that is chosen and not typed.
    pub fn set(&mut self, field: LabelField, text: String) {
        self.tell(LabelCommand::Type(field, text));
        self.tell(LabelCommand::Commit(field));
    }

    /// The key: pressed while the button has the keyboard, or taken from its
    /// menu.
    fn key(&mut self, ui: &mut Ui) {
        let field = LabelField::Key;
        let name = self.words("labels-key");
        self.named(ui, &name, |form, ui| {
            let value = form.value(field);
            let none = form.words("details-none");
            let shown = if value.is_empty() {
                none.clone()
            } else {
                value
            };
            let menu = ui.menu_button(&shown, |ui| form.keys_to_choose(ui, &none));
            let button = menu.response;
            let said = form.said(&name, &shown);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            form.follow(&button, field);
            if button.has_focus()
                && let Some(key) = pressed_key(ui)
            {
                form.set(field, key);
            }
            ui.weak(form.words("labels-key-hint"));
        });
        self.fault(ui, &[field]);
    }

    fn keys_to_choose(&mut self, ui: &mut Ui, none: &str) {
        if ui.button(none).clicked() {
            self.set(LabelField::Key, String::new());
            ui.close();
        }
        for key in '1'..='9' {
            let owner = self.document.labels().by_key(key);
            let taken = owner.filter(|owner| owner.id != self.label.id);
            let text = match taken {
                Some(owner) => {
                    let owner = isolated(&self.app.label_name(owner));
                    self.said(&key.to_string(), &owner)
                }
                None => key.to_string(),
            };
            let button = egui::Button::selectable(owner.is_some() && taken.is_none(), text);
            if ui.add_enabled(taken.is_none(), button).clicked() {
                self.set(LabelField::Key, key.to_string());
                ui.close();
            }
        }
    }

    /// A name with a value.
    pub fn said(&self, name: &str, value: &str) -> String {
        let args = [
            ("name", Value::Text(name.to_owned())),
            ("value", Value::Text(value.to_owned())),
        ];
        self.app.words().tr_args("details-named", &args)
    }

    fn parent(&mut self, ui: &mut Ui) {
        let field = LabelField::Parent;
        let name = self.words("labels-parent");
        self.named(ui, &name, |form, ui| {
            let value = form.value(field);
            let parent = LabelId::new(&value).ok();
            let parent = parent.and_then(|id| form.document.labels().get(&id));
            let shown = match parent {
                Some(parent) => form.app.label_name(parent),
                None => form.words("details-none"),
            };
            let button = ui.button(&shown);
            let said = form.said(&name, &shown);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            form.follow(&button, field);
            if button.clicked() {
                form.tell(LabelCommand::Pick(PickLabel::Parent));
            }
            let has_draft = form.editor.draft(field).is_some();
            if has_draft && ui.button(form.words("labels-drop")).clicked() {
                form.tell(LabelCommand::Drop(field));
            }
        });
        self.fault(ui, &[field]);
    }
}

/// The key of a label that is pressed, by its place on the keyboard; empty for
/// the keys that delete.
fn pressed_key(ui: &Ui) -> Option<String> {
    ui.input_mut(|input| {
        let mut found = None;
        input.events.retain(|event| {
            let Event::Key {
                key,
                physical_key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let key = physical_key.unwrap_or(*key);
            let name = match key {
                Key::Delete | Key::Backspace => "",
                key => key.name(),
            };
            let is_key = name.is_empty() || matches!(name.as_bytes(), [b'0'..=b'9']);
            if is_key && !modifiers.any() {
                found = Some(name.to_owned());
                return false;
            }
            true
        });
        found
    })
}
