//! What the selected figures come to: sum, least and most, where they count the
//! same thing.

use std::sync::Arc;

use crate::document::Number;
use crate::document::figure_row::FigureRow;

/// What is said of several figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many are selected.
    pub count: usize,
    /// Whether there is anything to be said of them all.
    pub is_alike: bool,
    /// Their sum; `None` where shares are no parts of one whole, where a range
    /// has no one value, and where it would have too many digits.
    pub sum: Option<Number>,
    /// The least and the largest value.
    pub ends: Option<(Number, Number)>,
    /// The earliest and the latest date.
    pub dates: Option<(Arc<str>, Arc<str>)>,
    /// What is counted, for all.
    pub unit: Option<Arc<str>>,
    /// The currency of all.
    pub currency: Option<Arc<str>>,
    /// Whether all are hundredths.
    pub percent: bool,
}

impl Summary {
    /// Of these figures.
    pub fn of<'r>(rows: impl Iterator<Item = &'r FigureRow> + Clone) -> Self {
        let mut summary = Self {
            count: rows.clone().count(),
            ..Self::default()
        };
        let Some(first) = rows.clone().next() else {
            return summary;
        };
        if !rows.clone().all(|row| row.is_like(first)) {
            return summary;
        }
        let values: Option<Vec<_>> = rows.clone().map(|row| row.value).collect();
        let dates: Option<Vec<_>> = rows.clone().map(|row| row.date.clone()).collect();
        if let Some(values) = values {
            let mut tops = rows.clone().map(|row| row.value_to.max(row.value));
            let most = tops
                .try_fold(None, |most, top| Some(top.max(most)))
                .flatten();
            summary.ends = values.iter().min().copied().zip(most);
            let is_plain = !first.percent && rows.clone().all(|row| row.value_to.is_none());
            let sum = || {
                let mut values = values.iter();
                values.try_fold(Number::default(), |sum, value| sum.checked_add(*value))
            };
            summary.sum = is_plain.then(sum).flatten();
        } else if let Some(dates) = dates {
            let is_hijri = |date: &Arc<str>| date.ends_with("AH");
            let one_calendar = dates.iter().all(|it| is_hijri(it) == is_hijri(&dates[0]));
            let ends = dates.iter().min().cloned().zip(dates.iter().max().cloned());
            summary.dates = ends.filter(|_| one_calendar);
        }
        summary.is_alike = summary.ends.is_some() || summary.dates.is_some();
        summary.unit.clone_from(&first.unit);
        summary.currency.clone_from(&first.currency);
        summary.percent = first.percent;
        summary
    }
}

/// A number with its thousands set apart, for people.
pub fn grouped(number: Number) -> String {
    let text = number.to_string();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.as_str()),
    };
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, format!(".{decimals}")),
        None => (text, String::new()),
    };
    let mut shown = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    format!("{sign}{shown}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Annotation, AnnotationId, LabelSet};
    use crate::text::{Article, ByteSpan};

    fn row(text: &str) -> FigureRow {
        let labels = LabelSet::starter();
        let article = Article::new(text, false).unwrap();
        let label = labels.by_key('3').unwrap().id.clone();
        let span = ByteSpan::new(0, text.len());
        let annotation = Annotation::new(AnnotationId(1), label, span);
        FigureRow::of(&labels, &article, &annotation).unwrap()
    }

    fn of(texts: &[&str]) -> Summary {
        let rows: Vec<_> = texts.iter().map(|text| row(text)).collect();
        Summary::of(rows.iter())
    }

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn like_figures_are_added_up_to_the_digit() {
        let summary = of(&["0.1", "0.2", "3,000"]);
        assert_eq!(summary.sum, Some(number("3000.3")));
        assert_eq!(summary.ends, Some((number("0.1"), number("3000"))));
        assert_eq!(summary.count, 3);
    }

    #[test]
    fn what_counts_something_else_or_is_not_read_is_not_added_up() {
        let metres = "5 \u{645}\u{62A}\u{631}\u{627}";
        for texts in [&["5", metres][..], &["5", "5%"], &["5", "abc"]] {
            let summary = of(texts);
            assert!(!summary.is_alike, "{texts:?}");
            assert_eq!((summary.sum, summary.ends), (None, None));
        }
        // Shares are compared but are no parts of one whole.
        let shares = of(&["5%", "7%"]);
        assert_eq!(shares.sum, None);
        assert_eq!(shares.ends, Some((number("5"), number("7"))));
    }

    #[test]
    fn dates_have_a_first_and_a_last() {
        let dates = of(&["2016-07-20", "2003-03-20"]).dates.unwrap();
        assert_eq!((&*dates.0, &*dates.1), ("2003-03-20", "2016-07-20"));
    }

    #[test]
    fn thousands_are_set_apart() {
        let of = |text| grouped(number(text));
        let shown = ["3500000", "-1234.5", "999", "1000", "0.0001"].map(of);
        assert_eq!(shown, ["3,500,000", "-1,234.5", "999", "1,000", "0.0001"]);
    }
}
