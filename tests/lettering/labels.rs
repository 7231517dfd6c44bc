//! Labels, buttons and paragraphs.

use egui::text::LayoutJob;
use egui::{Color32, Label, RichText, TextFormat, TextWrapMode, Theme};
use egui_kittest::kittest::Queryable as _;
use hashiya::typeset::place::place;
use hashiya::typeset::{Base, Fonts, Measure, Shaper};

use super::{drawn_words, harness, keep, paper, stack, texts_of_egui};

const ESCAPE: &str = "فتح الملف (Esc)";
const MIXED: &str = "حفظ NAME.txt باسم…";
const PARAGRAPH: &str = "قالت وزارة الدفاع الأميركية (البنتاغون) إن 560 جنديا إضافيا سيصلون إلى العراق، \
    وقال الوزير «آشتون كارتر» للصحفيين في قاعدة NATO إن نسبة 12.5 % منهم مهندسون.";

fn specimen(ui: &mut egui::Ui) {
    paper(ui);
    ui.set_max_width(300.0);
    ui.heading("مقال جديد");
    ui.horizontal(|ui| {
        ui.label(ESCAPE);
        ui.label("Latin label");
        let _ = ui.button(MIXED);
    });
    ui.separator();
    ui.label(PARAGRAPH);
    ui.separator();
    ui.add(Label::new(PARAGRAPH).wrap_mode(TextWrapMode::Truncate));
    ui.label(RichText::new("رابط مسطّر").underline());
    ui.label(RichText::new("نص قديم").strikethrough());
    ui.label(RichText::new("خلفية ملوّنة").background_color(Color32::DARK_GREEN));
    ui.add_enabled(false, egui::Button::new("زر معطّل"));
    ui.add_enabled(true, egui::Button::new("Latin button"));
    let mut job = LayoutJob::default();
    let format = |color| TextFormat {
        color,
        font_id: egui::FontId::proportional(15.0),
        ..TextFormat::default()
    };
    job.append("أحمر ", 0.0, format(Color32::RED));
    job.append("ثم أزرق", 0.0, format(Color32::BLUE));
    ui.label(job);
    ui.label("سطر أول\nسطر ثان أطول\n(123)");
}

#[test]
fn a_specimen_is_drawn_at_every_scale_and_in_both_themes() {
    for (scale, name) in [(1.0, "1x"), (1.5, "1.5x"), (2.0, "2x")] {
        for theme in [Theme::Light, Theme::Dark] {
            let mut harness = harness([460.0, 460.0], scale, theme, specimen);
            harness.run();
            let picture = harness.render().unwrap();
            keep(&format!("words-{name}-{theme:?}"), &picture);
            let left = texts_of_egui(&harness.output().shapes);
            assert_eq!(left, ["Latin label", "Latin button"]);
        }
    }
}

#[test]
fn the_very_first_frame_is_in_order_and_brings_its_pictures() {
    let ctx = egui::Context::default();
    super::set_up(&ctx);
    let frame = |expect_pictures: bool| {
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.label(MIXED);
        });
        let words = drawn_words(&output.shapes);
        assert!(texts_of_egui(&output.shapes).is_empty());
        assert_eq!(words.len(), 1);
        let own = output
            .textures_delta
            .set
            .keys()
            .any(|id| *id != egui::TextureId::default());
        assert_eq!(own, expect_pictures);
        let mut delta = output.textures_delta;
        delta.clear();
        words
    };
    let first = frame(true);
    assert_eq!(
        first,
        frame(false),
        "nothing moves and nothing is sent again"
    );
}

#[test]
fn glyphs_stand_in_the_order_and_at_the_distances_of_the_typesetter() {
    let mut harness = harness([400.0, 60.0], 1.0, Theme::Light, |ui| {
        ui.label(MIXED);
    });
    harness.run();
    let words = drawn_words(&harness.output().shapes);
    let stack = stack();
    let shaped = Shaper::default().shape(MIXED, Base::FirstStrong, &stack);
    let measure = Measure {
        width: 400.0,
        size: 15.0,
    };
    let line = place(
        &shaped,
        &Fonts::bundled().unwrap(),
        0,
        shaped.cells.len(),
        measure,
    );
    let mut atlas = hashiya::page::atlas::Atlas::new();
    let expected: Vec<f32> = line
        .glyphs
        .iter()
        .filter_map(|glyph| {
            let key = hashiya::page::atlas::GlyphKey {
                face: glyph.face,
                id: glyph.id,
                size_64: 15 * 64,
                bin: 0,
                light_on_dark: false,
            };
            let picture = atlas.picture(key, stack.fonts())?;
            Some(glyph.x + picture.left as f32)
        })
        .collect();
    let drawn: Vec<f32> = words[0].iter().map(|(rect, _)| rect[0]).collect();
    assert_eq!(drawn.len(), expected.len());
    let shift = drawn[0] - expected[0];
    for (drawn, expected) in drawn.iter().zip(&expected) {
        assert!(
            (drawn - expected - shift).abs() <= 2.0,
            "{drawn} {expected}"
        );
    }
    // The first letter as it is read stands at the right, the Latin name in the middle.
    assert!(line.glyphs.last().unwrap().cluster < 4);
}

