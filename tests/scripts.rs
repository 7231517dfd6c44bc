//! Long random scripts of everything a person can do to a document: marks of
//! one piece and several, labels, entities, attributes, notes, and walks
//! through the history. Undo leads back through every state, redo forward; a
//! refused change leaves no trace; a document saved at any point opens equal.

use std::collections::BTreeMap;

use hashiya::document::annotation::MAX_NOTE_BYTES;
use hashiya::document::{
    Annotation, AnnotationId, Attribute, AttributeKind, AttributeName, AttributeValue, Change,
    ChoiceOption, Color, Direction, Document, Edit, EditError, Entity, EntityId, Gap, Label,
    LabelFate, LabelId, Number, OptionName, Selection, SourceInfo, Spans,
};
use hashiya::formats::{annotation_file, digest, label_set};
use hashiya::text::{Article, ByteOffset, ByteSpan};
use proptest::prelude::*;
use proptest::sample::Index;

/// Marks that join the letter before, emoji of several code points, CRLF, both
/// directions, and words that come twice.
const TEXT: &str = "قالَ محمودٌ (Mahmoud) 👨\u{200D}👩\u{200D}👧 في القاهِرة:\r\n«٢٥٪» من 3.5 مليون e\u{301}te\u{300}.\r\nوقالَ محمودٌ في القاهِرة أيضًا.";

/// A gesture: what, and numbers that are taken modulo what there is.
type Gesture = (u8, [Index; 5]);

/// How many kinds of gesture there are.
const KINDS: u8 = 36;

fn document() -> Document {
    let article = Article::new(TEXT, false).unwrap();
    let sha256 = digest::sha256(TEXT.as_bytes());
    Document::new(article, SourceInfo::new("a.txt", sha256))
}

struct Script<'a> {
    document: &'a Document,
    numbers: [Index; 5],
}

