//! Characters that draw nothing, and direction controls that mislead.

use hashiya::page::hidden::{HiddenKind, flags};
use hashiya::typeset::Family;

use super::{column, drawn, lines};

/// RLO, PDF, an unclosed RLI, a joiner, a no-break space, a tab, five ZWSP.
const TAMPERED: &str = "a\u{202E}\u{628}c\u{202C} \u{2067}x \u{628}\u{200D}\u{A0}b\t\u{628}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}d\n\u{628} NATO 5";

#[test]
fn every_hidden_character_has_a_flag_where_it_stands() {
    let mut column = column(TAMPERED, Family::NotoNaskh, 20.0);
    let lines = lines(&mut column);
    let fonts = column.stack().fonts();
    let marks = flags(&lines, TAMPERED, fonts.notes().1, 20.0);
    let mut shown: Vec<&str> = marks.iter().map(|mark| &*mark.text).collect();
    shown.sort_unstable();
    let expected = [
        "+2", "NBSP", "PDF", "RLI", "RLO", "TAB", "ZWJ", "ZWSP", "ZWSP", "ZWSP",
    ];
    assert_eq!(shown, expected);
    let direction = marks.iter().filter(|m| m.kind == HiddenKind::Direction);
    assert_eq!(direction.count(), 3);
    let spaces = marks.iter().find(|mark| mark.text == "+2").unwrap();
    assert_eq!(spaces.chars, ['\u{200B}'; 2]);
    // None covers another, and none is far from its stem.
    let mut edges: Vec<_> = marks.iter().filter_map(|mark| mark.flag).collect();
    assert_eq!(edges.len(), marks.len());
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(edges.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 0.01));
    for mark in &marks {
        let (x0, x1) = mark.flag.unwrap();
        assert!(((x0 + x1) / 2.0 - mark.stem).abs() < 80.0, "{mark:?}");
    }
}

#[test]
fn flags_move_no_letter_and_stand_behind_all_of_them() {
    for family in Family::ALL {
        let mut column = column(TAMPERED, family, 20.0);
        let plain = drawn(&mut column, &[], false);
        let flagged = drawn(&mut column, &[], true);
        assert!(flagged.vertices.len() > plain.vertices.len() + 100);
        let places = |vertices: &[hashiya::page::mesh::Vertex]| -> Vec<_> {
            vertices.iter().map(|v| (v.pos, v.color)).collect()
        };
        let last = flagged.vertices.len() - plain.vertices.len();
        assert_eq!(places(&flagged.vertices[last..]), places(&plain.vertices));
    }
}

#[test]
fn flags_on_eighty_thousand_characters_at_one_place_are_few() {
    let text = "\u{200B}".repeat(80_000);
    let mut column = column(&text, Family::NotoNaskh, 20.0);
    let lines = lines(&mut column);
    let fonts = column.stack().fonts();
    let marks = flags(&lines, &text, fonts.notes().1, 20.0);
    assert!(marks.len() <= 4 * lines.len());
    assert!(marks.iter().all(|mark| mark.chars.len() <= 8));
}

/// Whatever controls a paragraph holds, its neighbours are set as if it held
/// none (UAX #9, rule X8).
#[test]
fn no_direction_control_reaches_beyond_its_paragraph() {
    let neighbour = "\u{632}\u{627}\u{631} NATO (560) abc";
    let alone = {
        let mut column = column(neighbour, Family::NotoNaskh, 20.0);
        lines(&mut column).remove(0).line
    };
    for controls in [
        "\u{202E}",
        "\u{202D}",
        "\u{202A}",
        "\u{202B}",
        "\u{2066}",
        "\u{2067}",
        "\u{2068}",
        "\u{202C}",
        "\u{2069}",
        "\u{2067}\u{202E}\u{2066}",
    ] {
        for break_ in ["\n", "\r\n", "\u{2029}", "\u{85}"] {
            let text =
                format!("{neighbour}{controls}{break_}{neighbour}{break_}{controls}{neighbour}");
            let mut column = column(&text, Family::NotoNaskh, 20.0);
            assert_eq!(column.blocks().count(), 3);
            let middle = lines(&mut column).remove(1).line;
            let last = middle.cells.len() - (middle.cells.len() - alone.cells.len());
            let glyphs = &middle.glyphs[middle.glyphs.len() - alone.glyphs.len()..];
            assert_eq!(glyphs, alone.glyphs, "{controls:?} {break_:?}");
            let shown = middle.cells.iter().filter(|cell| cell.x1 > cell.x0);
            let (a, b): (Vec<_>, Vec<_>) =
                shown.zip(&alone.cells).map(|(a, b)| (a.x0, b.x0)).unzip();
            assert_eq!((a.len(), a), (last, b));
        }
    }
}

