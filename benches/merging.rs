//! What merging a document of 100,000 annotations with its file costs: comparing
//! on a worker, and making what was chosen on the window's thread.

use std::hint::black_box;
use std::time::{Duration, Instant};

use hashiya::document::merge::Merge;
use hashiya::document::{Change, Document, LabelId, Selection, SourceInfo};
use hashiya::formats::{annotation_file, digest};
use hashiya::text::{Article, ByteSpan};

use crate::corpus;
use crate::row;

const ANNOTATIONS: usize = 100_000;
/// Every so manyth annotation is altered by either side.
const ALTERED: usize = 10;

pub fn merging() {
    let text = corpus::varied(8_000_000, 4_000);
    let source = SourceInfo::new("a.txt", digest::sha256(text.as_bytes()));
    let article = Article::new(text, false).expect("a text");
    let mut base = Document::new(article, source);
    let spans: Vec<_> = words(base.article().text()).take(ANNOTATIONS).collect();
    let person = LabelId::new("person").expect("a name");
    let marked = Change::mark_all(&base, &person, None, spans).expect("there are words");
    apply(&mut base, marked);
    let altered = |first: usize, id: &str| {
        let mut document = base.snapshot();
        let ids: Vec<_> = document.annotations().map(|it| it.id).collect();
        let ids: Vec<_> = ids.into_iter().skip(first).step_by(ALTERED).collect();
        let label = LabelId::new(id).expect("a name");
        let change = Change::relabel_all(&document, &ids, &label).expect("there are some");
        apply(&mut document, change);
        document.snapshot()
    };
    // Half of what they altered I have altered otherwise.
    let (mine, theirs) = (altered(0, "place"), altered(0, "figure"));
    let other = altered(5, "figure");
    let file = annotation_file::write(&theirs);
    let read = timed(|| annotation_file::read(file.as_bytes()).expect("it reads back"));
    for (name, theirs) in [("10,000 conflicts", &theirs), ("20,000 changes", &other)] {
        let snapshots = || (base.snapshot(), mine.snapshot(), theirs.snapshot());
        let compared = timed(|| {
            let (base, mine, theirs) = snapshots();
            Merge::new(Some(base), mine, theirs).expect("one text")
        });
        let reference = "its file read";
        let what = format!("100,000 annotations compared, {name}");
        row(&what, compared, read, reference);
        let (base, mine, theirs) = snapshots();
        let merge = Merge::new(Some(base), mine, theirs).expect("one text");
        let made = timed(|| {
            let mut document = merge.mine().snapshot();
            apply(&mut document, merge.change());
            document
        });
        row(&format!("the same, merged, {name}"), made, read, reference);
    }
}

fn apply(document: &mut Document, change: Change) {
    let applied = document.apply(change, Selection::default());
    applied.expect("it fits");
}

/// The median of a few runs.
fn timed<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<_> = (0..7)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn words(text: &str) -> impl Iterator<Item = ByteSpan> {
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        ByteSpan::new(start, start + word.len())
    })
}
