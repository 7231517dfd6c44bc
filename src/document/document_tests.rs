//! Tests of the document as a whole.

use super::*;
use crate::document::annotation::{MAX_ANNOTATION_ID, MAX_ANNOTATIONS};
use crate::document::mutate::check_room;
use crate::document::{Label, Part, PartsError};

#[path = "document_scripts_tests.rs"]
mod scripts;

/// Marks that join the letter before, an emoji of several code points, CRLF
/// and both directions: many places where a span must not end.
const TEXT: &str =
    "قالَ محمودٌ (Mahmoud) 👨\u{200D}👩\u{200D}👧 في القاهِرة:\r\n«٢٥٪» من 3.5 e\u{301}te\u{300}.\r\n";

fn document() -> Document {
    let source = SourceInfo::new("article.txt", [7; 32]);
    Document::new(Article::new(TEXT, false).unwrap(), source)
}

fn label(id: &str) -> LabelId {
    LabelId::new(id).unwrap()
}

/// The span of the first place where `words` stand in the text.
fn on(words: &str) -> ByteSpan {
    let start = TEXT.find(words).unwrap();
    ByteSpan::new(start, start + words.len())
}

fn mark(document: &mut Document, words: &str, id: &str) -> Result<AnnotationId, EditError> {
    let number = document.fresh_id();
    let change = Change::mark(number, label(id), on(words));
    document.apply(change, Selection::from(on(words)))?;
    Ok(number)
}

fn marked(document: &Document) -> Vec<(u64, &str, &str)> {
    document
        .annotations()
        .map(|a| {
            (
                a.id.0,
                document.labels().get(&a.label).unwrap().id.as_str(),
                &TEXT[a.span().range()],
            )
        })
        .collect()
}

#[test]
fn annotations_nest_and_overlap_and_come_in_reading_order() {
    let mut document = document();
    mark(&mut document, "القاهِرة", "place").unwrap();
    mark(&mut document, "محمودٌ", "person").unwrap();
    mark(&mut document, "محمودٌ (Mahmoud)", "person").unwrap();
    mark(&mut document, "Mahmoud", "person").unwrap();
    mark(&mut document, "محمودٌ", "place").unwrap();
    let all = [
        (3, "person", "محمودٌ (Mahmoud)"),
        (2, "person", "محمودٌ"),
        (5, "place", "محمودٌ"),
        (4, "person", "Mahmoud"),
        (1, "place", "القاهِرة"),
    ];
    assert_eq!(marked(&document), all);
    let inside = document.annotations_at(on("Mahmoud").start);
    assert_eq!(inside.map(|a| a.id.0).collect::<Vec<_>>(), [3, 4]);
    let after = document.annotations_at(on("Mahmoud").end);
    assert_eq!(after.map(|a| a.id.0).collect::<Vec<_>>(), [3]);
    assert_eq!(document.count_of(&label("person")), 3);
    assert_eq!(document.count_of(&label("figure")), 0);
    assert_eq!(document.count_of(&label("nobody")), 0);
}

