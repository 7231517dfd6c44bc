//! Fields that this version does not know, as a newer one may write them: they
//! are kept where they stand, through edits, undo, the journal and every save.

use std::collections::BTreeMap;

use hashiya::document::extra::{MAX_EXTRA_BYTES, MAX_EXTRA_FIELDS};
use hashiya::document::{
    Annotation, AnnotationId, AttributeKind, Change, Document, Entity, EntityId, Extra, LabelId,
    LabelSet, Selection,
};
use hashiya::formats::annotation_file::{ReadError, read, write};
use hashiya::formats::journal::{self, Begin, Entry, Line};
use hashiya::formats::label_set;
use proptest::prelude::*;

const V2: &str = include_str!("../fixtures/v2.hashiya.ron");

/// Places of the fixture where a field may be put in: one at least in every
/// kind of record, at its start, after a field and at its end.
const PLACES: [&str; 19] = [
    "    version: 2,\n",
    "    direction: \"rtl\",\n",
    "    annotations: [\n",
    "source: (",
    "encoding: \"windows-1256\", ",
    "(id: \"person\", ",
    "name_ar: \"مكان\", ",
    "(name: \"value\", ",
    "type: \"choice\", ",
    "(name: \"media\", ",
    "(id: 1, name: \"محمود عبّاس\", ",
    "(id: 5, ",
    "(id: 9, ",
    "(id: 9, label: \"person\", ",
    "(id: 6, label: \"figure\", ",
    "(id: 6, ",
    "(id: 3, label: \"person\", ",
    "(id: 8, ",
    "(",
];

/// A value in RON: every kind there is, with white space and comments.
fn value() -> impl Strategy<Value = String> {
    let space = || prop::sample::select(vec!["", "", " ", "\n\t", "/* \" ( */", "// [ '\n"]);
    let leaf = prop_oneof![
        Just("true".to_owned()),
        Just("None".to_owned()),
        Just("()".to_owned()),
        Just("Unit".to_owned()),
        "-?[0-9]{1,9}",
        "0x[0-9A-F]{1,8}",
        "[0-9]{1,4}\\.[0-9]{1,4}(e-?[0-9])?",
        "'[a-zع(\",:]'",
        "\"[ -!#-\\[\\]-~ع\u{64E}\u{202E}\n]{0,12}\"",
        Just("\"\\u{202e}\\\"\\\\\\n\"".to_owned()),
        Just("r#\"a \"quoted\" \\ word\"#".to_owned()),
        Just("b\"\\xff\\\"a\"".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let many = prop::collection::vec((space(), inner.clone(), space()), 0..5);
        let list = many.prop_map(|all| {
            let all = all.into_iter().map(|(a, it, b)| format!("{a}{it}{b}"));
            all.collect::<Vec<_>>()
        });
        prop_oneof![
            list.clone().prop_map(|all| format!("[{}]", all.join(","))),
            list.clone()
                .prop_filter("a tuple", |all| all.len() > 1)
                .prop_map(|all| format!("({},)", all.join(","))),
            list.clone().prop_map(|all| {
                let fields = all.iter().enumerate();
                let fields: Vec<_> = fields.map(|(n, it)| format!("f{n}:{it}")).collect();
                format!("Named ( {} )", fields.join(" , "))
            }),
            list.prop_map(|all| {
                let pairs = all.iter().enumerate();
                let pairs: Vec<_> = pairs.map(|(n, it)| format!("\"k{n}\" :{it}")).collect();
                format!("{{{}}}", pairs.join(","))
            }),
            (space(), inner).prop_map(|(a, it)| format!("Some({a}{it})")),
        ]
    })
}

/// The fixture with fields put in, called x0, x1 and so on.
fn with_fields(fields: &[(usize, String)]) -> String {
    let mut places: Vec<_> = fields
        .iter()
        .enumerate()
        .map(|(number, (place, value))| match PLACES[*place] {
            // The end of the file's record, and of the last annotation's.
            "    annotations: [\n" => (V2.rfind(')').unwrap(), format!("x{number}: {value}, ")),
            "(" => {
                let end = V2.find("),\n    ],\n    text:").unwrap();
                (end, format!(", x{number}: {value}"))
            }
            place => {
                let end = V2.find(place).unwrap() + place.len();
                (end, format!("x{number}: {value}, "))
            }
        })
        .collect();
    places.sort();
    let mut file = V2.to_owned();
    for (at, field) in places.iter().rev() {
        file.insert_str(*at, field);
    }
    file
}

