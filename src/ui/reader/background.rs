//! What a view has worked out beside the window: the blocks of a long text,
//! and how many lines each of them has.
//!
//! Invariant: nothing here waits. Work that is no longer wanted is told to stop
//! and its answers are never read; where no thread can be started the view
//! cuts a text itself and goes on with estimates. Answers are looked for in
//! frames that come anyway or that the work itself asks for, seldom, and only
//! where the scroll bar would look another way.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::app::worker::Helpers;
use crate::text::Article;
use crate::typeset::blocks::Blocks;
use crate::typeset::column::Column;
use crate::typeset::{Base, FontStack, LineCounter};

/// A text up to this many bytes is cut at once: in less than a frame.
const CUT_AT_ONCE: usize = 512 * 1024;

/// About so many bytes are counted between two answers.
const BATCH_BYTES: usize = 256 * 1024;

/// A change of the text's height by this part of it would be seen on the scroll
/// bar.
const SEEN: i64 = 2000;

/// A text being cut into blocks.
pub(super) struct Cutting {
    article: Article,
    base: Base,
    answer: Receiver<Blocks>,
}

impl Cutting {
    /// The blocks of a text, once they are there; until then `pending` holds
    /// the work.
    pub fn blocks(
        pending: &mut Option<Self>,
        article: &Article,
        base: Base,
        helpers: Option<&Helpers>,
    ) -> Option<Arc<Blocks>> {
        if let Some(cutting) = pending.as_ref().filter(|it| it.is_of(article, base)) {
            let blocks = cutting.answer.try_recv();
            return match blocks {
                Ok(blocks) => {
                    *pending = None;
                    Some(Arc::new(blocks))
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => None,
                // The thread broke off: what it could not do is not tried here.
                Err(_) => {
                    *pending = None;
                    Some(Arc::new(Blocks::uncut(article, base)))
                }
            };
        }
        if article.len().0 > CUT_AT_ONCE
            && let Some(helpers) = helpers
        {
            let (sender, answer) = channel();
            let text = article.clone();
            let work = move || {
                // The view may be gone by now.
                let _ = sender.send(Blocks::new(&text, base));
            };
            if helpers.start(work) {
                *pending = Some(Self {
                    article: article.clone(),
                    base,
                    answer,
                });
                return None;
            }
        }
        Self::at_once(pending, article, base)
    }

    fn at_once(pending: &mut Option<Self>, article: &Article, base: Base) -> Option<Arc<Blocks>> {
        *pending = None;
        Some(Arc::new(Blocks::new(article, base)))
    }

    fn is_of(&self, article: &Article, base: Base) -> bool {
        self.base == base && std::ptr::eq(self.article.text(), article.text())
    }
}

/// Lines being counted, for one width, one stack of faces and one set of blocks.
pub(super) struct Counting {
    for_width: f32,
    for_stack: Arc<FontStack>,
    for_blocks: Arc<Blocks>,
    stop: Arc<AtomicBool>,
    answers: Receiver<Batch>,
}

/// The lines of blocks from `first` on.
struct Batch {
    first: usize,
    lines: Vec<u32>,
}

impl Drop for Counting {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Counting {
    /// Sets all hands to counting what the column only estimates, beginning
    /// with block `from`.
    pub fn start(column: &Column, from: usize, helpers: &Helpers) -> Self {
        let blocks = Arc::clone(column.shared_blocks());
        let (sender, answers) = channel();
        let bytes_each = column.article().len().0 / blocks.count() + 1;
        let batch = (BATCH_BYTES / bytes_each).clamp(1, 8192);
        let batches = blocks.count().div_ceil(batch);
        let stop = Arc::new(AtomicBool::new(false));
        let work = Arc::new(Work {
            article: column.article().clone(),
            blocks: Arc::clone(&blocks),
            stack: Arc::clone(column.stack()),
            width_em: column.measure().width_em(),
            batch,
            estimates: (0..batches)
                .map(|index| column.lines_in(index * batch..(index + 1) * batch))
                .collect(),
            from: from / batch,
            next: AtomicUsize::new(0),
            drift: AtomicI64::new(0),
            done: AtomicU64::new(0),
            stop: Arc::clone(&stop),
            helpers: helpers.clone(),
        });
        for _ in 0..Helpers::count() {
            let (work, sender) = (Arc::clone(&work), sender.clone());
            helpers.start(move || work.count(&sender));
        }
        Self {
            for_width: column.measure().width_em(),
            for_stack: Arc::clone(column.stack()),
            for_blocks: blocks,
            stop,
            answers,
        }
    }

    /// Whether this is the count that a column needs.
    pub fn fits(&self, column: &Column) -> bool {
        self.for_width == column.measure().width_em()
            && Arc::ptr_eq(&self.for_stack, column.stack())
            && Arc::ptr_eq(&self.for_blocks, column.shared_blocks())
    }

    /// Tells the column what has been counted meanwhile.
    pub fn hand_over(&self, column: &mut Column) {
        for batch in self.answers.try_iter() {
            column.counted(batch.first, &batch.lines);
        }
    }
}

/// What the threads share.
struct Work {
    article: Article,
    blocks: Arc<Blocks>,
    stack: Arc<FontStack>,
    width_em: f32,
    /// How many blocks are a batch.
    batch: usize,
    /// The lines that each batch was thought to have.
    estimates: Vec<u64>,
    /// The batch to begin with: the one being read.
    from: usize,
    next: AtomicUsize,
    /// By how much the height has changed since a frame was last asked for.
    drift: AtomicI64,
    /// How many batches are done.
    done: AtomicU64,
    stop: Arc<AtomicBool>,
    helpers: Helpers,
}

impl Work {
    fn count(&self, answers: &Sender<Batch>) {
        let mut counter = LineCounter::default();
        let total: u64 = self.estimates.iter().sum();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= self.estimates.len() {
                return;
            }
            let index = (index + self.from) % self.estimates.len();
            let first = index * self.batch;
            let last = (first + self.batch).min(self.blocks.count());
            let mut lines = Vec::with_capacity(last - first);
            for block in first..last {
                if self.stop.load(Ordering::Relaxed) {
                    return;
                }
                lines.push(self.lines_of(&mut counter, block));
            }
            let counted: u64 = lines.iter().map(|&n| u64::from(n)).sum();
            if answers.send(Batch { first, lines }).is_err() {
                return;
            }
            self.note(index, counted, total);
        }
    }

    fn lines_of(&self, counter: &mut LineCounter, block: usize) -> u32 {
        let (article, blocks) = (&self.article, &self.blocks);
        counter.lines_of_block(article, blocks, block, &self.stack, self.width_em) as u32
    }

    /// Asks for a frame where the scroll bar would look another way, and for
    /// one after the last batch.
    fn note(&self, index: usize, counted: u64, total: u64) {
        let estimate = self.estimates.get(index).copied().unwrap_or(0);
        let change = counted as i64 - estimate as i64;
        let drift = self.drift.fetch_add(change, Ordering::Relaxed) + change;
        let now_done = self.done.fetch_add(1, Ordering::AcqRel) + 1;
        let last = now_done == self.estimates.len() as u64;
        if last || drift.saturating_abs().saturating_mul(SEEN) > total as i64 {
            self.drift.store(0, Ordering::Relaxed);
            self.helpers.wake_soon();
        }
    }
}
