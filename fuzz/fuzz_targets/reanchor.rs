//! Any annotations on any text, taken over onto any other: nothing is dropped,
//! what is put down without asking has its own words, and what comes of it is
//! written and read again and is the same.

#![no_main]

use hashiya::document::{Change, Document, Selection, SourceInfo, reanchor};
use hashiya::formats::{annotation_file, digest};
use hashiya::text::{Article, ByteSpan, fold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((head, rest)) = data.split_at_checked(10) else {
        return;
    };
    let whole = String::from_utf8_lossy(rest);
    let cut = whole.len() * usize::from(head[0]) / 255;
    let (old, new) = whole.split_at(whole.floor_char_boundary(cut));
    let (Ok(old), Ok(new)) = (Article::new(old, false), Article::new(new, false)) else {
        return;
    };
    let mut document = Document::new(old.clone(), source(&old));
    let labels: Vec<_> = document.labels().iter().map(|label| label.id.clone()).collect();
    for (place, pair) in head[1..].windows(2).enumerate() {
        let at = |byte: u8| old.len().0 * usize::from(byte) / 255;
        let span = old.snap_to_graphemes(ByteSpan::new(at(pair[0]), at(pair[1])));
        let label = labels[place % labels.len()].clone();
        let change = Change::mark(document.fresh_id(), label, span);
        let _ = document.apply(change, Selection::default());
    }
    let made = reanchor(&document, new.clone(), source(&new), &|| false);
    let after = made.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(after.document.count() + after.document.lost_count(), document.count());
    for annotation in after.document.annotations() {
        let before = document.annotation(annotation.id).map(|it| it.text(&old));
        let words = fold(&annotation.text(&new));
        assert_eq!(before.map(|before| fold(&before)), Some(words));
    }
    for (id, places) in after.proposals {
        let change = Change::put_back(&after.document, [(id, places[0].clone())]);
        let mut tried = after.document.snapshot();
        // Another may say the same there; nothing else is in the way.
        if let Ok(change) = change {
            let put = tried.apply(change, Selection::default());
            assert!(put.is_ok(), "{put:?}");
        }
    }
    let written = annotation_file::write(&after.document);
    let read = annotation_file::read(written.as_bytes());
    let read = read.unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert!(read.same_content(&after.document));
});

fn source(article: &Article) -> SourceInfo {
    SourceInfo::new("a.txt", digest::sha256_of_source(article))
}
