//! What is said of several chosen annotations: what they have in common, to be
//! changed for all of them in one step.
//!
//! Invariant: shows the document and sends commands. What they have in common
//! is found when they or the document change, not in every frame. What is being
//! typed is for those that were chosen when it was begun, and is kept in
//! [`Drafts`]. Where they differ, a field is empty and empties nothing.

use std::collections::BTreeMap;

use egui::{Label, RichText, Ui};

use super::super::draft::{Drafts, Subject};
use super::super::words::{attribute_name, value_text};
use super::details::{action_button, choice, named, row};
use crate::app::i18n::Value;
use crate::app::{Action, App, Command, Language, Several, Tab, TabId};
use crate::document::{
    Attribute, AttributeKind, AttributeName, AttributeValue, Document, EntityId, LabelId,
};

/// What so many of them have in common is taken for what all have.
const MOST_ASKED: usize = 10_000;

/// What all have, or that they differ.
#[derive(Clone, Debug, PartialEq)]
enum Common<T> {
    One(T),
    Various,
}

impl<T: PartialEq> Common<T> {
    /// Adds what one more has.
    fn add(known: &mut Option<Self>, value: T) {
        match known {
            None => *known = Some(Self::One(value)),
            Some(Self::One(before)) if *before == value => {}
            Some(_) => *known = Some(Self::Various),
        }
    }
}

/// A value that those have in common that can have one; `None` before the first
/// of them.
type KnownValue = Option<Common<Option<AttributeValue>>>;

/// What several annotations have in common.
#[derive(Default)]
struct Facts {
    label: Option<Common<LabelId>>,
    entity: Option<Common<Option<EntityId>>>,
    note: Option<Common<String>>,
    /// By name: the attributes that some of them can have.
    attributes: BTreeMap<AttributeName, (Attribute, KnownValue)>,
}

impl Facts {
    fn of(document: &Document, several: &Several) -> Self {
        let mut facts = Self::default();
        for id in several.ids().take(MOST_ASKED) {
            let Some(annotation) = document.annotation(id) else {
                continue;
            };
            Common::add(&mut facts.label, annotation.label.clone());
            Common::add(&mut facts.entity, annotation.entity);
            if facts.note != Some(Common::Various) {
                let note = annotation.note().unwrap_or_default().to_owned();
                Common::add(&mut facts.note, note);
            }
            let label = document.labels().get(&annotation.label);
            for attribute in label.into_iter().flat_map(|label| &label.attributes) {
                let known = facts.attributes.entry(attribute.name.clone());
                let (_, value) = known.or_insert_with(|| (attribute.clone(), None));
                Common::add(value, annotation.attribute(&attribute.name).cloned());
            }
        }
        facts
    }
}

/// What is kept between frames.
#[derive(Default)]
pub struct SeveralDetails {
    known: Option<(TabId, u64, Several)>,
    facts: Facts,
}

