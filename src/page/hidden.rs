//! Small flags over characters that draw nothing: direction controls,
//! zero-width characters, odd white space, control codes.
//!
//! Invariant: a flag moves no letter. It hangs in the upper part of its line,
//! behind the letters, on a stem that stands where the character is. What a
//! flag covers depends on the lines alone, so the same page has the same ones.

use std::borrow::Cow;

use super::paint::VisibleLine;
use crate::text::ByteOffset;
use crate::text::controls::is_explicit;
use crate::typeset::{Cell, Face};

/// What kind of character a flag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKind {
    /// It changes the order in which text is shown.
    Direction,
    /// Everything else.
    Other,
}

/// A flag over one hidden character, or over several at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct HiddenMark {
    /// The line's top edge on the page, in pixels.
    pub line_top: f32,
    /// Where the character is, in pixels from the column's left edge.
    pub stem: f32,
    /// Left and right edge of the flag, as far from the column's left edge;
    /// `None` where flags are too many to stand side by side.
    pub flag: Option<(f32, f32)>,
    /// What stands on the flag: letters and digits of ASCII.
    pub text: Cow<'static, str>,
    /// What it stands for.
    pub kind: HiddenKind,
    /// The first character it stands for.
    pub at: ByteOffset,
    /// The characters, in the order of the text; [`MOST_NAMED`] at most.
    pub chars: Vec<char>,
}

/// So many flags may stand at one place, and so many characters are named.
const MOST_FLAGS: usize = 3;
/// So many characters at one place are kept by their names.
pub const MOST_NAMED: usize = 8;
/// A flag further from its stem than this, in em, is left out.
const FURTHEST_EM: f32 = 2.5;

/// Size of the flags' letters for text of some size, both in pixels to the em.
pub fn flag_size(size: f32) -> f32 {
    (size * 0.36).max(6.0)
}

/// Height of a flag, in pixels.
pub fn flag_height(size: f32) -> f32 {
    (flag_size(size) * 0.714).round() + 4.0 * flag_edge(size)
}

/// Width of a flag's edge and of its stem, in pixels.
pub fn flag_edge(size: f32) -> f32 {
    (size / 28.0).round().max(1.0)
}

/// The flags of some lines of `text`, whose letters are of `face`; `size` is
/// that of the page, in pixels to the em.
pub fn flags(lines: &[VisibleLine], text: &str, face: &Face, size: f32) -> Vec<HiddenMark> {
    let mut found = Vec::new();
    for line in lines {
        let mut right = f32::MIN;
        for group in groups(line, text) {
            place(&group, line, face, size, &mut right, &mut found);
        }
    }
    found
}

/// The hidden characters at one place of a line, in the order of the text.
struct Group {
    stem: f32,
    rtl: bool,
    chars: Vec<(ByteOffset, char)>,
}

/// The places of a line that hold hidden characters, from left to right.
fn groups(line: &VisibleLine, text: &str) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for cell in &line.line.cells {
        let start = line.block_start.0 + cell.start as usize;
        let end = line.block_start.0 + cell.end as usize;
        let cluster = text.get(start..end).unwrap_or_default();
        if cluster.is_empty() || is_plain(cluster) {
            continue;
        }
        for (index, c) in cluster.char_indices() {
            if flag_of(c).is_none() || (c == '\r' && text[start + 1..].starts_with('\n')) {
                continue;
            }
            let stem = stem(cell, index);
            let at = ByteOffset(start + index);
            match found.last_mut() {
                Some(last) if (last.stem - stem).abs() < 0.5 => last.chars.push((at, c)),
                _ => found.push(Group {
                    stem,
                    rtl: cell.is_rtl(),
                    chars: vec![(at, c)],
                }),
            }
        }
    }
    for group in &mut found {
        group.chars.sort_unstable();
    }
    found.sort_by(|a, b| a.stem.total_cmp(&b.stem));
    found
}

/// A quick no for nearly every cluster.
fn is_plain(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    matches!(
        (chars.next(), chars.next()),
        (Some(' '..='~' | '\u{620}'..='\u{6FF}'), None)
    )
}

/// Where a character stands: in the middle of a cell of its own, or at the
/// end of the cluster it belongs to.
fn stem(cell: &Cell, index: usize) -> f32 {
    match (index, cell.is_rtl()) {
        (0, _) => (cell.x0 + cell.x1) / 2.0,
        (_, true) => cell.x0,
        (_, false) => cell.x1,
    }
}

