//! What becomes of annotations when the text becomes another.

use super::*;
use crate::document::{
    AttributeKind, AttributeName, AttributeValue, Direction, Entity, EntityId, LabelId,
};

fn article(text: &str) -> Article {
    Article::new(text, false).unwrap()
}

fn apply(document: &mut Document, change: Change) {
    document.apply(change, Selection::default()).unwrap();
}

/// A document with a mark on each of the given pieces of its text, each where
/// it comes first.
fn marked(text: &str, pieces: &[&str]) -> Document {
    let mut document = Document::new(article(text), SourceInfo::new("old.txt", [1; 32]));
    for piece in pieces {
        let start = text.find(piece).unwrap();
        let span = ByteSpan::new(start, start + piece.len());
        let id = document.fresh_id();
        apply(&mut document, Change::mark(id, label("person"), span));
    }
    document
}

fn label(name: &str) -> LabelId {
    LabelId::new(name).unwrap()
}

fn moved(old: &Document, text: &str) -> Reanchored {
    let source = SourceInfo::new("new.txt", [2; 32]);
    reanchor(old, article(text), source, &|| false).unwrap()
}

/// The words of all annotations, in reading order.
fn words(document: &Document) -> Vec<String> {
    let all = document.annotations();
    all.map(|it| it.text(document.article()).into_owned())
        .collect()
}

const OLD: &str = "وصل محمود عباس إلى عمان اليوم ثم زار القاهرة.\nوقال محمود إن الوفد كبير جدا.\n";

#[test]
fn all_that_is_said_comes_along() {
    let mut old = marked(OLD, &["محمود عباس", "عمان"]);
    let ids: Vec<_> = old.annotations().map(|it| it.id).collect();
    let mut entity = Entity::new(EntityId(7), "محمود عباس");
    entity.label = Some(label("person"));
    apply(&mut old, Change::add_entity(entity, &ids[..1]));
    apply(&mut old, Change::set_note(ids[0], "الرئيس"));
    apply(&mut old, Change::relabel(ids[1], label("figure")));
    let attribute = old
        .labels()
        .get(&label("figure"))
        .unwrap()
        .attributes
        .clone();
    let text = attribute.iter().find(|it| it.kind == AttributeKind::Text);
    let name: AttributeName = text.unwrap().name.clone();
    let value = Some(AttributeValue::Text("x".into()));
    apply(
        &mut old,
        Change::set_attribute(ids[1], name.clone(), value.clone()),
    );
    apply(&mut old, Change::set_article_note("ملاحظة"));
    apply(&mut old, Change::set_direction(Direction::LeftToRight));
    let new = moved(&old, &format!("عاجل: {OLD}"));
    let (document, person) = (&new.document, new.document.annotation(ids[0]).unwrap());
    assert_eq!(words(document), ["محمود عباس", "عمان"]);
    assert_eq!(
        (person.note(), person.entity),
        (Some("الرئيس"), Some(EntityId(7)))
    );
    assert_eq!(
        document
            .annotation(ids[1])
            .unwrap()
            .attribute(&name)
            .cloned(),
        value
    );
    assert_eq!(
        (document.note(), document.direction()),
        (Some("ملاحظة"), Direction::LeftToRight)
    );
    assert_eq!(document.entity(EntityId(7)), old.entity(EntityId(7)));
    assert_eq!(
        new.tally,
        Tally {
            exact: 2,
            ..Tally::default()
        }
    );
    assert_eq!(
        (document.source().name.as_str(), document.is_modified()),
        ("new.txt", true)
    );
    let history: Vec<_> = document
        .history()
        .map(|it| (it.kind, it.summary.count))
        .collect();
    assert_eq!(history, [(ChangeKind::Reanchor, 2)]);
}

