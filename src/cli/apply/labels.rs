//! The edits of labels: from the fields of a line to a label.

use std::collections::BTreeMap;

use super::ops::{Made, label_id, make_many, said};
use super::request::{self, AttributeFields, LabelFields, OptionFields};
use crate::document::{
    Attribute, AttributeKind, AttributeName, Change, ChoiceOption, Color, Document, Label,
    LabelError, LabelFate, OptionName,
};
use crate::formats::label_set::{Preset, presets};

/// The colour of a label that says none.
const GREY: Color = Color([0x88, 0x88, 0x88]);

pub(super) fn add(document: &mut Document, request: request::AddLabel) -> Made {
    let id = request.label.id.as_deref();
    let id = label_id(id.ok_or("the field id of the label is missing")?)?;
    let fields = &request.label;
    let name_en = fields.name_en.as_deref().unwrap_or(id.as_str()).to_owned();
    let name_ar = fields.name_ar.as_deref().unwrap_or(&name_en).to_owned();
    let bare = Label::new(id, &name_ar, &name_en, GREY);
    let label = altered(bare, request.label)?;
    let index = request.index.unwrap_or(usize::MAX);
    make_many(document, Change::add_label(index, label))
}

pub(super) fn edit(document: &mut Document, request: request::EditLabel) -> Made {
    let id = label_id(&request.id)?;
    let label = document.labels().get(&id);
    let label = label.ok_or_else(|| format!("there is no label {id}"))?;
    let pairs = request.renamed.0.iter().map(|(from, to)| {
        let name = |name: &str| AttributeName::new(name).map_err(said);
        Ok((name(from)?, name(to)?))
    });
    let renamed: Vec<_> = pairs.collect::<Result<_, String>>()?;
    check_renamed(label, &renamed)?;
    let label = altered(label.clone(), request.label)?;
    let change = Change::edit_label(document, &id, label, &renamed);
    make_many(document, change)
}

/// Refuses names that would make two attributes one, so that one's values would
/// be lost.
fn check_renamed(label: &Label, renamed: &[(AttributeName, AttributeName)]) -> Result<(), String> {
    for (place, (from, to)) in renamed.iter().enumerate() {
        if label.attribute(from).is_none() {
            return Err(format!("the label {} has no attribute {from}", label.id));
        }
        let earlier = renamed.iter().take(place).any(|(_, other)| other == to);
        let stays = label.attribute(to).is_some() && renamed.iter().all(|(other, _)| other != to);
        if earlier || stays {
            return Err(format!(
                "{from} cannot get the name {to}: another attribute would have it, and values would be lost"
            ));
        }
    }
    Ok(())
}

pub(super) fn remove(document: &mut Document, request: request::RemoveLabel) -> Made {
    let id = label_id(&request.label)?;
    let fate = match (request.relabel, request.delete_annotations) {
        (Some(label), false) => LabelFate::Relabel(label_id(&label)?),
        (Some(_), true) => return Err("a line has either relabel or delete_annotations".to_owned()),
        (None, true) => LabelFate::Delete,
        (None, false) => match document.count_of(&id) {
            0 => LabelFate::Delete,
            count => {
                return Err(format!(
                    "{count} annotations have the label {id}: say what becomes of them, with \"relabel\" and another label or with \"delete_annotations\": true"
                ));
            }
        },
    };
    let change = Change::delete_label(document, &id, &fate).map_err(said)?;
    make_many(document, change)
}

pub(super) fn shift(document: &mut Document, request: request::MoveLabel) -> Made {
    let id = label_id(&request.label)?;
    make_many(document, Change::move_label(id, request.index))
}

pub(super) fn load(document: &mut Document, request: request::LoadLabels) -> Made {
    let preset = Preset::named(&request.preset).ok_or_else(|| {
        let known: Vec<_> = presets().iter().map(|preset| preset.id).collect();
        format!("there is no such preset; there are {}", known.join(", "))
    })?;
    let named = preset.read().map_err(said)?;
    make_many(
        document,
        Change::load_labels(document, &named.labels, &BTreeMap::new()),
    )
}

/// A label with what the fields say.
fn altered(mut label: Label, fields: LabelFields) -> Result<Label, String> {
    if let Some(id) = fields.id {
        label.id = label_id(&id)?;
    }
    let set = |place: &mut String, text: Option<String>| {
        if let Some(text) = text {
            *place = text;
        }
    };
    set(&mut label.name_ar, fields.name_ar);
    set(&mut label.name_en, fields.name_en);
    set(&mut label.short_ar, fields.short_ar);
    set(&mut label.short_en, fields.short_en);
    set(&mut label.description, fields.description);
    if let Some(color) = fields.color {
        label.color = color.parse().map_err(said)?;
    }
    if let Some(key) = fields.key {
        label.key = key.map(label_key).transpose()?;
    }
    if let Some(parent) = fields.parent {
        label.parent = parent.as_deref().map(label_id).transpose()?;
    }
    if let Some(attributes) = fields.attributes {
        let made: Result<_, _> = attributes.into_iter().map(attribute).collect();
        label.attributes = made?;
    }
    Ok(label)
}

fn label_key(key: String) -> Result<char, String> {
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(key), None) => Ok(key),
        _ => Err(said(LabelError::BadKey(key.chars().take(80).collect()))),
    }
}

fn attribute(fields: AttributeFields) -> Result<Attribute, String> {
    let options = fields.options.map(|options| {
        let made = options.into_iter().map(option);
        made.collect::<Result<Vec<_>, String>>()
    });
    let kind = AttributeKind::named(&fields.r#type, options.transpose()?).map_err(said)?;
    let name_en = fields.name_en.unwrap_or_else(|| fields.name.clone());
    let name = AttributeName::new(&fields.name).map_err(said)?;
    let name_ar = fields.name_ar.unwrap_or_else(|| name_en.clone());
    Ok(Attribute::new(name, name_ar, name_en, kind))
}

fn option(fields: OptionFields) -> Result<ChoiceOption, String> {
    let name_en = fields.name_en.unwrap_or_else(|| fields.name.clone());
    let name = OptionName::new(&fields.name).map_err(said)?;
    let name_ar = fields.name_ar.unwrap_or_else(|| name_en.clone());
    Ok(ChoiceOption::new(name, name_ar, name_en))
}
