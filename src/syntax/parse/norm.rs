//! Norms: duties, prohibitions, powers, freedoms, immunities and transitions, clause by clause.

use super::{
    act::{act_pattern, act_where, label},
    body::{Body, Braces, Form, Part, body},
    common::{
        cited, in_force_in, name_and_title, names, not_normative_in, only_expression, only_quoted,
        only_sum, only_word, status_in,
    },
    effect::effect,
    expression::operand,
    must::must,
    quantity::{binder, ranged},
    reader::{Parts, Reader},
    relation::{act_of, norm_and_bearer},
};
use crate::syntax::{
    grammar::{Pair, Rule},
    layout::Keywords,
    messages,
};
use crate::tree::{
    expr::{Expr, ExprKind},
    norm::{Clause, ClauseKind, Counted, Limit, Norm, NormForm, Party, Trigger, TriggerKind},
    word::Word,
};

/// The clauses of norms; `on` and `no` open one in a transition and an immunity alone, since elsewhere they go on with a line.
macro_rules! clauses {
    ($($extra:expr),*) => {
        &[
            $($extra,)*
            ("source", Rule::source_clause),
            ("function", Rule::function_clause),
            ("bearer", Rule::bearer_clause),
            ("holder", Rule::holder_clause),
            ("owed to", Rule::owed_clause),
            ("each", Rule::each_clause),
            ("when", Rule::when_clause),
            ("must", Rule::must_clause),
            ("may", Rule::may_clause),
            ("if", Rule::if_clause),
            ("unless", Rule::unless_clause),
            ("until", Rule::until_clause),
            ("needs", Rule::needs_clause),
            ("up to", Rule::up_to_clause),
            ("below", Rule::up_to_clause),
            ("jointly", Rule::jointly_clause),
            ("effect", Rule::effect_clause),
            ("overrides", Rule::overrides_clause),
            ("binds", Rule::binds_clause),
            ("also", Rule::also_clause),
            ("in force", Rule::in_force_clause),
            ("status", Rule::status_clause),
            ("rank", Rule::rank_clause),
            ("note", Rule::note_clause),
            ("not normative", Rule::not_normative_clause),
        ]
    };
}

const CLAUSES: Keywords<'static> = clauses!();
const IMMUNITY: Keywords<'static> = clauses!(("no", Rule::no_clause));
const TRANSITION: Keywords<'static> = clauses!(("on", Rule::on_clause));

/// `duty publish-plan "Publish a commissioning plan" { … }` and the other forms.
pub(super) fn norm(reader: &mut Reader<'_>, form: NormForm) -> Option<Norm> {
    let (what, clauses) = match form {
        NormForm::Duty => ("a duty", CLAUSES),
        NormForm::Prohibition => ("a prohibition", CLAUSES),
        NormForm::Power => ("a power", CLAUSES),
        NormForm::Freedom => ("a freedom", CLAUSES),
        NormForm::Immunity => ("an immunity", IMMUNITY),
        NormForm::Transition => ("a transition", TRANSITION),
    };
    let body = body(reader, &Form::braced(what, clauses, Braces::Always));
    let named = reader.read(&body.head, Rule::norm_head, name_and_title);
    let named = named.or_else(|| second_word(reader, &body).map(|name| (name, None)));
    let clauses = body
        .parts
        .iter()
        .map(|part| norm_clause(reader, part))
        .collect();
    let (name, title) = named?;
    Some(Norm {
        form,
        name,
        title,
        clauses,
        span: body.span,
    })
}

/// The name in a head that cannot be read: what cites the norm need not be told that there is none.
fn second_word(reader: &Reader<'_>, body: &Body) -> Option<Word> {
    let second = reader
        .source
        .next_real(body.head.start + 1, body.head.end)?;
    if reader.source.kind(second) != Some(crate::syntax::token::TokenKind::Word) {
        return None;
    }
    Some(Word {
        text: reader.source.word(second).into(),
        span: reader.span_of_tokens(&(second..second + 1)),
    })
}

/// A clause of a norm; one that cannot be read is `Bad`, and told.
pub(super) fn norm_clause(reader: &mut Reader<'_>, part: &Part) -> Clause {
    let kind = part
        .rule
        .and_then(|rule| reader.read(&part.tokens, rule, |reader, pair| kind(reader, rule, pair)));
    Clause {
        kind: kind.unwrap_or(ClauseKind::Bad),
        span: part.span,
        keyword: part.keyword,
    }
}

