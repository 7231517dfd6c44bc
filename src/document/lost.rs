//! Annotations whose text is not in the article: what is said of them, their
//! words, and what stood around these. A document keeps them until a person
//! puts them back or deletes them.
//!
//! Invariant: a lost annotation has words, a number that no other annotation
//! has, a label of the document, values that fit it, and names an entity of the
//! document or none.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

use super::annotation::{Annotation, AnnotationId};
use super::document::Document;
use super::edit::{Change, ChangeKind, Edit};
use super::error::EditError;
use super::spans::Spans;
use crate::text::{Article, ByteOffset, ByteSpan};

/// How much of the text before and after a lost annotation is kept, in code
/// points.
pub const CONTEXT_CHARS: usize = 80;

/// The longest context that a file may have, in bytes.
pub const MAX_CONTEXT_BYTES: usize = 4096;

/// The longest quote that is kept of a piece, in bytes (16 KiB). Of a longer
/// one its beginning and its end are, with [`CUT`] between them.
pub const MAX_QUOTE_BYTES: usize = 16 << 10;

/// What stands for the middle of a long quote.
pub const CUT: &str = " […] ";

/// The lost annotations of a document, by number.
pub(super) type AllLost = BTreeMap<AnnotationId, Arc<Lost>>;

/// An annotation whose text is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// What is said: number, label, entity, values and note. It stands on no
    /// text.
    #[serde(deserialize_with = "on_no_text")]
    said: Annotation,
    /// The words of each of its pieces.
    quotes: Vec<String>,
    /// What stood before the first piece.
    before: String,
    /// What stood after the last piece.
    after: String,
}

/// An annotation as a journal has it, wherever that says it stands.
fn on_no_text<'de, D: Deserializer<'de>>(from: D) -> Result<Annotation, D::Error> {
    let said = Annotation::deserialize(from)?;
    Ok(said.with_spans(ByteSpan::default()))
}

impl Lost {
    /// A lost annotation; where `said` stands does not matter.
    pub fn new(said: Annotation, quotes: Vec<String>, before: String, after: String) -> Self {
        Self {
            said: said.with_spans(ByteSpan::default()),
            quotes,
            before,
            after,
        }
    }

    /// An annotation of an article, with its words and what stands around them.
    pub fn of(article: &Article, annotation: &Annotation) -> Self {
        let quotes = annotation.pieces().iter();
        let quotes = quotes.map(|&piece| shortened(article.slice(piece)));
        let hull = annotation.span();
        let before = article.slice(ByteSpan::new(0, hull.start.0));
        let from = before.char_indices().rev().take(CONTEXT_CHARS).last();
        let from = from.map_or(before.len(), |(at, _)| at);
        let from = article.grapheme_ceil(ByteOffset(from)).0;
        let before = before.get(from..).unwrap_or_default();
        // A whole word is better read, and found again, than half of one.
        let before = match before.split_once(char::is_whitespace) {
            Some((_, rest)) if from > 0 && !rest.is_empty() => rest.to_owned(),
            _ => before.to_owned(),
        };
        let after = article.slice(ByteSpan::between(hull.end, article.len()));
        let to = after.char_indices().nth(CONTEXT_CHARS);
        let to = ByteOffset(hull.end.0 + to.map_or(after.len(), |(at, _)| at));
        let after = ByteSpan::between(hull.end, article.grapheme_floor(to).max(hull.end));
        let is_cut = after.end < article.len();
        let after = article.slice(after);
        let after = match after.rsplit_once(char::is_whitespace) {
            Some((rest, _)) if is_cut && !rest.is_empty() => rest.to_owned(),
            _ => after.to_owned(),
        };
        Self::new(annotation.clone(), quotes.collect(), before, after)
    }

    /// Its number.
    pub fn id(&self) -> AnnotationId {
        self.said.id
    }

    /// What is said of it; where that stands means nothing.
    pub fn said(&self) -> &Annotation {
        &self.said
    }

