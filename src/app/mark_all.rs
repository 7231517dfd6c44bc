//! Marking every place where the chosen annotation's words stand, and taking
//! all such marks away.
//!
//! A worker looks for the places; the person sees them with their context and
//! says which of them are meant before anything is changed. Invariant: what is
//! proposed does not have the label yet; places that are doubtful, or meet
//! another annotation, are proposed but not checked; marking is one step of
//! undo. Another search stops the one before it, and a late answer is not
//! listened to.

use crate::document::{AnnotationId, Change, EntityId, LabelId};
use crate::text::find::{Query, Search};
use crate::text::fold::{fold, folded_chars};
use crate::text::occurrences::{Occurrences, Place, name_at};
use crate::text::{Article, ByteSpan};

use super::command::{Effect, Effects};
use super::find::{Progress, Running, Stop};
use super::i18n::Text;
use super::message::{Dialog, Severity};
use super::state::App;
use super::tab::{Tab, TabId};

/// The most places that are proposed: more than anybody looks through.
pub const MAX_PROPOSALS: usize = 100_000;

/// How much text is gone through between two looks at whether to stop.
const STEP_BYTES: usize = 256 << 10;
/// An answer comes after so many steps, then after twice as many each time.
const MOST_STEPS: usize = 64;

/// A search for a worker to do.
#[derive(Debug)]
pub struct OccurrenceJob {
    /// The number of the search, unique while the program runs.
    pub number: u64,
    /// Where to look.
    pub article: Article,
    /// What for, as it is written.
    pub text: String,
    /// Where it stands, if it is one piece: what precedes it may say how the
    /// name is written by itself.
    pub span: Option<ByteSpan>,
    /// Whether only the same letters count, as words of their own.
    pub exact: bool,
    /// Whether nobody wants to know any more.
    pub stop: Stop,
}

/// Part of an answer to an [`OccurrenceJob`].
#[derive(Debug)]
pub struct Proposed {
    /// The number of the search.
    pub number: u64,
    /// The places since the last answer, in order, and whether each is
    /// doubtful.
    pub places: Vec<(ByteSpan, bool)>,
    /// How far the search has come.
    pub progress: Progress,
}

/// A place that may be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The text to be marked.
    pub span: ByteSpan,
    /// What speaks against it.
    pub doubt: Option<Doubt>,
    /// Whether it is to be marked.
    pub checked: bool,
}

/// What speaks against a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Another annotation stands on part of it.
    Overlaps,
    /// It is written together with another word.
    Glued,
}

/// The places proposed for one annotation.
#[derive(Debug)]
pub struct MarkAll {
    /// The document's tab.
    pub tab: TabId,
    /// The label to be given.
    pub label: LabelId,
    /// The words that are looked for.
    pub text: String,
    /// Whether only the same letters count.
    pub exact: bool,
    /// How far the search has come.
    pub progress: Progress,
    /// How many places have the label already.
    pub already: usize,
    span: Option<ByteSpan>,
    entity: Option<EntityId>,
    places: Vec<Proposal>,
    checked: usize,
    running: Option<Running>,
}

impl MarkAll {
    /// The places, in the text's order.
    pub fn places(&self) -> &[Proposal] {
        &self.places
    }

    /// How many of them are to be marked.
    pub fn checked(&self) -> usize {
        self.checked
    }

    /// Whether all places are known.
    pub fn is_over(&self) -> bool {
        self.progress != Progress::Searching
    }

    fn begin(&mut self, number: u64, article: &Article) -> Effects {
        self.places = Vec::new();
        self.checked = 0;
        self.already = 0;
        self.progress = Progress::Searching;
        let stop = Stop::default();
        self.running = Some(Running {
            number,
            stop: stop.clone(),
        });
        Effects::one(Effect::FindOccurrences(OccurrenceJob {
            number,
            article: article.clone(),
            text: self.text.clone(),
            span: self.span,
            exact: self.exact,
            stop,
        }))
    }

