//! Journals: whatever the bytes are, they are replayed as far as they go; and
//! whatever their lines say, were they the program's own, what comes of it can
//! be saved and opened.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/formats/checks.rs"]
mod checks;

use checks::check_journal;
use hashiya::formats::journal;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(replay) = journal::replay(journal::read(data), None) {
        checks::check_document(&replay.document);
    }
    check_journal(&String::from_utf8_lossy(data));
});
