//! What is being typed in a panel and is not yet in the document.
//!
//! Invariant: only the field that has the keyboard has a draft. As soon as the
//! field has it no longer, or is no longer there, the draft becomes a command
//! for the document it was typed for, whichever is shown then; so nothing typed
//! is lost and each text is one step of undo. Escape drops it. Where another has
//! taken the document's file meanwhile, it waits until that is free.

use std::collections::HashMap;

use egui::{Id, Key, Modifiers, Response, Ui};

use crate::app::{App, Command, Several, Tab, TabId, typed_value};
use crate::document::annotation::MAX_NOTE_BYTES;
use crate::document::figure_row::FigureRow;
use crate::document::{AnnotationId, AttributeName, AttributeValue, Document, Entity, EntityId};

use super::text_field::TextField;
use super::text_field::area::Area;

/// What a field is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The value of an annotation's attribute.
    Attribute(AnnotationId, AttributeName),
    /// The value of a figure's attribute: who corrects what is read accepts the
    /// rest of it.
    Figure(AnnotationId, AttributeName),
    /// An annotation's note.
    Note(AnnotationId),
    /// The value of an attribute of several annotations.
    AttributeOfAll(Several, AttributeName),
    /// The note of several annotations.
    NoteOfAll(Several),
    /// The article's note.
    ArticleNote,
    /// An entity's name.
    EntityName(EntityId),
    /// An entity's note.
    EntityNote(EntityId),
    /// An entity's link.
    EntityLink(EntityId),
}

struct Draft {
    tab: TabId,
    subject: Subject,
    text: String,
    was: String,
    /// Whether its field had the keyboard in this frame.
    is_typed: bool,
    /// Whether it was told that it cannot be kept just now.
    is_told: bool,
}

/// A field of several lines, and what was typed there.
struct Sheet {
    area: Area,
    /// The document's revision at which the field last had its value.
    revision: Option<u64>,
    /// Whether it was shown in this frame, and had the keyboard.
    is_shown: bool,
    is_typed: bool,
    /// Whether what it says is not yet in the document.
    is_edited: bool,
    /// Whether it was told that it cannot be kept just now.
    is_told: bool,
}

/// The drafts: one, or two in the frame in which the keyboard goes from one
/// field to another.
#[derive(Default)]
pub struct Drafts {
    /// What tells these fields from those of another panel.
    place: &'static str,
    lines: Vec<Draft>,
    /// The fields of several lines that are shown.
    sheets: HashMap<(TabId, Subject), Sheet>,
}

