//! What a text of 50 MB costs: opening it, knowing its height, changing its
//! annotations, and the memory it takes.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hashiya::app::worker::Helpers;
use hashiya::app::{App, Command};
use hashiya::document::{Change, Document, Entity, LabelId, LabelSet, Selection, SourceInfo};
use hashiya::formats::{annotation_file, digest};
use hashiya::page::paint::visible_lines;
use hashiya::store::Settings;
use hashiya::text::{Article, ByteSpan};
use hashiya::typeset::blocks::Blocks;
use hashiya::typeset::column::Column;
use hashiya::typeset::{Base, Family, LineCounter, Measure};
use hashiya::ui::Window;

use super::{corpus, in_turn, row, stack, time};

const BYTES: usize = 50_000_000;
const MEASURE: Measure = Measure {
    width: 720.0,
    size: 20.0,
};

pub fn length() {
    memory();
    opening();
    height();
    editing();
}

/// From bytes in memory to the first lines placed, beside a check of the UTF-8
/// and a count of the newlines.
fn opening() {
    for (name, paragraph) in [("paragraphs of 4 KB", 4_000), ("one line", usize::MAX)] {
        let bytes = corpus::varied(BYTES, paragraph).into_bytes();
        let stack = stack(Family::NotoNaskh);
        let (ours, theirs) = in_turn(
            7,
            || {
                let bytes = bytes.clone();
                time(|| {
                    let article = Article::from_bytes(bytes).expect("UTF-8");
                    let source = SourceInfo::new("corpus.txt", [0; 32]);
                    let document = Document::new(article.clone(), source);
                    let mut column =
                        Column::new(article, Base::RightToLeft, Arc::clone(&stack), MEASURE);
                    let lines = visible_lines(&mut column, 0, 0.0, 1000.0);
                    assert!(lines.len() > 20);
                    (document, column)
                })
            },
            || {
                time(|| {
                    let text = std::str::from_utf8(&bytes).expect("UTF-8");
                    text.bytes().filter(|&b| b == b'\n').count()
                })
            },
        );
        let what = format!("50 MB ({name}) to its first page");
        row(&what, ours, theirs, "std UTF-8 check + newlines");
    }
}

/// The lines of all blocks, on all cores as the reading view has them counted,
/// beside one core.
fn height() {
    let article = Article::new(corpus::varied(BYTES, 4_000), false).expect("short enough");
    let blocks = Blocks::new(&article, Base::RightToLeft);
    let stack = stack(Family::NotoNaskh);
    let count = |next: &AtomicUsize| {
        let mut counter = LineCounter::default();
        let mut lines = 0;
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= blocks.count() {
                return lines;
            }
            let width = MEASURE.width_em();
            lines += counter.lines_of_block(&article, &blocks, block, &stack, width);
        }
    };
    let all = time(|| {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..Helpers::count() {
                scope.spawn(|| black_box(count(&next)));
            }
        });
    });
    let one = time(|| count(&AtomicUsize::new(0)));
    row("exact height of 50 MB, all cores", all, one, "one core");
}

fn source(text: &str) -> SourceInfo {
    SourceInfo::new("corpus.txt", digest::sha256(text.as_bytes()))
}

/// A document with so many annotations, each on a word, spread evenly.
pub fn annotated(text: &str, count: usize) -> Document {
    let article = Article::new(text, false).expect("short enough");
    let mut document = Document::new(article, source(text));
    let labels: Vec<_> = LabelSet::starter()
        .iter()
        .map(|label| label.id.clone())
        .collect();
    let step = text.len() / count;
    for index in 0..count {
        let at = text.floor_char_boundary(index * step);
        let start = text[at..].find(' ').map_or(at, |space| at + space + 1);
        let end = text[start..]
            .find([' ', '\n'])
            .map_or(text.len(), |space| start + space);
        let id = document.fresh_id();
        let change = Change::mark(
            id,
            labels[index % labels.len()].clone(),
            ByteSpan::new(start, end),
        );
        // Two steps may find the same word; the second is refused.
        let _ = document.apply(change, Selection::default());
    }
    document
}

/// The whole window without a screen: every panel, the reading view, the
/// workers, and tessellation.
pub struct Desk {
    context: egui::Context,
    window: Window,
}

impl Desk {
    pub fn empty() -> Self {
        let context = egui::Context::default();
        let window = Window::new(&context, Settings::default(), None).without_file_dialogs();
        let mut desk = Self { context, window };
        for _ in 0..4 {
            desk.frame();
        }
        desk
    }

    pub fn open(&mut self, path: PathBuf) {
        self.send(Command::OpenPaths(vec![path]));
        while !self.is_open() {
            assert!(self.app().dialog().is_none(), "{:?}", self.app().dialog());
            self.frame();
            std::thread::sleep(Duration::from_millis(5));
        }
        for _ in 0..4 {
            self.frame();
        }
    }

    fn app(&self) -> &App {
        self.window.app()
    }

    fn is_open(&self) -> bool {
        let tab = self.app().active_tab();
        tab.is_some_and(|tab| self.window.reader().column_of(tab.id).is_some())
    }

