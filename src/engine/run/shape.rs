//! Rows of a table by what stands in them, the day apart: what a row comes to is found once for all rows that say the same.
//!
//! A row is plain where its act is, whoever does it is there throughout and needs no authority: then it sets off and discharges
//! only instances of plain duties, and nothing else can be read of it. Every other row goes the whole way.

use rustc_hash::FxHashMap;

use crate::{
    engine::{
        duties::{instance::NO_DUE, plain::Became, plain::PlainDuties, progress::Bound},
        fail::Run,
        past,
    },
    policy::policy::ActId,
    program::{
        norm::{ActPart, KeySource, PartKind, PartyCode},
        plain::PlainNorm,
        val::Val,
    },
    record::reason::Truth,
};

use super::session::Session;

/// The number of what stands in rows, in the order in which a caller has added them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShapeId(pub u32);

/// What stands in rows that say the same.
#[derive(Debug, Clone)]
struct Shape {
    act: ActId,
    actor: Val,
    arguments: std::ops::Range<usize>,
    way: Way,
}

/// How a row is run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// It has not been looked at.
    Unseen,
    /// As any act or event.
    Whole,
    /// It discharges what waits in these chains, then makes these instances.
    Plain {
        chains: (u32, u32),
        arisings: (u32, u32),
    },
}

/// An instance that a row brings about.
#[derive(Debug, Clone, Copy)]
struct Arises {
    class: u32,
    chain: u32,
    norm: u32,
    from: i32,
    until: i32,
}

/// The plain duties of a run over rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// Whether rows may go the short way.
    pub(super) short: bool,
    /// Whether instances of which nothing more can become are let go.
    pub(super) streams: bool,
    /// Nothing was dated when the run began.
    pub(super) timeless: bool,
    /// Something came up that only the whole way can say.
    pub(super) refused: bool,
    /// The moment before this one may still wake something.
    pub(super) unsettled: bool,
    shapes: Vec<Shape>,
    arguments: Vec<Val>,
    chains: Vec<u32>,
    arisings: Vec<Arises>,
    dues: Dues,
    pub(super) duties: PlainDuties,
    /// Instances that were let go since the caller last asked.
    pub(super) ended: Vec<Became>,
    /// The acts of all rows, where they are wanted: the day, the shape, and the place in the past of one that went the whole way.
    pub(super) acts: Option<Vec<(i32, ShapeId, Option<u32>)>>,
}

/// More last days than this are not remembered: then all are forgotten.
const MAX_DUES: usize = 1 << 20;

/// Last days to act by the day of the trigger, which is all that they hang on.
#[derive(Debug, Clone, Default)]
struct Dues {
    /// By norm: the day that was asked for last, and its last day.
    latest: Vec<Option<(i32, i32)>>,
    known: FxHashMap<(u32, i32), i32>,
}

impl Dues {
    fn get(&mut self, norm: u32, day: i32) -> Option<i32> {
        let latest = self.latest.get_mut(norm as usize)?;
        if let Some((of, due)) = latest
            && *of == day
        {
            return Some(*due);
        }
        let due = *self.known.get(&(norm, day))?;
        *latest = Some((day, due));
        Some(due)
    }

    fn keep(&mut self, norm: u32, day: i32, due: i32) {
        let place = norm as usize;
        if place >= self.latest.len() {
            self.latest.resize(place + 1, None);
        }
        if let Some(latest) = self.latest.get_mut(place) {
            *latest = Some((day, due));
        }
        if self.known.len() >= MAX_DUES {
            self.known.clear();
        }
        self.known.insert((norm, day), due);
    }
}

