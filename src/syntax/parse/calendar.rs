//! Calendars with their holidays, and declared periods.

use super::{
    body::{Braces, Form, body},
    common::title,
    literal::{count, date, unit, year},
    reader::{Parts, Reader},
};
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::{
    literal::Unit,
    policy::{Calendar, PeriodDeclaration, PeriodLength},
};

/// `calendar england from 2012 to 2016 { holidays 25 December 2013 }`
pub(super) fn calendar(reader: &mut Reader<'_>) -> Option<Calendar> {
    const FORM: Form = Form::braced(
        "a calendar",
        &[("holidays", Rule::holidays_clause)],
        Braces::Always,
    );
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::calendar_head, |reader, pair| {
        let parts = Parts::of(pair);
        let mut years = parts.all(Rule::number);
        let (from, to) = (years.next()?, years.next()?);
        let (from, to) = (year(reader, &from), year(reader, &to));
        Some(Calendar {
            name: reader.word(parts.get(Rule::name)?),
            title: title(reader, &parts),
            from: from?,
            to: to?,
            holidays: Vec::new(),
            span: body.span,
        })
    });
    let mut holidays = Vec::new();
    for part in body.parts.iter().filter(|part| part.rule.is_some()) {
        let found = reader.read(&part.tokens, Rule::holidays_clause, |reader, pair| {
            let mut days = Vec::new();
            for written in Parts::of(pair).all(Rule::date) {
                let span = reader.span(&written);
                days.extend(date(reader, written).map(|day| (day, span)));
            }
            Some(days)
        });
        holidays.extend(found.into_iter().flatten());
    }
    Some(Calendar { holidays, ..head? })
}

/// `period instalment monthly from 4 February 2025, 12 times`
pub(super) fn period(reader: &mut Reader<'_>) -> Option<PeriodDeclaration> {
    let body = body(reader, &Form::plain("a period"));
    let span = body.span;
    reader.read(&body.head, Rule::period_head, |reader, pair| {
        let parts = Parts::of(pair);
        let every = length(reader, parts.take(Rule::period_length)?);
        let from = date(reader, parts.take(Rule::date)?);
        let times = match parts.get(Rule::number) {
            Some(times) => Some(count(reader, times)?),
            None => None,
        };
        Some(PeriodDeclaration {
            name: reader.word(parts.get(Rule::name)?),
            title: title(reader, &parts),
            every: every?,
            from: from?,
            times,
            span,
        })
    })
}

/// `monthly`, `every 2 weeks`
fn length(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<PeriodLength> {
    let span = reader.span(&pair);
    let word = pair.as_str().trim_end();
    let (days, months) = (PeriodLength::Days, PeriodLength::Months);
    let (make, each): (fn(u32) -> PeriodLength, u32) = match word {
        "daily" => (days, 1),
        "weekly" => (days, 7),
        "monthly" => (months, 1),
        "quarterly" => (months, 3),
        "yearly" => (months, 12),
        _ => {
            let parts = Parts::of(Parts::of(pair).take(Rule::duration)?);
            let times = count(reader, parts.get(Rule::number)?)?;
            let (make, each): (fn(u32) -> PeriodLength, u32) =
                match unit(reader, parts.take(Rule::unit)?)? {
                    Unit::Day => (days, 1),
                    Unit::Week => (days, 7),
                    Unit::Month => (months, 1),
                    Unit::Year => (months, 12),
                    Unit::Hour | Unit::WorkingDay | Unit::ClearDay => {
                        let text = reader.line(span);
                        reader.tell(messages::no_period_length(span, &text));
                        return None;
                    }
                };
            let Some(length) = times.checked_mul(each).filter(|length| *length > 0) else {
                let text = reader.line(span);
                reader.tell(messages::no_period_length(span, &text));
                return None;
            };
            return Some(make(length));
        }
    };
    Some(make(each))
}
