//! Opening a file: an annotation file by its name or its beginning, any other
//! as an article's text. A file is opened whole or not at all.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::stamp::Stamp;
use super::{annotation_path_for, file_name, has_annotation_extension, in_true_folder, true_path};
use crate::document::{Document, SourceInfo};
use crate::formats::annotation_file::{self, ReadError, Seal};
use crate::formats::digest;
use crate::text::article::MAX_TEXT_BYTES;
use crate::text::encoding::{self, Encoding, Finding, Foreign, Trouble};
use crate::text::{Article, DecodeError};

/// The longest annotation file that is read, in bytes (8 GiB): the longest
/// text with every character escaped, and its annotations.
pub(super) const MAX_ANNOTATION_FILE_BYTES: u64 = 8 * MAX_TEXT_BYTES as u64;

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
    /// Whether an annotation file is what was written; an article has no seal.
    pub seal: Seal,
    /// How many U+FFFD stand in the text for bytes that are none.
    pub replaced: usize,
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
    /// The bytes are no UTF-8, or something is wrong with them: the person
    /// decides what they are.
    #[error("{0}")]
    Undecided(Undecided),
    /// The annotation file is wrong somewhere.
    #[error("the annotation file is not right; nothing was opened\n{0}")]
    AnnotationFile(#[source] ReadError),
    /// The file of labels is wrong somewhere.
    #[error("the file of labels is not right; nothing was loaded\n{0}")]
    LabelFile(#[source] ReadError),
}

/// A file whose encoding a person has to decide about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// What it most likely is.
    pub finding: Finding,
    /// The first byte that is no UTF-8, or that tells the trouble, from 0.
    pub offset: usize,
    /// The line it is on, from 1.
    pub line: usize,
    /// Some of the bytes, to try encodings on.
    pub sample: Vec<u8>,
}

/// How many bytes a sample has.
const SAMPLE_BYTES: usize = 4096;

impl Undecided {
    fn new(bytes: &[u8], finding: Finding) -> Self {
        let offset = match finding {
            Finding::Trouble(
                Trouble::Nul(at) | Trouble::Damaged(at) | Trouble::Truncated(at),
                _,
            ) => at,
            _ => match simdutf8::compat::from_utf8(bytes) {
                Ok(_) => 0,
                Err(error) => error.valid_up_to(),
            },
        };
        // From the start of the line where the trouble is, or near it.
        let beyond = bytes.iter().position(|byte| !byte.is_ascii());
        let from = beyond.unwrap_or(0).min(offset);
        let near = from.saturating_sub(200) & !1;
        Self {
            finding,
            offset,
            line: 1 + memchr::memchr_iter(b'\n', &bytes[..offset]).count(),
            sample: bytes[near..bytes.len().min(near + SAMPLE_BYTES)].to_vec(),
        }
    }
}

impl std::fmt::Display for Undecided {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            finding,
            offset,
            line,
            ..
        } = self;
        let anyway = |name: &str| format!("--encoding {name} opens it as that");
        match finding {
            Finding::Certain(found) => write!(f, "the text is {}", found.name()),
            // It may be UTF-8 as well: of control characters.
            Finding::Guess(found @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
                let name = found.name();
                write!(
                    f,
                    "every other byte is as in UTF-16, though there is no byte-order mark; the text is most likely {name}, {}",
                    anyway(&name)
                )
            }
            Finding::Guess(found) => {
                let name = found.name();
                write!(
                    f,
                    "not UTF-8: the byte at offset {offset} (line {line}) does not belong there; the text is most likely {name}, {}",
                    anyway(&name)
                )
            }
            Finding::Trouble(trouble, found) => {
                let what = trouble_in_english(*trouble, *found);
                write!(f, "{what}; {}", anyway(&found.name()))
            }
        }
    }
}

fn trouble_in_english(trouble: Trouble, found: Encoding) -> String {
    let encoding = found.name();
    match trouble {
        Trouble::Truncated(at) => {
            format!(
                "not {encoding}: the text ends inside a character, at byte {at}: it was cut off; get it again"
            )
        }
        Trouble::Damaged(at) => {
            format!(
                "not {encoding} everywhere: the byte at offset {at} does not belong there; get the file again"
            )
        }
        Trouble::Nul(at) => format!("not a text: the byte at offset {at} is NUL"),
        Trouble::Doubled => "the text was encoded twice".to_owned(),
        Trouble::Foreign(Foreign::Pdf) => {
            "not a text but a PDF file; save its text from a PDF reader".to_owned()
        }
        Trouble::Foreign(Foreign::WordProcessor) => {
            "not a plain text but a word processor's document; save it there as plain text"
                .to_owned()
        }
        Trouble::Foreign(Foreign::Picture) => "not a text but a picture".to_owned(),
        Trouble::Foreign(Foreign::Archive) => {
            "not a text but compressed files; unpack them first".to_owned()
        }
    }
}

/// Opens an annotation file or an article's text. The name decides
/// (`*.hashiya.ron`), or else the beginning of the file. A text that is not
/// beyond doubt UTF-8, or UTF-16 with a byte-order mark, is not opened but
/// [`OpenFault::Undecided`].
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    open_as(path, None)
}

/// The same, but an article's bytes are taken for this encoding, whatever they
/// are; what is no text in it becomes U+FFFD.
pub fn open_as(path: &Path, encoding: Option<Encoding>) -> Result<Opened, OpenError> {
    open_inner(path, encoding).map_err(|fault| OpenError {
        path: path.to_owned(),
        fault,
    })
}

