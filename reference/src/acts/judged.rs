//! What is said of one act: whether it is valid (S5).

use crate::{
    eval::individual,
    links::Chain,
    world::{Env, Run, View, World, all, any, not},
};
use vires::{
    case::happening::ActDone,
    policy::{
        norm::{Form, NormId, Party},
        policy::IndividualId,
    },
    record::{act::VerdictWord, reason::Truth},
};

/// What was found of an act.
#[derive(Debug, Clone)]
pub struct Judged {
    /// In a word, breaches left aside: lawful, ultra vires, void, not listed, not judged, undetermined.
    pub word: VerdictWord,
    /// Whether it counts as done: true of what is valid, not listed or not judged, false of what is void.
    pub done: Truth,
    /// Powers that take effect, by norm, with what their variables stand for, and whether they certainly do.
    pub powers: Vec<(NormId, Env, Truth)>,
    /// Chains that it rests on, by performer (S7.3).
    pub chains: Vec<Chain>,
    /// Whether it is void only until an agreement is given (S5.3).
    pub waits: bool,
}

/// A norm that speaks of an act (S5).
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) norm: NormId,
    pub(crate) env: Env,
    /// Whether all that it asks holds, agreement left aside.
    pub(crate) truth: Truth,
    /// The same, limits left aside too.
    pub(crate) fits: Truth,
    /// Whether the agreement that it needs stands.
    pub(crate) agreed: Truth,
}

/// What one actor's act rests on.
pub(crate) struct Authority {
    pub(crate) word: VerdictWord,
    pub(crate) powers: Vec<(NormId, Env, Truth)>,
    pub(crate) chain: Option<Chain>,
    pub(crate) waits: bool,
}

impl Authority {
    pub(crate) fn just(word: VerdictWord) -> Authority {
        Authority {
            word,
            powers: vec![],
            chain: None,
            waits: false,
        }
    }
}

