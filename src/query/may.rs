//! `may ann approve-contract(amount: £80,000) on behalf of northshire`

use crate::{
    base::date::Date,
    engine::{
        fail::Run,
        moment::View,
        run::{
            act::Done,
            authority::{Ground, Stand},
            evaluation::Evaluation,
            session::Session,
        },
    },
    policy::value::{ActValue, Value},
    program::val::Val,
    record::{act::Authority, answer::Answer, reason::Truth, record::LinkRef},
};

/// Whether somebody may do something at the end of a day; up to what, where the question leaves the amount out (S7.5).
pub(super) fn may(
    run: &Evaluation<'_>,
    who: &Value,
    act: &ActValue,
    on_behalf_of: Option<&Value>,
    on: Date,
) -> Run<Answer> {
    let mut session = run.session();
    session.at_end_of(on, |session, view| {
        let who = session.world.take(who);
        let said = on_behalf_of.map(|principal| session.world.take(principal));
        let seat = session.seat(who, None, said, Some(act.act), view)?;
        session.suppose(vec![seat], act, |session, done| {
            let stand = session.stand(who, done)?;
            let limit = limit_of(session, &stand, done, view)?;
            Ok(answer_of(stand, limit))
        })
    })
}

/// Everyone for whom somebody might act: itself first, then whoever stands above it in links and offices, the nearest first.
pub(super) fn principals_of(session: &Session<'_>, who: Val, view: View) -> Vec<Val> {
    let mut principals: Vec<Val> = vec![who];
    let mut nodes = vec![who];
    let mut known: rustc_hash::FxHashSet<Val> = std::iter::once(who).collect();
    for office in session.offices_held(who, view) {
        if known.insert(office) {
            nodes.push(office);
        }
    }
    let mut next = 0;
    while let Some(node) = nodes.get(next).copied() {
        next += 1;
        let body = crate::engine::delegation::seat::body_of(node);
        if !principals.contains(&body) {
            principals.push(body);
        }
        // An office acts for its body, and so for those for whom the body acts.
        if known.insert(body) {
            nodes.push(body);
        }
        for id in session.links.to(node) {
            if let Some(link) = session.links.get(*id)
                && known.insert(link.from)
            {
                nodes.push(link.from);
            }
        }
    }
    principals
}

fn answer_of(stand: Stand, limit: Option<Value>) -> Answer {
    let (may, authority, faults, unknowns) = match stand {
        Stand::Valid { authority, .. } => (Truth::True, vec![authority], Vec::new(), Vec::new()),
        Stand::Void(faults) => (Truth::False, Vec::new(), faults, Vec::new()),
        // Nothing is listed that allows it, and nothing says that the list is complete.
        Stand::NotListed(unknowns) => (Truth::Unknown, Vec::new(), Vec::new(), unknowns),
        Stand::NotJudged => (Truth::Unknown, Vec::new(), Vec::new(), Vec::new()),
        Stand::Undetermined {
            faults,
            unknowns,
            authority,
            ..
        } => (
            Truth::Unknown,
            authority.into_iter().collect(),
            faults,
            unknowns,
        ),
    };
    Answer::May {
        may,
        authority,
        limit,
        faults,
        unknowns,
    }
}

/// The highest amount that is allowed, where a question leaves the amount out and there is a limit.
pub(super) fn limit_of(
    session: &mut Session<'_>,
    stand: &Stand,
    done: &Done,
    view: View,
) -> Run<Option<Value>> {
    let Stand::Valid {
        authority, grounds, ..
    } = stand
    else {
        return Ok(None);
    };
    if !done.arguments.contains(&Val::ANY) {
        return Ok(None);
    }
    let mut least = own_limit(session, grounds, done, view)?;
    match authority {
        Authority::Chain(chain) => {
            for link in &chain.links {
                let limit = match link.link {
                    LinkRef::Row(scheme, row) => {
                        let holder = session.world.take(&link.from);
                        session.upper_end((scheme, row), holder, view)?
                    }
                    _ => lowest_cap(session, link, done),
                };
                least = lower(session, least, limit);
            }
        }
        Authority::Office {
            row: Some(_), who, ..
        } => {
            let who = session.world.take(who);
            let limit = highest_row(session, who, done, view)?;
            least = lower(session, least, limit);
        }
        _ => {}
    }
    Ok(least.and_then(|limit| session.world.give(limit)))
}

/// The limit of the holder's own powers: the highest of them, none where one has none.
fn own_limit(
    session: &mut Session<'_>,
    grounds: &[(Ground, Truth)],
    done: &Done,
    view: View,
) -> Run<Option<Val>> {
    let program = session.program;
    let mut highest: Option<Val> = None;
    for (ground, _) in grounds {
        let Some(code) = program.norms.code(ground.norm) else {
            continue;
        };
        let mut own: Option<Val> = None;
        for limit in &code.limits {
            let of = limit.of.iter().find(|of| of.act == done.act);
            let left_out = of.is_some_and(|of| done.arguments.get(of.amount) == Some(&Val::ANY));
            if left_out {
                let mut env = ground.env.clone();
                let amount = session.world.value(limit.amount, &mut env, view)?.known();
                own = lower(session, own, amount);
            }
        }
        let Some(own) = own else {
            return Ok(None);
        };
        highest = match highest {
            Some(old) if session.world.compare(old, own).is_ge() => Some(old),
            _ => Some(own),
        };
    }
    Ok(highest)
}

fn lowest_cap(
    session: &Session<'_>,
    link: &crate::record::act::ChainLink,
    done: &Done,
) -> Option<Val> {
    let id = match link.link {
        LinkRef::Standing(rule) => {
            let from = session.world.take(&link.from);
            let to = session.world.take(&link.to);
            session.links.by_law(rule, from, to)
        }
        name => session.links.named(name),
    }?;
    let caps = &session.links.get(id)?.caps;
    let mut least = None;
    for cap in caps {
        if session.limited_amount(done, cap.amount) == Some(Val::ANY) {
            least = lower(session, least, Some(cap.amount));
        }
    }
    least
}

/// The highest upper end of the rows that somebody signs alone; none where one of them has no end.
fn highest_row(session: &Session<'_>, who: Val, done: &Done, view: View) -> Run<Option<Val>> {
    let seats = session.links.seats.get(&done.place).cloned();
    let seats = seats.unwrap_or_default();
    let Some(seat) = seats.iter().find(|seat| seat.who == who) else {
        return Ok(None);
    };
    let mut highest: Option<Val> = None;
    for covering in session.covering(seat.principal, done, view)? {
        let signed = session.signed(covering.row, seat.principal, &seats, done, view)?;
        if signed.truth != Truth::True {
            continue;
        }
        let Some(end) = session.upper_end(covering.row, seat.principal, view)? else {
            return Ok(None);
        };
        highest = match highest {
            Some(old) if session.world.compare(old, end).is_ge() => Some(old),
            _ => Some(end),
        };
    }
    Ok(highest)
}

fn lower(session: &Session<'_>, one: Option<Val>, other: Option<Val>) -> Option<Val> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if session.world.compare(one, other).is_le() {
            one
        } else {
            other
        }),
        (one, other) => one.or(other),
    }
}
