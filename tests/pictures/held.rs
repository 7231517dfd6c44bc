//! A document that is edited elsewhere: how that looks, and that the keyboard
//! and the mouse lead to taking it over.

use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hashiya::app::message::Dialog;
use hashiya::app::{Command, Language};
use hashiya::store::Settings;
use hashiya::store::settings::{LanguageSetting, ThemeSetting};
use hashiya::ui::Window;

use super::compare::is_the_kept_one;
use crate::util::cpu_renderer::CpuRenderer;
use crate::util::driver::{ARTICLE, claim_of, folder, write};
use crate::window::{app, count, press, select, send};

/// A window in which an article is opened that another machine edits.
fn reading(folder: &Path, settings: Settings) -> Harness<'static, Option<Window>> {
    let article = write(folder, "article.txt", ARTICLE.as_bytes());
    let since = std::time::SystemTime::now() - std::time::Duration::from_secs(330);
    let since = since.duration_since(std::time::UNIX_EPOCH).unwrap();
    let record = serde_json::json!({
        "program": "hashiya", "user": "سارة", "host": "newsdesk-7", "machine": "m",
        "boot": "b", "pid": "1", "since": u64::try_from(since.as_millis()).unwrap(),
    });
    let claim = claim_of(&folder.join("article.hashiya.ron"));
    std::fs::write(claim, record.to_string()).unwrap();
    let home = folder.join("home");
    let mut harness = Harness::builder()
        .with_size([1280.0, 720.0])
        .with_max_steps(16)
        .renderer(CpuRenderer::default())
        .build_ui_state(
            move |ui, state: &mut Option<Window>| {
                let window = state.get_or_insert_with(|| {
                    Window::new(ui.ctx(), settings.clone(), None)
                        .without_file_dialogs()
                        .keeping(Some(home.clone()))
                });
                window.logic(ui.ctx());
                window.show(ui);
            },
            None,
        );
    send(&mut harness, Command::OpenPaths(vec![article]));
    wait(&mut harness, |app| app.active_tab().is_some());
    harness
}

fn wait(harness: &mut Harness<'_, Option<Window>>, is_so: impl Fn(&hashiya::app::App) -> bool) {
    for _ in 0..500 {
        harness.run();
        if is_so(app(harness)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("a worker does not answer");
}

fn settings(language: LanguageSetting, theme: ThemeSetting) -> Settings {
    Settings {
        language,
        theme,
        ..Settings::default()
    }
}

#[test]
fn the_keyboard_and_the_mouse_lead_to_taking_over() {
    let folder = folder();
    let english = settings(LanguageSetting::English, ThemeSetting::Light);
    let mut harness = reading(folder.path(), english);
    let tab = app(&harness).active_tab().unwrap().id;
    harness.get_by_label("article.txt (read-only)");
    select(&mut harness, "NATO");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    assert_eq!(app(&harness).dialog(), Some(&Dialog::Held { tab }));
    // The button that has the keyboard loses nothing.
    harness.run();
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert!(app(&harness).dialog().is_none());
    assert!(app(&harness).active_tab().unwrap().is_read_only());
    let bar = "Read-only: edited by سارة on newsdesk-7";
    harness.get_by_label(bar).click();
    harness.run();
    assert_eq!(app(&harness).dialog(), Some(&Dialog::Held { tab }));
    press(&mut harness, Key::Tab, Modifiers::NONE);
    press(&mut harness, Key::Enter, Modifiers::NONE);
    wait(&mut harness, |app| {
        !app.active_tab().unwrap().is_read_only()
    });
    assert!(harness.query_by_label(bar).is_none());
    assert_eq!(count(&harness), 0);
    select(&mut harness, "NATO");
    press(&mut harness, Key::Num2, Modifiers::NONE);
    assert_eq!(count(&harness), 1);
}

#[test]
fn read_only_looks_so_in_both_languages() {
    for (language, theme, name) in [
        (
            LanguageSetting::English,
            ThemeSetting::Light,
            "held-english-light",
        ),
        (
            LanguageSetting::Arabic,
            ThemeSetting::Dark,
            "held-arabic-dark",
        ),
    ] {
        let folder = folder();
        let mut harness = reading(folder.path(), settings(language, theme));
        select(&mut harness, "NATO");
        press(&mut harness, Key::Num2, Modifiers::NONE);
        harness.run();
        is_the_kept_one(name, &harness.render().unwrap());
        let words = app(&harness).words().language();
        assert_eq!(
            words == Language::Arabic,
            language == LanguageSetting::Arabic
        );
    }
}
