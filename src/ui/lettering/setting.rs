//! A label's text set in lines: shaped, wrapped or cut short, and placed.
//!
//! Everything is in pixels and bytes; colours, screens and egui are unknown
//! here. Results are kept by what they were made from, so that a text that
//! stays on the screen is set once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::direction::needs_ordering;
use crate::typeset::analyse::first_strong_is_rtl;
use crate::typeset::place::place;
use crate::typeset::wrap::{units, wrap};
use crate::typeset::{
    Base, Family, FontStack, Fonts, Measure, PlacedLine, ShapedBlock, Shaper, Weight,
};

/// How a text is to be set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Pixels in an em; more than nothing, and finite.
    pub size: f32,
    /// Regular or bold.
    pub weight: Weight,
    /// Width in pixels beyond which lines end; may be infinite.
    pub width: f32,
    /// Lines beyond this many are left out, and the last is cut short to show it.
    pub max_lines: usize,
    /// What stands for the text left out.
    pub ellipsis: Option<char>,
    /// Whether a line feed begins a paragraph.
    pub paragraphs: bool,
}

impl Style {
    /// One line of any width.
    pub fn one_line(size: f32, weight: Weight) -> Self {
        Self {
            size,
            weight,
            width: f32::INFINITY,
            max_lines: usize::MAX,
            ellipsis: None,
            paragraphs: false,
        }
    }

    fn hash(&self, state: &mut DefaultHasher) {
        self.size.to_bits().hash(state);
        (self.weight == Weight::Bold).hash(state);
        self.width.to_bits().hash(state);
        self.max_lines.hash(state);
        self.ellipsis.hash(state);
        self.paragraphs.hash(state);
    }
}

/// A line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct SetLine {
    /// The line, its text's left edge at [`PlacedLine::x0`]; offsets in it
    /// count from `start`.
    pub line: PlacedLine,
    /// Byte of the whole text from which the line's offsets count.
    pub start: usize,
    /// Byte of the whole text up to which the line shows it; what stands after
    /// it on the line is an ellipsis.
    pub end: usize,
}

impl SetLine {
    /// Width in pixels, without white space at the end.
    pub fn width(&self) -> f32 {
        self.line.x1 - self.line.x0
    }

    /// Left and right edge in pixels, with white space at the end.
    pub fn extent(&self) -> (f32, f32) {
        let first = self.line.cells.first().map_or(self.line.x0, |c| c.x0);
        let last = self.line.cells.last().map_or(self.line.x1, |c| c.x1);
        (first, last)
    }
}

/// A text in lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetText {
    /// From top to bottom.
    pub lines: Vec<SetLine>,
    /// Whether the text as a whole runs from right to left.
    pub rtl: bool,
}

impl SetText {
    /// Width of the widest line in pixels, white space at its end not counted.
    pub fn width(&self) -> f32 {
        self.lines.iter().map(SetLine::width).fold(0.0, f32::max)
    }
}

/// Texts not asked for in so many passes are forgotten.
const FORGET_AFTER: u64 = 300;
/// With more texts than this kept, those not on the screen are forgotten at once.
const MANY: usize = 2000;

struct Kept {
    text: String,
    style: Style,
    set: Arc<SetText>,
    used: u64,
}

/// Sets texts and keeps them.
pub struct Setter {
    regular: Arc<FontStack>,
    bold: FontStack,
    shaper: Shaper,
    kept: HashMap<u64, Kept>,
    pass: u64,
}

impl Setter {
    /// A setter in the faces of the interface.
    pub fn new(fonts: &Arc<Fonts>) -> Self {
        let stack = |weight| FontStack::new(Arc::clone(fonts), Family::Vazirmatn, weight);
        Self {
            regular: Arc::new(stack(Weight::Regular)),
            bold: stack(Weight::Bold),
            shaper: Shaper::default(),
            kept: HashMap::new(),
            pass: 0,
        }
    }

    /// The faces of regular weight in the order in which they are asked.
    pub fn stack(&self) -> &Arc<FontStack> {
        &self.regular
    }

    /// The faces.
    pub fn fonts(&self) -> &Arc<Fonts> {
        self.regular.fonts()
    }

    /// Height above and depth below the baseline of the interface's face, in em.
    pub fn ascent_and_descent(&self) -> (f32, f32) {
        let face = self.fonts().face(self.regular.primary());
        (face.ascent, face.descent)
    }

