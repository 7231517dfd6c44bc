//! Texts of any length and of the worst shapes in the real window: they open,
//! scroll and select without a stall, a place that is gone to is right at once
//! and stays put, and the height of all becomes exact beside the window.
//!
//! No clock is asked. What must not stall is bounded by how much of the text
//! was set: blocks that were shaped, each of them bounded in length.

use std::path::Path;
use std::time::Duration;

use egui::{Key, Modifiers, Pos2, Rect, Vec2};
use hashiya::app::{Command, TabId};
use hashiya::document::{Direction, LabelId};
use hashiya::store::settings::LanguageSetting;
use hashiya::text::{ByteOffset, ByteSpan};
use hashiya::typeset::Measure;
use hashiya::typeset::column::Column;
use hashiya::ui::reader::Reader;

use crate::reading::{Driven, click, drag, selected};
use crate::util::driver::{folder, write};
use crate::window::{app, press, send, window};

/// A block's greatest length in bytes, unless one grapheme cluster is longer.
const LONGEST_BLOCK: usize = 128 * 1024;

/// How often an answer is waited for, and how long each time.
const PATIENCE: usize = 12_000;
const WAIT: Duration = Duration::from_millis(5);

fn reader(harness: &Driven) -> &Reader {
    harness.state().as_ref().unwrap().reader()
}

fn tab(harness: &Driven) -> TabId {
    app(harness).active_tab().unwrap().id
}

fn column(harness: &Driven) -> Option<&Column> {
    reader(harness).column_of(tab(harness))
}

fn shaped(harness: &Driven) -> u64 {
    column(harness).unwrap().shaped_blocks()
}

fn visible(harness: &Driven) -> ByteSpan {
    reader(harness).visible_span(tab(harness)).unwrap()
}

fn page(harness: &Driven) -> Rect {
    reader(harness).page_of(tab(harness)).unwrap()
}

/// Lets frames pass until something is so.
fn wait_until(harness: &mut Driven, is_so: impl Fn(&Driven) -> bool) {
    for _ in 0..PATIENCE {
        harness.run();
        if is_so(harness) {
            return;
        }
        std::thread::sleep(WAIT);
    }
    panic!("it never came to be");
}

fn open(text: &str) -> (Driven, tempfile::TempDir) {
    let folder = folder();
    let path = write(folder.path(), "article.txt", text.as_bytes());
    let mut harness = window(LanguageSetting::English, &[Path::new(&path)]);
    wait_until(&mut harness, |harness| column(harness).is_some());
    harness.run();
    (harness, folder)
}

fn here(harness: &Driven, x: f32, y: f32) -> Pos2 {
    let page = page(harness);
    page.min + page.size() * egui::vec2(x, y)
}

/// Opens a text and does all that a reader does, at its beginning, its end and
/// in its middle; holds how many blocks were shaped for it to a bound.
fn read_through(text: &str, most_blocks: u64) {
    let (mut harness, _folder) = open(text);
    let on_opening = shaped(&harness);
    assert!(on_opening <= most_blocks, "opening shaped {on_opening}");
    let (length, spans) = {
        let column = column(&harness).unwrap();
        let spans: Vec<_> = column.blocks().spans().map(ByteSpan::len).collect();
        (column.article().len(), spans)
    };
    assert!(
        spans.iter().all(|&len| len <= LONGEST_BLOCK),
        "{:?}",
        spans.iter().max()
    );

    let far = Modifiers::COMMAND;
    press(&mut harness, Key::End, far);
    assert_eq!(visible(&harness).end, length);
    select_around(&mut harness);
    press(&mut harness, Key::Home, far);
    assert_eq!(visible(&harness).start, ByteOffset(0));
    select_around(&mut harness);
    let page = page(&harness);
    let bar = Pos2::new(page.right() + 7.0, page.center().y);
    click(&mut harness, bar, 1);
    for key in [Key::PageDown, Key::PageDown, Key::PageUp, Key::ArrowDown] {
        press(&mut harness, key, Modifiers::NONE);
    }
    select_around(&mut harness);
    let in_all = shaped(&harness) - on_opening;
    assert!(in_all <= 10 * most_blocks, "reading shaped {in_all}");
}