#[test]
fn every_bad_edit_is_refused_and_says_why() {
    let mut document = document();
    let taken = mark(&mut document, "Mahmoud", "person").unwrap();
    let before = marked(&document).len();
    let revision = document.revision();
    let fresh = document.fresh_id();
    let inside_cluster = on("e\u{301}").start.0 + 1;
    let inside_crlf = TEXT.find('\n').unwrap();
    let family = on("👨\u{200D}👩\u{200D}👧");
    let add = |id: u64, name: &str, start: usize, end: usize| {
        let span = ByteSpan {
            start: ByteOffset(start),
            end: ByteOffset(end),
        };
        Change::mark(AnnotationId(id), label(name), span)
    };
    let (f, end) = (fresh.0, TEXT.len());
    let cases = [
        (add(f, "person", 4, 4), EditError::EmptySpan),
        (add(f, "person", 8, 4), EditError::EmptySpan),
        (add(f, "person", 0, end + 1), EditError::OutsideText),
        (
            add(f, "person", usize::MAX - 1, usize::MAX),
            EditError::OutsideText,
        ),
        (
            add(f, "person", 0, inside_cluster),
            EditError::SplitsGrapheme,
        ),
        (
            add(f, "person", inside_cluster, end),
            EditError::SplitsGrapheme,
        ),
        (
            add(f, "person", inside_crlf, end),
            EditError::SplitsGrapheme,
        ),
        (add(f, "person", 0, 1), EditError::SplitsGrapheme),
        (
            add(f, "person", family.start.0, family.start.0 + 4),
            EditError::SplitsGrapheme,
        ),
        (add(f, "org", 0, 2), EditError::UnknownLabel(label("org"))),
        (add(taken.0, "person", 0, end), EditError::IdTaken(taken)),
        (add(0, "person", 0, end), EditError::BadId(AnnotationId(0))),
        (
            add(1 << 53, "person", 0, end),
            EditError::BadId(AnnotationId(1 << 53)),
        ),
        (
            Change::mark(fresh, label("person"), on("Mahmoud")),
            EditError::Duplicate {
                existing: taken,
                label: label("person"),
            },
        ),
        (Change::unmark(fresh), EditError::UnknownAnnotation(fresh)),
        (
            Change::relabel(fresh, label("place")),
            EditError::UnknownAnnotation(fresh),
        ),
        (
            Change::respan(fresh, on("Mahmoud")),
            EditError::UnknownAnnotation(fresh),
        ),
        (
            Change::relabel(taken, label("org")),
            EditError::UnknownLabel(label("org")),
        ),
        (
            Change::respan(taken, ByteSpan::new(4, 4)),
            EditError::EmptySpan,
        ),
    ];
    for (change, error) in cases {
        let what = format!("{change:?}");
        assert_eq!(
            document.apply(change, Selection::default()),
            Err(error),
            "{what}"
        );
        assert_eq!(
            (marked(&document).len(), document.revision()),
            (before, revision),
            "{what}"
        );
    }
    assert_eq!(document.undo_description(), Some(ChangeKind::Mark));
}

#[test]
fn a_change_with_one_bad_edit_leaves_nothing_behind() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let fresh = document.fresh_id();
    let add = Annotation::new(fresh, label("place"), on("القاهِرة"));
    let edits = vec![
        Edit::Add(add),
        Edit::SetLabel {
            id: first,
            label: label("figure"),
        },
        Edit::SetSpans {
            id: first,
            spans: on("(Mahmoud)").into(),
        },
        Edit::SetDirection(Direction::LeftToRight),
        Edit::Remove(first),
        Edit::SetLabel {
            id: first,
            label: label("place"),
        },
    ];
    let change = Change {
        kind: ChangeKind::Relabel,
        edits,
    };
    let refused = document.apply(change, Selection::default());
    assert_eq!(refused, Err(EditError::UnknownAnnotation(first)));
    assert_eq!(marked(&document), [(1, "person", "Mahmoud")]);
    assert_eq!(document.direction(), Direction::RightToLeft);
    assert_eq!(document.count_of(&label("person")), 1);
    assert_eq!(document.count_of(&label("place")), 0);
    assert_eq!(document.fresh_id(), fresh);
}

