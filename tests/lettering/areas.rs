//! The field of several lines: typing, walking, selecting and scrolling, each
//! paragraph in its own direction.

use std::time::Duration;

use egui::{Event, Id, ImeEvent, Key, Modifiers, Pos2, Rect, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hashiya::ui::text_field::area::Area;
use hashiya::ui::text_field::is_typing;

use super::{keep, paper, set_up};
use crate::util::clock::least;
use crate::util::cpu_renderer::CpuRenderer;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

struct Shown {
    area: Area,
    rect: Rect,
}

type Field = Harness<'static, Shown>;

fn themed(text: &str, theme: Theme) -> Field {
    let shown = Shown {
        area: Area::new(text, 16 << 20).unwrap(),
        rect: Rect::NOTHING,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(240.0, 240.0))
        .with_step_dt(1.0 / 60.0)
        .with_theme(theme)
        .with_context_setup(set_up)
        .renderer(CpuRenderer::default())
        .build_ui_state(
            |ui, shown: &mut Shown| {
                paper(ui);
                let response = shown.area.show(ui, Id::unique("it"), "Note", true);
                shown.rect = response.rect;
            },
            shown,
        );
    harness
        .ctx
        .memory_mut(|memory| memory.request_focus(Id::unique("it")));
    harness.run();
    harness
}

fn field(text: &str) -> Field {
    themed(text, Theme::Light)
}

fn text(harness: &Field) -> &str {
    harness.state().area.text()
}

fn types(harness: &mut Field, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => press(harness, Key::Enter, NONE),
            c => harness.event(Event::Text(c.to_string())),
        }
        harness.run();
    }
}

fn press(harness: &mut Field, key: Key, held: Modifiers) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

