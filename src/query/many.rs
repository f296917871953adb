//! Many questions `may X do F on D` of one run: each is looked up among plain links and steady authority where that is all it
//! hangs on, and answered in full where it is not. Both ways give the same answers.

use rustc_hash::FxHashMap;

use crate::{
    base::{money::Money, number::Number, span::Span},
    engine::{
        delegation::plain::{Amounts, PlainLinks, Reached, Top, Wanted},
        fail::Run,
        moment::{Stamp, View},
        run::{
            authority::Stand,
            evaluation::Evaluation,
            session::Session,
            steady::{OwnLimit, OwnLimits, SteadyAct},
        },
    },
    policy::{
        policy::{ActId, DecisionId, DefinitionId, FactId, IndividualId},
        value::{ActValue, Value},
    },
    program::{
        node::{Node, NodeId, Slot},
        val::Val,
    },
    record::{
        act::Authority,
        answer::Outcome,
        record::{LinkRef, Record},
    },
};

use super::may::{limit_of, principals_of};

/// Whether somebody may do something.
#[derive(Debug, Clone, Copy)]
pub struct MayAsked<'q> {
    /// Who.
    pub who: Val,
    /// Which act.
    pub act: ActId,
    /// Its arguments, by parameter; what is left out is [`Val::ANY`].
    pub arguments: &'q [Val],
    /// For whom.
    pub for_whom: ForWhom,
    /// At the end of the day with this number.
    pub on: i32,
}

/// For whom somebody would act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForWhom {
    /// That is not said: for itself, or for the body whose scheme names the act (S9).
    Unsaid,
    /// For this one.
    One(Val),
    /// For itself or for whomever it may act.
    Anyone,
}

/// A verdict on an act that is asked about (S5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    // INVARIANT: in rising order of what is told of one who could act for several.
    /// No policy governs it.
    NotJudged,
    /// It would be void.
    No,
    /// No authority is listed, and the list is not exhaustive.
    NotListed,
    /// It cannot be told.
    Undetermined,
    /// It would be valid.
    Yes,
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The verdict.
    pub verdict: Verdict,
    /// The highest amount, where the question leaves it out (S7.5).
    pub limit: Option<Value>,
    /// Whose power it is, where it may be done.
    pub holder: Option<Value>,
}

impl Reply {
    const fn of(verdict: Verdict) -> Reply {
        Reply {
            verdict,
            limit: None,
            holder: None,
        }
    }
}

/// A run that many questions are asked of.
#[derive(Debug)]
pub struct Many<'a> {
    run: Evaluation<'a>,
    quick: Option<Quick>,
    links: Vec<LinkRef>,
    /// How many questions were answered in full.
    pub in_full: u64,
    /// What values were asked of so far, as code.
    nodes: FxHashMap<Asked, NodeId>,
    env: Vec<Val>,
    span: Span,
}

/// What quick answers are looked up in.
#[derive(Debug)]
struct Quick {
    links: PlainLinks,
    limits: OwnLimits,
    /// By act: what it rests on, and the matters that take it in; nothing where that is not steady.
    acts: Vec<Option<Option<Looked>>>,
}

/// What an act rests on, and the matters that take it in.
type Looked = (SteadyAct, Vec<u32>);

impl<'a> Many<'a> {
    /// Of a session that has come to its end. Without `quick` every question is answered in full.
    pub fn new(session: Session<'a>, quick: bool) -> Many<'a> {
        let quick = quick.then(|| Quick::of(&session)).flatten();
        Many {
            nodes: FxHashMap::default(),
            env: Vec::new(),
            span: session.case.span,
            run: Evaluation::new(session),
            quick,
            links: Vec::new(),
            in_full: 0,
        }
    }

    /// The run, with every link taken in, to be asked anything else.
    ///
    /// # Errors
    /// The evaluation fails.
    pub fn run(&self) -> Run<&Evaluation<'a>> {
        self.run.session().load_link_rows()?;
        Ok(&self.run)
    }

    /// The links of the chain that the last answer rests on, from the holder to the actor.
    pub fn links(&self) -> &[LinkRef] {
        &self.links
    }

    /// Answers one question.
    ///
    /// # Errors
    /// The evaluation fails.
    pub fn may(&mut self, asked: MayAsked<'_>) -> Run<Reply> {
        self.links.clear();
        let mut session = self.run.session();
        if let Some(quick) = &mut self.quick
            && let Some(reply) = quick.may(&mut session, asked, &mut self.links)?
        {
            return Ok(reply);
        }
        self.in_full += 1;
        session.load_link_rows()?;
        in_full(&mut session, asked, &mut self.links)
    }
}

/// What the value is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// A definition.
    Definition(DefinitionId),
    /// A decision.
    Decision(DecisionId),
    /// A fact.
    Fact(FactId),
}

