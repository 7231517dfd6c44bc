//! What the program is told, and what it answers.
//!
//! Invariant: a command carries everything needed to carry it out, and comes
//! from a person or from a worker alike. An effect is something [`super::App`]
//! cannot do itself because it has no screen, no clock and no disk.

use std::path::PathBuf;
use std::time::Duration;

use crate::document::merge::Choice;
use crate::document::reanchor::Proposals;
use crate::document::{
    AnnotationId, AttributeName, AttributeValue, Direction, Document, Entity, EntityId, LabelId,
    SavePoint, Selection, Spans,
};
use crate::text::find::Query;
use crate::text::{ByteOffset, ByteSpan};

use crate::store::journal::{Start, Unusable, WorkSummary, Works};
use crate::store::settings::{LanguageSetting, ThemeSetting};
use crate::store::{Earlier, Replace, Settings, Stamp};

use crate::text::Encoding;
use crate::text::encoding::Finding;

use super::choice::Several;
use super::claim::Holder;
use super::edges::EdgeMove;
use super::figures::{Accepted, ExportJob, FiguresJob};
use super::find::{FindJob, Found};
use super::font::ReadingFont;
use super::i18n::Text;
use super::journal::{JournalJob, KeptSteps};
use super::labels::{LabelCommand, LabelJob};
use super::listing::ListFilter;
use super::mark_all::{OccurrenceJob, Proposed};
use super::merging::{Compared, MergeJob, Which};
use super::message::{Dialog, MessageId, PathPurpose};
use super::reanchor::{ProposeJob, ReanchorAnswer, ReanchorJob};
use super::tab::TabId;

