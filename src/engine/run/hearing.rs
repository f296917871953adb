//! A line of the timeline is heard: acts and events go to `act.rs`; judgements, evidence, waivers, orders, offices and
//! stated changes are dealt with here.

use crate::{
    case::{
        case::{GivenOffice, Holding},
        happening::{Happening, HappeningKind, Named},
    },
    engine::{
        duties::{instance::InstanceId, progress::EndedBy},
        fail::Run,
        moment::Stamp,
        state::Relation,
    },
    policy::{
        norm::{Deadline, NormNameId},
        policy::{FactId, FactSort, IndividualId},
        value::Value,
    },
    program::{norm::PartKind, val::Val},
    record::{
        reason::Truth,
        record::{NoEffect, WithoutEffect},
    },
};

use super::{effect::Set, session::Session};

impl<'a> Session<'a> {
    /// Hears a line of the timeline.
    pub(crate) fn hear(&mut self, place: usize, happening: &'a Happening) -> Run<()> {
        match &happening.kind {
            HappeningKind::Act(act) => return self.hear_act(place, happening, act),
            HappeningKind::Event { event, arguments } => {
                return self.hear_event(place, happening, *event, arguments);
            }
            _ => {
                self.world.past.enter(self.now, happening.time, None);
            }
        }
        match &happening.kind {
            HappeningKind::Act(_) | HappeningKind::Event { .. } | HappeningKind::LeftOut => Ok(()),
            HappeningKind::Delegates { link, by } => self.delegates(place, link, by),
            HappeningKind::Revokes { by, what } => {
                self.revokes(place, by, *what);
                Ok(())
            }
            HappeningKind::Joins {
                by,
                what,
                acting_as,
            } => self.joins(by, *what, *acting_as),
            HappeningKind::Agrees { by, to } => {
                let by = self.world.take(by);
                self.agrees(by, to)
            }
            HappeningKind::WithdrawsAgreement { by, to } => {
                let by = self.world.take(by);
                self.withdraws(by, to);
                Ok(())
            }
            HappeningKind::Judges {
                by,
                judgement,
                arguments,
                holds,
                ..
            } => self.judged_by(place, happening, by, *judgement, arguments, *holds),
            HappeningKind::Evidence {
                of,
                norm,
                bearer,
                for_,
            } => self.evidence(place, of, *norm, *bearer, for_.as_ref()),
            HappeningKind::Waives { by, norm, of, for_ } => {
                self.waives(place, by, *norm, *of, for_.as_ref())
            }
            HappeningKind::SetsAside {
                what, from_then_on, ..
            } => {
                self.sets_aside(*what, *from_then_on);
                self.sets_link_aside(*what, *from_then_on);
                Ok(())
            }
            HappeningKind::Office(office) => {
                self.note_held(office);
                self.office(office);
                Ok(())
            }
            HappeningKind::Effect(effect) => self.stated_effect(effect, Some(happening.span), true),
        }
    }

    /// Somebody assesses something. Only whose judgement it is can (S2: someone's assessment).
    fn judged_by(
        &mut self,
        place: usize,
        happening: &Happening,
        by: &Value,
        judgement: FactId,
        arguments: &[Value],
        holds: bool,
    ) -> Run<()> {
        let arguments: Vec<Val> = arguments
            .iter()
            .map(|value| self.world.take(value))
            .collect();
        let policy = self.policy;
        let judge = policy.facts.get(judgement).map(|fact| &fact.sort);
        if let Some(FactSort::Judgement(Some(judge))) = judge {
            let judge = self.judge_of(judge, &arguments)?;
            let by = self.world.take(by);
            if judge.is_known() && judge != by {
                self.without_effect(place, NoEffect::NotTheirJudgement);
                return Ok(());
            }
        }
        let set = Set::Fact(judgement, arguments, Val::boolean(holds));
        self.set_later(set, Truth::True, Some(happening.span));
        Ok(())
    }

    /// Whose judgement it is: a literal, or an expression over the parameters.
    fn judge_of(&mut self, judge: &crate::policy::expr::Expr, arguments: &[Val]) -> Run<Val> {
        if let crate::policy::expr::ExprKind::Literal(value) = &judge.kind {
            return Ok(self.world.take(value));
        }
        let node = self.world.compile(|compiler| compiler.expression(judge));
        let mut env = arguments.to_vec();
        let view = self.before();
        self.value(node, &mut env, view)
    }

