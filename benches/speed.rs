//! How fast the engine is, as ratios against a reference in the same run.
//!
//! `cargo bench` prints one table. Times are medians of interleaved runs, so
//! that a machine whose speed drifts drifts for both sides alike. `benches/README.md`
//! keeps the figures of one machine.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a measurement that cannot be made ends, and nobody calls these functions"
)]

mod corpus;
mod find;
mod frames;
mod keeping;
mod length;
mod listing;
mod merging;
mod occurrences;
mod reanchor;
mod setting;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hashiya::typeset::{Family, FontStack, Fonts, Weight};

fn main() {
    // `cargo test --benches` only wants to know that this builds and starts.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some(length::MEMORY_OF) {
        return length::print_memory_of(args.next().unwrap_or_default().into());
    }
    // `cargo bench -- length` prints the rows of that name only.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    println!(
        "{:<52} {:>11} {:>11} {:>9}  against",
        "what", "ours", "reference", "ratio"
    );
    if wanted("length") {
        length::length();
    }
    if wanted("setting") {
        setting::setting();
    }
    if wanted("frames") {
        frames::frames();
    }
    if wanted("find") {
        find::finding();
    }
    if wanted("occurrences") {
        occurrences::occurrences();
    }
    if wanted("reanchor") {
        reanchor::reanchor();
    }
    if wanted("listing") {
        listing::listing();
    }
    if wanted("keeping") {
        keeping::keeping();
    }
    if wanted("merging") {
        merging::merging();
    }
}

pub fn row(what: &str, ours: Duration, reference: Duration, against: &str) {
    let ratio = ours.as_secs_f64() / reference.as_secs_f64();
    println!(
        "{what:<52} {:>9.3}ms {:>9.3}ms {ratio:>8.3}x  {against}",
        ours.as_secs_f64() * 1e3,
        reference.as_secs_f64() * 1e3,
    );
}

pub fn time<R>(work: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// Medians of two pieces of work done in turn.
pub fn in_turn(
    rounds: usize,
    mut a: impl FnMut() -> Duration,
    mut b: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        first.push(a());
        second.push(b());
    }
    first.sort();
    second.sort();
    (first[rounds / 2], second[rounds / 2])
}

pub fn stack(family: Family) -> Arc<FontStack> {
    let fonts = Fonts::bundled().expect("the bundled fonts open");
    Arc::new(FontStack::new(fonts, family, Weight::Regular))
}
