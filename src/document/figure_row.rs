//! A figure as a row of a table: the values that are kept of it or, where none
//! are, what is read of it.
//!
//! The columns are the attributes that [`super::figure`] knows. A row says
//! which of the two it shows ([`Standing`]); what cannot be read stays empty.

use std::cmp::Reverse;
use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId};
use super::attribute::{AttributeName, AttributeValue, OptionName};
use super::figure::{Proposal, is_for_figures, tells};
use super::label::{LabelId, LabelSet};
use super::number::Number;
use crate::text::{Article, ByteOffset};

/// How many code points of a figure's text a row holds.
const TEXT_CHARS: usize = 120;

/// Whether a figure's values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing is kept and nothing can be read.
    Unread,
    /// A value is read, but something in the text is not, or contradicts what
    /// is kept beside it.
    Doubtful,
    /// A value is read of the whole text.
    Certain,
    /// A value or a date is kept.
    Kept,
}

impl Standing {
    /// What files call it: `unread`, `doubtful`, `certain` or `kept`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Doubtful => "doubtful",
            Self::Certain => "certain",
            Self::Kept => "kept",
        }
    }
}

/// A figure in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// The annotation.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelId,
    /// Its place in reading order.
    pub order: (ByteOffset, Reverse<ByteOffset>, AnnotationId),
    /// The beginning of its text, on one line.
    pub text: Box<str>,
    /// Whether its values are kept.
    pub standing: Standing,
    /// The value, or the lower end of a range.
    pub value: Option<Number>,
    /// The upper end of a range.
    pub value_to: Option<Number>,
    /// What is said of the value.
    pub modifier: Option<OptionName>,
    /// The unit, or what is counted.
    pub unit: Option<Arc<str>>,
    /// The currency.
    pub currency: Option<Arc<str>>,
    /// Whether the value counts hundredths.
    pub percent: bool,
    /// A date or a period.
    pub date: Option<Arc<str>>,
    /// What accepting would keep; nothing where it is kept or cannot be read.
    pub proposed: Vec<(AttributeName, AttributeValue)>,
    /// The pieces of the text that nothing was made of.
    pub unread: Vec<String>,
}

impl FigureRow {
    /// The row of an annotation; `None` where its label has no place for a
    /// figure. Takes time in the order of a line.
    pub fn of(labels: &LabelSet, article: &Article, annotation: &Annotation) -> Option<Self> {
        let label = labels.get(&annotation.label)?;
        if !is_for_figures(label) {
            return None;
        }
        let text = annotation.text(article);
        let span = annotation.span();
        let mut row = Self {
            id: annotation.id,
            label: label.id.clone(),
            order: (span.start, Reverse(span.end), annotation.id),
            text: one_line(&text).into(),
            standing: Standing::Kept,
            value: None,
            value_to: None,
            modifier: None,
            unit: None,
            currency: None,
            percent: false,
            date: None,
            proposed: Vec::new(),
            unread: Vec::new(),
        };
        let names = label.attributes.iter().map(|attribute| &attribute.name);
        let kept = names.filter_map(|name| Some((name, annotation.attribute(name)?)));
        if !kept.clone().any(|(name, _)| tells(name)) {
            let read = Proposal::read(label, &text);
            let agrees = |(name, value): &(AttributeName, AttributeValue)| {
                annotation.attribute(name).is_none_or(|kept| kept == value)
            };
            row.standing = match read.values.is_empty() {
                true => Standing::Unread,
                false if read.unread.is_empty() && read.values.iter().all(agrees) => {
                    Standing::Certain
                }
                false => Standing::Doubtful,
            };
            read.values.iter().for_each(|(name, it)| row.fill(name, it));
            row.proposed = read.values;
            row.unread = read.unread;
        }
        kept.for_each(|(name, value)| row.fill(name, value));
        Some(row)
    }

    fn fill(&mut self, name: &AttributeName, value: &AttributeValue) {
        match (name.as_str(), value) {
            ("value", AttributeValue::Number(number)) => self.value = Some(*number),
            ("value-to", AttributeValue::Number(number)) => self.value_to = Some(*number),
            ("modifier", AttributeValue::Choice(option)) => self.modifier = Some(option.clone()),
            ("unit", AttributeValue::Text(text)) => self.unit = Some(Arc::clone(text)),
            ("currency", AttributeValue::Text(text)) => self.currency = Some(Arc::clone(text)),
            ("percent", AttributeValue::YesNo(yes)) => self.percent = *yes,
            ("date", AttributeValue::Text(text)) => self.date = Some(Arc::clone(text)),
            _ => {}
        }
    }