#[test]
fn what_has_changed_is_proposed_and_what_has_gone_is_kept() {
    let old = marked(OLD, &["محمود عباس", "عمان", "القاهرة", "كبير"]);
    let ids: Vec<_> = old.annotations().map(|it| it.id).collect();
    let new = "وصل محمود رضا إلى عمان اليوم.\nوقال محمود إن الوفد كبير جدا.\n";
    let moved = moved(&old, new);
    assert_eq!(words(&moved.document), ["عمان", "كبير"]);
    assert_eq!(
        (moved.tally.placed(), moved.tally.doubtful, moved.tally.lost),
        (2, 1, 1)
    );
    let first = &moved.proposals[&ids[0]][0];
    assert_eq!(moved.document.article().slice(first.hull()), "محمود رضا");
    let lost: Vec<_> = moved
        .document
        .lost()
        .map(|it| (it.id(), it.quote()))
        .collect();
    let expected = [
        (ids[0], "محمود عباس".to_owned()),
        (ids[2], "القاهرة".to_owned()),
    ];
    assert_eq!(lost, expected);
    assert!(
        moved
            .document
            .lost_of(ids[2])
            .unwrap()
            .before()
            .ends_with("ثم زار ")
    );
}

#[test]
fn of_repeated_words_each_finds_its_own() {
    let old = marked(OLD, &["محمود عباس"]);
    let mut old = old;
    let second = OLD.rfind("محمود").unwrap();
    let id = old.fresh_id();
    let span = ByteSpan::new(second, second + "محمود".len());
    apply(&mut old, Change::mark(id, label("person"), span));
    let (head, tail) = OLD.split_once('\n').unwrap();
    // The sentences have changed places.
    let new = moved(&old, &format!("{tail}\n{head}\n"));
    let text = new.document.article().text();
    let found = new.document.annotation(id).unwrap().span();
    assert_eq!(found.start.0, text.find("محمود").unwrap());
    assert_eq!(new.tally.placed(), 2);
}

#[test]
fn two_that_come_to_say_the_same_do_not_both_stand() {
    let text = "قال محمد كلمة طويلة. قال محمد كلمة طويلة.";
    let mut old = marked(text, &["محمد"]);
    let second = text.rfind("محمد").unwrap();
    let id = old.fresh_id();
    let span = ByteSpan::new(second, second + "محمد".len());
    apply(&mut old, Change::mark(id, label("person"), span));
    let new = moved(&old, "قال محمد كلمة طويلة.");
    assert_eq!(new.document.count() + new.document.lost_count(), 2);
    assert_eq!(words(&new.document), ["محمد"]);
}

#[test]
fn pieces_are_placed_each_by_itself() {
    let mut old = marked(OLD, &[]);
    let at = |piece: &str| {
        let start = OLD.find(piece).unwrap();
        ByteSpan::new(start, start + piece.len())
    };
    let spans = Spans::covering([at("وصل"), at("عمان"), at("القاهرة")]);
    apply(
        &mut old,
        Change::mark(AnnotationId(1), label("place"), spans),
    );
    let same = moved(&old, &OLD.replace("اليوم", "مساء اليوم"));
    let pieces = same.document.annotations().next().unwrap().pieces().len();
    assert_eq!((pieces, same.tally.aligned), (3, 1));
    let one_gone = moved(&old, &OLD.replace(" إلى عمان", ""));
    let proposal = &one_gone.proposals[&AnnotationId(1)][0];
    assert_eq!(proposal.pieces().len(), 2);
}

#[test]
fn what_was_lost_before_comes_back_with_its_sentence() {
    let old = marked(OLD, &["القاهرة"]);
    let without = moved(&old, "خبر آخر تماما.\n");
    assert_eq!(
        (without.document.count(), without.document.lost_count()),
        (0, 1)
    );
    let again = moved(&without.document, OLD);
    assert_eq!(words(&again.document), ["القاهرة"]);
    let found = proposals(&without.document, &|| false).unwrap();
    assert!(found.is_empty());
}

#[test]
fn it_can_be_stopped() {
    let old = marked(OLD, &["القاهرة"]);
    let source = SourceInfo::new("new.txt", [2; 32]);
    let stopped = reanchor(&old, article(OLD), source, &|| true);
    assert_eq!(stopped.err(), Some(ReanchorError::Stopped));
}

#[test]
fn a_text_without_any_of_its_words_loses_all_and_keeps_all() {
    let old = marked(OLD, &["محمود عباس", "عمان"]);
    for text in ["", "\n", "abc def", "\u{301}"] {
        let new = moved(&old, text);
        assert_eq!(
            (new.document.count(), new.document.lost_count()),
            (0, 2),
            "{text:?}"
        );
    }
}
