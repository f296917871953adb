//! `who may approve-contract(amount: £180,000) for northshire`: every way to do it, the lowest approver first.

use crate::{
    base::date::Date,
    engine::{
        delegation::{
            chain::{Path, Search},
            seat::Seat,
            signers::{node_of, offices_of, ways},
            test::Against,
        },
        fail::Run,
        moment::View,
        run::{act::Done, authority::Stand, evaluation::Evaluation, session::Session},
    },
    policy::{
        delegation::{ReservedTo, Signers},
        value::{ActValue, Value},
    },
    program::val::Val,
    record::{
        act::{Authority, Chain, ChainLink},
        answer::{Answer, Signer, Way},
        reason::{Fault, Truth, Unknown},
    },
};

/// What is found on the way.
#[derive(Default)]
struct Found {
    /// Each way with the limit that it goes up to, and the length of its chain.
    ways: Vec<(Option<Val>, usize, Way)>,
    faults: Vec<Fault>,
    unknowns: Vec<Unknown>,
}

/// Who may do something for a body, or, where no body is named, for themselves.
pub(super) fn who_may(
    run: &Evaluation<'_>,
    act: &ActValue,
    for_: Option<&Value>,
    on: Date,
) -> Run<Answer> {
    let mut session = run.session();
    session.at_end_of(on, |session, view| {
        let mut found = Found::default();
        match for_ {
            Some(body) => {
                let body = session.world.take(body);
                let seat = Seat {
                    who: body,
                    office: None,
                    principal: body,
                    nodes: vec![body],
                    in_office: true,
                    joined: false,
                };
                session.suppose(vec![seat], act, |session, done| {
                    for_body(session, body, done, view, &mut found)
                })?;
            }
            None => themselves(session, act, view, &mut found)?,
        }
        let world = &session.world;
        found
            .ways
            .sort_by(|(one, length, _), (other, other_length, _)| {
                let by_limit = match (one, other) {
                    (Some(one), Some(other)) => world.compare(*one, *other),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (None, None) => std::cmp::Ordering::Equal,
                };
                by_limit.then(length.cmp(other_length))
            });
        found.faults.dedup();
        Ok(Answer::WhoMay {
            ways: found.ways.into_iter().map(|(_, _, way)| way).collect(),
            faults: found.faults,
            unknowns: found.unknowns,
        })
    })
}

/// Everyone who has authority of their own.
fn themselves(session: &mut Session<'_>, act: &ActValue, view: View, found: &mut Found) -> Run<()> {
    for who in session.everyone() {
        if !session.exists(who, view) {
            continue;
        }
        let seat = session.seat(who, None, Some(who), None, view)?;
        let stand = session.suppose(vec![seat], act, |session, done| session.stand(who, done))?;
        let (authority, certain) = match stand {
            Stand::Valid { authority, .. } => (Some(authority), Truth::True),
            Stand::Undetermined { unknowns, .. } => {
                found.unknowns.extend(unknowns);
                (None, Truth::Unknown)
            }
            _ => continue,
        };
        if matches!(authority, Some(Authority::NeedsNone { .. })) {
            continue;
        }
        let persons = session.world.give(who).into_iter().collect();
        let way = Way {
            signers: vec![Signer {
                office: None,
                persons,
            }],
            row: None,
            reserved: None,
            authority,
            counted: None,
            certain,
        };
        found.ways.push((None, 0, way));
    }
    Ok(())
}

fn for_body(
    session: &mut Session<'_>,
    body: Val,
    done: &Done,
    view: View,
    found: &mut Found,
) -> Run<()> {
    let own = session.stand_itself(body, done, view)?;
    let (norms, certain) = match own {
        Stand::Void(faults) => {
            found.faults = faults;
            return Ok(());
        }
        Stand::Valid { grounds, .. } => {
            let norms = grounds.iter().map(|(ground, _)| ground.norm).collect();
            (norms, Truth::True)
        }
        Stand::NotListed(unknowns) | Stand::Undetermined { unknowns, .. } => {
            found.unknowns.extend(unknowns);
            (Vec::new(), Truth::Unknown)
        }
        Stand::NotJudged => (Vec::new(), Truth::Unknown),
    };
    if reserved(session, body, done, view, found)? {
        return Ok(());
    }
    by_rows(session, body, done, view, certain, found)?;
    by_links(session, body, done, view, (&norms, certain), found)?;
    if found.ways.is_empty() && found.faults.is_empty() {
        match session.has_scheme(body, view)? {
            Some(scheme) => found.faults.push(Fault::NoRow { scheme }),
            None => found.faults.extend(session.not_delegated(body, None)),
        }
    }
    Ok(())
}

