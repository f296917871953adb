//! Norms that disagree where neither gives way (S10): reported with their ranks and dates, never decided.

use crate::{
    base::date::Date,
    engine::{duties::instance::InstanceId, fail::Run, moment::View, past},
    policy::{
        norm::{NormId, NormNameId},
        pattern::ActRef,
        policy::ActId,
    },
    program::{
        norm::{ActPart, FormCode, KeySource, NormCode, PartKind},
        val::Val,
    },
    record::{
        reason::Truth,
        record::{Conflict, ConflictKind},
    },
};

use super::{act::Done, overriding::On, session::Session};

impl<'a> Session<'a> {
    fn conflict(
        &mut self,
        one: (NormNameId, NormId),
        other: (NormNameId, NormId),
        of: Val,
        kind: ConflictKind,
        act: Option<u32>,
    ) {
        let (Some(of), Some(on)) = (self.world.give(of), Date::from_days(self.now.day())) else {
            return;
        };
        // By the order of declaration.
        let ((first, first_version), (second, second_version)) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        let known = self.conflicts.iter_mut().find(|known| {
            known.first == first && known.second == second && known.of == of && known.kind == kind
        });
        if let Some(known) = known {
            if known.act.is_none() {
                known.act = act.map(|place| place as usize);
            }
            return;
        }
        self.conflicts.push(Conflict {
            first,
            second,
            versions: [first_version, second_version],
            of,
            kind,
            on,
            act: act.map(|place| place as usize),
        });
    }

    /// A power was followed in the face of an immunity (S6).
    pub(crate) fn immunity_conflict(
        &mut self,
        immunity: NormId,
        power: NormId,
        who: Val,
        done: &Done,
    ) {
        let norms = &self.program.norms;
        if let (Some(one), Some(other)) = (norms.code(immunity), norms.code(power)) {
            let kind = ConflictKind::ImmunityAgainstPower;
            let (one, other) = ((one.name, immunity), (other.name, power));
            self.conflict(one, other, who, kind, Some(done.place));
        }
    }

    /// An act that discharged one norm and breached another of the same body. `before` is how long the history was.
    pub(crate) fn note_act_conflicts(&mut self, done: &Done, before: usize) {
        let breaches = match self.acts.detail_at(done.place) {
            Some(detail) if !detail.breaches.is_empty() => detail.breaches.clone(),
            _ => return,
        };
        let discharged: Vec<(NormNameId, NormId, Val)> = self
            .duties
            .history()
            .iter()
            .skip(before)
            .filter(|step| step.by == done.place)
            .filter_map(|step| {
                let one = self.duties.get(step.instance)?;
                let code = self.program.norms.code(one.norm)?;
                Some((code.name, one.norm, one.bearer))
            })
            .collect();
        for breach in breaches {
            for (name, norm, bearer) in &discharged {
                if breach.certain == Truth::True && breach.of == *bearer && breach.name != *name {
                    let kind = ConflictKind::DischargeBreaches;
                    let (one, other) = ((breach.name, breach.norm), (*name, *norm));
                    self.conflict(one, other, *bearer, kind, Some(done.place));
                }
            }
        }
    }

    /// An act that breached a norm and that a freedom of the same body covers: a freedom says that nothing binds its holder
    /// either way (S6), and the norm that something does.
    pub(crate) fn note_freedom_conflicts(&mut self, done: &Done) -> Run<()> {
        let program = self.program;
        let tables = &program.norms.dispatch;
        let free = match tables.freedoms_by_act.get(done.act.index()) {
            Some(free) if !free.is_empty() => free,
            _ => return Ok(()),
        };
        let breaches = match self.acts.detail_at(done.place) {
            Some(detail) if !detail.breaches.is_empty() => detail.breaches.clone(),
            _ => return Ok(()),
        };
        let view = self.before();
        for breach in breaches {
            let Some(code) = program.norms.code(breach.norm) else {
                continue;
            };
            for freedom in free {
                if breach.certain == Truth::True
                    && self.speaks_against(*freedom, code, breach.of, done, view)?
                    && let Some(other) = program.norms.code(*freedom)
                {
                    let kind = ConflictKind::FreedomAgainstDuty;
                    let (one, other) = ((code.name, code.id), (other.name, other.id));
                    self.conflict(one, other, breach.of, kind, Some(done.place));
                }
            }
        }
        Ok(())
    }

