//! `what may ann do`: every act that somebody may do, for itself and for others.

use crate::{
    base::date::Date,
    engine::{
        fail::Run,
        run::{authority::Stand, evaluation::Evaluation},
    },
    policy::value::{ActValue, Value},
    record::{
        act::Authority,
        answer::{Answer, Permitted},
        reason::Truth,
    },
};

use super::may::{limit_of, principals_of};

/// What somebody may do at the end of a day. What needs no authority is not listed: it is anything.
pub(super) fn what_may(run: &Evaluation<'_>, who: &Value, on: Date) -> Run<Answer> {
    let mut session = run.session();
    session.at_end_of(on, |session, view| {
        let who = session.world.take(who);
        let principals = principals_of(session, who, view);
        let mut permitted = Vec::new();
        let policy = session.policy;
        for (act, declared) in policy.acts.entries() {
            if declared.event {
                continue;
            }
            let asked = ActValue {
                act,
                arguments: vec![None; declared.parameters.len()],
            };
            for principal in &principals {
                let seat = session.seat(who, None, Some(*principal), None, view)?;
                let found = session.suppose(vec![seat], &asked, |session, done| {
                    let stand = session.stand(who, done)?;
                    let limit = limit_of(session, &stand, done, view)?;
                    Ok((stand, limit))
                })?;
                let (authority, certain) = match found.0 {
                    Stand::Valid { authority, .. } => (Some(authority), Truth::True),
                    Stand::Undetermined { authority, .. } => (authority, Truth::Unknown),
                    _ => continue,
                };
                let (norms, links) = match authority {
                    Some(Authority::NeedsNone { .. }) => continue,
                    Some(Authority::Own { norms, .. } | Authority::Office { norms, .. }) => {
                        (norms, Vec::new())
                    }
                    Some(Authority::Chain(chain)) => (
                        chain.norms,
                        chain.links.into_iter().map(|link| link.link).collect(),
                    ),
                    Some(Authority::None { .. }) | None => (Vec::new(), Vec::new()),
                };
                let on_behalf_of = (*principal != who)
                    .then(|| session.world.give(*principal))
                    .flatten();
                permitted.push(Permitted {
                    act,
                    on_behalf_of,
                    norms,
                    links,
                    limit: found.1,
                    certain,
                });
            }
        }
        Ok(Answer::WhatMay(permitted))
    })
}
