//! Rows of schemes as steps: the band, what was counted, the condition for whoever signs.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    base::date::Date,
    case::happening::HappeningKind,
    engine::run::why::Supposed,
    policy::{delegation::SchemeId, value::Value},
    record::proof::RowProof,
};

impl Builder<'_, '_> {
    /// A row of a scheme.
    pub(super) fn row(&self, scheme: SchemeId, row: usize, verb: &str) -> Step {
        let says = format!("{verb} {}", self.words.scheme_row(scheme, row));
        let mut step = Step::new(Kind::Row, says);
        if let Some(declared) = self.policy.schemes.get(scheme) {
            step.clauses.clone_from(&declared.sources);
            step.at = Some(declared.span);
            if let Some(row) = declared.rows.get(row) {
                step.at = Some(row.span);
                if !row.sources.is_empty() {
                    step.clauses.clone_from(&row.sources);
                }
            }
        }
        step
    }

    /// How a row stood to an act of the timeline.
    pub(super) fn row_at(&mut self, row: (SchemeId, usize), place: usize) -> Vec<Step> {
        if !self.rows.insert((row.0, row.1, place)) {
            return Vec::new();
        }
        let record = self.record;
        let Some(act) = record.acts.iter().find(|act| act.act == place) else {
            return Vec::new();
        };
        let Some(body) = act.answerable.first() else {
            return Vec::new();
        };
        let proof = self.run.row_proof(row, body, &act.performers, place);
        let mut steps = proof.map_or_else(|_| Vec::new(), |proof| self.row_steps(row, &proof));
        let on = self.case.timeline.get(place).map(|line| line.date);
        for who in &act.performers {
            steps.extend(self.offices_of(who, body, on));
        }
        steps
    }

    /// How a row stood to an act that is only supposed.
    pub(super) fn row_supposed(
        &mut self,
        row: (SchemeId, usize),
        body: &Value,
        supposed: &Supposed<'_>,
    ) -> Vec<Step> {
        let proof = self.run.supposed_row_proof(row, body, supposed);
        proof.map_or_else(|_| Vec::new(), |proof| self.row_steps(row, &proof))
    }

    /// The offices of a body that somebody holds on a day.
    pub(super) fn offices_of(&self, who: &Value, body: &Value, on: Option<Date>) -> Vec<Step> {
        let (Value::Individual(who), Value::Individual(body)) = (who, body) else {
            return Vec::new();
        };
        let offices = self.case.offices.iter().enumerate();
        offices
            .filter(|(_, one)| {
                let begun = one
                    .dates
                    .from
                    .is_none_or(|from| on.is_none_or(|on| from <= on));
                let lasts = one
                    .dates
                    .until
                    .is_none_or(|until| on.is_none_or(|on| on <= until));
                one.person == *who && one.of == *body && begun && lasts
            })
            .map(|(place, _)| self.stated(Stated::Office(place)))
            .collect()
    }

    /// Who was present at a committee's act, and how they voted.
    pub(super) fn sitting(&self, place: usize) -> Vec<Step> {
        let Some(HappeningKind::Act(done)) = self.case.timeline.get(place).map(|line| &line.kind)
        else {
            return Vec::new();
        };
        let mut steps = Vec::new();
        for (who, how) in [
            (&done.present, "present"),
            (&done.votes_for, "for it"),
            (&done.votes_against, "against it"),
        ] {
            let Some(who) = who else { continue };
            let names: Vec<&str> = who.iter().map(|who| self.words.individual(*who)).collect();
            let names = if names.is_empty() {
                "nobody".to_owned()
            } else {
                crate::words::and_list(&names)
            };
            steps.push(Step::new(Kind::People, format!("{how}: {names}")));
        }
        if let Some(who) = done.casting_vote {
            let says = format!("the casting vote: {}", self.words.individual(who));
            steps.push(Step::new(Kind::People, says));
        }
        steps
    }

    fn row_steps(&mut self, (scheme, row): (SchemeId, usize), proof: &RowProof) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(force) = &proof.force {
            steps.extend(self.condition(force));
        }
        let declared = self.policy.schemes.get(scheme);
        let declared = declared.and_then(|scheme| scheme.rows.get(row));
        let mut band = Vec::new();
        if let (Some(proof), Some((_, included))) =
            (&proof.from, declared.and_then(|row| row.from.as_ref()))
        {
            let word = if *included { "at least" } else { "over" };
            band.push(format!("{word} {}", self.words.given(proof)));
        }
        if let (Some(proof), Some((_, included))) =
            (&proof.to, declared.and_then(|row| row.to.as_ref()))
        {
            let word = if *included { "up to" } else { "below" };
            band.push(format!("{word} {}", self.words.given(proof)));
        }
        if !band.is_empty() {
            let says = format!("the row is for amounts {}", band.join(", "));
            let mut step = Step::new(Kind::Condition, says).at(declared.map(|row| row.span));
            for end in proof.from.iter().chain(&proof.to) {
                let below = self.condition(end);
                step.steps.extend(below);
            }
            steps.push(step);
        }
        if let Some((low, high)) = &proof.counted
            && !proof.earlier.is_empty()
        {
            let own = proof.amount.as_ref().map(|amount| self.words.value(amount));
            let own = own.unwrap_or_default();
            let sum = if low == high {
                self.words.value(low)
            } else {
                format!(
                    "between {} and {}",
                    self.words.value(low),
                    self.words.value(high)
                )
            };
            let says = format!("what counts is {sum}: this act, {own}, with these before it");
            let below = proof.earlier.iter().map(|place| self.event(*place));
            let below = below.collect();
            steps.push(Step::new(Kind::Sum, says).with(below));
        }
        for (who, condition) in &proof.conditions {
            let who = self.words.value(who);
            let says = if condition.is_true() {
                format!("its condition is met by {who}")
            } else if condition.is_false() {
                format!("its condition is not met by {who}")
            } else {
                format!("it is not known whether its condition is met by {who}")
            };
            let below = self.condition(condition);
            steps.push(
                Step::new(Kind::Condition, says)
                    .at(condition.span)
                    .with(below),
            );
        }
        steps
    }
}
