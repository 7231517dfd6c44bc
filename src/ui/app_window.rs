//! The window: asks what happened, lets the state change, shows it.
//!
//! Invariant: `show` sends commands and changes nothing but what a view keeps
//! for itself; commands are carried out after it. A window in which nothing
//! happens draws nothing: every frame is asked for by an input, an effect or a
//! worker.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{CentralPanel, Context, Panel, Ui, ViewportCommand};

use crate::app::i18n::Value;
use crate::app::worker::{Helpers, Workers};
use crate::app::{App, Command, Effect, Effects, Group, Language, ReadingFont, Tab, resolve};
use crate::page::paint::Lit;
use crate::page::theme::Theme;
use crate::store::Settings;
use crate::store::settings::ThemeSetting;

use super::dialogs::Dialogs;
use super::drop_overlay;
use super::figures::Figures;
use super::file_dialog::Question;
use super::find_bar::FindBar;
use super::keys::Asked;
use super::reader::{Reader, ReaderInput};
use super::side_panel::SidePanel;
use super::status_bar::StatusBar;
use super::toasts::Toasts;
use super::{fonts, keys, layout, lettering, menu_bar, menu_entries, style, tab_strip, toolbar};

/// How long answers that come in great number may wait for a frame.
const PATIENCE: Duration = Duration::from_millis(100);

/// The window and all it shows.
pub struct Window {
    app: App,
    workers: Workers,
    theme: Theme,
    reader: Reader,
    side_panel: SidePanel,
    figures: Figures,
    status_bar: StatusBar,
    find_bar: FindBar,
    dialogs: Dialogs,
    toasts: Toasts,
    title: String,
    /// Whether `theme` has been given to egui.
    is_styled: bool,
    may_close: bool,
    /// Whether the keyboard is to go to the next part of the window.
    wants_next_pane: bool,
    /// Whether the menu of what is chosen is to be shown.
    wants_context_menu: bool,
    /// Where it stands, if a key asked for it.
    menu_place: Option<egui::Pos2>,
    /// Whether system dialogs may be asked; a test has none.
    has_file_dialogs: bool,
}

impl Window {
    /// A window with nothing open. Settings are kept at `settings_path`, or
    /// nowhere.
    pub fn new(ctx: &Context, settings: Settings, settings_path: Option<PathBuf>) -> Self {
        if let Err(error) = fonts::install(ctx).and_then(|()| lettering::install(ctx)) {
            tracing::error!("{error}");
        }
        let waker = ctx.clone();
        let wake = Arc::new(move || waker.request_repaint());
        let waker = ctx.clone();
        let wake_soon = Arc::new(move || waker.request_repaint_after(PATIENCE));
        let helpers = Helpers::new(wake.clone(), wake_soon);
        Self {
            app: App::new(settings),
            workers: Workers::new(wake, settings_path),
            theme: Theme::light(),
            figures: Figures::new(helpers.clone()),
            reader: Reader::new(helpers),
            side_panel: SidePanel::default(),
            status_bar: StatusBar::default(),
            find_bar: FindBar::default(),
            dialogs: Dialogs::default(),
            toasts: Toasts::default(),
            title: String::new(),
            is_styled: false,
            may_close: false,
            wants_next_pane: false,
            wants_context_menu: false,
            menu_place: None,
            has_file_dialogs: true,
        }
    }

    /// The same window where no file dialog answers.
    pub fn without_file_dialogs(mut self) -> Self {
        self.has_file_dialogs = false;
        self
    }

    /// The same window, which keeps journals and earlier versions in this
    /// folder.
    pub fn keeping(mut self, folder: Option<PathBuf>) -> Self {
        self.workers = self.workers.keeping(folder);
        self
    }

    /// The state.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The reading views.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Carries a command out, with all that follows from it.
    pub fn send(&mut self, ctx: &Context, command: Command) {
        let effects = self.app.handle(command);
        self.carry_out(ctx, effects);
        ctx.request_repaint();
    }

