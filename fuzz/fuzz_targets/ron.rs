//! Files in RON: whatever the bytes are, whole or put into a good file, they
//! are an annotation file or a set of labels, which is written and read again
//! and is the same, or an error; never an end of the program.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/formats/checks.rs"]
mod checks;

use checks::{check_files, check_put_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    check_files(data);
    if let Some((&[from, length], text)) = data.split_first_chunk() {
        check_put_in(&String::from_utf8_lossy(text), from, length);
    }
});
