//! Which values are worth trying for an unknown fact: true and false, the members of an enumeration, and of amounts and dates
//! both sides of each bound that the rules compare them with.

use std::collections::BTreeMap;

use super::merge::{Atom, is_quantity};
use crate::{
    base::{date::Date, money::Money, number::Number},
    case::{
        case::Case,
        expectation::{Question, VerdictWord},
        happening::HappeningKind,
    },
    engine::run::why::Supposed,
    explain::{explain::Ran, subject::Subject},
    policy::{
        expr::ArithmeticOp,
        norm::{Form as NormForm, MustKind, NormId},
        pattern::{ActPattern, ActRef},
        policy::{ActId, FactId, Policy},
        types::Type,
        value::Value,
    },
    program::{
        code::Code,
        node::{Node, NodeId},
        program::Program,
    },
    record::{
        answer::Outcome,
        proof::{DutyProof, Form, NormProof, Proof},
    },
};

/// So many values of one fact are tried.
const MOST: usize = 16;
/// So many bounds of one fact are tried on both sides.
const MOST_BOUNDS: usize = 4;
/// So many acts that are undetermined themselves are looked at for bounds.
const MOST_ACTS: usize = 8;

/// What the rules compare facts with.
pub(super) struct Values<'b> {
    policy: &'b Policy,
    /// As this run met them.
    met: BTreeMap<Atom, Vec<Value>>,
    /// As the rules write them.
    written: BTreeMap<FactId, Vec<Value>>,
}

