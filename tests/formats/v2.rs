//! Version 2 of the annotation file: a fixture written from the specification,
//! and what breaks its rules.

use hashiya::document::{AttributeName, AttributeValue, Document, EntityId, Number};
use hashiya::formats::annotation_file::{ReadError, read, write};
use hashiya::formats::{csv, json};
use hashiya::text::CharSpan;

/// A file of version 2, made from the specification and by no program of ours.
/// Kept for ever: whatever version we write, this one opens as it did.
const V2: &str = include_str!("../fixtures/v2.hashiya.ron");
const V1: &str = include_str!("../fixtures/v1.hashiya.ron");

fn v2() -> Document {
    read(V2.as_bytes()).unwrap()
}

#[test]
fn version_2_opens_as_it_always_did() {
    let document = v2();
    let source = document.source();
    assert_eq!(source.encoding.as_deref(), Some("windows-1256"));
    assert_eq!(source.file_sha256.map(|digest| digest[0]), Some(0x22));
    assert_eq!(document.note(), Some("مقال للتجربة:\n\tفيه كل شيء"));

    let labels: Vec<_> = document.labels().iter().collect();
    assert_eq!(labels[0].parent.as_ref().unwrap().as_str(), "org");
    assert_eq!(labels[1].description, "اسم شخص بلا لقبه");
    let kinds = labels[3]
        .attributes
        .iter()
        .map(|it| (it.name.as_str(), it.kind.as_str()));
    let expected = [
        ("value", "number"),
        ("modifier", "choice"),
        ("unit", "text"),
    ];
    assert!(kinds.eq(expected));

    let entities: Vec<_> = document.entities().map(|it| (it.id.0, &*it.name)).collect();
    let expected = [
        (1, "محمود عبّاس"),
        (5, "لا يُذكر"),
        (9007199254740991, "رويترز"),
    ];
    assert_eq!(entities, expected);
    let abbas = document.entity(EntityId(1)).unwrap();
    let link = abbas.link.as_ref().unwrap().as_str();
    assert_eq!(link, "https://ar.wikipedia.org/wiki/محمود_عباس");
    assert_eq!(abbas.note.as_deref(), Some("رئيس السلطة"));
    let mentions = document.mentions(EntityId(1)).map(|id| id.0);
    assert!(mentions.eq([2, 3, 8]));

    let article = document.article();
    let marked: Vec<_> = document
        .annotations()
        .map(|it| (it.id.0, it.label.as_str(), it.text(article).into_owned()))
        .collect();
    let expected = [
        (1, "place", "عَمّان"),
        (2, "person", "محمود عبّاس"),
        (3, "person", "أبو مازن"),
        (4, "agency", "رويترز"),
        (12, "org", "رويترز"),
        (5, "figure", "أكثر من 30 دولة"),
        (6, "figure", "3.5 مليون دولار"),
        (7, "figure", "٢٥٪"),
        (11, "place", "زار بيروت 2025"),
        (9, "person", "عبّاس زوجته"),
        (8, "person", "عبّاس"),
        (10, "person", "👨\u{200D}👩\u{200D}👧"),
    ];
    let expected = expected.map(|(id, label, text)| (id, label, text.to_owned()));
    assert_eq!(marked, expected);

    let of = |id: u64| document.annotations().find(|it| it.id.0 == id).unwrap();
    let pieces = of(9).pieces().iter().map(|piece| article.char_span(*piece));
    assert!(pieces.eq([CharSpan::new(97, 102), CharSpan::new(112, 117)]));
    let value = |id, name| {
        of(id)
            .attribute(&AttributeName::new(name).unwrap())
            .cloned()
    };
    assert_eq!(
        value(5, "value"),
        Some(AttributeValue::Number(Number::from(30)))
    );
    let smallest = "-0.000000000001".parse().unwrap();
    assert_eq!(value(7, "value"), Some(AttributeValue::Number(smallest)));
    let quoted = AttributeValue::Text("دولار \"أمريكي\"".into());
    assert_eq!(value(6, "unit"), Some(quoted));
    assert_eq!(value(4, "foreign"), Some(AttributeValue::YesNo(true)));
    assert_eq!(of(6).note(), Some("راجع المبلغ:\nقد يكون باليورو"));
}

/// The fixture was made from the specification alone, so this holds the
/// writer to it byte for byte.
#[test]
fn version_2_is_written_as_specified() {
    assert_eq!(write(&v2()), V2);
}