/// Something to do, with all it needs.
#[derive(Debug)]
pub enum Command {
    /// Ask for files to open.
    AskOpen,
    /// Open these files.
    OpenPaths(Vec<PathBuf>),
    /// A worker has read a file.
    Loaded(Loaded),
    /// Open the article that comes with the program.
    OpenSample,
    /// Write the document shown.
    Save,
    /// Ask where to write the document shown.
    AskSaveAs,
    /// Write a document to this file.
    SaveTo {
        /// The document's tab.
        tab: TabId,
        /// The annotation file.
        path: PathBuf,
        /// Whether the person has agreed to lose what is there.
        overwrite: bool,
    },
    /// A worker has written a file, or failed to.
    Saved {
        /// The document's tab.
        tab: TabId,
        /// The annotation file, by its one name.
        path: PathBuf,
        /// What became of it.
        outcome: SaveOutcome,
    },
    /// The window has come to the front.
    Focused,
    /// A worker has looked at a document's file.
    SeenOnDisk(Watched, OnDisk),
    /// What another program wrote, of this stamp, may be lost by saving.
    KeepMine(TabId, Stamp),
    /// Read a document's file again, losing what was not saved.
    Reload(TabId),
    /// Compare a document with this annotation file, to merge the two.
    AskMerge(TabId, PathBuf),
    /// A worker has compared them.
    Compared(Compared),
    /// Choose whose version of differences is taken.
    ChooseInMerge(Which, Choice),
    /// Make of the document what was chosen.
    CarryOutMerge,
    /// List the earlier versions of the document shown.
    AskEarlier,
    /// A worker has listed the earlier versions of a document, the newest
    /// first.
    EarlierListed(TabId, Vec<Earlier>),
    /// Open an earlier version of a document as one without a file.
    OpenEarlier(TabId, PathBuf),
    /// Look for work that an earlier run has left, then open these files.
    Start(Vec<PathBuf>),
    /// A worker has looked for work that an earlier run has left.
    WorkFound(Works),
    /// The journal has kept steps, or failed to.
    Kept(KeptSteps),
    /// Somebody else edits a document's file, or nobody does any more.
    Held(TabId, Option<Holder>),
    /// Take a document's file over from whoever edits it.
    TakeOver(TabId),
    /// The time has come to save a document without being asked.
    SaveByItself(TabId),
    /// Save documents by themselves so many minutes after a change; never if 0.
    SetAutosave(u32),
    /// Open an article in the encoding that the person has chosen.
    OpenAs(PathBuf, Encoding),
    /// Ask which encoding the article shown has.
    AskEncoding,
    /// Ask for another version of the article shown.
    AskReanchor,
    /// Take a document over onto the text of a file, in this encoding or in the
    /// one that it seems to have.
    ReanchorOnto(TabId, PathBuf, Option<Encoding>),
    /// A worker has taken a document over, or failed to.
    Reanchored(Box<ReanchorAnswer>),
    /// Show lost annotations one by one, with the places they may belong to.
    ReviewLost,
    /// A worker has found where lost annotations may belong.
    LostProposed(TabId, Proposals),
    /// Choose a lost annotation in the list, or none.
    ChooseLost(Option<AnnotationId>),
    /// Leave the review to select a lost annotation's text by hand.
    PlaceByHand(AnnotationId),
    /// Put a lost annotation onto text.
    PutBack(AnnotationId, Spans),
    /// Put every lost annotation onto the likeliest place proposed for it.
    PutAllBack,
    /// Propose no place for a lost annotation any more.
    LeaveLost(AnnotationId),
    /// Delete a lost annotation for good.
    ForgetLost(AnnotationId),
    /// A path was typed.
    PathTyped(PathPurpose, String),
    /// A file dialog was closed without a file.
    PathCancelled,
    /// No file dialog answers on this system.
    NoFileDialog(PathPurpose),
    /// Close a tab; asks first where there are unsaved changes.
    CloseTab(TabId),
    /// Close the window; asks first where there are unsaved changes.
    Quit,
    /// The answer to [`Dialog::Unsaved`].
    AnswerUnsaved(UnsavedAnswer),
    /// Show a tab.
    ActivateTab(TabId),
    /// Carry a command out in the document of a tab, whichever is shown:
    /// what was typed there belongs there.
    InTab(TabId, Box<Command>),
    /// Show the next or the previous tab, around the ends.
    CycleTab(Step),
    /// Take the last change back.
    Undo,
    /// Make the change last taken back again.
    Redo,
    /// Undo or redo until so many changes are done.
    GoToHistory(usize),
    /// Put the selected text, or the chosen annotation's, on the clipboard.
    Copy,
    /// Select this much of the text, or put the caret there.
    SetSelection(Selection),
    /// Choose an annotation, or none.
    ChooseAnnotation(Option<AnnotationId>),
    /// Choose an annotation and bring it into view.
    GoToAnnotation(AnnotationId),
    /// Choose annotations together, the last one being looked at.
    ChooseSeveral(Vec<AnnotationId>, AnnotationId),
    /// Choose an annotation besides those that are chosen, or no longer.
    ToggleChosen(AnnotationId),
    /// Drop selection and choice.
    ClearSelection,
    /// Mark the selection, or relabel the chosen annotation.
    Mark(LabelId),
    /// Give an annotation another label.
    Relabel(AnnotationId, LabelId),
    /// Move the chosen annotation to the selected text.
    Respan(AnnotationId),
    /// Move an end of the chosen annotation.
    MoveEdge(EdgeMove),
    /// Give an annotation other text.
    SetSpans(AnnotationId, Spans),
    /// Mark everything that is taken from now on with a label, or nothing.
    Paint(Option<LabelId>),
    /// Add a piece of text to an annotation.
    AddPiece(AnnotationId, ByteSpan),
    /// Make an annotation two at a place.
    Split(AnnotationId, ByteOffset),
    /// Make one of an annotation and the next or the previous one.
    Join(AnnotationId, Step),
    /// Give the text of an annotation one more label.
    Duplicate(AnnotationId, LabelId),
    /// Look for all places where the chosen annotation's words stand.
    AskMarkAll,
    /// Look for them again: for the same letters only, or for all spellings.
    SearchExactly(bool),
    /// A worker has found such places, or all there are.
    Proposed(Proposed),
    /// Whether a place, by its index, or all places are to be marked.
    CheckProposals(Option<usize>, bool),
    /// Mark the places that are to be.
    MarkProposed,
    /// Remove all annotations with the label and the words of this one.
    UnmarkAll(AnnotationId),
    /// Show what can be done to what is chosen, beside it.
    ShowContextMenu,
    /// Remove an annotation.
    Remove(AnnotationId),
    /// Remove several annotations.
    RemoveAll(Several),
    /// Give several annotations another label.
    RelabelAll(Several, LabelId),
    /// Give an annotation a value of an attribute, or take it away.
    SetAttribute(AnnotationId, AttributeName, Option<AttributeValue>),
    /// Give those of several annotations whose label has the attribute a value
    /// of it, or take it away.
    SetAttributeOfAll(Several, AttributeName, Option<AttributeValue>),
    /// Give an annotation values of several attributes.
    SetValues(AnnotationId, Vec<(AttributeName, AttributeValue)>),
    /// Keep what is read of a figure as its values.
    AcceptFigure(AnnotationId),
    /// Keep what is read for certain of every figure.
    AskAcceptFigures,
    /// A worker has read what is certain of the figures of a document, as they
    /// were at this revision.
    FiguresRead(TabId, u64, Accepted),
    /// Show or hide the table of figures.
    ShowFigures(bool),
    /// Put the table of figures on the clipboard, as it is shown.
    CopyFigures,
    /// Ask where to write the table of figures.
    AskExportFigures,
    /// Write the table of a document's figures.
    ExportFigures {
        /// The document's tab.
        tab: TabId,
        /// The file.
        path: PathBuf,
        /// Whether the person has agreed to lose what is there.
        overwrite: bool,
    },
    /// A worker has written a table of figures, or failed to.
    FiguresExported(PathBuf, Result<(), Failure>),
    /// Give an annotation a note, or, if it is empty, take it away.
    SetNote(AnnotationId, String),
    /// Give several annotations a note, or, if it is empty, take theirs away.
    SetNoteOfAll(Several, String),
    /// Give the article a note, or, if it is empty, take it away.
    SetArticleNote(String),
    /// Put the keyboard where the note of what is chosen is written.
    WriteNote,
    /// Say that an annotation names what the one before it names.
    JoinEntity(AnnotationId),
    /// Say which entity an annotation names, or that it names none.
    LinkEntity(AnnotationId, Option<EntityId>),
    /// Make an entity of this name that an annotation names.
    NewEntity(AnnotationId, String),
    /// Say that several annotations name the same.
    JoinAll(Several),
    /// Say which entity several annotations name, or that they name none.
    LinkAll(Several, Option<EntityId>),
    /// Make an entity of this name that several annotations name.
    NewEntityOfAll(Several, String),
    /// Alter an entity.
    EditEntity(Entity),
    /// Give an entity a link, or, if it is empty, take it away.
    SetEntityLink(EntityId, String),
    /// Remove an entity; its mentions stay.
    RemoveEntity(EntityId),
    /// Make the second entity part of the first.
    MergeEntities(EntityId, EntityId),
    /// Give a mention of an entity one of its own.
    SplitMention(AnnotationId),
    /// Choose an entity in the list, or none.
    ChooseEntity(Option<EntityId>),
    /// List something in the side panel.
    ShowList(Listing),
    /// List the annotations in this order.
    OrderList(ListOrder),
    /// List those annotations only that a filter shows.
    FilterList(ListFilter),
    /// Put the keyboard where the list of annotations is filtered.
    AskFilter,
    /// Take over a set of labels that comes with the program, by its id.
    LoadPreset(&'static str),
    /// What the label editor is told.
    Labels(LabelCommand),
    /// Choose the next annotation in reading order, or the previous one.
    StepAnnotation(Step),
    /// Ask what to look for; the selected words are a first answer.
    OpenFind,
    /// Look for nothing any more.
    CloseFind,
    /// Look for this, and show the first hit from an offset on.
    SetQuery(Query, ByteOffset),
    /// Go to the next hit, or to the previous one, around the ends.
    StepFind(Step),
    /// A worker has found something, or all there is.
    Found(Found),
    /// Set the article's base direction.
    SetDirection(Direction),
    /// So many steps of zoom in (positive) or out; 0 for the usual size.
    Zoom(i32),
    /// Flag characters that draw nothing, or leave them unseen.
    ShowHidden(bool),
    /// Put the caret before the next direction control that may mislead, and
    /// flag what draws nothing.
    GoToNextControl,
    /// Show or hide the list of annotations.
    ShowSidePanel(bool),
    /// Give the keyboard to the next part of the window.
    CyclePane,
    /// Change the theme.
    SetTheme(ThemeSetting),
    /// Change the language of the interface.
    SetLanguage(LanguageSetting),
    /// Change the face of the reading view.
    SetFont(ReadingFont),
    /// Lay a sheet over the window.
    ShowDialog(Dialog),
    /// Take the sheet in front away.
    CloseDialog,
    /// Take a message away.
    DismissMessage(MessageId),
}

/// Where a document is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadFrom {
    /// A file.
    File(PathBuf),
    /// An article, in the encoding the person has chosen.
    As {
        /// The article.
        path: PathBuf,
        /// Its encoding.
        encoding: Encoding,
    },
    /// The beginning of an article, to ask which encoding it has.
    Beginning(PathBuf),
    /// The file of an open document, in whose place it is shown.
    Again {
        /// The document's tab.
        tab: TabId,
        /// Its annotation file, or its article where it has none.
        path: PathBuf,
        /// The document's revision then: what is made of it later is not to be
        /// lost.
        revision: u64,
    },
    /// A journal that an earlier run has left.
    Work {
        /// The journal.
        journal: PathBuf,
        /// What the document is called.
        name: String,
    },
    /// A file that is not the document's own, such as an earlier version:
    /// saving asks where to.
    Copy {
        /// The file.
        path: PathBuf,
        /// The name of what it is a version of.
        name: String,
    },
    /// The article that comes with the program.
    Sample,
}

