//! Whatever bytes a file holds: they are an article or an annotation file, or
//! an error; never an end of the program. What was read is written and read
//! again, and is the same.

#![no_main]

use hashiya::formats::{annotation_file, csv, json};
use hashiya::text::{Article, ByteOffset, CharOffset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(article) = Article::from_bytes(data.to_vec()) {
        read_article(&article, data);
    }
    if let Ok(document) = annotation_file::read(data) {
        let written = annotation_file::write(&document);
        let again = annotation_file::read(written.as_bytes());
        let again = again.unwrap_or_else(|error| panic!("{error:?} in\n{written}"));
        assert_eq!(annotation_file::write(&again), written);
        assert!(csv::write(&document).is_ok());
        assert!(json::write(&document).is_ok());
    }
});

/// Every place of an article, in both units, by characters and by words.
fn read_article(article: &Article, data: &[u8]) {
    let text = article.text();
    assert!(data.ends_with(text.as_bytes()));
    let mut at = ByteOffset(0);
    for span in article.paragraphs().spans() {
        assert_eq!(span.start, at);
        at = span.end;
    }
    assert_eq!(at, article.len());
    // Looking words up costs a neighbourhood each; a few hundred will do.
    for (chars, (byte, _)) in text.char_indices().enumerate().take(300) {
        let here = ByteOffset(byte);
        assert_eq!(article.char_offset(here), CharOffset(chars));
        assert_eq!(article.byte_offset(CharOffset(chars)), Some(here));
        let next = article.next_grapheme(here);
        assert!(next > here && article.is_grapheme_boundary(next));
        assert!(article.previous_grapheme(next) <= here);
        let (floor, ceil) = (article.grapheme_floor(here), article.grapheme_ceil(here));
        assert!(floor <= here && here <= ceil);
        assert!(article.word_at(here).contains(here));
        let sentence = article.sentence_at(here);
        assert!(sentence.start <= here && sentence.end <= article.len());
        assert!(article.next_word(here) > here);
        assert!(article.previous_word(next) < next);
    }
}
