//! Everything a person can ask for, in one list.
//!
//! Invariant: menus, buttons, tooltips, the list of shortcuts and the keyboard
//! all read this list, so none of them can know an action the others do not.
//! An action says nothing about whether it is possible now: that is
//! [`super::resolve()`].

use super::edges::EdgeMove;

/// Something a person can ask for, without its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Ask for files and open them.
    Open,
    /// Type the path of a file to open.
    OpenPath,
    /// Open the article that comes with the program.
    OpenSample,
    /// Write the annotations to their file.
    Save,
    /// Ask for a file and write the annotations there.
    SaveAs,
    /// Read the article again in another encoding.
    ReadEncoding,
    /// Compare the document with what its file holds now, to merge the two.
    MergeFile,
    /// Take the annotations over onto another version of the article.
    Reanchor,
    /// Show what the annotation file held before.
    EarlierVersions,
    /// Edit a file that another window or machine edits.
    TakeOver,
    /// Save only when asked to.
    AutosaveOff,
    /// Save by itself a minute after a change.
    AutosaveOften,
    /// Save by itself five minutes after a change.
    AutosaveUsual,
    /// Save by itself a quarter of an hour after a change.
    AutosaveRarely,
    /// Close the document shown.
    Close,
    /// Leave the program.
    Quit,
    /// Take the last change back.
    Undo,
    /// Make the change last taken back again.
    Redo,
    /// Show what was done, to go back and forth in.
    History,
    /// Copy the selected text.
    Copy,
    /// Select the word at the caret; a selected word without its clitics.
    SelectWord,
    /// Select the whole article.
    SelectAll,
    /// Drop the selection and the choice of an annotation.
    ClearSelection,
    /// Look for words in the article.
    Find,
    /// Go to the next hit.
    FindNext,
    /// Go to the previous hit.
    FindPrevious,
    /// Whether vowel marks and the like make a difference in finding.
    FindFolded,
    /// Whether only whole words are found.
    FindWholeWords,
    /// Mark the selection with the label of this key (1 to 9), or give it to
    /// the chosen annotation.
    Mark(u8),
    /// Mark everything that is taken from now on with the label of this key (1
    /// to 9), or no longer.
    Paint(u8),
    /// Move the chosen annotation to the selected text.
    Respan,
    /// Move an end of the chosen annotation.
    Edge(EdgeMove),
    /// Give the text of the chosen annotation the label of this key (1 to 9),
    /// too.
    Duplicate(u8),
    /// Make the chosen annotation two at the caret.
    Split,
    /// Make one of the chosen annotation and the next one.
    JoinNext,
    /// Make one of the chosen annotation and the previous one.
    JoinPrevious,
    /// Mark all places where the chosen annotation's words stand.
    MarkAll,
    /// Remove all annotations of the chosen one's words and label.
    UnmarkAll,
    /// Show what can be done to what is chosen.
    ContextMenu,
    /// Remove the chosen annotation.
    Delete,
    /// Keep what is read of the chosen figure as its values.
    AcceptFigure,
    /// Keep what is read for certain of every figure.
    AcceptFigures,
    /// Write a note on the chosen annotation, or on the article.
    EditNote,
    /// Say that the chosen annotation names what the one before it names.
    JoinEntity,
    /// Choose what the chosen annotation names.
    ChooseEntity,
    /// Say that the chosen annotation names nothing in particular.
    UnlinkEntity,
    /// Give the chosen mention an entity of its own.
    SplitMention,
    /// Make another entity part of the chosen one.
    MergeEntity,
    /// Remove the chosen entity; its mentions stay.
    RemoveEntity,
    /// Decide about the annotations whose text is not there, one by one.
    ReviewLost,
    /// Put the lost annotation chosen in the list onto the selected text.
    PutBack,
    /// Delete the lost annotation chosen in the list.
    ForgetLost,
    /// Edit the labels of the document.
    EditLabels,
    /// Use the labels of a file.
    OpenLabels,
    /// Write the labels of the document to a file of their own.
    SaveLabels,
    /// Use the labels person, place and figure.
    LabelsBasic,
    /// Use the four labels of CoNLL.
    LabelsConll,
    /// Use the fine-grained labels.
    LabelsFine,
    /// Choose the next annotation in reading order.
    NextAnnotation,
    /// Choose the previous annotation in reading order.
    PreviousAnnotation,
    /// Let the article's letters decide its direction.
    DirectionAuto,
    /// Read the article from right to left.
    DirectionRtl,
    /// Read the article from left to right.
    DirectionLtr,
    /// Make the text larger.
    TextBigger,
    /// Make the text smaller.
    TextSmaller,
    /// Show the text at its usual size.
    TextReset,
    /// Flag characters that draw nothing, or leave them unseen.
    ToggleHidden,
    /// Go to the next direction control that may mislead.
    NextControl,
    /// Show or hide the list of annotations.
    TogglePanel,
    /// Show or hide the table of figures.
    ToggleFigures,
    /// Put the table of figures on the clipboard.
    CopyFigures,
    /// Write the table of figures to a file.
    ExportFigures,
    /// List the annotations in the side panel.
    ListAnnotations,
    /// List the entities in the side panel.
    ListEntities,
    /// List the annotations whose text is not there.
    ListLost,
    /// List the annotations by label.
    OrderByLabel,
    /// List the annotations in reading order.
    OrderReading,
    /// List the annotations by what they name.
    OrderByEntity,
    /// List the annotations by their words.
    OrderByText,
    /// Filter the list of annotations.
    FilterList,
    /// List all annotations again.
    ClearFilter,
    /// Give the keyboard to what stands around the page, or back to the page.
    NextPane,
    /// Show the next document.
    NextDocument,
    /// Show the previous document.
    PreviousDocument,
    /// Follow the system's light or dark theme.
    ThemeSystem,
    /// The light theme.
    ThemeLight,
    /// The dark theme.
    ThemeDark,
    /// Read in Noto Naskh Arabic.
    FontNotoNaskh,
    /// Read in Scheherazade New.
    FontScheherazade,
    /// Read in Amiri.
    FontAmiri,
    /// Read in Vazirmatn.
    FontVazirmatn,
    /// Follow the system's language.
    LanguageSystem,
    /// Speak Arabic.
    LanguageArabic,
    /// Speak English.
    LanguageEnglish,
    /// Find an action by its name.
    Palette,
    /// Show every shortcut.
    Shortcuts,
    /// Show what this program is.
    About,
}

