//! The faces an article can be read in.
//!
//! Invariant: a name that no face has stands for the first face. Knows the
//! names alone; the faces themselves are the typesetter's.

/// A face to read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReadingFont {
    /// Noto Naskh Arabic.
    #[default]
    NotoNaskh,
    /// Scheherazade New.
    Scheherazade,
    /// Amiri.
    Amiri,
    /// Vazirmatn.
    Vazirmatn,
}

impl ReadingFont {
    /// Every face.
    pub const ALL: [Self; 4] = [
        Self::NotoNaskh,
        Self::Scheherazade,
        Self::Amiri,
        Self::Vazirmatn,
    ];

    /// The name the face goes by in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotoNaskh => "noto-naskh",
            Self::Scheherazade => "scheherazade",
            Self::Amiri => "amiri",
            Self::Vazirmatn => "vazirmatn",
        }
    }

    /// The face of that name; the first where there is none.
    pub fn named(name: Option<&str>) -> Self {
        let wanted = name.unwrap_or_default();
        let found = Self::ALL.into_iter().find(|font| font.name() == wanted);
        found.unwrap_or_default()
    }
}
