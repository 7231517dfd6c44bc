//! Labels: what an annotation can say about a piece of text.
//!
//! Invariant: a [`LabelId`] is an ASCII identifier that every exchange format
//! can hold, and a [`LabelSet`] holds each id and each key once. Parents are
//! labels of the set, and no label is its own ancestor. Names are carried in
//! both languages; which one is shown is not known here.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotation::MAX_NOTE_BYTES;
use super::attribute::{
    Attribute, AttributeName, AttributeValue, MAX_ATTRIBUTES, MAX_OPTIONS, OptionName,
};
use super::extra::Extra;
use super::name::ascii_name;

/// The most labels a set may have: far more than a person can tell apart.
pub const MAX_LABELS: usize = 1024;

ascii_name! {
    /// Identifies a label in files: an ASCII letter, then up to 63 ASCII
    /// letters, digits, `_` or `-`. Cloning is cheap: the text is shared.
    LabelId
}

/// A colour without transparency: red, green and blue of sRGB, shown as
/// `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Color(pub [u8; 3]);

/// One label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What files call it.
    pub id: LabelId,
    /// Its name in Arabic.
    pub name_ar: String,
    /// Its name in English.
    pub name_en: String,
    /// A letter or two for tight places, in Arabic.
    pub short_ar: String,
    /// A letter or two for tight places, in English.
    pub short_en: String,
    /// The colour its highlights are made from; a theme may shade it.
    pub color: Color,
    /// The digit key that marks with it, `'1'` to `'9'`.
    pub key: Option<char>,
    /// When to use it: the guideline that annotators follow. May be empty; as
    /// long as a note at most.
    pub description: String,
    /// The label that it is a kind of.
    pub parent: Option<LabelId>,
    /// What its annotations can say besides, in the order in which it is
    /// shown. A parent's attributes are not inherited.
    pub attributes: Vec<Attribute>,
    /// What a newer version said of it besides.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// The labels of a document, in the order in which they are shown. Cloning is
/// cheap: the labels are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSet {
    pub(super) labels: Vec<Arc<Label>>,
}

/// Why something is not a label, a colour or a set of labels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// The text is not an id.
    #[error(
        "{0:?} is not a label id: it takes an ASCII letter, then up to 63 ASCII letters, digits, \"_\" or \"-\""
    )]
    BadId(String),
    /// The text is not a colour.
    #[error("{0:?} is not a colour: write it as \"#rrggbb\", six hexadecimal digits")]
    BadColor(String),
    /// The key is none of the digits 1 to 9.
    #[error("{0:?} is not a key for a label: use one of the digits 1 to 9, or leave the key out")]
    BadKey(String),
    /// Two labels have the same id.
    #[error("the label {0} is there twice: every label needs an id of its own")]
    DuplicateId(LabelId),
    /// Two labels have the same key.
    #[error("the key {key} belongs to the label {taken_by} already: every key can have one label")]
    DuplicateKey {
        /// The key in question.
        key: char,
        /// The label that has it.
        taken_by: LabelId,
    },
    /// More than [`MAX_LABELS`].
    #[error("a document can have {MAX_LABELS} labels at most")]
    TooMany,
    /// A label's parent is no label of the set.
    #[error("the label {label} cannot have the parent {parent}: there is no such label")]
    UnknownParent {
        /// The label.
        label: LabelId,
        /// The parent that is not there.
        parent: LabelId,
    },
    /// A label is its own ancestor.
    #[error("the label {0} would be its own parent or ancestor: choose another parent")]
    CyclicParents(LabelId),
    /// The description is longer than [`MAX_NOTE_BYTES`].
    #[error("the description of the label {0} is too long: {MAX_NOTE_BYTES} bytes are the most")]
    DescriptionTooLong(LabelId),
    /// More than [`MAX_ATTRIBUTES`].
    #[error("the label {0} has too many attributes: {MAX_ATTRIBUTES} are the most")]
    TooManyAttributes(LabelId),
    /// Two attributes of a label have the same name.
    #[error("the label {label} has the attribute {attribute} twice")]
    DuplicateAttribute {
        /// The label.
        label: LabelId,
        /// The name that is there twice.
        attribute: AttributeName,
    },
    /// A choice without options, or with more than [`MAX_OPTIONS`].
    #[error("the choice {0} needs 1 to {MAX_OPTIONS} options")]
    BadOptionCount(AttributeName),
    /// Two options of a choice have the same name.
    #[error("the choice {attribute} has the option {option} twice")]
    DuplicateOption {
        /// The attribute.
        attribute: AttributeName,
        /// The name that is there twice.
        option: OptionName,
    },
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl FromStr for Color {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        text.strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .map(|value| {
                let [_, r, g, b] = value.to_be_bytes();
                Self([r, g, b])
            })
            .ok_or_else(|| LabelError::BadColor(text.chars().take(80).collect()))
    }
}

