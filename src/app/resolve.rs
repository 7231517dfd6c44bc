//! From what a person asks for to what is to be done.
//!
//! Invariant: `None` means that an action is not possible now; it is then
//! greyed out wherever it is shown, and its key is left to others.

use crate::document::figure::Proposal;
use crate::document::{Annotation, Direction, LabelId, Selection};
use crate::store::settings::{LanguageSetting, ThemeSetting};
use crate::text::ByteOffset;

use super::action::Action;
use super::command::{Command, ListOrder, Listing, Step};
use super::font::ReadingFont;
use super::labels::LabelCommand;
use super::listing::ListFilter;
use super::message::{Dialog, PathPurpose, PickFor};
use super::shape::neighbour_of;
use super::state::App;
use super::tab::Tab;

/// The command of an action; `None` where it is not possible now.
pub fn resolve(action: Action, app: &App) -> Option<Command> {
    if app.dialog().is_some() {
        return None;
    }
    resolve_behind_dialog(action, app)
}

/// The command that an action would be if no dialog were open: for a dialog
/// that closes to carry it out.
pub fn resolve_behind_dialog(action: Action, app: &App) -> Option<Command> {
    let paint = app.paint().map(|label| &label.id);
    match action {
        Action::ClearSelection if paint.is_some() => return Some(Command::Paint(None)),
        Action::Paint(digit) => {
            let label = labelled(app.active_tab()?, digit)?;
            let other = (paint != Some(label)).then(|| label.clone());
            return Some(Command::Paint(other));
        }
        _ => {}
    }
    if let Some(command) = for_window(action, app) {
        return Some(command);
    }
    let tab = app.active_tab()?;
    match action {
        Action::MergeEntity | Action::RemoveEntity | Action::SplitMention => {
            for_entity(action, tab, app.shows_entities())
        }
        _ => for_several(action, tab).or_else(|| for_document(action, tab)),
    }
}

/// Whether a setting is the present one; `None` where an action is no setting.
pub fn is_checked(action: Action, app: &App) -> Option<bool> {
    let settings = app.settings();
    let direction = || app.active_tab().map(|tab| tab.document.direction());
    Some(match action {
        Action::TogglePanel => app.side_panel(),
        Action::ToggleFigures => app.figures(),
        Action::Paint(digit) => {
            let label = app.active_tab().and_then(|tab| labelled(tab, digit));
            label.is_some() && label == app.paint().map(|label| &label.id)
        }
        Action::ListAnnotations => app.listing() == Listing::Annotations,
        Action::OrderByLabel => app.list_order() == ListOrder::ByLabel,
        Action::OrderReading => app.list_order() == ListOrder::Reading,
        Action::OrderByEntity => app.list_order() == ListOrder::ByEntity,
        Action::OrderByText => app.list_order() == ListOrder::ByText,
        Action::ListEntities => app.listing() == Listing::Entities,
        Action::ListLost => app.listing() == Listing::Lost,
        Action::FindFolded => app.active_tab().is_some_and(|tab| tab.find.query().folded),
        Action::FindWholeWords => app
            .active_tab()
            .is_some_and(|tab| tab.find.query().whole_words),
        Action::ToggleHidden => settings.show_hidden,
        Action::DirectionRtl => direction() == Some(Direction::RightToLeft),
        Action::DirectionLtr => direction() == Some(Direction::LeftToRight),
        _ => {
            if let Some(theme) = theme(action) {
                theme == settings.theme
            } else if let Some(minutes) = autosave(action) {
                minutes == settings.autosave_minutes
            } else if let Some(font) = font(action) {
                font == ReadingFont::named(settings.font.as_deref())
            } else {
                language(action)? == settings.language
            }
        }
    })
}