#[track_caller]
fn refused(from: &str, to: &str, expected: &[&str]) {
    assert!(V2.contains(from), "{from}");
    let altered = V2.replacen(from, to, 1);
    let ReadError { problems, .. } = read(altered.as_bytes()).unwrap_err();
    let found: Vec<_> = problems.iter().map(ToString::to_string).collect();
    let fits = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|(found, part)| found.contains(part));
    assert!(fits, "found {found:#?}, expected {expected:#?}");
}

#[test]
fn pieces_that_do_not_fit_are_refused_at_their_places() {
    let spans = "spans: [(97, 102), (112, 117)], quotes: [\"عبّاس\", \"زوجته\"]";
    let with = |to: &str, expected: &str| refused(spans, to, &[expected]);
    with(
        "spans: [(112, 117), (97, 102)], quotes: [\"زوجته\", \"عبّاس\"]",
        "30:54: this piece begins before",
    );
    with(
        "spans: [(97, 100), (100, 102)], quotes: [\"عبّ\", \"اس\"]",
        "30:53: this piece begins before",
    );
    with(
        "spans: [(97, 102)], quotes: [\"عبّاس\"]",
        "30:41: spans are two or more",
    );
    with(
        "spans: [(97, 102), (112, 117)], quotes: [\"عبّاس\"]",
        "30:74: there must be as many quotes as spans",
    );
    with(
        "spans: [(97, 102), (112, 117)]",
        "30:9: the field quotes is missing",
    );
    with(
        "quotes: [\"عبّاس\", \"زوجته\"]",
        "30:9: the field spans is missing",
    );
    with(
        "span: (97, 102), quote: \"عبّاس\", spans: [(97, 102), (112, 117)]",
        "30:74: an annotation has either span and quote or spans and quotes",
    );
    with(
        "spans: [(97, 102), (112, 118)], quotes: [\"عبّاس\", \"زوجته\"]",
        "but at (112, 118) the text has \"زوجته \"",
    );
    let many = "(0, 1), ".repeat(1001);
    let many = format!("spans: [{many}], quotes: []");
    with(&many, "there are too many here: 1000 are the most");
}

#[test]
fn entities_that_do_not_fit_are_refused_at_their_places() {
    refused(
        "entity: 1)",
        "entity: 2)",
        &["there is no entity 2 in this file"],
    );
    refused(
        "(id: 5, name: \"لا",
        "(id: 1, name: \"لا",
        &["17:14: the entity 1 is there twice"],
    );
    refused(
        "(id: 5, name: \"لا",
        "(id: 0, name: \"لا",
        &["17:14: 0 cannot be the id of an entity"],
    );
    refused("\"لا يُذكر\"", "\" \\n\"", &["17:23: an entity needs a name"]);
    refused(
        "name: \"رويترز\", label: \"agency\"",
        "name: \"رويترز\", label: \"agencies\"",
        &["there is no label \"agencies\" in this file"],
    );
    refused(
        "urn:x-wikidata:",
        "x wikidata:",
        &["a link begins with a scheme"],
    );
    refused(
        "urn:x-wikidata:",
        "urn:x wikidata:",
        &["a link cannot have the character U+0020"],
    );
}

#[test]
fn attributes_that_do_not_fit_are_refused_at_their_places() {
    let values = "{\"value\": 30, \"modifier\": \"more-than\", \"unit\": \"دولة\"}";
    let with = |to: &str, expected: &str| refused(values, to, &[expected]);
    with(
        "{\"valeu\": 30}",
        "26:89: the label figure has no attribute \"valeu\"; it has value, modifier, unit",
    );
    with("{\"value\": \"30\"}", "26:98: this is not a number");
    with("{\"value\": 1e6}", "26:98: this is not a number");
    with("{\"value\": 0.1234567890123}", "too many digits");
    with(
        "{\"modifier\": \"less-than\"}",
        "has no option less-than; it has more-than",
    );
    with("{\"modifier\": true}", "expected string");
    with("{\"unit\": \"\"}", "cannot hold an empty text");
    with(
        "{\"value\": 1, \"value\": 1}",
        "the field value is there twice",
    );
    refused(
        "{\"foreign\": true",
        "{\"foreign\": \"yes\"",
        &["expected boolean"],
    );
    refused(
        "type: \"yes-no\"",
        "type: \"bool\"",
        &["\"bool\" is not a type of attribute"],
    );
    refused(
        "type: \"yes-no\")",
        "type: \"yes-no\", options: [])",
        &["only an attribute of the type \"choice\" has options"],
    );
    refused(
        "(name: \"media\", name_ar: \"إعلام\"",
        "(name: \"state\", name_ar: \"إعلام\"",
        &["the choice kind has the option state twice"],
    );
    refused(
        "parent: \"org\"",
        "parent: \"agency\"",
        &["would be its own parent"],
    );
    refused(
        "parent: \"org\"",
        "parent: \"orgs\"",
        &["there is no such label"],
    );
}

