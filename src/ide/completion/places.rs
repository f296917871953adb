//! What may stand at which place: where a line opens, in a clause, in the brackets of a call.

use smol_str::SmolStr;

use super::{
    completion::{Completion, CompletionSort},
    offer::Offer,
};
use crate::{
    ide::{
        cursor::Call,
        keywords::{
            clauses::{
                DEFINITION_CLAUSES, HEAD_LINES, OFFICE_CLAUSES, SOURCE_AND_NOTE, SOURCE_CLAUSES,
                STATEMENT_CLAUSES,
            },
            declarations::DECLARATIONS,
            expression::EXPRESSION_WORDS,
            norm::{DELEGATION_CLAUSES, IMMUNITY_CLAUSES, NORM_CLAUSES, TRANSITION_CLAUSES},
            scenario::{ASK_LINES, EXPECT_LINES, SCENARIO_DECLARATIONS, SCENARIO_LINES},
        },
        outline::Sort,
    },
    policy::{policy::Parameter, types::Type},
    resolve::{names::Callable, show::written},
};

impl Offer<'_, '_> {
    pub(super) fn all(&mut self) {
        let cursor = self.cursor;
        if let Some(call) = &cursor.call {
            if self.declares() && self.before(0) != Some(":") {
                return;
            }
            if !self.declares() {
                return self.in_call(call);
            }
        }
        match (cursor.opens_line, self.is_scenario()) {
            (Some(0), false) => self.openers(&DECLARATIONS),
            (Some(0), true) => self.openers(&SCENARIO_DECLARATIONS),
            (Some(_), false) if cursor.call.is_none() => self.clause_openers(),
            (Some(_), true) => self.lines(),
            _ => self.in_clause(),
        }
    }

    /// Whether the brackets are those of a declaration's parameters.
    fn declares(&self) -> bool {
        let declares = ["act", "event", "fact", "judgement", "define", "decide"];
        let opened = self
            .cursor
            .before
            .iter()
            .filter(|word| **word == "(")
            .count();
        let closed = self
            .cursor
            .before
            .iter()
            .filter(|word| **word == ")")
            .count();
        declares.contains(&self.cursor.item) && opened == closed + 1 && closed == 0
    }

    fn clause_openers(&mut self) {
        match self.cursor.item {
            "duty" | "prohibition" | "power" | "freedom" => self.openers(&NORM_CLAUSES),
            "immunity" => {
                self.openers(&NORM_CLAUSES);
                self.openers(&IMMUNITY_CLAUSES);
            }
            "transition" => {
                self.openers(&NORM_CLAUSES);
                self.openers(&TRANSITION_CLAUSES);
            }
            "delegation" => self.openers(&DELEGATION_CLAUSES),
            "define" => self.openers(&DEFINITION_CLAUSES),
            "source" => self.openers(&SOURCE_CLAUSES),
            "policy" => self.openers(&HEAD_LINES),
            "statement" => self.openers(&STATEMENT_CLAUSES),
            "office" | "committee" => self.openers(&OFFICE_CLAUSES),
            "act" | "event" | "fact" | "judgement" | "reserved" => {
                self.openers(&SOURCE_AND_NOTE);
            }
            "decide" => self.expression(),
            _ => {}
        }
    }

    /// A line of a section of a scenario.
    fn lines(&mut self) {
        match self.cursor.item {
            "scenario" | "background" => self.openers(&SCENARIO_LINES),
            "expect" => {
                self.openers(&EXPECT_LINES);
                self.expression();
            }
            "ask" => self.openers(&ASK_LINES),
            "given" | "but" => {
                self.individuals(None, 0);
                self.facts(1);
                self.word("unknown", CompletionSort::Keyword, "it is not known", 5);
                self.word("not", CompletionSort::Keyword, "it is not so", 5);
            }
            _ => {
                self.individuals(None, 0);
                self.events(1);
            }
        }
    }

    fn in_clause(&mut self) {
        let cursor = self.cursor;
        let first = cursor.clause.first().copied().unwrap_or_default();
        let last = self.before(0).unwrap_or_default();
        let opener = if cursor.clause.len() == cursor.before.len() {
            cursor.item
        } else {
            first
        };
        match (last, opener) {
            (":", _) => self.types(),
            ("a" | "an", _)
                if self.before(1) == Some("is") || self.before(1) == Some("becomes") =>
            {
                self.kinds(0);
            }
            ("are" | "is", "kind") => self.kinds(0),
            ("under" | "function", _) => self.functions(),
            ("use", _) => self.packs(),
            ("because", _) | (_, "source") => self.clauses(),
            (_, "each") if cursor.clause.len() == 1 => self.periods(),
            ("each" | "during", _) => {
                self.periods();
                self.binders(None, 0);
            }
            (_, "overrides") | ("duty", _) => self.norms(),
            ("must" | "not" | "may" | "does" | "done" | "and", _) if self.wants_act() => {
                self.acts(0);
                if last == "must" {
                    for word in [
                        "keep",
                        "achieve",
                        "have",
                        "ensure",
                        "have regard to",
                        "show evidence of",
                        "not",
                    ] {
                        self.word(word, CompletionSort::Keyword, "", 3);
                    }
                }
            }
            ("delegates" | "reserved", _) | (_, "reserved") => {
                self.functions();
                self.acts(1);
            }
            ("of", "of") | (",", "of") => {
                self.functions();
                self.acts(1);
            }
            (_, "bearer" | "holder" | "from" | "to") if cursor.clause.len() <= 1 => {
                self.individuals(None, 0);
                self.kinds(1);
            }
            ("no" | "some" | "every", _) if !last.is_empty() => {
                self.kinds(1);
                self.binders(None, 0);
            }
            _ => self.expression(),
        }
    }