impl Label {
    /// A label with these names and this colour, its short forms made of the
    /// names' first letters, and without the rest.
    pub fn new(id: LabelId, name_ar: &str, name_en: &str, color: Color) -> Self {
        Self {
            id,
            name_ar: name_ar.to_owned(),
            name_en: name_en.to_owned(),
            short_ar: name_ar.chars().take(1).collect(),
            short_en: name_en.chars().take(2).collect(),
            color,
            key: None,
            description: String::new(),
            parent: None,
            attributes: Vec::new(),
            extra: Extra::default(),
        }
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &AttributeName) -> Option<&Attribute> {
        self.attributes.iter().find(|known| known.name == *name)
    }

    /// Whether its annotations can have this value of this attribute.
    pub fn accepts(&self, name: &AttributeName, value: &AttributeValue) -> bool {
        let attribute = self.attribute(name);
        attribute.is_some_and(|attribute| attribute.check_value(value).is_ok())
    }

    /// Checks all of a label that does not depend on others.
    fn check(&self) -> Result<(), LabelError> {
        if let Some(key) = self.key.filter(|key| !('1'..='9').contains(key)) {
            return Err(LabelError::BadKey(key.to_string()));
        }
        if self.description.len() > MAX_NOTE_BYTES {
            return Err(LabelError::DescriptionTooLong(self.id.clone()));
        }
        if self.attributes.len() > MAX_ATTRIBUTES {
            return Err(LabelError::TooManyAttributes(self.id.clone()));
        }
        for (index, attribute) in self.attributes.iter().enumerate() {
            attribute.check()?;
            let mut before = self.attributes.iter().take(index);
            if before.any(|other| other.name == attribute.name) {
                return Err(LabelError::DuplicateAttribute {
                    label: self.id.clone(),
                    attribute: attribute.name.clone(),
                });
            }
        }
        Ok(())
    }
}

impl LabelSet {
    /// A set of the given labels in this order, by the invariant above. Refuses
    /// a key that is no digit from 1 to 9, a description that is too long,
    /// attributes that are not right, and more than [`MAX_LABELS`].
    pub fn new(labels: Vec<Label>) -> Result<Self, LabelError> {
        let mut set = Self::default();
        for label in labels {
            set.push(label)?;
        }
        set.check_parents()?;
        Ok(set)
    }

    /// Adds a label at the end, by the rules of [`LabelSet::new`]; only its
    /// parent is not looked for, since it may come later.
    pub(crate) fn push(&mut self, label: Label) -> Result<(), LabelError> {
        self.check_beside(&label, None)?;
        self.labels.push(Arc::new(label));
        Ok(())
    }

