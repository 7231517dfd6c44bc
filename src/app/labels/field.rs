//! The fields of a label: what each holds as text, and what a label is with
//! another text in one of them.
//!
//! Invariant: a text that cannot be is refused with a reason and nothing is
//! guessed; white space around it counts for nothing.

use crate::document::{
    AttributeKind, AttributeName, Change, ChoiceOption, Color, Document, Label, LabelError,
    LabelId, OptionName,
};

use crate::app::App;
use crate::app::i18n::Text;
use crate::app::refusal::label_refusal;

/// The longest name, in code points: one that still fits a line of a list.
pub const MAX_NAME_CHARS: usize = 100;

/// A field of a label. Places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelField {
    /// What files call it.
    Id,
    /// Its name in Arabic.
    NameAr,
    /// Its name in English.
    NameEn,
    /// A letter or two in Arabic.
    ShortAr,
    /// A letter or two in English.
    ShortEn,
    /// Its colour, as `#rrggbb`.
    Color,
    /// Its key; empty for none.
    Key,
    /// The id of its parent; empty for none.
    Parent,
    /// When to use it.
    Description,
    /// A name of an attribute.
    Attribute(usize, Part),
    /// The kind of an attribute, as files call it.
    Kind(usize),
    /// A name of an option of a choice: attribute, option.
    Option(usize, usize, Part),
}

/// One of the three names that attributes and options have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What files call it.
    Name,
    /// What people call it in Arabic.
    NameAr,
    /// What people call it in English.
    NameEn,
}

/// A label with another text in one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The label.
    pub label: Label,
    renamed: Renamed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Renamed {
    Nothing,
    Attribute(AttributeName, AttributeName),
    Option(AttributeName, OptionName, OptionName),
}

/// Why a text cannot stand in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A name is empty.
    Empty,
    /// A name is longer than [`MAX_NAME_CHARS`].
    TooLong,
    /// Another attribute, or option, has the name.
    NameTaken(String),
    /// The label could not be so.
    Label(LabelError),
}

impl From<LabelError> for Fault {
    fn from(error: LabelError) -> Self {
        Self::Label(error)
    }
}

impl Fault {
    /// The reason in words.
    pub fn text(&self, app: &App) -> Text {
        match self {
            Self::Empty => Text::new("labels-fault-empty"),
            Self::TooLong => Text::new("labels-fault-long").with("limit", MAX_NAME_CHARS),
            Self::NameTaken(name) => {
                Text::new("labels-fault-name-taken").with("name", name.as_str())
            }
            Self::Label(error) => label_refusal(app, error),
        }
    }
}

impl Edited {
    fn plain(label: Label) -> Self {
        Self {
            label,
            renamed: Renamed::Nothing,
        }
    }

    /// The change that makes it of the label of this id. Values of annotations
    /// follow what only has another name.
    pub(super) fn change(self, document: &Document, id: &LabelId) -> Change {
        match self.renamed {
            Renamed::Nothing => Change::edit_label(document, id, self.label, &[]),
            Renamed::Attribute(from, to) => {
                Change::edit_label(document, id, self.label, &[(from, to)])
            }
            Renamed::Option(attribute, from, to) => {
                Change::rename_option(document, id, self.label, &attribute, (&from, to))
            }
        }
    }
}

impl LabelField {
    /// What the field of a label holds.
    pub fn text(self, label: &Label) -> String {
        let attribute = |at: usize| label.attributes.get(at);
        match self {
            Self::Id => label.id.to_string(),
            Self::NameAr => label.name_ar.clone(),
            Self::NameEn => label.name_en.clone(),
            Self::ShortAr => label.short_ar.clone(),
            Self::ShortEn => label.short_en.clone(),
            Self::Color => label.color.to_string(),
            Self::Key => label.key.map(String::from).unwrap_or_default(),
            Self::Parent => label.parent.as_ref().map_or("", LabelId::as_str).to_owned(),
            Self::Description => label.description.clone(),
            Self::Attribute(at, part) => attribute(at).map_or_else(String::new, |it| {
                part.of(it.name.as_str(), &it.name_ar, &it.name_en)
            }),
            Self::Kind(at) => attribute(at).map_or("", |it| it.kind.as_str()).to_owned(),
            Self::Option(at, option, part) => {
                let options = attribute(at).map(|it| options_of(&it.kind));
                let option = options.and_then(|all| all.get(option));
                option.map_or_else(String::new, |it| {
                    part.of(it.name.as_str(), &it.name_ar, &it.name_en)
                })
            }
        }
    }

    /// The label with a text in this field, if it can be so beside the others.
    pub(super) fn checked(
        self,
        document: &Document,
        label: &Label,
        text: &str,
    ) -> Result<Edited, Fault> {
        let edited = self.put(label.clone(), text.trim())?;
        document.labels().check_edit(&label.id, &edited.label)?;
        Ok(edited)
    }

