//! Any annotations on any text, taken over onto any other: nothing is dropped,
//! what is put down without asking has its own words, and what comes of it is
//! written and read again and is the same.

#![no_main]

use hashiya::document::{Change, Document, Selection, SourceInfo, Spans, reanchor};
use hashiya::formats::{annotation_file, digest};
use hashiya::text::{Article, ByteSpan, fold};
use libfuzzer_sys::fuzz_target;

/// Bytes at the start of the input that say where annotations stand.
const HEAD: usize = 12;

/// What stands between the old text and the new one.
const BETWEEN: char = '\u{1}';

fuzz_target!(|data: &[u8]| {
    let Some((head, rest)) = data.split_at_checked(HEAD) else {
        return;
    };
    let whole = String::from_utf8_lossy(rest);
    let Some((old, new)) = whole.split_once(BETWEEN) else {
        return;
    };
    let (Ok(old), Ok(new)) = (Article::new(old, false), Article::new(new, false)) else {
        return;
    };
    let document = annotated(&old, head);
    let made = reanchor(&document, new.clone(), source(&new), &|| false);
    let after = made.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        after.document.count() + after.document.lost_count(),
        document.count()
    );
    for annotation in after.document.annotations() {
        let before = document.annotation(annotation.id).map(|it| it.text(&old));
        assert_eq!(
            before.map(|it| words(&it)),
            Some(words(&annotation.text(&new)))
        );
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
    if old.text() == new.text() {
        assert_eq!(
            after.tally.placed(),
            document.count(),
            "all stay where they are"
        );
    }
});

/// A document on a text with annotations from one byte of the head to the next,
/// as parts of the text; they nest, overlap and have one piece or two.
fn annotated(text: &Article, head: &[u8]) -> Document {
    let mut document = Document::new(text.clone(), source(text));
    let labels: Vec<_> = document
        .labels()
        .iter()
        .map(|label| label.id.clone())
        .collect();
    for (place, pair) in head.windows(2).enumerate() {
        let at = |byte: u8| text.len().0 * usize::from(byte) / 255;
        let span = text.snap_to_graphemes(ByteSpan::new(at(pair[0]), at(pair[1])));
        let label = labels[place % labels.len()].clone();
        let id = document.fresh_id();
        let spans = match place % 3 {
            2 => in_two(text, span),
            _ => Spans::from(span),
        };
        let _ = document.apply(Change::mark(id, label, spans), Selection::default());
    }
    document
}

/// The first and the last third of a span, if there is text between them.
fn in_two(text: &Article, span: ByteSpan) -> Spans {
    let third = (span.end.0 - span.start.0) / 3;
    let first = ByteSpan::new(span.start.0, span.start.0 + third);
    let last = ByteSpan::new(span.end.0 - third, span.end.0);
    let (first, last) = (text.snap_to_graphemes(first), text.snap_to_graphemes(last));
    match first.end < last.start {
        true => Spans::from_pieces(&[first, last]),
        false => Spans::from(span),
    }
}

/// The words and signs of a text, whatever their spelling and what white space
/// or control characters are between them.
fn words(text: &str) -> String {
    let folded = fold(text);
    folded
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}

fn source(article: &Article) -> SourceInfo {
    SourceInfo::new("a.txt", digest::sha256_of_source(article))
}
