//! What a drag selects: the text the pointer has crossed.
//!
//! Where directions meet, one edge on the line is two places in the text:
//! right of a number in Arabic is both before its first digit and after its
//! last. Of the places at either end of a drag those are taken whose text
//! differs least from what lies between the two points as the eye sees it.

use super::column::{Column, LineId};
use super::hit::CaretPlace;
use super::motion::ColumnCaret;
use super::place::PlacedLine;
use crate::text::ByteOffset;

/// A point of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The line.
    pub line: LineId,
    /// Pixels from the column's left edge.
    pub x: f32,
}

/// Where a drag began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DragStart {
    /// At a point of the page.
    Point(Point),
    /// At a place in the text that stays: the anchor of a selection extended.
    Offset(ByteOffset),
}

/// One end of a drag on its line.
struct End {
    line: PlacedLine,
    id: LineId,
    x: f32,
}

impl Column {
    /// The anchor and the focus of the selection dragged from `start` to `to`.
    pub fn dragged(&mut self, start: DragStart, to: Point) -> (ByteOffset, ColumnCaret) {
        let end = self.end(to);
        let focuses = self.carets(&end);
        let (anchors, begin) = match start {
            DragStart::Offset(offset) => (vec![ColumnCaret::before(offset)], None),
            DragStart::Point(point) => {
                let begin = self.end(point);
                (self.carets(&begin), Some(begin))
            }
        };
        let begin = begin.as_ref();
        let mut best = (f32::INFINITY, ByteOffset::default(), ColumnCaret::default());
        for anchor in &anchors {
            for focus in &focuses {
                let cost = self.mismatch(begin, &end, anchor.offset, focus.offset);
                if cost + 0.01 < best.0 {
                    best = (cost, anchor.offset, *focus);
                }
            }
        }
        (best.1, best.2)
    }

    fn end(&mut self, point: Point) -> End {
        let line = self.place_line(point.line);
        End {
            x: point.x.clamp(line.x0, line.x1.max(line.x0)),
            id: point.line,
            line,
        }
    }

    /// The one or two carets at the edge nearest to a point.
    fn carets(&self, end: &End) -> Vec<ColumnCaret> {
        end.line
            .places_near(end.x)
            .into_iter()
            .map(|place| ColumnCaret {
                offset: self.offset_in(end.id.block, place.offset),
                after_previous: place.after_previous,
            })
            .collect()
    }

    /// How many pixels of the lines at both ends are selected but not crossed
    /// or crossed but not selected.
    fn mismatch(
        &self,
        begin: Option<&End>,
        end: &End,
        anchor: ByteOffset,
        focus: ByteOffset,
    ) -> f32 {
        let Some(begin) = begin else { return 0.0 };
        if begin.id == end.id {
            let (left, right) = (begin.x.min(end.x), begin.x.max(end.x));
            return self.differing(end, anchor, focus, left, right);
        }
        let (earlier, later) = if begin.id < end.id {
            (begin, end)
        } else {
            (end, begin)
        };
        let rtl = end.line.base_level % 2 == 1;
        let (a, b) = if rtl {
            ((f32::MIN, earlier.x), (later.x, f32::MAX))
        } else {
            ((earlier.x, f32::MAX), (f32::MIN, later.x))
        };
        self.differing(earlier, anchor, focus, a.0, a.1)
            + self.differing(later, anchor, focus, b.0, b.1)
    }

    fn differing(&self, end: &End, a: ByteOffset, b: ByteOffset, left: f32, right: f32) -> f32 {
        let block = self.offset_in(end.id.block, 0).0;
        let (start, stop) = (a.min(b).0, a.max(b).0);
        end.line
            .cells
            .iter()
            .filter(|cell| {
                let at = block + cell.start as usize;
                let selected = start <= at && at < stop;
                let middle = (cell.x0 + cell.x1) / 2.0;
                selected != (left < middle && middle < right)
            })
            .map(|cell| cell.x1 - cell.x0)
            .sum()
    }
}

impl PlacedLine {
    /// The places a caret has at the edge nearest to `x`: that of the cell
    /// there first, then, if it is another, that of the cell beyond the edge.
    pub fn places_near(&self, x: f32) -> Vec<CaretPlace> {
        let mut places = vec![self.hit(x)];
        let Some(cell) = self.index_near(x) else {
            return places;
        };
        let (x0, x1) = self.extent(cell);
        let right = x > (x0 + x1) / 2.0;
        let cells = self.cells.iter().enumerate();
        let mut wide = cells.filter(|(_, cell)| cell.x1 > cell.x0);
        let beyond = if right {
            wide.find(|(_, cell)| cell.x0 >= x1)
        } else {
            wide.rfind(|(_, cell)| cell.x1 <= x0)
        };
        if let Some((beyond, _)) = beyond {
            // Seen from the cell beyond, the edge is on its other side.
            let place = self.beside(beyond, !right);
            if place.offset != places[0].offset {
                places.push(place);
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Article;
    use crate::typeset::{Base, Family, FontStack, Fonts, Measure, Weight};
    use std::sync::Arc;

    /// «sent 560 soldiers to», in Arabic.
    const TEXT: &str = "\u{623}\u{631}\u{633}\u{644} 560 \u{62C}\u{646}\u{62F}\u{64A}\u{627} \u{625}\u{644}\u{649}";

    fn column() -> Column {
        let stack = FontStack::new(
            Fonts::bundled().unwrap(),
            Family::NotoNaskh,
            Weight::Regular,
        );
        let measure = Measure {
            width: 600.0,
            size: 20.0,
        };
        let article = Article::new(TEXT, false).unwrap();
        Column::new(article, Base::RightToLeft, Arc::new(stack), measure)
    }

    /// Drags between the points at these parts of two cells, from their left edges.
    fn drag(from: (char, f32), to: (char, f32)) -> String {
        let mut column = column();
        let line = column.place_line(LineId::default());
        let point = |(c, part): (char, f32)| {
            let at = TEXT.find(c).unwrap() as u32;
            let cell = line.cells.iter().find(|cell| cell.start == at).unwrap();
            Point {
                line: LineId::default(),
                x: cell.x0 + (cell.x1 - cell.x0) * part,
            }
        };
        let (anchor, focus) = column.dragged(DragStart::Point(point(from)), point(to));
        let (start, end) = (anchor.min(focus.offset), anchor.max(focus.offset));
        TEXT[start.0..end.0].to_owned()
    }

    #[test]
    fn a_drag_from_the_right_edge_of_a_number_takes_the_number() {
        let soldiers = "560 \u{62C}\u{646}\u{62F}\u{64A}\u{627}";
        // The last letter of the word is the one at its left end.
        let alef = '\u{64A}';
        assert_eq!(drag(('0', 0.9), (alef, 0.9)), "560 \u{62C}\u{646}\u{62F}");
        assert_eq!(drag(('0', 0.9), ('\u{625}', 1.1)), format!("{soldiers} "));
        assert_eq!(drag(('\u{625}', 1.1), ('0', 0.9)), format!("{soldiers} "));
    }

    #[test]
    fn inside_a_number_digits_are_taken_as_they_are_crossed() {
        assert_eq!(drag(('0', 0.9), ('6', 0.9)), "0");
        assert_eq!(drag(('5', 0.1), ('6', 0.9)), "56");
        assert_eq!(drag(('5', 0.1), ('0', 0.9)), "560");
        assert_eq!(drag(('0', 0.9), ('5', 0.1)), "560");
    }
}
