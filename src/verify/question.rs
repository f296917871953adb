//! Expectations that are asked rather than looked up: conditions, values, gaps, and questions with their answers.

use super::{
    basis::{Basis, Collector, goes_via},
    evaluate::{Evaluate, Evaluated},
};
use crate::{
    base::date::Date,
    case::expectation::{Expectation, Question},
    policy::{
        expr::{CompareOp, Expr, ExprKind},
        policy::Policy,
        value::{ActValue, Value},
    },
    record::{
        act::Authority,
        answer::{Answer, Outcome, Way},
        expected::{Amiss, CameOut, Reading},
        reason::{Truth, Unknown},
        record::{LinkRef, Record, RunError},
    },
};

/// What a line that is asked comes to.
pub(crate) struct Asked {
    pub amiss: Vec<Amiss>,
    pub came_out: CameOut,
    pub basis: Basis,
    pub read: Vec<Reading>,
    pub unknowns: Vec<Unknown>,
}

/// What can go wrong is told by the façade.
type Result<T> = std::result::Result<T, Box<RunError>>;

/// `responsible(northshire, alice)`, `commissioner(maternity, alice) is northshire`, `… is unknown`
pub(crate) fn holds(evaluate: &dyn Evaluate, expr: &Expr, on: Date) -> Result<Asked> {
    if let ExprKind::IsUnknown(inner) = &expr.kind {
        let found = evaluate.value(inner, on)?;
        let unknown = !matches!(found.outcome, Outcome::Known(_) | Outcome::Nobody(_));
        return Ok(asked(unknown, shown(&found), found));
    }
    let mut found = evaluate.value(expr, on)?;
    let so = truth(&found.outcome) == Truth::True;
    let came_out = match &expr.kind {
        // Of a comparison, what came out is the value that is compared.
        ExprKind::Compare(CompareOp::Equal | CompareOp::NotEqual, left, _) => {
            let left = evaluate.value(left, on)?;
            merge(&mut found, &left);
            shown(&left)
        }
        ExprKind::And(both) => match both.as_slice() {
            [
                Expr {
                    kind: ExprKind::Compare(_, answer, _),
                    ..
                },
                Expr {
                    kind: ExprKind::Compare(_, principal, _),
                    ..
                },
            ] if matches!(principal.kind, ExprKind::DecisionPrincipal(..)) => {
                let (answer, principal) =
                    (evaluate.value(answer, on)?, evaluate.value(principal, on)?);
                merge(&mut found, &answer);
                merge(&mut found, &principal);
                CameOut::ActingFor(answer.outcome, principal.outcome)
            }
            _ => shown(&found),
        },
        _ => shown(&found),
    };
    Ok(asked(so, came_out, found))
}

/// `commissioner(maternity, alice) is nobody`
pub(crate) fn gap(evaluate: &dyn Evaluate, expr: &Expr, on: Date) -> Result<Asked> {
    let found = evaluate.value(expr, on)?;
    let nobody = matches!(found.outcome, Outcome::Nobody(_));
    Ok(asked(nobody, shown(&found), found))
}

/// `southshire may commission(service: maternity) on behalf of northshire`
pub(crate) fn may(
    policy: &Policy,
    record: &Record,
    evaluate: &dyn Evaluate,
    expectation: &Expectation,
    (question, negated): (&Question, bool),
) -> Result<Asked> {
    let answer = evaluate.answer(question)?;
    let Answer::May {
        may,
        authority,
        faults,
        unknowns,
        ..
    } = &answer
    else {
        return Ok(other_answer(answer));
    };
    let wanted = if negated { Truth::False } else { Truth::True };
    let mut amiss = Vec::new();
    if *may != wanted {
        amiss.push(Amiss::Result);
    }
    if !goes_via(authority, faults, &expectation.via) {
        amiss.push(Amiss::Via);
    }
    let mut collector = Collector::new(policy, record);
    if *may == Truth::True {
        authorities(&mut collector, authority);
    } else {
        collector.faults(faults);
    }
    Ok(Asked {
        amiss,
        basis: collector.basis(),
        read: Vec::new(),
        unknowns: unknowns.clone(),
        came_out: CameOut::Answer(Box::new(answer)),
    })
}

/// `who may approve-contract(…) for northshire is {…}`: any question with its answer
pub(crate) fn answer(
    policy: &Policy,
    record: &Record,
    evaluate: &dyn Evaluate,
    (question, is): (&Question, &Expr),
    on: Date,
) -> Result<Asked> {
    let wanted = evaluate.value(is, on)?;
    let answer = evaluate.answer(question)?;
    let mut collector = Collector::new(policy, record);
    let mut unknowns = Vec::new();
    match &answer {
        Answer::WhoMay {
            ways,
            faults,
            unknowns: open,
        } => {
            for way in ways {
                authorities(&mut collector, way.authority.as_slice());
                if let Some((scheme, row)) = way.row {
                    collector.row(scheme, row);
                }
            }
            if ways.is_empty() {
                collector.faults(faults);
            }
            unknowns.clone_from(open);
        }
        Answer::May {
            may,
            authority,
            faults,
            unknowns: open,
            ..
        } => {
            if *may == Truth::True {
                authorities(&mut collector, authority);
            } else {
                collector.faults(faults);
            }
            unknowns.clone_from(open);
        }
        Answer::WhatMay(permitted) => {
            for permitted in permitted {
                collector.norms(&permitted.norms);
            }
        }
        Answer::WhatMust(duties) => {
            for duty in duties.iter().filter_map(|place| record.duties.get(*place)) {
                collector.norm(duty.norm);
            }
        }
        Answer::WhatFalls { duties, .. } => {
            for duty in duties.iter().filter_map(|place| record.duties.get(*place)) {
                collector.norm(duty.norm);
            }
        }
        Answer::WhatIs { unknowns: open, .. } => unknowns.clone_from(open),
    }
    let met = match &wanted.outcome {
        Outcome::Known(value) => is_answer(policy, record, &answer, value),
        wanted => matches!(&answer, Answer::WhatIs { value, .. } if value == wanted),
    };
    Ok(Asked {
        amiss: if met { Vec::new() } else { vec![Amiss::Result] },
        came_out: CameOut::Answer(Box::new(answer)),
        basis: collector.basis(),
        read: Vec::new(),
        unknowns,
    })
}

