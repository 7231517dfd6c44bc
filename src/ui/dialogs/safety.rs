//! The dialogs about keeping work: a save that failed, a file that another
//! program has changed, versions kept from before.
//!
//! Invariant: the button that has the keyboard, and Escape, lose nothing.

use std::path::Path;

use egui::{Button, ScrollArea, Ui};

use super::{button, buttons, title};
use crate::app::command::Failure;
use crate::app::disk::{FoundWork, KeptVersion, SeenStamp};
use crate::app::i18n::Value;
use crate::app::{App, Command, I18n, Tab, TabId, Text};
use crate::ui::words::change_key;

/// Where a dialog is shown.
pub(super) struct Safety<'a> {
    pub ui: &'a mut Ui,
    pub app: &'a App,
    pub is_new: bool,
}

impl Safety<'_> {
    fn name(&self, tab: TabId) -> [(&'static str, Value); 1] {
        let tab = self.app.tab(tab);
        let name = tab.map_or_else(String::new, |tab| tab.name.clone());
        [("name", Value::Text(name))]
    }

    pub fn save_failed(self, tab: TabId, failure: &Failure, commands: &mut Vec<Command>) {
        let words = self.app.words();
        title(self.ui, words.text(&failure.title));
        for line in &failure.lines {
            self.ui.label(words.text(line));
        }
        self.ui.label(words.tr("dialog-save-failed-way-out"));
        buttons(self.ui, self.is_new, |ui| {
            let save_as = button(ui, self.app, "button-save-as");
            let again = button(ui, self.app, "button-try-again");
            for (response, command) in [(&save_as, Command::AskSaveAs), (&again, Command::Save)] {
                if response.clicked() {
                    commands.push(Command::CloseDialog);
                    commands.push(Command::ActivateTab(tab));
                    commands.push(command);
                }
            }
            if button(ui, self.app, "button-cancel").clicked() {
                commands.push(Command::CloseDialog);
            }
            save_as
        });
    }

    pub fn changed_on_disk(self, tab: TabId, stamp: SeenStamp, commands: &mut Vec<Command>) {
        let words = self.app.words();
        let name = self.name(tab);
        title(self.ui, words.tr_args("dialog-changed-title", &name));
        let modified = self.app.tab(tab).is_some_and(|tab| tab.is_modified());
        let body = match modified {
            true => "dialog-changed-body-modified",
            false => "dialog-changed-body",
        };
        self.ui.label(words.tr(body));
        buttons(self.ui, self.is_new, |ui| {
            let later = button(ui, self.app, "button-later");
            if later.clicked() {
                commands.push(Command::CloseDialog);
            }
            let path = self.app.tab(tab).and_then(|tab| tab.path.clone());
            if let Some(path) = path
                && button(ui, self.app, "button-merge").clicked()
            {
                commands.push(Command::AskMerge(tab, path));
            }
            if button(ui, self.app, "button-keep-mine").clicked() {
                commands.push(Command::KeepMine(tab, stamp));
            }
            if button(ui, self.app, "button-reload").clicked() {
                commands.push(Command::Reload(tab));
            }
            later
        });
    }

    pub fn source_changed(self, tab: TabId, article: &Path, commands: &mut Vec<Command>) {
        let words = self.app.words();
        let name = article.file_name().unwrap_or(article.as_os_str());
        let name = [("name", Value::Text(name.to_string_lossy().into_owned()))];
        title(self.ui, words.tr_args("dialog-source-changed-title", &name));
        self.ui.label(words.tr("dialog-source-changed-body"));
        buttons(self.ui, self.is_new, |ui| {
            let keep = button(ui, self.app, "button-keep-old-text");
            if keep.clicked() {
                commands.push(Command::CloseDialog);
            }
            let some = self
                .app
                .tab(tab)
                .is_some_and(|tab| tab.document.count() > 0 || tab.document.lost_count() > 0);
            let reanchor = Button::new(words.tr("button-reanchor"));
            if ui.add_enabled(some, reanchor).clicked() {
                commands.push(Command::ReanchorOnto(tab, article.to_owned(), None));
            }
            keep
        });
    }

    /// Who edits the file, where and since when, and whether to take it over.
    pub fn held(self, tab: TabId, commands: &mut Vec<Command>) {
        let words = self.app.words();
        let holder = self.app.tab(tab).and_then(Tab::holder);
        let Some(holder) = holder.cloned() else {
            commands.push(Command::CloseDialog);
            return;
        };
        title(self.ui, words.tr_args("dialog-held-title", &self.name(tab)));
        let is_known = !holder.user.is_empty() || !holder.host.is_empty();
        let key = match is_known {
            true => "dialog-held-body",
            false => "dialog-held-body-unknown",
        };
        let who = [
            ("age", Value::Text(age(words, holder.age_seconds))),
            ("user", Value::Text(holder.user)),
            ("host", Value::Text(holder.host)),
        ];
        self.ui.label(words.tr_args(key, &who));
        self.ui.add_space(4.0);
        self.ui.label(words.tr("dialog-held-advice"));
        buttons(self.ui, self.is_new, |ui| {
            let read = button(ui, self.app, "button-read-only");
            if read.clicked() {
                commands.push(Command::CloseDialog);
            }
            if button(ui, self.app, "button-take-over").clicked() {
                commands.push(Command::TakeOver(tab));
            }
            read
        });
    }

    pub fn work_restored(self, tab: TabId, work: &FoundWork, commands: &mut Vec<Command>) {
        let words = self.app.words();
        let name = self.name(tab);
        title(self.ui, words.tr_args("dialog-restored-title", &name));
        let count = usize::try_from(work.steps).unwrap_or(usize::MAX);
        let body = [
            ("count", Value::Number(count)),
            ("age", Value::Text(age(words, work.age_seconds))),
        ];
        self.ui.label(words.tr_args("dialog-restored-body", &body));
        if let Some(change) = work.last {
            let change = Value::Text(words.tr(change_key(change)));
            let last = words.tr_args("dialog-restored-last", &[("change", change)]);
            self.ui.label(last);
        }
        for line in damage(work) {
            self.ui.label(words.text(&line));
        }
        self.ui.add_space(4.0);
        self.ui.label(words.tr("dialog-restored-files"));
        buttons(self.ui, self.is_new, |ui| {
            let keep = button(ui, self.app, "button-keep-work");
            if keep.clicked() {
                commands.push(Command::CloseDialog);
            }
            if button(ui, self.app, "button-throw-away").clicked() {
                commands.push(Command::Reload(tab));
            }
            keep
        });
    }

    pub fn earlier(self, tab: TabId, versions: &[KeptVersion], commands: &mut Vec<Command>) {
        let words = self.app.words();
        let name = self.name(tab);
        title(self.ui, words.tr_args("dialog-earlier-title", &name));
        self.ui.label(words.tr("dialog-earlier-body"));
        self.ui.add_space(6.0);
        ScrollArea::vertical()
            .max_height(260.0)
            .show(self.ui, |ui| {
                for version in versions {
                    let when = age(words, version.age_seconds);
                    let open = words.tr_args("dialog-earlier-open", &[("age", Value::Text(when))]);
                    let response = ui.push_id(&version.path, |ui| ui.button(open)).inner;
                    if response.clicked() {
                        commands.push(Command::OpenEarlier(tab, version.path.clone()));
                    }
                }
            });
        buttons(self.ui, self.is_new, |ui| {
            let close = button(ui, self.app, "button-close");
            if close.clicked() {
                commands.push(Command::CloseDialog);
            }
            close
        });
    }
}