    /// Says that a pass has ended: texts that no pass asks for any more are
    /// forgotten in time.
    pub fn end_pass(&mut self) {
        self.pass += 1;
        let crowded = self.kept.len() > MANY;
        if crowded || self.pass.is_multiple_of(64) {
            let patience = if crowded { 2 } else { FORGET_AFTER };
            let oldest = self.pass.saturating_sub(patience);
            self.kept.retain(|_, kept| kept.used >= oldest);
        }
    }

    #[cfg(test)]
    fn kept(&self) -> usize {
        self.kept.len()
    }

    /// A text set in lines: at once if it was set before.
    pub fn set(&mut self, text: &str, style: Style) -> Arc<SetText> {
        let mut state = DefaultHasher::new();
        text.hash(&mut state);
        style.hash(&mut state);
        let key = state.finish();
        let pass = self.pass;
        if let Some(kept) = self.kept.get_mut(&key)
            && kept.text == text
            && kept.style == style
        {
            kept.used = pass;
            return Arc::clone(&kept.set);
        }
        let set = Arc::new(self.set_anew(text, style));
        let kept = Kept {
            text: text.to_owned(),
            style,
            set: Arc::clone(&set),
            used: pass,
        };
        self.kept.insert(key, kept);
        set
    }

    fn set_anew(&mut self, text: &str, style: Style) -> SetText {
        // Arabic digits alone stand as they would among Arabic words.
        let rtl = first_strong_is_rtl(text).unwrap_or_else(|| needs_ordering(text));
        let mut set = SetText {
            lines: Vec::new(),
            rtl,
        };
        for (start, paragraph) in paragraphs(text, style.paragraphs) {
            // A paragraph without a letter runs as the whole text does.
            let base = Base::of_rtl(first_strong_is_rtl(paragraph).unwrap_or(rtl));
            if set.lines.len() == style.max_lines {
                self.mark_cut(text, style, &mut set);
                break;
            }
            if self.set_paragraph(start, paragraph, base, style, &mut set) {
                break;
            }
        }
        set
    }

    /// Adds the lines of a paragraph; true if there were too many.
    fn set_paragraph(
        &mut self,
        start: usize,
        paragraph: &str,
        base: Base,
        style: Style,
        set: &mut SetText,
    ) -> bool {
        let shaped = self.shape(paragraph, base, style.weight);
        let ends = wrap(&shaped, &units(&shaped), style.width / style.size);
        let free = style.max_lines.saturating_sub(set.lines.len());
        let cut = ends.len() > free;
        let whole = if cut {
            free.saturating_sub(1)
        } else {
            ends.len()
        };
        let mut from = 0;
        for &to in ends.iter().take(whole) {
            let line = self.placed(&shaped, from, to as usize, style);
            set.lines.push(SetLine {
                start,
                end: start + line.end as usize,
                line,
            });
            from = to as usize;
        }
        if cut && free > 0 {
            let rest = shaped.cells.get(from).map_or(shaped.text_len, |c| c.start) as usize;
            let tail = paragraph.get(rest..).unwrap_or_default();
            let line = self.cut_short(start + rest, tail, base, style);
            set.lines.push(line);
        }
        cut
    }

    /// Ends the last line with an ellipsis: paragraphs after it were left out.
    fn mark_cut(&mut self, text: &str, style: Style, set: &mut SetText) {
        let Some(last) = set.lines.pop() else { return };
        let start = last.start + last.line.start as usize;
        let shown = text.get(start..last.end).unwrap_or_default();
        let base = Base::of_rtl(last.line.base_level % 2 == 1);
        let line = self.cut_short(start, shown, base, style);
        set.lines.push(line);
    }

    /// As much of a text as fits on one line before an ellipsis, which ends it
    /// as it is read: at the left where the text runs from right to left.
    fn cut_short(&mut self, start: usize, text: &str, base: Base, style: Style) -> SetLine {
        let limit = style.width / style.size;
        let ellipsis: String = style.ellipsis.into_iter().collect();
        let whole = self.shape(text, base, style.weight);
        let spare = limit - advance(&self.shape(&ellipsis, base, style.weight));
        let mut pen = 0.0_f32;
        let mut cut = 0;
        for (index, cell) in whole.cells.iter().enumerate() {
            pen += cell.advance;
            if pen > spare {
                break;
            }
            cut = index + 1;
        }
        // Letters that end a word may be wider than the same letters inside it.
        loop {
            while cut > 0 && whole.cells.get(cut).is_some_and(|c| !c.is_cluster_start()) {
                cut -= 1;
            }
            let end = whole
                .cells
                .get(cut)
                .map_or(text.len(), |c| c.start as usize);
            let kept = text.get(..end).unwrap_or_default().trim_end();
            let shaped = self.shape(&format!("{kept}{ellipsis}"), base, style.weight);
            if cut == 0 || advance(&shaped) <= limit {
                return SetLine {
                    line: self.placed(&shaped, 0, shaped.cells.len(), style),
                    start,
                    end: start + kept.len(),
                };
            }
            cut -= 1;
        }
    }

