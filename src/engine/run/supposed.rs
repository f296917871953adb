//! Acts that are only supposed: entered, asked about, and taken back.

use crate::{
    base::date::Date,
    engine::{
        delegation::seat::Seat,
        fail::Run,
        moment::{Stamp, View},
        past,
    },
    policy::value::ActValue,
    program::val::Val,
    record::reason::Truth,
};

use super::{act::Done, session::Session};

impl Session<'_> {
    /// Looks at something in the state at the end of a day.
    pub(crate) fn at_end_of<T>(
        &mut self,
        on: Date,
        look: impl FnOnce(&mut Self, View) -> Run<T>,
    ) -> Run<T> {
        let now = std::mem::replace(&mut self.now, Stamp::new(on.days(), u32::MAX - 1));
        let at = self.at.take();
        let view = self.before();
        let found = look(self, view);
        self.now = now;
        self.at = at;
        found
    }

    /// Supposes an act by those who sit so, and looks at it; for whom it is done is what the first seat says. What is left
    /// out may be anything (S7.5).
    pub(crate) fn suppose<T>(
        &mut self,
        seats: Vec<Seat>,
        act: &ActValue,
        look: impl FnOnce(&mut Self, &Done) -> Run<T>,
    ) -> Run<T> {
        let arguments: Vec<Val> = act
            .arguments
            .iter()
            .map(|argument| match argument {
                Some(value) => self.world.take(value),
                None => Val::ANY,
            })
            .collect();
        let performers: Vec<Val> = seats.iter().map(|seat| seat.who).collect();
        let principals: Vec<Val> = seats.iter().map(|seat| seat.principal).take(1).collect();
        let place = self.world.past.enter(
            self.now,
            None,
            Some(past::Done {
                act: act.act,
                event: false,
                arguments: &arguments,
                performers: &performers,
                principals: &principals,
            }),
        );
        let done = Done {
            place,
            act: act.act,
            arguments,
            performers,
            principals,
            stamp: self.now,
            certain: Truth::True,
        };
        self.links.seats.insert(place, seats);
        let waiting = self.agreements.waiting.len();
        let found = look(self, &done);
        self.agreements.waiting.truncate(waiting);
        self.links.seats.remove(&place);
        self.world.past.take_back();
        found
    }
}
