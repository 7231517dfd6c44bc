//! From a document's annotations to what a page shows of them.
//!
//! A pure function of annotations, labels and theme, bounded by what is
//! visible.

use super::paint::{Highlight, PageColors};
use super::theme::{HighlightState, Rgba, Theme};
use crate::document::{Annotation, AnnotationId, Document};
use crate::text::ByteSpan;

/// The page's own colours in a theme.
pub fn page_colors(theme: &Theme) -> PageColors {
    PageColors {
        text: premultiplied(theme.page_text),
        selection: premultiplied(theme.selection()),
        caret: premultiplied(theme.caret),
        light_on_dark: theme.dark_mode,
    }
}

/// The highlights of the annotations that meet `visible`, in reading order,
/// one for each piece of text that does; of two that begin together the longer
/// comes first and so lies below.
pub fn highlights(
    document: &Document,
    theme: &Theme,
    visible: ByteSpan,
    chosen: Option<AnnotationId>,
    hovered: Option<AnnotationId>,
) -> Vec<Highlight> {
    // The annotations that began before the one in hand and reach further.
    let mut open: Vec<&Annotation> = Vec::new();
    let mut shown = Vec::new();
    for annotation in document.annotations_in(visible) {
        let Some(label) = document.labels().get(&annotation.label) else {
            continue;
        };
        let color = label.color.0;
        let state = if chosen == Some(annotation.id) {
            HighlightState::Chosen
        } else if hovered == Some(annotation.id) {
            HighlightState::Hovered
        } else {
            HighlightState::Usual
        };
        let start = annotation.span().start;
        open.retain(|other| other.span().end > start);
        let depth = if start < visible.start {
            depth_before(document, annotation)
        } else {
            open.iter()
                .filter(|other| other.spans.contains(start))
                .count()
        };
        open.push(annotation);
        let pieces = annotation.pieces().iter();
        shown.extend(
            pieces
                .filter(|piece| piece.intersects(visible))
                .map(|&span| Highlight {
                    span,
                    fill: premultiplied(theme.highlight(color, state)),
                    edge: premultiplied(theme.edge(color)),
                    depth: depth.min(usize::from(u8::MAX)) as u8,
                    chosen: state == HighlightState::Chosen,
                }),
        );
    }
    shown
}

/// How many annotations an annotation begins in: the same whatever is in view.
fn depth_before(document: &Document, annotation: &Annotation) -> usize {
    document
        .annotations_at(annotation.span().start)
        .take_while(|other| other.id != annotation.id)
        .count()
}

/// A straight colour as the painters want it.
pub fn premultiplied([r, g, b, a]: Rgba) -> Rgba {
    let times = |c: u8| ((u32::from(c) * u32::from(a) + 127) / 255) as u8;
    [times(r), times(g), times(b), a]
}
