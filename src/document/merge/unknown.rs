//! Fields that only other versions know, in a merge: each is a thing of its own,
//! and is taken from whoever has changed it.
//!
//! Invariant: where both sides have changed one, mine is kept and the caller is
//! told what theirs is.

use super::fields::{Taken, taken_if_any};
use crate::document::extra::{Extra, ExtraField};

/// Two versions of unknown fields made one.
pub(super) struct Unknown {
    /// With my values where it is open.
    pub mine: Extra,
    /// With theirs where it is open.
    pub theirs: Extra,
    /// Whether something is open.
    pub is_open: bool,
}

/// Puts the unknown fields of two versions of one thing together.
pub(super) fn combine(base: Option<&Extra>, mine: &Extra, theirs: &Extra) -> Unknown {
    if mine == theirs {
        return Unknown {
            mine: mine.clone(),
            theirs: theirs.clone(),
            is_open: false,
        };
    }
    let value = |extra: &Extra, name: &str| field(extra, name).map(|it| it.value.clone());
    let (mut one, mut two, mut is_open) = (Vec::new(), Vec::new(), false);
    let more = theirs.fields().iter();
    let more = more.filter(|it| field(mine, &it.name).is_none());
    for name in mine.fields().iter().chain(more).map(|it| &*it.name) {
        let before = base.map(|base| value(base, name));
        let side = taken_if_any(before.as_ref(), &value(mine, name), &value(theirs, name));
        let (ours, other) = (field(mine, name), field(theirs, name));
        let (first, second) = match side {
            Taken::Mine => (ours, ours),
            Taken::Theirs => (other, other),
            Taken::Open => (ours, other),
        };
        is_open |= side == Taken::Open;
        one.extend(first.cloned());
        two.extend(second.cloned());
    }
    Unknown {
        mine: one.into(),
        theirs: two.into(),
        is_open,
    }
}

/// The fields of theirs that mine has not, or has with another value, as lines.
pub(super) fn lines(mine: &Extra, theirs: &Extra) -> Vec<String> {
    let differs = |it: &&ExtraField| field(mine, &it.name).is_none_or(|own| own.value != it.value);
    let theirs = theirs.fields().iter().filter(differs);
    theirs
        .map(|it| format!("{}: {}", it.name, it.value))
        .collect()
}

fn field<'a>(extra: &'a Extra, name: &str) -> Option<&'a ExtraField> {
    extra.fields().iter().find(|field| *field.name == *name)
}
