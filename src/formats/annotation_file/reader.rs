//! What all parts of the reader share: parsing one value, and noting what is
//! wrong with it and where.

use ron::extensions::Extensions;
use serde::Deserialize;

use super::extra::{Unkept, is_name, one_form};
use super::list::TOO_MANY;
use super::position::{Locator, Place, skip_comments};
use super::problem::{Fault, Problem, ReadError};
use super::raw::Raw;
use super::record::{TWICE, Unknown, UnknownField};
use crate::document::extra::{Extra, ExtraField, MAX_EXTRA_BYTES};

/// More problems than this are not looked for.
const MAX_PROBLEMS: usize = 100;

/// How deep a file may nest as ron counts, which is two for each list, map or
/// record: version 2 needs 7 of them, and what is not known
/// [`MAX_EXTRA_DEPTH`](super::extra::MAX_EXTRA_DEPTH) more. The RON reader
/// recurses, and this keeps any file from exhausting the stack.
const MAX_DEPTH: usize = 64;

/// A file being read: its text, and what was found wrong with it so far.
pub(super) struct Reader<'a> {
    options: ron::Options,
    locator: Locator<'a>,
    problems: Vec<(Place, Fault)>,
    /// The version of the file; 0 as long as it is not known.
    version: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            options: ron::Options::default()
                .with_default_extension(Extensions::IMPLICIT_SOME)
                .with_recursion_limit(MAX_DEPTH),
            locator: Locator::new(text),
            problems: Vec::new(),
            version: 0,
        }
    }

    pub(super) fn set_version(&mut self, version: u64) {
        self.version = version;
    }

    /// Parses a record of which version 1 had an older shape.
    pub(super) fn parse_record<Old, New>(&mut self, ron: &'a str) -> Option<New>
    where
        Old: Deserialize<'a> + Into<New>,
        New: Deserialize<'a>,
    {
        match self.version {
            1 => self.parse::<Old>(ron).map(Into::into),
            _ => self.parse(ron),
        }
    }

    /// Parses one value that is such a record.
    pub(super) fn record<Old, New>(&mut self, raw: Raw<'a>) -> Option<New>
    where
        Old: Deserialize<'a> + Into<New>,
        New: Deserialize<'a>,
    {
        self.parse_record::<Old, New>(raw.ron())
    }

    /// Parses a string of `limit` bytes at most. One that is longer in any
    /// notation is refused before it is copied.
    pub(super) fn text(&mut self, raw: Raw<'a>, limit: usize) -> Option<String> {
        /// Bytes of the longest escape, `\u{10ffff}`.
        const LONGEST_ESCAPE: usize = 10;
        /// Room for comments and the marks of a raw string.
        const AROUND: usize = 4096;
        let too_long = || Fault::TooLong { limit };
        if raw.ron().len() / LONGEST_ESCAPE > limit + AROUND {
            return self.accept(raw, Err(too_long()));
        }
        let text: String = self.value(raw)?;
        let fits = text.len() <= limit;
        self.accept(raw, fits.then_some(text).ok_or_else(too_long))
    }

    /// The fields of a record that are not known, to be kept; `known` are the
    /// names of the others in the order in which they are written. `None` where
    /// one cannot be kept.
    pub(super) fn extra(&mut self, unknown: &Unknown<'a>, known: &[&str]) -> Option<Extra> {
        self.extra_beside(unknown, known, &[])
    }

    /// The same for a record that may become one of another shape, whose names
    /// are `others`.
    pub(super) fn extra_beside(
        &mut self,
        unknown: &Unknown<'a>,
        known: &[&str],
        others: &[&str],
    ) -> Option<Extra> {
        let mut fields = Vec::with_capacity(unknown.0.len());
        let mut complete = true;
        for field in &unknown.0 {
            let kept = self.extra_field(field, known, others);
            complete &= kept.is_some();
            fields.extend(kept);
        }
        fields.sort_by_key(|field| known.iter().position(|known| **known == *field.after));
        complete.then(|| fields.into())
    }

    fn extra_field(
        &mut self,
        field: &UnknownField<'a>,
        known: &[&str],
        others: &[&str],
    ) -> Option<ExtraField> {
        let name = || field.name.chars().take(80).collect::<String>();
        if !is_name(field.name) || others.contains(&field.name) {
            let fault = Fault::UnknownField {
                found: name(),
                expected: known.join(", "),
            };
            self.problems
                .push((self.locator.place_of(field.name), fault));
            return None;
        }
        let value = one_form(field.value.ron()).map_err(|unkept| match unkept {
            Unkept::TooDeep => Fault::UnknownTooDeep(name()),
            Unkept::TooLong => Fault::TooLong {
                limit: MAX_EXTRA_BYTES,
            },
            Unkept::NotRon => Fault::NotRon("this value cannot be kept".to_owned()),
        });
        Some(ExtraField {
            after: field.after.into(),
            name: field.name.into(),
            value: self.accept(field.value, value)?.into(),
        })
    }

    /// A number as it stands in the file, without what may stand around it.
    pub(super) fn number_text(&self, raw: Raw<'a>) -> &'a str {
        let text = skip_comments(raw.ron());
        let end = text.find(|c: char| c.is_whitespace() || c == '/');
        text.get(..end.unwrap_or(text.len())).unwrap_or_default()
    }

    /// Parses a slice of the file; notes what is wrong and gives `None`.
    pub(super) fn parse<T: Deserialize<'a>>(&mut self, ron: &'a str) -> Option<T> {
        let error = match self.options.from_str(ron) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let place = self.place_of_error(ron, &error);
        self.problems.push((place, fault(error.code)));
        None
    }

    /// Where the RON reader found an error: where it stands, or, if it names
    /// what it has just read, where it stood before.
    fn place_of_error(&self, ron: &str, error: &ron::error::SpannedError) -> Place {
        use ron::Error as E;
        let before = self.locator.place_in(ron, error.span.start);
        let here = self.locator.place_in(ron, error.span.end);
        match error.code {
            // A missing field has no place of its own: its record's counts.
            E::MissingStructField { .. } => self.locator.place_of(skip_comments(ron)),
            E::NoSuchStructField { .. } | E::DuplicateStructField { .. } => {
                self.locator.after_space(before)
            }
            E::Message(ref message) if message.starts_with(TWICE) => {
                self.locator.after_space(before)
            }
            E::InvalidEscape(_) => self.locator.backslash_before(here),
            E::ExpectedNamedStructLike(_)
            | E::IntegerOutOfBounds
            | E::InvalidIntegerDigit { .. }
            | E::ExpectedDifferentLength { .. }
            | E::InvalidValueForType { .. } => before,
            _ => here,
        }
    }

    /// Parses one value.
    pub(super) fn value<T: Deserialize<'a>>(&mut self, raw: Raw<'a>) -> Option<T> {
        self.parse(raw.ron())
    }

    /// Notes what is wrong with a value.
    pub(super) fn note(&mut self, raw: Raw<'_>, fault: Fault) {
        let place = self.locator.place_of(skip_comments(raw.ron()));
        self.problems.push((place, fault));
    }

    /// Notes what is wrong with the file as a whole.
    pub(super) fn note_at_start(&mut self, fault: Fault) {
        self.problems.push((Place(0), fault));
    }

    /// Keeps a value that was made from `raw`, or notes why it could not be.
    pub(super) fn accept<T>(&mut self, raw: Raw<'_>, made: Result<T, Fault>) -> Option<T> {
        match made {
            Ok(value) => Some(value),
            Err(fault) => {
                self.note(raw, fault);
                None
            }
        }
    }

    pub(super) fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Whether so much is wrong that the rest is not worth reading.
    pub(super) fn has_enough(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// All problems in order of their places.
    pub(super) fn into_error(mut self) -> ReadError {
        let complete = !self.has_enough();
        self.problems.sort_by_key(|(place, _)| *place);
        let locate = |(place, fault)| {
            let (line, column) = self.locator.line_and_column(place);
            Problem {
                line,
                column,
                fault,
            }
        };
        ReadError {
            complete,
            problems: self.problems.into_iter().map(locate).collect(),
        }
    }
}

fn fault(error: ron::Error) -> Fault {
    match error {
        ron::Error::NoSuchStructField {
            found, expected, ..
        } => Fault::UnknownField {
            found,
            expected: expected.join(", "),
        },
        ron::Error::MissingStructField { field, .. } => Fault::MissingField(field.to_owned()),
        ron::Error::DuplicateStructField { field, .. } => Fault::RepeatedField(field.to_owned()),
        ron::Error::ExpectedNamedStructLike(_) => Fault::NotRon("expected opening `(`".to_owned()),
        ron::Error::ExceededRecursionLimit => Fault::NotRon("too deeply nested".to_owned()),
        ron::Error::ExpectedComma => Fault::NotRon("expected a comma before this".to_owned()),
        ron::Error::Eof => Fault::NotRon("the file ends too early".to_owned()),
        ron::Error::Message(message) if message.starts_with(TOO_MANY) => Fault::Refused(message),
        ron::Error::Message(message) if message.starts_with(TWICE) => {
            Fault::RepeatedField(message.trim_start_matches(TWICE).to_owned())
        }
        ron::Error::ExpectedStringEnd => Fault::NotRon("this string has no end".to_owned()),
        other => Fault::NotRon(uncapitalised(&other.to_string())),
    }
}

fn uncapitalised(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}