/// Puts the flags of a group as near to its stem as those left of it allow.
fn place(
    group: &Group,
    line: &VisibleLine,
    face: &Face,
    size: f32,
    right: &mut f32,
    found: &mut Vec<HiddenMark>,
) {
    let edge = flag_edge(size);
    let more = group.chars.len().saturating_sub(MOST_FLAGS);
    let mut flags: Vec<(usize, Cow<'static, str>)> = (0..group.chars.len() - more)
        .filter_map(|index| Some((index, flag_of(group.chars[index].1)?.0)))
        .collect();
    if more > 0 {
        flags.push((MOST_FLAGS, format!("+{more}").into()));
    }
    if group.rtl {
        flags.reverse();
    }
    let width = |flag: &str| {
        let letters = flag.chars().filter_map(|c| face.glyph(c));
        letters.map(|(_, advance)| advance).sum::<f32>() * flag_size(size) + 4.0 * edge
    };
    let total: f32 = flags.iter().map(|(_, flag)| width(flag)).sum();
    let wanted = group.stem - total / 2.0;
    let mut x = wanted.max(*right + edge);
    let fits = x - wanted <= FURTHEST_EM * size;
    if fits {
        *right = x + total;
    }
    for (index, text) in flags {
        let span = (x, x + width(&text));
        x = span.1;
        let (at, first) = group.chars[index];
        let named = group.chars[index..].iter().map(|&(_, c)| c);
        let count = if index < MOST_FLAGS { 1 } else { MOST_NAMED };
        let rest = group.chars[index..].iter();
        let direction = match index < MOST_FLAGS {
            true => flag_of(first).is_some_and(|(_, kind)| kind == HiddenKind::Direction),
            false => rest
                .filter_map(|&(_, c)| flag_of(c))
                .any(|(_, kind)| kind == HiddenKind::Direction),
        };
        found.push(HiddenMark {
            line_top: line.top,
            stem: group.stem,
            flag: fits.then_some(span),
            text,
            kind: if direction {
                HiddenKind::Direction
            } else {
                HiddenKind::Other
            },
            at,
            chars: named.take(count).collect(),
        });
    }
}

/// What stands on a character's flag; `None` for a character that is seen,
/// and for the usual ends of lines.
pub fn flag_of(c: char) -> Option<(Cow<'static, str>, HiddenKind)> {
    if matches!(c, ' '..='~' | '\n' | '\u{B0}'..='\u{2FF}' | '\u{620}'..='\u{115E}') {
        return None;
    }
    if let Ok(index) = NAMED.binary_search_by_key(&c, |&(known, _, _)| known) {
        let kind = if is_direction(c) {
            HiddenKind::Direction
        } else {
            HiddenKind::Other
        };
        return Some((NAMED[index].1.into(), kind));
    }
    let code = u32::from(c);
    let flag = match code {
        0..0x20 | 0x7F..0xA0 => format!("{code:02X}"),
        0xFE00..=0xFE0F => format!("VS{}", code - 0xFE00 + 1),
        0xE0100..=0xE01EF => format!("VS{}", code - 0xE0100 + 17),
        0xE0000..=0xE0FFF => "TAG".to_owned(),
        0x2065 | 0xFFF0..=0xFFF8 => "IGN".to_owned(),
        _ => return None,
    };
    Some((flag.into(), HiddenKind::Other))
}

/// A hidden character's code point and name, as Unicode has them.
pub fn describe(c: char) -> String {
    let code = u32::from(c);
    let known = NAMED.binary_search_by_key(&c, |&(known, _, _)| known);
    let name: Cow<'static, str> = match (known, code) {
        (Ok(index), _) => NAMED[index].2.into(),
        (_, 0xFE00..=0xFE0F) => format!("VARIATION SELECTOR-{}", code - 0xFE00 + 1).into(),
        (_, 0xE0100..=0xE01EF) => format!("VARIATION SELECTOR-{}", code - 0xE0100 + 17).into(),
        (_, 0xE0020..=0xE007E) => {
            let of = char::from_u32(code - 0xE0000).unwrap_or(' ');
            format!("TAG ({of})").into()
        }
        (_, 0..0x20 | 0x7F..0xA0) => "CONTROL CHARACTER".into(),
        (_, 0x2065 | 0xFFF0..=0xFFF8 | 0xE0000..=0xE0FFF) => "UNASSIGNED, IGNORABLE".into(),
        _ => "".into(),
    };
    format!("U+{code:04X} {name}").trim_end().to_owned()
}

