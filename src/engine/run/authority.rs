//! Authority of one actor for one act: its own duties, powers and freedoms first (S4.5, S5); what others have delegated to
//! it, and what it does for its body, `engine::delegation` answers.

use crate::{
    engine::{delegation::seat::Seat, fail::Run, moment::View},
    policy::{norm::NormId, policy::FactSort},
    program::{
        norm::{FormCode, NormCode, PartyCode, PermissionCode},
        val::Val,
    },
    record::{
        act::Authority,
        reason::{Fault, Truth, Unknown},
    },
};

use super::{act::Done, immunity::Left, overriding::On, session::Session};

/// A norm that an act rests on, with its variables bound by the match.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// The norm.
    pub(crate) norm: NormId,
    /// Its variables.
    pub(crate) env: Vec<Val>,
}

/// How one actor stands to an act.
#[derive(Debug, Clone)]
pub(crate) enum Stand {
    /// It may do it.
    Valid {
        /// On what authority.
        authority: Authority,
        /// The norms, and whether each covers it for certain.
        grounds: Vec<(Ground, Truth)>,
        /// Immunities that did not stop a power of higher rank: the immunity, the power.
        conflicts: Vec<(NormId, NormId)>,
    },
    /// It may not.
    Void(Vec<Fault>),
    /// No authority is listed, and the list is not exhaustive.
    NotListed(Vec<Unknown>),
    /// No policy governs it.
    NotJudged,
    /// Not known.
    Undetermined {
        /// Why it might not.
        faults: Vec<Fault>,
        /// What would settle it.
        unknowns: Vec<Unknown>,
        /// Norms that may cover it.
        grounds: Vec<(Ground, Truth)>,
        /// On what chain or row it may rest, where it is done for another.
        authority: Option<Authority>,
    },
}

/// What was found of a holder's own norms for an act.
#[derive(Debug, Clone, Default)]
pub(crate) struct Own {
    /// Norms that cover it for certain.
    pub(crate) certain: Vec<Ground>,
    /// Norms that may cover it.
    pub(crate) maybe: Vec<Ground>,
    /// Why norms whose pattern fits do not cover it.
    pub(crate) faults: Vec<Fault>,
    /// Why norms that may cover it might not.
    pub(crate) doubts: Vec<Fault>,
    /// What would settle those that may.
    pub(crate) unknowns: Vec<Unknown>,
}

impl<'a> Session<'a> {
    /// Whether an act is plainly valid: one actor for itself, who exists and needs no authority for an act of which nothing
    /// else is to be found. Most rows of a large table are of this sort.
    pub(crate) fn is_plain(&self, done: &Done) -> bool {
        let [actor] = done.performers.as_slice() else {
            return false;
        };
        let view = self.before();
        done.principals.as_slice() == [*actor]
            && !self.links.seats.contains_key(&done.place)
            && !self.acts_of_note(done)
            && self.exists(*actor, view)
            && !self.needs_authority(*actor, view)
    }

    /// How one actor stands to an act, in the state just before it.
    pub(crate) fn stand(&mut self, actor: Val, done: &Done) -> Run<Stand> {
        let view = self.before();
        if !self.exists(actor, view) {
            return Ok(Stand::Void(self.not_existing(actor)));
        }
        let seats = self.links.seats.get(&done.place);
        let seat = seats.and_then(|seats| seats.iter().find(|seat| seat.who == actor));
        let seat = match (seat.cloned(), done.principals.as_slice()) {
            (Some(seat), _) => Some(seat),
            (None, [principal]) if *principal != actor => {
                Some(self.seat(actor, None, Some(*principal), None, view)?)
            }
            (None, _) => None,
        };
        match seat {
            Some(seat) => self.stand_in(&seat, done, view),
            None => self.stand_itself(actor, done, view),
        }
    }

    /// How one actor stands to an act for each for whom it is done.
    pub(crate) fn stands(&mut self, actor: Val, done: &Done) -> Run<Vec<Stand>> {
        let view = self.before();
        let seats = self.links.seats.get(&done.place);
        let theirs: Vec<Seat> = seats
            .into_iter()
            .flatten()
            .filter(|seat| seat.who == actor)
            .cloned()
            .collect();
        let bodies: Vec<Val> = theirs.iter().map(|seat| seat.principal).collect();
        let several = bodies.iter().any(|body| Some(body) != bodies.first());
        if !several || !self.exists(actor, view) {
            return Ok(vec![self.stand(actor, done)?]);
        }
        let mut stands = Vec::with_capacity(theirs.len());
        for (place, seat) in theirs.iter().enumerate() {
            // Who signs once more, in another office, stands for a body once.
            let again = bodies
                .iter()
                .take(place)
                .any(|body| *body == seat.principal);
            if !again {
                stands.push(self.stand_in(seat, done, view)?);
            }
        }
        Ok(stands)
    }

