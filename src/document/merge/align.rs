//! Which annotation of one document is which of another, and which entity.
//!
//! A number alone does not say so: two programs that were open at a time give
//! the same numbers to different things, and one that forgets what it removed
//! gives a number twice. So a number counts where what has it could be the
//! same, and else the same label on the same text does.
//!
//! Invariant: each annotation and each entity of each document is in one
//! [`Three`] and no other.

use std::collections::{HashMap, HashSet};

use super::Three;
use super::fields::same_place;
use super::numbers::Numbers;
use crate::document::annotation::{Annotation, AnnotationId};
use crate::document::document::Document;
use crate::document::entity::{Entity, EntityId};
use crate::text::fold::fold;

/// What belongs together.
pub(super) struct Aligned {
    pub annotations: Vec<Three<AnnotationId>>,
    pub entities: Vec<Three<EntityId>>,
    /// The numbers of entities in the result, by those in the base and in
    /// theirs.
    pub of_base: HashMap<EntityId, EntityId>,
    pub of_theirs: HashMap<EntityId, EntityId>,
}

/// Finds what belongs together in the document both began with, if it is
/// known, mine and theirs.
pub(super) fn align(base: Option<&Document>, mine: &Document, theirs: &Document) -> Aligned {
    let annotations = annotations(base, mine, theirs);
    let entities = entities(base, mine, theirs);
    let mut numbers = Numbers::beside(base, mine, theirs);
    let (mut of_base, mut of_theirs) = (HashMap::new(), HashMap::new());
    for three in &entities {
        let in_mine = |id: EntityId| mine.entity(id).is_some();
        let in_base = |id: EntityId| base.is_some_and(|base| base.entity(id).is_some());
        let number = three
            .mine
            .or(three.base.filter(|&id| !in_mine(id)))
            .or(three.theirs.filter(|&id| !in_mine(id) && !in_base(id)))
            .unwrap_or_else(|| numbers.entity());
        of_base.extend(three.base.map(|id| (id, number)));
        of_theirs.extend(three.theirs.map(|id| (id, number)));
    }
    Aligned {
        annotations,
        entities,
        of_base,
        of_theirs,
    }
}

fn annotations(
    base: Option<&Document>,
    mine: &Document,
    theirs: &Document,
) -> Vec<Three<AnnotationId>> {
    let mut found = Vec::with_capacity(mine.count().max(theirs.count()));
    let mut seen: (HashSet<AnnotationId>, HashSet<AnnotationId>) = Default::default();
    let (from, with_base) = (base.unwrap_or(mine), base.is_some());
    let in_theirs = matches(from, theirs);
    let in_mine = base.map(|base| matches(base, mine));
    for one in from.annotations() {
        let theirs = in_theirs.get(&one.id).copied();
        let mine = match &in_mine {
            Some(in_mine) => in_mine.get(&one.id).copied(),
            None => theirs.map(|_| one.id),
        };
        seen.0.extend(mine);
        seen.1.extend(theirs);
        if mine.is_some() || theirs.is_some() {
            let base = with_base.then_some(one.id);
            found.push(Three { base, mine, theirs });
        }
    }
    let added: Vec<_> = mine
        .annotations()
        .filter(|it| !seen.0.contains(&it.id))
        .collect();
    let mut free: HashSet<_> = added.iter().map(|it| it.id).collect();
    let theirs_added: Vec<_> = theirs
        .annotations()
        .filter(|it| !seen.1.contains(&it.id))
        .collect();
    let mut left = theirs_added;
    // The surest first: the same label on the same text, then another label on
    // it, then the same label on text that meets it.
    for likeness in [same_place, same_text, same_label_nearby] {
        left.retain(|&one| {
            let around = mine.annotations_around(one.span());
            let mut like = around.filter(|it| free.contains(&it.id) && likeness(it, one));
            let Some(like) = like.next().map(|it| it.id) else {
                return true;
            };
            free.remove(&like);
            found.push(Three {
                base: None,
                mine: Some(like),
                theirs: Some(one.id),
            });
            false
        });
    }
    let alone = added.iter().filter(|it| free.contains(&it.id));
    found.extend(alone.map(|it| only_mine(it.id)));
    found.extend(left.iter().map(|it| Three {
        base: None,
        mine: None,
        theirs: Some(it.id),
    }));
    found
}

fn only_mine<T>(id: T) -> Three<T> {
    Three {
        base: None,
        mine: Some(id),
        theirs: None,
    }
}

fn same_text(one: &Annotation, two: &Annotation) -> bool {
    one.spans == two.spans
}

fn same_label_nearby(one: &Annotation, two: &Annotation) -> bool {
    one.label == two.label && meet(one, two)
}

fn meet(one: &Annotation, two: &Annotation) -> bool {
    let mut pieces = two.pieces().iter();
    pieces.any(|&piece| one.spans.intersects(piece))
}

