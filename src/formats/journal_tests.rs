//! Tests of the journal: what is written is made again, and nothing that
//! happens to its bytes is silent.

use proptest::prelude::*;

use super::*;
use crate::document::{Change, LabelId, Selection, SourceInfo, Step};
use crate::text::{Article, ByteSpan};

const TEXT: &str = "زار محمد علي القاهرة مع 560 جنديا. قال NATO إن محمد علي غادر.\n";

fn base() -> Document {
    let source = SourceInfo::new("a.txt", digest::sha256(TEXT.as_bytes()));
    Document::new(Article::new(TEXT.to_owned(), false).unwrap(), source)
}

/// A document, and the journal of how it became so: `moves` are what a person
/// might do.
fn journal(moves: &[u8]) -> (Document, Vec<Document>, Vec<String>) {
    let mut document = base();
    let mut entries = vec![
        Entry::Begin(Begin {
            version: VERSION,
            name: "a.txt".to_owned(),
            ..Begin::default()
        }),
        Entry::Base(annotation_file::write(&document)),
    ];
    let mut states = vec![document.snapshot(), document.snapshot()];
    let mut steps = 0;
    for &what in moves {
        let step = match what {
            200..=219 => document.undo().map(|_| Step::Undo),
            220..=234 => document.redo().map(|_| Step::Redo),
            241..=244 => {
                document.mark_unsaved();
                entries.push(Entry::Unsaved { seal: None });
                states.push(document.snapshot());
                None
            }
            235..=240 => {
                let seal = Seal {
                    length: 1,
                    sha256: "x".to_owned(),
                };
                document.mark_saved();
                entries.push(Entry::Saved {
                    through: steps,
                    file: None,
                    seal,
                });
                states.push(document.snapshot());
                None
            }
            _ => mark(&mut document, what),
        };
        if let Some(step) = step {
            steps += 1;
            entries.push(Entry::Step(steps, step));
            states.push(document.snapshot());
        }
    }
    let lines = entries.into_iter().zip(0..).map(|(entry, n)| {
        let at = 1000 + n;
        write(&Line { n, at, entry }).unwrap()
    });
    (document, states, lines.collect())
}

fn mark(document: &mut Document, what: u8) -> Option<Step> {
    let words: Vec<_> = TEXT.match_indices(' ').map(|(at, _)| at).collect();
    let start = words[usize::from(what) % (words.len() - 1)] + 1;
    let end = words[usize::from(what) % (words.len() - 1) + 1];
    let label = LabelId::new(["person", "place", "figure"][usize::from(what) % 3]).unwrap();
    let change = Change::mark(document.fresh_id(), label, ByteSpan::new(start, end));
    let selection = Selection::from(ByteSpan::new(start, end));
    let applied = document.apply(change.clone(), selection);
    applied.ok().map(|_| Step::Apply(change, selection))
}

fn replayed(bytes: &[u8]) -> Result<Replay, ReplayError> {
    replay(read(bytes), None)
}

proptest! {
    /// Work, its history and what of it is saved come back as they were.
    #[test]
    fn what_was_done_is_made_again(moves in prop::collection::vec(any::<u8>(), 0..60)) {
        let (mut document, _, lines) = journal(&moves);
        let mut replay = replayed(lines.concat().as_bytes()).unwrap();
        prop_assert!(!replay.damage.is_any());
        prop_assert!(replay.document.same_content(&document));
        prop_assert_eq!(replay.document.is_modified(), document.is_modified());
        let again: String = replay.lines.iter().map(|line| write(line).unwrap()).collect();
        prop_assert_eq!(again, lines.concat());
        while document.undo().is_some() {
            prop_assert!(replay.document.undo().is_some());
            prop_assert!(replay.document.same_content(&document));
            prop_assert_eq!(replay.document.is_modified(), document.is_modified());
        }
        prop_assert!(!replay.document.can_undo());
    }

    /// Cut anywhere, all whole lines before the cut come back, and a cut inside
    /// a line is told.
    #[test]
    fn a_torn_end_costs_the_torn_line(
        moves in prop::collection::vec(any::<u8>(), 1..30), place in any::<prop::sample::Index>(),
    ) {
        let (_, states, lines) = journal(&moves);
        let bytes = lines.concat().into_bytes();
        let cut = place.index(bytes.len());
        let whole = lines.iter().scan(0, |end, line| { *end += line.len(); Some(*end) });
        let whole = whole.take_while(|&end| end <= cut).count();
        let reading = read(&bytes[..cut]);
        let ends: usize = lines[..whole].iter().map(String::len).sum();
        prop_assert_eq!(reading.whole_bytes, ends);
        prop_assert_eq!(reading.damage.torn_bytes, cut - ends);
        prop_assert!(!reading.damage.is_inside());
        match replay(reading, None) {
            Ok(replay) => prop_assert!(replay.document.same_content(&states[whole - 1])),
            Err(_) => prop_assert!(whole < 2),
        }
    }

    /// A byte changed anywhere: what is before it comes back, and the loss is
    /// told.
    #[test]
    fn a_changed_byte_is_never_silent(
        moves in prop::collection::vec(any::<u8>(), 1..20),
        place in any::<prop::sample::Index>(), change in 1..=255u8,
    ) {
        let (document, _, lines) = journal(&moves);
        let mut bytes = lines.concat().into_bytes();
        let at = place.index(bytes.len());
        bytes[at] ^= change;
        let reading = read(&bytes);
        prop_assert!(reading.damage.is_any());
        let before = lines.iter().scan(0, |end, line| { *end += line.len(); Some(*end) });
        let before = before.take_while(|&end| end <= at).count();
        prop_assert!(reading.lines.len() >= before);
        // A byte spoils its line; a newline, the two lines it divides.
        let spoilt = if lines.concat().as_bytes()[at] == b'\n' { 2 } else { 1 };
        prop_assert!(reading.lines.len() + spoilt >= lines.len(), "{reading:?}");
        if reading.lines.is_empty() {
            prop_assert_eq!(lines.len(), 2, "there were no more");
            return Ok(());
        }
        let replay = replay(reading, Some(base())).unwrap();
        // The lines as they are mended tell the same, without damage.
        let mended: String = replay.lines.iter().map(|line| write(line).unwrap()).collect();
        let again = replayed(mended.as_bytes()).unwrap();
        prop_assert!(!again.damage.is_any(), "{:?}", again.damage);
        prop_assert!(again.document.same_content(&replay.document));
        if !replay.document.same_content(&document) {
            prop_assert!(replay.damage.is_any());
        }
    }

    /// No bytes break the reader off.
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in any::<prop::sample::Index>()) {
        let _ = replayed(&bytes);
        let (_, _, lines) = journal(&[1, 2, 3, 201, 4]);
        let mut mixed = lines.concat().into_bytes();
        let at = cut.index(mixed.len());
        mixed.splice(at..at, bytes);
        let _ = replayed(&mixed);
    }
}

