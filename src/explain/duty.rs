//! Why a duty is as it is: what requires it, why it arose, by when, what happened, what is missing.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    base::date::Date,
    policy::{
        expr::StateWord,
        norm::{Form, MustKind},
        value::Value,
    },
    record::{
        duty::{Cause, DutyRecord, Ended},
        proof::{DutyProof, PartProof},
        reason::Truth,
    },
};

impl Builder<'_, '_> {
    /// What became of a duty, as a sentence.
    pub(super) fn duty_verdict(&self, duty: &DutyRecord) -> String {
        let since = duty.history.last().map(|change| change.on);
        let on = since.map_or_else(String::new, |day| format!(" on {day}"));
        let due = duty
            .due
            .map_or_else(String::new, |day| format!(", due on {day}"));
        match duty.state {
            StateWord::Pending if duty.due.is_some() => format!("It is pending{due}"),
            StateWord::Pending => "It is pending: no last day is set for it".to_owned(),
            StateWord::Discharged => format!("It was discharged{on}"),
            StateWord::PartlyDischarged => format!("It is partly discharged{due}"),
            StateWord::Breached => format!("It was breached{on}"),
            StateWord::DischargedLate if duty.was_breached() => {
                format!("It was breached, and discharged late{on}")
            }
            StateWord::DischargedLate => format!("It was discharged late{on}"),
            StateWord::Released => format!("It was released{on}"),
            StateWord::Lapsed => format!("It lapsed{on}"),
            StateWord::NotEvidenced => "It is not evidenced".to_owned(),
            StateWord::Undetermined => {
                let possible: Vec<&str> = duty.possible.iter().map(|state| state.word()).collect();
                if possible.is_empty() {
                    "It is undetermined: what is known leaves it open".to_owned()
                } else {
                    format!(
                        "It is undetermined: it may be {}",
                        crate::words::or_list(&possible)
                    )
                }
            }
            StateWord::Followed => format!("It was followed{on}"),
            StateWord::DepartedFrom => format!("It was departed from{on}"),
        }
    }

    /// Why a duty is as it is.
    pub(super) fn duty(&mut self, place: usize) -> Vec<Step> {
        let record = self.record;
        let Some(duty) = record.duties.get(place) else {
            return Vec::new();
        };
        self.duties.insert(place);
        let proof = match self.run.duty_proof(place) {
            Ok(Some(proof)) => proof,
            _ => DutyProof::default(),
        };
        let mut steps = vec![self.requirement(duty)];
        steps.push(self.arising(duty, &proof));
        steps.extend(self.deadlines(duty, &proof));
        steps.extend(self.what_happened(duty, &proof));
        steps.extend(self.what_is_missing(duty));
        if let Some(ended) = &duty.ended_by {
            steps.push(self.ended(duty, ended, &proof));
        }
        if duty.state == StateWord::Undetermined {
            steps.extend(self.doubts(&duty.unknowns));
        }
        steps.push(self.people(&duty.performers, &duty.answerable, duty.state));
        steps
    }

    /// Another duty, in short; the whole of it where it was not told yet.
    pub(super) fn other_duty(&mut self, place: usize) -> Step {
        let record = self.record;
        let Some(duty) = record.duties.get(place) else {
            return Step::new(Kind::Verdict, "a duty");
        };
        let verdict = self.duty_verdict(duty);
        let verdict = verdict.strip_prefix("It ").unwrap_or(&verdict);
        let says = format!("{} {verdict}", self.words.duty_at(place));
        let at = self.policy.norms.get(duty.norm).map(|norm| norm.span);
        let step = Step::new(Kind::Verdict, says).at(at);
        if self.duties.contains(&place) {
            return step;
        }
        let below = self.deeper(|builder| builder.duty(place));
        step.with(below)
    }

    fn requirement(&self, duty: &DutyRecord) -> Step {
        let bearer = self.words.value(&duty.bearer);
        let mut step = self.norm(duty.norm, &format!("{bearer} is bound by"));
        let Some(norm) = self.policy.norms.get(duty.norm) else {
            return step;
        };
        if let Form::Duty(musts) = &norm.form {
            for must in musts {
                if let Some(text) = self.words.text(must.span) {
                    let text = text.strip_prefix("must ").unwrap_or(&text).to_owned();
                    step.steps.push(
                        Step::new(Kind::Norm, format!("it must: `{text}`")).at(Some(must.span)),
                    );
                }
            }
        }
        if !duty.owed_to.is_empty() {
            let to = self.words.values(&duty.owed_to);
            step.steps
                .push(Step::new(Kind::People, format!("this is owed to {to}")));
        }
        step
    }