    /// Checks that every parent is there and no label its own ancestor. Takes
    /// time in the order of the number of labels.
    pub(crate) fn check_parents(&self) -> Result<(), LabelError> {
        let ids = self.labels.iter().enumerate();
        let places: HashMap<_, _> = ids.map(|(at, label)| (&label.id, at)).collect();
        let mut parents = Vec::with_capacity(self.len());
        for label in self {
            let Some(parent) = &label.parent else {
                parents.push(None);
                continue;
            };
            let at = places.get(parent).copied();
            parents.push(Some(at.ok_or_else(|| unknown_parent(label, parent))?));
        }
        // On which walk each label was first met.
        let mut met = vec![usize::MAX; self.len()];
        for (walk, label) in self.iter().enumerate() {
            let mut next = Some(walk);
            while let Some(at) = next {
                match met.get_mut(at) {
                    Some(first) if *first == usize::MAX => *first = walk,
                    Some(first) if *first == walk => {
                        return Err(LabelError::CyclicParents(label.id.clone()));
                    }
                    _ => break,
                }
                next = parents.get(at).copied().flatten();
            }
        }
        Ok(())
    }

    /// Whether another definition could stand in the place of a label's; a
    /// label that is not there is none's business.
    ///
    /// # Errors
    /// What the invariant above would be broken by.
    pub fn check_edit(&self, id: &LabelId, label: &Label) -> Result<(), LabelError> {
        match self.index_of(id) {
            Some(index) => self.clone().replace(index, label.clone()).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Checks a label that is to stand beside the others, in place of one of
    /// them or of none.
    fn check_beside(&self, label: &Label, instead: Option<usize>) -> Result<(), LabelError> {
        label.check()?;
        if instead.is_none() && self.labels.len() >= MAX_LABELS {
            return Err(LabelError::TooMany);
        }
        let others = self.labels.iter().enumerate();
        for (_, other) in others.filter(|&(index, _)| Some(index) != instead) {
            if other.id == label.id {
                return Err(LabelError::DuplicateId(label.id.clone()));
            }
            if let Some(key) = label.key.filter(|_| other.key == label.key) {
                let taken_by = other.id.clone();
                return Err(LabelError::DuplicateKey { key, taken_by });
            }
        }
        Ok(())
    }

    /// Puts a label in at a place of the order, from 0, or leaves all as it is.
    pub(super) fn insert(&mut self, index: usize, label: Label) -> Result<(), LabelError> {
        self.check_beside(&label, None)?;
        // Nothing can be a kind of what was not there.
        if let Some(parent) = &label.parent {
            if *parent == label.id {
                return Err(LabelError::CyclicParents(label.id));
            }
            if self.get(parent).is_none() {
                return Err(unknown_parent(&label, parent));
            }
        }
        let index = index.min(self.len());
        self.labels.insert(index, Arc::new(label));
        Ok(())
    }

    /// Takes the label at a place of the order away. The caller knows that it
    /// is no other's parent.
    pub(super) fn remove(&mut self, index: usize) -> Option<Arc<Label>> {
        (index < self.labels.len()).then(|| self.labels.remove(index))
    }

    /// Puts another label in the place of one, whose children become its, or
    /// leaves all as it is. Returns the label that was there.
    pub(super) fn replace(&mut self, index: usize, label: Label) -> Result<Arc<Label>, LabelError> {
        self.check_beside(&label, Some(index))?;
        let Some(before) = self.labels.get(index).cloned() else {
            return Err(LabelError::TooMany);
        };
        let renamed = before.id != label.id;
        let mut with = self.clone();
        if renamed {
            for child in &mut with.labels {
                if child.parent.as_ref() == Some(&before.id) {
                    Arc::make_mut(child).parent = Some(label.id.clone());
                }
            }
        }
        let moved = renamed || before.parent != label.parent;
        if let Some(place) = with.labels.get_mut(index) {
            *place = Arc::new(label);
        }
        if moved {
            with.check_parents()?;
        }
        *self = with;
        Ok(before)
    }

    /// Moves a label to another place of the order; both places from 0.
    pub(super) fn shift(&mut self, from: usize, to: usize) {
        if from < self.labels.len() && to < self.labels.len() {
            let label = self.labels.remove(from);
            self.labels.insert(to, label);
        }
    }

    /// The label of that id.
    pub fn get(&self, id: &LabelId) -> Option<&Label> {
        self.shared(id).map(|label| &**label)
    }

    /// The label of that id, to be kept while the set changes.
    pub fn shared(&self, id: &LabelId) -> Option<&Arc<Label>> {
        self.labels.iter().find(|label| label.id == *id)
    }

    /// The label that the digit `key` marks with.
    pub fn by_key(&self, key: char) -> Option<&Label> {
        self.iter().find(|label| label.key == Some(key))
    }

    /// Where in the order the label of that id stands, from 0.
    pub fn index_of(&self, id: &LabelId) -> Option<usize> {
        self.labels.iter().position(|label| label.id == *id)
    }

    /// What a label is a kind of: its parent, the parent's parent and so on.
    pub fn ancestors(&self, id: &LabelId) -> impl Iterator<Item = &Label> {
        let parent = |label: &Label| label.parent.as_ref().and_then(|id| self.get(id));
        let first = self.get(id).and_then(parent);
        // No more steps than labels, should they ever go round.
        std::iter::successors(first, move |label| parent(label)).take(self.len() + 1)
    }

    /// The labels whose parent is that of this id, in order.
    pub fn children(&self, id: &LabelId) -> impl Iterator<Item = &Label> {
        self.iter()
            .filter(move |label| label.parent.as_ref() == Some(id))
    }

    /// The labels in order.
    pub fn iter(&self) -> LabelIter<'_> {
        self.labels.iter().map(|label| label)
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

fn unknown_parent(label: &Label, parent: &LabelId) -> LabelError {
    LabelError::UnknownParent {
        label: label.id.clone(),
        parent: parent.clone(),
    }
}

/// The labels of a set in order.
pub type LabelIter<'a> =
    std::iter::Map<std::slice::Iter<'a, Arc<Label>>, fn(&'a Arc<Label>) -> &'a Label>;

impl<'a> IntoIterator for &'a LabelSet {
    type Item = &'a Label;
    type IntoIter = LabelIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::attribute::AttributeKind;

    #[test]
    fn an_id_is_an_ascii_identifier_of_64_characters_at_most() {
        let long = "a".repeat(64);
        for good in ["a", "Person", "num-2_x", &long] {
            assert_eq!(LabelId::new(good).unwrap().as_str(), good);
        }
        let too_long = "a".repeat(65);
        for bad in ["", "1a", "-a", "a b", "شخص", "a\u{0}", "é", &too_long] {
            assert!(LabelId::new(bad).is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!("#0072B2".parse(), Ok(Color([0x00, 0x72, 0xB2])));
        assert_eq!(Color([0x00, 0x72, 0xB2]).to_string(), "#0072b2");
        for bad in ["", "0072b2", "#0072b", "#0072b2f", "#+072b2", "#0072بb"] {
            assert!(bad.parse::<Color>().is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn a_set_holds_each_id_and_each_key_once() {
        let starter = LabelSet::starter();
        let ids: Vec<_> = starter.iter().map(|l| (l.id.as_str(), l.key)).collect();
        assert_eq!(
            ids,
            [
                ("person", Some('1')),
                ("place", Some('2')),
                ("figure", Some('3'))
            ]
        );
        assert_eq!(
            starter
                .iter()
                .map(|l| l.name_ar.as_str())
                .collect::<Vec<_>>(),
            ["شخص", "مكان", "رقم"]
        );

        let person = starter.by_key('1').unwrap().clone();
        let mut set = starter.clone();
        let twice = set.push(person.clone());
        assert_eq!(twice, Err(LabelError::DuplicateId(person.id.clone())));
        let same_key = Label {
            id: LabelId::new("org").unwrap(),
            ..person.clone()
        };
        let taken_by = person.id.clone();
        assert_eq!(
            set.push(same_key.clone()),
            Err(LabelError::DuplicateKey { key: '1', taken_by })
        );
        let no_digit = Label {
            key: Some('x'),
            ..same_key.clone()
        };
        assert_eq!(set.push(no_digit), Err(LabelError::BadKey("x".into())));
        assert_eq!(set, starter, "a refused label leaves the set alone");
        set.push(Label {
            key: None,
            ..same_key
        })
        .unwrap();
        assert_eq!(set.index_of(&LabelId::new("org").unwrap()), Some(3));
    }

    fn plain(id: &str, parent: Option<&str>) -> Label {
        Label {
            parent: parent.map(|id| LabelId::new(id).unwrap()),
            ..Label::new(LabelId::new(id).unwrap(), "", "", Color([0; 3]))
        }
    }

    #[test]
    fn parents_are_labels_of_the_set_and_never_their_own() {
        let set = |labels: &[(&str, Option<&str>)]| {
            let made = labels.iter().map(|&(id, parent)| plain(id, parent));
            LabelSet::new(made.collect())
        };
        let id = |id: &str| LabelId::new(id).unwrap();
        let good = set(&[
            ("city", Some("place")),
            ("place", None),
            ("town", Some("city")),
        ]);
        assert_eq!(good.unwrap().ancestors(&id("town")).count(), 2);
        let (label, parent) = (id("a"), id("b"));
        assert_eq!(
            set(&[("a", Some("b"))]),
            Err(LabelError::UnknownParent { label, parent })
        );
        for cycle in [
            &[("a", Some("a"))][..],
            &[("a", Some("b")), ("b", Some("c")), ("c", Some("a"))],
        ] {
            assert_eq!(set(cycle), Err(LabelError::CyclicParents(id("a"))));
        }
    }

    /// By walking from each label all the way up this takes minutes.
    #[test]
    fn as_many_labels_as_can_be_under_each_other_are_checked_at_once() {
        let name = |n: usize| format!("l{n}");
        let labels = (0..MAX_LABELS).map(|n| {
            let parent = (n + 1 < MAX_LABELS).then(|| name(n + 1));
            plain(&name(n), parent.as_deref())
        });
        let mut set = LabelSet::new(labels.collect()).unwrap();
        for n in 0..MAX_LABELS - 1 {
            let renamed = plain(&format!("r{n}"), Some(&name(n + 1)));
            set.replace(n, renamed).unwrap();
        }
        let first = LabelId::new("r0").unwrap();
        assert_eq!(set.ancestors(&first).count(), MAX_LABELS - 1);
        let last = MAX_LABELS - 1;
        let cycle = set.replace(last, plain(&name(last), Some("r7")));
        assert!(matches!(cycle, Err(LabelError::CyclicParents(_))));
        assert!(set.check_parents().is_ok());
    }

    #[test]
    fn attributes_of_a_label_have_names_of_their_own_and_choices_options() {
        let attribute =
            |name: &str, kind| Attribute::new(AttributeName::new(name).unwrap(), "", "", kind);
        let push = |attributes| {
            let label = Label {
                attributes,
                ..plain("a", None)
            };
            LabelSet::default().push(label)
        };
        let unit = AttributeName::new("unit").unwrap();
        let text = || attribute("unit", AttributeKind::Text);
        assert_eq!(push(vec![text()]), Ok(()));
        let label = LabelId::new("a").unwrap();
        let twice = LabelError::DuplicateAttribute {
            label: label.clone(),
            attribute: unit.clone(),
        };
        assert_eq!(push(vec![text(), text()]), Err(twice));
        let none = attribute("unit", AttributeKind::Choice(vec![]));
        assert_eq!(push(vec![none]), Err(LabelError::BadOptionCount(unit)));
        let many = (0..=MAX_ATTRIBUTES).map(|n| attribute(&format!("a{n}"), AttributeKind::YesNo));
        assert_eq!(
            push(many.collect()),
            Err(LabelError::TooManyAttributes(label))
        );
    }
}
