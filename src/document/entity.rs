//! Entities: the people, places and organisations that annotations name, each
//! once however many names it goes by.
//!
//! Invariant of the store: it knows the mentions of each entity in reading
//! order at any time. Whether an entity may be changed is for
//! [`super::Document`] to say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotation::{Annotation, AnnotationId, ReadingKey};
use super::extra::Extra;
use super::label::LabelId;

/// The most entities a document may have.
pub const MAX_ENTITIES: usize = 1_000_000;

/// The longest name of an entity, in bytes.
pub const MAX_ENTITY_NAME_BYTES: usize = 10_000;

/// The longest link, in bytes.
pub const MAX_LINK_BYTES: usize = 8192;

/// The number of an entity, from 1 to
/// [`super::annotation::MAX_ANNOTATION_ID`]: unique among the entities of its
/// document, and while the document is open never given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u64);

/// What several annotations name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its number.
    pub id: EntityId,
    /// The name it goes by in lists, as the article or the analyst writes it.
    pub name: String,
    /// What kind of thing it is: one of the document's labels.
    pub label: Option<LabelId>,
    /// A note; never an empty one.
    #[serde(with = "super::shared::optional_text")]
    pub note: Option<Arc<str>>,
    /// Where more is to be found about it.
    pub link: Option<Link>,
    /// What a newer version said of it besides.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// A link: a URI (RFC 3986), or an IRI (RFC 3987), which may have letters of
/// any script, such as the address of an Arabic Wikipedia article. Only the
/// form is looked at, never what it leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// Why a text is no [`Link`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// There is no scheme before the first colon.
    #[error("a link begins with a scheme, such as https: or urn:")]
    NoScheme,
    /// Nothing follows the scheme.
    #[error("nothing follows the scheme of the link")]
    Empty,
    /// There is a character that a link cannot have.
    #[error("a link cannot have the character U+{:04X}", u32::from(*.0))]
    BadCharacter(char),
    /// `%` is not followed by two hexadecimal digits.
    #[error("% in a link is followed by two hexadecimal digits")]
    BadEscape,
    /// Longer than [`MAX_LINK_BYTES`].
    #[error("a link has {MAX_LINK_BYTES} bytes at most")]
    TooLong,
}

impl Entity {
    /// An entity of this number and name.
    pub fn new(id: EntityId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            label: None,
            note: None,
            link: None,
            extra: Extra::default(),
        }
    }

    /// The same, with an empty note as none.
    pub(super) fn tidied(entity: &Arc<Self>) -> Arc<Self> {
        let mut tidied = Arc::clone(entity);
        if tidied.note.as_deref() == Some("") {
            Arc::make_mut(&mut tidied).note = None;
        }
        tidied
    }
}

impl Link {
    /// The link as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = LinkError;

