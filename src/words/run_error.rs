//! Why a scenario cannot be evaluated, in the style of messages: lower case, no full stop, user text in backticks.

use super::{lists::and_list, words::Words};
use crate::{base::number::Number, record::record::RunErrorKind};

impl Words<'_> {
    /// What went wrong in a run.
    pub fn run_error(&self, error: &RunErrorKind) -> String {
        match error {
            RunErrorKind::EffectsDisagree { fact } => {
                format!("two effects of one moment set `{fact}` differently")
            }
            RunErrorKind::TwoValues { fact } => {
                format!("`{fact}` has two values for one day")
            }
            RunErrorKind::DecisionOverlap {
                decision,
                rows,
                words,
            } => {
                let rows: Vec<_> = rows.iter().map(|row| (row + 1).to_string()).collect();
                let name = self.decision_name(*decision);
                if rows.len() > 1 {
                    format!(
                        "rows {} of the decision `{name}` all match: `{words}`",
                        and_list(&rows)
                    )
                } else {
                    format!("the decision `{name}` has more than one answer: `{words}`")
                }
            }
            RunErrorKind::DecisionGap { decision, words } => format!(
                "no row of the decision `{}` matches: `{words}`",
                self.decision_name(*decision)
            ),
            RunErrorKind::TooLarge => "a number grows past what can be held exactly".to_owned(),
            RunErrorKind::OutsideCalendar { words } => {
                if words.is_empty() {
                    "working days are counted outside the years of the calendar".to_owned()
                } else {
                    words.clone()
                }
            }
            RunErrorKind::OutsideYears => "a date leaves the years 1 to 9999".to_owned(),
            RunErrorKind::StepLimit { rule, limit } => {
                let limit = grouped(*limit);
                format!(
                    "{} uses up the run's budget of {limit} steps",
                    rule_of(rule)
                )
            }
            RunErrorKind::MemoryLimit { rule, megabytes } => {
                let megabytes = grouped(*megabytes);
                format!(
                    "{} uses up the run's budget of {megabytes} MB of memory",
                    rule_of(rule)
                )
            }
            RunErrorKind::DepthLimit { rule, limit } => {
                let limit = grouped(*limit);
                format!("{} goes more than {limit} calls deep", rule_of(rule))
            }
            RunErrorKind::NegativeAmount => "an amount of money in an act is below £0".to_owned(),
        }
    }

    fn decision_name(&self, decision: crate::policy::policy::DecisionId) -> &str {
        self.policy
            .decisions
            .get(decision)
            .map_or("it", |decision| decision.name.as_str())
    }
}

/// The rule that was being evaluated.
fn rule_of(rule: &Option<String>) -> &str {
    rule.as_deref().unwrap_or("what the scenario asks")
}

/// A count with commas between thousands.
fn grouped(count: u64) -> String {
    i64::try_from(count).map_or_else(
        |_| count.to_string(),
        |count| Number::from(count).display().0,
    )
}
