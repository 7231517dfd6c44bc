//! The whole window, in both languages and both themes.

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use hashiya::app::command::ListOrder;
use hashiya::app::find::Progress;
use hashiya::app::{Command, ListFilter};
use hashiya::store::Settings;
use hashiya::store::settings::{LanguageSetting, ThemeSetting};

use super::compare::is_the_kept_one;
use crate::lettering::whole_window::window_of;
use hashiya::ui::Window;

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

/// The window while words are looked for, at the second hit.
fn finding(settings: Settings, words: &str) -> Harness<'static, Option<Window>> {
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.event(Event::Text(words.to_owned()));
    for _ in 0..2000 {
        harness.run();
        let window = harness.state().as_ref().unwrap();
        let find = &window.app().active_tab().unwrap().find;
        if *find.progress() != Progress::Searching && !find.hits().is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    for _ in 0..2 {
        harness.key_press(Key::Enter);
        harness.run();
    }
    harness
}

#[test]
fn finding_in_english_and_light() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = finding(settings, "\u{639}\u{645}\u{627}\u{646}");
    is_the_kept_one("find-english-light", &harness.render().unwrap());
}

#[test]
fn finding_in_arabic_and_dark() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = finding(settings, "\u{645}\u{646}");
    is_the_kept_one("find-arabic-dark", &harness.render().unwrap());
}

/// The window with the sample's words marked and one figure chosen, its values
/// accepted or still to be; the entities listed if wanted.
fn with_meaning(settings: Settings, entities: bool) -> Harness<'static, Option<Window>> {
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    let sample = include_str!("../../assets/sample/sample.txt");
    let folder = crate::util::driver::folder();
    let path = crate::util::driver::write(folder.path(), "article.txt", sample.as_bytes());
    let open = Command::OpenPaths(vec![path]);
    crate::window::send(&mut harness, open);
    crate::window::wait(&mut harness);
    let person = "\u{643}\u{627}\u{631}\u{64A}\u{646} \u{647}\u{648}\u{644}\u{62A}";
    let figure = "3.5 \u{645}\u{644}\u{64A}\u{648}\u{646} \u{62F}\u{648}\u{644}\u{627}\u{631}";
    for (words, key) in [(person, Key::Num1), (figure, Key::Num3)] {
        crate::window::select(&mut harness, words);
        crate::window::press(&mut harness, key, Modifiers::NONE);
        if entities && key == Key::Num1 {
            crate::window::press(&mut harness, Key::E, Modifiers::SHIFT);
            crate::window::press(&mut harness, Key::Enter, Modifiers::NONE);
        }
    }
    if entities {
        let tab = crate::window::app(&harness).active_tab().unwrap();
        let id = tab.document.entities().next().unwrap().id;
        crate::window::send(&mut harness, Command::ChooseEntity(Some(id)));
        crate::window::press(&mut harness, Key::E, Modifiers::COMMAND | Modifiers::SHIFT);
    }
    harness.run();
    harness
}

#[test]
fn a_figure_in_english_and_light() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = with_meaning(settings, false);
    is_the_kept_one("figure-english-light", &harness.render().unwrap());
}

#[test]
fn entities_in_arabic_and_dark() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = with_meaning(settings, true);
    is_the_kept_one("entities-arabic-dark", &harness.render().unwrap());
}

#[test]
fn which_entity_in_arabic_and_light() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = with_meaning(settings, true);
    crate::window::press(&mut harness, Key::E, Modifiers::SHIFT);
    is_the_kept_one("which-entity-arabic-light", &harness.render().unwrap());
}

/// The sheet of a merge of an article with its file, both marked and changed.
fn merging(settings: Settings) -> Harness<'static, Option<Window>> {
    use crate::merging::{alter, apply, mark};
    use hashiya::document::{AnnotationId, Change, LabelId};
    let label = |id| LabelId::new(id).unwrap();
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    let sample = include_str!("../../assets/sample/sample.txt");
    let folder = crate::util::driver::folder();
    let article = crate::util::driver::write(folder.path(), "article.txt", sample.as_bytes());
    let file = folder.path().join("article.hashiya.ron");
    let mut base = hashiya::store::open(&article).unwrap().document;
    let [person, place, figure, other] = [
        "\u{643}\u{627}\u{631}\u{64A}\u{646} \u{647}\u{648}\u{644}\u{62A}",
        "\u{639}\u{64E}\u{645}\u{651}\u{627}\u{646}",
        "3.5 \u{645}\u{644}\u{64A}\u{648}\u{646} \u{62F}\u{648}\u{644}\u{627}\u{631}",
        "\u{648}\u{632}\u{64A}\u{631} \u{627}\u{644}\u{645}\u{64A}\u{627}\u{647}",
    ];
    let ids = [(person, "person"), (place, "place"), (figure, "figure")]
        .map(|(piece, label)| mark(&mut base, piece, label));
    let replace = hashiya::store::Replace::Nothing;
    hashiya::store::save(&base, &file, replace, None).unwrap();
    crate::window::send(&mut harness, Command::OpenPaths(vec![file.clone()]));
    crate::window::wait(&mut harness);
    for change in [
        Command::Relabel(ids[1], label("person")),
        Command::SetNote(
            ids[2],
            "\u{62A}\u{62D}\u{642}\u{651}\u{642}\u{62A}".to_owned(),
        ),
    ] {
        crate::window::send(&mut harness, change);
    }
    alter(&file, |theirs| {
        apply(theirs, Change::relabel(ids[1], label("figure")));
        apply(theirs, Change::unmark(AnnotationId(ids[0].0)));
        apply(theirs, Change::set_note(ids[2], "2019"));
        apply(theirs, Change::set_article_note("Reuters"));
        mark(theirs, other, "person");
    });
    // What is seen of the window behind is no business of this picture.
    crate::window::send(&mut harness, Command::ShowSidePanel(false));
    let tab = crate::window::app(&harness).active_tab().unwrap().id;
    crate::window::send(&mut harness, Command::AskMerge(tab, file));
    crate::merging::sheet::until(&mut harness, |app| {
        app.merging().is_some_and(|it| it.merge().is_some())
    });
    harness
}

