//! Links of delegation, wherever they come from (S7).

use crate::{
    eval::{Eval, Got, individual},
    world::{Entry, Env, Run, Stop, View, World, all},
};
use vires::{
    case::{
        case::Dates,
        happening::{Agreed, HappeningKind, Named},
    },
    policy::{
        delegation::{DelegationRule, DelegationRuleId, Matter, SubDelegation},
        norm::{Counted, Party},
        policy::{ActId, IndividualId},
        value::Value,
    },
    record::{reason::Truth, record::LinkRef},
};

/// A link of delegation, wherever it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Which.
    pub id: LinkRef,
    /// Who gives.
    pub from: IndividualId,
    /// Who receives.
    pub to: IndividualId,
    /// For whom alone, where that is said.
    pub of: Option<IndividualId>,
    /// What.
    pub what: Vec<Matter>,
    /// Its limit in pounds, whether that is out, and how it is counted.
    pub limits: Vec<(Value, bool, Counted)>,
    /// Whether the one who receives may give it on: each of these must permit it.
    pub subs: Vec<SubDelegation>,
    /// Its days.
    pub dates: Dates,
    /// The moment it was made; a state of affairs has none (S7.4).
    pub made: Option<View>,
    /// Whether it was validly made.
    pub valid: Truth,
    /// The rule that allowed it.
    pub rule: Option<DelegationRuleId>,
}

/// A chain that holds, or may hold.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Its links from the holder on.
    pub links: Vec<LinkRef>,
    /// Whether it certainly holds.
    pub truth: Truth,
}

pub(crate) fn truth(b: bool) -> Truth {
    if b { Truth::True } else { Truth::False }
}

/// Who gives a link: the one for whom another made it under a rule; else who made it.
pub(crate) fn giver(link: &vires::case::case::Link, under_rule: bool) -> Option<IndividualId> {
    match &link.on_behalf_of {
        Some(of) if under_rule => individual(of),
        _ => individual(&link.from),
    }
}

