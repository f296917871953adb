//! Decision tables (S11): which rows match or may match, and what comes out.

use super::{evaluator::Eval, out::Out, read::Arguments};
use crate::{
    case::case::Assumed,
    engine::{
        fail::{Run, fail},
        moment::View,
        small::Small,
        trace::Tracer,
    },
    policy::policy::DecisionId,
    program::{
        node::{Node, NodeId, RangedId, Stretch},
        rule::{Decision, DecisionVersion, Row},
        val::Val,
    },
    record::{reason::Truth, record::RunErrorKind},
    words::Words,
};

/// One answer of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The row it comes from, counted from 0, of the version in force.
    pub row: usize,
    /// What comes out; nothing where the row reports a gap.
    pub result: Out,
    /// On whose behalf; nothing where no one is named.
    pub principal: Out,
    /// Whether the row certainly matches.
    pub certain: Truth,
}

/// What a decision gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// The version in force, counted from 0; none where there is none.
    pub version: Option<usize>,
    /// The answers of the rows that match or may match, in order: the last one is certain, unless no row is.
    pub answers: Vec<Answer>,
    /// Whether it may be that no row matches. Of a table of which exactly one must match that is no answer but an error.
    pub may_be_none: bool,
}

impl<T: Tracer> Eval<'_, T> {
    pub(super) fn decision(
        &mut self,
        decision: DecisionId,
        list: Stretch,
        principal: bool,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let mut arguments = match self.arguments(list, env, view)? {
            Arguments::These(arguments) => arguments,
            Arguments::Unknown => return Ok(Out::Unknown),
            Arguments::Nothing => return Ok(Out::Nothing),
        };
        self.each_choice(&mut arguments, &mut |eval, arguments| {
            let decided = eval.decide(decision, arguments, view)?;
            Ok(eval.outcome(&decided, principal))
        })
    }

    /// What a decision may give where a row that may match is not certain, nobody among it; none of what is no decision
    /// or hangs on unknown arguments.
    pub(super) fn possible_answers(
        &mut self,
        node: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<Vec<Out>>> {
        let Node::Decision(decision, list) = self.code.node(node) else {
            return Ok(None);
        };
        let Arguments::These(mut arguments) = self.arguments(list, env, view)? else {
            return Ok(None);
        };
        let arguments = arguments.as_mut_slice();
        if arguments.iter().any(|argument| !argument.is_known()) {
            return Ok(None);
        }
        let decided = self.decide(decision, arguments, view)?;
        if decided.version.is_none() {
            return Ok(None);
        }
        let mut answers: Vec<Out> = decided.answers.iter().map(|one| one.result).collect();
        if decided.may_be_none || answers.is_empty() {
            answers.push(Out::Nothing);
        }
        Ok(Some(answers))
    }

    /// The answer (or the principal) that all rows still possible agree on; else one of theirs, or unknown.
    pub fn outcome(&self, decided: &Decided, principal: bool) -> Out {
        if decided.version.is_none() {
            return Out::Unknown;
        }
        let of = |answer: &Answer| {
            if principal {
                answer.principal
            } else {
                answer.result
            }
        };
        let mut joined: Option<Out> = None;
        for answer in &decided.answers {
            let out = of(answer);
            joined = Some(match joined {
                None => out,
                Some(before) => self.join(before, out),
            });
        }
        match joined {
            None => Out::Nothing,
            Some(out) if decided.may_be_none => self.join(out, Out::Nothing),
            Some(out) => out,
        }
    }

    /// The rows of a decision that match or may match, and what comes out of each.
    pub fn decide(&mut self, decision: DecisionId, arguments: &[Val], view: View) -> Run<Decided> {
        let code = self.code;
        let Some(compiled) = code.decisions.get(decision.index()) else {
            return Ok(Decided::default());
        };
        let Some(place) = self.version(decision, compiled, arguments, view)? else {
            return Ok(Decided::default());
        };
        let Some(version) = compiled.versions.get(place) else {
            return Ok(Decided::default());
        };
        let answers = self.rows(decision, version, arguments, view)?;
        let settled = answers.iter().any(|answer| answer.certain == Truth::True);
        let decided = Decided {
            version: Some(place),
            answers,
            may_be_none: !settled && !version.unique,
        };
        self.trace.decided(decision, &decided);
        Ok(decided)
    }

    /// The version in force at the moment; one whose own condition is unknown is not taken.
    fn version(
        &mut self,
        decision: DecisionId,
        compiled: &Decision,
        arguments: &[Val],
        view: View,
    ) -> Run<Option<usize>> {
        for (place, version) in compiled.versions.iter().enumerate() {
            let force = &version.force;
            let binds = force.is_law()
                || self
                    .world
                    .is_assumed(Some(Assumed::Decision(decision)), force.pack);
            if !force.contains(view.day()) || !binds {
                continue;
            }
            let mut env = environment(version, arguments);
            let in_force = match force.when {
                None => Truth::True,
                Some(when) => self.truth(when, env.as_mut_slice(), view)?,
            };
            if in_force == Truth::True {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn rows(
        &mut self,
        decision: DecisionId,
        version: &DecisionVersion,
        arguments: &[Val],
        view: View,
    ) -> Run<Vec<Answer>> {
        let mut answers: Vec<Answer> = Vec::new();
        for (place, row) in version.rows.iter().enumerate() {
            // `otherwise` of a table whose rows must not overlap: only where no row certainly matches.
            let settled = answers.iter().any(|answer| answer.certain == Truth::True);
            if row.condition.is_none() && settled {
                continue;
            }
            let mut env = environment(version, arguments);
            let mut found: Vec<Answer> = Vec::new();
            self.solutions(place, row, &row.free, env.as_mut_slice(), view, &mut found)?;
            let certain = found.iter().filter(|answer| answer.certain == Truth::True);
            if certain.count() > 1 {
                return Err(self.overlap(decision, version, &[place], arguments, &found));
            }
            if let Some(certain) = found.iter().find(|answer| answer.certain == Truth::True) {
                // What else this row may give would be an overlap: the one that is certain stands.
                answers.push(*certain);
                if !version.unique {
                    return Ok(answers);
                }
            } else {
                answers.extend(found);
            }
        }
        if version.unique {
            let certain: Vec<Answer> = answers
                .iter()
                .copied()
                .filter(|answer| answer.certain == Truth::True)
                .collect();
            if certain.len() > 1 {
                let rows: Vec<usize> = certain.iter().map(|answer| answer.row).collect();
                return Err(self.overlap(decision, version, &rows, arguments, &certain));
            }
            if answers.is_empty() {
                let words = self.in_words(arguments);
                let kind = RunErrorKind::DecisionGap { decision, words };
                return Err(fail(kind, Some(version.span)));
            }
            if let [certain] = certain.as_slice() {
                // Exactly one row matches: what is still open can only be an overlap.
                return Ok(vec![*certain]);
            }
        }
        Ok(answers)
    }

    /// Every choice of the free variables for which a row matches or may match.
    fn solutions(
        &mut self,
        place: usize,
        row: &Row,
        free: &[RangedId],
        env: &mut [Val],
        view: View,
        found: &mut Vec<Answer>,
    ) -> Run<()> {
        if let Some((first, rest)) = free.split_first() {
            return self.each_member(*first, env, view, |eval, env, _, _| {
                eval.solutions(place, row, rest, env, view, found)?;
                Ok(true)
            });
        }
        let certain = match row.condition {
            None => Truth::True,
            Some(condition) => self.truth(condition, env, view)?,
        };
        if certain == Truth::False {
            return Ok(());
        }
        let result = match row.result {
            Some(result) => self.value(result, env, view)?,
            None => Out::Nothing,
        };
        let principal = match row.principal {
            Some(principal) => self.value(principal, env, view)?,
            None => Out::Nothing,
        };
        found.push(Answer {
            row: place,
            result,
            principal,
            certain,
        });
        Ok(())
    }

    fn overlap(
        &self,
        decision: DecisionId,
        version: &DecisionVersion,
        rows: &[usize],
        arguments: &[Val],
        answers: &[Answer],
    ) -> crate::engine::fail::Fail {
        let results: Vec<String> = answers
            .iter()
            .filter(|answer| answer.certain == Truth::True)
            .map(|answer| match answer.result {
                Out::Known(val) => self.in_words(&[val]),
                Out::Nothing => "nobody".to_owned(),
                _ => "not known".to_owned(),
            })
            .collect();
        let words = format!("{}: {}", self.in_words(arguments), results.join("; "));
        let kind = RunErrorKind::DecisionOverlap {
            decision,
            rows: rows.to_vec(),
            words,
        };
        let span = rows.last().and_then(|row| version.rows.get(*row));
        fail(kind, Some(span.map_or(version.span, |row| row.span)))
    }

    fn in_words(&self, vals: &[Val]) -> String {
        let words = Words::new(self.world.policy).of_case(self.world.case);
        let shown: Vec<String> = vals
            .iter()
            .filter_map(|val| self.world.give(*val))
            .map(|value| words.value(&value))
            .collect();
        shown.join(", ")
    }
}

fn environment(version: &DecisionVersion, arguments: &[Val]) -> Small<Val> {
    let mut env: Small<Val> = Small::of_len(version.slots as usize);
    for (slot, argument) in env.as_mut_slice().iter_mut().zip(arguments) {
        *slot = *argument;
    }
    env
}
