//! Fields that this version does not know: read, bounded, brought into one form
//! on one line, and written where they stood.
//!
//! The form keeps a value's tokens and drops white space and comments; strings
//! are written as all others are. Invariant: what [`one_form`] answers is RON,
//! and its own form.

use ron::value::RawValue;

use super::escape::push_quoted;
use super::record;
use super::write::line;
use crate::document::extra::{Extra, ExtraField, MAX_EXTRA_BYTES, MAX_EXTRA_FIELDS};
use crate::document::{Annotation, Edit, Entity, Label};

/// How deep a value may nest.
pub(super) const MAX_EXTRA_DEPTH: usize = 16;

/// The longest name, in bytes.
const MAX_NAME_LEN: usize = 64;

/// Why a value is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unkept {
    TooLong,
    TooDeep,
    NotRon,
}

/// Whether a field may be called so: an ASCII letter or `_`, then letters,
/// digits and `_`.
pub(super) fn is_name(name: &str) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || c == '_';
    let other = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    name.starts_with(first) && name.bytes().all(other) && name.len() <= MAX_NAME_LEN
}

/// A value on one line, without white space and comments that say nothing.
pub(super) fn one_form(ron: &str) -> Result<String, Unkept> {
    let mut form = Form::default();
    let mut rest = ron;
    while !rest.is_empty() {
        let token = token(rest).ok_or(Unkept::NotRon)?;
        let (text, after) = rest.split_at_checked(token.length).ok_or(Unkept::NotRon)?;
        form.push(token.kind, text)?;
        rest = after;
    }
    match form.depth {
        0 => Ok(form.out),
        _ => Err(Unkept::NotRon),
    }
}

#[derive(Default)]
struct Form {
    out: String,
    depth: usize,
    last: Option<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// White space or a comment.
    Nothing,
    Open,
    Close,
    /// A comma or a colon.
    Between,
    /// A name, a number, or what else has no space in it.
    Word,
    Text,
    Bytes,
    Character,
}

struct Token {
    kind: Kind,
    length: usize,
}

impl Form {
    fn push(&mut self, kind: Kind, text: &str) -> Result<(), Unkept> {
        let space = match (self.last, kind) {
            (_, Kind::Nothing) => return Ok(()),
            (Some(Kind::Between), Kind::Close) => false,
            (Some(Kind::Between), _) => true,
            // No RON has these beside each other; apart they stay what they are.
            (Some(Kind::Word), Kind::Word | Kind::Text | Kind::Bytes | Kind::Character) => true,
            _ => false,
        };
        if space {
            self.out.push(' ');
        }
        match kind {
            Kind::Open => self.depth += 1,
            Kind::Close => self.depth = self.depth.checked_sub(1).ok_or(Unkept::NotRon)?,
            _ => {}
        }
        match kind {
            Kind::Text => push_quoted(&mut self.out, &decoded::<String>(text)?),
            Kind::Bytes => push_bytes(&mut self.out, text)?,
            Kind::Character => push_character(&mut self.out, text)?,
            _ => self.out.push_str(text),
        }
        self.last = Some(kind);
        match (
            self.depth > MAX_EXTRA_DEPTH,
            self.out.len() > MAX_EXTRA_BYTES,
        ) {
            (true, _) => Err(Unkept::TooDeep),
            (_, true) => Err(Unkept::TooLong),
            _ => Ok(()),
        }
    }
}

fn decoded<'a, T: serde::Deserialize<'a>>(literal: &'a str) -> Result<T, Unkept> {
    ron::from_str(literal).map_err(|_| Unkept::NotRon)
}

fn push_bytes(out: &mut String, literal: &str) -> Result<(), Unkept> {
    let bytes = match decoded(literal)? {
        ron::Value::Bytes(bytes) => bytes,
        // A byte by itself.
        _ if literal.bytes().all(|b| b.is_ascii_graphic() || b == b' ') => {
            out.push_str(literal);
            return Ok(());
        }
        _ => return Err(Unkept::NotRon),
    };
    out.push_str("b\"");
    for byte in bytes {
        match byte {
            b'"' | b'\\' => line(out, format_args!("\\{}", char::from(byte))),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => line(out, format_args!("\\x{byte:02x}")),
        }
    }
    out.push('"');
    Ok(())
}

