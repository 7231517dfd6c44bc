//! `hashiya apply` as a script runs it: one answer a line, in order and at
//! once; nothing lost whatever a line holds; saved at the end.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use hashiya::document::{Document, EntityId};
use hashiya::formats::annotation_file;
use serde_json::{Value, json};

use crate::util::driver::{folder, write};

/// An emoji, so that code points are neither UTF-16 units nor bytes.
const TEXT: &str = "😀 زار محمد علي القاهرة، وقال علي إن 3.5 مليون دولار وصلت القاهرة.\n";

/// Runs `apply` on a file; answers the status and the lines of its output.
fn apply(file: &Path, edits: &[u8]) -> (Option<i32>, Vec<Value>) {
    let mut child = command(file).spawn().unwrap();
    // A file that cannot be opened ends the program before it reads.
    match child.stdin.take().unwrap().write_all(edits) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        written => written.unwrap(),
    }
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let answers = out.lines().map(|line| serde_json::from_str(line).unwrap());
    (output.status.code(), answers.collect())
}

fn command(file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
    command.arg("apply").arg(file);
    command.env("XDG_DATA_HOME", file.with_file_name("data"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command
}

fn saved(path: &Path) -> Document {
    annotation_file::read(&std::fs::read(path).unwrap()).unwrap()
}

fn marked(document: &Document) -> Vec<(u64, String, String)> {
    let article = document.article();
    let of = |it: &hashiya::document::Annotation| {
        (it.id.0, it.label.to_string(), it.text(article).into_owned())
    };
    document.annotations().map(of).collect()
}

fn lines(edits: &[Value]) -> Vec<u8> {
    let lines = edits.iter().map(|edit| format!("{edit}\n"));
    lines.collect::<String>().into_bytes()
}

#[test]
fn an_article_gets_its_annotations_beside_it() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", TEXT.as_bytes());
    let edits = lines(&[
        json!({"op": "add", "label": "person", "start": 6, "end": 14}),
        json!({"op": "add", "label": "place", "start": 15, "end": 22}),
        json!({"op": "set-span", "id": 1, "start": 6, "end": 10}),
        json!({"op": "set-label", "id": 2, "label": "person"}),
        json!({"op": "undo"}),
    ]);
    let (status, answers) = apply(&article, &edits);
    let expected = [
        json!({"ok": true, "revision": 1, "id": 1}),
        json!({"ok": true, "revision": 2, "id": 2}),
        json!({"ok": true, "revision": 3, "id": 1}),
        json!({"ok": true, "revision": 4, "id": 2}),
        json!({"ok": true, "revision": 5, "ids": [2], "position": 3}),
    ];
    assert_eq!((status, answers.as_slice()), (Some(0), &expected[..]));
    let beside = folder.path().join("a.hashiya.ron");
    let (person, place) = ("person".to_owned(), "place".to_owned());
    let expected = [
        (1, person, "محمد".to_owned()),
        (2, place, "القاهرة".to_owned()),
    ];
    assert_eq!(marked(&saved(&beside)), expected);

    // Again, by the article's name and by the file's own.
    let (status, _) = apply(&article, b"{\"op\":\"remove\",\"id\":1}");
    assert_eq!((status, marked(&saved(&beside)).len()), (Some(0), 1));
    let (status, answers) = apply(
        &beside,
        b"{\"op\":\"add\",\"label\":\"figure\",\"start\":36,\"end\":39}\n",
    );
    assert_eq!((status, &answers[0]["id"]), (Some(0), &json!(3)));
    assert_eq!(marked(&saved(&beside)).len(), 2);
}

#[test]
fn an_answer_comes_before_the_next_edit() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", TEXT.as_bytes());
    let mut child = command(&article).spawn().unwrap();
    let mut edits = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for number in 1..4 {
        let edit = json!({"op": "add", "label": "person", "start": 0, "end": number});
        edits.write_all(format!("{edit}\n").as_bytes()).unwrap();
        edits.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(
            (&answer["ok"], &answer["id"]),
            (&json!(true), &json!(number))
        );
    }
    drop(edits);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_line_that_is_wrong_is_named_and_the_others_are_made() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", TEXT.as_bytes());
    let good = "{\"op\":\"add\",\"label\":\"person\",\"start\":6,\"end\":14}";
    let long = format!("{{\"op\":\"{}\"}}", "x".repeat(1 << 20));
    let wrong: &[(&[u8], &str)] = &[
        (b"{\"op\":\"add\"", "EOF while parsing"),
        (b"nothing", "a line is one JSON object"),
        (b"[\"undo\"]", "a line is one JSON object"),
        (b"{}", "missing field `op`"),
        (b"{\"op\":3}", "invalid type: integer `3`"),
        (b"{\"op\":\"fly\"}", "there is no op \"fly\""),
        (b"{\"op\":\"undo\",\"times\":2}", "unknown field `times`"),
        (
            b"{\"op\":\"remove\",\"id\":1,\"id\":2}",
            "duplicate field `id`",
        ),
        (b"{\"op\":\"remove\"}", "the field id (or ids) is missing"),
        (
            b"{\"op\":\"remove\",\"id\":99}",
            "there is no annotation 99",
        ),
        (b"{\"op\":\"remove\",\"id\":-1}", "invalid value"),
        (
            b"{\"op\":\"remove\",\"id\":99999999999999999999999}",
            "column",
        ),
        (b"{\"op\":\"remove\",\"id\":1.5}", "invalid type"),
        (
            b"{\"op\":\"add\",\"label\":\"person\",\"start\":0,\"end\":18446744073709551615}",
            "leaves the text, which has 66 code points",
        ),
        (
            b"{\"op\":\"add\",\"label\":\"person\",\"start\":4,\"end\":4}",
            "is empty",
        ),
        (
            b"{\"op\":\"add\",\"label\":\"nobody\",\"start\":4,\"end\":5}",
            "no label nobody",
        ),
        (
            b"{\"op\":\"add\",\"label\":\"1\",\"start\":4,\"end\":5}",
            "not a label id",
        ),
        (
            b"{\"op\":\"add\",\"label\":\"person\",\"start\":4}",
            "the field end is missing",
        ),
        (
            b"{\"op\":\"add\",\"label\":\"person\",\"spans\":[[6,8],[8,10]]}",
            "must ascend with text between them",
        ),
        (
            b"{\"op\":\"note\",\"id\":1,\"text\":\"\xFF\"}",
            "not UTF-8, at its byte 29",
        ),
        (b"{\"op\":\"note\",\"id\":1}", "the field text is missing"),
        (b"{\"op\":\"note\"}", "the field text is missing"),
        (
            b"{\"op\":\"unmark-all\",\"ids\":[1],\"text\":\"x\"}",
            "a line has either text, id or ids",
        ),
        (
            b"{\"op\":\"unmark-all\",\"ids\":[1],\"label\":\"place\"}",
            "no annotation has this text and label",
        ),
        (
            b"{\"op\":\"add\",\"label\":\"figure\",\"start\":36,\"end\":39,\"attributes\":{\"value\":1,\"value\":2}}",
            "duplicate field `value`",
        ),
        (
            b"{\"op\":\"edit-label\",\"id\":\"figure\",\"label\":{},\"renamed\":{\"unit\":\"value\"}}",
            "unit cannot get the name value",
        ),
        (
            b"{\"op\":\"edit-label\",\"id\":\"figure\",\"label\":{},\"renamed\":{\"unit\":\"u\",\"date\":\"u\"}}",
            "another attribute would have it",
        ),
        (long.as_bytes(), "there is no op \"xxx"),
        (b"{\"op\":\"redo\"}", "nothing to redo"),
        (
            b"{\"op\":\"go-to\",\"position\":7}",
            "the history has 1 changes",
        ),
    ];
    let mut input = format!("{good}\n\n \t\n").into_bytes();
    for (line, _) in wrong {
        input.extend_from_slice(line);
        input.extend_from_slice(b"\r\n");
    }
    input.extend_from_slice(b"{\"op\":\"note\",\"text\":\"end\"}");
    let (status, answers) = apply(&article, &input);
    assert_eq!((status, answers.len()), (Some(1), wrong.len() + 2));
    for (index, (line, reason)) in wrong.iter().enumerate() {
        let answer = &answers[index + 1];
        assert_eq!(answer["ok"], false);
        assert_eq!(answer["line"], index + 4);
        let error = answer["error"].as_str().unwrap();
        let shown = String::from_utf8_lossy(&line[..line.len().min(80)]);
        assert!(error.contains(reason), "{shown}: {error}");
        assert!(error.len() < 300, "{error}");
    }
    let document = saved(&folder.path().join("a.hashiya.ron"));
    assert_eq!((document.count(), document.note()), (1, Some("end")));
}

