//! Changes of labels: what becomes of the annotations, values and entities that
//! have one which is altered, deleted or in no set that is taken over.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::Maker;
use crate::document::attribute::{AttributeName, AttributeValue, OptionName};
use crate::document::document::Document;
use crate::document::edit::{Change, ChangeKind, Edit};
use crate::document::error::EditError;
use crate::document::label::{Label, LabelId, LabelSet};
use crate::document::lost::Lost;

/// What becomes of the annotations of a label that is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelFate {
    /// They are deleted with it.
    Delete,
    /// They get another label. Those that would then say what another says of
    /// the same text are deleted.
    Relabel(LabelId),
}

impl LabelFate {
    /// The label that they get.
    pub fn heir(&self) -> Option<&LabelId> {
        match self {
            Self::Delete => None,
            Self::Relabel(label) => Some(label),
        }
    }
}

impl Change {
    /// Alters a label. Where its id is another, its annotations, its children
    /// and its entities come along. `renamed` says which attributes only have
    /// another name now: their values come along, too. Values that fit no
    /// attribute any more are dropped. Where attributes get the name of
    /// another, the value of the one that had the name before is kept, then
    /// that of the first by name.
    pub fn edit_label(
        document: &Document,
        id: &LabelId,
        label: Label,
        renamed: &[(AttributeName, AttributeName)],
    ) -> Self {
        let mut maker = Maker::new(document);
        let moved = |name: &AttributeName| {
            let pair = renamed.iter().find(|(from, _)| from == name);
            pair.map_or_else(|| name.clone(), |(_, to)| to.clone())
        };
        let mut brought_back = Vec::new();
        let before = document.labels().get(id);
        let other = before.is_some_and(|it| it.attributes != label.attributes);
        let asked = other && document.count_of(id) > 0;
        let all = asked.then(|| document.annotations());
        let with_values = all.into_iter().flatten().filter(|it| it.has_attributes());
        for annotation in with_values.filter(|it| it.label == *id) {
            let values: Vec<_> = annotation
                .attributes()
                .map(|(name, value)| (name, moved(name), value))
                .map(|(name, to, value)| {
                    (name, Some(to).filter(|to| label.accepts(to, value)), value)
                })
                .collect();
            let stays = |(name, to, _): &&(&AttributeName, Option<AttributeName>, _)| {
                to.as_ref() == Some(*name)
            };
            let mut given: HashSet<_> =
                values.iter().filter(stays).map(|it| it.0.clone()).collect();
            for (name, to, value) in values.iter().filter(|it| !stays(it)) {
                let set = |name: &AttributeName, value| Edit::SetAttribute {
                    id: annotation.id,
                    name: name.clone(),
                    value,
                };
                maker.edits.push(set(name, None));
                if let Some(to) = to
                    && given.insert(to.clone())
                {
                    brought_back.push(set(to, Some((*value).clone())));
                }
            }
        }
        let old = document.labels().get(id);
        let label = old.map_or(label.clone(), |old| {
            label.keeping_extra(old, |name| {
                let pair = renamed.iter().find(|(_, to)| to == name);
                pair.map_or_else(|| name.clone(), |(from, _)| from.clone())
            })
        });
        for lost in document.lost().filter(|it| it.said().label == *id) {
            brought_back.extend(maker.move_values(lost, &label, moved));
        }
        let id = id.clone();
        let label = Arc::new(label);
        maker.edits.push(Edit::EditLabel { id, label });
        maker.edits.extend(brought_back);
        maker.change(ChangeKind::EditLabel)
    }

