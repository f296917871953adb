//! Chains of links under which an act is done (S7.3).

use crate::{
    eval::{Eval, individual},
    world::{Entry, Env, Run, Stop, View, World, all, any, not},
};
use vires::{
    base::date::Date,
    case::happening::{ActDone, HappeningKind, Named},
    policy::{
        delegation::SubDelegation,
        norm::{Counted, Party},
        policy::IndividualId,
        types::Type,
    },
    record::{reason::Truth, record::LinkRef},
};

use super::link::{Chain, Link, truth};

impl World<'_> {
    /// Whether the one who received `link` may give it to `next`, with so many links after it: as far as the rule, those
    /// above and the link itself say so.
    pub(crate) fn gives_on(
        &self,
        view: View,
        link: &Link,
        next: IndividualId,
        after: usize,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        for sub in &link.subs {
            truths.push(match sub {
                SubDelegation::NotPermitted => Truth::False,
                SubDelegation::Permitted => Truth::True,
                SubDelegation::Once => truth(after <= 1),
                SubDelegation::To(kinds) => truth(kinds.iter().any(|k| self.is_of(view, next, *k))),
                SubDelegation::If(condition) => {
                    let mut env = match link.rule {
                        Some(rule) => {
                            let rule = self.policy.delegations.at(rule);
                            self.allows(view, rule, link.from, link.to)?.1
                        }
                        None => Env::new(),
                    };
                    Eval::at(self, view).truth(condition, &mut env)?
                }
            });
        }
        Ok(all(truths))
    }

    /// Every way from a holder to an agent over these links, nobody met twice, in the order of the links.
    pub(crate) fn ways(
        links: &[Link],
        holder: IndividualId,
        agent: IndividualId,
    ) -> Vec<Vec<usize>> {
        let mut out = Vec::new();
        let mut open: Vec<Vec<usize>> = vec![vec![]];
        while let Some(way) = open.pop() {
            let end = way.last().map_or(holder, |l| links[*l].to);
            if end == agent {
                out.push(way);
                continue;
            }
            for (place, link) in links.iter().enumerate() {
                let met = link.to == holder || way.iter().any(|l| links[*l].to == link.to);
                if link.from == end && !met && link.of.is_none_or(|of| of == holder) {
                    let mut longer = way.clone();
                    longer.push(place);
                    open.push(longer);
                }
            }
        }
        out
    }

    /// S7.3: ways in the order in which they are reported: the shortest, then the earliest made, then as the file has them.
    pub(crate) fn sorted(links: &[Link], mut ways: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        ways.sort_by_key(|way| {
            let made = way.iter().filter_map(|l| links[*l].made.map(|m| m.seen));
            (way.len(), made.max(), way.clone())
        });
        ways
    }

    /// S7, S7.2: whether a way holds at a moment: every link does, each but the last may be given on, and each was made
    /// while what it rests on held.
    pub(crate) fn way_holds(&self, view: View, links: &[Link], way: &[usize]) -> Run<Truth> {
        let mut truths = Vec::new();
        for (at, place) in way.iter().enumerate() {
            let link = &links[*place];
            truths.push(self.holds(view, link)?);
            // What was passed on is none of the giver's own: it begins no chain.
            if at == 0 && link.made.is_some() && link.rule.is_none() {
                truths.push(Truth::False);
            }
            if let Some(next) = way.get(at + 1) {
                truths.push(self.gives_on(view, link, links[*next].to, way.len() - at - 1)?);
            }
            if let (Some(made), true) = (link.made, at > 0) {
                let before = &way[..at];
                let in_order = before
                    .iter()
                    .all(|l| links[*l].made.is_none_or(|m| m.seen < made.seen));
                truths.push(truth(in_order));
                if in_order {
                    truths.push(self.way_holds(made, links, before)?);
                    if let Some(last) = before.last() {
                        truths.push(self.gives_on(made, &links[*last], link.to, 1)?);
                    }
                }
            }
            if all(truths.iter().copied()) == Truth::False {
                break;
            }
        }
        Ok(all(truths))
    }

    /// The amount of money in an act.
    pub fn amount(&self, act: &ActDone) -> Option<vires::base::number::Number> {
        let at = self
            .policy
            .acts
            .at(act.act)
            .parameters
            .iter()
            .position(|p| p.ty == Type::Money)?;
        crate::eval::number(act.arguments.get(at)?.as_ref()?)
    }

    /// Whether an act is within a link's limits, with what was charged to it before (S7.3).
    pub(crate) fn within(
        &self,
        view: View,
        link: &Link,
        place: usize,
        act: &ActDone,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        for (top, below, counted) in &link.limits {
            let (Some(top), Some(mine)) = (crate::eval::number(top), self.amount(act)) else {
                continue;
            };
            let (mut low, mut high) = (mine, mine);
            for (_, entry) in self.log.iter().take(view.seen) {
                let Entry::Charged(other, id, valid) = entry else {
                    continue;
                };
                let HappeningKind::Act(done) = &self.case.timeline[*other].kind else {
                    continue;
                };
                if *id != link.id || !self.counts_with(counted, place, act, *other, done) {
                    continue;
                }
                if let Some(other) = self.amount(done) {
                    let large = |_| Stop("too large".into());
                    if *valid == Truth::True {
                        low = low.checked_add(other).map_err(large)?;
                    }
                    high = high.checked_add(other).map_err(large)?;
                }
            }
            let fits = |n| if *below { n < top } else { n <= top };
            truths.push(match (fits(high), fits(low)) {
                (true, _) => Truth::True,
                (_, false) => Truth::False,
                _ => Truth::Unknown,
            });
        }
        Ok(all(truths))
    }

    /// Whether an earlier act is counted together with this one.
    pub fn counts_with(
        &self,
        counted: &Counted,
        place: usize,
        act: &ActDone,
        other: usize,
        done: &ActDone,
    ) -> bool {
        let named = |a: &ActDone, name: &str| {
            let at = self
                .policy
                .acts
                .at(a.act)
                .parameters
                .iter()
                .position(|p| p.name == name)?;
            a.arguments.get(at).cloned().flatten()
        };
        match counted {
            Counted::PerAct => false,
            Counted::InTotal => true,
            Counted::InEach(kind) => {
                let eval = Eval::at(
                    self,
                    View {
                        day: Date::MAX,
                        seen: 0,
                    },
                );
                eval.period_of(*kind, self.day_of(other))
                    == eval.period_of(*kind, self.day_of(place))
            }
            Counted::PerArgument(name) => {
                named(done, name).is_some() && named(done, name) == named(act, name)
            }
        }
    }

    /// S7, S7.3: the chain under which an agent does an act for a holder: the shortest that holds, then the earliest made,
    /// then the first in the file. None where there is none that may hold.
    pub fn chain(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        holder: IndividualId,
        agent: IndividualId,
    ) -> Run<Option<Chain>> {
        let links = self.links(view)?;
        let reserved = self.reserved(view, holder, act.act, agent)?;
        // What is reserved to someone is theirs to do, with no link.
        let theirs = self.reserved_to(view, holder, act.act, agent)?;
        if theirs != Truth::False {
            return Ok(Some(Chain {
                links: vec![],
                truth: theirs,
            }));
        }
        let mut found: Vec<(Truth, Vec<usize>)> = Vec::new();
        for way in Self::ways(&links, holder, agent) {
            let named = match act.under {
                Some(Named::Happening(at)) => way
                    .last()
                    .is_some_and(|l| links[*l].id == LinkRef::Made(at)),
                Some(Named::Link(at)) => way
                    .last()
                    .is_some_and(|l| links[*l].id == LinkRef::Given(at)),
                None => true,
            };
            let mut truths = vec![
                truth(named),
                not(reserved),
                self.way_holds(view, &links, &way)?,
            ];
            for (at, place_of) in way.iter().enumerate() {
                let link = &links[*place_of];
                // What a rule allows limits its giver's own, not what is passed on.
                let rule = link.rule.filter(|_| link.made.is_some() && at == 0);
                truths.push(truth(
                    self.covered(&link.what, act.act)
                        && rule.is_none_or(|r| {
                            self.covered(&self.policy.delegations.at(r).of, act.act)
                        }),
                ));
                truths.push(self.within(view, link, place, act)?);
            }
            let truth = all(truths);
            if truth != Truth::False {
                found.push((truth, way));
            }
        }
        let best = any(found.iter().map(|(t, _)| *t));
        found.retain(|(t, _)| *t == best);
        let ways = found.into_iter().map(|(_, way)| way).collect();
        let first = Self::sorted(&links, ways).into_iter().next();
        Ok(first.map(|way| Chain {
            links: way.iter().map(|l| links[*l].id).collect(),
            truth: best,
        }))
    }

    /// Whether nothing speaks of who acts for a holder that needs no authority: then another may, who needs none either.
    pub fn is_nobodys_business(
        &self,
        view: View,
        holder: IndividualId,
        agent: IndividualId,
    ) -> Run<bool> {
        if self.statutory(view, holder).0 || self.statutory(view, agent).0 {
            return Ok(false);
        }
        if self.links(view)?.iter().any(|link| link.from == holder) {
            return Ok(false);
        }
        for rule in self.policy.delegations.iter() {
            if self.is_party(view, &rule.from, holder, &mut Env::new())? != Truth::False {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether anybody ever linked a holder to an agent, well or not: then an act without a chain is void, not ultra vires.
    pub fn ever_linked(&self, holder: IndividualId, agent: IndividualId) -> bool {
        let mut pairs: Vec<(IndividualId, IndividualId)> = Vec::new();
        let made = self
            .case
            .timeline
            .iter()
            .filter(|h| h.date <= self.last)
            .filter_map(|h| match &h.kind {
                HappeningKind::Delegates { link, .. } => Some(&**link),
                _ => None,
            });
        for link in self.case.links.iter().map(|l| &l.link).chain(made) {
            if let (Some(from), Some(to)) = (individual(&link.from), individual(&link.to)) {
                pairs.push((from, to));
            }
        }
        for rule in self.policy.delegations.iter().filter(|r| r.standing_link) {
            for from in self.case.individuals.ids() {
                for to in self.case.individuals.ids() {
                    let kind = |who| self.case.individuals.at(who).kind;
                    let gives = match &rule.from {
                        Party::One(one) => *one == from,
                        Party::Any { kind: k, .. } => self.policy.is_kind(kind(from), *k),
                    };
                    if gives
                        && (rule.to_kinds.is_empty()
                            || rule
                                .to_kinds
                                .iter()
                                .any(|k| self.policy.is_kind(kind(to), *k)))
                    {
                        pairs.push((from, to));
                    }
                }
            }
        }
        let mut reached = vec![holder];
        loop {
            let more: Vec<_> = pairs
                .iter()
                .filter(|(a, b)| reached.contains(a) && !reached.contains(b))
                .map(|(_, b)| *b)
                .collect();
            if more.is_empty() {
                return reached.contains(&agent);
            }
            reached.extend(more);
        }
    }
}
