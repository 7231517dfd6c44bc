//! The bundled faces, and which of them sets which character.
//!
//! Invariant: no font of the system is ever asked for, so the same text looks
//! the same on every machine. A face here is read-only and shared by all
//! threads; nothing in it knows of sizes or pixels. A character that no face
//! has belongs to a [missing face](FaceId::missing), never to a real one.

use std::sync::{Arc, OnceLock};

use harfrust::{FontRef, ShaperData};
use icu_properties::props::{EmojiPresentation, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use skrifa::{MetadataProvider, instance::LocationRef, instance::Size};

use super::analyse::is_invisible;
use super::apart::words_stand_apart;
use crate::text::Vowelling;

/// Number of a bundled face; an index into [`Fonts::face`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

/// The number of the first missing face; there is one for each of the 17 planes.
const FIRST_MISSING: u8 = 0xE0;

impl FaceId {
    /// The face of a character that no bundled face has. It has no outlines:
    /// its glyphs are the low 16 bits of code points, drawn as boxes that
    /// show them, and there is one such face for each plane of Unicode.
    pub fn missing(c: char) -> Self {
        Self(FIRST_MISSING + (u32::from(c) >> 16) as u8)
    }

    /// Whether this is one of those faces.
    pub fn is_missing(self) -> bool {
        self.0 >= FIRST_MISSING
    }

    /// The character that a glyph of a missing face stands for.
    pub fn missing_char(self, glyph: u16) -> Option<char> {
        let plane = self.0.checked_sub(FIRST_MISSING)?;
        char::from_u32(u32::from(plane) << 16 | u32::from(glyph))
    }
}

/// A family the user can choose to read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Family {
    /// Noto Naskh Arabic with Noto Sans: the default.
    #[default]
    NotoNaskh,
    /// Scheherazade New: large letters, the best vowel marks.
    Scheherazade,
    /// Amiri: a book face.
    Amiri,
    /// Vazirmatn: the face of the interface.
    Vazirmatn,
}

impl Family {
    /// Every family, in the order in which menus show them.
    pub const ALL: [Family; 4] = [
        Family::NotoNaskh,
        Family::Scheherazade,
        Family::Amiri,
        Family::Vazirmatn,
    ];

    /// The name as the font has it, which is also its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Family::NotoNaskh => "Noto Naskh Arabic",
            Family::Scheherazade => "Scheherazade New",
            Family::Amiri => "Amiri",
            Family::Vazirmatn => "Vazirmatn",
        }
    }

    /// The family of a given name, capitals and spaces aside; also a first
    /// word of it that is unmistakable ("amiri", "scheherazade").
    pub fn from_name(name: &str) -> Option<Family> {
        let plain = |s: &str| s.to_lowercase().replace([' ', '-', '_'], "");
        let wanted = plain(name);
        Family::ALL
            .into_iter()
            .find(|f| !wanted.is_empty() && plain(f.name()).starts_with(&wanted))
    }
}

/// Regular or bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// The weight to read in.
    #[default]
    Regular,
    /// For headings.
    Bold,
}

macro_rules! faces {
    ($($name:literal: $path:literal),* $(,)?) => {
        /// Name and data of each bundled face, in the order of [`FaceId`].
        const FACES: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../fonts/", $path)))),*];
    };
}

faces! {
    "Noto Naskh Arabic": "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf",
    "Noto Naskh Arabic Bold": "noto-naskh-arabic/NotoNaskhArabic-Bold.ttf",
    "Noto Sans": "noto-sans/NotoSans-Regular.ttf",
    "Noto Sans Bold": "noto-sans/NotoSans-Bold.ttf",
    "Scheherazade New": "scheherazade-new/ScheherazadeNew-Regular.ttf",
    "Scheherazade New Bold": "scheherazade-new/ScheherazadeNew-Bold.ttf",
    "Amiri": "amiri/Amiri-Regular.ttf",
    "Amiri Bold": "amiri/Amiri-Bold.ttf",
    "Vazirmatn": "vazirmatn/Vazirmatn-Regular.ttf",
    "Vazirmatn Bold": "vazirmatn/Vazirmatn-Bold.ttf",
    "Noto Sans Hebrew": "noto-sans-hebrew/NotoSansHebrew-Regular.ttf",
    "Noto Sans Hebrew Bold": "noto-sans-hebrew/NotoSansHebrew-Bold.ttf",
    "Noto Emoji": "noto-emoji/NotoEmoji-Regular.ttf",
    "Noto Sans Symbols": "noto-sans-symbols/NotoSansSymbols-Regular.ttf",
    "Noto Sans Symbols 2": "noto-sans-symbols/NotoSansSymbols2-Regular.ttf",
}

