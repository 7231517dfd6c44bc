//! What is stored of one annotation, and of the file an article came from.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::attribute::{AttributeName, AttributeValue};
use super::entity::EntityId;
use super::extra::Extra;
use super::label::LabelId;
use super::spans::Spans;
use crate::text::{Article, ByteOffset, ByteSpan};

/// The highest number an annotation or an entity may have: 2^53 − 1, the
/// highest whole number that readers of the JSON export are sure to keep.
pub const MAX_ANNOTATION_ID: u64 = (1 << 53) - 1;

/// The most annotations a document may have.
pub const MAX_ANNOTATIONS: usize = 10_000_000;

/// The longest note, in bytes (16 MiB).
pub const MAX_NOTE_BYTES: usize = 16 << 20;

/// The number of an annotation, from 1 to [`MAX_ANNOTATION_ID`]: unique in its
/// document, and while the document is open never given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AnnotationId(pub u64);

/// A label on text, and what else is said of it.
///
/// Most annotations have neither attributes nor a note; those that have keep
/// them apart, so that a hundred thousand stay small.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Annotation {
    /// Its number.
    pub id: AnnotationId,
    /// Its label, one of its document's.
    pub label: LabelId,
    /// The text it stands on: never empty, of whole grapheme clusters.
    pub spans: Spans,
    /// The entity it names, one of its document's.
    pub entity: Option<EntityId>,
    /// `None` where all of it would be empty, so that equal means equal.
    #[serde(serialize_with = "super::shared::optional")]
    details: Option<Arc<Details>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Details {
    /// By name, each once.
    attributes: Vec<(AttributeName, AttributeValue)>,
    #[serde(with = "super::shared::optional_text")]
    note: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    extra: Extra,
}

/// An annotation as a journal has it, which may be anything.
#[derive(Deserialize)]
struct Stored {
    id: AnnotationId,
    label: LabelId,
    spans: Spans,
    entity: Option<EntityId>,
    details: Option<Details>,
}

impl From<Stored> for Annotation {
    fn from(stored: Stored) -> Self {
        let bare = Self::new(stored.id, stored.label, stored.spans).with_entity(stored.entity);
        let Details {
            attributes,
            note,
            extra,
        } = stored.details.unwrap_or_default();
        let said = bare.with_note(note).with_extra(extra);
        attributes.into_iter().fold(said, |said, (name, value)| {
            said.with_attribute(name, Some(value))
        })
    }
}

/// Where an article's text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// The name of the file, without the folder.
    pub name: String,
    /// SHA-256 of the text in UTF-8, its byte-order mark included: the file's
    /// own bytes unless it had another encoding.
    pub sha256: [u8; 32],
    /// The encoding of the file, by its name in the WHATWG's Encoding Standard
    /// (such as `windows-1256`); `None` for UTF-8.
    pub encoding: Option<String>,
    /// SHA-256 of the file's own bytes, where it had another encoding.
    pub file_sha256: Option<[u8; 32]>,
    /// What a newer version said besides.
    pub extra: Extra,
}

impl SourceInfo {
    /// A file in UTF-8 with this name and digest.
    pub fn new(name: impl Into<String>, sha256: [u8; 32]) -> Self {
        Self {
            name: name.into(),
            sha256,
            encoding: None,
            file_sha256: None,
            extra: Extra::default(),
        }
    }
}

/// What annotations are ordered by: start, then the longer first, then id.
pub(super) type ReadingKey = (ByteOffset, Reverse<ByteOffset>, AnnotationId);

impl Annotation {
    /// A label on text and nothing more.
    pub fn new(id: AnnotationId, label: LabelId, spans: impl Into<Spans>) -> Self {
        Self {
            id,
            label,
            spans: spans.into(),
            entity: None,
            details: None,
        }
    }

    /// From its first to its last byte, whatever lies between its pieces.
    pub fn span(&self) -> ByteSpan {
        self.spans.hull()
    }

    /// The pieces of text it stands on, ascending; one as a rule.
    pub fn pieces(&self) -> &[ByteSpan] {
        self.spans.pieces()
    }

