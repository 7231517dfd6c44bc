//! The rows of the table: which figures are shown, and in which order.
//!
//! Invariant: the rows are those of the document at `revision`. A change costs
//! the figures that it touched; reading all figures, and putting many in another
//! order, is done beside the window, which shows what it had meanwhile. The
//! order is total: figures of one value stay in reading order.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::app::figures::figures;
use crate::app::worker::Helpers;
use crate::document::figure_row::{FigureRow, Standing};
use crate::document::{Annotation, AnnotationId, Document, LabelSet, Number};
use crate::text::{Article, fold};

/// So many figures are read and put in order at once: in a few milliseconds.
const AT_ONCE: usize = 400;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Whether the values are kept.
    Standing,
    /// The text of the figure.
    Text,
    /// Its value.
    Value,
    /// What is said of the value.
    Modifier,
    /// The unit or what is counted.
    Unit,
    /// The currency.
    Currency,
    /// A date or a period.
    Date,
}

impl Column {
    /// The columns in their order.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Value,
        Self::Modifier,
        Self::Unit,
        Self::Currency,
        Self::Date,
        Self::Standing,
    ];
}

/// Which figures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those whose values are not kept.
    Open,
    /// Those of which nothing is kept and nothing can be read.
    Unread,
}

impl Filter {
    fn shows(self, row: &FigureRow) -> bool {
        match self {
            Self::All => true,
            Self::Open => row.standing != Standing::Kept,
            Self::Unread => row.standing == Standing::Unread,
        }
    }
}

/// How the figures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// By which column, and whether the largest come first; in reading order
    /// where there is none.
    pub sort: Option<(Column, bool)>,
    /// Which of them.
    pub filter: Filter,
}

impl View {
    /// Sorts by a column; once more turns the order, a third time ends it.
    pub fn sort_by(&mut self, column: Column) {
        self.sort = match self.sort {
            Some((other, false)) if other == column => Some((column, true)),
            Some((other, true)) if other == column => None,
            _ => Some((column, false)),
        };
    }
}

/// How many figures there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub all: usize,
    /// Whose values are not kept.
    pub open: usize,
    /// Which are read for certain.
    pub certain: usize,
    /// Which cannot be read.
    pub unread: usize,
}

impl Counts {
    fn count(&mut self, row: &FigureRow, more: bool) {
        let open = row.standing != Standing::Kept;
        let kinds = [
            (&mut self.all, true),
            (&mut self.open, open),
            (&mut self.certain, row.standing == Standing::Certain),
            (&mut self.unread, row.standing == Standing::Unread),
        ];
        for (count, _) in kinds.into_iter().filter(|(_, is_it)| *is_it) {
            *count = match more {
                true => *count + 1,
                false => count.saturating_sub(1),
            };
        }
    }
}

/// What a row is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Standing(Standing),
    Number(Number),
    Text(String),
}

fn key(row: &FigureRow, column: Column) -> Option<Key> {
    let folded = |text: &str| Key::Text(fold(text));
    match column {
        Column::Standing => Some(Key::Standing(row.standing)),
        Column::Text => Some(folded(&row.text)),
        Column::Value => row.value.map(Key::Number),
        Column::Modifier => row.modifier.as_ref().map(|it| folded(it.as_str())),
        Column::Unit => row.unit.as_deref().map(folded),
        Column::Currency => row.currency.as_deref().map(folded),
        Column::Date => row.date.as_deref().map(|date| {
            // The years of two calendars are not compared.
            let hijri = u8::from(date.ends_with("AH"));
            Key::Text(format!("{hijri}{date}"))
        }),
    }
}

/// A row with what it is ordered by; what has nothing stands last in either
/// direction.
type Keyed = (Option<Key>, Arc<FigureRow>);

fn keyed(row: Arc<FigureRow>, view: View) -> Keyed {
    (view.sort.and_then(|(column, _)| key(&row, column)), row)
}

