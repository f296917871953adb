//! The way out of slips that beginners make: what they most likely meant by words that the grammar refused.

use std::ops::Range;

use super::{
    grammar::Rule,
    synonyms::{self, DECLARATIONS},
    token::TokenKind,
};
use crate::base::nearest::nearest;
use crate::syntax::split::Source;

/// Words that open a clause of their own in a norm or a rule.
const CLAUSE_WORDS: &[&str] = &[
    "if",
    "unless",
    "until",
    "up",
    "below",
    "needs",
    "effect",
    "source",
    "jointly",
    "overrides",
    "bearer",
    "holder",
    "owed",
    "each",
    "must",
    "may",
];

/// The states of duties, which the grammar knows as one rule.
const STATES: &[&str] = &[
    "pending",
    "discharged",
    "breached",
    "released",
    "lapsed",
    "undetermined",
    "followed",
    "imposed",
    "disapplied",
];

/// A piece that was refused, and where.
pub(super) struct Slip<'a> {
    /// The file.
    pub(super) source: &'a Source<'a>,
    /// The piece.
    pub(super) tokens: &'a Range<usize>,
    /// The token that was refused; the end of the piece where more was expected.
    pub(super) at: usize,
    /// What the piece was read as.
    pub(super) rule: Rule,
    /// What could have stood there.
    pub(super) expected: &'a [Rule],
}