/// What is reserved is for whoever it is reserved to, and nobody else.
fn reserved(
    session: &Session<'_>,
    body: Val,
    done: &Done,
    view: View,
    found: &mut Found,
) -> Run<bool> {
    let delegations = &session.program.delegations;
    let reserved = delegations.reserved_by_act.get(done.act.index());
    let mut any = false;
    for id in reserved.into_iter().flatten() {
        let Some(code) = delegations.reserved.get(id.index()) else {
            continue;
        };
        if session.reserves(code, body, view)? != Truth::True {
            continue;
        }
        any = true;
        let leaf = match code.to {
            None => {
                found.faults.push(Fault::Reserved { reserved: *id });
                continue;
            }
            Some(ReservedTo::Office(office)) => Signers::Office(office),
            Some(ReservedTo::Individual(one)) => Signers::Individual(one),
        };
        let way = Way {
            signers: vec![signer(session, &leaf, body, &[], view)],
            row: None,
            reserved: Some(*id),
            authority: None,
            counted: None,
            certain: Truth::True,
        };
        found.ways.push((None, 0, way));
    }
    Ok(any)
}

fn by_rows(
    session: &Session<'_>,
    body: Val,
    done: &Done,
    view: View,
    certain: Truth,
    found: &mut Found,
) -> Run<()> {
    let covering = session.covering(body, done, view)?;
    if covering.is_empty() {
        if let Some(scheme) = session.has_scheme(body, view)? {
            found.faults.push(Fault::NoRow { scheme });
        }
        return Ok(());
    }
    // Where several rows cover one amount every one is to be satisfied (S7.6); a question that leaves the amount out asks
    // of each row by itself.
    let pounds = session
        .world
        .pool_mut()
        .money(crate::base::number::Number::ONE);
    let any_amount = session.limited_amount(done, pounds) == Some(Val::ANY);
    let groups: Vec<Vec<_>> = if any_amount {
        covering.iter().map(|one| vec![*one]).collect()
    } else {
        vec![covering]
    };
    for group in groups {
        let mut all: Vec<Vec<Signers>> = vec![Vec::new()];
        let mut refused = Vec::new();
        for one in &group {
            let Some((_, row)) = session.program.delegations.row(one.row.0, one.row.1) else {
                continue;
            };
            for person in everyone_named(session, &row.who, body, view) {
                if session.row_condition(one.row, body, person, view)? == Truth::False {
                    refused.push(person);
                }
            }
            let each = ways(&row.who);
            all = all
                .iter()
                .flat_map(|left| {
                    each.iter().map(|right| {
                        let mut both = left.clone();
                        for leaf in right {
                            if !both.contains(leaf) {
                                both.push(leaf.clone());
                            }
                        }
                        both
                    })
                })
                .collect();
        }
        let Some(first) = group.first() else {
            continue;
        };
        let covers = group.iter().map(|one| one.covers).min();
        let limit = session.upper_end(first.row, body, view)?;
        let before = found.ways.len();
        let mut same_person = false;
        let mut none_vacant = true;
        for way in all {
            let signers: Vec<Signer> = way
                .iter()
                .map(|leaf| signer(session, leaf, body, &refused, view))
                .collect();
            let vacant: Vec<_> = signers
                .iter()
                .filter(|signer| signer.is_vacant(session.policy))
                .filter_map(|signer| signer.office)
                .collect();
            if !vacant.is_empty() {
                none_vacant = false;
                found.faults.push(Fault::OfficeVacant {
                    scheme: first.row.0,
                    row: first.row.1,
                    offices: vacant,
                });
                continue;
            }
            if !different(&signers) {
                same_person |= signers.iter().all(|signer| !signer.persons.is_empty());
                continue;
            }
            let way = Way {
                certain: certain.min(covers.unwrap_or(Truth::True)),
                signers,
                row: Some(first.row),
                reserved: None,
                authority: None,
                counted: session.counted_before(done, first.counted),
            };
            found.ways.push((limit, way.signers.len(), way));
        }
        if found.ways.len() == before && same_person {
            let row = session.program.delegations.row(first.row.0, first.row.1);
            found.faults.push(Fault::OnePerson {
                scheme: first.row.0,
                row: first.row.1,
                offices: row.map_or_else(Vec::new, |(_, row)| offices_of(&row.who)),
            });
        } else if found.ways.len() == before && none_vacant {
            found.faults.push(Fault::RowCondition {
                scheme: first.row.0,
                row: first.row.1,
            });
        }
    }
    Ok(())
}

