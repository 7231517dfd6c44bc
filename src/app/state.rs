//! All that is open and shown, and the one door through which it changes.
//!
//! Invariant: nothing changes outside [`App::handle`]; there is an active tab
//! whenever there is a tab. Holds no clock, no screen and no disk: what needs
//! one is asked for by an effect.

use std::collections::VecDeque;

use super::command::{Command, Effect, Effects, ListOrder, Listing, LoadFrom, Step};
use super::i18n::{I18n, Language, Text, Value};
use super::journal::JournalJob;
use super::labels::LabelEditor;
use super::mark_all::MarkAll;
use super::merging::Merging;
use super::message::{Dialog, Message, MessageId, Severity};
use super::reanchor::Comparing;
use super::tab::{Tab, TabId};
use crate::document::LabelId;
use crate::store::Settings;
use crate::store::settings::{LanguageSetting, TEXT_SIZE_POINTS};

/// How many messages are kept for the person to read; the oldest go first.
const MAX_MESSAGES: usize = 4;

/// The program's state.
pub struct App {
    pub(super) tabs: Vec<Tab>,
    pub(super) active: usize,
    pub(super) dialogs: VecDeque<Dialog>,
    /// What is being read, each under the number its tab will have.
    pub(super) loading: Vec<(TabId, LoadFrom)>,
    /// The label that everything taken is marked with.
    pub(super) paint: Option<LabelId>,
    /// Places proposed to be marked, while they are shown.
    pub(super) mark_all: Option<MarkAll>,
    /// What is being merged, while it is shown.
    pub(super) merging: Option<Merging>,
    /// The comparison of two texts that is under way.
    pub(super) comparing: Option<Comparing>,
    /// The label editor, while it is open.
    pub(super) label_editor: Option<LabelEditor>,
    /// Whether the window is about to close, once nothing unsaved is left.
    pub(super) quitting: bool,
    /// What is to be kept as soon as the command is carried out.
    pub(super) journal: Vec<JournalJob>,
    /// What to open once the work that was left is open.
    pub(super) to_open: Option<Vec<std::path::PathBuf>>,
    messages: Vec<Message>,
    settings: Settings,
    side_panel: bool,
    /// Whether the table of figures is shown.
    pub(super) figures: bool,
    listing: Listing,
    pub(super) list_order: ListOrder,
    words: I18n,
    last_number: u64,
}

impl App {
    /// The program with nothing open.
    pub fn new(settings: Settings) -> Self {
        Self {
            tabs: Vec::new(),
            active: 0,
            dialogs: VecDeque::new(),
            loading: Vec::new(),
            paint: None,
            mark_all: None,
            merging: None,
            comparing: None,
            label_editor: None,
            quitting: false,
            journal: Vec::new(),
            to_open: None,
            messages: Vec::new(),
            words: I18n::new(Language::of_setting(settings.language)),
            settings,
            side_panel: true,
            figures: false,
            listing: Listing::default(),
            list_order: ListOrder::default(),
            last_number: 0,
        }
    }

    /// The open documents, in the order they were asked for.
    pub fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    /// The document shown.
    pub fn active_tab(&self) -> Option<&Tab> {
        self.tabs.get(self.active)
    }

    /// The tab of this number.
    pub fn tab(&self, id: TabId) -> Option<&Tab> {
        self.tabs.iter().find(|tab| tab.id == id)
    }