/// An article by its name and what it holds, and the annotation file that is
/// beside it; `None` where there is none.
pub fn annotations_beside(path: &Path) -> Option<((PathBuf, Stamp), PathBuf)> {
    let path = in_true_folder(path);
    let beside = annotation_path_for(&path);
    let stamp = beside.exists().then(|| Stamp::of_file(&path))?.ok()?;
    Some(((path, stamp), beside))
}

/// The article that lies beside an annotation file by the name that the file
/// has of it, where it holds other bytes than those the annotations were made
/// on.
pub fn changed_article(annotations: &Path, source: &SourceInfo) -> Option<PathBuf> {
    // Whatever the file says, this looks into its own folder only.
    let name = Path::new(&source.name).file_name()?;
    let article = annotations.with_file_name(name);
    let metadata = std::fs::metadata(&article).ok()?;
    let may_be_one = metadata.is_file() && metadata.len() <= MAX_TEXT_BYTES as u64 + 3;
    if !may_be_one || has_annotation_extension(&article) {
        return None;
    }
    let own = source.file_sha256.unwrap_or(source.sha256);
    let stamp = Stamp::of_file(&article).ok()?;
    (stamp.sha256 != own).then_some(article)
}

/// The question which encoding an article has, asked anew.
///
/// # Errors
/// Where it cannot be read.
pub fn ask_encoding(path: &Path) -> Result<Undecided, OpenError> {
    let bytes = read(path, MAX_TEXT_BYTES as u64 + 3).map_err(|fault| OpenError {
        path: path.to_owned(),
        fault,
    })?;
    Ok(Undecided::new(&bytes, encoding::examine(&bytes)))
}

/// Opens a file to be read bit by bit, such as a list of edits: a regular
/// file, a pipe or a device.
pub fn open_stream(path: &Path) -> Result<BufReader<File>, OpenError> {
    let open = || match std::fs::metadata(path).map_err(io_fault)?.is_dir() {
        true => Err(OpenFault::Folder),
        false => File::open(path).map_err(io_fault),
    };
    let file = open().map_err(|fault| OpenError {
        path: path.to_owned(),
        fault,
    })?;
    Ok(BufReader::new(file))
}

fn open_inner(path: &Path, encoding: Option<Encoding>) -> Result<Opened, OpenFault> {
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
            seal: annotation_file::seal_of(&bytes),
            replaced: 0,
            annotations_beside: None,
        });
    }
    let path = in_true_folder(path);
    let beside = annotation_path_for(&path);
    let (document, replaced) = new_document(&path, bytes, stamp, encoding)?;
    Ok(Opened {
        document,
        path,
        stamp,
        kind: FileKind::Article,
        seal: Seal::Missing,
        replaced,
        annotations_beside: beside.exists().then_some(beside),
    })
}

/// An article, and how much of it could not be read.
fn new_document(
    path: &Path,
    bytes: Vec<u8>,
    stamp: Stamp,
    encoding: Option<Encoding>,
) -> Result<(Document, usize), OpenFault> {
    let encoding = match (encoding, encoding::examine(&bytes)) {
        (Some(asked), _) => asked,
        (None, Finding::Certain(found)) => found,
        (None, finding) => return Err(OpenFault::Undecided(Undecided::new(&bytes, finding))),
    };
    let name = file_name(path);
    // The bytes of a text in UTF-8 are its own, and not copied.
    if encoding == Encoding::Utf8 && simdutf8::basic::from_utf8(&bytes).is_ok() {
        let article = Article::from_bytes(bytes).map_err(OpenFault::Text)?;
        return Ok((
            Document::new(article, SourceInfo::new(name, stamp.sha256)),
            0,
        ));
    }
    let decoded = encoding.decode(&bytes);
    drop(bytes);
    let article = Article::new(decoded.text, decoded.has_bom).map_err(OpenFault::Text)?;
    let source = SourceInfo {
        encoding: Some(encoding.name()),
        file_sha256: Some(stamp.sha256),
        ..SourceInfo::new(name, digest::sha256_of_source(&article))
    };
    Ok((Document::new(article, source), decoded.replaced))
}

/// Reads a whole file of `limit` bytes at most. What the file is and how long
/// is asked before it is opened, so that a pipe does not make us wait and a
/// huge file does not fill the memory.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, OpenFault> {
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
        let source = again.document.source();
        assert_eq!(changed_article(&annotations, source), None);
        std::fs::write(&article, "another text").unwrap();
        assert_eq!(changed_article(&annotations, source), Some(article));

        let renamed = folder.path().join("renamed.txt");
        std::fs::rename(&annotations, &renamed).unwrap();
        assert_eq!(open(&renamed).unwrap().kind, FileKind::AnnotationFile);
    }

    #[test]
    fn what_cannot_be_opened_is_named_with_the_reason() {
        let folder = folder();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("latin1.txt"), b"a\nb\xE9c").unwrap();
        let utf16: Vec<_> = "\u{642}\u{627}\u{644} a"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        std::fs::write(path("utf16.txt"), utf16).unwrap();
        std::fs::write(path("broken.hashiya.ron"), "(\n  version: 1").unwrap();
        let huge = File::create(path("huge.txt")).unwrap();
        huge.set_len(MAX_TEXT_BYTES as u64 + 4).unwrap();
        let cases = [
            ("no-such.txt", "there is no such file"),
            (".", "it is a folder"),
            ("latin1.txt", "not UTF-8: the byte at offset 3 (line 2)"),
            (
                "utf16.txt",
                "no byte-order mark; the text is most likely UTF-16LE",
            ),
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
