//! The text field: typing, walking, selecting and copying in two directions.

use egui::{Event, Id, ImeEvent, Key, Modifiers, Theme, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hashiya::ui::text_field::{TextField, is_typing};

use super::{harness, keep, paper, set_up};
use crate::util::cpu_renderer::CpuRenderer;

const NAME: &str = "القاهرة";

fn field(text: &str) -> Harness<'static, String> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(300.0, 60.0))
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(set_up)
        .renderer(CpuRenderer::default())
        .build_ui_state(
            |ui, text: &mut String| {
                let field = TextField::new(text).id(Id::unique("it")).name("Name");
                ui.add(field.desired_width(200.0));
            },
            text.to_owned(),
        );
    harness
        .ctx
        .memory_mut(|memory| memory.request_focus(Id::unique("it")));
    harness.run();
    harness
}

fn types(harness: &mut Harness<'_, String>, text: &str) {
    for c in text.chars() {
        harness.event(Event::Text(c.to_string()));
        harness.run();
    }
}

fn press(harness: &mut Harness<'_, String>, key: Key, held: Modifiers) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

fn copied(harness: &mut Harness<'_, String>) -> String {
    harness.event(Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

#[test]
fn arabic_is_typed_at_its_end_and_backspace_takes_the_last_letter() {
    let mut harness = field("");
    types(&mut harness, NAME);
    assert_eq!(harness.state(), NAME);
    press(&mut harness, Key::Backspace, Modifiers::NONE);
    assert_eq!(harness.state(), "القاهر");
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!(harness.state(), NAME);
    press(&mut harness, Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(harness.state(), "القاهر");
}

#[test]
fn the_left_arrow_goes_forward_in_arabic_and_back_in_latin() {
    let mut harness = field("بتث");
    press(&mut harness, Key::Home, Modifiers::NONE);
    press(&mut harness, Key::ArrowLeft, Modifiers::NONE);
    types(&mut harness, "X");
    assert_eq!(harness.state(), "بXتث");
    let mut harness = field("abc");
    press(&mut harness, Key::End, Modifiers::NONE);
    press(&mut harness, Key::ArrowLeft, Modifiers::NONE);
    types(&mut harness, "X");
    assert_eq!(harness.state(), "abXc");
}

#[test]
fn arrows_reach_every_place_of_a_mixed_text_and_come_back() {
    let text = "بت NATO تث 12 ج";
    let mut harness = field(text);
    press(&mut harness, Key::Home, Modifiers::NONE);
    let letters = text.chars().count();
    for _ in 0..letters + 3 {
        press(&mut harness, Key::ArrowLeft, Modifiers::NONE);
    }
    types(&mut harness, "Z");
    assert_eq!(harness.state(), &format!("{text}Z"));
    press(&mut harness, Key::Backspace, Modifiers::NONE);
    for _ in 0..letters + 3 {
        press(&mut harness, Key::ArrowRight, Modifiers::NONE);
    }
    types(&mut harness, "ز");
    assert_eq!(harness.state(), &format!("ز{text}"));
}

#[test]
fn words_are_selected_copied_cut_and_pasted_in_logical_order() {
    let mut harness = field("زار NATO القاهرة");
    press(&mut harness, Key::Home, Modifiers::NONE);
    press(
        &mut harness,
        Key::ArrowLeft,
        Modifiers::CTRL | Modifiers::SHIFT,
    );
    press(
        &mut harness,
        Key::ArrowLeft,
        Modifiers::CTRL | Modifiers::SHIFT,
    );
    assert_eq!(copied(&mut harness), "زار NATO ");
    harness.event(Event::Cut);
    harness.run();
    assert_eq!(harness.state(), NAME);
    press(&mut harness, Key::End, Modifiers::NONE);
    harness.event(Event::Paste("، ثم\nعاد".to_owned()));
    harness.run();
    assert_eq!(harness.state(), "القاهرة، ثم عاد");
    press(&mut harness, Key::A, Modifiers::COMMAND);
    assert_eq!(copied(&mut harness), "القاهرة، ثم عاد");
    press(&mut harness, Key::Delete, Modifiers::NONE);
    assert_eq!(harness.state(), "");
}

#[test]
fn a_selection_given_up_leaves_the_caret_at_its_edge_on_that_side() {
    let mut harness = field("بتث");
    press(&mut harness, Key::A, Modifiers::COMMAND);
    press(&mut harness, Key::ArrowRight, Modifiers::NONE);
    types(&mut harness, "X");
    assert_eq!(harness.state(), "Xبتث");
}

#[test]
fn a_click_puts_the_caret_and_a_drag_selects_what_it_passes() {
    let mut harness = field("abc بتث");
    let room = harness.get_by_label("Name").rect();
    let middle = room.center().y;
    // The text runs from left to right; the click is far to its right.
    harness.drag_at(pos2(room.right() - 20.0, middle));
    harness.run();
    harness.drop_at(pos2(room.right() - 20.0, middle));
    harness.run();
    press(&mut harness, Key::Home, Modifiers::SHIFT);
    assert_eq!(copied(&mut harness), "abc بتث".strip_suffix("بتث").unwrap());
    harness.drag_at(pos2(room.left() + 2.0, middle));
    harness.step();
    harness.hover_at(pos2(room.right() - 2.0, middle));
    harness.step();
    harness.drop_at(pos2(room.right() - 2.0, middle));
    harness.run();
    // The far right edge is where the Arabic word begins.
    assert_eq!(copied(&mut harness), "abc ");
}

#[test]
fn a_double_click_selects_the_word_under_it() {
    let mut harness = field("abc القاهرة");
    let room = harness.get_by_label("Name").rect();
    let at = pos2(room.left() + 60.0, room.center().y);
    for _ in 0..2 {
        harness.drag_at(at);
        harness.step();
        harness.drop_at(at);
        harness.step();
    }
    assert_eq!(copied(&mut harness), NAME);
}

#[test]
fn an_input_method_shows_and_then_writes() {
    let mut harness = field("a");
    press(&mut harness, Key::End, Modifiers::NONE);
    let shown = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    harness.event(shown("س"));
    harness.run();
    assert_eq!(harness.state(), "aس");
    assert!(harness.output().platform_output.ime.is_some());
    harness.event(shown("سل"));
    harness.event(Event::Ime(ImeEvent::Commit("سلام".to_owned())));
    harness.run();
    assert_eq!(harness.state(), "aسلام");
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!(harness.state(), "a");
}

#[test]
fn a_screen_reader_finds_the_field_its_name_and_its_value() {
    let harness = field(NAME);
    let node = harness.get_by_role(egui::accesskit::Role::TextInput);
    assert_eq!(node.accesskit_node().value().as_deref(), Some(NAME));
    assert_eq!(node.accesskit_node().label().as_deref(), Some("Name"));
    assert!(is_typing(&harness.ctx));
    harness
        .ctx
        .memory_mut(|memory| memory.surrender_focus(Id::unique("it")));
    assert!(!is_typing(&harness.ctx));
}

#[test]
fn a_field_with_the_focus_is_idle() {
    let mut harness = field(NAME);
    harness.step();
    let delays = harness
        .output()
        .viewport_output
        .values()
        .map(|v| v.repaint_delay);
    assert!(delays.min().unwrap() > std::time::Duration::from_secs(3600));
}

#[test]
fn fields_look_as_they_should() {
    let long = "/home/user/مقالات/تقرير عن NATO في القاهرة وبغداد ودمشق.txt";
    for (scale, theme) in [(1.0, Theme::Light), (2.0, Theme::Light), (1.5, Theme::Dark)] {
        let mut texts = ["", "القاهرة (NATO) 12.5 %", long, "", "مرحبا"].map(str::to_owned);
        let mut harness = harness([320.0, 190.0], scale, theme, move |ui| {
            paper(ui);
            let hints = ["ابحث هنا…", "", "", "A hint", ""];
            for (index, (text, hint)) in texts.iter_mut().zip(hints).enumerate() {
                let field = TextField::new(text)
                    .id(Id::unique(index))
                    .hint(hint)
                    .name("Field");
                let enabled = index != 4;
                ui.add_enabled(enabled, field);
            }
        });
        harness
            .ctx
            .memory_mut(|memory| memory.request_focus(Id::unique(1)));
        harness.run();
        harness.key_press_modifiers(Modifiers::NONE, Key::Home);
        for _ in 0..2 {
            harness.key_press_modifiers(Modifiers::CTRL | Modifiers::SHIFT, Key::ArrowLeft);
        }
        harness.run();
        keep(
            &format!("fields-{scale}-{theme:?}"),
            &harness.render().unwrap(),
        );
        harness
            .ctx
            .memory_mut(|memory| memory.request_focus(Id::unique(2)));
        harness.run();
        harness.key_press(Key::End);
        harness.run();
        keep(
            &format!("fields-end-{scale}-{theme:?}"),
            &harness.render().unwrap(),
        );
    }
}