    fn arising(&mut self, duty: &DutyRecord, proof: &DutyProof) -> Step {
        let arose = duty.arose;
        let perhaps = if duty.exists == Truth::Unknown {
            "It may have arisen"
        } else {
            "It arose"
        };
        let mut step = match &duty.cause {
            Cause::Period(period) => {
                let period = self.words.value(period);
                Step::new(Kind::Cause, format!("{perhaps} on {arose}, for {period}"))
            }
            Cause::Happening(place) => {
                let event = self.event(*place);
                Step::new(
                    Kind::Cause,
                    format!("{perhaps} on {arose}, because of this:"),
                )
                .with(vec![event])
            }
            Cause::Duty(place) => {
                let other = self.other_duty(*place);
                Step::new(
                    Kind::Cause,
                    format!("{perhaps} on {arose}, because of this:"),
                )
                .with(vec![other])
            }
            Cause::Change(day) => {
                let changed = self.changed(*day, duty);
                Step::new(
                    Kind::Cause,
                    format!("{perhaps} on {day}, because of what changed that day"),
                )
                .with(changed)
            }
            Cause::Commencement => Step::new(
                Kind::Cause,
                format!("{perhaps} on {arose}, with the duty itself"),
            ),
        };
        step.at = self.policy.norms.get(duty.norm).map(|norm| norm.span);
        let below = self.norm_conditions(&proof.norm);
        step.steps.extend(below);
        step
    }

    /// What began or ended on a day, of the facts that the norm's triggers speak of.
    fn changed(&mut self, day: Date, duty: &DutyRecord) -> Vec<Step> {
        use crate::policy::norm::{Occasion, TriggerKind};
        let mut facts = Vec::new();
        let norm = self.policy.norms.get(duty.norm);
        if let Some(Occasion::When(triggers)) = norm.map(|norm| &norm.occasion) {
            for trigger in triggers {
                if let TriggerKind::Changes { fact, .. } = &trigger.kind {
                    facts.push(*fact);
                }
            }
        }
        let mut steps = Vec::new();
        for (place, given) in self.case.facts.iter().enumerate() {
            let touched = given.dates.from == Some(day)
                || given.dates.until.and_then(|until| until.next_day()) == Some(day);
            let about = |value: &Value| given.arguments.contains(value);
            if facts.contains(&given.fact)
                && touched
                && (about(&duty.bearer) || duty.bindings.iter().any(|(_, value)| about(value)))
            {
                steps.push(self.stated(Stated::Fact(place)));
            }
        }
        steps
    }

