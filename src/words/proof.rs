//! Steps of explanations as sentences: what a condition is and whether it is so, a value and what it is, how days were counted.

use super::{value::fill, words::Words};
use crate::{
    base::duration::Unit,
    policy::{
        expr::{ArithmeticOp, CompareOp, HappeningPart},
        policy::{DefinitionId, FactId, FactSort},
        value::Value,
    },
    record::{
        answer::Outcome,
        proof::{DueProof, DueWay, Form, Proof},
    },
};

impl Words<'_> {
    /// A fact of its arguments as a phrase: through its template, or by its name as people would say it.
    pub fn proposition(&self, fact: FactId, arguments: &[Value]) -> String {
        let Some(declared) = self.policy.facts.get(fact) else {
            return "a fact".to_owned();
        };
        let has_template = declared.template.is_some();
        let attribute = matches!(declared.sort, FactSort::Attribute(_)) && arguments.len() == 1;
        if has_template {
            let said = self.fact(fact, arguments);
            // A template that does not fit gives the name with brackets; then the name is said in words.
            if !said.starts_with(&format!("{}(", declared.name)) {
                return said;
            }
        }
        if attribute && !self.is_boolean(fact) {
            return format!(
                "the {} of {}",
                spaced(&declared.name),
                self.values(arguments)
            );
        }
        self.named_of(&declared.name, arguments)
    }

    /// A definition of its arguments as a phrase.
    pub fn definition(&self, definition: DefinitionId, arguments: &[Value]) -> String {
        let Some(declared) = self.policy.definitions.get(definition) else {
            return "a definition".to_owned();
        };
        let filled = declared.template.as_deref().and_then(|template| {
            fill(template, |name| {
                let place = declared
                    .parameters
                    .iter()
                    .position(|parameter| parameter.name == name)?;
                arguments.get(place).map(|value| self.value(value))
            })
        });
        filled.unwrap_or_else(|| self.named_of(&declared.name, arguments))
    }

    fn named_of(&self, name: &str, arguments: &[Value]) -> String {
        if arguments.is_empty() {
            return spaced(name);
        }
        format!("{} ({})", spaced(name), self.values(arguments))
    }

    /// What an evaluated expression says, as a sentence without a full stop.
    pub fn proof(&self, proof: &Proof) -> String {
        match &proof.form {
            Form::Fact(fact, arguments, since) => {
                self.fact_proof(proof, *fact, arguments, since.is_some())
            }
            Form::Definition(definition, arguments) => {
                self.is_so(proof, &self.definition(*definition, arguments))
            }
            Form::Decision {
                decision,
                arguments,
                version,
                rows,
            } => {
                let of = if arguments.is_empty() {
                    String::new()
                } else {
                    format!(" for {}", self.values(arguments))
                };
                let row = match (version, rows.as_slice()) {
                    (Some(_), [row]) => format!(", by row {}", row + 1),
                    _ => String::new(),
                };
                format!(
                    "{}{of} gives {}{row}",
                    self.decision(*decision),
                    self.outcome(&proof.gave)
                )
            }
            Form::IsA(kind) => {
                let who = proof.parts.first().map(|part| self.given(part));
                let verb = verb(proof, "is a", "is no", "may or may not be a");
                format!(
                    "{} {verb} {}",
                    who.unwrap_or_else(|| "it".to_owned()),
                    self.kind(*kind)
                )
            }
            Form::Compare(op) => self.comparison(proof, *op),
            Form::IsWithin => self.within(proof),
            Form::IsOneOf => self.pair(proof, "is among", "is not among"),
            Form::Includes => self.pair(proof, "includes", "does not include all of"),
            Form::IncludesAny => self.pair(proof, "includes some of", "includes none of"),
            Form::StartsWith => self.pair(proof, "starts with", "does not start with"),
            Form::Happening(place) => match self.happening_at(*place) {
                Some(happening) => format!("{} on {}", self.happens(happening), happening.date),
                None => "the act asked about".to_owned(),
            },
            Form::HasDone(act) => {
                let what = act.map_or_else(|| "an act".to_owned(), |act| self.act_title(act));
                match proof.parts.iter().filter(|part| !part.aside).count() {
                    0 => format!(
                        "{what}: nothing of the sort that counts was done ({})",
                        self.quote(proof)
                    ),
                    _ => format!("{what}: this was done ({})", self.quote(proof)),
                }
            }
            Form::CountActs(act) => {
                let what = act.map_or_else(|| "acts".to_owned(), |act| self.act_title(act));
                format!(
                    "{what}: the number of those that count is {}",
                    self.outcome(&proof.gave)
                )
            }
            Form::TotalActs(act, parameter) => {
                let declared = act.and_then(|act| self.policy.acts.get(act));
                let name = declared
                    .and_then(|act| act.parameters.get(*parameter))
                    .map_or("amount", |parameter| parameter.name.as_str());
                let what = act.map_or_else(|| "acts".to_owned(), |act| self.act_title(act));
                format!(
                    "{what}: the total {} over {} is {}",
                    spaced(name),
                    super::lists::plural(proof.parts.len() + proof.left_out, "act", "acts"),
                    self.outcome(&proof.gave)
                )
            }
            Form::LatestAct(act, earliest) => {
                let what = act.map_or_else(|| "acts".to_owned(), |act| self.act_title(act));
                let which = if *earliest { "earliest" } else { "latest" };
                let so = verb(
                    proof,
                    "it is so",
                    "it is not so",
                    "it is not known whether it is so",
                );
                format!("of the {which} ({what}) {so}: {}", self.quote(proof))
            }
            Form::NormState {
                norm,
                of,
                for_,
                state,
            } => {
                let of = of
                    .as_ref()
                    .map_or_else(String::new, |of| format!(" of {}", self.value(of)));
                let for_ = match for_ {
                    Some(Value::Happening(place)) => {
                        format!(", after {}", self.happening_brief(*place as usize))
                    }
                    Some(value) => format!(" for {}", self.value(value)),
                    None => String::new(),
                };
                let verb = verb(proof, "is", "is not", "may or may not be");
                format!(
                    "{}{of}{for_} {verb} {}",
                    self.norm_name(*norm),
                    state.word()
                )
            }
            Form::Some => match (proof.is_true(), proof.is_false()) {
                (true, _) => format!("there is such a one: {}", self.quote(proof)),
                (_, true) => format!("there is none such: {}", self.quote(proof)),
                _ => format!(
                    "it is not known whether there is one: {}",
                    self.quote(proof)
                ),
            },
            Form::Every => match (proof.is_true(), proof.is_false()) {
                (true, _) => format!("it is so of every one: {}", self.quote(proof)),
                (_, true) => format!("it is not so of every one: {}", self.quote(proof)),
                _ => format!("it is not known of every one: {}", self.quote(proof)),
            },
            Form::CountCompare(_) | Form::Or | Form::And | Form::IsStated | Form::IsUnknown => {
                let so = verb(
                    proof,
                    "this is so",
                    "this is not so",
                    "it is not known whether this is so",
                );
                format!("{so}: {}", self.quote(proof))
            }
            Form::Not | Form::Earlier => proof
                .parts
                .first()
                .map_or_else(|| self.generic(proof), |part| self.proof(part)),
            _ => self.generic(proof),
        }
    }

    /// Any expression: as it was written, and what it gave.
    fn generic(&self, proof: &Proof) -> String {
        match &proof.gave {
            Outcome::Known(Value::Boolean(true)) => format!("this is so: {}", self.quote(proof)),
            Outcome::Known(Value::Boolean(false)) => {
                format!("this is not so: {}", self.quote(proof))
            }
            other => match self.noun(proof) {
                Some(noun) => format!("{noun} is {}", self.outcome(other)),
                None => format!("it is {}", self.outcome(other)),
            },
        }
    }

    fn quote(&self, proof: &Proof) -> String {
        let text = proof.span.and_then(|span| self.text(span));
        text.map_or_else(|| "its condition".to_owned(), |text| format!("`{text}`"))
    }

    fn fact_proof(&self, proof: &Proof, fact: FactId, arguments: &[Value], stated: bool) -> String {
        let said = self.proposition(fact, arguments);
        let boolean = self.is_boolean(fact);
        match &proof.gave {
            Outcome::Known(Value::Boolean(true)) if boolean => said,
            Outcome::Known(Value::Boolean(false)) if boolean && stated => {
                format!("it is not so that {said}")
            }
            Outcome::Known(Value::Boolean(false)) if boolean => {
                format!("nothing states that {said}")
            }
            Outcome::Known(value) => format!("{said} is {}", self.value(value)),
            _ if boolean && stated => format!("it is not known whether {said}"),
            _ if boolean => format!("nobody has said whether {said}"),
            _ if stated => format!("{said} is {}", self.outcome(&proof.gave)),
            _ => format!("nothing states {said}"),
        }
    }

    fn is_so(&self, proof: &Proof, said: &str) -> String {
        match &proof.gave {
            Outcome::Known(Value::Boolean(true)) => said.to_owned(),
            Outcome::Known(Value::Boolean(false)) => format!("it is not so that {said}"),
            Outcome::Known(value) => format!("{said} is {}", self.value(value)),
            Outcome::Unknown => format!("it is not known whether {said}"),
            other => format!("{said} is {}", self.outcome(other)),
        }
    }

    /// What an expression is called, where it is more than a value: `the population of Northshire CCG`.
    pub fn noun(&self, proof: &Proof) -> Option<String> {
        match &proof.form {
            Form::Fact(fact, arguments, _) => Some(self.proposition(*fact, arguments)),
            Form::Definition(definition, arguments) => {
                Some(self.definition(*definition, arguments))
            }
            Form::Decision {
                decision,
                arguments,
                ..
            } if !arguments.is_empty() => Some(format!(
                "{} for {}",
                self.decision(*decision),
                self.values(arguments)
            )),
            Form::Decision { decision, .. } => Some(self.decision(*decision)),
            Form::Total => Some("the total".to_owned()),
            Form::Count => Some("the number".to_owned()),
            Form::CountActs(act) => Some(match act {
                Some(act) => format!("the number of acts of {}", self.act_title(*act)),
                None => "the number of acts".to_owned(),
            }),
            Form::TotalActs(act, parameter) => {
                let act = self.policy.acts.get((*act)?)?;
                let parameter = act.parameters.get(*parameter)?;
                Some(format!(
                    "the total {} of {}",
                    spaced(&parameter.name),
                    spaced(&act.name)
                ))
            }
            Form::Extreme(true) => Some("the largest".to_owned()),
            Form::Extreme(false) => Some("the smallest".to_owned()),
            Form::Arithmetic(op) => {
                let [one, other] = proof.parts.as_slice() else {
                    return None;
                };
                let sign = match op {
                    ArithmeticOp::Add => "plus",
                    ArithmeticOp::Subtract => "less",
                    ArithmeticOp::Multiply => "times",
                    ArithmeticOp::Divide => "divided by",
                };
                Some(format!(
                    "{} {sign} {}",
                    self.operand(one),
                    self.operand(other)
                ))
            }
            Form::DateShift(unit, back) => {
                let [count, from] = proof.parts.as_slice() else {
                    return None;
                };
                let word = if *back { "before" } else { "after" };
                let count = self.given(count);
                Some(format!(
                    "{count} {} {word} {}",
                    unit_word(*unit, &count),
                    self.given(from)
                ))
            }
            Form::Part(part) => Some(
                match part {
                    HappeningPart::Date => "its date",
                    HappeningPart::Actor => "who answers for it",
                    HappeningPart::Performer => "who did it",
                    HappeningPart::Deadline => "its deadline",
                    HappeningPart::Argument(_) => return None,
                }
                .to_owned(),
            ),
            Form::Earlier => proof.parts.first().and_then(|part| self.noun(part)),
            _ => None,
        }
    }

    fn operand(&self, proof: &Proof) -> String {
        let value = self.given(proof);
        match self.noun(proof) {
            Some(noun) if !matches!(proof.form, Form::Arithmetic(_)) => format!("{noun}, {value},"),
            _ => value,
        }
    }

    /// What an expression gave.
    pub fn given(&self, proof: &Proof) -> String {
        self.outcome(&proof.gave)
    }

    fn comparison(&self, proof: &Proof, op: CompareOp) -> String {
        let [one, other] = proof.parts.as_slice() else {
            return self.generic(proof);
        };
        let dates = matches!(
            &one.gave,
            Outcome::Known(Value::Date(_) | Value::Happening(_) | Value::Period(_))
        );
        let (yes, no) = match (op, dates) {
            (CompareOp::Equal, _) => ("the same as", "not the same as"),
            (CompareOp::NotEqual, _) => ("not the same as", "the same as"),
            (CompareOp::Less, true) => ("before", "not before"),
            (CompareOp::Less, false) => ("less than", "not less than"),
            (CompareOp::AtMost, true) => ("on or before", "after"),
            (CompareOp::AtMost, false) => ("at most", "more than"),
            (CompareOp::More, true) => ("after", "not after"),
            (CompareOp::More, false) => ("more than", "not more than"),
            (CompareOp::AtLeast, true) => ("on or after", "before"),
            (CompareOp::AtLeast, false) => ("at least", "less than"),
        };
        let (left, right) = (self.given(one), self.given(other));
        let (left_noun, right_noun) = (self.noun(one), self.noun(other));
        if !proof.is_true() && !proof.is_false() {
            let called = |noun: &Option<String>, value: &String| {
                noun.clone().unwrap_or_else(|| value.clone())
            };
            return format!(
                "it is not known whether {} is {yes} {}",
                called(&left_noun, &left),
                called(&right_noun, &right)
            );
        }
        let same = (op == CompareOp::Equal && proof.is_true())
            || (op == CompareOp::NotEqual && proof.is_false());
        let subject = match &left_noun {
            Some(noun) => format!("{noun} is {left}"),
            None => left.clone(),
        };
        let object = match &right_noun {
            Some(noun) => format!("{right}, {}", noun.trim_end_matches(',')),
            None => right.clone(),
        };
        if same {
            return match (&left_noun, &right_noun) {
                (Some(noun), _) => format!("{noun} is {left}"),
                (None, Some(noun)) => format!("{noun} is {right}"),
                (None, None) => format!("{left} is {right}"),
            };
        }
        let how = if proof.is_true() { yes } else { no };
        match left_noun {
            Some(_) => format!("{subject}, which is {how} {object}"),
            None => format!("{subject} is {how} {object}"),
        }
    }

    fn pair(&self, proof: &Proof, yes: &'static str, no: &'static str) -> String {
        let [one, other] = proof.parts.as_slice() else {
            return self.generic(proof);
        };
        let called = |part: &Proof| self.noun(part).unwrap_or_else(|| self.given(part));
        if !proof.is_true() && !proof.is_false() {
            return format!(
                "it is not known whether {} {yes} {}",
                called(one),
                called(other)
            );
        }
        let how = verb(proof, yes, no, yes);
        format!("{} {how} {}", called(one), called(other))
    }

    fn within(&self, proof: &Proof) -> String {
        let [one, other] = proof.parts.as_slice() else {
            return self.generic(proof);
        };
        let (left, right) = (self.given(one), self.given(other));
        if proof.is_true() && left == right {
            return format!("this is {left}");
        }
        let how = verb(
            proof,
            "falls under",
            "does not fall under",
            "may fall under",
        );
        format!("{left} {how} {right}")
    }

    /// An act by its name, as people would say it.
    pub fn act_title(&self, act: crate::policy::policy::ActId) -> String {
        spaced(self.act_name(act))
    }

    /// How a deadline was counted: `28 days from 3 May 2013, not counting it: 31 May 2013`.
    pub fn due_proof(&self, due: &DueProof) -> String {
        let last = due
            .last
            .map_or_else(|| "not known".to_owned(), |last| last.to_string());
        let from = due.from.map_or_else(
            || "a day that is not known".to_owned(),
            |from| from.to_string(),
        );
        let length = due
            .length
            .map_or_else(|| "so long".to_owned(), |length| length.to_string());
        match due.way {
            DueWay::Promptly => "it is to be done promptly: no last day can be computed".to_owned(),
            DueWay::Before => format!("before {from}: the last day to act is {last}"),
            DueWay::By => format!("by {from}, that day included"),
            DueWay::On => format!("on {from}: that day is the last to act"),
            DueWay::From => format!("{length} from {from}, not counting it: {last}"),
            DueWay::Beginning => format!("{length} beginning with {from}, counting it: {last}"),
            DueWay::AtLeastBefore => format!("at least {length} before {from}: {last}"),
        }
    }
}

/// A name as people say it: `running-costs` is running costs.
pub fn spaced(name: &str) -> String {
    name.replace('-', " ")
}

fn verb(proof: &Proof, yes: &'static str, no: &'static str, perhaps: &'static str) -> &'static str {
    if proof.is_true() {
        yes
    } else if proof.is_false() {
        no
    } else {
        perhaps
    }
}

fn unit_word(unit: Unit, count: &str) -> &'static str {
    let one = count == "1";
    match unit {
        Unit::Hour if one => "hour",
        Unit::Hour => "hours",
        Unit::Day if one => "day",
        Unit::Day => "days",
        Unit::Week if one => "week",
        Unit::Week => "weeks",
        Unit::Month if one => "month",
        Unit::Month => "months",
        Unit::Year if one => "year",
        Unit::Year => "years",
        Unit::WorkingDay if one => "working day",
        Unit::WorkingDay => "working days",
        Unit::ClearDay if one => "clear day",
        Unit::ClearDay => "clear days",
    }
}