#[test]
fn a_label_stays_in_its_room_on_the_line_of_its_neighbours() {
    for scale in [1.0, 1.25, 1.5, 2.0] {
        let mut harness = harness([400.0, 60.0], scale, Theme::Light, |ui| {
            ui.horizontal(|ui| {
                ui.label("ددد");
                ui.label("HHH");
            });
        });
        harness.run();
        let arabic = harness.get_by_label("ددد").rect();
        let words = drawn_words(&harness.output().shapes);
        let left = words[0].iter().map(|(r, _)| r[0]).fold(f32::MAX, f32::min);
        let right = words[0].iter().map(|(r, _)| r[2]).fold(f32::MIN, f32::max);
        assert!(left >= arabic.left() - 1.0 && right <= arabic.right() + 1.0);
        let picture = harness.render().unwrap();
        let paper = *picture.get_pixel(picture.width() - 1, 0);
        let bottom = |from: f32, to: f32| {
            let columns = (from * scale) as u32..(to * scale) as u32;
            let dark = |y: &u32| {
                columns.clone().any(|x| {
                    let here = picture.get_pixel(x, *y).0;
                    here[3] > 128 && *picture.get_pixel(x, *y) != paper
                })
            };
            (0..picture.height()).rev().find(dark)
        };
        let latin = harness.get_by_label("HHH").rect();
        let (a, b) = (
            bottom(arabic.left(), arabic.right()),
            bottom(latin.left(), latin.right()),
        );
        // Dal stands on the baseline as H does, but for an overshoot.
        assert!(
            a.unwrap().abs_diff(b.unwrap()) <= 1,
            "{a:?} {b:?} at {scale}"
        );
    }
}

#[test]
fn a_paragraph_takes_the_rows_that_egui_made_room_for_and_ends_at_its_right() {
    for width in [120.0, 200.0, 300.0, 500.0] {
        let mut harness = harness([600.0, 500.0], 1.0, Theme::Light, move |ui| {
            ui.set_max_width(width);
            ui.label(PARAGRAPH);
        });
        harness.run();
        let room = harness.get_by_label(PARAGRAPH).rect();
        let words = drawn_words(&harness.output().shapes);
        let edge = |pick: fn(&[f32; 4]) -> f32| words[0].iter().map(move |(r, _)| pick(r));
        let bottom = edge(|r| r[3]).fold(f32::MIN, f32::max);
        let right = edge(|r| r[2]).fold(f32::MIN, f32::max);
        assert!(bottom <= room.bottom() + 1.0, "{bottom} {room}");
        assert!((right - room.right()).abs() <= 3.0, "{right} {room}");
    }
}

#[test]
fn sections_keep_their_colours_in_the_order_of_reading() {
    let mut harness = harness([300.0, 60.0], 1.0, Theme::Light, |ui| {
        let mut job = LayoutJob::default();
        let format = |color| TextFormat {
            color,
            ..TextFormat::default()
        };
        job.append("دار ", 0.0, format(Color32::RED));
        job.append("زرد", 0.0, format(Color32::BLUE));
        ui.label(job);
    });
    harness.run();
    let words = drawn_words(&harness.output().shapes);
    let colors: Vec<Color32> = words[0].iter().map(|(_, c)| *c).collect();
    let reds = colors
        .iter()
        .rev()
        .take_while(|c| **c == Color32::RED)
        .count();
    assert_eq!(reds, 3, "what is read first stands at the right");
    assert!(
        colors[..colors.len() - reds]
            .iter()
            .all(|c| *c == Color32::BLUE)
    );
}

#[test]
fn a_screen_reader_hears_the_text_as_it_was_written() {
    let mut harness = harness([300.0, 60.0], 1.0, Theme::Light, |ui| {
        let _ = ui.button(ESCAPE);
    });
    harness.run();
    harness.get_by_label(ESCAPE).click();
    harness.run();
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut harness = harness([300.0, 400.0], 1.0, Theme::Light, specimen);
    harness.run();
    harness.step();
    let output = harness.output();
    let delays = output.viewport_output.values().map(|v| v.repaint_delay);
    assert!(delays.min().unwrap() > std::time::Duration::from_secs(3600));
    let set = &output.textures_delta.set;
    assert!(set.is_empty(), "nothing is sent again");
}
