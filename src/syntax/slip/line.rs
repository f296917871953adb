//! Clauses and lines whose words do not fit together.

use super::slip::{Slip, WayOut, say};
use crate::base::nearest::nearest;
use crate::syntax::{grammar::Rule, token::TokenKind};

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

impl Slip<'_> {
    /// `may give() if …`, `when … and C`, `may not`, `because of A3`, `act x should be lawful`.
    pub(super) fn clause(&self) -> Option<WayOut> {
        let word = self.word(0);
        if word == "and" && self.rule == Rule::when_clause {
            let help = "a condition stands in an `if` clause of its own, on the next line";
            let meant = format!("{}if", self.new_line());
            return Some(say(help).put(self.end_to_end(-1, 0), meant));
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
            let help = format!("`{shown}` opens a clause of its own: put it on the next line");
            return Some(say(help).put(self.end_to_start(-1, 0), self.new_line()));
        }
        match (word, self.word(-1)) {
            ("not", "may") => Some(say(
                "what must not be done is a `prohibition` with `must not`, not a power",
            )),
            (id, "of") if self.word(-2) == "because" => {
                Some(say(format!("write `because {id}`")).put(self.without(-1, -1), ""))
            }
            ("should" | "must" | "shall" | "will", _) if self.rule == Rule::expect_line => Some(
                say("say what comes out: `act NAME is lawful`, `duty NAME of BODY is breached`"),
            ),
            ("and", _) if self.rule == Rule::source_clause => {
                let help = "put commas between clauses: `A1, A2`";
                Some(say(help).put(self.end_to_end(-1, 0), ","))
            }
            (_, _)
                if self.rule == Rule::source_clause
                    && (self.is_word(0) || self.kind(0) == Some(TokenKind::DottedId)) =>
            {
                Some(say("put commas between clauses: `A1, A2`").put(self.behind(-1), ","))
            }
            ("every" | "each" | "all" | "any", _) | (_, "every" | "each" | "all" | "any")
                if matches!(self.rule, Rule::bearer_clause | Rule::holder_clause) =>
            {
                let help = "write a name for whoever it is, and the kind: `c: School`";
                let first = match word {
                    "every" | "each" | "all" | "any" => 0,
                    _ => -1,
                };
                let meant = named(self.word(first + 1));
                let at = self.stretch(first, first + 1).filter(|_| meant.is_some());
                Some(say(help).put(at, meant.unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// `hill-school refuses bob`, `p: Person appeals(to: s)`, `s has offered(…)`, `effect FACT starts`, `is breeched`.
    pub(super) fn deed(&self) -> Option<WayOut> {
        let word = self.word(0);
        if self.expects(&[Rule::kw_begins, Rule::change, Rule::effect]) && self.is_word(0) {
            match word {
                "starts" | "start" | "begin" | "commences" | "arises" => {
                    return Some(say("write `begins`").put(self.stretch(0, 0), "begins"));
                }
                "stops" | "stop" | "end" | "finishes" | "ceases" | "terminates" => {
                    return Some(say("write `ends`").put(self.stretch(0, 0), "ends"));
                }
                _ => {}
            }
        }
        if self.expects(&[Rule::norm_state])
            && let Some(state) = nearest(word, STATES.iter().copied())
        {
            let help = format!("did you mean `{state}`?");
            return Some(say(help).put(self.stretch(0, 0), state));
        }
        if let ("doesnt" | "doesn" | "isnt" | "arent", true) =
            (word, self.rule == Rule::expect_line)
        {
            let meant = match word {
                "isnt" | "arent" => "is not",
                _ => "does not",
            };
            return Some(say(format!("write `{meant}`")).put(self.stretch(0, 0), meant));
        }
        if self.rule == Rule::define_head && self.is_word(0) {
            const CLAUSES: [&str; 7] = ["when", "or", "unless", "is", "source", "status", "note"];
            if let Some(near) = nearest(word, CLAUSES) {
                let help = format!("did you mean `{near}`?");
                return Some(say(help).put(self.stretch(0, 0), near));
            }
        }
        if self.expects(&[Rule::kw_done]) && self.is_word(0) {
            let help = "what was done is written `c has done ACT(…)`, `c has not done ACT(…)`";
            let at = self.ahead(0).filter(|_| self.word(-1) == "has");
            return Some(say(help).put(at, "done "));
        }
        None
    }

    /// The form of a line of which one word does not fit.
    pub(super) fn form(&self) -> Option<WayOut> {
        let word = self.word(0);
        if self.rule == Rule::calendar_head {
            return Some(say(
                "say which years it covers: `calendar england from 2012 to 2016 {`",
            ));
        }
        let timeline = matches!(
            self.rule,
            Rule::timeline_line | Rule::when_clause | Rule::but_line
        );
        if timeline && matches!(word, "did" | "doing" | "done" | "will" | "shall") {
            return Some(say("write `does`: the date says when").put(self.stretch(0, 0), "does"));
        }
        if self.rule == Rule::but_line
            && let Some(near) = nearest(self.word(-1), ["without"])
            && self.is_word(0)
        {
            let help = format!("did you mean `{near}`?");
            return Some(say(help).put(self.stretch(-1, -1), near));
        }
        if word == "by" && timeline {
            return Some(say("say who does it first: `BODY does ACT(…)`"));
        }
        if timeline && self.is_word(0) && self.expects(&[Rule::kw_does, Rule::does_act]) {
            if self.word(-1) == "a" || self.word(-1) == "an" {
                let help = format!("write a name for whoever it is, and the kind: `p: {word}`");
                let meant = named(word);
                let at = self.stretch(-1, 0).filter(|_| meant.is_some());
                return Some(say(help).put(at, meant.unwrap_or_default()));
            }
            return Some(say("what someone does is written `BODY does ACT(…)`"));
        }
        if self.rule == Rule::given_line && self.is_word(0) && self.expects(&[Rule::is_kind]) {
            return Some(say(
                "what is given is written `NAME is a KIND`, `FACT(…)` or `ATTRIBUTE of NAME is VALUE`",
            ));
        }
        None
    }
}

/// `School` as `s: School`; nothing for what is no kind.
fn named(kind: &str) -> Option<String> {
    let first = kind.chars().next().filter(|first| first.is_uppercase())?;
    Some(format!("{}: {kind}", first.to_lowercase()))
}
