//! What is written of links: charges of acts, links by law, and the links of a record.

use crate::{
    base::date::Date,
    engine::{
        duties::instance::InstanceId,
        fail::Run,
        moment::{Stamp, View},
        run::{act::Done, session::Session},
    },
    policy::{delegation::Matter, value::Value},
    program::{
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

    /// Makes the links that rules make by law and that may lead from a holder to an actor.
    pub(crate) fn links_by_law(&mut self, holder: Val, nodes: &[Val], view: View) -> Run<()> {
        let program = self.program;
        for id in &program.delegations.standing {
            let Some(rule) = program.delegations.rule(*id) else {
                continue;
            };
            let givers = match &rule.from {
                PartyCode::One(one) => vec![Val::individual(*one)],
                PartyCode::Any { kind, .. } => self.beings(*kind, view),
                PartyCode::Nobody => Vec::new(),
            };
            let mut pairs: Vec<(Val, Val)> = Vec::new();
            for node in nodes {
                pairs.extend(givers.iter().map(|giver| (*giver, *node)));
            }
            if givers.contains(&holder) {
                for kind in &rule.to_kinds {
                    let beings = self.beings(*kind, view);
                    pairs.extend(beings.into_iter().map(|to| (holder, to)));
                }
            }
            for (from, to) in pairs {
                if from == to || self.links.by_law(*id, from, to).is_some() {
                    continue;
                }
                let (holds, env) = self.law_holds(*id, from, to, view)?;
                if holds == Truth::False {
                    continue;
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
                    name: LinkRef::Standing(*id),
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
                    under: Some(*id),
                    made: None,
                    revoked: Stamp::NEVER,
                    own: Truth::False,
                    through: Vec::new(),
                    faults: Vec::new(),
                    unknowns: Vec::new(),
                    allowed: Some(LinkRule::Rule(*id)),
                    agreement: Vec::new(),
                    charges: Vec::new(),
                });
            }
        }
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
