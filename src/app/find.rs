//! Finding words in the document shown.
//!
//! Invariant: hits are always those of the query shown, or the first of them
//! while a worker still searches: another query stops the search before it and
//! takes its hits away, and an answer to a query that is no more is not
//! listened to. Going to a hit selects it, so that a label's key marks it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::document::Selection;
use crate::text::find::{Hit, Query, Search};
use crate::text::{Article, ByteOffset, ByteSpan};

use super::command::{Effect, Effects, Step};
use super::state::App;
use super::tab::{Tab, TabId};

/// The most hits that are kept, eight bytes each. Who gets more than that has
/// not yet said what is looked for.
pub const MAX_HITS: usize = 1_000_000;

/// How much text is gone through between two looks at whether to stop: about
/// a millisecond's work.
const SEARCH_STEP: usize = 256 << 10;

/// A search answers after so much text, at first; then after twice as much each
/// time, up to [`SEARCH_REPORT_MOST`]. So the first hits come at once, and a
/// long text does not wake the window too often.
const SEARCH_REPORT_LEAST: usize = 256 << 10;
const SEARCH_REPORT_MOST: usize = 8 << 20;

/// The longest selection that becomes the query, in bytes.
const MAX_TAKEN_BYTES: usize = 400;

/// How far a search has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is looked for.
    #[default]
    Idle,
    /// A worker is on its way.
    Searching,
    /// The hits are all there are.
    Done,
    /// There are more than [`MAX_HITS`]; the first of them are here.
    Full,
    /// The search broke off, for this reason.
    Failed(String),
}

/// A search for a worker to do.
#[derive(Debug)]
pub struct FindJob {
    /// The document's tab.
    pub tab: TabId,
    /// The number of the search, unique while the program runs.
    pub number: u64,
    /// Where to look.
    pub article: Article,
    /// What for.
    pub query: Query,
    /// Whether nobody wants to know any more.
    pub stop: Stop,
}

/// Part of an answer to a [`FindJob`].
#[derive(Debug)]
pub struct Found {
    /// The document's tab.
    pub tab: TabId,
    /// The number of the search.
    pub number: u64,
    /// The hits since the last answer, in order.
    pub hits: Vec<Hit>,
    /// How far the search has come.
    pub progress: Progress,
}

/// A flag that tells a worker to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether to stop.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A search under way. Whoever drops it stops it.
#[derive(Debug)]
pub(super) struct Running {
    pub number: u64,
    pub stop: Stop,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.0.store(true, Ordering::Relaxed);
    }
}

/// What is looked for in one document, and what was found.
#[derive(Debug)]
pub struct Find {
    is_open: bool,
    query: Query,
    hits: Vec<Hit>,
    progress: Progress,
    running: Option<Running>,
    current: Option<usize>,
    /// The selection at the time when a hit was shown but not yet gone to.
    shown_from: Option<Selection>,
    wish: Option<Wish>,
    wrapped: Option<Step>,
    serial: u64,
    focus: u64,
}

/// What is to be done as soon as enough is found.
#[derive(Clone, Copy, Debug)]
enum Wish {
    /// Show the first hit from here on.
    Show(ByteOffset),
    /// Go to the next hit, or the previous one.
    Go(Step),
}

/// Looks for words, and answers with what is found as it goes; says nothing
/// more once it is stopped.
pub(super) fn search(job: &FindJob, answer: impl Fn(Found)) {
    let mut search = Search::new(job.article.clone(), &job.query);
    let mut report = SEARCH_REPORT_LEAST;
    let mut count = 0;
    loop {
        let mut hits = Vec::new();
        let mut progress = Progress::Searching;
        let mut gone_through = 0;
        while gone_through < report && progress == Progress::Searching {
            if job.stop.is_set() {
                return;
            }
            progress = match &mut search {
                Some(search) if !search.is_done() => {
                    search.advance(SEARCH_STEP, &mut hits);
                    Progress::Searching
                }
                _ => Progress::Done,
            };
            if count + hits.len() > MAX_HITS {
                hits.truncate(MAX_HITS - count);
                progress = Progress::Full;
            }
            gone_through += SEARCH_STEP;
        }
        count += hits.len();
        report = (report * 2).min(SEARCH_REPORT_MOST);
        let is_over = progress != Progress::Searching;
        if is_over || !hits.is_empty() {
            answer(Found {
                tab: job.tab,
                number: job.number,
                hits,
                progress,
            });
        }
        if is_over {
            return;
        }
    }
}

