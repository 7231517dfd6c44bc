//! A whole article annotated by hand in the real window, once with the keyboard
//! alone and once with the mouse: every name and figure that the sample has,
//! the ones inside glued words too, and how many actions that takes.
//!
//! An action is a press of one key (with its modifiers), a click, a double
//! click, a drag, or a turn of the wheel. Who annotates sees the page: what is
//! looked at here (the selection, what is marked, what is in view) is on it.
//!
//! `HASHIYA_CRAFT=FILE.hashiya.ron cargo test --test main craft -- --nocapture`
//! does the same with another article and the annotations that it has.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, Pos2, Rect};
use hashiya::document::{Document, LabelId};
use hashiya::formats::annotation_file;
use hashiya::text::fold::fold;
use hashiya::text::{Article, ByteOffset, ByteSpan};

use crate::reading::{Driven, click, drag, open};
use crate::window::{app, press};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// What is to be marked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Target {
    span: ByteSpan,
    label: LabelId,
}

/// Somebody at work: the window, what is to be done, and the actions so far.
struct Analyst {
    harness: Driven,
    _folder: tempfile::TempDir,
    targets: Vec<Target>,
    actions: usize,
}

fn wanted() -> Document {
    let bytes = match std::env::var_os("HASHIYA_CRAFT") {
        Some(path) => std::fs::read(path).unwrap(),
        None => include_bytes!("../assets/sample/sample.hashiya.ron").to_vec(),
    };
    annotation_file::read(&bytes).unwrap()
}

impl Analyst {
    fn new(wanted: &Document) -> Self {
        let (mut harness, folder) = open(wanted.article().text());
        harness.set_size(egui::vec2(1920.0, 1080.0));
        harness.run();
        let targets = wanted.annotations().map(|it| Target {
            span: it.span(),
            label: it.label.clone(),
        });
        Self {
            harness,
            _folder: folder,
            targets: targets.collect(),
            actions: 0,
        }
    }

    fn document(&self) -> &Document {
        &app(&self.harness).active_tab().unwrap().document
    }

    fn article(&self) -> Article {
        self.document().article().clone()
    }

    fn done(&self) -> BTreeSet<Target> {
        let all = self.document().annotations().map(|it| Target {
            span: it.span(),
            label: it.label.clone(),
        });
        all.collect()
    }

    fn left(&self) -> Vec<Target> {
        let done = self.done();
        let left = self.targets.iter().filter(|it| !done.contains(it));
        left.cloned().collect()
    }

    fn words(&self, span: ByteSpan) -> String {
        self.article().slice(span).to_owned()
    }

    fn selected(&self) -> ByteSpan {
        app(&self.harness).active_tab().unwrap().selection.span()
    }

    fn caret(&self) -> ByteOffset {
        app(&self.harness).active_tab().unwrap().selection.focus
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        self.actions += 1;
        press(&mut self.harness, key, modifiers);
    }

    fn digit(&self, label: &LabelId) -> Key {
        let label = self.document().labels().get(label).unwrap();
        match label.key {
            Some('1') => Key::Num1,
            Some('2') => Key::Num2,
            _ => Key::Num3,
        }
    }

    /// How many of those left have the same label and the same words, as words
    /// of their own: these are marked together without a second thought.
    fn alike(&self, target: &Target) -> usize {
        let article = self.article();
        let words = fold(&self.words(target.span));
        let is_alike = |it: &&Target| {
            let last = article.previous_grapheme(it.span.end);
            it.label == target.label
                && fold(&self.words(it.span)) == words
                && article.word_at(it.span.start).start == it.span.start
                && article.word_at(last).end == it.span.end
        };
        self.left().iter().filter(is_alike).count()
    }