impl Many<'_> {
    /// The record of the run.
    ///
    /// # Errors
    /// The evaluation fails.
    pub fn record(&self) -> Run<Record> {
        let mut session = self.run.session();
        session.load_link_rows()?;
        session.record()
    }

    /// The value that something has with these arguments at the end of a day.
    ///
    /// # Errors
    /// The evaluation fails.
    pub fn what_is(&mut self, asked: Asked, arguments: &[Val], on: i32) -> Run<Outcome> {
        let mut session = self.run.session();
        let node = match self.nodes.get(&asked) {
            Some(node) => *node,
            None => {
                let places = 0..u32::try_from(arguments.len()).unwrap_or(0);
                let node = session.world.compile(|compiler| {
                    let slots: Vec<NodeId> = places
                        .map(|place| compiler.code.add(Node::Slot(Slot(place)), self.span))
                        .collect();
                    let of = compiler.code.add_list(&slots);
                    let node = match asked {
                        Asked::Definition(id) => Node::Definition(id, of),
                        Asked::Decision(id) => Node::Decision(id, of),
                        Asked::Fact(id) => Node::Fact(id, of),
                    };
                    compiler.code.add(node, self.span)
                });
                self.nodes.insert(asked, node);
                node
            }
        };
        self.env.clear();
        self.env.extend_from_slice(arguments);
        let out = session.world.value(node, &mut self.env, View::end_of(on))?;
        Ok(session.outcome(out))
    }
}

impl Quick {
    fn of(session: &Session<'_>) -> Option<Quick> {
        let limits = OwnLimits::of(session)?;
        Some(Quick {
            links: PlainLinks::of(session),
            limits,
            acts: vec![None; session.policy.acts.len()],
        })
    }

    fn may(
        &mut self,
        session: &mut Session<'_>,
        asked: MayAsked<'_>,
        chain: &mut Vec<LinkRef>,
    ) -> Run<Option<Reply>> {
        let Some(who) = asked.who.as_individual() else {
            return Ok(None);
        };
        if session.links.held.contains_key(&asked.who) {
            return Ok(None);
        }
        let Some(known) = self.acts.get_mut(asked.act.index()) else {
            return Ok(None);
        };
        let links = &mut self.links;
        let known = known.get_or_insert_with(|| {
            let steady = session.steady_act(asked.act)?;
            Some((steady, links.matters_of(session, asked.act)))
        });
        let Some((act, matters)) = known else {
            return Ok(None);
        };
        let (Some(money), Some(number)) = (
            amount(session, act.money, asked.arguments),
            amount(session, act.number, asked.arguments),
        ) else {
            return Ok(None);
        };
        let left_out = |sum: Sum| sum == Sum::Any;
        if left_out(money) && number != Sum::None || left_out(number) && money != Sum::None {
            return Ok(None);
        }
        let limited = match act.rests_on.limited {
            Some(place) if Some(place) == act.money => money,
            Some(_) => number,
            None => Sum::None,
        };
        let view = View::before(Stamp::new(asked.on, u32::MAX - 1));
        let stretch = self.limits.stretch(asked.on);
        let limits = &mut self.limits;
        let mut own = |session: &mut Session<'_>, who: IndividualId| -> Run<Own> {
            let found = limits.get(session, who, act, stretch, view)?;
            Ok(match found {
                OwnLimit::Gone => Own::Gone,
                OwnLimit::Nothing => Own::MayNot,
                OwnLimit::NotSteady => Own::NotSteady,
                OwnLimit::UpTo(None) => Own::May(None),
                OwnLimit::UpTo(Some(limit)) => match limited {
                    Sum::This(amount) if amount > limit => Own::MayNot,
                    Sum::This(_) | Sum::None => Own::May(None),
                    Sum::Any => Own::May(Some(limit)),
                },
            })
        };
        let reply = |who: IndividualId, limit: Option<i64>| {
            let sum = |limit: i64| Number::ratio(limit.into(), 100).ok();
            let money = left_out(money);
            Reply {
                verdict: Verdict::Yes,
                limit: limit.and_then(sum).map(|sum| match money {
                    true => Value::Money(Money(sum)),
                    false => Value::Number(sum),
                }),
                holder: Some(Value::Individual(who)),
            }
        };
        let holder = match asked.for_whom {
            ForWhom::Unsaid => Some(who),
            ForWhom::One(one) => match one.as_individual() {
                Some(one) => Some(one),
                None => return Ok(None),
            },
            ForWhom::Anyone => None,
        };
        if !session.exists(asked.who, view) {
            return Ok(Some(Reply::of(Verdict::No)));
        }
        let first = match own(session, holder.unwrap_or(who))? {
            Own::NotSteady => return Ok(None),
            Own::Gone | Own::MayNot if holder.is_some() => {
                return Ok(Some(Reply::of(Verdict::No)));
            }
            Own::May(limit) if holder.is_none_or(|holder| holder == who) => {
                return Ok(Some(reply(who, limit)));
            }
            first => first,
        };
        let wanted = Wanted {
            actor: who,
            holder,
            matters,
            amounts: Amounts {
                money: money.sum(),
                number: number.sum(),
            },
            day: asked.on,
        };
        let mut top_limit = None;
        let mut top = |from: IndividualId| -> Run<Top> {
            if let Some(holder) = holder {
                if holder == from {
                    top_limit = match first {
                        Own::May(limit) => limit,
                        _ => None,
                    };
                    return Ok(Top::May);
                }
                let exists = session.exists(Val::individual(from), view);
                return Ok(if exists { Top::MayNot } else { Top::Gone });
            }
            Ok(match own(session, from)? {
                Own::Gone => Top::Gone,
                Own::MayNot => Top::MayNot,
                Own::May(_) => Top::May,
                Own::NotSteady => Top::NotPlain,
            })
        };
        let found = match links.find(wanted, &mut top)? {
            Reached::NotPlain => return Ok(None),
            Reached::Nobody => return Ok(Some(Reply::of(Verdict::No))),
            Reached::Holder(found) => found,
        };
        chain.extend(links.chain().map(|place| LinkRef::Given(place as usize)));
        let mut limit = None;
        if left_out(money) || left_out(number) {
            if holder.is_none()
                && let Own::May(own) = own(session, found)?
            {
                top_limit = own;
            }
            let lowest = links.lowest_limit(left_out(money));
            limit = match (top_limit, lowest) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        Ok(Some(reply(found, limit)))
    }
}

