//! The acts of a party that a condition wants done: `c has done consult(who: public) before publication`. They count only where
//! the condition is the truer for them, not under `not`.

use crate::policy::{
    expr::{CompareOp, Expr, ExprKind, PastAct, Ranged},
    norm::Party,
    pattern::{ActPattern, Term},
    value::Value,
};

/// The patterns of the acts that a condition wants this party to have done, in the order written.
pub(crate) fn wanted_acts<'a>(
    condition: &'a Expr,
    party: Option<&'a Party>,
) -> Vec<&'a ActPattern> {
    let mut wanted = Wanted {
        party,
        found: Vec::new(),
    };
    wanted.condition(condition, true);
    wanted.found
}

struct Wanted<'a> {
    party: Option<&'a Party>,
    found: Vec<&'a ActPattern>,
}

impl<'a> Wanted<'a> {
    /// `wanted` says whether the whole is the truer where this is true.
    fn condition(&mut self, expr: &'a Expr, wanted: bool) {
        match &expr.kind {
            ExprKind::HasDone(past) => self.past(past, wanted),
            ExprKind::LatestAct { act, body, .. } => {
                self.past(act, wanted);
                self.condition(body, wanted);
            }
            ExprKind::Not(one) => self.condition(one, !wanted),
            ExprKind::And(all) | ExprKind::Or(all) => {
                for one in all {
                    self.condition(one, wanted);
                }
            }
            ExprKind::Some(over) => self.over(over, wanted),
            ExprKind::Every(over, has) => {
                self.over(over, !wanted);
                self.condition(has, wanted);
            }
            ExprKind::CountCompare(op, over, _) => {
                if let Some(more) = wants_more(*op) {
                    self.over(over, wanted == more);
                }
            }
            ExprKind::Compare(op, left, _) => {
                if let (ExprKind::CountActs(past) | ExprKind::TotalActs(_, past), Some(more)) =
                    (&left.kind, wants_more(*op))
                {
                    self.past(past, wanted == more);
                }
            }
            ExprKind::OnDay(what, _) | ExprKind::JustBefore(what, _) => {
                self.condition(what, wanted);
            }
            _ => {}
        }
    }

    fn over(&mut self, over: &'a Ranged, wanted: bool) {
        if let Some(condition) = &over.condition {
            self.condition(condition, wanted);
        }
    }

    fn past(&mut self, past: &'a PastAct, wanted: bool) {
        if wanted && self.is_party(past.by.as_ref()) {
            self.found.push(&past.pattern);
        }
    }

    fn is_party(&self, by: Option<&Term>) -> bool {
        let Some(Term::Is(by)) = by else {
            return false;
        };
        match (self.party, &by.kind) {
            (Some(Party::Any { variable, .. }), ExprKind::Variable(by)) => variable == by,
            (Some(Party::One(party)), ExprKind::Literal(Value::Individual(by))) => party == by,
            _ => false,
        }
    }
}

/// Whether a comparison is the truer the more there are of what stands on its left; neither of `is` and `is not`.
fn wants_more(op: CompareOp) -> Option<bool> {
    match op {
        CompareOp::More | CompareOp::AtLeast => Some(true),
        CompareOp::Less | CompareOp::AtMost => Some(false),
        CompareOp::Equal | CompareOp::NotEqual => None,
    }
}
