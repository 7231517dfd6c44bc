//! Finding, from the query to the mark: by commands, and in the real window by
//! keys and pointer.

use std::sync::Arc;
use std::time::Duration;

use hashiya::app::command::{Effect, Step};
use hashiya::app::find::{FindJob, Found, MAX_HITS, Progress};
use hashiya::app::worker::Workers;
use hashiya::app::{Action, Command};
use hashiya::document::Selection;
use hashiya::text::find::{Hit, Query};
use hashiya::text::{ByteOffset, ByteSpan};

use crate::util::driver::{Driver, folder};

/// «Ali came. Ali went, and to-Ali …», the second time with vowel marks.
const TEXT: &str = "جاء علي. ذهب عَلِيّ، ولعلي كتاب.\nرأى NATO على ٣ نيسان.\n";

fn look_for(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        folded: true,
        whole_words: false,
    }
}

fn find(driver: &mut Driver, text: &str) {
    driver.send(Command::SetQuery(look_for(text), ByteOffset(0)));
}

fn position(driver: &Driver) -> (Option<usize>, usize) {
    let find = &driver.tab().find;
    (find.current().map(|index| index + 1), find.hits().len())
}

#[test]
fn the_selected_word_is_looked_for_and_every_spelling_of_it_marked() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), TEXT);
    driver.select("علي", 0);
    driver.act(Action::Find);
    assert!(driver.tab().find.is_open());
    // The word itself is the first hit; «على» folds to the same letters.
    assert_eq!(position(&driver), (Some(1), 4));
    driver.act(Action::Mark(1));
    for expected in ["عَلِيّ", "علي"] {
        driver.act(Action::FindNext);
        assert_eq!(driver.selected(), expected);
        driver.act(Action::Mark(1));
    }
    assert_eq!(
        driver.annotations(),
        ["person:علي", "person:عَلِيّ", "person:علي"]
    );
    driver.act(Action::FindWholeWords);
    assert_eq!(position(&driver).1, 3);
    driver.act(Action::FindFolded);
    assert_eq!(position(&driver).1, 1);
}

#[test]
fn steps_go_around_the_ends_and_say_so() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), TEXT);
    find(&mut driver, "علي");
    // The first hit is shown, and the first step goes to it.
    assert_eq!(position(&driver), (Some(1), 4));
    assert!(driver.selected().is_empty());
    let mut seen = Vec::new();
    for _ in 0..5 {
        driver.act(Action::FindNext);
        seen.push((position(&driver).0, driver.tab().find.wrapped()));
    }
    let around = (Some(1), Some(Step::Next));
    let expected = [
        (Some(1), None),
        (Some(2), None),
        (Some(3), None),
        (Some(4), None),
        around,
    ];
    assert_eq!(seen, expected);
    driver.act(Action::FindPrevious);
    assert_eq!(position(&driver).0, Some(4));
    assert_eq!(driver.tab().find.wrapped(), Some(Step::Previous));
    driver.act(Action::FindPrevious);
    assert_eq!(position(&driver).0, Some(3));
    assert_eq!(driver.tab().find.wrapped(), None);
}

#[test]
fn a_step_starts_from_where_the_person_is() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), TEXT);
    find(&mut driver, "علي");
    driver.select("كتاب", 0);
    driver.act(Action::FindPrevious);
    assert_eq!(position(&driver).0, Some(3));
    driver.select("ذهب", 0);
    driver.act(Action::FindNext);
    assert_eq!((position(&driver).0, driver.selected()), (Some(2), "عَلِيّ"));
}

#[test]
fn without_a_hit_nothing_moves() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), TEXT);
    driver.select("كتاب", 0);
    find(&mut driver, "xyz");
    driver.act(Action::FindNext);
    assert_eq!((position(&driver), driver.selected()), ((None, 0), "كتاب"));
    assert_eq!(*driver.tab().find.progress(), Progress::Done);
    find(&mut driver, "");
    assert_eq!(*driver.tab().find.progress(), Progress::Idle);
}

