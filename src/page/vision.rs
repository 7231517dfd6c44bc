//! How far apart two colours are for eyes of every kind.
//!
//! Differences are those of CIEDE2000 (CIE 142-2001; G. Sharma, W. Wu and
//! E. N. Dalal, "The CIEDE2000 color-difference formula", 2005), for the D65
//! white of sRGB; colour-blindness is simulated at full strength after
//! G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based
//! model for simulation of color vision deficiency", 2009. Alpha is not looked
//! at.

use super::theme::Rgba;

/// The least difference of two highlights that are told apart without effort;
/// about 2 is what can be seen at all, side by side.
pub const CLEAR_DIFFERENCE: f64 = 5.0;

/// A kind of eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vision {
    /// As most people see.
    Usual,
    /// Without the cones for long waves (red).
    Protanopia,
    /// Without the cones for middle waves (green).
    Deuteranopia,
    /// Without the cones for short waves (blue).
    Tritanopia,
}

type Matrix = [[f64; 3]; 3];

/// Linear sRGB to linear sRGB (Machado and others, table 1, severity 1.0).
const PROTANOPIA: Matrix = [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
];
const DEUTERANOPIA: Matrix = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
];
const TRITANOPIA: Matrix = [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900],
];

/// Linear sRGB to XYZ (IEC 61966-2-1).
const TO_XYZ: Matrix = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
];

/// XYZ of the white that is meant (D65).
const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];

impl Vision {
    /// All kinds.
    pub const ALL: [Self; 4] = [
        Self::Usual,
        Self::Protanopia,
        Self::Deuteranopia,
        Self::Tritanopia,
    ];

    /// How far apart two colours are for such eyes, from 0.
    pub fn difference(self, a: Rgba, b: Rgba) -> f64 {
        ciede2000(self.lab(a), self.lab(b))
    }

    /// CIE L*, a* and b* of a colour as such eyes see it.
    fn lab(self, [r, g, b, _]: Rgba) -> [f64; 3] {
        let linear = [r, g, b].map(linear);
        let seen = match self {
            Self::Usual => linear,
            Self::Protanopia => times(&PROTANOPIA, linear),
            Self::Deuteranopia => times(&DEUTERANOPIA, linear),
            Self::Tritanopia => times(&TRITANOPIA, linear),
        };
        lab(seen.map(|value| value.clamp(0.0, 1.0)))
    }
}

/// The least difference of two colours for any eyes, and for which.
pub fn least_difference(a: Rgba, b: Rgba) -> (f64, Vision) {
    let all = Vision::ALL.map(|vision| (vision.difference(a, b), vision));
    let [first, rest @ ..] = all;
    rest.into_iter().fold(
        first,
        |least, other| {
            if other.0 < least.0 { other } else { least }
        },
    )
}

/// A colour with alpha over an opaque one, blended as pages blend.
pub fn over(below: Rgba, [r, g, b, a]: Rgba) -> Rgba {
    let alpha = u32::from(a);
    let mix = |top: u8, under: u8| {
        ((u32::from(top) * alpha + u32::from(under) * (255 - alpha) + 127) / 255) as u8
    };
    [mix(r, below[0]), mix(g, below[1]), mix(b, below[2]), 255]
}

fn linear(byte: u8) -> f64 {
    let value = f64::from(byte) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn times(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * x + row[1] * y + row[2] * z)
}

fn lab(linear: [f64; 3]) -> [f64; 3] {
    let xyz = times(&TO_XYZ, linear);
    let f = |value: f64| {
        if value > 216.0 / 24389.0 {
            value.cbrt()
        } else {
            (24389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    let x = f(xyz[0] / WHITE[0]);
    let y = f(xyz[1] / WHITE[1]);
    let z = f(xyz[2] / WHITE[2]);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The formula as Sharma, Wu and Dalal write it, equations 2 to 22; all weights
/// are 1.
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt();
    let mean_c = (a1.hypot(b1) + a2.hypot(b2)) / 2.0;
    let g = 0.5 * (1.0 - seventh(mean_c));
    let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (ml, mc) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let mh = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(mh - 30.0) + 0.24 * cos(2.0 * mh) + 0.32 * cos(3.0 * mh + 6.0)
        - 0.20 * cos(4.0 * mh - 63.0);
    let middle = (ml - 50.0).powi(2);
    let sl = 1.0 + 0.015 * middle / (20.0 + middle).sqrt();
    let sc = 1.0 + 0.045 * mc;
    let sh = 1.0 + 0.015 * mc * t;
    let theta = 30.0 * (-((mh - 275.0) / 25.0).powi(2)).exp();
    let rt = -(2.0 * theta).to_radians().sin() * 2.0 * seventh(mc);
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + rt * c * h).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{LabelSet, palette};
    use crate::page::theme::{Theme, highlight_color};

    /// Of the test data that Sharma, Wu and Dalal publish: pairs 1, 4, 7, 10,
    /// 17, 20, 25 and 34.
    #[test]
    fn differences_are_those_of_the_published_pairs() {
        let pairs = [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0000),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0010], 7.1792),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
            (
                [60.2574, -34.0099, 36.2677],
                [60.4626, -34.1751, 39.4387],
                1.2644,
            ),
            (
                [2.0776, 0.0795, -1.1350],
                [0.9033, -0.0636, -0.5514],
                0.9082,
            ),
        ];
        for (a, b, expected) in pairs {
            let found = ciede2000(a, b);
            assert!(
                (found - expected).abs() < 5e-5,
                "{found} and not {expected}"
            );
            assert!((ciede2000(b, a) - expected).abs() < 5e-5);
        }
    }

    /// Computed of the same bytes with another program (coloraide 8, with the
    /// same matrices); `assets/themes/light.ron` states them, rounded.
    #[test]
    fn highlights_are_as_far_apart_as_the_theme_says() {
        let theme = Theme::light();
        let labels = LabelSet::starter();
        let seen: Vec<_> = labels
            .iter()
            .map(|label| over(theme.page_bg, highlight_color(label.color.0, &theme)))
            .collect();
        let stated = [
            (Vision::Usual, 22.437, 17.172),
            (Vision::Protanopia, 12.548, 8.877),
            (Vision::Deuteranopia, 16.587, 9.180),
            (Vision::Tritanopia, 7.419, 16.937),
        ];
        for (vision, between, page) in stated {
            let pairs = [(0, 1), (0, 2), (1, 2)];
            let least = pairs.map(|(a, b)| vision.difference(seen[a], seen[b]));
            let least = least.into_iter().fold(f64::MAX, f64::min);
            assert!((least - between).abs() < 0.01, "{vision:?}: {least}");
            let pages = seen.iter().map(|&it| vision.difference(it, theme.page_bg));
            let least = pages.fold(f64::MAX, f64::min);
            assert!((least - page).abs() < 0.01, "{vision:?}: {least}");
        }
    }

    /// The undiluted colours of each palette are far apart for all eyes.
    #[test]
    fn the_palettes_are_told_apart_by_all_eyes() {
        for palette in [&palette::OKABE_ITO[..], &palette::TOL_MUTED[..]] {
            for (index, a) in palette.iter().enumerate() {
                for b in &palette[..index] {
                    let opaque = |[r, g, b]: [u8; 3]| [r, g, b, 255];
                    let (least, vision) = least_difference(opaque(a.0), opaque(b.0));
                    assert!(least > CLEAR_DIFFERENCE, "{a} {b} {vision:?}: {least}");
                }
            }
        }
    }
}
