//! What is written of links: charges of acts, links by law, and the links of a record.

use crate::{
    base::date::Date,
    engine::{
        duties::instance::InstanceId,
        fail::Run,
        moment::{Stamp, View},
        run::{act::Done, session::Session},
    },
    policy::{
        delegation::{DelegationRuleId, Matter},
        value::Value,
    },
    program::{
        delegation::SubCode,
        norm::{PartKind, PartyCode},
        val::Val,
    },
    record::{
        act::Authority,
        reason::Truth,
        record::{LinkRecord, LinkRef, LinkRule},
    },
};

use super::{
    link::{Charge, Link},
    load::sub_of,
    test::Against,
};

impl Session<'_> {
    /// An act is charged, for good, to every link of the chain that it is reported under (S7.3).
    pub(crate) fn charge(&mut self, authority: &[Authority], done: &Done) {
        for one in authority {
            let Authority::Chain(chain) = one else {
                continue;
            };
            for link in &chain.links {
                let id = match link.link {
                    LinkRef::Row(..) => None,
                    LinkRef::Standing(rule) => {
                        let ends = (self.world.take(&link.from), self.world.take(&link.to));
                        self.links.by_law(rule, ends.0, ends.1)
                    }
                    name => self.links.named(name),
                };
                let charge = Charge {
                    stamp: self.now,
                    act: done.place,
                    certain: done.certain == Truth::True,
                };
                if let Some(link) = id.and_then(|id| self.links.get_mut(id))
                    && !link.caps.is_empty()
                {
                    link.charges.retain(|old| old.act != done.place);
                    link.charges.push(charge);
                }
            }
        }
    }

    /// Makes the links that rules make by law and that may lead from a holder to an actor: to the actor itself, from the
    /// holder, and to whoever may give on to those that lead to the actor.
    pub(crate) fn links_by_law(&mut self, holder: Val, nodes: &[Val], view: View) -> Run<()> {
        if self.program.delegations.standing.is_empty() {
            return Ok(());
        }
        self.law_from_holder(holder, view)?;
        let mut known: Vec<Val> = nodes.to_vec();
        let mut next = 0;
        while let Some(node) = known.get(next).copied() {
            self.law_to(node, next < nodes.len(), view)?;
            next += 1;
            for id in self.links.to(node) {
                if let Some(link) = self.links.get(*id)
                    && !known.contains(&link.from)
                {
                    known.push(link.from);
                }
            }
        }
        Ok(())
    }

    fn law_from_holder(&mut self, holder: Val, view: View) -> Run<()> {
        let program = self.program;
        for id in &program.delegations.standing {
            let Some(rule) = program.delegations.rule(*id) else {
                continue;
            };
            if !self.givers_by_law(&rule.from, view).contains(&holder) {
                continue;
            }
            for kind in &rule.to_kinds {
                for to in self.beings(*kind, view) {
                    self.link_by_law(*id, holder, to, view)?;
                }
            }
        }
        Ok(())
    }

    /// Links by law to somebody: to one who is not the actor only under rules that let a delegate give on.
    fn law_to(&mut self, to: Val, last: bool, view: View) -> Run<()> {
        let program = self.program;
        for id in &program.delegations.standing {
            let Some(rule) = program.delegations.rule(*id) else {
                continue;
            };
            if !last && rule.sub == SubCode::NotPermitted {
                continue;
            }
            for giver in self.givers_by_law(&rule.from, view) {
                self.link_by_law(*id, giver, to, view)?;
            }
        }
        Ok(())
    }

    fn givers_by_law(&self, from: &PartyCode, view: View) -> Vec<Val> {
        match from {
            PartyCode::One(one) => vec![Val::individual(*one)],
            PartyCode::Any { kind, .. } => self.beings(*kind, view),
            PartyCode::Nobody => Vec::new(),
        }
    }

    /// The link that a rule makes by law between two, if it does now and did not before.
    fn link_by_law(&mut self, id: DelegationRuleId, from: Val, to: Val, view: View) -> Run<()> {
        if from == to || self.links.by_law(id, from, to).is_some() {
            return Ok(());
        }
        let Some(rule) = self.program.delegations.rule(id) else {
            return Ok(());
        };
        let (holds, env) = self.law_holds(id, from, to, view)?;
        if holds == Truth::False {
            return Ok(());
        }
        let mut caps = Vec::new();
        let mut values = env.clone();
        for cap in &rule.limits {
            let amount = self.value(cap.amount, &mut values, view)?;
            if amount.is_known() {
                caps.push(super::link::Cap {
                    amount,
                    below: cap.below,
                    counted: cap.counted.clone(),
                });
            }
        }
        self.links.add(Link {
            name: LinkRef::Standing(id),
            from,
            to,
            by: from,
            acting_as: None,
            holder: None,
            matters: rule.of.clone(),
            within: Vec::new(),
            caps,
            said_sub: None,
            subs: vec![sub_of(&rule.sub, &env)],
            first: i32::MIN,
            last: i32::MAX,
            under: Some(id),
            made: None,
            revoked: Stamp::NEVER,
            own: Truth::False,
            through: Vec::new(),
            faults: Vec::new(),
            unknowns: Vec::new(),
            allowed: Some(LinkRule::Rule(id)),
            agreement: Vec::new(),
            charges: Vec::new(),
        });
        Ok(())
    }

    /// The links of the scenario as a record holds them: those given, then those made, in order.
    pub(crate) fn link_records(&self, last: i32) -> Vec<LinkRecord> {
        let mut records: Vec<LinkRecord> = self
            .links
            .all()
            .filter(|(_, link)| Session::is_written(link.name))
            .filter(|(_, link)| {
                let made = link.made.map(|made| made.stamp);
                made.is_none_or(|made| made.day() <= last && made != Stamp::NEVER)
            })
            .map(|(_, link)| LinkRecord {
                link: link.name,
                made: link.made.and_then(|made| made.stamp.date()),
                valid: link.valid(),
                faults: link.faults.clone(),
                revoked: (link.revoked != Stamp::NEVER)
                    .then(|| Date::from_days(link.revoked.day()))
                    .flatten(),
                allowed_by: link.allowed,
                unknowns: link.unknowns.clone(),
            })
            .collect();
        records.sort_by_key(|record| record.link);
        records
    }

    /// To whom a bearer has delegated something that a duty asks for, as far as that holds on a day (S8).
    pub(crate) fn delegates_of(&self, bearer: Val, matters: &[Matter], day: i32) -> Run<Vec<Val>> {
        let view = View::end_of(day);
        let mut found = Vec::new();
        for id in self.links.from(bearer) {
            let (holds, _) = self.test(*id, Against::Matters(matters), view)?;
            let to = self.links.get(*id).map(|link| link.to);
            if let (Truth::True, Some(to)) = (holds, to)
                && !found.contains(&to)
            {
                found.push(to);
            }
        }
        Ok(found)
    }

    /// Who performs a duty: to whom its bearer has delegated it, or the bearer itself. The bearer answers for it in any case
    /// (S8).
    pub(crate) fn performers_of(
        &mut self,
        id: InstanceId,
        bearer: Val,
        named: &Value,
    ) -> Run<Vec<Value>> {
        if self.links.from(bearer).is_empty() {
            return Ok(vec![named.clone()]);
        }
        let program = self.program;
        let Some(code) = self.code_of(id) else {
            return Ok(vec![named.clone()]);
        };
        let mut matters: Vec<Matter> = Vec::new();
        for part in program.norms.parts_of(code.id) {
            if let Some(PartKind::Act(act)) = program.norms.part(*part).map(|part| &part.kind)
                && let [act] = act.acts.as_slice()
            {
                matters.push(Matter::Act(*act));
            }
        }
        if matters.is_empty() {
            matters.extend(code.function.map(Matter::Function));
        }
        let delegates = self.delegates_of(bearer, &matters, self.last())?;
        let delegates: Vec<Value> = delegates
            .into_iter()
            .filter_map(|who| self.world.give(who))
            .collect();
        if delegates.is_empty() {
            return Ok(vec![named.clone()]);
        }
        Ok(delegates)
    }
}
