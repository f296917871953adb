//! A further signature (S7.6): the act is done when the last one that is needed is given.

use crate::{
    case::happening::Named,
    engine::{fail::Run, run::session::Session},
    policy::{delegation::OfficeId, value::Value},
    program::val::Val,
    record::act::Validity,
};

impl Session<'_> {
    /// Somebody joins an act: it is looked at again with their signature, and done now if that was what it lacked.
    pub(crate) fn joins(
        &mut self,
        by: &Value,
        what: Named,
        acting_as: Option<OfficeId>,
    ) -> Run<()> {
        let Named::Happening(place) = what else {
            return Ok(());
        };
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let by = self.world.take(by);
        let Some(act) = self.world.past.act(place) else {
            return Ok(());
        };
        let view = self.before();
        let of_act = self.world.past.principals(place).to_vec();
        let mut principals: Vec<Option<Val>> = of_act.into_iter().map(Some).collect();
        if !self.links.seats.contains_key(&place) {
            let only = match principals.as_slice() {
                [principal] => *principal,
                _ => None,
            };
            principals = vec![only];
            let performers = self.world.past.performers(place).to_vec();
            let mut seats = Vec::new();
            for performer in performers {
                seats.push(self.seat(performer, None, only, Some(act), view)?);
            }
            self.links.seats.insert(place, seats);
        }
        // A further signature stands for each for whom the act is done.
        for principal in principals {
            let mut seat = self.seat(by, acting_as, principal, Some(act), view)?;
            seat.joined = true;
            if let Some(seats) = self.links.seats.get_mut(&place)
                && !seats.contains(&seat)
            {
                seats.push(seat);
            }
        }
        let done = self
            .acts
            .detail_at(place)
            .is_none_or(|detail| matches!(detail.validity, Validity::Valid));
        if !self.world.past.performers(place).contains(&by) {
            self.world.past.add_performer(place, by);
        }
        if done {
            return Ok(());
        }
        self.try_again(place)
    }
}
