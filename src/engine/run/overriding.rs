//! Norms that override others (S10): what gives way makes no instance, and what is open is released.

use crate::{
    engine::{
        duties::{
            instance::{CauseCode, InstanceId},
            progress::EndedBy,
        },
        fail::Run,
        moment::View,
    },
    policy::{
        expr::StateWord,
        norm::{NormId, NormNameId},
    },
    program::{
        norm::{FormCode, NormCode, OccasionCode, PartyCode},
        val::Val,
    },
    record::reason::Truth,
};

use super::{
    act::Done,
    force::not,
    session::Session,
    watch::{Watched, Watcher},
};

/// On what occasion it is asked whether a norm gives way.
#[derive(Debug, Clone, Copy)]
pub(crate) enum On<'d> {
    /// An act that a prohibition, a power or an immunity speaks of.
    Act(&'d Done),
    /// A duty that arises or is open.
    Duty(CauseCode),
}

/// How deep norms may override norms that override; `check` refuses a ring.
const DEPTH: u32 = 32;

impl Session<'_> {
    /// Whether a norm gives way to another for somebody, and to which.
    pub(crate) fn overridden(
        &mut self,
        code: &NormCode,
        who: Val,
        on: On<'_>,
        view: View,
    ) -> Run<(Truth, Option<NormId>)> {
        self.overridden_at(code.name, who, on, view, 0)
    }

    fn overridden_at(
        &mut self,
        name: NormNameId,
        who: Val,
        on: On<'_>,
        view: View,
        depth: u32,
    ) -> Run<(Truth, Option<NormId>)> {
        let tables = &self.program.norms.dispatch;
        let Some(overriders) = tables.overriders.get(name.index()) else {
            return Ok((Truth::False, None));
        };
        let mut most = (Truth::False, None);
        if depth > DEPTH {
            return Ok(most);
        }
        for norm in overriders {
            let Some(code) = self.program.norms.code(*norm) else {
                continue;
            };
            let mut applies = self.applies(code, who, on, view)?;
            if applies != Truth::False {
                let (defeated, _) = self.overridden_at(code.name, who, on, view, depth + 1)?;
                applies = applies.min(not(defeated));
            }
            if applies > most.0 {
                most = (applies, Some(*norm));
            }
        }
        Ok(most)
    }

    /// Whether an overriding norm applies to somebody: it binds them, its conditions hold, and it speaks of the same act
    /// or has the same occasion (a triggered duty: while it has an open instance for them).
    fn applies(&mut self, code: &NormCode, who: Val, on: On<'_>, view: View) -> Run<Truth> {
        let mut env = self.env(code.slots);
        let mut applies = self.binds(code, who, &mut env, view)?;
        if applies != Truth::False {
            applies = applies.min(match on {
                On::Act(done) => self.speaks_of(code, done, &mut env, view)?,
                On::Duty(cause) => self.has_occasion(code, who, cause, &mut env)?,
            });
        }
        if applies != Truth::False {
            applies = applies.min(self.conditions(code, &mut env, view)?);
        }
        self.done_with(env);
        Ok(applies)
    }

    fn speaks_of(
        &mut self,
        code: &NormCode,
        done: &Done,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let norms = &self.program.norms;
        let patterns: Vec<_> = match &code.form {
            FormCode::Power(permissions) | FormCode::Freedom(permissions) => permissions
                .iter()
                .filter_map(|id| norms.permission(*id))
                .map(|permission| permission.pattern)
                .collect(),
            FormCode::Prohibition(patterns) => patterns.clone(),
            FormCode::Immunity { pattern, .. } => vec![*pattern],
            FormCode::Duty(_) => norms
                .dispatch
                .permissions_by_act
                .get(done.act.index())
                .into_iter()
                .flatten()
                .filter_map(|id| norms.permission(*id))
                .filter(|permission| permission.norm == code.id)
                .map(|permission| permission.pattern)
                .collect(),
            FormCode::Transition => return Ok(Truth::False),
        };
        let mut most = Truth::False;
        for pattern in patterns {
            most = most.max(self.matches(pattern, done, env, view)?);
            if most == Truth::True {
                break;
            }
        }
        Ok(most)
    }

    fn has_occasion(
        &mut self,
        code: &NormCode,
        who: Val,
        cause: CauseCode,
        env: &mut [Val],
    ) -> Run<Truth> {
        match &code.occasion {
            OccasionCode::Always | OccasionCode::On(_) => Ok(Truth::True),
            OccasionCode::Each(kind, slot) => {
                let period = match cause {
                    CauseCode::Period(period) if period.kind() == *kind => Some(period),
                    _ => self.period_of_day(*kind, self.now.day()),
                };
                if let (Some(period), Some(place)) = (period, env.get_mut(slot.index())) {
                    *place = Val::period(period);
                }
                Ok(Truth::True)
            }
            OccasionCode::When(_) => {
                let open = self.by_norm.get(code.id.index()).is_some_and(|instances| {
                    instances.iter().any(|id| {
                        self.duties
                            .get(*id)
                            .is_some_and(|one| one.is_open() && one.bearer == who)
                    })
                });
                Ok(super::force::truth_of(open))
            }
        }
    }

    /// An overriding norm began, ended, or may have come to apply: open instances of what gives way are looked at again.
    pub(crate) fn overrider_changed(&mut self, norm: NormId) -> Run<()> {
        let Some(code) = self.program.norms.code(norm) else {
            return Ok(());
        };
        for name in &code.overrides {
            for version in self.versions_of(*name) {
                let instances = self
                    .by_norm
                    .get(version.index())
                    .cloned()
                    .unwrap_or_default();
                for id in instances {
                    self.release_if_overridden(id)?;
                }
            }
        }
        Ok(())
    }

    /// An instance of a norm that others override is looked at again when what their conditions read changes.
    pub(crate) fn watch_overriders(&mut self, id: InstanceId, code: &NormCode) {
        let mut nodes = Vec::new();
        let mut names = vec![code.name];
        let mut next = 0;
        while let Some(name) = names.get(next).copied() {
            next += 1;
            let overriders = self.program.norms.dispatch.overriders.get(name.index());
            for norm in overriders.into_iter().flatten() {
                let Some(code) = self.program.norms.code(*norm) else {
                    continue;
                };
                nodes.extend(&code.conditions);
                nodes.extend(&code.exceptions);
                nodes.extend(code.force.when);
                if let PartyCode::Any {
                    condition: Some(condition),
                    ..
                } = &code.party
                {
                    nodes.push(*condition);
                }
                if !names.contains(&code.name) {
                    names.push(code.name);
                }
            }
        }
        if nodes.is_empty() {
            return;
        }
        let reads = self.program.code.reads(&nodes);
        let watcher = Watcher {
            instance: id,
            what: Watched::Overriders,
        };
        self.watch.add(watcher, &reads);
    }

    pub(crate) fn release_if_overridden(&mut self, id: InstanceId) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let Some(code) = self.program.norms.code(one.norm) else {
            return Ok(());
        };
        if !one.is_live() {
            return Ok(());
        }
        let view = self.after();
        match self.overridden(code, one.bearer, On::Duty(one.cause), view)? {
            (Truth::True, Some(by)) => self.release(id, EndedBy::Overridden(by)),
            (Truth::Unknown, _) => {
                self.may_be_released(id);
                self.leave_open(id, vec![StateWord::Pending, StateWord::Released])
            }
            _ => Ok(()),
        }
    }

    /// A duty arose that may override others for its bearer.
    pub(crate) fn overrider_arose(&mut self, code: &NormCode) -> Run<()> {
        if code.overrides.is_empty() {
            return Ok(());
        }
        self.overrider_changed(code.id)
    }

    /// The versions of a norm's name, in order.
    pub(crate) fn versions_of(&self, name: NormNameId) -> Vec<NormId> {
        self.policy
            .norm_names
            .get(name)
            .map(|name| name.versions.clone())
            .unwrap_or_default()
    }

    /// An instance is no longer required.
    pub(crate) fn release(&mut self, id: InstanceId, by: EndedBy) -> Run<()> {
        if let Some(extra) = self.duties.extra_mut(id) {
            extra.ended = Some(by);
        }
        self.enter(id, StateWord::Released, true, self.at)
    }
}
