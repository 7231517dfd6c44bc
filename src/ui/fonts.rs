//! The faces of the interface: bundled, and no other.
//!
//! Invariant: no system font is ever asked for, so a text looks the same
//! everywhere. The article's faces are the typesetter's affair.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// Vazirmatn first; Noto Sans and Noto Naskh for what it lacks.
const FACES: [(&str, &[u8]); 3] = [
    (
        "Vazirmatn",
        include_bytes!("../../fonts/vazirmatn/Vazirmatn-Regular.ttf"),
    ),
    (
        "Noto Sans",
        include_bytes!("../../fonts/noto-sans/NotoSans-Regular.ttf"),
    ),
    (
        "Noto Naskh Arabic",
        include_bytes!("../../fonts/noto-naskh-arabic/NotoNaskhArabic-Regular.ttf"),
    ),
];

/// Installs the interface's faces; call once, before the first frame.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FACES {
        let data = Arc::new(FontData::from_static(bytes));
        fonts.font_data.insert(name.to_owned(), data);
    }
    let names: Vec<_> = FACES.iter().map(|(name, _)| (*name).to_owned()).collect();
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, names.clone());
    }
    ctx.set_fonts(fonts);
}