    /// Whether two figures count the same thing, so that their values may be
    /// compared and added up.
    pub fn is_like(&self, other: &Self) -> bool {
        let unit = |row: &Self| row.unit.as_deref().map(crate::text::fold);
        self.currency == other.currency
            && self.percent == other.percent
            && (self.unit == other.unit || unit(self) == unit(other))
    }
}

/// The beginning of a text; white space and what draws nothing is a space.
fn one_line(text: &str) -> String {
    let plain = |c: char| match c.is_whitespace() || c.is_control() {
        true => ' ',
        false => c,
    };
    let mut chars = text.chars().map(plain);
    let mut shown: String = chars.by_ref().take(TEXT_CHARS).collect();
    if chars.next().is_some() {
        shown.push('\u{2026}');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, Document, Selection, SourceInfo};
    use crate::text::ByteSpan;

    /// A document of one figure.
    fn figure(text: &str) -> Document {
        let article = Article::new(text, false).unwrap();
        let mut document = Document::new(article, SourceInfo::new("a", [0; 32]));
        let label = document.labels().by_key('3').unwrap().id.clone();
        let id = document.fresh_id();
        let mark = Change::mark(id, label, ByteSpan::new(0, text.len()));
        document.apply(mark, Selection::default()).unwrap();
        document
    }

    fn row(document: &Document) -> FigureRow {
        let annotation = document.annotations().next().unwrap();
        FigureRow::of(document.labels(), document.article(), annotation).unwrap()
    }

    fn shown(row: &FigureRow) -> String {
        let number = |number: Option<Number>| number.map(|number| number.to_string());
        let cells = [
            number(row.value),
            number(row.value_to),
            row.modifier.as_ref().map(ToString::to_string),
            row.unit.as_deref().map(str::to_owned),
            row.currency.as_deref().map(str::to_owned),
            row.percent.then(|| "%".to_owned()),
            row.date.as_deref().map(str::to_owned),
        ];
        let cells = cells.map(Option::unwrap_or_default);
        format!("{}|{}", cells.join("|"), row.standing.as_str())
    }

    #[test]
    fn a_figure_is_read_into_its_columns() {
        let of = |text: &str| shown(&row(&figure(text)));
        // «more than 30 states», «3.5 million dollars»
        let states = "\u{623}\u{643}\u{62B}\u{631} \u{645}\u{646} 30 \u{62F}\u{648}\u{644}\u{629}";
        let dollars = "3.5 \u{645}\u{644}\u{64A}\u{648}\u{646} \u{62F}\u{648}\u{644}\u{627}\u{631}";
        assert_eq!(
            of(states),
            "30||more-than|\u{62F}\u{648}\u{644}\u{629}||||certain"
        );
        assert_eq!(of(dollars), "3500000||||USD|||certain");
        // «the year 2023», «20 March 2003»
        assert_eq!(of("\u{639}\u{627}\u{645} 2023"), "||||||2023|certain");
        assert_eq!(
            of("20 \u{645}\u{627}\u{631}\u{633} 2003"),
            "||||||2003-03-20|certain"
        );
        assert_eq!(of("12.5%"), "12.5|||||%||certain");
        assert_eq!(of("abc"), "|||||||unread");
        // A third is no decimal, and a second number is no part of a figure.
        assert_eq!(row(&figure("1/3")).standing, Standing::Unread);
        assert_eq!(row(&figure("30 and 50")).standing, Standing::Unread);
    }

    #[test]
    fn what_is_kept_is_shown_and_not_what_is_read() {
        let mut document = figure("12.5%");
        let id = document.annotations().next().unwrap().id;
        let mut set = |name: &str, value: AttributeValue| {
            let change = Change::set_attribute(id, name.parse().unwrap(), Some(value));
            document.apply(change, Selection::default()).unwrap();
            shown(&row(&document))
        };
        // Beside what is read, a value of a person's own counts.
        let about = AttributeValue::Choice("about".parse().unwrap());
        assert_eq!(set("modifier", about), "12.5||about|||%||certain");
        let no = AttributeValue::YesNo(false);
        assert_eq!(set("percent", no), "12.5||about|||||doubtful");
        let seven = AttributeValue::Number(Number::from(7));
        assert_eq!(set("value", seven), "7||about|||||kept");
        assert_eq!(row(&document).proposed, []);
    }

    #[test]
    fn only_what_counts_the_same_is_alike() {
        let of = |text: &str| row(&figure(text));
        let dinars = of("5 \u{62F}\u{646}\u{627}\u{646}\u{64A}\u{631}");
        let metres = of("5 \u{645}\u{62A}\u{631}\u{627}");
        assert!(!metres.is_like(&dinars));
        assert!(metres.is_like(&of("7 \u{645}\u{62A}\u{631}\u{627}\u{64B}")));
        assert!(!of("5%").is_like(&of("5")));
    }
}