fn compare(a: &Keyed, b: &Keyed, view: View) -> Ordering {
    let largest_first = view.sort.is_some_and(|(_, largest_first)| largest_first);
    let by_key = match (&a.0, &b.0) {
        (Some(a), Some(b)) if largest_first => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    };
    by_key.then_with(|| a.1.order.cmp(&b.1.order))
}

/// The rows, ready to be shown.
#[derive(Default)]
struct Built {
    rows: HashMap<AnnotationId, Arc<FigureRow>>,
    /// Those that are shown, in order.
    shown: Vec<Keyed>,
    counts: Counts,
}

impl Built {
    fn of(rows: impl Iterator<Item = Arc<FigureRow>>, view: View) -> Self {
        let mut built = Self::default();
        for row in rows {
            built.counts.count(&row, true);
            built.rows.insert(row.id, Arc::clone(&row));
            if view.filter.shows(&row) {
                built.shown.push(keyed(row, view));
            }
        }
        built.shown.sort_unstable_by(|a, b| compare(a, b, view));
        built
    }

    fn place(&self, row: &Keyed, view: View) -> Result<usize, usize> {
        self.shown.binary_search_by(|it| compare(it, row, view))
    }

    fn remove(&mut self, id: AnnotationId, view: View) {
        if let Some(row) = self.rows.remove(&id) {
            self.counts.count(&row, false);
            if let Ok(at) = self.place(&keyed(row, view), view) {
                self.shown.remove(at);
            }
        }
    }

    fn insert(&mut self, row: FigureRow, view: View) {
        let row = Arc::new(row);
        self.counts.count(&row, true);
        self.rows.insert(row.id, Arc::clone(&row));
        if view.filter.shows(&row) {
            let row = keyed(row, view);
            if let Err(at) = self.place(&row, view) {
                self.shown.insert(at, row);
            }
        }
    }
}

/// What rows are made from.
enum Source {
    Document(LabelSet, Article, Vec<Annotation>),
    Rows(Vec<Arc<FigureRow>>),
}

impl Source {
    fn build(self, view: View) -> Built {
        match self {
            Self::Document(labels, article, annotations) => {
                let rows = annotations.iter();
                let rows = rows.filter_map(|it| FigureRow::of(&labels, &article, it));
                Built::of(rows.map(Arc::new), view)
            }
            Self::Rows(rows) => Built::of(rows.into_iter(), view),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Document(_, _, annotations) => annotations.len(),
            Self::Rows(rows) => rows.len(),
        }
    }
}

/// Rows that are being made beside the window.
struct Pending {
    answer: Receiver<Built>,
    revision: u64,
    view: View,
}

/// The rows of one document.
#[derive(Default)]
pub struct Table {
    built: Built,
    view: View,
    /// The document's revision that the rows are of, once there are any.
    revision: Option<u64>,
    pending: Option<Pending>,
    /// Another number whenever the rows are others.
    serial: u64,
}

impl Table {
    /// Brings the rows up to date.
    pub fn update(&mut self, document: &Document, view: View, helpers: &Helpers) {
        self.take_answer(view, helpers);
        let revision = document.revision();
        if let Some(before) = self.revision.filter(|&before| before != revision) {
            let changed = document.changed_since(before).map(|changed| {
                let mut changed: Vec<_> = changed.take(AT_ONCE + 1).collect();
                changed.sort_unstable();
                changed.dedup();
                changed
            });
            match changed.filter(|changed| changed.len() <= AT_ONCE) {
                Some(changed) => self.follow(document, &changed),
                None => self.revision = None,
            }
        }
        if self.pending.is_some() {
            return;
        }
        if self.revision.is_none() {
            let source = Source::Document(
                document.labels().clone(),
                document.article().clone(),
                figures(document).cloned().collect(),
            );
            self.make(source, revision, view, helpers);
        } else if self.view != view {
            let rows = self.built.rows.values().map(Arc::clone).collect();
            self.make(Source::Rows(rows), revision, view, helpers);
        }
    }

