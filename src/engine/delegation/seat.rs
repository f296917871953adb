//! For whom somebody acts, and as what (S9): for itself, in an office, or on behalf of another.

use crate::{
    case::happening::{ActDone, Named},
    engine::{
        fail::Run,
        moment::View,
        run::{act::Done, session::Session},
        state::Relation,
    },
    policy::{
        delegation::OfficeId,
        policy::{ActId, IndividualId},
        value::Value,
    },
    program::val::Val,
    record::{
        reason::{Fault, Truth},
        record::LinkRef,
    },
};

use super::link::LinkId;

/// How somebody takes part in an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seat {
    /// Who: an individual, or an office of a body.
    pub(crate) who: Val,
    /// The office in which they say that they act.
    pub(crate) office: Option<Val>,
    /// For whom.
    pub(crate) principal: Val,
    /// What they stand for: links to any of these, and rows that name any of these, count.
    pub(crate) nodes: Vec<Val>,
    /// Whether they hold the office in which they say that they act.
    pub(crate) in_office: bool,
    /// Whether it is a further signature, given later.
    pub(crate) joined: bool,
}

impl Seat {
    /// The office of a body in which they take part.
    pub(crate) fn office_of(&self, body: Val) -> Option<Val> {
        let mut offices = self.nodes.iter().copied();
        offices.find(|node| node.as_office().is_some() && body_of(*node) == body)
    }
}

