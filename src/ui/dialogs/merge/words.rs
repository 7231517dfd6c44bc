//! A difference in plain words: what there is on each side, and what that side
//! has made of it.
//!
//! Invariant: each side is described by what its own document holds; "was" is
//! said only where it is known what was before.

use super::super::isolated;
use crate::app::i18n::Value;
use crate::app::{App, Language};
use crate::document::merge::{Deed, Field, Merge, Row, Subject, Three};
use crate::document::{
    Annotation, AnnotationId, Direction, Document, Entity, EntityId, Label, LabelId, Lost,
};
use crate::text::ByteSpan;
use crate::ui::words::{attribute_name, value_text};

/// How many code points of a note or of an annotation's words are shown.
const EXCERPT_CHARS: usize = 80;

/// What there is on one side.
#[derive(Default)]
pub(super) struct Side {
    /// Whether there is anything.
    pub is_there: bool,
    /// Where it stands in the article.
    pub place: Option<ByteSpan>,
    /// The colour of its label.
    pub color: Option<[u8; 3]>,
    /// What it is: the words, the name.
    pub head: String,
    /// What is said of it, and what was done to it.
    pub detail: String,
}

/// Who describes one side of a row.
struct Teller<'a> {
    app: &'a App,
    merge: &'a Merge,
    /// The side's own document, and that before it or, where that is not known,
    /// the other side's.
    own: &'a Document,
    before: &'a Document,
    mine: bool,
}

/// Describes a side of a row.
pub(super) fn side(app: &App, merge: &Merge, row: &Row, mine: bool) -> Side {
    let (own, other) = match mine {
        true => (merge.mine(), merge.theirs()),
        false => (merge.theirs(), merge.mine()),
    };
    let teller = Teller {
        app,
        merge,
        own,
        before: merge.base().unwrap_or(other),
        mine,
    };
    match &row.subject {
        Subject::Annotation(three) => teller.annotation(row, three),
        Subject::Lost(three) => teller.lost(row, three),
        Subject::Entity(three) => teller.entity(row, three),
        Subject::Label(id) => teller.label(row, id),
        Subject::LabelOrder => {
            let names = own.labels().iter().map(|label| app.label_name(label));
            let names: Vec<_> = names.collect();
            teller.whole("merge-label-order", names.join(" \u{B7} "))
        }
        Subject::Direction => {
            let key = match own.direction() {
                Direction::RightToLeft => "action-direction-rtl",
                Direction::LeftToRight => "action-direction-ltr",
            };
            teller.whole("merge-direction", app.words().tr(key))
        }
        Subject::ArticleNote => {
            let note = own.note().map(excerpt);
            let note = note.unwrap_or_else(|| app.words().tr("merge-none"));
            teller.whole("merge-article-note", note)
        }
    }
}