/// A document's file to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The document's tab.
    pub tab: TabId,
    /// The annotation file.
    pub path: PathBuf,
    /// What it held when it was last read or written.
    pub seen: Stamp,
}

/// What a document's file is found to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// Bytes of this stamp.
    Holds(Stamp),
    /// Nothing: there is no such file any more.
    Gone,
}

/// What reading a document gave.
#[derive(Debug)]
pub struct Loaded {
    /// What was asked for.
    pub asked: LoadFrom,
    /// What was opened, or why nothing was.
    pub outcome: Result<Box<LoadedDocument>, NotLoaded>,
}

/// Why nothing was opened.
#[derive(Debug)]
pub enum NotLoaded {
    /// It is not possible.
    Failed(Failure),
    /// The person has to say in which encoding the article is.
    AskEncoding(EncodingQuestion),
}

impl From<Failure> for NotLoaded {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The question which encoding an article has.
#[derive(Clone, Debug, PartialEq)]
pub struct EncodingQuestion {
    /// The article.
    pub path: PathBuf,
    /// What it most likely is.
    pub finding: Finding,
    /// Some of its bytes, to try encodings on.
    pub sample: Vec<u8>,
    /// The document that is to be taken over onto it, if it is not to be opened.
    pub reanchor: Option<TabId>,
}

/// A document read from a file.
#[derive(Debug)]
pub struct LoadedDocument {
    /// The document.
    pub document: Box<Document>,
    /// The annotation file it came from and what that held; `None` where it came from an article
    /// that has none.
    pub annotations: Option<(PathBuf, Stamp)>,
    /// The article's file, where it is known.
    pub article: Option<PathBuf>,
    /// The article's file, where it is another text than the annotations'.
    pub changed_article: Option<PathBuf>,
    /// Where its journal lies, and how that begins; `None` where nothing is
    /// kept.
    pub journal: Option<(PathBuf, Start)>,
    /// How many U+FFFD stand in the text for bytes that are none.
    pub replaced: usize,
    /// Work that was found in its journal and is in the document.
    pub work: Option<WorkSummary>,
    /// Who edits its file elsewhere.
    pub holder: Option<Holder>,
    /// Whether its file is not what this program saved there last.
    pub changed_since: bool,
    /// Whether its file is another than was written there, by any program.
    pub is_altered: bool,
    /// Whether another program has it open and keeps its journal.
    pub in_use: bool,
    /// A journal that could not be used, and why.
    pub unusable: Option<Unusable>,
}

/// Why a worker could not do what it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What failed.
    pub title: Text,
    /// Where and why, a sentence each.
    pub lines: Vec<Text>,
}

