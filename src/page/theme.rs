//! The colours of the window and of the page, read from `assets/themes`.
//!
//! Invariant: every colour is sRGB, straight (not premultiplied) and blended in
//! encoded values, as the theme files say. A label's highlight is a pure
//! function of its colour, its state and the theme. Knows no egui.

use serde::{Deserialize, Deserializer};

const LIGHT: &str = include_str!("../../assets/themes/light.ron");
const DARK: &str = include_str!("../../assets/themes/dark.ron");

/// How many steps there are between a label's colour and the theme's end of
/// the scale.
const INK_STEPS: u32 = 64;

/// The contrast that thin things must have with the page (WCAG 2.1, 1.4.11).
const EDGE_CONTRAST: f64 = 3.0;

/// A colour: red, green, blue and alpha, sRGB, not premultiplied.
pub type Rgba = [u8; 4];

/// All colours of a window.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The theme's name in files.
    pub name: String,
    /// Whether light text stands on a dark page.
    pub dark_mode: bool,
    /// Behind everything.
    #[serde(deserialize_with = "color")]
    pub window_bg: Rgba,
    /// The page that is read.
    #[serde(deserialize_with = "color")]
    pub page_bg: Rgba,
    /// The article's text.
    #[serde(deserialize_with = "color")]
    pub page_text: Rgba,
    /// What stands on the page beside the article.
    #[serde(deserialize_with = "color")]
    pub page_text_secondary: Rgba,
    /// The lines at the page's margins.
    #[serde(deserialize_with = "color")]
    pub margin_line: Rgba,
    /// Behind selected text, at [`Self::selection_alpha`].
    #[serde(deserialize_with = "color")]
    pub selection_bg: Rgba,
    /// From 0 to 1.
    pub selection_alpha: f32,
    /// The caret.
    #[serde(deserialize_with = "color")]
    pub caret: Rgba,
    /// Behind found words; opaque.
    #[serde(deserialize_with = "color")]
    pub hit_bg: Rgba,
    /// Behind the found words last gone to; opaque.
    #[serde(deserialize_with = "color")]
    pub hit_current_bg: Rgba,
    /// Around found words, and at their places beside the scroll bar.
    #[serde(deserialize_with = "color")]
    pub hit_edge: Rgba,
    /// Menus, bars and panels.
    #[serde(deserialize_with = "color")]
    pub panel_bg: Rgba,
    /// Text on panels.
    #[serde(deserialize_with = "color")]
    pub panel_text: Rgba,
    /// Text on panels that matters less.
    #[serde(deserialize_with = "color")]
    pub panel_text_weak: Rgba,
    /// What is active or on.
    #[serde(deserialize_with = "color")]
    pub accent: Rgba,
    /// Text on the accent.
    #[serde(deserialize_with = "color")]
    pub accent_text: Rgba,
    /// Lines around things.
    #[serde(deserialize_with = "color")]
    pub border: Rgba,
    /// Under the pointer.
    #[serde(deserialize_with = "color")]
    pub hover_bg: Rgba,
    /// Under the pressed pointer.
    #[serde(deserialize_with = "color")]
    pub pressed_bg: Rgba,
    /// Errors, and what destroys.
    #[serde(deserialize_with = "color")]
    pub danger: Rgba,
    /// Warnings.
    #[serde(deserialize_with = "color")]
    pub warning: Rgba,
    /// Success.
    #[serde(deserialize_with = "color")]
    pub success: Rgba,
    /// Around what the keyboard is on.
    #[serde(deserialize_with = "color")]
    pub focus_ring: Rgba,
    /// The part of a scroll bar that moves.
    #[serde(deserialize_with = "color")]
    pub scroll_thumb: Rgba,
    /// The part of a scroll bar that stays.
    #[serde(deserialize_with = "color")]
    pub scroll_track: Rgba,
    /// Under what floats.
    #[serde(deserialize_with = "color")]
    pub shadow: Rgba,
    /// How much of a highlight's ink is seen, from 0 to 1.
    pub highlight_alpha: f32,
    /// The same under the pointer.
    pub highlight_hover_alpha: f32,
    /// The same for the chosen annotation.
    pub highlight_selected_alpha: f32,
    /// What an unreadable label colour is mixed with.
    #[serde(deserialize_with = "color")]
    pub ink_toward: Rgba,
    /// The contrast (WCAG 2.1) of the text with an ink, at least.
    pub ink_contrast: f64,
    /// The inks of known colours.
    pub labels: Vec<LabelInk>,
}

