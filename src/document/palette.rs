//! Colours for labels that colour-blind readers can tell apart.
//!
//! The first eight are those of M. Okabe and K. Ito, "Color Universal Design",
//! 2008 (<https://jfly.uni-koeln.de/color/>); the others are the "muted" scheme
//! of P. Tol, "Colour Schemes", SRON/EPS/TN/09-002, issue 3.2, 2021. The sets
//! of labels that come with the program take their colours from both.

use super::label::{Color, LabelSet};

/// The colours of Okabe and Ito: orange, sky blue, bluish green, yellow, blue,
/// vermilion, reddish purple and black.
pub const OKABE_ITO: [Color; 8] = [
    Color([0xE6, 0x9F, 0x00]),
    Color([0x56, 0xB4, 0xE9]),
    Color([0x00, 0x9E, 0x73]),
    Color([0xF0, 0xE4, 0x42]),
    Color([0x00, 0x72, 0xB2]),
    Color([0xD5, 0x5E, 0x00]),
    Color([0xCC, 0x79, 0xA7]),
    Color([0x00, 0x00, 0x00]),
];

/// Tol's muted colours: rose, indigo, sand, green, cyan, wine, teal, olive,
/// purple and pale grey.
pub const TOL_MUTED: [Color; 10] = [
    Color([0xCC, 0x66, 0x77]),
    Color([0x33, 0x22, 0x88]),
    Color([0xDD, 0xCC, 0x77]),
    Color([0x11, 0x77, 0x33]),
    Color([0x88, 0xCC, 0xEE]),
    Color([0x88, 0x22, 0x55]),
    Color([0x44, 0xAA, 0x99]),
    Color([0x99, 0x99, 0x33]),
    Color([0xAA, 0x44, 0x99]),
    Color([0xDD, 0xDD, 0xDD]),
];

/// All colours offered, the ones to be taken first at the beginning.
pub fn colors() -> impl Iterator<Item = Color> + Clone {
    OKABE_ITO.into_iter().chain(TOL_MUTED)
}

/// The first colour that no label of a set has; where all are taken, one by the
/// number of labels.
pub fn next_color(labels: &LabelSet) -> Color {
    let taken = |color: &Color| labels.iter().any(|label| label.color == *color);
    // Black and grey say little beside the page's own colours.
    let grey = |color: &Color| color.0.iter().min() == color.0.iter().max();
    let mut bright = colors().filter(|color| !grey(color));
    let count = bright.clone().count();
    let free = bright.clone().find(|color| !taken(color));
    free.or_else(|| bright.nth(labels.len() % count.max(1)))
        .unwrap_or(OKABE_ITO[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Label, LabelId};

    #[test]
    fn the_next_colour_is_free_as_long_as_one_is() {
        let mut labels = LabelSet::starter();
        while labels.len() < 16 {
            let color = next_color(&labels);
            assert!(labels.iter().all(|it| it.color != color), "{color}");
            let id = LabelId::new(&format!("l{}", labels.len())).unwrap();
            labels.push(Label::new(id, "", "", color)).unwrap();
        }
        let before = next_color(&labels);
        let id = LabelId::new("more").unwrap();
        labels.push(Label::new(id, "", "", before)).unwrap();
        assert_ne!(next_color(&labels), before, "neighbours differ");
    }
}