#[test]
fn one_change_is_one_step_and_brings_its_selection_back() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let selection = Selection {
        anchor: ByteOffset(8),
        focus: ByteOffset(0),
    };
    let edits = vec![
        Edit::SetLabel {
            id: first,
            label: label("place"),
        },
        Edit::SetSpans {
            id: first,
            spans: on("(Mahmoud)").into(),
        },
    ];
    let change = Change {
        kind: ChangeKind::Respan,
        edits,
    };
    let applied = document.apply(change, selection).unwrap();
    assert_eq!(
        applied,
        Applied {
            kind: ChangeKind::Respan,
            affected: vec![first],
            changed: true,
        }
    );
    assert_eq!(marked(&document), [(1, "place", "(Mahmoud)")]);
    let expected = Undone {
        kind: ChangeKind::Respan,
        affected: vec![first],
        standing: Standing {
            selection,
            chosen: None,
        },
        place: Some(on("Mahmoud").start),
        summary: Arc::new(document.history().next_back().unwrap().summary.clone()),
    };
    assert_eq!(document.undo(), Some(expected.clone()));
    assert_eq!(marked(&document), [(1, "person", "Mahmoud")]);
    let redone = document.redo().unwrap();
    assert_eq!(redone.place, Some(on("(Mahmoud)").start));
    assert_eq!(redone.standing.selection, Selection::caret(selection.focus));
    assert_eq!(marked(&document), [(1, "place", "(Mahmoud)")]);
    assert_eq!(document.redo(), None);
}

#[test]
fn undo_and_redo_tell_where_the_person_stood_and_what_is_seen_where() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let stood = Selection::from(on("Mahmoud"));
    let longer = ByteSpan {
        end: on("Mahmoud").end.max(on("(Mahmoud)").end),
        ..on("Mahmoud")
    };
    document
        .apply(Change::respan(first, longer), stood)
        .unwrap();
    let after = Standing {
        selection: Selection::caret(longer.end),
        chosen: Some(first),
    };
    document.note_standing(Some(first), after);
    document.apply(Change::unmark(first), stood).unwrap();
    // Nobody has said where the person stood after that.
    let undone = document.undo().unwrap();
    assert_eq!(
        (undone.standing.chosen, undone.place),
        (None, Some(longer.start))
    );
    // Only its end has moved, and so that is seen.
    let undone = document.undo().unwrap();
    let before = Standing {
        selection: stood,
        chosen: Some(first),
    };
    assert_eq!(
        (undone.standing, undone.place),
        (before, Some(on("Mahmoud").end))
    );
    let redone = document.redo().unwrap();
    assert_eq!((redone.standing, redone.place), (after, Some(longer.end)));
    // What goes is seen where it was.
    assert_eq!(document.redo().unwrap().place, Some(longer.start));
    // What is about the article has no place, but what was passed has.
    let turned = Change::set_direction(Direction::LeftToRight);
    document.apply(turned, stood).unwrap();
    assert_eq!(document.undo().unwrap().place, None);
    document.redo();
    assert_eq!(document.go_to(2).unwrap().place, Some(longer.start));
    document.go_to(3);
    assert_eq!(document.go_to(4).unwrap().place, None);
}

#[test]
fn a_change_that_changes_nothing_leaves_no_step_in_the_history() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    let revision = document.revision();
    for change in [
        Change::relabel(first, label("person")),
        Change::respan(first, on("Mahmoud")),
        Change::set_direction(Direction::RightToLeft),
        Change {
            kind: ChangeKind::Unmark,
            edits: vec![],
        },
    ] {
        let applied = document.apply(change, Selection::default()).unwrap();
        assert_eq!((applied.affected, document.revision()), (vec![], revision));
    }
    document.undo();
    assert!(!document.can_undo());
}

#[test]
fn modified_means_other_than_what_was_saved() {
    let mut document = document();
    assert!(!document.is_modified());
    mark(&mut document, "Mahmoud", "person").unwrap();
    assert!(document.is_modified());
    document.undo();
    assert!(!document.is_modified(), "undone to what was opened");
    document.redo();
    document.mark_saved();
    assert!(!document.is_modified());
    document.undo();
    assert!(document.is_modified());
    mark(&mut document, "القاهِرة", "place").unwrap();
    assert!(
        document.is_modified(),
        "as many steps as were saved, but others"
    );
    document.undo();
    assert!(
        document.is_modified(),
        "what was saved can't be reached any more"
    );
    assert!(document.can_redo());
}

