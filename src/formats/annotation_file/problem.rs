//! What can be wrong with an annotation file, each with what is wrong and the
//! way out. The reader finds all of them; a person reads them.

use std::fmt;

use super::label_set::FORMAT as LABELS_FORMAT;
use super::{EXTENSION, FORMAT, UNIT};
use crate::document::{
    AnnotationId, EntityId, KindError, LabelError, LabelId, LinkError, NumberError, ValueError,
};
use crate::text::{CharSpan, DecodeError};

/// How many problems a message of [`ReadError`] names.
const NAMED_IN_MESSAGE: usize = 3;

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The problems, by line and column; at least one.
    pub problems: Vec<Problem>,
    /// Whether these are all; after a hundred no more are looked for.
    pub complete: bool,
}

/// Something wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in code points.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The bytes are not UTF-8.
    #[error("not UTF-8: save the file as UTF-8 and open it again")]
    NotUtf8,
    /// The text is not RON, or not what RON should hold here.
    #[error("not RON as it should be here: {0}")]
    NotRon(String),
    /// A field that is not known, and that no version can have.
    #[error("there is no field {found} here; known are {expected}: remove it or correct its name")]
    UnknownField {
        /// The field.
        found: String,
        /// The names that are known here.
        expected: String,
    },
    /// The value of a field that is not known nests too deep to be kept.
    #[error("the field {0} is not known here, and nests too deep to be kept: remove it")]
    UnknownTooDeep(String),
    /// A field that has to be there is not.
    #[error("the field {0} is missing here: add it")]
    MissingField(String),
    /// A field stands there twice.
    #[error("the field {0} is there twice: remove one of them")]
    RepeatedField(String),
    /// The file does not say that it is one of ours.
    #[error(
        "not a Hashiya annotation file: it does not hold `format: \"{FORMAT}\"`; to annotate the text of this file, open a copy whose name does not end in \"{EXTENSION}\""
    )]
    NotOurs,
    /// The file does not say that it holds labels.
    #[error("not a file of labels: it does not hold `format: \"{LABELS_FORMAT}\"`")]
    NotLabels,
    /// The file is of a newer version.
    #[error(
        "the file is of version {found}, and this program reads versions up to {newest}: open it with a newer Hashiya"
    )]
    NewerVersion {
        /// The file's version.
        found: u64,
        /// The newest that is read.
        newest: u64,
    },
    /// There never was such a version.
    #[error("there is no version {0}: the first is 1")]
    NoSuchVersion(u64),
    /// Another unit than ours.
    #[error(
        "the unit is {0:?}, and this format counts in {UNIT:?}: convert the spans and write that"
    )]
    WrongUnit(String),
    /// Neither of the two directions.
    #[error("{0:?} is not a direction: write \"rtl\" (right to left) or \"ltr\" (left to right)")]
    UnknownDirection(String),
    /// Not a digest.
    #[error("this is not a SHA-256: it takes 64 hexadecimal digits")]
    NotSha256,
    /// The digest is another text's.
    #[error(
        "the text of this file is not the text of its source: its SHA-256 is {found}; restore the text, or write this number if the text is meant to be so and every span was checked"
    )]
    WrongSha256 {
        /// The digest of the text that is there.
        found: String,
    },
    /// The text can't be an article's.
    #[error("{0}")]
    Text(DecodeError),
    /// A label is wrong.
    #[error("{0}")]
    Label(LabelError),
    /// An annotation's label is not among the labels.
    #[error(
        "there is no label {label:?} in this file; there are {known}: use one of them or add it to the labels"
    )]
    UnknownLabel {
        /// What the annotation says.
        label: String,
        /// The labels of the file.
        known: String,
    },
    /// The number can't be an annotation's.
    #[error("{0} cannot be the id of an annotation: use 1 to 9007199254740991")]
    BadId(AnnotationId),
    /// Two annotations have one number.
    #[error("the id {0} is there twice: give one of the two annotations another")]
    DuplicateId(AnnotationId),
    /// Two annotations say the same.
    #[error(
        "annotation {existing} gives the same text the label {label} already: remove one of the two"
    )]
    DuplicateAnnotation {
        /// The other annotation.
        existing: AnnotationId,
        /// The label of both.
        label: LabelId,
    },
    /// The span has no text.
    #[error("the span {0} is empty: its end must be greater than its start")]
    EmptySpan(SpanText),
    /// The span ends after the text.
    #[error("the span {span} leaves the text, which has {length} code points")]
    OutsideText {
        /// The span.
        span: SpanText,
        /// The length of the text in code points.
        length: usize,
    },
    /// The span begins or ends inside a grapheme cluster.
    #[error(
        "the span {span} splits a character at {at}: what belongs together (a letter and its marks, CR and LF, an emoji) is {whole}; begin and end outside it"
    )]
    SplitsGrapheme {
        /// The span.
        span: SpanText,
        /// Which end of it, in code points.
        at: usize,
        /// The grapheme cluster that it splits.
        whole: CharSpan,
    },
    /// The text at the span is not the quote.
    #[error("the quote is {quote:?}, but at {span} the text has {found:?}; {hint}")]
    QuoteDiffers {
        /// The span.
        span: SpanText,
        /// What the annotation quotes, cut short where long.
        quote: Shown,
        /// What the text has there, cut short where long.
        found: Shown,
        /// Where the quote is.
        hint: QuoteHint,
    },
    /// Both one span and several.
    #[error("an annotation has either span and quote or spans and quotes: remove one pair")]
    SpanAndSpans,
    /// A lost annotation without words.
    #[error("a lost annotation needs the words it stood on")]
    NoQuote,
    /// Several spans that are not several.
    #[error("spans are two or more: write one as span, its text as quote")]
    OnePiece,
    /// Not as many quotes as spans.
    #[error("there must be as many quotes as spans, in the same order")]
    QuoteCount,
    /// A piece begins before the one before it has ended, or right there.
    #[error(
        "this piece begins before the text after the one before it: pieces ascend with text between them; make those that touch one"
    )]
    PiecesMeet,
    /// The number can't be an entity's.
    #[error("{0} cannot be the id of an entity: use 1 to 9007199254740991")]
    BadEntityId(EntityId),
    /// Two entities have one number.
    #[error("the entity {0} is there twice: give one of the two another id")]
    DuplicateEntityId(EntityId),
    /// An entity without a name.
    #[error("an entity needs a name")]
    NoEntityName,
    /// An annotation names an entity that is not there.
    #[error("there is no entity {0} in this file: add it to the entities or remove the reference")]
    UnknownEntity(EntityId),
    /// A link has not the form of one.
    #[error("{0}")]
    Link(LinkError),
    /// The name of an attribute or an option is none.
    #[error(
        "{0:?} is not a name: it takes an ASCII letter, then up to 63 ASCII letters, digits, \"_\" or \"-\""
    )]
    BadName(String),
    /// The type of an attribute is none, or has options and must not.
    #[error("{0}")]
    Kind(KindError),
    /// The annotation's label has no such attribute.
    #[error("the label {label} has no attribute {name:?}; it has {known}")]
    UnknownAttribute {
        /// The annotation's label.
        label: LabelId,
        /// What it does not have.
        name: String,
        /// What it has.
        known: String,
    },
    /// A value does not fit its attribute.
    #[error("{0}")]
    Value(ValueError),
    /// A number is none.
    #[error("{0}")]
    Number(NumberError),
    /// The name of an encoding can't be one.
    #[error("this is not the name of an encoding, such as \"windows-1256\"")]
    BadEncoding,
    /// A text is longer than it may be here.
    #[error("this text is too long: {limit} bytes are the most here")]
    TooLong {
        /// The longest that is read, in bytes.
        limit: usize,
    },
    /// What none of the others say.
    #[error("{0}")]
    Refused(String),
}

