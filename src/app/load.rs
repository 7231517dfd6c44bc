//! Reading a document for a tab, on whichever thread calls: its file, or the
//! annotations beside it, and what a journal has kept of it.
//!
//! Invariant: nothing on the disk is changed.

use std::path::{Path, PathBuf};

use super::command::{EncodingQuestion, Failure, LoadFrom, LoadedDocument, NotLoaded};
use crate::document::Document;
use crate::formats::annotation_file::{self, Seal};
use crate::store::claim;
use crate::store::journal::{self, About, Kept, Start, Work};
use crate::store::{self, FileKind, Home, OpenError, OpenFault, Stamp, Undecided};
use crate::text::Encoding;

/// The article that comes with the program, already annotated a little.
const SAMPLE: &str = include_str!("../../assets/sample/sample.hashiya.ron");

/// Reads what was asked for; what journals keep is looked for in `home`.
pub(super) fn load(
    asked: &LoadFrom,
    home: Option<&Home>,
) -> Result<Box<LoadedDocument>, NotLoaded> {
    let loaded = load_document(asked, home)?;
    // What the window asks of the whole text is found here, off its thread.
    let article = loaded.document.article();
    article.direction_controls();
    article.vowelling();
    Ok(Box::new(loaded))
}

fn load_document(asked: &LoadFrom, home: Option<&Home>) -> Result<LoadedDocument, NotLoaded> {
    match asked {
        LoadFrom::As { path, encoding } => {
            let loaded = load_file(path, Some(*encoding)).map_err(opening)?;
            Ok(with_journal(with_holder(loaded, home, path), home, path))
        }
        LoadFrom::Beginning(path) => {
            let undecided = store::ask_encoding(path).map_err(opening)?;
            Err(question(path, undecided))
        }
        LoadFrom::File(path) => {
            let loaded = load_file(path, None).map_err(opening)?;
            Ok(with_journal(with_holder(loaded, home, path), home, path))
        }
        LoadFrom::Again { path, .. } => {
            let loaded = load_file(path, None).map_err(opening)?;
            Ok(with_new_journal(loaded, home, path))
        }
        LoadFrom::Copy { path, .. } => {
            let opened = store::open(path).map_err(opening)?;
            let loaded = LoadedDocument {
                is_altered: opened.seal == Seal::Broken,
                ..plain(opened.document)
            };
            Ok(with_journal(loaded, home, path))
        }
        LoadFrom::Work { journal, name } => {
            let work = journal::open_work(journal);
            let work = work.map_err(|reason| Failure::restoring(name, journal, &reason))?;
            Ok(restored(work))
        }
        LoadFrom::Sample => {
            let document = annotation_file::read(SAMPLE.as_bytes())
                .map_err(|error| Failure::broken(&error.to_string()))?;
            Ok(with_journal(plain(document), home, Path::new("sample")))
        }
    }
}

/// Why a file was not opened: it cannot be, or the person has to say how.
pub(super) fn opening(error: OpenError) -> NotLoaded {
    match error.fault {
        OpenFault::Undecided(undecided) => question(&error.path, undecided),
        _ => Failure::opening(&error).into(),
    }
}

fn question(path: &Path, undecided: Undecided) -> NotLoaded {
    NotLoaded::AskEncoding(EncodingQuestion {
        path: path.to_owned(),
        finding: undecided.finding,
        sample: undecided.sample,
        reanchor: None,
    })
}

/// A document without files and without a journal.
fn plain(document: Document) -> LoadedDocument {
    LoadedDocument {
        document: Box::new(document),
        annotations: None,
        article: None,
        changed_article: None,
        replaced: 0,
        journal: None,
        work: None,
        holder: None,
        changed_since: false,
        is_altered: false,
        in_use: false,
        unusable: None,
    }
}

/// Opens a file; where it is an article with annotations beside it, those,
/// which have its text whatever its encoding.
fn load_file(path: &Path, encoding: Option<Encoding>) -> Result<LoadedDocument, OpenError> {
    let opened = match store::open_as(path, encoding) {
        Err(OpenError {
            fault: OpenFault::Undecided(undecided),
            path,
        }) => match store::annotations_beside(&path) {
            Some((article, beside)) => return load_beside(article, &beside),
            None => {
                let fault = OpenFault::Undecided(undecided);
                return Err(OpenError { path, fault });
            }
        },
        other => other?,
    };
    Ok(match (opened.kind, opened.annotations_beside) {
        (FileKind::AnnotationFile, _) => LoadedDocument {
            changed_article: store::changed_article(&opened.path, opened.document.source()),
            annotations: Some((opened.path, opened.stamp)),
            is_altered: opened.seal == Seal::Broken,
            ..plain(opened.document)
        },
        (FileKind::Article, None) => LoadedDocument {
            article: Some(opened.path),
            replaced: opened.replaced,
            ..plain(opened.document)
        },
        (FileKind::Article, Some(beside)) => load_beside((opened.path, opened.stamp), &beside)?,
    })
}

