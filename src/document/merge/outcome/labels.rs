//! The labels of the outcome: which there are, in which order, and how the
//! change comes to them.
//!
//! Invariant: no two have one key, none has a parent that is not there or comes
//! back to it, and no step on the way is refused.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Outcome;
use crate::document::annotation::Annotation;
use crate::document::attribute::{AttributeKind, AttributeName, AttributeValue};
use crate::document::attribute::{MAX_ATTRIBUTES, MAX_OPTIONS};
use crate::document::edit::Edit;
use crate::document::label::{Label, LabelId, LabelSet};
use crate::document::lost::Lost;
use crate::document::merge::fields;
use crate::document::merge::{Choice, Subject};

impl Outcome<'_> {
    pub(super) fn choose_labels(&mut self) {
        let merge = self.merge;
        let (mine, theirs) = (&merge.mine.labels, &merge.theirs.labels);
        let mut chosen: HashMap<&LabelId, Option<Label>> = HashMap::new();
        for row in &merge.rows {
            let Subject::Label(id) = &row.subject else {
                continue;
            };
            let base = merge.base.as_ref().and_then(|base| base.labels.get(id));
            let label = match (row.choice, mine.get(id), theirs.get(id)) {
                (Choice::Both, Some(mine), Some(theirs)) => {
                    Some(fields::combine_labels(base, mine, theirs).mine)
                }
                (Choice::Theirs, _, theirs) => theirs.cloned(),
                (_, mine, _) => mine.cloned(),
            };
            chosen.insert(id, label);
        }
        for id in self.label_order() {
            let label = match chosen.remove(&id) {
                Some(label) => label,
                None => mine.get(&id).cloned(),
            };
            self.labels.extend(label);
        }
    }

    /// The ids of all labels that mine or theirs has, in the outcome's order.
    pub(super) fn label_order(&self) -> Vec<LabelId> {
        let merge = self.merge;
        let (mine, theirs) = (&merge.mine.labels, &merge.theirs.labels);
        let ids = |set: &LabelSet| -> Vec<LabelId> { set.iter().map(|it| it.id.clone()).collect() };
        let chosen = merge.choice_of(|subject| *subject == Subject::LabelOrder);
        let by_theirs = match chosen {
            Some(choice) => choice == Choice::Theirs,
            // Where only they have altered the list, it is theirs to the place.
            None => {
                let base = merge.base.as_ref().map(|base| ids(&base.labels));
                base.is_some_and(|base| base == ids(mine))
            }
        };
        let (first, second) = if by_theirs {
            (theirs, mine)
        } else {
            (mine, theirs)
        };
        let mut order = ids(first);
        let mut place = 0;
        for label in second {
            match order.iter().position(|id| *id == label.id) {
                Some(at) => place = at + 1,
                None => {
                    order.insert(place, label.id.clone());
                    place += 1;
                }
            }
        }
        order
    }

    /// Lets labels have the values that their annotations have, or puts these
    /// in notes.
    pub(super) fn fit_values(&mut self) {
        let merge = self.merge;
        let places = self.labels.iter().enumerate();
        let places: HashMap<LabelId, usize> = places.map(|(at, it)| (it.id.clone(), at)).collect();
        let altered = |label: &Label| {
            let mine = merge.mine.labels.get(&label.id);
            mine.is_none_or(|mine| mine.attributes != label.attributes)
        };
        let altered: HashSet<LabelId> = self
            .labels
            .iter()
            .filter(|label| altered(label))
            .map(|label| label.id.clone())
            .collect();
        let to_check = |it: &&Annotation| {
            it.has_attributes()
                && (altered.contains(&it.label) || self.annotations.contains_key(&it.id))
        };
        let lost = self
            .lost
            .values()
            .map(Lost::said)
            .filter(|it| it.has_attributes());
        let to_check: Vec<_> = self.all().filter(to_check).chain(lost).cloned().collect();
        let sides = [&merge.mine.labels, &merge.theirs.labels];
        for mut annotation in to_check {
            let label = places.get(&annotation.label);
            let Some(label) = label.and_then(|at| self.labels.get_mut(*at)) else {
                continue;
            };
            let values = annotation.attributes();
            let values: Vec<_> = values
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            let mut is_altered = false;
            for (name, value) in values {
                if !widen(label, sides, &name, &value) {
                    annotation.set_attribute(name.clone(), None);
                    let line = format!("{name}: {}", fields::value_text(&value));
                    fields::add_to_note(&mut annotation, &line);
                    is_altered = true;
                }
            }
            if !is_altered {
                continue;
            }
            match self.lost.get_mut(&annotation.id) {
                Some(lost) => {
                    let altered = lost.saying(|said| *said = annotation);
                    *lost = Arc::unwrap_or_clone(altered);
                }
                None => {
                    self.annotations.insert(annotation.id, Some(annotation));
                }
            }
        }
    }

    /// Gives no key to two labels, and none a parent that is not there or comes
    /// back to it.
    pub(super) fn settle_labels(&mut self) {
        let mine = &self.merge.mine.labels;
        let holds = |label: &Label| mine.get(&label.id).is_some_and(|it| it.key == label.key);
        let mut holders: HashMap<char, LabelId> = HashMap::new();
        let first = self.labels.iter().filter(|label| holds(label));
        for label in first.chain(self.labels.iter().filter(|label| !holds(label))) {
            if let Some(key) = label.key {
                holders.entry(key).or_insert_with(|| label.id.clone());
            }
        }
        let mut parents: HashMap<LabelId, Option<LabelId>> = HashMap::new();
        for label in &self.labels {
            parents.insert(label.id.clone(), label.parent.clone());
        }
        for label in &mut self.labels {
            let holds_it = |key: &char| holders.get(key) == Some(&label.id);
            label.key = label.key.filter(holds_it);
            let mut above = label.parent.clone();
            let mut steps = 0;
            while let Some(id) = &above
                && steps <= parents.len()
                && *id != label.id
            {
                let next = parents.get(id).cloned();
                if next.is_none() && steps == 0 {
                    // There is no such label.
                    label.parent = None;
                }
                above = next.flatten();
                steps += 1;
            }
            if above.as_ref() == Some(&label.id) {
                label.parent = None;
            }
            parents.insert(label.id.clone(), label.parent.clone());
        }
    }
}

