//! Versions of norms (S4.6): an instance stays under the version that it arose under, unless a later one also governs what
//! is pending; what is to be kept ends at repeal.

use crate::{
    engine::{
        duties::{
            instance::{CauseCode, InstanceId},
            progress::EndedBy,
        },
        fail::Run,
        norm_states::States,
    },
    policy::{
        expr::StateWord,
        norm::{NormId, NormNameId},
    },
    program::{
        norm::{FormCode, NormCode, OccasionCode, PartKind, PartyCode},
        val::Val,
    },
    record::reason::Truth,
};

use super::{act::Done, agenda::Task, session::Session};

impl<'a> Session<'a> {
    /// A version of a norm has its first day: it takes over what is pending, where it says so.
    pub(crate) fn norm_begins(&mut self, norm: NormId) -> Run<()> {
        let Some(code) = self.program.norms.code(norm) else {
            return Ok(());
        };
        if !code.governs_pending || !self.is_law(&code.force, code.name) {
            return Ok(());
        }
        for version in self.versions_of(code.name) {
            let earlier = self
                .program
                .norms
                .code(version)
                .is_some_and(|other| other.force.from < code.force.from);
            if !earlier {
                continue;
            }
            let instances = self
                .by_norm
                .get(version.index())
                .cloned()
                .unwrap_or_default();
            for id in instances {
                if self.duties.get(id).is_some_and(|one| one.is_live()) {
                    self.take_over(id, code)?;
                }
            }
        }
        Ok(())
    }

    /// Puts a pending instance under a later version: its variables are bound anew from what it arose from, its deadlines
    /// are read anew. Where the later version would not have arisen from it, it stays as it is.
    fn take_over(&mut self, id: InstanceId, code: &'a NormCode) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let mut env = self.env(code.slots);
        if !self.bind_anew(one.cause, one.bearer, code, &mut env)? {
            self.done_with(env);
            return Ok(());
        }
        let old = one.norm;
        self.duties.rebind(id, code.id, &env);
        if let Some(list) = self.by_norm.get_mut(old.index()) {
            list.retain(|other| *other != id);
        }
        if let Some(list) = self.by_norm.get_mut(code.id.index()) {
            list.push(id);
        }
        let view = self.after();
        self.set_up(id, code, &mut env, view)?;
        self.done_with(env);
        self.catch_up_since(id, code)
    }

