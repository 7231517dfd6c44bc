//! The list of annotations: one part of the window for the keyboard, with a row
//! that the keys are on, and as many rows chosen as one likes.
//!
//! Invariant: what is chosen is the state's, and so the same on the page; only
//! where the keys are is kept here, by what stands there and not by its number.
//! A frame costs the rows that are seen.

use egui::{Context, EventFilter, Id, Key, Modifiers, Pos2, Response, ScrollArea, Sense, Ui};
use egui::{SetOpenCommand, WidgetInfo};

use super::super::menu_entries;
use super::super::style::ROW_HEIGHT;
use super::model::{GroupOf, Row, Rows};
use super::paint;
use crate::app::command::ListOrder;
use crate::app::{App, Command, Group, Tab};
use crate::document::AnnotationId;
use crate::page::theme::Theme;

/// What the list of one tab keeps between frames.
#[derive(Default)]
pub struct List {
    rows: Rows,
    /// The order in which it was last shown.
    order: ListOrder,
    /// The annotation that was last brought into view.
    followed: Option<AnnotationId>,
    /// Where the keys are, and in which row that last was.
    cursor: Option<Cursor>,
    row: usize,
    /// Where a range of rows begins.
    anchor: Option<AnnotationId>,
    /// Where the menu stands, if a key or a row asked for it.
    menu_place: Option<Pos2>,
    is_menu_open: bool,
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq)]
enum Cursor {
    Group(GroupOf),
    Annotation(AnnotationId),
}

/// A wish to see a row.
#[derive(Clone, Copy)]
struct Wanted {
    row: usize,
    /// Whether to scroll as little as possible.
    gently: bool,
}

/// What came of a frame.
#[derive(Default)]
struct Done {
    wanted: Option<Wanted>,
    opens_menu: bool,
    folds: Option<usize>,
}

/// Whether the keyboard is in the list.
pub fn has_keys(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(list_id()))
}

fn list_id() -> Id {
    Id::unique("the list of annotations")
}

impl List {
    /// Brings the rows up to date. What is not known in one frame is in the
    /// next ones.
    pub fn update(&mut self, ui: &Ui, app: &App, tab: &Tab) {
        let (order, filter) = (app.list_order(), &tab.filter);
        if !self.rows.update(&tab.document, order, filter) {
            ui.ctx().request_repaint();
        }
    }