/// Whether a label can have a value, if need be by taking its definition over
/// from a side.
fn widen(
    label: &mut Label,
    sides: [&LabelSet; 2],
    name: &AttributeName,
    value: &AttributeValue,
) -> bool {
    let fits = |label: &Label| {
        let known = label.attribute(name);
        known.is_some_and(|known| known.check_value(value).is_ok())
    };
    if fits(label) {
        return true;
    }
    let known = sides.into_iter().filter_map(|side| side.get(&label.id));
    let Some(known) = known
        .filter(|it| fits(it))
        .find_map(|it| it.attribute(name))
    else {
        return false;
    };
    let room = label.attributes.len() < MAX_ATTRIBUTES;
    match label.attributes.iter_mut().find(|it| it.name == *name) {
        None if room => label.attributes.push(known.clone()),
        None => return false,
        Some(own) => {
            if let (AttributeKind::Choice(own), AttributeKind::Choice(known)) =
                (&mut own.kind, &known.kind)
                && let AttributeValue::Choice(option) = value
                && own.len() < MAX_OPTIONS
            {
                own.extend(known.iter().find(|it| it.name == *option).cloned());
            }
        }
    }
    fits(label)
}

/// A label without what depends on others, so that no step on the way is
/// refused.
fn bare(label: &Label) -> Label {
    let mut bare = label.clone();
    (bare.key, bare.parent) = (None, None);
    bare
}

/// Lets labels be altered, and adds those that are new.
pub(super) fn prepare_labels(old: &LabelSet, new: &[Label], edits: &mut Vec<Edit>) {
    let of = |id: &LabelId| new.iter().find(|label| label.id == *id);
    for label in old {
        edits.push(Edit::EditLabel {
            id: label.id.clone(),
            label: Arc::new(bare(of(&label.id).unwrap_or(label))),
        });
    }
    let added = new.iter().filter(|label| old.get(&label.id).is_none());
    edits.extend(added.map(|label| Edit::AddLabel {
        index: usize::MAX,
        label: Arc::new(bare(label)),
    }));
}

/// Removes labels that nothing has any more, and gives the others their places,
/// keys and parents.
pub(super) fn finish_labels(old: &LabelSet, new: &[Label], edits: &mut Vec<Edit>) {
    let stays = |label: &&Label| new.iter().any(|it| it.id == label.id);
    let gone = old.iter().filter(|label| !stays(label));
    edits.extend(gone.map(|label| Edit::RemoveLabel(label.id.clone())));
    for (to, label) in new.iter().enumerate() {
        let id = label.id.clone();
        edits.push(Edit::MoveLabel { id, to });
    }
    edits.extend(new.iter().map(|label| Edit::EditLabel {
        id: label.id.clone(),
        label: Arc::new(label.clone()),
    }));
}
