//! The files the program reads and writes: a fixture for each version ever
//! released, every kind of broken file, and the exports.

mod checks;
mod hostile;
mod unknown;
mod v2;

use hashiya::document::{Color, Direction, Document};
use hashiya::formats::annotation_file::{ReadError, read, write};
use hashiya::formats::{csv, digest, json};

/// A file of version 1, made by a program that is not ours. Kept for ever:
/// whatever version we write, this one opens as it did.
const V1: &str = include_str!("../fixtures/v1.hashiya.ron");

fn v1() -> Document {
    read(V1.as_bytes()).unwrap()
}

#[test]
fn version_1_opens_as_it_always_did() {
    let document = v1();
    let article = document.article();
    assert_eq!(document.source().name, "مقال 1.txt");
    assert_eq!(document.direction(), Direction::RightToLeft);
    assert!(article.has_bom());
    assert!(article.text().starts_with("عَمّان 😀 - قال محمود عبّاس"));
    assert!(article.text().contains("لبنان\u{200F}.\r\n٢٥٪"));
    let bytes = [b"\xEF\xBB\xBF", article.text().as_bytes()].concat();
    assert_eq!(document.source().sha256, digest::sha256(&bytes));

    let labels: Vec<_> = document
        .labels()
        .iter()
        .map(|l| (l.id.as_str(), l.key))
        .collect();
    let expected = [
        ("person", Some('1')),
        ("place", Some('2')),
        ("figure", Some('3')),
        ("org", None),
    ];
    assert_eq!(labels, expected);
    let org = document.labels().iter().next_back().unwrap();
    assert_eq!(org.name_ar, "منظّمة \"أو\" شركة");
    assert_eq!(
        (&*org.name_en, &*org.short_ar, &*org.short_en),
        ("Organisation", "من", "Or")
    );
    assert_eq!(org.color, Color([0xCC, 0x79, 0xA7]));

    let marked: Vec<_> = document
        .annotations()
        .map(|a| {
            let span = article.char_span(a.span());
            (
                a.id.0,
                a.label.as_str(),
                span.start.0,
                span.end.0,
                article.slice(a.span()),
            )
        })
        .collect();
    let expected = [
        (1, "place", 0, 6, "عَمّان"),
        (2, "person", 15, 26, "محمود عبّاس"),
        (11, "org", 15, 26, "محمود عبّاس"),
        (3, "org", 35, 41, "رويترز"),
        (12, "org", 43, 52, "(Reuters)"),
        (13, "figure", 52, 57, ":\r\n\t\""),
        (5, "place", 58, 65, "القاهرة"),
        (4, "figure", 66, 73, "12 \\ 15"),
        (6, "place", 80, 86, "لبنان\u{200F}"),
        (8, "figure", 89, 111, "٢٥٪ من 3.5 مليون دولار"),
        (7, "figure", 89, 92, "٢٥٪"),
        (9, "place", 113, 118, "cafe\u{301}"),
        (10, "person", 119, 124, "👨\u{200D}👩\u{200D}👧"),
    ];
    assert_eq!(marked, expected);
}

/// The fixture was made from the specification alone, so this holds the
/// writer to it byte for byte: what version 1 can say, version 2 says as it did.
#[test]
fn what_version_1_can_say_is_written_as_it_was() {
    assert_eq!(write(&v1()), V1.replacen("version: 1,", "version: 2,", 1));
}

/// The fixture with one thing altered.
fn altered(from: &str, to: &str) -> String {
    assert!(V1.contains(from), "{from}");
    V1.replacen(from, to, 1)
}

fn problems(file: &str) -> Vec<String> {
    let ReadError { problems, .. } = read(file.as_bytes()).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(from: &str, to: &str, expected: &[&str]) {
    let found = problems(&altered(from, to));
    let fits = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|(found, start)| found.starts_with(start));
    assert!(fits, "found {found:#?}, expected {expected:#?}");
}

#[test]
fn a_span_that_does_not_fit_is_refused_at_its_place() {
    let span = "span: (58, 65)";
    refused(
        span,
        "span: (57, 64)",
        &[
            "20:56: the quote is \"القاهرة\", but at (57, 64) the text has \"بالقاهر\"; \
           the nearest such text is at (58, 65)",
        ],
    );
    refused(
        span,
        "span: (58, 58)",
        &["20:39: the span (58, 58) is empty"],
    );
    refused(
        span,
        "span: (65, 58)",
        &["20:39: the span (65, 58) is empty"],
    );
    refused(
        span,
        "span: (58, 5000000000)",
        &["20:39: the span (58, 5000000000) leaves the text, which has 126 code points"],
    );
    refused(
        "span: (0, 6), quote: \"عَمّان\"",
        "span: (0, 1), quote: \"ع\"",
        &[
            "14:39: the span (0, 1) splits a character at 1: what belongs together \
           (a letter and its marks, CR and LF, an emoji) is 0..2",
        ],
    );
    refused(
        "span: (52, 57), quote: \":\\r\\n\\t\\\"\"",
        "span: (54, 57), quote: \"\\n\\t\\\"\"",
        &["19:41: the span (54, 57) splits a character at 54"],
    );
}