    /// What happens before a frame is drawn, in this order.
    pub fn logic(&mut self, ctx: &Context) {
        // 1. What workers have answered.
        while let Some(command) = self.workers.next_answer() {
            self.send(ctx, command);
        }
        if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            self.send(ctx, Command::Focused);
        }
        // 2. A wish of the system to close the window.
        self.answer_close_request(ctx);
        // 3. Files dropped on the window.
        let dropped = drop_overlay::dropped(ctx);
        if !dropped.is_empty() {
            self.send(ctx, Command::OpenPaths(dropped));
        }
        // 4. Keys, unless a drag on the page has them.
        let page = self.app.active_tab().map(|tab| tab.id);
        let on_page = self.reader.has_keys(ctx, page);
        if !self.reader.holds_end(ctx, page)
            && let Some(asked) = keys::take(ctx, &self.app, on_page)
        {
            self.send_typed(ctx);
            let command = match asked {
                Asked::Now(command) => Some(command),
                Asked::AfterTyping(action) => resolve(action, &self.app),
            };
            if let Some(command) = command {
                self.send(ctx, command);
            }
        }
        if std::mem::take(&mut self.wants_next_pane) {
            self.reader.cycle_focus(ctx, page);
        }
        // 5. What is outside the frame: colours and the title.
        self.update_theme(ctx);
        self.update_title(ctx);
    }

    /// Draws the window and carries out what the person does in it.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let mut commands = Vec::new();
        // 6. From the edges to the middle.
        self.show_bars(ui, &mut commands);
        self.show_side_panel(ui, &mut commands);
        self.show_figures(ui, &mut commands);
        self.show_find_bar(ui, &mut commands);
        self.show_page(ui, &mut commands);
        // 7. What lies over it.
        self.toasts
            .show(&ctx, &self.app, &self.theme, &mut commands);
        self.dialogs.show(&ctx, &self.app, &mut commands);
        drop_overlay::show(&ctx, &self.app, &self.theme);
        // 8. Only now does the state change, first by what was typed: the rest
        // may show another document.
        let typed = self.side_panel.finished(&self.app);
        for command in typed.into_iter().chain(self.figures.finished(&self.app)) {
            self.send(&ctx, command);
        }
        for command in commands {
            self.send(&ctx, command);
        }
        let tabs: Vec<_> = self.app.tabs().iter().map(|tab| tab.id).collect();
        self.reader.keep_only(&tabs);
    }

    fn show_bars(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (app, theme) = (&self.app, &self.theme);
        Panel::top("menu").show(ui, |ui| menu_bar::show(ui, app, commands));
        Panel::top("toolbar").show(ui, |ui| toolbar::show(ui, app, theme, commands));
        if !app.tabs().is_empty() {
            Panel::top("tabs").show(ui, |ui| tab_strip::show(ui, app, theme, commands));
        }
        let status_bar = &mut self.status_bar;
        Panel::bottom("status").show(ui, |ui| status_bar.show(ui, app, commands));
    }

    fn show_side_panel(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        if !self.app.side_panel() || self.app.active_tab().is_none() {
            return;
        }
        let (app, theme, side_panel) = (&self.app, &self.theme, &mut self.side_panel);
        layout::end_panel("annotations")
            .default_size(280.0)
            .size_range(180.0..=520.0)
            .show(ui, |ui| side_panel.show(ui, app, theme, commands));
    }

    fn show_figures(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (app, theme, figures) = (&self.app, &self.theme, &mut self.figures);
        if !app.figures() || app.active_tab().is_none() {
            figures.hide(ui.ctx());
            return;
        }
        let height = ui.available_height();
        Panel::bottom("figures")
            .resizable(true)
            .default_size(height * 0.42)
            .size_range(150.0..=(height * 0.7).max(160.0))
            .show(ui, |ui| figures.show(ui, app, theme, commands));
    }

    fn show_find_bar(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(tab) = self.app.active_tab().filter(|tab| tab.find.is_open()) else {
            return;
        };
        // Who types a query looks for it from where the eye is.
        let caret = tab.selection.span().start;
        let seen = self.reader.visible_span(tab.id);
        let from = seen.map_or(caret, |seen| match seen.contains(caret) {
            true => caret,
            false => seen.start,
        });
        let (app, theme, bar) = (&self.app, &self.theme, &mut self.find_bar);
        Panel::top("find").show(ui, |ui| bar.show(ui, app, theme, from, commands));
    }

    fn show_page(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let by_key = std::mem::take(&mut self.wants_context_menu);
        let (app, theme, reader) = (&self.app, &self.theme, &mut self.reader);
        let menu_place = &mut self.menu_place;
        CentralPanel::no_frame().show(ui, |ui| {
            let page = style::color(theme.page_bg);
            ui.painter().rect_filled(ui.max_rect(), 0.0, page);
            let Some(tab) = app.active_tab() else {
                welcome(ui, app, commands);
                return;
            };
            let settings = app.settings();
            let input = ReaderInput {
                tab: tab.id,
                document: &tab.document,
                selection: tab.selection,
                chosen: tab.chosen,
                several: tab.several(),
                paint: app.paint().map(|label| &label.id),
                theme,
                font: ReadingFont::named(settings.font.as_deref()).name(),
                text_size_pts: settings.text_size,
                show_hidden: settings.show_hidden,
                scroll: tab.scroll,
                found: lit(tab),
                name: &app.words().tr("a11y-article"),
                arabic: app.words().language() == Language::Arabic,
                takes_keys: app.dialog().is_none(),
            };
            if let Some(page) = reader.show(ui, input, commands) {
                if by_key {
                    *menu_place = Some(beside_chosen(reader, tab, page.rect));
                } else if page.secondary_clicked() {
                    *menu_place = None;
                }
                context_menu(&page, app, *menu_place, by_key, commands);
            }
        });
    }

    fn answer_close_request(&mut self, ctx: &Context) {
        let wanted = ctx.input(|input| input.viewport().close_requested());
        if !wanted || self.may_close {
            return;
        }
        self.send_typed(ctx);
        // Where nothing is left to be asked, this lets it close.
        self.send(ctx, Command::Quit);
        if !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }

    /// Carries out what has been typed so far.
    fn send_typed(&mut self, ctx: &Context) {
        let typed = self.side_panel.typed(&self.app);
        for command in typed.into_iter().chain(self.figures.typed(&self.app)) {
            self.send(ctx, command);
        }
    }

    fn update_theme(&mut self, ctx: &Context) {
        let dark = match self.app.settings().theme {
            ThemeSetting::System => ctx.system_theme() == Some(egui::Theme::Dark),
            ThemeSetting::Light => false,
            ThemeSetting::Dark => true,
        };
        if self.is_styled && self.theme.dark_mode == dark {
            return;
        }
        self.theme = Theme::of(dark);
        style::apply(ctx, &self.theme);
        self.is_styled = true;
    }

    fn update_title(&mut self, ctx: &Context) {
        let words = self.app.words();
        let title = match self.app.active_tab() {
            Some(tab) => {
                let key = if tab.is_modified() {
                    "window-title-unsaved"
                } else {
                    "window-title"
                };
                words.tr_args(key, &[("name", Value::Text(tab.name.clone()))])
            }
            None => words.tr("app-name"),
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title));
        }
    }

    fn carry_out(&mut self, ctx: &Context, effects: Effects) {
        for effect in effects.0 {
            match effect {
                Effect::OpenFileDialog => self.ask(Question::open(&self.app)),
                Effect::SaveFileDialog { tab, suggested } => {
                    self.ask(Question::save(&self.app, tab, suggested));
                }
                Effect::ReanchorFileDialog { tab } => self.ask(Question::reanchor(&self.app, tab)),
                Effect::Reanchor(job) => self.workers.reanchor(job),
                Effect::Propose(job) => self.workers.propose(job),
                Effect::LabelFileDialog(purpose, suggested) => {
                    self.ask(Question::labels(&self.app, purpose, suggested));
                }
                Effect::Labels(job) => self.workers.labels(job),
                Effect::Load(source) => self.workers.load(source),
                Effect::Save(job) => self.workers.save(job),
                Effect::Journal(jobs) => self.workers.keep(jobs),
                Effect::SaveSoon(tab, after) => self.workers.save_soon(tab, after),
                Effect::FindWork => self.workers.find_work(),
                Effect::LookAtFiles(watched) => self.workers.look(watched),
                Effect::ListEarlier { tab, path } => self.workers.list_earlier(tab, path),
                Effect::CompareForMerge(job) => self.workers.compare_for_merge(job),
                Effect::Find(job) => self.workers.find(job),
                Effect::FindOccurrences(job) => self.workers.find_occurrences(job),
                Effect::ReadFigures(job) => self.workers.read_figures(job),
                Effect::ExportFigures(job) => self.workers.export_figures(job),
                Effect::FiguresFileDialog { tab, suggested } => {
                    self.ask(Question::figures(&self.app, tab, suggested));
                }
                Effect::CopyFigures => {
                    if let Some(table) = self.figures.table(&self.app) {
                        ctx.copy_text(table);
                    }
                }
                Effect::ShowContextMenu => self.wants_context_menu = true,
                Effect::CyclePane => self.wants_next_pane = true,
                Effect::WriteClipboard(text) => ctx.copy_text(text),
                Effect::KeepSettings(settings) => self.workers.keep_settings(settings),
                Effect::CloseWindow => {
                    self.may_close = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
            }
        }
    }

    fn ask(&self, question: Question) {
        let answers = self.workers.answers();
        if self.has_file_dialogs {
            question.ask(answers);
        } else {
            answers.send(question.unanswered());
        }
    }
}

