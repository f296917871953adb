//! Rules that say the same twice.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use super::{
    finding::{Finding, Usage},
    messages,
};
use crate::{
    base::{
        span::{FileId, Span},
        threads::in_lumps,
    },
    policy::{
        expr::Expr,
        norm::{Form, Norm, NormId},
        policy::Policy,
    },
};

/// What rules say, by the places of their names, for a check that is made again after an edit.
#[derive(Debug, Default)]
pub struct Contents {
    known: FxHashMap<Span, Content>,
}

/// What a rule says.
#[derive(Debug, Clone)]
struct Content {
    /// All of it.
    whole: Fingerprint,
    /// All but its conditions and exceptions.
    core: Fingerprint,
    /// Its conditions.
    conditions: Vec<Fingerprint>,
    /// Its exceptions.
    exceptions: Vec<Fingerprint>,
}

/// A text in 128 bits: two that say different things do not have the same within the life of the universe.
type Fingerprint = (u64, u64);

impl Contents {
    /// Forgets what is said in these items; in all, where the names that rules use mean something else.
    pub fn forget(&mut self, is_changed: impl Fn(FileId, u32) -> bool) {
        self.known
            .retain(|place, _| !is_changed(place.file, place.item));
    }

    /// Finds what is not known yet of these rules, side by side.
    fn learn(&mut self, policy: &Policy) {
        let norms = policy.norms.iter();
        let unknown: Vec<&Norm> = norms
            .filter(|norm| norm.form != Form::Transition && !self.known.contains_key(&norm.span))
            .collect();
        let found = in_lumps(&unknown, LUMP, |norm| (norm.span, Content::of(norm)));
        self.known.extend(found);
    }

    fn of(&self, norm: &Norm) -> Option<&Content> {
        self.known.get(&norm.span)
    }

    /// Whether a rule has all the conditions and exceptions of another.
    fn has_all_conditions(&self, narrow: &Norm, wide: &Norm) -> bool {
        let (Some(narrow), Some(wide)) = (self.of(narrow), self.of(wide)) else {
            return false;
        };
        let has =
            |said: &[Fingerprint], all: &[Fingerprint]| all.iter().all(|part| said.contains(part));
        has(&narrow.conditions, &wide.conditions) && has(&narrow.exceptions, &wide.exceptions)
    }

    /// Whether two rules that are alike but for their conditions say the same wherever one of them applies.
    fn are_alike_in_part(&self, first: &Norm, norm: &Norm) -> bool {
        let binds = matches!(norm.form, Form::Duty(_) | Form::Prohibition(_));
        let mut types = first.variables.iter().zip(norm.variables.iter());
        binds
            && first.name != norm.name
            && together(first, norm)
            && types.all(|(one, other)| one.ty == other.ty)
            && (self.has_all_conditions(norm, first) || self.has_all_conditions(first, norm))
    }
}

/// So many rules are looked at by one thread at a time.
const LUMP: usize = 256;

impl Content {
    fn of(norm: &Norm) -> Content {
        let core = core(norm);
        let types: Vec<_> = norm.variables.iter().map(|variable| &variable.ty).collect();
        let conditions = format!("{types:?} {:?} {:?}", norm.conditions, norm.exceptions);
        let whole = format!("{core} {}", without_places(&conditions));
        let each = |said: &[Expr]| {
            let printed = said.iter();
            let printed = printed.map(|part| without_places(&format!("{part:?}")));
            printed.map(|part| fingerprint(&part)).collect()
        };
        Content {
            whole: fingerprint(&whole),
            core: fingerprint(&core),
            conditions: each(&norm.conditions),
            exceptions: each(&norm.exceptions),
        }
    }
}

fn fingerprint(text: &str) -> Fingerprint {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        text.hash(&mut hasher);
        hasher.finish()
    };
    (half(0), half(1))
}

/// With how many rules that say the same but for their conditions a rule is compared: where there are more, the conditions are
/// what tells them apart.
const MOST_COMPARED: usize = 16;

/// Rules of different names with the same bearer, occasion and content that are in force together, where their conditions are the
/// same too, or one has all the conditions of the other and more. Of powers and freedoms only the first: to narrow a power says
/// something.
pub(super) fn twice(policy: &Policy, usage: &Usage, contents: &mut Contents) -> Vec<Finding> {
    let mut first_of: FxHashMap<Fingerprint, NormId> = FxHashMap::default();
    let mut like: FxHashMap<Fingerprint, Vec<NormId>> = FxHashMap::default();
    let mut findings = Vec::new();
    contents.learn(policy);
    for (id, norm) in policy.norms.entries() {
        if norm.form == Form::Transition {
            continue;
        }
        let Some(content) = contents.of(norm) else {
            continue;
        };
        let first = first_of
            .get(&content.whole)
            .and_then(|first| policy.norms.get(*first));
        let others = like.entry(content.core).or_default();
        let found = match first {
            Some(first) => (first.name != norm.name && together(first, norm)).then(|| {
                let place = usage.place(policy, &[norm.span, first.span])?;
                Some((first, messages::doubles(first, norm, place)))
            }),
            None => {
                first_of.insert(content.whole, id);
                let mut others = others.iter().filter_map(|other| policy.norms.get(*other));
                let found = others.find(|other| contents.are_alike_in_part(other, norm));
                found.map(|first| {
                    let place = usage.place(policy, &[norm.span, first.span])?;
                    let (wider, narrower) = match contents.has_all_conditions(norm, first) {
                        true => (first, norm),
                        false => (norm, first),
                    };
                    let told = messages::doubles_in_part(wider, narrower, (first, norm), place);
                    Some((first, told))
                })
            }
        };
        if let Some((first, diagnostic)) = found.flatten() {
            findings.push(Finding {
                diagnostic,
                about: vec![first.text.clone(), norm.text.clone()],
            });
        }
        if others.len() < MOST_COMPARED {
            others.push(id);
        }
    }
    findings
}

/// What a rule says, without its name, its place, what it cites and its conditions. Two rules that are written alike have it
/// alike: variables are told by their number, so their names count for nothing.
fn core(norm: &Norm) -> String {
    let said = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        norm.party,
        norm.owed_to,
        norm.occasion,
        norm.until,
        norm.form,
        norm.effects,
        norm.agreement,
        norm.jointly_with,
        norm.limits,
        norm.only_where_imposed,
    );
    without_places(&said)
}

/// A printed tree without the spans in it.
pub(super) fn without_places(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut pieces = printed.split("Span {");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

/// Whether two norms are in force at the same time, and of one status where one pack holds both: there a rule that is announced
/// and then made is no repetition.
fn together(first: &Norm, second: &Norm) -> bool {
    let alike = first.pack != second.pack || first.standing.status == second.standing.status;
    alike && meet_in_time(first, second)
}

/// Whether two norms are in force at the same time.
pub(super) fn meet_in_time(first: &Norm, second: &Norm) -> bool {
    let ends_before = |one: &Norm, other: &Norm| {
        let (until, from) = (one.standing.until, other.standing.from);
        matches!((until, from), (Some(until), Some(from)) if until < from)
    };
    !ends_before(first, second) && !ends_before(second, first)
}
