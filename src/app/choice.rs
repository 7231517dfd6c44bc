//! Annotations that are chosen together, and what is done to all of them.
//!
//! Invariant: two annotations or more, one of which is the tab's chosen one;
//! alone that is what everything else asks for. What is done to several is one
//! change, and so one step of undo.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::command::Effects;
use super::i18n::Text;
use super::meaning::entity_of;
use super::message::Severity;
use super::state::App;
use crate::document::{
    Annotation, AnnotationId, AttributeName, AttributeValue, Change, Document, EntityId, LabelId,
    Selection,
};

/// Annotations that are chosen together, by number. Cloning is cheap: they are
/// shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several(Arc<BTreeSet<AnnotationId>>);

impl std::hash::Hash for Several {
    /// Tells most apart without looking at all of them.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.len(), self.0.first()).hash(state);
    }
}

impl Several {
    /// Those of these that are in the document; `None` where fewer than two
    /// are.
    pub(super) fn of(
        document: &Document,
        ids: impl IntoIterator<Item = AnnotationId>,
    ) -> Option<Self> {
        let there = |id: &AnnotationId| document.has_annotation(*id);
        let ids: BTreeSet<_> = ids.into_iter().filter(there).collect();
        (ids.len() > 1).then(|| Self(Arc::new(ids)))
    }

    /// Whether an annotation is one of them.
    pub fn contains(&self, id: AnnotationId) -> bool {
        self.0.contains(&id)
    }

    /// How many they are: two or more.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Their numbers, as they are kept.
    pub fn as_set(&self) -> &BTreeSet<AnnotationId> {
        &self.0
    }

    /// Their numbers, ascending.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = AnnotationId> {
        self.0.iter().copied()
    }

    /// Those of them that are in a document, in reading order.
    pub(super) fn in_order<'a>(&self, document: &'a Document) -> Vec<&'a Annotation> {
        let mut all: Vec<_> = self
            .ids()
            .filter_map(|id| document.annotation(id))
            .collect();
        all.sort_unstable_by_key(|it| (it.span().start, Reverse(it.span().end), it.id));
        all
    }

    fn there(&self, document: &Document) -> Vec<AnnotationId> {
        let known = |id: &AnnotationId| document.has_annotation(*id);
        self.ids().filter(known).collect()
    }
}

impl App {
    /// Chooses annotations together. The one that is looked at is `lead`: where
    /// it is another than before, it is brought into view.
    pub(super) fn choose_several(&mut self, ids: &[AnnotationId], lead: AnnotationId) -> Effects {
        if let Some(tab) = self.active_mut() {
            let together = Several::of(&tab.document, ids.iter().copied());
            let before = tab.chosen;
            tab.choose_only(Some(lead));
            tab.together = together;
            if tab.chosen == before {
                tab.selection = Selection::caret(tab.selection.focus);
            } else {
                tab.look_at_chosen();
            }
        }
        Effects::none()
    }

    /// Chooses an annotation besides those that are chosen, or no longer.
    pub(super) fn toggle_chosen(&mut self, id: AnnotationId) -> Effects {
        let Some(tab) = self.active_mut() else {
            return Effects::none();
        };
        if !tab.document.has_annotation(id) {
            return Effects::none();
        }
        let mut ids: BTreeSet<_> = match tab.several() {
            Some(several) => several.ids().collect(),
            None => tab.chosen.into_iter().collect(),
        };
        let added = ids.insert(id);
        if !added {
            ids.remove(&id);
        }
        let lead = match tab.chosen {
            _ if added => Some(id),
            Some(before) if before != id => Some(before),
            _ => ids.first().copied(),
        };
        tab.choose_only(lead);
        tab.together = Several::of(&tab.document, ids);
        if added {
            tab.look_at_chosen();
        } else {
            tab.selection = Selection::caret(tab.selection.focus);
        }
        Effects::none()
    }

    pub(super) fn remove_all(&mut self, all: &Several) -> Effects {
        let place = self.active_tab().and_then(|tab| {
            let chosen = tab.chosen.and_then(|id| tab.document.annotation(id));
            chosen.map(|annotation| annotation.span().start)
        });
        let mut count = 0;
        let removed = self.make(|document| {
            let ids = all.there(document);
            count = ids.len();
            Change::unmark_all(document, &ids)
        });
        if removed {
            let done = Text::new("notice-unmarked-all").with("count", count);
            self.tell(Severity::Info, done);
            if let (Some(tab), Some(place)) = (self.active_mut(), place) {
                tab.scroll_to(place);
            }
        }
        Effects::none()
    }

    /// Gives all of them a label. Those that would then say what another says
    /// of the same text are removed.
    pub(super) fn relabel_all(&mut self, all: &Several, label: &LabelId) -> Effects {
        self.make(|document| Change::relabel_all(document, &all.there(document), label));
        Effects::none()
    }

    pub(super) fn link_all(&mut self, all: &Several, entity: Option<EntityId>) -> Effects {
        self.close_dialog_of_choice();
        self.make(|document| Ok(Change::link(&all.there(document), entity)));
        Effects::none()
    }

    /// Makes an entity of this name that all of them name.
    pub(super) fn new_entity_of_all(&mut self, all: &Several, name: &str) -> Effects {
        self.close_dialog_of_choice();
        self.name_together(all, Some(name.trim()));
        Effects::none()
    }

    /// Says that all of them name the same: the entity that the first of them
    /// names that names one, or else a new one, named as the first is written.
    pub(super) fn join_all(&mut self, all: &Several) -> Effects {
        let known = self.active_tab().and_then(|tab| {
            let mut named = all.in_order(&tab.document).into_iter();
            named.find_map(|annotation| annotation.entity)
        });
        match known {
            Some(entity) => self.link_all(all, Some(entity)),
            None => {
                self.name_together(all, None);
                Effects::none()
            }
        }
    }

    /// Makes an entity that all of them name, as the first of them would be
    /// called unless a name is given.
    fn name_together(&mut self, all: &Several, name: Option<&str>) {
        let made = self.active_tab().and_then(|tab| {
            let ordered = all.in_order(&tab.document);
            let mut entity = entity_of(&tab.document, ordered.first()?);
            if let Some(name) = name {
                name.clone_into(&mut entity.name);
            }
            let ids: Vec<_> = ordered.iter().map(|annotation| annotation.id).collect();
            Some((entity, ids))
        });
        if let Some((entity, ids)) = made {
            self.change(Change::add_entity(entity, &ids));
        }
    }

    /// Gives a value to all of them whose label can have it.
    pub(super) fn set_attribute_of_all(
        &mut self,
        all: &Several,
        name: &AttributeName,
        value: Option<&AttributeValue>,
    ) -> Effects {
        self.make(|document| {
            Change::set_attribute_of_all(document, &all.there(document), name, value)
        });
        Effects::none()
    }

    /// Gives all of them a note, or, if it is empty, takes theirs away.
    pub(super) fn set_note_of_all(&mut self, all: &Several, note: &str) -> Effects {
        self.make(|document| Ok(Change::set_notes(&all.there(document), note)));
        Effects::none()
    }
}