fn push_character(out: &mut String, literal: &str) -> Result<(), Unkept> {
    let mut quoted = String::new();
    match decoded(literal)? {
        '\'' => quoted.push_str("\\'"),
        '"' => quoted.push('"'),
        c => push_quoted(&mut quoted, c.encode_utf8(&mut [0; 4])),
    }
    let bare = quoted.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    line(out, format_args!("'{}'", bare.unwrap_or(&quoted)));
    Ok(())
}

/// The token that a text begins with; `None` where it is cut short.
fn token(text: &str) -> Option<Token> {
    let first = text.chars().next()?;
    let (kind, length) = match first {
        '(' | '[' | '{' => (Kind::Open, 1),
        ')' | ']' | '}' => (Kind::Close, 1),
        ',' | ':' => (Kind::Between, 1),
        '"' => (Kind::Text, quoted_length(text, '"')?),
        '\'' => (Kind::Character, quoted_length(text, '\'')?),
        c if is_space(c) => (Kind::Nothing, c.len_utf8()),
        '/' => (
            Kind::Nothing,
            text.len() - super::position::skip_comments(text).len(),
        ),
        _ => return word(text),
    };
    (length > 0).then_some(Token { kind, length })
}

/// A name, a number or a literal that letters stand before.
fn word(text: &str) -> Option<Token> {
    let ends = |c: char| is_space(c) || "()[]{},:\"'/".contains(c);
    let length = text.find(ends).unwrap_or(text.len());
    let (head, rest) = text.split_at_checked(length)?;
    let marks = head.trim_end_matches('#');
    let (kind, length) = match (marks, rest.chars().next()) {
        ("r", Some('"')) => (Kind::Text, length + raw_length(head, rest)?),
        ("br", Some('"')) => (Kind::Bytes, length + raw_length(head, rest)?),
        ("b", Some(quote @ ('"' | '\''))) if head == marks => {
            (Kind::Bytes, length + quoted_length(rest, quote)?)
        }
        _ => (Kind::Word, length),
    };
    Some(Token { kind, length })
}

