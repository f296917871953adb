//! Every expectation of a case, held against the record of its run.

use super::{
    act,
    basis::{Basis, Collector},
    duty::{self, Judged, Wanted},
    evaluate::{Evaluate, Reasoned},
    nothing,
    question::{self, Asked},
};
use crate::{
    case::{
        case::Case,
        expectation::{DutyFor, Expectation, ExpectationKind, Question},
    },
    policy::{
        expr::ExprKind,
        norm::NormNameId,
        policy::{ClauseId, Policy, StatementId},
    },
    record::{
        expected::{Amiss, CameOut, ExpectationRecord},
        reason::Truth,
        record::{Record, RunError},
    },
};

/// What became of each expectation, in the order of the scenario.
pub fn expectations(
    policy: &Policy,
    case: &Case,
    record: &Record,
    evaluate: &dyn Evaluate,
) -> Vec<ExpectationRecord> {
    case.expectations
        .iter()
        .enumerate()
        .map(|(place, expectation)| {
            let found = match asked(policy, record, expectation, evaluate) {
                Some(Ok(found)) => found,
                Some(Err(error)) => failed(error),
                None => looked_up(policy, case, record, expectation).into(),
            };
            let explained = if expectation.because.is_empty() && expectation.because_not.is_empty()
            {
                Vec::new()
            } else {
                reasons(policy, record, expectation, &found.came_out, evaluate)
            };
            finished(place, expectation, found, &explained)
        })
        .collect()
}

/// Lines that the record itself answers.
fn looked_up(policy: &Policy, case: &Case, record: &Record, expectation: &Expectation) -> Judged {
    match &expectation.kind {
        ExpectationKind::Duty {
            duty,
            negated,
            state,
            missing,
            due,
        } => {
            let wanted = Wanted {
                negated: *negated,
                state: *state,
                missing,
                due: *due,
            };
            duty::state(policy, record, expectation, duty, &wanted)
        }
        ExpectationKind::DoesNotArise(duty) => {
            duty::does_not_arise(policy, record, expectation, duty)
        }
        ExpectationKind::AnswersForDuty(who, duty) => duty::answerable(policy, record, who, duty),
        ExpectationKind::Act {
            act,
            negated,
            verdict,
        } => act::verdict(
            policy,
            case,
            record,
            expectation,
            (*act, *negated, *verdict),
        ),
        ExpectationKind::Breaches { act, negated, norm } => {
            act::breaches(policy, case, record, expectation, (*act, *negated, *norm))
        }
        ExpectationKind::AnswersForAct(who, act) => act::answerable(policy, record, who, *act),
        ExpectationKind::Link { link, valid } => {
            act::link(policy, record, expectation, (*link, *valid))
        }
        ExpectationKind::Nothing { beyond, state } => {
            nothing::nothing(policy, case, record, expectation, (*beyond, *state))
        }
        ExpectationKind::Conflict(one, other) => {
            conflict(policy, record, expectation, (*one, *other))
        }
        ExpectationKind::Statement(statement, holds) => {
            statement_holds(policy, record, (*statement, *holds))
        }
        // The others are asked: see `asked`.
        ExpectationKind::May { .. }
        | ExpectationKind::Holds(_)
        | ExpectationKind::Gap(_)
        | ExpectationKind::Answer(..) => Judged {
            amiss: vec![Amiss::Result],
            came_out: CameOut::Nothing,
            basis: Basis::default(),
            unknowns: Vec::new(),
        },
    }
}

/// Lines that have to be evaluated; none for one that the record answers.
fn asked(
    policy: &Policy,
    record: &Record,
    expectation: &Expectation,
    evaluate: &dyn Evaluate,
) -> Option<Result<Asked, Box<RunError>>> {
    let named = expectation.on.or(expectation.as_at);
    let on = named.unwrap_or(record.as_of);
    match &expectation.kind {
        ExpectationKind::May {
            who,
            negated,
            act,
            on_behalf_of,
        } => {
            let question = Question::May {
                who: who.clone(),
                act: act.clone(),
                on_behalf_of: on_behalf_of.clone(),
                on: named,
            };
            Some(question::may(
                policy,
                record,
                evaluate,
                expectation,
                (&question, *negated),
            ))
        }
        ExpectationKind::Holds(expr) => Some(question::holds(evaluate, expr, on)),
        ExpectationKind::Gap(expr) => Some(question::gap(evaluate, expr, on)),
        ExpectationKind::Answer(question, is) => Some(question::answer(
            policy,
            record,
            evaluate,
            (question, is),
            on,
        )),
        _ => None,
    }
}

/// `promise and direct conflict`
fn conflict(
    policy: &Policy,
    record: &Record,
    expectation: &Expectation,
    (one, other): (NormNameId, NormNameId),
) -> Judged {
    let between: Vec<usize> = record
        .conflicts
        .iter()
        .enumerate()
        .filter(|(_, found)| {
            (found.first, found.second) == (one, other)
                || (found.first, found.second) == (other, one)
        })
        .map(|(place, _)| place)
        .collect();
    let days = || {
        between
            .iter()
            .filter_map(|place| record.conflicts.get(*place))
            .map(|conflict| conflict.on)
    };
    let mut amiss = Vec::new();
    if between.is_empty() {
        amiss.push(Amiss::Result);
    } else if expectation
        .on
        .is_some_and(|day| !days().any(|met| met == day))
    {
        amiss.push(Amiss::Day(days().next()));
    }
    let mut collector = Collector::new(policy, record);
    for name in [one, other] {
        collector.norms(&policy.norm_names[name].versions);
    }
    Judged {
        amiss,
        came_out: CameOut::Conflicts(between),
        basis: collector.basis(),
        unknowns: Vec::new(),
    }
}

