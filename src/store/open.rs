//! Opening a file: an annotation file by its name or its beginning, any other
//! as an article's text. A file is opened whole or not at all.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::stamp::Stamp;
use super::{annotation_path_for, file_name, has_annotation_extension, in_true_folder, true_path};
use crate::document::{Document, SourceInfo};
use crate::formats::annotation_file::{self, ReadError};
use crate::text::article::MAX_TEXT_BYTES;
use crate::text::{Article, DecodeError};

/// The longest annotation file that is read, in bytes (8 GiB): the longest
/// text with every character escaped, and its annotations.
const MAX_ANNOTATION_FILE_BYTES: u64 = 8 * MAX_TEXT_BYTES as u64;

/// A document that was opened, and what from.
#[derive(Debug)]
pub struct Opened {
    /// The document, unmodified.
    pub document: Document,
    /// The file it was opened from, by its one name: an annotation file's is
    /// what [`true_path`] gives, an article's keeps the name of a link to it.
    pub path: PathBuf,
    /// What the file held.
    pub stamp: Stamp,
    /// What kind of file that is.
    pub kind: FileKind,
    /// For an article: the annotation file that is beside it already, and
    /// that saving under the usual name would replace.
    pub annotations_beside: Option<PathBuf>,
}

/// What a file was opened as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The text of an article, without annotations.
    Article,
    /// An annotation file, which saving writes to again.
    AnnotationFile,
}

/// Why a file could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot open {}: {fault}", path.display())]
pub struct OpenError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: OpenFault,
}

/// What is wrong with a file that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// There is no such file.
    #[error("there is no such file; check the name and the folder")]
    Missing,
    /// It is a folder.
    #[error("it is a folder; open a file inside it")]
    Folder,
    /// It is a pipe, a device or the like.
    #[error("it is not a regular file; copy its content into one and open that")]
    NotAFile,
    /// The person may not read it.
    #[error("you may not read it; ask its owner, or copy it to a folder of your own")]
    NotAllowed,
    /// It is longer than what can be opened.
    #[error("it has {bytes} bytes, and {limit} is the most; divide it into smaller files")]
    TooLarge {
        /// Its length in bytes.
        bytes: u64,
        /// The longest that can be opened, in bytes.
        limit: u64,
    },
    /// Reading failed.
    #[error("reading failed: {0}")]
    Io(#[source] io::Error),
    /// The bytes are no article.
    #[error("{0}")]
    Text(#[source] DecodeError),
    /// The annotation file is wrong somewhere.
    #[error("the annotation file is not right; nothing was opened\n{0}")]
    AnnotationFile(#[source] ReadError),
}

/// Opens an annotation file or an article's text. The name decides
/// (`*.hashiya.ron`), or else the beginning of the file.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    open_inner(path).map_err(|fault| OpenError {
        path: path.to_owned(),
        fault,
    })
}

fn open_inner(path: &Path) -> Result<Opened, OpenFault> {
    let named_so = has_annotation_extension(path);
    let limit = match named_so {
        true => MAX_ANNOTATION_FILE_BYTES,
        // A byte-order mark is not part of the text.
        false => MAX_TEXT_BYTES as u64 + 3,
    };
    let bytes = read(path, limit)?;
    let is_annotation_file = named_so || annotation_file::looks_like_one(&bytes);
    let stamp = Stamp::of(&bytes);
    if is_annotation_file {
        return Ok(Opened {
            document: annotation_file::read(&bytes).map_err(OpenFault::AnnotationFile)?,
            path: true_path(path),
            stamp,
            kind: FileKind::AnnotationFile,
            annotations_beside: None,
        });
    }
    let path = in_true_folder(path);
    let beside = annotation_path_for(&path);
    Ok(Opened {
        document: new_document(&path, bytes, stamp)?,
        path,
        stamp,
        kind: FileKind::Article,
        annotations_beside: beside.exists().then_some(beside),
    })
}

fn new_document(path: &Path, bytes: Vec<u8>, stamp: Stamp) -> Result<Document, OpenFault> {
    let source = SourceInfo::new(file_name(path), stamp.sha256);
    let article = Article::from_bytes(bytes).map_err(OpenFault::Text)?;
    Ok(Document::new(article, source))
}

