//! An instance of a duty arises (S4.1): whether, with what deadlines, and what is settled at once.

use crate::{
    engine::{
        duties::{
            instance::{CauseCode, InstanceId, NO_DUE},
            open,
            progress::{Bound, DueBy, Extra, Progress},
            queue::Due,
            store::New,
        },
        fail::Run,
        moment::View,
    },
    policy::expr::StateWord,
    program::{
        norm::{
            ActPart, FormCode, KeySource, NormCode, OccasionCode, PartCode, PartId, PartKind,
            PartyCode,
        },
        pattern::Deadline,
        val::Val,
    },
    record::reason::Truth,
};

use super::{
    overriding::On,
    session::Session,
    watch::{Watched, Watcher},
};

/// What an instance arises from, and for whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arising {
    /// Who bears it.
    pub(crate) bearer: Val,
    /// What it arises from.
    pub(crate) cause: CauseCode,
    /// Whether that is certain.
    pub(crate) certain: Truth,
    /// The state in which its conditions are read.
    pub(crate) view: View,
}

impl<'a> Session<'a> {
    /// Makes an instance, if the norm binds the bearer, its conditions hold or may hold, and it does not give way.
    pub(crate) fn arise(
        &mut self,
        code: &'a NormCode,
        env: &mut [Val],
        arising: Arising,
    ) -> Run<Option<InstanceId>> {
        let FormCode::Duty(parts) = &code.form else {
            return Ok(None);
        };
        let Arising {
            bearer,
            cause,
            certain,
            view,
        } = arising;
        self.count_step(code)?;
        let mut exists = certain.min(self.binds(code, bearer, env, view)?);
        // `if` and `unless` are read once, when it arises; for `must keep` at each moment.
        if exists != Truth::False && !self.reads_conditions_later(parts) {
            exists = exists.min(self.conditions(code, env, view)?);
        }
        if exists == Truth::False {
            return Ok(None);
        }
        match self.overridden(code, bearer, On::Duty(cause), view)?.0 {
            Truth::True => return Ok(None),
            Truth::Unknown => exists = Truth::Unknown,
            Truth::False => {}
        }
        let repeats = !matches!(cause, CauseCode::Happening(_))
            || matches!(&code.occasion, OccasionCode::When(triggers) if triggers.len() > 1);
        if repeats && !self.first_in_moment(code, bearer, env, cause) {
            return Ok(None);
        }
        let id = self.duties.add(New {
            norm: code.id,
            bearer,
            cause,
            arose: self.now,
            env,
            exists,
            soft: Session::is_soft(code),
        });
        if let Some(list) = self.by_norm.get_mut(code.id.index()) {
            list.push(id);
        }
        if exists == Truth::Unknown {
            self.note_unknown_existence(id, code, env, view)?;
        }
        let first = self.duties.get(id).map(|one| one.state);
        self.write_norm_state(id, code, first.unwrap_or(StateWord::Pending));
        self.set_up(id, code, env, view)?;
        self.watch_overriders(id, code);
        self.overrider_arose(code)?;
        Ok(Some(id))
    }

    fn reads_conditions_later(&self, parts: &[PartId]) -> bool {
        parts.iter().any(|id| {
            matches!(
                self.program.norms.part(*id).map(|part| &part.kind),
                Some(PartKind::Keep(_))
            )
        })
    }