/// Every unknown field of a document by name.
fn kept(document: &Document) -> BTreeMap<String, String> {
    let mut all: Vec<&Extra> = vec![document.extra(), &document.source().extra];
    for label in document.labels() {
        all.push(&label.extra);
        for attribute in &label.attributes {
            all.push(&attribute.extra);
            if let AttributeKind::Choice(options) = &attribute.kind {
                all.extend(options.iter().map(|option| &option.extra));
            }
        }
    }
    all.extend(document.entities().map(|it| &it.extra));
    all.extend(document.annotations().map(Annotation::extra));
    let fields = all.into_iter().flat_map(|extra| extra.fields());
    fields
        .map(|field| (field.name.to_string(), field.value.to_string()))
        .collect()
}

fn opened(file: &str) -> Result<Document, TestCaseError> {
    read(file.as_bytes()).map_err(|error| TestCaseError::fail(format!("{error}\n{file}")))
}

#[track_caller]
fn apply(document: &mut Document, change: Change) {
    document.apply(change, Selection::default()).unwrap();
}

/// Edits of all that has fields put in, which take none of them away.
fn edit(document: &mut Document) {
    let label = |id: &str| LabelId::new(id).unwrap();
    apply(document, Change::set_note(AnnotationId(9), ""));
    apply(document, Change::set_article_note(""));
    apply(document, Change::relabel(AnnotationId(3), label("org")));
    let mut person = document.labels().get(&label("person")).unwrap().clone();
    person.id = label("human");
    person.description.clear();
    let renamed = Change::edit_label(document, &label("person"), person, &[]);
    apply(document, renamed);
    let entity = Entity {
        note: None,
        ..document.entity(EntityId(1)).unwrap().clone()
    };
    apply(document, Change::edit_entity(entity));
    let mut figure = document.labels().get(&label("figure")).unwrap().clone();
    for attribute in &mut figure.attributes {
        attribute.name_en.push('!');
    }
    let altered = Change::edit_label(document, &label("figure"), figure, &[]);
    apply(document, altered);
}

fn journalled(base: &Document, steps: Vec<hashiya::document::Step>) -> Document {
    let mut lines = vec![Entry::Begin(Begin::default()), Entry::Base(write(base))];
    let numbered = steps.into_iter().zip(1..);
    lines.extend(numbered.map(|(step, number)| Entry::Step(number, step)));
    let lines = lines.into_iter().zip(0..);
    let bytes: String = lines
        .map(|(entry, n)| journal::write(&Line { n, at: 0, entry }).unwrap())
        .collect();
    let replayed = journal::replay(journal::read(bytes.as_bytes()), None).unwrap();
    assert!(!replayed.damage.is_any(), "{:?}", replayed.damage);
    replayed.document
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_a_newer_version_says_survives(
        fields in prop::collection::vec((0..PLACES.len(), value()), 1..8)
    ) {
        let file = with_fields(&fields);
        let mut document = opened(&file)?;
        let found = kept(&document);
        prop_assert_eq!(found.len(), fields.len());
        prop_assert_eq!(document.unknown_fields().count(), fields.len());
        for (number, (_, value)) in fields.iter().enumerate() {
            let kept = &found[&format!("x{number}")];
            let value_of = |ron: &str| ron::from_str::<ron::Value>(ron).unwrap();
            prop_assert_eq!(value_of(kept), value_of(value), "{} of {}", kept, value);
        }
        let first = write(&document);
        prop_assert!(opened(&first)?.same_content(&document), "{first}");
        prop_assert_eq!(write(&opened(&first)?), first.clone());
        prop_assert_eq!(first.matches('\n').count() - V2.matches('\n').count(),
            document.extra().fields().len());

        let base = document.snapshot();
        document.remember_steps();
        edit(&mut document);
        prop_assert_eq!(&kept(&document), &found);
        let saved = opened(&write(&document))?;
        prop_assert!(saved.same_content(&document));
        prop_assert_eq!(&kept(&saved), &found);
        prop_assert_eq!(write(&saved), write(&document));
        prop_assert!(journalled(&base, document.take_steps()).same_content(&document));
        while document.undo().is_some() {}
        prop_assert_eq!(write(&document), first);
    }
}

/// They stand where they stood, in the order of the page.
#[test]
fn fields_are_written_where_they_stood() {
    let with = [
        ("    unit:", "    layers: [1, 2],\n    unit:"),
        ("bom: true", "bom: true, crawler: \"x\""),
        (
            "(id: 3, label:",
            "(seen: (2024, 1), id: 3, score: 0.5, label:",
        ),
        (
            "    text: ",
            "    relations: [(from: 1, to: 2)],\n    text: ",
        ),
    ];
    let mut file = V2.to_owned();
    for (from, to) in with {
        assert!(file.contains(from), "{from}");
        file = file.replacen(from, to, 1);
    }
    let document = read(file.as_bytes()).unwrap();
    assert_eq!(write(&document), file);
    assert_eq!(document.unknown_fields().count(), 5);
}

