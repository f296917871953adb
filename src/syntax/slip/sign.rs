//! Signs where they do not belong, and names that are not written as names.

use super::slip::Slip;
use crate::syntax::{grammar::Rule, synonyms::DECLARATIONS, token::TokenKind};

impl Slip<'_> {
    /// A colon, a comma or words without quotes where they do not belong.
    pub(super) fn sign(&self) -> Option<String> {
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
    pub(super) fn name(&self) -> Option<String> {
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
