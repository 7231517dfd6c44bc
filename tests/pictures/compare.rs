//! Pictures held against those kept in `tests/snapshots`.

use std::path::{Path, PathBuf};

use image::RgbaImage;

/// A difference of so little in a channel is none: another processor may round
/// an outline's edge the other way.
const NEARLY: u8 = 6;
/// So many pixels in a million may differ by more.
const STRAY: usize = 20;

/// Fails if a picture is not the one that is kept. After a change that is
/// meant, run with `HASHIYA_KEEP_SNAPSHOTS=1` and look at every new picture.
pub fn is_the_kept_one(name: &str, picture: &RgbaImage) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("{name}.png"));
    if std::env::var_os("HASHIYA_KEEP_SNAPSHOTS").is_some() {
        picture.save(&path).unwrap();
        return;
    }
    let kept = image::open(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .into_rgba8();
    let size = (picture.width(), picture.height());
    let different = if size == (kept.width(), kept.height()) {
        let differs = |(a, b): &(&image::Rgba<u8>, &image::Rgba<u8>)| {
            a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > NEARLY)
        };
        picture.pixels().zip(kept.pixels()).filter(differs).count()
    } else {
        usize::MAX
    };
    if different > STRAY * kept.pixels().len() / 1_000_000 {
        let new = temporary(name);
        picture.save(&new).unwrap();
        panic!(
            "{name}: {different} pixels differ; the new picture is {}",
            new.display()
        );
    }
}

fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("hashiya-{name}.new.png"))
}
