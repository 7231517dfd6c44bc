//! The faces of the interface: bundled, and no other.
//!
//! Invariant: no system font is ever asked for, so a text looks the same
//! everywhere. The article's faces are the typesetter's affair.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::typeset::Fonts;
use crate::typeset::font::FontError;

/// Vazirmatn first; the others for what it lacks.
const FACES: [&str; 7] = [
    "Vazirmatn",
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Emoji",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
];

/// Installs the interface's faces; call once, before the first frame.
///
/// # Errors
/// Where a bundled font can't be read.
pub fn install(ctx: &egui::Context) -> Result<(), FontError> {
    let bundled = Fonts::bundled()?;
    let mut fonts = FontDefinitions::empty();
    let mut names = Vec::new();
    for face in FACES.iter().filter_map(|name| bundled.named(name)) {
        let data = Arc::new(FontData::from_static(face.data));
        fonts.font_data.insert(face.name.to_owned(), data);
        names.push(face.name.to_owned());
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, names.clone());
    }
    ctx.set_fonts(fonts);
    Ok(())
}
