//! Whether the words of a face stand apart: whether a word gets the same
//! glyphs at the same places whatever words are beside it.
//!
//! They do if no rule of the font ever looks at the space between them, nor
//! past it. So every lookup that shaping applies is read once for a face: the
//! space must not be in any coverage, in any sequence or context (nor be of a
//! class that is), be kerned with anything, or be of a class that a lookup
//! skips. Then rules that reach a space stop there as they do at the end of a
//! text, and so each word is set as if it stood alone.
//!
//! Invariant: the answer is "no" where it is not proved.

use std::collections::BTreeSet;

use harfrust::{FontRef, Tag};
use skrifa::MetadataProvider;
use skrifa::raw::tables::gpos::{
    PairPos, PositionLookupList, PositionSubtables, SinglePos, Value, ValueContext, ValueFormat,
};
use skrifa::raw::tables::gsub::{SingleSubst, SubstitutionLookupList, SubstitutionSubtables};
use skrifa::raw::tables::layout::{
    ChainedSequenceContext, ClassDef, CoverageTable, FeatureList, LookupFlag, ScriptList,
    SequenceContext, SequenceLookupRecord,
};
use skrifa::raw::types::GlyphId16;
use skrifa::raw::{ReadError, TableProvider};

/// The features that shaping applies unasked, in horizontal text of the
/// scripts whose words are kept (HarfBuzz: `hb-ot-shape.cc`,
/// `hb-ot-shaper-arabic.cc`).
const FEATURES: &[&[u8; 4]] = &[
    b"rvrn", b"ltra", b"ltrm", b"rtla", b"rtlm", b"frac", b"numr", b"dnom", b"rand", b"trak",
    b"Harf", b"HARF", b"Buzz", b"BUZZ", b"abvm", b"blwm", b"ccmp", b"locl", b"mark", b"mkmk",
    b"rlig", b"calt", b"clig", b"curs", b"dist", b"kern", b"liga", b"rclt", b"stch", b"isol",
    b"fina", b"fin2", b"fin3", b"medi", b"med2", b"init", b"mset",
];

/// Tables with rules of their own, which are not read here.
const OTHER_RULES: &[&[u8; 4]] = &[b"morx", b"mort", b"kerx", b"kern", b"trak"];

/// Whether a face's words stand apart.
pub(super) fn words_stand_apart(font: &FontRef<'_>) -> bool {
    prove(font).unwrap_or(false)
}

fn prove(font: &FontRef<'_>) -> Result<bool, ReadError> {
    let has = |tag: &&[u8; 4]| font.table_data(Tag::new(tag)).is_some();
    if OTHER_RULES.iter().any(has) {
        return Ok(false);
    }
    let Some(space) = font.charmap().map(' ') else {
        return Ok(false);
    };
    let Ok(space) = GlyphId16::try_from(space) else {
        return Ok(false);
    };
    let classes = font.gdef().ok().and_then(|gdef| gdef.glyph_class_def());
    let mut probe = Probe {
        space,
        // Without classes in the font a space counts as a base glyph.
        class: classes.transpose()?.map_or(1, |classes| classes.get(space)),
        wanted: Vec::new(),
        seen: BTreeSet::new(),
    };
    let (gsub, gpos) = (font.gsub()?, font.gpos()?);
    if gsub.feature_variations().is_some() || gpos.feature_variations().is_some() {
        return Ok(false);
    }
    probe.want(&gsub.feature_list()?, &gsub.script_list()?)?;
    if !probe.substitutions(&gsub.lookup_list()?)? {
        return Ok(false);
    }
    probe.seen.clear();
    probe.want(&gpos.feature_list()?, &gpos.script_list()?)?;
    probe.positions(&gpos.lookup_list()?)
}

/// Reads lookups with one question: do they leave the space alone? Methods
/// answer true where they do.
struct Probe {
    space: GlyphId16,
    /// The space's glyph class in GDEF.
    class: u16,
    /// Lookups still to be read.
    wanted: Vec<u16>,
    seen: BTreeSet<u16>,
}

impl Probe {
    /// Wants the lookups of all features that are applied unasked.
    fn want(
        &mut self,
        features: &FeatureList<'_>,
        scripts: &ScriptList<'_>,
    ) -> Result<(), ReadError> {
        let mut required = BTreeSet::new();
        for record in scripts.script_records() {
            let script = record.script(scripts.offset_data())?;
            if let Some(system) = script.default_lang_sys() {
                required.insert(system?.required_feature_index());
            }
            for system in script.lang_sys_records() {
                required.insert(
                    system
                        .lang_sys(script.offset_data())?
                        .required_feature_index(),
                );
            }
        }
        for (index, record) in features.feature_records().iter().enumerate() {
            let tag = record.feature_tag();
            let applied = FEATURES.iter().any(|known| Tag::new(known) == tag);
            if applied || required.contains(&(index as u16)) {
                let feature = record.feature(features.offset_data())?;
                let lookups = feature.lookup_list_indices().iter();
                self.wanted.extend(lookups.map(|index| index.get()));
            }
        }
        Ok(())
    }

