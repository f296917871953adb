//! Signs where they do not belong, and names that are not written as names.

use super::slip::{Slip, WayOut, say};
use crate::syntax::{grammar::Rule, synonyms::DECLARATIONS, token::TokenKind};

/// The most words that are taken for one name with blanks in it.
const MOST_WORDS: isize = 12;

impl Slip<'_> {
    /// A colon, a comma or words without quotes where they do not belong.
    pub(super) fn sign(&self) -> Option<WayOut> {
        match self.word(0) {
            ":" if self.rule == Rule::given_line => {
                let help = "write `is`: `age of ann is 5`";
                return Some(say(help).put(self.end_to_end(-1, 0), " is"));
            }
            ":" if !self.expects(&[Rule::colon]) => {
                return Some(say("leave out the `:`").put(self.stretch(0, 0), ""));
            }
            "," if self.rule == Rule::given_line => {
                return Some(say(
                    "attributes stand in braces: `ann is a Child { age: 5 }`; several names stand before `are`",
                ));
            }
            "," if self.token(1).is_none() => {
                return Some(say("leave out the `,`").put(self.stretch(0, 0), ""));
            }
            "" if self.rule == Rule::define_head => {
                let help = "leave out the `:`, or say what it gives: `: number`";
                let at = self.stretch(-1, -1).filter(|_| self.word(-1) == ":");
                return Some(say(help).put(at, ""));
            }
            "as" | "means" | "=" if self.rule == Rule::define_head => {
                let help = format!(
                    "leave out `{}`: the lines below say it with `when`, or with `is`",
                    self.word(0)
                );
                return Some(say(help).put(self.end_to_end(-1, 0), ""));
            }
            "" if self.rule == Rule::attribute && self.expects(&[Rule::colon]) => {
                return Some(say("write the name and the type: `age: number`"));
            }
            "since" if self.expects(&[Rule::kw_from]) => {
                return Some(say("write `from`").put(self.stretch(0, 0), "from"));
            }
            "statutory" => {
                let help = "put a comma before it: `is a Body, statutory`";
                return Some(say(help).put(self.behind(-1), ","));
            }
            "extends" | "inherits" | "isa" => {
                let last = isize::from(self.word(1) == "from");
                return Some(say("write `is a`").put(self.stretch(0, last), "is a"));
            }
            "is" if self.expects(&[Rule::colon]) && !self.expects(&[Rule::kw_is]) => {
                let help = "write `:` between the attribute and its type: `age: number`";
                return Some(say(help).put(self.end_to_end(-1, 0), ":"));
            }
            _ => {}
        }
        if self.word(-1) == "statutory" && self.is_word(0) {
            let meant = format!("{}, statutory", self.word(0));
            return Some(say(format!("write `is a {meant}`")).put(self.stretch(-1, 0), meant));
        }
        if self.word(0) == "of" && self.word(-1) == "kind" && self.word(-2) == "a" {
            return Some(say("a kind is declared by `kind NAME is a OTHER-KIND`"));
        }
        if self.rule == Rule::given_line
            && self.expects(&[Rule::quoted])
            && self.word(0).starts_with(char::is_uppercase)
        {
            let quoted = format!("\"{}\"", self.word(0));
            let help = format!("a title stands in quotes: `{quoted}`");
            return Some(say(help).put(self.stretch(0, 0), quoted));
        }
        if self.rule == Rule::given_line && self.expects(&[Rule::open_set]) && self.is_word(0) {
            return Some(say(
                "attributes stand in braces: `ann is a Child { age: 5 }`",
            ));
        }
        let acts = matches!(self.rule, Rule::may_clause | Rule::must_clause);
        if acts && self.is_word(0) && self.is_word(-1) && self.expects(&[Rule::open]) {
            return Some(say(format!(
                "what an act is done to stands in brackets behind it: `{}(child: c)`",
                self.word(-1)
            )));
        }
        if self.rule == Rule::define_head && self.is_word(0) {
            return Some(say(
                "what a definition says begins with `when`, `or`, `unless`, or with `is` where it gives a value",
            ));
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
                    Rule::note_clause
                        | Rule::publisher_clause
                        | Rule::reference_clause
                        | Rule::tree_entry
                ));
        if sentence {
            return Some(self.in_quotes(say("text stands in quotes: `\"…\"`")));
        }
        None
    }

    /// The rest of the line, up to an opening brace, in quotes.
    fn in_quotes(&self, way_out: WayOut) -> WayOut {
        let rest = self.at.min(self.tokens.end)..self.tokens.end;
        let kind = |at: usize| self.source.kind(at);
        let upto = rest
            .clone()
            .find(|at| kind(*at) == Some(TokenKind::OpenBrace))
            .unwrap_or(rest.end);
        let ours = rest.start..upto;
        if ours.clone().any(|at| kind(at) == Some(TokenKind::Quoted)) {
            return way_out;
        }
        let last = ours
            .clone()
            .rev()
            .find(|at| kind(*at).is_some_and(|kind| !kind.is_trivia()));
        let at = last.map(|last| self.source.bytes(&(ours.start..last + 1)));
        let text = at.clone().and_then(|at| self.source.text.get(at));
        let quoted = text.map(|text| format!("\"{text}\"")).unwrap_or_default();
        way_out.put(at, quoted)
    }

    /// A name of several words; a parameter without its kind; arguments without a comma.
    pub(super) fn name(&self) -> Option<WayOut> {
        if self.expects(&[Rule::colon])
            && matches!(self.kind(0), Some(TokenKind::Comma | TokenKind::CloseRound))
        {
            let name = self.word(-1);
            let is_type = name.starts_with(char::is_uppercase) || is_built_in(name);
            if self.is_word(-2) && is_type {
                let help = format!("write `{}: {name}`", self.word(-2));
                return Some(say(help).put(self.behind(-2), ":"));
            }
            if self.is_word(-2) {
                let help = format!("put a comma between `{}` and `{name}`", self.word(-2));
                return Some(say(help).put(self.behind(-2), ","));
            }
            return Some(say(format!("say of what kind it is: `{name}: KIND`")));
        }
        let goes_on = self.expects(&[Rule::comma]) && self.expects(&[Rule::close]);
        if goes_on && self.is_word(0) && self.word(1) == ":" {
            let help = format!(
                "put a comma between `{}` and `{}`",
                self.word(-1),
                self.word(0)
            );
            return Some(say(help).put(self.behind(-1), ","));
        }
        // Words up to a bracket are a name with blanks in it.
        let mut words = Vec::new();
        let mut by = 0;
        while by < MOST_WORDS && self.is_word(by) {
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
        ) || (matches!(self.rule, Rule::timeline_line | Rule::but_line)
            && matches!(self.word(-2), "does" | "do"));
        if opens && a_name && self.is_word(-1) && !words.is_empty() && !words.contains(&"done") {
            let head = matches!(
                self.rule,
                Rule::fact_head | Rule::act_head | Rule::define_head
            );
            let behind_keyword = head && self.token(-2).is_none();
            let mut back = if behind_keyword { -1 } else { -2 };
            let mut name = match behind_keyword {
                true => Vec::new(),
                false => vec![self.word(-1)],
            };
            while !behind_keyword
                && -back < MOST_WORDS
                && self.is_word(back)
                && self.token(back - 1).is_some()
                && !is_connective(self.word(back))
            {
                name.insert(0, self.word(back));
                back -= 1;
            }
            name.extend(words);
            let meant = name.join("-");
            let help = format!("a name of several words is written with hyphens: `{meant}`");
            return Some(say(help).put(self.stretch(back + 1, by - 1), meant));
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
                let meant = format!("{what} of {whose}");
                return Some(say(format!("write `{meant}`")).put(self.stretch(by, by), meant));
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
            | "does"
            | "do"
    )
}

/// Whether it is a type that the language itself knows.
fn is_built_in(word: &str) -> bool {
    matches!(
        word,
        "boolean"
            | "number"
            | "percent"
            | "money"
            | "date"
            | "duration"
            | "text"
            | "financial-year"
            | "month"
            | "function"
            | "act"
            | "norm"
    )
}