/// What can be done whether or not a document is open.
fn for_window(action: Action, app: &App) -> Option<Command> {
    let several = app.tabs().len() > 1;
    match action {
        Action::Open => Some(Command::AskOpen),
        Action::OpenPath => Some(Command::NoFileDialog(PathPurpose::Open)),
        Action::OpenSample => Some(Command::OpenSample),
        Action::Quit => Some(Command::Quit),
        Action::TextBigger => Some(Command::Zoom(1)),
        Action::TextSmaller => Some(Command::Zoom(-1)),
        Action::TextReset => Some(Command::Zoom(0)),
        Action::ToggleHidden => Some(Command::ShowHidden(!app.settings().show_hidden)),
        Action::TogglePanel => Some(Command::ShowSidePanel(!app.side_panel())),
        Action::ToggleFigures => {
            app.active_tab()?;
            Some(Command::ShowFigures(!app.figures()))
        }
        Action::CopyFigures => {
            let shown = app.active_tab().filter(|_| app.figures());
            shown?.has_figures().then_some(Command::CopyFigures)
        }
        Action::ListAnnotations => Some(Command::ShowList(Listing::Annotations)),
        Action::OrderByLabel => Some(Command::OrderList(ListOrder::ByLabel)),
        Action::OrderReading => Some(Command::OrderList(ListOrder::Reading)),
        Action::OrderByEntity => Some(Command::OrderList(ListOrder::ByEntity)),
        Action::OrderByText => Some(Command::OrderList(ListOrder::ByText)),
        Action::ListEntities => Some(Command::ShowList(Listing::Entities)),
        Action::ListLost => Some(Command::ShowList(Listing::Lost)),
        Action::NextPane => Some(Command::CyclePane),
        Action::NextDocument => several.then_some(Command::CycleTab(Step::Next)),
        Action::PreviousDocument => several.then_some(Command::CycleTab(Step::Previous)),
        Action::Palette => Some(Command::ShowDialog(Dialog::Palette)),
        Action::Shortcuts => Some(Command::ShowDialog(Dialog::Shortcuts)),
        Action::About => Some(Command::ShowDialog(Dialog::About)),
        _ => theme(action)
            .map(Command::SetTheme)
            .or_else(|| autosave(action).map(Command::SetAutosave))
            .or_else(|| font(action).map(Command::SetFont))
            .or_else(|| language(action).map(Command::SetLanguage)),
    }
}

