//! Other projects' own shaping tests: what HarfBuzz and Noto say a text must
//! come to, against what our analysis and shaping make of it.
//!
//! A line is set as our program would set it, cut into runs as always; the
//! runs' glyphs, from left to right, are compared with the line's. What differs
//! is named, and a name that is no longer needed fails. Lines that switch
//! features on or off, which we never do, are only counted.

use std::collections::HashMap;
use std::io::Read;

use hashiya::typeset::analyse::is_invisible;
use hashiya::typeset::place::place;
use hashiya::typeset::shape::Glyph;
use hashiya::typeset::{Base, FontStack, Fonts, Measure, ShapedBlock, Shaper};
use skrifa::{FontRef, GlyphNames};

/// A font to set in and the names of its glyphs, by which the tests call them.
struct TestFont {
    stack: FontStack,
    names: GlyphNames<'static>,
}

impl TestFont {
    fn new(data: Vec<u8>) -> Self {
        let data: &'static [u8] = data.leak();
        let fonts = Fonts::of_files(&[("test", data)]).unwrap();
        Self {
            stack: FontStack::of_one(fonts),
            names: GlyphNames::new(&FontRef::new(data).unwrap()),
        }
    }

    fn name(&self, glyph: &Glyph) -> String {
        match self.names.get(u32::from(glyph.id).into()) {
            Some(name) if name.is_synthesized() => format!("gid{}", glyph.id),
            Some(name) => name.to_string(),
            None => "?".to_owned(),
        }
    }
}

/// Glyphs of a block from left to right.
fn visual_glyphs(block: &ShapedBlock, stack: &FontStack) -> Vec<Glyph> {
    let measure = Measure {
        width: 10_000.0,
        size: 16.0,
    };
    let line = place(block, stack.fonts(), 0, block.cells.len(), measure);
    let run_of = |start: u32| block.runs.partition_point(|run| run.end <= start);
    let mut order: Vec<usize> = line.cells.iter().map(|cell| run_of(cell.start)).collect();
    order.dedup();
    let glyphs = order.into_iter().flat_map(|run| {
        let glyphs = block.runs[run].glyphs.clone();
        &block.glyphs[glyphs.start as usize..glyphs.end as usize]
    });
    glyphs.copied().collect()
}

/// What a line of HarfBuzz's tests asks for.
#[derive(Default)]
struct Options {
    numbers: bool,
    no_positions: bool,
    /// Names and places from the line's start only, at 1000 units an em.
    no_extra_data: bool,
    no_ignorables: bool,
    before: String,
    after: String,
}

impl Options {
    /// `None` where a line asks for what our program never does.
    fn of(options: &str) -> Option<Self> {
        let mut asked = Self::default();
        for option in options.split_whitespace() {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            match (name, value) {
                ("--no-glyph-names", _) => asked.numbers = true,
                ("--no-positions", _) => asked.no_positions = true,
                ("--ned", _) => asked.no_extra_data = true,
                ("--remove-default-ignorables", _) => asked.no_ignorables = true,
                ("--unicodes-before", codes) => asked.before = codes_of(codes),
                ("--unicodes-after", codes) => asked.after = codes_of(codes),
                // What is so with us anyway: outlines of OpenType, script and
                // direction of the letters; and flags that change no glyph.
                ("--font-funcs", "ot")
                | ("--script", "arab")
                | ("--direction", "l" | "ltr" | "rtl")
                | ("--font-size", "1000")
                | ("--show-flags" | "--unsafe-to-concat", _) => {}
                _ => return None,
            }
        }
        Some(asked)
    }
}

fn codes_of(codes: &str) -> String {
    super::from_hex(&codes.replace("U+", "").replace(',', " "))
}

/// A glyph as the tests write it: name, cluster, offset and advance.
#[derive(Debug, PartialEq)]
struct Written {
    name: String,
    cluster: Option<usize>,
    x: i32,
    y: i32,
    advance: Option<i32>,
}

/// Reads `name=cluster@x,y+advance`, of which all but the name may be missing.
fn read(glyph: &str) -> Written {
    let glyph = glyph.trim_end_matches("#2");
    let (rest, advance) = match glyph.split_once('+') {
        Some((rest, advance)) => (rest, Some(advance.parse().unwrap())),
        None => (glyph, None),
    };
    let (rest, (x, y)) = match rest.split_once('@') {
        Some((rest, offset)) => (rest, offset.split_once(',').unwrap()),
        None => (rest, ("0", "0")),
    };
    let (name, cluster) = match rest.split_once('=') {
        Some((name, cluster)) => (name, Some(cluster.parse().unwrap())),
        None => (rest, None),
    };
    Written {
        name: name.to_owned(),
        cluster,
        x: x.parse().unwrap(),
        y: y.parse().unwrap(),
        advance,
    }
}