/// Selects in every way there is; what is selected is always whole clusters.
fn select_around(harness: &mut Driven) {
    let middle = here(harness, 0.5, 0.4);
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    for times in 1..=3 {
        click(harness, middle, times);
        harness.run_steps(30);
        check_selection(harness);
    }
    let end = here(harness, 0.3, 0.7);
    drag(harness, middle, end);
    check_selection(harness);
    for (key, modifiers) in [
        (Key::ArrowLeft, both),
        (Key::ArrowRight, both),
        (Key::ArrowRight, both),
        (Key::Home, Modifiers::SHIFT),
        (Key::End, Modifiers::SHIFT),
        (Key::ArrowLeft, Modifiers::NONE),
        (Key::ArrowUp, Modifiers::SHIFT),
        (Key::Home, Modifiers::NONE),
        (Key::End, Modifiers::NONE),
    ] {
        press(harness, key, modifiers);
        check_selection(harness);
    }
}

fn check_selection(harness: &Driven) {
    let tab = app(harness).active_tab().unwrap();
    let article = tab.document.article();
    for end in [tab.selection.anchor, tab.selection.focus] {
        assert!(article.is_grapheme_boundary(end), "{end:?}");
    }
    assert!(!visible(harness).is_empty());
}

/// Words of a real article's length, with what interrupts them.
const WORDS: &str = "قال محمد إن 560 جنديا من NATO (قوات) وصلوا اليوم إلى المدينة، ثم عادوا. ";

#[test]
fn half_a_million_short_lines() {
    read_through(&"سطر قصير\n".repeat(500_000), 200);
}

#[test]
fn a_megabyte_without_a_space() {
    read_through(&"شمسقمر".repeat(1_000_000 / 12), 8);
}

#[test]
fn a_megabyte_of_one_letter_that_joins() {
    read_through(&"ب".repeat(500_000), 8);
}

#[test]
fn fifty_thousand_marks_on_one_letter() {
    let text = format!("كلمة ب{} كلمة", "\u{64E}".repeat(50_000));
    read_through(&text, 4);
}

#[test]
fn twenty_thousand_nested_brackets() {
    let text = format!("{}كلمة{}", "(".repeat(20_000), ")".repeat(20_000));
    read_through(&text, 6);
}

#[test]
fn a_hundred_and_twenty_five_nested_embeddings_and_more() {
    for depth in [125, 130, 20_000] {
        let open: String = ["\u{202B}ا ", "\u{202A}a "]
            .into_iter()
            .cycle()
            .take(depth)
            .collect();
        let text = format!("{open}كلمة{}", "\u{202C}".repeat(depth));
        read_through(&text, 20);
    }
}

#[test]
fn nested_isolates_without_end() {
    let text = format!("{}{}", "\u{2067}ا ".repeat(20_000), WORDS.repeat(100));
    read_through(&text, 20);
}

#[test]
fn eighty_thousand_characters_of_no_width() {
    for character in ["\u{200B}", "\u{200D}", "\u{2060}"] {
        let text = format!("كلمة {} كلمة", character.repeat(80_000));
        read_through(&text, 20);
    }
}

#[test]
fn a_thousand_flags_and_families() {
    read_through(&"\u{1F1EA}\u{1F1EC}".repeat(20_000), 12);
    read_through(
        &"\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}".repeat(10_000),
        12,
    );
}

#[test]
fn fifty_megabytes_in_one_line() {
    read_through(&WORDS.repeat(50_000_000 / WORDS.len()), 4);
}

/// Everything in one pair of brackets: levels are resolved once, and the page
/// is still a few blocks.
#[test]
fn two_megabytes_inside_one_bracket() {
    let words = WORDS.replace(['(', ')'], "");
    read_through(&format!("({})", words.repeat(2_000_000 / words.len())), 4);
}

#[test]
fn two_megabytes_of_english_in_an_arabic_paragraph() {
    let (mut harness, _folder) = open(&"a word or two, and then one more ".repeat(60_000));
    let turned = Command::SetDirection(Direction::RightToLeft);
    send(&mut harness, turned);
    let is_turned = |harness: &Driven| {
        let base = column(harness).map(|column| column.shared_blocks().base());
        base == Some(hashiya::typeset::Base::RightToLeft)
    };
    wait_until(&mut harness, is_turned);
    assert!(shaped(&harness) <= 4);
    select_around(&mut harness);
}

/// A long text in paragraphs, some short and some of several blocks.
fn long() -> String {
    let mut text = String::new();
    for number in 0..320 {
        text.push_str(&format!("الفقرة رقم {number}: "));
        text.push_str(&WORDS.repeat(1 + number % 13 * 12));
        text.push('\n');
    }
    text
}

/// The total height when every block is set.
fn exact_height(harness: &Driven) -> f64 {
    let column = column(harness).unwrap();
    let Measure { width, size } = column.measure();
    let base = column.shared_blocks().base();
    let stack = column.stack().clone();
    let mut fresh = Column::new(
        column.article().clone(),
        base,
        stack,
        Measure { width, size },
    );
    for block in 0..fresh.blocks().count() {
        fresh.line_count(block);
    }
    assert!(fresh.is_exact());
    fresh.total_lines()
}