/// What can be done to a document.
fn for_document(action: Action, tab: &Tab) -> Option<Command> {
    let document = &tab.document;
    let selected = tab.selected_span().is_some();
    match action {
        Action::Save => {
            let needed = tab.is_modified() || tab.path.is_none();
            (needed && !tab.is_saving()).then_some(Command::Save)
        }
        Action::SaveAs => (!tab.is_saving()).then_some(Command::AskSaveAs),
        Action::ReadEncoding => tab.article_to_read_anew().map(|_| Command::AskEncoding),
        Action::MergeFile => {
            let path = tab.path.clone().filter(|_| !tab.is_saving())?;
            Some(Command::AskMerge(tab.id, path))
        }
        Action::Reanchor => {
            let some = document.count() > 0 || document.lost_count() > 0;
            some.then_some(Command::AskReanchor)
        }
        Action::ReviewLost => (document.lost_count() > 0).then_some(Command::ReviewLost),
        Action::PutBack => {
            let lost = document.lost_of(tab.chosen_lost?)?;
            Some(Command::PutBack(lost.id(), tab.selected_span()?.into()))
        }
        Action::ForgetLost => {
            let lost = document.lost_of(tab.chosen_lost?)?;
            Some(Command::ForgetLost(lost.id()))
        }
        Action::EarlierVersions => tab.path.is_some().then_some(Command::AskEarlier),
        Action::TakeOver => tab
            .is_read_only()
            .then_some(Command::ShowDialog(Dialog::Held { tab: tab.id })),
        Action::Close => Some(Command::CloseTab(tab.id)),
        Action::Undo => document.can_undo().then_some(Command::Undo),
        Action::Redo => document.can_redo().then_some(Command::Redo),
        Action::History => Some(Command::ShowDialog(Dialog::History(tab.id))),
        Action::Copy => (selected || tab.chosen.is_some()).then_some(Command::Copy),
        Action::SelectWord => tab
            .word_to_select()
            .map(|span| Command::SetSelection(span.into())),
        Action::SelectAll => {
            let whole = Selection {
                anchor: ByteOffset(0),
                focus: document.article().len(),
            };
            (!whole.is_caret()).then_some(Command::SetSelection(whole))
        }
        Action::ClearSelection => {
            (selected || tab.chosen.is_some()).then_some(Command::ClearSelection)
        }
        Action::Find => Some(Command::OpenFind),
        Action::FindNext => Some(Command::StepFind(Step::Next)),
        Action::FindPrevious => Some(Command::StepFind(Step::Previous)),
        // With the bar closed, nobody would see what they do.
        Action::FindFolded | Action::FindWholeWords if tab.find.is_open() => {
            let mut query = tab.find.query().clone();
            match action {
                Action::FindFolded => query.folded = !query.folded,
                _ => query.whole_words = !query.whole_words,
            }
            let from = tab.selection.span().start;
            Some(Command::SetQuery(query, from))
        }
        Action::Mark(digit) => {
            let label = labelled(tab, digit)?;
            let possible = selected || tab.chosen.is_some();
            possible.then(|| Command::Mark(label.clone()))
        }
        Action::Respan => Some(Command::Respan(tab.chosen.filter(|_| selected)?)),
        Action::Edge(edge) => tab.chosen.map(|_| Command::MoveEdge(edge)),
        Action::Duplicate(digit) => {
            let label = labelled(tab, digit)?;
            let chosen = document.annotation(tab.chosen?)?;
            (chosen.label != *label).then(|| Command::Duplicate(chosen.id, label.clone()))
        }
        Action::Split => {
            let chosen = document.annotation(tab.chosen?)?;
            let (hull, at) = (chosen.span(), tab.selection.focus);
            let inside = hull.start < at && at < hull.end;
            inside.then_some(Command::Split(chosen.id, at))
        }
        Action::JoinNext => joined(tab, Step::Next),
        Action::JoinPrevious => joined(tab, Step::Previous),
        Action::MarkAll => tab.chosen.map(|_| Command::AskMarkAll),
        Action::UnmarkAll => tab.chosen.map(Command::UnmarkAll),
        Action::ContextMenu => Some(Command::ShowContextMenu),
        Action::Delete => Some(Command::Remove(tab.deletable()?)),
        Action::AcceptFigure => {
            let chosen = chosen(tab)?;
            let proposal = Proposal::of(document, chosen)?;
            (!proposal.is_accepted(chosen)).then_some(Command::AcceptFigure(chosen.id))
        }
        Action::AcceptFigures => tab.has_figures().then_some(Command::AskAcceptFigures),
        Action::ExportFigures => tab.has_figures().then_some(Command::AskExportFigures),
        Action::EditNote => Some(Command::WriteNote),
        Action::JoinEntity => {
            let chosen = chosen(tab)?;
            document.annotation_before(chosen.id)?;
            Some(Command::JoinEntity(chosen.id))
        }
        Action::ChooseEntity => {
            let purpose = PickFor::Mention(chosen(tab)?.id);
            Some(Command::ShowDialog(Dialog::PickEntity(tab.id, purpose)))
        }
        Action::UnlinkEntity => {
            let chosen = chosen(tab)?;
            chosen.entity?;
            Some(Command::LinkEntity(chosen.id, None))
        }
        Action::FilterList => {
            let has_list = document.count() > 0 || !tab.filter.is_empty();
            has_list.then_some(Command::AskFilter)
        }
        Action::ClearFilter => {
            let filtered = !tab.filter.is_empty();
            filtered.then(|| Command::FilterList(ListFilter::default()))
        }
        Action::EditLabels => Some(Command::Labels(LabelCommand::Open)),
        Action::OpenLabels => Some(Command::Labels(LabelCommand::AskOpen)),
        Action::SaveLabels => Some(Command::Labels(LabelCommand::AskSave)),
        Action::LabelsBasic => Some(Command::LoadPreset("people-places-figures")),
        Action::LabelsConll => Some(Command::LoadPreset("conll")),
        Action::LabelsFine => Some(Command::LoadPreset("fine")),
        Action::NextAnnotation => some_annotations(tab, Step::Next),
        Action::PreviousAnnotation => some_annotations(tab, Step::Previous),
        Action::NextControl => {
            let found = document.article().direction_controls().count() > 0;
            found.then_some(Command::GoToNextControl)
        }
        Action::DirectionAuto => {
            let direction = Direction::of_text(document.article().text());
            Some(Command::SetDirection(direction))
        }
        Action::DirectionRtl => Some(Command::SetDirection(Direction::RightToLeft)),
        Action::DirectionLtr => Some(Command::SetDirection(Direction::LeftToRight)),
        _ => None,
    }
}