/// The hits to be lit: those that the find bar speaks of, while it is shown.
fn lit(tab: &Tab) -> Lit<'_> {
    let find = &tab.find;
    if !find.is_open() {
        return Lit {
            serial: find.serial(),
            ..Lit::default()
        };
    }
    Lit {
        hits: find.hits(),
        current: find
            .current()
            .and_then(|index| find.hits().get(index))
            .copied(),
        serial: find.serial(),
    }
}

/// A place below what is chosen, or the middle of the page.
fn beside_chosen(reader: &Reader, tab: &Tab, page: egui::Rect) -> egui::Pos2 {
    let chosen = tab.chosen.and_then(|id| tab.document.annotation(id));
    let span = chosen.map_or(tab.selection.span(), |it| it.span());
    let rects = reader.rects_of(tab.id, span);
    rects
        .first()
        .map_or(page.center(), |rect| rect.left_bottom())
}

/// The menu of what is chosen: at the pointer after a click with the second
/// button, at `place` once a key has asked for it.
fn context_menu(
    page: &egui::Response,
    app: &App,
    place: Option<egui::Pos2>,
    by_key: bool,
    commands: &mut Vec<Command>,
) {
    let mut popup = egui::Popup::context_menu(page);
    if by_key {
        popup = popup.open_memory(Some(egui::SetOpenCommand::Bool(true)));
    }
    if let Some(place) = place {
        popup = popup.at_position(place);
    }
    popup.show(|ui| menu_entries::show(ui, app, Group::context_entries(), commands));
}

/// What stands in the middle when nothing is open.
fn welcome(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let words = app.words();
    let enabled = app.dialog().is_none();
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        ui.heading(words.tr("welcome-title"));
        ui.label(words.tr("welcome-body"));
        ui.add_space(12.0);
        let open = egui::Button::new(words.tr("welcome-open"));
        if ui.add_enabled(enabled, open).clicked() {
            commands.push(Command::AskOpen);
        }
        let sample = egui::Button::new(words.tr("welcome-sample"));
        if ui.add_enabled(enabled, sample).clicked() {
            commands.push(Command::OpenSample);
        }
        ui.add_space(12.0);
        ui.weak(words.tr("welcome-hint-mark"));
    });
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        style::color(self.theme.window_bg).to_normalized_gamma_f32()
    }
}
