//! Starting the window, or saying plainly why it cannot start.
//!
//! Invariant: where there is no display or no OpenGL, the person reads one
//! sentence and a command that works there.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::anyhow;
use egui::ViewportBuilder;

use crate::app::i18n::Value;
use crate::app::worker::tell_where_work_is;
use crate::app::{Command, I18n, Language};
use crate::store::Settings;
use crate::store::settings::data_folder;

use super::Window;

const ICON: &[u8] = include_bytes!("../../assets/icon/hashiya-256.png");

/// The name the desktop knows the program by.
const APP_ID: &str = "hashiya";

/// Opens the window with these files, or with the sample where there are none;
/// returns when it is closed.
///
/// # Errors
/// Where no window can be opened, a sentence that says so and names the
/// headless command for the same file.
pub fn run(files: Vec<PathBuf>) -> anyhow::Result<()> {
    let settings_path = Settings::default_path();
    let settings = settings_path
        .as_deref()
        .map(Settings::load)
        .unwrap_or_default();
    let words = I18n::new(Language::of_setting(settings.language));
    let example = files.first().cloned();
    let refuse = |reason: String| no_window(&words, &reason, example.as_deref());
    if is_display_missing() {
        let variables = Value::from("DISPLAY, WAYLAND_DISPLAY");
        let reason = words.tr_args("error-no-display", &[("variables", variables)]);
        return Err(refuse(reason));
    }
    if let Some(folder) = data_folder() {
        let folder = [("folder", Value::Text(folder.display().to_string()))];
        tell_where_work_is(words.tr_args("error-broke-off", &folder));
    }
    let has_opened = Arc::new(AtomicBool::new(false));
    let opened = Arc::clone(&has_opened);
    let start = move || {
        eframe::run_native(
            APP_ID,
            options(),
            Box::new(move |creation| {
                opened.store(true, Ordering::Relaxed);
                let ctx = &creation.egui_ctx;
                let window = Window::new(ctx, settings, settings_path);
                let mut window = window.keeping(data_folder());
                window.send(ctx, Command::Start(files));
                Ok(Box::new(window))
            }),
        )
    };
    // A library that finds no display or driver may break off instead of
    // saying so.
    match catch_unwind(AssertUnwindSafe(start)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(refuse(without_place(&error.to_string()))),
        // What breaks off later is a fault of ours, and no reason to call it
        // anything else.
        Err(panic) if has_opened.load(Ordering::Relaxed) => resume_unwind(panic),
        Err(_) => Err(refuse(String::from("OpenGL"))),
    }
}

/// The reason without the place in a library's source that winit puts before
/// it.
fn without_place(reason: &str) -> String {
    let rest = reason
        .split_once(".rs:")
        .and_then(|(_, rest)| rest.split_once(": "));
    rest.map_or(reason, |(_, rest)| rest).to_owned()
}

fn options() -> eframe::NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Hashiya")
        .with_inner_size([1200.0, 820.0])
        .with_min_inner_size([560.0, 360.0])
        .with_drag_and_drop(true);
    match eframe::icon_data::from_png_bytes(ICON) {
        Ok(icon) => viewport = viewport.with_icon(icon),
        Err(error) => tracing::warn!("the icon cannot be read: {error}"),
    }
    eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        system_font_fallback: false,
        ..Default::default()
    }
}

/// Whether no display can be there, as far as it can be told without asking.
fn is_display_missing() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs = cfg!(all(unix, not(target_os = "macos")));
    let has = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .into_iter()
        .any(is_set);
    needs && !has
}

fn no_window(words: &I18n, reason: &str, file: Option<&Path>) -> anyhow::Error {
    let file = file.map_or_else(|| "FILE".to_owned(), |file| file.display().to_string());
    let command = Value::Text(format!("hashiya render {file} --out page.png"));
    let what = words.tr_args("error-no-window", &[("reason", Value::from(reason))]);
    let hint = words.tr_args("error-no-window-hint", &[("command", command)]);
    anyhow!("{what}\n{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_left_of_a_librarys_place() {
        let reason = "winit EventLoopError: os error at /a/linux/mod.rs:788: No X server: none";
        assert_eq!(without_place(reason), "No X server: none");
        assert_eq!(without_place("no OpenGL: none"), "no OpenGL: none");
    }

    #[test]
    fn a_refusal_names_a_command_for_the_same_file() {
        let words = I18n::new(Language::English);
        let error = no_window(&words, "none", Some(Path::new("a.txt"))).to_string();
        assert!(
            error.contains("hashiya render a.txt --out page.png"),
            "{error}"
        );
    }
}
