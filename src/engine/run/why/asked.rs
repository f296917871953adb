//! What can be asked of a run: how a norm, a duty or an expression came to what it gave.

use crate::{
    base::date::Date,
    engine::{fail::Run, moment::View, run::evaluation::Evaluation, world::Wanted},
    policy::{
        expr::Expr,
        norm::NormId,
        value::{ActValue, Value},
    },
    program::{
        norm::{OccasionCode, TriggerKindCode},
        val::Val,
    },
    record::{
        proof::{DutyProof, NormProof, Proof},
        reason::Truth,
    },
};

/// An act that a question supposes.
#[derive(Debug, Clone, Copy)]
pub struct Supposed<'q> {
    /// Who does it.
    pub who: &'q Value,
    /// What.
    pub act: &'q ActValue,
    /// For whom.
    pub on_behalf_of: Option<&'q Value>,
    /// The day at the end of which it is supposed.
    pub on: Date,
}

impl Evaluation<'_> {
    /// How the duty instance at this place of the record came to be, and what became of it.
    pub fn duty_proof(&self, place: usize) -> Run<Option<DutyProof>> {
        let mut session = self.session();
        let id = session.order_of_duties().get(place).copied();
        match id {
            Some(id) => session.duty_proof(id),
            None => Ok(None),
        }
    }

    /// How a norm stands to an act of the timeline and to whom it is of.
    pub fn norm_proof(&self, norm: NormId, who: &Value, act: usize) -> Run<NormProof> {
        let mut session = self.session();
        let Ok(line) = u32::try_from(act) else {
            return Ok(NormProof::default());
        };
        let Some(moment) = session.world.past.moment(line) else {
            return Ok(NormProof::default());
        };
        let who = session.world.take(who);
        session.norm_of_act(norm, who, line, View::before(moment))
    }

    /// How a norm stands to an act that is only supposed, at the end of a day, and to whom it is of.
    pub fn supposed_proof(
        &self,
        norm: NormId,
        holder: &Value,
        supposed: &Supposed<'_>,
    ) -> Run<NormProof> {
        let mut session = self.session();
        session.at_end_of(supposed.on, |session, view| {
            let who = session.world.take(supposed.who);
            let holder = session.world.take(holder);
            let said = supposed
                .on_behalf_of
                .map(|principal| session.world.take(principal));
            let seat = session.seat(who, None, said, Some(supposed.act.act), view)?;
            session.suppose(vec![seat], supposed.act, |session, done| {
                session.norm_of_act(norm, holder, done.place, view)
            })
        })
    }

    /// How the conditions of a duty stood for somebody at a happening that may give rise to it; nothing where it is of
    /// another sort.
    pub fn occasion_proof(
        &self,
        norm: NormId,
        who: &Value,
        place: usize,
    ) -> Run<Option<NormProof>> {
        let mut session = self.session();
        let program = session.program;
        let (Some(code), Ok(line)) = (program.norms.code(norm), u32::try_from(place)) else {
            return Ok(None);
        };
        let (Some(moment), OccasionCode::When(triggers)) =
            (session.world.past.moment(line), &code.occasion)
        else {
            return Ok(None);
        };
        let view = View::before(moment);
        let who = session.world.take(who);
        for trigger in triggers {
            let (actor, pattern) = match trigger.kind {
                TriggerKindCode::Does(actor, pattern) => (Some(actor), pattern),
                TriggerKindCode::Happens(pattern) => (None, pattern),
                TriggerKindCode::State { .. } | TriggerKindCode::Changes { .. } => continue,
            };
            let mut env = vec![Val::NONE; code.slots as usize];
            let party = session.party_proof(code, who, &mut env, view)?;
            let mut fits = actor.is_none();
            if let Some(actor) = actor {
                for principal in session.world.past.principals(line).to_vec() {
                    let truth = session.term(actor, principal, &mut env, view)?;
                    fits = fits || truth != Truth::False;
                }
            }
            let matched = session
                .world
                .matches(pattern, line, &mut env, view, Wanted::Apart)?;
            if !fits || matched == Truth::False {
                continue;
            }
            if let Some(label) = trigger.label
                && let Some(slot) = env.get_mut(label.index())
            {
                *slot = Val::happening(line);
            }
            let mut proof = NormProof {
                party,
                ..NormProof::default()
            };
            if let Some(when) = code.force.when {
                proof.force = session.proved(when, &mut env, view)?;
            }
            session.condition_proofs(code, &mut env, view, &mut proof)?;
            return Ok(Some(proof));
        }
        Ok(None)
    }

    /// How the conditions of a norm stand for somebody at the end of the last day looked at.
    pub fn standing_proof(&self, norm: NormId, who: &Value) -> Run<NormProof> {
        let mut session = self.session();
        let program = session.program;
        let Some(code) = program.norms.code(norm) else {
            return Ok(NormProof::default());
        };
        let view = View::end_of(session.last());
        let who = session.world.take(who);
        let mut env = vec![Val::NONE; code.slots as usize];
        let mut proof = NormProof {
            party: session.party_proof(code, who, &mut env, view)?,
            ..NormProof::default()
        };
        if let Some(when) = code.force.when {
            proof.force = session.proved(when, &mut env, view)?;
        }
        session.condition_proofs(code, &mut env, view, &mut proof)?;
        Ok(proof)
    }

    /// How an expression over the variables of the case came to what it gives, at the end of a day.
    pub fn value_proof(&self, expr: &Expr, on: Date) -> Run<Option<Proof>> {
        let mut session = self.session();
        let node = session.world.compile(|compiler| compiler.expression(expr));
        let mut env = session.labels();
        session.proved(node, &mut env, View::end_of(on.days()))
    }
}
