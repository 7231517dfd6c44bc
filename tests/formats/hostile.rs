//! Files that nobody meant well, or that something broke: each is refused, with
//! a reason, or opens as what it says; none ends the program or makes it take
//! more memory than the file has bytes to tell.

use hashiya::document::annotation::MAX_ANNOTATIONS;
use hashiya::document::{Annotation, Change, Document, Selection};
use hashiya::formats::annotation_file::{ReadError, read, write};
use hashiya::formats::journal::{self, Begin, Entry, Line};
use hashiya::formats::{digest, label_set};
use hashiya::text::Article;

use super::checks::{WHOLE as V2, check_files, check_journal, check_put_in, sealed};

fn problems(file: &[u8]) -> Vec<String> {
    let ReadError { problems, .. } = read(file).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(from: &str, to: &str, expected: &str) {
    assert!(V2.contains(from), "{from}");
    let found = problems(V2.replacen(from, to, 1).as_bytes());
    assert!(found[0].contains(expected), "{found:?}");
}

/// Each of these would take a stack frame or more a level.
#[test]
fn no_depth_of_nesting_ends_the_program() {
    let openings = [
        "(", "[", "{", "Some(", "A(", "(a:", "[(", "{1:", "((),", "/*", "r#", "[/**/",
    ];
    for opening in openings {
        let deep = opening.repeat(100_000);
        for place in [
            "    unit:",
            "(id: 9,",
            "(id: \"person\",",
            "(name: \"media\",",
        ] {
            let (record, field) = match place.strip_prefix('(') {
                Some(field) => ("(", field),
                None => ("", place),
            };
            let file = V2.replacen(place, &format!("{record}x: {deep}, {field}"), 1);
            assert!(read(file.as_bytes()).is_err(), "{opening} {place}");
        }
        let set = format!("(format: \"hashiya labels\", version: 1, labels: [{deep}");
        assert!(label_set::read(set.as_bytes()).is_err(), "{opening}");
    }
    let deep = format!("{{\"n\":0,\"at\":0,\"entry\":{}", "[".repeat(100_000));
    assert_eq!(journal::read(sealed(&deep).as_bytes()).lines, []);
}

#[test]
fn numbers_that_are_too_large_are_refused_where_they_stand() {
    let (span, most) = ("span: (97, 102)", u64::MAX);
    let with = |to: &str, expected: &str| refused(span, &format!("span: {to}"), expected);
    with(&format!("(97, {most})"), "leaves the text");
    with(&format!("({most}, {most})"), "is empty");
    with(&format!("({}, {most})", most - 1), "leaves the text");
    with(&format!("({most}, 97)"), "is empty");
    with("(97, 18446744073709551616)", "out of bounds");
    with("(-1, 102)", "out of bounds");
    with("(97, 1e30)", "not RON as it should be here");
    refused("(id: 9,", "(id: 18446744073709551615,", "cannot be the id");
    refused(
        "(id: 9,",
        "(id: 340282366920938463463374607431768211456,",
        "out of bounds",
    );
    let digits = "9".repeat(1_000_000);
    refused(
        "\"value\": 30",
        &format!("\"value\": {digits}"),
        "too many digits",
    );
    refused("version: 2", &format!("version: {digits}"), "not RON");
}

#[test]
fn names_that_are_there_twice_are_refused() {
    for (place, field) in [
        ("    unit:", "direction: \"rtl\","),
        ("    unit:", "text: \"\","),
        ("(id: 9,", "label: \"place\","),
        ("(id: \"person\",", "color: \"#000000\","),
        ("(name: \"media\",", "name_ar: \"\","),
        ("(id: 5, name: \"لا", "id: 5,"),
    ] {
        let (record, rest) = place.split_at(usize::from(place.starts_with('(')));
        refused(place, &format!("{record}{field} {rest}"), "is there twice");
    }
    refused(
        "\"value\": 30",
        "\"value\": 30, \"\\u{76}alue\": 31",
        "is there twice",
    );
}

/// A file may say anything of what it has, but not that it has more than that.
#[test]
fn a_list_is_bounded_before_it_is_held() {
    let labels = "(), ".repeat(1025);
    let file = V2.replacen("labels: [", &format!("labels: [{labels}"), 1);
    assert!(problems(file.as_bytes())[0].contains("too many here: 1024 are the most"));
    let pieces = format!("spans: [{}], quotes: [", "(0, 1), ".repeat(2_000_000));
    let file = V2.replacen("spans: [(97, 102), (112, 117)], quotes: [", &pieces, 1);
    assert!(problems(file.as_bytes())[0].contains("too many here: 1000 are the most"));
    assert_eq!(MAX_ANNOTATIONS, 10_000_000);
}

#[test]
fn what_is_no_text_is_refused() {
    for bytes in [
        &b""[..],
        b"\0",
        b"\0\0\0\0(format: \"hashiya\")",
        b"\x7FELF\x02\x01\x01\0\0\0",
        b"PK\x03\x04\x14\0\x06\0",
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3",
        b"\xFF\xFE(\0f\0",
        b"\x89PNG\r\n\x1A\n",
        &[0xD8; 4096],
    ] {
        assert!(read(bytes).is_err(), "{bytes:?}");
        assert!(label_set::read(bytes).is_err(), "{bytes:?}");
        assert!(
            journal::replay(journal::read(bytes), None).is_err(),
            "{bytes:?}"
        );
    }
    // A file cut off anywhere, inside letters of two bytes too.
    for end in 0..V2.len() - 2 {
        assert!(read(&V2.as_bytes()[..end]).is_err(), "{end}");
    }
}

/// NUL, controls and the like are text as other text is.
#[test]
fn a_text_of_controls_is_kept() {
    let text: String = (0..0x250).filter_map(char::from_u32).collect();
    let text = format!("{text}\u{202E}\u{2066}\u{FFFE}\u{10FFFF}");
    let mut document = new(&text);
    let note = Change::set_article_note(text.as_str());
    document.apply(note, Selection::default()).unwrap();
    let written = write(&document);
    let again = read(written.as_bytes()).unwrap();
    assert!(again.same_content(&document));
    assert!(
        written
            .bytes()
            .all(|b| b >= b' ' && b != 0x7F || b == b'\n')
    );
    assert!(!written.contains(['\u{202E}', '\u{2066}', '\u{85}']));
    // In a file made by hand they may stand as they are.
    let raw = written
        .replace("\\u{0}", "\0")
        .replace("\\u{202e}", "\u{202E}");
    assert!(read(raw.as_bytes()).unwrap().same_content(&document));
}

fn new(text: &str) -> Document {
    let article = Article::new(text, false).unwrap();
    let sha256 = digest::sha256_of_source(&article);
    let source = hashiya::document::SourceInfo::new("a.txt", sha256);
    Document::new(article, source)
}

/// What a file that opens may differ in: names, notes, numbers and labels, but
/// neither the text nor the words that an annotation stands on, since a digest
/// and a quote tell.
fn is_told_or_harmless(document: &Document, altered: &[u8], at: usize) {
    match read(altered) {
        Err(error) => assert!(!error.problems.is_empty() && !error.to_string().is_empty()),
        Ok(read_back) => {
            let article = read_back.article();
            assert_eq!(article.text(), document.article().text(), "{at}");
            let words = |document: &Document| -> Vec<String> {
                let text = |it: &Annotation| it.text(document.article()).into_owned();
                document.annotations().map(text).collect()
            };
            let (mut found, mut known) = (words(&read_back), words(document));
            found.sort();
            known.sort();
            assert_eq!(found, known, "{at}");
            let written = write(&read_back);
            let again = read(written.as_bytes()).unwrap();
            assert!(again.same_content(&read_back), "{at}: {written}");
        }
    }
}

#[test]
fn a_byte_that_was_altered_is_told_or_does_no_harm() {
    let document = read(V2.as_bytes()).unwrap();
    let mut bytes = V2.as_bytes().to_vec();
    for at in 0..bytes.len() {
        let was = bytes[at];
        for other in [was ^ 1, was ^ 0x80, 0, b'"'] {
            bytes[at] = other;
            is_told_or_harmless(&document, &bytes, at);
        }
        bytes[at] = was;
        let without = [&bytes[..at], &bytes[at + 1..]].concat();
        is_told_or_harmless(&document, &without, at);
    }
}

fn journal_lines() -> Vec<String> {
    let mut document = read(V2.as_bytes()).unwrap();
    let base = write(&document);
    document.remember_steps();
    let id = hashiya::document::AnnotationId(6);
    let label = hashiya::document::LabelId::new("figure").unwrap();
    let figure = document.labels().get(&label).unwrap().clone();
    let altered = hashiya::document::Label {
        name_en: "Amount".to_owned(),
        ..figure
    };
    let changes = [
        Change::edit_label(&document, &label, altered, &[]),
        Change::duplicate(
            &document,
            id,
            &hashiya::document::LabelId::new("org").unwrap(),
        )
        .unwrap(),
        Change::set_note(id, "a"),
    ];
    for change in changes {
        document.apply(change, Selection::default()).unwrap();
    }
    document.undo();
    let entries = [Entry::Begin(Begin::default()), Entry::Base(base)];
    let steps = document.take_steps().into_iter().zip(1..);
    let steps = steps.map(|(step, number)| Entry::Step(number, step));
    let lines = entries.into_iter().chain(steps).zip(0..);
    let written = lines.map(|(entry, n)| journal::write(&Line { n, at: 0, entry }).unwrap());
    written.collect()
}

/// What stands in the place of a piece of a good file may be anything.
#[test]
fn whatever_is_put_in_nothing_ends_the_program() {
    let texts = [
        "",
        "(",
        ")",
        "]",
        "}",
        "\"",
        "'",
        "/*",
        "//",
        "r#\"",
        "b\"",
        "None",
        "Some(1)",
        "x: 1, ",
        "0",
        "-1",
        "9999999999999999999",
        "\u{0}",
        "\u{202E}",
        "(((((((((((((((((((((((((((((((((",
        "#![enable(unwrap_newtypes)]",
    ];
    for text in texts {
        for from in (0..=255).step_by(3) {
            for length in [0, 7, 60] {
                check_put_in(text, from, length);
            }
        }
    }
}

/// What the fuzzer begins with has all there is, so that it finds its way.
#[test]
fn the_seeds_of_the_fuzzer_are_right() {
    let file = include_bytes!("../../fuzz/seeds/small.hashiya.ron");
    assert_eq!(read(file).unwrap().unknown_fields().count(), 3);
    check_files(file);
    let labels = include_bytes!("../../fuzz/seeds/small.labels.ron");
    assert!(label_set::read(labels).is_ok());
    check_files(labels);
    let replay = check_journal(include_str!("../../fuzz/seeds/small.journal")).unwrap();
    assert!(!replay.damage.is_any(), "{:?}", replay.damage);
    assert_eq!((replay.steps, replay.document.count()), (8, 1));
}

/// Whatever a journal's line says, what it makes can be saved and opened.
#[test]
fn a_journal_that_lies_makes_no_file_that_cannot_be_read() {
    let lines = journal_lines();
    let (head, steps) = lines.split_at(2);
    let head = head.concat();
    for (number, line) in steps.iter().enumerate() {
        let object = line[17..].trim_end();
        let others: Vec<_> = steps.iter().map(|line| line.trim_end()).collect();
        let replay = |altered: &str| {
            let mut all = others.clone();
            all[number] = altered;
            check_journal(&format!("{head}{}", all.join("\n")));
        };
        for at in object.char_indices().map(|(at, _)| at).step_by(7) {
            let (before, after) = object.split_at(at);
            let rest = &after[after.chars().next().map_or(0, char::len_utf8)..];
            for other in ["", "0", "9", "\"", "a", "null", "[]", "{}", ","] {
                replay(&format!("{before}{other}{rest}"));
            }
        }
    }
}

#[test]
fn what_a_journal_says_twice_or_emptily_is_made_right() {
    let lines = journal_lines();
    let head = lines[..2].concat();
    let step = |annotation: &str| {
        let object = format!(
            "{{\"n\":2,\"at\":0,\"entry\":{{\"Step\":[1,{{\"Apply\":[{{\"kind\":\"Mark\",\"edits\":[{{\"Add\":{annotation}}}]}},{{\"anchor\":0,\"focus\":0}}]}}]}}}}"
        );
        let replayed = check_journal(&format!("{head}{object}")).unwrap();
        let damage = replayed.damage;
        (replayed.steps, damage.unfit_steps, damage.newer_lines)
    };
    let word = read(V2.as_bytes())
        .unwrap()
        .article()
        .text()
        .find("دولة")
        .unwrap();
    let end = word + "دولة".len();
    let new = format!(
        "\"id\":77,\"label\":\"figure\",\"spans\":[{{\"start\":{word},\"end\":{end}}}],\"entity\":null"
    );
    let _ = step(&format!("{{{new},\"details\":null}}"));
    let details = |inside: &str| step(&format!("{{{new},\"details\":{{{inside}}}}}"));
    let value = "[\"value\",{\"Number\":\"1\"}]";
    let unit = "[\"unit\",{\"Text\":\"x\"}]";
    let good = details(&format!(
        "\"attributes\":[{value},{unit},{value}],\"note\":\"\""
    ));
    assert_eq!(good, (1, 0, 0));
    assert_eq!(details("\"attributes\":[],\"note\":null"), (1, 0, 0));
    let extra = |field: &str| {
        let field = format!("{{\"after\":\"id\",{field}}}");
        details(&format!(
            "\"attributes\":[],\"note\":null,\"extra\":[{field}]"
        ))
    };
    assert_eq!(extra("\"name\":\"x\",\"value\":\"[1, 2]\""), (1, 0, 0));
    for bad in [
        "\"name\":\"id\",\"value\":\"1\"",
        "\"name\":\"x y\",\"value\":\"1\"",
        "\"name\":\"x\",\"value\":\"1), (id: 2\"",
        "\"name\":\"x\",\"value\":\"[1,2]\"",
        "\"name\":\"x\",\"value\":\"\"",
        "\"name\":\"x\",\"value\":\"1 2\"",
    ] {
        assert_eq!(extra(bad), (1, 1, 0), "{bad}");
    }
}

/// As long as lists are gone through once this takes seconds.
#[test]
fn a_hundred_thousand_annotations_are_read() {
    read_so_many(100_000);
}

/// The same with ten times as many, which takes ten times as long.
#[test]
#[ignore = "takes a minute"]
fn a_million_annotations_are_read() {
    read_so_many(1_000_000);
}

fn read_so_many(count: usize) {
    let text = "ab ".repeat(count);
    let empty = write(&new(&text));
    let (head, tail) = empty.split_once("annotations: [\n").unwrap();
    let mut file = format!("{head}annotations: [\n");
    for n in 0..count {
        let (id, start, end) = (n + 1, 3 * n, 3 * n + 2);
        file.push_str(&format!(
            "        (id: {id}, label: \"place\", span: ({start}, {end}), quote: \"ab\"),\n"
        ));
    }
    file.push_str(tail);
    let document = read(file.as_bytes()).unwrap();
    assert_eq!(document.count(), count);
    assert!(write(&document) == file);
}