    fn take(&mut self, tab: &Tab, places: Vec<(ByteSpan, bool)>) {
        for (span, is_glued) in places {
            let mut overlaps = false;
            let mut is_marked = false;
            for other in tab.document.annotations_in(span) {
                overlaps = true;
                is_marked |= other.label == self.label && other.pieces() == [span];
            }
            if is_marked {
                self.already += 1;
                continue;
            }
            let doubt = match (overlaps, is_glued) {
                (true, _) => Some(Doubt::Overlaps),
                (false, true) => Some(Doubt::Glued),
                (false, false) => None,
            };
            let checked = doubt.is_none();
            self.checked += usize::from(checked);
            self.places.push(Proposal {
                span,
                doubt,
                checked,
            });
        }
    }
}

impl App {
    /// Looks for all places where the chosen annotation's words stand, and
    /// shows them.
    pub(super) fn ask_mark_all(&mut self) -> Effects {
        let number = self.next_number();
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let chosen = tab.chosen.and_then(|id| tab.document.annotation(id));
        let Some(annotation) = chosen else {
            return Effects::none();
        };
        let article = tab.document.article().clone();
        let mut asked = MarkAll {
            tab: tab.id,
            label: annotation.label.clone(),
            text: annotation.text(&article).into_owned(),
            exact: false,
            progress: Progress::Idle,
            already: 0,
            span: (!annotation.spans.is_discontinuous()).then(|| annotation.span()),
            entity: annotation.entity,
            places: Vec::new(),
            checked: 0,
            running: None,
        };
        let effects = asked.begin(number, &article);
        self.mark_all = Some(asked);
        effects.and(self.show(Dialog::MarkAll))
    }

    /// Looks again, for the same letters only or for all spellings.
    pub(super) fn search_exactly(&mut self, exact: bool) -> Effects {
        let number = self.next_number();
        let Some(mut asked) = self.mark_all.take() else {
            return Effects::none();
        };
        asked.exact = exact;
        let article = self
            .tab(asked.tab)
            .map(|tab| tab.document.article().clone());
        let effects = match article {
            Some(article) => asked.begin(number, &article),
            None => Effects::none(),
        };
        self.mark_all = Some(asked);
        effects
    }

    /// A worker has found places, or has come to the end.
    pub(super) fn proposed(&mut self, proposed: Proposed) -> Effects {
        let Some(mut asked) = self.mark_all.take() else {
            return Effects::none();
        };
        let wanted = asked.running.as_ref().map(|running| running.number);
        if wanted == Some(proposed.number)
            && let Some(tab) = self.tab(asked.tab)
        {
            asked.take(tab, proposed.places);
            asked.progress = proposed.progress;
            if asked.is_over() {
                asked.running = None;
            }
        }
        self.mark_all = Some(asked);
        Effects::none()
    }

    /// Says of one place, or of all, whether it is to be marked.
    pub(super) fn check_proposals(&mut self, which: Option<usize>, checked: bool) -> Effects {
        if let Some(asked) = &mut self.mark_all {
            let all = 0..asked.places.len();
            let range = which.map_or(all, |index| index..index + 1);
            for place in asked.places.get_mut(range).unwrap_or_default() {
                place.checked = checked;
            }
            asked.checked = asked.places.iter().filter(|it| it.checked).count();
        }
        Effects::none()
    }

    /// Marks the places that are checked, as one step.
    pub(super) fn mark_proposed(&mut self) -> Effects {
        let ready = |asked: &MarkAll| asked.is_over() && asked.checked > 0;
        if !self.mark_all.as_ref().is_some_and(ready) {
            return Effects::none();
        }
        let effects = self.close_dialog_of_proposals();
        let Some(asked) = self.mark_all.take() else {
            return effects;
        };
        // Another document may have been opened over it meanwhile.
        let effects = effects.and(self.activate(asked.tab));
        let checked = asked.places.iter().filter(|it| it.checked);
        let spans = checked.map(|it| it.span);
        let is_open = self.active_tab().is_some_and(|tab| tab.id == asked.tab);
        if is_open && self.make(|it| Change::mark_all(it, &asked.label, asked.entity, spans)) {
            let done = Text::new("notice-marked-all").with("count", asked.checked);
            self.tell(Severity::Info, done);
        }
        effects
    }