impl Default for Find {
    fn default() -> Self {
        Self {
            is_open: false,
            query: Query {
                text: String::new(),
                folded: true,
                whole_words: false,
            },
            hits: Vec::new(),
            progress: Progress::Idle,
            running: None,
            current: None,
            shown_from: None,
            wish: None,
            wrapped: None,
            serial: 0,
            focus: 0,
        }
    }
}

impl Find {
    /// Whether the bar is shown, and the hits are lit.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What was found so far, in the text's order.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// How far the search has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The index of the hit last shown or gone to.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// Whether the last step went around an end of the text, and which way.
    pub fn wrapped(&self) -> Option<Step> {
        self.wrapped
    }

    /// Another number whenever other hits are to be lit.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The number of the last wish to type another query; 0 before the first.
    /// A later wish, here or in another tab, has a higher one.
    pub fn focus(&self) -> u64 {
        self.focus
    }

    /// Looks for something else, or for nothing; what was found is gone.
    fn begin(&mut self, tab: TabId, article: &Article, number: u64) -> Effects {
        self.hits = Vec::new();
        self.current = None;
        self.shown_from = None;
        self.wrapped = None;
        self.serial += 1;
        self.running = None;
        self.progress = Progress::Idle;
        if self.query.text.is_empty() {
            self.wish = None;
            return Effects::none();
        }
        let stop = Stop::default();
        self.running = Some(Running {
            number,
            stop: stop.clone(),
        });
        self.progress = Progress::Searching;
        Effects::one(Effect::Find(FindJob {
            tab,
            number,
            article: article.clone(),
            query: self.query.clone(),
            stop,
        }))
    }

    /// Whether no more hits will come.
    fn is_over(&self) -> bool {
        self.progress != Progress::Searching
    }

    fn show(&mut self, from: ByteOffset, selection: Selection) -> Option<ByteSpan> {
        let ahead = self.first_from(from);
        if ahead == self.hits.len() && !self.is_over() {
            return None;
        }
        self.wish = None;
        let index = if ahead < self.hits.len() { ahead } else { 0 };
        let hit = self.hits.get(index)?;
        self.current = Some(index);
        // A hit that is selected needs no step to be gone to.
        self.shown_from = Some(selection).filter(|_| hit.span() != selection.span());
        Some(hit.span())
    }

    fn go(&mut self, step: Step, selection: Selection) -> Option<ByteSpan> {
        let from_end = self.hits.len().checked_sub(1);
        let target = match step {
            Step::Next => Some(self.after(selection)).filter(|&index| index < self.hits.len()),
            Step::Previous => self.before(selection).checked_sub(1),
        };
        if target.is_none() && !self.is_over() {
            return None;
        }
        self.wish = None;
        self.wrapped = target.is_none().then_some(step);
        let around = match step {
            Step::Next => from_end.map(|_| 0),
            Step::Previous => from_end,
        };
        let index = target.or(around)?;
        let span = self.hits.get(index)?.span();
        self.current = Some(index);
        self.shown_from = None;
        Some(span)
    }

    /// The index of the first hit that begins at `at` or after it.
    fn first_from(&self, at: ByteOffset) -> usize {
        self.hits.partition_point(|hit| hit.span().start < at)
    }

    /// The index of the next hit as seen from a selection.
    fn after(&self, selection: Selection) -> usize {
        if let Some(index) = self.current {
            if self.shown_from == Some(selection) {
                return index;
            }
            if self.is_at(index, selection) {
                return index + 1;
            }
        }
        let first = self.first_from(selection.span().start);
        let is_selected = self
            .hits
            .get(first)
            .is_some_and(|hit| hit.span() == selection.span());
        first + usize::from(is_selected)
    }

    /// One more than the index of the previous hit.
    fn before(&self, selection: Selection) -> usize {
        match self.current {
            Some(index) if self.is_at(index, selection) => index,
            Some(index) if self.shown_from == Some(selection) => index,
            _ => self.first_from(selection.span().start),
        }
    }