impl Script<'_> {
    fn number(&self, which: usize, size: usize) -> usize {
        self.numbers[which].index(size.max(1))
    }

    fn span(&self, a: usize, b: usize) -> ByteSpan {
        let size = TEXT.len() + 1;
        let span = ByteSpan::new(self.number(a, size), self.number(b, size));
        self.document.article().snap_to_graphemes(span)
    }

    /// Now and then one that is not there.
    fn annotation(&self, which: usize) -> AnnotationId {
        let ids: Vec<_> = self.document.annotations().map(|it| it.id).collect();
        let place = self.number(which, ids.len() + 1);
        ids.get(place).copied().unwrap_or(AnnotationId(99))
    }

    fn several(&self) -> Vec<AnnotationId> {
        let from = self.number(0, self.document.count());
        let count = self.number(1, 5);
        let all = self.document.annotations().skip(from).take(count);
        all.map(|it| it.id).collect()
    }

    /// A lost annotation; now and then one that is not lost.
    fn lost(&self, which: usize) -> AnnotationId {
        let ids: Vec<_> = self.document.lost().map(|it| it.id()).collect();
        let place = self.number(which, ids.len() * 8 + 1) / 8;
        let missing = || self.annotation(which);
        ids.get(place).copied().unwrap_or_else(missing)
    }

    fn entity(&self, which: usize) -> EntityId {
        let ids: Vec<_> = self.document.entities().map(|it| it.id).collect();
        let place = self.number(which, ids.len() + 1);
        ids.get(place).copied().unwrap_or(EntityId(99))
    }

    fn label(&self, which: usize) -> LabelId {
        let ids: Vec<_> = self
            .document
            .labels()
            .iter()
            .map(|it| it.id.clone())
            .collect();
        let place = self.number(which, ids.len() * 8 + 1);
        let missing = || LabelId::new("missing").unwrap();
        ids.get(place / 8).cloned().unwrap_or_else(missing)
    }

    fn attribute(&self, which: usize) -> Attribute {
        let name = AttributeName::new(["value", "unit", "sure", "kind"][self.number(which, 4)]);
        let kind = match self.number(which + 1, 5) {
            0 => AttributeKind::Number,
            1 => AttributeKind::Text,
            2 => AttributeKind::YesNo,
            options => AttributeKind::Choice((0..options).map(option).collect()),
        };
        Attribute::new(name.unwrap(), "سِمة", "It \"is\"\n", kind)
    }

    fn value(&self, which: usize) -> Option<AttributeValue> {
        match self.number(which, 8) {
            0 => None,
            1 => Some(AttributeValue::YesNo(true)),
            2 => Some(AttributeValue::Text("دولة \u{200F}x".into())),
            3 => Some(AttributeValue::Number("-12.50".parse::<Number>().unwrap())),
            4 => Some(AttributeValue::Number(Number::from(3_500_000))),
            other => Some(AttributeValue::Choice(option(other - 5).name)),
        }
    }

    fn new_label(&self, like: Option<&Label>) -> Label {
        let id = ["org", "date", "person", "place", "x-1"][self.number(0, 5)];
        let id = LabelId::new(id).unwrap();
        let plain = Label::new(id, "اسم", "Name", Color([1, 2, 3]));
        let mut label = like.cloned().unwrap_or(plain);
        match self.number(1, 6) {
            0 => label.id = LabelId::new(["renamed", "org"][self.number(2, 2)]).unwrap(),
            1 => label.key = [None, Some('1'), Some('7'), Some('x')][self.number(2, 4)],
            2 => label.parent = Some(self.label(2)).filter(|_| self.number(3, 3) > 0),
            3 => {
                label.description = match self.number(2, 8) {
                    0 => "م".repeat(MAX_NOTE_BYTES / 2 + 1),
                    _ => "متى؟\nWhen".to_owned(),
                }
            }
            4 => {
                label.attributes.clear();
                label.attributes.push(self.attribute(2));
            }
            _ => label.attributes.push(self.attribute(2)),
        }
        label
    }

    /// What becomes of two of the labels, should a set lack them.
    fn fates(&self) -> BTreeMap<LabelId, LabelFate> {
        let heir = LabelId::new(["org", "person", "place"][self.number(3, 3)]).unwrap();
        let fates = [LabelFate::Delete, LabelFate::Relabel(heir)];
        [self.label(0), self.label(1)]
            .into_iter()
            .zip(fates)
            .collect()
    }

    fn entity_called(&self, id: EntityId) -> Entity {
        let name = ["محمود", "القاهِرة", " ", "Mahmoud \"M\""][self.number(1, 4)];
        let mut entity = Entity::new(id, name);
        entity.label = Some(self.label(2)).filter(|_| self.number(3, 2) > 0);
        entity.note = [None, Some("ملاحظة\n".into())][self.number(3, 2)].clone();
        entity.link = ["urn:x:1", "no link", "https://ar.wikipedia.org/wiki/عباس"]
            [self.number(4, 3)]
        .parse()
        .ok();
        entity
    }

    /// The change that a gesture of this kind makes.
    fn change(&self, kind: u8) -> Result<Change, EditError> {
        let document = self.document;
        let note = || ["", "ملاحظة: \"نعم\"\n", "b"][self.number(3, 3)];
        Ok(match kind {
            0..=4 => Change::mark(document.fresh_id(), self.label(2), self.span(0, 1)),
            5 => {
                let size = TEXT.len() + 1;
                let span = ByteSpan::new(self.number(0, size), self.number(1, size));
                Change::mark(document.fresh_id(), self.label(2), span)
            }
            6 | 7 => {
                let pieces = [self.span(0, 1), self.span(2, 3)];
                let spans = match self.number(4, 4) {
                    0 => Spans::from_pieces(&pieces),
                    _ => Spans::covering(pieces),
                };
                Change::mark(document.fresh_id(), self.label(4), spans)
            }
            8 => Change::unmark(self.annotation(0)),
            9 => Change::relabel(self.annotation(0), self.label(1)),
            10 => Change::respan(self.annotation(0), self.span(1, 2)),
            11 => {
                let id = self.annotation(0);
                let spans = document.annotation(id).map(|it| match self.number(3, 2) {
                    0 => it.spans.with(self.span(1, 2)),
                    _ => it.spans.without(self.span(1, 2)),
                });
                Change::respan(id, spans.unwrap_or(ByteSpan::default().into()))
            }
            12 | 13 => {
                let id = self.annotation(0);
                let name = document
                    .annotation(id)
                    .and_then(|it| document.labels().get(&it.label))
                    .and_then(|label| label.attributes.get(self.number(1, label.attributes.len())))
                    .map_or(self.attribute(1).name, |it| it.name.clone());
                Change::set_attribute(id, name, self.value(2))
            }
            14 => Change::set_note(self.annotation(0), note()),
            15 => Change::set_article_note(note()),
            16 | 17 => {
                let entity = Some(self.entity(2)).filter(|_| self.number(3, 4) > 0);
                Change::link(&self.several(), entity)
            }
            18 => {
                let at = self.span(1, 2).start;
                Change::split(document, self.annotation(0), at)?
            }
            19 => {
                let gap = [Gap::Cover, Gap::Keep][self.number(3, 2)];
                Change::join(document, &self.several(), gap)?
            }
            20 => Change::duplicate(document, self.annotation(0), &self.label(1))?,
            21 => {
                let words = ["قالَ", "محمودٌ", "القاهِرة", "في", "ق"][self.number(0, 5)];
                let found = TEXT.match_indices(words);
                let spans = found.map(|(at, it)| ByteSpan::new(at, at + it.len()));
                let entity = Some(self.entity(2)).filter(|_| self.number(3, 3) == 0);
                Change::mark_all(document, &self.label(1), entity, spans)?
            }
            22 => match self.number(4, 2) {
                0 => Change::unmark_all(document, &self.several())?,
                _ => Change::relabel_all(document, &self.several(), &self.label(3))?,
            },
            23 => {
                let entity = self.entity_called(document.fresh_entity_id());
                Change::add_entity(entity, &self.several())
            }
            24 => Change::edit_entity(self.entity_called(self.entity(0))),
            25 => match self.number(4, 3) {
                0 => Change::remove_entity(document, self.entity(0)),
                1 => {
                    let others = [self.entity(1), self.entity(2)];
                    Change::merge_entities(document, self.entity(0), &others)?
                }
                _ => Change::split_entity(document, self.entity(2), &self.several(), "جديد")?,
            },
            26 => Change::add_label(self.number(4, 5), self.new_label(None)),
            27 | 28 => {
                let id = self.label(4);
                let old = document.labels().get(&id);
                let new = self.new_label(old);
                let renamed = old.into_iter().flat_map(|it| &it.attributes).next();
                let renamed = renamed.map(|it| (it.name.clone(), self.attribute(2).name));
                Change::edit_label(document, &id, new, renamed.as_slice())
            }
            29 => match self.number(1, 4) {
                0 => Change::delete_label(document, &self.label(0), &LabelFate::Delete)?,
                1 => Change {
                    edits: vec![Edit::RemoveLabel(self.label(0))],
                    ..Change::set_direction(Direction::RightToLeft)
                },
                _ => {
                    let fate = LabelFate::Relabel(self.label(2));
                    Change::delete_label(document, &self.label(0), &fate)?
                }
            },
            30 => match self.number(1, 3) {
                0 => {
                    let preset = label_set::presets()[self.number(2, 3)];
                    Change::load_labels(document, &preset.read().unwrap().labels, &self.fates())
                }
                _ => Change::move_label(self.label(0), self.number(2, 6)),
            },
            31 | 32 => Change::lose(document, self.annotation(0))?,
            33 => Change::put_back(document, [(self.lost(0), self.span(1, 2).into())])?,
            34 => Change::forget([self.lost(0)]),
            _ => Change::set_direction(match self.number(0, 2) {
                0 => Direction::RightToLeft,
                _ => Direction::LeftToRight,
            }),
        })
    }
}

