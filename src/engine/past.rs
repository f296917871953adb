//! What happened: every line of the timeline that a run came to, with its moment and, for acts and events, its content
//! and its standing (S5.2, S5.5).

use rustc_hash::FxHashMap;

use super::moment::{Stamp, View};
use crate::{
    base::{
        date::Date,
        time_of_day::{ClockRange, TimeOfDay},
    },
    policy::policy::ActId,
    program::val::Val,
};

/// Whether an act counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is not judged yet, or not complete: nobody sees it in the past.
    Open,
    /// It is done: valid, not listed or not judged; or an event.
    Counts,
    /// It may be void: it counts as a range.
    Maybe,
    /// It is void, and was not done.
    Void,
}

/// A line of the timeline.
#[derive(Debug, Clone, Copy)]
struct Line {
    stamp: Stamp,
    act: u32, // `NO_ACT` where it is neither act nor event
    arguments: u32,
    people: u32,
    performers: u16,
    principals: u16, // 0 where they are the performers
    time: u16,       // `NO_TIME` where it is not said
    standing: Standing,
    event: bool,
}

/// How much a line takes.
pub const BYTES_OF_LINE: usize = size_of::<Line>();

const NO_ACT: u32 = u32::MAX;
const NO_TIME: u16 = u16::MAX;

/// An act or event that is to be entered.
#[derive(Debug, Clone, Copy)]
pub struct Done<'a> {
    /// Which.
    pub act: ActId,
    /// Whether nobody does it.
    pub event: bool,
    /// Its arguments, by parameter; what is left out is [`Val::NONE`].
    pub arguments: &'a [Val],
    /// Who did it: individuals or offices of bodies.
    pub performers: &'a [Val],
    /// Who answers for it (`by c`, `actor of x`): as far as that is known before it is judged.
    pub principals: &'a [Val],
}

/// The timeline as far as a run has come.
#[derive(Debug, Clone, Default)]
pub struct Past {
    lines: Vec<Line>,
    arguments: Vec<Val>,
    people: Vec<Val>,
    by_act: Vec<Vec<u32>>,
    acts: Vec<u32>,
    ended: FxHashMap<u32, Stamp>,
    deadlines: FxHashMap<u32, Val>,
    inner: Vec<Stamp>,
    /// Raised when the standing of an act changes that was settled already.
    reopened: u64,
}

impl Past {
    /// Nothing has happened. The number of acts that the policy declares is wanted beforehand.
    pub fn new(acts: usize) -> Past {
        Past {
            by_act: vec![Vec::new(); acts],
            ..Past::default()
        }
    }

    /// How many lines of the timeline there are so far: the next one has this place.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Enters the next line of the timeline: its place. An act or event is not seen in the past before it is settled.
    pub fn enter(&mut self, stamp: Stamp, time: Option<TimeOfDay>, done: Option<Done<'_>>) -> u32 {
        let place = index(self.lines.len());
        let mut line = Line {
            stamp,
            act: NO_ACT,
            arguments: index(self.arguments.len()),
            people: index(self.people.len()),
            performers: 0,
            principals: 0,
            time: time
                .and_then(|time| u16::try_from(time.minutes()).ok())
                .unwrap_or(NO_TIME),
            standing: Standing::Open,
            event: false,
        };
        if let Some(done) = done {
            line.act = done.act.raw();
            line.event = done.event;
            self.arguments.extend_from_slice(done.arguments);
            self.people.extend_from_slice(done.performers);
            line.performers = u16::try_from(done.performers.len()).unwrap_or(u16::MAX);
            if done.principals != done.performers {
                self.people.extend_from_slice(done.principals);
                line.principals = u16::try_from(done.principals.len()).unwrap_or(u16::MAX);
            }
        }
        self.lines.push(line);
        place
    }