/// What has become of the annotations of one document in another.
fn matches(from: &Document, to: &Document) -> HashMap<AnnotationId, AnnotationId> {
    let mut found = HashMap::with_capacity(from.count());
    let mut taken = HashSet::with_capacity(from.count());
    let mut open: Vec<&Annotation> = from.annotations().collect();
    let by_number = |it: &Annotation| to.annotation(it.id);
    let by_place = |it: &Annotation| {
        let mut there = to.annotations_on(&it.spans).into_iter();
        there.find(|other| other.label == it.label)
    };
    type Rule<'a> = &'a dyn Fn(&Annotation) -> Option<&'a Annotation>;
    let unchanged = |it: &Annotation| by_number(it).filter(|other| same_place(it, other));
    let altered = |it: &Annotation| by_number(it).filter(|other| may_be_the_same(it, other));
    let rules: [Rule<'_>; 3] = [&unchanged, &by_place, &altered];
    for rule in rules {
        open.retain(|it| {
            let other = rule(it).map(|other| other.id);
            match other.filter(|&other| taken.insert(other)) {
                Some(other) => found.insert(it.id, other).is_some(),
                None => true,
            }
        });
    }
    found
}

/// Whether two annotations of one number may be one that was altered: text was
/// added or taken away, or it was moved with all that is said of it.
fn may_be_the_same(one: &Annotation, two: &Annotation) -> bool {
    let says_much = one.note().is_some() || one.has_attributes();
    let says_the_same = || {
        one.label == two.label && one.note() == two.note() && one.attributes().eq(two.attributes())
    };
    meet(one, two) || (says_much && says_the_same())
}

fn entities(base: Option<&Document>, mine: &Document, theirs: &Document) -> Vec<Three<EntityId>> {
    let mut found = Vec::new();
    let mut seen: (HashSet<EntityId>, HashSet<EntityId>) = Default::default();
    let from = base.unwrap_or(mine);
    let in_theirs = entity_matches(from, theirs, base.is_some());
    let in_mine = base.map(|base| entity_matches(base, mine, true));
    for one in from.entities() {
        let theirs = in_theirs.get(&one.id).copied();
        let three = Three {
            base: base.map(|_| one.id),
            mine: match &in_mine {
                Some(in_mine) => in_mine.get(&one.id).copied(),
                None => theirs.map(|_| one.id),
            },
            theirs,
        };
        seen.0.extend(three.mine);
        seen.1.extend(three.theirs);
        if base.is_some() || theirs.is_some() {
            found.push(three);
        }
    }
    let mut free: Vec<_> = mine
        .entities()
        .filter(|it| !seen.0.contains(&it.id))
        .collect();
    let mut by_name: HashMap<String, Vec<EntityId>> = HashMap::new();
    for entity in &free {
        by_name.entry(key(entity)).or_default().push(entity.id);
    }
    let mut paired = HashSet::new();
    for other in theirs.entities().filter(|it| !seen.1.contains(&it.id)) {
        let named = by_name.get(&key(other)).map(Vec::as_slice);
        let mut named = named.unwrap_or_default().iter().copied();
        // Of several of one name the one of the same number.
        let same = named.clone().find(|&id| id == other.id);
        let like = same
            .or_else(|| named.find(|id| !paired.contains(id)))
            .filter(|id| !paired.contains(id));
        paired.extend(like);
        found.push(Three {
            base: None,
            mine: like,
            theirs: Some(other.id),
        });
    }
    free.retain(|it| !paired.contains(&it.id));
    found.extend(free.iter().map(|it| only_mine(it.id)));
    found
}

/// What tells entities by their names, however these are spelt.
fn key(entity: &Entity) -> String {
    fold(entity.name.trim())
}

/// What has become of the entities of one document in another; `by_number`
/// where that came from it, so that a number alone says much.
fn entity_matches(from: &Document, to: &Document, by_number: bool) -> HashMap<EntityId, EntityId> {
    let mut found = HashMap::new();
    let mut taken = HashSet::new();
    let mut open = Vec::new();
    for one in from.entities() {
        match to
            .entity(one.id)
            .filter(|it| is_it((from, one), (to, it), by_number))
        {
            Some(other) => {
                taken.insert(other.id);
                found.insert(one.id, other.id);
            }
            None => open.push(one),
        }
    }
    if open.is_empty() {
        return found;
    }
    let mut by_name: HashMap<(String, _), EntityId> = HashMap::new();
    for other in to.entities().filter(|it| !taken.contains(&it.id)) {
        by_name
            .entry((key(other), &other.label))
            .or_insert(other.id);
    }
    for one in open {
        if let Some(other) = by_name.remove(&(key(one), &one.label)) {
            found.insert(one.id, other);
        }
    }
    found
}

/// Whether two entities of one number may be one that was altered.
fn is_it(
    (from, one): (&Document, &Entity),
    (to, other): (&Document, &Entity),
    by_number: bool,
) -> bool {
    let same_link = one.link.is_some() && one.link == other.link;
    let is_mentioned = from.mention_count(one.id) > 0 && to.mention_count(other.id) > 0;
    let still_names_it = |id| {
        let pair = from.annotation(id).zip(to.annotation(id));
        pair.is_some_and(|(a, b)| b.entity == Some(other.id) && meet(a, b))
    };
    key(one) == key(other)
        || same_link
        || (by_number && !is_mentioned)
        || from.mentions(one.id).any(still_names_it)
}
