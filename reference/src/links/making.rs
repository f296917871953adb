//! A link is made, passed on, revoked (S7, S7.2).

use crate::{
    eval::individual,
    world::{Entry, Env, Run, Stop, View, World, all},
};
use vires::{
    base::date::Date,
    case::happening::HappeningKind,
    policy::{
        delegation::{DelegationRuleId, Matter, SubDelegation},
        policy::IndividualId,
        value::Value,
    },
    record::{reason::Truth, record::LinkRef},
};

use super::link::{giver, truth};

impl World<'_> {
    /// S7: whether one who makes a link may, and under which rule: a rule allows it and its giver has authority of its
    /// own, or what the giver received may be given on.
    pub fn may_link(
        &self,
        view: View,
        link: &vires::case::case::Link,
        by: &Value,
    ) -> Run<(Truth, Option<DelegationRuleId>, Vec<SubDelegation>)> {
        let (Some(from), Some(to), Some(by)) =
            (individual(&link.from), individual(&link.to), individual(by))
        else {
            return Err(Stop("not read here: an office delegates".into()));
        };
        if !self.exists(view, from) || !self.exists(view, to) || !self.exists(view, by) {
            return Ok((Truth::False, None, vec![]));
        }
        let mut best = (Truth::False, None, vec![]);
        let holder = giver(link, true).unwrap_or(from);
        let has = self.has(view, holder, &link.what)?;
        for (id, rule) in self.rules(view) {
            // What the law itself makes nobody makes.
            if link.under.is_some_and(|under| under != id) || rule.standing_link {
                continue;
            }
            let (allowed, _) = self.allows(view, rule, holder, to)?;
            let made_by = match &rule.made_by {
                Some(party) => self.is_party(view, party, by, &mut Env::new())?,
                None => truth(by == holder),
            };
            let meets = rule
                .of
                .iter()
                .any(|a| link.what.iter().any(|b| self.meets(*a, *b)));
            let left = self.is_left(view, holder, &link.what)?;
            let may = all([allowed, made_by, has, truth(meets), left]);
            if may > best.0 {
                best = (may, Some(id), vec![rule.sub_delegation.clone()]);
            }
        }
        // What was received may be given on.
        if by == from {
            for holder in self.case.individuals.ids() {
                if holder == from
                    || link
                        .on_behalf_of
                        .as_ref()
                        .is_some_and(|of| *of != Value::Individual(holder))
                {
                    continue;
                }
                let (may, subs) = self.through(view, link, (holder, from, to))?;
                if may > best.0 {
                    best = (may, None, subs);
                }
            }
        }
        Ok(best)
    }

    /// Whether a link passes on what its giver has from a holder, and how far it may be given on from there.
    pub(crate) fn through(
        &self,
        view: View,
        link: &vires::case::case::Link,
        (holder, from, to): (IndividualId, IndividualId, IndividualId),
    ) -> Run<(Truth, Vec<SubDelegation>)> {
        let mut best = (Truth::False, vec![]);
        if holder == from {
            return Ok(best);
        }
        let links = self.links(view)?;
        let has = self.has(view, holder, &link.what)?;
        for way in Self::sorted(&links, Self::ways(&links, holder, from)) {
            let Some(last) = way.last() else { continue };
            let meets = way.iter().enumerate().all(|(at, l)| {
                let one = &links[*l];
                let meet = |above: &[Matter]| {
                    above
                        .iter()
                        .any(|a| link.what.iter().any(|b| self.meets(*a, *b)))
                };
                let rule = one.rule.filter(|_| one.made.is_some() && at == 0);
                meet(&one.what) && rule.is_none_or(|r| meet(&self.policy.delegations.at(r).of))
            });
            let mut truths = vec![
                has,
                truth(meets),
                self.is_left(view, holder, &link.what)?,
                self.way_holds(view, &links, &way)?,
            ];
            for (at, place) in way.iter().enumerate() {
                let next = way.get(at + 1).map_or(to, |n| links[*n].to);
                truths.push(self.gives_on(view, &links[*place], next, way.len() - at)?);
            }
            let may = all(truths);
            if may > best.0 {
                // What was permitted is permitted to the next; `once` is used up.
                let used = |sub: &SubDelegation| match sub {
                    SubDelegation::Once => SubDelegation::NotPermitted,
                    other => other.clone(),
                };
                best = (may, links[*last].subs.iter().map(used).collect());
            }
        }
        Ok(best)
    }

    /// Whether someone may revoke a link: whoever gave it or made it, and whose function it is.
    pub fn may_revoke(&self, id: LinkRef, by: &Value) -> Run<bool> {
        let link = match id {
            LinkRef::Given(at) => &self.case.links[at].link,
            LinkRef::Made(at) => match &self.case.timeline[at].kind {
                HappeningKind::Delegates { link, by: maker } => {
                    if maker == by {
                        return Ok(true);
                    }
                    link
                }
                _ => return Ok(false),
            },
            _ => return Ok(false),
        };
        if link.from == *by || link.on_behalf_of.as_ref() == Some(by) {
            return Ok(true);
        }
        let (Some(from), Some(to), Some(by)) =
            (individual(&link.from), individual(&link.to), individual(by))
        else {
            return Ok(false);
        };
        // Whoever the giver has it from may take it back, if there is anything to take.
        if matches!(id, LinkRef::Made(at) if self.link_found(at).0 == Truth::False) {
            return Ok(false);
        }
        let theirs = link
            .on_behalf_of
            .as_ref()
            .is_none_or(|of| *of == Value::Individual(by));
        if let (LinkRef::Made(at), true) = (id, theirs)
            && let Some(seen) = self
                .log
                .iter()
                .position(|(_, e)| matches!(e, Entry::Linked(of, ..) if *of == at))
            && self
                .through(
                    View {
                        day: self.day_of(at),
                        seen,
                    },
                    link,
                    (by, from, to),
                )?
                .0
                != Truth::False
        {
            return Ok(true);
        }
        Ok(false)
    }

    /// Whether a link was validly made, as the run's end sees it; with the day it was revoked.
    pub fn link_found(&self, place: usize) -> (Truth, Option<Date>) {
        let mut out = (Truth::False, None);
        for (day, entry) in &self.log {
            match entry {
                Entry::Linked(at, valid, ..) if *at == place => out.0 = *valid,
                Entry::Revoked(LinkRef::Made(at)) if *at == place => out.1 = out.1.or(Some(*day)),
                _ => {}
            }
        }
        if self.set_aside_throughout(place) {
            out.0 = Truth::False;
        }
        let rule = self.log.iter().find_map(|(_, e)| match e {
            Entry::Linked(at, _, rule, _) if *at == place => *rule,
            _ => None,
        });
        if rule.is_some_and(|rule| !self.policy.delegations.at(rule).agreement.is_empty()) {
            // What needs agreement is made when it is given.
            let end = self
                .log
                .iter()
                .position(|(_, e)| matches!(e, Entry::Revoked(LinkRef::Made(at)) if *at == place));
            let given = (0..=end.unwrap_or(self.log.len())).any(|seen| {
                let view = View {
                    day: self.last,
                    seen,
                };
                let ends = match &self.case.timeline[place].kind {
                    HappeningKind::Delegates { link, .. } => {
                        giver(link, true).zip(individual(&link.to))
                    }
                    _ => None,
                };
                matches!((rule, ends), (Some(rule), Some((from, to)))
                    if self.link_agreed(view, place, rule, from, to) == Ok(Truth::True))
            });
            if !given {
                out.0 = Truth::False;
            }
        }
        out
    }
}
