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

    /// Whether nothing is left of a link for a holder whose function it could be of, because every act within it is reserved
    /// (S7.1, S8), and by which reservation.
    pub(crate) fn wholly_reserved(
        &self,
        holder: Val,
        matters: &[Matter],
        view: View,
    ) -> Run<(Truth, Option<ReservedId>)> {
        let delegations = &self.program.delegations;
        let mut standing: Vec<(&ReservedCode, Truth)> = Vec::new();
        for code in &delegations.reserved {
            // What is reserved to the giver is the giver's own to do, and to nobody's to pass on.
            let holds = self.reserves(code, holder, view)?;
            if holds != Truth::False {
                standing.push((code, holds));
            }
        }
        let mut whole = (Truth::True, None);
        for matter in matters {
            let mut best = (Truth::False, None);
            let mut take = |found: (Truth, Option<ReservedId>)| {
                if found.0 > best.0 {
                    best = found;
                }
            };
            for (code, holds) in &standing {
                let mut what = code.what.iter();
                if what.any(|of| contains(self.policy, *of, *matter)) {
                    take((*holds, Some(code.id)));
                }
            }
            take(self.each_reserved(&standing, *matter));
            if best.0 < whole.0 {
                whole.0 = best.0;
            }
            whole.1 = whole.1.or(best.1);
            if whole.0 == Truth::False {
                return Ok((Truth::False, None));
            }
        }
        Ok(whole)
    }

    /// Whether every act of a matter is reserved, each perhaps by a reservation of its own.
    fn each_reserved(
        &self,
        standing: &[(&ReservedCode, Truth)],
        matter: Matter,
    ) -> (Truth, Option<ReservedId>) {
        let mut each = (Truth::True, None);
        let acts = self.policy.acts.ids();
        for act in acts.filter(|act| takes_in(self.policy, matter, *act)) {
            let of_act = standing.iter().filter(|(code, _)| {
                let mut what = code.what.iter();
                what.any(|of| takes_in(self.policy, *of, act))
            });
            let Some((code, holds)) = of_act.max_by_key(|(_, holds)| *holds) else {
                return (Truth::False, None);
            };
            each.0 = each.0.min(*holds);
            each.1 = each.1.or(Some(code.id));
        }
        match each.1 {
            Some(_) => each,
            None => (Truth::False, None),
        }
    }
}
