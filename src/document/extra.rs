//! Fields of a file that this version of the program does not know: kept as they
//! are, for those that do.
//!
//! They belong to what they stand in: an annotation's go with it, and a new one
//! has none. What they mean is nobody's business here, and neither is how they
//! are written; `formats` makes them and checks them.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotation::Annotation;
use super::attribute::AttributeName;
use super::document::Document;
use super::label::Label;

/// The most unknown fields one thing may have.
pub const MAX_EXTRA_FIELDS: usize = 64;

/// The longest value of an unknown field, in bytes (16 MiB).
pub const MAX_EXTRA_BYTES: usize = 16 << 20;

/// The fields of one thing that are not known, in their order. Mostly none;
/// cloning is cheap.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<ExtraField>", into = "Vec<ExtraField>")]
pub struct Extra(Option<Arc<[ExtraField]>>);

/// A field that is not known.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExtraField {
    /// The known field that it stands after; empty where it is the first.
    pub after: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Its value, in the notation of the file.
    pub value: Box<str>,
}

/// No fields.
static NONE: Extra = Extra(None);

impl Extra {
    /// No fields, to be borrowed.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The fields in their order.
    pub fn fields(&self) -> &[ExtraField] {
        self.0.as_deref().unwrap_or_default()
    }

    /// Those that stand after a known field.
    pub fn after(&self, known: &str) -> impl Iterator<Item = &ExtraField> {
        let fields = self.fields().iter();
        fields.filter(move |field| *field.after == *known)
    }

    /// These fields, or the others where there are none.
    pub(super) fn or(self, other: &Self) -> Self {
        match self.is_empty() {
            true => other.clone(),
            false => self,
        }
    }
}

impl From<Vec<ExtraField>> for Extra {
    fn from(fields: Vec<ExtraField>) -> Self {
        Self((!fields.is_empty()).then(|| fields.into()))
    }
}

impl From<Extra> for Vec<ExtraField> {
    fn from(extra: Extra) -> Self {
        extra.fields().to_vec()
    }
}

/// What they say is compared, not where they stand: that may be another place
/// where a known field beside them comes or goes.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let (own, others) = (self.fields().iter(), other.fields().iter());
        own.map(said).eq(others.map(said))
    }
}

impl Eq for Extra {}

impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fields().len().hash(state);
        self.fields().iter().map(said).for_each(|it| it.hash(state));
    }
}

fn said(field: &ExtraField) -> (&str, &str) {
    (&field.name, &field.value)
}

impl Label {
    /// The same, with the unknown fields of what it is to stand in place of
    /// wherever it has none. `before` says what an attribute was called.
    #[must_use]
    pub(super) fn keeping_extra(
        mut self,
        old: &Self,
        before: impl Fn(&AttributeName) -> AttributeName,
    ) -> Self {
        self.extra = std::mem::take(&mut self.extra).or(&old.extra);
        for attribute in &mut self.attributes {
            let Some(was) = old.attribute(&before(&attribute.name)) else {
                continue;
            };
            attribute.extra = std::mem::take(&mut attribute.extra).or(&was.extra);
            for option in attribute.kind.options_mut() {
                let mut known = was.kind.options().iter();
                if let Some(known) = known.find(|known| known.name == option.name) {
                    option.extra = std::mem::take(&mut option.extra).or(&known.extra);
                }
            }
        }
        self
    }

    /// The unknown fields of the label, its attributes and their options.
    fn extras(&self) -> impl Iterator<Item = &Extra> {
        let attributes = self.attributes.iter().flat_map(|attribute| {
            let options = attribute.kind.options().iter();
            std::iter::once(&attribute.extra).chain(options.map(|option| &option.extra))
        });
        std::iter::once(&self.extra).chain(attributes)
    }
}

