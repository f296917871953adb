//! Comparisons and quantities in other words.

use super::slip::Slip;
use crate::syntax::{grammar::Rule, synonyms, token::TokenKind};

impl Slip<'_> {
    /// `age of p is at least 18`, `is more than`, `greater than`, `equals`, `between 4 and 11`.
    pub(super) fn comparison(&self) -> Option<String> {
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
    pub(super) fn quantity(&self) -> Option<String> {
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
}