    fn substitutions(&mut self, list: &SubstitutionLookupList<'_>) -> Result<bool, ReadError> {
        while let Some(index) = self.wanted.pop() {
            if self.seen.insert(index) {
                let lookup = list.lookups().get(usize::from(index))?;
                if self.skipped(lookup.lookup_flag()) || !self.substitution(&lookup.subtables()?)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn substitution(&mut self, tables: &SubstitutionSubtables<'_>) -> Result<bool, ReadError> {
        use SubstitutionSubtables as Tables;
        match tables {
            Tables::Single(tables) => all(tables.iter(), |table| {
                self.uncovered(match table {
                    SingleSubst::Format1(table) => table.coverage(),
                    SingleSubst::Format2(table) => table.coverage(),
                })
            }),
            Tables::Multiple(tables) => all(tables.iter(), |t| self.uncovered(t.coverage())),
            Tables::Alternate(tables) => all(tables.iter(), |t| self.uncovered(t.coverage())),
            Tables::Ligature(tables) => all(tables.iter(), |table| {
                let free = all(table.ligature_sets().iter(), |set| {
                    all(set.ligatures().iter(), |ligature| {
                        let parts = ligature.component_glyph_ids();
                        Ok(parts.iter().all(|glyph| glyph.get() != self.space))
                    })
                })?;
                Ok(free && self.uncovered(table.coverage())?)
            }),
            Tables::Contextual(tables) => all(tables.iter(), |table| self.sequence(&table)),
            Tables::ChainContextual(tables) => all(tables.iter(), |table| self.chain(&table)),
            Tables::Reverse(tables) => all(tables.iter(), |table| {
                let around = table.backtrack_coverages();
                let ahead = table.lookahead_coverages();
                Ok(
                    all(around.iter().chain(ahead.iter()), |c| self.uncovered(Ok(c)))?
                        && self.uncovered(table.coverage())?,
                )
            }),
            Tables::EmptyExtension => Ok(true),
        }
    }

    fn positions(&mut self, list: &PositionLookupList<'_>) -> Result<bool, ReadError> {
        while let Some(index) = self.wanted.pop() {
            if self.seen.insert(index) {
                let lookup = list.lookups().get(usize::from(index))?;
                if self.skipped(lookup.lookup_flag()) || !self.position(&lookup.subtables()?)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn position(&mut self, tables: &PositionSubtables<'_>) -> Result<bool, ReadError> {
        use PositionSubtables as Tables;
        match tables {
            Tables::Single(tables) => all(tables.iter(), |table| {
                self.uncovered(match table {
                    SinglePos::Format1(table) => table.coverage(),
                    SinglePos::Format2(table) => table.coverage(),
                })
            }),
            Tables::Pair(tables) => all(tables.iter(), |table| self.pair(&table)),
            Tables::Cursive(tables) => all(tables.iter(), |t| self.uncovered(t.coverage())),
            Tables::MarkToBase(tables) => all(tables.iter(), |table| {
                Ok(self.uncovered(table.mark_coverage())?
                    && self.uncovered(table.base_coverage())?)
            }),
            Tables::MarkToLig(tables) => all(tables.iter(), |table| {
                Ok(self.uncovered(table.mark_coverage())?
                    && self.uncovered(table.ligature_coverage())?)
            }),
            Tables::MarkToMark(tables) => all(tables.iter(), |table| {
                Ok(self.uncovered(table.mark1_coverage())?
                    && self.uncovered(table.mark2_coverage())?)
            }),
            Tables::Contextual(tables) => all(tables.iter(), |table| self.sequence(&table)),
            Tables::ChainContextual(tables) => all(tables.iter(), |table| self.chain(&table)),
            Tables::EmptyExtension => Ok(true),
        }
    }

    /// A pair that ends with the space may stand in the tables, but must
    /// move nothing.
    fn pair(&self, table: &PairPos<'_>) -> Result<bool, ReadError> {
        match table {
            PairPos::Format1(table) => {
                let free = all(table.pair_sets().iter(), |set| {
                    all(set.pair_value_records().iter(), |pair| {
                        Ok(pair.second_glyph() != self.space)
                    })
                })?;
                Ok(free && self.uncovered(table.coverage())?)
            }
            PairPos::Format2(table) => {
                let second = table.class_def2()?.get(self.space);
                let context = ValueContext::new();
                for first in 0..table.class1_count() {
                    let values = table.values(first, second, &context)?;
                    if !values.iter().all(moves_nothing) {
                        return Ok(false);
                    }
                }
                self.uncovered(table.coverage())
            }
        }
    }

    fn sequence(&mut self, context: &SequenceContext<'_>) -> Result<bool, ReadError> {
        match context {
            SequenceContext::Format1(table) => {
                let free = all(table.seq_rule_sets().iter().flatten(), |set| {
                    all(set.seq_rules().iter(), |rule| {
                        self.follow(rule.seq_lookup_records());
                        Ok(rule.input_sequence().iter().all(|g| g.get() != self.space))
                    })
                })?;
                Ok(free && self.uncovered(table.coverage())?)
            }
            SequenceContext::Format2(table) => {
                let class = table.class_def()?.get(self.space);
                let free = all(table.class_seq_rule_sets().iter().flatten(), |set| {
                    all(set.class_seq_rules().iter(), |rule| {
                        self.follow(rule.seq_lookup_records());
                        Ok(rule.input_sequence().iter().all(|c| c.get() != class))
                    })
                })?;
                Ok(free && self.uncovered(table.coverage())?)
            }
            SequenceContext::Format3(table) => {
                self.follow(table.seq_lookup_records());
                all(table.coverages().iter(), |c| self.uncovered(Ok(c)))
            }
        }
    }

    fn chain(&mut self, context: &ChainedSequenceContext<'_>) -> Result<bool, ReadError> {
        match context {
            ChainedSequenceContext::Format1(table) => {
                let free = all(table.chained_seq_rule_sets().iter().flatten(), |set| {
                    all(set.chained_seq_rules().iter(), |rule| {
                        self.follow(rule.seq_lookup_records());
                        let (before, after) =
                            (rule.backtrack_sequence(), rule.lookahead_sequence());
                        let glyphs = before.iter().chain(rule.input_sequence()).chain(after);
                        Ok(glyphs.into_iter().all(|glyph| glyph.get() != self.space))
                    })
                })?;
                Ok(free && self.uncovered(table.coverage())?)
            }
            ChainedSequenceContext::Format2(table) => {
                let class = |classes: Result<ClassDef<'_>, ReadError>| {
                    classes.map(|classes| classes.get(self.space))
                };
                let before = class(table.backtrack_class_def())?;
                let inside = class(table.input_class_def())?;
                let after = class(table.lookahead_class_def())?;
                let free = all(
                    table.chained_class_seq_rule_sets().iter().flatten(),
                    |set| {
                        all(set.chained_class_seq_rules().iter(), |rule| {
                            self.follow(rule.seq_lookup_records());
                            Ok(rule.backtrack_sequence().iter().all(|c| c.get() != before)
                                && rule.input_sequence().iter().all(|c| c.get() != inside)
                                && rule.lookahead_sequence().iter().all(|c| c.get() != after))
                        })
                    },
                )?;
                Ok(free && self.uncovered(table.coverage())?)
            }
            ChainedSequenceContext::Format3(table) => {
                self.follow(table.seq_lookup_records());
                let (before, after) = (table.backtrack_coverages(), table.lookahead_coverages());
                let inside = table.input_coverages();
                let coverages = before.iter().chain(inside.iter()).chain(after.iter());
                all(coverages, |c| self.uncovered(Ok(c)))
            }
        }
    }

    /// Wants the lookups that a rule applies.
    fn follow(&mut self, records: &[SequenceLookupRecord]) {
        let lookups = records.iter().map(|record| record.lookup_list_index());
        self.wanted.extend(lookups);
    }

    fn uncovered(&self, coverage: Result<CoverageTable<'_>, ReadError>) -> Result<bool, ReadError> {
        Ok(coverage?.get(self.space).is_none())
    }

    /// Whether a lookup with these flags looks past the space.
    fn skipped(&self, flags: LookupFlag) -> bool {
        let flag = match self.class {
            0 => return false,
            1 => LookupFlag::IGNORE_BASE_GLYPHS,
            2 => LookupFlag::IGNORE_LIGATURES,
            // A space that is a mark: many ways to be skipped.
            _ => return true,
        };
        flags.contains(flag)
    }
}

fn moves_nothing(value: &Value) -> bool {
    let still = Value {
        format: value.format,
        ..Value::default()
    };
    *value == still && (value.format & ValueFormat::ANY_DEVICE_OR_VARIDX).is_empty()
}

/// Whether something holds for all tables; an unreadable one proves nothing.
fn all<T>(
    mut tables: impl Iterator<Item = Result<T, ReadError>>,
    mut holds: impl FnMut(T) -> Result<bool, ReadError>,
) -> Result<bool, ReadError> {
    tables.try_fold(true, |so_far, table| Ok(so_far && holds(table?)?))
}

#[cfg(test)]
mod tests {
    use crate::typeset::Fonts;

    #[test]
    fn words_stand_apart_where_no_rule_knows_the_space() {
        let fonts = Fonts::bundled().unwrap();
        let apart = |name: &str| fonts.named(name).unwrap().words_apart();
        for style in ["", " Bold"] {
            assert!(apart(&format!("Noto Naskh Arabic{style}")));
            assert!(apart(&format!("Noto Sans{style}")));
            // Amiri kerns with the space.
            assert!(!apart(&format!("Amiri{style}")));
            // Of these it is not proven, and so their runs are shaped whole.
            for name in ["Scheherazade New", "Vazirmatn"] {
                assert!(!apart(&format!("{name}{style}")), "{name}{style}");
            }
        }
    }
}