    /// Whether a hit is still where the person is: selected, or the caret at
    /// it, as marking leaves it.
    fn is_at(&self, index: usize, selection: Selection) -> bool {
        self.hits.get(index).is_some_and(|hit| {
            let (hit, span) = (hit.span(), selection.span());
            hit.start <= span.start && span.end <= hit.end
        })
    }
}

impl App {
    /// Shows the bar, with the selected words as the query.
    pub(super) fn open_find(&mut self) -> Effects {
        let number = self.next_number();
        let Some(tab) = self.active_mut() else {
            return Effects::none();
        };
        let taken = taken_from_selection(tab);
        let start = tab.selection.span().start;
        let find = &mut tab.find;
        find.focus = number;
        find.serial += u64::from(!find.is_open);
        find.is_open = true;
        let other = taken.filter(|taken| *taken != find.query.text);
        if other.is_none() && find.progress != Progress::Idle {
            return Effects::none();
        }
        if let Some(text) = other {
            find.query.text = text;
        }
        find.wish = Some(Wish::Show(start));
        find.begin(tab.id, tab.document.article(), number)
    }

    /// Takes the bar away; what was selected stays so.
    pub(super) fn close_find(&mut self) -> Effects {
        if let Some(tab) = self.active_mut() {
            let find = &mut tab.find;
            find.is_open = false;
            find.serial += 1;
            find.wish = None;
            find.wrapped = None;
            if !find.is_over() {
                find.running = None;
                find.hits = Vec::new();
                find.current = None;
                find.progress = Progress::Idle;
            }
        }
        Effects::none()
    }

    /// Looks for something else, and shows its first hit from a place on.
    pub(super) fn set_query(&mut self, query: Query, from: ByteOffset) -> Effects {
        let number = self.next_number();
        let Some(tab) = self.active_mut() else {
            return Effects::none();
        };
        let find = &mut tab.find;
        find.query = query;
        find.wish = Some(Wish::Show(from));
        find.begin(tab.id, tab.document.article(), number)
    }

    /// Goes to the next hit, or the previous one, around the ends.
    pub(super) fn step_find(&mut self, step: Step) -> Effects {
        let number = self.next_number();
        let Some(tab) = self.active_mut() else {
            return Effects::none();
        };
        let find = &mut tab.find;
        if find.query.text.is_empty() {
            return self.open_find();
        }
        find.serial += u64::from(!find.is_open);
        find.is_open = true;
        find.wish = Some(Wish::Go(step));
        if find.progress == Progress::Idle {
            return find.begin(tab.id, tab.document.article(), number);
        }
        follow_wish(tab);
        Effects::none()
    }

    /// A worker has found something, or has come to the end.
    pub(super) fn found(&mut self, found: Found) -> Effects {
        let Some(tab) = self.tab_mut(found.tab) else {
            return Effects::none();
        };
        let find = &mut tab.find;
        let wanted = find.running.as_ref().map(|running| running.number);
        if wanted != Some(found.number) {
            return Effects::none();
        }
        if !found.hits.is_empty() {
            find.hits.extend(found.hits);
            find.serial += 1;
        }
        find.progress = found.progress;
        if find.is_over() {
            find.running = None;
        }
        follow_wish(tab);
        Effects::none()
    }
}

/// Does what waits for hits, as soon as it can be done.
fn follow_wish(tab: &mut Tab) {
    let selection = tab.selection;
    match tab.find.wish {
        Some(Wish::Show(from)) => {
            if let Some(span) = tab.find.show(from, selection) {
                tab.scroll_to(span.start);
            }
        }
        Some(Wish::Go(step)) => {
            if let Some(span) = tab.find.go(step, selection) {
                tab.select(span.into());
                tab.choose_only(None);
                tab.scroll_to(span.start);
            }
        }
        None => {}
    }
}

/// The selected words, if they can be a query: of one line, and not merely the
/// hit that the query has found.
fn taken_from_selection(tab: &Tab) -> Option<String> {
    let span = tab.selected_span()?;
    let find = &tab.find;
    let hit = find.current.and_then(|index| find.hits.get(index));
    if span.len() > MAX_TAKEN_BYTES || hit.is_some_and(|hit| hit.span() == span) {
        return None;
    }
    let text = tab.document.article().slice(span);
    let is_line = !text.contains(char::is_control) && !text.trim().is_empty();
    is_line.then(|| text.to_owned())
}
