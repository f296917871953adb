//! Deadlines and limits.

use super::{messages, scope::Scope};
use crate::{
    policy::{
        norm::{Counted, Deadline, Limit},
        types::Type,
    },
    resolve::expr::MonthAs,
    tree::norm as tree,
};

impl Scope<'_> {
    /// `before start of y`, `within 28 days from request`
    pub fn deadline(&mut self, deadline: &tree::Deadline) -> Deadline {
        match &deadline.kind {
            tree::DeadlineKind::Before(e) => Deadline::Before(self.point(e)),
            tree::DeadlineKind::By(e) => Deadline::By(self.point_or_month(e, MonthAs::Last)),
            tree::DeadlineKind::On(e) => Deadline::On(self.day(e)),
            tree::DeadlineKind::WithinFrom(by, e) => {
                Deadline::WithinFrom(self.length(by), self.point_or_month(e, MonthAs::First))
            }
            tree::DeadlineKind::WithinBeginning(by, e) => {
                if by.unit == crate::base::duration::Unit::ClearDay {
                    self.report(messages::times::clear_days_begin_nowhere(by.span));
                }
                Deadline::WithinBeginning(self.length(by), self.point(e))
            }
            tree::DeadlineKind::AtLeastBefore(by, e) => {
                Deadline::AtLeastBefore(self.length(by), self.point(e))
            }
            tree::DeadlineKind::Promptly => Deadline::Promptly,
        }
    }

    /// `up to £50m in each financial-year`
    pub fn limit(&mut self, limit: &tree::Limit) -> Limit {
        let amount = self.unchecked(&limit.amount, &Type::Money);
        let amount = self.amount(amount);
        let counted = match &limit.counted {
            Some(counted) => self.counted(counted).unwrap_or(Counted::PerAct),
            None => Counted::PerAct,
        };
        Limit {
            amount,
            below: limit.below,
            counted,
            span: limit.span,
        }
    }

    /// `per project`, `in each financial-year`, `in total`
    pub fn counted(&mut self, counted: &tree::Counted) -> Option<Counted> {
        Some(match counted {
            tree::Counted::PerAct => Counted::PerAct,
            tree::Counted::PerArgument(word) => {
                if !self.signatures.arguments.contains(&word.text) {
                    let all = self.signatures.arguments.iter();
                    let mut all: Vec<&str> = all.map(smol_str::SmolStr::as_str).collect();
                    all.sort_unstable();
                    let near = crate::base::nearest::nearest(&word.text, all);
                    self.report(messages::names::no_act_has_argument(word, near));
                    return None;
                }
                Counted::PerArgument(word.text.clone())
            }
            tree::Counted::InEach(period) => Counted::InEach(self.period_kind(period)?),
            tree::Counted::InTotal => Counted::InTotal,
        })
    }
}
