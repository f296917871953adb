//! Clauses and parts that many declarations share: titles, types, parameters, times in force, cited clauses.

use super::{
    act::once,
    body::{Body, Part},
    expression::{expression, sum},
    reader::{Parts, Reader},
};
use crate::base::span::Span;
use crate::syntax::{
    grammar::{Pair, Rule},
    layout::Keywords,
    messages,
};
use crate::tree::{
    expr::Expr,
    norm::{InForce, Status},
    policy::{Parameter, Type},
    word::{ClauseRef, Quoted, Word},
};

/// The clauses that most declarations may have.
pub(super) const SOURCE_AND_NOTE: Keywords<'static> =
    &[("source", Rule::source_clause), ("note", Rule::note_clause)];

/// The clauses of a declaration that has a time of its own.
pub(super) const STANDING: Keywords<'static> = &[
    ("source", Rule::source_clause),
    ("in force", Rule::in_force_clause),
    ("status", Rule::status_clause),
    ("note", Rule::note_clause),
];

/// What the common clauses of a declaration say.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub(super) source: Vec<ClauseRef>,
    pub(super) notes: Vec<Quoted>,
    pub(super) in_force: Option<InForce>,
    pub(super) status: Option<(Status, Span)>,
    pub(super) rank: Option<Word>,
    pub(super) not_normative: Option<Quoted>,
}

impl Common {
    /// Reads a clause, if it is a common one.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, part: &Part) -> bool {
        let Some(rule) = part.rule else { return true };
        match rule {
            Rule::source_clause => {
                let ids = reader.read(&part.tokens, rule, cited);
                self.source.extend(ids.into_iter().flatten());
            }
            Rule::note_clause => {
                let note = reader.read(&part.tokens, rule, only_quoted);
                self.notes.extend(note);
            }
            Rule::in_force_clause => {
                if let Some(found) = reader.read(&part.tokens, rule, in_force_in) {
                    once(reader, &mut self.in_force, found, "in force", part.keyword);
                }
            }
            Rule::status_clause => {
                if let Some(found) = reader.read(&part.tokens, rule, status_in) {
                    let found = (found, part.span);
                    once(reader, &mut self.status, found, "status", part.keyword);
                }
            }
            Rule::rank_clause => {
                if let Some(found) = reader.read(&part.tokens, rule, only_word) {
                    once(reader, &mut self.rank, found, "rank", part.keyword);
                }
            }
            Rule::not_normative_clause => {
                if let Some(found) = reader.read(&part.tokens, rule, not_normative_in) {
                    once(
                        reader,
                        &mut self.not_normative,
                        found,
                        "not normative",
                        part.keyword,
                    );
                }
            }
            _ => return false,
        }
        true
    }

    /// Reads all clauses of a declaration that has none but common ones.
    pub(super) fn of(reader: &mut Reader<'_>, body: &Body) -> Common {
        let mut common = Common::default();
        for part in &body.parts {
            common.read(reader, part);
        }
        common
    }
}

