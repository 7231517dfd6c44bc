//! What becomes of letters beside other letters: across runs, lines and
//! controls. What each form must be is asked of the same letter in a plain
//! word, and of HarfBuzz.

use hashiya::text::{Article, ByteOffset};
use hashiya::typeset::column::{Column, LineId};
use hashiya::typeset::motion::{ColumnCaret, Motion};
use hashiya::typeset::place::place;
use hashiya::typeset::{
    Base, CaretPlace, Family, FontStack, Fonts, Measure, PlacedLine, ShapedBlock, Shaper, Weight,
};

use super::harfbuzz::agrees_on;

fn shape(text: &str) -> ShapedBlock {
    Shaper::default().shape(text, Base::RightToLeft, &super::naskh())
}

fn line(text: &str) -> PlacedLine {
    line_in(text, &super::naskh())
}

fn line_in(text: &str, stack: &FontStack) -> PlacedLine {
    let measure = Measure {
        width: 1000.0,
        size: 20.0,
    };
    let block = Shaper::default().shape(text, Base::RightToLeft, stack);
    place(&block, stack.fonts(), 0, block.cells.len(), measure)
}

/// The glyph of the character that begins at a byte: the only one there.
fn glyph(block: &ShapedBlock, at: usize) -> u16 {
    let at_byte = block.glyphs.iter().filter(|g| g.cluster as usize == at);
    let ids: Vec<u16> = at_byte.map(|g| g.id).collect();
    assert_eq!(ids.len(), 1, "glyphs at {at}: {ids:?}");
    ids[0]
}

const BEH: &str = "\u{628}";

/// The first, middle, last and lone form of beh in the chosen face.
fn forms_of_beh() -> [u16; 4] {
    let word = shape(&BEH.repeat(3));
    let alone = shape(BEH);
    [
        glyph(&word, 0),
        glyph(&word, 2),
        glyph(&word, 4),
        glyph(&alone, 0),
    ]
}

#[test]
fn letters_join_over_a_change_of_face() {
    let text = "\u{628}\u{8A1}\u{628} \u{628}\u{8A1} \u{8A1}\u{628}";
    agrees_on(text);
    let block = shape(text);
    let faces: Vec<_> = block.runs.iter().map(|run| run.face).collect();
    assert!(faces[0] != faces[1], "U+08A1 is of another face");
    let [first, _, last, _] = forms_of_beh();
    assert_eq!((glyph(&block, 0), glyph(&block, 5)), (first, last));
}

#[test]
fn letters_join_over_a_change_of_level() {
    let text = "\u{628}\u{202B}\u{628}\u{202C}\u{628}";
    agrees_on(text);
    let block = shape(text);
    assert!(block.runs.len() > 1);
    let [first, middle, last, _] = forms_of_beh();
    let ours = [glyph(&block, 0), glyph(&block, 5), glyph(&block, 10)];
    assert_eq!(ours, [first, middle, last]);
}

#[test]
fn isolates_and_marks_of_direction_are_as_harfbuzz_has_them() {
    agrees_on("\u{628}\u{2067}\u{628}\u{2069}\u{628}");
    agrees_on("\u{628}\u{200F}\u{628} \u{628}\u{61C}\u{628}");
    agrees_on("\u{628}\u{AD}\u{628} \u{628}\u{200B}\u{628} \u{628}\u{2060}\u{628}");
    agrees_on("\u{628}\t\u{628}\u{A0}\u{628}");
    agrees_on("abc\u{628}\u{628} \u{628}\u{628}abc \u{628}\u{628}123");
}

#[test]
fn a_word_broken_over_lines_keeps_its_joined_forms() {
    let text = BEH.repeat(40);
    let article = Article::new(text.clone(), false).unwrap();
    let measure = Measure {
        width: 60.0,
        size: 20.0,
    };
    let mut column = Column::new(article, Base::RightToLeft, super::naskh(), measure);
    let lines = column.line_count(0);
    assert!(lines > 2);
    let whole = shape(&text);
    for line in 0..lines {
        for glyph in column.place_line(LineId { block: 0, line }).glyphs {
            let there = whole.glyphs.iter().find(|g| g.cluster == glyph.cluster);
            assert_eq!(there.map(|g| g.id), Some(glyph.id));
        }
    }
}