/// The bytes from one quote to the next that no backslash stands before.
fn quoted_length(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            c if c == quote && !escaped => return Some(at + 1),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

/// The bytes from a raw string's quote to its end, its head being such as `r##`.
fn raw_length(head: &str, text: &str) -> Option<usize> {
    let marks = head.matches('#').count();
    let end = format!("\"{}", "#".repeat(marks));
    let inside = text.get(1..)?;
    Some(1 + inside.find(&end)? + end.len())
}

/// RON's white space, which is Unicode's Pattern_White_Space.
fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether what an edit of a journal brings in can be written to a file and
/// read from it: nobody but the program itself writes one, but any bytes may be
/// found there.
pub fn extras_fit(edit: &Edit) -> bool {
    match edit {
        Edit::Add(annotation) | Edit::Replace(annotation) => annotation_fits(annotation),
        Edit::AddLabel { label, .. } | Edit::EditLabel { label, .. } => label_fits(label),
        Edit::AddEntity(entity) | Edit::EditEntity(entity) => entity_fits(entity),
        Edit::AddLost(lost) | Edit::ReplaceLost(lost) => annotation_fits(lost.said()),
        _ => true,
    }
}

/// An annotation that is lost or put back keeps the places of its fields, so
/// both records count.
fn annotation_fits(annotation: &Annotation) -> bool {
    let (found, lost) = (record::AnnotationRecord::FIELDS, record::LostRecord::FIELDS);
    fits(annotation.extra(), &[found, lost].concat())
}

fn entity_fits(entity: &Entity) -> bool {
    fits(&entity.extra, record::EntityRecord::FIELDS)
}

fn label_fits(label: &Label) -> bool {
    fits(&label.extra, record::LabelRecord::FIELDS)
        && label.attributes.iter().all(|attribute| {
            let mut options = attribute.kind.options().iter();
            fits(&attribute.extra, record::AttributeRecord::FIELDS)
                && options.all(|option| fits(&option.extra, record::OptionRecord::FIELDS))
        })
}

fn fits(extra: &Extra, known: &[&str]) -> bool {
    let fields = extra.fields();
    let fits = |(place, field): (usize, &ExtraField)| {
        let stands = field.after.is_empty() || known.contains(&&*field.after);
        let earlier = fields.iter().take(place);
        stands
            && is_name(&field.name)
            && !known.contains(&&*field.name)
            && earlier.clone().all(|other| other.name != field.name)
            && one_form(&field.value).is_ok_and(|form| form == *field.value)
            && RawValue::from_ron(&field.value).is_ok()
    };
    fields.len() <= MAX_EXTRA_FIELDS && fields.iter().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn form(ron: &str, expected: &str) {
        assert!(RawValue::from_ron(ron).is_ok(), "{ron}");
        assert_eq!(one_form(ron).as_deref(), Ok(expected), "{ron}");
        assert_eq!(one_form(expected).as_deref(), Ok(expected), "{ron}");
        let value = |ron| ron::from_str::<ron::Value>(ron).unwrap();
        assert_eq!(value(ron), value(expected), "{ron}");
    }

    #[test]
    fn a_value_is_kept_token_by_token_on_one_line() {
        form("[ 1,2 , /* a /* b */ */ 3,\n]", "[1, 2, 3,]");
        form(
            "Point ( x :1.5e6,// why\n y: -0xFF )",
            "Point(x: 1.5e6, y: -0xFF)",
        );
        form(
            "{\"a\":Some( None ) , 'b' : ()}",
            "{\"a\": Some(None), 'b': ()}",
        );
        form("r##\"a\"#\nb\"##", "\"a\\\"#\\nb\"");
        form(
            "\"\u{202E}\\x41\\u{64e}\u{64E}\"",
            "\"\\u{202e}A\u{64E}\u{64E}\"",
        );
        form("b\"a\\\"\\xff\\n\"", "b\"a\\\"\\xff\\x0a\"");
        form("br#\"a\"b\"#", "b\"a\\\"b\"");
        form(
            "('\\'', '\"', '\\\\', '\\n', 'ع', b'a')",
            "('\\'', '\"', '\\\\', '\\n', 'ع', b'a')",
        );
        form(
            "(r#type: 1, _r: r\"x\", b: b, r: r)",
            "(r#type: 1, _r: \"x\", b: b, r: r)",
        );
        form("1_000", "1_000");
        form("[(((())))]", "[(((())))]");
        form("0.5..=2.5", "0.5..=2.5");
    }

    #[test]
    fn what_is_too_deep_too_long_or_torn_is_not_kept() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(one_form(&deep(MAX_EXTRA_DEPTH)).is_ok());
        assert_eq!(one_form(&deep(MAX_EXTRA_DEPTH + 1)), Err(Unkept::TooDeep));
        let long = |length: usize| format!("\"{}\"", "a".repeat(length - 2));
        assert!(one_form(&long(MAX_EXTRA_BYTES)).is_ok());
        assert_eq!(one_form(&long(MAX_EXTRA_BYTES + 1)), Err(Unkept::TooLong));
        for torn in ["\"a", "r#\"a\"", "[", "]", "b\"", "'a", "b'", "\"\\q\""] {
            assert_eq!(one_form(torn), Err(Unkept::NotRon), "{torn}");
        }
    }

    #[test]
    fn names_are_ascii_and_short() {
        for good in ["a", "_", "score_2", &"a".repeat(64)] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "2a", "a-b", "اسم", "a b", &"a".repeat(65)] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_found_the_form_is_its_own_form(ron in "[\\(\\)\\[\\]{}:,\"'a-cr#b!/* \\\\\n0-9.ع-]{0,40}") {
            if let Ok(form) = one_form(&ron) {
                prop_assert_eq!(one_form(&form), Ok(form.clone()), "{}", ron);
                prop_assert!(!form.contains('\n'));
            }
        }
    }
}
