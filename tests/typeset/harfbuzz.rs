//! Our glyphs against HarfBuzz's own: the same ids, clusters, advances and
//! offsets for every run of the sample and of a text made to be hard.

use std::collections::HashMap;

use hashiya::typeset::{Base, Family, FontStack, Fonts, Shaper, Weight};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    paragraphs: Vec<String>,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    paragraph: usize,
    start: usize,
    end: usize,
    direction: String,
    script: String,
    font: String,
    /// Glyph id, cluster, x offset, y offset, x advance, y advance.
    glyphs: Vec<[i64; 6]>,
}

type Key = (usize, usize, usize, String, String, String);

#[test]
fn every_run_has_the_glyphs_that_harfbuzz_gives_it() {
    let json = super::unpack(include_bytes!("../fixtures/shaping/glyphs.json.gz"));
    let fixture: Fixture = serde_json::from_str(&json).unwrap();
    let mut oracle: HashMap<Key, Vec<[i64; 6]>> = HashMap::new();
    for run in fixture.runs {
        let file = run.font.rsplit('/').next().unwrap().to_owned();
        let key = (
            run.paragraph,
            run.start,
            run.end,
            run.direction,
            run.script,
            file,
        );
        oracle.insert(key, run.glyphs);
    }
    let fonts = Fonts::bundled().unwrap();
    let mut shaper = Shaper::default();
    let mut compared = 0;
    let mut wrong = Vec::new();
    for family in Family::ALL {
        let stack = FontStack::new(fonts.clone(), family, Weight::Regular);
        for (index, text) in fixture.paragraphs.iter().enumerate() {
            let block = shaper.shape(text, Base::RightToLeft, &stack);
            let chars = |byte: u32| text[..byte as usize].chars().count();
            for run in block.runs.iter().filter(|run| !run.glyphs.is_empty()) {
                let glyphs = &block.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
                let ours: Vec<[i64; 6]> = glyphs
                    .iter()
                    .map(|g| {
                        let cluster = chars(g.cluster) as i64;
                        let (dx, dy) = (g.x_offset.into(), g.y_offset.into());
                        [g.id.into(), cluster, dx, dy, g.x_advance.into(), 0]
                    })
                    .collect();
                let direction = if run.is_rtl() { "rtl" } else { "ltr" };
                let script = String::from_utf8_lossy(&run.script).into_owned();
                let name = fonts.face(run.face).name.replace(' ', "");
                let file = format!("{name}-Regular.ttf");
                let key = (
                    index,
                    chars(run.start),
                    chars(run.end),
                    direction.into(),
                    script,
                    file,
                );
                let theirs = oracle
                    .get(&key)
                    .unwrap_or_else(|| panic!("no run {key:?}: make the fixture anew"));
                compared += 1;
                if &ours != theirs {
                    wrong.push(format!("{key:?}\n ours   {ours:?}\n theirs {theirs:?}"));
                }
            }
        }
    }
    assert!(compared >= oracle.len(), "{compared} of {}", oracle.len());
    assert!(
        wrong.is_empty(),
        "{} of {compared} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
