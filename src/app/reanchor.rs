//! Taking a document over onto another version of its article, and deciding
//! about the annotations that are lost.
//!
//! A worker compares the texts; what comes of it is a document of its own in a
//! tab of its own, which no file holds until the person saves it. Invariant: the
//! document that it was made from stays as it is; putting back and deleting are
//! changes like any other, and what is only proposed is no part of a document.

use std::path::{Path, PathBuf};

use crate::document::reanchor::{self, Proposals};
use crate::document::{AnnotationId, Change, Document, ReanchorError, Reanchored, Spans, Tally};
use crate::store::journal::{About, Start};
use crate::store::{self, Home, annotation_path_for};
use crate::text::Encoding;

use super::command::{Effect, Effects, Failure, Listing, NotLoaded};
use super::files::file_name;
use super::find::{Running, Stop};
use super::i18n::Text;
use super::load::opening;
use super::message::{Dialog, Severity};
use super::state::App;
use super::tab::{Tab, TabId};

/// A comparison for a worker to make.
#[derive(Debug)]
pub struct ReanchorJob {
    /// The number of the comparison, unique while the program runs.
    pub number: u64,
    /// The document that is taken over.
    pub document: Box<Document>,
    /// The other version of its article.
    pub article: PathBuf,
    /// That file's encoding, where the person has chosen one.
    pub encoding: Option<Encoding>,
    /// Whether nobody wants to know any more.
    pub stop: Stop,
}

/// The answer to a [`ReanchorJob`].
#[derive(Debug)]
pub struct ReanchorAnswer {
    /// The number of the comparison.
    pub number: u64,
    /// What came of it.
    pub outcome: Result<TakenOver, NotLoaded>,
}

/// A document on another version of its text.
#[derive(Debug)]
pub struct TakenOver {
    /// The document, and where its doubtful annotations may belong.
    pub reanchored: Reanchored,
    /// The article's file.
    pub article: PathBuf,
    /// How many U+FFFD stand in the text for bytes that are none.
    pub replaced: usize,
    /// Where its journal lies, and how that begins; `None` where nothing is
    /// kept.
    pub journal: Option<(PathBuf, Start)>,
}

/// A search for a worker to make: where lost annotations may belong.
#[derive(Debug)]
pub struct ProposeJob {
    /// The document's tab.
    pub tab: TabId,
    /// The document.
    pub document: Box<Document>,
}

/// A comparison that is under way.
#[derive(Debug)]
pub(super) struct Comparing {
    tab: TabId,
    running: Running,
}

/// Makes a comparison; `None` where it was stopped.
pub(super) fn compare(job: &ReanchorJob, home: Option<&Home>) -> Option<ReanchorAnswer> {
    let number = job.number;
    let stop = || job.stop.is_set();
    let opened = match store::open_as(&job.article, job.encoding) {
        Ok(opened) => opened,
        Err(error) => {
            let outcome = Err(opening(error));
            return Some(ReanchorAnswer { number, outcome });
        }
    };
    let (article, source) = (opened.document.article(), opened.document.source());
    let made = reanchor::reanchor(&job.document, article.clone(), source.clone(), &stop);
    let outcome = match made {
        Err(ReanchorError::Stopped) => return None,
        Err(error) => Err(Failure::broken(&error.to_string()).into()),
        Ok(reanchored) => {
            // What the window asks of the whole text is found here.
            article.direction_controls();
            article.vowelling();
            let path = opened.path;
            let journal = home.map(|home| journal_of(&reanchored, &path, home));
            Ok(TakenOver {
                reanchored,
                article: path,
                replaced: opened.replaced,
                journal,
            })
        }
    };
    Some(ReanchorAnswer { number, outcome })
}

/// A journal of its own: that of the article's annotation file may belong to
/// the document this one was made from.
fn journal_of(reanchored: &Reanchored, article: &Path, home: &Home) -> (PathBuf, Start) {
    let source = reanchored.document.source();
    let about = About {
        key: article.with_added_extension("reanchored"),
        source_sha256: source.sha256,
        file: None,
        article: Some(article.to_owned()),
        name: source.name.clone(),
        stamp: None,
    };
    let place = about.path(home);
    let base = Box::new(reanchored.before.snapshot());
    (place, Start::Fresh(about, base))
}

