//! A column whose text gives way to another that differs from it in one place.
//!
//! Invariant: the column is then as one made anew for that text. What was set of
//! paragraphs and blocks that are the same is kept, so that a letter typed costs
//! the block it is typed in.

use std::sync::Arc;

use super::{Column, SET_WHOLE};
use crate::text::{Article, ByteOffset, Vowelling};
use crate::typeset::blocks::{Blocks, CONTEXT};
use crate::typeset::font::LineRoom;
use crate::typeset::heights::Heights;

/// Where two texts differ: some bytes have given way to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The first byte, in both.
    pub at: usize,
    /// So many bytes are gone.
    pub removed: usize,
    /// So many are there instead.
    pub inserted: usize,
}

impl Splice {
    /// This and then another, as one.
    pub fn and(self, next: Self) -> Self {
        let at = self.at.min(next.at);
        // The end of what changed, in the text between the two.
        let end = (self.at + self.inserted).max(next.at + next.removed);
        Self {
            at,
            removed: end - at + self.removed - self.inserted,
            inserted: end - at + next.inserted - next.removed,
        }
    }
}

impl Column {
    /// Takes another text, which differs from the present one as the splice
    /// says, cut into blocks. Costs the blocks that are others, and for each
    /// block that is the same a few bytes. Lines keep at least the room that they
    /// had: to look for marks that are gone would cost the whole text.
    pub fn edit(&mut self, article: Article, blocks: Blocks, splice: Splice) {
        let (before, after) = same_ends(&self.blocks, &blocks, splice);
        let (old, new) = (self.blocks.count(), blocks.count());
        let kept = std::mem::take(&mut self.set).into_iter();
        self.set = kept
            .filter_map(|(block, set)| match block {
                block if block < before => Some((block, set)),
                block if block >= old - after => Some((block + new - old, set)),
                _ => None,
            })
            .collect();
        self.set_bytes = self.set.values().map(|set| set.bytes).sum();
        let inserted = article.text().get(splice.at..splice.at + splice.inserted);
        let room = LineRoom::of(
            self.stack.family(),
            Vowelling::of(inserted.unwrap_or_default()),
        );
        self.room.above = self.room.above.max(room.above);
        self.room.below = self.room.below.max(room.below);
        self.article = article;
        self.blocks = Arc::new(blocks);
        let width_em = self.measure.width_em();
        let learnt = self.heights.em_per_byte();
        self.heights = Heights::with_guess(Arc::clone(&self.blocks), width_em, learnt);
        for (&block, set) in &self.set {
            if set.width_em == width_em {
                self.heights.set(block, set.ends.len() as u32);
            }
        }
        if self.article.len().0 <= SET_WHOLE {
            for block in 0..new {
                self.set_block(block);
            }
        }
    }
}

/// How many blocks at the beginning and at the end are the same in both texts.
fn same_ends(old: &Blocks, new: &Blocks, splice: Splice) -> (usize, usize) {
    if old.base() != new.base() {
        return (0, 0);
    }
    let same = |a: usize, b: usize, shift: usize, unshift: usize| {
        let spans = (old.tiling().span(a), new.tiling().span(b));
        let (Some(a_span), Some(b_span)) = spans else {
            return false;
        };
        a_span.start.0 + shift == b_span.start.0 + unshift
            && a_span.end.0 + shift == b_span.end.0 + unshift
            && old.ends_paragraph(a) == new.ends_paragraph(b)
            && old.base_of(a) == new.base_of(b)
    };
    // A carriage return before the place may have lost its line feed.
    let paragraph = start_of_paragraph(old, splice.at.saturating_sub(1));
    let least = paragraph.min(start_of_paragraph(new, splice.at.saturating_sub(1)));
    let far_before = |block: usize| {
        let end = old.tiling().span(block).map_or(0, |span| span.end.0);
        end + CONTEXT <= splice.at && !old.has_levels(block) && !new.has_levels(block)
    };
    let mut before = least;
    while same(before, before, 0, 0) && far_before(before) {
        before += 1;
    }
    let (shift, unshift) = (splice.inserted, splice.removed);
    let tail = (old.count() - end_of_paragraph(old, splice.at + splice.removed))
        .min(new.count() - end_of_paragraph(new, splice.at + splice.inserted));
    let nth_last = |n: usize| Some((old.count().checked_sub(n)?, new.count().checked_sub(n)?));
    let far_after = |a: usize, b: usize| {
        let start = old.tiling().span(a).map_or(0, |span| span.start.0);
        start >= splice.at + splice.removed + CONTEXT && !old.has_levels(a) && !new.has_levels(b)
    };
    let mut after = tail;
    while let Some((a, b)) = nth_last(after + 1)
        && a > before
        && b > before
        && same(a, b, shift, unshift)
        && far_after(a, b)
    {
        after += 1;
    }
    let most = old.count().min(new.count()) - before;
    (before, after.min(most))
}

