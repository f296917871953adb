//! Deadlines of the parts of a duty, read when its instance arises (S1.1 to S1.4).

use crate::{
    engine::{
        due::Due,
        duties::progress::{Bound, DueBy},
        fail::Run,
        moment::View,
    },
    program::{
        norm::{PartCode, PartKind},
        pattern::DeadlineId,
        val::Val,
    },
};

use super::session::Session;

impl Session<'_> {
    /// By when a part is to be done. A part without a deadline has none (it is never breached for lateness).
    pub(crate) fn due_of(&mut self, part: &PartCode, env: &mut [Val], view: View) -> Run<DueBy> {
        match &part.kind {
            PartKind::Act(act) => match act.deadline {
                Some(deadline) => self.due_by(deadline, env, view),
                None => Ok(DueBy::NEVER),
            },
            PartKind::Achieve(_, deadline) | PartKind::Evidence(_, Some(deadline)) => {
                self.due_by(*deadline, env, view)
            }
            PartKind::HaveOn(_, day) => Ok(match self.value(*day, env, view)?.as_day() {
                Some(day) => DueBy::day(day),
                None => DueBy {
                    unknown: true,
                    ..DueBy::NEVER
                },
            }),
            PartKind::Keep(_)
            | PartKind::Ensure(_)
            | PartKind::Regard(_)
            | PartKind::Evidence(_, None) => Ok(DueBy::NEVER),
        }
    }

    /// The last day of a deadline, and what bounds it within that day.
    pub(crate) fn due_by(
        &mut self,
        deadline: DeadlineId,
        env: &mut [Val],
        view: View,
    ) -> Run<DueBy> {
        Ok(match self.world.due(deadline, env, view)? {
            Due::Open => DueBy::NEVER,
            Due::Unknown => DueBy {
                unknown: true,
                ..DueBy::NEVER
            },
            Due::By(by) => DueBy {
                first: by.first.unwrap_or(i32::MIN),
                last: by.last,
                bound: match (by.before, by.clock) {
                    (Some(stamp), _) => Bound::Before(stamp),
                    (None, Some(clock)) => Bound::Clock(clock),
                    (None, None) => Bound::Day,
                },
                unknown: false,
            },
        })
    }
}
