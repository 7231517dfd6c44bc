//! The whole window, in both languages and both themes.

use hashiya::store::Settings;
use hashiya::store::settings::{LanguageSetting, ThemeSetting};

use super::compare::is_the_kept_one;
use crate::lettering::whole_window::window_of;

#[test]
fn the_window_in_english_and_light() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = window_of(settings, 1.0);
    is_the_kept_one("window-english-light", &harness.render().unwrap());
}

#[test]
fn the_window_in_arabic_and_dark() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = window_of(settings, 1.0);
    is_the_kept_one("window-arabic-dark", &harness.render().unwrap());
}
