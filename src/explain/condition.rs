//! Evaluated conditions as steps: facts with the lines that state them, sums with their addends, definitions with what they say.

use super::{
    builder::{Builder, MOST_STEPS},
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    base::date::Date,
    case::case::Dates,
    policy::{
        policy::{DefinitionId, FactId},
        value::Value,
    },
    record::{
        answer::Outcome,
        proof::{Form, Proof, Since},
    },
};

impl Builder<'_, '_> {
    /// What was read, as steps; what did not decide is marked so.
    pub(super) fn conditions(&mut self, proofs: &[Proof]) -> Vec<Step> {
        let mut steps = Vec::new();
        for proof in proofs.iter().take(MOST_STEPS) {
            steps.extend(self.condition(proof));
        }
        steps
    }

    /// An evaluated expression as steps. What only joins others (`and`, `not`) gives theirs.
    pub(super) fn condition(&mut self, proof: &Proof) -> Vec<Step> {
        let mut steps = self.deeper(|builder| builder.condition_steps(proof));
        if proof.aside {
            for step in &mut steps {
                step.aside = true;
            }
        }
        steps
    }

    fn condition_steps(&mut self, proof: &Proof) -> Vec<Step> {
        match &proof.form {
            Form::Plain => Vec::new(),
            Form::Fact(fact, arguments, since) => {
                let mut steps = self.conditions(&proof.parts);
                steps.push(self.fact(proof, *fact, arguments, *since));
                steps
            }
            Form::And | Form::Not | Form::Earlier | Form::Made | Form::Part(_) => {
                self.conditions(&proof.parts)
            }
            Form::Or if proof.is_true() => self.conditions(&proof.parts),
            Form::Happening(place) => vec![self.event(*place)],
            Form::Definition(definition, _) => {
                let (at, clauses) = self.version_of(*definition, proof.day);
                let below = self.conditions(&proof.parts);
                vec![
                    Step::new(Kind::Definition, self.words.proof(proof))
                        .at(at.or(proof.span))
                        .citing(&clauses)
                        .with(below),
                ]
            }
            Form::Decision {
                decision,
                version,
                rows,
                ..
            } => {
                let mut step = Step::new(Kind::Row, self.words.proof(proof)).at(proof.span);
                let declared = self.policy.decisions.get(*decision);
                let version =
                    declared.and_then(|decision| version.and_then(|v| decision.versions.get(v)));
                if let Some(version) = version {
                    step.at = Some(version.span);
                    step.clauses.clone_from(&version.sources);
                    if let [row] = rows.as_slice()
                        && let Some(row) = version.rows.get(*row)
                    {
                        step.at = Some(row.span);
                        if !row.sources.is_empty() {
                            step.clauses.clone_from(&row.sources);
                        }
                    }
                }
                step.steps = self.conditions(&proof.parts);
                vec![step]
            }
            Form::TotalActs(..) | Form::CountActs(_) | Form::Total | Form::Count => {
                let below = self.conditions(&proof.parts);
                vec![self.sum(proof, below)]
            }
            Form::Compare(_) | Form::Arithmetic(_) | Form::DateShift(..) | Form::Extreme(_) => {
                let below = self.conditions(&proof.parts);
                let kind = match proof.form {
                    Form::DateShift(..) => Kind::Calendar,
                    Form::Arithmetic(_) => Kind::Sum,
                    _ => Kind::Condition,
                };
                // A fact compared with a constant says all by itself.
                vec![
                    Step::new(kind, self.words.proof(proof))
                        .at(proof.span)
                        .with(below),
                ]
            }
            Form::NormState { norm, of, for_, .. } => {
                let below = self.norm_state(*norm, of.as_ref(), for_.as_ref(), proof);
                vec![
                    Step::new(Kind::Condition, self.words.proof(proof))
                        .at(proof.span)
                        .with(below),
                ]
            }
            _ => {
                let mut below = self.conditions(&proof.parts);
                let left_out = proof.left_out;
                if proof.is_true()
                    && matches!(proof.form, Form::Some)
                    && below.iter().filter(|step| !step.aside).count() == 1
                {
                    // The one of which it is so says it all.
                    return below;
                }
                let mut step = Step::new(Kind::Condition, self.words.proof(proof)).at(proof.span);
                if matches!(proof.form, Form::HasDone(_)) && !proof.is_true() {
                    step.kind = Kind::Absence;
                }
                step.steps.append(&mut below);
                step.left_out = left_out;
                vec![step]
            }
        }
    }

