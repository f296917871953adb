//! Comparisons and quantities in other words.

use super::slip::{Slip, WayOut, say};
use crate::syntax::{grammar::Rule, synonyms, token::TokenKind};

impl Slip<'_> {
    /// `age of p is at least 18`, `is more than`, `greater than`, `equals`, `between 4 and 11`.
    pub(super) fn comparison(&self) -> Option<WayOut> {
        let words = [self.word(0), self.word(-1)];
        let is_before = |by: isize| matches!(self.word(by), "is" | "are" | "was");
        if is_before(-1) && matches!(words[0], "at" | "more" | "less") {
            let help = format!(
                "leave out `{}`: `age of p {} 18`",
                self.word(-1),
                [words[0], self.word(1)].join(" ")
            );
            return Some(say(help).put(self.without(-1, -1), ""));
        }
        let in_words = matches!(
            (words[1], words[0]),
            ("at", "least" | "most") | ("more" | "less", "than")
        );
        if is_before(-2) && in_words {
            let help = format!(
                "leave out `{}`: `age of p {} 18`",
                self.word(-2),
                [words[1], words[0]].join(" ")
            );
            return Some(say(help).put(self.without(-2, -2), ""));
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
            let last = by + isize::from(matches!(self.word(by + 1), "than" | "to"));
            return Some(if is_before(by - 1) && meant != "is" {
                let help = format!(
                    "leave out `{}` and write `{meant}`: `age of p {meant} 18`",
                    self.word(by - 1)
                );
                say(help).put(self.stretch(by - 1, last), meant)
            } else {
                let help = format!("write `{meant}`: `age of p {meant} 18`");
                say(help).put(self.stretch(by, last), meant)
            });
        }
        let band = matches!(words[0], "between") || (words[1] == "between" && self.is_number(0));
        if band {
            let first = if words[0] == "between" { 1 } else { 0 };
            let (low, high) = (self.word(first), self.word(first + 2));
            let help =
                format!("say both ends: `age of p at least {low} and age of p at most {high}`");
            let at = self.stretch(first - 1, first + 2);
            let at = at.filter(|_| self.word(first + 1) == "and");
            let whose = self.measured(first - 2);
            return Some(match whose {
                Some(whose) => {
                    say(help).put(at, format!("at least {low} and {whose} at most {high}"))
                }
                None => say(help),
            });
        }
        None
    }

    /// What is compared, in words that end with this one: `age of p`.
    fn measured(&self, last: isize) -> Option<String> {
        let mut first = last;
        if matches!(self.word(last), "is" | "are") {
            return None;
        }
        while self.is_word(first - 1)
            && matches!(self.word(first - 1), "of")
            && self.is_word(first - 2)
        {
            first -= 2;
        }
        (first < last).then(|| {
            let words: Vec<&str> = (first..=last).map(|by| self.word(by)).collect();
            words.join(" ")
        })
    }

    /// `any c: Child`, `all c: Child`, `number of c: Child`, `there is a Child where`, `either`.
    pub(super) fn quantity(&self) -> Option<WayOut> {
        if self.word(1) == ":" || self.word(0) == ":" {
            let variable = if self.word(0) == ":" { -1 } else { 0 };
            let name = self.word(variable);
            match self.word(variable - 1) {
                "any" | "a" | "an" | "one" => {
                    let at = self.stretch(variable - 1, variable - 1);
                    let help = format!("write `some {name}: KIND where …`");
                    return Some(say(help).put(at, "some"));
                }
                "all" | "each" => {
                    return Some(say(format!("write `every {name}: KIND has …`")));
                }
                "none" | "of" if self.word(variable - 2) == "number" => {
                    let at = self.stretch(variable - 2, variable - 1);
                    let help = format!("write `count of {name}: KIND where …`");
                    return Some(say(help).put(at, "count of"));
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
                Rule::given_line => say("write the name first: `ann is a KIND`"),
                _ => say("write `some c: KIND where …`, or `no c: KIND where …`"),
            });
        }
        let within_a_line = self.token(-2).is_some();
        match self.word(-1) {
            // As a line of `expect` says it; in a condition the name alone stands for the duty.
            "duty" | "prohibition" if within_a_line && self.is_word(0) => {
                let help = format!(
                    "leave out `{}`: `{} of BEARER is pending`",
                    self.word(-1),
                    self.word(0)
                );
                Some(say(help).put(self.without(-1, -1), ""))
            }
            "either" | "both" => {
                let help = format!("leave out `{}`", self.word(-1));
                Some(say(help).put(self.without(-1, -1), ""))
            }
            "isnt" | "arent" => {
                let help = "write `not` before the condition, or `is not`";
                Some(say(help).put(self.stretch(-1, -1), "is not"))
            }
            "doesnt" | "dont" | "hasnt" => {
                Some(say("write `not` before the condition, or `is not`"))
            }
            _ => None,
        }
    }
}
