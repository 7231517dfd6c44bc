//! The commands that need neither a display nor a graphics driver.
//!
//! Results go to standard output and problems to standard error, so that
//! either can be sent on; only `check`, whose result is the problems, prints
//! them to standard output.

pub mod apply;
pub mod check;
pub mod export;
pub mod layout;
pub mod merge;
pub mod reanchor;
pub mod recover;
pub mod render;
pub mod setting;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::document::Document;
use crate::formats::annotation_file::Seal;
use crate::store::{self, Opened};
use crate::text::Encoding;

pub use apply::ApplyArgs;
pub use check::CheckArgs;
pub use export::ExportArgs;
pub use layout::LayoutArgs;
pub use merge::MergeArgs;
pub use reanchor::ReanchorArgs;
pub use recover::RecoverArgs;
pub use render::RenderArgs;

/// The headless commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Check files: one line for each problem, exit status 1 if there is any
    Check(CheckArgs),
    /// Apply edits to annotations, one JSON object a line
    Apply(ApplyArgs),
    /// Write the annotations of a file as CSV or JSON
    Export(ExportArgs),
    /// Draw a file with its highlights as a PNG picture
    Render(RenderArgs),
    /// Merge two annotation files of the same text
    Merge(MergeArgs),
    /// Write work that was never saved into its annotation file
    Recover(RecoverArgs),
    /// Take annotations over onto another version of the article
    Reanchor(ReanchorArgs),
    /// Print where every line, glyph and character stands
    Layout(LayoutArgs),
}

impl Command {
    /// Runs the command; an error is for `main` to print.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Apply(args) => apply::run(args),
            Self::Check(args) => check::run(args),
            Self::Export(args) => export::run(args),
            Self::Render(args) => render::run(args),
            Self::Merge(args) => merge::run(args),
            Self::Recover(args) => recover::run(args),
            Self::Reanchor(args) => reanchor::run(args),
            Self::Layout(args) => layout::run(args),
        }
    }
}

/// Opens a file, with the work that was never saved to it. What could not be
/// read of an article in the encoding asked for is told on standard error.
fn open(path: &Path, encoding: Option<Encoding>) -> anyhow::Result<Document> {
    let opened = store::open_as(path, encoding)?;
    tell_broken_seal(&opened);
    if opened.replaced > 0 {
        let (name, count) = (path.display(), opened.replaced);
        eprintln!("hashiya: {name}: {count} places are no text in this encoding, and U+FFFD here");
    }
    let work = recover::work_for(&opened);
    Ok(work.map_or(opened.document, |work| work.document))
}

/// Says on standard error where a file is another than was written.
fn tell_broken_seal(opened: &Opened) {
    if opened.seal == Seal::Broken {
        let name = opened.path.display();
        eprintln!(
            "hashiya: {name}: changed since it was saved, by hand, by another program or by a fault of the disk. \
             Its text and places are right; names, values and notes may be others. \
             Saving it, or taking its last line away, makes it good."
        );
    }
}

/// Reads the name of an encoding.
fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::of_name(name).ok_or_else(|| {
        let offered = Encoding::OFFERED.map(Encoding::name).join(", ");
        format!("no encoding is called so; among others there are {offered}")
    })
}

/// Writes a result to standard output.
///
/// A reader that has seen enough, such as `head`, is no error.
fn write_out(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}