impl<'b> Values<'b> {
    /// What a result of a run compares facts with.
    pub(super) fn of(ran: &Ran<'b, '_>, program: &Program, subject: &Subject) -> Values<'b> {
        let mut values = Values {
            policy: ran.policy,
            met: BTreeMap::new(),
            written: BTreeMap::new(),
        };
        values.read(&program.code);
        match subject {
            Subject::Duty(place) => {
                if let Ok(Some(proof)) = ran.run.duty_proof(*place) {
                    values.duty(&proof);
                }
            }
            Subject::Act(place) => values.act(ran, *place),
            Subject::Answer(place) => values.answer(ran, *place),
            Subject::NoDuty { .. } => {}
        }
        // What hangs on other acts hangs on their bounds too.
        let open = ran.record.acts.iter().filter(|act| {
            act.verdict == VerdictWord::Undetermined && *subject != Subject::Act(act.act)
        });
        for act in open.take(MOST_ACTS) {
            values.act(ran, act.act);
        }
        values
    }

    /// The values that are tried of a fact, in ascending order where there is more and less of it.
    pub(super) fn of_atom(&self, policy: &Policy, case: &Case, atom: &Atom) -> Vec<Value> {
        let Some(fact) = policy.facts.get(atom.0) else {
            return Vec::new();
        };
        let mut bounds: Vec<Value> = self.met.get(atom).cloned().unwrap_or_default();
        let written = self.written.get(&atom.0).into_iter().flatten();
        for value in written {
            if !bounds.contains(value) {
                bounds.push(value.clone());
            }
        }
        let mut tried: Vec<Value> = Vec::new();
        let mut put = |value: Value| {
            if !tried.contains(&value) && tried.len() < MOST {
                tried.push(value);
            }
        };
        match &fact.ty {
            Type::Boolean => [true, false].into_iter().map(Value::Boolean).for_each(put),
            Type::Values(set) => {
                let of_set = |value: &Value| match value {
                    Value::Value(id) => policy.values.get(*id).is_some_and(|one| one.set == *set),
                    _ => false,
                };
                bounds.into_iter().filter(of_set).for_each(&mut put);
                let all = policy.values.entries().filter(|(_, one)| one.set == *set);
                all.map(|(id, _)| Value::Value(id)).for_each(put);
            }
            Type::Kind(kind) => {
                let all = case.individuals.entries();
                all.filter(|(_, one)| policy.is_kind(one.kind, *kind))
                    .map(|(id, _)| Value::Individual(id))
                    .for_each(put);
            }
            Type::Set(_) => {
                put(Value::Set(Vec::new()));
                for bound in bounds {
                    put(match bound {
                        set @ Value::Set(_) => set,
                        one => Value::Set(vec![one]),
                    });
                }
            }
            Type::Date if bounds.is_empty() => {
                // Nothing is compared with it in so many words: a deadline, perhaps, and what was done before it.
                let days = case.timeline.iter().rev().map(|line| line.date);
                for day in days.chain(case.as_of).take(MOST_BOUNDS) {
                    both_sides(&Value::Date(day)).into_iter().for_each(&mut put);
                }
            }
            Type::Number | Type::Percent | Type::Money | Type::Date => {
                let mut bounds: Vec<Value> = bounds.into_iter().filter(is_quantity).collect();
                bounds.truncate(MOST_BOUNDS);
                bounds.sort();
                // Less than nothing is tried only where something is compared with that.
                let below_nothing = bounds.iter().any(is_negative);
                for bound in &bounds {
                    let sides = both_sides(bound).into_iter();
                    let sides = sides.filter(|value| below_nothing || !is_negative(value));
                    sides.for_each(&mut put);
                }
                bounds
                    .last()
                    .and_then(far_above)
                    .into_iter()
                    .for_each(&mut put);
            }
            _ => bounds.into_iter().for_each(put),
        }
        if tried.first().is_some_and(is_quantity) {
            tried.sort();
        }
        tried
    }

    fn meet(&mut self, atom: Atom, value: Value) {
        let all = self.met.entry(atom).or_default();
        if !all.contains(&value) {
            all.push(value);
        }
    }

    // What the rules say themselves.

    /// The constants that facts are compared with, wherever that stands.
    fn read(&mut self, code: &Code) {
        for place in 0..code.len() {
            let (one, other) =
                match code.node(NodeId::new(u32::try_from(place).unwrap_or(u32::MAX))) {
                    Node::Compare(_, one, other)
                    | Node::IsWithin(one, other)
                    | Node::IsOneOf(one, other)
                    | Node::Includes(one, other)
                    | Node::IncludesAny(one, other)
                    | Node::StartsWith(one, other) => (one, other),
                    _ => continue,
                };
            for (of, with) in [(one, other), (other, one)] {
                let (mut facts, mut constants) = (Vec::new(), Vec::new());
                code.visit(of, &mut |_, node| {
                    if let Node::Fact(fact, _) = node {
                        facts.push(fact);
                    }
                });
                if facts.is_empty() {
                    continue;
                }
                code.visit(with, &mut |code, node| {
                    if let Node::Value(val) = node {
                        constants.extend(code.pool.give(val));
                    }
                });
                for fact in facts {
                    let known = self.written.entry(fact).or_default();
                    for constant in &constants {
                        if !known.contains(constant) {
                            known.push(constant.clone());
                        }
                    }
                }
            }
        }
    }

    // What this run compared.

    fn duty(&mut self, proof: &DutyProof) {
        self.norm(&proof.norm, &[]);
        for part in &proof.parts {
            let due = part.due.iter().flat_map(|due| &due.parts);
            let all = part.condition.iter().chain(&part.every).chain(&part.wanted);
            for one in all.chain(due).chain(&proof.until) {
                self.proof(one);
            }
        }
    }

    fn act(&mut self, ran: &Ran<'_, '_>, place: usize) {
        let Some(HappeningKind::Act(done)) = ran.case.timeline.get(place).map(|line| &line.kind)
        else {
            return;
        };
        let amounts: Vec<Value> = done.arguments.iter().flatten().cloned().collect();
        let act = ran.record.acts.iter().find(|act| act.act == place);
        let whos: Vec<&Value> = act
            .into_iter()
            .flat_map(|act| act.answerable.iter().chain(&act.performers))
            .collect();
        for norm in norms_about(ran.policy, done.act) {
            for who in &whos {
                if let Ok(proof) = ran.run.norm_proof(norm, who, place) {
                    self.norm(&proof, &amounts);
                }
            }
        }
        let caused = ran
            .record
            .duties
            .iter()
            .enumerate()
            .filter(|(_, duty)| duty.cause == crate::record::duty::Cause::Happening(place));
        for (at, _) in caused {
            if let Ok(Some(proof)) = ran.run.duty_proof(at) {
                self.duty(&proof);
            }
        }
    }

    fn answer(&mut self, ran: &Ran<'_, '_>, place: usize) {
        let last = ran.record.as_of;
        match ran.case.questions.get(place).map(|asked| &asked.question) {
            Some(Question::WhatIs { what, on }) => {
                if let Ok(Some(proof)) = ran.run.value_proof(what, on.unwrap_or(last)) {
                    self.proof(&proof);
                }
            }
            Some(Question::May {
                who,
                act,
                on_behalf_of,
                on,
            }) => {
                let supposed = Supposed {
                    who,
                    act,
                    on_behalf_of: on_behalf_of.as_ref(),
                    on: on.unwrap_or(last),
                };
                let holder = on_behalf_of.as_ref().unwrap_or(who);
                self.supposed(ran, holder, &supposed);
            }
            Some(Question::WhoMay { act, for_, on }) => {
                let Some(who) = for_ else {
                    return;
                };
                let supposed = Supposed {
                    who,
                    act,
                    on_behalf_of: None,
                    on: on.unwrap_or(last),
                };
                self.supposed(ran, who, &supposed);
            }
            _ => {}
        }
    }

    fn supposed(&mut self, ran: &Ran<'_, '_>, holder: &Value, supposed: &Supposed<'_>) {
        let amounts: Vec<Value> = supposed.act.arguments.iter().flatten().cloned().collect();
        for norm in norms_about(ran.policy, supposed.act.act) {
            if let Ok(proof) = ran.run.supposed_proof(norm, holder, supposed) {
                self.norm(&proof, &amounts);
            }
        }
    }

    /// A norm's conditions, and its limits with the amounts that count against them.
    fn norm(&mut self, proof: &NormProof, amounts: &[Value]) {
        let conditions = proof.party.iter().chain(&proof.force).chain(&proof.pattern);
        for one in conditions.chain(&proof.conditions).chain(&proof.exceptions) {
            self.proof(one);
        }
        for (most, sums) in &proof.limits {
            self.proof(most);
            let (mut least, mut most_before) = (Number::ZERO, Number::ZERO);
            for sum in sums {
                let (low, high) = match &sum.gave {
                    Outcome::Known(value) => (scalar(value), scalar(value)),
                    Outcome::Between(low, high) => (scalar(low), scalar(high)),
                    _ => (None, None),
                };
                let (Some(low), Some(high)) = (low, high) else {
                    continue;
                };
                least = least.checked_add(low).unwrap_or(least);
                most_before = most_before.checked_add(high).unwrap_or(most_before);
            }
            for amount in amounts.iter().filter_map(scalar) {
                for before in [least, most_before] {
                    if let Ok(all) = before.checked_add(amount) {
                        self.solve(most, &Target::Amount(all));
                    }
                }
            }
        }
    }

    /// The comparisons that an expression was made of.
    fn proof(&mut self, proof: &Proof) {
        let mut parts: Vec<&Proof> = Vec::new();
        proof.each(&mut |part| parts.push(part));
        for part in parts {
            let compares = matches!(
                part.form,
                Form::Compare(_)
                    | Form::IsWithin
                    | Form::IsOneOf
                    | Form::Includes
                    | Form::IncludesAny
            );
            if let ([one, other], true) = (part.parts.as_slice(), compares) {
                self.compared(one, other);
                self.compared(other, one);
            }
        }
    }

    fn compared(&mut self, of: &Proof, with: &Proof) {
        let targets = match &with.gave {
            Outcome::Known(value) => vec![value.clone()],
            Outcome::Between(low, high) => vec![low.clone(), high.clone()],
            Outcome::OneOf(values) => values.clone(),
            Outcome::Unknown | Outcome::Nobody(_) => return,
        };
        for value in targets {
            let target = scalar(&value).map_or(Target::Other(value), Target::Amount);
            self.solve(of, &target);
        }
    }

    /// What a fact would have to be, for an expression in which it alone is not known to come to this.
    fn solve(&mut self, proof: &Proof, target: &Target) {
        if let Form::Fact(fact, arguments, _) = &proof.form {
            let ty = self.policy.facts.get(*fact).map(|fact| &fact.ty);
            if let Some(value) = ty.and_then(|ty| target.as_type(ty)) {
                self.meet((*fact, arguments.clone()), value);
            }
            return;
        }
        let open: Vec<&Proof> = proof
            .parts
            .iter()
            .filter(|part| known(part).is_none())
            .collect();
        let [only] = open.as_slice() else {
            return;
        };
        let (Form::Arithmetic(op), [left, right]) = (&proof.form, proof.parts.as_slice()) else {
            if matches!(
                proof.form,
                Form::Made | Form::Earlier | Form::Definition(..) | Form::Decision { .. }
            ) {
                self.solve(only, target);
            }
            return;
        };
        let Target::Amount(whole) = target else {
            return;
        };
        let other = known(left).or_else(|| known(right));
        let Some(other) = other.as_ref().and_then(scalar) else {
            return;
        };
        let left_is_open = known(left).is_none();
        let wanted = match (op, left_is_open) {
            (ArithmeticOp::Add, _) => whole.checked_sub(other),
            (ArithmeticOp::Subtract, true) => whole.checked_add(other),
            (ArithmeticOp::Subtract, false) => other.checked_sub(*whole),
            (ArithmeticOp::Multiply, _) => whole.checked_div(other),
            (ArithmeticOp::Divide, true) => whole.checked_mul(other),
            (ArithmeticOp::Divide, false) => other.checked_div(*whole),
        };
        if let Ok(wanted) = wanted {
            self.solve(only, &Target::Amount(wanted));
        }
    }
}

