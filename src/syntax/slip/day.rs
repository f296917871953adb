//! Days written in other ways.

use super::slip::{Slip, WayOut, say};
use crate::syntax::{grammar::Rule, synonyms, token::TokenKind};

impl Slip<'_> {
    /// `May 1 2013`, `4th March 2013`, `4 Mar 2013`, `4/3/2013`, `31.12.2014`, `4 March`.
    pub(super) fn day(&self) -> Option<WayOut> {
        for by in [-2, -1, 0] {
            let comma = usize::from(self.word(by + 1) == ",");
            let behind = by + 1 + isize::try_from(comma).unwrap_or(0);
            if is_weekday(self.word(by)) && self.token(behind).is_some() && behind >= 0 {
                let weekday = self.word(by);
                let last = by + isize::try_from(comma).unwrap_or(0);
                let help = format!("leave out `{weekday}`: a day is written `1 April 2013`");
                return Some(say(help).put(self.without(by, last), ""));
            }
        }
        // `1 Decembre 2015` is refused at the year, `25 Apirl 2001` at the month.
        for by in [-1, 0] {
            let (day, year) = (self.word(by - 1), self.word(by + 1));
            let dated = is_day(day) && is_year(year) && self.is_word(by);
            if dated
                && synonyms::month(self.word(by)).is_none()
                && let Some(month) = synonyms::nearest_month(self.word(by))
            {
                let help = format!("a day is written `{day} {month} {year}`");
                return Some(say(help).put(self.stretch(by, by), month));
            }
        }
        for by in -3..=0 {
            let Some(month) = synonyms::month(self.word(by)) else {
                continue;
            };
            let (day, behind) = (self.word(by + 1), self.word(by + 2));
            let year = if behind == "," {
                self.word(by + 3)
            } else {
                behind
            };
            if is_day(day) && is_year(year) {
                let plain = format!("{day} {month} {year}");
                let last = by + if behind == "," { 3 } else { 2 };
                let help = format!("a day is written with the day of the month first: `{plain}`");
                return Some(say(help).put(self.stretch(by, last), plain));
            }
            let (before, plain) = match self.word(by - 1) {
                "st" | "nd" | "rd" | "th" | "of" => (self.word(by - 2), false),
                before => (before, self.word(by) == month),
            };
            let year = self.word(by + 1);
            if is_day(before) && is_year(year) && !plain {
                let plain = format!("{before} {month} {year}");
                let first = match self.word(by - 1) {
                    "st" | "nd" | "rd" | "th" | "of" => by - 2,
                    _ => by - 1,
                };
                let help = format!("a day is written `{plain}`");
                return Some(say(help).put(self.stretch(first, by + 1), plain));
            }
            if is_day(before) && !is_year(year) && self.expects(&[Rule::number]) {
                return Some(say(format!("say the year too: `{before} {month} 2013`")));
            }
        }
        if matches!(self.word(0), "st" | "nd" | "rd" | "th") && self.is_number(-1) {
            let ahead = if self.word(1) == "of" { 2 } else { 1 };
            if let Some(month) = synonyms::month(self.word(ahead))
                && is_year(self.word(ahead + 1))
            {
                let (day, year) = (self.word(-1), self.word(ahead + 1));
                let help = format!(
                    "leave out `{}`: a day is written `{day} {month} {year}`",
                    self.word(0)
                );
                return Some(say(help).put(self.stretch(0, ahead - 1), ""));
            }
            let help = format!(
                "leave out `{}`: a day is written `1 May 2013`",
                self.word(0)
            );
            return Some(say(help).put(self.stretch(0, 0), ""));
        }
        let slash = matches!(self.kind(0), Some(TokenKind::Over))
            && matches!(
                self.kind(-1),
                Some(TokenKind::FinancialYear | TokenKind::Number)
            );
        slash.then(|| {
            let way_out = say("a day is written `4 March 2013` or `2013-03-04`");
            let (one, other, year) = (self.word(-1), self.word(1), self.word(3));
            if self.word(2) != "/" {
                return way_out;
            }
            let days = slashed_day(one, other, year).into_iter();
            days.fold(way_out, |way_out, day| {
                way_out.put(self.stretch(-1, 3), day)
            })
        })
    }
}

/// `4/3/2013`: the day of the month first, then the other reading where there is one.
pub(crate) fn slashed_day(one: &str, other: &str, year: &str) -> Vec<String> {
    let reading = |day: &str, month: &str| {
        let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        let day = day.trim_start_matches('0');
        (is_day(day) && is_year(year)).then(|| format!("{day} {month} {year}"))
    };
    let first = reading(one, other);
    let second = reading(other, one).filter(|second| Some(second) != first.as_ref());
    first.into_iter().chain(second).collect()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn is_day(word: &str) -> bool {
    word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Monday`, `Mon`.
pub(crate) fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let lower = word.to_lowercase();
    WEEKDAYS
        .iter()
        .any(|day| *day == lower || (lower.len() == 3 && day.starts_with(&lower)))
}