fn option(number: usize) -> ChoiceOption {
    let name = OptionName::new(&format!("option-{number}")).unwrap();
    ChoiceOption::new(name, "خيار", format!("Option {number}"))
}

/// What a document counts and indexes must be what it holds.
fn check_counts(document: &Document) {
    for label in document.labels() {
        let count = document
            .annotations()
            .filter(|it| it.label == label.id)
            .count();
        assert_eq!(document.count_of(&label.id), count, "{}", label.id);
    }
    for entity in document.entities() {
        let named = |it: &&Annotation| it.entity == Some(entity.id);
        let naive = document.annotations().filter(named).map(|it| it.id);
        assert!(document.mentions(entity.id).eq(naive));
        let count = document.mentions(entity.id).count();
        assert_eq!(document.mention_count(entity.id), count);
    }
    for lost in document.lost() {
        assert!(document.annotation(lost.id()).is_none());
        assert!(document.labels().get(&lost.said().label).is_some());
        let entity = lost.said().entity;
        assert!(entity.is_none_or(|id| document.entity(id).is_some()));
    }
    for at in [0, 20, 60, 100, TEXT.len() - 1] {
        let asked = ByteSpan::new(at, at + 9);
        let meets = |it: &&Annotation| it.pieces().iter().any(|piece| piece.intersects(asked));
        let naive: Vec<_> = document.annotations().filter(meets).collect();
        assert_eq!(document.annotations_in(asked).collect::<Vec<_>>(), naive);
        let here = |it: &&Annotation| it.spans.contains(ByteOffset(at));
        let naive: Vec<_> = document.annotations().filter(here).collect();
        assert_eq!(
            document.annotations_at(ByteOffset(at)).collect::<Vec<_>>(),
            naive
        );
    }
}