#[test]
fn everything_that_can_be_said_of_text_can_be_scripted() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", TEXT.as_bytes());
    let edits = lines(&[
        json!({"op": "mark-all", "label": "place", "text": "القاهرة"}),
        json!({"op": "mark-all", "label": "person", "text": "علي"}),
        json!({"op": "add", "label": "person", "start": 6, "end": 14}),
        json!({"op": "add-entity", "mentions": [4, 3], "label": "person", "link": "urn:x:1"}),
        json!({"op": "set-entity", "entity": 1, "name": "محمد علي", "note": "باشا"}),
        json!({"op": "remove", "ids": [3]}),
        json!({"op": "undo"}),
        json!({"op": "add", "label": "figure", "start": 36, "end": 51, "note": "كم؟",
               "attributes": {"value": 3500000, "currency": "USD", "percent": false}}),
        json!({"op": "set-attribute", "id": 6, "name": "modifier", "value": "about"}),
        json!({"op": "split", "id": 6, "at": 40}),
        json!({"op": "join", "ids": [6, 7]}),
        json!({"op": "duplicate", "id": 5, "label": "place"}),
        json!({"op": "add", "label": "place", "spans": [[6, 10], [15, 22]]}),
        json!({"op": "link", "ids": [1, 2], "entity": null}),
        json!({"op": "unmark-all", "text": "القاهرة", "label": "place"}),
        json!({"op": "add-label", "label": {"id": "org", "name_ar": "منظمة", "key": "4",
               "attributes": [{"name": "kind", "type": "choice", "options": [{"name": "party"}]}]}}),
        json!({"op": "edit-label", "id": "org", "label": {"id": "body", "color": "#cc79a7", "key": null}}),
        json!({"op": "move-label", "label": "body", "index": 0}),
        json!({"op": "remove-label", "label": "place", "relabel": "body"}),
        json!({"op": "direction", "direction": "ltr"}),
        json!({"op": "go-to", "position": 0}),
        json!({"op": "go-to", "position": 17}),
    ]);
    let (status, answers) = apply(&article, &edits);
    for (index, answer) in answers.iter().enumerate() {
        assert_eq!(answer["ok"], true, "{}: {answer}", index + 1);
    }
    assert_eq!((status, answers.len()), (Some(0), 22));
    assert_eq!(answers[0]["ids"], json!([1, 2]));
    assert_eq!(answers[3]["entity"], 1);
    assert_eq!(answers[10]["id"], 6);

    let document = saved(&folder.path().join("a.hashiya.ron"));
    let entity = document.entity(EntityId(1)).unwrap();
    assert_eq!(
        (&*entity.name, document.mention_count(entity.id)),
        ("محمد علي", 2)
    );
    let labels: Vec<_> = document.labels().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(labels, ["body", "person", "figure"]);
    let texts: Vec<_> = marked(&document)
        .into_iter()
        .map(|(_, label, text)| (label, text))
        .collect();
    let expected = [
        ("body", "محمد القاهرة"),
        ("person", "محمد علي"),
        ("body", "محمد علي"),
        ("person", "علي"),
        ("person", "علي"),
        ("figure", "3.5 مليون دولار"),
    ];
    let texts: Vec<_> = texts
        .iter()
        .map(|(label, text)| (&**label, &**text))
        .collect();
    assert_eq!(texts, expected);
    let figure = document.annotations().last().unwrap();
    let values: Vec<_> = figure.attributes().map(|(name, _)| name.as_str()).collect();
    assert_eq!(values, ["currency", "modifier", "percent", "value"]);
}

