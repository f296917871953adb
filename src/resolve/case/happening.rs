//! What happens on a line of the timeline.

use super::{
    cases::Lowering,
    given, link, messages, parts,
    timeline::{Dated, Order, Wanted},
};
use crate::{
    case::{
        case::Dates,
        happening::{ActDone, Agreed, HappeningKind, Named},
    },
    policy::{
        policy::{ActId, IndividualId},
        types::Type,
        value::{ActValue, Value},
    },
    resolve::scope::Scope,
    tree::{
        expr::{Call, Expr, ExprKind},
        norm, scenario as tree,
        word::Word,
    },
};

/// The name of the act that `X directs Y to ACT` is.
pub(super) const DIRECT: &str = "direct";
/// The parameters of that act: whom, and to do what.
const TO: &str = "to";

/// What a line says happens; none where something in it is in error.
pub(super) fn kind(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    place: usize,
    dated: &Dated<'_>,
) -> Option<HappeningKind> {
    let line = dated.line;
    match &line.kind {
        tree::HappeningKind::Act(act) => done(to, order, act).map(Box::new).map(HappeningKind::Act),
        tree::HappeningKind::Event(call) => {
            let event = to.scope.act(&call.name, Some(true))?;
            let arguments = parts::arguments(&mut to.scope, event, call)?;
            Some(HappeningKind::Event { event, arguments })
        }
        tree::HappeningKind::Delegates(written) => {
            let link = link::link(to, written, &tree::Dates::default())?;
            let by = link.from.clone();
            Some(HappeningKind::Delegates {
                link: Box::new(link),
                by,
            })
        }
        tree::HappeningKind::Revokes { by, link } => {
            let by = parts::party(&mut to.scope, by);
            let what = earlier(to, order, place, link, Wanted::Link);
            Some(HappeningKind::Revokes {
                by: by?,
                what: what?,
            })
        }
        tree::HappeningKind::Agrees { by, to: agreed_to } => {
            let by = parts::party(&mut to.scope, by);
            let agreed_to = agreed(to, order, agreed_to);
            Some(HappeningKind::Agrees {
                by: by?,
                to: agreed_to?,
            })
        }
        tree::HappeningKind::WithdrawsAgreement { by, to: agreed_to } => {
            let by = parts::party(&mut to.scope, by);
            let agreed_to = agreed(to, order, agreed_to);
            Some(HappeningKind::WithdrawsAgreement {
                by: by?,
                to: agreed_to?,
            })
        }
        tree::HappeningKind::Judges {
            by,
            judgement,
            holds,
            because,
        } => {
            let by = parts::party(&mut to.scope, by);
            let (fact, arguments) = given::fact_of(to, judgement)?;
            if !given::is_judgement(to, fact) {
                let name = &to.policy.facts[fact].name;
                to.scope
                    .report(messages::not_a_judgement(judgement.span, name));
                return None;
            }
            Some(HappeningKind::Judges {
                by: by?,
                judgement: fact,
                arguments,
                holds: *holds,
                because: because.as_ref().map(|why| why.text.clone()),
            })
        }
        tree::HappeningKind::Evidence {
            of,
            norm,
            bearer,
            for_,
        } => {
            let norm = parts::duty(&mut to.scope, to.policy, norm);
            let likely = norm.map_or(Type::Any, |norm| parts::wanted_type(to.policy, norm));
            let of = parts::values_like(&mut to.scope, of, &likely);
            let bearer = parts::individual(&mut to.scope, bearer);
            let for_ = cause(to, order, place, for_.as_ref());
            Some(HappeningKind::Evidence {
                of,
                norm: norm?,
                bearer: bearer?,
                for_: for_?,
            })
        }
        tree::HappeningKind::Waives { by, norm, of, for_ } => {
            let by = parts::party(&mut to.scope, by);
            let norm = parts::duty(&mut to.scope, to.policy, norm);
            let of = parts::individual(&mut to.scope, of);
            let for_ = cause(to, order, place, for_.as_ref());
            Some(HappeningKind::Waives {
                by: by?,
                norm: norm?,
                of: of?,
                for_: for_?,
            })
        }
        tree::HappeningKind::Directs {
            by,
            whom,
            act,
            deadline,
        } => direction(to, line, (by, whom), act, deadline.as_ref())
            .map(Box::new)
            .map(HappeningKind::Act),
        tree::HappeningKind::SetsAside {
            by,
            what,
            from_then_on,
        } => {
            let by = parts::party(&mut to.scope, by);
            let what = earlier(to, order, place, what, Wanted::ActOrLink);
            Some(HappeningKind::SetsAside {
                by: by?,
                what: what?,
                from_then_on: *from_then_on,
            })
        }
        tree::HappeningKind::Joins {
            by,
            what,
            acting_as,
        } => {
            let by = parts::party(&mut to.scope, by);
            let what = earlier(to, order, place, what, Wanted::Act);
            let acting_as = optional(acting_as.as_ref(), |office| {
                parts::office(&mut to.scope, to.setting, office, None)
            });
            Some(HappeningKind::Joins {
                by: by?,
                what: what?,
                acting_as: acting_as?,
            })
        }
        tree::HappeningKind::Office(written) => {
            let dates = Dates {
                from: Some(dated.date),
                until: None,
            };
            given::office(to, written, dates, line.span).map(HappeningKind::Office)
        }
        tree::HappeningKind::Effect(effect) => {
            if let Some(over) = &effect.for_every {
                to.scope
                    .report(messages::for_every_in_scenario(over.binder.name.span));
                return None;
            }
            to.scope
                .effect(effect)
                .map(|effect| HappeningKind::Effect(effect.kind))
        }
        tree::HappeningKind::Bad => {
            to.scope.broken_already();
            None
        }
    }
}

