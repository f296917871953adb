//! The record at the end of a run: the compact forms of the run, written out in their fixed order (S12).

use rustc_hash::FxHashMap;

use crate::{
    base::date::Date,
    case::case::Assumed,
    engine::{
        duties::{
            instance::{CauseCode, InstanceId, NO_DUE},
            progress::EndedBy,
            store::{BY_NOTHING, Step},
        },
        fail::Run,
        moment::View,
    },
    policy::{
        expr::{StateWord, VarId},
        standing::Status,
        value::Value,
    },
    program::{norm::PartyCode, val::Val},
    record::{
        act::{ActBreach, ActRecord, Authority, Validity, VerdictWord},
        duty::{Cause, DutyRecord, Ended, Interval, Missing, StateChange},
        reason::{Convention, Truth},
        record::{Record, StatementRecord},
    },
};

use super::{acts::Item, session::Session};

/// Writes out what was found.
pub(super) fn record(session: &mut Session<'_>) -> Run<Record> {
    let mut record = verdicts(session)?;
    record.statements = session.statements(session.last())?;
    Ok(record)
}

/// Writes out what was found, but for statements: each of those is compiled and evaluated anew.
pub(super) fn verdicts(session: &mut Session<'_>) -> Run<Record> {
    let last = session.last();
    let order = session.order_of_duties();
    let mut places: Vec<usize> = vec![usize::MAX; order.len()];
    for (place, id) in order.iter().enumerate() {
        if let Some(entry) = places.get_mut(id.0 as usize) {
            *entry = place;
        }
    }
    let histories = histories(session, order.len());
    let mut duties = Vec::with_capacity(order.len());
    let mut discharges: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (place, id) in order.iter().enumerate() {
        let steps = histories.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
        let duty = session.duty(*id, steps, &places)?;
        for act in &duty.discharged_by {
            discharges.entry(*act).or_default().push(place);
        }
        duties.push(duty);
    }
    let mut acts = Vec::with_capacity(session.acts.items().len());
    for item in session.acts.items().to_vec() {
        acts.push(session.act_record(item, &places, &mut discharges));
    }
    let mut conventions = Vec::new();
    if let Some(calendar) = session.world.calendar_used() {
        conventions.push(Convention::Calendar(calendar));
    }
    let as_of = Date::from_days(last).unwrap_or(Date::MIN);
    if session.as_of.is_none() {
        conventions.push(Convention::LastHappening(as_of));
    } else if let Some(month) = session.case.as_of_month {
        conventions.push(Convention::MonthForDay(month, as_of));
    }
    if session.case.unknowns == crate::case::case::Unknowns::AsFalse {
        conventions.push(Convention::UnknownAsFalse);
    }
    Ok(Record {
        as_of,
        acts,
        duties,
        links: session.link_records(last),
        conflicts: session.conflicts.clone(),
        statements: Vec::new(),
        answers: Vec::new(),
        left_out: session.left_out.clone(),
        without_effect: session.ineffective.clone(),
        conventions,
    })
}

/// The changes of state of every instance, each in order.
fn histories(session: &Session<'_>, count: usize) -> Vec<Vec<Step>> {
    let mut histories: Vec<Vec<Step>> = vec![Vec::new(); count];
    for step in session.duties.history() {
        if let Some(list) = histories.get_mut(step.instance.0 as usize) {
            list.push(*step);
        }
    }
    histories
}

