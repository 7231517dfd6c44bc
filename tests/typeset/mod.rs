//! The typesetter against Unicode, HarfBuzz and its own promises.

mod bidi;
mod harfbuzz;
pub mod properties;

use std::sync::Arc;

use hashiya::typeset::{Family, FontStack, Fonts, Weight};

/// The faces an article is read in.
pub fn naskh() -> Arc<FontStack> {
    let fonts = Fonts::bundled().unwrap();
    Arc::new(FontStack::new(fonts, Family::NotoNaskh, Weight::Regular))
}