/// Our glyphs for a text, as its line asks for them.
fn ours(
    text: &str,
    base: Base,
    asked: &Options,
    font: &TestFont,
    shaper: &mut Shaper,
) -> Vec<Written> {
    // What stands before and after is set with it, one embedding further out,
    // so that it is another run as it is to HarfBuzz.
    let embedded = !asked.before.is_empty() || !asked.after.is_empty();
    let whole = if embedded {
        format!("{}\u{202B}{text}\u{202C}{}", asked.before, asked.after)
    } else {
        text.to_owned()
    };
    let start = whole.find(text).unwrap();
    let block = shaper.shape(&whole, base, &font.stack);
    let mut pen = 0;
    let mut written = Vec::new();
    for glyph in visual_glyphs(&block, &font.stack) {
        let at = glyph.cluster as usize;
        let first = whole[at..].chars().next().unwrap();
        let hidden = asked.no_ignorables && is_invisible(first);
        if (start..start + text.len()).contains(&at) && !hidden {
            let mut new = Written {
                name: font.name(&glyph),
                cluster: Some(whole[start..at].chars().count()),
                x: glyph.x_offset,
                y: glyph.y_offset,
                advance: Some(glyph.x_advance),
            };
            if asked.numbers {
                new.name = glyph.id.to_string();
            }
            if asked.no_positions {
                (new.x, new.y, new.advance) = (0, 0, None);
            }
            if asked.no_extra_data {
                new.x += pen;
                (new.cluster, new.advance) = (None, None);
            }
            written.push(new);
        }
        pen += glyph.x_advance;
    }
    written
}

/// Whether glyphs are the same. Places at 1000 units an em were rounded glyph
/// by glyph, so they may be off by half a unit for each.
fn agree(ours: &[Written], theirs: &[Written], asked: &Options, units: i32) -> bool {
    if !asked.no_extra_data {
        return ours == theirs;
    }
    let off = ours.len() as i32 / 2 + 1;
    let near = |a: i32, b: i32| (a * 1000 / units - b).abs() <= off;
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(a, b)| a.name == b.name && near(a.x, b.x) && near(a.y, b.y))
}

fn load(file: &str) -> TestFont {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harfbuzz/fonts");
    let packed = std::fs::read(format!("{folder}/{file}.gz")).unwrap();
    let mut data = Vec::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_end(&mut data)
        .unwrap();
    TestFont::new(data)
}

/// Lines, by their beginning, that our program sets otherwise.
const DEVIATIONS: &[(&str, &str)] = &[
    (
        "df768b9c257e0c9c35786c47cae15c46571d56be.ttf;",
        "no tables to join letters with: HarfBuzz makes some of the presentation forms, harfrust does not",
    ),
    (
        "SimpArabicTest.ttf;",
        "a font of Windows 3.1, whose characters are not Unicode's",
    ),
    (
        "TradArabicTest.ttf;",
        "a font of Windows 3.1, whose characters are not Unicode's",
    ),
    (
        "b082211be29a3e2cf91f0fd43497e40b2a27b344.ttf;",
        "asks for a letter from left to right; we set it from right to left, apart from the digits",
    ),
    (
        "3b791518a9ba89675df02f1eefbc9026a50648a6.ttf;--direction=rtl",
        "asks for digits from right to left; we set them from left to right",
    ),
];

/// Whether a line of a test file is as our program sets it; what it makes of
/// it, where it isn't. `None` where it can't be asked.
fn compare(
    line: &str,
    base: Base,
    font: &TestFont,
    shaper: &mut Shaper,
) -> Option<Result<(), String>> {
    let [_, options, codes, expected] = line.split(';').collect::<Vec<_>>()[..] else {
        panic!("{line}");
    };
    let asked = Options::of(options)?;
    let ours = ours(&codes_of(codes), base, &asked, font, shaper);
    let expected = expected.trim_matches(['[', ']']).split('|');
    let theirs: Vec<Written> = expected.map(read).collect();
    let units = font.stack.fonts().face(font.stack.primary()).units_per_em;
    Some(if agree(&ours, &theirs, &asked, units.into()) {
        Ok(())
    } else {
        Err(format!("{line}\n  ours {ours:?}"))
    })
}

#[test]
fn harfbuzzs_own_arabic_tests_come_out_of_our_runs() {
    let mut fonts: HashMap<&str, (TestFont, Shaper)> = HashMap::new();
    let (mut same, mut unasked) = (0, 0);
    let mut used = [0; DEVIATIONS.len()];
    let mut wrong = Vec::new();
    let lines = include_str!("../fixtures/harfbuzz/arabic.tests");
    for line in super::data_lines(lines) {
        let (file, _) = line.split_once(';').unwrap();
        let (font, shaper) = fonts
            .entry(file)
            .or_insert_with(|| (load(file), Shaper::default()));
        let base = if line.contains("--direction=l") {
            Base::LeftToRight
        } else {
            Base::RightToLeft
        };
        let named = DEVIATIONS
            .iter()
            .position(|(start, _)| line.starts_with(start));
        match (compare(line, base, font, shaper), named) {
            (None, _) => unasked += 1,
            (Some(Ok(())), None) => same += 1,
            (Some(Ok(())), Some(_)) => wrong.push(format!("no longer otherwise: {line}")),
            (Some(Err(_)), Some(index)) => used[index] += 1,
            (Some(Err(ours)), None) => wrong.push(ours),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(used.iter().all(|&times| times > 0));
    assert_eq!((same, used.iter().sum(), unasked), (124, 15, 7));
}

#[test]
fn notos_arabic_cases_come_out_of_an_arabic_paragraph() {
    let mut fonts: HashMap<&str, (TestFont, Shaper)> = HashMap::new();
    let lines = include_str!("../fixtures/noto-arabic/naskh.tests");
    let mut count = 0;
    for line in super::data_lines(lines) {
        let (file, _) = line.split_once(';').unwrap();
        let (font, shaper) = fonts.entry(file).or_insert_with(|| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/noto-naskh-arabic");
            let data = std::fs::read(format!("{folder}/{file}")).unwrap();
            (TestFont::new(data), Shaper::default())
        });
        assert_eq!(compare(line, Base::RightToLeft, font, shaper), Some(Ok(())));
        count += 1;
    }
    assert_eq!(count, 76);
}
