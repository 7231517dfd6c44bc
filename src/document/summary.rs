//! What a change was about, kept with it in the history: enough for a sentence
//! such as "Marked X as Place, 7 times" long after the document went on.

use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId};
use super::document::Document;
use super::edit::{ChangeKind, Edit};
use super::entity::Entity;
use super::label::{Label, LabelId};
use super::lost::Lost;

/// How many code points of an annotation's words are kept.
const EXCERPT_CHARS: usize = 60;

/// What a change was about, as things were named when it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many annotations were added, removed or altered, or have a label
    /// whose id is another now.
    pub count: usize,
    /// The words of the first of them, cut after 60 code points, white space
    /// as it is.
    pub excerpt: Option<Box<str>>,
    /// Whether [`Self::excerpt`] is cut short.
    pub cut: bool,
    /// The label: of an annotation the one it has now or had when it was
    /// removed, or the label that was made, altered or removed. `None` where
    /// several annotations have not all the same, and where a whole set was
    /// loaded.
    pub label: Option<Arc<Label>>,
    /// Of a label that was altered what it was before; of one that was removed
    /// the label that its annotations got.
    pub other: Option<Arc<Label>>,
    /// The name of the entity that was made, altered or removed, or that the
    /// annotations were linked to.
    pub entity: Option<Box<str>>,
}

/// Sums up a change that was just made and what undoes it.
pub(super) fn summarise(
    document: &Document,
    kind: ChangeKind,
    edits: &[Edit],
    inverse: &[Edit],
    affected: &[AnnotationId],
) -> Summary {
    let first = edits
        .iter()
        .find_map(|edit| subject(document, edit, inverse));
    let lost = match first {
        None => edits.iter().find_map(|edit| lost_of(edit, inverse)),
        Some(_) => None,
    };
    let words = match (first, &lost) {
        // A whole document is not about its first words.
        _ if kind == ChangeKind::Reanchor => None,
        (Some(annotation), _) => Some(annotation.text(document.article())),
        (None, lost) => lost.as_ref().map(|lost| lost.quote().into()),
    };
    let (excerpt, cut) = words.map_or((None, false), |words| {
        let (text, cut) = excerpt(&words);
        (Some(text), cut)
    });
    let of_lost = |edit: &&Edit| {
        matches!(
            edit,
            Edit::AddLost(_) | Edit::RemoveLost(_) | Edit::ReplaceLost(_)
        )
    };
    let lost_edits = edits.iter().filter(of_lost).count();
    let label_named = || {
        let moved = |edit: &Edit| match edit {
            Edit::MoveLabel { id, .. } => document.labels().shared(id).cloned(),
            _ => None,
        };
        label_of(edits, inverse).or_else(|| edits.iter().find_map(moved))
    };
    let label = match first {
        _ if matches!(kind, ChangeKind::LoadLabels | ChangeKind::Reanchor) => None,
        // What only follows from a change of labels is not what it is about.
        _ if edits.iter().any(Edit::is_about_labels) => label_named(),
        Some(annotation) if same_label(document, edits, inverse, &annotation.label) => {
            document.labels().shared(&annotation.label).cloned()
        }
        None => lost
            .as_ref()
            .filter(|_| lost_edits == 1)
            .and_then(|lost| document.labels().shared(&lost.said().label).cloned()),
        _ => None,
    };
    let other = other_label(document, kind, edits, inverse);
    let renamed = match (kind, &label, &other) {
        (ChangeKind::EditLabel, Some(now), Some(before)) if now.id != before.id => {
            document.count_of(&now.id)
        }
        _ => 0,
    };
    Summary {
        count: match first {
            Some(_) => affected.len().max(renamed),
            None => affected.len().max(renamed).max(lost_edits),
        },
        excerpt,
        cut,
        label,
        other,
        entity: edits
            .iter()
            .find_map(|edit| entity_of(document, edit, inverse))
            .map(|entity| entity.name.as_str().into()),
    }
}

/// The annotation that an edit was about, as it is now or last was.
fn subject<'a>(
    document: &'a Document,
    edit: &'a Edit,
    inverse: &'a [Edit],
) -> Option<&'a Annotation> {
    let id = edit.annotation()?;
    let before = || {
        inverse.iter().find_map(|edit| match edit {
            Edit::Add(annotation) if annotation.id == id => Some(annotation),
            _ => None,
        })
    };
    document.annotation(id).or_else(before)
}

/// The lost annotation that an edit was about.
fn lost_of(edit: &Edit, inverse: &[Edit]) -> Option<Arc<Lost>> {
    match edit {
        Edit::AddLost(lost) | Edit::ReplaceLost(lost) => Some(lost.clone()),
        Edit::RemoveLost(id) => inverse.iter().find_map(|edit| match edit {
            Edit::AddLost(lost) if lost.id() == *id => Some(lost.clone()),
            _ => None,
        }),
        _ => None,
    }
}

/// Whether all annotations that were added, removed or relabelled have a label.
fn same_label(document: &Document, edits: &[Edit], inverse: &[Edit], label: &LabelId) -> bool {
    let added = |edit: &Edit| match edit {
        Edit::Add(annotation) => annotation.label == *label,
        _ => true,
    };
    let removed = inverse.iter().all(added);
    edits.iter().all(|edit| match edit {
        Edit::Remove(_) => removed,
        Edit::Add(_) => added(edit),
        other => other
            .annotation()
            .and_then(|id| document.annotation(id))
            .is_none_or(|annotation| annotation.label == *label),
    })
}

/// The label that a change of labels was about; a removed one comes before the
/// children that were altered for its sake, since its own edit says so.
fn label_of(edits: &[Edit], inverse: &[Edit]) -> Option<Arc<Label>> {
    let removed = inverse.iter().find_map(|edit| match edit {
        Edit::AddLabel { label, .. } => Some(label.clone()),
        _ => None,
    });
    let altered = edits.iter().find_map(|edit| match edit {
        Edit::AddLabel { label, .. } | Edit::EditLabel { label, .. } => Some(label.clone()),
        _ => None,
    });
    removed.or(altered)
}

fn other_label(
    document: &Document,
    kind: ChangeKind,
    edits: &[Edit],
    inverse: &[Edit],
) -> Option<Arc<Label>> {
    match kind {
        ChangeKind::EditLabel => inverse.iter().find_map(|edit| match edit {
            Edit::EditLabel { label, .. } => Some(label.clone()),
            _ => None,
        }),
        ChangeKind::RemoveLabel => edits.iter().find_map(|edit| match edit {
            Edit::SetLabel { label, .. } => document.labels().shared(label).cloned(),
            _ => None,
        }),
        _ => None,
    }
}

fn entity_of<'a>(
    document: &'a Document,
    edit: &'a Edit,
    inverse: &'a [Edit],
) -> Option<&'a Entity> {
    match edit {
        Edit::AddEntity(entity) | Edit::EditEntity(entity) => Some(entity),
        Edit::Link {
            entity: Some(id), ..
        } => document.entity(*id),
        Edit::RemoveEntity(id) => inverse.iter().find_map(|edit| match edit {
            Edit::AddEntity(entity) if entity.id == *id => Some(&**entity),
            _ => None,
        }),
        _ => None,
    }
}

fn excerpt(text: &str) -> (Box<str>, bool) {
    match text.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => (text.get(..end).unwrap_or_default().into(), true),
        None => (text.into(), false),
    }
}
