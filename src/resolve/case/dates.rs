//! Days and spans of days in a scenario. A month alone stands for its first day after `from`, for its last after `until`, `by`,
//! `as of` and `as at` (S1.4); anywhere else a day is needed.

use super::messages;
use crate::{
    base::date::Date,
    case::case::Dates,
    resolve::{
        expr::{Dated, MonthAs},
        scope::Scope,
    },
    tree::{
        expr::{Expr, ExprKind},
        literal::Literal,
        scenario as tree,
    },
};

/// The last day that is meant.
pub(super) fn last_day(scope: &mut Scope<'_>, e: &Expr) -> Option<Dated> {
    scope.date(e, MonthAs::Last)
}

/// A day; a month alone is an error.
pub(super) fn one_day(scope: &mut Scope<'_>, e: &Expr) -> Option<Date> {
    if matches!(e.kind, ExprKind::Literal(Literal::Month { .. })) {
        scope.report(messages::day_needed(e.span));
        return None;
    }
    scope.date(e, MonthAs::Refused).map(|day| day.date)
}

/// `from … until …`
pub(super) fn dates(scope: &mut Scope<'_>, dates: &tree::Dates) -> Dates {
    let mut day = |e: &Option<Expr>, month| {
        let e = e.as_ref()?;
        scope.date(e, month).map(|day| day.date)
    };
    let found = Dates {
        from: day(&dates.from, MonthAs::First),
        until: day(&dates.until, MonthAs::Last),
    };
    if let (Some(first), Some(last)) = (found.from, found.until)
        && last < first
        && let (Some(from), Some(until)) = (&dates.from, &dates.until)
    {
        scope.report(messages::ends_before_it_begins(
            (until.span, last),
            (from.span, first),
        ));
    }
    found
}