    /// Forgets what was proposed, and takes its sheet away.
    pub(super) fn close_dialog_of_proposals(&mut self) -> Effects {
        self.dialogs.retain(|dialog| *dialog != Dialog::MarkAll);
        Effects::none()
    }

    /// Takes every mark away that has the chosen annotation's label and words,
    /// however they are spelt.
    pub(super) fn unmark_all(&mut self, id: AnnotationId) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let Some(chosen) = tab.document.annotation(id) else {
            return Effects::none();
        };
        let article = tab.document.article();
        let place = chosen.span().start;
        let wanted = fold(&chosen.text(article));
        let same = |text: &str| folded_chars(text).map(|(c, _)| c).eq(wanted.chars());
        let ids: Vec<_> = tab
            .document
            .annotations()
            .filter(|it| it.label == chosen.label && same(&it.text(article)))
            .map(|it| it.id)
            .collect();
        if self.make(|document| Change::unmark_all(document, &ids)) {
            let done = Text::new("notice-unmarked-all").with("count", ids.len());
            self.tell(Severity::Info, done);
            if let Some(tab) = self.active_mut() {
                tab.scroll_to(place);
            }
        }
        Effects::none()
    }
}

/// Goes through the article and answers as places are found; the last answer
/// is one whose progress is no longer [`Progress::Searching`].
pub fn search(job: &OccurrenceJob, mut answer: impl FnMut(Proposed)) {
    let mut looking = Looking::new(job);
    let (mut count, mut steps) = (0, 1);
    loop {
        let mut places = Vec::new();
        let mut progress = Progress::Searching;
        for _ in 0..steps {
            if job.stop.is_set() {
                return;
            }
            if !looking.advance(&job.article, &mut places) {
                progress = Progress::Done;
                break;
            }
        }
        if count + places.len() > MAX_PROPOSALS {
            places.truncate(MAX_PROPOSALS - count);
            progress = Progress::Full;
        }
        count += places.len();
        steps = (steps * 2).min(MOST_STEPS);
        let is_over = progress != Progress::Searching;
        if is_over || !places.is_empty() {
            answer(Proposed {
                number: job.number,
                places,
                progress,
            });
        }
        if is_over {
            return;
        }
    }
}

/// A search of either kind on its way.
enum Looking {
    Exact(Option<Box<Search>>),
    Folded(Option<Occurrences>),
}

impl Looking {
    fn new(job: &OccurrenceJob) -> Self {
        let article = job.article.clone();
        if job.exact {
            let query = Query {
                text: job.text.clone(),
                folded: false,
                whole_words: false,
            };
            return Self::Exact(Search::new(article, &query).map(Box::new));
        }
        let name = job.span.map(|span| name_at(&article, span));
        let name = name.as_deref().unwrap_or(&job.text);
        Self::Folded(Occurrences::new(article, name))
    }

    /// Goes one step on; says whether there was one to go.
    fn advance(&mut self, article: &Article, places: &mut Vec<(ByteSpan, bool)>) -> bool {
        match self {
            Self::Exact(Some(search)) if !search.is_done() => {
                let mut hits = Vec::new();
                search.advance(STEP_BYTES, &mut hits);
                let spans = hits.into_iter().map(|hit| hit.span());
                let words = spans.filter(|&span| stands_alone(article, span));
                places.extend(words.map(|span| (span, false)));
                true
            }
            Self::Folded(Some(search)) if !search.is_done() => {
                let mut found = Vec::new();
                search.advance(STEP_BYTES, &mut found);
                let outside = found.iter().filter(|it| it.place != Place::Inside);
                places.extend(outside.map(|it| (it.span, it.place == Place::Glued)));
                true
            }
            _ => false,
        }
    }
}

/// No letter or digit stands beside a span.
fn stands_alone(article: &Article, span: ByteSpan) -> bool {
    let text = article.text();
    let before = text
        .get(..span.start.0)
        .and_then(|text| text.chars().next_back());
    let after = text.get(span.end.0..).and_then(|text| text.chars().next());
    ![before, after]
        .into_iter()
        .flatten()
        .any(char::is_alphanumeric)
}
