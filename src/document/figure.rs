//! What a figure says, as values of its label's attributes.
//!
//! The names are those of the sets that come with the program: `value`,
//! `value-to`, `modifier`, `unit`, `currency`, `percent` and `date`. A label
//! that has some of them, whatever it is called, gets what fits. Nothing is
//! proposed that [`figures::read`] did not understand; proposing changes nothing.

use super::annotation::Annotation;
use super::attribute::{AttributeName, AttributeValue};
use super::document::Document;
use super::label::Label;
use super::number::Number;
use crate::text::figures::{self, Figure, Modifier, Value};

/// The attributes of which one at least makes a label one of figures.
const TELLING: [&str; 2] = ["value", "date"];

/// Whether a label has a place for a figure.
pub fn is_for_figures(label: &Label) -> bool {
    label.attributes.iter().any(|it| tells(&it.name))
}

/// Whether an attribute holds a figure itself and not what stands beside it.
pub(super) fn tells(name: &AttributeName) -> bool {
    TELLING.contains(&name.as_str())
}

/// What was read of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The values, in the order of the label's attributes; empty where no
    /// value was understood.
    pub values: Vec<(AttributeName, AttributeValue)>,
    /// The pieces of the text that nothing was made of.
    pub unread: Vec<String>,
}

impl Proposal {
    /// What the text of an annotation says, in values that its label can have;
    /// `None` where its label has no place for a figure. Takes time in the
    /// order of a line.
    pub fn of(document: &Document, annotation: &Annotation) -> Option<Self> {
        let label = document.labels().get(&annotation.label)?;
        if !is_for_figures(label) {
            return None;
        }
        let text = annotation.text(document.article());
        Some(Self::read(label, &text))
    }

    pub(super) fn read(label: &Label, text: &str) -> Self {
        let figure = figures::read(text);
        let attributes = label.attributes.iter();
        let values: Vec<_> = attributes
            .filter_map(|attribute| {
                let value = value_of(attribute.name.as_str(), &figure, text)?;
                attribute.check_value(&value).ok()?;
                Some((attribute.name.clone(), value))
            })
            .collect();
        // What stands beside a value says nothing without it.
        let told = |(name, _): &(AttributeName, AttributeValue)| tells(name);
        let values = if values.iter().any(told) {
            values
        } else {
            Vec::new()
        };
        let unread = figure.unread.iter();
        let unread = unread.filter_map(|span| text.get(span.start.0..span.end.0));
        Self {
            values,
            unread: unread.map(str::to_owned).collect(),
        }
    }

    /// Whether an annotation has all the values already.
    pub fn is_accepted(&self, annotation: &Annotation) -> bool {
        let mut all = self.values.iter();
        all.all(|(name, value)| annotation.attribute(name) == Some(value))
    }
}

fn value_of(name: &str, figure: &Figure, text: &str) -> Option<AttributeValue> {
    let number = |decimal| Some(AttributeValue::Number(Number::try_from(decimal).ok()?));
    let value = figure.value.as_ref()?;
    match (name, value) {
        ("value", Value::Number(only)) => number(*only),
        ("value", Value::Range(from, _)) => number(*from),
        ("value", Value::Ordinal(place)) => {
            Some(AttributeValue::Number(Number::from(i64::from(*place))))
        }
        ("value-to", Value::Range(_, to)) => number(*to),
        ("date", Value::Date(date)) => Some(AttributeValue::Text(date.to_string().into())),
        ("date", Value::Dates(from, to)) => {
            // An interval in the form of ISO 8601.
            Some(AttributeValue::Text(format!("{from}/{to}").into()))
        }
        ("modifier", _) => {
            let option = option_of(figure.modifier?).parse().ok()?;
            Some(AttributeValue::Choice(option))
        }
        ("unit", _) => {
            let span = figure.unit?;
            let unit = text.get(span.start.0..span.end.0)?;
            Some(AttributeValue::Text(unit.into()))
        }
        ("currency", _) => Some(AttributeValue::Text(figure.currency?.into())),
        ("percent", _) => figure.percent.then_some(AttributeValue::YesNo(true)),
        _ => None,
    }
}

/// What the sets of labels call a modifier.
fn option_of(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::MoreThan => "more-than",
        Modifier::LessThan => "less-than",
        Modifier::About => "about",
        Modifier::Between => "between",
        Modifier::AtLeast => "at-least",
        Modifier::AtMost => "at-most",
        Modifier::Exactly => "exactly",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::LabelSet;

    fn read(text: &str) -> Vec<String> {
        let starter = LabelSet::starter();
        let proposal = Proposal::read(starter.by_key('3').unwrap(), text);
        let shown = proposal.values.iter().map(|(name, value)| {
            let value = match value {
                AttributeValue::Choice(option) => option.to_string(),
                AttributeValue::YesNo(yes) => yes.to_string(),
                AttributeValue::Text(text) => text.to_string(),
                AttributeValue::Number(number) => number.to_string(),
            };
            format!("{name}={value}")
        });
        shown.collect()
    }

    #[test]
    fn what_is_read_becomes_values_of_the_label() {
        let more_than_30_states =
            "\u{623}\u{643}\u{62B}\u{631} \u{645}\u{646} 30 \u{62F}\u{648}\u{644}\u{629}";
        assert_eq!(
            read(more_than_30_states),
            [
                "value=30",
                "modifier=more-than",
                "unit=\u{62F}\u{648}\u{644}\u{629}"
            ]
        );
        let million_dollars =
            "3.5 \u{645}\u{644}\u{64A}\u{648}\u{646} \u{62F}\u{648}\u{644}\u{627}\u{631}";
        let values = read(million_dollars);
        assert!(values.contains(&"value=3500000".to_owned()), "{values:?}");
        assert!(values.contains(&"currency=USD".to_owned()), "{values:?}");
        assert_eq!(read("12.5%"), ["value=12.5", "percent=true"]);
        assert_eq!(read("2016-07-20"), ["date=2016-07-20"]);
    }

    #[test]
    fn what_cannot_be_read_stays_empty() {
        let many = "\u{639}\u{62F}\u{62F} \u{645}\u{646} \u{627}\u{644}\u{62F}\u{648}\u{644}";
        assert_eq!(read(many), Vec::<String>::new());
        assert_eq!(read("1/3"), Vec::<String>::new());
        let starter = LabelSet::starter();
        let document_label = starter.by_key('3').unwrap();
        assert!(!Proposal::read(document_label, many).unread.is_empty());
    }
}
