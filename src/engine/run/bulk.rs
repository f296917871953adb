//! A run over rows of a table: acts and events that come as values already interned, and duty instances that go out in short,
//! so that a million of each need no scenario line and no whole record.

use crate::{
    base::date::Date,
    engine::{
        duties::{
            instance::{Instance, NO_DUE},
            plain::{Became, PlainDuties},
            store::Step,
        },
        fail::{Run, located},
        moment::Stamp,
        past,
    },
    policy::{policy::ActId, value::Value},
    program::val::Val,
    record::{
        act::VerdictWord,
        reason::Truth,
        row::{ActRow, DutyRow},
    },
};

use super::{
    session::Session,
    shape::{ShapeId, Way},
};

/// How much an act or event takes that is kept, its arguments and who did it apart: its line, and its place among the acts of
/// its sort.
pub const BYTES_OF_ACT: usize = past::BYTES_OF_LINE + 2 * size_of::<u32>();
/// How much an instance takes that is kept, its variables apart: itself, two changes of its state, and what finds it.
pub const BYTES_OF_WHOLE_INSTANCE: usize =
    size_of::<Instance>() + 2 * size_of::<Step>() + 4 * size_of::<u32>();

impl Session<'_> {
    /// A value of a cell as the run holds it: to be asked once for each distinct cell.
    pub fn intern(&self, value: &Value) -> Val {
        self.world.take(value)
    }

    /// Looks at the next row, which says what its shape says, on this day. Whether it was looked at: a row after the last day
    /// is left out (S1.5).
    ///
    /// # Errors
    /// The evaluation fails.
    pub fn advance_shape(&mut self, day: i32, shape: ShapeId) -> Run<bool> {
        if self.as_of.is_some_and(|as_of| day > as_of) {
            return Ok(false);
        }
        self.last_day = Some(day);
        if day != self.now.day() {
            if self.is_quiet() {
                self.now = Stamp::start_of(day);
                self.place = 0;
            } else {
                self.go_to(day).map_err(|failure| dated(failure, day))?;
            }
        }
        self.place += 1;
        self.now = Stamp::new(day, self.place);
        let way = self.way(shape).map_err(|failure| dated(failure, day))?;
        if let Some(acts) = &mut self.rows.acts {
            let whole = !matches!(way, Way::Plain { .. });
            let place = whole.then(|| u32::try_from(self.world.past.len()).ok());
            acts.push((day, shape, place.flatten()));
        }
        match way {
            Way::Plain { chains, arisings } => {
                if self.rows.unsettled {
                    self.rows.unsettled = false;
                    self.new_moment();
                    self.settle_moment()
                        .map_err(|failure| dated(failure, day))?;
                }
                self.carry_plain(shape, chains, arisings)
                    .map_err(|failure| dated(failure, day))?;
            }
            Way::Unseen | Way::Whole => {
                self.carry_whole(shape)
                    .map_err(|failure| dated(failure, day))?;
                self.rows.unsettled = true;
            }
        }
        Ok(true)
    }

    /// Whether nothing comes of a new day: there are no instances but plain ones, and nothing is dated.
    fn is_quiet(&self) -> bool {
        self.rows.short
            && self.duties.is_empty()
            && self.world.past.is_empty()
            && self.agenda.earliest().is_none()
    }

    fn carry_whole(&mut self, shape: ShapeId) -> Run<()> {
        // A row is numbered by what the past holds: plain rows are not in it.
        let place = self.world.past.len();
        self.at = u32::try_from(place).ok();
        self.new_moment();
        let mut done = self.take_done(place);
        let Some((act, actor, arguments)) = self.shape(shape) else {
            return Ok(());
        };
        done.arguments.extend_from_slice(arguments);
        let is_event = actor.is_none();
        self.hear_row(act, actor, is_event, done)?;
        self.settle_moment()?;
        self.at = None;
        Ok(())
    }

    fn hear_row(
        &mut self,
        act: ActId,
        actor: Val,
        event: bool,
        mut done: super::act::Done,
    ) -> Run<()> {
        done.act = act;
        if !event {
            done.performers.push(actor);
            done.principals.push(match actor.as_office() {
                Some((_, body)) => Val::individual(body),
                None => actor,
            });
        }
        self.world.past.enter(
            self.now,
            None,
            Some(past::Done {
                act,
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

    /// Begins anew with another timeline over the same background, where nothing has come about so far but plain duties: what
    /// is known of rows is known still. Where that is not so, nothing is done, and the answer is no.
    pub fn restart(&mut self, begins: Option<Date>, as_of: Option<Date>) -> bool {
        if !self.rows.timeless || !self.is_quiet() {
            return false;
        }
        let begins = begins.map(Date::days);
        let as_of = as_of.map(Date::days);
        self.first_day = begins.into_iter().chain(as_of).min().unwrap_or(0);
        self.as_of = as_of;
        self.last_day = None;
        self.now = Stamp::ALWAYS;
        self.place = 0;
        self.rows.duties.clear();
        if let Some(acts) = &mut self.rows.acts {
            acts.clear();
        }
        true
    }

    /// Instances of which nothing more can become, that were let go since this was asked last (see [`Session::shorten`]).
    pub fn take_ended(&mut self) -> Vec<DutyRow> {
        self.rows.ended.drain(..).map(row).collect()
    }

    /// How many instances of duties are held in memory: those that are open, and those that are kept.
    pub fn held_duties(&self) -> usize {
        self.rows.duties.held() + self.duties.len()
    }

    /// The acts of the rows in short, in the order in which they were run, after [`Session::end`]; none where they were not kept
    /// (see [`Session::keep_acts`]). Events are no acts.
    pub fn act_rows(&self) -> impl Iterator<Item = ActRow> + '_ {
        let kept = self.rows.acts.iter().flatten();
        kept.filter_map(|(day, shape, place)| {
            let (act, actor, _) = self.shape(*shape)?;
            let detail = place.and_then(|place| self.acts.detail_at(place));
            let breaches = detail.into_iter().flat_map(|detail| &detail.breaches);
            Some(ActRow {
                date: date(*day),
                act,
                actor: actor.as_individual()?,
                verdict: detail.map_or(VerdictWord::Lawful, |detail| detail.word()),
                breaches: breaches
                    .filter(|breach| breach.certain == Truth::True)
                    .map(|breach| breach.norm)
                    .collect(),
                order_matters: place.is_some_and(|place| self.acts.did_order_matter(place)),
            })
        })
    }

    /// The duty instances in short, in the order in which they arose, after [`Session::end`]; where instances are let go, only
    /// those that are left.
    pub fn duty_rows(&self) -> Box<dyn Iterator<Item = DutyRow> + '_> {
        let plain: &PlainDuties = &self.rows.duties;
        let last = self.last();
        if self.duties.is_empty() {
            if self.rows.streams {
                return Box::new(plain.waiting(last).into_iter().map(row));
            }
            return Box::new(plain.all(last).map(row));
        }
        let mut since = vec![i32::MIN; self.duties.len()];
        for step in self.duties.history() {
            if let Some(day) = since.get_mut(step.instance.0 as usize) {
                *day = step.day;
            }
        }
        let whole = self.order_of_duties().into_iter().filter_map(move |id| {
            let since = since.get(id.0 as usize).copied()?;
            let one = self.duties.get(id)?;
            let row = DutyRow {
                norm: one.norm,
                bearer: one.bearer.as_individual()?,
                arose: date(one.arose.day()),
                due: due(one.due),
                state: one.state,
                since: date(since),
                order_matters: one.order_matters,
            };
            Some((one.arose, row))
        });
        let plain: Box<dyn Iterator<Item = Became>> = if self.rows.streams {
            Box::new(plain.waiting(last).into_iter())
        } else {
            Box::new(plain.all(last))
        };
        let (mut whole, mut plain) = (whole.peekable(), plain.peekable());
        Box::new(std::iter::from_fn(move || {
            let first = match (whole.peek(), plain.peek()) {
                (Some((one, row)), Some(other)) => {
                    (*one, row.norm) < (other.arose, other.class.norm)
                }
                (one, _) => one.is_some(),
            };
            if first {
                whole.next().map(|(_, row)| row)
            } else {
                plain.next().map(row)
            }
        }))
    }
}

fn row(one: Became) -> DutyRow {
    DutyRow {
        norm: one.class.norm,
        bearer: one.class.bearer,
        arose: date(one.arose.day()),
        due: due(one.due),
        state: one.state,
        since: date(one.since),
        order_matters: false,
    }
}

fn date(day: i32) -> Date {
    Date::from_days(day).unwrap_or(Date::MIN)
}

fn due(day: i32) -> Option<Date> {
    Date::from_days(day).filter(|_| day != NO_DUE)
}

fn dated(
    failure: Box<crate::record::record::RunError>,
    day: i32,
) -> Box<crate::record::record::RunError> {
    located(failure, None, Date::from_days(day))
}