    fn wait_for_the_height(&mut self) {
        let is_exact = |desk: &Self| {
            let tab = desk.app().active_tab().expect("a tab");
            let column = desk.window.reader().column_of(tab.id);
            column.is_some_and(Column::is_exact)
        };
        while !is_exact(self) {
            self.frame();
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn send(&mut self, command: Command) {
        let context = self.context.clone();
        self.window.send(&context, command);
    }

    pub fn frame(&mut self) {
        let size = egui::vec2(1280.0, 720.0);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..Default::default()
        };
        let window = &mut self.window;
        let mut output = self.context.run_ui(input, |ui| {
            window.logic(ui.ctx());
            if ui.ctx().cumulative_pass_nr() > 0 {
                window.show(ui);
            }
        });
        output.textures_delta.clear();
        let shapes = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        black_box(shapes.len());
    }
}

/// The annotation file of 50 MB with a hundred thousand annotations.
fn file() -> String {
    annotation_file::write(&annotated(&corpus::varied(BYTES, 4_000), 100_000))
}

/// Marking, taking back and removing one of a hundred thousand annotations, and
/// the frame that shows it, beside the same frame with nothing changed; and
/// beside a frame at 60 Hz.
fn editing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("corpus.hashiya.ron");
    std::fs::write(&path, file()).expect("it is written");
    let mut desk = Desk::empty();
    desk.open(path);
    desk.wait_for_the_height();
    let label = LabelId::new("person").expect("a label");
    let text = desk
        .app()
        .active_tab()
        .expect("a tab")
        .document
        .article()
        .clone();
    let start = text.text().find(' ').map_or(0, |space| space + 1);
    let end = text.next_grapheme(hashiya::text::ByteOffset(start)).0;
    let select = Command::SetSelection(ByteSpan::new(start, end).into());
    desk.send(select);
    let mut kinds = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..101 {
        desk.send(Command::SetSelection(ByteSpan::new(start, end).into()));
        desk.frame();
        kinds[0].push(time(|| desk.frame()));
        kinds[1].push(time(|| {
            desk.send(Command::Mark(label.clone()));
            desk.frame();
        }));
        kinds[2].push(time(|| {
            desk.send(Command::Undo);
            desk.frame();
        }));
        desk.send(Command::Redo);
        desk.frame();
        let chosen = desk.app().active_tab().and_then(|tab| tab.chosen);
        let chosen = chosen.expect("what was marked is chosen");
        kinds[3].push(time(|| {
            desk.send(Command::Remove(chosen));
            desk.frame();
        }));
    }
    let [still, mark, undo, unmark] = kinds.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    let frame = Duration::from_secs_f64(1.0 / 60.0);
    row(
        "the whole window drawn, nothing changed",
        still,
        frame,
        "a frame at 60 Hz",
    );
    for (what, time) in [("mark", mark), ("undo", undo), ("unmark", unmark)] {
        let what = format!("{what}, 100,000 annotations in 50 MB, drawn");
        row(&what, time, frame, "a frame at 60 Hz");
    }
    marking_many(&text, &label, frame);
}

/// Marking five thousand places at once, all mentions of one entity, among a
/// hundred thousand annotations, and taking that back; nothing is drawn.
fn marking_many(article: &Article, label: &LabelId, frame: Duration) {
    let mut document = annotated(article.text(), 100_000);
    let spaces = article.text().match_indices(' ').map(|(at, _)| at);
    let places = spaces.step_by(777).take(5_000);
    let spans: Vec<_> = places.map(|at| ByteSpan::new(at, at + 1)).collect();
    let entity = Entity::new(document.fresh_entity_id(), "one");
    let id = entity.id;
    let _ = document.apply(Change::add_entity(entity, &[]), Selection::default());
    let (mut marking, mut undoing) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        marking.push(time(|| {
            let change = Change::mark_all(&document, label, Some(id), spans.iter().copied());
            let change = change.expect("something to mark");
            document
                .apply(change, Selection::default())
                .expect("the spaces are free");
        }));
        assert_eq!(document.mention_count(id), spans.len());
        undoing.push(time(|| document.undo()));
    }
    for (what, mut times) in [
        ("mark 5,000 places in one change", marking),
        ("undo that", undoing),
    ] {
        times.sort();
        row(what, times[times.len() / 2], frame, "a frame at 60 Hz");
    }
}

/// Memory that the process holds, in bytes; 0 where the system does not say.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}

/// What 50 MB and a hundred thousand annotations take, once their height is
/// exact, above an empty window. It is measured in a process of its own, whose
/// heap nothing else has been in.
fn memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("corpus.hashiya.ron");
    std::fs::write(&path, file()).expect("it is written");
    let program = std::env::current_exe().expect("this program has a name");
    let mut child = std::process::Command::new(program);
    let output = child.arg(MEMORY_OF).arg(&path).output().expect("it runs");
    let held = String::from_utf8_lossy(&output.stdout);
    let held: f64 = held.trim().parse().expect("a number of bytes");
    println!(
        "{:<52} {:>9.1}MB {:>9.1}MB {:>8.3}x  the text's bytes",
        "memory of 50 MB, 100,000 annotations, above empty",
        held / 1e6,
        BYTES as f64 / 1e6,
        held / BYTES as f64,
    );
}

/// The argument by which this program is told to measure the memory of a file.
pub const MEMORY_OF: &str = "--memory-of";

/// Prints how many bytes a window takes with this file above one without.
pub fn print_memory_of(path: PathBuf) {
    let mut desk = Desk::empty();
    let before = resident();
    desk.open(path);
    desk.wait_for_the_height();
    let tab = desk.app().active_tab().expect("a tab");
    assert!(tab.document.count() > 90_000);
    println!("{}", resident().saturating_sub(before));
}
