//! Any text at any width and size, in any family: set, placed, clicked on and
//! walked through, with all that `tests/typeset/checks.rs` asserts.

#![no_main]

#[path = "../../tests/typeset/checks.rs"]
mod checks;

use std::sync::{Arc, LazyLock};

use checks::{Case, check, check_drag, check_walk_through};
use hashiya::typeset::{Base, Family, FontStack, Fonts, Measure, Weight};
use libfuzzer_sys::fuzz_target;

/// Bytes at the start of the input that say how the rest is set.
const HEAD: usize = 12;

/// Longer texts only take longer.
const LONGEST: usize = 600;

static STACKS: LazyLock<Vec<Arc<FontStack>>> = LazyLock::new(|| {
    let fonts = Fonts::bundled().expect("the bundled fonts can be read");
    Family::ALL
        .into_iter()
        .map(|family| Arc::new(FontStack::new(fonts.clone(), family, Weight::Regular)))
        .collect()
});

fuzz_target!(|data: &[u8]| {
    let Some((head, rest)) = data.split_at_checked(HEAD) else {
        return;
    };
    let text = String::from_utf8_lossy(&rest[..rest.len().min(LONGEST)]);
    let part = |index: usize| f32::from(head[index]) / 255.0;
    let size = 4.0 + part(0) * 60.0;
    let case = Case {
        text: &text,
        base: match head[1] % 3 {
            0 => Base::RightToLeft,
            1 => Base::LeftToRight,
            _ => Base::FirstStrong,
        },
        measure: Measure {
            width: size * (0.5 + part(2) * part(2) * 60.0),
            size,
        },
        stack: Arc::clone(&STACKS[usize::from(head[3]) % STACKS.len()]),
        probe: part(4),
        select: (u32::from(head[5]), u32::from(head[6])),
    };
    check(&case);
    // The walk sets each line anew at every step.
    if text.len() <= 120 {
        check_walk_through(&case);
    }
    let from = (usize::from(head[7] % 8), part(8));
    let to = (usize::from(head[9] % 8), part(10));
    check_drag(&case, from, to);
});
