//! What a frame of the real reading view costs.

use std::time::Duration;

use hashiya::app::TabId;
use hashiya::document::{Document, Selection};
use hashiya::page::theme::Theme;
use hashiya::text::ByteOffset;
use hashiya::ui::reader::{Reader, ReaderInput};

use super::length::annotated;
use super::{corpus, in_turn, row, time};

/// A window 1600 x 1750 points high: about sixty lines.
const SIZE: egui::Vec2 = egui::vec2(1600.0, 1750.0);

struct Screen {
    context: egui::Context,
    reader: Reader,
    document: Document,
    theme: Theme,
}

impl Screen {
    fn new(document: Document) -> Self {
        let context = egui::Context::default();
        let mut screen = Self {
            context,
            reader: Reader::default(),
            document,
            theme: Theme::light(),
        };
        // Glyphs are drawn and the text is set in the first frames.
        for _ in 0..3 {
            screen.frame(0);
        }
        screen
    }

    /// One frame, with so many bytes selected.
    fn frame(&mut self, selected: usize) -> Duration {
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
            ..Default::default()
        };
        let selection = Selection {
            anchor: ByteOffset(0),
            focus: self.document.article().grapheme_floor(ByteOffset(selected)),
        };
        let (reader, document, theme) = (&mut self.reader, &self.document, &self.theme);
        let context = &self.context;
        time(|| {
            let mut output = context.run_ui(input, |ui| {
                let mut commands = Vec::new();
                let input = ReaderInput {
                    tab: TabId(1),
                    document,
                    selection,
                    chosen: None,
                    several: None,
                    paint: None,
                    theme,
                    font: "Noto Naskh Arabic",
                    text_size_pts: 16.0,
                    show_hidden: false,
                    found: hashiya::page::paint::Lit::default(),
                    scroll: None,
                    name: "article",
                    arabic: true,
                    takes_keys: true,
                };
                reader.show(ui, input, &mut commands);
            });
            output.textures_delta.clear();
            context
                .tessellate(output.shapes, output.pixels_per_point)
                .len()
        })
    }
}

/// A frame without anything in it.
fn empty_frame(context: &egui::Context) -> Duration {
    let input = egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
        ..Default::default()
    };
    time(|| {
        let mut output = context.run_ui(input, |_| {});
        output.textures_delta.clear();
        context
            .tessellate(output.shapes, output.pixels_per_point)
            .len()
    })
}

pub fn frames() {
    // About 300 annotations in the page's 60 lines of 15 words, in both.
    let few = Screen::new(annotated(&corpus::varied(10_000, 4_000), 300));
    let many = Screen::new(annotated(&corpus::varied(3_400_000, 4_000), 100_000));
    let (mut few, mut many) = (few, many);
    let mut bytes = 0;
    let mut next = || {
        bytes = (bytes + 2) % 2_000;
        bytes
    };
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..101 {
        let selected = next();
        a.push(many.frame(selected));
        b.push(few.frame(selected));
    }
    a.sort();
    b.sort();
    row(
        "frame rebuilt, 100,000 annotations",
        a[50],
        b[50],
        "the same page, 300 annotations",
    );
    let context = egui::Context::default();
    let (ours, theirs) = in_turn(101, || many.frame(2), || empty_frame(&context));
    row(
        "frame with nothing changed",
        ours,
        theirs,
        "an empty egui frame",
    );
}
