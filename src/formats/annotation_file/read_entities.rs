//! Reads the entities of an annotation file.

use std::collections::HashSet;

use super::problem::Fault;
use super::raw::Raw;
use super::read_annotations::read_label_of;
use super::read_labels::optional;
use super::reader::Reader;
use super::record::EntityRecord;
use crate::document::annotation::{MAX_ANNOTATION_ID, MAX_NOTE_BYTES};
use crate::document::entity::{MAX_ENTITY_NAME_BYTES, MAX_LINK_BYTES};
use crate::document::{Entity, EntityId, LabelSet, Link};

/// The entities; `None` where one of them is wrong.
pub(super) fn read_entities<'a>(
    reader: &mut Reader<'a>,
    raws: &[Raw<'a>],
    labels: Option<&LabelSet>,
) -> Option<Vec<Entity>> {
    let mut entities = Vec::with_capacity(raws.len());
    let mut numbers = HashSet::with_capacity(raws.len());
    let mut complete = true;
    for &raw in raws {
        if reader.has_enough() {
            break;
        }
        let made = read_entity(reader, raw, labels, &mut numbers);
        complete &= made.is_some();
        entities.extend(made);
    }
    complete.then_some(entities)
}

fn read_entity<'a>(
    reader: &mut Reader<'a>,
    raw: Raw<'a>,
    labels: Option<&LabelSet>,
    numbers: &mut HashSet<EntityId>,
) -> Option<Entity> {
    let record: EntityRecord<'a> = reader.value(raw)?;
    let id = read_entity_id(reader, record.id).and_then(|id| {
        let free = numbers.insert(id).then_some(id);
        reader.accept(record.id, free.ok_or(Fault::DuplicateEntityId(id)))
    });
    let name = reader
        .text(record.name, MAX_ENTITY_NAME_BYTES)
        .and_then(|name| {
            let good = !name.trim().is_empty();
            reader.accept(record.name, good.then_some(name).ok_or(Fault::NoEntityName))
        });
    let label = optional(record.label, |raw| read_label_of(reader, raw, labels));
    let note = optional(record.note, |raw| reader.text(raw, MAX_NOTE_BYTES));
    let link = optional(record.link, |raw| {
        let link = reader.text(raw, MAX_LINK_BYTES)?;
        reader.accept(raw, link.parse::<Link>().map_err(Fault::Link))
    });
    let extra = reader.extra(&record.unknown, EntityRecord::FIELDS);
    let mut entity = Entity::new(id?, name?);
    entity.label = label?;
    entity.note = note?.filter(|note| !note.is_empty()).map(Into::into);
    entity.link = link?;
    entity.extra = extra?;
    Some(entity)
}

fn read_entity_id<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<EntityId> {
    let id = EntityId(reader.value(raw)?);
    let good = (1..=MAX_ANNOTATION_ID).contains(&id.0);
    reader.accept(raw, good.then_some(id).ok_or(Fault::BadEntityId(id)))
}