/// `statement NAME holds`
fn statement_holds(
    policy: &Policy,
    record: &Record,
    (statement, holds): (StatementId, bool),
) -> Judged {
    let found = record
        .statements
        .iter()
        .enumerate()
        .find(|(_, checked)| checked.statement == statement);
    let wanted = if holds { Truth::True } else { Truth::False };
    let so = found.and_then(|(_, checked)| checked.holds);
    let mut collector = Collector::new(policy, record);
    collector.cite(&policy.statements[statement].sources);
    Judged {
        amiss: if so == Some(wanted) {
            Vec::new()
        } else {
            vec![Amiss::Result]
        },
        came_out: CameOut::Statement(found.map(|(place, _)| place)),
        basis: collector.basis(),
        unknowns: found.map_or_else(Vec::new, |(_, checked)| checked.unknowns.clone()),
    }
}

/// The clauses that the explanation of what came out cites: what the line says after `because` is held against them.
fn reasons(
    policy: &Policy,
    record: &Record,
    expectation: &Expectation,
    came_out: &CameOut,
    evaluate: &dyn Evaluate,
) -> Vec<ClauseId> {
    let named = expectation.on.or(expectation.as_at);
    let on = named.unwrap_or(record.as_of);
    match (&expectation.kind, came_out) {
        (ExpectationKind::Breaches { act, norm, .. }, _) => {
            evaluate.explained(&Reasoned::Breach(*act, *norm))
        }
        (_, CameOut::Duties(duties)) if !duties.is_empty() => {
            let duties = duties.iter().map(|then| Reasoned::Duty(then.duty));
            duties.flat_map(|of| evaluate.explained(&of)).collect()
        }
        (ExpectationKind::DoesNotArise(duty), _) => {
            let period = match &duty.for_ {
                Some(DutyFor::Value(value)) => Some(value),
                _ => None,
            };
            duty.of.map_or_else(Vec::new, |of| {
                evaluate.explained(&Reasoned::NoDuty(duty.norm, of, period))
            })
        }
        (ExpectationKind::AnswersForDuty(_, duty), _) => {
            let places = duty::instances(policy, record, duty).into_iter();
            let all = places.map(Reasoned::Duty);
            all.flat_map(|of| evaluate.explained(&of)).collect()
        }
        (ExpectationKind::AnswersForAct(_, act) | ExpectationKind::Act { act, .. }, _) => {
            evaluate.explained(&Reasoned::Act(*act))
        }
        (_, CameOut::Link(Some(place))) => record.links.get(*place).map_or_else(Vec::new, |link| {
            evaluate.explained(&Reasoned::Link(link.link))
        }),
        (ExpectationKind::Holds(expr) | ExpectationKind::Gap(expr), _) => {
            let asked = match &expr.kind {
                ExprKind::IsUnknown(inner) => inner,
                _ => expr,
            };
            evaluate.explained(&Reasoned::Value(asked, on))
        }
        (ExpectationKind::Answer(question, _), CameOut::Answer(answer)) => {
            evaluate.explained(&Reasoned::Answer(question, answer))
        }
        (
            ExpectationKind::May {
                who,
                act,
                on_behalf_of,
                ..
            },
            CameOut::Answer(answer),
        ) => {
            let question = Question::May {
                who: who.clone(),
                act: act.clone(),
                on_behalf_of: on_behalf_of.clone(),
                on: named,
            };
            evaluate.explained(&Reasoned::Answer(&question, answer))
        }
        _ => Vec::new(),
    }
}

/// With what the line says of the clauses: `because` each of these is cited, by what decided or in its explanation, `because …
/// not` none of those.
fn finished(
    place: usize,
    expectation: &Expectation,
    found: Asked,
    explained: &[ClauseId],
) -> ExpectationRecord {
    let mut cited = found.basis.cited.clone();
    cited.extend(explained);
    let mut amiss = found.amiss;
    // Where nothing came out as expected, its clauses say nothing more.
    if !amiss.contains(&Amiss::Result) {
        let missing = expectation
            .because
            .iter()
            .filter(|clause| !cited.contains(clause));
        let unwanted = expectation
            .because_not
            .iter()
            .filter(|clause| cited.contains(clause));
        let missing: Vec<Amiss> = missing.copied().map(Amiss::NotCited).collect();
        amiss.extend(missing);
        amiss.extend(unwanted.copied().map(Amiss::Cited));
    }
    ExpectationRecord {
        expectation: place,
        amiss,
        came_out: found.came_out,
        norms: found.basis.norms,
        cited: found.basis.cited,
        rows: found.basis.rows,
        read: found.read,
        unknowns: found.unknowns,
    }
}

fn failed(error: Box<RunError>) -> Asked {
    Asked {
        amiss: vec![Amiss::Error(error)],
        came_out: CameOut::Nothing,
        basis: Basis::default(),
        read: Vec::new(),
        unknowns: Vec::new(),
    }
}

impl From<Judged> for Asked {
    fn from(judged: Judged) -> Asked {
        Asked {
            amiss: judged.amiss,
            came_out: judged.came_out,
            basis: judged.basis,
            read: Vec::new(),
            unknowns: judged.unknowns,
        }
    }
}