    /// Marks every other place of what was marked last: asks, checks those that
    /// are proposed with a doubt, unchecks those not meant, and confirms.
    fn mark_all(&mut self) {
        self.key(Key::M, CTRL);
        for _ in 0..400 {
            self.harness.run();
            if app(&self.harness).mark_all().is_none_or(|it| it.is_over()) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let Some(asked) = app(&self.harness).mark_all() else {
            return;
        };
        let label = asked.label.clone();
        let left = self.left();
        let wrong: Vec<bool> = asked
            .places()
            .iter()
            .map(|place| {
                let is_meant = left
                    .iter()
                    .any(|it| it.span == place.span && it.label == label);
                is_meant != place.checked
            })
            .collect();
        let mut row = 0;
        for (place, _) in wrong.iter().enumerate().filter(|(_, wrong)| **wrong) {
            for _ in row..place {
                self.key(Key::ArrowDown, NONE);
            }
            row = place;
            self.key(Key::Space, NONE);
        }
        self.key(Key::Enter, NONE);
    }

    /// Whether nothing was marked that was not to be.
    fn check(&self) {
        let targets: BTreeSet<_> = self.targets.iter().cloned().collect();
        let more: Vec<_> = self.done().difference(&targets).cloned().collect();
        let words = |it: &Target| format!("{} {:?}", it.label, self.words(it.span));
        assert!(
            more.is_empty(),
            "not meant: {:?}",
            more.iter().map(words).collect::<Vec<_>>()
        );
    }

    fn report(&self, how: &str) -> f64 {
        let left: Vec<_> = self.left().iter().map(|it| self.words(it.span)).collect();
        assert!(left.is_empty(), "{left:?}");
        self.check();
        let each = self.actions as f64 / self.targets.len() as f64;
        let (actions, targets) = (self.actions, self.targets.len());
        println!("{how}: {actions} actions for {targets} annotations, {each:.2} each");
        each
    }
}

/// The keyboard.
impl Analyst {
    /// Goes on in reading order, by words where the next is near, else by
    /// finding its words.
    fn by_keys(&mut self) {
        while let Some(target) = self.left().first().cloned() {
            let before = self.left().len();
            self.take_by_keys(target.span);
            let (taken, words) = (self.words(self.selected()), self.words(target.span));
            assert_eq!(self.selected(), target.span, "{words:?} {taken:?}");
            let digit = self.digit(&target.label);
            let alike = self.alike(&target);
            self.key(digit, CTRL);
            if alike > 2 {
                self.mark_all();
            }
            self.check();
            assert!(self.left().len() < before, "{:?}", self.words(target.span));
        }
    }

    fn take_by_keys(&mut self, span: ByteSpan) {
        let article = self.article();
        let words = self.words(span);
        let between = ByteSpan::between(self.caret().min(span.start), span.start);
        let steps = article.slice(between).split_whitespace().count();
        if steps > 4 + words.chars().count().min(8) || self.caret() > span.start {
            self.find(span);
        } else {
            self.walk(span);
        }
    }

    /// By the find bar: as many letters as tell it from what is before.
    fn find(&mut self, span: ByteSpan) {
        self.key(Key::F, CTRL);
        let words = self.words(span);
        self.actions += words.chars().count();
        self.harness.event(Event::Text(words.clone()));
        self.harness.run();
        for _ in 0..60 {
            self.settle();
            if self.selected() == span {
                break;
            }
            self.key(Key::Enter, NONE);
        }
        self.settle();
        self.key(Key::Escape, NONE);
    }

