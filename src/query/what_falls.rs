//! `what falls if lead is revoked on 1 May 2013`: links that would no longer hold, and later acts that would be void.

use crate::{
    base::date::Date,
    case::happening::Named,
    engine::{
        delegation::{chain::Search, link::LinkId, test::Against},
        fail::Run,
        moment::{Stamp, View},
        run::{
            evaluation::Evaluation,
            session::Session,
            whole::{no_longer_discharged, without_link},
        },
    },
    program::val::Val,
    record::{
        act::Validity,
        answer::Answer,
        reason::Truth,
        record::{LinkRef, Record},
    },
};

/// What falls if a link is revoked at the end of a day.
pub(super) fn what_falls(
    run: &Evaluation<'_>,
    record: &Record,
    link: Named,
    on: Date,
) -> Run<Answer> {
    let mut session = run.session();
    let Some(id) = session.link_named(link) else {
        return Ok(Answer::WhatFalls {
            links: Vec::new(),
            acts: Vec::new(),
            duties: Vec::new(),
        });
    };
    let stamp = Stamp::new(on.days(), u32::MAX - 2);
    let mut links = fallen_links(&mut session, id, stamp, on)?;
    // What rests on what falls is found by running the scenario once more without it.
    let Some(without) = without_link(&session, id, stamp)? else {
        return Ok(Answer::WhatFalls {
            links,
            acts: Vec::new(),
            duties: Vec::new(),
        });
    };
    for link in unmade_links(record, &without, on) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    Ok(Answer::WhatFalls {
        links,
        acts: fallen_acts(&session, record, &without, stamp),
        duties: no_longer_discharged(session.policy, record, &without),
    })
}

/// Links that are supported at the end of the day, and would not be.
fn fallen_links(
    session: &mut Session<'_>,
    id: LinkId,
    stamp: Stamp,
    on: Date,
) -> Run<Vec<LinkRef>> {
    let below = links_below(session, id);
    session.at_end_of(on, |session, view| {
        let mut fallen = Vec::new();
        for other in below {
            if !is_supported(session, other, view)? {
                continue;
            }
            session.links.supposed = Some((id, stamp));
            let left = is_supported(session, other, view);
            session.links.supposed = None;
            if !left? {
                fallen.extend(session.links.get(other).map(|link| link.name));
            }
        }
        Ok(fallen)
    })
}

/// Links that may rest on another: those given by its delegate, and so on down.
fn links_below(session: &Session<'_>, id: LinkId) -> Vec<LinkId> {
    let mut below: Vec<LinkId> = Vec::new();
    let mut givers: Vec<Val> = session
        .links
        .get(id)
        .map(|link| link.to)
        .into_iter()
        .collect();
    let mut next = 0;
    while let Some(giver) = givers.get(next).copied() {
        next += 1;
        for one in session.links.from(giver) {
            if *one == id || below.contains(one) {
                continue;
            }
            below.push(*one);
            if let Some(link) = session.links.get(*one)
                && !givers.contains(&link.to)
            {
                givers.push(link.to);
            }
        }
    }
    below.sort_unstable();
    below
}

/// Whether a link is the last of some chain from a holder.
fn is_supported(session: &mut Session<'_>, id: LinkId, view: View) -> Run<bool> {
    let Some(link) = session.links.get(id) else {
        return Ok(false);
    };
    let (to, from) = (link.to, link.from);
    let matters = link.matters.clone();
    let mut roots = vec![from];
    let mut next = 0;
    while let Some(node) = roots.get(next).copied() {
        next += 1;
        for above in session.links.to(node) {
            if let Some(above) = session.links.get(*above)
                && !roots.contains(&above.from)
            {
                roots.push(above.from);
            }
        }
    }
    let nodes = [to];
    for root in roots {
        let holder = crate::engine::delegation::seat::body_of(root);
        if root == holder && session.holder_has(root, &matters, view)? == Truth::False {
            continue;
        }
        // Someone to whom others have delegated holds nothing of its own by that.
        let path = session.chain(Search {
            root,
            holder,
            nodes: &nodes,
            against: Against::Matters(&matters),
            view,
            under: Some(id),
            top: None,
            least: Truth::True,
            onward: None,
        })?;
        let own = path.as_ref().is_some_and(|path| {
            let first = path
                .links
                .first()
                .and_then(|first| session.links.get(*first));
            first.is_some_and(|first| first.made.is_some() || session.links.to(root).is_empty())
        });
        if own {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Acts after the day that stand, and would be void.
fn fallen_acts(
    session: &Session<'_>,
    record: &Record,
    without: &Record,
    stamp: Stamp,
) -> Vec<usize> {
    let void: Vec<usize> = without
        .acts
        .iter()
        .filter(|act| matches!(act.validity, Validity::Void(_)))
        .map(|act| act.act)
        .collect();
    let later = |place: usize| {
        let place = u32::try_from(place).ok();
        let moment = place.and_then(|place| session.world.past.moment(place));
        moment.is_some_and(|moment| moment > stamp)
    };
    let acts = record.acts.iter();
    acts.filter(|act| act.validity == Validity::Valid && later(act.act) && void.contains(&act.act))
        .map(|act| act.act)
        .collect()
}

/// Links made after the day that are valid, and would not be.
fn unmade_links(record: &Record, without: &Record, on: Date) -> Vec<LinkRef> {
    let void = |name: LinkRef| {
        let mut links = without.links.iter();
        links.any(|link| link.link == name && link.valid == Truth::False)
    };
    let links = record.links.iter();
    links
        .filter(|link| link.made.is_some_and(|made| made > on))
        .filter(|link| link.valid == Truth::True && void(link.link))
        .map(|link| link.link)
        .collect()
}