/// The menu an action belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Opening, saving and closing.
    File,
    /// Undo, the clipboard and the selection.
    Edit,
    /// Marking.
    Annotate,
    /// What the window looks like.
    View,
    /// Help.
    Help,
}

/// One thing in a menu.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// An action.
    Act(Action),
    /// A menu in the menu: the key of its title, and its actions.
    Sub(&'static str, &'static [Action]),
    /// The files opened last.
    Recent,
    /// A line between two sections.
    Line,
}

/// An action on each digit key.
macro_rules! on_digits {
    ($action:ident) => {
        &[
            Action::$action(1),
            Action::$action(2),
            Action::$action(3),
            Action::$action(4),
            Action::$action(5),
            Action::$action(6),
            Action::$action(7),
            Action::$action(8),
            Action::$action(9),
        ]
    };
}

/// The orders in which annotations can be listed.
pub const ORDERS: &[Action] = &[
    Action::OrderByLabel,
    Action::OrderReading,
    Action::OrderByEntity,
    Action::OrderByText,
];

const MARKS: &[Action] = on_digits!(Mark);
const PAINTS: &[Action] = on_digits!(Paint);
const DUPLICATES: &[Action] = on_digits!(Duplicate);

const EDGES: &[Action] = &{
    let mut actions = [Action::Delete; EdgeMove::ALL.len()];
    let mut index = 0;
    while index < actions.len() {
        actions[index] = Action::Edge(EdgeMove::ALL[index]);
        index += 1;
    }
    actions
};

