//! How a rule of delegation stood to a link, and a row of a scheme to an act.

use super::Supposed;
use crate::{
    engine::{
        fail::Run,
        moment::View,
        run::{act::Done, evaluation::Evaluation, session::Session},
    },
    policy::{
        delegation::{DelegationRuleId, SchemeId},
        value::Value,
    },
    program::val::Val,
    record::proof::{NormProof, RowProof},
};

impl Evaluation<'_> {
    /// How the conditions and limits of a rule of delegation stood when a line of the timeline made a link, or at the end of
    /// the last day where it is made by law.
    pub fn rule_proof(
        &self,
        rule: DelegationRuleId,
        (from, to): (&Value, &Value),
        made: Option<usize>,
    ) -> Run<NormProof> {
        let mut session = self.session();
        let moment = made
            .and_then(|place| u32::try_from(place).ok())
            .and_then(|line| session.world.past.moment(line));
        let view = moment.map_or(View::end_of(session.last()), View::before);
        let (from, to) = (session.world.take(from), session.world.take(to));
        session.rule_proof(rule, from, to, view)
    }

    /// How a row of a scheme stood to an act of the timeline: its band, what was counted, its condition for each signer.
    pub fn row_proof(
        &self,
        row: (SchemeId, usize),
        body: &Value,
        signers: &[Value],
        act: usize,
    ) -> Run<RowProof> {
        let mut session = self.session();
        let Some(line) = u32::try_from(act).ok() else {
            return Ok(RowProof::default());
        };
        let Some(moment) = session.world.past.moment(line) else {
            return Ok(RowProof::default());
        };
        let body = session.world.take(body);
        let signers: Vec<Val> = signers.iter().map(|who| session.world.take(who)).collect();
        let Some(kind) = session.world.past.act(line) else {
            return Ok(RowProof::default());
        };
        let parameters = session.policy.acts.get(kind);
        let parameters = parameters.map_or(0, |act| act.parameters.len());
        let done = Done {
            place: line,
            act: kind,
            arguments: (0..parameters)
                .filter_map(|place| u32::try_from(place).ok())
                .map(|place| session.world.past.argument(line, place))
                .collect(),
            performers: signers.clone(),
            principals: vec![body],
            stamp: moment,
            certain: crate::record::reason::Truth::True,
        };
        session.row_proof(row, body, &signers, &done, View::before(moment))
    }

    /// How a row of a scheme stood to an act that is only supposed.
    pub fn supposed_row_proof(
        &self,
        row: (SchemeId, usize),
        body: &Value,
        supposed: &Supposed<'_>,
    ) -> Run<RowProof> {
        let mut session = self.session();
        session.at_end_of(supposed.on, |session, view| {
            let who = session.world.take(supposed.who);
            let body = session.world.take(body);
            let said = supposed
                .on_behalf_of
                .map(|principal| session.world.take(principal));
            let seat = session.seat(who, None, said, Some(supposed.act.act), view)?;
            session.suppose(vec![seat], supposed.act, |session, done| {
                session.row_proof(row, body, &[who], done, view)
            })
        })
    }
}

impl Session<'_> {
    fn rule_proof(
        &mut self,
        rule: DelegationRuleId,
        from: Val,
        to: Val,
        view: View,
    ) -> Run<NormProof> {
        let program = self.program;
        let Some(code) = program.delegations.rule(rule) else {
            return Ok(NormProof::default());
        };
        let (_, mut env) = self.law_holds(rule, from, to, view)?;
        let mut proof = NormProof::default();
        if let Some(when) = code.force.when {
            proof.force = self.proved(when, &mut env, view)?;
        }
        for condition in &code.conditions {
            proof
                .conditions
                .extend(self.proved(*condition, &mut env, view)?);
        }
        for exception in &code.exceptions {
            proof
                .exceptions
                .extend(self.proved(*exception, &mut env, view)?);
        }
        for cap in &code.limits {
            if let Some(most) = self.proved(cap.amount, &mut env, view)? {
                proof.limits.push((most, Vec::new()));
            }
        }
        Ok(proof)
    }

    fn row_proof(
        &mut self,
        at: (SchemeId, usize),
        body: Val,
        signers: &[Val],
        done: &Done,
        view: View,
    ) -> Run<RowProof> {
        let program = self.program;
        let Some((scheme, row)) = program.delegations.row(at.0, at.1) else {
            return Ok(RowProof::default());
        };
        let (_, mut env) = self.scheme_of(at.0, body, view)?;
        let mut proof = RowProof::default();
        if let Some(when) = scheme.force.when {
            proof.force = self.proved(when, &mut env, view)?;
        }
        if let Some((end, _)) = row.from {
            proof.from = self.proved(end, &mut env, view)?;
        }
        if let Some((end, _)) = row.to {
            proof.to = self.proved(end, &mut env, view)?;
        }
        if row.from.is_some() || row.to.is_some() {
            let pounds = self
                .world
                .pool_mut()
                .money(crate::base::number::Number::ONE);
            if let Some(amount) = self.limited_amount(done, pounds)
                && amount.is_known()
            {
                proof.amount = self.world.give(amount);
                if let Some(addends) = self.row_addends(row, body, amount, done, view) {
                    proof.earlier = addends.iter().map(|addend| addend.act as usize).collect();
                }
                if let Some((low, high)) = self.row_sum(row, body, amount, done, view) {
                    proof.counted = self.world.give(low).zip(self.world.give(high));
                }
            }
        }
        if let Some(condition) = row.condition {
            for signer in signers {
                if let Some(place) = env.get_mut(scheme.actor.index()) {
                    *place = *signer;
                }
                let proved = self.proved(condition, &mut env, view)?;
                let who = self.world.give(*signer);
                proof.conditions.extend(who.zip(proved));
            }
        }
        Ok(proof)
    }
}
