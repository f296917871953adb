//! What is reserved: no chain reaches it, but that of the office or individual to whom it is reserved (S7.1, S8).

use crate::{
    engine::{fail::Run, moment::View, run::session::Session},
    policy::{
        delegation::{Matter, ReservedId, ReservedTo},
        policy::ActId,
    },
    program::{
        delegation::{ReservedCode, contains, takes_in},
        val::Val,
    },
    record::reason::Truth,
};

use super::seat::Seat;

/// What reservations say of an act for a holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing.
    Open,
    /// It is reserved to this actor.
    ToActor(Truth),
    /// It is reserved to somebody else, or to the body itself.
    From(ReservedId, Truth),
}

impl Session<'_> {
    /// What reservations say of an act of an actor for a holder.
    pub(crate) fn kept(&self, holder: Val, act: ActId, seat: &Seat, view: View) -> Run<Kept> {
        let delegations = &self.program.delegations;
        let Some(reserved) = delegations.reserved_by_act.get(act.index()) else {
            return Ok(Kept::Open);
        };
        let mut kept = Kept::Open;
        for id in reserved {
            let Some(code) = delegations.reserved.get(id.index()) else {
                continue;
            };
            let holds = self.reserves(code, holder, view)?;
            if holds == Truth::False {
                continue;
            }
            let mine = match code.to {
                None => false,
                Some(ReservedTo::Individual(one)) => seat.who == Val::individual(one),
                Some(ReservedTo::Office(office)) => holder
                    .as_individual()
                    .is_some_and(|body| seat.nodes.contains(&Val::office(office, body))),
            };
            kept = match (kept, mine) {
                (Kept::From(..), _) => kept,
                (_, false) => Kept::From(*id, holds),
                (Kept::ToActor(other), true) => Kept::ToActor(other.max(holds)),
                (Kept::Open, true) => Kept::ToActor(holds),
            };
        }
        Ok(kept)
    }

    /// Whether a reservation is one of a holder's functions, in force and its condition met.
    pub(crate) fn reserves(&self, code: &ReservedCode, holder: Val, view: View) -> Run<Truth> {
        let of = match (code.of_body, code.of) {
            (Some(body), _) => Val::individual(body) == holder,
            (None, Some(kind)) => self.is_kind(holder, kind, view),
            (None, None) => true,
        };
        if !of {
            return Ok(Truth::False);
        }
        let mut env = vec![Val::NONE; code.slots.max(1) as usize];
        if let Some(body) = env.first_mut() {
            *body = holder;
        }
        let mut holds = self.world.in_force(&code.force, None, &mut env, view)?;
        if let Some(condition) = code.condition
            && holds != Truth::False
        {
            holds = holds.min(self.world.truth(condition, &mut env, view)?);
        }
        Ok(holds)
    }

    /// The reservation because of which nothing is left of a link: every act within it is reserved for each holder whose
    /// function it could be of (S7.1, S8).
    pub(crate) fn wholly_reserved(
        &self,
        from: Val,
        holder: Option<Val>,
        through: &[(Val, Truth)],
        matters: &[Matter],
        own: Truth,
        view: View,
    ) -> Run<Option<ReservedId>> {
        let delegations = &self.program.delegations;
        if delegations.reserved.is_empty() {
            return Ok(None);
        }
        let mut holders: Vec<Val> = through.iter().map(|(holder, _)| *holder).collect();
        if own != Truth::False {
            holders.push(holder.unwrap_or(from));
        }
        let mut first = None;
        for holder in holders {
            let mut standing = Vec::new();
            for code in &delegations.reserved {
                // What is reserved to the giver is the giver's own to do, and to nobody's to pass on.
                if self.reserves(code, holder, view)? == Truth::True {
                    standing.push(code);
                }
            }
            for matter in matters {
                let whole = |code: &&&ReservedCode| {
                    let what = code.what.iter();
                    what.copied().any(|of| contains(self.policy, of, *matter))
                };
                let acts: Vec<ActId> = self
                    .policy
                    .acts
                    .ids()
                    .filter(|act| takes_in(self.policy, *matter, *act))
                    .collect();
                let each = |act: &ActId| {
                    standing.iter().find(|code| {
                        let mut what = code.what.iter();
                        what.any(|of| takes_in(self.policy, *of, *act))
                    })
                };
                let found = match standing.iter().find(whole) {
                    Some(code) => Some(code.id),
                    None if acts.is_empty() || !acts.iter().all(|act| each(act).is_some()) => None,
                    None => acts.first().and_then(each).map(|code| code.id),
                };
                match found {
                    Some(id) => {
                        first.get_or_insert(id);
                    }
                    None => return Ok(None),
                }
            }
        }
        Ok(first)
    }
}
