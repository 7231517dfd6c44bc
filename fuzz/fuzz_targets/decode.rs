//! Whatever bytes a file holds: they are an article in some encoding or an
//! annotation file, or an error; never an end of the program. What was read is
//! written and read again, and is the same.

#![no_main]

use hashiya::formats::{annotation_file, csv, json};
use hashiya::text::encoding::{Encoding, Finding, examine};
use hashiya::text::{Article, ByteOffset, CharOffset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(article) = Article::from_bytes(data.to_vec()) {
        assert!(data.ends_with(article.text().as_bytes()));
        read_article(&article);
    }
    decode_as_all(data);
    if let Ok(document) = annotation_file::read(data) {
        let written = annotation_file::write(&document);
        let again = annotation_file::read(written.as_bytes());
        let again = again.unwrap_or_else(|error| panic!("{error:?} in\n{written}"));
        assert_eq!(annotation_file::write(&again), written);
        assert!(csv::write(&document).is_ok());
        assert!(json::write(&document).is_ok());
    }
});

/// Bytes are decoded in what they most likely are and in all encodings that are
/// offered; none is lost without a replacement mark.
fn decode_as_all(data: &[u8]) {
    let found = match examine(data) {
        Finding::Certain(found) => {
            // Without asking nothing is opened that is not text throughout.
            let own = String::from_utf8_lossy(data).matches('\u{FFFD}').count();
            let replaced = found.decode(data).replaced;
            assert!(replaced == 0 || found == Encoding::Utf8 && replaced == own);
            found
        }
        Finding::Guess(found) | Finding::Trouble(_, found) => found,
    };
    for encoding in Encoding::OFFERED.into_iter().chain([found]) {
        assert_eq!(Encoding::of_name(&encoding.name()), Some(encoding));
        let decoded = encoding.decode(data);
        let count = decoded.text.matches('\u{FFFD}').count();
        // UTF-8 and UTF-16 may say it themselves.
        assert!(decoded.replaced <= count);
        if let Encoding::Standard(one) = encoding
            && one.is_single_byte()
            && count == 0
        {
            assert_eq!(one.encode(&decoded.text).0, data, "{encoding:?}");
        }
        let article = Article::new(decoded.text, decoded.has_bom);
        if let Ok(article) = article
            && encoding == found
        {
            read_article(&article);
        }
    }
}

/// Every place of an article, in both units, by characters and by words.
fn read_article(article: &Article) {
    let text = article.text();
    let mut at = ByteOffset(0);
    for span in article.paragraphs().spans() {
        assert_eq!(span.start, at);
        at = span.end;
    }
    assert_eq!(at, article.len());
    // Looking words up costs a neighbourhood each; a hundred will do.
    for (chars, (byte, _)) in text.char_indices().enumerate().take(100) {
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
