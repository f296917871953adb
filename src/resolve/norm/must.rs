//! What a duty wants.

use crate::{
    base::span::Span,
    policy::{
        norm::{Must, MustKind, Occasion, TriggerKind},
        types::Type,
    },
    resolve::{messages, scope::Scope},
    tree::norm as tree,
};

impl Scope<'_> {
    /// The musts of a duty, all of one sort.
    pub(super) fn musts(
        &mut self,
        written: &[(&tree::Must, Span)],
        occasion: &Occasion,
    ) -> Vec<Must> {
        let mut found: Vec<Must> = Vec::with_capacity(written.len());
        let mut first: Option<(Sort, Span)> = None;
        for (must, span) in written {
            let sort = sort(must);
            match first {
                Some((other, place)) if other != sort => {
                    let problem =
                        messages::norms::mixed_musts(*span, sort.words(), place, other.words());
                    self.report(problem);
                }
                _ => {}
            }
            first.get_or_insert((sort, *span));
            if matches!(sort, Sort::Ensure | Sort::Regard) {
                self.of_an_act(*span, sort, occasion);
            }
            if let Some(kind) = self.must(must) {
                found.push(Must { kind, span: *span });
            }
        }
        found
    }

    /// `must ensure` and `must have regard to` speak of the act that triggers the duty.
    fn of_an_act(&mut self, span: Span, sort: Sort, occasion: &Occasion) {
        let fine = match occasion {
            Occasion::When(triggers) => triggers
                .iter()
                .all(|trigger| matches!(trigger.kind, TriggerKind::Does(..))),
            _ => false,
        };
        if !fine {
            self.report(messages::norms::must_needs_act(span, sort.words()));
        }
    }

    fn must(&mut self, must: &tree::Must) -> Option<MustKind> {
        Some(match must {
            tree::Must::Do { act, deadline } => {
                let mark = self.mark();
                let for_every = act.for_every.as_ref().map(|over| self.ranged(over));
                let pattern = self.act_pattern(act, Some(false));
                let deadline = deadline.as_ref().map(|deadline| self.deadline(deadline));
                if for_every.is_some() && self.bound.len() > mark {
                    self.bound.remove(mark);
                }
                let for_every = match for_every {
                    Some(over) => Some(over?),
                    None => None,
                };
                MustKind::Do {
                    act: pattern?,
                    for_every,
                    deadline,
                }
            }
            tree::Must::Keep(what) => MustKind::Keep(self.condition(what)),
            tree::Must::Achieve { what, deadline } => {
                MustKind::Achieve(self.condition(what), self.deadline(deadline))
            }
            tree::Must::HaveOn { what, day } => {
                MustKind::HaveOn(self.condition(what), self.day(day))
            }
            tree::Must::Ensure(what) => MustKind::Ensure(self.condition(what)),
            tree::Must::HaveRegard(things) => {
                MustKind::HaveRegard(things.iter().map(|e| self.expr(e, &Type::Any)).collect())
            }
            tree::Must::ShowEvidence { of, deadline } => {
                let of = self.expr(of, &Type::Set(Box::new(Type::Any)));
                let deadline = deadline.as_ref().map(|deadline| self.deadline(deadline));
                MustKind::ShowEvidence(of, deadline)
            }
        })
    }
}

/// The sorts of what a duty can want, of which one duty has but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Do,
    Keep,
    Achieve,
    Have,
    Ensure,
    Regard,
    Evidence,
}

impl Sort {
    fn words(self) -> &'static str {
        match self {
            Sort::Do => "an act",
            Sort::Keep => "`must keep`",
            Sort::Achieve => "`must achieve`",
            Sort::Have => "`must have … on`",
            Sort::Ensure => "`must ensure`",
            Sort::Regard => "`must have regard to`",
            Sort::Evidence => "`must show evidence`",
        }
    }
}

fn sort(must: &tree::Must) -> Sort {
    match must {
        tree::Must::Do { .. } => Sort::Do,
        tree::Must::Keep(_) => Sort::Keep,
        tree::Must::Achieve { .. } => Sort::Achieve,
        tree::Must::HaveOn { .. } => Sort::Have,
        tree::Must::Ensure(_) => Sort::Ensure,
        tree::Must::HaveRegard(_) => Sort::Regard,
        tree::Must::ShowEvidence { .. } => Sort::Evidence,
    }
}
