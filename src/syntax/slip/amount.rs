//! Amounts, lengths of time and limits written in other ways.

use super::slip::{Slip, WayOut, say};
use crate::syntax::{grammar::Rule, synonyms, token::TokenKind};

impl Slip<'_> {
    /// `£5000k`, `£2 million`, `5 pounds`.
    pub(super) fn amount(&self) -> Option<WayOut> {
        let (word, before) = (self.word(0).to_lowercase(), self.word(-1));
        let write = |meant: String, last: isize| {
            Some(say(format!("write `{meant}`")).put(self.stretch(-1, last), meant))
        };
        match (self.kind(-1), word.as_str()) {
            (Some(TokenKind::Money), "k" | "thousand") => {
                let meant = thousands(before);
                let shown = meant.as_deref().unwrap_or("£250,000");
                let help = format!("write the amount out: `{shown}`, or in millions: `£1.5m`");
                let at = self.stretch(-1, 0).filter(|_| meant.is_some());
                Some(say(help).put(at, meant.unwrap_or_default()))
            }
            (Some(TokenKind::Money), "million" | "mn" | "mio") => write(format!("{before}m"), 0),
            (Some(TokenKind::Money), "billion") => write(format!("{before}bn"), 0),
            (Some(TokenKind::Number), "pounds" | "pound" | "gbp" | "quid") => {
                write(format!("£{before}"), 0)
            }
            (Some(TokenKind::Number), "percent") => write(format!("{before}%"), 0),
            (Some(TokenKind::Number), "per") if self.word(1) == "cent" => {
                write(format!("{before}%"), 1)
            }
            (Some(TokenKind::Money | TokenKind::Number), ",")
                if self.source.kind(self.at + 1) == Some(TokenKind::Number) =>
            {
                let readings = comma_in_amount(before, self.word(1));
                let shown: Vec<String> = readings.iter().map(|one| format!("`{one}`")).collect();
                let help = format!(
                    "a comma stands before every three digits from the right, and pence stand behind a point: write {}",
                    shown.join(" or ")
                );
                let at = self.stretch(-1, 1);
                let put = |way_out: WayOut, one| way_out.put(at.clone(), one);
                Some(readings.into_iter().fold(say(help), put))
            }
            (Some(TokenKind::Money | TokenKind::Number), _)
                if self.kind(0) == Some(TokenKind::Number) && self.stands_close() =>
            {
                Some(say(digits_in_threes(before, self.word(0))))
            }
            _ => None,
        }
    }

    /// `in 28 days`, `within 40 days of appeal`, `within two weeks`, `as soon as possible`, `no later than d`.
    pub(super) fn length(&self) -> Option<WayOut> {
        let word = self.word(0);
        let deadline =
            self.expects(&[Rule::deadline, Rule::window]) || matches!(self.rule, Rule::must_clause);
        if word == "in" && (self.is_number(1) || self.word(1) == "the") && deadline {
            let days = if self.is_number(1) {
                format!("{} {}", self.word(1), self.word(2))
            } else {
                "28 days".to_owned()
            };
            return Some(say(format!(
                "a length of time says from when: `within {days} from` a day or event, `within {days} before` it"
            )));
        }
        let time = matches!(
            self.word(1),
            "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years" | "hours"
        ) || matches!(self.word(1), "working" | "clear");
        if deadline && self.is_number(0) && time && self.token(-1).is_some() {
            let days = format!("{} {}", self.word(0), self.word(1));
            let help =
                format!("a deadline of so long is written `within {days} from` a day or event");
            return Some(say(help).put(self.ahead(0), "within "));
        }
        if word == "of" && self.is_number(-2) && self.word(-3) == "within" {
            let (count, unit) = (self.word(-2), self.word(-1));
            let help = format!(
                "write `within {count} {unit} from`, which does not count the day itself, or `within {count} {unit} beginning with`, which does"
            );
            let way_out = say(help).put(self.stretch(0, 0), "from");
            return Some(way_out.put(self.stretch(0, 0), "beginning with"));
        }
        if let Some(number) = synonyms::number(word)
            && self.expects(&[Rule::duration, Rule::number, Rule::amount])
        {
            let help = format!("write the number in figures: `{number}`");
            return Some(say(help).put(self.stretch(0, 0), number.to_string()));
        }
        if self.is_number(-1) && word == "business" {
            let help = format!("write `{} working days`", self.word(-1));
            return Some(say(help).put(self.stretch(0, 0), "working"));
        }
        if self.expects(&[Rule::unit, Rule::plain_unit]) && self.is_number(-1) && self.is_word(0) {
            return Some(say(
                "time is counted in days, working days, clear days, weeks, months, years and hours",
            ));
        }
        if !deadline {
            return None;
        }
        match (word, self.word(1)) {
            ("as", "soon") => {
                let last = if self.word(2) == "as" { 3 } else { 1 };
                Some(say("write `promptly`").put(self.stretch(0, last), "promptly"))
            }
            ("immediately" | "forthwith" | "asap" | "straightaway" | "quickly", _) => {
                Some(say("write `promptly`").put(self.stretch(0, 0), "promptly"))
            }
            ("no" | "not", "later") => {
                let at = self.stretch(0, 2).filter(|_| self.word(2) == "than");
                let help = "write `by` and the day, or `within 28 days from` an event";
                Some(say(help).put(at, "by"))
            }
            ("after", _) if self.is_number(-2) => None,
            ("until" | "till", _) => {
                Some(say("write `by` and the last day").put(self.stretch(0, 0), "by"))
            }
            _ => None,
        }
    }

    /// `up to 30 a year`, `up to £5 each month`.
    pub(super) fn limit(&self) -> Option<WayOut> {
        if !self.expects(&[Rule::counted]) {
            return None;
        }
        let period = match self.word(1) {
            "year" | "financial" | "financial-year" => "financial-year",
            "month" => "month",
            _ => "PERIOD",
        };
        let last = match self.word(0) {
            "a" | "an" | "every" | "each" | "in" | "for" => isize::from(self.is_word(1)),
            "yearly" | "annually" => 0,
            _ => return None,
        };
        let meant = match (last, period) {
            (0, _) => "in each financial-year".to_owned(),
            (_, period) => format!("in each {period}"),
        };
        let at = self.stretch(0, last).filter(|_| !meant.ends_with("PERIOD"));
        let help = format!("write `in each {period}`, `per act` or `in total`");
        Some(say(help).put(at, meant))
    }
}

/// `£60,0000`: what may have been meant.
fn digits_in_threes(before: &str, behind: &str) -> String {
    let all: String = format!("{before}{behind}")
        .chars()
        .filter(|c| *c != ',' && *c != '£')
        .collect();
    let sign = if before.starts_with('£') { "£" } else { "" };
    let whole = in_threes(&all);
    format!(
        "a comma stands before every three digits from the right: write `{before}` or `{sign}{whole}`"
    )
}

/// `600000` as `600,000`.
fn in_threes(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `£5,00`: what may have been meant.
fn comma_in_amount(before: &str, behind: &str) -> Vec<String> {
    let together = format!("{before}{behind}");
    if behind.len() <= 2 && !before.contains('.') {
        vec![format!("{before}.{behind}"), together]
    } else {
        vec![together]
    }
}

/// `£5000` as so many thousands: `£5,000,000`; nothing for what is no whole amount.
fn thousands(amount: &str) -> Option<String> {
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    if amount.contains('.') || amount.ends_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    Some(format!("£{},000", in_threes(&digits)))
}
