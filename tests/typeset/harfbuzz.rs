//! Our glyphs against HarfBuzz's own: the same ids, clusters, advances and
//! offsets for every run of the sample, of a text made to be hard, and of the
//! words that [`super::contexts`] asks about.

use std::collections::HashMap;
use std::sync::LazyLock;

use hashiya::typeset::shape::{Glyph, Run};
use hashiya::typeset::{Base, Family, FontStack, Fonts, Shaper, Weight};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    paragraphs: Vec<String>,
    runs: Vec<FixtureRun>,
}

#[derive(Deserialize)]
struct FixtureRun {
    paragraph: usize,
    start: usize,
    end: usize,
    direction: String,
    script: String,
    font: String,
    /// Glyph id, cluster, x offset, y offset, x advance, y advance.
    glyphs: Vec<[i64; 6]>,
}

/// Paragraph, first and last character, direction, script and font file.
type Key = (usize, usize, usize, String, String, String);

struct Oracle {
    paragraphs: Vec<String>,
    runs: HashMap<Key, Vec<[i64; 6]>>,
}

static ORACLE: LazyLock<Oracle> = LazyLock::new(|| {
    let json = super::unpack(include_bytes!("../fixtures/shaping/glyphs.json.gz"));
    let fixture: Fixture = serde_json::from_str(&json).unwrap();
    let runs = fixture.runs.into_iter().map(|run| {
        let file = run.font.rsplit('/').next().unwrap().to_owned();
        let place = (run.paragraph, run.start, run.end);
        let how = (run.direction, run.script, file);
        ((place.0, place.1, place.2, how.0, how.1, how.2), run.glyphs)
    });
    Oracle {
        paragraphs: fixture.paragraphs,
        runs: runs.collect(),
    }
});

/// A run's glyphs as the fixture has them.
fn as_there(glyphs: &[Glyph], text: &str) -> Vec<[i64; 6]> {
    let write = |g: &Glyph| {
        let cluster = text[..g.cluster as usize].chars().count() as i64;
        let (dx, dy) = (g.x_offset.into(), g.y_offset.into());
        [g.id.into(), cluster, dx, dy, g.x_advance.into(), 0]
    };
    glyphs.iter().map(write).collect()
}

fn key(paragraph: usize, run: &Run, text: &str, fonts: &Fonts) -> Key {
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let direction = if run.is_rtl() { "rtl" } else { "ltr" };
    let script = String::from_utf8_lossy(&run.script).into_owned();
    let name = fonts.face(run.face).name.replace(' ', "");
    let file = format!("{name}-Regular.ttf");
    let (start, end) = (chars(run.start), chars(run.end));
    (paragraph, start, end, direction.into(), script, file)
}

/// Shapes a paragraph of the fixture in a family: how many runs were compared,
/// and which differ.
fn compare(index: usize, family: Family, shaper: &mut Shaper) -> (usize, Vec<String>) {
    let fonts = Fonts::bundled().unwrap();
    let stack = FontStack::new(fonts.clone(), family, Weight::Regular);
    let text = &ORACLE.paragraphs[index];
    let block = shaper.shape(text, Base::RightToLeft, &stack);
    let mut compared = 0;
    let mut wrong = Vec::new();
    // Boxes for what no face has are not HarfBuzz's.
    let shaped = |run: &&Run| !run.glyphs.is_empty() && !run.face.is_missing();
    for run in block.runs.iter().filter(shaped) {
        let glyphs = &block.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
        let ours = as_there(glyphs, text);
        let key = key(index, run, text, &fonts);
        let theirs = ORACLE.runs.get(&key);
        let theirs = theirs.unwrap_or_else(|| panic!("no run {key:?}: make the fixture anew"));
        compared += 1;
        if &ours != theirs {
            wrong.push(format!("{key:?}\n ours   {ours:?}\n theirs {theirs:?}"));
        }
    }
    (compared, wrong)
}

/// Asserts that a text of the fixture has HarfBuzz's glyphs in every family.
pub fn agrees_on(text: &str) {
    let index = ORACLE.paragraphs.iter().position(|p| p == text);
    let index = index.unwrap_or_else(|| panic!("{text:?} is not in contexts.txt"));
    for family in Family::ALL {
        let (compared, wrong) = compare(index, family, &mut Shaper::default());
        assert!(compared > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_run_has_the_glyphs_that_harfbuzz_gives_it() {
    let mut shaper = Shaper::default();
    let mut compared = 0;
    let mut wrong = Vec::new();
    for family in Family::ALL {
        for index in 0..ORACLE.paragraphs.len() {
            let (count, differing) = compare(index, family, &mut shaper);
            compared += count;
            wrong.extend(differing);
        }
    }
    assert!(compared >= ORACLE.runs.len(), "{compared}");
    assert!(
        wrong.is_empty(),
        "{} of {compared} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