    /// The words of each of its pieces.
    pub fn quotes(&self) -> &[String] {
        &self.quotes
    }

    /// Its words; those of several pieces are joined by a space.
    pub fn quote(&self) -> String {
        self.quotes.join(" ")
    }

    /// What stood before its first piece.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// What stood after its last piece.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// The same on text of the article.
    pub fn at(&self, spans: impl Into<Spans>) -> Annotation {
        self.said.clone().with_spans(spans)
    }

    /// The same, saying something else.
    pub(super) fn saying(&self, alter: impl FnOnce(&mut Annotation)) -> Arc<Self> {
        let mut altered = self.clone();
        alter(&mut altered.said);
        Arc::new(altered)
    }

    /// Refuses words that are none or too long.
    pub(super) fn check_words(&self) -> Result<(), EditError> {
        let some = !self.quotes.is_empty() && self.quotes.len() <= super::spans::MAX_PIECES;
        let good = |quote: &String| !quote.is_empty() && quote.len() <= MAX_QUOTE_BYTES;
        let context = self.before.len().max(self.after.len());
        match some && self.quotes.iter().all(good) && context <= MAX_CONTEXT_BYTES {
            true => Ok(()),
            false => Err(EditError::BadLost(self.said.id)),
        }
    }
}

/// A quote as it is, or its beginning and its end.
fn shortened(quote: &str) -> String {
    if quote.len() <= MAX_QUOTE_BYTES {
        return quote.to_owned();
    }
    let half = (MAX_QUOTE_BYTES - CUT.len()) / 2;
    let head = quote.get(..quote.floor_char_boundary(half));
    let tail = quote.get(quote.ceil_char_boundary(quote.len() - half)..);
    [head.unwrap_or_default(), CUT, tail.unwrap_or_default()].concat()
}

/// Whether the middle of a quote is left out, so that the whole of it cannot be
/// looked for.
pub(super) fn is_cut(quote: &str) -> bool {
    // At either side of the cut a character may not have fitted.
    quote.len() + CUT.len() + 2 * char::MAX_LEN_UTF8 > MAX_QUOTE_BYTES && quote.contains(CUT)
}

impl Change {
    /// Takes an annotation from its text and keeps it among the lost.
    pub fn lose(document: &Document, id: AnnotationId) -> Result<Self, EditError> {
        let annotation = document.annotation(id);
        let annotation = annotation.ok_or(EditError::UnknownAnnotation(id))?;
        let lost = Lost::of(document.article(), annotation);
        Ok(Self {
            kind: ChangeKind::Lose,
            edits: vec![Edit::Remove(id), Edit::AddLost(Arc::new(lost))],
        })
    }

    /// Puts lost annotations onto text. Those that would say there what another
    /// says stay lost.
    ///
    /// # Errors
    /// [`EditError::Duplicate`] where that leaves none;
    /// [`EditError::UnknownAnnotation`] for one that is not lost.
    pub fn put_back(
        document: &Document,
        places: impl IntoIterator<Item = (AnnotationId, Spans)>,
    ) -> Result<Self, EditError> {
        let mut edits = Vec::new();
        let mut taken = std::collections::HashSet::new();
        let mut refused = EditError::Nothing;
        for (id, spans) in places {
            let lost = document.lost_of(id);
            let lost = lost.ok_or(EditError::UnknownAnnotation(id))?;
            let label = &lost.said.label;
            let there = document.annotations_on(&spans);
            let other = there.into_iter().find(|it| it.label == *label);
            if let Some(existing) = other.map(|it| it.id) {
                let label = label.clone();
                refused = EditError::Duplicate { existing, label };
            } else if taken.insert((spans.clone(), label.clone())) {
                edits.push(Edit::RemoveLost(id));
                edits.push(Edit::Add(lost.at(spans)));
            }
        }
        match edits.is_empty() {
            true => Err(refused),
            false => Ok(Self {
                kind: ChangeKind::PutBack,
                edits,
            }),
        }
    }