/// What of the work could not be brought back, a sentence each.
fn damage(work: &FoundWork) -> Vec<Text> {
    let lost = work.damage.missing_lines;
    let lost = usize::try_from(lost).unwrap_or(usize::MAX);
    let unreadable = work.damage.bad_lines.max(lost) + work.damage.newer_lines;
    let mut lines = Vec::new();
    if work.damage.torn_bytes > 0 {
        lines.push(Text::new("dialog-restored-torn"));
    }
    if unreadable > 0 {
        lines.push(Text::new("dialog-restored-damaged").with("count", unreadable));
    }
    if work.damage.unfit_steps > 0 {
        lines.push(Text::new("dialog-restored-unfit").with("count", work.damage.unfit_steps));
    }
    if work.file_changed {
        lines.push(Text::new("dialog-restored-file-changed"));
    }
    lines
}

/// How long ago something was, in words.
fn age(words: &I18n, seconds: u64) -> String {
    let (key, unit) = match seconds {
        0..60 => return words.tr("age-now"),
        60..3600 => ("age-minutes", 60),
        3600..86_400 => ("age-hours", 3600),
        _ => ("age-days", 86_400),
    };
    let count = usize::try_from(seconds / unit).unwrap_or(usize::MAX);
    words.tr_args(key, &[("count", Value::Number(count))])
}