#[test]
fn a_joiner_joins_and_a_non_joiner_parts() {
    agrees_on("\u{647}\u{200D} \u{200D}\u{647} \u{200D}\u{647}\u{200D} \u{644}\u{200D}\u{627}");
    agrees_on(
        "\u{645}\u{6CC}\u{200C}\u{631}\u{648}\u{645} \u{628}\u{628}\u{200C}\u{628}\u{628} \u{644}\u{200C}\u{627}",
    );
    let [first, _, last, _] = forms_of_beh();
    let joined = shape("\u{628}\u{200D}");
    assert_eq!(joined.glyphs.last().map(|g| g.id), Some(first));
    let parted = shape("\u{628}\u{628}\u{200C}\u{628}\u{628}");
    let ours: Vec<u16> = [0, 7].map(|at| glyph(&parted, at)).into();
    assert_eq!(ours, [first, first]);
    assert_eq!(parted.glyphs.first().map(|g| g.id), Some(last));
    assert_eq!(line("\u{628}\u{200D}").cells.len(), 1);
}

#[test]
fn tatweel_joins_on_both_sides() {
    agrees_on(
        "\u{628}\u{640}\u{628} \u{640}\u{628} \u{628}\u{640} \u{640} \u{628}\u{64E}\u{640}\u{640}\u{628}",
    );
    let block = shape("\u{628}\u{640}\u{628}");
    let [first, _, last, _] = forms_of_beh();
    assert_eq!((glyph(&block, 0), glyph(&block, 4)), (first, last));
}

#[test]
fn a_lam_alef_is_cut_at_the_caret_in_its_middle() {
    agrees_on("\u{628}\u{644}\u{627}");
    // One glyph or two, in which the lam may take all the room.
    for family in Family::ALL {
        let fonts = Fonts::bundled().unwrap();
        let stack = FontStack::new(fonts, family, Weight::Regular);
        let line = line_in("\u{644}\u{627}", &stack);
        let [alef, lam] = line.cells[..] else {
            panic!("{:?}", line.cells);
        };
        assert_eq!((lam.start, alef.start), (0, 2));
        assert_eq!(lam.x0, alef.x1);
        let widths = (lam.x1 - lam.x0, alef.x1 - alef.x0);
        assert!(widths.0.min(widths.1) > 3.0, "{family:?}: {widths:?}");
        assert_eq!(line.stretches(0, 2), [(lam.x0, lam.x1)]);
        let middle = CaretPlace {
            offset: 2,
            after_previous: false,
        };
        assert_eq!(line.caret_x(middle), Some(lam.x0));
    }
}

#[test]
fn marks_inside_a_lam_alef_have_no_cells_of_their_own() {
    agrees_on(
        "\u{644}\u{627} \u{644}\u{622} \u{644}\u{623} \u{644}\u{625} \u{644}\u{671} \u{628}\u{644}\u{623} \u{633}\u{644}\u{627}\u{645} \u{644}\u{64E}\u{627} \u{628}\u{644}\u{651}\u{64E}\u{627} \u{644}\u{627}\u{64B}",
    );
    let line = line("\u{628}\u{644}\u{651}\u{64E}\u{627}");
    let starts: Vec<u32> = line.cells.iter().map(|cell| cell.start).collect();
    assert_eq!(starts, [8, 2, 0]);
}

#[test]
fn a_mark_at_the_start_of_the_text_is_drawn_and_has_a_cell() {
    for text in [
        "\u{64E}\u{628}\u{62F}\u{627}\u{64A}\u{629}",
        "\u{651} \u{634}\u{62F}\u{629}",
    ] {
        agrees_on(text);
        let line = line(text);
        let first = line.cells.last().unwrap();
        assert_eq!(first.start, 0);
        assert!(line.glyphs.iter().any(|g| g.cluster == 0));
    }
}

