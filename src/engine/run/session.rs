//! A run as a session: it is loaded, happenings are given to it one by one, and at the end it is a record.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    case::{case::Case, happening::Happening},
    engine::{
        delegation::link::Links,
        duties::{
            instance::{CauseCode, InstanceId},
            store::Duties,
        },
        fail::{Run, located},
        moment::{Stamp, View},
        world::World,
    },
    policy::{norm::NormId, policy::Policy},
    program::{program::Program, val::Val},
    record::record::{Conflict, Record, RunError, WithoutEffect},
};

use super::{
    acts::Acts, agenda::Agenda, agreement::Agreements, cascade::Change, effect::Wave, watch::Watch,
};

/// A run of one scenario. A copy of it is a checkpoint: it goes on by itself from where it was taken.
#[derive(Debug, Clone)]
pub struct Session<'a> {
    pub(crate) program: &'a Program,
    pub(crate) policy: &'a Policy,
    pub(crate) case: &'a Case,
    pub(crate) world: World<'a>,
    pub(crate) duties: Duties,
    /// Instances by the version of the norm that they stand under.
    pub(crate) by_norm: Vec<Vec<InstanceId>>,
    pub(crate) acts: Acts,
    pub(crate) agreements: Agreements,
    /// Links of delegation, and for whom acts are done.
    pub(crate) links: Links,
    pub(crate) agenda: Agenda,
    pub(crate) watch: Watch,
    /// The moment that is being looked at.
    pub(crate) now: Stamp,
    /// The happening that is being looked at, by its place in the timeline.
    pub(crate) at: Option<u32>,
    /// The first day of the scenario: that of its first happening, or else the last day looked at.
    pub(crate) first_day: i32,
    /// Whether happenings come as rows of a table.
    pub(crate) begins: bool,
    /// The last day looked at, where it is said.
    pub(crate) as_of: Option<i32>,
    /// Changes of this moment that may set something off.
    pub(crate) changes: Vec<Change>,
    /// What the changes of this moment have written.
    pub(crate) wave: Wave,
    /// Instances made in this moment: norm, bearer and bindings (S3).
    pub(crate) made: FxHashSet<(NormId, Val, Vec<Val>, Option<CauseCode>)>,
    /// Since when a norm binds a bearer, for duties that arise by themselves.
    pub(crate) since: FxHashMap<(NormId, Val), Since>,
    /// Claims that have passed: the norm's name, from whom, to whom (S4.7).
    pub(crate) claims: Vec<(crate::policy::norm::NormNameId, Val, Val)>,
    /// Functions that have passed: which (all of them where it is none), from whom, to whom (S4.7).
    pub(crate) passed: Vec<(Option<crate::policy::policy::FunctionId>, Val, Val)>,
    /// Norms that disagree.
    pub(crate) conflicts: Vec<Conflict>,
    /// Happenings that had no effect, and why.
    pub(crate) ineffective: Vec<WithoutEffect>,
    /// Happenings after the last day.
    pub(crate) left_out: Vec<usize>,
    /// The last happening's day.
    pub(crate) last_day: Option<i32>,
    /// Which happenings were set aside by an order, by their places: void throughout, or only from then on (S5.4).
    pub(crate) set_aside: FxHashMap<usize, usize>,
    /// Empty environments, kept to be used again.
    pub(crate) envs: Vec<Vec<Val>>,
    /// How many happenings of this day have been looked at.
    pub(crate) place: u32,
    /// A buffer for instances that an act may discharge.
    pub(crate) found: Vec<InstanceId>,
    /// What a run over rows of a table has beyond any other.
    pub(crate) rows: super::shape::Rows,
    /// Buffers for the next act or event.
    pub(crate) spare: Option<super::act::Done>,
    /// Instances in the store of states that conditions read.
    pub(crate) norm_instances: FxHashMap<InstanceId, crate::engine::norm_states::InstanceId>,
    /// Norms whose states have changed at this moment.
    pub(crate) touched_norms: Vec<crate::policy::norm::NormNameId>,
}

/// Since when a norm binds a bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Norm and bearer have no beginning.
    Always,
    /// From this day.
    Day(i32),
}

