//! The labels that a new document begins with: person, place and figure, the
//! last with what a figure says. `assets/labels/people-places-figures.labels.ron`
//! has the same; a test holds the two together.

use std::sync::Arc;

use super::attribute::{Attribute, AttributeKind, ChoiceOption};
use super::label::{Color, Label, LabelSet};

/// Id, names in Arabic and English, colour and key. The colours are those of
/// Okabe and Ito, which colour-blind readers can tell apart.
const LABELS: [(&str, &str, &str, [u8; 3], char); 3] = [
    (
        "person",
        "\u{634}\u{62E}\u{635}",
        "Person",
        [0x00, 0x72, 0xB2],
        '1',
    ),
    (
        "place",
        "\u{645}\u{643}\u{627}\u{646}",
        "Place",
        [0x00, 0x9E, 0x73],
        '2',
    ),
    (
        "figure",
        "\u{631}\u{642}\u{645}",
        "Figure",
        [0xE6, 0x9F, 0x00],
        '3',
    ),
];

/// What a figure can be: beside the value the upper end of a range, the thing
/// counted, a currency by its code of ISO 4217, whether it counts hundredths,
/// and a day, a month, a year or an interval in the form of ISO 8601.
const FIGURE: [(&str, &str, &str, Kind); 7] = [
    (
        "value",
        "\u{627}\u{644}\u{642}\u{64A}\u{645}\u{629}",
        "Value",
        Kind::Number,
    ),
    ("value-to", "\u{62D}\u{62A}\u{649}", "Up to", Kind::Number),
    (
        "modifier",
        "\u{627}\u{644}\u{62A}\u{62D}\u{62F}\u{64A}\u{62F}",
        "Modifier",
        Kind::Modifier,
    ),
    (
        "unit",
        "\u{627}\u{644}\u{648}\u{62D}\u{62F}\u{629}",
        "Unit",
        Kind::Text,
    ),
    (
        "currency",
        "\u{627}\u{644}\u{639}\u{645}\u{644}\u{629}",
        "Currency",
        Kind::Text,
    ),
    (
        "percent",
        "\u{628}\u{627}\u{644}\u{645}\u{626}\u{629}",
        "Percent",
        Kind::YesNo,
    ),
    (
        "date",
        "\u{627}\u{644}\u{62A}\u{627}\u{631}\u{64A}\u{62E}",
        "Date",
        Kind::Text,
    ),
];

/// How exactly a figure is meant.
const MODIFIERS: [(&str, &str, &str); 7] = [
    (
        "exactly",
        "\u{628}\u{627}\u{644}\u{636}\u{628}\u{637}",
        "exactly",
    ),
    ("about", "\u{646}\u{62D}\u{648}", "about"),
    (
        "more-than",
        "\u{623}\u{643}\u{62B}\u{631} \u{645}\u{646}",
        "more than",
    ),
    (
        "less-than",
        "\u{623}\u{642}\u{644} \u{645}\u{646}",
        "less than",
    ),
    (
        "at-least",
        "\u{639}\u{644}\u{649} \u{627}\u{644}\u{623}\u{642}\u{644}",
        "at least",
    ),
    (
        "at-most",
        "\u{639}\u{644}\u{649} \u{627}\u{644}\u{623}\u{643}\u{62B}\u{631}",
        "at most",
    ),
    ("between", "\u{628}\u{64A}\u{646}", "between"),
];

#[derive(Clone, Copy)]
enum Kind {
    Number,
    Text,
    YesNo,
    Modifier,
}

impl LabelSet {
    /// The three labels a new document begins with: person, place, figure.
    pub fn starter() -> Self {
        let labels = LABELS
            .iter()
            .filter_map(|&(id, name_ar, name_en, color, key)| {
                let mut label = Label::new(id.parse().ok()?, name_ar, name_en, Color(color));
                label.key = Some(key);
                if id == "figure" {
                    label.attributes = figure_attributes();
                }
                Some(Arc::new(label))
            });
        Self {
            labels: labels.collect(),
        }
    }
}

fn figure_attributes() -> Vec<Attribute> {
    let made = FIGURE.iter().filter_map(|&(name, name_ar, name_en, kind)| {
        let kind = match kind {
            Kind::Number => AttributeKind::Number,
            Kind::Text => AttributeKind::Text,
            Kind::YesNo => AttributeKind::YesNo,
            Kind::Modifier => AttributeKind::Choice(modifiers()),
        };
        Some(Attribute::new(name.parse().ok()?, name_ar, name_en, kind))
    });
    made.collect()
}

fn modifiers() -> Vec<ChoiceOption> {
    let made = MODIFIERS.iter().filter_map(|&(name, name_ar, name_en)| {
        Some(ChoiceOption::new(name.parse().ok()?, name_ar, name_en))
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_and_every_attribute_is_there() {
        let starter = LabelSet::starter();
        assert_eq!(starter.len(), LABELS.len());
        let figure = starter.by_key('3').unwrap();
        assert_eq!(figure.attributes.len(), FIGURE.len());
        let copies = starter.iter().cloned().collect();
        assert_eq!(LabelSet::new(copies), Ok(starter.clone()));
    }
}