    fn sum(&self, proof: &Proof, below: Vec<Step>) -> Step {
        let says = match &proof.form {
            Form::TotalActs(..) | Form::CountActs(_) => self.words.proof(proof),
            _ => {
                let noun = self.words.noun(proof).unwrap_or_default();
                format!("{noun} is {}", self.words.given(proof))
            }
        };
        let mut step = Step::new(Kind::Sum, says).at(proof.span).with(below);
        step.left_out = proof.left_out;
        step
    }

    /// A fact that was read: the line that states it, or that none does.
    fn fact(
        &mut self,
        proof: &Proof,
        fact: FactId,
        arguments: &[Value],
        since: Option<Since>,
    ) -> Step {
        let says = self.words.proof(proof);
        let declared = self.policy.facts.get(fact).map(|fact| fact.span);
        let Some(since) = since else {
            self.absent(&says, declared);
            return Step::new(Kind::Absence, says).at(declared);
        };
        let kind = match proof.gave {
            Outcome::Unknown | Outcome::Between(..) | Outcome::OneOf(_) => Kind::Unknown,
            _ => Kind::Fact,
        };
        if let Since::Happening(place) = since {
            let step = Step::new(kind, says).at(declared);
            return step.with(vec![self.event(place)]);
        }
        let given = self.case.facts.iter().enumerate();
        let mut same: Vec<usize> = given
            .filter(|(_, given)| given.fact == fact && given.arguments == arguments)
            .map(|(place, _)| place)
            .collect();
        same.sort_by_key(|place| {
            let dates = self.case.facts.get(*place).map(|given| given.dates);
            !dates.is_some_and(|dates| holds_on(dates, proof.day))
        });
        let mut step = Step::new(kind, says);
        match same.as_slice() {
            [] => {
                let stated = self
                    .policy
                    .stated
                    .iter()
                    .find(|stated| stated.fact == fact && stated.arguments == arguments);
                step.at = stated.map(|stated| stated.span).or(declared);
                // Nothing of the scenario states it: the policy does, or a change that it brings about.
                step
            }
            [first, others @ ..] => {
                let first = Stated::Fact(*first);
                step.at = first.span(self.case);
                step.stated = Some(first);
                for other in others {
                    let mut line = self.stated(Stated::Fact(*other));
                    line.aside = true;
                    step.steps.push(line);
                }
                step
            }
        }
    }

    /// The place and the clauses of the version of a definition that is in force on a day.
    fn version_of(
        &self,
        definition: DefinitionId,
        day: Date,
    ) -> (
        Option<crate::base::span::Span>,
        Vec<crate::policy::policy::ClauseId>,
    ) {
        let declared = self.policy.definitions.get(definition);
        let version = declared.and_then(|declared| {
            let mut versions = declared.versions.iter();
            versions.find(|version| {
                version.standing.from.is_none_or(|from| from <= day)
                    && version.standing.until.is_none_or(|until| day <= until)
            })
        });
        version.map_or_else(
            || (declared.map(|declared| declared.span), Vec::new()),
            |version| (Some(version.span), version.sources.clone()),
        )
    }

    /// The duties whose state was read.
    fn norm_state(
        &mut self,
        norm: crate::policy::norm::NormNameId,
        of: Option<&Value>,
        for_: Option<&Value>,
        proof: &Proof,
    ) -> Vec<Step> {
        let mut found = Vec::new();
        for (place, duty) in self.record.duties.iter().enumerate() {
            let is_of = self
                .policy
                .norms
                .get(duty.norm)
                .is_some_and(|declared| declared.name == norm);
            let of_whom = of.is_none_or(|of| duty.bearer == *of);
            let for_what = match for_ {
                None => true,
                Some(Value::Happening(at)) => {
                    duty.cause == crate::record::duty::Cause::Happening(*at as usize)
                }
                Some(value) => duty.cause == crate::record::duty::Cause::Period(value.clone()),
            };
            if is_of && of_whom && for_what && duty.arose <= proof.day {
                found.push(place);
            }
        }
        let mut steps: Vec<Step> = found
            .into_iter()
            .map(|place| self.other_duty(place))
            .collect();
        for act in &self.record.acts {
            for breach in &act.breaches {
                if breach.duty.is_none()
                    && breach.name == norm
                    && of.is_none_or(|of| breach.of == *of)
                {
                    steps.push(self.stated(Stated::Happening(act.act)));
                }
            }
        }
        steps
    }
}

/// Whether these dates hold a day.
fn holds_on(dates: Dates, day: Date) -> bool {
    dates.from.is_none_or(|from| from <= day) && dates.until.is_none_or(|until| day <= until)
}