/// What may be left out: found where it is said, and in error only where it is said and makes no sense.
fn optional<T, U>(said: Option<&T>, find: impl FnOnce(&T) -> Option<U>) -> Option<Option<U>> {
    match said {
        None => Some(None),
        Some(said) => find(said).map(Some),
    }
}

/// `northshire and southshire do commission(…) on behalf of …`
fn done(to: &mut Lowering<'_>, order: &Order<'_>, line: &tree::ActLine) -> Option<ActDone> {
    let scope = &mut to.scope;
    let mut actors = Vec::with_capacity(line.actors.len());
    for actor in &line.actors {
        match parts::party(scope, actor) {
            Some(who) if actors.contains(&who) => {
                scope.report(messages::actor_twice(actor.span));
            }
            Some(who) => actors.push(who),
            None => {}
        }
    }
    let all_known = actors.len() == line.actors.len();
    let act = scope.act(&line.act.name, Some(false));
    let arguments = act.and_then(|act| parts::arguments(scope, act, &line.act));
    let on_behalf_of = optional(line.on_behalf_of.as_ref(), |e| parts::principals(scope, e));
    let body = match &on_behalf_of {
        Some(Some(Value::Individual(body))) => Some(*body),
        _ => None,
    };
    let acting_as = optional(line.acting_as.as_ref(), |office| {
        parts::office(scope, to.setting, office, body)
    });
    let under = optional(line.under.as_ref(), |label| {
        order.label(scope, label, Wanted::Link)
    });
    let regard = |scope: &mut Scope<'_>, said: Option<&Expr>| {
        said.map_or_else(Vec::new, |e| parts::values(scope, e))
    };
    let having_regard_to = regard(scope, line.having_regard_to.as_ref());
    let departing = line.departing_from.as_ref();
    let departing_from = regard(scope, departing.map(|(what, _)| what));
    let without_regard_to = regard(scope, line.without_regard_to.as_ref());
    let everyone =
        |scope: &mut Scope<'_>, said: Option<&Expr>| said.map(|e| parts::individuals(scope, e));
    let present = everyone(scope, line.present.as_ref());
    let votes_for = everyone(scope, line.votes_for.as_ref());
    let votes_against = everyone(scope, line.votes_against.as_ref());
    let casting_vote = optional(line.casting_vote.as_ref(), |e| parts::individual(scope, e));
    if !all_known {
        return None;
    }
    Some(ActDone {
        actors,
        acting_as: acting_as?,
        act: act?,
        arguments: arguments?,
        on_behalf_of: on_behalf_of?,
        deadline: None,
        under: under?,
        having_regard_to,
        departing_from,
        departing_because: departing
            .and_then(|(_, why)| why.as_ref())
            .map(|why| why.text.clone()),
        without_regard_to,
        because: line.because.as_ref().map(|why| why.text.clone()),
        present,
        votes_for,
        votes_against,
        casting_vote: casting_vote?,
    })
}