/// How a known label colour is shown in a theme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelInk {
    /// The label it was made for.
    pub id: String,
    /// The colour in the file.
    #[serde(deserialize_with = "color")]
    pub base: Rgba,
    /// The highlight's colour.
    #[serde(deserialize_with = "color")]
    pub ink: Rgba,
    /// The colour of thin things: outlines, dots.
    #[serde(deserialize_with = "color")]
    pub edge: Rgba,
}

/// What a highlight looks like besides its label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HighlightState {
    /// Nothing special.
    #[default]
    Usual,
    /// Under the pointer.
    Hovered,
    /// Its annotation is chosen.
    Chosen,
}

impl Theme {
    /// The light theme.
    pub fn light() -> Self {
        Self::built_in(LIGHT)
    }

    /// The dark theme.
    pub fn dark() -> Self {
        Self::built_in(DARK)
    }

    /// The light or the dark theme.
    pub fn of(dark: bool) -> Self {
        if dark { Self::dark() } else { Self::light() }
    }

    /// Reads a theme file.
    pub fn parse(text: &str) -> Result<Self, ron::error::SpannedError> {
        ron::from_str(text)
    }

    #[allow(clippy::expect_used, reason = "compiled in, and parsed by a test")]
    fn built_in(text: &str) -> Self {
        Self::parse(text).expect("the built-in themes are well-formed")
    }

    /// The colour of a highlight over what lies below it, its alpha included.
    pub fn highlight(&self, label: [u8; 3], state: HighlightState) -> Rgba {
        let alpha = match state {
            HighlightState::Usual => self.highlight_alpha,
            HighlightState::Hovered => self.highlight_hover_alpha,
            HighlightState::Chosen => self.highlight_selected_alpha,
        };
        with_alpha(self.ink(label), alpha)
    }

    /// The colour behind selected text, its alpha included.
    pub fn selection(&self) -> Rgba {
        with_alpha(self.selection_bg, self.selection_alpha)
    }

    /// The colour of a label's thin things on a page or a panel.
    pub fn edge(&self, label: [u8; 3]) -> Rgba {
        match self.known(label) {
            Some(known) => known.edge,
            None => first_mix(label, self.page_text, |mixed| {
                contrast(mixed, self.page_bg) >= EDGE_CONTRAST
            }),
        }
    }

    /// The undiluted colour of a label's highlight.
    pub fn ink(&self, label: [u8; 3]) -> Rgba {
        match self.known(label) {
            Some(known) => known.ink,
            None => first_mix(label, self.ink_toward, |mixed| {
                contrast(self.page_text, mixed) >= self.ink_contrast
            }),
        }
    }

    fn known(&self, [r, g, b]: [u8; 3]) -> Option<&LabelInk> {
        self.labels
            .iter()
            .find(|known| known.base == [r, g, b, 255])
    }
}

/// The colour of a label's highlight in its usual state.
pub fn highlight_color(label: [u8; 3], theme: &Theme) -> Rgba {
    theme.highlight(label, HighlightState::Usual)
}

