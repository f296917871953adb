//! Literals: what stands for itself, each with its own message where it stands for nothing.

use super::reader::{Parts, Reader};
use crate::base::{
    date::{Date, Month},
    money::Money,
    number::Number,
    period::FinancialYearError,
    span::Span,
    time_of_day::TimeOfDay,
};
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
    slip::slashed_day,
};
use crate::tree::{
    expr::{Amount, Expr, ExprKind},
    literal::{Literal, Unit},
};

/// A literal; one that stands for nothing is `Bad`, and told.
pub(crate) fn literal(reader: &mut Reader<'_>, pair: Pair<'_>) -> Expr {
    let span = reader.span(&pair);
    let kind = value(reader, pair).map_or(ExprKind::Bad, ExprKind::Literal);
    Expr { kind, span }
}

fn value(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Literal> {
    match pair.as_rule() {
        Rule::boolean => Some(Literal::Boolean(pair.as_str() == "true")),
        Rule::number => number(reader, &pair).map(Literal::Number),
        Rule::percent => percent(reader, &pair).map(Literal::Percent),
        Rule::money => money(reader, &pair).map(Literal::Money),
        Rule::money_plus_vat => {
            let parts = Parts::of(pair);
            let net = money(reader, parts.get(Rule::money)?);
            let rate = percent(reader, parts.get(Rule::percent)?);
            Some(Literal::MoneyPlusVat {
                net: net?,
                rate: rate?,
            })
        }
        Rule::date => date(reader, pair).map(Literal::Date),
        Rule::time => time(reader, &pair).map(Literal::Time),
        Rule::month => month(reader, pair),
        Rule::financial_year => financial_year(reader, &pair),
        Rule::duration => {
            let parts = Parts::of(pair);
            let count = count(reader, parts.get(Rule::number)?);
            let unit = unit(reader, parts.take(Rule::unit)?);
            Some(Literal::Duration {
                count: count?,
                unit: unit?,
            })
        }
        Rule::quoted => Some(Literal::Text(reader.quoted(&pair).text)),
        _ => None,
    }
}

/// A number.
pub(crate) fn number(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Number> {
    let parsed = Number::parse(pair.as_str()).ok();
    or_too_large(reader, pair, parsed)
}

fn or_too_large(
    reader: &mut Reader<'_>,
    pair: &Pair<'_>,
    parsed: Option<Number>,
) -> Option<Number> {
    if parsed.is_none() {
        // The grammar lets no other fault through.
        let span = reader.span(pair);
        reader.tell(messages::number_too_large(span));
    }
    parsed
}

fn percent(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Number> {
    let parsed = Number::parse(pair.as_str().trim_end_matches('%')).ok();
    or_too_large(reader, pair, parsed)
}

fn money(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Number> {
    let parsed = Money::parse(pair.as_str()).ok().map(Money::number);
    or_too_large(reader, pair, parsed)
}

/// A whole number from 0: how many days, how many times, which line.
pub(crate) fn count(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<u32> {
    let whole = Number::parse(pair.as_str())
        .ok()
        .and_then(Number::to_integer);
    let count = whole.and_then(|whole| u32::try_from(whole).ok());
    if count.is_none() {
        let span = reader.span(pair);
        reader.tell(messages::not_a_count(span, pair.as_str()));
    }
    count
}

/// Why something is no date, and what to write.
type NoDate = (String, String);

const TWO_FORMS: &str = "a day is written `4 March 2013` or `2013-03-04`";

/// A year in four digits, 1 to 9999.
pub(crate) fn year(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<i16> {
    match year_of(pair.as_str()) {
        Ok(year) => Some(year),
        Err(why) => {
            let span = reader.span(pair);
            let help = match why {
                NoYear::Outside => "write a year in four digits, such as `2013`".to_owned(),
                NoYear::Digits => in_four_digits(pair.as_str()),
            };
            let why = (why.words().to_owned(), help);
            reader.tell(messages::no_such_date(span, pair.as_str(), &why));
            None
        }
    }
}

/// Why a number is no year.
#[derive(Debug, Clone, Copy)]
enum NoYear {
    /// Before the year 1, or past 9999.
    Outside,
    /// Not written with four digits.
    Digits,
}

impl NoYear {
    fn words(self) -> &'static str {
        match self {
            NoYear::Outside => "years run from 1 to 9999",
            NoYear::Digits => "a year is written with four digits",
        }
    }

    /// With what to write for the day or month of which it is the year.
    fn of(self, before: &str, year: &str) -> NoDate {
        let help = match self {
            NoYear::Outside => TWO_FORMS.to_owned(),
            NoYear::Digits => format!("write `{before} {}`", full_year(year)),
        };
        (self.words().to_owned(), help)
    }
}

fn in_four_digits(year: &str) -> String {
    format!("write `{}`", full_year(year))
}

/// `14` as `2014`, which is most likely meant.
fn full_year(year: &str) -> String {
    match year.len() {
        2 => format!("20{year}"),
        _ => "2013".to_owned(),
    }
}

fn year_of(text: &str) -> Result<i16, NoYear> {
    if text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NoYear::Outside);
    }
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i16>() {
        Ok(year) if digits && year > 0 => Ok(year),
        Ok(_) if digits => Err(NoYear::Outside),
        _ => Err(NoYear::Digits),
    }
}

/// A date in either form.
pub(crate) fn date(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Date> {
    let span = reader.span(&pair);
    let text = reader.line(span);
    let inner = pair.into_inner().next()?;
    let found = match inner.as_rule() {
        Rule::iso_date => iso_date(inner.as_str()),
        _ => {
            let parts = Parts::of(inner);
            let mut numbers = parts.all(Rule::number);
            let day = numbers.next()?;
            let year = numbers.next()?;
            let month = Month::from_name(parts.get(Rule::month_name)?.as_str())?;
            long_date(day.as_str(), month, year.as_str())
        }
    };
    found
        .inspect_err(|why| reader.tell(messages::no_such_date(span, &text, why)))
        .ok()
}

fn iso_date(text: &str) -> Result<Date, NoDate> {
    let no_date = |why: &str| (why.to_owned(), TWO_FORMS.to_owned());
    let mut fields = text.split('-');
    let (Some(year), Some(month), Some(day)) = (fields.next(), fields.next(), fields.next()) else {
        return Err(no_date("it is written as 2013-04-01"));
    };
    if month.len() != 2 || day.len() != 2 {
        return Err(no_date(
            "it is written as 2013-04-01, with two digits for the month and the day",
        ));
    }
    let number = month.parse().unwrap_or(0);
    let month = Month::from_number(number).ok_or_else(|| no_date("months run from 01 to 12"))?;
    long_date(day, month, year)
}

fn long_date(day: &str, month: Month, year: &str) -> Result<Date, NoDate> {
    let before = format!("{day} {}", month.name());
    let year = i32::from(year_of(year).map_err(|why| why.of(&before, year))?);
    let number: u32 = day
        .parse()
        .map_err(|_| ("a day is a whole number".to_owned(), TWO_FORMS.to_owned()))?;
    Date::from_ymd(year, month.number(), number).ok_or_else(|| {
        let last = Date::last_of(year, month).map_or(31, Date::day);
        let name = month.name();
        (
            format!("{name} {year} has {last} days"),
            format!("write `{last} {name} {year}`, or the day that is meant"),
        )
    })
}

fn month(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Literal> {
    let span = reader.span(&pair);
    let text = reader.line(span);
    let parts = Parts::of(pair);
    let month = Month::from_name(parts.get(Rule::month_name)?.as_str())?;
    let written = parts.get(Rule::number)?.as_str();
    let year = year_of(written)
        .map_err(|why| why.of(month.name(), written))
        .inspect_err(|why| reader.tell(messages::no_such_date(span, &text, why)))
        .ok()?;
    Some(Literal::Month {
        year,
        month: i8::try_from(month.number()).ok()?,
    })
}

/// `14:30`, in minutes after midnight.
pub(super) fn time(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<u16> {
    let minutes =
        TimeOfDay::parse(pair.as_str()).and_then(|time| u16::try_from(time.minutes()).ok());
    if minutes.is_none() {
        let span = reader.span(pair);
        reader.tell(messages::no_such_time(span, pair.as_str()));
    }
    minutes
}

fn financial_year(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Literal> {
    let text = pair.as_str();
    let why = match crate::base::period::Period::parse_financial_year(text) {
        Ok(_) => {
            let year = text.split('/').next()?.parse().ok()?;
            return Some(Literal::FinancialYear(year));
        }
        Err(FinancialYearError::Form) => {
            "it is written as 2013/14, with four digits and two".to_owned()
        }
        Err(FinancialYearError::NotTheNextYear { first }) => {
            format!("the year after {first} ends in {:02}", (first + 1) % 100)
        }
        Err(FinancialYearError::OutsideYears) => "years run from 1 to 9999".to_owned(),
    };
    let span = reader.span(pair);
    let diagnostic = messages::not_a_financial_year(span, text, &why);
    let all = Span {
        end: span.end.saturating_add(5),
        ..span
    };
    let days = days_with_slashes(reader.text(all));
    let offered = days.into_iter();
    reader.tell(offered.fold(diagnostic, |diagnostic, day| diagnostic.choice(all, day)));
    None
}

/// `days`, `working days`.
pub(crate) fn unit(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Unit> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let plain = parts.get(Rule::plain_unit)?.as_str().trim_end_matches('s');
    let (working, clear) = (parts.has(Rule::kw_working), parts.has(Rule::kw_clear));
    let unit = match plain {
        "day" if working => Unit::WorkingDay,
        "day" if clear => Unit::ClearDay,
        _ if working || clear => {
            let text = reader.line(span);
            reader.tell(messages::no_such_unit(span, &text));
            return None;
        }
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        _ => Unit::Year,
    };
    Some(unit)
}

/// `28 days`, `notice-period days`.
pub(crate) fn amount(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Amount> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let unit = unit(reader, parts.take(Rule::unit)?);
    let count = match parts.get(Rule::number) {
        Some(written) => {
            let count = count(reader, written).map(|count| Number::from(i64::from(count)));
            let kind = count.map_or(ExprKind::Bad, |count| {
                ExprKind::Literal(Literal::Number(count))
            });
            Expr {
                kind,
                span: reader.span(written),
            }
        }
        None => {
            let name = reader.word(parts.get(Rule::name)?);
            Expr {
                kind: ExprKind::Name(name.text),
                span: name.span,
            }
        }
    };
    Some(Amount {
        count: Box::new(count),
        unit: unit?,
        span,
    })
}

/// `4/3/2013` as a day, in either reading; nothing for what is no such day.
fn days_with_slashes(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split('/').collect();
    let [one, other, year] = parts.as_slice() else {
        return Vec::new();
    };
    slashed_day(one, other, year)
}
