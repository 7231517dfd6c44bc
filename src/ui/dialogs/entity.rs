//! The question which entity is meant: typed, the best guess first.
//!
//! Invariant: names are compared folded, as everywhere. They are ranked when
//! what is typed changes, not in every frame; an entity is found by its name
//! and by the words of its mentions.

use std::collections::HashSet;

use egui::{Id, Key, Modifiers, ScrollArea, Ui};

use crate::app::i18n::Value;
use crate::app::message::PickFor;
use crate::app::{App, Command, Tab, TabId};
use crate::document::{AnnotationId, Document, EntityId};
use crate::text::matching::Names;

use super::super::style::ROW_HEIGHT;
use super::super::text_field::TextField;
use super::{bring_into_view, isolated, list_row};

/// How many names are compared at most; those beyond are found by going through
/// the list.
const MAX_NAMES: usize = 20_000;

/// And the words of how many mentions of one entity.
const MAX_MENTIONS: usize = 64;

/// How high the list is, in rows.
const ROWS_SHOWN: f32 = 8.0;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Existing(EntityId),
    New(String),
}

/// What names are looked for in: a document at a revision, and for what.
type Asked = (TabId, PickFor, u64);

/// The names that entities go by, each with its entity.
#[derive(Default)]
struct Known {
    /// What they were gathered for.
    asked: Option<Asked>,
    owners: Vec<EntityId>,
    names: Names,
}

/// What is kept while the question is open.
#[derive(Default)]
pub struct Picker {
    typed: String,
    /// The choice that Enter takes.
    at: usize,
    /// Whether it is to be brought into view.
    follows: bool,
    choices: Vec<Choice>,
    /// What the choices were made for.
    made_for: Option<(Asked, String)>,
    known: Known,
}

impl Picker {
    /// Forgets what was typed for another question.
    pub fn start(&mut self) {
        *self = Self::default();
    }

    /// Shows the field and the choices.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        tab: &Tab,
        purpose: PickFor,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        self.keys(ui, tab, purpose, commands);
        let name = app.words().tr("pick-entity-field");
        let field = TextField::new(&mut self.typed)
            .id(Id::unique("which entity"))
            .name(&name)
            .hint(&name)
            .keeps_escape(true)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        if is_new {
            response.request_focus();
        }
        self.rank(tab, purpose);
        ui.add_space(6.0);
        let area = ScrollArea::vertical()
            .id_salt("entities to pick")
            .max_height(ROWS_SHOWN * ROW_HEIGHT)
            .auto_shrink([false, true]);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = ROW_HEIGHT;
        let follows = std::mem::take(&mut self.follows);
        let mut taken = None;
        area.show_rows(ui, ROW_HEIGHT, self.choices.len(), |ui, range| {
            if follows {
                bring_into_view(ui, self.at, range.start);
            }
            let shown = self.choices.iter().enumerate();
            for (index, choice) in shown.skip(range.start).take(range.len()) {
                let text = self::text(app, &tab.document, choice);
                if list_row(ui, index, index == self.at, true, &text).clicked() {
                    taken = Some(index);
                }
            }
        });
        if let Some(index) = taken {
            commands.extend(self.take(tab, purpose, index));
        }
    }

    fn keys(&mut self, ui: &Ui, tab: &Tab, purpose: PickFor, commands: &mut Vec<Command>) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let before = self.at;
        if pressed(Key::ArrowDown) && self.at + 1 < self.choices.len() {
            self.at += 1;
        }
        if pressed(Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        }
        self.follows |= self.at != before;
        if pressed(Key::Enter) {
            commands.extend(self.take(tab, purpose, self.at));
        }
        if pressed(Key::Escape) {
            commands.push(Command::CloseDialog);
        }
    }

    fn take(&self, tab: &Tab, purpose: PickFor, index: usize) -> Option<Command> {
        let choice = self.choices.get(index)?;
        Some(match (purpose, choice) {
            (PickFor::Mention(id), Choice::Existing(entity)) => {
                Command::LinkEntity(id, Some(*entity))
            }
            (PickFor::Mention(id), Choice::New(name)) => Command::NewEntity(id, name.clone()),
            (PickFor::Chosen, Choice::Existing(entity)) => {
                Command::LinkAll(tab.several()?.clone(), Some(*entity))
            }
            (PickFor::Chosen, Choice::New(name)) => {
                Command::NewEntityOfAll(tab.several()?.clone(), name.clone())
            }
            (PickFor::Merge(into), Choice::Existing(other)) => Command::MergeEntities(into, *other),
            (PickFor::Merge(_), Choice::New(_)) => return None,
        })
    }

    /// Makes the choices anew where something else is typed; the names are
    /// gathered once.
    fn rank(&mut self, tab: &Tab, purpose: PickFor) {
        let document = &tab.document;
        let asked = (tab.id, purpose, document.revision());
        let key = (asked, self.typed.clone());
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        self.at = 0;
        self.follows = true;
        let meant = meant(tab, purpose);
        let typed = self.typed.trim();
        let query = if typed.is_empty() { &meant } else { typed };
        let skipped = match purpose {
            PickFor::Merge(into) => Some(into),
            PickFor::Mention(_) | PickFor::Chosen => None,
        };
        if self.known.asked != Some(asked) {
            self.known = Known::of(document, skipped);
            self.known.asked = Some(asked);
        }
        let mut choices = Vec::new();
        let mut seen = HashSet::new();
        for index in self.known.names.rank(query) {
            let owner = self.known.owners.get(index);
            if let Some(&id) = owner.filter(|id| seen.insert(**id)) {
                choices.push(Choice::Existing(id));
            }
        }
        if skipped.is_none() && !query.is_empty() {
            choices.push(Choice::New(query.to_owned()));
        }
        if typed.is_empty() {
            let rest = document.entities().map(|entity| entity.id);
            let rest = rest.filter(|id| Some(*id) != skipped && !seen.contains(id));
            choices.extend(rest.map(Choice::Existing));
        }
        self.choices = choices;
        self.made_for = Some(key);
    }
}