#[test]
fn the_bar_closes_and_f3_brings_it_back_with_its_words() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), TEXT);
    find(&mut driver, "NATO");
    driver.act(Action::FindNext);
    driver.send(Command::CloseFind);
    assert!(!driver.tab().find.is_open());
    assert_eq!(driver.selected(), "NATO");
    driver.send(Command::SetSelection(Selection::caret(ByteOffset(0))));
    let focus = driver.tab().find.focus();
    driver.act(Action::FindNext);
    assert!(driver.tab().find.is_open());
    assert_eq!(driver.selected(), "NATO");
    assert_eq!(driver.tab().find.focus(), focus, "keys still mark");
}

fn job(effects: Vec<Effect>) -> FindJob {
    match effects.into_iter().next() {
        Some(Effect::Find(job)) => job,
        other => panic!("no search: {other:?}"),
    }
}

fn hits(places: &[usize]) -> Vec<Hit> {
    let spans = places.iter().map(|&at| ByteSpan::new(at, at + 1));
    spans.map(Hit::from).collect()
}

#[test]
fn another_query_stops_the_search_before_it_and_its_answers_are_not_listened_to() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), "a b a b");
    let from = ByteOffset(0);
    let first = job(driver.send_only(Command::SetQuery(look_for("a"), from)));
    assert!(!first.stop.is_set());
    let second = job(driver.send_only(Command::SetQuery(look_for("b"), from)));
    assert!(first.stop.is_set() && !second.stop.is_set());
    driver.send(Command::Found(Found {
        tab: first.tab,
        number: first.number,
        hits: hits(&[0, 4]),
        progress: Progress::Done,
    }));
    assert_eq!(position(&driver), (None, 0));
    assert_eq!(*driver.tab().find.progress(), Progress::Searching);
    driver.send_only(Command::CloseFind);
    assert!(second.stop.is_set());
    let third = job(driver.send_only(Command::StepFind(Step::Next)));
    driver.send(Command::CloseTab(third.tab));
    assert!(third.stop.is_set());
}

#[test]
fn a_step_waits_for_hits_that_are_still_to_come() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), "a b a b a");
    driver.select("b", 1);
    let job = job(driver.send_only(Command::SetQuery(look_for("a"), ByteOffset(6))));
    let answer = |places: &[usize], progress, driver: &mut Driver| {
        driver.send(Command::Found(Found {
            tab: job.tab,
            number: job.number,
            hits: hits(places),
            progress,
        }));
    };
    answer(&[0, 4], Progress::Searching, &mut driver);
    assert_eq!(position(&driver), (None, 2));
    driver.act(Action::FindNext);
    assert_eq!(driver.selected(), "b");
    answer(&[8], Progress::Searching, &mut driver);
    assert_eq!((position(&driver), driver.selected()), ((Some(3), 3), "a"));
    // Around the end only once it is known to be the end.
    driver.act(Action::FindNext);
    assert_eq!(position(&driver).0, Some(3));
    answer(&[], Progress::Done, &mut driver);
    assert_eq!(position(&driver).0, Some(1));
    assert_eq!(driver.tab().find.wrapped(), Some(Step::Next));
}

#[test]
fn more_hits_than_anyone_wants_are_cut_off() {
    let folder = folder();
    let text = "a ".repeat(MAX_HITS + 1000);
    let mut driver = Driver::with_article(folder.path(), &text);
    find(&mut driver, "a");
    assert_eq!(*driver.tab().find.progress(), Progress::Full);
    assert_eq!(position(&driver), (Some(1), MAX_HITS));
    let text = "a ".repeat(MAX_HITS);
    let mut driver = Driver::with_article(folder.path(), &text);
    find(&mut driver, "a");
    assert_eq!(*driver.tab().find.progress(), Progress::Done);
    assert_eq!(position(&driver).1, MAX_HITS);
}

#[test]
fn a_long_text_answers_early_and_not_too_often() {
    let folder = folder();
    let text = "كلمة أخرى ".repeat(400_000);
    let mut driver = Driver::with_article(folder.path(), &text);
    let job = job(driver.send_only(Command::SetQuery(look_for("كلمه"), ByteOffset(0))));
    let workers = Workers::new(Arc::new(|| {}), None);
    workers.find(job);
    let mut sizes = Vec::new();
    loop {
        let Some(Command::Found(found)) = workers.wait_for_answer() else {
            panic!("a worker answers");
        };
        sizes.push(found.hits.len());
        if found.progress != Progress::Searching {
            break;
        }
    }
    assert_eq!(sizes.iter().sum::<usize>(), 400_000);
    assert!(sizes.len() > 3 && sizes.len() < 10, "{sizes:?}");
    assert!(sizes[0] < 20_000, "{sizes:?}");
}