    /// The rows, as they were last brought up to date.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Shows the rows; `takes_keys` puts the keyboard here.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        theme: &Theme,
        takes_keys: bool,
        commands: &mut Vec<Command>,
    ) {
        let rect = ui.available_rect_before_wrap();
        let list = ui.interact(rect, list_id(), Sense::click());
        let name = app.words().tr("action-list-annotations");
        list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::List, true, &name));
        if self.rows.len() == 0 {
            ui.add_space(12.0);
            ui.weak(app.words().tr("filter-nothing"));
            return;
        }
        let mut done = Done {
            wanted: self.follow(tab),
            ..Done::default()
        };
        if takes_keys {
            list.request_focus();
            done.wanted = self.enter(tab, commands).or(done.wanted);
        } else if list.has_focus() && app.dialog().is_none() {
            self.keys(ui, &list, tab, &mut done, commands);
        }
        self.show_rows(ui, (app, tab, theme), &list, &mut done, commands);
        if let Some(group) = done.folds {
            self.rows.fold(group);
            ui.ctx().request_repaint();
        }
        self.menu(app, &list, done.opens_menu, commands);
    }

    /// The row of what was chosen elsewhere a moment ago.
    fn follow(&mut self, tab: &Tab) -> Option<Wanted> {
        if self.order != self.rows.order() {
            self.order = self.rows.order();
            self.followed = None;
        }
        if self.followed == tab.chosen {
            return None;
        }
        self.followed = tab.chosen;
        let id = tab.chosen?;
        self.cursor = Some(Cursor::Annotation(id));
        if tab.several().is_none() {
            self.anchor = Some(id);
        }
        let row = self.rows.position(id)?;
        self.row = row;
        Some(Wanted { row, gently: false })
    }

    /// The row that the keys are on.
    fn current(&self) -> usize {
        let place = match &self.cursor {
            Some(Cursor::Annotation(id)) => self.rows.position(*id),
            Some(Cursor::Group(of)) => self.rows.position_of(of),
            None => None,
        };
        let last = self.rows.len().saturating_sub(1);
        place.unwrap_or(self.row).min(last)
    }

    fn at(&self, row: usize) -> Option<Row> {
        self.rows.range(row..row + 1).first().copied()
    }

    fn put_cursor(&mut self, row: usize, at: Row) {
        self.row = row;
        self.cursor = Some(match at {
            Row::Group(group) => Cursor::Group(self.rows.of(group)),
            Row::Annotation(id) => Cursor::Annotation(id),
        });
    }

    /// Begins where the chosen annotation is, or with the first one.
    fn enter(&mut self, tab: &Tab, commands: &mut Vec<Command>) -> Option<Wanted> {
        if let Some(row) = tab.chosen.and_then(|id| self.rows.position(id)) {
            return Some(Wanted { row, gently: true });
        }
        // Of folded groups there are only headings.
        let is_annotation = |row: &usize| matches!(self.at(*row), Some(Row::Annotation(_)));
        let first = (0..self.rows.len().min(100))
            .find(is_annotation)
            .unwrap_or(0);
        self.go(first, Modifiers::NONE, commands)
    }

    /// Takes the keys of the list.
    fn keys(
        &mut self,
        ui: &Ui,
        list: &Response,
        tab: &Tab,
        done: &mut Done,
        commands: &mut Vec<Command>,
    ) {
        // In an open menu the keys go from entry to entry.
        let keeps = !egui::Popup::is_any_open(ui.ctx());
        let filter = EventFilter {
            vertical_arrows: keeps,
            horizontal_arrows: keeps,
            escape: keeps,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        if !keeps {
            return;
        }
        let page = (list.rect.height() / ROW_HEIGHT - 1.0).max(1.0) as isize;
        for (key, modifiers) in pressed(ui) {
            let row = self.current();
            if let Some(step) = step_of(key, page) {
                let last = self.rows.len().saturating_sub(1);
                let to = row.saturating_add_signed(step).min(last);
                done.wanted = self.go(to, modifiers, commands).or(done.wanted);
                continue;
            }
            match (key, self.at(row)) {
                (Key::Enter | Key::Space, Some(Row::Group(group))) => done.folds = Some(group),
                (Key::ArrowLeft, Some(Row::Group(group))) if !self.rows.is_folded(group) => {
                    done.folds = Some(group);
                }
                (Key::ArrowRight, Some(Row::Group(group))) if self.rows.is_folded(group) => {
                    done.folds = Some(group);
                }
                (Key::Space, Some(Row::Annotation(id))) => {
                    self.toggle(id, tab, commands);
                }
                (Key::Enter, Some(Row::Annotation(id))) => {
                    commands.push(Command::GoToAnnotation(id));
                    ui.memory_mut(|memory| memory.surrender_focus(list.id));
                }
                // What is chosen is no longer chosen first, by the action's key.
                (Key::Escape, _) => ui.memory_mut(|memory| memory.surrender_focus(list.id)),
                (Key::A, _) => self.choose_all(tab, commands),
                (Key::F10 | Key::Menu, _) => {
                    let top = self.top_of(ui, tab, row);
                    let below = list.rect.top() + top + ROW_HEIGHT;
                    let below = below.clamp(list.rect.top(), list.rect.bottom());
                    self.menu_place = Some(egui::pos2(list.rect.left() + 24.0, below));
                    done.opens_menu = true;
                }
                _ => {}
            }
        }
    }

    /// Goes to a row: chooses it, or all from where the range began (Shift), or
    /// nothing (Ctrl).
    fn go(
        &mut self,
        row: usize,
        modifiers: Modifiers,
        commands: &mut Vec<Command>,
    ) -> Option<Wanted> {
        let at = self.at(row)?;
        let begin = self.anchor.and_then(|id| self.rows.position(id));
        let begin = begin.unwrap_or_else(|| self.current());
        self.put_cursor(row, at);
        if modifiers.shift {
            self.choose_range(begin, row, commands);
        } else if let Row::Annotation(id) = at
            && !modifiers.command
        {
            self.anchor = Some(id);
            self.followed = Some(id);
            commands.push(Command::GoToAnnotation(id));
        }
        Some(Wanted { row, gently: true })
    }

    fn choose_range(&mut self, begin: usize, row: usize, commands: &mut Vec<Command>) {
        let ids = self.rows.annotations(begin.min(row)..begin.max(row) + 1);
        let lead = if row < begin { ids.first() } else { ids.last() };
        let Some(&lead) = lead else { return };
        if self.anchor.is_none() {
            self.anchor = if row < begin { ids.last() } else { ids.first() }.copied();
        }
        self.followed = Some(lead);
        commands.push(Command::ChooseSeveral(ids, lead));
    }

    fn choose_all(&mut self, tab: &Tab, commands: &mut Vec<Command>) {
        let ids = self.rows.annotations(0..self.rows.len());
        let listed = tab.chosen.filter(|&id| self.rows.position(id).is_some());
        if let Some(lead) = listed.or(ids.first().copied()) {
            self.followed = Some(lead);
            commands.push(Command::ChooseSeveral(ids, lead));
        }
    }

    fn toggle(&mut self, id: AnnotationId, tab: &Tab, commands: &mut Vec<Command>) {
        self.anchor = Some(id);
        if !tab.is_chosen(id) {
            self.followed = Some(id);
        }
        commands.push(Command::ToggleChosen(id));
    }

    fn show_rows(
        &mut self,
        ui: &mut Ui,
        (app, tab, theme): (&App, &Tab, &Theme),
        list: &Response,
        done: &mut Done,
        commands: &mut Vec<Command>,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt(("annotations", tab.id.0))
            .auto_shrink(false);
        if let Some(wanted) = done.wanted
            && let Some(offset) = self.offset_to_see(ui, tab, wanted)
        {
            area = area.vertical_scroll_offset(offset);
        }
        let cursor = list.has_focus().then(|| self.current());
        area.show_rows(ui, ROW_HEIGHT, self.rows.len(), |ui, range| {
            for (row, at) in range.clone().zip(self.rows.range(range)) {
                let looks = paint::Looks {
                    cursor: cursor == Some(row),
                    in_context: self.rows.order() == ListOrder::ByText,
                    takes_focus: false,
                };
                match at {
                    Row::Group(group) => {
                        let shown = paint::group(ui, (app, tab, theme), &self.rows, group, looks);
                        if shown.clicked() {
                            list.request_focus();
                            self.put_cursor(row, at);
                            done.folds = Some(group);
                        }
                    }
                    Row::Annotation(id) => {
                        let shown = paint::annotation(ui, (app, tab, theme), id, looks);
                        let Some(shown) = shown else { continue };
                        if shown.clicked() || shown.secondary_clicked() {
                            list.request_focus();
                            self.clicked(ui, tab, row, id, &shown, commands);
                        }
                        if shown.secondary_clicked() {
                            self.menu_place = shown.interact_pointer_pos();
                            done.opens_menu = true;
                        }
                    }
                }
            }
        });
    }

    fn clicked(
        &mut self,
        ui: &Ui,
        tab: &Tab,
        row: usize,
        id: AnnotationId,
        shown: &Response,
        commands: &mut Vec<Command>,
    ) {
        if shown.secondary_clicked() && tab.is_chosen(id) {
            return;
        }
        let modifiers = match shown.secondary_clicked() {
            true => Modifiers::NONE,
            false => ui.input(|input| input.modifiers),
        };
        if modifiers.command && !modifiers.shift {
            self.put_cursor(row, Row::Annotation(id));
            self.toggle(id, tab, commands);
        } else {
            let modifiers = Modifiers {
                command: false,
                ..modifiers
            };
            self.go(row, modifiers, commands);
        }
    }

    /// The menu of what is chosen. Once it is closed the keyboard is in the list
    /// again, unless somebody else asks for it.
    fn menu(&mut self, app: &App, list: &Response, opens: bool, commands: &mut Vec<Command>) {
        let mut popup = egui::Popup::context_menu(list);
        if list.secondary_clicked() {
            self.menu_place = None;
        }
        if opens {
            popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
        }
        if let Some(place) = self.menu_place {
            popup = popup.at_position(place);
        }
        popup.show(|ui| menu_entries::show(ui, app, Group::context_entries(), commands));
        let id = egui::Popup::default_response_id(list);
        let is_open = egui::Popup::is_id_open(&list.ctx, id);
        if std::mem::replace(&mut self.is_menu_open, is_open) && !is_open {
            list.request_focus();
        }
    }

    /// How far the list is scrolled, in points.
    fn scrolled(&self, ui: &Ui, tab: &Tab) -> f32 {
        let id = ui.make_persistent_id(egui::IdSalt::new(("annotations", tab.id.0)));
        let state = egui::scroll_area::State::load(ui.ctx(), id);
        state.map_or(0.0, |state| state.clamped_offset().y)
    }

    /// Where a row begins, in points below the list's top.
    fn top_of(&self, ui: &Ui, tab: &Tab, row: usize) -> f32 {
        row as f32 * ROW_HEIGHT - self.scrolled(ui, tab)
    }

    /// The scroll offset that shows a row; `None` where it is in view already.
    fn offset_to_see(&self, ui: &Ui, tab: &Tab, wanted: Wanted) -> Option<f32> {
        let height = ui.available_height();
        let now = self.scrolled(ui, tab);
        let top = wanted.row as f32 * ROW_HEIGHT;
        let bottom = top + ROW_HEIGHT;
        if now <= top && bottom <= now + height {
            return None;
        }
        let offset = match wanted.gently {
            true if top < now => top,
            true => bottom - height,
            false => top - height / 3.0,
        };
        Some(offset.max(0.0))
    }
}

/// The keys pressed that are the list's, with what is held.
fn pressed(ui: &Ui) -> Vec<(Key, Modifiers)> {
    let mut keys = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key {
                key,
                physical_key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let key = match *key {
                Key::A => Key::A,
                _ if *physical_key == Some(Key::A) => Key::A,
                key => key,
            };
            let is_mine = !modifiers.alt
                && match key {
                    Key::A => modifiers.command && !modifiers.shift,
                    Key::F10 => modifiers.shift,
                    Key::Menu | Key::Enter | Key::Space | Key::Escape => !modifiers.shift,
                    Key::ArrowLeft | Key::ArrowRight => modifiers.is_none(),
                    key => step_of(key, 1).is_some(),
                };
            if is_mine {
                keys.push((key, *modifiers));
            }
            !is_mine
        });
    });
    keys
}

/// By how many rows a key goes; a page has so many.
fn step_of(key: Key, page: isize) -> Option<isize> {
    Some(match key {
        Key::ArrowDown => 1,
        Key::ArrowUp => -1,
        Key::PageDown => page,
        Key::PageUp => -page,
        Key::Home => isize::MIN / 2,
        Key::End => isize::MAX / 2,
        _ => return None,
    })
}
