//! Annotations as a table for spreadsheet programs (RFC 4180).
//!
//! Begins with a byte-order mark, without which those programs take Arabic
//! for another encoding. Fields are the text as it is: a field that begins
//! with `=` is not altered, since what is exported must be what was marked.
//! Only written, never read.

use crate::document::Document;

/// The columns, in order.
const COLUMNS: [&str; 7] = [
    "id",
    "label",
    "label_name_ar",
    "label_name_en",
    "start",
    "end",
    "text",
];

/// The annotations in reading order, one a row, after a row with the names of
/// the columns; `start` and `end` in code points, end exclusive; lines end
/// with CRLF. Fails only where memory does.
pub fn write(document: &Document) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(COLUMNS)?;
    for annotation in document.annotations() {
        let label = document.labels().get(&annotation.label);
        let span = document.article().char_span(annotation.span);
        writer.write_record([
            annotation.id.to_string().as_str(),
            annotation.label.as_str(),
            label.map_or("", |label| label.name_ar.as_str()),
            label.map_or("", |label| label.name_en.as_str()),
            span.start.to_string().as_str(),
            span.end.to_string().as_str(),
            document.article().slice(annotation.span),
        ])?;
    }
    writer
        .into_inner()
        .map_err(|error| ::csv::Error::from(std::io::Error::from(error.error().kind())))
}