/// Noto Sans.
const NOTES: FaceId = FaceId(2);
/// Outlines of emoji, in one colour and one weight.
const EMOJI: FaceId = FaceId(12);
/// Arrows, bullets and signs, in one weight; asked last.
const SYMBOLS: [FaceId; 2] = [FaceId(13), FaceId(14)];

/// The face that sets a family in a weight.
fn face_of(family: Family, weight: Weight) -> FaceId {
    let regular = match family {
        Family::NotoNaskh => 0,
        Family::Scheherazade => 4,
        Family::Amiri => 6,
        Family::Vazirmatn => 8,
    };
    FaceId(regular + u8::from(weight == Weight::Bold))
}

/// Room that a line needs above and below its baseline, in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRoom {
    /// Above the baseline.
    pub above: f32,
    /// Below the baseline.
    pub below: f32,
}

impl LineRoom {
    const fn new(above: f32, below: f32) -> Self {
        Self { above, below }
    }

    /// What a line needs in which a text of some vowelling is read in a
    /// family, so that no mark and no tail leaves it.
    ///
    /// Measured from the outlines after shaping, in every position of a word,
    /// for what is written: every letter of Arabic, Persian, Urdu and Uyghur
    /// bare and with a tanwin fath; with every vowel mark; with shadda and a
    /// vowel mark, shadda and a superscript alef; with the Quran's signs, also
    /// over a vowel mark. The tallest and the deepest decided, as in the Naskh
    /// a hamza on alef under shadda (1.14) and yeh over kasratan (0.61).
    /// Accented Latin capitals reach 1.07. `tests/typeset/ink.rs` measures again.
    pub fn of(family: Family, vowelling: Vowelling) -> Self {
        use Family::{Amiri, NotoNaskh, Scheherazade, Vazirmatn};
        use Vowelling::{Plain, Quranic, Vowelled};
        match (family, vowelling) {
            (NotoNaskh, Plain | Vowelled) => Self::new(1.14, 0.61),
            (NotoNaskh, Quranic) => Self::new(1.20, 0.82),
            (Scheherazade, Plain) => Self::new(1.39, 0.69),
            (Scheherazade, Vowelled) => Self::new(1.58, 0.91),
            (Scheherazade, Quranic) => Self::new(1.79, 0.92),
            (Amiri, Plain) => Self::new(1.38, 0.66),
            (Amiri, Vowelled) => Self::new(1.49, 0.92),
            (Amiri, Quranic) => Self::new(1.82, 0.96),
            (Vazirmatn, Plain) => Self::new(1.22, 0.56),
            (Vazirmatn, Vowelled) => Self::new(1.29, 0.75),
            (Vazirmatn, Quranic) => Self::new(1.29, 0.82),
        }
    }
}

/// One bundled face, ready to shape with.
pub struct Face {
    /// Family and style, as in `Noto Naskh Arabic Bold`.
    pub name: &'static str,
    /// The whole font file.
    pub data: &'static [u8],
    /// Font units in an em.
    pub units_per_em: u16,
    /// Height above the baseline that the designer asks for, in em.
    pub ascent: f32,
    /// Depth below the baseline, in em, as a positive number.
    pub descent: f32,
    pub(super) font: FontRef<'static>,
    pub(super) shaper: ShaperData,
    words_apart: OnceLock<bool>,
}

impl Face {
    fn load(name: &'static str, data: &'static [u8]) -> Result<Self, FontError> {
        let broken = |error: &dyn std::fmt::Display| FontError {
            name,
            reason: error.to_string(),
        };
        let font = FontRef::new(data).map_err(|e| broken(&e))?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        if metrics.units_per_em == 0 {
            return Err(broken(&"no units per em"));
        }
        let em = f32::from(metrics.units_per_em);
        Ok(Self {
            name,
            data,
            units_per_em: metrics.units_per_em,
            ascent: metrics.ascent / em,
            descent: -metrics.descent / em,
            shaper: ShaperData::new(&font),
            words_apart: OnceLock::new(),
            font,
        })
    }

