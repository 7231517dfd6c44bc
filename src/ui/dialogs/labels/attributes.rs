//! What annotations of a label can say besides: its attributes, and the options
//! of those that are choices.
//!
//! Invariant: the options of one attribute are shown at a time, and of them
//! those that are seen.

use egui::accesskit::Role;
use egui::{Button, Response, RichText, ScrollArea, Ui, WidgetInfo, vec2};

use crate::app::command::Step;
use crate::app::labels::field::options_of;
use crate::app::labels::{LabelCommand, LabelField, LabelPart, Part};
use crate::document::Attribute;

use super::form::Form;
use super::is_rtl;
use crate::ui::layout;

/// The width of one of the three fields of a row, in points.
const PART_WIDTH: f32 = 118.0;

/// The width of the column of kinds, in points.
const KIND_WIDTH: f32 = 104.0;

/// The height of a row of options, in points, and how many are seen.
const OPTION_HEIGHT: f32 = 32.0;
const OPTIONS_SEEN: f32 = 7.0;

/// The kinds of attributes as files call them.
const KINDS: [&str; 4] = ["choice", "yes-no", "text", "number"];

impl Form<'_> {
    /// All attributes; `unfolded` is the one whose options are shown.
    pub fn attributes(&mut self, ui: &mut Ui, unfolded: &mut Option<usize>) {
        let words = self.app.words();
        ui.add_space(8.0);
        ui.label(RichText::new(words.tr("labels-attributes")).strong());
        let count = self.label.attributes.len();
        if count == 0 {
            ui.weak(words.tr("labels-attributes-none"));
        }
        for at in 0..count {
            self.attribute(ui, at, count, unfolded);
        }
        let add = ui.button(words.tr("labels-add-attribute"));
        if add.clicked() {
            self.tell(LabelCommand::Alter(LabelPart::AddAttribute));
        }
    }

    fn attribute(&mut self, ui: &mut Ui, at: usize, count: usize, unfolded: &mut Option<usize>) {
        let Some(attribute) = self.label.attributes.get(at) else {
            return;
        };
        let attribute: &Attribute = attribute;
        let called = attribute.name.to_string();
        ui.horizontal(|ui| {
            for part in Part::ALL {
                self.part(ui, LabelField::Attribute(at, part), part, &called);
            }
            self.kind(ui, at, &called);
            let moved = |step| LabelPart::MoveAttribute(at, step);
            self.order(ui, &called, (at, count), moved);
            let remove = LabelPart::RemoveAttribute(at);
            self.small(ui, "labels-remove", &called, true, remove);
        });
        let parts = Part::ALL.map(|part| LabelField::Attribute(at, part));
        self.fault(ui, &parts);
        self.fault(ui, &[LabelField::Kind(at)]);
        let options = options_of(&attribute.kind);
        if options.is_empty() {
            return;
        }
        let is_open = *unfolded == Some(at);
        let key = if is_open {
            "labels-options-fold"
        } else {
            "labels-options-unfold"
        };
        let args = [("count", crate::app::i18n::Value::Number(options.len()))];
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let shown = self.app.words().tr_args(key, &args);
            let said = self.said(&called, &shown);
            let fold = ui.add(Button::new(RichText::new(shown).small()));
            fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            if fold.clicked() {
                *unfolded = (!is_open).then_some(at);
            }
        });
        if is_open {
            self.options(ui, at, options.len(), &called);
        }
    }

    fn options(&mut self, ui: &mut Ui, at: usize, count: usize, called: &str) {
        let mut area = ScrollArea::vertical()
            .id_salt(("options", at))
            .max_height(OPTION_HEIGHT * OPTIONS_SEEN)
            .auto_shrink([false, true]);
        // A row that is not shown cannot take the keyboard.
        if let Some(LabelField::Option(of, row, _)) = self.wish
            && of == at
        {
            let middle = row as f32 - OPTIONS_SEEN / 2.0;
            area = area.vertical_scroll_offset((middle * OPTION_HEIGHT).max(0.0));
        }
        let spacing = ui.spacing().item_spacing.y;
        area.show_rows(ui, OPTION_HEIGHT - spacing, count, |ui, range| {
            for option in range {
                ui.horizontal(|ui| {
                    ui.set_height(OPTION_HEIGHT - spacing);
                    ui.add_space(16.0);
                    self.option(ui, at, option, count, called);
                });
            }
        });
        let faulty = (0..count)
            .flat_map(|option| Part::ALL.map(|part| LabelField::Option(at, option, part)));
        let faulty: Vec<_> = match self.editor.is_settled() {
            true => Vec::new(),
            false => faulty.collect(),
        };
        self.fault(ui, &faulty);
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let add = LabelPart::AddOption(at);
            self.small(ui, "labels-add-option", called, true, add);
        });
    }

    fn option(&mut self, ui: &mut Ui, at: usize, option: usize, count: usize, called: &str) {
        let name = self
            .label
            .attributes
            .get(at)
            .and_then(|attribute| options_of(&attribute.kind).get(option))
            .map_or_else(String::new, |it| it.name.to_string());
        let called = self.said(called, &name);
        for part in Part::ALL {
            self.part(ui, LabelField::Option(at, option, part), part, &called);
        }
        let moved = |step| LabelPart::MoveOption(at, option, step);
        self.order(ui, &called, (option, count), moved);
        let remove = LabelPart::RemoveOption(at, option);
        self.small(ui, "labels-remove", &called, count > 1, remove);
    }

    /// One of the three names of something that is called so.
    fn part(&mut self, ui: &mut Ui, field: LabelField, part: Part, called: &str) -> Response {
        let key = match part {
            Part::Name => "labels-id",
            Part::NameAr => "labels-name-ar",
            Part::NameEn => "labels-name-en",
        };
        let what = self.app.words().tr(key);
        let name = self.said(called, &what);
        let response = self.text(ui, field, &name, PART_WIDTH);
        response.on_hover_text(what)
    }

    fn kind(&mut self, ui: &mut Ui, at: usize, called: &str) {
        let field = LabelField::Kind(at);
        let value = self.value(field);
        let shown = self.app.words().tr(kind_key(&value));
        let said = self.said(called, &shown);
        let row = layout::row_from_start(is_rtl(self.app));
        let size = vec2(KIND_WIDTH, ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, row, |ui| {
            // As wide in every row, so that what follows stands in columns.
            ui.set_min_width(KIND_WIDTH);
            let menu = ui.menu_button(&shown, |ui| {
                for kind in KINDS {
                    let text = self.app.words().tr(kind_key(kind));
                    if ui.selectable_label(kind == value, text).clicked() {
                        self.set(field, kind.to_owned());
                        ui.close();
                    }
                }
            });
            menu.response
                .widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        });
    }

    /// Buttons that move something among so many.
    fn order(
        &mut self,
        ui: &mut Ui,
        called: &str,
        (at, count): (usize, usize),
        moved: impl Fn(Step) -> LabelPart,
    ) {
        let up = moved(Step::Previous);
        self.small(ui, "labels-part-up", called, at > 0, up);
        let down = moved(Step::Next);
        self.small(ui, "labels-part-down", called, at + 1 < count, down);
    }

    /// A small button for a part of the label that is called so.
    fn small(&mut self, ui: &mut Ui, key: &str, called: &str, possible: bool, part: LabelPart) {
        let text = self.app.words().tr(key);
        let tip = self.app.words().tr(&format!("{key}-tip"));
        let said = self.said(&tip, called);
        let button = ui.add_enabled(possible, Button::new(RichText::new(text).small()));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, possible, &said));
        if button.on_hover_text(tip).clicked() {
            self.tell(LabelCommand::Alter(part));
        }
    }
}

fn kind_key(kind: &str) -> &'static str {
    match kind {
        "choice" => "labels-kind-choice",
        "yes-no" => "labels-kind-yes-no",
        "number" => "labels-kind-number",
        _ => "labels-kind-text",
    }
}
