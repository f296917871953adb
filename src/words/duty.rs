//! Duty instances: which one, what it arose from, what is missing, why it ended.

use super::{lists::and_list, words::Words};
use crate::{
    policy::norm::{Form, MustKind, NormId},
    record::{
        duty::{Cause, DutyRecord, Ended, Interval, Missing},
        reason::Truth,
    },
};

impl Words<'_> {
    /// Which duty: its title with what it is for, without quotation marks: `Publish a commissioning plan, for 2013/14`.
    pub fn duty(&self, duty: &DutyRecord) -> String {
        let mut said = self.norm_title(duty.norm).to_owned();
        let cause = self.cause(&duty.cause);
        if !cause.is_empty() {
            said.push_str(", ");
            said.push_str(&cause);
        }
        if let Cause::Period(_) | Cause::Happening(_) = duty.cause {
            return said;
        }
        let variables = self.policy.norms.get(duty.norm).map(|norm| &norm.variables);
        for (variable, value) in &duty.bindings {
            if let Some(declared) = variables.and_then(|variables| variables.get(*variable)) {
                said.push_str(&format!(", {}: {}", declared.name, self.value(value)));
            }
        }
        said
    }

    /// A duty of the record within a sentence: `"Publish a commissioning plan, for 2013/14" of Northshire CCG`.
    pub fn duty_at(&self, place: usize) -> String {
        match self.record.and_then(|record| record.duties.get(place)) {
            Some(duty) => format!("\"{}\" of {}", self.duty(duty), self.value(&duty.bearer)),
            None => "a duty".to_owned(),
        }
    }

    /// What an instance arose from: `for 2013/14`, `after …`; nothing for one that is there with its norm.
    pub fn cause(&self, cause: &Cause) -> String {
        match cause {
            Cause::Period(period) => format!("for {}", self.value(period)),
            Cause::Happening(place) => format!("after {}", self.happening_brief(*place)),
            Cause::Duty(place) => {
                let duty = self.record.and_then(|record| record.duties.get(*place));
                duty.map_or_else(
                    || "after another duty".to_owned(),
                    |duty| {
                        let title = self.norm_title(duty.norm);
                        match &duty.cause {
                            Cause::Period(period) => {
                                format!("after \"{title}\" for {}", self.value(period))
                            }
                            _ => format!("after \"{title}\""),
                        }
                    },
                )
            }
            Cause::Change(day) => format!("since {day}"),
            Cause::Commencement => String::new(),
        }
    }

    /// What is missing for a duty, joined: `quality and inequalities`; nothing where nothing is.
    /// That the one act of a duty is missing says no more than that the duty is open.
    pub fn missing(&self, norm: NormId, missing: &[Missing]) -> String {
        let form = self.policy.norms.get(norm).map(|norm| &norm.form);
        let asks_once = matches!(form, Some(Form::Duty(musts)) if musts.len() == 1);
        if asks_once && matches!(missing, [Missing::Act(_)]) {
            return String::new();
        }
        let said: Vec<_> = missing
            .iter()
            .map(|missing| self.missing_one(norm, missing))
            .collect();
        and_list(&said)
    }

    fn missing_one(&self, norm: NormId, missing: &Missing) -> String {
        match missing {
            Missing::Act(place) => self.must(norm, *place),
            Missing::Item(value) => self.value(value),
            Missing::For(value) => format!("the act for {}", self.value(value)),
            Missing::Fails(value) => format!("it is not so of {}", self.value(value)),
            Missing::Amount(value) => format!("{} still to pay", self.value(value)),
            Missing::Condition(place) => self.must(norm, *place),
            Missing::Regard(value) => format!("regard to {}", self.value(value)),
        }
    }

    /// What one `must` of a norm asks for, as it was written.
    pub fn must(&self, norm: NormId, place: usize) -> String {
        let must = self
            .policy
            .norms
            .get(norm)
            .and_then(|norm| match &norm.form {
                Form::Duty(musts) => musts.get(place),
                _ => None,
            });
        let Some(must) = must else {
            return "what it asks for".to_owned();
        };
        let span = match &must.kind {
            MustKind::Do { act, .. } => act.span,
            MustKind::Keep(condition)
            | MustKind::Achieve(condition, _)
            | MustKind::HaveOn(condition, _)
            | MustKind::Ensure(condition)
            | MustKind::ShowEvidence(condition, _) => condition.span,
            MustKind::HaveRegard(_) => must.span,
        };
        match self.text(span) {
            Some(text) => format!("`{text}`"),
            None => "what it asks for".to_owned(),
        }
    }

    /// Why a duty ended with neither discharge nor breach: `Northshire CCG was abolished, and nobody received its function`.
    pub fn ended(&self, duty: &DutyRecord, ended: &Ended) -> String {
        match ended {
            Ended::Until(place) => {
                let until = self
                    .policy
                    .norms
                    .get(duty.norm)
                    .and_then(|norm| norm.until.get(*place));
                match until {
                    Some(until) => format!("{} came true", self.expression(until)),
                    None => "what ends it came true".to_owned(),
                }
            }
            Ended::Waived(place) => self.happening(*place),
            Ended::Overridden(norm) => format!("{} overrides it", self.norm(*norm)),
            Ended::Disapplied => "it was disapplied".to_owned(),
            Ended::Repealed => "it was repealed".to_owned(),
            Ended::Abolished => format!(
                "{} was abolished, and nobody received the function",
                self.value(&duty.bearer)
            ),
            Ended::SeveralSuccessors(bodies) => format!(
                "{} was abolished, and several received the function: {}",
                self.value(&duty.bearer),
                self.values(bodies)
            ),
            Ended::NothingToDo => "there was nothing to do".to_owned(),
        }
    }

    /// A stretch of breach: `from 1 May 2013 to 3 June 2013`, `since 1 May 2013`.
    pub fn interval(&self, interval: &Interval) -> String {
        let said = match interval.until {
            Some(until) if until == interval.from => format!("on {until}"),
            Some(until) => format!("from {} to {until}", interval.from),
            None => format!("since {}", interval.from),
        };
        match interval.certain {
            Truth::True => said,
            Truth::Unknown | Truth::False => format!("perhaps {said}"),
        }
    }
}