fn copied(harness: &mut Field) -> String {
    harness.event(Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

/// A point of the field: a share of its width, and the middle of a line.
fn at(harness: &Field, share: f32, line: f32) -> Pos2 {
    let rect = harness.state().rect.shrink2(vec2(8.0, 4.0));
    let height = (1.22 + 0.56) * 15.0;
    rect.min + vec2(rect.width() * share, height * (line + 0.5))
}

fn clicks(harness: &mut Field, at: Pos2, times: usize) {
    harness.run_steps(40);
    harness.event(Event::PointerMoved(at));
    harness.step();
    for _ in 0..times {
        for pressed in [true, false] {
            harness.input_mut().events.push(Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: NONE,
            });
        }
    }
    harness.step();
    harness.run();
}

#[test]
fn enter_begins_a_line_and_ctrl_enter_gives_the_keyboard_away() {
    let mut harness = field("");
    types(&mut harness, "سطر\nثان");
    assert_eq!(text(&harness), "سطر\nثان");
    assert!(is_typing(&harness.ctx));
    press(&mut harness, Key::Enter, CTRL);
    assert!(!is_typing(&harness.ctx));
    types(&mut harness, "x");
    assert_eq!(text(&harness), "سطر\nثان");
}

#[test]
fn up_and_down_keep_to_a_column_over_a_short_line() {
    let mut harness = field("abcdefgh\nab\nabcdefgh");
    press(&mut harness, Key::End, CTRL);
    press(&mut harness, Key::ArrowLeft, NONE);
    press(&mut harness, Key::ArrowUp, NONE);
    press(&mut harness, Key::ArrowUp, NONE);
    types(&mut harness, "X");
    assert_eq!(text(&harness), "abcdefgXh\nab\nabcdefgh");
    press(&mut harness, Key::Z, CTRL);
    press(&mut harness, Key::ArrowDown, NONE);
    types(&mut harness, "Y");
    assert_eq!(text(&harness), "abcdefgh\nabY\nabcdefgh");
}

#[test]
fn home_and_end_are_the_lines_and_with_ctrl_the_texts() {
    let words = "كلمة ".repeat(20);
    let mut harness = field(&format!("{words}\nآخر"));
    press(&mut harness, Key::Home, CTRL);
    press(&mut harness, Key::ArrowDown, NONE);
    press(&mut harness, Key::Home, NONE);
    press(&mut harness, Key::End, SHIFT);
    let line = copied(&mut harness);
    let letters = line.chars().count();
    assert!(letters > 10 && letters < 60, "{line:?}");
    assert!(line.split(' ').all(|word| word == "كلمة"), "{line:?}");
    press(&mut harness, Key::Home, CTRL);
    press(&mut harness, Key::End, CTRL | SHIFT);
    assert_eq!(copied(&mut harness), format!("{words}\nآخر"));
    // A selection that is given up leaves the caret at its edge.
    press(&mut harness, Key::ArrowRight, NONE);
    types(&mut harness, "X");
    assert!(text(&harness).starts_with("Xكلمة"));
}

#[test]
fn each_paragraph_runs_its_own_way() {
    let mut harness = field("بتث\nabc");
    press(&mut harness, Key::Home, CTRL);
    press(&mut harness, Key::ArrowLeft, NONE);
    types(&mut harness, "1");
    assert_eq!(text(&harness), "ب1تث\nabc");
    press(&mut harness, Key::End, CTRL);
    press(&mut harness, Key::ArrowLeft, NONE);
    types(&mut harness, "2");
    assert_eq!(text(&harness), "ب1تث\nab2c");
    // Arabic stands at the right edge, Latin at the left one.
    let right_of_arabic = at(&harness, 0.99, 0.0);
    clicks(&mut harness, right_of_arabic, 1);
    types(&mut harness, "ن");
    let left_of_latin = at(&harness, 0.01, 1.35);
    clicks(&mut harness, left_of_latin, 1);
    types(&mut harness, "x");
    assert_eq!(text(&harness), "نب1تث\nxab2c");
}

#[test]
fn a_word_a_paragraph_and_what_is_dragged_over_are_selected() {
    let mut harness = field("one two\nthree four\nfive");
    let three = at(&harness, 0.05, 1.35);
    clicks(&mut harness, three, 2);
    assert_eq!(copied(&mut harness), "three");
    clicks(&mut harness, three, 3);
    assert_eq!(copied(&mut harness), "three four");
    let (from, to) = (at(&harness, 0.0, 0.0), at(&harness, 0.9, 1.35));
    let button = |harness: &mut Field, pos: Pos2, pressed: bool| {
        harness.event(Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: NONE,
        });
        harness.step();
    };
    harness.run_steps(40);
    harness.event(Event::PointerMoved(from));
    harness.step();
    button(&mut harness, from, true);
    for step in 1..=4 {
        harness.event(Event::PointerMoved(
            from + (to - from) * (step as f32 / 4.0),
        ));
        harness.step();
    }
    button(&mut harness, to, false);
    assert_eq!(copied(&mut harness), "one two\nthree four");
    press(&mut harness, Key::Delete, NONE);
    assert_eq!(text(&harness), "\nfive");
}

#[test]
fn what_is_pasted_keeps_its_lines_and_is_one_step() {
    let mut harness = field("ab");
    harness.event(Event::Paste("1\r\n2\n3".to_owned()));
    harness.run();
    assert_eq!(text(&harness), "ab1\n2\n3");
    press(&mut harness, Key::Z, CTRL);
    assert_eq!(text(&harness), "ab");
    press(&mut harness, Key::Z, CTRL | SHIFT);
    assert_eq!(text(&harness), "ab1\n2\n3");
    press(&mut harness, Key::A, CTRL);
    harness.event(Event::Cut);
    harness.run();
    assert_eq!(text(&harness), "");
    press(&mut harness, Key::Z, CTRL);
    assert_eq!(text(&harness), "ab1\n2\n3");
}

