//! What is said of annotations besides their labels: values, notes, and the
//! entities they name.
//!
//! Invariant: as in [`super::edit`], every change goes through
//! [`Document::apply`]. What has just been made or altered stays chosen.

use crate::document::figure::Proposal;
use crate::document::{
    Annotation, AnnotationId, AttributeKind, AttributeName, AttributeValue, Change, Document,
    Entity, EntityId, Number,
};

use crate::text::figures::{self, Value};

use super::command::{Effects, Listing};
use super::i18n::Text;
use super::message::{Dialog, Severity};
use super::state::App;

impl App {
    pub(super) fn set_attribute(
        &mut self,
        id: AnnotationId,
        name: AttributeName,
        value: Option<AttributeValue>,
    ) -> Effects {
        self.change(Change::set_attribute(id, name, value));
        Effects::none()
    }

    /// Keeps what is read of a figure; where nothing is read, nothing is kept.
    pub(super) fn accept_figure(&mut self, id: AnnotationId) -> Effects {
        let proposal = self.active_tab().and_then(|tab| {
            let annotation = tab.document.annotation(id)?;
            Proposal::of(&tab.document, annotation)
        });
        if let Some(proposal) = proposal {
            self.change(Change::set_attributes(id, proposal.values));
        }
        Effects::none()
    }

    pub(super) fn set_note(&mut self, id: AnnotationId, note: String) -> Effects {
        self.change(Change::set_note(id, note));
        Effects::none()
    }

    pub(super) fn set_article_note(&mut self, note: String) -> Effects {
        self.change(Change::set_article_note(note));
        Effects::none()
    }

    /// Wishes for the keyboard to be where the note is written, and for that to
    /// be seen.
    pub(super) fn write_note(&mut self) -> Effects {
        let number = self.next_number();
        if let Some(tab) = self.active_mut() {
            tab.note_wish = number;
        }
        self.show_list(Listing::Annotations)
    }

    /// Links an annotation to what the one before it with the same label names,
    /// which becomes an entity if it was none.
    pub(super) fn join_entity(&mut self, id: AnnotationId) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let Some(before) = one_before(&tab.document, id) else {
            self.tell(Severity::Info, Text::new("notice-none-before"));
            return Effects::none();
        };
        let change = match before.entity {
            Some(entity) => Change::link(&[id], Some(entity)),
            None => Change::add_entity(entity_of(&tab.document, before), &[before.id, id]),
        };
        self.change(change);
        Effects::none()
    }

    pub(super) fn link_entity(&mut self, id: AnnotationId, entity: Option<EntityId>) -> Effects {
        self.close_dialog_of_choice();
        self.change(Change::link(&[id], entity));
        Effects::none()
    }

    pub(super) fn new_entity(&mut self, id: AnnotationId, name: &str) -> Effects {
        self.close_dialog_of_choice();
        let made = self.active_tab().and_then(|tab| {
            let annotation = tab.document.annotation(id)?;
            let name = name.trim().to_owned();
            Some(Entity {
                name,
                ..entity_of(&tab.document, annotation)
            })
        });
        if let Some(entity) = made {
            self.change(Change::add_entity(entity, &[id]));
        }
        Effects::none()
    }

    pub(super) fn edit_entity(&mut self, entity: Entity) -> Effects {
        self.change(Change::edit_entity(entity));
        Effects::none()
    }

    /// Gives an entity a link; what is none is refused with a reason.
    pub(super) fn set_entity_link(&mut self, id: EntityId, link: &str) -> Effects {
        let link = match link {
            "" => None,
            link => match link.parse() {
                Ok(link) => Some(link),
                Err(_) => {
                    self.tell(Severity::Warning, Text::new("error-edit-link"));
                    return Effects::none();
                }
            },
        };
        let entity = self.active_tab().and_then(|tab| tab.document.entity(id));
        if let Some(entity) = entity.cloned() {
            self.change(Change::edit_entity(Entity { link, ..entity }));
        }
        Effects::none()
    }

    pub(super) fn remove_entity(&mut self, id: EntityId) -> Effects {
        self.make(|document| Ok(Change::remove_entity(document, id)));
        Effects::none()
    }

    pub(super) fn merge_entities(&mut self, into: EntityId, other: EntityId) -> Effects {
        self.close_dialog_of_choice();
        self.make(|document| Change::merge_entities(document, into, &[other]));
        Effects::none()
    }

    /// Gives a mention an entity of its own, named by its text.
    pub(super) fn split_mention(&mut self, id: AnnotationId) -> Effects {
        let found = self.active_tab().and_then(|tab| {
            let annotation = tab.document.annotation(id)?;
            let name = entity_of(&tab.document, annotation).name;
            Some((annotation.entity?, name))
        });
        if let Some((from, name)) = found {
            self.make(|document| Change::split_entity(document, from, &[id], &name));
        }
        Effects::none()
    }

    pub(super) fn choose_entity(&mut self, id: Option<EntityId>) -> Effects {
        if let Some(tab) = self.active_mut() {
            tab.chosen_entity = id.filter(|&id| tab.document.entity(id).is_some());
        }
        Effects::none()
    }

    /// Takes away the question that a command has answered.
    pub(super) fn close_dialog_of_choice(&mut self) {
        self.dialogs
            .retain(|dialog| !matches!(dialog, Dialog::PickEntity(..)));
    }
}

/// The nearest annotation before another that has its label.
fn one_before(document: &Document, id: AnnotationId) -> Option<&Annotation> {
    let label = &document.annotation(id)?.label;
    if document.count_of(label) < 2 {
        return None;
    }
    document
        .annotations_before(id)
        .find(|it| it.label == *label)
}

/// A new entity as an annotation names it; by its number where that has no
/// words.
pub(super) fn entity_of(document: &Document, annotation: &Annotation) -> Entity {
    let name = annotation.name(document.article());
    let name = match name.is_empty() {
        true => format!("{}", annotation.id),
        false => name,
    };
    let mut entity = Entity::new(document.fresh_entity_id(), name);
    entity.label = Some(annotation.label.clone());
    entity
}

/// What was typed as a value; `None` for nothing. What is no number of a
/// number's stays text, which the document refuses with a reason.
pub fn typed_value(kind: &AttributeKind, text: &str) -> Option<AttributeValue> {
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
        let of = |text| typed_value(&AttributeKind::Number, text);
        let number = |text: &str| Some(AttributeValue::Number(text.parse().unwrap()));
        assert_eq!(of("3.5"), number("3.5"));
        assert_eq!(of("\u{663}\u{66B}\u{665}"), number("3.5"));
        assert_eq!(of(""), None);
        assert_eq!(of("abc"), Some(AttributeValue::Text("abc".into())));
    }
}
