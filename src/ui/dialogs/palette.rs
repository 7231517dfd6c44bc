//! The command palette: every action by its name, found by typing part of it.
//!
//! Invariant: holds no action of its own; what is not possible now is listed
//! but greyed out. Names are matched folded, in the language of the interface
//! and in English. The field keeps the keyboard: arrows go through the list,
//! Enter does what is picked.

use egui::accesskit::Role;
use egui::{Event, Id, Key, ScrollArea, Sense, TextStyle, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::resolve::resolve_behind_dialog;
use crate::app::{Action, App, Command, I18n, Language};
use crate::text::matching::rank;
use crate::ui::text_field::TextField;
use crate::ui::{style, words};

/// Height of the list, in points.
const LIST_HEIGHT: f32 = 330.0;

/// What the palette keeps between frames.
#[derive(Default)]
pub struct Palette {
    typed: String,
    /// The row that Enter would take.
    row: usize,
    /// The actions that fit what is typed, best first.
    shown: Vec<Action>,
    /// What `shown` was made for.
    made_for: Option<(String, Language)>,
    english: Option<I18n>,
}

impl Palette {
    /// Shows the palette's content.
    pub fn show(&mut self, ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
        if is_new {
            self.typed.clear();
            self.made_for = None;
        }
        let taken = self.take_keys(ui);
        let name = app.words().tr("palette-name");
        let field = TextField::new(&mut self.typed)
            .id(Id::unique("palette"))
            .name(&name)
            .hint(app.words().tr("palette-hint"))
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        if is_new {
            field.request_focus();
        }
        self.find(app);
        let clicked = self.list(ui, app, taken.moved);
        let picked = taken.enter.then(|| self.shown.get(self.row).copied());
        let action = clicked.or(picked.flatten());
        if let Some(action) = action
            && let Some(command) = resolve_behind_dialog(action, app)
        {
            commands.push(Command::CloseDialog);
            commands.push(command);
        }
    }

    /// Takes the keys that go through the list.
    fn take_keys(&mut self, ui: &Ui) -> Taken {
        let mut taken = Taken::default();
        let last = self.shown.len().saturating_sub(1);
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key {
                    key, pressed: true, ..
                } = event
                else {
                    return true;
                };
                match key {
                    Key::ArrowDown => self.row = (self.row + 1).min(last),
                    Key::ArrowUp => self.row = self.row.saturating_sub(1),
                    Key::Enter => taken.enter = true,
                    _ => return true,
                }
                taken.moved = true;
                false
            });
        });
        taken
    }

    /// Finds the actions that fit, where something else is typed than before.
    fn find(&mut self, app: &App) {
        let made_for = (self.typed.clone(), app.words().language());
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        let all = Action::all()
            .filter(|action| *action != Action::Palette && !words::has_no_label(app, *action));
        let all: Vec<_> = all.collect();
        let english = self
            .english
            .get_or_insert_with(|| I18n::new(Language::English));
        let own = all.iter().map(|&action| words::plain_title(app, action));
        let other = all
            .iter()
            .map(|&action| english_title(english, app, action));
        let names: Vec<_> = own.chain(other).collect();
        self.shown.clear();
        for index in rank(&self.typed, &names) {
            let action = all.get(index % all.len()).copied();
            let new = action.filter(|action| !self.shown.contains(action));
            self.shown.extend(new);
        }
        self.row = 0;
        self.made_for = Some(made_for);
    }

    /// Shows the list; answers with the action that was clicked.
    fn list(&mut self, ui: &mut Ui, app: &App, follows: bool) -> Option<Action> {
        ui.add_space(6.0);
        if self.shown.is_empty() {
            ui.weak(app.words().tr("palette-nothing"));
            return None;
        }
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = LIST_HEIGHT.min((ui.ctx().content_rect().height() - 200.0).max(120.0));
        let area = ScrollArea::vertical()
            .max_height(height)
            .auto_shrink([false, true]);
        area.show(ui, |ui| {
            for (index, &action) in self.shown.iter().enumerate() {
                let current = index == self.row;
                if entry(ui, app, action, current, current && follows) {
                    clicked = Some(action);
                }
            }
        });
        clicked
    }
}

/// The keys that were taken in a frame.
#[derive(Default)]
struct Taken {
    moved: bool,
    enter: bool,
}

fn english_title(english: &I18n, app: &App, action: Action) -> String {
    let key = action.title_key();
    match action {
        Action::Mark(digit) | Action::Duplicate(digit) => {
            let label = words::label_of(app, digit);
            let name = label.map_or_else(String::new, |label| label.name_en.clone());
            english.tr_args(key, &[("label", Value::Text(name))])
        }
        _ => english.tr(key),
    }
}

/// Shows an action; says whether it was clicked.
fn entry(ui: &mut Ui, app: &App, action: Action, current: bool, follows: bool) -> bool {
    let possible = resolve_behind_dialog(action, app).is_some();
    let size = vec2(ui.available_width(), style::ROW_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let id = ui.scope_id().with(("palette", action));
    let response = ui.interact(rect, id, Sense::CLICK);
    let title = words::plain_title(app, action);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, possible, current, &title));
    if follows {
        ui.scroll_to_rect(rect, None);
    }
    let visuals = ui.visuals();
    if current || response.hovered() {
        let fill = visuals.widgets.hovered.weak_bg_fill;
        ui.painter().rect_filled(rect, 3.0, fill);
    }
    let color = match possible {
        true => visuals.text_color(),
        false => visuals.weak_text_color(),
    };
    let weak = visuals.weak_text_color();
    let inside = rect.shrink2(vec2(8.0, 0.0));
    let font = TextStyle::Body.resolve(ui.style());
    let painter = ui.painter_at(inside);
    let left = egui::Align2::LEFT_CENTER;
    painter.text(inside.left_center(), left, title, font.clone(), color);
    if let Some(shortcut) = action.shortcuts().first() {
        let right = egui::Align2::RIGHT_CENTER;
        painter.text(
            inside.right_center(),
            right,
            shortcut.to_string(),
            font,
            weak,
        );
    }
    response.clicked() && possible
}