/// Everyone who holds an office that a row names.
fn everyone_named(session: &Session<'_>, who: &Signers, body: Val, view: View) -> Vec<Val> {
    match who {
        Signers::And(all) | Signers::Or(all) => all
            .iter()
            .flat_map(|one| everyone_named(session, one, body, view))
            .collect(),
        leaf => {
            let node = node_of(leaf, body);
            if node.as_office().is_none() || session.is_committee(node) {
                vec![node]
            } else {
                session.members_of(node, view)
            }
        }
    }
}

/// A signature, with those who may give it; the office itself where nobody holds it.
fn signer(session: &Session<'_>, leaf: &Signers, body: Val, refused: &[Val], view: View) -> Signer {
    let node = node_of(leaf, body);
    let mut persons: Vec<Value> = Vec::new();
    let office = node.as_office().map(|(office, _)| office);
    if office.is_some() && !session.is_committee(node) {
        let holders = session.members_of(node, view);
        let vacant = holders.is_empty();
        let may = holders.into_iter().filter(|who| !refused.contains(who));
        persons.extend(may.filter_map(|who| session.world.give(who)));
        if vacant {
            persons.extend(session.world.give(node));
        }
    } else if !refused.contains(&node) {
        persons.extend(session.world.give(node));
    }
    Signer { office, persons }
}

/// Whether every signature can be given, each by a person of its own.
fn different(signers: &[Signer]) -> bool {
    fn give<'s>(signers: &'s [Signer], used: &mut Vec<&'s Value>) -> bool {
        let Some(signer) = signers.get(used.len()) else {
            return true;
        };
        for person in &signer.persons {
            if used.contains(&person) {
                continue;
            }
            used.push(person);
            if give(signers, used) {
                return true;
            }
            used.pop();
        }
        false
    }
    give(signers, &mut Vec::new())
}

/// Everyone to whom a chain of links leads from the body, or from an office of it that a row lets delegate.
fn by_links(
    session: &mut Session<'_>,
    body: Val,
    done: &Done,
    view: View,
    (norms, certain): (&[crate::policy::norm::NormId], Truth),
    found: &mut Found,
) -> Run<()> {
    session.links_by_law(body, &[], view)?;
    let mut roots = vec![(body, None)];
    for ((scheme, row), _) in session.rows_about(body, done.act, view)? {
        let Some((_, code)) = session.program.delegations.row(scheme, row) else {
            continue;
        };
        for way in ways(&code.who) {
            for leaf in way {
                let node = node_of(&leaf, body);
                if node.as_office().is_some() && !roots.iter().any(|(root, _)| *root == node) {
                    roots.push((node, Some((scheme, row))));
                }
            }
        }
    }
    let mut seen: Vec<Val> = Vec::new();
    for (root, row) in roots {
        for node in below(session, root) {
            if seen.contains(&node) || node == body {
                continue;
            }
            let way = match row {
                None => link_way(session, body, node, done, view, norms)?,
                Some(_) => office_way(session, body, node, done, view)?,
            };
            let Some((limit, length, mut way)) = way else {
                continue;
            };
            way.certain = way.certain.min(certain);
            seen.push(node);
            // What a body holds by delegation its own offices do as its scheme says (S9).
            if row.is_none() && node.as_individual().is_some() {
                let mut own = Found::default();
                by_rows(session, node, done, view, way.certain, &mut own)?;
                for (row_limit, signers, mut by_row) in own.ways {
                    by_row.authority.clone_from(&way.authority);
                    let lowest = lower(session, limit, row_limit);
                    found.ways.push((lowest, length + signers, by_row));
                }
            }
            found.ways.push((limit, length, way));
        }
    }
    Ok(())
}

