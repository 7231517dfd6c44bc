//! The table of figures in the real window: what it shows in both languages,
//! sorted, filtered, accepted, corrected, added up, copied and exported.

use std::time::Duration;

use egui::{Event, Key, Modifiers, Pos2, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable};
use hashiya::app::command::Effects;
use hashiya::app::message::Dialog;
use hashiya::app::{Action, Command, Tab};
use hashiya::document::{
    Annotation, AnnotationId, AttributeName, AttributeValue, Document, LabelSet, Parts, SourceInfo,
};
use hashiya::formats::digest;
use hashiya::store::settings::LanguageSetting;
use hashiya::store::{self, Replace};
use hashiya::text::{Article, ByteSpan};

use crate::reading::{self, Driven};
use crate::util::clock::least;
use crate::util::driver::{Driver, folder, write};
use crate::window::{app, press, select, send, window};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// «More than 30 states sent help. It came to 3.5 million dollars in the year
/// 2023. 560 soldiers and 12 soldiers fell on 20 March 2003. About 12.5% of a
/// number of states.»
const TEXT: &str = "أرسلت أكثر من 30 دولة مساعدات.\nبلغت 3.5 مليون دولار في عام 2023.\n\
    سقط 560 جنديا ثم 12 جنديا في 20 مارس 2003.\nنحو 12.5% من عدد من الدول.\n";

const STATES: &str = "أكثر من 30 دولة";
const DOLLARS: &str = "3.5 مليون دولار";
const FIGURES: [&str; 8] = [
    STATES,
    DOLLARS,
    "عام 2023",
    "560 جنديا",
    "12 جنديا",
    "20 مارس 2003",
    "12.5%",
    "عدد من الدول",
];

/// The window with every figure of the text marked and the table shown.
fn table(language: LanguageSetting) -> (tempfile::TempDir, Driven) {
    let folder = folder();
    let path = write(folder.path(), "article.txt", TEXT.as_bytes());
    let mut harness = window(language, &[&path]);
    harness.set_size(egui::vec2(1280.0, 1000.0));
    for figure in FIGURES {
        select(&mut harness, figure);
        press(&mut harness, Key::Num3, NONE);
    }
    send(&mut harness, Command::ClearSelection);
    press(&mut harness, Key::F7, NONE);
    (folder, harness)
}

fn english() -> (tempfile::TempDir, Driven) {
    table(LanguageSetting::English)
}

fn tab(harness: &Driven) -> &Tab {
    app(harness).active_tab().unwrap()
}

fn chosen(harness: &Driven) -> Option<String> {
    let document = &tab(harness).document;
    let annotation = document.annotation(tab(harness).chosen?)?;
    Some(annotation.text(document.article()).into_owned())
}

/// What is kept of the figure with this text.
fn kept(harness: &Driven, text: &str, name: &str) -> Option<AttributeValue> {
    let document = &tab(harness).document;
    let mut all = document.annotations();
    let annotation = all.find(|it| it.text(document.article()) == text)?;
    annotation
        .attribute(&AttributeName::new(name).unwrap())
        .cloned()
}

fn number(text: &str) -> Option<AttributeValue> {
    Some(AttributeValue::Number(text.parse().unwrap()))
}

/// The rows that are shown, from top to bottom, as they are told.
fn rows(harness: &Driven) -> Vec<String> {
    let rows = harness.query_all_by_role(egui::accesskit::Role::Row);
    let mut rows: Vec<(i64, String)> = rows
        .map(|row| {
            let label = row.accesskit_node().label().unwrap_or_default();
            (row.rect().top() as i64, label)
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, label)| label).collect()
}

fn texts(harness: &Driven) -> Vec<String> {
    let rows = rows(harness).into_iter();
    rows.map(|row| row.split(": ").next().unwrap().to_owned())
        .collect()
}

fn header(harness: &Driven, column: &str) -> Pos2 {
    let role = egui::accesskit::Role::ColumnHeader;
    let all = harness.query_all_by_role(role);
    let is_it = |label: &str| label.split(", ").next() == Some(column);
    let found = all
        .filter(|it| it.accesskit_node().label().is_some_and(|it| is_it(&it)))
        .map(|it| it.rect().center())
        .next();
    found.unwrap()
}

fn sort(harness: &mut Driven, column: &str) {
    let at = header(harness, column);
    reading::click(harness, at, 1);
}

fn rect(harness: &Driven, label: &str) -> Rect {
    harness.get_by_label(label).rect()
}

fn click_on(harness: &mut Driven, label: &str) {
    let at = rect(harness, label).center();
    reading::click(harness, at, 1);
}