impl Slip<'_> {
    /// What was meant, as a help, where the words leave little doubt.
    pub(super) fn way_out(&self) -> Option<String> {
        self.day()
            .or_else(|| self.amount())
            .or_else(|| self.limit())
            .or_else(|| self.length())
            .or_else(|| self.comparison())
            .or_else(|| self.quantity())
            .or_else(|| self.clause())
            .or_else(|| self.deed())
    }

    /// What may have been meant, where no word that could stand here is near.
    pub(super) fn perhaps(&self) -> Option<String> {
        self.form().or_else(|| self.sign()).or_else(|| self.name())
    }

    /// The word that was refused (`0`), or one before (`-1`) or behind (`1`) it, blanks and comments left out; nothing past
    /// the ends of the piece.
    fn word(&self, by: isize) -> &str {
        self.token(by).map_or("", |at| self.source.word(at))
    }

    fn kind(&self, by: isize) -> Option<TokenKind> {
        self.source.kind(self.token(by)?)
    }

    fn token(&self, by: isize) -> Option<usize> {
        let real = |at: &usize| self.source.kind(*at).is_some_and(|kind| !kind.is_trivia());
        let steps = by.unsigned_abs();
        if by < 0 {
            (self.tokens.start..self.at.min(self.tokens.end))
                .rev()
                .filter(real)
                .nth(steps - 1)
        } else {
            (self.at..self.tokens.end).filter(real).nth(steps)
        }
    }

    fn is_word(&self, by: isize) -> bool {
        self.kind(by) == Some(TokenKind::Word)
    }

    fn is_number(&self, by: isize) -> bool {
        self.kind(by) == Some(TokenKind::Number)
    }

    fn expects(&self, rules: &[Rule]) -> bool {
        self.expected.iter().any(|rule| rules.contains(rule))
    }

    /// `May 1 2013`, `4th March 2013`, `4 Mar 2013`, `4/3/2013`, `31.12.2014`, `4 March`.
    fn day(&self) -> Option<String> {
        for by in [-2, -1, 0] {
            let comma = usize::from(self.word(by + 1) == ",");
            let behind = by + 1 + isize::try_from(comma).unwrap_or(0);
            if is_weekday(self.word(by)) && self.token(behind).is_some() && behind >= 0 {
                let weekday = self.word(by);
                return Some(format!(
                    "leave out `{weekday}`: a day is written `1 April 2013`"
                ));
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
                return Some(format!(
                    "a day is written with the day of the month first: `{day} {month} {year}`"
                ));
            }
            let (before, plain) = match self.word(by - 1) {
                "st" | "nd" | "rd" | "th" | "of" => (self.word(by - 2), false),
                before => (before, self.word(by) == month),
            };
            let year = self.word(by + 1);
            if is_day(before) && is_year(year) && !plain {
                let plain = format!("{before} {month} {year}");
                return Some(format!("a day is written `{plain}`"));
            }
            if is_day(before) && !is_year(year) && self.expects(&[Rule::number]) {
                return Some(format!("say the year too: `{before} {month} 2013`"));
            }
        }
        if matches!(self.word(0), "st" | "nd" | "rd" | "th") && self.is_number(-1) {
            return Some(format!(
                "leave out `{}`: a day is written `1 May 2013`",
                self.word(0)
            ));
        }
        let slash = matches!(self.kind(0), Some(TokenKind::Over))
            && matches!(
                self.kind(-1),
                Some(TokenKind::FinancialYear | TokenKind::Number)
            );
        slash.then(|| "a day is written `4 March 2013` or `2013-03-04`".to_owned())
    }

    /// `£5000k`, `£2 million`, `5 pounds`.
    fn amount(&self) -> Option<String> {
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
    fn length(&self) -> Option<String> {
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

    /// `age of p is at least 18`, `is more than`, `greater than`, `equals`, `between 4 and 11`.
    fn comparison(&self) -> Option<String> {
        let words = [self.word(0), self.word(-1)];
        let is_before = |by: isize| matches!(self.word(by), "is" | "are" | "was");
        if is_before(-1) && matches!(words[0], "at" | "more" | "less") {
            return Some(format!(
                "leave out `{}`: `age of p {} 18`",
                self.word(-1),
                [words[0], self.word(1)].join(" ")
            ));
        }
        for (by, word) in [(0, words[0]), (-1, words[1])] {
            let Some(meant) = synonyms::comparison(word) else {
                continue;
            };
            // `more` and the like are taken for names until something stands behind them.
            let refused_here = by == 0 && !self.expects(&[Rule::quoted, Rule::parameters]);
            let refused_behind =
                by == -1 && (self.is_number(0) || matches!(words[0], "than" | "to"));
            let money =
                by == -1 && matches!(self.kind(0), Some(TokenKind::Money | TokenKind::Percent));
            if !(refused_here || refused_behind || money) {
                continue;
            }
            return Some(if is_before(by - 1) && meant != "is" {
                format!(
                    "leave out `{}` and write `{meant}`: `age of p {meant} 18`",
                    self.word(by - 1)
                )
            } else {
                format!("write `{meant}`: `age of p {meant} 18`")
            });
        }
        let band = matches!(words[0], "between") || (words[1] == "between" && self.is_number(0));
        if band {
            let first = if words[0] == "between" { 1 } else { 0 };
            let (low, high) = (self.word(first), self.word(first + 2));
            return Some(format!(
                "say both ends: `age of p at least {low} and age of p at most {high}`"
            ));
        }
        None
    }

    /// `any c: Child`, `all c: Child`, `number of c: Child`, `there is a Child where`, `either`.
    fn quantity(&self) -> Option<String> {
        if self.word(1) == ":" || self.word(0) == ":" {
            let variable = if self.word(0) == ":" { -1 } else { 0 };
            let name = self.word(variable);
            match self.word(variable - 1) {
                "any" | "a" | "an" | "one" => {
                    return Some(format!("write `some {name}: KIND where …`"));
                }
                "all" | "each" => {
                    return Some(format!("write `every {name}: KIND has …`"));
                }
                "none" | "of" if self.word(variable - 2) == "number" => {
                    return Some(format!("write `count of {name}: KIND where …`"));
                }
                _ => {}
            }
        }
        let first = |by: usize| {
            let mut real = self
                .tokens
                .clone()
                .filter(|at| self.source.kind(*at).is_some_and(|kind| !kind.is_trivia()));
            real.nth(by).map_or("", |at| self.source.word(at))
        };
        if first(1) == "there" || first(0) == "there" {
            return Some(match self.rule {
                Rule::given_line => "write the name first: `ann is a KIND`".to_owned(),
                _ => "write `some c: KIND where …`, or `no c: KIND where …`".to_owned(),
            });
        }
        match self.word(-1) {
            "either" | "both" => Some(format!("leave out `{}`", self.word(-1))),
            "isnt" | "doesnt" | "dont" | "arent" | "hasnt" => {
                Some("write `not` before the condition, or `is not`".to_owned())
            }
            _ => None,
        }
    }

    /// `up to 30 a year`, `up to £5 each month`.
    fn limit(&self) -> Option<String> {
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

    /// `may give() if …`, `when … and C`, `may not`, `because of A3`, `act x should be lawful`.
    fn clause(&self) -> Option<String> {
        let word = self.word(0);
        if word == "and" && self.rule == Rule::when_clause {
            return Some(
                "a condition stands in an `if` clause of its own, on the next line".to_owned(),
            );
        }
        let norm = matches!(
            self.rule,
            Rule::must_clause
                | Rule::may_clause
                | Rule::when_clause
                | Rule::if_clause
                | Rule::unless_clause
                | Rule::each_clause
                | Rule::bearer_clause
                | Rule::holder_clause
                | Rule::up_to_clause
                | Rule::effect_clause
                | Rule::until_clause
                | Rule::source_clause
                | Rule::owed_clause
                | Rule::needs_clause
        );
        if norm && CLAUSE_WORDS.contains(&word) && self.at > self.tokens.start {
            let shown = match (word, self.word(1)) {
                ("up", "to") => "up to",
                ("owed", "to") => "owed to",
                _ => word,
            };
            return Some(format!(
                "`{shown}` opens a clause of its own: put it on the next line"
            ));
        }
        match (word, self.word(-1)) {
            ("not", "may") => Some(
                "what must not be done is a `prohibition` with `must not`, not a power".to_owned(),
            ),
            (id, "of") if self.word(-2) == "because" => Some(format!("write `because {id}`")),
            ("should" | "must" | "shall" | "will", _) if self.rule == Rule::expect_line => Some(
                "say what comes out: `act NAME is lawful`, `duty NAME of BODY is breached`"
                    .to_owned(),
            ),
            ("and", _) if self.rule == Rule::source_clause => {
                Some("put commas between clauses: `A1, A2`".to_owned())
            }
            (_, _) if self.rule == Rule::source_clause && self.is_word(0) => {
                Some("put commas between clauses: `A1, A2`".to_owned())
            }
            ("every" | "each" | "all" | "any", _) | (_, "every" | "each" | "all" | "any")
                if matches!(self.rule, Rule::bearer_clause | Rule::holder_clause) =>
            {
                Some("write a name for whoever it is, and the kind: `c: School`".to_owned())
            }
            _ => None,
        }
    }

    /// `hill-school refuses bob`, `p: Person appeals(to: s)`, `s has offered(…)`, `effect FACT starts`, `is breeched`.
    fn deed(&self) -> Option<String> {
        let word = self.word(0);
        if self.expects(&[Rule::kw_begins, Rule::change, Rule::effect]) && self.is_word(0) {
            match word {
                "starts" | "start" | "begin" | "commences" | "arises" => {
                    return Some("write `begins`".to_owned());
                }
                "stops" | "stop" | "end" | "finishes" | "ceases" | "terminates" => {
                    return Some("write `ends`".to_owned());
                }
                _ => {}
            }
        }
        if self.expects(&[Rule::norm_state])
            && let Some(state) = nearest(word, STATES.iter().copied())
        {
            return Some(format!("did you mean `{state}`?"));
        }
        if self.expects(&[Rule::kw_done]) && self.is_word(0) {
            return Some(
                "what was done is written `c has done ACT(…)`, `c has not done ACT(…)`".to_owned(),
            );
        }
        None
    }

    /// The form of a line of which one word does not fit.
    fn form(&self) -> Option<String> {
        let word = self.word(0);
        let timeline = matches!(
            self.rule,
            Rule::timeline_line | Rule::when_clause | Rule::but_line
        );
        if word == "by" && timeline {
            return Some("say who does it first: `BODY does ACT(…)`".to_owned());
        }
        if timeline && self.is_word(0) && self.expects(&[Rule::kw_does, Rule::does_act]) {
            if self.word(-1) == "a" || self.word(-1) == "an" {
                return Some(format!(
                    "write a name for whoever it is, and the kind: `p: {word}`"
                ));
            }
            return Some("what someone does is written `BODY does ACT(…)`".to_owned());
        }
        if self.rule == Rule::given_line && self.is_word(0) && self.expects(&[Rule::is_kind]) {
            return Some("what is given is written `NAME is a KIND`, `FACT(…)` or `ATTRIBUTE of NAME is VALUE`".to_owned());
        }
        None
    }

    /// A colon, a comma or words without quotes where they do not belong.
    fn sign(&self) -> Option<String> {
        match self.word(0) {
            ":" if self.rule == Rule::given_line => {
                return Some("write `is`: `age of ann is 5`".to_owned());
            }
            ":" if !self.expects(&[Rule::colon]) => return Some("leave out the `:`".to_owned()),
            "," if self.rule == Rule::given_line => {
                return Some(
                    "attributes stand in braces: `ann is a Child { age: 5 }`; several names stand before `are`"
                        .to_owned(),
                );
            }
            "," if self.token(1).is_none() => return Some("leave out the `,`".to_owned()),
            "" if self.rule == Rule::define_head => {
                return Some("leave out the `:`, or say what it gives: `: number`".to_owned());
            }
            "as" | "means" | "=" if self.rule == Rule::define_head => {
                return Some(format!(
                    "leave out `{}`: the lines below say it with `when`, or with `is`",
                    self.word(0)
                ));
            }
            "" if self.rule == Rule::attribute && self.expects(&[Rule::colon]) => {
                return Some("write the name and the type: `age: number`".to_owned());
            }
            "since" if self.expects(&[Rule::kw_from]) => return Some("write `from`".to_owned()),
            "statutory" => return Some("put a comma before it: `is a Body, statutory`".to_owned()),
            "extends" | "inherits" | "isa" => return Some("write `is a`".to_owned()),
            "is" if self.expects(&[Rule::colon]) && !self.expects(&[Rule::kw_is]) => {
                return Some(
                    "write `:` between the attribute and its type: `age: number`".to_owned(),
                );
            }
            _ => {}
        }
        if self.word(-1) == "statutory" && self.is_word(0) {
            return Some(format!("write `is a {}, statutory`", self.word(0)));
        }
        if self.word(0) == "of" && self.word(-1) == "kind" && self.word(-2) == "a" {
            return Some("a kind is declared by `kind NAME is a OTHER-KIND`".to_owned());
        }
        if self.rule == Rule::given_line && self.expects(&[Rule::open_set]) && self.is_word(0) {
            return Some("attributes stand in braces: `ann is a Child { age: 5 }`".to_owned());
        }
        let acts = matches!(self.rule, Rule::may_clause | Rule::must_clause);
        if acts && self.is_word(0) && self.is_word(-1) && self.expects(&[Rule::open]) {
            return Some(format!(
                "what an act is done to stands in brackets behind it: `{}(child: c)`",
                self.word(-1)
            ));
        }
        if self.rule == Rule::define_head && self.is_word(0) {
            return Some(
                "what a definition says begins with `when`, `or`, `unless`, or with `is` where it gives a value"
                    .to_owned(),
            );
        }
        let quoted = self.expects(&[Rule::quoted]);
        let head =
            self.word(-1).starts_with(|c: char| c.is_lowercase()) && self.token(-2).is_none();
        let sentence = quoted
            && (self.word(0) == "{"
                || self.rule == Rule::clause_clause
                || (head && self.is_word(0))
                || matches!(
                    self.rule,
                    Rule::note_clause | Rule::publisher_clause | Rule::reference_clause
                ));
        if sentence {
            return Some("text stands in quotes: `\"…\"`".to_owned());
        }
        None
    }

    /// A name of several words; a parameter without its kind; arguments without a comma.
    fn name(&self) -> Option<String> {
        if self.expects(&[Rule::colon])
            && matches!(self.kind(0), Some(TokenKind::Comma | TokenKind::CloseRound))
        {
            let name = self.word(-1);
            if self.is_word(-2) {
                return Some(format!(
                    "put a comma between `{}` and `{name}`",
                    self.word(-2)
                ));
            }
            return Some(format!("say of what kind it is: `{name}: KIND`"));
        }
        // Words up to a bracket are a name with blanks in it.
        let mut words = Vec::new();
        let mut by = 0;
        while self.is_word(by) {
            words.push(self.word(by));
            by += 1;
        }
        let opens = self.kind(by) == Some(TokenKind::OpenRound);
        let a_name = matches!(
            self.rule,
            Rule::fact_head
                | Rule::act_head
                | Rule::define_head
                | Rule::if_clause
                | Rule::unless_clause
                | Rule::when_clause
                | Rule::until_clause
                | Rule::may_clause
                | Rule::must_clause
                | Rule::given_line
        );
        if opens && a_name && self.is_word(-1) && !words.is_empty() && !words.contains(&"done") {
            let mut back = -2;
            let mut name = vec![self.word(-1)];
            while self.is_word(back)
                && self.token(back - 1).is_some()
                && !is_connective(self.word(back))
            {
                name.insert(0, self.word(back));
                back -= 1;
            }
            name.extend(words);
            return Some(format!(
                "a name of several words is written with hyphens: `{}`",
                name.join("-")
            ));
        }
        if self.is_word(0) && DECLARATIONS.iter().any(|(said, _)| *said == self.word(0)) {
            return None;
        }
        let dotted =
            self.kind(0) == Some(TokenKind::DottedId) || self.kind(-1) == Some(TokenKind::DottedId);
        if dotted && self.rule != Rule::source_clause {
            let by = if self.kind(0) == Some(TokenKind::DottedId) {
                0
            } else {
                -1
            };
            if let Some((whose, what)) = self.word(by).rsplit_once('.')
                && what.starts_with(char::is_lowercase)
            {
                return Some(format!("write `{what} of {whose}`"));
            }
        }
        None
    }
}

fn is_day(word: &str) -> bool {
    word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_connective(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "not"
            | "if"
            | "unless"
            | "when"
            | "where"
            | "is"
            | "may"
            | "must"
            | "has"
            | "until"
    )
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