impl Document {
    /// All fields that this version does not know. Looks at all there is.
    pub fn unknown_fields(&self) -> impl Iterator<Item = &ExtraField> {
        let labels = self.labels().iter().flat_map(Label::extras);
        let entities = self.entities().map(|entity| &entity.extra);
        let annotations = self.annotations().map(Annotation::extra);
        let lost = self.lost().map(|lost| lost.said().extra());
        [self.extra(), &self.source().extra]
            .into_iter()
            .chain(labels)
            .chain(entities)
            .chain(annotations)
            .chain(lost)
            .flat_map(Extra::fields)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::document::{
        AnnotationId, Attribute, AttributeKind, Change, ChoiceOption, Color, Entity, EntityId, Gap,
        LabelId, LabelSet, OptionName, Parts, Selection, SourceInfo,
    };
    use crate::text::{Article, ByteOffset, ByteSpan};

    fn extra(name: &str) -> Extra {
        let field = ExtraField {
            after: "id".into(),
            name: name.into(),
            value: "1".into(),
        };
        vec![field].into()
    }

    fn label() -> Label {
        let mut option = ChoiceOption::new(OptionName::new("a").unwrap(), "", "");
        option.extra = extra("in_option");
        let name = AttributeName::new("kind").unwrap();
        let mut attribute = Attribute::new(name, "", "", AttributeKind::Choice(vec![option]));
        attribute.extra = extra("in_attribute");
        let mut label = Label::new(LabelId::new("thing").unwrap(), "", "", Color([0; 3]));
        label.extra = extra("in_label");
        label.attributes.push(attribute);
        label
    }

    fn document() -> Document {
        let article = Article::new("one two six", false).unwrap();
        let annotation = |id, start| {
            let span = ByteSpan::new(start, start + 3);
            Annotation::new(AnnotationId(id), LabelId::new("thing").unwrap(), span)
                .with_extra(extra(&format!("in_{id}")))
        };
        let mut entity = Entity::new(EntityId(1), "x");
        entity.extra = extra("in_entity");
        let source = SourceInfo::new("a.txt", [7; 32]);
        let labels = LabelSet::new(vec![label()]).unwrap();
        Document::from_parts(Parts {
            entities: vec![entity, Entity::new(EntityId(2), "y")],
            annotations: vec![annotation(1, 0), annotation(2, 4)],
            extra: extra("in_document"),
            ..Parts::new(article, source, labels)
        })
        .unwrap()
    }

    fn names(document: &Document) -> Vec<String> {
        let labels = document.labels().iter().flat_map(Label::extras);
        let entities = document.entities().map(|it| &it.extra);
        let annotations = document.annotations().map(|it| it.extra());
        let all = labels.chain(entities).chain(annotations);
        let fields = all.flat_map(|extra| extra.fields());
        fields.map(|field| field.name.to_string()).collect()
    }

    #[track_caller]
    fn after(change: Change, expected: &[&str]) {
        let mut document = document();
        let before = document.snapshot();
        document.apply(change, Selection::default()).unwrap();
        assert_eq!(names(&document), expected);
        assert_eq!(document.unknown_fields().count(), expected.len() + 1);
        document.undo();
        assert!(document.same_content(&before));
    }

    const ALL: [&str; 6] = [
        "in_label",
        "in_attribute",
        "in_option",
        "in_entity",
        "in_1",
        "in_2",
    ];

    #[test]
    fn what_belongs_to_an_annotation_lives_and_dies_with_it() {
        let made = document();
        let (one, two) = (AnnotationId(1), AnnotationId(2));
        after(Change::set_note(one, "x"), &ALL);
        after(Change::respan(one, ByteSpan::new(0, 7)), &ALL);
        after(
            Change::unmark(one),
            &["in_label", "in_attribute", "in_option", "in_entity", "in_2"],
        );
        let split = Change::split(&made, two, ByteOffset(5)).unwrap();
        after(split, &ALL);
        let thing = LabelId::new("thing").unwrap();
        let joined = Change::join(&made, &[one, two], Gap::Cover).unwrap();
        after(joined, &ALL[..5]);
        let more = Label {
            id: LabelId::new("other").unwrap(),
            ..label()
        };
        let mut document = document();
        let added = Change::add_label(1, more.clone());
        document.apply(added, Selection::default()).unwrap();
        let copy = Change::duplicate(&document, one, &more.id).unwrap();
        document.apply(copy, Selection::default()).unwrap();
        assert_eq!(names(&document).len(), ALL.len() + 3);
        let moved = Change::relabel(one, more.id);
        assert!(document.apply(moved, Selection::default()).is_err());
        assert_eq!(document.count_of(&thing), 2);
    }

    #[test]
    fn what_belongs_to_a_label_stays_through_edits_that_say_nothing_of_it() {
        let made = document();
        let old = label();
        let kind = AttributeName::new("kind").unwrap();
        let size = AttributeName::new("size").unwrap();
        let option = ChoiceOption::new(OptionName::new("a").unwrap(), "x", "x");
        let attribute = |name: &AttributeName| {
            let kind = AttributeKind::Choice(vec![option.clone()]);
            Attribute::new(name.clone(), "", "", kind)
        };
        let mut bare = Label::new(LabelId::new("new").unwrap(), "", "", Color([1; 3]));
        bare.attributes = vec![attribute(&kind)];
        after(Change::edit_label(&made, &old.id, bare.clone(), &[]), &ALL);
        bare.attributes = vec![attribute(&size)];
        let renamed = [(kind, size)];
        after(
            Change::edit_label(&made, &old.id, bare.clone(), &renamed),
            &ALL,
        );
        let gone = ["in_label", "in_entity", "in_1", "in_2"];
        after(Change::edit_label(&made, &old.id, bare, &[]), &gone);

        let mut same = label();
        (same.extra, same.name_en) = (Extra::default(), "Thing".to_owned());
        let set = LabelSet::new(vec![same]).unwrap();
        after(Change::load_labels(&made, &set, &BTreeMap::new()), &ALL);
        let (one, two) = (EntityId(1), EntityId(2));
        let merged = Change::merge_entities(&made, one, &[two]).unwrap();
        after(merged, &ALL);
    }
}
