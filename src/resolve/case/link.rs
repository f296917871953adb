//! Links of delegation, given or made.

use super::{cases::Lowering, dates, messages, parts};
use crate::{
    base::id::Arena,
    case::case::{Link, LinkLimit},
    policy::{
        delegation::{Matter, SubDelegation},
        expr::Variable,
        norm::Counted,
        types::Type,
        value::Value,
    },
    resolve::{
        index::Target,
        scope::{Finished, Scope},
    },
    tree::{
        delegation as tree, norm,
        scenario::{Dates, Delegates},
    },
};

/// `northshire delegates lead-commissioning to southshire up to £2m per act until 31 March 2014`
pub(super) fn link(to: &mut Lowering<'_>, written: &Delegates, line_dates: &Dates) -> Option<Link> {
    let scope = &mut to.scope;
    let from = parts::party(scope, &written.from);
    let on_behalf_of = written
        .on_behalf_of
        .as_ref()
        .map(|body| parts::party(scope, body));
    let body = match (&on_behalf_of, &from) {
        (Some(Some(Value::Individual(body))), _) => Some(*body),
        _ => None,
    };
    let acting_as = written
        .acting_as
        .as_ref()
        .map(|office| parts::office(scope, to.setting, office, body));
    let delegate = parts::party(scope, &written.to);
    let what: Vec<Option<Matter>> = written.what.iter().map(|word| scope.matter(word)).collect();
    let limit = written.limit.as_ref().map(|up_to| limit(scope, up_to));
    let dates = Dates {
        from: written.dates.from.clone().or(line_dates.from.clone()),
        until: written.dates.until.clone().or(line_dates.until.clone()),
    };
    let dates = dates::dates(scope, &dates);
    let under = written.under.as_ref().map(|word| {
        let found = scope.names.find(&word.text, |names| &names.delegations);
        if let Some(id) = found {
            scope.refer(word.span, Target::Delegation(*id));
            return Some(*id);
        }
        let known = scope.names.listed(|names| &names.delegations);
        let problem = messages::unknown_rule(word, known);
        scope.report(problem);
        None
    });
    let mut variables = Arena::new();
    let sub_delegation = written
        .sub_delegation
        .as_ref()
        .map(|written| sub_delegation(to, written, &mut variables));
    Some(Link {
        from: from?,
        acting_as: acting_as.map_or(Some(None), |found| found.map(Some))?,
        on_behalf_of: on_behalf_of.map_or(Some(None), |found| found.map(Some))?,
        what: what.into_iter().collect::<Option<Vec<_>>>()?,
        to: delegate?,
        limit: limit.map_or(Some(None), |found| found.map(Some))?,
        sub_delegation: sub_delegation.map_or(Some(None), |found| found.map(Some))?,
        variables,
        dates,
        under: under.map_or(Some(None), |found| found.map(Some))?,
    })
}

/// `up to £2m per act`
fn limit(scope: &mut Scope<'_>, written: &norm::Limit) -> Option<LinkLimit> {
    let counted = match &written.counted {
        Some(counted) => scope.counted(counted),
        None => Some(Counted::PerAct),
    };
    let amount = scope.value(&written.amount, &Type::Any)?;
    let below_zero = match &amount {
        Value::Money(money) => money.is_negative(),
        Value::Number(number) => number.is_negative(),
        _ => {
            scope.report(messages::limit_is_no_amount(written.amount.span));
            return None;
        }
    };
    if below_zero {
        scope.report(messages::negative_limit(written.amount.span));
        return None;
    }
    Some(LinkLimit {
        amount,
        below: written.below,
        counted: counted?,
    })
}

fn sub_delegation(
    to: &mut Lowering<'_>,
    written: &tree::SubDelegation,
    variables: &mut Arena<Variable>,
) -> Option<SubDelegation> {
    // A scope of its own: the link carries the variables of its condition.
    let outer = &to.scope;
    let mut scope = Scope::of_scenario(outer.signatures, outer.pack, &to.setting.named);
    let found = scope.sub_delegation(written);
    let Finished {
        variables: bound,
        problems,
        references,
        broken,
    } = scope.finish();
    for problem in problems {
        to.scope.report(problem);
    }
    for (span, target) in references {
        to.scope.refer(span, target);
    }
    if broken {
        to.scope.broken_already();
        return None;
    }
    *variables = bound;
    Some(found)
}
