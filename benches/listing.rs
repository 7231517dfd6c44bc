//! The list of a hundred thousand annotations in the whole window: what a letter
//! typed as a filter costs until it is seen, by label and by words; and what a
//! letter typed for the name of an entity costs.

use std::time::Duration;

use hashiya::app::command::ListOrder;
use hashiya::app::{Command, ListFilter};
use hashiya::formats::annotation_file;
use hashiya::text::matching::Names;

use super::length::{Desk, annotated};
use super::{corpus, in_turn, row, time};

/// Letters as they are typed, one after the other, and taken away again: frequent
/// ones first, so that much is left.
const TYPED: [&str; 6] = [
    "\u{627}",
    "\u{627}\u{644}",
    "\u{627}\u{644}\u{645}",
    "\u{627}\u{644}",
    "\u{627}",
    "",
];

pub fn listing() {
    filtering();
    naming();
}

/// Twenty thousand names of two words: folded once, and ranked for each letter.
fn naming() {
    let text = corpus::varied(600_000, usize::MAX);
    let words: Vec<_> = text.split_whitespace().collect();
    let names: Vec<_> = words
        .chunks(2)
        .map(|pair| pair.join(" "))
        .take(20_000)
        .collect();
    let known = Names::new(&names);
    for text in [
        TYPED[0],
        TYPED[1],
        TYPED[2],
        "\u{627}\u{644}\u{645}\u{648}\u{62F}",
    ] {
        let (ranked, folded) = in_turn(
            9,
            || time(|| known.rank(text)),
            || time(|| Names::new(&names)),
        );
        let letters = text.chars().count();
        let name = format!("rank 20,000 names for {letters} letters");
        row(&name, ranked, folded, "folding them, once");
    }
}

fn filtering() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("corpus.hashiya.ron");
    let document = annotated(&corpus::varied(3_400_000, 4_000), 100_000);
    std::fs::write(&path, annotation_file::write(&document)).expect("it is written");
    let mut desk = Desk::empty();
    desk.open(path);
    let filter = |desk: &mut Desk, text: &str| {
        let filter = ListFilter {
            text: text.to_owned(),
            ..ListFilter::default()
        };
        desk.send(Command::FilterList(filter));
    };
    for (order, what) in [
        (ListOrder::ByLabel, "by label"),
        (ListOrder::ByText, "by words"),
    ] {
        desk.send(Command::OrderList(order));
        filter(&mut desk, "\u{628}");
        // Words are read in the first frames.
        for _ in 0..30 {
            desk.frame();
        }
        let (mut still, mut typing, mut worst) = (Vec::new(), Vec::new(), Duration::ZERO);
        for _ in 0..15 {
            for text in TYPED {
                still.push(time(|| desk.frame()));
                let took = time(|| {
                    filter(&mut desk, text);
                    desk.frame();
                });
                typing.push(took);
                worst = worst.max(took);
            }
        }
        still.sort();
        typing.sort();
        let (still, typing) = (still[still.len() / 2], typing[typing.len() / 2]);
        let name = format!("filter letter, 100,000 annotations {what}, drawn");
        row(&name, typing, still, "the frame with nothing changed");
        let name = format!("the slowest of these, {what}");
        row(&name, worst, still, "the frame with nothing changed");
    }
}