/// Whether a character changes the order in which text is shown (UAX #9, 2).
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}') || is_explicit(c)
}

/// Characters with abbreviations of their own, by code point; abbreviations
/// and names are Unicode's (NameAliases.txt), where it has them.
const NAMED: &[(char, &str, &str)] = &[
    ('\0', "NUL", "NULL"),
    ('\u{7}', "BEL", "ALERT"),
    ('\u{8}', "BS", "BACKSPACE"),
    ('\t', "TAB", "CHARACTER TABULATION"),
    ('\u{B}', "VT", "LINE TABULATION"),
    ('\u{C}', "FF", "FORM FEED"),
    ('\r', "CR", "CARRIAGE RETURN"),
    ('\u{1B}', "ESC", "ESCAPE"),
    ('\u{7F}', "DEL", "DELETE"),
    ('\u{85}', "NEL", "NEXT LINE"),
    ('\u{A0}', "NBSP", "NO-BREAK SPACE"),
    ('\u{AD}', "SHY", "SOFT HYPHEN"),
    ('\u{34F}', "CGJ", "COMBINING GRAPHEME JOINER"),
    ('\u{61C}', "ALM", "ARABIC LETTER MARK"),
    ('\u{115F}', "HCF", "HANGUL CHOSEONG FILLER"),
    ('\u{1160}', "HJF", "HANGUL JUNGSEONG FILLER"),
    ('\u{1680}', "OSP", "OGHAM SPACE MARK"),
    ('\u{17B4}', "KIVAQ", "KHMER VOWEL INHERENT AQ"),
    ('\u{17B5}', "KIVAA", "KHMER VOWEL INHERENT AA"),
    ('\u{180B}', "FVS1", "MONGOLIAN FREE VARIATION SELECTOR ONE"),
    ('\u{180C}', "FVS2", "MONGOLIAN FREE VARIATION SELECTOR TWO"),
    (
        '\u{180D}',
        "FVS3",
        "MONGOLIAN FREE VARIATION SELECTOR THREE",
    ),
    ('\u{180E}', "MVS", "MONGOLIAN VOWEL SEPARATOR"),
    ('\u{180F}', "FVS4", "MONGOLIAN FREE VARIATION SELECTOR FOUR"),
    ('\u{2000}', "NQSP", "EN QUAD"),
    ('\u{2001}', "MQSP", "EM QUAD"),
    ('\u{2002}', "ENSP", "EN SPACE"),
    ('\u{2003}', "EMSP", "EM SPACE"),
    ('\u{2004}', "3/MSP", "THREE-PER-EM SPACE"),
    ('\u{2005}', "4/MSP", "FOUR-PER-EM SPACE"),
    ('\u{2006}', "6/MSP", "SIX-PER-EM SPACE"),
    ('\u{2007}', "FSP", "FIGURE SPACE"),
    ('\u{2008}', "PSP", "PUNCTUATION SPACE"),
    ('\u{2009}', "THSP", "THIN SPACE"),
    ('\u{200A}', "HSP", "HAIR SPACE"),
    ('\u{200B}', "ZWSP", "ZERO WIDTH SPACE"),
    ('\u{200C}', "ZWNJ", "ZERO WIDTH NON-JOINER"),
    ('\u{200D}', "ZWJ", "ZERO WIDTH JOINER"),
    ('\u{200E}', "LRM", "LEFT-TO-RIGHT MARK"),
    ('\u{200F}', "RLM", "RIGHT-TO-LEFT MARK"),
    ('\u{2028}', "LS", "LINE SEPARATOR"),
    ('\u{2029}', "PS", "PARAGRAPH SEPARATOR"),
    ('\u{202A}', "LRE", "LEFT-TO-RIGHT EMBEDDING"),
    ('\u{202B}', "RLE", "RIGHT-TO-LEFT EMBEDDING"),
    ('\u{202C}', "PDF", "POP DIRECTIONAL FORMATTING"),
    ('\u{202D}', "LRO", "LEFT-TO-RIGHT OVERRIDE"),
    ('\u{202E}', "RLO", "RIGHT-TO-LEFT OVERRIDE"),
    ('\u{202F}', "NNBSP", "NARROW NO-BREAK SPACE"),
    ('\u{205F}', "MMSP", "MEDIUM MATHEMATICAL SPACE"),
    ('\u{2060}', "WJ", "WORD JOINER"),
    ('\u{2061}', "FA", "FUNCTION APPLICATION"),
    ('\u{2062}', "IT", "INVISIBLE TIMES"),
    ('\u{2063}', "IS", "INVISIBLE SEPARATOR"),
    ('\u{2064}', "IP", "INVISIBLE PLUS"),
    ('\u{2066}', "LRI", "LEFT-TO-RIGHT ISOLATE"),
    ('\u{2067}', "RLI", "RIGHT-TO-LEFT ISOLATE"),
    ('\u{2068}', "FSI", "FIRST STRONG ISOLATE"),
    ('\u{2069}', "PDI", "POP DIRECTIONAL ISOLATE"),
    ('\u{206A}', "ISS", "INHIBIT SYMMETRIC SWAPPING"),
    ('\u{206B}', "ASS", "ACTIVATE SYMMETRIC SWAPPING"),
    ('\u{206C}', "IAFS", "INHIBIT ARABIC FORM SHAPING"),
    ('\u{206D}', "AAFS", "ACTIVATE ARABIC FORM SHAPING"),
    ('\u{206E}', "NADS", "NATIONAL DIGIT SHAPES"),
    ('\u{206F}', "NODS", "NOMINAL DIGIT SHAPES"),
    ('\u{3000}', "IDSP", "IDEOGRAPHIC SPACE"),
    ('\u{3164}', "HF", "HANGUL FILLER"),
    ('\u{FEFF}', "BOM", "ZERO WIDTH NO-BREAK SPACE"),
    ('\u{FFA0}', "HWHF", "HALFWIDTH HANGUL FILLER"),
    ('\u{1BCA0}', "SFLO", "SHORTHAND FORMAT LETTER OVERLAP"),
    ('\u{1BCA1}', "SFCO", "SHORTHAND FORMAT CONTINUING OVERLAP"),
    ('\u{1BCA2}', "SFDS", "SHORTHAND FORMAT DOWN STEP"),
    ('\u{1BCA3}', "SFUS", "SHORTHAND FORMAT UP STEP"),
    ('\u{1D173}', "MBB", "MUSICAL SYMBOL BEGIN BEAM"),
    ('\u{1D174}', "MEB", "MUSICAL SYMBOL END BEAM"),
    ('\u{1D175}', "MBT", "MUSICAL SYMBOL BEGIN TIE"),
    ('\u{1D176}', "MET", "MUSICAL SYMBOL END TIE"),
    ('\u{1D177}', "MBS", "MUSICAL SYMBOL BEGIN SLUR"),
    ('\u{1D178}', "MES", "MUSICAL SYMBOL END SLUR"),
    ('\u{1D179}', "MBP", "MUSICAL SYMBOL BEGIN PHRASE"),
    ('\u{1D17A}', "MEP", "MUSICAL SYMBOL END PHRASE"),
    ('\u{E0001}', "LTAG", "LANGUAGE TAG"),
    ('\u{E007F}', "CTAG", "CANCEL TAG"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_every_flag_is_small_and_plain() {
        assert!(NAMED.is_sorted_by_key(|&(c, _, _)| c));
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            if let Some((flag, _)) = flag_of(c) {
                assert!((1..=5).contains(&flag.len()) && flag.is_ascii(), "{c:?}");
                assert!(describe(c).len() > 7, "{c:?}");
            }
        }
    }

    #[test]
    fn every_named_character_has_its_flag_and_usual_ones_have_none() {
        for &(c, flag, _) in NAMED {
            assert_eq!(flag_of(c).unwrap().0, flag, "{c:?}");
        }
        for c in [
            ' ',
            '\n',
            'a',
            '\u{639}',
            '\u{651}',
            '5',
            '\u{60C}',
            '\u{201C}',
            '\u{1F600}',
        ] {
            assert_eq!(flag_of(c), None, "{c:?}");
        }
        assert_eq!(flag_of('\u{FE0F}').unwrap().0, "VS16");
        assert_eq!(flag_of('\u{1}').unwrap().0, "01");
        assert_eq!(flag_of('\u{202E}').unwrap().1, HiddenKind::Direction);
        assert_eq!(flag_of('\u{200D}').unwrap().1, HiddenKind::Other);
    }

    /// Default ignorable characters and everything that can turn text around
    /// must not stay unseen.
    #[test]
    fn whatever_draws_nothing_has_a_flag() {
        use crate::typeset::analyse::is_invisible;
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            if is_invisible(c) {
                assert!(flag_of(c).is_some(), "{c:?}");
            }
        }
    }
}
