//! Any text folded and any words looked for in it: what is folded stays as it
//! is, knows where it came from, and hits lie where the words stand.

#![no_main]

use hashiya::text::Article;
use hashiya::text::find::{Query, Search};
use hashiya::text::fold::{Folded, fold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&[how, words], rest)) = data.split_at_checked(2).and_then(|(head, rest)| {
        let head: &[u8; 2] = head.try_into().ok()?;
        Some((head, rest))
    }) else {
        return;
    };
    let whole = String::from_utf8_lossy(rest);
    let (wanted, text) = whole.split_at(whole.floor_char_boundary(usize::from(words % 32)));
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    let mapped = Folded::new(text);
    assert_eq!(mapped.text(), folded);
    for (at, c) in folded.char_indices() {
        let source = mapped.source(at..at + c.len_utf8());
        let source = source.unwrap_or_else(|| panic!("{c:?} comes from nowhere"));
        let stands = text.get(source.range()).unwrap_or_default();
        assert!(
            fold(stands).contains(c),
            "{c:?} does not come from {stands:?}"
        );
    }
    find(text, wanted, how);
});

/// Finds words in pieces of any size and as a whole, with the same hits.
fn find(text: &str, wanted: &str, how: u8) {
    let query = Query {
        text: wanted.to_owned(),
        folded: how & 1 == 0,
        whole_words: how & 2 == 0,
    };
    let Ok(article) = Article::new(text, false) else {
        return;
    };
    let all = |step: usize| {
        let mut hits = Vec::new();
        let mut search = Search::new(article.clone(), &query)?;
        while !search.is_done() {
            search.advance(step, &mut hits);
        }
        Some(hits)
    };
    let Some(hits) = all(usize::MAX) else { return };
    assert_eq!(all(1 + usize::from(how >> 2)), Some(hits.clone()));
    let words = fold(wanted);
    let mut end = 0;
    for hit in hits {
        let span = hit.span().range();
        assert!(end <= span.start, "hits overlap");
        end = span.end;
        // A hit is whole clusters: it may hold marks that were not asked for.
        let found = &text[span];
        let holds = if query.folded && !words.is_empty() {
            fold(found).contains(&words)
        } else {
            found.contains(wanted)
        };
        assert!(holds, "{found:?} is not {wanted:?}");
    }
}