fn check_saving(document: &Document, written: &str) -> Result<(), TestCaseError> {
    let reopened = annotation_file::read(written.as_bytes());
    let reopened = reopened.map_err(|e| TestCaseError::fail(format!("{e}\n{written}")))?;
    prop_assert!(reopened.same_content(document), "{written}");
    prop_assert_eq!(annotation_file::write(&reopened), written);
    Ok(())
}

/// Makes a gesture; `states` has the document as written at every place of its
/// history.
fn play(
    document: &mut Document,
    states: &mut Vec<String>,
    (kind, numbers): Gesture,
) -> Result<bool, TestCaseError> {
    let before = (annotation_file::write(document), document.revision());
    match kind {
        KINDS => drop(document.undo()),
        k if k == KINDS + 1 => drop(document.redo()),
        k if k == KINDS + 2 => drop(document.go_to(numbers[0].index(states.len() + 1))),
        _ => {
            let script = Script { document, numbers };
            let change = script.change(kind);
            let made = change.and_then(|change| document.apply(change, Selection::default()));
            if made.is_err() || made.is_ok_and(|made| !made.changed) {
                let after = (annotation_file::write(document), document.revision());
                prop_assert_eq!(after, before);
                check_counts(document);
                return Ok(false);
            }
            states.truncate(document.history_position());
            states.push(annotation_file::write(document));
        }
    }
    let here = document.history_position();
    let written = annotation_file::write(document);
    prop_assert_eq!(&written, &states[here]);
    prop_assert_eq!(document.history().len() + 1, states.len());
    check_counts(document);
    check_saving(document, &written)?;
    Ok(true)
}

fn gestures() -> impl Strategy<Value = Vec<Gesture>> {
    let gesture = (0..KINDS + 3, prop::array::uniform5(any::<Index>()));
    prop::collection::vec(gesture, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn any_script_is_undone_redone_and_saved_exactly(gestures in gestures()) {
        let original = document();
        let mut document = document();
        let mut states = vec![annotation_file::write(&document)];
        for gesture in gestures {
            play(&mut document, &mut states, gesture)?;
        }
        document.go_to(usize::MAX);
        let last = document.snapshot();
        prop_assert_eq!(Some(&annotation_file::write(&last)), states.last());
        while document.undo().is_some() {
            prop_assert_eq!(&annotation_file::write(&document), &states[document.history_position()]);
        }
        prop_assert!(document.same_content(&original));
        prop_assert!(!document.is_modified());
        while document.redo().is_some() {
            prop_assert_eq!(&annotation_file::write(&document), &states[document.history_position()]);
        }
        prop_assert!(document.same_content(&last));
        check_counts(&document);
    }
}

/// Scripts that are mostly refused would prove little.
#[test]
fn most_kinds_of_gesture_are_often_made() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut made = [0; KINDS as usize + 3];
    for _ in 0..150 {
        let script = gestures().new_tree(&mut runner).unwrap().current();
        let mut document = document();
        let mut states = vec![annotation_file::write(&document)];
        for gesture in script {
            let kind = usize::from(gesture.0);
            made[kind] += usize::from(play(&mut document, &mut states, gesture).unwrap());
        }
    }
    assert!(made.iter().all(|&times| times > 5), "{made:?}");
}
