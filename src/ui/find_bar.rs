//! The bar above the page in which is typed what to look for.
//!
//! Invariant: the query is the state's and not the bar's; the bar keeps only
//! which wish to type it has followed. As long as its field has the focus, what
//! is typed goes there, and so do Enter (next), Shift+Enter (previous) and
//! Escape (enough).

use egui::{Button, Context, Event, Id, Key, Response, RichText, Ui};

use crate::app::command::Step;
use crate::app::find::{Find, MAX_HITS, Progress};
use crate::app::i18n::Value;
use crate::app::{Action, App, Command, I18n, resolve};
use crate::page::theme::Theme;
use crate::text::ByteOffset;

use super::text_field::TextField;
use super::{layout, style, words};

/// The field's width in points, where the window has room.
const FIELD_WIDTH: f32 = 260.0;

/// What else is in the bar needs so much, in points.
const REST_WIDTH: f32 = 640.0;

/// What the bar keeps between frames.
#[derive(Default)]
pub struct FindBar {
    /// The wish for the focus that was last followed.
    followed: u64,
}

/// Whether a query is being typed.
pub fn has_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(field_id()))
}

fn field_id() -> Id {
    Id::unique("what is looked for")
}

impl FindBar {
    /// Shows the bar; what is typed is looked for from `from` on.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        theme: &Theme,
        from: ByteOffset,
        commands: &mut Vec<Command>,
    ) {
        let Some(tab) = app.active_tab() else { return };
        let find = &tab.find;
        let enabled = app.dialog().is_none();
        if enabled {
            take_keys(ui, commands);
        }
        ui.add_enabled_ui(enabled, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(style::BAR_HEIGHT);
                let field = field(ui, app.words(), find, from, commands);
                // An older wish is another tab's that one comes back to.
                if find.focus() > self.followed {
                    self.followed = find.focus();
                    field.request_focus();
                    super::text_field::begin_anew(ui.ctx(), field_id());
                }
                for action in [Action::FindPrevious, Action::FindNext] {
                    step_button(ui, app, action, commands);
                }
                for action in [Action::FindFolded, Action::FindWholeWords] {
                    option(ui, app, find, action, from, commands);
                }
                ui.separator();
                state(ui, app.words(), find, theme);
                ui.with_layout(layout::from_end(), |ui| {
                    let done = ui.button(app.words().tr("find-close"));
                    let tip = app.words().tr("find-close-tip");
                    if done.on_hover_text(tip).clicked() {
                        close(ui, commands);
                    }
                });
            });
        });
    }
}

/// Takes the keys that are the bar's: those of its field, and Escape wherever
/// nobody else has taken it.
fn take_keys(ui: &Ui, commands: &mut Vec<Command>) {
    let typing = has_focus(ui.ctx());
    let elsewhere = !typing && super::text_field::is_typing(ui.ctx());
    if elsewhere || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let mut enough = false;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let step = match modifiers.shift {
                true => Step::Previous,
                false => Step::Next,
            };
            match key {
                Key::Enter if typing => commands.push(Command::StepFind(step)),
                Key::Escape => enough = true,
                _ => return true,
            }
            false
        });
    });
    if enough {
        close(ui, commands);
    }
}

/// Closes the bar; keys are the page's again.
fn close(ui: &Ui, commands: &mut Vec<Command>) {
    ui.memory_mut(|memory| memory.surrender_focus(field_id()));
    commands.push(Command::CloseFind);
}

fn field(
    ui: &mut Ui,
    words: &I18n,
    find: &Find,
    from: ByteOffset,
    commands: &mut Vec<Command>,
) -> Response {
    let mut query = find.query().clone();
    let room = (ui.available_width() - REST_WIDTH).clamp(120.0, FIELD_WIDTH);
    let field = TextField::new(&mut query.text)
        .id(field_id())
        .hint(words.tr("find-hint"))
        .name(words.tr("find-name"))
        .select_on_focus(true)
        .keeps_escape(true)
        .desired_width(room);
    let response = ui.add(field);
    if query != *find.query() {
        commands.push(Command::SetQuery(query, from));
    }
    response
}

fn step_button(ui: &mut Ui, app: &App, action: Action, commands: &mut Vec<Command>) {
    let key = match action {
        Action::FindPrevious => "find-previous",
        _ => "find-next",
    };
    let has_hits = app
        .active_tab()
        .is_some_and(|tab| !tab.find.hits().is_empty());
    let command = resolve(action, app).filter(|_| has_hits);
    let button = Button::new(app.words().tr(key));
    let response = ui.add_enabled(command.is_some(), button);
    if response
        .on_hover_text(words::tooltip(app, action))
        .clicked()
    {
        commands.extend(command);
    }
}

fn option(
    ui: &mut Ui,
    app: &App,
    find: &Find,
    action: Action,
    from: ByteOffset,
    commands: &mut Vec<Command>,
) {
    let mut query = find.query().clone();
    let (on, key) = match action {
        Action::FindFolded => (&mut query.folded, "find-folded"),
        _ => (&mut query.whole_words, "find-whole-words"),
    };
    let response = ui.checkbox(on, app.words().tr(key));
    if response
        .on_hover_text(words::tooltip(app, action))
        .clicked()
    {
        commands.push(Command::SetQuery(query, from));
    }
}

/// How much was found, which of it is shown, and whether there is more to come.
fn state(ui: &mut Ui, words: &I18n, find: &Find, theme: &Theme) {
    if *find.progress() == Progress::Idle {
        return;
    }
    let fails = matches!(find.progress(), Progress::Failed(_))
        || (*find.progress() == Progress::Done && find.hits().is_empty());
    let text = RichText::new(state_text(words, find));
    let text = match fails {
        true => text.color(style::color(theme.danger)),
        false => text,
    };
    let response = ui.label(text);
    // Who does not see the bar is told, too.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    let wrapped = match find.wrapped() {
        Some(Step::Next) => "find-wrapped-next",
        Some(Step::Previous) => "find-wrapped-previous",
        None => return,
    };
    if !find.hits().is_empty() {
        ui.weak(words.tr(wrapped));
    }
}

fn state_text(words: &I18n, find: &Find) -> String {
    let count = find.hits().len();
    let key = match (find.progress(), count, find.current()) {
        (Progress::Failed(reason), ..) => {
            let reason = Value::Text(reason.clone());
            return words.tr_args("find-failed", &[("reason", reason)]);
        }
        (Progress::Searching, 0, _) => return words.tr("find-searching"),
        (_, 0, _) => return words.tr("find-none"),
        (Progress::Searching, _, None) => "find-count-more",
        (Progress::Searching, _, Some(_)) => "find-position-more",
        (Progress::Full, _, None) => "find-count-full",
        (Progress::Full, _, Some(_)) => "find-position-full",
        (_, _, None) => "find-count",
        (_, _, Some(_)) => "find-position",
    };
    let position = find.current().map_or(0, |index| index + 1);
    let args = [
        ("position", Value::Number(position)),
        ("count", Value::Number(count.min(MAX_HITS))),
    ];
    words.tr_args(key, &args)
}
