//! Tests of [`super`]: cutting changes no level and no glyph.

use super::*;
use crate::typeset::analyse::AnalyseScratch;
use crate::typeset::shape::Shaper;
use crate::typeset::{Family, FontStack, Fonts, Weight};
use proptest::prelude::*;

fn tiles(article: &Article, blocks: &Blocks) {
    let mut end = 0;
    for span in blocks.tiling().spans() {
        assert_eq!(span.start.0, end);
        assert!(article.text().is_char_boundary(span.end.0));
        end = span.end.0;
    }
    assert_eq!(end, article.len().0);
}

fn cut(text: &str) -> (Article, Blocks) {
    let article = Article::new(text, false).unwrap();
    let blocks = Blocks::new(&article, Base::RightToLeft);
    tiles(&article, &blocks);
    (article, blocks)
}

#[test]
fn a_long_paragraph_is_cut_after_sentences() {
    let words =
        "\u{642}\u{627}\u{644} NATO (\u{625}\u{646} 5) \u{643}\u{644} \u{634}\u{64A}\u{621}. ";
    let (article, blocks) = cut(&words.repeat(4000));
    assert!(blocks.count() > 5 && blocks.levels.is_empty());
    for span in blocks.tiling().spans().skip(1) {
        let (before, after) = article.text().split_at(span.start.0);
        assert!(before.ends_with(". ") && after.starts_with('\u{642}'));
    }
}

#[test]
fn english_in_an_arabic_paragraph_is_cut_as_well() {
    let (_, blocks) = cut(&"a word or two, ".repeat(20_000));
    assert!(blocks.count() > 10 && blocks.levels.is_empty());
}

#[test]
fn a_bracket_that_is_never_closed_holds_nothing_together() {
    let (_, blocks) = cut(&format!("({}", "\u{643}\u{644} ".repeat(60_000)));
    assert!(blocks.count() > 10 && blocks.levels.is_empty());
}

#[test]
fn what_holds_a_long_stretch_together_has_its_levels_kept() {
    let words = "\u{643}\u{644} ab ".repeat(30_000);
    for (open, close) in [
        ("(", ")"),
        ("\u{2067}", "\u{2069}"),
        ("\u{202D}", "\u{202C}"),
    ] {
        let (_, blocks) = cut(&format!("{open}{words}{close}"));
        assert!(blocks.count() > 10 && !blocks.levels.is_empty(), "{open:?}");
        let longest = blocks.tiling().spans().map(ByteSpan::len).max();
        assert!(longest.unwrap() <= LIMITS.longest, "{open:?}");
    }
}

#[test]
fn text_without_a_space_is_cut_between_letters() {
    let (article, blocks) = cut(&"\u{628}\u{64E}".repeat(200_000));
    assert!(blocks.count() >= 5);
    for span in blocks.tiling().spans() {
        assert!(article.is_grapheme_boundary(span.start));
        assert!(span.len() <= LIMITS.longest);
    }
}

/// Everything that has a say in levels: letters of both directions, digits
/// of both kinds, brackets, controls, marks, neutrals, sentence ends.
const PIECES: &[&str] = &[
    "\u{642}\u{644} ",
    "\u{646} \u{643}",
    "\u{643}\u{64E} \u{644}",
    " \u{634}",
    "\u{5D0} ",
    "ab ",
    "c d",
    " c",
    "b. c",
    "\u{644}\u{61F} \u{646}",
    "b\u{61F} c",
    "e\u{301} a",
    "12",
    "\u{661}",
    "(",
    ")",
    "[",
    "]",
    "\u{2329}",
    "\u{3009}",
    "\u{AB}",
    ",",
    "%",
    "+",
    " ",
    "\t",
    "\u{64E}",
    "\u{AD}",
    "\u{200B}",
    "\u{200F}",
    "\u{202B}",
    "\u{202D}",
    "\u{202C}",
    "\u{202C}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{2069}",
];

/// Limits so small that a dozen words are cut.
const TIGHT: Limits = Limits {
    target: 4,
    longest: 24,
    step: 2,
    reach: 12,
};

fn base(rtl: bool) -> Base {
    if rtl {
        Base::RightToLeft
    } else {
        Base::LeftToRight
    }
}

fn levels(text: &str, base: Base, around: Around<'_>) -> Vec<u8> {
    let mut scratch = AnalyseScratch::default();
    STACKS.with(|stacks| scratch.analyse(text, base, around, &stacks[0]));
    scratch.facts.iter().map(|fact| fact.level).collect()
}

fn check_levels(text: &str, rtl: bool, limits: Limits) -> Result<(), TestCaseError> {
    let article = Article::new(text, false).unwrap();
    let blocks = Blocks::cut(&article, base(rtl), limits);
    tiles(&article, &blocks);
    let parts = (0..blocks.count()).flat_map(|block| {
        let text = article.slice(blocks.tiling().span(block).unwrap());
        levels(text, base(rtl), blocks.around(&article, block))
    });
    let parts: Vec<u8> = parts.collect();
    prop_assert_eq!(
        parts,
        levels(text, base(rtl), Around::default()),
        "{:?}",
        blocks
    );
    Ok(())
}

