//! What a person likes, independent of any document.
//!
//! Invariant: every value is within its bounds, whatever a file said. Does not
//! know where preferences are kept.

use super::i18n::Language;

/// The smallest and the largest text size of the reading view, in points.
pub const TEXT_SIZE_RANGE_PTS: (f32, f32) = (8.0, 72.0);

/// The text size of the reading view where none was chosen, in points.
pub const DEFAULT_TEXT_SIZE_PTS: f32 = 20.0;

/// By how much one step of zoom changes the text size.
const ZOOM_STEP: f32 = 1.1;

/// Which theme the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// The system's.
    #[default]
    System,
    /// Dark text on a light page.
    Light,
    /// Light text on a dark page.
    Dark,
}

/// Which language the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LanguageChoice {
    /// The system's.
    #[default]
    System,
    /// This one, whatever the system's is.
    Fixed(Language),
}

/// Which face articles are read in.
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

/// Everything a person can set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preferences {
    /// The theme.
    pub theme: ThemeChoice,
    /// The language of the interface.
    pub language: LanguageChoice,
    /// The face of the reading view.
    pub font: ReadingFont,
    /// Whether the list of annotations is shown.
    pub side_panel: bool,
    text_size_pts: f32,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            language: LanguageChoice::default(),
            font: ReadingFont::default(),
            side_panel: true,
            text_size_pts: DEFAULT_TEXT_SIZE_PTS,
        }
    }
}

impl LanguageChoice {
    /// The language to speak.
    pub fn language(self) -> Language {
        match self {
            Self::System => Language::of_system(),
            Self::Fixed(language) => language,
        }
    }
}

impl ReadingFont {
    /// The name the face goes by on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotoNaskh => "noto-naskh",
            Self::Scheherazade => "scheherazade",
            Self::Amiri => "amiri",
            Self::Vazirmatn => "vazirmatn",
        }
    }
}

impl Preferences {
    /// The text size of the reading view in points, within
    /// [`TEXT_SIZE_RANGE_PTS`].
    pub fn text_size_pts(&self) -> f32 {
        self.text_size_pts
    }

    /// Sets the text size in points, held within [`TEXT_SIZE_RANGE_PTS`]; a
    /// size that is not a number changes nothing.
    pub fn set_text_size_pts(&mut self, size: f32) {
        let (smallest, largest) = TEXT_SIZE_RANGE_PTS;
        if !size.is_nan() {
            self.text_size_pts = size.clamp(smallest, largest);
        }
    }

    /// Takes so many steps of zoom as [`Self::zoom`] does; none at all gives
    /// the usual size back.
    pub fn zoom_or_reset(&mut self, steps: i32) {
        if steps == 0 {
            self.text_size_pts = DEFAULT_TEXT_SIZE_PTS;
        } else {
            self.zoom(steps);
        }
    }

    /// Takes so many steps of zoom in (positive) or out (negative).
    pub fn zoom(&mut self, steps: i32) {
        self.set_text_size_pts(self.text_size_pts * ZOOM_STEP.powi(steps));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_stays_within_its_bounds_and_comes_back() {
        let mut preferences = Preferences::default();
        preferences.zoom(1);
        preferences.zoom(-1);
        assert!((preferences.text_size_pts() - DEFAULT_TEXT_SIZE_PTS).abs() < 1e-3);
        preferences.zoom(1000);
        assert_eq!(preferences.text_size_pts(), TEXT_SIZE_RANGE_PTS.1);
        preferences.set_text_size_pts(f32::NAN);
        preferences.zoom(-1000);
        assert_eq!(preferences.text_size_pts(), TEXT_SIZE_RANGE_PTS.0);
    }
}