/// Looks where lost annotations may belong.
pub(super) fn propose(job: &ProposeJob) -> Proposals {
    reanchor::proposals(&job.document, &|| false).unwrap_or_default()
}

impl App {
    /// Asks for the other version of the article shown.
    pub(super) fn ask_reanchor(&mut self) -> Effects {
        match self.active_tab() {
            Some(tab) => Effects::one(Effect::ReanchorFileDialog { tab: tab.id }),
            None => Effects::none(),
        }
    }

    /// Begins to take a document over onto the text of a file.
    pub(super) fn reanchor_onto(
        &mut self,
        id: TabId,
        article: PathBuf,
        encoding: Option<Encoding>,
    ) -> Effects {
        self.dialogs.retain(|dialog| {
            !matches!(dialog, Dialog::SourceChanged { tab, .. } if *tab == id)
                && !matches!(dialog, Dialog::Encoding(question) if question.reanchor == Some(id))
        });
        let number = self.next_number();
        let Some(tab) = self.tab(id) else {
            return Effects::none();
        };
        let stop = Stop::default();
        let job = ReanchorJob {
            number,
            document: Box::new(tab.document.snapshot()),
            article: std::path::absolute(&article).unwrap_or(article),
            encoding,
            stop: stop.clone(),
        };
        let running = Running { number, stop };
        self.comparing = Some(Comparing { tab: id, running });
        let shown = self.show(Dialog::Reanchoring);
        shown.and(Effects::one(Effect::Reanchor(job)))
    }

    /// Wants to know nothing more of the comparison under way.
    pub(super) fn stop_reanchoring(&mut self) -> Effects {
        self.comparing = None;
        self.dialogs.retain(|dialog| *dialog != Dialog::Reanchoring);
        Effects::none()
    }

    /// A worker has compared two texts.
    pub(super) fn reanchored(&mut self, answer: ReanchorAnswer) -> Effects {
        let Some(comparing) = self
            .comparing
            .take_if(|it| it.running.number == answer.number)
        else {
            return Effects::none();
        };
        let ended = self.stop_reanchoring();
        let shown = match answer.outcome {
            Ok(taken) => self.show_taken_over(comparing.tab, taken),
            Err(NotLoaded::Failed(failure)) => self.show(Dialog::Error(failure)),
            Err(NotLoaded::AskEncoding(mut question)) => {
                question.reanchor = Some(comparing.tab);
                self.show(Dialog::Encoding(question))
            }
        };
        ended.and(shown)
    }

    fn show_taken_over(&mut self, from: TabId, taken: TakenOver) -> Effects {
        let id = TabId(self.next_number());
        let Reanchored {
            document,
            tally,
            proposals,
            ..
        } = taken.reanchored;
        let name = file_name(&annotation_path_for(&taken.article));
        let mut tab = Tab::new(id, name, document);
        tab.source_path = Some(taken.article);
        tab.reanchored_from = Some(from);
        tab.proposals = Some(proposals);
        self.begin_keeping(&mut tab, taken.journal);
        if taken.replaced > 0 {
            let text = Text::new("notice-replaced").with("count", taken.replaced);
            self.tell(Severity::Warning, text);
        }
        self.insert(tab);
        self.tell_tally(tally);
        if tally.left() == 0 {
            return Effects::none();
        }
        let listed = self.show_list(Listing::Lost);
        match tally.doubtful {
            0 => listed,
            _ => listed.and(self.show(Dialog::Review(id))),
        }
    }

    fn tell_tally(&mut self, tally: Tally) {
        let text = Text::new("notice-reanchored").with("count", tally.placed());
        self.tell(Severity::Info, text);
        if tally.left() > 0 {
            let text = Text::new("notice-reanchored-left").with("count", tally.left());
            self.tell(Severity::Warning, text);
        }
    }