    fn shape(&mut self, text: &str, base: Base, weight: Weight) -> ShapedBlock {
        let stack = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        self.shaper.shape(text, base, stack)
    }

    fn placed(&self, shaped: &ShapedBlock, from: usize, to: usize, style: Style) -> PlacedLine {
        let measure = Measure {
            width: 0.0,
            size: style.size,
        };
        place(shaped, self.regular.fonts(), from, to, measure)
    }
}

fn advance(shaped: &ShapedBlock) -> f32 {
    shaped.cells.iter().map(|cell| cell.advance).sum()
}

/// The paragraphs of a text and where they begin, without their line feeds.
fn paragraphs(text: &str, split: bool) -> impl Iterator<Item = (usize, &str)> {
    let mut pieces = split.then(|| text.split('\n'));
    let mut whole = (!split).then_some(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        let piece = match &mut pieces {
            Some(pieces) => pieces.next()?,
            None => whole.take()?,
        };
        let start = at;
        at += piece.len() + 1;
        Some((start, piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "زار الوزير مدينة القاهرة (560 جنديا) ثم عاد إلى NATO مساء";

    fn setter() -> Setter {
        Setter::new(&Fonts::bundled().unwrap())
    }

    fn style(width: f32, max_lines: usize) -> Style {
        Style {
            width,
            max_lines,
            ellipsis: Some('…'),
            paragraphs: true,
            ..Style::one_line(16.0, Weight::Regular)
        }
    }

    #[test]
    fn the_lines_of_a_label_tile_its_text_and_fit() {
        let text = format!("{TEXT}\n\n{TEXT}");
        for width in [60.0, 120.0, 333.0] {
            let set = setter().set(&text, style(width, usize::MAX));
            let mut at = 0;
            for line in &set.lines {
                let start = line.start + line.line.start as usize;
                assert!(start == at || start == at + 1, "{start} after {at}");
                assert!(line.width() <= width + 0.01);
                at = line.end;
            }
            assert_eq!(at, text.len());
            assert!(set.rtl);
        }
    }

    #[test]
    fn a_text_cut_short_ends_with_an_ellipsis_at_its_left() {
        let mut setter = setter();
        for width in [40.0, 100.0, 200.0] {
            let set = setter.set(TEXT, style(width, 1));
            assert_eq!(set.lines.len(), 1);
            let line = &set.lines[0];
            assert!(line.width() <= width && line.width() > width * 0.6);
            assert!(TEXT.is_char_boundary(line.end) && line.end < TEXT.len());
            let leftmost = line.line.cells.first().unwrap();
            assert_eq!(leftmost.start as usize, line.end, "the ellipsis");
        }
        let latin = setter.set("Two words حفظ and many more", style(120.0, 1));
        let line = &latin.lines[0];
        assert_eq!(line.line.cells.last().unwrap().start as usize, line.end);
    }

    #[test]
    fn a_text_that_fits_is_not_cut() {
        let set = setter().set(TEXT, style(2000.0, 1));
        assert_eq!(set.lines.len(), 1);
        assert_eq!(set.lines[0].end, TEXT.len());
    }

    #[test]
    fn a_second_line_that_is_cut_and_one_before_a_lost_paragraph() {
        let set = setter().set(TEXT, style(120.0, 2));
        assert_eq!(set.lines.len(), 2);
        assert_eq!(set.lines[1].start, set.lines[0].end);
        let set = setter().set("سطر\nسطر", style(120.0, 1));
        assert_eq!(set.lines.len(), 1);
        assert_eq!(
            set.lines[0].line.cells.len(),
            4,
            "three letters and an ellipsis"
        );
    }

    #[test]
    fn a_text_is_set_once_and_forgotten_in_time() {
        let mut setter = setter();
        let one = setter.set(TEXT, style(100.0, 1));
        let two = setter.set(TEXT, style(100.0, 1));
        assert!(Arc::ptr_eq(&one, &two));
        assert!(!Arc::ptr_eq(&one, &setter.set(TEXT, style(101.0, 1))));
        assert_eq!(setter.kept(), 2);
        for _ in 0..2 * FORGET_AFTER {
            setter.end_pass();
        }
        assert_eq!(setter.kept(), 0);
    }
}
