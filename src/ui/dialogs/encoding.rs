//! The dialog that asks in which encoding an article is: the guess, what is
//! wrong with the file, and a piece of it as each encoding would read it.
//!
//! Invariant: choosing shows and does nothing; only the button opens.

use egui::{Key, Modifiers, ScrollArea, Ui};

use super::{button, buttons, title};
use crate::app::command::EncodingQuestion;
use crate::app::i18n::Value;
use crate::app::{App, Command, Text};
use crate::text::Encoding;
use crate::text::encoding::{Finding, Foreign, Trouble};

/// How much of the sample is shown, in characters and in lines.
const SHOWN_CHARACTERS: usize = 420;
const SHOWN_LINES: usize = 6;

/// The heights of the list and of the piece of text, in points.
const LIST_HEIGHT: f32 = 150.0;
const PREVIEW_HEIGHT: f32 = 130.0;

/// What is chosen, and what that makes of the sample.
#[derive(Default)]
pub(super) struct EncodingChoice {
    offered: Vec<Encoding>,
    chosen: usize,
    preview: Option<(usize, String)>,
}

impl EncodingChoice {
    /// The guess is chosen at first.
    pub fn new(question: &EncodingQuestion) -> Self {
        let (Finding::Certain(guess) | Finding::Guess(guess) | Finding::Trouble(_, guess)) =
            question.finding;
        let mut offered = Encoding::OFFERED.to_vec();
        if !offered.contains(&guess) {
            offered.insert(0, guess);
        }
        let chosen = offered.iter().position(|&it| it == guess);
        Self {
            chosen: chosen.unwrap_or(0),
            offered,
            preview: None,
        }
    }

    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        question: &EncodingQuestion,
        is_new: bool,
        commands: &mut Vec<Command>,
    ) {
        let words = app.words();
        let name = question.path.file_name().unwrap_or_default();
        let name = [("name", Value::Text(name.to_string_lossy().into_owned()))];
        title(ui, words.tr_args("dialog-encoding-title", &name));
        ui.label(words.text(&explanation(question.finding)));
        ui.add_space(6.0);
        self.take_arrows(ui);
        let list = ScrollArea::vertical()
            .id_salt("encodings")
            .max_height(LIST_HEIGHT)
            .auto_shrink([false, false]);
        list.show(ui, |ui| {
            for (index, encoding) in self.offered.iter().enumerate() {
                let chosen = self.chosen == index;
                let row = ui.selectable_label(chosen, shown_name(app, *encoding));
                if chosen && self.preview.as_ref().is_none_or(|(at, _)| *at != index) {
                    row.scroll_to_me(None);
                }
                if row.clicked() {
                    self.chosen = index;
                }
            }
        });
        let Some(&encoding) = self.offered.get(self.chosen) else {
            return;
        };
        if self
            .preview
            .as_ref()
            .is_none_or(|(at, _)| *at != self.chosen)
        {
            self.preview = Some((self.chosen, piece(&question.sample, encoding)));
        }
        ui.add_space(6.0);
        ui.label(words.tr("dialog-encoding-preview"));
        if let Some((_, piece)) = &self.preview {
            let frame = egui::Frame::group(ui.style());
            frame.show(ui, |ui| {
                let area = ScrollArea::vertical()
                    .id_salt("preview")
                    .max_height(PREVIEW_HEIGHT)
                    .auto_shrink([false, false]);
                area.show(ui, |ui| ui.label(piece));
            });
        }
        buttons(ui, is_new, |ui| {
            let open = button(ui, app, "button-open");
            if open.clicked() {
                let path = question.path.clone();
                commands.push(match question.reanchor {
                    Some(tab) => Command::ReanchorOnto(tab, path, Some(encoding)),
                    None => Command::OpenAs(path, encoding),
                });
            }
            if button(ui, app, "button-cancel").clicked() {
                commands.push(Command::CloseDialog);
            }
            open
        });
    }

    /// The arrow keys choose, wherever the keyboard is.
    fn take_arrows(&mut self, ui: &Ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = self.offered.len().saturating_sub(1);
        if pressed(Key::ArrowDown) {
            self.chosen = (self.chosen + 1).min(last);
        }
        if pressed(Key::ArrowUp) {
            self.chosen = self.chosen.saturating_sub(1);
        }
    }
}

/// The beginning of a sample in an encoding.
fn piece(sample: &[u8], encoding: Encoding) -> String {
    let decoded = encoding.decode(sample);
    let lines = decoded.text.lines().filter(|line| !line.trim().is_empty());
    let text: Vec<_> = lines.take(SHOWN_LINES).collect();
    text.join("\n").chars().take(SHOWN_CHARACTERS).collect()
}

/// What an encoding is called, and for which languages it is.
fn shown_name(app: &App, encoding: Encoding) -> String {
    let name = Value::Text(encoding.name());
    let key = match encoding {
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => "encoding-unicode",
        Encoding::MacArabic => "encoding-arabic-mac",
        Encoding::Doubled(other) => {
            let other = [("name", Value::Text(other.name().to_owned()))];
            return app.words().tr_args("encoding-doubled", &other);
        }
        Encoding::Standard(_) => match encoding.name().as_str() {
            "windows-1256" => "encoding-arabic-windows",
            "ISO-8859-6" => "encoding-arabic-iso",
            "windows-1252" => "encoding-western",
            "windows-1255" => "encoding-hebrew",
            "windows-1251" => "encoding-cyrillic",
            "windows-1254" => "encoding-turkish",
            _ => return encoding.name(),
        },
    };
    app.words().tr_args(key, &[("name", name)])
}

/// What the file seems to be, in words.
fn explanation(finding: Finding) -> Text {
    match finding {
        Finding::Certain(found) | Finding::Guess(found) => {
            Text::new("encoding-guess").with("name", found.name())
        }
        Finding::Trouble(trouble, found) => match trouble {
            Trouble::Truncated(at) => Text::new("encoding-truncated").with("byte", at),
            Trouble::Damaged(at) => Text::new("encoding-damaged")
                .with("byte", at)
                .with("encoding", found.name()),
            Trouble::Nul(at) => Text::new("encoding-nul").with("byte", at),
            Trouble::Doubled => Text::new("encoding-twice"),
            Trouble::Foreign(Foreign::Pdf) => Text::new("encoding-pdf"),
            Trouble::Foreign(Foreign::WordProcessor) => Text::new("encoding-word-processor"),
            Trouble::Foreign(Foreign::Picture) => Text::new("encoding-picture"),
            Trouble::Foreign(Foreign::Archive) => Text::new("encoding-archive"),
        },
    }
}