impl SeveralDetails {
    /// Shows what several have in common; `to_note` puts the keyboard where
    /// their note is written.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        several: &Several,
        (drafts, to_note): (&mut Drafts, bool),
        commands: &mut Vec<Command>,
    ) {
        let key = (tab.id, tab.document.revision(), several.clone());
        if self.known.as_ref() != Some(&key) {
            self.facts = Facts::of(&tab.document, several);
            self.known = Some(key);
        }
        let count = [("count", Value::Number(several.count()))];
        let heading = RichText::new(app.words().tr_args("several-count", &count)).strong();
        ui.add(Label::new(heading).wrap());
        self.label_row(ui, app, tab, several, commands);
        let note = match &self.facts.note {
            Some(Common::One(note)) => note.as_str(),
            _ => "",
        };
        let name = app.words().tr("details-note");
        let subject = Subject::NoteOfAll(several.clone());
        let rtl = app.words().language() == Language::Arabic;
        let field = row(ui, &name, |ui| {
            drafts.sheet(ui, tab, subject, note, (&name, rtl))
        });
        if to_note {
            field.request_focus();
            field.scroll_to_me(None);
        }
        self.entity_row(ui, app, tab, commands);
        let attributes: Vec<_> = self.facts.attributes.values().cloned().collect();
        for (attribute, value) in attributes {
            let known = (&attribute, value);
            attribute_row(ui, app, (tab, several), drafts, known, commands);
        }
    }

    fn label_row(
        &self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        several: &Several,
        commands: &mut Vec<Command>,
    ) {
        let name = app.words().tr("details-label");
        let labels = tab.document.labels();
        let common = match &self.facts.label {
            Some(Common::One(id)) => labels.get(id),
            _ => None,
        };
        let shown = common.map(|label| app.label_name(label));
        let shown = shown.unwrap_or_else(|| app.words().tr("several-various"));
        row(ui, &name, |ui| {
            choice(ui, &shown, &named(app, &name, &shown), |ui| {
                for label in labels {
                    let same = common.is_some_and(|it| it.id == label.id);
                    if ui.selectable_label(same, app.label_name(label)).clicked() {
                        commands.push(Command::RelabelAll(several.clone(), label.id.clone()));
                        ui.close();
                    }
                }
            });
        });
    }

    /// What they name, and what can be done about it.
    fn entity_row(&self, ui: &mut Ui, app: &App, tab: &Tab, commands: &mut Vec<Command>) {
        let name = app.words().tr("details-entity");
        let shown = match &self.facts.entity {
            Some(Common::One(Some(id))) => {
                let entity = tab.document.entity(*id);
                entity.map_or_else(String::new, |entity| entity.name.clone())
            }
            Some(Common::One(None)) => app.words().tr("details-none"),
            _ => app.words().tr("several-various"),
        };
        row(ui, &name, |ui| ui.add(Label::new(shown).truncate()));
        ui.horizontal_wrapped(|ui| {
            let actions = [
                Action::JoinEntity,
                Action::ChooseEntity,
                Action::UnlinkEntity,
                Action::Delete,
            ];
            for action in actions {
                action_button(ui, app, action, commands);
            }
        });
    }
}

/// What those of them have in common whose label has an attribute.
fn attribute_row(
    ui: &mut Ui,
    app: &App,
    (tab, several): (&Tab, &Several),
    drafts: &mut Drafts,
    (attribute, value): (&Attribute, KnownValue),
    commands: &mut Vec<Command>,
) {
    let name = attribute_name(app, attribute);
    let options: Vec<_> = match &attribute.kind {
        AttributeKind::YesNo => [true, false].map(AttributeValue::YesNo).into(),
        AttributeKind::Choice(options) => {
            let names = options.iter().map(|option| option.name.clone());
            names.map(AttributeValue::Choice).collect()
        }
        AttributeKind::Text | AttributeKind::Number => {
            let shown = match value {
                Some(Common::One(Some(value))) => value_text(app, attribute, &value),
                _ => String::new(),
            };
            let subject = Subject::AttributeOfAll(several.clone(), attribute.name.clone());
            row(ui, &name, |ui| {
                drafts.field(ui, tab, subject, &shown, &name);
            });
            return;
        }
    };
    let none = app.words().tr("details-none");
    let text = |value: &Option<AttributeValue>| match value {
        Some(value) => value_text(app, attribute, value),
        None => none.clone(),
    };
    let common = match value {
        Some(Common::One(value)) => Some(value),
        _ => None,
    };
    let shown = common.as_ref().map(text);
    let shown = shown.unwrap_or_else(|| app.words().tr("several-various"));
    row(ui, &name, |ui| {
        choice(ui, &shown, &named(app, &name, &shown), |ui| {
            for option in std::iter::once(None).chain(options.into_iter().map(Some)) {
                let same = common.as_ref() == Some(&option);
                if ui.selectable_label(same, text(&option)).clicked() {
                    let (all, name) = (several.clone(), attribute.name.clone());
                    commands.push(Command::SetAttributeOfAll(all, name, option));
                    ui.close();
                }
            }
        });
    });
}
