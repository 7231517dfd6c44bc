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
mod occurrences;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use harfrust::{Direction, FontRef, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use hashiya::typeset::wrap::{units, wrap};
use hashiya::typeset::{Base, Family, FontStack, Fonts, Shaper, Weight};

/// Rounds of each comparison.
const ROUNDS: usize = 9;
/// Width of a column in em, as the reading view has it.
const WIDTH_EM: f32 = 36.0;

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
        let megabyte = corpus::varied(1_000_000, 4_000);
        setting(&megabyte);
        rewrapping(&megabyte);
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
    if wanted("keeping") {
        keeping::keeping();
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

/// Analysis, shaping and wrapping, beside HarfRust shaping the same paragraphs
/// and nothing else.
fn setting(text: &str) {
    for family in [Family::NotoNaskh, Family::Amiri] {
        let stack = stack(family);
        let face = stack.fonts().face(stack.primary());
        let font = FontRef::new(face.data).expect("a font");
        let data = ShaperData::new(&font);
        let mut shaper = Shaper::default();
        let (ours, theirs) = in_turn(
            ROUNDS,
            || {
                time(|| {
                    for paragraph in text.lines() {
                        let block = shaper.shape(paragraph, Base::RightToLeft, &stack);
                        let units = units(&block);
                        black_box(wrap(&block, &units, WIDTH_EM));
                    }
                })
            },
            || {
                let hb = data.shaper(&font).build();
                let plan =
                    ShapePlan::new(&hb, Direction::RightToLeft, Some(script::ARABIC), None, &[]);
                let mut buffer = Some(UnicodeBuffer::new());
                time(|| {
                    for paragraph in text.lines() {
                        let mut next = buffer.take().unwrap_or_default();
                        next.push_str(paragraph);
                        next.set_direction(Direction::RightToLeft);
                        next.set_script(script::ARABIC);
                        let done = hb.shape(next, ShapeOptions::new().plan(Some(&plan)));
                        black_box(done.len());
                        buffer = Some(done.clear());
                    }
                })
            },
        );
        let what = format!("analyse, shape, wrap 1 MB ({})", family.name());
        row(&what, ours, theirs, "HarfRust shaping it");
    }
}

/// A new width for a text that is shaped, beside parley's line breaker.
fn rewrapping(text: &str) {
    let stack = stack(Family::NotoNaskh);
    let mut shaper = Shaper::default();
    let blocks: Vec<_> = text
        .lines()
        .map(|paragraph| {
            let block = shaper.shape(paragraph, Base::RightToLeft, &stack);
            let units = units(&block);
            (block, units)
        })
        .collect();
    let mut layouts = parley_layouts(text, stack.fonts().face(stack.primary()).data);
    let mut narrow = false;
    let (ours, theirs) = in_turn(
        ROUNDS,
        || {
            narrow = !narrow;
            let width = if narrow { 30.0 } else { 40.0 };
            time(|| {
                for (block, units) in &blocks {
                    black_box(wrap(block, units, width));
                }
            })
        },
        || {
            time(|| {
                for layout in &mut layouts {
                    layout.break_all_lines(Some(if layout.width() > 700.0 {
                        600.0
                    } else {
                        800.0
                    }));
                }
            })
        },
    );
    row(
        "wrap 1 MB to a new width",
        ours,
        theirs,
        "parley's break_all_lines",
    );
}

fn parley_layouts(text: &str, font: &'static [u8]) -> Vec<parley::Layout<[u8; 4]>> {
    use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
    let mut fonts = parley::FontContext {
        collection: Collection::new(CollectionOptions {
            system_fonts: false,
            ..Default::default()
        }),
        source_cache: SourceCache::default(),
    };
    let families = fonts
        .collection
        .register_fonts(Blob::new(Arc::new(font)), None);
    let name = families
        .first()
        .and_then(|(id, _)| fonts.collection.family_name(*id).map(str::to_owned))
        .expect("the font has a family");
    let mut context = parley::LayoutContext::new();
    text.lines()
        .map(|paragraph| {
            let mut builder = context.ranged_builder(&mut fonts, paragraph, 1.0, false);
            builder.push_default(parley::FontFamily::named(&name));
            builder.push_default(parley::StyleProperty::FontSize(20.0));
            builder.build(paragraph)
        })
        .collect()
}
