//! 5,000 annotations onto a text of 250 KB of which two words in a hundred are
//! others, beside counting the words of both texts in a hash map.

use std::collections::HashMap;
use std::hint::black_box;

use hashiya::document::{
    Annotation, AnnotationId, Document, LabelSet, Parts, SourceInfo, reanchor as take_over,
};
use hashiya::text::{Article, ByteSpan};

use crate::{in_turn, row, time};

#[path = "../tests/reanchor/changes.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    reason = "the tests use all of it, and may panic"
)]
mod changes;

use changes::{Changes, Made, make};

/// Rounds of each comparison.
const ROUNDS: usize = 9;

pub fn reanchor() {
    let small = Changes::of_words(23_000, 5000);
    measure("5,000 annotations onto 250 KB, 2 % others", small);
    let moved = Changes { moved: 5, ..small };
    measure("the same, 5 % of the paragraphs moved", moved);
    measure(
        "50,000 annotations onto 10 MB, 2 % others",
        Changes::of_words(920_000, 50_000),
    );
}

fn measure(what: &str, changes: Changes) {
    let made = make(changes, 7);
    let document = document(&made);
    let new = Article::new(made.new.clone(), false).expect("short enough");
    let source = SourceInfo::new("new.txt", [2; 32]);
    let (ours, theirs) = in_turn(
        ROUNDS,
        || time(|| take_over(&document, new.clone(), source.clone(), &|| false)),
        || {
            time(|| {
                let mut counts: HashMap<&str, usize> = HashMap::new();
                for word in made
                    .old
                    .split_whitespace()
                    .chain(made.new.split_whitespace())
                {
                    *counts.entry(word).or_default() += 1;
                }
                black_box(counts.len())
            })
        },
    );
    row(
        what,
        ours,
        theirs,
        "counting both texts' words in a HashMap",
    );
}

fn document(made: &Made) -> Document {
    let labels = LabelSet::starter();
    let label = labels.iter().next().expect("there are labels").id.clone();
    let annotations = made.marks.iter().zip(1..).map(|(mark, id)| {
        let span = ByteSpan::new(mark.old.start, mark.old.end);
        Annotation::new(AnnotationId(id), label.clone(), span)
    });
    let article = Article::new(made.old.clone(), false).expect("short enough");
    let parts = Parts {
        annotations: annotations.collect(),
        ..Parts::new(article, SourceInfo::new("old.txt", [1; 32]), labels)
    };
    Document::from_parts(parts).expect("marks fit their text")
}