    /// The question or sheet in front.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialogs.front()
    }

    /// The label that every word or stretch of text is marked with as soon as
    /// it is taken by the pointer; one of the document shown.
    pub fn paint(&self) -> Option<&crate::document::Label> {
        let labels = self.active_tab()?.document.labels();
        labels.get(self.paint.as_ref()?)
    }

    fn set_paint(&mut self, label: Option<LabelId>) -> Effects {
        self.paint = label;
        Effects::none()
    }

    /// The places proposed to be marked, while they are shown.
    pub fn mark_all(&self) -> Option<&MarkAll> {
        self.mark_all.as_ref()
    }

    /// The messages not yet dismissed, the oldest first.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What is being read by workers, in the order asked for, each with the
    /// number its tab will have.
    pub fn loading(&self) -> &[(TabId, LoadFrom)] {
        &self.loading
    }

    /// What the person has set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the list of annotations is shown.
    pub fn side_panel(&self) -> bool {
        self.side_panel
    }

    /// Whether the table of figures is shown.
    pub fn figures(&self) -> bool {
        self.figures
    }

    /// How the side panel orders annotations.
    pub fn list_order(&self) -> ListOrder {
        self.list_order
    }

    /// Whether the list of entities is shown, and so what is said of the chosen
    /// one.
    pub fn shows_entities(&self) -> bool {
        self.side_panel && self.listing == Listing::Entities
    }

    /// What the side panel lists.
    pub fn listing(&self) -> Listing {
        self.listing
    }

    /// The words of the interface.
    pub fn words(&self) -> &I18n {
        &self.words
    }

    /// Whether the window may close at once, with nothing lost.
    pub fn may_close(&self) -> bool {
        let safe = |tab: &Tab| (tab.is_discarded() || !tab.is_modified()) && !tab.is_saving();
        // What is typed and in no document yet would be lost, too.
        let settled = self
            .label_editor
            .as_ref()
            .is_none_or(LabelEditor::is_settled);
        self.tabs.iter().all(safe) && settled
    }

    /// Carries a command out; the one place where state changes.
    pub fn handle(&mut self, command: Command) -> Effects {
        let effects = self.carry_out(command);
        self.tabs.iter_mut().for_each(Tab::note_standing);
        self.keep_steps().and(effects).and(self.plan_autosaves())
    }

    fn carry_out(&mut self, command: Command) -> Effects {
        match command {
            Command::AskOpen => Effects::one(Effect::OpenFileDialog),
            Command::OpenPaths(paths) => self.open_paths(paths),
            Command::OpenSample => self.open_from(LoadFrom::Sample),
            Command::Loaded(loaded) => self.loaded(loaded),
            Command::Save => self.save(),
            Command::AskSaveAs => self.ask_save_as(),
            Command::SaveTo {
                tab,
                path,
                overwrite,
            } => self.save_to(tab, path, overwrite),
            Command::Saved { tab, path, outcome } => self.saved(tab, path, outcome),
            Command::Focused => self.look_at_files(),
            Command::SeenOnDisk(watched, found) => self.seen_on_disk(watched, found),
            Command::KeepMine(tab, stamp) => self.keep_mine(tab, stamp),
            Command::Reload(tab) => self.reload(tab),
            Command::AskMerge(tab, path) => self.ask_merge(tab, path),
            Command::Compared(compared) => self.compared(compared),
            Command::ChooseInMerge(which, choice) => self.choose_in_merge(which, choice),
            Command::CarryOutMerge => self.carry_out_merge(),
            Command::AskEarlier => self.ask_earlier(),
            Command::EarlierListed(tab, versions) => self.earlier_listed(tab, versions),
            Command::OpenEarlier(tab, version) => self.open_earlier(tab, version),
            Command::Start(files) => self.start(files),
            Command::WorkFound(works) => self.work_found(works),
            Command::Kept(kept) => self.steps_kept(kept),
            Command::Held(tab, holder) => self.held(tab, holder),
            Command::TakeOver(tab) => self.take_file_over(tab),
            Command::SaveByItself(tab) => self.save_by_itself(tab),
            Command::SetAutosave(minutes) => self.set(|s| s.autosave_minutes = minutes),
            Command::OpenAs(path, encoding) => self.open_as(path, encoding),
            Command::AskEncoding => self.ask_encoding(),
            Command::AskReanchor => self.ask_reanchor(),
            Command::ReanchorOnto(tab, path, encoding) => self.reanchor_onto(tab, path, encoding),
            Command::Reanchored(answer) => self.reanchored(*answer),
            Command::ReviewLost => self.review_lost(),
            Command::LostProposed(tab, proposals) => self.lost_proposed(tab, proposals),
            Command::ChooseLost(id) => self.choose_lost(id),
            Command::PlaceByHand(id) => self.place_by_hand(id),
            Command::PutBack(id, spans) => self.put_back(id, spans),
            Command::PutAllBack => self.put_all_back(),
            Command::LeaveLost(id) => self.leave_lost(id),
            Command::ForgetLost(id) => self.forget_lost(id),
            Command::PathTyped(purpose, path) => self.path_typed(purpose, &path),
            Command::PathCancelled => self.path_cancelled(),
            Command::NoFileDialog(purpose) => self.ask_typed_path(purpose),
            Command::CloseTab(tab) => self.close_tab(tab),
            Command::Quit => self.quit(),
            Command::AnswerUnsaved(answer) => self.answer_unsaved(answer),
            Command::ActivateTab(tab) => self.activate(tab),
            Command::InTab(tab, command) => self.in_tab(tab, *command),
            Command::CycleTab(step) => self.cycle_tab(step),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::GoToHistory(position) => self.go_to_history(position),
            Command::Copy => self.copy(),
            Command::SetSelection(selection) => self.set_selection(selection),
            Command::ChooseAnnotation(id) => self.choose(id),
            Command::GoToAnnotation(id) => self.go_to(id),
            Command::ChooseSeveral(ids, lead) => self.choose_several(&ids, lead),
            Command::ToggleChosen(id) => self.toggle_chosen(id),
            Command::RemoveAll(all) => self.remove_all(&all),
            Command::RelabelAll(all, label) => self.relabel_all(&all, &label),
            Command::SetAttributeOfAll(all, name, value) => {
                self.set_attribute_of_all(&all, &name, value.as_ref())
            }
            Command::SetNoteOfAll(all, note) => self.set_note_of_all(&all, &note),
            Command::JoinAll(all) => self.join_all(&all),
            Command::LinkAll(all, entity) => self.link_all(&all, entity),
            Command::NewEntityOfAll(all, name) => self.new_entity_of_all(&all, &name),
            Command::SetAttribute(id, name, value) => self.set_attribute(id, name, value),
            Command::SetValues(id, values) => self.set_values(id, values),
            Command::AcceptFigure(id) => self.accept_figure(id),
            Command::AskAcceptFigures => self.ask_accept_figures(),
            Command::FiguresRead(tab, revision, accepted) => {
                self.figures_read(tab, revision, accepted)
            }
            Command::ShowFigures(shown) => self.show_figures(shown),
            Command::CopyFigures => Effects::one(Effect::CopyFigures),
            Command::AskExportFigures => self.ask_export_figures(),
            Command::ExportFigures {
                tab,
                path,
                overwrite,
            } => self.export_figures(tab, path, overwrite),
            Command::FiguresExported(path, outcome) => self.figures_exported(&path, outcome),
            Command::SetNote(id, note) => self.set_note(id, note),
            Command::SetArticleNote(note) => self.set_article_note(note),
            Command::WriteNote => self.write_note(),
            Command::JoinEntity(id) => self.join_entity(id),
            Command::LinkEntity(id, entity) => self.link_entity(id, entity),
            Command::NewEntity(id, name) => self.new_entity(id, &name),
            Command::EditEntity(entity) => self.edit_entity(entity),
            Command::SetEntityLink(id, link) => self.set_entity_link(id, &link),
            Command::RemoveEntity(id) => self.remove_entity(id),
            Command::MergeEntities(into, other) => self.merge_entities(into, other),
            Command::SplitMention(id) => self.split_mention(id),
            Command::ChooseEntity(id) => self.choose_entity(id),
            Command::ShowList(listing) => self.show_list(listing),
            Command::OrderList(order) => self.order_list(order),
            Command::FilterList(filter) => self.filter_list(filter),
            Command::AskFilter => self.ask_filter(),
            Command::LoadPreset(id) => self.load_preset(id),
            Command::Labels(command) => self.labels(command),
            Command::StepAnnotation(step) => self.step_annotation(step),
            Command::ClearSelection => self.clear_selection(),
            Command::Mark(label) => self.mark(label),
            Command::Relabel(id, label) => self.relabel(id, label),
            Command::Respan(id) => self.respan(id),
            Command::MoveEdge(edge) => self.move_edge(edge),
            Command::SetSpans(id, spans) => self.set_spans(id, spans),
            Command::Paint(label) => self.set_paint(label),
            Command::AddPiece(id, span) => self.add_piece(id, span),
            Command::Split(id, at) => self.split(id, at),
            Command::Join(id, step) => self.join(id, step),
            Command::Duplicate(id, label) => self.duplicate(id, &label),
            Command::AskMarkAll => self.ask_mark_all(),
            Command::SearchExactly(exact) => self.search_exactly(exact),
            Command::Proposed(proposed) => self.proposed(proposed),
            Command::CheckProposals(which, checked) => self.check_proposals(which, checked),
            Command::MarkProposed => self.mark_proposed(),
            Command::UnmarkAll(id) => self.unmark_all(id),
            Command::ShowContextMenu => Effects::one(Effect::ShowContextMenu),
            Command::Remove(id) => self.remove(id),
            Command::OpenFind => self.open_find(),
            Command::CloseFind => self.close_find(),
            Command::SetQuery(query, from) => self.set_query(query, from),
            Command::StepFind(step) => self.step_find(step),
            Command::Found(found) => self.found(found),
            Command::SetDirection(direction) => self.set_direction(direction),
            Command::Zoom(steps) => self.set(|settings| zoom(settings, steps)),
            Command::ShowHidden(shown) => self.set(|settings| settings.show_hidden = shown),
            Command::GoToNextControl => self.go_to_next_control(),
            Command::ShowSidePanel(shown) => self.show_side_panel(shown),
            Command::CyclePane => Effects::one(Effect::CyclePane),
            Command::SetTheme(theme) => self.set(|settings| settings.theme = theme),
            Command::SetFont(font) => self.set(|s| s.font = Some(font.name().to_owned())),
            Command::SetLanguage(language) => self.set_language(language),
            Command::ShowDialog(dialog) => self.show(dialog),
            Command::CloseDialog => self.close_dialog(),
            Command::DismissMessage(id) => self.dismiss(id),
        }
    }

    pub(super) fn set(&mut self, change: impl FnOnce(&mut Settings)) -> Effects {
        change(&mut self.settings);
        Effects::one(Effect::KeepSettings(self.settings.clone()))
    }

    fn set_language(&mut self, language: LanguageSetting) -> Effects {
        self.words = I18n::new(Language::of_setting(language));
        self.set(|settings| settings.language = language)
    }

    pub(super) fn show_side_panel(&mut self, shown: bool) -> Effects {
        self.side_panel = shown;
        Effects::none()
    }

    /// Shows the side panel with this list.
    pub(super) fn show_list(&mut self, listing: Listing) -> Effects {
        self.listing = listing;
        self.show_side_panel(true)
    }

    pub(super) fn activate(&mut self, id: TabId) -> Effects {
        if let Some(index) = self.tabs.iter().position(|tab| tab.id == id) {
            self.active = index;
        }
        Effects::none()
    }

    /// Carries a command out as if another tab were shown; where that is no
    /// more, nothing is.
    fn in_tab(&mut self, id: TabId, command: Command) -> Effects {
        let Some(index) = self.tabs.iter().position(|tab| tab.id == id) else {
            return Effects::none();
        };
        let shown = self.active_tab().map(|tab| tab.id);
        self.active = index;
        let effects = self.carry_out(command);
        shown
            .map_or_else(Effects::none, |id| self.activate(id))
            .and(effects)
    }

    fn cycle_tab(&mut self, step: Step) -> Effects {
        let count = self.tabs.len();
        if count > 0 {
            self.active = match step {
                Step::Next => (self.active + 1) % count,
                Step::Previous => (self.active + count - 1) % count,
            };
        }
        Effects::none()
    }

    pub(super) fn show(&mut self, dialog: Dialog) -> Effects {
        if !self.dialogs.contains(&dialog) {
            self.dialogs.push_back(dialog);
        }
        Effects::none()
    }

    fn dismiss(&mut self, id: MessageId) -> Effects {
        self.messages.retain(|message| message.id != id);
        Effects::none()
    }

    /// Leaves a message. One that says the same already gives way to it.
    pub(super) fn tell(&mut self, severity: Severity, text: Text) {
        self.messages.retain(|message| message.text != text);
        if self.messages.len() >= MAX_MESSAGES {
            self.messages.remove(0);
        }
        let id = MessageId(self.next_number());
        self.messages.push(Message { id, severity, text });
    }

    pub(super) fn active_mut(&mut self) -> Option<&mut Tab> {
        self.tabs.get_mut(self.active)
    }

    pub(super) fn tab_mut(&mut self, id: TabId) -> Option<&mut Tab> {
        self.tabs.iter_mut().find(|tab| tab.id == id)
    }

    pub(super) fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// The name of a label in the language of the interface.
    pub fn label_name(&self, label: &crate::document::Label) -> String {
        match self.words.language() {
            Language::Arabic => crate::text::flagged(&label.name_ar).into_owned(),
            Language::English => crate::text::flagged(&label.name_en).into_owned(),
        }
    }

    /// The text of a key with a label's name put in as `$label`.
    pub fn tr_label(&self, key: &str, label: &crate::document::Label) -> String {
        let name = Value::Text(self.label_name(label));
        self.words.tr_args(key, &[("label", name)])
    }
}

/// Takes so many steps of zoom in (positive) or out (negative); none at all
/// gives the usual size back.
fn zoom(settings: &mut Settings, steps: i32) {
    const STEP: f32 = 1.1;
    let usual = Settings::default().text_size;
    let size = match steps {
        0 => usual,
        _ => settings.text_size * STEP.powi(steps),
    };
    // Steps back and forth end at the usual size and not beside it.
    let size = if (size - usual).abs() < 0.01 {
        usual
    } else {
        size
    };
    settings.text_size = size.clamp(*TEXT_SIZE_POINTS.start(), *TEXT_SIZE_POINTS.end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_stays_within_its_bounds_and_comes_back() {
        let mut settings = Settings::default();
        let usual = settings.text_size;
        zoom(&mut settings, 3);
        zoom(&mut settings, -3);
        assert_eq!(settings.text_size, usual);
        zoom(&mut settings, 1000);
        assert_eq!(settings.text_size, *TEXT_SIZE_POINTS.end());
        zoom(&mut settings, -1000);
        assert_eq!(settings.text_size, *TEXT_SIZE_POINTS.start());
        zoom(&mut settings, 0);
        assert_eq!(settings.text_size, usual);
    }
}
