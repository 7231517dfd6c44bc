//! Annotations on another version of their text: how many land right, what the
//! window makes of it, and what the command does.

mod changes;
mod commands;
#[cfg(feature = "gui")]
mod window;

use hashiya::document::{
    Annotation, AnnotationId, Document, LabelSet, Parts, Reanchored, SourceInfo, reanchor,
};
use hashiya::text::{Article, ByteSpan, fold};
use proptest::prelude::*;

use changes::{Changes, Made, Spelling, make};

/// A document with the marks of a made text, numbered from 1.
fn document(made: &Made) -> Document {
    let labels = LabelSet::starter();
    let label = labels.iter().next().unwrap().id.clone();
    let annotations = made.marks.iter().zip(1..).map(|(mark, id)| {
        let span = ByteSpan::new(mark.old.start, mark.old.end);
        Annotation::new(AnnotationId(id), label.clone(), span)
    });
    Document::from_parts(Parts {
        annotations: annotations.collect(),
        ..Parts::new(
            Article::new(made.old.clone(), false).unwrap(),
            SourceInfo::new("old.txt", [1; 32]),
            labels,
        )
    })
    .unwrap()
}

fn moved(document: &Document, new: &str) -> Reanchored {
    let article = Article::new(new, false).unwrap();
    let source = SourceInfo::new("new.txt", [2; 32]);
    reanchor(document, article, source, &|| false).unwrap()
}

/// How many marks whose words did not change there are, how many of them land
/// right, and how many of all stand where they do not belong.
fn count(changes: Changes, seed: u64) -> (usize, usize, usize) {
    let made = make(changes, seed);
    let before = document(&made);
    let after = moved(&before, &made.new);
    assert_eq!(
        after.document.count() + after.document.lost_count(),
        made.marks.len()
    );
    let (mut kept, mut right, mut wrong) = (0, 0, 0);
    for (mark, id) in made.marks.iter().zip(1..) {
        let found = after
            .document
            .annotation(AnnotationId(id))
            .map(|it| it.span().range());
        kept += usize::from(mark.new.is_some());
        match (&found, &mark.new) {
            (Some(found), Some(new)) if found == new => right += 1,
            (Some(_), _) => wrong += 1,
            (None, _) => {}
        }
    }
    (kept, right, wrong)
}

#[test]
fn nearly_all_whose_words_did_not_change_land_right() {
    let plain = Changes::of_words(23_000, 5000);
    let only_moved = Changes {
        replaced: 0,
        inserted: 0,
        deleted: 0,
        moved: 10,
        ..plain
    };
    let cases = [
        ("two words in a hundred", plain, 0.99),
        ("and moved paragraphs", Changes { moved: 5, ..plain }, 0.99),
        ("only moved paragraphs", only_moved, 0.995),
        (
            "without hamzas and vowels",
            Changes {
                after: Spelling::Bare,
                ..plain
            },
            0.99,
        ),
        (
            "decomposed",
            Changes {
                after: Spelling::Decomposed,
                ..plain
            },
            0.99,
        ),
        (
            "composed",
            Changes {
                before: Spelling::Decomposed,
                moved: 5,
                ..plain
            },
            0.99,
        ),
        (
            "one word in ten",
            Changes {
                replaced: 350,
                inserted: 350,
                deleted: 300,
                ..plain
            },
            0.97,
        ),
    ];
    for (seed, (what, changes, least)) in (1..).zip(cases) {
        let (kept, right, wrong) = count(changes, seed * 7919);
        let share = right as f64 / kept as f64;
        assert!(share >= least, "{what}: {right} of {kept}");
        assert!(
            wrong * 200 <= kept,
            "{what}: {wrong} are put where they do not belong"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever is done to a text, nothing is dropped, and what is put onto it
    /// without asking stands on the same words, whole clusters of them; an empty
    /// line may have come between them.
    #[test]
    fn what_is_sure_has_its_own_words(
        seed: u64,
        words in 1usize..600,
        rates in prop::array::uniform3(0usize..4000),
        moved_share in 0usize..60,
        after in prop::sample::select(vec![Spelling::AsItIs, Spelling::Bare, Spelling::Decomposed]),
    ) {
        let changes = Changes {
            replaced: rates[0],
            inserted: rates[1],
            deleted: rates[2],
            moved: moved_share,
            after,
            ..Changes::of_words(words, words.min(60))
        };
        let made = make(changes, seed);
        let before = document(&made);
        let Reanchored { document: after, proposals, tally, .. } = moved(&before, &made.new);
        prop_assert_eq!(after.count() + after.lost_count(), before.count());
        prop_assert_eq!((tally.placed(), tally.left()), (after.count(), after.lost_count()));
        for annotation in after.annotations() {
            let old = before.annotation(annotation.id).unwrap().text(before.article());
            let new = annotation.text(after.article());
            let words = |text| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&old), words(&new));
        }
        for (id, places) in &proposals {
            prop_assert!(after.lost_of(*id).is_some() && !places.is_empty());
            for span in places.iter().flat_map(|place| place.pieces()) {
                prop_assert!(!span.is_empty() && span.end <= after.article().len());
                prop_assert_eq!(after.article().snap_to_graphemes(*span), *span);
            }
        }
    }
}

/// Texts that a comparison of everything with everything would take hours for.
#[test]
fn no_shape_of_text_takes_more_than_its_length() {
    const WORDS: usize = 100_000;
    let repeated = "قال ".repeat(WORDS);
    let numbered = |from: usize| {
        (from..from + WORDS)
            .map(|n| format!("w{n} "))
            .collect::<String>()
    };
    let backwards: String = (0..WORDS).rev().map(|n| format!("w{n} ")).collect();
    let pairs = "قال محمد ".repeat(WORDS / 2);
    let texts = [
        (repeated.clone(), "قال ".repeat(WORDS - 7)),
        (numbered(0), numbered(WORDS)),
        (numbered(0), backwards),
        (repeated, pairs.clone()),
        (pairs, "محمد قال ".repeat(WORDS / 2)),
        (numbered(0), String::new()),
    ];
    for (old, new) in texts {
        let step = old.len() / 400;
        let marks = (0..300).map(|at| {
            let start = old[..at * step].rfind(' ').map_or(0, |space| space + 1);
            let end = start + old[start..].find(' ').unwrap();
            changes::Mark {
                old: start..end,
                new: None,
            }
        });
        let made = Made {
            marks: marks.collect(),
            old: old.clone(),
            new,
        };
        let after = moved(&document(&made), &made.new);
        assert_eq!(after.document.count() + after.document.lost_count(), 300);
    }
}