    fn settle(&mut self) {
        for _ in 0..400 {
            self.harness.run();
            let tab = app(&self.harness).active_tab().unwrap();
            if *tab.find.progress() != hashiya::app::find::Progress::Searching {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }

    /// By words, then by clitics, then by letters.
    fn walk(&mut self, span: ByteSpan) {
        let keys = [
            (Key::ArrowLeft, CTRL),
            (Key::ArrowLeft, Modifiers::ALT),
            (Key::ArrowLeft, NONE),
        ];
        self.approach(span.start, &keys);
        // The word at the caret, or its name without clitics, in one key.
        let caret = app(&self.harness).active_tab().unwrap().selection;
        self.key(Key::Enter, NONE);
        if self.selected() == span {
            return;
        }
        if self.selected().start != span.start || self.selected().end > span.end {
            let _ = caret;
            self.actions -= 1;
            let command = hashiya::app::Command::SetSelection(caret);
            crate::window::send(&mut self.harness, command);
            self.harness.run();
        }
        let keys = keys.map(|(key, modifiers)| (key, modifiers | SHIFT));
        self.approach(span.end, &keys);
    }

    /// Moves the caret to a place with these keys, the longest steps first; a
    /// step too far is taken back and not counted, since a person sees it.
    fn approach(&mut self, to: ByteOffset, keys: &[(Key, Modifiers)]) {
        for &(key, modifiers) in keys {
            for _ in 0..60 {
                if self.caret() == to {
                    return;
                }
                let before = app(&self.harness).active_tab().unwrap().selection;
                self.key(key, modifiers);
                let is_too_far = self.caret() > to || self.caret() == before.focus;
                if is_too_far {
                    self.actions -= 1;
                    let command = hashiya::app::Command::SetSelection(before);
                    crate::window::send(&mut self.harness, command);
                    self.harness.run();
                    break;
                }
            }
        }
    }
}

/// The mouse, with the keys of the labels.
impl Analyst {
    /// One label after the other is held, and every name of it is double
    /// clicked or dragged over.
    fn by_mouse(&mut self) {
        let labels: Vec<_> = self.document().labels().iter().cloned().collect();
        for label in labels {
            if !self.left().iter().any(|it| it.label == label.id) {
                continue;
            }
            let digit = self.digit(&label.id);
            self.key(digit, SHIFT);
            while let Some(target) = self.left().into_iter().find(|it| it.label == label.id) {
                let before = self.left().len();
                let alike = self.alike(&target);
                self.mark_by_mouse(&target);
                if alike > 3 {
                    self.mark_all();
                }
                self.check();
                assert!(self.left().len() < before, "{:?}", self.words(target.span));
            }
        }
    }

    fn mark_by_mouse(&mut self, target: &Target) {
        self.bring_into_view(target.span);
        let is_word = self.article().word_at(target.span.start) == target.span;
        self.actions += 1;
        if is_word {
            // Clicks of another word are no third and fourth click of this one.
            self.harness.run_steps(40);
            let at = self.rects(target.span)[0].center();
            click(&mut self.harness, at, 2);
            return;
        }
        for (from, to) in self.ends(target.span) {
            let before = self.done().len();
            drag(&mut self.harness, from, to);
            if self.done().contains(target) {
                return;
            }
            // The other side of a sign between two directions.
            if self.done().len() > before {
                press(&mut self.harness, Key::Z, CTRL);
            }
        }
        panic!("no drag takes {:?}", self.words(target.span));
    }

    fn rects(&self, span: ByteSpan) -> Vec<Rect> {
        let tab = app(&self.harness).active_tab().unwrap().id;
        let reader = self.harness.state().as_ref().unwrap().reader();
        reader.rects_of(tab, span)
    }

    fn page(&self) -> Rect {
        let tab = app(&self.harness).active_tab().unwrap().id;
        let reader = self.harness.state().as_ref().unwrap().reader();
        reader.page_of(tab).unwrap()
    }

    fn bring_into_view(&mut self, span: ByteSpan) {
        let page = self.page();
        for _ in 0..200 {
            let ends = [self.grapheme(span, false), self.grapheme(span, true)];
            let rects = ends.map(|end| self.rects(end).first().copied());
            let (down, up) = match rects {
                [Some(first), Some(last)] => {
                    (last.bottom() > page.bottom(), first.top() < page.top())
                }
                _ => {
                    let tab = app(&self.harness).active_tab().unwrap().id;
                    let reader = self.harness.state().as_ref().unwrap().reader();
                    let visible = reader.visible_span(tab).unwrap();
                    (visible.end < span.end, visible.start > span.start)
                }
            };
            if !down && !up {
                return;
            }
            self.actions += 1;
            let lines = if down { -600.0 } else { 600.0 };
            self.harness.event(Event::PointerMoved(page.center()));
            self.harness.event(Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, lines),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: NONE,
            });
            self.harness.run_steps(60);
        }
        panic!("{:?} does not come into view", self.words(span));
    }

    /// The first or the last character of a span.
    fn grapheme(&self, span: ByteSpan, last: bool) -> ByteSpan {
        let article = self.article();
        if last {
            ByteSpan::between(article.previous_grapheme(span.end), span.end)
        } else {
            ByteSpan::between(span.start, article.next_grapheme(span.start))
        }
    }

    /// Where a drag over a span begins and ends: at the outermost edges of what
    /// is read first and last, on the sides where these are likely first.
    fn ends(&self, span: ByteSpan) -> Vec<(Pos2, Pos2)> {
        let rects = self.rects(span);
        let line_of = |rect: &Rect| {
            let same = move |it: &&Rect| (it.center().y - rect.center().y).abs() < 4.0;
            let line: Vec<_> = rects.iter().filter(same).collect();
            let left = line.iter().map(|it| it.left()).fold(f32::MAX, f32::min);
            let right = line.iter().map(|it| it.right()).fold(f32::MIN, f32::max);
            (left + 1.0, right - 1.0, rect.center().y)
        };
        let (first, last) = (line_of(&rects[0]), line_of(&rects[rects.len() - 1]));
        let rtl = (Pos2::new(first.1, first.2), Pos2::new(last.0, last.2));
        let ltr = (Pos2::new(first.0, first.2), Pos2::new(last.1, last.2));
        let is_arabic = |c| ('\u{600}'..'\u{700}').contains(&c);
        if self.words(span).chars().any(is_arabic) {
            vec![rtl, ltr]
        } else {
            vec![ltr, rtl]
        }
    }
}

#[test]
fn the_sample_is_annotated_with_the_keyboard_alone() {
    let mut analyst = Analyst::new(&wanted());
    analyst.by_keys();
    let each = analyst.report("keyboard");
    assert!(each < 12.0, "{each}");
}

#[test]
fn the_sample_is_annotated_with_the_mouse() {
    let mut analyst = Analyst::new(&wanted());
    analyst.by_mouse();
    let each = analyst.report("mouse");
    assert!(each < 1.3, "{each}");
    // All of it is taken back with one key each.
    while analyst.document().count() > 0 {
        let before = analyst.document().count();
        press(&mut analyst.harness, Key::Z, CTRL);
        assert!(analyst.document().count() < before);
    }
}