/// UTF-16 units and bytes are what other programs count: an emoji shifts the
/// first, every Arabic letter the second.
#[test]
fn a_span_in_other_units_is_recognised() {
    let span = "span: (58, 65)";
    let utf16 = "the numbers seem to count UTF-16 units: in code points it is (58, 65)";
    let bytes = "the numbers seem to count bytes: in code points it is (0, 6)";
    let ends = |from, to, end: &str| {
        let found = problems(&altered(from, to));
        assert!(found.len() == 1 && found[0].ends_with(end), "{found:?}");
    };
    ends(span, "span: (59, 66)", utf16);
    ends("span: (0, 6)", "span: (0, 12)", bytes);
    ends(
        "quote: \"القاهرة\"",
        "quote: \"بيروت\"",
        "the quote is nowhere near: correct one of the two",
    );
}

#[test]
fn labels_and_ids_that_do_not_fit_are_refused_at_their_places() {
    refused(
        "(id: 3, label: \"org\"",
        "(id: 3, label: \"orgs\"",
        &["17:24: there is no label \"orgs\" in this file; there are person, place, figure, org"],
    );
    refused("(id: 3,", "(id: 11,", &["17:14: the id 11 is there twice"]);
    refused(
        "(id: 3,",
        "(id: 0,",
        &["17:14: 0 cannot be the id of an annotation"],
    );
    refused(
        "(id: 3,",
        "(id: 9007199254740992,",
        &["17:14: 9007199254740992 cannot be"],
    );
    refused(
        "(id: 3,",
        "(id: -3,",
        &["17:15: not RON as it should be here: integer is out of bounds"],
    );
    refused(
        "(id: 11, label: \"org\"",
        "(id: 11, label: \"person\"",
        &["16:9: annotation 2 gives the same text the label person already"],
    );
    // A label that is refused is not missed by its annotations as well.
    refused(
        "(id: \"org\"",
        "(id: \"1org\"",
        &["11:14: \"1org\" is not a label id"],
    );
    refused(
        "(id: \"org\"",
        "(id: \"place\"",
        &["11:14: the label place is there twice"],
    );
    refused(
        "key: \"3\"",
        "key: \"1\"",
        &["10:113: the key 1 belongs to the label person already"],
    );
    refused(
        "key: \"3\"",
        "key: \"33\"",
        &["10:113: \"33\" is not a key"],
    );
    refused(
        "\"#cc79a7\"",
        "\"pink\"",
        &["11:116: \"pink\" is not a colour"],
    );
}

#[test]
fn a_header_that_does_not_fit_is_refused_at_its_place() {
    refused(
        "version: 1",
        "version: 3",
        &["3:14: the file is of version 3, and this program reads versions up to 2"],
    );
    refused("version: 1", "version: 0", &["3:14: there is no version 0"]);
    refused("version: 1,", "", &["1:1: the field version is missing"]);
    refused(
        "format: \"hashiya\"",
        "format: \"other\"",
        &["2:13: not a Hashiya annotation file"],
    );
    refused(
        "format: \"hashiya\",",
        "",
        &["1:1: not a Hashiya annotation file"],
    );
    refused(
        "code points,",
        "bytes,",
        &["4:11: the unit is \"bytes, end exclusive\""],
    );
    refused(
        "\"rtl\"",
        "\"up\"",
        &["6:16: \"up\" is not a direction: write \"rtl\""],
    );
    let mut other = "4a1ce405b59cd9a8".to_owned();
    refused(&other, "4a1ce405b59cd9ag", &["5:42: this is not a SHA-256"]);
    other.replace_range(..1, "5");
    refused(
        "4a1ce405b59cd9a8",
        &other,
        &["5:42: the text of this file is not the text of its source: its SHA-256 is 4a1ce405"],
    );
    refused(
        "bom: true",
        "bom: false",
        &["5:42: the text of this file is not the text of its source"],
    );
}

#[test]
fn a_newer_version_is_called_newer_whatever_else_it_holds() {
    let newer = "(format: \"hashiya\", entities: [(id: 1)],\n  version: 7, text: 3)";
    assert_eq!(problems(newer).len(), 1);
    assert!(problems(newer)[0].starts_with("2:12: the file is of version 7"));
}