#[test]
fn brackets_are_mirrored_where_text_runs_from_right_to_left() {
    agrees_on(
        "(\u{628}\u{64A}\u{62A}) [\u{628}\u{64A}\u{62A}] {\u{628}\u{64A}\u{62A}} \u{AB}\u{628}\u{64A}\u{62A}\u{BB} <\u{628}\u{64A}\u{62A}> \u{2039}\u{628}\u{64A}\u{62A}\u{203A} \u{2264} \u{2265}",
    );
    agrees_on("\u{642}\u{627}\u{644} (NATO [1949]) \u{62B}\u{645}");
    let arabic = shape("(\u{628})");
    let latin = shape("a(b)c");
    assert_eq!(glyph(&arabic, 0), glyph(&latin, 3));
    assert_eq!(glyph(&arabic, 3), glyph(&latin, 1));
}

#[test]
fn presentation_forms_and_word_ligatures_are_one_cell_each() {
    agrees_on("\u{FEFB} \u{FEDF}\u{FE8E} \u{FE91}\u{FE98}\u{FEB4}\u{FEE2} \u{FDF2}");
    agrees_on("\u{627}\u{644}\u{646}\u{628}\u{64A} \u{FDFA} \u{642}\u{627}\u{644}");
    let text = "\u{FDFA}\u{FEFB}";
    let line = line(text);
    assert_eq!(line.cells.len(), 2);
    assert!(line.cells.iter().all(|cell| cell.x1 - cell.x0 > 5.0));
}

#[test]
fn quranic_marks_stay_with_their_letters() {
    let text = "\u{642}\u{64F}\u{644}\u{6E1} \u{647}\u{64F}\u{648}\u{64E} \u{671}\u{644}\u{644}\u{651}\u{64E}\u{647}\u{64F} \u{623}\u{64E}\u{62D}\u{64E}\u{62F}\u{64C} \u{6DD}\u{661} \u{6D6} \u{631}\u{64E}\u{64A}\u{6E1}\u{628}\u{64E}\u{6DC} \u{641}\u{650}\u{64A}\u{647}\u{650}\u{6DB} \u{6E9} \u{628}\u{650}\u{647}\u{650}\u{6E6}\u{653} \u{647}\u{64E}\u{670}\u{630}\u{64E}\u{627}";
    agrees_on(text);
    agrees_on(
        "\u{600}\u{661}\u{662}\u{663} \u{601}\u{662}\u{660}\u{662}\u{665} \u{6DD}\u{661}\u{662}",
    );
    let article = Article::new(text, false).unwrap();
    let line = line(text);
    for cell in line.cells.iter().filter(|cell| cell.grapheme_start) {
        assert!(article.is_grapheme_boundary(ByteOffset(cell.start as usize)));
    }
}