#[test]
fn a_number_is_never_given_twice() {
    let mut document = document();
    let first = mark(&mut document, "Mahmoud", "person").unwrap();
    document.undo();
    let second = mark(&mut document, "Mahmoud", "person").unwrap();
    assert!(second > first);
    document
        .apply(Change::unmark(second), Selection::default())
        .unwrap();
    assert!(document.fresh_id() > second);
}

#[test]
fn the_highest_number_does_not_end_marking() {
    let highest = Annotation::new(
        AnnotationId(MAX_ANNOTATION_ID),
        label("person"),
        on("Mahmoud"),
    );
    let mut document = rebuilt(&document(), vec![highest]).unwrap();
    assert_eq!(mark(&mut document, "القاهِرة", "place"), Ok(AnnotationId(1)));
    let taken = Annotation::new(AnnotationId(3), label("place"), on("Mahmoud"));
    let both = document.annotations().cloned().chain([taken]).collect();
    document = rebuilt(&document, both).unwrap();
    let spans = ["محمودٌ", "في", "قالَ"].map(on);
    let all = Change::mark_all(&document, &label("person"), None, spans).unwrap();
    let made = document.apply(all, Selection::default()).unwrap();
    assert_eq!(made.affected, [2, 4, 5].map(AnnotationId));
    document.undo();
    assert_eq!(mark(&mut document, "قالَ", "place"), Ok(AnnotationId(6)));
}

#[test]
fn no_more_annotations_are_made_than_are_read() {
    assert_eq!(check_room(MAX_ANNOTATIONS - 1), Ok(()));
    let refused = Err(EditError::TooManyAnnotations);
    assert_eq!(check_room(MAX_ANNOTATIONS), refused);
}

fn rebuilt(like: &Document, annotations: Vec<Annotation>) -> Result<Document, PartsError> {
    Document::from_parts(Parts {
        annotations,
        direction: like.direction(),
        ..Parts::new(
            like.article().clone(),
            like.source().clone(),
            like.labels().clone(),
        )
    })
}

#[test]
fn parts_that_do_not_fit_are_refused_with_their_place() {
    let good = |id| Annotation::new(AnnotationId(id), label("person"), on("Mahmoud"));
    let document = document();
    let refused = |annotations| rebuilt(&document, annotations).unwrap_err();
    let place = Annotation::new(AnnotationId(1), label("place"), on("Mahmoud"));
    let error = EditError::IdTaken(AnnotationId(1));
    assert_eq!(
        refused(vec![good(1), place.clone()]),
        PartsError {
            part: Part::Annotation(1),
            error
        }
    );
    let error = EditError::Duplicate {
        existing: AnnotationId(9),
        label: label("person"),
    };
    assert_eq!(
        refused(vec![place.clone(), good(9), good(2)]),
        PartsError {
            part: Part::Annotation(2),
            error
        }
    );
    let beyond = ByteSpan::new(0, TEXT.len() + 1);
    let outside = Annotation::new(AnnotationId(2), label("person"), beyond);
    let error = EditError::OutsideText;
    assert_eq!(
        refused(vec![place, outside]),
        PartsError {
            part: Part::Annotation(1),
            error
        }
    );
}

#[test]
fn the_same_content_is_told_from_another() {
    let base = document();
    let mut other = document();
    assert!(base.same_content(&other));
    mark(&mut other, "Mahmoud", "person").unwrap();
    assert!(!base.same_content(&other));
    other.undo();
    assert!(base.same_content(&other));
    other
        .apply(
            Change::set_direction(Direction::LeftToRight),
            Selection::default(),
        )
        .unwrap();
    assert!(!base.same_content(&other));
    let mut labels: Vec<Label> = base.labels().iter().cloned().collect();
    labels.pop();
    let labels = LabelSet::new(labels).unwrap();
    let parts = Parts::new(base.article().clone(), base.source().clone(), labels);
    let fewer = Document::from_parts(parts).unwrap();
    assert!(!base.same_content(&fewer));
}