#[test]
fn lost_lines_are_counted_and_what_still_fits_is_made() {
    let (_, _, lines) = journal(&[1, 2, 3, 4, 200, 5]);
    let mut kept = lines.clone();
    kept.remove(3);
    let replay = replayed(kept.concat().as_bytes()).unwrap();
    assert_eq!(replay.damage.missing_lines, 1);
    assert!(replay.damage.is_inside() && replay.document.is_modified());
    // Of five marks, one is lost and one was taken back.
    assert_eq!(replay.document.count(), 3);

    // An undo of what is lost undoes nothing else.
    let (_, _, lines) = journal(&[1, 2, 200]);
    let kept = [&lines[..3], &lines[4..]].concat();
    let replay = replayed(kept.concat().as_bytes()).unwrap();
    assert_eq!((replay.document.count(), replay.damage.unfit_steps), (1, 1));
}

#[test]
fn the_document_may_come_from_its_file_where_the_journal_has_lost_it() {
    let (document, _, lines) = journal(&[1, 2, 3]);
    let kept = [&lines[..1], &lines[2..]].concat().concat();
    assert!(matches!(
        replayed(kept.as_bytes()),
        Err(ReplayError::NoBase)
    ));
    let replay = replay(read(kept.as_bytes()), Some(base())).unwrap();
    assert!(replay.document.same_content(&document));
    assert!(replay.damage.is_inside());
    assert!(matches!(replayed(b""), Err(ReplayError::Nothing)));
}

#[test]
fn a_lost_beginning_costs_nothing_but_itself() {
    let (document, _, lines) = journal(&[1, 2, 3, 235]);
    let mut spoilt = lines.concat().into_bytes();
    spoilt[5] ^= 1;
    for bytes in [spoilt, lines[1..].concat().into_bytes()] {
        let replay = replayed(&bytes).unwrap();
        assert!(replay.document.same_content(&document));
        assert!(!replay.document.is_modified(), "it is all saved");
        assert!(replay.damage.is_inside());
        assert_eq!(replay.damage.unfit_steps, 0);
        assert_eq!(replay.begin.name, "a.txt");
        assert!(matches!(replay.lines[0].entry, Entry::Begin(_)));
    }
    // The document is lost with it, and its file has it.
    let kept = lines[2..].concat();
    let replay = replay(read(kept.as_bytes()), Some(base())).unwrap();
    assert!(replay.document.same_content(&document));
}

/// "Keep mine", or a file that is gone: the same content, and no longer saved.
#[test]
fn what_is_in_no_file_any_more_is_work() {
    let seal = Seal {
        length: 7,
        sha256: "theirs".to_owned(),
    };
    for moves in [&[][..], &[1, 2, 235]] {
        let (mut document, _, mut lines) = journal(moves);
        let n = lines.len() as u64;
        let theirs = Some(seal.clone());
        let entry = Entry::Unsaved { seal: theirs };
        lines.push(write(&Line { n, at: 9, entry }).unwrap());
        let reading = read(lines.concat().as_bytes());
        assert!(has_work(&reading.lines));
        let replay = replay(reading, None).unwrap();
        assert!(replay.document.is_modified());
        assert_eq!(
            (replay.unsaved, replay.seal),
            (replay.steps, Some(seal.clone()))
        );
        // Saved again: a later save counts.
        let through = replay.steps;
        let entry = Entry::Saved {
            through,
            file: None,
            seal: seal.clone(),
        };
        let n = n + 1;
        lines.push(write(&Line { n, at: 9, entry }).unwrap());
        let reading = read(lines.concat().as_bytes());
        assert!(!has_work(&reading.lines));
        let replay = super::replay(reading, None).unwrap();
        assert!(!replay.document.is_modified());
        document.mark_saved();
        assert!(replay.document.same_content(&document));
    }
}

#[test]
fn what_a_newer_version_wrote_is_told_and_not_guessed_at() {
    let (_, _, lines) = journal(&[1]);
    let object = r#"{"n":3,"at":0,"entry":{"Step":[2,{"Later":[]}]}}"#;
    let later = format!("{} {object}\n", checksum(object.as_bytes()));
    let reading = read((lines.concat() + &later).as_bytes());
    assert_eq!(reading.damage.newer_lines, 1);
    let begin = Entry::Begin(Begin {
        version: VERSION + 1,
        ..Begin::default()
    });
    let line = Line {
        n: 0,
        at: 0,
        entry: begin,
    };
    let newer = replayed(write(&line).unwrap().as_bytes());
    assert!(matches!(newer, Err(ReplayError::Newer(2))));
}