    /// Its words; those of several pieces are joined by a space.
    pub fn text<'a>(&self, article: &'a Article) -> Cow<'a, str> {
        match self.pieces() {
            [one] => Cow::Borrowed(article.slice(*one)),
            many => {
                let pieces: Vec<_> = many.iter().map(|piece| article.slice(*piece)).collect();
                Cow::Owned(pieces.join(" "))
            }
        }
    }

    /// Its words as a name for what it names: on one line, 200 code points at
    /// most. Costs what is taken, however long its text is.
    pub fn name(&self, article: &Article) -> String {
        const MOST_CHARS: usize = 200;
        let pieces = self.pieces().iter();
        let words = pieces.flat_map(|piece| article.slice(*piece).split_whitespace());
        let spaced = words.flat_map(|word| std::iter::once(' ').chain(word.chars()));
        let name: String = spaced.skip(1).take(MOST_CHARS).collect();
        name.trim_end().to_owned()
    }

    /// Its note.
    pub fn note(&self) -> Option<&str> {
        self.details.as_ref()?.note.as_deref()
    }

    /// The value of an attribute; `None` where it has none.
    pub fn attribute(&self, name: &AttributeName) -> Option<&AttributeValue> {
        let all = &self.details.as_ref()?.attributes;
        let at = all.binary_search_by(|(known, _)| known.cmp(name)).ok()?;
        all.get(at).map(|(_, value)| value)
    }

    /// Its attributes that have a value, by name.
    pub fn attributes(&self) -> impl Iterator<Item = (&AttributeName, &AttributeValue)> {
        let all = self.details.iter().flat_map(|details| &details.attributes);
        all.map(|(name, value)| (name, value))
    }

    /// Whether it has attributes.
    pub fn has_attributes(&self) -> bool {
        let details = self.details.as_ref();
        details.is_some_and(|details| !details.attributes.is_empty())
    }

    /// The same with another note; `None` or an empty one takes it away.
    #[must_use]
    pub fn with_note(mut self, note: Option<Arc<str>>) -> Self {
        self.set_note(note);
        self
    }

    /// The same with an attribute; `None` takes its value away.
    #[must_use]
    pub fn with_attribute(mut self, name: AttributeName, value: Option<AttributeValue>) -> Self {
        self.set_attribute(name, value);
        self
    }

    /// The same on other text.
    #[must_use]
    pub fn with_spans(mut self, spans: impl Into<Spans>) -> Self {
        self.spans = spans.into();
        self
    }

    /// The same, naming an entity; `None` names none.
    #[must_use]
    pub fn with_entity(mut self, entity: Option<EntityId>) -> Self {
        self.entity = entity;
        self
    }

    /// What a newer version said of it besides.
    pub fn extra(&self) -> &Extra {
        let details = self.details.as_ref();
        details.map_or(Extra::none(), |details| &details.extra)
    }

    /// The same with other fields that this version does not know.
    #[must_use]
    pub fn with_extra(mut self, extra: Extra) -> Self {
        if self.extra() != &extra {
            self.alter(|details| details.extra = extra);
        }
        self
    }

    /// Its note, shared.
    pub(super) fn shared_note(&self) -> Option<Arc<str>> {
        self.details.as_ref()?.note.clone()
    }

    pub(super) fn set_note(&mut self, note: Option<Arc<str>>) {
        let note = note.filter(|note| !note.is_empty());
        self.alter(|details| details.note = note);
    }

    pub(super) fn set_attribute(&mut self, name: AttributeName, value: Option<AttributeValue>) {
        self.alter(|details| {
            let all = &mut details.attributes;
            let place = all.binary_search_by(|(known, _)| known.cmp(&name));
            match (place, value) {
                (Ok(at), None) => {
                    all.remove(at);
                }
                (Ok(at), Some(value)) => {
                    if let Some(entry) = all.get_mut(at) {
                        entry.1 = value;
                    }
                }
                (Err(at), Some(value)) => all.insert(at, (name, value)),
                (Err(_), None) => {}
            }
        });
    }

    /// Keeps only the attributes that `keep` says.
    pub(super) fn retain_attributes(
        &mut self,
        mut keep: impl FnMut(&AttributeName, &AttributeValue) -> bool,
    ) {
        if self.has_attributes() {
            self.alter(|details| details.attributes.retain(|(name, value)| keep(name, value)));
        }
    }

    fn alter(&mut self, change: impl FnOnce(&mut Details)) {
        let mut details = self.details.take().unwrap_or_default();
        change(Arc::make_mut(&mut details));
        let empty = details.attributes.is_empty() && details.note.is_none();
        self.details = (!empty || !details.extra.is_empty()).then_some(details);
    }

    /// The place in reading order: by start, of two with the same start the
    /// longer first (it encloses the other), of two on one span the older.
    pub(super) fn reading_key(&self) -> ReadingKey {
        reading_key(self.id, self.span())
    }
}

/// The place in reading order of an annotation with this id and hull.
pub(super) fn reading_key(id: AnnotationId, span: ByteSpan) -> ReadingKey {
    (span.start, Reverse(span.end), id)
}

impl fmt::Display for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_away_leaves_nothing() {
        let label = LabelId::new("figure").unwrap();
        let plain = Annotation::new(AnnotationId(1), label, ByteSpan::new(0, 2));
        let name = |name: &str| AttributeName::new(name).unwrap();
        let full = plain
            .clone()
            .with_note(Some("a".into()))
            .with_attribute(name("unit"), Some(AttributeValue::Text("b".into())))
            .with_attribute(name("exact"), Some(AttributeValue::YesNo(true)));
        let names: Vec<_> = full.attributes().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["exact", "unit"]);
        assert_eq!(
            full.attribute(&name("exact")),
            Some(&AttributeValue::YesNo(true))
        );
        let bare = full
            .with_note(Some("".into()))
            .with_attribute(name("unit"), None)
            .with_attribute(name("exact"), None)
            .with_attribute(name("none"), None);
        assert_eq!(bare, plain);
        assert!(size_of::<Annotation>() <= 80);
    }
}
