//! `hashiya render`: a whole document as a picture, without display or GPU.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::setting::{FontName, size, width};
use crate::page::sheet::Sheet;
use crate::page::theme::Theme;
use crate::store;
use crate::text::Encoding;

/// Draw a file with its highlights as a PNG picture.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// An annotation file (NAME.hashiya.ron) or an article
    pub file: PathBuf,
    /// The article's encoding, such as windows-1256, where it is not UTF-8
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    pub encoding: Option<Encoding>,
    /// Write the picture here instead of NAME.png in the current folder
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Width of the picture in pixels
    #[arg(long, value_name = "PX", default_value = "900", value_parser = width)]
    pub width: u32,
    /// Colours
    #[arg(long, value_enum, default_value = "light")]
    pub theme: ThemeName,
    /// Size of the type in pixels to the em
    #[arg(long, value_name = "PX", default_value = "22", value_parser = size)]
    pub size: f32,
    /// Font to set it in
    #[arg(long, value_name = "NAME", default_value_t)]
    pub font: FontName,
    /// Flag characters that draw nothing: direction controls, zero-width characters, odd spaces
    #[arg(long)]
    pub hidden: bool,
    /// Refuse to draw a picture higher than this, in pixels
    #[arg(long, value_name = "PX", default_value = "30000", value_parser = clap::value_parser!(u32).range(100..=100_000))]
    pub max_height: u32,
}

/// The two themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ThemeName {
    /// Dark letters on a light page
    Light,
    /// Light letters on a dark page
    Dark,
}

/// Draws and writes the picture, and says where it is.
pub fn run(args: RenderArgs) -> anyhow::Result<ExitCode> {
    let document = super::open(&args.file, args.encoding)?;
    let theme = Theme::of(args.theme == ThemeName::Dark);
    let sheet = Sheet {
        document: &document,
        theme: &theme,
        stack: args.font.stack()?,
        width: args.width,
        size: args.size,
        hidden: args.hidden,
    };
    let picture = sheet
        .draw(args.max_height)
        .with_context(|| args.file.display().to_string())?;
    let out = args.out.unwrap_or_else(|| picture_name(&args.file));
    store::write_atomically(&out, &picture.to_png()?)?;
    let said = format!(
        "{} ({} x {} pixels)\n",
        out.display(),
        picture.width(),
        picture.height()
    );
    super::write_out(said.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// `NAME.png` for `…/NAME.txt` and `…/NAME.hashiya.ron`.
fn picture_name(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stem = name
        .strip_suffix(".hashiya.ron")
        .or_else(|| name.rsplit_once('.').map(|(stem, _)| stem))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(&name);
    PathBuf::from(format!("{stem}.png"))
}