impl Teller<'_> {
    fn tr(&self, key: &str) -> String {
        self.app.words().tr(key)
    }

    fn tr_with(&self, key: &str, name: &'static str, value: String) -> String {
        let args = [(name, Value::Text(value))];
        self.app.words().tr_args(key, &args)
    }

    fn whole(&self, key: &str, detail: String) -> Side {
        Side {
            is_there: true,
            head: self.tr(key),
            detail,
            ..Side::default()
        }
    }

    /// A side that has nothing.
    fn nothing(&self, deed: &Deed) -> Side {
        let key = match deed {
            Deed::Removed => "merge-removed",
            _ => "merge-absent",
        };
        Side {
            head: self.tr(key),
            ..Side::default()
        }
    }

    fn deed(&self, row: &Row) -> Deed {
        let deed = self.merge.deed(&row.subject, self.mine);
        deed.unwrap_or(Deed::Kept)
    }

    fn annotation(&self, row: &Row, three: &Three<AnnotationId>) -> Side {
        let deed = self.deed(row);
        let (own, other) = match self.mine {
            true => (three.mine, three.theirs),
            false => (three.theirs, three.mine),
        };
        let Some(own) = own.and_then(|id| self.own.annotation(id)) else {
            return self.nothing(&deed);
        };
        let before = match self.merge.base() {
            Some(base) => three.base.and_then(|id| base.annotation(id)),
            None => other.and_then(|id| self.before.annotation(id)),
        };
        let label = self.own.labels().get(&own.label);
        let name = label.map(|label| self.app.label_name(label));
        let mut details: Vec<_> = name.into_iter().collect();
        details.extend(self.done(&deed, |field| self.of_annotation(field, own, before)));
        Side {
            is_there: true,
            place: Some(own.span()),
            color: label.map(|label| label.color.0),
            head: excerpt(&own.text(self.own.article())),
            detail: details.join(" \u{B7} "),
        }
    }

    /// A lost annotation stands nowhere: its words are all there is to see.
    fn lost(&self, row: &Row, three: &Three<AnnotationId>) -> Side {
        let deed = self.deed(row);
        let (own, other) = match self.mine {
            true => (three.mine, three.theirs),
            false => (three.theirs, three.mine),
        };
        let Some(own) = own.and_then(|id| self.own.lost_of(id)) else {
            return self.nothing(&deed);
        };
        let before = match self.merge.base() {
            Some(base) => three.base.and_then(|id| base.lost_of(id)),
            None => other.and_then(|id| self.before.lost_of(id)),
        };
        let before = before.map(Lost::said);
        let label = self.own.labels().get(&own.said().label);
        let mut details = vec![self.tr("merge-lost")];
        details.extend(label.map(|label| self.app.label_name(label)));
        details.extend(self.done(&deed, |field| self.of_annotation(field, own.said(), before)));
        Side {
            is_there: true,
            color: label.map(|label| label.color.0),
            head: excerpt(&own.quote()),
            detail: details.join(" \u{B7} "),
            ..Side::default()
        }
    }

    /// What was done, in words.
    fn done(&self, deed: &Deed, of: impl Fn(&Field) -> String) -> Vec<String> {
        match deed {
            Deed::Added if self.merge.base().is_some() => vec![self.tr("merge-added")],
            Deed::Added => vec![self.tr("merge-only-here")],
            Deed::Kept => vec![self.tr("merge-kept")],
            Deed::Altered(fields) => fields.iter().map(of).collect(),
            Deed::Removed | Deed::Absent => Vec::new(),
        }
    }

    fn was(&self, value: Option<String>, unknown: &str) -> String {
        match value.filter(|_| self.merge.base().is_some()) {
            Some(value) => self.tr_with("merge-was", "was", value),
            None => self.tr(unknown),
        }
    }

    fn label_name(&self, document: &Document, id: &LabelId) -> String {
        let label = document.labels().get(id);
        label.map_or_else(|| id.to_string(), |label| self.app.label_name(label))
    }

    fn of_annotation(
        &self,
        field: &Field,
        own: &Annotation,
        before: Option<&Annotation>,
    ) -> String {
        match field {
            Field::Label => {
                let was = before.map(|it| self.label_name(self.before, &it.label));
                self.was(was, "merge-other-label")
            }
            Field::Spans => {
                let text = |it: &Annotation| excerpt(&it.text(self.before.article()));
                self.was(before.map(text), "merge-other-text")
            }
            Field::Entity => {
                let entity = own.entity.and_then(|id| self.own.entity(id));
                match entity {
                    Some(entity) => self.tr_with("merge-names", "name", isolated(&entity.name)),
                    None => self.tr("merge-names-nothing"),
                }
            }
            Field::Attribute(name) => {
                let find = |document: &Document, it: &Annotation| {
                    let label = document.labels().get(&it.label);
                    label.and_then(|label| label.attribute(name)).cloned()
                };
                let known = find(self.own, own);
                let known = known.or_else(|| find(self.before, before?));
                let called = known.as_ref().map(|known| attribute_name(self.app, known));
                let called = called.unwrap_or_else(|| name.to_string());
                match own.attribute(name).zip(known.as_ref()) {
                    Some((value, known)) => {
                        let value = isolated(&value_text(self.app, known, value));
                        let args = [("name", Value::Text(called)), ("value", Value::Text(value))];
                        self.app.words().tr_args("details-named", &args)
                    }
                    None => self.tr_with("merge-without", "name", called),
                }
            }
            Field::Unknown => self.tr("merge-other-unknown"),
            _ => self.note(own.note()),
        }
    }

    fn note(&self, note: Option<&str>) -> String {
        match note {
            Some(note) => self.tr_with("merge-note", "note", excerpt(note)),
            None => self.tr("merge-no-note"),
        }
    }

    fn entity(&self, row: &Row, three: &Three<EntityId>) -> Side {
        let deed = self.deed(row);
        let (own, other) = match self.mine {
            true => (three.mine, three.theirs),
            false => (three.theirs, three.mine),
        };
        let Some(own) = own.and_then(|id| self.own.entity(id)) else {
            return self.nothing(&deed);
        };
        let before = match self.merge.base() {
            Some(base) => three.base.and_then(|id| base.entity(id)),
            None => other.and_then(|id| self.before.entity(id)),
        };
        let label = own.label.as_ref().and_then(|id| self.own.labels().get(id));
        let mut details = vec![self.tr("merge-entity")];
        details.extend(label.map(|label| self.app.label_name(label)));
        details.extend(self.done(&deed, |field| self.of_entity(field, own, before)));
        Side {
            is_there: true,
            color: label.map(|label| label.color.0),
            head: excerpt(&own.name),
            detail: details.join(" \u{B7} "),
            ..Side::default()
        }
    }

    fn of_entity(&self, field: &Field, own: &Entity, before: Option<&Entity>) -> String {
        match field {
            Field::Name => self.was(before.map(|it| excerpt(&it.name)), "merge-other-name"),
            Field::Label => {
                let was = before.and_then(|it| it.label.as_ref());
                let was = was.map(|id| self.label_name(self.before, id));
                self.was(was, "merge-other-label")
            }
            Field::Link => match &own.link {
                Some(link) => isolated(link.as_str()),
                None => self.tr("merge-no-link"),
            },
            Field::Unknown => self.tr("merge-other-unknown"),
            _ => self.note(own.note.as_deref()),
        }
    }

    fn label(&self, row: &Row, id: &LabelId) -> Side {
        let deed = self.deed(row);
        let Some(own) = self.own.labels().get(id) else {
            return self.nothing(&deed);
        };
        let before = self.before.labels().get(id);
        let mut details = vec![self.tr("merge-label")];
        details.extend(self.done(&deed, |field| self.of_label(field, own, before)));
        Side {
            is_there: true,
            color: Some(own.color.0),
            head: self.app.label_name(own),
            detail: details.join(" \u{B7} "),
            ..Side::default()
        }
    }

    fn of_label(&self, field: &Field, own: &Label, before: Option<&Label>) -> String {
        match field {
            Field::Name => {
                // The name of the other language may be the one that differs.
                let other = |it: &Label| match self.app.words().language() {
                    Language::Arabic => (it.name_ar.clone(), it.name_ar != own.name_ar),
                    Language::English => (it.name_en.clone(), it.name_en != own.name_en),
                };
                let was = before.map(other).filter(|(_, differs)| *differs);
                self.was(was.map(|(name, _)| name), "merge-other-name")
            }
            Field::Color => self.tr("merge-other-color"),
            Field::Key => match own.key {
                Some(key) => self.tr_with("merge-key", "key", key.to_string()),
                None => self.tr("merge-no-key"),
            },
            Field::Parent => self.tr("merge-other-parent"),
            Field::Attributes => self.tr("merge-other-attributes"),
            Field::Unknown => self.tr("merge-other-unknown"),
            _ => self.tr("merge-other-description"),
        }
    }
}

/// The beginning of a text on one line, its direction kept apart from what
/// stands around it.
fn excerpt(text: &str) -> String {
    // A note may be very long.
    let head: String = text.chars().take(2 * EXCERPT_CHARS).collect();
    let mut words = head.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(EXCERPT_CHARS) {
        words.truncate(end);
        words.push('\u{2026}');
    }
    isolated(&words)
}