fn lower(session: &Session<'_>, one: Option<Val>, other: Option<Val>) -> Option<Val> {
    match (one, other) {
        (Some(one), Some(other)) if session.world.compare(other, one).is_lt() => Some(other),
        (one, other) => one.or(other),
    }
}

/// Everyone to whom links lead from somebody, whether they hold or not.
fn below(session: &Session<'_>, root: Val) -> Vec<Val> {
    let mut known = vec![root];
    let mut visited: rustc_hash::FxHashSet<Val> = std::iter::once(root).collect();
    let mut next = 0;
    while let Some(node) = known.get(next).copied() {
        next += 1;
        for id in session.links.from(node) {
            if let Some(link) = session.links.get(*id)
                && visited.insert(link.to)
            {
                known.push(link.to);
            }
        }
    }
    known.remove(0);
    known
}

type LinkWay = Option<(Option<Val>, usize, Way)>;

fn link_way(
    session: &Session<'_>,
    body: Val,
    node: Val,
    done: &Done,
    view: View,
    norms: &[crate::policy::norm::NormId],
) -> Run<LinkWay> {
    let nodes = [node];
    let path = session.chain(Search {
        root: body,
        holder: body,
        nodes: &nodes,
        against: Against::Act(done),
        view,
        under: None,
        top: None,
        least: Truth::True,
        onward: None,
    })?;
    let Some(Path { links, truth }) = path else {
        return Ok(None);
    };
    let mut limit: Option<Val> = None;
    let mut counted = None;
    let mut chain = Vec::new();
    for link in links.iter().filter_map(|id| session.links.get(*id)) {
        for cap in &link.caps {
            let lower = limit.is_none_or(|old| session.world.compare(cap.amount, old).is_lt());
            if let (true, Some(measured)) = (lower, session.measured(link, cap, done, view)) {
                limit = Some(cap.amount);
                counted = session.counted_before(done, measured.high);
            }
        }
        let ends = session
            .world
            .give(link.from)
            .zip(session.world.give(link.to));
        chain.extend(ends.map(|(from, to)| ChainLink {
            link: link.name,
            from,
            to,
            counted: None,
        }));
    }
    let authority = session.world.give(body).map(|holder| {
        Authority::Chain(Chain {
            holder,
            norms: norms.to_vec(),
            links: chain,
            others: 0,
        })
    });
    let way = Way {
        signers: vec![holders_of(session, node, view)],
        row: None,
        reserved: None,
        authority,
        counted,
        certain: truth,
    };
    Ok(Some((limit, links.len(), way)))
}

/// A delegate of an office, who signs where the office would: only where nobody else must sign too.
fn office_way(
    session: &mut Session<'_>,
    body: Val,
    node: Val,
    done: &Done,
    view: View,
) -> Run<LinkWay> {
    let seat = Seat {
        who: node,
        office: None,
        principal: body,
        nodes: vec![node],
        in_office: true,
        joined: false,
    };
    let stand = session.stand_for_another(&seat, done, view)?;
    let Stand::Valid { authority, .. } = stand else {
        return Ok(None);
    };
    let length = match &authority {
        Authority::Chain(chain) => chain.links.len(),
        _ => 1,
    };
    let way = Way {
        signers: vec![holders_of(session, node, view)],
        row: None,
        reserved: None,
        authority: Some(authority),
        counted: None,
        certain: Truth::True,
    };
    Ok(Some((None, length, way)))
}

fn holders_of(session: &Session<'_>, node: Val, view: View) -> Signer {
    let give = |who: Val| session.world.give(who);
    match node.as_office() {
        Some((office, _)) if !session.is_committee(node) => {
            let mut persons: Vec<Value> = session
                .members_of(node, view)
                .into_iter()
                .filter_map(give)
                .collect();
            if persons.is_empty() {
                persons.extend(give(node));
            }
            Signer {
                office: Some(office),
                persons,
            }
        }
        office => Signer {
            office: office.map(|(office, _)| office),
            persons: give(node).into_iter().collect(),
        },
    }
}
