//! How fast text is set: analysed, shaped and wrapped, on one core and on all,
//! and wrapped again.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use harfrust::{Direction, FontRef, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use hashiya::typeset::wrap::{units, wrap};
use hashiya::typeset::{Base, Family, FontStack, Shaper};

use super::{corpus, in_turn, row, stack, time};

/// Rounds of each comparison.
const ROUNDS: usize = 15;
/// Width of a column in em, as the reading view has it.
const WIDTH_EM: f32 = 36.0;

pub fn setting() {
    let megabyte = corpus::varied(1_000_000, 4_000);
    let lines: Vec<&str> = megabyte.lines().collect();
    for family in Family::ALL {
        let stack = stack(family);
        // No word is known: every round has a shaper of its own.
        let (ours, theirs) = in_turn(
            ROUNDS,
            || time(|| set(&mut Shaper::default(), &lines, &stack)),
            || alone(&lines, &stack),
        );
        let what = format!("analyse, shape, wrap 1 MB ({})", family.name());
        row(&what, ours, theirs, "HarfRust shaping it");
    }
    let stack = stack(Family::NotoNaskh);
    let mut shaper = Shaper::default();
    set(&mut shaper, &lines, &stack);
    let (ours, theirs) = in_turn(
        ROUNDS,
        || time(|| set(&mut shaper, &lines, &stack)),
        || alone(&lines, &stack),
    );
    let what = "the same in Noto Naskh, words met before";
    row(what, ours, theirs, "HarfRust shaping it");
    all_cores(&stack);
    rewrapping(&megabyte);
}

fn set(shaper: &mut Shaper, lines: &[&str], stack: &FontStack) {
    for paragraph in lines {
        let block = shaper.shape(paragraph, Base::RightToLeft, stack);
        black_box(wrap(&block, &units(&block), WIDTH_EM));
    }
}

/// HarfRust shaping each paragraph as one right-to-left run, and nothing else.
fn alone(lines: &[&str], stack: &FontStack) -> Duration {
    let face = stack.fonts().face(stack.primary());
    let font = FontRef::new(face.data).expect("a font");
    let data = ShaperData::new(&font);
    let shaper = data.shaper(&font).build();
    let direction = Direction::RightToLeft;
    let plan = ShapePlan::new(&shaper, direction, Some(script::ARABIC), None, &[]);
    let mut buffer = Some(UnicodeBuffer::new());
    time(|| {
        for paragraph in lines {
            let mut next = buffer.take().unwrap_or_default();
            next.push_str(paragraph);
            next.set_direction(direction);
            next.set_script(script::ARABIC);
            let done = shaper.shape(next, ShapeOptions::new().plan(Some(&plan)));
            black_box(done.len());
            buffer = Some(done.clear());
        }
    })
}

/// 10 MB on all cores, each with a shaper of its own, beside one core.
fn all_cores(stack: &FontStack) {
    let text = corpus::varied(10_000_000, 4_000);
    let lines: Vec<&str> = text.lines().collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let work = |threads: usize| {
        let next = AtomicUsize::new(0);
        let one = || {
            let mut shaper = Shaper::default();
            while let Some(part) = lines.chunks(16).nth(next.fetch_add(1, Ordering::Relaxed)) {
                set(&mut shaper, part, stack);
            }
        };
        time(|| {
            std::thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(one);
                }
            });
        })
    };
    let (all, one) = in_turn(7, || work(cores), || work(1));
    let what = format!("analyse, shape, wrap 10 MB on {cores} cores");
    row(&what, all, one, "one core");
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
