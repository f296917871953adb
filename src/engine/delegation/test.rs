//! One link tested against the act itself, or against what a further link is to be of (S7.1, S7.4).

use crate::{
    base::date::Date,
    case::happening::Named,
    engine::{
        fail::Run,
        moment::{Stamp, View},
        run::{act::Done, session::Session},
    },
    policy::delegation::{DelegationRuleId, Matter},
    program::{
        delegation::{meet, takes_in},
        norm::PartyCode,
        val::Val,
    },
    record::{
        reason::{LinkFault, Truth},
        record::LinkRef,
    },
};

use super::link::{Link, LinkId, Sub};

/// Against what links are tested.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Against<'d> {
    /// An act.
    Act(&'d Done),
    /// Something in common with what is to be delegated.
    Matters(&'d [Matter]),
}

/// Whether a link holds, and the first thing that stands or may stand against it.
pub(crate) type Tested = (Truth, Option<LinkFault>);

const HOLDS: Tested = (Truth::True, None);

impl Session<'_> {
    /// Whether a link holds by itself: made, in its dates, not revoked, agreed, of the function, within its limit.
    pub(crate) fn test(&self, id: LinkId, against: Against<'_>, view: View) -> Run<Tested> {
        let Some(link) = self.links.get(id) else {
            return Ok((Truth::False, Some(LinkFault::OtherFunction)));
        };
        if !self.is_of(link, against) {
            return Ok((Truth::False, Some(LinkFault::OtherFunction)));
        }
        if !link.is_seen(view) {
            // One that is given with a day, which has not come, has no place in the order of that day yet.
            let given = match link.name {
                LinkRef::Given(place) => self.case.links.get(place).and_then(|given| given.made),
                _ => None,
            };
            let made = link.made.filter(|made| made.stamp != Stamp::NEVER);
            let made = made.and_then(|made| made.stamp.date());
            let day = given.or(made).unwrap_or(Date::MAX);
            return Ok((Truth::False, Some(LinkFault::NotYet(day))));
        }
        let valid = link.valid();
        if valid == Truth::False {
            let fault = LinkFault::NotValidlyMade(link.faults.clone());
            return Ok((Truth::False, Some(fault)));
        }
        let day = view.day();
        let date = |day: i32| Date::from_days(day).unwrap_or(Date::MAX);
        if day < link.first {
            return Ok((Truth::False, Some(LinkFault::NotYet(date(link.first)))));
        }
        if day > link.last {
            return Ok((Truth::False, Some(LinkFault::Ended(date(link.last)))));
        }
        let revoked = self.links.revoked(id, link);
        if view.sees(revoked) && revoked != Stamp::NEVER {
            return Ok((Truth::False, Some(LinkFault::Revoked(date(revoked.day())))));
        }
        if let Some(missing) = self.disagrees(link) {
            return Ok((Truth::False, Some(missing)));
        }
        let mut tested = if valid == Truth::Unknown {
            (
                Truth::Unknown,
                Some(LinkFault::NotValidlyMade(link.faults.clone())),
            )
        } else {
            HOLDS
        };
        if let LinkRef::Standing(rule) = link.name {
            let (truth, _) = self.law_holds(rule, link.from, link.to, view)?;
            if truth < tested.0 {
                tested = (truth, Some(LinkFault::NotValidlyMade(Vec::new())));
            }
        }
        if let Against::Act(done) = against {
            for cap in &link.caps {
                let Some(measured) = self.measured(link, cap, done, view) else {
                    continue;
                };
                if measured.within < tested.0 {
                    let fault = self
                        .world
                        .give(cap.amount)
                        .zip(self.world.give(measured.high))
                        .map(|(limit, counted)| LinkFault::OverLimit { limit, counted });
                    tested = (measured.within, fault);
                }
            }
        }
        Ok(tested)
    }

    fn is_of(&self, link: &Link, against: Against<'_>) -> bool {
        let policy = self.policy;
        let of = |matters: &[Matter]| match against {
            Against::Act(done) => matters.iter().any(|one| takes_in(policy, *one, done.act)),
            Against::Matters(wanted) => matters
                .iter()
                .any(|one| wanted.iter().any(|other| meet(policy, *one, *other))),
        };
        // What a rule allows is no limit to what a delegate passes on: of a chain that it begins, `of_holder` asks.
        of(&link.matters)
            && (link.within.is_empty() || !link.through.is_empty() || of(&link.within))
    }

    /// Whether what a link is tested against is within what the rules that allow it cover.
    pub(crate) fn is_within_rules(&self, link: &Link, against: Against<'_>) -> bool {
        let policy = self.policy;
        let mut within = link.within.iter();
        link.within.is_empty()
            || match against {
                Against::Act(done) => within.any(|one| takes_in(policy, *one, done.act)),
                Against::Matters(wanted) => {
                    within.any(|one| wanted.iter().any(|other| meet(policy, *one, *other)))
                }
            }
    }

    /// Who has not agreed to a link, or has withdrawn agreement.
    fn disagrees(&self, link: &Link) -> Option<LinkFault> {
        let named = match link.name {
            LinkRef::Made(place) => Named::Happening(place),
            LinkRef::Given(place) => Named::Link(place),
            LinkRef::Standing(_) | LinkRef::Row(..) => return None,
        };
        let missing = link
            .agreement
            .iter()
            .find(|who| !self.has_agreed_to(**who, named))?;
        self.world.give(*missing).map(LinkFault::NotAgreed)
    }

    /// Whether every statement on sub-delegation permits a further link to this one, with so many links below in all.
    pub(crate) fn permits(&self, subs: &[Sub], next: Val, below: usize, view: View) -> Run<Truth> {
        let mut all = Truth::True;
        for sub in subs {
            all = all.min(match sub {
                Sub::NotPermitted => Truth::False,
                Sub::Permitted => Truth::True,
                Sub::Once => truth(below <= 1),
                Sub::To(kinds) => truth(kinds.iter().any(|kind| self.is_kind(next, *kind, view))),
                Sub::If(condition, env) => self.world.truth(*condition, &mut env.clone(), view)?,
            });
        }
        Ok(all)
    }

    /// Whether somebody is of a party; binds the variable that stands for them.
    pub(crate) fn is_of_party(
        &self,
        party: &PartyCode,
        who: Val,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        match party {
            PartyCode::Nobody => Ok(Truth::False),
            PartyCode::One(one) => Ok(truth(Val::individual(*one) == who)),
            PartyCode::Any {
                slot,
                kind,
                condition,
            } => {
                if !self.is_kind(who, *kind, view) {
                    return Ok(Truth::False);
                }
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = who;
                }
                match condition {
                    Some(condition) => self.world.truth(*condition, env, view),
                    None => Ok(Truth::True),
                }
            }
        }
    }

    /// Whether a rule fits a giver and a delegate at a moment, and its variables then; who makes the link apart.
    pub(crate) fn law_holds(
        &self,
        rule: DelegationRuleId,
        from: Val,
        to: Val,
        view: View,
    ) -> Run<(Truth, Vec<Val>)> {
        use crate::case::case::Assumed;
        let program = self.program;
        let Some(code) = program.delegations.rule(rule) else {
            return Ok((Truth::False, Vec::new()));
        };
        let mut env = vec![Val::NONE; code.slots as usize];
        let is_to = code
            .to_kinds
            .iter()
            .any(|kind| self.is_kind(to, *kind, view));
        if !is_to {
            return Ok((Truth::False, env));
        }
        if let Some(place) = code.to.and_then(|slot| env.get_mut(slot.index())) {
            *place = to;
        }
        let mut holds = self.is_of_party(&code.from, from, &mut env, view)?;
        if holds == Truth::False {
            return Ok((holds, env));
        }
        let itself = Some(Assumed::Delegation(rule));
        holds = holds.min(self.world.in_force(&code.force, itself, &mut env, view)?);
        if holds != Truth::False {
            holds = holds.min(self.world.all_and_none(
                &code.conditions,
                &code.exceptions,
                &mut env,
                view,
            )?);
        }
        Ok((holds, env))
    }
}

/// True or false, for certain.
pub(crate) fn truth(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}
