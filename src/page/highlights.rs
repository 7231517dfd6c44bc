//! From a document's annotations to what a page shows of them.
//!
//! A pure function of annotations, labels and theme, bounded by what is
//! visible. Two annotations that overlap never share a lane, and an
//! annotation keeps its lane while the text is scrolled.

use std::collections::{BTreeSet, HashMap};

use super::paint::{Highlight, PageColors};
use super::theme::{HighlightState, Rgba, Theme};
use crate::document::{Annotation, AnnotationId, Document, Spans};
use crate::text::ByteSpan;

/// The page's own colours in a theme.
pub fn page_colors(theme: &Theme) -> PageColors {
    PageColors {
        text: premultiplied(theme.page_text),
        selection: premultiplied(theme.selection()),
        caret: premultiplied(theme.caret),
        hit: premultiplied(theme.hit_bg),
        hit_current: premultiplied(theme.hit_current_bg),
        hit_edge: premultiplied(theme.hit_edge),
        ground: premultiplied(theme.page_bg),
        flag_direction: premultiplied(theme.danger),
        flag_other: premultiplied(theme.page_text_secondary),
        light_on_dark: theme.dark_mode,
    }
}

/// What is special about some of the annotations on a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attention<'a> {
    /// The chosen annotation.
    pub chosen: Option<AnnotationId>,
    /// Those that are chosen with it.
    pub with: Option<&'a BTreeSet<AnnotationId>>,
    /// The one under the pointer.
    pub hovered: Option<AnnotationId>,
    /// Whether the ends of the chosen one can be dragged, and so have handles.
    pub handles: bool,
    /// The text that the chosen one would have, while an end of it is dragged.
    pub held: Option<&'a Spans>,
}

/// The highlights of the annotations that meet `visible`, in reading order,
/// one for each piece of text that does; of two that begin together the longer
/// comes first and so lies below.
pub fn highlights(
    document: &Document,
    theme: &Theme,
    visible: ByteSpan,
    attention: Attention<'_>,
) -> Vec<Highlight> {
    let mut lanes = Lanes::new(document);
    let mut shown = Vec::new();
    let mut held = attention.held.and(attention.chosen);
    for annotation in document.annotations_around(visible) {
        held.take_if(|id| *id == annotation.id);
        let lane = lanes.next(annotation, annotation.span().start < visible.start);
        let seen = Seen {
            annotation,
            lane,
            attention,
        };
        seen.show(document, theme, visible, &mut shown);
    }
    // Dragged into view from where it is not.
    if let Some(annotation) = held.and_then(|id| document.annotation(id)) {
        let seen = Seen {
            annotation,
            lane: lanes.lane_before(annotation, FURTHEST_BACK),
            attention,
        };
        let mut pieces = Vec::new();
        seen.show(document, theme, visible, &mut pieces);
        let start = pieces.first().map(|piece| piece.span.start);
        let place = shown.iter().position(|it| Some(it.span.start) > start);
        let place = place.unwrap_or(shown.len());
        shown.splice(place..place, pieces);
    }
    shown
}

/// An annotation with its lane.
struct Seen<'a> {
    annotation: &'a Annotation,
    lane: u8,
    attention: Attention<'a>,
}

impl Seen<'_> {
    fn show(
        &self,
        document: &Document,
        theme: &Theme,
        visible: ByteSpan,
        shown: &mut Vec<Highlight>,
    ) {
        let Some(label) = document.labels().get(&self.annotation.label) else {
            return;
        };
        let color = label.color.0;
        let id = Some(self.annotation.id);
        let chosen = self.attention.chosen == id;
        let with = self.attention.with;
        let chosen_with = with.is_some_and(|with| with.contains(&self.annotation.id));
        let state = if chosen || chosen_with {
            HighlightState::Chosen
        } else if self.attention.hovered == id {
            HighlightState::Hovered
        } else {
            HighlightState::Usual
        };
        let held = self.attention.held.filter(|_| chosen);
        let pieces = held.unwrap_or(&self.annotation.spans).pieces().iter();
        let in_view = pieces.filter(|piece| piece.intersects(visible));
        shown.extend(in_view.map(|&span| Highlight {
            span,
            fill: premultiplied(theme.highlight(color, state)),
            edge: premultiplied(theme.edge(color)),
            lane: self.lane,
            chosen,
            handles: chosen && self.attention.handles,
        }));
    }
}

/// So many annotations out of view are asked for their lanes, at most.
const MOST_ASKED: usize = 512;
/// And so many steps back from one to one it begins in.
const FURTHEST_BACK: usize = 64;

/// Gives annotations their lanes: in reading order each takes the first that
/// none it begins in has taken. Where one begins out of view, those it begins
/// in are asked first, so that its lane does not depend on the view.
struct Lanes<'a> {
    document: &'a Document,
    /// Ends and lanes of the annotations before the one in hand that may
    /// still be open where it begins.
    open: Vec<(usize, u8)>,
    known: HashMap<AnnotationId, u8>,
    asked: usize,
}

