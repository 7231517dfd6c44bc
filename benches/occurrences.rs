//! Every place of a name in a text of 1 MB: folded, clitic-aware and judged,
//! beside `memmem` looking for the same letters and nothing else.

use std::hint::black_box;

use hashiya::text::Article;
use hashiya::text::occurrences::occurrences as find_all;

use crate::{corpus, in_turn, row, time};

/// Rounds of each comparison.
const ROUNDS: usize = 9;

/// "Iraq", put into the text after every so many words, with what the news
/// writes onto it; the invented words around it hardly ever hold its letters.
const NAME: &str = "\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}";
const WRITTEN: [&str; 5] = [
    NAME,
    "\u{648}\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}",
    "\u{644}\u{644}\u{639}\u{631}\u{627}\u{642}",
    "\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}\u{64A}\u{629}",
    "\u{628}\u{627}\u{644}\u{639}\u{631}\u{627}\u{642}",
];

pub fn occurrences() {
    let megabyte = corpus::varied(1_000_000, 4_000);
    for (what, every) in [("some 100", 1_000), ("some 5,000", 20)] {
        let mut text = String::with_capacity(megabyte.len() * 2);
        for (index, word) in megabyte.split_inclusive(' ').enumerate() {
            text.push_str(word);
            if index % every == 0 {
                text.push_str(WRITTEN[index / every % WRITTEN.len()]);
                text.push(' ');
            }
        }
        let article = Article::new(text.clone(), false).expect("short enough");
        let (ours, theirs) = in_turn(
            ROUNDS,
            || time(|| black_box(find_all(&article, NAME)).len()),
            || time(|| memchr::memmem::find_iter(text.as_bytes(), NAME).count()),
        );
        let what = format!("{what} places of a name in 1 MB");
        row(&what, ours, theirs, "memmem of its letters");
    }
}