    fn deadlines(&mut self, duty: &DutyRecord, proof: &DutyProof) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut said: Vec<String> = Vec::new();
        for part in &proof.parts {
            let Some(due) = &part.due else { continue };
            let says = format!("The time for it: {}", self.words.due_proof(due));
            if said.contains(&says) {
                continue;
            }
            said.push(says.clone());
            let below = self.conditions(&due.parts);
            steps.push(Step::new(Kind::Calendar, says).with(below));
        }
        if steps.is_empty()
            && let Some(due) = duty.due
        {
            let keeps = matches!(self.form_of(duty, 0), Some(MustKind::Keep(_)));
            let says = if keeps {
                format!("It is to be kept up to {due}")
            } else {
                format!("The last day to act is {due}")
            };
            steps.push(Step::new(Kind::Calendar, says));
        }
        steps
    }

    fn what_happened(&mut self, duty: &DutyRecord, proof: &DutyProof) -> Vec<Step> {
        let mut events: Vec<usize> = duty.discharged_by.clone();
        events.extend(proof.parts.iter().flat_map(|part| part.by.iter().copied()));
        let by = duty.history.iter().filter_map(|change| change.by);
        let causes: Vec<usize> = match duty.cause {
            Cause::Happening(place) => vec![place],
            _ => Vec::new(),
        };
        events.extend(by);
        events.retain(|place| !causes.contains(place));
        events.sort_unstable();
        events.dedup();
        let mut steps = Vec::new();
        if !events.is_empty() {
            let mut heading = Step::new(Kind::Heading, "What was done");
            for place in events {
                let event = self.event(place);
                heading.steps.push(event);
            }
            steps.push(heading);
        }
        for (place, part) in proof.parts.iter().enumerate() {
            steps.extend(self.part(duty, place, part));
        }
        for interval in &duty.intervals {
            let says = format!("It was in breach {}", self.words.interval(interval));
            steps.push(Step::new(Kind::Condition, says));
        }
        steps
    }

    fn part(&mut self, duty: &DutyRecord, place: usize, part: &PartProof) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(condition) = &part.condition {
            let so = if condition.is_true() {
                "What it asks for is so"
            } else if condition.is_false() {
                "What it asks for is not so"
            } else {
                "It is not known whether what it asks for is so"
            };
            let text = self.words.must(duty.norm, place);
            let below = self.condition(condition);
            let day = condition.day;
            steps.push(
                Step::new(
                    Kind::Condition,
                    format!("{so}, as it stood on {day}: {text}"),
                )
                .at(condition.span)
                .with(below),
            );
        }
        let keeps = matches!(self.form_of(duty, place), Some(MustKind::Keep(_)));
        if keeps {
            let first = self.conditions(&part.every);
            if !first.is_empty() {
                let says = "As it stood at first";
                steps.insert(0, Step::new(Kind::Condition, says).with(first));
            }
        }
        let mut below = if keeps {
            Vec::new()
        } else {
            self.conditions(&part.every)
        };
        below.extend(self.conditions(&part.wanted));
        if !below.is_empty() {
            steps.push(Step::new(Kind::Condition, "For whom and what it is wanted").with(below));
        }
        steps
    }

    fn form_of(&self, duty: &DutyRecord, place: usize) -> Option<&MustKind> {
        match &self.policy.norms.get(duty.norm)?.form {
            Form::Duty(musts) => musts.get(place).map(|must| &must.kind),
            _ => None,
        }
    }

    fn what_is_missing(&self, duty: &DutyRecord) -> Option<Step> {
        if duty.missing.is_empty() {
            return None;
        }
        let missing = self.words.missing(duty.norm, &duty.missing);
        let says = match duty.state {
            _ if missing.is_empty()
                && matches!(duty.state, StateWord::Breached | StateWord::DischargedLate) =>
            {
                match duty.due {
                    Some(due) => format!("Nothing that discharges it was done by {due}"),
                    None => "Nothing that discharges it was done".to_owned(),
                }
            }
            _ if missing.is_empty() => "Nothing that discharges it was done".to_owned(),
            StateWord::Breached | StateWord::DischargedLate => match duty.due {
                Some(due) => format!("What was missing at the end of {due}: {missing}"),
                None => format!("What was missing: {missing}"),
            },
            _ => format!("What is missing: {missing}"),
        };
        Some(Step::new(Kind::Missing, says))
    }

    fn ended(&mut self, duty: &DutyRecord, ended: &Ended, proof: &DutyProof) -> Step {
        let says = format!("Why it ended: {}", self.words.ended(duty, ended));
        match ended {
            Ended::Waived(place) => {
                let event = self.event(*place);
                Step::new(Kind::Defeat, says).with(vec![event])
            }
            Ended::Overridden(norm) => {
                let norm = self.norm(*norm, "it gives way to");
                Step::new(Kind::Defeat, says).with(vec![norm])
            }
            _ => {
                let below = proof.until.as_ref().map(|until| self.condition(until));
                Step::new(Kind::Condition, says).with(below.unwrap_or_default())
            }
        }
    }

    pub(super) fn people(
        &self,
        performers: &[Value],
        answerable: &[Value],
        state: StateWord,
    ) -> Step {
        let done = matches!(
            state,
            StateWord::Discharged | StateWord::DischargedLate | StateWord::Followed
        );
        let verb = if done { "did it" } else { "was to do it" };
        let who = if performers.is_empty() {
            self.words.values(answerable)
        } else {
            self.words.values(performers)
        };
        let answers = if answerable.len() > 1 {
            "answer"
        } else {
            "answers"
        };
        let for_it = self.words.values(answerable);
        let says = if who == for_it {
            format!("{who} {verb}, and {answers} for it")
        } else {
            format!("{who} {verb}; {for_it} {answers} for it")
        };
        Step::new(Kind::People, says)
    }
}