    /// Conflicts of an instance that has arisen: an act that would discharge it is forbidden to its bearer, or a freedom
    /// says that nothing binds its bearer to do it.
    pub(crate) fn note_conflicts_of(&mut self, id: InstanceId, code: &'a NormCode) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let FormCode::Duty(parts) = &code.form else {
            return Ok(());
        };
        if one.exists != Truth::True || one.soft {
            return Ok(());
        }
        let program = self.program;
        for part in parts {
            let act = match program.norms.part(*part).map(|part| &part.kind) {
                // It is judged as soon as it arises: what it requires it requires of the act that set it off.
                Some(PartKind::Ensure(_)) => {
                    self.note_freedoms_in_what_is_ensured(code, one.bearer)?;
                    continue;
                }
                Some(PartKind::Act(act)) if one.is_open() => act,
                _ => continue,
            };
            let [wanted] = act.acts.as_slice() else {
                continue;
            };
            let tables = &program.norms.dispatch;
            let forbidden = tables
                .prohibitions_by_act
                .get(wanted.index())
                .map_or(&[][..], Vec::as_slice);
            let free = tables
                .freedoms_by_act
                .get(wanted.index())
                .map_or(&[][..], Vec::as_slice);
            if forbidden.is_empty() && free.is_empty() {
                continue;
            }
            self.against(id, code, one.bearer, act, *wanted, [forbidden, free])?;
        }
        Ok(())
    }

    /// A freedom covers an act that must have been done before the act at hand.
    fn note_freedoms_in_what_is_ensured(&mut self, code: &'a NormCode, bearer: Val) -> Run<()> {
        let program = self.program;
        let tables = &program.norms.dispatch.freedoms_by_act;
        let policy = self.policy;
        let Some(norm) = policy.norms.get(code.id) else {
            return Ok(());
        };
        for pattern in norm.ensured_acts() {
            let ActRef::Act(wanted) = pattern.act else {
                continue;
            };
            let free = tables.get(wanted.index()).map_or(&[][..], Vec::as_slice);
            if free.is_empty() {
                continue;
            }
            let count = policy
                .acts
                .get(wanted)
                .map_or(0, |act| act.parameters.len());
            let done = Done {
                place: 0,
                act: wanted,
                arguments: vec![Val::NONE; count],
                performers: vec![bearer],
                principals: vec![bearer],
                stamp: self.now,
                certain: Truth::True,
            };
            self.compared(code, bearer, done, [&[], free])?;
        }
        Ok(())
    }

    fn against(
        &mut self,
        id: InstanceId,
        code: &'a NormCode,
        bearer: Val,
        act: &ActPart,
        wanted: ActId,
        norms: [&[NormId]; 2],
    ) -> Run<()> {
        let done = self.least_act(id, bearer, act, wanted);
        self.compared(code, bearer, done, norms)
    }

    /// Compares norms over an act that is only supposed.
    fn compared(
        &mut self,
        code: &'a NormCode,
        bearer: Val,
        done: Done,
        norms: [&[NormId]; 2],
    ) -> Run<()> {
        let place = self.world.past.enter(
            self.now,
            None,
            Some(past::Done {
                act: done.act,
                event: false,
                arguments: &done.arguments,
                performers: &done.performers,
                principals: &done.principals,
            }),
        );
        let done = Done { place, ..done };
        let result = self.compare(code, bearer, &done, norms);
        self.world.past.take_back();
        result
    }

    /// The least act that would do what a part wants: with the arguments that it says, and no others.
    fn least_act(&self, id: InstanceId, bearer: Val, act: &ActPart, wanted: ActId) -> Done {
        let count = self
            .policy
            .acts
            .get(wanted)
            .map_or(0, |act| act.parameters.len());
        let mut arguments = vec![Val::NONE; count];
        for (place, source) in &act.key {
            if let Some(argument) = arguments.get_mut(*place) {
                *argument = match source {
                    KeySource::Constant(val) => *val,
                    KeySource::Slot(slot) => self.duties.slot(id, slot.index()),
                };
            }
        }
        Done {
            place: 0,
            act: wanted,
            arguments,
            performers: vec![bearer],
            principals: vec![bearer],
            stamp: self.now,
            certain: Truth::True,
        }
    }

    fn compare(
        &mut self,
        code: &'a NormCode,
        bearer: Val,
        done: &Done,
        [forbidden, free]: [&[NormId]; 2],
    ) -> Run<()> {
        let view = self.after();
        for (norms, kind) in [
            (forbidden, ConflictKind::DischargeBreaches),
            (free, ConflictKind::FreedomAgainstDuty),
        ] {
            for norm in norms {
                if self.speaks_against(*norm, code, bearer, done, view)?
                    && let Some(other) = self.program.norms.code(*norm)
                {
                    let (one, two) = ((code.name, code.id), (other.name, other.id));
                    self.conflict(one, two, bearer, kind, None);
                }
            }
        }
        Ok(())
    }

    /// Whether a prohibition or freedom of a bearer certainly speaks of an act, and neither it nor the other norm gives way.
    fn speaks_against(
        &mut self,
        norm: NormId,
        code: &NormCode,
        bearer: Val,
        done: &Done,
        view: View,
    ) -> Run<bool> {
        let Some(other) = self.program.norms.code(norm) else {
            return Ok(false);
        };
        let gives_way =
            other.overrides.contains(&code.name) || code.overrides.contains(&other.name);
        if gives_way || Session::is_soft(other) {
            return Ok(false);
        }
        let mut env = self.env(other.slots);
        let mut speaks = self.binds(other, bearer, &mut env, view)?;
        if speaks != Truth::False {
            speaks = speaks.min(self.covers(other, done, &mut env, view)?);
        }
        if speaks != Truth::False {
            speaks = speaks.min(self.conditions(other, &mut env, view)?);
        }
        self.done_with(env);
        if speaks != Truth::True {
            return Ok(false);
        }
        let (defeated, _) = self.overridden(other, bearer, On::Act(done), view)?;
        Ok(defeated == Truth::False)
    }

    fn covers(
        &mut self,
        code: &'a NormCode,
        done: &Done,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let patterns: Vec<_> = match &code.form {
            FormCode::Prohibition(patterns) => patterns.clone(),
            FormCode::Freedom(permissions) => permissions
                .iter()
                .filter_map(|id| self.program.norms.permission(*id))
                .map(|permission| permission.pattern)
                .collect(),
            _ => Vec::new(),
        };
        let mut most = Truth::False;
        for pattern in patterns {
            most = most.max(self.matches(pattern, done, env, view)?);
        }
        Ok(most)
    }
}