/// What somebody may do itself, of what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    Gone,
    MayNot,
    /// It may; up to so much, where any amount is asked about.
    May(Option<i64>),
    NotSteady,
}

/// The amount that is asked about, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sum {
    /// The act has none.
    None,
    /// Any.
    Any,
    /// This.
    This(i64),
}

impl Sum {
    fn sum(self) -> Option<i64> {
        match self {
            Sum::This(amount) => Some(amount),
            Sum::None | Sum::Any => None,
        }
    }
}

/// The amount in this place among the arguments; nothing where it is not known in whole hundredths.
fn amount(session: &Session<'_>, place: Option<usize>, arguments: &[Val]) -> Option<Sum> {
    let Some(place) = place else {
        return Some(Sum::None);
    };
    let given = *arguments.get(place)?;
    if given == Val::ANY {
        return Some(Sum::Any);
    }
    if !given.is_known() {
        return None;
    }
    crate::engine::delegation::plain::hundredths(session, given).map(Sum::This)
}

/// Answers a question as one asked by itself is answered.
fn in_full(session: &mut Session<'_>, asked: MayAsked<'_>, chain: &mut Vec<LinkRef>) -> Run<Reply> {
    let on = crate::base::date::Date::from_days(asked.on).unwrap_or(crate::base::date::Date::MAX);
    let arguments = asked.arguments.iter();
    let act = ActValue {
        act: asked.act,
        arguments: arguments.map(|one| session.world.give(*one)).collect(),
    };
    session.at_end_of(on, |session, view| {
        let principals = match asked.for_whom {
            ForWhom::Unsaid => vec![None],
            ForWhom::One(one) => vec![Some(one)],
            ForWhom::Anyone => {
                let all = principals_of(session, asked.who, view);
                all.into_iter().map(Some).collect()
            }
        };
        let mut best: Option<(Reply, Vec<LinkRef>)> = None;
        for principal in principals {
            let seat = session.seat(asked.who, None, principal, Some(act.act), view)?;
            let holder = seat.principal;
            let (stand, limit) = session.suppose(vec![seat], &act, |session, done| {
                let stand = session.stand(asked.who, done)?;
                let limit = limit_of(session, &stand, done, view)?;
                Ok((stand, limit))
            })?;
            let (verdict, links) = match &stand {
                Stand::Valid { authority, .. } => (Verdict::Yes, links_of(authority)),
                Stand::Void(_) => (Verdict::No, Vec::new()),
                Stand::NotListed(_) => (Verdict::NotListed, Vec::new()),
                Stand::NotJudged => (Verdict::NotJudged, Vec::new()),
                Stand::Undetermined { .. } => (Verdict::Undetermined, Vec::new()),
            };
            let better = best.as_ref().is_none_or(|(old, old_links)| {
                verdict > old.verdict
                    || (verdict == old.verdict
                        && verdict == Verdict::Yes
                        && (links.len(), &links) < (old_links.len(), old_links))
            });
            if better {
                let reply = Reply {
                    verdict,
                    limit,
                    holder: match verdict {
                        Verdict::Yes => session.world.give(holder),
                        _ => None,
                    },
                };
                best = Some((reply, links));
            }
        }
        Ok(match best {
            Some((reply, links)) => {
                chain.extend(links);
                reply
            }
            None => Reply::of(Verdict::NotJudged),
        })
    })
}

fn links_of(authority: &Authority) -> Vec<LinkRef> {
    match authority {
        Authority::Chain(chain) => chain.links.iter().map(|link| link.link).collect(),
        _ => Vec::new(),
    }
}
