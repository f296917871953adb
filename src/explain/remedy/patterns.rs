//! Acts as rules ask for them: the arguments that a pattern wants, with what is known of its variables.

use super::candidates::{Candidates, Env};
use crate::{
    base::money::Money,
    case::happening::{ActDone, HappeningKind},
    policy::{
        expr::{Expr, ExprKind, HappeningPart, PastAct, VarId},
        norm::{Form, Norm, Party},
        pattern::{ActPattern, ActRef, Term},
        policy::{ActId, KindId},
        types::Type,
        value::Value,
    },
    record::{
        answer::Outcome,
        duty::{DutyRecord, Missing},
    },
};

impl Candidates<'_, '_, '_> {
    /// The arguments that a pattern wants, as far as they are known; what may be anything is taken from an act like it.
    pub(super) fn arguments_of(
        &self,
        pattern: &ActPattern,
        env: &Env,
        bearer: &Value,
        duty: Option<&DutyRecord>,
    ) -> Option<(ActId, Vec<Option<Value>>)> {
        let act = match pattern.act {
            ActRef::Act(act) => act,
            ActRef::Variable(variable) => match lookup(env, variable)? {
                Value::Act(value) => return Some((value.act, value.arguments)),
                _ => return None,
            },
            ActRef::Anything => return None,
        };
        let declared = self.ran.policy.acts.get(act)?;
        let mut arguments: Vec<Option<Value>> = vec![None; declared.parameters.len()];
        let like = self
            .ran
            .case
            .timeline
            .iter()
            .rev()
            .find_map(|line| match &line.kind {
                HappeningKind::Act(done) if done.act == act && done.actors.contains(bearer) => {
                    Some(done)
                }
                _ => None,
            });
        for (parameter, term) in &pattern.arguments {
            let ty = declared.parameters.get(*parameter).map(|one| &one.ty)?;
            let likely = like.and_then(|done| done.arguments.get(*parameter).cloned().flatten());
            let value = match term {
                Term::Is(expr) | Term::AllOf(expr) => self.value(expr, env),
                Term::AnyOf(expr) => match (self.value(expr, env), ty) {
                    (Some(Value::Set(members)), Type::Set(_)) => {
                        members.first().cloned().map(|one| Value::Set(vec![one]))
                    }
                    (Some(Value::Set(members)), _) => members.first().cloned(),
                    (other, _) => other,
                },
                Term::InTotal(expr) => {
                    let owed = duty.iter().flat_map(|duty| &duty.missing);
                    let owed = owed
                        .filter_map(|missing| match missing {
                            Missing::Amount(value) => Some(value.clone()),
                            _ => None,
                        })
                        .next();
                    owed.or_else(|| self.value(expr, env))
                }
                Term::Bind(variable, kind) => lookup(env, *variable)
                    .or(likely)
                    .or_else(|| self.some_of(ty, *kind)),
                Term::Anything => None,
            };
            *arguments.get_mut(*parameter)? = value;
        }
        Some((act, arguments))
    }

    /// Something of a type that the scenario knows.
    pub(super) fn some_of(&self, ty: &Type, kind: Option<KindId>) -> Option<Value> {
        let wanted = match ty {
            Type::Kind(of) => kind.or(Some(*of)),
            _ => kind,
        };
        match (ty, wanted) {
            (_, Some(kind)) => {
                let mut all = self.ran.case.individuals.entries();
                let found = all.find(|(_, one)| self.ran.policy.is_kind(one.kind, kind));
                found.map(|(id, _)| Value::Individual(id))
            }
            (Type::Values(set), None) => {
                let mut all = self.ran.policy.values.entries();
                let found = all.find(|(_, entry)| entry.set == *set);
                found.map(|(id, _)| Value::Value(id))
            }
            (Type::Money, None) => Some(Value::Money(Money::pounds(1))),
            (Type::Text, None) => Some(Value::Text("what is wanted".into())),
            _ => None,
        }
    }

    /// The value of an expression where the variables are known.
    pub(super) fn value(&self, expr: &Expr, env: &Env) -> Option<Value> {
        match &expr.kind {
            ExprKind::Literal(value) => Some(value.clone()),
            ExprKind::Variable(id) => lookup(env, *id),
            ExprKind::Set(members) => {
                let members: Option<Vec<Value>> =
                    members.iter().map(|one| self.value(one, env)).collect();
                Some(united(&members?, &[]))
            }
            ExprKind::HappeningPart(of, part) => {
                let Value::Happening(place) = self.value(of, env)? else {
                    return None;
                };
                let line = self.ran.case.timeline.get(place as usize)?;
                match (part, &line.kind) {
                    (HappeningPart::Date, _) => Some(Value::Date(line.date)),
                    (HappeningPart::Actor, HappeningKind::Act(done)) => {
                        done.actors.first().cloned()
                    }
                    (HappeningPart::Argument(parameter), HappeningKind::Act(done)) => {
                        done.arguments.get(*parameter)?.clone()
                    }
                    _ => None,
                }
            }
            ExprKind::Fact(fact, arguments) => {
                let arguments: Option<Vec<Expr>> = arguments
                    .iter()
                    .map(|one| {
                        Some(Expr {
                            kind: ExprKind::Literal(self.value(one, env)?),
                            ty: one.ty.clone(),
                            span: one.span,
                        })
                    })
                    .collect();
                let literal = Expr {
                    kind: ExprKind::Fact(*fact, arguments?),
                    ty: expr.ty.clone(),
                    span: expr.span,
                };
                let seen = self.ran.run.value(&literal, self.ran.run.last()).ok()?;
                match seen.outcome {
                    Outcome::Known(value) => Some(value),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn env_of(&self, norm: &Norm, who: &Value) -> Env {
        match &norm.party {
            Some(Party::Any { variable, .. }) => vec![(*variable, who.clone())],
            _ => Vec::new(),
        }
    }

    /// Binds the variables of a norm that an act's arguments bind.
    pub(super) fn bind(&self, norm: &Norm, done: &ActDone, env: &mut Env) {
        let patterns = match &norm.form {
            Form::Power(patterns) | Form::Freedom(patterns) | Form::Prohibition(patterns) => {
                patterns.as_slice()
            }
            _ => &[],
        };
        let fits = |pattern: &&ActPattern| pattern.act == ActRef::Act(done.act);
        let Some(pattern) = patterns.iter().find(fits) else {
            return;
        };
        for (parameter, term) in &pattern.arguments {
            if let (Term::Bind(variable, _), Some(Some(value))) =
                (term, done.arguments.get(*parameter))
            {
                env.push((*variable, value.clone()));
            }
        }
    }
}

pub(super) fn lookup(env: &Env, id: VarId) -> Option<Value> {
    let found = env.iter().find(|(known, _)| *known == id);
    found.map(|(_, value)| value.clone())
}

/// The members of both, in order, each once.
pub(super) fn united(one: &[Value], other: &[Value]) -> Value {
    let mut all: Vec<Value> = one.iter().chain(other).cloned().collect();
    all.sort();
    all.dedup();
    Value::Set(all)
}

/// The acts that a condition asks after, where only `and`, `or` and quantities stand around them.
pub(super) fn past_acts<'e>(expr: &'e Expr, found: &mut Vec<&'e PastAct>) {
    match &expr.kind {
        ExprKind::HasDone(past) | ExprKind::CountActs(past) | ExprKind::TotalActs(_, past) => {
            found.push(past);
        }
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            for part in parts {
                past_acts(part, found);
            }
        }
        ExprKind::Compare(_, left, right) => {
            past_acts(left, found);
            past_acts(right, found);
        }
        ExprKind::LatestAct { act, .. } => found.push(act),
        ExprKind::Not(inner) | ExprKind::OnDay(inner, _) | ExprKind::JustBefore(inner, _) => {
            past_acts(inner, found);
        }
        _ => {}
    }
}
