//! A link is made (S7): tested in full when it is, under the rules and with the authority its giver has then.

use crate::{
    case::{case::Link as Written, happening::Named},
    engine::{
        fail::Run,
        moment::View,
        run::{force::not, session::Session},
    },
    policy::{
        delegation::{DelegationRuleId, Matter, SchemeId},
        policy::ActId,
        value::Value,
    },
    program::{
        delegation::{contains, meet, takes_in},
        norm::PartyCode,
        val::Val,
    },
    record::{
        reason::{Fault, LinkFault, Truth},
        record::{LinkRef, LinkRule},
    },
};

use super::{
    chain::Search,
    link::{Cap, LinkId, Made, Sub},
    load::sub_of,
    test::Against,
};

/// A rule that allows a link, with its variables.
#[derive(Debug, Clone)]
struct Allowing {
    rule: DelegationRuleId,
    holds: Truth,
    env: Vec<Val>,
    /// The giver: not who makes the link, where the rule lets another make it.
    from: Val,
}

/// What makes its giver a delegate who may delegate further.
#[derive(Debug, Clone)]
struct Support {
    holder: Val,
    truth: Truth,
    /// What the giver's own authority says of further links.
    subs: Vec<Sub>,
    row: Option<(SchemeId, usize)>,
}

impl Session<'_> {
    /// A link is made, or tried, by a line of the timeline.
    pub(crate) fn delegates(&mut self, place: usize, written: &Written, by: &Value) -> Run<()> {
        let by = self.world.take(by);
        let id = self.take_link(LinkRef::Made(place), written, Some(by));
        self.make(id)
    }

    /// Judges a link that is made at this moment.
    pub(crate) fn make(&mut self, id: LinkId) -> Run<()> {
        let order = self.links.next_order();
        let stamp = self.now;
        if let Some(link) = self.links.get_mut(id) {
            link.made = Some(Made { stamp, order });
            link.own = Truth::False;
            link.through.clear();
            link.faults.clear();
            link.unknowns.clear();
        }
        let view = self.making_view();
        let faults = self.judge_making(id, view)?;
        let waits = matches!(faults.as_slice(), [Fault::AgreementMissing { .. }]);
        if let Some(link) = self.links.get_mut(id) {
            if !faults.is_empty() {
                link.own = Truth::False;
                link.through.clear();
                link.allowed = None;
            }
            link.faults = faults;
        }
        if waits && !self.links.waiting.contains(&id) {
            self.links.waiting.push(id);
        }
        Ok(())
    }

    fn judge_making(&mut self, id: LinkId, view: View) -> Run<Vec<Fault>> {
        let Some(link) = self.links.get(id) else {
            return Ok(Vec::new());
        };
        if let Some(fault) = self.made_by_nobody(id, view) {
            return Ok(vec![fault]);
        }
        let matters = link.matters.clone();
        let allowing = self.allowing(id, view)?;
        if let Some(first) = allowing.first() {
            self.links.set_from(id, first.from);
        }
        let from = self.links.get(id).map_or(Val::NONE, |link| link.from);
        let holder = self.links.get(id).and_then(|link| link.holder);
        let as_holder = holder.is_none_or(|holder| holder == from);
        let has = if as_holder {
            self.holder_has(from, &matters, view)?
        } else {
            Truth::False
        };
        let mut supports = self.supports(id, view)?;
        let mut own = if allowing.is_empty() {
            Truth::False
        } else {
            let fits = allowing.iter().map(|one| one.holds).max();
            has.min(fits.unwrap_or(Truth::False))
        };
        if own == Truth::False && supports.is_empty() {
            return self.why_not_made(id, has, view);
        }
        if !self.program.delegations.reserved.is_empty() {
            let (whole, mut by) = self.wholly_reserved(holder.unwrap_or(from), &matters, view)?;
            own = own.min(not(whole));
            for support in &mut supports {
                let (whole, other) = self.wholly_reserved(support.holder, &matters, view)?;
                support.truth = support.truth.min(not(whole));
                by = by.or(other);
            }
            supports.retain(|support| support.truth != Truth::False);
            if let (Truth::False, true, Some(reserved)) = (own, supports.is_empty(), by) {
                return Ok(vec![Fault::Reserved { reserved }]);
            }
        }
        let through: Vec<(Val, Truth)> = supports
            .iter()
            .map(|support| (support.holder, support.truth))
            .collect();
        let (mut within, mut caps, mut agreement, mut subs) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut asked_by = Vec::new();
        let mut allowed = None;
        if own != Truth::False {
            let all_in_first = allowing.first().is_some_and(|first| {
                let of = self
                    .program
                    .delegations
                    .rule(first.rule)
                    .map(|rule| &rule.of);
                of.is_some_and(|of| {
                    matters
                        .iter()
                        .all(|one| of.iter().any(|of| contains(self.policy, *of, *one)))
                })
            });
            let count = if all_in_first { 1 } else { allowing.len() };
            for one in allowing.iter().take(count) {
                let Some(rule) = self.program.delegations.rule(one.rule) else {
                    continue;
                };
                allowed.get_or_insert(LinkRule::Rule(one.rule));
                within.extend(&rule.of);
                subs.push(sub_of(&rule.sub, &one.env));
                let mut env = one.env.clone();
                for cap in &rule.limits {
                    let amount = self.value(cap.amount, &mut env, view)?;
                    if amount.is_known() {
                        caps.push(Cap {
                            amount,
                            below: cap.below,
                            counted: cap.counted.clone(),
                        });
                    }
                }
                for node in &rule.agreement {
                    let of = self.value(*node, &mut env, view)?;
                    agreement.extend(self.members_of_value(of));
                    asked_by.resize(agreement.len(), one.rule);
                }
            }
        } else if let Some(support) = supports.first() {
            allowed = Some(match support.row {
                Some((scheme, row)) => LinkRule::Row(scheme, row),
                None => LinkRule::SubDelegation,
            });
            subs.extend(support.subs.iter().cloned());
        }
        if let Some(link) = self.links.get_mut(id) {
            link.own = own;
            link.through = through;
            link.within = within;
            link.caps.extend(caps);
            link.caps.dedup();
            link.allowed = allowed;
            link.agreement.clone_from(&agreement);
            // A further link is permitted as far as both say so.
            link.subs = match &link.said_sub {
                Some(said) => {
                    let mut both = subs;
                    both.push(said.clone());
                    both
                }
                None => subs,
            };
        }
        self.missing_agreement(id, &agreement, &asked_by)
    }

    fn missing_agreement(
        &self,
        id: LinkId,
        agreement: &[Val],
        asked_by: &[DelegationRuleId],
    ) -> Run<Vec<Fault>> {
        let named = match self.links.get(id).map(|link| link.name) {
            Some(LinkRef::Made(place)) => Named::Happening(place),
            Some(LinkRef::Given(place)) => Named::Link(place),
            _ => return Ok(Vec::new()),
        };
        let missing = agreement
            .iter()
            .zip(asked_by)
            .find(|(who, _)| !self.has_agreed_to(**who, named));
        Ok(missing
            .and_then(|(who, rule)| {
                Some(Fault::AgreementMissing {
                    norm: None,
                    rule: Some(*rule),
                    of: self.world.give(*who)?,
                })
            })
            .into_iter()
            .collect())
    }

    /// Why nobody made a link at all: set aside, one of the two does not exist, not in the office.
    fn made_by_nobody(&self, id: LinkId, view: View) -> Option<Fault> {
        let link = self.links.get(id)?;
        if let LinkRef::Made(place) = link.name
            && let Some(by) = self.set_aside.get(&place)
        {
            return Some(Fault::SetAside { by: *by });
        }
        for who in [link.by, link.from, link.to] {
            if !self.exists(who, view) {
                let who = self.world.give(who)?;
                return Some(Fault::NotExisting { who });
            }
        }
        let office = link.acting_as?;
        let holds = link.from.as_office().is_some() && self.is_in_office(link.by, link.from, view);
        if holds {
            return None;
        }
        let who = self.world.give(link.by)?;
        Some(Fault::NotInOffice { who, office })
    }

    /// The rules that allow a link, in the order of declaration, with the giver that each sees.
    fn allowing(&self, id: LinkId, view: View) -> Run<Vec<Allowing>> {
        let Some(link) = self.links.get(id) else {
            return Ok(Vec::new());
        };
        let program = self.program;
        let mut found: Vec<Allowing> = Vec::new();
        for rule in &program.delegations.rules {
            let about = rule
                .of
                .iter()
                .any(|of| link.matters.iter().any(|one| meet(self.policy, *of, *one)));
            if rule.standing || !about || link.under.is_some_and(|under| under != rule.id) {
                continue;
            }
            let from = match &rule.made_by {
                None => link.from,
                Some(_) => match (link.holder, &rule.from) {
                    (Some(holder), _) => holder,
                    (None, PartyCode::One(one)) => Val::individual(*one),
                    (None, _) => link.from,
                },
            };
            let (mut holds, mut env) = self.law_holds(rule.id, from, link.to, view)?;
            if let Some(made_by) = &rule.made_by {
                holds = holds.min(self.is_of_party(made_by, link.by, &mut env, view)?);
            }
            let same_giver = found.first().is_none_or(|first| first.from == from);
            if holds != Truth::False && same_giver {
                found.push(Allowing {
                    rule: rule.id,
                    holds,
                    env,
                    from,
                });
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.holds));
        Ok(found)
    }

    /// Whether somebody has authority of its own over something in these matters: a power, duty or freedom for an act within
    /// them; one of no statutory kind has it, and one whose powers are not exhaustive is not known to lack it (S5.1).
    pub(crate) fn holder_has(&mut self, who: Val, matters: &[Matter], view: View) -> Run<Truth> {
        if !self.exists(who, view) {
            return Ok(Truth::False);
        }
        let individual = who.as_individual().is_some();
        if individual && (!self.needs_authority(who, view) || !self.powers_exhaustive(who, view)) {
            return Ok(Truth::True);
        }
        let program = self.program;
        let policy = self.policy;
        let acts: Vec<ActId> = policy
            .acts
            .ids()
            .filter(|act| matters.iter().any(|one| takes_in(policy, *one, *act)))
            .collect();
        if acts.is_empty() && individual {
            return Ok(Truth::True);
        }
        let mut any = Truth::False;
        for act in acts {
            let permissions = program.norms.dispatch.permissions_by_act.get(act.index());
            for permission in permissions.into_iter().flatten() {
                let Some(code) = program
                    .norms
                    .permission(*permission)
                    .and_then(|permission| program.norms.code(permission.norm))
                else {
                    continue;
                };
                if !code.force.contains(view.day()) || Session::is_soft(code) {
                    continue;
                }
                let mut env = self.env(code.slots);
                any = any.max(self.binds(code, who, &mut env, view)?);
                self.done_with(env);
                if any == Truth::True {
                    return Ok(any);
                }
            }
        }
        Ok(any)
    }

    /// Of whose functions the giver of a link is a delegate that may delegate further to this delegate.
    fn supports(&mut self, id: LinkId, view: View) -> Run<Vec<Support>> {
        let Some(link) = self.links.get(id) else {
            return Ok(Vec::new());
        };
        let (from, to, said) = (link.from, link.to, link.holder);
        let matters = link.matters.clone();
        let mut found: Vec<Support> = Vec::new();
        self.links_by_law(Val::NONE, &[from], view)?;
        self.supports_of_office(from, to, &matters, view, &mut found)?;
        let roots = self.roots_above(from);
        for root in roots {
            if let Some((_, body)) = root.as_office() {
                self.supports_below_office(root, Val::individual(body), id, view, &mut found)?;
            }
            if said.is_some_and(|said| said != root) {
                continue;
            }
            let has = self.holder_has(root, &matters, view)?;
            if has == Truth::False {
                continue;
            }
            let nodes = [from];
            let search = Search {
                root,
                holder: root,
                nodes: &nodes,
                against: Against::Matters(&matters),
                view,
                under: None,
                top: None,
                least: Truth::True,
                onward: Some(to),
            };
            self.support_of(search, has, None, &mut found)?;
        }
        if let Some(said) = said {
            found.retain(|support| support.holder == said);
        }
        Ok(found)
    }

    /// One more whose delegate the giver is by a chain that permits the further link: the one that is reported (S7.3).
    fn support_of(
        &self,
        search: Search<'_>,
        has: Truth,
        row: Option<(SchemeId, usize)>,
        found: &mut Vec<Support>,
    ) -> Run<()> {
        if found.iter().any(|old| old.holder == search.holder) {
            return Ok(());
        }
        let Some(path) = self.chain(search)? else {
            return Ok(());
        };
        // `once` is used up by the link that is made now.
        let last = path.links.last().and_then(|id| self.links.get(*id));
        let subs = last.map_or_else(Vec::new, |last| {
            let used = |sub: &Sub| match sub {
                Sub::Once => Sub::NotPermitted,
                sub => sub.clone(),
            };
            last.subs.iter().map(used).collect()
        });
        found.push(Support {
            holder: search.holder,
            truth: path.truth.min(has),
            subs,
            row,
        });
        Ok(())
    }

    /// An office that a row of its body's scheme lets delegate.
    fn supports_of_office(
        &mut self,
        from: Val,
        to: Val,
        matters: &[Matter],
        view: View,
        found: &mut Vec<Support>,
    ) -> Run<()> {
        let Some((office, body)) = from.as_office() else {
            return Ok(());
        };
        let holder = Val::individual(body);
        for (scheme, row, sub) in self.rows_of_office(office, holder, matters, view)? {
            let permits = self.permits(std::slice::from_ref(&sub), to, 1, view)?;
            if permits == Truth::False || found.iter().any(|old| old.holder == holder) {
                continue;
            }
            let subs = match sub {
                Sub::Once => vec![Sub::NotPermitted],
                sub => vec![sub],
            };
            found.push(Support {
                holder,
                truth: permits,
                subs,
                row: Some((scheme, row)),
            });
        }
        Ok(())
    }

    /// A delegate of an office that a row lets delegate, and that passes on what it has.
    fn supports_below_office(
        &mut self,
        root: Val,
        holder: Val,
        id: LinkId,
        view: View,
        found: &mut Vec<Support>,
    ) -> Run<()> {
        let Some((office, _)) = root.as_office() else {
            return Ok(());
        };
        let Some(link) = self.links.get(id) else {
            return Ok(());
        };
        let (from, to, matters) = (link.from, link.to, link.matters.clone());
        for (scheme, row, sub) in self.rows_of_office(office, holder, &matters, view)? {
            let nodes = [from];
            let search = Search {
                root,
                holder,
                nodes: &nodes,
                against: Against::Matters(&matters),
                view,
                under: None,
                top: Some(&sub),
                least: Truth::True,
                onward: Some(to),
            };
            self.support_of(search, Truth::True, Some((scheme, row)), found)?;
        }
        Ok(())
    }

    /// Everyone from whom links lead to somebody.
    pub(super) fn roots_above(&self, from: Val) -> Vec<Val> {
        let mut known = vec![from];
        let mut next = 0;
        while let Some(node) = known.get(next).copied() {
            next += 1;
            for id in self.links.to(node) {
                if let Some(link) = self.links.get(*id)
                    && !known.contains(&link.from)
                {
                    known.push(link.from);
                }
            }
        }
        known.remove(0);
        known
    }

    /// Why a link is not validly made: no rule; no authority of its giver; a link above it that does not hold or may not be
    /// passed on.
    fn why_not_made(&mut self, id: LinkId, has: Truth, view: View) -> Run<Vec<Fault>> {
        let Some(link) = self.links.get(id) else {
            return Ok(Vec::new());
        };
        if has != Truth::False {
            return Ok(vec![self.why_no_rule(id, view)?]);
        }
        let matters = link.matters.clone();
        let mut broken = None;
        for above in self.links.to(link.from) {
            let (holds, fault) = self.test(*above, Against::Matters(&matters), view)?;
            if fault == Some(LinkFault::OtherFunction) {
                continue;
            }
            let Some(name) = self.links.get(*above).map(|above| above.name) else {
                continue;
            };
            let why = match (holds, fault) {
                (Truth::False, Some(fault)) => fault,
                _ => LinkFault::NoSubDelegation,
            };
            broken.get_or_insert(Fault::BrokenLink { link: name, why });
        }
        if broken.is_none()
            && let Some((office, body)) = link.from.as_office()
            && let Some((scheme, row)) =
                self.row_that_keeps(office, Val::individual(body), &matters, view)?
        {
            broken = Some(Fault::BrokenLink {
                link: LinkRef::Row(scheme, row),
                why: LinkFault::NoSubDelegation,
            });
        }
        let none = || {
            self.world
                .give(link.from)
                .map(|holder| Fault::NoAuthority { holder })
        };
        Ok(broken.or_else(none).into_iter().collect())
    }
}
