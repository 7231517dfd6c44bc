//! Numbers for what a merge makes, beside those that the three documents have
//! given already.

use crate::document::annotation::{AnnotationId, MAX_ANNOTATION_ID};
use crate::document::document::Document;
use crate::document::entity::EntityId;

/// Numbers that no annotation and no entity of the three documents has.
pub(super) struct Numbers<'a> {
    documents: Vec<&'a Document>,
    annotation: u64,
    entity: u64,
}

impl<'a> Numbers<'a> {
    pub(super) fn beside(
        base: Option<&'a Document>,
        mine: &'a Document,
        theirs: &'a Document,
    ) -> Self {
        let documents: Vec<_> = [mine, theirs].into_iter().chain(base).collect();
        let highest = |number: fn(&Document) -> u64| documents.iter().map(|it| number(it)).max();
        Self {
            annotation: highest(|it| it.fresh_id().0).unwrap_or(1),
            entity: highest(|it| it.fresh_entity_id().0).unwrap_or(1),
            documents,
        }
    }

    /// A number for one more annotation.
    pub(super) fn annotation(&mut self) -> AnnotationId {
        let has = |it: &Document, number| it.is_taken(AnnotationId(number));
        let taken = |number| self.documents.iter().any(|it| has(it, number));
        AnnotationId(take(&mut self.annotation, taken))
    }

    /// A number for one more entity.
    pub(super) fn entity(&mut self) -> EntityId {
        let has = |it: &Document, number| it.entity(EntityId(number)).is_some();
        let taken = |number| self.documents.iter().any(|it| has(it, number));
        EntityId(take(&mut self.entity, taken))
    }
}

/// The next number from `next` on that is not taken. After the highest of all,
/// which only a file that uses it leads to, those below are looked through.
fn take(next: &mut u64, taken: impl Fn(u64) -> bool) -> u64 {
    loop {
        if *next > MAX_ANNOTATION_ID {
            *next = 1;
        }
        let number = *next;
        *next += 1;
        if !taken(number) {
            return number;
        }
    }
}