    /// Takes the last line out again: it was entered only to ask about it, and was not settled.
    pub fn take_back(&mut self) {
        if let Some(line) = self.lines.pop() {
            self.arguments.truncate(line.arguments as usize);
            self.people.truncate(line.people as usize);
        }
    }

    /// Who answers for an act, found when it was judged; and the moment at which it was done, where that is later than its
    /// line (a signature was wanted).
    pub fn complete(&mut self, place: u32, stamp: Stamp, principals: &[Val]) {
        let people = index(self.people.len());
        let Some(line) = self.lines.get_mut(place as usize) else {
            return;
        };
        line.stamp = stamp;
        let old = people_of(&self.people, line).1;
        if old == principals {
            return;
        }
        let performers: Vec<Val> = people_of(&self.people, line).0.to_vec();
        line.people = people;
        self.people.extend_from_slice(&performers);
        line.principals = 0;
        if performers != principals {
            self.people.extend_from_slice(principals);
            line.principals = u16::try_from(principals.len()).unwrap_or(u16::MAX);
        }
    }

    /// Adds a performer: a further signature.
    pub fn add_performer(&mut self, place: u32, performer: Val) {
        let people = index(self.people.len());
        let Some(line) = self.lines.get_mut(place as usize) else {
            return;
        };
        let (performers, principals) = people_of(&self.people, line);
        let (mut performers, principals) = (performers.to_vec(), principals.to_vec());
        performers.push(performer);
        line.people = people;
        line.performers = u16::try_from(performers.len()).unwrap_or(u16::MAX);
        line.principals = u16::try_from(principals.len()).unwrap_or(u16::MAX);
        self.people.extend(performers);
        self.people.extend(principals);
    }

    /// Settles how an act or event stands. From now on the past has it, at its moment.
    pub fn settle(&mut self, place: u32, standing: Standing) {
        let Some(line) = self.lines.get_mut(place as usize) else {
            return;
        };
        let first = line.standing == Standing::Open;
        line.standing = standing;
        if !first {
            self.reopened += 1;
            return;
        }
        if line.act == NO_ACT {
            return;
        }
        if !line.event {
            self.acts.push(place);
        }
        if let Some(list) = self.by_act.get_mut(line.act as usize) {
            list.push(place);
        }
    }

    /// From this moment on an act is void (S5.4).
    pub fn end(&mut self, place: u32, stamp: Stamp) {
        self.ended.insert(place, stamp);
        if self.standing(place) != Standing::Open {
            self.reopened += 1;
        }
    }

    /// How an act stands, apart from being set aside from then on.
    pub fn standing(&self, place: u32) -> Standing {
        self.line(place)
            .map_or(Standing::Void, |line| line.standing)
    }

    /// How an act stands for a question that sees its moment.
    pub fn standing_at(&self, place: u32, view: View) -> Standing {
        let ended = !self.ended.is_empty()
            && self
                .ended
                .get(&place)
                .is_some_and(|stamp| view.sees(*stamp));
        if ended {
            Standing::Void
        } else {
            self.standing(place)
        }
    }

    /// Whether an act is set aside from some moment on.
    pub fn is_ended(&self, place: u32) -> bool {
        !self.ended.is_empty() && self.ended.contains_key(&place)
    }

    /// How often the standing of a settled act changed.
    pub fn reopened(&self) -> u64 {
        self.reopened
    }

    fn line(&self, place: u32) -> Option<&Line> {
        self.lines.get(place as usize)
    }

    /// The moment of a happening; also of one that no line states.
    pub fn stamp(&self, happening: Val) -> Option<Stamp> {
        if let Some(place) = happening.as_happening() {
            return self.line(place).map(|line| line.stamp);
        }
        self.inner
            .get(happening.as_inner_moment()? as usize)
            .copied()
    }

    /// The moment of a line.
    pub fn moment(&self, place: u32) -> Option<Stamp> {
        self.line(place).map(|line| line.stamp)
    }

