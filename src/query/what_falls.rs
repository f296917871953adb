//! `what falls if lead is revoked on 1 May 2013`: links that would no longer hold, and later acts that would be void.

use crate::{
    base::date::Date,
    case::happening::Named,
    engine::{
        delegation::{chain::Search, link::LinkId, test::Against},
        fail::Run,
        moment::{Stamp, View},
        run::{act::Done, authority::Stand, evaluation::Evaluation, session::Session},
    },
    program::val::Val,
    record::{
        act::Authority,
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
        });
    };
    let stamp = Stamp::new(on.days(), u32::MAX - 2);
    let links = fallen_links(&mut session, id, stamp, on)?;
    let acts = fallen_acts(&mut session, record, id, stamp)?;
    Ok(Answer::WhatFalls { links, acts })
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

/// Acts after the day that rest on a chain through the link, and have no other.
fn fallen_acts(
    session: &mut Session<'_>,
    record: &Record,
    id: LinkId,
    stamp: Stamp,
) -> Run<Vec<usize>> {
    let Some(name) = session.links.get(id).map(|link| link.name) else {
        return Ok(Vec::new());
    };
    let mut fallen = Vec::new();
    for act in &record.acts {
        let through = act.authority.iter().any(|one| {
            matches!(one, Authority::Chain(chain)
                if chain.links.iter().any(|link| link.link == name))
        });
        let Ok(place) = u32::try_from(act.act) else {
            continue;
        };
        let moment = session.world.past.moment(place);
        let (true, Some(moment)) = (
            through && act.validity == crate::record::act::Validity::Valid,
            moment,
        ) else {
            continue;
        };
        if moment <= stamp {
            continue;
        }
        let now = std::mem::replace(&mut session.now, moment);
        let at = session.at.replace(place);
        session.links.supposed = Some((id, stamp));
        let falls = is_void(session, place);
        session.links.supposed = None;
        session.now = now;
        session.at = at;
        if falls? {
            fallen.push(act.act);
        }
    }
    Ok(fallen)
}

fn is_void(session: &mut Session<'_>, place: u32) -> Run<bool> {
    let past = &session.world.past;
    let Some(act) = past.act(place) else {
        return Ok(false);
    };
    let done = Done {
        place,
        act,
        arguments: past.arguments(place).to_vec(),
        performers: past.performers(place).to_vec(),
        principals: past.principals(place).to_vec(),
        stamp: session.now,
        certain: Truth::True,
    };
    for performer in done.performers.clone() {
        let waiting = session.agreements.waiting.len();
        let stand = session.stand(performer, &done)?;
        session.agreements.waiting.truncate(waiting);
        if matches!(stand, Stand::Void(_)) && !session.is_joiner(place, performer) {
            return Ok(true);
        }
    }
    Ok(false)
}
