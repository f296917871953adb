//! Facts that a condition read, the other way round, and amounts at the limit that they are compared with.

use super::candidates::{Candidates, Env};
use crate::{
    base::money::Money,
    case::case::GivenValue,
    policy::{
        expr::{CompareOp, Expr, ExprKind},
        policy::FactId,
        value::Value,
    },
    record::{
        answer::Outcome,
        proof::{Form, NormProof, Proof, Since},
    },
};

impl Candidates<'_, '_, '_> {
    /// The facts that a condition names, read or not, either way.
    pub(super) fn named(&mut self, condition: &Expr, env: &Env) {
        let mut left = vec![condition];
        while let Some(expr) = left.pop() {
            match &expr.kind {
                ExprKind::And(parts) | ExprKind::Or(parts) => left.extend(parts.iter().rev()),
                ExprKind::Not(inner)
                | ExprKind::OnDay(inner, _)
                | ExprKind::JustBefore(inner, _) => {
                    left.push(inner);
                }
                ExprKind::Fact(fact, arguments) if self.ran.words.is_boolean(*fact) => {
                    let said: Option<Vec<Value>> =
                        arguments.iter().map(|one| self.value(one, env)).collect();
                    for (arguments, value) in
                        said.iter().flat_map(|said| [(said, true), (said, false)])
                    {
                        if self.is_now(*fact, arguments) != Some(value) {
                            self.fact(*fact, arguments, Value::Boolean(value));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// What is given of a fact, where one line says it for always; false of what nothing states.
    fn is_now(&self, fact: FactId, arguments: &[Value]) -> Option<bool> {
        let given = self.ran.case.facts.iter();
        let mut given = given.filter(|one| one.fact == fact && one.arguments == arguments);
        match (given.next(), given.next()) {
            (None, _) => Some(false),
            (Some(one), None) => match one.value {
                GivenValue::Known(Value::Boolean(value)) => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn norm(&mut self, proof: &NormProof) {
        let all = proof.party.iter().chain(&proof.pattern);
        let all: Vec<&Proof> = all
            .chain(&proof.conditions)
            .chain(&proof.exceptions)
            .collect();
        for one in all {
            self.proof(one);
        }
    }

    /// Facts that a condition read, the other way round; amounts at the limit they are compared with.
    pub(super) fn proof(&mut self, proof: &Proof) {
        let mut parts: Vec<&Proof> = Vec::new();
        proof.each(&mut |part| parts.push(part));
        for part in parts {
            match &part.form {
                Form::Fact(fact, arguments, since) => {
                    if let Some(Since::Happening(place)) = since {
                        self.remove(*place);
                    }
                    if self.ran.words.is_boolean(*fact) {
                        for value in [true, false] {
                            if part.gave != Outcome::Known(Value::Boolean(value)) {
                                self.fact(*fact, arguments, Value::Boolean(value));
                            }
                        }
                    }
                }
                Form::Compare(op) => {
                    if let [left, right] = part.parts.as_slice() {
                        self.compared(left, right, *op);
                        self.compared(right, left, *op);
                    }
                }
                Form::Happening(place) => self.remove(*place),
                _ => {}
            }
        }
    }

    pub(super) fn compared(&mut self, of: &Proof, with: &Proof, op: CompareOp) {
        let (Form::Fact(fact, arguments, _), Outcome::Known(value)) = (&of.form, &with.gave) else {
            return;
        };
        let near: Vec<Value> = match (op, value) {
            (CompareOp::Equal | CompareOp::AtMost | CompareOp::AtLeast, value) => {
                vec![value.clone()]
            }
            (_, Value::Money(amount)) => ["£0.01"]
                .iter()
                .filter_map(|penny| Money::parse(penny).ok())
                .flat_map(|penny| [amount.checked_add(penny), amount.checked_sub(penny)])
                .filter_map(Result::ok)
                .map(Value::Money)
                .collect(),
            (_, Value::Date(day)) => [day.next_day(), day.previous_day()]
                .into_iter()
                .flatten()
                .map(Value::Date)
                .collect(),
            _ => Vec::new(),
        };
        for value in near {
            self.fact(*fact, arguments, value);
        }
    }
}