/// The middle of a row's cell, by the heading of its column.
fn cell(harness: &Driven, text: &str, column: &str) -> Pos2 {
    let told = rows(harness);
    let label = told.iter().find(|row| row.starts_with(text)).unwrap();
    let header = header(harness, column);
    Pos2::new(header.x, rect(harness, label).center().y)
}

/// Waits until a worker has done something.
fn wait_until(harness: &mut Driven, is_done: impl Fn(&Driven) -> bool) {
    for _ in 0..2000 {
        harness.run();
        if is_done(harness) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("a worker does not answer");
}

fn copied(harness: &Driven) -> String {
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

#[test]
fn every_figure_says_what_is_read_of_it_in_both_languages() {
    let (_folder, harness) = english();
    let expected = [
        "أكثر من 30 دولة: 30 · more than · دولة · read",
        "3.5 مليون دولار: 3,500,000 · USD · read",
        "عام 2023: 2023 · read",
        "560 جنديا: 560 · جنديا · read",
        "12 جنديا: 12 · جنديا · read",
        "20 مارس 2003: 2003-03-20 · read",
        "12.5%: 12.5% · read",
        "عدد من الدول: not read",
    ];
    assert_eq!(rows(&harness), expected);
    let (_folder, harness) = table(LanguageSetting::Arabic);
    let rows = rows(&harness);
    assert_eq!(rows[0], "أكثر من 30 دولة: 30 · أكثر من · دولة · مقروء");
    assert_eq!(rows[1], "3.5 مليون دولار: 3,500,000 · USD · مقروء");
    assert_eq!(rows[7], "عدد من الدول: لم يُقرأ");
}

#[test]
fn a_column_sorts_numbers_as_numbers_up_and_down_and_back() {
    let (_folder, mut harness) = english();
    sort(&mut harness, "Value");
    let up = ["12 جنديا", "12.5%", STATES, "560 جنديا", DOLLARS];
    assert_eq!(texts(&harness)[..5], up);
    harness.get_by_label("Value, ascending");
    sort(&mut harness, "Value");
    let down = [DOLLARS, "560 جنديا", STATES, "12.5%", "12 جنديا"];
    assert_eq!(texts(&harness)[..5], down);
    // What has no value comes last either way, in reading order.
    let rest = ["عام 2023", "20 مارس 2003", "عدد من الدول"];
    assert_eq!(texts(&harness)[5..], rest);
    sort(&mut harness, "Value");
    assert_eq!(texts(&harness), FIGURES);
    sort(&mut harness, "Date");
    assert_eq!(texts(&harness)[..2], ["20 مارس 2003", "عام 2023"]);
}

#[test]
fn keys_and_clicks_go_to_the_figure_on_the_page() {
    let (_folder, mut harness) = english();
    press(&mut harness, Key::ArrowDown, NONE);
    assert_eq!(chosen(&harness).as_deref(), Some(STATES));
    press(&mut harness, Key::End, NONE);
    press(&mut harness, Key::ArrowUp, NONE);
    assert_eq!(chosen(&harness).as_deref(), Some("12.5%"));
    let at = cell(&harness, "560", "Text");
    reading::click(&mut harness, at, 1);
    assert_eq!(chosen(&harness).as_deref(), Some("560 جنديا"));
    // Enter gives the keyboard to the page: the caret is before the figure.
    press(&mut harness, Key::Enter, NONE);
    press(&mut harness, Key::ArrowLeft, SHIFT);
    assert!(reading::selected(&harness).starts_with("560"));
    press(&mut harness, Key::F7, NONE);
    assert!(rows(&harness).is_empty());
}

#[test]
fn what_is_read_is_accepted_one_by_one_or_all_that_is_certain_as_one_step() {
    let (_folder, mut harness) = english();
    press(&mut harness, Key::ArrowDown, NONE);
    press(&mut harness, Key::V, NONE);
    assert_eq!(kept(&harness, STATES, "value"), number("30"));
    assert_eq!(
        rows(&harness)[0],
        "أكثر من 30 دولة: 30 · more than · دولة · accepted"
    );
    click_on(&mut harness, "3.5 مليون دولار: Accept");
    assert_eq!(kept(&harness, DOLLARS, "value"), number("3500000"));
    click_on(&mut harness, "Accept All Certain: 5");
    wait_until(&mut harness, |it| kept(it, "12.5%", "value").is_some());
    harness.get_by_label("5 figures accepted");
    harness.get_by_label("Not accepted: 1");
    assert_eq!(kept(&harness, "عدد من الدول", "value"), None);
    press(&mut harness, Key::Z, CTRL);
    assert_eq!(kept(&harness, "12.5%", "value"), None);
    assert_eq!(kept(&harness, "عام 2023", "date"), None);
    assert_eq!(kept(&harness, DOLLARS, "value"), number("3500000"));
    // By its key, and told that nothing is left the next time.
    for said in ["5 figures accepted", "No figure is left"] {
        press(&mut harness, Key::V, SHIFT);
        wait_until(&mut harness, |it| {
            it.query_by_label_contains(said).is_some()
        });
    }
}

#[test]
fn what_is_certain_is_accepted_once_however_often_it_is_asked_for() {
    let folder = folder();
    let mut driver = Driver::with_article(folder.path(), "حضر 560 جنديا وزيد.");
    driver.select("560 جنديا", 0);
    driver.act(Action::Mark(3));
    driver.select("زيد", 0);
    driver.act(Action::Mark(1));
    let person = driver.tab().chosen;
    // Both are asked for before the first has been answered.
    let asked = [(); 2].map(|()| driver.send_only(Command::AskAcceptFigures));
    for effects in asked {
        driver.carry_out(Effects(effects));
    }
    let said = driver.messages();
    assert!(
        said.ends_with(&["notice-figures-accepted", "notice-figures-none"]),
        "{said:?}"
    );
    driver.act(Action::Undo);
    let tab = driver.tab();
    let mut all = tab.document.annotations();
    assert!(all.all(|it| it.attributes().count() == 0));
    // What was chosen then, though it has no part in it.
    assert_eq!(tab.chosen, person);
}

#[test]
fn what_is_not_read_or_not_accepted_is_filtered() {
    let (_folder, mut harness) = english();
    click_on(&mut harness, "Not read: 1");
    assert_eq!(texts(&harness), ["عدد من الدول"]);
    click_on(&mut harness, "Not accepted: 8");
    assert_eq!(texts(&harness).len(), 8);
    press(&mut harness, Key::Home, NONE);
    press(&mut harness, Key::V, NONE);
    assert_eq!(texts(&harness), FIGURES[1..]);
    click_on(&mut harness, "All: 8");
    assert_eq!(texts(&harness), FIGURES);
}

#[test]
fn a_cell_is_corrected_and_the_rest_of_what_is_read_kept_with_it() {
    let (_folder, mut harness) = english();
    let at = cell(&harness, STATES, "Value");
    reading::click(&mut harness, at, 2);
    press(&mut harness, Key::A, CTRL);
    harness.event(Event::Text("٣١".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(kept(&harness, STATES, "value"), number("31"));
    let unit = Some(AttributeValue::Text("دولة".into()));
    assert_eq!(kept(&harness, STATES, "unit"), unit);
    press(&mut harness, Key::Z, CTRL);
    assert_eq!(kept(&harness, STATES, "value"), None);
    assert_eq!(kept(&harness, STATES, "unit"), None);
    // By keys, and given up by Escape.
    press(&mut harness, Key::End, NONE);
    press(&mut harness, Key::F2, NONE);
    harness.event(Event::Text("40".to_owned()));
    harness.run();
    press(&mut harness, Key::Escape, NONE);
    assert_eq!(kept(&harness, "عدد من الدول", "value"), None);
    press(&mut harness, Key::F2, NONE);
    harness.event(Event::Text("50".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(kept(&harness, "عدد من الدول", "value"), number("50"));
    // The rows have the keyboard again.
    press(&mut harness, Key::Home, NONE);
    assert_eq!(chosen(&harness).as_deref(), Some(STATES));
    // A choice is made from a menu under its cell.
    let at = cell(&harness, STATES, "Modifier");
    reading::click(&mut harness, at, 1);
    click_on(&mut harness, "at least");
    let least = Some(AttributeValue::Choice("at-least".parse().unwrap()));
    assert_eq!(kept(&harness, STATES, "modifier"), least);
    assert_eq!(kept(&harness, STATES, "value"), number("30"));
}

#[test]
fn like_figures_are_added_up_and_others_are_not() {
    let (_folder, mut harness) = english();
    let at = cell(&harness, "560", "Text");
    reading::click(&mut harness, at, 1);
    press(&mut harness, Key::ArrowDown, SHIFT);
    harness.get_by_label(
        "2 figures selected  ·  Sum: 572 جنديا  ·  Least: 12 جنديا  ·  Most: 560 جنديا",
    );
    press(&mut harness, Key::A, CTRL);
    harness
        .get_by_label("8 figures selected  ·  They count different things and are not added up.");
    press(&mut harness, Key::Home, NONE);
    assert!(harness.query_by_label_contains("selected").is_none());
}

#[test]
fn the_table_is_copied_with_tabs_as_it_is_shown() {
    let (_folder, mut harness) = english();
    let at = cell(&harness, "560", "Text");
    reading::click(&mut harness, at, 1);
    press(&mut harness, Key::ArrowDown, SHIFT);
    harness.event(Event::Copy);
    harness.step();
    let head = "Text\tValue\tModifier\tUnit\tCurrency\tDate\tState\n";
    let both = "560 جنديا\t560\t\tجنديا\t\t\tread\n12 جنديا\t12\t\tجنديا\t\t\tread\n";
    assert_eq!(copied(&harness), format!("{head}{both}"));
    press(&mut harness, Key::Home, NONE);
    send(&mut harness, Command::CopyFigures);
    harness.step();
    let all = copied(&harness);
    assert!(all.starts_with(head) && all.lines().count() == 9, "{all}");
    assert!(all.contains("3.5 مليون دولار\t3500000\t\t\tUSD\t\tread\n"));
}

#[test]
fn the_table_is_exported_for_spreadsheets() {
    let (folder, mut harness) = english();
    click_on(&mut harness, "Export…");
    harness.get_by_label("Export the Table of Figures");
    let path = folder.path().join("figures.csv");
    press(&mut harness, Key::A, CTRL);
    harness.event(Event::Text(path.display().to_string()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    wait_until(&mut harness, |it| {
        it.query_by_label_contains("The figures are in").is_some()
    });
    let written = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = written.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}id,label,start,end,text,standing,value,value_to,modifier,unit,currency,percent,date,unread"
    );
    assert_eq!(
        lines[1],
        "1,figure,6,21,أكثر من 30 دولة,certain,30,,more-than,دولة,,no,,"
    );
    assert_eq!(lines.len(), 10);
    // What is there is not written over unasked.
    click_on(&mut harness, "Export…");
    press(&mut harness, Key::A, CTRL);
    harness.event(Event::Text(path.display().to_string()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    wait_until(&mut harness, |it| {
        matches!(app(it).dialog(), Some(Dialog::Error(_)))
    });
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
}

/// A document of so many figures of three kinds.
fn many(count: usize) -> (tempfile::TempDir, Driven) {
    let folder = folder();
    let text = "12 جنديا و 7% و abc\n".repeat(count / 3);
    let line = "12 جنديا و 7% و abc\n".len();
    let label = LabelSet::starter().by_key('3').unwrap().id.clone();
    let pieces = [("12 جنديا", 0), ("7%", 0), ("abc", 0)];
    let places = pieces.map(|(piece, _)| (text.find(piece).unwrap(), piece.len()));
    let annotations = (0..count / 3 * 3).map(|index| {
        let (at, len) = places[index % 3];
        let start = index / 3 * line + at;
        let id = AnnotationId(index as u64 + 1);
        Annotation::new(id, label.clone(), ByteSpan::new(start, start + len))
    });
    let annotations: Vec<_> = annotations.collect();
    write(folder.path(), "long.txt", text.as_bytes());
    let source = SourceInfo::new("long.txt", digest::sha256(text.as_bytes()));
    let article = Article::new(text, false).unwrap();
    let document = Document::from_parts(Parts {
        annotations,
        ..Parts::new(article, source, LabelSet::starter())
    });
    let path = folder.path().join("long.hashiya.ron");
    store::save(&document.unwrap(), &path, Replace::Nothing, None).unwrap();
    let mut harness = window(LanguageSetting::English, &[&path]);
    press(&mut harness, Key::F7, NONE);
    (folder, harness)
}

#[test]
fn a_hundred_thousand_figures_cost_what_is_seen() {
    let (_folder, mut harness) = many(100_000);
    let count = format!("All: {}", 100_000 / 3 * 3);
    wait_until(&mut harness, |it| it.query_by_label(&count).is_some());
    assert!((3..60).contains(&rows(&harness).len()));
    sort(&mut harness, "Value");
    let first = "7%";
    wait_until(&mut harness, |it| texts(it)[0] == first);
    press(&mut harness, Key::Home, NONE);
    assert_eq!(chosen(&harness).as_deref(), Some(first));
    let idle = least(|| harness.step());
    let mut value = 0;
    let edited = least(|| {
        value += 1;
        let id = tab(&harness).chosen.unwrap();
        let to = AttributeValue::Number(hashiya::document::Number::from(value));
        let name = AttributeName::new("value").unwrap();
        send(&mut harness, Command::SetAttribute(id, name, Some(to)));
        harness.step();
    });
    let asked = least(|| sort(&mut harness, "Text"));
    eprintln!("idle {idle:?}, edited {edited:?}, sorting asked for {asked:?}");
    // Wide bounds, whatever the machine: reading all anew takes most of a second.
    assert!(idle < Duration::from_millis(100), "{idle:?}");
    assert!(edited < Duration::from_millis(250), "{edited:?}");
}