/// What became of a save.
#[derive(Debug)]
pub enum SaveOutcome {
    /// It was written; the document as it was at this place of its history.
    Written {
        /// The place in the history that is now on disk.
        point: SavePoint,
        /// What the file holds now.
        stamp: Stamp,
        /// Why what it held before was not kept, where it was to be.
        not_kept: Option<String>,
    },
    /// It was not written, because something would have been lost that the
    /// person has not agreed to lose.
    Occupied(Occupied),
    /// It was not written; what was on disk is as it was.
    Failed(Failure),
}

/// What stands in the way of writing a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupied {
    /// There is such a file, which this document was not opened from.
    Exists,
    /// Another program has changed the document's file.
    Changed,
}

/// What the side panel lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// The annotations.
    #[default]
    Annotations,
    /// The entities.
    Entities,
    /// The annotations whose text is not there.
    Lost,
}

/// How the side panel orders annotations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListOrder {
    /// By label, those of one label in reading order.
    #[default]
    ByLabel,
    /// All in reading order.
    Reading,
    /// By what they name, those that name nothing last; those of one entity in
    /// reading order.
    ByEntity,
    /// By their words, however they are written, those that occur most first.
    ByText,
}

/// Which neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The one after.
    Next,
    /// The one before.
    Previous,
}