fn kind(reader: &mut Reader<'_>, rule: Rule, pair: Pair<'_>) -> Option<ClauseKind> {
    let kind = match rule {
        Rule::source_clause => ClauseKind::Source(cited(reader, pair)?),
        Rule::function_clause => ClauseKind::Function(only_word(reader, pair)?),
        Rule::bearer_clause => ClauseKind::Bearer(Box::new(only_party(reader, pair)?)),
        Rule::holder_clause => ClauseKind::Holder(Box::new(only_party(reader, pair)?)),
        Rule::owed_clause => ClauseKind::OwedTo(operands(reader, pair)?),
        Rule::each_clause => {
            let mut words = names(reader, pair)?.into_iter();
            ClauseKind::Each {
                period: words.next()?,
                variable: words.next()?,
            }
        }
        Rule::when_clause => {
            let parts = Parts::of(pair);
            let triggers = parts.all(Rule::trigger).map(|one| trigger(reader, one));
            ClauseKind::When(triggers.collect::<Option<_>>()?)
        }
        Rule::on_clause => ClauseKind::On(only_sum(reader, pair)?),
        Rule::must_clause => must(reader, pair)?,
        Rule::may_clause => {
            let parts = Parts::of(pair);
            let act = act_pattern(reader, parts.take(Rule::act_pattern)?)?;
            match parts.has(Rule::or_not) {
                true => ClauseKind::MayOrNot(Box::new(act)),
                false => ClauseKind::May(Box::new(act)),
            }
        }
        Rule::no_clause => {
            let parts = Parts::of(pair);
            ClauseKind::NoMay {
                who: reader.word(parts.get(Rule::kind_name)?),
                act: Box::new(act_pattern(reader, parts.take(Rule::act_pattern)?)?),
            }
        }
        Rule::if_clause => ClauseKind::If(only_expression(reader, pair)?),
        Rule::unless_clause => ClauseKind::Unless(only_expression(reader, pair)?),
        Rule::until_clause => ClauseKind::Until(only_expression(reader, pair)?),
        Rule::needs_clause => ClauseKind::NeedsAgreement(operands(reader, pair)?),
        Rule::up_to_clause => {
            ClauseKind::UpTo(Box::new(limit(reader, Parts::of(pair).take(Rule::limit)?)?))
        }
        Rule::jointly_clause => ClauseKind::JointlyWith(operands(reader, pair)?),
        Rule::effect_clause => ClauseKind::Effect(Box::new(effect(
            reader,
            Parts::of(pair).take(Rule::effect)?,
        )?)),
        Rule::overrides_clause => ClauseKind::Overrides(names(reader, pair)?),
        Rule::binds_clause => ClauseKind::BindsOnlyWhereImposed,
        Rule::also_clause => ClauseKind::GovernsPending,
        Rule::in_force_clause => ClauseKind::InForce(Box::new(in_force_in(reader, pair)?)),
        Rule::status_clause => ClauseKind::Status(status_in(reader, pair)?),
        Rule::rank_clause => ClauseKind::Rank(only_word(reader, pair)?),
        Rule::not_normative_clause => ClauseKind::NotNormative(not_normative_in(reader, pair)?),
        _ => ClauseKind::Note(only_quoted(reader, pair)?),
    };
    Some(kind)
}

/// The party of a clause that has but one.
pub(super) fn only_party(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Party> {
    let parts = Parts::of(Parts::of(pair).take(Rule::party)?);
    match parts.take(Rule::ranged) {
        Some(any) => ranged(reader, any).map(Party::Any),
        None => Some(Party::One(reader.word(parts.get(Rule::name)?))),
    }
}

/// The values of a clause that is a list of them.
pub(super) fn operands(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<Expr>> {
    Parts::of(pair)
        .all(Rule::operand)
        .map(|one| operand(reader, one))
        .collect()
}

/// `c does publish(year: y) as publication`, `give-information of c is breached as lapse`
fn trigger(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Trigger> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let mut operands = parts.all(Rule::operand);
    let first = match parts.take(Rule::binder) {
        Some(bound) => {
            let span = reader.span(&bound);
            Expr {
                kind: ExprKind::Typed(binder(reader, bound)?),
                span,
            }
        }
        None => operand(reader, operands.next()?)?,
    };
    let kind = if let Some(act) = parts.take(Rule::act_pattern) {
        TriggerKind::Does {
            actor: first,
            act: act_pattern(reader, act)?,
        }
    } else if let Some(state) = parts.get(Rule::norm_state) {
        let state = reader.word(state);
        let for_ = match operands.next() {
            Some(period) => Some(operand(reader, period)?),
            None => None,
        };
        let Some((norm, of)) = norm_and_bearer(&first) else {
            let found = reader.line(first.span);
            reader.tell(messages::norm_wanted(first.span, &found));
            return None;
        };
        TriggerKind::State {
            norm,
            of: of.map(|of| *of),
            for_,
            state,
        }
    } else if parts.has(Rule::kw_begins) || parts.has(Rule::kw_ends) {
        TriggerKind::Changes {
            fact: first,
            begins: parts.has(Rule::kw_begins),
        }
    } else {
        let mut event = act_of(reader, &first)?;
        if let Some(condition) = parts.take(Rule::act_where) {
            event.span = event.span.to(reader.span(&condition));
            event.condition = Some(Box::new(act_where(reader, condition)?));
        }
        TriggerKind::Happens(event)
    };
    let label = match parts.take(Rule::label) {
        Some(name) => Some(label(reader, name)?),
        None => None,
    };
    Some(Trigger { kind, label, span })
}

/// `up to £1m per act`
pub(crate) fn limit(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Limit> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair.clone());
    let counted = match parts.take(Rule::counted) {
        Some(written) => Some(counted(reader, written)?),
        None => None,
    };
    Some(Limit {
        amount: only_sum(reader, pair)?,
        below: parts.has(Rule::kw_below),
        counted,
        span,
    })
}

/// `per project`, `in each financial-year`
pub(super) fn counted(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Counted> {
    let parts = Parts::of(pair);
    let counted = if parts.has(Rule::kw_total) {
        Counted::InTotal
    } else if parts.has(Rule::kw_act) {
        Counted::PerAct
    } else if let Some(period) = parts.get(Rule::name) {
        Counted::InEach(reader.word(period))
    } else {
        Counted::PerArgument(reader.word(parts.get(Rule::any_word)?))
    };
    Some(counted)
}