impl<'a> Lanes<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            open: Vec::new(),
            known: HashMap::new(),
            asked: 0,
        }
    }

    /// The lane of the next annotation in reading order.
    fn next(&mut self, annotation: &Annotation, begins_out_of_view: bool) -> u8 {
        let taken = if begins_out_of_view {
            // All of these meet the edge of the view, and so each other.
            lanes(self.open.iter().map(|&(_, lane)| lane))
        } else {
            let start = annotation.span().start.0;
            self.open.retain(|&(end, _)| end > start);
            lanes(self.open.iter().map(|&(_, lane)| lane))
        };
        let mut lane = free(taken);
        if begins_out_of_view {
            let own = self.lane_before(annotation, FURTHEST_BACK);
            if taken >> own & 1 == 0 {
                lane = own;
            }
        }
        self.open.push((annotation.span().end.0, lane));
        lane
    }

    fn lane_before(&mut self, annotation: &Annotation, steps: usize) -> u8 {
        if let Some(&lane) = self.known.get(&annotation.id) {
            return lane;
        }
        let document = self.document;
        let mut taken = 0;
        let start = annotation.span().start.0;
        let around = document.annotations_around(ByteSpan::new(start, start + 1));
        for other in around.take_while(|other| other.id != annotation.id) {
            if steps == 0 || self.asked >= MOST_ASKED {
                break;
            }
            self.asked += 1;
            taken |= 1 << self.lane_before(other, steps - 1);
        }
        let lane = free(taken);
        self.known.insert(annotation.id, lane);
        lane
    }
}

/// Lanes as bits.
fn lanes(each: impl Iterator<Item = u8>) -> u64 {
    each.fold(0, |taken, lane| taken | 1 << lane)
}

/// The first lane not taken; more than 64 at one place share the last.
fn free(taken: u64) -> u8 {
    taken.trailing_ones().min(63) as u8
}

/// A straight colour as the painters want it.
pub fn premultiplied([r, g, b, a]: Rgba) -> Rgba {
    let times = |c: u8| ((u32::from(c) * u32::from(a) + 127) / 255) as u8;
    [times(r), times(g), times(b), a]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, LabelId, Selection, SourceInfo};
    use crate::text::Article;
    use proptest::prelude::*;

    fn document(spans: &[(usize, usize)]) -> Document {
        let source = SourceInfo::new("a.txt", [0; 32]);
        let article = Article::new("a".repeat(200), false).unwrap();
        let mut document = Document::new(article, source);
        for &(start, length) in spans {
            let span = ByteSpan::new(start, start + length);
            let label: LabelId = document.labels().iter().next().unwrap().id.clone();
            let change = Change::mark(document.fresh_id(), label, span);
            // The same span twice is refused.
            let _ = document.apply(change, Selection::default());
        }
        document
    }

    fn shown(document: &Document, start: usize, end: usize) -> Vec<(ByteSpan, u8)> {
        let visible = ByteSpan::new(start, end);
        let theme = Theme::dark();
        let found = highlights(document, &theme, visible, Attention::default());
        found.iter().map(|h| (h.span, h.lane)).collect()
    }

    #[test]
    fn crossing_annotations_never_share_a_lane() {
        // The third begins in the second only, whose lane is the second.
        let document = document(&[(0, 10), (5, 15), (12, 10), (21, 5)]);
        let lanes: Vec<u8> = shown(&document, 0, 200).iter().map(|h| h.1).collect();
        assert_eq!(lanes, [0, 1, 0, 1]);
    }

    #[test]
    fn what_is_held_is_shown_where_it_would_be_also_from_out_of_view() {
        let document = document(&[(0, 4), (2, 6), (100, 5)]);
        let theme = Theme::light();
        let held = Spans::from(ByteSpan::new(2, 12));
        let attention = Attention {
            chosen: Some(AnnotationId(2)),
            handles: true,
            held: Some(&held),
            ..Attention::default()
        };
        let shown = |from, to| {
            let found = highlights(&document, &theme, ByteSpan::new(from, to), attention);
            let all = found
                .iter()
                .map(|it| (it.span.start.0, it.span.end.0, it.lane, it.handles));
            all.collect::<Vec<_>>()
        };
        assert_eq!(shown(0, 20), [(0, 4, 0, false), (2, 12, 1, true)]);
        // Its own text, 2..8, is not in view.
        assert_eq!(shown(9, 20), [(2, 12, 1, true)]);
        assert_eq!(shown(90, 120), [(100, 105, 0, false)]);
        // It lies below what begins in it.
        let held = Spans::from(ByteSpan::new(2, 110));
        let attention = Attention {
            held: Some(&held),
            ..attention
        };
        let found = highlights(&document, &theme, ByteSpan::new(90, 120), attention);
        let starts = found.iter().map(|it| it.span.start.0);
        assert_eq!(starts.collect::<Vec<_>>(), [2, 100]);
    }

    proptest! {
        #[test]
        fn lanes_are_apart_and_stay_while_scrolling(
            spans in prop::collection::vec((0usize..150, 1usize..40), 0..30),
            from in 0usize..180,
        ) {
            let document = document(&spans);
            let all = shown(&document, 0, 200);
            for (index, a) in all.iter().enumerate() {
                for b in &all[index + 1..] {
                    prop_assert!(a.1 != b.1 || !a.0.intersects(b.0), "{a:?} {b:?}");
                }
            }
            for part in shown(&document, from, from + 20) {
                prop_assert!(all.contains(&part), "{part:?} in {all:?}");
            }
        }
    }
}
