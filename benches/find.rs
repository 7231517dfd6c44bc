//! Finding in 50 MB, beside memchr counting the same bytes in the same text.

use std::time::Duration;

use hashiya::text::Article;
use hashiya::text::find::{Query, Search};

use super::{corpus, in_turn, row, time};

/// What the worker goes through between two looks at whether to stop.
const STEP: usize = 256 << 10;

pub fn finding() {
    let text = corpus::varied(50_000_000, 4_000);
    let frequent = text.split(' ').next().unwrap_or_default().to_owned();
    let article = Article::new(text, false).expect("short enough");
    for (name, text, folded) in [
        ("one frequent word, folded", frequent.as_str(), true),
        ("one frequent word, literal", frequent.as_str(), false),
        ("one letter, folded", "\u{642}", true),
        ("nothing there, folded", "xyzzy", true),
    ] {
        let query = Query {
            text: text.to_owned(),
            folded,
            whole_words: false,
        };
        let mut found = 0;
        let (ours, theirs): (Duration, Duration) = in_turn(
            5,
            || {
                time(|| {
                    let mut hits = Vec::new();
                    let mut search = Search::new(article.clone(), &query).expect("a query");
                    while !search.is_done() {
                        search.advance(STEP, &mut hits);
                    }
                    found = hits.len();
                    hits
                })
            },
            || time(|| memchr::memmem::find_iter(article.text().as_bytes(), text).count()),
        );
        let what = format!("find in 50 MB: {name} ({found})");
        row(&what, ours, theirs, "memchr counting the bytes");
    }
}