#[test]
fn what_is_too_long_is_refused() {
    let long = "ع".repeat(6000);
    refused(
        "\"لا يُذكر\"",
        &format!("\"{long}\""),
        &["17:23: this text is too long: 10000 bytes"],
    );
    let long = format!("\"unit\": \"{}\"", "ع".repeat(40_000));
    refused(
        "\"unit\": \"دولة\"",
        &long,
        &["this text is too long: 65536 bytes"],
    );
    refused(
        "windows-1256",
        &"w".repeat(41),
        &["this text is too long: 40 bytes"],
    );
    refused(
        "windows-1256",
        "windows 1256",
        &["not the name of an encoding"],
    );
    refused(
        "encoding: \"windows-1256\", ",
        "",
        &["the field encoding is missing"],
    );
}

#[test]
fn a_note_of_ten_million_bytes_is_kept() {
    let note = "م\\n\\u{200f}".repeat(2_000_000);
    let file = V2.replacen("راجع المبلغ", &note, 1);
    let document = read(file.as_bytes()).unwrap();
    let longest = document
        .annotations()
        .filter_map(|it| it.note())
        .map(str::len)
        .max();
    assert!(longest > Some(12_000_000), "{longest:?}");
    assert_eq!(write(&document), file);
    let too_long = "م".repeat(9_000_000);
    refused(
        "راجع المبلغ",
        &too_long,
        &["this text is too long: 16777216 bytes"],
    );
}

#[test]
fn a_number_of_24_digits_is_kept_to_the_last() {
    let digits = "123456789012345678901234.000000000001";
    let file = V2.replacen("\"value\": 3500000", &format!("\"value\": {digits}"), 1);
    assert_eq!(write(&read(file.as_bytes()).unwrap()), file);
    let more = format!("\"value\": {}", "9".repeat(25));
    refused("\"value\": 3500000", &more, &["too many digits"]);
}

/// What version 2 added is no part of version 1.
#[test]
fn a_file_of_version_1_has_no_fields_of_version_2() {
    let label = "(id: \"person\", ";
    let annotation = "(id: 3, ";
    for (before, field, value) in [
        ("    direction: \"rtl\",\n", "note", "\"x\""),
        ("    direction: \"rtl\",\n", "entities", "[]"),
        ("source: (", "encoding", "\"windows-1256\""),
        ("source: (", "file_sha256", "\"00\""),
        (label, "description", "\"x\""),
        (label, "parent", "\"org\""),
        (label, "attributes", "[]"),
        (annotation, "spans", "[(0, 1), (2, 3)]"),
        (annotation, "quotes", "[\"a\", \"b\"]"),
        (annotation, "entity", "1"),
        (annotation, "attributes", "{}"),
        (annotation, "note", "\"x\""),
    ] {
        assert!(V1.contains(before), "{before}");
        let file = V1.replacen(before, &format!("{before}{field}: {value}, "), 1);
        let ReadError { problems, .. } = read(file.as_bytes()).unwrap_err();
        let expected = format!("there is no field {field} here; known are");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].to_string().contains(&expected), "{problems:?}");
    }
}

#[test]
fn csv_has_a_column_for_everything_that_is_said() {
    let table = String::from_utf8(csv::write(&v2()).unwrap()).unwrap();
    let mut lines = table.split("\r\n");
    assert_eq!(
        lines.next(),
        Some(
            "\u{FEFF}id,label,label_name_ar,label_name_en,start,end,text,spans,entity,entity_name,\
             entity_link,note,attribute_foreign,attribute_kind,attribute_value,attribute_modifier,attribute_unit"
        )
    );
    assert_eq!(
        lines.next(),
        Some("1,place,مكان,Place,0,6,عَمّان,0-6,,,,,,,,,")
    );
    let figure = "5,figure,رقم,Figure,50,65,أكثر من 30 دولة,50-65,,,,,,,30,more-than,دولة";
    assert!(table.contains(figure), "{table}");
    let agency = "4,agency,وكالة,Agency,39,45,رويترز,39-45,9007199254740991,رويترز,urn:x-wikidata:Q130879,,yes,media,,,";
    assert!(table.contains(agency), "{table}");
    assert!(table.contains("9,person,شخص,Person,97,117,عبّاس زوجته,97-102 112-117,,,,زوجة عبّاس,"));
}