/// Whether an answer is this value, or these values where it is a set.
fn is_answer(policy: &Policy, record: &Record, answer: &Answer, wanted: &Value) -> bool {
    let members: &[Value] = match wanted {
        Value::Set(members) => members,
        one => std::slice::from_ref(one),
    };
    match answer {
        Answer::WhoMay { ways, .. } => {
            ways.iter().all(|way| is_named_by(way, members))
                && members
                    .iter()
                    .all(|value| ways.iter().any(|way| names(way, value)))
        }
        Answer::May { may, .. } => match wanted {
            Value::Boolean(true) => *may == Truth::True,
            Value::Boolean(false) => *may == Truth::False,
            _ => false,
        },
        Answer::WhatMay(permitted) => same_set(
            permitted.iter().map(|permitted| {
                Value::Act(Box::new(ActValue {
                    act: permitted.act,
                    arguments: vec![None; policy.acts[permitted.act].parameters.len()],
                }))
            }),
            members,
        ),
        Answer::WhatMust(duties) => same_set(
            duties
                .iter()
                .filter_map(|place| record.duties.get(*place))
                .map(|duty| Value::Norm(policy.norms[duty.norm].name)),
            members,
        ),
        Answer::WhatFalls {
            links,
            acts,
            duties,
        } => {
            let links = links.iter().filter_map(|link| match link {
                LinkRef::Made(place) => Some(*place),
                LinkRef::Given(_) | LinkRef::Standing(_) | LinkRef::Row(..) => None,
            });
            let places = links.chain(acts.iter().copied());
            let places = places.filter_map(|place| u32::try_from(place).ok());
            let duties = duties.iter().filter_map(|place| record.duties.get(*place));
            let duties = duties.map(|duty| Value::Norm(policy.norms[duty.norm].name));
            // An expectation that names no duty speaks of links and acts.
            let named = members
                .iter()
                .any(|member| matches!(member, Value::Norm(_)));
            let duties = duties.filter(|_| named);
            same_set(places.map(Value::Happening).chain(duties), members)
        }
        Answer::WhatIs { value, .. } => *value == Outcome::Known(wanted.clone()),
    }
}

/// Whether every signature of a way is given by one of these.
fn is_named_by(way: &Way, members: &[Value]) -> bool {
    (0..way.signers.len()).all(|place| members.iter().any(|value| signs(way, place, value)))
}

/// Whether one of these signatures may be given by this.
fn names(way: &Way, value: &Value) -> bool {
    (0..way.signers.len()).any(|place| signs(way, place, value))
}

/// Whether a signature may be given by this person, or in this office.
fn signs(way: &Way, place: usize, value: &Value) -> bool {
    way.signers.get(place).is_some_and(|signer| match value {
        Value::Office(office, _) => {
            signer.office == Some(*office) || signer.persons.contains(value)
        }
        _ => signer.persons.contains(value),
    })
}

fn same_set(found: impl Iterator<Item = Value>, wanted: &[Value]) -> bool {
    let mut found: Vec<Value> = found.collect();
    found.sort();
    found.dedup();
    let mut wanted = wanted.to_vec();
    wanted.sort();
    wanted.dedup();
    found == wanted
}

fn authorities(collector: &mut Collector<'_>, authority: &[Authority]) {
    for authority in authority {
        collector.authority(authority);
    }
}

fn truth(outcome: &Outcome) -> Truth {
    match outcome {
        Outcome::Known(Value::Boolean(true)) => Truth::True,
        Outcome::Known(_) | Outcome::Nobody(_) => Truth::False,
        Outcome::Between(..) | Outcome::OneOf(_) | Outcome::Unknown => Truth::Unknown,
    }
}

/// What came out, as a truth where it is one.
fn shown(found: &Evaluated) -> CameOut {
    match &found.outcome {
        Outcome::Known(Value::Boolean(_)) => CameOut::Truth(truth(&found.outcome)),
        outcome => CameOut::Value(outcome.clone()),
    }
}

fn merge(into: &mut Evaluated, other: &Evaluated) {
    into.norms.extend(&other.norms);
    for clause in &other.cited {
        if !into.cited.contains(clause) {
            into.cited.push(*clause);
        }
    }
    for row in &other.rows {
        if !into.rows.contains(row) {
            into.rows.push(*row);
        }
    }
    for reading in &other.read {
        if !into.read.contains(reading) {
            into.read.push(reading.clone());
        }
    }
}

fn asked(met: bool, came_out: CameOut, found: Evaluated) -> Asked {
    let mut norms = found.norms;
    norms.sort();
    norms.dedup();
    Asked {
        amiss: if met { Vec::new() } else { vec![Amiss::Result] },
        came_out,
        basis: Basis {
            norms,
            cited: found.cited,
            rows: found.rows,
        },
        read: found.read,
        unknowns: found.unknowns,
    }
}

/// An answer of another form than the question asks for is not what was expected.
fn other_answer(answer: Answer) -> Asked {
    Asked {
        amiss: vec![Amiss::Result],
        came_out: CameOut::Answer(Box::new(answer)),
        basis: Basis::default(),
        read: Vec::new(),
        unknowns: Vec::new(),
    }
}
