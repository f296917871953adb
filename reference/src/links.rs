//! Chains of delegation (S7): who may act for whom, and by which links, each as it was when it was made.

use vires::{
    base::date::Date,
    case::{
        case::Dates,
        happening::{ActDone, Agreed, HappeningKind, Named},
    },
    policy::{
        delegation::{DelegationRule, DelegationRuleId, Matter, ReservedTo, SubDelegation},
        norm::{Counted, Form, MustKind, Party},
        pattern::ActRef,
        policy::{ActId, IndividualId},
        standing::Status,
        types::Type,
        value::Value,
    },
    record::{reason::Truth, record::LinkRef},
};

use crate::{
    eval::{Eval, Got, individual},
    world::{Entry, Env, Run, Stop, View, World, all, any, not},
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

fn truth(b: bool) -> Truth {
    if b { Truth::True } else { Truth::False }
}

/// Who gives a link: the one for whom another made it under a rule; else who made it.
fn giver(link: &vires::case::case::Link, under_rule: bool) -> Option<IndividualId> {
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

    fn covered(&self, what: &[Matter], act: ActId) -> bool {
        what.iter().any(|m| self.covers(*m, act))
    }

    /// Whether two matters have something in common.
    fn meets(&self, a: Matter, b: Matter) -> bool {
        let within = |a, b| match (a, b) {
            (_, Matter::Everything) => true,
            (Matter::Function(a), Matter::Function(b)) => self.policy.is_function_within(a, b),
            (Matter::Act(act), b) => self.covers(b, act),
            _ => false,
        };
        within(a, b) || within(b, a)
    }

    /// Rules that are law and in force at a moment.
    fn rules(&self, view: View) -> Vec<(DelegationRuleId, &DelegationRule)> {
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
    fn is_party(&self, view: View, party: &Party, who: IndividualId, env: &mut Env) -> Run<Truth> {
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
    fn allows(
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

    /// The acts that someone has authority of its own for at a moment (S7: "if the holder itself has the power").
    fn own_acts(&self, view: View, who: IndividualId) -> Run<Vec<(ActId, Truth)>> {
        let mut out = Vec::new();
        // Of one whose powers are not all listed nothing says that it has none.
        let (statutory, exhaustive) = self.statutory(view, who);
        let bound = statutory && exhaustive;
        for act in self.policy.acts.ids() {
            if self.policy.acts.at(act).event {
                continue;
            }
            let mut truths = Vec::new();
            if !bound {
                truths.push(truth(self.exists(view, who)));
            }
            for (id, norm) in self.policy.norms.entries() {
                let patterns: Vec<_> = match &norm.form {
                    Form::Power(of) | Form::Freedom(of) => of.iter().collect(),
                    Form::Duty(musts) => musts
                        .iter()
                        .filter_map(|m| match &m.kind {
                            MustKind::Do { act, .. } => Some(act),
                            _ => None,
                        })
                        .collect(),
                    _ => continue,
                };
                let speaks = patterns.iter().any(|p| {
                    let named = match p.act {
                        ActRef::Act(of) => of == act,
                        ActRef::Anything | ActRef::Variable(_) => true,
                    };
                    named
                        && p.under
                            .is_none_or(|f| self.covers(Matter::Function(f), act))
                });
                let mut past = Vec::new();
                if let Form::Duty(musts) = &norm.form {
                    for must in musts {
                        if let MustKind::Keep(e)
                        | MustKind::Achieve(e, _)
                        | MustKind::HaveOn(e, _)
                        | MustKind::Ensure(e) = &must.kind
                        {
                            crate::eval::wanted(e, true, &mut past);
                        }
                    }
                }
                let speaks = speaks
                    || past.iter().any(|p| {
                        p.pattern.act == ActRef::Act(act) && p.pattern.performed_by.is_none()
                    });
                if speaks && norm.standing.status != Status::NotBinding {
                    truths.push(self.bears(view, id, who, &mut Env::new())?);
                }
            }
            let truth = any(truths);
            if truth != Truth::False {
                out.push((act, truth));
            }
        }
        Ok(out)
    }

    /// Whether an act for a holder is reserved to an agent.
    fn reserved_to(
        &self,
        view: View,
        holder: IndividualId,
        act: ActId,
        agent: IndividualId,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        for reserved in self.policy.reserved.iter() {
            if reserved.to == Some(ReservedTo::Individual(agent)) {
                truths.push(self.reserves(view, reserved, holder, act)?);
            }
        }
        Ok(any(truths))
    }

    /// Whether a reservation stands of an act of a holder.
    fn reserves(
        &self,
        view: View,
        reserved: &vires::policy::delegation::Reserved,
        holder: IndividualId,
        act: ActId,
    ) -> Run<Truth> {
        let standing = &reserved.in_force;
        let stands = standing.from.is_none_or(|from| from <= view.day)
            && standing.until.is_none_or(|until| view.day <= until)
            && self.covered(&reserved.what, act)
            && reserved
                .of
                .is_none_or(|kind| self.is_of(view, holder, kind))
            && reserved.of_body.is_none_or(|body| body == holder);
        Ok(match &reserved.condition {
            _ if !stands => Truth::False,
            None => Truth::True,
            Some(condition) => {
                let mut env: Env = reserved
                    .variables
                    .ids()
                    .take(1)
                    .map(|var| (var, Value::Individual(holder)))
                    .collect();
                Eval::at(self, view).truth(condition, &mut env)?
            }
        })
    }

    /// S7.1: whether anything is left of a grant that is not reserved.
    fn is_left(&self, view: View, holder: IndividualId, what: &[Matter]) -> Run<Truth> {
        let mut truths = Vec::new();
        let mut none = true;
        for act in self.policy.acts.ids() {
            if !self.policy.acts.at(act).event && self.covered(what, act) {
                none = false;
                let mut reserved = Vec::new();
                for one in self.policy.reserved.iter() {
                    reserved.push(self.reserves(view, one, holder, act)?);
                }
                truths.push(not(any(reserved)));
            }
        }
        Ok(if none { Truth::True } else { any(truths) })
    }

    /// S8: whether an act for a holder is reserved against an agent.
    pub fn reserved(
        &self,
        view: View,
        holder: IndividualId,
        act: ActId,
        agent: IndividualId,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        for reserved in self.policy.reserved.iter() {
            if reserved.to != Some(ReservedTo::Individual(agent)) {
                truths.push(self.reserves(view, reserved, holder, act)?);
            }
        }
        Ok(any(truths))
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
                    subs: vec![
                        link.sub_delegation
                            .clone()
                            .unwrap_or(SubDelegation::NotPermitted),
                    ],
                    dates: link.dates,
                    made: None,
                    valid: Truth::True,
                    rule: link.under,
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

    fn rule_limits(
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
    fn made_link(
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
    fn holds(&self, view: View, link: &Link) -> Run<Truth> {
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
    fn link_agreed(
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

    /// Whether the one who received `link` may give it to `next`, with so many links after it: as far as the rule, those
    /// above and the link itself say so.
    fn gives_on(&self, view: View, link: &Link, next: IndividualId, after: usize) -> Run<Truth> {
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
    fn ways(links: &[Link], holder: IndividualId, agent: IndividualId) -> Vec<Vec<usize>> {
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

    /// S7, S7.2: whether a way holds at a moment: every link does, each but the last may be given on, and each was made
    /// while what it rests on held.
    fn way_holds(&self, view: View, links: &[Link], way: &[usize]) -> Run<Truth> {
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
    fn through(
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
        for way in Self::ways(&links, holder, from) {
            let Some(last) = way.last() else { continue };
            let meets = way.iter().all(|l| {
                let one = &links[*l];
                let meet = |above: &[Matter]| {
                    above
                        .iter()
                        .any(|a| link.what.iter().any(|b| self.meets(*a, *b)))
                };
                let rule = one.rule.filter(|_| one.made.is_some());
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

    /// Whether somebody has authority for something of these matters; where no act stands under them, nothing is lacking.
    fn has(&self, view: View, who: IndividualId, what: &[Matter]) -> Run<Truth> {
        let none = self
            .policy
            .acts
            .ids()
            .all(|act| self.policy.acts.at(act).event || !self.covered(what, act));
        if none {
            return Ok(truth(self.exists(view, who)));
        }
        let own = self.own_acts(view, who)?;
        Ok(any(own
            .into_iter()
            .filter(|(act, _)| self.covered(what, *act))
            .map(|(_, truth)| truth)))
    }

    /// Whether someone may revoke a link: whoever gave it, made it, or could make it.
    pub fn may_revoke(&self, view: View, id: LinkRef, by: &Value) -> Run<bool> {
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
        if let LinkRef::Made(at) = id
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
        for (_, rule) in self.rules(view) {
            if let Some(party) = &rule.made_by
                && self.is_party(view, party, by, &mut Env::new())? == Truth::True
                && self.allows(view, rule, from, to)?.0 == Truth::True
            {
                return Ok(true);
            }
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
            let given = (0..=self.log.len()).any(|seen| {
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
    fn within(&self, view: View, link: &Link, place: usize, act: &ActDone) -> Run<Truth> {
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
            for place_of in &way {
                let link = &links[*place_of];
                let rule = link.rule.filter(|_| link.made.is_some());
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
        found.sort_by_key(|(_, way)| {
            let made: Vec<_> = way
                .iter()
                .map(|l| links[*l].made.map(|m| (m.day, m.seen)))
                .collect();
            (way.len(), made, way.clone())
        });
        Ok(found.into_iter().next().map(|(truth, way)| Chain {
            links: way.iter().map(|l| links[*l].id).collect(),
            truth,
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