    /// Gives an instance its parts and deadlines, enters it where acts and changes find it, and settles what is settled at
    /// once.
    pub(crate) fn set_up(
        &mut self,
        id: InstanceId,
        code: &'a NormCode,
        env: &mut [Val],
        view: View,
    ) -> Run<()> {
        let FormCode::Duty(parts) = &code.form else {
            return Ok(());
        };
        if let [part_id] = parts.as_slice()
            && let Some(part) = self.program.norms.part(*part_id)
            && let PartKind::Act(act) = &part.kind
            && code.until.is_empty()
            && !act.names_period
        {
            let by = self.due_of(part, env, view)?;
            let promptly = act.deadline.is_some() && by == DueBy::NEVER;
            if is_simple(part, by) && by.last >= self.now.day() && !promptly {
                return self.set_up_simple(id, code, *part_id, act, by);
            }
        }
        let codes: Vec<&'a PartCode> = parts
            .iter()
            .filter_map(|part| self.program.norms.part(*part))
            .collect();
        let end = self.end_of_cause(id, code);
        let mut progress = Vec::with_capacity(codes.len());
        let mut due = NO_DUE;
        for part in &codes {
            let mut by = self.due_of(part, env, view)?;
            if matches!(part.kind, PartKind::Keep(_))
                && let Some(end) = end
            {
                by = DueBy::day(end);
            }
            due = due.min(by.last);
            progress.push(by);
        }
        let simple = match (codes.as_slice(), progress.as_slice()) {
            ([part], [by]) => is_simple(part, *by),
            _ => false,
        };
        if !simple && let Some(extra) = self.duties.extra_mut(id) {
            let old = std::mem::replace(extra, Extra::new(Vec::new()));
            *extra = Extra {
                parts: progress.iter().map(|by| Progress::new(*by)).collect(),
                ..old
            };
        }
        if let Some(one) = self.duties.get_mut(id) {
            one.due = due;
        }
        for ((part, by), number) in codes.iter().zip(&progress).zip(0u32..) {
            if by.last != NO_DUE {
                self.duties.deadlines.add(
                    by.last,
                    Due {
                        instance: id,
                        part: number,
                    },
                );
            }
            let part_id = parts.get(number as usize).copied().unwrap_or(PartId(0));
            self.begin_part(id, part_id, part, number)?;
        }
        for (part, number) in codes.iter().zip(0u32..) {
            if let PartKind::Act(act) = &part.kind
                && act.names_period
            {
                self.catch_up(id, part, act, number)?;
            }
        }
        self.begin_until(id, code)?;
        self.review(id)?;
        self.breach_if_past(id, &progress)?;
        self.note_conflicts_of(id, code)?;
        Ok(())
    }

    /// Sets up an instance that waits for one act and keeps count of nothing: most of a large run are of this sort.
    fn set_up_simple(
        &mut self,
        id: InstanceId,
        code: &'a NormCode,
        part_id: PartId,
        act: &'a ActPart,
        by: DueBy,
    ) -> Run<()> {
        if self.duties.extra(id).is_some()
            && let Some(extra) = self.duties.extra_mut(id)
        {
            // A later version that governs what is pending may have fewer parts than the one before it.
            extra.parts.clear();
        }
        if let Some(one) = self.duties.get_mut(id) {
            one.due = by.last;
        }
        if by.last != NO_DUE {
            let due = Due {
                instance: id,
                part: 0,
            };
            self.duties.deadlines.add(by.last, due);
        }
        let key = self.key_of(id, part_id, act);
        self.duties.open.add(key, id);
        self.note_conflicts_of(id, code)
    }

    /// The last day of a continuing instance: the end of its period, or of its norm.
    fn end_of_cause(&self, id: InstanceId, code: &NormCode) -> Option<i32> {
        let one = self.duties.get(id)?;
        match one.cause {
            CauseCode::Period(period) => Some(
                period
                    .end(&self.policy.periods)
                    .days()
                    .min(code.force.until),
            ),
            _ => (code.force.until != i32::MAX).then_some(code.force.until),
        }
    }

