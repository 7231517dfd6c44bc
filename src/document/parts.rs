//! A document from its parts, as a reader of files has them.

use std::collections::HashSet;
use std::sync::Arc;

use super::annotation::{Annotation, SourceInfo};
use super::direction::Direction;
use super::document::Document;
use super::entity::{Entities, Entity, MAX_ENTITIES};
use super::error::EditError;
use super::extra::Extra;
use super::label::LabelSet;
use super::lost::{AllLost, Lost};
use super::mutate::{check_alone, check_entity, check_lost, check_note, check_room};
use super::ordered::OrderedAnnotations;
use crate::text::Article;

/// What a document is made of.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The text.
    pub article: Article,
    /// The file it came from.
    pub source: SourceInfo,
    /// The labels.
    pub labels: LabelSet,
    /// The direction of every paragraph.
    pub direction: Direction,
    /// The note on the article.
    pub note: Option<Arc<str>>,
    /// The entities, in any order.
    pub entities: Vec<Entity>,
    /// The annotations, in any order.
    pub annotations: Vec<Annotation>,
    /// What a newer version said besides.
    pub extra: Extra,
    /// The annotations whose text is not there, in any order.
    pub lost: Vec<Lost>,
}

/// One of the parts that can be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The note on the article.
    Note,
    /// An entity, by its place among those given, from 0.
    Entity(usize),
    /// An annotation, by its place among those given, from 0.
    Annotation(usize),
    /// A lost annotation, by its place among those given, from 0.
    Lost(usize),
}

/// Which of the given parts can't be part of a document, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part:?} (from 0): {error}")]
pub struct PartsError {
    /// Which part.
    pub part: Part,
    /// What is wrong with it.
    pub error: EditError,
}

impl Parts {
    /// An article and its labels, with nothing marked yet, its direction
    /// decided by its text.
    pub fn new(article: Article, source: SourceInfo, labels: LabelSet) -> Self {
        Self {
            direction: Direction::of_text(article.text()),
            article,
            source,
            labels,
            note: None,
            entities: Vec::new(),
            annotations: Vec::new(),
            extra: Extra::default(),
            lost: Vec::new(),
        }
    }
}

impl Document {
    /// A document of the given parts, unmodified and without history. Refuses
    /// the first part that breaks the document's invariant.
    pub fn from_parts(mut parts: Parts) -> Result<Self, PartsError> {
        let refuse = |part| move |error| PartsError { part, error };
        check_note(parts.note.as_deref()).map_err(refuse(Part::Note))?;
        parts.note = parts.note.filter(|note| !note.is_empty());
        let entities = entities(std::mem::take(&mut parts.entities), &parts.labels)?;
        let mut ids = HashSet::with_capacity(parts.annotations.len());
        let mut meanings = HashSet::with_capacity(parts.annotations.len());
        for (index, annotation) in parts.annotations.iter().enumerate() {
            let refuse = refuse(Part::Annotation(index));
            check_room(index).map_err(refuse)?;
            let label = check_alone(&parts.article, &parts.labels, &entities, annotation);
            let label = label.map_err(refuse)?;
            if !ids.insert(annotation.id) {
                return Err(refuse(EditError::IdTaken(annotation.id)));
            }
            if !meanings.insert((&annotation.spans, label)) {
                let earlier = parts.annotations.get(..index).unwrap_or_default();
                return Err(refuse(duplicate(annotation, earlier)));
            }
        }
        let mut lost = AllLost::new();
        for (index, one) in std::mem::take(&mut parts.lost).into_iter().enumerate() {
            let refuse = refuse(Part::Lost(index));
            check_room(parts.annotations.len() + index).map_err(refuse)?;
            check_lost(&parts.labels, &entities, &one).map_err(refuse)?;
            let id = one.id();
            if ids.contains(&id) || lost.insert(id, Arc::new(one)).is_some() {
                return Err(refuse(EditError::IdTaken(id)));
            }
        }
        Ok(Self::assemble(parts, entities, lost))
    }

    fn assemble(mut parts: Parts, mut entities: Entities, lost: AllLost) -> Self {
        let mut counts = vec![0; parts.labels.len()];
        let mut highest = lost.last_key_value().map_or(0, |(id, _)| id.0);
        for annotation in &mut parts.annotations {
            highest = highest.max(annotation.id.0);
            entities.note(annotation);
            let index = parts.labels.index_of(&annotation.label);
            if let Some(count) = index.and_then(|index| counts.get_mut(index)) {
                *count += 1;
            }
            // Many annotations share one text.
            if let Some(label) = parts.labels.get(&annotation.label) {
                annotation.label = label.id.clone();
            }
        }
        let annotations = OrderedAnnotations::new(std::mem::take(&mut parts.annotations));
        Self::of_checked(parts, annotations, entities, lost, counts, highest)
    }
}

fn entities(given: Vec<Entity>, labels: &LabelSet) -> Result<Entities, PartsError> {
    let mut entities = Entities::default();
    for (index, entity) in given.into_iter().enumerate() {
        let refuse = |error| PartsError {
            part: Part::Entity(index),
            error,
        };
        check_entity(labels, &entity).map_err(refuse)?;
        if index >= MAX_ENTITIES {
            return Err(refuse(EditError::TooManyEntities));
        }
        if entities.get(entity.id).is_some() {
            return Err(refuse(EditError::EntityIdTaken(entity.id)));
        }
        entities.set(Entity::tidied(&Arc::new(entity)));
    }
    Ok(entities)
}

fn duplicate(annotation: &Annotation, earlier: &[Annotation]) -> EditError {
    let same =
        |other: &&Annotation| other.spans == annotation.spans && other.label == annotation.label;
    EditError::Duplicate {
        existing: earlier.iter().find(same).map_or(annotation.id, |a| a.id),
        label: annotation.label.clone(),
    }
}