    /// Whether the face has a glyph of its own for the character.
    pub fn covers(&self, c: char) -> bool {
        self.font.charmap().map(c).is_some()
    }

    /// The glyph of a character by itself, and how far it moves the pen in em.
    pub fn glyph(&self, c: char) -> Option<(u16, f32)> {
        let glyph = self.font.charmap().map(c)?;
        let metrics = self
            .font
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = metrics.advance_width(glyph)? * self.em_per_unit();
        Some((glyph.to_u32() as u16, advance))
    }

    /// Whether a word gets the same glyphs whatever words are beside it; the
    /// first to ask reads the font's rules.
    pub(super) fn words_apart(&self) -> bool {
        *self
            .words_apart
            .get_or_init(|| words_stand_apart(&self.font))
    }

    /// How many em one font unit is.
    pub fn em_per_unit(&self) -> f32 {
        1.0 / f32::from(self.units_per_em)
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Face").field(&self.name).finish()
    }
}

/// A bundled font that can't be read: a damaged build.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the bundled font {name} can't be read ({reason}); this copy of the program is damaged, install it again"
)]
pub struct FontError {
    name: &'static str,
    reason: String,
}

/// All bundled faces.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// The faces, read once for the whole program and shared.
    pub fn bundled() -> Result<Arc<Fonts>, FontError> {
        static FONTS: OnceLock<Result<Arc<Fonts>, FontError>> = OnceLock::new();
        FONTS.get_or_init(|| Self::of_files(FACES)).clone()
    }

    /// Other faces than the bundled ones, by name and font file, each numbered
    /// by its place: to compare with another program that sets the same font.
    pub fn of_files(files: &[(&'static str, &'static [u8])]) -> Result<Arc<Fonts>, FontError> {
        let faces = files.iter().map(|&(name, data)| Face::load(name, data));
        let faces: Vec<Face> = faces.collect::<Result<_, _>>()?;
        if faces.is_empty() {
            return Err(FontError {
                name: "",
                reason: "there is no file".to_owned(),
            });
        }
        Ok(Arc::new(Fonts { faces }))
    }

    /// A face by its name, as in `Noto Naskh Arabic Bold`.
    pub fn named(&self, name: &str) -> Option<&Face> {
        self.faces.iter().find(|face| face.name == name)
    }

    /// The face of small notes among the text: code points, flags.
    pub fn notes(&self) -> (FaceId, &Face) {
        (NOTES, self.face(NOTES))
    }

    /// The name of a face, `missing` for one that is.
    pub fn name_of(&self, id: FaceId) -> &'static str {
        if id.is_missing() {
            "missing"
        } else {
            self.face(id).name
        }
    }

    /// A face by its number. Numbers come only from here; that of a missing
    /// face counts as the first face, whose em is its own.
    pub fn face(&self, id: FaceId) -> &Face {
        self.faces.get(usize::from(id.0)).unwrap_or(&self.faces[0])
    }
}

/// The order in which faces are asked for a character: the chosen family,
/// Noto Sans for what it lacks, then every other family, Hebrew, emoji and
/// symbols.
#[derive(Debug)]
pub struct FontStack {
    fonts: Arc<Fonts>,
    family: Family,
    order: Vec<FaceId>,
    /// Whether other faces, and boxes, stand in for what a face lacks.
    falls_back: bool,
    /// For every character of the basic plane the first face that covers it,
    /// as an index into `order`; [`NO_FACE`] where none does.
    basic_plane: Vec<u8>,
}

const NO_FACE: u8 = u8::MAX;

impl FontStack {
    /// The stack of a family in a weight.
    pub fn new(fonts: Arc<Fonts>, family: Family, weight: Weight) -> Self {
        let bold = u8::from(weight == Weight::Bold);
        let mut order = vec![face_of(family, weight), FaceId(2 + bold)];
        for other in Family::ALL {
            let face = face_of(other, weight);
            if !order.contains(&face) {
                order.push(face);
            }
        }
        order.extend([FaceId(10 + bold), EMOJI]);
        order.extend(SYMBOLS);
        Self::in_order(fonts, family, order)
    }

