//! What the program tells a person without stopping them, and the questions
//! that do stop them.
//!
//! Invariant: a message holds no words, only their key and values, so that it
//! follows the language of the interface.

use std::path::PathBuf;

use super::command::{EncodingQuestion, Failure, Occupied};
use super::i18n::Text;
use super::tab::TabId;
use crate::document::{AnnotationId, EntityId};
use crate::store::journal::WorkSummary;
use crate::store::{Earlier, Stamp};

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done.
    Info,
    /// Something was not done, or differs from what was asked for.
    Warning,
}

/// The number of a message, to dismiss it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub u64);

/// A short message beside the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its number, unique while the program runs.
    pub id: MessageId,
    /// How much it matters.
    pub severity: Severity,
    /// What it says.
    pub text: Text,
}

/// A question or a sheet that lies over the window until it is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// A document has unsaved changes and is to be closed.
    Unsaved {
        /// The document's tab.
        tab: TabId,
    },
    /// The file to write to holds something that this program has not read.
    Overwrite {
        /// The document's tab.
        tab: TabId,
        /// The file that would be overwritten, by its one name.
        path: PathBuf,
        /// What it is.
        occupied: Occupied,
    },
    /// No file dialog answers on this system: a path is typed instead.
    TypedPath {
        /// What the path is for.
        purpose: PathPurpose,
        /// What the field holds at first.
        initial: String,
    },
    /// The person has to say in which encoding an article is.
    Encoding(EncodingQuestion),
    /// A document could not be saved.
    SaveFailed {
        /// The document's tab.
        tab: TabId,
        /// Why.
        failure: Failure,
    },
    /// Another program has changed the file of an open document.
    ChangedOnDisk {
        /// The document's tab.
        tab: TabId,
        /// What the file holds now.
        stamp: Stamp,
    },
    /// What tells a document from its file, to be chosen from.
    Merge(TabId),
    /// A document's file is edited elsewhere: it may only be read, unless the
    /// person takes it over.
    Held {
        /// The document's tab.
        tab: TabId,
    },
    /// Work that an earlier run has left is in the document.
    WorkRestored {
        /// The document's tab.
        tab: TabId,
        /// How much it is.
        work: WorkSummary,
    },
    /// The earlier versions of a document.
    Earlier {
        /// The document's tab.
        tab: TabId,
        /// The versions, the newest first.
        versions: Vec<Earlier>,
    },
    /// Something failed; nothing was changed by it.
    Error(Failure),
    /// An entity of this document is to be chosen.
    PickEntity(TabId, PickFor),
    /// The article of a document is another text than its annotations'.
    SourceChanged {
        /// The document's tab.
        tab: TabId,
        /// The article's file.
        article: PathBuf,
    },
    /// Two texts are being compared.
    Reanchoring,
    /// The lost annotations of this document, one by one.
    Review(TabId),
    /// The labels of this document, to be edited.
    Labels(TabId),
    /// What was done to this document.
    History(TabId),
    /// The places where the chosen annotation's words stand.
    MarkAll,
    /// Every action, to be found by its name.
    Palette,
    /// The sheet of shortcuts.
    Shortcuts,
    /// What this program is.
    About,
}

/// What an entity is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickFor {
    /// An annotation is to name it.
    Mention(AnnotationId),
    /// All chosen annotations are to name it.
    Chosen,
    /// Another entity is to become part of it.
    Merge(EntityId),
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// To open the file there.
    Open,
    /// To write a document there.
    SaveAs(TabId),
    /// To write the table of a document's figures there.
    Figures(TabId),
    /// To take a document over onto the text there.
    Reanchor(TabId),
    /// To take over the labels of the file there for a document.
    OpenLabels(TabId),
    /// To write the labels of a document there.
    SaveLabels(TabId),
}