    /// Shows the lost annotations one by one, with the places they may belong
    /// to, which are looked for where they are not known.
    pub(super) fn review_lost(&mut self) -> Effects {
        let Some(tab) = self
            .active_tab()
            .filter(|tab| tab.document.lost_count() > 0)
        else {
            return Effects::none();
        };
        let (id, known) = (tab.id, tab.proposals.is_some());
        let document = Box::new(tab.document.snapshot());
        let shown = self.show(Dialog::Review(id));
        match known {
            true => shown,
            false => shown.and(Effects::one(Effect::Propose(ProposeJob {
                tab: id,
                document,
            }))),
        }
    }

    /// A worker has found where lost annotations may belong.
    pub(super) fn lost_proposed(&mut self, id: TabId, proposals: Proposals) -> Effects {
        if let Some(tab) = self.tab_mut(id) {
            tab.proposals.get_or_insert(proposals);
        }
        Effects::none()
    }

    pub(super) fn choose_lost(&mut self, id: Option<AnnotationId>) -> Effects {
        if let Some(tab) = self.active_mut() {
            tab.chosen_lost = id.filter(|&id| tab.document.lost_of(id).is_some());
        }
        Effects::none()
    }

    /// Leaves the review to find a place by hand: the lost annotation is chosen
    /// in the list, and the text is where it may belong.
    pub(super) fn place_by_hand(&mut self, id: AnnotationId) -> Effects {
        self.dialogs
            .retain(|dialog| !matches!(dialog, Dialog::Review(_)));
        if let Some(tab) = self.active_mut() {
            let places = tab.proposals.as_ref().and_then(|all| all.get(&id));
            let place = places.and_then(|places| places.first());
            if let Some(start) = place.map(|place| place.hull().start) {
                tab.select(crate::document::Selection::caret(start));
                tab.scroll_to(start);
            }
        }
        self.tell(Severity::Info, Text::new("notice-place-by-hand"));
        let chosen = self.choose_lost(Some(id));
        chosen.and(self.show_list(Listing::Lost))
    }

    /// Puts a lost annotation onto text, and chooses it.
    pub(super) fn put_back(&mut self, id: AnnotationId, spans: Spans) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let article = tab.document.article();
        let whole = spans.pieces().iter();
        let whole = Spans::covering(whole.map(|&piece| article.snap_to_graphemes(piece)));
        let start = whole.hull().start;
        if self.make(|document| Change::put_back(document, [(id, whole)]))
            && let Some(tab) = self.active_mut()
        {
            tab.chosen = Some(id);
            tab.select(crate::document::Selection::caret(start));
            tab.scroll_to(start);
            tab.forget_gone();
        }
        Effects::none()
    }

    /// Puts all lost annotations that have a proposed place onto the likeliest,
    /// as one step.
    pub(super) fn put_all_back(&mut self) -> Effects {
        let Some(tab) = self.active_tab() else {
            return Effects::none();
        };
        let proposals = tab.proposals.iter().flatten();
        let open = proposals.filter(|(id, _)| tab.document.lost_of(**id).is_some());
        let places = open.filter_map(|(&id, places)| Some((id, places.first()?.clone())));
        let places: Vec<_> = places.collect();
        if self.make(|document| Change::put_back(document, places))
            && let Some(tab) = self.active_mut()
        {
            tab.forget_gone();
        }
        Effects::none()
    }

    /// Proposes no place for a lost annotation any more; it stays lost.
    pub(super) fn leave_lost(&mut self, id: AnnotationId) -> Effects {
        if let Some(proposals) = self.active_mut().and_then(|tab| tab.proposals.as_mut()) {
            proposals.remove(&id);
        }
        Effects::none()
    }

    /// Deletes a lost annotation for good.
    pub(super) fn forget_lost(&mut self, id: AnnotationId) -> Effects {
        self.change(Change::forget([id]));
        if let Some(tab) = self.active_mut() {
            tab.forget_gone();
        }
        Effects::none()
    }
}
