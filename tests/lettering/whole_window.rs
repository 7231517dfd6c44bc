//! The whole window in Arabic: nothing Arabic in it is left to egui.

use std::path::Path;

use egui::Key;
use egui_kittest::Harness;
use hashiya::app::Command;
use hashiya::store::Settings;
use hashiya::store::settings::LanguageSetting;
use hashiya::ui::Window;
use hashiya::ui::lettering::needs_ordering;

use super::{keep, texts_of_egui};
use crate::util::cpu_renderer::CpuRenderer;

/// The window with the sample in it.
pub fn window_of(settings: Settings, scale: f32) -> Harness<'static, Option<Window>> {
    let mut harness = Harness::builder()
        .with_size([1100.0, 760.0])
        .with_pixels_per_point(scale)
        .with_max_steps(16)
        .renderer(CpuRenderer::default())
        .build_ui_state(
            move |ui, state: &mut Option<Window>| {
                let window = state.get_or_insert_with(|| {
                    Window::new(ui.ctx(), settings.clone(), None).without_file_dialogs()
                });
                window.logic(ui.ctx());
                window.show(ui);
            },
            None,
        );
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/sample.hashiya.ron");
    let ctx = harness.ctx.clone();
    let window = harness.state_mut().as_mut().unwrap();
    window.send(&ctx, Command::OpenPaths(vec![sample]));
    for _ in 0..100 {
        harness.step();
        let window = harness.state().as_ref().unwrap();
        if window.app().active_tab().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    harness.run();
    harness
}

fn left_to_egui(harness: &Harness<'_, Option<Window>>) -> Vec<String> {
    let mut texts = texts_of_egui(&harness.output().shapes);
    texts.retain(|text| needs_ordering(text));
    texts
}

#[test]
fn nothing_arabic_is_left_to_egui() {
    for scale in [1.0, 1.5] {
        let settings = Settings {
            language: LanguageSetting::Arabic,
            ..Settings::default()
        };
        let mut harness = window_of(settings, scale);
        assert_eq!(left_to_egui(&harness), [""; 0]);
        keep(&format!("window-{scale}"), &harness.render().unwrap());
        harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::O);
        harness.run();
        assert_eq!(left_to_egui(&harness), [""; 0]);
        keep(
            &format!("window-dialog-{scale}"),
            &harness.render().unwrap(),
        );
    }
}