    fn follow(&mut self, document: &Document, changed: &[AnnotationId]) {
        for &id in changed {
            self.built.remove(id, self.view);
            let row = document
                .annotation(id)
                .and_then(|it| FigureRow::of(document.labels(), document.article(), it));
            if let Some(row) = row {
                self.built.insert(row, self.view);
            }
        }
        self.revision = Some(document.revision());
        self.serial += 1;
    }

    fn make(&mut self, source: Source, revision: u64, view: View, helpers: &Helpers) {
        if source.len() <= AT_ONCE {
            drop(self.take(source.build(view), revision, view));
            return;
        }
        let (sender, answer) = channel();
        let work = move || {
            // The table may be gone by now.
            let _ = sender.send(source.build(view));
        };
        if helpers.start(work) {
            self.pending = Some(Pending {
                answer,
                revision,
                view,
            });
        }
    }

    /// Takes other rows, and gives those that there were.
    fn take(&mut self, built: Built, revision: u64, view: View) -> Built {
        self.revision = Some(revision);
        self.view = view;
        self.serial += 1;
        std::mem::replace(&mut self.built, built)
    }

    /// Takes what was made beside the window, unless something else is wanted by
    /// now.
    fn take_answer(&mut self, view: View, helpers: &Helpers) {
        let Some(pending) = &self.pending else { return };
        match pending.answer.try_recv() {
            Err(TryRecvError::Empty) if pending.view == view => {}
            Ok(built) if pending.view == view => {
                let revision = pending.revision;
                self.pending = None;
                let before = self.take(built, revision, view);
                if before.rows.len() > AT_ONCE {
                    // To let go of so many takes longer than a frame has.
                    helpers.start(move || drop(before));
                }
            }
            _ => self.pending = None,
        }
    }

    /// Whether rows are being made.
    pub fn is_reading(&self) -> bool {
        self.pending.is_some()
    }

    /// How many figures there are.
    pub fn counts(&self) -> Counts {
        self.built.counts
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.built.shown.len()
    }

    /// The row of a number.
    pub fn get(&self, index: usize) -> Option<&Arc<FigureRow>> {
        self.built.shown.get(index).map(|(_, row)| row)
    }