/// What an expression is compared with.
enum Target {
    /// A number, a percentage as a share of one, an amount in pounds.
    Amount(Number),
    /// Something else.
    Other(Value),
}

impl Target {
    fn as_type(&self, ty: &Type) -> Option<Value> {
        match (self, ty) {
            (Target::Amount(number), Type::Number) => Some(Value::Number(*number)),
            (Target::Amount(number), Type::Money) => {
                let pounds = Money::pounds(1).checked_mul(*number).ok()?;
                Some(Value::Money(pounds))
            }
            (Target::Amount(number), Type::Percent) => {
                let hundred = Number::ratio(100, 1).ok()?;
                Some(Value::Percent(number.checked_mul(hundred).ok()?))
            }
            (Target::Other(value), _) => Some(value.clone()),
            (Target::Amount(_), _) => None,
        }
    }
}

fn known(proof: &Proof) -> Option<Value> {
    match &proof.gave {
        Outcome::Known(value) => Some(value.clone()),
        _ => None,
    }
}

fn scalar(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Money(money) => Some(money.number()),
        Value::Percent(number) => number.checked_div(Number::ratio(100, 1).ok()?).ok(),
        _ => None,
    }
}

/// A bound, and what lies just on either side of it.
fn both_sides(bound: &Value) -> Vec<Value> {
    match bound {
        Value::Money(money) => {
            let (Ok(penny), Ok(at)) = (Money::parse("£0.01"), money.round_to_penny()) else {
                return vec![bound.clone()];
            };
            let sides = [
                at.checked_sub(penny).ok(),
                Some(at),
                at.checked_add(penny).ok(),
            ];
            let sides = sides.into_iter().flatten();
            sides.map(Value::Money).collect()
        }
        Value::Number(number) => beside(*number, Number::ONE).map(Value::Number).collect(),
        Value::Percent(number) => {
            let step = Number::ratio(1, 100).unwrap_or(Number::ONE);
            beside(*number, step).map(Value::Percent).collect()
        }
        Value::Date(day) => beside_day(*day).map(Value::Date).collect(),
        other => vec![other.clone()],
    }
}

