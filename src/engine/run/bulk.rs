//! A run over rows of a table: acts and events that come as values already interned, and duty instances that go out in short,
//! so that a million of each need no scenario line and no whole record.

use crate::{
    base::date::Date,
    engine::{
        fail::{Run, located},
        moment::Stamp,
        past,
    },
    policy::{policy::ActId, value::Value},
    program::val::Val,
    record::row::DutyRow,
};

use super::session::Session;

/// An act or event of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The day. Rows come in the order of their days.
    pub date: Date,
    /// The act or event.
    pub act: ActId,
    /// Who; [`Val::NONE`] of an event, which nobody does.
    pub actor: Val,
    /// The arguments, by parameter; what is left out is [`Val::NONE`].
    pub arguments: &'r [Val],
}

impl Session<'_> {
    /// A value of a cell as the run holds it: to be asked once for each distinct cell.
    pub fn intern(&self, value: &Value) -> Val {
        self.world.take(value)
    }

    /// Looks at the next row. Its place counts on from the case's own timeline; whether it was looked at: a row after the
    /// last day is left out (S1.5).
    ///
    /// # Errors
    /// The evaluation fails.
    pub fn advance_row(&mut self, place: usize, row: Row<'_>) -> Run<bool> {
        let day = row.date.days();
        if self.as_of.is_some_and(|as_of| day > as_of) {
            return Ok(false);
        }
        self.last_day = Some(day);
        self.go_to(day)
            .map_err(|failure| located(failure, None, Some(row.date)))?;
        self.place += 1;
        self.now = Stamp::new(day, self.place);
        self.at = u32::try_from(place).ok();
        self.new_moment();
        self.hear_row(place, row)
            .and_then(|()| self.settle_moment())
            .map_err(|failure| located(failure, None, Some(row.date)))?;
        self.at = None;
        Ok(true)
    }

    fn hear_row(&mut self, place: usize, row: Row<'_>) -> Run<()> {
        let event = row.actor.is_none();
        let mut done = self.take_done(place);
        done.act = row.act;
        done.arguments.extend_from_slice(row.arguments);
        if !event {
            done.performers.push(row.actor);
            done.principals.push(match row.actor.as_office() {
                Some((_, body)) => Val::individual(body),
                None => row.actor,
            });
        }
        self.world.past.enter(
            self.now,
            None,
            Some(past::Done {
                act: row.act,
                event,
                arguments: &done.arguments,
                performers: &done.performers,
                principals: &done.principals,
            }),
        );
        if event {
            self.carry_event(&done)?;
        } else {
            self.acts.begin(done.place);
            self.carry_act(&mut done)?;
        }
        self.give_back_done(done);
        Ok(())
    }

    /// The duty instances in short, in the order in which they arose, after [`Session::end`].
    pub fn duty_rows(&self) -> impl Iterator<Item = DutyRow> + '_ {
        let mut since = vec![i32::MIN; self.duties.len()];
        for step in self.duties.history() {
            if let Some(day) = since.get_mut(step.instance.0 as usize) {
                *day = step.day;
            }
        }
        let day = |day: i32| Date::from_days(day).unwrap_or(Date::MIN);
        self.order_of_duties().into_iter().filter_map(move |id| {
            let since = since.get(id.0 as usize).copied()?;
            let one = self.duties.get(id)?;
            Some(DutyRow {
                norm: one.norm,
                bearer: one.bearer.as_individual()?,
                arose: day(one.arose.day()),
                due: Date::from_days(one.due)
                    .filter(|_| one.due != crate::engine::duties::instance::NO_DUE),
                state: one.state,
                since: day(since),
                order_matters: one.order_matters,
            })
        })
    }
}