#[test]
fn a_name_is_marked_as_it_is_written_after_clitics_and_with_marks() {
    let text = "زار القاهرة وبالقاهِرة ثم للقاهرة، والقاهرة، لا قاهرات القاهرةوبيروت.\n";
    let texts = |how: &str| {
        let folder = folder();
        let article = write(folder.path(), "a.txt", text.as_bytes());
        let edit = json!({"op": "mark-all", "label": "place", "text": "القاهرة", "match": how});
        let (status, answers) = apply(&article, &lines(&[edit]));
        assert_eq!(status, Some(0), "{answers:?}");
        let marked = marked(&saved(&folder.path().join("a.hashiya.ron"))).into_iter();
        marked.map(|(_, _, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(texts("exact"), ["القاهرة"]);
    assert_eq!(texts("inside"), ["القاهرة"; 3]);
    let folded = ["القاهرة", "القاهِرة", "لقاهرة", "القاهرة"];
    assert_eq!(texts("folded"), folded);
    assert_eq!(texts("doubtful"), [&folded[..], &["القاهرة"]].concat());
}

#[test]
fn a_name_of_two_pieces_is_looked_for_without_what_lies_between() {
    let text = "محمد بن علي، ومحمد علي، ثم محمد بن علي\n";
    let folder = folder();
    let article = write(folder.path(), "a.txt", text.as_bytes());
    let edits = lines(&[
        json!({"op": "add", "label": "person", "spans": [[0, 4], [8, 11]]}),
        json!({"op": "mark-all", "label": "person", "id": 1, "match": "folded"}),
        json!({"op": "unmark-all", "ids": [1, 2], "label": "person"}),
        json!({"op": "undo"}),
    ]);
    let (status, answers) = apply(&article, &edits);
    assert_eq!((status, &answers[1]["ids"]), (Some(0), &json!([2])));
    assert_eq!(answers[2]["ids"], json!([1, 2]));
    let document = saved(&folder.path().join("a.hashiya.ron"));
    let texts: Vec<_> = marked(&document).into_iter().map(|it| it.2).collect();
    assert_eq!(texts, ["محمد علي"; 2]);
}

#[test]
fn a_place_that_does_not_count_hides_none_that_begins_inside_it() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", "xab ab ab".as_bytes());
    let edit = json!({"op": "mark-all", "label": "person", "text": "ab ab"});
    let (status, answers) = apply(&article, &lines(&[edit]));
    assert_eq!((status, &answers[0]["ids"]), (Some(0), &json!([1])));
    let document = saved(&folder.path().join("a.hashiya.ron"));
    assert_eq!(document.annotations().next().unwrap().span().start.0, 4);
}

#[test]
fn nothing_is_written_that_did_not_change_or_is_not_ours() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", TEXT.as_bytes());
    let (status, answers) = apply(&article, b"");
    assert_eq!((status, answers.len()), (Some(0), 0));
    let beside = folder.path().join("a.hashiya.ron");
    assert_eq!(saved(&beside).count(), 0);

    // Comments stay where nothing changes.
    let commented = format!("// by hand\n{}", std::fs::read_to_string(&beside).unwrap());
    std::fs::write(&beside, &commented).unwrap();
    apply(
        &beside,
        b"{\"op\":\"direction\",\"direction\":\"ltr\"}\n{\"op\":\"undo\"}",
    );
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), commented);

    std::fs::write(&article, "another text").unwrap();
    let (status, answers) = apply(&article, b"{\"op\":\"note\",\"text\":\"x\"}");
    assert_eq!((status, answers.len()), (Some(2), 0));
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), commented);
    let (status, _) = apply(&folder.path().join("none.txt"), b"");
    assert_eq!(status, Some(2));
}

#[test]
fn edits_come_from_a_file_and_are_saved_though_nobody_reads_the_answers() {
    let folder = folder();
    let article = write(folder.path(), "a.txt", TEXT.as_bytes());
    let many: Vec<_> = (0..30)
        .map(|n| json!({"op": "add", "label": "person", "start": n, "end": n + 1}))
        .collect();
    let edits = write(folder.path(), "edits.jsonl", &lines(&many));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command(&article)
        .arg("--edits")
        .arg(&edits)
        .stdout(writer)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*said), (Some(0), ""));
    assert_eq!(saved(&folder.path().join("a.hashiya.ron")).count(), 30);
}
