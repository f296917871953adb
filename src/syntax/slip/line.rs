//! Clauses and lines whose words do not fit together.

use super::slip::Slip;
use crate::base::nearest::nearest;
use crate::syntax::grammar::Rule;

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
    pub(super) fn clause(&self) -> Option<String> {
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
    pub(super) fn deed(&self) -> Option<String> {
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
    pub(super) fn form(&self) -> Option<String> {
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
}