impl Session<'_> {
    /// Who answers for an act: for whom it is done, if that is said, the body of the office that does it, or whose scheme
    /// names the act; otherwise who does it. Where that is not the performer alone, how each takes part is kept.
    pub(crate) fn represented(&mut self, act: &ActDone, done: &mut Done) -> Run<()> {
        let rows = self.program.delegations.rows_by_act.get(act.act.index());
        let plain = act.on_behalf_of.is_none()
            && act.acting_as.is_none()
            && act.under.is_none()
            && rows.is_none_or(Vec::is_empty)
            && done.performers.iter().all(|who| who.as_office().is_none());
        if plain {
            done.principals.extend_from_slice(&done.performers);
            return Ok(());
        }
        let view = self.before();
        // What is done for several bodies at once needs a chain from each of them (S5.3).
        let mut said: Vec<Option<Val>> = match &act.on_behalf_of {
            Some(Value::Set(several)) => several
                .iter()
                .map(|one| Some(body_of(self.world.take(one))))
                .collect(),
            one => vec![one.as_ref().map(|one| body_of(self.world.take(one)))],
        };
        if said.as_slice() == [None]
            && let Some(under) = act.under
        {
            said = vec![self.link_named(under).and_then(|id| self.root_of(id))];
        }
        let mut seats = Vec::new();
        let mut plain = true;
        for performer in &done.performers {
            for principal in &said {
                let seat = self.seat(*performer, act.acting_as, *principal, Some(act.act), view)?;
                if !done.principals.contains(&seat.principal) {
                    done.principals.push(seat.principal);
                }
                plain &= seat.principal == *performer && seat.office.is_none();
                seats.push(seat);
            }
        }
        if !plain {
            self.links.seats.insert(done.place, seats);
        }
        Ok(())
    }

    /// How somebody takes part in an act.
    pub(crate) fn seat(
        &self,
        who: Val,
        acting_as: Option<OfficeId>,
        principal: Option<Val>,
        act: Option<ActId>,
        view: View,
    ) -> Run<Seat> {
        if let Some((_, body)) = who.as_office() {
            return Ok(Seat {
                who,
                office: Some(who),
                principal: principal.unwrap_or(Val::individual(body)),
                nodes: vec![who],
                in_office: true,
                joined: false,
            });
        }
        if let Some(office) = acting_as {
            let body = self.body_of_office(office, who, principal, view);
            let node = body
                .or(principal.and_then(Val::as_individual))
                .or(who.as_individual())
                .map(|body| Val::office(office, body));
            let in_office =
                body.is_some() && node.is_some_and(|node| self.is_in_office(who, node, view));
            let of = body.map_or(who, Val::individual);
            return Ok(Seat {
                who,
                office: node,
                principal: principal.unwrap_or(of),
                nodes: node.into_iter().collect(),
                in_office,
                joined: false,
            });
        }
        let principal = match principal {
            Some(principal) => principal,
            None => self.body_whose_act(who, act, view)?.unwrap_or(who),
        };
        // The offices of the principal first; those of another body count where that body, or the office, is a delegate.
        let mut nodes = vec![who];
        let held = self.offices_held(who, view);
        let (own, others): (Vec<Val>, Vec<Val>) = held
            .into_iter()
            .partition(|office| body_of(*office) == principal);
        nodes.extend(own);
        if principal != who {
            nodes.extend(others);
        }
        Ok(Seat {
            who,
            office: None,
            principal,
            nodes,
            in_office: true,
            joined: false,
        })
    }

    /// The body whose act it is where nobody says so: one of which the actor holds an office, and whose scheme names the act
    /// (S9).
    fn body_whose_act(&self, who: Val, act: Option<ActId>, view: View) -> Run<Option<Val>> {
        let rows = act.and_then(|act| self.program.delegations.rows_by_act.get(act.index()));
        let Some(rows) = rows.filter(|rows| !rows.is_empty()) else {
            return Ok(None);
        };
        for office in self.offices_held(who, view) {
            let Some((_, body)) = office.as_office() else {
                continue;
            };
            let body = Val::individual(body);
            for (scheme, _) in rows {
                if self.scheme_of(*scheme, body, view)?.0 != Truth::False {
                    return Ok(Some(body));
                }
            }
        }
        Ok(None)
    }

    /// The offices that somebody holds or acts in; to be a member of a committee is not to be the committee.
    pub(crate) fn offices_held(&self, who: Val, view: View) -> Vec<Val> {
        let Some(ever) = self.links.held.get(&who) else {
            return Vec::new();
        };
        let mut held: Vec<Val> = ever
            .iter()
            .copied()
            .filter(|office| !self.is_committee(*office))
            .filter(|office| self.is_holder(*office, who, view))
            .collect();
        held.sort_by_key(|office| office.as_office().map(|(office, body)| (body, office)));
        held
    }

    /// Whether an office is a committee.
    pub(crate) fn is_committee(&self, office: Val) -> bool {
        office
            .as_office()
            .and_then(|(office, _)| self.program.delegations.offices.get(office.index()))
            .is_some_and(|office| office.committee)
    }

    /// Whether somebody holds or acts in an office; of a committee, is a member.
    pub(crate) fn is_holder(&self, office: Val, who: Val, view: View) -> bool {
        self.world.related(Relation::Office, &[office, who], view) != Truth::False
    }

    /// Whether somebody may speak in an office: the body whose office it is may.
    pub(crate) fn is_in_office(&self, who: Val, office: Val, view: View) -> bool {
        let own = office
            .as_office()
            .is_some_and(|(_, body)| Val::individual(body) == who);
        own || self.is_holder(office, who, view)
    }

    /// Of which body an office is meant: of which somebody holds it, the principal's first.
    pub(crate) fn body_of_office(
        &self,
        office: OfficeId,
        who: Val,
        principal: Option<Val>,
        view: View,
    ) -> Option<IndividualId> {
        let held: Vec<Val> = self
            .links
            .held
            .get(&who)
            .into_iter()
            .flatten()
            .copied()
            .filter(|one| one.as_office().is_some_and(|(of, _)| of == office))
            .collect();
        let body = |office: &Val| office.as_office().map(|(_, body)| body);
        let principal = principal.and_then(Val::as_individual);
        let now: Vec<IndividualId> = held
            .iter()
            .filter(|office| self.is_holder(**office, who, view))
            .filter_map(body)
            .collect();
        let declared = self.policy.offices.get(office);
        let of_body = declared.and_then(|office| office.of_body);
        let fits = |body: IndividualId| {
            let kind = declared.and_then(|office| office.of);
            of_body.is_none_or(|of| of == body)
                && kind.is_none_or(|kind| self.is_kind(Val::individual(body), kind, view))
        };
        principal
            .filter(|body| now.contains(body))
            .or_else(|| now.first().copied())
            .or(of_body)
            .or_else(|| principal.filter(|body| fits(*body)))
            .or_else(|| held.first().and_then(body))
            .or_else(|| who.as_individual().filter(|body| fits(*body)))
    }

    /// Whether somebody takes part in an act by a further signature alone.
    pub(crate) fn is_joiner(&self, place: u32, who: Val) -> bool {
        let seats = self.links.seats.get(&place);
        seats.is_some_and(|seats| {
            let mut theirs = seats.iter().filter(|seat| seat.who == who).peekable();
            theirs.peek().is_some() && theirs.all(|seat| seat.joined)
        })
    }

    /// Why somebody who says that they act in an office does not.
    pub(crate) fn not_in_office(&self, seat: &Seat) -> Option<Fault> {
        let (office, _) = seat.office?.as_office()?;
        if seat.in_office {
            return None;
        }
        let who = self.world.give(seat.who)?;
        Some(Fault::NotInOffice { who, office })
    }

    /// A link that the timeline names.
    pub(crate) fn link_named(&self, named: Named) -> Option<LinkId> {
        self.links.named(match named {
            Named::Happening(place) => LinkRef::Made(place),
            Named::Link(place) => LinkRef::Given(place),
        })
    }

    /// Whose function a link is of, where it says so or its giver holds it; otherwise that of the link above it.
    fn root_of(&self, id: LinkId) -> Option<Val> {
        let link = self.links.get(id)?;
        let through = || link.through.first().map(|(holder, _)| *holder);
        let root = match link.holder {
            Some(holder) => holder,
            None if link.made.is_some() && link.own == Truth::False => {
                through().unwrap_or(link.from)
            }
            None => link.from,
        };
        Some(body_of(root))
    }
}

/// The body of an office; anybody else is themselves.
pub(crate) fn body_of(who: Val) -> Val {
    who.as_office()
        .map_or(who, |(_, body)| Val::individual(body))
}
