//! What `render` and `layout` share: how a text is to be set.

use std::str::FromStr;
use std::sync::Arc;

use crate::typeset::{Family, FontStack, Fonts, Weight};

/// Widths a command accepts, in pixels.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 100..=8_000;

/// A family by its name, for clap.
#[derive(Clone, Copy, Debug, Default)]
pub struct FontName(pub Family);

impl FromStr for FontName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Family::from_name(name).map(FontName).ok_or_else(|| {
            let known = Family::ALL.map(Family::name).join(", ");
            format!("no such font is bundled; there are: {known}")
        })
    }
}

impl std::fmt::Display for FontName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FontName {
    /// The faces of the family.
    pub fn stack(self) -> anyhow::Result<Arc<FontStack>> {
        let fonts = Fonts::bundled()?;
        Ok(Arc::new(FontStack::new(fonts, self.0, Weight::Regular)))
    }
}

/// Reads a size in pixels to the em: 6 to 200.
pub fn size(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(size) if (6.0..=200.0).contains(&size) => Ok(size),
        _ => Err("a size in pixels from 6 to 200 is wanted".into()),
    }
}

/// Reads a width in pixels.
pub fn width(text: &str) -> Result<u32, String> {
    match text.parse::<u32>() {
        Ok(width) if WIDTHS.contains(&width) => Ok(width),
        _ => Err(format!(
            "a width in pixels from {} to {} is wanted",
            WIDTHS.start(),
            WIDTHS.end()
        )),
    }
}