impl Session<'_> {
    /// Lets rows go the short way where they can; with `streams`, instances of which nothing more can become are let go, and
    /// [`Session::take_ended`] gives them. Only for a run of which nothing is asked but its duties, before its first row.
    pub fn shorten(&mut self, streams: bool) {
        let case = self.case;
        let delegations = &self.program.delegations;
        self.rows.streams = streams;
        self.rows.timeless = self.agenda.earliest().is_none();
        // Nobody and nothing of the background may change, and everyone acts for themselves.
        self.rows.short = case.timeline.is_empty()
            && case.effects.is_empty()
            && case.existing.is_empty()
            && case.kinds.is_empty()
            && delegations.schemes.is_empty()
            && delegations.offices.is_empty()
            && self.links.is_empty();
    }

    /// Keeps the acts of rows, for [`Session::act_rows`].
    pub fn keep_acts(&mut self) {
        self.rows.acts = Some(Vec::new());
    }

    /// Whether a row came that only the whole way can say: the run is to be made anew, without [`Session::shorten`].
    pub fn is_refused(&self) -> bool {
        self.rows.refused
    }

    /// Adds what stands in rows, for [`Session::advance_shape`]: numbered in the order in which they are added.
    pub fn add_shape(&mut self, act: ActId, actor: Val, arguments: &[Val]) -> ShapeId {
        let number = u32::try_from(self.rows.shapes.len()).unwrap_or(u32::MAX);
        let start = self.rows.arguments.len();
        self.rows.arguments.extend_from_slice(arguments);
        self.rows.shapes.push(Shape {
            act,
            actor,
            arguments: start..self.rows.arguments.len(),
            way: Way::Unseen,
        });
        ShapeId(number)
    }

    /// How many shapes have been added.
    pub fn shapes(&self) -> usize {
        self.rows.shapes.len()
    }

    /// Forgets all shapes: rows are numbered anew. Instances stay.
    pub fn forget_shapes(&mut self) {
        self.rows.shapes.clear();
        self.rows.arguments.clear();
        self.rows.chains.clear();
        self.rows.arisings.clear();
    }

    /// The act, actor and arguments of a shape.
    pub(super) fn shape(&self, id: ShapeId) -> Option<(ActId, Val, &[Val])> {
        let shape = self.rows.shapes.get(id.0 as usize)?;
        let arguments = self.rows.arguments.get(shape.arguments.clone())?;
        Some((shape.act, shape.actor, arguments))
    }

    /// How rows of a shape are run; found at the first of them.
    pub(super) fn way(&mut self, id: ShapeId) -> Run<Way> {
        let Some(shape) = self.rows.shapes.get(id.0 as usize) else {
            return Ok(Way::Whole);
        };
        if !matches!(shape.way, Way::Unseen) {
            return Ok(shape.way);
        }
        let way = self.find_way(id)?.unwrap_or(Way::Whole);
        if let Some(shape) = self.rows.shapes.get_mut(id.0 as usize) {
            shape.way = way;
        }
        Ok(way)
    }

    fn find_way(&mut self, id: ShapeId) -> Run<Option<Way>> {
        let norms = &self.program.norms;
        let Some((act, actor, arguments)) = self.shape(id) else {
            return Ok(None);
        };
        if !self.rows.short || norms.plain.acts.get(act.index()) != Some(&true) {
            return Ok(None);
        }
        let Some(who) = actor.as_individual() else {
            return Ok(None);
        };
        let view = self.before();
        if self.needs_authority(actor, view) || !self.exists(actor, view) {
            return Ok(None);
        }
        let arguments = arguments.to_vec();
        let first_chain = self.rows.chains.len();
        for part_id in norms
            .dispatch
            .parts_by_act
            .get(act.index())
            .into_iter()
            .flatten()
        {
            let Some(PartKind::Act(part)) = norms.part(*part_id).map(|part| &part.kind) else {
                continue;
            };
            if let Some(key) = key_of_act(part, &arguments) {
                let chain = self.rows.duties.chain(*part_id, actor, key);
                self.rows.chains.push(chain);
            }
        }
        let first_arising = self.rows.arisings.len();
        let triggers = norms.dispatch.triggers_by_act.get(act.index());
        for at in triggers.into_iter().flatten() {
            let (Some((code, trigger)), Some(Ok(plain))) =
                (self.trigger(*at), norms.plain.norms.get(at.norm.index()))
            else {
                return Ok(None);
            };
            if !trigger.may_be_pulled(&arguments) {
                continue;
            }
            let mut env = self.env(code.slots);
            let matched = self.fits_plain(plain, act, actor, &arguments, &mut env)?;
            let binds = matched
                && matches!(code.party, PartyCode::Any { kind, .. } if self.is_kind(actor, kind, view))
                && self.is_law(&code.force, code.name)
                && self.is_left_to_bind(code, actor, view);
            if binds {
                let Some(PartKind::Act(part)) = norms.part(plain.part).map(|part| &part.kind)
                else {
                    return Ok(None);
                };
                let key = part
                    .key
                    .iter()
                    .map(|(_, source)| match source {
                        KeySource::Constant(val) => *val,
                        KeySource::Slot(slot) => {
                            env.get(slot.index()).copied().unwrap_or(Val::NONE)
                        }
                    })
                    .collect();
                let arising = Arises {
                    class: self.rows.duties.class(code.id, who),
                    chain: self.rows.duties.chain(plain.part, actor, key),
                    norm: code.id.raw(),
                    from: code.force.from,
                    until: code.force.until,
                };
                self.rows.arisings.push(arising);
            }
            self.done_with(env);
        }
        // What one row brings about stands in the order of the norms.
        if let Some(arisings) = self.rows.arisings.get_mut(first_arising..) {
            arisings.sort_by_key(|one| one.norm);
        }
        let range = |from: usize, to: usize| {
            let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            (number(from), number(to))
        };
        Ok(Some(Way::Plain {
            chains: range(first_chain, self.rows.chains.len()),
            arisings: range(first_arising, self.rows.arisings.len()),
        }))
    }

    /// Whether an act pulls the trigger of a plain norm; binds its variables.
    fn fits_plain(
        &mut self,
        plain: &PlainNorm,
        act: ActId,
        actor: Val,
        arguments: &[Val],
        env: &mut [Val],
    ) -> Run<bool> {
        let view = self.before();
        let place = self.try_entering(act, actor, arguments);
        let fits = self.term(plain.actor, actor, env, view).and_then(|truth| {
            if truth == Truth::False {
                return Ok(truth);
            }
            let wanted = crate::engine::world::Wanted::Apart;
            let matched = self
                .world
                .matches(plain.pattern, place, env, view, wanted)?;
            Ok(truth.min(matched))
        });
        self.world.past.take_back();
        let fits = fits?;
        self.rows.refused |= fits == Truth::Unknown;
        Ok(fits == Truth::True)
    }

    fn try_entering(&mut self, act: ActId, actor: Val, arguments: &[Val]) -> u32 {
        self.world.past.enter(
            self.now,
            None,
            Some(past::Done {
                act,
                event: false,
                arguments,
                performers: &[actor],
                principals: &[actor],
            }),
        )
    }

    /// Runs a plain row at this moment.
    pub(super) fn carry_plain(
        &mut self,
        id: ShapeId,
        chains: (u32, u32),
        arisings: (u32, u32),
    ) -> Run<()> {
        let now = self.now;
        let day = now.day();
        for at in chains.0..chains.1 {
            let Some(chain) = self.rows.chains.get(at as usize).copied() else {
                continue;
            };
            if self.rows.streams {
                let ended = &mut self.rows.ended;
                self.rows
                    .duties
                    .let_go(chain, day, &mut |one| ended.push(one));
            } else {
                self.rows.duties.discharge(chain, day);
            }
        }
        for at in arisings.0..arisings.1 {
            let Some(one) = self.rows.arisings.get(at as usize).copied() else {
                continue;
            };
            if day < one.from || day > one.until {
                continue;
            }
            let due = match self.rows.dues.get(one.norm, day) {
                Some(due) => due,
                None => self.plain_due(id, one.norm)?,
            };
            self.rows.duties.arise(one.class, one.chain, now, due);
        }
        Ok(())
    }

    /// The last day of a plain duty that arises at this moment.
    #[cold]
    fn plain_due(&mut self, id: ShapeId, norm: u32) -> Run<i32> {
        let norms = &self.program.norms;
        let Some(Ok(plain)) = norms.plain.norms.get(norm as usize).copied() else {
            return Ok(NO_DUE);
        };
        let slots = norms.codes.get(norm as usize).map_or(0, |code| code.slots);
        let due = match plain.deadline {
            None => NO_DUE,
            Some(deadline) => {
                let (act, actor, arguments) = match self.shape(id) {
                    Some((act, actor, arguments)) => (act, actor, arguments.to_vec()),
                    None => return Ok(NO_DUE),
                };
                let mut env = self.env(slots);
                let place = self.try_entering(act, actor, &arguments);
                if let Some(label) = plain.label
                    && let Some(slot) = env.get_mut(label.index())
                {
                    *slot = Val::happening(place);
                }
                let view = self.before();
                let by = self.due_by(deadline, &mut env, view);
                self.world.past.take_back();
                self.done_with(env);
                let by = by?;
                self.rows.refused |= by.unknown || by.bound != Bound::Day || by.first != i32::MIN;
                by.last
            }
        };
        self.world.take_same_day();
        self.rows.dues.keep(norm, self.now.day(), due);
        Ok(due)
    }
}

/// What an act settles of a part; none where it cannot be what is waited for.
fn key_of_act(part: &ActPart, arguments: &[Val]) -> Option<Box<[Val]>> {
    part.key
        .iter()
        .map(|(place, source)| {
            let given = arguments
                .get(*place)
                .copied()
                .filter(|val| !val.is_none())?;
            match source {
                KeySource::Constant(val) if *val != given => None,
                _ => Some(given),
            }
        })
        .collect()
}