    /// Deletes a label and says what becomes of its annotations. Its children
    /// become its parent's; entities of its kind get the other label or none.
    pub fn delete_label(
        document: &Document,
        id: &LabelId,
        fate: &LabelFate,
    ) -> Result<Self, EditError> {
        let labels = document.labels();
        let gone = labels.get(id);
        let gone = gone.ok_or_else(|| EditError::UnknownLabel(id.clone()))?;
        if fate.heir() == Some(id) {
            return Err(EditError::UnknownLabel(id.clone()));
        }
        let mut maker = Maker::new(document);
        let unknown = |heir: &LabelId| EditError::UnknownLabel(heir.clone());
        let heir = fate
            .heir()
            .map(|heir| labels.get(heir).ok_or_else(|| unknown(heir)));
        maker.hand_over(id, heir.transpose()?);
        for child in labels.children(id) {
            let mut label = child.clone();
            label.parent = gone.parent.clone();
            let (id, label) = (child.id.clone(), Arc::new(label));
            maker.edits.push(Edit::EditLabel { id, label });
        }
        maker.edits.push(Edit::RemoveLabel(id.clone()));
        Ok(maker.change(ChangeKind::RemoveLabel))
    }

    /// Gives an option of a choice another name, which the values that are this
    /// option get, too.
    pub fn rename_option(
        document: &Document,
        id: &LabelId,
        label: Label,
        attribute: &AttributeName,
        (from, to): (&OptionName, OptionName),
    ) -> Self {
        let mut maker = Maker::new(document);
        let before = AttributeValue::Choice(from.clone());
        let all = document.annotations().filter(|it| it.label == *id);
        let ids = all.filter(|it| it.attribute(attribute) == Some(&before));
        let ids: Vec<_> = ids.map(|it| it.id).collect();
        let set = |value: Option<AttributeValue>| {
            let ids = ids.clone().into_iter();
            ids.map(move |id| Edit::SetAttribute {
                id,
                name: attribute.clone(),
                value: value.clone(),
            })
        };
        let lost = document.lost().filter(|it| it.said().label == *id);
        let lost = lost.filter(|it| it.said().attribute(attribute) == Some(&before));
        let saying = |value: Option<AttributeValue>| {
            lost.clone().map(move |lost| {
                Edit::ReplaceLost(lost.saying(|said| {
                    said.set_attribute(attribute.clone(), value.clone());
                }))
            })
        };
        maker.edits.extend(set(None));
        maker.edits.extend(saying(None));
        let (id, label) = (id.clone(), Arc::new(label));
        maker.edits.push(Edit::EditLabel { id, label });
        let after = Some(AttributeValue::Choice(to));
        maker.edits.extend(set(after.clone()));
        maker.edits.extend(saying(after));
        maker.change(ChangeKind::EditLabel)
    }

    /// Takes a set of labels over, in its order: labels of the same id are
    /// altered as [`Change::edit_label`] does, others are added. Of labels that
    /// are not in the set those go that nothing uses, and those of which
    /// `fates` says what becomes of their annotations; the others stay at the
    /// end, without a key that the set gives to another. What the change would
    /// lose, [`crate::document::Losses`] tells.
    pub fn load_labels(
        document: &Document,
        set: &LabelSet,
        fates: &BTreeMap<LabelId, LabelFate>,
    ) -> Self {
        let old = document.labels();
        let mut maker = Maker::new(document);
        let kinds = document.entities().filter_map(|it| it.label.as_ref());
        let lost = document.lost().map(|it| &it.said().label);
        let kinds: HashSet<_> = kinds.chain(lost).collect();
        let is_used = |id: &LabelId| document.count_of(id) > 0 || kinds.contains(id);
        let is_kept = |id: &LabelId| is_used(id) && !fates.contains_key(id);
        let stays = |id: &LabelId| set.get(id).is_some() || old.get(id).is_some() && is_kept(id);
        let gone = |label: &&Label| set.get(&label.id).is_none();
        let kept = old.iter().filter(gone).filter(|it| is_kept(&it.id));
        let kept = kept.map(|label| Label {
            key: label.key.filter(|key| set.by_key(*key).is_none()),
            parent: label.parent.clone().filter(|id| stays(id)),
            ..label.clone()
        });
        let given = set.iter().map(|label| match old.get(&label.id) {
            Some(known) => label.clone().keeping_extra(known, AttributeName::clone),
            None => label.clone(),
        });
        let wanted: Vec<Label> = given.chain(kept).collect();
        if old.iter().eq(&wanted) {
            return maker.change(ChangeKind::LoadLabels);
        }
        // Without keys and parents, so that no step on the way is refused.
        for label in old {
            let id = label.id.clone();
            let mut bare = label.clone();
            (bare.key, bare.parent) = (None, None);
            let label = Arc::new(bare);
            maker.edits.push(Edit::EditLabel { id, label });
        }
        for label in old.iter().filter(gone).filter(|it| !is_used(&it.id)) {
            maker.edits.push(Edit::RemoveLabel(label.id.clone()));
        }
        for (index, label) in wanted.iter().take(set.len()).enumerate() {
            let mut bare = label.clone();
            (bare.key, bare.parent) = (None, None);
            if old.get(&label.id).is_some() {
                let change = Self::edit_label(document, &label.id, bare, &[]);
                maker.edits.extend(change.edits);
                let id = label.id.clone();
                maker.edits.push(Edit::MoveLabel { id, to: index });
            } else {
                let label = Arc::new(bare);
                maker.edits.push(Edit::AddLabel { index, label });
            }
        }
        for label in old.iter().filter(gone).filter(|it| is_used(&it.id)) {
            let Some(fate) = fates.get(&label.id) else {
                continue;
            };
            let heir = fate
                .heir()
                .map(|heir| set.get(heir).or_else(|| old.get(heir)));
            // Who is to have it and is not there is refused with the label.
            if let Some(heir) = heir.map_or(Some(None), |heir| heir.map(Some)) {
                maker.hand_over(&label.id, heir);
            }
            maker.edits.push(Edit::RemoveLabel(label.id.clone()));
        }
        for label in wanted {
            let (id, label) = (label.id.clone(), Arc::new(label));
            maker.edits.push(Edit::EditLabel { id, label });
        }
        maker.change(ChangeKind::LoadLabels)
    }
}