    /// Whether an act is wanted after the last words: `must`, `may`, `c does`, `must not`.
    fn wants_act(&self) -> bool {
        matches!(
            (self.before(1), self.before(0)),
            (_, Some("must" | "may" | "does" | "done")) | (Some("must" | "may"), Some("not"))
        )
    }

    /// Inside the brackets of a call.
    fn in_call(&mut self, call: &Call<'_>) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        let callable = scope.find(call.name, |names| &names.callables).copied();
        let parameters: &[Parameter] = match callable {
            Some(Callable::Act(id)) => policy.acts.get(id).map_or(&[], |act| &act.parameters),
            Some(Callable::Fact(id)) => policy.facts.get(id).map_or(&[], |fact| &fact.parameters),
            Some(Callable::Definition(id)) => policy
                .definitions
                .get(id)
                .map_or(&[], |definition| &definition.parameters),
            Some(Callable::Decision(id)) => policy
                .decisions
                .get(id)
                .map_or(&[], |decision| &decision.parameters),
            None => return self.expression(),
        };
        let is_act = matches!(callable, Some(Callable::Act(_)));
        if call.begins && is_act {
            for parameter in parameters {
                if call.named.contains(&parameter.name.as_str()) {
                    continue;
                }
                self.add(Completion {
                    label: format!("{}:", parameter.name),
                    sort: CompletionSort::Argument,
                    detail: written(&parameter.ty, policy),
                    about: String::new(),
                    insert: format!("{}: ", parameter.name),
                    snippet: None,
                    rank: 0,
                });
            }
        }
        let wanted = match call.argument {
            Some(name) => parameters.iter().find(|parameter| parameter.name == name),
            None if is_act && call.begins => return,
            None => parameters.get(call.finished),
        };
        match wanted {
            Some(parameter)
                if call.begins || self.before(0) == Some(":") || self.before(0) == Some("{") =>
            {
                self.of_type(&parameter.ty);
            }
            _ => self.expression(),
        }
    }

    /// What is of a type.
    fn of_type(&mut self, ty: &Type) {
        let Some(policy) = self.policy() else { return };
        match ty {
            Type::Set(of) => {
                for word in ["all of", "any of"] {
                    self.word(word, CompletionSort::Keyword, "of a set", 4);
                }
                self.of_type(of);
            }
            Type::Kind(kind) => {
                let name = policy.kinds.get(*kind).map(|kind| kind.name.clone());
                self.binders(name.as_ref(), 0);
                self.individuals(name.as_ref(), 1);
            }
            Type::Values(set) => {
                let entries = policy
                    .value_sets
                    .get(*set)
                    .map_or(&[][..], |set| &set.entries);
                for entry in entries {
                    if let Some(value) = policy.values.get(*entry) {
                        let title = value.title.as_deref().unwrap_or_default();
                        let sort = CompletionSort::Declared(Sort::Value);
                        self.word(&value.name, sort, title, 1);
                    }
                }
                self.binders(None, 5);
            }
            Type::Act => self.acts(0),
            Type::Function => self.functions(),
            Type::Norm => self.norms(),
            Type::Boolean => {
                for word in ["true", "false"] {
                    self.word(word, CompletionSort::Keyword, "", 0);
                }
                self.binders(None, 5);
            }
            Type::Period(_) => {
                let named = SmolStr::new(written(ty, policy));
                self.binders(Some(&named), 0);
            }
            _ => self.binders(None, 0),
        }
    }

    /// Anything that may stand in a condition or be a value.
    fn expression(&mut self) {
        self.binders(None, 0);
        self.facts(1);
        self.individuals(None, 2);
        self.attributes(2);
        self.values(4);
        for (words, meaning) in EXPRESSION_WORDS {
            self.add(Completion {
                label: (*words).to_owned(),
                sort: CompletionSort::Keyword,
                detail: String::new(),
                about: (*meaning).to_owned(),
                insert: (*words).to_owned(),
                snippet: None,
                rank: 6,
            });
        }
    }
}