impl<'a> Session<'a> {
    /// Loads a case, with what it assumes.
    pub fn new(
        program: &'a Program,
        policy: &'a Policy,
        case: &'a Case,
    ) -> Result<Session<'a>, Vec<RunError>> {
        Session::assuming(program, policy, case, true, None, case.as_of)
    }

    /// Loads a case whose happenings come as rows of a table, the first of them on this day, and whose last day is this.
    pub fn beginning(
        program: &'a Program,
        policy: &'a Policy,
        case: &'a Case,
        first: Option<crate::base::date::Date>,
        as_of: Option<crate::base::date::Date>,
    ) -> Result<Session<'a>, Vec<RunError>> {
        Session::assuming(program, policy, case, true, first, as_of)
    }

    /// Loads a case, with what it assumes or without.
    pub(crate) fn assuming(
        program: &'a Program,
        policy: &'a Policy,
        case: &'a Case,
        assuming: bool,
        begins: Option<crate::base::date::Date>,
        as_of: Option<crate::base::date::Date>,
    ) -> Result<Session<'a>, Vec<RunError>> {
        let mut world = World::load(policy, case, program.code.clone())?;
        world.allow(program.limits);
        if !assuming {
            world.assume_nothing();
        }
        let as_of = as_of.map(|date| date.days());
        let first = case.timeline.first().map(|happening| happening.date.days());
        let begins = begins.map(|date| date.days());
        let first = first.into_iter().chain(begins).min();
        let first_day = match (first, as_of) {
            (Some(first), Some(as_of)) => first.min(as_of),
            (Some(day), None) | (None, Some(day)) => day,
            (None, None) => 0,
        };
        let mut session = Session {
            program,
            policy,
            case,
            world,
            duties: Duties::default(),
            by_norm: vec![Vec::new(); program.norms.codes.len()],
            acts: Acts::default(),
            agreements: Agreements::default(),
            links: Links::default(),
            agenda: Agenda::default(),
            watch: Watch::default(),
            now: Stamp::ALWAYS,
            at: None,
            first_day,
            begins: begins.is_some(),
            as_of,
            changes: Vec::new(),
            wave: Wave::default(),
            made: FxHashSet::default(),
            since: FxHashMap::default(),
            claims: Vec::new(),
            passed: Vec::new(),
            conflicts: Vec::new(),
            ineffective: Vec::new(),
            left_out: Vec::new(),
            last_day: None,
            set_aside: FxHashMap::default(),
            envs: Vec::new(),
            place: 0,
            found: Vec::new(),
            rows: super::shape::Rows::default(),
            spare: None,
            norm_instances: FxHashMap::default(),
            touched_norms: Vec::new(),
        };
        session.plan().map_err(|failure| vec![*failure])?;
        session
            .load_delegation()
            .map_err(|failure| vec![*failure])?;
        Ok(session)
    }

    /// Looks at the next happening of the case's timeline; they come in their order.
    pub fn advance(&mut self, place: usize, happening: &'a Happening) -> Run<()> {
        let day = happening.date.days();
        if self.as_of.is_some_and(|as_of| day > as_of) {
            self.left_out.push(place);
            return Ok(());
        }
        self.world.budget.earn();
        let date = happening.date;
        self.last_day = Some(day);
        self.go_to(day)
            .map_err(|failure| located(failure, None, Some(date)))?;
        self.place += 1;
        self.now = Stamp::new(day, self.place);
        self.at = u32::try_from(place).ok();
        self.new_moment();
        self.hear(place, happening)
            .and_then(|()| self.settle_moment())
            .map_err(|failure| located(failure, Some(place), Some(date)))?;
        self.at = None;
        Ok(())
    }

    /// Looks at all that is left of the case's timeline.
    pub fn advance_all(&mut self) -> Run<()> {
        for (place, happening) in self.case.timeline.iter().enumerate() {
            self.advance(place, happening)?;
        }
        self.end()
    }

    /// Goes to the end of the last day looked at.
    pub fn end(&mut self) -> Run<()> {
        let last = self.last();
        self.go_to(last)
    }

    /// The last day looked at: the one said, or that of the last happening (S1.5).
    pub fn last(&self) -> i32 {
        self.as_of.or(self.last_day).unwrap_or(self.first_day)
    }

    /// The record of what was found, after [`Session::end`].
    pub fn record(&mut self) -> Run<Record> {
        super::report::record(self)
    }

    /// The record of what was found, but for statements: what a replay needs.
    pub fn verdicts(&mut self) -> Run<Record> {
        super::report::verdicts(self)
    }

    /// The state just before the moment that is being looked at: what is asked about an act is read in it (S3).
    pub(crate) fn before(&self) -> View {
        View::before(self.now)
    }

    /// The state with all changes made so far at this moment.
    pub(crate) fn after(&self) -> View {
        View::after(self.now)
    }

    /// An empty environment with so many slots.
    pub(crate) fn env(&mut self, slots: u32) -> Vec<Val> {
        let mut env = self.envs.pop().unwrap_or_default();
        env.clear();
        env.resize(slots as usize, Val::NONE);
        env
    }

    /// Gives an environment back.
    pub(crate) fn done_with(&mut self, env: Vec<Val>) {
        self.envs.push(env);
    }
}