/// `nhs-cb directs northshire to submit-plan(year: 2014/15) by 1 August 2013`: the act that the policy declares as `direct`,
/// with a parameter `to` for whom and one of type `act` for what.
fn direction(
    to: &mut Lowering<'_>,
    line: &tree::TimelineLine,
    (by, whom): (&Expr, &Expr),
    act: &Call,
    deadline: Option<&norm::Deadline>,
) -> Option<ActDone> {
    let scope = &mut to.scope;
    let by = parts::party(scope, by);
    let whom_value = parts::party(scope, whom);
    let directed = parts::act_value(scope, act);
    // In the labels' scope, so that it can count from the direction itself.
    let deadline = deadline.map(|deadline| to.labelled.deadline(deadline));
    let Some(direct) = direct_act(to) else {
        to.scope.report(messages::no_act_direct(line.span));
        return None;
    };
    let parameters = &to.policy.acts[direct].parameters;
    let of_whom = parameters
        .iter()
        .position(|parameter| parameter.name == TO)?;
    let of_what = parameters
        .iter()
        .position(|parameter| parameter.ty == Type::Act)?;
    let whom_value = whom_value?;
    if let Value::Individual(id) = whom_value {
        fits(to, whom, id, &parameters.get(of_whom)?.ty)?;
    }
    let directed: ActValue = directed?;
    let mut arguments: Vec<Option<Value>> = vec![None; parameters.len()];
    *arguments.get_mut(of_whom)? = Some(whom_value);
    *arguments.get_mut(of_what)? = Some(Value::Act(Box::new(directed)));
    Some(ActDone {
        actors: vec![by?],
        acting_as: None,
        act: direct,
        arguments,
        on_behalf_of: None,
        deadline,
        under: None,
        having_regard_to: Vec::new(),
        departing_from: Vec::new(),
        departing_because: None,
        without_regard_to: Vec::new(),
        because: None,
        present: None,
        votes_for: None,
        votes_against: None,
        casting_vote: None,
    })
}

/// The act `direct`, if the policy declares it with both parameters.
fn direct_act(to: &Lowering<'_>) -> Option<ActId> {
    let callable = to.scope.names.find(DIRECT, |names| &names.callables)?;
    let crate::resolve::names::Callable::Act(id) = callable else {
        return None;
    };
    let act = &to.policy.acts[*id];
    let has_both = act.parameters.iter().any(|parameter| parameter.name == TO)
        && act
            .parameters
            .iter()
            .any(|parameter| parameter.ty == Type::Act);
    (has_both && !act.event).then_some(*id)
}

/// Whether an individual may stand where a type is wanted, with a message where not.
fn fits(to: &mut Lowering<'_>, e: &Expr, id: IndividualId, ty: &Type) -> Option<()> {
    let kind = to.setting.individuals.get(id)?.kind;
    let found = Type::Kind(kind);
    if to.scope.signatures.fits(&found, ty) {
        return Some(());
    }
    let found = crate::policy::expr::Expr {
        kind: crate::policy::expr::ExprKind::Literal(Value::Individual(id)),
        ty: found,
        span: e.span,
    };
    to.scope.fit(found, ty);
    None
}

/// What is agreed to.
fn agreed(to: &mut Lowering<'_>, order: &Order<'_>, written: &tree::Agreed) -> Option<Agreed> {
    let scope = &mut to.scope;
    match written {
        tree::Agreed::Label(label) => order
            .label(scope, label, Wanted::ActOrLink)
            .map(Agreed::Named),
        tree::Agreed::Act { by, act } => {
            let by = parts::party(scope, by);
            let act = parts::act_value(scope, act);
            Some(Agreed::Act { by: by?, act: act? })
        }
    }
}

/// What a label names, where that must have happened before this line.
fn earlier(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    place: usize,
    word: &Word,
    wanted: Wanted,
) -> Option<Named> {
    let named = order.label(&mut to.scope, word, wanted)?;
    if let Named::Happening(at) = named
        && at >= place
        && let Some(other) = order.lines.get(at)
    {
        to.scope
            .report(messages::not_yet(word, other.line.span, other.date));
        return None;
    }
    Some(named)
}

/// `for 2013/14`, `for request`: the period of a duty, or the happening that brought it about.
fn cause(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    place: usize,
    for_: Option<&Expr>,
) -> Option<Option<Value>> {
    optional(for_, |e| {
        if let ExprKind::Name(name) = &e.kind
            && order.happening_named(name).is_some()
        {
            let word = Word {
                text: name.clone(),
                span: e.span,
            };
            let named = earlier(to, order, place, &word, Wanted::Anything)?;
            let Named::Happening(at) = named else {
                return None;
            };
            return u32::try_from(at).ok().map(Value::Happening);
        }
        match to.scope.value(e, &Type::Any)? {
            value @ Value::Period(_) => Some(value),
            _ => {
                to.scope.report(messages::period_needed(e.span));
                None
            }
        }
    })
}