fn problems(file: &str) -> Vec<String> {
    let ReadError { problems, .. } = read(file.as_bytes()).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(put_in: &str, expected: &str) {
    let file = V2.replacen("(id: 9, ", &format!("(id: 9, {put_in}, "), 1);
    let found = problems(&file);
    assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
}

#[test]
fn what_cannot_be_kept_is_refused_at_its_place() {
    // A lost annotation has such a field.
    refused("before: 1", "30:17: there is no field before here");
    refused("x: 1, x: 2", "30:23: the field x is there twice");
    refused(
        "r#x-y: 1",
        ": there is no field x-y here; known are id, label, span",
    );
    refused("اسم: 1", "30:17: there is no field اسم here");
    let deep = format!("x: {}{}", "[".repeat(17), "]".repeat(17));
    refused(
        &deep,
        "30:20: the field x is not known here, and nests too deep",
    );
    let long = format!("x: \"{}\"", "a".repeat(MAX_EXTRA_BYTES));
    refused(&long, "30:20: this text is too long: 16777216 bytes");
    let many: Vec<_> = (0..=MAX_EXTRA_FIELDS).map(|n| format!("x{n}: 1")).collect();
    refused(&many.join(", "), "there are too many here: 64 are the most");
    refused("x: ", "not RON as it should be here");
    let allowed = format!("x: {}{}", "[".repeat(16), "]".repeat(16));
    let file = V2.replacen("(id: 9, ", &format!("(id: 9, {allowed}, "), 1);
    assert!(read(file.as_bytes()).is_ok());
}

/// The innermost record of all, with as much in it as is allowed.
#[test]
fn what_is_allowed_is_read_again_however_deep_it_stands() {
    let deep = format!("x: {}1{}, ", "[".repeat(16), "]".repeat(16));
    let file = V2.replacen(
        "(name: \"media\", ",
        &format!("({deep}name: \"media\", "),
        1,
    );
    let document = read(file.as_bytes()).unwrap();
    assert_eq!(write(&document), file);
}

/// An annotation that loses its text keeps them, and has them when it is put
/// back.
#[test]
fn a_lost_annotation_keeps_its_fields() {
    let fields =
        "(id: 3, a: 1, label: \"person\", span: (28, 36), b: 2, quote: \"أبو مازن\", c: 3, ";
    let file = V2.replacen(
        "(id: 3, label: \"person\", span: (28, 36), quote: \"أبو مازن\", ",
        fields,
        1,
    );
    let mut document = read(file.as_bytes()).unwrap();
    assert_eq!(write(&document), file);
    let id = AnnotationId(3);
    let spans = document.annotation(id).unwrap().spans.clone();
    let lose = Change::lose(&document, id).unwrap();
    let base = document.snapshot();
    document.remember_steps();
    apply(&mut document, lose);
    let lost = write(&document);
    assert!(
        lost.contains("(id: 3, a: 1, label: \"person\", b: 2, quote: \"أبو مازن\", c: 3, before: ")
    );
    let again = read(lost.as_bytes()).unwrap();
    assert!(again.same_content(&document));
    assert_eq!(write(&again), lost);
    assert_eq!(document.unknown_fields().count(), 3);
    assert!(journalled(&base, document.take_steps()).same_content(&document));
    let back = Change::put_back(&document, [(id, spans)]).unwrap();
    apply(&mut document, back);
    assert_eq!(write(&document), file);
}

#[test]
fn a_set_of_labels_brings_its_fields_along() {
    let set = label_set::presets()[0].file;
    let set = set.replacen("(id: \"place\", ", "(id: \"place\", icon: \"pin\", ", 1);
    let set = set.replacen("    labels:", "    licence: \"x\",\n    labels:", 1);
    let named = label_set::read(set.as_bytes()).unwrap();
    let has_icon = |labels: &LabelSet| {
        let place = labels.get(&LabelId::new("place").unwrap()).unwrap();
        place
            .extra
            .fields()
            .iter()
            .any(|field| &*field.name == "icon")
    };
    assert!(has_icon(&named.labels));
    let mut document = read(V2.as_bytes()).unwrap();
    let loaded = Change::load_labels(&document, &named.labels, &BTreeMap::new());
    apply(&mut document, loaded);
    let saved = read(write(&document).as_bytes()).unwrap();
    assert!(has_icon(saved.labels()));
    assert!(label_set::write(&named).contains("icon: \"pin\""));
}

#[test]
fn a_greater_version_is_refused_whatever_it_holds() {
    for version in ["3", "18446744073709551615"] {
        let file = V2.replacen("version: 2", &format!("version: {version}, x: [[[]]]"), 1);
        let found = problems(&file);
        let expected = format!("the file is of version {version}, and this program reads versions");
        assert!(
            found.len() == 1 && found[0].contains(&expected),
            "{found:?}"
        );
        assert!(
            found[0].ends_with("open it with a newer Hashiya"),
            "{found:?}"
        );
    }
}
