//! What is being typed in the panel and is not yet in the document.
//!
//! Invariant: only the field that has the keyboard has a draft. As soon as the
//! field has it no longer, or is no longer there, the draft becomes a command
//! for the document it was typed for, whichever is shown then; so nothing typed
//! is lost and each text is one step of undo. Escape drops it.

use egui::{Id, Key, Modifiers, Response, Ui};

use crate::app::{App, Command, Several, Tab, TabId};
use crate::document::{
    AnnotationId, AttributeKind, AttributeName, AttributeValue, Entity, EntityId, Number,
};
use crate::text::figures::{self, Value};

use super::super::text_field::TextField;

/// What stands for the end of a line in a field of one line.
const NEW_LINE: char = '\u{B6}';

/// What a field is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The value of an annotation's attribute.
    Attribute(AnnotationId, AttributeName),
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
}

/// The drafts: one, or two in the frame in which the keyboard goes from one
/// field to another.
#[derive(Default)]
pub struct Drafts {
    all: Vec<Draft>,
}

impl Drafts {
    /// Shows the field of a subject, which holds `value` in the document.
    pub fn field(
        &mut self,
        ui: &mut Ui,
        tab: &Tab,
        subject: Subject,
        value: &str,
        name: &str,
    ) -> Response {
        let id = Id::unique("a field of the side panel").with((tab.id, &subject));
        let at = |drafts: &Self| drafts.position(tab.id, &subject);
        let mut text = match at(self).and_then(|at| self.all.get(at)) {
            Some(draft) => draft.text.clone(),
            None => value.replace('\n', &NEW_LINE.to_string()),
        };
        let has_focus = |ui: &Ui| ui.memory(|memory| memory.has_focus(id));
        if has_focus(ui) && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            ui.memory_mut(|memory| memory.surrender_focus(id));
            self.all.retain(|draft| !draft.is_about(tab.id, &subject));
            text = value.replace('\n', &NEW_LINE.to_string());
        }
        let field = TextField::new(&mut text)
            .id(id)
            .name(name)
            .keeps_escape(true)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        let is_typed = has_focus(ui);
        if let Some(draft) = at(self).and_then(|at| self.all.get_mut(at)) {
            draft.text = text;
            draft.is_typed = is_typed;
        } else if is_typed {
            self.all.push(Draft {
                tab: tab.id,
                was: value.replace('\n', &NEW_LINE.to_string()),
                subject,
                text,
                is_typed,
            });
        }
        response
    }

    fn position(&self, tab: TabId, subject: &Subject) -> Option<usize> {
        self.all.iter().position(|it| it.is_about(tab, subject))
    }

    /// What follows from the texts that were typed to their end. To be asked
    /// once a frame, after all fields.
    pub fn finished(&mut self, app: &App) -> Vec<Command> {
        let mut commands = Vec::new();
        self.all.retain_mut(|draft| {
            let goes_on = std::mem::take(&mut draft.is_typed);
            if !goes_on {
                commands.extend(draft.command(app));
            }
            goes_on
        });
        commands
    }

    /// What follows from what has been typed so far.
    pub fn typed(&mut self, app: &App) -> Vec<Command> {
        let typed = self.all.iter_mut();
        typed.filter_map(|draft| draft.command(app)).collect()
    }
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
        self.was.clone_from(&self.text);
        let command = command_of(app.tab(self.tab)?, self.subject.clone(), &self.text)?;
        Some(Command::InTab(self.tab, Box::new(command)))
    }
}

fn command_of(tab: &Tab, subject: Subject, text: &str) -> Option<Command> {
    let document = &tab.document;
    let lines = || text.replace(NEW_LINE, "\n");
    let entity = |id: EntityId, change: &dyn Fn(&mut Entity)| {
        let mut entity = document.entity(id)?.clone();
        change(&mut entity);
        Some(Command::EditEntity(entity))
    };
    match subject {
        Subject::Attribute(id, name) => {
            let label = document.labels().get(&document.annotation(id)?.label)?;
            let value = value_of(&label.attribute(&name)?.kind, text.trim());
            Some(Command::SetAttribute(id, name, value))
        }
        Subject::Note(id) => Some(Command::SetNote(id, lines())),
        Subject::AttributeOfAll(all, name) => {
            let mut labels = document.labels().iter();
            let kind = labels.find_map(|label| Some(&label.attribute(&name)?.kind));
            let value = value_of(kind?, text.trim());
            Some(Command::SetAttributeOfAll(all, name, value))
        }
        Subject::NoteOfAll(all) => Some(Command::SetNoteOfAll(all, lines())),
        Subject::ArticleNote => Some(Command::SetArticleNote(lines())),
        Subject::EntityName(id) => entity(id, &|entity| entity.name = text.trim().to_owned()),
        Subject::EntityNote(id) => entity(id, &|entity| entity.note = Some(lines().into())),
        Subject::EntityLink(id) => Some(Command::SetEntityLink(id, text.trim().to_owned())),
    }
}

/// What was typed as a value; `None` for nothing. What is no number of a
/// number's stays text, which the document refuses with a reason.
pub(super) fn value_of(kind: &AttributeKind, text: &str) -> Option<AttributeValue> {
    if text.is_empty() {
        return None;
    }
    let number = || match (text.parse::<Number>(), figures::read(text).value) {
        (Ok(number), _) => Some(number),
        (Err(_), Some(Value::Number(read))) => Number::try_from(read).ok(),
        _ => None,
    };
    match kind {
        AttributeKind::Number => number().map(AttributeValue::Number),
        _ => None,
    }
    .or_else(|| Some(AttributeValue::Text(text.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_in_any_digits() {
        let of = |text| value_of(&AttributeKind::Number, text);
        let number = |text: &str| Some(AttributeValue::Number(text.parse().unwrap()));
        assert_eq!(of("3.5"), number("3.5"));
        assert_eq!(of("\u{663}\u{66B}\u{665}"), number("3.5"));
        assert_eq!(of(""), None);
        assert_eq!(of("abc"), Some(AttributeValue::Text("abc".into())));
    }
}