#[cfg(feature = "gui")]
mod window {
    use egui::{Event, Key, Modifiers, Shape};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;
    use hashiya::page::theme::Theme;
    use hashiya::store::settings::LanguageSetting;
    use hashiya::ui::Window;

    use super::*;
    use crate::util::driver::write;
    use crate::window::{app, count, press, select, window};

    type Driven = Harness<'static, Option<Window>>;

    fn open(text: &str, language: LanguageSetting) -> (Driven, tempfile::TempDir) {
        let folder = folder();
        let path = write(folder.path(), "article.txt", text.as_bytes());
        (window(language, &[&path]), folder)
    }

    fn settle(harness: &mut Driven) {
        for _ in 0..2000 {
            harness.run();
            let tab = app(harness).active_tab().expect("a tab is open");
            if *tab.find.progress() != Progress::Searching {
                harness.run();
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("the search does not end");
    }

    /// Letters come one by one, as from a keyboard.
    fn type_in(harness: &mut Driven, text: &str) {
        for c in text.chars() {
            harness.event(Event::Text(c.to_string()));
            harness.run();
        }
        settle(harness);
    }

    fn selected(harness: &Driven) -> String {
        let tab = app(harness).active_tab().expect("a tab is open");
        let article = tab.document.article();
        article.slice(tab.selection.span()).to_owned()
    }

    #[test]
    fn typed_words_are_found_and_the_hit_is_marked_by_a_digit() {
        let (mut harness, _folder) = open(TEXT, LanguageSetting::English);
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "علي");
        harness.get_by_label("1 of 4");
        assert_eq!(selected(&harness), "");
        press(&mut harness, Key::Enter, Modifiers::NONE);
        assert_eq!(selected(&harness), "علي");
        press(&mut harness, Key::Enter, Modifiers::NONE);
        assert_eq!(selected(&harness), "عَلِيّ");
        harness.get_by_label("2 of 4");
        // Enter left the field its focus: a digit still belongs to the query.
        press(&mut harness, Key::Num1, Modifiers::NONE);
        type_in(&mut harness, "1");
        assert_eq!(count(&harness), 0);
        harness.get_by_label("No hit");
        press(&mut harness, Key::Backspace, Modifiers::NONE);
        settle(&mut harness);
        press(&mut harness, Key::Escape, Modifiers::NONE);
        assert!(harness.query_by_label("Whole words").is_none());
        assert_eq!(selected(&harness), "عَلِيّ");
        press(&mut harness, Key::Num1, Modifiers::NONE);
        assert_eq!(count(&harness), 1);
    }

    #[test]
    fn what_is_typed_when_the_bar_is_asked_for_again_replaces_the_old_words() {
        let (mut harness, _folder) = open(TEXT, LanguageSetting::English);
        let query = |harness: &Driven| {
            let find = &app(harness).active_tab().expect("a tab is open").find;
            find.query().text.clone()
        };
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "علي");
        press(&mut harness, Key::Escape, Modifiers::NONE);
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "كتاب");
        assert_eq!(query(&harness), "كتاب");
        // Also while the field is being typed in.
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "NATO");
        assert_eq!(query(&harness), "NATO");
    }

    #[test]
    fn with_ctrl_a_digit_marks_while_the_field_has_the_focus() {
        let (mut harness, _folder) = open(TEXT, LanguageSetting::English);
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "علي");
        for _ in 0..2 {
            press(&mut harness, Key::Enter, Modifiers::NONE);
            press(&mut harness, Key::Num1, Modifiers::COMMAND);
        }
        assert_eq!(count(&harness), 2);
        press(&mut harness, Key::Enter, Modifiers::SHIFT);
        harness.get_by_label("1 of 4");
        press(&mut harness, Key::F3, Modifiers::NONE);
        harness.get_by_label("2 of 4");
    }

    #[test]
    fn from_the_page_f3_steps_and_digits_mark() {
        let (mut harness, _folder) = open(TEXT, LanguageSetting::English);
        select(&mut harness, "علي");
        press(&mut harness, Key::F, Modifiers::COMMAND);
        settle(&mut harness);
        press(&mut harness, Key::Escape, Modifiers::NONE);
        press(&mut harness, Key::F3, Modifiers::NONE);
        harness.get_by_label("2 of 4");
        press(&mut harness, Key::Num1, Modifiers::NONE);
        assert_eq!(count(&harness), 1);
        press(&mut harness, Key::F3, Modifiers::SHIFT);
        harness.get_by_label("1 of 4");
        // Escape drops the selection first, and then closes the bar.
        press(&mut harness, Key::Escape, Modifiers::NONE);
        harness.get_by_label("Whole words");
        press(&mut harness, Key::Escape, Modifiers::NONE);
        assert!(harness.query_by_label("Whole words").is_none());
    }

    #[test]
    fn buttons_and_boxes_do_it_by_pointer() {
        let (mut harness, _folder) = open(TEXT, LanguageSetting::Arabic);
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "علي");
        harness.get_by_label("1 من 4");
        for (button, expected) in [
            ("التالي", "1 من 4"),
            ("التالي", "2 من 4"),
            ("السابق", "1 من 4"),
        ] {
            harness.get_by_label(button).click();
            harness.run();
            harness.get_by_label(expected);
        }
        harness.get_by_label("كلمات كاملة").click();
        settle(&mut harness);
        harness.get_by_label("1 من 3");
        harness.get_by_label("تم").click();
        harness.run();
        assert!(harness.query_by_label("كلمات كاملة").is_none());
    }

    #[test]
    fn the_words_on_the_screen_stay_where_they_are_as_the_bar_comes_and_goes() {
        let long: String = (0..300)
            .map(|n| format!("فقرة رقم {n} من نص طويل.\n"))
            .collect();
        let (mut harness, _folder) = open(&long, LanguageSetting::English);
        for _ in 0..3 {
            press(&mut harness, Key::PageDown, Modifiers::NONE);
        }
        let place = |harness: &Driven| {
            let tab = app(harness).active_tab().expect("a tab is open");
            let reader = harness.state().as_ref().expect("the window").reader();
            let seen = reader.visible_span(tab.id).expect("it is seen");
            let text = tab.document.article().text();
            let middle = text.floor_char_boundary((seen.start.0 + seen.end.0) / 2);
            let middle = text[..middle].rfind("رقم").expect("a word");
            (tab.id, ByteSpan::new(middle, middle + 6))
        };
        let (tab, word) = place(&harness);
        let top = |harness: &Driven| {
            let reader = harness.state().as_ref().expect("the window").reader();
            reader.rects_of(tab, word)[0].top()
        };
        let before = top(&harness);
        press(&mut harness, Key::F, Modifiers::COMMAND);
        harness.get_by_label("Whole words");
        assert!(
            (top(&harness) - before).abs() < 1.0,
            "{before} {}",
            top(&harness)
        );
        press(&mut harness, Key::Escape, Modifiers::NONE);
        assert!((top(&harness) - before).abs() < 1.0);
    }

    #[test]
    fn hits_are_ticked_beside_the_scroll_bar_and_an_idle_window_draws_nothing() {
        let long: String = (0..2000)
            .map(|n| format!("فقرة رقم {n} من نص طويل.\n"))
            .collect();
        let (mut harness, _folder) = open(&long, LanguageSetting::English);
        press(&mut harness, Key::F, Modifiers::COMMAND);
        type_in(&mut harness, "رقم ١٧٧٧ ");
        harness.get_by_label("1 of 1");
        let edge = hashiya::ui::style::color(
            Theme::of(harness.ctx.global_style().visuals.dark_mode).hit_edge,
        );
        let ticks: Vec<egui::Rect> = harness
            .output()
            .shapes
            .iter()
            .filter_map(|clipped| match &clipped.shape {
                Shape::Mesh(mesh) if mesh.vertices.iter().all(|v| v.color == edge) => {
                    Some(mesh.calc_bounds())
                }
                _ => None,
            })
            .collect();
        let [tick] = ticks[..] else {
            panic!("{ticks:?}")
        };
        let bar = harness.ctx.content_rect().y_range();
        let share = (tick.center().y - bar.min) / bar.span();
        assert!((0.8..0.98).contains(&share), "{share}");
        harness.step();
        assert!(!harness.ctx.has_requested_repaint());
    }
}