fn beside(number: Number, step: Number) -> impl Iterator<Item = Number> {
    let below = number.checked_sub(step).ok();
    let above = number.checked_add(step).ok();
    [below, Some(number), above].into_iter().flatten()
}

fn beside_day(day: Date) -> impl Iterator<Item = Date> {
    [day.previous_day(), Some(day), day.next_day()]
        .into_iter()
        .flatten()
}

fn is_negative(value: &Value) -> bool {
    scalar(value).is_some_and(Number::is_negative)
}

/// An amount far above a bound, so that one more bound above it would show.
fn far_above(bound: &Value) -> Option<Value> {
    let ten = Number::ratio(10, 1).ok()?;
    match bound {
        Value::Money(money) if !money.is_negative() => {
            let far = money.checked_mul(ten).ok()?;
            far.checked_add(Money::pounds(1_000))
                .ok()?
                .round_to_penny()
                .ok()
                .map(Value::Money)
        }
        Value::Number(number) if !number.is_negative() => {
            let far = number.checked_mul(ten).ok()?;
            far.checked_add(Number::ratio(1_000, 1).ok()?)
                .ok()
                .map(Value::Number)
        }
        _ => None,
    }
}

/// The norms that speak of an act.
fn norms_about(policy: &Policy, act: ActId) -> Vec<NormId> {
    let speaks = |pattern: &ActPattern| match pattern.act {
        ActRef::Act(one) => one == act,
        ActRef::Anything => true,
        ActRef::Variable(_) => false,
    };
    let norms = policy.norms.entries();
    norms
        .filter(|(_, norm)| match &norm.form {
            NormForm::Power(patterns)
            | NormForm::Freedom(patterns)
            | NormForm::Prohibition(patterns) => patterns.iter().any(speaks),
            NormForm::Immunity { .. } => true,
            NormForm::Duty(musts) => musts.iter().any(|must| match &must.kind {
                MustKind::Do { act, .. } => speaks(act),
                _ => false,
            }),
            NormForm::Transition => false,
        })
        .map(|(id, _)| id)
        .collect()
}