    fn try_from(text: String) -> Result<Self, LinkError> {
        text.parse()
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

impl FromStr for Link {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        if text.len() > MAX_LINK_BYTES {
            return Err(LinkError::TooLong);
        }
        let (scheme, rest) = text.split_once(':').ok_or(LinkError::NoScheme)?;
        let in_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.bytes().all(in_scheme)
        {
            return Err(LinkError::NoScheme);
        }
        if rest.trim_start_matches('/').is_empty() {
            return Err(LinkError::Empty);
        }
        if let Some(bad) = rest.chars().find(|&c| !in_link(c)) {
            return Err(LinkError::BadCharacter(bad));
        }
        let escaped = |after: &str| {
            let digits = after.as_bytes().get(..2);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        if !rest.split('%').skip(1).all(escaped) {
            return Err(LinkError::BadEscape);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether a link may have a character after its scheme: those of RFC 3986,
/// and of the others those of RFC 3987 that can be seen, so neither spaces nor
/// controls, nor those that would reorder the link on the screen.
fn in_link(c: char) -> bool {
    match c {
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
        '!'..='~' => true,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' => false,
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' => false,
        '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{10FFFF}' => false,
        c => c > '\u{A0}' && !c.is_whitespace() && !c.is_control(),
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The entities of a document by number, and the mentions of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    all: BTreeMap<EntityId, Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    entity: Arc<Entity>,
    mentions: BTreeSet<ReadingKey>,
}

impl Entities {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, id: EntityId) -> Option<&Arc<Entity>> {
        self.all.get(&id).map(|entry| &entry.entity)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entity> + Clone {
        self.all.values().map(|entry| &*entry.entity)
    }

    pub(super) fn highest(&self) -> u64 {
        self.all.last_key_value().map_or(0, |(id, _)| id.0)
    }

    pub(super) fn mentions(&self, id: EntityId) -> impl Iterator<Item = AnnotationId> {
        let entry = self.all.get(&id);
        let keys = entry.into_iter().flat_map(|entry| &entry.mentions);
        keys.map(|&(_, _, annotation)| annotation)
    }

    pub(super) fn mention_count(&self, id: EntityId) -> usize {
        self.all.get(&id).map_or(0, |entry| entry.mentions.len())
    }

    /// Stores an entity, in place of the one of its number, whose mentions it
    /// takes over.
    pub(super) fn set(&mut self, entity: Arc<Entity>) {
        match self.all.get_mut(&entity.id) {
            Some(entry) => entry.entity = entity,
            None => {
                let mentions = BTreeSet::new();
                self.all.insert(entity.id, Entry { entity, mentions });
            }
        }
    }

    pub(super) fn remove(&mut self, id: EntityId) -> Option<Arc<Entity>> {
        self.all.remove(&id).map(|entry| entry.entity)
    }

    /// Notes that an annotation is there, as it stands.
    pub(super) fn note(&mut self, annotation: &Annotation) {
        if let Some(entry) = annotation.entity.and_then(|id| self.all.get_mut(&id)) {
            entry.mentions.insert(annotation.reading_key());
        }
    }

    /// Notes that an annotation is no longer there, as it stood.
    pub(super) fn forget(&mut self, annotation: &Annotation) {
        if let Some(entry) = annotation.entity.and_then(|id| self.all.get_mut(&id)) {
            entry.mentions.remove(&annotation.reading_key());
        }
    }

    /// Gives the entities that have one label another.
    pub(super) fn rename_label(&mut self, from: &LabelId, to: &LabelId) {
        for entry in self.all.values_mut() {
            if entry.entity.label.as_ref() == Some(from) {
                Arc::make_mut(&mut entry.entity).label = Some(to.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_a_scheme_and_only_what_can_be_seen() {
        for good in [
            "https://www.wikidata.org/entity/Q127998",
            "https://ar.wikipedia.org/wiki/\u{645}\u{62D}\u{645}\u{648}\u{62F}_\u{639}\u{628}\u{627}\u{633}",
            "urn:isbn:0451450523",
            "https://example.org/a%20b?q=1#x",
            "mailto:a@example.org",
        ] {
            assert_eq!(good.parse::<Link>().unwrap().as_str(), good);
        }
        let long = format!("https://{}", "a".repeat(MAX_LINK_BYTES));
        for (bad, why) in [
            ("", LinkError::NoScheme),
            ("Q127998", LinkError::NoScheme),
            (":x", LinkError::NoScheme),
            ("1a:x", LinkError::NoScheme),
            ("\u{639}:x", LinkError::NoScheme),
            ("https://", LinkError::Empty),
            ("https://a b", LinkError::BadCharacter(' ')),
            ("https://a\u{202E}b", LinkError::BadCharacter('\u{202E}')),
            ("https://a\nb", LinkError::BadCharacter('\n')),
            ("https://a%2", LinkError::BadEscape),
            ("https://a%\u{660}\u{661}", LinkError::BadEscape),
            (&long, LinkError::TooLong),
        ] {
            assert_eq!(bad.parse::<Link>(), Err(why), "{bad:?}");
        }
    }
}
