//! What the list of annotations shows, and how it is gone about.
//!
//! Invariant: a filter hides and changes nothing: what is chosen stays chosen,
//! the page and the walk through the annotations know all of them. Texts are
//! compared folded by whoever lists them, since only they know all texts.

use std::collections::BTreeSet;

use super::command::{Effects, ListOrder, Listing};
use super::state::App;
use crate::document::{Annotation, AttributeName, AttributeValue, LabelId};

/// What the list shows of a document's annotations: those that meet every
/// condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Words that their text holds, however they are written; all texts where
    /// it is empty.
    pub text: String,
    /// Labels of which they have one; any where there is none.
    pub labels: BTreeSet<LabelId>,
    /// What they say in one of their label's attributes.
    pub attribute: Option<AttributeFilter>,
    /// Whether they have a note.
    pub note: Option<bool>,
    /// Whether they name an entity.
    pub entity: Option<bool>,
}

/// What the annotations of a label say in an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeFilter {
    /// The label.
    pub label: LabelId,
    /// Its attribute.
    pub name: AttributeName,
    /// The value.
    pub value: Wanted,
}

/// Which value an attribute has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Any.
    Some,
    /// None.
    None,
    /// This one.
    Is(AttributeValue),
}

impl ListFilter {
    /// Whether it shows all.
    pub fn is_empty(&self) -> bool {
        !self.has_text() && !self.has_checks()
    }

    /// Whether it asks for words.
    pub fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether it asks for more than words.
    pub fn has_checks(&self) -> bool {
        !self.labels.is_empty()
            || self.attribute.is_some()
            || self.note.is_some()
            || self.entity.is_some()
    }

    /// Whether it asks for the same, words apart.
    pub fn has_checks_of(&self, other: &Self) -> bool {
        self.labels == other.labels
            && self.attribute == other.attribute
            && self.note == other.note
            && self.entity == other.entity
    }

    /// Whether an annotation meets every condition but the one on its text.
    pub fn admits(&self, annotation: &Annotation) -> bool {
        let fits = |wanted: Option<bool>, has: bool| wanted.is_none_or(|wanted| wanted == has);
        (self.labels.is_empty() || self.labels.contains(&annotation.label))
            && fits(self.note, annotation.note().is_some())
            && fits(self.entity, annotation.entity.is_some())
            && self
                .attribute
                .as_ref()
                .is_none_or(|it| it.admits(annotation))
    }
}

impl AttributeFilter {
    fn admits(&self, annotation: &Annotation) -> bool {
        let value = annotation.attribute(&self.name);
        annotation.label == self.label
            && match &self.value {
                Wanted::Some => value.is_some(),
                Wanted::None => value.is_none(),
                Wanted::Is(wanted) => value == Some(wanted),
            }
    }
}

impl App {
    /// Lists the annotations in this order.
    pub(super) fn order_list(&mut self, order: ListOrder) -> Effects {
        self.list_order = order;
        self.show_list(Listing::Annotations)
    }

    /// Lists those annotations only that a filter shows.
    pub(super) fn filter_list(&mut self, filter: ListFilter) -> Effects {
        if let Some(tab) = self.active_mut() {
            tab.filter = filter;
        }
        Effects::none()
    }

    /// Wishes for the keyboard to be where the list is filtered, and for that
    /// to be seen.
    pub(super) fn ask_filter(&mut self) -> Effects {
        let number = self.next_number();
        if let Some(tab) = self.active_mut() {
            tab.filter_wish = number;
        }
        self.show_list(Listing::Annotations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{AnnotationId, EntityId, Number};
    use crate::text::ByteSpan;

    #[test]
    fn every_condition_must_be_met() {
        let label = |id: &str| LabelId::new(id).unwrap();
        let name = AttributeName::new("value").unwrap();
        let number = |text: &str| AttributeValue::Number(text.parse::<Number>().unwrap());
        let bare = Annotation::new(AnnotationId(1), label("figure"), ByteSpan::new(0, 1));
        let full = bare
            .clone()
            .with_note(Some("a".into()))
            .with_entity(Some(EntityId(1)))
            .with_attribute(name.clone(), Some(number("5")));
        let attribute = |of: &str, value| ListFilter {
            attribute: Some(AttributeFilter {
                label: label(of),
                name: name.clone(),
                value,
            }),
            ..ListFilter::default()
        };
        let noted = |note| ListFilter {
            note: Some(note),
            ..ListFilter::default()
        };
        let named = |entity| ListFilter {
            entity: Some(entity),
            ..ListFilter::default()
        };
        let labelled = |ids: &[&str]| ListFilter {
            labels: ids.iter().map(|id| label(id)).collect(),
            ..ListFilter::default()
        };
        for (filter, bare_shown, full_shown) in [
            (ListFilter::default(), true, true),
            (noted(true), false, true),
            (noted(false), true, false),
            (named(true), false, true),
            (named(false), true, false),
            (labelled(&["person", "figure"]), true, true),
            (labelled(&["person"]), false, false),
            (attribute("figure", Wanted::Some), false, true),
            (attribute("figure", Wanted::None), true, false),
            (attribute("figure", Wanted::Is(number("5.0"))), false, true),
            (attribute("figure", Wanted::Is(number("6"))), false, false),
            (attribute("person", Wanted::None), false, false),
            (
                ListFilter {
                    note: Some(true),
                    ..labelled(&["person"])
                },
                false,
                false,
            ),
        ] {
            let shown = (filter.admits(&bare), filter.admits(&full));
            assert_eq!(shown, (bare_shown, full_shown), "{filter:?}");
        }
    }
}