/// The ids in a `source` clause or cell.
pub(crate) fn cited(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<ClauseRef>> {
    Some(clause_ids(reader, Parts::of(pair).take(Rule::clause_ids)?))
}

/// `F-2.D02, "Annex A, (3)"`
pub(crate) fn clause_ids(reader: &Reader<'_>, pair: Pair<'_>) -> Vec<ClauseRef> {
    pair.into_inner()
        .filter(|part| part.as_rule() != Rule::comma)
        .map(|id| clause_id(reader, &id))
        .collect()
}

/// `F-2.D02`, or an odd id in quotes.
pub(crate) fn clause_id(reader: &Reader<'_>, pair: &Pair<'_>) -> ClauseRef {
    match pair.as_rule() {
        Rule::quoted => {
            let quoted = reader.quoted(pair);
            Word {
                text: quoted.text.into(),
                span: quoted.span,
            }
        }
        _ => reader.word(pair),
    }
}

/// The text in quotes of a clause that has but one.
pub(crate) fn only_quoted(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Quoted> {
    let parts = Parts::of(pair);
    Some(reader.quoted(parts.get(Rule::quoted)?))
}

/// The word of a clause that has but one.
pub(super) fn only_word(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Word> {
    let parts = Parts::of(pair);
    let word = parts.get(Rule::any_word).or(parts.get(Rule::name))?;
    Some(reader.word(word))
}

/// The condition of a clause that has but one.
pub(crate) fn only_expression(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    expression(reader, Parts::of(pair).take(Rule::expression)?)
}

/// The value of a clause that has but one.
pub(crate) fn only_sum(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    sum(reader, Parts::of(pair).take(Rule::sum)?)
}

/// The names of a clause that is a list of them.
pub(super) fn names(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<Word>> {
    let parts = Parts::of(pair);
    Some(
        parts
            .all(Rule::name)
            .map(|name| reader.word(&name))
            .collect(),
    )
}

/// `not normative because "…"`, as a clause.
pub(super) fn not_normative_in(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Quoted> {
    only_quoted(reader, Parts::of(pair).take(Rule::not_normative)?)
}

/// The time in force that a clause says.
pub(super) fn in_force_in(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<InForce> {
    in_force(reader, Parts::of(pair).take(Rule::in_force)?)
}

/// `in force from 1 October 2012 until 31 March 2014`
pub(super) fn in_force(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<InForce> {
    let mut found = InForce::default();
    for part in pair.into_inner() {
        let span = reader.span(&part);
        match part.as_rule() {
            Rule::in_force_from => {
                let day = only_sum(reader, part)?;
                once(reader, &mut found.from, day, "from", span);
            }
            Rule::in_force_until => {
                let day = only_sum(reader, part)?;
                once(reader, &mut found.until, day, "until", span);
            }
            Rule::in_force_when => {
                let condition = only_expression(reader, part)?;
                once(reader, &mut found.when, condition, "when", span);
            }
            _ => {}
        }
    }
    Some(found)
}

/// The status that a clause says.
pub(super) fn status_in(_: &mut Reader<'_>, pair: Pair<'_>) -> Option<Status> {
    let parts = Parts::of(Parts::of(pair).take(Rule::status)?);
    let status = if parts.has(Rule::kw_binding) {
        Status::NotBinding
    } else if parts.has(Rule::kw_announced) {
        Status::Announced
    } else if parts.has(Rule::kw_proposed) {
        Status::Proposed
    } else if parts.has(Rule::kw_historical) {
        Status::Historical
    } else {
        Status::InForce
    };
    Some(status)
}

/// The name that a head gives, and its title.
pub(super) fn name_and_title(
    reader: &mut Reader<'_>,
    pair: Pair<'_>,
) -> Option<(Word, Option<Quoted>)> {
    let parts = Parts::of(pair);
    let name = reader.word(parts.get(Rule::name)?);
    Some((name, title(reader, &parts)))
}

/// The title or template among the parts of a head.
pub(super) fn title(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<Quoted> {
    parts.get(Rule::quoted).map(|title| reader.quoted(title))
}

/// The type among the parts of a head.
pub(super) fn type_among(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<Type> {
    type_name(reader, parts.take(Rule::type_name)?)
}

/// `money`, `set of Topic`
pub(super) fn type_name(reader: &Reader<'_>, pair: Pair<'_>) -> Option<Type> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let named = Type::Named(reader.word(parts.get(Rule::name)?));
    Some(match parts.has(Rule::kw_set) {
        true => Type::SetOf(Box::new(named), span),
        false => named,
    })
}

/// The parameters among the parts of a head.
pub(super) fn parameters(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<Vec<Parameter>> {
    let Some(written) = parts.take(Rule::parameters) else {
        return Some(Vec::new());
    };
    written
        .into_inner()
        .filter(|part| part.as_rule() == Rule::parameter)
        .map(|written| {
            let parts = Parts::of(written);
            Some(Parameter {
                name: reader.word(parts.get(Rule::parameter_name)?),
                ty: type_among(reader, &parts)?,
            })
        })
        .collect()
}

/// The name of a kind where it is declared: it must begin with a capital.
pub(super) fn declared_kind(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Word {
    let word = reader.word(pair);
    if word.text.chars().next().is_some_and(char::is_lowercase) {
        reader.tell(messages::kind_in_lower_case(word.span, &word.text));
    }
    word
}