#[cfg(feature = "gui")]
mod window {
    use std::path::Path;

    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;
    use hashiya::store::settings::LanguageSetting;
    use hashiya::text::ByteOffset;

    use crate::util::driver::{folder, write};
    use crate::window::{app, press, window};

    #[test]
    fn the_status_bar_warns_of_direction_controls_and_leads_to_them() {
        let folder = folder();
        let text = format!(
            "{}\u{202E}cba\n{}\u{2067}x",
            "a ".repeat(40),
            "b ".repeat(4000)
        );
        let path = write(folder.path(), "a.txt", text.as_bytes());
        let mut harness = window(LanguageSetting::English, &[Path::new(&path)]);
        let focus = |harness: &egui_kittest::Harness<'_, _>| {
            app(harness).active_tab().unwrap().selection.focus
        };
        harness.get_by_label("Hidden direction controls: 2").click();
        harness.run();
        assert_eq!(focus(&harness), ByteOffset(80));
        assert!(app(&harness).settings().show_hidden);
        press(&mut harness, Key::F8, Modifiers::NONE);
        let second = ByteOffset(text.rfind('\u{2067}').unwrap());
        assert_eq!(focus(&harness), second);
        let scroll = app(&harness).active_tab().unwrap().scroll.unwrap();
        assert_eq!(scroll.at, second);
        press(&mut harness, Key::F8, Modifiers::NONE);
        assert_eq!(focus(&harness), ByteOffset(80), "around the end");
        press(&mut harness, Key::Num8, Modifiers::CTRL | Modifiers::SHIFT);
        assert!(!app(&harness).settings().show_hidden);
    }

    #[test]
    fn a_text_without_them_has_no_warning_and_the_key_does_nothing() {
        let folder = folder();
        let path = write(
            folder.path(),
            "a.txt",
            "\u{200F}abc \u{2067}x\u{2069}".as_bytes(),
        );
        let mut harness = window(LanguageSetting::English, &[Path::new(&path)]);
        assert!(
            harness
                .query_by_label_contains("Hidden direction controls")
                .is_none()
        );
        press(&mut harness, Key::F8, Modifiers::NONE);
        assert!(!app(&harness).settings().show_hidden);
    }

    #[test]
    fn a_flag_under_the_pointer_is_named() {
        let folder = folder();
        let path = write(
            folder.path(),
            "a.txt",
            "\u{628}\u{202E}cba\u{202C} \u{628}".as_bytes(),
        );
        let mut harness = window(LanguageSetting::English, &[Path::new(&path)]);
        press(&mut harness, Key::Num8, Modifiers::CTRL | Modifiers::SHIFT);
        let reader = harness.state().as_ref().unwrap().reader();
        let tab = app(&harness).active_tab().unwrap().id;
        // The stem stands at the left edge of the first letter.
        let rects = reader.rects_of(tab, hashiya::text::ByteSpan::new(0, 2));
        let at = egui::pos2(rects[0].left(), rects[0].center().y);
        harness.event(egui::Event::PointerMoved(at));
        harness.run_steps(40);
        harness.get_by_label_contains("U+202E RIGHT-TO-LEFT OVERRIDE");
    }
}