#[test]
fn what_is_not_ron_is_refused_at_its_place() {
    let not_ron = |from, to, at: &str, why: &str| {
        let expected = format!("{at}: not RON as it should be here: {why}");
        refused(from, to, &[&expected]);
    };
    not_ron(
        "\"القاهرة\"),",
        "\"القاهرة\")",
        "21:9",
        "expected a comma before this",
    );
    not_ron(
        "label: \"org\", span: (15",
        "label: org, span: (15",
        "16:25",
        "expected string",
    );
    not_ron(
        "span: (58, 65)",
        "span: (58)",
        "20:42",
        "expected a tuple of size 2",
    );
    not_ron(
        "span: (58, 65)",
        "span: (5.8, 65)",
        "20:41",
        "expected a comma",
    );
    not_ron("text: \"", "text: \"a\\q", "28:13", "unknown escape");
    not_ron(
        "annotations: [",
        "annotations: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "13:50",
        "too deeply nested",
    );
    refused(
        "quote: \"القاهرة\"",
        "quotes: \"القاهرة\"",
        &["20:49: there is no field quotes here; known are id, label, span, quote"],
    );
    refused(
        "span: (58, 65), ",
        "",
        &["20:9: the field span is missing here"],
    );
    refused(
        "(id: 5, ",
        "(id: 5, id: 5, ",
        &["20:17: the field id is there twice"],
    );
    refused(
        "    direction",
        "    note: 1,\n    direction",
        &["6:5: there is no field note here"],
    );
    for (file, expected) in [
        (
            "",
            "1:1: not RON as it should be here: expected opening `(`",
        ),
        (
            "قال محمود عباس",
            "1:1: not RON as it should be here: expected opening `(`",
        ),
        (
            "{\"format\": \"hashiya\"}",
            "1:1: not RON as it should be here: expected opening `(`",
        ),
        ("(format: \"hashiya\"", "1:19: not RON as it should be here"),
    ] {
        assert!(
            problems(file)[0].starts_with(expected),
            "{:?}",
            problems(file)
        );
    }
    let bytes = [V1.as_bytes(), b"\xFF"].concat();
    let error = read(&bytes).unwrap_err().to_string();
    assert_eq!(
        error,
        "30:1: not UTF-8: save the file as UTF-8 and open it again"
    );
}

#[test]
fn every_problem_is_named_in_the_order_of_the_file() {
    let file = altered("span: (0, 6)", "span: (1, 6)");
    let file = file.replace("(id: 13, label: \"figure\"", "(id: 13, label: \"nothing\"");
    let file = file.replace("direction: \"rtl\"", "direction: \"none\"");
    let places: Vec<_> = read(file.as_bytes())
        .unwrap_err()
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column))
        .collect();
    assert_eq!(places, [(6, 16), (14, 54), (19, 25)]);
}

#[test]
fn csv_is_what_spreadsheet_programs_read() {
    let bytes = csv::write(&v1()).unwrap();
    let table = String::from_utf8(bytes).unwrap();
    assert!(table.starts_with("\u{FEFF}id,label,label_name_ar,label_name_en,start,end,text\r\n1,place,مكان,Place,0,6,عَمّان\r\n"));
    assert!(table.contains("\r\n3,org,\"منظّمة \"\"أو\"\" شركة\",Organisation,35,41,رويترز\r\n"));
    assert!(table.contains("\r\n13,figure,رقم,Figure,52,57,\":\r\n\t\"\"\"\r\n"));
    assert!(table.ends_with("10,person,شخص,Person,119,124,👨\u{200D}👩\u{200D}👧\r\n"));
}

#[test]
fn json_holds_the_same_facts_as_the_annotation_file() {
    let value: serde_json::Value = serde_json::from_slice(&json::write(&v1()).unwrap()).unwrap();
    assert_eq!(value["format"], "hashiya");
    assert_eq!(value["unit"], "code points, end exclusive");
    assert_eq!(value["source"]["bom"], true);
    assert_eq!(value["direction"], "rtl");
    assert_eq!(value["labels"][3]["id"], "org");
    assert_eq!(value["labels"][3].get("key"), None);
    let text: Vec<char> = value["text"].as_str().unwrap().chars().collect();
    let annotations = value["annotations"].as_array().unwrap();
    assert_eq!(annotations.len(), 13);
    for annotation in annotations {
        let at = |field: &str| annotation[field].as_u64().unwrap() as usize;
        let quote: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(annotation["text"], quote);
    }
    assert_eq!(annotations[2]["id"], 11);
    assert_eq!(annotations[2]["label"], "org");
}

/// The example of the specification is a right file, written as it says.
#[test]
fn the_example_of_the_specification_is_right() {
    let page = include_str!("../../docs/annotation-format.md");
    let (_, rest) = page.split_once("```ron\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let document = read(example.as_bytes()).unwrap();
    assert_eq!(write(&document), example);
    let text = document.article().text();
    let sizes = format!(
        "The text has {} code points, {} UTF-16 code units and {} bytes of UTF-8.",
        text.chars().count(),
        text.encode_utf16().count(),
        text.len()
    );
    assert!(page.contains(&sizes), "{sizes}");
}