/// The annotations beside an article.
fn load_beside(
    (article, stamp): (PathBuf, Stamp),
    beside: &Path,
) -> Result<LoadedDocument, OpenError> {
    let opened = store::open(beside)?;
    let source = opened.document.source();
    // The article's own bytes, which are the text's unless it was decoded.
    let own = source.file_sha256.unwrap_or(source.sha256);
    let changed_article = (own != stamp.sha256).then(|| article.clone());
    Ok(LoadedDocument {
        annotations: Some((opened.path, opened.stamp)),
        is_altered: opened.seal == Seal::Broken,
        article: Some(article),
        changed_article,
        ..plain(opened.document)
    })
}

/// What a journal of this document would be of; `origin` stands for a file
/// where it has none.
fn about(loaded: &LoadedDocument, origin: &Path) -> About {
    let own = loaded.annotations.as_ref();
    let own = own.map(|(path, stamp)| (path.as_path(), *stamp));
    About::of(&loaded.document, own, loaded.article.as_deref(), origin)
}

/// The document with who edits its file; nothing is claimed where nothing is
/// kept.
fn with_holder(loaded: LoadedDocument, home: Option<&Home>, origin: &Path) -> LoadedDocument {
    let file = about(&loaded, origin).file.filter(|_| home.is_some());
    LoadedDocument {
        holder: file.and_then(|file| claim::holder(&file)),
        ..loaded
    }
}

/// The document as its journal has it, and how that goes on.
fn with_journal(loaded: LoadedDocument, home: Option<&Home>, origin: &Path) -> LoadedDocument {
    let Some(home) = home else { return loaded };
    let about = about(&loaded, origin);
    match journal::look(home, &about, &loaded.document) {
        Kept::Nothing => with_new_journal(loaded, Some(home), origin),
        Kept::Changed => LoadedDocument {
            changed_since: true,
            ..with_new_journal(loaded, Some(home), origin)
        },
        Kept::InUse => LoadedDocument {
            in_use: true,
            ..with_new_journal(loaded, Some(home), origin)
        },
        Kept::Unusable(unusable) => LoadedDocument {
            unusable: Some(unusable),
            ..with_new_journal(loaded, Some(home), origin)
        },
        Kept::History(work) => {
            let (document, journal) = taken_on(*work, about);
            LoadedDocument {
                document,
                journal,
                ..loaded
            }
        }
        Kept::Work(work) => {
            let summary = work.summary.clone();
            // Saving asks first where the file is not what the work began with.
            let known = work.stamp;
            let annotations = loaded
                .annotations
                .and_then(|(path, _)| Some((path, known?)));
            let (document, journal) = taken_on(*work, about);
            LoadedDocument {
                document,
                journal,
                annotations,
                work: Some(summary),
                article: loaded.article,
                changed_article: loaded.changed_article,
                replaced: loaded.replaced,
                holder: loaded.holder,
                changed_since: false,
                is_altered: loaded.is_altered,
                in_use: false,
                unusable: None,
            }
        }
    }
}

fn taken_on(work: Work, about: About) -> (Box<Document>, Option<(PathBuf, Start)>) {
    let journal = work.found.journal.clone();
    let (document, start) = work.go_on(about);
    (Box::new(document), Some((journal, start)))
}

fn with_new_journal(loaded: LoadedDocument, home: Option<&Home>, origin: &Path) -> LoadedDocument {
    let Some(home) = home else { return loaded };
    let about = about(&loaded, origin);
    let path = about.path(home);
    let start = Start::Fresh(about, Box::new(loaded.document.snapshot()));
    LoadedDocument {
        journal: Some((path, start)),
        ..loaded
    }
}

/// A document that only its journal is known of.
fn restored(work: Work) -> LoadedDocument {
    let stamp: Option<Stamp> = work.stamp;
    let annotations = work.file.clone().and_then(|file| Some((file, stamp?)));
    let about = About {
        key: work.file.clone().unwrap_or_default(),
        source_sha256: work.document.source().sha256,
        file: work.file.clone(),
        article: work.article.clone(),
        name: work.summary.name.clone(),
        stamp,
    };
    let (article, summary) = (work.article.clone(), work.summary.clone());
    let (document, journal) = taken_on(work, about);
    LoadedDocument {
        document,
        annotations,
        article,
        changed_article: None,
        replaced: 0,
        journal,
        work: Some(summary),
        holder: None,
        changed_since: false,
        is_altered: false,
        in_use: false,
        unusable: None,
    }
}