#[test]
fn the_height_of_all_becomes_exact_and_the_window_rests() {
    let (mut harness, _folder) = open(&long());
    assert!(column(&harness).unwrap().blocks().count() >= 320);
    wait_until(&mut harness, |harness| column(harness).unwrap().is_exact());
    let total = column(&harness).unwrap().total_lines();
    assert!((total - exact_height(&harness)).abs() < 1e-6);
    // Helpers that end after the last answer may ask for a frame each.
    std::thread::sleep(Duration::from_millis(300));
    harness.run();
    harness.step();
    assert!(!harness.ctx.has_requested_repaint());
    assert!(shaped(&harness) < 30, "counting shaped blocks in the view");
}

#[test]
fn another_width_is_counted_anew() {
    let (mut harness, _folder) = open(&long());
    wait_until(&mut harness, |harness| column(harness).unwrap().is_exact());
    for width in [900.0, 800.0, 700.0] {
        harness.set_size(Vec2::new(width, 760.0));
        harness.step();
    }
    assert!(!column(&harness).unwrap().is_exact());
    wait_until(&mut harness, |harness| column(harness).unwrap().is_exact());
    let total = column(&harness).unwrap().total_lines();
    assert!((total - exact_height(&harness)).abs() < 1e-6);
}

#[test]
fn a_place_gone_to_is_right_at_once_and_stays_put() {
    let text = long();
    let (mut harness, _folder) = open(&text);
    let at = text.find("الفقرة رقم 307").unwrap();
    let span = ByteSpan::new(at, at + "الفقرة".len());
    send(&mut harness, Command::SetSelection(span.into()));
    send(&mut harness, Command::Mark(LabelId::new("place").unwrap()));
    harness.run();
    press(&mut harness, Key::Home, Modifiers::COMMAND);
    let id = app(&harness)
        .active_tab()
        .unwrap()
        .document
        .annotations()
        .next()
        .unwrap()
        .id;
    send(&mut harness, Command::GoToAnnotation(id));
    harness.step();
    let seen = visible(&harness);
    assert!(seen.encloses(span), "{seen:?}");
    let before = reader(&harness).rects_of(tab(&harness), span);
    wait_until(&mut harness, |harness| column(harness).unwrap().is_exact());
    harness.run();
    assert_eq!(visible(&harness), seen);
    assert_eq!(reader(&harness).rects_of(tab(&harness), span), before);
}

#[test]
fn a_drag_of_the_scroll_bar_shows_the_same_place_as_heights_become_exact() {
    let (mut harness, _folder) = open(&long());
    let page = page(&harness);
    let bar = |share: f32| Pos2::new(page.right() + 7.0, page.top() + page.height() * share);
    drag(&mut harness, bar(0.02), bar(0.6));
    let seen = visible(&harness);
    assert!(seen.start > ByteOffset(0));
    wait_until(&mut harness, |harness| column(harness).unwrap().is_exact());
    harness.run();
    assert_eq!(visible(&harness), seen);
    press(&mut harness, Key::End, Modifiers::COMMAND);
    let length = column(&harness).unwrap().article().len();
    assert_eq!(visible(&harness).end, length);
}

#[test]
fn resizing_and_zooming_keep_the_line_being_read() {
    let (mut harness, _folder) = open(&long());
    let page = page(&harness);
    let bar = Pos2::new(page.right() + 7.0, page.top() + page.height() * 0.4);
    click(&mut harness, bar, 1);
    let seen = visible(&harness);
    for step in 0..24 {
        harness.set_size(Vec2::new(1100.0 - 21.0 * step as f32, 760.0));
        harness.step();
        let now = visible(&harness);
        assert!(now.contains(seen.start), "{step}: {now:?} {seen:?}");
    }
    harness.set_size(Vec2::new(1100.0, 760.0));
    harness.run();
    assert_eq!(visible(&harness), seen);
    for steps in [1, 1, 1, 1, -1, -1, -1, -1] {
        send(&mut harness, Command::Zoom(steps));
        harness.step();
        assert!(visible(&harness).contains(seen.start));
    }
    assert_eq!(visible(&harness), seen);
}

#[test]
fn a_selection_of_everything_costs_what_is_seen() {
    let (mut harness, _folder) = open(&WORDS.repeat(2_000_000 / WORDS.len()));
    press(
        &mut harness,
        Key::End,
        Modifiers::COMMAND | Modifiers::SHIFT,
    );
    assert_eq!(
        selected(&harness).len(),
        column(&harness).unwrap().article().len().0
    );
    assert!(shaped(&harness) <= 12);
}
