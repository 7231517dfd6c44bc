//! The label editor, in both languages and both themes.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hashiya::app::Command;
use hashiya::app::labels::{LabelCommand, LabelField};
use hashiya::store::Settings;
use hashiya::store::settings::{LanguageSetting, ThemeSetting};
use hashiya::ui::Window;

use super::compare::is_the_kept_one;
use crate::lettering::keep;
use crate::lettering::whole_window::window_of;
use crate::window::{press, send};

type Win = Harness<'static, Option<Window>>;

/// The editor over the sample, at its second label.
fn editor(language: LanguageSetting, theme: ThemeSetting, size: egui::Vec2, scale: f32) -> Win {
    let settings = Settings {
        language,
        theme,
        ..Settings::default()
    };
    let mut harness = window_of(settings, scale);
    harness.set_size(size);
    press(&mut harness, Key::L, Modifiers::COMMAND);
    press(&mut harness, Key::ArrowDown, Modifiers::NONE);
    harness
}

const USUAL: egui::Vec2 = egui::vec2(1280.0, 720.0);

fn tell(harness: &mut Win, command: LabelCommand) {
    send(harness, Command::Labels(command));
    harness.run();
}

#[test]
fn labels_in_english_and_light() {
    let (language, theme) = (LanguageSetting::English, ThemeSetting::Light);
    let mut harness = editor(language, theme, USUAL, 1.0);
    is_the_kept_one("labels-english-light", &harness.render().unwrap());
}

#[test]
fn labels_in_arabic_and_dark() {
    let (language, theme) = (LanguageSetting::Arabic, ThemeSetting::Dark);
    let mut harness = editor(language, theme, USUAL, 1.0);
    let wrong = LabelCommand::Type(LabelField::Id, "\u{645}\u{643}\u{627}\u{646}".to_owned());
    tell(&mut harness, wrong);
    tell(&mut harness, LabelCommand::Commit(LabelField::Id));
    is_the_kept_one("labels-arabic-dark", &harness.render().unwrap());
}

/// Attributes and questions, to be looked at.
#[test]
fn labels_are_shown_at_other_sizes_and_with_questions() {
    let sizes = [
        (LanguageSetting::Arabic, ThemeSetting::Light, USUAL, 1.0),
        (
            LanguageSetting::English,
            ThemeSetting::Dark,
            egui::vec2(1920.0, 1080.0),
            2.0,
        ),
    ];
    for (language, theme, size, scale) in sizes {
        let mut harness = editor(language, theme, size, scale);
        press(&mut harness, Key::End, Modifiers::NONE);
        let name = format!("labels-{language:?}-{theme:?}");
        keep(&format!("{name}-figure"), &harness.render().unwrap());
        let add = match language {
            LanguageSetting::Arabic => "\u{625}\u{636}\u{627}\u{641}\u{629} \u{633}\u{645}\u{629}",
            _ => "Add an Attribute",
        };
        harness.get_by_label(add).scroll_to_me();
        harness.run();
        keep(&format!("{name}-attributes"), &harness.render().unwrap());
        let shown = harness.state().as_ref().unwrap().app().edited_labels();
        let id = shown
            .and_then(|(_, _, label)| Some(label?.id.clone()))
            .unwrap();
        tell(&mut harness, LabelCommand::Delete(id));
        keep(&format!("{name}-delete"), &harness.render().unwrap());
        tell(&mut harness, LabelCommand::Confirm);
        send(&mut harness, Command::CloseDialog);
        tell(&mut harness, LabelCommand::UsePreset("conll"));
        keep(&format!("{name}-load"), &harness.render().unwrap());
    }
}