impl World<'_> {
    /// Whether an act is of a matter: in a function, or under its own name.
    pub fn covers(&self, matter: Matter, act: ActId) -> bool {
        match matter {
            Matter::Everything => true,
            Matter::Act(id) => id == act,
            Matter::Function(f) => self
                .policy
                .acts
                .at(act)
                .under
                .is_some_and(|under| self.policy.is_function_within(under, f)),
        }
    }

    pub(crate) fn covered(&self, what: &[Matter], act: ActId) -> bool {
        what.iter().any(|m| self.covers(*m, act))
    }

    /// Whether two matters have something in common.
    pub(crate) fn meets(&self, a: Matter, b: Matter) -> bool {
        let within = |a, b| match (a, b) {
            (_, Matter::Everything) => true,
            (Matter::Function(a), Matter::Function(b)) => self.policy.is_function_within(a, b),
            (Matter::Act(act), b) => self.covers(b, act),
            _ => false,
        };
        within(a, b) || within(b, a)
    }

    /// Rules that are law and in force at a moment.
    pub(crate) fn rules(&self, view: View) -> Vec<(DelegationRuleId, &DelegationRule)> {
        self.policy
            .delegations
            .entries()
            .filter(|(id, rule)| {
                let standing = &rule.in_force;
                standing.from.is_none_or(|from| from <= view.day)
                    && standing.until.is_none_or(|until| view.day <= until)
                    && self.is_law(
                        standing,
                        rule.pack,
                        Some(vires::case::case::Assumed::Delegation(*id)),
                    )
            })
            .collect()
    }

    /// Whether someone is whom a party names; binds its variable.
    pub(crate) fn is_party(
        &self,
        view: View,
        party: &Party,
        who: IndividualId,
        env: &mut Env,
    ) -> Run<Truth> {
        Ok(match party {
            Party::One(one) => truth(*one == who && self.exists(view, who)),
            Party::Any {
                variable,
                kind,
                condition,
            } => {
                if !self.is_of(view, who, *kind) {
                    return Ok(Truth::False);
                }
                env.insert(*variable, Value::Individual(who));
                match condition {
                    Some(condition) => Eval::at(self, view).truth(condition, env)?,
                    None => Truth::True,
                }
            }
        })
    }

    /// Whether a rule lets one delegate to another, agreement aside; with what its variables stand for.
    pub(crate) fn allows(
        &self,
        view: View,
        rule: &DelegationRule,
        from: IndividualId,
        to: IndividualId,
    ) -> Run<(Truth, Env)> {
        let mut env = Env::new();
        let mut truths = vec![self.is_party(view, &rule.from, from, &mut env)?];
        let fits = rule.to_kinds.is_empty() && self.exists(view, to)
            || rule.to_kinds.iter().any(|kind| self.is_of(view, to, *kind));
        truths.push(truth(fits));
        if let Some(variable) = rule.to {
            env.insert(variable, Value::Individual(to));
        }
        if all(truths.iter().copied()) != Truth::False {
            truths.push(Eval::at(self, view).conditions(
                &rule.conditions,
                &rule.exceptions,
                &mut env,
            )?);
        }
        Ok((all(truths), env))
    }

    /// All links that there are at a moment, whether or not they still hold.
    pub fn links(&self, view: View) -> Run<Vec<Link>> {
        let mut out = Vec::new();
        for (place, given) in self.case.links.iter().enumerate() {
            let link = &given.link;
            if given.made.is_some() {
                return Err(Stop("not read here: a given link with a day".into()));
            }
            if let (Some(from), Some(to)) = (individual(&link.from), individual(&link.to)) {
                out.push(Link {
                    id: LinkRef::Given(place),
                    from,
                    to,
                    of: link.on_behalf_of.as_ref().and_then(individual),
                    what: link.what.clone(),
                    limits: link
                        .limit
                        .iter()
                        .map(|l| (l.amount.clone(), l.below, l.counted.clone()))
                        .collect(),
                    subs: self.subs_of_given(link, from, to)?.1,
                    dates: link.dates,
                    made: None,
                    valid: Truth::True,
                    rule: self.subs_of_given(link, from, to)?.0,
                });
            }
        }
        for (seen, (day, entry)) in self.log.iter().enumerate().take(view.seen) {
            if let Entry::Linked(place, valid, rule, subs) = entry
                && let HappeningKind::Delegates { link, .. } = &self.case.timeline[*place].kind
                && let (Some(from), Some(to)) = (giver(link, rule.is_some()), individual(&link.to))
            {
                out.push(self.made_link(
                    *place,
                    View { day: *day, seen },
                    *valid,
                    (*rule, subs),
                    link,
                    from,
                    to,
                )?);
            }
        }
        for (id, rule) in self.rules(view) {
            if !rule.standing_link {
                continue;
            }
            for from in self.case.individuals.ids() {
                for to in self.case.individuals.ids() {
                    let (allowed, _) = self.allows(view, rule, from, to)?;
                    if allowed == Truth::False || from == to {
                        continue;
                    }
                    out.push(Link {
                        id: LinkRef::Standing(id),
                        from,
                        to,
                        of: None,
                        what: rule.of.clone(),
                        limits: self.rule_limits(view, id, from, to)?,
                        subs: vec![rule.sub_delegation.clone()],
                        dates: Dates::default(),
                        made: None,
                        valid: allowed,
                        rule: Some(id),
                    });
                }
            }
        }
        Ok(out)
    }

    /// S7.4: what a link that is a state of affairs says of sub-delegation; where it says nothing, the rule it names, or
    /// the first that fits it on its first day.
    fn subs_of_given(
        &self,
        link: &vires::case::case::Link,
        from: IndividualId,
        to: IndividualId,
    ) -> Run<(Option<DelegationRuleId>, Vec<SubDelegation>)> {
        if let Some(sub) = &link.sub_delegation {
            return Ok((None, vec![sub.clone()]));
        }
        let view = View {
            day: link.dates.from.unwrap_or(self.first),
            seen: 0,
        };
        for (id, rule) in self.policy.delegations.entries() {
            let meets = rule
                .of
                .iter()
                .any(|a| link.what.iter().any(|b| self.meets(*a, *b)));
            if rule.standing_link || !meets || link.under.is_some_and(|under| under != id) {
                continue;
            }
            let in_force = self.rules(view).iter().any(|(one, _)| *one == id);
            let fits = in_force && self.allows(view, rule, from, to)?.0 == Truth::True;
            if fits || link.under == Some(id) {
                return Ok((Some(id), vec![rule.sub_delegation.clone()]));
            }
        }
        Ok((None, vec![SubDelegation::NotPermitted]))
    }

    pub(crate) fn rule_limits(
        &self,
        view: View,
        rule: DelegationRuleId,
        from: IndividualId,
        to: IndividualId,
    ) -> Run<Vec<(Value, bool, Counted)>> {
        let rule = self.policy.delegations.at(rule);
        let (_, mut env) = self.allows(view, rule, from, to)?;
        let mut out = Vec::new();
        for limit in &rule.limits {
            if let Got::Known(amount) = Eval::at(self, view).value(&limit.amount, &mut env)? {
                out.push((amount, limit.below, limit.counted.clone()));
            }
        }
        Ok(out)
    }

    #[allow(clippy::too_many_arguments)]
    pub(crate) fn made_link(
        &self,
        place: usize,
        made: View,
        valid: Truth,
        (rule, subs): (Option<DelegationRuleId>, &[SubDelegation]),
        link: &vires::case::case::Link,
        from: IndividualId,
        to: IndividualId,
    ) -> Run<Link> {
        let mut limits: Vec<_> = link
            .limit
            .iter()
            .map(|l| (l.amount.clone(), l.below, l.counted.clone()))
            .collect();
        if let Some(rule) = rule {
            limits.extend(self.rule_limits(made, rule, from, to)?);
        }
        Ok(Link {
            id: LinkRef::Made(place),
            from,
            to,
            of: link.on_behalf_of.as_ref().and_then(individual),
            what: link.what.clone(),
            limits,
            subs: subs.iter().chain(&link.sub_delegation).cloned().collect(),
            dates: link.dates,
            made: Some(made),
            valid,
            rule,
        })
    }

    /// Whether a link holds at a moment: validly made, in its dates, agreed to, not revoked, both ends there.
    pub(crate) fn holds(&self, view: View, link: &Link) -> Run<Truth> {
        let dated = link.dates.from.is_none_or(|from| from <= view.day)
            && link.dates.until.is_none_or(|until| view.day <= until);
        let revoked = self.log.iter().take(view.seen).any(|(_, e)| match e {
            Entry::Revoked(of) => *of == link.id,
            Entry::VoidNow(place) => LinkRef::Made(*place) == link.id,
            _ => false,
        });
        let aside = matches!(link.id, LinkRef::Made(place) if self.set_aside_throughout(place));
        if !dated
            || revoked
            || aside
            || !self.exists(view, link.from)
            || !self.exists(view, link.to)
        {
            return Ok(Truth::False);
        }
        let mut truths = vec![link.valid];
        if let (Some(rule), LinkRef::Made(place)) = (link.rule, link.id) {
            truths.push(self.link_agreed(view, place, rule, link.from, link.to)?);
        }
        Ok(all(truths))
    }

    /// Whether everybody whose agreement a rule wants has agreed to the link, and not withdrawn.
    pub(crate) fn link_agreed(
        &self,
        view: View,
        place: usize,
        rule: DelegationRuleId,
        from: IndividualId,
        to: IndividualId,
    ) -> Run<Truth> {
        let rule = self.policy.delegations.at(rule);
        let (_, mut env) = self.allows(view, rule, from, to)?;
        let mut truths = Vec::new();
        for of in &rule.agreement {
            let Got::Known(of) = Eval::at(self, view).value(of, &mut env)? else {
                truths.push(Truth::Unknown);
                continue;
            };
            let mut stands = of == Value::Individual(from);
            for (_, entry) in self.log.iter().take(view.seen) {
                let Entry::Agreement(at, given) = entry else {
                    continue;
                };
                if let HappeningKind::Agrees { by, to: what }
                | HappeningKind::WithdrawsAgreement { by, to: what } =
                    &self.case.timeline[*at].kind
                    && *by == of
                    && *what == Agreed::Named(Named::Happening(place))
                {
                    stands = *given;
                }
            }
            truths.push(truth(stands));
        }
        Ok(all(truths))
    }
}
