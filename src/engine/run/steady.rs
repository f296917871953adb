//! What somebody may do by its own norms where that is steady: nothing, or an act up to an amount, until something given
//! changes. The same that `authority.rs` finds act by act, found once for all amounts and all days between two changes.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    engine::{delegation::plain::hundredths, fail::Run, moment::View, state::Relation},
    policy::policy::{ActId, IndividualId, KindId},
    program::{
        norm::{FormCode, PartyCode},
        steady::{Steady, days_of_force, steady},
        val::Val,
    },
    record::reason::Truth,
};

use super::session::Session;

/// What somebody may do by its own norms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnLimit {
    /// It does not exist.
    Gone,
    /// Not this: an act of its would be void.
    Nothing,
    /// This, up to so many hundredths of what the act is measured in, or without a limit.
    UpTo(Option<i64>),
    /// That has to be looked at in full.
    NotSteady,
}

/// An act with what its steady authority rests on.
#[derive(Debug, Clone)]
pub(crate) struct SteadyAct {
    pub(crate) act: ActId,
    pub(crate) rests_on: Steady,
    /// The place of its amount of money among its arguments, and of its number.
    pub(crate) money: Option<usize>,
    pub(crate) number: Option<usize>,
}

/// What was found of the holders' own norms so far.
#[derive(Debug, Default)]
pub(crate) struct OwnLimits {
    /// The days from which something may be otherwise than before, in order.
    days: Vec<i32>,
    found: FxHashMap<(IndividualId, ActId, u32), OwnLimit>,
    /// Of kinds none of whose members an act's norms speak of.
    of_kinds: FxHashMap<(KindId, ActId, u32), OwnLimit>,
    /// Individuals of which some norm speaks by name.
    named: FxHashSet<IndividualId>,
}

impl OwnLimits {
    /// None yet, of a session at its end; nothing where its policy or its facts do not allow it.
    pub(crate) fn of(session: &Session<'_>) -> Option<OwnLimits> {
        let state = &session.world.state;
        let ever = |relation| state.is_ever_stated(state.relation(relation));
        if ever(Relation::FunctionPassed)
            || ever(Relation::Disapplied)
            || !session.case.assuming.is_empty()
        {
            return None;
        }
        let mut days: Vec<i32> = state.days_of_change().collect();
        days.extend(session.world.bodies.days_of_change());
        days.extend(days_of_force(session.program));
        days.sort_unstable();
        days.dedup();
        let named = session.program.norms.codes.iter();
        Some(OwnLimits {
            days,
            named: named
                .filter_map(|code| match code.party {
                    PartyCode::One(one) => Some(one),
                    _ => None,
                })
                .collect(),
            ..OwnLimits::default()
        })
    }

    /// The stretch of days, between two changes, in which a day lies.
    pub(crate) fn stretch(&self, day: i32) -> u32 {
        let before = self.days.partition_point(|change| *change <= day);
        u32::try_from(before).unwrap_or(u32::MAX)
    }

    /// What somebody may do itself on a day of a stretch.
    pub(crate) fn get(
        &mut self,
        session: &mut Session<'_>,
        who: IndividualId,
        act: &SteadyAct,
        stretch: u32,
        view: View,
    ) -> Run<OwnLimit> {
        let of_kind = match session.world.bodies.first_kind(who) {
            Some(kind) if session.world.bodies.is_steady(who) && !self.named.contains(&who) => {
                Some((kind, act.act, stretch))
            }
            _ => None,
        };
        if let Some(key) = of_kind {
            match self.of_kinds.get(&key) {
                Some(OwnLimit::NotSteady) => {}
                Some(found) => return Ok(*found),
                None => {
                    let spoken_of = session.are_spoken_of(key.0, act);
                    // A kind of which none of the act's norms speaks is all alike.
                    let found = match spoken_of {
                        true => OwnLimit::NotSteady,
                        false => session.own_limit_of(who, act, view)?,
                    };
                    self.of_kinds.insert(key, found);
                    if !spoken_of {
                        return Ok(found);
                    }
                }
            }
        }
        let key = (who, act.act, stretch);
        if let Some(found) = self.found.get(&key) {
            return Ok(*found);
        }
        let found = session.own_limit_of(who, act, view)?;
        self.found.insert(key, found);
        Ok(found)
    }
}

impl Session<'_> {
    /// An act, where authority for it is steady.
    pub(crate) fn steady_act(&self, act: ActId) -> Option<SteadyAct> {
        let rests_on = steady(self.program, act)?;
        let amounts = self.program.delegations.amounts.get(act.index())?;
        let limited = rests_on.limited;
        if limited.is_some() && limited != amounts.money && limited != amounts.number {
            return None;
        }
        Some(SteadyAct {
            act,
            rests_on,
            money: amounts.money,
            number: amounts.number,
        })
    }

    fn are_spoken_of(&self, kind: KindId, act: &SteadyAct) -> bool {
        let codes = act.rests_on.norms.iter();
        codes
            .filter_map(|norm| self.program.norms.code(*norm))
            .any(|code| match code.party {
                PartyCode::Any { kind: of, .. } => self.policy.is_kind(kind, of),
                PartyCode::One(_) | PartyCode::Nobody => false,
            })
    }

    fn own_limit_of(&mut self, who: IndividualId, act: &SteadyAct, view: View) -> Run<OwnLimit> {
        let holder = Val::individual(who);
        if !self.exists(holder, view) {
            return Ok(OwnLimit::Gone);
        }
        if !self.needs_authority(holder, view) {
            return Ok(OwnLimit::NotSteady);
        }
        let program = self.program;
        let mut most: Option<Option<i64>> = None;
        let mut refused = false;
        for norm in &act.rests_on.norms {
            let Some(code) = program.norms.code(*norm) else {
                return Ok(OwnLimit::NotSteady);
            };
            if !code.force.contains(view.day()) || Session::is_soft(code) {
                continue;
            }
            let mut env = self.env(code.slots);
            let mut covers = self.party(code, holder, &mut env, view)?;
            if covers != Truth::False {
                covers = covers.min(self.force(code, &mut env, view)?);
            }
            if covers == Truth::False {
                self.done_with(env);
                continue;
            }
            if !matches!(code.form, FormCode::Duty(_)) {
                let holds = self.conditions(code, &mut env, view)?;
                refused |= holds == Truth::False;
                covers = covers.min(holds);
            }
            let mut least: Option<i64> = None;
            for limit in &code.limits {
                if covers == Truth::False || !limit.of.iter().any(|of| of.act == act.act) {
                    continue;
                }
                let amount = self.world.value(limit.amount, &mut env, view)?.known();
                match amount.and_then(|amount| hundredths(self, amount)) {
                    Some(amount) => least = Some(least.map_or(amount, |old| old.min(amount))),
                    None => covers = Truth::Unknown,
                }
            }
            self.done_with(env);
            match covers {
                Truth::False => {}
                Truth::Unknown => return Ok(OwnLimit::NotSteady),
                Truth::True => {
                    most = Some(match (most, least) {
                        (None, least) => least,
                        (Some(Some(old)), Some(new)) => Some(old.max(new)),
                        _ => None,
                    });
                }
            }
        }
        Ok(match most {
            Some(most) => OwnLimit::UpTo(most),
            None if refused => OwnLimit::Nothing,
            None if self.powers_exhaustive(holder, view) && self.is_governed(holder, view) => {
                OwnLimit::Nothing
            }
            None => OwnLimit::NotSteady,
        })
    }
}