/// What to do with unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Write them, then close.
    Save,
    /// Close without them.
    Discard,
    /// Do not close.
    Cancel,
}

/// Something for the screen, the disk or the clipboard to do.
#[derive(Debug)]
pub enum Effect {
    /// Ask for files to open, without blocking.
    OpenFileDialog,
    /// Ask where to write, without blocking.
    SaveFileDialog {
        /// The document's tab.
        tab: TabId,
        /// A folder and name to begin with.
        suggested: PathBuf,
    },
    /// Ask for another version of an article, without blocking.
    ReanchorFileDialog {
        /// The document's tab.
        tab: TabId,
    },
    /// Compare two texts on a worker, which answers [`Command::Reanchored`]
    /// unless it is stopped.
    Reanchor(ReanchorJob),
    /// Look on a worker where lost annotations may belong, which answers
    /// [`Command::LostProposed`].
    Propose(ProposeJob),
    /// Ask for a file of labels to read or to write, without blocking,
    /// beginning with this folder and name.
    LabelFileDialog(PathPurpose, PathBuf),
    /// Read or write a file of labels on a worker, which answers
    /// [`Command::Labels`].
    Labels(LabelJob),
    /// Read a document on a worker, which answers [`Command::Loaded`].
    Load(LoadFrom),
    /// Write a file on a worker, which answers [`Command::Saved`].
    Save(SaveJob),
    /// Look on a worker whether files hold what they held, which answers
    /// [`Command::SeenOnDisk`] for each.
    LookAtFiles(Vec<Watched>),
    /// List a file's earlier versions on a worker, which answers
    /// [`Command::EarlierListed`].
    ListEarlier {
        /// The document's tab.
        tab: TabId,
        /// The annotation file.
        path: PathBuf,
    },
    /// Read the figures of a document on a worker, which answers
    /// [`Command::FiguresRead`].
    ReadFigures(FiguresJob),
    /// Put the table of figures on the clipboard, as it is shown.
    CopyFigures,
    /// Ask where to write the table of figures, without blocking.
    FiguresFileDialog {
        /// The document's tab.
        tab: TabId,
        /// A folder and name to begin with.
        suggested: PathBuf,
    },
    /// Write a table of figures on a worker, which answers
    /// [`Command::FiguresExported`].
    ExportFigures(ExportJob),
    /// Compare a document with a file on a worker, which answers
    /// [`Command::Compared`].
    CompareForMerge(MergeJob),
    /// Keep what was done; the answers are [`Command::Kept`].
    Journal(Vec<JournalJob>),
    /// Answer [`Command::SaveByItself`] after this time.
    SaveSoon(TabId, Duration),
    /// Look on a worker for work that an earlier run has left, which answers
    /// [`Command::WorkFound`].
    FindWork,
    /// Look for words on a worker, which answers [`Command::Found`] again and again.
    Find(FindJob),
    /// Look for a name on a worker, which answers [`Command::Proposed`] again and
    /// again.
    FindOccurrences(OccurrenceJob),
    /// Show the menu of what is chosen.
    ShowContextMenu,
    /// Give the keyboard to the next part of the window.
    CyclePane,
    /// Put this on the clipboard.
    WriteClipboard(String),
    /// The settings have changed and should be kept.
    KeepSettings(Settings),
    /// Close the window now, asking nothing more.
    CloseWindow,
}

/// A snapshot of a document on its way to the disk.
#[derive(Debug)]
pub struct SaveJob {
    /// The document's tab.
    pub tab: TabId,
    /// The annotation file.
    pub path: PathBuf,
    /// The document as it was when it was to be saved; later edits do not
    /// reach it.
    pub document: Box<Document>,
    /// The place in the history the snapshot was taken at.
    pub point: SavePoint,
    /// What may be lost by it.
    pub replace: Replace,
    /// Whether what the file held is kept as an earlier version.
    pub keeps_earlier: bool,
}

/// What follows from a command, in order.
#[must_use = "effects do nothing unless the screen carries them out"]
#[derive(Debug, Default)]
pub struct Effects(pub Vec<Effect>);

impl Effects {
    /// Nothing beyond a repaint.
    pub fn none() -> Self {
        Self::default()
    }

    /// One effect.
    pub fn one(effect: Effect) -> Self {
        Self(vec![effect])
    }

    /// These effects and then those.
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}