    fn put(self, mut label: Label, text: &str) -> Result<Edited, Fault> {
        match self {
            Self::Id => label.id = LabelId::new(text)?,
            Self::NameAr => label.name_ar = name(text)?,
            Self::NameEn => label.name_en = name(text)?,
            Self::ShortAr => label.short_ar = short(text)?,
            Self::ShortEn => label.short_en = short(text)?,
            Self::Color => label.color = color(text)?,
            Self::Key => label.key = key(text)?,
            Self::Parent if text.is_empty() => label.parent = None,
            Self::Parent => label.parent = Some(LabelId::new(text)?),
            Self::Description => label.description = text.to_owned(),
            Self::Attribute(at, part) => return put_attribute(label, at, part, text),
            Self::Kind(at) => {
                if let Some(attribute) = label.attributes.get_mut(at)
                    && attribute.kind.as_str() != text
                {
                    attribute.kind = kind(text)?;
                }
            }
            Self::Option(at, option, part) => {
                return put_option(label, (at, option), part, text);
            }
        }
        Ok(Edited::plain(label))
    }
}

impl Part {
    /// All three, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::NameAr, Self::NameEn, Self::Name];

    fn of(self, name: &str, name_ar: &str, name_en: &str) -> String {
        match self {
            Self::Name => name,
            Self::NameAr => name_ar,
            Self::NameEn => name_en,
        }
        .to_owned()
    }
}

fn put_attribute(mut label: Label, at: usize, part: Part, text: &str) -> Result<Edited, Fault> {
    let mut others = label.attributes.iter().enumerate();
    let taken = others.any(|(index, it)| index != at && it.name.as_str() == text);
    let Some(attribute) = label.attributes.get_mut(at) else {
        return Ok(Edited::plain(label));
    };
    match part {
        Part::Name if taken => return Err(Fault::NameTaken(text.to_owned())),
        Part::Name => {
            let new = AttributeName::new(text)?;
            let old = std::mem::replace(&mut attribute.name, new.clone());
            let renamed = Renamed::Attribute(old, new);
            return Ok(Edited { label, renamed });
        }
        Part::NameAr => attribute.name_ar = name(text)?,
        Part::NameEn => attribute.name_en = name(text)?,
    }
    Ok(Edited::plain(label))
}

fn put_option(
    mut label: Label,
    (at, option): (usize, usize),
    part: Part,
    text: &str,
) -> Result<Edited, Fault> {
    let Some(attribute) = label.attributes.get_mut(at) else {
        return Ok(Edited::plain(label));
    };
    let of = attribute.name.clone();
    let AttributeKind::Choice(options) = &mut attribute.kind else {
        return Ok(Edited::plain(label));
    };
    let mut others = options.iter().enumerate();
    let taken = others.any(|(index, it)| index != option && it.name.as_str() == text);
    let Some(option) = options.get_mut(option) else {
        return Ok(Edited::plain(label));
    };
    match part {
        Part::Name if taken => return Err(Fault::NameTaken(text.to_owned())),
        Part::Name => {
            let new = OptionName::new(text)?;
            let old = std::mem::replace(&mut option.name, new.clone());
            let renamed = Renamed::Option(of, old, new);
            return Ok(Edited { label, renamed });
        }
        Part::NameAr => option.name_ar = name(text)?,
        Part::NameEn => option.name_en = name(text)?,
    }
    Ok(Edited::plain(label))
}

/// The options of a choice; none of what is no choice.
pub fn options_of(kind: &AttributeKind) -> &[ChoiceOption] {
    match kind {
        AttributeKind::Choice(options) => options,
        _ => &[],
    }
}

fn name(text: &str) -> Result<String, Fault> {
    match text {
        "" => Err(Fault::Empty),
        text => short(text),
    }
}

fn short(text: &str) -> Result<String, Fault> {
    match text.chars().nth(MAX_NAME_CHARS) {
        Some(_) => Err(Fault::TooLong),
        None => Ok(text.to_owned()),
    }
}

/// A colour with or without its `#`.
fn color(text: &str) -> Result<Color, LabelError> {
    let text = text.strip_prefix('#').unwrap_or(text);
    format!("#{text}").parse()
}

/// A key, in whichever digits it is written.
fn key(text: &str) -> Result<Option<char>, LabelError> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Ok(None),
        (Some(key), None) => {
            // Arabic and Persian digits.
            let zero = [0x660, 0x6F0].into_iter().find(|zero| {
                let digits = *zero..*zero + 10;
                digits.contains(&u32::from(key))
            });
            let digit = zero.and_then(|zero| char::from_digit(u32::from(key) - zero, 10));
            Ok(Some(digit.unwrap_or(key)))
        }
        _ => Err(LabelError::BadKey(text.chars().take(80).collect())),
    }
}

fn kind(text: &str) -> Result<AttributeKind, LabelError> {
    Ok(match text {
        "yes-no" => AttributeKind::YesNo,
        "number" => AttributeKind::Number,
        "choice" => AttributeKind::Choice(super::new_option(&[]).into_iter().collect()),
        _ => AttributeKind::Text,
    })
}