impl Group {
    /// The menus, in their order.
    pub const ALL: [Self; 5] = [
        Self::File,
        Self::Edit,
        Self::Annotate,
        Self::View,
        Self::Help,
    ];

    /// The key of the menu's title in the translations.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::Annotate => "menu-annotate",
            Self::View => "menu-view",
            Self::Help => "menu-help",
        }
    }

    /// What the menu holds, in order.
    pub fn entries(self) -> &'static [Entry] {
        use Action::*;
        use Entry::{Act, Line, Recent, Sub};
        match self {
            Self::File => &[
                Act(Open),
                Act(OpenPath),
                Act(OpenSample),
                Recent,
                Line,
                Act(Save),
                Act(SaveAs),
                Act(MergeFile),
                Act(EarlierVersions),
                Sub(
                    "menu-autosave",
                    &[AutosaveOff, AutosaveOften, AutosaveUsual, AutosaveRarely],
                ),
                Act(TakeOver),
                Act(ReadEncoding),
                Act(Reanchor),
                Sub("menu-lost", &[ReviewLost, PutBack, ForgetLost]),
                Line,
                Act(Close),
                Act(Quit),
            ],
            Self::Edit => &[
                Act(Undo),
                Act(Redo),
                Act(History),
                Line,
                Act(Copy),
                Act(SelectWord),
                Act(SelectAll),
                Act(ClearSelection),
                Line,
                Act(Find),
                Act(FindNext),
                Act(FindPrevious),
                Act(FindFolded),
                Act(FindWholeWords),
            ],
            Self::Annotate => &[
                Sub("menu-mark", MARKS),
                Sub("menu-paint", PAINTS),
                Sub("menu-edges", EDGES),
                Act(Respan),
                Sub("menu-duplicate", DUPLICATES),
                Act(Split),
                Act(JoinNext),
                Act(JoinPrevious),
                Line,
                Act(MarkAll),
                Act(UnmarkAll),
                Act(Delete),
                Act(ContextMenu),
                Line,
                Act(AcceptFigure),
                Act(EditNote),
                Act(JoinEntity),
                Act(ChooseEntity),
                Act(UnlinkEntity),
                Sub("menu-entity", &[SplitMention, MergeEntity, RemoveEntity]),
                Line,
                Act(NextAnnotation),
                Act(PreviousAnnotation),
                Sub(
                    "menu-labels",
                    &[
                        EditLabels,
                        LabelsBasic,
                        LabelsConll,
                        LabelsFine,
                        OpenLabels,
                        SaveLabels,
                    ],
                ),
                Sub(
                    "menu-direction",
                    &[DirectionAuto, DirectionRtl, DirectionLtr],
                ),
            ],
            Self::View => &[
                Act(TogglePanel),
                Act(ListAnnotations),
                Act(ListEntities),
                Act(ListLost),
                Sub("menu-list-order", ORDERS),
                Act(FilterList),
                Act(ClearFilter),
                Act(ToggleFigures),
                Sub("menu-figures", &[AcceptFigures, CopyFigures, ExportFigures]),
                Act(NextPane),
                Act(NextDocument),
                Act(PreviousDocument),
                Line,
                Act(ToggleHidden),
                Act(NextControl),
                Line,
                Sub("menu-text-size", &[TextBigger, TextSmaller, TextReset]),
                Sub(
                    "menu-font",
                    &[FontNotoNaskh, FontScheherazade, FontAmiri, FontVazirmatn],
                ),
                Sub("menu-theme", &[ThemeSystem, ThemeLight, ThemeDark]),
                Sub(
                    "menu-language",
                    &[LanguageSystem, LanguageArabic, LanguageEnglish],
                ),
            ],
            Self::Help => &[Act(Palette), Act(Shortcuts), Act(About)],
        }
    }

    /// What the menu beside an annotation holds: some of what the menus do.
    pub fn context_entries() -> &'static [Entry] {
        use Action::{
            ChooseEntity, Copy, Delete, EditNote, JoinEntity, JoinNext, JoinPrevious, MarkAll,
            Respan, Split, UnlinkEntity, UnmarkAll,
        };
        use Entry::{Act, Line, Sub};
        &[
            Sub("menu-mark", MARKS),
            Sub("menu-duplicate", DUPLICATES),
            Sub("menu-edges", EDGES),
            Act(Respan),
            Line,
            Act(Split),
            Act(JoinNext),
            Act(JoinPrevious),
            Line,
            Act(MarkAll),
            Act(UnmarkAll),
            Line,
            Act(EditNote),
            Act(JoinEntity),
            Act(ChooseEntity),
            Act(UnlinkEntity),
            Line,
            Act(Copy),
            Act(Delete),
        ]
    }

    /// Every action of the menu and of the menus in it, in order.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        self.entries()
            .iter()
            .flat_map(|entry| match entry {
                Entry::Act(action) => std::slice::from_ref(action),
                Entry::Sub(_, actions) => actions,
                Entry::Recent | Entry::Line => &[],
            })
            .copied()
    }
}