#[test]
fn a_merge_in_english_and_light() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = merging(settings);
    is_the_kept_one("merge-english-light", &harness.render().unwrap());
}

#[test]
fn a_merge_in_arabic_and_dark() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = merging(settings);
    is_the_kept_one("merge-arabic-dark", &harness.render().unwrap());
}

#[test]
fn the_history_in_english_and_dark() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = with_meaning(settings, true);
    crate::window::press(&mut harness, Key::V, Modifiers::NONE);
    crate::window::press(&mut harness, Key::H, Modifiers::COMMAND);
    is_the_kept_one("history-english-dark", &harness.render().unwrap());
}

/// The sample with the table of its figures, two of which are selected.
fn with_figures(settings: Settings) -> Harness<'static, Option<Window>> {
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    crate::window::press(&mut harness, Key::F7, Modifiers::NONE);
    for _ in 0..2 {
        crate::window::press(&mut harness, Key::ArrowDown, Modifiers::NONE);
    }
    crate::window::press(&mut harness, Key::ArrowDown, Modifiers::SHIFT);
    harness
}

#[test]
fn figures_that_are_read_and_not_accepted_in_arabic_and_light() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = with_meaning(settings, false);
    // «the year 2027», «more than 30 states», «12,400 families», «Yarmouk»
    let figures = [
        "\u{639}\u{627}\u{645} \u{662}\u{660}\u{662}\u{667}",
        "\u{623}\u{643}\u{62B}\u{631} \u{645}\u{646} 30 \u{62F}\u{648}\u{644}\u{629}",
        "12,400 \u{623}\u{633}\u{631}\u{629}",
        "\u{627}\u{644}\u{64A}\u{631}\u{645}\u{648}\u{643}",
    ];
    for words in figures {
        crate::window::select(&mut harness, words);
        crate::window::press(&mut harness, Key::Num3, Modifiers::NONE);
    }
    crate::window::press(&mut harness, Key::F7, Modifiers::NONE);
    crate::window::press(&mut harness, Key::Home, Modifiers::NONE);
    crate::window::press(&mut harness, Key::V, Modifiers::NONE);
    let name = "figures-read-arabic-light";
    is_the_kept_one(name, &harness.render().unwrap());
}

#[test]
fn the_table_of_figures_in_english_and_light() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = with_figures(settings);
    is_the_kept_one("figures-english-light", &harness.render().unwrap());
}

#[test]
fn the_table_of_figures_in_arabic_and_dark() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = with_figures(settings);
    is_the_kept_one("figures-arabic-dark", &harness.render().unwrap());
}

/// The sample's list, filtered, with some of it chosen by the keyboard.
#[test]
fn several_in_arabic_and_light() {
    let settings = Settings {
        language: LanguageSetting::Arabic,
        theme: ThemeSetting::Light,
        ..Settings::default()
    };
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    crate::window::send(&mut harness, Command::OrderList(ListOrder::Reading));
    let filter = ListFilter {
        note: Some(false),
        text: "\u{627}\u{644}".to_owned(),
        ..ListFilter::default()
    };
    crate::window::send(&mut harness, Command::FilterList(filter));
    let shift_ctrl = Modifiers::COMMAND | Modifiers::SHIFT;
    crate::window::press(&mut harness, Key::F, shift_ctrl);
    crate::window::press(&mut harness, Key::Enter, Modifiers::NONE);
    for _ in 0..3 {
        crate::window::press(&mut harness, Key::ArrowDown, Modifiers::SHIFT);
    }
    is_the_kept_one("several-arabic-light", &harness.render().unwrap());
}

/// A hundred thousand annotations by their words, of which a few are left.
#[test]
fn the_same_words_in_english_and_dark() {
    let settings = Settings {
        language: LanguageSetting::English,
        theme: ThemeSetting::Dark,
        ..Settings::default()
    };
    let mut harness = window_of(settings, 1.0);
    harness.set_size(egui::vec2(1280.0, 720.0));
    let folder = crate::util::driver::folder();
    let path = crate::listing::write_long(folder.path(), 100_000);
    crate::window::send(&mut harness, Command::OpenPaths(vec![path]));
    crate::window::wait(&mut harness);
    crate::window::send(&mut harness, Command::OrderList(ListOrder::ByText));
    let filter = ListFilter {
        text: "0012".to_owned(),
        ..ListFilter::default()
    };
    crate::window::send(&mut harness, Command::FilterList(filter));
    // Words are read in several frames, and lines are counted meanwhile.
    harness.run_steps(30);
    is_the_kept_one("same-words-english-dark", &harness.render().unwrap());
}