    fn bind_anew(
        &mut self,
        cause: CauseCode,
        bearer: Val,
        code: &'a NormCode,
        env: &mut [Val],
    ) -> Run<bool> {
        match (&code.occasion, cause) {
            (OccasionCode::Each(kind, slot), CauseCode::Period(period))
                if period.kind() == *kind =>
            {
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = Val::period(period);
                }
            }
            (OccasionCode::Always, CauseCode::Commencement) => {}
            (OccasionCode::When(triggers), CauseCode::Happening(place)) => {
                let Some(done) = self.line(place) else {
                    return Ok(false);
                };
                let view = crate::engine::moment::View::before(done.stamp);
                let mut bound = false;
                for trigger in triggers {
                    use crate::program::norm::TriggerKindCode;
                    let matched = match trigger.kind {
                        TriggerKindCode::Happens(pattern) => {
                            self.matches(pattern, &done, env, view)?
                        }
                        TriggerKindCode::Does(actor, pattern) => {
                            let mut matched = Truth::False;
                            for principal in &done.principals {
                                matched = self
                                    .term(actor, *principal, env, view)?
                                    .min(self.matches(pattern, &done, env, view)?);
                                if matched != Truth::False {
                                    break;
                                }
                            }
                            matched
                        }
                        TriggerKindCode::State { .. } | TriggerKindCode::Changes { .. } => {
                            Truth::False
                        }
                    };
                    if matched != Truth::False {
                        if let Some(label) = trigger.label
                            && let Some(slot) = env.get_mut(label.index())
                        {
                            *slot = Val::happening(place);
                        }
                        bound = true;
                        break;
                    }
                }
                if !bound {
                    return Ok(false);
                }
            }
            _ => return Ok(false),
        }
        if let PartyCode::Any { slot, .. } = &code.party
            && let Some(place) = env.get_mut(slot.index())
        {
            *place = bearer;
        }
        Ok(true)
    }

    /// A line of the timeline as an act or event at hand.
    fn line(&self, place: u32) -> Option<Done> {
        let past = &self.world.past;
        Some(Done {
            place,
            act: past.act(place)?,
            arguments: past.arguments(place).to_vec(),
            performers: past.performers(place).to_vec(),
            principals: past.principals(place).to_vec(),
            stamp: past.moment(place)?,
            certain: Truth::True,
        })
    }

    /// Acts done since an instance arose count under the version that has taken it over.
    fn catch_up_since(&mut self, id: InstanceId, code: &'a NormCode) -> Run<()> {
        for part_id in self.program.norms.parts_of(code.id) {
            let Some(part) = self.program.norms.part(*part_id) else {
                continue;
            };
            if let PartKind::Act(act) = &part.kind {
                self.catch_up(id, part, act, part.index)?;
            }
        }
        self.review(id)
    }

    /// A version of a norm had its last day yesterday: what it requires to be kept ends with it.
    pub(crate) fn norm_ended(&mut self, norm: NormId) -> Run<()> {
        let Some(code) = self.program.norms.code(norm) else {
            return Ok(());
        };
        let FormCode::Duty(parts) = &code.form else {
            return Ok(());
        };
        let last = self.now.day().saturating_sub(1);
        for part_id in parts {
            let Some(part) = self.program.norms.part(*part_id) else {
                continue;
            };
            if !matches!(part.kind, PartKind::Keep(_)) {
                continue;
            }
            let instances = self.by_norm.get(norm.index()).cloned().unwrap_or_default();
            for id in instances {
                if self.duties.get(id).is_some_and(|one| one.is_open()) {
                    if let Some(extra) = self.duties.extra_mut(id) {
                        extra.ended.get_or_insert(EndedBy::Repealed);
                    }
                    self.close_kept(id, part.index, last)?;
                }
            }
        }
        Ok(())
    }

    /// Writes the state of an instance where conditions that ask for it find it.
    pub(crate) fn write_norm_state(&mut self, id: InstanceId, code: &NormCode, state: StateWord) {
        self.norm_touched(code.name);
        if !self.program.code.norms_read.contains(&code.name) {
            return;
        }
        let Some(one) = self.duties.get(id).copied() else {
            return;
        };
        let possible = self
            .duties
            .extra(id)
            .map(|extra| extra.possible.clone())
            .unwrap_or_default();
        let states = if state == StateWord::Undetermined && !possible.is_empty() {
            States::any(&possible)
        } else {
            States::one(state)
        };
        let instance = match self.norm_instances.get(&id) {
            Some(instance) => *instance,
            None => {
                let made = self
                    .world
                    .norm_states
                    .add(code.name, one.bearer, one.cause.value());
                self.norm_instances.insert(id, made);
                made
            }
        };
        self.world.norm_states.set(instance, states, self.now);
    }

    /// A norm's state has changed: what asks for it is looked at again at the next moment, for it is read as at the start
    /// of the moment (S2).
    pub(crate) fn norm_touched(&mut self, name: NormNameId) {
        if self.program.code.norms_read.contains(&name) && !self.touched_norms.contains(&name) {
            self.touched_norms.push(name);
            self.look_again(self.now.day().saturating_add(1), Task::Versions);
        }
    }

    /// A new moment begins: changes of norms' states at earlier ones are seen now.
    pub(crate) fn new_moment(&mut self) {
        self.made.clear();
        self.new_wave();
        for name in std::mem::take(&mut self.touched_norms) {
            self.watch.norm(name);
        }
    }
}