impl Maker<'_> {
    /// Gives the lost annotations of a label another, or deletes them.
    fn relabel_lost(&mut self, from: &LabelId, definition: Option<&Label>) {
        for lost in self.document.lost().filter(|it| it.said().label == *from) {
            self.edits.push(match definition {
                None => Edit::RemoveLost(lost.id()),
                Some(label) => Edit::ReplaceLost(lost.saying(|said| {
                    said.label = label.id.clone();
                    said.retain_attributes(|name, value| label.accepts(name, value));
                })),
            });
        }
    }

    /// Takes the values that fit an altered label no more from a lost
    /// annotation; gives the edit that brings back those that only have another
    /// name.
    fn move_values(
        &mut self,
        lost: &Lost,
        label: &Label,
        moved: impl Fn(&AttributeName) -> AttributeName,
    ) -> Option<Edit> {
        let bare = lost.saying(|said| {
            said.retain_attributes(|name, value| {
                moved(name) == *name && label.accepts(name, value)
            });
        });
        if *bare == *lost {
            return None;
        }
        self.edits.push(Edit::ReplaceLost(Arc::clone(&bare)));
        let full = bare.saying(|said| {
            said.label = label.id.clone();
            for (name, value) in lost.said().attributes() {
                let name = moved(name);
                if label.accepts(&name, value) {
                    said.set_attribute(name, Some(value.clone()));
                }
            }
        });
        let some = full.said().attributes().count() > bare.said().attributes().count();
        some.then_some(Edit::ReplaceLost(full))
    }

    /// Gives what has a label another one, or removes its annotations and
    /// leaves its entities without.
    fn hand_over(&mut self, id: &LabelId, heir: Option<&Label>) {
        let definition = heir;
        let heir = heir.map(|label| &label.id);
        let all = self.document.annotations();
        let all: Vec<_> = all.filter(|it| it.label == *id).collect();
        match heir {
            Some(label) => self.relabel(&all, label),
            None => self.remove_all(all.iter().map(|it| it.id)),
        }
        let entities = self.document.entities();
        for entity in entities.filter(|it| it.label.as_ref() == Some(id)) {
            let mut entity = entity.clone();
            entity.label = heir.cloned();
            self.edits.push(Edit::EditEntity(Arc::new(entity)));
        }
        self.relabel_lost(id, definition);
    }
}