#[test]
fn json_holds_everything_that_is_said() {
    let bytes = json::write(&v2()).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(value["version"], 2);
    assert_eq!(value["source"]["encoding"], "windows-1256");
    assert_eq!(value["note"], "مقال للتجربة:\n\tفيه كل شيء");
    assert_eq!(value["labels"][0]["parent"], "org");
    assert_eq!(
        value["labels"][0]["attributes"][1]["options"][1]["name"],
        "media"
    );
    assert_eq!(value["labels"][2].get("attributes"), None);
    assert_eq!(value["entities"][2]["id"], 9007199254740991_u64);
    assert_eq!(value["entities"][1].get("label"), None);
    let annotations = value["annotations"].as_array().unwrap();
    assert_eq!(annotations[0].get("entity"), None);
    assert_eq!(annotations[5]["attributes"]["value"], 30);
    assert_eq!(annotations[3]["attributes"]["foreign"], true);
    assert_eq!(
        annotations[9]["spans"],
        serde_json::json!([[97, 102], [112, 117]])
    );
    assert_eq!(
        (&annotations[9]["start"], &annotations[9]["end"]),
        (&97.into(), &117.into())
    );
    assert_eq!(annotations[9]["note"], "زوجة عبّاس");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"value\": -0.000000000001"));
}

/// What stands before the text, and lost annotations put there.
const BEFORE_TEXT: &str = "    ],\n    text: ";
const LOST: &str = "    ],\n    lost: [\n        (id: 13, label: \"person\", quote: \"محمود\", before: \"قال \", after: \" في \\\"بيته\\\"\", entity: 1, note: \"أين؟\"),\n        (id: 20, label: \"agency\", quotes: [\"وكالة\", \"رويترز\"]),\n    ],\n    text: ";

#[test]
fn lost_annotations_are_read_and_written_as_specified() {
    let with_lost = V2.replacen(BEFORE_TEXT, LOST, 1);
    let document = read(with_lost.as_bytes()).unwrap();
    let lost: Vec<_> = document.lost().collect();
    assert_eq!((lost[0].id().0, lost[0].quote().as_str()), (13, "محمود"));
    assert_eq!(
        (lost[0].before(), lost[0].after()),
        ("قال ", " في \"بيته\"")
    );
    assert_eq!(lost[0].said().note(), Some("أين؟"));
    assert_eq!(lost[0].said().entity, Some(EntityId(1)));
    assert_eq!(lost[1].quotes(), ["وكالة", "رويترز"]);
    assert_eq!(document.count(), v2().count());
    assert_eq!(document.fresh_id().0, 21);
    assert_eq!(write(&document), with_lost);
}

#[test]
fn lost_annotations_that_do_not_fit_are_refused_at_their_places() {
    let with = |from: &str, to: &str, expected: &str| {
        assert!(LOST.contains(from), "{from}");
        refused(BEFORE_TEXT, &LOST.replacen(from, to, 1), &[expected]);
    };
    with("id: 13", "id: 12", "35:14: ");
    with("id: 13", "id: 20", "36:14: ");
    with(
        "\"محمود\"",
        "\"\"",
        "35:42: a lost annotation needs the words",
    );
    with("quote: \"محمود\", ", "", "35:9: the field quote is missing");
    with("entity: 1", "entity: 4", "there is no entity 4");
    with("\"agency\"", "\"agent\"", "36:25: ");
    with(
        "[\"وكالة\", \"رويترز\"]",
        "[\"وكالة\"]",
        "36:43: spans are two or more",
    );
    with(
        "before: ",
        "span: (1, 2), before: ",
        "there is no field span here",
    );
    let long = format!("\"{}\"", "ا".repeat(2049));
    with("\"قال \"", &long, "35:59: ");
    // What is lost has values that its label knows.
    let value = "quotes: [\"a\", \"b\"], attributes: {\"x\": 1}";
    with(
        "quotes: [\"وكالة\", \"رويترز\"]",
        value,
        "has no attribute \"x\"",
    );
}