    fn stand_in(&mut self, seat: &Seat, done: &Done, view: View) -> Run<Stand> {
        if seat.principal != seat.who || seat.office.is_some() {
            self.stand_for_another(seat, done, view)
        } else {
            self.stand_itself(seat.who, done, view)
        }
    }

    /// How somebody stands to an act by its own duties, powers and freedoms alone.
    pub(crate) fn stand_itself(&mut self, actor: Val, done: &Done, view: View) -> Run<Stand> {
        let needs = self.needs_authority(actor, view);
        if !needs && !self.acts_of_note(done) {
            return Ok(self.needs_none(actor, Vec::new()));
        }
        let own = self.own_authority(actor, done, view)?;
        let Left {
            own,
            blocked,
            faced,
            conflicts,
        } = self.immunities(actor, own, done, view)?;
        if !own.certain.is_empty() {
            let mut norms: Vec<NormId> = own.certain.iter().map(|one| one.norm).collect();
            norms.sort_unstable();
            norms.dedup();
            let grounds = graded(own);
            let authority = match (needs, self.world.give(actor)) {
                (true, Some(who)) => Authority::Own { who, norms },
                _ => return Ok(self.needs_none(actor, grounds)),
            };
            return Ok(Stand::Valid {
                authority,
                grounds,
                conflicts,
            });
        }
        // What needs agreement is done when the agreement is given (S5.3), by whoever it is.
        let awaits = own
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::AgreementMissing { .. }));
        if awaits && own.maybe.is_empty() {
            self.agreements.waiting.push(done.place);
            return Ok(Stand::Void(own.faults));
        }
        if let Truth::True = blocked.1 {
            return Ok(Stand::Void(blocked.0));
        }
        if !needs {
            let doubted = own
                .doubts
                .iter()
                .any(|fault| matches!(fault, Fault::Immunity { .. }));
            // One who needs no authority is stopped by an immunity alone, unless it certainly claims a power of higher rank.
            if blocked.1 == Truth::Unknown || doubted || !faced.is_empty() {
                let faults = if doubted {
                    own.doubts.clone()
                } else if blocked.0.is_empty() {
                    faced
                } else {
                    blocked.0
                };
                return Ok(Stand::Undetermined {
                    faults,
                    unknowns: own.unknowns.clone(),
                    grounds: graded(own),
                    authority: None,
                });
            }
            return Ok(self.needs_none(actor, graded(own)));
        }
        let exhaustive = self.powers_exhaustive(actor, view);
        if !own.maybe.is_empty() {
            let judgements = own
                .unknowns
                .iter()
                .all(|unknown| self.is_judgement(unknown));
            if judgements && !own.unknowns.is_empty() && !exhaustive {
                return Ok(Stand::NotListed(own.unknowns));
            }
            return Ok(Stand::Undetermined {
                faults: own.doubts.iter().chain(&own.faults).cloned().collect(),
                unknowns: own.unknowns.clone(),
                grounds: graded(own),
                authority: None,
            });
        }
        if !own.faults.is_empty() {
            return Ok(Stand::Void(own.faults));
        }
        if !self.is_governed(actor, view) {
            return Ok(Stand::NotJudged);
        }
        if blocked.1 == Truth::Unknown {
            return Ok(Stand::Undetermined {
                faults: blocked.0,
                unknowns: own.unknowns,
                grounds: Vec::new(),
                authority: None,
            });
        }
        if exhaustive {
            return Ok(Stand::Void(self.no_authority(actor)));
        }
        Ok(Stand::NotListed(Vec::new()))
    }

    pub(crate) fn not_existing(&self, who: Val) -> Vec<Fault> {
        self.world
            .give(who)
            .map(|who| Fault::NotExisting { who })
            .into_iter()
            .collect()
    }

    pub(crate) fn no_authority(&self, holder: Val) -> Vec<Fault> {
        self.world
            .give(holder)
            .map(|holder| Fault::NoAuthority { holder })
            .into_iter()
            .collect()
    }

    /// Nothing lets somebody act for a holder.
    pub(crate) fn not_delegated(&self, holder: Val, to: Option<Val>) -> Vec<Fault> {
        self.world
            .give(holder)
            .map(|holder| Fault::NotDelegated {
                holder,
                to: to.and_then(|to| self.world.give(to)),
            })
            .into_iter()
            .collect()
    }

    pub(crate) fn needs_none(&self, actor: Val, grounds: Vec<(Ground, Truth)>) -> Stand {
        match self.world.give(actor) {
            Some(who) => Stand::Valid {
                authority: Authority::NeedsNone { who },
                grounds,
                conflicts: Vec::new(),
            },
            None => Stand::NotJudged,
        }
    }

    /// Whether somebody acts only under a duty, a power, a freedom or a delegation.
    pub(crate) fn needs_authority(&self, who: Val, view: View) -> bool {
        who.as_individual()
            .and_then(|id| self.world.bodies.kind(id, view))
            .and_then(|kind| self.policy.kinds.get(kind))
            .is_some_and(|kind| kind.statutory)
    }

    /// Whether the powers of somebody's kind are exhaustive: said of the kind, or of the nearest one above it.
    pub(crate) fn powers_exhaustive(&self, who: Val, view: View) -> bool {
        let mut at = who
            .as_individual()
            .and_then(|id| self.world.bodies.kind(id, view));
        while let Some(kind) = at.and_then(|kind| self.policy.kinds.get(kind)) {
            if let Some(exhaustive) = kind.powers_exhaustive {
                return exhaustive;
            }
            at = kind.parent;
        }
        false
    }

    /// Whether an act has effects, needs agreement or may meet an immunity: then powers are looked at of whoever does it.
    fn acts_of_note(&self, done: &Done) -> bool {
        let of_note = &self.program.norms.dispatch.of_note;
        of_note.get(done.act.index()).copied().unwrap_or(true)
    }

    /// Whether an unknown is an assessment that nobody has made yet.
    pub(crate) fn is_judgement(&self, unknown: &Unknown) -> bool {
        match unknown {
            Unknown::Fact(fact, _) => self
                .policy
                .facts
                .get(*fact)
                .is_some_and(|fact| matches!(fact.sort, FactSort::Judgement(_))),
            _ => false,
        }
    }

    /// Whether some norm of the policy is in force for somebody, or for those of their kind, at this moment (S5.1).
    pub(crate) fn is_governed(&self, who: Val, view: View) -> bool {
        self.program.norms.codes.iter().any(|code| {
            let theirs = match &code.party {
                PartyCode::Nobody => false,
                PartyCode::One(one) => Val::individual(*one) == who,
                PartyCode::Any { kind, .. } => self.is_kind(who, *kind, view),
            };
            theirs && code.force.contains(view.day()) && self.is_law(&code.force, code.name)
        })
    }

    /// What a holder's own duties, powers and freedoms say of an act at a moment.
    pub(crate) fn own_authority(&mut self, holder: Val, done: &Done, view: View) -> Run<Own> {
        let mut own = Own::default();
        let program = self.program;
        let tables = &program.norms.dispatch;
        let Some(permissions) = tables.permissions_by_act.get(done.act.index()) else {
            return Ok(own);
        };
        for id in permissions {
            let Some(permission) = program.norms.permission(*id) else {
                continue;
            };
            let Some(code) = program.norms.code(permission.norm) else {
                continue;
            };
            if !code.force.contains(view.day()) || Session::is_soft(code) {
                continue;
            }
            self.try_permission(holder, permission, code, done, view, &mut own)?;
        }
        Ok(own)
    }

    fn try_permission(
        &mut self,
        holder: Val,
        permission: &PermissionCode,
        code: &'a NormCode,
        done: &Done,
        view: View,
        own: &mut Own,
    ) -> Run<()> {
        let mut env = self.env(code.slots);
        let mut covers = self.party(code, holder, &mut env, view)?;
        if covers != Truth::False {
            covers = covers.min(self.force(code, &mut env, view)?);
        }
        if covers != Truth::False {
            covers = covers.min(match permission.act_variable {
                Some(slot) => self.is_required(code, slot, holder, done)?,
                None => self.matches(permission.pattern, done, &mut env, view)?,
            });
        }
        if covers == Truth::False {
            self.done_with(env);
            return Ok(());
        }
        if !self.is_left_to_bind(code, holder, view) {
            // A duty that does not bind lends no authority, but takes none away either.
            if !matches!(code.form, FormCode::Duty(_)) {
                own.faults.push(Fault::NotImposed { norm: code.id });
            }
            self.done_with(env);
            return Ok(());
        }
        let duty = matches!(code.form, FormCode::Duty(_));
        if !duty {
            // In a power, `if` is a condition of validity; a duty carries power whether or not an instance is open (S4.5).
            let holds = self.conditions(code, &mut env, view)?;
            if holds == Truth::False {
                let condition = self.failing_condition(code, &mut env, view)?;
                own.faults.push(Fault::ConditionNotMet {
                    norm: code.id,
                    condition,
                });
                self.done_with(env);
                return Ok(());
            }
            covers = covers.min(holds);
        }
        // A duty carries power as long as it is in force, whether or not it makes instances (S4.5).
        if !duty {
            let (defeated, _) = self.overridden(code, holder, On::Act(done), view)?;
            if defeated == Truth::True {
                self.done_with(env);
                return Ok(());
            }
            covers = covers.min(super::force::not(defeated));
        }
        if let Some(fault) = self.agreement_fault(code, done, &mut env, view)? {
            own.faults.push(fault);
            self.done_with(env);
            return Ok(());
        }
        let within = self.within_limits(code, holder, done, &mut env, view)?;
        if let (Truth::False, Some(fault)) = &within {
            own.faults.push(fault.clone());
            self.done_with(env);
            return Ok(());
        }
        covers = covers.min(within.0);
        if covers == Truth::Unknown {
            own.doubts.extend(within.1);
            if !duty && let Some(condition) = self.doubtful_condition(code, &mut env, view)? {
                own.doubts.push(Fault::ConditionNotMet {
                    norm: code.id,
                    condition,
                });
            }
            self.note_unknowns(permission, code, done, &mut env, view, own)?;
        }
        let ground = Ground {
            norm: code.id,
            env: env.clone(),
        };
        self.done_with(env);
        match covers {
            Truth::True => own.certain.push(ground),
            _ => own.maybe.push(ground),
        }
        Ok(())
    }

    /// Whether an act is one that some instance of a duty, open or not, requires of its bearer: of a `must` whose act is a
    /// variable, that is what it allows.
    fn is_required(
        &mut self,
        code: &NormCode,
        slot: crate::program::node::Slot,
        holder: Val,
        done: &Done,
    ) -> Run<Truth> {
        let Some(instances) = self.by_norm.get(code.id.index()) else {
            return Ok(Truth::False);
        };
        let wanted: Vec<Val> = instances
            .iter()
            .filter(|id| {
                self.duties
                    .get(**id)
                    .is_some_and(|one| one.bearer == holder)
            })
            .map(|id| self.duties.slot(*id, slot.index()))
            .collect();
        let pool = self.world.pool();
        let fits = wanted.into_iter().any(|val| {
            pool.as_act(val).is_some_and(|(act, arguments)| {
                act == done.act
                    && arguments
                        .iter()
                        .zip(&done.arguments)
                        .all(|(wanted, given)| wanted.is_none() || wanted == given)
            })
        });
        Ok(super::force::truth_of(fits))
    }

    fn note_unknowns(
        &mut self,
        permission: &PermissionCode,
        code: &NormCode,
        done: &Done,
        env: &mut [Val],
        view: View,
        own: &mut Own,
    ) -> Run<()> {
        let mut nodes = Vec::new();
        nodes.extend(code.force.when);
        if let PartyCode::Any {
            condition: Some(condition),
            ..
        } = code.party
        {
            nodes.push(condition);
        }
        if !matches!(code.form, FormCode::Duty(_)) {
            nodes.extend(&code.conditions);
            nodes.extend(&code.exceptions);
        }
        let mut unknowns = self.unknowns_of(&nodes, env, view)?;
        if permission.act_variable.is_none() {
            let mut own_env = env.to_vec();
            unknowns.extend(self.world.unknowns_of_match(
                permission.pattern,
                done.place,
                &mut own_env,
                view,
                crate::engine::world::Wanted::Whole,
            )?);
        }
        for limit in &code.limits {
            unknowns.extend(self.world.unknowns_of_value(limit.amount, env, view)?);
        }
        for unknown in unknowns {
            if !own.unknowns.contains(&unknown) {
                own.unknowns.push(unknown);
            }
        }
        Ok(())
    }
}

/// What an act rests on, certain or not.
fn graded(own: Own) -> Vec<(Ground, Truth)> {
    let certain = own.certain.into_iter().map(|one| (one, Truth::True));
    let maybe = own.maybe.into_iter().map(|one| (one, Truth::Unknown));
    certain.chain(maybe).collect()
}