    /// Deletes lost annotations for good.
    pub fn forget(ids: impl IntoIterator<Item = AnnotationId>) -> Self {
        Self {
            kind: ChangeKind::Forget,
            edits: ids.into_iter().map(Edit::RemoveLost).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{LabelId, Selection, SourceInfo};

    fn document(text: &str) -> Document {
        let article = Article::new(text, false).unwrap();
        Document::new(article, SourceInfo::new("a", [0; 32]))
    }

    fn label(name: &str) -> LabelId {
        LabelId::new(name).unwrap()
    }

    fn mark(document: &mut Document, span: ByteSpan) -> AnnotationId {
        let id = document.fresh_id();
        let change = Change::mark(id, label("person"), span);
        document.apply(change, Selection::default()).unwrap();
        id
    }

    #[test]
    fn what_is_lost_keeps_its_words_and_comes_back() {
        let mut document = document("a man came");
        let id = mark(&mut document, ByteSpan::new(2, 5));
        let note = Change::set_note(id, "who?");
        document.apply(note, Selection::default()).unwrap();
        let lose = Change::lose(&document, id).unwrap();
        document.apply(lose, Selection::default()).unwrap();
        let lost = document.lost_of(id).unwrap().clone();
        assert_eq!((lost.before(), lost.after()), ("a ", " came"));
        assert_eq!(
            (lost.quote(), lost.said().note()),
            ("man".to_owned(), Some("who?"))
        );
        assert_eq!((document.count(), document.lost_count()), (0, 1));
        // Its number stays its own.
        assert_ne!(document.fresh_id(), id);
        let taken = Change::mark(id, label("place"), ByteSpan::new(0, 1));
        let refused = document.apply(taken, Selection::default());
        assert_eq!(refused, Err(EditError::IdTaken(id)));
        let spans = Spans::from(ByteSpan::new(6, 10));
        let back = Change::put_back(&document, [(id, spans.clone())]).unwrap();
        document.apply(back, Selection::default()).unwrap();
        let found = document.annotation(id).unwrap();
        assert_eq!((found.spans.clone(), found.note()), (spans, Some("who?")));
        document.undo();
        document.undo();
        assert_eq!((document.count(), document.lost_count()), (1, 0));
    }

    #[test]
    fn what_is_said_there_already_stays_lost() {
        let mut document = document("a man came");
        let (first, second) = (ByteSpan::new(2, 5), ByteSpan::new(6, 10));
        let ids = [mark(&mut document, first), mark(&mut document, second)];
        let lose = Change::lose(&document, ids[1]).unwrap();
        document.apply(lose, Selection::default()).unwrap();
        let back = Change::put_back(&document, [(ids[1], first.into())]);
        let existing = ids[0];
        let label = label("person");
        assert_eq!(back, Err(EditError::Duplicate { existing, label }));
    }

    #[test]
    fn what_stands_around_is_kept_in_whole_words() {
        let words = "abcdefg ".repeat(30);
        let mut document = document(&format!("{words}HERE {words}"));
        let start = words.len();
        let id = mark(&mut document, ByteSpan::new(start, start + 4));
        let annotation = document.annotation(id).unwrap();
        let lost = Lost::of(document.article(), annotation);
        assert_eq!(lost.before(), "abcdefg ".repeat(9));
        assert_eq!(lost.after(), format!(" {}", ["abcdefg"; 9].join(" ")));
    }

    #[test]
    fn long_words_are_cut_in_the_middle() {
        let long = format!("{}{}", "\u{628}".repeat(20_000), "\u{644}".repeat(20_000));
        let cut = shortened(&long);
        assert!(cut.len() <= MAX_QUOTE_BYTES && cut.contains(CUT));
        assert!(cut.starts_with('\u{628}') && cut.ends_with('\u{644}'));
        for long in ["a", "\u{628}", "\u{628}\u{64E}", "\u{1F600}"] {
            assert!(is_cut(&shortened(&long.repeat(20_000))), "{long}");
            assert!(!is_cut(long));
        }
    }
}
