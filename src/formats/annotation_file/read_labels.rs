//! Reads the labels of an annotation file, or of a file of labels alone.

use super::list::Options;
use super::problem::Fault;
use super::raw::Raw;
use super::reader::Reader;
use super::record::{AttributeRecord, LabelRecord, OptionRecord};
use super::record_v1;
use crate::document::annotation::MAX_NOTE_BYTES;
use crate::document::{
    Attribute, AttributeKind, AttributeName, ChoiceOption, Label, LabelError, LabelId, LabelSet,
    OptionName,
};

/// The labels; `None` where one of them is wrong.
pub(super) fn read_labels<'a>(reader: &mut Reader<'a>, raws: &[Raw<'a>]) -> Option<LabelSet> {
    let mut labels = LabelSet::default();
    let mut complete = true;
    for &raw in raws {
        if reader.has_enough() {
            break;
        }
        let record = reader.record::<record_v1::LabelRecord<'a>, LabelRecord<'a>>(raw);
        let pushed = record.and_then(|record| push_label(reader, &mut labels, &record));
        complete &= pushed.is_some();
    }
    if !complete {
        return None;
    }
    check_parents(reader, &labels, raws)?;
    Some(labels)
}

/// Parents may come after their children, so they are looked for at the end.
fn check_parents<'a>(reader: &mut Reader<'a>, labels: &LabelSet, raws: &[Raw<'a>]) -> Option<()> {
    let Err(error) = labels.check_parents() else {
        return Some(());
    };
    let of = match &error {
        LabelError::UnknownParent { label, .. } | LabelError::CyclicParents(label) => label,
        _ => return None,
    };
    let raw = *raws.get(labels.index_of(of)?)?;
    let record = reader.record::<record_v1::LabelRecord<'a>, LabelRecord<'a>>(raw)?;
    reader.accept(record.parent.unwrap_or(record.id), Err(Fault::Label(error)))
}

fn push_label<'a>(
    reader: &mut Reader<'a>,
    labels: &mut LabelSet,
    record: &LabelRecord<'a>,
) -> Option<()> {
    let label = read_label(reader, record)?;
    let pushed = labels.push(label);
    let at = match (&pushed, record.key) {
        (Err(LabelError::DuplicateKey { .. }), Some(key)) => key,
        _ => record.id,
    };
    reader.accept(at, pushed.map_err(Fault::Label))
}

fn read_label<'a>(reader: &mut Reader<'a>, record: &LabelRecord<'a>) -> Option<Label> {
    let id = read_label_id(reader, record.id);
    let color: Option<String> = reader.value(record.color);
    let color = color.and_then(|c| reader.accept(record.color, c.parse().map_err(Fault::Label)));
    let key = optional(record.key, |raw| read_key(reader, raw));
    let parent = optional(record.parent, |raw| read_label_id(reader, raw));
    let mut text = |raw| reader.value::<String>(raw);
    let (name_ar, name_en) = (text(record.name_ar), text(record.name_en));
    let (short_ar, short_en) = (text(record.short_ar), text(record.short_en));
    let description = match record.description {
        Some(raw) => reader.text(raw, MAX_NOTE_BYTES),
        None => Some(String::new()),
    };
    let attributes = record
        .attributes
        .0
        .iter()
        .map(|&raw| read_attribute(reader, raw));
    // All of them, so that every mistake is named.
    let attributes: Vec<_> = attributes.collect();
    let extra = reader.extra(&record.unknown, LabelRecord::FIELDS);
    Some(Label {
        id: id?,
        name_ar: name_ar?,
        name_en: name_en?,
        short_ar: short_ar?,
        short_en: short_en?,
        color: color?,
        key: key?,
        description: description?,
        parent: parent?,
        attributes: attributes.into_iter().collect::<Option<_>>()?,
        extra: extra?,
    })
}

/// What a field that may be left out holds; `None` where it is wrong.
pub(super) fn optional<'a, T>(
    raw: Option<Raw<'a>>,
    read: impl FnOnce(Raw<'a>) -> Option<T>,
) -> Option<Option<T>> {
    match raw {
        Some(raw) => read(raw).map(Some),
        None => Some(None),
    }
}

fn read_label_id<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<LabelId> {
    let id: String = reader.value(raw)?;
    reader.accept(raw, LabelId::new(&id).map_err(Fault::Label))
}

fn read_key<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<char> {
    let key: String = reader.value(raw)?;
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(digit @ '1'..='9'), None) => Some(digit),
        _ => reader.accept(raw, Err(Fault::Label(LabelError::BadKey(key)))),
    }
}

fn read_attribute<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<Attribute> {
    let record: AttributeRecord<'a> = reader.value(raw)?;
    let name: Option<String> = reader.value(record.name);
    let name = name.and_then(|name| {
        let made = AttributeName::new(&name).map_err(|_| Fault::BadName(name));
        reader.accept(record.name, made)
    });
    let name_ar: Option<String> = reader.value(record.name_ar);
    let name_en: Option<String> = reader.value(record.name_en);
    let kind = read_kind(reader, &record);
    let extra = reader.extra(&record.unknown, AttributeRecord::FIELDS);
    let mut made = Attribute::new(name?, name_ar?, name_en?, kind?);
    made.extra = extra?;
    let checked = made.check().map_err(Fault::Label);
    reader.accept(record.options_or_kind(), checked.map(|()| made))
}

fn read_kind<'a>(reader: &mut Reader<'a>, record: &AttributeRecord<'a>) -> Option<AttributeKind> {
    let kind: String = reader.value(record.kind)?;
    let options = record.options.as_ref();
    let options = match options.map(|options| read_options(reader, options)) {
        Some(options) => Some(options?),
        None => None,
    };
    let made = AttributeKind::named(&kind, options).map_err(Fault::Kind);
    reader.accept(record.kind, made)
}

/// The options; `None` where one of them is wrong.
fn read_options<'a>(reader: &mut Reader<'a>, options: &Options<'a>) -> Option<Vec<ChoiceOption>> {
    let mut complete = true;
    let mut made = Vec::with_capacity(options.0.len());
    for &raw in &options.0 {
        match read_option(reader, raw) {
            Some(option) => made.push(option),
            None => complete = false,
        }
    }
    complete.then_some(made)
}

fn read_option<'a>(reader: &mut Reader<'a>, raw: Raw<'a>) -> Option<ChoiceOption> {
    let record: OptionRecord<'a> = reader.value(raw)?;
    let name: Option<String> = reader.value(record.name);
    let name = name.and_then(|name| {
        let made = OptionName::new(&name).map_err(|_| Fault::BadName(name));
        reader.accept(record.name, made)
    });
    let name_ar: Option<String> = reader.value(record.name_ar);
    let name_en: Option<String> = reader.value(record.name_en);
    let extra = reader.extra(&record.unknown, OptionRecord::FIELDS);
    let mut made = ChoiceOption::new(name?, name_ar?, name_en?);
    made.extra = extra?;
    Some(made)
}
