//! Reading and writing together: what is written is read as it was, byte for
//! byte the same when written again; nothing that is read can end the program.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::document::{
    Annotation, AnnotationId, Attribute, AttributeKind, AttributeName, AttributeValue,
    ChoiceOption, Color, Direction, Document, Entity, EntityId, Label, LabelId, LabelSet, Lost,
    OptionName, Parts, SourceInfo, Spans,
};
use crate::formats::digest;
use crate::text::{Article, ByteSpan};

/// Text of everything that could go wrong: both directions, marks, joiners,
/// line ends of all kinds, bidi controls, quotes, backslashes, and characters
/// of each length in UTF-8 and UTF-16.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[\u{621}-\u{652}]{1,6}",
        2 => "[a-zA-Z0-9 ٠-٩]{1,6}",
        1 => prop::sample::select(vec![
            "\r\n", "\n", "\r", "\t", "\"", "\\", "\\u{64e}", "\u{2029}", "\u{85}", "\0", "\u{1b}",
            "\u{202B}", "\u{2067}", "\u{2069}", "\u{200F}", "\u{61C}", "\u{200C}", "\u{FEFF}",
            "😀", "👨\u{200D}👩\u{200D}👧", "e\u{301}", "\u{64E}", "«", "٪", "\u{10FFFF}", "//", "/*", ")",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn label(number: usize, names: [String; 4], color: [u8; 3], key: bool) -> Label {
    let [name_ar, name_en, short_ar, short_en] = names;
    let id = LabelId::new(&format!("label-{number}")).unwrap();
    Label {
        short_ar,
        short_en: short_en.clone(),
        description: short_en,
        attributes: vec![attribute("words", &name_ar), attribute("option", &name_en)],
        key: key.then(|| char::from(b'1' + number as u8)),
        ..Label::new(id, &name_ar, &name_en, Color(color))
    }
}

/// A text, or a choice of one option that is called by the name.
fn attribute(name: &str, shown: &str) -> Attribute {
    let option = ChoiceOption::new(OptionName::new("a").unwrap(), shown, shown);
    let kind = match name {
        "option" => AttributeKind::Choice(vec![option]),
        _ => AttributeKind::Text,
    };
    Attribute::new(AttributeName::new(name).unwrap(), shown, shown, kind)
}

/// An annotation that says all it can with these words.
fn saying(annotation: Annotation, words: &str, entity: bool) -> Annotation {
    let value = |name: &str| AttributeName::new(name).unwrap();
    let text = AttributeValue::Text(words.into());
    let option = AttributeValue::Choice(OptionName::new("a").unwrap());
    annotation
        .with_note(Some(words.into()))
        .with_attribute(value("words"), Some(text).filter(|_| !words.is_empty()))
        .with_attribute(value("option"), Some(option).filter(|_| entity))
        .with_entity(entity.then_some(EntityId(7)))
}

fn labels() -> impl Strategy<Value = LabelSet> {
    let one = (
        [text(), text(), text(), text()],
        any::<[u8; 3]>(),
        any::<bool>(),
    );
    prop::collection::vec(one, 1..5).prop_map(|parts| {
        let labels = parts.into_iter().enumerate();
        let made = labels.map(|(n, (names, color, key))| label(n, names, color, key));
        LabelSet::new(made.collect()).unwrap()
    })
}

fn document() -> impl Strategy<Value = Document> {
    let said = proptest::option::of((text(), any::<bool>()));
    let annotation = (prop::array::uniform5(any::<Index>()), 1..1000u64, said);
    let annotations = prop::collection::vec(annotation, 0..20);
    (
        text(),
        any::<bool>(),
        text(),
        labels(),
        any::<bool>(),
        text(),
        annotations,
    )
        .prop_map(|(text, bom, name, labels, rtl, note, annotations)| {
            let article = Article::new(text, bom).unwrap();
            let sha256 = digest::sha256_of_source(&article);
            let direction = if rtl {
                Direction::RightToLeft
            } else {
                Direction::LeftToRight
            };
            let mut made = Vec::new();
            for ([a, b, c, d, label], id, said) in annotations {
                let size = article.len().0 + 1;
                let piece = |a: Index, b: Index| {
                    let span = ByteSpan::new(a.index(size), b.index(size));
                    article.snap_to_graphemes(span)
                };
                // Most have one piece, as in life.
                let second = (id % 4 == 0).then(|| piece(c, d));
                let spans = Spans::covering(second.into_iter().chain([piece(a, b)]));
                let label = labels
                    .iter()
                    .nth(label.index(labels.len()))
                    .unwrap()
                    .id
                    .clone();
                let bare = Annotation::new(AnnotationId(id), label, spans);
                let new = match said {
                    Some((words, entity)) => saying(bare, &words, entity),
                    None => bare,
                };
                let clashes = |old: &Annotation| {
                    old.id == new.id || (old.spans == new.spans && old.label == new.label)
                };
                if !new.spans.is_empty() && !made.iter().any(clashes) {
                    made.push(new);
                }
            }
            let mut source = SourceInfo::new(name.clone(), sha256);
            source.encoding = bom.then(|| "windows-1256".to_owned());
            source.file_sha256 = Some(sha256).filter(|_| bom && rtl);
            let mut entity = Entity::new(EntityId(7), format!("x{name}"));
            entity.note = Some(name.into()).filter(|note: &Arc<str>| !note.is_empty());
            let (made, lost): (Vec<_>, Vec<_>) = made.into_iter().partition(|it| it.id.0 % 5 != 1);
            let lost = lost.iter().map(|it| Lost::of(&article, it)).collect();
            Document::from_parts(Parts {
                direction,
                lost,
                note: Some(note.into()),
                entities: vec![entity],
                annotations: made,
                ..Parts::new(article, source, labels)
            })
            .unwrap()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn what_is_written_is_read_as_it_was(document in document()) {
        let written = write(&document);
        let read = read(written.as_bytes()).map_err(|e| TestCaseError::fail(format!("{e}\n{written}")))?;
        prop_assert!(read.same_content(&document), "{written}");
        prop_assert!(!read.is_modified());
        prop_assert_eq!(write(&read), written.clone());
        prop_assert!(looks_like_one(written.as_bytes()));
        // Every annotation, every label and every entity has a line of its own.
        let noted = usize::from(document.note().is_some());
        let lost = document.lost_count() + if document.lost_count() > 0 { 2 } else { 0 };
        let lines = 14 + noted + document.labels().len() + document.entity_count() + document.count();
        let lines = lines + lost;
        prop_assert_eq!(written.matches('\n').count(), lines);
        prop_assert!(!written.contains('\r'));
    }

    /// A file cut short or with one byte altered is refused or still right;
    /// whatever is read holds the document's invariant, by `from_parts`.
    #[test]
    fn no_damage_ends_the_program(document in document(), at in any::<Index>(), byte in any::<u8>()) {
        let written = write(&document).into_bytes();
        // The last line end alone may be missing.
        let at = at.index(written.len() - 1);
        prop_assert!(read(&written[..at]).is_err());
        let mut altered = written;
        altered[at] = byte;
        if let Err(error) = read(&altered) {
            prop_assert!(!error.problems.is_empty());
        }
    }

    #[test]
    fn no_garbage_ends_the_program(garbage in "[\\(\\)\\[\\]{}:,\"a-c#!/* \n0-9r]{0,200}") {
        prop_assert!(read(garbage.as_bytes()).is_err());
        let inside = format!("(format: \"hashiya\", version: 2, text: {garbage})");
        prop_assert!(read(inside.as_bytes()).is_err());
    }
}

/// Each of these would take a stack frame or more a level.
#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for opening in [
        "(", "[", "{", "Some(", "a(", "(a:", "[(", "/*", "{1:", "((),", "r#",
    ] {
        let deep = opening.repeat(300_000);
        assert!(read(deep.as_bytes()).is_err(), "{opening}");
        let inside = format!("(format: \"hashiya\", version: 2, annotations: [{deep}");
        assert!(read(inside.as_bytes()).is_err(), "{opening}");
    }
}

#[test]
fn fields_may_come_in_any_order_and_with_comments() {
    let article = Article::new("قال محمود", false).unwrap();
    let sha256 = digest::to_hex(&digest::sha256_of_source(&article));
    let file = format!(
        "\u{FEFF}// by hand\r\n(text: r#\"قال محمود\"#, /* what */ annotations: [(quote: \"محمود\", \
         span: (4, 9), label: \"who\", id: 3)], labels: [(color: \"#ABCDEF\", id: \"who\", \
         short_en: \"\", short_ar: \"\", name_en: \"Who\", name_ar: \"من\", key: None)],\n\
         direction: \"rtl\", source: (bom: false, sha256: \"{sha256}\", name: \"a.txt\"),\
         unit: \"code points, end exclusive\", version: 1, format: \"hashiya\")"
    );
    assert!(looks_like_one(
        format!("\u{FEFF}// x\n( version: 1, format : \"{FORMAT}\"").as_bytes()
    ));
    let document = read(file.as_bytes()).unwrap();
    let marked: Vec<_> = document
        .annotations()
        .map(|a| (a.id.0, document.article().slice(a.span())))
        .collect();
    assert_eq!(marked, [(3, "محمود")]);
    let label = document.labels().iter().next().unwrap();
    assert_eq!((label.color, label.key), (Color([0xAB, 0xCD, 0xEF]), None));
}

#[test]
fn other_files_do_not_look_like_one() {
    for other in [
        "",
        "قال محمود",
        "(version: 1)",
        "[format: \"hashiya\"]",
        "see (format: \"hashiya\")",
    ] {
        assert!(!looks_like_one(other.as_bytes()), "{other}");
    }
}
