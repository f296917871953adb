//! What would settle a result that is undetermined, and what is to be found out for that.

use super::{
    lists::{and_list, or_list},
    words::Words,
};
use crate::{
    policy::{
        expr::ExprKind,
        policy::{FactId, FactSort},
        value::Value,
    },
    record::{
        reason::Unknown,
        settling::{Fall, Fallen, Inquiry, Known, Settling, Supposition},
    },
};

impl Words<'_> {
    /// A question for whoever can find it out: `whether Northshire CCG has failed`, `the population of Northshire CCG`.
    pub fn inquiry(&self, inquiry: &Inquiry) -> String {
        let said = self.asked_of(inquiry.fact, &inquiry.arguments);
        if inquiry.bounds.is_empty() {
            return said;
        }
        let bounds: Vec<String> = inquiry
            .bounds
            .iter()
            .map(|bound| match bound {
                Value::Date(_) => format!("on or after {}", self.value(bound)),
                _ => format!("at least {}", self.value(bound)),
            })
            .collect();
        format!("{said}: whether it is {}", or_list(&bounds))
    }

    /// A fact as something to find out: `whether …` of what holds or does not, and a noun of what has a value.
    fn asked_of(&self, fact: FactId, arguments: &[Value]) -> String {
        let said = self.proposition(fact, arguments);
        let said = if self.is_boolean(fact) {
            format!("whether {said}")
        } else {
            said
        };
        match self.judge(fact) {
            Some(judge) => format!("{said}, in the judgement of {judge}"),
            None => said,
        }
    }

    /// Who judges a fact, where one body does.
    fn judge(&self, fact: FactId) -> Option<String> {
        let sort = &self.policy.facts.get(fact)?.sort;
        let FactSort::Judgement(Some(judge)) = sort else {
            return None;
        };
        match &judge.kind {
            ExprKind::Literal(who) => Some(self.value(who)),
            _ => None,
        }
    }

    /// What can be found out about an unknown that a result hangs on; nothing where nobody could: a tie, a division by zero.
    pub fn unknown_inquiry(&self, unknown: &Unknown) -> Option<String> {
        match unknown {
            Unknown::Fact(fact, arguments) => Some(self.asked_of(*fact, arguments)),
            Unknown::Time(_) => Some(self.unknown(unknown)),
            Unknown::Act(_) | Unknown::Duty(..) | Unknown::Tie(_) | Unknown::Undefined(_) => None,
        }
    }

    /// What an unknown fact would have to be, as a clause.
    pub fn supposition(&self, supposition: &Supposition) -> String {
        let said = self.proposition(supposition.fact, &supposition.arguments);
        let listed = |values: &[Value]| {
            let said: Vec<String> = values.iter().map(|value| self.value(value)).collect();
            or_list(&said)
        };
        match &supposition.known {
            Known::Is(Value::Boolean(true)) => said,
            Known::Is(Value::Boolean(false)) => format!("it is not so that {said}"),
            Known::Is(Value::Set(members)) if members.is_empty() => {
                format!("{said} includes nothing of what is asked for")
            }
            Known::Is(Value::Set(members)) => format!("{said} includes {}", self.values(members)),
            Known::OneOf(values) if values.iter().all(|one| matches!(one, Value::Set(_))) => {
                format!("{said} includes {}", listed(values))
            }
            Known::NoneOf(values) if values.iter().all(|one| matches!(one, Value::Set(_))) => {
                format!("{said} does not include {}", listed(values))
            }
            Known::Is(value) => format!("{said} is {}", self.value(value)),
            Known::OneOf(values) => format!("{said} is {}", listed(values)),
            Known::NoneOf(values) => format!("{said} is not {}", listed(values)),
            Known::AtLeast(value @ Value::Date(_)) => {
                format!("{said} is {} or later", self.value(value))
            }
            Known::AtMost(value @ Value::Date(_)) => {
                format!("{said} is {} or earlier", self.value(value))
            }
            Known::AtLeast(value) => format!("{said} is at least {}", self.value(value)),
            Known::AtMost(value) => format!("{said} is at most {}", self.value(value)),
            Known::Between(low, high) => {
                format!("{said} is from {} to {}", self.value(low), self.value(high))
            }
        }
    }

    /// A set of unknowns with what they would have to be.
    pub fn suppositions(&self, set: &[Supposition]) -> String {
        let said: Vec<String> = set.iter().map(|one| self.supposition(one)).collect();
        said.join(", and ")
    }

    /// What a result is once it is settled.
    pub fn fallen(&self, is: &Fallen) -> String {
        match is {
            Fallen::State(state) => format!("it is {}", state.word()),
            Fallen::DoesNotArise => "it does not arise".to_owned(),
            Fallen::Verdict(verdict, breaches) if breaches.is_empty() => {
                format!("it is {}", verdict.word())
            }
            Fallen::Verdict(verdict, breaches) => {
                let said: Vec<String> = breaches
                    .iter()
                    .map(|(norm, of)| format!("{} of {}", self.norm_name(*norm), self.value(of)))
                    .collect();
                let word = verdict.word();
                let word = word.strip_suffix(" but in breach").unwrap_or(word);
                format!("it is {word}, and breaches {}", and_list(&said))
            }
            Fallen::May(true) => "the answer is yes".to_owned(),
            Fallen::May(false) => "the answer is no".to_owned(),
            Fallen::Gives(outcome) => format!("the answer is {}", self.outcome(outcome)),
            Fallen::Answer(answer) => {
                format!("the answer is {}", self.answer(answer).join("; "))
            }
        }
    }

    /// A line for each way in which a result could fall: `if …: it is breached`.
    pub fn falls(&self, settling: &Settling) -> Vec<String> {
        settling
            .falls
            .iter()
            .flat_map(|fall| self.fall(fall, settling.bounded))
            .collect()
    }

    fn fall(&self, fall: &Fall, bounded: bool) -> Vec<String> {
        let is = self.fallen(&fall.is);
        if fall.sets.is_empty() {
            let tried = if bounded {
                "no set that was tried"
            } else {
                "no set"
            };
            return vec![format!(
                "{tried} of at most three of these facts leads to this: {is}"
            )];
        }
        let mut said: Vec<String> = fall
            .sets
            .iter()
            .take(MOST_SETS)
            .map(|set| format!("{is} if {}", self.suppositions(set)))
            .collect();
        if fall.sets.len() > MOST_SETS {
            let more = fall.sets.len() - MOST_SETS;
            said.push(format!("{is} in {more} more cases of these facts"));
        }
        said
    }
}

/// So many sets of one way are written out for people; JSON holds them all.
const MOST_SETS: usize = 5;
