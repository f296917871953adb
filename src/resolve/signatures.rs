//! What is known of every item before any body is read: names, ids, types, and the standing of each pack.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::names::{Names, Table, View};
use crate::policy::{
    norm::NormNameId,
    policy::{IndividualId, KindId, PackId, Policy, ValueId, ValueSetId},
    types::Type,
};

/// The signatures of all packs. `policy` holds what is declared (kinds, individuals, values, functions, acts, facts,
/// offices, and definitions, decisions and norm names without their versions); bodies are added to a copy of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures {
    /// What is declared, without bodies.
    pub policy: Policy,
    /// The names that each pack declares, by its id.
    pub names: Vec<Names>,
    /// The packs whose names each pack sees, itself first.
    pub layers: Vec<Vec<usize>>,
    /// Entries of trees of values by name, of all packs: where a tree is expected, its entries are known.
    pub values: Table<Vec<ValueId>>,
    /// What instances of each norm are for: a period, or what caused them.
    pub norm_causes: FxHashMap<NormNameId, Type>,
    /// Names of rules of delegation and statements, which have their ids only when they are read.
    pub later: FxHashSet<(PackId, SmolStr)>,
    /// The names of all arguments of acts, by which limits count.
    pub arguments: FxHashSet<SmolStr>,
    /// Whether a type was unknown in some declaration: what is of that type fits everywhere.
    pub incomplete: bool,
    /// Individuals whose kind could not be read: they fit everywhere, so that one fault makes one message.
    pub kindless: FxHashSet<IndividualId>,
    /// Kinds that are a kind of something unknown: they fit everywhere too.
    pub orphans: FxHashSet<KindId>,
}

impl Signatures {
    /// The names that a pack sees.
    pub fn view(&self, pack: PackId) -> View<'_> {
        let layers = self.layers.get(pack.index()).map_or(&[][..], Vec::as_slice);
        View::new(&self.names, layers)
    }

    /// Whether a pack sees a rule of delegation, a statement or a scheme of this name.
    pub fn named_later(&self, pack: PackId, name: &str) -> bool {
        let layers = self.layers.get(pack.index());
        layers.into_iter().flatten().any(|layer| {
            let pack = PackId::new(u32::try_from(*layer).unwrap_or(u32::MAX));
            self.later.contains(&(pack, SmolStr::new(name)))
        })
    }

    /// The entry of this name in a tree of values.
    pub fn value_in(&self, set: ValueSetId, name: &SmolStr) -> Option<ValueId> {
        self.values
            .get(name)?
            .iter()
            .copied()
            .find(|value| self.policy.values[*value].set == set)
    }

    /// Whether one of two kinds stands above the other, or they are the same: only then can an individual be of both.
    pub fn related(&self, a: KindId, b: KindId) -> bool {
        self.policy.is_kind(a, b)
            || self.policy.is_kind(b, a)
            || self.is_orphaned(a)
            || self.is_orphaned(b)
    }

    /// Whether it is not known what a kind, or one above it, is a kind of.
    pub fn is_orphaned(&self, kind: KindId) -> bool {
        let mut at = Some(kind).filter(|_| !self.orphans.is_empty());
        while let Some(kind) = at {
            if self.orphans.contains(&kind) {
                return true;
            }
            at = self.policy.kinds[kind].parent;
        }
        false
    }

    /// Whether something of one type may stand where another is wanted. What was in error fits everywhere. A kind fits
    /// those above and below it: kinds change, and a run asks the individual.
    pub fn fits(&self, found: &Type, wanted: &Type) -> bool {
        match (found, wanted) {
            (Type::Any, _) | (_, Type::Any) => true,
            (Type::Kind(a), Type::Kind(b)) => self.related(*a, *b),
            (Type::Happening(a), Type::Happening(b)) => a.is_none() || b.is_none() || a == b,
            (Type::Set(a), Type::Set(b)) => self.fits(a, b),
            _ => found == wanted,
        }
    }
}