impl Action {
    /// Every action, in the order of the menus.
    pub fn all() -> impl Iterator<Item = Self> {
        Group::ALL.into_iter().flat_map(Group::actions)
    }

    /// The key of the action's name in the translations; the names of
    /// [`Self::Mark`] and [`Self::Duplicate`]
    /// take the label's as `$label`. With `-tip` after it, it is the key of
    /// the sentence that explains the action.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Open => "action-open",
            Self::OpenPath => "action-open-path",
            Self::OpenSample => "action-open-sample",
            Self::Save => "action-save",
            Self::SaveAs => "action-save-as",
            Self::ReadEncoding => "action-encoding",
            Self::MergeFile => "action-merge-file",
            Self::Reanchor => "action-reanchor",
            Self::EarlierVersions => "action-earlier",
            Self::TakeOver => "action-take-over",
            Self::AutosaveOff => "action-autosave-off",
            Self::AutosaveOften => "action-autosave-often",
            Self::AutosaveUsual => "action-autosave-usual",
            Self::AutosaveRarely => "action-autosave-rarely",
            Self::Close => "action-close",
            Self::Quit => "action-quit",
            Self::Undo => "action-undo",
            Self::Redo => "action-redo",
            Self::History => "action-history",
            Self::Copy => "action-copy",
            Self::SelectWord => "action-select-word",
            Self::SelectAll => "action-select-all",
            Self::ClearSelection => "action-clear-selection",
            Self::Find => "action-find",
            Self::FindNext => "action-find-next",
            Self::FindPrevious => "action-find-previous",
            Self::FindFolded => "action-find-folded",
            Self::FindWholeWords => "action-find-whole-words",
            Self::Mark(_) => "action-mark",
            Self::Respan => "action-respan",
            Self::Edge(edge) => edge.title_key(),
            Self::Paint(_) => "action-paint",
            Self::Duplicate(_) => "action-duplicate",
            Self::Split => "action-split",
            Self::JoinNext => "action-join-next",
            Self::JoinPrevious => "action-join-previous",
            Self::MarkAll => "action-mark-all",
            Self::UnmarkAll => "action-unmark-all",
            Self::ContextMenu => "action-context-menu",
            Self::Delete => "action-delete-annotation",
            Self::AcceptFigure => "action-accept-figure",
            Self::AcceptFigures => "action-accept-figures",
            Self::EditNote => "action-edit-note",
            Self::JoinEntity => "action-join-entity",
            Self::ChooseEntity => "action-choose-entity",
            Self::UnlinkEntity => "action-unlink-entity",
            Self::SplitMention => "action-split-mention",
            Self::MergeEntity => "action-merge-entity",
            Self::RemoveEntity => "action-remove-entity",
            Self::ReviewLost => "action-review-lost",
            Self::PutBack => "action-put-back",
            Self::ForgetLost => "action-forget-lost",
            Self::EditLabels => "action-edit-labels",
            Self::OpenLabels => "action-open-labels",
            Self::SaveLabels => "action-save-labels",
            Self::LabelsBasic => "action-labels-basic",
            Self::LabelsConll => "action-labels-conll",
            Self::LabelsFine => "action-labels-fine",
            Self::NextAnnotation => "action-next-annotation",
            Self::PreviousAnnotation => "action-previous-annotation",
            Self::DirectionAuto => "action-direction-auto",
            Self::DirectionRtl => "action-direction-rtl",
            Self::DirectionLtr => "action-direction-ltr",
            Self::TextBigger => "action-text-bigger",
            Self::TextSmaller => "action-text-smaller",
            Self::TextReset => "action-text-reset",
            Self::ToggleHidden => "action-toggle-hidden",
            Self::NextControl => "action-next-control",
            Self::TogglePanel => "action-toggle-panel",
            Self::ToggleFigures => "action-toggle-figures",
            Self::CopyFigures => "action-copy-figures",
            Self::ExportFigures => "action-export-figures",
            Self::ListAnnotations => "action-list-annotations",
            Self::ListEntities => "action-list-entities",
            Self::ListLost => "action-list-lost",
            Self::OrderByLabel => "action-order-label",
            Self::OrderReading => "action-order-reading",
            Self::OrderByEntity => "action-order-entity",
            Self::OrderByText => "action-order-text",
            Self::FilterList => "action-filter-list",
            Self::ClearFilter => "action-clear-filter",
            Self::NextPane => "action-next-pane",
            Self::NextDocument => "action-next-document",
            Self::PreviousDocument => "action-previous-document",
            Self::ThemeSystem => "action-theme-system",
            Self::ThemeLight => "action-theme-light",
            Self::ThemeDark => "action-theme-dark",
            Self::FontNotoNaskh => "action-font-noto-naskh",
            Self::FontScheherazade => "action-font-scheherazade",
            Self::FontAmiri => "action-font-amiri",
            Self::FontVazirmatn => "action-font-vazirmatn",
            Self::LanguageSystem => "action-language-system",
            Self::LanguageArabic => "action-language-ar",
            Self::LanguageEnglish => "action-language-en",
            Self::Palette => "action-palette",
            Self::Shortcuts => "action-shortcuts",
            Self::About => "action-about",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the variants, read from this file.
    fn variants() -> Vec<&'static str> {
        let source = include_str!("action.rs");
        let start = source.find("pub enum Action {").unwrap();
        let body = &source[start..];
        let lines = body.lines().skip(1).take_while(|line| *line != "}");
        let names = lines.map(str::trim).filter(|line| !line.starts_with('/'));
        names
            .map(|line| line.split(['(', ',']).next().unwrap())
            .collect()
    }

    #[test]
    fn every_action_is_in_a_menu() {
        let named = |action: Action| {
            let shown = format!("{action:?}");
            shown.split('(').next().unwrap().to_owned()
        };
        let in_menus: std::collections::BTreeSet<_> = Action::all().map(named).collect();
        let variants = variants();
        assert!(variants.len() > 70, "{}", variants.len());
        for variant in &variants {
            assert!(in_menus.contains(*variant), "{variant} is in no menu");
        }
        assert_eq!(in_menus.len(), variants.len());
    }

    #[test]
    fn every_action_is_in_one_menu_only() {
        let mut all: Vec<_> = Action::all().collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.contains(&Action::Mark(9)) && all.contains(&Action::About));
    }
}
