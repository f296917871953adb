//! `commissioner(maternity, alice) is nhs-cb on behalf of secretary-of-state`: an answer, and for whom it acts.

use super::{cases::Lowering, messages, parts};
use crate::{
    policy::{
        expr::{CompareOp, Expr, ExprKind},
        types::Type,
    },
    tree::expr as tree,
};

/// `DECISION is A on behalf of B`: that the answer is A, and that it acts for B.
pub(super) fn acting_for(to: &mut Lowering<'_>, found: Expr, whom: &tree::Expr) -> Option<Expr> {
    let decision = match &found.kind {
        ExprKind::Compare(CompareOp::Equal, left, _) => match &left.kind {
            ExprKind::Decision(decision, arguments) => {
                let kind = ExprKind::DecisionPrincipal(*decision, arguments.clone());
                Some(Expr {
                    kind,
                    ..(**left).clone()
                })
            }
            _ => None,
        },
        _ => None,
    };
    let Some(principal) = decision else {
        to.labelled
            .report(messages::on_behalf_of_no_decision(whom.span));
        return None;
    };
    let whom = parts::party(&mut to.labelled, whom)?;
    let span = found.span;
    let whom = Expr {
        kind: ExprKind::Literal(whom),
        ..principal.clone()
    };
    let acts = Expr {
        kind: ExprKind::Compare(CompareOp::Equal, Box::new(principal), Box::new(whom)),
        ..found.clone()
    };
    Some(Expr {
        kind: ExprKind::And(vec![found, acts]),
        ty: Type::Boolean,
        span,
    })
}
