//! What a person set once and wants to find again: `settings.ron` in the
//! folder that the system has for such things.
//!
//! Nothing in that file can prevent a start: every field that can't be read is
//! reported and takes its default, and the others keep their values.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use ron::value::RawValue;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::save::{SaveError, write_atomically};

/// How many recent files are remembered.
pub const MAX_RECENT: usize = 20;

/// Text sizes are kept between these, in points.
pub const TEXT_SIZE_POINTS: std::ops::RangeInclusive<f32> = 8.0..=96.0;

/// The longest time after which a document is saved by itself, in minutes.
pub const MAX_AUTOSAVE_MINUTES: u32 = 24 * 60;

/// A settings file longer than this is not one, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// What is kept between two starts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// The language of the interface.
    pub language: LanguageSetting,
    /// The colours of the window.
    pub theme: ThemeSetting,
    /// The face of the article; `None` for the program's own choice.
    pub font: Option<String>,
    /// The size of the article's text, in points.
    pub text_size: f32,
    /// Whether characters that draw nothing are flagged on the page.
    pub show_hidden: bool,
    /// After how many minutes a changed document is saved by itself; 0 for
    /// never, [`MAX_AUTOSAVE_MINUTES`] at most.
    pub autosave_minutes: u32,
    /// Files opened last, the latest first; [`MAX_RECENT`] at most.
    pub recent: Vec<PathBuf>,
}

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LanguageSetting {
    /// The system's.
    #[default]
    System,
    /// Arabic.
    Arabic,
    /// English.
    English,
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeSetting {
    /// The system's.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The file's fields, each parsed on its own; fields of another version are
/// ignored.
#[derive(Deserialize)]
#[serde(rename = "Settings")]
struct RawSettings {
    #[serde(default)]
    language: Option<Box<RawValue>>,
    #[serde(default)]
    theme: Option<Box<RawValue>>,
    #[serde(default)]
    font: Option<Box<RawValue>>,
    #[serde(default)]
    text_size: Option<Box<RawValue>>,
    #[serde(default)]
    show_hidden: Option<Box<RawValue>>,
    #[serde(default)]
    autosave_minutes: Option<Box<RawValue>>,
    #[serde(default)]
    recent: Option<Box<RawValue>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: LanguageSetting::System,
            theme: ThemeSetting::System,
            font: None,
            text_size: 20.0,
            show_hidden: false,
            autosave_minutes: 0,
            recent: Vec::new(),
        }
    }
}

/// Where the program keeps what is nobody's file: journals and earlier
/// versions. `None` on a system that has no place for them.
pub fn data_folder() -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", "hashiya")?;
    Some(folders.data_local_dir().to_owned())
}

impl Settings {
    /// Where the settings are kept; `None` on a system that has no place for
    /// them.
    pub fn default_path() -> Option<PathBuf> {
        let folders = ProjectDirs::from("", "", "hashiya")?;
        Some(folders.config_dir().join("settings.ron"))
    }