/// What can be done to an entity: to the chosen one as long as it is shown,
/// never to one that nobody sees.
fn for_entity(action: Action, tab: &Tab, shown: bool) -> Option<Command> {
    let document = &tab.document;
    let entity = tab.chosen_entity.filter(|_| shown);
    match action {
        Action::MergeEntity => {
            let into = entity.filter(|_| document.entity_count() > 1)?;
            let dialog = Dialog::PickEntity(tab.id, PickFor::Merge(into));
            Some(Command::ShowDialog(dialog))
        }
        Action::RemoveEntity => entity.map(Command::RemoveEntity),
        Action::SplitMention => {
            let chosen = chosen(tab)?;
            let of = chosen.entity?;
            let is_meant = entity.is_none_or(|entity| entity == of);
            let several = document.mention_count(of) > 1;
            (is_meant && several).then_some(Command::SplitMention(chosen.id))
        }
        _ => None,
    }
}

/// What is done to all chosen annotations where they are several.
fn for_several(action: Action, tab: &Tab) -> Option<Command> {
    let several = tab.several()?;
    match action {
        Action::Delete if tab.selection.is_caret() => Some(Command::RemoveAll(several.clone())),
        Action::JoinEntity if tab.selection.is_caret() => Some(Command::JoinAll(several.clone())),
        Action::ChooseEntity => {
            let dialog = Dialog::PickEntity(tab.id, PickFor::Chosen);
            Some(Command::ShowDialog(dialog))
        }
        Action::UnlinkEntity => Some(Command::LinkAll(several.clone(), None)),
        _ => None,
    }
}

/// The chosen annotation.
fn chosen(tab: &Tab) -> Option<&Annotation> {
    tab.document.annotation(tab.chosen?)
}

/// The label of a digit key.
fn labelled(tab: &Tab, digit: u8) -> Option<&LabelId> {
    let key = char::from_digit(digit.into(), 10)?;
    Some(&tab.document.labels().by_key(key)?.id)
}

fn joined(tab: &Tab, step: Step) -> Option<Command> {
    let chosen = tab.chosen?;
    neighbour_of(tab, chosen, step).map(|_| Command::Join(chosen, step))
}

fn some_annotations(tab: &Tab, step: Step) -> Option<Command> {
    (tab.document.count() > 0).then_some(Command::StepAnnotation(step))
}

fn theme(action: Action) -> Option<ThemeSetting> {
    match action {
        Action::ThemeSystem => Some(ThemeSetting::System),
        Action::ThemeLight => Some(ThemeSetting::Light),
        Action::ThemeDark => Some(ThemeSetting::Dark),
        _ => None,
    }
}

/// After how many minutes documents are saved by themselves; 0 for never.
fn autosave(action: Action) -> Option<u32> {
    match action {
        Action::AutosaveOff => Some(0),
        Action::AutosaveOften => Some(1),
        Action::AutosaveUsual => Some(5),
        Action::AutosaveRarely => Some(15),
        _ => None,
    }
}

fn font(action: Action) -> Option<ReadingFont> {
    match action {
        Action::FontNotoNaskh => Some(ReadingFont::NotoNaskh),
        Action::FontScheherazade => Some(ReadingFont::Scheherazade),
        Action::FontAmiri => Some(ReadingFont::Amiri),
        Action::FontVazirmatn => Some(ReadingFont::Vazirmatn),
        _ => None,
    }
}

fn language(action: Action) -> Option<LanguageSetting> {
    match action {
        Action::LanguageSystem => Some(LanguageSetting::System),
        Action::LanguageArabic => Some(LanguageSetting::Arabic),
        Action::LanguageEnglish => Some(LanguageSetting::English),
        _ => None,
    }
}