/// The contrast of two opaque colours, from 1 to 21 (WCAG 2.1, "contrast
/// ratio").
pub fn contrast(a: Rgba, b: Rgba) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, from 0 to 1 (WCAG 2.1, "relative luminance").
fn luminance([r, g, b, _]: Rgba) -> f64 {
    let linear = |byte: u8| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// `label` mixed with `end` in the smallest step that is good, or `end`.
fn first_mix([r, g, b]: [u8; 3], end: Rgba, good: impl Fn(Rgba) -> bool) -> Rgba {
    let steps = (0..=INK_STEPS).map(|step| mix([r, g, b, 255], end, step));
    steps.into_iter().find(|&mixed| good(mixed)).unwrap_or(end)
}

fn mix(from: Rgba, to: Rgba, step: u32) -> Rgba {
    let blend = |from: u8, to: u8| {
        let sum = u32::from(from) * (INK_STEPS - step) + u32::from(to) * step;
        ((sum + INK_STEPS / 2) / INK_STEPS) as u8
    };
    [
        blend(from[0], to[0]),
        blend(from[1], to[1]),
        blend(from[2], to[2]),
        255,
    ]
}

fn with_alpha([r, g, b, _]: Rgba, alpha: f32) -> Rgba {
    [r, g, b, (alpha.clamp(0.0, 1.0) * 255.0).round() as u8]
}

/// Reads `"#rrggbb"` or `"#rrggbbaa"`.
fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rgba, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_color(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is not a colour")))
}

fn parse_color(text: &str) -> Option<Rgba> {
    let digits = text.strip_prefix('#')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some((value << 8 | 0xFF).to_be_bytes()),
        8 => Some(value.to_be_bytes()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::LabelSet;

    #[test]
    fn the_built_in_themes_are_what_their_names_say() {
        assert!(!Theme::light().dark_mode);
        assert!(Theme::dark().dark_mode);
    }

    #[test]
    fn colours_are_read_with_and_without_alpha() {
        assert_eq!(parse_color("#0a0B0c"), Some([10, 11, 12, 255]));
        assert_eq!(parse_color("#0a0b0c80"), Some([10, 11, 12, 128]));
        for bad in ["0a0b0c", "#0a0b0", "#+a0b0c", "#0a0b0cg0", ""] {
            assert_eq!(parse_color(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_as_wcag_gives_it() {
        let (black, white) = ([0, 0, 0, 255], [255; 4]);
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        let grey = [0x77, 0x77, 0x77, 255];
        assert!((contrast(grey, white) - 4.48).abs() < 0.01);
    }

    #[test]
    fn text_is_readable_on_the_ink_of_any_label_colour() {
        for theme in [Theme::light(), Theme::dark()] {
            for red in (0..=255).step_by(51) {
                for green in (0..=255).step_by(51) {
                    for blue in (0..=255).step_by(51) {
                        let ink = theme.ink([red, green, blue]);
                        let contrast = contrast(theme.page_text, ink);
                        assert!(contrast >= theme.ink_contrast, "{ink:?}: {contrast}");
                    }
                }
            }
        }
    }

    /// `colour` over `below`, as painters blend.
    fn over(below: Rgba, [r, g, b, a]: Rgba) -> Rgba {
        let alpha = u32::from(a);
        let mix = |top: u8, under: u8| {
            ((u32::from(top) * alpha + u32::from(under) * (255 - alpha) + 127) / 255) as u8
        };
        [mix(r, below[0]), mix(g, below[1]), mix(b, below[2]), 255]
    }

    const STATES: [HighlightState; 3] = [
        HighlightState::Usual,
        HighlightState::Hovered,
        HighlightState::Chosen,
    ];

    /// Label colours of a grid and those of the starter labels.
    fn colors() -> Vec<[u8; 3]> {
        let steps = [0, 85, 170, 255];
        let grid = steps.iter().flat_map(|&r| {
            let plane = steps
                .iter()
                .flat_map(move |&g| steps.map(move |b| [r, g, b]));
            plane.collect::<Vec<_>>()
        });
        let starter = LabelSet::starter();
        grid.chain(starter.iter().map(|label| label.color.0))
            .collect()
    }

    fn assert_readable(theme: &Theme, ground: Rgba, what: &dyn std::fmt::Debug) {
        for ground in [ground, over(ground, theme.selection())] {
            let contrast = contrast(theme.page_text, ground);
            assert!(contrast >= 4.5, "{}: {what:?}: {contrast:.2}", theme.name);
        }
    }

    #[test]
    fn text_is_readable_on_any_two_highlights_and_on_selection() {
        for theme in [Theme::light(), Theme::dark()] {
            let colors = colors();
            for &outer in &colors {
                for state in STATES {
                    let outer = over(theme.page_bg, theme.highlight(outer, state));
                    assert_readable(&theme, outer, &(outer, state));
                    for &inner in &colors {
                        for state in STATES {
                            let ground = over(outer, theme.highlight(inner, state));
                            assert_readable(&theme, ground, &(outer, inner, state));
                        }
                    }
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn text_is_readable_on_four_highlights_of_any_colours(
            layers in proptest::collection::vec((proptest::array::uniform3(proptest::num::u8::ANY), 0usize..3), 1..5),
        ) {
            for theme in [Theme::light(), Theme::dark()] {
                let mut ground = theme.page_bg;
                for &(label, state) in &layers {
                    ground = over(ground, theme.highlight(label, STATES[state]));
                }
                assert_readable(&theme, ground, &layers);
            }
        }
    }

    /// Flags stand on a ground of their own, which is the page's.
    #[test]
    fn flags_and_the_caret_are_seen_in_both_themes() {
        for theme in [Theme::light(), Theme::dark()] {
            for ink in [theme.danger, theme.page_text_secondary, theme.caret] {
                assert!(
                    contrast(ink, theme.page_bg) >= 4.5,
                    "{}: {ink:?}",
                    theme.name
                );
            }
            // The caret is a line: 3 is enough, on whatever it stands.
            for label in colors() {
                let ground = over(
                    theme.page_bg,
                    theme.highlight(label, HighlightState::Chosen),
                );
                for ground in [ground, over(ground, theme.selection())] {
                    let contrast = contrast(theme.caret, ground);
                    assert!(contrast >= 3.0, "{}: {label:?}: {contrast:.2}", theme.name);
                }
            }
        }
    }

    #[test]
    fn the_starter_labels_have_inks_of_their_own() {
        for theme in [Theme::light(), Theme::dark()] {
            for label in LabelSet::starter().iter() {
                assert!(theme.known(label.color.0).is_some(), "{}", label.id);
            }
        }
    }

    #[test]
    fn found_words_stay_readable_and_are_seen() {
        let over = |above: Rgba, below: Rgba| -> Rgba {
            let alpha = f64::from(above[3]) / 255.0;
            let mix = |i: usize| {
                (f64::from(above[i]) * alpha + f64::from(below[i]) * (1.0 - alpha)).round() as u8
            };
            [mix(0), mix(1), mix(2), 255]
        };
        for theme in [Theme::light(), Theme::dark()] {
            for fill in [theme.hit_bg, theme.hit_current_bg] {
                assert_eq!(fill[3], 255, "what lies below must not matter");
                let selected = over(theme.selection(), fill);
                for behind in [fill, selected] {
                    let readable = contrast(theme.page_text, behind);
                    assert!(readable >= 7.0, "{}: {readable}", theme.name);
                }
            }
            for below in [theme.page_bg, theme.scroll_track] {
                let seen = contrast(theme.hit_edge, below);
                assert!(seen >= EDGE_CONTRAST, "{}: {seen}", theme.name);
            }
        }
    }

    #[test]
    fn a_chosen_highlight_is_stronger() {
        let theme = Theme::light();
        let alpha = |state| theme.highlight([1, 2, 3], state)[3];
        assert!(alpha(HighlightState::Usual) < alpha(HighlightState::Hovered));
        assert!(alpha(HighlightState::Hovered) < alpha(HighlightState::Chosen));
    }
}