    fn begin_part(
        &mut self,
        id: InstanceId,
        part_id: PartId,
        part: &'a PartCode,
        number: u32,
    ) -> Run<()> {
        match &part.kind {
            PartKind::Act(act) => {
                let key = self.key_of(id, part_id, act);
                self.duties.open.add(key, id);
                if let Some(every) = act.for_every {
                    let range = self.program.code.range(every);
                    let nodes: Vec<_> = range.condition.into_iter().collect();
                    let mut reads = self.program.code.reads(&nodes);
                    if let crate::program::node::Domain::Kind(kind) = range.domain {
                        reads.kinds.insert(kind);
                    }
                    self.watch.add(
                        Watcher {
                            instance: id,
                            what: Watched::Part(number),
                        },
                        &reads,
                    );
                    self.look(id, number)?;
                }
                let promptly = act.deadline.is_some_and(|deadline| {
                    matches!(self.program.code.deadline(deadline), Deadline::Promptly)
                });
                if promptly {
                    // S4.4: not evidenced until done, and a judgement decides lateness.
                    self.enter_if_pending(id, StateWord::NotEvidenced)?;
                }
                Ok(())
            }
            PartKind::Keep(condition) => {
                let code = self.program.norms.code(part.norm);
                let mut nodes = vec![*condition];
                if let Some(code) = code {
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
                }
                self.watch_part(id, number, &nodes);
                self.look(id, number)
            }
            PartKind::Achieve(condition, _) => {
                self.watch_part(id, number, &[*condition]);
                // What arises past its deadline is breached first (S4.1): see `breach_if_past`.
                let past = self
                    .duties
                    .part(id, number)
                    .is_some_and(|part| part.due.last < self.now.day());
                if past { Ok(()) } else { self.look(id, number) }
            }
            PartKind::HaveOn(..) => Ok(()),
            PartKind::Ensure(condition) => self.judge_ensured(id, number, *condition),
            PartKind::Regard(things) => self.judge_regard(id, number, things),
            PartKind::Evidence(_, deadline) => {
                if deadline.is_none() {
                    self.enter_if_pending(id, StateWord::NotEvidenced)?;
                }
                Ok(())
            }
        }
    }

    fn watch_part(&mut self, id: InstanceId, number: u32, nodes: &[crate::program::node::NodeId]) {
        let reads = self.program.code.reads(nodes);
        self.watch.add(
            Watcher {
                instance: id,
                what: Watched::Part(number),
            },
            &reads,
        );
    }

    fn begin_until(&mut self, id: InstanceId, code: &NormCode) -> Run<()> {
        if code.until.is_empty() {
            return Ok(());
        }
        let reads = self.program.code.reads(&code.until);
        self.watch.add(
            Watcher {
                instance: id,
                what: Watched::Until,
            },
            &reads,
        );
        self.look_until(id)
    }

    /// The key under which an open instance is found by the acts that it waits for.
    pub(crate) fn key_of(&self, id: InstanceId, part: PartId, act: &ActPart) -> u64 {
        let bearer = self.duties.get(id).map_or(Val::NONE, |one| one.bearer);
        open::key(
            part,
            bearer,
            act.key.iter().map(|(_, source)| match source {
                KeySource::Constant(val) => *val,
                KeySource::Slot(slot) => self.duties.slot(id, slot.index()),
            }),
        )
    }

    /// An instance that arises past its deadline is breached that day (S4.1).
    fn breach_if_past(&mut self, id: InstanceId, progress: &[DueBy]) -> Run<()> {
        for (by, number) in progress.iter().zip(0u32..) {
            let past = by.last < self.now.day()
                || matches!(by.bound, Bound::Before(stamp) if stamp <= self.now);
            if by.last != NO_DUE && past {
                self.pass(
                    Due {
                        instance: id,
                        part: number,
                    },
                    by.last,
                )?;
            }
        }
        Ok(())
    }

    /// The environment of an instance, with who bears it now in the place of the bearer (S4.7).
    pub(crate) fn env_of(&mut self, id: InstanceId) -> Option<(&'a NormCode, Vec<Val>)> {
        let one = *self.duties.get(id)?;
        let code = self.program.norms.code(one.norm)?;
        let mut env = self.env(code.slots);
        for (place, val) in env.iter_mut().zip(self.duties.env(id, code.slots)) {
            *place = *val;
        }
        Some((code, env))
    }
}

/// Whether an instance needs to keep count of nothing: one act, once, by the end of a day or at any time.
fn is_simple(part: &PartCode, by: DueBy) -> bool {
    let PartKind::Act(act) = &part.kind else {
        return false;
    };
    act.cover.is_empty()
        && act.total.is_none()
        && act.for_every.is_none()
        && by.first == i32::MIN
        && by.bound == Bound::Day
        && !by.unknown
}