impl Known {
    /// The names of all entities but one, each with its entity: what they are
    /// called and, each once, the words of their first mentions.
    fn of(document: &Document, skipped: Option<EntityId>) -> Self {
        let all = document.entities().filter(|it| Some(it.id) != skipped);
        let named = all.clone().map(|entity| (entity.id, entity.name.clone()));
        let mentioned = all.flat_map(|entity| {
            let mut seen = HashSet::from([entity.name.clone()]);
            let mentions = document.mentions(entity.id).take(MAX_MENTIONS);
            let words = mentions.filter_map(|id| words_of(document, id));
            let each_once = words.filter(move |words| seen.insert(words.clone()));
            each_once.map(|words| (entity.id, words))
        });
        let all = named.chain(mentioned).take(MAX_NAMES);
        let (owners, names): (_, Vec<String>) = all.unzip();
        Self {
            asked: None,
            owners,
            names: Names::new(&names),
        }
    }
}

/// The words that an entity is looked for with as long as nothing is typed.
fn meant(tab: &Tab, purpose: PickFor) -> String {
    let document = &tab.document;
    let words = match purpose {
        PickFor::Mention(id) => words_of(document, id),
        PickFor::Chosen => tab.chosen.and_then(|id| words_of(document, id)),
        PickFor::Merge(id) => document.entity(id).map(|entity| entity.name.clone()),
    };
    words.unwrap_or_default()
}

/// The words of an annotation as a name.
fn words_of(document: &Document, id: AnnotationId) -> Option<String> {
    Some(document.annotation(id)?.name(document.article()))
}

fn text(app: &App, document: &Document, choice: &Choice) -> String {
    match choice {
        Choice::Existing(id) => {
            let name = document.entity(*id).map(|entity| entity.name.clone());
            let args = [
                ("label", Value::Text(isolated(&name.unwrap_or_default()))),
                ("count", Value::Number(document.mention_count(*id))),
            ];
            app.words().tr_args("panel-group", &args)
        }
        Choice::New(name) => {
            let name = [("name", Value::Text(isolated(name)))];
            app.words().tr_args("pick-entity-new", &name)
        }
    }
}