/// Reads a whole file of `limit` bytes at most. What the file is and how long
/// is asked before it is opened, so that a pipe does not make us wait and a
/// huge file does not fill the memory.
fn read(path: &Path, limit: u64) -> Result<Vec<u8>, OpenFault> {
    let metadata = std::fs::metadata(path).map_err(io_fault)?;
    if metadata.is_dir() {
        return Err(OpenFault::Folder);
    }
    if !metadata.is_file() {
        return Err(OpenFault::NotAFile);
    }
    let too_large = |bytes| OpenFault::TooLarge { bytes, limit };
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = File::open(path).map_err(io_fault)?;
    // The file may have grown since it was asked for its length.
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(io_fault)?;
    match bytes.len() as u64 {
        length if length > limit => Err(too_large(length)),
        _ => Ok(bytes),
    }
}

fn io_fault(error: io::Error) -> OpenFault {
    match error.kind() {
        io::ErrorKind::NotFound => OpenFault::Missing,
        io::ErrorKind::PermissionDenied => OpenFault::NotAllowed,
        io::ErrorKind::IsADirectory => OpenFault::Folder,
        _ => OpenFault::Io(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, LabelId, Selection};
    use crate::store::{Replace, save};
    use crate::text::ByteSpan;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn an_article_is_kept_byte_for_byte_through_save_and_open() {
        let folder = folder();
        let article = folder.path().join("مقال.txt");
        let bytes = "\u{FEFF}قال محمود\r\n\tعباس\u{200F}.\r\n".as_bytes();
        std::fs::write(&article, bytes).unwrap();

        let mut opened = open(&article).unwrap();
        assert_eq!(
            (opened.kind, &opened.annotations_beside),
            (FileKind::Article, &None)
        );
        assert_eq!(opened.document.source().name, "مقال.txt");
        let person = LabelId::new("person").unwrap();
        let change = Change::mark(opened.document.fresh_id(), person, ByteSpan::new(7, 17));
        opened.document.apply(change, Selection::default()).unwrap();
        let annotations = annotation_path_for(&article);
        save(&opened.document, &annotations, Replace::Nothing, None).unwrap();

        let again = open(&annotations).unwrap();
        assert_eq!(again.kind, FileKind::AnnotationFile);
        assert!(again.document.same_content(&opened.document));
        let text = again.document.article().text();
        assert_eq!([b"\xEF\xBB\xBF", text.as_bytes()].concat(), bytes);
        assert!(!again.document.is_modified());
        let beside = open(&article).unwrap().annotations_beside;
        assert_eq!(beside, Some(annotations.clone()));

        let renamed = folder.path().join("renamed.txt");
        std::fs::rename(&annotations, &renamed).unwrap();
        assert_eq!(open(&renamed).unwrap().kind, FileKind::AnnotationFile);
    }

    #[test]
    fn what_cannot_be_opened_is_named_with_the_reason() {
        let folder = folder();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("latin1.txt"), b"a\nb\xE9c").unwrap();
        std::fs::write(path("broken.hashiya.ron"), "(\n  version: 1").unwrap();
        let huge = File::create(path("huge.txt")).unwrap();
        huge.set_len(MAX_TEXT_BYTES as u64 + 4).unwrap();
        let cases = [
            ("no-such.txt", "there is no such file"),
            (".", "it is a folder"),
            ("latin1.txt", "not UTF-8: the byte at offset 3 (line 2)"),
            ("broken.hashiya.ron", "nothing was opened\n2:"),
            ("huge.txt", "1073741828 bytes"),
        ];
        for (name, reason) in cases {
            let message = open(&path(name)).unwrap_err().to_string();
            assert!(message.contains(reason), "{message}");
            assert!(
                message.contains(&path(name).display().to_string()),
                "{message}"
            );
        }
        let device = open(Path::new("/dev/null")).map(|opened| opened.kind);
        assert!(cfg!(not(unix)) || matches!(device.unwrap_err().fault, OpenFault::NotAFile));
    }
}