/// What is drawn of a text: glyphs with their places in the text and their
/// widths, run by run.
fn glyphs(text: &str, at: u32, rtl: bool, around: Around<'_>, stack: &FontStack) -> Vec<[i32; 5]> {
    let block = Shaper::default().shape_part(text, base(rtl), around, stack);
    let mut glyphs: Vec<_> = block
        .glyphs
        .iter()
        .map(|g| {
            [
                (at + g.cluster) as i32,
                i32::from(g.id),
                g.x_advance,
                g.x_offset,
                g.y_offset,
            ]
        })
        .collect();
    glyphs.sort_by_key(|glyph| glyph[0]);
    glyphs
}

fn check_glyphs(text: &str, rtl: bool) -> Result<(), TestCaseError> {
    let article = Article::new(text, false).unwrap();
    let limits = Limits {
        longest: 1 << 20,
        reach: 1 << 20,
        ..TIGHT
    };
    let blocks = Blocks::cut(&article, base(rtl), limits);
    let after_space = |span: ByteSpan| span.start.0 == 0 || text[..span.start.0].ends_with(' ');
    prop_assume!(blocks.tiling().spans().all(after_space));
    STACKS.with(|stacks| {
        for stack in stacks {
            let parts = (0..blocks.count()).flat_map(|block| {
                let span = blocks.tiling().span(block).unwrap();
                let around = blocks.around(&article, block);
                glyphs(article.slice(span), span.start.0 as u32, rtl, around, stack)
            });
            let mut parts: Vec<_> = parts.collect();
            let mut whole = glyphs(text, 0, rtl, Around::default(), stack);
            // A font may kern a space with the letter after it: of the
            // space that hangs at the end of a block's last line.
            let hangs = |at: usize| blocks.tiling().spans().any(|span| at + 1 == span.end.0);
            for glyph in parts.iter_mut().chain(&mut whole) {
                if hangs(glyph[0] as usize) {
                    glyph[2] = 0;
                }
            }
            prop_assert_eq!(parts, whole, "{:?} {:?}", blocks, stack.primary());
        }
        Ok(())
    })
}

/// A word longer than a block is cut between its letters, and they keep the
/// forms they have there.
#[test]
fn letters_on_both_sides_of_a_cut_stay_joined() {
    for word in ["\u{628}", "\u{628}\u{64E}", "\u{644}\u{645}\u{648}\u{62F}"] {
        let text = word.repeat(40_000);
        let (article, blocks) = cut(&text);
        STACKS.with(|stacks| {
            let ids = |glyphs: Vec<[i32; 5]>| glyphs.into_iter().map(|g| (g[0], g[1]));
            let whole: Vec<_> =
                ids(glyphs(&text, 0, true, Around::default(), &stacks[0])).collect();
            let parts = (0..blocks.count()).flat_map(|block| {
                let span = blocks.tiling().span(block).unwrap();
                let around = blocks.around(&article, block);
                ids(glyphs(
                    article.slice(span),
                    span.start.0 as u32,
                    true,
                    around,
                    &stacks[0],
                ))
            });
            assert!(parts.eq(whole), "{word}");
        });
    }
}

/// Words as people write them, of both directions, some with marks.
const WORDS: &[&str] = &[
    "\u{642}\u{627}\u{644} ",
    "\u{648}\u{644}\u{627} ",
    "\u{645}\u{64F}\u{62D}\u{64E}\u{645}\u{651}\u{64E}\u{62F} ",
    "\u{631}\u{648}. ",
    "\u{644}\u{645}\u{627}\u{61F} ",
    "NATO ",
    "To ",
    "five. ",
    "12 ",
    "(",
    ") ",
    "\u{202B}",
    "\u{202C} ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn cutting_changes_no_level(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        rtl in any::<bool>(),
    ) {
        check_levels(&pieces.concat(), rtl, TIGHT)?;
    }

    #[test]
    fn brackets_too_deep_to_pair_change_no_level(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30),
        deep in 55usize..70,
        at in 0usize..30,
        rtl in any::<bool>(),
    ) {
        let (before, after) = pieces.split_at(at.min(pieces.len()));
        let text = [before.concat(), "( ".repeat(deep), after.concat(), ")".repeat(9)].concat();
        check_levels(&text, rtl, TIGHT)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn cutting_after_a_word_changes_no_glyph(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..30),
        rtl in any::<bool>(),
    ) {
        check_glyphs(&words.concat(), rtl)?;
    }
}

thread_local! {
    static STACKS: Vec<FontStack> = [Family::NotoNaskh, Family::Amiri, Family::Scheherazade, Family::Vazirmatn]
        .into_iter()
        .map(|family| FontStack::new(Fonts::bundled().unwrap(), family, Weight::Regular))
        .collect();
}