    /// Evidence for a standing duty, or of regard had, whoever shows it.
    fn evidence(
        &mut self,
        place: usize,
        of: &[Value],
        norm: NormNameId,
        bearer: IndividualId,
        for_: Option<&Value>,
    ) -> Run<()> {
        let shown: Vec<Val> = of.iter().map(|value| self.world.take(value)).collect();
        let instances = self.open_instances(norm, bearer, for_);
        if instances.is_empty() {
            self.without_effect(place, NoEffect::NothingOpen);
        }
        for id in instances {
            let count = self
                .code_of(id)
                .map_or(0, |code| self.program.norms.parts_of(code.id).len());
            for number in 0..u32::try_from(count).unwrap_or(0) {
                let Some(part) = self.part_code(id, number) else {
                    continue;
                };
                let wanted = match &part.kind {
                    PartKind::Evidence(items, _) => {
                        let Some((_, mut env)) = self.env_of(id) else {
                            continue;
                        };
                        let view = self.before();
                        self.set_members(*items, &mut env, view)?
                    }
                    PartKind::Regard(things) => {
                        let Some((_, mut env)) = self.env_of(id) else {
                            continue;
                        };
                        let view = self.before();
                        self.values(things, &mut env, view)?
                    }
                    _ => continue,
                };
                let at = self.at;
                let Some(progress) = self.duties.part_mut(id, number) else {
                    continue;
                };
                let before = progress.covered.len();
                for item in &wanted {
                    if shown.contains(item) && !progress.covered.contains(&(0, *item)) {
                        progress.covered.push((0, *item));
                    }
                }
                if progress.covered.len() > before {
                    progress.by.extend(at);
                }
                if wanted
                    .iter()
                    .all(|item| progress.covered.contains(&(0, *item)))
                {
                    progress.done = Truth::True;
                }
            }
            self.review(id)?;
        }
        Ok(())
    }

    /// The claimant releases a bearer (S4.2). Nobody else can.
    fn waives(
        &mut self,
        place: usize,
        by: &Value,
        norm: NormNameId,
        of: IndividualId,
        for_: Option<&Value>,
    ) -> Run<()> {
        let by = self.world.take(by);
        let mut instances = self.open_instances(norm, of, for_);
        // What is breached stays so.
        instances.retain(|id| self.duties.get(*id).is_some_and(|one| !one.was_breached));
        if instances.is_empty() {
            self.without_effect(place, NoEffect::NothingOpen);
        }
        let mut claimant = instances.is_empty();
        for id in instances {
            let owed = self.claimants_of(id)?;
            if owed.contains(&by) {
                claimant = true;
                let at = u32::try_from(place).unwrap_or(u32::MAX);
                self.release(id, EndedBy::Waived(at))?;
            }
        }
        if !claimant {
            self.without_effect(place, NoEffect::NotOwedToThem);
        }
        Ok(())
    }

    /// The open instances of a norm of a bearer, of this period or happening where one is said.
    fn open_instances(
        &mut self,
        norm: NormNameId,
        bearer: IndividualId,
        for_: Option<&Value>,
    ) -> Vec<InstanceId> {
        let bearer = Val::individual(bearer);
        let wanted = for_.map(|value| self.world.take(value));
        let mut found = Vec::new();
        for version in self.versions_of(norm) {
            for id in self.by_norm.get(version.index()).into_iter().flatten() {
                let fits = self.duties.get(*id).is_some_and(|one| {
                    one.is_open()
                        && one.bearer == bearer
                        && wanted.is_none_or(|wanted| one.cause.value() == wanted)
                });
                if fits {
                    found.push(*id);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// An act is set aside (S5.4). Orders that make it void throughout were looked up before the run began.
    fn sets_aside(&mut self, what: Named, from_then_on: bool) {
        let Named::Happening(place) = what else {
            return;
        };
        if !from_then_on {
            return;
        }
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        if let Some(act) = self.world.past.act(place) {
            self.world.past.end(place, self.now);
            self.watch.act(act);
        }
    }

    fn office(&mut self, office: &GivenOffice) {
        let arguments = [
            Val::office(office.office, office.of),
            Val::individual(office.person),
        ];
        let (to, stamp) = match office.holding {
            Holding::Holds => (Val::TRUE, self.now),
            Holding::ActsAs => (Val::FALSE, self.now),
            Holding::Leaves => (Val::NONE, self.now),
        };
        self.world.relate(Relation::Office, &arguments, to, stamp);
        if let Some(until) = office.dates.until
            && office.holding != Holding::Leaves
        {
            let after = Stamp::start_of(until.days().saturating_add(1));
            self.world
                .relate(Relation::Office, &arguments, Val::NONE, after);
        }
    }

    /// Notes that a line had no effect, and why.
    pub(crate) fn without_effect(&mut self, happening: usize, why: NoEffect) {
        self.ineffective.push(WithoutEffect { happening, why });
    }

    /// The deadline that a direction sets: its last day.
    pub(crate) fn set_direction_deadline(&mut self, place: u32, deadline: &Deadline) -> Run<()> {
        let id = self.world.compile(|compiler| compiler.deadline(deadline));
        let mut env = vec![Val::happening(place); self.case.variables.len().max(1)];
        let view = self.before();
        let due = self.world.due(id, &mut env, view)?;
        if let crate::engine::due::Due::By(by) = due {
            self.world.past.set_deadline(place, Val::day(by.last));
        }
        Ok(())
    }
}