    /// The rows that are shown, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<FigureRow>> {
        self.built.shown.iter().map(|(_, row)| row)
    }

    /// The row of an annotation, shown or not.
    pub fn row(&self, id: AnnotationId) -> Option<&Arc<FigureRow>> {
        self.built.rows.get(&id)
    }

    /// Whether an annotation's row is shown.
    pub fn is_shown(&self, id: AnnotationId) -> bool {
        let row = self.row(id);
        row.is_some_and(|row| self.view.filter.shows(row))
    }

    /// The number of an annotation's row.
    pub fn position(&self, id: AnnotationId) -> Option<usize> {
        let row = keyed(Arc::clone(self.row(id)?), self.view);
        self.built.place(&row, self.view).ok()
    }

    /// Another number whenever the rows are others.
    pub fn serial(&self) -> u64 {
        self.serial
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, Selection, SourceInfo};
    use crate::text::ByteSpan;
    use proptest::prelude::*;

    fn helpers() -> Helpers {
        Helpers::new(Arc::new(|| {}), Arc::new(|| {}))
    }

    const WORDS: [&str; 8] = ["9", "10", "-2.5", "12%", "2016", "abc", "1,000", "2.50"];

    fn document(words: &[usize]) -> Document {
        let mut text = String::new();
        let mut spans = Vec::new();
        for &word in words {
            let start = text.len();
            text.push_str(WORDS[word % WORDS.len()]);
            spans.push(ByteSpan::new(start, text.len()));
            text.push('\n');
        }
        let article = Article::new(text, false).unwrap();
        let mut document = Document::new(article, SourceInfo::new("a", [0; 32]));
        let label = document.labels().by_key('3').unwrap().id.clone();
        for span in spans {
            let mark = Change::mark(document.fresh_id(), label.clone(), span);
            document.apply(mark, Selection::default()).unwrap();
        }
        document
    }

    fn shown(table: &Table) -> Vec<String> {
        table.rows().map(|row| row.text.to_string()).collect()
    }

    fn sorted(words: &[usize], sort: Option<(Column, bool)>) -> Vec<String> {
        let mut table = Table::default();
        let view = View {
            sort,
            filter: Filter::All,
        };
        table.update(&document(words), view, &helpers());
        shown(&table)
    }

    #[test]
    fn numbers_are_ordered_as_numbers_and_what_has_none_is_last() {
        let words = [0, 1, 2, 3, 5, 6, 7];
        let up = sorted(&words, Some((Column::Value, false)));
        assert_eq!(up, ["-2.5", "2.50", "9", "10", "12%", "1,000", "abc"]);
        let down = sorted(&words, Some((Column::Value, true)));
        assert_eq!(down, ["1,000", "12%", "10", "9", "2.50", "-2.5", "abc"]);
        assert_eq!(sorted(&words, None)[..3], ["9", "10", "-2.5"]);
    }

    #[test]
    fn a_column_is_sorted_up_then_down_then_no_more() {
        let mut view = View::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            view.sort_by(Column::Value);
            seen.push(view.sort);
        }
        assert_eq!(
            seen,
            [
                Some((Column::Value, false)),
                Some((Column::Value, true)),
                None
            ]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(120))]

        /// Following the changes gives what making all anew gives.
        #[test]
        fn rows_follow_whatever_is_done(
            words in prop::collection::vec(0usize..8, 1..20),
            steps in prop::collection::vec((0u8..4, 0usize..20, 0i64..5), 1..20),
            column in 0usize..7, down: bool, filter in 0u8..3,
        ) {
            let mut document = document(&words);
            let view = View {
                sort: Some((Column::ALL[column], down)),
                filter: [Filter::All, Filter::Open, Filter::Unread][usize::from(filter)],
            };
            let mut table = Table::default();
            table.update(&document, view, &helpers());
            for (what, which, value) in steps {
                let some = document.annotations().nth(which % words.len()).map(|a| a.id);
                let Some(id) = some else { continue };
                let change = match what {
                    0 => Change::unmark(id),
                    1 => Change::relabel(id, document.labels().by_key('1').unwrap().id.clone()),
                    2 => {
                        let value = crate::document::AttributeValue::Number(Number::from(value));
                        Change::set_attribute(id, "value".parse().unwrap(), Some(value))
                    }
                    _ => { document.undo(); table.update(&document, view, &helpers()); continue }
                };
                let _ = document.apply(change, Selection::default());
                table.update(&document, view, &helpers());
                let mut fresh = Table::default();
                fresh.update(&document, view, &helpers());
                prop_assert_eq!(shown(&table), shown(&fresh));
                prop_assert_eq!(table.counts(), fresh.counts());
                for at in 0..table.len() {
                    prop_assert_eq!(table.position(table.get(at).unwrap().id), Some(at));
                }
            }
        }
    }

    #[test]
    fn many_figures_are_read_and_sorted_beside_the_window() {
        let words: Vec<usize> = (0..AT_ONCE + 50).collect();
        let mut document = document(&words);
        let (sender, woken) = channel();
        let wake: crate::app::worker::Wake = Arc::new(move || {
            let _ = sender.send(());
        });
        let helpers = Helpers::new(Arc::clone(&wake), wake);
        let mut table = Table::default();
        let view = View {
            sort: Some((Column::Value, true)),
            filter: Filter::All,
        };
        table.update(&document, view, &helpers);
        assert_eq!((table.len(), table.is_reading()), (0, true));
        // What is done meanwhile is not lost.
        let first = document.annotations().next().unwrap().id;
        document
            .apply(Change::unmark(first), Selection::default())
            .unwrap();
        table.update(&document, view, &helpers);
        woken.recv().unwrap();
        table.update(&document, view, &helpers);
        assert_eq!((table.len(), table.is_reading()), (words.len() - 1, false));
        // A number without a month beside it is a number.
        assert_eq!(shown(&table)[0], "2016");
    }
}
