//! Whether an act is of a form; comparisons.

use crate::world::{Env, Run, all, any};
use vires::{
    policy::{
        expr::{CompareOp, Expr, ExprKind, PastAct},
        pattern::{ActPattern, ActRef, Term},
        policy::ActId,
        value::Value,
    },
    record::reason::Truth,
};

use super::got::{Got, bounds, includes, includes_any};
use super::reader::Eval;

pub(crate) fn has_unbound(expr: &Expr, env: &Env) -> bool {
    match &expr.kind {
        ExprKind::Variable(var) => !env.contains_key(var),
        ExprKind::StartOf(e)
        | ExprKind::EndOf(e)
        | ExprKind::PeriodShift(e, _)
        | ExprKind::HappeningPart(e, _) => has_unbound(e, env),
        ExprKind::Set(of) | ExprKind::Fact(_, of) => of.iter().any(|e| has_unbound(e, env)),
        _ => false,
    }
}

/// The acts that a condition wants done (S4.5): under an even number of denials, and at least so many or so much of them.
pub fn wanted<'e>(expr: &'e Expr, yes: bool, out: &mut Vec<&'e PastAct>) {
    match &expr.kind {
        ExprKind::HasDone(act) if yes => out.push(act),
        ExprKind::Not(of) => wanted(of, !yes, out),
        ExprKind::And(of) | ExprKind::Or(of) => of.iter().for_each(|e| wanted(e, yes, out)),
        ExprKind::Compare(op, left, _) => {
            let more = match op {
                CompareOp::AtLeast | CompareOp::More => yes,
                CompareOp::AtMost | CompareOp::Less => !yes,
                CompareOp::Equal | CompareOp::NotEqual => false,
            };
            if let (true, ExprKind::CountActs(act) | ExprKind::TotalActs(_, act)) =
                (more, &left.kind)
            {
                out.push(act);
            }
        }
        ExprKind::Some(ranged) => {
            if let Some(condition) = &ranged.condition {
                wanted(condition, yes, out);
            }
        }
        ExprKind::Every(ranged, has) => {
            if let Some(condition) = &ranged.condition {
                wanted(condition, !yes, out);
            }
            wanted(has, yes, out);
        }
        ExprKind::CountCompare(op, ranged, _) => {
            let more = match op {
                CompareOp::AtLeast | CompareOp::More => yes,
                CompareOp::AtMost | CompareOp::Less => !yes,
                CompareOp::Equal | CompareOp::NotEqual => return,
            };
            if let Some(condition) = &ranged.condition {
                wanted(condition, more, out);
            }
        }
        ExprKind::LatestAct { act, body, .. } => {
            if yes {
                out.push(act);
            }
            wanted(body, yes, out);
        }
        ExprKind::OnDay(of, _) | ExprKind::JustBefore(of, _) => wanted(of, yes, out),
        _ => {}
    }
}

impl<'a> Eval<'a> {
    /// Whether an argument (or actor) is what a pattern says of it; binds what it binds.
    pub fn term(&self, term: &Term, value: Option<&Value>, env: &mut Env) -> Run<Truth> {
        let truth = |b: bool| if b { Truth::True } else { Truth::False };
        Ok(match (term, value) {
            (Term::Anything, _) => Truth::True,
            (_, None) => Truth::False,
            (Term::Is(e), Some(value)) => match self.value(e, env)? {
                Got::Known(is) => truth(is == *value),
                Got::Nothing => Truth::False,
                _ => Truth::Unknown,
            },
            (Term::Bind(var, kind), Some(value)) => {
                let fits = match (kind, value) {
                    (Some(kind), Value::Individual(who)) => self
                        .world
                        .policy
                        .is_kind(self.world.kind(self.view, *who), *kind),
                    _ => true,
                };
                env.insert(*var, value.clone());
                truth(fits)
            }
            (Term::AllOf(e), Some(value)) => match self.value(e, env)? {
                Got::Known(set) => truth(includes(value, &set)),
                _ => Truth::Unknown,
            },
            (Term::AnyOf(e), Some(value)) => match self.value(e, env)? {
                Got::Known(set) => truth(includes_any(value, &set)),
                _ => Truth::Unknown,
            },
            (Term::InTotal(_), Some(_)) => Truth::True,
        })
    }

    /// Whether a happening is an act (or event) of this form; binds what the pattern binds.
    pub fn matches(&self, pattern: &ActPattern, place: usize, env: &mut Env) -> Run<Truth> {
        let Some((act, arguments, _)) = self.parts(place) else {
            return Ok(Truth::False);
        };
        self.matches_act(pattern, act, arguments, self.performers(place), env)
    }