impl Session<'_> {
    /// All instances in the order in which they arose, then by norm, bearer and bindings.
    pub(crate) fn order_of_duties(&self) -> Vec<InstanceId> {
        let mut order: Vec<InstanceId> = self.duties.ids().collect();
        order.sort_by(|one, other| {
            let (Some(a), Some(b)) = (self.duties.get(*one), self.duties.get(*other)) else {
                return one.cmp(other);
            };
            let of = |who: Val| self.world.give(who);
            a.arose
                .cmp(&b.arose)
                .then_with(|| a.norm.cmp(&b.norm))
                .then_with(|| of(a.bearer).cmp(&of(b.bearer)))
                .then_with(|| self.bindings_of(*one).cmp(&self.bindings_of(*other)))
                .then_with(|| one.cmp(other))
        });
        order
    }

    /// The variables of an instance with their values, the bearer's not among them.
    fn bindings_of(&self, id: InstanceId) -> Vec<(VarId, Value)> {
        let Some(code) = self.code_of(id) else {
            return Vec::new();
        };
        let bearer = match &code.party {
            PartyCode::Any { slot, .. } => Some(slot.index()),
            _ => None,
        };
        self.duties
            .env(id, code.slots)
            .iter()
            .enumerate()
            .filter(|(place, _)| Some(*place) != bearer)
            .filter_map(|(place, val)| {
                let variable = VarId::new(u32::try_from(place).ok()?);
                // A moment that no line states has no value in a record: the cause names it.
                if val.as_inner_moment().is_some() {
                    return None;
                }
                Some((variable, self.world.give(*val)?))
            })
            .collect()
    }

    fn duty(&mut self, id: InstanceId, steps: &[Step], places: &[usize]) -> Run<DutyRecord> {
        let one = self.duties.get(id).copied();
        let Some(one) = one else {
            return Ok(self.no_duty());
        };
        let bearer = self.world.give(one.bearer).unwrap_or(Value::Boolean(false));
        let extra = self.duties.extra(id).cloned();
        let first = extra
            .as_ref()
            .and_then(|extra| extra.first_bearer)
            .and_then(|first| self.world.give(first));
        let day = |day: i32| Date::from_days(day).unwrap_or(Date::MIN);
        let mut discharged_by: Vec<usize> = steps
            .iter()
            .filter(|step| {
                step.by != BY_NOTHING
                    && matches!(
                        step.state,
                        StateWord::Discharged
                            | StateWord::DischargedLate
                            | StateWord::Followed
                            | StateWord::PartlyDischarged
                    )
            })
            .map(|step| step.by as usize)
            .collect();
        if let Some(extra) = &extra {
            for part in &extra.parts {
                discharged_by.extend(part.by.iter().map(|by| *by as usize));
            }
        }
        discharged_by.sort_unstable();
        discharged_by.dedup();
        let performers = self.performers_of(id, one.bearer, &bearer)?;
        let missing = self.missing_now(id, one.state)?;
        let owed_to = self
            .claimants_of(id)?
            .into_iter()
            .filter_map(|who| self.world.give(who))
            .collect();
        let mut intervals = Vec::new();
        for part in extra.iter().flat_map(|extra| &extra.parts) {
            intervals.extend(
                part.intervals
                    .iter()
                    .map(|(from, until, certain)| Interval {
                        from: day(*from),
                        until: until.map(day),
                        certain: *certain,
                    }),
            );
        }
        let mut unknowns = extra
            .as_ref()
            .map(|extra| extra.unknowns.clone())
            .unwrap_or_default();
        if one.state == StateWord::Undetermined {
            let maybe = extra.iter().flat_map(|extra| &extra.maybe_by);
            unknowns.extend(maybe.map(|by| crate::record::reason::Unknown::Act(*by as usize)));
        } else {
            unknowns.clear();
        }
        let mut seen = Vec::new();
        unknowns.retain(|unknown| {
            let new = !seen.contains(unknown);
            seen.push(unknown.clone());
            new
        });
        let possible = match (one.state, &extra) {
            (StateWord::Undetermined, Some(extra)) => extra.possible.clone(),
            _ => Vec::new(),
        };
        Ok(DutyRecord {
            norm: one.norm,
            taken_over_by: first.is_some().then(|| bearer.clone()),
            bearer: first.unwrap_or_else(|| bearer.clone()),
            cause: self.cause(one.cause, places),
            bindings: self.bindings_of(id),
            owed_to,
            arose: day(one.arose.day()),
            exists: one.exists,
            due: (one.due != NO_DUE).then(|| day(one.due)),
            state: one.state,
            possible,
            history: steps
                .iter()
                .map(|step| StateChange {
                    on: day(step.day),
                    state: step.state,
                    by: (step.by != BY_NOTHING).then_some(step.by as usize),
                })
                .collect(),
            missing,
            discharged_by,
            intervals,
            performers,
            answerable: vec![bearer],
            ended_by: extra
                .as_ref()
                .and_then(|extra| extra.ended.clone())
                .map(|ended| self.ended(ended)),
            order_matters: one.order_matters,
            unknowns,
            without_assumption: None,
        })
    }

    /// What is missing, in the states that want something: as it was at a breach, as it is otherwise.
    fn missing_now(&mut self, id: InstanceId, state: StateWord) -> Run<Vec<Missing>> {
        match state {
            StateWord::Breached | StateWord::DepartedFrom => {
                let noted = self.duties.extra(id).map(|extra| extra.missing.clone());
                match noted {
                    Some(noted) if !noted.is_empty() => Ok(noted),
                    Some(_) => self.missing(id),
                    None => Ok(vec![Missing::Act(0)]),
                }
            }
            StateWord::PartlyDischarged | StateWord::NotEvidenced => self.missing(id),
            // A breach stays in the record after a late discharge, and so does what was missing then (S4.2).
            StateWord::DischargedLate => {
                let breached = self.duties.get(id).is_some_and(|one| one.was_breached);
                let noted = self.duties.extra(id).filter(|_| breached);
                Ok(noted.map(|extra| extra.missing.clone()).unwrap_or_default())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn no_duty(&self) -> DutyRecord {
        DutyRecord {
            norm: crate::policy::norm::NormId::new(0),
            bearer: Value::Boolean(false),
            taken_over_by: None,
            cause: Cause::Commencement,
            bindings: Vec::new(),
            owed_to: Vec::new(),
            arose: Date::MIN,
            exists: Truth::False,
            due: None,
            state: StateWord::Undetermined,
            possible: Vec::new(),
            history: Vec::new(),
            missing: Vec::new(),
            discharged_by: Vec::new(),
            intervals: Vec::new(),
            performers: Vec::new(),
            answerable: Vec::new(),
            ended_by: None,
            order_matters: false,
            unknowns: Vec::new(),
            without_assumption: None,
        }
    }

    fn cause(&self, cause: CauseCode, places: &[usize]) -> Cause {
        match cause {
            CauseCode::Period(period) => Cause::Period(Value::Period(period)),
            CauseCode::Happening(place) | CauseCode::Breach(place) => {
                Cause::Happening(place as usize)
            }
            CauseCode::Duty(id) => {
                Cause::Duty(places.get(id.0 as usize).copied().unwrap_or(usize::MAX))
            }
            CauseCode::Change(day) => Cause::Change(Date::from_days(day).unwrap_or(Date::MIN)),
            CauseCode::Commencement => Cause::Commencement,
        }
    }

    fn ended(&self, ended: EndedBy) -> Ended {
        match ended {
            EndedBy::Until(place) => Ended::Until(place),
            EndedBy::Waived(place) => Ended::Waived(place as usize),
            EndedBy::Overridden(norm) => Ended::Overridden(norm),
            EndedBy::Disapplied => Ended::Disapplied,
            EndedBy::Repealed => Ended::Repealed,
            EndedBy::Abolished => Ended::Abolished,
            EndedBy::SeveralSuccessors(who) => Ended::SeveralSuccessors(
                who.iter().filter_map(|who| self.world.give(*who)).collect(),
            ),
            EndedBy::NothingToDo => Ended::NothingToDo,
        }
    }

    fn act_record(
        &self,
        item: Item,
        places: &[usize],
        discharges: &mut FxHashMap<usize, Vec<usize>>,
    ) -> ActRecord {
        let place = item.place as usize;
        let give = |vals: &[Val]| -> Vec<Value> {
            vals.iter()
                .filter_map(|val| self.world.give(*val))
                .collect()
        };
        let performers = give(self.world.past.performers(item.place));
        let principals = give(self.world.past.principals(item.place));
        let mut act = ActRecord {
            act: place,
            validity: Validity::Valid,
            verdict: VerdictWord::Lawful,
            authority: Vec::new(),
            breaches: Vec::new(),
            performers: performers.clone(),
            answerable: principals,
            discharges: discharges.remove(&place).unwrap_or_default(),
            soft: Vec::new(),
            order_matters: item.order_matters,
            unknowns: Vec::new(),
            without_assumption: None,
        };
        let Some(detail) = self.acts.detail(item) else {
            act.authority = performers
                .into_iter()
                .map(|who| Authority::NeedsNone { who })
                .collect();
            return act;
        };
        act.validity = detail.validity.clone();
        act.verdict = detail.word();
        act.authority = if detail.authority.is_empty() && act.validity == Validity::Valid {
            performers
                .into_iter()
                .map(|who| Authority::NeedsNone { who })
                .collect()
        } else {
            detail.authority.clone()
        };
        act.soft = detail.soft.clone();
        act.unknowns = detail.unknowns.clone();
        act.breaches = detail
            .breaches
            .iter()
            .filter_map(|breach| {
                Some(ActBreach {
                    norm: breach.norm,
                    name: breach.name,
                    of: self.world.give(breach.of)?,
                    duty: breach
                        .duty
                        .and_then(|id| places.get(id.0 as usize).copied()),
                    certain: breach.certain,
                    unknowns: breach.unknowns.clone(),
                })
            })
            .collect();
        act.breaches
            .sort_by(|one, other| (one.norm, &one.of).cmp(&(other.norm, &other.of)));
        for breach in &act.breaches {
            if breach.certain == Truth::Unknown && act.verdict == VerdictWord::Undetermined {
                for unknown in &breach.unknowns {
                    if !act.unknowns.contains(unknown) {
                        act.unknowns.push(unknown.clone());
                    }
                }
            }
        }
        act
    }

    /// Statements that can be checked, and whether they hold at the end of the last day. What is announced or proposed is
    /// tried only where it is assumed (S10).
    fn statements(&mut self, last: i32) -> Run<Vec<StatementRecord>> {
        let policy = self.policy;
        let view = View::end_of(last);
        let mut records = Vec::new();
        for (id, statement) in policy.statements.entries() {
            let law = !matches!(
                statement.standing.status,
                Status::Announced | Status::Proposed
            );
            let itself = Some(Assumed::Statement(id));
            let tried = law || self.world.is_assumed(itself, statement.pack);
            let Some(holds) = statement.holds.as_ref().filter(|_| tried) else {
                records.push(StatementRecord {
                    statement: id,
                    holds: None,
                    asked_of: 0,
                    against: Vec::new(),
                    unknowns: Vec::new(),
                });
                continue;
            };
            let node = self.world.compile(|compiler| compiler.expression(holds));
            let mut rows: Vec<Vec<Val>> = vec![Vec::new()];
            for (_, kind) in &statement.free {
                let members = self.beings(*kind, view);
                rows = rows
                    .into_iter()
                    .flat_map(|row| {
                        members.iter().map(move |member| {
                            let mut row = row.clone();
                            row.push(*member);
                            row
                        })
                    })
                    .collect();
            }
            let mut found = StatementRecord {
                statement: id,
                holds: Some(Truth::True),
                asked_of: rows.len(),
                against: Vec::new(),
                unknowns: Vec::new(),
            };
            let mut all = Truth::True;
            for row in rows {
                let mut env = vec![Val::NONE; statement.variables.len()];
                for ((variable, _), val) in statement.free.iter().zip(&row) {
                    if let Some(slot) = env.get_mut(variable.index()) {
                        *slot = *val;
                    }
                }
                let truth = self.world.truth(node, &mut env, view)?;
                all = all.min(truth);
                if truth == Truth::False && row.is_empty() {
                    // One that is asked of nobody in particular: those of whom it fails, where it says so itself.
                    let mut fails = Vec::new();
                    self.lacking(node, &mut env, view, &mut fails)?;
                    found
                        .against
                        .extend(fails.into_iter().filter_map(|one| match one {
                            Missing::Fails(value) => Some(vec![value]),
                            _ => None,
                        }));
                } else if truth == Truth::False {
                    let row = row.iter().filter_map(|val| self.world.give(*val)).collect();
                    found.against.push(row);
                }
                if truth == Truth::Unknown {
                    for unknown in self.world.unknowns(node, &mut env, view)? {
                        if !found.unknowns.contains(&unknown) {
                            found.unknowns.push(unknown);
                        }
                    }
                }
            }
            found.holds = Some(all);
            if all != Truth::Unknown {
                found.unknowns.clear();
            }
            records.push(found);
        }
        Ok(records)
    }
}
