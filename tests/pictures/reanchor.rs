//! Deciding about lost annotations, and the list of them.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use hashiya::app::Command;
use hashiya::app::message::Dialog;
use hashiya::document::AnnotationId;
use hashiya::store::Settings;
use hashiya::store::settings::{LanguageSetting, ThemeSetting};
use hashiya::ui::Window;

use super::compare::is_the_kept_one;
use crate::lettering::whole_window::window_of;
use crate::util::driver::{folder, write};
use crate::window::{app, press, select, send, wait};

const OLD: &str = "وصل وزير الخارجية محمود عباس إلى عمان أمس، والتقى رئيس الوزراء.\nوقال الوزير إن 3.5 مليون دولار ستُصرف في القاهرة ثم في القاهرة الجديدة.\nوأضاف في بيان (NATO) أن الوفد يضم عشرين شخصا.\n";
const NEW: &str = "وصل وزير الخارجية محمود رضا عباس إلى عمان أمس، والتقى رئيس الوزراء.\nوقال الوزير إن 4 ملايين دولار ستُصرف في الإسكندرية ثم في القاهرة الجديدة.\n";

/// The window with a document that was taken over, the review open.
fn reviewed(settings: Settings) -> Harness<'static, Option<Window>> {
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    let folder = folder();
    let old = write(folder.path(), "report.txt", OLD.as_bytes());
    let new = write(folder.path(), "corrected.txt", NEW.as_bytes());
    send(&mut harness, Command::OpenPaths(vec![old]));
    wait(&mut harness);
    let marks = [
        ("محمود عباس", Key::Num1),
        ("عمان", Key::Num2),
        ("3.5 مليون دولار", Key::Num3),
        ("القاهرة", Key::Num2),
        ("عشرين شخصا", Key::Num3),
    ];
    for (words, key) in marks {
        select(&mut harness, words);
        press(&mut harness, key, Modifiers::NONE);
    }
    let tab = app(&harness).active_tab().unwrap().id;
    send(&mut harness, Command::ReanchorOnto(tab, new, None));
    for _ in 0..2000 {
        harness.run();
        if matches!(app(&harness).dialog(), Some(Dialog::Review(_))) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    harness.run();
    harness
}

#[test]
fn a_lost_annotation_in_english_and_light() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = reviewed(settings);
    is_the_kept_one("review-english-light", &harness.render().unwrap());
}

#[test]
fn the_list_of_lost_annotations_in_arabic_and_dark() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = reviewed(settings);
    is_the_kept_one("review-arabic-dark", &harness.render().unwrap());
    press(&mut harness, Key::Escape, Modifiers::NONE);
    send(&mut harness, Command::ChooseLost(Some(AnnotationId(5))));
    // Messages go by themselves, and are no part of this.
    let told: Vec<_> = app(&harness).messages().iter().map(|it| it.id).collect();
    for id in told {
        send(&mut harness, Command::DismissMessage(id));
    }
    harness.run();
    is_the_kept_one("lost-arabic-dark", &harness.render().unwrap());
}
