//! Stage three: where lines end, from widths alone.
//!
//! A *unit* is what stands between two places where a line may end (UAX #14).
//! Wrapping adds up units and touches no glyph, so a new width costs a
//! fraction of a millisecond for a megabyte of text.

use super::shape::ShapedBlock;

/// Text that lines don't break inside, unless it is wider than a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Cell after the last.
    pub end: u32,
    /// Width in em without the white space at its end.
    pub width: f32,
    /// Width in em of the white space at its end, which may hang.
    pub space: f32,
    /// Whether a line ends after it whatever the width.
    pub mandatory: bool,
}

/// The units of a block, in logical order; they tile its cells.
pub fn units(block: &ShapedBlock) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut unit = Unit {
        end: 0,
        width: 0.0,
        space: 0.0,
        mandatory: false,
    };
    let mut previous_mandatory = false;
    for (index, cell) in block.cells.iter().enumerate() {
        if index > 0 && (cell.breaks_before() || previous_mandatory) {
            units.push(Unit {
                end: index as u32,
                mandatory: previous_mandatory,
                ..unit
            });
            unit.width = 0.0;
            unit.space = 0.0;
        }
        if cell.is_space() {
            unit.space += cell.advance;
        } else {
            unit.width += unit.space + cell.advance;
            unit.space = 0.0;
        }
        previous_mandatory = cell.must_break_after();
    }
    if !block.cells.is_empty() {
        units.push(Unit {
            end: block.cells.len() as u32,
            mandatory: true,
            ..unit
        });
    }
    units
}

/// The ends of a block's lines, as indexes after their last cells, for a
/// width in em; at least one, so that an empty block has an empty line.
pub fn wrap(block: &ShapedBlock, units: &[Unit], width: f32) -> Vec<u32> {
    let mut ends = Vec::with_capacity(units.len() / 8 + 1);
    let mut line_start = 0;
    let mut pen = 0.0_f32;
    let mut unit_start = 0;
    for unit in units {
        if pen + unit.width > width && unit_start > line_start {
            ends.push(unit_start);
            line_start = unit_start;
            pen = 0.0;
        }
        if unit.width > width {
            break_inside(block, unit_start, unit, width, &mut ends);
            line_start = ends.last().copied().unwrap_or(line_start).max(line_start);
            pen = advance(block, line_start, unit.end);
        } else {
            pen += unit.width + unit.space;
        }
        unit_start = unit.end;
        if unit.mandatory {
            ends.push(unit.end);
            line_start = unit.end;
            pen = 0.0;
        }
    }
    if ends.is_empty() {
        ends.push(0);
    }
    ends
}

/// Breaks a unit that is wider than a line between shaping clusters; at least
/// one cluster stays on each line.
fn break_inside(
    block: &ShapedBlock,
    unit_start: u32,
    unit: &Unit,
    width: f32,
    ends: &mut Vec<u32>,
) {
    let mut line_start = unit_start;
    // Start of the cluster in hand, and the width from the line's start to it.
    let mut cluster = unit_start;
    let mut before_cluster = 0.0_f32;
    let mut pen = 0.0_f32;
    for index in unit_start..unit.end {
        let Some(cell) = block.cells.get(index as usize) else {
            return;
        };
        if cell.is_cluster_start() {
            cluster = index;
            before_cluster = pen;
        }
        pen += cell.advance;
        if pen > width && cluster > line_start && !cell.is_space() {
            ends.push(cluster);
            line_start = cluster;
            pen -= before_cluster;
            before_cluster = 0.0;
        }
    }
}

fn advance(block: &ShapedBlock, from: u32, to: u32) -> f32 {
    block
        .cells
        .get(from as usize..to as usize)
        .unwrap_or_default()
        .iter()
        .map(|cell| cell.advance)
        .sum()
}