impl World<'_> {
    /// S5, S5.1, S5.3: the verdict on an act's validity, read in the state just before it.
    pub fn judge(&self, view: View, place: usize, act: &ActDone) -> Run<Judged> {
        let mut words = Vec::new();
        let mut powers: Vec<(NormId, Env, Truth)> = Vec::new();
        let mut chains = Vec::new();
        let mut waits = Vec::new();
        for actor in &act.actors {
            let Some(who) = individual(actor) else {
                continue;
            };
            let found = self.acts_for(view, place, act, who)?;
            words.push(found.word);
            waits.push((found.word, found.waits));
            chains.extend(found.chain);
            for (norm, env, truth) in found.powers {
                if !powers.iter().any(|(n, e, _)| *n == norm && *e == env) {
                    powers.push((norm, env, truth));
                }
            }
        }
        use VerdictWord::*;
        let mut word =
            if act.actors.len() > 1 && (words.contains(&Void) || words.contains(&UltraVires)) {
                // S5.3: void for all.
                Void
            } else if words.contains(&Void) {
                Void
            } else if words.contains(&UltraVires) {
                UltraVires
            } else if words.contains(&Undetermined) {
                Undetermined
            } else if words.contains(&NotListed) {
                NotListed
            } else if words.contains(&NotJudged) {
                NotJudged
            } else {
                Lawful
            };
        if self.set_aside_throughout(place) {
            word = Void;
        }
        let done = match word {
            UltraVires | Void => Truth::False,
            Undetermined => Truth::Unknown,
            _ => Truth::True,
        };
        if done == Truth::False {
            powers.clear();
        }
        for power in &mut powers {
            power.2 = power.2.min(done);
        }
        // It waits where nothing but agreement is wanting.
        let waits = word == Void
            && !self.set_aside_throughout(place)
            && waits.iter().any(|(_, waits)| *waits)
            && waits
                .iter()
                .all(|(word, waits)| *waits || !matches!(word, Void | UltraVires));
        Ok(Judged {
            word,
            done,
            powers,
            chains,
            waits,
        })
    }

    /// S7, S9: the authority of one who acts for itself, or on another's behalf by a chain of links.
    pub(crate) fn acts_for(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        who: IndividualId,
    ) -> Run<Authority> {
        if act.acting_as.is_some() {
            return Err(crate::world::Stop("not read here: acting as".into()));
        }
        let holder = act.on_behalf_of.as_ref().and_then(individual);
        let Some(holder) = holder.filter(|h| *h != who) else {
            return self.authority(view, place, act, who, who);
        };
        if !self.exists(view, who) || !self.exists(view, holder) {
            return Ok(Authority::just(VerdictWord::Void));
        }
        if self.is_nobodys_business(view, holder, who)? {
            return Ok(Authority::just(VerdictWord::Lawful));
        }
        // S7: the holder itself must have the power.
        let mut own = self.authority(view, place, act, holder, who)?;
        if !matches!(
            own.word,
            VerdictWord::Lawful | VerdictWord::Undetermined | VerdictWord::NotListed
        ) {
            return Ok(own);
        }
        let Some(chain) = self.chain(view, place, act, holder, who)? else {
            // S5.1 spares what a body does itself; nobody acts for another unless it is linked to it.
            return Ok(Authority::just(if self.ever_linked(holder, who) {
                VerdictWord::Void
            } else {
                VerdictWord::UltraVires
            }));
        };
        if chain.truth == Truth::Unknown {
            own.word = VerdictWord::Undetermined;
        }
        if own.word == VerdictWord::Lawful && !chain.links.is_empty() {
            own.chain = Some(chain);
        }
        Ok(own)
    }

    /// S5: what a body has authority of its own for; `doer` is who does it.
    pub(crate) fn authority(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        who: IndividualId,
        doer: IndividualId,
    ) -> Run<Authority> {
        if !self.exists(view, who) {
            return Ok(Authority::just(VerdictWord::Void));
        }
        let (statutory, exhaustive) = self.statutory(view, who);
        let found = self.sources(view, place, act, who)?;
        // S6: an immunity takes away what is claimed of the same or a lower rank; one that is only assumed takes nothing away.
        let mut immune = self.immunities(view, place, who)?;
        if doer != who {
            immune.extend(self.immunities(view, place, doer)?);
        }
        let against = |norm: NormId| {
            let rank = self.policy.norms.at(norm).standing.rank;
            any(immune.iter().filter(|(r, _)| *r <= rank).map(|(_, t)| *t))
        };
        let faced = any(immune.iter().map(|(_, t)| *t));
        let best = any(found
            .iter()
            .map(|s| all([s.truth, s.agreed, not(against(s.norm))])));
        let waits = best == Truth::False
            && found.iter().any(|s| {
                s.agreed == Truth::False && all([s.fits, not(against(s.norm))]) != Truth::False
            });
        let powers: Vec<_> = found
            .iter()
            .filter(|s| matches!(self.policy.norms.at(s.norm).form, Form::Power(_)))
            .map(|s| {
                (
                    s.norm,
                    s.env.clone(),
                    all([s.truth, s.agreed, not(against(s.norm))]),
                )
            })
            .filter(|(_, _, truth)| *truth != Truth::False)
            .collect();
        let answer = |word| Authority {
            word,
            powers: powers.clone(),
            chain: None,
            waits,
        };
        if best == Truth::True {
            return Ok(answer(VerdictWord::Lawful));
        }
        // S5.3: what needs agreement is void until it is given, for whoever does it.
        if waits {
            return Ok(Authority {
                waits,
                ..Authority::just(VerdictWord::Void)
            });
        }
        if !statutory {
            // Nothing but an immunity stands in the way of one who needs no authority.
            return Ok(match faced {
                Truth::False => answer(VerdictWord::Lawful),
                Truth::True if best == Truth::False => Authority::just(VerdictWord::Void),
                _ => answer(VerdictWord::Undetermined),
            });
        }
        if faced == Truth::True && found.iter().all(|s| s.truth == Truth::False) {
            return Ok(Authority::just(VerdictWord::Void));
        }
        if self.nothing_governs(view, who)? {
            return Ok(Authority::just(VerdictWord::NotJudged));
        }
        // What no norm speaks of may be void for the immunity; what one speaks of and does not cover is void either way.
        if best == Truth::False && faced == Truth::Unknown && found.is_empty() {
            return Ok(Authority::just(VerdictWord::Undetermined));
        }
        if best == Truth::Unknown {
            if !exhaustive {
                let (no, yes) = self.supposing(|| {
                    let found = self.sources(view, place, act, who)?;
                    let immune = self.immunities(view, place, who)?;
                    let against = |norm: NormId| {
                        let rank = self.policy.norms.at(norm).standing.rank;
                        any(immune.iter().filter(|(r, _)| *r <= rank).map(|(_, t)| *t))
                    };
                    Ok(any(found
                        .iter()
                        .map(|s| all([s.truth, s.agreed, not(against(s.norm))]))))
                })?;
                if no != Truth::Unknown && yes != Truth::Unknown {
                    return Ok(Authority::just(VerdictWord::NotListed));
                }
            }
            return Ok(answer(VerdictWord::Undetermined));
        }
        Ok(Authority::just(if !found.is_empty() {
            VerdictWord::Void
        } else if exhaustive {
            VerdictWord::UltraVires
        } else {
            VerdictWord::NotListed
        }))
    }

    /// Whether a kind is statutory, and whether its powers are exhaustive: said of it or of the nearest kind above it.
    pub fn statutory(&self, view: View, who: IndividualId) -> (bool, bool) {
        let (mut statutory, mut exhaustive) = (false, None);
        let mut at = Some(self.kind(view, who));
        while let Some(kind) = at {
            let declared = self.policy.kinds.at(kind);
            statutory |= declared.statutory;
            exhaustive = exhaustive.or(declared.powers_exhaustive);
            at = declared.parent;
        }
        (statutory, exhaustive.unwrap_or(false))
    }

    /// S5.1: whether no policy in the pack governs someone: no norm is in force for it or its kind.
    pub(crate) fn nothing_governs(&self, view: View, who: IndividualId) -> Run<bool> {
        for (id, norm) in self.policy.norms.entries() {
            let of = match &norm.party {
                Some(Party::One(one)) => *one == who,
                Some(Party::Any { kind, .. }) => self.policy.is_kind(self.kind(view, who), *kind),
                None => false,
            };
            if of && self.in_force(view, id)? != Truth::False {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