    /// The first face for every character, with its own sign for those it
    /// lacks, as a shaper without fallback sets it. Lines have the room of the
    /// default family.
    pub fn of_one(fonts: Arc<Fonts>) -> Self {
        Self::in_order(fonts, Family::default(), vec![FaceId(0)])
    }

    fn in_order(fonts: Arc<Fonts>, family: Family, order: Vec<FaceId>) -> Self {
        let mut basic_plane = vec![NO_FACE; 0x1_0000];
        for (index, id) in order.iter().enumerate().rev() {
            for (code, glyph) in fonts.face(*id).font.charmap().mappings() {
                if let Some(slot) = basic_plane.get_mut(code as usize)
                    && glyph.to_u32() != 0
                {
                    *slot = index as u8;
                }
            }
        }
        Self {
            fonts,
            family,
            falls_back: order.len() > 1,
            order,
            basic_plane,
        }
    }

    /// The chosen family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The faces this stack draws from.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// The chosen face, whose metrics set the lines.
    pub fn primary(&self) -> FaceId {
        self.order[0]
    }

    /// The first face that has the character.
    pub fn face_for(&self, c: char) -> Option<FaceId> {
        match self.basic_plane.get(c as usize) {
            Some(&NO_FACE) => None,
            Some(&index) => Some(self.order[usize::from(index)]),
            None => self.faces_that(|face| face.covers(c)).next(),
        }
    }

    /// The face of a grapheme cluster that stands after text in `previous`.
    ///
    /// Marks stay with their base, so the whole cluster decides; white space
    /// and invisible characters go with the text before them. A cluster meant
    /// as an emoji goes to the emoji face if that has all of it. Where no face
    /// has the base, the answer is its [missing face](FaceId::missing).
    pub fn face_of_cluster(
        &self,
        first: char,
        rest: impl Iterator<Item = char> + Clone,
        previous: FaceId,
    ) -> FaceId {
        if !self.falls_back {
            return self.primary();
        }
        if first.is_whitespace() || is_invisible(first) {
            let is_text = !previous.is_missing() && previous < EMOJI;
            return if is_text { previous } else { self.primary() };
        }
        let visible = rest.clone().filter(|&c| !is_invisible(c));
        let all = std::iter::once(first).chain(visible.clone());
        let has_all = |face: &Face| all.clone().all(|c| face.covers(c));
        if is_emoji(first, rest) && has_all(self.fonts.face(EMOJI)) {
            return EMOJI;
        }
        let Some(face) = self.face_for(first) else {
            return FaceId::missing(first);
        };
        if visible.clone().all(|c| self.has(face, c)) {
            return face;
        }
        self.faces_that(has_all).next().unwrap_or(face)
    }

    /// Whether a face of the stack has a character.
    fn has(&self, face: FaceId, c: char) -> bool {
        self.face_for(c) == Some(face) || self.fonts.face(face).covers(c)
    }

    /// The face of one character of a cluster set in `face`: another only
    /// where `face` has no glyph for it, as for a mark that no face has.
    pub fn face_in_cluster(&self, face: FaceId, c: char) -> FaceId {
        let settled = face.is_missing() || !self.falls_back;
        if settled || is_invisible(c) || c.is_whitespace() || c.is_control() {
            return face;
        }
        if self.has(face, c) {
            return face;
        }
        // A mark of another face would stand beside its letter, not on it.
        let group = CodePointMapData::<GeneralCategory>::new().get(c);
        match self.face_for(c) {
            Some(other) if !GeneralCategoryGroup::Mark.contains(group) => other,
            _ => FaceId::missing(c),
        }
    }

    fn faces_that(&self, test: impl Fn(&Face) -> bool) -> impl Iterator<Item = FaceId> {
        self.order
            .iter()
            .copied()
            .filter(move |&id| test(self.fonts.face(id)))
    }
}