/// That every character of a text has a glyph of its own in some face.
fn is_covered(text: &str) {
    let block = shape(text);
    assert!(block.glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
}

#[test]
fn persian_urdu_uyghur_and_hebrew_are_set() {
    let persian = "\u{686}\u{647}\u{644} \u{67E}\u{698}\u{648}\u{647}\u{634}\u{6AF}\u{631} \u{62E}\u{627}\u{646}\u{647}\u{654} \u{645}\u{627}\u{60C} \u{6F1}\u{6F2}\u{6F3}\u{66C}\u{6F4}\u{6F5}\u{6F6}";
    let urdu = "\u{644}\u{691}\u{6A9}\u{6D2} \u{6A9}\u{6BE}\u{679} \u{6C1}\u{6D2}\u{6BA} \u{6D3} \u{622}\u{626}\u{6D2}";
    let uyghur = "\u{626}\u{6C7}\u{64A}\u{63A}\u{6C7}\u{631}\u{686}\u{6D5} \u{6BE}\u{6D5}\u{645}\u{645}\u{6D5} \u{626}\u{6C6}\u{64A} \u{64A}\u{6D0}\u{6AD}\u{649}";
    for text in [persian, urdu, uyghur] {
        agrees_on(text);
        is_covered(text);
    }
    is_covered("\u{5E9}\u{5C1}\u{5B8}\u{5DC}\u{5D5}\u{5B9}\u{5DD}");
}

/// How many steps of the arrow key lead over a text.
fn steps_over(text: &str) -> usize {
    let article = Article::new(text, false).unwrap();
    let measure = Measure {
        width: 1000.0,
        size: 20.0,
    };
    let mut column = Column::new(article, Base::RightToLeft, super::naskh(), measure);
    let line = column.place_line(LineId::default());
    let mut caret = column.caret_at(LineId::default(), line.x0);
    let mut steps = 0;
    loop {
        let next = column.moved(caret, Motion::Right, 0.0);
        if next == caret {
            return steps;
        }
        caret = next;
        steps += 1;
    }
}

#[test]
fn an_emoji_of_many_characters_is_one_cell_and_one_step() {
    for emoji in [
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}",
        "\u{1F1EF}\u{1F1F4}",
        "1\u{FE0F}\u{20E3}",
        "\u{1F44D}\u{1F3FD}",
        "\u{2764}\u{FE0F}",
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    ] {
        let line = line(emoji);
        assert_eq!(line.cells.len(), 1, "{emoji}");
        assert!(line.cells[0].x1 - line.cells[0].x0 > 5.0, "{emoji}");
        assert_eq!(steps_over(emoji), 1, "{emoji}");
        let between = format!("\u{628}{emoji}\u{628}");
        assert_eq!(steps_over(&between), 3, "{emoji}");
    }
}

#[test]
fn a_character_that_no_face_has_takes_room_and_is_one_step() {
    let text = "\u{10FFFD}";
    let line = line(text);
    assert_eq!(line.cells.len(), 1);
    assert!(line.cells[0].x1 - line.cells[0].x0 > 5.0);
    assert_eq!(steps_over(text), 1);
}

#[test]
fn a_caret_has_two_places_where_directions_meet() {
    // The Latin word stands left of the Arabic one.
    let text = "\u{628}\u{628} ab";
    let line = line(text);
    let at = |offset| CaretPlace {
        offset,
        after_previous: false,
    };
    let first = |offset| line.caret_x(at(offset)).unwrap();
    // Before the Latin word: at its left edge, and at the space's left edge.
    let latin = line.cells.iter().find(|cell| cell.start == 5).unwrap();
    let space = line.cells.iter().find(|cell| cell.start == 4).unwrap();
    assert_eq!(first(5), latin.x0);
    assert_eq!(line.second_caret_x(at(5)), Some(space.x0));
    let leaning = CaretPlace {
        offset: 5,
        after_previous: true,
    };
    assert_eq!(line.caret_x(leaning), Some(space.x0));
    assert_eq!(line.second_caret_x(leaning), Some(latin.x0));
    // At the line's end Arabic would go on at the left.
    assert_eq!(line.second_caret_x(at(7)), Some(line.x0));
    // Inside a word there is one place.
    for offset in [0, 2, 4, 6] {
        assert_eq!(line.second_caret_x(at(offset)), None, "{offset}");
    }
    // A caret is drawn where the arrow keys and the pointer put it.
    assert_eq!(line.hit(line.x1 + 9.0).offset, 0);
    let caret = ColumnCaret::before(ByteOffset(5));
    assert!(!caret.after_previous);
}

#[test]
fn end_stays_before_whatever_separates_paragraphs() {
    for separator in ["\n", "\r\n", "\r", "\u{1D}", "\u{85}", "\u{2029}"] {
        let text = format!("\u{628}\u{628} {separator}\u{628}");
        let article = Article::new(text, false).unwrap();
        let measure = Measure {
            width: 1000.0,
            size: 20.0,
        };
        let mut column = Column::new(article, Base::RightToLeft, super::naskh(), measure);
        let start = ColumnCaret::before(ByteOffset(0));
        let end = column.moved(start, Motion::LineEnd, 0.0);
        assert_eq!(end.offset, ByteOffset(4), "{separator:?}");
        assert_eq!(
            column.line_of_caret(end),
            LineId::default(),
            "{separator:?}"
        );
    }
}
