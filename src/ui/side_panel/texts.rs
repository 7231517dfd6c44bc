//! The words of annotations, folded, each once: annotations with the same words
//! share a number.
//!
//! Invariant: words are compared as `text::matching` compares them, whatever
//! their marks, spellings and white space. Which of them hold what is looked for
//! is known for all of them at any time. What is no longer anywhere stays known,
//! since undo brings it back.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::matching::words;

/// The number of a text, from 0 in the order in which they were met.
pub type TextId = u32;

/// All texts that were met.
#[derive(Default)]
pub struct Texts {
    ids: BTreeMap<Arc<str>, TextId>,
    names: Vec<Arc<str>>,
    /// What is looked for, folded; nothing fits all.
    query: String,
    fits: Vec<bool>,
}

impl Texts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a text.
    pub fn meet(&mut self, text: &str) -> TextId {
        let folded = words(text);
        if let Some(&id) = self.ids.get(folded.as_str()) {
            return id;
        }
        let id = self.names.len() as TextId;
        let folded: Arc<str> = folded.into();
        self.fits.push(folded.contains(&self.query));
        self.names.push(Arc::clone(&folded));
        self.ids.insert(folded, id);
        id
    }

    /// A text, folded.
    pub fn name(&self, id: TextId) -> Arc<str> {
        self.names.get(id as usize).cloned().unwrap_or_default()
    }

    /// The number of a folded text.
    pub fn of_name(&self, folded: &str) -> Option<TextId> {
        self.ids.get(folded).copied()
    }

    /// Looks for words in all texts, or, where more was typed, in those that
    /// held what was looked for before.
    pub fn look_for(&mut self, query: &str) {
        let query = words(query);
        let narrower = query.contains(&self.query);
        let finder = memchr::memmem::Finder::new(&query);
        for (name, fits) in self.names.iter().zip(&mut self.fits) {
            *fits = (*fits || !narrower) && finder.find(name.as_bytes()).is_some();
        }
        self.query = query;
    }

    /// Whether a text holds what is looked for.
    pub fn fits(&self, id: TextId) -> bool {
        self.fits.get(id as usize).copied().unwrap_or(false)
    }

    /// The place of each text in the order of their letters.
    pub fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.names.len()];
        for (rank, &id) in self.ids.values().enumerate() {
            if let Some(place) = ranks.get_mut(id as usize) {
                *place = rank as u32;
            }
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_for_all_ways_to_write_the_same() {
        let mut texts = Texts::default();
        let plain = texts.meet("\u{645}\u{62D}\u{645}\u{62F} \u{639}\u{644}\u{64A}");
        let marked =
            texts.meet("\u{645}\u{64F}\u{62D}\u{645}\u{651}\u{62F}\n\u{639}\u{644}\u{649}");
        assert_eq!(plain, marked);
        assert_ne!(texts.meet("\u{639}\u{644}\u{64A}"), plain);
        assert_eq!(texts.len(), 2);
    }

    proptest! {
        /// Typing letter by letter finds what looking at all of them finds.
        #[test]
        fn narrowing_finds_what_looking_at_all_finds(
            names in prop::collection::vec("[ab ]{0,5}", 1..20),
            queries in prop::collection::vec("[ab ]{0,4}", 1..8),
            late in "[ab ]{0,5}",
        ) {
            let mut texts = Texts::default();
            let ids: Vec<_> = names.iter().map(|name| texts.meet(name)).collect();
            for query in &queries {
                texts.look_for(query);
                for (id, name) in ids.iter().zip(&names) {
                    prop_assert_eq!(texts.fits(*id), words(name).contains(&words(query)));
                }
            }
            let last = words(queries.last().unwrap());
            let id = texts.meet(&late);
            prop_assert_eq!(texts.fits(id), words(&late).contains(&last));
            let ranks = texts.ranks();
            for (a, b) in ids.iter().zip(ids.iter().skip(1)) {
                let by_name = texts.name(*a).cmp(&texts.name(*b));
                prop_assert_eq!(ranks[*a as usize].cmp(&ranks[*b as usize]), by_name);
            }
        }
    }
}
