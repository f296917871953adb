//! What may heal a duty: an act that it wants, added, moved or changed; what it asks to have been done; what must hold.

use super::candidates::{Candidates, Env, MOST_OF_ONE};
use super::patterns::{lookup, past_acts, united};
use crate::{
    base::date::Date,
    case::happening::HappeningKind,
    policy::{
        expr::{Expr, PastAct},
        norm::{Form, MustKind, Party},
        pattern::{ActPattern, Term},
        types::Type,
        value::Value,
    },
    record::duty::{Cause, DutyRecord, Missing},
};

/// Days before a happening that are tried for what should have come before it.
const DAYS_BEFORE: [i32; 12] = [1, 2, 7, 8, 14, 15, 21, 28, 29, 31, 60, 92];

impl Candidates<'_, '_, '_> {
    pub(super) fn duty(&mut self, duty: &DutyRecord) {
        let policy = self.ran.policy;
        let Some(norm) = policy.norms.get(duty.norm) else {
            return;
        };
        let mut env: Env = duty.bindings.clone();
        if let Some(Party::Any { variable, .. }) = &norm.party {
            env.push((*variable, duty.bearer.clone()));
        }
        let Form::Duty(musts) = &norm.form else {
            return;
        };
        let proof = (0..self.ran.record.duties.len())
            .find(|place| self.ran.record.duties.get(*place) == Some(duty))
            .and_then(|place| self.ran.run.duty_proof(place).ok().flatten());
        let last = duty.due.unwrap_or(duty.arose);
        for must in musts {
            match &must.kind {
                MustKind::Do { act, for_every, .. } => {
                    let members: Vec<Value> = duty
                        .missing
                        .iter()
                        .filter_map(|missing| match missing {
                            Missing::For(value) => Some(value.clone()),
                            _ => None,
                        })
                        .collect();
                    match for_every {
                        Some(ranged) if !members.is_empty() => {
                            for member in members.into_iter().take(MOST_OF_ONE) {
                                let mut env = env.clone();
                                env.retain(|(id, _)| *id != ranged.variable);
                                env.push((ranged.variable, member));
                                self.wanted(act, &env, &duty.bearer, last, duty);
                            }
                        }
                        _ => self.wanted(act, &env, &duty.bearer, last, duty),
                    }
                }
                MustKind::Keep(condition)
                | MustKind::Achieve(condition, _)
                | MustKind::HaveOn(condition, _)
                | MustKind::Ensure(condition) => {
                    let before = match &duty.cause {
                        Cause::Happening(place) => {
                            self.ran.case.timeline.get(*place).map(|line| line.date)
                        }
                        _ => None,
                    };
                    self.done_before(condition, &env, &duty.bearer, before, last);
                    if let (MustKind::Ensure(_), Cause::Happening(place)) =
                        (&must.kind, &duty.cause)
                    {
                        self.items(duty, *place);
                    }
                }
                MustKind::HaveRegard(_) => {
                    if let Cause::Happening(place) = &duty.cause {
                        self.regard(duty, *place);
                    }
                }
                MustKind::ShowEvidence(..) => self.evidence(duty, last),
            }
        }
        self.waiver(duty, last);
        for part in proof.iter().flat_map(|proof| &proof.parts) {
            if let Some(condition) = &part.condition {
                self.proof(condition);
            }
        }
    }

    /// Members that a set should hold, put into the sets of the act that is judged.
    pub(super) fn items(&mut self, duty: &DutyRecord, place: usize) {
        let missing: Vec<Value> = duty
            .missing
            .iter()
            .filter_map(|missing| match missing {
                Missing::Item(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let Some(done) = self.act_at(place).cloned() else {
            return;
        };
        for (parameter, argument) in done.arguments.iter().enumerate() {
            if let Some(Value::Set(members)) = argument
                && !missing.is_empty()
            {
                self.argument(place, parameter, united(members, &missing));
            }
        }
    }

    /// An act that a duty wants: those of the scenario moved or changed, or one more.
    pub(super) fn wanted(
        &mut self,
        pattern: &ActPattern,
        env: &Env,
        bearer: &Value,
        last: Date,
        duty: &DutyRecord,
    ) {
        let Some((act, arguments)) = self.arguments_of(pattern, env, bearer, Some(duty)) else {
            return;
        };
        let mut days = vec![last];
        days.extend(last.previous_day());
        days.push(duty.arose);
        let alike: Vec<usize> = self
            .ran
            .case
            .timeline
            .iter()
            .enumerate()
            .filter(|(_, line)| matches!(&line.kind, HappeningKind::Act(done) if done.act == act))
            .map(|(place, _)| place)
            .take(MOST_OF_ONE)
            .collect();
        for day in &days {
            self.add_act(act, &arguments, bearer, *day);
        }
        for place in &alike {
            for day in &days {
                self.date(*place, *day);
            }
        }
        for place in &alike {
            for (parameter, argument) in arguments.iter().enumerate() {
                let Some(argument) = argument else { continue };
                let now = self
                    .act_at(*place)
                    .and_then(|done| done.arguments.get(parameter));
                let argument = match (now, argument) {
                    (Some(Some(Value::Set(members))), Value::Set(more)) => united(members, more),
                    _ => argument.clone(),
                };
                if now != Some(&Some(argument.clone())) {
                    self.argument(*place, parameter, argument);
                }
            }
            if self
                .act_at(*place)
                .is_some_and(|done| !done.actors.contains(bearer))
            {
                self.actors(*place, vec![bearer.clone()]);
            }
        }
    }

    /// Acts that a condition asks to have been done.
    pub(super) fn done_before(
        &mut self,
        condition: &Expr,
        env: &Env,
        bearer: &Value,
        before: Option<Date>,
        last: Date,
    ) {
        let mut asked: Vec<&PastAct> = Vec::new();
        past_acts(condition, &mut asked);
        for past in asked {
            let by = match &past.by {
                Some(Term::Is(expr)) => self.value(expr, env),
                Some(Term::Bind(variable, kind)) => {
                    lookup(env, *variable).or_else(|| self.some_of(&Type::Any, *kind))
                }
                _ => None,
            };
            let by = by.unwrap_or_else(|| bearer.clone());
            let Some((act, arguments)) = self.arguments_of(&past.pattern, env, &by, None) else {
                continue;
            };
            let days: Vec<Date> = match before {
                Some(day) => DAYS_BEFORE
                    .iter()
                    .filter_map(|back| day.add_days(-back))
                    .collect(),
                None => [Some(last), last.previous_day()]
                    .into_iter()
                    .flatten()
                    .collect(),
            };
            for day in days {
                self.add_act(act, &arguments, &by, day);
            }
        }
    }
}
