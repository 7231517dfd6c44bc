//! The bundled faces, and which of them sets which character.
//!
//! Invariant: no font of the system is ever asked for, so the same text looks
//! the same on every machine. A face here is read-only and shared by all
//! threads; nothing in it knows of sizes or pixels.

use std::sync::{Arc, OnceLock};

use harfrust::{FontRef, ShaperData};
use skrifa::{MetadataProvider, instance::LocationRef, instance::Size};

use super::apart::words_stand_apart;

/// Number of a bundled face; an index into [`Fonts::face`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

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
}

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
        FONTS
            .get_or_init(|| {
                let faces = FACES
                    .iter()
                    .map(|&(name, data)| Face::load(name, data))
                    .collect::<Result<_, _>>()?;
                Ok(Arc::new(Fonts { faces }))
            })
            .clone()
    }

    /// A face by its name, as in `Noto Naskh Arabic Bold`.
    pub fn named(&self, name: &str) -> Option<&Face> {
        self.faces.iter().find(|face| face.name == name)
    }

    /// A face by its number. Numbers come only from here, so a strange one
    /// counts as the first face.
    pub fn face(&self, id: FaceId) -> &Face {
        self.faces.get(usize::from(id.0)).unwrap_or(&self.faces[0])
    }
}

/// The order in which faces are asked for a character: the chosen family,
/// Noto Sans for what it lacks, then every other family.
#[derive(Debug)]
pub struct FontStack {
    fonts: Arc<Fonts>,
    order: Vec<FaceId>,
    /// For every character of the basic plane the faces that cover it: bit
    /// `n` for the face `order[n]`.
    basic_plane: Vec<u16>,
}

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
        let mut basic_plane = vec![0; 0x1_0000];
        for (index, id) in order.iter().enumerate() {
            for (code, glyph) in fonts.face(*id).font.charmap().mappings() {
                if let Some(slot) = basic_plane.get_mut(code as usize)
                    && glyph.to_u32() != 0
                {
                    *slot |= 1 << index;
                }
            }
        }
        Self {
            fonts,
            order,
            basic_plane,
        }
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
            Some(0) => None,
            Some(faces) => self.order.get(faces.trailing_zeros() as usize).copied(),
            None => self.faces_that(|face| face.covers(c)).next(),
        }
    }

    /// Whether a face of this stack has the character.
    pub fn covers(&self, face: FaceId, c: char) -> bool {
        match self.basic_plane.get(c as usize) {
            Some(faces) => self
                .order
                .iter()
                .position(|&id| id == face)
                .is_some_and(|index| faces >> index & 1 == 1),
            None => self.fonts.face(face).covers(c),
        }
    }

    /// The first face that has every one of the characters.
    pub fn face_for_all(&self, chars: impl Iterator<Item = char> + Clone) -> Option<FaceId> {
        self.faces_that(|face| chars.clone().all(|c| face.covers(c)))
            .next()
    }

    fn faces_that(&self, test: impl Fn(&Face) -> bool) -> impl Iterator<Item = FaceId> {
        self.order
            .iter()
            .copied()
            .filter(move |&id| test(self.fonts.face(id)))
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
    }
}
