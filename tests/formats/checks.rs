//! What must hold of any bytes that are read as a file of ours; shared with the
//! fuzz targets.

use hashiya::document::Document;
use hashiya::formats::annotation_file::{self, read, write};
use hashiya::formats::journal::{self, Replay};
use hashiya::formats::{csv, digest, json, label_set};

/// A file that has all there is, to put things into.
pub const WHOLE: &str = include_str!("../fixtures/v2.hashiya.ron");

/// A document is written as a file that opens as it and is written so again,
/// and can be exported.
pub fn check_document(document: &Document) {
    let written = write(document);
    let again = read(written.as_bytes());
    let again = again.unwrap_or_else(|error| panic!("{error} in\n{written}"));
    assert!(again.same_content(document), "{written}");
    assert_eq!(write(&again), written);
    assert!(csv::write(document).is_ok());
    assert!(json::write(document).is_ok());
}

/// Reads bytes as an annotation file and as a file of labels.
pub fn check_files(bytes: &[u8]) {
    annotation_file::looks_like_one(bytes);
    match read(bytes) {
        Ok(document) => check_document(&document),
        Err(error) => assert!(!error.problems.is_empty() && !error.to_string().is_empty()),
    }
    match label_set::read(bytes) {
        Ok(named) => {
            let written = label_set::write(&named);
            assert_eq!(label_set::read(written.as_bytes()), Ok(named), "{written}");
        }
        Err(error) => assert!(!error.problems.is_empty()),
    }
}

/// Puts a text into a good file in place of some of its bytes, both counted as
/// a part of the file's length, from 0 to 255.
pub fn check_put_in(text: &str, from: u8, length: u8) {
    let part = |of: usize, part: u8| WHOLE.floor_char_boundary(of * usize::from(part) / 255);
    let start = part(WHOLE.len(), from);
    let end = WHOLE.floor_char_boundary((start + usize::from(length)).min(WHOLE.len()));
    let file = [&WHOLE[..start], text, &WHOLE[end.max(start)..]].concat();
    check_files(file.as_bytes());
}

/// A line of a journal with this object, right or wrong.
pub fn sealed(object: &str) -> String {
    let mut digits = digest::to_hex(&digest::sha256(object.as_bytes()));
    digits.truncate(16);
    format!("{digits} {object}\n")
}

/// Replays a journal of these objects, one a line, as if the program itself had
/// written each; what stands before an object on its line is not looked at.
/// Whatever comes of it can be saved and opened, at every step back.
pub fn check_journal(objects: &str) -> Option<Replay> {
    let object = |line: &str| line.find('{').map(|at| sealed(&line[at..]));
    let bytes: String = objects.lines().filter_map(object).collect();
    let reading = journal::read(bytes.as_bytes());
    journal::has_work(&reading.lines);
    let base = read(WHOLE.as_bytes()).ok();
    let mut replay = journal::replay(reading, base).ok()?;
    check_document(&replay.document);
    while replay.document.undo().is_some() {
        check_document(&replay.document);
    }
    while replay.document.redo().is_some() {}
    Some(replay)
}
