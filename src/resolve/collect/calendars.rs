//! Calendars and declared periods.

use super::collector::{At, Collector};
use crate::{
    base::{
        calendar::Calendar,
        duration::{Duration, Unit},
        period::PeriodSeries,
    },
    policy::policy::CalendarDeclaration,
    resolve::{collect::declare::text, index::Target, messages, names::TypeName},
    tree::policy as tree,
};

/// How many years a period that is declared without a number of times is taken to go on: longer than any case looks.
const YEARS_WITHOUT_TIMES: u32 = 100;

impl<'t> Collector<'t> {
    pub(super) fn calendar(&mut self, at: At, calendar: &'t tree::Calendar) {
        let name = &calendar.name;
        let earlier = self
            .view(at.pack)
            .find(&name.text, |names| &names.calendars);
        let earlier = earlier.map(|id| self.signatures.policy.calendars[*id].span);
        if !self.free("calendar", name, earlier) {
            return;
        }
        let (from, to) = (i32::from(calendar.from), i32::from(calendar.to));
        if to < from {
            self.report(messages::definitions::calendar_years(name, from, to));
        }
        let mut holidays = Vec::with_capacity(calendar.holidays.len());
        for (date, span) in &calendar.holidays {
            if !(from..=to).contains(&date.year()) {
                self.report(messages::definitions::holiday_outside(
                    *span, *date, from, to,
                ));
            }
            match holidays.iter().find(|(other, _)| other == date) {
                Some((_, first)) => {
                    let problem = messages::definitions::holiday_twice(*span, *date, *first);
                    self.report(problem);
                }
                None => holidays.push((*date, *span)),
            }
        }
        let days = holidays.into_iter().map(|(date, _)| date).collect();
        let id = self.signatures.policy.calendars.push(CalendarDeclaration {
            name: name.text.clone(),
            title: text(calendar.title.as_ref()),
            calendar: Calendar::new(name.text.clone(), from, to, days),
            span: name.span,
        });
        self.own(at).calendars.insert(name.text.clone(), id);
        self.refer(name.span, Target::Calendar(id));
    }

    pub(super) fn period(&mut self, at: At, period: &'t tree::PeriodDeclaration) {
        let name = &period.name;
        if crate::resolve::expr::is_built_in(&name.text) {
            self.report(messages::definitions::word_of_the_language(name));
            return;
        }
        if !self.free_type(at, "period", name) {
            return;
        }
        let (every, in_a_year) = match period.every {
            tree::PeriodLength::Days(days) => (Duration::new(days, Unit::Day), (366, days)),
            tree::PeriodLength::Months(months) => {
                (Duration::new(months, Unit::Month), (12, months))
            }
        };
        let times = period.times.unwrap_or_else(|| {
            let (whole, part) = in_a_year;
            let years = u32::try_from(9998 - period.from.year()).unwrap_or(1);
            let years = years.min(YEARS_WITHOUT_TIMES);
            (whole * years / part.max(1)).clamp(1, PeriodSeries::MAX_TIMES)
        });
        match PeriodSeries::new(name.text.clone(), period.from, every, times) {
            Ok(series) => {
                let id = self.signatures.policy.periods.push(series);
                self.period_spans.push(name.span);
                self.own(at)
                    .types
                    .insert(name.text.clone(), TypeName::Period(id));
                self.refer(name.span, Target::Period(id));
            }
            Err(error) => self.report(messages::definitions::period_series(name, error)),
        }
    }
}
