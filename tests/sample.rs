//! The article that comes with the program: it shows at once what can be said
//! of a text, and nothing in it is said wrongly.

use hashiya::document::figure::Proposal;
use hashiya::document::{AttributeValue, Document};
use hashiya::formats::annotation_file;

const FILE: &str = include_str!("../assets/sample/sample.hashiya.ron");
const TEXT: &str = include_str!("../assets/sample/sample.txt");

fn sample() -> Document {
    annotation_file::read(FILE.as_bytes()).expect("a valid file")
}

#[test]
fn it_is_written_as_the_program_writes_and_of_the_article_beside_it() {
    let sample = sample();
    assert_eq!(sample.article().text(), TEXT);
    assert_eq!(annotation_file::write(&sample), FILE);
}

/// What the reader of figures proposes is what a person wrote. Where it
/// understands nothing the value is left open, and once a person corrected it.
#[test]
fn its_figures_have_the_values_that_are_read_of_them() {
    let sample = sample();
    let mut open = Vec::new();
    let mut corrected = Vec::new();
    for annotation in sample.annotations() {
        let Some(proposal) = Proposal::of(&sample, annotation) else {
            continue;
        };
        let text = annotation.text(sample.article()).into_owned();
        let values = annotation.attributes().count();
        if proposal.values.is_empty() && values == 0 {
            open.push(text);
        } else if proposal.values.len() != values || !proposal.is_accepted(annotation) {
            corrected.push(text);
        }
    }
    assert_eq!(open, ["الساعة 6:30 صباحًا", "ثلث محصولها"]);
    // «شرقي» is no part of the unit, the years are no numbers, and a dual says two.
    assert_eq!(corrected, ["نحو 320 كيلومترًا شرقي", "2026-2030", "بندين"]);
}

#[test]
fn it_shows_entities_values_notes_and_names_inside_glued_words() {
    let sample = sample();
    let texts = |id: &str| {
        let of_label = sample.annotations().filter(|it| it.label.as_str() == id);
        of_label.count()
    };
    assert!(texts("person") >= 8 && texts("place") >= 20 && texts("figure") >= 20);
    let mentions = sample.annotations().filter(|it| it.entity.is_some());
    assert!(mentions.count() > sample.entities().count());
    assert!(sample.entities().any(|it| it.link.is_some()));
    assert!(sample.entities().any(|it| it.note.is_some()));
    assert!(sample.annotations().any(|it| it.note().is_some()));
    let has = |fits: fn(&AttributeValue) -> bool| {
        let mut all = sample.annotations();
        all.any(|it| it.attributes().any(|(_, value)| fits(value)))
    };
    assert!(has(|it| matches!(it, AttributeValue::Number(_))));
    assert!(has(|it| matches!(it, AttributeValue::Choice(_))));
    assert!(has(|it| matches!(it, AttributeValue::YesNo(true))));
    // The name begins after a letter that is joined to it.
    let inside = sample.annotations().filter(|it| {
        let before = TEXT[..it.spans.hull().start.0].chars().next_back();
        before.is_some_and(char::is_alphabetic)
    });
    assert!(inside.count() >= 6);
}
