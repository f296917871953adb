//! Amounts, lengths of time and limits written in other ways.

use super::slip::Slip;
use crate::syntax::{grammar::Rule, synonyms, token::TokenKind};

impl Slip<'_> {
    /// `£5000k`, `£2 million`, `5 pounds`.
    pub(super) fn amount(&self) -> Option<String> {
        let (word, before) = (self.word(0).to_lowercase(), self.word(-1));
        match (self.kind(-1), word.as_str()) {
            (Some(TokenKind::Money), "k" | "thousand") => Some(format!(
                "write the amount out: `{}`, or in millions: `£1.5m`",
                thousands(before)
            )),
            (Some(TokenKind::Money), "million" | "mn" | "mio") => {
                Some(format!("write `{before}m`"))
            }
            (Some(TokenKind::Money), "billion") => Some(format!("write `{before}bn`")),
            (Some(TokenKind::Number), "pounds" | "pound" | "gbp" | "quid") => {
                Some(format!("write `£{before}`"))
            }
            (Some(TokenKind::Number), "percent" | "per")
                if word == "percent" || self.word(1) == "cent" =>
            {
                Some(format!("write `{before}%`"))
            }
            (Some(TokenKind::Money | TokenKind::Number), ",")
                if self.source.kind(self.at + 1) == Some(TokenKind::Number) =>
            {
                Some(comma_in_amount(before, self.word(1)))
            }
            _ => None,
        }
    }

    /// `in 28 days`, `within 40 days of appeal`, `within two weeks`, `as soon as possible`, `no later than d`.
    pub(super) fn length(&self) -> Option<String> {
        let word = self.word(0);
        let deadline =
            self.expects(&[Rule::deadline, Rule::window]) || matches!(self.rule, Rule::must_clause);
        if word == "in" && (self.is_number(1) || self.word(1) == "the") && deadline {
            let days = if self.is_number(1) {
                format!("{} {}", self.word(1), self.word(2))
            } else {
                "28 days".to_owned()
            };
            return Some(format!(
                "a length of time says from when: `within {days} from` a day or event, `within {days} before` it"
            ));
        }
        if word == "of" && self.is_number(-2) && self.word(-3) == "within" {
            let (count, unit) = (self.word(-2), self.word(-1));
            return Some(format!(
                "write `within {count} {unit} from`, which does not count the day itself, or `within {count} {unit} beginning with`, which does"
            ));
        }
        if let Some(number) = synonyms::number(word)
            && self.expects(&[Rule::duration, Rule::number, Rule::amount])
        {
            return Some(format!("write the number in figures: `{number}`"));
        }
        if self.is_number(-1) && word == "business" {
            return Some(format!("write `{} working days`", self.word(-1)));
        }
        if self.expects(&[Rule::unit, Rule::plain_unit]) && self.is_number(-1) && self.is_word(0) {
            return Some(
                "time is counted in days, working days, clear days, weeks, months, years and hours"
                    .to_owned(),
            );
        }
        if !deadline {
            return None;
        }
        match (word, self.word(1)) {
            ("as", "soon")
            | ("immediately" | "forthwith" | "asap" | "straightaway" | "quickly", _) => {
                Some("write `promptly`".to_owned())
            }
            ("no" | "not", "later") => {
                Some("write `by` and the day, or `within 28 days from` an event".to_owned())
            }
            ("after", _) if self.is_number(-2) => None,
            ("until" | "till", _) => Some("write `by` and the last day".to_owned()),
            _ => None,
        }
    }

    /// `up to 30 a year`, `up to £5 each month`.
    pub(super) fn limit(&self) -> Option<String> {
        if !self.expects(&[Rule::counted]) {
            return None;
        }
        let period = match self.word(1) {
            "year" | "financial" | "financial-year" => "financial-year",
            "month" => "month",
            _ => "PERIOD",
        };
        matches!(
            self.word(0),
            "a" | "an" | "every" | "each" | "yearly" | "annually" | "in" | "for"
        )
        .then(|| format!("write `in each {period}`, `per act` or `in total`"))
    }
}

/// `£5,00`: what may have been meant.
fn comma_in_amount(before: &str, behind: &str) -> String {
    let together = format!("{before}{behind}");
    let readings = if behind.len() <= 2 && !before.contains('.') {
        format!("write `{before}.{behind}` or `{together}`")
    } else {
        format!("write `{together}`")
    };
    format!(
        "a comma stands before every three digits from the right, and pence stand behind a point: {readings}"
    )
}

/// `£5000` as so many thousands: `£5,000,000`. What is no whole amount is left as it is.
fn thousands(amount: &str) -> String {
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    if amount.contains('.') || amount.ends_with(|c: char| c.is_alphabetic()) {
        return "£250,000".to_owned();
    }
    let mut out = String::from("£");
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(",000");
    out
}
