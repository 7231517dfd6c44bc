//! The figures of a document as a table for spreadsheet programs, one a row, in
//! the form of [`super::csv`].
//!
//! Values that are not kept but only read are there too; the column `standing`
//! tells which is which. Only written, never read.

use crate::document::Document;
use crate::document::figure_row::{FigureRow, Standing};

use super::csv;

/// The columns, in order.
const COLUMNS: [&str; 14] = [
    "id", "label", "start", "end", "text", "standing", "value", "value_to", "modifier", "unit",
    "currency", "percent", "date", "unread",
];

/// The figures in reading order, after a row with the names of the columns;
/// `start` and `end` in code points, end exclusive. Numbers are exact, with a
/// point before decimals. Fails only where memory does.
pub fn write(document: &Document) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = csv::writer();
    writer.write_record(COLUMNS)?;
    for annotation in document.annotations() {
        let row = FigureRow::of(document.labels(), document.article(), annotation);
        let Some(row) = row else { continue };
        let span = document.article().char_span(annotation.span());
        let text = annotation.text(document.article());
        let number = |number: Option<crate::document::Number>| {
            number.map_or_else(String::new, |number| number.to_string())
        };
        let words = |text: Option<std::sync::Arc<str>>| {
            text.map_or_else(String::new, |text| text.to_string())
        };
        let percent = match (row.percent, row.standing) {
            (true, _) => "yes",
            (false, Standing::Unread) => "",
            (false, _) => "no",
        };
        writer.write_record([
            row.id.to_string(),
            row.label.to_string(),
            span.start.to_string(),
            span.end.to_string(),
            text.into_owned(),
            row.standing.as_str().to_owned(),
            number(row.value),
            number(row.value_to),
            row.modifier.map_or_else(String::new, |it| it.to_string()),
            words(row.unit),
            words(row.currency),
            percent.to_owned(),
            words(row.date),
            row.unread.join(" | "),
        ])?;
    }
    csv::finish(writer)
}