#[test]
fn an_input_method_shows_and_writes_between_lines() {
    let mut harness = field("a\nb");
    press(&mut harness, Key::Home, CTRL);
    press(&mut harness, Key::End, NONE);
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    harness.event(preedit("ني"));
    harness.run();
    assert_eq!(text(&harness), "aني\nb");
    harness.event(Event::Ime(ImeEvent::Commit("你".to_owned())));
    harness.run();
    assert_eq!(text(&harness), "a你\nb");
}

#[test]
fn it_grows_with_its_text_and_then_scrolls_with_the_caret() {
    let mut harness = field("1");
    let one = harness.state().rect.height();
    types(&mut harness, "\n2\n3");
    let three = harness.state().rect.height();
    assert!(three > 2.5 * one, "{one} {three}");
    types(&mut harness, "\n4\n5\n6\n7\n8\n9\n10\n11\n12");
    let most = harness.state().rect.height();
    assert!(most < 8.0 * one, "{one} {most}");
    let bottom = Pos2::new(200.0, harness.state().rect.bottom() - 12.0);
    clicks(&mut harness, bottom, 3);
    assert_eq!(copied(&mut harness), "12");
    press(&mut harness, Key::Home, CTRL);
    let top = at(&harness, 0.99, 0.0);
    clicks(&mut harness, top, 3);
    assert_eq!(copied(&mut harness), "1");
    // The wheel scrolls without moving the caret.
    harness.event(Event::PointerMoved(top));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, -50.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: NONE,
    });
    harness.run_steps(60);
    assert_eq!(copied(&mut harness), "1");
    clicks(&mut harness, bottom, 3);
    assert_eq!(copied(&mut harness), "12");
}

#[test]
fn a_screen_reader_is_told_a_note_of_lines() {
    let harness = field("سطر\nثان");
    let role = egui::accesskit::Role::MultilineTextInput;
    let node = harness.get_by_role_and_label(role, "Note");
    assert_eq!(node.accesskit_node().value().as_deref(), Some("سطر\nثان"));
}

#[test]
fn ten_megabytes_are_shown_and_written_on_without_a_pause() {
    let sentence = "قال الوزير إن 560 جنديا غادروا مع NATO أمس. ";
    let paragraphs = format!("{}\n", sentence.repeat(3)).repeat(50_000);
    let one = sentence.repeat(140_000);
    for (name, long) in [("paragraphs", paragraphs), ("one", one)] {
        assert!(long.len() > 9 << 20);
        let mut harness = field(&long);
        let idle = least(|| harness.step());
        let typed = least(|| {
            harness.event(Event::Text("م".to_owned()));
            harness.step();
        });
        press(&mut harness, Key::Home, CTRL);
        let walked = least(|| {
            harness.event(Event::Key {
                key: Key::ArrowDown,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: NONE,
            });
            harness.step();
        });
        eprintln!("{name}: idle {idle:?}, typed {typed:?}, walked {walked:?}");
        // Wide bounds, whatever the machine: setting all of it takes seconds.
        assert!(idle < Duration::from_millis(60), "{name}: idle {idle:?}");
        assert!(walked < Duration::from_millis(60), "{name}: {walked:?}");
        assert!(typed < Duration::from_millis(1500), "{name}: {typed:?}");
    }
}

#[test]
fn pictures_of_notes() {
    for theme in [Theme::Light, Theme::Dark] {
        let note = "قال الوزير (NATO) إن 560 جنديا غادروا القاهرة أمس مع قائدهم.\n\nChecked against the list of 12/3/2024, قائمة الأسماء.\nآخر";
        let mut harness = themed(note, theme);
        press(&mut harness, Key::Home, CTRL);
        press(&mut harness, Key::ArrowDown, SHIFT);
        press(&mut harness, Key::ArrowDown, SHIFT);
        press(&mut harness, Key::ArrowDown, SHIFT);
        let name = format!("area-{theme:?}").to_lowercase();
        keep(&name, &harness.render().unwrap());
    }
}