    /// The settings kept in a file. What can't be read is reported to the log
    /// and takes its default.
    pub fn load(path: &Path) -> Self {
        match std::fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Self::default(),
            Ok(metadata) if metadata.len() > MAX_BYTES => {
                warn(path, &"it is too long");
                return Self::default();
            }
            _ => {}
        }
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) => {
                warn(path, &error);
                Self::default()
            }
        }
    }

    /// Writes the settings, whole or not at all; creates the folder.
    pub fn save(&self, path: &Path) -> Result<(), SaveError> {
        if let Some(folder) = path.parent()
            && let Err(error) = std::fs::create_dir_all(folder)
        {
            tracing::warn!("cannot create {}: {error}", folder.display());
        }
        write_atomically(path, self.to_ron().as_bytes())
    }

    /// Puts a file first among the recent ones.
    pub fn note_recent(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MAX_RECENT);
    }

    fn to_ron(&self) -> String {
        // RON holds text: a path that is none can't be kept.
        let recent = self.recent.iter().filter(|path| path.to_str().is_some());
        let writable = Self {
            recent: recent.cloned().collect(),
            ..self.clone()
        };
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        ron::ser::to_string_pretty(&writable, pretty).unwrap_or_default() + "\n"
    }

    fn parse(text: &str, path: &Path) -> Self {
        let raw: RawSettings = match options().from_str(text) {
            Ok(raw) => raw,
            Err(error) => {
                warn(path, &error);
                return Self::default();
            }
        };
        let mut settings = Self::default();
        field(&mut settings.language, "language", raw.language, path);
        field(&mut settings.theme, "theme", raw.theme, path);
        field(&mut settings.font, "font", raw.font, path);
        field(&mut settings.text_size, "text_size", raw.text_size, path);
        let shown = &mut settings.show_hidden;
        field(shown, "show_hidden", raw.show_hidden, path);
        let minutes = &mut settings.autosave_minutes;
        field(minutes, "autosave_minutes", raw.autosave_minutes, path);
        *minutes = (*minutes).min(MAX_AUTOSAVE_MINUTES);
        field(&mut settings.recent, "recent", raw.recent, path);
        let size = settings.text_size;
        if !TEXT_SIZE_POINTS.contains(&size) {
            warn(path, &format!("{size} is no size for text"));
            settings.text_size = Self::default().text_size;
        }
        settings.recent.truncate(MAX_RECENT);
        settings
    }
}

/// `Some(...)` need not be written.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

fn field<T: DeserializeOwned>(value: &mut T, name: &str, raw: Option<Box<RawValue>>, path: &Path) {
    let Some(raw) = raw else { return };
    match options().from_str(raw.get_ron()) {
        Ok(read) => *value = read,
        Err(error) => warn(path, &format!("{name}: {error}")),
    }
}

fn warn(path: &Path, why: &dyn std::fmt::Display) {
    let path = path.display();
    tracing::warn!("{path}: {why}; the default is used in its place");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Settings {
        Settings::parse(text, Path::new("settings.ron"))
    }

    #[test]
    fn settings_are_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/folder/settings.ron");
        assert_eq!(Settings::load(&path), Settings::default());
        let mut settings = Settings {
            language: LanguageSetting::Arabic,
            theme: ThemeSetting::Dark,
            font: Some("Amiri".into()),
            text_size: 24.5,
            show_hidden: true,
            autosave_minutes: 5,
            recent: vec![],
        };
        settings.note_recent(Path::new("/a/مقال.txt"));
        settings.note_recent(Path::new("/b"));
        settings.note_recent(Path::new("/a/مقال.txt"));
        assert_eq!(settings.recent, ["/a/مقال.txt", "/b"].map(PathBuf::from));
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path), settings);
    }

    #[test]
    fn one_bad_setting_takes_its_default_and_spoils_no_other() {
        let bad_theme = parse("(language: Arabic, theme: Purple, later: [1], text_size: \"x\")");
        let expected = Settings {
            language: LanguageSetting::Arabic,
            ..Settings::default()
        };
        assert_eq!(bad_theme, expected);
        for size in ["inf", "NaN", "-3.0", "1e30", "0"] {
            assert_eq!(
                parse(&format!("(text_size: {size})")),
                Settings::default(),
                "{size}"
            );
        }
    }

    #[test]
    fn no_file_prevents_a_start() {
        for text in [
            "",
            "(",
            "[]",
            "قال",
            "(language: Arabic",
            &"(".repeat(100_000),
        ] {
            assert_eq!(parse(text), Settings::default(), "{text:.20}");
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(folder.path()), Settings::default());
        let binary = folder.path().join("binary");
        std::fs::write(&binary, b"\xFF\xFE\x00").unwrap();
        assert_eq!(Settings::load(&binary), Settings::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_does_not_prevent_saving() {
        use std::os::unix::ffi::OsStrExt;
        let mut settings = Settings::default();
        settings.note_recent(Path::new("/good"));
        settings.note_recent(Path::new(std::ffi::OsStr::from_bytes(b"/bad\xFF")));
        assert_eq!(parse(&settings.to_ron()).recent, [PathBuf::from("/good")]);
    }
}
