//! A document's annotations on another version of its text.
//!
//! Each annotation goes where its words have gone. Where that is beyond doubt
//! it is put there; where it is not, it is kept among the lost of the new
//! document, with the places that it may belong to, the likeliest first, for a
//! person to decide. Invariant: every annotation of the old document is in the
//! new one, on its text or among the lost, with its number and all that is said
//! of it.
//!
//! The time grows as the texts and the annotations do: of a word that is
//! everywhere only some hundred places are looked at.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId, SourceInfo};
use super::document::Document;
use super::edit::{Change, ChangeKind, Edit};
use super::error::EditError;
use super::lost::{Lost, MAX_QUOTE_BYTES, is_cut};
use super::parts::{Parts, PartsError};
use super::selection::Selection;
use super::spans::Spans;
use crate::text::align::{Alignment, Fit, Place, Places, Wanted};
use crate::text::{Article, ByteSpan};

/// How much of the old text on either side is looked at, in bytes.
const CONTEXT_BYTES: usize = 240;

/// How many annotations are placed between two looks at whether to stop.
const BETWEEN_LOOKS: usize = 64;

/// Places that lost annotations may belong to, the likeliest first. Who has
/// none is not here.
pub type Proposals = BTreeMap<AnnotationId, Vec<Spans>>;

/// What became of a document's annotations.
#[derive(Debug)]
pub struct Reanchored {
    /// The document before that change: on the new text, with nothing marked.
    pub before: Document,
    /// The document on the new text. Its history begins with one change that
    /// has put the annotations there, and its steps are remembered.
    pub document: Document,
    /// How many annotations came to what.
    pub tally: Tally,
    /// Where those that are doubtful may belong.
    pub proposals: Proposals,
}

/// How many annotations came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// On the same text between the same words.
    pub exact: usize,
    /// On the same words in another spelling.
    pub folded: usize,
    /// On the same words, among others or elsewhere.
    pub aligned: usize,
    /// Lost, but with places that a person may accept.
    pub doubtful: usize,
    /// Lost.
    pub lost: usize,
}

/// Why annotations were not taken over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReanchorError {
    /// Nobody wants to know any more.
    #[error("it was stopped")]
    Stopped,
    /// The new document would not be right.
    #[error("{0}")]
    Parts(#[from] PartsError),
    /// An annotation does not fit the new document.
    #[error("{0}")]
    Edit(#[from] EditError),
}

/// What becomes of one annotation.
enum Outcome {
    Sure(Spans, Fit),
    /// Where it may belong; nowhere is lost.
    Open(Vec<Spans>),
}

impl Tally {
    /// How many are on the new text.
    pub fn placed(&self) -> usize {
        self.exact + self.folded + self.aligned
    }

    /// How many are kept as lost, the doubtful ones among them.
    pub fn left(&self) -> usize {
        self.doubtful + self.lost
    }

    fn note(&mut self, fit: Fit) {
        match fit {
            Fit::Exact => self.exact += 1,
            Fit::Folded => self.folded += 1,
            Fit::Aligned => self.aligned += 1,
            Fit::Doubtful => self.doubtful += 1,
        }
    }
}

/// A new document on another version of the text, with all annotations of the
/// old one, its labels, entities, note and direction.
///
/// # Errors
/// [`ReanchorError::Stopped`] once `stop` says so; the others only where the
/// old document is not right itself.
pub fn reanchor(
    old: &Document,
    article: Article,
    source: SourceInfo,
    stop: &dyn Fn() -> bool,
) -> Result<Reanchored, ReanchorError> {
    let stopped = ReanchorError::Stopped;
    let alignment = Alignment::new(old.article(), &article, stop).ok_or(stopped.clone())?;
    let mover = Mover {
        old: old.article(),
        alignment: &alignment,
    };
    let mut moved = Vec::with_capacity(old.count());
    let mut left = Vec::new();
    for (index, annotation) in old.annotations().enumerate() {
        if index.is_multiple_of(BETWEEN_LOOKS) && stop() {
            return Err(stopped);
        }
        match mover.place(annotation) {
            Outcome::Sure(spans, fit) => moved.push((fit, annotation.clone(), spans)),
            Outcome::Open(places) => left.push((Lost::of(old.article(), annotation), places)),
        }
    }
    for (index, lost) in old.lost().enumerate() {
        if index.is_multiple_of(BETWEEN_LOOKS) && stop() {
            return Err(stopped);
        }
        let places = places_of(alignment.places(), lost);
        match places.split_first() {
            Some(((spans, true), _)) => {
                moved.push((Fit::Aligned, lost.at(spans.clone()), spans.clone()));
            }
            _ => left.push((lost.clone(), places.into_iter().map(|it| it.0).collect())),
        }
    }
    build(old, article, source, moved, left)
}

/// The places in a document's text that its lost annotations may belong to;
/// `None` once `stop` says so.
pub fn proposals(document: &Document, stop: &dyn Fn() -> bool) -> Option<Proposals> {
    let mut proposals = Proposals::new();
    if document.lost_count() == 0 {
        return Some(proposals);
    }
    let places = Places::new(document.article(), stop)?;
    for (index, lost) in document.lost().enumerate() {
        if index.is_multiple_of(BETWEEN_LOOKS) && stop() {
            return None;
        }
        let found: Vec<_> = places_of(&places, lost)
            .into_iter()
            .map(|it| it.0)
            .collect();
        if !found.is_empty() {
            proposals.insert(lost.id(), found);
        }
    }
    Some(proposals)
}

/// Makes the new document: whoever is surer of a place has it, and who would
/// say the same of it stays lost.
fn build(
    old: &Document,
    article: Article,
    source: SourceInfo,
    mut moved: Vec<(Fit, Annotation, Spans)>,
    left: Vec<(Lost, Vec<Spans>)>,
) -> Result<Reanchored, ReanchorError> {
    let parts = Parts {
        direction: old.direction(),
        note: old.note().map(Into::into),
        entities: old.entities().cloned().collect(),
        extra: old.extra().clone(),
        ..Parts::new(article, source, old.labels().clone())
    };
    let mut document = Document::from_parts(parts)?;
    let mut tally = Tally::default();
    let mut proposals = Proposals::new();
    let mut edits = Vec::with_capacity(moved.len() + left.len());
    let mut taken = HashSet::with_capacity(moved.len());
    let mut lost = Vec::with_capacity(left.len());
    moved.sort_by_key(|(fit, annotation, _)| (*fit, annotation.id));
    for (fit, annotation, spans) in moved {
        if taken.insert((spans.clone(), annotation.label.clone())) {
            tally.note(fit);
            edits.push(Edit::Add(annotation.with_spans(spans)));
        } else {
            tally.lost += 1;
            lost.push(match old.lost_of(annotation.id) {
                Some(before) => before.clone(),
                None => Lost::of(old.article(), &annotation),
            });
        }
    }
    for (one, places) in left {
        match places.is_empty() {
            true => tally.lost += 1,
            false => {
                tally.doubtful += 1;
                proposals.insert(one.id(), places);
            }
        }
        lost.push(one);
    }
    edits.extend(lost.into_iter().map(|one| Edit::AddLost(Arc::new(one))));
    let kind = ChangeKind::Reanchor;
    let before = document.snapshot();
    document.remember_steps();
    document.apply(Change { kind, edits }, Selection::default())?;
    Ok(Reanchored {
        before,
        document,
        tally,
        proposals,
    })
}

/// What places annotations of an old text in a new one.
struct Mover<'a> {
    old: &'a Article,
    alignment: &'a Alignment,
}