impl Drafts {
    /// Drafts of a panel that shows the subjects of another one, too.
    pub fn of_place(place: &'static str) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    /// What egui calls the field of a subject.
    pub fn field_id(&self, tab: TabId, subject: &Subject) -> Id {
        Id::unique("a field of what is said").with((self.place, tab, subject))
    }

    /// Shows the field of a subject, which holds `value` in the document.
    pub fn field(
        &mut self,
        ui: &mut Ui,
        tab: &Tab,
        subject: Subject,
        value: &str,
        name: &str,
    ) -> Response {
        let id = self.field_id(tab.id, &subject);
        let at = |drafts: &Self| drafts.position(tab.id, &subject);
        let mut text = match at(self).and_then(|at| self.lines.get(at)) {
            Some(draft) => draft.text.clone(),
            None => value.to_owned(),
        };
        if is_given_up(ui, id) {
            self.lines.retain(|draft| !draft.is_about(tab.id, &subject));
            value.clone_into(&mut text);
        }
        let field = TextField::new(&mut text)
            .id(id)
            .name(name)
            .keeps_escape(true)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        let is_typed = has_focus(ui, id);
        if let Some(draft) = at(self).and_then(|at| self.lines.get_mut(at)) {
            draft.text = text;
            draft.is_typed = is_typed;
        } else if is_typed {
            self.lines.push(Draft {
                tab: tab.id,
                was: value.to_owned(),
                subject,
                text,
                is_typed,
                is_told: false,
            });
        }
        response
    }

    /// Shows the field of several lines of a subject, which holds `value` in the
    /// document; `rtl` is the direction of what has no letters.
    pub fn sheet(
        &mut self,
        ui: &mut Ui,
        tab: &Tab,
        subject: Subject,
        value: &str,
        (name, rtl): (&str, bool),
    ) -> Response {
        let id = self.field_id(tab.id, &subject);
        let revision = Some(tab.document.revision());
        let given_up = is_given_up(ui, id);
        let key = (tab.id, subject);
        let stale = self.sheets.get(&key).is_none_or(|sheet| {
            let follows = !sheet.is_edited && sheet.revision != revision;
            (given_up || follows) && sheet.area.text() != value
        });
        if stale {
            let Some(area) = Area::new(value, MAX_NOTE_BYTES) else {
                return ui.response();
            };
            self.sheets.insert(key.clone(), Sheet::new(area));
        }
        let Some(sheet) = self.sheets.get_mut(&key) else {
            return ui.response();
        };
        sheet.revision = revision;
        sheet.is_shown = true;
        let response = sheet.area.show(ui, id, name, rtl);
        sheet.is_edited = (sheet.is_edited && !given_up) || response.changed();
        sheet.is_typed = has_focus(ui, id);
        response
    }

    fn position(&self, tab: TabId, subject: &Subject) -> Option<usize> {
        let mut lines = self.lines.iter();
        lines.position(|it| it.is_about(tab, subject))
    }

    /// What follows from the texts that were typed to their end. To be asked
    /// once a frame, after all fields.
    pub fn finished(&mut self, app: &App) -> Vec<Command> {
        let mut commands = Vec::new();
        self.lines.retain_mut(|draft| {
            let goes_on = std::mem::take(&mut draft.is_typed);
            if !goes_on {
                commands.extend(draft.command(app));
            }
            goes_on || (draft.text != draft.was && is_held(app, draft.tab))
        });
        self.sheets.retain(|(tab, subject), sheet| {
            if !std::mem::take(&mut sheet.is_typed) {
                commands.extend(sheet.command(app, *tab, subject));
            }
            let waits = sheet.is_edited && is_held(app, *tab);
            std::mem::take(&mut sheet.is_shown) || waits
        });
        commands
    }

    /// What follows from what has been typed so far.
    pub fn typed(&mut self, app: &App) -> Vec<Command> {
        let lines = self.lines.iter_mut();
        let lines = lines.filter_map(|draft| draft.command(app));
        let sheets = self.sheets.iter_mut();
        let sheets = sheets.filter_map(|((tab, subject), it)| it.command(app, *tab, subject));
        lines.chain(sheets).collect()
    }
}

fn has_focus(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}

/// Whether Escape is pressed in a field, which gives the keyboard away then.
fn is_given_up(ui: &Ui, id: Id) -> bool {
    let escape = |ui: &Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let given_up = has_focus(ui, id) && escape(ui);
    if given_up {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
    given_up
}

impl Draft {
    fn is_about(&self, tab: TabId, subject: &Subject) -> bool {
        self.tab == tab && self.subject == *subject
    }

    /// What follows from the text, if that is another than it was; from then on
    /// it counts as what was.
    fn command(&mut self, app: &App) -> Option<Command> {
        if self.text == self.was {
            return None;
        }
        if is_held(app, self.tab) {
            // What is refused asks whether to take the file over.
            let is_news = !std::mem::replace(&mut self.is_told, true);
            return command_in(app, self.tab, &self.subject, &self.text).filter(|_| is_news);
        }
        self.is_told = false;
        self.was.clone_from(&self.text);
        command_in(app, self.tab, &self.subject, &self.text)
    }
}

impl Sheet {
    fn new(area: Area) -> Self {
        Self {
            area,
            revision: None,
            is_shown: false,
            is_typed: false,
            is_edited: false,
            is_told: false,
        }
    }

    /// What follows from the text, if that was edited; from then on it counts
    /// as what was.
    fn command(&mut self, app: &App, tab: TabId, subject: &Subject) -> Option<Command> {
        if !self.is_edited {
            return None;
        }
        if is_held(app, tab) {
            let is_news = !std::mem::replace(&mut self.is_told, true);
            return command_in(app, tab, subject, self.area.text()).filter(|_| is_news);
        }
        (self.is_edited, self.is_told) = (false, false);
        command_in(app, tab, subject, self.area.text())
    }
}

/// Whether another edits a document's file, so that nothing can be kept.
fn is_held(app: &App, tab: TabId) -> bool {
    app.tab(tab).is_some_and(Tab::is_read_only)
}

fn command_in(app: &App, tab: TabId, subject: &Subject, text: &str) -> Option<Command> {
    let command = command_of(app.tab(tab)?, subject.clone(), text)?;
    Some(Command::InTab(tab, Box::new(command)))
}

fn command_of(tab: &Tab, subject: Subject, text: &str) -> Option<Command> {
    let document = &tab.document;
    let entity = |id: EntityId, change: &dyn Fn(&mut Entity)| {
        let mut entity = document.entity(id)?.clone();
        change(&mut entity);
        Some(Command::EditEntity(entity))
    };
    match subject {
        Subject::Attribute(id, name) => {
            let label = document.labels().get(&document.annotation(id)?.label)?;
            let value = typed_value(&label.attribute(&name)?.kind, text.trim());
            Some(Command::SetAttribute(id, name, value))
        }
        Subject::Figure(id, name) => {
            let label = document.labels().get(&document.annotation(id)?.label)?;
            let value = typed_value(&label.attribute(&name)?.kind, text.trim());
            Some(figure_value(document, id, name, value))
        }
        Subject::Note(id) => Some(Command::SetNote(id, text.to_owned())),
        Subject::AttributeOfAll(all, name) => {
            let mut labels = document.labels().iter();
            let kind = labels.find_map(|label| Some(&label.attribute(&name)?.kind));
            let value = typed_value(kind?, text.trim());
            Some(Command::SetAttributeOfAll(all, name, value))
        }
        Subject::NoteOfAll(all) => Some(Command::SetNoteOfAll(all, text.to_owned())),
        Subject::ArticleNote => Some(Command::SetArticleNote(text.to_owned())),
        Subject::EntityName(id) => entity(id, &|entity| entity.name = text.trim().to_owned()),
        Subject::EntityNote(id) => entity(id, &|entity| entity.note = Some(text.into())),
        Subject::EntityLink(id) => Some(Command::SetEntityLink(id, text.trim().to_owned())),
    }
}

/// What gives a figure a value: where nothing is kept of it yet, the rest of what
/// is read is kept with it.
pub fn figure_value(
    document: &Document,
    id: AnnotationId,
    name: AttributeName,
    value: Option<AttributeValue>,
) -> Command {
    let annotation = document.annotation(id);
    let row = annotation.and_then(|it| FigureRow::of(document.labels(), document.article(), it));
    let mut values = row.map_or_else(Vec::new, |row| row.proposed);
    values.retain(|(other, _)| *other != name);
    match value {
        Some(value) if !values.is_empty() => {
            values.push((name, value));
            Command::SetValues(id, values)
        }
        value => Command::SetAttribute(id, name, value),
    }
}