    /// The times at which a happening may have been (S1.2).
    pub fn clock(&self, happening: Val) -> Option<ClockRange> {
        let stamp = self.stamp(happening)?;
        let time = happening.as_happening().and_then(|place| self.time(place));
        Some(ClockRange::of(Date::from_days(stamp.day())?, time))
    }

    /// The time of day of a line, where it is said.
    pub fn time(&self, place: u32) -> Option<TimeOfDay> {
        let time = u32::from(self.line(place)?.time);
        TimeOfDay::from_hm(time / 60, time % 60)
    }

    /// Which act or event a line is, if it is one.
    pub fn act(&self, place: u32) -> Option<ActId> {
        let line = self.line(place)?;
        (line.act != NO_ACT).then(|| ActId::new(line.act))
    }

    /// Whether a line is an event, which nobody does.
    pub fn is_event(&self, place: u32) -> bool {
        self.line(place).is_some_and(|line| line.event)
    }

    /// An argument of an act or event; nothing where it is left out.
    pub fn argument(&self, place: u32, parameter: u32) -> Val {
        let Some(line) = self.line(place) else {
            return Val::NONE;
        };
        let Some(at) = line.arguments.checked_add(parameter) else {
            return Val::NONE;
        };
        let end = self
            .line(place.saturating_add(1))
            .map_or(self.arguments.len(), |next| next.arguments as usize);
        if (at as usize) < end {
            self.arguments
                .get(at as usize)
                .copied()
                .unwrap_or(Val::NONE)
        } else {
            Val::NONE
        }
    }

    /// All arguments of an act or event.
    pub fn arguments(&self, place: u32) -> &[Val] {
        let Some(line) = self.line(place) else {
            return &[];
        };
        let end = self
            .line(place.saturating_add(1))
            .map_or(self.arguments.len(), |next| next.arguments as usize);
        self.arguments
            .get(line.arguments as usize..end)
            .unwrap_or(&[])
    }

    /// Who did it.
    pub fn performers(&self, place: u32) -> &[Val] {
        self.line(place)
            .map_or(&[], |line| people_of(&self.people, line).0)
    }

    /// Who answers for it: those of whom `c has done` and `by c` are true.
    pub fn principals(&self, place: u32) -> &[Val] {
        self.line(place)
            .map_or(&[], |line| people_of(&self.people, line).1)
    }

    /// Settled acts and events of one sort, in order.
    pub fn of_act(&self, act: ActId) -> &[u32] {
        self.by_act.get(act.index()).map_or(&[], |list| list)
    }

    /// All settled acts, in order; no events.
    pub fn all_acts(&self) -> &[u32] {
        &self.acts
    }

    /// The day by which a direction is to be followed.
    pub fn set_deadline(&mut self, place: u32, deadline: Val) {
        self.deadlines.insert(place, deadline);
    }

    /// The day by which a direction is to be followed; nothing where none was set.
    pub fn deadline(&self, place: u32) -> Val {
        self.deadlines.get(&place).copied().unwrap_or(Val::NONE)
    }

    /// A moment that no line states: a duty's change of state, a fact's beginning. It can be named like a happening.
    pub fn add_inner(&mut self, stamp: Stamp) -> Val {
        if let (Some(last), Some(number)) = (self.inner.last(), self.inner.len().checked_sub(1))
            && *last == stamp
        {
            return Val::inner_moment(index(number));
        }
        let number = index(self.inner.len());
        self.inner.push(stamp);
        Val::inner_moment(number)
    }
}

fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn people_of<'a>(people: &'a [Val], line: &Line) -> (&'a [Val], &'a [Val]) {
    let from = line.people as usize;
    let middle = from + usize::from(line.performers);
    let performers = people.get(from..middle).unwrap_or(&[]);
    if line.principals == 0 {
        return (performers, performers);
    }
    let end = middle + usize::from(line.principals);
    (performers, people.get(middle..end).unwrap_or(&[]))
}