    /// Whether an act with arguments is of this form.
    pub fn matches_act(
        &self,
        pattern: &ActPattern,
        act: ActId,
        arguments: &[Option<Value>],
        actors: &[Value],
        env: &mut Env,
    ) -> Run<Truth> {
        let policy = self.world.policy;
        let mut truths = Vec::new();
        match pattern.act {
            ActRef::Act(id) if id != act => return Ok(Truth::False),
            ActRef::Act(_) => {}
            ActRef::Anything if policy.acts.at(act).event => return Ok(Truth::False),
            ActRef::Anything => {}
            ActRef::Variable(var) => {
                let Some(Value::Act(wanted)) = env.get(&var).cloned() else {
                    return Ok(Truth::Unknown);
                };
                let fits = wanted.act == act
                    && wanted
                        .arguments
                        .iter()
                        .zip(arguments)
                        .all(|(w, a)| w.is_none() || w == a);
                return Ok(if fits { Truth::True } else { Truth::False });
            }
        }
        for (parameter, term) in &pattern.arguments {
            truths.push(self.term(
                term,
                arguments.get(*parameter).and_then(Option::as_ref),
                env,
            )?);
        }
        if let Some(under) = pattern.under {
            let within = policy
                .acts
                .at(act)
                .under
                .is_some_and(|f| policy.is_function_within(f, under));
            truths.push(if within { Truth::True } else { Truth::False });
        }
        if let Some(term) = &pattern.performed_by {
            let mut by = Vec::new();
            for actor in actors {
                by.push(self.term(term, Some(actor), env)?);
            }
            truths.push(any(by));
        }
        if all(truths.iter().copied()) != Truth::False
            && let Some(condition) = &pattern.condition
        {
            truths.push(self.truth(condition, env)?);
        }
        Ok(all(truths))
    }

    /// S1.1, S2: a comparison. On happenings `before` is earlier in the order; with nothing, it is false; with a range, it
    /// is certain where every value of it agrees.
    pub fn compare(&self, op: CompareOp, left: &Got, right: &Got) -> Truth {
        let truth = |b: bool| if b { Truth::True } else { Truth::False };
        match (left, right) {
            (Got::Among(of), other) | (other, Got::Among(of)) => {
                let swapped = matches!(right, Got::Among(_)) && !matches!(left, Got::Among(_));
                let truths: Vec<Truth> = of
                    .iter()
                    .map(|one| match swapped {
                        true => self.compare(op, other, one),
                        false => self.compare(op, one, other),
                    })
                    .collect();
                match truths.first() {
                    Some(first) if truths.iter().all(|t| t == first) => *first,
                    _ => Truth::Unknown,
                }
            }
            (Got::Nothing, _) | (_, Got::Nothing) => Truth::False,
            (Got::Unknown, _) | (_, Got::Unknown) => Truth::Unknown,
            (Got::Known(a), Got::Known(b)) => {
                let (a, b) = match (a, b) {
                    (Value::Happening(h), Value::Date(_)) => {
                        (Value::Date(self.world.day_of(*h as usize)), b.clone())
                    }
                    (Value::Date(_), Value::Happening(h)) => {
                        (a.clone(), Value::Date(self.world.day_of(*h as usize)))
                    }
                    _ => (a.clone(), b.clone()),
                };
                let order = a.cmp(&b);
                truth(match op {
                    CompareOp::Equal => order.is_eq(),
                    CompareOp::NotEqual => order.is_ne(),
                    CompareOp::Less => order.is_lt(),
                    CompareOp::AtMost => order.is_le(),
                    CompareOp::More => order.is_gt(),
                    CompareOp::AtLeast => order.is_ge(),
                })
            }
            _ => {
                let (Some((a, b)), Some((c, d))) = (bounds(left), bounds(right)) else {
                    return Truth::Unknown;
                };
                let (yes, no) = match op {
                    CompareOp::Less => (b < c, a >= d),
                    CompareOp::AtMost => (b <= c, a > d),
                    CompareOp::More => (a > d, b <= c),
                    CompareOp::AtLeast => (a >= d, b < c),
                    CompareOp::Equal => (a == b && c == d && a == c, b < c || d < a),
                    CompareOp::NotEqual => (b < c || d < a, a == b && c == d && a == c),
                };
                if yes {
                    Truth::True
                } else if no {
                    Truth::False
                } else {
                    Truth::Unknown
                }
            }
        }
    }
}

impl Eval<'_> {
    /// S4.5: whether a happening is what a `must` names, where variables that the occasion would bind may stand for anything.
    pub fn names(&self, pattern: &ActPattern, place: usize, env: &mut Env) -> Run<Truth> {
        let mut free = pattern.clone();
        for (_, term) in &mut free.arguments {
            let unbound = match term {
                Term::Is(e) | Term::AllOf(e) | Term::AnyOf(e) => has_unbound(e, env),
                _ => false,
            };
            if unbound {
                let bound = match term {
                    Term::Is(Expr {
                        kind: ExprKind::Variable(var),
                        ..
                    }) => Some(*var),
                    _ => None,
                };
                *term = bound.map_or(Term::Anything, |var| Term::Bind(var, None));
            }
            // How much of a set is wanted does not say how much may be done.
            if let Term::AllOf(_) = term {
                *term = Term::Anything;
            }
        }
        self.matches(&free, place, env)
    }
}

impl Eval<'_> {
    /// Whether a term speaks of a variable that nothing has bound yet.
    pub fn is_free(&self, term: &Term, env: &Env) -> bool {
        match term {
            Term::Is(e) => has_unbound(e, env),
            _ => false,
        }
    }
}