/// The block that begins the paragraph at a place.
fn start_of_paragraph(blocks: &Blocks, at: usize) -> usize {
    let mut block = blocks.tiling().at(ByteOffset(at));
    while block > 0 && !blocks.ends_paragraph(block - 1) {
        block -= 1;
    }
    block
}

/// The block after the paragraph at a place.
fn end_of_paragraph(blocks: &Blocks, at: usize) -> usize {
    let mut block = blocks.tiling().at(ByteOffset(at));
    while block + 1 < blocks.count() && !blocks.ends_paragraph(block) {
        block += 1;
    }
    block + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::column::LineId;
    use crate::typeset::{Base, Family, FontStack, Fonts, Measure, Weight};
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "\u{643}\u{644}\u{645}\u{629} ",
        "\u{628}\u{64E}",
        "NATO ",
        "12",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "(",
        "\u{202E}",
    ];

    /// Some of the pieces, or a paragraph that is cut into blocks.
    fn texts(most: usize) -> impl Strategy<Value = String> {
        let sentence = "\u{643}\u{644}\u{645}\u{629} \u{628}\u{628}\u{628}. ";
        let long = prop::sample::select(vec![sentence.repeat(1500)]);
        let short = prop::sample::select(PIECES).prop_map(str::to_owned);
        let piece = prop_oneof![10 => short, 1 => long];
        prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
    }

    fn stack() -> Arc<FontStack> {
        thread_local! {
            static STACK: Arc<FontStack> = Arc::new(FontStack::new(
                Fonts::bundled().unwrap(),
                Family::Vazirmatn,
                Weight::Regular,
            ));
        }
        STACK.with(Arc::clone)
    }

    fn column(text: &str) -> Column {
        let article = Article::new(text, false).unwrap();
        let blocks = Arc::new(Blocks::by_paragraph(&article, Base::RightToLeft));
        let measure = Measure {
            width: 300.0,
            size: 16.0,
        };
        Column::with_blocks(article, blocks, stack(), measure)
    }

    fn lines(column: &mut Column) -> Vec<crate::typeset::PlacedLine> {
        let mut lines = Vec::new();
        let mut at = Some(LineId::default());
        while let Some(id) = at {
            lines.push(column.place_line(id));
            at = column.next_line(id);
        }
        lines
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn an_edited_column_is_as_one_made_anew(
            text in texts(12),
            edits in prop::collection::vec(
                (0.0f64..1.0, 0usize..40, texts(3)),
                1..5,
            ),
        ) {
            let mut text = text;
            let mut column = column(&text);
            lines(&mut column);
            for (share, removed, new) in edits {
                let at = text.floor_char_boundary((text.len() as f64 * share) as usize);
                let end = text.floor_char_boundary(at + removed);
                text.replace_range(at..end, &new);
                let splice = Splice { at, removed: end - at, inserted: new.len() };
                let article = Article::new(text.as_str(), false).unwrap();
                let blocks = Blocks::by_paragraph(&article, Base::RightToLeft);
                column.edit(article, blocks, splice);
                let mut fresh = self::column(&text);
                prop_assert_eq!(lines(&mut column), lines(&mut fresh));
                prop_assert_eq!(column.total_lines(), fresh.total_lines());
            }
        }

        #[test]
        fn two_splices_are_one(
            first in (0usize..20, 0usize..20, 0usize..9),
            second in (0usize..20, 0usize..20, 0usize..9),
        ) {
            let cut = |text: &[u32], (at, removed, inserted): (usize, usize, usize), mark: u32| {
                let at = at.min(text.len());
                let removed = removed.min(text.len() - at);
                let mut new = text.to_vec();
                new.splice(at..at + removed, vec![mark; inserted]);
                (Splice { at, removed, inserted }, new)
            };
            let text: Vec<u32> = (0..20).collect();
            let (a, between) = cut(&text, first, 100);
            let (b, end) = cut(&between, second, 200);
            let both = a.and(b);
            // What the splice does not touch is the same on both sides.
            prop_assert_eq!(&text[..both.at], &end[..both.at]);
            prop_assert_eq!(&text[both.at + both.removed..], &end[both.at + both.inserted..]);
        }
    }

    #[test]
    fn a_letter_typed_sets_one_block_anew() {
        let text = "\u{643}\u{644}\u{645}\u{629}\n".repeat(2000);
        let mut column = column(&text);
        let before = column.shaped_blocks();
        let mut edited = text.clone();
        edited.insert_str(904, "NATO ");
        let article = Article::new(edited.as_str(), false).unwrap();
        let blocks = Blocks::by_paragraph(&article, Base::RightToLeft);
        let splice = Splice {
            at: 904,
            removed: 0,
            inserted: 5,
        };
        column.edit(article, blocks, splice);
        lines(&mut column);
        assert_eq!(column.shaped_blocks() - before, 1);
    }

    #[test]
    fn each_paragraph_runs_its_own_way() {
        let mut column = column("\u{643}\u{644}\nNATO\n12\n");
        let levels: Vec<_> = lines(&mut column).iter().map(|l| l.base_level).collect();
        assert_eq!(levels, [1, 0, 1, 1]);
    }
}