/// A span as it stands in the file, whatever its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanText {
    /// The first number.
    pub start: u64,
    /// The second number.
    pub end: u64,
}

/// A text to be shown in a message: long ones are cut in the middle.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown(pub String);

/// Where a quote is that is not at its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteHint {
    /// The numbers fit when they are taken as UTF-16 code units.
    Utf16(CharSpan),
    /// The numbers fit when they are taken as bytes of UTF-8.
    Bytes(CharSpan),
    /// The nearest place where the text has it.
    Nearest(CharSpan),
    /// The text has it nowhere near.
    Nowhere,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.problems.iter().take(NAMED_IN_MESSAGE);
        for (index, problem) in named.enumerate() {
            let separator = if index > 0 { "\n" } else { "" };
            write!(f, "{separator}{problem}")?;
        }
        match self.problems.len().saturating_sub(NAMED_IN_MESSAGE) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more; `hashiya check` lists them"),
        }
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.fault)
    }
}

impl fmt::Display for SpanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.start, self.end)
    }
}

impl Shown {
    /// Keeps up to 60 code points of a text.
    pub fn new(text: &str) -> Self {
        const HALF: usize = 30;
        let length = text.chars().count();
        if length <= 2 * HALF {
            return Self(text.to_owned());
        }
        let head = text.chars().take(HALF);
        let tail = text.chars().skip(length - HALF);
        Self(head.chain("…".chars()).chain(tail).collect())
    }
}

/// Quoted as in the annotation file itself, so that what can't be seen shows
/// and Arabic stays legible.
impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut quoted = String::new();
        super::escape::push_quoted(&mut quoted, &self.0);
        f.write_str(&quoted)
    }
}

impl fmt::Display for QuoteHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pair = |span: &CharSpan| format!("({}, {})", span.start, span.end);
        match self {
            Self::Utf16(span) => write!(
                f,
                "the numbers seem to count UTF-16 units: in code points it is {}",
                pair(span)
            ),
            Self::Bytes(span) => write!(
                f,
                "the numbers seem to count bytes: in code points it is {}",
                pair(span)
            ),
            Self::Nearest(span) => write!(f, "the nearest such text is at {}", pair(span)),
            Self::Nowhere => f.write_str("the quote is nowhere near: correct one of the two"),
        }
    }
}
