//! `hashiya layout`: what the typesetter did, for tests and bug reports.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::setting::{FontName, size, width};
use crate::page::sheet::base_of;
use crate::text::ByteOffset;
use crate::text::Encoding;
use crate::typeset::Measure;
use crate::typeset::column::{Column, LineId};

/// Print where every line, glyph and character stands.
#[derive(Debug, clap::Args)]
pub struct LayoutArgs {
    /// An annotation file (NAME.hashiya.ron) or an article
    pub file: PathBuf,
    /// The article's encoding, such as windows-1256, where it is not UTF-8
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    pub encoding: Option<Encoding>,
    /// Width of the column in pixels
    #[arg(long, value_name = "PX", value_parser = width)]
    pub width: u32,
    /// Print JSON (the only form there is)
    #[arg(long, required = true)]
    pub json: bool,
    /// Size of the type in pixels to the em
    #[arg(long, value_name = "PX", default_value = "20", value_parser = size)]
    pub size: f32,
    /// Font to set it in
    #[arg(long, value_name = "NAME", default_value_t)]
    pub font: FontName,
}

/// Everything printed. Offsets are code points of the article, positions
/// pixels: x from the column's left edge, y of the baseline from the top of
/// the text, glyph y downwards from the baseline.
#[derive(Debug, Serialize)]
pub struct Layout {
    lines: Vec<Line>,
    /// The runs as they were shaped: what to give to another shaper to compare.
    runs: Vec<ShapedRun>,
}

#[derive(Debug, Serialize)]
struct Line {
    start: usize,
    end: usize,
    base_level: u8,
    x0: f32,
    x1: f32,
    baseline: f32,
    glyphs: Vec<LineGlyph>,
    cells: Vec<LineCell>,
}

#[derive(Debug, Serialize)]
struct LineGlyph {
    font: &'static str,
    id: u16,
    cluster: usize,
    x: f32,
    y: f32,
    advance: f32,
}

#[derive(Debug, Serialize)]
struct LineCell {
    start: usize,
    end: usize,
    x0: f32,
    x1: f32,
    level: u8,
}

/// A run in font units, as HarfBuzz would print it: glyph, cluster, dx, dy, ax.
#[derive(Debug, Serialize)]
struct ShapedRun {
    block: usize,
    start: usize,
    end: usize,
    level: u8,
    script: String,
    font: &'static str,
    glyphs: Vec<(u16, usize, i32, i32, i32)>,
}

/// Prints the layout of a whole file.
pub fn run(args: LayoutArgs) -> anyhow::Result<ExitCode> {
    let document = super::open(&args.file, args.encoding)?;
    let measure = Measure {
        width: args.width as f32,
        size: args.size,
    };
    let mut column = Column::new(
        document.article().clone(),
        base_of(&document),
        args.font.stack()?,
        measure,
    );
    let json = serde_json::to_vec(&layout(&mut column))?;
    super::write_out(&json)?;
    Ok(ExitCode::SUCCESS)
}

/// The layout of a whole column.
pub fn layout(column: &mut Column) -> Layout {
    let mut lines = Vec::new();
    let mut runs = Vec::new();
    let mut top = 0.0;
    for block in 0..column.blocks().count() {
        for line in 0..column.line_count(block) {
            let baseline = top + line as f32 * column.line_height() + column.baseline();
            lines.push(describe_line(column, LineId { block, line }, baseline));
        }
        top += column.block_height(block) as f32 * column.line_height();
        runs.extend(describe_runs(column, block));
    }
    Layout { lines, runs }
}

fn describe_line(column: &mut Column, id: LineId, baseline: f32) -> Line {
    let placed = column.place_line(id);
    let column = &*column;
    let chars = |local: u32| char_at(column, id.block, local);
    Line {
        start: chars(placed.start),
        end: chars(placed.end),
        base_level: placed.base_level,
        x0: placed.x0,
        x1: placed.x1,
        baseline,
        glyphs: placed
            .glyphs
            .iter()
            .map(|glyph| LineGlyph {
                font: column.stack().fonts().name_of(glyph.face),
                id: glyph.id,
                cluster: chars(glyph.cluster),
                x: glyph.x,
                y: glyph.y,
                advance: glyph.advance,
            })
            .collect(),
        cells: placed
            .cells
            .iter()
            .map(|cell| LineCell {
                start: chars(cell.start),
                end: chars(cell.end),
                x0: cell.x0,
                x1: cell.x1,
                level: cell.level,
            })
            .collect(),
    }
}

fn describe_runs(column: &mut Column, block: usize) -> Vec<ShapedRun> {
    let shaped = column.shaped(block).cloned().unwrap_or_default();
    let column = &*column;
    let chars = |local: u32| char_at(column, block, local);
    shaped
        .runs
        .iter()
        .map(|run| ShapedRun {
            block,
            start: chars(run.start),
            end: chars(run.end),
            level: run.level,
            script: String::from_utf8_lossy(&run.script).into_owned(),
            font: column.stack().fonts().name_of(run.face),
            glyphs: shaped.glyphs[run.glyphs.start as usize..run.glyphs.end as usize]
                .iter()
                .map(|g| (g.id, chars(g.cluster), g.x_offset, g.y_offset, g.x_advance))
                .collect(),
        })
        .collect()
}

fn char_at(column: &Column, block: usize, local: u32) -> usize {
    let at: ByteOffset = column.offset_in(block, local);
    column.article().char_offset(at).0
}