/// Whether a grapheme cluster is meant as an emoji (UTS #51): its first
/// character is shown as one by itself, or U+FE0F asks for it; U+FE0E asks
/// for a letter's looks.
fn is_emoji(first: char, rest: impl Iterator<Item = char> + Clone) -> bool {
    if first < '\u{203C}' {
        return rest.clone().any(|c| c == '\u{FE0F}');
    }
    let presented = const { CodePointSetData::new::<EmojiPresentation>() }.contains(first);
    match rest.clone().next() {
        Some('\u{FE0E}') => false,
        _ => presented || rest.clone().any(|c| c == '\u{FE0F}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_face_opens() {
        let fonts = Fonts::bundled().unwrap();
        for (index, (name, _)) in FACES.iter().enumerate() {
            let face = fonts.face(FaceId(index as u8));
            assert_eq!(face.name, *name);
            assert!(face.ascent > 0.5 && face.descent > 0.1, "{name}");
        }
    }

    #[test]
    fn a_family_is_found_by_its_name_however_it_is_written() {
        assert_eq!(
            Family::from_name("Noto Naskh Arabic"),
            Some(Family::NotoNaskh)
        );
        assert_eq!(Family::from_name("AMIRI"), Some(Family::Amiri));
        assert_eq!(
            Family::from_name("scheherazade"),
            Some(Family::Scheherazade)
        );
        assert_eq!(Family::from_name("comic"), None);
        assert_eq!(Family::from_name(""), None);
    }

    #[test]
    fn latin_falls_back_to_noto_sans_and_arabic_does_not() {
        let stack = FontStack::new(
            Fonts::bundled().unwrap(),
            Family::NotoNaskh,
            Weight::Regular,
        );
        let name = |c| stack.face_for(c).map(|id| stack.fonts().face(id).name);
        assert_eq!(name('\u{639}'), Some("Noto Naskh Arabic"));
        assert_eq!(name('5'), Some("Noto Naskh Arabic"));
        assert_eq!(name('N'), Some("Noto Sans"));
        assert_eq!(name('('), Some("Noto Sans"));
        assert_eq!(name('\u{10FFFD}'), None);
        assert_eq!(name('\u{5D0}'), Some("Noto Sans Hebrew"));
        assert_eq!(name('\u{2192}'), Some("Noto Sans Symbols"));
        assert_eq!(name('\u{25CF}'), Some("Noto Sans Symbols 2"));
    }

    #[test]
    fn a_whole_cluster_decides_its_face() {
        let fonts = Fonts::bundled().unwrap();
        let stack = FontStack::new(fonts, Family::NotoNaskh, Weight::Regular);
        let name = |cluster: &str| {
            let mut chars = cluster.chars();
            let first = chars.next().unwrap();
            let face = stack.face_of_cluster(first, chars, stack.primary());
            let missing = face.missing_char(u32::from(first) as u16);
            missing.map_or(stack.fonts().face(face).name, |_| "missing")
        };
        // A family, a flag, a skin tone, a keycap, a heart as emoji and as a sign.
        assert_eq!(
            name("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"),
            "Noto Emoji"
        );
        assert_eq!(name("\u{1F1EA}\u{1F1EC}"), "Noto Emoji");
        assert_eq!(name("\u{1F44D}\u{1F3FD}"), "Noto Emoji");
        assert_eq!(name("1\u{FE0F}\u{20E3}"), "Noto Emoji");
        assert_eq!(name("\u{2709}\u{FE0F}"), "Noto Emoji");
        assert_eq!(name("1"), "Noto Naskh Arabic");
        // A mark stays with its base: the Naskh has no acute accent.
        assert_eq!(name("e\u{301}"), "Noto Sans");
        assert_eq!(name("\u{639}\u{651}\u{64E}"), "Noto Naskh Arabic");
        assert_eq!(name("\u{4E2D}"), "missing");
        assert_eq!(name("\u{10FFFD}"), "missing");
        // White space after what is no letter goes back to the chosen face.
        let after = |face| stack.face_of_cluster(' ', "".chars(), face);
        assert_eq!(after(EMOJI), stack.primary());
        assert_eq!(after(FaceId::missing('\u{4E2D}')), stack.primary());
    }

    #[test]
    fn a_missing_face_knows_the_characters_of_every_plane() {
        for c in ['\u{4E2D}', '\u{1F9FF}', '\u{2A6D6}', '\u{10FFFD}'] {
            let face = FaceId::missing(c);
            assert!(face.is_missing());
            assert_eq!(face.missing_char(u32::from(c) as u16), Some(c));
        }
        assert!(!SYMBOLS[1].is_missing());
        assert_eq!(SYMBOLS[1].missing_char(65), None);
    }
}