impl Mover<'_> {
    fn place(&self, annotation: &Annotation) -> Outcome {
        let pieces = annotation.pieces();
        let landed: Vec<_> = pieces
            .iter()
            .map(|&piece| self.alignment.landing(piece))
            .collect();
        let there = landed.iter().flatten().map(|landing| landing.span);
        let aligned = Spans::covering(there.clone());
        let in_order = there
            .clone()
            .zip(there.skip(1))
            .all(|(a, b)| a.end <= b.start);
        let fit = landed
            .iter()
            .map(|it| it.map_or(Fit::Doubtful, |it| it.fit))
            .max();
        let fit = fit.filter(|_| in_order).unwrap_or(Fit::Doubtful);
        if fit < Fit::Doubtful {
            return Outcome::Sure(aligned, fit);
        }
        let mut open = Vec::new();
        if !aligned.is_empty() {
            open.push(aligned);
        }
        if let [piece] = pieces {
            for place in self.same_words(*piece) {
                let spans = Spans::from(place.span);
                if place.is_sure && open.first().is_none_or(|first| *first == spans) {
                    return Outcome::Sure(spans, Fit::Aligned);
                }
                if !open.contains(&spans) {
                    open.push(spans);
                }
            }
        }
        Outcome::Open(open)
    }

    /// The places where the words of a piece stand, by their context.
    fn same_words(&self, piece: ByteSpan) -> Vec<Place> {
        if piece.len() > MAX_QUOTE_BYTES {
            return Vec::new();
        }
        let text = self.old.text();
        let from = text.ceil_char_boundary(piece.start.0.saturating_sub(CONTEXT_BYTES));
        let to = text.floor_char_boundary((piece.end.0 + CONTEXT_BYTES).min(text.len()));
        self.alignment.places().find(Wanted {
            text: self.old.slice(piece),
            before: self
                .old
                .slice(ByteSpan::new(from.min(piece.start.0), piece.start.0)),
            after: self
                .old
                .slice(ByteSpan::new(piece.end.0, to.max(piece.end.0))),
            near: Some(self.alignment.near(piece.start)),
        })
    }
}

/// The places that a lost annotation may belong to, the likeliest first, and
/// whether each is beyond doubt. One of several pieces is proposed where its
/// pieces follow each other.
fn places_of(places: &Places, lost: &Lost) -> Vec<(Spans, bool)> {
    let find = |text, before, after, near| {
        let wanted = Wanted {
            text,
            before,
            after,
            near,
        };
        places.find(wanted)
    };
    if lost.quotes().iter().any(|quote| is_cut(quote)) {
        return Vec::new();
    }
    if let [quote] = lost.quotes() {
        let found = find(quote, lost.before(), lost.after(), None);
        let found = found.into_iter();
        return found.map(|it| (it.span.into(), it.is_sure)).collect();
    }
    let mut pieces: Vec<ByteSpan> = Vec::with_capacity(lost.quotes().len());
    for quote in lost.quotes() {
        let end = pieces.last().map(|piece| piece.end);
        let before = if end.is_none() { lost.before() } else { "" };
        let mut found = find(quote, before, "", end).into_iter();
        let next = found.find(|it| end.is_none_or(|end| it.span.start > end));
        match next {
            Some(next) => pieces.push(next.span),
            None => return Vec::new(),
        }
    }
    vec![(Spans::covering(pieces), false)]
}

#[cfg(test)]
#[path = "reanchor_tests.rs"]
mod tests;
